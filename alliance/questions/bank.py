"""The sealed copies: what locks and opens them, and the questions of the installed course in them.

Each unit is read when it is first asked for.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Collection
from contextlib import suppress
from functools import cached_property, lru_cache
from hashlib import blake2b, shake_256
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.languages import in_english, pick

# The sealed key: each foreseen answer is itself the key to its own entry.
#
# An entry's place (its tag) and its cipher come from the question's id, its salt, a slot ("answer",
# "pair", …) and the answer's normal form. What the entry holds is short; messages lie in boxes
# that several entries may open, so that ten spellings of one mistake share one message. Boxes and
# entries are padded, so that their length tells little. This keeps honest people honest: whoever
# tries all answers finds the right one, as with every check that needs no server.


_TAG, _MAC = 9, 12
_ENTRY, _BOX = 48, 128  # entries and boxes are padded to multiples of these
_PERSON = b"alliance-answer"


class Tampered(ValueError):
    """A sealed text was altered: the file is damaged."""


def _tag_and_key(salt: bytes, id: str, slot: str, normal: str) -> tuple[str, bytes]:
    """Where the entry for one normal form of an answer stands, and what opens it."""
    said = "\0".join((id, slot, normal)).encode()
    root = blake2b(said, key=salt, person=_PERSON, digest_size=_TAG + 32).digest()
    return b64encode(root[:_TAG]).decode(), root[_TAG:]


def _ciphered(key: bytes, data: bytes) -> bytes:
    """The cipher of ``data``, and of a cipher what it was made from."""
    stream = shake_256(key).digest(len(data))
    return bytes(one ^ other for one, other in zip(data, stream, strict=True))


def _mac(key: bytes, cipher: bytes) -> bytes:
    return blake2b(cipher, key=key, digest_size=_MAC).digest()


def _lock(key: bytes, data: bytes, unit: int) -> str:
    # JSON may be followed by spaces, so the padding needs no mark of its own.
    cipher = _ciphered(key, data + b" " * (-len(data) % unit))
    return b64encode(_mac(key, cipher) + cipher).decode()


def _unlock(key: bytes, sealed: str) -> Any:
    raw = b64decode(sealed)
    cipher = raw[_MAC:]
    if _mac(key, cipher) != raw[:_MAC]:
        raise Tampered("A sealed entry does not fit its key.")
    return json.loads(_ciphered(key, cipher))


class Seal:
    """The reading side: opens what an answer opens, and nothing else."""

    def __init__(self, copy: dict[str, Any]) -> None:
        """copy: a question of the sealed file, with id, salt, entries, boxes and closing."""
        self._id = copy["id"]
        self._salt = b64decode(copy["salt"])
        self._entries: dict[str, str] = copy["entries"]
        self._boxes: list[str] = copy["boxes"]
        self._closing: str = copy["closing"]

    def open(self, slot: str, normal: str) -> list[dict[str, Any]]:
        """The records that this answer opens, most telling first; empty where nobody foresaw it.

        A record holds what its kind put there; a record of a verdict has ``status`` and may have
        ``share``, ``misconception`` and ``message``.
        """
        tag, key = _tag_and_key(self._salt, self._id, slot, normal)
        records = _unlock(key, self._entries[tag]) if tag in self._entries else []
        return [self._filled(record) for record in records]

    def first(self, slot: str, normal: str) -> dict[str, Any] | None:
        """The first record of :meth:`open`, or ``None``."""
        return next(iter(self.open(slot, normal)), None)

    def _filled(self, record: dict[str, Any]) -> dict[str, Any]:
        if "box" not in record:
            return record
        number, key = record.pop("box")
        return {**_unlock(b64decode(key), self._boxes[number]), **record}

    def closing(self, key: str) -> dict[str, Any]:
        """The explanation and the evidence; ``key`` stands in the record of a right answer."""
        found: dict[str, Any] = _unlock(b64decode(key), self._closing)
        return found


class Sealer:
    """The writing side: collects a question's entries and gives the sealed copy.

    secret: anything that only the author's file holds; keys are derived from it, so that the same
    question always gives the same bytes.
    """

    def __init__(self, id: str, secret: bytes, closing: dict[str, Any]) -> None:
        self._id = id
        self._secret = blake2b(secret).digest()[:32]
        self._salt = blake2b(secret, person=b"salt", digest_size=16).digest()
        self._found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self._closing = closing

    @property
    def closing_key(self) -> str:
        """What opens the explanation; belongs into the records of right answers."""
        return b64encode(self._key("closing")).decode()

    def _key(self, what: str) -> bytes:
        return blake2b(what.encode(), key=self._secret, digest_size=32).digest()

    def add(self, slot: str, normal: str, record: dict[str, Any], **short: Any) -> None:
        """An entry: ``record`` goes into a box (shared with equal records), ``short`` beside it."""
        entry = dict(short)
        if record:
            entry["box"] = json.dumps(record, ensure_ascii=False, sort_keys=True)
        entries = self._found.setdefault((slot, normal), [])
        if entry not in entries:
            entries.append(entry)

    def has(self, slot: str, normal: str) -> bool:
        return (slot, normal) in self._found

    def sealed(self) -> dict[str, Any]:
        """``salt``, ``entries``, ``boxes``, ``closing``, in an order that tells nothing."""
        bodies = {one["box"] for found in self._found.values() for one in found if "box" in one}
        keys = {body: self._key("box" + body) for body in bodies}
        shuffled = sorted(bodies, key=keys.__getitem__)
        opens = {one: [n, b64encode(keys[one]).decode()] for n, one in enumerate(shuffled)}
        entries = {}
        for (slot, normal), records in self._found.items():
            tag, key = _tag_and_key(self._salt, self._id, slot, normal)
            full = [one | {"box": opens[one["box"]]} if "box" in one else one for one in records]
            data = json.dumps(full, ensure_ascii=False, separators=(",", ":")).encode()
            entries[tag] = _lock(key, data, _ENTRY)
        closing = json.dumps(self._closing, ensure_ascii=False, sort_keys=True).encode()
        return {
            "salt": b64encode(self._salt).decode(),
            "entries": dict(sorted(entries.items())),
            "boxes": [_lock(keys[body], body.encode(), _BOX) for body in shuffled],
            "closing": _lock(self._key("closing"), closing, _BOX),
        }


# The questions of the course, as they stand in the sealed copies.


class UnknownQuestion(LookupError):
    """There is no question of this id."""


class Question:
    """One question of the sealed copy.

    ``form`` is all that is needed to show it (see docs/authoring-questions.md), ``example`` an
    answer in good form that is not the right one.
    """

    def __init__(self, copy: dict[str, Any], lesson: str = "") -> None:
        self.id: str = copy["id"]
        self.lesson = lesson  # by its number, "06"
        self.grade: int = copy["grade"]
        self.kind: str = copy["kind"]
        self.prompt: Any = copy["prompt"]
        self.hints: list[Any] = copy["hints"]
        self.form: dict[str, Any] = copy["form"]
        self.example: Any = copy["example"]
        self.read: list[str] = copy.get("read", [])  # the sources to have beside it
        self.since: int = copy.get("since", 1)  # the edition of the course that brought it
        self.until: int = copy.get("until", 1)  # … and, where it counts no more, the last to do so
        self.core: bool = copy.get("core", False)
        self.practice: bool = copy.get("practice", False)
        self.retired: Any = copy.get("retired")  # why it is no longer part of the course
        self.withdrawn: bool = copy.get("withdrawn", False)  # … because its key was false
        self._copy = copy

    @property
    def stars(self) -> str:
        return "★" * self.grade

    @property
    def apart(self) -> bool:
        """Whether the course, as it is now, judges it and counts it nowhere."""
        return self.practice or bool(self.retired)

    def counts_in(self, edition: int) -> bool:
        """Whether a hand-in that was made from this edition of the course is marked out of it."""
        return self.since <= edition and (edition <= self.until or not self.apart)

    @cached_property
    def seal(self) -> Seal | None:
        """What opens the entries; ``None`` in a graded copy, which has none."""
        return Seal(self._copy) if "entries" in self._copy else None


# The rubric of an argument: its rows, and what its writer makes of them.

Rows = list[dict[str, Any]]  # each a criterion and its levels, the lowest first
Marks = dict[str, int]  # by a row's name: 1 is the lowest level


def common_rows() -> dict[str, dict[str, Any]]:
    """The rows that the arguments of all lessons share, by name: ``data/rubric.json``."""
    return corpus.loaded("rubric.json")


def row_name(row: dict[str, Any]) -> str:
    """What a row is called where a mark is kept: "other-side", whatever the language in use."""
    return "-".join(re.findall(r"\w+", in_english(row["criterion"]).casefold()))


def own_marks(rows: Rows, given: Any) -> Marks:
    """The writer's own marks, of rows and levels that there are, in the rubric's order."""
    given = given if isinstance(given, dict) else {}
    found = {row_name(row): (given.get(row_name(row)), len(row["levels"])) for row in rows}
    return {row: level for row, (level, most) in found.items() if level in range(1, most + 1)}


def rubric_in_words(rows: Rows) -> list[tuple[str, str]]:
    """The rubric to be read: each criterion with its levels."""
    return [(pick(row["criterion"]), " / ".join(map(pick, row["levels"]))) for row in rows]


def marks_in_words(rows: Rows, own: Marks) -> list[tuple[str, str]]:
    """The writer's own marks as criterion and level, to be read."""
    found = [(row, own[row_name(row)]) for row in rows if row_name(row) in own]
    return [(pick(row["criterion"]), f"{n} ({pick(row['levels'][n - 1])})") for row, n in found]


