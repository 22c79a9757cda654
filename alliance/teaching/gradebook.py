"""The gradebook, row by row: CSV, JSON, and the files that Canvas and Moodle take in."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO

from alliance.errors import Told
from alliance.teaching.people import Roster, column
from alliance.teaching.spreadsheet import safe

if TYPE_CHECKING:
    from alliance.questions import bank
    from alliance.teaching.grade import Row

_LONGEST = 1_000  # characters of an answer in a cell
_FIRST = ("student", "file", "score", "out_of", "error", "flags")
_SAID = ("answer", "verdict", "hints")


def number(value: float | None) -> str:
    """A score as short as it can be written: 3, 2.5, 0.3333; nothing where it is not known."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def given(rows: Iterable[Row], units: Iterable[bank.Unit]) -> list[str]:
    """The questions that a class was given: what its files were marked out of, by edition."""
    held = {id for row in rows for id in row.answers}
    found: list[str] = []
    for unit in units:
        found += [id for id in unit.all if id in held] or unit.questions
    return found


def asked(row: Row, unit: bank.Unit) -> list[str]:
    """The questions of a unit that a row was marked out of."""
    return [id for id in unit.all if id in row.answers]


def write_csv(rows: Iterable[Row], units: list[bank.Unit], to: TextIO, school: School) -> None:
    """``student,file,score,out_of,error,flags``, a score per question, then what else is known:
    attempts, a total per unit, and per question the answer, the verdict and the hints asked for.

    What is not counted has these alone, and no column of scores."""
    rows = list(rows)
    questions = given(rows, units)
    out = csv.writer(to, lineterminator="\n")
    more = ["attempts", "late", "id", *(f"unit {unit.number}" for unit in units)]
    told = [*questions, *dict.fromkeys(id for row in rows for id in row.uncounted)]
    said = [f"{id} {what}" for id in told for what in _SAID]
    decided = [name for name in _DECIDED if any(getattr(row, name) for row in rows)]
    heads = [name.replace("_", " ") for name in decided]
    out.writerow([*_FIRST, *questions, *more, *said, *heads])
    for row in rows:
        points = "" if row.excused else number(row.score)
        first = [safe(row.student), safe(row.file), points, row.out_of]
        first += [safe(row.error or ""), safe("; ".join(row.flags))]
        scores = [number(row.answers[id]["score"]) if id in row.answers else "" for id in questions]
        rest = [row.attempts, "late" if row.late else "", safe(row.id)]
        totals = [number(total(row, unit)) for unit in units]
        out.writerow([*first, *scores, *rest, *totals, *_said(row, told), *_decided(row, decided)])


def total(row: Row, unit: bank.Unit) -> float | None:
    """The points of one unit; ``None`` where the row is not about it, or is excused."""
    if unit.number not in row.units or row.excused:
        return None
    return row.points(unit.prefix)


# What a teacher decided stands in the gradebook where anything was.
_DECIDED = ("handed_in", "clock", "penalty", "excused", "comment")


def _decided(row: Row, names: list[str]) -> Iterable[str]:
    for name in names:
        value = getattr(row, name)
        yield number(value) if name == "penalty" else safe(str(value or ""))


def _said(row: Row, questions: list[str]) -> Iterable[str]:
    for id in questions:
        one = (row.answers | row.uncounted).get(id)
        yield safe(shown(one["answer"])[:_LONGEST]) if one else ""
        yield safe(verdict(one)) if one else ""
        yield str(one.get("hints", 0)) if one else ""


def shown(answer: Any) -> str:
    """An answer in one line: text as it is, anything else as JSON."""
    if answer is None:
        return ""
    return answer if type(answer) is str else json.dumps(answer, ensure_ascii=False)


def verdict(one: dict[str, Any]) -> str:
    """Status and, where it is known, the misconception: "wrong: signed-for-in-force"."""
    name = one["misconception"]
    return f"{one['status']}: {name}" if name else str(one["status"])


def write_json(rows: Iterable[Row], units: list[bank.Unit], to: TextIO, school: School) -> None:
    """``{"submissions": [{student, file, score, out_of, answers, flags, error, …}]}``.

    An answer is ``{answer, status, score, misconception}``, and ``hints`` where any were asked for,
    ``self`` (by the rubric's row) where its writer has marked it, which counts nowhere;
    with ``counted: false`` it is in no total.
    """
    to.write('{"submissions": [')
    for count, row in enumerate(rows):
        to.write(",\n" if count else "\n")
        json.dump(_entry(row, units), to, ensure_ascii=False)
    to.write("\n]}\n")


