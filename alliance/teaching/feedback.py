"""A page of feedback for each student."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import ChainMap
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from textwrap import shorten
from typing import Any
from urllib.parse import quote

from alliance import corpus
from alliance.html import Html, page
from alliance.languages import current, named, say
from alliance.questions import bank
from alliance.questions.judge import FULL, STATUSES, Verdict
from alliance.questions.kinds import kind, lists
from alliance.questions.places import citation, place_in_words
from alliance.questions.portfolio import in_parts
from alliance.teaching.grade import Row
from alliance.teaching.gradebook import asked, by_student, number, shown, total
from alliance.teaching.spreadsheet import visible
from alliance.text import several

_LONGEST = 2_000  # characters of an answer on the page
_BRIEF = 60  # characters of a question in its name


def write(rows: Iterable[Row], units: list[bank.Unit], folder: Path) -> tuple[int, list[str]]:
    """A page per student into ``folder``, made if need be, and beside it an index of them; returns
    how many, and which pages of an earlier run still lie there.

    rows: those of one student come together. Names of files come from the student's name, letters
    and digits only, and a hash. Raises ``OSError`` where a page can't be written.
    """
    pages = {}
    for theirs in by_student(rows):
        name = file_name(theirs[0])
        corpus.put(folder / name, html(theirs, units))
        pages[name] = theirs[0].student
    made = page(
        "index",
        title=f"Feedback for {several(len(pages), 'student')}",
        language=current(),
        folder=quote(index(folder).name.removesuffix(_INDEX)),
        pages=[(student, name) for name, student in pages.items()],
    )
    corpus.put(index(folder), made)
    others = (path for path in folder.glob("*.html") if path.name not in pages)
    return len(pages), sorted(path.name for path in others if _OURS in path.read_bytes()[:1_000])


_OURS = b"<title>Feedback for"
_INDEX = ".index.html"


def index(folder: Path) -> Path:
    """The index of a folder of feedback: beside it, for the folder may be given to students."""
    named = folder if folder.name.strip(".") else Path(os.path.abspath(folder))
    return named.parent / f"{named.name}{_INDEX}"


def file_name(row: Row) -> str:
    """The name of a student's page: never a path, and another for everyone."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", row.student))
    apart = blake2b((row.key or row.file).encode(), digest_size=4).hexdigest()
    return f"{'-'.join(words)[:40] or 'student'}-{apart}.html"


def html(rows: list[Row], units: list[bank.Unit]) -> str:
    """The page of one student, whole and in itself."""
    known = (asked, bank.marks_in_words, in_words, places, points, total, unread, verdict, visible)
    return page(
        "feedback",
        title=f"Feedback for {rows[0].student}" if rows[0].student else "Feedback",
        language=current(),
        rows=rows,
        units=units,
        full=FULL,
        statuses=[(status, sign, say(f"count-{status}")) for status, sign in STATUSES.items()],
        **{one.__name__: one for one in known},
    )


def points(value: float) -> str:
    """Points as a student reads them: to two places at most."""
    return number(round(value, 2))


def in_words(question: bank.Question, answer: Any) -> str:
    """An answer as its student gave it: a letter with what it stands for, a citation with the name
    of its source; what has parts in a line per part."""
    letters = ChainMap(*lists(question.form).values())

    def said(part: Any) -> str:
        if isinstance(part, str) and part in letters:
            return f"{part} · {plain(letters[part])}"
        if isinstance(part, bool):
            return say("ask-true" if part else "ask-false")
        cites = isinstance(part, str) and kind(question.kind).shape == "place"
        return place_in_words(part) if cites else shown(part)

    if isinstance(answer, dict) and "claim" in answer:
        lines = [f"{say(f'portfolio-{part}')}: {text}" for part, text in in_parts(answer)]
    elif not isinstance(answer, str) and kind(question.kind).sources_cited(answer, question.lesson):
        lines = [citation(list(answer.values()) if isinstance(answer, dict) else answer)]
    elif isinstance(answer, dict):
        lines = [f"{said(name)}: {said(part)}" for name, part in answer.items()]
    else:
        lines = list(map(said, answer if isinstance(answer, list) else [answer]))
    return visible("\n".join(lines)[:_LONGEST])


def plain(said: Any) -> str:
    """A text of the course where there is no HTML."""
    return re.sub(r"[`*]", "", named(said))


def asked_briefly(question: bank.Question) -> str:
    """What a question asks, in a line."""
    return shorten(plain(question.prompt), _BRIEF, placeholder=" …")


# What a student has to know of what the teacher was told; never a word about other people.
_THEIRS = ("not read", "can't be read", "not checked", "is gone", "is not run", "more than once")


def unread(flags: Iterable[str]) -> list[str]:
    """The flags that are about what the machine could not read of a student's work."""
    return [visible(flag) for flag in flags if any(words in flag for words in _THEIRS)]


def verdict(id: str, one: dict[str, Any]) -> Html:
    """The verdict on one answer, as its card showed it. Here what can't be read has no point, and
    what was left out is not to come."""
    if one["status"] == "not-attempted":
        said = say("count-not-attempted").capitalize()
        return Html(f'<p class="al-v-h">{dict(STATUSES)["not-attempted"]} {said}</p>')
    told = (line for line in one.get("message", ()) if line != say("malformed-free"))
    made = Verdict(
        id,
        one["status"],
        share=one["score"],
        misconception=one["misconception"],
        called=bank.called(bank.mistake(id, one["misconception"])),
        details=tuple(told),
        explanation=one.get("why", ""),
    )
    return Html(made.clicked())


def places(question: bank.Question, one: dict[str, Any]) -> list[str]:
    """Where the answer stands, for who has given one: nobody learns it by leaving the question out.
    Of a question that asks for places, or for an argument from them, once it has its points."""
    done = one["status"] in FULL and one["score"] is not None
    asked_for = kind(question.kind).shape == "place" or kind(question.kind).parts
    tried = one["status"] in ("wrong", "partly") and not asked_for
    return evidence(question.id) if done or tried else []


def evidence(id: str) -> list[str]:
    """Where the answer to a question stands: places, and for a fact the work it is taken from."""
    lines = bank.solution(id).get("evidence", ())
    return list(dict.fromkeys(place_in_words(str(line)) for line in lines))
