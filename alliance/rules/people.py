"""Who is who in a text: the full names it has given, and the surnames that then mean them."""

from __future__ import annotations

import re

from .gazetteer import Gazetteer, surname
from .lexicon import SHIPS
from .names import Span
from .shapes import family_like, japanese, moraic
from .tokens import Tokens

SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


class People:
    """Filled with the full names of a whole text first, then asked who a surname is."""

    def __init__(self, names: Gazetteer) -> None:
        self.names = names
        self._by_surname: dict[str, str] = {}
        self._family_first = set(names.family_first)

    def learn(self, canonical: str) -> None:
        """From now on the surname alone means this person."""
        if " " not in canonical:  # Ambassador Reischauer
            known = canonical in self.names.famous or self.names.at([canonical], 0)
            if len(canonical) > 3 and not known:
                self._by_surname.setdefault(canonical, canonical)
            return
        first = canonical in self._family_first or self._east(canonical)
        key = surname(canonical, first)
        if len(key) > 1:
            for form in {key, key.split("-")[0]}:
                self._by_surname.setdefault(form, canonical)

    def named(self, word: str) -> bool:
        """True if the text gives somebody of this surname in full."""
        return word in self._by_surname

    def who(self, word: str) -> str | None:
        """The person that a surname alone means here; those the text names in full come first."""
        return self._by_surname.get(word) or self.names.famous.get(word)

    def surnames(self, tokens: Tokens, taken: list[Span]) -> list[Span]:
        """The surnames that stand alone, outside the names of ``taken``."""
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

    def canonical(self, words: list[str]) -> str:
        """The canonical form of a full name as printed: Hideto Sakai -> Sakai Hideto."""
        words = [w for w in words if w not in {".", ","}]
        core = [w for w in words if len(w) > 1 or not w.isalpha()]
        known = self._known(core)
        if known:
            return known
        if len(core) == len(words) == 2:
            first, last = core
            if self._given_first(first, last):
                name = f"{last} {first}"
                self._family_first.add(name)
                return name
            return f"{first} {last}"
        text = " ".join(w + "." if len(w) == 1 and w.isalpha() else w for w in words)
        return re.sub(r" ?- ?", "-", text).replace(" Jr", " Jr.")

    def _known(self, core: list[str]) -> str | None:
        """The gazetteer's person of these words, with or without Jr. or III."""
        bare = [w for w in core if w not in SUFFIXES]
        for words in (core, bare):
            hit = self.names.at(words, 0)
            if hit and hit[0] >= len(bare) > 1 and hit[1][0] == "person":
                return hit[1][1]
        return None

    def _given_first(self, first: str, last: str) -> bool:
        """True for Hideto Sakai, a Japanese name printed given name first."""
        names = self.names
        given, family = names.given_japanese, names.surnames_japanese
        if not moraic(first) or not moraic(last):
            return False
        if not {first, last} & (given | family):
            shaped = japanese(names, first, last) and first not in names.given
            return shaped and (family_like(last) or not family_like(first))
        if last in family and (first in given or first not in family):
            return not (first in family and last in given)
        if first in given and last not in given:
            return first not in names.given and first not in family
        return False

    def _east(self, canonical: str) -> bool:
        """True if a full name that the gazetteer lacks begins with the family name."""
        first, *_, last = canonical.split()
        names = self.names
        if first in names.surnames_japanese and last not in names.surnames_japanese:
            return first not in names.given
        if last in names.given_japanese and first not in names.given_japanese:
            return first not in names.given
        asian = first in names.surnames_chinese or first in names.surnames_korean
        return asian and (first not in names.given or "-" in canonical)
