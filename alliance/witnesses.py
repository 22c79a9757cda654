"""The articles as witnesses: who made each, when, whose words it carries, what it leaves out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from alliance import layers, sources
from alliance.sources import Source

if TYPE_CHECKING:
    from alliance.sheet import Sheet

_UNNAMED = "not named"


def witnesses() -> Sheet:
    """A row per article (index: its id): outlet, author, date, quotes, silences.

    quotes: each speaker with the number of passages between quotation marks; silences: what the
    course's authors missed in the text, which is their judgement. An article that you have added
    has no silences: finding them is reading.
    """
    from alliance.sheet import Sheet

    found = sources.sources("article")
    frame = Sheet([_row(one) for one in found], index=[one.id for one in found])
    frame.index.name = "article"
    frame.attrs = {
        "title": "The articles as witnesses",
        "source": "each article's record and quotation marks; silences: our judgement",
    }
    return frame


def _row(source: Source) -> dict[str, str]:
    speakers = Counter(
        row.detail.get("speaker", _UNNAMED) for row in layers.marks(source, "quotation")
    )
    return {
        "outlet": source.outlet or _UNNAMED,
        "author": source.author or _UNNAMED,
        "date": f"{source.date or 'none'}{' (inferred)' if source.date_note else ''}",
        "quotes": "; ".join(f"{who} × {count}" for who, count in speakers.most_common()),
        "silences": " ".join(_sentence(silence) for silence in source.silences),
    }


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
