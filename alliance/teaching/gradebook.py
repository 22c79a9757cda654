"""The gradebook: CSV, JSON, what Canvas and Moodle take in; names or codes; what has changed."""

from __future__ import annotations

import json
import math
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any, NamedTuple

from alliance.errors import Told
from alliance.languages import pick
from alliance.questions import bank
from alliance.teaching import sentence
from alliance.teaching.grade import Row, Rows, Strings
from alliance.teaching.people import Kept, Roster, again, column, named_in
from alliance.teaching.spreadsheet import amount, content, safe, table_in, written
from alliance.teaching.submission import same
from alliance.text import several

Cells = Iterator[Sequence[object]]  # the lines of a table
Units = list[bank.Unit]

_LONGEST = 1_000  # characters of an answer in a cell
_FIRST = ("student", "file", "score", "out_of", "error", "flags")


def number(value: float | None) -> str:
    """A score as short as it can be written: 3, 2.5, 0.3333; nothing where it is not known."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def given(rows: Iterable[Row], units: Iterable[bank.Unit]) -> list[str]:
    """The questions that a class was given: what its files were marked out of, by edition."""
    held = {id for row in rows for id in row.answers}
    each = ([id for id in unit.all if id in held] or unit.questions for unit in units)
    return list(chain.from_iterable(each))


def asked(row: Row, unit: bank.Unit) -> list[str]:
    """The questions of a unit that a row was marked out of."""
    return [id for id in unit.all if id in row.answers]


def table(rows: Rows, units: Units, school: School) -> Cells:
    """``student,file,score,out_of,error,flags``, a score per question, then what else is known:
    attempts, a total per unit, and per question the answer, the verdict and the hints asked for.

    What is not counted has these alone, and no column of scores."""
    questions = given(rows, units)
    told = [*questions, *dict.fromkeys(id for row in rows for id in row.uncounted)]
    said = [f"{id} {what}" for id in told for what in ("answer", "verdict", "hints")]
    totals = [f"unit {unit.number}" for unit in units]
    columns = [*_FIRST, *questions, "attempts", "late", "id", *totals, *said]
    decided = [name for name in _DECIDED if any(getattr(row, name) for row in rows)]
    yield [*columns, *(name.replace("_", " ") for name in decided)]
    for row in rows:
        line = _line(row, units)
        yield [_cell(line.get(name)) for name in (*columns, *decided)]


def _line(row: Row, units: Units) -> dict[str, Any]:
    """What the columns of :func:`table` say of one row, as far as it is about them."""
    line = {name: getattr(row, name) for name in (*_FIRST, "attempts", "id", *_DECIDED)}
    line |= {"flags": "; ".join(row.flags), "late": row.late and "late"}
    line["score"] = None if row.excused else row.score
    line |= {id: one["score"] for id, one in row.answers.items()}
    line |= {f"unit {unit.number}": total(row, unit) for unit in units}
    for id, one in (row.answers | row.uncounted).items():
        line[f"{id} answer"] = shown(one["answer"])[:_LONGEST]
        line[f"{id} verdict"] = verdict(one)
        line[f"{id} hints"] = one.get("hints", 0)
    return line


def _cell(value: object) -> str:
    """A value as the table has it; what is not known, or not so, is empty."""
    if value is None or value is False:
        return ""
    return number(value) if isinstance(value, float) else safe(str(value))


def total(row: Row, unit: bank.Unit) -> float | None:
    """The points of one unit; ``None`` where the row is not about it, or is excused."""
    if unit.number not in row.units or row.excused:
        return None
    return row.points(unit.prefix)


# What a teacher decided and gave stands in the gradebook where there is anything.
_DECIDED = ("handed_in", "clock", "penalty", "excused", "comment", "list_number", "page")


def shown(answer: Any) -> str:
    """An answer in one line: text as it is, anything else as JSON."""
    if answer is None:
        return ""
    return answer if type(answer) is str else json.dumps(answer, ensure_ascii=False)


def verdict(one: dict[str, Any]) -> str:
    """Status and, where it is known, the misconception: "wrong: signed-for-in-force"."""
    name = one["misconception"]
    return f"{one['status']}: {name}" if name else str(one["status"])


def as_json(rows: Rows, units: Units, school: School) -> str:
    """``{"submissions": [{student, file, score, out_of, answers, flags, error, …}]}``.

    An answer is ``{answer, status, score, misconception}``, and ``hints`` where any were asked for,
    ``self`` (by the rubric's row) where its writer has marked it, which counts nowhere;
    with ``counted: false`` it is in no total.
    """
    entries = (json.dumps(_entry(row, units), ensure_ascii=False) for row in rows)
    return '{"submissions": [\n' + ",\n".join(entries) + "\n]}\n"


_JSON = (*_FIRST[:4], "answers", "flags", "error", "attempts", "late", "id", "key")


def _entry(row: Row, units: Units) -> dict[str, Any]:
    entry = {name: getattr(row, name) for name in _JSON}
    entry |= {name: value for name in _DECIDED if (value := getattr(row, name))}
    if row.excused:
        entry["score"] = None
    if row.waiting:
        entry["waits"] = row.waiting
    entry["answers"] = {
        id: {name: value for name, value in one.items() if name not in ("message", "why")}
        for id, one in (row.answers | row.uncounted).items()
    }
    if row.written:
        texts = row.written.items()
        entry["written"] = {id: {"prompt": prompt, "text": text} for id, (prompt, text) in texts}
    totals = {unit.number: total(row, unit) for unit in units if unit.number in row.units}
    return entry | {"units": totals}


# How Canvas names what tells students apart, in whatever order a course exports it.
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_IDENTITY = (*_CANVAS, "LastName", "FirstName", "Integration ID", "Root Account")
_MOODLE = ("Identifier", "Full name", "Email address")
_POSSIBLE = {"student": "points possible"}


class School(NamedTuple):
    """What a school's system knows: its class list, and its own name for each column of points
    ("Unit 02 (12345)" in Canvas), with the units that are in it."""

    roster: Roster
    columns: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def known(cls, roster: Roster, names: Sequence[str], units: Units) -> School:
        """names: one for all units together, or one for each; raises :class:`Told`."""
        numbers = [unit.number for unit in units]
        groups = [tuple(numbers)] if len(names) == 1 else [(number,) for number in numbers]
        own = names or [f"Alliance unit {number}" for number in numbers]
        if len(own) != len(groups):
            there = f"{several(len(numbers), 'unit')} ({', '.join(numbers)})"
            raise Told(f"{len(names)} assignments for {there}: give one name, or one for each.")
        return cls(roster, tuple(zip(own, groups, strict=True)))

    @property
    def of_canvas(self) -> bool:
        """Whether the class list is what Canvas exports."""
        return {"Student", "ID", "Section"} <= set(map(str.strip, self.roster.heads))

    def new(self, names: Sequence[str]) -> list[str]:
        """Those of ``names`` that are no columns of a list with points possible, as Canvas's."""
        there = {column(head) for head in self.roster.heads} if self.roster.above else ()
        return [name for name in names if there and column(name) not in there]


def _scale(said: str | None, most: int) -> tuple[str, float]:
    """The maximum that a school's own list states, else ours; and what to multiply points by."""
    own = amount(said or "") or 0.0
    return (number(own), own / most) if own > 0 and most else (number(most), 1.0)


def canvas(rows: Rows, units: Units, school: School) -> Cells:
    """Canvas's gradebook import: a row per student, a column per unit or assignment, the points
    possible first.

    With the class list that Canvas exports, its own columns and its lines above the students come
    back unchanged, points are scaled to the points possible there, and a cell for which there is no
    mark keeps what it holds. What could not be read or waits gets no mark; who is excused, "EX".
    """
    roster, names = school.roster, [name for name, _ in school.columns]
    theirs = school.of_canvas
    heads = [head for head in roster.heads if head.strip() in _IDENTITY] if theirs else _CANVAS
    above = roster.above if theirs and any(map(_is_possible, roster.above)) else [_POSSIBLE]
    stated = next(filter(_is_possible, above))
    worth = _worth(rows, units)
    scales = [
        _scale(stated.get(column(name)), sum(worth[number] for number in numbers))
        for name, numbers in school.columns
    ]
    yield [*heads, *names]
    for line in above:
        if _is_possible(line):
            yield ["    Points Possible", *[""] * (len(heads) - 1), *(full for full, _ in scales)]
        else:
            yield [safe(line.get(column(head), "")) for head in (*heads, *names)]
    for (row, *_), marks, _ in _students(rows, units, school, worth):
        # Of another list than Canvas's own the numbers are the school's, which Canvas calls SIS.
        of_canvas = named_in(row.file)
        id = row.id if of_canvas and of_canvas.by == "canvas" else ""
        listed = roster.rows.get(row.key, {})
        sis = "" if "id" in listed else roster.number(row.key)
        own = {"id": id, "student": row.student, "sis user id": sis}
        known = own | {name: cell for name, cell in listed.items() if cell}
        cells = [
            "EX" if row.excused else known.get(name, "") if mark is None else number(mark * scale)
            for name, (_, scale), mark in zip(map(column, names), scales, marks, strict=True)
        ]
        yield [safe(cell) for cell in (*(known.get(column(head), "") for head in heads), *cells)]


def _is_possible(line: Mapping[str, str]) -> bool:
    """Whether a line above the students says what points there are."""
    return _POSSIBLE["student"] in line.get("student", "").casefold()


def moodle(rows: Rows, units: Units, school: School) -> Cells:
    """Moodle's grading worksheet, which its grade import reads too: a row per student.

    ``Grade`` is the sum over the units, out of ``Maximum Grade`` (that of the worksheet which is
    given as class list, else ours); a column per unit or assignment follows, then what the importer
    of worksheets asks for, and the state in words: excused, waits, could not be read.
    """
    worth = _worth(rows, units)
    students = list(_students(rows, units, school, worth))
    # An empty cell would take away what is there.
    words = ["Feedback comments"] if any(_comments(group) for group, _, _ in students) else []
    names = [name for name, _ in school.columns]
    yield [*_MOODLE, "Grade", "Maximum Grade", *names, "Last modified (grade)", *words, "State"]
    most = sum(worth.values())
    for group, marks, state in students:
        row = group[0]
        theirs = school.roster.rows.get(row.key, {})
        number_ = f"Participant {row.id}" if row.id and "canvas" not in row.key else ""
        identity = (theirs.get("identifier") or number_, theirs.get("full name") or row.student)
        address = theirs.get("email address") or theirs.get("email") or ""
        full, scale = _scale(theirs.get("maximum grade"), most)
        known = [mark for mark in marks if mark is not None]
        grade = number(sum(known) * scale) if known and not state.startswith(_WAITING) else ""
        said = [_comments(group) or theirs.get("feedback comments", "")] if words else []
        changed = theirs.get("last modified (grade)", "").strip("-")  # Moodle's sign for never
        end = map(safe, (changed, *said, state))
        yield [*map(safe, (*identity, address)), grade, full, *map(number, marks), *end]


def by_student(rows: Iterable[Row]) -> Iterator[Rows]:
    """The rows of each student, which come together; one without a name is alone."""
    for _, group in groupby(rows, key=lambda row: row.key or object()):
        yield list(group)


_WAITING = "waits for your marks: "
Marked = tuple[Rows, list[float | None], str]  # a student's rows, points per column, and the state


def _worth(rows: Rows, units: Units) -> dict[str, int]:
    """The points of each unit, by number, where all have one maximum: the most that a file was
    marked out of."""
    return {
        unit.number: max((len(asked(row, unit)) for row in rows), default=0) or len(unit.questions)
        for unit in units
    }


def _students(rows: Rows, units: Units, school: School, worth: dict[str, int]) -> Iterator[Marked]:
    """Each student's rows, the points per column, out of what it is worth to the class, and
    the state. What waits for a person's marks has no points yet."""
    there = {unit.number: unit for unit in units}
    for group in by_student(rows):
        known: dict[str, float | None] = {}
        for row in group:
            for number in there.keys() & row.units if row.error is None or row.totals else ():
                known.setdefault(number, _scaled(row, there[number], worth[number]))
        yield group, [_sum(known, numbers) for _, numbers in school.columns], _state(group)


def _comments(group: Rows) -> str:
    """What the teacher says to a student: of the paper, of arguments, of words in them."""
    said = [group[0].comment]
    for id, one in (pair for row in group for pair in row.answers.items()):
        said += [f"{id}: {one['teacher']}"] if "teacher" in one else []
        said += [f"{id}, “{words}”: {comment}" for words, comment in one.get("on_words", ())]
    return "\n".join(filter(None, said))


def _sum(known: dict[str, float | None], numbers: tuple[str, ...]) -> float | None:
    marks = [known[number] for number in numbers if number in known]
    return math.fsum(filter(None, marks)) if marks and None not in marks else None


def _state(group: Rows) -> str:
    """What a school's system has no number for, in words."""
    if group[0].excused:
        return "excused"
    if waiting := [id for row in group for id in row.waiting]:
        return _WAITING + ", ".join(waiting)
    unread = all(row.error and not row.totals for row in group)
    return "could not be read" if unread else "late" if any(row.late for row in group) else ""


def _scaled(row: Row, unit: bank.Unit, worth: int) -> float | None:
    """The points of a unit: a system that knows one maximum is told the share of an older edition's
    questions. ``None`` where there are none yet."""
    own = len(asked(row, unit))
    if row.excused or any(id in unit.all for id in row.waiting):
        return None
    if unit.prefix in row.totals:
        return row.totals[unit.prefix]
    return (total(row, unit) or 0.0) * worth / own if own else 0.0


# What ``--format`` offers: a new gradebook is one function and its line here.
FORMATS: dict[str, Callable[[Rows, Units, School], str]] = {
    "csv": lambda *class_: written(table(*class_)),
    "json": as_json,
    "canvas": lambda *class_: written(canvas(*class_)),
    "moodle": lambda *class_: written(moodle(*class_)),
}
# What a school's system takes in: only people whom it knows belong there.
IMPORTED = ("canvas", "moodle")


# What changed: marks since an older gradebook, and questions between editions of the course.


# A mark that is another than before; its answer is "the same", or "another" since then.
MARK_CHANGE = "student,question,before,after,difference,verdict_before,verdict_after,answer,file"
# A question that not every edition counts, and whom that touches.
QUESTION_CHANGE = ("question", "change", "why", "counted_for", "not_counted_for")


def submissions(text: str, name: str, advice: str) -> list[dict[str, Any]]:
    """The rows of a gradebook that ``alliance grade`` wrote as JSON, with the answers that count;
    raises :class:`Told`."""
    try:
        rows: list[dict[str, Any]] = json.loads(text)["submissions"]
        for row in rows:
            row |= {"student": str(row["student"]), "key": str(row.get("key", ""))}
            units = (row.get("units") or {}).items()
            row["units"] = {unit: points and float(points) for unit, points in units}
            row["answers"] = {
                id: _read(one) for id, one in row["answers"].items() if one.get("counted", True)
            }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Told(f"{name} is not the JSON that alliance grade writes. {advice}") from None
    return rows


def _read(one: dict[str, Any]) -> dict[str, Any]:
    """One answer of an older gradebook, which may lack what has come since."""
    return {
        "answer": one.get("answer"),
        "status": str(one["status"]),
        "score": None if one["score"] is None else float(one["score"]),
        "misconception": one.get("misconception"),
        "hints": int(one.get("hints") or 0),
    }


def changed_marks(before: Iterable[dict[str, Any]], rows: Rows) -> list[Strings]:
    """The marks that changed, by student and question; totals come last of each student.

    A student is found again as :func:`people.again` does. Raises :class:`Told` where nobody is.
    """
    by_key: dict[str, dict[str, Any]] = {}
    then = []
    for one in before:
        totals = {f"unit {n}": {"score": points} for n, points in one.get("units", {}).items()}
        file = str(one.get("file") or "")
        # Older gradebooks have no key, and the name alone.
        then.append(Kept(one.get("key") or file or one["student"], one["student"], file))
        told = by_key.setdefault(then[-1].key, {})
        told |= one["answers"] | totals
    found = again(then, (Kept(row.key or row.file, row.student, row.file) for row in rows))
    if not found and not {row.student for row in rows} & {one.name for one in then}:
        raise Told(sentence("nobody-of-before"))
    return [
        change
        for row in rows
        for change in _changed(row, by_key.get(found.get(row.key or row.file, ""), {}))
    ]


def _changed(row: Row, was: Mapping[str, Any]) -> Iterator[Strings]:
    units = [unit for unit in map(bank.unit, bank.prefixes()) if unit.number in row.units]
    points = {f"unit {unit.number}": {"score": total(row, unit)} for unit in units}
    for id, one in (row.answers | points).items():
        before, after = (number(it["score"]) for it in (was.get(id, one), one))
        if before == after:
            continue
        apart = float(after) - float(before) if before and after else 0.0
        difference = f"{'up' if apart > 0 else 'down'} {number(abs(apart))}" if apart else ""
        told = ("", "", "")
        if id in row.answers:
            alike = same(was[id].get("answer"), one["answer"])
            told = (verdict(was[id]), verdict(one), "the same" if alike else "another")
        yield row.student, id, before, after, difference, *told, row.file


def changed_questions(course: Mapping[str, bank.Unit], rows: Rows) -> list[Strings]:
    """What came and went between the editions, with the students whose papers it counts for, and
    those whose paper it does not: they were not asked it, or no longer are."""
    first = min((one.since for unit in course.values() for one in unit.all.values()), default=1)
    found = []
    for number_, unit in course.items():
        theirs = [row for row in rows if number_ in row.units and row.error is None]
        for id, one in unit.all.items() if theirs else ():
            if change := _change(one, first):
                held = [row for row in theirs if id in row.answers]
                given = [row for row in theirs if id in row.uncounted]
                without = given if one.apart else [row for row in theirs if id not in row.answers]
                why = pick(one.retired) if one.retired else ""
                names = ("; ".join(row.student for row in some) for some in (held, without))
                found.append((id, change, why, *names))
    return found


def _change(one: bank.Question, first: int) -> str:
    if one.withdrawn:
        return "its key was false: it costs nobody a point"
    if one.apart:
        what = "practice" if one.practice else "no longer asked"
        return f"{what} since edition {one.until + 1}" if one.until >= one.since else ""
    return f"new in edition {one.since}" if one.since > first else ""


# Codes: the same for a student each time, and the key to them in a file apart.

_CODES = ("code", "student", "known by")
_NAMES = ("itself names", "its folders are", "in whose folder")  # flags that name people
_TEXTS = ("error", "answers", "uncounted", "written", "comment")


def nameless(text: str, *names: str) -> str:
    """The text without the full names of these students, in either order."""
    said = text.casefold()
    for words in (re.findall(r"[^\W\d_]{2,}", name) for name in names):
        there = len(words) > 1 and all(word.casefold() in said for word in words)
        for order in (words, words[::-1]) if there else ():
            text = re.sub(r"\W+".join(map(re.escape, order)), "[name]", text, flags=re.IGNORECASE)
    return text


def under_codes(rows: Rows, key: Path, roster: Roster) -> tuple[Rows, str]:
    """The rows under codes, in their order, without names, numbers and file names; and the CSV of
    who is who.

    key: where that stands, or will stand. Raises :class:`Told`.
    """
    codes = _codes(key) if key.exists() else {}
    known: dict[str, str] = {}
    coded = []
    now = [Kept(roster.lasting(row.key) or row.file, row.student, row.file) for row in rows]
    former = again((Kept(who, name, "") for who, (_, name) in codes.items()), now)
    for row, one in zip(rows, now, strict=True):
        who = former.get(one.key, one.key)
        code, _ = codes.setdefault(who, (f"s-{secrets.token_hex(4)}", row.student))
        if known.setdefault(code, row.key) != row.key and row.key:
            raise Told(f"two students are called “{row.student}”. Give the class list a column id.")
        coded.append((row, code))
    lines = ((code, safe(name), safe(who)) for who, (code, name) in codes.items())
    names = {row.student: code for row, code in coded if row.student}
    names |= {row.file: f"a file of {code}" for row, code in coded if row.file}
    made = [_hidden(row, code, names) for row, code in coded]
    return sorted(made, key=lambda row: (row.student, row.units)), written([_CODES, *lines])


def _codes(key: Path) -> dict[str, tuple[str, str]]:
    table = table_in(content(key), lambda heads: list(_CODES) == heads)
    if not table:
        raise Told(f"{key} is no key to codes. After --pseudonyms give the name of a new file.")
    return {row["known by"]: (row["code"], row["student"]) for row in table}


def _hidden(row: Row, code: str, names: dict[str, str]) -> Row:
    """The row under its code. names: what its flags may call others, files first."""

    def own(said: Any) -> Any:
        if isinstance(said, str):
            return nameless(said, row.student)
        if isinstance(said, list | tuple):
            return type(said)(map(own, said))
        return {key: own(one) for key, one in said.items()} if isinstance(said, dict) else said

    def told(flag: str) -> str:
        flag = re.sub("(not counted|not read): .*", r"\1", flag)  # names of files
        for name in sorted(names, key=len, reverse=True):
            flag = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", names[name], flag)
        return str(own(flag))

    texts = {name: own(getattr(row, name)) for name in _TEXTS}
    flags = [told(flag) for flag in row.flags if not any(sign in flag for sign in _NAMES)]
    file = code if row.file else ""
    bare = replace(row, student=code, key=code, id="", list_number="", file=file, flags=flags)
    return replace(bare, **texts)
