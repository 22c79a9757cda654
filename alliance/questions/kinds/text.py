"""A name, or a few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from alliance.questions import wording
from alliance.questions.answers import Malformed
from alliance.questions.kinds import (
    SILENT,
    WRONG,
    Form,
    Kind,
    Outcome,
    field,
    in_words,
    outcome,
    single,
    yaml,
)
from alliance.questions.phrases import say
from alliance.questions.seal import Seal

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

LONGEST = 300  # characters
_SLIPPABLE = 80  # characters; longer answers are looked up as they stand
_WORD = 5  # letters; in a shorter word one letter makes another word


def without_one(normal: str) -> set[str]:
    """The text and all that is left of it when one letter is lost: two texts that differ by one
    slip share one of these."""
    return {normal, *(normal[:i] + normal[i + 1 :] for i in range(len(normal)))}


def slip(written: str, meant: str) -> tuple[str, str] | None:
    """The one word that differs by one letter (wrong, lost, added, or two changed places), or
    ``None``. First letters, digits, short words and negations are never a slip."""
    one, two = written.split(), meant.split()
    if len(one) != len(two):
        return None
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return None
    a, b = differing[0]
    plain = a.isascii() and b.isascii() and a.isalpha() and b.isalpha()
    if not plain or len(b) < _WORD or a[0] != b[0] or wording.NEGATIONS & {a, b}:
        return None
    return differing[0] if _one_letter(a, b) else None


def _one_letter(a: str, b: str) -> bool:
    start = next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a == rest_b[1:]
        or rest_a[1:] == rest_b
        or (rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:])
    )


class Text(Kind):
    name = "text"
    words = ("text-help",)
    fields = yaml(
        names=field(bool, False),
        slips=field(bool, True),
        exclude=field("Sequence[Text]", (), alias="not"),
    )
    silence = True

    def form(self, asked: AuthoredQuestion) -> Form:
        return {"names": bool(asked.get("names", False)), "slips": bool(asked.get("slips", True))}

    def examples(self, form: Form) -> Iterable[Any]:
        return ["Ito Hirobumi", "Natsume Soseki"] if form["names"] else ["the harbour", "a letter"]

    def read(self, form: Form, answer: Any) -> str:
        answer = single(answer)
        if type(answer) is int:
            answer = str(answer)
        if type(answer) is not str:
            raise Malformed(say("not-words"))
        if len(answer) > LONGEST:
            raise Malformed(say("too-long"))
        answer = wording.core(answer)
        normal = wording.name(answer) if form["names"] else wording.phrase(answer)
        if not normal:
            raise Malformed(say("not-words"))
        return normal

    def normals(self, form: Form, given: str) -> Iterable[str]:
        return (given,)

    def judge(self, form: Form, given: str, seal: Seal) -> Outcome:
        record = seal.first("answer", given)
        if record:
            return outcome(record)
        if given is SILENT or not form["slips"] or len(given) > _SLIPPABLE:
            return WRONG
        found: dict[str, dict[str, Any]] = {}
        for shorter in without_one(given):
            for near in seal.open("slip", shorter):
                if slip(given, near["meant"]):
                    found[near["meant"]] = near
        # A slip that could be one of two answers with different verdicts is neither.
        verdicts = {(near["status"], near.get("misconception")) for near in found.values()}
        if len(verdicts) != 1:
            return WRONG
        meant, near = next(iter(found.items()))
        written, right = slip(given, meant) or (given, meant)
        note = (say("slip", written=written, meant=right),) if near["status"] == "right" else ()
        return outcome(near, *note)

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        never = [
            asked.worked_out(answer, {"status": "wrong", "message": ""}, ("not", i))
            for i, answer in enumerate(asked.get("not", []))
        ]
        for one in (*asked.listed(), *never):
            given = self.foreseen(asked, form, one)
            asked.put("answer", given, one, weak=one in never)
            if given is SILENT or not form["slips"] or len(given) > _SLIPPABLE:
                continue
            for shorter in sorted(without_one(given)):
                asked.sealer.add("slip", shorter, one.record, meant=given)

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        return in_words(raw)


KIND = Text()
