"""The items as a table: on the screen, as CSV, as JSON."""

from __future__ import annotations

import csv
from dataclasses import asdict
from typing import Any, TextIO

from alliance.classroom.gradebook import number, safe
from alliance.classroom.items import FEW, Item

COLUMNS = (
    "question", "students", "answered", "right", "mean", "discrimination", "hints",
    "misconceptions", "unforeseen", "note",
)  # fmt: skip
_HARD, _EASY, _WEAK = 0.3, 0.95, 0.1


def percent(share: float) -> str:
    return f"{share:.0%}"


def note(item: Item) -> str:
    """What a teacher should look at, in words; empty where all is as one would wish."""
    found = []
    r = item.discrimination
    if item.faults:
        found.append(f"the question failed in {item.faults} rows: run alliance doctor")
    if item.waiting:
        found.append(f"{item.waiting} wait for your marks")
    if r is not None and item.students >= FEW and r < 0:
        found.append("those who know more got it wrong: look at the question and its key")
    elif r is not None and item.students >= FEW and r < _WEAK:
        found.append("hardly tells those who know from those who don't")
    if item.students and item.mean < _HARD:
        found.append("hard: read it again with the class")
    if item.students and item.mean > _EASY:
        found.append("nearly everyone knows it")
    return "; ".join(found)


def cells(item: Item) -> list[str]:
    """One row, as text, in the order of ``COLUMNS``."""
    r = "" if item.discrimination is None else f"{item.discrimination:.2f}"
    named = [f"{name} {percent(share)}" for name, share in item.misconceptions.items()]
    others = [f"{one.shown} ×{one.count}" for one in item.unforeseen]
    right, mean = (percent(v) if item.students else "" for v in (item.right, item.mean))
    return [
        *(item.id, str(item.students), str(item.answered), right, mean, r, number(item.hints)),
        *("; ".join(named), "; ".join(others), note(item)),
    ]


def write_csv(items: list[Item], to: TextIO) -> None:
    """A row per question; shares are written as numbers from 0 to 1."""
    out = csv.writer(to, lineterminator="\n")
    out.writerow(COLUMNS)
    for item in items:
        row = cells(item)
        row[3:6] = (number(item.right), number(item.mean), number(item.discrimination))
        out.writerow([*row[:7], *map(safe, row[7:])])


def as_json(items: list[Item]) -> list[dict[str, Any]]:
    """A mapping per question: the fields of :class:`Item`; answers as they were most often given,
    and the note."""
    rows = []
    for item in items:
        row = asdict(item)
        row["others"] = [
            {"answer": one.full, "count": one.count, "status": one.status, "foreseen": one.foreseen}
            for one in item.others
        ]
        rows.append({**row, "note": note(item)})
    return rows
