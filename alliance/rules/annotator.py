"""The order of work: names over the whole text first, then what depends on them."""

from __future__ import annotations

from .dates import dates
from .documents import label_documents
from .echoes import echoed_names
from .figures import figures
from .fullnames import full_names
from .gazetteer import gazetteer
from .lexicon import ROLES, TITLES
from .marks import Mark
from .mentions import Mentions
from .names import Span, known_names, shaped_names
from .overlap import resolve_overlaps
from .people import People
from .quotes import find_quotes
from .shortnames import Short, short_again, short_names
from .speakers import quotations
from .tokens import Tokens, tokenize
from .treaties import Treaties

_WHERE = frozenset({"in", "near", "outside", "around", "In", "Near", "city", "City"})
_NEVER_PEOPLE = frozenset({"Washington", "London", "Okinawa", "Kyoto", "Tokyo", "Georgia"})


def run(paragraphs: list[str], date: str | None) -> list[Mark]:
    """See :func:`alliance.rules.annotate`."""
    names = gazetteer()
    people = People(names)
    texts = [tokenize(text) for text in paragraphs]
    spans: list[list[Span]] = []
    short: Short = {}
    for tokens in texts:
        found = known_names(tokens, names)
        shaped = shaped_names(tokens, found, names)
        found = _longest(found + shaped)
        found = _longest(found + full_names(people, tokens, found, _heading(tokens)))
        for span in found:
            if span.layer == "person":
                people.learn(span.value)
        short |= short_names(tokens, found)
        spans.append(found)
    echoed_names(people, texts, spans)
    treaties = Treaties(date)
    marks: dict[int, list[Mark]] = {}
    roles: dict[int, list[tuple[int, str, str]]] = {}
    for p, (tokens, found) in enumerate(zip(texts, spans, strict=True), start=1):
        found = [span for span in found if not _a_surname(span, tokens, people)]
        found += people.surnames(tokens, found)
        found += short_again(tokens, short, found)
        here = [_mark(p, tokens, span) for span in found]
        here += treaties.find(p, tokens)
        days = dates(p, tokens, date)
        here += days + figures(p, tokens, days)
        marks[p] = resolve_overlaps(here)
        roles[p] = [
            (tokens.starts[span.start], role, span.value)
            for span in found
            if span.layer == "person" and (role := _role(tokens, span.start))
        ]
    quotes = find_quotes(paragraphs)
    if quotes:
        mentions = Mentions(texts, marks, roles, names, quotes)
        label_documents(mentions)
        for mark in quotations(paragraphs, quotes, mentions):
            marks[mark.p].append(mark)
    return [
        mark
        for p in range(1, len(paragraphs) + 1)
        for mark in sorted(marks[p], key=lambda m: (m.start, -m.end, m.layer))
    ]


def _mark(p: int, tokens: Tokens, span: Span) -> Mark:
    start, end = tokens.starts[span.start], tokens.ends[span.end - 1]
    return Mark(p, start, end, span.layer, tokens.text[start:end], span.value)


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


def _heading(tokens: Tokens) -> bool:
    """True for a headline: no full stop at the end and most words with a capital."""
    if not tokens.words or tokens.words[-1] in {".", "”", '"', "?"}:
        return False
    words = [word for word in tokens.words if word.isalpha()]
    return len(tokens.caps) > 0.6 * len(words)


def _a_surname(span: Span, tokens: Tokens, people: People) -> bool:
    """True for one word that is, in this text, somebody's surname: Austin, Mr. Yamaguchi."""
    if span.end - span.start > 1:
        return False
    before = tokens.words[max(0, span.start - 2) : span.start]
    if span.layer == "place" and before and (before[-1] in _WHERE or before == ["resident", "of"]):
        return False
    word = tokens.words[span.start]
    if span.layer == "person":
        return not span.known and people.who(word) is not None
    return people.named(word) and word not in _NEVER_PEOPLE


def _role(tokens: Tokens, start: int) -> str | None:
    """The title before a name: the last word of "Prime Minister", "spokesman"."""
    i = start - 1
    if i > 0 and tokens.words[i] == ".":
        i -= 1
    word = tokens.words[i] if i >= 0 else ""
    return word if word in TITLES or word in ROLES else None
