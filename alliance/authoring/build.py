"""``alliance build``: all that is generated, made anew or checked; what has not changed is not."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

import click

from alliance import corpus
from alliance.authoring import data, docs, notebooks, questions
from alliance.authoring.data import as_json
from alliance.authoring.yamlfile import Authored, AuthorError, read, told, yaml_files
from alliance.corpus import course_folder
from alliance.questions import compile
from alliance.text import digest_of_files

ROLES = {"exercise": "exercises", "solution": "solutions"}
PACKAGE = Path(__file__).parent.parent
# What no lesson and no key is made with; tests/authoring looks after it.
_APART = ("teaching", "web")
# What else of the library notebooks show, which is no data.
_ALSO = ("data/phrases/*.json", "templates/*.html", "templates/*.md", "look/*.mplstyle")


def root() -> Path:
    """The folder of the checkout; :class:`AuthorError` where only the package is installed."""
    folder = corpus.data().parent.parent
    if not (folder / "solutions" / "questions").is_dir():
        raise AuthorError(None, None, told("no-course"))
    return folder


def build(check: bool = False, full_texts: list[Path] | None = None) -> tuple[str, ...]:
    """Write what is out of date, or only list it; returns the files' names within the course.

    Mistakes of authors raise ``AuthorError``.
    """
    course = root()
    ledger = Ledger(course, check)
    changed = _data(ledger, full_texts)
    if changed and not check:
        corpus.forget()  # questions look their passages up in what has just been written
    files = yaml_files(course / "solutions" / "questions")
    changed += _units(ledger, files)
    gone = _orphans(course, files)
    for path in () if check else gone:
        path.unlink()
    changed += gone
    changed += _lessons(ledger, bool(changed))
    changed += _pages(ledger)
    if not (check and changed):
        ledger.write()
    return tuple(path.relative_to(course).as_posix() for path in changed)


class Step(NamedTuple):
    """What is made at once: a name, the digest of all that it is made from, the files."""

    name: str
    source: str
    made: Sequence[Path]


class Ledger:
    """What was built or found right last on this machine, and from what: a file that git ignores.

    Without it everything is made and compared once. A row is a step: an edit of what it was made
    from, or of what was made, makes the row void. A check writes rows only where nothing at all is
    out of date, and none for what a build would run again.
    """

    def __init__(self, course: Path, check: bool) -> None:
        self.course, self.check = course, check
        self._file = course / "build" / "ledger.json"
        try:
            rows = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            rows = {}
        self._rows: dict[str, Any] = rows if isinstance(rows, dict) else {}

    @cached_property
    def code(self) -> str:
        """The digest of the library: whatever it says may have changed with it."""
        read = (path for one in ("**/*.py", *_ALSO) for path in PACKAGE.glob(one))
        room = len(PACKAGE.parts)
        return digest(sorted(path for path in read if path.parts[room] not in _APART))

    def fresh(self, step: Step) -> bool:
        """Whether its files are as they were when they were last made, from the same source."""
        return self._rows.get(step.name) == self._row(step)

    def knows(self, step: Step) -> bool:
        return step.name in self._rows

    def moved(self, step: Step) -> bool:
        """Whether what it was made from has changed since, and not only what was made."""
        return self.knows(step) and self._rows[step.name].get("from") != self._row(step)["from"]

    def keep(self, step: Step) -> None:
        """Its files are as they should be."""
        if not (self.check and self.moved(step)):
            self._rows[step.name] = self._row(step)

    def settle(self, wanted: dict[Path, str]) -> list[Path]:
        """The files that differ from ``wanted``; written, unless only a check was asked for."""
        stale = [path for path, text in wanted.items() if _stored(path) != text]
        for path in () if self.check else stale:
            corpus.put(path, wanted[path])
        return stale

    def _row(self, step: Step) -> dict[str, Any]:
        held = {path.relative_to(self.course).as_posix(): digest([path]) for path in step.made}
        return {"from": digest([], self.code, step.source), "made": held}

    def write(self) -> None:
        with suppress(OSError):  # it only saves time
            corpus.put(self._file, json.dumps(self._rows, indent=1))


def _stored(path: Path) -> str | None:
    """The text of a file, a notebook's as it was before it ran; None where it can't be made out."""
    try:
        text = path.read_text("utf-8")
        return notebooks.before_run(text) if path.suffix == ".ipynb" else text
    except (OSError, ValueError, KeyError, AttributeError):
        return None  # somebody's hand was in it: it is made again


def digest(files: Iterable[Path], *said: str) -> str:
    """One digest of files, by name and content, and of texts."""
    held = ((path.name, path.read_bytes() if path.is_file() else b"none") for path in files)
    return digest_of_files([*held, *(("", text.encode()) for text in said)])


def _data(ledger: Ledger, full_texts: list[Path] | None) -> list[Path]:
    read = [path for form in ("*.json", "*.csv") for path in corpus.data().glob(form)]
    source = digest(sorted([*corpus.data().rglob("*.yaml"), *read]))
    if not full_texts and ledger.fresh(Step("data", source, _everything_built())):
        return []
    changed = ledger.settle(data.build(full_texts or ()))
    ledger.keep(Step("data", source, _everything_built()))
    return changed


def _everything_built() -> list[Path]:
    return sorted(corpus.data("built").glob("*.json"))


def _known() -> data.Known:
    return data.Known.of({path: path.read_text("utf-8") for path in _everything_built()})


def _units(ledger: Ledger, files: list[Path]) -> list[Path]:
    """Each unit's sealed and readable copy, its exercise and its solution."""
    built = digest(_everything_built())
    steps = {path: Step(path.stem, digest([path], built), _made(path)) for path in files}
    sealed: dict[Path, Path] = {}
    for path, step in steps.items():
        if (first := sealed.setdefault(step.made[0], path)) is not path:
            raise Authored(path).error(told("same-prefix", first=first.name), "prefix")
    due = [path for path, step in steps.items() if not ledger.fresh(step)]
    known = _known() if due else None
    stale, run = [], []
    # An edit of what is tried shows in the sealed copy: a check need not try it.
    for unit in questions.load_all(due, known, judged=not ledger.check):
        step = steps[unit.path]
        for notice in _since_last(unit, *step.made[::2]):
            click.echo(notice, err=True)
        books = (notebooks.exercise(unit), notebooks.solution(unit))
        texts = (as_json(unit.sealed), as_json(unit.solution), *map(notebooks.text_of, books))
        written = ledger.settle(dict(zip(step.made, texts, strict=True)))
        # The library may say it anew; what is not known here is taken as it is stored.
        again = step.made if ledger.moved(step) else written
        run += [path for path in again if path.suffix == ".ipynb"]
        stale += written
    changed = list(dict.fromkeys((*stale, *([] if ledger.check else _executed(run)))))
    for path in due:
        ledger.keep(steps[path])
    return changed


