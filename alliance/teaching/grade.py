"""Hand-ins become rows: answers judged, flags raised, attempts put together.

Whatever a file is, there is a row. The verdict is that of ``questions.judge``, which answers in
the notebook too. A question is worth one point; a row is about every question of each unit that
the file belongs to. A flag is a question to the teacher, not an accusation, and changes no grade.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import chain
from typing import Any

from alliance.errors import Told
from alliance.questions import bank
from alliance.questions.judge import Verdict, judge
from alliance.questions.kinds import kind
from alliance.teaching import collect, people, sentence, submission
from alliance.teaching.collect import Item
from alliance.teaching.submission import Submission, UnreadableFile, blank

_LONG = 60  # characters: two people do not write so many alike
_ASIDE = 3  # questions with words beside their places, from which on a hand-in waits
_ODD = 2  # wrong answers that nobody foresaw, the same in two files


def sentences(read: Submission, known: set[str]) -> list[str]:
    """The notes of a submission as flags, those of one sort together."""
    grouped: dict[str, list[str]] = {}
    for question, text in read.notes:
        if not question or question in known:
            grouped.setdefault(text, []).append(question)
    # A table is always worked out by code: that its value was recorded is as it should be.
    if computed := [id for id in read.computed & known if not blank(read.answers.get(id))]:
        grouped["computed by code; the recorded value counts"] = sorted(computed)
    if unknown := sorted(set(read.answers) - known):
        shown = ", ".join(f"“{people.clean(id, 24)}{'…' * (len(id) > 24)}”" for id in unknown[:3])
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        grouped[f"not questions of these units: {shown}{more}"] = [""]
    return [f"{', '.join(ids)}: {text}" if any(ids) else text for text, ids in grouped.items()]


def prints(row: Row, read: Submission, data: bytes) -> list[str]:
    """Hashes of what should not be the same in two students' files, each with its sort."""
    answers = row.answers
    if not row.given:
        return []
    found = [f"file {_hash(data)}", *read.moments]
    wrong = [one for one in answers.values() if one["status"] in ("wrong", "malformed")]
    if sum(not one["misconception"] for one in wrong) >= _ODD:
        found.append(f"odd {_hash(repr([(id, one['answer']) for id, one in answers.items()]))}")
    for id, one in answers.items():
        # An argument is a student's own words; other long answers are copied from the sources.
        if one["status"] == "recorded" and type(one["answer"]) is dict:
            words = str(one["answer"].get("claim", "")) + str(one["answer"].get("reasoning", ""))
            if len(words) >= _LONG:
                found.append(f"long {id} {_hash(words.casefold())}")
    return found


def _hash(said: bytes | str) -> str:
    data = said.encode("utf-8", "replace") if isinstance(said, str) else said
    return blake2b(data, digest_size=9).hexdigest()


Strings = tuple[str, ...]  # ids, numbers of units, names of folders, the cells of a line
Course = dict[str, bank.Unit]  # its units by number


class NoUnit(Told):
    """There is no such unit; the message says which there are."""


def course_units(wanted: Iterable[str] = ()) -> Course:
    """The course's units by number, in order, or only those ``wanted``; raises :class:`Told`.

    wanted: numbers of units, or ids of questions: then the units hold these alone.
    Only a copy with a key can grade: the graded student's copy holds none.
    """
    found = {unit.number: unit for unit in map(bank.unit, bank.prefixes())}
    if not found:
        raise Told("there are no questions here. In the course's folder run: alliance build")
    if any(unit.graded for unit in found.values()):
        raise Told("this is a graded copy, which holds no key. Use the course's own folder.")
    chosen = set(wanted)
    if ids := {one for one in chosen if "." in one}:
        cut = {number: unit.only(ids) for number, unit in found.items()}
        return {number: unit for number, unit in cut.items() if unit.questions}
    return {number: unit for number, unit in found.items() if not chosen or number in chosen}


def question_ids(text: str, course: Course) -> Strings:
    """The questions that "1951.3, 1951.7" means, in the course's order; raises :class:`NoUnit`
    where the course counts no such."""
    chosen = {part.strip() for part in text.split(",")} - {""}
    counted = [id for unit in course.values() for id in unit.questions]
    if strange := sorted(chosen.difference(counted)):
        raise NoUnit(sentence("not-counted", id=strange[0][:24]))
    return tuple(id for id in counted if id in chosen)


