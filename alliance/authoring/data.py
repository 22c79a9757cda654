"""Authors' text files become built data: sources, fingerprints, facts, glossary, provisions."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    ValidationInfo,
    model_validator,
)

from alliance import corpus
from alliance.authoring import yamlfile
from alliance.authoring.yamlfile import Authored, AuthoredTable, Strict, Text, told, yaml_files
from alliance.corpus import KINDS, verdicts
from alliance.layers import LAYERS
from alliance.text import Anchor, Fingerprint, codes, plain, words

# What an author may name. Where a file is read with what is ``Known``, a slip in a name is told.


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """The sources, each as the provisions of its paragraphs, the facts and the claims, by id."""

    sources: dict[str, list[str | None]]
    facts: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()

    @classmethod
    def of(cls, made: dict[Path, str]) -> Known:
        """From the files that the builders are about to write, as far as they have come."""
        held, sources = contents(made), {}
        records = held.get("sources", {}).get("sources", ())
        for one in records:
            sources[one["id"]] = [block.get("provision") for block in one["paragraphs"]]
        for one in held.get("documents", {}).get("documents", ()):
            # A card that prints a treaty is cited as the treaty.
            if not any("stands" in piece for piece in one["excerpt"]):
                sources[one["id"]] = [None] * len(one["excerpt"])
        claims = (claim["id"] for one in records for claim in one.get("claims", ()))
        facts = (fact["id"] for fact in held["facts"]["facts"])
        return cls(sources, frozenset(facts), frozenset(claims))

    def place(self, source: str, p: int | None = None, provision: str | None = None) -> None:
        """``ValueError`` where there is no such place."""
        if source not in self.sources:
            if (corpus.texts() / f"{source}.json").is_file():
                raise ValueError(told("only-here", id=source))
            raise ValueError(f"there is no source {source}; there are: {', '.join(self.sources)}.")
        blocks = self.sources[source]
        if p is not None and p > len(blocks):
            raise ValueError(f"{source} has no paragraph {p}; the last is {len(blocks)}.")
        if provision is None:
            return
        if provision not in blocks:
            there = ", ".join(sorted(filter(None, set(blocks)))) or "it has none"
            raise ValueError(f"{source} has no provision {provision}: {there}.")
        if p is not None and blocks[p - 1] != provision:
            raise ValueError(f"{source} ¶{p} is no part of {provision}.")

    def fact(self, id: str) -> None:
        """``ValueError`` where there is no such fact."""
        if id not in self.facts:
            raise ValueError(f"facts.yaml has no {id}.")

    def ground(self, code: str) -> None:
        """The same of what a statement rests on: a fact, a source, or a provision of one."""
        source, _, provision = code.partition(" ")
        if source in self.sources:
            self.place(source, provision=provision or None)
        else:
            self.fact(code)

    def claim(self, id: str) -> None:
        """``ValueError`` where there is no such claim."""
        if id not in self.claims:
            raise ValueError(f"no source has a claim {id}.")


def named(look_up: Callable[[Known, str], None]) -> AfterValidator:
    """A name that is looked up in what is known, where anything is."""

    def check(name: str, info: ValidationInfo) -> str:
        if info.context:
            look_up(info.context, name)
        return name

    return AfterValidator(check)


SourceId = Annotated[str, named(Known.place)]
FactId = Annotated[str, named(Known.fact)]
Ground = Annotated[str, named(Known.ground)]
ClaimId = Annotated[Text, named(Known.claim)]


def fitting(pattern: str, advice: str) -> AfterValidator:
    """A text that the whole of ``pattern`` describes; else ``advice``, whose gap gets the text."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(advice.format(text))
        return text

    return AfterValidator(check)


def one_of(what: str, there: Callable[[], Iterable[str]]) -> AfterValidator:
    """A name that is ``there``; what there is, is looked up when the name is read."""

    def check(name: str) -> str:
        if name not in (known := there()):
            raise ValueError(f"there is no {what} {name}; there are: {', '.join(known)}.")
        return name

    return AfterValidator(check)


