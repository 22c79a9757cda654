"""A file becomes numbered lines: decoded, unpacked if it is a mail, a page, Word or PDF, mended.

No word is changed. What is mended is what was never written: "Japanâ€™s" for "Japan’s", "&amp;" for
"&", zero-width spaces, the carriage returns of other systems, a word that a line end had broken.
"""

from __future__ import annotations

import email
import email.policy
import html
import json
import logging
import re
import zipfile
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import accumulate, chain, pairwise, product
from math import hypot
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any
from unicodedata import normalize

from alliance import corpus
from alliance.adding.gazetteer import patterns
from alliance.text import decode

try:
    from ftfy import fix_encoding
except ImportError:  # in the browser: the simplest case by hand

    def fix_encoding(text: str) -> str:  # type: ignore[misc]
        """UTF-8 that was read as Windows-1252, put right."""
        with suppress(UnicodeError):
            return text.encode("cp1252").decode("utf-8")
        return text


_RE = patterns("read")

# What pages are made of, what stands around an article on them, and what is said of a file.
PAGES = corpus.loaded("furniture.json")
Span = tuple[int, int]

LIMIT, _MOST_LINES = 5_000_000, 500_000  # bytes, lines: a long book has one million, 20,000


class Unreadable(Exception):
    """This file cannot be brought in; the message says why and what to do.

    It is one of the "refusals" of ``data/furniture.json``; said: what is put into it.
    """

    def __init__(self, refusal: str, **said: object) -> None:
        super().__init__(PAGES["refusals"][refusal].format(**said))


def explained(fault: Exception) -> str:
    """What is said of whatever was raised; of what nobody foresaw, that it is our fault."""
    said = f"{type(fault).__name__}: {fault}"[:200]
    return str(fault if isinstance(fault, Unreadable) else Unreadable("fault", fault=said))


class Doc:
    """The lines of a text and, for each, its number in the reader's file.

    All places are offsets into ``text``, the lines with line feeds between them. marked: the
    lines of a page, by index, that are "listed" (a list's items or headings, no links), or a
    "caption".
    """

    def __init__(
        self,
        lines: Sequence[str],
        numbers: Sequence[int] = (),
        *,
        marked: Mapping[int, str] | None = None,
    ) -> None:
        self.lines = tuple(lines) or ("",)
        self.numbers = tuple(numbers) or (1,)
        self.marked = marked or {}
        self.text = "\n".join(lines)
        self.starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]

    @classmethod
    def of(cls, text: str, number: Callable[[int], int] = lambda line: line) -> Doc:
        """The lines of ``text``, mended. ``number``: the file's line for a line of ``text``."""
        unified = encoding(text.replace("\r\n", "\n").replace("\r", "\n"))
        # A vertical tab or a line separator is an end of line that editors don't count.
        rows = [
            (characters(part), number(line))
            for line, whole in enumerate(unified.split("\n"), 1)
            for part in re.split("[\v\u2028\u2029]", whole)
        ]
        return cls(*zip(*rows, strict=True))

    def line_at(self, offset: int) -> int:
        """The index of the line that holds ``offset``."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def by_line(self, lo: int, hi: int) -> Iterator[tuple[int, int, int]]:
        """The lines between two offsets by index, and from where to where each is between them."""
        for index in range(self.line_at(lo), self.line_at(max(lo, hi - 1)) + 1):
            start = self.starts[index]
            yield index, max(start, lo), min(start + len(self.lines[index]), hi)

    def pieces(self, lo: int, hi: int, without: Collection[int] = ()) -> list[Span]:
        """The parts of lines between two offsets that hold a word, but for some lines."""
        found = [span for index, *span in self.by_line(lo, hi) if index not in without]
        return [(start, end) for start, end in found if _HAS_WORD.search(self.text, start, end)]

    def beside(self, index: int) -> list[str]:
        """The lines before and after a line, up to two blank ones aside."""
        above, below = self.lines[max(0, index - 3) : index], self.lines[index + 1 : index + 4]
        return [next(filter(str.strip, lines), "") for lines in (above[::-1], below)]

    @cached_property
    def known(self) -> frozenset[str]:
        """The words of a text in lower case, by which one that is broken is recognised."""
        return frozenset(word.casefold() for word in set(self.text[:200_000].split()))

    @cached_property
    def _headers(self) -> frozenset[str]:
        count = Counter(_numberless(line) for line in self.lines if len(line) < 150)
        return frozenset(line for line, times in count.items() if times > 1 and len(line) > 2)

    def repeated(self, index: int) -> bool:
        """Whether a short line comes again but for its numbers: the header of a page."""
        return _numberless(self.lines[index]) in self._headers


_HAS_WORD = re.compile(r"[^\W_]|[%$€£¥₩]")
_BRACKETS = ("()", "（）", "【】", "［］")
_EDGE = " \t\u00a0*-–—─•·▪►▶»>|#_=~[]…:"


def core(line: str) -> str:
    """A line without the marks around it: bullets, brackets, rows of dashes."""
    text = " ".join(line.strip(_EDGE).split())
    text = (
        "[" * (text.count("]") > text.count("[")) + text + "]" * (text.count("[") > text.count("]"))
    )
    bracketed = text[:1] + text[-1:] in _BRACKETS and len(text.split()) <= 4 and len(text) < 60
    return text[1:-1].strip() if bracketed and not text.startswith("(c)") else text


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "0", core(line)).casefold()


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds.

    doc: all its visible lines; encoding: by name; page: its HTML where it is a web page; aside:
    what is not of the text by its place (a mail's head, the header of pages), as number of the
    line, or 0 where it has none, words and reason; said: what it says of its text by other means
    than words, as a PDF by the size of its letters.
    """

    doc: Doc
    encoding: str
    page: str | None = None
    aside: Sequence[tuple[int, str, str]] = ()
    said: Mapping[str, str] = field(default_factory=dict)


