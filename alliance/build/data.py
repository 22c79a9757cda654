"""``data/facts.yaml`` and ``data/contradictions.yaml`` become JSON in ``data/built/``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, RootModel

from alliance import paths
from alliance.build.schema import Strict, Text
from alliance.build.sources import as_json
from alliance.build.yamlfile import Authored

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_YEARS = re.compile(r"FY\d{4}(-\d{4})?")
_SEPARATE = re.compile(r" / ")
EVIDENCE_WORDS = 25


def _date(text: str) -> str:
    for part in _SEPARATE.split(text):
        if not (_DAY.fullmatch(part) or _YEARS.fullmatch(part)):
            raise ValueError(f"“{part}” is no date; write 1960-01-19, 1987-01, 1957 or FY1978.")
    return text


def _event_date(text: str) -> str:
    if not (_DAY.fullmatch(text) or re.fullmatch(r"FY\d{4}", text)):
        raise ValueError(f"“{text}” is no date; write 1960-01-19, 1987-01, 1957 or FY1978.")
    return text


def _quotable(text: str) -> str:
    if (count := len(text.split())) > EVIDENCE_WORDS:
        raise ValueError(f"{count} words; a quotation has at most {EVIDENCE_WORDS}.")
    return text


Label = Annotated[str, Field(max_length=60)]


class Event(Strict):
    """One line of the timeline; ``key`` puts it on the short one too."""

    date: Annotated[Text, AfterValidator(_event_date)]
    event: str
    short: Label
    kind: Literal["treaty", "politics", "protest", "statement", "money", "military"]
    key: bool = False


class Fact(Strict):
    """One fact. What is not verified is not in the file, so there is no status for it."""

    id: str = Field(pattern=r"^[a-z]+\d*-\d+$")
    topic: str
    topics: list[str] = Field(min_length=1)
    kind: Literal["event", "figure", "text", "judgement", "poll", "mistake"]
    short: Label
    statement: str
    value: Text | None = None
    unit: str | None = None
    date: Annotated[Text, AfterValidator(_date)] | None = None
    status: Literal["verified", "derived"]
    source: str
    evidence: Annotated[str, AfterValidator(_quotable)] | None = None
    note: str | None = None
    events: list[Event] = []


class Side(Strict):
    says: str
    articles: list[str] = Field(min_length=1)
    claims: list[Text] = []


class Contradiction(Strict):
    id: str
    topic: str
    topics: list[str]
    sides: list[Side] = Field(min_length=2)
    settled_by: str
    facts: list[str]


class Facts(RootModel[list[Fact]]):
    pass


class Contradictions(RootModel[list[Contradiction]]):
    pass


def _unique(authored: Authored, ids: list[str]) -> None:
    for i, id in enumerate(ids):
        if id in ids[:i]:
            raise authored.error(f"the id {id} is used twice.", i, "id")


def build_facts() -> dict[Path, str]:
    """The files to write, by path. :class:`AuthorError` names the file, the line and the cure."""
    facts_file = Authored(paths.data("facts.yaml"))
    facts = facts_file.parse(Facts).root
    _unique(facts_file, [fact.id for fact in facts])
    sides_file = Authored(paths.data("contradictions.yaml"))
    contradictions = sides_file.parse(Contradictions).root
    _unique(sides_file, [one.id for one in contradictions])
    known = {fact.id for fact in facts}
    for i, one in enumerate(contradictions):
        for id in one.facts:
            if id not in known and not id.startswith(("treaty-", "notes-")):
                raise sides_file.error(f"facts.yaml has no {id}.", i, "facts")
    return {
        paths.data("built", "facts.json"): as_json(
            {"facts": [fact.model_dump(exclude_none=True, exclude_defaults=True) for fact in facts]}
        ),
        paths.data("built", "contradictions.json"): as_json(
            {"contradictions": [one.model_dump() for one in contradictions]}
        ),
    }
