"""A file on disk becomes a source: recognised by its words, or new; stored, with a report."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.adding import article, furniture, match, read
from alliance.adding.article import keep
from alliance.adding.furniture import Change, Dropped, Layout, Report, View
from alliance.adding.match import Aligner, Identity, Placed, identify
from alliance.adding.page import Head
from alliance.adding.read import Doc, Unreadable, read_file
from alliance.text import STATUSES

# A file that holds one of the course's sources is recognised by its words, whatever it is called;
# any other becomes a new article, annotated by rule. The files are only read; what is written is
# one JSON file per source under ``ALLIANCE_HOME``.


def add(
    files: Sequence[Path],
    *,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    date: str | None = None,
    id: str | None = None,
    replace: str | None = None,
    store: bool = True,
) -> list[Report]:
    """Brings in each file; one report a file, in order. A bad file never stops the others.

    title, outlet, author, date (ISO, may be partial) and id describe a new article and are not
    asked of a known source; replace: the id of a stored text that this one takes the place of
    (none is ever replaced otherwise); with ``store=False`` nothing is written.
    """
    given = article.Given(title, outlet, author, date, id, replace)
    return [bring(Path(file), given, store=store) for file in files]


# A file that holds one of the course's own sources -> its paragraphs, and a report.


@dataclass(frozen=True, slots=True)
class Known:
    """A recognised source: what was found of it and what the file holds beside it."""

    id: str
    placed: dict[int, Placed]
    total: int
    dropped: list[Dropped]
    also: tuple[str, ...]

    @property
    def statuses(self) -> dict[str, int]:
        counts = dict.fromkeys(STATUSES, 0)
        for one in self.placed.values():
            counts[one.status] += 1
        counts["missing"] = self.total - len(self.placed)
        return counts

    @property
    def score(self) -> tuple[int, int, int]:
        """By which of two readings of one file the better is chosen."""
        counts = self.statuses
        sure = counts["exact"] + counts["cleaned"]
        return sure, counts["exact"], -counts["missing"]

    def changes(self) -> list[Change]:
        """The paragraphs about which a reader must be told, in order."""
        found = [
            Change(one.n, one.status, one.note)
            for one in self.placed.values()
            if one.status not in ("exact", "cleaned")
        ]
        gone = [
            Change(n, "missing", "not in your file; the digest stands in its place")
            for n in range(1, self.total + 1)
            if n - 1 not in self.placed
        ]
        return sorted(found + gone, key=lambda change: change.n)

    def stored(self, name: str) -> dict[str, Any]:
        """The JSON form that ``alliance.sources`` reads."""
        return {
            "id": self.id,
            "file": name,
            "added": datetime.date.today().isoformat(),
            "paragraphs": [
                {"n": one.n, "status": one.status, "text": one.text, "note": one.note}
                for _, one in sorted(self.placed.items())
            ],
            "dropped": [
                {"line": drop.line, "text": drop.text, "reason": drop.reason}
                for drop in self.dropped
            ],
        }


def recognise(doc: Doc) -> Known | None:
    """The course's source that ``doc`` holds, aligned, or ``None`` where it holds none."""
    layout = Layout(doc)
    whole = View(layout, layout.pieces(0, len(layout.text)))
    found = identify(whole) or _without_furniture(layout)
    if not found:
        return None
    best = found[0]
    prints = corpus.fingerprints(best.id)
    placed = Aligner(layout, prints, whole).run()
    if not placed:
        return None
    context = _context(best, found)
    owned = [span for one in placed.values() for span in one.owned]
    spans = furniture.leftovers(layout, owned)
    match.mark(layout, placed, spans, context)
    rows = furniture.dropped(layout, spans, context)
    return Known(best.id, placed, len(prints), rows, tuple(one.id for one in found[1:]))


def _without_furniture(layout: Layout) -> list[Identity]:
    """A short excerpt in a page full of menus: look again without what is surely furniture."""
    if len(layout.lines) > 5000:
        return []
    cut = {i for i, line in enumerate(layout.lines) if line.strip() and layout.removable(i)}
    return identify(View(layout, layout.pieces(0, len(layout.text), cut))) if cut else []


