"""Claim, evidence, reasoning: the citations are checked, the prose is for people to mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance import corpus
from alliance.languages import pick, say
from alliance.questions import arguments, places, wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import LINE, Form, Kind, Outcome, field, yaml
from alliance.questions.kinds.cite import Citation, cited, sources, sources_of
from alliance.questions.places import Place

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

PARTS = ("claim", "evidence", "reasoning")
_MOST = 12  # citations that are looked up


class Argument(NamedTuple):
    """The parts of an argument; ``evidence`` is one entry per citation, as given. against: what
    speaks against it, and where that stands; own: how its writer marks it. Both may be missing."""

    claim: str
    evidence: list[Any]
    reasoning: str
    against: tuple[str, Any] = ("", "")
    own: Any = None


class Argue(Kind):
    name = "argue"
    shape = "essay"
    fields = yaml(
        cites=field(int, ge=1),
        words=field(tuple[int, int]),
        sources=field(list[str], []),
        rubric=field("list[Row]", min_length=1),
        samples=field(
            [
                yaml(
                    level=field(int, ge=1),
                    side=field("Words"),
                    claim=field("Words"),
                    evidence=field(list[str], min_length=1),
                    reasoning=field("Words"),
                    remarks=field("list[Words]", min_length=2, max_length=3),
                )
            ],
            [],
        ),
    )
    mistakes = 0  # prose has no foreseen wrong answers
    parts = (*PARTS, "against")
    words = ("source", "paragraph", "words", "more", "also", "where", "self", "self-count",
             "self-done",
        "self-samples", *parts)  # fmt: skip

    def form(self, asked: AuthoredQuestion) -> Form:
        from alliance.questions.author import text

        rows = asked.need("rubric", list, "Write at least one {criterion: …, levels: […]}.")
        rows = [arguments.common_rows().get(one, {}) if type(one) is str else one for one in rows]
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
                for one in rows
            ],
        }

    def how(self, form: Form) -> str:
        return say("how-argue", cites=form["cites"])

    def examples(self, form: Form) -> Iterable[Any]:
        return [{"claim": "…", "evidence": ["source ¶1"], "reasoning": "…"}]

    def blank(self, form: Form) -> Any:
        return {"claim": "", "evidence": [["", ""]] * form["cites"], "reasoning": ""}

    def markdown(self, form: Form) -> Iterator[str]:
        yield "Your argument will be read with these questions:"
        rows = arguments.rows_in_words(form["rubric"])
        yield "\n".join(f"- {criterion}: {levels}" for criterion, levels in rows)

    def card(self, form: Form) -> dict[str, Any]:
        rows = [
            {
                "row": arguments.row_name(one),
                "criterion": pick(one["criterion"]),
                "levels": [pick(level) for level in one["levels"]],
            }
            for one in form["rubric"]
        ]
        return {"sources": sources(form["sources"]), "rubric": rows}

    def paper(self, form: Form) -> str:
        from alliance.html import inline, table

        fewest, most = form["words"]
        evidence = "".join(
            f"<p>Evidence {n}, with its source and paragraph:</p>{LINE}"
            for n in range(1, form["cites"] + 1)
        )
        rows = [
            (inline(pick(one["criterion"]), "em"), " · ".join(map(pick, one["levels"])))
            for one in form["rubric"]
        ]
        levels = table(rows, ("What is looked at", "Levels"), styles=("",), head_style="")
        return (
            f"<p>Claim ({fewest} to {most} words with the reasoning):</p>{LINE * 2}{evidence}"
            f"<p>Reasoning:</p>{LINE * 5}"
            f"<p>What speaks against it, and where:</p>{LINE * 2}{levels}"
        )

    def sources_cited(self, answer: Any) -> list[str]:
        given = answer.get("evidence") if isinstance(answer, dict) else None
        return [id for one in self._evidence(given) for id in sources_of(one)]

    def places_cited(self, one: Any) -> Sequence[Place]:
        return cited(one).places

    def read(self, form: Form, answer: Any) -> Argument:
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
        evidence, against = self._evidence(given["evidence"]), self._against(given.get("against"))
        return Argument(given["claim"], evidence, given["reasoning"], against, given.get("self"))

    @staticmethod
    def _written(text: str) -> dict[str, str]:
        """Parts under their names: "Claim: … Evidence: … Reasoning: …"."""
        found = re.split(r"\b(claim|evidence|reasoning)\s*:", text, flags=re.IGNORECASE)
        return {
            key.lower(): part.strip() for key, part in zip(found[1::2], found[2::2], strict=True)
        }

    @staticmethod
    def _against(given: Any) -> tuple[str, Any]:
        """{"text": …, "place": …}, the two in a list, or the text alone."""
        if type(given) is dict:
            given = [given.get("text"), given.get("place")]
        text, place = given if type(given) is list and len(given) == 2 else (given, None)
        return (text if type(text) is str else ""), ("" if wording.is_blank(place) else place)

    @staticmethod
    def _evidence(given: Any) -> list[Any]:
        if type(given) is str:
            return [part.strip() for part in re.split(r"[;\n]", given) if part.strip()]
        if type(given) is list:
            pair = len(given) == 2 and type(given[0]) is str and type(given[1]) is int
            return [given] if pair else given
        return [given]

    def judge(self, form: Form, given: Argument, seal: Seal) -> Outcome:
        lines: list[str] = []
        found: dict[tuple[Any, ...], Place] = {}
        for i, one in enumerate(given.evidence[:_MOST], 1):
            place, reason = self._holds(form, one)
            if place is None:
                lines.append(say("argue-cite-bad", i=i, reason=reason))
            else:
                found[place.source, place.n or place.provision] = place
        if len(found) < form["cites"]:
            lines.append(say("argue-few", n=len(found), needed=form["cites"]))
        least, most = form["words"]
        said = f"{given.claim} {given.reasoning}"
        count = wording.length(said)
        if count < least:
            lines.append(say("argue-words-few", n=count, least=least))
        if count > most:
            lines.append(say("argue-words-many", n=count, most=most))
        asked = self._asked(form, given, [*found.values()])
        if lines:
            return Outcome("partly", None, details=(*lines, *asked))
        return self._recorded(form, given, seal, asked)

    def _asked(self, form: Form, given: Argument, found: list[Place]) -> tuple[str, ...]:
        """What is asked back, the place of what speaks against it included."""
        text, where = given.against
        place, reason = self._holds({"sources": []}, where) if where else (None, "")
        said = f"{given.claim} {given.reasoning} {text}"
        cited = [*found, place] if place else found
        first = (say("argue-against-bad", reason=reason),) if reason else ()
        return (*first, *arguments.asked_back(form.get("asked"), said, cited, bool(text or place)))

    @staticmethod
    def _recorded(form: Form, given: Argument, seal: Seal, asked: tuple[str, ...]) -> Outcome:
        """A complete argument: the rubric to mark it by; or the samples, where that is done."""
        rows = form["rubric"]
        own = arguments.own_marks(rows, given.own)
        told = (*asked, say("argue-complete"))
        if not rows or len(own) < len(rows):
            marks = ", ".join(f'"{arguments.row_name(row)}": 2' for row in rows)
            how = (*_in_lines(arguments.rows_in_words(rows)), say("argue-self", marks=marks))
            return Outcome("recorded", details=told, typed=how)
        marked = (say("argue-marked"), *_in_lines(arguments.in_words(rows, own)))
        opened = seal.first("samples", "") or {}
        samples = tuple(opened.get("samples", ()))
        closing = opened.get("closing")
        return Outcome("recorded", None, None, "", (*told, *marked), closing, samples=samples)

    def _holds(self, form: Form, one: Any) -> tuple[Place | None, str]:
        """The place that a citation leads to; or why it leads to none. Facts and documents may
        always be cited."""
        try:
            found: Citation = cited(one)
        except Malformed as why:
            return None, str(why)
        if found.diff:
            return None, say("cite-altered", diff=found.diff)
        if not found.places:
            return None, say("cite-not-found")
        free = [one for one in found.places if self._allowed(form["sources"], one.source)]
        if not free:
            return None, say("argue-cite-outside", source=found.places[0].source)
        return free[0], ""

    @staticmethod
    def _allowed(listed: list[str], source: str) -> bool:
        free = not listed or corpus.is_fact(source) or places.is_document(source)
        return free or source in listed

    def own_marks(self, form: Form, answer: Any) -> tuple[Any, dict[str, int]]:
        if type(answer) is not dict or "self" not in answer:
            return answer, {}
        bare = {part: one for part, one in answer.items() if part != "self"}
        return bare, arguments.own_marks(form["rubric"], answer["self"])

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        """No answer is right by itself. What opens after the writer's own marks is sealed, so that
        nobody reads it before."""
        from alliance.questions.author import text

        shown = [
            {name: one[name] if name in ("level", "evidence") else text(one[name]) for name in one}
            | {"remarks": [text(remark) for remark in one["remarks"]]}
            for one in asked.get("samples", [])
        ]
        record = {"samples": shown, "closing": asked.sealer.closing_key}
        asked.put("samples", "", asked.worked_out(None, record, ("samples",)))

    def answer(self, raw: dict[str, Any]) -> Any:
        return next(iter((raw.get("tests") or {}).get("right") or ()), None)


def _in_lines(rows: list[tuple[str, str]]) -> list[str]:
    return [say("argue-rubric", criterion=row, levels=levels) for row, levels in rows]


KIND = Argue()
