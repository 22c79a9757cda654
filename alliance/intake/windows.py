"""Where in a file an altered paragraph may stand: where runs of its words are close together."""

from __future__ import annotations

from collections import defaultdict

Window = tuple[int, int, int, float]  # paragraph, first and last word in the view, weight
_PLACES = 12_000  # runs that are weighed for one paragraph
_STARTS = 1_200  # stretches that are compared for one paragraph


def windows(view: bytes, pars: dict[int, bytes]) -> list[Window]:
    """Where in a view each paragraph may stand, by runs of words that both have."""
    size = 3 if len(view) < 4000 else 4
    index: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
    for par, wanted in pars.items():
        step = size if len(wanted) > 5 else max(1, len(wanted) // 2)
        for p in range(len(wanted) - step + 1):
            index[wanted[p : p + step]].append((par, p))
    hits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for step in sorted({len(gram) for gram in index}):
        if step < 3 and len(view) > 400:
            continue
        for f in range(len(view) - step + 1):
            for par, p in index.get(view[f : f + step], ()):
                hits[par].append((f, p))
    found: list[Window] = []
    for par, places in hits.items():
        found += _clusters(par, places, len(pars[par]), len(view))
    return found


def _clusters(par: int, hits: list[tuple[int, int]], size: int, length: int) -> list[Window]:
    """The stretches of a view with the most hits, none overlapping."""
    width = size + max(30, size // 2)
    places = sorted(hits)[:_PLACES]
    scored = []
    right = 0
    for left, (begin, _) in enumerate(places):
        right = max(right, left)
        while right < len(places) and places[right][0] < begin + width:
            right += 1
        near = places[left:right]
        scored.append((len({p for _, p in near}), -begin, begin, near[-1][0]))
        if len(scored) >= _STARTS:
            break
    found: list[Window] = []
    for score, _, begin, last in sorted(scored, reverse=True):
        if len(found) == 4 or score * 8 < size - 3:
            break
        if all(begin > end or last < start for _, start, end, _ in found):
            found.append((par, begin, min(length, last + 1), float(score)))
    return found
