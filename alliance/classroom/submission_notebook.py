"""The answers of a notebook: nbformat 3, 4 or 5 as plain JSON, whatever its cells hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from alliance.classroom.submission import MOST_ANSWERS, Submission, Unreadable, blank, same, whole
from alliance.classroom.submission_code import MISSING, calls
from alliance.questions.verdict import MIME, VERSION

_MOST_CELLS = 5_000
_MOST_CODE = 2_000_000  # characters of code in one notebook


def cells(document: Any) -> list[Any] | None:
    """The cells of nbformat 4 and later, or of the worksheets before; ``None``: no notebook."""
    if not isinstance(document, dict):
        return None
    listed = document.get("cells")
    if isinstance(listed, list):
        return listed
    sheets = document.get("worksheets")
    if not isinstance(sheets, list):
        return None
    parts = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for part in parts if isinstance(part, list) for cell in part]


def read(document: dict[str, Any], listed: list[Any]) -> Submission:
    """The submission in a notebook's cells; raises :class:`Unreadable`.

    An answer is the literal in the cell's code or, where code works it out, the value that the
    check recorded. A later answer counts more than an earlier one, and any more than a blank.
    """
    found = Submission(units=_units(document))
    said: dict[str, list[Any]] = {}
    moments: list[str] = []
    room = 0
    for cell in listed[:_MOST_CELLS]:
        source = _source(cell)
        if source is None:
            found.note("", "some cells are no cells of a notebook")
            source = ""
        room += len(source)
        if room > _MOST_CODE:
            raise Unreadable("it holds more code than any course. Ask for the notebook itself.")
        if type(cell) is dict and cell.get("cell_type", "code") == "code":
            moments += _moment(cell)
            _read_cell(source, cell, said, found)
    for id, row in list(said.items())[:MOST_ANSWERS]:
        found.answers[id] = _chosen(id, row, found)
    if len(listed) > _MOST_CELLS:
        found.note("", f"only its first {_MOST_CELLS} cells were read")
    if len(moments) > 2:
        found.run = blake2b("".join(moments).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return found


def _units(document: dict[str, Any]) -> list[str]:
    ours: Any = document
    for name in ("metadata", "alliance", "unit"):
        ours = ours.get(name) if isinstance(ours, dict) else None
    return [ours] if type(ours) is str else []


def _source(cell: Any) -> str | None:
    """A cell's text, ``None`` where it has none. nbformat 3 called it "input"."""
    if not isinstance(cell, dict):
        return None
    return _joined(cell.get("source", cell.get("input", "")))


def _joined(source: Any) -> str | None:
    """A string, or a list's lines put together (a broken merge leaves nulls); else ``None``."""
    if type(source) is str:
        return source
    if isinstance(source, list):
        return "".join(line for line in source if type(line) is str)
    return None


def _moment(cell: dict[str, Any]) -> list[str]:
    """When the cell was run, to the microsecond, where JupyterLab was set to keep it."""
    ran: Any = cell
    for name in ("metadata", "execution", "iopub.execute_input"):
        ran = ran.get(name) if isinstance(ran, dict) else None
    return [ran] if type(ran) is str and "." in ran else []


def _read_cell(
    source: str, cell: dict[str, Any], said: dict[str, list[Any]], found: Submission
) -> None:
    records: dict[str, Any] = {}
    for id, answer, version in _records(cell):
        records[id] = answer
        if version != VERSION:
            found.note(id, "recorded by another version of the course")
    typed = set()
    for call in calls(source):
        id = call.question
        if call.name == "hint":
            found.hints[id] = found.hints.get(id, 0) + 1
        elif call.answer is not MISSING:
            typed.add(id)
            said.setdefault(id, []).append(call.answer)
            # A blank record says only that the cell was not run again.
            if not blank(records.get(id)) and not same(call.answer, records[id]):
                found.note(id, "typed and recorded answers differ; the typed one counts")
        elif call.name == "check":
            said.setdefault(id, [])
            found.computed.add(id)
            if id not in records:
                found.note(id, "the answer is worked out by code, and no value was recorded")
    for id, answer in records.items():
        if id not in typed:
            said.setdefault(id, []).append(answer)


def _records(cell: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """What ``check`` left in the cell's output: question, answer, version."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if not isinstance(output, dict):
            continue
        data = output.get("data", output)
        record = data.get(MIME) if isinstance(data, dict) else None
        if isinstance(record, list | str):
            record = _parsed(record)
        if isinstance(record, dict) and type(record.get("question")) is str:
            yield record["question"], record.get("answer"), record.get("version")


def _parsed(record: list[Any] | str) -> Any:
    """Some tools save the JSON of an output as text."""
    try:
        return json.loads(_joined(record) or "null", parse_int=whole)
    except (ValueError, RecursionError):
        return None


def _chosen(id: str, row: list[Any], found: Submission) -> Any:
    """The last answer that is one; copies of a cell that were left blank don't count."""
    given = [answer for answer in row if not blank(answer)]
    if any(not same(answer, given[-1]) for answer in given[:-1]):
        found.note(id, "answered more than once, and differently; the last answer counts")
    return given[-1] if given else None
