"""What a class got wrong: per question how hard it was, whom it tells apart, and which mistakes."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from alliance.classroom.gradebook import shown
from alliance.classroom.items_read import Given, Sheet
from alliance.questions import bank, forms
from alliance.questions.judge import judge
from alliance.questions.kinds import kind as kind_of
from alliance.questions.kinds.base import SILENT, Malformed
from alliance.questions.literal import Unusable, plain
from alliance.questions.phrases import say

FEW = 10  # students; below this a discrimination says little
_RIGHT = ("right", "defensible")
_LOOK_AT = ("wrong", "partly", "malformed")
_LONGEST = 160  # characters of an answer that are shown
_READ_TO_ONE_FORM = ("choice", "choices", "text", "match", "order", "cite")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer without a name of a mistake, in all its spellings, and how many gave it.

    foreseen: the author has written a message for it. full: its most common spelling, uncut.
    """

    shown: str
    count: int
    status: str
    foreseen: bool
    full: Any


@dataclass(slots=True)
class Item:
    """One question as a class answered it. Shares are of ``students``, from 0 to 1.

    students: whose row is about it and is marked; answered: how many gave an answer; right: the
    share with the full score; mean: the mean score, which is the difficulty; discrimination: the
    point-biserial correlation with the score in the unit's other questions, -1 to 1, or None;
    misconceptions: name -> share; hints: hints asked for per student; waiting: not marked yet;
    faults: rows in which the question itself did not work.
    """

    id: str
    students: int
    answered: int
    right: float
    mean: float
    discrimination: float | None
    misconceptions: dict[str, float]
    others: list[Said]
    hints: float
    waiting: int
    faults: int
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def unforeseen(self) -> list[Said]:
        return [one for one in self.others if not one.foreseen]


def analyse(sheets: Iterable[Sheet]) -> list[Item]:
    """An item per question of the gradebook, in the order of the course."""
    rows = [sheet.answers for sheet in sheets]
    ids = {id for answers in rows for id in answers}
    return [_item(id, rows) for id in sorted(ids, key=_place)]


def _place(id: str) -> tuple[str, str, int, str]:
    prefix, _, number = id.partition(".")
    digits = "".join(char for char in number if char.isdigit())
    try:
        unit = bank.unit(prefix).number
    except bank.UnknownQuestion:
        unit = "99"
    return unit, prefix, int(digits or 0), number


def _item(id: str, rows: list[dict[str, Given]]) -> Item:
    given = [answers[id] for answers in rows if id in answers]
    marked = [one for one in given if one.score is not None and one.status != "author-error"]
    count = len(marked)
    share = 1 / count if count else 0.0
    named = Counter(one.misconception for one in marked if one.misconception)
    parts = Counter(_part(one) for one in marked)
    return Item(
        id,
        students=count,
        answered=sum(one.status != "not-attempted" for one in marked),
        right=share * sum(one.score == 1 for one in marked),
        mean=share * math.fsum(one.score or 0.0 for one in marked),
        discrimination=_discrimination(id, rows),
        misconceptions={name: share * n for name, n in named.most_common()},
        others=_others(id, marked),
        hints=share * sum(one.hints for one in marked),
        waiting=sum(one.score is None for one in given),
        faults=sum(one.status == "author-error" for one in given),
        parts={part: share * n for part, n in parts.items()},
    )


def _part(one: Given) -> str:
    """Where an answer belongs in the figure: each belongs to one part only."""
    if one.score == 1 and one.status != "not-attempted":
        return "right"
    if one.misconception:
        return "known mistake"
    if one.status == "not-attempted":
        return "no answer"
    return "partly" if one.score else "other answer"


def _discrimination(id: str, rows: list[dict[str, Given]]) -> float | None:
    """The correlation of the score here with the mean score of the unit's other questions."""
    unit = id.partition(".")[0] + "."
    pairs = []
    for answers in rows:
        here = answers.get(id)
        rest = [
            one.score
            for other, one in answers.items()
            if other != id and other.startswith(unit) and one.score is not None
        ]
        if here and here.score is not None and here.status != "author-error" and rest:
            pairs.append((here.score, math.fsum(rest) / len(rest)))
    return correlation(pairs)


def correlation(pairs: list[tuple[float, float]]) -> float | None:
    """Pearson's r; with a first value that is 0 or 1 it is the point-biserial correlation. None
    for fewer than three pairs, and where one of the two is the same in all.

    >>> correlation([(0, 0.1), (0, 0.3), (1, 0.7), (1, 0.9)])
    0.9486832980505138
    """
    if len(pairs) < 3 or any(max(v) - min(v) < 1e-9 for v in zip(*pairs, strict=True)):
        return None
    from statistics import correlation as r

    return r(*zip(*pairs, strict=True))


def _others(id: str, marked: list[Given]) -> list[Said]:
    """The answers that are not right and bear no name, by normal form, the most common first."""
    groups: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in marked:
        unnamed = one.status in _LOOK_AT and not one.misconception and one.answer is not None
        if unnamed and not isinstance(one.answer, bool):
            groups[one.status, normal(id, shown(one.answer))].append(one.answer)
    said = []
    for (status, _), answers in groups.items():
        (spelling, _), *_ = Counter(map(shown, answers)).most_common(1)
        full = next(answer for answer in answers if shown(answer) == spelling)
        cut = spelling if len(spelling) <= _LONGEST else spelling[: _LONGEST - 1] + "…"
        told = status != "malformed" and foreseen(id, full)
        said.append(Said(cut, len(answers), status, told, full))
    return sorted(said, key=lambda one: (-one.count, one.shown))


def answer_of(text: str) -> Any:
    """The answer that a text stands for: JSON where it is a list or a mapping."""
    if text[:1] in ("[", "{"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


@lru_cache(maxsize=8_192)
def normal(id: str, said: str) -> str:
    """What different spellings of one answer have in common, as the question reads them."""
    try:
        question = bank.question(id)
        kind = kind_of(question.kind)
        given = kind.understand(question.form, plain(answer_of(said)))
        if given is SILENT:
            return SILENT
        if question.kind in _READ_TO_ONE_FORM:
            return next(iter(kind.normals(question.form, given)))
        if question.kind == "date":
            return str(given.iso())
        if question.kind == "number":
            slot, unit, value = given[0]
            return f"{slot}|{unit}|{value.normalize()}"
    except (bank.UnknownQuestion, Malformed, Unusable, StopIteration, RecursionError):
        pass
    return forms.phrase(said[:300]) or said


def foreseen(id: str, answer: Any) -> bool:
    """Whether the author has a message of its own for this answer."""
    try:
        found = judge(bank.question(id), answer)
    except bank.UnknownQuestion:
        return False
    return bool(found.message) and found.message != say("wrong-text", id=id)
