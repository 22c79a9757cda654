"""A gradebook of ``alliance grade``, read again: who got what in which question."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ID = re.compile(r"[a-z0-9]+\.\d+[a-z]?")
# What ``gradebook.safe`` put before a cell that begins like a formula.
_MADE_SAFE = re.compile(r"^'(?=\s*[=+\-@＝＋－＠\t\r])")
_SETTLED = {1.0: "right", 0.0: "wrong"}


class BadGradebook(ValueError):
    """This is no gradebook of ours; the message says what to give instead."""


@dataclass(frozen=True, slots=True)
class Given:
    """One student's answer to one question.

    status: as in the gradebook; where it holds only scores: right, partly, wrong or waiting.
    score: 0 to 1, or None where it waits for a person. hints: how many were asked for.
    """

    answer: Any
    status: str
    score: float | None
    misconception: str | None = None
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A row of the gradebook: a student's answers by question."""

    student: str
    answers: dict[str, Given]


def read(path: Path) -> tuple[list[Sheet], int]:
    """The rows that hold answers, and how many files could not be graded.

    path: the gradebook as CSV or JSON. Raises :class:`BadGradebook`.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadGradebook(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadGradebook(
            f"{path.name} is not UTF-8. Use the file as alliance grade wrote it; if a spreadsheet "
            "has saved it again, save it as “CSV UTF-8”."
        ) from None
    sheets, failed = _json(text, path) if text.lstrip()[:1] == "{" else _csv(text, path)
    if not any(sheet.answers for sheet in sheets):
        raise BadGradebook(f"{path.name} holds no graded answer. Grade the submissions first.")
    return sheets, failed


def _json(text: str, path: Path) -> tuple[list[Sheet], int]:
    try:
        rows = json.loads(text)["submissions"]
        good = [row for row in rows if not row.get("error")]
        sheets = [
            Sheet(str(row["student"]), {id: _entry(one) for id, one in row["answers"].items()})
            for row in good
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadGradebook(
            f"{path.name} is not the JSON that alliance grade writes. Make it anew: "
            "alliance grade PATH --format json -o gradebook.json"
        ) from None
    return sheets, len(rows) - len(good)


def _entry(one: dict[str, Any]) -> Given:
    score = one["score"]
    named = one.get("misconception")
    number = None if score is None else float(score)
    return Given(one.get("answer"), str(one["status"]), number, named, int(one.get("hints") or 0))


def _csv(text: str, path: Path) -> tuple[list[Sheet], int]:
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)  # a spreadsheet may have saved it with another one
    try:
        table = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        table = []
    columns = list(table[0]) if table else []
    questions = [name for name in columns if name and _ID.fullmatch(name)]
    if not questions or "student" not in columns:
        raise BadGradebook(
            f"{path.name} is not a gradebook of alliance grade: it needs the column “student” and "
            "a column per question. (The Canvas and Moodle formats hold totals only.)"
        )
    good = [row for row in table if not row.get("error")]
    sheets = [
        Sheet(row["student"] or "", {id: one for id in questions if (one := _cell(row, id))})
        for row in good
    ]
    return sheets, len(table) - len(good)


def _cell(row: dict[str, str | None], id: str) -> Given | None:
    said, verdict = (row.get(f"{id} {what}") or "" for what in ("answer", "verdict"))
    cell = (row.get(id) or "").strip().replace(",", ".")
    try:
        score = float(cell) if cell else None
    except ValueError:
        score = None
    if score is not None and not math.isfinite(score):
        score = None
    if score is None and not verdict:
        return None  # the row is not about this question
    status, _, name = verdict.partition(": ")
    waiting = "waiting" if score is None else _SETTLED.get(score, "partly")
    hints = row.get(f"{id} hints") or ""
    asked = int(hints) if hints.isdecimal() else 0
    return Given(_answer(said), status or waiting, score, name or None, asked)


def _answer(said: str) -> Any:
    """The answer that a cell shows: text, or the data that stands in it as JSON."""
    said = _MADE_SAFE.sub("", said)
    if said[:1] in ("[", "{"):
        try:
            return json.loads(said)
        except (ValueError, RecursionError):
            return said
    return said or None
