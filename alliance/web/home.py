"""The first page: what the course asks, the years that it tells of, where one was, what is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from alliance import cards, corpus, course, reading
from alliance.html import Html, page
from alliance.questions import bank


class Listing(NamedTuple):
    """A lesson as the page lists it: what it says of itself, its name, the file's stem, its
    questions and the stem of their file, where there are any."""

    lesson: course.Lesson
    name: str
    stem: str
    unit: bank.Unit | None
    questions: str | None


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


def home(rows: Sequence[Listing], sources: Sequence[corpus.Source]) -> Html:
    """The first page of a site that has these lessons and sources."""
    articles = [one for one in sources if one.kind == "article"]
    return page(
        "home",
        rows=rows,
        arcs=_arcs(rows),
        marked=[(year, _at(year)) for year in _MARKED],
        line=_LINE,
        articles=articles,
        treaties=[one for one in sources if one not in articles],
        documents=len(cards.documents()),
        byline=reading.byline,
    )


def _at(year: int) -> int:
    """Where a year begins on the line."""
    return _A_YEAR * (year - _FIRST + 1)


def _arcs(rows: Sequence[Listing]) -> list[Arc]:
    """Wide arcs first, for narrow ones to lie over; lessons of the same years share one."""
    told: dict[tuple[int, int], list[Listing]] = defaultdict(list)
    for row in rows:
        if row.lesson.years:
            told[row.lesson.years].append(row)
    spans = {(_at(first), _at(last + 1)): told[first, last] for first, last in sorted(told)}
    narrow = [span for span in spans if span[1] - span[0] <= _ROOM]
    made = []
    for (left, right), several in sorted(spans.items(), key=lambda one: one[0][0] - one[0][1]):
        numbers, middle = ", ".join(row.lesson.unit for row in several), (left + right) // 2
        before = any(one < (left, right) and one[1] > left for one in narrow)
        if right - left > _ROOM:
            height = 20 + 18 * (right - left) // 100
            label = (f"{numbers} {several[0].name}", middle, _LINE - height + 20, "middle")
        elif left > _at(_MARKED[-1]) // 2:  # the wide arcs come down on this side
            height, label = 34, (numbers, left - 5, _LINE - 8, "end")
        elif before:
            height, label = 34, (numbers, right + 5, _LINE - 26, "start")
        else:
            height = 62 if any((left, right) < one and one[0] < right for one in narrow) else 34
            label = (numbers, middle, _LINE - height - 8, "middle")
        prefixes = tuple(row.unit.prefix for row in several if row.unit)
        made.append(Arc(prefixes, left, right, height, label))
    return made
