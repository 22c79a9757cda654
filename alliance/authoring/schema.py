"""What an author's YAML file may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from alliance.corpus import KINDS, VERDICTS
from alliance.layers import LAYERS

# What a source file may hold. Each model is one part of ``alliance/data/sources/<id>.yaml``.


# YAML reads an unquoted 2.3 or 1960 as a number; an author means the text.
Text = Annotated[str, BeforeValidator(lambda v: str(v) if type(v) in (int, float) else v)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class RightsModel(Strict):
    holder: str
    text: str
    edition: str
    origin: str = Field(min_length=1)  # where a reader gets the full text; for RIGHTS.md


class Block(Strict):
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
    resolved: Text | None = None

    def detail(self) -> dict[str, str]:
        named = ("speaker", "unit", "article", "resolved")
        return {name: value for name in named if (value := getattr(self, name))}


class Claim(Strict):
    id: Text
    p: int | None = None
    claim: str
    verdict: Literal[tuple(VERDICTS)]  # type: ignore[valid-type]
    qualifier: str | None = None
    evidence: str
    facts: list[str] = []
    topics: list[str] = []


class SourceFile(Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: Literal[KINDS]  # type: ignore[valid-type]
    # Its place among those of its kind, as readers meet them; without one it comes last.
    order: int = 99
    title: str
    outlet: str | None = None
    author: str | None = None
    author_note: str | None = None
    date: Text | None = None
    date_note: str | None = None
    note: str | None = None
    rights: RightsModel
    speakers: list[str] = []
    silences: list[str] = []
    paragraphs: list[Block]
    annotations: list[AnnotationRow] = []
    claims: list[Claim] = []

    @model_validator(mode="after")
    def _counted(self) -> SourceFile:
        numbers = [block.n for block in self.paragraphs]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"number the paragraphs 1 to {len(numbers)}, in order, without gaps.")
        for p in (*(row.p for row in self.annotations), *(claim.p for claim in self.claims)):
            if p is not None and not 1 <= p <= len(numbers):
                raise ValueError(f"there is no paragraph {p}; the last is {len(numbers)}.")
        return self


# What a question file may hold, kind by kind; ``docs/authoring-questions.md`` says it in words.
#
# Only the form is checked here. Whether an answer can be read as one (is “1952” a date?), and if
# the listed tests come out as listed, is judged by the same code that checks the students' answers.


# An author may translate any text: {en: …, ja: …}.
Words = Text | dict[str, Text]


def _kebab(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError(f"write “{name}” in small letters with hyphens, like signed-for-in-force.")
    return name


def _question_id(id: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+\.[1-9][0-9]*", id):
        raise ValueError(f'“{id}” is no id; write the prefix, a point and a number: "1951.3".')
    return id


Name = Annotated[Text, AfterValidator(_kebab)]


def _quoted(value: object) -> object:
    if isinstance(value, bool):
        written = "yes" if value else "no"
        raise ValueError(
            f"YAML reads a bare {written} as true or false; write “"
            f'"{written}"”, in quotation marks.'
        )
    return value


# An answer as a student would give it; its kind says what it may be.
Answer = Annotated[Any, BeforeValidator(_quoted)]
Letters = dict[Annotated[Text, BeforeValidator(_quoted)], Words]


class Partly(Strict):
    answer: Answer
    share: float = Field(gt=0, lt=1)
    message: Words


class Arguable(Strict):
    answer: Answer
    explain: Words


class Cell(Strict):
    """One cell of a table, and the wrong values that show a misconception."""

    row: Any
    column: Any
    answers: list[Answer] = Field(min_length=1)


class Misconception(Strict):
    """A mistake with a name. One of ``answers`` and the kind's own fields says what shows it."""

    name: Name
    message: Words
    answers: Sequence[Answer] = ()


class NumberMisconception(Misconception):
    scale: float | list[float] | None = None
    convert: float | None = None
    base: dict[Literal["from", "to"], float] | None = None


class OrderMisconception(Misconception):
    before: tuple[Text, Text] | None = None


class MatchMisconception(Misconception):
    pairs: dict[Text, Text] | None = None


class TableMisconception(Misconception):
    cells: Sequence[Cell] = ()


