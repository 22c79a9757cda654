"""A number, with a unit, a scale and a tolerance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any, Literal

from alliance.languages import pick, say, term, vocabulary
from alliance.questions import numbers, wording
from alliance.questions.answers import Malformed, Unclear
from alliance.questions.bank import Seal
from alliance.questions.kinds import SILENT, Form, Kind, Outcome, field, outcome, rights, yaml

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

Bounds = tuple[Decimal, Decimal]
_SCALES = ("thousand", "million", "billion", "trillion", "万", "億", "兆")
_LONGEST = 200  # characters of an answer
_TELLING = 3  # digits from which a number in a hint is no accident
_FAR = 14  # powers of ten that "ten times and more" goes on
_SHIFTS = (-6, -3, -2, -1, 1, 2, 3, 6)  # of the point, where the digits are right
_MOST = 12  # buckets that one range may fill before coarser ones are taken
_MEASURED = frozenset(numbers.UNITS.values())
_MEASURES = _MEASURED - {"percent", "times"}
_SIGNED = frozenset(("percent", "pp", "percentage points", "times", ""))  # may fall
_KNOWN = {one: one for one in _MEASURED} | numbers.COUNTED


def places(value: Decimal) -> Iterator[str]:
    """The buckets of a value: itself, its first 4, 3, 2, 1 digits, and its power of ten."""
    yield f"={value.normalize()}"
    for digits in range(4, -1, -1):
        yield _bucket(value, digits)


def _bucket(value: Decimal, digits: int) -> str:
    if value == 0:
        return f"{digits}:0"
    power = value.adjusted()
    first = int(abs(value).scaleb(digits - 1 - power)) if digits else ""
    return f"{digits}:{'-' if value < 0 else ''}{first}e{power}"


def buckets(bounds: Bounds) -> list[str]:
    """A few buckets, as fine as can be, that cover a range; its bounds are sealed in the entry."""
    low, high = bounds
    if low == high:
        return [f"={low.normalize()}"]
    covers = (_cover(low, high, digits) for digits in range(4, 0, -1))
    return next(filter(None, covers), None) or _decades(low, high)


def around(asked: AuthoredQuestion, value: Decimal, unit: Decimal = Decimal(1)) -> Decimal:
    """How far an answer may be from ``value``, by the question's tolerance: a share, or a number of
    ``unit``."""
    given = str(asked.get("tolerance", 0)).strip()
    try:
        if given.endswith("%"):
            return abs(value) * Decimal(given[:-1].strip()) / 100
        return Decimal(given) * unit
    except ArithmeticError:
        asked.fail(("tolerance",), 'Write a number such as 0.5, or a share such as "1%".')


def put_range(
    asked: AuthoredQuestion, slot: str, what: str, bounds: Bounds, record: Form, **short: Any
) -> None:
    """Entries for every number between the bounds."""
    low, high = map(str, bounds)
    for bucket in buckets(bounds):
        asked.sealer.add(slot, f"{what}|{bucket}", record, low=low, high=high, **short)


def within(seal: Seal, slot: str, what: str, value: Decimal) -> Form | None:
    """The record of the range that a number is in."""
    opened = (record for place in places(value) for record in seal.open(slot, f"{what}|{place}"))
    inside = (one for one in opened if Decimal(one["low"]) <= value <= Decimal(one["high"]))
    return next(inside, None)


def _cover(low: Decimal, high: Decimal, digits: int) -> list[str]:
    """All buckets between the bounds, or none where there are too many of them."""
    if low <= 0 <= high:
        return []
    found: list[str] = []
    value = low
    while value <= high and len(found) <= _MOST:
        found.append(_bucket(value, digits))
        step = Decimal(1).scaleb(value.adjusted() - digits + 1)
        value = ((value / step).to_integral_value(ROUND_FLOOR) + 1) * step
    last = _bucket(high, digits)
    found += [] if last in found else [last]
    return found if len(found) <= _MOST else []


def _decades(low: Decimal, high: Decimal) -> list[str]:
    """A wide range, or one around zero, by sign and power of ten."""
    found = ["0:0"] if low <= 0 <= high else []
    for sign, end in ((Decimal(1), high), (Decimal(-1), -low)):
        if end > 0:
            found += [_bucket(sign.scaleb(power), 0) for power in range(end.adjusted(), -13, -1)]
    return found


class Number(Kind):
    name = "number"
    shape = "figure"
    line = True
    fields = yaml(
        unit=field(str),
        scale=field(Literal[_SCALES] | float, 1),
        tolerance=field(str | float, 0),
    )
    mistaken = yaml(
        scale=field(float | list[float] | None, None),
        convert=field(float | None, None),
        base=field("dict[Literal['from', 'to'], float] | None", None),
    )
    silence = True

    def form(self, asked: AuthoredQuestion) -> Form:
        unit, scale = numbers.canonical(asked.get("unit")), asked.get("scale", 1)
        said = str(asked.raw.get("prompt")).casefold()
        if unit and unit not in _KNOWN and unit.casefold() not in said:
            known = ", ".join(sorted(_MEASURED))
            asked.fail(("unit",), f"“{unit}” is no word of the prompt, and none of {known}.")
        return {"unit": unit, "scale": None if scale == 1 else str(scale)}

    def how(self, form: Form) -> str:
        words = " ".join(term(part) for part in (form["scale"], form["unit"]) if part)
        return say("how-number", unit=say("how-number-unit", unit=words) if words else "")

    def examples(self, form: Form) -> Iterable[Any]:
        return [12, 34.5, 68, 0.9]

    def read(self, form: Form, answer: Any) -> list[tuple[str, str, Decimal]]:
        """The values that the answer may mean, as (slot, unit, value): a bare number in the
        question's scale first, then as it stands."""
        if type(answer) not in (int, float, str):
            raise Malformed(say("no-number"))
        asked, wanted = wording.asked(form).casefold(), form["unit"] or ""
        try:
            if type(answer) is str:
                if wanted not in _SIGNED:  # "- 5 articles" begins a list
                    answer = re.sub(r"^\s*[-–—]\s+", "", answer)
                answer = _asserted(answer, wanted, asked)
            read = numbers.amount(answer, asked)
        except numbers.TwoReadings as why:
            raise Unclear(str(why)) from None
        except (numbers.NoAmount, ArithmeticError) as why:
            # A dash between two numbers was read as "to": 100-58.4-34.4
            dashed = str(why) == say("not-plain-number", word="to") and " to " not in str(answer)
            told = say("many-numbers") if dashed else str(why)
            raise Malformed(told or say("no-number")) from None
        if len({*read.rest} - {*re.findall(r"\w+", asked)}) > 5:
            raise Malformed(say("no-number"))
        word = _of_something_else(str(answer), read.rest, f"{asked} {wanted}")
        if word and read.unit in (None, wanted):
            raise Malformed(say("not-plain-number", word=word))
        if read.unit == "times" and wanted not in _MEASURED:
            read = read._replace(unit=None)  # how many are named: "twice"
        unit, slot = read.unit or wanted, f"number{read.sign}"
        if read.unit is None and read.counted and _KNOWN.get(wanted) not in {None, *read.counted}:
            unit = min(read.counted)
        found = [(slot, unit, read.value)]
        if read.unit is None and not read.scaled and unit == wanted:
            if form["scale"]:
                found.insert(0, (slot, unit, read.value * numbers.scale(form["scale"])))
            found += [] if read.sign else [("bare", unit, read.value)]
        return [one for one in found if one[2] == 0 or abs(one[2].adjusted()) < 40]

    def judge(self, form: Form, given: Any, seal: Seal) -> Outcome:
        record = next(filter(None, (within(seal, *one) for one in given)), None)
        if record and record["status"] == "malformed":
            raise Malformed(say(record["say"]))
        if record:
            return outcome(record)
        wanted = form["unit"]
        slot, unit, _ = given[0] if given else ("number", wanted, None)
        if wanted and unit != wanted and (wanted in _MEASURED or unit not in _MEASURED):
            raise Malformed(say("other-unit", unit=term(wanted)))
        # Where the sources do not say it, a bound is as wrong as a figure.
        if slot != "number" and self.verdict(form, SILENT, seal).status == "wrong":
            raise Malformed(say("bound"))
        return self._unforeseen(form, given, seal)

    def _unforeseen(self, form: Form, given: Any, seal: Seal) -> Outcome:
        """The outcome for a wrong number that nobody listed: whose figure it is, or how far off."""

        def answers(words: str) -> bool:
            records = (within(seal, *one) for one in self.read(form, words))
            return any(one and one["status"] == "right" for one in records)

        from alliance.questions import neighbours  # only a wrong answer needs it

        told = (neighbours.figure(value.normalize(), answers) for *_, value in given)
        known = next(filter(None, told), None)
        lines = (say("told-figure", told=pick(known[0]), source=known[1]),) if known else ()
        size = self.opened(seal, "size", places(given[0][2])) if given else None
        return outcome(size, *lines)

    def normals(self, form: Form, given: Any) -> Iterable[str]:
        return (f"{slot}|{unit}|{value.normalize()}" for slot, unit, value in given[:1])

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        size = numbers.scale(form["scale"])
        for listed, ((slot, unit, value), *_) in self.heard(asked, form, asked.listed()):
            _put(asked, slot, unit, value, around(asked, value, size), listed.record)
        for _, ((slot, unit, value), *_) in self.heard(asked, form, [next(asked.rights())]):
            if slot == "number":
                _worked_out(asked, unit, value, size)
                _sizes(asked, value)

    def answer(self, raw: dict[str, Any]) -> Any:
        key, scale, unit = (raw.get(name) for name in ("key", "scale", "unit"))
        if not unit or not isinstance(key, int | float):
            return key
        return " ".join(str(part) for part in (key, scale, unit) if part not in (None, 1))

    def spelled(self, form: Form, answer: Any) -> list[str]:
        """A figure in the question's unit and scale; none where the answer is in another unit, or a
        bound."""
        try:
            slot, unit, value = self.read(form, answer)[0]
        except (Malformed, IndexError):
            return []
        value /= numbers.scale(form["scale"])
        told = slot == "number" and unit == (form["unit"] or "")
        return [f"{float(value):.10g}"] if told else []

    def implied(self, form: Form, raw: dict[str, Any], mistake: dict[str, Any]) -> list[Any]:
        keys = map(Decimal, self.spelled(form, raw["key"]))
        return [float(value) for key in keys for value, _ in _mistaken(mistake, key)]

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        """The figures, where they are long enough to be no accident."""
        figures = map(str, rights(raw))
        return [one for one in figures if sum(char.isdigit() for char in one) >= _TELLING]