def unit_numbers(text: str, known: Collection[str]) -> Strings:
    """The units that "01-04,06" means; of a range those that there are. Raises :class:`NoUnit`.

    >>> unit_numbers("1-3, 6", ["01", "02", "06"])
    ('01', '02', '06')
    """
    chosen: set[str] = set()
    for part in text.replace(" ", "").split(","):
        found = re.fullmatch(r"(\d{1,2})(?:[-–](\d{1,2}))?", part)
        first, last = (found[1].zfill(2), (found[2] or found[1]).zfill(2)) if found else ("", "")
        if not (inside := {number for number in known if first <= number <= last}):
            raise NoUnit(sentence("no-unit", part=part, there=", ".join(sorted(known))))
        chosen |= inside
    return tuple(sorted(chosen))


_WAITS = ": waits for your marks"


@dataclass(slots=True)
class Row:
    """One submission, marked. key: what tells students apart; units: numbers of its units; edition:
    that it is marked out of, 0 where it could not be read.

    answers: by question id ``{answer, status, score, misconception}``; where one was given also
    ``message`` (lines) and ``why`` (the explanation); where some were asked for, ``hints`` (how
    many); of an argument that its writer has marked ``self``, a level for each row, which is no
    mark. A score of ``None`` waits for a person. uncounted: the same for practice and for what is
    no longer asked; written: the student's own texts, (prompt, words) by id. prints: what two
    students should not share.

    when, dated, clicked: what clocks say of it, as in an item, and the last click. The teacher's:
    excused, handed_in and the clock that told it, penalty (a share), totals by unit's prefix,
    comment; in an answer ``teacher`` (words, where its mark or these are the teacher's).
    list_number: the class list's; page: the file of feedback; group: the names of all whose work
    it is.
    """

    student: str
    key: str
    file: str
    score: float = 0.0
    out_of: int = 0
    error: str | None = None
    flags: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    uncounted: dict[str, dict[str, Any]] = field(default_factory=dict)
    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    edition: int = 0
    id: str = ""
    late: bool = False
    number: int = 0
    when: float = 0.0
    dated: bool = False
    clicked: str = ""
    excused: bool = False
    handed_in: str = ""
    clock: str = ""
    penalty: float = 0.0
    totals: dict[str, float] = field(default_factory=dict)
    comment: str = ""
    list_number: str = ""
    page: str = ""
    attempts: int = 1
    group: list[str] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        """Whether any question has an answer."""
        return any(one["status"] != "not-attempted" for one in self.answers.values())

    @property
    def aside(self) -> list[str]:
        """The questions whose answers stand where they are not read, until the teacher decides."""
        return [id for id in self.waiting if self.answers[id]["status"] == "not-attempted"]

    @property
    def given(self) -> bool:
        """Whether any question has an answer, be it in the wrong place."""
        return self.answered or bool(self.aside)

    @property
    def waiting(self) -> list[str]:
        """The questions that wait for a person's marks."""
        return [
            id
            for id, one in self.answers.items()
            if one["score"] is None and id.partition(".")[0] not in self.totals and not self.excused
        ]

    def points(self, prefix: str | None = None) -> float:
        """The points, of one unit or of all: with what lateness costs, and the teacher's totals."""
        sums: dict[str, float] = defaultdict(float)
        # By their numbers: to the last digit the same, wherever a question has moved since.
        for id in sorted(self.answers, key=lambda id: (len(id), id)):
            sums[id.partition(".")[0]] += self.answers[id]["score"] or 0.0
        points = {one: score * (1 - self.penalty) for one, score in sums.items()} | self.totals
        return math.fsum(points.values()) if prefix is None else points.get(prefix, 0.0)


Rows = list[Row]


def rows(items: list[Item], wanted: Strings = ()) -> Rows:
    """A batch of rows: what one worker does at a time.

    wanted: numbers of units that every row is to be about, whatever its file belongs to.
    """
    course = course_units(wanted)
    return [_row(item, course) for item in items]


