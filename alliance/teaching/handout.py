"""A unit on paper: the lesson, organiser, questions and digests, without code or key; and the
simulation's sheets.

It always prints the digest edition, which may be copied: the full texts are other people's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from alliance import cards, compare, corpus, course, reference
from alliance.course import Lesson
from alliance.evidence import provision_name
from alliance.html import Html, inline, spelled, table
from alliance.html import page as filled
from alliance.languages import pick
from alliance.questions import bank
from alliance.questions.kinds import kind
from alliance.reading import byline
from alliance.teaching.grade import NoUnit, unit_numbers

PAPERS = {"a4": "A4", "letter": "letter"}
# What is there to be clicked, or has a form of its own on paper; and what comes at the end.
_ON_SCREEN = ("4 How to answer", "5 Check yourself", "Words", "Go deeper")
_LAST = ("Notes", "Rights")
_SHOWN = re.compile(r"^al\.(?:document|claims|contradictions|table|plots\.\w+)\(", re.MULTILINE)
_TABLE = "<details><summary>The same as a table"  # under a figure: on paper it can't be opened
_SHORT, _LONG = 3, 14  # lines to write on
_MOST_TOPICS = 10
_ASKED = ("Who speaks?", "What does it claim?", "What is the evidence?", "Who is silent?")


class Handout(NamedTuple):
    """What is printed: a lesson's notebook, with its questions' prefix; or, without a lesson, the
    teacher's page of the simulation, the game after lesson 06."""

    path: Path
    lesson: Lesson | None = None
    prefix: str | None = None


def unit(name: str, root: Path) -> Handout:
    """The unit that ``name`` means: "3", "03", the questions' prefix or the notebook's name; or the
    simulation."""
    if name == "simulation":
        return Handout(root / "teacher" / "simulation.md")
    prefixes = {bank.unit(prefix).number: prefix for prefix in bank.prefixes()}
    lessons, wanted = course.lessons(root), name.strip().removesuffix(".ipynb")
    for lesson in lessons:
        prefix = prefixes.get(lesson.unit)
        if wanted in (lesson.unit, str(int(lesson.unit)), lesson.stem, prefix):
            return Handout(root / "notebooks" / f"{lesson.stem}.ipynb", lesson, prefix)
    listed = ", ".join([*(lesson.unit for lesson in lessons), "simulation"])
    raise NoUnit(f"there is no unit “{name}”. There are: {listed}.")


def spread(names: Iterable[str]) -> Iterator[str]:
    """The names of units, of "01-03" each."""
    known = [bank.unit(prefix).number for prefix in bank.prefixes()]
    for name in names:
        yield from unit_numbers(name, known) if re.fullmatch(r"\d+-\d+", name) else (name,)


def page(one: Handout, paper: str = "a4", only: Collection[str] = ()) -> str:
    """The whole handout as one HTML page that needs nothing else; only: where some are given, the
    ids of the questions that are asked."""
    if not one.lesson:
        return _sheets(one.path, paper)
    import nbformat  # takes a second to load

    from alliance.notebook_page import parts

    book = nbformat.read(one.path, as_version=4)
    book.cells = course.for_every_reader(book.cells)
    texts = [record for id in one.lesson.sources if (record := corpus.record(id))]
    asked = list(bank.unit(one.prefix).questions.values()) if one.prefix else []
    asked = [question for question in asked if not only or question.id in only]
    hints = " ".join(pick(hint) for question in asked for hint in question.hints)
    cells = [(heading, cell) for heading, several in parts(book.cells) for cell in several]
    lesson = [cell for heading, cell in cells if heading not in (*_ON_SCREEN, *_LAST)]
    last = [cell for heading, cell in cells if heading in _LAST]
    deeper = _led_to(hints, (cell for heading, cell in cells if heading == "Go deeper"))
    return filled(
        "handout",
        title=one.lesson.title,
        size=PAPERS[paper],
        lesson=_printed(book, lesson),
        documents=_grid([(text["id"], _byline(text)) for text in texts], "Name", "Maker and date"),
        deeper=_printed(book, deeper) if deeper else "",
        dates=_dates(hints),
        cards=_cards(one.lesson, asked, _looked_up([*lesson, *deeper], "document")),
        words=_words(book),
        side_by_side=_side_by_side(one.lesson, texts),
        questions=list(map(question_html, asked)),
        last=_printed(book, last),
        texts=texts,
        byline=_byline,
        provision_name=provision_name,
    )


_ROOM = re.compile(r"\[(\d+) lines\]|\[blank\]")
_LINE = '<div class="line"></div>'  # to write on
_BLANK = '<span class="blank"></span>'


