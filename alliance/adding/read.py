"""A file becomes text: its encoding mended, and a web page's elements."""

from __future__ import annotations

import email
import email.policy
import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from alliance.text import decode

# A file on disk -> its text, or a sentence that says why not and what to do.


LIMIT = 5_000_000  # bytes: a long book as plain text is one million
_SAVE_AS = "Open it in its own program, save it as plain text (.txt), and add that file."
_KINDS = (
    (b"%PDF", "a PDF", "Open it, select all, copy, and paste into a plain text file (.txt)."),
    (b"PK\x03\x04", "a Word, OpenDocument or other zipped file", _SAVE_AS),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file", _SAVE_AS),
    (b"{\\rtf", "a rich-text file (RTF)", _SAVE_AS),
    (b"bplist", "a Safari web archive", "Save the page as HTML or as plain text instead."),
    (b"\x89PNG", "an image", "A picture holds no text: type the text, or get it as text."),
    (b"\xff\xd8\xff", "an image", "A picture holds no text: type the text, or get it as text."),
    (b"GIF8", "an image", "A picture holds no text: type the text, or get it as text."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first, then add what is inside."),
)
_C1 = re.compile(r"[\x80-\x9f]")


class Unreadable(Exception):
    """This file cannot be brought in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Raw:
    """The characters of a file, and the name of the encoding that they were read in."""

    text: str
    encoding: str


def read_file(path: Path) -> Raw:
    """The text of ``path``; :class:`Unreadable` for whatever is not a text of sensible size."""
    try:
        if path.is_dir():
            raise Unreadable("This is a folder. Name the text files in it, one by one.")
        size = path.stat().st_size
        if size > LIMIT:
            raise Unreadable(
                f"This file has {size / 1e6:.1f} MB; an article has less than 0.1. "
                f"Save only the article as plain text (at most {LIMIT / 1e6:.0f} MB)."
            )
        if not path.is_file():
            raise Unreadable("This is not an ordinary file. Save the text as a .txt file first.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("There is no such file. Check the name and the folder.") from None
    except PermissionError:
        raise Unreadable("This file may not be read. Check its permissions.") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"This file cannot be read ({error}). Copy it and try again.") from None
    return decoded(data)


def decoded(data: bytes) -> Raw:
    """The characters in ``data``: UTF-8, UTF-16, UTF-32, Japanese encodings, or Windows-1252."""
    if not data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("This file is empty. Save the text into it, then add it again.")
    for magic, name, advice in _KINDS:
        if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(magic):
            raise Unreadable(f"This is {name}, not a text. {advice}")
    text, name = decode(data)
    if "\x00" in text or _controls(text) > len(text) / 200 + 2:
        raise Unreadable(
            "This is not a text file (it holds bytes that no text has). "
            "Save the article as plain text (.txt) or as HTML, and add that file."
        )
    odd = len(_C1.findall(text))
    letters = sum(ch.isalpha() and ch.isascii() for ch in text)
    if name in ("windows-1252", "mac-roman") and (
        odd > len(text) / 100 + 5 or letters < len(text) / 4
    ):
        raise Unreadable(
            "The characters of this file cannot be made out. Open it in a text editor, "
            "save it with the encoding UTF-8, and add it again."
        )
    return Raw(text, name)


def _controls(text: str) -> int:
    return sum(ch < " " and ch not in "\t\n\r\x0b\x0c\x1a\x1b" for ch in text)


# Mends what happens to a text's characters on its way: wrong encodings, entities, hidden marks.
#
# No word is changed. What is mended is what was never written: "Japanâ€™s" for "Japan’s",
# "&amp;" for "&", zero-width spaces, soft hyphens, the carriage returns of other systems.


_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Windows-1252 that was read as Latin-1: “ became a control character. Five bytes mean nothing.
_C1_MENDED = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d?);")
_LINK = re.compile(r"!?\[([^\[\]\n]+)\]\((?:https?:|mailto:|/|#)[^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_FOREIGN = re.compile("[^\x00-\x7f\u00a0\u2010-\u2026]")
# A right quotation mark whose last byte has no character in Windows-1252 and was lost or replaced.
_LOST_QUOTE = re.compile("(?:â€|Ã¢â‚¬)(?:\ufffd|\x9d|Â\x9d|Â(?=[\\s.,;:!?)\\]]|$))")
_BARE_QUOTE = re.compile(r"(?:â€|Ã¢â‚¬)(?=[\s.,;:!?)\]]|$)", re.MULTILINE)
_STRAY = re.compile(r"Ã?Â(?=\s|$)", re.MULTILINE)
_DAGGER = re.compile(r"(?<=[\w.,!?;:’])†(?=[\s.,;:!?)\]]|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Doc:
    """A text in lines, with the number that each line has in the reader's file."""

    lines: tuple[str, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Doc:
        """The lines of ``text``, mended; numbers count the line ends of any system."""
        lines, numbers = [], []
        unified = text.replace("\r\n", "\n").replace("\r", "\n")
        for number, line in enumerate(encoding(unified).split("\n"), 1):
            # A vertical tab or a line separator is an end of line that editors don't count.
            for part in re.split("[\v\u2028\u2029]", line):
                lines.append(characters(part))
                numbers.append(number)
        return cls(tuple(lines), tuple(numbers))


def encoding(text: str) -> str:
    """``text`` with UTF-8 that was read as something else put right, line by line."""
    if not _FOREIGN.search(text):
        return text
    return "\n".join(_line(line) if _FOREIGN.search(line) else line for line in text.split("\n"))


def _line(line: str) -> str:
    mended = _BARE_QUOTE.sub("”", _LOST_QUOTE.sub("”", line))
    try:
        from ftfy import fix_encoding
    except ImportError:  # in the browser: the simplest case by hand
        return _STRAY.sub("", _by_hand(mended))
    fixed = fix_encoding(mended)
    if fixed != mended:
        fixed = _DAGGER.sub("”", fixed)
    return _STRAY.sub("", fixed)


def _by_hand(line: str) -> str:
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return line


def characters(line: str) -> str:
    """One line without hidden marks, entities and link addresses; a soft hyphen at its end stays
    a hyphen, since the word goes on in the next line."""
    if "&" in line and _ENTITY.search(line):
        line = html.unescape(html.unescape(line))
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    if line.isascii() and line.isprintable():
        return line
    if "\u00ad" in line:
        line = re.sub("\u00ad(?=\\s*$)", "-", line).replace("\u00ad", "")
    line = line.replace("\f", " ").translate(_C1_MENDED)
    return _CONTROLS.sub("", _HIDDEN.sub("", line))


# A saved web page -> its lines, with the standard library only; metadata with an extractor.


_BLOCK_NAMES = (
    "address article aside blockquote br button caption dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre "
    "section summary table tbody td tfoot th thead title tr ul"
)
_SPACED_NAMES = "p div h1 h2 h3 h4 h5 h6 li figcaption blockquote section article"
_HIDDEN_NAMES = "script style noscript template svg head select iframe object"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACED = frozenset(_SPACED_NAMES.split())
_HIDDEN_TAGS = frozenset(_HIDDEN_NAMES.split())
_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<)", re.I | re.S
)
# The head of a message: lines of names and values, one of which tells how the text is written.
_MESSAGE = re.compile(
    r"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?(?:MIME-Version|Content-Type):",
    re.I,
)
_TAGS = re.compile(r"</?(?:p|div|br|span|h[1-6]|a|li|meta)\b[^<>]*>", re.I)


