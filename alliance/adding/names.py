"""Names of places, organisations and persons, full, short and said again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, takewhile
from operator import attrgetter
from typing import NamedTuple, TypeVar

from alliance.adding.gazetteer import NAMES, WORDS, Mention, Tokens, form, lists, patterns, surname

_RE = patterns("names")
_BODIES = patterns("bodies")  # by name, or what follows the country's in it
_PLACED = patterns("placed")
_W = lists("names")
_NATIONS, _TITLES, _DAYS = WORDS["nationalities"], WORDS["titles"], WORDS["days"]
_HEADS, _FRONT = WORDS["org heads"], WORDS["org front"]  # … Agency; Ministry of …
_NOUNS = _HEADS | _FRONT
_PEOPLE = WORDS["person words"]

# Places and organisations: what the gazetteer knows, and what the shape of a name tells.


_BREAK = WORDS["function"] | _TITLES | _DAYS | _W["no name"]
_FAMILY = NAMES.surnames["other"] | _W["surname places"]
_SURNAMES = NAMES.surnames["other"] | NAMES.surnames["japanese"]
_FIGURES_END = WORDS["figures end"]
_BASE_WORDS = WORDS["base words"] | _HEADS
Run = tuple[int, int]  # of tokens: its first, and the first after it


class Span(NamedTuple):
    """A candidate name: tokens ``start`` to ``end`` (exclusive). ``guessed``: not from the
    gazetteer."""

    start: int
    end: int
    layer: str
    value: str
    guessed: bool = True


def covered(spans: Sequence[Span]) -> set[int]:
    """The tokens that stand in one of ``spans``."""
    return {i for span in spans for i in range(span.start, span.end)}


def _known_names(tokens: Tokens) -> list[Span]:
    """Every longest gazetteer name, from left to right, without overlaps."""
    words = tokens.words
    found = list(_bodies(tokens))
    taken, after = covered(found), 0
    for i, word in enumerate(words):
        length, layer, value = NAMES.at(words, i)
        cut = length and _RE["kana"].match(tokens.text, tokens.starts[i])  # マレーアジア
        more = _RE["suffix" if layer == "person" else "goes on"]  # Biden, Jr.
        goes_on = length and more.match(tokens.text, tokens.ends[i + length - 1])
        if length and i >= after and not (cut or goes_on):
            after = i + length
            start = i + (word == "The" and layer == "organisation")  # The Diplomat
            # the Ehime Maru
            afloat = _afloat(tokens, i, after) or tokens.word(after) == "Maru"
            named_after = layer == "person" and _family(tokens, after)  # George Washington Carver
            if not (afloat or named_after) and taken.isdisjoint(range(start, after)):
                found.append(Span(start, after, layer, value, guessed=False))
    return found


def _afloat(tokens: Tokens, i: int, end: int) -> bool:
    """True for a ship's name: the carrier Izumo; "the Fujian" and, where the text speaks of ships,
    "the George Washington", unless a noun follows."""
    words, following = tokens.words, tokens.word(end)
    lower = following.islower() and following[-1] not in "sd" and following not in _FIGURES_END
    article = tokens.word(i - 1) in {"the", "The"} and not (lower or tokens.large(end))
    somebody = end - i > 1 and words[i] in NAMES.western
    ships = words[i] in _W["ships"] or (somebody and not WORDS["ships"].isdisjoint(words))
    return tokens.word(i - 1) in WORDS["ships"] or (article and ships)


def _ships(tokens: Tokens) -> Iterator[str]:
    """What ships that the text names are called in short: Reagan, of the USS Ronald Reagan."""
    for i, word in enumerate(tokens.words[:-1]):
        if word in WORDS["ships"] and tokens.large(i + 1):
            yield tokens.words[_run_end(tokens, i + 1) - 1]


def _family(tokens: Tokens, i: int) -> bool:
    """True for a family name that goes on with the name right before it."""
    word = tokens.word(i)
    return tokens.touching(i) and word in _SURNAMES and word not in WORDS["stop"]


def _located(tokens: Tokens) -> Iterator[Span]:
    """Places told by what stands around: VILNIUS (Reuters) -, in Jackson, Mississippi."""
    famous = NAMES.famous()
    for m in chain(*(pattern.finditer(tokens.text) for pattern in _PLACED.values())):
        wider = form(m.groupdict().get("wider") or "Japan")
        place = m["place"].title() if m["place"].isupper() else m["place"]
        first, *more = place.split()
        somebody = place in famous or (more and first in NAMES.western)
        if m.re is _PLACED["near it"]:  # or him
            somebody = somebody or not _SURNAMES.isdisjoint((first, *more))
        somebody = somebody or not WORDS["stop"].isdisjoint((first, *more))
        length, layer, _ = NAMES.at(wider, 0)
        known = layer == "place" and WORDS["place heads"].issuperset(wider[length:])
        if known and not somebody:
            yield Span(*tokens.between(*m.span("place")), "place", NAMES.value(place))


def _bodies(tokens: Tokens) -> Iterator[Span]:
    """Bodies that are named in small letters too, and a country's own: "Chinese coast guard", "the
    Marines", "China's Navy"."""
    found = [(name, m) for name, body in _BODIES.items() for m in body.finditer(tokens.text)]
    for name, m in found:
        of, place = m.groupdict().get("of"), m.groupdict().get("place")
        body = next(part for part in ("body", "body2") if m.groupdict().get(part))
        first, end = tokens.between(m.start(0 if of and not place else body), m.end(body))
        length, layer, owner = NAMES.at(form(place or m[body]), 0)
        words = tokens.words[first:end]
        ours = name.startswith("group") and (length == len(words) or _no_body(words))
        if ours or (place and layer != "place"):
            continue
        of = owner if place else of
        large = " ".join(word[0].upper() + word[1:] for word in m[body].split())
        printed = m[body] if name.startswith("group") else large
        value = f"{of} {name}" if of else printed if name[0].islower() else name
        yield Span(first, end, "organisation", NAMES.value(value), guessed=False)


