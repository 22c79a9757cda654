"""Authors' text files become built data: sources, fingerprints, facts, glossary, provisions."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, RootModel

from alliance import corpus
from alliance.authoring.schema import (
    AnnotationRow,
    DocumentFile,
    SourceFile,
    Stands,
    Strict,
    Text,
)
from alliance.authoring.yamlfile import Authored
from alliance.text import Anchor, Fingerprint, codes, plain, words

# Fingerprints of texts that the repository may not hold: made once, on a machine that has the full
# texts, and stored; everybody else builds the course from that file.

Stored = dict[str, Any]


def key(row: AnnotationRow, nth: int) -> str:
    """The name of an annotation's anchor in the stored file."""
    return f"{row.p}|{row.full}|{nth}"


def numbered(rows: list[AnnotationRow]) -> list[tuple[AnnotationRow, int, int]]:
    """Each row with the occurrence that it means in the full text and in the digest.

    The k-th row of one layer with the same words means their k-th occurrence in the paragraph,
    unless the row says otherwise.
    """
    seen: dict[tuple[Any, ...], int] = {}
    found = []
    for row in rows:
        nth = []
        for side, said in (("full", row.full_nth), ("digest", row.digest_nth)):
            mark = (side, row.p, row.layer, getattr(row, side))
            seen[mark] = said or seen.get(mark, 0) + 1
            nth.append(seen[mark])
        found.append((row, nth[0], nth[1]))
    return found


def paragraphs_of(source: SourceFile, text: str) -> list[str] | None:
    """The paragraphs of a full text: the lines that start as the file says, in that order."""
    lines = iter(text.splitlines())
    found = []
    for block in source.paragraphs:
        starts = plain(block.starts)
        line = next((line for line in lines if plain(line).strip().startswith(starts)), None)
        if line is None:
            return None
        found.append(line.strip())
    return found


def full_texts(folders: Iterable[Path]) -> list[str]:
    files = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return [path.read_text("utf-8-sig") for path in files]


def make(authored: Authored, source: SourceFile, texts: list[str]) -> Stored:
    """The fingerprints of one source; ``AuthorError`` where its file does not fit its text."""
    candidates = (paragraphs_of(source, text) for text in texts)
    paragraphs = next((found for found in candidates if found), None)
    if paragraphs is None:
        raise authored.error(
            "no full text has all these paragraphs; check each “starts”.", "paragraphs"
        )
    anchors = {}
    for i, (row, nth, _) in enumerate(numbered(source.annotations)):
        anchor = Anchor.spelled(row.full, paragraphs[row.p - 1], nth)
        if anchor is None:
            raise authored.error(
                f"“{row.full}” is not in paragraph {row.p} of the full text.", "annotations", i
            )
        anchors[key(row, nth)] = list(dataclasses.astuple(anchor))
    prints = [dataclasses.asdict(Fingerprint.of(paragraph)) for paragraph in paragraphs]
    return {"paragraphs": prints, "anchors": anchors}


# ``data/sources/*.yaml`` and the fingerprints become ``built/sources.json`` and
# ``built/annotations.json``.


FINGERPRINTS = corpus.data("fingerprints.json")


