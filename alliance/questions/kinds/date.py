"""A date, with credit for the precision that was asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from alliance.languages import pick, say, vocabulary, words
from alliance.questions import numbers, wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import Form, Kind, Outcome, field, outcome, rights, yaml
from alliance.questions.numbers import MONTH_NAMES, ONES, ORDINALS, TENS, any_of, kanji, meanings

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion, Listed

# The grammar of dates: what a person writes for a day, a month, a year or an era.


# Also the German, French and Spanish names that differ, without their marks.
_MONTHS = numbers.MONTHS | {
    name: int(month) for name, month in meanings("months elsewhere").items()
}
_VAGUE = rf"(?<![a-z])(?:{any_of(vocabulary('vague days'))})(?![a-z])"
_MOST_DAYS = 31
_PIVOT = 30  # '29 is 2029, '30 is 1930: the course tells of 1853 to today
_FILLERS = vocabulary("beside a date") | set("-/:")
_CENTURIES = {"eighteen": 18, "nineteen": 19, "twenty": 20}
_MONTH = any_of(_MONTHS)
_WEEKDAYS = rf"(?:{any_of(vocabulary('weekdays'))})|[月火水木金土日]曜日?"
_NOT_BESIDE = any_of(vocabulary("beside a date in japanese"))
_MEANT = numbers.UNITS | numbers.COUNTED  # "1951 people" is no year; "the 1951 treaty" is
_GAPS = {
    "month": _MONTH,
    "ordinal": any_of(ORDINALS).replace(r"\-", "[- ]"),
    "century": any_of(_CENTURIES),
    "weekday": _WEEKDAYS,
    "numbered": words()["numbered"],
    "unit": any_of(one for one, what in _MEANT.items() if what not in vocabulary("beside a year")),
    "era": any_of(one for one in numbers.ERAS if not one.isascii()),
    "any era": any_of(numbers.ERAS),
    "tens": any_of(TENS),
    "ones": any_of(list(ONES)[1:10]),
}
# Other ways to write a date: 28.IV.1952, 昭和26, "the eighth of September nineteen fifty-one".
_WRITTEN = numbers.spellings(
    "dates written otherwise",
    _GAPS,
    {
        "=roman": lambda one: f" {MONTH_NAMES[wording.roman(one[1]) - 1]} ",
        "=kanji": lambda one: str(kanji(one[0])),
        "=era": lambda one: str(numbers.ERAS[one[1]] + (1 if one[2] == "元" else int(one[2]))),
        "=day": lambda one: str(ORDINALS[one[0].replace(" ", "-")]),
        "=year": lambda one: str(100 * _CENTURIES[one[1]] + TENS[one[2]] + ONES.get(one[3], 0)),
        "=short": lambda one: f" {_century(int(one[1]))}",
    },
)


class Date(NamedTuple):
    """A date as exact as it was given; a part that was not given is ``None``. sign: of a bound,
    ">" for "after 13 January 2023". astray: it was given for something else than what is asked."""

    year: int
    month: int | None = None
    day: int | None = None
    sign: str = ""
    astray: bool = False

    @property
    def level(self) -> int:
        """How exact it is, as a place in ``PRECISIONS``."""
        return 2 if self.day else 1 if self.month else 0

    def to(self, level: int) -> Date:
        """The same date, no more exact than ``level``."""
        return Date(*self[: level + 1])  # type: ignore[arg-type]

    def iso(self) -> str:
        """``1951``, ``1951-09`` or ``1951-09-08``; of a bound with its sign, twice."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in self[1:3] if part]
        return 2 * self.sign + "-".join(parts)


class NoDate(ValueError):
    """No single date could be read; the message says why. year: where only the month is unclear."""

    def __init__(self, why: str, year: int | None = None) -> None:
        super().__init__(why)
        self.year = year


