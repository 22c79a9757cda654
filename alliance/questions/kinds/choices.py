"""Several of several options."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from alliance.languages import pick, say
from alliance.questions import answers, wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import Form, Kind, Outcome, field, option, some, yaml
from alliance.questions.numbers import filled

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion


_LETTERS = 80  # characters that letters alone may have
# "a, c and d"; "a to c", "a-c": a span ("a-c-d" is a list); "1. a 2. c".
_SEPARATORS, _TO, _CHAIN, _NUMBERED = filled("several letters", {"japanese": wording.JAPANESE})
_EVERY, _BUT, _EXCEPT = filled("all or all but some")


def _spread(options: dict[str, Any], text: str) -> str:
    """ "a to c" as "a, b, c"."""

    def spread(chain: re.Match[str]) -> str:
        said = _TO.split(chain[0].removeprefix("from "))
        ends = [answers.letter(options, one) or one for one in said]
        if len(ends) == 2 and all(one in options for one in ends):
            first, last = sorted(list(options).index(one) for one in ends)
            ends = list(options)[first : last + 1]
        return ", ".join(ends)

    return _CHAIN.sub(spread, text)


def _asked_for(options: dict[str, Any], text: str, asked: str) -> list[str]:
    """The letters of which a text says what was asked: "a and c are not quoted", where all that are
    not quoted were to be chosen. The words stand before the letters or behind them, and deny what
    the question denies."""
    words = answers.named_words(text)
    at = [i for i, one in enumerate(words) if one in options] or [0]
    sides = (words[: at[0]], words[at[-1] + 1 :])
    head, tail = (wording.stems(" ".join({*side} - answers.BESIDE_LETTER)) for side in sides)
    for sentence in re.findall(r"[^.?!]*\?|Choose [^.?!]*", asked):
        known, told = wording.stems(sentence), (head or tail) - wording.NEGATIONS
        denies = [bool(wording.NEGATIONS & one) for one in (head | tail, known)]
        plain = not (head and tail) and not re.search(r"\d", text)
        if told and told <= known and plain and denies[0] == denies[1]:
            return answers.letters(options, " ".join(words[at[0] : at[-1] + 1]))
    return []


class Choices(Kind):
    name = "choices"
    shape = "several"
    fields = yaml(options=field("Letters", min_length=2))
    words = ("chosen",)

    def examples(self, form: Form) -> Iterable[Any]:
        return [["x", "y"]]

    def read(self, form: Form, answer: Any) -> tuple[str, ...]:
        found = _letters(form["options"], answer, wording.asked(form))
        if not found:
            raise Malformed(say("choices-none", letters=", ".join(form["options"])))
        for one in found:
            if found.count(one) > 1:
                raise Malformed(say("twice", answer=one))
        return tuple(sorted(found))

    def unlisted(self, form: Form, given: tuple[str, ...], seal: Seal) -> Outcome:
        records = {one: seal.first("element", one) or {} for one in given}
        hits = [one for one, record in records.items() if "of" in record]
        false = [one for one in given if one not in hits]
        whole = max(record.get("of", 1) for record in records.values())
        share = max(0, len(hits) - len(false)) / whole
        lines = [say("choices-count", hits=len(hits), false=len(false))]
        named = [records[one].get("misconception") for one in false]
        told = {one: records[one].get("message") for one in false}
        lines += [f"{one}: {pick(message)}" for one, message in told.items() if message]
        if len(given) == len(form["options"]):
            share = 0  # to take all is to choose none
            lines.append(say("choices-all"))
        if hits and not false:
            lines.append(say("choices-missing"))
        return some(share, *lines, told={"misconception": next(filter(None, named), None)})

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        key = self.foreseen(asked, form, next(asked.rights()))
        for one, given in self.heard(asked, form, asked.listed()):
            if one.record["status"] == "wrong" and set(given) < set(key):
                # Nothing in it is wrong, and a part of the right ones is there.
                share = len(given) / len(key)
                one = one._replace(record={**one.record, "status": "partly", "share": share})
            single = len(given) == 1 and type(one.answer) is not list
            if one.record["status"] == "wrong" and single:
                asked.put("element", given[0], one)
            else:
                asked.put("answer", ",".join(given), one)
        for letter in key:
            if asked.sealer.has("element", letter):
                asked.fail(("misconceptions",), f"Option {letter} is in the key. List a whole set.")
            asked.sealer.add("element", letter, {}, of=len(key))
        for letter in form["options"]:
            if not asked.sealer.has("element", letter):
                asked.sealer.add("element", letter, {}, no=len(key))


def _letters(options: dict[str, Any], answer: Any, asked: str = "") -> list[str]:
    if type(answer) is dict:
        # From check boxes: {"a": True, "b": False}
        answer = [key for key, ticked in answer.items() if wording.truth(ticked)]
    if type(answer) is list:
        return [option(options, item, answers.meant) for item in answer if item not in (None, "")]
    whole = answers.said(options, answer)
    if whole is not None or type(answer) is not str:
        return [option(options, answer, answers.meant) if whole is None else whole]
    text = answers.unnumbered(answer) if _NUMBERED.match(answer) else answer
    text = answers.bare(text).strip(" []\"'.!?;")
    folded = answers.uncommented(options, wording.fold(text))
    folded = _spread(options, folded) if len(folded) < _LETTERS else ""
    folded = _EXCEPT.sub(r"all except \1", folded)
    if _EVERY.fullmatch(folded):
        return list(options)
    but = _BUT.fullmatch(answers.unreasoned(folded))
    out = answers.letters(options, re.sub(r"\bor\b", ",", but["out"])) if but else []
    if but and (out or _EVERY.fullmatch(but["kept"])):
        out = out or _letters(options, but["out"])
        return [one for one in _letters(options, but["kept"]) if one not in out]
    if found := answers.letters(options, folded) or _asked_for(options, folded, asked):
        return found
    read = answers.pieces(text, _SEPARATORS.pattern, lambda one: answers.meant(options, one, asked))
    return read if isinstance(read, list) else [option(options, read, answers.meant)]


KIND = Choices()