class Unit:
    """The questions of one lesson, in order, by id.

    uncounted: practice, and what is no longer part of the course: judged, and in no total.
    """

    def __init__(self, copy: dict[str, Any]) -> None:
        self.number: str = copy["unit"]
        self.prefix: str = copy["prefix"]
        self.title: Any = copy["title"]
        self.graded: bool = copy["graded"]
        asked, apart = copy["questions"], copy.get("uncounted", ())
        self.questions = {one["id"]: Question(one, self.number) for one in asked}
        self.uncounted = {one["id"]: Question(one, self.number) for one in apart}
        self.ids = frozenset(self.all)  # also of those that an assignment leaves out
        self._copy = copy

    def only(self, ids: Collection[str]) -> Unit:
        """The unit as an assignment of these of its questions alone."""
        kept = [one for one in self._copy["questions"] if one["id"] in ids]
        made = Unit({**self._copy, "questions": kept, "uncounted": []})
        made.ids = self.ids
        return made

    def counted(self, edition: int) -> list[str]:
        """The ids that a hand-in of an edition is marked out of."""
        return [id for id, one in self.all.items() if one.counts_in(edition)]

    @cached_property
    def all(self) -> dict[str, Question]:
        """Whatever is judged: the questions, then what is not counted."""
        return self.questions | self.uncounted


