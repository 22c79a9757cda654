"""Put in order; what happened at once, or is disputed, may stand in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from alliance.languages import named, say, vocabulary
from alliance.questions import answers, wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import Form, Kind, Outcome, field, option, outcome, some, yaml
from alliance.questions.kinds.date import IN_SENTENCE
from alliance.questions.numbers import filled

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion, Listed

_STEPS = vocabulary("beside a step")
# What an item in words begins with: "finally, the treaty …", "oldest first: …".
_LED = re.compile(rf"^(?:(?:the )?(?:{'|'.join(sorted(_STEPS))})\b[\s,:]*)+", re.IGNORECASE)
# Between steps, and behind one; "d c a/b" are no steps; "a2 b5 c1" are, by their places. "Last f,
# first d" goes the other way; "the war, the war" is two.
_SEPARATORS, _BEHIND, _TIED, _PLACED, _BACK, _TWICE = filled("steps")
_LONGEST = 500  # characters in which letters are looked for beside dates


class Order(Kind):
    name = "order"
    shape = "sequence"
    fields = yaml(items=field("Letters", min_length=3))
    mistaken = yaml(before=field("tuple[Text, Text] | None", None))
    words = ("up", "down", "position", "order-help")

    def examples(self, form: Form) -> Iterable[Any]:
        letters = list(form["items"])
        return [letters, letters[::-1], letters[1:] + letters[:1], letters[2:] + letters[:2]]

    def read(self, form: Form, answer: Any) -> Sequence[str]:
        """The items in order: a tuple, or a list where they were written in numbers."""
        items = form["items"]
        found = []
        for part in _parts(items, answer):
            one = option(items, part, _item)
            if one in found:
                raise Malformed(say("twice", answer=one))
            found.append(one)
        if len(found) != len(items):
            raise Malformed(say("order-length", letters=", ".join(items), n=len(found)))
        # Numbers may be those of the items or of their places.
        return tuple(found) if re.search(r"[^\W\d_]", str(answer)) else found

    def judge(self, form: Form, given: Sequence[str], seal: Seal) -> Outcome:
        found = super().judge(form, given, seal)
        if found.status != "right" and type(given) is list:
            raise Malformed(self.how(form))
        return found

    def unlisted(self, form: Form, given: Sequence[str], seal: Seal) -> Outcome:
        opened = {pair: seal.first("pair", "<".join(pair)) for pair in combinations(given, 2)}
        known = {pair: record for pair, record in opened.items() if record}
        wrong = {pair: record for pair, record in known.items() if "nonce" not in record}
        if not wrong:
            nonces = sorted(record["nonce"] for record in known.values())
            return outcome(seal.open("all", "|".join(nonces))[0])
        share = round(max(0.0, 1 - 2 * len(wrong) / len(known)), 2)
        late = {later for _, later in wrong}
        place, item = next((i, one) for i, one in enumerate(given, 1) if one in late)
        told = next((record for record in wrong.values() if record.get("misconception")), {})
        line = say("order-first", place=place, item=named(form["items"][item]))
        return some(share, line, told=told)

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        key = asked.need("key", list, "Write the items in order, such as [a, [b, c], d].")
        groups = _groups(key)
        flat = [item for group in groups for item in group]
        if sorted(flat) != sorted(form["items"]):
            asked.fail(("key",), f"The key names {', '.join(flat)}; it has to name each item once.")
        before = dict(_swapped(asked, form))
        nonces = []
        placed = [(i, item) for i, group in enumerate(groups) for item in group]
        for (i, first), (j, then) in combinations(placed, 2):
            if i == j:
                continue
            nonces.append(asked.nonce(f"{first}<{then}"))
            asked.sealer.add("pair", f"{first}<{then}", {}, nonce=nonces[-1])
            mistake = before.pop((then, first), None)
            told = mistake.record if mistake else {}
            asked.sealer.add("pair", f"{then}<{first}", told, late=i + j)
        for mistake in before.values():
            asked.fail(mistake.path, "This order is no mistake by the key. Write [wrong first, …].")
        others = (*list(asked.rights())[1:], *asked.others())
        for one, given in self.heard(asked, form, others):
            asked.put("answer", ",".join(given), one)
        asked.sealer.add("all", "|".join(sorted(nonces)), asked.right())

    def answer(self, raw: dict[str, Any]) -> Any:
        return [item for group in _groups(raw["key"]) for item in group]


def _parts(items: dict[str, Any], answer: Any) -> list[Any]:
    if type(answer) is list and all(type(one) is list and len(one) == 2 for one in answer):
        answer = {str(place): item for place, item in answer}  # [(1, "d"), (2, "c"), …]
    if type(answer) is dict:
        answer = _ranked(items, answer)
    if type(answer) is str:
        text = answers.unnumbered(answer)
        text = answers.bare(text).strip(" []()")
        tied = len(_TIED.findall(text))
        if _BACK.search(text) or 0 < tied < len(re.findall(r"\b[a-z]\b", text, re.I)) - 1:
            return [text]
        if placed := _placed(items, wording.fold(text[:_LONGEST])):
            return placed
        # A date beside a letter tells more of it, and so do brackets: "c (20 May)", "c: 1960".
        alone = answers.uncommented(items, wording.fold(text[:_LONGEST]))
        alone = IN_SENTENCE.sub(" ", alone)
        alone = re.sub(r"(?<=\b\w)\s*\([^()]*\)", " ", alone)
        if run := answers.letters(items, alone, answers.BESIDE_LETTER | _STEPS):
            return run
        found = answers.pieces(
            text, _SEPARATORS.pattern, lambda part: _item(items, part), len(items)
        )
        return found if isinstance(found, list) else [found]
    if type(answer) is list:
        return answer
    raise Malformed(say("order-length", letters=", ".join(items), n=0))


def _placed(items: dict[str, Any], text: str) -> list[str]:
    """The items of "a2 b5 c1 …" by their places; or of "the surrender (d), the war (c) …"."""
    bracketed = re.findall(r"\(([a-z])\)", text)
    if sorted(bracketed) == sorted(items):
        return bracketed
    found = {one[1] or one[4]: one[2] or one[3] for one in _PLACED.finditer(text)}
    alone = sorted(found) == sorted(items) and not re.search(r"\w", _PLACED.sub("", text))
    ranked = _ranked(items, found) if alone else []
    return ranked if type(ranked) is list else []


def _ranked(items: dict[str, Any], answer: dict[str, Any]) -> Any:
    """{1: "d", 2: "c"} and {"d": 1, "c": 2} as a list; anything else as it is."""
    places = [str(i) for i in range(1, len(items) + 1)]
    if sorted(answer) == sorted(places):
        return [answer[place] for place in places]
    if sorted(map(str, answer.values())) == sorted(places):
        return sorted(answer, key=lambda item: int(answer[item]))
    return answer


def _item(items: dict[str, Any], part: Any) -> str | None:
    """The item that is meant; also by words that no other has."""
    if type(part) is not str:
        return answers.meant(items, part)
    part = part.strip(" '\"()")
    if len(part) > _LONGEST:
        return None
    shorter = (_LED.sub("", part), _BEHIND.sub("", part), IN_SENTENCE.sub(" ", part))
    for one in dict.fromkeys((part, *shorter)):
        read = answers.letter if _TWICE.search(one) else answers.meant
        if found := read(items, one) or (read is answers.meant and answers.named(items, one)):
            return found
    return None


def _swapped(asked: AuthoredQuestion, form: Form) -> Iterator[tuple[tuple[str, ...], Listed]]:
    """Each pair of items in the wrong order that tells of a misconception."""
    for path, one in asked.mistakes(holding="before"):
        pair, where = tuple(str(item) for item in one["before"]), (*path, "before")
        if len(pair) != 2 or not set(pair) <= set(form["items"]):
            asked.fail(where, "Write two of the items, such as [b, a].")
        yield pair, asked.worked_out(pair, asked.mistake(one), where)


def _groups(key: list[Any]) -> list[list[str]]:
    """The items in order; those of one inner list may stand in any order."""
    return [[str(item) for item in (one if isinstance(one, list) else [one])] for one in key]


KIND = Order()
