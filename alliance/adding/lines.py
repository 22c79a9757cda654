"""A file's lines and spans, and why each one that is left out is left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from alliance.adding import furniture
from alliance.adding.read import Doc
from alliance.text import STATUSES, Word, codes, tokens, words

# A file laid out in lines, and views of it with some lines taken out.
#
# All places are offsets into ``Layout.text``. A view is the same text without certain lines; its
# words know where they stand in the layout, so that what a view matches can be marked as used.


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


# What ``alliance add`` says about one file.


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line, or a part of one, that is not part of the text: where, what, why.

    line: counted from 1 in the reader's file; text: as it stands there, cut where it is very long.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that is not wholly as the course knows it, and what differs, in words."""

    n: int
    status: str
    note: str


@dataclass(slots=True)
class Report:
    """The outcome for one file.

    file: as it was given; id: of the source, or ``None`` where nothing was brought in; known: one
    of the course's own sources; paragraphs: how many the source has; statuses: how many of them
    matched in each way; error: ``None`` or what went wrong and what to do. Beyond the JSON form,
    remarks: sentences for the reader (repairs, what was not found and which option gives it);
    short: much of the file was left out.
    """

    file: str
    id: str | None = None
    known: bool = False
    paragraphs: int = 0
    statuses: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    dropped: list[Dropped] = field(default_factory=list)
    error: str | None = None
    changes: list[Change] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    short: bool = False

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form, with exactly the keys of the ``--json`` contract."""
        return {
            "file": self.file,
            "id": self.id,
            "known": self.known,
            "paragraphs": self.paragraphs,
            "statuses": dict(self.statuses),
            "dropped": [
                {"line": drop.line, "text": drop.text, "reason": drop.reason}
                for drop in self.dropped
            ],
            "error": self.error,
        }


# Says of everything in a file that is not part of the text what it is: nothing vanishes.


_CUT = 300  # characters of a dropped line that are kept in the report
_RUN = 4
_NAMED = 3000  # lines that are looked at one by one; a page has some hundreds
OTHER = "not part of the text"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the text that a page was about.

    codes: those of its paragraphs, to know a second copy; others: those of another source that the
    same file holds, with its id.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    codes: Sequence[bytes] = ()
    others: tuple[str, Sequence[bytes]] = ("", ())


NOTHING = Context()


def leftovers(layout: Layout, owned: Iterable[Span]) -> list[Span]:
    """The parts of lines, blanks aside, that no paragraph owns."""
    found = []
    begin = 0
    for start, end in [*sorted(owned), (len(layout.text), len(layout.text))]:
        if start > begin:
            found += layout.pieces(begin, start)
        begin = max(begin, end)
    return found


def dropped(layout: Layout, spans: Sequence[Span], context: Context) -> list[Dropped]:
    """A row per part of a line that was left out, with the reason."""
    found = []
    for number, (start, end) in enumerate(spans):
        text = layout.text[start:end].strip()
        index = layout.line_at(start)
        known = number < _NAMED
        reason = why(text, context, repeated=layout.repeated(index)) if known else OTHER
        if reason == "page number" and _beside_counts(layout, index):
            reason = "share count"
        shown = text if len(text) <= _CUT else text[: _CUT - 1] + "…"
        found.append(Dropped(layout.numbers[index], shown, reason))
    return found


def _beside_counts(layout: Layout, index: int) -> bool:
    """Whether the line before or after, blanks aside, counts shares or views."""
    lines = layout.lines
    before = next((line for line in reversed(lines[max(0, index - 3) : index]) if line.strip()), "")
    after = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    return "share count" in (furniture.reason(before), furniture.reason(after))


def why(text: str, context: Context, *, repeated: bool = False) -> str:
    """The reason why a line is not part of the text; there is always one."""
    core = furniture.core(text)
    if _same(core, context.title):
        return "headline"
    if furniture.is_date(text):
        return date_reason(core, context)
    if byline(core, context):
        return "byline"
    known = furniture.menu(text) or furniture.reason(text)
    if known:
        return known
    if furniture.ABOUT.fullmatch(core):
        return "about the outlet or the author"
    if _same(core, context.outlet) or (core and core.casefold() in context.outlet.casefold()):
        return "outlet"
    if furniture.DATELINE.fullmatch(core) and len(core) < 60:
        return "dateline"
    raw = codes(words(core[:5000]))
    if _part_of(raw, context.codes):
        return "repeats the text"
    if _part_of(raw, context.others[1]):
        return f"part of {context.others[0]}"
    if headline_like(core):
        return "another story's headline"
    if len(core.split()) <= 5:
        return "page header" if repeated else "menu or label"
    return OTHER


def byline(core: str, context: Context = NOTHING) -> bool:
    """Whether a line only says who wrote it."""
    if len(core.split()) > 12:
        return False
    return bool(furniture.BYLINE.fullmatch(core)) or _same(core, context.author)


def headline_like(core: str) -> bool:
    """Title Case or CAPITALS, several words, no full stop: the headline of something."""
    parts = [part for part in core.split() if part[:1].isalpha() or part[:1] in "“‘\"'"]
    if not 5 <= len(parts) <= 30 or core[-1:] in ".,;":
        return False
    large = sum(part.strip("“‘\"'")[:1].isupper() for part in parts if len(part) > 3)
    long = sum(len(part) > 3 for part in parts)
    return large >= 0.75 * max(1, long)


def date_reason(core: str, context: Context) -> str:
    """Whose date a line with nothing but a date tells."""
    found = furniture.only(core) or ""
    if not context.date or found.startswith(context.date) or context.date.startswith(found):
        return "date line"
    return "date of another story or of the page"


def _same(a: str, b: str) -> bool:
    if not a or not b or not 0.5 < len(a) / len(b) < 2:
        return False
    first, second = words(a), words(b)
    return bool(first) and first == second


def _part_of(raw: bytes, texts: Sequence[bytes]) -> bool:
    if len(raw) < _RUN + 1:
        return False
    runs = [raw[i : i + _RUN] for i in range(len(raw) - _RUN + 1)]
    hits = sum(any(run in text for text in texts) for run in runs[:200])
    return hits >= 0.6 * len(runs[:200])
