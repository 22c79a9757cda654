"""Treaties, their articles, and other documents that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from alliance.adding.gazetteer import NAMES, WORDS, Mention, Tokens, form, lists, patterns
from alliance.questions.numbers import ONES

_RE = patterns("treaties")
_W = lists("treaties")

T51, T60, PEACE, OTHER = "treaty-1951", "treaty-1960", "peace-treaty-1951", "other"

_MODIFIERS = _W["qualities"] | _W["modifiers"]
_LONGEST = 16  # words and signs of a name before its noun: a longer run is no name
_ROMAN = ["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
# The places and nationalities that may stand in the names of the treaties of 1951 and 1960.
_OURS = _W["ours"] | {"United States", "Washington, D.C.", "San Francisco"}
_FOREIGN = WORDS["nationalities"] - _OURS
_YEARS = {"1951": T51, "1952": T51, "1960": T60}


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

    def __init__(self, today: str | None, texts: Sequence[str]) -> None:
        old = today is not None and today[:4].isdigit() and int(today[:4]) < 1960
        self.default = T51 if old else T60
        if any(map(_RE["nato"].search, texts)) and not any(map(_RE["here"].search, texts)):
            self.default = OTHER  # NATO's
        self.last = (0, self.default)  # paragraph, treaty named there
        self.short: set[str] = set()  # what the text calls a document: SMA
        self.p, self.text = 0, ""  # the paragraph that is being read

    def find(self, p: int, tokens: Tokens) -> Iterator[Mention]:
        """The treaty references in paragraph ``p``."""
        self.p, self.text, at = p, tokens.text, 0
        for i, seed in enumerate(tokens.words):
            start, mark = tokens.starts[i], None
            if start < at:
                continue
            if seed in self.short:
                mark = self._mark(start, tokens.ends[i], OTHER, sure=False)
            elif seed in _W["seeds"] and (m := self._reference(tokens, i, at)):
                if m["document"] and seed in _W["in headings"] and tokens.heading:
                    continue
                mark = self._article(m) if m["article"] else self._named(m)
                at = max(mark.end, m.start() + 1) if mark else m.end()
            if mark:
                yield mark

    @staticmethod
    def _reference(tokens: Tokens, i: int, at: int) -> re.Match[str] | None:
        """What the patterns see in the words that lead to token ``i``, from offset ``at`` on."""
        words, before = tokens.words, range(i - 1, max(0, i - _LONGEST) - 1, -1)
        run = takewhile(lambda k: tokens.starts[k] >= at and _leads(words[k]), before)
        first = min(run, default=i)
        if first and words[first] == "-" and words[first + 1] == "old":
            first += 2  # a decades-old treaty
        tries = (_RE["treaty"].match(tokens.text, tokens.starts[k]) for k in range(first, i + 1))
        return next(filter(None, tries), None)

    def _mark(self, start: int, end: int, value: str, sure: bool) -> Mention:
        if sure:
            self.last = (self.p, value)
        return Mention(self.p, start, end, "treaty", self.text[start:end], value)

    def _article(self, m: re.Match[str]) -> Mention | None:
        text, mark = self.text, None
        numbers = [self._roman(n) for n in (m["number"], m["number2"]) if n]
        end = m.end() - len(m["of"] or "")
        if m["of"]:
            adjectives = _RE["adjectives"].match(text, m.end())
            after = adjectives.end() if adjectives else m.end()
            inner = _RE["treaty"].match(text, m.end()) or _RE["treaty"].match(text, after)
            if inner and not inner["article"]:
                mark = self._named(inner, definite=True)
            elif not re.match(r"(?:alliance|agreement|document)\b", text[m.end() : m.end() + 40]):
                return None  # of the Constitution
        if mark:
            value, end = mark.value, mark.end
        else:
            around = _sentence(text, m.start(), m.end())
            if numbers[0] in {"IX", "96"} or not numbers[0].isalpha() or "onstitution" in around:
                return None
            value = OTHER if _RE["nato"].search(around) else self._current()
            if numbers[0] in {"V", "VI"} and value != OTHER:  # those that everybody cites
                value = self.default
                self.last = (self.p, value)
        detail = {"article": ", ".join(numbers)}
        return Mention(self.p, m.start(), end, "treaty", text[m.start() : end], value, detail)

    @staticmethod
    def _roman(number: str) -> str:
        figure = int(number) if number.isdigit() else ONES.get(number.lower(), len(_ROMAN))
        return _ROMAN[figure] if figure < len(_ROMAN) else number

    def _named(self, m: re.Match[str], definite: bool = False) -> Mention | None:
        text, (start, end) = self.text, m.span()
        if m["notes"]:
            return self._mark(start, end, "notes-1960", sure=False)
        if m["document"]:
            start = self._name_start(text, start, end)
            name = text[start:end]
            unnamed = name == "constitution" and not definite  # a name only in an article's
            if unnamed or not WORDS["ships"].isdisjoint(name.split()):
                return None
            if short := _RE["short"].match(text, end):
                self.short.add(short["short"])
            return self._mark(start, end, OTHER, sure=False)
        if m["revision"]:
            return self._mark(start, end, T60 if m["ryear"] == "1960" else OTHER, True)
        if m["titled"]:
            return self._mark(start, end, self._title(m[0], text[end:]), sure=True)
        return self._plain(m, definite)

    @staticmethod
    def _name_start(text: str, start: int, end: int) -> int:
        """Where a name begins: "Under Treaty …", a word that opens a sentence is no part of it."""
        words = re.compile(r"\S+").finditer(text, start, end)
        return next((word.start() for word in words if word[0] not in WORDS["function"]), start)

    def _title(self, name: str, tail: str) -> str:
        if self._elsewhere(name, tail):
            return OTHER
        peace = PEACE if re.search("Peace|San Francisco", name) else OTHER
        return T60 if "Mutual Cooperation" in name else peace

    def _elsewhere(self, name: str, tail: str) -> bool:
        """True if a treaty's name, or its parties or year after it, are none of ours."""
        parties = _RE["between"].match(tail)
        year = _RE["dated"].match(tail)
        if _RE["partners"].search(name) or (year and year["year"] not in _YEARS):
            return True
        return self._strangers(name) or (parties is not None and self._strangers(parties[0]))

    def _strangers(self, phrase: str) -> bool:
        """True if a phrase names a country or body that is no party to the treaties of ours."""
        words = form(phrase)
        known = (NAMES.at(words, i)[1:] for i in range(len(words)))
        layers = {"place", "organisation"}
        strange = (value not in _OURS for layer, value in known if layer in layers)
        return any(strange) or not _FOREIGN.isdisjoint(words)

    def _no_peace_of_ours(self, around: str, indefinite: bool) -> bool:
        """True for a peace that two sign of whom one was not at San Francisco."""
        if _RE["of San Francisco"].search(around):
            return False
        if indefinite and self._strangers(around):
            return True
        signed = (m for m in _RE["two"].finditer(around) if self._strangers(m[0]))
        return any(not all(map(self._strangers, m.group("one", "two"))) for m in signed)

    def _plain(self, m: re.Match[str], definite: bool) -> Mention | None:
        text, (start, end) = self.text, m.span()
        start = self._name_start(text, start, end) if m["mods"] else start
        name, before = text[start:end], text[max(0, start - 40) : start]
        if _RE["attribute"].match(text, end) or _RE["not this"].search(before):
            return None
        bare = start == m.start("noun")
        indefinite = _RE["indefinite"].search(before)
        parties = _RE["parties"].match(text, end)
        signed = indefinite and not bare and _RE["signed"].search(before[: indefinite.start()])
        if indefinite and not (signed or parties or _RE["proper"].search(name)):
            return None
        capital = name.split()[-1][0].isupper() or m["year"]
        if bare and not (definite or capital or parties or _RE["determiner"].search(before)):
            return None
        return self._mark(start, end, *self._which(name, start, end, bool(indefinite)))

    def _which(self, name: str, start: int, end: int, indefinite: bool) -> tuple[str, bool]:
        """The treaty that a phrase means, and whether the phrase or its sentence says so."""
        text = self.text
        around, after = _sentence(text, start, end), text[end : end + 120]
        owner = _RE["owned"].search(text, max(0, start - 60), start)
        place = _RE["named after"].fullmatch(name)
        mutual = re.search(r"[Mm]utual\s+[Dd]efen[cs]e", name) and "Cooperation" not in name
        if (
            self._elsewhere(name, after)
            or (owner and self._strangers(owner["owner"]))
            or (place and place["name"] not in WORDS["stop"] | _W["nicknames"])
            or (mutual and (_RE["partners"].search(around) or "Japan" not in around))
        ):
            return OTHER, True
        year = re.search(r"\b(?:18|19|20)\d\d", name)
        if re.search(r"\b[Pp]eace\b", name) or "San Francisco" in name:
            other = self._no_peace_of_ours(around, indefinite)
            return OTHER if other or (year and _YEARS.get(year[0]) != T51) else PEACE, True
        if year:
            return _YEARS.get(year[0], OTHER), True
        for age, value in (("old", T51), ("new", T60)):
            if _RE[age].search(name):
                return value, True
        if told := self._dated(after, around):
            return told, True
        if name == "Treaty" and text[:start].endswith(("this ", "This ")):  # of its own text
            return self.default, False
        if _RE["nato"].search(around) and not _RE["here"].search(around):
            return OTHER, False
        return self._current(), False

    @staticmethod
    def _dated(after: str, around: str) -> str | None:
        """The treaty of the year told after a phrase, unless the sentence speaks of both."""
        parties = _RE["between"].match(after)
        rest = after[parties.end() :] if parties else after
        dated = _RE["told"].match(rest[:60])
        both = "1951" in around and "1960" in around
        return _YEARS.get(dated[1]) if dated and dated[1] != "1952" and not both else None

    def _current(self) -> str:
        where, value = self.last
        return value if self.p - where <= 1 and value != PEACE else self.default
