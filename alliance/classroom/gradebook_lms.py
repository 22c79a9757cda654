"""Gradebooks that a learning platform takes in: Canvas and Moodle."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from alliance.classroom.collect_roster import Roster
from alliance.classroom.grade import Row
from alliance.classroom.gradebook import number, safe, total
from alliance.questions import bank

_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_MOODLE = ("Identifier", "Full name", "Email address")


def write_canvas(
    rows: Iterable[Row], units: list[bank.Unit], to: TextIO, roster: Roster | None = None
) -> None:
    """Canvas's gradebook import: a row per student, a column per unit, the points possible first.

    With the class list that Canvas exports as ``roster``, its own columns come back unchanged.
    What could not be read gets no mark: the teacher decides.
    """
    out = csv.writer(to, lineterminator="\n")
    out.writerow([*_CANVAS, *(f"Alliance unit {unit.number}" for unit in units)])
    possible = [number(len(unit.questions)) for unit in units]
    out.writerow(["    Points Possible", "", "", "", "", *possible])
    for row, marks in _students(rows, units):
        listed = roster.rows.get(row.key, {}) if roster else {}
        id = listed.get("id") or (row.id if row.key.startswith("canvas") else "")
        name = listed.get("student") or row.student
        rest = [listed.get(column.lower(), "") for column in _CANVAS[2:]]
        out.writerow([safe(cell) for cell in (name, id, *rest)] + [number(mark) for mark in marks])


def write_moodle(
    rows: Iterable[Row], units: list[bank.Unit], to: TextIO, roster: Roster | None = None
) -> None:
    """Moodle's grading worksheet, which its grade import reads too: a row per student.

    ``Grade`` is the sum over the units, out of ``Maximum Grade``; a column per unit follows.
    """
    out = csv.writer(to, lineterminator="\n")
    names = [f"Alliance unit {unit.number}" for unit in units]
    out.writerow([*_MOODLE, "Grade", "Maximum Grade", *names])
    most = number(sum(len(unit.questions) for unit in units))
    for row, marks in _students(rows, units):
        listed = roster.rows.get(row.key, {}) if roster else {}
        number_ = f"Participant {row.id}" if row.id and "canvas" not in row.key else ""
        identity = (
            listed.get("identifier") or number_,
            listed.get("full name") or row.student,
            listed.get("email address") or listed.get("email") or "",
        )
        known = [mark for mark in marks if mark is not None]
        grade = number(sum(known)) if known else ""
        cells = [number(mark) for mark in marks]
        out.writerow([*(safe(cell) for cell in identity), grade, most, *cells])


def _students(
    rows: Iterable[Row], units: list[bank.Unit]
) -> Iterator[tuple[Row, list[float | None]]]:
    """Each student's first row with the points per unit; rows of one student come together."""
    held: Row | None = None
    marks: list[float | None] = []
    for row in rows:
        if held is None or not row.key or row.key != held.key:
            if held is not None:
                yield held, marks
            held, marks = row, [None] * len(units)
        if row.error is None:
            new = [total(row, unit) for unit in units]
            marks = [old if mark is None else mark for old, mark in zip(marks, new, strict=True)]
    if held is not None:
        yield held, marks
