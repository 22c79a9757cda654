"""Which words of a passage? Measured by the words that the mark and the key have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from alliance.questions import places, wording
from alliance.questions.answers import Malformed
from alliance.questions.kinds import WRONG, Form, Kind, Outcome, field, in_words, outcome, yaml
from alliance.questions.phrases import pick, say
from alliance.questions.seal import Seal
from alliance.questions.verdict import RANK
from alliance.text import tokens, words

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion, Listed

Spans = list[frozenset[int]]  # readings of one mark: the numbers of its words in the passage
_TEMPTED = 0.6  # overlap from which a tempting wrong passage is recognised
_READINGS = 6  # places where the same words may stand


@lru_cache(maxsize=64)
def _norms(passage: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens(passage))


def _runs(norms: tuple[str, ...], wanted: list[str], start: int = 0) -> Iterator[range]:
    size = len(wanted)
    for i in range(start, len(norms) - size + 1):
        if list(norms[i : i + size]) == wanted:
            yield range(i, i + size)


def spans(passage: str, marked: str) -> Spans:
    """Where the marked words may stand; "first words … last words" is everything between."""
    norms = _norms(passage)
    ends = [words(part) for part in re.split(r"…|\.\.\.", marked)]
    ends = [part for part in ends if part]
    if not ends:
        raise Malformed(say("mark-short"))
    found: Spans = []
    for first in _runs(norms, ends[0]):
        end: range | None = first
        for part in ends[1:]:
            end = next(_runs(norms, part, end.stop), None) if end else None
        if end:
            found.append(frozenset(range(first.start, end.stop)))
    return found[:_READINGS]


def _in_full(origin: str, marked: str) -> bool:
    """Whether the words stand in the edition at hand, though not in the question's passage."""
    return any(
        f"{block.place.source} ¶{block.place.n}" == origin and spans(block.text, marked)
        for block in places.blocks()
    )


