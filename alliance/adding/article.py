"""A page and the article on it: which lines are its paragraphs, and which its head.

How lines become paragraphs, where a text begins and ends, its headline, author and date. What a
line by itself tells is in :mod:`alliance.adding.lines`.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alliance.adding.gazetteer import NAMES, form, patterns
from alliance.adding.lines import (
    FIELDS,
    FORMS,
    HEADS,
    NOTHING,
    REASONS,
    SECTIONS,
    WORD_LIMIT,
    Head,
    beside_a_headline,
    beside_date,
    byline,
    credit,
    furniture,
    headline_like,
    is_person,
    is_place,
    line_form,
    of_one_headline,
    read_by_commas,
    read_field,
    read_issue,
    read_part,
    read_signature,
    recased,
    runs,
    same_words,
    size_of,
    whose_date,
    why,
)
from alliance.adding.quantities import first_date, is_date, is_update, only_date
from alliance.adding.read import PAGES, Doc, Unreadable, core, joined
from alliance.text import several, words

_RE = patterns("furniture")
# What a page says that holds no article, by what it is instead.
_NONE = [(kind, line_form(said)) for kind, said in PAGES["no article"].items()]


# An article that nobody has seen. Lines -> blocks: wrapped lines joined, furniture with its reason.

_LINES, _CHARACTERS = 20_000, 600_000  # a long report; longer is a book or a log
_CODES = 4  # a file with so many of a database's codes came from it
_PARAGRAPH = 10_000  # characters: what is longer is no paragraph that was cut in two
_SENTENCE = 15  # words: a sentence as long as this between others is never left out
_PROMOTED = 8  # lines in which a paper speaks of its letter, at most
_SHOWN = 300  # characters of a dropped line that are told
_WRAPPED = 130  # characters: a file with a longer line has not been wrapped
_ROOM = 0.88  # of the width: a line that leaves more room ends a paragraph
_SECOND_LINE = 18  # characters of a Japanese headline that goes on in a second line
_HALF = 40  # the same of an English one
_NEAR = 9  # blocks of a text, of which one may begin with its dateline: a summary is above it
_ABOVE = 4  # times as many words as a summary has stand below it
_NOTED = 3  # times as many words as a page's notes has its text, at least
_BREAK = 10  # blocks in which a sentence goes on that a page's end cuts
_APART = 4  # sentences that stand apart show how a file parts its paragraphs
_FOOT = 4  # blocks of which one tells that a text has ended
_NOTE = 60  # words that who sends a text says above it, at most
_MANY = 6  # words: no name has more, but a record that holds the words around one
_TOLD_BY = 600  # characters of a paragraph in which it says so
_NO_ARTICLE = 1.5  # words on why a page holds no article, for each word on anything else


@dataclass(slots=True)
class Block:
    """A paragraph, or a line to be dropped (with a reason). line: in the file; listed: see Doc;
    close: no blank line parts it from what stands above."""

    text: str
    line: int
    reason: str | None = None
    kind: str = "text"
    listed: bool = False
    close: bool = False

    def as_json(self) -> dict[str, Any]:
        """What is said of a line that is dropped; a very long one is cut."""
        shown = self.text if len(self.text) <= _SHOWN else self.text[: _SHOWN - 1] + "…"
        return {"line": self.line, "text": shown, "reason": self.reason}

    @property
    def size(self) -> int:
        return size_of(self.text)

    @property
    def ended(self) -> bool:
        return bool(_RE["ended"].search(self.text))

    @property
    def sentence(self) -> bool:
        """Whether it is so much of a sentence that no rule may leave it out."""
        return self.ended and self.size >= _SENTENCE and self.kind == "text"

    @property
    def plain(self) -> bool:
        """Whether it is a short line that is no sentence: a heading, if it is part of a text."""
        return self.kind == "text" and not self.ended and self.size <= 12


def japanese(found: Iterable[Block]) -> bool:
    """Whether a text is Japanese, but for a few words."""
    text = "".join(block.text for block in found)
    return len(_RE["Japanese"].findall(text)) > 0.3 * len(text)


# Lines -> blocks: wrapped lines joined, furniture with its reason.


def blocks(doc: Doc) -> list[Block]:
    """Every block of a file in order, none lost."""
    doc = _uncoded(doc)
    found: dict[int, Block] = {}  # by line here: a page's source may be one line
    open_lines: list[int] = []
    record = _RE["record"].search(doc.text)
    recorded = range(doc.line_at(record.start()), doc.line_at(record.end()) + 1) if record else ()
    width, columns = _width(doc), _columns(doc)

    def close(lines: list[int], reason: str | None = None) -> None:
        parts = [doc.lines[i] for i in lines]
        text = " ".join(parts[0].split()) if reason else joined("\n".join(parts), doc.known)
        if text:
            first, marked = lines[0], doc.marked.get(lines[0])
            kind = "text" if reason else "caption" if marked == "caption" else _kind(text)
            listed = marked == "listed" or bool(_RE["dotted"].match(parts[0]))
            close = first > 0 and bool(doc.lines[first - 1].strip())
            found[first] = Block(text, doc.numbers[first], reason, kind, listed, close)
        lines.clear()

    for index, line in enumerate(doc.lines):
        last = doc.lines[open_lines[-1]] if open_lines else ""
        below = open_lines[-1:] == [index - 1]
        reason = "record" if index in recorded else _reason_at(doc, index, below, width)
        # Furniture in the middle of a sentence interrupts a paragraph and does not end it.
        full = _full(last, columns)
        inside = (reason or full) and not _RE["ended"].search(last)
        text = line.strip() and not reason
        same = full and _same_paragraph(last, line, columns)
        if last and not (same or _goes_on(last, line, width) if text else inside):
            close(open_lines)
        if text:
            open_lines.append(index)
        elif reason:
            close([index], reason)
    close(open_lines)
    long = [i for i, one in found.items() if one.size >= _SENTENCE and not one.reason]
    end = found[max(long)] if long else None
    if end and end.kind == "caption" and _RE["agency"].fullmatch(end.text.split()[-1]):
        end.kind = "text"  # an agency's name ends a text, too
    return _without_promotion(_rejoined(_without_notes([found[i] for i in sorted(found)])))


def _reason_at(doc: Doc, i: int, below: bool, width: int) -> str | None:
    """Why a line is furniture; a full one in a sentence is none, whatever it looks like. below:
    right below a line of text."""
    line = doc.lines[i]
    reason = (_reason(line) or _header(doc, i)) if line.strip() else None
    rule = reason == "separator" and len(line.strip()) > _ITEM
    if rule or not below or reason in (None, "database record"):
        return reason
    return None if _wrapped(doc.lines, i, width) else reason


def _uncoded(doc: Doc) -> Doc:
    """A database's download with its codes spelled out ("BY  Jane Doe": "Byline: Jane Doe"), and
    without those that begin the text; any other file as it is."""
    if len(_RE["wired"].findall(doc.text)) >= _CODES:
        return Doc(_RE["wired"].sub(r"\1", doc.text).split("\n"), doc.numbers)
    codes = set(_RE["coded"].findall(doc.text))
    if len(codes) < _CODES and "ProQuest" not in doc.text:
        return doc
    said = {code: PAGES["database codes"].get(code, f"Database {code}: ") for code in codes}
    return Doc(_RE["coded"].sub(lambda one: said[one[1]], doc.text).split("\n"), doc.numbers)


def _header(doc: Doc, i: int) -> str | None:
    """The head of a page: a short line that comes again, above or below the page's number."""
    line, beside = doc.lines[i], doc.beside(i)
    if not _RE["a header"].fullmatch(line) or _RE["ended"].search(line):
        return None
    apart = _RE["header with number"].search
    other, again = any(map(apart, beside)), doc.repeated(i)
    number = "page number" in map(furniture, beside) or (again and other and not apart(line))
    named = again or any(form.fullmatch(core(line)) for _, form in HEADS["journals"])
    alone = apart(line) and not other  # no row of a table
    bare = _RE["beside a number"].sub("", core(line))
    issue = bare != core(line) and any(form.fullmatch(bare) for _, form in HEADS["journals"])
    numbered = number or _RE["beside a number"].search(line)
    head = issue or (named and (number or alone)) or (numbered and _in_a_sentence(doc, i))
    return "page header" if head else None


