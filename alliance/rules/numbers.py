"""Numbers as printed, to exact decimals: "1.055 trillion", "fifty-four thousand", "5兆4,005億"."""

from __future__ import annotations

import re
from decimal import Decimal

_SMALL = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
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
_JAPANESE = {"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}

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
            current = (current or 1) * 12
        elif word == "hundred":
            current = (current or 1) * 100
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
        total += from_digits(digits) * _JAPANESE.get(unit, 1)
    return total