_JSON = ("student", "file", "score", "out_of", "answers", "flags", "error", "attempts", "late")


def _entry(row: Row, units: list[bank.Unit]) -> dict[str, Any]:
    entry = {name: getattr(row, name) for name in (*_JSON, "id", "key")}
    entry |= {name: value for name in _DECIDED if (value := getattr(row, name))}
    if row.excused:
        entry["score"] = None
    if row.waiting:
        entry["waits"] = row.waiting
    entry["answers"] = {
        id: {name: value for name, value in one.items() if name not in ("message", "why")}
        for id, one in (row.answers | row.uncounted).items()
    }
    if row.written:
        texts = row.written.items()
        entry["written"] = {id: {"prompt": prompt, "text": text} for id, (prompt, text) in texts}
    totals = {unit.number: total(row, unit) for unit in units if unit.number in row.units}
    return entry | {"units": totals}


# How Canvas names what tells students apart, in whatever order a course exports it.
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_IDENTITY = (*_CANVAS, "LastName", "FirstName", "Integration ID", "Root Account")
_MOODLE = ("Identifier", "Full name", "Email address")
_POINTS = "points possible"


@dataclass(frozen=True, slots=True)
class School:
    """What a school's system knows: its class list, and its own name for each column of points
    ("Unit 02 (12345)" in Canvas), with the units that are in it."""

    roster: Roster | None = None
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def known(cls, roster: Roster | None, names: Sequence[str], units: list[bank.Unit]) -> School:
        """names: one for all units together, or one for each; raises :class:`Told`."""
        numbers = [unit.number for unit in units]
        if len(names) == 1:
            return cls(roster, ((names[0], tuple(numbers)),))
        if names and len(names) != len(numbers):
            there = f"{len(numbers)} units ({', '.join(numbers)})"
            raise Told(f"{len(names)} assignments for {there}: give one name, or one for each.")
        own = names or [f"Alliance unit {number}" for number in numbers]
        return cls(roster, tuple((name, (n,)) for name, n in zip(own, numbers, strict=True)))

    def row(self, key: str) -> dict[str, str]:
        """The class list's columns of a student."""
        return self.roster.rows.get(key, {}) if self.roster else {}


def _scale(said: str | None, most: int) -> tuple[str, float]:
    """The maximum that a school's own list states, else ours; and what to multiply points by."""
    try:
        own = float((said or "").replace(",", "."))
    except ValueError:
        own = 0.0
    return (number(own), own / most) if 0 < own < math.inf and most else (number(most), 1.0)


def write_canvas(rows: Iterable[Row], units: list[bank.Unit], to: TextIO, school: School) -> None:
    """Canvas's gradebook import: a row per student, a column per unit or assignment, the points
    possible first.

    With the class list that Canvas exports, its own columns and its lines above the students come
    back unchanged, points are scaled to the points possible there, and a cell for which there is no
    mark keeps what it holds. What could not be read or waits gets no mark; who is excused, "EX".
    """
    rows = list(rows)
    roster = school.roster
    heads = [head for head in roster.heads if head.strip() in _IDENTITY] if roster else []
    theirs = bool(roster) and {"ID", "Section"} <= set(map(str.strip, heads))
    above = roster.above if roster and theirs else []
    names = [(name, column(name)) for name, _ in school.columns]
    stated = next((one for one in above if _POINTS in one.get("student", "").casefold()), {})
    worth = _worth(rows, units)
    most = [sum(worth[number] for number in numbers) for _, numbers in school.columns]
    scales = [_scale(stated.get(name), full) for (_, name), full in zip(names, most, strict=True)]
    heads = heads if theirs else list(_CANVAS)
    out = csv.writer(to, lineterminator="\n")
    out.writerow([*heads, *(name for name, _ in names)])
    for line in above if stated else [{"student": _POINTS}]:
        points = _POINTS in line.get("student", "").casefold()
        first = ["    Points Possible", *[""] * (len(heads) - 1)]
        own = first if points else [line.get(column(head), "") for head in heads]
        full = [scale[0] for scale in scales] if points else [line.get(n, "") for _, n in names]
        out.writerow([*own, *full])
    for row, marks, _ in _students(rows, units, school, worth):
        listed = school.row(row.key)
        known = listed | {
            "id": listed.get("id") or (row.id if row.key.startswith("canvas") else ""),
            "student": listed.get("student") or row.student,
        }
        cells = [
            "EX" if row.excused else known.get(name, "") if mark is None else number(mark * scale)
            for (_, name), (_, scale), mark in zip(names, scales, marks, strict=True)
        ]
        out.writerow([*(safe(known.get(column(head), "")) for head in heads), *cells])


