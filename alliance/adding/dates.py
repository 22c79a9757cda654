"""Dates as they stand in the head of an article, in many styles, by their year, month and day."""

from __future__ import annotations

import datetime
import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

from alliance.adding.gazetteer import patterns, spelled
from alliance.adding.quantities import written_date
from alliance.adding.read import PAGES, core
from alliance.questions.numbers import kanji

_RE = patterns("furniture")
_STYLES = patterns("head dates").values()
_BESIDE = re.compile(spelled("furniture", PAGES["forms"]["beside a date"]), re.IGNORECASE)
_KEPT = 40_000  # lines of which it is kept what they are: each is asked about several times


@lru_cache(maxsize=_KEPT)
def first_date(text: str) -> tuple[str, str]:
    """The first date in ``text``, or nothing, and the text without it."""
    text = _RE["glued time"].sub(" ", unicodedata.normalize("NFKC", text))
    text = _RE["in kanji"].sub(lambda one: str(kanji(one[0])), text)
    found = []
    for match in (match for style in _STYLES for match in style.finditer(text[:2000])):
        parts = match.groupdict()
        if abroad := parts.get("abroad"):
            parts["month"] = PAGES["months"].get(abroad.casefold(), "13")
        date = written_date(parts) or ""
        with suppress(ValueError):  # no such day or month
            datetime.date.fromisoformat(f"{date}-01-01"[:10])
            found.append((match.start(), -match.end(), date))
    start, end, date = min(found, default=(0, 0, ""))
    return date, f"{text[:start]} {text[-end:]}" if date else text


def is_update(text: str) -> bool:
    """Whether a date is one of a change, and not of the article."""
    return bool(_RE["later"].match(text[:200].strip()))


def only_date(text: str) -> str | None:
    """The date, where ``text`` is a date and nothing else but a weekday, a time or "Updated"."""
    date, rest = first_date(text)
    other, rest = first_date(rest)  # "Published … / Updated …"
    date = (other if is_update(text) else "") or date
    alone = date and not re.search(r"\w", _BESIDE.sub(" ", rest))
    return date if alone else None


def given_date(text: str) -> str | None:
    """A date as somebody types it for ``--date``: an exact one, a month or a bare year."""
    text = text.strip()
    return text if re.fullmatch(r"(?:19|20)\d\d", text) else only_date(text)


def is_date(line: str) -> bool:
    """Whether a line holds a date and nothing else but a day, a time or "Updated"."""
    return len(line) < 90 and only_date(core(line)) is not None
