"""The teacher's commands: release, grade, items, handout, bank."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from alliance import corpus
from alliance.corpus import course_folder
from alliance.errors import Told, fail
from alliance.questions.bank import Unit
from alliance.teaching import collect, grade, gradebook, people, sentence
from alliance.teaching.grade import Course, Row, Rows, Strings
from alliance.teaching.spreadsheet import content, safe, written
from alliance.text import several

if TYPE_CHECKING:
    from alliance.teaching.decisions import Decisions
    from alliance.teaching.items import ItemStatistics
    from alliance.teaching.marking import Marks

_FILE = click.Path(path_type=Path)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FORMAT = click.Choice(tuple(gradebook.FORMATS))


@contextlib.contextmanager
def telling(written: object = "", advice: str = "Give another folder.") -> Iterator[None]:
    """Exit 1 with what went wrong in words, 2 where there is no such unit; for what can't be
    written: which, and what to do about it."""
    try:
        yield
    except grade.NoUnit as why:
        raise click.UsageError(str(why)) from None
    except Told as why:
        fail(str(why))
    except ImportError:
        fail('this needs the author\'s tools. Run: python -m pip install -e ".[author]"')
    except OSError as error:
        if not written:
            raise
        fail(f"{written} can't be written: {error.strerror}. {advice}")


def named_units(units: str | None, questions: str | None) -> tuple[Strings, Course]:
    """The units that ``--units`` names, or the ids after ``--questions``, none without both; and
    what the course has of them."""
    if units and questions:
        raise click.UsageError("give --units or --questions, not both.")
    course = grade.course_units()
    named = grade.question_ids(questions, course) if questions else ()
    if units:
        named = grade.unit_numbers(units, course)
    return named, grade.course_units(named)


@click.command("release")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--graded", is_flag=True, help="Without any key: answers are only recorded.")
@click.option("--units", help="Only these lessons and exercises, e.g. 01-04 or 02,05.")
@click.option("--questions", metavar="IDS", help="Exercises of these alone: 1951.3,1951.7.")
@click.option("--address", default="", help="The public repository whose branch this copy becomes.")
def release_command(
    folder: Path, graded: bool, units: str | None, questions: str | None, address: str
) -> None:
    """Make the students' copy: a folder DIR and beside it DIR.zip.

    It holds the library as one file to install, lessons, exercises and a README. It holds no
    solutions and no readable key; with --graded no key at all, and you mark what is handed in with
    alliance grade.
    """
    from alliance.teaching import release

    root = course_folder()
    with telling(folder):
        named, course = named_units(units, questions)
        only = named if questions else ()
        made = release.release(root, folder, course, graded=graded, questions=only, address=address)
    click.echo(f"{several(len(made.files), 'file')} in {made.folder}, and as {made.archive}")
    if not graded:
        click.echo("The key in it is sealed, not secret: for marks use --graded.")


@click.command("grade")
@click.argument("paths", nargs=-1, required=True, type=_FILE)
@click.option("-o", "--output", type=_FILE, help="The gradebook's file.")
@click.option("--format", "format_", type=_FORMAT, help="Default: by the file's ending, else csv.")
@click.option("--assignment", multiple=True, help='As Canvas names it: "Unit 02 (12345)".')
@click.option("--feedback", type=_FOLDER, help="A page each.")
@click.option("--units", help="Grade these units, e.g. 01-04 or 02,05; default: a file's own.")
@click.option("--questions", metavar="IDS", help="Grade these questions alone: 1951.3,1951.7.")
@click.option("--roster", type=_FILE, help="The class list, a CSV.")
@click.option("--due", metavar="TIME", help="The deadline, 2026-11-20T23:59 or …T23:59+09:00.")
@click.option("--late", metavar="RULE", help="What lateness costs: “10% a day, at most 50%”.")
@click.option("--exceptions", type=_FILE, help="A CSV: student, due, excused, question, mark …")
@click.option("--best", is_flag=True, help="Of several attempts the best counts, not the latest.")
@click.option("--review", type=_FILE, help="Arguments to mark: .csv, or .html, a page.")
@click.option("--marks", type=_FILE, multiple=True, help="A marked sheet.")
@click.option("--compare", type=_FILE, help="An older gradebook.json: which marks change.")
@click.option("--changes", type=_FILE, help="A CSV of what changed between editions, for whom.")
@click.option("--pseudonyms", type=_FILE, help="Codes for names; FILE keeps who is who.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; default: all for many files.")
@click.option("--dask", metavar="ADDRESS", help="A Dask scheduler to grade on, tcp://HOST:8786.")
def grade_command(**given: Any) -> None:
    """Grade notebooks and .json files of answers, in folders and zips too.

    Answers are read, never run. Every file becomes a row; what could not be read says why. Without
    -o the gradebook goes to the standard output.

    Arguments wait for a person: --review sheet.csv writes them down without names, --marks
    sheet.csv brings the marks in. With --review sheet.html there is a page to mark them on, which
    saves that sheet. Give --marks twice where two people have marked.

    A time without an offset (+09:00) is this computer's. Lateness costs points only where the time
    of a hand-in is known; the gradebook says which clock told it.
    """
    _grade(GradeOptions(**given))


@dataclass(frozen=True, slots=True)
class GradeOptions:
    """What ``alliance grade`` was asked for."""

    paths: tuple[Path, ...]
    output: Path | None
    format_: str | None
    assignment: Strings
    feedback: Path | None
    units: str | None
    questions: str | None
    roster: Path | None
    due: str | None
    late: str | None
    exceptions: Path | None
    best: bool
    review: Path | None
    marks: tuple[Path, ...]
    compare: Path | None
    changes: Path | None
    pseudonyms: Path | None
    jobs: int | None
    dask: str | None

    @property
    def lists(self) -> list[Path]:
        """The files of the teacher's that are read."""
        given = (self.roster, self.exceptions, self.compare, self.pseudonyms)
        return [*(path for path in given if path), *self.marks]

    @property
    def reports(self) -> list[Path]:
        """The files that are written, as far as they are named; a page to mark on has a sheet."""
        sheets = {self.review, self.review.with_suffix(".csv")} if self.review else set()
        if self.feedback:
            from alliance.teaching import feedback

            sheets.add(feedback.index(self.feedback))
        return [path for path in (self.output, self.changes, *sheets) if path]

    @property
    def kind(self) -> str:
        """The gradebook's format."""
        as_json = self.output and self.output.suffix == ".json"
        return self.format_ or ("json" if as_json else "csv")

    @property
    def imported(self) -> bool:
        """Whether a school's system takes it in: only people whom it knows belong there."""
        return self.kind in gradebook.IMPORTED


