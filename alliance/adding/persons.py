"""Persons: full names, what else they are called, and a name said again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alliance.adding.gazetteer import (
    FUNCTION,
    PARTICLES,
    ROLES,
    SHIPS,
    STOP,
    TITLES,
    Gazetteer,
    surname,
)
from alliance.adding.marks import Tokens, lexicon, word_set
from alliance.adding.names import (
    SURNAME_PLACES,
    SURNAME_WORDS,
    Span,
    asian,
    family_like,
    given_like,
    japanese,
    korean,
    moraic,
    western,
)

# Who is who in a text: the full names it has given, and the surnames that then mean them.


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


# Full names that no list holds, told by a part we know, their shape or their surroundings.


SAYS = word_set(lexicon("persons says"))


_NO_INITIALS = word_set(
    "U.S. U.S U.N. U.N U.K. U.K D.C. D.C U.S.A. U.S.S.R. E.U. D.P.R.K. R.O.K. P.R.C."
)


def full_names(people: People, tokens: Tokens, taken: list[Span], heading: bool) -> list[Span]:
    """Names of two and more words, or one after a title, outside the names of ``taken``."""
    names, words = people.names, tokens.words
    busy = {
        i
        for span in taken
        for i in range(span.start, span.end)
        if not (span.layer == "place" and _inside_a_name(names, tokens, span))
    }
    found: list[Span] = []
    after = 0
    for i in tokens.caps:
        word = words[i]
        initial = len(word) == 1
        if i < after or i in busy or (initial and words[i + 1 : i + 2] != ["."]):
            continue
        if (word in STOP and word not in names.given) or (i and words[i - 1] in SHIPS):
            continue
        end = _end(names, tokens, i, busy, heading)
        if end:
            if words[end : end + 1] and words[end] in SUFFIXES:
                end += 1
            elif words[end : end + 2] in ([",", "Jr"], [",", "Sr"]):
                end += 2
            found.append(Span(i, end, "person", people.canonical(words[i:end])))
            after = end
    return found


def _inside_a_name(names: Gazetteer, tokens: Tokens, span: Span) -> bool:
    """True for a place's name that stands in a person's: Shuntaro Yamaguchi, Lloyd Austin."""
    words, i = tokens.words, span.start
    if span.end - i > 1:
        return False
    family = words[i] in names.surnames_japanese
    if i and tokens.touching(i) and words[i - 1] not in STOP:
        initial = i > 2 and words[i - 1] == "." and len(words[i - 2]) == 1
        before = words[i - 3] if initial else words[i - 1]
        if before in names.given_japanese or before in names.given or given_like(before):
            return family or words[i] in SURNAME_PLACES
    following = words[i + 1] if i + 1 < len(words) and tokens.touching(i + 1) else ""
    return family and following in names.given_japanese


def _goes_on(names: Gazetteer, tokens: Tokens, i: int, busy: set[int]) -> bool:
    """True if token ``i`` may go on a name begun before it."""
    words = tokens.words
    if i >= len(words) or i in busy or not tokens.touching(i):
        return False
    word = words[i]
    half = words[i + 1 : i + 2] == ["-"] and words[i + 2 : i + 3] and words[i + 2].islower()
    if half and (words[i - 1] in names.surnames_korean or words[i - 1] in names.surnames_chinese):
        return word[0].isupper()  # Kim You-geun
    if word.isupper() and len(word) > 1:  # BALDOR after LOLITA, not AP after Mari
        before = words[i - 2] if words[i - 1] == "." else words[i - 1]
        return before.isupper() and word.capitalize() not in STOP
    named = word in SURNAME_WORDS and words[i - 1] in names.given
    return word[0].isupper() and len(word) > 1 and (named or word not in STOP)


def _initials(tokens: Tokens, i: int) -> int:
    """The end of "J. R." from token ``i``; ``i`` itself if there is none."""
    words = tokens.words
    while i + 1 < len(words) and tokens.touching(i):
        if len(words[i]) == 1 and words[i].isupper() and words[i + 1] == ".":
            i += 2
        elif _dotted(words[i]):
            i += 1
        else:
            break
    return i


def _dotted(word: str) -> bool:
    """True for "D.J.", which is one token."""
    return len(word) > 3 and word[1] == "." and word[0].isupper() and word not in _NO_INITIALS


def _end(names: Gazetteer, tokens: Tokens, i: int, busy: set[int], heading: bool) -> int:
    """Where the name that begins at token ``i`` ends; 0 if none does."""
    words = tokens.words
    word = words[i].capitalize() if words[i].isupper() and len(words[i]) > 1 else words[i]
    titled = _titled(tokens, i)
    dotted = _dotted(word)
    first = _hyphenated(tokens, i) if not words[i].isupper() else i + 1
    end = _initials(tokens, i if len(word) == 1 or dotted else first)
    if len(word) == 1:  # J. Graham Parsons, but not the initial in the middle of a name
        inside = i and words[i - 1][0].isupper() and words[i - 1] not in STOP
        if inside or not _goes_on(names, tokens, end, busy):
            return 0
    while end < len(words) and words[end] in PARTICLES and tokens.touching(end):
        end += 1
    if not _goes_on(names, tokens, end, busy):
        return i + 1 if titled and word not in names.given else 0
    second = words[end]
    stop = _hyphenated(tokens, end)
    hyphen = stop - end == 3
    third = words[stop] if _goes_on(names, tokens, stop, busy) and not heading else ""
    if asian(names, word, second, words[stop] if stop < len(words) else "", hyphen=hyphen):
        return stop + bool(third and not hyphen and korean(names, word, second, third))
    if (
        word in names.given
        or _given_only(names, word)
        or len(word) == 1
        or dotted
        or words[end - 1] in PARTICLES
        or (first - i == 3 and words[i + 2] in names.given)
    ):
        longer = third and (second in names.given or titled)
        last = third not in names.given and _ends(tokens, stop + 1)
        return stop + bool(longer or (third and last))
    if titled or (not heading and _introduced(tokens, i, stop + bool(third))):
        return stop + bool(third)
    family = second in names.surnames_chinese or second in names.surnames_korean
    if first - i != 1 or heading or third or second in names.given:
        return 0
    return stop if western(names, second) or (family and len(second) > 1) else 0


def _hyphenated(tokens: Tokens, i: int) -> int:
    """The end of token ``i`` with its second half: Ing-wen, Chanlett-Avery; not Trump-brokered."""
    words = tokens.words
    if words[i + 1 : i + 2] != ["-"] or tokens.starts[i + 1] != tokens.ends[i]:
        return i + 1
    half = words[i + 2] if i + 2 < len(words) else ""
    return i + 3 if half[:1].isalpha() and (half[0].isupper() or len(half) < 8) else i + 1


def _given_only(names: Gazetteer, word: str) -> bool:
    """True for Mina, Hideto: a Japanese given name that is nobody's family name."""
    known = word in names.given_japanese and word not in names.surnames_japanese
    return known and len(word) > 3 and word not in names.surnames_chinese


