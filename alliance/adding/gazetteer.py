"""What the rules work with: tokens, marks, word lists, and the names that are known."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from operator import itemgetter
from typing import Any

from alliance.corpus import loaded


@dataclass(frozen=True, slots=True)
class Mention:
    """What the rules hand back: a mention in one paragraph.

    ``p`` is the paragraph, counted from 1; ``start`` and ``end`` are character offsets in it
    (``text == paragraph[start:end]``). ``value`` is the canonical form, or None where there is
    none. ``detail`` holds what only some layers have: ``speaker`` (quotation), ``unit`` (figure),
    ``article`` (treaty), ``resolved`` (date). All values are strings; numbers keep every digit.
    """

    p: int
    start: int
    end: int
    layer: str
    text: str
    value: str | None = None
    detail: dict[str, str] = field(default_factory=dict, hash=False)


# A paragraph as words and signs, each with its place; of Japanese each character is one.
#
# Names are matched on tokens, not on characters: a look-up per word instead of one huge pattern.


_WIDE = str.maketrans("０１２３４５６７８９％", "0123456789%")


class Tokens:
    """Parallel lists: normal form, start and end of each token of ``text``; every character that is
    no blank belongs to one. heading: a headline, read as the sentence that it would be."""

    def __init__(self, text: str, heading: bool = False) -> None:
        text = text.translate(_WIDE)
        found = list(_RE["token"].finditer(text))
        self.text, self.heading = text, heading
        self.words = [plain(m[0]) or m[0] for m in found]
        self.starts, self.ends = [m.start() for m in found], [m.end() for m in found]
        self.japanese = any(map(kana_or_kanji, self.words))
        # The indices of the tokens that begin with a capital.
        self.caps = [i for i, word in enumerate(self.words) if "A" <= word[0] <= "Z"]

    def word(self, i: int) -> str:
        """Token ``i``; nothing before the first and after the last."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def large(self, i: int) -> bool:
        """True if token ``i`` begins with a capital."""
        return self.word(i)[:1].isupper()

    def touching(self, i: int) -> bool:
        """True if nothing but blanks stands between token ``i`` and the one before."""
        return 0 < i < len(self.words) and self.starts[i] - self.ends[i - 1] <= 2

    def glued(self, i: int) -> bool:
        """True if nothing at all stands between token ``i`` and the one before."""
        return 0 < i < len(self.words) and self.starts[i] == self.ends[i - 1]

    def run_to(self, i: int, most: int, fits: Callable[[int], bool]) -> int:
        """The first of the tokens right before ``i`` that fit, at most so many; else ``i``."""
        return min(takewhile(fits, range(i - 1, max(-1, i - most - 1), -1)), default=i)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The first token from offset ``start`` on, and the first from ``end`` on."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def printed(self, start: int, end: int) -> str:
        """The surface of tokens ``start`` to ``end``, blanks made single."""
        return " ".join(self.text[self.starts[start] : self.ends[end - 1]].split())


def kana_or_kanji(text: str) -> bool:
    """True if ``text`` begins with kana or kanji."""
    return "\u3040" <= text[:1] <= "\u9fff"


def plain(word: str) -> str:
    """``word`` without macrons and accents and with a straight apostrophe: ō → o."""
    if word.isascii() or kana_or_kanji(word):
        return word
    word = unicodedata.normalize("NFKD", word.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in word if not unicodedata.combining(c))


def form(name: str) -> tuple[str, ...]:
    """The tokens of a name, as they are looked up."""
    return tuple(Tokens(name).words)


# Where sentences begin and end: not after U.S., Mr. or Jan.


@lru_cache(maxsize=64)  # asked again for each quotation of a paragraph
def _sentence_ends(text: str) -> list[tuple[int, int]]:
    """The places of the ends of sentences: full stop, closing marks and blanks."""
    ends = (m.span() for m in _RE["end"].finditer(text))
    return [(a, b) for a, b in ends if not _RE["no end"].search(text, max(0, a - 6), b)]


def sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds offset ``at`` begins."""
    ends = _sentence_ends(text)
    before = bisect_right(ends, at, key=itemgetter(1))
    return ends[before - 1][1] if before else 0


def sentence_end(text: str, at: int) -> int:
    """Where the sentence that goes on at offset ``at`` ends."""
    ends = _sentence_ends(text)
    following = bisect_left(ends, at, key=itemgetter(0))
    return ends[following][0] + 1 if following < len(ends) else len(text)


_LISTS, _PATTERNS = loaded("lexicon.json")["words"], loaded("lexicon.json")["patterns"]


def _split(name: str) -> tuple[str, ...]:
    """The words of a list in ``data/lexicon.json``; "# …" says what for."""
    return tuple(" ".join(line for line in _LISTS[name] if not line.startswith("# ")).split())


# Each list of ``data/lexicon.json`` by its name, to look words up.
WORDS = {name: frozenset(_split(name)) for name in _LISTS}
WEEKDAYS = _split("weekdays")
WORDS["days"] = WORDS["months"] | WORDS["weekdays"]
WORDS["person words"] = WORDS["titles"] | WORDS["roles"]  # "President", "spokesman"
_NO_NAMES = ("common", "function", "titles", "nationalities", "org heads", "place heads", "days")
WORDS["stop"] = frozenset().union(*map(WORDS.__getitem__, _NO_NAMES)) - WORDS["no stop"]


def lists(group: str) -> dict[str, frozenset[str]]:
    """The lists whose names begin with ``group``, by the rest of their names."""
    group += " "
    return {name.removeprefix(group): WORDS[name] for name in WORDS if name.startswith(group)}


# A part of a pattern: another of the same group, a list of words, or one of another group.
_PART = re.compile(r"(?<!\?P)<([A-Za-z][A-Za-z ]*)>")


def patterns(group: str) -> dict[str, re.Pattern[str]]:
    """A group of patterns in ``data/lexicon.json``, ready for use; "# …" there says what for."""
    return {name: re.compile(_pattern(group, name)) for name in _PATTERNS[group]}


def _pattern(group: str, name: str) -> str:
    lines = (line for line in _PATTERNS[group][name] if not line.startswith("# "))
    return spelled(group, "".join(lines))


def spelled(group: str, pattern: str) -> str:
    """``pattern`` with what its parts stand for."""
    return _PART.sub(lambda part: _part(group, part[1]), pattern)


def _part(group: str, name: str) -> str:
    """A pattern's; of a list any of its words, longest first: ``_`` is any white space."""
    if name not in _PATTERNS[group] and name in _LISTS:
        words = sorted(WORDS[name], key=lambda word: (-len(word), word))
        return "(?:" + "|".join(words).replace("_", r"\s+") + ")"
    return _pattern(group, name) if name in _PATTERNS[group] else _pattern(*name.split(" ", 1))


