"""A page about the class to show to the class: no names, the most common mistakes first."""

from __future__ import annotations

from html import escape
from typing import Any

from alliance.classroom.feedback import solutions
from alliance.classroom.items import FEW, Item, Said
from alliance.classroom.items_table import note, percent
from alliance.markup import inline, web_page
from alliance.questions import bank, forms
from alliance.questions.phrases import language, pick

_MOST = 8  # other answers per question
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin: .6rem 0; }
th, td { padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid; }
td.n { text-align: right; white-space: nowrap; } ul { list-style: none; padding-left: 1rem; }
section { margin: 2.2rem 0; break-inside: avoid; } td { overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } }
"""


def page(items: list[Item], figure: str, names: list[str], failed: int = 0) -> str:
    """The whole page as HTML.

    figure: the image as HTML; names: of the students: an answer that holds one is not shown;
    failed: files that could not be graded.
    """
    marked = [item for item in items if item.students or item.waiting]
    count = max((item.students for item in items), default=0)
    least = sorted((item for item in marked if item.students), key=lambda item: item.mean)[:3]
    again = ", ".join(f'<a href="#q{escape(one.id)}">{escape(one.id)}</a>' for one in least)
    few = f"<p>With fewer than {FEW} students the numbers say little.</p>" if count < FEW else ""
    lost = f"<p>{failed} files could not be graded and are not counted.</p>" if failed else ""
    told = [_words(name) for name in names]
    body = "".join(_question(item, told) for item in marked)
    title = "How the class answered"
    body = (
        f"<h1>{title}</h1><p>Read again together: {again}.</p>{few}{lost}"
        f"<p>{figure}</p>{_table(marked)}{body}"
    )
    return web_page(title, _STYLE, body, language())


def _table(items: list[Item]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(item.id)}</th>'
        f'<td class="n">{item.answered}</td><td class="n">{_points(item)}</td>'
        f'<td class="n">{_number(item.discrimination)}</td><td class="n">{item.hints:.1f}</td>'
        f"<td>{escape(note(item))}</td></tr>"
        for item in items
    )
    return (
        "<table><caption>All questions. “Points” is the mean of the points, as a share; “tells "
        "apart” is how well the question goes together with the others of its unit (-1 to 1)."
        '</caption><thead><tr><th scope="col">question</th><th scope="col">answers</th>'
        '<th scope="col">points</th><th scope="col">tells apart</th><th scope="col">hints each'
        f'</th><th scope="col">note</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _points(item: Item) -> str:
    return percent(item.mean) if item.students else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _question(item: Item, names: list[set[str]]) -> str:
    head = f'<section id="q{escape(item.id)}"><h2>{escape(item.id)}</h2>'
    options, argues = "", False
    try:
        asked = bank.question(item.id)
        argues = asked.kind == "argue"
        head += f"<p>{inline(pick(asked.prompt))}</p>"
        options = _options(asked.form)
    except bank.UnknownQuestion:
        pass
    solved = solutions(item.id.partition(".")[0]).get(item.id, {})
    messages = {one["name"]: one["message"] for one in solved.get("misconceptions", ())}
    rows = [
        _row(share, name.replace("-", " "), pick(messages.get(name, "")))
        for name, share in item.misconceptions.items()
    ]
    # An argument is a student's own prose: it is for the teacher to read, not for the wall.
    shown = [] if argues else [one for one in item.others if not _names(one, names)][:_MOST]
    rows += [_row(one.count / item.students, one.shown, _about(one)) for one in shown]
    table = (
        '<table><thead><tr><th scope="col">share</th><th scope="col">answer or mistake</th>'
        f'<th scope="col">about it</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
        if rows
        else ""
    )
    evidence = "; ".join(map(str, solved.get("evidence", ())))
    where = f"<p><strong>Where it stands:</strong> {escape(evidence)}</p>" if evidence else ""
    counted = f"<p>Right: {percent(item.right)} of {item.students}.</p>" if item.students else ""
    return f"{head}{options}{counted}{table}{where}</section>\n"


def _row(share: float, what: str, about: str) -> str:
    first = f'<tr><td class="n">{percent(share)}</td>'
    return f"{first}<td>{escape(what)}</td><td>{inline(about)}</td></tr>"


def _about(one: Said) -> str:
    if one.status == "malformed":
        return "could not be read as an answer"
    return "partly right" if one.status == "partly" else "" if one.foreseen else "not foreseen"


def _options(form: dict[str, Any]) -> str:
    rows = [
        f"<li><strong>{escape(letter)}</strong> · {inline(pick(text))}</li>"
        for part in ("options", "items", "left", "right")
        for letter, text in (form.get(part) or {}).items()
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def _words(name: str) -> set[str]:
    return set(forms.fold(name).replace(",", " ").split())


def _names(one: Said, names: list[set[str]]) -> bool:
    """Whether an answer holds a student's full name."""
    said = _words(one.shown)
    return any(len(name) > 1 and name <= said for name in names)
