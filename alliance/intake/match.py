"""Which of the course's sources a file holds, whatever the file is called.

A source is known by runs of four words. A page that only quotes a sentence or two of it is not
mistaken for it: either much of the source is there, or most of the file is its whole paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from alliance import sources
from alliance.intake.view import View

RUN = 4  # words
_MUCH = 0.45  # of the source's runs: then it is the source
_SOME, _SPREAD = 0.2, 0.7  # or fewer, but in most of its paragraphs: a badly damaged copy
_HIT = 0.15  # of a paragraph's runs: then something of it is there
_MOST = 0.5  # of the file's words are whole paragraphs of the source: an excerpt
_LEAST = 20  # words that an excerpt must have
_SMALL = 5  # words: shorter paragraphs prove nothing


@dataclass(frozen=True, slots=True)
class Identity:
    """A source that a file may hold.

    words: how many of its words are there; share: what part of its runs of words; spread: the part
    of it in paragraphs of which something is there; of_file: the part of the file that is whole
    paragraphs of it. A page that quotes a statement has the words between the quotation marks, but
    not the paragraphs around them, so it has little spread and few whole paragraphs.
    """

    id: str
    words: int
    share: float
    spread: float
    of_file: float

    @property
    def sure(self) -> bool:
        if self.share >= _MUCH or (self.share >= _SOME and self.spread >= _SPREAD):
            return True
        return self.words >= _LEAST and self.of_file >= _MOST


@lru_cache(maxsize=4096)
def _runs(code: str) -> tuple[bytes, ...]:
    raw = bytes.fromhex(code)
    return tuple(raw[i : i + RUN] for i in range(len(raw) - RUN + 1))


def identify(view: View) -> list[Identity]:
    """The sources that the file holds, the one of which most is there first."""
    codes = view.codes
    present = {codes[i : i + RUN] for i in range(len(codes) - RUN + 1)}
    found = [_identity(id, view, present) for id in sources.shipped_ids()]
    return sorted((one for one in found if one.sure), key=lambda one: -one.words)


def _identity(id: str, view: View, present: set[bytes]) -> Identity:
    hits = total = spread = size = whole = 0
    for one in sources.fingerprints(id):
        if one.words < _SMALL:
            continue
        runs = _runs(one.codes)
        there = sum(run in present for run in runs)
        hits, total, size = hits + there, total + len(runs), size + one.words
        if there >= _HIT * len(runs):
            spread += one.words
        if there >= _MOST * len(runs) and {runs[0], runs[-1]} <= present:
            whole += one.words
    return Identity(
        id,
        words=round(size * hits / max(1, total)),
        share=hits / max(1, total),
        spread=spread / max(1, size),
        of_file=whole / max(1, len(view.codes)),
    )
