"""A right answer in a form that no author listed is right; one that only looks like it is not."""

from __future__ import annotations

from typing import Any

import pytest

from alliance.questions.bank import Question
from alliance.questions.compile import compile_question
from alliance.questions.judge import judge
from alliance.questions.wording import is_silent

OPTIONS = {
    "a": "A reporter, who was there",
    "b": "The State Department",
    "c": "It was an agency; nobody else",
}


def asked(kind: str, **fields: Any) -> Question:
    raw = {"id": "u.1", "kind": kind, "prompt": "?", "explanation": "So.", **fields}
    return Question(compile_question(raw))


def status(question: Question, answer: Any) -> str:
    return judge(question, answer).status


@pytest.mark.parametrize(
    "answer",
    ["The answer is c", "I would choose c", "**c**", "c!", "letter c", "c because it says so",
     "c is right", "c - It was an agency; nobody else", "“It was an agency; nobody else”", "third",
     "the third one", "no. 3", {"c": True}, {"answer": "c"}, "c。"],
)  # fmt: skip
def test_a_letter_in_a_sentence_is_the_letter(answer: Any) -> None:
    assert status(asked("choice", options=OPTIONS, key="c"), answer) == "right"


@pytest.mark.parametrize(
    "answer", ["not c", "c or b", "a) It was an agency; nobody else", "c is wrong", "all but c"]
)
def test_a_letter_that_is_denied_or_contradicted_is_not_the_letter(answer: str) -> None:
    assert status(asked("choice", options=OPTIONS, key="c"), answer) != "right"


@pytest.mark.parametrize(
    "answer",
    ["A reporter, who was there; It was an agency; nobody else",
     "A reporter, who was there, It was an agency; nobody else", "options a, c", "a+c",
     "A reporter, who was there\nIt was an agency; nobody else", "The answers are a and c"],
)  # fmt: skip
def test_words_with_commas_are_several_options(answer: str) -> None:
    assert status(asked("choices", options=OPTIONS, key=["a", "c"]), answer) == "right"


@pytest.mark.parametrize(
    "answer",
    [{1: "c", 2: "a", 3: "b"}, {"c": 1, "a": 2, "b": 3}, [(1, "c"), (2, "a"), (3, "b")],
     "1. It was an agency; nobody else\n2. A reporter, who was there\n3. The State Department",
     "c) It was an agency; nobody else\na) A reporter, who was there\nb) The State Department",
     "first c, then a and b", "The order is c a b.", "1c 2a 3b"],
)  # fmt: skip
def test_an_order_may_be_numbered_or_in_words(answer: Any) -> None:
    question = asked("order", items=OPTIONS, key=["c", "a", "b"])
    assert status(question, answer) == "right"


@pytest.mark.parametrize(
    "answer",
    ["Article I: A reporter, who was there\nArticle II: The State Department",
     "Article I - a; Article II - b", "1: A reporter, who was there; 2: The State Department",
     "a1 b2", {"a": 1, "b": 2}, "(1, a), (2, b)", "1 is a, 2 is b", [{1: "a"}, {2: "b"}],
     "1. A reporter, who was there\n2. The State Department", {"1": ["a"], "2": ["b"]}],
)  # fmt: skip
def test_pairs_may_be_written_out(answer: Any) -> None:
    left = {"1": "Article I", "2": "Article II"}
    question = asked("match", left=left, right=OPTIONS, key={"1": "a", "2": "b"})
    assert status(question, answer) == "right"


@pytest.mark.parametrize(
    "answer",
    ["The sources give no number.", "none of the sources says how many", "not mentioned", "不明",
     "It is not recorded", "The articles don’t tell us", "no information", "We do not know",
     "The sources do not say how many troops came to Japan"],
)  # fmt: skip
def test_silence_has_many_wordings(answer: str) -> None:
    assert is_silent(answer)
    for kind in ("number", "date", "text", "cite"):
        assert status(asked(kind, key="the sources do not say"), answer) == "right"