def _in_a_sentence(doc: Doc, i: int) -> bool:
    """Whether a line with a capital, and the page's number beside it, part a sentence."""
    around = (doc.lines[max(0, i - 5) : i][::-1], doc.lines[i + 1 : i + 6])
    said = (
        (one for one in some if one.strip() and furniture(one) != "page number") for some in around
    )
    above, below = (next(one, "") for one in said)
    cut = above.count(" ") > 3 and not _RE["ended"].search(above) and below.lstrip()[:1].islower()
    return bool(cut and _RE["beside a number"].sub("", core(doc.lines[i]))[:1].isupper())


def _wrapped(lines: Sequence[str], i: int, width: int) -> bool:
    """Whether a line, whatever it looks like, is a full one in a sentence, or the end of one."""
    line, ended = lines[i], _RE["ended"].search
    if not width or ended(lines[i - 1]) or not _goes_on(lines[i - 1], line, width):
        return False
    after = "".join(lines[i + 1 : i + 2]).strip()
    return len(line) > 0.75 * width or bool(not after and ended(line))


def _width(doc: Doc) -> int:
    """How long a line is, with the next one's first word, that the file breaks before that word, or
    0 where it is not wrapped: there most lines that go on in the next one have no room for it."""
    pairs = [pair for pair in itertools.pairwise((*doc.lines, "")) if size_of(pair[0]) > 3]
    inside = sorted(len(pair[0].rstrip()) for pair in pairs if _with_next(*pair))
    width = inside[-1 - (len(inside) + 9) // 10] if len(inside) >= 4 else 0
    going = [_with_next(*pair) for pair in pairs if not _RE["ended"].search(pair[0])]
    full = sum(size > width for size in going)
    wider = sum(len(line.rstrip()) > 1.1 * width for line, _ in pairs)
    most = 2 * full >= len(inside) and 3 * full >= len(pairs) > 4 * wider
    least = min((size for size in going if size > _ROOM * width), default=width)
    return min(width, least) if most and width <= _WRAPPED else 0


def _columns(doc: Doc) -> float:
    """How wide the lines of a Japanese text are that is broken into them, in wide characters, where
    it indents its paragraphs; 0 elsewhere."""
    if sum(line.startswith("\u3000") for line in doc.lines) < 2:
        return 0
    lines = [line for line in doc.lines if len(_RE["Japanese"].findall(line)) > _ITEM]
    counted = Counter(map(_wide, lines))

    def full(columns: float) -> int:
        return sum(times for wide, times in counted.items() if _reaches(wide, columns))

    columns = max(counted, key=full, default=0)
    longer = sum(times for wide, times in counted.items() if wide > 0.6 * columns)
    sure = full(columns) > _ITEM and 2 * full(columns) >= longer
    return columns if sure and columns <= _WRAPPED / 2 else 0


def _wide(line: str) -> float:
    """How wide a line is set, where a wide character is 1 and a Latin letter half."""
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in line.rstrip())


def _reaches(wide: float, columns: float) -> bool:
    """A sign that may not begin or end a line is set before or behind the break."""
    return columns - 2 <= wide <= columns + 1


def _full(line: str, columns: float) -> bool:
    """Whether a line of a Japanese text reaches to where its lines are broken."""
    return columns > 0 and _reaches(_wide(line), columns)


def _same_paragraph(line: str, following: str, columns: float) -> bool:
    """Whether a line of a Japanese text that follows a full one goes on with it: it is no heading
    and not indented."""
    ended = _RE["ended"].search
    heading = ended(line) and not (ended(following) or _full(following, columns))
    return not (following.startswith("\u3000") or heading)


def _with_next(line: str, following: str) -> int:
    """How long a line would be with the first word of the next, or 0 where there is none."""
    word = _RE["first word"].match(following)
    return len(line.rstrip()) + 1 + len(word[1]) if word else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on in the next line: its first word would not have fitted."""
    ended = bool(_RE["ended"].search(line))
    who = (credit(core(following), bare=False) or NOTHING).author
    known = form(who) in NAMES.entries or following.rstrip().endswith(".")
    headed = who and not (ended or known)  # a headline, and who wrote it
    masthead = _RE["a year"].search(line[:90]) and (credit(core(line)) or NOTHING).outlet
    bracketed = line.rstrip().endswith("]") and following.lstrip().startswith("[")
    unfinished = bool(_RE["unfinished"].search(f"{line}\n{following}"))
    unfinished |= line.isupper() and len(line) <= _HALF and of_one_headline(line, following)
    if headed or masthead or bracketed or is_date(line) or byline(core(line)) > unfinished:
        return False
    if unfinished or re.search(r"\w[-‐]$", line.rstrip()):
        return True
    if not width:
        return not ended and bool(_RE["goes on"].match(following)) and len(line.split()) > 3
    if not ended and line.count(" ") > _ITEM - 2 and following.lstrip()[:1].islower():
        return True
    fits = _with_next(line, following) < width
    indented = following.startswith("\u3000") or (ended and re.match(r"\s{2,}|\t", following))
    return not (fits or indented)


def _reason(line: str) -> str | None:
    if _kind(line.strip()) != "text":
        return None
    reason = furniture(line) or ("date line" if is_date(line) else None)
    quoting = FORMS["quoting"].search(line[:500])
    spoken = FORMS["addressed"].search(line) and not quoting
    told = reason not in REASONS["never told"] and FORMS["told"].fullmatch(core(line[:500]))
    long = 99 if spoken or reason in REASONS["also a sentence"] else 6 if quoting else 10
    long = 4 if told and not spoken else long
    # A whole sentence is furniture only if it speaks to the reader, and not in quotation marks.
    return None if size_of(line) >= long and _RE["ended"].search(line) else reason


def _kind(text: str) -> str:
    short = len(text.split()) < 90
    kinds = (kind for kind in ("credit", "caption") if short and FORMS[kind].fullmatch(text))
    return next(kinds, "heading" if furniture(text) == "heading" else "text")


def _without_notes(found: list[Block]) -> list[Block]:
    """``found``, the heads of its pages and the numbered notes at their feet left out of it: notes
    to whose numbers the text leads, or that a page's end parts from more text."""
    told = [i for i, one in enumerate(found) if one.sentence and not _RE["a note"].match(one.text)]
    marks = {mark for i in told for mark in _RE["leads to a note"].findall(found[i].text)}
    most = sum(found[i].size for i in told) / _NOTED
    mine: list[Block] = []
    above = Block("", 0)
    for i, block in enumerate([*found, Block("", 0, "separator")]):
        if above.reason in REASONS["between pages"] and _heads_a_page(found, i):
            block.reason = "page header"
        above = block
        if not block.reason and _RE["a note"].match(block.text):
            mine.append(block)
            continue
        foot = block.reason in REASONS["between pages"] and i < max(told, default=0)
        foot |= any(marks & {*re.findall(r"\d+", one.text[:6])} for one in mine)
        for one in mine if foot and sum(one.size for one in mine) < most else ():
            one.reason = "footnote"
        mine = []
    return found


def _heads_a_page(found: Sequence[Block], i: int) -> bool:
    """Whether a line is in capitals beside a page's number, or has a part of the headline, perhaps
    beside its writer's name."""
    line = found[i].text if i < len(found) and found[i].plain else ""
    bare = _RE["beside a number"].sub("", line)
    named = re.sub(r"[（(][^（）()]*[)）]$", "", bare)
    again = i > _NEAR and len(named) > _ITEM and any(named in one.text for one in found[:_NEAR])
    return again or (bare != line and bare.isupper())


def _rejoined(found: list[Block]) -> list[Block]:
    """Paragraphs that a page's end or an advertisement had cut in two, in one piece again."""
    whole: list[Block] = []
    last: Block | None = None
    goes_on = set()
    for i, block in enumerate(found):
        goes_on.add(at := _goes_on_at(found, i))
        for between in found[i + 1 : at]:
            between.reason = between.reason or "between pages"
        own = last if last and len(last.text) < _PARAGRAPH and not block.reason else None
        if own and (i in goes_on or _cut_in_two(own, block)):
            own.text = joined(f"{own.text}\n{block.text}")
        else:
            whole.append(block)
            last = last if block.reason else block
    return whole


def _goes_on_at(found: Sequence[Block], i: int) -> int:
    """Where the sentence of a block goes on, if only a page's foot and the next one's head stand
    between, else 0."""
    for k in range(i + 1, min(i + _BREAK, len(found))) if not found[i].reason else ():
        one = found[k]
        numbers = ("page number", "page header")
        paged = any(two.reason in numbers for two in found[i:k]) and japanese((found[i], one))
        in_japanese = paged and one.ended and not (found[i].ended or found[i].plain)
        if not one.reason and (in_japanese or _cut_in_two(found[i], one)):
            return k
        apart = one.plain or FORMS["bio"].match(one.text) or _RE["of a page"].search(one.text)
        if found[i].ended or not (one.reason or apart):
            break
    return 0


