"""What a source file may hold. Each model is one part of ``alliance/data/sources/<id>.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

VERDICTS = ("supported", "imprecise", "wrong", "contested", "not checkable")
# YAML reads an unquoted 2.3 or 1960 as a number; an author means the text.
Text = Annotated[str, BeforeValidator(lambda v: str(v) if type(v) in (int, float) else v)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class RightsModel(Strict):
    holder: str
    text: str
    edition: str


class Block(Strict):
    n: int
    kind: Literal["text", "heading", "caption", "credit", "signature"] = "text"
    provision: str | None = None
    starts: str = Field(min_length=1)
    digest: str = Field(min_length=1)
    wording_note: str | None = None


class AnnotationRow(Strict):
    p: int
    layer: Literal[
        "person", "place", "organisation", "date", "figure", "treaty", "quotation", "claim"
    ]
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
    verdict: Literal["supported", "imprecise", "wrong", "contested", "not checkable"]
    qualifier: str | None = None
    evidence: str
    facts: list[str] = []
    topics: list[str] = []


class SourceFile(Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: Literal["article", "treaty", "notes"]
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
