"""``alliance web``: the command that makes the course's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from alliance.corpus import course_folder
from alliance.teaching import sentence
from alliance.teaching.cli import named_units, telling


@click.command("web")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--units", help="Only these lessons and exercises, e.g. 01-04 or 02,05.")
@click.option("--graded", is_flag=True, help="Without any key: answers are only kept.")
@click.option(
    "--pyodide",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Pyodide's unpacked npm package: without it the site is for reading.",
)
@click.option(
    "--address",
    default="",
    help="The public repository whose branch “students” holds the students' copy, for links to it.",
)
@click.option("--scorm", is_flag=True, help="Exercises as SCORM 1.2 packages, a zip a unit.")
def web_command(folder: Path, units: str | None, **given: Any) -> None:
    """Make the course as web pages in DIR: home, lessons, exercises, sources, facts.

    Reading needs no script and no server. Put DIR on any web server; nothing is sent anywhere,
    answers stay in the reader's browser and are handed in as a file. With --scorm, DIR holds what
    a school's own learning system plays: it keeps answers and marks itself.
    """
    from alliance.web import site

    scorm, graded, pyodide = given["scorm"], given["graded"], given["pyodide"]
    if scorm and (graded or not pyodide):
        raise click.UsageError(sentence("scorm-needs"))
    root = course_folder()
    with telling(folder):
        made = site.build(root, folder, named_units(units, None)[1], **given)
    size = sum(map(len, made.values())) / 1e6
    if scorm:
        click.echo(sentence("scorm-made", count=len(made), size=size, folder=folder))
        return
    click.echo(f"{len(made)} files ({size:.0f} MB) in {folder}; begin at index.html")
    if not pyodide:
        click.echo(sentence("not-judged", version=site.pinned()["version"]))
    elif not graded:
        click.echo("The key in it is sealed, not secret: for marks use --graded.")
