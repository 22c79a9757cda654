"""Annotating by rule: does it stay linear and flat, and how does it stand beside spaCy?

    python benchmarks/bench_annotate.py [articles]

The texts are the digests of the course's five articles, repeated. Times are the process's own
(CPU), in rounds that take turns and of which the best counts, so that other work on the machine
changes little. A fixed loop of plain Python is timed too: it tells how fast the machine was
meanwhile, so that two runs can be compared.

The peer is a blank English spaCy pipeline whose EntityRuler holds the names of our gazetteer; it is
skipped where spaCy is not installed (``pip install spacy``). It looks names up and does nothing
else: no dates, figures, quotations or speakers.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator

import alliance as al
from alliance import corpus
from alliance.adding.annotate import annotate as by_rule

FEW = 5
ROUNDS = 10  # the long run is timed in so many parts
WITHIN = 0.20


def texts(count: int) -> Iterator[list[str]]:
    articles = [[p.text for p in one.paragraphs] for one in al.articles()][:FEW]
    for number in range(count):
        yield articles[number % len(articles)]


def annotate(count: int) -> int:
    return sum(len(by_rule(paragraphs)) for paragraphs in texts(count))


def cpu(work: Callable[[], object]) -> float:
    """Seconds of this process's own time that ``work`` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def quickest(paragraphs: list[str]) -> float:
    """Seconds for one article, the best of many: short enough to fall between other work."""
    return min(cpu(lambda: by_rule(paragraphs)) for _ in range(60))


def fixed_loop() -> None:
    total = 0
    for i in range(20_000):
        total += i * i % 7


def peak(count: int) -> int:
    """Peak memory in bytes while ``count`` articles are annotated and let go."""
    tracemalloc.start()
    annotate(count)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def linear(count: int) -> tuple[float, float]:
    """Seconds for FEW articles and for ``count``: a part of the long run, then the short one, by
    turns; medians, scaled to the whole."""
    part = count // ROUNDS
    long, short = [], []
    for _ in range(ROUNDS):
        short += [cpu(lambda: annotate(FEW)) for _ in range(5)]
        long.append(cpu(lambda: annotate(part)))
        short += [cpu(lambda: annotate(FEW)) for _ in range(5)]
    return sorted(short)[len(short) // 2], sum(long) * count / (part * ROUNDS)


def names(found: object) -> Iterator[str]:
    """Every string in the gazetteer, whatever its shape."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for key, value in found.items():
            yield key
            yield from names(value)
    elif isinstance(found, list):
        for value in found:
            yield from names(value)


def spacy_seconds(count: int) -> float | None:
    try:
        import spacy
    except ImportError:
        return None
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    gazetteer = json.loads(corpus.data("gazetteer.json").read_text("utf-8"))
    ruler.add_patterns([{"label": "NAME", "pattern": name} for name in set(names(gazetteer))])
    list(nlp.pipe("\n\n".join(paragraphs) for paragraphs in texts(FEW)))

    def work() -> None:
        for doc in nlp.pipe("\n\n".join(paragraphs) for paragraphs in texts(count)):
            len(doc.ents)

    return cpu(work)


def main(count: int = 2000) -> bool:
    """Print the table; False if the time is not linear or the memory not flat."""
    annotate(FEW)  # the gazetteer is loaded and the patterns compiled once
    loop = min(cpu(fixed_loop) for _ in range(50))
    words = sum(len(p.split()) for paragraphs in texts(FEW) for p in paragraphs)
    best = sum(quickest(paragraphs) for paragraphs in texts(FEW))
    few, many = linear(count)
    print(f"fixed loop {loop * 1e3:.2f} ms")
    print(f"best: {best / words * 600 * 1e3:.2f} ms per 600 words")
    print(f"{FEW} articles {few * 1e3:.1f} ms, {count} articles {many * 1e3:.0f} ms of CPU time")
    times, wanted = many / few, count / FEW
    print(f"{count} take {times:.0f} x what {FEW} take (linear: {wanted:.0f})")
    small, large = peak(50), peak(500)
    print(f"peak memory, 500 against 50 articles: {large / small:.2f} x")
    peer = spacy_seconds(count)
    if peer is None:
        print("spaCy is not installed: no comparison")
    else:
        print(f"spaCy EntityRuler {peer * 1e3:8.0f} ms: it takes {peer / many:.2f} x our time")
    return times <= wanted * (1 + WITHIN) and large <= small * (1 + WITHIN)


if __name__ == "__main__":
    sys.exit(0 if main(*map(int, sys.argv[1:2])) else 1)
