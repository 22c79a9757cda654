"""The rubric of an argument as data: what its writer makes of it, and two samples beside it."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from typing import Any

from alliance import corpus
from alliance.questions.phrases import pick, say

Rows = list[dict[str, Any]]  # each a criterion and its levels, the lowest first
Marks = dict[str, int]  # by a row's name: 1 is the lowest level


@cache
def common() -> dict[str, dict[str, Any]]:
    """The rows that the arguments of all lessons share, by name: ``data/rubric.json``."""
    found: dict[str, dict[str, Any]] = json.loads(corpus.data("rubric.json").read_text("utf-8"))
    return found


def name(row: dict[str, Any]) -> str:
    """What a row is called where a mark is kept: "other-side", whatever the language in use."""
    criterion = row["criterion"]
    said = criterion.get("en", "") if isinstance(criterion, dict) else criterion
    return "-".join(re.findall(r"\w+", str(said).casefold()))


def marks(rows: Rows, given: Any) -> Marks:
    """The writer's own marks, of rows and levels that there are, in the rubric's order."""
    given = given if isinstance(given, dict) else {}
    found = {name(row): (given.get(name(row)), len(row["levels"])) for row in rows}
    return {row: level for row, (level, most) in found.items() if level in range(1, most + 1)}


def words(rows: Rows, own: Marks) -> list[tuple[str, str]]:
    """The writer's own marks as criterion and level, to be read."""
    return [
        (pick(row["criterion"]), f"{own[name(row)]} ({pick(row['levels'][own[name(row)] - 1])})")
        for row in rows
        if name(row) in own
    ]


def sample_lines(sample: dict[str, Any]) -> list[tuple[str, str]]:
    """A sample argument as labelled lines: its level and claim, the rest, what makes it so."""
    title = say("sample", level=sample["level"], side=pick(sample["side"]))
    first, *more = [pick(one) for one in sample["remarks"]]
    argument = [(title, pick(sample["claim"])), ("", pick(sample["reasoning"]))]
    evidence = (say("ask-evidence"), "; ".join(sample["evidence"]))
    return [*argument, evidence, (say("sample-why"), first), *(("", one) for one in more)]


def sample_html(sample: dict[str, Any]) -> str:
    """A sample as the card shows it: closed, under its level and its side."""
    from alliance.html import line

    (title, claim), *rest = sample_lines(sample)
    body = line(claim) + "".join(line(text, label) for label, text in rest)
    return f"<details><summary>{escape(title)}</summary>{body}</details>"