(_BEHIND,) = numbers.filled("of something else", {"figure": numbers.FIGURE})


def _of_something_else(said: str, rest: tuple[str, ...], asked: str) -> str | None:
    """The word that makes a number that of something else than is asked for: "5 bananas", "7.8% of
    GDP"; ``None`` where none does."""
    known = wording.stems(" ".join((asked, *numbers.COUNTED, *vocabulary("ends what is counted"))))
    behind = (one for found in _BEHIND.findall(said.casefold()) for one in found if one in rest)
    return next((one for one in behind if wording.stem(one) not in known), None)


# 650 000 / 5,800,000
_GROUPED = rf"(?:\d{{1,3}}(?:[ ,]\d{{3}})+(?![\d,])|{numbers.FIGURE})"
_OUT_OF, _ALSO = numbers.filled("part of a whole, and what else", {"figure": _GROUPED})


_OF_A_YEAR = r"\b(?:year|annual|fiscal|fy|in (?:1[89]|20)\d\d\b)|年"


def _asserted(answer: str, unit: str, asked: str) -> str:
    """What is counted alone: "7.8, not 10", "7.8 according to the budget", "7.8 on 4 June" and "7.8
    more" as "7.8"; "5 articles and 3 documents" as "5 articles", where articles are asked for."""
    if len(answer) > _LONGEST:
        raise Malformed(say("too-long"))
    said = wording.unsourced(wording.plain_end(answer))
    short = wording.uncopied(said, asked, 4)
    counted = numbers.COUNTED.keys() & said[len(short) :].casefold().split()
    said = short if not counted and re.search(numbers.FIGURE, short) else said
    other = wording.contrasted(said)
    # "155 million dollars, not yen" has its unit in what is kept.
    units = [numbers.UNITS.keys() & one.casefold().split() for one in other or ()]
    said = other[0] if other and (re.search(r"\d", other[1]) or all(units)) else said
    yearly = re.search(numbers.YEARLY, said.casefold())
    if re.search(_OF_A_YEAR, wording.question(asked)):
        yearly = None if yearly else re.search(r"\b(?:in total|altogether)\b", said)
    if yearly and asked:
        raise Malformed(say("not-plain-number", word=yearly[0].strip()))
    said = re.sub(r",? (?:because|since(?= [a-z]))\b.*", "", said) or said
    if {*re.findall(r"[a-z]+", said.casefold())} & (wording.NEGATIONS | {"or"}):
        return said
    if more := numbers.comparing(asked):
        # "33.6 billion yen more than was agreed", "47.2% above the budget for 2022"
        tail = rf" (?:{numbers.any_of(more)})\b(?:\D|(?:1[89]|20)\d\d)*$"
        compared = re.search(rf"(?<=[\w%]){tail}", said, re.IGNORECASE)
        if compared and re.search(numbers.FIGURE, said[: compared.start()]):
            said = said[: compared.start()]
    bare = re.sub(r"^\D*: ", "", said)
    part = _OUT_OF.fullmatch(bare) or _OUT_OF.fullmatch(re.sub(r"\s*\([^()\d]*\)$", "", bare))
    if part and unit not in _MEASURES:
        return _ratio(part, unit)
    if unit == "times":
        said = re.sub(r"(?<=\d) ?(?:to|:) ?(?:1|one)[\s.]*$", " times", said)
    also = _ALSO.fullmatch(said)
    if also and _KNOWN.get(also[2].casefold(), unit) != _KNOWN.get(unit, unit):
        return also[1]
    return said


