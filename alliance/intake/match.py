"""Which of the course's sources a file holds, whatever the file is called.

A source is known by runs of four words. A page that only quotes a sentence or two of it is not
mistaken for it: either much of the source is there, or most of the file is its whole paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from alliance import sources
from alliance.intake.view import View
from alliance.words import digest_of

RUN = 4  # words
_MUCH = 0.45  # of the source's words stand in paragraphs that are there
_PRESENT = 0.5  # of a paragraph's runs: then it counts as there
_MOST = 0.5  # of the file's words are whole paragraphs of the source
_NEARLY_ALL = 0.75  # of the file's words are in paragraphs that are there, altered perhaps
_LEAST = 20  # words that a short excerpt must have


@dataclass(frozen=True, slots=True)
class Identity:
    """A source that a file may hold.

    words: how many words its paragraphs have that are there; share, of_file: what part they are of
    the source and of the file; proved: the part of the file that is its whole paragraphs.
    """

    id: str
    words: int
    share: float
    of_file: float
    proved: float

    @property
    def sure(self) -> bool:
        if self.share >= _MUCH:
            return True
        enough = self.words >= _LEAST
        return enough and (self.proved >= _MOST or self.of_file >= _NEARLY_ALL)


@lru_cache(maxsize=64)
def _runs(code: str) -> frozenset[bytes]:
    raw = bytes.fromhex(code)
    return frozenset(raw[i : i + RUN] for i in range(len(raw) - RUN + 1)) or frozenset({raw})


def identify(view: View) -> list[Identity]:
    """The sources that the file holds, the one of which most is there first.

    ``view`` is the file without what is surely furniture.
    """
    codes = view.codes
    total = max(1, len(codes))
    present = {codes[i : i + RUN] for i in range(len(codes) - RUN + 1)}
    found = []
    for source in sources.shipped_ids():
        there = size = proved = 0
        for one in sources.fingerprints(source):
            size += one.words
            runs = _runs(one.codes)
            if one.words < RUN + 1 or len(runs & present) < _PRESENT * len(runs):
                continue
            there += one.words
            place = codes.find(bytes.fromhex(one.codes))
            if place >= 0 and digest_of(view.norms[place : place + one.words]) == one.hash:
                proved += one.words
        identity = Identity(source, there, there / max(1, size), there / total, proved / total)
        if identity.sure:
            found.append(identity)
    return sorted(found, key=lambda one: -one.words)
