"""The answers that notebooks keep: what was clicked, and what their outputs say.

A clicked answer lies in the notebook's own metadata, under ``alliance_answers``: by question
``{answer, time, edition, tries}``, and ``draft`` for what was begun and not yet checked; beside an
argument ``self``, its writer's own mark for each row of the rubric (1 is the lowest level); beside
a text of the student's own its ``prompt``. The card in the browser writes it. Where a front end
lets no widget do that, the cell's output holds the answer. An answer belongs to one notebook file;
the log on this computer is never asked.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.questions.verdict import MIME

KEY = "alliance_answers"
LARGEST = 50_000_000  # bytes of a notebook that is looked at for its answers
_FOLDERS = ("notebooks", "exercises")


def clicked(document: Any) -> dict[str, Any]:
    """The answers under ``alliance_answers``, by question; what is no entry is passed over. An
    argument holds its writer's marks as ``self``, as one that was typed does."""
    entries = _entries(document)
    return {id: _marked(one) for id, one in entries if "answer" in one and "prompt" not in one}


def _marked(entry: dict[str, Any]) -> Any:
    answer, own = entry["answer"], entry.get("self")
    return {**answer, "self": own} if own and isinstance(answer, dict) else answer


def written(document: Any) -> dict[str, tuple[str, str]]:
    """The student's own texts there: prompt and words, by id; what was begun last, kept or not."""
    texts = {
        id: (str(entry["prompt"]), entry.get("draft", entry.get("answer")))
        for id, entry in _entries(document)
        if "prompt" in entry
    }
    return {id: (prompt, text) for id, (prompt, text) in texts.items() if type(text) is str}


def holds(document: Any) -> bool:
    """Whether the notebook keeps clicked answers of its own: then what it lacks was not clicked."""
    return any(True for _ in _entries(document))


def begun(document: Any) -> list[str]:
    """The questions whose answer was begun, or changed, and not checked after that."""
    return [id for id, one in _entries(document) if "draft" in one and "prompt" not in one]


_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")


def latest(document: Any) -> str:
    """When the last of the clicked answers was clicked, in UTC by that computer's clock, or ""."""
    times = (one.get("time") for _, one in _entries(document))
    return max((one for one in times if type(one) is str and _TIME.fullmatch(one)), default="")


def _entries(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    kept = within(document, "metadata", KEY)
    for id, entry in kept.items() if isinstance(kept, dict) else ():
        if isinstance(entry, dict):
            yield id, entry


def within(part: Any, *names: str) -> Any:
    """What stands under these names, one within the other; ``None`` where it does not."""
    for name in names:
        part = part.get(name) if isinstance(part, dict) else None
    return part


def joined(source: Any) -> str | None:
    """A string, or a list's lines put together (a broken merge leaves nulls); else ``None``."""
    if type(source) is str:
        return source
    if isinstance(source, list):
        return "".join(line for line in source if type(line) is str)
    return None


def recorded(cell: Any) -> Iterator[dict[str, Any]]:
    """What ``check`` left in a cell's outputs: question, answer and version, as they were saved."""
    outputs = cell.get("outputs") if isinstance(cell, dict) else None
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data", output) if isinstance(output, dict) else None
        record = data.get(MIME) if isinstance(data, dict) else None
        if isinstance(record, str | list):  # some tools save the JSON of an output as text
            record = _loaded(joined(record) or "")
        if isinstance(record, dict) and type(record.get("question")) is str:
            yield record


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, parse_int=whole)
    except (ValueError, RecursionError):
        return None


def whole(digits: str) -> int | str:
    """For ``json.loads``: Python reads whole numbers in quadratic time, and nobody's answer has a
    hundred digits."""
    return int(digits) if len(digits) <= 100 else digits


def of(path: Path) -> dict[str, Any]:
    """The answers that the notebook at ``path`` keeps, by question; none where it can't be read."""
    try:
        known = path.stat()
        return _read(path, known.st_mtime_ns, known.st_size)
    except OSError:
        return {}


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> dict[str, Any]:
    document = _loaded(path.read_text("utf-8", "replace")) if size <= LARGEST else None
    cells = document.get("cells") if isinstance(document, dict) else None
    if not isinstance(cells, list):
        return {}
    found = {one["question"]: one.get("answer") for cell in cells for one in recorded(cell)}
    texts = {id: text for id, (_, text) in written(document).items()}
    return found | clicked(document) | texts


def here() -> dict[str, Any]:
    """The answers of the notebook that this session runs; none outside of one.

    The server tells the kernel which file that is, VS Code does; nbgrader runs a copy in
    ``autograded/`` of what lies in ``submitted/``, all of it by one student.
    """
    found: dict[str, Any] = {}
    for path in _notebooks_run():
        found |= of(path)
    return found


def _notebooks_run() -> list[Path]:
    main = sys.modules.get("__main__")
    named = getattr(main, "__vsc_ipynb_file__", None) or os.environ.get("JPY_SESSION_NAME")
    if isinstance(named, str) and named.endswith(".ipynb"):
        return [Path(named)]
    place = Path.cwd().parts
    if len(place) > 3 and place[-3] == "autograded":
        return sorted(Path(*place[:-3], "submitted", *place[-2:]).glob("*.ipynb"))
    return []


def everywhere() -> dict[str, Any]:
    """The answers of all notebooks of this working copy, this session's own notebook last."""
    root = corpus.course_root()
    folders = [root / name for name in _FOLDERS] if root else []
    found: dict[str, Any] = {}
    for folder in dict.fromkeys([*folders, Path.cwd()]):
        for path in sorted(folder.glob("*.ipynb")):
            found |= of(path)
    return found | here()
