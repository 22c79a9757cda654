"""A file's lines, and what is furniture in them: menus, notices, credits, dates of a head."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from alliance.adding.read import Doc
from alliance.corpus import data
from alliance.text import STATUSES, Word, codes, tokens, words

# The furniture of a page: menus, notices, credits, and how a date stands in a head.


# What stands around an article on a page: a reason and a pattern for a whole line. The patterns are
# in ``data/furniture.json``: they are tried in order, without regard to case; the first that fits
# names the line. "<networks>" in one stands for a part that several share.


NEWS, LOGIN, COPY = "newsletter", "log-in form", "copyright"
NAV, LINK = "navigation", "related link"
_DATA = json.loads(data("furniture.json").read_text("utf-8"))
STRONG = frozenset(_DATA["strong"])


def _rules() -> Iterator[tuple[str, re.Pattern[str]]]:
    for reason, pattern in _DATA["rules"]:
        for name, part in _DATA["parts"].items():
            pattern = pattern.replace(f"<{name}>", part)
        yield reason, re.compile(pattern, re.IGNORECASE)


# Dates as they stand in the head of an article, in many styles -> ``2020-01-19`` or less.


_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_NUMBER = {name: number for number, name in enumerate(_NAMES.split(), 1)}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_STYLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}\b",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_DAY}-{_MONTH}-{_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})(?=\D|$)",
        r"(?P<year>(?:19|20)\d\d)年\s*(?P<m>\d{1,2})月\s*(?P<day>\d{1,2})日",
        r"(?P<year>(?:19|20)\d\d)年\s*(?P<m>\d{1,2})月",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])",
    )
)
_REST = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|published|posted|updated|"
    r"last (?:updated|modified)|first|date|issued|on\b|at\b|\d{1,2}[:.]\d\d(?::\d\d)?|"
    r"\b[ap]\.?m\b\.?|\b(?:et|est|edt|gmt|utc|jst|bst|cet)\b|[(),.:;|/•·–—-]|[月火水木金土日]曜日?",
    re.IGNORECASE,
)


def first(text: str) -> tuple[str, int, int] | None:
    """The first date in ``text`` with its place: ``(date, start, end)``."""
    found = []
    for style in _STYLES:
        for match in style.finditer(text[:2000]):
            date = _iso(match)
            if date:
                found.append((match.start(), -match.end(), date))
                break
    if not found:
        return None
    start, end, date = min(found)
    return date, start, -end


def only(text: str) -> str | None:
    """The date, where ``text`` is a date and nothing else but a weekday, a time or "Updated"."""
    found = first(text)
    if found is None:
        return None
    date, start, end = found
    rest = text[:start] + " " + text[end:]
    again = first(rest)
    if again:  # "Published … / Updated …"
        rest = rest[: again[1]] + " " + rest[again[2] :]
    return None if re.search(r"\w", _REST.sub(" ", rest)) else date


def given_date(text: str) -> str | None:
    """A date as somebody types it for ``--date``: an exact one, a month or a bare year."""
    text = text.strip()
    return text if re.fullmatch(r"(?:19|20)\d\d", text) else only(text)


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else _NUMBER[parts["month"][:3].casefold()]
    if not 1 <= month <= 12:
        return None
    date = f"{parts['year']}-{month:02d}"
    if not parts.get("day"):
        return date
    day = int(parts["day"])
    return f"{date}-{day:02d}" if 1 <= day <= 31 else None


# What stands around and inside an article on a page and is not the article, and what it is.
#
# The wording is in ``phrases``; here are the forms: menus, bylines, datelines, lines that run on.


_WORD_LIMIT = 24  # words: a longer line is a sentence, whatever it begins with

_COMPILED = tuple(_rules())
_EDGE = " \t\u00a0*-–—•·▪►▶»>|#_=~[]…:"
_DOTTED = re.compile(r"\s*[•·▪►▶◦‣⁃*+-]\s+(?=\S)")
_SECTION_NAMES = (
    "home news world politics business opinion sport sports culture arts lifestyle technology tech "
    "science health entertainment environment travel video videos blog analysis commentary faith "
    "economy education life style weather us uk asia japan china europe africa local national "
    "international latest trending podcasts photos magazine more all about contact"
)
_SECTIONS = frozenset(_SECTION_NAMES.split())
# Only asked of lines that are outside a recognised text: a sentence may well begin like this.
ABOUT = re.compile(
    r".{2,60} is an? .{0,80}\b(?:news|media|newspaper|magazine|journal|website|publisher|agency|"
    r"journalist|reporter|writer|correspondent|columnist|editor|professor|author|fellow)\b.*",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:by|author|written by|reported by|story by|from|words by|文)\s*[:：]?\s+"
    r"(?P<who>[^!?]{2,80})"
    r"|author:\s*(?P<named>.{2,80})",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*(?:,? [A-Z][\w.'’-]*){0,4})?,?\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2},?\s*)?"
    r"(?:\((?P<agency>[A-Z][\w .&'’-]{1,40})\)\s*[-–—:]*|[-–—]+)"
)


def core(line: str) -> str:
    """A line without the marks around it: bullets, brackets, rows of dashes."""
    text = " ".join(line.strip(_EDGE).split())
    bracketed = text.startswith("(") and text.endswith(")") and len(text.split()) <= 4
    return text[1:-1].strip() if bracketed and not text.startswith("(c)") else text


def reason(line: str) -> str | None:
    """Why a line is surely not part of an article, or ``None`` where no rule knows it."""
    text = core(line)
    if not any(ch.isalnum() for ch in text):
        return "separator"
    if len(text) > 400 or len(text.split()) > _WORD_LIMIT:
        return _long(text)
    for name, pattern in _COMPILED:
        if pattern.fullmatch(text) or (text[-1] in ".!?" and pattern.fullmatch(text[:-1])):
            return name
    return menu(line)


def menu(line: str) -> str | None:
    """ "menu" for a short bulleted line, or a row of the names of sections."""
    text = core(line)
    parts = [part.strip(",|/").casefold() for part in text.split()]
    if len(parts) >= 4 and sum(part in _SECTIONS for part in parts) >= 0.6 * len(parts):
        return "menu"
    if _DOTTED.match(line) and 0 < len(parts) <= 6 and text[-1] not in '.,;!?”"':
        for name, pattern in _COMPILED:
            if name in (LOGIN, NEWS, COPY, NAV) and pattern.fullmatch(text):
                return name
        return "menu"
    return None


def _long(text: str) -> str | None:
    """A few kinds of furniture run on: consent texts, and lists of the same link."""
    head = text[:160].casefold()
    if head.startswith(("by providing your information", "by signing up", "we use cookies")):
        return LOGIN if head.startswith("by p") else "cookie notice"
    if head.startswith(("©", "copyright ", "(c) ")) and len(text) < 800:
        return COPY
    if head.count("top stories") >= 3:
        return LINK
    return None


def strong(line: str) -> str | None:
    """The reason, where a line may be cut out of a paragraph that it interrupts."""
    found = reason(line)
    return found if found in STRONG else None


def is_date(line: str) -> bool:
    """Whether a line holds a date and nothing else but a day, a time or "Updated"."""
    return len(line) < 90 and only(core(line)) is not None


# A file's lines and spans, and why each one that is left out is left out.


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
        known = strong(self.lines[index])
        if known:
            return known
        short = len(self.lines[index].split()) <= 14
        return "page header" if short and self.repeated(index) else None


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "0", core(line)).casefold()


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
    return "share count" in (reason(before), reason(after))


def why(text: str, context: Context, *, repeated: bool = False) -> str:
    """The reason why a line is not part of the text; there is always one."""
    said = core(text)
    if _same(said, context.title):
        return "headline"
    if is_date(text):
        return date_reason(said, context)
    if byline(said, context):
        return "byline"
    known = menu(text) or reason(text)
    if known:
        return known
    if ABOUT.fullmatch(said):
        return "about the outlet or the author"
    if _same(said, context.outlet) or (said and said.casefold() in context.outlet.casefold()):
        return "outlet"
    if DATELINE.fullmatch(said) and len(said) < 60:
        return "dateline"
    raw = codes(words(said[:5000]))
    if _part_of(raw, context.codes):
        return "repeats the text"
    if _part_of(raw, context.others[1]):
        return f"part of {context.others[0]}"
    if headline_like(said):
        return "another story's headline"
    if len(said.split()) <= 5:
        return "page header" if repeated else "menu or label"
    return OTHER


def byline(said: str, context: Context = NOTHING) -> bool:
    """Whether a line only says who wrote it."""
    if len(said.split()) > 12:
        return False
    return bool(BYLINE.fullmatch(said)) or _same(said, context.author)


def headline_like(said: str) -> bool:
    """Title Case or CAPITALS, several words, no full stop: the headline of something."""
    parts = [part for part in said.split() if part[:1].isalpha() or part[:1] in "“‘\"'"]
    if not 5 <= len(parts) <= 30 or said[-1:] in ".,;":
        return False
    large = sum(part.strip("“‘\"'")[:1].isupper() for part in parts if len(part) > 3)
    long = sum(len(part) > 3 for part in parts)
    return large >= 0.75 * max(1, long)


def date_reason(said: str, context: Context) -> str:
    """Whose date a line with nothing but a date tells."""
    found = only(said) or ""
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