def read_file(path: Path) -> File:
    """The lines of a file; :class:`Unreadable` for whatever is not a text of sensible size."""
    with _told("cannot be read"):
        if path.is_dir():
            raise Unreadable("a folder")
        size = path.stat().st_size
        if size > LIMIT:
            raise Unreadable("too large", size=size / 1e6, most=LIMIT / 1e6)
        if not path.is_file():
            raise Unreadable("no ordinary file")
        data = path.read_bytes()
    return read_bytes(data, path.suffix.lower())


def read_bytes(data: bytes, suffix: str) -> File:
    """The same for the bytes of a file whose name ends in ``suffix``."""
    for magic, (kind, package, reader) in _UNPACKED.items():
        if data.startswith(magic):
            with _told("damaged", kind, package):
                file = reader(data)
            if not _HAS_WORD.search(file.doc.text):
                raise Unreadable("pictures of pages", kind=kind)
            return file
    text, name = _characters_of(data)
    if mail := _mail(suffix, data, text):
        return mail
    least = 1 if suffix in (".html", ".htm", ".xhtml") else 6  # tags: what is called so may be none
    if _RE["start"].match(text[:5000]) or len(_RE["tags"].findall(text[:20000])) >= least:
        return _page(text, name)
    return File(Doc.of(text), name)


def _characters_of(data: bytes) -> tuple[str, str]:
    """``decode``, for a text that somebody reads: what is none is refused."""
    if not data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    _refuse(data)
    text, name = decode(data)
    if (count := text.count("\n")) > _MOST_LINES:
        raise Unreadable("more lines than a book", count=count)
    if "\x00" in text or len(_RE["no text"].findall(text)) > len(text) / 200 + 2:
        raise Unreadable("no text file")
    if name in ("windows-1252", "mac-roman"):  # guessed
        strange, letters = _RE["c1"].findall(text), re.findall("[A-Za-z]", text)
        if len(strange) > len(text) / 100 + 5 or len(letters) < len(text) / 4:
            raise Unreadable("no known characters")
    return text, name


def _refuse(data: bytes) -> None:
    """:class:`Unreadable` for a kind of file that is known to be no text."""
    for magic, kind, advice in PAGES["kinds of file"]:
        if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(magic.encode("latin-1")):
            raise Unreadable("kind of file", kind=kind, advice=advice)


# A mail, or a page saved as one file (.mht): the part that is the text.

_SUFFIXES = (".eml", ".mht", ".mhtml")
_TEXTS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt", ".html", ".htm", ".eml", ".msg")
_NOTE = 50  # words: a mail that says less is no article, if it carries one
_QUOTED = 3  # times the words of its sender: what a mail quotes is its text


