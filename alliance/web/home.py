"""What is drawn on the first page: an arc for each lesson over the years that it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from alliance import course
from alliance.languages import pick
from alliance.questions import bank


class Arc(NamedTuple):
    """An arc over the years of one lesson or several, in units of the drawing.

    units: the prefixes of their questions; label: its words, where they stand and from which edge.
    """

    units: tuple[str, ...]
    left: int
    right: int
    height: int
    label: tuple[str, int, int, str]


# The line of years: ten units a year, its height in the drawing, and years marked on it.
_FIRST, _A_YEAR, _LINE = 1951, 10, 180
_MARKED = (1951, 1960, 1980, 2000, 2025)
_ROOM = 120  # an arc that is wider has its lesson's name under it, not its number at its side


def years(lessons: Sequence[course.Lesson], units: Mapping[str, bank.Unit]) -> dict[str, Any]:
    """The line of years, where years are marked on it, and the arcs of these lessons over it, which
    have the names of these units, by the lessons' numbers."""
    marked = [(year, _at(year)) for year in _MARKED]
    return {"line": _LINE, "marked": marked, "arcs": _arcs(lessons, units)}


def _at(year: int) -> int:
    """Where a year begins on the line."""
    return _A_YEAR * (year - _FIRST + 1)


def _arcs(lessons: Sequence[course.Lesson], units: Mapping[str, bank.Unit]) -> list[Arc]:
    """Wide arcs first, for narrow ones to lie over; lessons of the same years share one."""
    told: dict[tuple[int, int], list[course.Lesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.years:
            told[lesson.years].append(lesson)
    spans = {(_at(first), _at(last + 1)): told[first, last] for first, last in sorted(told)}
    narrow = [span for span in spans if span[1] - span[0] <= _ROOM]
    made = []
    for (left, right), several in sorted(spans.items(), key=lambda one: one[0][0] - one[0][1]):
        asked = [units[one.unit] for one in several if one.unit in units]
        numbers, middle = ", ".join(one.unit for one in several), (left + right) // 2
        before = any(one < (left, right) and one[1] > left for one in narrow)
        if right - left > _ROOM:
            height = 20 + 18 * (right - left) // 100
            name = pick(asked[0].title) if asked else ""
            label = (f"{numbers} {name}", middle, _LINE - height + 20, "middle")
        elif left > _at(_MARKED[-1]) // 2:  # the wide arcs come down on this side
            height, label = 34, (numbers, left - 5, _LINE - 8, "end")
        elif before:
            height, label = 34, (numbers, right + 5, _LINE - 26, "start")
        else:
            height = 62 if any((left, right) < one and one[0] < right for one in narrow) else 34
            label = (numbers, middle, _LINE - height - 8, "middle")
        made.append(Arc(tuple(unit.prefix for unit in asked), left, right, height, label))
    return made
