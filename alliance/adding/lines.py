"""What one line of a page tells: that it is furniture, and why; who wrote a text, where and when.

The wording is in ``data/furniture.json``: patterns for a whole line, tried in order and without
regard to case, of which the first that fits names the line; "<networks>" in one stands for a part
that several share. Here are the forms: menus, bylines, datelines, names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from alliance.adding.gazetteer import NAMES, WORDS, form, patterns, spelled
from alliance.adding.quantities import KEPT, first_date, given_date, is_date, is_update, only_date
from alliance.adding.read import PAGES, core
from alliance.text import codes, words

_RE = patterns("furniture")
_LONGEST = 300  # characters of a line that tells who wrote a text
# What follows from some reasons why a line is furniture.
REASONS = {name: frozenset(some) for name, some in PAGES["reasons"].items()}
_JAPANESE = PAGES["Japanese"]  # what is said on pages in Japanese alone
SECTIONS = frozenset((*PAGES["sections"], *_JAPANESE["sections"].split()))
_NAMED_SECTIONS = re.compile("|".join(sorted(_JAPANESE["sections"].split(), key=len)[::-1]))
OTHER = "not part of the text"
Run = TypeVar("Run", bytes, tuple[str, ...], list[str])
FIELDS = ("title", "outlet", "author", "date")


def line_form(pattern: str) -> re.Pattern[str]:
    """One of the forms of a line, with the parts that several share."""
    return re.compile(spelled("furniture", pattern), re.IGNORECASE | re.DOTALL)


# The rules name the reason for a line in their order.
def _rules(rows: Iterable[Sequence[str]]) -> list[tuple[str, re.Pattern[str]]]:
    return [(why, line_form(rule)) for why, rule in rows]


_RULES, _LONG, _IN_JAPANESE = map(_rules, (PAGES["rules"], PAGES["long"], _JAPANESE["rules"]))
# Of lines that only look like furniture: captions and credits, bylines, what stands by a date.
FORMS = {
    name: line_form("|".join((form, *_JAPANESE["forms"].get(name, ()))))
    for name, form in PAGES["forms"].items()
}
# Lines that tell whose an article is.
HEADS = {
    kind: _rules((*_JAPANESE["head"].get(kind, ()), *some)) for kind, some in PAGES["head"].items()
}


@dataclass(slots=True)
class Head:
    """What is known of the article that a page is about; empty where nothing is.

    copies: to know a second copy of a text, a reason and the codes of that text's paragraphs.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    copies: Sequence[tuple[str, Sequence[bytes]]] = ()

    def learn(self, told: Head) -> bool:
        """Takes what is told and was not known yet; whether that is anything."""
        new = [key for key in FIELDS if getattr(told, key) and not getattr(self, key)]
        for key in new:
            setattr(self, key, getattr(told, key))
        return bool(new)


# The forms of a line.

WORD_LIMIT = 24  # words: a longer line is a sentence, whatever it begins with


@lru_cache(maxsize=KEPT)
def furniture(line: str) -> str | None:
    """Why a line is surely not part of an article, or ``None`` where no rule knows it."""
    text = core(line)
    if not any(ch.isalnum() for ch in text) or _RE["the end"].fullmatch(line):
        return "separator"
    if len(text) > 400 or len(text.split()) > WORD_LIMIT:  # consent texts, lists of one link
        return next((reason for reason, form in _LONG if form.match(text)), None)
    return _ruled(text) or menu(line)


def _ruled(text: str) -> str | None:
    """The reason of the first rule that names this line."""
    ways = (text, text[:-1]) if text[-1] in ".!?" else (text,)
    rules = _RULES if text.isascii() else _IN_JAPANESE + _RULES
    return next((name for name, pattern in rules if any(map(pattern.fullmatch, ways))), None)


def menu(line: str) -> str | None:
    """ "menu" for a short bulleted line, or a row of the names of sections."""
    text = core(line)
    parts = [part.strip(",|/").casefold() for part in text.split()]
    if len(parts) >= 4 and sum(part in SECTIONS for part in parts) >= 0.6 * len(parts):
        return "menu"
    if _RE["Japanese"].search(text):
        left = _NAMED_SECTIONS.sub("", text)  # トップ速報ライブ: buttons side by side
        if _row_of_names(text) or (len(text) - len(left) > 9 and 2 * len(left) < len(text)):
            return "menu"
    if not _RE["dotted"].match(line) or not 0 < len(parts) <= 6 or text[-1] in '.,;!?”"':
        return None
    known = (name for name, pattern in _RULES if pattern.fullmatch(text))
    return next((name for name in known if name in REASONS["in a menu"]), "menu")


