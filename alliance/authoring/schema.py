"""What an author's YAML file may hold."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Mapping, Sequence
from types import GenericAlias
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    create_model,
    model_validator,
)

from alliance.corpus import KINDS, verdicts
from alliance.layers import LAYERS
from alliance.questions.kinds import Kind, YamlField, kind, names

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
    resolved: Text | None = None

    def detail(self) -> dict[str, str]:
        named = ("speaker", "unit", "article", "resolved")
        return {name: value for name in named if (value := getattr(self, name))}


class Claim(Strict):
    id: Text
    p: int | None = None
    claim: str
    verdict: Literal[tuple(verdicts())]  # type: ignore[valid-type]
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
    paragraphs: list[ParagraphRow]
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


def _said(words: str | dict[str, str]) -> str | dict[str, str]:
    if not words or (isinstance(words, dict) and not all(words.values())):
        raise ValueError("there is nothing here; write a text.")
    return words


# An author may translate any text: {en: …, ja: …}.
Words = Annotated[Text | dict[str, Text], AfterValidator(_said)]


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
Level = Annotated[Words, BeforeValidator(_quoted)]
Letters = dict[Annotated[Text, BeforeValidator(_quoted)], Words]


class Partly(Strict):
    answer: Answer
    share: float = Field(gt=0, lt=1)
    message: Words


class Arguable(Strict):
    answer: Answer
    explain: Words


class Misconception(Strict):
    """A mistake with a name. One of ``answers`` and the kind's own fields says what shows it."""

    name: Name
    message: Words
    answers: Sequence[Answer] = ()


class Distractor(Strict):
    """A wrong answer that is no misconception; a kind has its own ways to say which."""

    answer: Answer = None
    message: Words

    @model_validator(mode="after")
    def _one(self) -> Distractor:
        ways = [name for name in type(self).model_fields if name != "message"]
        if sum(name in self.model_fields_set for name in ways) != 1:
            raise ValueError(f"write {', or '.join(f'“{name}: …”' for name in ways)}.")
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
    # The edition of the course that brought it: older hand-ins are not marked out of it.
    since: int = Field(1, ge=1)
    # Printed below the prompt, where finding the right source is not itself the question.
    read: Sequence[str] = ()
    key: Answer
    accept: Sequence[Answer] = ()
    partly: Sequence[Partly] = ()
    defensible: Sequence[Arguable] = ()
    hints: list[Words] = Field(min_length=2)
    evidence: list[Evidence] = Field(min_length=1)
    explanation: Words
    tests: Tests


class OpenTests(Tests):
    """Of a question that a person marks: prose has no foreseen wrong answers."""

    wrong: Sequence[WrongTest] = ()


def _model(base: type[BaseModel], given: Mapping[str, YamlField], **more: Any) -> type[BaseModel]:
    """``base`` with the fields that a kind of question asks for."""
    fields: Any = {
        name: (_type(one.type), Field(one.default, **one.limits)) for name, one in given.items()
    }
    return create_model(base.__name__, __base__=base, __module__=__name__, **fields, **more)


def _type(given: Any) -> Any:
    if isinstance(given, list):
        return _several(_type(given[0]))
    return _model(Strict, given) if isinstance(given, Mapping) else given


def _several(model: Any) -> Any:
    return GenericAlias(Sequence, (model,))


def _question(asked: Kind) -> type[BaseModel]:
    """What a question of one kind may hold; the kind itself says what it adds."""
    mistake = _model(Misconception, asked.mistaken)
    distractor = _model(Distractor, asked.mistaken)
    few: Any = {"min_length": asked.mistakes} if asked.mistakes else {"default": ()}
    marked: Any = {"key": (None, None), "tests": (OpenTests, ...)} if asked.parts else {}
    return _model(
        Common,
        asked.fields,
        kind=(Literal[asked.name], ...),
        misconceptions=(_several(mistake), Field(**few)),
        distractors=(_several(distractor), ()),
        **marked,
    )


# One model a kind; the field "kind" says which is meant.
_models = functools.reduce(operator.or_, (_question(kind(name)) for name in names()))
Question = Annotated[_models, Field(discriminator="kind")]  # type: ignore[valid-type]


class UnitFile(Strict):
    """One file of ``solutions/questions/``."""

    unit: Annotated[str, Field(pattern=r"^\d\d$")]
    prefix: Annotated[Text, Field(pattern=r"^[a-z0-9]+$")]
    title: Words
    questions: list[Question] = Field(min_length=1)
