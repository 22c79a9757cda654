"""The author's side: a question as written becomes a sealed one, and is reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from alliance import corpus
from alliance.questions import wording
from alliance.questions.answers import plain
from alliance.questions.author import (
    AuthoredQuestion,
    Path,
    QuestionError,
    locator,
    plain_yaml,
    text,
)
from alliance.questions.bank import Question
from alliance.questions.judge import judge
from alliance.questions.kinds import Kind, names
from alliance.questions.kinds import kind as kind_of
from alliance.questions.verdict import TESTED

# From the author's mapping to the sealed copy and the readable copy.
#
# The author's side, though it needs nothing but the standard library: the build reads the YAML.


FORMAT = 1


def compile_unit(unit: dict[str, Any], *, graded: bool = False) -> dict[str, Any]:
    """The student's copy of a unit. graded: without any entry, so that nothing can be tried out.

    Raises :class:`QuestionError` at the first question that can't be compiled. Deterministic.
    """
    unit = plain_yaml(unit)
    for field in ("unit", "prefix", "title", "questions"):
        if not unit.get(field):
            raise QuestionError((field,), f"Write the unit's {field}.")
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
    asked = AuthoredQuestion(plain_yaml(raw), path)
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
    if read := _read(asked):
        copy["read"] = read
    if asked.get("since"):
        copy["since"] = asked.raw["since"]
    sealed = {**copy, "example": None, **asked.sealer.sealed()}
    example = _example(kind, sealed)
    return {**copy, "example": example} if graded else {**sealed, "example": example}


def _read(asked: AuthoredQuestion) -> list[str]:
    """The sources to have beside the question: those that the author names in ``read`` or else in
    the prompt."""
    named = asked.get("read", ()) or re.findall(r"`([\w-]+)`", str(asked.raw.get("prompt")))
    return [id for id in dict.fromkeys(named) if corpus.record(id)]


def _kind(asked: AuthoredQuestion) -> Kind:
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
    return kind_of(str(raw.get("kind"))).answer(raw)


# Everything that is wrong with a unit's questions, told to their author all at once.
#
# The house rules, what can't be compiled, what a hint or a message gives away, and each question's
# own ``tests``, which are run through the same :func:`judge` as a student's answers.


class Problem(NamedTuple):
    """A fault in the author's file: where (keys and places in lists), and what to write instead."""

    path: Path
    message: str


def problems(unit: dict[str, Any]) -> list[Problem]:
    """Everything that is wrong with a unit; each question's own ``tests`` are run."""
    unit = plain_yaml(unit)
    found: list[Problem] = []
    seen: set[str] = set()
    for i, raw in enumerate(unit.get("questions") or ()):
        path: Path = ("questions", i)
        id = str(raw.get("id"))
        if id in seen:
            found.append(Problem((*path, "id"), f"{id} is there twice. Give it another number."))
        seen.add(id)
        if not id.startswith(f"{unit.get('prefix')}."):
            message = f"Begin the id with the unit's prefix: {unit.get('prefix')}.1"
            found.append(Problem((*path, "id"), message))
        found += (Problem((*path, *where), message) for where, message in _checked(raw))
    return found


def _checked(raw: dict[str, Any]) -> list[Problem]:
    found = _house_rules(raw)
    if raw.get("kind") in names():
        kind = kind_of(raw["kind"])
        found += [*_mistakes(kind, raw), *_given_away(kind, raw)]
    try:
        question = Question(compile_question(raw))
    except QuestionError as fault:
        return [*found, Problem(fault.path, str(fault))]
    return [*found, *_tested(kind_of(question.kind), raw, question)]


def _house_rules(raw: dict[str, Any]) -> list[Problem]:
    found = []
    if raw.get("grade") not in (1, 2, 3):
        found.append(Problem(("grade",), "Write 1 (find it), 2 (connect it) or 3 (weigh it)."))
    for field in ("prompt", "explanation", "evidence", "tests"):
        if not raw.get(field):
            found.append(Problem((field,), f"Write the question's {field}."))
    if len(raw.get("hints") or ()) < 2:
        found.append(Problem(("hints",), "Write at least two hints."))
    return found


def _mistakes(kind: Kind, raw: dict[str, Any]) -> Iterator[Problem]:
    mistakes = raw.get("misconceptions") or []
    if len(mistakes) < kind.mistakes:
        few = "one named misconception" if kind.mistakes == 1 else "two named misconceptions"
        yield Problem(("misconceptions",), f"Write at least {few}.")
    for i, one in enumerate(mistakes):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(one.get("name"))):
            yield Problem(("misconceptions", i, "name"), "Write a name-with-hyphens.")
        if not one.get("message"):
            yield Problem(("misconceptions", i, "message"), "Say what to look at again.")


def _given_away(kind: Kind, raw: dict[str, Any]) -> Iterator[Problem]:
    """Hints and messages that hold the answer, as far as a machine can see it."""
    wanted = {wording.phrase(answer) for answer in kind.spoken(raw)} - {""}
    hints = enumerate(raw.get("hints") or ())
    told: list[tuple[Path, Any]] = [(("hints", i), one) for i, one in hints]
    for field in ("misconceptions", "distractors", "partly"):
        for i, one in enumerate(raw.get(field) or ()):
            told.append(((field, i, "message"), one.get("message")))
    for path, one in told:
        for said in one.values() if isinstance(one, dict) else (one,):
            normal = f" {wording.phrase(str(said or ''))} "
            for answer in wanted:
                if f" {answer} " in normal:
                    yield Problem(path, f"This gives the answer away: “{answer}”.")


def _tested(kind: Kind, raw: dict[str, Any], question: Question) -> list[Problem]:
    """What the question's own list of answers shows."""
    found = []
    tests = raw.get("tests") or {}
    for status in tests:
        if status not in TESTED:
            found.append(Problem(("tests", status), f"Write one of {', '.join(TESTED)}."))
    for i, answer in enumerate(tests.get("right") or ()):
        found += _expect(question, ("tests", "right", i), answer, kind.best, None)
    for status in ("partly", "defensible", "malformed"):
        for i, answer in enumerate(tests.get(status) or ()):
            found += _expect(question, ("tests", status, i), answer, status, None)
    for i, one in enumerate(tests.get("wrong") or ()):
        given = one if isinstance(one, dict) and "answer" in one else {"answer": one}
        name = given.get("misconception")
        found += _expect(question, ("tests", "wrong", i), given["answer"], "wrong", name)
    if not kind.parts:
        found += _expect(question, ("key",), kind.answer(raw), "right", None)
    return found


def _expect(
    question: Question, path: Path, answer: Any, status: str, misconception: str | None
) -> list[Problem]:
    verdict = judge(question, answer)
    # A mistake may leave a share: the wrong pair among right ones.
    fine = verdict.status == status or (
        status == "wrong" and misconception and verdict.status == "partly"
    )
    if not fine:
        said = f"{answer!r} is judged {verdict.status}, not {status}. {verdict.message}"
        return [Problem(path, said.strip())]
    if status == "wrong" and verdict.misconception != misconception:
        return [Problem(path, f"{answer!r} shows {verdict.misconception}, not {misconception}.")]
    return []