def _since_last(unit: questions.AuthoredUnit, sealed: Path, exercise: Path) -> Iterator[str]:
    """What came into a unit's edition, or is lost to those who have it, since it was last made: a
    class may have that one."""
    try:
        held = json.loads(sealed.read_text("utf-8"))
        edition = json.loads(exercise.read_text("utf-8"))["metadata"]["alliance"]["edition"]
        before = [one["id"] for one in (*held["questions"], *held.get("uncounted", ()))]
    except (OSError, ValueError, KeyError):
        return  # it is the first, or somebody's hand was in it
    asked = {str(raw["id"]): raw for _, raw in compile.listed(unit.data)}
    lost = [id for id in before if id not in asked]
    new = [id for id in asked if id not in before and compile.counts(asked[id])]
    file = unit.path.name
    if lost:
        yield told("gone", file=file, ids=", ".join(lost), edition=edition)
    if new and compile.edition(unit.data) == edition:
        said = {"edition": edition, "next": edition + 1}
        yield told("no-since", file=file, ids=", ".join(new), **said)


def _pages(ledger: Ledger) -> list[Path]:
    """Documentation that is made from the code and the sources."""
    made = [ledger.course / name for name in docs.PAGES]
    read = sorted([*corpus.data().rglob("*.yaml"), *PACKAGE.rglob("*.py")])
    step = Step("pages", digest(read), made)
    if ledger.fresh(step) or not all(path.is_file() for path in made):
        return []
    changed = ledger.settle(docs.pages(ledger.course))
    ledger.keep(step)
    return changed


