"""The grammar of numbers: digits, words, fractions, kanji, money and units."""

from __future__ import annotations

import ast
import itertools
import operator
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from alliance.languages import say, vocabulary, words

# Number words and numerals, as small tables that cost nothing to import.


def numbered(text: str, first: int = 0) -> dict[str, int]:
    """The words of a table, each with its number."""
    return {word: i for i, word in enumerate(text.split(), first)}


def meanings(name: str) -> dict[str, str]:
    """The words of a table that says what several of them mean, each with its meaning."""
    return {word: meant for meant, spelled in words()[name].items() for word in spelled.split()}


ONES = numbered(words()["ones"])
TENS = {word: 10 * i for word, i in numbered(words()["tens"], 2).items()}
ORDINALS = numbered(words()["ordinals"], 1)
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
_LONGEST = 60  # characters of a table's cell that may be a number
_KANJI = frozenset("〇一二三四五六七八九十百千")

# Before or beside a number these change nothing …
_FILLERS = vocabulary("beside a number")
# … and these make it another number, or none at all.
_CHANGERS = vocabulary("make another number")


def _divided(found: re.Match[str]) -> str:
    """A fraction as a decimal. "2/5" stays: of a count it says "two of the five"; and "27/7", a
    day or a score rather than sevenths."""
    whole, part, sign, parts = found.groups()
    said = int(part) > int(parts) and int(parts) in _PARTS.values()
    if sign == "/" and not whole and not said:
        return found[0]
    return f"{round(int(whole or 0) + Decimal(part) / int(parts), 4)}"


# Other ways to write a number, each with the one that is read on, in this order. Texts, not
# compiled patterns: ``re`` compiles and keeps them when they are first used.
_SPELLINGS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?:では|じゃ|で)(?:ない|なく|なかった|ありません)|以外", " ではない "),
    (r"u\.s\.", "us"),
    # A fraction in figures, alone or after a whole number; ½ is 1⁄2 by now.
    (r"(?<![\w.,/⁄])(?:(\d{1,9}) )?(\d{1,3}) ?([/⁄]) ?([1-9]\d{0,2})(?![\d/⁄]|[.,]\d)", _divided),
    # The en dash and the minus sign before a digit are a minus; between digits they are a range.
    (r"(?<=\d)\s*[-–—~]\s*(?=[\d¥$])", " to "),
    (r"per cent\b", "percent"),
    (r"(?:(?<=[\d%t] )|(?<=yen ))above(?=\W*$|,)|\b(?:comes?|amounts?|adds up) to(?= \D{0,9}\d)"
     r"|(?<=\w)(?:'? worth)? of yen\b|\byen worth\b", " "),
    (r"percentage points?\b", "pp"),
    (r"(?<=\w)\s*(?:\b(?:per|each|every)\s+(?:year|annum|month)\b|/\s?(?:year|yr)\b"
     r"|\ba\s+year\b)", " "),
    (r"(?<=\d)[ '_\u2009](?=\d{3}(?!\d))", ""),
    (r"(?<=[a-z])-(?=[a-z])", " "),
    (r"(?<![\d.,])\.(?=\d)", "0."),
    (r"(?<=\w)(?=以上|以下|未満|減|少ない|不足|弱)", " "),
    (r"\s*(?:x|×|\*)\s*10\s*(?:\^|\*\*)\s*([+-]?\d{1,2})", r"e\1"),
    (r"(?<=[^\W\d_a-z])(?=[億万兆円年月日人個約])|(?<=[億万兆])(?=[^\W\d_a-z])", " "),
    (r"(?<![\w.,)])[-–](?=[¥$]?\s?\d)", " minus "),
)  # fmt: skip
_TOKEN = (
    r"-?\d[\d,.]*(?:e[+-]?\d{1,2})?|us\$|[¥$%~≈=:]|[〇一二三四五六七八九十百千]+|か月|ヶ月|カ月|年間|日間|"
    r"週間|時間|ない|ではない|以上|以下|未満|およそ|米?ドル|パーセント|ポイント|キロ|マイル|"
    r"[^\W\d_]+(?:['.][^\W\d_]+)*\.?|[^\s\w]"
)


