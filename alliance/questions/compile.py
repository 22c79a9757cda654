"""From the author's mapping to the sealed copy and the readable copy.

The author's side, though it needs nothing but the standard library: the build reads the YAML.
"""

from __future__ import annotations

import re
from typing import Any

from alliance.questions.authored import Authored, AuthorError, Path, locator, plain_yaml, text
from alliance.questions.bank import Question
from alliance.questions.judge import judge
from alliance.questions.kinds import kind as kind_of
from alliance.questions.kinds import names
from alliance.questions.kinds.base import Kind
from alliance.questions.literal import plain

FORMAT = 1


def compile_unit(unit: dict[str, Any], *, graded: bool = False) -> dict[str, Any]:
    """The student's copy of a unit. graded: without any entry, so that nothing can be tried out.

    Raises :class:`AuthorError` at the first question that can't be compiled. Deterministic.
    """
    unit = plain_yaml(unit)
    for field in ("unit", "prefix", "title", "questions"):
        if not unit.get(field):
            raise AuthorError((field,), f"Write the unit's {field}.")
    questions = [
        compile_question(raw, graded=graded, path=("questions", i))
        for i, raw in enumerate(unit["questions"])
    ]
    return {
        "format": FORMAT,
        "unit": str(unit["unit"]),
        "prefix": str(unit["prefix"]),
        "title": text(unit["title"]),
        "graded": graded,
        "questions": questions,
    }


def compile_question(
    raw: dict[str, Any], *, graded: bool = False, path: Path = ()
) -> dict[str, Any]:
    """The student's copy of one question."""
    asked = Authored(plain_yaml(raw), path)
    kind = _kind(asked)
    form = kind.form(asked)
    kind.seal(asked, form)
    copy = {
        "id": asked.id,
        "grade": asked.get("grade", 1),
        "kind": kind.name,
        "prompt": text(asked.raw.get("prompt")),
        "hints": [text(hint) for hint in asked.get("hints", [])],
        "form": form,
    }
    sealed = {**copy, "example": None, **asked.sealer.sealed()}
    example = _example(kind, sealed)
    return {**copy, "example": example} if graded else {**sealed, "example": example}


def _kind(asked: Authored) -> Kind:
    if not re.fullmatch(r"[a-z0-9]+\.\d+[a-z]?", asked.id):
        asked.fail(("id",), 'Write an id such as "1951.3", in quotation marks.')
    try:
        return kind_of(str(asked.raw.get("kind")))
    except LookupError:
        asked.fail(("kind",), f"Write one of {', '.join(names())}.")
        raise


def _example(kind: Kind, sealed: dict[str, Any]) -> Any:
    """An answer in good form that is not the right one, and earns nothing."""
    question = Question(sealed)
    fallback = None
    for example in kind.examples(sealed["form"]):
        fallback = example if fallback is None else fallback
        if judge(question, example).status in ("wrong", "malformed", "not-attempted"):
            return plain(example)
    return plain(fallback)


def solution_unit(unit: dict[str, Any]) -> dict[str, Any]:
    """The readable copy of a unit, for ``reveal`` and for solution notebooks."""
    unit = plain_yaml(unit)
    questions = {}
    for raw in unit["questions"]:
        questions[str(raw["id"])] = {
            "key": raw.get("key"),
            "answer": answer_of(raw),
            "accept": raw.get("accept") or [],
            "explanation": text(raw.get("explanation")),
            "evidence": [locator(one) for one in raw.get("evidence") or ()],
            "defensible": [
                {"answer": one.get("answer"), "explain": text(one.get("explain"))}
                for one in raw.get("defensible") or ()
            ],
            "misconceptions": [
                {
                    "name": str(one.get("name")),
                    "message": text(one.get("message")),
                    "answers": one.get("answers") or [],
                }
                for one in raw.get("misconceptions") or ()
            ],
        }
    return {"format": FORMAT, "prefix": str(unit["prefix"]), "questions": questions}


def answer_of(raw: dict[str, Any]) -> Any:
    """The right answer as a student writes it: what a solution notebook passes to ``check``."""
    key: Any = raw.get("key")
    kind = raw.get("kind")
    if kind == "order":
        return [str(item) for one in key for item in (one if isinstance(one, list) else [one])]
    if kind == "match":
        return {
            str(one): str(right[0] if isinstance(right, list) else right)
            for one, right in key.items()
        }
    if kind == "cite" and isinstance(key, dict):
        return locator(key)
    if kind == "argue":
        return next(iter((raw.get("tests") or {}).get("right") or ()), None)
    if kind == "number" and raw.get("unit") and isinstance(key, int | float):
        words = (
            str(part) for part in (key, raw.get("scale"), raw.get("unit")) if part not in (None, 1)
        )
        return " ".join(words)
    return key
