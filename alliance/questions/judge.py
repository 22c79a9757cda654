"""From an answer to a verdict, in one pure function; and what a verdict says, as text and HTML.

The notebook and the teacher's gradebook call the same :func:`judge`. It executes nothing of a
student's and never raises: what goes wrong here is the author's error and costs no points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any

from alliance.corpus import loaded
from alliance.languages import pick, say
from alliance.questions import wording
from alliance.questions.answers import Malformed, Unclear, Unusable, literal, plain, unstruck
from alliance.questions.bank import Question, Seal, in_words
from alliance.questions.kept_answers import MIME, VERSION
from alliance.questions.kinds import Outcome, outcome
from alliance.questions.kinds import kind as kind_of
from alliance.questions.places import place_in_words

# A sign and a word beside each colour; all keep 3:1 on white and on JupyterLab's dark ground.
_LOOK: dict[str, list[str]] = loaded("verdict-signs.json")
STATUSES = {status: sign for status, (sign, _) in _LOOK.items()}
FULL = ("right", "defensible", "recorded")  # nothing more is to be done
DONE = 3  # the rank from which on nothing more is to be done
Line = tuple[str, str | list[str]]  # a label (may be empty) and a text, or its pieces
_FIXED_SCORES = {"right": 1.0, "wrong": 0.0, "not-attempted": 0.0, "malformed": 0.0}


@dataclass(slots=True, eq=False, repr=False)
class Verdict:
    """The verdict on one answer. Jupyter shows it; ``str()`` gives the same in plain text.

    status: right, partly, wrong, defensible, not-attempted, malformed, author-error or recorded.
    share: of the points, 0 to 1, for partly and defensible. misconception: its name, where known;
    called: what the reader hears it called.
    message: one paragraph; details: further lines; explanation and evidence: after a right answer.
    typed: lines for who writes code, not for who clicks. answer: what was read, as JSON-able data.
    samples: other arguments, to be laid beside one's own of a question whose prose nobody judges.
    notes: what has nothing to do with the answer. card: the question to click, shown in the place
    of a verdict where nothing was answered yet. prompt: that of a text which nobody judges.
    review: when it was given, of an answer to a question that came back.
    """

    question: str
    status: str
    _: KW_ONLY
    share: float | None = None
    misconception: str | None = None
    called: str = ""
    message: str = ""
    details: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    explanation: str = ""
    evidence: tuple[str, ...] = ()
    samples: tuple[dict[str, Any], ...] = ()
    answer: Any = None
    notes: tuple[str, ...] = ()
    card: Any = None
    prompt: str = ""
    review: str = ""

    def __post_init__(self) -> None:
        self.called = self.called or pick(in_words(self.misconception or ""))

    @property
    def score(self) -> float | None:
        """The share of the points, 0 to 1; ``None`` where a person has to decide, or where the
        fault is the author's."""
        return _FIXED_SCORES.get(self.status, self.share)

    @property
    def heading(self) -> str:
        """The verdict in words, with the share where it is a partial one or a person's."""
        if self.status == "partly" and self.share is None:
            return say("incomplete")
        marked = self.status == "recorded" and self.share is not None
        words = say("marked" if marked else self.status)
        if marked or self.status == "partly":
            words += f" ({say('share', percent=round(100 * (self.share or 0)))})"
        return words

    def _lines(self, typed: bool = True, told: Callable[[str], str] = place_in_words) -> list[Line]:
        """The lines under the heading; of the evidence, its pieces, each as ``told`` tells it."""
        said = (self.message, *self.details, *(self.typed if typed else ()))
        lines: list[Line] = [("", one) for one in said if one]
        if self.misconception:
            lines.append(("", say("known-mistake", name=self.called)))
        if self.explanation:
            lines.append((say("why"), self.explanation))
        if self.evidence:
            lines.append((say("evidence"), [*dict.fromkeys(map(told, self.evidence))]))
        if self.samples and typed:
            lines += [line for one in self.samples for line in sample_lines(one)]
        return lines + [("", note) for note in self.notes]

    def _headed(self) -> str:
        named = f"{self.question}: " if self.question else ""
        return f"{_LOOK[self.status][0]} {named}{self.heading}"

    def __repr__(self) -> str:
        return as_text(self._headed(), self._lines())

    def clicked(self, told: Callable[[str], str] = place_in_words) -> str:
        """The verdict inside a card, as HTML: the question stands above it, and nothing in it is
        code. ``told`` tells a place of the evidence, in words or as a link."""
        from alliance.html import line, tagged  # a gradebook shows no verdict

        head = f'<p class="al-v-h">{_LOOK[self.status][0]} {escape(self.heading)}</p>'
        return tagged(head + "".join(line(text, label) for label, text in self._lines(False, told)))

    def compared(self) -> str:
        """The samples as HTML, with what can be said of them all; empty where none were opened."""
        if not self.samples:
            return ""
        from alliance.html import line

        return "".join(map(_sample_html, self.samples)) + line(self.explanation, say("why"))

    def _ipython_display_(self) -> None:
        if self.card is None:
            raise NotImplementedError  # IPython goes on to the forms below
        self.card._ipython_display_()

    def framed(self, typed: bool = True) -> str:
        """The verdict by itself, as HTML; without ``typed`` nothing in it is code."""
        from alliance.html import announced, line, tagged

        body = "".join(line(text, label) for label, text in self._lines(typed))
        return tagged(announced(_LOOK[self.status][1], escape(self._headed()), body))

    _repr_html_ = framed

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": str(self), "text/html": self._repr_html_()}
        if self.question:
            record = {"question": self.question, "answer": self.answer, "version": VERSION}
            apart = {"prompt": self.prompt, "review": self.review}
            bundle[MIME] = record | {name: said for name, said in apart.items() if said}
        return bundle


