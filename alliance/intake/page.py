"""A saved web page -> its lines, with the standard library only; metadata with an extractor."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from alliance.intake.mend import Doc, characters, encoding
from alliance.intake.read import Unreadable

_BLOCK_NAMES = (
    "address article aside blockquote br button caption dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre "
    "section summary table tbody td tfoot th thead title tr ul"
)
_SPACED_NAMES = "p div h1 h2 h3 h4 h5 h6 li figcaption blockquote section article"
_HIDDEN_NAMES = "script style noscript template svg head select iframe object"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACED = frozenset(_SPACED_NAMES.split())
_HIDDEN = frozenset(_HIDDEN_NAMES.split())
_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<)", re.I | re.S
)
_TAGS = re.compile(r"</?(?:p|div|br|span|h[1-6]|a|li|meta)\b[^<>]*>", re.I)


def is_page(path: Path, text: str) -> bool:
    """Whether a file is HTML (or a page saved as one file), by its name or by how it begins."""
    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".mht", ".mhtml"):
        return True
    return bool(_START.match(text[:5000])) or len(_TAGS.findall(text[:20000])) >= 6


def markup(path: Path, text: str) -> str:
    """The page's HTML; of a page saved as one file (.mht) the HTML part."""
    if path.suffix.lower() not in (".mht", ".mhtml") and not text.startswith("MIME-Version:"):
        return text
    message = email.message_from_string(text, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            return str(part.get_content())
    raise Unreadable("This saved page holds no HTML. Save it as “web page, HTML only”.")


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
        elif self._skip or tag in _HIDDEN:
            if tag in _HIDDEN:
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


def blocks(source: str) -> Doc:
    """The visible text of a page, menus and all: one line per block, blank lines between."""
    parser = _Blocks()
    parser.feed(source)
    parser.close()
    mended = [characters(encoding(line)) for line in parser.lines]
    return Doc(tuple(mended), tuple(parser.numbers))


@dataclass(frozen=True, slots=True)
class Extract:
    """What the extractor makes of a page: its main text and what its meta tags say."""

    doc: Doc
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
        source, include_comments=False, favor_recall=True, with_metadata=True
    )
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise Unreadable("No article was found in this page. Copy its text into a .txt file.")
    return Extract(
        Doc.of((found.text or "").replace("\n", "\n\n")),
        found.title,
        found.sitename,
        found.author,
        found.date,
    )
