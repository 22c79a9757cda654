"""Mends what happens to a text's characters on its way: wrong encodings, entities, hidden marks.

No word is changed. What is mended is what was never written: "Japanâ€™s" for "Japan’s",
"&amp;" for "&", zero-width spaces, soft hyphens, the carriage returns of other systems.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Windows-1252 that was read as Latin-1: “ became a control character. Five bytes mean nothing.
_C1 = {
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
    line = line.replace("\f", " ").translate(_C1)
    return _CONTROL.sub("", _HIDDEN.sub("", line))
