"""Whose file is this? What the names of files and folders tell, and the class list."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import combinations, product, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from alliance import corpus
from alliance.errors import Told
from alliance.questions import bank
from alliance.teaching import sentence
from alliance.teaching.spreadsheet import Table, readings, table_in, visible, whole

# What schools call things: the columns of class lists, copies, folders and files of work.
_LESSONS = (corpus.course_root() or Path()).glob("notebooks/*.ipynb")
_CALLED: dict[str, Any] = {
    **corpus.loaded("columns.json"),
    "units": [path.stem for path in bank.folder().glob("*.json")],
    "lessons": [path.stem[3:] for path in _LESSONS],  # start-here
}


def _expanded(text: str) -> str:
    """A pattern in which <work|tasks> stands for all that schools, systems and this course call
    things of these sorts."""

    def any_of(found: re.Match[str]) -> str:
        words = "|".join(word for sort in found[1].split("|") for word in _CALLED[sort])
        return f"(?:{_expanded(words)})"

    return re.sub(r"(?<!P)<([a-z |]+)>", any_of, text)


def _patterns(sort: str) -> dict[str, re.Pattern[str]]:
    """Patterns for names, in capitals or not."""
    return {name: re.compile(_expanded(text), re.I) for name, text in _CALLED[sort].items()}


# Whose a name is that a platform gives: doejane_LATE_12345_67890_exercises-1.ipynb, of Canvas;
# Unit 01_amy_attempt_2026-11-20-09-30-00_my.ipynb, of Blackboard, where the task's name comes
# first; 12-34 - Amy Doe - Nov 20, 2026 930 AM. Canvas's is a name of a file alone;
# unit_2_2026_11_06 is none of it.
_PLATFORMS = _patterns("platforms")
# What a name tells of the work. Day and Class are names of people, too: with a number they are not.
# Without a class list that has to be a task's: period 2 and period 3 are two classes, and two of
# one name, one here and one there, are two people. 20240115 alone is no day, but a number.
LIKE = _patterns("patterns")


@lru_cache(maxsize=4_096)
def with_unit(base: str) -> str:
    """What stands before or behind the course's own name of an exercise, as a person's name may:
    01-sources-amy, 01-sources (Amy Doe); "" where nothing does."""
    found = LIKE["with unit"].fullmatch(base)
    return (found["behind"] or found["before"]).strip("()（）[] ") if found else ""


@dataclass(frozen=True, slots=True)
class Who:
    """A student as told by names. key: what tells two of them apart; "" where nobody is named.

    by: a platform, "roster", "folder", "file", "account" (of several) or "" (nothing tells). id:
    the learning platform's number. number: which attempt the name says it is, 0 where it says none.
    group: the names of all whose work it is, where it is that of several.
    """

    name: str
    key: str
    by: str
    id: str = ""
    late: bool = False
    number: int = 0
    group: tuple[str, ...] = ()


def clean(name: str, longest: int = 120) -> str:
    """A name that can be shown: no control, direction or surrogate characters, and not too long."""
    text = visible(unicodedata.normalize("NFC", _written(name))[: 4 * longest])
    return " ".join(text.split())[:longest]


def reread(name: str, encoding: str, errors: str = "strict") -> str | None:
    """A name that was read in the wrong ``encoding``, as an old archive from Japan leaves it, in
    letters; ``None`` where it has none."""
    for right in ("utf-8", "cp932"):
        with suppress(UnicodeError):
            return name.encode(encoding, errors).decode(right)
    return None


def _written(name: str) -> str:
    known = reread(name, "utf-8", "surrogateescape")
    return known or name.encode("utf-8", "replace").decode("utf-8")


# Letters that Unicode takes for no accented ones, and those that Japanese names have in two shapes.
_STROKES = str.maketrans(*_CALLED["strokes"])


def simple(name: str) -> str:
    """What two spellings of one name share: letters and digits, without case or accents.

    The marks of other scripts stay: they are what tells じ from し, and Thai vowels.

    >>> simple("José-Maria O'Neil"), simple("なかじま") == simple("なかしま"), simple("🎉")
    ('josemariaoneil', False, '')
    >>> simple("Đặng Łęcki"), simple("Işıl")
    ('danglecki', 'isil')
    """
    text = unicodedata.normalize("NFKD", _written(name)).casefold().translate(_STROKES)
    return "".join(c for c in text if c.isalnum() or (c > "\u036f" and _is_mark(c)))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


def _key(name: str) -> str:
    """What tells one name from others: accents count, and what parts two numbers (1-12 is not
    11-2); case, width and other signs do not."""
    # Not casefold: Groß is not Gross.
    text = unicodedata.normalize("NFKC", _written(name)).lower().replace("ς", "σ")
    text = re.sub(r"(?<=\d)[^\w]+(?=\d)|(?<=\d)_+(?=\d)", "\0", text)
    kept = "".join(c for c in text if c.isalnum() or c == "\0" or _is_mark(c))
    return kept.replace("\0", "-") or name.encode("utf-8", "backslashreplace").decode()


def in_words(name: str) -> str:
    """The words of a name, where its letters need a space between them: j doe is not jdoe."""
    parted = re.sub("(?<=[a-z])(?=[A-Z])", " ", re.sub("[’']", "", name))  # AmyDoe, O'Neil
    if max(name, default="") > "\u2e80":
        return ""
    return " ".join(re.findall(r"[^\W_]+", parted)).lower()


def bare(name: str) -> str:
    """A name without what it says of the work, and without the log-in that a platform joins to it.

    >>> bare("amy late"), bare("FINAL_Amy Doe"), bare("Doe, Amy(adoe1)"), bare("Finn Late")
    ('amy', 'Amy Doe', 'Doe, Amy', 'Finn Late')
    """
    return LIKE["remark around"].sub(r"\1", name).strip() or name


def runs(name: str) -> set[str]:
    """The names that may stand in a longer one: Amy, in “Amy LATE” or “homework_amy_v2”."""
    words = re.split(r"[\W_]+", name)[:9]
    found = {simple("".join(words[a:b])) for a, b in combinations(range(len(words) + 1), 2)}
    return {run for run in found if run and not run.isdigit()}


@lru_cache(maxsize=4_096)
def stem(file: str) -> tuple[str, int]:
    """A file's name without its endings and the mark of an attempt, and that attempt's number.

    >>> stem("amy_attempt2.ipynb"), stem("amy (1).ipynb"), stem("01-sources.ipynb")
    (('amy', 2), ('amy', 1), ('01-sources', 0))
    """
    base = LIKE["beside"].sub("", file)
    for _ in "123":  # a copy of a copy
        bare = LIKE["endings"].sub("", LIKE["copy of"].sub(" ", base)).strip("「」“” ")
        base = LIKE["copied"].sub("", bare) or base
    stamp = LIKE["stamp"].search(base)
    bare = base.replace(stamp[0], "").strip("-_ ") if stamp else ""
    if stamp and LIKE["common file"].fullmatch(bare):
        return bare, int(re.sub(r"\D", "", stamp[0]))
    number = 0
    while (found := LIKE["attempt"].search(base)) and found.start():
        if base[3:] in _CALLED["lessons"]:  # the 1960 revision
            break
        base, number = base[: found.start()], int(found[1] or 1)
    return base, number


def common(file: str) -> bool:
    """Whether a file's name is that of an exercise rather than a person's."""
    base = stem(file)[0]
    return bool(LIKE["common file"].fullmatch(base) or LIKE["work"].fullmatch(base))


def may_name(file: str) -> bool:
    """Whether a file's name may be a person's."""
    return not (common(file) or beside(file))


def beside(file: str) -> bool:
    """Whether a file, by its ending, is one that lies beside answers and holds none."""
    return bool(LIKE["beside"].search(file))


def aside(file: str) -> bool:
    """The same of a file that could not be read: a platform's own notes, what a course holds."""
    return not LIKE["ending"].search(file)


