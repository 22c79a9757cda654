"""A file becomes a source: recognised by its words, or new; stored, never in another's place.

    from alliance.adding.add import add
    for report in add([Path("page.txt")]):
        print(report.id, report.statuses)

A file that holds one of the course's sources is recognised whatever it is called; any other becomes
a new article, annotated by rule. The files are only read; what is written is one JSON file per
source under ``ALLIANCE_HOME``.
"""

from __future__ import annotations

import datetime
import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.adding import article, match
from alliance.adding.article import Block
from alliance.adding.lines import FIELDS, OTHER, REASONS, Head, furniture, why
from alliance.adding.match import Aligner, Placed, View
from alliance.adding.quantities import given_date
from alliance.adding.read import PAGES, Doc, File, Span, Unreadable, explained, extract, read_file
from alliance.text import STATUSES, digest_of, sense, several

# What is said about one file.

_SURE = {"exact": 2, "cleaned": 1}  # any other is as good as the next


@dataclass(slots=True)
class Report:
    """The outcome for one file.

    file: as it was given; id: of the source, or ``None`` where nothing was brought in; known: one
    of the course's own sources; paragraphs: how many the source has; statuses: how many of them
    matched in each way; error: ``None`` or what went wrong and what to do. Beyond the JSON form,
    remarks: sentences for the reader (repairs, what was not found and which option gives it);
    read: headline, outlet, author and date of a new article; short: the file was brought in, but
    much of it was left out.
    """

    file: str
    id: str | None = None
    known: bool = False
    paragraphs: int = 0
    statuses: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    dropped: list[Block] = field(default_factory=list)
    error: str | None = None
    remarks: list[str] = field(default_factory=list)
    read: str = ""
    short: bool = False

    def tell(self, remark: str, **said: object) -> None:
        """Adds one of the "remarks" of ``data/furniture.json``; said: what is put into it."""
        self.remarks.append(PAGES["remarks"][remark].format(**said))

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form, with exactly the keys of the ``--json`` contract."""
        keys = ("file", "id", "known", "paragraphs", "statuses", "dropped", "error")
        dropped = [drop.as_json() for drop in self.dropped]
        return {key: dropped if key == "dropped" else getattr(self, key) for key in keys}

    def __repr__(self) -> str:
        """What a reader is told, in lines."""
        if self.error:
            return f"{self.file}\n  not brought in: {self.error}"
        told = [f"{count} {status}" for status, count in self.statuses.items() if count]
        what = "recognised as" if self.known else "new article, annotated by rule:"
        lines = [f"{what} {self.id}; {several(self.paragraphs, 'paragraph')}: {', '.join(told)}"]
        lines += [self.read, *self.remarks] if self.read else self.remarks
        if self.dropped:
            count, keeps = len(self.dropped), "it" if len(self.dropped) == 1 else "them"
            lines.append(f"{several(count, 'line')} left out (your file keeps {keeps}):")
        for drop in self.dropped:
            text = drop.text if len(drop.text) <= 60 else drop.text[:57] + "…"
            lines.append(f"  line {drop.line or '–'}: {text} ({drop.reason})")
        return "\n  ".join([self.file, *lines])


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about a text; ``None`` where nothing was said.

    id: for a new article; replace: of the stored text in whose place it is to be put.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    id: str | None = None
    replace: str | None = None


def is_address(name: str) -> bool:
    """Whether this names a page on the network, which :mod:`alliance.adding.fetch` gets, and not a
    file."""
    return bool(re.match(r"https?://[^/\s]", name, re.IGNORECASE))


def add(files: Sequence[Path], *, store: bool = True, **said: str | None) -> list[Report]:
    """Brings in each file; one report a file, in order. A bad file never stops the others.

    said: the fields of :class:`Given`; with ``store=False`` nothing is written.
    """
    given = Given(**said)
    return [bring(Path(file), given, store) for file in files]


def bring(
    place: Path | str, given: Given, store: bool = True, read: Callable[[Any], File] = read_file
) -> Report:
    """The report on one file, or on one address; whatever is wrong with it is in ``error``.

    read: how to get what is there.
    """
    called = "".join(ch if ch.isprintable() else "�" for ch in str(place))
    name = Path(called).name if isinstance(place, Path) else called
    report = Report(called)
    try:
        file = read(place)
        if file.encoding not in ("utf-8", "utf-8-sig", "us-ascii"):
            report.tell("encoding", encoding=file.encoding)
        if known := known_in(file):
            _tell_known(known, report, name, given, store)
        else:
            _tell_new(file, report, name, _checked(given), store)
        report.dropped[:0] = [Block(text, n, reason) for n, text, reason in file.aside]
    except Exception as fault:  # one of ours must not stop the files that follow
        return Report(called, error=explained(fault), remarks=report.remarks)
    return report


# A file that holds one of the course's own sources.


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised source: what was found of it and what the file holds beside it."""

    id: str
    placed: dict[int, Placed]
    total: int
    dropped: list[Block]
    also: tuple[str, ...]

    @property
    def statuses(self) -> dict[str, int]:
        found = Counter(one.status for one in self.placed.values())
        found["missing"] = self.total - len(self.placed)
        return {status: found[status] for status in STATUSES}

    def changes(self) -> list[Placed]:
        """The paragraphs about which a reader must be told, in order."""
        gone = "not in your file; the digest stands in its place"
        found = [self.placed.get(i, Placed(i + 1, "missing", "", gone)) for i in range(self.total)]
        return [one for one in found if one.note or one.status not in _SURE]


