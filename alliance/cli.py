"""The ``alliance`` command: the reader's part, and where the other parts are."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from platform import python_version
from textwrap import shorten
from typing import Any, NamedTuple, NoReturn

import click

from alliance import __version__, corpus
from alliance.corpus import course_folder
from alliance.errors import Told, fail, nearest

# In the order of ``alliance --help``: what each command does, in a line, and its module, which is
# loaded only when the command runs.
COMMANDS: dict[str, dict[str, str]] = corpus.loaded("commands.json")


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands of this copy: a student's has none of the teacher's."""
        here = Path(__file__).parent  # find_spec would also find another, editable copy
        rooms = {name: one["module"].rpartition(".")[0] for name, one in COMMANDS.items()}
        return [name for name, room in rooms.items() if (here / room).is_dir()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in (there := self.list_commands(ctx)):
            near = nearest(cmd_name, there)
            ctx.fail(f"No such command {cmd_name!r}.{f' Did you mean {near!r}?' if near else ''}")
        name = COMMANDS[cmd_name]["module"]
        try:
            module = import_module(f"alliance.{name}")
        except ModuleNotFoundError:
            if not name.startswith("authoring"):
                raise
            fail('building needs the author\'s tools. Run: python -m pip install -e ".[author]"')
        found: click.Command = getattr(module, f"{cmd_name}_command")
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Told as mistake:
            fail(str(mistake))
        except BrokenPipeError:
            raise  # who reads what is printed has read enough
        except OSError as fault:
            what = fault.filename or "what is printed"
            fail(f"{what} can't be read or written: {fault.strerror}.")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(n, COMMANDS[n]["does"]) for n in self.list_commands(ctx)])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="alliance")
def group() -> None:
    """Read, mark and check: a course on the US–Japan alliance.

    Start with: alliance lab
    """


# ``alliance lab``: the course in JupyterLab.


FIRST = "notebooks/00-start-here.ipynb"
_NEWS = "@jupyterlab/apputils-extension:announcements"
# What reads notebooks, and JupyterLab, load jsonschema, which builds a grammar of addresses if it
# finds this package: three seconds at each start, for a check that nothing here asks for.
_UNUSED = "rfc3987_syntax"
_START = f"import sys; sys.modules[{_UNUSED!r}] = None; from jupyterlab.labapp import main; main()"


@click.command("lab")
@click.option("--no-browser", is_flag=True, help="Start the server only and print its address.")
@click.option("--port", type=click.IntRange(1, 65535), default=8888, show_default=True)
def lab_command(no_browser: bool, port: int) -> None:
    """Open JupyterLab at the first lesson. Stop it with Ctrl+C.

    You work in my-course/, made from the course at the first start: there your answers stay. In a
    student's copy it is the folder itself.
    """
    root = course_folder()
    if find_spec("jupyterlab") is None:
        fail("JupyterLab is not installed. Run: python -m pip install jupyterlab")
    work = _work(root)
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder)
        arguments = [
            *(sys.executable, "-c", _START),
            f"--ServerApp.root_dir={work}",
            f"--LabApp.default_url=/lab/tree/{FIRST}",
            f"--LabApp.workspaces_dir={_workspaces(settings)}",
            "--LabApp.custom_css=True",
            f"--port={port}",
            "--allow-root",  # as who works in a container
            *(["--no-browser"] if no_browser else []),
        ]
        click.echo(f"The course opens at {FIRST}. Stop it with Ctrl+C.")
        try:
            raise SystemExit(subprocess.call(arguments, cwd=work, env=_environment(settings)))
        except KeyboardInterrupt:
            raise SystemExit(0) from None


def _work(root: Path) -> Path:
    """The working copy, brought up to date; what no longer fits is told."""
    from alliance import working_copy

    work = working_copy.folder(root)
    try:
        for line in working_copy.bring(root):
            click.echo(line)
    except OSError as fault:
        fail(f"Your working copy {work} can't be written ({fault.strerror or fault}).")
    if work != root:
        click.echo(f"You work in {work}.")
    return work


def _workspaces(settings: Path) -> Path:
    """JupyterLab's own memory of its windows, in which the side bar is closed."""
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    closed: dict[str, Any] = {"collapsed": True, "visible": False, "current": None, "widgets": []}
    layout = {"main": None, "left": closed, "right": closed}
    memory = {"data": {"layout-restorer:data": layout}, "metadata": {"id": "default"}}
    WorkspacesManager(str(settings / "workspaces")).save("default", json.dumps(memory))
    return settings / "workspaces"


