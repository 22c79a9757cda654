"""A unit on paper: digest, organiser and questions, without code or key."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from alliance import compare, corpus, course, reference
from alliance.errors import Told, UnknownName
from alliance.html import Html
from alliance.html import page as filled
from alliance.questions import bank
from alliance.questions.bank import Question
from alliance.questions.task import task
from alliance.reading import byline, provision_name

# A question on paper: its prompt and room to answer. No key, no hint, no code.


_CODE = re.compile(r"`([^`]+)`")
LINE = '<div class="line"></div>'


def prose(text: str) -> str:
    """A prompt as HTML; what stands between backticks is a name."""
    return _CODE.sub(r"<em>\1</em>", escape(text))


def question_html(question: Question) -> str:
    """One question, numbered and starred, with lines, boxes or a grid to write into."""
    shown = task(question)
    form = shown["form"]
    room = _ROOM.get(question.kind, _lines)(form)
    return (
        f'<section class="question"><h3>{escape(question.id)} {question.stars}</h3>'
        f"<p>{prose(shown['prompt'])}</p>{room}</section>"
    )


def _lines(form: dict[str, Any], count: int = 2) -> str:
    return LINE * count


def _options(form: dict[str, Any]) -> str:
    rows = "".join(
        f"<li>☐ <strong>{escape(letter)}</strong> {prose(text)}</li>"
        for letter, text in form["options"].items()
    )
    return f'<ul class="boxes">{rows}</ul>'


def _choices(form: dict[str, Any]) -> str:
    return f"<p><small>More than one may be right.</small></p>{_options(form)}"


def _number(form: dict[str, Any]) -> str:
    unit = " ".join(filter(None, (form.get("scale") or "", form.get("unit") or "")))
    return f'<p>Answer: <span class="blank"></span> {escape(unit)}</p>'


def _date(form: dict[str, Any]) -> str:
    parts = {"year": "year", "month": "month and year", "day": "day, month and year"}
    asked = parts.get(form.get("precision", "day"), "date")
    return f'<p>Answer: <span class="blank"></span> ({asked})</p>'


def _order(form: dict[str, Any]) -> str:
    rows = "".join(
        f'<li><span class="box"></span> <strong>{escape(letter)}</strong> {prose(text)}</li>'
        for letter, text in form["items"].items()
    )
    return f'<p><small>Number them: 1 comes first.</small></p><ul class="boxes">{rows}</ul>'


def _match(form: dict[str, Any]) -> str:
    left = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{prose(text)}</td><td></td></tr>'
        for name, text in form["left"].items()
    )
    right = "".join(
        f"<li><strong>{escape(letter)}</strong> {prose(text)}</li>"
        for letter, text in form["right"].items()
    )
    return (
        '<table><thead><tr><th scope="col">No.</th><th scope="col">What</th>'
        f'<th scope="col">Letter</th></tr></thead><tbody>{left}</tbody></table>'
        f'<ul class="boxes">{right}</ul>'
    )


def _cite(form: dict[str, Any]) -> str:
    return '<p>Source: <span class="blank"></span> Paragraph (¶): <span class="box"></span></p>'


def _mark(form: dict[str, Any]) -> str:
    passage = form.get("passage") or ""
    origin = f"<br><small>{escape(form['origin'])}</small>" if form.get("origin") else ""
    return (
        f"<blockquote>{escape(passage)}{origin}</blockquote>"
        "<p><small>Underline the words.</small></p>"
    )


def _table(form: dict[str, Any]) -> str:
    heads = "".join('<th scope="col">&nbsp;</th>' for _ in range(3))
    row = f"<tr>{'<td></td>' * 3}</tr>"
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{row * 3}</tbody></table>"


def _argue(form: dict[str, Any]) -> str:
    fewest, most = form.get("words") or (0, 0)
    length = f" ({fewest} to {most} words with the reasoning)" if most else ""
    evidence = "".join(
        f"<p>Evidence {n}, with its source and paragraph:</p>{LINE}"
        for n in range(1, (form.get("cites") or 1) + 1)
    )
    return f"<p>Claim{length}:</p>{LINE * 2}{evidence}<p>Reasoning:</p>{LINE * 5}" + _rubric(form)


def _rubric(form: dict[str, Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{prose(one["criterion"])}</th>'
        + f"<td>{' · '.join(escape(str(level)) for level in one['levels'])}</td></tr>"
        for one in form.get("rubric") or ()
    )
    if not rows:
        return ""
    return (
        '<table><thead><tr><th scope="col">What is looked at</th><th scope="col">Levels</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


_ROOM: dict[str, Callable[[dict[str, Any]], str]] = {
    "choice": _options,
    "choices": _choices,
    "number": _number,
    "date": _date,
    "order": _order,
    "match": _match,
    "cite": _cite,
    "mark": _mark,
    "table": _table,
    "argue": _argue,
}


# A unit on paper, for a class without computers: digest, organiser, questions. No keys.
#
# It always prints the digest edition, which may be copied: the full texts are other people's.


PAPERS = {"a4": "A4", "letter": "letter"}
_CARD = re.compile(r"^\|\s*\*\*(.+?)\*\*\s*\|\s*(.*?)\s*\|\s*$", re.MULTILINE)
_MARKUP = re.compile(r"</?[a-z]+>|[*`]")
_MOST_TOPICS = 10
# The page is black on white and says nothing by colour; sizes are in points, as on paper.
_CSS = """
@page { size: %s; margin: 17mm 16mm; }
body { font: 11pt/1.45 Georgia, "Times New Roman", serif; color: #000; background: #fff;
  max-width: 178mm; margin: 0 auto; }