def recognise(doc: Doc) -> Recognised | None:
    """The course's source that ``doc`` holds, aligned, or ``None`` where it holds none."""
    whole = View(doc, doc.pieces(0, len(doc.text)))
    found = match.identify(whole) or _without_furniture(doc)
    prints = corpus.fingerprints(found[0]) if found else []
    placed = Aligner(doc, prints, whole).placed
    if not placed:
        return None
    head, spans = _known_head(found), match.leftovers(doc, placed.values())
    match.mark_added(doc, placed.values(), spans, head)
    return Recognised(found[0], placed, len(prints), _dropped(doc, spans, head), tuple(found[1:]))


def _without_furniture(doc: Doc) -> list[str]:
    """A short excerpt in a page full of menus: look again without what is surely furniture."""
    lines = enumerate(doc.lines) if len(doc.lines) <= 5000 else ()
    cut = {i for i, line in lines if line.strip() and match.removable(doc, i)}
    return match.identify(View(doc, doc.pieces(0, len(doc.text), cut))) if cut else []


def _known_head(found: Sequence[str]) -> Head:
    reasons = ["repeats the text", *(f"part of {id}" for id in found[1:2])]
    copies = zip(reasons, map(corpus.fingerprints, found), strict=False)
    said = {key: corpus.record(found[0]).get(key) or "" for key in FIELDS}
    return Head(**said, copies=[(why, list(map(match.raw, prints))) for why, prints in copies])


def known_in(file: File) -> Recognised | None:
    """The course's source in a file. In a web page: from all its blocks, or, where that leaves
    something open, from what the extractor keeps, whichever matches better."""
    known = recognise(file.doc)
    if not file.page or (known and not known.changes()):
        return known
    try:
        text = extract(file.page).get("text") or ""
    except Unreadable:
        return known
    both = filter(None, (known, recognise(Doc.of(text.replace("\n", "\n\n")))))
    return max(both, key=lambda one: (-len(one.changes()), one.statuses["exact"]), default=None)


_NAMED = 3000  # lines that are looked at one by one; a page has some hundreds


def _dropped(doc: Doc, spans: Sequence[Span], head: Head) -> list[Block]:
    """A row per part of a line that was left out, with the reason."""
    found = []
    for number, (start, end) in enumerate(spans):
        text, index = doc.text[start:end].strip(), doc.line_at(start)
        named = number < _NAMED
        reason = why(text, head, repeated=doc.repeated(index)) if named else OTHER
        if reason == "page number" and "share count" in map(furniture, doc.beside(index)):
            reason = "share count"
        found.append(Block(text, doc.numbers[index], reason))
    return found


def _tell_known(known: Recognised, report: Report, name: str, given: Given, store: bool) -> None:
    report.id, report.known, report.dropped = known.id, True, known.dropped
    report.paragraphs, report.statuses = known.total, known.statuses
    _tell_much(report, sum(len(one.text.split()) for one in known.placed.values()))
    for other in known.also:
        report.tell("also holds", other=other)
    cleaned = [str(one.n) for _, one in sorted(known.placed.items()) if one.status == "cleaned"]
    if cleaned:
        report.tell("cleaned", which=_listed(cleaned))
    for change in known.changes():
        report.tell("differs", n=change.n, status=change.status, note=change.note)
    if given.replace not in (None, known.id):
        raise Unreadable("another source", id=known.id, replace=given.replace)
    if store:
        _store_known(known, report, name, given)