def _beside(asked: GradeOptions, counted: Rows, graded: list[Unit], given: Marks | None) -> None:
    """What is written, or said, beside the gradebook."""
    if asked.review:
        from alliance.teaching import marking

        with telling(asked.review, "Give another name after --review."):
            count, files = marking.write(counted, asked.review)
        told = several(count, "argument") if count else "Nothing"
        click.echo(f"{told} to mark: {', '.join(map(str, files))}", err=True)
    if given:
        _agreement(given)
    if asked.feedback:
        from alliance.teaching import feedback

        with telling(asked.feedback):
            count, stale = feedback.write(counted, graded, asked.feedback)
            at = feedback.index(asked.feedback)
        click.echo(f"{several(count, 'page')} of feedback in {asked.feedback}: {at}", err=True)
        if stale:
            there = several(len(stale), "page", "is", "are")
            names = ", ".join(stale[:3])
            said = sentence("stale-pages", folder=asked.feedback, there=there, names=names)
            click.echo(said, err=True)


class GradedClass(NamedTuple):
    """All that a run has found, before any of it is written. files: how many were handed in; rows:
    one for each; strangers, absent, guessed: what the class list and they do not have in common;
    counted: the rows that count, under ``codes`` where these were asked for; changed: the marks
    that are others than in an older gradebook."""

    files: int
    rows: Rows
    strangers: Rows
    absent: Rows
    guessed: Rows
    counted: Rows
    codes: str
    changed: list[Strings]
    units: list[Unit]
    school: gradebook.School


