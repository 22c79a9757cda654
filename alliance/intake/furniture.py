"""What stands around and inside an article on a page and is not the article, and what it is.

The wording is in ``phrases``; here are the forms: menus, bylines, datelines, lines that run on.
"""

from __future__ import annotations

import re

from alliance.intake import dates
from alliance.intake.phrases import COPY, LINK, LOGIN, NAV, NEWS, RULES, STRONG

_WORD_LIMIT = 24  # words: a longer line is a sentence, whatever it begins with

_COMPILED = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in RULES)
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
    return len(line) < 90 and dates.only(core(line)) is not None
