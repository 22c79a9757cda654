"""Names of places, organisations and persons, full, short and said again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from alliance.adding.gazetteer import WORDS, Gazetteer, Tokens, lists, patterns, surname

_RE = patterns("names")
_BODIES = patterns("bodies")  # by name, or what follows the country's in it
_W = lists("names")

# Places and organisations: what the gazetteer knows, and what the shape of a name tells.


_BREAK = WORDS["function"] | WORDS["titles"] | WORDS["days"] | _W["no name"]


class Span(NamedTuple):
    """A candidate name: tokens ``start`` to ``end`` (exclusive). ``known``: from the gazetteer."""

    start: int
    end: int
    layer: str
    value: str
    known: bool = False


def text_of(tokens: Tokens, start: int, end: int) -> str:
    """The surface of tokens ``start`` to ``end``, blanks made single."""
    return " ".join(tokens.text[tokens.starts[start] : tokens.ends[end - 1]].split())


def known_names(tokens: Tokens, names: Gazetteer) -> list[Span]:
    """Every longest gazetteer name, from left to right, without overlaps."""
    words, index = tokens.words, names.index
    found: list[Span] = []
    after = 0
    shouted = {i for i in tokens.caps if words[i].isupper()}
    for i in [i for i, word in enumerate(words) if word in index or i in shouted]:
        hit = names.at(words, i) if i >= after else None
        if hit:
            length, (layer, value) = hit
            after = i + length
            if not (i and words[i - 1] in WORDS["ships"]):  # the carrier, not the president
                article = words[i] == "The" and layer == "organisation"  # The Diplomat
                found.append(Span(i + article, after, layer, value, known=True))
    bodies = _bodies(tokens, names)
    covered = {i for span in bodies for i in range(span.start, span.end)}
    return bodies + [span for span in found if covered.isdisjoint(range(span.start, span.end))]


def _bodies(tokens: Tokens, names: Gazetteer) -> list[Span]:
    """Bodies that are named in small letters too: "Chinese coast guard", "the Marines"."""
    found: list[Span] = []
    if _W["body words"].isdisjoint(tokens.words):
        return found
    places = [(name, m) for name, body in _BODIES.items() for m in body.finditer(tokens.text)]
    for name, m in places:
        of, place = m.groupdict().get("of"), m.groupdict().get("place")
        if place:
            hit = names.at([place], 0)
            if hit is None or hit[1][0] != "place":
                continue
            of = hit[1][1]
        value = f"{of} {name}" if of else m[0].title() if name.islower() else name
        start = bisect_left(tokens.starts, m.start("body" if place else 0))
        end = bisect_left(tokens.starts, m.end())
        found.append(Span(start, end, "organisation", names.value(value), known=True))
    return found


def _run_end(tokens: Tokens, start: int) -> int:
    """The end of the run of capitalised words (or 31st, III) that begins at ``start``."""
    words, end = tokens.words, start + 1
    while end < len(words) and tokens.touching(end):
        word = words[end]
        gap = tokens.starts[end] - tokens.ends[end - 1]
        if word == "-" and gap == 0 and end + 1 < len(words) and words[end + 1][:1].isupper():
            if (
                words[end + 1] in WORDS["nationalities"]
                or tokens.starts[end + 1] > tokens.ends[end]
            ):
                break
            end += 2
            continue
        if word == "&" and end + 1 < len(words) and words[end + 1][:1].isupper():
            end += 2
            continue
        owners = gap == 0 and words[end - 1] in _W["owners"] and words[end + 1 : end + 2] == ["s"]
        if owners and "".join(words[end + 2 : end + 3])[:1].isupper():  # People's Congress
            end += 3
            continue
        if gap == 0 or not (word[0].isupper() or (word[0].isdigit() and word[-1:].isalpha())):
            break
        end += 1
    return end


def _complement(tokens: Tokens, end: int) -> int:
    """Where "… of Foreign Affairs and Trade" ends, if tokens from ``end`` go on so."""
    words = tokens.words
    i = end + 1
    if i < len(words) and words[i] == "the":
        i += 1
    if (
        i >= len(words)
        or not words[i][:1].isupper()
        or words[i] in WORDS["titles"]
        or words[i] in WORDS["days"]
    ):
        return end
    i = _untitled(words, i, _run_end(tokens, i))
    while i + 1 < len(words) and words[i] in {"and", ",", "&", "of", "for"}:
        if words[i] == "," and not _series(tokens, i):
            break
        if not words[i + 1][:1].isupper() or words[i + 1] in WORDS["function"]:
            break
        stop = _untitled(words, i + 1, _run_end(tokens, i + 1))
        part = words[i + 1 : stop]
        if not part or part[0] in WORDS["days"]:
            break
        if words[i] == "and" and any(w in WORDS["org heads"] or w in WORDS["titles"] for w in part):
            break
        i = stop
    return i


def _untitled(words: list[str], start: int, end: int) -> int:
    """``end``, or before it where a title begins: "… of Foreign Affairs Director General"."""
    return next((i for i in range(start, end) if words[i] in WORDS["titles"]), end)


def _series(tokens: Tokens, i: int) -> bool:
    """True if the comma at ``i`` belongs to "Economy, Trade and Industry"."""
    words = tokens.words
    return i + 3 < len(words) and words[i + 1][:1].isupper() and words[i + 2] == "and"


def shaped_names(tokens: Tokens, taken: list[Span], names: Gazetteer) -> list[Span]:
    """Organisations and places recognised by their head word; ``taken`` are gazetteer names."""
    starts = {span.start: span for span in taken}
    found: list[Span] = []
    skip_to = 0
    for i in tokens.caps:
        if i < skip_to:
            continue
        end = _run_end(tokens, i)
        if _numbered_unit(tokens, i, end):
            i -= 1
        skip_to = end
        for start, stop in _pieces(tokens, i, end):
            span = _place(tokens, start, stop) or _organisation(tokens, start, stop, starts)
            if span:
                found.append(span._replace(value=names.value(span.value)))
                skip_to = max(skip_to, span.end)
    return found


def _numbered_unit(tokens: Tokens, i: int, end: int) -> bool:
    """True for the run after 31st in "31st Marine Expeditionary Unit", but not after "June 1st"."""
    words = tokens.words
    number = words[i - 1] if i and tokens.touching(i) else ""
    if not (number[:1].isdigit() and number[-1:].isalpha()) or (
        i > 1 and words[i - 2] in WORDS["days"]
    ):
        return False
    return not _W["units"].isdisjoint(words[i:end])


def _pieces(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """The run cut at words that no name contains (titles, "The", "Although")."""
    pieces, begin = [], start
    for i in range(start, end):
        if tokens.words[i] in _BREAK and not (i == start and tokens.words[i] == "General"):
            if i > begin:
                pieces.append((begin, i))
            begin = i + 1
    if end > begin:
        pieces.append((begin, end))
    words = tokens.words  # "September 21st Yomiuri Shimbun"
    return [(a + (words[a][0].isdigit() and a > start and b > a + 1), b) for a, b in pieces]


def _place(tokens: Tokens, start: int, end: int) -> Span | None:
    words = tokens.words
    after = words[end] if end < len(words) else ""
    if (
        after in _W["lower place heads"]
        and end - start <= 2
        and words[start] not in WORDS["nationalities"]
    ):
        return Span(start, end + 1, "place", text_of(tokens, start, end + 1))
    for k in range(end - 1, start - 1, -1):
        word = words[k]
        if k > start and (
            word in WORDS["place heads"]
            or (word == "Station" and words[k - 1] in WORDS["base words"])
        ):
            first = start
            while first < k and words[first] in WORDS["nationalities"]:
                first += 1
            if all(w in WORDS["base words"] or w in WORDS["org heads"] for w in words[first:k]):
                return None
            if any(w in WORDS["org heads"] for w in words[k + 1 : end]):  # Yokohama District Court
                return None
            stop = k + 1
            if word == "Station" and stop < end:  # Marine Corps Air Station Iwakuni
                stop = end
            return Span(first, stop, "place", text_of(tokens, first, stop))
        if word in _W["place front"] and k + 1 < end and words[k + 1] not in WORDS["org heads"]:
            return Span(k, min(end, k + 2), "place", text_of(tokens, k, min(end, k + 2)))
        if word == "Station" and start < k < end - 1:
            return Span(start, end, "place", text_of(tokens, start, end))
        named = "".join(words[end + 1 : end + 2])[:1].isupper()
        if word in WORDS["place of"] and k == end - 1 and after == "of" and named:
            stop = _run_end(tokens, end + 1)
            return Span(k, stop, "place", text_of(tokens, k, stop))
    return None


def _organisation(tokens: Tokens, start: int, end: int, known: dict[int, Span]) -> Span | None:
    words = tokens.words
    for k in range(end - 1, start - 1, -1):
        head = words[k]
        if head not in WORDS["org heads"] and head not in WORDS["org front"]:
            continue
        stop = k + 1
        join = (
            words[stop] if head in WORDS["org front"] and k == end - 1 and stop < len(words) else ""
        )
        if join in _W["join"] and (join != "on" or head in _W["on"]):
            stop = _complement(tokens, stop)
        if stop == k + 1:
            if head not in WORDS["org heads"] or k == start:
                return None
            if head in _W["units"] and stop < len(words) and words[stop].isdigit():
                stop += tokens.touching(stop)  # Amphibious Squadron 11
            if head in _W["company"] and stop < len(words) and words[stop] == ".":
                stop += 1
        first = start
        if head in {"Committee", "Subcommittee"}:  # House of Councillors Budget Committee
            first = next((s.start for s in known.values() if s.start < start < s.end < k), start)
        if head in _W["state heads"] or words[start : start + 2] == ["Former", "Japanese"]:
            while first < k and words[first] in WORDS["nationalities"]:
                first += 1
        if first == k and stop == k + 1:
            return None
        inner = known.get(first + 1)
        whole = inner and inner.layer == "organisation" and inner.end == stop
        if words[first] in WORDS["nationalities"] and whole:  # Chinese State Council
            return None
        return Span(first, stop, "organisation", text_of(tokens, first, stop))
    return None


# What a name looks like: Japanese morae, pinyin, Korean syllables.


def moraic(word: str) -> bool:
    """True if ``word`` can be read as Japanese."""
    return _RE["morae"].fullmatch(word.lower()) is not None


def family_like(word: str) -> bool:
    """True for Hiraoka: ends as Japanese family names do."""
    return len(word) > 3 and _RE["family"].match(word) is not None


def given_like(word: str) -> bool:
    """True for Shuntaro: ends as Japanese given names do."""
    return _RE["given"].match(word) is not None and moraic(word)


def western(names: Gazetteer, word: str) -> bool:
    """True for a family name: a common one, or one that ends as few other words do."""
    return word in names.surnames["other"] or _RE["western"].fullmatch(word) is not None


def korean(names: Gazetteer, first: str, second: str, third: str) -> bool:
    """True for Kim Jong Un: a Korean surname and two syllables, each with a capital."""
    if first not in names.surnames["korean"] or first in _W["lookalikes"]:
        return False
    return all(w[:1].isupper() and _RE["korean"].fullmatch(w.lower()) for w in (second, third))


def japanese(names: Gazetteer, first: str, second: str) -> bool:
    """True if two words are a Japanese name, in either order."""
    if not (moraic(first) and moraic(second)):
        return False
    known = names.given["japanese"] | names.surnames["japanese"]
    if first in known or second in known:
        return len(second) > 1
    shortest = min(len(first), len(second))
    return shortest > 4 or (shortest > 3 and (family_like(first) or family_like(second)))


def asian(names: Gazetteer, first: str, second: str, third: str, *, hyphen: bool) -> bool:
    """True if the words are a Japanese, Chinese or Korean name; ``hyphen``: Tsai Ing-wen."""
    if japanese(names, first, second):
        return True
    if first in _W["lookalikes"] and not hyphen:
        two = len(second) > 4 and _RE["two syllables"].fullmatch(second.lower())
        return first in names.surnames["chinese"] and two is not None
    if first in names.surnames["chinese"] or first in names.surnames["korean"]:
        pinyin = hyphen or _RE["pinyin"].fullmatch(second.lower()) is not None
        return pinyin or korean(names, first, second, third)
    return False


# Persons: full names, what else they are called, and a name said again.


# Who is who in a text: the full names it has given, and the surnames that then mean them.


class People:
    """Filled with the full names of a whole text first, then asked who a surname is, and what a
    short name."""

    def __init__(self, names: Gazetteer) -> None:
        self.names = names
        self.short: dict[str, tuple[str, str]] = {}  # word -> layer and value
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

    def learn_short(self, tokens: Tokens, spans: Sequence[Span]) -> None:
        """From now on "Full Name (ABC)" is ABC, too, and "Camp Schwab" Schwab."""
        words: list[str] = tokens.words
        for span in spans:
            last = words[span.end - 1]
            camp = words[span.start] in _W["camps"] and span.end - span.start == 2
            if span.layer == "place" and camp and last.isalpha() and len(last) > 3:
                self.short[last] = ("place", span.value)
            if span.layer != "organisation" or span.end + 2 >= len(words):
                continue
            short = words[span.end + 1]
            bracketed = words[span.end] == "(" and words[span.end + 2] == ")"
            if bracketed and short.isupper() and 2 <= len(short) <= 8:
                self.short[short] = ("organisation", span.value)

    def alone(self, tokens: Tokens, taken: list[Span]) -> list[Span]:
        """The surnames and short names that stand alone, outside the names of ``taken``."""
        busy = {i for span in taken for i in range(span.start, span.end)}
        found = []
        for i in tokens.caps:
            if i in busy:
                continue
            word = tokens.words[i]
            shouted = len(word) > 3 and word.isupper()
            value = self.who(word.capitalize() if shouted else word)
            if value and not WORDS["ships"].intersection(tokens.words[max(0, i - 2) : i]):
                found.append(Span(i, i + 1, "person", value))
            elif word in self.short:
                found.append(Span(i, i + 1, *self.short[word]))
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
        bare = [w for w in core if w not in _W["suffixes"]]
        for words in (core, bare):
            hit = self.names.at(words, 0)
            if hit and hit[0] >= len(bare) > 1 and hit[1][0] == "person":
                return hit[1][1]
        return None

    def _given_first(self, first: str, last: str) -> bool:
        """True for Hideto Sakai, a Japanese name printed given name first."""
        names = self.names
        given, family = names.given["japanese"], names.surnames["japanese"]
        if not moraic(first) or not moraic(last):
            return False
        if not {first, last} & (given | family):
            shaped = japanese(names, first, last) and first not in names.given["western"]
            return shaped and (family_like(last) or not family_like(first))
        if last in family and (first in given or first not in family):
            return not (first in family and last in given)
        if first in given and last not in given:
            return first not in names.given["western"] and first not in family
        return False

    def _east(self, canonical: str) -> bool:
        """True if a full name that the gazetteer lacks begins with the family name."""
        first, *_, last = canonical.split()
        names = self.names
        if first in names.surnames["japanese"] and last not in names.surnames["japanese"]:
            return first not in names.given["western"]
        if last in names.given["japanese"] and first not in names.given["japanese"]:
            return first not in names.given["western"]
        asian = first in names.surnames["chinese"] or first in names.surnames["korean"]
        return asian and (first not in names.given["western"] or "-" in canonical)


# Full names that no list holds, told by a part we know, their shape or their surroundings.


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
        if (word in WORDS["stop"] and word not in names.given["western"]) or (
            i and words[i - 1] in WORDS["ships"]
        ):
            continue
        end = _end(names, tokens, i, busy, heading)
        if end:
            if words[end : end + 1] and words[end] in _W["suffixes"]:
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
    family = words[i] in names.surnames["japanese"]
    if i and tokens.touching(i) and words[i - 1] not in WORDS["stop"]:
        initial = i > 2 and words[i - 1] == "." and len(words[i - 2]) == 1
        before = words[i - 3] if initial else words[i - 1]
        if (
            before in names.given["japanese"]
            or before in names.given["western"]
            or given_like(before)
        ):
            return family or words[i] in _W["surname places"]
    following = words[i + 1] if i + 1 < len(words) and tokens.touching(i + 1) else ""
    return family and following in names.given["japanese"]


def _goes_on(names: Gazetteer, tokens: Tokens, i: int, busy: set[int]) -> bool:
    """True if token ``i`` may go on a name begun before it."""
    words = tokens.words
    if i >= len(words) or i in busy or not tokens.touching(i):
        return False
    word = words[i]
    half = words[i + 1 : i + 2] == ["-"] and words[i + 2 : i + 3] and words[i + 2].islower()
    if half and (
        words[i - 1] in names.surnames["korean"] or words[i - 1] in names.surnames["chinese"]
    ):
        return word[0].isupper()  # Kim You-geun
    if word.isupper() and len(word) > 1:  # BALDOR after LOLITA, not AP after Mari
        before = words[i - 2] if words[i - 1] == "." else words[i - 1]
        return before.isupper() and word.capitalize() not in WORDS["stop"]
    named = word in _W["surname words"] and words[i - 1] in names.given["western"]
    return word[0].isupper() and len(word) > 1 and (named or word not in WORDS["stop"])


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
    return len(word) > 3 and word[1] == "." and word[0].isupper() and word not in _W["no initials"]


def _end(names: Gazetteer, tokens: Tokens, i: int, busy: set[int], heading: bool) -> int:
    """Where the name that begins at token ``i`` ends; 0 if none does."""
    words = tokens.words
    word = words[i].capitalize() if words[i].isupper() and len(words[i]) > 1 else words[i]
    titled = _titled(tokens, i)
    dotted = _dotted(word)
    first = _hyphenated(tokens, i) if not words[i].isupper() else i + 1
    end = _initials(tokens, i if len(word) == 1 or dotted else first)
    if len(word) == 1:  # J. Graham Parsons, but not the initial in the middle of a name
        inside = i and words[i - 1][0].isupper() and words[i - 1] not in WORDS["stop"]
        if inside or not _goes_on(names, tokens, end, busy):
            return 0
    while end < len(words) and words[end] in WORDS["particles"] and tokens.touching(end):
        end += 1
    if not _goes_on(names, tokens, end, busy):
        return i + 1 if titled and word not in names.given["western"] else 0
    second = words[end]
    stop = _hyphenated(tokens, end)
    hyphen = stop - end == 3
    third = words[stop] if _goes_on(names, tokens, stop, busy) and not heading else ""
    if asian(names, word, second, words[stop] if stop < len(words) else "", hyphen=hyphen):
        return stop + bool(third and not hyphen and korean(names, word, second, third))
    if (
        word in names.given["western"]
        or _given_only(names, word)
        or len(word) == 1
        or dotted
        or words[end - 1] in WORDS["particles"]
        or (first - i == 3 and words[i + 2] in names.given["western"])
    ):
        longer = third and (second in names.given["western"] or titled)
        last = third not in names.given["western"] and _ends(tokens, stop + 1)
        return stop + bool(longer or (third and last))
    if titled or (not heading and _introduced(tokens, i, stop + bool(third))):
        return stop + bool(third)
    family = second in names.surnames["chinese"] or second in names.surnames["korean"]
    if first - i != 1 or heading or third or second in names.given["western"]:
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
    known = word in names.given["japanese"] and word not in names.surnames["japanese"]
    return known and len(word) > 3 and word not in names.surnames["chinese"]


def _titled(tokens: Tokens, i: int) -> bool:
    """True after "Gen." and "historian"."""
    words = tokens.words
    if not i or not tokens.touching(i):
        return False
    before = words[i - 1]
    if before == "." and i > 1 and len(words[i - 2]) < 6:
        return words[i - 2] in WORDS["titles"]
    return before in WORDS["person words"]


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
    if according or credit or before in WORDS["says"] or after in WORDS["says"]:
        return words[i] not in WORDS["function"]
    if after != "," or end + 2 >= len(words):
        return False
    following = words[end + 1 : end + 9]
    aged = following[0].isdigit() and following[1] == ","
    if following[0] in {"who", "whose"} or aged:
        return True
    stop = following.index(",") if "," in following else len(following)
    return any(w in WORDS["person words"] for w in following[:stop])


# Full names told by what follows: "Tunku Varadarajan" is a person if "Varadarajan said" later.


def names_told_by_surname(people: People, texts: Sequence[Tokens], spans: list[list[Span]]) -> None:
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
        if i not in busy
        and len(words[i]) > 2
        and words[i] not in WORDS["stop"]
        and not words[i].isupper()
    }


def _acts(tokens: Tokens, i: int) -> bool:
    words = tokens.words
    said = i + 1 < len(words) and words[i + 1] in WORDS["says"]
    return said or (i > 1 and words[i - 1] == "." and words[i - 2] in _W["titles"])


def _capital(tokens: Tokens, i: int) -> bool:
    """True if a word with a capital stands at token ``i``."""
    words = tokens.words
    return 0 <= i < len(words) and words[i][0].isupper() and words[i] not in WORDS["stop"]
