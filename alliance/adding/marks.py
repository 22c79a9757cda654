"""Marks, tokens and sentences: what the rules of annotation work on."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from alliance.corpus import data

# What the rules hand back: one Mark per mention.


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention in one paragraph.

    ``p`` is the paragraph, counted from 1; ``start`` and ``end`` are character offsets in it
    (``text == paragraph[start:end]``). ``value`` is the canonical form, or None where there is
    none. ``detail`` holds what only some layers have: ``speaker`` (quotation), ``unit`` (figure),
    ``article`` (treaty), ``resolved`` (date). All values are strings; numbers keep every digit.
    """

    p: int
    start: int
    end: int
    layer: str
    text: str
    value: str | None = None
    detail: dict[str, str] = field(default_factory=dict, hash=False)


# A paragraph as words and signs, each with its place.
#
# Names are matched on tokens, not on characters: a look-up per word instead of one huge pattern.


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


# Where sentences begin and end: not after U.S., Mr. or Jan.


_END = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"‘(])")
_NO_END = re.compile(
    r"\b(?:U\.S|U\.N|U\.K|D\.C|Mr|Mrs|Ms|Dr|Rev|Hon|Brig|Pvt|Cpl|Fr|vs|Gen|Adm|Lt|Col|Maj|Capt|Cmdr|Sgt|Sen|Rep|Gov|Prof|Jan|Feb|Mar|Apr"
    r"|Aug|Sept?|Oct|Nov|Dec|St|No|Jr|[A-Z])\.\s+$"
)


def ends(text: str, start: int = 0, stop: int | None = None) -> Iterator[re.Match[str]]:
    """The ends of sentences between two offsets: full stop, closing marks and blanks."""
    for m in _END.finditer(text, start, len(text) if stop is None else stop):
        if not _NO_END.search(text[max(0, m.start() - 6) : m.end()]):
            yield m


def begin(text: str, at: int) -> int:
    """Where the sentence that holds offset ``at`` begins."""
    start = 0
    for m in ends(text, 0, at + 1):  # one more: what stands at the offset is looked at
        if m.end() <= at:
            start = m.end()
    return start


@cache
def _lexicon() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(data("lexicon.json").read_text("utf-8"))
    return found


def lexicon(name: str) -> str:
    """The words of a list in ``data/lexicon.json``, separated by blanks."""
    return " ".join(_lexicon()[name])


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``."""
    return frozenset(text.split())


def alternatives(text: str) -> str:
    """A pattern for any of the words of ``text``, longest first; ``_`` is any white space."""
    words = sorted(set(text.split()), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(words).replace("_", r"\s+") + ")"
