"""Dates and figures in a running text: days, amounts, shares, counts and ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from alliance.adding.gazetteer import (
    MONTHS,
    WEEKDAYS,
    WORDS,
    Mention,
    Tokens,
    lexicon,
    lists,
    patterns,
)
from alliance.questions.numbers import SCALES, UNITS, NoAmount, amount

_DATES = patterns("dates")
_STYLES = patterns("date styles")  # how dates are written: the first style that fits counts
_ORDINALS = {word: n for n, word in enumerate(lexicon("ordinals").split(), start=1)}
_NUMBERED = {name[:3].lower(): n for n, name in enumerate(MONTHS, start=1)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ERAS = {"Meiji": 1867, "Taisho": 1911, "Showa": 1925, "Heisei": 1988, "Reiwa": 2018,
         "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}  # fmt: skip
_DATE_SEEDS = (
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
        counted = _DATES["counted"].match(text, end) or _DATES["numbered"].search(before)
        return backwards or bool(counted)
    if style == "month alone":
        theresa = before.endswith("Theresa ")
        if theresa or _DATES["month context"].search(before):
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
        seed = word in _DATE_SEEDS or "0" <= word[0] <= "9" or word[:2] in _ERAS
        if seed and start >= after and not _DATES["no beginning"].match(text[start - 1 : start]):
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
    for m in _DATES["short decade"].finditer(text) if "0s" in text else ():
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
        if any(abs(int(other) - year) > 1 for other in _DATES["year alone"].findall(text)):
            return None
        if len(value) == 10:
            return _nearest(value, date(year, month, day or 15))
        number, future = int(value[5:]), _DATES["future"].search(before)
        year += number < month if future else -(number > month)
        return f"{year}-{number:02d}"
    word, which = m["named"], (m.groupdict().get("which") or "").lower()
    following = which.endswith("coming") or which == "next"
    if word in WEEKDAYS and day:
        this, ahead = date(year, month, day), not which and _DATES["ahead"].search(before)
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


# Amounts, shares, counts and ranks, with their units.


_FIGURES = patterns("figures")
_LISTS = lists("figures")
_SIGNS = {"$": "USD", "¥": "yen", "\uffe5": "yen", "€": "EUR", "£": "GBP", "₩": "KRW"}
_NATIONAL = {"NT": "TWD", "A": "AUD", "C": "CAD", "S": "SGD", "US": "USD", "HK": "HKD", "NZ": "NZD"}
# Beside the currencies and units in which answers are given.
_MONEY = {"renminbi": "CNY", "rubles": "RUB", "roubles": "RUB", "rupees": "INR", "pesos": "PHP"}
_PLURALS = {"metre": "meters", "metres": "meters", "tonne": "tons", "tonnes": "tons",
            "foot": "feet", "feet": "feet", "kg": "kg", "nm": "nautical miles"}  # fmt: skip
_NUMBER_WORDS = WORDS["numbers"] | WORDS["tens"] | {"a", "an", "half", "hundred", "dozen"}
_FIGURE_SEEDS = {*_SIGNS, *_NUMBER_WORDS, *(word.capitalize() for word in _NUMBER_WORDS)}
_SCALED = [[word] for word in (*SCALES, "dozen", "percentage")]


@lru_cache(maxsize=4096)
def _number(text: str, scale: str | None = None) -> Decimal | None:
    """What "1.055", "fifty-four thousand" or "half a" is, times a scale; None if it is none, or is
    just "one"."""
    spelled, times = re.sub(r"\band\b", " ", text.lower()), Decimal(1)
    for word, factor in (("half", Decimal("0.5")), ("dozen", Decimal(12))):
        if word in spelled:
            spelled, times = spelled.replace(word, " "), times * factor
    spelled = "1" if spelled.split() in ([], ["a"], ["an"]) else spelled
    try:
        value = times * amount(f"{spelled} {scale or ''}").value
    except (NoAmount, ArithmeticError):
        return None
    return None if value == 1 and text[0].isalpha() else value


def _printed(value: Decimal) -> str:
    """Without exponent and without zeros that say nothing: 189300000000, 58.4."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _range(m: re.Match[str]) -> str | None:
    """ "8000000000/10000000000" for $8–10 billion: a scale after the second number serves both."""
    parts = m.groupdict()
    scale, last = parts.get("sa"), parts.get("sb")
    values = [_number(m["a"], scale or last)]
    if second := parts.get("b") or parts.get("b2"):
        values.append(_number(second, last or scale))
    printed = [_printed(value) for value in values if value is not None]
    return "/".join(printed) if len(printed) == len(values) else None