def _without_promotion(found: list[Block]) -> list[Block]:
    """``found``, what a paper says of its letter in the middle of a text left out of it: the lines
    before "after newsletter promotion", or those under a heading before a field for an address; and
    a table of contents."""
    times = Counter(_unnumbered(one.text) for one in found)
    for i, block in enumerate(found):
        if _RE["contents"].fullmatch(core(block.text)):
            listed: set[str] = set()
            for one in found[i + 1 :]:
                entry = _unnumbered(one.text)
                if times[entry] < 2 or entry in listed:
                    break
                listed.add(entry)
                block.reason = one.reason = "menu"
        ends = _RE["promotion's end"].fullmatch(core(block.text))
        near = found[max(0, i - _PROMOTED) : i] if ends else []
        heading, said = found[i - 2 : i] if i > 2 else (block, block)
        spoken = said.ended and said.size <= WORD_LIMIT and FORMS["addressed"].search(said.text)
        field = block.reason == "newsletter" and heading.plain and spoken
        box = itertools.dropwhile(lambda one: one.reason != "newsletter", near)
        for one in (heading, said) if field else box:
            one.reason = "mailing list"
    return found


def _unnumbered(text: str) -> str:
    return re.sub(r"^[\d.]+\s|\[[^\]]*\]$", "", text)


def _cut_in_two(last: Block, block: Block) -> bool:
    both = last.kind == block.kind == "text" and last.size > 8 and not last.ended
    named = headline_like(last.text) or byline(block.text) or " | " in last.text
    return both and not named and block.text[:1].islower()


# Where the text begins and ends, and what becomes of each block.

# What a line weighs against the words of sentences. Measured on 181 public pages saved as text.
_SHORT_LINE, _TABLE_LINE, _FURNITURE, _HEADLINE = -4, -1, -10, -12
_MOST = 60  # words that one sentence counts for at most
_ITEM = 4  # words of a line that may be one of a list
_CELL = 400  # characters of a table's row, at most
_LONG_LINE = 30  # characters that stand in a page by no chance


def body(found: Sequence[Block], kept: Sequence[int], page: str) -> tuple[int, int]:
    """The first and the last block of the text itself: of those that were kept since they stand in
    what an extractor took of a page, or else of the densest run of sentences; and the sentences
    beside them."""
    first, last = (kept[0], kept[-1]) if kept else _densest(found)
    if first < 0:  # nothing but a few words
        short = [i for i, block in enumerate(found) if not block.reason and block.size >= 2]
        return (short[0], short[-1]) if short else (-1, -1)
    first, last = (_beyond(found, edge, step, not kept) for edge, step in ((first, -1), (last, 1)))
    for before, after in itertools.pairwise([first, *kept, last] if kept else []):
        _leave_out(found, before, after, page)
    return first, last


def _densest(found: Sequence[Block]) -> tuple[int, int]:
    """The run of blocks that weighs most, between a database's "Full text", if it has one below an
    abstract, and what readers wrote."""
    records = [i for i, block in enumerate(found) if block.reason == "database record"]
    said = (i for i in records if _RE["text begins"].fullmatch(core(found[i].text)))
    begun = next(said, 0) if len(records) > 1 else 0
    for block in found[:begun]:
        block.reason = block.reason or ("abstract" if block.ended else None)
    sent = next((i for i, one in enumerate(found) if _RE["sent before"].match(one.text)), 0)
    if not begun and _ABOVE * _told_in(found[:sent]) < _told_in(found[sent:]):
        begun = sent
    best, first, last = 0.0, -1, -1
    weight, start = 0.0, begun
    for i in range(begun, _comments(found)):
        if weight <= 0:
            weight, start = 0.0, i
        weight += _weight(found[i], found[max(0, i - 2) : i + 3])
        if weight > best:
            best, first, last = weight, start, i
    return first, last


def _comments(found: Sequence[Block]) -> int:
    """Where what readers wrote below a text begins: their number, and words of their form; or the
    mail that it answers, if that is shorter."""
    for i, block in enumerate(found):
        if _RE["the end"].fullmatch(block.text) and _told_in(found[:i]) > 2 * _told_in(found[i:]):
            return i
        sizes = [one.size for one in found] if block.reason == "mail that is answered" else []
        if sum(sizes[:i]) > sum(sizes[i:]):
            return i
        asked = [one.text[-1] in "?？" for one in found[i + 1 : i + 4]]
        if any(asked) and i > 2 and _RE["questions"].fullmatch(core(block.text)):
            return i
        counted = _RE["comments"].fullmatch(core(block.text))
        if counted and sum(one.sentence for one in found[:i]) > 1:
            below = [core(one.text) for one in found[i + 1 : i + 13]]
            if any(map(_RE["a comment's"].fullmatch, below)):
                return i
    return len(found)


def _beyond(found: Sequence[Block], edge: int, step: int, lists: bool) -> int:
    """Where a text begins or ends, with a sentence beside it that an extractor left out, since it
    is linked; or, lists: that a list of short lines parts from the rest."""
    rest = found[edge + 1 :] if step > 0 else found[:edge][::-1]
    for far, block in enumerate(rest):
        if block.ended:
            told = block.sentence and not (block.reason or FORMS["addressed"].search(block.text))
            return _beyond(found, edge + step * (far + 1), step, lists) if told else edge
        if not lists or block.reason not in (None, "menu") or block.size > _ITEM:
            break
    return edge


def _weight(block: Block, near: Sequence[Block]) -> float:
    if block.reason:
        return _TABLE_LINE if block.reason in REASONS["inside a text"] else _FURNITURE
    if block.ended:
        aside = FORMS["about"].fullmatch(block.text) or _RE["labelled"].match(block.text)
        return _HEADLINE if aside else min(block.size, _MOST)
    # A table's rows have figures, and its head and its source stand beside them.
    if block.kind != "text" or (block.size <= 8 and any(map(_cell, near))):
        return _TABLE_LINE
    line = _RE["Japanese"].search(block.text) and "。" not in block.text  # a headline
    long = block.size / 2 if block.size >= _SENTENCE and not line else _SHORT_LINE
    return _HEADLINE if headline_like(block.text) else long


def _cell(block: Block) -> bool:
    figures = block.reason in (None, "page number") and not block.ended
    return figures and len(block.text) < _CELL and bool(_RE["cell"].search(block.text))


def _taken(found: Sequence[Block], text: str) -> list[int]:
    """Which blocks stand in the text that an extractor took, but for what is surely furniture."""
    all_ = words(text)
    taken = set(runs(tuple(all_), 3))
    lines = {tuple(words(line)) for line in [*re.split(r"[\n|]", text), *text.split("\n")]}
    whole = "".join(text.split())
    seen: set[str] = set()
    times = Counter(one.text for one in found)  # of headings, one may stand in a list of them
    kept: list[int] = []
    for i, block in enumerate(found):
        norms = tuple(words(block.text))
        mine = runs(norms, 3)
        most = len(norms) >= 8 and sum(run in taken for run in mine) >= 0.85 * len(mine)
        if _RE["Japanese"].search(block.text):  # of which a paragraph has few words
            squeezed = "".join(block.text.split())
            most = most or (len(squeezed) > _LONG_LINE and squeezed in whole)
        below = found[i + 1] if i + 1 < len(found) else block
        again = block.text in seen if not block.plain else times[block.text] > 1 and not below.ended
        if (most or (norms and norms in lines)) and not again:
            seen.add(block.text)
            open_ = not block.ended or block.text[-1] in ":："
            loose = REASONS["short" if block.size <= 5 else "linked"] if open_ else ()
            block.reason = block.reason if block.reason in REASONS["firm"].union(loose) else None
            if kept or not (block.reason or byline(core(block.text))):
                kept.append(i)
    return kept


