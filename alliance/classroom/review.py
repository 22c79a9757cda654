"""Arguments to mark by the rubric: a sheet without names, in random order, and a key to it."""

from __future__ import annotations

import csv
import json
import random
import re
import secrets
from collections.abc import Iterable
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from alliance.classroom.grade import Row
from alliance.classroom.gradebook import safe, shown
from alliance.markup import inline, web_page
from alliance.questions import bank
from alliance.questions.kinds.argue import PARTS
from alliance.questions.phrases import language, pick

COLUMNS = ("code", "question", "row", "criterion", "levels", "mark", *PARTS)
KEY = ("code", "question", "key", "student", "file", "answer")
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
section { margin: 2rem 0; break-inside: avoid; border-top: 1px solid; }
td { padding: .2rem .8rem .2rem 0; vertical-align: top; }
dd { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 .6rem 1rem; }
"""


class Paper(NamedTuple):
    """One argument to be marked. parts: claim, evidence and reasoning, as text."""

    code: str
    question: bank.Question
    parts: list[str]
    row: Row

    @property
    def rubric(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.question.form["rubric"]
        return rows


def digest(answer: Any) -> str:
    """What tells whether a student's answer is still the one that was marked."""
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def who(row: Row) -> str:
    """What finds a student's row again in another run."""
    return row.key or row.file


def papers(rows: Iterable[Row]) -> list[Paper]:
    """Every argument that a person can mark, question by question, each in random order."""
    found: dict[str, list[Paper]] = {}
    for row in rows:
        for id, one in row.answers.items():
            question = bank.question(id)
            if question.kind != "argue" or one["status"] not in ("defensible", "partly"):
                continue
            parts = [_nameless(text, row.student) for text in _parts(one["answer"])]
            paper = Paper(secrets.token_hex(4), question, parts, row)
            found.setdefault(id, []).append(paper)
    for one in found.values():
        random.SystemRandom().shuffle(one)
    return [paper for id in sorted(found) for paper in found[id]]


def _parts(answer: Any) -> list[str]:
    if not isinstance(answer, dict):
        return [shown(answer), "", ""]
    given = {str(key).strip().casefold(): value for key, value in answer.items()}
    return [shown(given.get(part)) for part in PARTS]


def _nameless(text: str, name: str) -> str:
    """The text without the student's own name, in either order."""
    words = re.findall(r"[^\W\d_]{2,}", name)
    for order in (words, words[::-1]) if len(words) > 1 else ():
        text = re.sub(r"\W+".join(map(re.escape, order)), "[name]", text, flags=re.IGNORECASE)
    return text


def write(rows: Iterable[Row], sheet: Path) -> tuple[int, list[Path]]:
    """The sheet to fill in and the key to it; returns how many arguments, and the files.

    sheet: a CSV with a line per argument and rubric row. With the ending .html a page to read and
    print is written too, and the CSV lies beside it. Raises ``OSError``.
    """
    found = papers(rows)
    table = sheet.with_suffix(".csv")
    key = table.with_name(f"{table.stem}-key.csv")
    table.parent.mkdir(parents=True, exist_ok=True)
    with open(table, "w", encoding="utf-8-sig", newline="") as to:
        out = csv.writer(to, lineterminator="\n")
        out.writerow(COLUMNS)
        for paper in found:
            for n, row in enumerate(paper.rubric, 1):
                # The argument stands once, beside its first rubric row.
                parts = map(safe, paper.parts) if n == 1 else ("", "", "")
                first = (paper.code, paper.question.id, n, safe(pick(row["criterion"])))
                out.writerow([*first, safe(_levels(row)), "", *parts])
    with open(key, "w", encoding="utf-8-sig", newline="") as to:
        out = csv.writer(to, lineterminator="\n")
        out.writerow(KEY)
        for paper in sorted(found, key=lambda one: one.code):
            row, id = paper.row, paper.question.id
            cells = (safe(who(row)), safe(row.student), safe(row.file))
            out.writerow([paper.code, id, *cells, digest(row.answers[id]["answer"])])
    files = [table, key]
    if sheet.suffix.lower() in (".html", ".htm"):
        sheet.write_text(_page(found), encoding="utf-8")
        files.insert(0, sheet)
    return len(found), files


def _levels(row: dict[str, Any]) -> str:
    return " | ".join(f"{n} {pick(level)}" for n, level in enumerate(row["levels"]))


def _page(found: list[Paper]) -> str:
    body = "".join(_section(paper) for paper in found)
    title = "Arguments to mark"
    body = (
        f"<h1>{title}</h1><p>Write the marks into the CSV file beside this page: the "
        f"number of the level, in the column “mark”.</p>{body}"
    )
    return web_page(title, _STYLE, body, language())


def _section(paper: Paper) -> str:
    parts = "".join(
        f"<dt><strong>{part}</strong></dt><dd>{escape(text)}</dd>"
        for part, text in zip(PARTS, paper.parts, strict=True)
    )
    rubric = "".join(
        f"<tr><td>{n}</td><td>{escape(pick(row['criterion']))}</td><td>{escape(_levels(row))}</td>"
        "</tr>"
        for n, row in enumerate(paper.rubric, 1)
    )
    return (
        f"<section><h2>{paper.code}</h2><p>{escape(paper.question.id)}: "
        f"{inline(pick(paper.question.prompt))}</p><dl>{parts}</dl><table>{rubric}</table></section>"
    )
