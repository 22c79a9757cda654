"""``data/provisions.yaml`` becomes ``built/provisions.json``: the documents by topic.

The repository holds no full text. A quotation is checked against its paragraph's fingerprint: its
words must stand there, in this order, without a gap.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from pydantic import Field

from alliance import paths
from alliance.build.schema import Strict
from alliance.build.sources import as_json
from alliance.build.yamlfile import Authored
from alliance.words import codes, words

MOST_QUOTED = 70  # words of one provision
_QUOTED = re.compile("“([^”]+)”")


class Cell(Strict):
    """What one paragraph of a document says on a topic: paraphrase and operative words."""

    p: int
    says: str
    words: list[str] = Field(min_length=1)


class Topic(Strict):
    """A row of the comparison. A document without a cell is silent on the topic."""

    id: str = Field(pattern=r"^[a-z-]+$")
    title: str
    question: str
    topics: list[str] = Field(min_length=1)
    cells: dict[str, list[Cell]] = Field(min_length=1)
    finding: str
    facts: list[str]


class Draft(Strict):
    """Two wordings of one passage, each the evidence of a fact."""

    document: str
    p: int
    draft: str
    final: str
    finding: str


class Provisions(Strict):
    documents: list[str] = Field(min_length=2)
    topics: list[Topic] = Field(min_length=1)
    drafts: list[Draft]


def build_provisions(built: dict[Path, str]) -> dict[Path, str]:
    """The file to write, by path. ``built`` holds what the other builders are about to write.

    :class:`AuthorError` names the file, the line and the cure.
    """
    by_name = {path.name: text for path, text in built.items()}
    records = {one["id"]: one for one in json.loads(by_name["sources.json"])["sources"]}
    facts = {one["id"]: one for one in json.loads(by_name["facts.json"])["facts"]}
    authored = Authored(paths.data("provisions.yaml"))
    data = authored.parse(Provisions)
    topics: list[dict[str, Any]] = []
    for i, topic in enumerate(data.topics):
        at = ("topics", i)
        if any(one["id"] == topic.id for one in topics):
            raise authored.error(f"the id {topic.id} is used twice.", *at, "id")
        for fact in topic.facts:
            if fact not in facts:
                raise authored.error(f"facts.yaml has no {fact}.", *at, "facts")
        row = topic.model_dump(exclude={"cells"})
        row["cells"] = {
            name: [
                _cell(authored, records, name, cell, (*at, "cells", name, k))
                for k, cell in enumerate(topic.cells.get(name, ()))
            ]
            for name in data.documents
        }
        if unknown := set(topic.cells) - set(data.documents):
            raise authored.error(f"no such document: {', '.join(sorted(unknown))}.", *at, "cells")
        topics.append(row)
    _few_enough(authored, records, topics)
    drafts = [_draft(authored, i, one, records, facts) for i, one in enumerate(data.drafts)]
    return {
        paths.data("built", "provisions.json"): as_json(
            {"documents": data.documents, "topics": topics, "drafts": drafts}
        )
    }


def _cell(
    authored: Authored,
    records: dict[str, Any],
    name: str,
    cell: Cell,
    at: tuple[str | int, ...],
) -> dict[str, Any]:
    block = _block(authored, records, name, cell.p, at)
    for quotation in cell.words:
        if not _places(quotation, block):
            raise authored.error(
                f"“{quotation}” is not in paragraph {cell.p} of {name}; copy its words exactly.",
                *at,
                "words",
            )
    made = {**cell.model_dump(), "provision": block["provision"]}
    # Words that the digest quotes have been checked; others wait where the record says so.
    if block.get("wording_note"):
        made["unchecked"] = [one for one in cell.words if one not in block["digest"]]
    return made


def _block(
    authored: Authored, records: dict[str, Any], name: str, p: int, at: tuple[str | int, ...]
) -> dict[str, Any]:
    if name not in records:
        raise authored.error(f"there is no source {name}.", *at)
    blocks = records[name]["paragraphs"]
    if not 1 <= p <= len(blocks):
        raise authored.error(f"{name} has paragraphs 1 to {len(blocks)}.", *at)
    if not blocks[p - 1].get("provision"):
        raise authored.error(f"paragraph {p} of {name} belongs to no provision.", *at)
    return blocks[p - 1]


def _places(quotation: str, block: dict[str, Any]) -> range:
    """Which words of the paragraph the quotation takes, counted from 0; none if it isn't there."""
    said = codes(words(quotation))
    start = bytes.fromhex(block["fingerprint"]["codes"]).find(said)
    return range(start, start + len(said)) if start >= 0 else range(0)


def _few_enough(authored: Authored, records: dict[str, Any], topics: list[dict[str, Any]]) -> None:
    """Of one provision at most 70 words are quoted, by all rows and by the digest together."""
    taken: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for i, topic in enumerate(topics):
        for name, cells in topic["cells"].items():
            for cell in cells:
                block = records[name]["paragraphs"][cell["p"] - 1]
                held = taken[name, cell["provision"]]
                for quotation in (*cell["words"], *_QUOTED.findall(block["digest"])):
                    held.update((cell["p"], place) for place in _places(quotation, block))
                if len(held) > MOST_QUOTED:
                    raise authored.error(
                        f"this makes {len(held)} words that are quoted of {name} "
                        f"{cell['provision']}; at most {MOST_QUOTED}.",
                        *("topics", i, "cells", name),
                    )


def _draft(
    authored: Authored,
    i: int,
    one: Draft,
    records: dict[str, Any],
    facts: dict[str, Any],
) -> dict[str, Any]:
    block = _block(authored, records, one.document, one.p, ("drafts", i))
    found = {which: facts.get(getattr(one, which), {}) for which in ("draft", "final")}
    for which, fact in found.items():
        if "evidence" not in fact:
            raise authored.error("this fact has no evidence to quote.", "drafts", i, which)
    if not _places(found["final"]["evidence"], block):
        raise authored.error(f"the final words are not in {one.document} ¶{one.p}.", "drafts", i)
    return {
        "document": one.document,
        "provision": block["provision"],
        "p": one.p,
        "draft": found["draft"]["evidence"],
        "draft_date": found["draft"].get("date"),
        "final": found["final"]["evidence"],
        "finding": one.finding,
        "facts": [one.draft, one.final],
        "source": "; ".join(fact["source"] for fact in found.values()),
    }
