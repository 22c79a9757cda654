"""Dates and figures in a text and in its head: days, amounts, shares, counts and ranks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from alliance.adding.gazetteer import WEEKDAYS, WORDS, Mention, Tokens, lists, patterns, spelled
from alliance.adding.read import PAGES, core
from alliance.questions import numbers
from alliance.questions.numbers import ERAS, ORDINALS, SCALES, UNITS, NoAmount, amount

_DATES = patterns("dates")
_STYLES = patterns("date styles")  # how dates are written: the first style that fits counts
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NUMBERED = _SEASONS | numbers.MONTHS | ORDINALS
_DATE_SEEDS = WORDS["dates seeds"] | WORDS["shouted months"] | WORDS["days"] | {*ORDINALS}
Row = tuple[int, int, str, str]  # of a figure: start, end, value ("" if it has none), and unit

# Calendar expressions, as exact as printed: 1960-01-19, XXXX-08, 197X, 1950/1953.


def written_date(parts: Mapping[str, str | None]) -> str | None:
    """The value of a date whose ``parts`` a style has named; None for "last June" and "Monday".

    parts: year, month and day, those of the end of a span (year2, month2, day2), era and nth year
    of it, decade, named (a weekday, or what is last or next).
    """
    if decade := parts.get("decade"):
        return "19"[: 4 - len(decade)] + decade[:-1] + "X"  # '60s
    if parts.get("named"):
        return None
    year, era, nth = parts.get("year"), parts.get("era"), parts.get("nth")
    if era and nth:
        year = str(ERAS[era.lower()] + (1 if nth == "元" else int(nth)))
    year = "20"[: 4 - len(year)] + year if year else "XXXX"  # fiscal 03
    month, month2, day2 = parts.get("month"), parts.get("month2"), parts.get("day2")
    if parts.get("day") and not (month or month2):
        year += "-XX"  # 28日
    start = _joined(year, month or month2, parts.get("day"))
    if year2 := parts.get("year2"):
        return f"{start}/{year[: 4 - len(year2)]}{year2}"
    return f"{start}/{_joined(year, month2 or month, day2)}" if day2 else start


def _joined(year: str, *parts: str | None) -> str:
    """1960-01-19 or 1960-21 of a year and what is told of a month (or a season) and a day, each in
    figures, in full or abbreviated."""
    told = (part.lower().rstrip(".") for part in parts if part)
    numbered = (_NUMBERED.get(part) or int(re.sub("[a-z]+", "", part)) for part in told)
    return "-".join([year, *(f"{number:02d}" for number in numbered)])


def _refused(style: str, m: re.Match[str], text: str) -> bool:
    """True for a number that is no year and a month's name that is no month."""
    before = text[max(0, m.start() - 24) : m.start()]
    if style == "years":
        if _DATES["address"].match(text, m.start()):
            return True
        backwards = len(m["year2"] or "") == 2 and int(m["year2"]) <= int(m["year"][2:])
        return backwards or bool(_DATES["numbered"].search(before))
    if style == "last or next" and m["named"] == "year":
        return bool(_DATES["dated"].search(before))  # Nov. 2 last year
    if style in {"relative", "today"}:  # but not "Japan today is another country", nor what is said
        said = _DATES["quoted"].match(text, 0, m.start())
        done = _DATES["done"].search(before) or _DATES["done today"].match(text, m.end())
        return bool(said) or (style == "today" and not done)
    hardly = style == "month alone" and _DATES["hardly a month"].match(text, m.start())
    return bool(hardly) and not _DATES["month context"].search(before)


def _matches(tokens: Tokens) -> Iterator[tuple[str, re.Match[str]]]:
    """Tried only where a token can begin a date: much faster than at every character."""
    text, after = tokens.text, 0
    for word, start in zip(tokens.words, tokens.starts, strict=True):
        seed = "0" <= word[0] <= "9" or not _DATE_SEEDS.isdisjoint((word, word[:2]))
        if seed and start >= after and not _DATES["no beginning"].match(text[start - 1 : start]):
            tries = ((name, style.match(text, start)) for name, style in _STYLES.items())
            if found := next(((name, m) for name, m in tries if m), None):
                after = found[1].end()
                yield found


