"""A gradebook under codes: the same code for a student each time, and the key in a file apart."""

from __future__ import annotations

import csv
import re
import secrets
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.errors import Told
from alliance.teaching import people
from alliance.teaching.grade import Row
from alliance.teaching.spreadsheet import content, safe, table_in, unsafe

_COLUMNS = ("code", "student", "known by")


def coded(rows: list[Row], key: Path, roster: people.Roster | None = None) -> list[Row]:
    """The rows under codes, in their order, without names, numbers and file names.

    key: a CSV of who is who, which is made, or read and added to. Raises :class:`Told`.
    """
    codes = _read(key) if key.exists() else {}
    known: dict[str, tuple[str, str]] = {}
    for row in rows:
        who = _who(row, roster)
        code, name = codes.setdefault(who, (f"s-{secrets.token_hex(4)}", row.student))
        if known.setdefault(code, (row.key, name))[0] != row.key and row.key:
            raise Told(f"two students are called “{row.student}”. Give the class list a column id.")
    lines = StringIO(newline="")
    out = csv.writer(lines, lineterminator="\n")
    out.writerow(_COLUMNS)
    out.writerows((code, safe(name), safe(who)) for who, (code, name) in codes.items())
    corpus.put(key, lines.getvalue())
    names = {row.student: codes[_who(row, roster)][0] for row in rows if row.student}
    names |= {row.file: f"a file of {codes[_who(row, roster)][0]}" for row in rows if row.file}
    made = [_hidden(row, codes[_who(row, roster)][0], names) for row in rows]
    return sorted(made, key=lambda row: (row.student, row.units))


def _read(key: Path) -> dict[str, tuple[str, str]]:
    table = table_in(content(key), lambda heads: list(_COLUMNS) == heads)
    if not table:
        raise Told(f"{key} is no key to codes. After --pseudonyms give the name of a new file.")
    return {unsafe(row["known by"]): (row["code"], unsafe(row["student"])) for row in table}


def _who(row: Row, roster: people.Roster | None) -> str:
    """What finds a student again, also after the class list has got other lines."""
    return roster.lasting(row.key) if roster and row.key in roster.rows else row.key or row.file


def _hidden(row: Row, code: str, names: dict[str, str]) -> Row:
    """The row under its code. names: what its flags may call others, files first."""

    def own(said: Any) -> Any:
        if isinstance(said, str):
            return people.nameless(said, row.student)
        if isinstance(said, list | tuple):
            return type(said)(map(own, said))
        return {key: own(one) for key, one in said.items()} if isinstance(said, dict) else said

    def told(flag: str) -> str:
        for name in sorted(names, key=len, reverse=True):
            flag = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", names[name], flag)
        return str(own(flag))

    texts = {name: own(getattr(row, name)) for name in _TEXTS}
    flags = [told(flag) for flag in row.flags if "itself names" not in flag]
    file = code if row.file else ""
    return replace(row, student=code, key=code, id="", file=file, flags=flags, **texts)


_TEXTS = ("error", "answers", "uncounted", "written", "comment")
