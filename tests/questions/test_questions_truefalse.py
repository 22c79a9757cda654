"""True or false, with the reason as a second choice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from questions_samples import judged, question, raw

from alliance.authoring import questions
from alliance.authoring.yamlfile import AuthorError
from alliance.questions.author import QuestionError
from alliance.questions.bank import Question
from alliance.questions.compile import compile_question
from alliance.questions.judge import call, judge


def plain(key: str = "true", wrong: str = "false") -> Question:
    """A statement without reasons."""
    mistake = {"name": "permission-for-promise", "answers": [wrong], "message": "Look again."}
    return Question(
        compile_question(raw("truefalse", reasons=None, key=key, misconceptions=[mistake]))
    )


@pytest.mark.parametrize(
    "answer",
    [
        [False, "b"], (False, "B"), ["No", "b"], "false, b", "False: b)", "no b", "F. b", "0 b",
        "It is not true, because b", "wrong (b)", "誤り、b", "いいえ。b", "× b", [0, 2],
        {"answer": False, "reason": "b"}, {"answer": {"answer": "no", "reason": "b"}},
        "false because it says that forces may be used, not that they shall be",
    ],
)  # fmt: skip
def test_truth_and_reason_together_are_right(answer: Any) -> None:
    assert judged("truefalse", answer).status == "right"


@pytest.mark.parametrize("answer", [False, "no", "いいえ", 0, "untrue", [False], [False, ""]])
def test_the_truth_alone_is_half_and_asks_for_the_reason(answer: Any) -> None:
    verdict = judged("truefalse", answer)
    assert (verdict.status, verdict.score, verdict.misconception) == ("partly", 0.5, None)
    assert "reason" in verdict.message and not verdict.explanation


def test_another_reason_is_half_and_shows_its_mistake() -> None:
    verdict = judged("truefalse", [False, "c"])
    assert (verdict.status, verdict.score) == ("partly", 0.5)
    assert (verdict.misconception, verdict.message) == ("no-treaty-at-all", "See Article V.")
    unnamed = judged("truefalse", [False, "a"])
    assert (unnamed.status, unnamed.score, unnamed.misconception) == ("partly", 0.5, None)


@pytest.mark.parametrize(
    "answer", ["false, a", "False; a", "no a", "F (a)", "false - a.", "a, false", "誤り、a"]
)
def test_an_a_alone_is_a_letter_and_no_article(answer: str) -> None:
    meant, said = judged("truefalse", [False, "a"]), judged("truefalse", answer)
    assert (said.status, said.message) == (meant.status, meant.message)
    assert said.message != judged("truefalse", "false").message


@pytest.mark.parametrize("answer", [True, "yes", [True, "a"], [True, "b"], "はい、b", "t b", 1])
def test_the_wrong_truth_is_wrong_with_every_reason(answer: Any) -> None:
    verdict = judged("truefalse", answer)
    assert (verdict.status, verdict.score) == ("wrong", 0.0)
    assert verdict.misconception == "permission-for-promise"


@pytest.mark.parametrize(
    "answer",
    [
        "b", "perhaps", 2, [False, "z"], ["b", False], [True, "a", "b"], {"reason": "b"},
        "true or false",
    ],
)  # fmt: skip
def test_what_says_neither_is_asked_again(answer: Any) -> None:
    assert judged("truefalse", answer).status == "malformed"


def test_in_japanese_the_truth_may_stand_without_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_LANGUAGE", "ja")
    assert judged("truefalse", "正しくない、b").heading == "正解です"
    assert "理由" in judged("truefalse", "誤り").message


@pytest.mark.parametrize(("key", "right", "wrong"), [("true", True, False), ("false", 0, "yes")])
def test_a_statement_without_reasons_has_two_answers(key: str, right: Any, wrong: Any) -> None:
    asked = plain(key, "false" if key == "true" else "true")
    assert judge(asked, right).score == 1.0
    assert judge(asked, wrong).misconception == "permission-for-promise"
    assert judge(asked, [right, "a"]).status == "malformed"


def test_the_example_is_python_and_does_not_tell_the_answer() -> None:
    assert call(question("truefalse")).endswith('[True, "x"])')
    assert call(plain("true", "false")) == call(plain("false", "true"))


def test_one_mistake_is_enough_and_none_is_not(tmp_path: Path) -> None:
    def load(misconceptions: list[Any]) -> None:
        unit = {"unit": "99", "prefix": "sample", "title": "Samples"}
        one = {**asked, "misconceptions": misconceptions}
        path = tmp_path / "99-samples.yaml"
        path.write_text(yaml.safe_dump({**unit, "questions": [one]}), "utf-8")
        questions.load(path)

    asked = raw("truefalse", id="sample.1")
    mistake = asked["misconceptions"][0]
    wrong = {"answer": mistake["answers"][0], "misconception": mistake["name"]}
    asked["tests"] = {"right": [[False, "b"]], "wrong": [wrong], "malformed": ["perhaps"]}
    load([mistake])
    with pytest.raises(AuthorError, match=r"misconceptions.* at least 1"):
        load([])


def test_a_key_without_its_reason_is_the_authors_fault() -> None:
    with pytest.raises(QuestionError, match="Name the reason"):
        compile_question(raw("truefalse", key="false"))