def _no_body(words: list[str]) -> bool:
    """True for a base, a day and the like, which is no body whatever is said beside it."""
    place = words[-1] in WORDS["place heads"] or words[0] in _W["place front"]
    return place or WORDS["stop"].issuperset(words) or words[0] in _DAYS


def _run_end(tokens: Tokens, start: int) -> int:
    """The end of the run of capitalised words (or 31st, III) that begins at ``start``."""
    run = _RE["run"].match(tokens.text, tokens.ends[start])
    return tokens.between(0, run.end())[1] if run else start + 1


def _complement(tokens: Tokens, end: int) -> int:
    """Where "… of Foreign Affairs and Trade" ends, if tokens from ``end`` go on so."""
    words = tokens.words
    i = end + 1 + (tokens.word(end + 1) in {"the", "a"})
    if not tokens.large(i) or words[i] in _TITLES or words[i] in _DAYS:
        return end
    i = _untitled(tokens, i)
    while tokens.word(i) in {"and", ",", "&", "of", "for"} and tokens.large(i + 1):
        series = tokens.word(i + 2) == "and" and i + 3 < len(words)
        if words[i + 1] in WORDS["function"] or (words[i] == "," and not series):
            break  # but Economy, Trade and Industry
        part = words[i + 1 : _untitled(tokens, i + 1)]
        another = words[i] == "and" and not (_HEADS | _TITLES | NAMES.western).isdisjoint(part)
        if not part or part[0] in _DAYS or another:
            break
        i += 1 + len(part)
    return i


def _untitled(tokens: Tokens, start: int) -> int:
    """Where the run from ``start`` ends or, in it, a title begins: "… Affairs Director General"."""
    end = _run_end(tokens, start)
    return next((i for i in range(start, end) if tokens.words[i] in _TITLES), end)


def _shaped_names(tokens: Tokens, taken: list[Span]) -> Iterator[Span]:
    """Organisations and places recognised by their head word; ``taken`` are gazetteer names."""
    starts = {span.start: span for span in taken}
    skip_to = 0
    for i in tokens.caps:
        if i < skip_to:
            continue
        skip_to = end = _run_end(tokens, i)
        for start, stop in _pieces(tokens, i - _numbered_unit(tokens, i, end), end):
            place = _place(tokens, start, stop)
            if name := place or _organisation(tokens, start, stop, starts):
                layer = "place" if place else "organisation"
                yield Span(*name, layer, NAMES.value(tokens.printed(*name)))
                skip_to = max(skip_to, name[1])


def _dated(tokens: Tokens, i: int) -> bool:
    """True for the 1st of "June 1st"."""
    return tokens.words[i][0].isdigit() and tokens.word(i - 1) in _DAYS


def _numbered_unit(tokens: Tokens, i: int, end: int) -> bool:
    """True for the run after 31st in "31st Marine Expeditionary Unit", but not after "June 1st"."""
    before = tokens.words[i - 1] if tokens.touching(i) else ""
    numbered = before[:1].isdigit() and before[-1].isalpha() and not _dated(tokens, i - 1)
    return numbered and not _W["units"].isdisjoint(tokens.words[i:end])


def _pieces(tokens: Tokens, start: int, end: int) -> list[Run]:
    """The run cut at words that no name contains (titles, "The", "Although")."""
    words = tokens.words
    cuts = [i for i in range(start, end) if words[i] in _BREAK or _dated(tokens, i)]
    # Justice Ministry, General Assembly
    cuts = [i for i in cuts if words[i] not in _TITLES or tokens.word(i + 1) not in _NOUNS]
    pieces = zip([start, *(i + 1 for i in cuts)], [*cuts, end], strict=True)
    return [(a - (words[a] == "-"), b) for a, b in pieces if a < b]  # All-Japan League


