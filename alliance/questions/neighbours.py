"""What the course tells of a date or a figure that was given and not asked for.

A wrong day is often the day of something else, a wrong figure that of another counter: the student
has looked, and found the neighbour. To say whose it is teaches more than "look again". The facts
that are told only weakly are left out, and so is whatever would hold the answer itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from alliance import corpus
from alliance.languages import say
from alliance.questions import numbers

_FIGURE = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?: (?:thousand|million|billion|trillion)\b)?")
_DATE = re.compile(r"(?:\d{1,2} )?[A-Z][a-z]+ (?:\d{1,2}, )?\d{4}|\d{4}-\d\d-\d\d")
_YEARLESS = re.compile(r"\b(\d{1,2} [A-Z][a-z]+)(?! ?\d)")
_DIGITS = 3  # from which equal figures are no accident
_ROUND = 1_000  # … or from this size on
_YEARS = range(1800, 2100)

Neighbour = tuple[str, str]  # a sentence that tells of it, and the work it is taken from
Answers = Callable[[str], bool]  # whether words hold the answer that is asked for


def on(day: str, answers: Answers) -> Neighbour | None:
    """What else happened on ``day`` (``1951-09-08``), or which article appeared then."""

    def dated(sentence: str) -> list[str]:
        return _DATE.findall(_YEARLESS.sub(rf"\1 {day[:4]}", sentence))

    found = _harmless(_days().get(day, []), dated, answers)
    return found and (found[0] or say("told-article"), found[1])


def figure(value: Decimal, answers: Answers) -> Neighbour | None:
    """What else ``value`` is the figure of."""
    return _harmless(_figures().get(value, []), _FIGURE.findall, answers)


def _harmless(
    found: list[Neighbour], parts: Callable[[str], list[str]], answers: Answers
) -> Neighbour | None:
    return next((one for one in found if not any(map(answers, parts(one[0])))), None)


def _facts() -> list[tuple[dict[str, str], Neighbour]]:
    from alliance.evidence import original, parted  # most answers have no neighbour

    sound = (one for one in corpus.facts() if one["status"] == "verified" and not one.get("weak"))
    # The statement, which a reader understands alone: what a fact is in short is a table's label.
    return [(one, (one["statement"].rstrip("."), parted(original(one))[0])) for one in sound]


@lru_cache(maxsize=1)
def _days() -> dict[str, list[Neighbour]]:
    days: dict[str, list[Neighbour]] = {}
    for one, told in _facts():
        days.setdefault(one.get("date") or "", []).append(told)
    for source in corpus.sources("article"):
        days.setdefault(str(source.date), []).append(("", source.short))
    return days


@lru_cache(maxsize=1)
def _figures() -> dict[Decimal, list[Neighbour]]:
    figures: dict[Decimal, list[Neighbour]] = {}
    for one, told in _facts():
        for written in _FIGURE.findall(one["statement"]):
            digits, _, scale = written.replace(",", "").partition(" ")
            for value in {Decimal(digits), Decimal(digits) * numbers.scale(scale)}:
                long = len(value.normalize().as_tuple().digits) >= _DIGITS
                if value not in _YEARS and (long or value >= _ROUND):
                    figures.setdefault(value.normalize(), []).append(told)
    return figures
