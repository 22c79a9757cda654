"""Notebooks made from questions and from the lessons' texts, and executed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from pydantic import AfterValidator, Field

from alliance import corpus, notes
from alliance.authoring.data import CourseTopic, FactId, Known, SourceId
from alliance.authoring.questions import AuthoredUnit
from alliance.authoring.yamlfile import Authored, AuthorError, Strict, Text, read, tell, told
from alliance.course import run, without_widgets
from alliance.html import japanese_tagged, page
from alliance.languages import pick, say
from alliance.questions import bank, compile
from alliance.questions.answers import literal
from alliance.questions.kinds import kind
from alliance.questions.places import place_in_words

# Run a notebook in a fixed environment and store its outputs, the same bytes every time.
#
# Lessons and solutions are kept with their outputs, so that they can be read without running them
# and checked against a new run. What changes from run to run (times, ids of widgets, the Python at
# hand) is taken out before storing.


PYTHON = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_KEPT = ("alliance", "authors", "title")
_RUN_KEYS = ("execution", "collapsed", "scrolled", "ExecuteTime")


def execute(path: Path) -> bool:
    """Run ``path`` from top to bottom and store its outputs; say whether the file changed.

    The kernel sees no added texts and an empty answer log, so the outputs show the digest edition.
    :class:`AuthorError` names the cell that failed; the file is then left as it was.
    """
    notebook = nbformat.read(path, as_version=4)
    kind_of_fault, said = run(notebook, path.parent)
    if kind_of_fault:
        shown = ((cell.id, one) for cell in notebook.cells for one in cell.get("outputs", ()))
        failed = ", ".join(id for id, output in shown if output.output_type == "error")
        raise AuthorError(path, None, told("not-run", cell=failed, said=said))
    text = text_of(settled(notebook))
    changed = path.read_text(encoding="utf-8") != text
    if changed:
        corpus.put(path, text)
    return changed


def as_run(path: Path) -> bool:
    """Whether a lesson is stored as :func:`execute` stores it: not edited and not run, nor saved by
    JupyterLab with the traces of one sitting."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    in_order = counts == list(range(1, len(counts) + 1))
    return in_order and text == text_of(settled(notebook))


def settled(notebook: NotebookNode) -> NotebookNode:
    """``notebook`` without what differs from run to run; changed in place and returned."""
    kept = {key: notebook.metadata[key] for key in _KEPT if key in notebook.metadata}
    notebook.metadata = nbformat.from_dict(PYTHON | kept)
    for cell in notebook.cells:
        for key in _RUN_KEYS:
            cell.metadata.pop(key, None)
        without_widgets(cell)
    return notebook


# Answers as Python source: what stands in an answer cell.


def blank(question: dict[str, Any]) -> str:
    """What stands in the answer cell before anybody has answered, as Python source."""
    asked = kind(question["kind"])
    return _source(asked.blank(question["form"]), spread=bool(asked.parts))


def _source(answer: Any, *, spread: bool = False) -> str:
    """An answer as Python; the parts of a long one stand on lines of their own."""
    if not isinstance(answer, dict):
        return literal(answer)
    parts = [f"{literal(str(key))}: {literal(item)}" for key, item in answer.items()]
    if spread or sum(map(len, parts)) > 80:
        return "{\n" + "".join(f"    {part},\n" for part in parts) + "}"
    return literal(answer)


# Exercise and solution notebooks, made from a compiled unit. Neither is ever edited by hand.


def exercise(unit: AuthoredUnit) -> NotebookNode:
    """The blank notebook that a student answers: a worksheet of cards, its code folded away."""
    first = unit.sealed["questions"][0]["id"]
    cells = [_title(unit, "Exercises"), _markdown("how", page("how.md", first=first)), _setup()]
    for number, question in enumerate(unit.sealed["questions"], 1):
        cells.append(_task(number, question, worksheet=True))
        cells.append(_answer_cell(question, blank(question), card=True))
        if not kind(question["kind"]).parts:
            cells.append(_points_cell(question))
    return _notebook(unit, "exercise", [*cells, *_ending(unit)])


