"""Treaties, their articles, and other documents that a text names."""

from __future__ import annotations

import re

from alliance.adding.gazetteer import FUNCTION, Mark, Tokens, word_set

T51, T60, NOTES, PEACE, OTHER = (
    "treaty-1951", "treaty-1960", "notes-1960", "peace-treaty-1951", "other",
)  # fmt: skip

_CAPS = (
    r"(?:(?!(?:The|An?|Under|In|Of|By|But|And|When|This|That|Both|Its|Their|Since|As|If|On)\s)"
    r"[A-Z][A-Za-z.]*(?:[-–‑/][A-Z][A-Za-z.]*)*\s+)"
)
_COMPOUND = r"(?:(?:[A-Z][\w.]*[-–‑])+[A-Z][\w.]*\s+)"  # Japan-U.S.
_UN = r"(?:U\.?N\.?|United\s+Nations)"
_KIND = (
    r"(?:original|revised|amended|renewed|new|old|existing|present|current|bilateral|unequal|mutual"
    r"|defen[cs]e|security|peace|first|earlier|second|military|cooperation|and(?=\s+security))\s+"
)
_COUNTRIES = r"(?:(?:the\s+)?(?:[A-Z][A-Za-z.]*)(?:\s+[A-Z][A-Za-z.]*)*(?:\s+of\s+[A-Z]\w+)?)"
_TREATY = re.compile(
    rf"""(?P<article>\bArticles?\s+(?P<number>\d{{1,2}}|[IVX]+\b|one|two|three|four|five|six)
        (?:\s*(?:,|and|to|-|–)\s*(?P<number2>\d{{1,2}}|[IVX]+\b))?
        (?:\s*,?\s+(?:paragraph|section)\s+\d+)?
        (?P<of>(?:,)?\s+of\s+(?:the\s+|that\s+|this\s+|its\s+|said\s+|our\s+)*)?)
    | (?P<notes>\b(?:1960\s+)?[Ee]xchange\s+of\s+[Nn]otes\b)
    | (?P<charter>\b{_UN}\s+Charter\b|\bCharter\s+of\s+the\s+United\s+Nations\b)
    | (?P<convention>\b{_UN}\s+Convention\s+on\s+the\s+Law\s+of\s+the\s+Sea\b
        |\bUNCLOS\b|\bNPT\b|\bGeneva\s+Conventions?\b)
    | (?P<forces>\b(?:{_COMPOUND}|U\.S\.\s+|bilateral\s+)?[Ss]tatus[\s-][Oo]f[\s-][Ff]orces
        [\s-][Aa]greement\b|\bSOFA\b)
    | (?P<titled>\b{_COMPOUND}?Treaty\s+(?:of|on|for)\s+(?:the\s+)?[A-Z][\w-]*
        (?:\s+(?:(?:and|of|the|on)\s+)*[A-Z][\w-]*)*(?:\s+Between\s+{_COUNTRIES}\s+and\s+{_COUNTRIES})?)
    | (?P<revision>\b(?P<ryear>19\d\d)\s+(?:treaty\s+)?revision\b)
    | (?P<plain>\b(?:(?:original|revised|old|new|first)\s+(?=\d))?
        (?:(?P<year>(?:18|19|20)\d\d)\s+)?(?P<mods>(?:{_CAPS}|{_KIND}|{_COMPOUND})*)
        (?P<noun>[Tt]reaty(?!\s+(?:of|on)\s+[A-Z])|[Pp]act)(?:\s+revision)?\b)
    """,
    re.VERBOSE,
)
# A reference is looked for only at these words and the modifiers before them.
_SEEDS = word_set(
    """treaty Treaty pact Pact Article Articles Exchange exchange Charter Convention Conventions
    UNCLOS NPT SOFA Status status revision"""
)
_MODIFIERS = word_set(
    """original revised amended renewed new old existing present current bilateral unequal mutual
    defense defence security peace first earlier second military cooperation and"""
)
# A treaty is definite too where it is named by its two parties.
_PARTIES = re.compile(r"\s+between\s+(?:the\s+)?(?:Washington|Tokyo|Japan|United\s+States|U\.?S\b)")
_ROMAN = ["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
_SPELLED = {"one": "I", "two": "II", "three": "III", "four": "IV", "five": "V", "six": "VI"}
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
    r"Philippine|Korea|ROK|Taiwan|NATO|Atlantic|Non-?Prolif|Nuclear|INF|Warsaw|ANZUS|Soviet|Russia"
    r"|China|Chinese|Portsmouth|Shimonoseki|Kanagawa|Naval|Antarctic|Ban\b|Tripartite|Comintern"
    r"|Versailles|Australia|Neutrality|START|ABM|Moscow|Amity|Commerce|Anti-Comintern"
)


def _sentence(text: str, start: int, end: int) -> str:
    left = max(text.rfind(mark, 0, start) for mark in (". ", "! ", "? ")) + 1
    stops = [i for i in (text.find(mark, end) for mark in (". ", "! ", "? ")) if i >= 0]
    return text[left : min(stops, default=len(text))]