def _place(tokens: Tokens, start: int, end: int) -> Run | None:
    words, after = tokens.words, tokens.word(end)
    if after in _W["lower place heads"] and end - start <= 2 and words[start] not in _NATIONS:
        return start, end + 1
    for k in range(end - 1, start - 1, -1):
        word = words[k]
        if k > start and word in WORDS["place heads"]:
            first = next(i for i in range(start, k + 1) if i == k or words[i] not in _NATIONS)
            somebody = words[first] in NAMES.western and word in _W["surname words"]
            if words[first] in _W["surname places"]:  # Lincoln Park
                somebody = somebody and _introduced(tokens, first, k + 1)
            if somebody and tokens.word(first - 1).lower() not in _W["where"] | {"the", "at"}:
                return None  # Grace Hill
            nameless = all(w in _BASE_WORDS or w.isupper() for w in words[first:k])
            named = word in _W["named after"] and k + 1 < end  # Joint Base Andrews
            if (nameless and not named) or not _HEADS.isdisjoint(words[k + 1 : end]):
                return None  # Yokohama District Court
            return first, end if nameless or word == "Station" else k + 1
        if word in _W["place front"] and k + 1 < end and words[k + 1] not in _HEADS:
            return k, min(end, k + 2)
        if word in WORDS["place of"] and k == end - 1 and after == "of" and tokens.large(end + 1):
            stop = _run_end(tokens, end + 1)  # but Republic of Korea Navy
            return (k, stop) if _HEADS.isdisjoint(words[end:stop]) else None
    return None


def _organisation(tokens: Tokens, start: int, end: int, known: dict[int, Span]) -> Run | None:
    words = tokens.words
    # But not the Press of "Pentagon Press Secretary".
    nouns = (k for k in range(end - 1, start - 1, -1) if words[k] in _NOUNS)
    k = next((k for k in nouns if words[k] != "Press" or tokens.word(k + 1) not in _TITLES), None)
    if k is None:
        return None
    head, stop = words[k], k + 1
    join = tokens.word(stop) if head in _FRONT and stop == end else ""
    if join in _W["join"] and (join != "on" or head in _W["on"]):
        stop = _complement(tokens, stop)
    if stop == k + 1:
        if head not in _HEADS or k == start:
            return None
        # Amphibious Squadron 11
        stop += head in _W["units"] and tokens.word(stop).isdigit() and tokens.touching(stop)
        stop += head in _W["company"] and tokens.word(stop) == "."
        stop += (head, tokens.word(stop)) == ("Consulate", "General")
    # House of Councillors Budget Committee, Republic of Korea Navy
    first = next((s.start for s in known.values() if s.start < start < s.end <= k), start)
    if head in _W["state heads"]:
        first = next((i for i in range(first, k) if words[i] not in _NATIONS), k)
    if first == k and stop == k + 1:
        return None
    first -= 2 * (first > 1 and _initials(tokens, first - 2) == first)  # S. Rajaratnam School
    inner = known.get(first + 1)
    if inner is None or inner.layer != "organisation" or inner.end != stop:
        return first, stop
    # Chinese State Council, but Philippine Senate
    american = inner.value.split()[0] in _W["American"] and words[first] != "American"
    return None if words[first] in _NATIONS and not american else (first, stop)


# What a name looks like: Japanese morae, pinyin, Korean syllables.


def moraic(word: str) -> bool:
    """True if ``word`` can be read as Japanese."""
    return _RE["morae"].fullmatch(word.lower()) is not None


def korean(first: str, second: str, third: str) -> bool:
    """True for Kim Jong Un: a Korean surname and two syllables, each with a capital."""
    family = first in NAMES.surnames["korean"] and first not in _W["lookalikes"]
    syllables = (w[:1].isupper() and _RE["korean"].fullmatch(w.lower()) for w in (second, third))
    return family and all(syllables)


def japanese_name(first: str, second: str) -> bool:
    """True if two words are a Japanese name, in either order."""
    known = {first, second} & (NAMES.given["japanese"] | NAMES.surnames["japanese"])
    long = len(second) > 1 if known else min(len(first), len(second)) > 4
    return long and moraic(first) and moraic(second)


def asian(first: str, second: str, third: str, *, hyphen: bool) -> bool:
    """True if the words are a Japanese, Chinese or Korean name; ``hyphen``: Tsai Ing-wen."""
    if japanese_name(first, second):
        return True
    if first in _W["lookalikes"] and not hyphen:
        two = len(second) > 4 and _RE["two syllables"].fullmatch(second.lower())
        return first in NAMES.surnames["chinese"] and two is not None
    pinyin = hyphen or _RE["pinyin"].fullmatch(second.lower()) is not None
    return NAMES.continental(first) and (pinyin or korean(first, second, third))