class Distractor(Strict):
    answer: Answer = None
    pairs: dict[Text, Text] | None = None
    message: Words

    @model_validator(mode="after")
    def _one(self) -> Distractor:
        if (self.answer is None) == (self.pairs is None):
            raise ValueError("write “answer: …”, or “pairs: …” in a match question.")
        return self


class Evidence(Strict):
    """Where the answer stands: a source with a paragraph or a provision, or a fact."""

    source: str | None = None
    p: int | None = Field(None, ge=1)
    provision: Text | None = None
    fact: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Evidence:
        if (self.source is None) == (self.fact is None):
            raise ValueError("name a source (with p or provision) or a fact, one of the two.")
        return self


class WrongTest(Strict):
    answer: Answer
    misconception: Name | None


class Tests(Strict):
    """Answers that the build tries out: each must come out as it is listed here."""

    right: list[Answer] = Field(min_length=1)
    partly: Sequence[Answer] = ()
    defensible: Sequence[Answer] = ()
    wrong: Sequence[WrongTest] = Field(min_length=1)
    malformed: list[Answer] = Field(min_length=1)


class Common(Strict):
    """What every question has."""

    id: Annotated[Text, AfterValidator(_question_id)]
    grade: Literal[1, 2, 3]
    prompt: Words
    # Printed below the prompt, where finding the right source is not itself the question.
    read: Sequence[str] = ()
    key: Answer
    accept: Sequence[Answer] = ()
    partly: Sequence[Partly] = ()
    defensible: Sequence[Arguable] = ()
    misconceptions: Sequence[Misconception] = Field(min_length=2)
    distractors: Sequence[Distractor] = ()
    hints: list[Words] = Field(min_length=2)
    evidence: list[Evidence] = Field(min_length=1)
    explanation: Words
    tests: Tests


class Choice(Common):
    kind: Literal["choice", "choices"]
    options: Letters = Field(min_length=2)


class Number(Common):
    kind: Literal["number"]
    unit: str
    scale: Literal["thousand", "million", "billion", "trillion", "万", "億", "兆"] | float = 1
    tolerance: str | float = 0
    misconceptions: Sequence[NumberMisconception] = Field(min_length=2)


class Date(Common):
    kind: Literal["date"]
    precision: Literal["year", "month", "day"]
    assume_year: int | None = None


class TextQuestion(Common):
    kind: Literal["text"]
    names: bool = False
    slips: bool = True
    exclude: Sequence[Text] = Field((), alias="not")


class Order(Common):
    kind: Literal["order"]
    items: Letters = Field(min_length=3)
    misconceptions: Sequence[OrderMisconception] = Field(min_length=2)


class Match(Common):
    kind: Literal["match"]
    left: Letters = Field(min_length=2)
    right: Letters = Field(min_length=2)
    misconceptions: Sequence[MatchMisconception] = Field(min_length=2)


class Cite(Common):
    kind: Literal["cite"]
    source_share: float = Field(0.5, ge=0, lt=1)


class Mark(Common):
    kind: Literal["mark"]
    passage: Words | Evidence
    threshold: float = Field(0.8, gt=0, le=1)


class Table(Common):
    kind: Literal["table"]
    tolerance: str | float = 0
    ordered: bool = False
    misconceptions: Sequence[TableMisconception] = Field(min_length=2)


class Criterion(Strict):
    criterion: Words
    levels: list[Annotated[Words, BeforeValidator(_quoted)]] = Field(min_length=2)


class ArgueTests(Tests):
    wrong: Sequence[WrongTest] = ()


class Argue(Common):
    kind: Literal["argue"]
    cites: int = Field(ge=1)
    words: tuple[int, int]
    sources: Sequence[str] = ()
    key: None = None
    rubric: list[Criterion] = Field(min_length=1)
    # Prose has no foreseen wrong answers: a person reads it.
    misconceptions: Sequence[Misconception] = ()
    tests: ArgueTests


Question = Annotated[
    Choice | Number | Date | TextQuestion | Order | Match | Cite | Mark | Table | Argue,
    Field(discriminator="kind"),
]


class Unit(Strict):
    """One file of ``solutions/questions/``."""

    unit: Annotated[str, Field(pattern=r"^\d\d$")]
    prefix: Annotated[Text, Field(pattern=r"^[a-z0-9]+$")]
    title: Words
    questions: list[Question] = Field(min_length=1)