def _titled(tokens: Tokens, i: int) -> bool:
    """True after "Gen." and "historian"."""
    words = tokens.words
    if not i or not tokens.touching(i):
        return False
    before = words[i - 1]
    if before == "." and i > 1 and len(words[i - 2]) < 6:
        return words[i - 2] in TITLES
    return before in TITLES or before in ROLES


def _ends(tokens: Tokens, i: int) -> bool:
    """True if the run of capitals ends before ``i``."""
    return i >= len(tokens.words) or not tokens.words[i][0].isupper()


def _introduced(tokens: Tokens, i: int, end: int) -> bool:
    """True if the words around an unknown name say that it is a person."""
    words = tokens.words
    before = words[i - 1] if i else ""
    after = words[end] if end < len(words) else ""
    if before in {"By", "BY"} and i == 1:  # a byline
        return True
    according = before == "to" and words[i - 2 : i - 1] in (["According"], ["according"])
    credit = before == "by" and after in {"and", ")", ";", ","}
    if according or credit or before in SAYS or after in SAYS:
        return words[i] not in FUNCTION
    if after != "," or end + 2 >= len(words):
        return False
    following = words[end + 1 : end + 9]
    aged = following[0].isdigit() and following[1] == ","
    if following[0] in {"who", "whose"} or aged:
        return True
    stop = following.index(",") if "," in following else len(following)
    return any(w in ROLES or w in TITLES for w in following[:stop])


# Full names told by what follows: "Tunku Varadarajan" is a person if "Varadarajan said" later.


_TITLES = frozenset({"Mr", "Ms", "Mrs", "Dr", "Gen", "Adm", "Prof"})


def echoed_names(people: People, texts: Sequence[Tokens], spans: list[list[Span]]) -> None:
    """Add to ``spans`` the pairs of unknown words whose second the text later uses as a surname."""
    acting = [[i for i in tokens.caps if _acts(tokens, i)] for tokens in texts]
    if not any(acting):
        return
    free = [_free(tokens, found) for tokens, found in zip(texts, spans, strict=True)]
    surnames = {
        tokens.words[i]
        for tokens, some, here in zip(texts, acting, free, strict=True)
        for i in some
        if i in here and not _capital(tokens, i - 1) and not _capital(tokens, i + 1)
    }
    if not surnames:
        return
    for tokens, here, found in zip(texts, free, spans, strict=True):
        for i in here:
            pair = i + 1 in here and tokens.touching(i + 1) and tokens.words[i + 1] in surnames
            if pair and not _capital(tokens, i - 1) and not _capital(tokens, i + 2):
                name = people.canonical(tokens.words[i : i + 2])
                people.learn(name)
                found.append(Span(i, i + 2, "person", name))


def _free(tokens: Tokens, found: list[Span]) -> set[int]:
    """The tokens with a capital that belong to no name and could."""
    words = tokens.words
    busy = {i for span in found for i in range(span.start, span.end)}
    return {
        i
        for i in tokens.caps
        if i not in busy and len(words[i]) > 2 and words[i] not in STOP and not words[i].isupper()
    }


def _acts(tokens: Tokens, i: int) -> bool:
    words = tokens.words
    said = i + 1 < len(words) and words[i + 1] in SAYS
    return said or (i > 1 and words[i - 1] == "." and words[i - 2] in _TITLES)


def _capital(tokens: Tokens, i: int) -> bool:
    """True if a word with a capital stands at token ``i``."""
    words = tokens.words
    return 0 <= i < len(words) and words[i][0].isupper() and words[i] not in STOP