def written_on(texts: Sequence[str], today: str | None) -> str | None:
    """The day in a dateline, "SAN FRANCISCO, Sept. 8 (AP)", by which a text counts its days: the
    article's own or one some days before; where there is none the article's own."""
    top = texts[: 1 if today else 3]
    m = next(filter(None, map(_DATES["dateline"].match, top)), None)
    day = (m and written_date(m.groupdict())) or ""
    if day.startswith("XXXX") and today and len(today) == 10:
        published = date.fromisoformat(today)
        near = (f"{published - timedelta(days)}" for days in range(_NEAR))
        return next((one for one in near if one.endswith(day[4:])), today)
    return today or (day if _day(day) else None)


def _day(value: str) -> date | None:
    """The day that a full date is; none for a month, and for February 31."""
    with suppress(ValueError):
        return date.fromisoformat(value)
    return None


def reach(texts: Sequence[Tokens], today: str | None) -> int:
    """How many days from ``today``, the article's own, a day without a year may lie: few in a text
    that tells a day of another year in full and no weekday, as news do. "May 19" in an essay on
    1960 is no day of its own year."""
    news = any(not WORDS["weekdays"].isdisjoint(one.words) for one in texts)
    told = (year for one in texts for year in _DATES["in full"].findall(one.text))
    return _NEAR if not news and _of_another_year(told, today) else _FAR


def _of_another_year(years: Iterable[str], today: str | None) -> bool:
    """Whether one of these is neither the article's own year nor beside it."""
    return any(abs(int(year) - int((today or year)[:4])) > 1 for year in years)


def dates(p: int, tokens: Tokens, today: str | None, above: str, far: int) -> Iterator[Mention]:
    """The calendar expressions in paragraph ``p``; ``today`` is the article's own date, ``above``
    the paragraph before, ``far`` the :func:`reach` of the text."""
    text = tokens.text
    years, here = _DATES["year above"].findall(above)[-1:], _DATES["year alone"].findall(text)
    other, old = (_of_another_year(some, today) for some in ([*years, *here], here))
    kept = ((style, m) for style, m in _matches(tokens) if not _refused(style, m, text))
    found = [(style, m, written_date(m.groupdict())) for style, m in kept]
    full = [(m.start(), day) for _, m, value in found if (day := _day(value or ""))]
    for style, m, value in found:
        fiscal = style == "fiscal year" or m[0].endswith("年度")
        detail = {"calendar": "fiscal year"} if fiscal else {}
        partial = value is None or value.startswith("XXXX")
        ends = (value or "").split("/") if partial else ()
        since = text.endswith(("since ", "Since "), 0, m.start())
        stranger = old if since or "X-X" in (value or "") else other
        place = Occurrence(m, text, years, full, stranger)
        if ends and all(days := [resolve(place, end, today, far) for end in ends]):
            detail["resolved"] = "/".join(map(str, days))
        yield Mention(p, *m.span(), "date", m[0], value, detail)


# Which day "Jan. 17", "Sunday" or "last June" was, when the article's date settles it.

# Days: what is farther away may as well be before as after; "28日" another month's.
_FAR, _NEAR, _BESIDES, _MONTH, _SOON = 160, 12, 60, 31, 100
_BESIDE = 500  # characters to either side of a date in which its sentence is looked for
_SHIFT = {"last": -1, "previous": -1, "this": 0, "next": 1, "following": 1}
_RELATIVE = dict(one.replace("_", " ").split("=") for one in WORDS["dates relative"])


Told = tuple[int, date]  # a day told in full, and where


class Occurrence:
    """A date where it stands. before: its sentence up to it; sentence: the whole, § for the date;
    years: those told above; full: the days told in full in its sentence; other: years are told
    that are not the article's own."""

    def __init__(
        self, m: re.Match[str], text: str, years: list[str], full: list[Told], other: bool
    ) -> None:
        first, last = max(0, m.start() - _BESIDE), m.end() + _BESIDE
        self.m, self.other = m, other
        self.before = _DATES["stop"].split(text[first : m.start()])[-1]
        after = _DATES["stop"].split(text[m.end() : last], 1)[0]
        self.sentence = f"{self.before}§{after}"
        reach = m.start() - len(self.before), m.end() + len(after)
        self.full = [day for at, day in full if reach[0] <= at < reach[1]]
        self.years = years + _DATES["year before"].findall(text[first : m.start()])

    @property
    def ahead(self) -> re.Match[str] | None:
        """What tells of a day to come: "will meet on Friday", "on Friday they will meet"."""
        return _DATES["ahead"].search(self.before) or _DATES["ahead after"].search(self.sentence)

    def part(self, name: str) -> str:
        """What a style has named so, in small letters."""
        return (self.m.groupdict().get(name) or "").lower()