class Amount(NamedTuple):
    """A number that was read: its value, its canonical unit, whether a scale was written, what else
    was there (words that name neither)."""

    value: Decimal
    unit: str | None
    scaled: bool
    rest: tuple[str, ...] = ()


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
    text = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", str(answer))
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("−", "-")
    text = _without_working(text.replace("ゼロ", "0"))
    for written, read in _SPELLINGS:
        text = re.sub(written, read, text)
    return _assemble(re.findall(_TOKEN, _in_figures(text)))


# A number inside a sentence: "nine point two nine", "half a million", "two thirds", "seven (5+2)",
# "2 of the 5", "only two: Reuters and …". Each is rewritten as the number that it is.


_WORD = "|".join([*ONES, *TENS, "hundred"])
_FIGURE = rf"(?:\d+(?:\.\d+)?|(?:{_WORD})(?: (?:and )?(?:{_WORD}))*)"
_DIGIT = "|".join([*list(ONES)[:10], "oh"])
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_SHARE = rf"\b(?:({_FIGURE}) |an? )?({'|'.join(_PARTS)})s?"
_LONGEST_SENTENCE = 200  # characters


def _pointed(found: re.Match[str]) -> str:
    after = [str(ONES.get(word, 0)) for word in found[2].split()]
    return f"{_plain(found[1])}.{''.join(after)}"


def _and_a_part(found: re.Match[str]) -> str:
    return f"{_plain(found[1]) + Decimal(1) / _PARTS[found[2]]}"


def _share(found: re.Match[str], whole: int = 1) -> Decimal:
    many = _plain(found[1]) if found[1] else Decimal(1)
    return round(whole * many / _PARTS[found[2]], 4)


_PHRASES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (rf"\b({_FIGURE}) point ((?:{_DIGIT})(?: (?:{_DIGIT}))*)\b", _pointed),
    (rf"\b({_FIGURE}) and a (half|quarter)\b", _and_a_part),
    (rf"{_SHARE}(?: of)?(?: an?)? (thousand|million|billion|trillion)\b",
     lambda one: f"{_share(one)} {one[3]}"),
    (rf"^{_FIGURE}[^,;]* of {_FIGURE} (?:is|makes|gives) (?={_FIGURE} ?(?:%|per ?cent)\W*$)", ""),
    (r"^[\s.]+|[\s.]+$", ""),
    (rf"{_SHARE}\b(?: of [a-z ]*)?$", lambda one: f"{_share(one, 100)} percent"),
    (rf"^((?:only |just )?{_FIGURE})(?: out)? of(?: the| all| these| our)? "
     rf"{_FIGURE}(?= [a-z ]*$|$)", r"\1"),
)  # fmt: skip


def _in_figures(text: str) -> str:
    if len(text) > _LONGEST_SENTENCE:
        return text
    for written, read in _PHRASES:
        text = re.sub(written, read, text)
    return _without_list(_without_sum(text))


def _plain(figure: str) -> Decimal:
    """A figure, or number words below a thousand."""
    if figure[0].isdigit():
        return Decimal(figure)
    return Decimal(_spelled([word for word in figure.split() if word != "and"]))


_SUM = rf"(?P<sum>{_FIGURE}(?: ?(?:\+|plus) ?{_FIGURE})+)"
_SUMS = (
    rf"(?P<kept>\W*(?:[a-z]+ )?(?P<last>{_FIGURE})[^(=]*)(?:\(|= ?){_SUM}\)?\W*",
    rf"{_SUM} ?= ?(?P<kept>(?P<last>{_FIGURE}).*)",
)


def _without_sum(text: str) -> str:
    """ "seven (5+2)" and "5 + 2 = 7" as the number, where the sum is right."""
    found = next(filter(None, (re.fullmatch(one, text) for one in _SUMS)), None)
    if found is None:
        return text
    terms = map(_plain, re.split(r" ?(?:\+|plus) ?", found["sum"]))
    return found["kept"] if sum(terms) == _plain(found["last"]) else text