def write_moodle(rows: Iterable[Row], units: list[bank.Unit], to: TextIO, school: School) -> None:
    """Moodle's grading worksheet, which its grade import reads too: a row per student.

    ``Grade`` is the sum over the units, out of ``Maximum Grade`` (that of the worksheet which is
    given as class list, else ours); a column per unit or assignment follows, then what the importer
    of worksheets asks for, and the state in words: excused, waits, could not be read.
    """
    rows = list(rows)
    worth = _worth(rows, units)
    students = list(_students(rows, units, school, worth))
    comments = any(row.comment for row, _, _ in students)
    words = ["Feedback comments"] if comments else []  # an empty cell would take away what is there
    out = csv.writer(to, lineterminator="\n")
    names = [name for name, _ in school.columns]
    last = ["Last modified (grade)", *words, "State"]
    out.writerow([*_MOODLE, "Grade", "Maximum Grade", *names, *last])
    most = sum(worth.values())
    for row, marks, state in students:
        theirs = school.row(row.key)
        number_ = f"Participant {row.id}" if row.id and "canvas" not in row.key else ""
        identity = (
            theirs.get("identifier") or number_,
            theirs.get("full name") or row.student,
            theirs.get("email address") or theirs.get("email") or "",
        )
        full, scale = _scale(theirs.get("maximum grade"), most)
        known = [mark for mark in marks if mark is not None]
        waits = state.startswith(_WAITING)
        grade = number(sum(known) * scale) if known and not waits else ""
        said = [row.comment or theirs.get("feedback comments", "")] if words else []
        changed = theirs.get("last modified (grade)", "").strip("-")  # Moodle's sign for never
        end = map(safe, (changed, *said, state))
        cells = [*(safe(cell) for cell in identity), grade, full, *map(number, marks)]
        out.writerow([*cells, *end])


def by_student(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of each student, which come together; one without a name is alone."""
    for _, group in groupby(rows, key=lambda row: row.key or object()):
        yield list(group)


_WAITING = "waits for your marks: "


def _worth(rows: list[Row], units: list[bank.Unit]) -> dict[str, int]:
    """The points of each unit, by number, where all have one maximum: the most that a file was
    marked out of."""
    return {
        unit.number: max((len(asked(row, unit)) for row in rows), default=0) or len(unit.questions)
        for unit in units
    }


def _students(
    rows: list[Row], units: list[bank.Unit], school: School, worth: dict[str, int]
) -> Iterator[tuple[Row, list[float | None], str]]:
    """Each student's first row, the points per column, out of what it is worth to the class, and
    the state. What waits for a person's marks has no points yet."""
    there = {unit.number: unit for unit in units}
    for group in by_student(rows):
        read = [row for row in group if row.error is None or row.totals]
        known: dict[str, float | None] = {}
        for row in read:
            waits = {id.partition(".")[0] for id in row.waiting}
            for number in (one for one in row.units if one in there):
                unit, full = there[number], worth[number]
                none = row.excused or unit.prefix in waits
                known.setdefault(number, None if none else _scaled(row, unit, full))
        yield group[0], [_sum(known, numbers) for _, numbers in school.columns], _state(group)


def _sum(known: dict[str, float | None], numbers: tuple[str, ...]) -> float | None:
    marks = [known[number] for number in numbers if number in known]
    if not marks or None in marks:
        return None
    return math.fsum(mark for mark in marks if mark is not None)


def _state(group: list[Row]) -> str:
    """What a school's system has no number for, in words."""
    if group[0].excused:
        return "excused"
    if waiting := [id for row in group for id in row.waiting]:
        return _WAITING + ", ".join(waiting)
    unread = all(row.error and not row.totals for row in group)
    return "could not be read" if unread else "late" if any(row.late for row in group) else ""


def _scaled(row: Row, unit: bank.Unit, worth: int) -> float:
    """The points of a unit: a system that knows one maximum is told the share of an older edition's
    questions."""
    own = len(asked(row, unit))
    if unit.prefix in row.totals:
        return row.totals[unit.prefix]
    return (total(row, unit) or 0.0) * worth / own if own else 0.0


# What ``--format`` offers: a new gradebook is one function and its line here.
FORMATS = {"csv": write_csv, "json": write_json, "canvas": write_canvas, "moodle": write_moodle}
# What a school's system takes in: only people whom it knows belong there.
IMPORTED = ("canvas", "moodle")
