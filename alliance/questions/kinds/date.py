"""A date, with credit for the precision that was asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from alliance.questions import wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import (
    Form,
    Kind,
    Outcome,
    field,
    outcome,
    rights,
    single,
    yaml,
)
from alliance.questions.numbers import MONTH_NAMES, MONTHS, ONES, ORDINALS, TENS, kanji, wordlist
from alliance.questions.phrases import pick, say, vocabulary

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

# The grammar of dates: what a person writes for a day, a month, a year or an era.

# The year before the era's year 1.
ERAS: dict[str, int] = {
    **dict.fromkeys(("明治", "meiji", "m"), 1867),
    **dict.fromkeys(("大正", "taisho", "t"), 1911),
    **dict.fromkeys(("昭和", "showa", "s"), 1925),
    **dict.fromkeys(("平成", "heisei", "h"), 1988),
    **dict.fromkeys(("令和", "reiwa", "r"), 2018),
}
_WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|[月火水木金土日]曜日?"
# A day of the week in brackets, and "'92" for a year.
_BESIDE = re.compile(rf" ?[(（](?:{_WEEKDAYS}|[月火水木金土日])\.?[)）]$")
_SHORT_YEAR = re.compile(r"(?<![\w'’])['’`´](\d\d)(?!\d)")
_PIVOT = 30  # '29 is 2029, '30 is 1930: the course tells of 1853 to today
_FILLERS = vocabulary("beside a date")
_CENTURIES = {"eighteen": 18, "nineteen": 19, "twenty": 20}
_ERA = re.compile(rf"({'|'.join(sorted(ERAS, key=len, reverse=True))})[\s.]*(\d{{1,2}}|元)(?!\d)")
_KANJI_DATE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?")
_IN_KANJI = r"[〇一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九]+"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[t ]\d\d:\d\d.*)?")
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Date(NamedTuple):
    """A date as exact as it was given; a part that was not given is ``None``."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"

    def to(self, precision: str) -> Date:
        """The same date, no more exact than ``precision``."""
        keep = {"year": 1, "month": 2, "day": 3}[precision]
        return Date(*self[:keep])  # type: ignore[arg-type]

    def iso(self) -> str:
        """``1951``, ``1951-09`` or ``1951-09-08``."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in self[1:] if part]
        return "-".join(parts)


class NoDate(ValueError):
    """No single date could be read; the message says why."""


def date(answer: int | str, assume_year: int | None = None) -> Date:
    """Read one date; :class:`NoDate` where there is none, or two readings.

    assume_year: the year of an answer that names only a day and a month.
    """
    text = unicodedata.normalize("NFKC", str(answer)).casefold().strip()
    text = re.sub(r"[‐-―−]", "-", text).strip(" .。,;!?")
    text = unicodedata.normalize("NFKC", _unaccented(text))
    text = _BESIDE.sub("", text)
    twice = re.fullmatch(r"(.*\d.*?)\s*\((.*\d.*)\)", text)
    if twice and not _ERA.match(text):  # 28 April 1952 (昭和27年4月28日)
        one, other = date(twice[1], assume_year), date(twice[2], assume_year)
        if other != one.to(other.precision):
            raise NoDate(say("two-readings"))
        return one
    found = _compact(text) or _era_or_kanji(text) or _numeric(text) or _english(text, assume_year)
    if found is None:
        raise NoDate(say("not-a-date"))
    return _checked(found)


def _unaccented(text: str) -> str:
    """Shōwa is Showa; kana keep their marks."""
    split = unicodedata.normalize("NFD", text)
    return re.sub(r"(?<=[a-z])[\u0300-\u036f]", "", split)


def _compact(text: str) -> Date | None:
    if re.fullmatch(r"\d{4}", text):
        return Date(int(text))
    if re.fullmatch(r"(1[89]|20)\d{6}", text):
        return Date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None


def _era_or_kanji(text: str) -> Date | None:
    """昭和26年9月8日, S26.9.8, Showa 26, 一九五一年九月八日; the year may stand beside the era."""
    text = re.sub(_IN_KANJI, lambda one: str(kanji(one[0])), text)
    era = _ERA.search(text)
    if era and not text[: era.start()][-1:].isalnum():
        year = ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
        rest = re.sub(r"^\s*年", "", text[: era.start()] + text[era.end() :])
        given = re.match(r"\s*[(（]?\s*(\d{4})\s*[)）]?年?", rest)
        if given:
            if int(given[1]) != year:
                raise NoDate(say("two-readings"))
            rest = rest[given.end() :]
        rest = re.sub(r"^\s*年|年度?|[()]", " ", rest).strip(" .-/")
        return _after_year(year, rest)
    dated = _KANJI_DATE.match(text)
    if dated and not text[dated.end() :].strip(" ()"):
        return Date(*(int(part) if part else None for part in dated.groups()))  # type: ignore[arg-type]
    return None


def _after_year(year: int, rest: str) -> Date | None:
    if not rest or rest in ("year",):
        return Date(year)
    parts = re.fullmatch(r"(\d{1,2})\s*[月./-]?(?:\s*(\d{1,2})\s*日?)?", rest)
    if parts:
        return Date(year, int(parts[1]), int(parts[2]) if parts[2] else None)
    return _english(f"{rest} {year}", None)


def _numeric(text: str) -> Date | None:
    iso = _ISO.fullmatch(text)
    if iso:
        return Date(*(int(part) if part else None for part in iso.groups()))  # type: ignore[arg-type]
    month = re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text)
    if month:
        return Date(int(month[2]), int(month[1]))
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        first, second, year = (int(part) for part in slashed.groups())
        if first == second or second > 12:
            return Date(year, first, second)
        if first > 12:
            return Date(year, second, first)
        raise NoDate(say("two-readings"))
    return None


def _in_figures(text: str) -> str:
    """ "the eighth of September nineteen fifty-one" as "the 8 of September 1951"."""
    months = "|".join(sorted(MONTHS, key=len, reverse=True))
    said = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace("-", "[- ]")
    before = rf"\b({said})(?= (?:day )?(?:of )?(?:{months})\b)"
    after = rf"(?<=[a-z.] )({said})\b(?=,? (?:\d|{'|'.join(_CENTURIES)})|$)"
    day = f"{before}|{after}"
    text = re.sub(day, lambda one: str(ORDINALS[(one[1] or one[2]).replace(" ", "-")]), text)
    tens, ones = "|".join(TENS), "|".join(list(ONES)[1:10])
    return re.sub(
        rf"\b({'|'.join(_CENTURIES)})[ -]({tens})(?:[ -]({ones}))?\b",
        lambda one: str(100 * _CENTURIES[one[1]] + TENS[one[2]] + (ONES[one[3]] if one[3] else 0)),
        text,
    )


def _english(text: str, assume_year: int | None) -> Date | None:
    text = _SHORT_YEAR.sub(lambda one: f" {_century(one[1])}", _in_figures(text))
    text = re.sub(rf"\b(?:{_WEEKDAYS})\b\.?", " ", text)
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    tokens = re.findall(r"[^\W\d_][\w.]*|\d+|[^\s\w,.()]", text)
    year = month = day = None
    for token in tokens:
        name = token.rstrip(".")
        if name in MONTHS and month is None:
            month = MONTHS[name]
        elif token.isdigit() and len(token) == 4 and year is None:
            year = int(token)
        elif token.isdigit() and len(token) <= 2 and day is None:
            day = int(token)
        elif token.isdigit() and len(token) == 2 and month is not None and year is None:
            year = _century(token)  # 19 Jan 60
        elif name not in _FILLERS and token not in "-/:":
            return None
    if year is None and month is None:
        return None
    if year is None:
        year = assume_year
        if year is None:
            if month:
                raise NoDate(say("no-year"))
            return None
    if day is not None and month is None:
        return None
    return Date(year, month, day)


def _century(year: str) -> int:
    """The whole year that two of its figures mean."""
    return int(year) + (2000 if int(year) < _PIVOT else 1900)


_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_IN_SENTENCE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},?(?: \d{{4}})?\b"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?|\b\d{{4}}-\d\d-\d\d\b",
    re.IGNORECASE,
)
_TURNS = wording.NEGATIONS | set(wordlist("or between from to until before after since if by"))


def inside(answer: str) -> str | None:
    """The one date of a sentence ("He corrected himself on 26 February"), where nothing in it
    denies or bounds it; ``None`` where it holds no date, or more than one."""
    plain = re.sub(r"\b(?:just |shortly )?after midnight\b", " ", answer, flags=re.IGNORECASE)
    found = list(_IN_SENTENCE.finditer(plain))
    if len(found) != 1:
        return None
    beside = plain[: found[0].start()] + plain[found[0].end() :]
    words = set(re.findall(r"[a-z']+", beside.casefold()))
    turned = words & _TURNS or any(word.endswith("n't") for word in words)
    return None if turned or not words or re.search(r"\d", beside) else found[0][0]


# "after 13 January 2023", "13 January 2023 or later": a bound, and no date.


_BOUNDS = (
    (
        ">",
        r"(?:on or )?(?:after|since)|(?:not|no) (?:before|earlier than)|from|at the earliest on?",
    ),
    ("<", r"(?:on or )?before|(?:not|no) (?:after|later than)|until|by|at the latest on?"),
)
_TRAILS = (
    (">", r",? (?:or|and) (?:later|after|afterwards)|,? at the earliest| ?以降| ?より後|以後"),
    ("<", r",? (?:or|and) (?:earlier|before)|,? at the latest| ?以前| ?より前| ?まで"),
)


def bound(answer: str) -> tuple[str, Date] | None:
    """ "<" or ">" and a date, where the answer is a bound; ``None`` where it is none."""
    said = answer.strip().casefold().strip(" .。")
    for sign, lead in _BOUNDS:
        found = re.match(rf"(?:some ?(?:time|day) |shortly |published )?(?:{lead}) (?=\S)", said)
        if found:
            return _bounded(sign, said[found.end() :])
    for sign, trail in _TRAILS:
        found = re.search(rf"(?:{trail})$", said)
        if found:
            return _bounded(sign, said[: found.start()])
    return None


def _bounded(sign: str, rest: str) -> tuple[str, Date] | None:
    try:
        return sign, date(rest)
    except NoDate:
        return None


def _checked(found: Date) -> Date:
    year, month, day = found
    if not 1000 <= year <= 2999 or (month is not None and not 1 <= month <= 12):
        raise NoDate(say("no-such-day"))
    if day is not None:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        longest = 28 if month == 2 and not leap else _LENGTHS[(month or 1) - 1]
        if not 1 <= day <= longest:
            raise NoDate(say("no-such-day"))
    return found


# The kind.


PRECISIONS = ("year", "month", "day")
_COARSE = {("day", "year"): 0.33, ("day", "month"): 0.67, ("month", "year"): 0.5}


class Bound(NamedTuple):
    """ "after 13 January 2023": the sign and the date."""

    sign: str
    date: Date


class DateKind(Kind):
    name = "date"
    shape = "when"
    line = True
    fields = yaml(precision=field(Literal[PRECISIONS]), assume_year=field(int | None, None))
    silence = True

    def form(self, asked: AuthoredQuestion) -> Form:
        precision = asked.get("precision", "day")
        if precision not in PRECISIONS:
            asked.fail(("precision",), "Write year, month or day.")
        return {"precision": precision, "assume_year": asked.get("assume_year")}

    def how(self, form: Form) -> str:
        return say(f"how-date-{form['precision']}")

    def examples(self, form: Form) -> Iterable[Any]:
        years = ("1853", "1889", "1902")
        before = {"year": "", "month": "March ", "day": "31 March "}[form["precision"]]
        return [f"{before}{year}" for year in years]

    def paper(self, form: Form) -> str:
        asked = {"year": "year", "month": "month and year", "day": "day, month and year"}
        return f'<p>Answer: <span class="blank"></span> ({asked[form["precision"]]})</p>'

    def read(self, form: Form, answer: Any) -> Date | Bound:
        answer = single(answer)
        if type(answer) is dict and set(answer) <= {"year", "month", "day"}:
            answer = [answer[part] for part in PRECISIONS if part in answer]
        if type(answer) is list and len(answer) <= 3 and all(type(one) is int for one in answer):
            answer = "-".join(map(str, answer))  # (1951, 9, 8)
        if type(answer) is float and answer.is_integer():
            answer = int(answer)
        if type(answer) not in (int, str) or len(str(answer)) > 100:
            raise Malformed(say("not-a-date"))
        answer = wording.plain_end(answer) if type(answer) is str else answer
        limit = bound(answer) if type(answer) is str else None
        if limit:
            return Bound(*limit)
        try:
            return date(answer, form.get("assume_year"))
        except NoDate as why:
            within = inside(answer) if type(answer) is str else None
            if within is None:
                raise Malformed(str(why)) from None
            return self.read(form, within)

    def judge(self, form: Form, given: Any, seal: Seal) -> Outcome:
        """From the date as given to its month and its year: the finest entry that fits decides.
        "=" is an entry for exactly this, "<" one for everything within it."""
        if type(given) is Bound:
            record = seal.first("date", self.group(form, given))
            if record is None:
                raise Malformed(say("not-a-date"))
            return outcome(record)
        own = PRECISIONS.index(given.precision)
        for level in range(own, -1, -1):
            mark = "=" if level == own else "<"
            record = seal.first("date", mark + given.to(PRECISIONS[level]).iso())
            if record:
                near = "say" in record and record["status"] == "wrong"
                lines = self._told(form, given, seal) if near else ()
                return outcome(record, *lines, precision=say(f"precision-{form['precision']}"))
        # The day of the year, in another year; or no part that fits.
        record = (given.day and seal.first("date", given.iso()[4:])) or seal.first("date", "*")
        lines = self._told(form, given, seal)
        return outcome(record, *lines) if record else Outcome("wrong", details=lines)

    @staticmethod
    def _told(form: Form, given: Date, seal: Seal) -> tuple[str, ...]:
        """What happened on the day that was given."""

        def answers(words: str) -> bool:
            try:
                found = date(words)
            except NoDate:
                return False
            record = seal.first("date", "=" + found.iso())
            return record is not None and record["status"] != "wrong"

        from alliance.questions import told  # only a wrong answer needs it

        known = told.on(given.iso(), answers)
        return (say("told-day", short=pick(known[0]), id=known[1]),) if known else ()

    def group(self, form: Form, given: Any) -> str:
        if type(given) is Bound:
            return given.sign * 2 + given.date.iso()
        return str(given.iso())

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        wanted = PRECISIONS.index(form["precision"])
        found = [*self.heard(asked, form, asked.listed())]
        for one, given in found:
            if type(given) is Bound:
                asked.put("date", self.group(form, given), one)
                continue
            if one.record["status"] == "right" and PRECISIONS.index(given.precision) < wanted:
                asked.fail(one.path, f"{one.answer!r} is less exact than the precision asked.")
            right = one.record["status"] == "right"
            level = form["precision"] if right else given.precision
            asked.put("date", "=" + given.to(level).iso(), one)
            if given.precision != level:
                asked.put("date", "=" + given.iso(), one)
            if not right or given.precision == form["precision"] != "day":
                asked.put("date", "<" + given.iso(), one, weak=right)
        for one, given in found:
            if one.record["status"] == "right" and type(given) is Date:
                self._near(asked, form["precision"], one, given)

    def _near(self, asked: AuthoredQuestion, wanted: str, one: Any, given: Date) -> None:
        """What follows from a right date: less exact, near it, or right with a wrong addition."""
        for coarse in PRECISIONS[: PRECISIONS.index(wanted)]:
            share = _COARSE[wanted, coarse]
            asked.follow("date", "=" + given.to(coarse).iso(), one, "date-finer", share)
        # A part of the date that is right earns nothing where another is wrong.
        if wanted == "day":
            asked.follow("date", "<" + given.to("month").iso(), one, "date-day-wrong")
            asked.follow("date", given.iso()[4:], one, "date-year-wrong")
        if wanted != "year":
            asked.follow("date", "<" + given.to("year").iso(), one, "date-month-wrong")
        asked.follow("date", "*", one, "date-year-off")
        if given.precision != wanted:
            for level in PRECISIONS[PRECISIONS.index(wanted) :]:
                if PRECISIONS.index(level) < PRECISIONS.index(given.precision):
                    day = given.to(level).iso()
                    asked.put("date", f"={day}", one, weak=True)
                    asked.follow("date", f"<{day}", one, "date-extra-wrong", 0.8)

    def spelled(self, form: Form, answer: Any) -> list[str]:
        try:
            found = date(answer)
        except NoDate:
            return super().spelled(form, answer)
        return [*_written(found), str(answer)]

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        """A right date as a hint might say it, to the precision that is asked."""
        said = []
        for answer in rights(raw):
            try:
                found = date(str(answer)).to(raw.get("precision") or "day")
            except NoDate:
                continue
            said += _written(found)
            if found.month and found.day:
                said.append(f"{found.day} {MONTH_NAMES[found.month - 1]}")
        return said


def _written(found: Date) -> list[str]:
    """A date as people write it, in English and Japanese."""
    year, month, day = found
    if month is None:
        return [str(year), f"{year}年"]
    name = MONTH_NAMES[month - 1].capitalize()
    names = (name, name[:3])
    if day is None:
        return [*(f"{one} {year}" for one in names), found.iso(), f"{year}年{month}月"]
    said = [f"{day} {one} {year}" for one in names]
    said += [f"{one} {day}, {year}" for one in (*names, f"{name[:3]}.")]
    return [found.iso(), *said, f"{name} {day} {year}", f"{year}年{month}月{day}日"]


KIND = DateKind()