def _ratio(found: re.Match[str], unit: str) -> str:
    """ "two in five" and "3/8" in percent, "33/13" in times."""
    part, whole = (numbers.amount(found[name]).value for name in ("part", "whole"))
    if unit not in ("percent", "times") and part >= whole:
        raise Malformed(say("many-numbers"))  # "5/3" is not five of three
    if unit not in ("percent", "times") or not whole:
        return f"{part} {found['of']}"
    return f"{numbers.percent(part, whole) / (100 if unit == 'times' else 1)} {unit}"


def _bounds(value: Decimal, margin: Decimal) -> Bounds:
    """The range that counts as ``value``."""
    return (value - margin).normalize(), (value + margin).normalize()


def _put(
    asked: AuthoredQuestion, slot: str, unit: str, value: Decimal, margin: Decimal, record: Form
) -> None:
    """Entries for a value and what is near it. The value itself has its own, which opens first: it
    is in no other's range, as the key without a zero is in that of "3.4 billion yen"."""
    for bounds in dict.fromkeys((_bounds(value, Decimal(0)), _bounds(value, margin))):
        put_range(asked, slot, unit, bounds, record)


def _worked_out(asked: AuthoredQuestion, unit: str, key: Decimal, size: Decimal) -> None:
    """The wrong values that follow from the key: they are sealed last and give way."""
    for path, one in asked.mistakes():
        try:
            values = _mistaken(one, key)
        except (ArithmeticError, TypeError, KeyError) as why:
            asked.fail(path, f"scale, convert and base want numbers other than 0 ({why!r}).")
        for value, least in values:
            margin = max(around(asked, value, size), abs(value) * Decimal(least))
            _put(asked, "number", unit, value, margin, asked.mistake(one))
    # The right digits in a form that says something else: asked again, never charged.
    slot, value, phrase = "number", key / size, "scale-missing"
    if unit == "percent":
        slot, value, phrase = "bare", key / 100, "share-for-percent"
    if key and (unit == "percent" or (unit in ("yen", "USD") and size != 1)):
        bounds = _bounds(value, abs(value) * Decimal("1e-9"))
        put_range(asked, slot, unit, bounds, {"status": "malformed", "say": phrase})


