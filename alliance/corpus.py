"""The corpus: sources and their paragraphs in the edition at hand, and the folders they lie in."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import index
from pathlib import Path
from typing import Any, NamedTuple, Self, SupportsIndex, TypeVar, overload

from alliance.errors import Told, UnknownName, choose
from alliance.text import STATUSES, Fingerprint, words

T = TypeVar("T")

# Where things are: the package's data, the user's folder, the course's folder.


class BrokenData(Told, ValueError):
    """A file of the package is broken; the message names it, and the line."""


_DATA = Path(__file__).resolve().parent / "data"


def data(*parts: str) -> Path:
    """The path of a file shipped with the package, e.g. ``data("built", "sources.json")``."""
    return _DATA.joinpath(*parts)


@cache
def loaded(*parts: str) -> dict[str, Any]:
    """What a JSON file of the package holds, as ``loaded("built", "facts.json")``. It is read once:
    change nothing in it."""
    path = data(*parts)
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as fault:
        raise BrokenData(f"{path.name} can't be read: {fault}") from None
    return found


def home() -> Path:
    """The folder of added texts and of the answer log.

    ``ALLIANCE_HOME`` names it; otherwise it is the platform's user-data folder. It is not created
    here: reading the course must leave no trace.
    """
    named = os.environ.get("ALLIANCE_HOME")
    return Path(named).expanduser() if named else _users_own()


@lru_cache(maxsize=1)
def _users_own() -> Path:
    """The platform's folder; asking for it is slow, and every citation that is checked asks."""
    try:
        import platformdirs
    except ImportError:  # a browser has not got it
        return Path.home() / ".alliance"
    return Path(platformdirs.user_data_dir("alliance", appauthor=False))


def put(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, making its folder; raises ``OSError``.

    It is written beside its place and then moved: nobody meets half a file, and a link that lies
    there is replaced, not followed.
    """
    import tempfile  # a reader, who never writes, need not load it

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with open(handle, "wb") as to:
            to.write(content.encode() if isinstance(content, str) else content)
        os.umask(mask := os.umask(0))  # as any program's files: not the 0600 of mkstemp
        os.chmod(beside, 0o666 & ~mask)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def texts() -> Path:
    """The folder of the full texts that ``alliance add`` has brought in."""
    return home() / "texts"


def full_text_folders() -> list[Path]:
    """The folders that ``ALLIANCE_FULL_TEXTS`` names (for tests and authors), in order."""
    named = os.environ.get("ALLIANCE_FULL_TEXTS", "")
    return [Path(part).expanduser() for part in named.split(os.pathsep) if part]


def course_root(start: Path | None = None) -> Path | None:
    """The nearest folder, from ``start`` upwards, that holds ``notebooks/``; else the checkout.

    Returns ``None`` where there is no course: the package was installed without its lessons.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, _DATA.parent.parent):
        if (folder / "notebooks" / "00-start-here.ipynb").is_file():
            return folder
    return None


class NoLessons(Told, LookupError):
    """The package is here without the course."""


def course_folder() -> Path:
    """The course's folder; :class:`NoLessons` where there is none."""
    if root := course_root():
        return root
    go = "Go to the folder that holds “notebooks”, or unpack the course first, then try again."
    raise NoLessons(f"There are no lessons here. {go}")


# The sources: the course's articles and documents, and whatever the reader has added.
#
# Each exists in two editions with the same paragraph numbers: a digest in our own words, shipped
# with the package, and the full text, which appears once ``alliance add`` has recognised the
# reader's file.


KINDS = ("article", "treaty", "notes")
_OF = {"treaty": "Treaty", "notes": "Notes"}


class Rights(NamedTuple):
    """Who holds the text, on what terms, and what of it is here."""

    holder: str
    text: str
    edition: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One numbered block of a source, in the edition that is shown.

    kind: text, heading, caption, credit or signature; provision: of a treaty ("Art. V" is "V");
    status: "digest", or how the reader's file matched: exact, cleaned, approximate, changed,
    missing (the digest is shown instead), ambiguous; note: what differs, in words.
    """

    n: int
    text: str
    kind: str = "text"
    provision: str | None = None
    status: str = "digest"
    note: str = ""
    wording_note: str = ""

    @property
    def edition(self) -> str:
        return "digest" if self.status in ("digest", "missing") else "full"


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its record. ``paragraphs`` are those of the edition at hand; ``prints``: of a
    document, the treaty whose own paragraphs it shows, and by which an answer cites it."""

    id: str
    kind: str
    title: str
    outlet: str | None
    author: str | None
    date: str | None
    rights: Rights
    paragraphs: tuple[Paragraph, ...]
    edition: str = "digest"
    note: str = ""
    date_note: str = ""
    author_note: str = ""
    speakers: tuple[str, ...] = ()
    silences: tuple[str, ...] = ()
    added: bool = False
    extra: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    prints: str = ""

    @property
    def text(self) -> str:
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def short(self) -> str:
        """What a reader calls it: who brought it out and when, "Reuters 2020"; "Treaty of 1951"."""
        year = (self.date or "")[:4]
        if self.kind in _OF:
            return f"{_OF[self.kind]} of {year}"
        maker = re.split(r"[,;] (?=[a-z])| \(", self.outlet or self.author or self.title)[0]
        return maker if year in maker else f"{maker} {year}"

    @property
    def words(self) -> int:
        return sum(len(words(paragraph.text)) for paragraph in self.paragraphs)

    def paragraph(self, n: SupportsIndex) -> Paragraph:
        """Paragraph ``n``, counted from 1; :class:`UnknownName` says how many there are."""
        # Not only ``int``: a number out of a DataFrame is one of NumPy's.
        if isinstance(n, SupportsIndex) and 1 <= index(n) <= len(self.paragraphs):
            return self.paragraphs[index(n) - 1]
        raise UnknownName(f"{self.id} has paragraphs 1 to {len(self.paragraphs)}; there is no {n}.")


