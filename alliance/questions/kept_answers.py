"""The answers that notebooks keep: what was clicked, and what their outputs say.

A clicked answer lies in the notebook's own metadata, under ``alliance_answers``: by question
``{answer, time, edition, tries}``, and ``draft`` for what was begun and not yet checked; beside an
argument ``self``, its writer's own mark for each row of the rubric (1 is the lowest level); beside
a text of the student's own its ``prompt``. ``past`` holds what was answered before, a list of
``{answer, time}``; ``hinted`` says that a hint was open then; ``read`` which sources were opened.
``review`` lists what was answered when the question came back: it is no answer to hand in.
``marks`` is a list of a student's own annotations. The card in the browser writes it. Where a
front end lets no widget do that, the cell's output holds the answer. An answer belongs to one
notebook file; the log on this computer is never asked.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from alliance import corpus

# What an output holds of an answer, beside what it shows.
MIME = "application/vnd.alliance.answer+json"
VERSION = 1
KEY = "alliance_answers"
LARGEST = 50_000_000  # bytes of a notebook that is looked at for its answers
_FOLDERS = ("notebooks", "exercises")
_LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)  # of an answer whose time nobody kept


class Try(NamedTuple):
    """One answer that was given. review: when the question came back."""

    time: datetime
    answer: Any
    hinted: bool = False
    review: bool = False


class _Notebook(NamedTuple):
    """What one notebook keeps: the answer to each question, all the metadata, and what stands in
    outputs alone."""

    answers: dict[str, Any]
    entries: dict[str, Any]
    records: list[dict[str, Any]]


_NOTHING = _Notebook({}, {}, [])


def now() -> datetime:
    """The clock by which answers are kept and come back; tests move it."""
    return datetime.now(UTC)


def stamp() -> str:
    """This moment as it is kept beside an answer."""
    return now().isoformat(timespec="milliseconds")


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


_LONGEST = 40  # characters of a moment


def _moment(said: Any) -> datetime | None:
    """A moment as it is kept; without an offset it is of UTC. ``None`` for what is none."""
    try:
        found = datetime.fromisoformat(said) if len(said) < _LONGEST else None
    except (TypeError, ValueError):
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def times(document: Any) -> dict[str, str]:
    """When each of the clicked answers was clicked, as it is kept, by question."""
    return {id: when for id, one in _entries(document) if type(when := one.get("time")) is str}


def latest(document: Any) -> str:
    """When the last of the clicked answers was clicked, in UTC by that computer's clock, or ""."""
    each = times(document).values()
    known = [(when, said) for said in each if (when := _moment(said)) and not when.utcoffset()]
    return max(known)[1] if known else ""


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


def recorded(cell: Any, reviewed: bool = False) -> Iterator[dict[str, Any]]:
    """What ``check`` left in a cell's outputs: question, answer and version, as they were saved;
    what was answered when a question came back only where it is asked for."""
    for record in _records(cell):
        if type(record.get("question")) is str and (reviewed or "review" not in record):
            yield record


def _records(cell: Any) -> Iterator[dict[str, Any]]:
    outputs = cell.get("outputs") if isinstance(cell, dict) else None
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data", output) if isinstance(output, dict) else None
        record = data.get(MIME) if isinstance(data, dict) else None
        if isinstance(record, str | list):  # some tools save the JSON of an output as text
            record = loaded(joined(record) or "")
        if isinstance(record, dict):
            yield record


def loaded(text: str | bytes) -> Any:
    """What a text of JSON holds; ``None`` for what is none."""
    with suppress(ValueError, RecursionError):
        return json.loads(text, parse_int=whole)
    return None


def whole(digits: str) -> int | str:
    """For ``json.loads``: Python reads whole numbers in quadratic time, and nobody's answer has a
    hundred digits."""
    return int(digits) if len(digits) <= 100 else digits


def of(path: Path) -> dict[str, Any]:
    """The answers that the notebook at ``path`` keeps, by question; none where it can't be read."""
    return _notebook(path).answers


