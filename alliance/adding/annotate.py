"""Annotation of any text by rule: who, where, when, how much, which treaty, whose words.

Nothing here is learned or downloaded: names come from ``data/gazetteer.json``, the rest from
patterns and word lists. It makes mistakes; what it finds is marked as found by rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from alliance.adding.gazetteer import WORDS, Mention, Tokens
from alliance.adding.headlines import in_sentence_case
from alliance.adding.names import longest, named
from alliance.adding.quantities import dates, figures
from alliance.adding.quotes import quotations
from alliance.adding.speakers import Paragraph
from alliance.adding.treaties import Treaties


def annotate(paragraphs: Sequence[str], *, date: str | None = None) -> list[Mention]:
    """Every mention in ``paragraphs``, in reading order.

    ``date`` is the article's own date (ISO, may be partial: "2023-01"); with it weekdays and days
    without a year are resolved. The layer "claim" needs a reader and is never marked by rule.
    """
    texts = [in_sentence_case(text) for text in paragraphs]
    treaties = Treaties(date, [tokens.text for tokens in texts])
    read: list[Paragraph] = []
    for p, (tokens, found) in enumerate(zip(texts, named(texts, date), strict=True), start=1):
        spans = ((s, tokens.starts[s.start], tokens.ends[s.end - 1]) for s in found)
        names = (Mention(p, a, b, s.layer, tokens.text[a:b], s.value) for s, a, b in spans)
        here = [*names, *treaties.find(p, tokens)]
        days = list(dates(p, tokens, date, texts[p - 2].text if p > 1 else ""))
        kept = longest(here, lambda mark: _RANK[mark.layer])
        people = ((s, _role(tokens, s.start)) for s in found if s.layer == "person")
        roles = [(tokens.starts[s.start], role, s.value) for s, role in people if role]
        read.append((tokens, [*kept, *days, *figures(p, tokens, days)], roles))
    marks = chain(*(marks for _, marks, _ in read), quotations(read))
    everything = sorted(marks, key=lambda m: (m.p, m.start, -m.end, m.layer))
    return [replace(m, text=paragraphs[m.p - 1][m.start : m.end]) for m in everything]


# Which of two overlapping names stays: the longer one; of equals, the one we know, and a treaty's
# name before an organisation's, and so on. Dates, figures and quotations may overlap anything.


_RANK = {"treaty": 0, "person": 1, "organisation": 2, "place": 3}


def _role(tokens: Tokens, start: int) -> str | None:
    """The title before a name: the last word of "Prime Minister", "Gen.", "its captain,"."""
    word = tokens.word(start - 1 - (tokens.word(start - 1) in {".", ","}))
    return word if word in WORDS["person words"] else None