# Persons: full names, what else they are called, and a name said again.


class People:
    """Filled with the full names of a whole text first, then asked who a surname is, and what a
    short name."""

    def __init__(self, texts: Sequence[Tokens], today: str | None) -> None:
        self._famous = NAMES.famous((today or "")[:4])
        self.kanji: dict[str, str] = {}  # the surname in Japanese of those named in full
        self.short: dict[str, tuple[str, str]] = {}  # word -> layer and value
        self.by_surname: dict[str, str] = {}  # of those whom the text gives in full
        self.by_given: dict[str, str] = {}  # "" if two have it
        # The words that stand without another name beside them, and those that act as surnames do.
        self.lone = {t.words[i] for t in texts for i in t.caps if _lone(t, i)}
        self.acting = {t.words[i] for t in texts for i in t.caps if _acting(t, i)}
        self.ships = {word for t in texts for word in _ships(t)}
        self._family_first = set(NAMES.family_first)

    def learn(self, canonical: str) -> None:
        """From now on the surname alone means this person."""
        if " " not in canonical:  # Ambassador Reischauer
            known = canonical in self._famous or NAMES.at([canonical], 0)[0]
            forms = set() if known or len(canonical) < 4 else {canonical}
        else:
            first = canonical.split()[0]
            eastern = NAMES.continental(first) and (first not in NAMES.western or "-" in canonical)
            eastern = eastern or re.search("-[a-z]+$", canonical) is not None  # Ok Jae-hyun
            key = surname(canonical, eastern or canonical in self._family_first)
            given = NAMES.western | NAMES.given["japanese"]
            if key not in self.lone | given and first in self.lone - given:
                key = first
            forms = {key, key.split("-")[0]} if len(key) > 1 else set()
            if first != key and first in given - _W["no given"]:
                one = self.by_given.setdefault(first, canonical)
                self.by_given[first] = canonical if one == canonical else ""
        for short in forms:
            self.by_surname.setdefault(short, canonical)
        self.kanji |= dict.fromkeys(NAMES.shorts.get(canonical, ())[1:], canonical)

    def who(self, word: str) -> str | None:
        """The person that a surname alone means here; those the text names in full come first."""
        small = word.capitalize() if len(word) > 3 and word.isupper() else word
        return self.by_surname.get(small) or self._famous.get(small) or self.by_surname.get(word)

    def learn_short(self, tokens: Tokens, spans: Sequence[Span]) -> None:
        """From now on "Full Name (ABC)" is ABC, too, and "Camp Schwab" Schwab."""
        for start, end, layer, value, _ in spans:
            last, short = tokens.words[end - 1], tokens.word(end + 1)
            camp = layer == "place" and tokens.words[start] in _W["camps"] and end - start == 2
            if camp and last.isalpha() and len(last) > 3:
                self.short[last] = ("place", value)
            bracketed = tokens.word(end) == "(" and tokens.word(end + 2) == ")"
            if layer == "organisation" and bracketed and short.isupper() and 2 <= len(short) <= 8:
                self.short[short] = ("organisation", value)

    def in_japanese(self, tokens: Tokens) -> Iterator[Span]:
        """The persons whom a Japanese text gives an office: 大城健報道官, later 大城氏; 岸は, after
        岸信介."""
        for m in _RE["Japanese person"].finditer(tokens.text) if tokens.japanese else ():
            name = m[m.lastgroup or 0]
            _, layer, known = NAMES.at(form(name), 0)
            value = self.who(name) or (known if layer == "person" else name)
            value = self.kanji.get(name, name) if m["bare"] else value
            full = len(name) > 2 and not (layer or m["bare"] or _RE["no Japanese name"].match(name))
            if full:
                self.by_surname.setdefault(name[:2], name)
            if full or value != name or m["surname"]:
                yield Span(*tokens.between(*m.span(m.lastgroup or 0)), "person", value)

    def alone(self, tokens: Tokens, taken: list[Span]) -> Iterator[Span]:
        """The surnames and short names that stand alone, outside the names of ``taken``."""
        busy = covered(taken)
        for i in (i for i in tokens.caps if i not in busy):
            word, end = tokens.words[i], _hyphenated(tokens, i)
            whole = tokens.printed(i, end)
            names = (f"{tokens.word(i - 1)} {word}", whole, word)
            value = next(filter(None, map(self.who, names)), None)
            if word in WORDS["stop"] and not _lone(tokens, i):  # Yasuda Hall is not Rebecca Hall
                continue
            nobody = _in_a_month(tokens, i) or _a_thing(tokens, i, end, self.ships)
            if nobody and word not in self.short:
                continue
            if value and WORDS["ships"].isdisjoint(tokens.words[max(0, i - 2) : i]):
                start, particles = i, WORDS["particles"].intersection(value.lower().split())
                while tokens.word(start - 1).lower() in particles:  # de Gaulle, De los Reyes
                    start -= 1
                yield Span(start, end if whole in value else i + 1, "person", value)
            elif self.by_given.get(word) and _lone(tokens, i):  # Dorothy, of Dorothy Abbott
                yield Span(i, i + 1, "person", self.by_given[word])
            elif word in self.short:
                yield Span(i, i + 1, *self.short[word])

    def canonical(self, words: list[str]) -> str:
        """The canonical form of a full name as printed: Hideto Sakai -> Sakai Hideto."""
        words = re.sub(r'["“] \S+ ["”]', "", " ".join(words)).split()  # Gus "Bud" Hull
        words = [w for w in words if w not in {".", ","}]
        if len(words) > 1 and all(map(str.isupper, words)):  # By JESSE ORR III
            words = [w if w in _W["suffixes"] or "." in w else w.capitalize() for w in words]
        family = {w for w in words if len(w) > 2 and w.isupper() and w.isalpha()} - _W["suffixes"]
        if len(words) == 2 and len(family) == 1:  # TOBIKATA Haruo, Haruo TOBIKATA
            words = [w.capitalize() if w in family else w for w in words]
            self.lone.update(map(str.capitalize, family))
        core = [w for w in words if len(w) > 1 or not w.isalpha()]
        bare = [w for w in core if w not in _W["suffixes"]]
        for known in filter(None, (core, bare)):  # with or without Jr. or III
            length, layer, value = NAMES.at(known, 0)
            if length >= len(bare) > 1 and layer == "person":
                return value
        if len(core) == len(words) == 2:
            first, last = core[::-1] if self._given_first(*core) else core
            if japanese_name(first, last) and first not in NAMES.western:
                self._family_first.add(f"{first} {last}")
            return f"{first} {last}"
        text = " ".join(w + "." if len(w) == 1 and w.isalpha() else w for w in words)
        text = re.sub(r"\bSt(?= [A-Z])", "St.", text)
        return re.sub(r" ?- ?", "-", text).replace(" Jr", " Jr.")

    def _given_first(self, first: str, last: str) -> bool:
        """True for Hideto Sakai, a Japanese name printed given name first."""
        abroad = NAMES.western.union(_W["surname places"]) - NAMES.given["japanese"]
        if first in abroad or not moraic(first) or not moraic(last):
            return False
        given, family = NAMES.given["japanese"], NAMES.surnames["japanese"]
        if (first in self.lone) != (last in self.lone):  # Teruyo Kusunoki, later Mrs Kusunoki
            return last in self.lone
        if not {first, last} & (given | family):
            shaped = japanese_name(first, last) and first not in NAMES.western
            given_last = _RE["given"].match(last) and not _RE["given"].match(first)
            families = [_RE["family"].match(word) is not None for word in (first, last)]
            return shaped and (families[1] or not (given_last or families[0]))
        if last in family and (first in given or first not in family):
            return not (first in family and last in given)
        return first in given and not (first in family or first in NAMES.western or last in given)


