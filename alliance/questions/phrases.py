"""What readers write, by which answers are read; and the language that they choose."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from alliance.corpus import data

# This room speaks by way of this module, and asks no other for its words.
from alliance.languages import current as current
from alliance.languages import file, languages, use
from alliance.languages import keys as keys
from alliance.languages import measure as measure
from alliance.languages import pick as pick
from alliance.languages import say as say
from alliance.languages import tagged as tagged


def listed(name: str) -> tuple[str, ...]:
    """What readers write, in any language: "silent" for that the sources do not say, "blank" for
    what a cell holds before anybody has answered."""
    return tuple(said for code in languages() for said in file(code).get(name, ()))


@cache
def words() -> dict[str, Any]:
    """The words by which answers are read, whatever the language in use: ``data/words.json``."""
    found: dict[str, Any] = json.loads(data("words.json").read_text("utf-8"))
    return found


def vocabulary(name: str) -> frozenset[str]:
    """One of the lists in :func:`words`."""
    return frozenset(words()[name].split())


class Spoken(str):
    """A sentence that a notebook shows without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def language(code: str | None = None) -> Spoken:
    """Choose the language of buttons, verdicts and progress: ``al.language("ja")``.

    What the course itself says stays in English where nobody has translated it.
    ``ALLIANCE_LANGUAGE`` chooses before the notebook starts.

    Parameters
    ----------
    code : str, optional
        A code such as ``"ja"`` or a language's own name; without one nothing is changed.

    Returns
    -------
    Spoken
        Which language is in use, and which there are.
    """
    known = ", ".join(f'"{code}" ({name})' for code, name in languages().items())
    if code is not None:
        wanted = code.strip().lower() if type(code) is str else ""
        wanted = next(
            (key for key, name in languages().items() if wanted in (key, name.lower())), ""
        )
        if not wanted:
            return Spoken(say("language-unknown", known=known))
        use(wanted)
    name = languages().get(current(), "English")
    return Spoken(say("language-now", name=name, known=known))
