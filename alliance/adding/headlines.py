"""A headline, in Title Case or in CAPITALS, is read as the sentence that it would be.

There a capital makes no name: "Kishi Wins Vote" is "Kishi wins vote", and "JAPAN AND U.S. SIGN" is
"Japan and U.S. sign". No character moves, so that what is found stands in the headline as well.
"""

from __future__ import annotations

from functools import cache

from alliance.adding.gazetteer import NAMES, WORDS, Tokens, kana_or_kanji, lists
from alliance.adding.speakers import FINITE, forms

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
