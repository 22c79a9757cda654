"""The teacher's pages say what the questions say: their mistakes, their samples, their minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from checkout import ROOT, from_yaml

from alliance import corpus
from alliance.languages import named

UNITS = ("00", "01", "02", "03", "04", "05", "06", "07", "08")
PROSE = {
    *("prompt", "options", "left", "right", "items", "reasons", "hints", "message", "explanation"),
    *("explain", "claim", "reasoning", "remarks", "side", "criterion", "levels"),
}
CODE = re.compile(r"\bdoc-[a-z0-9-]+|\b[a-z]+\d*-\d+\b")


@cache
def page(unit: str) -> str:
    [path] = (ROOT / "teacher").glob(f"{unit}-*.md")
    return path.read_text("utf-8")


@cache
def questions(unit: str) -> list[dict[str, Any]]:
    [path] = (ROOT / "solutions" / "questions").glob(f"{unit}-*.yaml")
    return list(from_yaml(path.read_text("utf-8"))["questions"])


def table(text: str, after: str) -> Iterator[list[str]]:
    """The rows of the first table after these words, without its head."""
    rows = re.search(r"(?:^\|.*\n)+", text[text.index(after) :], re.MULTILINE)
    assert rows, after
    for row in rows[0].splitlines()[2:]:
        yield [cell.strip() for cell in row.strip("|").split("|")]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[`*>]", "", text)).strip()


@pytest.mark.parametrize("unit", UNITS)
def test_each_named_mistake_has_its_row_and_no_row_is_left_over(unit: str) -> None:
    rows = table(page(unit), "## Misconceptions")
    told = {name for row in rows for name in row[0].split(", ")}
    named = {one["name"] for asked in questions(unit) for one in asked.get("misconceptions") or ()}
    assert told == named


@pytest.mark.parametrize("unit", UNITS[1:])
def test_the_samples_are_those_that_a_student_sees(unit: str) -> None:
    text = plain(page(unit))
    [argue] = [asked for asked in questions(unit) if asked["kind"] == "argue"]
    for sample in argue["samples"]:
        if unit == "08" and sample["level"] == 4:  # the page has the long form of its own
            continue
        said = f"{named(sample['claim'])} {named(sample['reasoning'])}"
        assert plain(said) in text, (argue["id"], sample["level"])


@pytest.mark.parametrize("unit", UNITS[1:])
def test_the_minutes_of_a_class_are_forty_five(unit: str) -> None:
    after = "## Timing" if "## Timing" in page(unit) else "**45 minutes**"
    assert sum(int(row[0]) for row in table(page(unit), after)) == 45


def told(found: Any, name: str = "") -> Iterator[str]:
    """What a reader is shown of a question, whatever language it is in."""
    if isinstance(found, dict):
        for key, value in found.items():
            prose = name if key in ("en", "ja") or name in PROSE else key
            yield from told(value, prose)
    elif isinstance(found, list):
        for value in found:
            yield from told(value, name)
    elif name in PROSE and isinstance(found, str):
        yield found


@pytest.mark.parametrize("unit", UNITS)
def test_no_reader_meets_the_code_of_a_document_or_of_a_fact(unit: str) -> None:
    for asked in questions(unit):
        shown = {key: value for key, value in asked.items() if key != "tests"}
        codes = [code for text in told(shown) for code in CODE.findall(text)]
        known = [code for code in codes if code.startswith("doc-") or corpus.is_fact(code)]
        assert not known, (asked["id"], known)
