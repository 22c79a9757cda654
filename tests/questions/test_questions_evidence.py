"""Answers that cite, mark, tabulate and argue."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from questions_samples import RIGHT, SAMPLES, judged, said

from alliance.corpus import source
from alliance.languages import say
from alliance.questions import bank
from alliance.questions.judge import judge


@pytest.mark.parametrize(
    "answer",
    [
        "treaty-1951 Art. I", ("treaty-1951", "I"), ["treaty-1951", "Article 1"],
        "1951 treaty, Article 1", "Article I of the 1951 treaty", ("japan-forward-2025", 4),
        "japan-forward-2025 ¶4", "Japan Forward, p. 4",
        "the Japan Forward article, paragraph 4",
        {"source": "treaty-1951", "provision": "I"}, {"source": "japan-forward-2025", "p": 4},
    ],
)  # fmt: skip
def test_cite_right(answer: object) -> None:
    assert said("cite", answer) == ("right", None)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("treaty-1960 Art. V", ("wrong", "wrong-treaty")),
        ("japan-forward-2025 ¶1", ("wrong", "headline-for-evidence")),
        ("treaty-1951 Art. II", ("partly", None)),
        ("reuters-2020 ¶4", ("wrong", None)),
        ("these words stand in no source of ours at all", ("wrong", None)),
        ("treaty-1951", ("malformed", None)),
        ("treaty-1951 Art. X", ("malformed", None)),
        ("reuters-1999 ¶1", ("malformed", None)),
        ("two words", ("malformed", None)),
        ([("treaty-1951", "I"), ("treaty-1960", "V")], ("malformed", None)),
    ],
)
def test_cite_else(answer: object, expected: tuple[str, str | None]) -> None:
    assert said("cite", answer) == expected


def _from_the_source() -> str:
    return " ".join(source("japan-forward-2025").paragraph(4).text.split()[2:14])


def test_words_are_evidence_when_they_stand_in_the_source() -> None:
    words = _from_the_source()
    for answer in (words, words.upper(), f"“{words}”", "  ".join(words.split())):
        verdict = judged("cite", answer)
        assert verdict.status == "right", answer
        assert "Japan Forward 2025 ¶4" in str(verdict)


def test_altered_words_are_shown_where_they_differ() -> None:
    parts = _from_the_source().split()
    for altered in ([*parts[:5], "not", *parts[5:]], [*parts[:5], "seventeen", *parts[6:]]):
        verdict = judged("cite", " ".join(altered))
        assert (verdict.status, verdict.share) == ("partly", 0.5)
        assert "⟦" in str(verdict)


@pytest.mark.parametrize(
    ("answer", "status", "mistake"),
    [
        ("at the express request of the Japanese Government", "right", None),
        ("AT THE EXPRESS REQUEST of the Japanese government,", "right", None),
        ("given at the express request of the Japanese Government", "right", None),
        ("at the express … Japanese Government", "right", None),
        ("not without a request", "right", None),
        ("without a request", "partly", None),
        ("express request", "partly", None),
        ("at the", "wrong", None),
        ("the express request of", "partly", None),
        ("internal riots and disturbances", "wrong", "purpose-for-condition"),
        ("armed attack from", "wrong", "attack-for-riot"),
        ("at the explicit request of the Japanese Government", "partly", None),
        ("Prime Minister", "malformed", None),
        (12, "malformed", None),
    ],
)
def test_mark(answer: object, status: str, mistake: str | None) -> None:
    assert said("mark", answer) == (status, mistake)


def test_marking_everything_is_not_an_answer() -> None:
    verdict = judged("mark", SAMPLES["mark"]["passage"])
    assert verdict.status == "wrong"
    assert "far more" in str(verdict)


def _frame() -> pd.DataFrame:
    return pd.DataFrame(
        {"provisions": [5, 10], "duration": ["none", "10 years"]}, index=[1951, 1960]
    )


def test_table_right_whatever_its_order_and_index() -> None:
    frame = _frame()
    swapped = frame[["duration", "provisions"]]
    floats = frame.astype({"provisions": float})
    records = frame.reset_index().to_dict("records")
    for answer in (frame, frame.iloc[::-1], swapped, frame.reset_index(), floats, records):
        assert said("table", answer) == ("right", None), answer


@pytest.mark.parametrize("five", ["5", " 5.0", "five", "５", "五"])
def test_a_cell_is_read_as_a_number_is(five: str) -> None:
    """What somebody typed into a cell, by the grammar of a question that asks for a number."""
    index, columns = [1951, 1960], ["provisions", "duration"]
    rows = [[five, "none"], ["10", "10 years"]]
    table = {"columns": columns, "index": index, "rows": rows}
    assert said("table", table) == ("right", None)
    rows[0][0] = f"{five} or 6"
    assert said("table", table)[0] == "partly"


@pytest.mark.parametrize(
    "typed",
    [
        [[1951, 5, "none"], [1960, 10, "10 years"]],
        [["year", "provisions", "duration"], [1960, 10, "10 years"], [1951, 5, "none"]],
        [[5, "none"], [10, "10 years"]],
        '[[1951, 5, "none"], [1960, 10, "10 years"]]',
        "1951, 5, none\n1960, 10, 10 years",
        "1951: 5 | none\n1960: 10 | 10 years\n",
        "year\tprovisions\tduration\r\n1951\t5\tnone\r\n1960\t10\t10 years",
        "| year | provisions | duration |\n|---|:---:|---|\n| 1951 | 5 | none |\n| 1960 | 10 | 10 "
        "years |",
        ";duration;provisions\n1960;10 years;10\n1951;none;5",
        "1951,5,none,\n1960,10,10 years,",
        "1951: provisions 5, duration none; 1960: provisions 10, duration 10 years",
        "1951, 5, none\n1960, 10, 10 years\n1951, 5, none",
    ],
)
def test_rows_that_were_typed_are_a_table(typed: Any) -> None:
    assert said("table", typed) == ("right", None)


def test_a_comma_for_thousands_parts_no_cells() -> None:
    key = {"index": ["stationing", "all"], "columns": ["total"], "rows": [[1055.1], [2110]]}
    changes = {"key": key, "misconceptions": []}
    assert said("table", "stationing, 1,055.1\nall, 2,110", **changes) == ("right", None)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("1951, 5, none\n1960, 11, 10 years", "partly"),
        ("1951, 5, none", "wrong"),  # a row is missing
        ("1952, 5, none\n1960, 10, 10 years", "malformed"),  # of another name
        ("1951, 5\n1960, 10", "malformed"),
        ("1951, 5,\n1960, 10, 10 years", "partly"),  # an empty cell
        ("1951, 5, none\n1951, 6, none\n1960, 10, 10 years", "malformed"),  # twice, otherwise
        ("1951, 5, none\n1951, 5, none", "wrong"),
        ("1951, 5, none\n1951, 10, 10 years", "malformed"),
        ("none, of, these", "malformed"),
        ([[1951, 5], [1960]], "malformed"),
        ([["a", 1, 2], ["b", 3, 4]], "malformed"),
        ("]," * 9_000, "malformed"),
        (" " * 19_000 + "x", "malformed"),
    ],
)
def test_typed_rows_are_held_to_the_same(typed: Any, status: str) -> None:
    assert said("table", typed)[0] == status


@pytest.mark.parametrize(
    ("total", "status"),
    [("372.5 billion yen", "right"), ("¥372.5bn", "right"), ("3725億円", "right"),
     ("372.5 million yen", "partly"), ("372.5 billion dollars", "partly"),
     ("over 372.5", "partly"), ("372.5 or 400", "partly")],
)  # fmt: skip
def test_a_cell_may_have_the_unit_of_its_question(total: str, status: str) -> None:
    typed = f"stationing; {total}; 51.0 %\neverything; 519.7; 36.5 %"
    assert judge(bank.question("costs.23"), typed).status == status


SHORT = ["PanOrient", "Japan Forward", "Reuters", "ANN", "Unnamed website"]


@pytest.mark.parametrize("names", [SHORT, [one.upper() for one in SHORT]])
@pytest.mark.parametrize("sign", [": ", ";", "\t", " | "])
def test_a_row_may_have_the_short_name_of_its_source(names: list[str], sign: str) -> None:
    cells = [["no", "yes", "no"], ["yes", "no", "yes"], ["no"] * 3, ["yes", "yes", "no"],
             ["yes", "no", "no"]]  # fmt: skip
    between = ", " if sign == ": " else sign
    lines = [sign.join([name, between.join(row)]) for name, row in zip(names, cells, strict=True)]
    question = bank.question("today.9")
    assert judge(question, "\n".join(lines[::-1])).status == "right"
    assert judge(question, "\n".join(lines[1:])).status == "wrong"
    other = [line.replace(names[0], "Le Monde") for line in lines]
    assert judge(question, "\n".join(other)).status == "malformed"


def test_table_tells_what_differs_first() -> None:
    frame = _frame()
    cases = [
        (frame.iloc[:1], "Rows in your table: 1"),
        (frame[["provisions"]], "Columns in your table: 1"),
        (frame.rename(columns={"duration": "term"}), "No column called “term”"),
        (frame.rename(index={1951: 1952}), "No row called “1952”"),
        (frame.assign(duration=["none", "5 years"]), "row “1960”, column “duration”"),
    ]
    for answer, told in cases:
        assert told in str(judged("table", answer))
    verdict = judged("table", frame.assign(provisions=[6, 10]))
    assert (verdict.share, verdict.misconception) == (0.75, "counts-the-preamble")
    for answer in (5, "a table", [1, 2], pd.DataFrame({"n": range(1_000_000)})):
        assert said("table", answer)[0] == "malformed"


def test_a_series_is_a_table_of_one_column() -> None:
    key = {"index": ["Japan", "United States"], "columns": ["share"], "rows": [[0.25], [0.75]]}
    changes = {"key": key, "tolerance": "1%", "misconceptions": []}
    series = pd.Series({"United States": 0.75, "Japan": 0.25})
    assert said("table", series, **changes) == ("right", None)
    assert said("table", {"Japan": 0.25, "United States": 0.75}, **changes) == ("right", None)
    assert judged("table", series * 100, **changes).status == "wrong"


def test_an_argument_is_checked_for_its_citations_and_never_graded() -> None:
    complete = RIGHT["argue"]
    assert judged("argue", complete).score is None
    assert "The claim answers the question: no / yes" in str(judged("argue", complete))
    cases = [
        ({"evidence": [["treaty-1951", "I"]]}, "You have cited 1 of the 2"),
        ({"evidence": [["treaty-1951", "I"]] * 2}, "You have cited 1"),
        ({"evidence": [["treaty-1951", "I"], "reuters-2020 ¶2"]}, "is not one of the sources"),
        ({"evidence": [["treaty-1951", "XI"], ["treaty-1951", "I"]]}, "Citation 1:"),
        ({"reasoning": "So."} | {"claim": "Yes."}, "at least 5"),
        ({"reasoning": "word " * 80}, "at most 60"),
    ]
    for change, told in cases:
        verdict = judged("argue", complete | change)
        assert verdict.status == "partly"
        assert verdict.score is None
        assert told in str(verdict)
    for answer in ("no parts", {"claim": "x"}, 5, [1, 2]):
        assert said("argue", answer)[0] == "malformed"


HONEST = {
    "claim": "It was a permission, however much Japan hoped for a promise.",
    "evidence": [["treaty-1951", "I"], "japan-forward-2025 ¶4"],
    "reasoning": "Article I of 1951 lets forces stay; Japan Forward calls that a guarantee.",
}


def test_a_complete_argument_is_recorded_and_never_right() -> None:
    verdict = judged("argue", HONEST)
    assert (verdict.status, verdict.score, verdict.misconception) == ("recorded", None, None)
    assert str(verdict).startswith("■ ") and "Kept for your teacher" in str(verdict)
    assert "Right" not in str(verdict) and "every citation holds" not in str(verdict)
    few = judged("argue", HONEST | {"evidence": [["treaty-1951", "I"]]})
    assert few.heading == "Kept, and not complete yet" and few.details[0].endswith("?")


def asked_back(change: dict[str, Any]) -> tuple[str, ...]:
    """What a complete argument is asked after a change to it."""
    verdict = judged("argue", HONEST | change)
    assert (verdict.status, verdict.score) == ("recorded", None)
    asked = verdict.details[: verdict.details.index(say("argue-complete"))]
    assert all("?" in line for line in asked)
    return asked


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"claim": "Bananas are good fruit, however.", "reasoning": "Bananas are yellow."},
            "bear on your claim: Treaty of 1951 Art. I; Japan Forward 2025 ¶4?",
        ),
        ({"claim": "It was a permission and no promise."}, "who sees it otherwise"),
        ({"evidence": [["treaty-1951", "I"], ["treaty-1951", "II"]]}, "who sees it otherwise"),
        (
            {"claim": "When could the forces help against a riot? However it was."},
            "“when could the forces help against a riot …”: these are the question's own",
        ),
        ({"claim": "Article IX of the 1951 treaty says so, however."}, "1951 has no Article IX"),
        ({"claim": "However, the 1951 treaty, Article 7, binds."}, "1951 has no Article 7"),
        (
            {"claim": "However, “both shall for ever love and help one another” says it."},
            "Where does “both shall for ever love and help one …” stand?",
        ),
        (
            {"claim": "However, “at the express wish of the Japanese Government” says it."},
            "copied exactly? The source reads",
        ),
    ],
)
def test_what_a_machine_sees_in_an_argument_is_asked(change: dict[str, Any], told: str) -> None:
    assert told in " ".join(asked_back(change))


def test_words_of_a_source_that_is_not_cited_are_asked_for() -> None:
    words = " ".join(source("reuters-2020").paragraphs[4].text.split()[:9])
    assert "stands in Reuters 2020" in " ".join(asked_back({"claim": f"However, “{words}” it is."}))


@pytest.mark.parametrize(
    "claim",
    [
        HONEST["claim"],
        "However, “at the express request of the Japanese Government” is its condition.",
        "Article 9 of the Constitution was there in 1951, however.",
        "However, Article X of the 1960 treaty sets ten years.",
        "However, they called it a “historic day for all”.",
        "旧条約は許可であって、約束ではなかったと考えられる。",
    ],
)
def test_an_honest_argument_is_asked_nothing(claim: str) -> None:
    assert asked_back({"claim": claim}) == ()