# Full names that no list holds, told by a part we know, their shape or their surroundings.


def _full_names(people: People, tokens: Tokens, taken: list[Span]) -> Iterator[Span]:
    """Names of two and more words, or one after a title, outside the names of ``taken``."""
    words = tokens.words
    acting = people.acting
    busy = covered([s for s in taken if s.layer != "place" or not _inside_name(tokens, s, acting)])
    after = 0
    for i in tokens.caps:
        word = words[i]
        posted = words[i - 1 : i + 1] == ["on", "X"]
        initial = len(word) == 1 and (posted or tokens.word(i + 1) != ".")
        # Wrote Reischauer: … / Questioning Vindman
        said = word.lower() in WORDS["says"] or (word.endswith("ing") and len(word) > 6)
        role = word.lower() in WORDS["roles"]  # Fisherman Koji Asato
        common = (said or role or word in WORDS["stop"]) and word not in NAMES.western
        common = common or tokens.word(i + 1) == "Maru" or _in_a_month(tokens, i)
        if i < after or i in busy or initial or common or tokens.word(i - 1) in WORDS["ships"]:
            continue
        later = tokens.word(i + 1) in people.acting and _goes_on(tokens, i + 1, busy)
        if end := _end(tokens, i, busy) or (i + 2 if later else 0):
            if suffix := _RE["suffix"].match(tokens.text, tokens.ends[end - 1]):  # Powell, Jr.
                end = tokens.between(0, suffix.end())[1]
            team = tokens.word(i - 1).lower() == "the" and words[end - 1].endswith("s")
            if not (team or _afloat(tokens, i, end)):
                yield Span(i, end, "person", people.canonical(words[i:end]))
            after = end


