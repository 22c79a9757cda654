"""The answers that each question is asked with, read from the author's question files."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from golden.strings import BLANKS, JUNK, some, spellings

Question = dict[str, Any]


def units(folder: Path) -> dict[str, list[Question]]:
    """The questions of each unit, by its prefix; what the course dropped is judged as it was."""
    read = (yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml")))
    return {str(unit["prefix"]): [*unit["questions"], *unit.get("retired", ())] for unit in read}


def answers(question: Question) -> list[Any]:
    """All answers for one question as JSON-able data, each once: foreseen ones first."""
    id = str(question["id"])
    found = [*_foreseen(question), *_worked_out(question), *_tried(question)]
    key = question.get("key")
    words = key if isinstance(key, str) else _option(question, key)
    found += spellings(words) if isinstance(words, str) else []
    found += some(BLANKS, id, 3) + some(JUNK, id, 6)
    distinct = {json.dumps(one, ensure_ascii=False, default=_text): None for one in found}
    return [json.loads(one) for one in distinct]


def _text(value: Any) -> str:
    """YAML reads a bare date as one; a student writes text."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _foreseen(question: Question) -> Iterator[Any]:
    """The key, what counts like it, and every mistake that is listed with its answer."""
    yield question.get("key")
    yield from question.get("accept", [])
    yield from question.get("not", [])
    for field in ("partly", "defensible"):
        yield from (one["answer"] for one in question.get(field, []))
    for field in ("misconceptions", "distractors"):
        for one in question.get(field, []):
            listed = one.get("answers", one.get("answer", []))
            yield from listed if isinstance(listed, list) else [listed]


def _tried(question: Question) -> Iterator[Any]:
    """The answers of the author's own tests."""
    for listed in question.get("tests", {}).values():
        for one in listed:
            yield one["answer"] if isinstance(one, dict) and "answer" in one else one


def _worked_out(question: Question) -> Iterator[Any]:
    """Mistakes that are listed as a change of the key, and what can be clicked."""
    yield from question.get("options", {})
    yield from question.get("options", {}).values()
    if question["kind"] == "choices":
        yield list(question["options"])
    for one in [*question.get("misconceptions", []), *question.get("distractors", [])]:
        if "pairs" in one:
            yield {**question["key"], **one["pairs"]}
        if "before" in one:
            yield _turned(question, one["before"])
        if "cells" in one:
            yield from _cells(question["key"], one["cells"])
        for factor in one.get("scale", []):
            yield question["key"] * factor
            yield f"{question['key'] * factor} {question.get('scale', '')} {question['unit']}"
    if question["kind"] == "number":
        yield f"{question['key']} {question.get('scale', '')} {question['unit']}"


def _turned(question: Question, before: list[str]) -> list[str]:
    """The key's order with two places exchanged."""
    flat: list[str] = []
    for one in question["key"]:
        flat += one if isinstance(one, list) else [one]
    first, second = (flat.index(letter) for letter in before)
    flat[first], flat[second] = flat[second], flat[first]
    return flat


def _cells(key: dict[str, Any], cells: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The key's table with one cell as the mistake has it."""
    for cell in cells:
        row, column = key["index"].index(cell["row"]), key["columns"].index(cell["column"])
        for answer in cell["answers"]:
            table = copy.deepcopy(key)
            table["rows"][row][column] = answer
            yield table


def _option(question: Question, key: Any) -> str | None:
    """Of a question with options several letters in a line, of the others nothing."""
    letters = isinstance(key, list) and all(isinstance(one, str) for one in key)
    return ", ".join(key) if letters else None
