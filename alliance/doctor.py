"""``alliance doctor``: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import click

from alliance import corpus

# (good?, what was looked at, what to do where it is not good)
Finding = tuple[bool, str, str]


def _python() -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield sys.version_info >= (3, 11), f"Python {found}", "install Python 3.11 or later"


def _packages() -> Iterator[Finding]:
    for name in ("jupyterlab", "pandas", "matplotlib", "platformdirs", "jinja2", "rich", "ftfy"):
        try:
            yield True, f"{name} {version(name)}", ""
        except PackageNotFoundError:
            yield False, f"{name} is missing", f"python -m pip install {name}"


def _data() -> Iterator[Finding]:
    for parts in (("built", "sources.json"), ("built", "annotations.json"), ("gazetteer.json",)):
        path = corpus.data(*parts)
        try:
            json.loads(path.read_text("utf-8"))
            yield True, f"course data {path.name}", ""
        except (OSError, ValueError) as error:
            advice = "install the package again, or in a checkout run: alliance build"
            yield False, f"course data {path.name}: {type(error).__name__}", advice


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


def _questions() -> Iterator[Finding]:
    files = sorted(corpus.data("questions").glob("*.json"))
    for path in files:
        try:
            count = len(json.loads(path.read_text("utf-8"))["questions"])
            yield True, f"questions {path.stem}: {count}", ""
        except (OSError, ValueError, KeyError, TypeError):
            yield False, f"questions {path.stem} cannot be read", "install the package again"
    if not files:
        yield False, "no questions", "in a checkout run: alliance build"


def _home() -> Iterator[Finding]:
    home = corpus.home()
    nearest = next((folder for folder in (home, *home.parents) if folder.exists()), home)
    good = nearest.is_dir() and os.access(nearest, os.W_OK)
    advice = "set ALLIANCE_HOME to a folder that you may write to"
    yield good, f"your folder {home}", advice

    for path, held in corpus.stored():
        if held is None:
            yield False, f"added text {path.name} cannot be read", f"delete {path} and add it again"


def _course() -> Iterator[Finding]:
    root = corpus.course_root()
    if root is None:
        yield False, "no lessons here", "go to the folder that holds “notebooks”"
        return
    yield True, f"course in {root}", ""
    author = find_spec("ruamel") and find_spec("pydantic")
    if author and (root / "solutions" / "questions").is_dir():
        from alliance.authoring.build import build
        from alliance.authoring.yamlfile import AuthorError

        try:
            stale = build(check=True, full_texts=[])
            yield not stale, f"generated files: {len(stale)} out of date", "run: alliance build"
        except AuthorError as error:
            yield False, str(error), "mend this file, then run: alliance build"


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _python,
    _packages,
    _data,
    _anchors,
    _questions,
    _home,
    _course,
)


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
