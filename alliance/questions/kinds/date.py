"""A date, with credit for the precision that was asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from alliance.questions import wording
from alliance.questions.answers import Malformed
from alliance.questions.kinds import (
    Form,
    Kind,
    Outcome,
    field,
    outcome,
    single,
    unsaid,
    yaml,
)
from alliance.questions.phrases import pick, say
from alliance.questions.seal import Seal
from alliance.questions.when import MONTH_NAMES, Date, NoDate, bound, date, inside

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

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
        found = [(one, self.foreseen(asked, form, one)) for one in asked.listed()]
        for one, given in found:
            if unsaid(given):
                asked.put("answer", given, one)
                continue
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
            self._partly(asked, one, "=" + given.to(coarse).iso(), share, "date-finer")
        # A part of the date that is right earns nothing where another is wrong.
        if wanted == "day":
            self._wrong(asked, one, "<" + given.to("month").iso(), "date-day-wrong")
            self._wrong(asked, one, given.iso()[4:], "date-year-wrong")
        if wanted != "year":
            self._wrong(asked, one, "<" + given.to("year").iso(), "date-month-wrong")
        self._wrong(asked, one, "*", "date-year-off")
        if given.precision != wanted:
            for level in PRECISIONS[PRECISIONS.index(wanted) :]:
                if PRECISIONS.index(level) < PRECISIONS.index(given.precision):
                    asked.put("date", "=" + given.to(level).iso(), one, weak=True)
                    self._partly(asked, one, "<" + given.to(level).iso(), 0.8, "date-extra-wrong")

    @staticmethod
    def _partly(asked: AuthoredQuestion, one: Any, normal: str, share: float, phrase: str) -> None:
        record = {"status": "partly", "share": share, "say": phrase}
        asked.put("date", normal, one._replace(record=record), weak=True)

    @staticmethod
    def _wrong(asked: AuthoredQuestion, one: Any, normal: str, phrase: str) -> None:
        asked.put(
            "date", normal, one._replace(record={"status": "wrong", "say": phrase}), weak=True
        )

    def spelled(self, form: Form, answer: Any) -> list[str]:
        try:
            found = date(answer)
        except NoDate:
            return super().spelled(form, answer)
        return [*_written(found), str(answer)]

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        """A right date as a hint might say it, to the precision that is asked."""
        said = []
        for answer in (raw.get("key"), *(raw.get("accept") or ())):
            try:
                said += _spellings(date(str(answer)).to(raw.get("precision") or "day"))
            except NoDate:
                continue
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


def _spellings(found: Date) -> list[str]:
    if found.month is None:
        return [str(found.year)]
    name = MONTH_NAMES[found.month - 1]
    if found.day is None:
        return [f"{name} {found.year}"]
    day, year = found.day, found.year
    return [found.iso(), f"{day} {name} {year}", f"{name} {day} {year}", f"{day} {name}"]


KIND = DateKind()
