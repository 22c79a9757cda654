"""A file that holds one of the course's own sources -> its paragraphs, and a report."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from alliance import sources
from alliance.intake import edges, label
from alliance.intake.align import Aligner, Placed
from alliance.intake.match import Identity, identify
from alliance.intake.mend import Doc
from alliance.intake.report import STATUSES, Change, Dropped
from alliance.intake.view import Layout, View


@dataclass(frozen=True, slots=True)
class Known:
    """A recognised source: what was found of it and what the file holds beside it."""

    id: str
    placed: dict[int, Placed]
    total: int
    dropped: list[Dropped]
    also: tuple[str, ...]

    @property
    def statuses(self) -> dict[str, int]:
        counts = dict.fromkeys(STATUSES, 0)
        for one in self.placed.values():
            counts[one.status] += 1
        counts["missing"] = self.total - len(self.placed)
        return counts

    @property
    def score(self) -> tuple[int, int, int]:
        """By which of two readings of one file the better is chosen."""
        counts = self.statuses
        sure = counts["exact"] + counts["cleaned"]
        return sure, counts["exact"], -counts["missing"]

    def changes(self) -> list[Change]:
        """The paragraphs about which a reader must be told, in order."""
        found = [
            Change(one.n, one.status, one.note)
            for one in self.placed.values()
            if one.status not in ("exact", "cleaned")
        ]
        gone = [
            Change(n, "missing", "not in your file; the digest stands in its place")
            for n in range(1, self.total + 1)
            if n - 1 not in self.placed
        ]
        return sorted(found + gone, key=lambda change: change.n)

    def stored(self, name: str) -> dict[str, Any]:
        """The JSON form that ``alliance.sources`` reads."""
        return {
            "id": self.id,
            "file": name,
            "added": datetime.date.today().isoformat(),
            "paragraphs": [
                {"n": one.n, "status": one.status, "text": one.text, "note": one.note}
                for _, one in sorted(self.placed.items())
            ],
            "dropped": [
                {"line": drop.line, "text": drop.text, "reason": drop.reason}
                for drop in self.dropped
            ],
        }


def recognise(doc: Doc) -> Known | None:
    """The course's source that ``doc`` holds, aligned, or ``None`` where it holds none."""
    layout = Layout(doc)
    whole = View(layout, layout.pieces(0, len(layout.text)))
    found = identify(whole) or _without_furniture(layout)
    if not found:
        return None
    best = found[0]
    prints = sources.fingerprints(best.id)
    placed = Aligner(layout, prints, whole).run()
    if not placed:
        return None
    context = _context(best, found)
    owned = [span for one in placed.values() for span in one.owned]
    spans = label.leftovers(layout, owned)
    edges.mark(layout, placed, spans, context)
    rows = label.dropped(layout, spans, context)
    return Known(best.id, placed, len(prints), rows, tuple(one.id for one in found[1:]))


def _without_furniture(layout: Layout) -> list[Identity]:
    """A short excerpt in a page full of menus: look again without what is surely furniture."""
    if len(layout.lines) > 5000:
        return []
    cut = {i for i, line in enumerate(layout.lines) if line.strip() and layout.removable(i)}
    return identify(View(layout, layout.pieces(0, len(layout.text), cut))) if cut else []


def _context(best: Identity, found: list[Identity]) -> label.Context:
    record = sources.record(best.id)
    other = found[1].id if len(found) > 1 else ""
    return label.Context(
        title=record.get("title") or "",
        outlet=record.get("outlet") or "",
        author=record.get("author") or "",
        date=record.get("date") or "",
        codes=[bytes.fromhex(one.codes) for one in sources.fingerprints(best.id)],
        others=(other, [bytes.fromhex(o.codes) for o in sources.fingerprints(other)])
        if other
        else ("", ()),
    )
