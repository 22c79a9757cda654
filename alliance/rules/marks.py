"""What the rules hand back: one Mark per mention."""

from __future__ import annotations

from dataclasses import dataclass, field

LAYERS = ("person", "place", "organisation", "date", "figure", "treaty", "quotation")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention in one paragraph.

    ``p`` is the paragraph, counted from 1; ``start`` and ``end`` are character offsets in it
    (``text == paragraph[start:end]``). ``value`` is the canonical form, or None where there is
    none. ``detail`` holds what only some layers have: ``speaker`` (quotation), ``unit`` (figure),
    ``article`` (treaty), ``resolved`` (date). All values are strings; numbers keep every digit.
    """

    p: int
    start: int
    end: int
    layer: str
    text: str
    value: str | None = None
    detail: dict[str, str] = field(default_factory=dict, hash=False)