def _leave_out(found: Sequence[Block], before: int, after: int, page: str) -> None:
    """Gives what an extractor dropped between two blocks that it kept its reason, but for sentences
    and items of a list: a linked paragraph belongs to the text."""
    gap = found[before + 1 : after]
    said = [one for one in gap if _RE["letter"].search(one.text)]
    told = (one.listed or (one.ended and one.size >= 8) for one in said if not one.reason)
    around = [words(found[before].text)[-3:], *(words(one.text) for one in said)]
    row = " ".join(itertools.chain(*around, words(found[after].text)[:3]))
    linked = sum(told) == len(said)  # or it took all of them in one:
    linked = linked or (all(one.ended for one in said) and row in " ".join(words(page)))
    lede = [one for one in said[:1] if found[before].plain and one.sentence and not one.reason]
    for block in gap:
        if block not in (said if linked else lede):
            block.reason = block.reason or why(block.text, Head())


def settle(found: Sequence[Block], first: int, last: int, head: Head, chosen: bool) -> None:
    """Decides about every block that is left: paragraph, heading, or dropped with its reason.

    chosen: what is left out inside the text was left out by one who saw more than its words.
    """
    links = below = False  # a list of links goes on; the headline stands above
    for i, block in enumerate(found):
        below = below or (i > 0 and found[i - 1].reason == "headline")
        inside = first <= i <= last
        if inside and not chosen and _belongs(found, i):
            block.reason, block.text = None, _RE["dotted"].sub("", block.text).strip(" *")
        if inside and not block.reason and not block.sentence:
            block.reason = "repeats the text" if _pulled(found, i, head.author) else None
        told = FORMS["bio"].fullmatch(block.text) if inside and not block.reason else None
        if told and same_words(told["who"], head.author):
            block.reason = "about the outlet or the author"
        if block.reason == "date line":
            block.reason = whose_date(core(block.text), head)
        # Between it and the headline: its second one.
        deck = below and 0 < first - i <= 4 and all(one.reason for one in found[i + 1 : first])
        numbered = block.kind == "heading" and i == first - 1  # the first article of a treaty
        if block.kind in ("caption", "credit"):
            block.reason = block.reason or block.kind
        if block.reason:
            links = block.reason == "related link"
        elif inside:
            if links and block.plain and _one_of_links(found, i):
                block.reason = "related link"
            elif block.plain and not any(map(_cell, found[max(0, i - 2) : i + 3])):
                block.kind = "heading"
        elif numbered:
            continue
        elif not chosen and block.size >= 5 and deck:
            over = found[i - 1]
            credited = over.line == block.line - 1 and _RE["masthead"].fullmatch(core(over.text))
            block.reason = "caption" if credited else None if block.ended else "headline"
        else:
            block.reason = "related link" if links else why(block.text, head)
            below = below and block.size < 5  # another story's beginning


def _without_boxes(found: Sequence[Block], first: int, last: int) -> None:
    """In a text whose paragraphs all stand apart, leaves out short lines that stand close together:
    a picture's words, other stories, what a paper asks of its readers."""
    edges = [i for i, one in enumerate(found) if not one.close]
    runs = [found[a:b] for a, b in itertools.pairwise([*edges, len(found)])]
    told = [run for run in runs if any(one.sentence for one in run)]
    alone = [len(run) == 1 or (len(run) == 2 and run[0].plain) for run in told]
    if len(told) < _APART or sum(alone) < 0.8 * len(told):
        return
    for at, run in zip(edges, runs, strict=True):
        mine = [one for one in run if not one.reason or one.reason == "photo line"]
        headed = len(mine) == 2 and mine[0].plain and not mine[0].reason and mine[1].ended
        few = len(mine) < 2 and not any(is_person(one.text) for one in mine)
        few &= all(one.reason in (None, "date line", "page number", "advertisement") for one in run)
        led = run[0].reason in REASONS["leads a box"]
        open_ = [one for one in run if not (one.sentence or one.ended or one.listed)]
        table = any(one.sentence for one in found[:at]) and any(map(_cell, run))
        above = found[at - 1].text if at and not found[at - 1].reason else ""
        table |= any(one.listed or _RE["an item"].match(one.text) for one in run)
        table |= above[-1:] in (":", "：", "—") or (run[0].text[-1:] == ":" and not run[0].reason)
        long = any(one.sentence and not one.reason for one in run)
        inside = first < at + len(run) and at <= last
        short = open_ and not (few or headed or table or long)
        for one in run if inside and len(run) > 1 and (short or led) else ():
            one.reason = "beside the text" if one.reason in (None, "menu") else one.reason


def _pulled(found: Sequence[Block], i: int, author: str) -> bool:
    """Whether a line only shows in large letters what a paragraph beside it says as well, or again
    who wrote it."""
    near = [one for one in found[max(0, i - 6) : i + 7] if one.size > found[i].size]
    said = words(found[i].text)
    told = (words(one.text) for one in near if not one.reason)
    if len(said) > 1 and {*said} <= {"and", *words(author)}:
        return True
    least = 3 if found[i].text[0] in '“"「' else 5
    return least <= len(said) <= 30 and any(said in runs(text, len(said)) for text in told)


def _one_of_links(found: Sequence[Block], i: int) -> bool:
    """Whether a short line, below one that says "Related", is one of several."""
    above, below = found[i - 1], found[min(i + 1, len(found) - 1)]
    return below.plain or (above.reason == "related link" and not furniture(above.text))


def _belongs(found: Sequence[Block], i: int) -> bool:
    """Whether a line inside the text is part of it whatever it looks like: a whole sentence, an
    item of a list (if it is no list of links, nor the name of a section), a table's cell."""
    block = found[i]
    if block.reason == "menu":
        above = next((one.reason for one in reversed(found[:i]) if one.reason != "menu"), None)
        name = core(block.text)
        section = name.casefold() in SECTIONS and not is_place(name)
        return bool(_RE["dotted"].match(block.text)) and above != "related link" and not section
    if block.reason == "page number":
        beside = [found[k] for k in (i - 1, i + 1) if 0 <= k < len(found)]
        return any(one.size <= 6 and one.reason in (None, "page number") for one in beside)
    return block.sentence and block.reason in REASONS["addressing"]


# Who published it, who wrote it, when, and under what headline: by rule.


def find_head(found: Sequence[Block], first: int, last: int) -> Head:
    """The head of an article; marks the blocks it was read from with their reason."""
    head, over = Head(), found[: max(first, 0)]
    _told([*found[: max(1, first)][:2], *over[-2:], *found[last:][:2]], "citations", head)
    record = any(block.reason == "database record" for block in found)
    foot = [one for one in found[last + 1 :] if not one.text.startswith("Subject")]
    _told([*over, *(foot if record else ())], "labels", head)  # its subjects are no headline
    _credits(found, first, last, head)
    _told(foot if len(foot) < _ITEM else (), "labels", head)
    title = _title(found, first)
    sent = [i for i, one in enumerate(over) if one.text.startswith("Subject")]
    if title is not None and sent and title > sent[0] and found[title].size >= _ITEM:
        head.title = ""  # a mail's own, where the article has one below it
    if title is not None and not head.title:
        shown = _RE["shown title"].fullmatch(_headline(found, title, first))
        told = Head(shown["title"], shown["outlet"] or "") if shown else NOTHING
        told = NOTHING if furniture(told.title or "-") == "section label" else told
        head.learn(told)
        found[title].reason = found[title].reason or ("headline" if told.outlet else None)
    _dated(found, first, last, title or 0, head)
    head.learn(Head(outlet=_outlet(found, first, title, record)))
    _told([one for one in found if one.size <= 30 and not one.ended], "journals", head)
    _told([one for one in over if title is None or one is not found[title]], "mastheads", head)
    _told([one for one in found if one.reason == "copyright"], "owners", head)
    head.learn(Head(outlet=_outlet_by_place(found, first, last, title or 0)))
    head.outlet = "" if same_words(head.outlet, head.author) else recased(head.outlet)
    for block in (*found[last : last + 2], found[first]) if last >= 0 else ():
        if ends := _RE["signed"].search(block.text):
            name = next(filter(None, ends.groups()))
            new = _RE["writers in Japanese"].fullmatch(name)
            head.learn(read_part(name) or (Head(author=name) if new else NOTHING))
    return head


