"""``alliance add FILE…``: full texts, or an article of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--title", help="Headline of a new article.")
@click.option("--outlet", help="Who published it.")
@click.option("--author", help="Who wrote it.")
@click.option("--date", help="When, as exactly as you know: 2024-03-05, 2024-03 or 2024.")
@click.option("--id", "id_", help="A short name for a new article, e.g. kyodo-2024.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(files: tuple[Path, ...], as_json: bool, id_: str | None, **record: str | None) -> None:
    """Bring in texts. Your files are read, never changed.

    A file that holds one of the course's eight sources is recognised by its words, whatever it is
    called; the course then shows the full text. Any other file becomes a new article, annotated
    by rule. --title, --outlet, --author, --date and --id describe one new article.
    """
    from alliance.adding import add

    if len(files) > 1 and (id_ or any(record.values())):
        raise click.UsageError("--title, --outlet, --author, --date and --id go with one file.")
    reports = add.add(files, id=id_, store=True, **record)
    if as_json:
        click.echo(json.dumps([r.as_json() for r in reports], ensure_ascii=False, indent=2))
    else:
        for report in reports:
            _tell(report)
    raise SystemExit(1 if any(report.error for report in reports) else 0)


def _tell(report: Any) -> None:
    plain = report.as_json()
    click.echo(f"{plain['file']}")
    if plain["error"]:
        click.echo(f"  not brought in: {plain['error']}")
        return
    told = [f"{count} {status}" for status, count in plain["statuses"].items() if count]
    what = "recognised as" if plain["known"] else "new article, annotated by rule:"
    click.echo(f"  {what} {plain['id']}; {plain['paragraphs']} paragraphs: {', '.join(told)}")
    for line in getattr(report, "remarks", ()):
        click.echo(f"  {line}")
    if plain["dropped"]:
        click.echo(f"  {len(plain['dropped'])} lines left out (your file keeps them):")
        for drop in plain["dropped"]:
            text = drop["text"] if len(drop["text"]) <= 60 else drop["text"][:57] + "…"
            click.echo(f"    line {drop['line']}: {text} ({drop['reason']})")