def date(answer: int | str, assume_year: int | None = None) -> Date:
    """Read one date; :class:`NoDate` where there is none, or two readings.

    assume_year: the year of an answer that names only a day and a month.
    """
    text = wording.fold(str(answer)).strip(" .。,;!?~≈")
    text = numbers.rewritten(text, _WRITTEN).strip()
    twice = re.fullmatch(r"(.*\d.*?)\s*\(([^()]*\d[^()]*)\)|(.*\d{4}.*?) ?[/=、] ?(\d{4}.*)", text)
    if twice:  # 28 April 1952 (昭和27年4月28日), 1951 (8 September), 1951 / 昭和26
        one = date(twice[1] or twice[3], assume_year)
        other = date(twice[2] or twice[4], one.year)
        coarse, fine = sorted((one, other), key=lambda given: given.level)
        if coarse != fine.to(coarse.level):
            raise NoDate(say("two-readings"))
        return fine
    if (found := _in_figures(text, assume_year) or _in_words(text, assume_year)) is None:
        raise NoDate(say("not-a-date"))
    return _checked(found)


def _date_or_none(answer: Any, assume_year: int | None = None) -> Date | None:
    """:func:`date`, and ``None`` where no single date can be read."""
    with suppress(NoDate):
        return date(answer, assume_year)
    return None


def _in_figures(text: str, assume_year: int | None) -> Date | None:
    tried = (re.fullmatch(form, text) for form in words()["dates in figures"].values())
    if (found := next(filter(None, tried), None)) is None:
        return None
    parts = {name: int(part) for name, part in found.groupdict().items() if part}
    first, second = parts.pop("first", 0), parts.pop("second", 0)
    year = parts.pop("year", None if first else assume_year)
    if year is None:
        raise NoDate(say("no-year" if max(first, second) <= _MOST_DAYS else "not-a-date"))
    if first:
        if first != second and max(first, second) <= 12:
            raise NoDate(say("two-readings"), _century(year))
        parts["month"], parts["day"] = sorted((first, second))
    return Date(_century(year), parts.get("month"), parts.get("day"))


def _in_words(text: str, assume_year: int | None) -> Date | None:
    """ "Saturday, 8 Sept. 1951": a month by its name, and figures that are told by their length."""
    year = month = day = None
    for token in re.findall(r"[^\W\d_][\w.]*|\d+|[^\s\w,.()]", text):
        name, size = _month(token.rstrip(".")), len(token) if token.isdigit() else 0
        if name in _MONTHS and month is None:
            month = _MONTHS[name]
        elif size == 4 and year is None:
            year = int(token)
        elif 1 <= size <= 2 and day is None and int(token) <= _MOST_DAYS:
            day = int(token)
        elif size == 2 and month is not None and year is None:
            year = _century(int(token))  # 19 Jan 60
        elif name not in _FILLERS:
            return None
    if month is None and (year is None or day is not None):
        return None
    year = assume_year if year is None else year
    if year is None:
        raise NoDate(say("no-year"))
    return Date(year, month, day)


def _month(name: str) -> str:
    """A word, or the month of which it is a slip of the pen."""
    if len(name) < 4 or name in _MONTHS or name in _FILLERS:
        return name
    near = get_close_matches(name, MONTH_NAMES, 1, 0.8)
    same = near and near[0][0] == name[0] and abs(len(near[0]) - len(name)) < 2
    return near[0] if same else name


def _century(year: int) -> int:
    """The whole year, also where two of its figures are given."""
    return year + (0 if year > 99 else 2000 if year < _PIVOT else 1900)


def _checked(found: Date) -> Date:
    year, month, day = found[:3]
    try:
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        year = 0
    if not 1000 <= year <= 2999:
        raise NoDate(say("no-such-day"))
    return found


_DATE = numbers.replaced("|".join(words()["dates in a sentence"].values()), _GAPS)
IN_SENTENCE = re.compile(_DATE, re.IGNORECASE)
(_NO_YEAR,) = numbers.filled("no year", _GAPS)
_ALONE = r"\s*(?:it (?:was|is|happened) )?(?:in |on )?\0\s*"
_EVENTS = wording.stems(" ".join(vocabulary("events")))
_BESIDE_EVENT = wording.stems(" ".join(_FILLERS | vocabulary("with a date")))
# What excludes one another: signed and in force, the first treaty and the second.
_RIVALS = [{*numbers.filled(name)} for name in ("which treaty", "what is done with a treaty")]
_PARTED = r"[,;:()、。；：]|\s[–—-]\s|\b(?:and|but|while|whereas|because)\b"
_BOUNDING = {"or", "between", "from", "to", "until", "since", "if", "by"}
_TURNS = wording.NEGATIONS | wording.MOVES | _BOUNDING
# "…, by Suzuki", "in force since …" and "between Japan and the United States" bound no date.
(_NO_BOUND,) = numbers.filled("no bound of a date")


