"""Treaties, their articles, and other documents that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alliance.adding.gazetteer import NAMES, WORDS, Mention, Tokens, form, lists, patterns
from alliance.questions.numbers import ONES, ROMAN, kanji

_RE = patterns("treaties")
_JAPANESE = patterns("treaties in Japanese")  # by value
_W = lists("treaties")

T51, T60, PEACE, OTHER = "treaty-1951", "treaty-1960", "peace-treaty-1951", "other"
NOTES = "notes-1960"

_MODIFIERS = _W["qualities"] | _W["modifiers"]
_LONGEST = 16  # words and signs of a name before its noun: a longer run is no name
# The places and nationalities that may stand in the names of the treaties of 1951 and 1960.
_OURS = _W["ours"] | {"United States", "Washington, D.C.", "San Francisco"}
_FOREIGN = WORDS["nationalities"] - _OURS
_KNOWN = WORDS["stop"] | _W["nicknames"]  # what may stand in the name of any treaty
_YEARS = {"1951": T51, "1952": T51, "1960": T60, "Yoshida": T51, "Kishi": T60}


_FAR = 600  # characters: what stands farther off in one sentence tells nothing


def _sentence(text: str, start: int, end: int) -> str:
    *_, before = re.split("[.!?] ", text[max(0, start - _FAR) : start])
    after, *_ = re.split("[.!?] ", text[end : end + _FAR])
    return before + text[start:end] + after


def _leads(word: str) -> bool:
    """True for a word that may stand in a treaty's name before "treaty"."""
    return word[0].isupper() or word[0].isdigit() or word in _MODIFIERS or word in "-–‑/"


