"""Claim, evidence, reasoning: the citations are checked, the prose is for people to mark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance.questions import places, wording
from alliance.questions.kinds.base import Kind, Malformed, Outcome
from alliance.questions.kinds.cite import Citation, cited
from alliance.questions.phrases import pick, say

if TYPE_CHECKING:
    from alliance.questions.author import Authored
    from alliance.questions.seal import Seal


PARTS = ("claim", "evidence", "reasoning")
_MOST = 12  # citations that are looked up


class Argument(NamedTuple):
    """The parts of an argument; ``evidence`` is one entry per citation, as given."""

    claim: str
    evidence: list[Any]
    reasoning: str


class Argue(Kind):
    name = "argue"

    def form(self, asked: Authored) -> dict[str, Any]:
        from alliance.questions.author import text

        rubric = asked.need("rubric", list, "Write at least one {criterion: …, levels: […]}.")
        least, most = asked.get("words", [30, 400])
        for source in asked.get("sources", []):
            try:
                places.source_id(source)
            except places.NoPlace as why:
                asked.fail(("sources",), str(why))
        return {
            "cites": int(asked.get("cites", 1)),
            "words": [int(least), int(most)],
            "sources": list(asked.get("sources", [])),
            "rubric": [
                {
                    "criterion": text(one.get("criterion")),
                    "levels": [text(level) for level in one.get("levels", [])],
                }
                for one in rubric
            ],
        }

    def how(self, form: dict[str, Any]) -> str:
        return say("how-argue", cites=form["cites"])

    def examples(self, form: dict[str, Any]) -> Iterable[Any]:
        return [{"claim": "…", "evidence": ["source ¶1"], "reasoning": "…"}]

    def read(self, form: dict[str, Any], answer: Any) -> Argument:
        if type(answer) is list and len(answer) == 3:
            answer = dict(zip(PARTS, answer, strict=True))
        if type(answer) is str:
            answer = self._written(answer)
        if type(answer) is not dict:
            raise Malformed(say("argue-parts", parts=", ".join(PARTS)))
        given = {str(key).strip().casefold(): part for key, part in answer.items()}
        missing = [part for part in PARTS if wording.is_blank(given.get(part))]
        wrong = [part for part in ("claim", "reasoning") if type(given.get(part, "")) is not str]
        if missing or wrong:
            raise Malformed(say("argue-parts", parts=", ".join(missing or wrong)))
        return Argument(given["claim"], self._evidence(given["evidence"]), given["reasoning"])

    @staticmethod
    def _written(text: str) -> dict[str, str]:
        """Parts under their names: "Claim: … Evidence: … Reasoning: …"."""
        found = re.split(r"\b(claim|evidence|reasoning)\s*:", text, flags=re.IGNORECASE)
        return {
            key.lower(): part.strip() for key, part in zip(found[1::2], found[2::2], strict=True)
        }

    @staticmethod
    def _evidence(given: Any) -> list[Any]:
        if type(given) is str:
            return [part.strip() for part in re.split(r"[;\n]", given) if part.strip()]
        if type(given) is list:
            pair = len(given) == 2 and type(given[0]) is str and type(given[1]) is int
            return [given] if pair else given
        return [given]

    def judge(self, form: dict[str, Any], given: Argument, seal: Seal) -> Outcome:
        lines: list[str] = []
        places = set()
        for i, one in enumerate(given.evidence[:_MOST], 1):
            place, reason = self._holds(form, one)
            if reason:
                lines.append(say("argue-cite-bad", i=i, reason=reason))
            else:
                places.add(place)
        if len(places) < form["cites"]:
            lines.append(say("argue-few", n=len(places), needed=form["cites"]))
        least, most = form["words"]
        count = len((given.claim + " " + given.reasoning).split())
        if count < least:
            lines.append(say("argue-words-few", n=count, least=least))
        if count > most:
            lines.append(say("argue-words-many", n=count, most=most))
        if lines:
            return Outcome("partly", None, details=tuple(lines))
        rubric = [
            say(
                "argue-rubric",
                criterion=pick(one["criterion"]),
                levels=" / ".join(pick(level) for level in one["levels"]),
            )
            for one in form["rubric"]
        ]
        return Outcome("defensible", None, message=say("argue-complete"), details=tuple(rubric))

    @staticmethod
    def _holds(form: dict[str, Any], one: Any) -> tuple[Any, str]:
        """The place that a citation leads to, and why it does not hold, if so."""
        try:
            found: Citation = cited(one)
        except Malformed as why:
            return None, str(why)
        if found.diff:
            return None, say("cite-altered", diff=found.diff)
        if not found.places:
            return None, say("cite-not-found")
        allowed = [place for place in found.places if place.source in form["sources"]]
        if form["sources"] and not allowed:
            return None, say("argue-cite-outside", source=found.places[0].source)
        place = (allowed or found.places)[0]
        return (place.source, place.n or place.provision), ""

    def seal(self, asked: Authored, form: dict[str, Any]) -> None:
        """There is nothing to seal: no answer is right by itself."""


KIND = Argue()
