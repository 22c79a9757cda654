"""``alliance sources``: a row per source."""

from __future__ import annotations

import json
from textwrap import shorten

import click

from alliance import corpus, reading

FIELDS = (
    "id",
    "kind",
    "title",
    "outlet",
    "date",
    "edition",
    "paragraphs",
    "words",
    "annotations",
)


@click.command("sources")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(as_json: bool) -> None:
    """List articles and treaties: which edition is here, how long, how many annotations."""
    rows = [reading.summary(source) for source in corpus.sources()]
    rows = [{field: row[field] for field in FIELDS} for row in rows]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, width in (("id", 18), ("outlet", 12), ("date", 10), ("edition", 7)):
        table.add_column(name, no_wrap=True, min_width=width)
    for name in ("¶", "words", "marks"):
        table.add_column(name, justify="right", min_width=len(name) + (name == "¶"))
    for row in rows:
        # A line has to fit a terminal of 80 columns; --json has the whole name.
        outlet = shorten(row["outlet"] or "–", width=18, placeholder="…")
        cells = [row["id"], outlet, row["date"] or "–", row["edition"]]
        table.add_row(*cells, *(str(row[n]) for n in ("paragraphs", "words", "annotations")))
    Console().print(table)
    if all(row["edition"] == "digest" for row in rows):
        click.echo("All are digests in our own words. To bring in a full text: alliance add FILE")
