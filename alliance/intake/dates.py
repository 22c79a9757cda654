"""Dates as they stand in the head of an article, in many styles -> ``2020-01-19`` or less."""

from __future__ import annotations

import re

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


def given(text: str) -> str | None:
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
