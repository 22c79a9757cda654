"""The question files: what they may hold; read, checked, sealed."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    create_model,
    model_validator,
)

from alliance.authoring.data import FactId, Known, SourceId, fitting, one_of
from alliance.authoring.yamlfile import Authored, AuthorError, Strict, Text, tell, told
from alliance.languages import languages
from alliance.questions import bank, compile
from alliance.questions.author import QuestionError
from alliance.questions.kinds import Kind, YamlField, kind, names

# What a question file may hold, kind by kind; ``docs/authoring-questions.md`` says it in words.
#
# Only the form is checked here, and that evidence is there. Whether an answer can be read as one
# (is “1952” a date?), and if the listed tests come out as listed, is judged by the same code that
# checks the students' answers.


_CODES = tuple(languages())


def _said(words: str | dict[str, str]) -> str | dict[str, str]:
    if not words or (isinstance(words, dict) and not all(words.values())):
        raise ValueError("there is nothing here; write a text.")
    for code in words if isinstance(words, dict) else ():
        # An option's earlier words are in a language as well: "was", "was-ja".
        if code != "was" and code.removeprefix("was-") not in _CODES:
            raise ValueError(told("no-language", code=code, there=", ".join(_CODES)))
    if isinstance(words, dict) and "en" not in words:
        raise ValueError("the text in English is missing; write {en: …, and the others}.")
    return words


# An author may translate any text: {en: …, ja: …}.
Words = Annotated[Text | dict[str, Text], AfterValidator(_said)]


_KEBAB = "write “{}” in small letters with hyphens, like signed-for-in-force."
Name = Annotated[Text, fitting(r"[a-z0-9]+(-[a-z0-9]+)*", _KEBAB)]


def _quoted(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(told("bare", given=str(value).lower()))
    return value


# An answer as a student would give it; its kind says what it may be.
Answer = Annotated[Any, BeforeValidator(_quoted)]


class Criterion(Strict):
    """A row of a rubric that is this question's own."""

    criterion: Words
    levels: list[Words] = Field(min_length=2)


Row = Annotated[str, one_of("common row", bank.common_rows)] | Criterion
Letters = dict[Text, Words]


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
    # What readers hear it called; by default its name, so that English may be missing.
    called: Words | dict[str, Text] | None = None
    message: Words
    answers: Sequence[Answer] = ()
    any: bool = False  # whatever is wrong and not foreseen

    @model_validator(mode="after")
    def _some(self) -> Misconception:
        if not _ways(self):
            raise ValueError("nothing shows it; write “answers: […]”, or what its kind has.")
        return self


def _ways(part: BaseModel) -> set[str]:
    """Which of the fields that say what answers are meant are written."""
    return part.model_fields_set - {"name", "called", "message"}


class Distractor(Strict):
    """A wrong answer that is no misconception; a kind has its own ways to say which."""

    answer: Answer = None
    any: bool = False
    message: Words

    @model_validator(mode="after")
    def _one(self) -> Distractor:
        if len(_ways(self)) != 1:
            ways = (f"“{name}: …”" for name in type(self).model_fields if name != "message")
            raise ValueError(f"write {', or '.join(ways)}.")
        return self


class Evidence(Strict):
    """Where the answer stands: a source with a paragraph or a provision, or a fact."""

    source: str | None = None
    p: int | None = Field(None, ge=1)
    provision: Text | None = None
    fact: FactId | None = None

    @model_validator(mode="after")
    def _is_there(self, info: ValidationInfo) -> Evidence:
        if (self.source is None) == (self.fact is None):
            raise ValueError("name a source (with p or provision) or a fact, one of the two.")
        known: Known | None = info.context
        if known and self.source:
            known.place(self.source, self.p, self.provision)
        return self


def _place_or_words(passage: object) -> str:
    return "place" if isinstance(passage, dict) and {"source", "fact"} & {*passage} else "words"


