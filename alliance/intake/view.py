"""A file laid out in lines, and views of it with some lines taken out.

All places are offsets into ``Layout.text``. A view is the same text without certain lines; its
words know where they stand in the layout, so that what a view matches can be marked as used.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from alliance.intake import furniture
from alliance.intake.mend import Doc
from alliance.words import Word, codes, tokens

Span = tuple[int, int]
_HAS_WORD = re.compile(r"[^\W_]|[%$€£¥₩]")


class Layout:
    """The lines of a file as one text."""

    def __init__(self, doc: Doc) -> None:
        self.lines = doc.lines
        self.numbers = doc.numbers
        self.text = "\n".join(doc.lines)
        self.starts: list[int] = []
        place = 0
        for line in doc.lines:
            self.starts.append(place)
            place += len(line) + 1

    def line_at(self, offset: int) -> int:
        """The index of the line that holds ``offset``."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def span(self, index: int) -> Span:
        return self.starts[index], self.starts[index] + len(self.lines[index])

    def pieces(self, lo: int, hi: int, without: Collection[int] = ()) -> list[Span]:
        """The parts of lines between two offsets that hold a word, but for some lines."""
        found = []
        for index in range(self.line_at(lo), self.line_at(max(lo, hi - 1)) + 1):
            start, end = self.span(index)
            start, end = max(start, lo), min(end, hi)
            if index not in without and start < end and _HAS_WORD.search(self.text, start, end):
                found.append((start, end))
        return found

    def alone(self, index: int) -> bool:
        """Whether a line has a blank line, or the file's end, on both sides."""
        before = index == 0 or not self.lines[index - 1].strip()
        after = index + 1 == len(self.lines) or not self.lines[index + 1].strip()
        return before and after

    @cached_property
    def _headers(self) -> frozenset[str]:
        """Short lines that come again and again but for their numbers: headers of pages."""
        count = Counter(_numberless(line) for line in self.lines if len(line) < 150)
        return frozenset(line for line, times in count.items() if times > 1 and len(line) > 2)

    def repeated(self, index: int) -> bool:
        return _numberless(self.lines[index]) in self._headers

    def removable(self, index: int) -> str | None:
        """Why a line may be cut out of a paragraph that it interrupts, or ``None``."""
        known = furniture.strong(self.lines[index])
        if known:
            return known
        short = len(self.lines[index].split()) <= 14
        return "page header" if short and self.repeated(index) else None


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "0", furniture.core(line)).casefold()


class View:
    """The words of some pieces of a layout, in order."""

    def __init__(self, layout: Layout, pieces: Sequence[Span]) -> None:
        self.layout = layout
        self.pieces = list(pieces)
        self.text = "\n".join(layout.text[start:end] for start, end in pieces)
        self._starts: list[int] = []
        place = 0
        for start, end in pieces:
            self._starts.append(place)
            place += end - start + 1

    @cached_property
    def words(self) -> list[Word]:
        return tokens(self.text)

    @cached_property
    def norms(self) -> list[str]:
        return [word.norm for word in self.words]

    @cached_property
    def codes(self) -> bytes:
        return codes(self.norms)

    def piece_of(self, offset: int) -> int:
        """The index of the piece that holds an offset of this view's text."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def starts_piece(self, i: int) -> bool:
        """Whether word ``i`` is the first of its piece."""
        if i == 0:
            return True
        here = self.piece_of(self.words[i].start)
        return self.piece_of(self.words[i - 1].end - 1) != here

    def edges(self, i: int, j: int) -> Span:
        """The characters of words ``i`` to ``j``, with marks that stand apart from them."""
        start, end = self.words[i].start, self.words[j - 1].end
        if opening := re.search(r"[“‘«(\[\"']\s*$", self.text[:start].rpartition("\n")[2]):
            floor = self.words[i - 1].end if i else 0
            start = max(start - len(opening[0]), floor)
        if closing := re.match(r"[^\S\n]*[”’»)\].,;:!?…\"']+(?!\w)", self.text[end:]):
            end += closing.end()
        return start, end

    def owned(self, start: int, end: int) -> list[Span]:
        """The places in the layout of ``text[start:end]`` of this view, piece by piece."""
        found = []
        for index in range(self.piece_of(start), self.piece_of(max(start, end - 1)) + 1):
            begin = max(start, self._starts[index])
            place = self.pieces[index][0] + begin - self._starts[index]
            stop = self._starts[index] + self.pieces[index][1] - self.pieces[index][0]
            found.append((place, place + min(end, stop) - begin))
        return found
