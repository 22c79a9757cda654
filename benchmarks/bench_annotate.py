"""Annotating by rule: does it stay linear and flat, and how does it stand beside spaCy?

    python benchmarks/bench_annotate.py [articles]

The texts are the digests of the course's five articles, repeated. The peer is a blank English spaCy
pipeline whose EntityRuler holds the names of our gazetteer; it is skipped where spaCy is not
installed (``pip install spacy``). It looks names up and does nothing else: no dates, figures,
quotations or speakers.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from collections.abc import Iterator

import alliance as al
from alliance import paths, rules

FEW = 5


def texts(count: int) -> Iterator[list[str]]:
    articles = [[p.text for p in one.paragraphs] for one in al.articles()][:FEW]
    for number in range(count):
        yield articles[number % len(articles)]


def annotate(count: int) -> tuple[float, int]:
    began = time.perf_counter()
    marks = sum(len(rules.annotate(paragraphs)) for paragraphs in texts(count))
    return time.perf_counter() - began, marks


def peak(count: int) -> int:
    """Peak memory in bytes while ``count`` articles are annotated and let go."""
    tracemalloc.start()
    annotate(count)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


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
    gazetteer = json.loads(paths.data("gazetteer.json").read_text("utf-8"))
    ruler.add_patterns([{"label": "NAME", "pattern": name} for name in set(names(gazetteer))])
    list(nlp.pipe("\n\n".join(paragraphs) for paragraphs in texts(FEW)))
    began = time.perf_counter()
    for doc in nlp.pipe("\n\n".join(paragraphs) for paragraphs in texts(count)):
        len(doc.ents)
    return time.perf_counter() - began


def main(count: int = 2000) -> None:
    annotate(FEW)  # the gazetteer is loaded and the patterns compiled once
    few = min(annotate(FEW)[0] for _ in range(20))
    many, marks = annotate(count)
    print(f"{FEW} articles {few * 1e3:8.1f} ms")
    print(f"{count} articles {many * 1e3:8.0f} ms, {marks} marks, {many / count * 1e3:.2f} ms each")
    wanted = count / FEW
    print(f"{count} take {many / few:.0f} x what {FEW} take (linear: {wanted:.0f})")
    small, large = peak(50), peak(500)
    print(f"peak memory, 500 against 50 articles: {large / small:.2f} x")
    peer = spacy_seconds(count)
    if peer is None:
        print("spaCy is not installed: no comparison")
    else:
        print(f"spaCy EntityRuler {peer * 1e3:8.0f} ms: it takes {peer / many:.2f} x our time")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