def _grade(asked: GradeOptions) -> None:
    _refused(asked)
    with telling():
        wanted, course = named_units(asked.units, asked.questions)
        given, decided = _teachers(asked)
        made = _graded(asked, wanted, course, given, decided)
    if asked.kind == "canvas" and asked.roster and not made.school.of_canvas:
        click.echo(sentence("no-list-of-canvas"), err=True)
    for name in made.school.new(asked.assignment):
        click.echo(f"The class list has no column “{name}”: Canvas will make a new one.", err=True)
    left = {row.key for row in made.absent if not (row.excused or row.totals)}
    left |= {row.key for row in made.strangers}
    told = [row for row in made.counted if not (asked.imported and row.key in left)]
    if not told:
        click.echo(sentence("nobody-on-the-list"), err=True)
    if asked.pseudonyms:
        with telling(asked.pseudonyms, "Give another name after --pseudonyms."):
            corpus.put(asked.pseudonyms, made.codes)
        click.echo(f"Who is who stands in {asked.pseudonyms}: keep it apart.", err=True)
    text = gradebook.FORMATS[asked.kind](told, made.units, made.school)
    _write(asked.output, text, " Marks of your own hold again with --exceptions.")
    if asked.roster:
        beside = None if asked.pseudonyms else asked.output
        _mismatch(made.strangers, made.absent, made.guessed, beside)
    _waiting(told, asked.output if asked.imported else None)
    if decided:
        _decided(decided, made.rows)
    _changes(asked, made.changed, made.counted, course)
    _beside(asked, made.counted, made.units, given)
    failed = _tell_grades(made.files, made.counted, asked.output)
    raise SystemExit(bool(failed or not told or (decided and decided.unused)))


def _graded(
    asked: GradeOptions,
    wanted: Strings,
    course: Course,
    given: Marks | None,
    decided: Decisions | None,
) -> GradedClass:
    """The class, graded; nothing is written. Raises :class:`Told` for whatever is to be refused."""
    found = _handed_in(asked)
    students = found.roster
    rows = list(_progress(found, grade.run(found, wanted, asked.jobs, asked.dask)))
    guessed = grade.whose(rows, students)
    if wanted:
        grade.by_unit(rows, course)
    if given:
        given.apply(rows)
    strangers, absent = _compared(rows, students, course if wanted else {})
    for row in rows + absent:
        row.list_number = students.number(row.key)
    if decided:
        decided.apply(rows + absent, course, students)
    taken = {number for row in rows for number in row.units}
    units = [unit for number, unit in course.items() if number in taken]
    school = gradebook.School.known(students, asked.assignment, units)
    counted, codes = grade.counted(rows + absent, best=asked.best), ""
    if asked.pseudonyms:
        counted, codes = gradebook.under_codes(counted, asked.pseudonyms, students)
    if asked.feedback:
        from alliance.teaching import feedback

        for row in counted:
            row.page = feedback.file_name(row)
    changed = _compare(asked, counted)
    lists = strangers, absent, guessed
    return GradedClass(found.files, rows, *lists, counted, codes, changed, units, school)


def _handed_in(asked: GradeOptions) -> collect.HandedIn:
    """What there is to grade. What lies among it and is none is said, and what the class list
    leaves to be guessed: its letters, and who stands in it twice."""
    rosters = people.read(asked.roster) if asked.roster else [people.NO_LIST]
    ours = [*asked.reports, *asked.lists, *filter(None, [asked.feedback])]
    found = collect.HandedIn(asked.paths, rosters, ours)
    for wrote, files in (("grading", found.ours), ("the platform", found.lists)):
        if files:
            first, *more = sorted(files)
            others = f" and {len(more)} more" if more else ""
            click.echo(f"Not graded, for {wrote} itself wrote it: {first}{others}.", err=True)
    if found.empty:
        click.echo(sentence("empty-folders", names=", ".join(found.empty)), err=True)
    if not found:
        fail("there are no files in what you gave. Name the folder that holds the submissions.")
    if found.roster is not rosters[0]:
        first = next(iter(found.roster.names.values()))
        click.echo(sentence("guessed-letters", name=first), err=True)
    if people.NO_HEAD in found.roster.heads:
        # Its first line may be a heading nevertheless, unless a file has that name.
        key, name = next(iter(found.roster.names.items()))
        if all(item.who.key != key for item in found):
            raise Told(sentence("no-names", path=asked.roster))
        click.echo(sentence("no-headings", name=name), err=True)
    if found.roster.torn:
        click.echo(sentence("torn-line", name=people.clean(found.roster.torn[0])), err=True)
    if found.roster.twice:
        named = ", ".join(f"“{people.clean(name)}”" for name in found.roster.twice)
        click.echo(sentence("stands-twice", names=named), err=True)
    return found


