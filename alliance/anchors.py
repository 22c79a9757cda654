"""An anchor names a span of a text by its words, and finds it again in another copy.

``Anchor.of(text, start, end)`` and ``anchor.find(text)`` are each other's inverse. A short span is
kept as it is; of a long one only the first and last words are kept, with a count and a hash, so
that an anchor never republishes what it points to. Exact comes before approximate, approximate is
said, and a span that is not there is ``missing``, not an exception.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alliance.words import digest_of, exact_hash, words

SHORT = 4  # words: up to here a span is written out
ELLIPSIS = " … "

# One character for one, so that offsets in the plain text are offsets in the text.
_PLAIN = str.maketrans("‘’‚‛“”„‟«»\u00a0\u202f\u2007–—―‐‑−", "''''" + '"' * 6 + "   " + "------")


@dataclass(frozen=True, slots=True)
class Match:
    """Where an anchor was found: ``text[start:end]``, and how well.

    status: exact (the same characters), cleaned (the same words), approximate (a letter differs),
    changed (the words between its ends differ), ambiguous (more than one place fits), missing.
    """

    start: int
    end: int
    status: str

    @property
    def found(self) -> bool:
        return self.status != "missing"


MISSING = Match(-1, -1, "missing")


def plain(text: str) -> str:
    """``text`` with typewriter quotes, dashes and spaces, character for character."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def _pattern(surface: str, flags: int = 0) -> re.Pattern[str]:
    body = r"\s+".join(re.escape(part) for part in plain(surface).split())
    before = r"(?<!\w)" if surface[:1].isalnum() else ""
    after = r"(?!\w)" if surface[-1:].isalnum() else ""
    return re.compile(before + body + after, flags)


def occurrences(surface: str, text: str, *, fold: bool = False) -> list[tuple[int, int]]:
    """Every span of ``text`` that reads ``surface``, between word boundaries, in order."""
    pattern = _pattern(surface, re.IGNORECASE if fold else 0)
    return [match.span() for match in pattern.finditer(plain(text))]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span, known by its words.

    first, last: its first and last words (last is empty where first is the whole span);
    words, hash, exact: count and hashes of the whole span; nth, total: which occurrence of how
    many.
    """

    first: str
    last: str = ""
    words: int = 0
    hash: str = ""
    exact: str = ""
    nth: int = 1
    total: int = 1

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Anchor:
        """The anchor of ``text[start:end]``; ``ValueError`` where the span holds no word."""
        span = text[start:end]
        norms = words(span)
        if not norms:
            raise ValueError("This span holds no word, so nothing can be found again by it.")
        parts = span.split()
        for keep in range(3, len(parts)):
            if len(norms) <= SHORT or 2 * keep >= len(parts):
                break
            anchor = cls.spelled(" ".join(parts[:keep]) + ELLIPSIS + " ".join(parts[-keep:]), text)
            if anchor and anchor.find(text) == Match(start, end, "exact"):
                return anchor
        starts = [place for place, _ in occurrences(span, text)]
        nth = starts.index(start) + 1 if start in starts else 1
        return cls(span, "", len(norms), digest_of(norms), exact_hash(span), nth, len(starts) or 1)

    @classmethod
    def spelled(cls, written: str, text: str, nth: int = 1) -> Anchor | None:
        """The anchor that an author wrote by hand ("first words … last words"), or ``None``.

        ``nth`` counts occurrences in ``text``; beyond the last one it means the last one.
        """
        places = spans(written, text)
        if not places:
            return None
        nth = min(nth, len(places))
        start, end = places[nth - 1]
        first, _, last = written.partition(ELLIPSIS)
        span = text[start:end]
        norms = words(span)
        return cls(first, last, len(norms), digest_of(norms), exact_hash(span), nth, len(places))

    def find(self, text: str) -> Match:
        """The place of this anchor in ``text``, with a status."""
        return self._find_long(text) if self.last else self._find_short(text)

    def _find_short(self, text: str) -> Match:
        places = occurrences(self.first, text)
        if places:
            start, end = places[min(self.nth, len(places)) - 1]
            if len(places) not in (1, self.total):
                return Match(start, end, "ambiguous")
            same = text[start:end] == self.first
            return Match(start, end, "exact" if same else "cleaned")
        places = occurrences(self.first, text, fold=True)
        if places:
            start, end = places[min(self.nth, len(places)) - 1]
            return Match(start, end, "cleaned" if len(places) in (1, self.total) else "ambiguous")
        return _one_letter_off(self.first, text)

    def _find_long(self, text: str) -> Match:
        places = spans(f"{self.first}{ELLIPSIS}{self.last}", text)
        same = [place for place in places if digest_of(words(text[slice(*place)])) == self.hash]
        if same:
            start, end = same[min(self.nth, len(same)) - 1]
            exact = exact_hash(text[start:end]) == self.exact
            return Match(start, end, "exact" if exact else "cleaned")
        if not places:
            return MISSING
        # Its ends are there but not its words: somebody changed what stands between them.
        gaps = [abs(len(words(text[slice(*place)])) - self.words) for place in places]
        start, end = places[gaps.index(min(gaps))]
        return Match(start, end, "changed") if min(gaps) <= max(3, self.words // 3) else MISSING


def spans(written: str, text: str) -> list[tuple[int, int]]:
    """The spans that ``written`` may mean: itself, or from its first words to its last words.

    For each place of the first words the nearest following place of the last words counts.
    """
    first, _, last = written.partition(ELLIPSIS)
    starts = occurrences(first, text)
    if not last:
        return starts
    ends = occurrences(last, text)
    found = []
    for start, begun in starts:
        end = next((end for place, end in ends if place >= begun), None)
        if end is not None:
            found.append((start, end))
    return found


def _one_letter_off(surface: str, text: str) -> Match:
    """A name with one letter wrong, added or lost. Numbers and short words are never forgiven."""
    wanted = plain(surface)
    if len(wanted) < 5 or any(ch.isdigit() for ch in wanted):
        return MISSING
    body, found = plain(text), []
    size = len(wanted.split())
    marks = list(re.finditer(r"[\w'-]+", body))
    for i in range(len(marks) - size + 1):
        start, end = marks[i].start(), marks[i + size - 1].end()
        if abs(end - start - len(wanted)) <= 1 and _slip(body[start:end], wanted):
            found.append((start, end))
    if not found:
        return MISSING
    return Match(*found[0], "approximate" if len(found) == 1 else "ambiguous")


def _slip(a: str, b: str) -> bool:
    """Whether two strings differ by one inserted, lost or wrong letter."""
    if len(a) > len(b):
        a, b = b, a
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[i:] == b[i + 1 :] or (len(a) == len(b) and a[i + 1 :] == b[i + 1 :])
