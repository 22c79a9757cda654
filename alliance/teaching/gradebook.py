"""The gradebook, row by row: CSV, JSON, and the files that Canvas and Moodle take in."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO

from alliance.teaching.spreadsheet import safe

if TYPE_CHECKING:
    from alliance.questions import bank
    from alliance.teaching.grade import Row

Listed = Mapping[str, dict[str, str]]  # by a student's key: the columns of the class list
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


def possible(rows: Iterable[Row], unit: bank.Unit) -> int:
    """The points of a unit where all have one maximum: the most that a file was marked out of."""
    return max((len(asked(row, unit)) for row in rows), default=0) or len(unit.questions)


def write_csv(rows: Iterable[Row], units: list[bank.Unit], to: TextIO, listed: Listed) -> None:
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


def write_json(rows: Iterable[Row], units: list[bank.Unit], to: TextIO, listed: Listed) -> None:
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
    entry["answers"] = {
        id: {name: value for name, value in one.items() if name not in ("message", "why")}
        for id, one in (row.answers | row.uncounted).items()
    }
    if row.written:
        texts = row.written.items()
        entry["written"] = {id: {"prompt": prompt, "text": text} for id, (prompt, text) in texts}
    totals = {unit.number: total(row, unit) for unit in units if unit.number in row.units}
    return entry | {"units": totals}


_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_MOODLE = ("Identifier", "Full name", "Email address")


def write_canvas(rows: Iterable[Row], units: list[bank.Unit], to: TextIO, listed: Listed) -> None:
    """Canvas's gradebook import: a row per student, a column per unit, the points possible first.

    With the class list that Canvas exports as ``listed``, its own columns come back unchanged.
    What could not be read gets no mark: the teacher decides.
    """
    out = csv.writer(to, lineterminator="\n")
    out.writerow([*_CANVAS, *(f"Alliance unit {unit.number}" for unit in units)])
    most = [number(possible(rows, unit)) for unit in units]
    out.writerow(["    Points Possible", "", "", "", "", *most])
    for row, marks in _students(rows, units):
        theirs = listed.get(row.key, {})
        id = theirs.get("id") or (row.id if row.key.startswith("canvas") else "")
        name = theirs.get("student") or row.student
        rest = [theirs.get(column.lower(), "") for column in _CANVAS[2:]]
        out.writerow([safe(cell) for cell in (name, id, *rest)] + [number(mark) for mark in marks])


def write_moodle(rows: Iterable[Row], units: list[bank.Unit], to: TextIO, listed: Listed) -> None:
    """Moodle's grading worksheet, which its grade import reads too: a row per student.

    ``Grade`` is the sum over the units, out of ``Maximum Grade``; a column per unit follows.
    """
    out = csv.writer(to, lineterminator="\n")
    names = [f"Alliance unit {unit.number}" for unit in units]
    out.writerow([*_MOODLE, "Grade", "Maximum Grade", *names])
    most = number(sum(possible(rows, unit) for unit in units))
    for row, marks in _students(rows, units):
        theirs = listed.get(row.key, {})
        number_ = f"Participant {row.id}" if row.id and "canvas" not in row.key else ""
        identity = (
            theirs.get("identifier") or number_,
            theirs.get("full name") or row.student,
            theirs.get("email address") or theirs.get("email") or "",
        )
        known = [mark for mark in marks if mark is not None]
        grade = number(sum(known)) if known else ""
        cells = [number(mark) for mark in marks]
        out.writerow([*(safe(cell) for cell in identity), grade, most, *cells])


def by_student(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of each student, which come together; one without a name is alone."""
    for _, group in groupby(rows, key=lambda row: row.key or object()):
        yield list(group)


def _students(
    rows: Iterable[Row], units: list[bank.Unit]
) -> Iterator[tuple[Row, list[float | None]]]:
    """Each student's first row, and the points per unit, out of what it is worth to the class."""
    worth = {unit.number: possible(rows, unit) for unit in units}
    for group in by_student(rows):
        read = [row for row in group if row.error is None]
        marks = (
            [_scaled(row, unit, worth[unit.number]) for row in read if unit.number in row.units]
            for unit in units
        )
        yield group[0], [known[0] if known else None for known in marks]


def _scaled(row: Row, unit: bank.Unit, worth: int) -> float:
    """The points of a unit: a system that knows one maximum is told the share of an older edition's
    questions."""
    own = len(asked(row, unit))
    return (total(row, unit) or 0.0) * worth / own if own else 0.0


# What ``--format`` offers: a new gradebook is one function and its line here.
FORMATS = {"csv": write_csv, "json": write_json, "canvas": write_canvas, "moodle": write_moodle}
# What a school's system takes in: only people whom it knows belong there.
IMPORTED = ("canvas", "moodle")