def _refused(asked: GradeOptions) -> None:
    """Exit 2, or 1, for what can be refused before anything is read."""
    missing = []
    for path in asked.paths:
        try:
            os.lstat(path)
        except FileNotFoundError:
            missing.append(str(path))
        except (OSError, ValueError):
            continue  # a name that can be none is a row, which says why
    if missing:
        raise click.UsageError(sentence("no-such-path", paths=", ".join(missing)))
    _not_over(asked.reports, [*asked.paths, *asked.lists])
    if asked.pseudonyms and (asked.imported or asked.review):
        raise click.UsageError("a school's system and --review need names: without --pseudonyms.")
    if asked.review:
        from alliance.teaching import marking

        if asked.review.suffix.lower() not in (".csv", ".html", ".htm"):
            raise click.UsageError(sentence("no-sheet", name=asked.review))
        with telling():
            marking.not_over_marks(asked.review)


def _not_over(paths: Sequence[Path], given: Sequence[Path] = ()) -> None:
    """Exit 2 where what we write would lie over what the teacher can't have wanted to lose, or over
    each other, or be called a workbook."""
    if len(set(map(os.path.realpath, paths))) < len(paths):
        raise click.UsageError("one name is given to two files. Give each a name of its own.")
    for output in paths:
        if output.suffix.lower() in (".xlsx", ".xls", ".ods", ".numbers"):
            raise click.UsageError(f"{output}: it is no workbook. Give it a name that ends in .csv")
        if not output.is_file():
            around = next(path for path in output.absolute().parents if path.exists())
            if str(output) != "-" and not (around.is_dir() and os.access(around, os.W_OK)):
                fail(f"{output} can't be written: look who may write in {around}.")
            continue
        theirs = os.path.realpath(output) in map(os.path.realpath, given)
        if theirs or (output.stat().st_size and not collect.written_here(str(output))):
            # What a shell makes of "-o class/*": nobody's work is written over for that.
            raise click.UsageError(sentence("over-something-else", output=output))


def _keep(output: Path, text: str, more: str) -> None:
    """What stands in a gradebook or a report that is written over, and not in the new one, stays
    beside it: it may be a mark or a note that was written in by hand."""
    if not output.is_file():
        return
    now = {line.rstrip(",") for line in text.splitlines()}
    if lost := sum(line.rstrip(",") not in now for line in content(output).splitlines()):
        names = (f"{output.stem}.former-{n}{output.suffix}" for n in range(1, 10_000))
        former = next(path for path in map(output.with_name, names) if not path.exists())
        with telling(former):
            corpus.put(former, output.read_bytes())
        told = {"lines": several(lost, "line"), "path": output, "former": former}
        click.echo(sentence("kept-former", **told, more=more), err=True)


def _compared(rows: Rows, students: people.Roster, asked: Course) -> tuple[Rows, Rows]:
    """The rows of those who are not on the class list, flagged so; and a row for everyone on it who
    has handed in nothing, out of the units that were asked for."""
    listed = students.names
    strangers = [row for row in rows if row.key not in listed] if listed else []
    for row in strangers:
        several = sentence("list-has-several") if students.several(row.student) else ""
        row.flags.append(several or "not on the class list")
    there = {row.key for row in rows}
    out_of = sum(len(unit.questions) for unit in asked.values())
    absent = [
        Row(name, key, "", out_of=out_of, flags=["nothing handed in"], attempts=0)
        for key, name in listed.items()
        if key not in there
    ]
    return strangers, absent


def _mismatch(strangers: Rows, absent: Rows, taken: Rows, output: Path | None) -> None:
    """What the class list and the files do not have in common: said, and kept beside the
    gradebook. Of it only who was taken for one on the list is in a file for Canvas or Moodle."""
    sides = (
        ("name", "without a file", absent),
        ("file", "without a name on the list", strangers),
        ("file", "taken for a name by a part of it", taken),
    )
    numbered = any(row.list_number for *_, us in sides for row in us)
    lines = [
        (f"{noun} {what}", row.student, row.file, *[row.list_number] * numbered)
        for noun, what, us in sides
        for row in us
    ]
    head = "what,student,file" + ",list number" * numbered
    told = [several(len(those), noun, what, what) for noun, what, those in sides if those]
    _report(f"Class list: {', '.join(told)}.", output, "mismatch", head, lines)


