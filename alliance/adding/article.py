"""An article that nobody has seen before: paragraphs, title, date and report."""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.adding import furniture, page
from alliance.adding.furniture import OTHER, Context, Dropped, Layout
from alliance.adding.page import Block, blocks, settle
from alliance.adding.read import Doc, Unreadable

# Writes what was brought in: one JSON file per source, whole or not at all, and nothing else.


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
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".adding-", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False, indent=1)
            os.replace(temporary, folder / f"{data['id']}.json")
            _note(_digests(), data)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise Unreadable(
            f"The text cannot be stored in {folder} ({error.strerror or error}). Free some room "
            "there, or name another folder in the environment variable ALLIANCE_HOME."
        ) from None


# A file that is none of the course's sources -> a new article, annotated by rule.


_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_LINES, _CHARACTERS = 20_000, 600_000  # a long report; longer is a book or a log


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about a new article; ``None`` where nothing was said."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    id: str | None = None
    replace: str | None = None


@dataclass(slots=True)
class Fresh:
    """A new article in the form in which it is stored, and what to tell the user."""

    data: dict[str, Any]
    dropped: list[Dropped]
    remarks: list[str] = field(default_factory=list)
    here: bool = False  # it was stored before, word for word
    short: bool = False  # much was left out


def checked(given: Given) -> Given:
    """``given`` with its date in ISO form; :class:`Unreadable` for what cannot be used."""
    date, id = given.date, given.id
    if date is not None:
        date = furniture.given_date(date)
        if date is None:
            raise Unreadable(
                f"The date “{given.date}” is not understood. Write --date 2024-03-05, "
                "or 2024-03 or 2024 where no more is known."
            )
    if id is not None and not _ID.fullmatch(id):
        raise Unreadable(
            f"“{id}” cannot be an id. Use small letters, digits and hyphens: --id kyodo-2024."
        )
    if id is not None and id in corpus.shipped_ids():
        raise Unreadable(f"“{id}” is a source of the course. Choose another --id.")
    return Given(given.title, given.outlet, given.author, date, id, given.replace)


def article(
    doc: Doc,
    name: str,
    given: Given,
    found: page.Head | None = None,
    kept_by: str | None = None,
) -> Fresh:
    """The new article in ``doc``.

    found: what the page's own metadata say; kept_by: the text that an extractor took from it.
    """
    _bounded(doc)
    all_blocks = blocks(Layout(doc))
    by_rule = page.find(all_blocks)
    known = found or page.Head()
    record = page.Head(
        *(
            getattr(given, key) or getattr(known, key) or getattr(by_rule, key)
            for key in ("title", "outlet", "author", "date")
        )
    )
    run = None if kept_by is None else page.within(all_blocks, kept_by)
    settle(all_blocks, _context(record), run)
    kept = [block for block in all_blocks if not block.reason]
    if not any(block.kind == "text" for block in kept):
        raise Unreadable(
            "No paragraph of an article was found in this file. Check that it holds the text "
            "itself, one paragraph after another, and add it again."
        )
    texts = [block.text for block in kept]
    here = already(texts)
    if here and not (given.id or given.replace):
        told = [f"{here} is this text already."]
        return Fresh(stored(here) or {}, _dropped(all_blocks), told, True)
    data = _data(_id(given, record, name, texts), name, record, kept)
    remarks = [*_questions(record), *_lost(all_blocks)]
    return Fresh(data, _dropped(all_blocks), remarks, short=bool(_lost(all_blocks)))


def _bounded(doc: Doc) -> None:
    size = sum(map(len, doc.lines))
    if len(doc.lines) > _LINES or size > _CHARACTERS:
        raise Unreadable(
            f"This file has {len(doc.lines)} lines and {size} characters, more than any article. "
            "Save only the article and add that file."
        )


def _lost(blocks: Sequence[Block]) -> list[str]:
    """What is said where sentences were left out that may well be the article's."""
    lost = sum(b.size for b in blocks if b.reason == OTHER and b.ended and b.size >= 15)
    if lost <= sum(block.size for block in blocks if not block.reason) / 3:
        return []
    return [
        f"Much was left out: {lost} words in sentences. Look at the lines below; if they are "
        "the article's, copy it alone into a .txt file and add that."
    ]


def _dropped(blocks: Sequence[Block]) -> list[Dropped]:
    return [Dropped(block.line, block.text[:300], block.reason) for block in blocks if block.reason]


