"""Brings texts in: a file on disk -> clean paragraphs, and a report of what was dropped.

    from alliance.intake import add
    for report in add([Path("page.txt")]):
        print(report.id, report.statuses)

A file that holds one of the course's sources is recognised by its words, whatever it is called; any
other becomes a new article, annotated by rule. The files are only read; what is written is one JSON
file per source under ``ALLIANCE_HOME``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alliance.intake.report import STATUSES, Change, Dropped, Report

__all__ = ["STATUSES", "Change", "Dropped", "Report", "add"]


def add(
    files: Sequence[Path],
    *,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    date: str | None = None,
    id: str | None = None,
    store: bool = True,
) -> list[Report]:
    """Brings in each file; one report a file, in order. A bad file never stops the others.

    title, outlet, author, date (ISO, may be partial) and id describe a new article and are not
    asked of a known source; with ``store=False`` nothing is written.
    """
    from alliance.intake.bring import bring
    from alliance.intake.fresh import Given

    given = Given(title, outlet, author, date, id)
    return [bring(Path(file), given, store=store) for file in files]
