"""The words that the question room itself says, in the reader's language."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from alliance.questions import phrases_en

# The words that the question room itself says, in the reader's language.
#
# A language is a module ``phrases_<code>`` with the table ``TEXT``; a key that it lacks is said in
# English. The course's own texts may be mappings of languages: :func:`pick` chooses.


_tables: dict[str, dict[str, str]] = {"en": phrases_en.TEXT}
_chosen: str | None = None


def current() -> str:
    """The language in use: what :func:`use` set, else ``ALLIANCE_LANGUAGE``, else English."""
    return _chosen or os.environ.get("ALLIANCE_LANGUAGE", "en")[:2].lower() or "en"


def use(code: str | None) -> bool:
    """Choose a language by its two-letter code (``None``: back to the environment's).

    Returns whether there are words for it; without them English is spoken.
    """
    global _chosen
    _chosen = code
    return bool(_table(current()))


def _table(code: str) -> dict[str, str]:
    if code not in _tables:
        name = f"alliance.questions.phrases_{code}"
        try:
            _tables[code] = import_module(name).TEXT if code.isalpha() else {}
        except ModuleNotFoundError:
            _tables[code] = {}
    return _tables[code]


def say(key: str, **values: Any) -> str:
    """The phrase ``key`` with its gaps filled."""
    phrase = _table(current()).get(key) or phrases_en.TEXT[key]
    return phrase.format(**values) if values else phrase


def pick(text: Any) -> str:
    """A text of the course in the reader's language: a string, or one of ``{"en": …, "ja": …}``."""
    if isinstance(text, dict):
        return str(text.get(current()) or text.get("en") or next(iter(text.values()), ""))
    return "" if text is None else str(text)


# ``al.language``: in which language the question room speaks.


# Each language by its own name; the words are in ``phrases_<code>``.
LANGUAGES = {"en": "English", "ja": "日本語"}


class Spoken(str):
    """A sentence that a notebook shows without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def language(code: str | None = None) -> Spoken:
    """Choose the language of buttons, verdicts and progress: ``al.language("ja")``.

    Without a code, says which one is in use. What the course itself says stays in English where
    nobody has translated it. ``ALLIANCE_LANGUAGE`` chooses before the notebook starts.
    """
    known = ", ".join(f'"{code}" ({name})' for code, name in LANGUAGES.items())
    if code is not None:
        wanted = code.strip().lower() if type(code) is str else ""
        wanted = next((key for key, name in LANGUAGES.items() if wanted in (key, name.lower())), "")
        if not wanted:
            return Spoken(say("language-unknown", known=known))
        use(wanted)
    name = LANGUAGES.get(current(), LANGUAGES["en"])
    return Spoken(say("language-now", name=name, known=known))
