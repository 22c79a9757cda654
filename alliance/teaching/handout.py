"""A unit on paper: digest, organiser and questions, without code or key.

It always prints the digest edition, which may be copied: the full texts are other people's.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance import cards, compare, corpus, course, reference
from alliance.errors import Told, UnknownName
from alliance.evidence import provision_name
from alliance.html import Html, as_html, inline, table
from alliance.html import page as filled
from alliance.questions import bank
from alliance.questions.kinds import LINE, kind
from alliance.questions.phrases import pick
from alliance.reading import byline

PAPERS = {"a4": "A4", "letter": "letter"}
_CARD = re.compile(r"^\|\s*\*\*(.+?)\*\*\s*\|\s*(.*?)\s*\|\s*$", re.MULTILINE)
_MARKUP = re.compile(r"</?[a-z]+>|[*`]")
_MOST_TOPICS = 10
_ASKED = ("Who speaks?", "What does it claim?", "What is the evidence?", "Who is silent?")


class NoSuchUnit(UnknownName):
    """No lesson has this number or name."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A lesson and its questions: number ("03"), title, the notebook, the questions' prefix."""

    lesson: course.Lesson
    path: Path
    prefix: str | None

    @property
    def stem(self) -> str:
        return self.path.stem


def unit(name: str, root: Path) -> Handout:
    """The unit that ``name`` means: "3", "03", the questions' prefix or the notebook's name."""
    prefixes = {bank.unit(prefix).number: prefix for prefix in bank.prefixes()}
    files = sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    wanted = name.strip().removesuffix(".ipynb")
    for path, lesson in zip(files, course.lessons(root), strict=True):
        number = path.name[:2]
        prefix = prefixes.get(number)
        if wanted in (number, str(int(number)), path.stem, prefix):
            return Handout(lesson, path, prefix)
    listed = ", ".join(path.name[:2] for path in files) or "none"
    raise NoSuchUnit(f"There is no unit {name!r}. There are: {listed}.")


def page(one: Handout, paper: str = "a4") -> str:
    """The whole handout as one HTML page that needs nothing else."""
    book = json.loads(one.path.read_text("utf-8"))
    texts = [record for id in one.lesson.sources if (record := corpus.record(id))]
    asked = list(bank.unit(one.prefix).questions.values()) if one.prefix else []
    return filled(
        "handout",
        title=one.lesson.title,
        size=PAPERS[paper],
        able=_card(book).get("You will be able to"),
        documents=_grid([(text["id"], _byline(text)) for text in texts], "Name", "Maker and date"),
        cards=_cards(one.lesson, book, asked),
        tables=_tables(book),
        words=_words(book),
        expecting=_expecting(texts),
        side_by_side=_side_by_side(one.lesson, texts),
        questions=list(map(question_html, asked)),
        line=Html(LINE),
        texts=texts,
        byline=_byline,
        provision_name=provision_name,
    )


def question_html(question: bank.Question) -> Html:
    """One question, numbered and starred, with lines, boxes or a grid to write into."""
    room = Html(kind(question.kind).paper(question.form))
    prompt = inline(pick(question.prompt), "em")
    return Html(filled("question", question=question, prompt=prompt, room=room))


def _grid(rows: Sequence[tuple[str, ...]], *heads: str, room: str = "") -> Html:
    """A table whose rows have a head; room: ``.room`` where its cells are there to write into."""
    return table(rows, heads, styles=("", "", room), head_style="")


def _card(book: dict[str, Any]) -> dict[str, str]:
    """The rows of the lesson's card, by their names, without markup."""
    said = "\n".join("".join(cell["source"]) for cell in book["cells"][:3])
    return {name: _MARKUP.sub("", text) for name, text in _CARD.findall(said)}


def _byline(record: dict[str, Any]) -> str:
    return byline(corpus.source(record["id"]))


def _cards(
    lesson: course.Lesson, book: dict[str, Any], asked: Sequence[bank.Question]
) -> list[Html]:
    """The period documents that the lesson shows or its questions name."""
    named = [*lesson.sources, *_looked_up(book, "document")]
    for question in asked:
        named += [*question.read, *re.findall(r"\bdoc-[a-z0-9-]+", pick(question.prompt))]
    there = {record.id: record for record in cards.documents()}
    ids = dict.fromkeys(id if id in there else f"doc-{id}" for id in named)
    return [Html(there[id]._repr_html_()) for id in ids if id in there]


_TABLE = re.compile(r"^al\.(?:table|plots\.\w+\.table)\(", re.MULTILINE)


def _tables(book: dict[str, Any]) -> list[Html]:
    """The tables of data that the lesson shows, as it shows them."""
    return [
        Html("".join(output["data"]["text/html"]))
        for cell in book["cells"]
        if cell["cell_type"] == "code" and _TABLE.search("".join(cell["source"]))
        for output in cell["outputs"]
        if "text/html" in output.get("data", {})
    ]


def _words(book: dict[str, Any]) -> Html:
    """The glossary entries that the lesson shows."""
    rows = []
    for name in dict.fromkeys(_looked_up(book, "glossary")):
        try:
            term = reference.glossary(name).reset_index().to_dict("records")[0]
        except Told:
            continue
        japanese = Html(
            f'{as_html(term["term"])} (<span lang="ja">{as_html(term["kanji"])}</span> '
            f'<span lang="ja">{as_html(term["reading"])}</span>)'
        )
        rows.append((japanese if term["kanji"] else term["term"], term["gloss"]))
    return _grid(rows, "Word", "What it means") if rows else Html()


def _looked_up(book: dict[str, Any], call: str) -> list[str]:
    """The names that ``al.glossary("…", "…")`` or another call has in the cells of a lesson."""
    found: list[str] = []
    for cell in book["cells"]:
        try:
            tree = ast.parse("".join(cell["source"]) if cell["cell_type"] == "code" else "")
        except SyntaxError:
            continue
        found += [
            argument.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == call
            for argument in node.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
    return found


def _expecting(texts: list[dict[str, Any]]) -> Html:
    heads = ("Source", "Headline or title", "I expect this source to … because …")
    return _grid([(one["id"], one["title"], "") for one in texts], *heads, room=".room")


def _side_by_side(lesson: course.Lesson, texts: list[dict[str, Any]]) -> Html:
    """Treaties by topic, or articles by question; every place to be filled with a ¶."""
    documents = [one["id"] for one in texts if one["id"] in compare.NAMES]
    if len(documents) > 1:
        heads = ("Topic", *(compare.NAMES[id] for id in documents))
        asked = [
            f"{row['title']}: {row['question']}"
            for row in compare.topics()
            if set(row["topics"]) & set(lesson.topics)
        ][:_MOST_TOPICS]
    else:
        heads = ("Source (write the ¶)", *_ASKED)
        asked = [one["id"] for one in texts]
    rows = [(first, *[""] * (len(heads) - 1)) for first in asked]
    return table(rows, heads, styles=("", ".room"), head_style="") if rows else Html()
