"""A kind of question knows all of itself: nothing else in the package names one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import alliance
from alliance.questions import kinds
from alliance.questions.kinds import Kind

PACKAGE = Path(alliance.__file__).parent
KINDS = set(kinds.names())
# Words that mean other things, too: a layer, a block of an article, a column …
COMMON = {"text", "date", "number", "order", "match", "mark", "table"}
ELSEWHERE = [
    path for path in sorted(PACKAGE.rglob("*.py")) if "kinds" not in path.relative_to(PACKAGE).parts
]


def named(tree: ast.AST) -> Iterator[str]:
    """Where a kind is named: by a word that means nothing else, by comparing a question's kind with
    it, by a collection of several kinds, or by importing its module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in KINDS - COMMON:
            yield f"line {node.lineno}: {node.value!r}"
        if isinstance(node, ast.Compare) and _asks_a_kind(node.left):
            words = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}
            if words & KINDS:
                yield f"line {node.lineno}: {ast.unparse(node)}"
        parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
        words = {one.value for one in parts if isinstance(one, ast.Constant)}
        if len(words) > 2 and len(words & KINDS) > len(words) / 2:
            yield f"line {node.lineno}: {sorted(words & KINDS)}"
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            f"{kinds.__name__}."
        ):
            yield f"line {node.lineno}: {node.module}"


def _asks_a_kind(node: ast.expr) -> bool:
    """``question.kind`` and ``question["kind"]``, but not the kind of an article's block."""
    if isinstance(node, ast.Attribute):
        asked, owner = node.attr, node.value
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        asked, owner = node.slice.value, node.value
    else:
        return False
    return asked == "kind" and ast.unparse(owner) not in ("block", "paragraph", "mark", "source")


@pytest.mark.parametrize(
    "code",
    [
        'if question.kind == "text": pass',
        'if question["kind"] in ("text", "mark"): pass',
        'ROOM = {"order": 1, "match": 2, "mark": 3}',
        'from alliance.questions.kinds.cite import cited',
        'STARS = "truefalse"',
    ],
)  # fmt: skip
def test_a_kind_that_is_named_is_found(code: str) -> None:
    assert list(named(ast.parse(code)))


@pytest.mark.parametrize("path", ELSEWHERE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_names_a_kind(path: Path) -> None:
    rooms = {"questions", "teaching", "authoring", "web"} & set(path.relative_to(PACKAGE).parts)
    found = list(named(ast.parse(path.read_text("utf-8"))))
    if not rooms:  # "choices" may be a word there; questions are asked nowhere else
        found = [one for one in found if "kinds." in one]
    assert not found, found


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_is_a_module_with_one_kind_of_its_own_name(name: str) -> None:
    kind = kinds.kind(name)
    assert isinstance(kind, Kind) and kind.name == name
    assert kind.how(_form(kind)) and kind.mistakes in (0, 1, 2)


def test_no_kind_is_called_like_something_that_all_kinds_use() -> None:
    """A module ``pick`` in that folder would stand in the place of ``kinds.pick``."""
    tree = ast.parse(Path(kinds.__file__).read_text("utf-8"))
    imported = {one.asname or one.name for node in tree.body for one in getattr(node, "names", ())}
    written = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert {"pick", "outcome"} <= imported | written
    assert KINDS & (imported | written) == set()


def _form(kind: Kind) -> dict:
    from questions_samples import question

    return question(kind.name).form
