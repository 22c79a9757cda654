"""What can be found on the site by its words: for each place its page, its name and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat

from alliance import cards, corpus, course
from alliance.languages import pick, with_names
from alliance.notebook_page import parts
from alliance.questions import bank
from alliance.web.judge import page_of

# A note's number, an address, what begins a quotation, makes a table or stresses a word.
_SIGNS = re.compile(r"<sup>.*?</sup>|<[^>]*>|^> ?|\]\([^)]*\)|[*`#|\[\]]|:?-{2,}:?", re.MULTILINE)
_APART = ("", "Notes", "Rights")  # the facts are found by themselves

Place = tuple[str, str, str]


def places(
    root: Path, lessons: Mapping[str, course.Lesson], units: Mapping[str, bank.Unit]
) -> Iterator[Place]:
    """Words, the lessons of the course at ``root`` paragraph by paragraph, sources, documents and
    facts; ``lessons`` and ``units`` by number."""
    for word in corpus.loaded("built", "glossary.json")["terms"]:
        called = (word.get(key) for key in ("term", "kanji", "reading"))
        yield "words.html", " ".join(filter(None, called)), word["gloss"]
    for number, lesson in lessons.items():
        title = pick(units[number].title) if number in units else lesson.title
        for part, heading, text in _paragraphs(root / f"notebooks/{lesson.stem}.ipynb"):
            yield f"lessons/{lesson.stem}.html#part-{part}", f"{title} · {heading}", text
    for source in corpus.sources():
        for one in source.paragraphs:
            yield page_of(f"{source.id} ¶{one.n}"), f"{source.short} ¶{one.n}", one.text
    for document in cards.documents():
        if document.lessons[0] in units:
            said = " ".join((*document.head_note, document.text))
            yield page_of(document.id), document.title, said
    for fact in corpus.facts():
        topic = corpus.fact_topics()[fact["topic"]]
        yield page_of(fact["id"]), f"{topic} · {fact['id']}", fact["statement"]


def _paragraphs(path: Path) -> Iterator[tuple[int, str, str]]:
    """The paragraphs of a lesson's prose, each with the number and the heading of its part."""
    cells = nbformat.read(path, as_version=4).cells[1:]  # the first is the scene
    for n, (heading, several) in enumerate(parts(cells)):
        prose = "\n\n".join(one.source for one in several if one.cell_type == "markdown")
        said = _SIGNS.sub("", with_names(prose.removeprefix(f"## {heading}")))
        for one in said.split("\n\n") if heading not in _APART else ():
            if text := " ".join(one.split()):
                yield n, heading, text
