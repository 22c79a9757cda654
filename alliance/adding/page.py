"""What on a page is the article: its blocks, body, head and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alliance.adding import furniture
from alliance.adding.furniture import Layout
from alliance.adding.match import joined
from alliance.text import words

# The lines of an unknown article -> blocks: wrapped lines joined, furniture with its reason.


_WRAPPED = 130  # characters: a file with a longer line has not been wrapped
_ENDED = re.compile(r"[.!?。:;…][”’\"')\]]*\s*(?:\([^()]{2,40}\)\s*)?$|[”\"]\s*$")
_LOWER = re.compile(r"\s*[a-z(]")
_CAPTION = re.compile(
    r"(?:photo|file photo|image|picture|caption|video|graphic)\b\s*[:|/©(-].*|"
    r".*\((?:[^()]*\b)?(?:photo|image|picture|photograph|file)s?\b[^()]*\)\.?\s*|"
    r".*\b(?:in this (?:file |handout |undated )?(?:photo|picture|image)|mandatory credit|"
    r"photo (?:by|courtesy|credit)|(?:ap|afp|reuters|kyodo|getty images)[ /-]*photo|"
    r"via (?:reuters|ap|getty images))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CREDIT = re.compile(
    r"\(?(?:additional )?(?:reporting|writing|edited|editing|compiled|translated|photographs?)"
    r"(?: by|:).*|.{2,40} contributed to this (?:report|article|story).*",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESSED = re.compile(r"\b(?:you|your|our|us|we|here|click)\b|!|https?:", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(slots=True)
class Block:
    """A paragraph to be, or a line to be dropped (then with a reason). line: in the file."""

    text: str
    line: int
    reason: str | None = None
    kind: str = "text"

    @property
    def size(self) -> int:
        """Its length in words; two Japanese characters count as a word."""
        cjk = len(_CJK.findall(self.text))
        return len(self.text.split()) + cjk // 2

    @property
    def ended(self) -> bool:
        return bool(_ENDED.search(self.text))


def blocks(layout: Layout) -> list[Block]:
    """Every block of a file in order, none lost."""
    found: list[Block] = []
    width = _width(layout)
    known = frozenset(word.casefold() for word in layout.text[:200_000].split())
    open_lines: list[str] = []
    first = 0

    def close() -> None:
        if open_lines:
            text = joined("\n".join(open_lines), known=known)
            if text:
                found.append(_named(Block(text, layout.numbers[first])))
            open_lines.clear()

    for index, line in enumerate(layout.lines):
        why = _furniture(layout, index)
        if not line.strip() or why:
            # Furniture in the middle of a sentence interrupts a paragraph and does not end it.
            if not (why and open_lines and not _ENDED.search(open_lines[-1])):
                close()
            if why:
                found.append(Block(" ".join(line.split()), layout.numbers[index], why))
            continue
        if open_lines and not _goes_on(open_lines[-1], line, width):
            close()
        if not open_lines:
            first = index
        open_lines.append(line)
    close()
    return _rejoined(sorted(found, key=lambda block: block.line))


def _width(layout: Layout) -> int:
    """The width to which the file was wrapped, or 0."""
    lengths = sorted(len(line.rstrip()) for line in layout.lines if len(line.split()) > 3)
    if len(lengths) < 4 or lengths[-1] > _WRAPPED:
        return 0
    full = [length for length in lengths if length > 0.75 * lengths[-1]]
    return lengths[-1] if len(full) >= len(lengths) / 3 else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on in the next line: its first word would not have fitted."""
    if furniture.is_date(line) or furniture.byline(furniture.core(line)):
        return False
    if re.search(r"\w[-‐]$", line.rstrip()):
        return True
    if width:
        if re.match(r"\s{2,}|\t", following) and _ENDED.search(line):
            return False
        first = following.split()[0]
        return len(line.rstrip()) + 1 + len(first) > 0.88 * width
    return not _ENDED.search(line) and bool(_LOWER.match(following)) and len(line.split()) > 3


def _furniture(layout: Layout, index: int) -> str | None:
    line = layout.lines[index]
    if not line.strip():
        return None
    if _CAPTION.fullmatch(line.strip()) or _CREDIT.fullmatch(line.strip()):
        return None
    why = furniture.reason(line) or ("date line" if furniture.is_date(line) else None)
    if why == "heading":
        return None
    if why == "page number" and len(line.strip()) > 4:
        return why
    long = len(line.split()) >= 10 and bool(_ENDED.search(line))
    if why and long and why not in ("copyright", "print header"):
        # A whole sentence is furniture only if it speaks to the reader.
        return why if _ADDRESSED.search(line) else None
    return why


def _named(block: Block) -> Block:
    if _CREDIT.fullmatch(block.text):
        block.kind = "credit"
    elif _CAPTION.fullmatch(block.text) and block.size < 90:
        block.kind = "caption"
    elif furniture.reason(block.text) == "heading":
        block.kind = "heading"
    return block


def _rejoined(found: list[Block]) -> list[Block]:
    """Paragraphs that a page break or an advertisement had cut in two, in one piece again."""
    whole: list[Block] = []
    last: Block | None = None
    for block in found:
        if block.reason is None:
            if (
                last is not None
                and last.kind == block.kind == "text"
                and last.size > 8
                and not furniture.headline_like(last.text)
                and not furniture.byline(block.text)
                and not last.ended
                and block.text[:1].islower()
            ):
                last.text += " " + block.text
                continue
            last = block
        whole.append(block)
    return whole


# Where the text of an unknown article begins and ends, and what becomes of each block.


