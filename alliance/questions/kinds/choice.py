"""One of several options."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from alliance.languages import say
from alliance.questions import wording
from alliance.questions.answers import Malformed, said
from alliance.questions.kinds import Form, Kind, field, in_languages, option, rights, single, yaml


class Choice(Kind):
    name = "choice"
    shape = "one"
    fields = yaml(options=field("Letters", min_length=2))

    def examples(self, form: Form) -> Iterable[Any]:
        # Every letter may be right: the example is a letter that the reader sees is not an option.
        return ["x", "z"]

    def read(self, form: Form, answer: Any) -> str:
        if type(answer) is dict:  # from check boxes: {"a": True, "b": False}
            answer = single([key for key, value in answer.items() if value is True])
        if type(answer) is list:
            raise Malformed(say("one-only"))
        return option(form["options"], answer, partial(said, asked=wording.asked(form)))

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        """The options' own words, where they are long enough to be no accident."""
        options = raw.get("options")
        texts = [options.get(str(one)) for one in rights(raw)] if isinstance(options, dict) else []
        return [words for text in texts for words in in_languages(text)]


KIND = Choice()
