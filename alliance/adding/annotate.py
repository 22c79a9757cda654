"""Annotation of any text by rule: who, where, when, how much, which treaty, whose words.

Nothing here is learned or downloaded: names come from ``data/gazetteer.json``, the rest from
patterns and word lists. It makes mistakes; what it finds is marked as found by rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from alliance.adding.gazetteer import WORDS, Gazetteer, Mention, Tokens, gazetteer, lists
from alliance.adding.headlines import in_sentence_case
from alliance.adding.names import (
    People,
    Span,
    full_names,
    known_names,
    names_told_by_surname,
    shaped_names,
)
from alliance.adding.quantities import dates, figures
from alliance.adding.quotes import quotations
from alliance.adding.speakers import Role
from alliance.adding.treaties import Treaties

_W = lists("annotate")
Name = TypeVar("Name", Span, Mention)


def annotate(paragraphs: Sequence[str], *, date: str | None = None) -> list[Mention]:
    """Every mention in ``paragraphs``, in reading order.

    ``date`` is the article's own date (ISO, may be partial: "2023-01"); with it weekdays and days
    without a year are resolved. The layer "claim" needs a reader and is never marked by rule.
    """
    names = gazetteer()
    texts = [in_sentence_case(text, names) for text in paragraphs]
    people, spans = _named(texts, names)
    treaties = Treaties(date, [tokens.text for tokens in texts], names)
    marks: list[list[Mention]] = []
    roles: list[list[Role]] = []
    for p, (tokens, found) in enumerate(zip(texts, spans, strict=True), start=1):
        found = [span for span in found if not _a_surname(span, tokens, people)]
        found += people.alone(tokens, found)
        named = [_mark(p, tokens, span) for span in found] + treaties.find(p, tokens)
        days = dates(p, tokens, date)
        kept = _longest(named, lambda mark: _RANK[mark.layer])
        marks.append(kept + days + figures(p, tokens, days))
        people_here = (span for span in found if span.layer == "person")
        titled = ((tokens.starts[s.start], _role(tokens, s.start), s.value) for s in people_here)
        roles.append([(at, role, person) for at, role, person in titled if role])
    said = quotations(texts, marks, roles, names)
    everything = sorted(chain(*marks, said), key=lambda m: (m.p, m.start, -m.end, m.layer))
    return [replace(m, text=paragraphs[m.p - 1][m.start : m.end]) for m in everything]


def _named(texts: list[Tokens], names: Gazetteer) -> tuple[People, list[list[Span]]]:
    """The names of each paragraph: over the whole text first, since what follows needs them."""
    people = People(names)
    spans: list[list[Span]] = []
    for tokens in texts:
        found = known_names(tokens, names)
        found = _longest([*found, *shaped_names(tokens, found, names)], _guessed)
        found += full_names(people, tokens, found)
        found = _longest(found, _guessed)
        for span in found:
            if span.layer == "person":
                people.learn(span.value)
        people.learn_short(tokens, found)
        spans.append(found)
    names_told_by_surname(people, texts, spans)
    return people, spans


# Which of two overlapping names stays: the longer one; of equals, the one we know, and a treaty's
# name before an organisation's, and so on. Dates, figures and quotations may overlap anything.


_RANK = {"treaty": 0, "person": 1, "organisation": 2, "place": 3}


def _guessed(span: Span) -> int:
    return not span.known


def _longest(found: list[Name], rank: Callable[[Name], int]) -> list[Name]:
    """Longer names before shorter, of equals the first in rank; nothing stands in two names."""
    kept: list[Name] = []
    busy: set[int] = set()
    for one in sorted(found, key=lambda one: (one.start - one.end, rank(one), one.start)):
        covered = range(one.start, one.end)
        if busy.isdisjoint(covered):
            busy.update(covered)
            kept.append(one)
    return kept


def _mark(p: int, tokens: Tokens, span: Span) -> Mention:
    start, end = tokens.starts[span.start], tokens.ends[span.end - 1]
    return Mention(p, start, end, span.layer, tokens.text[start:end], span.value)


def _a_surname(span: Span, tokens: Tokens, people: People) -> bool:
    """True for one word that is, in this text, somebody's surname: Austin, Mr. Yamaguchi."""
    word, before = tokens.words[span.start], tokens.word(span.start - 1)
    resident = before == "of" and tokens.word(span.start - 2) == "resident"
    if span.end - span.start > 1:
        return False
    if span.layer == "place" and (before in _W["where"] or resident):
        return False
    if span.layer == "person":
        return not span.known and people.who(word) is not None
    return word in people.by_surname and word not in _W["never people"]


def _role(tokens: Tokens, start: int) -> str | None:
    """The title before a name: the last word of "Prime Minister", "spokesman"."""
    word = tokens.word(start - 1 - (tokens.word(start - 1) == "."))
    return word if word in WORDS["person words"] else None
