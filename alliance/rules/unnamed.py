"""Speakers without a name: "a senior White House official", "the statement", "she"."""

from __future__ import annotations

import re
from typing import NamedTuple

from .lexicon import FUNCTION, NATIONALITIES, ROLES, TITLES
from .tokens import Tokens
from .verbs import FINITE
from .wordlists import word_set

PERSON_NOUNS = ROLES
_BODIES = word_set(
    """ministry government administration company agency embassy department council opposition
    military party union mob crowd media outlet newspaper regime assembly panel committee court
    group consulate commission coalition cabinet delegation team magazine broadcaster side country
    alliance office secretariat army navy command prefecture city board federation watchdog
    think-tank"""
)
MEDIA = word_set("newspaper agency magazine broadcaster")
_IRREGULAR_PLURALS = word_set(
    """spokespeople people fishermen men women policemen spokesmen allies ministries parties
    countries embassies companies agencies children"""
)
_ROLES = (
    PERSON_NOUNS
    | _BODIES
    | _IRREGULAR_PLURALS
    | {word + "s" for word in (PERSON_NOUNS | _BODIES) - {"media", "general", "chief"}}
)
_NEVER = word_set("people man men woman women city side boy girl fellow chair rival boss guide")
_DOCUMENTS = word_set(
    """statement communiqué communique declaration report paper document memorandum editorial letter
    resolution telegram cable draft release strategy guidelines transcript constitution poll survey
    banner placard sign flag agreement article memo notice bill law preamble text readout commentary
    study headline post tweet treaty sheet dispatch manifesto pamphlet leaflet slogan"""
)
_CARRIED = word_set("banners placards signs posters flags")
TITLE_WORDS = word_set(
    """Strategy Report Paper Guidelines Review Declaration Plan Communique Communiqué Constitution
    Charter Agreement Act Protocol Program Principles"""
)
_DETERMINERS = word_set(
    "the a an one another some many several two three both their his her its this these other"
)
_OF_DOCUMENTS = word_set("the this a an their its his her one")
_COMPOUND = word_set(
    """ministry government military party embassy opposition state administration media union
    council company newspaper department secretary coalition cabinet foreign defense defence prime
    fact news press white student"""
)
_PRONOUNS = word_set("he she they it")
_KIND = word_set(
    """senior former defense defence foreign government military local top retired state unnamed
    anonymous embassy ministry party administration u.s. us high ranking leading ruling another
    opposition western independent political peace anti base student union prime fellow chief
    diplomatic intelligence security regional legal constitutional"""
)
_ARTICLE = re.compile(
    r"^(?:the|an?|one|some|many|several|two|three|its|his|her|their|these|this|other)\s+(?=\w)",
    re.IGNORECASE,
)
_STOP = frozenset(word.lower() for word in FUNCTION) - word_set(
    "old long other same next last few own far back under one such most"
)


def without_article(phrase: str) -> str:
    """ "The senior official" -> "senior official"; "Officials" -> "officials"."""
    phrase = _ARTICLE.sub("", phrase)
    first = phrase.split(" ", 1)[0]
    common = first.lower() in _KIND | _ROLES and not first.isupper() and "." not in first
    return phrase[0].lower() + phrase[1:] if common else phrase


class Phrase(NamedTuple):
    """Tokens ``start`` to ``end``: a noun phrase with its head last. kind: role, document, title
    or pronoun; ``determined``: with "the", "a" or the like in front."""

    start: int
    end: int
    kind: str
    determined: bool


def phrases(tokens: Tokens, people: dict[int, int]) -> list[Phrase]:
    """Every phrase that could speak; ``people``: character offsets where persons begin and end."""
    found: list[Phrase] = []
    words = tokens.words
    for i, word in enumerate(words):
        lower = word.lower()
        if lower in _PRONOUNS:
            if word != "IT":
                found.append(Phrase(i, i + 1, "pronoun", False))
        elif lower in _ROLES:
            phrase = _role(tokens, i, people)
            if phrase:
                found.append(phrase)
        elif word in TITLE_WORDS and i and words[i - 1][0].isupper():
            start = _capitals(tokens, i)
            if start < i:
                found.append(Phrase(start, i + 1, "title", False))
        if lower in _DOCUMENTS and not word.isupper():
            start, determined = _left(tokens, i, 4)
            if determined and words[start].lower() in _OF_DOCUMENTS:
                found.append(Phrase(start, i + 1, "document", True))
        elif lower in _CARRIED:
            found.append(Phrase(i, i + 1, "document", False))
    return found


def _capitals(tokens: Tokens, i: int) -> int:
    """Where the run of capitalised words that ends with token ``i`` begins."""
    start = i
    while start and i - start < 6 and tokens.touching(start):
        before = tokens.words[start - 1]
        if not (before[0].isupper() and before.isalpha()) or before in FUNCTION:
            break
        start -= 1
    return start


def _role(tokens: Tokens, i: int, people: dict[int, int]) -> Phrase | None:
    words = tokens.words
    if words[i].lower() in _NEVER and not (i and words[i - 1].lower() in {"one", "another"}):
        return None
    if i + 1 < len(words):
        following = words[i + 1]
        if following == "." and words[i] in TITLES and len(words[i]) < 5:  # Gen.
            return None
        if tokens.starts[i + 1] in people or (following == "-" and tokens.touching(i + 1)):
            return None
        if following.lower() in _ROLES and following.lower() not in _NEVER:
            return None  # the government of "government officials"
    start, determined = _left(tokens, i, 6)
    if words[i][0].isupper() and not determined and i and (start < i or words[i - 1] != "."):
        return None  # Chief Cabinet Secretary, in apposition; U.S. Secretary of State
    return Phrase(start, i + 1, "role", determined)


def _left(tokens: Tokens, i: int, most: int) -> tuple[int, bool]:
    """Where the noun phrase with head ``i`` begins, and whether with a determiner."""
    words = tokens.words
    kinds, k = i, i - 1
    known = True
    while k >= 0 and i - k <= most + 2:
        word = words[k]
        lower = word.lower()
        if lower in _DETERMINERS:
            return k, True
        if word == "-" and tokens.ends[k] == tokens.starts[k + 1]:
            k -= 1
            continue
        joins = lower == "and" and k and words[k - 1] in NATIONALITIES | {"U.S.", "US"}
        if not (joins or _inside(word, lower)):
            break
        kind = joins or lower in _KIND or word in NATIONALITIES or lower in _COMPOUND
        known = known and (kind or (word[0].isupper() and k > 0))
        if known:
            kinds = k
        k -= 1
    return kinds, False


def _inside(word: str, lower: str) -> bool:
    """True for a word that may stand between "the" and the head of its phrase."""
    if lower in _STOP or lower in FINITE or not (word[0].isalnum()):
        return False
    return lower in _COMPOUND or (lower not in _ROLES and lower not in _DOCUMENTS)
