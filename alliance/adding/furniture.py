"""The furniture of a page: menus, notices, credits, and how a date stands in a head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from alliance.corpus import data

# What stands around an article on a page: a reason and a pattern for a whole line. The patterns are
# in ``data/furniture.json``: they are tried in order, without regard to case; the first that fits
# names the line. "<networks>" in one stands for a part that several share.


NEWS, LOGIN, COPY = "newsletter", "log-in form", "copyright"
NAV, LINK = "navigation", "related link"
_DATA = json.loads(data("furniture.json").read_text("utf-8"))
STRONG = frozenset(_DATA["strong"])


def _rules() -> Iterator[tuple[str, re.Pattern[str]]]:
    for reason, pattern in _DATA["rules"]:
        for name, part in _DATA["parts"].items():
            pattern = pattern.replace(f"<{name}>", part)
        yield reason, re.compile(pattern, re.IGNORECASE)


# Dates as they stand in the head of an article, in many styles -> ``2020-01-19`` or less.


_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_NUMBER = {name: number for number, name in enumerate(_NAMES.split(), 1)}
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
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_DAY}-{_MONTH}-{_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})(?=\D|$)",
        r"(?P<year>(?:19|20)\d\d)年\s*(?P<m>\d{1,2})月\s*(?P<day>\d{1,2})日",
        r"(?P<year>(?:19|20)\d\d)年\s*(?P<m>\d{1,2})月",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])",
    )
)
_REST = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|published|posted|updated|"
    r"last (?:updated|modified)|first|date|issued|on\b|at\b|\d{1,2}[:.]\d\d(?::\d\d)?|"
    r"\b[ap]\.?m\b\.?|\b(?:et|est|edt|gmt|utc|jst|bst|cet)\b|[(),.:;|/•·–—-]|[月火水木金土日]曜日?",
    re.IGNORECASE,
)


def first(text: str) -> tuple[str, int, int] | None:
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


def only(text: str) -> str | None:
    """The date, where ``text`` is a date and nothing else but a weekday, a time or "Updated"."""
    found = first(text)
    if found is None:
        return None
    date, start, end = found
    rest = text[:start] + " " + text[end:]
    again = first(rest)
    if again:  # "Published … / Updated …"
        rest = rest[: again[1]] + " " + rest[again[2] :]
    return None if re.search(r"\w", _REST.sub(" ", rest)) else date


def given_date(text: str) -> str | None:
    """A date as somebody types it for ``--date``: an exact one, a month or a bare year."""
    text = text.strip()
    return text if re.fullmatch(r"(?:19|20)\d\d", text) else only(text)


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else _NUMBER[parts["month"][:3].casefold()]
    if not 1 <= month <= 12:
        return None
    date = f"{parts['year']}-{month:02d}"
    if not parts.get("day"):
        return date
    day = int(parts["day"])
    return f"{date}-{day:02d}" if 1 <= day <= 31 else None


# What stands around and inside an article on a page and is not the article, and what it is.
#
# The wording is in ``phrases``; here are the forms: menus, bylines, datelines, lines that run on.


_WORD_LIMIT = 24  # words: a longer line is a sentence, whatever it begins with

_COMPILED = tuple(_rules())
_EDGE = " \t\u00a0*-–—•·▪►▶»>|#_=~[]…:"
_DOTTED = re.compile(r"\s*[•·▪►▶◦‣⁃*+-]\s+(?=\S)")
_SECTION_NAMES = (
    "home news world politics business opinion sport sports culture arts lifestyle technology tech "
    "science health entertainment environment travel video videos blog analysis commentary faith "
    "economy education life style weather us uk asia japan china europe africa local national "
    "international latest trending podcasts photos magazine more all about contact"
)
_SECTIONS = frozenset(_SECTION_NAMES.split())
# Only asked of lines that are outside a recognised text: a sentence may well begin like this.
ABOUT = re.compile(
    r".{2,60} is an? .{0,80}\b(?:news|media|newspaper|magazine|journal|website|publisher|agency|"
    r"journalist|reporter|writer|correspondent|columnist|editor|professor|author|fellow)\b.*",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:by|author|written by|reported by|story by|from|words by|文)\s*[:：]?\s+"
    r"(?P<who>[^!?]{2,80})"
    r"|author:\s*(?P<named>.{2,80})",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*(?:,? [A-Z][\w.'’-]*){0,4})?,?\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2},?\s*)?"
    r"(?:\((?P<agency>[A-Z][\w .&'’-]{1,40})\)\s*[-–—:]*|[-–—]+)"
)


def core(line: str) -> str:
    """A line without the marks around it: bullets, brackets, rows of dashes."""
    text = " ".join(line.strip(_EDGE).split())
    bracketed = text.startswith("(") and text.endswith(")") and len(text.split()) <= 4
    return text[1:-1].strip() if bracketed and not text.startswith("(c)") else text


def reason(line: str) -> str | None:
    """Why a line is surely not part of an article, or ``None`` where no rule knows it."""
    text = core(line)
    if not any(ch.isalnum() for ch in text):
        return "separator"
    if len(text) > 400 or len(text.split()) > _WORD_LIMIT:
        return _long(text)
    for name, pattern in _COMPILED:
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
        for name, pattern in _COMPILED:
            if name in (LOGIN, NEWS, COPY, NAV) and pattern.fullmatch(text):
                return name
        return "menu"
    return None


def _long(text: str) -> str | None:
    """A few kinds of furniture run on: consent texts, and lists of the same link."""
    head = text[:160].casefold()
    if head.startswith(("by providing your information", "by signing up", "we use cookies")):
        return LOGIN if head.startswith("by p") else "cookie notice"
    if head.startswith(("©", "copyright ", "(c) ")) and len(text) < 800:
        return COPY
    if head.count("top stories") >= 3:
        return LINK
    return None


def strong(line: str) -> str | None:
    """The reason, where a line may be cut out of a paragraph that it interrupts."""
    found = reason(line)
    return found if found in STRONG else None


def is_date(line: str) -> bool:
    """Whether a line holds a date and nothing else but a day, a time or "Updated"."""
    return len(line) < 90 and only(core(line)) is not None