def platform(parts: tuple[str, ...]) -> Who | None:
    """The student in the names that a platform gives: the file's, or a folder's about it."""
    for part, (by, pattern) in product(reversed(parts), _PLATFORMS.items()):
        if found := pattern.match(part):
            told = found.groupdict("")
            number = int(told.get("when", "").replace("-", "")[:14] or _attempt(parts[-1]))
            # Moodle's number is that of one assignment: see collect, which knows them all.
            own = _key(told["name"]) if by == "moodle" else told.get("id")
            key, late = f"{by} {own or _key(told['name'])}", bool(told.get("late"))
            id = told["id"] if by in ("moodle", "canvas") else ""
            return Who(clean(told["name"]), key, by, id, late, number)
    return None


def named_in(file: str) -> Who | None:
    """The student whom a platform names in a file's label, as the gradebook has it."""
    return platform(tuple(file.split("/")))


def plain(parts: tuple[str, ...], *, by_folder: bool, above: int = 0) -> Who:
    """The student in ordinary names: the outermost folder that is a person's, or the file.

    by_folder: the file's own name says nothing (many folders hold the same one, or it is alone);
    above: how many of the folders hold several people's.
    """
    base, number = stem(parts[-1])[0], _attempt(parts[-1])
    work = common(parts[-1])
    base = LIKE["task around"].sub("", base) or base
    if other := with_unit(base):
        work = bool(LIKE["place"].fullmatch(other))  # "Revision 2 - 01-sources", too
        base = base if work else other
    folders = [part for part in parts[above:-1] if is_persons(part)]
    if not (work or aside(parts[-1])):
        folders = [part for part in folders if not LIKE["titled"].match(part)]
    if folders and (by_folder or work):
        return called(folders[0], "folder", number)
    return called(base, "" if work else "file", number)


