"""A paragraph as words and signs, each with its place.

Names are matched on tokens, not on characters: a look-up per word instead of one huge pattern.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:[A-Z]\.)+[A-Z](?![\w])"  # U.S. D.P.R.K. U.S
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]{2,})*"  # Japan, Jun'ichiro, O'Neill; not the s of Japan's
    r"|\d+(?:st|nd|rd|th)\b|\d+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: normal form, start and end of each token of ``text``."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
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
        words = [plain(word) or word for word in words]
    return Tokens(
        text,
        words,
        [start for start, _ in spans],
        [end for _, end in spans],
        [i for i, word in enumerate(words) if "A" <= word[0] <= "Z"],
    )


def form(name: str) -> tuple[str, ...]:
    """The tokens of a name, as they are looked up."""
    return tuple(tokenize(name).words)
