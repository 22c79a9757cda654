"""The folder that a student works in: made from the course, and brought up to a newer one.

Beside a course that holds solutions it is ``my-course/``; a student's copy is worked in as it is.
Nothing that a student wrote is lost: answers, own cells and changed cells stay, and what they
replaced is kept in ``.course/``, with the edition that was brought last.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.questions import kept_answers

NAME = "my-course"
_FOLDERS = ("notebooks", "exercises")
_EDITION = ".course"  # what was brought last, and beneath it, in "replaced", what it replaced

Notebook = dict[str, Any]
Cell = dict[str, Any]


def folder(root: Path) -> Path:
    """The working copy that belongs to a course."""
    return root / NAME if (root / "solutions").is_dir() else root


def bring(root: Path) -> list[str]:
    """Make the working copy of the course at ``root``, or bring it up to date.

    Returns what a student should know of it, a line each: what came anew is not told, what no
    longer fits is. Raises ``OSError`` where the folder can't be written.
    """
    work = folder(root)
    if work == root:
        return []
    paths = [one for name in _FOLDERS for one in sorted((root / name).glob("*")) if one.is_file()]
    return [line for path in paths for line in _brought(path, work, path.relative_to(root))]


def _brought(path: Path, work: Path, name: Path) -> list[str]:
    mine, kept = work / name, work / _EDITION / name
    new, before = path.read_bytes(), kept.read_bytes() if kept.exists() else None
    if new == before and mine.exists():
        return []
    told: list[str] = []
    if not mine.exists():
        corpus.put(mine, new)
    else:
        old = mine.read_bytes()
        merged, told = _merged(old if before is None else before, old, new)
        if merged != old:
            corpus.put(work / _EDITION / "replaced" / name, old)
            corpus.put(mine, merged)
    if new != before:
        corpus.put(kept, new)
    return [f"{name.as_posix()}: {line}" for line in told]


def _merged(before: bytes, mine: bytes, new: bytes) -> tuple[bytes, list[str]]:
    """A student's file and the newer edition's as one, and what to tell about it."""
    if mine == before:
        return new, []
    old, own, fresh = map(_notebook, (before, mine, new))
    if own is None or fresh is None:
        return mine, ["it can't be read as a notebook, so nothing newer was brought into it"]
    cells, told = _cells(*(_keyed(one["cells"]) for one in (old or {"cells": []}, own, fresh)))
    kept = {key: one for key, one in own.get("metadata", {}).items() if key == kept_answers.KEY}
    metadata = {**fresh.get("metadata", {}), **kept}
    asked = {id for cell in fresh["cells"] if (id := _question(cell))}
    told += [
        f"{id} is no longer asked; your answer stays in the file"
        for id in kept_answers.clicked(own)
        if asked and id not in asked
    ]
    merged = {**fresh, "cells": cells, "metadata": metadata}
    text = json.dumps(merged, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8"), list(dict.fromkeys(told))


def _cells(
    before: dict[str, Cell], mine: dict[str, Cell], new: dict[str, Cell]
) -> tuple[list[Cell], list[str]]:
    """The newer edition's cells in its order, each as :func:`_one` has it, and the student's own
    behind the cell that they stood behind."""
    behind: dict[str, list[Cell]] = {}
    told: list[str] = []
    last = ""
    for key, cell in mine.items():
        if key in new:
            last = key
        elif key not in before:
            behind.setdefault(last, []).append(cell)
        elif _text(cell) != _text(before[key]):
            behind.setdefault(last, []).append(cell)
            told.append(f"“{_begin(cell)}” is no longer part of the course; what you wrote stays")
    found = behind.pop("", [])
    for key, cell in new.items():
        found += _one(before.get(key), mine.get(key), cell, told)
        found += behind.pop(key, [])
    return found, told


def _one(before: Cell | None, mine: Cell | None, new: Cell, told: list[str]) -> Iterator[Cell]:
    was, own, now = (None if cell is None else _text(cell) for cell in (before, mine, new))
    # The same cell keeps what it showed last, the newer one what the edition stores.
    if mine is None or own == was != now:
        yield new
    elif own == was or was == now or _question(new):
        yield mine
    else:
        yield new
        if own != now:
            told.append(f"“{_begin(mine)}” has changed; your version stands below the new one")
            yield {**mine, "id": f"{mine.get('id', 'cell')}-mine"[:64]}


def _notebook(data: bytes) -> Notebook | None:
    found: Any = kept_answers.loaded(data)
    cells = kept_answers.within(found, "cells")
    whole = isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells)
    return found if whole else None


def _keyed(cells: list[Cell]) -> dict[str, Cell]:
    """The cells by what they are known by: a question's cell by its question, any other by its id;
    a copy that a student has made is a cell of its own."""
    found: dict[str, Cell] = {}
    for cell in cells:
        key = _question(cell) or str(cell.get("id") or f"without id: {_text(cell)[:200]}")
        while key in found:
            key += ", copied"
        found[key] = cell
    return found


def _question(cell: Cell) -> str:
    id = kept_answers.within(cell, "metadata", "alliance", "question")
    return id if isinstance(id, str) else ""


def _text(cell: Cell) -> str:
    return kept_answers.joined(cell.get("source")) or ""


def _begin(cell: Cell) -> str:
    return _text(cell).strip().partition("\n")[0][:60]