def _store_known(known: Recognised, report: Report, name: str, given: Given) -> None:
    """Stores a known source. A copy that is there already is completed, never made worse."""
    keys = ("n", "status", "text", "note")
    mine = {one.n: {key: getattr(one, key) for key in keys} for one in known.placed.values()}
    held = {} if given.replace else stored(known.id) or {}
    theirs = {block["n"]: block for block in held.get("paragraphs", ())}
    better = {n: mine[n] for n in mine if n not in theirs or _rank(mine[n]) > _rank(theirs[n])}
    other = [n for n in mine if n not in better and mine[n]["text"] != theirs[n]["text"]]
    worse = [str(n) for n in other if mine[n]["status"] not in _SURE]
    if worse:
        which = f"{_listed(worse)} of this file differ{'s' * (len(worse) == 1)}"
        report.error = str(Unreadable("differs from what is here", id=known.id, which=which))
        return
    if held and not better:
        report.tell("all is here", id=known.id)
        return
    if held:
        report.tell("completed", more=several(len(better), "paragraph"))
    data = {
        "id": known.id,
        "file": name,
        "added": datetime.date.today().isoformat(),
        "paragraphs": [block for _, block in sorted({**theirs, **better}.items())],
        "dropped": [drop.as_json() for drop in known.dropped],
    }
    keep(data)


def _listed(numbers: Sequence[str]) -> str:
    return f"paragraph{'s' * (len(numbers) > 1)} {', '.join(numbers)}"


def _rank(block: dict[str, Any]) -> int:
    return _SURE.get(block["status"], 0)


# A file that is none of the course's sources: a new article, annotated by rule.


def _checked(given: Given) -> Given:
    """``given`` with its date in ISO form; :class:`Unreadable` for what cannot be used."""
    date = given.date and given_date(given.date)
    if given.date and not date:
        raise Unreadable("not a date", date=given.date)
    for id, option in ((given.id, "--id"), (given.replace, "--replace")):
        if id and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", id):
            raise Unreadable("not an id", id=id, option=option)
        if id and id in corpus.shipped_ids():
            raise Unreadable("id of the course", id=id, option=option)
    if given.replace and not stored(given.replace):
        raise Unreadable("nothing to replace", id=given.replace)
    return replace(given, date=date)


def _tell_new(file: File, report: Report, name: str, given: Given, store: bool) -> None:
    page = {**(extract(file.page) if file.page else {}), **file.said}
    blocks, head = article.read_article(file.doc, asdict(given), page)
    kept = [block for block in blocks if not block.reason]
    report.dropped = [block for block in blocks if block.reason]
    report.paragraphs = report.statuses["exact"] = len(kept)
    _tell_much(report, sum(block.size for block in kept))
    if stop := next((one for one in blocks if one.reason == "paywall"), None):
        report.tell("stopped", line=match.shown(stop.text)[1:-1])
    other, sure = article.another(blocks, head)
    if other and sure and not given.title:
        raise Unreadable("several articles", line=other.line, text=other.text[:80])
    if other:
        report.tell("another text", line=other.line, text=match.shown(other.text)[1:-1])
    if not given.title:
        article.refuse_without_article(blocks, head)
    mine = _prints(block.text for block in kept)
    shelf = _shelf()
    read = {"outlet": head.outlet, "date": head.date}
    same = next((id for id in shelf if shelf[id] == mine and _one_text(id, read)), None)
    report.id = _id(given, head, name, same, shelf)
    held = stored(report.id) if report.id == same else None
    if held and not any(astuple(replace(given, id=None))):
        report.tell("text is here", id=same)
        store = False
    for key in FIELDS:
        setattr(head, key, getattr(given, key) or (held or {}).get(key) or getattr(head, key))
        if not getattr(head, key):
            report.tell(f"no {key}")
    found = [f"{key} “{said}”" for key in FIELDS if (said := getattr(head, key))]
    report.read = PAGES["remarks"]["read"].format(what=", ".join(found)) if found else ""
    _tell_likeness(report, mine, {id: shelf[id] for id in shelf.keys() - {report.id, same}})
    if article.japanese(kept):
        report.tell("Japanese")
    if store:
        keep(_data(report.id, name, head, kept) | {"read": read})


Prints = tuple[str, ...]


def _prints(texts: Iterable[str]) -> Prints:
    return tuple(digest_of(sense(text)) for text in texts)