def _context(record: page.Head) -> Context:
    return Context(
        title=record.title or "",
        outlet=record.outlet or "",
        author=record.author or "",
        date=record.date or "",
    )


def _data(id: str, name: str, record: page.Head, kept: Sequence[Block]) -> dict[str, Any]:
    from alliance.adding.annotate import annotate

    marks = annotate([block.text for block in kept], date=record.date)
    speakers = [
        mark.detail["speaker"]
        for mark in marks
        if mark.layer == "quotation" and mark.detail.get("speaker")
    ]
    return {
        "id": id,
        "kind": "article",
        "title": record.title or Path(name).stem,
        "outlet": record.outlet,
        "author": record.author,
        "date": record.date,
        "note": f"Added from {name}; annotated by rule, not checked by hand.",
        "rights": {
            "holder": record.outlet or record.author or "not known",
            "text": "the reader's own copy, on this computer only",
            "edition": "full text, not part of the course",
        },
        "speakers": list(dict.fromkeys(speakers)),
        "paragraphs": [
            {"n": n, "kind": block.kind, "text": block.text} for n, block in enumerate(kept, 1)
        ],
        "marks": [
            {
                "p": mark.p,
                "start": mark.start,
                "end": mark.end,
                "layer": mark.layer,
                "text": mark.text,
                "value": mark.value,
                "detail": mark.detail,
            }
            for mark in marks
        ],
    }


def _questions(record: page.Head) -> list[str]:
    asked = (
        ("title", 'headline was found; the file name stands in. Add again with --title "…".'),
        ("outlet", 'outlet was found. Add again with --outlet "…" (who published it?).'),
        ("author", 'author was found. Add again with --author "…" if the text names one.'),
        ("date", "date was found. Add again with --date 2024-03-05 (or 2024-03, or 2024)."),
    )
    return [f"No {question}" for key, question in asked if not getattr(record, key)]


def _id(given: Given, record: page.Head, name: str, texts: list[str]) -> str:
    """A short name; one that another text has is never taken."""
    if given.id:
        if stored(given.id) is not None and given.replace != given.id:
            raise Unreadable(
                f"“{given.id}” is the id of another text. Choose another --id, or write "
                f"--replace {given.id} to put this one in its place."
            )
        return given.id
    if given.replace:
        if stored(given.replace) is None:
            raise Unreadable(f"There is no text “{given.replace}” here that could be replaced.")
        return given.replace
    stem = _slug(record.outlet or "") or "-".join(_slug(record.title or "").split("-")[:3])
    stem = stem or _slug(Path(name).stem) or "article"
    wish = f"{stem}-{record.date[:4]}" if record.date else stem
    taken = set(corpus.shipped_ids())
    number, id = 1, wish
    while id in taken or (corpus.texts() / f"{id}.json").exists():
        number += 1
        id = f"{wish}-{number}"
    return id


def _slug(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    flat = re.sub(r"^the\s+", "", flat.replace("'", ""))
    return re.sub(r"[^a-z0-9]+", "-", flat).strip("-")[:40].strip("-")


# Whether a text is here already is looked up by its digest: as quick with 1,000 texts as with one.


def digest(texts: Sequence[str]) -> str:
    """The same for two texts whose paragraphs have the same words, signs and capitals."""
    spaced = "\n".join(" ".join(text.split()) for text in texts)
    return blake2b(spaced.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _digests() -> Path:
    """The folder of digests; made anew from the texts where it is missing."""
    folder = corpus.texts() / ".digests"
    if not folder.is_dir() and corpus.texts().is_dir():
        folder.mkdir(exist_ok=True)
        for path in corpus.texts().glob("*.json"):
            if mine := stored(path.stem):
                _note(folder, mine)
    return folder


def _note(folder: Path, data: dict[str, Any]) -> None:
    texts = [str(block.get("text", "")) for block in data.get("paragraphs", ())]
    (folder / digest(texts)).write_text(str(data["id"]), "utf-8")


def already(texts: Sequence[str]) -> str | None:
    """The id of a stored text that is word for word this one, or None."""
    try:
        id = (_digests() / digest(texts)).read_text("utf-8")
    except OSError:
        return None
    mine = stored(id)
    same = mine and digest([str(one.get("text", "")) for one in mine["paragraphs"]])
    return id if same == digest(texts) else None