def _titled_place(tokens: Tokens, span: Span) -> bool:
    """True for a place's name that a title shows to be somebody's: Secretary Austin."""
    personal = tokens.word(span.start - 2) in {"Mr", "Ms", "Mrs"}
    family = personal or tokens.words[span.start] in _W["surname places"]
    return span.layer == "place" and family and _titled(tokens, span.start)


def _inside_name(tokens: Tokens, span: Span, acting: set[str]) -> bool:
    """True for a place's name that stands in a person's: Shuntaro Yamaguchi, Lloyd Austin."""
    words, i = tokens.words, span.start
    family = words[i] in NAMES.surnames["japanese"]
    if tokens.touching(i) and words[i - 1] not in WORDS["stop"] | _W["no given"]:
        initial = i > 2 and words[i - 1] == "." and len(words[i - 2]) == 1
        before = words[i - 3] if initial else words[i - 1]
        shuntaro = _RE["given"].match(before) is not None and moraic(before)
        if before in NAMES.given["japanese"] or before in NAMES.western or shuntaro:
            family = family or (before in NAMES.given["japanese"] and moraic(words[i]))
            return family or words[i] in _W["surname places"]
    following = tokens.word(i + 1) if tokens.touching(i + 1) else ""
    western = words[i] in NAMES.western and following[:1].isupper()
    if western and (following in _FAMILY or _introduced(tokens, i, i + 2)):
        return True  # Chad Lincoln, Georgia Banks, said Jordan Pickersgill
    given = moraic(words[i]) and following in NAMES.given["japanese"]  # Kitami Haruko
    return given or (span.end - i == 1 and _first_name(tokens, i, acting))


def _first_name(tokens: Tokens, i: int, acting: set[str]) -> bool:
    """True for a place's name that is somebody's given name, or a family name before it: "Paris
    Kinjo, who", "Minister Tachikawa Rentaro"."""
    word, end = tokens.word(i + 1), _hyphenated(tokens, i + 1)
    if not tokens.touching(i + 1) or not _goes_on(tokens, i + 1, set()):
        return False
    if word.lower() in WORDS["roles"] or NAMES.at(tokens.words, i + 1)[1] not in {"", "person"}:
        return False
    family = _family(tokens, i + 1) or _RE["western"].fullmatch(word) is not None
    if _titled(tokens, i):
        return family or moraic(word) or tokens.word(i - 1) in _TITLES
    unknown = family and word not in NAMES.famous()  # of the Ryukyus Dulles said
    return word in acting or _personal(tokens, end) or (unknown and _introduced(tokens, i, end))


def _goes_on(tokens: Tokens, i: int, busy: set[int]) -> bool:
    """True if token ``i`` may go on a name begun before it."""
    if i in busy or not tokens.touching(i):
        return False
    word, before = tokens.words[i], tokens.words[i - 1]
    if tokens.word(i + 1) == "-" and tokens.word(i + 2).islower() and NAMES.continental(before):
        return word[0].isupper()  # Kim You-geun
    if word.isupper() and len(word) > 1:  # BALDOR after LOLITA, not USMC after Smith
        before = tokens.word(i - 2) if before == "." else before
        return before.isupper() and word.capitalize() not in WORDS["stop"]
    coach = tokens.word(i - 2).lower() in _PEOPLE
    verb = before in _W["no given"] and not coach  # Will March be cold? Coach Bill March
    family = word in _W["surname words"] or (word in WORDS["months"] and not verb)
    named = family and (before[-1] == "." or before in NAMES.western)
    return word[0].isupper() and len(word) > 1 and (named or word not in WORDS["stop"])


def _initials(tokens: Tokens, start: int) -> int:
    """The end of "J. R." or "D.J." from token ``start``; ``start`` itself if there is none."""
    at = tokens.starts[start] if start < len(tokens.starts) else len(tokens.text)
    m = _RE["initials"].match(tokens.text, at)
    return tokens.between(0, m.end())[1] if m else start