def _dated(found: Sequence[Block], first: int, last: int, title: int, head: Head) -> None:
    """The day of an article: of the lines that are a date the one nearest to its text, below its
    headline first; or in the words of a line above it or of its dateline."""
    beside = (*range(first - 1, title - 1, -1), *range(first, min(first + 3, last)))
    near = (*beside, *range(title - 1, -1, -1), *range(last + 1, len(found)))
    short = [found[i] for i in near if len(found[i].text) < 120]
    for block in sorted(short, key=lambda one: is_update(core(one.text))):
        if not head.date and head.learn(Head(date=only_date(core(block.text)) or "")):
            block.reason = "date line"
    for i, block in enumerate(found[: max(first, 0)]):  # "Outer Island, May 3, 2024"
        line = block.plain or (_RE["Japanese"].search(block.text) and not block.ended)
        own = line and block.reason not in ("database record", "byline")
        when, rest = beside_date(core(block.text))
        if own and not when and _RE["journal"].search(block.text):
            when, rest = read_issue(core(block.text))
        day = _RE["tells a day"].search(block.text) or _RE["beside a day"].fullmatch(rest)
        if own and day and head.learn(Head(date=when)):
            block.reason = block.reason or "dateline"
        around = {found[max(0, i - 1)].reason, found[i + 1].reason}
        paper = around == {"byline", "date line"} and _RE["paper by its place"].fullmatch(rest)
        named = paper and not _RE["role"].fullmatch(rest)
        known = when and _RE["masthead"].fullmatch(rest)
        office = known or ((when or "date line" in around) and _RE["an office"].fullmatch(rest))
        if own and (named or office) and head.learn(Head(outlet=rest)):
            block.reason = "outlet"
    lines = (_RE["dateline"].match(one.text) for one in found[first : first + 1])
    head.learn(Head(date="".join(first_date(line[0])[0] for line in lines if line)))


def _told(found: Sequence[Block], forms: str, head: Head) -> None:
    """Reads lines that say themselves what they are: labels ("Source: Kyodo News"), citations."""
    for above, block in zip([None, *found], found, strict=False):
        if above and above.reason == "mail header" and block.reason == "date line":
            continue  # when a mail was sent on
        line = core(block.text)
        if forms == "journals":  # in the head of a page, with its number
            line = _RE["beside a number"].sub("", line)
        if forms == "mastheads" and block.reason in ("menu", "navigation"):
            line = _RE["row's parts"].split(line)[0]  # a site's name before its sections
        for reason, says in HEADS[forms]:
            match = says.fullmatch(line)
            for key, text in match.groupdict().items() if match else ():
                text = (text or "").strip(" \"'")
                # "Source: The Bay Post, 5 March 2024"
                when, text = read_issue(text) if key == "outlet" else ("", text)
                said: Any = {"date": when, key: read_field(key, text)}
                block.reason = reason if head.learn(Head(**said)) else block.reason


def _credits(found: Sequence[Block], first: int, last: int, head: Head) -> None:
    """Who wrote it, by the lines above the text, below it, and at its beginning; else by a name
    that no list has, or by who reported."""
    above, below = range(first - 1, -1, -1), range(last + 1, len(found))
    dated = [i for i in above if found[i].reason == "date line" and not is_update(found[i].text)]
    signed = 0
    for i in (*above, *below, *range(first, min(first + 3, last))):
        short = len(core(found[i].text)) < 120 and found[i].size <= 20
        said = short and found[i].reason != "record"
        if told := _credit_at(found, i, first, last) if said else None:
            # Two who wrote it, a line each.
            named = found[i].reason is None and byline(core(found[i].text))
            if i and i + 1 == signed and named and is_person(told.author):
                both = told.author not in head.author
                head.author = f"{told.author} and {head.author}" if both else head.author
            signed = i if told.author else 0
            # A day above the article's is the one on which the page was saved.
            head.learn(replace(told, date="" if i < max(dated, default=0) else told.date))
            found[i].reason = found[i].reason or "byline"
    _unlisted(found, first, last, head)
    credits = "\n".join(one.text for one in found if one.kind == "credit")
    if reporting := _RE["reporting"].search(credits):
        head.learn(Head(author=reporting["who"] + " (reporting)"))


def _unlisted(found: Sequence[Block], first: int, last: int, head: Head) -> None:
    """Who wrote it, by a name that no list has, above the text, or below a letter."""
    above, below = range(first - 1, -1, -1), range(last + 1, len(found))
    letter = _a_letter(found, first)
    ends = [i + 1 for i in below[:-1] if _RE["valediction"].fullmatch(core(found[i].text))]
    signed = ends or ([*below][:1] if letter and len(below) <= _ITEM else [])
    texts = [one.text for one in found[first : last + 1] if not one.reason]
    small = {word for one in texts for word in one.split()}
    said = {word for one in texts if not FORMS["bio"].fullmatch(one) for word in words(one)}
    for i in above[:-1]:
        one, below_it = found[i], found[i + 1].text
        if _RE["name in Japanese"].fullmatch(one.text) and _RE["its reading"].match(below_it):
            one.reason = "byline" if head.learn(Head(author=one.text)) else one.reason
    for i in [*[i for i in above if i and not found[i].reason][:4], *signed]:
        name, over = core(found[i].text), core(found[i - 1].text)
        told = read_by_commas(name, signs=True) or Head(author=recased(name))
        new = is_person(told.author, signs=True) and not _RE["Japanese"].search(name)
        if head.author or not new or small & ({*told.author.lower().split()} - {"and"}):
            continue
        # Nothing but a name, of which the text says nothing, between its headline and a label.
        bare = _RE["names"].fullmatch(name) and not _RE["names"].fullmatch(over)
        bare = bare and not _RE["venue"].search(name) and not said & ({*words(name)} - {"and"})
        alone = bare and size_of(over) > 1 and all(one.reason for one in found[i + 1 : first])
        by = _RE["names below"].fullmatch(over) or i > last
        if by or alone or (size_of(over) > 2 and _shows_a_name(found, i)):
            head.learn(told)
            found[i].reason = "byline"


def _a_letter(found: Sequence[Block], first: int) -> bool:
    return any(_RE["a letter"].fullmatch(core(one.text)) for one in found[: first + 1])


def _credit_at(found: Sequence[Block], i: int, first: int, last: int) -> Head | None:
    """What a line tells of the article by its words and its place: right below the text also
    with nothing but a name, and above it with that beside a date, an outlet, a section …"""
    line, ends, over = core(found[i].text), i == last + 1 > 0, i < first
    below = core(found[i + 1].text) if i + 1 < len(found) else ""
    dated = bool(first_date(line)[0])
    if over and dated and any(map(_RE["what happened"].fullmatch, _RE["parted"].split(line))):
        return None  # "Daily Press Briefing - February 6, 2025"
    # Not one of a list of names, nor one who comments.
    listed = found[last].text[-1:] in ":：" or is_person(below)
    listed = listed or furniture(below) in ("date line", "database record")
    alone = ends and not (found[i].reason or dated or listed)
    apart = any(not (one.reason or first_date(one.text)[0]) for one in found[i + 1 : first])
    who = _RE["around a name"].sub("", line)
    named = 0 < i < first and (is_person(who) or _RE["paper"].search(line)) and not apart
    bare = over or alone or (ends and dated) or (i == first + 1 and found[first].plain)
    sure = alone or named or (bare and not ends and _shows_a_name(found, i))
    told = credit(line, bare=bare, sure=bool(sure))
    if over and i == 0:  # a headline, if it is not all that, or a name above one
        headed = found[1].plain and found[1].size >= _ITEM and not (dated or credit(below))
        spoken = _RE["spoken"].match(line)
        # "By Jane Doe" is no headline
        signs = told and byline(line) and (spoken or is_person(told.author))
        whole = told if told and (signs or (told.date and told.outlet)) else None
        return Head(author=recased(line)) if headed and is_person(line) else whole
    if ends and dated:  # or it is what a reader wrote below a copy
        known = told and told.outlet and (told.author or found[i].text[0] in "(（")
        return credit(line, bare=False) or (told if known else None)
    return told if told and (told.author or told.outlet or not alone) else None


def _shows_a_name(found: Sequence[Block], i: int) -> bool:
    """Whether the line below, by what it is, or a date above shows that one may be a name."""
    over, line = (core(found[k].text) if 0 <= k < len(found) else "" for k in (i - 1, i + 1))
    kinds = ("role", "agency", "outlet", "masthead", "reported from")
    known = any(_RE[what].fullmatch(line) for what in kinds)
    known = known or bool(first_date(line)[0] and credit(line)) or is_date(line) or is_date(over)
    return known or furniture(line) in ("database record", "reading time", "date line")


