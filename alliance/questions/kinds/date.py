"""A date, with credit for the precision that was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from alliance.languages import pick, say
from alliance.questions import wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.dates import Bound, Date, NoDate, bound, date, in_words, inside
from alliance.questions.kinds import Form, Kind, Outcome, field, outcome, question, rights, yaml
from alliance.questions.numbers import MONTH_NAMES

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion, Listed

PRECISIONS = ("year", "month", "day")
_COARSE = ((), (0.5,), (0.33, 0.67))  # what a year, or a month, earns where more is asked


class DateKind(Kind):
    name = "date"
    shape = "when"
    single = True
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
        before = {"year": "", "month": "March ", "day": "31 March "}[form["precision"]]
        return [f"{before}{year}" for year in (1853, 1889, 1902)]

    def paper(self, form: Form) -> str:
        asked = {"year": "year", "month": "month and year", "day": "day, month and year"}
        return f'<p>Answer: <span class="blank"></span> ({asked[form["precision"]]})</p>'

    def read(self, form: Form, answer: Any) -> Date | Bound:
        if type(answer) is dict and set(answer) <= set(PRECISIONS):
            answer = [answer[part] for part in PRECISIONS if part in answer]
        if type(answer) is list and len(answer) <= 3 and all(type(one) is int for one in answer):
            answer = "-".join(map(str, answer))  # (1951, 9, 8)
        if type(answer) is float and answer.is_integer():
            answer = int(answer)
        if type(answer) not in (int, str) or len(str(answer)) > 100:
            raise Malformed(say("not-a-date"))
        said = wording.unhedged(wording.plain_end(str(answer)))
        if limit := bound(said):
            return limit
        try:
            return date(said, form.get("assume_year"))
        except NoDate as why:
            other = wording.contrasted(said)
            turned = other and re.search(r"\d", other[1])
            within = other[0] if other and turned else inside(said, question(form))
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
        for level in range(given.level, -1, -1):
            mark = "=" if level == given.level else "<"
            record = seal.first("date", mark + given.to(level).iso())
            if record:
                near = "say" in record and record["status"] == "wrong"
                lines = self._told(given, seal) if near else ()
                return outcome(record, *lines, precision=say(f"precision-{form['precision']}"))
        # The day of the year, in another year; or no part that fits.
        record = (given.day and seal.first("date", given.iso()[4:])) or seal.first("date", "*")
        lines = self._told(given, seal)
        return outcome(record, *lines) if record else Outcome("wrong", details=lines)

    @staticmethod
    def _told(given: Date, seal: Seal) -> tuple[str, ...]:
        """What happened on the day that was given."""
        from alliance.questions import neighbours  # only a wrong answer needs it

        def answers(words: str) -> bool:
            try:
                record = seal.first("date", "=" + date(words).iso())
            except NoDate:
                return False
            return record is not None and record["status"] != "wrong"

        known = neighbours.on(given.iso(), answers)
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
            right = one.record["status"] == "right"
            if right and given.level < wanted:
                asked.fail(one.path, f"{one.answer!r} is less exact than the precision asked.")
            for exact in dict.fromkeys((given.to(wanted) if right else given, given)):
                asked.put("date", "=" + exact.iso(), one)
            if not right or given.level == wanted < 2:
                asked.put("date", "<" + given.iso(), one, weak=right)
        for one, given in found:
            if one.record["status"] == "right" and type(given) is Date:
                self._near(asked, wanted, one, given)

    @staticmethod
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

    def spelled(self, form: Form, answer: Any) -> list[str]:
        try:
            return [*in_words(date(answer)), str(answer)]
        except NoDate:
            return super().spelled(form, answer)

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        """A right date as a hint might say it, to the precision that is asked."""
        level = PRECISIONS.index(raw.get("precision") or "day")
        said = []
        for answer in rights(raw):
            try:
                found = date(str(answer)).to(level)
            except NoDate:
                continue
            said += in_words(found)
            if found.month and found.day:
                said.append(f"{found.day} {MONTH_NAMES[found.month - 1]}")
        return said


KIND = DateKind()
