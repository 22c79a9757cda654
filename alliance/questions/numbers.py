"""The grammar of numbers: digits, words, fractions, kanji, money and units."""

from __future__ import annotations

import ast
import itertools
import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from alliance.languages import say, vocabulary, words

# Number words and numerals, as small tables that cost nothing to import.


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def numbered(text: str, first: int = 0) -> dict[str, int]:
    """The words of a table, each with its number."""
    return {word: i for i, word in enumerate(text.split(), first)}


def meanings(name: str) -> dict[str, str]:
    """The words of a table that says what several of them mean, each with its meaning."""
    return {word: meant for meant, spelled in words()[name].items() for word in spelled.split()}


def replaced(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with its gaps filled: "{month}"."""
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern


def filled(name: str, parts: Mapping[str, str] = MappingProxyType({})) -> list[re.Pattern[str]]:
    """The patterns of a table, with their gaps filled, for any case and over lines."""
    flags = re.IGNORECASE | re.DOTALL
    return [re.compile(replaced(pattern, parts), flags) for pattern in words()[name]]


Read = Callable[[re.Match[str]], str]  # what works out how a spelling is read on
Spellings = Iterable[tuple[str, str | Read]]


def spellings(name: str, parts: Mapping[str, str], worked_out: Mapping[str, Read]) -> Spellings:
    """A table of what is written otherwise: each pattern, and how it is read on, or what works that
    out. Texts, not compiled patterns: ``re`` keeps them when they are used."""
    listed = words()[name].values()
    return [(replaced(pattern, parts), worked_out.get(read, read)) for pattern, read in listed]


def rewritten(text: str, listed: Spellings) -> str:
    """A text with one spelling after the other read on."""
    for pattern, read in listed:
        text = re.sub(pattern, read, text)
    return text


ONES = numbered(words()["ones"])
TENS = {word: 10 * i for word, i in numbered(words()["tens"], 2).items()}
ORDINALS = numbered(words()["ordinals"], 1)
ROMAN = {str(n): one for one, n in numbered("I II III IV V VI VII VIII IX X", 1).items()}
_NAMES = numbered(words()["months"], 1)
MONTH_NAMES = list(_NAMES)
MONTHS = _NAMES | {name[:3]: i for name, i in _NAMES.items()} | {"sept": 9, "febr": 2}
# The year before the era's year 1.
ERAS = {word: int(year) for word, year in meanings("eras").items()}


def kanji(token: str) -> int:
    """二千百十 is 2110, 一九六〇 is 1960; figures are what they are."""
    values = [int(unicodedata.numeric(char)) for char in token]
    if max(values) < 10:
        return int("".join(map(str, values)))
    total = digit = 0
    for value in values:
        if value < 10:
            digit = value
        else:
            total, digit = total + (digit or 1) * value, 0
    return total + digit


# Numbers as people write them: 211 bn yen, 2110億円, ¥211,000,000,000, two hundred and eleven.
#
# Everything is a ``Decimal``: a figure in a source is not a binary fraction.


SCALES = {word: int(power) for word, power in meanings("scales").items()}
UNITS = meanings("units")
COUNTED = meanings("counted")
_KANJI = frozenset("〇一二三四五六七八九十百千")

# Before or beside a number these change nothing …
_FILLERS = vocabulary("beside a number")
# … and these make it another number, or none at all.
_CHANGERS = vocabulary("make another number") | set(filter(str.isascii, vocabulary("negations")))
# … but not where the question compares in the same direction: "7.8 % more", of a rise.
_COMPARING = [frozenset(listed.split()) for listed in words()["comparing"].values()]
# What was said of a year, which is the same number where the question asks for it.
YEARLY: str = words()["yearly"]


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    return round(100 * Decimal(part) / Decimal(whole), 4)


def _divided(found: re.Match[str]) -> str:
    """A fraction as a decimal. "2/5" stays: of a count it says "two of the five"; and "27/7", a
    day or a score rather than sevenths."""
    whole, part, sign, parts = found.groups()
    said = int(part) > int(parts) and int(parts) in (2, 3, 4, 5, 10)
    said = said or bool(re.match(" (?:of an? )?[mbt]r?illion", found.string[found.end() :]))
    if sign == "/" and not whole and not said:
        return found[0]
    return f"{round(int(whole or 0) + Decimal(part) / int(parts), 4)}"


def _code(found: re.Match[str]) -> str:
    """A unit before its figures, "jpy211"; "tws12" and "fy-2019" are codes and hold no number."""
    if found[1] in UNITS or found[1] in _FILLERS:
        return f"{found[1]} "
    raise NoAmount(say("not-plain-number", word=found[0]))


_WORD = "|".join([*ONES, *TENS, "hundred"])
FIGURE = rf"(?:\d+(?:\.\d+)?|(?:{_WORD})(?: (?:and )?(?:{_WORD}))*)"


class Amount(NamedTuple):
    """A number that was read: its value, its canonical unit, whether a scale was written, what else
    was there (words that name neither), of what it is said to be a count, and the sign of a bound,
    ">=" for "at least 20"."""

    value: Decimal
    unit: str | None
    scaled: bool
    rest: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()
    sign: str = ""


class NoAmount(ValueError):
    """No single number could be read; the message says why."""


class TwoReadings(NoAmount):
    """It may be either of two numbers; the message asks which."""


def canonical(unit: str | None) -> str | None:
    """The unit's one name, where it is a known one; a count noun stays as it is."""
    if unit is None:
        return None
    folded = re.sub("^percentage points?$", "pp", unit.strip().casefold())
    return UNITS.get(folded, unit.strip())


def scale(name: str | int | None) -> Decimal:
    """The factor that a scale's name means; ``KeyError`` for an unknown one."""
    if name in (None, 1, "1", ""):
        return Decimal(1)
    return Decimal(10) ** SCALES[str(name).casefold()]


def amount(answer: int | float | str, asked: str = "") -> Amount:
    """Read one number; :class:`NoAmount` where there is none, or more than one.

    asked: the question, in small letters; what compares there ("higher than") changes nothing here.
    """
    if type(answer) in (int, float):
        return Amount(Decimal(answer if type(answer) is int else f"{answer:.12g}"), None, False)
    text = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", str(answer))
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("−", "-")
    text = _without_working(text.replace("ゼロ", "0"))
    sign, text = _bound(text)
    text = rewritten(text, _SPELLINGS)
    read = _assemble(_token().findall(_without_list(text)), comparing(asked))
    return read._replace(sign=sign)


def comparing(asked: str) -> frozenset[str]:
    """The words that change no number here, for the question itself compares or counts so."""
    words = set(re.findall(r"[a-z]+", asked))
    return frozenset().union(*(one for one in _COMPARING if one & words))


@lru_cache(maxsize=1)
def _token() -> re.Pattern[str]:
    known = (one for one in (*UNITS, *SCALES, *COUNTED, *_FILLERS, *_CHANGERS) if not one.isascii())
    return filled("tokens of an amount", {"known": any_of(known)})[0]


# A bound is told from the figure: "less than 38 %", "5 or more", 「20日以上」, "≥ 5".


@lru_cache(maxsize=1)
def _bounds() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the words of a bound beside a number, and the sign that each of them means."""
    before, after = (
        {word: sign for sign, listed in words()[name].items() for word in listed}
        for name in ("bounds", "bounds after")
    )
    parts = {"word": f"{_WORD}|{any_of(_PARTS)}", "before": any_of(before), "after": any_of(after)}
    return filled("beside a bound", parts)[0], before | after


def _bound(text: str) -> tuple[str, str]:
    """The sign of a bound, and the text without its words; no sign where it is none."""
    pattern, signs = _bounds()
    if (found := pattern.search(text)) is None:
        return "", text
    return signs[found[1] or found[2]], f"{text[: found.start()]} {text[found.end() :]}"


# A number inside a sentence: "nine point two nine", "half a million", "two thirds", "seven (5+2)",
# "2 of the 5", "only two: Reuters and …". Each is rewritten as the number that it is.


_PARTS = {"half": 2, "halves": 2, "quarter": 4} | numbered(" ".join(list(ORDINALS)[2:10]), 3)
_UNSURE = {"maybe", "perhaps", "possibly", "probably", "alternatively", "else"}


def _pointed(found: re.Match[str]) -> str:
    after = [str(ONES.get(word, 0)) for word in found[2].split()]
    return f"{_plain(found[1])}.{''.join(after)}"


def _share(found: re.Match[str], whole: int = 1) -> Decimal:
    many = _plain(found[1]) if found[1] else Decimal(1)
    return round(whole * many / _PARTS[found[2]], 4)


def _plain(figure: str) -> Decimal:
    """A figure, or number words below a thousand."""
    if figure[0].isdigit():
        return Decimal(figure)
    return Decimal(_spelled([word for word in figure.split() if word != "and"]))


# Other ways to write a number, in the order of the table, which names what works out a sum.
_GAPS = {
    "share": rf"\b(?:({FIGURE}) |an? |(?=half|quarter|third))({'|'.join(_PARTS)})s?",
    "month": any_of(MONTHS.keys() - {"may", "march", "mar"}),
    "yearly": YEARLY,
    "figure": FIGURE,
    "numbered": words()["numbered"],
    "changer": any_of(one for one in _CHANGERS if not one.isascii()),
    "digit": "|".join([*list(ONES)[:10], "oh"]),
}
_WORKED_OUT: dict[str, Read] = {
    "=point": lambda one: f"{kanji(one[1])}.{str(kanji('一' + one[2]))[1:]}",
    "=part": lambda one: f"{percent(kanji(one[2]), kanji(one[1]))} percent",
    "=tenths": lambda one: f"{kanji(one[1])}{kanji(one[2] or '0')} percent",
    "=code": _code,
    "=divided": _divided,
    "=pointed": _pointed,
    "=and a part": lambda one: f"{_plain(one[1]) + Decimal(1) / _PARTS[one[2]]}",
    "=share of a scale": lambda one: f"{_share(one)} {one[3]}",
    "=dozens": lambda one: f"{12 * _plain(one[1] or '1')}",
    "=share": lambda one: f"{_share(one, 100)} percent",
}
_SPELLINGS = spellings("numbers written otherwise", _GAPS, _WORKED_OUT)
_SIGNS_OF = str.maketrans("−–—×x÷", "---**/", ",%¥$")  # the last are left out
_ONE = rf"\b(?:{any_of(ONES)})\b"
_MEASURED = rf"\b(?:{any_of(one for one in (*UNITS, *SCALES, *COUNTED) if one.isalpha())})(?![a-z])"
_WORKED = re.compile(r"\s*([\d.\s()+*/-]+?) ?[=≈] ?(?=\W*(\d+(?:\.\d+)?))")
_DONE = {"Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv, "Add": operator.add}


def _without_working(text: str) -> str:
    """ "12.6 / (20.9 + 12.6) = 37.6%" as "37.6%" and "seven (5+2)" as seven, where that is what
    comes out, also said in words; and the end of "…, so 37.6%"."""
    text = re.sub(
        r"^.*\d.*(?:[,;:] ?(?:so|i\.e\.|that is|thus|hence),?|\d\)? so) (?=\D*\d)", "", text
    )
    worked = rewritten(text, words()["in signs"].items())
    worked = re.sub(_ONE, lambda one: f"{ONES[one[0]]}", worked)
    if (found := _WORKED.match(re.sub(_MEASURED, "", worked.translate(_SIGNS_OF)))) is None:
        return text
    try:
        term = ast.parse(found[1].strip(), mode="eval").body
        done = _worth(term)
    except (SyntaxError, ValueError, ArithmeticError):
        return text
    said = Decimal(found[2])
    # As exact as it was rounded, and one in a hundred.
    near = max(abs(said) / 100, Decimal(5).scaleb(int(said.as_tuple().exponent) - 1))
    powers = (0, 2, -2) if "%" in worked or isinstance(term, ast.BinOp) else (0,)
    if not any(abs(done.scaleb(power) - said) <= near for power in powers):
        return text
    return _without_working(re.sub("^[^=≈]*[=≈]", "", worked))


def _worth(term: ast.expr) -> Decimal:
    """What a sum in figures comes to."""
    if isinstance(term, ast.Constant) and type(term.value) in (int, float):
        return Decimal(str(term.value))
    if isinstance(term, ast.BinOp) and (done := _DONE.get(type(term.op).__name__)):
        return Decimal(done(_worth(term.left), _worth(term.right)))
    raise ValueError


def _without_list(text: str) -> str:
    """ "only two: Reuters and …" as "only two": what is listed holds no number and no turn."""
    listing = r":(?=\s)|(?<=\w),(?=\s[a-z])|;|\s[–—-]\s|,? namely\b| \((?=[^()]*\)\W*$)"
    if (mark := re.search(listing, text)) is None:
        return text
    head, tail = text[: mark.start()], text[mark.end() :]
    tail = re.sub(r"(?<=[a-z][ -])20\d\d\b", " ", tail)  # "Reuters 2020 and …"
    others = set(re.findall(r"[^\W\d_]+", tail))
    turns = _CHANGERS - {"and", "to", "from", "by", "between"} | _UNSURE
    figures = UNITS.keys() | SCALES.keys() | ONES.keys() | TENS.keys()
    # In brackets another figure may stand, if words say that it is another's.
    aside = "(" in mark[0] and re.search(r"\d", tail)
    own = others - figures - (_FILLERS - {"of"})
    spoilt = not own if aside else others & figures or re.search(r"\d", tail)
    return text if spoilt or others & turns or not re.search(FIGURE, head) else head


def _assemble(tokens: list[str], allowed: frozenset[str]) -> Amount:
    made = _Assembly(allowed)
    for raw, after in itertools.pairwise([*tokens, ""]):
        bare = raw.rstrip(".")
        token = bare if bare in UNITS or bare in SCALES else raw
        if token in ONES or token in TENS or (token == "hundred" and made.words):
            made.words.append(token)
        elif not (token == "and" and made.words and (after in ONES or after in TENS)):
            made.take(token)
    made.flush()
    value = _sum(made.groups)
    value = -value if made.negative else value
    return Amount(value, made.unit, made.scaled, tuple(made.rest), frozenset(made.counted))


class _Assembly:
    """What has been read of an amount so far."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self.allowed = allowed
        self.groups: list[tuple[Decimal, int]] = []  # value, power of ten in the order written
        self.words: list[str] = []  # a number in words that is being collected
        self.rest: list[str] = []
        self.unit: str | None = None
        self.counted: set[str] = set()  # what stands right behind the number
        self.negative = self.scaled = self.counting = False

    def flush(self, *figures: Decimal) -> None:
        """End the number in words, which figures may follow."""
        if self.words:
            figures = (Decimal(_spelled(self.words)), *figures)
            self.words.clear()
        self.groups += [(value, 0) for value in figures]
        self.counting = self.counting or bool(figures)

    def take(self, token: str) -> None:
        """One token that is no number word."""
        if token[0].isdigit():
            self.flush(_decimal(token))
        elif _KANJI.issuperset(token) and token not in "百千":
            self.flush(Decimal(kanji(token)))
        elif token in SCALES and (self.groups or self.words or len(token) > 3):
            self.flush()
            if not self.groups and token.endswith("s"):  # "thousands of people"
                raise NoAmount(say("not-plain-number", word=token))
            value, power = self.groups.pop() if self.groups else (Decimal(1), 0)  # "a million"
            self.groups.append((value, power + SCALES[token]))
            self.scaled = True
        elif token in UNITS:
            self.flush()
            if self.unit not in (None, UNITS[token]):
                raise NoAmount(say("many-units"))
            self.unit = UNITS[token]
        elif token == "minus" and not self.groups and not self.words:
            self.negative = True
        elif (token in _CHANGERS or token.endswith("n't")) and not (
            token in self.allowed and (self.groups or self.words)
        ):
            raise NoAmount(say("not-plain-number", word=token))
        elif token[0].isalpha():
            self.flush()
            self.counting &= token not in vocabulary("ends what is counted")
            if self.counting and token in COUNTED:
                self.counted.add(COUNTED[token])
            if token not in _FILLERS and token.rstrip(".") not in _FILLERS:
                self.rest.append(token)
        else:
            self.counting = False


def _sum(groups: list[tuple[Decimal, int]]) -> Decimal:
    """Groups such as 1 trillion 55 billion: each scale smaller than the one before."""
    powers = [power for _, power in groups]
    if any(a <= b for a, b in itertools.pairwise(powers)):
        raise NoAmount(say("many-numbers"))
    if not groups or powers[0] > 60:
        raise NoAmount(say("no-number"))
    return sum((value.scaleb(power) for value, power in groups), Decimal(0))


def _decimal(token: str) -> Decimal:
    digits, _, exponent = token.partition("e")
    digits = digits.rstrip(".,")
    if re.fullmatch(r"-?[1-9]\d{0,2}\.000", digits):
        raise TwoReadings(say("thousands-point"))
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
    """Number words below ten thousand; "nineteen sixty" is not one number and is refused."""
    total = 0
    for word in words[:_MOST_WORDS]:
        total = 100 * total if word == "hundred" else total + ONES.get(word, TENS.get(word, 0))
    if total > 9_999 or spelled_out(total) != words:
        raise NoAmount(say("many-numbers"))
    return total


_MOST_WORDS = 6  # "ninety nine hundred ninety nine" has five


def spelled_out(number: int) -> list[str]:
    """The words of a number below ten thousand: "fifteen hundred"."""
    if number >= 100:
        rest = spelled_out(number % 100) if number % 100 else []
        return [*spelled_out(number // 100), "hundred", *rest]
    if number < 20:
        return [list(ONES)[number]]
    return [list(TENS)[number // 10 - 2], *([list(ONES)[number % 10]] if number % 10 else [])]