def _waiting(rows: Rows, output: Path | None) -> None:
    """Say whose papers wait; beside a file for a school's system, which has no room for that, in a
    report."""
    lines = [(row.student, row.file, ", ".join(row.waiting)) for row in rows if row.waiting]
    empty = " No points stand there yet." if output else ""
    told = several(len(lines), "paper", "waits", "wait") + f" for your marks.{empty}"
    _report(told, output, "waiting", "student,file,waits for your marks", lines)
    if aside := sum(bool(row.aside) for row in rows):
        click.echo(sentence("look-at-all", papers=several(aside, "paper")), err=True)


def _table(path: Path, head: Iterable[str], lines: Sequence[Strings]) -> None:
    _write(path, written([safe(cell) for cell in line] for line in (head, *lines)))


def _report(told: str, output: Path | None, name: str, head: str, lines: Sequence[Strings]) -> None:
    """What was found: told, and as a table beside the gradebook, where that is a file. What an
    earlier run found does not go on standing there."""
    if lines:
        click.echo(told, err=True)
    report = output.with_name(f"{output.stem}.{name}.csv") if output else None
    if report and (lines or report.is_file()):
        _table(report, head.split(","), lines)
        click.echo(f"They stand in {report}." if lines else f"{report} is empty now.", err=True)


def _compare(asked: GradeOptions, rows: Rows) -> list[Strings]:
    """Which marks are others than in an older gradebook."""
    if not asked.compare:
        return []
    advice = "Keep one before you change a key: alliance grade PATH -o before.json"
    before = gradebook.submissions(content(asked.compare), asked.compare.name, advice)
    return gradebook.changed_marks(before, rows)


def _changes(asked: GradeOptions, found: list[Strings], rows: Rows, course: Course) -> None:
    """Tell which marks are others than before, and what changed between editions."""
    if asked.compare:
        students = several(len({student for student, *_ in found}), "student")
        told = f"Marks and totals that change: {len(found)}, of {students}."
        each = [" | ".join(filter(None, one)) for one in found if not asked.output]
        if not found:
            click.echo("No mark changes.", err=True)
        _report("\n".join([told, *each]), asked.output, "changes", gradebook.MARK_CHANGE, found)
    if asked.changes:
        table = gradebook.changed_questions(course, rows)
        _table(asked.changes, gradebook.QUESTION_CHANGE, table)
        told = several(len(table), "question") if table else "No question"
        click.echo(f"{told} changed: {asked.changes}", err=True)


def _teachers(asked: GradeOptions) -> tuple[Marks | None, Decisions | None]:
    """The teacher's marks and decisions, where any were given; a class without them loads neither
    module."""
    given = decided = None
    if asked.marks:
        from alliance.teaching import marking

        given = marking.read(asked.marks)
    if asked.due or asked.late or asked.exceptions:
        from alliance.teaching import decisions

        decided = decisions.read(asked.due, asked.late, asked.exceptions)
    return given, decided


def _decided(found: Decisions, rows: Rows) -> None:
    """Say what was taken for the deadline, by which clocks, and whom the exceptions don't find."""
    from alliance.teaching.decisions import told

    if found.due:
        clocks = Counter(row.clock or "no clock: not known" for row in rows if row.error is None)
        by = "; ".join(f"{count} by {clock}" for clock, count in clocks.most_common())
        click.echo(f"Due {told(found.due)}. When they came: {by}.", err=True)
    elif found.penalty and not any(row.penalty for row in rows):
        click.echo(sentence("no-deadline"), err=True)
    if found.unused:
        click.echo(f"exceptions: nothing here fits {', '.join(found.unused)}.", err=True)


def _progress(items: collect.HandedIn, rows: Iterator[Row]) -> Iterable[Row]:
    if len(items) < _BAR_FROM or not sys.stderr.isatty():
        return rows
    from rich.console import Console
    from rich.progress import track

    return track(rows, "Grading", total=len(items), console=Console(stderr=True), transient=True)


_BAR_FROM = 200  # files; fewer are done before a bar is drawn


def _write(output: Path | None, text: str, more: str = "") -> None:
    """Write to a file, or to the standard output; more: what else to say where it was there."""
    if output is None or str(output) == "-":
        sys.stdout.write(text)
        return
    _keep(output, text, more)
    with telling(output, "Close it where it is open, or give another name after -o."):
        if output.exists() and not (output.is_file() or output.is_dir()):
            output.write_text(text, "utf-8", newline="")  # a device or a pipe is not replaced
        else:
            corpus.put(output, text)


