"""A page of feedback for each student."""

from __future__ import annotations

import json
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.html import Html, inline, page
from alliance.questions import bank
from alliance.questions.phrases import current, pick
from alliance.questions.verdict import Verdict
from alliance.teaching.grade import Row
from alliance.teaching.gradebook import number, shown, total

_LONGEST = 2_000  # characters of an answer on the page
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } th, td { padding: .2rem .8rem .2rem 0; text-align: left; }
ul { list-style: none; padding-left: 1rem; margin: .3rem 0; }
section { margin: 1.6rem 0; break-inside: avoid; } h3 { margin-bottom: .2rem; }
.answer { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid; padding: .3rem .6rem; }
.error { border-left: 5px solid; padding-left: .8rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } }
"""


def write(rows: Iterable[Row], units: list[bank.Unit], folder: Path) -> int:
    """A page per student into ``folder``, made if need be; returns how many.

    rows: those of one student come together. Names of files come from the student's name, letters
    and digits only, and a hash. Raises ``OSError`` where a page can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    held: list[Row] = []
    for row in rows:
        if held and (not row.key or row.key != held[0].key):
            count += _page(held, units, folder)
            held = []
        held.append(row)
    return count + (_page(held, units, folder) if held else 0)


def file_name(row: Row) -> str:
    """The name of a student's page: never a path, and another for everyone."""
    name = unicodedata.normalize("NFC", row.student)
    kept = "".join(char if char.isalnum() else "-" for char in name)
    kept = "-".join(part for part in kept.split("-") if part)[:40]
    who = row.key or row.file
    return f"{kept or 'student'}-{blake2b(who.encode(), digest_size=4).hexdigest()}.html"


def _page(rows: list[Row], units: list[bank.Unit], folder: Path) -> int:
    # Written beside and then moved: a link that lies in the way is replaced, not followed.
    handle, beside = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with open(handle, "w", encoding="utf-8") as page:
            page.write(html(rows, units))
        os.chmod(beside, 0o644)
        os.replace(beside, folder / file_name(rows[0]))
    except BaseException:
        os.unlink(beside)
        raise
    return 1


def html(rows: list[Row], units: list[bank.Unit]) -> str:
    """The page of one student, whole and in itself."""
    name = escape(rows[0].student or "Feedback")
    body = "".join(_submission(row, units) for row in rows)
    title = f"Feedback for {name}"
    body = f"<h1>{title}</h1>\n{body}"
    return page("page", title=Html(title), style=Html(_STYLE), body=Html(body), language=current())


def _submission(row: Row, units: list[bank.Unit]) -> str:
    ours = [unit for unit in units if unit.number in row.units]
    parts = [f"<p>File: {escape(row.file)}</p>" if row.file else ""]
    if row.error:
        parts.append(f'<p class="error">This file could not be graded: {escape(row.error)}</p>')
    for unit in ours:
        points = f"{number(total(row, unit))} of {len(unit.questions)} points"
        parts.append(f"<h2>{escape(pick(unit.title))}: {points}</h2>\n")
        parts += [_question(one, row.answers[id]) for id, one in unit.questions.items()]
    return "".join(parts)


def _question(question: bank.Question, one: dict[str, Any]) -> str:
    verdict = Verdict(
        question.id,
        one["status"],
        share=one["score"],
        misconception=one["misconception"],
        details=tuple(one.get("message", ())),
        explanation=one.get("why", ""),
    )
    answer = shown(one["answer"])[:_LONGEST]
    given = f'<p>Your answer:</p><div class="answer">{escape(answer)}</div>' if answer else ""
    read = "; ".join(_evidence(question.id))
    again = "Where it stands" if one["status"] == "right" else "Read again"
    where = f"<p><strong>{again}:</strong> {escape(read)}</p>" if read else ""
    return (
        f"<section><h3>{escape(question.id)} {question.stars}</h3>"
        f"<p>{inline(pick(question.prompt))}</p>{_letters(question)}"
        f"{given}{verdict._repr_html_()}{where}</section>\n"
    )


def _letters(question: bank.Question) -> str:
    """What the letters of an answer stand for."""
    rows = [
        f"<li><strong>{escape(letter)}</strong> · {inline(pick(text))}</li>"
        for part in ("options", "items", "left", "right")
        for letter, text in (question.form.get(part) or {}).items()
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def _evidence(id: str) -> list[str]:
    """Where the answer stands, from the readable copy that only the teacher's course holds."""
    prefix = id.partition(".")[0]
    return [str(line) for line in solutions(prefix).get(id, {}).get("evidence", ())]


@lru_cache(maxsize=32)
def solutions(prefix: str) -> dict[str, Any]:
    """A unit's readable solutions by question; empty where this copy has none."""
    named = os.environ.get("ALLIANCE_SOLUTIONS")
    root = corpus.course_root()
    folder = Path(named) if named else root / "solutions" / "questions" if root else None
    try:
        text = (folder / f"{prefix}.json").read_text("utf-8") if folder else "{}"
        questions = json.loads(text).get("questions", {})
    except (OSError, ValueError):
        return {}
    return questions if isinstance(questions, dict) else {}
