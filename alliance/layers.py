"""Layers of annotations: what stands where in a source, apart from its text; and their export.

The course's own sources have annotations that were checked by hand and anchor in both editions; an
added article has those that the rules found. One row is one mention.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from alliance import corpus
from alliance.corpus import Source
from alliance.errors import Misused, choose
from alliance.text import Anchor, words


class Layer(NamedTuple):
    """What a layer marks, a short label for it, what several of them are called, and of a value
    that has a form of its own that form and what it looks like."""

    meaning: str
    label: str
    plural: str
    form: str = ""
    such: str = ""


_ROWS = corpus.loaded("layers.json").items()
LAYERS = {name: Layer(**{"plural": f"{name}s"} | row) for name, row in _ROWS}
FIELDS = ("id", "source", "p", "start", "end", "layer", "text", "value", "status", "by")
MINE = "mine"  # a student's own marks, shown like a layer; questions/marks.py keeps them
SHOWN = LAYERS | {MINE: Layer("what you marked yourself", "yours", "your marks")}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One mention: ``source`` paragraph ``p``, characters ``start`` to ``end`` of its text.

    value: the canonical form (a person's name, an ISO date as exact as the text, a number without
    its scale words, a treaty's id, a claim's id); detail: speaker, unit, article, resolved;
    status: how the anchor fits the edition at hand; by: "hand" or "rule".
    """

    id: str
    source: str
    p: int
    start: int
    end: int
    layer: str
    text: str
    value: str | None
    status: str
    by: str
    detail: dict[str, str] = field(default_factory=dict)


def _gold(source: Source) -> list[dict[str, Any]]:
    """The annotations that were checked by hand: an anchor in each edition, value and detail."""
    rows: list[dict[str, Any]] = corpus.loaded("built", "annotations.json").get(source.id, [])
    return rows


def count(source: Source) -> int:
    """How many annotations a source has, without placing them."""
    return len(source.extra["marks"] if source.added else _gold(source))


def marks(source: Source, layer: str | None = None) -> list[Annotation]:
    """The annotations of a source in the edition at hand, in reading order.

    An annotation whose words are not in a changed paragraph keeps its row, with status "missing"
    and offsets -1, so that nothing disappears unseen.
    """
    wanted = LAYERS if layer is None else [choose(layer, LAYERS, "layer")]
    rows = _added(source) if source.added else _placed(source)
    found = [row for row in rows if row.layer in wanted]  # a later version may know more layers
    return sorted(found, key=lambda row: (row.p, row.start, -row.end, row.layer))


def _placed(source: Source) -> list[Annotation]:
    found, here = [], {paragraph.n: paragraph for paragraph in source.paragraphs}
    for number, row in enumerate(_gold(source), 1):
        if (paragraph := here.get(row["p"])) is None:
            continue  # only some of its paragraphs were asked for
        match = Anchor(*row[paragraph.edition]).find(paragraph.text)
        text = paragraph.text[match.start : match.end]  # of what is missing, from -1 to -1: nothing
        place = {"start": match.start, "end": match.end, "text": text, "status": match.status}
        found.append(_annotation(source, number, row | place | {"by": "hand"}))
    return found


def _added(source: Source) -> list[Annotation]:
    by = {"status": "exact", "by": "rule"}
    return [_annotation(source, n, mark | by) for n, mark in enumerate(source.extra["marks"], 1)]


def _annotation(source: Source, number: int, mark: dict[str, Any]) -> Annotation:
    known = {name: mark.get(name) for name in FIELDS[2:]} | {"detail": mark.get("detail") or {}}
    return Annotation(f"{source.id}/{number}", source.id, **known)


# Annotations for other programs: CSV, and W3C Web Annotations as JSON-LD.


DETAIL = ("speaker", "unit", "article", "resolved")
# A longer span would republish the text: its place is given, not its words.
LONGEST_QUOTE = 25


def as_csv(rows: Iterable[Annotation]) -> str:
    """One line per mention; ``start`` and ``end`` are characters in the paragraph. ``text`` is
    empty where it is longer than may be quoted."""
    out = io.StringIO()
    writer = csv.DictWriter(out, (*FIELDS, *DETAIL), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) | row.detail | {"text": _quoted(row)} for row in rows)
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
    told = [("classifying", row.layer), ("identifying", row.value)]
    told += [("describing", f"{name}: {value}") for name, value in row.detail.items()]
    body = [{"type": "TextualBody", "purpose": one, "value": value} for one, value in told if value]
    place = {"type": "TextPositionSelector", "start": row.start, "end": row.end}
    quote = {
        "type": "TextQuoteSelector",
        "exact": row.text,
        "prefix": text[max(0, row.start - 16) : row.start],
        "suffix": text[row.end : row.end + 16],
    }
    selectors = [place, quote] if _quoted(row) else [place]
    return {
        "id": f"urn:alliance:{row.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "generator": f"urn:alliance:by-{row.by}",
        "body": body,
        "target": {"source": f"urn:alliance:{row.source}:p{row.p}", "selector": selectors},
    }


def export(file: str | Path, source: str | None = None, layer: str | None = None) -> Path:
    """Write annotations to a file, for other programs: as CSV, or as W3C Web Annotations.

    Parameters
    ----------
    file : where to; its ending says how: ``.csv``, or ``.jsonld`` or ``.json``.
    source : the id of a source; by default all. Web Annotations hold one source a file.
    layer : one layer; by default all.

    Returns
    -------
    Path
        The file. Words of more than 25 in a row are left out of it: their place is given.

    Raises
    ------
    Misused
        The file has another ending, or cannot be written; the message says what to do.
    UnknownName
        There is no such source or layer.
    """
    if not isinstance(file, str | Path):
        raise Misused('Name the file to write, in quotation marks: export("marks.csv").')
    path = Path(file)
    chosen = [corpus.source(source)] if source is not None else list(corpus.sources())
    rows = {one.id: marks(one, layer) for one in chosen}
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