def _row(item: Item, course: Course) -> Row:
    """The row of one file. What can't be read, or a fault of ours, is that row's error only."""
    try:
        if item.error:
            raise UnreadableFile(item.error)
        data, shortened = collect.content(item)
        read = submission.read(data)
        if shortened:
            read.note("", "very large; long outputs were left out")
        made = started(item)
        _own_name(made, read, item.who.by)
        _mark(made, read, course)
        made.prints = prints(made, read, data)
    except UnreadableFile as why:
        return started(item, str(why))
    except Exception as fault:
        return started(item, f"it could not be graded ({type(fault).__name__}).")
    return made


def started(item: Item, error: str | None = None) -> Row:
    """The row of a file of which nothing but its name is known; error: why it has no other."""
    who = item.who
    row = Row(who.name, who.key, item.label, error=error, when=item.when, dated=item.dated)
    row.id, row.late, row.number = who.id, who.late, who.number
    if row.late:
        row.flags.append("handed in late, says the platform")
    if who.group:
        row.group = list(who.group)
        row.flags.append(sentence("group-work", names=", ".join(who.group)))
    return row


def _own_name(made: Row, read: Submission, by: str) -> None:
    """The name in a file of answers: believed where nothing but the file's own name says more."""
    if read.student is None:
        return
    name = people.clean(read.student)
    if by in ("", "file"):
        # With the file's name: nobody becomes another student's attempt by writing their name.
        where = people.simple(made.key or made.file)
        made.student, made.key = name, f"named {people.simple(name) or name} {where}"
    elif people.simple(name) != people.simple(made.student):
        made.flags.append(f"the file itself names “{name}” as the student")


def _mark(made: Row, read: Submission, course: Course) -> None:
    made.edition = _edition(made, read, course)
    inside = {
        id: unit.number
        for unit in course.values()
        for id in (*unit.counted(made.edition), *(read.answers.keys() & unit.questions.keys()))
    }
    # Of an assignment of single questions the others are left out, and nothing to look at.
    made.flags += sentences(read, {id for unit in course.values() for id in unit.ids})
    touched = {inside[id] for id in read.answers if id in inside}
    own = {read.unit} & course.keys()
    if own and (stray := sorted(touched - own)):
        # What somebody tried in the wrong notebook changes neither points nor which file counts.
        made.flags.append(f"it holds answers of unit {', '.join(stray)} too; they are not counted")
        touched &= own
    made.units = sorted(touched | own)
    made.written, made.clicked = read.written, read.time
    made.number -= read.lesson  # beside exercises of its unit a lesson is the earlier attempt
    if not touched and not made.written:
        what = "this course" if len(course) == len(bank.prefixes()) else "these units"
        made.error = f"it holds no answer to a question of {what}."
    for id, question in (pair for number in made.units for pair in course[number].all.items()):
        given = not blank(read.answers.get(id))
        if id in inside and (given or not question.withdrawn):
            made.answers[id] = _answer(question, read)
        elif given:  # what is not counted (any more) is judged, flagged, and in no total
            made.uncounted[id] = {**_answer(question, read), "counted": False}
            why = "practice" if question.practice else "no longer part of the course"
            made.flags.append(f"{id} ({made.uncounted[id]['status']}): {why}; not counted")
        if given and question.withdrawn:
            made.flags.append(f"{id}: its key was false, which costs nobody a point")
    made.out_of = len(made.answers)
    _look_at(made, read.unread)
    if not (made.error or made.given or made.written or made.uncounted):
        made.flags.append(sentence("no-answer"))
    add_up(made)


def _look_at(made: Row, unread: set[str]) -> None:
    """What stands beside the place of its answer in a whole hand-in is no 0: it waits. A word or
    two beside a question that was left out are a flag."""
    aside = [
        id for id, one in made.answers.items() if id in unread and one["status"] == "not-attempted"
    ]
    answered = sum(one["status"] != "not-attempted" for one in made.answers.values())
    if len(aside) >= _ASIDE or len(aside) > answered:
        for id in aside:
            made.answers[id]["score"] = None
        made.flags.append(sentence("look-at", ids=", ".join(aside)))