class MarkKind(Kind):
    name = "mark"
    fields = yaml(passage=field("Words | Evidence"), threshold=field(float, 0.8, gt=0, le=1))
    words = ("mark", "marked", "mark-help")

    def form(self, asked: AuthoredQuestion) -> Form:
        passage = asked.get("passage")
        origin = None
        if isinstance(passage, dict) and "source" in passage:
            try:
                there = places.place(passage["source"], passage.get("p"))
            except places.NoPlace as why:
                asked.fail(("passage",), str(why))
            from alliance.cards import source

            origin = f"{there.source} ¶{there.n}"
            passage = source(there.source).paragraph(there.n or 0).text
        if not isinstance(passage, str) or len(words(passage)) < 3:
            asked.fail(("passage",), "Write the passage, or {source: …, p: …}.")
        threshold = float(asked.get("threshold", 0.85))
        if not 0.2 < threshold <= 1:
            asked.fail(("threshold",), "Write a number from 0.2 to 1.")
        return {"passage": passage.strip(), "origin": origin, "threshold": threshold}

    def examples(self, form: Form) -> Iterable[Any]:
        parts = form["passage"].split()
        return [" ".join(parts[i : i + 3]) for i in (0, len(parts) // 2, max(0, len(parts) - 3))]

    def markdown(self, form: Form) -> Iterator[str]:
        yield "\n".join(f"> {line}" for line in form["passage"].splitlines())

    def paper(self, form: Form) -> str:
        origin = f"<br><small>{escape(form['origin'])}</small>" if form["origin"] else ""
        return (
            f"<blockquote>{escape(form['passage'])}{origin}</blockquote>"
            "<p><small>Underline the words.</small></p>"
        )

    def read(self, form: Form, answer: Any) -> Spans:
        if type(answer) is list and answer and all(type(one) is str for one in answer):
            found = [self._found(form["passage"], one) for one in answer]
            return [frozenset().union(*(one[0] for one in found))]
        if type(answer) is not str:
            raise Malformed(say("not-words"))
        return self._found(form["passage"], answer, form.get("origin"))

    @staticmethod
    def _found(passage: str, marked: str, origin: str | None = None) -> Spans:
        if len(marked) > 2 * len(passage) + 200:
            raise Malformed(say("mark-not-there"))
        named = re.sub(r"^\W*the words?(?: are| is)?\W+", "", marked, flags=re.IGNORECASE)
        found = spans(passage, marked) or (spans(passage, named) if named != marked else [])
        if found:
            return found
        if origin and _in_full(origin, marked):
            raise Malformed(say("mark-edition"))
        ratio, diff = places.compare(words(marked), passage)
        if ratio > 0.5:
            raise Malformed(say("mark-altered", diff=diff))
        raise Malformed(say("mark-not-there"))

    def judge(self, form: Form, given: Spans, seal: Seal) -> Outcome:
        found = [self._one(form, reading, seal) for reading in given]
        return max(
            found,
            key=lambda one: (RANK[one.status], one.status == "right", one.share or 0, one.message),
        )

    def _one(self, form: Form, marked: frozenset[int], seal: Seal) -> Outcome:
        """Each word of the mark opens the spans that it belongs to, with their sizes."""
        common: dict[str, int] = {}
        known: dict[str, dict[str, Any]] = {}
        for i in marked:
            record = seal.first("word", str(i)) or {}
            for span in record.get("in", ()):
                known[span["n"]] = span
                common[span["n"]] = common.get(span["n"], 0) + 1
                if i in span["must"]:
                    common[span["n"] + "!"] = common.get(span["n"] + "!", 0) + 1
        overlap = {
            nonce: 2 * common[nonce] / (span["size"] + len(marked)) for nonce, span in known.items()
        }
        for nonce in sorted(known, key=lambda one: (-overlap[one], one)):
            span = known[nonce]
            least = form["threshold"] if span["key"] else _TEMPTED
            whole = common.get(nonce + "!", 0) == len(span["must"])
            if overlap[nonce] >= least and (whole or not span["key"]):
                return outcome(seal.open("span", nonce)[0])
        best = max(
            (nonce for nonce in known if known[nonce]["key"]), key=overlap.__getitem__, default=None
        )
        if best and overlap[best] >= form["threshold"] / 2:
            full = common.get(best + "!", 0) == len(known[best]["must"])
            message = say(
                "mark-partly" if full or overlap[best] < form["threshold"] else "mark-operative"
            )
            return Outcome("partly", round(min(overlap[best], 0.9), 2), details=(message,))
        if best and common[best] == known[best]["size"]:
            return Outcome("wrong", details=(say("mark-much"),))
        return WRONG

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        norms = _norms(form["passage"])
        words_in: dict[int, list[dict[str, Any]]] = {i: [] for i in range(len(norms))}
        for number, one in enumerate(asked.listed()):
            span = self._listed(asked, form, one)
            nonce = asked.nonce(f"span {number}")
            key = one.record["status"] == "right"
            must = [i for i in span if key and _operative(norms[i])]
            for i in span:
                entry = {"n": nonce, "size": len(span), "must": must, "key": int(key)}
                words_in[i].append(entry)
            asked.sealer.add("span", nonce, one.record)
        for i, entries in words_in.items():
            asked.sealer.add("word", str(i), {}, **({"in": entries} if entries else {"out": i}))

    def _listed(self, asked: AuthoredQuestion, form: Form, one: Listed) -> list[int]:
        readings = self.foreseen(asked, form, one)
        if len(readings) > 1:
            asked.fail(
                one.path, f"{pick(one.answer)!r} stands there more than once. Write more of it."
            )
        return sorted(readings[0])

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        return in_words(raw)


def _operative(norm: str) -> bool:
    """Words without which a passage says something else."""
    return norm in wording.NEGATIONS or any(char.isdigit() for char in norm)


KIND = MarkKind()
