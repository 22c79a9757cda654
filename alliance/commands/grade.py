"""``alliance grade PATH…``: a gradebook from the files that were handed in."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from alliance.commands.common import fail

if TYPE_CHECKING:
    from alliance.teaching.collect import HandedIn
    from alliance.teaching.grade import Row, Store
    from alliance.teaching.marking import Marks
    from alliance.teaching.people import Roster


_BAR_FROM = 200  # files; fewer are done before a bar is drawn


@click.command("grade")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The gradebook's file.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "json", "canvas", "moodle"]),
    help="Default: by the file's ending, else csv.",
)
@click.option("--feedback", type=click.Path(path_type=Path, file_okay=False), help="A page each.")
@click.option("--units", help="Grade these units, e.g. 01-04 or 02,05; default: a file's own.")
@click.option("--roster", type=click.Path(path_type=Path), help="The class list, a CSV.")
@click.option("--best", is_flag=True, help="Of several attempts the best counts, not the latest.")
@click.option("--review", type=click.Path(path_type=Path), help="A sheet of arguments to mark.")
@click.option("--marks", type=click.Path(path_type=Path), multiple=True, help="A marked sheet.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; default: all for many files.")
@click.option("--dask", metavar="ADDRESS", help="A Dask scheduler to grade on, tcp://HOST:8786.")
def command(
    paths: tuple[Path, ...],
    output: Path | None,
    format_: str | None,
    feedback: Path | None,
    units: str | None,
    roster: Path | None,
    best: bool,
    review: Path | None,
    marks: tuple[Path, ...],
    jobs: int | None,
    dask: str | None,
) -> None:
    """Grade notebooks and .json files of answers, in folders and zips too.

    Answers are read, never run. Every file becomes a row; what could not be read says why. Without
    -o the gradebook goes to the standard output.

    Arguments wait for a person: --review sheet.csv writes them down without names, --marks
    sheet.csv brings the marks in. Give --marks twice where two people have marked.
    """
    from alliance.teaching import collect, grade, people

    if output and _somebodys_work(output, [*paths, *marks, *([roster] if roster else [])]):
        # What a shell makes of "-o class/*": nobody's work is written over for that.
        raise click.UsageError(
            f"{output} after -o was handed in or is a list of yours; it would be lost. "
            "After -o write the name of a new gradebook: -o gradebook.csv"
        )
    try:
        course = grade.course_units()
        wanted = grade.unit_numbers(units, course) if units else ()
        known = people.read(roster) if roster else None
    except grade.NoUnit as why:
        raise click.UsageError(str(why)) from None
    except (grade.NoKey, people.BadRoster) as why:
        fail(str(why))
    given = _marks(marks)
    ours = [path for path in (output, feedback, roster, review, *marks) if path]
    found = collect.HandedIn(paths, known, ours)
    if not found:
        fail("there are no files in what you gave. Name the folder that holds the submissions.")
    store = grade.Store()
    _fill(store, _progress(found, wanted, jobs, dask), given)
    if known:
        store.add(_absent(known, store.keys()))
    store.settle(best=best)
    taken = store.units()
    graded = [unit for number, unit in course.items() if number in taken]
    kind = format_ or ("json" if output and output.suffix == ".json" else "csv")
    _write(output, lambda to: _gradebook(kind)(store, graded, to, known))
    if review:
        _review(store, review)
    if given:
        _agreement(given)
    if feedback:
        _feedback(store, graded, feedback)
    _tell(store, output)


def _fill(store: Store, rows: Iterator[Row], given: Marks | None) -> None:
    from alliance.errors import Told

    try:
        for row in rows:
            if given:
                given.apply(row)
            store.add([row])
    except Told as why:
        fail(str(why))


def _progress(
    items: HandedIn, wanted: tuple[str, ...], jobs: int | None, dask: str | None
) -> Iterator[Row]:
    if dask:
        from alliance.teaching import cluster

        rows = cluster.run(items, wanted, dask)
    else:
        from alliance.teaching import grade

        rows = grade.run(items, wanted, jobs or grade.default_jobs(len(items)))
    if len(items) < _BAR_FROM or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(rows, "Grading", total=len(items), console=console, transient=True)


def _absent(roster: Roster, there: set[str]) -> Iterator[Row]:
    """A row for everyone on the list who has handed in nothing."""
    from alliance.teaching.grade import Row

    for key, name in roster.names.items():
        if key not in there:
            yield Row(name, key, "", flags=["nothing handed in"])


def _gradebook(kind: str) -> Callable[[Iterable[Row], list[Any], TextIO, Roster | None], None]:
    from alliance.teaching import gradebook
    from alliance.teaching import gradebook as gradebook_lms

    return {
        "csv": lambda rows, units, to, _: gradebook.write_csv(rows, units, to),
        "json": lambda rows, units, to, _: gradebook.write_json(rows, units, to),
        "canvas": gradebook_lms.write_canvas,
        "moodle": gradebook_lms.write_moodle,
    }[kind]


def _somebodys_work(output: Path, given: list[Path]) -> bool:
    """Whether this is a file that the teacher can't have wanted to write the gradebook over."""
    if not output.is_file():
        return False
    if output.suffix.lower() in (".ipynb", ".zip") or any(
        os.path.realpath(output) == os.path.realpath(path) for path in given
    ):
        return True
    with output.open("rb") as file:
        head = file.read(64).lstrip()
    return output.suffix.lower() == ".json" and bool(head) and b'"submissions"' not in head


