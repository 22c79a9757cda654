"""Whose file is this? What the names of files and folders tell, and the class list."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alliance import corpus
from alliance.errors import Told
from alliance.teaching.spreadsheet import content, table_in

# doejane_LATE_12345_67890_exercises-1.ipynb
_CANVAS = re.compile(
    r"^(?P<name>[^_]+?)(?P<late>_LATE)?_(?P<id>\d{1,20})_(?P<upload>\d{1,20})_(?P<file>.+)$", re.I
)
# Doe Jane_12345_assignsubmission_file_/exercises.ipynb, or the same without a folder
_MOODLE = re.compile(r"^(?P<name>.+?)_(?P<id>\d{1,20})_assignsubmission_(?:file|onlinetext)", re.I)
_ATTEMPT = re.compile(
    r"(?:[ _-]+(?:(?:attempt|try|resubmission|version)[ _-]?(\d{0,3})|v[ _-]?(\d{1,3}))"
    r"|[ _]*\((\d{1,3})\))$",
    re.I,
)
# What JupyterLab, Colab and a desktop call a copy, in the languages that they speak.
_COPIED = re.compile(r"(?:-Copy\d{1,3}|[ _-](?:copy|copie|kopie|copia|cópia)|のコピー)$", re.I)
_COPY_OF = re.compile(
    r"^(?:copy of|kopie von|copie de|copia de|cópia de|kopia|kopie van|copy_of)[ _]+|のコピー$",
    re.I,
)
_UPLOAD = re.compile(r"-(\d{1,3})$")
_ENDS = re.compile(r"(?:\.(?:ipynb|json|txt|zip))+$", re.I)
# Folders and files that are named after the work and not after a person.
_COMMON_FOLDER = re.compile(
    r"^(?:submissions?|submitted|attempts?|try|tries|round|week|units?|homework|hw|assignments?"
    r"|exercises?|set|ps|lesson|day|course|class|files|export|downloads?)[ _-]*\d*$",
    re.I,
)
_COMMON_FILE = re.compile(
    r"^(?:\d\d[-_](?:\D[\w-]*|19\d\d)"
    r"|(?:untitled|notebook|answers?|submission|exercises?)[ _-]?\d*)$",
    re.I,
)
# The course's own name of a file, with a person's before or behind it: 01-sources-amy.
_UNIT = r"\d\d-(?:[a-z]+|19\d\d)"
_WITH_UNIT = re.compile(
    rf"^(?:{_UNIT}[-_ ]+(?P<behind>\D.*)|(?P<before>.*?\D)[-_ ]+{_UNIT})$", re.I
)


@dataclass(frozen=True, slots=True)
class Who:
    """A student as told by names. key: what tells two of them apart; "" where nobody is named.

    by: "canvas", "moodle", "roster", "folder", "file" or "" (nothing tells). id: the learning
    platform's number. number: which attempt the name says it is, 0 where it says nothing.
    """

    name: str
    key: str
    by: str
    id: str = ""
    late: bool = False
    number: int = 0


def clean(name: str, longest: int = 120) -> str:
    """A name that can be shown: no control, direction or surrogate characters, and not too long."""
    if name.isascii() and name.isprintable():  # nearly always
        return " ".join(name.split())[:longest]
    text = unicodedata.normalize("NFC", _written(name))
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text[: 4 * longest])
    return " ".join(kept.split())[:longest]


def _written(name: str) -> str:
    """A name whose bytes are no UTF-8, as an old archive from Japan leaves them, in letters."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        pass
    try:
        return name.encode("utf-8", "surrogateescape").decode("cp932")
    except UnicodeError:
        return name.encode("utf-8", "replace").decode("utf-8")


def simple(name: str) -> str:
    """What two spellings of one name share: letters and digits, without case or accents.

    The marks of other scripts stay: they are what tells じ from し, and Thai vowels.

    >>> simple("José-Maria O'Neil"), simple("なかじま") == simple("なかしま"), simple("🎉")
    ('josemariaoneil', False, '')
    """
    text = unicodedata.normalize("NFKD", _written(name)).casefold()
    return "".join(c for c in text if c.isalnum() or (c > "\u036f" and _is_mark(c)))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


def _key(name: str) -> str:
    """What tells one name from others: accents count, and what parts two numbers (1-12 is not
    11-2); case, width and other signs do not."""
    text = unicodedata.normalize("NFKC", _written(name)).casefold()
    text = re.sub(r"(?<=\d)[^\w]+(?=\d)|(?<=\d)_+(?=\d)", "\0", text)
    kept = "".join(c for c in text if c.isalnum() or c == "\0" or _is_mark(c))
    return kept.replace("\0", "-") or name.encode("utf-8", "backslashreplace").decode()


def stem(file: str) -> tuple[str, int]:
    """A file's name without its endings and the mark of an attempt, and that attempt's number.

    >>> stem("amy_attempt2.ipynb"), stem("amy (1).ipynb"), stem("01-sources.ipynb")
    (('amy', 2), ('amy', 1), ('01-sources', 0))
    """
    base = _COPY_OF.sub("", _ENDS.sub("", file) or file)
    copied = _COPIED.sub("", base)
    if copied and copied != base:  # a copy is no attempt: of two the newer counts
        return copied, 0
    found = _ATTEMPT.search(base)
    if not found or not found.start():
        return base, 0
    return base[: found.start()], int(found[1] or found[2] or found[3] or 1)


def common(file: str) -> bool:
    """Whether a file's name is that of an exercise rather than a person's."""
    return bool(_COMMON_FILE.match(stem(file)[0]))


