"""Numbers, dates and names, in many spellings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from questions_samples import judged, said

from alliance.questions import bank, kinds, wording
from alliance.questions.judge import judge


@pytest.mark.parametrize(
    "answer",
    [
        211, 211.0, "211", "211 bn yen", "2110億円", "２１１０億円", "¥211,000,000,000",
        "0.211 trillion", "211000000000", 211e9, "2.11e11", "two hundred and eleven billion yen",
        "約2110億円", "211,000 million", "二千百十億円", "JPY 211bn",
        "about 211 billion Japanese yen",
        "2.11 × 10^11 yen", "¥211 billion a year", "211 billion yen per year",
        Decimal("211"), "211,5", "It is 211 billion yen.", "0.211兆円",
    ],
)  # fmt: skip
def test_number_right(answer: object) -> None:
    assert said("number", answer) == ("right", None)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (2110, ("wrong", "billion-for-oku")),
        ("2110 billion", ("wrong", "billion-for-oku")),
        ("211億円", ("wrong", "billion-for-oku")),
        ("21.1 billion yen", ("wrong", "billion-for-oku")),
        ("1.92 billion", ("wrong", "forgotten-conversion")),
        ("1兆550億円", ("wrong", "whole-term")),
        (-211, ("wrong", None)),
        (0, ("wrong", None)),
        (212.5, ("wrong", None)),
        ("211 yen", ("malformed", None)),
        ("1.92 billion dollars", ("malformed", None)),
        ("211 or 212", ("malformed", None)),
        ("210-212 billion", ("malformed", None)),
        ("not 211", ("malformed", None)),
        ("more than 211", ("malformed", None)),
        ("a lot", ("malformed", None)),
        (True, ("malformed", None)),
        (float("nan"), ("malformed", None)),
        (float("inf"), ("malformed", None)),
        (10**400, ("malformed", None)),
    ],
)
def test_number_else(answer: object, expected: tuple[str, str | None]) -> None:
    assert said("number", answer) == expected


def test_a_wrong_base_year_and_a_share_in_another_form_are_recognised() -> None:
    changes = {"unit": "percent", "scale": 1, "key": 11.4, "tolerance": 0.1}
    changes["misconceptions"] = [
        {"name": "wrong-base-year", "base": {"from": 947, "to": 1055}, "message": "Of which year?"}
    ]
    assert said("number", "11.4%", **changes) == ("right", None)
    assert said("number", "10.24", **changes) == ("wrong", "wrong-base-year")
    assert said("number", "111.4 %", **changes) == ("wrong", "wrong-base-year")
    assert said("number", "0.114", **changes) == ("malformed", None)
    assert said("number", "0.114%", **changes) == ("wrong", None)


def test_a_count_takes_any_noun_but_not_another_measure() -> None:
    changes = {"unit": "provisions", "scale": 1, "key": 5, "tolerance": 0, "misconceptions": []}
    changes["prompt"] = "How many provisions are about the Diet?"
    for answer in (5, "5", "five", "5 articles", "Five provisions.", "五"):
        assert said("number", answer, **changes) == ("right", None), answer
    changes = {"unit": "years", "scale": 1, "key": 5, "tolerance": 0, "misconceptions": []}
    assert said("number", "5 months", **changes) == ("malformed", None)


def test_a_range_around_zero_is_held() -> None:
    changes = {"unit": "percent", "scale": 1, "key": 0, "tolerance": 0.5, "misconceptions": []}
    for answer, status in ((0, "right"), (0.3, "right"), (-0.5, "right"), (0.6, "wrong")):
        assert said("number", answer, **changes)[0] == status


@pytest.mark.parametrize(
    "answer",
    [
        "8 September 1951", "Sept 8, 1951", "1951-09-08", "昭和26年9月8日", "昭和二十六年九月八日",
        "Shōwa 26 September 8", "S26.9.8", "1951年9月8日", "the 8th of September, 1951", 19510908,
        dt.date(1951, 9, 8), dt.datetime(1951, 9, 8, 12), pd.Timestamp("1951-09-08"),
        "Saturday, 8 September 1951", "8-Sep-1951", "1951/9/8",
    ],
)  # fmt: skip
def test_date_right(answer: object) -> None:
    assert said("date", answer) == ("right", None)


@pytest.mark.parametrize(
    ("answer", "status", "share", "mistake"),
    [
        (1951, "partly", 0.33, None),
        ("Sept 1951", "partly", 0.67, None),
        ("7 September 1951", "wrong", None, None),
        ("8 October 1951", "wrong", None, None),
        ("1952", "wrong", None, "signed-for-in-force"),
        ("28 April 1952", "wrong", None, "signed-for-in-force"),
        ("3 May 1952", "wrong", None, "signed-for-in-force"),
        ("1950", "wrong", None, None),
        ("昭和27年", "wrong", None, "signed-for-in-force"),
        ("not 1951", "malformed", None, None),
        ("before 8 September 1951", "malformed", None, None),
        ("1951 or 1952", "malformed", None, None),
        ("8/9/1951", "malformed", None, None),
        ("8 September", "malformed", None, None),
        ("30 February 1951", "malformed", None, None),
        ("long ago", "malformed", None, None),
    ],
)
def test_date_else(answer: object, status: str, share: float | None, mistake: str | None) -> None:
    verdict = judged("date", answer)
    assert (verdict.status, verdict.share, verdict.misconception) == (status, share, mistake)


def test_more_than_the_precision_asked_is_welcome_if_it_is_right() -> None:
    for answer in (1951, "September 1951", "8 September 1951", "昭和26年"):
        assert said("date", answer, precision="year") == ("right", None)
    assert judged("date", "9 September 1951", precision="year").share == 0.8
    assert said("date", "May 1952", precision="year") == ("wrong", "signed-for-in-force")


@pytest.mark.parametrize(
    "answer",
    [
        "Kishi Nobusuke", "Nobusuke Kishi", "KISHI, Nobusuke", "kishi", "Prime Minister Kishi",
        "Kishi-san", "岸信介", "岸　信介", "岸信介首相", "Ｋｉｓｈｉ Ｎｏｂｕｓｕｋｅ",
        "Mr. Nobusuke Kishi", "It was Kishi.",
        "N. Kishi", "Kishi Nobusuke (Prime Minister)", "岸信介氏",
    ],
)  # fmt: skip
def test_text_right(answer: object) -> None:
    verdict = judged("text", answer)
    assert (verdict.status, verdict.details) == ("right", ())


@pytest.mark.parametrize("answer", ["Kihsi", "Kishi Nobosuke", "Kishii Nobusuke", "Nobuske Kishi"])
def test_a_slip_of_one_letter_is_accepted_with_a_note(answer: str) -> None:
    verdict = judged("text", answer)
    assert verdict.status == "right"
    assert "spelling" in verdict.details[0]


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        ("Satō Eisaku", "brother"),
        ("Eisaku Satou", "brother"),
        ("Sato Eisakku", "brother"),
        ("Ikeda", "successor"),
        ("Kishida Fumio", None),
        ("Kishida", None),
        ("Kishi Nobuo", None),
        ("not Kishi", None),
        ("Kishi and Ikeda", None),
        ("Nishi", None),
        ("Abe", None),
    ],
)
def test_another_name_is_never_taken_for_the_right_one(answer: str, mistake: str | None) -> None:
    assert said("text", answer) == ("wrong", mistake)


def test_words_keep_their_sense_in_every_spelling() -> None:
    changes = {
        "names": False,
        "key": "Article V of the security treaty",
        "accept": ["constitutional"],
        "not": [],
        "misconceptions": [{"name": "one-off", "answers": ["Article VI"], "message": "Next door."}],
    }
    for answer in ("article 5 of security treaty", "Art. V of the Security Treaty"):
        assert said("text", answer, **changes) == ("right", None), answer
    for answer in ("Article 6 of the security treaty", "not Article V of the security treaty",
                   "unconstitutional", "Article X of the security treaty"):  # fmt: skip
        assert said("text", answer, **changes)[0] == "wrong", answer
    assert said("text", "Article 6", **changes) == ("wrong", "one-off")
    assert judged("text", "constituional", **changes).status == "right"


def test_the_sources_do_not_say_can_be_the_answer() -> None:
    for kind in ("text", "number", "date", "cite"):
        changes = {"key": "the sources do not say", "accept": [], "misconceptions": []}
        for answer in ("the sources do not say", "Not stated.", "The sources are silent"):
            assert said(kind, answer, **changes) == ("right", None), (kind, answer)
        assert said(kind, "the sources say so", **changes)[0] != "right"


@pytest.mark.parametrize("said", ["I don't know", "idk", "no idea, sorry", "わからない", "？"])
def test_not_knowing_is_no_verdict(said: str) -> None:
    for prefix in bank.prefixes():
        for question in bank.unit(prefix).questions.values():
            assert judge(question, said).status == "not-attempted", (question.id, said)


@pytest.mark.parametrize("said", ["not consulted", "no idea was new", "the mountain pass"])
def test_a_word_of_it_is_not_not_knowing(said: str) -> None:
    assert not wording.is_unknown(said)


@pytest.mark.parametrize("name", [one for one in kinds.names() if kinds.kind(one).single])
def test_a_list_of_one_is_the_one_thing_in_it_and_no_list_of_two(name: str) -> None:
    ids = [id for prefix in bank.prefixes() for id in bank.unit(prefix).all]
    asked = [one for one in map(bank.question, ids) if one.kind == name]
    assert asked
    for question in asked:
        answer = bank.solution(question.id)["answer"]
        if not wording.is_silent(answer):
            assert judge(question, [answer]).status == "right", question.id
            # Of a passage several parts may be marked, and the same one twice.
            assert name == "mark" or judge(question, [answer, answer]).status != "right"
