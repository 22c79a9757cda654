"""Where the text of an unknown article begins and ends, and what becomes of each block."""

from __future__ import annotations

from collections.abc import Sequence

from alliance.intake import furniture, label
from alliance.intake.blocks import Block

# Furniture that may stand in the middle of a text and does not tell its end.
_INSIDE = frozenset(("menu", "page number", "advertisement", "photo line", "separator"))
_LONG, _SHORT = 15, 6  # words that make a sentence of the text, not a line of the page


def body(blocks: Sequence[Block]) -> tuple[int, int]:
    """The first and the last block of the text itself; ``(-1, -1)`` where there is none.

    It begins with a long sentence; it ends before the page's end, where little but furniture comes.
    """
    first = next(
        (
            i
            for least in (_LONG, _SHORT, 2)
            for i, block in enumerate(blocks)
            if not block.reason and block.kind == "text" and block.ended and block.size >= least
        ),
        -1,
    )
    if first < 0:
        found = [i for i, block in enumerate(blocks) if not block.reason and block.size >= _SHORT]
        return (found[0], found[-1]) if found else (-1, -1)
    last, furniture_since = first, 0
    for i in range(first + 1, len(blocks)):
        block = blocks[i]
        if block.reason:
            furniture_since += block.reason not in _INSIDE
        elif block.kind == "text" and block.ended and not furniture.ABOUT.fullmatch(block.text):
            if block.size >= (_LONG if furniture_since > 2 else 3) and furniture_since <= 8:
                last, furniture_since = i, 0
        elif block.kind == "text":
            furniture_since += block.size <= 12
    return first, last


def settle(blocks: Sequence[Block], context: label.Context) -> None:
    """Decides about every block that is left: paragraph, heading, or dropped with its reason."""
    first, last = body(blocks)
    touching = True
    links = False
    for i, block in enumerate(blocks):
        if block.reason == "menu" and first < i < last and not _capitals(block.text):
            block.reason, block.text = None, furniture.core(block.text)  # an item of a list
            continue
        if block.reason == "date line":
            block.reason = label.date_reason(furniture.core(block.text), context)
        if block.reason:
            links = block.reason == "related link"
            touching = touching and i <= last
            continue
        if first <= i <= last:
            if block.kind == "text" and not block.ended and block.size <= 12:
                block.kind = "heading"
        elif block.kind in ("caption", "credit"):
            continue
        elif i > last and touching and block.ended and block.size >= 2 and not links:
            if furniture.ABOUT.fullmatch(block.text):
                block.reason = "about the outlet or the author"
        elif i < first and context.title and _deck(blocks, i, first) and block.size >= 5:
            block.kind = "text" if block.ended else "heading"
        else:
            block.reason = "related link" if links else label.why(block.text, context)
            touching = touching and i <= last


def _deck(blocks: Sequence[Block], i: int, first: int) -> bool:
    """Whether a line stands between the headline and the text: its second headline."""
    return any(block.reason == "headline" for block in blocks[:i]) and first - i <= 4


def _capitals(text: str) -> bool:
    """Whether the long words of a line begin with capitals, as in a menu or a headline."""
    long = [part for part in text.split() if len(part) > 3 and part[0].isalpha()]
    return not long or sum(part[0].isupper() for part in long) >= 0.75 * len(long)
