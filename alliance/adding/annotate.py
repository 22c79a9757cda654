"""Annotation of any text by rule: who, where, when, how much, which treaty, whose words.

Nothing here is learned or downloaded: names come from ``data/gazetteer.json``, the rest from
patterns and word lists. It makes mistakes; what it finds is marked as found by rule.

A headline, in Title Case or in CAPITALS, is read as the sentence that it would be. There a capital
makes no name: "Kishi Wins Vote" is "Kishi wins vote", and "JAPAN AND U.S. SIGN" is "Japan and U.S.
sign". No character moves, so that what is found stands in the headline as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from alliance.adding.gazetteer import NAMES, WORDS, Mention, Tokens, kana_or_kanji, lists
from alliance.adding.names import longest, named
from alliance.adding.quantities import dates, figures, reach, written_on
from alliance.adding.quotes import quotations
from alliance.adding.speakers import FINITE, Paragraph, forms
from alliance.adding.treaties import Treaties


def annotate(paragraphs: Sequence[str], *, date: str | None = None) -> list[Mention]:
    """Every mention in ``paragraphs``, in reading order.

    ``date`` is the article's own date (ISO, may be partial: "2023-01"); with it weekdays and days
    without a year are resolved. The layer "claim" needs a reader and is never marked by rule.
    """
    texts = [in_sentence_case(text) for text in paragraphs]
    treaties = Treaties(date, [tokens.text for tokens in texts])
    day = written_on(paragraphs, date)
    far = reach(texts, day)
    read: list[Paragraph] = []
    for p, (tokens, found) in enumerate(zip(texts, named(texts, date), strict=True), start=1):
        spans = ((s, tokens.starts[s.start], tokens.ends[s.end - 1]) for s in found)
        names = (Mention(p, a, b, s.layer, tokens.text[a:b], s.value) for s, a, b in spans)
        here = [*names, *treaties.find(p, tokens)]
        days = list(dates(p, tokens, day, texts[p - 2].text if p > 1 else "", far))
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
    """The title before a name: "Prime Minister", "Gen" of "Gen.", "captain" of "its captain,"."""
    at = start - 1 - (tokens.word(start - 1) in {".", ","})
    titled = tokens.word(at) in WORDS["person words"]
    return tokens.printed(at - tokens.large(at - 1), at + 1).lower() if titled else None


# A headline as a sentence.

_W = lists("headlines")
_VERBS = FINITE.union(_W["verbs"], *map(forms, _W["verbs"]))
_SMALL = _VERBS | _W["words"] | {word.lower() for word in WORDS["function"]}


def in_sentence_case(text: str) -> Tokens:
    """The tokens of a text; a headline's without the capitals that a sentence would not have."""
    tokens = Tokens(text)
    words = [word for word in tokens.words if word.isalpha() and not kana_or_kanji(word)]
    shouted = len(words) > 1 and text.isupper()
    ended = not words or tokens.words[-1] in {".", "”", '"', "?"}
    if not shouted and (ended or len(tokens.caps) <= 0.6 * len(words)):
        return tokens
    cased = [_spelled(word) for word in tokens.words] if shouted else list(tokens.words)
    capitals = (i for i, word in enumerate(cased) if word[0].isupper())
    # The words of known names stay: "Ministry of Foreign Affairs".
    kept = {k for i in capitals for k in range(i, i + NAMES.at(cased, i)[0])}
    for i in reversed(range(len(cased))):
        if i not in kept and cased[i].lower() in _SMALL and not _a_name(cased, i):
            cased[i] = cased[i].lower()
    letters = list(text)
    for start, end, word in zip(tokens.starts, tokens.ends, cased, strict=True):
        letters[start:end] = word if len(word) == end - start else text[start:end]
    return Tokens("".join(letters), heading=True)


def _a_name(words: list[str], i: int) -> bool:
    """Will Rogers, but not Will Halt; 5 May, but not May Halt. What follows is in its case."""
    before, following = (words[k] if 0 <= k < len(words) else "" for k in (i - 1, i + 1))
    dated = following.isdigit() or before.isdigit() or before.lower() == "in"
    if "-" in (before, following) or (words[i] in WORDS["months"] and dated):  # Kim You-geun
        return True
    return words[i] in NAMES.western and following[:1].isupper()


def _spelled(word: str) -> str:
    """A shouted word as sentences have it: JAPAN is Japan, MACARTHUR MacArthur, NATO as it was."""
    small = word.capitalize()
    if word != "US" and (small.lower() in _SMALL or small in WORDS["stop"]):
        return small
    return _odd_spellings().get(word, small)


@cache
def _odd_spellings() -> dict[str, str]:
    """By its capitals, each word that known names have only with other capitals than its first."""
    words = {word for name in (*NAMES.entries, NAMES.famous()) for word in name}
    return {word.upper(): word for word in sorted(words) if word.capitalize() not in words}
