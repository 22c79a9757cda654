"""Words that stand in a paragraph's own line before or after it: furniture, or an alteration.

A "not" put before the first word leaves every word of the paragraph in its row; that it is there
must still be said.
"""

from __future__ import annotations

from alliance.intake import furniture
from alliance.intake.align import Placed
from alliance.intake.label import Context, why
from alliance.intake.view import Layout, Span
from alliance.words import words

_CROWDED = 3  # paragraphs in one line: the page's own line breaks are lost
_SHORT = 6  # words: what is as short as this in a crowded line is taken for an alteration
_NEGATIONS = frozenset(("not", "never", "nor"))
_NAMED = frozenset({"headline", "byline", "date line", "dateline", "outlet", "repeats the text",
                    "date of another story or of the page", "section label", "menu",
                    "another story's headline"})  # fmt: skip


def mark(layout: Layout, placed: dict[int, Placed], spans: list[Span], context: Context) -> None:
    """Marks as changed the paragraphs to whose lines something was added at an end."""
    ends = {one.owned[-1][1]: one for one in placed.values()}
    begins = {one.owned[0][0]: one for one in placed.values()}
    crowd: dict[int, int] = {}
    for one in placed.values():
        index = layout.line_at(one.owned[0][0])
        crowd[index] = crowd.get(index, 0) + 1
    for start, end in spans:
        text = layout.text[start:end]
        before = _neighbour(layout.text, start, ends, -1)
        after = _neighbour(layout.text, end, begins, 1)
        if not (before or after):
            continue
        norms = words(text)
        turned = [
            one
            for one, beside in ((before, norms[:1]), (after, norms[-1:]))
            if one and _NEGATIONS.issuperset(beside)
        ]
        crowded = crowd.get(layout.line_at(start), 0) >= _CROWDED and len(norms) > _SHORT
        if not turned and (crowded or _harmless(text.strip(), context)):
            continue
        shown = " ".join(text.split())
        shown = shown if len(shown) <= 80 else shown[:77] + "…"
        for one in turned or _owners(before, after, text):
            if one.status == "approximate" and _torn(layout.text, start, end):
                continue
            one.status = "changed"
            one.note = "; ".join(filter(None, (one.note, f"“{shown}” was added")))


def _neighbour(text: str, place: int, known: dict[int, Placed], step: int) -> Placed | None:
    """The paragraph that ends before, or begins after, a place in the same line."""
    while 0 <= place <= len(text):
        if place in known:
            return known[place]
        beside = text[place - 1 : place] if step < 0 else text[place : place + 1]
        if beside == "\n" or not beside.isspace():
            return None
        place += step
    return None


def _harmless(text: str, context: Context) -> bool:
    if furniture.strong(text) and not text.strip(" .,").isdigit():
        return True
    if not any(ch.isalpha() for ch in text) and text[-1:] in ".)]" and len(text) <= 4:
        return True  # the number of a list
    if why(text, context) in _NAMED and len(words(text)) > 1:
        return True
    return text.rstrip(" -–—:").casefold() == context.outlet.casefold()


def _torn(text: str, start: int, end: int) -> bool:
    """One word at the very beginning or end of the file: what is left of a word that was cut."""
    return len(words(text[start:end])) == 1 and not (text[:start].strip() and text[end:].strip())


def _owners(before: Placed | None, after: Placed | None, text: str) -> list[Placed]:
    """Whose the words are. Between two paragraphs in one line one or two words may be either's."""
    both = [one for one in (before, after) if one]
    if len(both) == 1 or len(words(text)) <= 2:
        return both
    ended = both[0].text[-1:] in ".!?:”\"’')"
    return both[1:] if ended else both[:1]
