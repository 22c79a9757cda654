"""What the rebuilding must not change: verdicts, reports, gradebooks and tables, frozen as JSON.

``tests/golden/freeze.py`` says how a golden is made anew, and when it may be.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from golden import freeze, surface
from golden.difference import differences

pytestmark = pytest.mark.slow

UNITS = freeze.read("answers")["units"]
TABLES = ["sources", "added", "frames", "frames-of-facts", "gradebooks", "items"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("ALLIANCE_LANGUAGE", "en")
    monkeypatch.setenv("ALLIANCE_HOME", str(home))


def told(asked: list[tuple[str, list[Any]]], verdicts: list[list[Any]]) -> str:
    """The answers that are judged otherwise than they were."""
    both = list(zip(asked, verdicts, strict=True))
    before = {f"{id} {row[0]!r}": row[1:] for (id, row), _ in both}
    return differences(before, {f"{id} {row[0]!r}": now for (id, row), now in both})


def test_there_are_answers_of_every_sort_to_every_question() -> None:
    rows = freeze.flat(UNITS)
    assert len(rows) >= 1_500
    assert {row[1] for _, row in rows} == {
        "right", "partly", "wrong", "defensible", "recorded", "not-attempted", "malformed",
    }  # fmt: skip
    assert sum(len(unit) for unit in UNITS.values()) >= 125
    assert all(len(rows) > 10 for unit in UNITS.values() for rows in unit.values())


@pytest.mark.parametrize("unit", UNITS)
def test_every_answer_is_judged_as_it_was(unit: str) -> None:
    asked = freeze.flat({unit: UNITS[unit]})
    said = told(asked, [surface.verdict(id, row[0]) for id, row in asked])
    assert not said, said


def test_a_released_copy_judges_every_answer_as_it_did(tmp_path: Path) -> None:
    asked = freeze.flat(UNITS)
    pairs = [(id, row[0]) for id, row in asked]
    verdicts = surface.verdicts_elsewhere(surface.released(tmp_path), pairs, tmp_path / "home")
    said = told(asked, verdicts)
    assert not said, said


@pytest.mark.parametrize("name", TABLES)
def test_what_was_frozen_is_still_there(name: str, tmp_path: Path) -> None:
    said = differences(freeze.read(name), freeze.frozen_now(name, tmp_path))
    assert not said, f"{name}:\n{said}"


def test_the_full_texts_are_recognised_as_they_were(full_texts: list[Path], tmp_path: Path) -> None:
    assert len(full_texts) >= len(freeze.read("full")["whole"]["report"])
    said = differences(freeze.read("full"), freeze.frozen_now("full", tmp_path))
    assert not said, said


def test_a_difference_is_told_in_a_line() -> None:
    was = {"a": {"b": [1, [2, 3]], "c": None}, "d": 1}
    now = {"a": {"b": [1, [2, 4]], "new": 0}, "d": 1}
    assert differences(was, now) == " a b [1] [1]: was 3, is 4\n a c: gone, was null"
    assert differences(was, was) == ""
    assert differences([1], [1, 2]) == ": was [1], is [1, 2]"
    table = {"rows": [["a", "x"], ["b", "y"]]}
    assert differences(table, {"rows": [["a", "x"], ["new", "z"], ["b", "y"]]}) == ""
    assert "rows: was" in differences(table, {"rows": [["b", "y"], ["new", "z"], ["a", "x"]]})
    many = {str(i): i for i in range(40)}
    assert differences(many, {}).splitlines()[-1] == "… and 15 more"
