"""Who published an unknown article, who wrote it, when, and under what headline: by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alliance.intake import dates, furniture, label
from alliance.intake.blocks import Block

_AGENCIES = (
    "Reuters|Associated Press|AP|Agence France-Presse|AFP|Kyodo News|Kyodo|Jiji Press|Jiji|"
    "Bloomberg|Xinhua|Yonhap|UPI|dpa|TASS|NHK|CNN|BBC|Nikkei|CNA"
)
_AGENCY = re.compile(rf"(?:{_AGENCIES})(?: News| Staff)?", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:(?:©|\(c\)|copyright)\s*)+(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?[,.:]?\s*"
    r"(?:by\s+)?(?:the\s+(?=[A-Z][a-z]+ News))?(?P<who>[^|]*?)"
    r"(?:[.,]?\s*all rights reserved.*|\s*[|].*|\.\s.*|\.?)$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?:[A-Z][\w.'’-]*(?:[ ,/]+[A-Z][\w.'’-]*){0,5})?[,\s-]*(?:[A-Z][a-z]{2,8}\.? \d{1,2},?\s*)?"
    r"\((?P<who>[A-Z][\w.&'’ -]{1,40})\)\s*[-–—:]*"
)
_SIGNED = re.compile(r"\((?P<who>[A-Z][\w.&'’ -]{2,40})\)$")
_REPORTING = re.compile(r"reporting by (?P<who>[^;).]{3,80})", re.IGNORECASE)
_NAME = re.compile(
    r"[A-Z][\w.'’-]*(?:(?:,? (?:and|&) |, | )(?:[A-Z][\w.'’-]*|de|van|von|der|al|bin))*"
)
_TAIL = re.compile(
    r"\s*(?:[,|/·•–—-]\s*)?(?:staff (?:writer|reporter)|special to .*|correspondent|"
    r"contributing writer|political editor)$",
    re.IGNORECASE,
)
_LONG, _SHORT = 15, 6  # words that make a sentence of the text, not a line of the page


@dataclass(slots=True)
class Head:
    """What could be found; ``None`` where nothing could."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None


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
            furniture_since += 1
        elif block.kind == "text" and block.ended and not furniture.ABOUT.fullmatch(block.text):
            if block.size >= (_LONG if furniture_since > 2 else 3) and furniture_since <= 8:
                last, furniture_since = i, 0
        elif block.kind == "text":
            furniture_since += block.size <= 12
    return first, last


def find(blocks: Sequence[Block]) -> Head:
    """The head of an article; marks the blocks it was read from with their reason."""
    first, last = body(blocks)
    head = Head()
    around = [*range(first - 1, -1, -1), *range(last + 1, len(blocks))]
    _bylines(blocks, [*around, *_near(first, last)], head)
    title = _title(blocks, first)
    if title is not None:
        head.title = furniture.core(blocks[title].text)
        for block in blocks:
            if furniture.core(block.text) == head.title:
                block.reason, block.kind = "headline", "text"
    _date(blocks, first, last, title, head)
    _outlet(blocks, first, last, head)
    return head


def _near(first: int, last: int) -> list[int]:
    return list(range(first, min(first + 3, last)))


def _bylines(blocks: Sequence[Block], places: list[int], head: Head) -> None:
    for i in places:
        block = blocks[i]
        text = furniture.core(block.text)
        when = dates.first(text)
        if when and len(text) < 120:
            text = _without(text, when[1], when[2])
        match = furniture.BYLINE.fullmatch(text) if len(text.split()) <= 14 else None
        if not match:
            continue
        who = _TAIL.sub("", (match["who"] or match["named"]).strip(" ,|"))
        if _AGENCY.fullmatch(who):
            head.outlet = head.outlet or who
        elif _NAME.fullmatch(who):
            head.author = head.author or who
        else:
            continue
        if when and not head.date:
            head.date = when[0]
        block.reason = "byline"
    for block in blocks:
        if block.kind == "credit" and not head.author:
            reporting = _REPORTING.search(block.text)
            if reporting and _NAME.fullmatch(reporting["who"].strip()):
                head.author = reporting["who"].strip() + " (reporting)"


