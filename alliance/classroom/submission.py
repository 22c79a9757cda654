"""What one file of a student's says: the answers in it, and what a teacher should look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from alliance.questions import forms
from alliance.questions.literal import Unusable, plain

MOST_ANSWERS = 2_000
_SHORT = 200  # characters; a blank has fewer


class Unreadable(ValueError):
    """This file holds no answers that can be read; the message says why and what to ask for."""


@dataclass(slots=True)
class Submission:
    """answers: by question id, as written. units: the numbers of those it says it belongs to.

    student: as the file itself names it, or None. computed: questions whose answer was worked out
    by code. hints: how many hint calls stand in it, by question. notes: what to look at, each with
    the question's id, or with "" where it is about the file. run: a hash of the moments at which
    cells were run, where they were kept.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    student: str | None = None
    computed: set[str] = field(default_factory=set)
    hints: dict[str, int] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    run: str | None = None

    def note(self, question: str, text: str) -> None:
        if (question, text) not in self.notes:
            self.notes.append((question, text))


def whole(digits: str) -> int | str:
    """For ``json.loads``: Python reads whole numbers in quadratic time, and nobody's answer has a
    hundred digits."""
    return int(digits) if len(digits) <= 100 else digits


def same(one: Any, other: Any) -> bool:
    """Whether two answers are the same data; what is no data is like nothing."""
    try:
        return bool(one == other or plain(one) == plain(other))
    except (Unusable, RecursionError):
        return False


def blank(answer: Any) -> bool:
    """Whether this is no answer at all: empty, or the exercise's place holder, all through."""
    kind = type(answer)
    try:
        if kind is str:
            return len(answer) < _SHORT and _blank_text(answer)
        if kind in (list, tuple, dict):
            return all(map(blank, answer.values() if kind is dict else answer))
    except RecursionError:
        return False
    return answer is None or answer is ...


@lru_cache(maxsize=2_048)
def _blank_text(text: str) -> bool:
    return forms.is_blank(text)
