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
        if at < after or not (word in _SEEDS or "0" <= word[0] <= "9"):
            continue
        if word in _W["articles"] and tokens.words[i + 1 : i + 2] not in _SCALED:
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
        m = _RE["signed"].match(text, at)
        nation = (m["nation"] or "").upper() if m else ""
        return (*m.span(), _range(m), _NATIONAL.get(nation, _SIGNS[m["sign"]])) if m else None
    if m := _RE["money"].match(text, at):
        unit = m["unit"].lower()
        return *m.span(), _range(m), UNITS.get(unit) or _MONEY[unit]
    if m := _RE["japanese"].match(text, at):
        return *m.span(), _range(m), UNITS[m["unit"]]
    if m := _RE["percent"].match(text, at):
        unit = "percentage points" if m["point"] else "percent"
        if m["gdp"]:
            unit += " of GNP" if re.search("GNP|ational", m["gdp"]) else " of GDP"
        return *m.span(), "1" if m["a"].lower() in {"one", "a"} else _range(m), unit
    m = _RE["head"].match(text, at)
    return _counted(m, text) if m else None


def _counted(m: re.Match[str], text: str) -> tuple[int, int, str, str] | None:
    """Start, end, value and unit of a count: "54,000 American troops", "five-year", "1,000 km"."""
    start, end = m.start(), m.end() - len(m["hyphen"])
    before, value = text[max(0, start - 24) : start], _range(m)
    vague = m["a"].lower().startswith(("a ", "an ")) and not m["sa"]
    few = _RE["few"].search(before) or (vague and not _RE["round"].match(m["a"]))
    if few or _RE["numbered"].search(before) or value in {None, "1", "0"}:
        return None
    words = m["a"][0].isalpha()
    glued = _RE["glued"].match(text, m.end() if m["hyphen"] else end)
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
    spelled = words and " " not in m["a"] and noun[1] not in _W["times"]
    if spelled and _RE["definite"].search(before):
        return None
    return start, noun[0], value, noun[1]


def _noun(text: str, at: int) -> tuple[int, str] | None:
    """End and surface of the first plural noun within five words of ``at``."""
    for first in (True, False, False, False, False):
        m = _RE["next"].match(text, at)
        if m is None:
            return None
        word = m[1].rstrip(".")
        plain = word.replace("’", "'").removesuffix("'s") if word[-2:] in {"’s", "'s"} else word
        if first and m[1] in {"more", "other"}:  # 20 more ships
            at = m.end(1)
            continue
        if word.lower() in _W["end"]:
            return None
        plural = plain.endswith("s") and not plain.endswith(("ss", "ous", "’s", "'s", "U.S"))
        plural = plural and plain not in _W["no noun"] and len(plain) > 3
        if plural or plain.lower() in _W["irregular"]:
            return m.start(1) + len(plain), plain
        at = m.end(1)
    return None