class NoSuchPlace(UnknownName, IndexError):
    """A number beyond the last. An ``IndexError``, as every sequence raises."""


class Shelf(list[T]):
    """What has an id, in order: by position, by id, or a part of it."""

    what, prefix = "source", ""  # the prefix of an id may be left out

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: SupportsIndex | str | slice) -> T | Self:
        if isinstance(key, slice):
            return type(self)(super().__getitem__(key))
        if isinstance(key, SupportsIndex):
            if -len(self) <= index(key) < len(self):
                return super().__getitem__(key)
            raise NoSuchPlace(f"There are {len(self)} here, numbered 0 to {len(self) - 1}.")
        there = self._by_id()
        whole = f"{self.prefix}{str(key).strip().casefold()}"
        return there[whole if whole in there else choose(key, there, self.what)]

    def _by_id(self) -> dict[str, T]:
        return {one.id: one for one in self}  # type: ignore[attr-defined]

    def __contains__(self, key: object) -> bool:
        return key in self._by_id() if isinstance(key, str) else super().__contains__(key)

    def __repr__(self) -> str:
        return "\n".join(map(repr, self))


@lru_cache(maxsize=1)
def _shipped() -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in loaded("built", "sources.json")["sources"]}


def shipped_ids() -> list[str]:
    """The ids of the course's own sources, in order."""
    return list(_shipped())


def forget() -> None:
    """Read the shipped sources again when next asked: the build has just written them."""
    for one in (loaded, _shipped, short_name, facts_by_id, documents):
        one.cache_clear()


def record(id: str) -> dict[str, Any]:
    """The shipped record of a source as plain data (claims included); ``{}`` for an added one."""
    return _shipped().get(id, {})


def claims() -> list[dict[str, Any]]:
    """Every claim of the shipped articles as its author wrote it, with the article's id."""
    return [
        {"article": id, **claim}
        for id, source in _shipped().items()
        if source["kind"] == "article"
        for claim in source.get("claims", ())
    ]


def facts() -> list[dict[str, Any]]:
    """Every fact of the course as plain data, in the order of ``data/facts.yaml``."""
    return list(loaded("built", "facts.json")["facts"])


@lru_cache(maxsize=1)
def facts_by_id() -> dict[str, dict[str, Any]]:
    """The same facts by their ids."""
    return {one["id"]: one for one in facts()}


def topics_of(fact: dict[str, Any]) -> list[str]:
    """The topic of a fact, and the others that it belongs to."""
    return [fact["topic"], *fact.get("topics", ())]


def is_fact(id: str) -> bool:
    """Whether a fact of the course has this id."""
    return id in facts_by_id()


def fingerprints(id: str) -> list[Fingerprint]:
    """The fingerprint of each paragraph of a shipped source, in order."""
    return [Fingerprint(**block["fingerprint"]) for block in record(id)["paragraphs"]]


def stored() -> Iterator[tuple[Path, dict[str, Any] | None]]:
    """Each file that ``alliance add`` has left, with what it holds; ``None`` where that is no use.

    A broken file costs only itself; ``alliance doctor`` names it.
    """
    for path in sorted(texts().glob("*.json")):
        try:
            held = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            held = None
        yield path, held if _sound(held) else None


def _sound(held: Any) -> bool:
    """Whether a stored text has all that reading it relies on."""
    try:
        blocks = [block for block in held["paragraphs"] if block.get("status") != "missing"]
        texts = {block["n"]: block["text"] for block in blocks}
        if not all(map(_said, texts.values())):
            return False
        if held["id"] in _shipped():
            return all(block["status"] in STATUSES for block in blocks)
        rights = Rights(**held["rights"])
        must = (held["id"], held["title"], *rights)
        may = [held[name] for name in ("outlet", "author", "date", "note") if held.get(name)]
        return (
            all(map(_said, (*must, *may)))
            and held["kind"] in KINDS
            and list(texts) == list(range(1, len(blocks) + 1)) != []
            and all(_fits(mark, texts[mark["p"]]) for mark in held.get("marks") or ())
        )
    except (KeyError, TypeError, AttributeError):
        return False


