"""``alliance run``: every lesson and solution, executed as a reader would, without a browser."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance import corpus
from alliance.commands.common import course
from alliance.course import QUIET_KERNEL, fixed_environment

if TYPE_CHECKING:
    from rich.table import Table


FOLDERS = ("notebooks", "solutions")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One notebook: code cells run, seconds it took, its score ("11/12") and what went wrong."""

    name: str
    cells: int
    seconds: float
    score: str
    error: str


def _execute(path: Path, out: Path) -> Outcome:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from nbconvert import HTMLExporter

    notebook = nbformat.read(path, as_version=4)
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    began, error = time.perf_counter(), ""
    with tempfile.TemporaryDirectory() as folder:
        # The reader's texts, but not the reader's log: a run is no attempt of theirs.
        home = Path(folder)
        if corpus.texts().is_dir():
            shutil.copytree(corpus.texts(), home / "texts")
        client = NotebookClient(
            notebook,
            timeout=120,
            extra_arguments=QUIET_KERNEL,
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            client.execute(env=os.environ | fixed_environment(home))
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as problem:
            error = f"{type(problem).__name__}: {str(problem).strip().splitlines()[-1]}"
        score = _score(home)
    page, _ = HTMLExporter(embed_images=True).from_notebook_node(notebook)
    (out / f"{path.parent.name}-{path.stem}.html").write_text(page, encoding="utf-8")
    name = f"{path.parent.name}/{path.name}"
    return Outcome(name, cells, time.perf_counter() - began, score, error)


def _score(home: Path) -> str:
    """Questions answered well of questions asked in this run; a dash where none was asked.

    A complete argument is "defensible": its marks are a person's to give, so it counts as answered.
    """
    from alliance.questions import log

    told = (record for record in log.current(home).records() if "status" in record)
    last = {record["question"]: record["status"] for record in told}
    if not last:
        return "–"
    return f"{sum(status in ('right', 'defensible') for status in last.values())}/{len(last)}"


def _table(outcomes: list[Outcome]) -> Table:
    from rich.table import Table

    table = Table()
    table.add_column("notebook")
    for name in ("cells", "seconds", "score"):
        table.add_column(name, justify="right")
    table.add_column("")
    for one in outcomes:
        row = (one.name, str(one.cells), f"{one.seconds:.1f}", one.score)
        table.add_row(*row, one.error or "ok")
    return table


@click.command("run")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the HTML pages.  [default: build/ in the course]",
)
def command(out: Path | None) -> None:
    """Execute every lesson and solution and leave each as a web page in build/.

    The notebooks themselves are not changed.
    """
    from rich.console import Console
    from rich.progress import track

    root = course()
    out = out or root / "build"
    out.mkdir(parents=True, exist_ok=True)
    notebooks = [path for name in FOLDERS for path in sorted((root / name).glob("*.ipynb"))]
    console = Console()
    outcomes = [
        _execute(path, out)
        for path in track(notebooks, description="Running", console=console, transient=True)
    ]
    console.print(_table(outcomes))
    click.echo(f"Web pages: {out}")
    failed = [one.name for one in outcomes if one.error]
    if failed:
        click.echo(f"{len(failed)} did not run to their end. “alliance doctor” may say why.")
        raise SystemExit(1)
