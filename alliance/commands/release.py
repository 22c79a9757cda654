"""``alliance release DIR``: the students' copy of the course."""

from __future__ import annotations

from pathlib import Path

import click

from alliance.commands.common import course, fail


@click.command("release")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--graded", is_flag=True, help="Without any key: answers are only recorded.")
@click.option("--units", help="Only these lessons and exercises, e.g. 01-04 or 02,05.")
def command(folder: Path, graded: bool, units: str | None) -> None:
    """Make the students' copy: a folder DIR and beside it DIR.zip.

    It holds the library as one file to install, lessons, exercises and a README. It holds no
    solutions and no readable key; with --graded no key at all, and you mark what is handed in with
    alliance grade.
    """
    from alliance.teaching import grade, release
    from alliance.teaching.release import NoWheel

    root = course()
    try:
        known = grade.course_units()
        chosen = grade.unit_numbers(units, known) if units else tuple(known)
        made = release.release(root, folder, chosen, graded=graded)
    except grade.NoUnit as why:
        raise click.UsageError(str(why)) from None
    except (grade.NoKey, release.CannotRelease, NoWheel) as why:
        fail(str(why))
    except OSError as error:
        fail(f"{folder} can't be written: {error.strerror}. Give another folder.")
    click.echo(f"{len(made.files)} files in {made.folder}, and as {made.archive}")
    if not graded:
        click.echo("The key in it is sealed, not secret: for marks use --graded.")