def _write(output: Path | None, write: Callable[[TextIO], None]) -> None:
    """The gradebook, whole or not at all."""
    if output is None or str(output) == "-":
        write(sys.stdout)
        return
    beside = None
    try:
        if output.exists() and not (output.is_file() or output.is_dir()):
            with output.open("w", encoding="utf-8", newline="") as to:
                write(to)  # a device or a pipe is written to, not replaced
            return
        output.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=output.parent, prefix=".gradebook-")
        with open(handle, "w", encoding="utf-8", newline="") as to:
            write(to)
        os.chmod(beside, 0o644)
        os.replace(beside, output)
    except OSError as error:
        if beside:
            with contextlib.suppress(OSError):
                os.unlink(beside)
        fail(f"{output} can't be written: {error.strerror}. Give another name after -o.")


def _feedback(store: Store, course: list[Any], folder: Path) -> None:
    from alliance.teaching import feedback

    try:
        count = feedback.write(store, course, folder)
    except OSError as error:
        fail(f"no feedback in {folder}: {error.strerror}. Give another folder.")
    click.echo(f"{count} pages of feedback in {folder}", err=True)


def _marks(sheets: tuple[Path, ...]) -> Marks | None:
    from alliance.teaching import marking

    try:
        return marking.read(sheets) if sheets else None
    except marking.BadMarks as why:
        fail(str(why))


def _review(store: Store, sheet: Path) -> None:
    from alliance.teaching import marking

    try:
        count, files = marking.write(store, sheet)
    except OSError as error:
        fail(f"{sheet} can't be written: {error.strerror}. Give another name after --review.")
    click.echo(f"{count} arguments to mark: {', '.join(map(str, files))}", err=True)


def _agreement(given: Marks) -> None:
    click.echo(f"{given.used} arguments have their marks.", err=True)
    if len(given.given) < 2:
        return
    try:
        for id, criterion, count, kappa in given.agreement():
            said = "all marks are the same" if kappa is None else f"weighted kappa {kappa:.2f}"
            click.echo(f"{id}, {criterion}: {said} ({count} marked twice)", err=True)
    except ImportError:
        click.echo("For the agreement of two markers: python -m pip install scikit-learn", err=True)


def _tell(store: Store, output: Path | None) -> None:
    counted, failed = store.tally()
    said = f"{len(store)} files, {counted} rows"
    if failed:
        said += f", {failed} that could not be graded (the column “error” says why)"
    click.echo(said + (f": {output}" if output else ""), err=True)
    raise SystemExit(1 if failed else 0)