def _sheets(game: Path, paper: str) -> str:
    """The sheets of the simulation: its parts of the second level, each on its page; those of the
    third level are cards."""
    from alliance.notebook_page import markdown

    about, *several = re.split(r"^## ", game.read_text("utf-8"), flags=re.MULTILINE)

    def written(text: str) -> Html:
        html = re.sub(r"<p>(\[\d+ lines\])</p>", r"\1", markdown(text))
        return Html(_ROOM.sub(lambda room: _LINE * int(room[1]) if room[1] else _BLANK, html))

    sheets = [
        (name, [written(part) for part in re.split(r"^(?=### )", text, flags=re.MULTILINE)])
        for name, _, text in (sheet.partition("\n") for sheet in several)
    ]
    title = about.partition("\n")[0].lstrip("# ")
    return filled("simulation", title=title, size=PAPERS[paper], sheets=sheets)


def _led_to(hints: str, deeper: Iterable[Any]) -> list[Any]:
    """The cells of *Go deeper* to which a hint sends by their heading."""
    found, wanted = [], False
    for cell in deeper:
        headings = re.findall(r"^### (.+?) *$", cell.source, re.MULTILINE)
        wanted = any(one in hints for one in headings) if headings else wanted
        found += [cell] if wanted else []
    return found


def _dates(hints: str) -> Html:
    """The timelines that a hint opens: days and events, without what is folded behind them."""
    topics = re.findall(r'al\.timeline\("([\w-]+)"\)', hints)
    events = [reference.timeline(one)[["date", "event"]].to_numpy() for one in topics]
    rows = dict.fromkeys((spelled(day), event) for several in events for day, event in several)
    return _grid([*rows], "When", "What") if rows else Html()


def _printed(book: Any, cells: list[Any]) -> Html:
    """Cells of the lesson as it shows them, with room to write where it has a box to type into."""
    from alliance.notebook_page import exported

    kept = [made for cell in cells if (made := _on_paper(cell))]
    made = exported(type(book)(book | {"cells": kept}))
    return Html(made.replace(_TABLE, _TABLE.replace("<details", "<details open")))


def _on_paper(cell: Any) -> Any:
    """A cell as paper has it, or nothing: what is clicked, and an article, which comes as a digest,
    are left out."""
    if cell.cell_type != "code":
        return cell
    if box := _looked_up([cell], "write"):
        room = _LINE * (_LONG if box[0].endswith(".argue") else _SHORT)
        source = f"<p><strong>{escape(box[1])}</strong></p>{room}"
        return type(cell)(cell_type="markdown", id=cell.id, metadata={}, source=source)
    return cell if _SHOWN.search(cell.source) else None


def question_html(question: bank.Question) -> Html:
    """One question, numbered and starred, with lines, boxes or a grid to write into."""
    room = Html(kind(question.kind).paper(question.form))
    prompt = inline(pick(question.prompt), "em")
    return Html(filled("question", question=question, prompt=prompt, room=room))


def _grid(rows: Sequence[tuple[str, ...]], *heads: str) -> Html:
    """A table whose rows have a head."""
    return table(rows, heads, styles=("",), head_style="")


def _byline(record: dict[str, Any]) -> str:
    return byline(corpus.source(record["id"]))


def _cards(lesson: Lesson, asked: Sequence[bank.Question], shown: Sequence[str]) -> list[Html]:
    """The period documents that the questions name and the lesson, in its class part, doesn't
    show."""
    named = [*lesson.sources]
    for question in asked:
        named += [*question.read, *re.findall(r"\bdoc-[a-z0-9-]+", pick(question.prompt))]
    there = {record.id: record for record in cards.documents()}
    ids = dict.fromkeys(id for id in named if id in there and id not in shown)
    return [Html(there[id]._repr_html_()) for id in ids]


def _words(book: dict[str, Any]) -> Html:
    """The words of the glossary that the lesson shows, as it shows them."""
    names = dict.fromkeys(_looked_up(book["cells"], "glossary"))
    return Html(reference.glossary(*names)._repr_html_()) if names else Html()


def _looked_up(cells: Sequence[Any], call: str) -> list[str]:
    """The names that ``al.glossary("…", "…")`` or another call has in the cells of a lesson."""
    code = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
    given = re.findall(rf'^al\.{call}\(((?:\s*"[^"]*",?)*)', code, re.MULTILINE)
    return re.findall(r'"([^"]*)"', "\n".join(given))


def _side_by_side(lesson: Lesson, texts: list[dict[str, Any]]) -> Html:
    """Treaties by topic, or articles by question; every place to be filled with a ¶."""
    documents = [one["id"] for one in texts if one["id"] in compare.NAMES]
    if len(documents) > 1:
        heads = ("Topic", *(compare.NAMES[id] for id in documents))
        asked = [
            f"{row['title']}: {row['question']}"
            for row in compare.provisions()
            if set(row["topics"]) & set(lesson.topics)
        ][:_MOST_TOPICS]
    else:
        heads = ("Source (write the ¶)", *_ASKED)
        asked = [one["id"] for one in texts]
    rows = [(first, *[""] * (len(heads) - 1)) for first in asked]
    return table(rows, heads, styles=("", ".room"), head_style="") if rows else Html()
