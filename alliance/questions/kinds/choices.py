"""Several of several options."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from alliance.languages import pick, say
from alliance.questions import wording
from alliance.questions.answers import Malformed, bare, listed, meant, pieces, said
from alliance.questions.bank import Seal
from alliance.questions.kinds import Form, Kind, Outcome, boxes, field, option, some, yaml

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

_SEPARATORS = r"\s*(?:[,;/&+、，\n・]|(?<=\b\w)-(?=\w\b)|\band\b)\s*"


_SPAN = re.compile(r"([a-z]) (?:to|through|until|bis) ([a-z])")
# "(not b)", "… only", "… are right", "… だけ": nothing that changes what is chosen.
_GLOSS = (
    r"\s*\((?:but )?not [\w, ]*\)\s*$|\s+(?:only|alone)\W*$"
    r"|\s+(?:is|are) (?:right|correct|true)\W*$|\s*だけ$"
)
_LETTERS = 80  # characters that letters alone may have
_EVERY = re.compile(
    r"(?:all|everything)(?: of (?:them|these|the above))?(?: (?:but|except)(?: for)? (?P<but>.+))?"
)


class Choices(Kind):
    name = "choices"
    shape = "several"
    fields = yaml(options=field("Letters", min_length=2))
    words = ("chosen",)

    def examples(self, form: Form) -> Iterable[Any]:
        return [["x", "y"]]

    def read(self, form: Form, answer: Any) -> tuple[str, ...]:
        found = self._letters(form["options"], answer)
        taken_back = re.search(r"\((?:but )?not ([\w, ]*)\)\W*$", str(answer))
        found += [one for one in found if taken_back and one in taken_back[1].split(", ")]
        if not found:
            raise Malformed(say("choices-none", letters=listed(form["options"])))
        for one in found:
            if found.count(one) > 1:
                raise Malformed(say("twice", answer=one))
        return tuple(sorted(found))

    def _letters(self, options: dict[str, Any], answer: Any) -> list[str]:
        if type(answer) is dict:
            # From check boxes: {"a": True, "b": False}
            answer = [key for key, ticked in answer.items() if ticked is True]
        if type(answer) is list:
            return [option(options, item, meant) for item in answer if item not in (None, "")]
        whole = said(options, answer)
        if whole is not None or type(answer) is not str:
            return [option(options, answer, meant) if whole is None else whole]
        text = re.sub(_GLOSS, "", bare(answer), flags=re.IGNORECASE).strip(" []()\"'.!")
        text = re.sub(r"(?<![a-z])([a-z])と(?=[a-z](?![a-z]))", r"\1, ", text)
        if text.isalnum() and len(text) <= 2 * len(options):
            return [option(options, char, meant) for char in text]
        words = re.findall(r"\w+", wording.fold(text[:_LETTERS]))
        letters = [one for one in words if one not in ("and", "plus", "und", "only", "just")]
        span = _SPAN.fullmatch(wording.fold(text[:_LETTERS]))
        if span and all(one in options for one in span.groups()):  # "a to c"
            first, last = sorted(list(options).index(one) for one in span.groups())
            return list(options)[first : last + 1]
        if len(text) < _LETTERS and letters and all(one in options for one in letters):
            return letters  # "a c and d"
        every = _EVERY.fullmatch(wording.fold(text[:_LETTERS]))
        if every:
            left_out = self._letters(options, every["but"]) if every["but"] else []
            return [one for one in options if one not in left_out]
        found = pieces(text, _SEPARATORS, lambda part: meant(options, part))
        return found if type(found) is list else [option(options, found, meant)]

    def paper(self, form: Form) -> str:
        return f"<p><small>More than one may be right.</small></p>{boxes(form['options'])}"

    def normals(self, form: Form, given: tuple[str, ...]) -> Iterable[str]:
        return (",".join(given),)

    def unlisted(self, form: Form, given: tuple[str, ...], seal: Seal) -> Outcome:
        records = {one: seal.first("element", one) or {} for one in given}
        hits = [one for one, record in records.items() if "of" in record]
        false = [one for one in given if one not in hits]
        whole = max(record.get("of", 1) for record in records.values())
        share = max(0, len(hits) - len(false)) / whole
        lines = [say("choices-count", hits=len(hits), false=len(false))]
        named = None
        for one in false:
            named = named or records[one].get("misconception")
            if message := records[one].get("message"):
                lines.append(f"{one}: {pick(message)}")
        if len(given) == len(form["options"]):
            share = 0  # to take all is to choose none
            lines.append(say("choices-all"))
        if hits and not false:
            lines.append(say("choices-missing"))
        return some(share, *lines, named=named)

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


KIND = Choices()