h1 { font-size: 18pt; margin: 0 0 4pt; } h2 { font-size: 14pt; margin: 18pt 0 4pt; }
h3 { font-size: 11.5pt; margin: 12pt 0 3pt; } h1, h2, h3 { break-after: avoid; }
p { margin: 0 0 6pt; orphans: 3; widows: 3; } small { font-size: 9pt; }
table { border-collapse: collapse; width: 100%%; margin: 4pt 0 8pt; }
th, td { border: 0.6pt solid #000; padding: 3pt 5pt; text-align: left; vertical-align: top; }
tr, .question, blockquote { break-inside: avoid; } td.room { height: 34pt; min-width: 22mm; }
.line { border-bottom: 0.6pt solid #000; height: 20pt; margin-bottom: 2pt; }
.blank { display: inline-block; min-width: 62mm; border-bottom: 0.6pt solid #000; }
.box { display: inline-block; width: 14pt; height: 14pt; border: 0.6pt solid #000;
  vertical-align: middle; }
.name { display: flex; gap: 10mm; } .name span { flex: 1; border-bottom: 0.6pt solid #000; }
ul.boxes { list-style: none; padding: 0; margin: 0 0 6pt; } li { margin: 2pt 0; }
blockquote { margin: 4pt 0 6pt; padding-left: 10pt; border-left: 2pt solid #000; }
.source { break-before: page; } .n { font-weight: bold; }
footer { margin-top: 16pt; border-top: 0.6pt solid #000; font-size: 9pt; }
"""


class NoSuchUnit(UnknownName):
    """No lesson has this number or name."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A lesson and its questions: number ("03"), title, the notebook, the questions' prefix."""

    lesson: course.Lesson
    path: Path
    prefix: str | None

    @property
    def stem(self) -> str:
        return self.path.stem


def unit(name: str, root: Path) -> Unit:
    """The unit that ``name`` means: "3", "03", the questions' prefix or the notebook's name."""
    files = {
        path.name[:2]: path for path in sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    }
    numbers = {bank.unit(prefix).number: prefix for prefix in bank.prefixes()}
    wanted = name.strip().removesuffix(".ipynb")
    named = {number: number for number in files}
    named |= {str(int(number)): number for number in files}
    named |= {path.stem: number for number, path in files.items()}
    named |= {prefix: number for number, prefix in numbers.items() if number in files}
    if wanted not in named:
        listed = ", ".join(sorted(files)) or "none"
        raise NoSuchUnit(f"There is no unit {name!r}. There are: {listed}.")
    number = named[wanted]
    lesson = next(one for one in course.lessons(root) if one.unit == number)
    return Unit(lesson, files[number], numbers.get(number))


def page(one: Unit, paper: str = "a4") -> str:
    """The whole handout as one HTML page that needs nothing else."""
    book = json.loads(one.path.read_text("utf-8"))
    card = _card(book)
    title = escape(one.lesson.title)
    texts = [corpus.record(id) for id in one.lesson.sources if corpus.record(id)]
    body = [
        f"<h1>{title}</h1>",
        '<p class="name">Name: <span></span> Date: <span></span></p>',
        _about(card, texts),
        _words(book),
        _expecting(texts),
        _side_by_side(one.lesson, texts),
        _argument(),
        _questions(one.prefix),
        *map(_digest, texts),
        _footer(texts),
    ]
    sheet = "<main>\n" + "\n".join(filter(None, body)) + "\n</main>"
    style = _CSS % PAPERS[paper]
    return filled("page", title=Html(title), style=Html(style), body=Html(sheet))


def _card(book: dict[str, Any]) -> dict[str, str]:
    """The rows of the lesson's card, by their names, without markup."""
    said = "\n".join("".join(cell["source"]) for cell in book["cells"][:3])
    return {name: _MARKUP.sub("", text) for name, text in _CARD.findall(said)}


def _about(card: dict[str, str], texts: list[dict[str, Any]]) -> str:
    able = card.get("You will be able to")
    aim = f"<p><strong>You will be able to:</strong> {escape(able)}</p>" if able else ""
    rows = "".join(
        f'<tr><th scope="row">{escape(one["id"])}</th><td>{escape(_byline(one))}</td></tr>'
        for one in texts
    )
    return (
        f'{aim}<h2>Documents</h2><table><thead><tr><th scope="col">Name</th>'
        f'<th scope="col">Maker and date</th></tr></thead><tbody>{rows}</tbody></table>'
        "<p><small>¶ is a paragraph: “reuters-2020 ¶4” is the fourth one of that text. "
        "What you read here are digests in other words than the originals.</small></p>"
    )


def _byline(record: dict[str, Any]) -> str:
    return byline(corpus.source(record["id"]))


def _words(book: dict[str, Any]) -> str:
    """The glossary entries that the lesson shows."""
    names: list[str] = []
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            names += _looked_up("".join(cell["source"]))
    rows = []
    for name in dict.fromkeys(names):
        try:
            term = reference.glossary(name).reset_index().to_dict("records")[0]
        except Told:
            continue
        japanese = " ".join(filter(None, (term["kanji"], term["reading"])))
        head = f"{term['term']} ({japanese})" if japanese else term["term"]
        rows.append(f'<tr><th scope="row">{escape(head)}</th><td>{escape(term["gloss"])}</td></tr>')
    if not rows:
        return ""
    return (
        '<h2>Words</h2><table><thead><tr><th scope="col">Word</th><th scope="col">What it means'
        f"</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _looked_up(code: str) -> list[str]:
    """The terms that ``al.glossary("…", "…")`` names in a cell."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    return [
        argument.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "glossary"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def _grid(heads: list[str], rows: list[list[str]]) -> str:
    """A table to write into: the first cell of a row is its head, empty ones are room."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(c)}</td>" if c else '<td class="room"></td>' for c in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _expecting(texts: list[dict[str, Any]]) -> str:
    rows = [[one["id"], one["title"], ""] for one in texts]
    return "<h2>Before you read</h2>" + _grid(
        ["Source", "Headline or title", "I expect this source to … because …"], rows
    )


def _side_by_side(lesson: course.Lesson, texts: list[dict[str, Any]]) -> str:
    """Treaties by topic, or articles by question; every place to be filled with a ¶."""
    documents = [one["id"] for one in texts if one["id"] in compare.NAMES]
    if len(documents) > 1:
        rows = [
            [f"{row['title']}: {row['question']}", *[""] * len(documents)]
            for row in compare.topics()
            if set(row["topics"]) & set(lesson.topics)
        ][:_MOST_TOPICS]
        heads = ["Topic", *(compare.NAMES[id] for id in documents)]
    else:
        asked = ["Who speaks?", "What does it claim?", "What is the evidence?", "Who is silent?"]
        rows = [[one["id"], *[""] * len(asked)] for one in texts]
        heads = ["Source (write the ¶)", *asked]
    note = "<p><small>Nothing to write? An empty place is a finding: say so.</small></p>"
    return f"<h2>Side by side</h2>{_grid(heads, rows)}{note}" if rows else ""


def _argument() -> str:
    parts = ["My claim", "Evidence 1 (source, ¶)", "Evidence 2 (source, ¶)", "My reasoning"]
    parts.append("What speaks against it (source, ¶)")
    return "<h2>Argue from evidence</h2>" + "".join(f"<p>{part}:</p>{LINE * 2}" for part in parts)


def _questions(prefix: str | None) -> str:
    if prefix is None:
        return ""
    asked = "".join(map(question_html, bank.unit(prefix).questions.values()))
    return (
        f"<h2>Questions</h2><p><small>★ find it · ★★ connect it · ★★★ weigh it</small></p>{asked}"
    )


def _digest(record: dict[str, Any]) -> str:
    rows = []
    for block in record["paragraphs"]:
        text = escape(block["digest"])
        if block.get("provision"):
            text = f"<strong>{escape(provision_name(block['provision']))}.</strong> {text}"
        elif block["kind"] != "text":
            text = f"<em>{block['kind'].capitalize()}:</em> {text}"
        rows.append(f'<p><span class="n">¶{block["n"]}</span> {text}</p>')
    return (
        f'<article class="source"><h2>{escape(record["title"])}</h2>'
        f"<p>{escape(record['id'])} · {escape(_byline(record))}</p>{''.join(rows)}</article>"
    )


def _footer(texts: list[dict[str, Any]]) -> str:
    held = "; ".join(f"{one['id']}: {one['rights']['holder']}" for one in texts)
    return (
        "<footer><p>Digests and questions: CC BY 4.0. Rights in the texts themselves: "
        f"{escape(held)}.</p></footer>"
    )