# Furniture that may stand in the middle of a text and does not tell its end.
_INSIDE = frozenset(("menu", "page number", "advertisement", "photo line", "separator"))
_SENTENCE, _SHORT_SENTENCE = 15, 8  # words: one of the text, before it and inside it
_LABEL_WORDS = 12  # up to here a line may be a heading
_AGAINST = {"furniture": 6, "label": 3}  # words that a line of the page weighs against the text


def body(blocks: Sequence[Block]) -> tuple[int, int]:
    """The first and the last block of the text itself; ``(-1, -1)`` where there is none.

    It is the densest run of sentences: words of sentences count for it, labels and furniture
    against it, so that a teaser before a menu loses to the article after it, and a table or a few
    short answers do not end it.
    """
    best, start, total, found = 0, 0, 0, (-1, -1)
    for i, block in enumerate(blocks):
        if total <= 0:
            start, total = i, 0
        total += _weight(block)
        if total > best:
            best, found = total, (start, i)
    if best:
        return found
    loose = [i for i, block in enumerate(blocks) if not block.reason and block.size >= 2]
    return (loose[0], loose[-1]) if loose else (-1, -1)


def _weight(block: Block) -> int:
    if block.reason:
        return 0 if block.reason in _INSIDE else -_AGAINST["furniture"]
    if block.kind != "text":
        return 0
    if block.ended:
        about = block.size > 2 and furniture.ABOUT.fullmatch(block.text)
        return -_AGAINST["label"] if about else block.size
    # The rows of a table have figures; the lines of a menu have none.
    row = any(char.isdigit() for char in block.text)
    return -_AGAINST["label"] if block.size <= _LABEL_WORDS and not row else 0


def within(blocks: Sequence[Block], text: str) -> tuple[int, int]:
    """The run of a page's blocks whose words an extractor kept as ``text``.

    What it dropped inside the run, but for whole sentences, gets its reason here; a sentence right
    before the run (a lead that is a link) belongs to it. Where it kept little of the densest run,
    that one is taken.
    """
    kept = _runs_of_four(text)
    inside = [i for i, block in enumerate(blocks) if _mostly(block.text, kept)]
    first, last = body(blocks)
    dense = sum(blocks[i].size for i in range(max(first, 0), last + 1) if not blocks[i].reason)
    if sum(blocks[i].size for i in inside) < dense / 2:
        return first, last
    first, last = inside[0], inside[-1]
    while first and blocks[first - 1].size >= _SENTENCE and _sentence(blocks[first - 1]):
        first -= 1
    for i in set(range(first, last + 1)) - set(inside):
        block = blocks[i]
        if not block.reason and not (block.size >= _SHORT_SENTENCE and _sentence(block)):
            block.reason = furniture.why(block.text, furniture.NOTHING)
    return first, last


def _sentence(block: Block) -> bool:
    return not block.reason and block.kind == "text" and block.ended


def _runs_of_four(text: str) -> set[tuple[str, ...]]:
    norms = words(text)
    return {tuple(norms[i : i + 4]) for i in range(max(1, len(norms) - 3))}


def _mostly(text: str, kept: set[tuple[str, ...]]) -> bool:
    runs = _runs_of_four(text)
    return len(runs & kept) >= 0.6 * len(runs)


def settle(
    blocks: Sequence[Block], context: furniture.Context, run: tuple[int, int] | None = None
) -> None:
    """Decides about every block that is left: paragraph, heading, or dropped with its reason."""
    first, last = run or body(blocks)
    links = False
    for i, block in enumerate(blocks):
        if block.reason == "menu" and first < i < last and not _capitals(block.text):
            block.reason, block.text = None, furniture.core(block.text)  # an item of a list
            continue
        if block.reason == "date line":
            block.reason = furniture.date_reason(furniture.core(block.text), context)
        if block.reason:
            links = block.reason == "related link"
            continue
        if first <= i <= last:
            if _label(block) and not _in_rows(blocks, i):
                block.kind = "heading"
        elif block.kind in ("caption", "credit"):
            continue
        elif i < first and context.title and _deck(blocks, i, first) and block.size >= 5:
            block.kind = "text" if block.ended else "heading"
        else:
            block.reason = "related link" if links else furniture.why(block.text, context)


def _label(block: Block) -> bool:
    return block.kind == "text" and not block.ended and block.size <= _LABEL_WORDS


def _in_rows(blocks: Sequence[Block], i: int) -> bool:
    """Whether a short line stands among others, as the rows of a table do."""
    near = [*blocks[max(0, i - 2) : i], *blocks[i + 1 : i + 3]]
    return sum(not block.reason and _label(block) for block in near) >= 2


def _deck(blocks: Sequence[Block], i: int, first: int) -> bool:
    """Whether a line stands between the headline and the text: its second headline."""
    after = any(block.reason == "headline" for block in blocks[:i])
    return after and first - i <= 4 and all(block.reason for block in blocks[i + 1 : first])


def _capitals(text: str) -> bool:
    """Whether the long words of a line begin with capitals, as in a menu or a headline."""
    long = [part for part in text.split() if len(part) > 3 and part[0].isalpha()]
    return not long or sum(part[0].isupper() for part in long) >= 0.75 * len(long)


# Who published an unknown article, who wrote it, when, and under what headline: by rule.


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
        said = furniture.given_date(value) if key == "date" else value
        if said and not getattr(head, key):
            setattr(head, key, said)
            block.reason = _REASONS[key]


def _near(first: int, last: int) -> list[int]:
    return list(range(first, min(first + 3, last)))


def _bylines(blocks: Sequence[Block], places: list[int], head: Head) -> None:
    for i in places:
        block = blocks[i]
        text = furniture.core(block.text)
        when = furniture.first(text)
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
        found = furniture.only(text) if len(text) < 120 else None
        if not found and blocks[i].reason == "byline" and (when := furniture.first(text)):
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