class Treaties:
    """Reads paragraphs in order: "the treaty" is the one the text spoke of last.

    ours, default: what "our" treaty is in a text of this day, and a treaty of which nothing more is
    told; said: what was spoken of last, by kind; short: what the text calls a document: SMA.
    """

    def __init__(self, today: str | None, texts: Sequence[str]) -> None:
        old = today is not None and today[:4].isdigit() and int(today[:4]) < 1960
        self.ours = self.default = T51 if old else T60
        self.about_japan = any(map(_RE["about Japan"].search, texts))
        if not self.about_japan and any(map(_RE["strange"].search, texts)):
            self.default = OTHER
        self.said: dict[str, tuple[int, int, str]] = {}  # paragraph, place in it, treaty
        self.short: dict[str, str] = {}
        self.p, self.text = 0, ""  # the paragraph that is being read

    def find(self, p: int, tokens: Tokens) -> Iterator[Mention]:
        """The treaty references in paragraph ``p``."""
        self.p, self.text, at = p, tokens.text, 0
        for i, seed in enumerate(tokens.words):
            start, mark = tokens.starts[i], None
            if start < at:
                continue
            if seed in self.short:
                mark = self._mark(start, tokens.ends[i], self.short[seed])
            elif seed in _W["seeds"] and (m := self._reference(tokens, i, at)):
                if m["document"] and seed in _W["in headings"] and tokens.heading:
                    continue
                mark = self._article(m) if m["article"] else self._named(m)
                at = max(mark.end, m.start() + 1) if mark else m.end()
            if mark:
                yield mark
        if tokens.japanese:
            yield from self._in_japanese()

    def _in_japanese(self) -> Iterator[Mention]:
        """日米安保条約第5条, 憲法9条; a 第5条 alone is one of the document named before."""
        found = [(m, value) for value, name in _JAPANESE.items() for m in name.finditer(self.text)]
        found += [(m, "") for m in _RE["Japanese article"].finditer(self.text) if m[0][0] == "第"]
        end = 0
        for m, named in sorted(found, key=lambda one: (one[0].start(), -one[0].end())):
            article = _RE["Japanese article"].match(self.text, m.end() if named else m.start())
            value = self.ours if named == T60 and m[0][0] not in "新改" else named
            value = value or self._last("treaty", "agreement", "law") or ""
            if m.start() >= end and value:
                end = article.end() if article else m.end()
                number = self._roman(str(kanji(article["number"]))) if article else ""
                yield self._mark(m.start(), end, value, number)

    @staticmethod
    def _reference(tokens: Tokens, i: int, at: int) -> re.Match[str] | None:
        """What the patterns see in the words that lead to token ``i``, from offset ``at`` on."""
        words, starts = tokens.words, tokens.starts
        first = tokens.run_to(i, _LONGEST, lambda k: starts[k] >= at and _leads(words[k]))
        tries = (_RE["treaty"].match(tokens.text, starts[k]) for k in range(first, i + 1))
        return next(filter(None, tries), None)

    def _mark(self, start: int, end: int, value: str, article: str = "") -> Mention:
        name = self.text[start:end]
        self._told(name, start, value)
        short = _RE["short"].match(self.text, end)
        if short and set(short["short"].upper()) <= set(re.sub(r"[^A-Z]", "", name.title())):
            self.short[short["short"]] = value
        detail = {"article": article} if article else {}
        return Mention(self.p, start, end, "treaty", name, value, detail)

    def _told(self, name: str, start: int, value: str) -> None:
        """From now on "the treaty", "the pact" or "Article 3" may mean this one."""
        kinds = {kind for kind in ("law", "agreement") if _RE[kind].search(name)} or {"treaty"}
        kinds -= {"treaty"} if value == NOTES or name in {"pact", "accord"} else set()
        if value in {T51, T60}:
            kinds |= {"ours", "security"}
        elif _RE["security"].search(name):
            kinds.add("security")
        self.said.update(dict.fromkeys(kinds, (self.p, start, value)))

    def _last(self, *kinds: str) -> str | None:
        """What of these kinds this paragraph or the one before spoke of last."""
        said = (self.said[kind] for kind in kinds if kind in self.said)
        where, _, value = max(said, default=(-1, 0, ""))
        return value if self.p - where <= 1 else None

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
        if mark:
            value, end = mark.value, mark.end
        else:
            value = self._of_article(m, numbers[0])
        if not value or (value in {T51, T60} and not numbers[0].isalpha()):  # they have ten
            return None
        detail = {"article": ", ".join(numbers)}
        return Mention(self.p, m.start(), end, "treaty", text[m.start() : end], value, detail)

    def _of_article(self, m: re.Match[str], number: str) -> str | None:
        """Whose "Article 3" is of which nothing more is said; None if that stays open."""
        last = self._last("treaty", "agreement", "law")
        if m["of"] and not _RE["called"].match(self.text, m.end()):
            if _RE["today's"].search(m["of"]):
                return self.ours
            if _RE["allied"].match(self.text, m.end()):
                return OTHER
            if _RE["convention"].match(self.text, m.end()):
                return last if last == OTHER else None
            return self.short.get(re.split(r"\W", self.text[m.end() : m.end() + 9])[0])
        around = _sentence(self.text, m.start(), m.end())
        constitution = "onstitution" in around
        if number in {"IX", "96"} or not number.isalpha():
            named = constitution or "law" in self.said or (self.about_japan and m["number"] == "9")
            return OTHER if last == OTHER or (number in {"IX", "96"} and named) else None
        if constitution:
            return None
        if _RE["nato"].search(around):
            return OTHER
        if number not in {"V", "VI"}:
            return last or self.default
        # Those that everybody cites, of the treaty of the day
        value, treaty = self.default, "ours" not in self.said and self._last("treaty")
        if OTHER in {self._last("security"), treaty, value}:
            return None if _RE["here"].search(around) else OTHER
        self._told("", m.start(), value)
        return value

    @staticmethod
    def _roman(number: str) -> str:
        return ROMAN.get(str(ONES.get(number.lower(), number)), number)

    def _named(self, m: re.Match[str], definite: bool = False) -> Mention | None:
        text, (start, end) = self.text, m.span()
        if m["notes"]:
            return self._mark(start, end, NOTES)
        if m["document"]:
            start = self._name_start(m)
            name = text[start:end]
            if not WORDS["ships"].isdisjoint(name.split()):
                return None
            mark = self._mark(start, end, OTHER)
            # A name only in an article's
            return None if name == "constitution" and not definite else mark
        if m["titled"]:
            peace = PEACE if re.search("Peace|San Francisco", m[0]) else OTHER
            ours = T60 if "Mutual Cooperation" in m[0] else peace
            return self._mark(start, end, OTHER if self._elsewhere(m[0], text[end:]) else ours)
        return self._plain(m, definite)

    @staticmethod
    def _name_start(m: re.Match[str]) -> int:
        """Where a name begins: "Under Treaty …", a word that opens a sentence is no part of it."""
        words = re.compile(r"\S+").finditer(m.string, *m.span())
        return next((one.start() for one in words if one[0] not in WORDS["function"]), m.start())

    def _elsewhere(self, name: str, tail: str) -> bool:
        """True if a treaty's name, or its parties or year after it, are none of ours."""
        parties = _RE["between"].match(tail)
        year = _RE["dated"].match(tail)
        other = _RE["partners"].search(name) or (year and year["year"] not in _YEARS)
        return bool(other or self._strangers(name) or (parties and self._strangers(parties[0])))

    def _strangers(self, phrase: str) -> bool:
        """True if a phrase names a country or body that is no party to the treaties of ours."""
        words = form(phrase)
        known = (NAMES.at(words, i)[1:] for i in range(len(words)))
        strange = (value not in _OURS for layer, value in known if layer not in {"", "person"})
        return any(strange) or not _FOREIGN.isdisjoint(words)

    def _others(self, name: str, start: int, around: str) -> bool:
        """True for what others signed, what is named after something else, and a mutual defence
        treaty in a sentence without Japan."""
        signers = _RE["signers"].search(self.text, max(0, start - 60), start)
        place = _RE["named after"].fullmatch(name)
        strange = place and not _KNOWN.issuperset(place["name"].split())
        if strange or (signers and self._strangers(signers[0])):
            return True
        mutual = re.search(r"[Mm]utual\s+[Dd]efen[cs]e", name) and "Cooperation" not in name
        return bool(mutual and (_RE["partners"].search(around) or "Japan" not in around))

    def _no_peace_of_ours(self, around: str, indefinite: bool) -> bool:
        """True for a peace that two sign of whom one was not at San Francisco."""
        allied = _RE["of San Francisco"].search(around)
        signed = (m for m in _RE["two"].finditer(around) if self._strangers(m[0]))
        ours = (not all(map(self._strangers, m.group("one", "two"))) for m in signed)
        return not allied and ((indefinite and self._strangers(around)) or any(ours))

    def _plain(self, m: re.Match[str], definite: bool) -> Mention | None:
        text, start, end = self.text, self._name_start(m), m.end()
        name, before = text[start:end], text[max(0, start - 40) : start]
        another = _RE["not this"].search(before)
        bare = start == m.start("noun") and " " not in name
        indefinite = _RE["indefinite"].search(before)
        parties = _RE["parties"].match(text, end) or self._with_one_of_us(start, end)
        signed = indefinite and _RE["signed"].search(before[: indefinite.start()])
        told = (signed and not bare) or parties or m["year"] or _RE["proper"].search(name)
        vague = indefinite and not told
        capital = name.split()[-1][0].isupper() or m["year"]
        known = definite or capital or parties or _RE["determiner"].search(before)
        if another or vague or (bare and not known) or _RE["attribute"].match(text, end):
            if another or signed:  # "the pact", later, is this one
                self.said["treaty"] = (self.p, start, "")
            return None
        unsure, last = bool(indefinite) or not known, self._last("treaty", "agreement")
        value = last if name == "accord" else self._which(name, start, end, unsure)
        return self._mark(start, end, value) if value else None

    def _with_one_of_us(self, start: int, end: int) -> re.Match[str] | None:
        """The party in "Yoshida put his name to a security treaty with the United States"."""
        before = _sentence(self.text, start, start)
        ours = self.about_japan and not self._strangers(before)
        return _RE["with ours"].match(self.text, end) if ours else None

    def _which(self, name: str, start: int, end: int, indefinite: bool) -> str:
        """The treaty that a phrase means; "" if it could be either of two."""
        text = self.text
        around, after = _sentence(text, start, end), text[end : end + 120]
        owned = _RE["owned"].search(text, max(0, start - 60), start)
        owner = owned["owner"] if owned else ""
        signed = _RE["signed then"].search(text, max(0, start - 120), start)
        strange = self._elsewhere(name, after) or self._strangers(owner)
        if strange or self._others(name, start, around):
            return OTHER
        year = re.search(r"\b(?:18|19|20)\d\d", name)
        if re.search(r"\b[Pp]eace\b", name) or "San Francisco" in name:
            other = self._no_peace_of_ours(around, indefinite)
            return OTHER if other or (year and _YEARS.get(year[0]) != T51) else PEACE
        if year:
            return _YEARS.get(year[0], OTHER)
        if _RE["today's"].search(text, max(0, start - 10), start):
            return self.ours
        for age, value in (("old", T51), ("new", T60), ("present", self.ours)):
            if _RE[age].search(name):
                return value
        if told := _RE["dated"].match(after) or _RE["signer"].match(after) or signed:
            return _YEARS.get(told["year"], OTHER)
        if name == "Treaty" and text[:start].endswith(("this ", "This ")):  # of its own text
            return self.default
        if _RE["nato"].search(around) and not _RE["here"].search(around):
            return OTHER
        if self.default != OTHER and _RE["before 1960"].search(text, max(0, start - 300), start):
            return T51
        parties = _RE["between"].match(after)
        if _RE["party of ours"].search(f"{name} {owner} {parties[0] if parties else ''}"):
            return self._last("ours") or self.ours
        if _RE["security"].search(name):
            then = "1960" not in around and _RE["of San Francisco"].search(around)
            one_day = then and self._last("treaty") == PEACE
            return T51 if one_day else self._last("security") or self.default
        return self._told_last(name)

    def _told_last(self, name: str) -> str:
        """The treaty that "the treaty" means: that of which was told last; "" if it may be one that
        was named long before."""
        treaty, last = self._last("treaty"), self._last("treaty", "agreement")
        if name == "pact" and treaty != last:  # an agreement's, if no treaty was named
            return "" if treaty else last or ""
        if treaty is None and "treaty" in self.said and "ours" not in self.said:
            return ""
        return self.default if treaty is None else treaty