@pytest.mark.parametrize(
    "answer",
    ["I don't know", "the sources say", "the sources do not agree", "not", "nothing", "a source",
     "the sources do not say 5", "no source says anything but 5", "they do not say no"],
)  # fmt: skip
def test_what_only_sounds_like_silence_is_not(answer: str) -> None:
    assert not is_silent(answer)


@pytest.mark.parametrize(
    "answer",
    ["the 9th paragraph of ann-2021", "ann-2021, paragraph nine", "It stands in ann-2021 ¶9.",
     "ann-2021 第9段落", "ann-2021 - 9", {"ann-2021": 9}, "¶9, ann-2021", "paragraph 9 (ann-2021)"],
)  # fmt: skip
def test_a_paragraph_may_be_cited_in_many_styles(answer: Any) -> None:
    question = asked("cite", key={"source": "ann-2021", "p": 9})
    assert status(question, answer) == "right"


@pytest.mark.parametrize(
    "answer",
    ["Article V (treaty-1960)", "Art. 5, treaty-1960", "Article Five of the 1960 treaty",
     "1960 Article V", "Article V of the U.S.-Japan Security Treaty of 1960", "treaty-1960 第5条",
     {"source": "treaty-1960", "article": 5}, "treaty-1960 Article V, paragraph 1"],
)  # fmt: skip
def test_an_article_may_be_cited_in_many_styles(answer: Any) -> None:
    question = asked("cite", key={"source": "treaty-1960", "provision": "V"})
    assert status(question, answer) == "right"


def test_a_place_without_a_source_is_asked_for_its_source() -> None:
    question = asked("cite", key={"source": "treaty-1960", "provision": "V"})
    for answer, status_, told in (
        ("Article V", "partly", 0),
        ("第5条", "partly", 0),
        ("¶4", "malformed", 1),
    ):
        verdict = judge(question, answer)
        assert verdict.status == status_
        said = verdict.message if told else verdict.details[0]
        assert "Treaty of 1960" in said and "Treaty of 1951" in said
    assert status(question, "Article VI") == "malformed"


@pytest.mark.parametrize(
    "answer",
    ["the eighth of September 1951", "September the eighth, 1951", (1951, 9, 8),
     "the 8th of September nineteen fifty-one", {"year": 1951, "month": 9, "day": 8},
     "8 September 1951 (昭和26年9月8日)", "The first treaty was signed on 8 September 1951."],
)  # fmt: skip
def test_a_date_in_words(answer: Any) -> None:
    assert status(asked("date", key="1951-09-08"), answer) == "right"


@pytest.mark.parametrize(
    "answer",
    ["8 September 1951 (昭和25年9月8日)", "before 8 September 1951", "at midnight",
     "the ninth of September 1951"],
)  # fmt: skip
def test_another_date_in_words(answer: str) -> None:
    assert status(asked("date", key="1951-09-08", assume_year=1951), answer) != "right"


@pytest.mark.parametrize(
    "answer", ["the word “harbour”", "The missing word is harbour", "harbour (a place)",
               "harbour, not port"],
)  # fmt: skip
def test_a_word_in_a_short_sentence(answer: str) -> None:
    question = asked("text", key="harbour")
    assert status(question, answer) == "right"
    assert status(question, "port, not harbour") == "wrong"


def test_another_currency_and_a_point_for_thousands_are_asked_again() -> None:
    money = asked("number", unit="USD", scale="million", key=155)
    assert status(money, "155 million euros") == "malformed"
    verdict = judge(asked("number", unit="people", key=750000), "750.000")
    assert verdict.status == "not-attempted"
    assert "thousands" in verdict.message and "al.hint" in verdict.typed[0]


@pytest.mark.parametrize("yes, no", [(True, False), ("True", "False"), ("○", "×"), (1, 0)])
def test_a_table_takes_true_and_false_for_yes_and_no(yes: Any, no: Any) -> None:
    key = {"index": ["x", "y"], "columns": ["m", "n"], "rows": [["yes", "no"], ["no", "yes"]]}
    question = asked("table", key=key)
    assert status(question, {"m": {"x": yes, "y": no}, "n": {"x": no, "y": yes}}) == "right"
    assert status(question, {"m": {"x": no, "y": yes}, "n": {"x": no, "y": yes}}) == "partly"
