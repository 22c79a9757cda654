"""Finds the paragraphs of a known source in a file, from what their fingerprints say.

A paragraph whose words all stand in a row is found by its codes and proved by its hash. What is not
found that way is looked for between its neighbours: first without the lines that are furniture,
then word by word (see ``differ``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alliance.intake import differ
from alliance.intake.joined import joined
from alliance.intake.view import Layout, Span, View
from alliance.intake.windows import windows
from alliance.words import Fingerprint, digest_of, exact_hash

LONG = 5  # words: shorter paragraphs are looked for only between their neighbours, in their lines
_PLACES = 8  # places of one paragraph that are weighed; a page repeats a text twice or so
_REACH = 60_000  # characters around what was found in which the rest is looked for


@dataclass(slots=True)
class Placed:
    """A paragraph that was found: its words in the file, how well they fit, what differs."""

    n: int
    status: str
    text: str
    note: str = ""
    owned: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph (index) that may stand at words ``start`` to ``end`` of a view."""

    par: int
    start: int
    end: int
    weight: float


class Aligner:
    """One file against one source. ``placed`` holds what was found, by paragraph index."""

    def __init__(self, layout: Layout, prints: Sequence[Fingerprint], whole: View) -> None:
        self.layout = layout
        self.prints = prints
        self.codes = [bytes.fromhex(one.codes) for one in prints]
        self.placed: dict[int, Placed] = {}
        self._whole = whole
        self._known = frozenset(word.casefold() for word in set(layout.text[:200_000].split()))

    def run(self) -> dict[int, Placed]:
        self._solve(list(range(len(self.prints))), 0, len(self.layout.text), self._whole)
        return self.placed

    def _solve(self, pars: list[int], lo: int, hi: int, view: View | None = None) -> None:
        """Places the paragraphs ``pars``, which stand between two offsets if they are there."""
        pieces = view.pieces if view else self.layout.pieces(lo, hi)
        if not pars or not pieces:
            return
        every = view or View(self.layout, pieces)
        if self._exact(every, pars, lo, hi):
            return
        cut = {
            index
            for index in map(self.layout.line_at, (start for start, _ in pieces))
            if self.layout.removable(index)
        }
        rest = self.layout.pieces(lo, hi, cut) if cut else []
        views = [View(self.layout, rest), every] if rest else [every]
        if rest and self._exact(views[0], pars, lo, hi):
            return
        self._fuzzy(views, pars, lo, hi)

    def _exact(self, view: View, pars: list[int], lo: int, hi: int) -> bool:
        """Places what stands in the view word for word, and goes on between."""
        found = [place for par in pars for place in self._occurrences(view, par, lo, hi)]
        chosen = chain(found)
        if not chosen:
            return False
        spans = {place.par: self._accept(view, place) for place in chosen}
        self._between(pars, spans, lo, hi)
        return True

    def _between(self, pars: list[int], spans: dict[int, Span], lo: int, hi: int) -> None:
        """Solves the gaps that are left between placed paragraphs."""
        gap: list[int] = []
        begin = lo
        for par in pars:
            if par in spans:
                self._solve(gap, max(begin, spans[par][0] - _REACH), spans[par][0])
                gap, begin = [], spans[par][1]
            else:
                gap.append(par)
        if spans:
            hi = min(hi, begin + _REACH)
        self._solve(gap, begin, hi)

    def _occurrences(self, view: View, par: int, lo: int, hi: int) -> list[Candidate]:
        wanted, size = self.codes[par], self.prints[par].words
        whole_file = lo == 0 and hi == len(self.layout.text)
        if not size or (size < LONG and whole_file and len(view.words) > 400):
            return []
        found: list[Candidate] = []
        place = view.codes.find(wanted)
        tries = 0
        while place >= 0 and len(found) < _PLACES and tries < 400:
            tries += 1
            end = place + size
            proved = digest_of(view.norms[place:end]) == self.prints[par].hash
            if proved and (size >= LONG or self._stands_alone(view, par, place, end)):
                found.append(Candidate(par, place, end, size))
            place = view.codes.find(wanted, place + 1)
        return found

    def _stands_alone(self, view: View, par: int, start: int, end: int) -> bool:
        """A short paragraph must fill its line, or the room between its neighbours; the very same
        characters may share that room with a line that was run into it."""
        begins = view.starts_piece(start)
        ends = end == len(view.words) or view.starts_piece(end)
        if begins and ends:
            return True
        text = view.text[view.words[start].start : view.words[end - 1].end]
        return (begins or ends) and exact_hash(text) == self.prints[par].exact

    def _accept(self, view: View, place: Candidate) -> Span:
        """Records a proved paragraph; returns where it begins and ends in the file."""
        start, end = view.edges(place.start, place.end)
        one = self.prints[place.par]
        text = joined(view.text[start:end], one.exact, self._known)
        if exact_hash(text) != one.exact:
            bare = view.text[view.words[place.start].start : view.words[place.end - 1].end]
            bare = joined(bare, one.exact, self._known)
            text = bare if exact_hash(bare) == one.exact else text
        status = "exact" if exact_hash(text) == one.exact else "cleaned"
        return self._record(Placed(place.par + 1, status, text, "", view.owned(start, end)))

    def _record(self, placed: Placed) -> Span:
        self.placed[placed.n - 1] = placed
        return placed.owned[0][0], placed.owned[-1][1]

    def _fuzzy(self, views: list[View], pars: list[int], lo: int, hi: int) -> None:
        """Places paragraphs of which only a part, or an altered copy, is in the views."""
        best: dict[int, tuple[differ.Found, View]] = {}
        for view in views:
            near = windows(view.codes, {par: self.codes[par] for par in pars})
            for place in chain([Candidate(*window) for window in near]):
                one, wanted = self.prints[place.par], self.codes[place.par]
                found = differ.compare(view, one, wanted, place.start, place.end)
                if found and (place.par not in best or found.better(best[place.par][0])):
                    best[place.par] = (differ.contested(found, view, one, wanted), view)
        spans: dict[int, Span] = {}
        edge = lo
        for par in sorted(best):
            found, view = best[par]
            start, end = view.edges(found.start, found.end)
            owned = view.owned(start, end)
            if owned[0][0] < edge:
                continue  # the neighbour has these words already
            text = found.text or view.text[start:end]
            one = self.prints[par]
            text = joined(text, one.exact, self._known)
            status = found.status
            if status == "cleaned" and exact_hash(text) == one.exact:
                status = "exact"
            owned = differ.without(owned, found.cut)
            spans[par] = self._record(Placed(par + 1, status, text, found.note, owned))
            edge = spans[par][1]
        left = [par for par in pars if par not in spans]
        if spans and left and len(left) < len(pars):
            self._between(pars, spans, lo, hi)


def chain(candidates: list[Candidate]) -> list[Candidate]:
    """The heaviest selection in which later paragraphs stand later and none overlap; of equally
    heavy ones the closest together, so that a text that is there twice is taken from one copy."""
    order = sorted(candidates, key=lambda one: (one.start, one.end, one.par))
    best: list[tuple[float, int]] = []  # weight of the best chain that ends here, its previous
    for i, one in enumerate(order):
        weight, previous = one.weight, -1
        for j in range(i):
            other = order[j]
            if other.par < one.par and other.end <= one.start:
                apart = min(one.start - other.end, 5000) / 1e6
                if best[j][0] + one.weight - apart > weight:
                    weight, previous = best[j][0] + one.weight - apart, j
        best.append((weight, previous))
    if not best:
        return []
    i = max(range(len(best)), key=lambda k: best[k][0])
    found = []
    while i >= 0:
        found.append(order[i])
        i = best[i][1]
    return found[::-1]
