"""Annotation of any text by rule: who, where, when, how much, which treaty, whose words.

Nothing here is learned or downloaded: names come from ``data/gazetteer.json``, the rest from
patterns and word lists. It makes mistakes; what it finds is marked as found by rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from alliance.adding.dates import dates
from alliance.adding.figures import figures
from alliance.adding.gazetteer import WORDS, Gazetteer, Mention, Tokens, gazetteer, lists, tokenize
from alliance.adding.names import (
    People,
    Short,
    Span,
    full_names,
    known_names,
    names_told_by_surname,
    shaped_names,
    short_again,
    short_names,
)
from alliance.adding.quotes import quotations
from alliance.adding.treaties import Treaties

_W = lists("annotate")


def annotate(paragraphs: Sequence[str], *, date: str | None = None) -> list[Mention]:
    """Every mention in ``paragraphs``, in reading order.

    ``date`` is the article's own date (ISO, may be partial: "2023-01"); with it weekdays and days
    without a year are resolved. The layer "claim" needs a reader and is never marked by rule.
    """
    texts = [tokenize(text) for text in paragraphs]
    names = gazetteer()
    people, spans, short = _named(texts, names)
    treaties = Treaties(date, paragraphs, names)
    marks: dict[int, list[Mention]] = {}
    roles: dict[int, list[tuple[int, str, str]]] = {}
    for p, (tokens, found) in enumerate(zip(texts, spans, strict=True), start=1):
        found = [span for span in found if not _a_surname(span, tokens, people)]
        found += people.surnames(tokens, found)
        found += short_again(tokens, short, found)
        here = [_mark(p, tokens, span) for span in found] + treaties.find(p, tokens)
        days = dates(p, tokens, date)
        marks[p] = resolve_overlaps(here + days + figures(p, tokens, days))
        roles[p] = [
            (tokens.starts[span.start], role, span.value)
            for span in found
            if span.layer == "person" and (role := _role(tokens, span.start))
        ]
    for mark in quotations(texts, marks, roles, names):
        marks[mark.p].append(mark)
    return [
        mark
        for p in range(1, len(paragraphs) + 1)
        for mark in sorted(marks[p], key=lambda m: (m.start, -m.end, m.layer))
    ]


def _named(texts: list[Tokens], names: Gazetteer) -> tuple[People, list[list[Span]], Short]:
    """The names of each paragraph: over the whole text first, since what follows needs them."""
    people = People(names)
    spans: list[list[Span]] = []
    short: Short = {}
    for tokens in texts:
        found = known_names(tokens, names)
        found = _longest(found + shaped_names(tokens, found, names))
        found = _longest(found + full_names(people, tokens, found, tokens.heading()))
        for span in found:
            if span.layer == "person":
                people.learn(span.value)
        short |= short_names(tokens, found)
        spans.append(found)
    names_told_by_surname(people, texts, spans)
    return people, spans, short


# Which of two overlapping names stays: the longer one; of equals, the one we know.


# Of two spans of the same length: a treaty's name before an organisation's, and so on.
_RANK = {"treaty": 0, "person": 1, "organisation": 2, "place": 3}


def resolve_overlaps(marks: list[Mention]) -> list[Mention]:
    """Drop names inside longer names; dates, figures and quotations may overlap anything."""
    names = [mark for mark in marks if mark.layer not in _W["free"]]
    kept = [mark for mark in marks if mark.layer in _W["free"]]
    taken: list[tuple[int, int]] = []
    for mark in sorted(names, key=lambda m: (m.start - m.end, _RANK[m.layer], m.start)):
        if all(mark.end <= start or mark.start >= end for start, end in taken):
            taken.append((mark.start, mark.end))
            kept.append(mark)
    return sorted(kept, key=lambda m: (m.start, -m.end, m.layer))


def _mark(p: int, tokens: Tokens, span: Span) -> Mention:
    start, end = tokens.starts[span.start], tokens.ends[span.end - 1]
    return Mention(p, start, end, span.layer, tokens.text[start:end], span.value)


def _longest(spans: list[Span]) -> list[Span]:
    """Longer names before shorter, known before guessed; no token in two names."""
    kept: list[Span] = []
    busy: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, not s.known, s.start)):
        covered = range(span.start, span.end)
        if busy.isdisjoint(covered):
            busy.update(covered)
            kept.append(span)
    return kept


def _a_surname(span: Span, tokens: Tokens, people: People) -> bool:
    """True for one word that is, in this text, somebody's surname: Austin, Mr. Yamaguchi."""
    if span.end - span.start > 1:
        return False
    before = tokens.words[max(0, span.start - 2) : span.start]
    if (
        span.layer == "place"
        and before
        and (before[-1] in _W["where"] or before == ["resident", "of"])
    ):
        return False
    word = tokens.words[span.start]
    if span.layer == "person":
        return not span.known and people.who(word) is not None
    return people.named(word) and word not in _W["never people"]


def _role(tokens: Tokens, start: int) -> str | None:
    """The title before a name: the last word of "Prime Minister", "spokesman"."""
    i = start - 1
    if i > 0 and tokens.words[i] == ".":
        i -= 1
    word = tokens.words[i] if i >= 0 else ""
    return word if word in WORDS["titles"] or word in WORDS["roles"] else None
