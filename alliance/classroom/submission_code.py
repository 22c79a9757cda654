"""The answers that stand in a cell's code, read as literals and never run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

LONGEST = 50_000  # characters of one cell that are read
MOST_CALLS = 200  # calls of one cell that are read
_SHORT = 400  # characters of a cell that is worth remembering
_FAULTY = 10_000  # characters of a cell that is read although it is no Python
_PIECES = 30  # calls that are looked for in it

_NAMED = ("check", "ask", "hint")
_OURS = re.compile(r"(?:check|ask|hint)\s*\(")
_CALL = re.compile(r"(?<![\w.])(?:\w+\s*\.\s*)?(?:check|ask|hint)\s*\(")
_MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)
# What a search for a closing bracket has to step over: texts and comments.
_STEP = re.compile(
    r"'''(?s:.*?)'''|\"\"\"(?s:.*?)\"\"\""
    r"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|#[^\n]*|[()\[\]{}]"
)


class Missing:
    """There is no answer here (``None`` is one: a blank)."""


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Call:
    """One ``check``, ``ask`` or ``hint`` with the question's id.

    answer: the literal, or MISSING where it is worked out when the cell runs (or of no use here).
    """

    name: str
    question: str
    answer: Any = MISSING


def calls(source: str) -> list[Call]:
    """The calls in a cell, in order. Code that is no Python is read around its faults."""
    if len(source) > LONGEST or not _OURS.search(source):
        return []
    return _remembered(source) if len(source) < _SHORT else _calls(source)


@lru_cache(maxsize=2_048)
def _remembered(source: str) -> list[Call]:
    """A class writes the same cells many times."""
    return _calls(source)


def _calls(source: str) -> list[Call]:
    trees = _trees(source)
    found = [call for tree in trees for node in _sorted_calls(tree) if (call := _read(node))]
    return found[:MOST_CALLS]


def _trees(source: str) -> list[ast.AST]:
    for text in (source, _MAGIC.sub(_after_magic, source)):
        tree = _parsed(text)
        if tree is not None:
            return [tree]
    if len(source) > _FAULTY:
        return []
    starts = (match.start() for match in islice(_CALL.finditer(source), _PIECES))
    pieces = (_piece(source, start) for start in starts)
    return [tree for piece in pieces if piece and (tree := _parsed(piece)) is not None]


def _after_magic(line: re.Match[str]) -> str:
    """What Python runs of a line that begins with %, ! or ?: of "%time al.check(…)" the call."""
    call = _CALL.search(line[0]) if line[0].lstrip().startswith("%") else None
    return line[0][call.start() :] if call else ""


def _parsed(text: str) -> ast.AST | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a stray backslash is no business of the teacher's
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _piece(source: str, start: int) -> str | None:
    """The text of the call that begins at ``start``, up to its closing bracket."""
    line = source[source.rfind("\n", 0, start) + 1 : start]
    if "#" in line:
        return None
    depth = 0
    for step in _STEP.finditer(source, start):
        mark = step[0]
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
            if depth == 0:
                return source[start : step.end()]
    return None


def _sorted_calls(tree: ast.AST) -> Iterator[ast.Call]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    yield from sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _read(node: ast.Call) -> Call | None:
    target = node.func
    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", None)
    if name not in _NAMED:
        return None
    named = {word.arg: word.value for word in node.keywords if word.arg}
    given = [*node.args]
    question = given.pop(0) if given else named.get("id", named.get("question"))
    if not isinstance(question, ast.Constant) or type(question.value) not in (str, float):
        return None
    given += [value for word, value in named.items() if word not in ("id", "question")]
    # Several answers, where one is wanted, are no answer: the notebook said so too.
    answer = given[0] if len(given) == 1 else None
    id = str(question.value).strip()  # the quotation marks may be forgotten: check(1951.3, …)
    return Call(name, id, MISSING if name != "check" else _literal(answer))


def _literal(node: ast.expr | None) -> Any:
    if node is None:
        return MISSING
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return MISSING