def resolve(here: Occurrence, value: str, today: str | None, far: int) -> str | None:
    """The full date (or month) that a date means in an article of ``today``, or None where it may
    be another year's. far: how many days away it may be."""
    if that := value and "X-X" not in value and _DATES["that year"].search(here.sentence):
        shift = _SHIFT.get(that.lastgroup or "this", 0)
        told = here.years[-1] if here.years else ""
        if told and not told.isdigit():  # last year
            told = str(int(today[:4]) - 1) if today else ""
        return f"{int(told) + shift}{value[4:]}" if told else None
    if len(value) == 10 and "X-X" not in value and here.full:  # Dec. 8, 1941, and Dec. 7
        return _near(here.full[0], value[4:], -_BESIDES, _BESIDES)
    year, month, day = (*(int(part) for part in (today or "0").split("-")), 0, 0)[:3]
    if not month or (value and len(value) not in (7, 10)):
        return None
    if not value:
        return _of_named(here, year, month, day)
    if _DATES["of no year"].search(here.sentence):
        return None
    if "X-X" not in value and (told := _DATES["told year"].search(here.sentence)):
        return f"{year + _SHIFT[told.lastgroup or '']}{value[4:]}"
    if here.other and not here.ahead:
        return None
    if len(value) == 10:
        if "X-X" in value:  # the 28th
            first, last = (0, _MONTH) if here.ahead else (-_NEAR, _NEAR)
        else:
            first, last = -far, far if here.ahead else min(far, _SOON)
        return _near(date(year, month, day or 15), value.rpartition("X")[2], first, last)
    number = int(value[5:])
    future = here.ahead or _DATES["future"].search(here.before)
    present = here.m[0].endswith("月") or _DATES["present"].search(here.sentence)
    if number > month and not future and present:
        return None
    return f"{year + (number < month if future else -(number > month))}-{number:02d}"


def _near(day: date, ending: str, first: int, last: int) -> str | None:
    """The nearest day that ends so, between two numbers of days away."""
    days = (f"{day + timedelta(by)}" for by in sorted(range(first, last), key=abs))
    return next((one for one in days if one.endswith(ending)), None)


def _of_named(here: Occurrence, year: int, month: int, day: int) -> str | None:
    """The day of a weekday, of "yesterday" or "last night", the month of "last June"."""
    if _DATES["recurs"].search(here.sentence):
        return None
    word, which = here.part("named").capitalize(), here.part("which")
    following = which.endswith("coming") or which == "next"
    shift = following - (which == "last")
    if word in WEEKDAYS and day:
        this = date(year, month, day)
        days = WEEKDAYS.index(word) - this.weekday()  # within the week, as "this Friday" is
        if which != "this":
            days = days % 7 if following or (not which and here.ahead) else -(-days % 7)
            days = days or 7 * shift
        return (this + timedelta(days=days)).isoformat()
    if word.lower() in _RELATIVE and day:
        return (date(year, month, day) + timedelta(int(_RELATIVE[word.lower()]))).isoformat()
    if word == "Year":
        return str(year + shift)
    if word == "Month":
        year, number = divmod(12 * year + month - 1 + shift, 12)
        return f"{year}-{number + 1:02d}"
    if number := numbers.MONTHS.get(word.lower(), 0):
        year += number <= month if following else -(which == "last" and number >= month)
        return f"{year}-{number:02d}"
    return None


# Amounts, shares, counts and ranks, with their units.


_FIGURES = patterns("figures")
_LISTS = lists("figures")
# Beside the units in which answers are given: how a text spells what it measures.
_PLURALS = dict(word.replace("_", " ").split("=") for word in _LISTS["plurals"])
_COUNTED = WORDS["numbers"] | WORDS["tens"]
_NUMBER_WORDS = _COUNTED | {"a", "an", "half", "hundred", "dozen"}
_FIGURE_SEEDS = {*_LISTS["signs"], *_NUMBER_WORDS, *(word.capitalize() for word in _NUMBER_WORDS)}
_SCALED = [[word] for word in (*SCALES, "dozen", "percentage")]


