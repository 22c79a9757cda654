"""People: listed ones, names of a known shape, and names that their surroundings give away."""

from __future__ import annotations

import re

from .gazetteer import Gazetteer, surname
from .lexicon import FUNCTION, PARTICLES, ROLES, SHIPS, STOP, TITLES
from .names import Span
from .tokens import Tokens

_MORAE = re.compile(
    r"(?:(?:[kgsztdnhbpmr]|[kgnhbpmr]y|sh|ch|j|ts|f|y|w|ss|kk|pp|tt|tch|ssh|kky|mb|mp)?"
    r"(?:[aiueo]|oh)|n(?![aiueoy]))+"
)
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|u?eng|ing|u?ang|i?an|u?an|u?en|in"
    r"|un|i?ao|u?ai|u?ei|i?ou|iu|ui|uo|ua|ia|ie|ue|ang|eng|ong|an|en|er|ao|ai|ei|ou|a|o|e|i|u)){1,2}"
)
_KOREAN = re.compile(
    r"(?:[bcdghjkmnprstwy]|ch|kw|hw|gy|hy|ky|my|sh|ry|by|pp|kk|ss)?"
    r"(?:yeo|yoo|eo|eu|ae|oo|ee|ou|ui|wa|wo|ya|ye|yo|yu|oe|ai|ie|eon|[aeiou])(?:ng|n|m|l|k|p|t|r|h|b)?"
)
_ENGLISH_LOOKALIKES = frozenset(
    """An Bo He You Long Can Man Lo Pan Tan Ding Fan Song Sun Wan May Ye Mo No So Do Go Ha Oh Min U Won
    Sin Son Bang Tae Ham Gil Ban In Ma Her Ran Ken Ten Men Hang Rang Sang Sung Hung Wing Tang Gong
    Shang Bai Bi Sea Sui Hui Ai Kong Chi Chang Jin Ho""".split()
)
_SAYS = frozenset(
    """said says told added wrote argued noted warned explained writes tells recalled stressed
    insisted stated claimed asked replied declared announced believes contends suggested observed
    commented remarked tweeted acknowledged emphasized emphasised""".split()
)
_SURNAME_PLACES = frozenset(
    """Austin Houston Cleveland Wellington Darwin Norfolk Jordan Israel London Holland Ireland France
    England Arlington Dallas Denver Carolina Davao Lima Santiago Milan Cebu Georgia Wales Perth
    Portland Montana Hamburg Berlin Bali Adelaide Virginia Sydney""".split()
)
# Words that are family names after a given name: Mike Green.
_SURNAME_WORDS = frozenset(
    """Green White Black Young Major Bishop Bush Rice Hill Church Stone Banks Strong Lake Wells West
    North Day May Power Powers Law Price Free Love Marshall King Judge Pope Prince Knight Park Wing
    College Guard Fleet Post Court Golden Cold Case Page Dean Gray Brown Walker Baker Cook""".split()
)
# Endings that Japanese family names have and few other words.
_FAMILY = re.compile(
    r".+(?:yama|kawa|gawa|moto|mura|saki|zaki|oka|hara|wara|bara|shita|shima|jima|uchi|hashi|bashi"
    r"|tani|numa|sawa|zawa|naka|guchi|kubo|ishi|mizu|saka|zaka|bayashi|gaki|gami|kami|zuka|tsuka|suka"
    r"|waki|hata|mori|matsu|sugi|kura|gura|fuji|ueda|machi|nishi|hama|moto|gashi|sato|naga|nishi)$"
)
_GIVEN = re.compile(
    r"[A-Z].+(?:taro|jiro|ichi|hiko|hiro|suke|nori|mitsu|masa|aki|yuki|kazu|pei|hei|nobu|toshi|yoshi"
    r"|taka|ya|zo|ko|shi)$"
)
_SUFFIX = frozenset({"Jr", "Sr", "II", "III", "IV"})


