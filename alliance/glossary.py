"""The course's terms, each with its kanji, its reading and a plain explanation."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from alliance import paths
from alliance.names import Misused, UnknownName

if TYPE_CHECKING:
    from alliance.sheet import Sheet


@lru_cache(maxsize=1)
def _terms() -> list[dict[str, str]]:
    return json.loads(paths.data("built", "glossary.json").read_text("utf-8"))["terms"]


def glossary(*terms: str) -> Sheet:
    """A row per term: term (index), kanji, reading, gloss. All terms, or those that are named.

    :class:`~alliance.names.UnknownName` for a term that is not there suggests the nearest ones.
    """
    from alliance.sheet import Sheet

    known = {term["term"].casefold(): term for term in _terms()}
    chosen = []
    for name in terms or [term["term"] for term in _terms()]:
        if not isinstance(name, str):
            raise Misused('Write the term in quotation marks: glossary("Anpo").')
        if name.casefold() not in known:
            near = get_close_matches(name.casefold(), known, n=3, cutoff=0.5)
            said = ", ".join(known[key]["term"] for key in near) or "none that is near"
            raise UnknownName(f"The glossary has no {name!r}. It has: {said}.")
        chosen.append(known[name.casefold()])
    rows = [
        {key: term.get(key, "") for key in ("term", "kanji", "reading", "gloss")} for term in chosen
    ]
    return Sheet(rows).set_index("term")