def _notebook(path: Path) -> _Notebook:
    with suppress(OSError):
        known = path.stat()
        return _read(path, known.st_mtime_ns, known.st_size)
    return _NOTHING


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> _Notebook:
    document = loaded(path.read_text("utf-8", "replace")) if size <= LARGEST else None
    cells = document.get("cells") if isinstance(document, dict) else None
    if not isinstance(cells, list):
        return _NOTHING
    records = [one for cell in cells for one in recorded(cell, reviewed=True)]
    found = {one["question"]: one.get("answer") for one in records if "review" not in one}
    texts = {id: text for id, (_, text) in written(document).items()}
    entries = within(document, "metadata", KEY)
    entries = dict(entries) if isinstance(entries, dict) else {}
    shown = [one["marks"] for cell in cells for one in _records(cell) if "marks" in one]
    if lists := [one for one in (entries.get("marks"), *shown) if isinstance(one, list)]:
        entries["marks"] = [*chain(*lists)]
    return _Notebook(found | clicked(document) | texts, entries, records)


def here() -> dict[str, Any]:
    """The answers of the notebook that this session runs; none outside of one.

    The server tells the kernel which file that is, VS Code does; nbgrader runs a copy in
    ``autograded/`` of what lies in ``submitted/``, all of it by one student.
    """
    return {id: answer for path in _notebooks_run() for id, answer in of(path).items()}


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
    return {id: answer for path in _notebooks() for id, answer in of(path).items()}


def _notebooks() -> list[Path]:
    root = corpus.course_root()
    folders = [root / name for name in _FOLDERS] if root else []
    each = dict.fromkeys([*folders, Path.cwd()])
    paths = [path for folder in each for path in sorted(folder.glob("*.ipynb"))]
    return [*paths, *_notebooks_run()]


def entries() -> dict[str, list[Any]]:
    """What each notebook of this working copy keeps under each name, copies of a notebook once; the
    names in the order of the notebooks."""
    found: dict[str, list[Any]] = {}
    for book in map(_notebook, _notebooks()):
        for name, one in book.entries.items():
            there = found.setdefault(name, [])
            if one not in there:
                there.append(one)
    return found


def history() -> dict[str, tuple[int, list[Try]]]:
    """Every answer that this working copy keeps, by question, in the order of their times; and how
    many were given before these of which only the number is known."""
    found: dict[str, tuple[int, dict[str, Try]]] = {}
    for book in map(_notebook, _notebooks()):
        for id, (unknown, tries) in _tries(book).items():
            before, known = found.get(id, (0, {}))
            # A copy of a notebook holds the same answers again.
            known |= {f"{one.time} {json.dumps(one.answer)}": one for one in tries}
            found[id] = (max(before, unknown), known)
    return {
        id: (unknown, sorted(known.values(), key=lambda one: one.time))
        for id, (unknown, known) in found.items()
    }


def _tries(book: _Notebook) -> dict[str, tuple[int, list[Try]]]:
    """The same for one notebook."""
    found: dict[str, tuple[int, list[Try]]] = {}
    for id, entry in book.entries.items():
        if not isinstance(entry, dict):
            continue
        given = [*_listed(entry, "past"), *([entry] if "answer" in entry else [])]
        tries = entry.get("tries")
        unknown = tries - len(given) if type(tries) is int else 0
        again = [_try(one, True) for one in _listed(entry, "review")]
        found[id] = (max(unknown, 0), [*map(_try, given), *again])
    for one in [record for record in book.records if "answer" in record]:
        review = one.get("review")
        there = found.setdefault(one["question"], (0, []))[1]
        if review or not there:
            there.append(_try({**one, "time": review}, bool(review)))
    return {id: one for id, one in found.items() if one[1]}


def _listed(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed = entry.get(name)
    some = listed if isinstance(listed, list) else []
    return [one for one in some if isinstance(one, dict) and "answer" in one]


def _try(one: dict[str, Any], review: bool = False) -> Try:
    time = _moment(one.get("time")) or _LONG_AGO
    return Try(time, one["answer"], one.get("hinted") is True, review)
