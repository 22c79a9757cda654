"""Answers that choose, order and pair, in many spellings."""

from __future__ import annotations

import pytest
from questions_samples import judged, said


@pytest.mark.parametrize(
    "answer",
    [
        "b", "B", " b ", "(b)", "b)", "b.", 2, "2", "Only on request", "only on REQUEST.",
        "b) Only on request", "option b", ["b"], "ｂ",
    ],
)  # fmt: skip
def test_choice_right(answer: object) -> None:
    assert said("choice", answer) == ("right", None)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("a", ("wrong", "free-hand")),
        ("Whenever Washington wished", ("wrong", "free-hand")),
        (3, ("wrong", "reads-1960-back")),
        ("d", ("partly", None)),
        ("e", ("defensible", None)),
        ("the sources are silent", ("defensible", None)),
        ("not on request", ("malformed", None)),
        ("b) Never", ("malformed", None)),
        ("z", ("malformed", None)),
        (6, ("malformed", None)),
        (0, ("malformed", None)),
        (True, ("malformed", None)),
        (["a", "b"], ("malformed", None)),
    ],
)
def test_choice_else(answer: object, expected: tuple[str, str | None]) -> None:
    assert said("choice", answer) == expected


def test_a_choice_among_numbers_reads_the_number_and_not_its_place() -> None:
    options = {"a": "1960", "b": "3", "c": "1951"}
    changes = {"options": options, "key": "b", "partly": [], "defensible": []}
    changes["misconceptions"] = [{"name": "last", "answers": ["c"], "message": "Count."}]
    assert said("choice", 3, **changes) == ("right", None)
    assert said("choice", 1951, **changes) == ("wrong", "last")


def test_a_yes_or_no_choice_takes_true_and_false() -> None:
    changes = {"options": {"a": "True", "b": "False"}, "key": "b", "partly": [], "defensible": []}
    changes["misconceptions"] = [{"name": "yes", "answers": ["a"], "message": "Look again."}]
    assert said("choice", False, **changes) == ("right", None)
    assert said("choice", True, **changes) == ("wrong", "yes")


@pytest.mark.parametrize(
    "answer",
    [
        ["a", "c"], ("c", "a"), {"a", "c"}, "a, c", "ac", "c and a", "A;C", [1, 3],
        ["Bases", "A riot clause"], {"a": True, "b": False, "c": True}, "a c",
    ],
)  # fmt: skip
def test_choices_right(answer: object) -> None:
    assert said("choices", answer) == ("right", None)


@pytest.mark.parametrize(
    ("answer", "status", "share", "mistake"),
    [
        ("a", "partly", 0.5, None),
        ("b", "wrong", None, "takes-1960-for-1951"),
        (["b", "d"], "wrong", None, "both-from-1960"),
        ("acd", "partly", 0.5, None),
        ("abcd", "wrong", None, "takes-1960-for-1951"),
        ("e", "malformed", None, None),
        ("aa", "malformed", None, None),
    ],
)
def test_choices_else(
    answer: object, status: str, share: float | None, mistake: str | None
) -> None:
    verdict = judged("choices", answer)
    assert (verdict.status, verdict.share, verdict.misconception) == (status, share, mistake)


@pytest.mark.parametrize(
    "answer",
    [
        ["a", "c", "b", "d"], ["a", "c", "d", "b"], "acbd", "a, c, d, b", "a > c > b > d",
        "A C B D", [1, 3, 2, 4],
        ["Peace Treaty in force", "Treaty signed", "Diet vote", "Visit put off"],
        "a then c then b then d",
    ],
)  # fmt: skip
def test_order_right(answer: object) -> None:
    assert said("order", answer) == ("right", None)


def test_order_names_the_first_wrong_step_and_the_mistake() -> None:
    verdict = judged("order", "abcd")
    assert (verdict.status, verdict.share, verdict.misconception) == (
        "partly", 0.6, "vote-before-signing",
    )  # fmt: skip
    assert "number 3: “Treaty signed”" in verdict.details[0]
    assert judged("order", "dbca").status == "wrong"
    for answer in ("abc", "aabc", "abcz", 7, ["a", "b", "c", "d", "a"]):
        assert said("order", answer)[0] == "malformed", answer


@pytest.mark.parametrize(
    "answer",
    [
        {"1": "c", "2": "b", "3": "a"}, {1: "c", 2: "b", 3: "a"}, "1c 2b 3a", "1-c, 2-b, 3-a",
        "cba", ["c", "b", "a"], [(1, "c"), (2, "b"), (3, "a")], "3: a; 2: b; 1: c",
        {"Article I": "disposition", "Article II": "third powers", "Article IV": "expiry"},
    ],
)  # fmt: skip
def test_match_right(answer: object) -> None:
    assert said("match", answer) == ("right", None)


def test_match_gives_credit_and_a_reason_per_pair() -> None:
    verdict = judged("match", {1: "c", 2: "b", 3: "d"})
    assert (verdict.status, verdict.share) == ("partly", 0.67)
    assert verdict.misconception == "reads-1960-back"
    assert "A word of 1960." in str(verdict)
    open_one = judged("match", "1c 2b")
    assert open_one.share == 0.67
    assert "Not paired yet: 3" in str(open_one)
    for answer in ("1c 1b", "1x", "c b", {"9": "a"}, 3):
        assert said("match", answer)[0] == "malformed", answer
