"""Quotation marks paired into quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SIGN = re.compile(r"[“”„\"「」『』«»]")
_SINGLE = re.compile(r"(?<![\w’'.,])[‘'](?=[\w$¥(])(?P<in>[^‘“”\"]+?)(?<=[\w.,!?%…)])[’'](?!\w)")
_OPENS_AFTER = frozenset(" \t\n\u00a0([{—–-/:…")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks: ``text[start:end]`` of paragraph ``p``, marks excluded.

    single: between single marks, which may be mere emphasis; continues: the quotation of the
    paragraph before goes on here; before, after: the offsets outside the marks.
    """

    p: int
    start: int
    end: int
    before: int
    after: int
    single: bool = False
    continues: bool = False


def find_quotes(paragraphs: Sequence[str]) -> list[Quote]:
    """All quotations in order; an inner one belongs to the outer, one per paragraph."""
    found: list[Quote] = []
    running = False
    for p, text in enumerate(paragraphs, start=1):
        if '"' in text or not text.isascii():
            doubles, running = _doubles(p, text, running, paragraphs)
        else:
            doubles, running = [], False
        found += doubles
        if "'" in text or "’" in text:
            found += _singles(p, text, doubles)
    return sorted(found, key=lambda quote: (quote.p, quote.start))


def _opens(text: str, i: int) -> bool:
    if text[i] in "“„「『«":
        return True
    if text[i] != '"':
        return False
    before = text[i - 1] if i else " "
    return before in _OPENS_AFTER and i + 1 < len(text) and not text[i + 1].isspace()


def _doubles(
    p: int, text: str, running: bool, paragraphs: Sequence[str]
) -> tuple[list[Quote], bool]:
    found: list[Quote] = []
    opened: int | None = None
    continues = False
    for m in _SIGN.finditer(text):
        i = m.start()
        if opened is None:
            if _opens(text, i):
                opened = i
                continues = running and not text[:i].strip()
        elif text[i] in "“„「『«" and text[opened] == text[i] and text[i] != "“":
            continue
        elif text[i] in '”"」』»':
            closes = text[i] != '"' or i + 1 == len(text) or not text[i + 1].isalnum()
            if closes:
                found += _quote(p, text, opened, i, continues)
                opened = None
    if opened is None:
        return found, False
    following = paragraphs[p].lstrip() if p < len(paragraphs) else ""
    goes_on = following[:1] in {"“", '"'} and following[:1] != ""
    if goes_on or len(text) - opened > 40:
        found += _quote(p, text, opened, len(text), continues)
    return found, goes_on


def _quote(p: int, text: str, opened: int, closed: int, continues: bool) -> list[Quote]:
    start, end = opened + 1, closed
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    if end > start and text[end - 1] == "." and not re.search(r"\b[A-Z]\.$", text[start:end]):
        end -= 1
    after = min(closed + 1, len(text))
    return [Quote(p, start, end, opened, after, continues=continues)] if end > start else []


def _singles(p: int, text: str, doubles: list[Quote]) -> list[Quote]:
    found = []
    for m in _SINGLE.finditer(text):
        if any(q.before <= m.start() < q.after for q in doubles):
            continue
        start, end = m.span("in")
        while end > start and text[end - 1] in " ,.":
            end -= 1
        found.append(Quote(p, start, end, m.start(), m.end(), single=True))
    return found