def platform(parts: tuple[str, ...]) -> Who | None:
    """The student in the names that Canvas or Moodle give: the file's, or a folder's about it."""
    number = stem(parts[-1])[1]
    for part in reversed(parts):
        if moodle := _MOODLE.match(part):
            key = f"moodle {moodle['id']}"
            return Who(clean(moodle["name"]), key, "moodle", moodle["id"], number=number)
        if canvas := _CANVAS.match(part):
            again = _UPLOAD.search(_ENDS.sub("", canvas["file"]))
            number = int(again[1]) if again else number
            name, late = clean(canvas["name"]), bool(canvas["late"])
            return Who(name, f"canvas {canvas['id']}", "canvas", canvas["id"], late, number)
    return None


def plain(parts: tuple[str, ...], *, by_folder: bool, above: int = 0) -> Who:
    """The student in ordinary names: the outermost folder that is a person's, or the file.

    by_folder: the file's own name says nothing (many folders hold the same one, or it is alone);
    above: how many of the folders hold several people's.
    """
    base, number = stem(parts[-1])
    work = common(parts[-1])
    if named := _WITH_UNIT.match(base):
        base, work = named["behind"] or named["before"], False
    folders = [part for part in parts[above:-1] if is_persons(part)]
    number = number or max((_number(part) for part in parts[:-1]), default=0)
    if folders and (by_folder or work):
        return Who(clean(folders[0]), f"folder {_key(folders[0])}", "folder", number=number)
    if work:
        return Who(clean(base), "", "", number=number)
    return Who(clean(base), f"file {_key(base)}", "file", number=number)


def is_persons(folder: str) -> bool:
    """Whether a folder's name may be a person's, and not that of the work in it."""
    return not (_COMMON_FOLDER.match(folder) or common(folder))


def _number(folder: str) -> int:
    """The number of an attempt in a folder's name."""
    found = re.fullmatch(r"(?:attempt|try|round|version)s?[ _-]*(\d{1,3})", folder, re.I)
    return int(found[1]) if found else 0


# What class lists call the columns that tell who is who.
_COLUMNS: dict[str, list[str]] = json.loads(corpus.data("columns.json").read_text("utf-8"))


class Roster:
    """Students by any of their names and numbers. ``rows``: key -> the list's own columns; heads:
    these as they are written; above: its lines before the first student, as Canvas has them."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.names: dict[str, str] = {}
        self.heads = list(rows[0]) if rows else []
        self.above: list[dict[str, str]] = []
        self._known: dict[str, str | None] = {}
        # The same line twice is one student.
        for number, row in enumerate({tuple(row.items()): row for row in rows}.values(), 1):
            lower = {column(head): cell.strip() for head, cell in row.items()}
            name = _name(lower)
            if not name or name.casefold() in ("points possible", "student, test"):
                if not self.rows:
                    self.above.append(lower)
                continue
            key = f"roster {number:06}"
            self.rows[key], self.names[key] = lower, clean(name)
            for word in _words(lower, name):
                # What two students share names neither.
                self._known[word] = key if self._known.get(word, key) == key else None

    def find(self, *words: str) -> str | None:
        """The key of the student whom one of ``words`` names, the first that does."""
        for word in words:
            said = simple(word)
            for one in (said, said.lstrip("0") if said.isdigit() else said):
                if key := self._known.get(one):
                    return key
        return None

    def lasting(self, key: str) -> str:
        """What finds a student again when the list has got other lines: name and number; the key
        itself of somebody who is not in it."""
        if key not in self.rows:
            return key
        cells = self.rows[key].items()
        numbers = (value for column, value in cells if value and _is_number(column))
        return f"{self.names[key]} {next(numbers, '')}".strip()

    def who(self, parts: tuple[str, ...], found: Who | None, base: str) -> Who | None:
        """The student of the list whose file this is; ``found``: what the platform's names told."""
        words = [found.id, found.name] if found else [base, *parts[:-1]]
        key = self.find(*(word for word in words if word))
        if key is None:
            return found
        late, number = (found.late, found.number) if found else (False, 0)
        id = found.id if found else ""
        return Who(self.names[key], key, "roster", id, late, number)


NO_LIST = Roster([])


def read(path: Path) -> Roster:
    """The roster in a CSV file; raises :class:`Told` where it is none."""
    roster = Roster(table_in(content(path), _is_head))
    if not roster.rows:
        raise Told(
            f"the roster {path} has no column with names. The first line names the columns; "
            "one of them has to be “student”, “name”, or “first name” and “last name”."
        )
    return roster


def _is_head(cells: list[str]) -> bool:
    return any(column(cell) in (*_COLUMNS["names"], *_COLUMNS["first"]) for cell in cells)


def column(head: str) -> str:
    """The name of a column as it is looked for: without case, marks and signs."""
    return re.sub(r"[\s_]+", " ", head.strip().strip("\ufeff\"'").casefold())


def _name(row: dict[str, str]) -> str:
    names, first, last = (
        next((row[column] for column in _COLUMNS[sort] if row.get(column)), "")
        for sort in ("names", "first", "last")
    )
    return names or f"{first} {last}".strip()


def _is_number(column: str) -> bool:
    """Whether a column tells people apart whose names are the same."""
    return column in _COLUMNS["numbers"] or bool(re.search("login|sis|mail", column))


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
        if _is_number(column):
            found |= {simple(value), simple(value.partition("@")[0])}
            if value.isdigit():  # a spreadsheet drops the zeros that a number begins with
                found.add(value.lstrip("0"))
            if column == "identifier":
                found.add(simple(value.removeprefix("Participant ")))
    yield from found - {""}
