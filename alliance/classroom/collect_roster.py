"""The class list: any CSV with a row per student, also Canvas's and Moodle's own exports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from alliance.classroom.collect_names import Who, clean, simple

_NAMES = ("student", "name", "full name", "student name", "display name", "氏名", "名前")
_FIRST = ("first name", "firstname", "given name", "名")
_LAST = ("last name", "lastname", "surname", "family name", "姓")
_NUMBERS = ("id", "identifier", "user id", "canvas id", "moodle id", "participant")


class BadRoster(ValueError):
    """The file is no class list; the message says what it has to hold."""


class Roster:
    """Students by any of their names and numbers. ``rows``: key -> the list's own columns."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.names: dict[str, str] = {}
        self._known: dict[str, str | None] = {}
        # The same line twice is one student.
        for number, row in enumerate({tuple(row.items()): row for row in rows}.values(), 1):
            lower = {(head or "").strip().casefold(): (row[head] or "").strip() for head in row}
            name = _name(lower)
            if not name or name.casefold() in ("points possible", "student, test"):
                continue
            key = f"roster {number:06}"
            self.rows[key], self.names[key] = lower, clean(name)
            for word in _words(lower, name):
                # What two students share names neither.
                self._known[word] = key if self._known.get(word, key) == key else None

    def find(self, *words: str) -> str | None:
        """The key of the student whom one of ``words`` names, the first that does."""
        for word in words:
            if key := self._known.get(simple(word)):
                return key
        return None

    def who(self, parts: tuple[str, ...], found: Who | None, base: str) -> Who | None:
        """The student of the list whose file this is; ``found``: what the platform's names told."""
        words = [found.id, found.name] if found else [base, *parts[:-1]]
        key = self.find(*(word for word in words if word))
        if key is None:
            return found
        late, number = (found.late, found.number) if found else (False, 0)
        id = found.id if found else ""
        return Who(self.names[key], key, "roster", id, late, number)


def read(path: Path) -> Roster:
    """The roster in a CSV file (UTF-8, or Shift-JIS as Excel saves it in Japan)."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadRoster(f"the roster {path} can't be read: {error.strerror}.") from None
    if raw[:4] == b"PK\3\4":
        raise BadRoster(f"the roster {path} is a workbook. In Excel: Save As, “CSV UTF-8”.")
    text = ""
    marked = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for encoding in (*marked, "utf-8-sig", "cp932", "latin-1"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    text = text.replace("\0", "")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        lines = io.StringIO(text, newline="")
        rows = list(csv.DictReader(lines, delimiter=mark, restval="", restkey="more"))
    except csv.Error as fault:
        raise BadRoster(f"the roster {path} is no CSV file: {fault}.") from None
    roster = Roster([{k: v for k, v in row.items() if type(v) is str} for row in rows])
    if not roster.rows:
        raise BadRoster(
            f"the roster {path} has no column with names. The first line names the columns; "
            "one of them has to be “student”, “name”, or “first name” and “last name”."
        )
    return roster


def _name(row: dict[str, str]) -> str:
    for column in _NAMES:
        if row.get(column):
            return row[column]
    parts = [next((row[c] for c in group if row.get(c)), "") for group in (_FIRST, _LAST)]
    return " ".join(part for part in parts if part)


def _words(row: dict[str, str], name: str) -> Iterator[str]:
    """All that may name this student: the name both ways round, numbers, log-ins, addresses."""
    family, comma, given = name.partition(",")
    orders = [family + given, given + family] if comma else [name]
    if not comma and " " in name:
        head, _, tail = name.rpartition(" ")
        first, _, rest = name.partition(" ")
        orders += [tail + head, rest + first]
    found = {simple(order) for order in orders}
    for column, value in row.items():
        if column in _NUMBERS or "login" in column or "sis" in column or "mail" in column:
            found |= {simple(value), simple(value.partition("@")[0])}
            if column == "identifier":
                found.add(simple(value.removeprefix("Participant ")))
    yield from found - {""}
