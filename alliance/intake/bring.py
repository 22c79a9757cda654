"""One file through the whole intake: read, recognise or take as new, store, report."""

from __future__ import annotations

from pathlib import Path

from alliance.intake import fresh, page
from alliance.intake.head import Head
from alliance.intake.known import Known, recognise
from alliance.intake.mend import Doc
from alliance.intake.read import Unreadable, read
from alliance.intake.report import Report
from alliance.intake.store import store as store_file


def bring(path: Path, given: fresh.Given, *, store: bool) -> Report:
    """The report on one file; whatever is wrong with it is in ``error``."""
    report = Report(str(path))
    try:
        _bring(path, given, report, store)
    except Unreadable as error:
        report = Report(str(path), error=str(error), remarks=report.remarks)
    except Exception as error:  # a fault of ours must not stop the files that follow
        said = f"{type(error).__name__}: {error}"
        report = Report(
            str(path),
            error=f"This file met a fault in the program ({said[:200]}). Please report it; until "
            "then copy the article's text into a new plain text file and add that.",
        )
    return report


def _bring(path: Path, given: fresh.Given, report: Report, store: bool) -> None:
    raw = read(path)
    if raw.encoding not in ("utf-8", "utf-8-sig"):
        report.remarks.append(f"Read as {raw.encoding}.")
    if page.is_page(path, raw.text):
        source = page.markup(path, raw.text)
        known = _known_page(source)
    else:
        source = None
        known = recognise(Doc.of(raw.text))
    if known:
        _tell_known(known, report, path.name, store)
        return
    given = fresh.checked(given)
    if source is None:
        new = fresh.article(Doc.of(raw.text), path.name, given)
    else:
        extract = page.extract(source)
        meta = Head(extract.title, extract.outlet, extract.author, extract.date)
        new = fresh.article(extract.doc, path.name, given, meta)
    _tell_new(new, report, store)


def _known_page(source: str) -> Known | None:
    """The course's source in a web page: from all its blocks, or, where that leaves something
    open, from what the extractor keeps, whichever matches better."""
    known = recognise(page.blocks(source))
    if known and not known.changes():
        return known
    try:
        other = recognise(page.extract(source).doc)
    except Unreadable:
        return known
    if known and other:
        return max(known, other, key=lambda one: one.score)
    return known or other


def _tell_known(known: Known, report: Report, name: str, store: bool) -> None:
    report.id, report.known = known.id, True
    report.paragraphs, report.statuses = known.total, known.statuses
    report.dropped, report.changes = known.dropped, known.changes()
    for other in known.also:
        report.remarks.append(
            f"The file also holds {other}. Save that part as a file of its own and add it."
        )
    for change in report.changes:
        report.remarks.append(f"Paragraph {change.n} is {change.status}: {change.note}.")
    if store:
        store_file(known.stored(name))


def _tell_new(new: fresh.Fresh, report: Report, store: bool) -> None:
    report.id = new.data["id"]
    report.paragraphs = len(new.data["paragraphs"])
    report.statuses["exact"] = report.paragraphs
    report.dropped = new.dropped
    report.remarks += new.remarks
    if store:
        store_file(new.data)