def inside(answer: str, asked: str = "") -> str | None:
    """The one date of a sentence ("He corrected himself on 26 February"), where nothing in it
    denies or bounds it; of several the one beside what was asked for; ``None`` otherwise."""
    plain = re.sub(r"\b(?:just |shortly )?after midnight\b|\0", " ", answer, flags=re.IGNORECASE)
    found = list(IN_SENTENCE.finditer(plain := wording.unsourced(plain)))
    dated = re.sub(r"\(([^()\0]*)\)", r"\1", IN_SENTENCE.sub("\0", plain))
    dated = _NO_BOUND.sub(" ", dated)
    which = _of_the_event(dated, asked)
    beside = re.sub(r"\b(\w)\. ?(?=\w\b)", r"\1", dated.replace("\0", " "))  # "B. C."
    words = set(re.findall(r"[a-z]+", wording.fold(beside).replace("'", "")))
    japanese = re.search(rf"[{wording.JAPANESE}]", beside) and not re.search(_NOT_BESIDE, beside)
    unclear = (
        words & _TURNS or re.search(r"\d", beside) or not (words or japanese or plain != answer)
    )
    return None if unclear or which is None else found[which[0]][0]


def _events(text: str) -> set[str | re.Pattern[str]]:
    """The events that a text names, in English; of a few also in Japanese."""
    return {*wording.stems(text) & _EVENTS, *(one for one in chain(*_RIVALS) if one.search(text))}


def _of_another(said: str, asked: str, within: str = "") -> bool:
    """Whether the date of an answer is said of something else than what is asked for: "signed on 28
    April 1952", of the day when a treaty came into force; or, within a sentence, "born in 1951"."""
    question = wording.question(asked)
    which = _of_the_event(IN_SENTENCE.sub("\0", said), question) if asked else None
    if which is None:
        return False
    told, wanted = _events(which[1]), _events(question)
    both = told & wanted
    rival = any(told & one and wanted & one and not both & one for one in _RIVALS)
    # Else the clause may have the question's words, names, and a few that say nothing.
    names = re.findall(r"(?<= )[A-Z]\w+|\b[A-Z]\w+(?= [A-Z])", which[1])
    known = _BESIDE_EVENT | wording.stems(" ".join((*names, asked)))
    strange = any(map(str.isascii, wording.stems(which[1]) - known))
    return rival or (within != "" and not both and strange)


# A date and what explains it: "20 May and thirty days, so …"; "two days before the talks, …"
# explains, and "before, …" and "…, the day after" move.
_MOVES = {"date": _DATE, "moves": any_of(wording.MOVES)}
_EXPLAINED = numbers.filled("explained dates", _GAPS | _MOVES)
_SPOILING = {"or", "too", "wrong", "false", "incorrect", "early", "late", "eve"}


def explained(answer: str, asked: str = "") -> str | None:
    """The date that the rest of an answer only explains; ``None`` where it may say another, as one
    "two days after" what was asked for does."""
    words = set(re.findall(r"[a-z']+", answer.casefold()))
    (beside,) = re.findall(r"\b(?:after|before)\b(\D*)$", answer) or ("",)
    same = wording.stems(beside) & (wording.stems(asked) - _BESIDE_EVENT | _EVENTS)
    if words & (wording.NEGATIONS | _SPOILING) or (same and same <= wording.stems(asked)):
        return None
    found = next(filter(None, (one.fullmatch(answer) for one in _EXPLAINED)), None)
    return found and found["date"]


