"""A date, with credit for the precision that was asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from alliance.questions.kinds.base import SILENT, WRONG, Kind, Malformed, Outcome, outcome
from alliance.questions.phrases import say
from alliance.questions.when import Date, NoDate, date

if TYPE_CHECKING:
    from alliance.questions.author import Authored
    from alliance.questions.seal import Seal


PRECISIONS = ("year", "month", "day")
_COARSE = {("day", "year"): 0.33, ("day", "month"): 0.67, ("month", "year"): 0.5}


class DateKind(Kind):
    name = "date"
    silence = True

    def form(self, asked: Authored) -> dict[str, Any]:
        precision = asked.get("precision", "day")
        if precision not in PRECISIONS:
            asked.fail(("precision",), "Write year, month or day.")
        return {"precision": precision, "assume_year": asked.get("assume_year")}

    def how(self, form: dict[str, Any]) -> str:
        return say(f"how-date-{form['precision']}")

    def examples(self, form: dict[str, Any]) -> Iterable[Any]:
        years = ("1853", "1889", "1902")
        before = {"year": "", "month": "March ", "day": "31 March "}[form["precision"]]
        return [f"{before}{year}" for year in years]

    def read(self, form: dict[str, Any], answer: Any) -> Date:
        if type(answer) is list and len(answer) == 1:
            answer = answer[0]
        if type(answer) is dict and set(answer) <= {"year", "month", "day"}:
            answer = [answer[part] for part in PRECISIONS if part in answer]
        if type(answer) is list and len(answer) <= 3 and all(type(one) is int for one in answer):
            answer = "-".join(map(str, answer))  # (1951, 9, 8)
        if type(answer) is float and answer.is_integer():
            answer = int(answer)
        if type(answer) not in (int, str) or len(str(answer)) > 100:
            raise Malformed(say("not-a-date"))
        try:
            return date(answer, form.get("assume_year"))
        except NoDate as why:
            raise Malformed(str(why)) from None

    def judge(self, form: dict[str, Any], given: Any, seal: Seal) -> Outcome:
        """From the date as given to its month and its year: the finest entry that fits decides.
        "=" is an entry for exactly this, "<" one for everything within it."""
        if given is SILENT:
            return super().judge(form, given, seal)
        own = PRECISIONS.index(given.precision)
        for level in range(own, -1, -1):
            mark = "=" if level == own else "<"
            record = seal.first("date", mark + given.to(PRECISIONS[level]).iso())
            if record:
                said = record.get("say")
                line = say(said, precision=say(f"precision-{form['precision']}")) if said else ""
                found = outcome(record)
                return found._replace(message=found.message or line)
        return WRONG

    def seal(self, asked: Authored, form: dict[str, Any]) -> None:
        wanted = PRECISIONS.index(form["precision"])
        found = [(one, asked.understood(self, form, one)) for one in asked.listed()]
        for one, given in found:
            if given is SILENT:
                asked.put("answer", SILENT, one)
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
            if one.record["status"] == "right" and given is not SILENT:
                self._near(asked, form["precision"], one, given)

    def _near(self, asked: Authored, wanted: str, one: Any, given: Date) -> None:
        """What follows from a right date: less exact, near it, or right with a wrong addition."""
        for coarse in PRECISIONS[: PRECISIONS.index(wanted)]:
            share = _COARSE[wanted, coarse]
            self._partly(asked, one, "=" + given.to(coarse).iso(), share, "date-finer")
        if wanted == "day":
            self._partly(asked, one, "<" + given.to("month").iso(), 0.5, "date-day-wrong")
        if wanted != "year":
            self._partly(asked, one, "<" + given.to("year").iso(), 0.25, "date-month-wrong")
        if given.precision != wanted:
            for level in PRECISIONS[PRECISIONS.index(wanted) :]:
                if PRECISIONS.index(level) < PRECISIONS.index(given.precision):
                    asked.put("date", "=" + given.to(level).iso(), one, weak=True)
                    self._partly(asked, one, "<" + given.to(level).iso(), 0.8, "date-extra-wrong")

    @staticmethod
    def _partly(asked: Authored, one: Any, normal: str, share: float, phrase: str) -> None:
        record = {"status": "partly", "share": share, "say": phrase}
        asked.put("date", normal, one._replace(record=record), weak=True)


KIND = DateKind()
