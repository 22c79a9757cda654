"""Lessons made from their texts: prose, notes and cells of ``notebooks/text/NN-….md``.

A text is MyST as jupytext reads it. What a writer need not write is added here: numbers for the
notes and the list of them, the folding of code and of what goes deeper. Each cell names its id, so
that a notebook made again is the same notebook, and one that is stored need not run again.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from alliance import notes
from alliance.authoring.notebooks import PYTHON
from alliance.authoring.yamlfile import AuthorError
from alliance.errors import UnknownName

_NOTES, _DEEPER = "## Notes", "## Go deeper"
_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_DOLLAR = re.compile(r"(?<!\\)\$")
# A heading with this key is folded in JupyterLab, with all that stands below it.
_FOLDED = {"jp-MarkdownHeadingCollapsed": True}


def lesson(path: Path) -> NotebookNode:
    """The notebook of a text, not yet run; :class:`AuthorError` names a cell that is not right."""
    import jupytext

    book = jupytext.reads(path.read_text("utf-8"), fmt="md:myst")
    cells = [_cell(path, cell) for cell in book.cells if cell.source.strip()]
    ids = [cell.id for cell in cells]
    if twice := {id for id in ids if ids.count(id) > 1}:
        raise AuthorError(path, None, f"two cells have the same id: {', '.join(sorted(twice))}")
    try:
        _note(cells)
    except UnknownName as problem:
        raise AuthorError(path, None, str(problem)) from None
    return new_notebook(
        cells=cells, metadata=PYTHON | {"alliance": book.metadata.get("alliance", {})}
    )


def _cell(path: Path, cell: NotebookNode) -> NotebookNode:
    metadata: dict[str, Any] = dict(cell.metadata)
    id = metadata.pop("id", "")
    if not isinstance(id, str) or not _ID.match(id):
        begins = cell.source.strip().splitlines()[0][:60]
        raise AuthorError(path, None, f"a cell needs an id, like “story”; it begins “{begins}”")
    if cell.cell_type == "code":
        folded = {"source_hidden": True} | metadata.pop("jupyter", {})
        return new_code_cell(cell.source, id=id, metadata=metadata | {"jupyter": folded})
    if cell.source.startswith(_DEEPER):
        metadata |= _FOLDED
    # Between two dollar signs JupyterLab sets a formula; here they are money.
    return new_markdown_cell(_DOLLAR.sub(r"\\$", cell.source), id=id, metadata=metadata)


def _note(cells: list[NotebookNode]) -> None:
    """Numbers for the notes of all prose cells together, and the list where it belongs."""
    prose = [cell for cell in cells if cell.cell_type == "markdown"]
    told, listed = notes.numbered([cell.source for cell in prose])
    for cell, text in zip(prose, told, strict=True):
        cell.source = f"{text}\n\n{listed}" if text.strip() == _NOTES else text
