"""Dates in a running text, with their precision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta

from alliance.adding.gazetteer import MONTHS, WEEKDAYS, WORDS, Mention, Tokens, lexicon, patterns

_RE = patterns("dates")
_STYLES = patterns("date styles")  # how dates are written: the first style that fits counts
_ORDINALS = {word: n for n, word in enumerate(lexicon("ordinals").split(), start=1)}
_NUMBERED = {name[:3].lower(): n for n, name in enumerate(MONTHS, start=1)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ERAS = {"Meiji": 1867, "Taisho": 1911, "Showa": 1925, "Heisei": 1988, "Reiwa": 2018,
         "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}  # fmt: skip
_SEEDS = (
    WORDS["dates seeds"]
    | WORDS["shouted months"]
    | {*MONTHS, *WEEKDAYS, *_ORDINALS, "twenty", "thirty"}
)
Parts = Mapping[str, str | None]

# Calendar expressions, as exact as printed: 1960-01-19, XXXX-08, 197X, 1950/1953.


def written_date(parts: Parts) -> str | None:
    """The value of a date whose ``parts`` a style has named; None for "last June" and "Monday".

    parts: year, month and day, those of the end of a span (year2, month2, day2), era and nth year
    of it, decade, named (a weekday, or what is last or next).
    """
    if decade := parts.get("decade"):
        return decade[:3] + "X"
    if parts.get("named"):
        return None
    year, era, nth = parts.get("year"), parts.get("era"), parts.get("nth")
    if era and nth:
        year = str(_ERAS[era] + (1 if nth == "元" else int(nth)))
    year = _century(year, "20") if year else "XXXX"
    month, month2, day2 = parts.get("month"), parts.get("month2"), parts.get("day2")
    start = _joined(year, month or month2, parts.get("day"))
    if year2 := parts.get("year2"):
        return f"{start}/{_century(year2, year)}"
    return f"{start}/{_joined(year, month2 or month, day2)}" if day2 else start


def _joined(year: str, month: str | None, day: str | None) -> str:
    numbers = [_month_number(month)] if month else []
    if day:
        numbers.append(_ORDINALS.get(day) or int(re.sub("[a-z]+", "", day)))
    return "-".join([year, *(f"{number:02d}" for number in numbers)])


def _month_number(name: str) -> int:
    """1 to 12 for a month, in figures, in full or abbreviated; 21 to 24 for a season."""
    name = name.lower()
    return int(name) if name.isdigit() else _SEASONS.get(name) or _NUMBERED[name[:3]]


def _century(year: str, like: str) -> str:
    return year if len(year) == 4 else like[:2] + year


def _refused(style: str, m: re.Match[str], text: str) -> bool:
    """True for a number that is no year and a month's name that is no month."""
    start, end = m.span()
    before = text[max(0, start - 24) : start]
    if style == "years":
        backwards = len(m["year2"] or "") == 2 and int(m["year2"]) <= int(m["year"][2:])
        counted = _RE["counted"].match(text, end) or _RE["numbered"].search(before)
        return backwards or bool(counted)
    if style == "month alone":
        theresa = before.endswith("Theresa ")
        if theresa or _RE["month context"].search(before):
            return theresa
        person = m["month"] in {"April", "June", "August"}
        named = person and re.match(r"\s+[A-Z][a-z]", text[end : end + 30])
        return bool(named) or m["month"] in {"May", "March"}
    if style == "last or next":
        return m["named"] == "fall" and not m["which"].lower().startswith(("last", "this", "next"))
    return style == "day month" and m["month"] == "May" and text[end : end + 4] == " be "


def _matches(tokens: Tokens) -> Iterator[tuple[str, re.Match[str]]]:
    """Tried only where a token can begin a date: much faster than at every character."""
    text, after = tokens.text, 0
    for word, start in zip(tokens.words, tokens.starts, strict=True):
        seed = word in _SEEDS or "0" <= word[0] <= "9" or word[:2] in _ERAS
        if seed and start >= after and not _RE["no beginning"].match(text[start - 1 : start]):
            tries = ((name, style.match(text, start)) for name, style in _STYLES.items())
            for name, m in ((name, m) for name, m in tries if m):
                after = m.end()
                yield name, m
                break


def dates(p: int, tokens: Tokens, today: str | None) -> list[Mention]:
    """The calendar expressions in paragraph ``p``; ``today`` is the article's own date."""
    found = []
    text = tokens.text
    for style, m in _matches(tokens):
        if _refused(style, m, text):
            continue
        value = written_date(m.groupdict())
        detail = {"calendar": "fiscal year"} if style == "fiscal year" else {}
        partial = today and (value is None or value.startswith("XXXX"))
        if today and partial and (resolved := resolve(m, value, text, today)):
            detail["resolved"] = resolved
        found.append(Mention(p, *m.span(), "date", m[0], value, detail))
    for m in _RE["short decade"].finditer(text) if "0s" in text else ():
        found.append(Mention(p, *m.span(), "date", m[0], f"19{m['dec'][0]}X"))
    return found


# Which day "Jan. 17", "Sunday" or "last June" was, when the article's date settles it.


def resolve(m: re.Match[str], value: str | None, text: str, today: str) -> str | None:
    """The full date (or month) that match ``m`` means in an article of ``today``, or None.

    A paragraph that names another year than the article's leaves a day without year unresolved:
    it may belong to that year.
    """
    year, month, day = (*(int(part) for part in today.split("-")), 0, 0)[:3]
    before = text[text.rfind(". ", 0, m.start()) + 1 : m.start()]
    if not month or (value and len(value) not in (7, 10)):
        return None
    if value:
        if any(abs(int(other) - year) > 1 for other in _RE["year alone"].findall(text)):
            return None
        if len(value) == 10:
            return _nearest(value, date(year, month, day or 15))
        number, future = int(value[5:]), _RE["future"].search(before)
        year += number < month if future else -(number > month)
        return f"{year}-{number:02d}"
    word, which = m["named"], (m.groupdict().get("which") or "").lower()
    following = which.endswith("coming") or which == "next"
    if word in WEEKDAYS and day:
        this, ahead = date(year, month, day), not which and _RE["ahead"].search(before)
        back = (this.weekday() - WEEKDAYS.index(word)) % 7 or 7 * (which == "last")
        days = 7 - back if following else (7 - back) % 7 if ahead else -back
        return (this + timedelta(days=days)).isoformat()
    if word not in MONTHS:
        return None
    number = MONTHS.index(word) + 1
    year += number <= month if following else -(which == "last" and number >= month)
    return f"{year}-{number:02d}"


def _nearest(value: str, today: date) -> str | None:
    """The occurrence of XXXX-MM-DD nearest to ``today``; there is a 29 February in a few years."""
    near = []
    for year in (today.year - 1, today.year, today.year + 1):
        with suppress(ValueError):
            near.append(date(year, int(value[5:7]), int(value[8:10])))
    return min(near, key=lambda one: abs(one - today)).isoformat() if near else None