def _said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _fits(mark: dict[str, Any], text: str) -> bool:
    start, end = mark["start"], mark["end"]
    return (
        0 <= start < end <= len(text)
        and mark["text"] == text[start:end]
        and isinstance(mark["layer"], str)
        and isinstance(mark.get("value") or "", str)
        and isinstance(mark.get("detail") or {}, dict)
    )


def _known(shipped: dict[str, Any], added: dict[str, Any] | None) -> Source:
    full = {block["n"]: block for block in (added or {}).get("paragraphs", ())}
    absent = {"status": "missing" if full else "digest"}
    names, paragraphs = ("n", "kind", "provision", "wording_note"), []
    for block in shipped["paragraphs"]:
        mine = full.get(block["n"], absent)
        told = {name: block[name] for name in names if name in block}
        told |= {"text": mine.get("text") or block["digest"], "note": mine.get("note", "")}
        paragraphs.append(Paragraph(**told, status=mine["status"]))
    return _source(shipped, paragraphs, "full" if full else "digest")


def _new(added: dict[str, Any]) -> Source:
    paragraphs = [
        Paragraph(block["n"], block["text"], block.get("kind", "text"), status="exact")
        for block in added["paragraphs"]
    ]
    extra = {"marks": added.get("marks", [])}
    return _source(added, paragraphs, "full", added=True, extra=extra)


def _source(
    record: dict[str, Any], paragraphs: Iterable[Paragraph], edition: str, **more: Any
) -> Source:
    names = ("id", "kind", "title", "outlet", "author", "date")
    told: dict[str, Any] = {name: record.get(name) for name in names}
    told |= {name: record.get(name) or "" for name in ("note", "date_note", "author_note")}
    told |= {name: tuple(record.get(name) or ()) for name in ("speakers", "silences")}
    told |= {"rights": Rights(**{"edition": edition, **record["rights"]}), "edition": edition}
    return Source(**told, paragraphs=tuple(paragraphs), **more)


def sources(kind: str | None = None) -> Sequence[Source]:
    """Every source, shipped ones first; ``kind`` is "article", "treaty" or "notes"."""
    kind = kind and choose(kind, KINDS, "kind of source")
    added = {held["id"]: held for _, held in stored() if held}
    found = [_known(record, added.pop(id, None)) for id, record in _shipped().items()]
    found += map(_new, added.values())
    return [one for one in found if kind in (None, one.kind)]


def source(id: str) -> Source:
    """The source with this id; :class:`~alliance.errors.UnknownName` names the ids there are."""
    found = {one.id: one for one in sources()}
    return found[choose(id, found, "source")]


@lru_cache(maxsize=64)
def short_name(id: str) -> str:
    """What a reader calls one of the course's own sources, "Reuters 2020"; else empty. No text that
    was added is read for it."""
    return _known(_shipped()[id], None).short if id in _shipped() else ""


# What the course is about, and what a claim can be found to be.


def topics() -> dict[str, str]:
    """The topics of the course, by id, in plain words, in the order in which it is told."""
    return loaded("topics.json")


def fact_topics() -> dict[str, str]:
    """What the facts are sorted by, by id, as a heading says it."""
    return loaded("fact-topics.json")


def verdicts() -> dict[str, dict[str, str]]:
    """What a claim can be found to be, by name: meaning, shape, and how a figure draws it."""
    return loaded("verdicts.json")


# The period documents, which `cards` shows, as sources that are cited and searched.


@lru_cache(maxsize=1)
def documents() -> tuple[Source, ...]:
    """Every period document as a source whose paragraphs are the pieces of its excerpt, numbered as
    they are cited; a translation stands below its piece."""
    return tuple(map(_document, loaded("built", "documents.json")["documents"]))


def _document(record: dict[str, Any]) -> Source:
    paragraphs, prints = [], ""
    for n, piece in enumerate(record["excerpt"], 1):
        stands = piece.get("stands", {})
        prints = prints or stands.get("source", "")
        text = "\n".join(filter(None, (piece["text"], piece.get("translation"))))
        provision = stands.get("provision")
        paragraphs.append(Paragraph(stands.get("p", n), text, provision=provision, status="exact"))
    about = record | {"kind": "document", "author": record["made_by"]}
    kind = {"kind": record["kind"]}
    return _source(about, paragraphs, "excerpt", prints=prints, extra=kind)


def citable(id: str) -> Source:
    """The document or the source with this id; :class:`UnknownName` lists the sources."""
    return next((one for one in documents() if one.id == id), None) or source(id)