def _writers(said: str, outlet: str) -> str:
    """Who wrote it, as a page's record says, each once, without what they are, for whom they write
    and on which day; nothing that is no name of a writer."""
    beside = (_RE["role"], _RE["agency"], _RE["outlet"])
    each = (_RE["named with a day"].sub(r"\1", one.strip()) for one in said.split(";"))
    once: dict[str, str] = {}
    for one in each:
        if not _RE["no writer"].fullmatch(one):
            once.setdefault(" ".join(words(one)), one)
    told = [(one, read_signature(one, sure=True) or NOTHING) for one in once.values()]
    names = [one.author if one.author not in ("", "The") else name for name, one in told]
    some = (name for name in names if not any(form.fullmatch(name) for form in beside))
    return "; ".join(map(recased, [one for one in some if not same_words(one, outlet)] or names))


def _title(found: Sequence[Block], first: int) -> int | None:
    """The headline: of the lines before the text the one that is repeated, or the first long one
    that nothing but bylines and dates part from the text."""
    above = [i for i, block in enumerate(found[: max(first, 0)]) if block.kind == "text"]
    candidates = [i for i in above if not found[i].reason and found[i].size <= 40]
    own = [i for i in candidates if not beside_a_headline(core(found[i].text))]
    candidates = own or candidates
    paths = [re.split(r"\s*[>›»＞]\s*", one.text) for one in found[: max(first, 0)]]
    led_to = {core(path[-1]) for path in paths if len(path) > 2}  # Home > News > the headline
    if led := [i for i in candidates if core(found[i].text) in led_to]:
        return led[-1]
    texts = [core(found[i].text) for i in candidates]

    # Japanese ones are longer than what stands beside them.
    enough = 8 if japanese([found[i] for i in candidates]) else 4

    def labelled(i: int) -> bool:
        labels = [one.reason == "section label" for one in found[max(0, i - _NEAR) : i]]
        return enough == 4 and labels[-1:] == [True] and sum(labels) == 1  # several are a menu

    ranks = {i: _rank(found[i], enough, labelled(i)) for i in candidates}
    best = max(ranks.values(), default=(0, True, True))
    good = [i for i in candidates if ranks[i] == best and best[0] > 1]
    again = [i for i in good if texts.count(core(found[i].text)) > 2]
    again = again or [i for i in candidates if _opens(found[first].text, found[i].text)][-1:]
    # Several headlines in a row are a list of stories; the article's own stands above its byline,
    # or last.
    below = {i: found[i + 1 + (found[i + 1].reason == "print header")] for i in candidates}
    signed = [i for i in candidates if found[i].size > 2 and below[i].reason == "byline"]
    # Who sends it says something first, or a site's name stands above its menu.
    between = found[good[0] : signed[-1]] if good and signed else []
    told = any(one.reason in REASONS["above a headline"] for one in between)
    told |= any(_RE["programme"].fullmatch(core(one.text)) for one in between[:-1])
    told |= bool(good and good[0] and found[good[0] - 1].reason == "related link")
    own = (signed or good)[-1:] if len(good) > 3 or told else good
    at = next(iter(again or own), None)
    sure = at is None or labelled(at) or _RE["occasion in Japanese"].fullmatch(found[at].text)
    if at is not None and not sure:
        at = _told_again(found, first, candidates, at)
    lines = {i: enough == 4 or ranks[i][2] for i in candidates}
    return at if at is None else _first_line(found, lines, at, enough > 4, bool(again))


def _first_line(
    found: Sequence[Block], lines: Mapping[int, bool], at: int, in_japanese: bool, sure: bool
) -> int:
    """Where a headline begins: a Japanese one has several lines, an English one two.

    lines: which blocks may be one, and whether each is no sentence; sure: it is known to be one.
    """
    while at and in_japanese and lines.get(at - 1):
        if 2 * found[at - 1].size <= found[at].size:
            break
        at -= 1
    if at and not sure and found[at].close and at - 1 in lines:
        at -= of_one_headline(found[at - 1].text, found[at].text)
    return at


def _opens(text: str, line: str) -> bool:
    """Whether a text begins with the words of a line, as an encyclopedia's does with its title."""
    said, begun = words(line), words(text[:_TOLD_BY])
    if _RE["Japanese"].match(line):
        return len(line) > _ITEM - 1 and bool(re.match(rf"{re.escape(line)}[（(は、とを]", text))
    return len(said) > 1 and said in (begun[: len(said)], begun[1 : len(said) + 1])


def _rank(line: Block, enough: int, labelled: bool) -> tuple[int, bool, bool]:
    """How much of a headline a line is: its words, of which some are enough, as are few in
    quotation marks or below a label; no row of labels; no sentence."""
    told = labelled or line.text[0] in '“‘"「' or _RE["occasion in Japanese"].fullmatch(line.text)
    size = enough if told and line.size > 1 + labelled else min(line.size, enough)
    return size, "|" not in line.text, line.text[-1] != "." and "。" not in line.text


_TELLING = 0.4  # of a headline's words come again in its text


def _told_again(found: Sequence[Block], first: int, lines: Sequence[int], chosen: int) -> int:
    """``chosen``, or the line whose words come again in the text, where far fewer of its own do: a
    site's name and menu are about all stories."""
    share = _shares(found, first)
    plain = [i for i in lines if found[i].size >= _ITEM and not found[i].sentence]
    whole = (i for i in plain if "|" not in found[i].text)
    telling = next((i for i in whole if share(found[i].text) >= _TELLING), chosen)
    deck = (
        telling == chosen + 1 and share(found[chosen].text) > 0
    )  # a second headline often tells more
    return (
        telling
        if 2 * share(found[chosen].text) < share(found[telling].text) and not deck
        else chosen
    )


def _shares(found: Sequence[Block], first: int) -> Callable[[str], float]:
    """How much of a line's words comes again in a text."""
    said = _of_weight(" ".join(one.text for one in found[first:] if one.sentence))

    def share(line: str) -> float:
        own = _of_weight(line)
        # Of two words both must come again.
        return len(own & said) / len(own) if len(own) > 2 else float(len(own) == 2 and own <= said)

    return share


def _of_weight(text: str) -> set[str]:
    """The words that tell what a text is about; of Japanese each two kanji beside each other."""
    pairs = re.findall(r"(?=([\u4e00-\u9fff\u30a0-\u30ff]{2}))", text)
    return {word for word in words(text) if len(word) > 3 and word.isascii()}.union(pairs)


def _headline(found: Sequence[Block], title: int, first: int) -> str:
    """The words of a headline with those of its second line."""
    lines = [core(found[title].text)]
    for above, block in itertools.pairwise(found[title:first]):
        most = _SECOND_LINE if _RE["Japanese"].match(block.text) else _HALF
        short = max(len(above.text), len(block.text)) <= most and not block.reason
        both = _RE["Japanese"].match(block.text) or of_one_headline(above.text, block.text)
        if not (short and both and block.line == above.line + 1):
            break
        lines.append(core(block.text))
        block.reason = "headline"
    return _RE["hit"].sub("", " ".join(lines)).strip("◇◆■□●○▽▼◎★☆ ")


def _outlet(found: Sequence[Block], first: int, title: int | None, record: bool) -> str:
    dated = next((i for i, one in enumerate(found[:first]) if is_date(one.text)), 0)
    if record and dated:  # a database names it above the date, or below where it counts the words
        at = dated + 1 if found[dated - 1].reason == "database record" else dated - 1
        at += at > dated and bool(_RE["clock"].match(found[at].text))
        for named in found[at : at + 1]:  # a record may end with its time
            if at != title and not (named.reason or named.sentence):
                return read_field("outlet", core(named.text))
    near = (one.text for one in found[max(0, first) : first + _NEAR] if one.sentence)
    lines = map(_RE["dateline"].match, near)
    return next((line["who"].strip() for line in lines if line and line["who"]), "")


def _outlet_by_place(found: Sequence[Block], first: int, last: int, title: int) -> str:
    """Who published it, by a name that no list has: of an office, above or below its "Press
    release"; or what stands first and begins a line with a day or below the text as well."""
    over = [(one, core(one.text)) for one in found[: max(title, 0)] if one.plain]
    names = [line for one, line in over if _RE["titled"].fullmatch(line) and one.size < _MANY]
    known = (is_person, is_place, furniture)
    names = [line for line in names if " " in line and not any(one(line) for one in known)]
    kinds = [_RE[kind].fullmatch for kind in ("an office", "institute")]
    offices = [line for _, line in over if any(fits(recased(line)) for fits in kinds)]
    released = any(_RE["release"].fullmatch(core(one.text)) for one in found[: max(first, 0)])
    low = [one for one in found[max(first, last - _FOOT) : last + 1] if _of_paper(one)]
    again = [words(one.text) for one in (*found[title + 1 : first], *low, *found[last + 1 :])]
    if names and core(found[0].text) == names[0] and found[1].reason in REASONS["below a name"]:
        return names[0]
    for name in names:
        mine = words(name)
        if released or any(mine in runs(line, len(mine)) for line in again if len(mine) > 1):
            return name
    return recased(next(iter(offices), ""))


