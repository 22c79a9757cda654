"""True or false, and the reason for it: the truth alone is half of the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance.languages import pick, say
from alliance.questions import wording
from alliance.questions.answers import BESIDE_LETTER, SHORTENED, Malformed, bare
from alliance.questions.kinds import Form, Kind, field, in_languages, option, yaml
from alliance.questions.numbers import filled

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

_HALF = 0.5  # what the right truth earns without the right reason
# "False, a" before "and b" is two; a letter that stands alone may be a reason.
_BECAUSE, _JOINT, _TWO, _ALONE = filled("before a reason")
_SHORT = 60  # characters of an answer that holds a truth and a letter alone
_FIRST = 5  # words in which the truth has to be said


class Judgement(NamedTuple):
    """Whether the statement is true, and the letter of the reason, if one was given."""

    truth: bool
    reason: str = ""


class TrueFalse(Kind):
    name = "truefalse"
    shape = "one"
    fields = yaml(reasons=field("Letters | None", None))
    mistakes = 1
    words = ("truefalse", "true", "false", "reason")

    def form(self, asked: AuthoredQuestion) -> Form:
        return {"reasons": asked.lettered("reasons") if asked.get("reasons") else {}}

    def how(self, form: Form) -> str:
        phrase = "how-truefalse-reason" if form["reasons"] else "how-truefalse"
        return say(phrase, letters=", ".join(form["reasons"]))

    def examples(self, form: Form) -> Iterable[Any]:
        # One of two truths would tell the answer: the example shows the form and no more.
        return [[True, "x"]] if form["reasons"] else ["true or false"]

    def markdown(self, form: Form) -> Iterator[str]:
        yield say("ask-truefalse")
        if form["reasons"]:
            yield f"{say('ask-reason')}:"
            yield from super().markdown(form)

    def read(self, form: Form, answer: Any) -> Judgement:
        if type(answer) is dict:  # {"answer": False, "reason": "b"}, {"false": "b"}
            given = sorted(answer.values(), key=lambda one: wording.truth(one) is None)
            answer = given if len(answer) > 1 else [*next(iter(answer.items()), ())]
        truth, reason = _parts(form, answer)
        if truth is None:
            raise Malformed(say("not-a-truth"))
        return Judgement(truth, "" if reason in (None, "") else option(form["reasons"], reason))

    def normals(self, form: Form, given: Judgement) -> Iterable[str]:
        return (_normal(given),)

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        """An entry for each truth with each reason and with none.

        A listed answer without a reason holds with every reason. The right truth with another
        reason, or with none, earns half, and shows the mistake of that reason.
        """
        key = self.foreseen(asked, form, next(asked.rights()))
        if form["reasons"] and not key.reason:
            asked.fail(("key",), "Name the reason, too: [false, b].")
        weak = []
        for one, given in self.heard(asked, form, asked.listed()):
            if one.record["status"] == "wrong" and given.truth == key.truth:
                one = one._replace(record={**one.record, "status": "partly", "share": _HALF})
            asked.put("answer", _normal(given), one)
            weak += [] if given.reason else [(one, each) for each in _all(form, given.truth)]
        for each in (*_all(form, True), *_all(form, False)):
            weak.append((asked.worked_out(each, _unlisted(key, each), ()), each))
        for one, each in weak:
            asked.put("answer", _normal(each), one, weak=True)

    def answer(self, raw: dict[str, Any]) -> Any:
        key = raw.get("key")
        truth, *reason = key if isinstance(key, list) else [key]
        return [wording.truth(truth), *reason] if reason else wording.truth(truth)

    def offered(self, form: Form) -> list[tuple[Any, str]]:
        """Truth and reason as one choice: the half that the truth alone earns needs both."""
        words = {True: say("ask-true"), False: say("ask-false")}
        whole: list[tuple[Any, str]] = [
            ([truth, letter], f"{word}: {pick(text)}")
            for truth, word in words.items()
            for letter, text in form["reasons"].items()
        ]
        return whole or list(words.items())

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        """The right reason's own words, where they are long enough to be no accident."""
        key, reasons = raw.get("key"), raw.get("reasons") or {}
        text = reasons.get(str(key[-1])) if isinstance(key, list) else None
        return in_languages(text)


def _parts(form: Form, answer: Any) -> tuple[bool | None, Any]:
    """The truth, and what was written beside it."""
    if type(answer) is list and 1 <= len(answer) <= 2:
        return wording.truth(answer[0]), answer[1] if len(answer) == 2 else None
    truth = wording.truth(answer)
    if type(answer) is not str:
        return truth, None
    # Among words "a" is an article; alone at either end it is a letter: "false, a".
    letter = _ALONE.search(wording.fold(answer))
    if truth is not None and not (letter and (letter[1] or letter[2]) in form["reasons"]):
        return truth, None
    answer = bare(answer).rstrip()
    for joint in reversed(list(_JOINT.finditer(answer))[:_FIRST]):
        truth = wording.truth(answer[: joint.start()])
        if truth is not None and not _TWO.search(answer[: joint.start()]):
            return truth, _BECAUSE.sub("", bare(answer[joint.end() :]))
    # "It's false, reason b", "b, false": one truth, one letter, and words that say nothing.
    words = re.findall(r"\w+", re.sub(SHORTENED, " ", wording.fold(answer[:_SHORT])))
    truths = {wording.truth(one) for one in words} - {None}
    letters = [one for one in words if one in form["reasons"]]
    beside = [one for one in words if one not in letters and wording.truth(one) is None]
    if len(truths) == len(letters) == 1 and BESIDE_LETTER.issuperset(beside):
        return truths.pop(), letters[0]
    return None, None


def _normal(given: Judgement) -> str:
    return f"{given.truth}|{given.reason}"


def _all(form: Form, truth: bool) -> list[Judgement]:
    return [Judgement(truth), *(Judgement(truth, letter) for letter in form["reasons"])]


def _unlisted(key: Judgement, given: Judgement) -> dict[str, Any]:
    """The record of an answer that the author did not list."""
    if given.truth != key.truth:
        return {"status": "wrong"}
    phrase = "truefalse-other" if given.reason else "truefalse-reason"
    return {"status": "partly", "share": _HALF, "say": phrase}


KIND = TrueFalse()