def _agreement(given: Marks) -> None:
    used = several(len(given.used), "argument", "has its marks", "have their marks")
    told = f"{used}." if given.used else "No argument has its marks."
    if given.unused > 0:
        left = several(given.unused, "argument", "has", "have")
        told += f" {left} none: half marked, changed since, or nobody's here."
    if given.lost:
        more = f" and {len(given.lost) - 5} more" if len(given.lost) > 5 else ""
        told += f" Not found here: {'; '.join(given.lost[:5])}{more}."
    click.echo(told, err=True)
    for id, criterion, count, kappa in given.agreement():
        said = "all marks are the same" if kappa is None else f"weighted kappa {kappa:.2f}"
        click.echo(f"{id}, {criterion}: {said} ({count} marked twice)", err=True)


def _tell_grades(files: int, counted: Rows, output: Path | None) -> int:
    """Say what was graded; how many rows could not be."""
    failed = sum(row.error is not None for row in counted)
    said = f"{several(files, 'file')}, {several(len(counted), 'row')}"
    if failed:
        said += f", {failed} that could not be graded (the column “error” says why)"
    click.echo(said + (f": {output}" if output else ""), err=True)
    return failed


@click.command("items")
@click.argument("gradebook", type=_FILE, required=False)
@click.option("--out", type=_FOLDER, help="Another folder than the one beside the gradebook.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; files only with --out.")
@click.option("--adopt", metavar="ID=ANSWER", help="Put an answer into the question's file.")
@click.option("--as", "as_", metavar="KIND", help="variant, or misconception:its-name.")
@click.option("--message", help="What to look at again, for a new misconception.")
@click.option("--yes", is_flag=True, help="Write the change without asking.")
def items_command(gradebook: Path | None, out: Path | None, as_json: bool, **new: Any) -> None:
    """Per question: how hard it was, whom it tells apart, which mistakes were made, and hints used.

    GRADEBOOK is the CSV or JSON that alliance grade wrote. Beside it a folder is made with a page
    to show the class (no names), a figure and a table.

    --adopt "1951.3=…" --as variant (just as right) or --as misconception:name puts an answer that
    nobody foresaw into the YAML. The change is shown before it is made.
    """
    if new["adopt"] or new["as_"] or new["message"]:
        _adopt(**new)
        return
    if gradebook is None:
        raise click.UsageError("name the gradebook that alliance grade has written.")
    from alliance.teaching import items

    with telling():
        rows, failed = items.read(gradebook)
    folder = out or gradebook.with_name(f"{gradebook.stem}-items")
    _not_over([folder / "class.html", folder / "items.csv"])
    found = items.analyse(rows)
    if as_json:
        click.echo(json.dumps(items.as_json(found), ensure_ascii=False, indent=1))
    else:
        _print_items(found)
    if out or not as_json:
        _files(found, [row["student"] for row in rows], failed, folder)


def _print_items(found: list[ItemStatistics]) -> None:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from alliance.teaching.items import COLUMNS, cells

    columns = (Column(name, overflow="fold") for name in COLUMNS)
    table = Table(*columns, title="Per question", title_justify="left")
    for item in found:
        table.add_row(*(Text(cell[:300]) for cell in cells(item)))
    # Where nobody looks at a terminal of its width, lines are as long as they need to be.
    Console(width=None if Console().is_terminal else 200).print(table)


def _files(found: list[ItemStatistics], names: list[str], failed: int, folder: Path) -> None:
    from alliance.plots.figure import bundle
    from alliance.teaching import class_page, items

    shown, _ = bundle(items.answered(found).figure.canvas.figure)
    with telling(folder, "Give another folder after --out."):
        said = class_page.sayings(corpus.course_root())
        page = class_page.page(found, str(shown["text/html"]), names, failed, said)
        corpus.put(folder / "class.html", page)
        corpus.put(folder / "items.png", base64.b64decode(shown["image/png"]))
        corpus.put(folder / "items.csv", items.as_csv(found))
    click.echo(f"In {folder}: class.html (to show the class), items.png, items.csv", err=True)