def solution(unit: AuthoredUnit) -> NotebookNode:
    """The same notebook with every answer, its reasons and the mistakes that people make."""
    cells = [_title(unit, "Solutions"), _setup()]
    practice = [one for one in unit.sealed.get("uncounted", ()) if "retired" not in one]
    for number, question in enumerate([*unit.sealed["questions"], *practice], 1):
        solved = unit.solution["questions"][question["id"]]
        cells.append(_task(number, question))
        cells.append(_answer_cell(question, _source(solved["answer"])))
        cells.append(_markdown(f"{_slug(question)}-why", _why(solved)))
    return _notebook(unit, "solution", [*cells, *_ending(unit)])


def text_of(notebook: NotebookNode) -> str:
    """A notebook as the repository keeps it."""
    return nbformat.writes(notebook) + "\n"


def before_run(text: str) -> str | None:
    """The same notebook before it ran, which ``alliance build --check`` compares; None where a
    cell has not run."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if cell.execution_count is None:
                return None
            cell.outputs, cell.execution_count = [], None
    return text_of(notebook)


def _notebook(unit: AuthoredUnit, role: str, cells: list[NotebookNode]) -> NotebookNode:
    source = json.dumps([unit.sealed, unit.solution], sort_keys=True, ensure_ascii=False)
    ours = {
        "role": role,
        "unit": unit.data["unit"],
        # Outputs show messages that stand in no cell: when the unit changes, they run again.
        "made_from": hashlib.blake2b(source.encode(), digest_size=8).hexdigest(),
    }
    edition = compile.edition(unit.data)
    ours |= {"edition": edition} if edition > 1 else {}
    return new_notebook(cells=cells, metadata={**PYTHON, "alliance": ours})


def _slug(question: dict[str, Any]) -> str:
    return str(question["id"]).replace(".", "-")


_MONEY = re.compile(r"\$(?=\d)")


def _markdown(id: str, *paragraphs: str, task: bool = False) -> NotebookNode:
    """A cell of prose. A dollar sign is money here, never mathematics; but JupyterLab makes a
    formula of what stands between two of them, escaped or not."""
    text = "\n\n".join(paragraph.rstrip("\n") for paragraph in paragraphs if paragraph)
    source = _MONEY.sub("USD ", text).replace("$", "\\$")
    return _cell("markdown", id, source, {"nbgrader": _nbgrader(id, task=task)})


def _code(id: str, source: str, **metadata: Any) -> NotebookNode:
    return _cell("code", id, source, metadata)


def _cell(cell_type: str, id: str, source: str, metadata: dict[str, Any]) -> NotebookNode:
    """A cell. ``new_notebook`` checks it with all others: nbformat's makers of single cells would
    check each alone, which takes longer than making them."""
    cell: dict[str, Any] = {"cell_type": cell_type, "id": id}
    cell |= {"metadata": metadata, "source": source}
    cell |= {"execution_count": None, "outputs": []} if cell_type == "code" else {}
    return nbformat.from_dict(cell)


def _nbgrader(id: str, *, graded: bool = False, task: bool = False) -> dict[str, Any]:
    """The keys by which nbgrader knows a locked cell: prose, a cell whose value are the points, or
    a task that a person marks. Each question is worth one point, as in ``alliance grade``."""
    keys = {"grade": graded, "grade_id": id, "locked": True, "schema_version": 3}
    keys |= {"solution": False, "task": task}
    return {**keys, "points": 1} if graded or task else keys


def _title(unit: AuthoredUnit, what: str) -> NotebookNode:
    count = len(unit.sealed["questions"])
    grades = " · ".join(say(f"grade-{grade}") for grade in (1, 2, 3))
    lessons = (unit.path.parent / "../../notebooks/text").glob(f"{unit.data['unit']}-*.md")
    return _markdown(
        "title",
        f"# {what} {unit.data['unit']}: {pick(unit.data['title'])}",
        f"{count} questions, in three grades: {grades}.",
        *(f"What they are about: [the lesson](../notebooks/{one.stem}.ipynb)." for one in lessons),
    )


def _setup() -> NotebookNode:
    # JupyterLab shows the first line of what is folded away: a word, not code.
    source = "# Start\nimport alliance as al"
    return _code("setup", source, tags=["setup"], jupyter={"source_hidden": True})


def _ending(unit: AuthoredUnit) -> list[NotebookNode]:
    # Of this unit alone: what other notebooks keep has no place in a stored output.
    asked = f'# Progress\nal.progress("{unit.data["prefix"]}")'
    return [
        _markdown("ending", "## Where you stand"),
        _code("progress", asked, tags=["nbval-ignore-output"]),
        _markdown("rights", page("rights.md")),
    ]


def _answer_cell(question: dict[str, Any], answer: str, *, card: bool = False) -> NotebookNode:
    """An answer; or the blank one, which a notebook shows as a card, and whose code is folded."""
    id = question["id"]
    name, folded = (f"# {id}\n", {"jupyter": {"source_hidden": True}}) if card else ("", {})
    source = f'{name}al.check("{id}", {answer})'
    # No keys of nbgrader's: as a "solution" it would be cleared, with the question's number.
    return _code(_slug(question), source, tags=["answer"], alliance={"question": id}, **folded)


def _points_cell(question: dict[str, Any]) -> NotebookNode:
    """What nbgrader reads the points from. Students have no need to see its source."""
    id = f"{_slug(question)}-points"
    return _code(
        id,
        f'# Points\nal.points("{question["id"]}")',
        tags=["points"],
        jupyter={"source_hidden": True, "outputs_hidden": True},
        nbgrader=_nbgrader(id, graded=True),
    )


def _task(number: int, question: dict[str, Any], *, worksheet: bool = False) -> NotebookNode:
    """The question in prose. worksheet: its heading alone, for the card below shows the rest; a
    person who marks in nbgrader needs what was asked, though."""
    asked, form, prompt = kind(question["kind"]), question["form"], pick(question["prompt"])
    if worksheet:
        told = [f"## Question {number}", prompt if asked.parts else ""]
    else:
        read = ", ".join(map(place_in_words, question.get("read", ())))
        told = [
            f"## {number} · " + say(f"grade-{question['grade']}"),
            prompt,
            *asked.markdown(form),
            f"Read: {read}." if read else "",
            f"How to write it: {asked.how(form)} For example: `{literal(question['example'])}`.",
        ]
    return _markdown(f"{_slug(question)}-task", *told, task=bool(asked.parts))


def _why(solved: dict[str, Any]) -> str:
    """Of the evidence a fact says what it is, a place stays as it is."""
    arguable, mistakes = solved.get("defensible") or (), solved["misconceptions"]
    facts = corpus.facts_by_id()
    lists = {
        "Where it stands": (
            f"{facts[place]['statement']} ({place})" if place in facts else place
            for place in solved["evidence"]
        ),
        "Defensible too": (
            f"`{literal(one['answer'])}`: {pick(one['explain'])}" for one in arguable
        ),
        "Common mistakes": (f"*{one['name']}*: {pick(one['message'])}" for one in mistakes),
    }
    parts = [f"**Why.** {pick(solved['explanation'])}"]
    for head, lines in lists.items():
        if listed := "\n".join(f"- {line}" for line in lines):
            parts.append(f"**{head}**\n\n{listed}")
    return "\n\n".join(parts)


# Lessons made from their texts: prose, notes and cells of ``notebooks/text/NN-….md``.
#
# A text is MyST as jupytext reads it. What a writer need not write is added here: numbers for the
# notes and the list of them, the folding of code and of what goes deeper. Each cell names its id,
# so that a notebook made again is the same notebook, and one that is stored need not run again.


_NOTES, _DEEPER = "## Notes", "## Go deeper"
_CELL_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_ASKED = re.compile(r"""\bal\.(?:ask|check|hint|points|reveal)\(\s*["']([\w.-]+)["']""")
_BARE_DOLLAR = re.compile(r"(?<!\\)\$")


class Drawing(Strict):
    """The counts that a lesson's scene draws as dots: a number, the same in words, who or what, and
    how the dots look."""

    about: str
    each: float = Field(gt=0)
    facts: list[FactId] = Field(min_length=1)
    counts: list[tuple[int, Text, str, Literal["plain", "officials", "movement"]]]


def _in_order(years: tuple[int, int]) -> tuple[int, int]:
    if years[0] > years[1]:
        raise ValueError("write the first year first.")
    return years


class LessonHead(Strict):
    """What stands at the top of a lesson's text, under ``alliance``."""

    unit: Annotated[Text, Field(pattern=r"^\d\d$")]
    role: Literal["lesson"] = "lesson"
    minutes: int = 45
    sources: list[SourceId] = []
    topics: list[CourseTopic] = []
    years: Annotated[tuple[int, int], AfterValidator(_in_order)] | None = None
    drawing: Drawing | None = None


def lesson(path: Path, known: Known | None = None) -> NotebookNode:
    """The notebook of a text, not yet run; :class:`AuthorError` names what is not right.

    known: what the head may name; the questions that are asked are looked up then, too.
    """
    import jupytext

    text = read(path)
    head, closed, _ = text.partition("\n---\n")
    if not (closed and head.startswith("---\n")) or "\n+++" in head:
        raise AuthorError(path, 1, told("no-head", unit=path.name[:2]))
    written = Authored(path, head)
    about = written.parse(dict[Literal["alliance"], LessonHead], known)["alliance"]
    if about.unit != path.name[:2]:
        raise written.error(told("other-unit", name=path.name[:2]), "alliance", "unit")
    slips = _slips(path, text, known)
    tell([AuthorError(path, text.count("\n", 0, at) + 1, said) for at, said in slips])
    book = jupytext.reads(text, fmt="md:myst")
    cells = [_lesson_cell(path, text, cell) for cell in book.cells if cell.source.strip()]
    _note(cells)
    return new_notebook(cells=cells, metadata=PYTHON | {"alliance": book.metadata["alliance"]})


def _slips(path: Path, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
    """What is amiss in the text of a lesson, and would be seen by readers only: with its place."""
    for pattern, said in corpus.loaded("author.json")["seen in a lesson"]:
        for found in re.finditer(pattern, text, re.MULTILINE):
            yield found.start(), said.format(*found.groups())
    for part in re.finditer(r"(?:.+\n?)+", text):  # a paragraph
        for sign in ("**", "`"):
            if part[0].replace("```", "").count(sign) % 2:
                yield part.start(), told("unmatched", sign=sign)
    for link in re.finditer(r"\]\((?!\w+:|#)([^)#\s]+)", text):
        made_from = path.parent / Path(link[1]).with_suffix(".md")  # a lesson may not be made yet
        if not ((path.parent.parent / link[1]).is_file() or made_from.is_file()):
            yield link.start(), f"there is no file {link[1]}, seen from notebooks/."
    for asked in _ASKED.finditer(text) if known else ():
        if not bank.known(asked[1]):
            yield asked.start(), f"there is no question {asked[1]}."
    # Facts stand in notes.
    for fact in re.finditer(r"[\[^,] ?([a-z]+\d*-\d{1,3})(?= *[],])", text):
        if known and fact[1] not in known.facts:
            yield fact.start(), f"facts.yaml has no {fact[1]}."


def _lesson_cell(path: Path, text: str, cell: NotebookNode) -> NotebookNode:
    metadata: dict[str, Any] = dict(cell.metadata)
    id = metadata.pop("id", "")
    if not isinstance(id, str) or not _CELL_ID.match(id):
        begins = cell.source.strip().splitlines()[0]
        line = text[: text.find(begins)].count("\n") + 1
        raise AuthorError(path, line, told("no-id", begins=begins[:60]))
    if cell.cell_type == "code":
        folded = {"source_hidden": True} | metadata.pop("jupyter", {})
        return _cell("code", id, cell.source, metadata | {"jupyter": folded})
    if cell.source.startswith(_DEEPER):
        # Folded in JupyterLab, with all that stands below it.
        metadata["jp-MarkdownHeadingCollapsed"] = True
    # Between two dollar signs JupyterLab sets a formula; here they are money.
    return _cell("markdown", id, _BARE_DOLLAR.sub(r"\\$", cell.source), metadata)


def _note(cells: list[NotebookNode]) -> None:
    """Numbers for the notes of all prose cells together, and the list where it belongs; what is
    Japanese says so."""
    prose = [cell for cell in cells if cell.cell_type == "markdown"]
    raised, listed = notes.numbered([cell.source for cell in prose])
    for cell, text in zip(prose, raised, strict=True):
        whole = f"{text}\n\n{listed}" if text.strip() == _NOTES else text
        cell.source = str(japanese_tagged(whole))