def _context(best: Identity, found: list[Identity]) -> furniture.Context:
    record = corpus.record(best.id)
    other = found[1].id if len(found) > 1 else ""
    return furniture.Context(
        title=record.get("title") or "",
        outlet=record.get("outlet") or "",
        author=record.get("author") or "",
        date=record.get("date") or "",
        codes=[bytes.fromhex(one.codes) for one in corpus.fingerprints(best.id)],
        others=(other, [bytes.fromhex(o.codes) for o in corpus.fingerprints(other)])
        if other
        else ("", ()),
    )


# One file through the whole intake: read, recognise or take as new, store, report.


def bring(path: Path, given: article.Given, *, store: bool) -> Report:
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


def _bring(path: Path, given: article.Given, report: Report, store: bool) -> None:
    raw = read_file(path)
    if raw.encoding not in ("utf-8", "utf-8-sig"):
        report.remarks.append(f"Read as {raw.encoding}.")
    text = read.unwrapped(path, raw.text)
    page = read.is_page(path, text)
    known = _known_page(text) if page else recognise(Doc.of(text))
    if known:
        _tell_known(known, report, path.name, store, given.replace)
        return
    given = article.checked(given)
    if page:
        extract = read.extract(text)
        meta = Head(extract.title, extract.outlet, extract.author, extract.date)
        doc = read.page_blocks(text, apart=True)
        new = article.article(doc, path.name, given, meta, extract.text)
    else:
        new = article.article(Doc.of(text), path.name, given)
    _tell_new(new, report, store)


def _known_page(source: str) -> Known | None:
    """The course's source in a web page: from all its blocks, or, where that leaves something
    open, from what the extractor keeps, whichever matches better."""
    known = recognise(read.page_blocks(source))
    if known and not known.changes():
        return known
    try:
        other = recognise(Doc.of(read.extract(source).text.replace("\n", "\n\n")))
    except Unreadable:
        return known
    if known and other:
        return max(known, other, key=lambda one: one.score)
    return known or other


def _tell_known(known: Known, report: Report, name: str, store: bool, replace: str | None) -> None:
    report.id, report.known = known.id, True
    report.paragraphs, report.statuses = known.total, known.statuses
    report.dropped, report.changes = known.dropped, known.changes()
    for other in known.also:
        report.remarks.append(
            f"The file also holds {other}. Save that part as a file of its own and add it."
        )
    for change in report.changes:
        report.remarks.append(f"Paragraph {change.n} is {change.status}: {change.note}.")
    if store and _may_be_stored(known, report, replace):
        keep(known.stored(name))


def _may_be_stored(known: Known, report: Report, replace: str | None) -> bool:
    """Whether this copy of a source takes the place of the stored one, and what is told of it."""
    old = article.stored(known.id)
    if old is None or replace == known.id:
        return True
    new = {one.n: one for one in known.placed.values()}
    clean = ("exact", "cleaned")
    kept = [b for b in old["paragraphs"] if b["status"] in clean]
    if all(b["n"] in new and new[b["n"]].status in clean for b in kept):
        if len(new) == len(old["paragraphs"]) and all(
            b["n"] in new and new[b["n"]].text == b["text"] for b in old["paragraphs"]
        ):
            report.remarks.append(f"{known.id} is here already, word for word.")
            return False
        if known.statuses["exact"] + known.statuses["cleaned"] >= len(kept):
            report.remarks.append(f"It takes the place of the copy from {old['file']}.")
            return True
    report.remarks.append(
        f"{known.id} is here already, from {old['file']}, with more of the text: that copy stays. "
        f"To put this one in its place: alliance add --replace {known.id}"
    )
    return False


def _tell_new(new: article.Fresh, report: Report, store: bool) -> None:
    report.id = new.data["id"]
    report.paragraphs = len(new.data["paragraphs"])
    report.statuses["exact"] = report.paragraphs
    report.dropped = new.dropped
    report.remarks += new.remarks
    report.short = new.short
    if store and not new.here:
        keep(new.data)
