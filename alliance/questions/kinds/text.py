"""A name, or a few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance.questions import sentence, wording
from alliance.questions.answers import Malformed
from alliance.questions.kinds import (
    WRONG,
    Form,
    Kind,
    Outcome,
    field,
    in_words,
    outcome,
    single,
    unsaid,
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


class Wording(NamedTuple):
    """The normal form of an answer, and the answer as it was written."""

    normal: str
    answer: str


def _asked(form: Form) -> str:
    """The question in all its languages."""
    asked = form.get("asked", "")
    return " ".join(asked.values()) if type(asked) is dict else str(asked)


class Text(Kind):
    name = "text"
    shape = "words"
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

    def read(self, form: Form, answer: Any) -> Wording:
        answer = single(answer)
        if type(answer) is int:
            answer = str(answer)
        if type(answer) is not str:
            raise Malformed(say("not-words"))
        if len(answer) > LONGEST:
            raise Malformed(say("too-long"))
        normal = self._normal(form, wording.core(answer))
        if not normal:
            raise Malformed(say("not-words"))
        return Wording(normal, answer)

    @staticmethod
    def _normal(form: Form, words: str) -> str:
        return wording.name(words) if form["names"] else wording.phrase(words)

    def normals(self, form: Form, given: Wording) -> Iterable[str]:
        return (given.normal,)

    def judge(self, form: Form, given: Wording, seal: Seal) -> Outcome:
        def known(words: str) -> dict[str, Any] | None:
            return seal.first("answer", self._normal(form, words))

        record = seal.first("answer", given.normal)
        if record:
            return outcome(record)
        slipped = self._slipped(form, given.normal, seal)
        if slipped is not WRONG:
            return slipped
        for words in sentence.reworded(given.answer):
            record = known(wording.core(words)) or sentence.inside(words, _asked(form), known)
            if record:
                return outcome(record)
        record = sentence.inside(given.answer, _asked(form), known)
        return outcome(record) if record else WRONG

    @staticmethod
    def _slipped(form: Form, given: str, seal: Seal) -> Outcome:
        """The outcome for an answer with one slip of the pen."""
        if not form["slips"] or len(given) > _SLIPPABLE:
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
            asked.worked_out(answer, {"status": "wrong", "say": "near-name"}, ("not", i))
            for i, answer in enumerate(asked.get("not", []))
        ]
        for one in (*asked.listed(), *never):
            found = self.foreseen(asked, form, one)
            given = found if unsaid(found) else found.normal
            asked.put("answer", given, one, weak=one in never)
            if unsaid(found) or not form["slips"] or len(given) > _SLIPPABLE:
                continue
            for shorter in sorted(without_one(given)):
                asked.sealer.add("slip", shorter, one.record, meant=given)

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        return in_words(raw)


KIND = Text()
