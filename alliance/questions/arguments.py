"""What is said of an argument, which no machine judges: what is asked back, how its writer marks
it, and two samples to lay beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

from alliance import corpus
from alliance import text as words
from alliance.languages import pick, say, vocabulary
from alliance.questions import places
from alliance.questions.places import NoPlace, Place
from alliance.questions.wording import JAPANESE

# What a machine can see in an argument, said as questions; it never says how good one is.

_READ = 4_000  # characters: more than any argument that is asked for
_SHARED = 2  # words of weight that a reasoning has in common with what it uses
_WEIGHT = 5  # letters of a word that tells what a text is about
_ANYWHERE = {"japan", "unite", "ameri"}  # beginnings of words that tell nothing in this course
_QUOTES = re.compile('“([^“”]{20,600})”|"([^"]{20,600})"')
_LOOKED_UP = 2  # quotations
_QUOTED = 6  # words that are a quotation, not a name or a term
_COPIED = 8  # words in a row that are the question's own
_SUBJECT = 3  # words of weight that any argument shares with its question and its sources
_MANY, _VARIED = 40, 0.4  # from so many words on: the share of them that are different
_ARTICLE = r"\barticle\s+([IVX]+|\d{1,2})\b"
_OF_YEAR = r"(?:\s+(?:of|in|the|old|new|security|treaty)){0,6}\s+(1951|1960)\b"
_YEARS = r"\b(1951|1960)(?:[’']s)?(?:\s+(?:security\s+)?treaty(?:[’']s)?)?,?\s+"
_PROVISION = re.compile(_ARTICLE + _OF_YEAR, re.IGNORECASE)
_PROVISION_OF = re.compile(_YEARS + _ARTICLE, re.IGNORECASE)


def asked_back(asked: Any, said: str, cited: list[Place], against: bool = False) -> Iterator[str]:
    """What to ask whoever wrote ``said`` and cited these places.

    asked: the prompt; against: whether the writer says what speaks against it. Of what is written
    in Japanese only Articles and quotations are looked at.
    """
    said = said[:_READ]
    yield from _no_such_provision(said)
    yield from _quotations(said, cited)
    if re.search(f"[{JAPANESE}]{{8}}", said):
        return
    yield from _named_errors(said)
    given = words.words(re.sub(r"[’']s\b|-", " ", said))
    apart = [one for one in cited if not _used(one, said, set(given))]
    strange = _is_strange(given, pick(asked), cited, len(apart) == len(cited))
    if strange:
        yield say("argue-strange")
    if apart:
        shown = "; ".join(dict.fromkeys(map(_named, apart)))
        yield say("argue-unused", places=shown)
    heard = {one.source for one in cited}
    if not (against or strange) and (len(heard) == 1 or not vocabulary("contrast") & set(given)):
        yield say("argue-one-side")
    if copied := _copied(words.words(pick(asked)), words.words(said)):
        yield say("argue-prompt", words=copied)


@cache
def _errors() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(corpus.data("named-errors.json").read_text("utf-8"))
    return found


def _named_errors(said: str) -> Iterator[str]:
    """The mistakes that the course has a name for, where a sentence makes one and denies nothing:
    ``data/named-errors.json``."""
    known = _errors()
    sentences = re.split(r"(?<=[.!?])\s+", said)
    for error in known["errors"]:
        unless = f"{known['unless']}|{error.get('unless', '$^')}"
        for one in sentences:
            found = all(re.search(part, one, re.IGNORECASE) for part in error["find"])
            if found and not re.search(unless, one, re.IGNORECASE):
                yield pick(error["ask"])
                break


def _is_strange(given: list[str], asked: str, cited: list[Place], unused: bool) -> bool:
    """Whether a text comes to nothing that it cites and hardly has a word of the question, or has
    the same few words again and again."""
    again = len(given) >= _MANY and len(set(given)) < _VARIED * len(given)
    subject = _weighty(words.words(" ".join([asked, *map(_text, cited)])))
    return again or (unused and len(_weighty(given) & subject) < _SUBJECT)


def _no_such_provision(said: str) -> Iterator[str]:
    found = [(one[2], one[1]) for one in _PROVISION.finditer(said)]
    found += [(one[1], one[2]) for one in _PROVISION_OF.finditer(said)]
    for year, provision in dict.fromkeys(found):
        try:
            places.place(f"treaty-{year}", f"Art. {provision}")
        except NoPlace:
            yield say("argue-no-article", provision=provision.upper(), year=year)


def _quotations(said: str, cited: list[Place]) -> Iterator[str]:
    """Quoted words that stand nowhere, otherwise, or in a source that is not cited."""
    quoted = dict.fromkeys(one[1] or one[2] for one in _QUOTES.finditer(said))
    heard = {one.source for one in cited}
    told = [f" {' '.join(words.words(_statement(id)))} " for id in heard if corpus.is_fact(id)]
    for one in [one for one in quoted if len(words.words(one)) >= _QUOTED][:_LOOKED_UP]:
        if any(f" {' '.join(words.words(one))} " in fact for fact in told):
            continue
        found = places.find(one)
        begin = " ".join(one.split()[:_COPIED])
        if not found.places:
            yield say("argue-quote-nowhere", words=begin)
        elif found.diff:
            yield say("argue-quote-altered", words=begin, diff=found.diff)
        elif not heard & {there.source for there in found.places}:
            yield say("argue-quote-elsewhere", words=begin, source=found.places[0].source)


def _used(place: Place, said: str, given: set[str]) -> bool:
    """Whether a text (its words: ``given``) comes to speak of what it cites: by a name, a number or
    the matter itself."""
    names = set(place.source.split("-")) - {"doc", "treaty", "notes", "japan"}
    names |= {place.source.replace("-", "")}
    if names & given or place.source in said:
        return True
    article = r"articles?\s+(?:I|1)" if place.provision == "I" else place.provision  # not "I think"
    if article and re.search(rf"\b{article}\b", said, re.IGNORECASE):
        return True
    return len(_weighty(given) & _weighty(words.words(_text(place)))) >= _SHARED


def _weighty(given: Any) -> set[str]:
    found = {word[:_WEIGHT] for word in given if len(word) >= _WEIGHT and not word.isdigit()}
    return found - _ANYWHERE


def _text(place: Place) -> str:
    if corpus.is_fact(place.source):
        return _statement(place.source)
    there = [one for one in places.blocks() if one.place.source == place.source]
    return " ".join(
        one.text
        for one in there
        if place.n in (one.place.n, None) and place.provision in (one.place.provision, None)
    ) + _head(place.source)


def _head(id: str) -> str:
    """What a document is, as its card says: "the telegram" speaks of one."""
    from alliance.cards import document

    if not places.is_document(id):
        return ""
    card = document(id)
    return f" {card.kind} {card.title} {card.made_by}"


def _statement(id: str) -> str:
    found = corpus.facts_by_id()[id]
    return f"{found['statement']} {found.get('evidence', '')}"


def _named(place: Place) -> str:
    if place.provision:
        article = set(place.provision) <= set("IVX")
        return f"{place.source} {'Art. ' if article else ''}{place.provision}"
    alone = place.n is None or corpus.is_fact(place.source)
    return place.source if alone else f"{place.source} ¶{place.n}"


def _copied(asked: list[str], said: list[str]) -> str:
    """Words in a row that an argument takes from its question; empty where there are few."""
    whole = f" {' '.join(said)} "
    for start in range(len(asked) - _COPIED + 1):
        run = " ".join(asked[start : start + _COPIED])
        if f" {run} " in whole:
            return run
    return ""


# The rubric: its rows, what the writer makes of them, and what opens then.

Rows = list[dict[str, Any]]  # each a criterion and its levels, the lowest first
Marks = dict[str, int]  # by a row's name: 1 is the lowest level


@cache
def common_rows() -> dict[str, dict[str, Any]]:
    """The rows that the arguments of all lessons share, by name: ``data/rubric.json``."""
    found: dict[str, dict[str, Any]] = json.loads(corpus.data("rubric.json").read_text("utf-8"))
    return found


def row_name(row: dict[str, Any]) -> str:
    """What a row is called where a mark is kept: "other-side", whatever the language in use."""
    criterion = row["criterion"]
    said = criterion.get("en", "") if isinstance(criterion, dict) else criterion
    return "-".join(re.findall(r"\w+", str(said).casefold()))


def own_marks(rows: Rows, given: Any) -> Marks:
    """The writer's own marks, of rows and levels that there are, in the rubric's order."""
    given = given if isinstance(given, dict) else {}
    found = {row_name(row): (given.get(row_name(row)), len(row["levels"])) for row in rows}
    return {row: level for row, (level, most) in found.items() if level in range(1, most + 1)}


def rows_in_words(rows: Rows) -> list[tuple[str, str]]:
    """The rubric to be read: each criterion with its levels."""
    return [(pick(row["criterion"]), " / ".join(map(pick, row["levels"]))) for row in rows]


def in_words(rows: Rows, own: Marks) -> list[tuple[str, str]]:
    """The writer's own marks as criterion and level, to be read."""
    found = [(row, own[row_name(row)]) for row in rows if row_name(row) in own]
    return [(pick(row["criterion"]), f"{n} ({pick(row['levels'][n - 1])})") for row, n in found]


def sample_lines(sample: dict[str, Any]) -> list[tuple[str, str]]:
    """A sample argument as labelled lines: its level and claim, the rest, what makes it so."""
    title = say("sample", level=sample["level"], side=pick(sample["side"]))
    first, *more = [pick(one) for one in sample["remarks"]]
    argument = [(title, pick(sample["claim"])), ("", pick(sample["reasoning"]))]
    evidence = (say("ask-evidence"), "; ".join(sample["evidence"]))
    return [*argument, evidence, (say("sample-why"), first), *(("", one) for one in more)]


def sample_html(sample: dict[str, Any]) -> str:
    """A sample as the card shows it: closed, under its level and its side."""
    from alliance.html import line

    (title, claim), *rest = sample_lines(sample)
    body = line(claim) + "".join(line(text, label) for label, text in rest)
    return f"<details><summary>{escape(title)}</summary>{body}</details>"