def _sizes(asked: AuthoredQuestion, key: Decimal) -> None:
    """How far off a number is that nobody foresaw. Whole buckets, without bounds: whoever
    opens one learns the size of the answer, which is what the message says, and no more."""
    if not key:
        return
    power, first = key.adjusted(), abs(int(key.scaleb(-key.adjusted())))
    one = Decimal(1).copy_sign(key).scaleb(power)  # the key's power of ten, with its sign
    many = len(key.normalize().as_tuple().digits) > 1
    ends = sorted((key * Decimal("0.95"), key * Decimal("1.05")))
    far = range(2, _FAR)
    found = {
        "sign": [f"={(-key).normalize()}"],
        "scale": [f"={key.scaleb(shift).normalize()}" for shift in _SHIFTS] if many else [],
        "near": _cover(ends[0], ends[1], 2) if many else [],
        "more": [_bucket(one * 10 * digit, 1) for digit in range(first + 1, 10)]
        + [_bucket(one.scaleb(shift), 0) for shift in far],
        "less": [_bucket(one / 10 * digit, 1) for digit in range(1, first)]
        + [_bucket(one.scaleb(-shift), 0) for shift in far],
    }
    for name, normals in found.items():
        for normal in normals:
            asked.follow("size", normal, next(asked.rights()), f"number-{name}")


def _mistaken(one: dict[str, Any], key: Decimal) -> list[tuple[Decimal, str]]:
    """Value and least tolerance (a rate is rounded, and so is what is worked out with it)."""
    factors = one.get("scale", [])
    factors = factors if isinstance(factors, list) else [factors]
    found = [(key * Decimal(str(factor)), "0") for factor in factors]
    if "convert" in one:
        rate = Decimal(str(one["convert"]))
        found += [(key * rate, "0.01"), (key / rate, "0.01")]
    if "base" in one:
        old, new = (Decimal(str(one["base"][end])) for end in ("from", "to"))
        change, ratio = (new - old) / new * 100, new / old * 100
        found += [(change.copy_sign(key), "0.005"), (ratio.copy_sign(key), "0.005")]
    return found


KIND = Number()