@lru_cache(maxsize=4096)
def _number(text: str, scale: str | None) -> str:
    """What "1.055", "fifty-four thousand" or "half a" is, times a scale, without exponent and
    without zeros that say nothing: 189300000000, 58.4; "" if it is none, or is just "one"."""
    spelled, times = " ".join(text.lower().split()), Decimal(1)
    known = spelled.endswith(" and a half")  # to amount
    spelled = spelled if known else re.sub(r"\band\b", " ", spelled)
    for word, factor in (("half", Decimal("0.5")), ("dozen", Decimal(12))):
        if word in spelled and not known:
            spelled, times = spelled.replace(word, " "), times * factor
    spelled = "1" if spelled.split() in ([], ["a"], ["an"]) else spelled
    try:
        value = times * amount(f"{spelled} {scale or ''}").value
    except (NoAmount, ArithmeticError):
        return ""
    return "" if value == 1 and text[0].isalpha() else f"{value.normalize():f}"


def _range(m: re.Match[str]) -> str:
    """ "8000000000/10000000000" for $8–10 billion: a scale after the second number serves both."""
    parts = m.groupdict()
    scale, last = parts.get("sa"), parts.get("sb")
    values = [_number(m["a"], scale or last)]
    if second := parts.get("b") or parts.get("b2"):
        values.append(_number(second, last or scale))
    return "/".join(values) if all(values) else ""


def figures(p: int, tokens: Tokens, dates: list[Mention]) -> Iterator[Mention]:
    """The figures in paragraph ``p``; what ``dates`` cover is no figure."""
    text, after = tokens.text, 0
    for i, word in enumerate(tokens.words):
        at = tokens.starts[i]
        if at < after or not (word in _FIGURE_SEEDS or "0" <= word[0] <= "9"):
            continue
        share = _share(text, at)
        scaled = word not in _LISTS["articles"] or tokens.words[i + 1 : i + 2] in _SCALED
        if not (share or scaled):
            continue
        if tokens.glued(i) and f"{tokens.words[i - 1]}{word}".lower() in UNITS:  # NT$, US$
            at = tokens.starts[i - 1]
        start, end, value, unit = share or _figure(text, at) or (0, 0, "", "")
        if value and all(end <= mark.start or start >= mark.end for mark in dates):
            after = end
            yield Mention(p, start, end, "figure", text[start:end], value, {"unit": unit})


def _share(text: str, at: int) -> Row | None:
    """A part of something: "two-thirds", "a fifth of the seats"."""
    m = _FIGURES["share of"].match(text, at)
    if m is None:
        return None
    whole = ORDINALS.get(m["part"].lower().removesuffix("s"), 4)  # quarters
    return *m.span(), f"{(Decimal(_number(m['a'], None) or 1) / whole):.3f}".rstrip("0"), "share"


def _figure(text: str, at: int) -> Row | None:
    """The figure that begins at ``at``."""
    for style in ("signed", "money", "japanese"):
        if m := _FIGURES[style].match(text, at):
            unit = m["unit"].lower()
            if unit == "割":  # tenths
                return *m.span(), f"{Decimal(_range(m)) * 10:f}", "percent"
            return *m.span(), _range(m), UNITS.get(unit, unit)
    if m := _FIGURES["percent"].match(text, at):
        unit = "percentage points" if m["point"] else "percent"
        if m["gdp"] or _FIGURES["of GDP in Japanese"].search(text, max(0, at - 14), at):
            unit += " of GNP" if re.search("N\\.?P|ational", m["gdp"] or "") else " of GDP"
        return *m.span(), "1" if m["a"].lower() in {"one", "a"} else _range(m), unit
    m = _FIGURES["head"].match(text, at)
    return _counted(m, text) if m else None


