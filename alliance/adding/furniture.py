"""Why a line of a page is not part of its article: menus, notices, credits, dates of the head.

The wording is in ``data/furniture.json``: patterns for a whole line, tried in order and without
regard to case, of which the first that fits names the line; "<networks>" in one stands for a part
that several share. Here are the forms: menus, bylines, datelines, dates, lines that run on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliance.adding.read import PAGES, core
from alliance.text import codes, words

_STRONG = frozenset(PAGES["strong"])
_SECTIONS = frozenset(PAGES["sections"])
AGENCIES = "|".join(PAGES["agencies"])
PAPERS = "|".join(PAGES["papers"])
_IN_A_MENU = ("log-in form", "newsletter", "copyright", "navigation")
OTHER = "not part of the text"
FIELDS = ("title", "outlet", "author", "date")


def _rules() -> Iterator[tuple[str, re.Pattern[str]]]:
    for reason, pattern in PAGES["rules"]:
        for name, part in PAGES["parts"].items():
            pattern = pattern.replace(f"<{name}>", part)
        yield reason, re.compile(pattern, re.IGNORECASE)


_RULES = tuple(_rules())
# Of lines that only look like furniture: captions and credits, bylines, what stands by a date.
FORMS = {name: re.compile(form, re.I | re.S) for name, form in PAGES["forms"].items()}


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


# Dates as they stand in the head of an article, in many styles -> ``2020-01-19`` or less.

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_STYLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}\b",
        rf"\b{_DAY}(?:\s+(?:of\s+)?|-){_MONTH}(?:,?\s+|-){_YEAR}\b",
        rf"\b{_YEAR}[-/.](?P<m>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?=\D|$)",
        rf"{_YEAR}年\s*(?P<m>\d{{1,2}})月(?:\s*(?P<day>\d{{1,2}})日)?",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_YEAR}-(?P<m>0[1-9]|1[0-2])(?![\d-])",
    )
)


def first_date(text: str) -> tuple[str, int, int] | None:
    """The first date in ``text`` with its place: ``(date, start, end)``."""
    found = []
    for style in _STYLES:
        for match in style.finditer(text[:2000]):
            date = _iso(match)
            if date:
                found.append((match.start(), -match.end(), date))
                break
    if not found:
        return None
    start, end, date = min(found)
    return date, start, -end


def only_date(text: str) -> str | None:
    """The date, where ``text`` is a date and nothing else but a weekday, a time or "Updated"."""
    found = first_date(text)
    if found is None:
        return None
    date, start, end = found
    rest = text[:start] + " " + text[end:]
    again = first_date(rest)
    if again:  # "Published … / Updated …"
        rest = rest[: again[1]] + " " + rest[again[2] :]
    return None if re.search(r"\w", FORMS["beside a date"].sub(" ", rest)) else date


def without_date(text: str, start: int, end: int) -> str:
    """A line without the date in it, its weekday, time and "Published"."""
    return FORMS["with a date"].sub("", text[:start] + " " + text[end:]).strip(" ,|·•/-–—():")


def given_date(text: str) -> str | None:
    """A date as somebody types it for ``--date``: an exact one, a month or a bare year."""
    text = text.strip()
    return text if re.fullmatch(r"(?:19|20)\d\d", text) else only_date(text)


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else _MONTHS.index(parts["month"][:3].casefold()) + 1
    if not 1 <= month <= 12:
        return None
    date = f"{parts['year']}-{month:02d}"
    if not parts.get("day"):
        return date
    day = int(parts["day"])
    return f"{date}-{day:02d}" if 1 <= day <= 31 else None


def is_date(line: str) -> bool:
    """Whether a line holds a date and nothing else but a day, a time or "Updated"."""
    return len(line) < 90 and only_date(core(line)) is not None


# The forms of a line.

_WORD_LIMIT = 24  # words: a longer line is a sentence, whatever it begins with
_DOTTED = re.compile(r"\s*[•·▪►▶◦‣⁃*+-]\s+(?=\S)")
# "NAHA, March 5 (Kyodo) -"
DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*(?:[ ,/]+[A-Z][\w.'’-]*){0,5})?[,\s-]*(?:[A-Z][a-z]{2,8}\.? \d{1,2},?\s*)?"
    r"(?:\((?P<who>[A-Z][\w .&'’-]{1,40})\)\s*[-–—:]*|[-–—]+)"
)


def furniture(line: str) -> str | None:
    """Why a line is surely not part of an article, or ``None`` where no rule knows it."""
    text = core(line)
    if not any(ch.isalnum() for ch in text):
        return "separator"
    if len(text) > 400 or len(text.split()) > _WORD_LIMIT:
        return _long(text)
    for name, pattern in _RULES:
        if pattern.fullmatch(text) or (text[-1] in ".!?" and pattern.fullmatch(text[:-1])):
            return name
    return menu(line)


def menu(line: str) -> str | None:
    """ "menu" for a short bulleted line, or a row of the names of sections."""
    text = core(line)
    parts = [part.strip(",|/").casefold() for part in text.split()]
    if len(parts) >= 4 and sum(part in _SECTIONS for part in parts) >= 0.6 * len(parts):
        return "menu"
    if _DOTTED.match(line) and 0 < len(parts) <= 6 and text[-1] not in '.,;!?”"':
        for name, pattern in _RULES:
            if name in _IN_A_MENU and pattern.fullmatch(text):
                return name
        return "menu"
    return None


def _long(text: str) -> str | None:
    """A few kinds of furniture run on: consent texts, and lists of the same link."""
    head = text[:160].casefold()
    if head.startswith(("by providing your information", "by signing up", "we use cookies")):
        return "log-in form" if head.startswith("by p") else "cookie notice"
    if head.startswith(("©", "copyright ", "(c) ")) and len(text) < 800:
        return "copyright"
    return "related link" if head.count("top stories") >= 3 else None


def strong(line: str) -> str | None:
    """The reason, where a line may be cut out of a paragraph that it interrupts."""
    found = furniture(line)
    return found if found in _STRONG else None


def why(text: str, head: Head, *, repeated: bool = False) -> str:
    """The reason why a line is not part of the text; there is always one."""
    line = core(text)
    if _same(line, head.title):
        return "headline"
    if is_date(text):
        return whose_date(line, head)
    if byline(line, head):
        return "byline"
    if known := menu(text) or furniture(text):
        return known
    if FORMS["about"].fullmatch(line):
        return "about the outlet or the author"
    if _same(line, head.outlet) or (line and line.casefold() in head.outlet.casefold()):
        return "outlet"
    if DATELINE.fullmatch(line) and len(line) < 60:
        return "dateline"
    raw = codes(words(line[:5000]))
    for reason, texts in head.copies:
        if _part_of(raw, texts):
            return reason
    if headline_like(line):
        return "another story's headline"
    if len(line.split()) <= 5:
        return "page header" if repeated else "menu or label"
    return OTHER


def byline(line: str, head: Head | None = None) -> bool:
    """Whether a line only says who wrote it."""
    if len(line.split()) > 12:
        return False
    return bool(FORMS["byline"].fullmatch(line)) or bool(head and _same(line, head.author))


def headline_like(line: str) -> bool:
    """Title Case or CAPITALS, several words, no full stop: the headline of something."""
    parts = [part for part in line.split() if part[:1].isalpha() or part[:1] in "“‘\"'"]
    if not 5 <= len(parts) <= 30 or line[-1:] in ".,;":
        return False
    large = sum(part.strip("“‘\"'")[:1].isupper() for part in parts if len(part) > 3)
    long = sum(len(part) > 3 for part in parts)
    return large >= 0.75 * max(1, long)


def whose_date(line: str, head: Head) -> str:
    """Whose date a line with nothing but a date tells."""
    found = only_date(line) or ""
    if not head.date or found.startswith(head.date) or head.date.startswith(found):
        return "date line"
    return "date of another story or of the page"


def _same(a: str, b: str) -> bool:
    if not a or not b or not 0.5 < len(a) / len(b) < 2:
        return False
    first, second = words(a), words(b)
    return bool(first) and first == second


def _part_of(raw: bytes, texts: Sequence[bytes], size: int = 4) -> bool:
    """Whether most runs of words of a line stand in texts that are known by their codes."""
    runs = [raw[i : i + size] for i in range(len(raw) - size + 1)][:200]
    hits = sum(any(run in text for text in texts) for run in runs)
    return len(runs) > 1 and hits >= 0.6 * len(runs)
