"""Arguments, honest, thin and nonsense: what is asked back, what is never said of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from alliance import corpus
from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.questions.phrases import say, use

TRIED = {
    one["name"]: one
    for one in yaml.safe_load(
        (Path(__file__).parents[1] / "fixtures" / "arguments.yaml").read_text("utf-8")
    )
}
ERRORS = json.loads(corpus.data("named-errors.json").read_text("utf-8"))["errors"]
SAID = json.loads(corpus.data("phrases", "en.json").read_text("utf-8"))["said"]
PRAISE = re.compile(r"\b(?:right|good|well done|correct|great|defensible)\b", re.IGNORECASE)
ASKING = (
    "strange", "unused", "one-side", "prompt", "no-article", "quote-nowhere", "quote-altered",
    "quote-elsewhere", "against-bad", "words-few", "words-many", "few", "cite-bad",
)  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Any:
    use("en")
    yield
    use(None)


def written(one: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The question of a tried argument, and the answer that is given to it."""
    base = TRIED[one["to"]] if "to" in one else one
    reasoning = " ".join([base["reasoning"]] * base.get("repeats", 1))
    answer = {part: base[part] for part in ("claim", "evidence", "against") if part in base}
    return base["question"], {**answer, "reasoning": f"{reasoning} {one.get('adds', '')}".strip()}


def named(line: str) -> str:
    """The name of what is asked: the phrase's, or the named error's."""
    for error in ERRORS:
        if line == error["ask"]["en"]:
            return str(error["name"])
    for name in ASKING:
        parts = map(re.escape, re.split(r"\{\w+\}", SAID[f"argue-{name}"]))
        if re.fullmatch(".*".join(parts), line, re.DOTALL):
            return name
    return line


@pytest.mark.parametrize("name", TRIED)
def test_what_is_asked_back(name: str) -> None:
    one = TRIED[name]
    id, answer = written(one)
    verdict = judge(bank.question(id), answer)
    assert (verdict.status, verdict.score) == (one.get("status", "recorded"), None)
    lines = [line for line in verdict.details if line != say("argue-complete")]
    assert [named(line) for line in lines] == one["asked"]
    assert all("?" in line for line in lines)
    assert not PRAISE.search(f"{verdict.heading} {verdict.message} {' '.join(lines)}")


def test_there_are_arguments_of_each_sort() -> None:
    sorts = [one["sort"] for one in TRIED.values()]
    assert len(sorts) >= 25 and {sorts.count(sort) > 4 for sort in set(sorts)} == {True}


def argued() -> list[str]:
    units = [bank.unit(prefix) for prefix in bank.prefixes()]
    return [id for unit in units for id, one in unit.questions.items() if one.kind == "argue"]


@pytest.mark.parametrize("error", ERRORS, ids=[one["name"] for one in ERRORS])
def test_a_named_error_is_well_written(error: dict[str, Any]) -> None:
    assert set(error["ask"]) == {"en", "ja"} and error["ask"]["en"].endswith("?")
    assert all(re.compile(part) for part in error["find"])
