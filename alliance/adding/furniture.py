"""The furniture of a page: menus, notices, credits, and how a date stands in a head."""

from __future__ import annotations

import re

# The wording of what stands around an article on a page: a reason and a pattern for a whole line.
#
# The patterns are tried in order, without regard to case; the first that fits names the line.


AD, NEWS, SHARE, PAGE = "advertisement", "newsletter", "share buttons", "page number"
PRINT, LOGIN, COPY, NAV = "print header", "log-in form", "copyright", "navigation"
LINK, COUNT, SEARCH, COMMENT = "related link", "share count", "search box", "comments"

_NETWORKS = (
    r"(?:facebook|twitter|x|linkedin|whats ?app|reddit|telegram|line|e-?mail|pinterest|threads|"
    r"bluesky|flipboard|pocket|messenger|mastodon|tumblr|print|copy link|link)"
)
# A slogan has no finite verb in the third person; a sentence of the article has.
_SLOGAN = (
    r"(?!.*\b(?:was|were|is|are|had|has|said|says|told|they|he|she|his|her|would|did|does|not|"
    r"call)\b)"
)
_SELLS = (
    r"(?:deals?|bargains?|discounts?|coupons?|code [a-z]*\d+|sale|prices?|cheap(?:est)?|save|"
    r"offers?|free|trick|your|hotels?|flights?|insurance|weight loss|lose weight|miracle|www\.\S+|"
    r"\S+\.com\b|order|shop|tonight|visit|win|new (?:phone|cars?)|1-8\d\d-[\d-]+|simple)"
)
RULES: tuple[tuple[str, str], ...] = (
    (
        AD,
        r"(?:ads?|adverts?|advertisements?|advertising|advertorial|promo(?:tion)?|広告|pr|anzeige|"
        r"publicité)(?: (?:content|feedback|choices|break))?",
    ),
    (
        AD,
        r"(?:(?:this (?:article|story|content|post) is )?brought to you by|presented by|"
        r"paid for by|in (?:paid )?partnership with|from (?:our|the) (?:partners?|sponsors?)|"
        r"a message from|call (?:us|now|\+?\d)|"
        r"(?:sponsored|promoted|paid|partner(?: content)?) ?[:|-]).{0,70}",
    ),
    (AD, rf"{_SLOGAN}.*\b{_SELLS}(?:\b.*\b|\b.*!|\W+){_SELLS}.*|{_SLOGAN}.*\b{_SELLS}\b.*!"),
    (
        AD,
        r"(?:sponsored|promoted|paid|partner) ?(?:content|posts?|links?|stories|message|"
        r"partnership|advertisement)?(?:\s*(?:by|from)\b.*)?",
    ),
    (
        AD,
        r"advertisement\b.*|(?:this is|close|remove|hide|report|why this|skip) (?:an? |this )?ad"
        r"(?:vertisement)?s?\b.*",
    ),
    (
        AD,
        r"(?:this |the |your |our )?(?:story|article|text|page|content|post)? ?continue[sd]?"
        r"(?: reading)?(?: (?:below|after|on (?:the )?next page)\b.*|(?: the main story)?)",
    ),
    (AD, r"scroll (?:down )?(?:to|for)\b.*|skip (?:past|to|newsletter|ad)\b.*"),
    (
        AD,
        rf"{_SLOGAN}(?:buy|shop|order|save|win|try|book|claim|enjoy|upgrade|switch|download|"
        r"install|rent|play)\b.*(?:quiz|\bnow|today|\bhere|\bfree\b|\boff\b|offers?|deals?|\bsale|trial|\bapp\b|"
        r"[$€£¥] ?\d).*",
    ),
    (
        AD,
        r".*(?:\d ?% off|limited[- ]time|special offer|free trial|free shipping|\bact now|"
        r"(?:click|tap) here|(?:shop|buy|order|book|call|apply|register) now|money[- ]back|"
        r"best (?:price|deal)s?|download (?:the|our) (?:free )?app|get the app|tap to read).*",
    ),
    (
        NEWS,
        rf"{_SLOGAN}(?:subscribe|sign[- ]?up|sign me up|already a (?:subscriber|member)|become a "
        r"(?:member|subscriber)|support (?:us|our|independent journalism)|donate|you have \d+ free|"
        r"join (?:us|over|our|the|more|today|now|for)\b|"
        r"thanks for (?:reading|signing|subscribing)|get (?:the|our|unlimited|full|all|more|"
        r"breaking|news|email|alerts)\b.*(?:news|inbox|email|access|alerts?|daily)|"
        r"(?:our )?(?:daily|weekly|free) newsletter|newsletters?|enter your e-?mail)\b.*",
    ),
    (
        NEWS,
        r".*(?:newsletter|to your inbox|email (?:news )?(?:updates|alerts)|"
        r"push notifications).*",
    ),
    (NEWS, r"we.re organizing an online community\b.*"),
    (
        SHARE,
        rf"(?:share|tweet|pin|post|send|save|print|e-?mail|copy link|gift(?: this)? article|"
        rf"like|listen|bookmark|follow(?: us)?)(?: this| the)?"
        rf"(?: (?:post|article|story|page))?"
        rf"(?:(?: on| via| to| by|:)? ?{_NETWORKS}?,?(?:share|tweet)?)*(?: on)?",
    ),
    (SHARE, rf"follow (?:us|me|him|her)?(?: on)? ?{_NETWORKS}\b.{{0,20}}|follow @\w+"),
    (SHARE, rf"{_NETWORKS}(?:[ ,|/·•]*(?:and )?{_NETWORKS})*"),
    (COUNT, r"(?:shares?|views?|likes?|comments?|retweets?|tweets?|reactions?)"),
    (
        COUNT,
        r"(?:(?:shares?|tweets?|likes?|pins?|views?|comments?)?\s*\d[\d,.]*\s*[km]?\s*"
        r"(?:shares?|tweets?|likes?|pins?|views?|comments?|reads?|retweets?)\s*[\d,.]*[km]?"
        r"\s*)+|share\d+\w*",
    ),
    (COUNT, r"\d+(?:\.\d)?[km]|\d{1,5} \d{1,5}"),
    (
        PAGE,
        r"(?:page|p\.?|seite) ?\d{1,4}(?: ?(?:of|/|von) ?\d{1,4})?|"
        r"\d{1,4} ?(?:of|/) ?\d{1,4}|\d{1,4}",
    ),
    (PRINT, r"(?:\d{1,4} ?/ ?\d{1,4}\s+)?(?:https?://|www\.)\S+(?:\s+\d{1,4} ?/ ?\d{1,4})?"),
    (PRINT, r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?\b.*"),
    (PRINT, r".{0,90}(?:https?://|www\.)\S+.{0,20}"),
    (
        LOGIN,
        r"(?:log[- ]?in|log[- ]?out|sign[- ]?in|register|my account|forgot(?:ten)? "
        r"(?:your )?password\??|retrieve your password|welcome back|password|username|"
        r"remember me|create (?:a|an|your)(?: free)? account|enter your (?:username|password)|"
        r"(?:you )?(?:need|must|have) (?:to )?(?:be )?log(?:ged)?[- ]?in|please (?:enter|log|"
        r"sign|register))\b.*",
    ),
    (LOGIN, r"you need to log-?in\b.*|by providing your information\b.*"),
    (COPY, r"(?:©|\(c\)|copyright\b|&copy;).*|.*\ball rights reserved\b.*"),
    (COPY, r"distributed by\b.*|.*may not be (?:published|reproduced|redistributed)\b.*"),
    (
        "cookie notice",
        r".*\bcookies?\b.*(?:site|policy|accept|consent|experience|settings).*|"
        r"(?:accept|reject|manage) (?:all )?cookies.*",
    ),
    (SEARCH, r"(?:no results?|view all results?|search|search (?:the|this) site|search\b.{0,12})"),
    (
        COMMENT,
        r"(?:leave (?:a |your )?(?:comment|reply)|(?:post|add|write) a comment|"
        r"no comments?|(?:show|view|read|join|see)\b.{0,15}\b(?:comments?|conversation)|"
        r"comments? (?:are )?(?:closed|off)|reply)\b.*",
    ),
    (
        LINK,
        r"(?:related|recommended|trending|more|read more|read also|also read|see also|up next|"
        r"watch|listen|don.t miss|must reads?|top stories|most (?:read|popular|viewed|shared)|"
        r"latest(?: news| stories)?|editor.s picks?|in case you missed it|"
        r"more (?:stories|news|articles))\s*(?::.*|-.*|\|.*)?",
    ),
    (
        LINK,
        r"(?:read|watch|listen|see|also read) ?[|:].*|see more (?:on|from)\b.*|listen on\b.{0,30}|"
        r"don.t miss (?:our|the|this|a)\b.{0,40}|recommended (?:stories|articles|reading)|"
        r"(?:related (?:articles?|stories|links?|coverage|topics?|news|content)|"
        r"read (?:more|also|next|the full)|also read|see also|more (?:from|on|stories|about)|"
        r"you (?:may|might) (?:also )?(?:like|be interested)|top stories|recommended for|"
        r"trending (?:now|on|stories)|watch (?:now|live|the video)|sponsored stories)\b.*",
    ),
    (
        NAV,
        r"(?:back to top|home|home ?(?:page|news)?|skip to (?:main )?content|menu|main menu|"
        r"previous(?: article| post)?|next(?: article| post)?|close|toggle navigation|about us|"
        r"contact(?: us)?|advertise(?: with us)?|careers|site ?map|terms(?: of (?:service|use))?"
        r"|(?:gdpr |cookie )?privacy(?: policy| notice)?|editorial (?:standards|policy)\b.*|"
        r"follow us|view (?:all|more)|load more|show more|see all|read more)",
    ),
    ("reading time", r"\d{1,3}[- ]?min(?:ute)?s? (?:read|listen)\b.*|reading time\b.*"),
    (
        "photo line",
        r"(?:photo|image|picture|file photo|video|graphic|illustration|getty images|"
        r"(?:photo|image|picture) (?:by|credit|courtesy))\b ?[:/©(|].*|"
        r"(?:photo|image|picture) (?:by|courtesy)\b.{0,40}",
    ),
    (
        "heading",
        r"(?:preamble|article (?:[ivx]+|\d{1,2})\.?|closing formula and signatures|"
        r"第[\d一二三四五六七八九十]+条)",
    ),
    (
        "section label",
        r"in (?:news|politics|world|opinion|business|asia|japan)|news|politics|"
        r"world|opinion|business|diplomacy|commentary|lifestyle|sports?|national",
    ),
)
# What may be cut out of the middle of a paragraph that it interrupts.
STRONG = frozenset(
    {
        AD,
        NEWS,
        SHARE,
        PAGE,
        PRINT,
        LOGIN,
        COPY,
        LINK,
        COUNT,
        COMMENT,
        "cookie notice",
        "photo line",
        "reading time",
        "heading",
        "page header",
        "separator",
        NAV,
        SEARCH,
    }
)


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
    return len(line) < 90 and only(core(line)) is not None