def _edition(made: Row, read: Submission, course: Course) -> int:
    """The edition that a file is marked out of: what it says of itself, where the questions that
    stand in it agree, or what these say."""
    every = [one for unit in course.values() for one in unit.all.values()]
    held = [one for one in every if one.id in read.asked]
    latest = max(one.since for one in every)
    # Whoever was asked what is no longer counted, and nothing newer, was asked it then: of
    # several such questions, while all of them counted.
    # A lesson asks them as practice.
    past = [] if read.lesson else [one for one in held if one.apart and one.since <= one.until]
    then = min((one.until for one in past), default=latest)
    # Of an edition that never was nothing would be asked.
    told = read.edition if type(read.edition) is int and read.edition > 0 else then
    newest = max((one.since for one in held), default=told)
    unit = course.get(read.unit) if read.edition else None
    own = unit.counted(told) if unit and told < max(q.since for q in unit.all.values()) else []
    lost = [id for id in own if id not in read.asked]
    signs = (
        (unit and newest > told, f"questions of edition {newest} stand in it, which counts"),
        (lost, f"{', '.join(lost)} of it are gone"),
        (own and read.titled > len(own), f"its title speaks of {read.titled} questions"),
    )
    if why := next((sign for there, sign in signs if there), None):
        made.flags.append(sentence("seems-older", edition=told, why=why))
    return max(told, newest)


def add_up(made: Row) -> None:
    """The score of all answers, and the flag for those that wait for a person's marks."""
    made.score = round(made.points(), 4)
    made.flags = [flag for flag in made.flags if not flag.endswith(_WAITS)]
    if waiting := made.waiting:
        made.flags.append(", ".join(waiting) + _WAITS)


def _answer(question: bank.Question, read: Submission) -> dict[str, Any]:
    given, own = kind(question.kind).own_marks(question.form, read.answers.get(question.id))
    verdict = _verdict(question, given)
    # What is wrong with the question itself costs nobody a point.
    free = verdict.status == "author-error" or question.withdrawn
    score = 1.0 if free and verdict.status != "not-attempted" else verdict.score
    found = {
        "answer": verdict.answer,
        "status": verdict.status,
        "score": score if score is None else round(score, 4),
        "misconception": verdict.misconception,
    }
    if verdict.status != "not-attempted":
        found["message"] = [*filter(None, (verdict.message, *verdict.details, *verdict.notes))]
        found["why"] = verdict.explanation
    if own:
        found["self"] = own
    if hints := read.hints.get(question.id):
        found["hints"] = hints
    return found


def _verdict(question: bank.Question, answer: Any) -> Verdict:
    """The verdict, remembered: a class gives the same answers many times."""
    # A tuple is written like a list and is judged like one; anything long is rare and not kept.
    with suppress(TypeError, ValueError, RecursionError):
        if len(said := json.dumps(answer, ensure_ascii=False)) < 300:
            return _remembered(question, said)
    return judge(question, answer)


@lru_cache(maxsize=4_096)
def _remembered(question: bank.Question, said: str) -> Verdict:
    return judge(question, json.loads(said))


BATCH = 50
_WORTH_IT = 500  # files from which a second process pays for its start


