"""What a teacher decides beside the machine's points: deadlines, excuses, marks of their own.

A time costs points only where it is known, and the row says which clock told it. Whatever a list of
exceptions says holds again each time a class is graded.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from alliance.errors import Told
from alliance.questions.answers import Malformed
from alliance.questions.kinds import kind
from alliance.teaching import people, sentence
from alliance.teaching.grade import Course, Row, Rows, add_up
from alliance.teaching.gradebook import number
from alliance.teaching.people import NO_LIST, Roster
from alliance.teaching.spreadsheet import amount, readings, table_in

_RULE = re.compile(
    r"(\d{1,3}(?:\.\d+)?) ?%(?: (?:an?|per) (hour|day|week))?(?:,? at most (\d{1,3}) ?%)?", re.I
)
_LASTS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_LEAST = timedelta(seconds=1)  # late, and nobody knows by how much


@dataclass(frozen=True, slots=True)
class Penalty:
    """What lateness costs: a share of the points for each period begun, or once; at most ``most``.

    >>> Penalty.read("10% a day, at most 50%").off(timedelta(days=2, hours=1))
    0.3
    """

    share: float
    period: timedelta | None
    most: float

    @classmethod
    def read(cls, said: str) -> Penalty:
        """The rule in words; raises :class:`Told`."""
        found = _RULE.fullmatch(" ".join(said.split()))
        if not found or float(found[1]) > 100:
            raise Told(f"“{said[:60]}” is no penalty. Write “10% a day, at most 50%” or “20%”.")
        period = _LASTS[found[2].lower()] if found[2] else None
        return cls(float(found[1]) / 100, period, min(int(found[3] or 100), 100) / 100)

    def off(self, late: timedelta) -> float:
        """The share that is taken off, 0 to 1."""
        times = -(-late // self.period) if self.period else 1
        return round(min(times * self.share, self.most, 1.0), 4)


# "23:59", "at 5 pm", behind a date; and a date in figures whose year comes last.
_TIME = re.compile(r"(?:(?: ?, ?|T| )(?:at )?(\d{1,2}(?::\d\d| ?[ap]m\b).*))?$", re.I)
_FIGURES = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})[-/.] ?(\d{4})")
_DAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ", re.I)
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p", "%H:%M%z", "%H:%M:%S%z")


def moment(said: str, zone: tzinfo | None = None) -> datetime:
    """A date and time; without an offset in ``zone``, or in that of this computer.

    A date alone is the end of that day. Raises :class:`Told`, also where a day and a month may be
    taken for each other.
    """
    text = _DAY.sub("", " ".join(said.split()))  # Moodle puts the day of the week before it
    try:
        found = datetime.fromisoformat(text) if len(text) > 10 else _dated(text)
    except ValueError:
        found = _dated(text)
    # Who has no year of ours in a clock has no time, and no zone can move it out of the calendar.
    if found is None or not 1900 < found.year < 2200:
        raise Told(f"“{said[:60]}” is no date. Write it like 2026-11-20T23:59 or …T23:59+09:00.")
    if found.tzinfo:
        return found
    return found.replace(tzinfo=zone) if zone else found.astimezone()


def _dated(text: str) -> datetime | None:
    """A date as people write it, with all of its year; ``None`` where it is none."""
    day, clock, _ = _TIME.split(text, maxsplit=1)
    if figures := _FIGURES.fullmatch(day):
        first, mark, second, year = figures.groups()
        if mark != "." and first != second and max(int(first), int(second)) <= 12:
            either = f"{year}-{second:0>2}-{first:0>2} or {year}-{first:0>2}-{second:0>2}"
            raise Told(f"“{text[:60]}” may be two days. Write {either}.")
        day = f"{year}-{second}-{first}" if int(second) <= 12 else f"{year}-{first}-{second}"
    try:
        read = kind("date").read({}, day)
    except Malformed:
        return None
    if read.sign or not read.day or str(read.year) not in day:  # a bound is no day
        return None
    for form in _TIMES:
        with suppress(ValueError):
            time = datetime.strptime((clock or "23:59").removesuffix(" Uhr"), form)
            return time.replace(read.year, read.month or 1, read.day)
    return None


def told(when: datetime) -> str:
    """A moment with its offset: 2026-11-20 23:59+09:00."""
    return when.isoformat(" ", "minutes")


COLUMNS = ("student", "due", "handed in", "excused", "question", "mark", "comment")
_NO = ("", "no", "n", "none", "false", "0", "-", "nein", "non", "いいえ")
Line = dict[str, str]


@dataclass(slots=True)
class Decisions:
    """due: the class's deadline; penalty: what lateness costs; readings: the exceptions' lines
    in the letters in which they are likely saved, and in others that may be meant.

    unused: what in the exceptions nobody here is, no file here holds, or means nothing.
    """

    due: datetime | None = None
    penalty: Penalty | None = None
    readings: list[list[Line]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def apply(self, rows: Rows, course: Course, roster: Roster = NO_LIST) -> None:
        """Put all of it into the rows. Raises :class:`Told` for the lines that can't be followed.

        course: the units by number.
        """
        wrong: dict[str, None] = {}  # all of them: nobody mends a list line by line
        theirs = self._by_key(rows, roster, wrong)
        units = {number for row in rows for number in row.units}
        only = units.pop() if len(units) == 1 else ""
        unused = {id(line): line for lines in theirs.values() for line in lines}
        for row in rows:
            mine = theirs.get(row.key, [])
            wrong |= dict.fromkeys(_twice(mine, only))
            listed = roster.rows.get(row.key, {})
            row.excused = any(line["excused"].casefold() not in _NO for line in mine)
            if row.excused:
                row.flags.append("excused")
            elif row.file and row.error is None:
                try:
                    self._time(row, mine, listed.get("last modified (submission)", ""))
                except Told as why:
                    wrong[f"{row.student}: {why}"] = None
            for line in mine:
                try:
                    if _mark(row, line, only, course):
                        unused.pop(id(line), None)
                except Told as why:
                    wrong[str(why)] = None
            add_up(row)
        if wrong:
            raise Told("\n".join(wrong))
        self.unused += [f"{line['student']} ({line['question']})" for line in unused.values()]

    def _by_key(self, rows: Rows, roster: Roster, wrong: dict[str, None]) -> dict[str, list[Line]]:
        named: dict[str, set[str]] = defaultdict(set)
        for row in (row for row in rows if row.key):
            for name in (row.student, people.simple(row.student), row.id):
                named[name].add(row.key)
        found: dict[str, list[Line]] = defaultdict(list)

        def whose(line: Line) -> set[str]:
            said = line["student"]
            listed = roster.find(said)
            return {listed} if listed else named[said] or named[people.simple(said)]

        read = [[(line, whose(line)) for line in lines] for lines in self.readings]
        for line, keys in max(read, key=lambda lines: sum(bool(of) for _, of in lines), default=[]):
            said = line["student"]
            if len(keys) > 1:
                told = f"exceptions: {len(keys)} students are called “{said}”. Write the id."
                wrong[told] = None
            if not keys and said not in self.unused:
                self.unused.append(said)
            for key in keys:
                found[key].append(line)
        return found

    def _time(self, row: Row, mine: list[Line], listed: str) -> None:
        """When it came, as far as that is known, and what it costs."""
        zone = self.due.tzinfo if self.due else None
        own = next((moment(line["due"], zone) for line in mine if line["due"]), None)
        due = own or self.due
        said = next((line["handed in"] for line in mine if line["handed in"]), "")
        when, by = _handed_in(row, said, listed, zone or UTC)
        if when:
            when = when.astimezone(zone)
            row.handed_in, row.clock = told(when), by
        if due and when and when > due:
            self._late(row, when - due, f"handed in {row.handed_in}, by {by}; due {told(due)}")
        elif due and when and by in _SURE:
            row.late = False
        elif row.late and own:
            row.flags.append(f"when it came is not known; this student's deadline is {told(own)}")
        elif row.late and self.penalty:
            self._late(row, _LEAST, "by how much is not known: the least is taken off")

    def _late(self, row: Row, late: timedelta, why: str) -> None:
        row.late = True
        row.penalty = self.penalty.off(late) if self.penalty else 0.0
        row.flags.append(f"late ({why}): {row.penalty:.0%} off")


_SURE = ("the teacher's list", "the platform's list")


def _handed_in(row: Row, said: str, listed: str, zone: tzinfo) -> tuple[datetime | None, str]:
    """When a file was handed in, and by which clock. The dates of files on this disk tell only when
    they were downloaded; an archive's and a click's are the earliest that it can have been."""
    if said:
        return moment(said, zone), _SURE[0]
    if listed.strip() not in ("", "-"):
        return moment(listed, zone), _SURE[1]
    found = []
    if row.dated:  # an archive writes the time of day without saying where
        packed = datetime.fromtimestamp(row.when, UTC).replace(tzinfo=zone)
        found.append((packed, "the date in the archive"))
    with suppress(Told):
        found.append((moment(row.clicked), "the last answer clicked, on the student's clock"))
    return max(found, default=(None, ""))


def _mark(row: Row, line: Line, only: str, course: Course) -> bool:
    """A teacher's own mark and words, for a question, a unit or the whole; whether the row is about
    it. only: the number of the one unit that the class was given, or ""."""
    id = line["question"]
    mark = amount(line["mark"])
    if line["mark"] and (mark is None or not 0 <= mark < 10_000):
        raise Told(sentence("no-mark", student=line["student"], mark=line["mark"][:40]))
    if "." in id:
        return id in row.answers and _question(row, id, mark, line)
    unit = course.get(id.zfill(2) if id else only)
    if not unit and (id or mark is not None):
        raise Told(sentence("no-such-question", student=line["student"], id=id))
    if unit and row.units and unit.number not in row.units:
        return False
    row.comment = line["comment"] or row.comment
    if unit and mark is not None:
        row.units = sorted({*row.units, unit.number})
        row.out_of = row.out_of or len(unit.questions)
        row.totals[unit.prefix] = mark
        over = ", more than there are points" if mark > row.out_of else ""
        row.flags.append(f"unit {unit.number}: the teacher's mark {number(mark)}{over}")
    return True


def _twice(mine: list[Line], only: str) -> Iterator[str]:
    """What is told where two lines decide the same thing, and not alike."""
    for name in ("due", "handed in"):
        if len({line[name] for line in mine} - {""}) > 1:
            yield f"exceptions, {mine[0]['student']}: two times stand in the column {name}."
    about = Counter((line["question"] or only).zfill(2) for line in mine if line["mark"])
    for id in (id for id, count in about.items() if count > 1):
        named = id if id != "00" else "the whole"
        yield sentence("two-marks", student=mine[0]["student"], id=named)


def _question(row: Row, id: str, mark: float | None, line: Line) -> bool:
    if mark is not None and mark > 1:
        raise Told(f"exceptions, {line['student']}, {id}: a question has one point at most.")
    one = row.answers[id]
    one["teacher"] = line["comment"] or one.get("teacher", "")
    if mark is not None:
        was = "none" if one["score"] is None else number(one["score"])
        one["score"] = mark
        # A number to a spreadsheet, which drops the zero at its end.
        other = f" (or is {id}0 meant?)" if id[0].isdigit() and f"{id}0" in row.answers else ""
        row.flags.append(f"{id}: the teacher's mark {number(mark)}, was {was}{other}")
    return True


def read(due: str | None, late: str | None, exceptions: Path | None) -> Decisions:
    """What ``--due``, ``--late`` and ``--exceptions`` say; raises :class:`Told`."""
    found = Decisions(moment(due) if due else None, Penalty.read(late) if late else None)
    if exceptions:
        tables = (
            table_in(text, lambda heads: "student" in map(people.column, heads))
            for text in readings(exceptions)
        )
        if not (read := [_lines(table) for table in tables if table]):
            raise Told(sentence("no-exceptions", path=exceptions, columns=", ".join(COLUMNS)))
        found.readings = [lines for lines, _ in read]
        found.unused = [f"the column “{head}”" for head in read[0][1]]
    return found


def _lines(table: list[Line]) -> tuple[list[Line], list[str]]:
    """The decisions in a table, and the columns that are none of ours and not empty."""
    lines, strange = [], []
    for row in table:
        given = {people.column(head): cell.strip() for head, cell in row.items()}
        line = {name: given.pop(name, "") for name in COLUMNS}
        line["question"] = re.sub("^unit ", "", line["question"], flags=re.I)  # as a column of ours
        if any(line.values()):
            lines.append(line | {"student": line["student"] or "a line without a student"})
        strange += [head for head, cell in given.items() if cell]
    return lines, list(dict.fromkeys(strange))