def _of_the_event(dated: str, asked: str) -> tuple[int, str] | None:
    """Which of the dates, each a NUL, is that of the event asked for, with its clause: "announced
    in 2015, signed 22 January 2016". One alone may stand beside any, but not where another clause
    has that event."""
    clauses = re.split(_PARTED, re.sub(r"(?<=[a-z]): ?(?=\0)", " ", dated))  # "signed: …"
    wanted, events = _events(asked), [*map(_events, clauses)]
    fit = [i for i, one in enumerate(events) if one & wanted]
    own = [i for i, clause in enumerate(clauses) if "\0" in clause]
    if dated.count("\0") == 1 and not (fit and events[own[0]] and fit[0] not in own):
        return 0, clauses[own[0]]
    # "22 January 2016 (reached on 16 December 2015)": the one that stands alone is what was asked.
    fit = fit or [i for i in own if re.fullmatch(_ALONE, clauses[i])]
    if len(fit) != 1 or clauses[fit[0]].count("\0") != 1:
        return None
    return "".join(clauses[: fit[0]]).count("\0"), clauses[fit[0]]


# "after 13 January 2023", "13 January 2023 or later": a bound, and no date.


def bound(answer: str, assume_year: int | None = None) -> Date | None:
    """The date with its sign, where the answer is a bound; ``None`` where it is none."""
    said = answer.strip().casefold().strip(" .。")
    for sign, pattern in words()["bounds of dates"]:
        if found := re.search(pattern, said):
            limit = _date_or_none(said[: found.start()] + said[found.end() :], assume_year)
            return limit and limit._replace(sign=sign)
    return None


def in_words(found: Date) -> list[str]:
    """A date as people write it, in English and Japanese."""
    name = MONTH_NAMES[(found.month or 1) - 1].capitalize()
    parts = {**found._asdict(), "name": name, "short": name[:3], "iso": found.iso()}
    return [one.format(**parts) for one in words()["dates as people write them"][found.level]]


# The kind.


PRECISIONS = ("year", "month", "day")
_EARLIEST = r",? ?\bat the earliest\b(?: [io]n\b)?|^(?:from|not before) |,? or later$|^早くても?、?"
_COARSE = ((), (0.5,), (0.33, 0.67))  # what a year, or a month, earns where more is asked


