"""Dates in a running text, with their precision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from alliance.adding.gazetteer import MONTHS, WEEKDAYS, Mention, Tokens, lexicon, words_of

# Which day "Jan. 17", "Sunday" or "last June" was, when the article's date settles it.


_FUTURE = re.compile(
    r"\b(?:will|would|shall|plans?|planned|expected|scheduled|slated|due|set|upcoming)\b"
)
# "will meet on Friday", not "will meet, he said on Friday"
_AHEAD = re.compile(
    r"\b(?:will|is\s+to|are\s+to|set\s+to|due\s+to|scheduled|slated|precedes?)\b(?![^.]*\b(?:said|told|announced)\b)[^.]*$"
)
_YEAR_ALONE = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")


def resolve(m: re.Match[str], value: str | None, text: str, today: str) -> str | None:
    """The full date (or month) that match ``m`` means in an article of ``today``, or None.

    A paragraph that names another year than the article's leaves a day without year unresolved:
    it may belong to that year.
    """
    year, month, day = (*(int(part) for part in today.split("-")), 0, 0)[:3]
    if not month:
        return None
    if value and value.startswith("XXXX-") and len(value) == 10:
        other = [y for y in _YEAR_ALONE.findall(text) if abs(int(y) - year) > 1]
        return None if other else _resolve_day(value, date(year, month, day or 15))
    if m["mon"]:
        if any(abs(int(y) - year) > 1 for y in _YEAR_ALONE.findall(text)):
            return None
        return _resolve_month(_number(m["monm"]), year, month, _sentence(m, text))
    if m["wd"] or m["rel"]:
        word = m["relx"] or m["wd"]
        which = (m["relw"] or "").lower()
        if word in WEEKDAYS:
            ahead = not which and _AHEAD.search(_sentence(m, text))
            return _weekday(word, which, date(year, month, day), bool(ahead)) if day else None
        if word in MONTHS:
            return _named_month(_number(word), which, year, month)
    return None


def _number(name: str) -> int:
    return MONTHS.index(name) + 1


def _sentence(m: re.Match[str], text: str) -> str:
    start = text.rfind(". ", 0, m.start()) + 1
    return text[start : m.start()]


def _resolve_day(value: str, today: date) -> str | None:
    """The occurrence of XXXX-MM-DD nearest to ``today``."""
    month, day = int(value[5:7]), int(value[8:10])
    near = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            near.append(date(year, month, day))
        except ValueError:
            continue
    return min(near, key=lambda one: abs(one - today)).isoformat() if near else None


def _resolve_month(number: int, year: int, month: int, before: str) -> str:
    if _FUTURE.search(before):
        year += number < month
    else:
        year -= number > month
    return f"{year}-{number:02d}"


def _named_month(number: int, which: str, year: int, month: int) -> str:
    if which == "last":
        year -= number >= month
    elif which.endswith("coming") or which == "next":
        year += number <= month
    return f"{year}-{number:02d}"


def _weekday(name: str, which: str, today: date, ahead: bool) -> str:
    back = (today.weekday() - WEEKDAYS.index(name)) % 7
    if ahead:
        return (today + timedelta(days=(7 - back) % 7)).isoformat()
    if which == "next" or which.endswith("coming"):
        return (today + timedelta(days=7 - back)).isoformat()
    if which == "last" and back == 0:
        back = 7
    return (today - timedelta(days=back)).isoformat()


# Calendar expressions, as exact as printed: 1960-01-19, XXXX-08, 197X, 1950/1953.


_NUMBER = {name[:3]: n for n, name in enumerate(MONTHS, start=1)}
_SHOUTED = [name.upper() for name in MONTHS if name not in {"May", "March"}]  # DECEMBER 11
_ORDINALS = {word: n for n, word in enumerate(lexicon("ordinals").split(), start=1)}
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_ERAS = {
    "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
    "Meiji": 1867, "Taisho": 1911, "Showa": 1925, "Heisei": 1988, "Reiwa": 2018,
}  # fmt: skip

_LONG = "|".join([*MONTHS, *_SHOUTED])
_MONTH = rf"(?:(?:{_LONG})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|,\d{3}|\.\d)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)(?![\d%千万億兆円]|,\d|\.\d)"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_PART = r"(?:[Mm]id-)?"  # "early 2021" is 2021: the value can say no more
_TO = r"\s*[-–—]\s*"
_WHICH = r"(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]his\s+past|[Tt]his\s+coming)"

_DATE = re.compile(
    rf"""(?<![\w$¥€£₩.#])(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)\b
    | (?P<jera>(?P<jename>明治|大正|昭和|平成|令和)(?P<jey>元|\d+)年度?
        (?:(?P<jem>\d+)月(?:(?P<jed>\d+)日)?)?)
    | (?P<jyear>\d{{4}})年度?(?:(?P<jm>\d+)月(?:(?P<jd>\d+)日)?)?
    | (?P<era>(?P<ename>Meiji|Taisho|Showa|Heisei|Reiwa)\s+(?P<ey>\d{{1,2}}))\b
    | (?P<fiscal>(?:(?:fiscal|Fiscal)(?:\s+[Yy]ear)?\s+|FY\s?-?)(?P<fy>\d{{4}}|\d\d)
        (?:(?:{_TO}|\s+(?:to|through)\s+)(?P<fy2>\d{{4}}|\d\d))?)\b
    | (?P<md>(?:{_WEEKDAY},?\s+)?(?P<mdm>{_MONTH})\s+(?P<mdd>{_DAY})
        (?:{_TO}(?:(?P<mdm2>{_MONTH})\s+)?(?P<mdd2>{_DAY}))?(?:,?\s+(?P<mdy>{_YEAR}))?)
    | (?P<dm>(?:{_WEEKDAY},?\s+)?(?:(?P<dmd0>{_DAY})(?:\s+(?P<dmm0>{_MONTH}))?{_TO})?(?P<dmd>{_DAY})
        \s+(?:of\s+)?(?P<dmm>{_MONTH})(?:,?\s+(?P<dmy>{_YEAR}))?)
    | (?P<od>(?P<odd>{"|".join(sorted(_ORDINALS, key=len, reverse=True))})\s+day\s+of
        \s+(?P<odm>{_MONTH})(?:,?\s+(?P<ody>{_YEAR}))?)
    | (?P<my>{_PART}(?P<mym>{_MONTH})(?:\s+of)?,?\s+(?P<myy>{_YEAR}))
    | (?P<season>{_PART}(?P<sname>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)
        (?:\s+of)?\s+(?P<syear>{_YEAR}))
    | (?P<decade>{_PART}(?P<dec>(?:1[5-9]|20)\d0)(?:['’]?s)\b)
    | (?P<years>{_PART}(?P<y1>{_YEAR})(?:{_TO}(?P<y2>{_YEAR}|\d\d(?![\d,.%]\d|\d)))?)(?![\w-]\d)
    | (?P<rel>(?P<relw>{_WHICH})\s+
        (?P<relx>(?:{_WEEKDAY}|{_LONG}|spring|summer|autumn|fall|winter)\b))
    | (?P<wd>{_WEEKDAY})(?![s\w])
    | (?P<mon>{_PART}(?P<monm>(?:{_LONG})\b))
    )""",
    re.VERBOSE,
)
_SEEDS = words_of("dates seeds") | {
    *MONTHS,
    *_SHOUTED,
    *WEEKDAYS,
    *_ORDINALS,
    "twenty",
    "thirty",
}
_SHORT_DECADE = re.compile(r"(?<!\w)[’'](?P<dec>[2-9]0)s\b")
_MONTH_CONTEXT = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|of|[Ff]rom|[Dd]uring|[Ff]or|[Bb]efore|[Aa]fter"
    r"|to|through|and|between|[Ee]ach|every|early|late|mid|that|the|a|previous|following)|mid-)\s*$"
)
_COUNTED = re.compile(
    r"\s+(?:(?:U\.S\.|US|American|Japanese|Chinese)\s+)?(?:troops|people|soldiers|personnel|students"
    r"|police|men|marines|Marines|sailors|ships|aircraft|missiles|km|kilomet|miles|met(?:er|re)s"
    r"|members|workers|yen|dollars|votes|warheads|tons|hectares|percent|euros|won\b|yuan|feet"
    r"|facilities|protesters|demonstrators|residents|respondents|(?:m|b|tr)illion|lawmakers)"
)
_NUMBERED = re.compile(
    r"(?:Resolution|No\.|Room|Flight|Route|Article|Section|Unit|Order|Law|Boeing|Page|page|about"
    r"|some|nearly|than|only|least|around|over|approximately)\s+$"
)


def _month(name: str) -> str:
    return f"{_NUMBER[name[:3].capitalize()]:02d}"


def _day(text: str) -> str:
    return f"{int(re.sub(r'[a-z]+', '', text)):02d}"


def _value(m: re.Match[str]) -> str | None:
    g = m.groupdict()
    if g["iso"]:
        return g["iso"]
    if g["jera"]:
        year = _ERAS[g["jename"]] + (1 if g["jey"] == "元" else int(g["jey"]))
        return _joined(str(year), g["jem"], g["jed"])
    if g["jyear"]:
        return _joined(g["jyear"], g["jm"], g["jd"])
    if g["era"]:
        return str(_ERAS[g["ename"]] + int(g["ey"]))
    if g["fiscal"]:
        first = _century(g["fy"], "20")
        return f"{first}/{_century(g['fy2'], first)}" if g["fy2"] else first
    if g["md"]:
        named = g["mdy"] or "XXXX"
        start = f"{named}-{_month(g['mdm'])}-{_day(g['mdd'])}"
        if not g["mdd2"]:
            return start
        return f"{start}/{named}-{_month(g['mdm2'] or g['mdm'])}-{_day(g['mdd2'])}"
    if g["dm"]:
        named = g["dmy"] or "XXXX"
        end = f"{named}-{_month(g['dmm'])}-{_day(g['dmd'])}"
        if not g["dmd0"]:
            return end
        return f"{named}-{_month(g['dmm0'] or g['dmm'])}-{_day(g['dmd0'])}/{end}"
    if g["od"]:
        return f"{g['ody'] or 'XXXX'}-{_month(g['odm'])}-{_ORDINALS[g['odd']]:02d}"
    if g["my"]:
        return f"{g['myy']}-{_month(g['mym'])}"
    if g["season"]:
        return f"{g['syear']}-{_SEASONS[g['sname'].lower()]}"
    if g["decade"]:
        return g["dec"][:3] + "X"
    if g["years"]:
        return f"{g['y1']}/{_century(g['y2'], g['y1'])}" if g["y2"] else g["y1"]
    return f"XXXX-{_month(g['monm'])}" if g["mon"] else None


def _joined(year: str, month: str | None, day: str | None) -> str:
    parts = [year, *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts)


def _century(year: str, like: str) -> str:
    return year if len(year) == 4 else like[:2] + year


def _refused(m: re.Match[str], text: str) -> bool:
    """True for a number that is no year and a month's name that is no month."""
    start, end = m.span()
    before = text[max(0, start - 24) : start]
    if m["years"]:
        if m["y2"] and len(m["y2"]) == 2 and int(m["y2"]) <= int(m["y1"][2:]):
            return True
        return bool(_COUNTED.match(text, end) or _NUMBERED.search(before))
    if m["mon"]:
        name = m["monm"]
        if name in {"May", "March"} and not _MONTH_CONTEXT.search(before):
            return True
        following = re.match(r"\s+([A-Z][a-z]+)", text[end : end + 30])
        person = name in {"April", "June", "August", "May"} and following
        return bool(person and not _MONTH_CONTEXT.search(before)) or before.endswith("Theresa ")
    if m["rel"]:
        return m["relx"] == "fall" and not m["relw"].lower().startswith(("last", "this", "next"))
    if m["dm"] and m["dmm"] == "May" and not m["dmy"]:
        return text[end : end + 4] == " be "
    return False


def _matches(tokens: Tokens) -> Iterator[re.Match[str]]:
    """Tried only where a token can begin a date: much faster than at every character."""
    text, after = tokens.text, 0
    if "年" in text:
        yield from _DATE.finditer(text)
        return
    for i in [i for i, w in enumerate(tokens.words) if w in _SEEDS or "0" <= w[0] <= "9"]:
        start = tokens.starts[i]
        if start >= after:
            m = _DATE.match(text, start)
            if m:
                after = m.end()
                yield m


def dates(p: int, tokens: Tokens, today: str | None) -> list[Mention]:
    """The calendar expressions in paragraph ``p``; ``today`` is the article's own date."""
    found = []
    text = tokens.text
    for m in _matches(tokens):
        if _refused(m, text):
            continue
        start, end = m.span()
        value = _value(m)
        detail = {"calendar": "fiscal year"} if m["fiscal"] else {}
        if today and (value is None or value.startswith("XXXX")):
            resolved = resolve(m, value, text, today)
            if resolved:
                detail["resolved"] = resolved
        found.append(Mention(p, start, end, "date", text[start:end], value, detail))
    for m in _SHORT_DECADE.finditer(text) if "0s" in text else ():
        found.append(Mention(p, *m.span(), "date", m[0], f"19{m['dec'][0]}X"))
    return found
