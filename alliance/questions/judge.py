"""From an answer to a verdict, in one pure function.

The notebook and the teacher's gradebook call the same :func:`judge`. It executes nothing of a
student's and never raises: what goes wrong here is the author's error and costs no points.
"""

from __future__ import annotations

import re
from typing import Any

from alliance.languages import pick, say
from alliance.questions import wording
from alliance.questions.answers import Malformed, Unclear, Unusable, literal, plain
from alliance.questions.bank import Question, Seal
from alliance.questions.kinds import Outcome, outcome
from alliance.questions.kinds import kind as kind_of
from alliance.questions.verdict import Verdict

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
    kind, form = kind_of(question.kind), {**question.form, "asked": question.prompt}
    try:
        read = plain(answer)
    except Unusable as why:
        return _malformed(question, str(why), None)
    if type(read) is dict and list(read) == [kind.answer_key]:
        read = read[kind.answer_key]
    hint = say("hint-typed", id=question.id)
    if wording.is_blank(read):
        how = (say("blank-typed"), _how(question))
        return Verdict(question.id, "not-attempted", message=say("blank"), typed=how)
    if wording.is_unknown(read):
        return _open(question, say("unknown-text"), hint, read)
    try:
        given = kind.understand(form, _squeezed(read))
        if question.seal is None:
            return Verdict(question.id, "recorded", message=say("recorded-text"), answer=read)
        found = _foreseen(kind.verdict(form, given, question.seal), question.seal)
    except Unclear as why:
        return _open(question, f"{why} {say('unknown-text')}", hint, _bounded(read))
    except Malformed as why:
        return _malformed(question, str(why), _bounded(read))
    return _said(question, found, read)


def _foreseen(found: Outcome, seal: Seal) -> Outcome:
    """What the author says of every wrong answer that has no name, if he says anything."""
    if found.status != "wrong" or found.misconception or found.message:
        return found
    record = seal.first("any", "")
    return outcome(record, *found.details) if record else found


def _open(question: Question, message: str, hint: str, read: Any) -> Verdict:
    """No verdict, and a hint is offered."""
    return Verdict(question.id, "not-attempted", message=message, typed=(hint,), answer=read)


def _said(question: Question, found: Outcome, read: Any) -> Verdict:
    """The outcome in words, with what a right answer opens."""
    explanation, evidence = "", ()
    if found.closing and question.seal:
        closing = question.seal.closing(found.closing)
        explanation, evidence = pick(closing["explanation"]), tuple(closing["evidence"])
    named = found.misconception
    called = question.seal.first("called", named) if named and question.seal else None
    general = found.status == "wrong" and not found.message and not found.details
    return Verdict(
        question.id,
        found.status,
        share=found.share,
        misconception=named,
        called=pick(called["text"]) if called else "",
        message=say("wrong-text") if general else found.message,
        details=found.details,
        typed=(say("hint-typed", id=question.id),) if general else found.typed,
        explanation=explanation,
        evidence=evidence,
        samples=found.samples,
        answer=read,
    )


def _squeezed(read: Any) -> Any:
    """An answer without long runs of blanks, which say nothing and cost a pattern much time."""
    if type(read) is str and len(read) > _LONG:
        return re.sub(r"\s{2,}", lambda run: "\n" if "\n" in run[0] else " ", read)
    if type(read) is list:
        return [_squeezed(one) for one in read]
    if type(read) is dict:
        return {key: _squeezed(one) for key, one in read.items()}
    return read


def _how(question: Question) -> str:
    how = kind_of(question.kind).how(question.form)
    return say("blank-help", how=how, example=call(question))


def call(question: Question) -> str:
    """The example as a line of Python that a student can copy and change."""
    return f'al.check("{question.id}", {literal(question.example)})'


def _malformed(question: Question, why: str, read: Any) -> Verdict:
    how = kind_of(question.kind).how(question.form)
    return Verdict(
        question.id,
        "malformed",
        message=why,
        details=(say("malformed-free"),),
        typed=(say("malformed-help", how=how, example=call(question)),),
        answer=read,
    )


def _bounded(read: Any) -> Any:
    if type(read) in (list, dict):
        return read if len(str(read)) < _KEPT else None
    return read[:_KEPT] if type(read) is str else read
