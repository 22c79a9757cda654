"""A PDF has no paragraphs, only lines at places: what goes together is told by how they stand.

A paragraph begins after a wide gap, with an indent, or after a line that ends before the others do.
A line that comes again at the same height of other pages is the pages' header or footer. Columns
and pages follow each other as the file has them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

_MOST = 20_000  # lines in all: a long report has fewer
_COLUMN = 30.0  # points: lines that begin within it are of one column
_INDENT = 3.0
_WIDE, _SHORT = 1.3, 0.5  # of the usual gap; of the longest line
_ENDED = re.compile(r"[.!?…:][”’\"')\]\d]*\s*$")


class TooLong(Exception):
    """More lines than any article has."""


@dataclass(slots=True, eq=False)
class PageLine:
    """A line where it stands: x and y from the left and from below, size of its letters, all in
    points; n: its number in the file; indented, short: beside the lines of its column."""

    text: str
    x: float
    y: float
    size: float
    n: int = 0
    indented: bool = False
    short: bool = False

    @property
    def ended(self) -> bool:
        return bool(_ENDED.search(self.text))

    def gap(self, below: PageLine) -> float:
        """From this line down to another, measured in letters of the other."""
        return (self.y - below.y) / max(below.size, 1.0)


def paragraphs(pages: Iterable[Any]) -> tuple[list[list[PageLine]], list[PageLine]]:
    """The lines of each paragraph in order, and the lines that only head or foot a page.

    pages: as pypdf has them. :class:`TooLong` before a file without end eats the memory.
    """
    read: list[list[PageLine]] = []
    for page in pages:
        read.append(_rows(page))
        if sum(map(len, read)) > _MOST:
            raise TooLong
    for number, row in enumerate((row for page in read for row in page), 1):
        row.n = number
    around = _running(read)
    kept = [[row for row in page if row not in around] for page in read]
    for page in kept:
        _measure(page)
    return _joined(kept), sorted(around, key=lambda row: row.n)


def _rows(page: Any) -> list[PageLine]:
    """The lines of one page in the order of the file."""
    found: list[PageLine] = []

    def see(text: str, cm: Sequence[float], tm: Sequence[float], _: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        letters = size * hypot(tm[2], tm[3]) * hypot(cm[2], cm[3])
        for number, part in enumerate(text.split("\n")):
            if number or not found:
                found.append(PageLine("", x, y, letters))
            row = found[-1]
            if part.strip() and not row.text.strip():
                row.x, row.y, row.size = x, y, letters
            row.text += part
        if len(found) > _MOST:
            raise TooLong

    page.extract_text(visitor_text=see)
    return _header_first([row for row in found if row.text.strip()])


def _header_first(rows: list[PageLine]) -> list[PageLine]:
    """With a line that stands above all others in its place: some programs write it last."""
    highest = sorted(rows, key=lambda row: -row.y)[:2]
    if len(highest) == 2 and highest[0].gap(highest[1]) > 1:
        rows.remove(highest[0])
        rows.insert(0, highest[0])
    return rows


def _running(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """The headers and footers: one of the outer lines that comes again, but for its number, at the
    same height of a third of the pages."""
    places: dict[PageLine, tuple[int, str]] = {}
    for page in pages:
        by_height = sorted(page, key=lambda row: row.y)
        for row in (*by_height[:2], *by_height[-2:]):
            said = " ".join(re.sub(r"\d+", "0", row.text).casefold().split())
            places[row] = (round(row.y / 3), said)
    times = Counter(places.values())
    return {row for row, place in places.items() if times[place] >= max(2, len(pages) / 3)}


def _measure(page: Sequence[PageLine]) -> None:
    """Which lines begin to the right of their column's edge, and which end before the others."""
    starts = Counter(round(row.x) for row in page)
    longest: dict[int, int] = {}
    for row in page:
        longest[round(row.x)] = max(longest.get(round(row.x), 0), len(row.text))
    columns = {}
    for x in starts:
        near = [other for other in starts if abs(other - x) <= _COLUMN]
        most = max(starts[other] for other in near)
        edge = min(other for other in near if starts[other] == most)
        columns[x] = edge, max(longest[other] for other in near)
    for row in page:
        edge, length = columns[round(row.x)]
        row.indented = row.x - edge > _INDENT
        row.short = len(row.text) < _SHORT * length


def _joined(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    gaps = sorted(a.gap(b) for page in pages for a, b in pairwise(page) if a.y > b.y)
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    rows = [row for page in pages for row in page]
    by_indent = sum(row.indented for row in rows) > max(1, len(rows) / 40)
    found: list[list[PageLine]] = []
    for row in rows:
        if not found or _begins(found[-1][-1], row, _WIDE * usual, by_indent):
            found.append([])
        found[-1].append(row)
    return found


def _begins(last: PageLine, row: PageLine, wide: float, by_indent: bool) -> bool:
    """Whether a paragraph begins with ``row``; by_indent: as those of this file do."""
    goes_on = row.text.lstrip()[:1].islower()
    if last.y <= row.y:  # another column or page
        return row.indented if by_indent else last.ended or (last.short and not goes_on)
    if last.gap(row) > wide or (last.short and not goes_on):
        return True
    return row.indented and (last.ended or last.x < row.x - _INDENT)
