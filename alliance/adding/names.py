"""Places and organisations, by the gazetteer and by the shape of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from alliance.adding.gazetteer import (
    BASE_WORDS,
    FUNCTION,
    LOWER_PLACE_HEADS,
    MONTHS,
    NATIONALITIES,
    ORG_FRONT,
    ORG_HEADS,
    PLACE_FRONT,
    PLACE_HEADS,
    PLACE_OF,
    SHIPS,
    STATE_HEADS,
    TITLES,
    WEEKDAYS,
    Gazetteer,
)
from alliance.adding.marks import Tokens, alternatives, lexicon, word_set

# Places and organisations: what the gazetteer knows, and what the shape of a name tells.


_JOIN = frozenset({"of", "for", "on"})
_DAYS = frozenset(MONTHS) | frozenset(WEEKDAYS)
_BREAK = FUNCTION | TITLES | _DAYS | word_set("Former Outgoing Acting Deputy Assistant Senior")
_ON = word_set("Committee Commission Council Conference Subcommittee Institute Center")
_UNITS = word_set(
    "Force Fleet Unit Wing Brigade Division Regiment Corps Squadron Battalion Army Group Company"
)
_COMPANY = word_set("Corp Inc Ltd Co")


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
            if not (i and words[i - 1] in SHIPS):  # the carrier, not the president
                article = words[i] == "The" and layer == "organisation"  # The Diplomat
                found.append(Span(i + article, after, layer, value, known=True))
    marines = (i for i, word in enumerate(words) if word == "Marines" and i)
    for i in marines:  # the service; Marines without "the" are people
        if words[i - 1] in {"the", "The"} and words[i + 1 : i + 2] != ["in"]:
            found.append(Span(i, i + 1, "organisation", "U.S. Marine Corps"))
    return found


def _run_end(tokens: Tokens, start: int) -> int:
    """The end of the run of capitalised words (or 31st, III) that begins at ``start``."""
    words, end = tokens.words, start + 1
    while end < len(words) and tokens.touching(end):
        word = words[end]
        gap = tokens.starts[end] - tokens.ends[end - 1]
        if word == "-" and gap == 0 and end + 1 < len(words) and words[end + 1][:1].isupper():
            if words[end + 1] in NATIONALITIES or tokens.starts[end + 1] > tokens.ends[end]:
                break
            end += 2
            continue
        if word == "&" and end + 1 < len(words) and words[end + 1][:1].isupper():
            end += 2
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
    if i >= len(words) or not words[i][:1].isupper() or words[i] in TITLES or words[i] in _DAYS:
        return end
    i = _untitled(words, i, _run_end(tokens, i))
    while i + 1 < len(words) and words[i] in {"and", ",", "&", "of", "for"}:
        if words[i] == "," and not _series(tokens, i):
            break
        if not words[i + 1][:1].isupper() or words[i + 1] in FUNCTION:
            break
        stop = _untitled(words, i + 1, _run_end(tokens, i + 1))
        part = words[i + 1 : stop]
        if not part or part[0] in _DAYS:
            break
        if words[i] == "and" and any(w in ORG_HEADS or w in TITLES for w in part):
            break
        i = stop
    return i


def _untitled(words: list[str], start: int, end: int) -> int:
    """``end``, or before it where a title begins: "… of Foreign Affairs Director General"."""
    return next((i for i in range(start, end) if words[i] in TITLES), end)


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
    if not (number[:1].isdigit() and number[-1:].isalpha()) or (i > 1 and words[i - 2] in _DAYS):
        return False
    return not _UNITS.isdisjoint(words[i:end])


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
    if after in LOWER_PLACE_HEADS and end - start <= 2 and words[start] not in NATIONALITIES:
        return Span(start, end + 1, "place", text_of(tokens, start, end + 1))
    for k in range(end - 1, start - 1, -1):
        word = words[k]
        if k > start and (
            word in PLACE_HEADS or (word == "Station" and words[k - 1] in BASE_WORDS)
        ):
            first = start
            while first < k and words[first] in NATIONALITIES:
                first += 1
            if all(w in BASE_WORDS or w in ORG_HEADS for w in words[first:k]):
                return None
            if any(w in ORG_HEADS for w in words[k + 1 : end]):  # Yokohama District Court
                return None
            stop = k + 1
            if word == "Station" and stop < end:  # Marine Corps Air Station Iwakuni
                stop = end
            return Span(first, stop, "place", text_of(tokens, first, stop))
        if word in PLACE_FRONT and k + 1 < end and words[k + 1] not in ORG_HEADS:
            return Span(k, min(end, k + 2), "place", text_of(tokens, k, min(end, k + 2)))
        if word == "Station" and start < k < end - 1:
            return Span(start, end, "place", text_of(tokens, start, end))
        named = "".join(words[end + 1 : end + 2])[:1].isupper()
        if word in PLACE_OF and k == end - 1 and after == "of" and named:
            stop = _run_end(tokens, end + 1)
            return Span(k, stop, "place", text_of(tokens, k, stop))
    return None


def _organisation(tokens: Tokens, start: int, end: int, known: dict[int, Span]) -> Span | None:
    words = tokens.words
    for k in range(end - 1, start - 1, -1):
        head = words[k]
        if head not in ORG_HEADS and head not in ORG_FRONT:
            continue
        stop = k + 1
        join = words[stop] if head in ORG_FRONT and k == end - 1 and stop < len(words) else ""
        if join in _JOIN and (join != "on" or head in _ON):
            stop = _complement(tokens, stop)
        if stop == k + 1:
            if head not in ORG_HEADS or k == start:
                return None
            if head in _UNITS and stop < len(words) and words[stop].isdigit():
                stop += tokens.touching(stop)  # Amphibious Squadron 11
            if head in _COMPANY and stop < len(words) and words[stop] == ".":
                stop += 1
        first = start
        if head in STATE_HEADS or words[start : start + 2] == ["Former", "Japanese"]:
            while first < k and words[first] in NATIONALITIES:
                first += 1
        if first == k and stop == k + 1:
            return None
        inner = known.get(first + 1)
        whole = inner and inner.layer == "organisation" and inner.end == stop
        if words[first] in NATIONALITIES and whole:  # Chinese State Council
            return None
        return Span(first, stop, "organisation", text_of(tokens, first, stop))
    return None


# What a name looks like: Japanese morae, pinyin, Korean syllables.


_MORAE = re.compile(
    r"(?:(?:[kgsztdnhbpmr]|[kgnhbpmr]y|sh|ch|j|ts|f|y|w|ss|kk|pp|tt|tch|ssh|kky|mb|mp)?"
    r"(?:[aiueo]|oh)|n(?![aiueoy]))+"
)
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|u?eng|ing|u?ang|i?an|u?an|u?en|in"
    r"|un|i?ao|u?ai|u?ei|i?ou|iu|ui|uo|ua|ia|ie|ue|ang|eng|ong|an|en|er|ao|ai|ei|ou|[aoeiu])){1,2}"
)
_TWO_SYLLABLES = re.compile(_PINYIN.pattern.removesuffix("{1,2}") + "{2}")
_KOREAN = re.compile(
    r"(?:[bcdghjkmnprstwy]|ch|kw|hw|gy|hy|ky|my|sh|ry|by|pp|kk|ss)?"
    r"(?:yeo|yoo|eo|eu|ae|oo|ee|ou|ui|wa|wo|ya|ye|yo|yu|oe|ai|ie|eon|[aeiou])"
    r"(?:ng|n|m|l|k|p|t|r|h|b)?"
)
# Chinese and Korean surnames that are English words, or too short to tell.
_LOOKALIKES = word_set(lexicon("names lookalikes"))
# Places that are family names after a given name: Lloyd Austin.
SURNAME_PLACES = word_set(lexicon("names surname places"))
# Words that are family names after a given name: Mike Green.
SURNAME_WORDS = word_set(lexicon("names surname words"))
# Endings that Japanese family and given names have and few other words.
_FAMILY = re.compile(".+" + alternatives(lexicon("names family")) + "$")
_GIVEN = re.compile("[A-Z].+" + alternatives(lexicon("names given")) + "$")


def moraic(word: str) -> bool:
    """True if ``word`` can be read as Japanese."""
    return _MORAE.fullmatch(word.lower()) is not None


def family_like(word: str) -> bool:
    """True for Hiraoka: ends as Japanese family names do."""
    return len(word) > 3 and _FAMILY.match(word) is not None


def given_like(word: str) -> bool:
    """True for Shuntaro: ends as Japanese given names do."""
    return _GIVEN.match(word) is not None and moraic(word)


# Endings that European family names have and few other words.
_WESTERN = re.compile(
    r"(?:Mc|Mac|O['’]|Fitz)[A-Z][a-z]+" + "|[A-Z][a-z]{2,}" + alternatives(lexicon("names western"))
)


def western(names: Gazetteer, word: str) -> bool:
    """True for a family name: a common one, or one that ends as few other words do."""
    return word in names.surnames_other or _WESTERN.fullmatch(word) is not None


def korean(names: Gazetteer, first: str, second: str, third: str) -> bool:
    """True for Kim Jong Un: a Korean surname and two syllables, each with a capital."""
    if first not in names.surnames_korean or first in _LOOKALIKES:
        return False
    return all(w[:1].isupper() and _KOREAN.fullmatch(w.lower()) for w in (second, third))


def japanese(names: Gazetteer, first: str, second: str) -> bool:
    """True if two words are a Japanese name, in either order."""
    if not (moraic(first) and moraic(second)):
        return False
    known = names.given_japanese | names.surnames_japanese
    if first in known or second in known:
        return len(second) > 1
    shortest = min(len(first), len(second))
    return shortest > 4 or (shortest > 3 and (family_like(first) or family_like(second)))


def asian(names: Gazetteer, first: str, second: str, third: str, *, hyphen: bool) -> bool:
    """True if the words are a Japanese, Chinese or Korean name; ``hyphen``: Tsai Ing-wen."""
    if japanese(names, first, second):
        return True
    if first in _LOOKALIKES and not hyphen:
        two = len(second) > 4 and _TWO_SYLLABLES.fullmatch(second.lower())
        return first in names.surnames_chinese and two is not None
    if first in names.surnames_chinese or first in names.surnames_korean:
        pinyin = hyphen or _PINYIN.fullmatch(second.lower()) is not None
        return pinyin or korean(names, first, second, third)
    return False


# Short names that a text gives to what it has named in full.


Short = dict[str, tuple[str, str]]  # word -> (layer, value)

_CAMPS = frozenset({"Camp", "Fort"})


def short_names(tokens: Tokens, spans: Sequence[Span]) -> Short:
    """What the text names in short from now on: "Full Name (ABC)" -> ABC, "Camp Schwab" -> Schwab.

    Each with its layer and value.
    """
    words: list[str] = tokens.words
    found: Short = {}
    for span in spans:
        last = words[span.end - 1]
        camp = words[span.start] in _CAMPS and span.end - span.start == 2
        if span.layer == "place" and camp and last.isalpha() and len(last) > 3:
            found[last] = ("place", span.value)
        if span.layer != "organisation" or span.end + 2 >= len(words):
            continue
        short = words[span.end + 1]
        bracketed = words[span.end] == "(" and words[span.end + 2] == ")"
        if bracketed and short.isupper() and 2 <= len(short) <= 8:
            found[short] = ("organisation", span.value)
    return found


def short_again(tokens: Tokens, short: Short, found: list[Span]) -> list[Span]:
    """The short names of ``short`` where they stand alone."""
    if not short:
        return []
    busy = {i for span in found for i in range(span.start, span.end)}
    return [
        Span(i, i + 1, *short[tokens.words[i]])
        for i in tokens.caps
        if tokens.words[i] in short and i not in busy
    ]
