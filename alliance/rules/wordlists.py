"""Two ways to write down a list of words."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``."""
    return frozenset(text.split())


def alternatives(text: str) -> str:
    """A pattern for any of the words of ``text``, longest first; ``_`` is any white space."""
    words = sorted(set(text.split()), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(words).replace("_", r"\s+") + ")"