def _environment(folder: Path) -> dict[str, str]:
    """The reader's environment and settings for JupyterLab, kept in ``folder``: no pop-up about
    Jupyter's own news that lies on the first lesson, and the look of a page (look/custom.css)."""
    from alliance.html import STYLE

    look = {"tornado_settings": {"static_custom_path": [str(STYLE.parent)]}}
    kept = {
        "labconfig/page_config.json": json.dumps({"disabledExtensions": {_NEWS: True}}),
        "jupyter_server_config.json": json.dumps({"ServerApp": look}),
        # Whoever runs a question's cell alone, after a restart, has run no cell that imports al.
        "start.py": "try:\n    import alliance as al\nexcept ImportError:\n    pass\n",
    }
    for name, text in kept.items():
        corpus.put(folder / name, text)
    paths = filter(None, (str(folder), os.environ.get("JUPYTER_CONFIG_PATH")))
    start = os.environ.get("PYTHONSTARTUP") or str(folder / "start.py")
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(paths), "PYTHONSTARTUP": start}


# ``alliance run``: every lesson and solution, executed as a reader would, without a browser.


FOLDERS = ("notebooks", "exercises", "solutions")


class NotebookRun(NamedTuple):
    """One notebook: its folder and its file's stem, its title, code cells run, seconds it took, its
    score ("11/12") and what went wrong."""

    folder: str
    stem: str
    title: str
    cells: int
    seconds: float
    score: str
    error: str

    @property
    def page(self) -> str:
        return f"{self.folder}-{self.stem}.html"


_TO_A_NOTEBOOK = re.compile(r'(?<= href=")(?:\.\./(\w+)/)?(\d\d-[\w-]+)\.ipynb(?=")')


def _execute(path: Path, out: Path) -> NotebookRun:
    import nbformat

    from alliance import course
    from alliance.html import Html, page
    from alliance.notebook_page import exported

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    began = time.perf_counter()
    # The reader's texts, but not the reader's log: a run is no attempt of theirs.
    error = ": ".join(filter(None, course.run(notebook, path.parent, own_texts=True)))
    score = _score(notebook)
    title = course.title(notebook) or path.stem
    folder = path.parent.name
    body = exported(notebook, code=folder == "solutions")
    # The pages lie beside each other.
    body = Html(_TO_A_NOTEBOOK.sub(lambda one: f"{one[1] or folder}-{one[2]}.html", body))
    took = time.perf_counter() - began
    done = NotebookRun(folder, path.stem, title, cells, took, score, error)
    corpus.put(out / done.page, page("run", title=title, body=body))
    return done


def _index(outcomes: list[NotebookRun]) -> str:
    """The page from which all others are reached."""
    from alliance.html import LEFT, RIGHT, Group, Html, as_html, page, table, with_roles

    rows: list[Any] = []
    for folder, several in groupby(outcomes, key=attrgetter("folder")):
        rows.append(Group(folder.capitalize()))
        for one in several:
            link = Html(f'<a href="{one.page}">{as_html(one.title)}</a>')
            rows.append((link, one.score, one.error or "ok"))
    listed = table(rows, ("page", "answered well", "it ran"), styles=(LEFT, RIGHT, LEFT))
    body = Html(with_roles(f"<h1>All pages</h1>{listed}"))
    return page("run", title="The US–Japan alliance", body=body)


def _score(notebook: dict[str, Any]) -> str:
    """Questions answered well of questions answered in this run; a dash where none was.

    A complete argument is "recorded": its marks are a person's to give, so it counts as answered.
    """
    from alliance.questions import bank, kept_answers
    from alliance.questions.judge import FULL, judge

    given = {
        record["question"]: record.get("answer")
        for cell in notebook["cells"]
        for record in kept_answers.recorded(cell)
        if "prompt" not in record
    }
    told = [judge(bank.question(id), answer).status for id, answer in given.items()]
    told = [status for status in told if status != "not-attempted"]
    return f"{sum(status in FULL for status in told)}/{len(told)}" if told else "–"