def _without(text: str, start: int, end: int) -> str:
    rest = re.sub(r"\b(?:published|posted|updated|on|at)\b:?", "", text[:start] + text[end:])
    rest = re.sub(r"\d{1,2}:\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?", "", rest)
    return rest.strip(" ,|·•/-–—():")


def _title(blocks: Sequence[Block], first: int) -> int | None:
    """The headline: of the lines before the text the one that is repeated, or the first long one
    that nothing but bylines and dates part from the text."""
    candidates = [
        i
        for i in range(max(first, 0))
        if not blocks[i].reason and blocks[i].kind == "text" and 2 <= blocks[i].size <= 40
    ]
    if not candidates:
        return None
    texts = [furniture.core(blocks[i].text) for i in candidates]
    for least in (5, 3):
        good = [i for i in candidates if blocks[i].size >= least]
        again = [i for i in good if texts.count(furniture.core(blocks[i].text)) > 2]
        if again:
            return again[0]
        if good:
            # Several headlines in a row are a list of stories; the article's own stands last.
            return good[0] if len(good) <= 3 else good[-1]
    return candidates[0]


def _date(blocks: Sequence[Block], first: int, last: int, title: int | None, head: Head) -> None:
    if head.date:
        return
    start = title if title is not None else 0
    order = [
        *range(max(first, 0), start - 1, -1), *range(first, min(first + 3, last)),
        *range(start - 1, -1, -1), *range(last + 1, len(blocks)),
    ]  # fmt: skip
    for i in order:
        text = furniture.core(blocks[i].text)
        found = dates.only(text) if len(text) < 120 else None
        if not found and blocks[i].reason == "byline" and (when := dates.first(text)):
            found = when[0]
        if found:
            head.date = found
            blocks[i].reason = "date line"
            return


def _outlet(blocks: Sequence[Block], first: int, last: int, head: Head) -> None:
    if head.outlet:
        return
    if first >= 0 and (match := _DATELINE.match(blocks[first].text)):
        head.outlet = match["who"].strip()
        return
    for block in blocks:
        if block.reason == "copyright" and (match := _OWNER.match(furniture.core(block.text))):
            who = match["who"].strip(" .,|")
            if 1 < len(who) <= 60 and not who.isdigit():
                head.outlet = who
                return
    if last >= 0 and (match := _SIGNED.search(blocks[last].text)):
        head.outlet = match["who"].strip()


def settle(blocks: Sequence[Block], head: Head) -> None:
    """Decides about every block that is left: paragraph, heading, or dropped with its reason."""
    first, last = body(blocks)
    context = label.Context(
        title=head.title or "", outlet=head.outlet or "", author=head.author or "",
        date=head.date or "",
    )  # fmt: skip
    touching = True
    links = listed = False
    for i, block in enumerate(blocks):
        if block.reason == "menu" and first < i < last and listed:
            block.reason = None  # the items of a list that the text announced
        if block.reason == "date line":
            block.reason = label.date_reason(furniture.core(block.text), context)
        if block.reason:
            links = block.reason == "related link"
            touching = touching and i <= last
            continue
        listed = block.text.endswith(":") or (listed and block.size <= 8)
        if first <= i <= last:
            if block.kind == "text" and not block.ended and block.size <= 12:
                block.kind = "heading"
        elif block.kind in ("caption", "credit"):
            continue
        elif i > last and touching and block.ended and block.size >= 2 and not links:
            if furniture.ABOUT.fullmatch(block.text):
                block.reason = "about the outlet or the author"
        elif i < first and head.title and _deck(blocks, i, first) and block.size >= 5:
            block.kind = "text" if block.ended else "heading"
        else:
            block.reason = "related link" if links else label.why(block.text, context)
            touching = touching and i <= last


def _deck(blocks: Sequence[Block], i: int, first: int) -> bool:
    """Whether a line stands between the headline and the text: its second headline."""
    return any(block.reason == "headline" for block in blocks[:i]) and first - i <= 4
