"""The reader's language: what is said and read in it, and which of the course's texts are."""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from typing import Any

from alliance.corpus import data, loaded, short_name

# A language is a file ``data/phrases/<code>.json``: its own name, and what is said; a key that it
# lacks is said in English. The course's own texts may be mappings of languages: :func:`pick`
# chooses.
_chosen: str | None = None


def current() -> str:
    """The language in use: what :func:`use` set, else ``ALLIANCE_LANGUAGE``, else English."""
    return _chosen or os.environ.get("ALLIANCE_LANGUAGE", "en")[:2].lower() or "en"


def use(code: str | None) -> None:
    """Choose a language by its two-letter code (``None``: back to the environment's); where there
    are no words for it, English is spoken."""
    global _chosen
    _chosen = code


@cache
def file(code: str) -> dict[str, Any]:
    """All that a language's file holds; empty where there is none."""
    known = code.isalpha() and data("phrases", f"{code}.json").is_file()
    return loaded("phrases", f"{code}.json") if known else {}


def table(code: str) -> dict[str, str]:
    """The phrases of a language, by key."""
    said: dict[str, str] = file(code).get("said", {})
    return said


@cache
def languages() -> dict[str, str]:
    """The languages there are, English first: code and own name."""
    codes = {path.stem for path in data("phrases").glob("*.json")} - {"en"}
    return {code: file(code)["name"] for code in ("en", *sorted(codes))}


def keys(prefix: str) -> list[str]:
    """The keys of the phrases that begin so."""
    return [key for key in table("en") if key.startswith(prefix)]


def say(key: str, **values: Any) -> str:
    """The phrase ``key`` with its gaps filled."""
    phrase = table(current()).get(key) or table("en")[key]
    return phrase.format(**values) if values else phrase


# A letter or a name of one word ("b", "reuters-2020") needs no translation.
_WORDS = re.compile(r"[A-Za-z]{2}.*\s|\s.*[A-Za-z]{2}")


def pick(text: Any) -> str:
    """A text of the course in the reader's language: a string, or one of ``{"en": …, "ja": …}``.

    Words that nobody has translated stay in English, and say so.
    """
    if isinstance(text, dict):
        if own := text.get(current()):
            return str(own)
        text = text.get("en") or next(iter(text.values()), "")
    said = "" if text is None else str(text)
    foreign = current() != "en" and table(current()) and _WORDS.search(said)
    return say("untranslated", text=said) if foreign else said


def in_english(text: Any) -> str:
    """A text of the course in English, whatever the reader's language."""
    return str(text["en"] if isinstance(text, dict) else text)


def term(word: str, english: str | None = None) -> str:
    """A word of the course as it is shown: a unit ("articles"), a part of a treaty ("Preamble"), or
    what a source or a document is called, by its id; ``english``: what that is in English."""
    named: dict[str, str] = file(current()).get("terms", {})
    return named.get(word, word if english is None else english)


def called(id: str) -> str:
    """What a reader calls one of the course's own sources, "Reuters 2020"; else empty."""
    return term(id, short_name(id))


_NAMED = re.compile(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`|^[a-z0-9]+(?:-[a-z0-9]+)+$")


def with_names(text: str) -> str:
    """``text`` with each source by its name where an author wrote its id between backticks, or
    nothing but its id: who clicks an answer has nothing to type an id into."""

    def name(found: re.Match[str]) -> str:
        short, before = called(found[1] or found[0]), text[: found.start()].rstrip()
        if not short:
            return found[0]
        return short[:1].upper() + short[1:] if before[-1:] in (*".?!:", "") else short

    return _NAMED.sub(name, text)


def named(text: Any) -> str:
    """A text of the course in the reader's language, with the names of sources for their ids."""
    return with_names(pick(text))


# What readers write, by which answers are read; and the language that they choose.


@lru_cache(maxsize=2048)  # the words of every option are asked about for every part of an answer
def names_of(id: str) -> tuple[str, ...]:
    """What a source or a document is called in each language, with its year and without it."""
    known = [short_name(id), *(file(code).get("terms", {}).get(id, "") for code in languages())]
    return tuple(said for name in known for said in (name, name.partition("（")[0]) if said)


def listed(name: str) -> tuple[str, ...]:
    """What readers write, in any language: "silent" for that the sources do not say, "blank" for
    what a cell holds before anybody has answered."""
    return tuple(said for code in languages() for said in file(code).get(name, ()))


def words() -> dict[str, Any]:
    """The words by which answers are read, whatever the language in use: ``data/words.json``."""
    return loaded("words.json")


def vocabulary(name: str) -> frozenset[str]:
    """One of the lists in :func:`words`."""
    return frozenset(words()[name].split())


class Spoken(str):
    """A sentence that a notebook shows without quotation marks."""

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
        named = {said: key for key, name in languages().items() for said in (key, name.lower())}
        wanted = str(code).strip().lower()
        if wanted not in named:
            return Spoken(say("language-unknown", known=known))
        use(named[wanted])
    name = languages().get(current(), "English")
    return Spoken(say("language-now", name=name, known=known))
