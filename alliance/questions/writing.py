"""A place to write: a student's own words, kept in the notebook with their prompt, never judged."""

from __future__ import annotations

from html import escape
from typing import Any

from alliance.html import inline
from alliance.questions import kept, log, wording
from alliance.questions.bank import Question
from alliance.questions.card import Acts, keeping, stored
from alliance.questions.check import Asked, Card, _question
from alliance.questions.phrases import current, say
from alliance.questions.verdict import Verdict

_LONGEST_ID = 60


class Writing(Asked):
    """A prompt with room below it, and what was written there."""

    def __init__(self, id: str, prompt: str) -> None:
        self.id = id
        self.prompt = prompt
        self.acts = Acts(self.keep, self._verdict, lambda: Card(id, []))
        self.verdict = self._verdict(kept.here().get(id))

    def keep(self, text: Any) -> Verdict:
        """Words that were written just now, and a line in the log."""
        verdict = self._verdict(text)
        if verdict.status == "recorded":
            entry = {"question": self.id, "answer": text, "status": verdict.status}
            told = log.current().write(entry)
            verdict.notes = (told,) if told else ()
        return verdict

    def _verdict(self, text: Any) -> Verdict:
        if type(text) is not str or wording.is_blank(text):
            return Verdict(self.id, "not-attempted", message=say("write-blank"))
        verdict = Verdict(self.id, "recorded", message=say("write-kept"), answer=text)
        verdict.prompt = self.prompt
        return verdict

    def task(self) -> dict[str, Any]:
        words = {"count": say("ask-count"), **keeping()}
        known = {"id": self.id, "kind": "write", "label": say("kind-write"), "prompt": self.prompt}
        return {**known, "lang": current(), "form": {}, "help": "", "words": words, "read": []}

    def __repr__(self) -> str:
        lines = [f"{self.id} · {self.prompt}", self.verdict.answer or ""]
        return "\n".join(line for line in (*lines, say("write-typed", id=self.id)) if line)

    def _repr_html_(self) -> str:
        head = f"<p><small>{escape(self.id)} · {escape(say('kind-write'))}</small></p>"
        return stored(head, f"<p><strong>{inline(self.prompt)}</strong></p>")


def write(id: str = "", prompt: str = "", text: str | None = None) -> Writing | Verdict:
    """A place to write in: ``al.write("02.expect", "I expect … because …")``.

    What is written is kept in the notebook and shown to the teacher; nobody's program judges it,
    and it is worth no points.

    Parameters
    ----------
    id : str
        A name for this text, such as ``"02.expect"``; not the id of a question.
    prompt : str
        What to write about; it is kept with the text.
    text : str, optional
        The text itself, for who types it here and not into the card.

    Returns
    -------
    Writing or Verdict
        The card, which a notebook draws; with ``text`` the verdict, *recorded*. Nothing is raised.

    Examples
    --------
    >>> al.write("02.expect", "I expect …", "I expect a promise, because both signed.").status
    'recorded'
    """
    id, prompt = (one.strip() if type(one) is str else "" for one in (id, prompt))
    if not 0 < len(id) < _LONGEST_ID or isinstance(_question(id), Question):
        return Verdict("", "malformed", message=say("write-id"))
    here = Writing(id, prompt or id)
    return here.keep(text) if type(text) is str and not wording.is_blank(text) else here
