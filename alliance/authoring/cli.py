"""The author's command: build."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from alliance import corpus
from alliance.course import course_folder, fail


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
    if find_spec("ruamel") is None or find_spec("pydantic") is None:
        fail('building needs the author\'s tools. Run: python -m pip install -e ".[author]"')
    from alliance.authoring.build import build
    from alliance.authoring.yamlfile import AuthorError

    folders = list(full_texts) or corpus.full_text_folders()
    try:
        stale = build(check=check, full_texts=folders)
    except AuthorError as error:
        fail(str(error))
    for path in stale:
        click.echo(f"{'out of date' if check else 'written'}: {path}")
    if not stale:
        click.echo("All is up to date.")
    elif check:
        click.echo("Run: alliance build")
    raise SystemExit(1 if check and stale else 0)
