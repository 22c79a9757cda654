"""A paragraph as words and signs, each with its place.

Names are matched on tokens, not on characters: a look-up per word instead of one huge pattern.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:[A-Z]\.)+[A-Z](?![\w])"  # U.S. D.P.R.K. U.S
    # Japan, Jun'ichiro, O'Neill; not the s of Japan's. The ranges are quicker than "any letter".
    r"|[A-Za-z\u00c0-\u024f\u0300-\u036f]+(?:['’](?!s\b)[A-Za-z\u00c0-\u024f]{2,})*"
    r"|\d+(?:st|nd|rd|th)\b|\d+|[^\W\d_]+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: normal form, start and end of each token of ``text``."""

    text: str
    words: list[str]
    starts: Sequence[int]
    ends: Sequence[int]
    caps: list[int]  # indices of the tokens that begin with a capital

    def touching(self, i: int) -> bool:
        """True if nothing but blanks stands between token ``i`` and the one before."""
        return self.starts[i] - self.ends[i - 1] <= 2


def plain(word: str) -> str:
    """``word`` without macrons and accents and with a straight apostrophe: ō → o."""
    if word.isascii():
        return word
    word = unicodedata.normalize("NFKD", word.replace("’", "'").replace("‘", "'"))
    if word.isascii():
        return word
    return "".join(c for c in word if not unicodedata.combining(c))


def tokenize(text: str) -> Tokens:
    """Cut ``text`` into tokens; every character that is no blank belongs to one."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    if not text.isascii():
        words = [word if word.isascii() else plain(word) or word for word in words]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    caps = [i for i, word in enumerate(words) if "A" <= word[0] <= "Z"]
    return Tokens(text, words, starts, ends, caps)


def form(name: str) -> tuple[str, ...]:
    """The tokens of a name, as they are looked up."""
    return tuple(tokenize(name).words)
