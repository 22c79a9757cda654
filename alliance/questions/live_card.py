"""The live card: a widget that sends an answer to the judge and shows the verdict."""

from __future__ import annotations

from html import escape
from typing import Any

from IPython.display import display

from alliance import __version__, widget
from alliance.html import inline, tagged
from alliance.languages import say
from alliance.questions.answers import literal
from alliance.questions.card import Clickable, answered, replied, said
from alliance.questions.judge import Verdict
from alliance.questions.kept_answers import MIME

_SHOWN = 200  # characters of an answer in the line that the notebook keeps


class Record:
    """The output below the widget: what the notebook keeps of the last answer, for those who read
    it without a kernel and for front ends that keep nothing else.

    It holds the answer under the same type as ``al.check`` does, and is replaced at every new one.
    """

    def __init__(self, id: str, verdict: Verdict) -> None:
        self._id = id
        self._handle = display(self._bundle(verdict), raw=True, display_id=True)

    def keep(self, verdict: Verdict) -> str:
        """Put ``verdict`` into the notebook; returns the words that stand there now."""
        bundle = self._bundle(verdict)
        self._handle.update(bundle, raw=True)
        return str(bundle["text/plain"])

    def _bundle(self, verdict: Verdict) -> dict[str, Any]:
        if not answered(verdict):
            return {"text/plain": "", "text/html": ""}
        if verdict.prompt:  # a student's own words, whole
            kept = verdict.answer
            shown = f"<blockquote>{'<br>'.join(escape(kept).splitlines())}</blockquote>"
        else:
            answer = literal(verdict.answer)
            answer = answer if len(answer) <= _SHOWN else f"{answer[:_SHOWN]}…"
            kept = say("ask-kept", id=self._id, answer=answer)
            shown = tagged(f"<p>{inline(kept)}</p>")
        html = f'<div class="al-kept">{shown}{verdict.framed(typed=False)}</div>'
        record = verdict._repr_mimebundle_()[MIME]
        return {"text/plain": f"{kept}\n{verdict}", "text/html": html, MIME: record}


def show(asked: Clickable, text: dict[str, str]) -> None:
    """Display the card, and below it the record of the answer that this notebook keeps."""
    task, last = asked.task(), asked.verdict
    control = widget.LiveWidget(task={**task, "edition": __version__})
    readable = {one["id"] for one in task["read"]}
    if answered(last):
        control.draft, control.verdict = last.answer, said(last, 0)

    def heard(message: dict[str, Any]) -> None:
        changes = replied(message, asked, readable, lambda one: {"record": record.keep(one)})
        if "verdict" in changes:
            control.draft = message.get("answer")
        for name, value in changes.items():
            setattr(control, name, value)

    widget.show(control, text, heard)
    record = Record(task["id"], last)