_RE = patterns("gazetteer")

# The names we know.


class Gazetteer:
    """The names that we know, and the lists that help to recognise those that we don't."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.given = {kind: frozenset(names.split()) for kind, names in raw["given"].items()}
        self.given["japanese"] = self.given["japanese_m"] | self.given["japanese_f"]
        self.western = self.given["english_m"] | self.given["english_f"]
        self.surnames = {kind: frozenset(names.split()) for kind, names in raw["surnames"].items()}
        self.entries = _entries(raw)  # by the tokens of the name
        # By its first token: how many tokens the longest name has.
        self.longest = {name[0]: len(name) for name in sorted(self.entries, key=len)}
        people = raw["people"].items()
        self.family_first = frozenset(one for one, facts in people if "order" in facts)
        women = (one for one, facts in people if facts.get("gender") == "f")
        self.female = self.given["english_f"].union(women)
        # A person's surname, in Japanese too, and in texts of which years it alone means him.
        self.shorts = {one: self._shorts(one, facts.get("also", [])) for one, facts in people}
        self._alone = {one: facts["alone"] for one, facts in people if "alone" in facts}
        self._titled = {name: one for one, facts in people for name in facts.get("titled", ())}

    def _shorts(self, one: str, also: list[str]) -> list[str]:
        japanese = (form.split()[0] for form in also if kana_or_kanji(form))
        return [plain(surname(one, one in self.family_first)), *japanese]

    def famous(self, year: str = "") -> dict[str, str]:
        """Whom a surname alone means in a text of this year: Hatoyama of 2009 is Yukio."""
        always = [one for one, when in self._alone.items() if not when][::-1]  # the first counts
        there = (one for one, when in self._alone.items() if when and when[0] <= year <= when[1])
        alone = {short: one for one in (*always, *there) for short in self.shorts[one]}
        return alone | self._titled  # in any year: President Kennedy

    def continental(self, word: str) -> bool:
        """True for a Chinese or Korean surname."""
        return word in self.surnames["chinese"] or word in self.surnames["korean"]

    def value(self, name: str) -> str:
        """The canonical form of a place's or body's name; the name itself if we don't know it."""
        words = form(" ".join(w[:1].upper() + w[1:] for w in name.split(" ")))
        length, layer, value = self.at(words, 0)
        return value if length == len(words) and layer != "person" else name

    def at(self, words: Sequence[str], i: int) -> tuple[int, str, str]:
        """The longest known name that begins at token ``i``: number of tokens (0 where none
        begins), layer and value."""
        word = words[i]
        shouted = word not in self.longest and len(word) > 2 and word.isupper()  # SAN FRANCISCO
        first = word.capitalize() if shouted else word
        for length in range(self.longest.get(first, 0), 0, -1):
            name = tuple(words[i : i + length])
            name = tuple(map(str.capitalize, name)) if shouted else name
            if name in self.entries:
                return len(name), *self.entries[name]
        return 0, "", ""


def surname(canonical: str, family_first: bool) -> str:
    """The family name in a canonical name: Abe Shinzo -> Abe, Ferdinand Marcos Jr. -> Marcos."""
    words = canonical.replace(",", "").split()
    parts = [word for word in words if word.rstrip(".") not in WORDS["names suffixes"]]
    return parts[0] if family_first else parts[-1]


def _forms(canonical: str, facts: dict[str, Any]) -> list[str]:
    found = [canonical, *facts.get("also", [])]
    if facts.get("order") == "family first":
        found += [" ".join(reversed(name.split())) for name in found if name.count(" ") == 1]
    return found


def _entries(raw: dict[str, Any]) -> dict[tuple[str, ...], tuple[str, str]]:
    """The layer and canonical value of each name, by its tokens; of two with one name the first."""
    entries: dict[tuple[str, ...], tuple[str, str]] = {}
    people = {canonical: _forms(canonical, facts) for canonical, facts in raw["people"].items()}
    layers = {"place": raw["places"], "organisation": raw["organisations"], "person": people}
    for layer, names in layers.items():
        for canonical, others in names.items():
            for name in (canonical, *others):
                entries.setdefault(form(name), (layer, canonical))
    return entries


NAMES = Gazetteer(loaded("gazetteer.json"))
