"""Short names that a text gives to what it has named in full."""

from __future__ import annotations

from collections.abc import Sequence

from .names import Span
from .tokens import Tokens

Short = dict[str, tuple[str, str]]  # word -> (layer, value)

_CAMPS = frozenset({"Camp", "Fort"})


def short_names(tokens: Tokens, spans: Sequence[Span]) -> Short:
    """What the text names in short from now on: "Full Name (ABC)" -> ABC, "Camp Schwab" -> Schwab.

    Each with its layer and value.
    """
    words: list[str] = tokens.words
    found: Short = {}
    for span in spans:
        last = words[span.end - 1]
        camp = words[span.start] in _CAMPS and span.end - span.start == 2
        if span.layer == "place" and camp and last.isalpha() and len(last) > 3:
            found[last] = ("place", span.value)
        if span.layer != "organisation" or span.end + 2 >= len(words):
            continue
        short = words[span.end + 1]
        bracketed = words[span.end] == "(" and words[span.end + 2] == ")"
        if bracketed and short.isupper() and 2 <= len(short) <= 8:
            found[short] = ("organisation", span.value)
    return found


def short_again(tokens: Tokens, short: Short, found: list[Span]) -> list[Span]:
    """The short names of ``short`` where they stand alone."""
    if not short:
        return []
    busy = {i for span in found for i in range(span.start, span.end)}
    return [
        Span(i, i + 1, *short[tokens.words[i]])
        for i in tokens.caps
        if tokens.words[i] in short and i not in busy
    ]