def _lessons() -> list[str]:
    """The numbers of the lessons, by their texts; any, where none has been written yet."""
    texts = (corpus.data().parent.parent / "notebooks" / "text").glob("[0-9][0-9]-*.md")
    return sorted(path.name[:2] for path in texts) or [f"{n:02}" for n in range(100)]


LessonNumber = Annotated[str, one_of("lesson", _lessons)]
CourseTopic = Annotated[str, one_of("topic", corpus.topics)]

_DAYS = r"0[1-9]|[12]\d|(?<!02-)30|(?<=0[13578]-|1[02]-)31"
_DAY = rf"\d{{4}}(-(0[1-9]|1[0-2])(-({_DAYS}))?)?"
Day = Annotated[Text, fitting(_DAY, "“{}” is no date; write 1960-01-19, 1987-01 or 1957.")]


# What a source file may hold. Each model is one part of ``alliance/data/sources/<id>.yaml``.


class DocumentRights(Strict):
    holder: str
    text: str


class SourceRights(DocumentRights):
    edition: str
    origin: str = Field(min_length=1)  # where a reader gets the full text; for RIGHTS.md


class ParagraphRow(Strict):
    n: int
    kind: Literal["text", "heading", "caption", "credit", "signature"] = "text"
    provision: str | None = None
    starts: str = Field(min_length=1)
    digest: str = Field(min_length=1)
    wording_note: str | None = None


class AnnotationRow(Strict):
    p: int
    layer: Literal[tuple(LAYERS)]  # type: ignore[valid-type]
    full: Text = Field(min_length=1)
    digest: Text = Field(min_length=1)
    value: Text | None = None
    full_nth: int | None = None
    digest_nth: int | None = None
    speaker: str | None = None
    unit: str | None = None
    article: Text | None = None
    resolved: Day | None = None

    @model_validator(mode="after")
    def _valued(self, info: ValidationInfo) -> AnnotationRow:
        meant, value = LAYERS[self.layer], self.value or ""
        known: Known | None = info.context
        told_of = known is None or value in known.sources or re.fullmatch(meant.form, value)
        if value and meant.form and not told_of:
            fault = told("other-value", said=value, layer=self.layer, such=meant.such)
            raise ValueError(fault, "value")
        return self


class Claim(Strict):
    id: Text
    p: int | None = None
    claim: str
    verdict: Literal[tuple(verdicts())]  # type: ignore[valid-type]
    qualifier: str | None = None
    evidence: str
    facts: list[Ground] = []
    topics: list[CourseTopic] = []