def _mail(suffix: str, data: bytes, text: str) -> File | None:
    unified = text.lstrip("\ufeff").replace("\r\n", "\n")
    head = _RE["mail"].match(unified)
    if suffix not in _SUFFIXES and not (head and "mime-version" in head[0].casefold()):
        return None
    texts: dict[str, list[EmailMessage]] = defaultdict(list)
    with _told("damaged", "mail"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            texts[part.get_content_type()].append(part)
    saved = suffix in _SUFFIXES[1:]
    plain = [] if saved or _stub(texts) else texts["text/plain"]
    parts = plain or texts["text/html"]
    if not parts:
        raise Unreadable("saved page without HTML" if saved else "mail without text")
    # A picture or a mail in it parts a mail's text; a saved page has frames beside it.
    parts = [part for part in parts if not (saved or part.get_filename())] or parts[:1]
    named = (one.get_filename() for one in message.walk() if not saved)
    carried = [(0, name, "attachment") for name in named if name]
    bodies, encodings = zip(*map(_content, parts), strict=True)
    texts_carried = [name for _, name, _ in carried if name.lower().endswith(_TEXTS)]
    if texts_carried and len(" ".join(bodies).split()) < _NOTE:
        raise Unreadable("mail that carries", names=", ".join(texts_carried))
    subject = "" if saved else _RE["sent on"].sub("", str(message["Subject"] or ""))
    long = subject if subject.count(" ") > 2 else ""  # "For Friday" is no headline
    said = {"tab": subject, "subject": long} if subject else {}
    said |= _sender(message, bodies) if not saved else {}
    if not plain:
        return replace(_page("\n".join(bodies), encodings[0], carried), said=said)
    raw = [str(part.get_payload()).replace("\r\n", "\n") for part in parts]
    linked = _RE["behind a link"].sub("", "\n\n".join(bodies))
    text, *signature = _RE["signature"].split(linked, maxsplit=1)
    carried += [(0, one, "mail signature") for one in re.findall(".*\\S.*", "".join(signature))]
    above = unified[: max(0, unified.find(raw[0][:300]))].split("\n")[:-1]
    number = _hard_lines("\n\n".join(raw), len(above) + 1, parts[0])
    text, note = _without_note(text)
    carried += [(number(n), line, "covering note") for n, line in note]
    doc = Doc.of(text, number)
    shown = [(n, line, "mail header") for n, line in enumerate(above, 1) if line.strip()]
    return File(doc, encodings[0], None, shown + carried, said)


def _sender(message: EmailMessage, bodies: Sequence[str]) -> dict[str, str]:
    """Whose letter it is, and of which day, where it went to many who can end it."""
    name = parseaddr(str(message["From"] or ""))[0]
    listed = message["List-Unsubscribe"] or message["List-Id"]
    if _RE["sent on"].match(str(message["Subject"] or "")):
        return {}
    if not (listed or any(map(_RE["to many"].search, bodies))):
        return {}
    with suppress(TypeError, ValueError):
        sent = parsedate_to_datetime(str(message["Date"])).date().isoformat()
        return {"from": _RE["of a letter"].sub("", name), "sent": sent}
    return {"from": _RE["of a letter"].sub("", name)}


def _without_note(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text that a mail quotes, if that is much longer than what is said beside it, and that,
    line by line."""
    lines = list(enumerate(text.split("\n"), 1))
    note = [(n, line) for n, line in lines if line.strip() and not line.lstrip().startswith(">")]
    size = sum(len(line.split()) for _, line in note)
    if _QUOTED * size > len(text.split()):
        return text, []
    beside = dict(note)
    quoted = ("" if n in beside else re.sub(r"^\s*>\s?", "", line) for n, line in lines)
    return "\n".join(quoted), note


def _stub(texts: dict[str, list[EmailMessage]]) -> bool:
    """Whether a mail's plain text only says that the mail is a page ("View this as HTML")."""
    if not {"text/plain", "text/html"} <= texts.keys():
        return False
    plain, page = (_content(texts[f"text/{kind}"][0])[0] for kind in ("plain", "html"))
    return 4 * len(plain.split()) < len(page_blocks(page).text.split())


def _content(part: EmailMessage) -> tuple[str, str]:
    """A part's characters: as its own line says, if that is true."""
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    said = part.get_content_charset() or ""
    with suppress(LookupError, UnicodeError):
        return data.decode(said), said
    return decode(data)


def _hard_lines(raw: str, first: int, part: EmailMessage) -> Callable[[int], int]:
    """The number in the file for each line of a mail's text; a "=" at an end joins two lines."""
    soft = str(part.get("Content-Transfer-Encoding", "")).lower() == "quoted-printable"
    before = ["", *raw.split("\n")[:-1]]
    hard = [n for n, line in enumerate(before, first) if not (soft and line.endswith("="))]
    return lambda line: hard[min(line, len(hard)) - 1]


# Word and PDF, paragraph by paragraph. Another kind of file is one more reader in _UNPACKED.


@contextmanager
def _told(otherwise: str, kind: str = "", package: str = "") -> Iterator[None]:
    """Whatever is raised inside, told in words: nothing but :class:`Unreadable` comes out.

    otherwise: the refusal for what has none of its own; kind: of file; package: that reads it.
    """
    try:
        yield
    except Unreadable:
        raise
    except ImportError:
        raise Unreadable("reader not installed", kind=kind, package=package) from None
    except Exception as fault:  # whatever a library meets in a file that anybody may have made
        why = PAGES["raised"].get(type(fault).__name__, otherwise)
        raise Unreadable(why, kind=kind, error=fault) from None


def _word(data: bytes) -> File:
    """The text and its notes; what stands around the text is set aside, paragraph by paragraph."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        named = ((one, _RE["Word part"].fullmatch(one.filename)) for one in parts.infolist())
        kinds = sorted((match[1], one.filename, one.file_size) for one, match in named if match)
        if "document" not in (kind for kind, *_ in kinds):
            _refuse(data)
        if sum(size for *_, size in kinds) > LIMIT:  # a zip of 5 MB can hold 5 GB
            raise Unreadable("Word file too long")
        read = [(kind, decode(parts.read(name))[0]) for kind, name, _ in kinds]
    pages = [(kind, _word_page(_RE["Word hidden"].sub("", part))) for kind, part in read]
    unseen = [_word_page(one) for _, part in read for one in _RE["Word hidden"].findall(part)]
    around = PAGES["around a Word text"]
    told = page_blocks("".join(page for kind, page in pages if kind not in around))
    beside = ((page_blocks(page).lines, around[kind]) for kind, page in pages if kind in around)
    aside = [(0, line, reason) for lines, reason in beside for line in lines if line]
    return File(told, "utf-8", None, [*aside, *_unseen(unseen)])


def _word_page(part: str) -> str:
    """A part of a Word file as a page, with every word that is seen there."""
    marks = _RE["Word mark"].finditer(_RE["Word unseen"].sub("", part))
    return "".join(PAGES["Word marks"][one[2]] if one[2] else one[1] for one in marks)


def _pdf(data: bytes) -> File:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells each oddity that it mends
    reader = pypdf.PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("PDF locked")
    several, around = _page_paragraphs(reader.pages)
    texts = ["\n".join(row.text for row in rows) for rows in several]
    known = Doc(texts).known
    lines, numbers = [], []
    for text, rows in zip(texts, several, strict=True):
        lines += [characters(encoding(joined(text, known))), ""]
        numbers += [rows[0].n, rows[-1].n]
    aside = [(row.n, row.text.strip(), "page header") for row in around]
    record = reader.metadata  # its title is a browser's tab, if that printed the page
    said = {"title": _headline(several), "tab": (record and record.title) or ""}
    return File(Doc(lines, numbers), "utf-8", None, aside, said)


def _headline(paragraphs: Sequence[Sequence[PageLine]]) -> str:
    """What is set in the largest letters at the beginning, if they are larger than the text's."""
    sizes = sorted(rows[0].size for rows in paragraphs)
    near = [(rows[0].size, " ".join(row.text for row in rows)) for rows in paragraphs[:_NEAR]]
    said = [(size, text) for size, text in near if len(text.split()) > 2]
    size, text = max(said, key=itemgetter(0), default=(0.0, ""))
    return joined(text) if sizes and size > _LARGE * sizes[len(sizes) // 2] else ""


# By how they begin: what they are called, the package that reads them, and how.
_UNPACKED: dict[bytes, tuple[str, str, Callable[[bytes], File]]] = {
    b"PK\x03\x04": ("Word file", "", _word),
    b"%PDF": ("PDF", "pypdf", _pdf),
}


# A PDF has no paragraphs, only lines at places: what goes together is told by how they stand. A
# paragraph begins after a wide gap, with an indent, or after a line that ends before the others do.
# A line that comes again at the same height of other pages is the pages' header or footer. Columns
# and pages follow each other as the file has them, but for columns that are drawn row by row.

_MOST, _PAGES = 20_000, 1000  # lines and pages in all: a long report has fewer
# Bytes and operations of what draws the pages, unpacked: 5 MB of a file can hold 5 GB.
_DRAWN, _OPERATIONS = LIMIT, 500_000
_A_FORM = 20  # operations that drawing a form counts for: it is parsed anew each time
_PLACED = frozenset((b"Td", b"TD", b"Tm"))  # the operations that say where words are shown
_BELOW = 10_000.0  # points: farther than any page is high
_NEAR = 8  # paragraphs of which one may be the headline
_ABREAST = 4  # lines that stand beside others: columns, and no head of a page
_COLUMN, _INDENT = 30.0, 3.0  # points: what begins within them is of one column, at its edge
_WIDE, _SHORT, _LARGE = 1.3, 0.5, 1.2  # of the usual gap; the longest line; the letters below
_MUCH_LARGER = 1.5  # the letters of a headline, beside those of what stands above it


@dataclass(slots=True, eq=False)
class PageLine:
    """A line where it stands: x and y from the left and from below, size of its letters, all in
    points; n: its number in the file; column: of those that are drawn side by side; indented,
    short: beside the lines of its column."""

    text: str
    x: float
    y: float
    size: float
    n: int = 0
    column: int = 0
    indented: bool = False
    short: bool = False

    @property
    def ended(self) -> bool:
        return bool(_RE["ended"].search(self.text))

    def gap(self, below: PageLine) -> float:
        """From this line down to another, measured in letters of the other."""
        return (self.y - below.y) / max(below.size, 1.0)


def _page_paragraphs(pages: Sequence[Any]) -> tuple[list[list[PageLine]], list[PageLine]]:
    """The lines of each paragraph in order, and the lines that only head or foot a page.

    pages: as pypdf has them; refused before a file without end eats the memory.
    """
    read: list[list[PageLine]] = []
    seen: set[int] = set()
    spent = 0

    def step(operator: bytes = b"") -> None:
        nonlocal spent
        spent += _A_FORM if operator == b"Do" else 1
        if spent > _OPERATIONS:
            raise Unreadable("PDF too long")

    drawn = accumulate(len(part.get_data()) for page in pages for part in _drawing(page, seen))
    if len(pages) > _PAGES or any(size > _DRAWN for size in drawn):
        raise Unreadable("PDF too long")
    for page in pages:
        read.append(_rows(page, step))
        step()  # the library swallows what is raised inside a form
        if sum(map(len, read)) > _MOST:
            raise Unreadable("PDF too long")
    for number, row in enumerate(chain.from_iterable(read), 1):
        row.n = number
    around = _running(read)
    kept = [[row for row in page if row not in around] for page in read]
    for page in kept:
        _measure(page)
    return _grouped(kept), sorted(around, key=lambda row: row.n)


def _drawing(page: Any, seen: set[int]) -> Iterator[Any]:
    """What draws a page: its own contents and, each once in a file, the forms that they draw.

    seen: the forms that other pages drew.
    """
    contents = _part(page, "/Contents", [])
    streams = contents if isinstance(contents, list) else [contents]
    yield from (one.get_object() for one in streams)
    inside = [page]
    while inside:
        forms = _part(_part(inside.pop(), "/Resources", {}), "/XObject", {})
        for form in (one.get_object() for one in forms.values()):
            if id(form) not in seen and form.get("/Subtype") == "/Form":
                seen.add(id(form))
                inside.append(form)
                yield form


def _part(one: Any, key: str, none: Any) -> Any:
    """An entry of a PDF's dictionary, or ``none``; it may be a number under which it stands."""
    return one[key].get_object() if key in one else none


def _rows(page: Any, step: Callable[[bytes], None]) -> list[PageLine]:
    """The lines of one page in the order of the file; of columns that the file draws side by side
    one after the other. step: called for each operation."""
    rows, starts = _lines(page, step)
    landed = Counter(round(x) for before, x in pairwise(starts) if x > before + _COLUMN)
    often = [x for x, times in landed.items() if times >= max(_ABREAST, len(rows) / 4)]
    edges = [x for x in sorted(often) if not any(0 < x - other <= _COLUMN for other in often)]
    if edges:
        apart = sorted(_lines(page, step, edges)[0], key=attrgetter("column"))
        begun = Counter(row.column for row in apart if row.text.lstrip()[0].islower())
        size = Counter(row.column for row in apart)
        # A table's lines are cells, and few of them begin in the middle of a sentence.
        rows = apart if all(4 * begun[column] >= size[column] for column in size) else rows
    # What stands above all others comes first, and above a box: some programs write it last. Others
    # write the foot of the page first.
    for top, second in pairwise(sorted(rows, key=lambda row: -row.y)[:2]):
        foot = [row for row in rows[:1] if row is min(rows, key=attrgetter("y"))]
        box = next((row for row in rows if row not in (top, *foot)), top)
        above = [row for row in rows if row.gap(box) > 1 and row.x <= box.x + _COLUMN]
        above += [top] if top.gap(second) > 1 else []
        rows.sort(key=lambda row: (row in foot) - (row in above))
    _put_before(rows)
    return rows


def _put_before(rows: list[PageLine]) -> None:
    """Each letter that a text begins with over the height of some lines, put before the first."""
    for letter in [row for row in rows if re.fullmatch(r"\s*[A-Z]\s*", row.text)]:
        high, right = letter.y + letter.size, letter.x + 2 * letter.size
        near = [row for row in rows if letter.y - 1 <= row.y < high and letter.x < row.x < right]
        beside = [row for row in near if 2 * row.size < letter.size]
        first = max(beside, key=attrgetter("y"), default=None)
        if first and first.text.lstrip()[:1].isalpha():
            first.text = letter.text.strip() + first.text.lstrip()
            rows.remove(letter)
            for row in beside:
                row.x = letter.x


def _lines(
    page: Any, step: Callable[[bytes], None], edges: Sequence[float] = ()
) -> tuple[list[PageLine], list[float]]:
    """The lines of a page, and where each piece of one begins.

    edges: of columns. ``pypdf`` makes one line of what stands at one height, so that a column must
    stand below the ones before it.
    """
    found: list[PageLine] = []
    starts: list[float] = []
    moved = 0.0

    def place(operator: bytes, said: list[Any], cm: Sequence[float], tm: Sequence[float]) -> None:
        nonlocal moved
        step(operator)
        alone = operator == b"Tm"
        moved = 0.0 if alone or operator == b"BT" else moved
        if operator in _PLACED and all(isinstance(one, int | float) for one in said[-2:]):
            right, up = said[-2:]
            starts.append((right if alone else tm[4] + right * tm[0]) * cm[0] + cm[4])
            away = -_BELOW * bisect_right(edges, starts[-1] + _INDENT)
            said[-1] = up + (away - moved) / (1 if alone else tm[3] or 1)
            moved = away

    def see(text: str, cm: Sequence[float], tm: Sequence[float], _: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        column = bisect_right(edges, x + _INDENT)
        y = tm[4] * cm[1] + (tm[5] + _BELOW * column) * cm[3] + cm[5]
        letters = size * hypot(tm[2], tm[3]) * hypot(cm[2], cm[3])
        for number, part in enumerate(text.split("\n")):
            if number or not found or not found[-1].text.strip():
                found.append(PageLine("", x, y, letters, column=column))
            found[-1].text += part
        if len(found) > _MOST:
            raise Unreadable("PDF too long")

    page.extract_text(visitor_operand_before=place, visitor_text=see)
    return [row for row in found if row.text.strip()], starts


def _running(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """The headers and footers: one of the outer lines that comes again, but for its number, at the
    same height of a third of the pages."""
    places: dict[PageLine, tuple[int, str]] = {}
    for page in pages:
        by_height = sorted(page, key=lambda row: row.y)
        for row in (*by_height[:2], *by_height[-2:]):
            places[row] = (round(row.y / 3), _numberless(row.text))
    times = Counter(places.values())
    return {row for row, place in places.items() if times[place] >= max(2, len(pages) / 3)}


def _measure(page: Sequence[PageLine]) -> None:
    """Which lines begin to the right of their column's edge, and which end before the others."""
    starts: dict[int, list[PageLine]] = defaultdict(list)
    for row in page:
        starts[round(row.x)].append(row)
    usual = sorted(row.size for row in page)[len(page) // 2] if page else 0.0

    for x, rows in starts.items():
        near = [other for other in starts if abs(other - x) <= _COLUMN]
        # Where most lines begin; of short paragraphs, where their second lines do.
        edge = max(near, key=lambda other: (len(starts[other]), -other))
        second = [row.text[:1].islower() for row in starts[min(near)]]
        if 4 * sum(second) >= len(second) > len(starts[edge]) / 4:
            edge = min(near)
        longest = max(len(row.text) * row.size for other in near for row in starts[other])
        for row in rows:
            # A headline's lines are centred, and begin where they happen to.
            row.indented = row.x - edge > _INDENT and row.size <= _LARGE * usual
            row.short = len(row.text) * row.size < _SHORT * longest


def _grouped(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    pairs = [(a, b) for page in pages for a, b in pairwise(page) if a.y > b.y]
    inside = [pair for pair in pairs if not pair[0].ended and pair[1].text.lstrip()[:1].islower()]
    surely = bool(inside)  # else most gaps are taken for those between lines
    gaps = sorted(a.gap(b) for a, b in (inside if surely else pairs))
    usual = gaps[len(gaps) // (2 if surely else 4)] if gaps else 0.0
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
    large = last.size > _LARGE * row.size or _RE["by"].match(row.text)
    larger = row.size > _MUCH_LARGER * last.size and not goes_on
    if ((large or larger) and not last.ended) or last.text.strip().isdigit():
        return True  # a headline ends, or the page
    if last.y <= row.y:  # another column or page, or a box ends
        ends = last.ended or (last.short and not goes_on)
        boxed = abs(row.size - last.size) > 1 and not goes_on
        return boxed or (row.indented if by_indent else ends)
    parted = last.gap(row) > wide or (last.short and not goes_on)
    return parted or (row.indented and (last.ended or last.x < row.x - _INDENT))


# Characters that were damaged on their way.

# Windows-1252 that was read as Latin-1: “ became a control character. Five bytes mean nothing.
# Marks as they are turned for lines that run downwards.
_MENDED = {n: bytes([n]).decode("cp1252", "ignore") or n for n in range(0x80, 0xA0)}
_MENDED |= {n: normalize("NFKC", chr(n)) for n in (*range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE45))}


def encoding(text: str) -> str:
    """``text`` with UTF-8 that was read as something else put right, line by line."""
    foreign = _RE["foreign"].search
    return "\n".join(_well_read(line) if foreign(line) else line for line in text.split("\n"))


def _well_read(line: str) -> str:
    mended = _RE["lost quote"].sub("”", line)
    fixed = fix_encoding(mended)
    fixed = _RE["dagger"].sub("”", fixed) if fixed != mended else fixed
    return _RE["stray"].sub("", fixed)


def characters(line: str) -> str:
    """One line without hidden marks, entities and link addresses; a soft hyphen at its end stays
    a hyphen, since the word goes on in the next line."""
    if "&" in line and _RE["entity"].search(line):
        line = html.unescape(html.unescape(line))
    line = _RE["link"].sub(r"\1", _RE["picture in a line"].sub(r"[Image: \1]", line))
    line = re.sub("\u00ad(?=\\s*$)", "-", line).replace("\u00ad", "")
    if _RE["letter-spaced"].fullmatch(line):  # 岸 本　奈 緒, は じ め に
        apart = " " in line.strip() and "\u3000" in line.strip()
        line = line.replace(" ", "") if apart else re.sub(r"(?<=\S)[ \u3000]", "", line)
    if "《" in line or "［＃" in line:
        line = _RE["typed ruby"].sub("", line)
    line = line.replace("\f", " ").translate(_MENDED)
    return _RE["controls"].sub("", _RE["hidden"].sub("", line))


# A web page: its blocks with the standard library only; its article with an extractor.

_BLOCKS, _SPACED, _HIDDEN_TAGS, _LISTED = map(frozenset, PAGES["elements"].values())
_CELL = 14  # words of a table's cell, at most
_TAG = 300  # characters of a tag in which it says that it is a caption's
_TAGS, _ATTRIBUTES = 60_000, 2000  # of a page, of a tag: long pages of an encyclopedia have 30,000


def _page(source: str, name: str, aside: Sequence[tuple[int, str, str]] = ()) -> File:
    """A page without readings beside its words, its text unfolded; and with that text, where only
    a script has it."""
    unseen: list[str] = []

    def hide(one: re.Match[str]) -> str:
        unseen.append(one["words"])
        start, end = (at - one.start() for at in one.span("words"))
        return one[0][:start] + "\n" * one["words"].count("\n") + one[0][end:]

    source = _RE["unseen"].sub(hide, _RE["ruby"].sub("", source))
    source = _RE["folded"].sub(r"\1", _RE["unseen paragraph"].sub(hide, source))
    doc = page_blocks(source)
    if not _HAS_WORD.search(doc.text):  # for a browser without scripts
        source = re.sub("(?i)</?noscript\\b[^<>]*>", "", source)
        doc = page_blocks(source)
    body = headline = ""
    with suppress(ValueError):
        body = max(map(json.loads, _RE["scripted"].findall(source)), key=len, default="")
        headline = next(map(json.loads, _RE["headlined"].findall(source)), "")
    if " ".join(body.split()[-8:]) not in " ".join(doc.text.split()):
        told = body if "<p" in body else "".join(f"<p>{one}</p>\n" for one in body.split("\n"))
        told = f"<h1>{headline}</h1>{told}" if headline not in doc.text else told
        before, end, after = source.rpartition("</body>")
        source = f"{before}<article>{told}</article>{end}{after}"
        doc = page_blocks(source)
    return File(doc, name, source, [*aside, *_unseen(unseen)])


def _unseen(parts: Iterable[str]) -> list[tuple[int, str, str]]:
    """What is told of parts of a page that nobody sees."""
    told = (page_blocks(re.sub("<[^<>]*>", "<br>", part)).lines for part in parts)
    return [(0, line, "not shown") for lines in told for line in lines if line]


class _Blocks(HTMLParser):
    """One line per block element, numbered by the line of the source it begins in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self._words: list[str] = []
        self._number = 1
        self._skip: list[str] = []
        self.marked: dict[int, str] = {}
        self._caption = ""  # the tag of the one that is open
        self._linked = False  # the words of the line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(attrs) > _ATTRIBUTES:
            raise Unreadable("too many tags")
        if tag == "body":
            self._skip.clear()  # a head that was never closed
        elif tag in _HIDDEN_TAGS:
            self._skip.append(tag)
        elif tag in _BLOCKS and not self._skip:
            self._end(tag)
            caption = _RE["caption"].match((self.get_starttag_text() or "")[:_TAG])
            self._caption = tag if caption else self._caption
        self._linked |= tag == "a"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skip:
            while self._skip.pop() != tag:
                pass
        elif not self._skip and tag in _BLOCKS:
            self._end(tag, closed=True)
            self._caption = "" if tag == self._caption else self._caption

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        if not self._words and data.strip():
            lead = data[: len(data) - len(data.lstrip())]
            self._number = self.getpos()[0] + lead.count("\n")
        self._words.append(data)

    def _end(self, tag: str, closed: bool = False) -> None:
        line = " ".join("".join(self._words).split())
        self._words.clear()
        if closed and not self._linked and tag in _LISTED:
            self.marked[len(self.lines)] = "listed"
        self._linked = False
        if line:
            if self._caption:
                self.marked[len(self.lines)] = "caption"
            self.lines.append(line)
            self.numbers.append(self._number)
        if tag in _SPACED and self.lines and self.lines[-1]:
            self.lines.append("")
            self.numbers.append(self.getpos()[0])

    def close(self) -> None:
        # A comment without an end; the parser would look for one from each "<!" to the last.
        self.rawdata = self.rawdata.replace("<!", "")
        super().close()
        self._end("br")


def _row(match: re.Match[str]) -> str:
    """A row of short cells as one cell; of cells of text, or of nothing but links, as it is."""
    cells = [_RE["unlinked"].sub("", part) for part in _RE["cells"].split(match[0])[1:]]
    if any(len(cell.split()) > _CELL for cell in cells) or not any(map(_HAS_WORD.search, cells)):
        return match[0]
    between = _RE["cells"].sub(lambda one: " | " + "\n" * one[0].count("\n"), match[0])
    return between.replace(" | ", "<td><p>", 1)  # a line of its own


def _lined(match: re.Match[str]) -> str:
    """A text that is set with line ends, with a tag for each of them; a blank line parts it."""
    return re.sub(r"\n([ \t]*\n)?", lambda end: f"<{'p' if end[1] else 'br'}>{end[0]}", match[0])


def page_blocks(source: str) -> Doc:
    """The visible text of a page, menus and all: one line per block, blank lines between.

    :class:`Unreadable` for what is nothing but tags.
    """
    if max(len(re.findall("<[A-Za-z]", source)), source.count("</")) > _TAGS:
        raise Unreadable("too many tags")
    parser = _Blocks()
    source = _RE["set"].sub(_lined, _RE["glued"].sub(" ", source))
    source = _RE["indented"].sub("\n<br>", source)
    parser.feed(_RE["row"].sub(_row, source))
    parser.close()
    lines = [characters(encoding(line)) for line in parser.lines]
    return Doc(lines, parser.numbers, marked=parser.marked)


@lru_cache(maxsize=1)  # the same page is asked whether it is known, and then what it says
def extract(source: str) -> dict[str, Any]:
    """The main text of a page that the course does not know, and its record (title, outlet,
    author, date) as its meta tags tell it; no date is guessed.

    Needs the extra ``author``; :class:`Unreadable` says how to install it.
    """
    try:
        import trafilatura
        from htmldate import find_date
        from trafilatura.settings import Document
    except ImportError:
        raise Unreadable("page reader not installed") from None
    if "urn:schemas-microsoft-com:office" in source[:2000]:
        return {}  # Word tells of the file and not of the article
    found = trafilatura.bare_extraction(
        _RE["untyped record"].sub(PAGES["typed record"], source),
        include_comments=False,
        favor_precision=True,
        with_metadata=True,
        author_blacklist={"admin", "administrator", "editor", "staff", "webmaster"},
        date_extraction_params={"outputformat": "none"},  # the date is looked for below, once
    )
    if not isinstance(found, Document):
        return {}
    # A date in the page's body may be another story's. The reader knows no parts of a second.
    head = re.sub(r"(?<=:\d\d)\.\d+", "", " ".join(_RE["head"].findall(source)))
    head = _RE["saved"].sub("", head)
    record = {key: getattr(found, key) for key in ("text", "title", "author")}
    tab = _RE["tab"].search(source[:100_000])
    shown = " ".join(html.unescape(tab[1]).replace("::", "|").split()) if tab else ""
    # The one day that it gives for machines between its headline and its text.
    line, below = max((found.text or "").split("\n"), key=len), source.partition("</h1>")[2]
    days = set(_RE["time"].findall(below[: max(0, below.find(line[:20]))]))
    record |= {"time": days.pop() if len(days) == 1 else None}
    return {**record, "date": find_date(head, False, True), "outlet": found.sitename, "tab": shown}


# The lines of one paragraph in one, with words that a line end had broken put together.

_MOST_JOINED = 7  # line-end hyphens in one paragraph up to which every way of mending them is tried
# A hyphen after these was most likely there before the line was broken.
_FIRST_PARTS = frozenset(PAGES["first parts of compounds"])
Fits = Callable[[str], bool]


def joined(text: str, known: Collection[str] = (), fits: Fits = bool) -> str:
    """``text`` as one line, without Markdown's marks.

    known: words of the file in lower case, by which a broken word is recognised; fits: decides
    between ways of mending where one is known to be right.
    """
    plain = _RE["Japanese break"].sub("", _marks_off(text))
    guess = " ".join(_RE["break"].sub(lambda match: _hyphen(match, plain, known), plain).split())
    if fits is bool or fits(guess):
        return guess
    ways = dict.fromkeys(way for one in (text, plain) for way in _ways(one))
    return " ".join(next(filter(fits, ways), guess).split())


def _marks_off(text: str) -> str:
    """Without quoted lines' marks, headings', a bullet, emphasis, note numbers."""
    text = _RE["bulleted"].sub("", _RE["quoted"].sub("", _RE["numbered speech"].sub("", text)))
    if any(mark in text for mark in "*_`"):
        text = _RE["emphasis"].sub(r"\2", _RE["emphasis"].sub(r"\2", text))
    return _RE["note"].sub("", text) if "[" in text else text


def _ways(text: str) -> Iterator[str]:
    first, *others = _RE["break"].split(text)
    for links in product(("", "-"), repeat=len(others)) if len(others) <= _MOST_JOINED else ():
        yield first + "".join(link + part for link, part in zip(links, others, strict=True))


def _hyphen(match: re.Match[str], text: str, known: Collection[str]) -> str:
    """What stood where a line end broke a word: a hyphen or nothing."""
    first = re.split(r"[^\w.]", text[: match.start()])[-1].casefold()
    after = re.split(r"\W", text[match.end() :], maxsplit=1)[0]
    second = after.casefold()
    apart = f"{first}-{second}" in known or (first in known and second in known)
    whole = first.isalpha() and second.isalpha() and not after[0].isupper()
    likely = apart or not whole or first in _FIRST_PARTS
    return "-" if likely and first + second not in known else ""
