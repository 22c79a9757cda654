"""Treaties, their articles, and other documents that a text names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alliance.adding.gazetteer import (
    FUNCTION,
    NATIONALITIES,
    SHIPS,
    STOP,
    Gazetteer,
    Mention,
    Tokens,
    alternatives,
    form,
    lexicon,
    word_set,
    words_of,
)

T51, T60, NOTES, PEACE, OTHER = (
    "treaty-1951", "treaty-1960", "notes-1960", "peace-treaty-1951", "other",
)  # fmt: skip

_CAPS = (
    r"(?:(?!(?:The|An?|Under|In|Of|By|But|And|When|This|That|Both|Its|Their|Since|As|If|On)\s)"
    r"[A-Z][A-Za-z.]*(?:[-–‑/][A-Z][A-Za-z.]*)*\s+)"
)
_COMPOUND = r"(?:(?:[A-Z][\w.]*[-–‑])+[A-Z][\w.]*\s+)"  # Japan-U.S.
_UN = r"(?:U\.?N\.?|United\s+Nations)"
_QUALITIES = """original revised amended renewed new old existing present current bilateral unequal
    mutual defense defence security peace friendship first earlier second military cooperation"""
_KIND = rf"(?:{alternatives(_QUALITIES)}|and(?=\s+(?:security|friendship)))\s+"
_COUNTRIES = r"(?:(?:the\s+)?(?:[A-Z][A-Za-z.]*)(?:\s+[A-Z][A-Za-z.]*)*(?:\s+of\s+[A-Z]\w+)?)"
_OWNER = r"(?:the\s+)?[A-Z][\w.]*(?:\s+[A-Z]\w*)*[’']s?\s+"
_TITLE = rf"(?:{_COMPOUND}|{_CAPS}(?:(?:and|of|on|for)\s+(?=[A-Z]))?)"
_SPELLED = lexicon("numbers").split()[1:11]
_IN_WORDS = "(?:" + "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in _SPELLED) + ")"
_TREATY = re.compile(
    rf"""(?P<article>\bArticles?\s+(?P<number>\d{{1,2}}|[IVX]+\b|{_IN_WORDS}\b)
        (?:\s*(?:,|and|to|-|–)\s*(?P<number2>\d{{1,2}}|[IVX]+\b))?
        (?:\s*,?\s+(?:paragraph|section)\s+\d+)?
        (?P<of>(?:,)?\s+of\s+(?:{_OWNER}|(?:the\s+|that\s+|this\s+|its\s+|said\s+|our\s+)*))?)
    | (?P<notes>\b(?:1960\s+)?[Ee]xchange\s+of\s+[Nn]otes\b)
    | (?P<charter>\b{_UN}\s+Charter\b|\bCharter\s+of\s+the\s+United\s+Nations\b)
    | (?P<convention>\b{_UN}\s+Convention\s+on\s+the\s+Law\s+of\s+the\s+Sea\b
        |\bUNCLOS\b|\bNPT\b|\bGeneva\s+Conventions?\b)
    | (?P<forces>\b(?:{_COMPOUND}|U\.S\.\s+|bilateral\s+)?[Ss]tatus[\s-][Oo]f[\s-][Ff]orces
        [\s-][Aa]greement\b|\bSOFA\b)
    | (?P<document>\b(?:(?:18|19|20)\d\d\s+)?(?:{_TITLE}{{0,8}}[Cc]onstitution\b(?!\s+[A-Z])
        |{_TITLE}{{2,8}}Act\b(?!\s+[A-Z])|{_TITLE}{{1,8}}(?:Agreement|Accords?|Protocol)\b
        |special\s+measures\s+agreement\b))
    | (?P<titled>\b{_COMPOUND}?Treaty\s+(?:of|on|for)\s+(?:the\s+)?[A-Z][\w-]*
        (?:\s+(?:(?:and|of|the|on)\s+)*[A-Z][\w-]*)*(?:\s+Between\s+{_COUNTRIES}\s+and\s+{_COUNTRIES})?)
    | (?P<revision>\b(?P<ryear>19\d\d)\s+(?:treaty\s+)?revision\b)
    | (?P<plain>\b(?:(?:original|revised|old|new|first)\s+(?=\d))?
        (?:(?P<year>(?:18|19|20)\d\d)\s+)?(?P<mods>(?:{_CAPS}|{_KIND}|{_COMPOUND}){{0,15}})
        (?P<noun>[Tt]reaty(?!\s+(?:of|on)\s+[A-Z])|[Pp]act)(?:\s+revision)?\b)
    """,
    re.VERBOSE,
)
# "its founding treaty", "the war-renouncing constitution"
_ADJECTIVES = re.compile(r"(?:[a-z][\w-]*\s+){1,2}?(?=(?:treaty|pact|constitution)\b)")
# A reference is looked for only at these words and the modifiers before them.
_SEEDS = words_of("treaties seeds")
_MODIFIERS = word_set(_QUALITIES) | word_set("and of on for special measures")
# In a headline a capital makes no name of these: "Leaders Reach Agreement".
_IN_HEADINGS = word_set("Act Agreement Accord Accords Protocol")
_LONGEST = 16  # words and signs of a name before its noun: a longer run is no name
# "the Special Measures Agreement (SMA)": from here on SMA is its name.
_SHORT = re.compile(r"\s*\((?:the\s+)?(?P<short>[A-Z]{2,6})\b")
# A treaty is definite too where it is named by its two parties.
_PARTIES = re.compile(r"\s+between\s+(?:the\s+)?(?:Washington|Tokyo|Japan|United\s+States|U\.?S\b)")
_ROMAN = ["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
_PROPER = re.compile(r"[A-Z]\w*[-–].*[A-Z]|[A-Z]\w+ .*T")  # Japan-U.S. treaty, Mutual … Treaty
_DETERMINER = re.compile(
    r"(?:\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|said|whose|each|under|anti-|pro-)\s*"
    r"|[’']s?\s+|\b[Tt]he\s+[\w-]+\s+|\banti-|\bpro-)$"
)
_INDEFINITE = re.compile(r"\b(?:[Aa]n?|[Aa]ny|[Nn]o|[Aa]nother|some|every)\s+(?:\w+\s+)?$")
_SIGNED = re.compile(r"\b(?:sign|conclud|ratif|negotiat|revis)\w*\s+(?:\w+\s+){0,2}$")
_ATTRIBUTE = re.compile(r"\s+(?:all(?:y|ies)|ports?|partners?|bod(?:y|ies)|law)\b")
_NOT_THIS = re.compile(
    r"\b(?:trade|commerce|five-year|cost-sharing|host|budget|coalition|funding|submarine|peacekeeping"
    r"|free|non-aggression|suicide|climate|tax|investment|tariff)[\w-]*\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OLD = re.compile(r"\b(?:original|first|old|earlier|unequal|1951|1952|Yoshida|San Francisco)\b")
_NEW = re.compile(r"\b(?:revis|new|amended|renewed|1960|current|present|existing)")
_PARTNERS = re.compile(
    r"Philippine|Korea|ROK|Taiwan|NATO|Nato|Atlantic|Non-?Prolif|Nuclear|INF|Warsaw|ANZUS|Soviet"
    r"|Russia|China|Chinese|Sino|Portsmouth|Shimonoseki|Kanagawa|Naval|Antarctic|Ban\b|Tripartite"
    r"|Comintern|Versailles|Australia|Neutrality|START|ABM|Moscow|[Aa]mity|[Ff]riendship|Commerce"
)
_NATO = re.compile(r"\bN(?:ATO|ato)\b|North Atlantic")
_HERE = re.compile(r"Japan|Tokyo|Okinawa|Senkaku|日本")
# The places and nationalities that may stand in the names of the treaties of 1951 and 1960.
_OURS = word_set("Japan Japanese American Allied Tokyo Okinawan") | {
    "United States", "Washington, D.C.", "San Francisco",
}  # fmt: skip
# "the Lisbon Treaty", "the Washington treaty": named after the place where it was signed.
_NAMED_AFTER = re.compile(
    r"(?:\d{4}\s+)?(?:(?P<name>[A-Z]\w+)\s+(?:Treaty|Pact)|Washington\s+(?:treaty|pact))"
)
_NICKNAMES = words_of("treaties nicknames")
_YEARS = {"1951": T51, "1952": T51, "1960": T60}
_DATED = re.compile(r",?\s*(?:\(|of\s+|(?:signed|concluded)\s+in\s+)(?P<year>(?:18|19|20)\d\d)\b")
# "between Japan and China", "signed with Italy", right after the noun
_PARTY = r"(?:the\s+)?[A-Z][\w.]*(?:\s+(?:of\s+)?[A-Z][\w.]*)*"
_BETWEEN = re.compile(
    r"(?:,?\s+(?:of|in|which|that|was|signed|concluded|reached|agreed|(?:18|19|20)\d\d))*\s+"
    rf"(?:with\s+{_PARTY}|(?:[Bb]etween|among|by)\s+{_PARTY}(?:,\s+{_PARTY})*,?\s+and\s+{_PARTY})"
)
_OWNED = re.compile(r"(?P<owner>[A-Z][\w.]*(?:\s+[A-Z]\w*)*)[’']s?\s+(?:[a-z][\w-]*\s+){0,2}$")
# "Tokyo and Moscow have signed no peace treaty": two that are not of the treaty of San Francisco
_TWO = re.compile(rf"(?P<one>{_PARTY})\s+and\s+(?P<two>{_PARTY})")
_OF_SAN_FRANCISCO = re.compile(r"San Francisco|195[12]|Allie[ds]|[Oo]ccupation")


_FAR = 600  # characters: what stands farther off in one sentence tells nothing


def _sentence(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _FAR), end + _FAR
    left = max(text.rfind(mark, first, start) for mark in (". ", "! ", "? ")) + 1
    stops = [i for i in (text.find(mark, end, last) for mark in (". ", "! ", "? ")) if i >= 0]
    return text[max(left, first) : min(stops, default=last)]


def _leads(word: str) -> bool:
    """True for a word that may stand in a treaty's name before "treaty"."""
    return word[0].isupper() or word[0].isdigit() or word in _MODIFIERS or word in "-–‑/"


