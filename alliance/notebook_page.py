"""A notebook that ran, as HTML in the course's own look: nothing in it is fetched."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html

from alliance.course import without_widgets
from alliance.html import Html, fold, with_roles
from alliance.questions.card import on_a_page

_PART = re.compile(r"## (.+)\n?")


def exported(notebook: Any, *, code: bool = False) -> Html:
    """A notebook's cells; what the notebook keeps folded is folded, and no code is seen unless
    ``code`` asks for what is not folded away. Each part under a heading has an id, ``part-1`` on.
    """
    for cell in notebook.cells:
        without_widgets(cell)
        if cell.metadata.get("jupyter", {}).get("source_hidden"):
            cell.metadata["transient"] = {"remove_source": True}
    body = ""
    for n, (heading, cells) in enumerate(parts(notebook.cells)):
        folded = cells[0].metadata.pop("jp-MarkdownHeadingCollapsed", False) if cells else False
        if folded:
            cells[0].source = _PART.sub("", cells[0].source, count=1)
        part, _ = _exporter(code).from_notebook_node(type(notebook)(notebook | {"cells": cells}))
        part = fold(f"<h2>{escape(heading)}</h2>", part) if folded else part
        body += f'<div class="al-part" id="part-{n}">{part}</div>' if heading else part
    return Html(with_roles(on_a_page(body)))


@cache
def _exporter(code: bool) -> HTMLExporter:
    return HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic", exclude_input=not code, exclude_anchor_links=True
    )


def markdown(text: str) -> Html:
    """Markdown alone."""
    return Html(with_roles(markdown2html(text)))


def parts(cells: list[Any]) -> list[tuple[str, list[Any]]]:
    """The cells between headings of the second level, each list under its heading; the first has
    none."""
    found: list[tuple[str, list[Any]]] = [("", [])]
    for cell in cells:
        heading = _PART.match(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            found.append((heading[1], []))
        found[-1][1].append(cell)
    return found