def called(name: str, by: str, number: int = 0) -> Who:
    """The student whom the name of a folder or a file names, without a day's date or a task's
    number before or behind it; nobody where ``by`` is ""."""
    for around in ("task around", "day around"):
        name = LIKE[around].sub("", name) or name
    return Who(clean(name), f"{by} {_key(name)}" if by else "", by, number=number)


@lru_cache(maxsize=4_096)
def is_persons(folder: str) -> bool:
    """Whether a folder's name may be a person's, and not that of the work in it."""
    folder = LIKE["endings"].sub("", folder)  # it may be an archive
    nobodys = any(LIKE[sort].fullmatch(folder) for sort in ("place", "division", "day"))
    return not (common(folder) or nobodys)


def are_tasks(held: set[tuple[str, str, str]]) -> bool:
    """Whether folders are tasks with everybody's work in each: Sources/Amy, Treaty/Amy.

    held: the folder, whose it is there, and which exercise. Each holds one exercise, of several
    people; and somebody comes back with another, or many more come back than there are folders.
    """
    inside = Counter(folder for folder, _ in {(folder, what) for folder, _, what in held})
    whose = Counter(folder for folder, _ in {(folder, name) for folder, name, _ in held})
    again = Counter(name for name, _ in {(name, what) for _, name, what in held})
    back = Counter(name for name, _ in {(name, folder) for folder, name, _ in held})
    one_each = max(inside.values(), default=0) == 1 and max(whose.values()) > 1
    many = sum(folders > 1 for folders in back.values()) > 2 * len(inside)
    return one_each and (many or max(again.values()) > 1)


def division(folders: tuple[str, ...]) -> str:
    """The part of a class whose folder is among these: "period 3", or "" for the whole class."""
    return next((_key(one) for one in folders if LIKE["division"].fullmatch(one)), "")


def _attempt(file: str) -> int:
    """The number of an attempt in a file's name; "final" is above any version, and "final_FINAL"
    above it."""
    before = LIKE["attempt before"].match(file)
    number = stem(file)[1] or (int(before[1]) if before else 0)
    return _FINAL * len(LIKE["final"].findall(file)) + number


_FINAL = 1_000


def numbered(number: int) -> bool:
    """Whether the number of an attempt is more than that it is the final one."""
    return bool(number % _FINAL)