@click.command("run")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the HTML pages.  [default: build/ in the course]",
)
def run_command(out: Path | None) -> None:
    """Execute every lesson and solution and leave each as a web page in build/.

    The notebooks themselves are not changed.
    """
    from rich.console import Console
    from rich.progress import track
    from rich.table import Column, Table

    root = course_folder()
    out = out or root / "build"
    notebooks = [path for name in FOLDERS for path in sorted((root / name).glob("*.ipynb"))]
    console = Console()
    outcomes = [
        _execute(path, out)
        for path in track(notebooks, description="Running", console=console, transient=True)
    ]
    corpus.put(out / "index.html", _index(outcomes))
    numbers = (Column(name, justify="right") for name in ("cells", "seconds", "score"))
    shown = Table("notebook", *numbers, "")
    for one in outcomes:
        row = (f"{one.folder}/{one.stem}.ipynb", str(one.cells), f"{one.seconds:.1f}", one.score)
        shown.add_row(*row, one.error or "ok")
    console.print(shown)
    click.echo(f"Web pages: {out / 'index.html'}")
    if failed := sum(bool(one.error) for one in outcomes):
        click.echo(f"{failed} did not run to their end. “alliance doctor” may say why.")
        raise SystemExit(1)


# ``alliance sources``: a row per source.