def _end(tokens: Tokens, i: int, busy: set[int]) -> int:
    """Where the name that begins at token ``i`` ends; 0 if none does."""
    words = tokens.words
    word = words[i].capitalize() if words[i].isupper() and len(words[i]) > 1 else words[i]
    titled = _titled(tokens, i)
    first = i + 1 if words[i].isupper() else _hyphenated(tokens, i)
    initial = _initials(tokens, i) > i
    end = _initials(tokens, i if initial else first)
    while tokens.word(end) in WORDS["particles"] and tokens.touching(end):
        end += 1
    saint = tokens.words[end : end + 2] == ["St", "."] and tokens.large(end + 2)  # Marie St. Clair
    end += 2 * saint
    called = {'"', "“", "”"}.issuperset({tokens.word(end), tokens.word(end + 2)})
    end += 3 * (called and tokens.large(end + 1) and tokens.large(end + 3))  # Gus "Bud" Hull
    if not _goes_on(tokens, end, busy):
        return first if titled and _bears_a_title(tokens, i, word) else 0
    second, stop = words[end], _hyphenated(tokens, end)
    hyphen = stop - end == 3
    third = words[stop] if _goes_on(tokens, stop, busy) and not tokens.heading else ""
    if asian(word, second, tokens.word(stop), hyphen=hyphen):
        return stop + bool(third and not hyphen and korean(word, second, third))
    half = first - i == 3 and words[i + 2] in NAMES.western
    particle = saint or words[end - 1] in WORDS["particles"]
    begins = tokens.word(i - 1) in {"", ".", "“"} or titled  # April Hastings, a welder
    family = _FAMILY if begins else NAMES.surnames["other"]
    month = word in WORDS["months"] and second not in family  # May Day
    if (word in NAMES.western and not month) or _given_only(word) or initial or particle or half:
        longer = third and (second in NAMES.western or titled)
        last = third not in NAMES.western and not tokens.large(stop + 1)
        return stop + bool(longer or (third and last))
    if titled or (not tokens.heading and _introduced(tokens, i, stop + bool(third))):
        return stop + bool(third)
    if first - i != 1 or tokens.heading or third or second in NAMES.western:
        return 0
    # A family name: a common one, or one that ends as few other words do.
    western = second in NAMES.surnames["other"] or _RE["western"].fullmatch(second) is not None
    return stop if western or (NAMES.continental(second) and len(second) > 1) else 0


def _bears_a_title(tokens: Tokens, i: int, word: str) -> bool:
    """True for the one name behind a title, Colonel Nasser, that is neither an acronym nor a first
    name alone."""
    shouted = {"MR", "MS", "MRS", "DR"}.intersection(tokens.words[max(0, i - 2) : i])
    acronym = tokens.words[i].isupper() and 1 < len(word) < 6 and not shouted
    title = tokens.words[i - 1]
    called = (title.islower() and title not in _W["kin"]) or title in _W["by a first name"]
    return not acronym and not (called and word in NAMES.western - _W["surname places"])


def _in_a_month(tokens: Tokens, i: int) -> bool:
    """True for a month where only a month stands: "by March", "in June Washington agreed"."""
    before = tokens.word(i - 1).lower()
    return tokens.words[i] in WORDS["months"] and before in _W["before a month"]


def _a_thing(tokens: Tokens, i: int, end: int, ships: set[str]) -> bool:
    """True for a ship or a car that bears somebody's name: "the Reagan", "drives a Ford"."""
    article, following = tokens.word(i - 1).lower(), tokens.word(end)
    if article == "the" and tokens.words[i] in ships and not tokens.large(end):
        return True
    noun = following.islower() and following not in _FIGURES_END - {"of", "who", "and", "or"}
    more = noun or tokens.large(end) or following in {"'", "-"}
    aside = article == "the" and following == "," and not ships
    return article in {"the", "a", "an"} and not (more or aside)


def _hyphenated(tokens: Tokens, i: int) -> int:
    """The end of token ``i`` with its second half: Ing-wen, Chanlett-Avery; not Trump-brokered."""
    half = tokens.word(i + 2)
    joined = tokens.word(i + 1) == "-" and tokens.glued(i + 1) and half[:1].isalpha()
    return i + 3 if joined and (half[0].isupper() or len(half) < 8) else i + 1


def _given_only(word: str) -> bool:
    """True for Mina, Hideto: a Japanese given name that is nobody's family name."""
    family = word in NAMES.surnames["japanese"] or word in NAMES.surnames["chinese"]
    return word in NAMES.given["japanese"] and not family and len(word) > 3


def _titled(tokens: Tokens, i: int) -> bool:
    """True after "Gen." and "historian"."""
    before = tokens.word(i - 1) if tokens.touching(i) else ""
    if before == "," and tokens.word(i - 2) in _W["kin"]:  # his wife, Kaoru, planted a tree
        return tokens.word(i + 1) == ","
    if before == "as" and tokens.word(i - 2) in _W["said to be"]:  # gave his name as Higa
        return True
    if before == "." and i > 1 and len(tokens.words[i - 2]) < 6:
        return tokens.words[i - 2] in _TITLES - {"Miss"}  # of Mississippi
    return before in _PEOPLE