def figures(p: int, tokens: Tokens, dates: list[Mention]) -> list[Mention]:
    """The figures in paragraph ``p``; what ``dates`` cover is no figure."""
    text, after = tokens.text, 0
    found: list[Mention] = []
    for i, word in enumerate(tokens.words):
        at = tokens.starts[i]
        if at < after or not (word in _FIGURE_SEEDS or "0" <= word[0] <= "9"):
            continue
        if word in _LISTS["articles"] and tokens.words[i + 1 : i + 2] not in _SCALED:
            continue
        if word in _SIGNS and tokens.glued(i) and tokens.words[i - 1] in _NATIONAL:  # NT$, US$
            at = tokens.starts[i - 1]
        row = _figure(text, at, word in _SIGNS)
        if row is None or row[2] is None:
            continue
        start, end, value, unit = row
        if all(end <= mark.start or start >= mark.end for mark in dates):
            after = end
            found.append(Mention(p, start, end, "figure", text[start:end], value, {"unit": unit}))
    return found


def _figure(text: str, at: int, sign: bool) -> tuple[int, int, str | None, str] | None:
    """Start, end, value and unit of the figure that begins at ``at``."""
    if sign:
        m = _FIGURES["signed"].match(text, at)
        nation = (m["nation"] or "").upper() if m else ""
        return (*m.span(), _range(m), _NATIONAL.get(nation, _SIGNS[m["sign"]])) if m else None
    if m := _FIGURES["money"].match(text, at):
        unit = m["unit"].lower()
        return *m.span(), _range(m), UNITS.get(unit) or _MONEY[unit]
    if m := _FIGURES["japanese"].match(text, at):
        return *m.span(), _range(m), UNITS[m["unit"]]
    if m := _FIGURES["percent"].match(text, at):
        unit = "percentage points" if m["point"] else "percent"
        if m["gdp"]:
            unit += " of GNP" if re.search("GNP|ational", m["gdp"]) else " of GDP"
        return *m.span(), "1" if m["a"].lower() in {"one", "a"} else _range(m), unit
    m = _FIGURES["head"].match(text, at)
    return _counted(m, text) if m else None


def _counted(m: re.Match[str], text: str) -> tuple[int, int, str, str] | None:
    """Start, end, value and unit of a count: "54,000 American troops", "five-year", "1,000 km"."""
    start, end = m.start(), m.end() - len(m["hyphen"])
    before, value = text[max(0, start - 24) : start], _range(m)
    vague = m["a"].lower().startswith(("a ", "an ")) and not m["sa"]
    few = _FIGURES["few"].search(before) or (vague and not _FIGURES["round"].match(m["a"]))
    if few or _FIGURES["numbered"].search(before) or value in {None, "1", "0"}:
        return None
    words = m["a"][0].isalpha()
    glued = _FIGURES["glued"].match(text, m.end() if m["hyphen"] else end)
    if glued and not (words and text[m.end() : m.end() + 1] == "-"):
        unit = " ".join(re.split(r"[\s-]+", glued["u"].lower()))
        unit = UNITS.get(unit) or _PLURALS.get(unit, unit.removesuffix("s") + "s")
        if text[glued.end() : glued.end() + 4] == " old":
            return None
        square = "square " if "square" in glued[0] else ""
        return start, glued.end(), value, square + unit
    if m["hyphen"] or text[end : end + 1] in {"-", "–", "/", ":", "+", "%"}:
        return None
    noun = _noun(text, end)
    if noun is None:
        big = m["sa"] or "," in m["a"] or (words and re.search("thousand|million|billion", m["a"]))
        return (start, end, value, "") if big else None
    spelled = words and " " not in m["a"] and noun[1] not in _LISTS["times"]
    if spelled and _FIGURES["definite"].search(before):
        return None
    return start, noun[0], value, noun[1]


def _noun(text: str, at: int) -> tuple[int, str] | None:
    """End and surface of the first plural noun within five words of ``at``."""
    for first in (True, False, False, False, False):
        m = _FIGURES["next"].match(text, at)
        if m is None:
            return None
        word = m[1].rstrip(".")
        plain = word.replace("’", "'").removesuffix("'s") if word[-2:] in {"’s", "'s"} else word
        if first and m[1] in {"more", "other"}:  # 20 more ships
            at = m.end(1)
            continue
        if word.lower() in _LISTS["end"]:
            return None
        plural = plain.endswith("s") and not plain.endswith(("ss", "ous", "’s", "'s", "U.S"))
        plural = plural and plain not in _LISTS["no noun"] and len(plain) > 3
        if plural or plain.lower() in _LISTS["irregular"]:
            return m.start(1) + len(plain), plain
        at = m.end(1)
    return None