def as_json(data: object) -> str:
    """JSON as the repository keeps it: one form only, so that a rebuild changes nothing."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _compile(authored: Authored, source: SourceFile, stored: dict[str, Any]) -> tuple[dict, list]:
    only_here: Any = {"paragraphs": True, "annotations": True, "order": True, "rights": {"origin"}}
    record = source.model_dump(exclude=only_here, exclude_none=True)
    if len(stored.get("paragraphs", ())) != len(source.paragraphs):
        raise authored.error("its fingerprints are out of date; build with --full-texts.")
    record["paragraphs"] = [
        {**block.model_dump(exclude={"starts"}, exclude_none=True), "fingerprint": print_}
        for block, print_ in zip(source.paragraphs, stored["paragraphs"], strict=True)
    ]
    rows = []
    for i, (row, nth, digest_nth) in enumerate(numbered(source.annotations)):
        digest = source.paragraphs[row.p - 1].digest
        in_digest = Anchor.spelled(row.digest, digest, digest_nth)
        in_full = stored["anchors"].get(key(row, nth))
        if in_digest is None:
            raise authored.error(
                f"“{row.digest}” is not in the digest of paragraph {row.p}.", "annotations", i
            )
        if in_full is None:
            raise authored.error("no fingerprint yet; build with --full-texts.", "annotations", i)
        built = {"p": row.p, "layer": row.layer, "full": in_full}
        built["digest"] = list(dataclasses.astuple(in_digest))
        if row.value is not None:
            built["value"] = row.value
        if detail := row.detail():
            built["detail"] = detail
        rows.append(built)
    return record, rows


def sources_in_order() -> list[tuple[Authored, SourceFile]]:
    """Every source file, in the order in which readers meet them: articles, then documents."""
    found = []
    for path in sorted(corpus.data("sources").glob("*.yaml")):
        authored = Authored(path)
        source = authored.parse(SourceFile)
        if source.id != path.stem:
            raise authored.error(f"the id must be the file's name, “{path.stem}”.", "id")
        found.append((authored, source))
    return sorted(found, key=lambda one: (corpus.KINDS.index(one[1].kind), one[1].order))


def build_sources(folders: list[Path] | None = None) -> dict[Path, str]:
    """The files to write, by path; with ``folders`` of full texts, new fingerprints too."""
    texts = full_texts(folders) if folders else []
    stored = json.loads(FINGERPRINTS.read_text("utf-8")) if FINGERPRINTS.exists() else {}
    records, annotations = [], {}
    for authored, source in sources_in_order():
        id = source.id
        # A text that was fingerprinted once need not be at hand when another one is added.
        if texts and (id not in stored or any(paragraphs_of(source, text) for text in texts)):
            stored[id] = make(authored, source, texts)
        record, annotations[id] = _compile(authored, source, stored.get(id, {}))
        records.append(record)
    built = {
        corpus.data("built", "sources.json"): as_json({"sources": records}),
        corpus.data("built", "annotations.json"): as_json(annotations),
    }
    if texts:
        built[FINGERPRINTS] = as_json({id: stored[id] for id in sorted(annotations)})
    return built


# ``data/facts.yaml`` and ``data/contradictions.yaml`` become JSON in ``data/built/``.


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
    topics: list[str] = []
    kind: Literal["event", "figure", "text", "judgement", "poll", "mistake"] | None = None
    short: Label | None = None
    statement: str
    value: Text | None = None
    unit: str | None = None
    date: Annotated[Text, AfterValidator(_date)] | None = None
    status: Literal["verified", "derived"]
    weak: bool = False
    source: str
    read_in: str | None = None
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
    facts_file = Authored(corpus.data("facts.yaml"))
    facts = facts_file.parse(Facts).root
    _unique(facts_file, [fact.id for fact in facts])
    sides_file = Authored(corpus.data("contradictions.yaml"))
    contradictions = sides_file.parse(Contradictions).root
    _unique(sides_file, [one.id for one in contradictions])
    known = {fact.id for fact in facts}
    documents = {path.stem for path in corpus.data("sources").glob("*.yaml")}
    for i, one in enumerate(contradictions):
        for id in one.facts:
            if id not in known and id.partition(" ")[0] not in documents:
                raise sides_file.error(f"facts.yaml has no {id}.", i, "facts")
    return {
        corpus.data("built", "facts.json"): as_json(
            {"facts": [fact.model_dump(exclude_none=True, exclude_defaults=True) for fact in facts]}
        ),
        corpus.data("built", "contradictions.json"): as_json(
            {"contradictions": [one.model_dump() for one in contradictions]}
        ),
    }


# ``data/documents/*.yaml`` become ``built/documents.json``: the period documents.


def documents_in_order() -> list[tuple[Authored, DocumentFile]]:
    """Every document file, in the order in which the lessons use them, then of time."""
    found = []
    for path in sorted(corpus.data("documents").glob("*.yaml")):
        authored = Authored(path)
        document = authored.parse(DocumentFile)
        if document.id != path.stem:
            raise authored.error(f"the id must be the file's name, “{path.stem}”.", "id")
        found.append((authored, document))
    return sorted(found, key=lambda one: (one[1].lessons[0], one[1].date, one[1].id))


def build_documents(built: dict[Path, str]) -> dict[Path, str]:
    """The file to write, by path. ``built`` holds the facts and the sources about to be written.

    :class:`AuthorError` names the file, the line and the cure.
    """
    by_name = {path.name: text for path, text in built.items()}
    records = {one["id"]: one for one in json.loads(by_name["sources.json"])["sources"]}
    facts = {one["id"] for one in json.loads(by_name["facts.json"])["facts"]}
    rows = []
    for authored, document in documents_in_order():
        for i, id in enumerate(document.facts):
            if id not in facts:
                raise authored.error(f"facts.yaml has no {id}.", "facts", i)
        for i, piece in enumerate(document.excerpt):
            if (stands := piece.stands) and not _there(records, stands):
                fault = f"{stands.source} ¶{stands.p} is no part of {stands.provision}."
                raise authored.error(fault, "excerpt", i)
        rows.append({**document.model_dump(exclude_none=True), "words": document.words})
    return {corpus.data("built", "documents.json"): as_json({"documents": rows})}


def _there(records: dict[str, Any], stands: Stands) -> bool:
    blocks = records.get(stands.source, {}).get("paragraphs", ())
    return any((one["n"], one.get("provision")) == (stands.p, stands.provision) for one in blocks)


# ``data/glossary.yaml`` becomes ``built/glossary.json``.


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
    path = corpus.data("glossary.yaml")
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
    return {corpus.data("built", "glossary.json"): as_json({"terms": rows})}


# ``data/provisions.yaml`` becomes ``built/provisions.json``: the documents by topic.
#
# The repository holds no full text. A quotation is checked against its paragraph's fingerprint: its
# words must stand there, in this order, without a gap.


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
    authored = Authored(corpus.data("provisions.yaml"))
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
        corpus.data("built", "provisions.json"): as_json(
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