def _row_of_names(text: str) -> bool:
    """Whether a Japanese line is a row of sections or of buttons: most of them known, or many and
    all of them short."""
    row = [part for part in _RE["Japanese row"].split(text) if part]
    known = sum(part.casefold() in SECTIONS or _ruled(part) is not None for part in row)
    short = len(row) > 4 and max(map(len, row)) <= 8 and not _RE["in a sentence"].search(text)
    return len(row) > 1 and (known >= 0.6 * len(row) or (short and known > 0))


def why(text: str, head: Head, *, repeated: bool = False) -> str:
    """The reason why a line is not part of the text; there is always one."""
    return next(filter(None, _whys(text, core(text), head, repeated)), OTHER)


def _whys(text: str, line: str, head: Head, repeated: bool) -> Iterator[str | None]:
    """What may be the reason, the surest first."""
    yield "headline" if same_words(line, head.title) else None
    yield whose_date(line, head) if is_date(text) else None
    yield "byline" if byline(line, head) else None
    yield menu(text) or furniture(text)
    yield "about the outlet or the author" if FORMS["about"].fullmatch(line) else None
    known = same_words(line, head.outlet) or (line and line.casefold() in head.outlet.casefold())
    yield "outlet" if known else None
    yield "dateline" if _RE["dateline"].fullmatch(line) and len(line) < 60 else None
    raw = codes(words(line[:5000]))
    yield next((reason for reason, texts in head.copies if _part_of(raw, texts)), None)
    yield "another story's headline" if headline_like(line) else None
    if len(line.split()) <= 5:
        yield "page header" if repeated else "menu or label"


def byline(line: str, head: Head | None = None) -> bool:
    """Whether a line only says who wrote it."""
    if len(line.split()) > 12:
        return False
    return bool(FORMS["byline"].fullmatch(line) or (head and same_words(line, head.author)))


def headline_like(line: str) -> bool:
    """Title Case or CAPITALS, several words, no full stop: the headline of something."""
    parts = [part for part in line.split() if part[:1].isalpha() or part[:1] in "“‘\"'"]
    if not 5 <= len(parts) <= 30 or line[-1:] in ".,;":
        return False
    long = [part.strip("“‘\"'") for part in parts if len(part) > 3]
    return sum(part[:1].isupper() for part in long) >= 0.75 * max(1, len(long))


def of_one_headline(*lines: str) -> bool:
    """Whether lines of two words or more have capitals as the parts of a headline have."""
    long = [[word for word in line.split() if len(word) > 3] for line in lines]
    capitals = all(len(some) > 1 and all(word[0].isupper() for word in some) for some in long)
    alike = len({line.isupper() for line in lines}) == 1
    return capitals and alike and not any(map(is_person, lines))


def whose_date(line: str, head: Head) -> str:
    """Whose date a line with nothing but a date tells."""
    found = only_date(line) or ""
    same = found.startswith(head.date) or head.date.startswith(found)
    return "date line" if same else "date of another story or of the page"


def same_words(a: str, b: str) -> bool:
    """Whether two lines say the same; of a headline of a thousand lines no line does."""
    alike = abs(len(a) - len(b)) < 40 + min(len(a), len(b))
    return alike and words(a) == words(b) != []


def _part_of(raw: bytes, texts: Sequence[bytes]) -> bool:
    """Whether most runs of words of a line stand in texts that are known by their codes."""
    mine = runs(raw, 4)[:200]
    hits = sum(any(run in text for text in texts) for run in mine)
    return len(mine) > 1 and hits >= 0.6 * len(mine)


def runs(words: Run, size: int) -> list[Run]:
    """Each ``size`` words that stand in a row; of codes, each so many bytes."""
    return [words[i : i + size] for i in range(len(words) - size + 1)]


# Who wrote a text, who published it and when, as a line tells it.


def size_of(text: str) -> int:
    """Its length in words; two Japanese characters count as a word."""
    return len(text.split()) + len(_RE["Japanese"].findall(text)) // 2


def read_issue(text: str) -> tuple[str, str]:
    """The day, the month or the year in which a paper came out, "Summer 2021, Vol. 14 Issue 2",
    and what a line says beside it."""
    when, beside = beside_date(text)
    found = _RE["issue"].search(text)
    if when or not found:
        return when, beside
    return first_date(f"{found['month'] or ''} {found['year']}")[0] or found["year"], text


