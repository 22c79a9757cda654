"""The question files: read, checked, sealed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.authoring.data import as_json
from alliance.authoring.schema import UnitFile
from alliance.authoring.yamlfile import Authored, AuthorError
from alliance.questions import compile
from alliance.questions import compile as core

_FILE = re.compile(r"(?P<unit>\d\d)-(?P<slug>[a-z0-9-]+)")


class AuthorErrors(AuthorError):
    """Several mistakes, in the order of files and lines."""

    def __init__(self, errors: Sequence[AuthorError]) -> None:
        first = errors[0]
        super().__init__(first.path, first.line, first.message)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


@dataclass(frozen=True, slots=True)
class Known:
    """What a question may give as evidence: paragraphs and provisions by source, facts by id."""

    sources: dict[str, tuple[int, frozenset[str]]]
    facts: frozenset[str]

    @classmethod
    def of(cls, built: dict[Path, str]) -> Known:
        """From the files that the other builders are about to write."""
        by_name = {path.name: text for path, text in built.items()}
        records = json.loads(by_name["sources.json"])["sources"]
        sources = {}
        for record in records:
            blocks = record["paragraphs"]
            provisions = frozenset(b["provision"] for b in blocks if b.get("provision"))
            sources[record["id"]] = (len(blocks), provisions)
        documents = json.loads(by_name["documents.json"])["documents"]
        for one in documents:  # a card that prints a treaty is cited as the treaty
            if not any("stands" in piece for piece in one["excerpt"]):
                sources[one["id"]] = (len(one["excerpt"]), frozenset())
        facts = json.loads(by_name["facts.json"])["facts"]
        return cls(sources, frozenset(fact["id"] for fact in facts))

    def fault(self, evidence: dict[str, Any]) -> str | None:
        """What is wrong with one line of evidence, or None."""
        if fact := evidence.get("fact"):
            return None if fact in self.facts else f"facts.yaml has no {fact}."
        source = evidence["source"]
        if source not in self.sources:
            return f"there is no source {source}; there are: {', '.join(self.sources)}."
        last, provisions = self.sources[source]
        p, provision = evidence.get("p"), evidence.get("provision")
        if p is not None and p > last:
            return f"{source} has no paragraph {p}; the last is {last}."
        if provision is not None and provision not in provisions:
            return f"{source} has no provision {provision}: {', '.join(sorted(provisions))}."
        return None


@dataclass(frozen=True, slots=True)
class AuthoredUnit:
    """A question file that has been found right. ``data`` is what the author wrote."""

    path: Path
    slug: str
    data: dict[str, Any]
    sealed: dict[str, Any]
    solution: dict[str, Any]

    @property
    def stem(self) -> str:
        """The name of its notebooks, "01-sources"."""
        return self.path.stem


def load(path: Path, known: Known | None = None) -> AuthoredUnit:
    """One question file, checked and compiled; :class:`AuthorErrors` lists all that is wrong."""
    authored = Authored(path)
    errors = authored.mistakes(UnitFile) or [*_names(authored), *_evidence(authored, known)]
    errors = errors or [
        authored.error(one.message, *one.path) for one in compile.problems(authored.data)
    ]
    if errors:
        raise AuthorErrors(sorted(errors, key=lambda error: error.line or 0))
    data = authored.data
    name = _FILE.fullmatch(path.stem)
    assert name is not None  # _names has seen to it
    return AuthoredUnit(path, name["slug"], data, core.compile_unit(data), core.solution_unit(data))


def load_all(files: Iterable[Path], known: Known | None = None) -> list[AuthoredUnit]:
    """The question files, in their order; all mistakes of all of them."""
    units: list[AuthoredUnit] = []
    errors: list[AuthorError] = []
    for path in files:
        try:
            units.append(load(path, known))
        except AuthorErrors as many:
            errors += many.errors
        except AuthorError as error:
            errors.append(error)
    if errors:
        raise AuthorErrors(errors)
    return units


def build_questions(units: Iterable[AuthoredUnit]) -> dict[Path, str]:
    """The files to write, by path: a sealed copy of each unit, a readable one beside its file."""
    built = {}
    for unit in units:
        name = f"{unit.data['prefix']}.json"
        built[corpus.data("questions", name)] = as_json(unit.sealed)
        built[unit.path.with_name(name)] = as_json(unit.solution)
    return built


def _names(authored: Authored) -> Iterator[AuthorError]:
    data = authored.data
    name = _FILE.fullmatch(authored.path.stem)
    if name is None or name["unit"] != data["unit"]:
        yield authored.error(
            f"name the file {data['unit']}-….yaml, in small letters: its unit is {data['unit']}.",
            "unit",
        )
    for i, question in enumerate(data["questions"]):
        wanted = f"{data['prefix']}.{i + 1}"
        if question["id"] != wanted:
            yield authored.error(
                f"this is question {i + 1} of the file; its id must be “{wanted}”, "
                f"not “{question['id']}”.",
                "questions",
                i,
                "id",
            )


def _evidence(authored: Authored, known: Known | None) -> Iterator[AuthorError]:
    if known is None:
        return
    for i, question in enumerate(authored.data["questions"]):
        for source in question.get("read", ()):
            if fault := known.fault({"source": source}):
                yield authored.error(f"question {question['id']}: {fault}", "questions", i, "read")
        for k, evidence in enumerate(question["evidence"]):
            if fault := known.fault(evidence):
                yield authored.error(
                    f"question {question['id']}: {fault}", "questions", i, "evidence", k
                )