@click.command("sources")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def sources_command(as_json: bool) -> None:
    """List articles and treaties: which edition is here, how long, how many annotations."""
    from alliance import reading

    rows = [reading.summary(source) for source in corpus.sources()]
    for row in rows:
        del row["author"]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Column, Table

    widths = {"id": 18, "outlet": 12, "date": 10, "edition": 7}
    texts = [Column(name, no_wrap=True, min_width=width) for name, width in widths.items()]
    numbers = {"¶": 2, "words": 5, "marks": 5}
    counts = [Column(name, justify="right", min_width=width) for name, width in numbers.items()]
    shown = Table(*texts, *counts, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows:
        # A line has to fit a terminal of 80 columns; --json has the whole name.
        outlet = shorten(row["outlet"] or "–", width=18, placeholder="…")
        cells = [row["id"], outlet, row["date"] or "–", row["edition"]]
        shown.add_row(*cells, *(str(row[n]) for n in ("paragraphs", "words", "annotations")))
    Console().print(shown)
    if all(row["edition"] == "digest" for row in rows):
        click.echo("All are digests in our own words. To bring in a full text: alliance add FILE")


# ``alliance add FILE…|URL…`` and ``alliance fetch ID…``: full texts, or an article of one's own.


@click.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--title", help="Headline of a new article.")
@click.option("--outlet", help="Who published it.")
@click.option("--author", help="Who wrote it.")
@click.option("--date", help="When, as exactly as you know: 2024-03-05, 2024-03 or 2024.")
@click.option("--id", "id_", help="A short name for a new article, e.g. kyodo-2024.")
@click.option("--replace", metavar="ID", help="The stored text that this one takes the place of.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def add_command(
    files: tuple[str, ...], as_json: bool, id_: str | None, **record: str | None
) -> None:
    """Bring in texts. Your files are read, never changed; an address is fetched.

    A file that holds one of the course's sources is recognised by its words, whatever it is
    called; the course then shows the full text. Any other file becomes a new article, annotated
    by rule. --title, --outlet, --author, --date and --id describe one new article. A text that
    is here is never replaced, unless --replace names it.
    """
    from alliance.adding.add import Given, bring, is_address

    if len(files) > 1 and (id_ or any(record.values())):
        raise click.UsageError(
            "--title, --outlet, --author, --date, --id and --replace go with one file."
        )
    given = Given(id=id_, **record)

    def brought(one: str) -> Any:
        if not is_address(one):
            return bring(Path(one), given)
        from alliance.adding.fetch import add  # the network's libraries are slow to load

        return add(one, id=id_, **record)

    _report(list(map(brought, files)), as_json)


@click.command("fetch")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def fetch_command(ids: tuple[str, ...], as_json: bool) -> None:
    """Fetch public documents from their official addresses, into your own texts.

    A page is taken only if the document's words are on it. Without ID: which documents there are,
    and from where. This is the only command, besides “add URL”, that uses the network.
    """
    from alliance.adding import fetch

    if ids:
        _report(fetch.fetch(ids), as_json)
    known = fetch.addresses()
    if as_json:
        click.echo(json.dumps(known, indent=2))
        return
    for id, there in known.items():
        click.echo(f"{id}: {' or '.join(there)}")


def _report(reports: Sequence[Any], as_json: bool) -> NoReturn:
    """Tell what became of each text; exit 1 if one fell short."""
    if as_json:
        click.echo(json.dumps([r.as_json() for r in reports], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(map(str, reports)))
    raise SystemExit(1 if any(report.error or report.short for report in reports) else 0)


# ``alliance doctor``: what is wrong with an installation, and how to mend it.


# (good?, what was looked at, what to do where it is not good)
Finding = tuple[bool, str, str]


def _packages() -> Iterator[Finding]:
    yield True, f"Python {python_version()}", ""
    for name in ("jupyterlab", "pandas", "matplotlib", "platformdirs", "jinja2", "rich", "ftfy"):
        try:
            yield True, f"{name} {version(name)}", ""
        except PackageNotFoundError:
            yield False, f"{name} is missing", f"python -m pip install {name}"


def _data() -> Iterator[Finding]:
    again = "in a checkout run: alliance build"
    built = [corpus.data("built", f"{name}.json") for name in ("sources", "annotations")]
    questions = sorted(corpus.data("questions").glob("*.json"))
    for path in (*built, corpus.data("gazetteer.json"), *questions):
        what = f"questions {path.stem}" if path in questions else f"course data {path.name}"
        try:
            held = json.loads(path.read_text("utf-8"))
            count = f": {len(held['questions'])}" if path in questions else ""
            yield True, f"{what}{count}", ""
        except (OSError, ValueError, KeyError, TypeError) as error:
            advice = f"install the package again, or {again}"
            yield False, f"{what} cannot be read: {type(error).__name__}", advice
    if not questions:
        yield False, "no questions", again


def _anchors() -> Iterator[Finding]:
    from alliance import layers

    for source in corpus.sources():
        rows = layers.marks(source)
        lost = sum(row.status == "missing" for row in rows)
        off = [p.n for p in source.paragraphs if p.status not in ("digest", "exact", "cleaned")]
        said = f"{source.id}: {source.edition} edition, {len(rows)} annotations"
        if off:
            said += f", paragraphs that differ from the annotated text: {off}"
        advice = f"{lost} annotations found no place; add a better copy: alliance add FILE"
        yield not lost, said, advice


def _home() -> Iterator[Finding]:
    home = corpus.home()
    nearest = next((folder for folder in (home, *home.parents) if folder.exists()), home)
    good = nearest.is_dir() and os.access(nearest, os.W_OK)
    yield good, f"your folder {home}", "set ALLIANCE_HOME to a folder that you may write to"
    for path, held in corpus.stored():
        if held is None:
            yield False, f"added text {path.name} cannot be read", f"delete {path} and add it again"


def _course() -> Iterator[Finding]:
    root = corpus.course_root()
    if root is None:
        yield False, "no lessons here", "go to the folder that holds “notebooks”"
        return
    yield True, f"course in {root}", ""
    author = find_spec("yaml") and find_spec("pydantic")
    if author and (root / "solutions" / "questions").is_dir():
        from alliance.authoring.build import build
        from alliance.authoring.yamlfile import AuthorError

        try:
            stale = build(check=True, full_texts=[])
            yield not stale, f"generated files: {len(stale)} out of date", "run: alliance build"
        except AuthorError as error:
            yield False, str(error), "mend this file, then run: alliance build"


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (_packages, _data, _anchors, _home, _course)


@click.command("doctor")
def doctor_command() -> None:
    """Check the installation and the course; say what is wrong and how to mend it."""
    wrong = 0
    for check in CHECKS:
        try:
            findings = list(check())
        except Exception as error:  # a broken installation may break anything: say so, go on
            name = check.__name__.strip("_")
            findings = [(False, f"{name}: {type(error).__name__}: {error}", "install it again")]
        for good, what, advice in findings:
            wrong += not good
            click.echo(f"ok     {what}" if good else f"WRONG  {what}\n       → {advice}")
    click.echo("Nothing is wrong." if not wrong else f"{wrong} to mend.")
    raise SystemExit(1 if wrong else 0)


def main() -> None:
    """Entry point. Whatever happens, the user sees a sentence and not a traceback."""
    # A Windows console may not know a Japanese letter; a "?" is better than a crash.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.modules.setdefault(_UNUSED, None)  # type: ignore[arg-type]
    # Who is stopped by another program stops what was started, too, and leaves no folder behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        group(prog_name="alliance")
    except Exception as error:
        click.echo(f"alliance: {type(error).__name__}: {error}", err=True)
        click.echo("This should not happen. “alliance doctor” may tell why.", err=True)
        sys.exit(1)
