"""The grammar of numbers: digits, words, fractions, kanji, money and units."""

from __future__ import annotations

import itertools
import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from alliance.questions.phrases import say, vocabulary, words

# Number words and numerals, as small tables that cost nothing to import.


def wordlist(text: str) -> list[str]:
    """A table of words, written as one text so that it can be read."""
    return text.split()


ONES: dict[str, int] = {
    word: i
    for i, word in enumerate(
        wordlist(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
TENS: dict[str, int] = {
    word: 10 * i
    for i, word in enumerate(
        wordlist("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
KANJI: dict[str, int] = {char: i for i, char in enumerate("〇一二三四五六七八九")}


# Numbers as people write them: 211 bn yen, 2110億円, ¥211,000,000,000, two hundred and eleven.
#
# Everything is a ``Decimal``: a figure in a source is not a binary fraction.


SCALES: dict[str, int] = {
    word: int(power) for power, spelled in words()["scales"].items() for word in spelled.split()
}
UNITS: dict[str, str] = {
    word: unit for unit, spelled in words()["units"].items() for word in spelled.split()
}
_LONGEST = 60  # characters of a table's cell that may be a number
_KANJI_TENS = {"十": 10, "百": 100, "千": 1000}

# Before or beside a number these change nothing …
_FILLERS = vocabulary("beside a number")
# … and these make it another number, or none at all.
_CHANGERS = vocabulary("make another number")

# Texts, not compiled patterns: ``re`` compiles and keeps them when they are first used.
_RATE = (
    r"(?<=\w)\s*(?:\b(?:per|each|every)\s+(?:year|annum|month)\b|/\s?(?:year|yr)\b|\ba\s+year\b)"
)
_SPACED = r"(?<=\d)[ '_\u2009](?=\d{3}(?!\d))"
_POWER = r"\s*(?:x|×|\*)\s*10\s*(?:\^|\*\*)\s*([+-]?\d{1,2})"
_TOKEN = (
    r"-?\d[\d,.]*(?:e[+-]?\d{1,2})?|us\$|[¥$%~≈=:]|[〇一二三四五六七八九十百千]+|か月|ヶ月|カ月|年間|日間|"
    r"週間|時間|ない|ではない|以上|以下|未満|およそ|米?ドル|パーセント|ポイント|キロ|マイル|"
    r"[^\W\d_]+(?:['.][^\W\d_]+)*\.?|[^\s\w]"
)
_CJK = r"(?<=[^\W\d_a-z])(?=[億万兆円年月日人個約])|(?<=[億万兆])(?=[^\W\d_a-z])"


class Amount(NamedTuple):
    """A number that was read: its value, its canonical unit, whether a scale was written, what else
    was there (words that name neither)."""

    value: Decimal
    unit: str | None
    scaled: bool
    rest: tuple[str, ...] = ()


class NoAmount(ValueError):
    """No single number could be read; the message says why."""


def canonical(unit: str | None) -> str | None:
    """The unit's one name, where it is a known one; a count noun stays as it is."""
    if unit is None:
        return None
    folded = unit.strip().casefold()
    if folded in ("percentage points", "percentage point"):
        return "percentage points"
    return UNITS.get(folded, unit.strip())


def scale(name: str | int | None) -> Decimal:
    """The factor that a scale's name means; ``KeyError`` for an unknown one."""
    if name in (None, 1, "1", ""):
        return Decimal(1)
    return Decimal(10) ** SCALES[str(name).casefold()]


def bare(text: str) -> Decimal | None:
    """The number that a text is, such as "2,110" or "66 %"; ``None`` where it says more."""
    try:
        read = amount(text) if len(text) <= _LONGEST else None
    except (NoAmount, ArithmeticError):
        return None
    return read.value if read and not read.rest and read.unit in (None, "percent") else None


def amount(answer: int | float | str) -> Amount:
    """Read one number; :class:`NoAmount` where there is none, or more than one."""
    if type(answer) is int:
        return Amount(Decimal(answer), None, False)
    if type(answer) is float:
        return Amount(Decimal(format(answer, ".12g")), None, False)
    return _read(str(answer))


def _read(text: str) -> Amount:
    # The en dash and the minus sign before a digit are a minus; between digits they are a range.
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("−", "-")
    folded = re.sub(r"(?<=\d)\s*[-–—~]\s*(?=[\d¥$])", " to ", folded.replace("u.s.", "us"))
    folded = re.sub(r"per cent\b", "percent", folded)
    folded = re.sub(r"percentage points?\b", "pp", folded)
    folded = re.sub(_RATE, " ", folded)
    folded = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", re.sub(_SPACED, "", folded))
    folded = re.sub(_CJK, " ", re.sub(_POWER, r"e\1", folded))
    folded = re.sub(r"(?<![\w.,)])[-–](?=[¥$]?\s?\d)", " minus ", folded)
    return _assemble(re.findall(_TOKEN, folded))


def _assemble(tokens: list[str]) -> Amount:
    made = _Assembly()
    for i, raw in enumerate(tokens):
        bare = raw.rstrip(".")
        token = bare if bare in UNITS or bare in SCALES else raw
        after = tokens[i + 1] if i + 1 < len(tokens) else ""
        if token in ONES or token in TENS or (token == "hundred" and made.words):
            made.words.append(token)
        elif not (token == "and" and made.words and (after in ONES or after in TENS)):
            made.take(token)
    made.flush()
    value = _sum(made.groups)
    return Amount(-value if made.negative else value, made.unit, made.scaled, tuple(made.rest))


class _Assembly:
    """What has been read of an amount so far."""

    def __init__(self) -> None:
        self.groups: list[list[Decimal | int]] = []  # [value, power of ten] in the order written
        self.words: list[str] = []  # a number in words that is being collected
        self.rest: list[str] = []
        self.unit: str | None = None
        self.negative = self.scaled = False

    def flush(self) -> None:
        if self.words:
            self.groups.append([Decimal(_spelled(self.words)), 0])
            self.words.clear()

    def take(self, token: str) -> None:
        """One token that is no number word."""
        if token[0].isdigit():
            self._number(_decimal(token))
        elif all(char in KANJI or char in _KANJI_TENS for char in token) and token not in "百千":
            self._number(Decimal(_kanji(token)))
        elif token in SCALES and (self.groups or self.words or len(token) > 3):
            self.flush()
            self.groups = self.groups or [[Decimal(1), 0]]  # "a million"
            self.groups[-1][1] += SCALES[token]
            self.scaled = True
        elif token in UNITS:
            self.flush()
            if self.unit not in (None, UNITS[token]):
                raise NoAmount(say("many-units"))
            self.unit = UNITS[token]
        elif token == "minus" and not self.groups and not self.words:
            self.negative = True
        elif token in _CHANGERS:
            raise NoAmount(say("not-plain-number", word=token))
        elif token[0].isalpha() and token not in _FILLERS and token.rstrip(".") not in _FILLERS:
            self.flush()
            self.rest.append(token)

    def _number(self, value: Decimal) -> None:
        self.flush()
        self.groups.append([value, 0])


def _sum(groups: list[list[Decimal | int]]) -> Decimal:
    """Groups such as 1 trillion 55 billion: each scale smaller than the one before."""
    if not groups:
        raise NoAmount(say("no-number"))
    powers = [int(power) for _, power in groups]
    if any(a <= b for a, b in itertools.pairwise(powers)):
        raise NoAmount(say("many-numbers"))
    if any(power > 60 for power in powers):
        raise NoAmount(say("no-number"))
    return sum((Decimal(value).scaleb(int(power)) for value, power in groups), Decimal(0))


def _decimal(token: str) -> Decimal:
    digits, _, exponent = token.partition("e")
    digits = digits.rstrip(".,")
    if re.fullmatch(r"-?[1-9]\d{0,2}\.000", digits):
        raise NoAmount(say("thousands-point"))
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+|-?\d{1,3}(\.\d{3}){2,}", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif digits.count(",") == 1 and "." not in digits and not re.search(r",\d{3}$", digits):
        digits = digits.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,40}(\.\d{1,40})?", digits):
        raise NoAmount(say("no-number"))
    return Decimal(digits).scaleb(int(exponent or 0))


def _spelled(words: list[str]) -> int:
    """Number words below a thousand; "nineteen sixty" is not one number and is refused."""
    total, last = 0, 1000
    for word in words:
        if word == "hundred":
            if not 0 < total < 100 or last == 0:
                raise NoAmount(say("many-numbers"))
            total, last = total * 100, 100
            continue
        size = ONES.get(word, TENS.get(word, 0))
        step = 10 if word in TENS else 1
        if step >= last or (step == 1 and last == 10 and size > 9):
            raise NoAmount(say("many-numbers"))
        total, last = total + size, step
    return total


def _kanji(token: str) -> int:
    """二千百十 is 2110; 一九六〇 is 1960."""
    if not any(char in _KANJI_TENS for char in token):
        return int("".join(str(KANJI[char]) for char in token))
    total = digit = 0
    for char in token:
        if char in KANJI:
            digit = KANJI[char]
        else:
            total += (digit or 1) * _KANJI_TENS[char]
            digit = 0
    return total + digit
