"""The simulation on paper: its sheets agree with each other, the clock and the sources."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_handout import Page

from alliance import cards, corpus, notes
from alliance.cli import group
from alliance.teaching import handout
from alliance.teaching.grade import NoUnit
from alliance.text import words

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "teacher" / "simulation.md").read_text("utf-8")
ABOUT, *SHEETS = re.split(r"^## ", TEXT, flags=re.MULTILINE)
# The facts that the course's plan names, and what they need beside them.
NAMED = {"tws-33", "tws-34", "tws-35", "tws-27", "tws-04", "tws-05", "tws-12", "tai-16", "tai-31"}


def card_list(sheet: int) -> dict[str, str]:
    parts = re.split(r"^### ", SHEETS[sheet - 1], flags=re.MULTILINE)[1:]
    return {name: text for name, _, text in (part.partition("\n") for part in parts)}


def told(text: str) -> list[str]:
    """Words as a reader counts them."""
    return re.sub(r"\([a-z0-9, -]+\)|[*>·]", " ", text).split()


def spans(text: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+)–(\d+) \|", text, re.MULTILINE)]


def test_there_are_six_sheets_and_the_case_is_called_invented() -> None:
    assert [sheet.split(":")[0] for sheet in SHEETS] == [f"Sheet {n}" for n in range(1, 7)]
    for n in (1, 2, 4, 5):
        assert "case is invented" in SHEETS[n - 1] or "case was invented" in SHEETS[n - 1]


def test_a_role_card_has_about_eighty_words() -> None:
    roles = card_list(1)
    assert len(roles) == 14
    lengths = {name: len(told(text)) for name, text in roles.items()}
    assert {name: count for name, count in lengths.items() if not 70 <= count <= 90} == {}


@pytest.mark.parametrize("day", card_list(2))
def test_the_minutes_of_each_day_add_up_to_a_lesson(day: str) -> None:
    found = spans(card_list(2)[day])
    assert found[0][0] == 0 and found[-1][1] == 45
    assert all(before[1] == after[0] for before, after in pairwise(found))


def test_the_clock_on_the_cards_is_that_of_the_agenda() -> None:
    first, second = map(spans, card_list(2).values())
    assert "minute 28" in card_list(1)["Clerk of sources · day 1 and 2"] and first[3][0] == 28
    assert "last ten minutes" in card_list(1)["American ambassador · day 1, from minute 35"]
    assert "minute 40" in card_list(1)["Press desk · day 1"] and first[4] == (40, 45)
    assert second[1][1] - second[1][0] == 12 * 2
    assert sum(map(int, re.findall(r"\((\d) minutes", SHEETS[4]))) == second[3][1] - second[3][0]


def test_a_letter_leads_to_a_source() -> None:
    letters = {name[0] for name in card_list(3)}
    on_cards = re.findall(r"\(([A-Z](?:, [A-Z])*)\)", SHEETS[0])
    on_agenda = re.findall(r"\| ([A-Z](?:, [A-Z])*) \|$", SHEETS[1], re.MULTILINE)
    assert len(letters) == 10 and len(on_agenda) == 4
    assert {one for found in (*on_cards, *on_agenda) for one in found.split(", ")} == letters


def test_the_facts_exist_and_none_is_weak() -> None:
    ids = set(re.findall(r"\b(?:tws|tai|r60|now)-\d\d\b", SHEETS[2]))
    assert ids >= NAMED
    assert {id for id in ids if notes.fact(id).get("weak")} == set()


def test_every_quotation_stands_in_a_fact_a_document_or_a_treaty() -> None:
    ids = re.findall(r"\b(?:tws|tai|r60|now)-\d\d\b", SHEETS[2])
    there = [str(notes.fact(id)["evidence"]) for id in ids]
    there += [one.text for card in cards.documents() for one in card.paragraphs]
    there += [p.text for p in corpus.source("treaty-1960").paragraphs]
    known = [f" {' '.join(words(text))} " for text in there]
    quoted = re.findall(r"“([^”]+)”", " ".join(TEXT.split()))
    assert len(quoted) >= 9
    said = {one: f" {' '.join(words(one))} " for one in quoted}
    assert [one for one in quoted if not any(said[one] in text for text in known)] == []


def test_the_three_reasons_are_read_in_the_same_time() -> None:
    (name,) = (name for name in card_list(3) if name.startswith("I "))
    said = [one for one in card_list(3)[name].split("\n\n") if one.strip()]
    lengths = [len(told(one)) for one in said]
    assert len(lengths) == 3 and max(lengths) - min(lengths) <= 3
    assert [one.strip()[2:7] for one in said] == ["China", "Japan", "Taiwa"], (
        "in the order of the alphabet"
    )


def test_our_own_statement_keeps_the_limit() -> None:
    statement = "".join(re.findall(r"^> (.+\n)", ABOUT, re.MULTILINE))
    assert 60 < len(told(statement)) <= 80


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_sheets_are_printed_each_on_its_page(tmp_path: Path, paper: str) -> None:
    done = CliRunner().invoke(
        group, ["handout", "simulation", "--paper", paper, "-o", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    html = (tmp_path / "simulation.html").read_text("utf-8")
    page = Page(html)
    assert page.levels.count(1) == 1 and page.levels.count(2) == 6
    assert set(page.scopes) == {"col"}
    assert html.count('<section class="sheet">') == 6
    assert html.count('class="line"') >= 30
    assert not re.search(r"\[\d+ lines\]|\[blank\]", html)
    assert not re.search(r"src=(?!\"data:)|url\(|@import|<script|<link", html)
    assert "keep it to yourself" not in html, "the teacher's part is not printed"
    for name in (*card_list(1), *card_list(3)):
        assert " ".join(name.replace("*", "").split()) in page.text.replace(" ,", ",")


def test_an_unknown_unit_is_told_of_the_simulation() -> None:
    with pytest.raises(NoUnit, match="simulation"):
        handout.unit("simulations", ROOT)