def attempt_in(folders: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The numbers of attempts in the names of folders, "try 2", each with the folders up to it."""
    for depth, folder in enumerate(folders, 1):
        if found := LIKE["attempt before"].match(folder):
            yield int(found[1]), folders[:depth]


def _names(heads: list[str]) -> bool:
    """Whether columns tell how people are called."""
    return any(_is(column(head), "names", "first", "last") for head in heads)


NO_HEAD = "(name)"  # what no list calls a column


class Roster:
    """Students by any of their names and numbers. ``rows``: key -> the list's own columns; heads:
    these as they are written; above: its lines before the first student, as Canvas has them;
    twice: whom it names twice in the same words; torn: how those of its lines begin that have more
    cells than there are columns."""

    def __init__(self, rows: Table) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.names: dict[str, str] = {}
        self.heads = list(rows[0]) if rows else []
        self.above: list[dict[str, str]] = []
        self._known: dict[str, str | None] = {}
        self.twice: list[str] = []
        self.torn = [next(iter(row.values())) for row in rows if row.get("behind the last one")]
        self._bearers: dict[str, list[str]] = defaultdict(list)  # by each word of their names
        seen: dict[Any, dict[str, str]] = {}
        listed: list[tuple[str, dict[str, str]]] = []
        named = _names(self.heads)
        for row in rows:
            lower = {column(head): cell.strip() for head, cell in row.items()}
            name = _name(lower, named)
            # Google Classroom's first lines have none of the numbers that tell students apart; Date
            # alone may be a name.
            first = not listed and not _numbers(lower) and any(map(_is_number, lower))
            nobody = first and name.casefold() in ("date", "points")
            if not name or nobody or LIKE["nobody"].fullmatch(name):
                if not listed:
                    self.above.append(lower)
                continue
            # The same line twice is one student, and so is one in two sections.
            known = seen.setdefault((name, tuple(_numbers(lower) or lower.values())), lower)
            if known is not lower:
                self.twice += [name] if known == lower else []
                continue
            listed.append((name, lower))
        alike = Counter(_lasting(*one) for one in listed)
        for name, lower in listed:
            key = f"roster {_lasting(name, lower)}"
            if alike[_lasting(name, lower)] > 1:  # one name, and no number: whatever parts the two
                key += f" {' '.join(_numbers(lower) or lower.values())}"
            self.rows[key], self.names[key] = lower, clean(name)
            for word in frozenset().union(*_forms(name)):
                self._bearers[word].append(key)
            for word in _words(lower, name):
                # What two students share names neither.
                self._known[word] = key if self._known.get(word, key) == key else None

    def find(self, *words: str) -> str | None:
        """The key of the student whom one of ``words`` names, the first that does."""
        for word in words:
            said = _key(word)
            loose = "" if "-" in said else simple(word)  # seat 1-12 is not 11-2
            digits = LIKE["lettered"].sub("", said)
            bare = digits.lstrip("0") if digits.isdigit() else said
            known = self._known.get(said) or self._known.get(bare)
            if key := known or self._known.get(f"~{loose}"):
                return key
        return None

    def several(self, name: str) -> bool:
        """Whether more than one student of the list has this name."""
        return self._known.get(_key(name), "") is None

    def fitting(self, name: str) -> set[str]:
        """The students of whose names this is a part, or the other way round: Amy, A. Doe and Amy
        Maria Doe fit Amy Doe."""
        said = _forms(name)
        words = {word for form in said for word in form if len(word) > 1}
        whole = {key for word in words for key in self._bearers.get(word, ())}
        pairs = ((key, product(said, _forms(self.names[key]))) for key in whole)
        return {key for key, forms in pairs if any(_within(*both) for both in forms)}

    def group(self, word: str) -> list[str]:
        """The students whom the name of a file or folder joins, as group work has it; none where it
        is one student's own, or where a part of it is nobody's or may be several's."""
        parts = [part for part in LIKE["joined"].split(word) if part.strip()]
        if len(parts) < 2 or self.find(word):
            return []
        # "Doe, Amy" may be somebody whom the list lacks; "Amy and Bo" are two.
        keys = [self._one(part, whole="," in word) for part in parts[:9]]
        return [key for key in keys if key] if len({*keys, None}) > len(parts) else []

    def _one(self, word: str, whole: bool) -> str | None:
        pieces = list(dict.fromkeys(piece.strip() for piece in _pieces(word)))
        if (key := self.find(*filter(None, pieces))) or whole:
            return key
        fits = (self.fitting(piece) for piece in pieces)
        return next((min(keys) for keys in fits if len(keys) == 1), None)

    def calls(self, found: Who, who: Who) -> bool:
        """Whether the student of the list, ``who``, has the name that a platform gives them."""
        named = self.find(found.name) == who.key or self.fitting(found.name) == {who.key}
        return named and not found.name.endswith(f"_{found.id}")  # Participant_4711 is a number

    def lasting(self, key: str) -> str:
        """What finds a student again when the list has got other lines: name and number; the key
        itself of somebody who is not in it."""
        return _lasting(self.names[key], self.rows[key]) if key in self.rows else key

    def number(self, key: str) -> str:
        """The list's own number of a student, "" where it has none."""
        return next(iter(_numbers(self.rows.get(key, {}))), "")

    def who(self, parts: tuple[str, ...], found: Who | None, base: str) -> Who | None:
        """The student of the list whose file this is; ``found``: what the platform's names told."""
        words = [found.name, found.id] if found else sorted([base, *parts[:-1]], key=str.isdigit)
        if not (key := self.find(*filter(None, words))):
            keys = {self._held(word, piece) for word in words for piece in _pieces(word)} - {None}
            key = keys.pop() if len(keys) == 1 else None
        if not key:
            return found
        told = found or Who("", "", "", number=_attempt(parts[-1]))
        return replace(told, name=self.names[key], key=key, by="roster")

    def _held(self, word: str, piece: str) -> str | None:
        """The student whom a piece of a longer name names, unless the rest has another number:
        Kim_20240002 is not the Kim whose number is 20240001."""
        key = self.find(piece)
        own = {simple(cell).lstrip("0") for cell in _numbers(self.rows[key])} if key else set()
        said = {one.lstrip("0") for one in LIKE["number"].findall(word)}
        # One that is longer or shorter is the platform's.
        alike = any(len(one) == len(other) for one in said for other in own if other.isdigit())
        return None if alike and not said & own else key


NO_LIST = Roster([])


def read(path: Path) -> list[Roster]:
    """The roster in a CSV file, as it most likely reads and as it may read in other alphabets;
    raises :class:`Told` where it is none."""

    def numbers(cells: list[str]) -> bool:  # alone, or as where Moodle marks blindly
        heads = [column(one) for one in cells if one]
        return "identifier" in heads or (bool(heads) and all(map(_is_number, heads)))

    texts = list(readings(path))
    tables = [table_in(text, _names) or table_in(text, numbers) for text in texts]
    if not any(tables):
        tables = [table_in(_headed(text), _names) for text in texts]
    if not (found := [one for one in map(Roster, tables) if one.rows]):
        raise Told(sentence("no-names", path=path))
    if lost := next((name for name in found[0].names.values() if "?" in name), None):
        raise Told(sentence("letters-lost", path=path, name=lost))
    return found


def _headed(text: str) -> str:
    """A list without headings below those that its columns seem to need: of numbers, and of names,
    the family's beside the given one."""
    lines = list(filter(str.strip, text.splitlines()))
    mark = max(",;\t|", key=lambda mark: min((line.count(mark) for line in lines), default=0))
    heads: list[str] = []
    for cells in zip_longest(*(line.split(mark) for line in lines), fillvalue=""):
        signs = {bool(re.search(r"[\d@]", cell)) for cell in cells}
        first = signs == {False} and NO_HEAD not in heads
        heads.append(f"login {len(heads)}" if signs == {True} else NO_HEAD if first else "")
    return "\n".join([mark.join(heads), *lines])


def column(head: str) -> str:
    """The name of a column as it is looked for: without case, marks and signs."""
    return re.sub(r"[\s_]+", " ", head.strip().strip("\ufeff\"'").casefold())


@cache
def _is(head: str, *sorts: str) -> bool:
    """Whether a column is of one of these sorts, however it is written: Student_Number."""
    known = {simple(word) for sort in sorts for word in _CALLED[sort]}
    return ";" not in head and simple(head) in known


def _name(row: dict[str, str], named: bool) -> str:
    """How a line of the list calls its student; where it names nobody (``named``), by a number."""
    if not named:
        return row.get("identifier") or next(iter(_numbers(row)), "")
    names, first, last, called = (
        next((cell for head, cell in row.items() if cell and _is(head, sort)), "")
        for sort in ("names", "first", "last", "called")
    )
    first = first or ("" if names else called)
    # "Name" is the family's where there is a "Vorname", and the given one beside a "Surname".
    if not names or (not (first and last) and simple(first or last) not in simple(names)):
        given, family = first or names, last or names
        names = f"{family} {given}" if given > "\u3040" else f"{given} {family}"  # 佐藤 花子
    elif not first and row.get("") and not re.search(r"[\W\d]", names + row[""]):
        names = f"{names} {row['']}"  # its heading goes over two columns
    return " ".join(names.split())  # in Japan with a wide space, which parts the two as any does


def _parts(name: str) -> frozenset[str]:
    """The words of a name, as :func:`simple` has them."""
    return frozenset(filter(None, map(simple, re.split(r"[\s_.,()（）・-]+", name))))


def _forms(name: str) -> set[frozenset[str]]:
    """The same, with the parts of Anna-Lena as two words and as one."""
    return {_parts(name), _parts(name.replace("-", ""))}


def maybe_several(name: str) -> bool:
    """Whether a name may be that of several people: Amy and Bo, but not Doe, Amy."""
    parts = [part for part in LIKE["joined"].split(name) if part.strip()]
    return len(parts) > 1 and ("," not in name or all(" " in part.strip() for part in parts))


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the fewer of two names' words are all among the others; initials are words, too."""
    few, many = sorted((one, other), key=len)
    rest = many - few
    return all(
        any(1 in (len(word), len(each)) and word[0] == each[0] for each in rest)
        for word in few - many
    )


def _is_number(column: str) -> bool:
    """Whether a column tells people apart whose names are the same."""
    return _is(column, "numbers") or bool(
        re.search("^[^;,]*(?:login|sis|mail|username|nummer$|kennzahl)[^;,]*$", column)
    )


def _numbers(row: dict[str, str]) -> list[str]:
    """The numbers in a line of the list; last that of a single assignment of Moodle's."""
    found = [(head, cell) for head, cell in row.items() if cell and _is_number(head)]
    return [cell for _, cell in sorted(found, key=lambda one: one[0] == "identifier")]


def _lasting(name: str, row: dict[str, str]) -> str:
    """What finds a student again when the list has got other lines: name and number."""
    return " ".join([clean(name), *_numbers(row)[:1]])


class Kept(NamedTuple):
    """By what a student of one run is found again in another; of several files each is one."""

    key: str
    name: str
    file: str

    def number(self) -> str:
        """The number in the key; older runs had the line of the class list there."""
        last = self.key.rpartition(" ")[2]
        return last if re.search(r"\d", last) and not LIKE["line"].fullmatch(self.key) else ""

    def is_like(self, other: Kept) -> bool:
        """Whether more than the name says that two of one name are one: a number, or the file,
        wherever it lies."""
        own, theirs = (_lies(one.file) for one in (self, other))
        short = min(len(own), len(theirs))
        return bool(self.number() and self.number() == other.number()) or (
            short > 0 and own[-short:] == theirs[-short:]
        )

    def is_another(self, other: Kept) -> bool:
        """Whether the numbers of a list or a platform say that two of one name are two."""
        kinds = {one.key.partition(" ")[0] for one in (self, other)}
        numbers = {one.number() for one in (self, other)} - {""}
        return len(kinds) == 1 and len(numbers) == 2


def _lies(file: str) -> list[str]:
    return [part for part in file.split("/") if not part.lower().endswith(".zip")][-2:]


def again(then: Iterable[Kept], now: Iterable[Kept]) -> dict[str, str]:
    """The keys of an earlier run by those of this one: of the same key, else of a name that with
    its number or file one alone has then and now, else of a name that one alone has, else of the
    same file. A class list that came, went or was changed parts nobody from what is kept."""
    earlier, here = list(dict.fromkeys(then)), list(dict.fromkeys(now))
    known = {one.key for one in earlier}
    found = {one.key: one.key for one in here if one.key in known}
    bearers: dict[str, list[Kept]] = defaultdict(list)
    for one in earlier:
        for word in _words({}, one.name) if one.name else ():
            bearers[word].append(one)
    pairs = [
        (one, other)
        for one in here
        for other in dict.fromkeys(o for w in _words({}, one.name) for o in bearers.get(w, ()))
    ]
    lying: dict[str, list[Kept]] = defaultdict(list)
    for one in earlier:
        lying[one.file].append(one)
    filed = [(one, other) for one in here if one.file for other in lying.get(one.file, ())]
    ways = (
        [pair for pair in pairs if pair[0].is_like(pair[1])],
        [pair for pair in pairs if not pair[0].is_another(pair[1])],
        filed,
    )
    for way in ways:
        taken = set(found.values())
        left = {(a.key, b.key) for a, b in way if a.key not in found and b.key not in taken}
        mine, theirs = Counter(a for a, _ in left), Counter(b for _, b in left)
        found |= {a: b for a, b in left if mine[a] == theirs[b] == 1}
    return found


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa"})


def _words(row: dict[str, str], name: str) -> set[str]:
    """All that names this student as it is written; after a ~ what does so loosely."""
    if found := LIKE["in brackets"].search(name):  # Elizabeth (Liz) Doe
        both = {_key(name), f"~{simple(name)}"}
        return both | _words({**row, "nickname": found[1]}, name.replace(found[0], "").strip())
    family, comma, given = name.partition(",")
    orders = [family + given, given + family] if comma else [name]
    if not comma and " " in name:
        words = name.split(" ")[:9]  # de la Cruz García José María
        orders += ["".join(words[at:] + words[:at]) for at in range(1, len(words))]
        family = words[-1]
    named, loose = {*map(_key, orders)}, {*map(simple, orders)}
    loose |= {simple(one.casefold().translate(_UMLAUTS)) for one in orders}
    exact = named.copy()
    for head, cell in row.items():
        value = whole(cell)
        if _is_number(head) and value:
            value = value.rpartition(" ")[2] if head == "identifier" else value
            # A spreadsheet drops the zeros that a number begins with.
            forms, number = {value, value.partition("@")[0]}, _key(value)
            exact |= {*map(_key, forms), *(o + number for o in named), *(number + o for o in named)}
            bare = LIKE["lettered"].sub("", value).lstrip("0")
            loose |= {*map(simple, forms), simple(bare)}
        elif value and any(word in head for word in _CALLED["also called"]):
            exact |= _words({}, value)
            loose |= {simple(value + family), simple(family + value)}
    return (exact | {f"~{word}" for word in loose}) - {"", "~"}


def _pieces(word: str) -> Iterator[str]:
    """What may be the name in a longer one: Doe_Amy_adoe_12; Doe_Amy_12; adoe_Amy_Doe; Doe,
    Amy(adoe); 3A_07_Amy Doe_final; Amy Doe's homework; 1-2-03佐藤花子; 1年2組3番佐藤花子さん."""
    if other := with_unit(word) or with_unit(LIKE["work around"].sub("", word)):
        word = other
        yield word
    for piece in (word, *re.split(r" - |[()\[\]（）【】「」]|_[^_]+_\d+$|@", word)):
        for bare in (piece, LIKE["work around"].sub("", piece)):
            yield bare
            yield LIKE["numbers around"].sub("", bare)
            yield LIKE["joined to a name"].sub("", bare)
    yield from re.findall(r"_(.*_(?!\d+$)[^_]*)$", word)  # a whole name, and no number
    yield from (part for part in word.split("_") if part > "\u3040")  # 同盟論レポート_佐藤花子
    yield from re.findall(r"[^\W_]*\d{5}[^\W_]*", word)  # 2101001_Amy