# The words in which a student marks some, or where they stand.
Passage = Annotated[
    Annotated[Evidence, Tag("place")] | Annotated[Words, Tag("words")],
    Discriminator(_place_or_words),
]


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

    id: Text
    grade: Literal[1, 2, 3]
    prompt: Words
    # The edition of the course that brought it: older hand-ins are not marked out of it.
    since: int = Field(1, ge=1)
    # One of the twelve of a unit that a class should not leave out.
    core: bool = False
    # Of "Go deeper": judged like any, and in no total. An id that ends in "d" says it too.
    practice: bool = False
    # Of practice, or under "retired": the last edition that counted it, whose hand-ins still do.
    until: int = Field(1, ge=0)
    # Of one under "retired": why it is no longer asked; withdrawn: its key was false.
    reason: Words | None = None
    withdrawn: bool = False
    # Printed below the prompt, where finding the right source is not itself the question.
    read: Sequence[SourceId] = ()
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


_SEVERAL: Any = Sequence  # of models that are made here, and no type for a checker


def _type(given: Any) -> Any:
    if isinstance(given, list):
        return _SEVERAL[_type(given[0])]
    return _model(Strict, given) if isinstance(given, Mapping) else given


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
        misconceptions=(_SEVERAL[mistake], Field(**few)),
        distractors=(_SEVERAL[distractor], ()),
        **marked,
    )


# One model a kind; the field "kind" says which is meant.
_models = functools.reduce(operator.or_, (_question(kind(name)) for name in names()))
Question = Annotated[_models, Field(discriminator="kind")]  # type: ignore[valid-type]


_CORE = 12  # questions of a unit


class UnitFile(Strict):
    """One file of ``solutions/questions/``."""

    unit: Annotated[str, Field(pattern=r"^\d\d$")]
    prefix: Annotated[Text, Field(pattern=r"^[a-z0-9]+$")]
    title: Words
    questions: list[Question] = Field(min_length=1)
    # No longer asked, and still judged where somebody has answered it.
    retired: Sequence[Question] = ()


@dataclass(frozen=True, slots=True)
class AuthoredUnit:
    """A question file that has been found right. ``data`` is what the author wrote."""

    path: Path
    data: dict[str, Any]
    sealed: dict[str, Any]
    solution: dict[str, Any]


def load(path: Path, known: Known | None = None, *, judged: bool = True) -> AuthoredUnit:
    """One question file, checked and compiled; :class:`AuthorError` lists all that is wrong.

    judged: the answers that it lists are tried too, which takes more time than all else.
    """
    authored = Authored(path)
    authored.parse(UnitFile, known)
    tell(_names(authored))
    data = authored.data
    if judged:
        tell(authored.error(one.message, *one.path) for one in compile.problems(data))
    try:
        return AuthoredUnit(path, data, compile.compile_unit(data), compile.solution_unit(data))
    except QuestionError as fault:
        raise authored.error(str(fault), *fault.path) from None


def load_all(
    files: Iterable[Path], known: Known | None = None, *, judged: bool = True
) -> list[AuthoredUnit]:
    """The question files, in their order; all mistakes of all of them."""
    units: list[AuthoredUnit] = []
    errors: list[AuthorError] = []
    for path in files:
        try:
            units.append(load(path, known, judged=judged))
        except AuthorError as error:
            errors += error.errors
    tell(errors)
    return units


def _names(authored: Authored) -> Iterator[AuthorError]:
    unit, prefix = authored.data["unit"], authored.data["prefix"]
    if not re.fullmatch(rf"{unit}-[a-z0-9-]+", authored.path.stem):
        yield authored.error(told("file-name", unit=unit), "unit")
    taken: set[str] = set()
    for where, question in compile.listed(authored.data):
        id, asked = str(question["id"]), where[0] == "questions"
        if not re.fullmatch(rf"{prefix}\.[1-9]\d*d?", id):
            yield authored.error(told("other-id", prefix=prefix, id=id), *where, "id")
        elif id in taken:
            yield authored.error(f"“{id}” is used twice; ids are never used again.", *where, "id")
        counted = asked and compile.counts(question)
        if not (counted or id.endswith("d") or "until" in question):
            now = compile.edition(authored.data)
            yield authored.error(told("no-until", edition=now), *where, "id")
        if asked == bool(question.get("reason")):
            said = "only a retired question has a reason" if asked else "say why (“reason: …”)"
            yield authored.error(f"{said}.", *where, "reason")
        taken.add(id)
    core = sum(bool(one.get("core")) for one in authored.data["questions"])
    if core > _CORE:
        yield authored.error(f"{core} questions are core; at most {_CORE} can be.", "questions")