def is_page(path: Path, text: str) -> bool:
    """Whether a file is HTML (or a page saved as one file), by its name or by how it begins."""
    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".mht", ".mhtml"):
        return True
    return bool(_START.match(text[:5000])) or len(_TAGS.findall(text[:20000])) >= 6


def unwrapped(path: Path, text: str) -> str:
    """The text of a message, its plain part if it has one; the HTML of a page saved as one file
    (.mht); any other file as it is."""
    saved = path.suffix.lower() in (".mht", ".mhtml")
    if not (saved or path.suffix.lower() == ".eml" or _MESSAGE.match(text)):
        return text
    message = email.message_from_bytes(text.encode(), policy=email.policy.default)
    body = message.get_body(("html",) if saved else ("plain", "html"))
    try:
        return str(body.get_content()) if body else ""
    except (LookupError, ValueError, AttributeError):
        raise Unreadable(
            "The text of this message can't be made out. Open it, copy its text into a plain text "
            "file (.txt) and add that."
        ) from None


class _Blocks(HTMLParser):
    """One line per block element, numbered by the line of the source it begins in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self._words: list[str] = []
        self._number = 1
        self._skip: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._skip.clear()  # a head that was never closed
        elif self._skip or tag in _HIDDEN_TAGS:
            if tag in _HIDDEN_TAGS:
                self._skip.append(tag)
        elif tag in _BLOCKS:
            self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skip:
            while self._skip.pop() != tag:
                pass
        elif not self._skip and tag in _BLOCKS:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        if not self._words and data.strip():
            lead = data[: len(data) - len(data.lstrip())]
            self._number = self.getpos()[0] + lead.count("\n")
        self._words.append(data)

    def _end(self, tag: str) -> None:
        line = " ".join("".join(self._words).split())
        self._words.clear()
        if line:
            self.lines.append(line)
            self.numbers.append(self._number)
        if tag in _SPACED and self.lines and self.lines[-1]:
            self.lines.append("")
            self.numbers.append(self.getpos()[0])

    def close(self) -> None:
        super().close()
        self._end("br")


def page_blocks(source: str, *, apart: bool = False) -> Doc:
    """The visible text of a page, menus and all: one line per block, blank lines between.

    apart: a blank line after every block, whatever its element: none is joined with another.
    """
    parser = _Blocks()
    parser.feed(source)
    parser.close()
    rows = [
        (characters(encoding(line)), number)
        for line, number in zip(parser.lines, parser.numbers, strict=True)
    ]
    if apart:
        rows = [row for line, number in rows if line for row in ((line, number), ("", number))]
    return Doc(tuple(line for line, _ in rows), tuple(number for _, number in rows))


@dataclass(frozen=True, slots=True)
class Extract:
    """What the extractor makes of a page: its main text and what its meta tags say."""

    text: str
    title: str | None
    outlet: str | None
    author: str | None
    date: str | None


def extract(source: str) -> Extract:
    """The main text of a page that the course does not know.

    Needs the extra ``author``; :class:`Unreadable` says how to install it, or that the page holds
    no article.
    """
    try:
        import trafilatura
        from trafilatura.settings import Document
    except ImportError:
        raise Unreadable(
            "A web page that is none of the course's sources needs the page reader: "
            "python -m pip install trafilatura lxml-html-clean. Or copy the article into a "
            ".txt file."
        ) from None
    found = trafilatura.bare_extraction(
        source,
        include_comments=False,
        favor_precision=True,
        with_metadata=True,
        # A date that only stands somewhere in the page (a year of copyright) is not the article's.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise Unreadable("No article was found in this page. Copy its text into a .txt file.")
    return Extract(
        found.text or "",
        found.title,
        found.sitename,
        found.author,
        found.date,
    )
