"""The questions of the installed course: each unit is read when it is first asked for."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.questions.seal import Seal


class UnknownQuestion(LookupError):
    """There is no question of this id."""


class Question:
    """One question of the sealed copy.

    ``form`` is all that is needed to show it (see docs/authoring-questions.md), ``example`` an
    answer in good form that is not the right one.
    """

    def __init__(self, copy: dict[str, Any]) -> None:
        self.id: str = copy["id"]
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


class Unit:
    """The questions of one lesson, in order, by id.

    uncounted: practice, and what is no longer part of the course: judged, and in no total.
    """

    def __init__(self, copy: dict[str, Any]) -> None:
        self.number: str = copy["unit"]
        self.prefix: str = copy["prefix"]
        self.title: Any = copy["title"]
        self.graded: bool = copy["graded"]
        self.questions = {one["id"]: Question(one) for one in copy["questions"]}
        self.uncounted = {one["id"]: Question(one) for one in copy.get("uncounted", ())}
        self.ids = frozenset(self.all)  # also of those that an assignment leaves out
        self._counted: dict[int, list[str]] = {}
        self._copy = copy

    def only(self, ids: Collection[str]) -> Unit:
        """The unit as an assignment of these of its questions alone."""
        kept = [one for one in self._copy["questions"] if one["id"] in ids]
        made = Unit({**self._copy, "questions": kept, "uncounted": []})
        made.ids = self.ids
        return made

    def counted(self, edition: int) -> list[str]:
        """The ids that a hand-in of an edition is marked out of."""
        if edition not in self._counted:
            self._counted[edition] = [id for id, one in self.all.items() if one.counts_in(edition)]
        return self._counted[edition]

    @cached_property
    def all(self) -> dict[str, Question]:
        """Whatever is judged: the questions, then what is not counted."""
        return self.questions | self.uncounted


def folder() -> Path:
    """Where the sealed copies are."""
    return corpus.data("questions")


@lru_cache(maxsize=32)
def _load(path: str, modified: int) -> Unit:
    return Unit(json.loads(Path(path).read_text("utf-8")))


_known: dict[str, Question] = {}


def unit(prefix: str) -> Unit:
    """The unit whose ids begin with ``prefix``; :class:`UnknownQuestion` where there is none."""
    path = folder() / f"{prefix}.json"
    try:
        return _load(str(path), path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise UnknownQuestion(prefix) from None


def prefixes() -> list[str]:
    """The prefixes of all units, in the order of the lessons."""
    found = [unit(path.stem) for path in folder().glob("*.json")]
    return [one.prefix for one in sorted(found, key=lambda one: one.number)]


def question(id: str) -> Question:
    """The question of this id, such as "1951.3"; :class:`UnknownQuestion` where there is none."""
    if id not in _known:
        prefix = id.partition(".")[0]
        if not prefix.isalnum() or id not in unit(prefix).all:
            raise UnknownQuestion(id)
        _known[id] = unit(prefix).all[id]
    return _known[id]


def forget() -> None:
    """Read the files again when next asked (after a build, in tests)."""
    _known.clear()
    _load.cache_clear()