def as_text(heading: str, lines: Iterable[Line]) -> str:
    """A heading and the lines under it as plain text."""
    shown = [heading]
    for label, said in lines:
        text = said if isinstance(said, str) else "; ".join(said)
        shown.append(f"  {label}: {text}" if label else f"  {text}")
    return "\n".join(shown)


def sample_lines(sample: dict[str, Any]) -> list[tuple[str, str]]:
    """A sample argument as labelled lines: its level and claim, the rest, what makes it so."""
    title = say("sample", level=sample["level"], side=pick(sample["side"]))
    first, *more = [pick(one) for one in sample["remarks"]]
    argument = [(title, pick(sample["claim"])), ("", pick(sample["reasoning"]))]
    evidence = (say("ask-evidence"), "; ".join(map(place_in_words, sample["evidence"])))
    return [*argument, evidence, (say("sample-why"), first), *(("", one) for one in more)]


def _sample_html(sample: dict[str, Any]) -> str:
    """A sample as the card shows it: closed, under its level and its side."""
    from alliance.html import fold, line

    (title, claim), *rest = sample_lines(sample)
    body = line(claim) + "".join(line(text, label) for label, text in rest)
    return fold(escape(title), body)


# The judging.

_LONG = 200  # characters: in a shorter answer blanks cost nothing
_KEPT = 2_000  # characters of an answer that could not be read, kept for the record


def judge(question: Question, answer: Any) -> Verdict:
    """The verdict on ``answer``; of a question without sealed entries it is only *recorded*. One
    that the course dropped is judged as it was, and says so."""
    try:
        verdict = _judge(question, answer)
    except Exception as fault:
        return author_error(question.id, type(fault).__name__)
    if question.retired:
        reason = say("retired", reason=pick(question.retired))
        verdict.notes = (say("withdrawn"), reason) if question.withdrawn else (reason,)
    return verdict


def author_error(id: str, fault: str) -> Verdict:
    """The verdict when the question itself does not work."""
    return Verdict(id, "author-error", message=say("author-error-text", fault=fault))


def _judge(question: Question, answer: Any) -> Verdict:
    told = {"asked": question.prompt, "lesson": question.lesson, "hints": question.hints}
    kind, form = kind_of(question.kind), {**question.form, **told}
    try:
        read = plain(answer)
    except Unusable as why:
        return _malformed(question, str(why), None)
    if type(read) is dict and list(read) == [kind.answer_key]:
        read = read[kind.answer_key]
    if wording.is_blank(read):
        how = (say("blank-typed"), _how(question, "blank-help"))
        return Verdict(question.id, "not-attempted", message=say("blank"), typed=how)
    if wording.is_unknown(read):
        return _open(question, say("unknown-text"), read)
    try:
        given = kind.understand(form, wording.in_each(read, lambda one: unstruck(_squeezed(one))))
        if (seal := question.seal) is None:
            return Verdict(question.id, "recorded", message=say("recorded-text"), answer=read)
        return _said(question.id, seal, _foreseen(kind.verdict(form, given, seal), seal), read)
    except Unclear as why:
        return _open(question, f"{why} {say('unknown-text')}", _bounded(read))
    except Malformed as why:
        return _malformed(question, str(why), _bounded(read))


def _foreseen(found: Outcome, seal: Seal) -> Outcome:
    """What the author says of every wrong answer that has no name, if he says anything."""
    if found.status != "wrong" or found.misconception or found.message:
        return found
    record = seal.first("any", "")
    return outcome(record, *found.details) if record else found


def _open(question: Question, message: str, read: Any) -> Verdict:
    """No verdict, and a hint is offered."""
    hint = (say("hint-typed", id=question.id),)
    return Verdict(question.id, "not-attempted", message=message, typed=hint, answer=read)


def _said(id: str, seal: Seal, found: Outcome, read: Any) -> Verdict:
    """The outcome in words, with what a right answer opens."""
    told = found._asdict()
    if key := told.pop("closing"):
        closing = seal.closing(key)
        told |= {"explanation": pick(closing["explanation"]), "evidence": (*closing["evidence"],)}
    if found.misconception and (called := seal.first("called", found.misconception)):
        told["called"] = pick(called["text"])
    if found.status == "wrong" and not found.message and not found.details:
        told |= {"message": say("wrong-text"), "typed": (say("hint-typed", id=id),)}
    return Verdict(id, **told, answer=read)


def _squeezed(text: str) -> str:
    """A text without long runs of blanks, which say nothing and cost a pattern much time."""
    if len(text) <= _LONG:
        return text
    return re.sub(r"\s{2,}", lambda run: "\n" if "\n" in run[0] else " ", text)


def _how(question: Question, phrase: str) -> str:
    how = kind_of(question.kind).how(question.form)
    return say(phrase, how=how, example=call(question))


def call(question: Question) -> str:
    """The example as a line of Python that a student can copy and change."""
    return f'al.check("{question.id}", {literal(question.example)})'


def _malformed(question: Question, why: str, read: Any) -> Verdict:
    free, how = (say("malformed-free"),), (_how(question, "malformed-help"),)
    return Verdict(question.id, "malformed", message=why, details=free, typed=how, answer=read)


def _bounded(read: Any) -> Any:
    if type(read) in (list, dict):
        return read if len(str(read)) < _KEPT else None
    return read[:_KEPT] if type(read) is str else read