def _counted(m: re.Match[str], text: str) -> Row | None:
    """A count: "54,000 American troops", "five-year", "1,000 km"."""
    start, end = m.start(), m.end() - len(m["hyphen"])
    before, value = text[max(0, start - 24) : start], _range(m)
    if value in {"", "1", "0"}:
        return None
    words = m["a"][0].isalpha()
    if glued := _FIGURES["glued"].match(text, m.end()):
        unit = " ".join(re.split(r"[\s-]+", glued["u"].lower()))
        unit = UNITS.get(unit) or _PLURALS.get(unit, unit.removesuffix("s") + "s")
        square = "square " if "sq" in glued[0] else ""
        return start, glued.end(), value, square + unit
    other = _FIGURES["numbered"].search(before) or _FIGURES["share"].search(before)
    if other or m["hyphen"] or text[end : end + 1] in {"-", "–", "/", ":", "+", "%"}:
        return None
    some = _FIGURES["some of"].match(text, end)  # 14 of the machines
    noun = _noun(text, some.end() if some else end)
    if some and some["them"]:
        return start, end, value, ""
    if noun is None:
        changed = _FIGURES["changed"].search(text, max(0, start - 80), start)
        if changed and not words and not _FIGURES["hour"].match(text, end):
            return start, end, value, ""
        big = m["sa"] or "," in m["a"] or (words and _FIGURES["big"].search(m["a"]))
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
        at, word = m.end(1), m[1].rstrip(".")
        plain = word.replace("’", "'").removesuffix("'s") if word[-2:] in {"’s", "'s"} else word
        if first and m[1] in {"more", "other"}:  # 20 more ships
            continue
        if word.lower() in _LISTS["end"] | _COUNTED:  # what follows is counted by another number
            return None
        plural = _FIGURES["plural"].fullmatch(plain) and plain not in _LISTS["no noun"]
        if plural or plain.lower() in _LISTS["irregular"]:
            return m.start(1) + len(plain), plain
        if m[1].endswith(".") and word.islower():  # 11,400 already. Ford drives
            return None
    return None


# In the head of an article dates stand in more styles, beside a weekday, a time or "Updated".

_HEAD = patterns("furniture")
_IN_HEADS = patterns("head dates").values()
_WITH_A_DATE = re.compile(spelled("furniture", PAGES["forms"]["beside a date"]), re.IGNORECASE)
KEPT = 40_000  # lines of which it is kept what they are: each is asked about several times


@lru_cache(maxsize=KEPT)
def first_date(text: str) -> tuple[str, str]:
    """The first date in ``text``, or nothing, and the text without it."""
    text = _HEAD["glued time"].sub(" ", unicodedata.normalize("NFKC", text))
    text = _HEAD["era too"].sub("", text)
    text = re.sub(r"(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d)", "", text)  # 2017 年 3 月
    text = _HEAD["in kanji"].sub(lambda one: str(numbers.kanji(one[0])), text)
    found = []
    for match in (match for style in _IN_HEADS for match in style.finditer(text[:2000])):
        parts = match.groupdict()
        if abroad := parts.get("abroad"):
            parts["month"] = PAGES["months"].get(abroad.casefold(), "13")
        when = written_date(parts) or ""
        with suppress(ValueError):  # no such day or month
            date.fromisoformat(f"{when}-01-01"[:10])
            found.append((match.start(), -match.end(), when))
    start, end, when = min(found, default=(0, 0, ""))
    return when, f"{text[:start]} {text[-end:]}" if when else text


def is_update(text: str) -> bool:
    """Whether a date is one of a change, and not of the article."""
    return bool(_HEAD["later"].match(text[:200].strip()))


def only_date(text: str) -> str | None:
    """The date, where ``text`` is a date and nothing else but a weekday, a time or "Updated"."""
    when, rest = first_date(text)
    other, rest = first_date(rest)  # "Published … / Updated …"
    when = (other if is_update(text) else "") or when
    return when if when and not re.search(r"\w", _WITH_A_DATE.sub(" ", rest)) else None


def given_date(text: str) -> str | None:
    """A date as somebody types it for ``--date``: an exact one, a month or a bare year."""
    text = text.strip()
    return text if re.fullmatch(r"(?:19|20)\d\d", text) else only_date(text)


def is_date(line: str) -> bool:
    """Whether a line holds a date and nothing else but a day, a time or "Updated"."""
    return len(line) < 90 and only_date(core(line)) is not None
