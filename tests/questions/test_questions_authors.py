"""What an author is told, and that the course's own questions do what their files say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT, from_yaml
from questions_samples import SAMPLES, raw

from alliance.questions import kinds
from alliance.questions.author import QuestionError
from alliance.questions.bank import Question
from alliance.questions.compile import (
    compile_question,
    compile_unit,
    listed,
    problems,
    solution_unit,
)
from alliance.questions.judge import judge

KINDS = sorted(SAMPLES)
UNITS = sorted((ROOT / "solutions" / "questions").glob("*.yaml"))
TESTS: dict[str, Any] = {"right": [], "wrong": []}


def unit(*questions: dict[str, Any]) -> dict[str, Any]:
    return {"unit": "99", "prefix": "sample", "title": "Samples", "questions": list(questions)}


def told(**changes: Any) -> list[tuple[tuple, str]]:
    """What is said of the sample choice after a change; the samples themselves have no fault."""
    asked = {**raw("choice"), "tests": {"right": ["b"]}, **changes}
    return [(one.path[2:], one.message) for one in problems(unit(asked))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_has_no_problem(kind: str) -> None:
    right = kinds.kind(kind).answer(raw(kind))
    asked = raw(kind, tests={"right": [right] if right else [], "wrong": []}, id="sample.1")
    if kind == "argue":
        asked["tests"] = {"malformed": ["no parts"]}
    assert problems(unit(asked)) == []


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"options": {"a": "One"}}, ("options",), "at least two"),
        ({"key": "q"}, ("key",), "can't be read"),
        ({"key": "a"}, ("misconceptions", 0, "answers", 0), "listed already, at key"),
        ({"hints": ["Only on request.", "x"]}, ("hints", 0), "gives the answer away"),
        ({"tests": {"right": ["a"]}}, ("tests", "right", 0), "judged wrong, not right"),
        ({"tests": {"wrong": [{"answer": "a", "misconception": "x"}]}},
         ("tests", "wrong", 0), "shows"),
        ({"tests": {"malformed": ["b"]}}, ("tests", "malformed", 0), "judged right"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_its_cure(
    changes: dict[str, Any], path: tuple, message: str
) -> None:
    found = told(**changes)
    assert any(where == path and message in said for where, said in found), found


@pytest.mark.parametrize(
    ("kind", "changes", "path"),
    [
        ("number", {"tolerance": "a bit"}, ("tolerance",)),
        ("date", {"key": "1951"}, ("key",)),
        ("order", {"key": ["a", "b"]}, ("key",)),
        ("order", {"misconceptions": [{"name": "x", "before": ["a", "b"], "message": "m"}]},
         ("misconceptions", 0, "before")),
        ("match", {"key": {"1": "c"}}, ("key",)),
        ("match", {"misconceptions": [{"name": "x", "pairs": {"1": "c"}, "message": "m"}]},
         ("misconceptions", 0, "pairs", 0)),
        ("cite", {"key": {"source": "treaty-1951", "p": 99}}, ("key",)),
        ("mark", {"key": "words that are not there"}, ("key",)),
        ("mark", {"passage": {"source": "nowhere", "p": 1}}, ("passage",)),
        ("table", {"key": {"index": [1], "columns": ["a"], "rows": [[1, 2]]}}, ("key",)),
        ("argue", {"rubric": []}, ("rubric",)),
    ],
)  # fmt: skip
def test_a_kinds_own_faults_are_told_with_their_place(
    kind: str, changes: dict[str, Any], path: tuple
) -> None:
    with pytest.raises(QuestionError) as caught:
        compile_question(raw(kind, **changes))
    assert caught.value.path == path
    assert str(caught.value)


def test_a_hint_with_the_answer_in_words_is_found_in_every_kind() -> None:
    hints = {
        "number": "It is about 211.",
        "date": "It was on 8 September.",
        "text": "A man called Kishi.",
        "mark": "Think of: at the express request of the Japanese government!",
    }
    for kind, hint in hints.items():
        found = problems(unit(raw(kind, hints=["Look again.", hint], tests={"malformed": [1.5j]})))
        assert any("gives the answer away" in one.message for one in found), kind


@pytest.mark.parametrize(
    ("kind", "hint", "given"),
    [
        ("choice", "Think again. It is option b.", True),
        ("choice", "Think again. Is it option b?", False),
        ("choice", "Think again. It is option c.", False),
        ("number", "It is 211 billion yen.", True),
        ("number", "It is less than 300 billion yen.", False),
        ("order", "The order is a, c, b, d.", True),
        ("order", "The order is not by the alphabet.", False),
    ],
)
def test_a_sentence_that_would_be_right_gives_the_answer_away(kind: str, hint: str, given: bool):
    asked = raw(kind, hints=["Look again.", hint], tests={"malformed": [1.5j]})
    found = [one for one in problems(unit(asked)) if one.path[2:] == ("hints", 1)]
    assert bool(found) == given


def test_an_answer_that_is_right_shows_no_mistake() -> None:
    slip = {"name": "slip-of-scale", "answers": [2.11, 211], "message": "Look at the scale."}
    found = problems(unit(raw("number", misconceptions=[slip], tests={"malformed": [1.5j]})))
    assert any("211 is judged right, and is listed as a mistake" in one.message for one in found)


def test_dates_without_quotation_marks_are_dates_all_the_same() -> None:
    asked = raw("date", key=from_yaml("1951-09-08"))
    assert judge(Question(compile_question(asked)), "8 September 1951").status == "right"


def test_every_kind_is_in_the_folder_and_in_the_guide_for_authors() -> None:
    assert set(kinds.names()) == set(KINDS)
    guide = ROOT / "docs" / "authoring-questions.md"
    for kind in KINDS:
        assert f"### {kind}:" in guide.read_text("utf-8")


def test_the_readable_copy_holds_what_a_solution_notebook_needs() -> None:
    solution = solution_unit(unit(*(raw(kind) for kind in KINDS)))["questions"]
    for kind in KINDS:
        one = solution[raw(kind)["id"]]
        if kind != "argue":
            assert judge(Question(compile_question(raw(kind))), one["answer"]).status == "right"
            assert one["explanation"] and one["evidence"] and one["misconceptions"]


@pytest.mark.slow
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_of_the_course_does_what_its_file_says(path: Path) -> None:
    written = from_yaml(path.read_text("utf-8"))
    assert [(one.path, one.message) for one in problems(written)] == []
    graded = compile_unit(written, graded=True)
    copies = {one["id"]: one for one in (*graded["questions"], *graded.get("uncounted", ()))}
    for _, asked in listed(written):
        right, bare = kinds.kind(asked["kind"]).answer(asked), copies[asked["id"]]
        assert judge(Question(bare), right).status in ("recorded", "not-attempted")
        sealed = Question(compile_question(asked))
        assert judge(sealed, "").status == "not-attempted"
        assert judge(sealed, sealed.example).status not in ("right", "partly", "defensible")
