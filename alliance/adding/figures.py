"""Figures: amounts, shares, counts and ranks, with their units."""

from __future__ import annotations

import re
from decimal import Decimal

from alliance.adding.gazetteer import Mention, Tokens, lexicon, words_of

# Numbers as printed, to exact decimals: "1.055 trillion", "fifty-four thousand", "5兆4,005億".


_SMALL = {word: n for n, word in enumerate(lexicon("numbers").split())}
_TENS = {word: 10 * n for n, word in enumerate(lexicon("tens").split(), start=2)}
_WORDS = _SMALL | _TENS
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_JAPANESE_UNITS = {"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALE = r"(?:thousand|million|billion|trillion|mn|bn|tn)"
NUMBER_WORDS = frozenset(_WORDS) | {"a", "an", "half", "hundred", "dozen"}
_UNIT = "|".join(sorted(_WORDS, key=len, reverse=True))
WORDS = (
    rf"(?:(?:{_UNIT}|(?:half\s+)?an?(?=\s+(?:hundred|thousand|million|billion|trillion|dozen)\b)"
    rf"|hundred|dozen)(?:(?:-|\s+(?:and\s+)?)(?:{_UNIT}|hundred|thousand|million|billion"
    r"|trillion|dozen)\b)*)"
)


def plain_decimal(value: Decimal) -> str:
    """Without exponent and without zeros that say nothing: 189300000000, 58.4."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def scale(word: str) -> int:
    """The factor of a scale word; 1 for none."""
    return _SCALES.get(word.lower(), 1)


def from_digits(digits: str, factor: str = "") -> Decimal:
    """``digits`` with commas, times the scale word ``factor``."""
    return Decimal(digits.replace(",", "")) * scale(factor)


def from_words(text: str) -> Decimal | None:
    """A number in words; None if it is none, or is just "one"."""
    total = current = Decimal(0)
    seen = False
    for word in re.split(r"[\s-]+", text.lower()):
        if word in _WORDS:
            current += _WORDS[word]
        elif word == "half":
            current = Decimal("0.5")
        elif word in {"a", "an"}:
            current = current or Decimal(1)
        elif word == "dozen":
            current = (current or Decimal(1)) * 12
        elif word == "hundred":
            current = (current or Decimal(1)) * 100
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = Decimal(0)
        elif word != "and":
            return None
        seen = True
    value = total + current
    return value if seen and value != 1 else None


def from_japanese(text: str) -> Decimal:
    """5兆4,005億 -> 5400500000000."""
    total = Decimal(0)
    for digits, unit in re.findall(rf"({DIGITS})([千万億兆]?)", text):
        total += from_digits(digits) * _JAPANESE_UNITS.get(unit, 1)
    return total


# Money, percentages, counts with what is counted, distances and durations, as exact decimals.


_CURRENCIES = {
    "yen": "yen", "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "won": "KRW",
    "yuan": "CNY", "renminbi": "CNY", "pound": "GBP", "pounds": "GBP", "rubles": "RUB",
    "roubles": "RUB", "rupees": "INR", "pesos": "PHP", "円": "yen", "ドル": "USD",
}  # fmt: skip
_SIGNS = {"$": "USD", "¥": "yen", "\uffe5": "yen", "€": "EUR", "£": "GBP", "₩": "KRW"}
_NATIONAL = {"NT": "TWD", "A": "AUD", "C": "CAD", "S": "SGD", "US": "USD", "HK": "HKD", "NZ": "NZD"}
_UNITS = {
    "kilometers": "km", "kilometres": "km", "kilometer": "km", "kilometre": "km", "km": "km",
    "kms": "km", "mile": "miles", "meter": "meters", "metres": "meters", "metre": "meters",
    "square km": "square km", "year": "years", "month": "months", "week": "weeks", "day": "days",
    "hour": "hours", "minute": "minutes", "decade": "decades", "century": "centuries",
    "ton": "tons", "tonnes": "tons", "foot": "feet", "percent": "percent",
    "nm": "nautical miles", "kg": "kg", "hectare": "hectares", "nautical mile": "nautical miles",
}  # fmt: skip
_TIMES = words_of("figures times")

_DASH = r"(?:\s*[-–—~]\s*|\s+to\s+)"
_WORD = rf"(?:{WORDS})"
_ANY = rf"(?:{DIGITS}|{_WORD})"

_SIGNED = re.compile(
    rf"(?:(?P<nation>US|NT|HK|NZ|A|C|S))?(?P<sign>[$¥\uffe5€£₩])\s?(?P<a>{DIGITS})"
    rf"(?:[\s-]?(?P<sa>{SCALE}|[kmb])\b)?"
    rf"(?:{_DASH}(?:US)?[$¥\uffe5€£₩]?(?P<b>{DIGITS})(?:[\s-]?(?P<sb>{SCALE}|[kmb])\b)?)?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?<![\w.,])(?P<a>{DIGITS}|{_WORD})(?:[\s-]?(?P<sa>{SCALE})\b)?"
    rf"(?:{_DASH}(?P<b>{DIGITS})(?:[\s-]?(?P<sb>{SCALE})\b)?)?"
    r"(?:\s|-)(?:U\.?S\.?\s+|Japanese\s+|Chinese\s+|Korean\s+|South\s+Korean\s+)?"
    r"(?P<unit>yen|dollars?|euros?|won|yuan|renminbi|pounds|rubles|roubles|rupees|pesos)\b",
    re.IGNORECASE,
)
_JAPANESE = re.compile(rf"(?<![\w.,])((?:{DIGITS}[千万億兆])+(?:{DIGITS})?|{DIGITS})(円|ドル)")
_PERCENT = re.compile(
    rf"(?<![\w.,$])(?P<a>{_ANY})(?:\s*[-–]\s*(?P<b>{DIGITS})|(?:%|\s+percent)?\s+to\s+(?P<b2>{DIGITS}))?"
    r"\s*-?(?:(?P<point>(?:percentage|per\s?cent)[\s-]points?)|(?P<pc>%|\bper\s?cent\b|パーセント))"
    r"(?P<gdp>(?:\s+of|\s+の)\s+(?:\w+[’']s\s+|the\s+|its\s+|their\s+)?(?:GDP\b|GNP\b"
    r"|[Gg]ross\s+[Dd]omestic\s+[Pp]roduct|[Gg]ross\s+[Nn]ational\s+[Pp]roduct))?",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"(?<![\w.,$¥€£₩/])(?P<a>{_ANY})(?:[\s-](?P<sa>{SCALE}|(?:and\s+a\s+half\s+)?million)\b)?"
    rf"(?:{_DASH}(?P<b>{_ANY})(?:\s(?P<sb>{SCALE})\b)?)?(?P<hyphen>-?)",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"\s?(?:more\s|additional\s|other\s|further\s)?(?:square\s)?(?P<u>km|kilomet(?:er|re)s?|nautical[\s-]miles?|miles?|met(?:er|re)s?|nm|kg|feet|foot"
    r"|tons?|tonnes?|hectares?|years?|months?|weeks?|days?|hours?|minutes?|decades?)\b(?![-\s](?:old\b))"
)
_NEXT = re.compile(r"[\s]+([^\W\d_](?:[\w’'.]|-(?=\w))*)")
_IRREGULAR = words_of("figures irregular")
_END = words_of("figures end")
_NO_NOUN = words_of("figures no noun")
_DEFINITE = re.compile(
    r"\b(?:the|these|those|our|their|both|his|its|all|your|other|The|These|Those|Our|Their|Its)"
    r"(?:\s+(?:other|first|last|past|next|remaining|main|big|new))?\s+$"
)
_NUMBERED = re.compile(
    r"(?:\b(?:Article|Articles|Type|No|Nos|Resolution|Section|Chapter|Route|Group\s+of|Task\s+Force"
    r"|Boeing|Block|Mention|Phase|Level|Tier|Unit|Paragraph|Annex|Page|Volume|page|aged|age|at|Falcon"
    r"|article|paragraph|number|Number|Camp|Force|World\s+War|Stage|Category|Title|Room|Class)\.?\s+"
    r"|[+/:]|[A-Za-z]-)$"
)


_FEW = re.compile(r"\b(?:few|several|many)\s+$")
_ROUND = re.compile(r"an?\s+(?:million|billion|dozen|hundred|thousand)", re.IGNORECASE)
_SEEDS = frozenset(_SIGNS) | NUMBER_WORDS | {word.capitalize() for word in NUMBER_WORDS}
_ARTICLES = frozenset({"a", "an", "A", "An"})
_SCALED = [
    [word]
    for word in ["hundred", "thousand", "million", "billion", "trillion", "dozen", "percentage"]
]


def _number(text: str, factor: str | None) -> Decimal | None:
    if text[0].isdigit():
        return from_digits(text, factor or "")
    value = from_words(text)
    scale = from_digits("1", factor) if factor else None
    return value * scale if value is not None and scale is not None else value


def _span(low: Decimal, high: Decimal | None) -> str:
    return plain_decimal(low) if high is None else f"{plain_decimal(low)}/{plain_decimal(high)}"


def _range(m: re.Match[str], b: str = "b") -> str | None:
    """ "8000000000/10000000000" for $8–10 billion: a scale after the second number serves both."""
    groups = m.groupdict()
    first, second = groups.get("sa"), groups.get("sb")
    low = _number(m["a"], first or (second if groups.get(b) else None))
    high = _number(groups[b], second or first) if groups.get(b) else None
    return None if low is None or (groups.get(b) and high is None) else _span(low, high)


def figures(p: int, tokens: Tokens, dates: list[Mention]) -> list[Mention]:
    """The figures in paragraph ``p``; what ``dates`` cover is no figure."""
    text, after = tokens.text, 0
    busy = [(mark.start, mark.end) for mark in dates]
    found: list[Mention] = []
    words = tokens.words
    for i in [i for i, word in enumerate(words) if word in _SEEDS or "0" <= word[0] <= "9"]:
        word, at = words[i], tokens.starts[i]
        if at < after or (word in _ARTICLES and words[i + 1 : i + 2] not in _SCALED):
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
        m = _SIGNED.match(text, at)
        if m is None:
            return None
        return *m.span(), _range(m), _NATIONAL.get((m["nation"] or "").upper(), _SIGNS[m["sign"]])
    if m := _MONEY.match(text, at):
        return *m.span(), _range(m), _CURRENCIES[m["unit"].lower()]
    if m := _JAPANESE.match(text, at):
        return *m.span(), plain_decimal(from_japanese(m[1])), _CURRENCIES[m[2]]
    if m := _PERCENT.match(text, at):
        unit = "percentage points" if m["point"] else "percent"
        if m["gdp"]:
            unit += " of GNP" if re.search("GNP|ational", m["gdp"]) else " of GDP"
        one = m["a"].lower() in {"one", "a"}
        return *m.span(), "1" if one else _range(m, "b2" if m["b2"] else "b"), unit
    m = _HEAD.match(text, at)
    return _counted(m, text) if m else None


def _counted(m: re.Match[str], text: str) -> tuple[int, int, str, str] | None:
    """Start, end, value and unit of a count: "54,000 American troops", "five-year", "1,000 km"."""
    start = m.start()
    before = text[max(0, start - 24) : start]
    vague = m["a"].lower().startswith(("a ", "an ")) and not m["sa"]
    if _NUMBERED.search(before) or (vague and not _ROUND.match(m["a"])) or _FEW.search(before):
        return None
    value = _range(m)
    if value in {None, "1", "0"}:
        return None
    words = m["a"][0].isalpha()
    end = m.end() - len(m["hyphen"])
    glued = _GLUED.match(text, m.end() if m["hyphen"] else end)
    if glued and not (words and text[m.end() : m.end() + 1] == "-"):
        unit = " ".join(re.split(r"[\s-]+", glued["u"].lower()))
        unit = _UNITS.get(unit, unit)
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
    if words and _DEFINITE.search(before) and noun[1] not in _TIMES and " " not in m["a"]:
        return None
    return start, noun[0], value, noun[1]


def _noun(text: str, at: int) -> tuple[int, str] | None:
    """End and surface of the first plural noun within five words of ``at``."""
    for first in (True, False, False, False, False):
        m = _NEXT.match(text, at)
        if m is None:
            return None
        if first and m[1] in {"more", "other"}:  # 20 more ships
            at = m.end(1)
            continue
        word = m[1].rstrip(".")
        plain = word.replace("’", "'").removesuffix("'s") if word[-2:] in {"’s", "'s"} else word
        if word.lower() in _END:
            return None
        if plain.lower() in _IRREGULAR:
            return m.start(1) + len(plain), plain
        plural = plain.endswith("s") and not plain.endswith(("ss", "ous", "’s", "'s", "U.S"))
        if plural and plain not in _NO_NOUN and len(plain) > 3 and not _verb_after(text, m):
            return m.start(1) + len(plain), plain
        at = m.end(1)
    return None


def _verb_after(text: str, m: re.Match[str]) -> bool:
    """True for the s-word of "600 injured says Reuters": a verb of saying, no noun."""
    return m[1].lower() in {"says", "shows", "adds", "makes", "remains", "needs"}