def read_field(key: str, said: str) -> str:
    """What a label or a citation says of a headline, an outlet, an author or a day."""
    if key == "date":
        return given_date(re.sub(r"^(\d{4})\.(\d{1,2})$", r"\1-\2", said)) or ""
    if key == "author":
        names = [one.strip() for one in _RE["parted"].split(said)[0].split(";")]
        turned = [_RE["family first"].sub(r"\2 \1", one) for one in names]
        said = turned[0] if names[-1] == turned[-1] else "; ".join(turned)
        told = read_signature(said, sure=True) or NOTHING
        return told.author or told.outlet or said
    beside = _RE["beside an outlet" if key == "outlet" else "beside a headline"]
    return beside.sub("", said).strip(" .,|" if key == "outlet" else None)


def beside_date(text: str) -> tuple[str, str]:
    """The date in a line, and what else it says but for weekday, time and "Published"."""
    when, rest = first_date(text)
    beside = " ".join(FORMS["with a date"].sub("", rest).split())
    return when, beside.strip(_AROUND).rstrip("., ") if when else text


_AROUND = " ,|·•/-–—():"
NOTHING = Head()  # what a part tells that says nothing of who wrote or published it


def credit(line: str, *, bare: bool = True, sure: bool = False) -> Head | None:
    """Who wrote an article, who published it and when, as the parts of a line tell it, "Jane Doe |
    The Bay Post | 5 March 2024"; ``None`` where it is no such line.

    bare: a name needs no "By" beside a date, a reading time, a section; sure: nor anywhere.
    """
    if record := _record_line(line):
        return record
    day, said = beside_date(line)
    if day and _RE["names in Japanese"].fullmatch(said):
        return Head(author=said, date=day)
    signed = None if bare and day else read_signature(said)
    if signed or not bare:
        return replace(signed, date=day) if signed else None
    parts = [part for part in _RE["parted"].split(line) if re.search(r"\w", part)]
    if any(map(_RE["happened"].fullmatch, parts)) or all(map(only_date, parts)):
        return None
    when = next(filter(None, map(only_date, sorted(parts, key=is_update))), "") or ""
    timed = when or "reading time" in map(furniture, parts)
    head = Head(date="" if is_update(line) else when or day)
    plain = re.sub(r" \([^()]*\)", "", line)  # "(bilingual edition)"
    the = said.startswith("The ") and _RE["titled"].fullmatch(said) and f"{said}, " in plain
    by_commas = Head(outlet=said) if the else read_by_commas(said)
    whole = day and head.learn(by_commas or read_part(said) or NOTHING)
    told = [] if whole else list(map(read_part, parts))
    for one in filter(None, told):
        head.learn(one)
    sections = sum(part.casefold() in SECTIONS for part in parts)
    hinted = sure or whole or (head.author and head.outlet) or 0 < sections == len(parts) - 1
    known = bool(hinted and None not in told and head.author + head.outlet)
    return head if known or (timed and len(parts) > 1) or byline(said) else None


def _record_line(line: str) -> Head | None:
    """A Japanese database's line: its outlet, a day, and nothing beside them but edition, page and
    length, as "2024/06/04 琉球新報 朝刊 3ページ 312文字 PDF有"."""
    when, rest = first_date(line)
    parts = [part for part in re.split(r"[\s|｜◇◆]+", rest) if re.search(r"\w", part)]
    other = [one for one in parts if not _RE["Japanese record"].fullmatch(one)]
    paper = other[0].strip("[]［］【】()") if len(other) == 1 and when else ""
    if when and len(parts) > 1 and not other:
        return Head(date=when)
    return Head(outlet=paper, date=when) if _RE["Japanese paper"].fullmatch(paper) else None


def read_by_commas(said: str, signs: bool = False) -> Head | None:
    """ "Jane Doe, Bay Letters" or "Jane Doe / Bay Letters" beside a date: who wrote it, and for
    whom, though no list has it."""
    who, *others = re.split(", | / ", said)
    signed = read_signature(who)
    known = signed or is_person(who, signs or any(map(_RE["outlet"].fullmatch, others)))
    paper = next((one for one in others if read_part(one) is not NOTHING), "")
    another = is_person(paper) or (paper and not _RE["titled"].fullmatch(paper))
    if not known or another or not 0 < len(others) < 3:
        return None
    return Head(author=signed.author if signed else recased(who), outlet=paper)


