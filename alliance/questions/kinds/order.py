"""Put in order; what happened at once, or is disputed, may stand in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any

from alliance.questions.kinds.base import Kind, Malformed, Outcome, outcome
from alliance.questions.kinds.choice import letter, listed, options
from alliance.questions.phrases import pick, say

if TYPE_CHECKING:
    from alliance.questions.authored import Authored
    from alliance.questions.seal import Seal

_SEPARATORS = re.compile(r"\s*(?:[,;/>→<、，|\n]|->|(?<=\w)-(?=\w)|\bthen\b)+\s*")


class Order(Kind):
    name = "order"

    def form(self, asked: Authored) -> dict[str, Any]:
        return {"items": options(asked, "items")}

    def how(self, form: dict[str, Any]) -> str:
        return say("how-order", letters=listed(form["items"]))

    def examples(self, form: dict[str, Any]) -> Iterable[Any]:
        letters = list(form["items"])
        return [letters, letters[::-1], letters[1:] + letters[:1], letters[2:] + letters[:2]]

    def read(self, form: dict[str, Any], answer: Any) -> tuple[str, ...]:
        items = form["items"]
        if type(answer) is str:
            parts = [part for part in _SEPARATORS.split(answer.strip(" []()")) if part]
            parts = [part for one in parts for part in self._run(items, one.strip(" '\""))]
        elif type(answer) is list:
            parts = answer
        else:
            raise Malformed(say("order-length", letters=listed(items), n=1))
        found = []
        for part in parts:
            one = letter(items, part)
            if one is None:
                raise Malformed(say("not-an-option", answer=str(part)[:60], letters=listed(items)))
            if one in found:
                raise Malformed(say("twice", answer=one))
            found.append(one)
        if len(found) != len(items):
            raise Malformed(say("order-length", letters=listed(items), n=len(found)))
        return tuple(found)

    @staticmethod
    def _run(items: dict[str, Any], part: str) -> list[str]:
        """ "acbd", "a c b d" and "1 3 2 4" are four items; anything else is one."""
        letters = part.replace(" ", "").lower()
        if letter(items, part) is not None:
            return [part]
        if all(char in items for char in letters):
            return list(letters)
        places = part.split()
        return places if all(letter(items, place) for place in places) else [part]

    def normals(self, form: dict[str, Any], given: tuple[str, ...]) -> Iterable[str]:
        return (",".join(given),)

    def judge(self, form: dict[str, Any], given: tuple[str, ...], seal: Seal) -> Outcome:
        whole = seal.first("answer", ",".join(given))
        if whole:
            return outcome(whole)
        opened = {pair: seal.first("pair", "<".join(pair)) for pair in combinations(given, 2)}
        known = {pair: record for pair, record in opened.items() if record}
        wrong = {pair: record for pair, record in known.items() if "nonce" not in record}
        if not wrong:
            nonces = sorted(record["nonce"] for record in known.values())
            return outcome(seal.open("all", "|".join(nonces))[0])
        share = round(max(0.0, 1 - 2 * len(wrong) / len(known)), 2)
        place, item = next(
            (i, one) for i, one in enumerate(given) if any(later == one for _, later in wrong)
        )
        told = [record for record in wrong.values() if record.get("misconception")]
        lines = [say("order-first", place=place + 1, item=pick(form["items"][item]))]
        return Outcome(
            "partly" if share > 0 else "wrong",
            share or None,
            told[0]["misconception"] if told else None,
            pick(told[0]["message"]) if told else "",
            tuple(lines),
        )

    def seal(self, asked: Authored, form: dict[str, Any]) -> None:
        groups = [one if isinstance(one, list) else [one] for one in asked.need(
            "key", list, "Write the items in order, such as [a, [b, c], d]."
        )]  # fmt: skip
        groups = [[str(item) for item in group] for group in groups]
        flat = [item for group in groups for item in group]
        if sorted(flat) != sorted(form["items"]):
            asked.fail(("key",), f"The key names {listed(flat)}; it has to name each item once.")
        before = {one.answer_pair: one for one in self._mistakes(asked, form)}
        nonces = []
        for (i, one), (j, two) in combinations(
            [(i, item) for i, group in enumerate(groups) for item in group], 2
        ):
            if i == j:
                continue
            nonces.append(asked.nonce(f"{one}<{two}"))
            asked.sealer.add("pair", f"{one}<{two}", {}, nonce=nonces[-1])
            mistake = before.pop((two, one), None)
            asked.sealer.add("pair", f"{two}<{one}", mistake.record if mistake else {}, late=i + j)
        for mistake in before.values():
            asked.fail(mistake.path, "This order is no mistake by the key. Write [wrong first, …].")
        for one in (*list(asked.rights())[1:], *asked.others()):
            asked.put("answer", ",".join(asked.understood(self, form, one)), one)
        asked.sealer.add("all", "|".join(sorted(nonces)), asked.right())

    @staticmethod
    def _mistakes(asked: Authored, form: dict[str, Any]) -> Iterable[_Mistake]:
        for field in ("misconceptions", "distractors"):
            for i, one in enumerate(asked.get(field, [])):
                if "before" in one:
                    pair = tuple(str(item) for item in one["before"])
                    if len(pair) != 2 or not set(pair) <= set(form["items"]):
                        asked.fail((field, i, "before"), "Write two of the items, such as [b, a].")
                    yield _Mistake(pair, asked.mistake(one), (field, i, "before"))


class _Mistake:
    """A pair of items in the wrong order that tells of a misconception."""

    def __init__(self, pair: tuple[str, ...], record: dict[str, Any], path: tuple) -> None:
        self.answer_pair = pair
        self.record = record
        self.path = path


KIND = Order()
