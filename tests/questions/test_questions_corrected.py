"""What a sentence says in the end: corrections, two dates, letters taken back, spellings."""

from __future__ import annotations

import pytest

from alliance.languages import say
from alliance.questions import bank
from alliance.questions.judge import judge


def verdicts(cases: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """Each question with its right answers, and with those that must not be right."""
    return [
        (id, answer, "right" if right else "other")
        for id, both in cases.items()
        for answers, right in zip(both, (True, False), strict=True)
        for answer in answers
    ]


CORRECTED = {
    "start.4": (("1960? no wait, 1951", "1960, no, wait: 1951"),
                ("1951, no wait, 1960", "1951, scratch that, 1960", "1960, no wait")),
    "costs.1": (("200 bn yen, wait no, 211 bn yen",), ("211, no wait, 212.5",)),
    "today.4": (("Asia. No wait, the Far East",), ("the Far East, no wait, Asia",)),
    "costs.3": (("reuters-2020 ¶4, no wait, reuters-2020 ¶5",), ("reuters-2020 ¶5, no wait, ¶4",)),
}  # fmt: skip
TWO_DATES = {
    "costs.2": (("announced 16 December 2015, signed 22 January 2016",
                 "It was signed on 22 January 2016 but announced in December 2015"),
                ("announced 22 January 2016, signed later", "announced 22 January 2016; "
                 "signed 16 December 2015", "signed 22 January 2016, signed 1 April 2016",
                 "22 January 2016, 16 December 2015")),
    "1960.1": (("Signed 19 January 1960, in force 23 June 1960",),
               ("in force 19 January 1960, signed 23 June 1960",
                "The treaty of 23 June, signed 19 January")),
    "start.4": (("signed in 1951, revised in 1960",), ("revised in 1951, signed in 1960",)),
    "sources.20": (("in May, 1981",), ("in May, 1982", "not in May, 1981")),
}  # fmt: skip
LETTERS = {
    "1951.8": (("a, c, d, I'd say", "a, c, d (but not b)"),
               ("a, c, d (not c)", "a, c and d are not in the treaty", "a, c, d (not c, e)",
                "a, c and d are wrong")),
    "sources.7": (("all but the U.S. government", "all except b"),
                  ("a, c and d are quoted there", "all but the moon", "all but a and c")),
    "costs.8": (("First c, second d, third e, 4th b, 5th a, last f",
                 "it goes c, d, e, b, a, f"),
                ("second c, first d, third e, 4th b, 5th a, last f",)),
    "taiwan.1": (("Japan administers them, so b",), ("Japan administers them, so d",)),
    "costs.18": (("1a 2b 3c 4d (e fits nowhere)",), ("1a 2b 3d 4c (e fits nowhere)",)),
}  # fmt: skip
FIGURES = {
    "taiwan.22": (("5 of them landed",), ("5 missed", "5 failed", "all but 5")),
    "today.8": (("It comes to 47.2 percent",), ("It fell by 47.2%", "from 40 to 47.2 percent")),
    "costs.6": (("It was 33.6 billion yen above, I think",), ("above 33.6 billion yen",)),
}  # fmt: skip
PLACES = {
    "costs.12": (("Art. V of the treaty of 1960",), ("Article V", "Article VI", "Article V or VI")),
    "today.10": (("安保条約第5条",), ("Article V of the treaty of 1951", "Article IV")),
    "1951.7": ((), ("Article I",)),
    "start.5": (("the eleventh paragraph",), ("the twelfth paragraph",)),
    "taiwan.21": (("the fact tws-12",), ("the fact tws-1",)),
}  # fmt: skip
MARKED = {
    "1960.28": (("the ill will that America is out to cheat Japan one hundred percent",),
                ("the ill will that America is not out to cheat Japan one hundred percent",)),
    "trust.17": (("Realise such assurance will be accepted with some doubt",),
                 ("utilised only for legitimate scientific purposes",)),
    "1960.5": (("I would mark: in the territories under the administration of Japan",),
               ("I would mark: each party",)),
}  # fmt: skip


@pytest.mark.parametrize(
    ("id", "answer", "expected"),
    [one for all in (CORRECTED, TWO_DATES, LETTERS, FIGURES, PLACES, MARKED)
     for one in verdicts(all)],
)  # fmt: skip
def test_what_is_said_in_the_end_counts(id: str, answer: str, expected: str) -> None:
    assert (judge(bank.question(id), answer).status == "right") == (expected == "right")


@pytest.mark.parametrize("id", ["today.20", "1960.28"])
def test_japanese_words_of_a_passage_are_judged_as_the_english_ones(
    id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = bank.question(id)
    for japanese, english in question.form["original"].items():
        verdicts = [judge(question, one) for one in (f"{japanese}、", english)]
        assert verdicts[0].status == verdicts[1].status, japanese
    monkeypatch.delitem(question.form, "original")
    verdict = judge(question, japanese)
    assert (verdict.status, verdict.message) == ("malformed", say("mark-japanese"))
    assert judge(question, "天気がいいですね").message == say("mark-not-there")
