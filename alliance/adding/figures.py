"""Figures: amounts, shares, counts and ranks, with their units."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from alliance.adding.gazetteer import WORDS, Mention, Tokens, lists, patterns
from alliance.questions.numbers import SCALES, UNITS, NoAmount, amount

_RE = patterns("figures")
_W = lists("figures")
_SIGNS = {"$": "USD", "¥": "yen", "\uffe5": "yen", "€": "EUR", "£": "GBP", "₩": "KRW"}
_NATIONAL = {"NT": "TWD", "A": "AUD", "C": "CAD", "S": "SGD", "US": "USD", "HK": "HKD", "NZ": "NZD"}
# Beside the currencies and units in which answers are given.
_MONEY = {"renminbi": "CNY", "rubles": "RUB", "roubles": "RUB", "rupees": "INR", "pesos": "PHP"}
_PLURALS = {"metre": "meters", "metres": "meters", "tonne": "tons", "tonnes": "tons",
            "foot": "feet", "feet": "feet", "kg": "kg", "nm": "nautical miles"}  # fmt: skip
_NUMBER_WORDS = WORDS["numbers"] | WORDS["tens"] | {"a", "an", "half", "hundred", "dozen"}
_SEEDS = {*_SIGNS, *_NUMBER_WORDS, *(word.capitalize() for word in _NUMBER_WORDS)}
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
    parts = {"sa": None, "sb": None, "b": None, "b2": None, **m.groupdict()}
    second = parts["b"] or parts["b2"]
    low = _number(m["a"], parts["sa"] or (parts["sb"] if second else None))
    high = _number(second, parts["sb"] or parts["sa"]) if second else None
    if low is None or (second and high is None):
        return None
    return _printed(low) if high is None else f"{_printed(low)}/{_printed(high)}"


def figures(p: int, tokens: Tokens, dates: list[Mention]) -> list[Mention]:
    """The figures in paragraph ``p``; what ``dates`` cover is no figure."""
    text, after = tokens.text, 0
    busy = [(mark.start, mark.end) for mark in dates]
    found: list[Mention] = []
    words = tokens.words
    for i in [i for i, word in enumerate(words) if word in _SEEDS or "0" <= word[0] <= "9"]:
        word, at = words[i], tokens.starts[i]
        if at < after or (word in _W["articles"] and words[i + 1 : i + 2] not in _SCALED):
            continue
        if word in _SIGNS and i and tokens.ends[i - 1] == at:  # NT$, US$
            at = tokens.starts[i - 1] if words[i - 1] in _NATIONAL else at
        row = _figure(text, at, word in _SIGNS)
        if row is None or row[2] is None:
            continue
        start, end, value, unit = row
        if all(end <= a or start >= b for a, b in busy):
            after = end
            found.append(Mention(p, start, end, "figure", text[start:end], value, {"unit": unit}))
    return found


def _figure(text: str, at: int, sign: bool) -> tuple[int, int, str | None, str] | None:
    """Start, end, value and unit of the figure that begins at ``at``."""
    if sign:
        m = _RE["signed"].match(text, at)
        if m is None:
            return None
        return *m.span(), _range(m), _NATIONAL.get((m["nation"] or "").upper(), _SIGNS[m["sign"]])
    if m := _RE["money"].match(text, at):
        unit = m["unit"].lower()
        return *m.span(), _range(m), UNITS.get(unit) or _MONEY[unit]
    if m := _RE["japanese"].match(text, at):
        return *m.span(), _range(m), UNITS[m["unit"]]
    if m := _RE["percent"].match(text, at):
        unit = "percentage points" if m["point"] else "percent"
        if m["gdp"]:
            unit += " of GNP" if re.search("GNP|ational", m["gdp"]) else " of GDP"
        one = m["a"].lower() in {"one", "a"}
        return *m.span(), "1" if one else _range(m), unit
    m = _RE["head"].match(text, at)
    return _counted(m, text) if m else None


def _counted(m: re.Match[str], text: str) -> tuple[int, int, str, str] | None:
    """Start, end, value and unit of a count: "54,000 American troops", "five-year", "1,000 km"."""
    start = m.start()
    before = text[max(0, start - 24) : start]
    vague = m["a"].lower().startswith(("a ", "an ")) and not m["sa"]
    if (
        _RE["numbered"].search(before)
        or (vague and not _RE["round"].match(m["a"]))
        or _RE["few"].search(before)
    ):
        return None
    value = _range(m)
    if value in {None, "1", "0"}:
        return None
    words = m["a"][0].isalpha()
    end = m.end() - len(m["hyphen"])
    glued = _RE["glued"].match(text, m.end() if m["hyphen"] else end)
    if glued and not (words and text[m.end() : m.end() + 1] == "-"):
        unit = " ".join(re.split(r"[\s-]+", glued["u"].lower()))
        plural = unit if unit.endswith("s") else unit + "s"
        unit = UNITS.get(unit) or _PLURALS.get(unit, plural)
        if "square" in glued[0]:
            unit = "square " + unit
        if text[glued.end() : glued.end() + 4] == " old":
            return None
        return start, glued.end(), value, unit
    if m["hyphen"] or text[end : end + 1] in {"-", "–", "/", ":", "+", "%"}:
        return None
    noun = _noun(text, end)
    if noun is None:
        big = m["sa"] or "," in m["a"] or (words and re.search("thousand|million|billion", m["a"]))
        return (start, end, value, "") if big else None
    if (
        words
        and _RE["definite"].search(before)
        and noun[1] not in _W["times"]
        and " " not in m["a"]
    ):
        return None
    return start, noun[0], value, noun[1]


def _noun(text: str, at: int) -> tuple[int, str] | None:
    """End and surface of the first plural noun within five words of ``at``."""
    for first in (True, False, False, False, False):
        m = _RE["next"].match(text, at)
        if m is None:
            return None
        if first and m[1] in {"more", "other"}:  # 20 more ships
            at = m.end(1)
            continue
        word = m[1].rstrip(".")
        plain = word.replace("’", "'").removesuffix("'s") if word[-2:] in {"’s", "'s"} else word
        if word.lower() in _W["end"]:
            return None
        if plain.lower() in _W["irregular"]:
            return m.start(1) + len(plain), plain
        plural = plain.endswith("s") and not plain.endswith(("ss", "ous", "’s", "'s", "U.S"))
        if plural and plain not in _W["no noun"] and len(plain) > 3 and not _verb_after(text, m):
            return m.start(1) + len(plain), plain
        at = m.end(1)
    return None


def _verb_after(text: str, m: re.Match[str]) -> bool:
    """True for the s-word of "600 injured says Reuters": a verb of saying, no noun."""
    return m[1].lower() in {"says", "shows", "adds", "makes", "remains", "needs"}
