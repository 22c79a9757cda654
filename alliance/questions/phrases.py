"""The words that the question room itself says, in the reader's language.

A language is a module ``phrases_<code>`` with the table ``TEXT``; a key that it lacks is said in
English. The course's own texts may be mappings of languages: :func:`pick` chooses.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from alliance.questions import phrases_en

_tables: dict[str, dict[str, str]] = {"en": phrases_en.TEXT}
_chosen: str | None = None


def language() -> str:
    """The language in use: what :func:`use` set, else ``ALLIANCE_LANGUAGE``, else English."""
    return _chosen or os.environ.get("ALLIANCE_LANGUAGE", "en")[:2].lower() or "en"


def use(code: str | None) -> bool:
    """Choose a language by its two-letter code (``None``: back to the environment's).

    Returns whether there are words for it; without them English is spoken.
    """
    global _chosen
    _chosen = code
    return bool(_table(language()))


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
    phrase = _table(language()).get(key) or phrases_en.TEXT[key]
    return phrase.format(**values) if values else phrase


def pick(text: Any) -> str:
    """A text of the course in the reader's language: a string, or one of ``{"en": …, "ja": …}``."""
    if isinstance(text, dict):
        return str(text.get(language()) or text.get("en") or next(iter(text.values()), ""))
    return "" if text is None else str(text)
