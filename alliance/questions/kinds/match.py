"""Pair each thing on the left with one on the right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from alliance.questions.kinds.base import Kind, Malformed, Outcome, outcome
from alliance.questions.kinds.choice import letter, listed, options
from alliance.questions.phrases import pick, say

if TYPE_CHECKING:
    from alliance.questions.authored import Authored
    from alliance.questions.seal import Seal

Pairs = dict[str, str]


class Match(Kind):
    name = "match"

    def form(self, asked: Authored) -> dict[str, Any]:
        left = asked.get("left", {})
        if isinstance(left, list):
            asked.raw["left"] = {str(i): one for i, one in enumerate(left, 1)}
        return {"left": options(asked, "left"), "right": options(asked, "right")}

    def how(self, form: dict[str, Any]) -> str:
        return say("how-match", left=listed(form["left"]), right=listed(form["right"]))

    def examples(self, form: dict[str, Any]) -> Iterable[Any]:
        left, right = list(form["left"]), list(form["right"])
        for turn in range(len(right)):
            yield {one: right[(i + turn) % len(right)] for i, one in enumerate(left)}

    def read(self, form: dict[str, Any], answer: Any) -> Pairs:
        pairs = list(self._pairs(form, answer))
        found: Pairs = {}
        for one, other in pairs:
            left, right = letter(form["left"], one), letter(form["right"], other)
            if left is None or right is None:
                shown = f"{one}: {other}"[:60]
                raise Malformed(self._not_a_pair(form, shown))
            if left in found:
                raise Malformed(say("twice", answer=left))
            found[left] = right
        if not found:
            raise Malformed(self._not_a_pair(form, str(answer)[:60]))
        return dict(sorted(found.items()))

    def _pairs(self, form: dict[str, Any], answer: Any) -> Iterable[tuple[Any, Any]]:
        if type(answer) is dict:
            return [pair for pair in answer.items() if pair[1] not in (None, "")]
        if type(answer) is str:
            return self._written(form, answer)
        if type(answer) is list:
            if all(type(one) is list and len(one) == 2 for one in answer):
                return [(one[0], one[1]) for one in answer]
            strings = [one for one in answer if type(one) is str]
            if len(strings) == len(answer) == len(form["left"]):
                loose = [letter(form["right"], one) for one in strings]
                if all(loose):
                    return list(zip(form["left"], loose, strict=True))
            if len(strings) == len(answer):
                return self._written(form, ", ".join(strings))
        raise Malformed(self._not_a_pair(form, str(answer)[:60]))

    def _written(self, form: dict[str, Any], text: str) -> list[tuple[str, str]]:
        """ "1c 2b 3a", "1-c, 2-b, 3-a", or "c b a" in the order of the left side."""
        left, right = self._either(form["left"]), self._either(form["right"])
        pair = rf"\(?({left})\)?\s*(?:[-–=:→.)]|->|=>)*\s*\(?({right})\)?(?![^\W_])"
        rest = re.sub(pair, " ", text, flags=re.IGNORECASE)
        if not rest.strip(" ,;/|\n{}[]()"):
            return re.findall(pair, text, flags=re.IGNORECASE)
        letters = [part for part in re.split(r"[\s,;/|]+", text.strip(" []()")) if part]
        if len(letters) == 1 and len(text.strip()) == len(form["left"]):
            letters = list(text.strip())
        if len(letters) == len(form["left"]) and all(letter(form["right"], one) for one in letters):
            return list(zip(form["left"], letters, strict=True))
        raise Malformed(self._not_a_pair(form, text[:60]))

    @staticmethod
    def _either(keys: Iterable[str]) -> str:
        return "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True))

    @staticmethod
    def _not_a_pair(form: dict[str, Any], shown: str) -> str:
        return say(
            "not-a-pair", answer=shown, left=listed(form["left"]), right=listed(form["right"])
        )

    def normals(self, form: dict[str, Any], given: Pairs) -> Iterable[str]:
        return (",".join(f"{one}{other}" for one, other in given.items()),)

    def judge(self, form: dict[str, Any], given: Pairs, seal: Seal) -> Outcome:
        for normal in self.normals(form, given):
            whole = seal.first("answer", normal)
            if whole:
                return outcome(whole)
        opened = {pair: seal.first("pair", "|".join(pair)) or {} for pair in given.items()}
        nonces = [record["nonce"] for record in opened.values() if "nonce" in record]
        size = len(form["left"])
        if len(nonces) == size:
            return outcome(seal.open("all", "|".join(sorted(nonces)))[0])
        lines = [say("match-count", hits=len(nonces), n=size)]
        named = None
        for (one, other), record in opened.items():
            if "nonce" not in record:
                line = say("match-wrong", left=one, right=other)
                lines.append(f"{line} {pick(record.get('message'))}".strip())
                named = named or record.get("misconception")
        missing = [one for one in form["left"] if one not in given]
        if missing:
            lines.append(say("match-open", left=listed(missing)))
        share = round(len(nonces) / size, 2) or None
        return Outcome("partly" if share else "wrong", share, named, details=tuple(lines))

    def seal(self, asked: Authored, form: dict[str, Any]) -> None:
        key = asked.need("key", dict, 'Write a mapping such as {"1": c, "2": b}.')
        if {str(one) for one in key} != set(form["left"]):
            asked.fail(("key",), f"The key has to pair each of {listed(form['left'])}.")
        right: set[tuple[str, str]] = set()
        nonces = []
        for one, others in key.items():
            nonces.append(asked.nonce(str(one)))
            for other in others if isinstance(others, list) else [others]:
                right.add(self._known(asked, form, str(one), str(other), ("key", str(one))))
                asked.sealer.add("pair", f"{one}|{other}", {}, nonce=nonces[-1])
        for listed_one in asked.others("pairs"):
            pairs = listed_one.answer
            if not isinstance(pairs, dict):
                asked.fail(listed_one.path, 'Write pairs such as {"3": d}.')
            if listed_one.record["status"] != "wrong":
                given = asked.understood(self, form, listed_one)
                asked.put("answer", next(iter(self.normals(form, given))), listed_one)
                continue
            for one, other in islice(pairs.items(), 100):
                pair = self._known(asked, form, str(one), str(other), listed_one.path)
                if pair in right:
                    asked.fail(listed_one.path, f"{one}: {other} is right by the key.")
                asked.put("pair", "|".join(pair), listed_one)
        for one in form["left"]:
            for other in form["right"]:
                if not asked.sealer.has("pair", f"{one}|{other}"):
                    asked.sealer.add("pair", f"{one}|{other}", {}, no=asked.nonce(one + other))
        asked.sealer.add("all", "|".join(sorted(nonces)), asked.right())

    @staticmethod
    def _known(
        asked: Authored, form: dict[str, Any], one: str, other: str, path: tuple
    ) -> tuple[str, str]:
        if one not in form["left"] or other not in form["right"]:
            asked.fail(path, f"{one}: {other} is not a pair of a left and a right key.")
        return one, other


KIND = Match()
