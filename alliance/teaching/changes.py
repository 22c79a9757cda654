"""What changed: marks since an older gradebook, and questions between editions of the course."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from alliance.errors import Told
from alliance.questions import bank
from alliance.questions.phrases import pick
from alliance.teaching.grade import Row
from alliance.teaching.gradebook import number, verdict
from alliance.teaching.spreadsheet import content
from alliance.teaching.submission import same


class MarkChange(NamedTuple):
    """A mark that is another than before. answer: "the same", or "another" since then."""

    student: str
    question: str
    before: str
    after: str
    difference: str
    verdict_before: str
    verdict_after: str
    answer: str


def old(path: Path) -> list[dict[str, Any]]:
    """The rows of a gradebook that ``alliance grade`` wrote as JSON; raises :class:`Told`."""
    try:
        rows = json.loads(content(path))["submissions"]
        found = [row for row in rows if row["student"] is not None and row["answers"] is not None]
    except (ValueError, KeyError, TypeError, RecursionError):
        told = f"{path.name} is not the JSON that alliance grade writes. Keep one before you change"
        raise Told(f"{told} a key: alliance grade PATH -o before.json") from None
    return found


def marks(before: Iterable[dict[str, Any]], rows: Iterable[Row]) -> list[MarkChange]:
    """The marks that changed, by student and question; totals come last of each student.

    A student is found again by name and key, or by a name that one student alone bore. Raises
    :class:`Told` where nobody is.
    """
    rows = list(rows)
    by_key: dict[tuple[str, str], dict[str, Any]] = {}
    for one in before:
        by_key.setdefault((one["student"], one.get("key", "")), {}).update(_answers(one))
    named = Counter(student for student, _ in by_key)
    alone = {who[0]: told for who, told in by_key.items() if named[who[0]] == 1}
    if not {row.student for row in rows} & named.keys():
        raise Told(
            "nobody here is in the older gradebook. Under codes both have to be, or neither."
        )
    found: list[MarkChange] = []
    for row in rows:
        was = by_key.get((row.student, row.key), alone.get(row.student, {}))
        found += _changed(row, was)
    return found


def _answers(row: dict[str, Any]) -> dict[str, Any]:
    totals = {f"unit {unit}": {"score": points} for unit, points in row.get("units", {}).items()}
    return {id: one for id, one in row["answers"].items() if one.get("counted", True)} | totals


def _changed(row: Row, was: Mapping[str, Any]) -> Iterator[MarkChange]:
    units = {unit.number: unit.prefix for unit in map(bank.unit, bank.prefixes())}
    points = {f"unit {n}": {"score": round(row.points(units[n]), 4)} for n in row.units}
    for id, one in (row.answers | points).items():
        if id not in was or _score(was[id]) == _score(one):
            continue
        first, last = _score(was[id]), _score(one)
        apart = ""
        if first is not None and last is not None:
            apart = f"{'up' if last > first else 'down'} {number(abs(last - first))}"
        told = ["", "", ""]
        if id in row.answers:
            alike = same(was[id].get("answer"), one["answer"])
            told = [verdict(was[id]), verdict(one), "the same" if alike else "another"]
        yield MarkChange(row.student, id, number(first), number(last), apart, *told)


def _score(one: Mapping[str, Any]) -> float | None:
    score = one["score"]
    return None if score is None else round(float(score), 4)


class QuestionChange(NamedTuple):
    """A question that not every edition counts, and whom that touches."""

    question: str
    change: str
    why: str
    counted_for: list[str]
    not_counted_for: list[str]


def questions(course: Mapping[str, bank.Unit], rows: list[Row]) -> list[QuestionChange]:
    """What came and went between the editions, with the students whose papers it counts for, and
    those whose paper it does not: they were not asked it, or no longer are."""
    first = min((one.since for unit in course.values() for one in unit.all.values()), default=1)
    found = []
    for number_, unit in course.items():
        theirs = [row for row in rows if number_ in row.units and row.error is None]
        for id, one in unit.all.items() if theirs else ():
            if change := _change(one, first):
                held = [row.student for row in theirs if id in row.answers]
                given = [row for row in theirs if id in row.uncounted]
                without = given if one.apart else [row for row in theirs if id not in row.answers]
                why = pick(one.retired) if one.retired else ""
                names = [row.student for row in without]
                found.append(QuestionChange(id, change, why, held, names))
    return found


def _change(one: bank.Question, first: int) -> str:
    if one.withdrawn:
        return "its key was false: it costs nobody a point"
    if one.apart:
        what = "practice" if one.practice else "no longer asked"
        return f"{what} since edition {one.until + 1}" if one.until >= one.since else ""
    return f"new in edition {one.since}" if one.since > first else ""
