"""From one file to one row of the gradebook. Whatever the file is, there is a row.

The verdict is that of ``questions.judge``, the function that answers in the notebook. A question is
worth one point; a row is about every question of each unit that the file belongs to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from alliance.classroom import collect, collect_names, flags, submission_read, units
from alliance.classroom.collect import Item
from alliance.classroom.submission import Submission, Unreadable
from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.questions.verdict import Verdict

_ATTEMPTED = ("right", "partly", "wrong", "defensible", "malformed", "author-error")


@dataclass(slots=True)
class Row:
    """One submission, marked. key: what tells students apart; units: numbers of its units.

    answers: by question id ``{answer, status, score, misconception}``; where one was given also
    ``message`` (lines) and ``why`` (the explanation); where some were asked for, ``hints`` (how
    many). A score of ``None`` waits for a person. prints: what two students should not share.
    """

    student: str
    key: str
    file: str
    score: float = 0.0
    out_of: int = 0
    error: str | None = None
    flags: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    id: str = ""
    late: bool = False
    number: int = 0
    when: float = 0.0
    attempts: int = 1
    prints: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        """The row as one line of JSON."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> Row:
        return cls(**json.loads(text))


def row(item: Item, course: dict[str, bank.Unit], fixed: bool = False) -> Row:
    """The row of one file.

    course: as ``units.course`` gave it; fixed: the row is about all of its units, not only about
    those that the file belongs to.
    """
    who = item.who
    made = Row(who.name, who.key, item.label, id=who.id, late=who.late)
    made.number, made.when = who.number, item.when
    if who.late:
        made.flags.append("handed in late, says the platform")
    try:
        if item.error:
            raise Unreadable(item.error)
        data, shortened = collect.content(item)
        read = submission_read.read(data)
    except Unreadable as why:
        made.error = str(why)
        return made
    if shortened:
        read.note("", "very large; long outputs were left out")
    _own_name(made, read, who.by)
    _mark(made, read, course, fixed)
    made.prints = flags.prints(made, read, data)
    return made


def rows(items: list[Item], wanted: tuple[str, ...] = ()) -> list[Row]:
    """A batch of rows: what one worker does at a time. A fault of ours is that row's error only."""
    course = units.course(wanted)
    made = []
    for item in items:
        try:
            made.append(row(item, course, bool(wanted)))
        except Exception as fault:
            made.append(failed(item, f"it could not be graded ({type(fault).__name__})."))
    return made


def failed(item: Item, why: str) -> Row:
    """The row of a file that has no other."""
    return Row(item.who.name, item.who.key, item.label, error=why, id=item.who.id)


def _own_name(made: Row, read: Submission, by: str) -> None:
    """The name in a file of answers: believed where nothing but the file's own name says more."""
    if read.student is None:
        return
    name = collect_names.clean(read.student)
    simple = collect_names.simple
    if by in ("", "file"):
        # With the file's name: nobody becomes another student's attempt by writing their name.
        made.key = f"named {simple(name) or name} {simple(made.key or made.file)}"
        made.student = name
    elif simple(name) != simple(made.student):
        made.flags.append(f"the file itself names “{name}” as the student")


def _mark(made: Row, read: Submission, course: dict[str, bank.Unit], fixed: bool) -> None:
    inside = {id: unit.number for unit in course.values() for id in unit.questions}
    made.flags += flags.sentences(read, set(inside))
    touched = {inside[id] for id in read.answers if id in inside}
    made.units = sorted(course) if fixed else sorted(touched | (set(read.units) & set(course)))
    if not touched:
        what = "these units" if fixed else "this course"
        made.error = f"it holds no answer to a question of {what}."
    for number in made.units:
        for id, question in course[number].questions.items():
            made.answers[id] = _answer(question, read)
    made.out_of = len(made.answers)
    made.score = round(sum(one["score"] or 0.0 for one in made.answers.values()), 4)
    if waiting := [id for id, one in made.answers.items() if one["score"] is None]:
        made.flags.append(f"{', '.join(waiting)}: waits for your marks")


def _answer(question: bank.Question, read: Submission) -> dict[str, Any]:
    verdict = _verdict(question, read.answers.get(question.id))
    # What is wrong with the question itself costs nobody a point.
    score = 1.0 if verdict.status == "author-error" else verdict.score
    found = {
        "answer": verdict.answer,
        "status": verdict.status,
        "score": score if score is None else round(score, 4),
        "misconception": verdict.misconception,
    }
    if verdict.status in _ATTEMPTED:
        found["message"] = [line for line in (verdict.message, *verdict.details) if line]
        found["why"] = verdict.explanation
    if hints := read.hints.get(question.id):
        found["hints"] = hints
    return found


def _verdict(question: bank.Question, answer: Any) -> Verdict:
    """The verdict, remembered: a class gives the same answers many times."""
    try:
        said = json.dumps(answer, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return judge(question, answer)
    # A tuple is written like a list and is judged like one; anything long is rare and not kept.
    return _remembered(question, said) if len(said) < 300 else judge(question, answer)


@lru_cache(maxsize=4_096)
def _remembered(question: bank.Question, said: str) -> Verdict:
    return judge(question, json.loads(said))
