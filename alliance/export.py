"""Annotations for other programs: CSV, and W3C Web Annotations as JSON-LD."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alliance import layers, sources
from alliance.layers import Annotation
from alliance.names import Misused
from alliance.sources import Source
from alliance.words import words

FIELDS = ("id", "source", "p", "start", "end", "layer", "text", "value", "status", "by")
DETAIL = ("speaker", "unit", "article", "resolved")
# A longer span would republish the text: its place is given, not its words.
LONGEST_QUOTE = 25


def as_csv(rows: Iterable[Annotation]) -> str:
    """One line per mention; ``start`` and ``end`` are characters in the paragraph. ``text`` is
    empty where it is longer than may be quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*FIELDS, *DETAIL))
    for row in rows:
        cells = [_quoted(row) if name == "text" else getattr(row, name) for name in FIELDS]
        writer.writerow([*cells, *(row.detail.get(name) for name in DETAIL)])
    return out.getvalue()


def _quoted(row: Annotation) -> str:
    return row.text if len(words(row.text)) <= LONGEST_QUOTE else ""


def as_jsonld(source: Source, rows: Iterable[Annotation]) -> dict[str, Any]:
    """An annotation collection in the W3C Web Annotation model, a page with every mention."""
    paragraphs = {paragraph.n: paragraph.text for paragraph in source.paragraphs}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:alliance:{source.id}:annotations",
        "type": "AnnotationPage",
        "partOf": {
            "id": f"urn:alliance:{source.id}",
            "type": "AnnotationCollection",
            "label": f"{source.title} ({source.edition} edition)",
        },
        "items": [_item(row, paragraphs[row.p]) for row in rows if row.start >= 0],
    }


def _item(row: Annotation, text: str) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "classifying", "value": row.layer}
    ]
    if row.value:
        bodies.append({"type": "TextualBody", "purpose": "identifying", "value": row.value})
    for name, value in row.detail.items():
        said = f"{name}: {value}"
        bodies.append({"type": "TextualBody", "purpose": "describing", "value": said})
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": row.start, "end": row.end}
    ]
    if _quoted(row):
        quote = {
            "type": "TextQuoteSelector",
            "exact": row.text,
            "prefix": text[max(0, row.start - 16) : row.start],
            "suffix": text[row.end : row.end + 16],
        }
        selectors.append(quote)
    return {
        "id": f"urn:alliance:{row.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "generator": f"urn:alliance:by-{row.by}",
        "body": bodies,
        "target": {"source": f"urn:alliance:{row.source}:p{row.p}", "selector": selectors},
    }


def export(file: str | Path, source: str | None = None, layer: str | None = None) -> Path:
    """Write annotations to ``file``: ``.csv``, or ``.jsonld`` / ``.json`` for Web Annotations.

    source: one id (JSON-LD holds one source); layer: one layer, else all. Returns the path;
    :class:`~alliance.names.Misused` for another ending says which there are.
    """
    if not isinstance(file, str | Path):
        raise Misused('Name the file to write, in quotation marks: export("marks.csv").')
    path = Path(file)
    chosen = [sources.source(source)] if source is not None else list(sources.sources())
    rows = {one.id: layers.marks(one, layer) for one in chosen}
    if path.suffix == ".csv":
        text = as_csv(row for found in rows.values() for row in found)
    elif path.suffix in (".json", ".jsonld"):
        if len(chosen) != 1:
            raise Misused("Web Annotations are written one source a file: name the source.")
        text = json.dumps(as_jsonld(chosen[0], rows[chosen[0].id]), ensure_ascii=False, indent=1)
    else:
        raise Misused(f"I can write .csv and .jsonld, not {path.suffix or 'a name without one'}")
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Misused(f"I cannot write {path}: {error.strerror}. Name another place.") from None
    return path
