"""A file on disk -> its text, or a sentence that says why not and what to do."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

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
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_KANA = re.compile(r"[\u3041-\u30ff]")
_C1 = re.compile(r"[\x80-\x9f]")


class Unreadable(Exception):
    """This file cannot be brought in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Raw:
    """The characters of a file, and the name of the encoding that they were read in."""

    text: str
    encoding: str


def read(path: Path) -> Raw:
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
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Raw(data.decode(encoding, "replace"), encoding)
    if wide := _without_bom(data):
        return Raw(data.decode(wide, "replace"), wide)
    control = len(data) - len(data.translate(None, _CONTROL))
    if b"\x00" in data or control > len(data) / 200 + 2:
        raise Unreadable(
            "This is not a text file (it holds bytes that no text has). "
            "Save the article as plain text (.txt) or as HTML, and add that file."
        )
    return _narrow(data)


def _without_bom(data: bytes) -> str | None:
    """UTF-16 without its mark, as every second byte of Western text is zero there."""
    head = data[:4000]
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) >= 8 and high.count(0) > 0.6 * len(high) and head.count(0) < 0.55 * len(head):
            return encoding
    return None


def _narrow(data: bytes) -> Raw:
    try:
        return Raw(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    # UTF-8 with a few broken places, as a file that was cut in the middle of a character.
    loose = data.decode("utf-8", "replace")
    broken, whole = loose.count("\ufffd"), sum(1 for ch in loose if ord(ch) > 127)
    if broken * 4 <= whole or broken <= 2 < whole:
        return Raw(loose, "utf-8, with broken characters")
    for encoding in ("cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _KANA.search(text):
            return Raw(text, encoding)
    text = "".join(_western(byte) for byte in data)
    odd = len(_C1.findall(text))
    letters = sum(ch.isalpha() and ch.isascii() for ch in text)
    if odd > len(text) / 100 + 5 or letters < len(text) / 4:
        raise Unreadable(
            "The characters of this file cannot be made out. Open it in a text editor, "
            "save it with the encoding UTF-8, and add it again."
        )
    return Raw(text, "windows-1252")


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