def _of_paper(block: Block) -> bool:
    """Whether a line speaks of who published or wrote the text above it."""
    told = any(FORMS[form].fullmatch(block.text) for form in ("about", "foot", "bio"))
    return block.plain or told


# The whole of it.


def _end(found: Sequence[Block], first: int, last: int, head: Head, chosen: bool) -> int:
    """The last block of a text, without what stands below it, short lines between that aside."""
    for i in range(last, max(first, last - _BREAK), -1):
        told = found[i].sentence and not (found[i].reason or _RE["a note"].match(found[i].text))
        if told or found[i].reason in REASONS["above a list"]:
            last = last if told else i - 1
            break
    for i in range(last, max(first, last - _FOOT), -1):
        if _below_text(found, i, head, chosen):
            i -= bool(_RE["about whom"].fullmatch(core(found[i - 1].text)))
            return _end(found, first, i - 1, head, chosen)
        if not (found[i].plain or found[i].reason or found[i].kind != "text"):
            break
    return last


def _below_text(found: Sequence[Block], i: int, head: Head, chosen: bool) -> bool:
    """Whether a line, where it stands below a text, tells who wrote it, or what readers did or may
    do; or is furniture or a row of links that an extractor took."""
    block, text = found[i], found[i].text
    names = [words(one) for one in re.split(r",|;| and ", head.author)]
    names += [words(head.outlet)] if block.plain else []
    named = any(who and words(text)[: len(who)] == who for who in names)
    about = FORMS["about"].fullmatch(text) or FORMS["foot"].fullmatch(core(text))
    told = named or about or byline(core(text), head) or _writer_told(found[:i], text)
    item = block.listed or _RE["an item"].match(text)
    row = block.plain and not item and headline_like(core(text))
    known = block.reason if chosen else block.reason in REASONS["below a text"]
    return bool(told or known or (chosen and row))


def _writer_told(above: Sequence[Block], text: str) -> bool:
    """Whether a line tells in a few words what somebody does of whom the text above says nothing:
    its writer."""
    told = FORMS["bio"].fullmatch(text) if len(text) < _TOLD_BY else None
    who = words(told["who"])[-1:] if told else []
    said = (one.text for one in above if one.ended and not one.reason)
    told_of = (words(one) for one in said if not FORMS["bio"].fullmatch(one))
    return bool(told) and not any(who[0] in one for one in told_of)


def another(found: Sequence[Block], head: Head) -> tuple[Block | None, bool]:
    """The headline of a second article in the same file, by who wrote it or when, below it, or by
    the end of a database's record above it; and whether that is sure."""
    told, all_ = 0, sum(one.sentence for one in found)
    part = _RE["one of several texts"].fullmatch
    marks = "".join("s" if one.sentence else "-p"[bool(part(core(one.text)))] for one in found)
    if parts := re.match("-*p-*s[^p]*p", marks):
        return found[parts.end() - 1], True
    for i, block in enumerate(found):
        told += block.sentence and not block.reason  # not what stands above a page's text
        if 1 < told < all_ - 1 and _RE["record's end"].fullmatch(core(block.text)):
            below = (one for one in found[i + 1 :] if one.reason not in REASONS["around a record"])
            return next(below), True
        beside = [core(one.text) for one in found[i + 1 : i + 3] if told > 1 and not one.sentence]
        told_below = Head()
        for line in beside:
            told_below.learn(credit(line) or Head(date=only_date(line) or ""))
        signed, day = told_below.author or told_below.outlet, told_below.date
        dated = day and day[:4] == head.date[:4]
        text = [one.ended and one.size >= 8 for one in found[i + 2 : i + 8]]
        headed = (not block.ended or block.text[-1] == "?") and 3 <= block.size <= 25
        if headed and (signed or dated) and (True, True) in itertools.pairwise(text):
            later = {first_date(first_date(line)[1])[0] for line in beside}  # "… / Updated …"
            if head.date not in later - {""}:
                return block, bool(signed and day and head.date and head.date != day)
    return None, False


Said = Mapping[str, str | None]


def read_article(doc: Doc, given: Said, page: Said) -> tuple[list[Block], Head]:
    """Every block of a file, kept or with the reason why not, and the article's head.

    given: what the user says of it; page: of a web page what the extractor took for its text, and
    what it says itself. :class:`Unreadable` where there is no paragraph.
    """
    size = sum(map(len, doc.lines))
    if len(doc.lines) > _LINES or size > _CHARACTERS:
        lines = several(len(doc.lines), "line")
        raise Unreadable("longer than an article", lines=lines, characters=size)
    found, text = blocks(doc), page.get("text") or ""
    taken = _taken(found, text) if text else []
    chosen = bool(text) and not _too_little(found, taken)
    first, last, title, site = _bounds(found, taken if chosen else [], page)
    by_rule = find_head(found, first, last)
    _learn_beside(by_rule, page)
    author = _writers(page.get("author") or "", site)
    both = [[one for one in words(said) if one != "and"] for said in (by_rule.author, author)]
    shown, told = sorted(both, key=len)
    longer = told is both[1] or re.search(",| and ", by_rule.author)
    if longer and len(shown) > 1 and told[: len(shown)] == shown:
        author = by_rule.author  # its record has their office or the month behind the name, or one
    page = {**page, "title": title, "author": author, "outlet": site}
    said: Any = {key: given.get(key) or page.get(key) or getattr(by_rule, key) for key in FIELDS}
    head = Head(**said)
    last = _end(found, first, last, head, chosen)
    for block in found:
        if same_words(block.text, head.title):
            block.reason, block.kind = "headline", "text"
        elif FORMS["plea"].fullmatch(block.text):
            block.reason = block.reason or "newsletter"
        elif same_words(block.text, head.outlet):
            block.reason = block.reason or "outlet"
    _without_boxes(found, max(0, first - 2), last)
    headings = [one for one in found[first:last] if one.plain and not one.reason]
    headed = first > 1 and found[first - 2].reason in REASONS["above a text"]
    for block in found[max(0, first - 2) : first][::-1] if len(headings) > 1 - headed else ():
        if block.reason or not block.plain or (chosen and not block.listed):
            break
        first -= 1  # of several headings, the one above the first paragraph
    settle(found, first, last, head, chosen)
    if not any(block.kind == "text" and not block.reason for block in found):
        raise Unreadable("no paragraph")
    return found, head


_LITTLE = 4  # times as many words beside the one line that an extractor took: a page's foot


def _too_little(found: Sequence[Block], taken: Sequence[int]) -> bool:
    """Whether an extractor took one line alone, and left a text out."""
    if len(taken) > 1:
        return False
    first, last = _densest(found)
    return _LITTLE * _told_in(found[i] for i in taken) < _told_in(found[first : last + 1])


def _bounds(found: Sequence[Block], taken: Sequence[int], page: Said) -> tuple[int, int, str, str]:
    """Where a text begins and ends, its headline where the page tells it, and whose page it is."""
    first, last = body(found, taken, page.get("text") or "")
    title, site = _named_by_page(found, first, page)
    if not title and (at := _headline_inside(found, first, last)) is not None:
        title, first = core(found[at].text), at
    first = _below_the_byline(found, _below_the_headline(found, first, last, title), last)
    while last > first and found[last].reason:
        last -= 1
    if first < last and found[last].plain and found[last - 1].ended:  # who signs below it
        last -= read_part(core(found[last].text)) not in (None, NOTHING)
    for i in range(last, max(first, last - _FOOT), -1) if _a_letter(found, first) else ():
        last = i - 1 if found[i].plain and is_person(core(found[i].text), signs=True) else last
    return first, last, title, site


def _learn_beside(head: Head, page: Said) -> None:
    """What a page says of itself besides its words, and who sent a letter, and when."""
    sender = page.get("from") or ""
    head.learn(Head(title=page.get("subject") or "", date=page.get("time") or ""))
    head.learn(Head(author=sender) if is_person(sender) else Head(outlet=sender))
    head.learn(Head(date=page.get("sent") or ""))


