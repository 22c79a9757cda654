"""A file's bytes in bounded memory: what a runaway loop printed is left out, the rest is kept."""

from __future__ import annotations

import re
from typing import BinaryIO

LARGEST = 20_000_000  # bytes of a file that are kept in memory
LONGEST = 600_000_000  # bytes of a file that are looked at
_CHUNK = 1 << 20
_LONG = 1 << 16  # a single text over this size is emptied
_RUN = 1 << 18  # a list of texts over this size loses the rest of them

# What comes before a JSON text, and the text. Quotation marks inside one are always escaped.
_TEXT = re.compile(rb'([^"]*+)("[^"\\]*+(?:\\.[^"\\]*+)*+")', re.DOTALL)
_REST = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_COMMA = re.compile(rb"\s*+,\s*+")
_MORE = re.compile(rb'(?:\s*+,\s*+"[^"\\]*+(?:\\.[^"\\]*+)*+")*+', re.DOTALL)


class TooLarge(ValueError):
    """The file is larger than anything a student writes; the message says what to do."""


def read(stream: BinaryIO) -> tuple[bytes, bool]:
    """The file's bytes, and whether long outputs were left out. Raises :class:`TooLarge`.

    A file of up to 20 MB is read as it is. In a larger one (up to 600 MB) texts over 64 KB are
    emptied and long lists of texts are cut: a notebook keeps its answers, and stays JSON.
    """
    head = stream.read(LARGEST + 1)
    if len(head) <= LARGEST:
        return head, False
    slimmer = _Slimmer()
    seen = 0
    while head:
        for start in range(0, len(head), _CHUNK):
            slimmer.feed(head[start : start + _CHUNK])
        seen += len(head)
        if seen > LONGEST or len(slimmer.kept) > LARGEST:
            raise TooLarge(
                f"it is larger than {LARGEST // 1_000_000} MB. Ask for a copy without outputs: "
                "in JupyterLab, Edit, Clear Outputs of All Cells, then save."
            )
        head = stream.read(_CHUNK)
    return slimmer.end(), True


class _Slimmer:
    """Takes a JSON file in pieces. ``kept`` is what will be read of it."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self._left = b""  # begins outside of a text
        self._inside = False  # within a text that is thrown away
        self._row = 0  # texts in a row with only commas between them
        self._run = 0  # their size

    def feed(self, chunk: bytes) -> None:
        data = self._left + chunk
        if self._inside:
            data = self._skip(data)
        at = 0
        while match := _TEXT.match(data, at):
            at = match.end()
            if self._take(match[1], match[2]):
                continue
            if more := _MORE.match(data, at):
                at = more.end()
        self._left = data[at:]
        if len(self._left) > 2 * _CHUNK:
            self._open()

    def end(self) -> bytes:
        return bytes(self.kept + self._left)

    def _skip(self, data: bytes) -> bytes:
        closing = _REST.match(data)
        if closing:
            self._inside = False
            return data[closing.end() :]
        return _open_escape(data)

    def _open(self) -> None:
        """A text that has not ended for two chunks is thrown away; anything else is no notebook."""
        quote = self._left.find(b'"')
        if quote < 0:
            raise TooLarge("it is large and is no notebook. Ask for the notebook itself.")
        self.kept += self._left[:quote] + b'""'
        self._left, self._inside = _open_escape(self._left), True

    def _take(self, gap: bytes, text: bytes) -> bool:
        """Keep a text, or not: then the rest of its list can go too."""
        # In an object a comma never stands on both sides of two texts in a row; in a list it does.
        self._row = self._row + 1 if _COMMA.fullmatch(gap) else 0
        self._run = self._run + len(text) if self._row else 0
        if self._row > 2 and self._run > _RUN:
            return False
        self.kept += gap
        self.kept += text if len(text) <= _LONG else b'""'
        return True


def _open_escape(data: bytes) -> bytes:
    """A backslash at the end that belongs to the character still to come."""
    slashes = len(data) - len(data.rstrip(b"\\"))
    return b"\\" * (slashes % 2)