def _adopt(adopt: str | None, as_: str | None, message: str | None, yes: bool) -> None:
    if not adopt or not as_:
        raise click.UsageError('both are needed: --adopt "ID=ANSWER" and --as KIND.')
    id, equals, said = adopt.partition("=")
    kind, _, name = as_.partition(":")
    if not equals or not said.strip():
        raise click.UsageError('write the question and the answer: --adopt "1951.3=on request".')
    if kind not in ("variant", "misconception") or (kind == "misconception") != bool(name):
        raise click.UsageError("--as is “variant”, or “misconception:” and its name.")
    folder = course_folder() / "solutions" / "questions"
    with telling(f"{id} in {folder}", "Look who may write there."):
        from alliance.authoring import adopt as adopting
        from alliance.teaching.items import answer_of

        answer = answer_of(said.strip())
        change = adopting.change(folder, id.strip(), answer, mistake=name or None, message=message)
        click.echo(change.diff)
        if not yes and not click.confirm(f"Change {change.path.name} like this?"):
            click.echo("Nothing was changed.")
            return
        change.write()
    click.echo(f"{change.path} is changed. Now run: alliance build, and grade again.")


_PATIENCE = 120  # seconds


@click.command("handout")
@click.argument("units", metavar="UNIT…", nargs=-1, required=True)
@click.option("-o", "--out", type=_FOLDER, help="Another folder than build/handouts.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--questions", metavar="IDS", help="These questions alone: 1951.3,1951.7.")
@click.option("--pdf", is_flag=True, help="Make a PDF too, with Chromium, Chrome or Edge.")
def handout_command(
    units: Strings, out: Path | None, paper: str, questions: str | None, pdf: bool
) -> None:
    """Write a printable page per unit: digest, organiser and questions, without code or keys.

    A UNIT is a lesson's number, such as 03 or 01-03; or "simulation", the six sheets of a game
    after 06.
    """
    from alliance.teaching import handout

    root = course_folder()
    browser = _browser() if pdf else None
    if pdf and browser is None:
        fail(sentence("no-browser"))
    folder = out or root / "build" / "handouts"
    if folder.suffix.lower() in (".html", ".pdf"):
        raise click.BadParameter(sentence("no-folder", name=folder.name), param_hint="--out")
    with telling(folder, "Choose --out."):
        only = named_units(None, questions)[0] if questions else ()
        chosen = [handout.unit(name, root) for name in handout.spread(units)]
        for one in chosen:
            page = folder / f"{one.path.stem}.html"
            corpus.put(page, handout.page(one, paper, only))
            click.echo(f"written: {page}")
            if browser:
                click.echo(f"written: {_print_page(browser, page)}")


def _browser() -> str | None:
    names = corpus.loaded("release.json")["browsers"]
    return next(filter(None, map(shutil.which, names)), None)


def _print_page(browser: str, page: Path) -> Path:
    """The page as a PDF beside it; exit 1 with advice where the browser makes none."""
    pdf = page.with_suffix(".pdf")
    pdf.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        options.append(f"--user-data-dir={profile}")
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options.append("--no-sandbox")  # root's browser starts in no other way
        command = [browser, *options, f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            pdf.unlink(missing_ok=True)
    if not pdf.is_file():
        fail(f"{Path(browser).name} made no PDF. Open {page} in a browser and print it.")
    return pdf


@click.command("bank")
@click.argument("units", metavar="UNIT…", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(("moodle", "qti")), required=True)
@click.option("-o", "--output", type=_FILE, required=True, help="The new file.")
def bank_command(units: Strings, format_: str, output: Path) -> None:
    """Write the questions of units for your school's own system: Moodle XML, or QTI for Canvas.

    A UNIT is a lesson's number, such as 03 or 01-04. The file holds the key: keep it to yourself.
    What the other system has no counterpart for is listed.
    """
    root = course_folder()
    if not all(unit.strip(" ,") for unit in units):
        raise click.UsageError("name the unit, such as 03 or 01-04.")
    with telling(output, "Give another name after -o."):
        _, course = named_units(",".join(units), None)
        if output.exists():
            fail(f"{output} is there already. Give the name of a new file after -o.")
        from alliance.teaching import banks

        made = banks.export(course.values(), format_, root)
        corpus.put(output, made.data)
    click.echo(sentence("banked", count=several(len(made.ids), "question"), output=output))
    if made.left_out:
        named = ", ".join(f"{id} ({kind})" for id, kind in made.left_out.items())
        click.echo(f"Without a counterpart there: {named}", err=True)
