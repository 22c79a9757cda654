"""One of several options."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from alliance.questions import forms
from alliance.questions.kinds.base import Kind, Malformed
from alliance.questions.phrases import say

if TYPE_CHECKING:
    from alliance.questions.authored import Authored

_LETTERED = re.compile(r"(?:option |answer )?\(?([a-z0-9]{1,2})\)?[.):,]?(?:\s+(.*))?", re.DOTALL)


def options(asked: Authored, field: str) -> dict[str, Any]:
    """Author's side: a mapping of keys and texts, or a list that gets the letters a, b, c …"""
    from alliance.questions.authored import text

    given = asked.get(field, {})
    if isinstance(given, list):
        given = {chr(ord("a") + i): one for i, one in enumerate(given)}
    if not isinstance(given, dict) or len(given) < 2:
        asked.fail((field,), f"Write at least two {field}: a mapping such as {{a: …, b: …}}.")
    return {str(key): text(one) for key, one in given.items()}


def listed(keys: Iterable[str]) -> str:
    return ", ".join(keys)


def letter(options: dict[str, Any], answer: Any) -> str | None:
    """The key of the option that ``answer`` means (by key, words or place), or ``None``."""
    if type(answer) in (int, bool, float):
        said = str(answer)
        by_words = _by_words(options, said)
        if by_words or type(answer) is bool:
            return by_words
        if said in options:
            return said
        whole = type(answer) is int or answer.is_integer()
        return list(options)[int(answer) - 1] if whole and 1 <= answer <= len(options) else None
    if type(answer) is not str:
        return None
    folded = forms.fold(answer).strip(" \"'“”.[]")
    if folded in options:
        return folded
    by_words = _by_words(options, answer)
    if by_words:
        return by_words
    match = _LETTERED.fullmatch(folded)
    if match and match[1] in options:
        # "b) Only on request": letter and words have to agree.
        if not match[2] or _by_words(options, match[2]) == match[1]:
            return match[1]
        return None
    place = folded.isascii() and folded.isdigit() and len(folded) <= 3
    return letter(options, int(folded)) if place else None


def _by_words(options: dict[str, Any], said: str) -> str | None:
    if len(said) > 1000:
        return None
    wanted = forms.phrase(said)
    silent = forms.is_silent(said)
    found = [
        key
        for key, text in options.items()
        for words in (text.values() if type(text) is dict else (text,))
        if (wanted and forms.phrase(words) == wanted) or (silent and forms.is_silent(words))
    ]
    return found[0] if len(set(found)) == 1 else None


class Choice(Kind):
    name = "choice"

    def form(self, asked: Authored) -> dict[str, Any]:
        return {"options": options(asked, "options")}

    def how(self, form: dict[str, Any]) -> str:
        return say("how-choice", letters=listed(form["options"]))

    def examples(self, form: dict[str, Any]) -> Iterable[Any]:
        # Every letter may be right: the example is a letter that the reader sees is not an option.
        return ["x", "z"]

    def read(self, form: dict[str, Any], answer: Any) -> str:
        if type(answer) is list and len(answer) == 1:
            answer = answer[0]
        if type(answer) in (list, dict):
            raise Malformed(say("one-only"))
        found = letter(form["options"], answer)
        if found is None:
            shown = str(answer)[:60]
            raise Malformed(say("not-an-option", answer=shown, letters=listed(form["options"])))
        return found

    def normals(self, form: dict[str, Any], given: str) -> Iterable[str]:
        return (given,)


KIND = Choice()
