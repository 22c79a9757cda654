"""Annotations: what stands where in a source, on eight layers, apart from its text.

The five articles and three documents have annotations that were checked by hand and anchor in both
editions; an added article has those that the rules found. One row is one mention.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from alliance import paths
from alliance.anchors import Anchor
from alliance.names import choose
from alliance.sources import Source

LAYERS: dict[str, str] = {
    "person": "a named individual",
    "place": "a country, city, sea, island or base; also a capital that stands for its government",
    "organisation": "a named body: ministry, armed service, party, news outlet",
    "date": "a day, month or year, as exact as the text gives it",
    "figure": "money, a percentage, a count, a distance or a length of time, with its unit",
    "treaty": "a treaty, or an article of one",
    "quotation": "somebody's own words, with the speaker",
    "claim": "a statement that the course checks against other sources",
}


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


@lru_cache(maxsize=1)
def _gold() -> dict[str, list[dict[str, Any]]]:
    return json.loads(paths.data("built", "annotations.json").read_text("utf-8"))


@lru_cache(maxsize=4096)
def _anchor(*fields: Any) -> Anchor:
    return Anchor(*fields)


def check_layer(layer: str | None) -> str | None:
    """The layer that is meant, ``None`` for all; ``UnknownName`` lists them."""
    return None if layer is None else choose(layer, LAYERS, "layer")


def count(source: Source) -> int:
    """How many annotations a source has, without placing them."""
    return len(source.extra["marks"]) if source.added else len(_gold().get(source.id, ()))


def marks(source: Source, layer: str | None = None) -> list[Annotation]:
    """The annotations of a source in the edition at hand, in reading order.

    An annotation whose words are not in a changed paragraph keeps its row, with status "missing"
    and offsets -1, so that nothing disappears unseen.
    """
    layer = check_layer(layer)
    rows = _added(source) if source.added else _placed(source)
    found = [row for row in rows if layer in (None, row.layer)]
    return sorted(found, key=lambda row: (row.p, row.start, -row.end, row.layer))


def _placed(source: Source) -> list[Annotation]:
    found = []
    for number, row in enumerate(_gold().get(source.id, ()), 1):
        paragraph = source.paragraphs[row["p"] - 1]
        match = _anchor(*row[paragraph.edition]).find(paragraph.text)
        found.append(
            Annotation(
                id=f"{source.id}/{number}",
                source=source.id,
                p=row["p"],
                start=match.start,
                end=match.end,
                layer=row["layer"],
                text=paragraph.text[match.start : match.end] if match.found else "",
                value=row.get("value"),
                status=match.status,
                by="hand",
                detail=row.get("detail", {}),
            )
        )
    return found


def _added(source: Source) -> list[Annotation]:
    return [
        Annotation(
            id=f"{source.id}/{number}",
            source=source.id,
            p=mark["p"],
            start=mark["start"],
            end=mark["end"],
            layer=mark["layer"],
            text=mark["text"],
            value=mark.get("value"),
            status="exact",
            by="rule",
            detail=mark.get("detail") or {},
        )
        for number, mark in enumerate(source.extra["marks"], 1)
        if mark["layer"] in LAYERS  # a later version may know more layers
    ]