def _shelf() -> dict[str, Prints]:
    """What was added before by id; of articles the prints of their paragraphs."""
    files = corpus.texts().glob("*.json")
    return {file.stem: _shelved(file, file.stat().st_mtime_ns) for file in files}


@cache
def _shelved(file: Path, changed: int) -> Prints:
    """Read once: adding the last of two hundred articles costs what adding the first does."""
    held = stored(file.stem) or {}
    blocks = held.get("paragraphs", ()) if "marks" in held else ()
    return _prints(str(block.get("text", "")) for block in blocks)


def _one_text(id: str, read: dict[str, str]) -> bool:
    """Whether the same words are the same text: not another outlet's, nor of another day."""
    before = (stored(id) or {}).get("read", {})
    return all(said in (read[key], "") or not read[key] for key, said in before.items())


def _tell_likeness(report: Report, mine: Prints, shelf: dict[str, Prints]) -> None:
    """Says of which stored text this one is another version, an excerpt or an extension."""
    for id, theirs in sorted(shelf.items()):
        shared = len(set(mine) & set(theirs))
        if 2 * shared >= min(len(mine), len(theirs)):
            report.tell("like another", id=id, shared=several(shared, "paragraph", "is", "are"))
            return


def _id(given: Given, head: Head, name: str, same: str | None, taken: Collection[str]) -> str:
    """A short name; one that another article has is never taken, one's own is taken again."""
    if given.id not in (None, same) and given.id in taken and not given.replace:
        raise Unreadable("id of another", id=given.id)
    if mine := given.replace or given.id or same:
        return mine
    stem = _slug(head.outlet) or "-".join(_slug(head.title).split("-")[:3])
    stem = stem or _slug(Path(name).stem) or "article"
    wish = f"{stem}-{head.date[:4]}" if head.date else stem
    ids = itertools.chain([wish], (f"{wish}-{number}" for number in itertools.count(2)))
    return next(id for id in ids if id not in taken and id not in corpus.shipped_ids())


def _slug(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    flat = re.sub(r"^the\s+", "", flat.replace("'", ""))
    return re.sub(r"[^a-z0-9]+", "-", flat).strip("-")[:40].strip("-")


def _data(id: str, name: str, head: Head, kept: Sequence[Block]) -> dict[str, Any]:
    """The form in which a new article is stored."""
    from alliance.adding.annotate import annotate

    marks = annotate([block.text for block in kept], date=head.date or None)
    spoken = [mark.detail.get("speaker") for mark in marks if mark.layer == "quotation"]

    return {
        "id": id,
        "kind": "article",
        "title": head.title or Path(name).stem,
        **{key: getattr(head, key) or None for key in ("outlet", "author", "date")},
        "note": f"Added from {name}; annotated by rule, not checked by hand.",
        "rights": {"holder": head.outlet or head.author or "not known", **PAGES["rights"]},
        "speakers": list(dict.fromkeys(filter(None, spoken))),
        "paragraphs": [
            {"n": n, "kind": block.kind, "text": block.text} for n, block in enumerate(kept, 1)
        ],
        "marks": list(map(asdict, marks)),
    }


# What was left out is told, and where it was much it counts.

_MUCH, _LEAST = 1 / 3, 25  # of the words that were kept; words


def _tell_much(report: Report, kept: int) -> None:
    """Says so where whole sentences were left out that may well belong to the text."""
    certain = REASONS["certain"]
    doubtful = [one.text for one in report.dropped if one.ended and one.reason not in certain]
    lost = [size for size in (len(text.split()) for text in doubtful) if size >= 8]
    if sum(lost) > max(_LEAST, _MUCH * kept):
        report.short = True
        most, told = several(sum(lost), "word"), several(len(lost), "sentence")
        rest = several(kept, "word", "was", "were")
        report.tell("much left out", lost=most, sentences=told, kept=rest)


# One JSON file per source, whole or not at all, and nothing else.


def stored(id: str) -> dict[str, Any] | None:
    """What is stored under an id, or ``None``."""
    try:
        found = json.loads((corpus.texts() / f"{id}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def keep(data: dict[str, Any]) -> None:
    """Writes ``data`` as ``<id>.json`` into the folder of added texts.

    The file appears complete or the old one stays; :class:`Unreadable` says why it could not be
    written.
    """
    folder = corpus.texts()
    try:
        corpus.put(folder / f"{data['id']}.json", json.dumps(data, ensure_ascii=False, indent=1))
    except OSError as error:
        why = error.strerror or error
        raise Unreadable("not stored", folder=folder, error=why) from None
