"""``alliance items gradebook.csv``: which questions went wrong, and why."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance.commands.common import course, fail

if TYPE_CHECKING:
    from alliance.teaching.items import Item, ItemSheet


@click.command("items")
@click.argument("gradebook", type=click.Path(path_type=Path), required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the page, the figure and the table.  [default: beside the gradebook]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; files only with --out.")
@click.option("--adopt", metavar="ID=ANSWER", help="Put an answer into the question's file.")
@click.option("--as", "as_", metavar="KIND", help="variant, or misconception:its-name.")
@click.option("--message", help="What to look at again, for a new misconception.")
@click.option("--yes", is_flag=True, help="Write the change without asking.")
def command(
    gradebook: Path | None,
    out: Path | None,
    as_json: bool,
    adopt: str | None,
    as_: str | None,
    message: str | None,
    yes: bool,
) -> None:
    """Per question: how hard it was, whom it tells apart, which mistakes were made, and hints used.

    GRADEBOOK is the CSV or JSON that alliance grade wrote. Beside it a folder is made with a page
    to show the class (no names), a figure and a table.

    --adopt "1951.3=…" --as variant (just as right) or --as misconception:name puts an answer that
    nobody foresaw into the YAML. The change is shown before it is made.
    """
    if adopt or as_ or message:
        _adopt(adopt, as_, message, yes)
        return
    if gradebook is None:
        raise click.UsageError("name the gradebook that alliance grade has written.")
    from alliance.teaching import items
    from alliance.teaching import items as items_read

    try:
        sheets, failed = items_read.read(gradebook)
    except items_read.BadGradebook as why:
        fail(str(why))
    found = items.analyse(sheets)
    if as_json:
        from alliance.teaching.items import as_json as plain

        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))
    else:
        _print(found)
    if out or not as_json:
        _files(found, sheets, failed, out or gradebook.with_name(f"{gradebook.stem}-items"))


def _print(found: list[Item]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from alliance.teaching.items import COLUMNS, cells

    table = Table(title="Per question", title_justify="left")
    for name in COLUMNS:
        table.add_column(name, overflow="fold")
    for item in found:
        table.add_row(*(Text(cell[:300]) for cell in cells(item)))
    console = Console()
    # Where nobody looks at a terminal of its width, lines are as long as they need to be.
    Console(width=None if console.is_terminal else 200).print(table)


def _files(found: list[Item], sheets: list[ItemSheet], failed: int, folder: Path) -> None:
    from alliance.plots.figure import bundle
    from alliance.teaching import items

    figure = items.answered(found).figure.canvas.figure
    shown, _ = bundle(figure)
    names = [sheet.student for sheet in sheets]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        page = items.page(found, str(shown["text/html"]), names, failed)
        (folder / "class.html").write_text(page, encoding="utf-8")
        (folder / "items.png").write_bytes(base64.b64decode(shown["image/png"]))
        with open(folder / "items.csv", "w", encoding="utf-8", newline="") as to:
            items.write_csv(found, to)
    except OSError as error:
        fail(f"{folder} can't be written: {error.strerror}. Give another folder after --out.")
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
    root = course()
    try:
        from alliance.authoring import adopt as adopting
    except ImportError:
        fail('this needs the author\'s tools. Run: python -m pip install -e ".[author]"')
    from alliance.teaching.items import answer_of

    try:
        change = adopting.change(
            root / "solutions" / "questions",
            id.strip(),
            answer_of(said.strip()),
            mistake=name or None,
            message=message,
        )
        click.echo(change.diff)
        if not yes and not click.confirm(f"Change {change.path.name} like this?"):
            click.echo("Nothing was changed.")
            return
        change.write()
    except adopting.CannotAdopt as why:
        fail(str(why))
    except OSError as error:
        fail(f"{error.filename} can't be written: {error.strerror}.")
    click.echo(f"{change.path} is changed. Now run: alliance build, and grade again.")
