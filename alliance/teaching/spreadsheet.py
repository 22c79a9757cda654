"""What spreadsheets save and open: lists, sheets, gradebooks; and cells that run nothing."""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path

from alliance import corpus
from alliance.errors import Told
from alliance.text import decode

# A spreadsheet takes these for the start of a formula, the wide ones in Japan too.
_STARTS = r"[=+\-@＝＋－＠]"
_FORMULA = re.compile(rf"^(\s*{_STARTS}|\s*[\t\r])")
# Where a spreadsheet cuts at semicolons or tabs, a formula may begin in the middle of a cell. All
# spaces are taken from the first on: 20,000 empty lines cost nothing.
_CUT = r"(?<![;\s])(?=[^\S\t\n]*[;\t\n])([;\s]+)"
_INSIDE = re.compile(rf"{_CUT}(?={_STARTS})")
_KEPT = re.compile(rf"{_CUT}'(?=\s*{_STARTS})")


def safe(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe goes before what would start a formula.

    Characters that change the direction of writing, and control characters, become spaces.

    >>> safe("=1+1"), safe("Amy"), safe("a;=1+1")
    ("'=1+1", 'Amy', "a;'=1+1")
    """
    if text.isprintable() and ";" not in text:  # nearly always
        return "'" + text if _FORMULA.match(text) else text
    return _FORMULA.sub(r"'\1", _INSIDE.sub(r"\1'", visible(text)))


def visible(text: str) -> str:
    """``text`` with spaces for what is not seen and changes how it is read."""
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " " for c in text
    )


def unsafe(cell: str) -> str:
    """What :func:`safe` was given.

    >>> unsafe("'=1+1"), unsafe("'tis"), unsafe("a;'=1+1")
    ('=1+1', "'tis", 'a;=1+1')
    """
    bare = cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell
    return _KEPT.sub(r"\1", bare)


def amount(cell: str) -> float | None:
    """The number in a cell, with a decimal point or a comma; ``None`` where there is none."""
    with suppress(ValueError):
        if math.isfinite(found := float(cell.replace(",", "."))):
            return found
    return None


def whole(cell: str) -> str:
    """A whole number as it was before a spreadsheet saved 2 as 2.0, or as 2,0."""
    return re.sub(r"(?<=\d)[.,]0+$", "", cell.strip())


# How lists are saved where letters are neither Western nor Japanese; the file does not say which.
_ELSEWHERE: list[str] = corpus.loaded("columns.json")["letters"]


def content(path: Path) -> str:
    """The text of a list, a sheet or a gradebook; raises :class:`Told` where it can't be read."""
    return next(readings(path))


def readings(path: Path) -> Iterator[str]:
    """The same as it most likely reads; then, where that is a guess, all else that it may say."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Told(f"{path} can't be read: {error.strerror}.") from None
    if data[:4] in (b"PK\3\4", b"\xd0\xcf\x11\xe0"):
        yield _sheet(path, data)
        return
    text, encoding = decode(data)
    yield text.replace("\0", "")
    for name in () if encoding.startswith(("utf", "iso")) else _ELSEWHERE:
        with suppress(UnicodeDecodeError):
            yield data.decode(name)


def _sheet(path: Path, data: bytes) -> str:
    """The first sheet of a workbook as CSV, where what reads workbooks is installed."""
    import pandas as pd  # most lists are no workbooks

    try:
        cells = pd.read_excel(io.BytesIO(data), header=None, dtype=str, keep_default_na=False)
    except Exception as fault:  # a file that is only called so may fail anywhere in it
        lacking = isinstance(fault, ImportError) and data.startswith(b"PK")  # .xls takes another
        how = " Or: python -m pip install openpyxl" if lacking else ""
        told = f"{path} is a workbook. In Excel: Save As, “CSV UTF-8”.{how}"
        raise Told(told) from None
    return str(cells.to_csv(index=False, header=False))


Table = list[dict[str, str]]  # its lines, each by the names of the columns


def table_in(text: str, is_head: Callable[[list[str]], bool]) -> Table:
    """The rows of a CSV, however a spreadsheet has saved it; none where there is no such table.

    is_head: knows the line that names the columns. Above it there may be titles, and one that says
    which mark stands between the cells. The cells are those that were made :func:`safe`; under
    "behind the last one" stands a cell too many, as a comma without quotation marks makes it.
    """
    for mark in ",;\t|":
        try:
            table = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
        except csv.Error:
            continue
        for n, heads in enumerate(table[:20]):
            if is_head(heads):
                names = [*heads, "behind the last one"]
                rows = (chain(map(_plain, row), repeat("")) for row in table[n + 1 :] if any(row))
                return [dict(zip(names, row, strict=False)) for row in rows]
    return []


def _plain(cell: str) -> str:
    """What a cell holds; ="0042" is how some systems keep a spreadsheet from cutting zeros."""
    return unsafe(re.sub(r'^="([^"]*)"$', r"\1", cell))


def written(lines: Iterable[Sequence[object]]) -> str:
    """A CSV of these lines; what somebody else wrote in them has to be :func:`safe`."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()
