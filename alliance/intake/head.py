"""Who published an unknown article, who wrote it, when, and under what headline: by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alliance.intake import dates, furniture
from alliance.intake.blocks import Block
from alliance.intake.body import body

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
_LABEL = re.compile(
    r"(?P<key>title|headline|source|outlet|publisher|publication|newspaper|author|writer|date|"
    r"published|publication date)\s*[:：]\s*(?P<value>.{2,150})",
    re.IGNORECASE,
)
_KEYS = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("source", "outlet", "publisher", "publication", "newspaper"), "outlet"),
    **dict.fromkeys(("author", "writer"), "author"),
    **dict.fromkeys(("date", "published", "publication date"), "date"),
}
_REASONS = {"title": "headline", "outlet": "outlet", "author": "byline", "date": "date line"}
_PAPER = re.compile(
    r"\b(?:times|news|post|herald|press|shimbun|journal|tribune|daily|guardian|gazette|weekly|"
    rf"magazine|{_AGENCIES})\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Head:
    """What could be found; ``None`` where nothing could."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None


def find(blocks: Sequence[Block]) -> Head:
    """The head of an article; marks the blocks it was read from with their reason."""
    first, last = body(blocks)
    head = Head()
    _labels(blocks[: max(first, 0)], head)
    around = [*range(first - 1, -1, -1), *range(last + 1, len(blocks))]
    _bylines(blocks, [*around, *_near(first, last)], head)
    title = _title(blocks, first)
    if title is not None and not head.title:
        head.title = furniture.core(blocks[title].text)
        for block in blocks:
            if furniture.core(block.text) == head.title:
                block.reason, block.kind = "headline", "text"
    _date(blocks, first, last, title, head)
    _outlet(blocks, first, last, head)
    return head


def _labels(blocks: Sequence[Block], head: Head) -> None:
    """Lines that say themselves what they are: "Source: Kyodo News"."""
    for block in blocks:
        match = _LABEL.fullmatch(furniture.core(block.text))
        if not match:
            continue
        key = _KEYS[match["key"].casefold()]
        value = match["value"].strip()
        said = dates.given(value) if key == "date" else value
        if said and not getattr(head, key):
            setattr(head, key, said)
            block.reason = _REASONS[key]


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
        name, comma, paper = who.rpartition(",")
        if comma and _PAPER.search(paper):
            head.outlet, who = head.outlet or paper.strip(), name
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
    rest = re.sub(
        r"\b(?:published|posted|updated|on|at|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b[:,]?",
        "",
        text[:start] + " " + text[end:],
        flags=re.IGNORECASE,
    )
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
