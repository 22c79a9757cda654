"""What a machine can see in an argument, said as questions; it never says how good one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from alliance import corpus
from alliance import text as words
from alliance.questions import places
from alliance.questions.phrases import pick, say, vocabulary
from alliance.questions.places import NoPlace, Place
from alliance.questions.wording import JAPANESE

_READ = 4_000  # characters: more than any argument that is asked for
_SHARED = 2  # words of weight that a reasoning has in common with what it uses
_WEIGHT = 5  # letters of a word that tells what a text is about
_QUOTES = re.compile('“([^“”]{20,600})”|"([^"]{20,600})"')
_LOOKED_UP = 2  # quotations
_QUOTED = 6  # words that are a quotation, not a name or a term
_COPIED = 8  # words in a row that are the question's own
_ARTICLE = r"\barticle\s+([IVX]+|\d{1,2})\b"
_OF_YEAR = r"(?:\s+(?:of|in|the|old|new|security|treaty)){0,6}\s+(1951|1960)\b"
_YEARS = r"\b(1951|1960)(?:[’']s)?(?:\s+(?:security\s+)?treaty(?:[’']s)?)?,?\s+"
_PROVISION = re.compile(_ARTICLE + _OF_YEAR, re.IGNORECASE)
_PROVISION_OF = re.compile(_YEARS + _ARTICLE, re.IGNORECASE)


def questions(asked: Any, said: str, cited: list[Place]) -> Iterator[str]:
    """What to ask whoever wrote ``said`` (claim and reasoning) and cited these places.

    asked: the prompt. Words in Japanese are not looked into.
    """
    said = said[:_READ]
    yield from _no_such_provision(said)
    yield from _quotations(said, cited)
    if re.search(f"[{JAPANESE}]{{8}}", said):
        return
    given = words.words(said.replace("-", " "))
    if apart := [one for one in cited if not _used(one, said, set(given))]:
        shown = "; ".join(dict.fromkeys(map(_named, apart)))
        yield say("argue-unused", places=shown)
    heard = {one.source for one in cited}
    if len(heard) == 1 or not vocabulary("contrast") & set(given):
        yield say("argue-one-side")
    if copied := _copied(words.words(pick(asked)), words.words(said)):
        yield say("argue-prompt", words=copied)


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
    if place.provision and re.search(rf"\b{place.provision}\b", said, re.IGNORECASE):
        return True
    return len(_weighty(given) & _weighty(words.words(_text(place)))) >= _SHARED


def _weighty(given: Any) -> set[str]:
    return {word[:_WEIGHT] for word in given if len(word) >= _WEIGHT and not word.isdigit()}


def _text(place: Place) -> str:
    if corpus.is_fact(place.source):
        return _statement(place.source)
    there = [one for one in places.blocks() if one.place.source == place.source]
    return " ".join(
        one.text
        for one in there
        if place.n in (one.place.n, None) and place.provision in (one.place.provision, None)
    )


def _statement(id: str) -> str:
    found = next(one for one in corpus.facts() if one["id"] == id)
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