def _leads(word: str) -> bool:
    """True for a word that may stand in a treaty's name before "treaty"."""
    return word[0].isupper() or word[0].isdigit() or word in _MODIFIERS or word in "-–‑/"


class Treaties:
    """Reads paragraphs in order: "the treaty" is the one the text spoke of last."""

    def __init__(self, today: str | None) -> None:
        old = today is not None and today[:4].isdigit() and int(today[:4]) < 1960
        self.default = T51 if old else T60
        self.last = (0, self.default)  # paragraph, treaty named there

    def find(self, p: int, tokens: Tokens) -> list[Mark]:
        """The treaty references in paragraph ``p``."""
        found: list[Mark] = []
        if _SEEDS.isdisjoint(tokens.words):
            return found
        text, at = tokens.text, 0
        for i in [i for i, word in enumerate(tokens.words) if word in _SEEDS]:
            if tokens.starts[i] < at:
                continue
            first = i
            while first and tokens.starts[first - 1] >= at and _leads(tokens.words[first - 1]):
                first -= 1
            if first and tokens.words[first] == "-" and tokens.words[first + 1] == "old":
                first += 2  # a decades-old treaty
            tries = (_TREATY.match(text, tokens.starts[k]) for k in range(first, i + 1))
            m = next((m for m in tries if m), None)
            if m is None:
                continue
            at = m.end()
            mark = self._article(p, text, m) if m["article"] else self._named(p, text, m)
            if mark:
                found.append(mark)
                at = max(mark.end, m.start() + 1)
        return found

    def _mark(self, p: int, text: str, start: int, end: int, value: str, sure: bool) -> Mark:
        if sure:
            self.last = (p, value)
        return Mark(p, start, end, "treaty", text[start:end], value)

    def _article(self, p: int, text: str, m: re.Match[str]) -> Mark | None:
        numbers = [self._roman(n) for n in (m["number"], m["number2"]) if n]
        end = m.end() - len(m["of"] or "")
        value = None
        if m["of"]:
            inner = _TREATY.match(text, m.end())
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
            value = OTHER if re.search(r"\bNATO\b|Atlantic", around) else self._current(p)
            if numbers[0] in {"V", "VI"} and value != OTHER:  # those that everybody cites
                value = self.default
                self.last = (p, value)
        article = ", ".join(numbers)
        detail = {"article": article}
        return Mark(p, m.start(), end, "treaty", text[m.start() : end], value, detail)

    @staticmethod
    def _roman(number: str) -> str:
        if number.isdigit():
            return _ROMAN[int(number)] if int(number) < len(_ROMAN) else number
        return _SPELLED.get(number, number)

    def _named(self, p: int, text: str, m: re.Match[str], definite: bool = False) -> Mark | None:
        start, end = m.span()
        if m["notes"]:
            return self._mark(p, text, start, end, NOTES, sure=False)
        if m["charter"] or m["convention"] or m["forces"]:
            return self._mark(p, text, start, end, OTHER, sure=False)
        if m["revision"]:
            return self._mark(p, text, start, end, T60 if m["ryear"] == "1960" else OTHER, True)
        if m["titled"]:
            return self._mark(p, text, start, end, self._title(m[0]), sure=True)
        if m["plain"]:
            return self._plain(p, text, m, definite)
        return None

    @staticmethod
    def _title(name: str) -> str:
        if "Mutual Cooperation" in name:
            return T60
        return PEACE if re.search("Peace|San Francisco", name) else OTHER

    def _plain(self, p: int, text: str, m: re.Match[str], definite: bool) -> Mark | None:
        start, end = m.span()
        while m["mods"]:  # "Under Treaty …": a word that opens a sentence is no part of the name
            word = re.match(r"(\S+)\s+", text[start:end])
            if not word or word[1] not in FUNCTION:
                break
            start += word.end()
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
        if _PARTNERS.search(name):
            return OTHER, True
        if re.search(r"[Mm]utual\s+[Dd]efen[cs]e", name) and "Cooperation" not in name:
            around = _sentence(text, start, end)
            if _PARTNERS.search(around) or "Japan" not in around:
                return OTHER, True
        if re.search(r"\b[Pp]eace\b", name) or "San Francisco" in name:
            return PEACE, True
        year = re.search(r"\b(?:18|19|20)\d\d", name)
        if year:
            return {"1951": T51, "1952": T51, "1960": T60}.get(year[0], OTHER), True
        if _OLD.search(name):
            return T51, True
        if _NEW.search(name):
            return T60, True
        after = text[end : end + 60]
        dated = re.match(
            r"\s*(?:\(|,|of|signed|from|concluded|was signed|in|that was)[^.;]*?(19\d\d)", after
        )
        both = "1951" in (around := _sentence(text, start, end)) and "1960" in around
        if dated and not both and dated[1] in {"1951", "1960"}:
            return (T51 if dated[1] == "1951" else T60), True
        partner = re.match(r"\s+(?:with|between)\s+(?:the\s+)?", after) and after[:45]
        if partner and "Japan" not in partner and _PARTNERS.search(partner):
            return OTHER, True
        return self._current(p), False

    def _current(self, p: int) -> str:
        where, value = self.last
        return value if p - where <= 1 and value != PEACE else self.default
