"""A class for the goldens of grading: files made of the frozen answers, the same ones each time."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
from golden.surface import printed, run, squeezed

UNITS = ("sources", "1951", "costs")
NAMES = (
    "Aoki Hana", "Berger Tom", "Costa Inês", "Dubois Léa", "Endō Ken", "Fischer Uwe",
    "García Eva", "Holm Petra", "伊藤 誠", "Jansen Bo", "Kaya Deniz", "=Lund Siri",
)  # fmt: skip
_MIME = "application/vnd.alliance.answer+json"
_WHEN = 1_700_000_000  # the moment of every file: a later one counts
_ROSTER = "id,name,email\n" + "".join(
    f"{1000 + i},{name},s{i}@example.org\n" for i, name in enumerate((*NAMES, "Moe Sigrid"))
)

Answers = dict[str, dict[str, list[list[Any]]]]


def made(folder: Path, answers: Answers) -> Path:
    """The folder of what the class handed in; beside it the class list."""
    handed_in = folder / "handed-in"
    for i, name in enumerate(NAMES):
        unit = UNITS[i % len(UNITS)]
        asked = enumerate(answers[unit].items())
        given = {id: rows[(5 * i + n) % len(rows)][0] for n, (id, rows) in asked}
        _save(handed_in, i, name.removeprefix("="), unit, given)
    _write(handed_in / "Berger Tom" / "again.json", {"answers": {"1951.3": "b", "1951.1": ""}})
    _write(handed_in / "Nobody Knows" / "broken.ipynb", "{ this is no notebook")
    _write(handed_in / "Nobody Knows" / "strange.json", {"answers": {"nowhere.1": "a"}})
    _write(folder / "roster.csv", _ROSTER)
    return handed_in


def _save(folder: Path, i: int, name: str, unit: str, given: dict[str, Any]) -> None:
    """Student i's file: answers alone, typed in a notebook, or clicked in one."""
    kind = i % 4
    if kind == 0:
        _write(folder / f"{name}.json", {"student": name, "answers": given})
        return
    cells = [_typed(*one) if kind == 1 else _clicked(*one) for one in given.items()]
    if kind == 3:
        # Clicked, and typed otherwise in a later cell.
        cells.append(_typed(next(iter(given)), "b"))
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    _write(folder / name / f"{unit}.ipynb", book)


def _typed(id: str, answer: Any) -> dict[str, Any]:
    return _cell(f"al.hint({id!r})\nal.check({id!r}, {answer!r})", [])


def _clicked(id: str, answer: Any) -> dict[str, Any]:
    kept = {_MIME: {"question": id, "answer": answer, "version": 1}, "text/plain": "…"}
    return _cell(f"al.ask({id!r})", [{"output_type": "display_data", "metadata": {}, "data": kept}])


def _cell(source: str, outputs: list[Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {},
        "source": source,
        "outputs": outputs,
    }


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    os.utime(path, (_WHEN, _WHEN))


def gradebooks(handed_in: Path) -> dict[str, Any]:
    """The class in every format that ``alliance grade`` writes."""
    roster = ("--roster", handed_in.parent / "roster.csv")
    found: dict[str, Any] = {"json": submissions(handed_in, *roster)}
    for kind in ("csv", "canvas", "moodle"):
        found[kind] = _table(run("grade", handed_in, "--format", kind))
        found[f"{kind} listed"] = _table(run("grade", handed_in, "--format", kind, *roster))
    return found


def submissions(*paths: object) -> dict[str, Any]:
    """The JSON gradebook's order, and its rows by file (by student where there is none).

    Of each answer: status, score, misconception, and hints where any were asked for.
    """
    rows = {}
    for one in printed("grade", *paths, "--format", "json")["submissions"]:
        said = {id: _short(answer) for id, answer in one["answers"].items()}
        rows[one["file"] or one["student"]] = {**one, "answers": said}
    return {"order": list(rows), "rows": rows}


def _short(answer: dict[str, Any]) -> list[Any]:
    short = [answer["status"], answer["score"], answer["misconception"]]
    return [*short, answer["hints"]] if answer.get("hints") else short


def _table(text: str) -> dict[str, Any]:
    header, *rows = csv.reader(io.StringIO(text))
    assert all(len(row) == len(header) for row in rows)
    return squeezed(pd.DataFrame(rows, columns=header))


def items(handed_in: Path) -> dict[str, Any]:
    """What ``alliance items --json`` counts in the class's gradebook, by question."""
    gradebook = handed_in.parent / "gradebook.json"
    run("grade", handed_in, "-o", gradebook)
    return {one["id"]: _counted(one) for one in printed("items", gradebook, "--json")}


def _counted(item: dict[str, Any]) -> dict[str, Any]:
    """Numbers, and what they are numbers of; no sentence."""
    return {name: _rounded(value) for name, value in item.items() if type(value) is not str}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, 6) if isinstance(value, float) else value
