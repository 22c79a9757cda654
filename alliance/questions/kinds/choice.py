"""One of several options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from alliance.questions.answers import listed, said
from alliance.questions.kinds.base import Kind, Malformed
from alliance.questions.phrases import say

if TYPE_CHECKING:
    from alliance.questions.author import Authored


def options(asked: Authored, field: str) -> dict[str, Any]:
    """Author's side: a mapping of keys and texts, or a list that gets the letters a, b, c …"""
    from alliance.questions.author import text

    given = asked.get(field, {})
    if isinstance(given, list):
        given = {chr(ord("a") + i): one for i, one in enumerate(given)}
    if not isinstance(given, dict) or len(given) < 2:
        asked.fail((field,), f"Write at least two {field}: a mapping such as {{a: …, b: …}}.")
    return {str(key): text(one) for key, one in given.items()}


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
        if type(answer) is dict:  # from check boxes: {"a": True, "b": False}
            ticked = [key for key, value in answer.items() if value is True]
            answer = ticked[0] if len(ticked) == 1 else answer
        if type(answer) in (list, dict):
            raise Malformed(say("one-only"))
        found = said(form["options"], answer)
        if found is None:
            shown = str(answer)[:60]
            raise Malformed(say("not-an-option", answer=shown, letters=listed(form["options"])))
        return found

    def normals(self, form: dict[str, Any], given: str) -> Iterable[str]:
        return (given,)


KIND = Choice()
