"""Names that are known, and the words that show what a name is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from alliance.adding.marks import form, lexicon, plain, word_set
from alliance.corpus import data

# The names we know, loaded from data once, when the first text is annotated.


Entry = tuple[str, str]  # (layer, canonical value)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their first token, and the lists that help to recognise names we don't know."""

    index: dict[str, tuple[list[int], dict[tuple[str, ...], Entry]]]  # by the tokens that follow
    famous: dict[str, str]  # surname alone -> canonical person
    female: frozenset[str]  # canonical persons and English given names
    female_japanese: frozenset[str]
    given: frozenset[str]
    given_japanese: frozenset[str]
    surnames_japanese: frozenset[str]
    surnames_chinese: frozenset[str]
    surnames_korean: frozenset[str]
    surnames_other: frozenset[str]
    family_first: frozenset[str]  # canonical persons whose first word is the family name

    def value(self, name: str) -> str:
        """The canonical form of a place's or body's name; the name itself if we don't know it."""
        words = list(form(" ".join(w[:1].upper() + w[1:] for w in name.split(" "))))
        hit = self.at(words, 0)
        return hit[1][1] if hit and hit[0] == len(words) and hit[1][0] != "person" else name

    def at(self, words: list[str], i: int) -> tuple[int, Entry] | None:
        """The longest known name that begins at token ``i``: (number of tokens, entry)."""
        word = words[i]
        options = self.index.get(word)
        if options is None and len(word) > 3 and word.isupper():  # TOKYO, KISHIDA Fumio
            options = self.index.get(word.capitalize())
        if options is None:
            return None
        lengths, entries = options
        for n in lengths:
            rest = tuple(words[i + 1 : i + 1 + n])
            if rest in entries:
                return len(rest) + 1, entries[rest]
        return None


def surname(canonical: str, family_first: bool) -> str:
    """The family name in a canonical name: Abe Shinzo -> Abe, Ferdinand Marcos Jr. -> Marcos."""
    parts = [w for w in canonical.replace(",", "").split() if w not in {"Jr.", "Jr", "Sr.", "II"}]
    return parts[0] if family_first else parts[-1]


def _forms(canonical: str, facts: dict[str, object]) -> list[str]:
    found = [canonical, *facts.get("also", [])]  # type: ignore[misc]
    if facts.get("order") == "family first":
        for name in list(found):
            family, _, rest = name.partition(" ")
            if rest and " " not in rest:
                found.append(f"{rest} {family}")
    return found


@cache
def gazetteer() -> Gazetteer:
    """Read ``data/gazetteer.json`` (about 75 kB) and index it; the same object ever after."""
    raw = json.loads(data("gazetteer.json").read_text(encoding="utf-8"))
    given = {kind: frozenset(names.split()) for kind, names in raw["given"].items()}
    families = {kind: frozenset(names.split()) for kind, names in raw["surnames"].items()}
    people = raw["people"].items()
    first = {one for one, facts in people if facts.get("order") == "family first"}
    famous: dict[str, str] = {}
    for one, facts in people:
        if facts.get("surname_alone"):
            famous.setdefault(plain(surname(one, one in first)), one)
    return Gazetteer(
        index=_index(raw),
        famous=famous,
        female=given["english_f"] | {one for one, facts in people if facts.get("gender") == "f"},
        female_japanese=given["japanese_f"],
        given=given["english_m"] | given["english_f"],
        given_japanese=given["japanese_m"] | given["japanese_f"],
        surnames_japanese=families["japanese"],
        surnames_chinese=families["chinese"],
        surnames_korean=families["korean"],
        surnames_other=families["other"],
        family_first=frozenset(first),
    )


def _index(raw: dict[str, Any]) -> dict[str, tuple[list[int], dict[tuple[str, ...], Entry]]]:
    """By its first word: how many words may follow, and what each name is."""
    table: dict[tuple[str, ...], Entry] = {}
    for layer, names in (("place", raw["places"]), ("organisation", raw["organisations"])):
        for canonical, others in names.items():
            for name in (canonical, *others):
                table.setdefault(form(name), (layer, canonical))
    for canonical, facts in raw["people"].items():
        for name in _forms(canonical, facts):
            table.setdefault(form(name), ("person", canonical))
    grouped: dict[str, dict[tuple[str, ...], Entry]] = {}
    for key, entry in table.items():
        grouped.setdefault(key[0], {})[key[1:]] = entry
    return {
        word: (sorted({len(rest) for rest in entries}, reverse=True), entries)
        for word, entries in grouped.items()
    }


# Closed word lists: words that begin, end or break a name.
#
# Open lists (names themselves) are data: ``alliance/data/gazetteer.json``.


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# A capitalised word before a name that says what the person is.
TITLES = word_set(lexicon("gazetteer titles"))
ROLES = word_set(lexicon("gazetteer roles"))

NATIONALITIES = word_set(lexicon("gazetteer nationalities"))

# The last (or first) word of an organisation's name.
ORG_HEADS = word_set(lexicon("gazetteer org heads"))
# Heads that go on with "of X" or "for X".
ORG_FRONT = word_set(lexicon("gazetteer org front"))
# An adjective of nationality before these is no part of the name.
STATE_HEADS = word_set("Ministry Department Diet Cabinet Parliament Agency")

PLACE_HEADS = word_set(lexicon("gazetteer place heads"))
# These need one of the words in front: "Air Base", "Naval Station".
BASE_WORDS = word_set("Air Naval Force Space Training Missile Army Navy Marine Corps")
PLACE_FRONT = word_set("Camp Fort Mount Mt Lake Cape Port")
PLACE_OF = word_set("Sea Gulf Bay Strait Straits Isle Cape Island Republic Kingdom Port")
LOWER_PLACE_HEADS = word_set("islands island islets peninsula isles archipelago")

# Capitalised words that are never part of a person's name.
_COMMON = word_set(lexicon("gazetteer common"))
FUNCTION = word_set(lexicon("gazetteer function"))
STOP = (
    _COMMON
    | FUNCTION
    | TITLES
    | NATIONALITIES
    | ORG_HEADS
    | PLACE_HEADS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
) - {
    "Lee",
    "Post",
    "Park",
    "Wing",
    "April",
    "June",
    "Steel",
    "Price",
    "Trust",
    "Long",
    "King",
    "Major",
}
PARTICLES = word_set("van von der den de la le du bin al el ben da di dos ter")
SHIPS = word_set("USS JS HMS HMAS USNS CVN carrier destroyer supercarrier")


def is_role(word: str) -> bool:
    """True for a word that says what a person is: "President", "spokesman"."""
    return word in TITLES or word in ROLES
