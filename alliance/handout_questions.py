"""A question on paper: its prompt and room to answer. No key, no hint, no code."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from alliance.questions.ask_task import task
from alliance.questions.bank import Question

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
