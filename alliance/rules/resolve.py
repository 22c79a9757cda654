"""Which day "Jan. 17", "Sunday" or "last June" was, when the article's date settles it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .lexicon import MONTHS, WEEKDAYS

_FUTURE = re.compile(
    r"\b(?:will|would|shall|plans?|planned|expected|scheduled|slated|due|set|upcoming)\b"
)
# "will meet on Friday", not "will meet, he said on Friday"
_AHEAD = re.compile(
    r"\b(?:will|is\s+to|are\s+to|set\s+to|due\s+to|scheduled|slated|precedes?)\b(?![^.]*\b(?:said|told|announced)\b)[^.]*$"
)
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")


def resolve(m: re.Match[str], value: str | None, text: str, today: str) -> str | None:
    """The full date (or month) that match ``m`` means in an article of ``today``, or None.

    A paragraph that names another year than the article's leaves a day without year unresolved:
    it may belong to that year.
    """
    year, month, day = (*(int(part) for part in today.split("-")), 0, 0)[:3]
    if not month:
        return None
    if value and value.startswith("XXXX-") and len(value) == 10:
        other = [y for y in _YEAR.findall(text) if abs(int(y) - year) > 1]
        return None if other else _day(value, date(year, month, day or 15))
    if m["mon"]:
        if any(abs(int(y) - year) > 1 for y in _YEAR.findall(text)):
            return None
        return _month(_number(m["monm"]), year, month, _sentence(m, text))
    if m["wd"] or m["rel"]:
        word = m["relx"] or m["wd"]
        which = (m["relw"] or "").lower()
        if word in WEEKDAYS:
            ahead = not which and _AHEAD.search(_sentence(m, text))
            return _weekday(word, which, date(year, month, day), bool(ahead)) if day else None
        if word in MONTHS:
            return _named_month(_number(word), which, year, month)
    return None


def _number(name: str) -> int:
    return MONTHS.index(name) + 1


def _sentence(m: re.Match[str], text: str) -> str:
    start = text.rfind(". ", 0, m.start()) + 1
    return text[start : m.start()]


def _day(value: str, today: date) -> str | None:
    """The occurrence of XXXX-MM-DD nearest to ``today``."""
    month, day = int(value[5:7]), int(value[8:10])
    near = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            near.append(date(year, month, day))
        except ValueError:
            continue
    return min(near, key=lambda one: abs(one - today)).isoformat() if near else None


def _month(number: int, year: int, month: int, before: str) -> str:
    if _FUTURE.search(before):
        year += number < month
    else:
        year -= number > month
    return f"{year}-{number:02d}"


def _named_month(number: int, which: str, year: int, month: int) -> str:
    if which == "last":
        year -= number >= month
    elif which.endswith("coming") or which == "next":
        year += number <= month
    return f"{year}-{number:02d}"


def _weekday(name: str, which: str, today: date, ahead: bool) -> str:
    back = (today.weekday() - WEEKDAYS.index(name)) % 7
    if ahead:
        return (today + timedelta(days=(7 - back) % 7)).isoformat()
    if which == "next" or which.endswith("coming"):
        return (today + timedelta(days=7 - back)).isoformat()
    if which == "last" and back == 0:
        back = 7
    return (today - timedelta(days=back)).isoformat()