def run(
    items: list[Item], wanted: Strings = (), jobs: int | None = None, cluster: str | None = None
) -> Iterator[Row]:
    """A row per item, in order.

    wanted: numbers of units that every row is to be about. jobs: processes; by default one for a
    class, one a core for a faculty. cluster: the address of a Dask scheduler to grade on instead;
    :class:`Told` comes before the first row where it can't be used.
    """
    jobs = jobs or (1 if len(items) < _WORTH_IT else os.cpu_count() or 1)
    batches = [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
    if cluster:
        return _on_cluster(batches, wanted, cluster)
    if jobs > 1:
        return _parallel(batches, wanted, jobs)
    return chain.from_iterable(rows(batch, wanted) for batch in batches)


def _parallel(batches: list[list[Item]], wanted: Strings, jobs: int) -> Iterator[Row]:
    """What processes of this computer make. A file that stops its process costs its own row."""
    # A class is graded in one process, which shall not wait for what only many need.
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    while batches:
        done = 0
        with suppress(BrokenExecutor), ProcessPoolExecutor(jobs) as pool:
            for made in pool.map(partial(rows, wanted=wanted), batches):
                yield from made
                done += 1
        stopped, batches = batches[done : done + 1], batches[done + 1 :]
        for batch in stopped:
            if jobs == len(batch) == 1:
                yield started(batch[0], "reading it stopped the program; the others are graded.")
            else:  # in one process, file by file, it is known which one it was
                yield from _parallel([[item] for item in batch], wanted, 1)


def _on_cluster(batches: list[list[Item]], wanted: Strings, address: str) -> Iterator[Row]:
    """For thousands of hand-ins: what the cluster whose scheduler is at ``address`` has made. What
    it could not do costs that batch's rows only."""
    try:
        from distributed import Client

        client = Client(address, timeout="10s", set_as_default=False)
    except ImportError:
        raise Told(sentence("no-dask")) from None
    except (OSError, ValueError, TimeoutError) as error:
        raise Told(sentence("no-scheduler", address=address, fault=type(error).__name__)) from None
    with client:
        if not client.nthreads():
            raise Told(f"the cluster at {address} has no workers. Start some, then try again.")
        waiting = client.map(rows, batches, wanted=wanted, pure=False)
        for batch, future in zip(batches, waiting, strict=True):
            try:
                yield from future.result()
            except Exception as fault:
                why = f"the cluster could not grade it ({type(fault).__name__})."
                yield from (started(item, f"{why} Grade it with --jobs.") for item in batch)


def whose(rows: Rows, students: people.Roster) -> Rows:
    """Put down whose each row is, as far as all names together tell; which rows were taken for
    those of somebody on the class list by a part of one name."""
    _by_task(rows)
    _by_number(rows)
    # People whose names have other words are not one for their letters: j_doe and jdoe. Whose name
    # has a remark (amy late, Final_Amy Doe) is called without it, where nobody else is called so.
    spelt = Counter(key for key, _ in {(row.key, people.in_words(row.student)) for row in rows})
    bearers = Counter({row.key: people.simple(people.bare(row.student)) for row in rows}.values())
    for row in (row for row in rows if row.key.startswith(("file ", "folder "))):
        name = people.bare(row.student)
        alone, several = bearers[people.simple(name)] == 1, spelt[row.key] > 1
        if several or (name != row.student and not alone):
            row.flags.append(sentence("maybe-the-same"))
        row.key += f" as {people.in_words(row.student)}" if several else ""
        row.student = name if alone else row.student
    return _by_part(rows, students)


def _by_task(rows: Rows) -> None:
    """Where folders prove to be tasks (Sources/Amy.ipynb, Treaty/Amy/my.ipynb), they are nobody's:
    what lies in them has its student's name."""
    held = []
    for row in rows:
        *above, file = row.file.split("/")
        names = [people.stem(part)[0] for part in above if people.is_persons(part)]
        names += [people.stem(file)[0]] * people.may_name(file)
        keys = [people.called(name, "folder").key for name in names]
        at = keys.index(row.key) if row.key in keys else len(keys) - 2
        if 0 <= at < len(keys) - 1:
            held.append((row, keys[at], names[at + 1]))
    units = {(folder, name, ",".join(row.units)) for row, folder, name in held if row.units}
    for row, folder, name in held if people.are_tasks(units) else ():
        if row.key == folder:
            who = people.called(name, "file")
            row.student, row.key = who.name, who.key


_NUMBERED = re.compile(r"(?:(\d{1,2})[\W_]+)?([^\W\d]\D*?)(?:[\W_]+(\d{1,2}))?")


def _by_number(rows: Rows) -> None:
    """Where the numbers beside the names of files prove to be those of their units (01_amy and
    01_bo, amy 1 and amy 2), the names alone tell whose they are. Perhaps seats' are flagged."""
    held = []
    for row in rows:
        by, found = row.key.partition(" ")[0], _NUMBERED.fullmatch(row.student)
        before, name, behind = found.groups("") if found else ("", "", "")
        if bool(before) != bool(behind) and by == "file":
            held.append((row, people.called(name, "file"), (before or behind).zfill(2)))
    certain = all(row.units in ([], [number]) for row, _, number in held)
    held = [one for one in held if certain or one[0].units == [one[2]]]
    apart = {(who.key, number) for _, who, number in held}
    numbers, names = Counter(key for key, _ in apart), Counter(number for _, number in apart)
    for row, who, number in held:
        if certain and max(numbers[who.key], names[number]) > 1:
            row.student, row.key = who.name, who.key
        elif numbers[who.key] > 1:
            row.flags.append(sentence("maybe-the-same"))


def by_unit(rows: Rows, course: Course) -> None:
    """Of units that were asked for, those that no file of a student's is about are asked in the
    first one's; what is about none of them is an attempt at all these, without an answer."""
    theirs: dict[str, Rows] = defaultdict(list)
    for row in (row for row in rows if row.edition):
        theirs[row.key or row.file].append(row)
    for files in theirs.values():
        first = next((row.units for row in files if row.units), [])
        asked = {*first, *course} - {n for row in files for n in set(row.units).difference(first)}
        for row in (row for row in files if row.units in ([], first)):
            for unit in (course[number] for number in sorted(asked.difference(row.units))):
                held = (unit.all[id] for id in unit.counted(row.edition))
                row.answers |= {q.id: _answer(q, Submission()) for q in held if not q.withdrawn}
            row.units, row.out_of = sorted(asked), len(row.answers)


def _by_part(rows: Rows, students: people.Roster) -> Rows:
    """Whoever is not on the class list and has a part of one name there, or more than it (Amy, Amy
    Maria Doe), is that student, where no other name on the list fits, and nobody else is that one.
    Who was taken for one so: each is flagged."""
    there = {row.key for row in rows}
    # A number of the platform's that the list lacks is somebody else's, where it has the others'.
    numbered = any(row.id and students.find(row.id) for row in rows)
    strangers = {
        row.key: students.fitting(row.student)
        for row in rows
        if row.key and row.key not in students.names and not (row.id and numbered)
    }
    claims = Counter(key for fits in strangers.values() for key in fits)
    taken = []
    for row in rows:
        fits = strangers.get(row.key, set())
        if len(fits) == 1 and claims[whose := min(fits)] == 1 and whose not in there:
            row.key, row.student = whose, students.names[whose]
            row.flags.append(sentence("part-of-a-name"))
            taken.append(row)
    return taken


def counted(rows: Rows, *, best: bool = False) -> Rows:
    """The rows that count, by student, with the flags that only the whole class can tell.

    Of a student's attempts at the same units one counts, the latest or the best. What could not be
    read stays a row.
    """
    attempts: dict[tuple[object, ...], list[tuple[str, Row]]] = defaultdict(list)
    holders: dict[str, dict[str, str]] = defaultdict(dict)  # print -> who -> the student's name
    rows = list(_apart(rows))
    read = {row.key for row in rows if row.error is None} - {""}
    named = _by_names(rows)
    beside: dict[str, list[str]] = defaultdict(list)  # essays and pictures, by whose they are
    shown = {row.key: row.student for row in reversed(rows) if row.key}  # not jane_doe, too
    for place, row in enumerate(rows, 1):
        name = row.file.rpartition("/")[2]
        if row.error and row.key in read and people.aside(name):
            beside[row.key].append(name)
            continue
        who = row.key or f"row {place}"  # where nobody is named, everyone is another
        # A lesson without an answer is an attempt at its unit, too.
        attempts[0 if row.units else place, who, *row.units].append((who, row))
        for one in row.prints:
            holders[one].setdefault(who, row.student)
    found = []
    for group in attempts.values():
        clicked = all(row.clicked for _, row in group)
        who, row = max(reversed(group), key=lambda one: _rank(one[1], best, clicked))
        flags = [*row.flags]
        if len(rows) > 1 and not row.key:
            flags.append(sentence("names-nobody"))
        if others := [other.file for _, other in group if other is not row]:
            more = " …" if len(others) > 3 else ""
            flags.append(f"{len(group)} attempts; not counted: {', '.join(others[:3])}{more}")
        if len({other.id for _, other in group} - {""}) > 1 and _of_one_platform(group):
            flags.append(sentence("two-numbers"))
        if aside := beside.get(row.key):
            flags.append(f"handed in too, and not read: {', '.join(aside)}")
        flags += [*named[row.key], *_alike(row, who, holders)]
        student = shown.get(row.key, row.student)
        flags = list(dict.fromkeys(flags))  # what several rules tell
        attempts_made = sum(bool(one.file) for _, one in group)  # of an absent student none
        found.append(replace(row, student=student, flags=flags, attempts=attempts_made))
    return sorted(found, key=lambda row: (row.student.encode().lower(), row.key, *row.units))


def _of_one_platform(group: Iterable[tuple[str, Row]]) -> bool:
    """Whether the numbers of several attempts are of one platform."""
    found = (people.named_in(row.file) for _, row in group if row.id)
    return len({who.by for who in found if who}) == 1


def _apart(rows: Rows) -> Iterator[Row]:
    """The same rows, but of files of one student that have some of their units in common each unit
    is a row: of it, too, the latest shall count, and none twice."""
    theirs: dict[str, set[Strings]] = defaultdict(set)
    for row in rows:
        theirs[row.key].add(tuple(row.units))
    for row in rows:
        others = [set(row.units).intersection(other) for other in theirs[row.key]]
        if row.key and any(0 < len(shared) < len(row.units) for shared in others):
            yield from (_of_unit(row, number) for number in row.units)
        else:
            yield row


def _of_unit(row: Row, number: str) -> Row:
    """What a row says of one of its units; of the first also what it says of none."""

    def home(id: str) -> str:
        named = bank.unit_number(id) or id.partition(".")[0]  # 01.argue, a text
        return named if named in row.units else row.units[0]

    made = replace(row, units=[number])
    for part in ("answers", "uncounted", "written", "totals"):
        every: dict[str, Any] = getattr(row, part)
        setattr(made, part, {id: one for id, one in every.items() if home(id) == number})
    made.out_of = len(made.answers)
    add_up(made)
    return made


def _by_names(rows: Rows) -> dict[str, list[str]]:
    """What the names of all files and folders together leave open, as flags by student."""
    students = {row.key: row.student for row in rows}
    bearers = Counter(map(people.simple, students.values()))
    inside: dict[str, set[str]] = defaultdict(set)  # folders like people's in that of a student
    around: dict[str, Strings] = {}  # or around a file that has its student's name
    homes: set[Strings] = set()  # where students' folders lie
    for row in rows:
        folders = tuple(row.file.split("/")[:-1])
        parts = [part for part in folders if people.is_persons(part)]
        keys = [people.called(part, "folder").key for part in parts]
        if row.key in keys:
            own = keys.index(row.key)
            inside[row.key].update(parts[own + 1 : own + 2])
            homes.add(folders[: folders.index(parts[own])])
        elif parts and row.key.startswith("file "):
            around[row.key] = folders[: folders.index(parts[-1]) + 1]
    flags: dict[str, list[str]] = defaultdict(list)
    for key, name in students.items():
        by, _, rest = key.partition(" ")
        if len(inside[key]) > 1:
            listed = ", ".join(sorted(inside[key])[:4])
            flags[key].append(sentence("several-inside", folders=listed))
        if key in around and around[key][:-1] in homes:
            flags[key].append(sentence("in-a-folder", folder=around[key][-1]))
        if by in ("named", "account", "canvas", "moodle") and bearers[people.simple(name)] > 1:
            flags[key].append(f"somebody else here is called “{name}”, too")
        both = {f"file {rest}", f"folder {rest}"} <= students.keys()  # Amy.zip and Amy.ipynb
        turned = (re.findall(r"[^\W\d_]+", name)[::-1], name.partition(",")[::-1])  # Doe, Amy
        wider = {*people.runs(name), *(people.simple("".join(one)) for one in turned)}
        longer = bearers.keys() & wider - {people.simple(name)}
        if by in ("file", "folder") and (both or longer):
            flags[key].append(sentence("maybe-the-same"))
        if by in ("file", "folder") and people.maybe_several(name):
            flags[key].append(sentence("maybe-group"))
    return flags


def _rank(row: Row, best: bool, clicked: bool) -> tuple[object, ...]:
    """Of several attempts the latest counts, or the best and of these the latest; a blank one only
    where there is no other. clicked: all of them say when they were last worked in."""
    last = row.clicked if clicked else ""
    given = row.given + row.answered
    return not row.error, given, best and row.score, row.number, last, row.when


def _alike(row: Row, mine: str, holders: dict[str, dict[str, str]]) -> Iterator[str]:
    """A flag for each print that other students' files share."""
    for one in row.prints:
        held = sorted(holders[one].items())
        others = [name for who, name in held if who != mine and name not in row.group]
        if names := list(dict.fromkeys(others)):
            named = ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
            yield sentence(f"alike-{one.partition(' ')[0]}", others=named)