def _made(path: Path) -> list[Path]:
    """The files that a question file becomes: its sealed copy and a readable one, its exercise and
    its solution."""
    course = path.parent.parent.parent
    found = re.search(r"""^prefix: *["']?([a-z0-9]+)""", read(path), re.MULTILINE)
    name = f"{found[1] if found else path.stem}.json"
    books = [course / folder / f"{path.stem}.ipynb" for folder in ROLES.values()]
    return [corpus.data("questions", name), path.with_name(name), *books]


def _executed(paths: Sequence[Path]) -> list[Path]:
    """The notebooks whose stored outputs changed: a few kernels run at a time."""
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        return list(compress(paths, pool.map(notebooks.execute, paths)))


def _lessons(ledger: Ledger, changed: bool) -> list[Path]:
    """The lessons: made from their texts, then executed where they may show something else."""
    folder, facts = ledger.course / "notebooks", corpus.data("built", "facts.json")
    texts = {
        text: Step(text.name, digest([text, facts]), [folder / f"{text.stem}.ipynb"])
        for text in sorted((folder / "text").glob("[0-9][0-9]-*.md"))
    }
    due = {text: step.made[0] for text, step in texts.items() if not ledger.fresh(step)}
    # A check has not made what is out of date: what is named may be in it.
    known = _known() if due and not (ledger.check and changed) else None
    books = ((path, notebooks.lesson(text, known)) for text, path in due.items())
    written = ledger.settle({path: notebooks.text_of(book) for path, book in books})
    executed = _executed_lessons(ledger, sorted(folder.glob("*.ipynb")), changed)
    for step in texts.values():
        ledger.keep(step)
    return list(dict.fromkeys((*written, *executed)))


def _executed_lessons(ledger: Ledger, lessons: list[Path], changed: bool) -> list[Path]:
    """The lessons whose outputs are others now.

    A lesson shows its own cells, the course's data, and the questions of the units that it names.
    """
    shown = [*corpus.data().rglob("*.json"), *corpus.data().rglob("*.csv")]
    data = digest(sorted(path for path in shown if path.parent.name != "questions"))
    steps = [Step(path.name, digest([], data, *_asked(path)), [path]) for path in lessons]
    # A lesson that is not known here is taken as it is stored, unless something has changed.
    paths = [
        step.made[0]
        for step in steps
        if not ledger.fresh(step)
        and (
            (not ledger.check and (changed or ledger.knows(step)))
            or not notebooks.as_run(step.made[0])
        )
    ]
    stale = paths if ledger.check else _executed(paths)
    for step in steps:
        ledger.keep(step)
    return stale


def _asked(path: Path) -> Iterator[str]:
    """A lesson's cells, the questions of the units that it asks, and what progress counts."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    yield json.dumps([cell["source"] for cell in cells])
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for unit in sorted(corpus.data("questions").glob("*.json")):
        if re.search(rf"""["']{unit.stem}(\.\d|["'])""", code):
            yield digest([unit])
        elif "progress(" in code:
            held = json.loads(unit.read_text("utf-8"))
            yield json.dumps([held["title"], [one["id"] for one in held["questions"]]])


def _orphans(course: Path, files: list[Path]) -> list[Path]:
    """Generated files whose question file is gone. What is not generated is never touched."""
    made = {*corpus.data("questions").glob("*.json")}
    made |= {*(course / "solutions" / "questions").glob("*.json")}
    for role, folder in ROLES.items():
        made |= {path for path in (course / folder).glob("*.ipynb") if _role(path) == role}
    return sorted(made.difference(*map(_made, files)))


def _role(path: Path) -> Any:
    """What a notebook says that it is, where it is one of ours."""
    try:
        return json.loads(path.read_text("utf-8"))["metadata"]["alliance"]["role"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


@click.command("build")
@click.option("--check", is_flag=True, help="Write nothing; say whether all is up to date.")
@click.option(
    "--full-texts",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of full texts, to make new fingerprints (also ALLIANCE_FULL_TEXTS).",
)
def build_command(check: bool, full_texts: tuple[Path, ...]) -> None:
    """Write exercises, solutions, the sealed key and the course's data from the YAML files."""
    course_folder()
    stale = build(check=check, full_texts=list(full_texts) or corpus.full_text_folders())
    for path in stale:
        click.echo(f"{'out of date' if check else 'written'}: {path}")
    if not stale:
        click.echo("All is up to date.")
    elif check:
        click.echo("Run: alliance build")
    raise SystemExit(1 if check and stale else 0)