_SIGNS_OF = str.maketrans("−–—×x÷", "---**/", ",%¥$")  # the last are left out
_WORKED = re.compile(r"\s*([\d.\s()+*/-]+?) ?[=≈] ?(?=\W*(\d+(?:\.\d+)?))")
_DONE = {"Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv, "Add": operator.add}


def _without_working(text: str) -> str:
    """ "12.6 / (20.9 + 12.6) = 37.6%" as "37.6%", where that is what comes out; and the end of
    "…, so 37.6%"."""
    text = re.sub(r"^.*\d.*[,;:] ?(?:so|i\.e\.|that is|thus|hence),? (?=\D*\d)", "", text)
    found = _WORKED.match(text.translate(_SIGNS_OF))
    if found is None or not re.search(r"\d\D*[-+*/]\D*\d", found[1]):
        return text
    try:
        done = _worth(ast.parse(found[1].strip(), mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError):
        return text
    said = Decimal(found[2])
    right = any(abs(one - said) <= abs(said) / 100 for one in (done, 100 * done))
    return text[re.search("[=≈]", text).end() :] if right else text  # type: ignore[union-attr]


def _worth(term: ast.expr) -> Decimal:
    """What a sum in figures comes to."""
    if isinstance(term, ast.Constant) and type(term.value) in (int, float):
        return Decimal(str(term.value))
    if isinstance(term, ast.BinOp) and (done := _DONE.get(type(term.op).__name__)):
        return Decimal(done(_worth(term.left), _worth(term.right)))
    raise ValueError


def _without_list(text: str) -> str:
    """ "only two: Reuters and …" as "only two": what is listed holds no number and no turn."""
    mark = re.search(r":(?=\s)|;|\s[–—-]\s|,? namely\b| \((?=[^()]*\)\W*$)", text)
    if mark is None:
        return text
    head, tail = text[: mark.start()], text[mark.end() :]
    others = set(re.findall(r"[^\W\d_]+", tail))
    turns = _CHANGERS - {"and", "to", "from", "by", "between"} | UNITS.keys() | SCALES.keys()
    named = others & (turns | ONES.keys() | TENS.keys())
    if not re.search(_FIGURE, head) or named or re.search(r"\d", tail):
        return text
    return head


def _assemble(tokens: list[str]) -> Amount:
    made = _Assembly()
    for raw, after in itertools.pairwise([*tokens, ""]):
        bare = raw.rstrip(".")
        token = bare if bare in UNITS or bare in SCALES else raw
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
        self.groups: list[tuple[Decimal, int]] = []  # value, power of ten in the order written
        self.words: list[str] = []  # a number in words that is being collected
        self.rest: list[str] = []
        self.unit: str | None = None
        self.negative = self.scaled = False

    def flush(self, *figures: Decimal) -> None:
        """End the number in words, which figures may follow."""
        if self.words:
            figures = (Decimal(_spelled(self.words)), *figures)
            self.words.clear()
        self.groups += [(value, 0) for value in figures]

    def take(self, token: str) -> None:
        """One token that is no number word."""
        if token[0].isdigit():
            self.flush(_decimal(token))
        elif _KANJI.issuperset(token) and token not in "百千":
            self.flush(Decimal(kanji(token)))
        elif token in SCALES and (self.groups or self.words or len(token) > 3):
            self.flush()
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
        elif token in _CHANGERS:
            raise NoAmount(say("not-plain-number", word=token))
        elif token[0].isalpha() and token not in _FILLERS and token.rstrip(".") not in _FILLERS:
            self.flush()
            self.rest.append(token)


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


def spelled_out(number: int) -> list[str]:
    """The words of a number below a thousand."""
    if number >= 100:
        rest = spelled_out(number % 100) if number % 100 else []
        return [*spelled_out(number // 100), "hundred", *rest]
    if number < 20:
        return [list(ONES)[number]]
    return [list(TENS)[number // 10 - 2], *([list(ONES)[number % 10]] if number % 10 else [])]