class DateKind(Kind):
    name = "date"
    shape = "when"
    line = True
    fields = yaml(precision=field(Literal[PRECISIONS]), assume_year=field(int | None, None))
    silence = True

    def form(self, asked: AuthoredQuestion) -> Form:
        precision = asked.get("precision", "day")
        return {"precision": precision, "assume_year": asked.get("assume_year")}

    def how(self, form: Form) -> str:
        return say(f"how-date-{form['precision']}")

    def examples(self, form: Form) -> Iterable[Any]:
        before = {"year": "", "month": "March ", "day": "31 March "}[form["precision"]]
        return [f"{before}{year}" for year in (1853, 1889, 1902)]

    def read(self, form: Form, answer: Any) -> Date:
        if type(answer) is dict and set(answer) <= set(PRECISIONS):
            answer = [answer[part] for part in PRECISIONS if part in answer]
        if type(answer) is list and len(answer) <= 3 and all(type(one) is int for one in answer):
            answer = "-".join(map(str, answer))  # (1951, 9, 8)
        answer = int(answer) if type(answer) is float and answer.is_integer() else answer
        if type(answer) not in (int, str) or len(str(answer)) > 100 or _NO_YEAR.search(str(answer)):
            raise Malformed(say("not-a-date"))
        said = wording.unhedged(wording.plain_end(str(answer)))
        head = re.split(r",? because\b", said)[0]
        said = head if IN_SENTENCE.search(head) else said
        for id in re.findall(r"`([\w-]+)`", asked := wording.asked(form)):
            said = said.replace(id, "it")  # no year
        if "at the earliest" in asked:  # no bound, but what is asked for
            said = re.sub(_EARLIEST, "", said)
        if limit := bound(said, form.get("assume_year")):
            return limit
        found = self._one(form, said, asked)
        if found.day is None and re.search(_VAGUE, said.casefold()):
            raise Malformed(say(f"how-date-{form['precision']}"))
        return found

    def _one(self, form: Form, said: str, asked: str) -> Date:
        """The one date of an answer; :class:`Malformed` where there is none, or another one."""
        try:
            found = date(said, form.get("assume_year"))
            return found._replace(astray=_of_another(said, asked))
        except NoDate as why:
            if why.year and form.get("precision") == "year":
                return Date(why.year)
            other = wording.contrasted(re.sub(r"(?<=\d),(?= \d{4}\b)", "", said))
            turned = other and re.search(r"\d", other[1])
            within = other[0] if other and turned else inside(said, wording.question(asked))
            within = within or explained(said, asked)
            if within is None or within == said:
                raise Malformed(str(why)) from None
            return self.read(form, within)._replace(astray=_of_another(said, asked, within))

    def judge(self, form: Form, given: Any, seal: Seal) -> Outcome:
        """From the date as given to its month and its year: the finest entry that fits decides.
        "=" is an entry for exactly this, "<" one for everything within it."""
        if given.sign:
            record = seal.first("date", given.iso())
            if record is None:
                raise Malformed(say("bound"))
            return outcome(record)
        wider = ["<" + given.to(level).iso() for level in reversed(range(given.level))]
        # The day of the year, in another year; or no part that fits.
        others = [given.iso()[4:], "*"] if given.day else ["*"]
        record = self.opened(seal, "date", ["=" + given.iso(), *wider, *others])
        if given.astray and record and record["status"] != "wrong":
            raise Malformed(say("other-event"))
        listed = record is not None and ("say" not in record or record["status"] != "wrong")
        lines = () if listed else _told(given, seal)
        return outcome(record, *lines, precision=say(f"precision-{form['precision']}"))

    def normals(self, form: Form, given: Date) -> Iterable[str]:
        return (given.iso(),)

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        wanted = PRECISIONS.index(form["precision"])
        found = [*self.heard(asked, form, asked.listed())]
        for one, given in found:
            if given.sign:
                asked.put("date", given.iso(), one)
                continue
            right = one.record["status"] == "right"
            if right and given.level < wanted:
                asked.fail(one.path, f"{one.written} is less exact than the precision asked.")
            for exact in dict.fromkeys((given.to(wanted) if right else given, given)):
                asked.put("date", "=" + exact.iso(), one)
            # What a month earns is not earned by any day in it.
            if one.record["status"] == "wrong" or given.level == wanted < 2:
                asked.put("date", "<" + given.iso(), one, weak=right)
        for one, given in found:
            if one.record["status"] == "right" and not given.sign:
                _near(asked, wanted, one, given)

    def spelled(self, form: Form, answer: Any) -> list[str]:
        found = _date_or_none(answer)
        return [*in_words(found), str(answer)] if found else super().spelled(form, answer)

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        """A right date as a hint might say it, to the precision that is asked."""
        level = PRECISIONS.index(raw.get("precision") or "day")
        said = []
        for right in filter(None, map(_date_or_none, rights(raw))):
            found = right.to(level)
            said += in_words(found)
            if found.month and found.day:
                said.append(f"{found.day} {MONTH_NAMES[found.month - 1]}")
        return said


def _told(given: Date, seal: Seal) -> tuple[str, ...]:
    """What happened on the day that was given."""
    from alliance.questions import neighbours  # only a wrong answer needs it

    def answers(words: str) -> bool:
        found = _date_or_none(words)
        record = seal.first("date", f"={found.iso()}") if found else None
        return record is not None and record["status"] != "wrong"

    known = neighbours.on(given.iso(), answers)
    return (say("told-day", told=pick(known[0]), source=known[1]),) if known else ()


def _near(asked: AuthoredQuestion, wanted: int, one: Listed, given: Date) -> None:
    """What follows from a right date: less exact, near it, or right with a wrong addition."""
    for coarse, share in enumerate(_COARSE[wanted]):
        asked.follow("date", "=" + given.to(coarse).iso(), one, "date-finer", share)
    # A part of the date that is right earns nothing where another is wrong.
    if wanted == 2:
        asked.follow("date", "<" + given.to(1).iso(), one, "date-day-wrong")
        asked.follow("date", given.iso()[4:], one, "date-year-wrong")
    if wanted:
        asked.follow("date", "<" + given.to(0).iso(), one, "date-month-wrong")
    asked.follow("date", "*", one, "date-year-off")
    for level in range(wanted, given.level):
        day = given.to(level).iso()
        asked.put("date", f"={day}", one, weak=True)
        asked.follow("date", f"<{day}", one, "date-extra-wrong", 0.8)


KIND = DateKind()
