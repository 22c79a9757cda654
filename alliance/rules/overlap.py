"""Which of two overlapping names stays: the longer one; of equals, the one we know."""

from __future__ import annotations

from .marks import Mark

# Of two spans of the same length: a treaty's name before an organisation's, and so on.
_RANK = {"treaty": 0, "person": 1, "organisation": 2, "place": 3}
_FREE = frozenset({"date", "figure", "quotation"})


def resolve_overlaps(marks: list[Mark]) -> list[Mark]:
    """Drop names inside longer names; dates, figures and quotations may overlap anything."""
    names = [mark for mark in marks if mark.layer not in _FREE]
    kept = [mark for mark in marks if mark.layer in _FREE]
    taken: list[tuple[int, int]] = []
    for mark in sorted(names, key=lambda m: (m.start - m.end, _RANK[m.layer], m.start)):
        if all(mark.end <= start or mark.start >= end for start, end in taken):
            taken.append((mark.start, mark.end))
            kept.append(mark)
    return sorted(kept, key=lambda m: (m.start, -m.end, m.layer))
