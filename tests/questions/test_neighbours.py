"""What a wrong answer that nobody listed is told: whose figure or day it is, and how far off."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from alliance import corpus
from alliance.evidence import original
from alliance.questions import bank, neighbours, numbers
from alliance.questions.check import check
from alliance.questions.kinds import date as when
from alliance.questions.kinds import kind

FIGURES = [650_000, "5.8 million", 50_000, 196, 201.7, 0.6, 77.5, 1055.1, 13_000_000_000, 434_273]
DAYS = ["8 September 1951", "15 June 1960", "16 June 1960", "19 June 1960", "23 June 1960",
        "19 January 1960", "15 July 1960", "21 November 1969", "1 July 2014"]  # fmt: skip


def never(words: str) -> bool:
    return False


def test_a_day_and_a_figure_are_told_with_their_fact() -> None:
    for found, short, id in (
        (neighbours.on("1951-09-08", never), "The Treaty of Peace and", "t51-01"),
        (neighbours.figure(Decimal("587.4"), never), "", "cst-20"),
    ):
        fact = corpus.facts_by_id()[id]
        assert found and found[0] == fact["statement"].rstrip(".") and short in found[0]
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
    # A day without its year is of the year that is asked about.
    told = neighbours.on("1960-06-16", never)
    assert told and neighbours.on("1960-06-16", lambda words: True) != told


@pytest.mark.parametrize("prefix", bank.prefixes())
def test_no_wrong_figure_or_day_is_told_the_answer(prefix: str) -> None:
    for id, question in bank.unit(prefix).questions.items():
        if question.kind not in ("number", "date"):
            continue
        key = bank.solution(id)["answer"]
        for one in FIGURES if question.kind == "number" else DAYS:
            verdict = check(id, one)
            told = " ".join(verdict.details) if verdict.status == "wrong" else ""
            said = [part for part in kind(question.kind).spelled(question.form, key) if part[3:]]
            held = [part for part in said if re.search(rf"(?<![\w.]){re.escape(part)}\b", told)]
            assert not held, (id, one, told)


@pytest.mark.parametrize(
    ("id", "answer", "said"),
    [
        ("1960.1", "15 July 1960", "Kishi"),
        ("today.1", "3 May 1947", "onstitution"),
        ("costs.13", "587.4 billion yen", "all USFJ-related items"),
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


@pytest.mark.parametrize(
    ("id", "answer", "place", "item"),
    [
        # The vote of the lower house, first of seven, stands second: it alone is too late.
        ("anpo.6", "g c e d f b a", 2, "The lower house passes"),
        ("anpo.6", "c g e d f a b", 7, "The treaty enters into force"),
        ("1951.6", "d c e a f b", 6, "The security treaty comes into force"),
        ("today.23", "b f c e h g a d i", 2, "The constitution"),
    ],
)
def test_the_first_line_that_stands_too_late_is_told_and_no_place_for_it(
    id: str, answer: str, place: int, item: str
) -> None:
    verdict = check(id, answer)
    (told,) = [one for one in (verdict.message, *verdict.details) if "belongs further up" in one]
    assert f"number {place}: “{item}" in told
    assert len(re.findall(r"\d+", told.partition("“")[0])) == 1


@pytest.mark.parametrize(
    ("id", "answer", "status", "mistake"),
    [
        # A value that is listed, or worked out, is itself and no neighbour's.
        ("costs.6", "約33.6億円", "wrong", "zeros-lost"),
        ("costs.6", "3.36 billion yen", "wrong", "zeros-lost"),
        ("costs.6", "3.55 billion yen", "wrong", "percent-for-yen"),
        ("costs.20", "37.86", "partly", None),
        ("costs.20", "37.65", "right", None),
        ("costs.20", "37.8", "right", None),
        ("costs.20", "38", "right", None),
    ],
)
def test_a_listed_value_is_in_no_others_range(
    id: str, answer: str, status: str, mistake: str | None
) -> None:
    verdict = check(id, answer)
    assert (verdict.status, verdict.misconception) == (status, mistake)


def test_empty_cells_are_counted() -> None:
    table = {"index": ["stationing", "everything"], "columns": ["total", "share"]}
    told = check("costs.23", {**table, "rows": [[372.5, ""], ["", 36.5]]}).details
    assert "Cells left empty: 2." in told
    full = check("costs.23", {**table, "rows": [[372.5, 50], [519.7, 36.5]]}).details
    assert "Right values: 3 of 4." in full and not any("empty" in one for one in full)


def test_the_name_of_a_mistake_is_said_in_words() -> None:
    assert bank.in_words("middle-for-truth") == "middle taken for truth"
    assert check("anpo.1", "18 June 1960").called == "the eve taken for the day itself"