class People:
    """What a text says about who is who; filled paragraph by paragraph, then asked again."""

    def __init__(self, names: Gazetteer) -> None:
        self.names = names
        self.by_surname: dict[str, str] = {}
        self.roles: dict[str, str] = {}  # "prime minister" -> the person last called so
        self.family_first = set(names.family_first)

    def learn(self, canonical: str) -> None:
        """From now on the surname alone means this person."""
        if " " in canonical:
            key = surname(canonical, canonical in self.family_first or self._east(canonical))
            if len(key) > 1:
                self.by_surname.setdefault(key, canonical)
                if "-" in key:
                    self.by_surname.setdefault(key.split("-")[0], canonical)

    def _east(self, canonical: str) -> bool:
        first, *rest = canonical.split()
        names = self.names
        if first in names.surnames_japanese and rest[-1] not in names.surnames_japanese:
            return first not in names.given
        if rest[-1] in names.given_japanese and first not in names.given_japanese:
            return first not in names.given
        asian = first in names.surnames_chinese or first in names.surnames_korean
        return asian and first not in names.given or asian and "-" in canonical

    def canonical(self, words: list[str]) -> str:
        """The canonical form of a full name as printed: Hideto Sakai -> Sakai Hideto."""
        name = self._canonical(words)
        printed = " ".join(w for w in words if w.isalpha())
        if name != printed and name.split()[::-1] == printed.split():
            self.family_first.add(name)
        return name

    def _canonical(self, words: list[str]) -> str:
        names = self.names
        words = [w for w in words if w not in {".", ","}]
        core = [w for w in words if len(w) > 1 or not w.isalpha()]
        hit = names.at([w for w in core if w not in _SUFFIX], 0) or names.at(core, 0)
        if hit and hit[0] >= len([w for w in core if w not in _SUFFIX]) > 1:
            if hit[1][0] == "person":
                return (names.at(core, 0) or hit)[1][1]
        if len(core) == 2 and len(core) == len(words):
            first, last = core
            japanese = names.given_japanese | names.surnames_japanese
            given_first = first in names.given_japanese or first not in names.surnames_japanese
            if not {first, last} & japanese and self._moraic(first) and self._moraic(last):
                return f"{last} {first}" if _FAMILY.match(last) else f"{first} {last}"
            if last in names.surnames_japanese and given_first and self._moraic(first):
                if not (first in names.surnames_japanese and last in names.given_japanese):
                    return f"{last} {first}"
            if first in japanese and self._moraic(last) and last not in names.given_japanese:
                if first not in names.given and first not in names.surnames_japanese:
                    return f"{last} {first}"
            return f"{first} {last}"
        text = " ".join(w + "." if len(w) == 1 and w.isalpha() else w for w in words)
        return re.sub(r" ?- ?", "-", text).replace(" Jr", " Jr.")

    @staticmethod
    def _moraic(word: str) -> bool:
        return _MORAE.fullmatch(word.lower()) is not None

    # Full names ---------------------------------------------------------------------------

    def full_names(self, tokens: Tokens, taken: list[Span], heading: bool) -> list[Span]:
        """Names of two and more words (or one after a title) that the gazetteer doesn't list."""
        busy = {
            i
            for span in taken
            for i in range(span.start, span.end)
            if not (span.layer == "place" and self._after_given(tokens, span))
        }
        found: list[Span] = []
        after = 0
        for i in tokens.caps:
            word = tokens.words[i]
            if i < after or i in busy or len(word) == 1 and not self._initial(tokens, i):
                continue
            if word in STOP and word not in self.names.given:
                continue
            end = self._name_end(tokens, i, busy, heading)
            if end:
                if end < len(tokens.words) and tokens.words[end] in _SUFFIX:
                    end += 1
                elif tokens.words[end : end + 2] in (["," , "Jr"], [",", "Sr"]):
                    end += 2
                name = self.canonical(tokens.words[i:end])
                found.append(Span(i, end, "person", name))
                after = end
        return found

    def _after_given(self, tokens: Tokens, span: Span) -> bool:
        """True for a place's name that stands in a person's: Shuntaro Yamaguchi, Lloyd Austin."""
        names, words, i = self.names, tokens.words, span.start
        if span.end - i > 1:
            return False
        if i and tokens.touching(i) and words[i - 1] not in STOP:
            initial = i > 2 and words[i - 1] == "." and len(words[i - 2]) == 1
            before = words[i - 3] if initial else words[i - 1]
            japanese = before in names.given_japanese or _GIVEN.match(before)
            if japanese and self._moraic(before) or before in names.given:
                return words[i] in names.surnames_japanese or words[i] in _SURNAME_PLACES
        following = words[i + 1] if i + 1 < len(words) and tokens.touching(i + 1) else ""
        return words[i] in names.surnames_japanese and following in names.given_japanese

    @staticmethod
    def _initial(tokens: Tokens, i: int) -> bool:
        return tokens.words[i + 1 : i + 2] == ["."]

    def _free(self, tokens: Tokens, i: int, busy: set[int]) -> bool:
        """True if token ``i`` may go on a name begun before it."""
        words = tokens.words
        if i >= len(words) or i in busy or not tokens.touching(i):
            return False
        word = words[i]
        if word.isupper() and len(word) > 1:  # BALDOR after LOLITA, not AP after Mari
            before = words[i - 2] if words[i - 1] == "." else words[i - 1]
            return before.isupper() and word.capitalize() not in STOP
        named = word in _SURNAME_WORDS and words[i - 1] in self.names.given
        return word[0].isupper() and len(word) > 1 and (named or word not in STOP)

    def _name_end(self, tokens: Tokens, i: int, busy: set[int], heading: bool) -> int:
        words, names = tokens.words, self.names
        word = words[i].capitalize() if words[i].isupper() and len(words[i]) > 1 else words[i]
        if i and words[i - 1] in SHIPS:
            return 0
        end = i + 1
        while end + 1 < len(words) and len(words[end]) == 1 and words[end].isupper():
            if words[end + 1] != "." or not tokens.touching(end):
                break
            end += 2
        if end == i + 1 and len(word) == 1:  # J. Graham Parsons
            end += 1
            while end + 1 < len(words) and len(words[end]) == 1 and words[end + 1] == ".":
                end += 2
            titled = end < len(words) and self._free(tokens, end, busy)
            if not titled or i and words[i - 1][0].isupper() and words[i - 1] not in STOP:
                return 0
        while end < len(words) and words[end] in PARTICLES and tokens.touching(end):
            end += 1
        if not self._free(tokens, end, busy):
            return i + 1 if self._titled(tokens, i) and word not in names.given else 0
        second = words[end]
        stop = end + 1
        if words[stop : stop + 1] == ["-"] and tokens.starts[stop] == tokens.ends[end]:
            if stop + 1 < len(words) and words[stop + 1][:1].isalpha():
                if words[stop + 1][0].islower() and len(words[stop + 1]) > 7:
                    return 0 if words[stop + 1] in {"brokered"} else stop
                stop += 2
        western = word in names.given or self._given_only(word) or len(word) == 1 or words[end - 1] in PARTICLES
        hyphen = stop - end == 3
        third = self._free(tokens, stop, busy) and not heading
        if western and not self._asian(word, second, words, stop, hyphen):
            if second in names.given and third or third and self._titled(tokens, i):
                stop += 1
            elif third and words[stop] not in names.given and self._ends(tokens, stop + 1):
                stop += 1
            return stop
        if self._asian(word, second, words, stop, hyphen):
            if not hyphen and third and self._korean(word, second, words[stop]):
                stop += 1
            return stop
        if heading:
            return 0
        named = self._titled(tokens, i) or self._introduced(tokens, i, stop + third)
        return stop + third if named else 0

    def _asian(self, first: str, second: str, words: list[str], stop: int, hyphen: bool) -> bool:
        names = self.names
        japanese = names.given_japanese | names.surnames_japanese
        if (first in japanese or second in japanese) and len(second) > 1:
            if self._moraic(first) and self._moraic(second):
                return True
        elif len(first) > 3 and len(second) > 3 and (_FAMILY.match(first) or _FAMILY.match(second)):
            if self._moraic(first) and self._moraic(second):
                return True
        if first in _ENGLISH_LOOKALIKES and not hyphen:
            return False
        if first in names.surnames_chinese or first in names.surnames_korean:
            if hyphen or _PINYIN.fullmatch(second.lower()):
                return True
            third = words[stop] if stop < len(words) else ""
            return self._korean(first, second, third)
        return False

    def _korean(self, first: str, second: str, third: str) -> bool:
        if first not in self.names.surnames_korean or first in _ENGLISH_LOOKALIKES:
            return False
        return all(w[:1].isupper() and _KOREAN.fullmatch(w.lower()) for w in (second, third))

    def _given_only(self, word: str) -> bool:
        """True for Mina, Hideto: a Japanese given name that is nobody's family name."""
        names = self.names
        known = word in names.given_japanese and word not in names.surnames_japanese
        return known and len(word) > 3 and word not in names.surnames_chinese

    @staticmethod
    def _titled(tokens: Tokens, i: int) -> bool:
        words = tokens.words
        if not i or not tokens.touching(i):
            return False
        before = words[i - 1]
        if before == "." and i > 1 and len(words[i - 2]) < 6:
            return words[i - 2] in TITLES
        return before in TITLES or before in ROLES

    @staticmethod
    def _ends(tokens: Tokens, i: int) -> bool:
        """True if the run of capitals ends before ``i``."""
        return i >= len(tokens.words) or not tokens.words[i][0].isupper()

    def _introduced(self, tokens: Tokens, i: int, end: int) -> bool:
        """True if the words around an unknown name say that it is a person."""
        words = tokens.words
        before = words[i - 1] if i else ""
        after = words[end] if end < len(words) else ""
        if before in {"By", "BY"} and i == 1:  # a byline
            return True
        if before == "to" and words[i - 2 : i - 1] in (["According"], ["according"]):
            return words[i] not in FUNCTION
        if before in _SAYS or after in _SAYS or before == "by" and after in {"and", ")", ";", ","}:
            return words[i] not in FUNCTION
        if after == "," and end + 2 < len(words):
            following = words[end + 1 : end + 9]
            if following[0] in {"who", "whose"} or following[0].isdigit() and following[1] == ",":
                return True
            return any(w in ROLES or w in TITLES for w in following[: _comma(following)])
        return False

    # Surnames and mononyms -----------------------------------------------------------------

    def who(self, word: str) -> str | None:
        """The person that a surname alone means here: one the text named in full comes first."""
        return self.by_surname.get(word) or self.names.famous.get(word)

    def surnames(self, tokens: Tokens, taken: list[Span]) -> list[Span]:
        """Surnames that stand alone; those of people the text named in full come first."""
        busy = {i for span in taken for i in range(span.start, span.end)}
        found = []
        for i in tokens.caps:
            if i in busy:
                continue
            word = tokens.words[i]
            if len(word) > 3 and word.isupper():
                word = word.capitalize()
            value = self.who(word)
            if value and not SHIPS.intersection(tokens.words[max(0, i - 2) : i]):
                found.append(Span(i, i + 1, "person", value))
        return found


def _comma(words: list[str]) -> int:
    return words.index(",") if "," in words else len(words)