class Treaties:
    """Reads paragraphs in order: "the treaty" is the one the text spoke of last."""

    def __init__(self, today: str | None, texts: Sequence[str], names: Gazetteer) -> None:
        old = today is not None and today[:4].isdigit() and int(today[:4]) < 1960
        self.names = names
        self.default = T51 if old else T60
        here = any(_HERE.search(text) for text in texts)
        if not here and any(_NATO.search(text) for text in texts):  # whose treaty is another
            self.default = OTHER
        self.last = (0, self.default)  # paragraph, treaty named there
        self.short: set[str] = set()  # what the text calls a document: SMA

    def find(self, p: int, tokens: Tokens) -> list[Mention]:
        """The treaty references in paragraph ``p``."""
        found: list[Mention] = []
        if _SEEDS.isdisjoint(tokens.words) and self.short.isdisjoint(tokens.words):
            return found
        text, at = tokens.text, 0
        for i, seed in enumerate(tokens.words):
            if not (seed in _SEEDS or seed in self.short) or tokens.starts[i] < at:
                continue
            if seed in self.short:
                found.append(self._mark(p, text, tokens.starts[i], tokens.ends[i], OTHER, False))
                continue
            first = i
            earliest = max(0, i - _LONGEST)
            while (
                first > earliest
                and tokens.starts[first - 1] >= at
                and _leads(tokens.words[first - 1])
            ):
                first -= 1
            if first and tokens.words[first] == "-" and tokens.words[first + 1] == "old":
                first += 2  # a decades-old treaty
            tries = (_TREATY.match(text, tokens.starts[k]) for k in range(first, i + 1))
            m = next((m for m in tries if m), None)
            if m is None or (m["document"] and seed in _IN_HEADINGS and tokens.heading()):
                continue
            at = m.end()
            mark = self._article(p, text, m) if m["article"] else self._named(p, text, m)
            if mark:
                found.append(mark)
                at = max(mark.end, m.start() + 1)
        return found

    def _mark(self, p: int, text: str, start: int, end: int, value: str, sure: bool) -> Mention:
        if sure:
            self.last = (p, value)
        return Mention(p, start, end, "treaty", text[start:end], value)

    def _article(self, p: int, text: str, m: re.Match[str]) -> Mention | None:
        numbers = [self._roman(n) for n in (m["number"], m["number2"]) if n]
        end = m.end() - len(m["of"] or "")
        value = None
        if m["of"]:
            adjectives = _ADJECTIVES.match(text, m.end())
            inner = _TREATY.match(text, m.end()) or (
                adjectives and _TREATY.match(text, adjectives.end())
            )
            rest = text[m.end() : m.end() + 40]
            if inner and not inner["article"]:
                mark = self._named(p, text, inner, definite=True)
                if mark:
                    value, end = mark.value, mark.end
            elif not re.match(r"(?:alliance|agreement|document)\b", rest):
                return None  # of the Constitution
        if value is None:
            if numbers[0] in {"IX", "96"} or not numbers[0].isalpha():
                return None
            around = _sentence(text, m.start(), m.end())
            if "onstitution" in around:
                return None
            value = OTHER if _NATO.search(around) else self._current(p)
            if numbers[0] in {"V", "VI"} and value != OTHER:  # those that everybody cites
                value = self.default
                self.last = (p, value)
        article = ", ".join(numbers)
        detail = {"article": article}
        return Mention(p, m.start(), end, "treaty", text[m.start() : end], value, detail)

    @staticmethod
    def _roman(number: str) -> str:
        if number.isdigit():
            return _ROMAN[int(number)] if int(number) < len(_ROMAN) else number
        spelled = number.lower()
        return _ROMAN[_SPELLED.index(spelled) + 1] if spelled in _SPELLED else number

    def _named(self, p: int, text: str, m: re.Match[str], definite: bool = False) -> Mention | None:
        start, end = m.span()
        if m["notes"]:
            return self._mark(p, text, start, end, NOTES, sure=False)
        if m["document"] or m["charter"] or m["convention"] or m["forces"]:
            start = self._name_start(text, start, end)
            if text[start:end] == "constitution" and not definite:  # a name only in an article's
                return None
            if not SHIPS.isdisjoint(text[start:end].split()):
                return None
            short = _SHORT.match(text, end)
            self.short |= {short["short"]} if short else set()
            return self._mark(p, text, start, end, OTHER, sure=False)
        if m["revision"]:
            return self._mark(p, text, start, end, T60 if m["ryear"] == "1960" else OTHER, True)
        if m["titled"]:
            return self._mark(p, text, start, end, self._title(m[0], text[end:]), sure=True)
        if m["plain"]:
            return self._plain(p, text, m, definite)
        return None

    @staticmethod
    def _name_start(text: str, start: int, end: int) -> int:
        """Where a name begins: "Under Treaty …", a word that opens a sentence is no part of it."""
        while word := re.match(r"(\S+)\s+", text[start:end]):
            if word[1] not in FUNCTION:
                break
            start += word.end()
        return start

    def _title(self, name: str, tail: str) -> str:
        if self._elsewhere(name, tail):
            return OTHER
        if "Mutual Cooperation" in name:
            return T60
        return PEACE if re.search("Peace|San Francisco", name) else OTHER

    def _elsewhere(self, name: str, tail: str) -> bool:
        """True if a treaty's name, or its parties or year after it, are none of ours."""
        parties = _BETWEEN.match(tail)
        year = _DATED.match(tail)
        return (
            _PARTNERS.search(name) is not None
            or self._strangers(name)
            or (parties is not None and self._strangers(parties[0]))
            or (year is not None and year["year"] not in _YEARS)
        )

    def _strangers(self, phrase: str) -> bool:
        """True if a phrase names a country or body that is no party to the treaties of ours."""
        words = list(form(phrase))
        for i, word in enumerate(words):
            hit = self.names.at(words, i)
            if hit and hit[1][0] in {"place", "organisation"} and hit[1][1] not in _OURS:
                return True
            if word in NATIONALITIES and word not in _OURS:
                return True
        return False

    def _no_peace_of_ours(self, around: str, indefinite: bool) -> bool:
        """True for a peace that two sign of whom one was not at San Francisco."""
        if _OF_SAN_FRANCISCO.search(around):
            return False
        return (indefinite and self._strangers(around)) or any(
            self._strangers(two[0]) and not self._strangers(two["one"] if own else two["two"])
            for two in _TWO.finditer(around)
            for own in (True, False)
        )

    def _plain(self, p: int, text: str, m: re.Match[str], definite: bool) -> Mention | None:
        start, end = m.span()
        start = self._name_start(text, start, end) if m["mods"] else start
        name = text[start:end]
        before = text[max(0, start - 40) : start]
        if _ATTRIBUTE.match(text, end) or _NOT_THIS.search(before):
            return None
        bare = start == m.start("noun")
        indefinite = _INDEFINITE.search(before)
        signed = indefinite and not bare and _SIGNED.search(before[: indefinite.start()])
        parties = _PARTIES.match(text, end)
        if indefinite and not signed and not parties and not _PROPER.search(name):
            return None
        capital = name.split()[-1][0].isupper() or m["year"]
        if bare and not (definite or capital or parties or _DETERMINER.search(before)):
            return None
        return self._mark(p, text, start, end, *self._which(p, text, name, start, end))

    def _which(self, p: int, text: str, name: str, start: int, end: int) -> tuple[str, bool]:
        """The treaty that a phrase means, and whether the phrase or its sentence says so."""
        around, after = _sentence(text, start, end), text[end : end + 120]
        owner = _OWNED.search(text, max(0, start - 60), start)
        if self._elsewhere(name, after) or (owner and self._strangers(owner["owner"])):
            return OTHER, True
        place = _NAMED_AFTER.fullmatch(name)
        if place and place["name"] not in STOP and place["name"] not in _NICKNAMES:
            return OTHER, True
        mutual = re.search(r"[Mm]utual\s+[Dd]efen[cs]e", name) and "Cooperation" not in name
        if mutual and (_PARTNERS.search(around) or "Japan" not in around):
            return OTHER, True
        year = re.search(r"\b(?:18|19|20)\d\d", name)
        if re.search(r"\b[Pp]eace\b", name) or "San Francisco" in name:
            indefinite = bool(_INDEFINITE.search(text[max(0, start - 40) : start]))
            other = self._no_peace_of_ours(around, indefinite)
            return OTHER if other or (year and _YEARS.get(year[0]) != T51) else PEACE, True
        if year:
            return _YEARS.get(year[0], OTHER), True
        if _OLD.search(name):
            return T51, True
        if _NEW.search(name):
            return T60, True
        told = self._dated(after, around)
        if told:
            return told, True
        if name == "Treaty" and text[:start].endswith(("this ", "This ")):  # of its own text
            return self.default, False
        if _NATO.search(around) and not _HERE.search(around):
            return OTHER, False
        return self._current(p), False

    @staticmethod
    def _dated(after: str, around: str) -> str | None:
        """The treaty of the year told after a phrase, unless the sentence speaks of both."""
        parties = _BETWEEN.match(after)
        rest = after[parties.end() :] if parties else after
        dated = re.match(
            r"\s*(?:\(|,|of|signed|from|concluded|was signed|in|that was)[^.;]*?(19\d\d)", rest[:60]
        )
        both = "1951" in around and "1960" in around
        return _YEARS.get(dated[1]) if dated and dated[1] != "1952" and not both else None

    def _current(self, p: int) -> str:
        where, value = self.last
        return value if p - where <= 1 and value != PEACE else self.default