def _below_the_headline(found: Sequence[Block], first: int, last: int, title: str) -> int:
    """Where a text begins, if an extractor took its headline too, and what stands beside that."""
    near = [i for i in range(first, min(first + 9, last)) if same_words(found[i].text, title)]
    if near and _told_in(found[first : near[-1]]) <= _told_in(found[near[-1] : last + 1]):
        first = near[-1] + 1
    quoted = first == 0 and bool(_RE["quoted headline"].fullmatch(found[0].text))
    first += not title and first < last and (found[first].plain or quoted)
    first -= first > 0 and bool(_RE["bare label"].fullmatch(core(found[first - 1].text)))
    while first < last and _above_a_text(found, first, last, bool(near)):
        summary = _RE["summary label"].fullmatch(core(found[first].text))
        first += 1
        while summary and first < last and found[first].listed:
            found[first].reason = "abstract"
            first += 1
    return first


def _below_the_byline(found: Sequence[Block], first: int, last: int) -> int:
    """Where a text begins, if what was taken for its first words is a summary, or a picture's, and
    who wrote it and when stands below that."""
    for i in range(first, min(first + _NEAR, last)):
        near = range(first, min(i + _ITEM, last))
        days = [k for k in near if found[k].reason == "date line"]
        above, below = (_told_in(some) for some in (found[first:i], found[i : last + 1]))
        if days and byline(core(found[i].text)) and 0 < _ABOVE * above < below:
            return max(i, *days) + 1
    return first


def _above_a_text(found: Sequence[Block], i: int, last: int, signed: bool) -> bool:
    """Whether a block that was taken for a text's first tells what the text is, when or by whom.

    signed: it may be a bare name.
    """
    one, line = found[i], core(found[i].text)
    when, about = beside_date(line)
    dated = one.plain and (len(when) == 10 or (when and _RE["beside a day"].fullmatch(about)))
    told = any(_RE[kind].fullmatch(line) for kind in ("masthead", "role and place"))
    signs = told or (signed and is_person(line))
    # Whatever stands above the day; or a second headline, a name that no list has, and the day.
    days = [two.reason == "date line" for two in found[i + 1 : i + _ITEM]]
    above = found[i + 1 : i + 1 + days.index(True)] if any(days) else []
    short = all(two.plain or two.kind != "text" for two in above or [one])
    over = any(days) and short and one.size <= WORD_LIMIT
    boxed = i < last and found[i + 1].listed  # else it is a page's own heading
    label = (boxed or not one.listed) and _RE["bare label"].fullmatch(line)
    one.reason = one.reason or ("section label" if label else None)
    return bool(one.reason or dated or signs or over or not _RE["letter"].search(one.text))


def _told_in(found: Iterable[Block]) -> int:
    """How many words stand in sentences."""
    return sum(one.size for one in found if one.sentence and not one.reason)


def _headline_inside(found: Sequence[Block], first: int, last: int) -> int | None:
    """Where the headline stands, above who wrote it, if it was taken for a part of the text: a
    question, or below a few words to the reader."""
    said, above = 0, any(not one.reason and one.size > _ITEM for one in found[: max(first, 0)])
    for i, block in enumerate(found[first : min(first + _ITEM, last)], first):
        headed = not block.reason and ((said and not block.ended) or block.text[-1] == "?")
        below = found[i + 1 : min(i + 3, last)]
        heads = [credit(core(one.text), sure=True) for one in (block, *below)]
        told = [bool(one and (one.author or one.outlet)) for one in heads]
        if headed and 3 <= block.size <= WORD_LIMIT and any(told[1:]) and not told[0]:
            return i
        said += block.size
        if above or said > _NOTE:
            break
    return None


def _named_by_page(found: Sequence[Block], first: int, page: Said) -> tuple[str, str]:
    """A headline and an outlet as a page tells them: in its record, or by its tab."""
    told, tab, outlet = (page.get(key) or "" for key in ("title", "tab", "outlet"))
    told = _RE["tab's parts"].split(told)[0] if told == tab else told
    lines = [core(one.text) for one in found[: first + 9]]
    title = _shown_title(found, first, told)
    long = [one for one in lines if size_of(one) >= _ITEM or one == title]
    headline, site = _by_tab(long, tab, told)
    section = size_of(title) < _ITEM and not headline.startswith(title)
    another = tab and title.casefold() not in tab.casefold()  # a box's, or the site's
    if headline and (section or another or title not in lines):
        title = headline
    outlet = outlet.removesuffix(title).rstrip(" -–|:") if title else outlet
    share = _shares(found, first)
    if site and title and share(site) >= max(_TELLING, 2 * share(title)):
        title, site = site, title  # a page's first heading may name the site
    known = outlet and not (
        same_words(outlet, headline) or (site and _RE["host"].fullmatch(outlet))
    )
    return title, outlet if known else site


def _by_tab(lines: Iterable[str], tab: str, told: str = "") -> tuple[str, str]:
    """A page's headline and its outlet by its tab, "Islanders weigh a radar - The Bay Post": the
    longest line that it begins with, or that a paper's name parts from that, and the last of what
    stands behind it that may be a name."""
    paper, mark, rest = tab.partition(" | " if " | " in tab else ": ")
    known = _RE["masthead"].fullmatch(paper) or (mark == ": " and same_words(paper, told))
    paper, tab = (paper, rest) if mark and known else ("", tab)
    lines = [*lines]
    before = max((one for one in lines if tab.endswith(one)), key=len, default=tab)
    site = tab[: -len(before)].rstrip(" |｜:：-–")  # "Ministry｜Press briefing"
    if (
        site
        and (site not in lines or same_words(before, told))
        and _RE["tab's parts"].search(tab[len(site) :][:3] + " ")
    ):
        return before, site
    begun = [one for one in lines if tab.casefold().startswith(one.casefold())]
    parted = [one for one in begun if _RE["tab's parts"].match(tab[len(one) :] + " | ")]
    title = max(parted, key=lambda one: (one != tab, len(one)), default="")
    behind = _RE["tab's parts"].split(tab[len(title) :]) if title else []
    sites = [one.partition(": ")[0].strip() for one in behind if not FORMS["byline"].fullmatch(one)]
    named = (
        one for one in sites if len(one) > 1 and not one[0].islower() and size_of(one) <= _MANY
    )
    good = [one for one in named if one.casefold() not in SECTIONS and not first_date(one)[0]]
    return title, (good or [paper])[-1]


def _shown_title(found: Sequence[Block], first: int, title: str) -> str:
    """A page's headline as it stands there, without the name of the site, which the page's record
    may have beside it; nothing where the page says nothing of it: it is the name of a file."""
    said, texts = words(title), [(one.text, words(one.text)) for one in found]
    near = [(text, mine) for text, mine in texts[: first + 9] if 2 * len(mine) > len(said)]
    whole = [text for text, mine in near if mine in runs(said, len(mine))]
    there = set(itertools.chain.from_iterable(mine for _, mine in texts))
    told = 2 * len(there.intersection(said)) > len(set(said))
    return max(whole, key=len, default=title if told else "")


def _teasers(found: Sequence[Block]) -> bool:
    """Whether these are the beginnings of several stories, a few words each: "Top stories"."""
    first = next((i for i, one in enumerate(found) if not one.reason), 0)
    listed = _RE["top stories"].fullmatch(core(found[max(0, first - 1)].text))
    return bool(listed) and all(one.size <= 2 * _SENTENCE for one in found if not one.reason)


def refuse_without_article(found: Sequence[Block], head: Head) -> None:
    """:class:`Unreadable` for a page that only says why there is no article on it."""
    if not (head.author or head.date) and _teasers(found):
        raise Unreadable("no article", kind=_NONE[-1][0])
    text = [one for one in found if not one.reason and (one.ended or one.size >= _SENTENCE)]
    begun = [one.text[:_TOLD_BY] for one in text]
    kinds = [next((kind for kind, form in _NONE if form.search(said)), "") for said in begun]
    sizes: Counter[str] = Counter()
    for kind, one in zip(kinds, text, strict=True):
        sizes[kind] += one.size
    other = [not kind and one.size >= _SENTENCE for kind, one in zip(kinds, text, strict=True)]
    plain = sizes.pop("", 0)
    if sizes.total() > _NO_ARTICLE * plain and not any(map(all, itertools.pairwise(other))):
        raise Unreadable("no article", kind=sizes.most_common(1)[0][0])