def read_part(part: str) -> Head | None:
    """Author and outlet as a part of a head line tells them; ``None`` where it does not."""
    part = part.strip(_AROUND + "[]")
    beside = _RE["role"].fullmatch(part) or FORMS["credit"].fullmatch(part) or is_place(part)
    if beside or only_date(part) or furniture(part) or part.casefold() in SECTIONS:
        return NOTHING
    told = read_signature(part, sure=True)
    if told and (
        read_signature(part) or not told.author or is_person(told.author, bool(told.outlet))
    ):
        return told
    part = recased(part)  # THE BAY POST, above a front page
    return Head(outlet=part) if _RE["outlet"].fullmatch(part) else None


def is_place(name: str) -> bool:
    return NAMES.entries.get(form(name), ("",))[0] == "place"


_SMALL = {word.capitalize() for word in WORDS["function"]}


@lru_cache(maxsize=KEPT)
def is_person(name: str, signs: bool = False) -> bool:
    """Whether a bare name is one of a person who may write: a given name and another, or a
    Japanese family's and another, and nobody whom articles are about. signs: the line says so."""
    if _RE["Japanese name"].fullmatch(name) or _RE["family and given"].fullmatch(name):
        other = any(part in SECTIONS or is_place(part) for part in name.split())
        return form(name) not in NAMES.entries and not other
    names = re.split(r",? and |, ", name)
    if len(names) > 1:
        return all(is_person(one, signs) for one in names)
    words = [word.capitalize() for word in name.split()]
    given = NAMES.western | NAMES.given["japanese"]
    whole = _RE["name"].fullmatch(name) and 2 <= len(words) <= 4
    titled = any(word.casefold() in WORDS["person words"] or word in _SMALL for word in words)
    located = len(words) > 2 and any(map(is_place, words))
    known = titled or located or form(name) in NAMES.entries or _RE["no name"].fullmatch(name)
    return bool(whole) and not known and (signs or bool({words[0], words[-1]} & given))


def read_signature(text: str, sure: bool = False) -> Head | None:
    """Author and outlet of a line that says itself that it is a byline, or of which that is sure;
    ``None`` of any other."""
    if len(text) > _LONGEST:
        return None
    match = FORMS["byline"].fullmatch(text) if len(text.split()) <= 14 else None
    said = next(filter(None, match.groups())).strip(" ,|") if match else text
    who = FORMS["signature"].sub("", said)
    signs = FORMS["signature"].search(said)
    desk = (signs["desk"] or "").strip() if signs else ""
    if not (match or sure) and (who == said or not is_person(who, said != who)):
        return None
    if _RE["spoken"].match(text):
        speaker, _, office = who.partition(", ")
        who = _RE["rank"].sub("", speaker if _RE["role"].fullmatch(office) else who)
    name = _RE["around a name"].sub("", who) if match or sure else who
    name = _RE["Japanese desks"].sub("", name)
    if paper := _RE["paper"].search(name):
        name = name[: paper.start()]
    if _RE["agency"].fullmatch(name):
        return Head(outlet=re.sub(" [Ss]taff$", "", name))
    special = _RE["special to"].search(said)
    told = paper["paper"] or paper["agency"] if paper else special["paper"] if special else ""
    told = told or (desk if any(_RE[kind].fullmatch(desk) for kind in ("agency", "outlet")) else "")
    named = _RE["name"].fullmatch(name)
    return Head(author=recased(name), outlet=told.strip()) if named else None


def recased(name: str) -> str:
    """A name in capitals as names are written: Jane Doe, O'Neill, J.D. Holt III, The Bay Post."""
    if " " not in name or not name.replace(" and ", " ").isupper():
        return name
    words = _RE["in capitals"].sub(lambda one: one[0].upper(), name.title())
    return re.sub(" (And|Of) ", lambda one: one[0].lower(), words)


def beside_a_headline(line: str) -> bool:
    """Whether a line names or tells of who wrote it, the outlet or a series, or is a date and two
    or three words."""
    when, rest = beside_date(line)
    named = recased(line)
    about = is_person(line, " and " in line) or FORMS["about"].fullmatch(line)
    kinds = ("an office", "kicker", "where", "series", "a list")
    shown = any(_RE[kind].fullmatch(line) for kind in kinds)
    shown = shown or any(_RE[kind].fullmatch(named) for kind in ("masthead", "institute"))
    names = itertools.chain(HEADS["journals"], HEADS["mastheads"])
    shown = shown or any(says.fullmatch(line) for _, says in names)
    few = size_of(rest) <= 3 and not _RE["occasion"].search(rest)
    return bool(about or shown or (when and (few or _RE["a day first"].match(line))))