class SourceFile(Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: Literal[KINDS]  # type: ignore[valid-type]
    # Its place among those of its kind, as readers meet them; without one it comes last.
    order: int = 99
    title: str
    outlet: str | None = None
    author: str | None = None
    author_note: str | None = None
    date: Day | None = None
    date_note: str | None = None
    note: str | None = None
    rights: SourceRights
    speakers: list[str] = []
    silences: list[str] = []
    paragraphs: list[ParagraphRow]
    annotations: list[AnnotationRow] = []
    claims: list[Claim] = []

    @model_validator(mode="after")
    def _counted(self) -> SourceFile:
        last = len(self.paragraphs)
        if [block.n for block in self.paragraphs] != [*range(1, last + 1)]:
            raise ValueError(told("count-paragraphs", last=last), "paragraphs")
        for name in ("annotations", "claims"):
            for i, row in enumerate(getattr(self, name)):
                if row.p is not None and not 1 <= row.p <= last:
                    raise ValueError(told("no-paragraph", p=row.p, last=last), name, i, "p")
        return self


# What a period document may hold: ``alliance/data/documents/<id>.yaml``.


_CUT = "[…]"
LONGEST = 120  # words of one document's excerpt; of a Japanese one, in our translation


class Stands(Strict):
    """The paragraph of a treaty that a card prints: to cite the card is to cite the treaty."""

    source: str
    p: int = Field(ge=1)
    provision: str

    @model_validator(mode="after")
    def _is_there(self, info: ValidationInfo) -> Stands:
        if info.context:
            info.context.place(self.source, self.p, self.provision)
        return self


class Piece(Strict):
    """A run of a document's own words; what is cut inside it is marked “[…]”."""

    text: str = Field(min_length=1)
    label: str | None = None
    language: Literal["en", "ja"] = "en"
    translation: str | None = None
    stands: Stands | None = None

    @model_validator(mode="after")
    def _translated(self) -> Piece:
        if (self.language == "ja") != (self.translation is not None):
            raise ValueError("a Japanese piece needs “translation: …”, an English one none.")
        return self

    @property
    def counted(self) -> int:
        """Its words as a reader of English meets them, without the marks of a cut."""
        return len((self.translation or self.text).replace(_CUT, " ").split())


class Scaffold(Strict):
    """A question below the card: source, context, close reading or corroborate."""

    label: Literal["S", "C", "R", "K"]
    prompt: str = Field(min_length=1)


class DocumentFile(Strict):
    id: str = Field(pattern=r"^doc-[a-z0-9-]+$")
    kind: str = Field(min_length=1)
    title: str
    made_by: str
    made_for: str
    date: Day
    date_note: str | None = None
    citation: str
    read_in: str
    excerpt: list[Piece] = Field(min_length=1)
    cuts: str
    paraphrase: str | None = None
    rights: DocumentRights
    head_note: list[str] = Field(min_length=3, max_length=3)
    cannot_tell: str
    caution: str | None = None
    facts: list[FactId] = Field(min_length=1)
    lessons: list[LessonNumber] = Field(min_length=1)
    # What a lesson calls it: {"06": B} is its Document B.
    letters: dict[str, Annotated[str, Field(pattern="^[A-Z]$")]] = {}
    questions: list[Scaffold] = Field(min_length=3, max_length=5)

    @property
    def words(self) -> int:
        return sum(piece.counted for piece in self.excerpt)

    @model_validator(mode="after")
    def _short(self) -> DocumentFile:
        if self.words > LONGEST:
            raise ValueError(f"{self.words} words; an excerpt has at most {LONGEST}.", "excerpt")
        if lost := set(self.letters) - set(self.lessons):
            raise ValueError(
                f"it has a letter in {', '.join(lost)}, and is not used there.", "letters"
            )
        return self


# Fingerprints of texts that the repository may not hold: made once, on a machine that has the full
# texts, and stored; everybody else builds the course from that file.


def numbered(rows: list[AnnotationRow]) -> list[tuple[AnnotationRow, str, int, int]]:
    """Each row with the name of its anchor in the stored file, and the occurrence that it means in
    the full text and in the digest.

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
        found.append((row, f"{row.p}|{row.full}|{nth[0]}", nth[0], nth[1]))
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


def fingerprinted(authored: Authored, source: SourceFile, texts: list[str]) -> dict[str, Any]:
    """The fingerprints of one source; ``AuthorError`` where its file does not fit its text."""
    candidates = (paragraphs_of(source, text) for text in texts)
    paragraphs = next(filter(None, candidates), None)
    if paragraphs is None:
        raise authored.error(told("no-full-text"), "paragraphs")
    anchors = {}
    for i, (row, key, nth, _) in enumerate(numbered(source.annotations)):
        anchor = Anchor.spelled(row.full, paragraphs[row.p - 1], nth)
        if anchor is None:
            raise authored.error(told("not-in-text", said=row.full, p=row.p), "annotations", i)
        anchors[key] = list(dataclasses.astuple(anchor))
    prints = [dataclasses.asdict(Fingerprint.of(paragraph)) for paragraph in paragraphs]
    return {"paragraphs": prints, "anchors": anchors}


# ``data/sources/*.yaml`` and the fingerprints become ``built/sources.json`` and
# ``built/annotations.json``.


FINGERPRINTS = corpus.data("fingerprints.json")


def as_json(data: object) -> str:
    """JSON as the repository keeps it: one form only, so that a rebuild changes nothing."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def built(name: str, data: object) -> dict[Path, str]:
    """A built file and what it is to hold."""
    return {corpus.data("built", f"{name}.json"): as_json(data)}


def contents(made: dict[Path, str]) -> dict[str, Any]:
    """What such files hold, by their names."""
    return {path.stem: json.loads(text) for path, text in made.items()}


_DETAIL = {"speaker", "unit", "article", "resolved"}


def _compile(authored: Authored, source: SourceFile, stored: dict[str, Any]) -> tuple[dict, list]:
    only_here: Any = {"paragraphs": True, "annotations": True, "order": True, "rights": {"origin"}}
    record = source.model_dump(exclude=only_here, exclude_none=True)
    if len(stored.get("paragraphs", ())) != len(source.paragraphs):
        raise authored.error("its fingerprints are out of date; build with --full-texts.")
    record["paragraphs"] = [
        {**block.model_dump(exclude={"starts"}, exclude_none=True), "fingerprint": print_}
        for block, print_ in zip(source.paragraphs, stored["paragraphs"], strict=True)
    ]
    rows, claims = [], {claim.id for claim in source.claims}
    for i, (row, key, _, nth) in enumerate(numbered(source.annotations)):
        if row.layer == "claim" and row.value not in claims:
            raise authored.error(f"there is no claim {row.value} here.", "annotations", i)
        if row.speaker and row.speaker not in source.speakers:
            raise authored.error(told("no-speaker", said=row.speaker), "annotations", i)
        in_digest = Anchor.spelled(row.digest, source.paragraphs[row.p - 1].digest, nth)
        if in_digest is None:
            raise authored.error(told("not-in-digest", said=row.digest, p=row.p), "annotations", i)
        if key not in stored["anchors"]:
            raise authored.error("no fingerprint yet; build with --full-texts.", "annotations", i)
        mark = {"p": row.p, "layer": row.layer, "full": stored["anchors"][key]}
        mark["digest"] = list(dataclasses.astuple(in_digest))
        mark |= row.model_dump(include={"value"}, exclude_none=True)
        if detail := row.model_dump(include=_DETAIL, exclude_none=True):
            mark["detail"] = detail
        rows.append(mark)
    return record, rows


def _in_order(
    folder: str, form: Any, order: Callable[[Any], Any], known: Known | None = None
) -> list[tuple[Authored, Any]]:
    """The files of a folder, read; each is named after its id."""
    found = []
    for path in yaml_files(corpus.data(folder)):
        authored = Authored(path)
        one = authored.parse(form, known)
        if one.id != path.stem:
            raise authored.error(f"the id must be the file's name, “{path.stem}”.", "id")
        found.append((authored, one))
    return sorted(found, key=lambda pair: order(pair[1]))


def sources_in_order() -> list[tuple[Authored, SourceFile]]:
    """Every source file, in the order in which readers meet them: articles, then documents."""
    return _in_order("sources", SourceFile, lambda one: (KINDS.index(one.kind), one.order))


def build_sources(made: dict[Path, str], folders: Iterable[Path] = ()) -> dict[Path, str]:
    """The files to write, by path; with ``folders`` of full texts, new fingerprints too. ``made``
    holds the facts."""
    texts = [yamlfile.read(path) for folder in folders for path in sorted(folder.glob("*.txt"))]
    stored = json.loads(FINGERPRINTS.read_text("utf-8")) if FINGERPRINTS.exists() else {}
    records, annotations, ordered = [], {}, sources_in_order()
    blocks = {one.id: [block.provision for block in one.paragraphs] for _, one in ordered}
    known = dataclasses.replace(Known.of(made), sources=blocks)
    _once(
        (authored, claim.id, ("claims", i))
        for authored, one in ordered
        for i, claim in enumerate(one.claims)
    )
    for authored, source in ordered:
        authored.parse(SourceFile, known)  # a claim may name a provision of another source
        id = source.id
        # A text that was fingerprinted once need not be at hand when another one is added.
        if texts and (id not in stored or any(paragraphs_of(source, text) for text in texts)):
            stored[id] = fingerprinted(authored, source, texts)
        record, annotations[id] = _compile(authored, source, stored.get(id, {}))
        records.append(record)
    wanted = built("sources", {"sources": records}) | built("annotations", annotations)
    if texts:
        wanted[FINGERPRINTS] = as_json({id: stored[id] for id in sorted(annotations)})
    return wanted


def build(full_texts: Iterable[Path] = ()) -> dict[Path, str]:
    """All of ``data/built/``, by path: what names a part of another file is made after it.

    :class:`AuthorError` names the file, the line and the cure.
    """
    made = build_facts()
    check_tables(Known.of(made))
    made |= build_sources(made, full_texts)
    for step in (build_contradictions, build_provisions, build_documents, build_glossary):
        made |= step(made)
    return made


# ``data/facts.yaml`` and ``data/contradictions.yaml`` become JSON in ``data/built/``.


_NO_DATE = "“{}” is no date; write 1960-01-19, 1987-01, 1957 or FY1978."
_EVENT = rf"{_DAY}|FY\d{{4}}"
_DATE = rf"({_DAY}|FY\d{{4}}(-\d{{4}})?)"
EVIDENCE_WORDS = 25


def _quotable(text: str) -> str:
    if (count := len(text.split())) > EVIDENCE_WORDS:
        raise ValueError(f"{count} words; a quotation has at most {EVIDENCE_WORDS}.")
    return text


Label = Annotated[str, Field(max_length=60)]


class Event(Strict):
    """One line of the timeline; ``key`` puts it on the short one too."""

    date: Annotated[Text, fitting(_EVENT, _NO_DATE)]
    event: str
    short: Label
    kind: Literal["treaty", "politics", "protest", "statement", "money", "military"]
    key: bool = False


class Fact(Strict):
    """One fact. What is not verified is not in the file, so there is no status for it."""

    id: str = Field(pattern=r"^[a-z]+\d*-\d+$")
    topic: Literal[tuple(corpus.fact_topics())]  # type: ignore[valid-type]
    topics: list[CourseTopic] = []
    kind: Literal["event", "figure", "text", "judgement", "poll", "mistake"] | None = None
    short: Label | None = None
    statement: str
    value: Text | None = None
    unit: str | None = None
    date: Annotated[Text, fitting(rf"{_DATE}( / {_DATE})*", _NO_DATE)] | None = None
    status: Literal["verified", "derived"]
    weak: bool = False
    source: str
    cited: str | None = None
    read_in: str | None = None
    evidence: Annotated[str, AfterValidator(_quotable)] | None = None
    note: str | None = None
    events: list[Event] = []


class Side(Strict):
    says: str
    articles: list[SourceId] = Field(min_length=1)
    claims: list[ClaimId] = []


class Contradiction(Strict):
    id: str
    topic: str
    topics: list[CourseTopic]
    sides: list[Side] = Field(min_length=2)
    settled_by: str
    facts: list[Ground]


def _once(named: Iterable[tuple[Authored, str, Any]]) -> None:
    """:class:`AuthorError` at the second part that has the name of another: each with its file,
    its name and where it stands in the file."""
    there: set[str] = set()
    for authored, name, where in named:
        if name.casefold() in there:
            raise authored.error(f"“{name}” is used twice.", *where)
        there.add(name.casefold())


def build_facts() -> dict[Path, str]:
    """The file to write, by path. :class:`AuthorError` names the file, the line and the cure."""
    authored = Authored(corpus.data("facts.yaml"))
    facts = authored.parse(list[Fact])
    _once((authored, fact.id, (i,)) for i, fact in enumerate(facts))
    rows = [fact.model_dump(exclude_none=True, exclude_defaults=True) for fact in facts]
    return built("facts", {"facts": rows})


def build_contradictions(made: dict[Path, str]) -> dict[Path, str]:
    """The file to write, by path. ``made`` holds the facts and the sources about to be written."""
    authored = Authored(corpus.data("contradictions.yaml"))
    found = authored.parse(list[Contradiction], Known.of(made))
    _once((authored, one.id, (i,)) for i, one in enumerate(found))
    return built("contradictions", {"contradictions": [one.model_dump() for one in found]})


# ``data/*.csv``, the tables, are read as they stand: what they hold is looked through here.


def _series() -> list[str]:
    return [n for one in corpus.loaded("tables.json").values() for n in one.get("series", ())]


# A day, or two with a slash between; or nothing.
Days = Annotated[str, fitting(rf"({_DAY}(/{_DAY})?)?", _NO_DATE)]


class TableRow(BaseModel):
    """A row of a table, as far as tables have something in common."""

    source: str = Field(min_length=1)
    status: Literal["verified", "verified-weak", "derived"] = "verified"
    facts: Annotated[list[FactId], BeforeValidator(str.split)] = []
    series: Annotated[str, one_of("series", _series)] = ""
    period: Annotated[str, fitting(rf"{_DAY}|\d{{4}}-\d{{4}}", _NO_DATE)] = ""
    value: float = 0
    low: float = 0
    high: float = 0
    base: float = 0
    agreed: float = 0
    date: Days = ""
    fielded: Days = ""


def check_tables(known: Known) -> None:
    """:class:`AuthorError` at a row that could not be shown, or that names what is not there.

    known: the facts.
    """
    for path in sorted(corpus.data().glob("*.csv")):
        more = ["series", "period", "value", "unit", "basis"] if path.stem == "series" else []
        table = AuthoredTable(path, ["source", *more])
        table.parse(list[TableRow], known)
        units: dict[str, str] = {}
        for i, row in enumerate(table.data if more else ()):
            if (unit := units.setdefault(row["series"], row["unit"])) != row["unit"]:
                raise table.error(f"{row['series']} is counted in {unit}, not {row['unit']}.", i)
    figures = Authored(corpus.data("figures.json"))
    yamlfile.tell(
        figures.error(f"facts.yaml has no {id}.", name, "rows", i)
        for name, one in figures.data.items()
        if one.get("columns", [""])[-1] == "facts"
        for i, row in enumerate(one.get("rows", ()))
        for id in row[-1].split()
        if id not in known.facts
    )


# ``data/documents/*.yaml`` become ``built/documents.json``: the period documents.


def documents_in_order(known: Known | None = None) -> list[tuple[Authored, DocumentFile]]:
    """Every document file, in the order in which the lessons use them, then of time."""
    return _in_order(
        "documents", DocumentFile, lambda one: (one.lessons[0], one.date, one.id), known
    )


def build_documents(made: dict[Path, str]) -> dict[Path, str]:
    """The file to write, by path. ``made`` holds the facts and the sources about to be written.

    :class:`AuthorError` names the file, the line and the cure.
    """
    ordered = documents_in_order(Known.of(made))
    _once(
        (authored, f"Document {letter} of lesson {lesson}", ("letters", lesson))
        for authored, one in ordered
        for lesson, letter in one.letters.items()
    )
    rows = [{**one.model_dump(exclude_none=True), "words": one.words} for _, one in ordered]
    return built("documents", {"documents": rows})


# ``data/glossary.yaml`` becomes ``built/glossary.json``.


class Term(Strict):
    """A word of the course: its kanji and reading where it is Japanese, what it means, and the
    facts and provisions on which the explanation rests."""

    term: str = Field(min_length=1)
    kanji: str | None = None
    reading: str | None = None
    gloss: str = Field(min_length=1)
    facts: Sequence[Ground] = ()

    @model_validator(mode="after")
    def _read(self) -> Term:
        if self.kanji and not self.reading:
            raise ValueError(told("no-reading"), "kanji")
        return self


class Glossary(Strict):
    terms: list[Term] = Field(min_length=1)


def build_glossary(made: dict[Path, str]) -> dict[Path, str]:
    """The file to write, by path. ``made`` holds the facts and the sources about to be written."""
    authored = Authored(corpus.data("glossary.yaml"))
    terms = authored.parse(Glossary, Known.of(made)).terms
    _once((authored, term.term, ("terms", i)) for i, term in enumerate(terms))
    rows = [term.model_dump(exclude_none=True, exclude={"facts"}) for term in terms]
    return built("glossary", {"terms": rows})


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
    topics: list[CourseTopic] = Field(min_length=1)
    cells: dict[str, list[Cell]] = Field(min_length=1)
    finding: str
    facts: list[FactId]


class Draft(Strict):
    """Two wordings of one passage, each the evidence of a fact."""

    document: SourceId
    p: int
    draft: str
    final: str
    finding: str


class Provisions(Strict):
    documents: list[SourceId] = Field(min_length=2)
    topics: list[Topic] = Field(min_length=1)
    drafts: list[Draft]


def build_provisions(made: dict[Path, str]) -> dict[Path, str]:
    """The file to write, by path. ``made`` holds what the other builders are about to write.

    :class:`AuthorError` names the file, the line and the cure.
    """
    return built("provisions", _Comparison(made).made())


class _Comparison:
    """The provisions file, held against the sources and the facts that it names."""

    def __init__(self, made: dict[Path, str]) -> None:
        data = contents(made)
        self.records = {one["id"]: one for one in data["sources"]["sources"]}
        self.facts = {one["id"]: one for one in data["facts"]["facts"]}
        self.file = Authored(corpus.data("provisions.yaml"))
        self.given: Provisions = self.file.parse(Provisions, Known.of(made))
        self.quoted: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)

    def made(self) -> dict[str, Any]:
        """The comparison as data; every quotation in it is found, and none is too long."""
        given = self.given
        _once((self.file, topic.id, ("topics", i)) for i, topic in enumerate(given.topics))
        topics = [self.topic(topic, given.documents, i) for i, topic in enumerate(given.topics)]
        drafts = [self.draft(one, "drafts", i) for i, one in enumerate(given.drafts)]
        return {"documents": given.documents, "topics": topics, "drafts": drafts}

    def topic(self, topic: Topic, documents: list[str], i: int) -> dict[str, Any]:
        at = ("topics", i)
        if unknown := set(topic.cells) - set(documents):
            raise self.file.error(f"no such document: {', '.join(sorted(unknown))}.", *at, "cells")
        cells: dict[str, Any] = {name: [] for name in documents}
        for name, says in topic.cells.items():
            cells[name] = [
                self.cell(name, one, *at, "cells", name, k) for k, one in enumerate(says)
            ]
        return {**topic.model_dump(exclude={"cells"}), "cells": cells}

    def cell(self, name: str, cell: Cell, *at: str | int) -> dict[str, Any]:
        block = self.block(name, cell.p, *at)
        for quotation in cell.words:
            if not _places(quotation, block):
                fault = told("misquoted", said=quotation, p=cell.p, name=name)
                raise self.file.error(fault, *at, "words")
        self.few_enough(name, cell, block, *at)
        made = {**cell.model_dump(), "provision": block["provision"]}
        # Words that the digest quotes have been checked; others wait where the record says so.
        if block.get("wording_note"):
            made["unchecked"] = [one for one in cell.words if one not in block["digest"]]
        return made

    def block(self, name: str, p: int, *at: str | int) -> dict[str, Any]:
        blocks = self.records[name]["paragraphs"]
        if not 1 <= p <= len(blocks):
            raise self.file.error(f"{name} has paragraphs 1 to {len(blocks)}.", *at)
        if not blocks[p - 1].get("provision"):
            raise self.file.error(f"paragraph {p} of {name} belongs to no provision.", *at)
        return blocks[p - 1]

    def few_enough(self, name: str, cell: Cell, block: dict[str, Any], *at: str | int) -> None:
        """Of one provision at most 70 words are quoted, by all rows and by the digest together."""
        provision = block["provision"]
        held = self.quoted[name, provision]
        for quotation in (*cell.words, *_QUOTED.findall(block["digest"])):
            held.update((cell.p, place) for place in _places(quotation, block))
        if len(held) > MOST_QUOTED:
            fault = told("quoted", count=len(held), what=f"{name} {provision}", most=MOST_QUOTED)
            raise self.file.error(fault, *at)

    def draft(self, one: Draft, *at: str | int) -> dict[str, Any]:
        block = self.block(one.document, one.p, *at)
        found = {which: self.facts.get(getattr(one, which), {}) for which in ("draft", "final")}
        for which, fact in found.items():
            if "evidence" not in fact:
                raise self.file.error("this fact has no evidence to quote.", *at, which)
        if not _places(found["final"]["evidence"], block):
            raise self.file.error(f"the final words are not in {one.document} ¶{one.p}.", *at)
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


def _places(quotation: str, block: dict[str, Any]) -> range:
    """Which words of the paragraph the quotation takes, counted from 0; none if it isn't there."""
    said = codes(words(quotation))
    start = bytes.fromhex(block["fingerprint"]["codes"]).find(said)
    return range(start, start + len(said)) if start >= 0 else range(0)