def _introduced(tokens: Tokens, i: int, end: int) -> bool:
    """True if the words around an unknown name say that it is a person."""
    before, after = tokens.word(i - 1), tokens.word(end)
    according = before == "to" and tokens.word(i - 2) in {"According", "according"}
    credit = before == "by" and after in {"and", ")", ";", ","}
    if according or credit or before in WORDS["says"] or after in WORDS["says"]:
        return tokens.words[i] not in WORDS["function"]
    following = tokens.words[end + 1 : end + 9]
    if after != "," or len(following) < 2:
        return False
    told = _personal(tokens, end) or following[0] in {"whose", "then", "of"}
    return told or not _PEOPLE.isdisjoint(takewhile(lambda word: word != ",", following))


def _personal(tokens: Tokens, end: int) -> bool:
    """True for what is said of persons only, right after a name: ", who", ", 34,"."""
    if tokens.word(end) != ",":
        return False
    said, after = tokens.word(end + 1), tokens.word(end + 2)
    return said == "who" or (said.isdigit() and len(said) < 4 and after in {",", "."})


def _lone(tokens: Tokens, i: int) -> bool:
    """True for a name that stands alone, but for a title."""
    before = i - 1 - (tokens.word(i - 1) == "." and tokens.word(i - 2) in _TITLES)
    titled = tokens.word(before) in WORDS["stop"] | _PEOPLE
    named = tokens.large(before) and tokens.touching(i) and not titled
    joined = "-" in (tokens.word(i - 1), tokens.word(i + 1))
    return not (named or joined or (tokens.large(i + 1) and tokens.touching(i + 1)))


# Full names told by what follows: "Tunku Varadarajan" is a person if "Varadarajan said" later.


def _acting(tokens: Tokens, i: int) -> bool:
    """True for an unknown word that stands alone where only a surname does."""
    word = tokens.words[i]
    said = tokens.word(i + 1) in WORDS["says"] or tokens.word(i - 1) in {"said", "says"}
    said = said or _personal(tokens, i + 1)
    unknown = len(word) > 2 and word not in WORDS["stop"] and not word.isupper()
    ship = tokens.word(i - 1) in WORDS["ships"]
    named = (tokens.large(k) and tokens.words[k] not in WORDS["stop"] for k in (i - 1, i + 1))
    return (said or _titled(tokens, i)) and unknown and not (ship or any(named))


# All the names of a text: in full first, and then those that stand alone.


Name = TypeVar("Name", Span, Mention)


def longest(found: list[Name], rank: Callable[[Name], int]) -> list[Name]:
    """Longer names before shorter, of equals the first in rank; nothing stands in two names."""
    kept: list[Name] = []
    busy: set[int] = set()
    for one in sorted(found, key=lambda one: (one.start - one.end, rank(one), one.start)):
        inside = range(one.start, one.end)
        if busy.isdisjoint(inside):
            busy.update(inside)
            kept.append(one)
    return kept


def named(texts: Sequence[Tokens], today: str | None) -> list[list[Span]]:
    """The names of each paragraph: over the whole text first, since what follows needs them."""
    people = People(texts, today)
    spans: list[list[Span]] = []
    for tokens in texts:
        found = _known_names(tokens)
        shaped = (*_located(tokens), *_shaped_names(tokens, found))
        found = longest([*found, *shaped], attrgetter("guessed"))
        found = [span for span in found if not _titled_place(tokens, span)]
        found = longest([*found, *_full_names(people, tokens, found)], attrgetter("guessed"))
        for span in found:
            if span.layer == "person":
                people.learn(span.value)
                if (title := tokens.word(span.start - 1)) in {"Sir", "Dame"}:  # later "Sir Keir"
                    people.by_surname.setdefault(f"{title} {span.value.split()[0]}", span.value)
        found = longest([*found, *people.in_japanese(tokens)], attrgetter("guessed"))
        people.learn_short(tokens, found)
        spans.append(found)
    for tokens, found in zip(texts, spans, strict=True):
        found[:] = [span for span in found if not _a_surname(span, tokens, people)]
        found += people.alone(tokens, found)
    return spans


def _a_surname(span: Span, tokens: Tokens, people: People) -> bool:
    """True for what is, in this text, somebody's surname: Austin, Mr. Yamaguchi, Van der Meulen."""
    if span.layer == "person":
        *front, word = span.value.split()
        particles = WORDS["particles"].issuperset(map(str.lower, front))
        titled = f"{tokens.word(span.start - 1)} {word}"
        return span.guessed and particles and bool(people.who(word) or people.who(titled))
    word, before = tokens.words[span.start], tokens.word(span.start - 1)
    resident = before == "of" and tokens.word(span.start - 2) == "resident"
    state = tokens.word(span.end) == "," and tokens.touching(span.end + 1)
    wider = state and NAMES.at(tokens.words, span.end + 1)[1] == "place"
    stays = span.layer == "place" and (before in _W["where"] or resident or wider)
    whole = tokens.printed(span.start, span.end)  # Holroyd-Ward
    named = not stays and whole in people.by_surname
    return named and (tokens.word(span.end) in WORDS["says"] or word not in _W["never people"])