def folder() -> Path:
    """Where the sealed copies are."""
    return corpus.data("questions")


@lru_cache(maxsize=32)
def _load(path: Path, modified: int) -> Unit:
    return Unit(json.loads(path.read_text("utf-8")))


def unit(prefix: str) -> Unit:
    """The unit whose ids begin with ``prefix``; :class:`UnknownQuestion` where there is none."""
    path = folder() / f"{prefix}.json"
    try:
        return _load(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise UnknownQuestion(prefix) from None


def prefixes() -> list[str]:
    """The prefixes of all units, in the order of the lessons."""
    found = [unit(path.stem) for path in folder().glob("*.json")]
    return [one.prefix for one in sorted(found, key=lambda one: one.number)]


def question(id: str) -> Question:
    """The question of this id, such as "1951.3"; :class:`UnknownQuestion` where there is none."""
    if not (found := known(id)):
        raise UnknownQuestion(id)
    return found


def known(id: str) -> Question | None:
    """The question of this id, where there is one."""
    prefix = id.partition(".")[0]
    with suppress(UnknownQuestion):
        return unit(prefix).all.get(id) if prefix.isalnum() else None
    return None


def unit_number(id: str) -> str:
    """The number of the unit that a question's id names, "02" for "1951.3"; empty where there is
    none."""
    prefix = id.partition(".")[0]
    with suppress(UnknownQuestion):
        return unit(prefix).number if prefix.isalnum() else ""
    return ""


def solution(id: str) -> dict[str, Any]:
    """The readable solution of a question, from ``ALLIANCE_SOLUTIONS`` or the course's folder;
    empty in a student's copy, which holds none."""
    for folder in _solution_folders(os.environ.get("ALLIANCE_SOLUTIONS"), Path.cwd()):
        path = folder / f"{id.partition('.')[0]}.json"
        with suppress(OSError, ValueError, KeyError, AttributeError):
            found: dict[str, Any] = _solutions(path, path.stat().st_mtime_ns).get(id, {})
            return found
    return {}


@lru_cache(maxsize=8)
def _solution_folders(named: str | None, here: Path) -> list[Path]:
    root = corpus.course_root(here)
    # A working copy holds none: they lie in the course that it was made from.
    roots = [root, root.parent] if root else []
    return [Path(named)] if named else [one / "solutions" / "questions" for one in roots]


@lru_cache(maxsize=32)
def _solutions(path: Path, modified: int) -> Any:
    return json.loads(path.read_text("utf-8"))["questions"]


def mistake(id: str, name: str | None) -> dict[str, Any]:
    """The misconception of this name in a question's readable solution; empty where it has none."""
    told = solution(id).get("misconceptions", ())
    return next((one for one in told if one["name"] == name), {})


def called(mistake: dict[str, Any], name: str = "") -> str:
    """What a reader hears a misconception of a readable solution called; that of a copy without
    solutions by the words of its ``name``."""
    return pick(mistake.get("called")) or in_words(mistake.get("name", name))


def in_words(name: str) -> str:
    """A misconception's name, as an author wrote it, in words: "middle-for-truth" is "middle taken
    for truth"."""
    return name.replace("-", " ").replace(" for ", " taken for ", 1)
