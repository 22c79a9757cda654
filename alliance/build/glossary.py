"""``data/glossary.yaml`` becomes ``built/glossary.json``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from alliance import paths
from alliance.build.schema import Strict
from alliance.build.sources import as_json
from alliance.build.yamlfile import Authored


class Term(Strict):
    """A word of the course: its kanji and reading where it is Japanese, what it means, and the
    facts and provisions on which the explanation rests."""

    term: str = Field(min_length=1)
    kanji: str | None = None
    reading: str | None = None
    gloss: str = Field(min_length=1)
    facts: Sequence[str] = ()


class Glossary(Strict):
    terms: list[Term] = Field(min_length=1)


def build_glossary() -> dict[Path, str]:
    """The file to write, by path; nothing while the course has no glossary."""
    path = paths.data("glossary.yaml")
    if not path.exists():
        return {}
    authored = Authored(path)
    terms = authored.parse(Glossary).terms
    seen: set[str] = set()
    for i, term in enumerate(terms):
        if term.term.casefold() in seen:
            raise authored.error(f"“{term.term}” is explained twice.", "terms", i)
        seen.add(term.term.casefold())
    rows = [term.model_dump(exclude_none=True, exclude={"facts"}) for term in terms]
    return {paths.data("built", "glossary.json"): as_json({"terms": rows})}
