"""What a wrong answer that nobody listed is told: whose figure or day it is, and how far off."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from alliance import corpus
from alliance.evidence import original
from alliance.questions import neighbours, numbers
from alliance.questions.check import check
from alliance.questions.kinds import date as when


def never(words: str) -> bool:
    return False


def test_a_day_and_a_figure_are_told_with_their_fact() -> None:
    for found, short, id in (
        (neighbours.on("1951-09-08", never), "Peace and security treaties signed", "t51-01"),
        (
            neighbours.figure(Decimal("587.4"), never),
            "All USFJ items FY2017: 587.4 bn yen",
            "cst-20",
        ),
    ):
        assert found and found[0] == short
        assert original(corpus.facts_by_id()[id]).startswith(found[1]) and len(found[1]) > 10


@pytest.mark.parametrize(
    ("tell", "given"),
    [(neighbours.on, "1951-09-07"), (neighbours.figure, Decimal(1960)), (neighbours.figure, 7)],
)
def test_what_the_course_does_not_tell_and_what_may_be_chance_is_not_told(
    tell: Callable[..., object], given: object
) -> None:
    assert tell(given, never) is None


def test_what_holds_the_answer_is_not_told() -> None:
    assert neighbours.figure(Decimal("587.4"), lambda words: "587.4" in words) is None


@pytest.mark.parametrize(
    ("id", "answer", "said"),
    [
        ("1960.1", "15 July 1960", "Kishi"),
        ("today.1", "3 May 1947", "onstitution"),
        ("costs.13", "587.4 billion yen", "All USFJ items"),
        ("sources.9", "reuters-2020 ¶14", "Reuters 2020 ¶14"),
    ],
)
def test_a_wrong_answer_is_told_what_it_is(id: str, answer: str, said: str) -> None:
    verdict = check(id, answer)
    assert verdict.status == "wrong"
    told = " ".join(verdict.details)
    assert said in told and not re.search(r"\([a-z]+\d*-\d\d\)", told), "a work, not a code"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("75 million", "the zeros"),
        ("760,000", "Close"),
        ("94 million", "more than ten times"),
        ("61000", "less than a tenth"),
        ("-750000", "direction"),
    ],
)
def test_a_wrong_number_hears_how_far_off_it_is(answer: str, said: str) -> None:
    assert said in check("anpo.3", answer).message


def test_where_nothing_is_to_be_found_every_figure_shows_the_same_mistake() -> None:
    assert check("1951.11", 61000).misconception == "figure-without-source"
    assert check("1951.11", "the sources do not say").status == "right"


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("He corrected himself on 26 February 2021", "26 February 2021"),
        ("just after midnight on 19 June", "19 June"),
        ("not on 19 June 1960", None),
        ("between 19 June 1960 and later", None),
        ("on 19 June 1960 or 20 June 1960", None),
        ("28 people on 19 June 1960", None),
    ],
)
def test_one_date_in_a_sentence_is_read(answer: str, found: str | None) -> None:
    assert when.inside(answer) == found


@pytest.mark.parametrize(
    ("written", "value"),
    [("1,055.1 / 5 = 211.02", "211.02"), ("980.1 - 946.5 = 33.6 billion yen", "33600000000")],
)
def test_a_sum_that_was_written_out_is_its_result(written: str, value: str) -> None:
    assert numbers.amount(written).value == Decimal(value)


def test_a_sum_with_another_result_is_not_read() -> None:
    with pytest.raises(numbers.NoAmount):
        numbers.amount("1055.1 / 5 = 263.8")


@pytest.mark.parametrize("answer", ["11", "¶11", "paragraph 11", "the 11th paragraph"])
def test_a_paragraph_of_the_source_that_the_question_names(answer: str) -> None:
    assert check("start.5", answer).status == "right"


def test_a_paragraph_alone_is_asked_for_its_source_where_the_question_names_another() -> None:
    assert check("1951.7", "¶8").status == "malformed"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2½", "2.5"),
        ("−2½ million yen", "-2500000"),
        ("½", "0.5"),
        ("about 5/2", "2.5"),
        ("2 1/2 %", "2.5"),
        ("５／２", "2.5"),
    ],
)
def test_a_fraction_in_figures_is_a_number(written: str, value: str) -> None:
    assert numbers.amount(written).value == Decimal(value)


@pytest.mark.parametrize(
    "written", ["2/5", "27/7", "50/50", "5/2/1960", "1951/52", "5/0", "3–3½", "2½ or 3"]
)
def test_what_may_be_two_of_five_a_date_or_a_range_is_no_fraction(written: str) -> None:
    with pytest.raises(numbers.NoAmount):
        numbers.amount(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("一九五一", "1951"),
        ("一九五一-〇九-〇八", "1951-09-08"),
        ("8 September 一九五一", "1951-09-08"),
        ("一九五一年(昭和二十六年)", "1951"),
    ],
)
def test_figures_in_kanji_are_figures_in_every_form_of_a_date(written: str, read: str) -> None:
    assert when.date(written).iso() == read


@pytest.mark.parametrize(
    "written", ["一九五一年 (一九六〇)", "八/九/一九五一", "第一次", "一九五一-一三"]
)
def test_kanji_make_no_date_that_figures_would_not(written: str) -> None:
    with pytest.raises(when.NoDate):
        when.date(written)
