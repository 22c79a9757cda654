"""Who "he", "the president" and "the statement" are."""

from __future__ import annotations

import re

from . import sentences
from .mentions import Mention, Mentions
from .subjects import governed, noun_phrase
from .unnamed import PERSON_NOUNS, without_article

_BY = re.compile(
    r"\s+(?:(?:(?:issued|released|published|put\s+out|posted)\s+)?by|from)\s+(?:the\s+)?"
    r"(?:official\s+)?"
)
# "An official" stays one; whom "the official" means may be told before.
_DEFINITE = re.compile(r"^(?:the|this)\s+", re.IGNORECASE)
_SUBORDINATE = re.compile(r"(?:While|When|After|As|Although|Though|If|Before|Since|Because)\s")
_PERSON = frozenset({"person"})
_WANTED = {
    "he": frozenset({"person", "role"}),
    "she": frozenset({"person", "role"}),
    "it": frozenset({"organisation", "document"}),
    "they": frozenset({"organisation", "role"}),
}


def value(mentions: Mentions, mention: Mention, p: int) -> str:
    """The speaker's name: pronouns and roles are followed back to one where the text has it."""
    if mention.kind == "document":
        by = _BY.match(mentions.paragraphs[p - 1], mention.end)
        issuer = noun_phrase(mentions, p, by.end(), by.end() + 100) if by else None
        if issuer and issuer.kind in {"organisation", "person"}:
            return issuer.value
        return mentions.labels.get(mention.value, mention.value)
    if mention.kind == "pronoun":
        return _antecedent(mentions, p, mention) or mention.value
    if mention.kind == "role":
        return _who(mentions, p, mention) or without_article(mention.value)
    return mention.value


def document(mentions: Mentions, p: int, start: int, end: int) -> str | None:
    """The last document named between two offsets, under its label."""
    named = [m for m in mentions.at(p) if m.kind == "document" and start <= m.start < end]
    return mentions.labels.get(named[-1].value, named[-1].value) if named else None


def document_alone(mentions: Mentions, p: int, start: int, end: int) -> str | None:
    """The document of "… in a joint statement", if no person is named between two offsets."""
    between = [m for m in mentions.at(p) if start <= m.start < end]
    if any(m.kind == "person" for m in between):
        return None
    text = mentions.paragraphs[p - 1]
    named = [m for m in between if m.kind == "document" and text[: m.start].endswith(" in ")]
    return mentions.labels.get(named[-1].value, named[-1].value) if named else None


def latest_subject(mentions: Mentions, p: int, end: int) -> str | None:
    """The person (or else the body) spoke of last: in the sentence before offset ``end``, or in
    the paragraphs before ``p``."""
    for q in range(p, max(0, p - 3), -1):
        limit = end if q == p else len(mentions.paragraphs[q - 1])
        outside = [m for m in mentions.outside(q) if m.end <= limit and _free(mentions, q, m)]
        one = [m for m in outside if m.kind == "person" or m.value in {"he", "she"}]
        for free in (one, [m for m in outside if m.kind in {"organisation", "role"}]):
            if free:
                start = sentences.begin(mentions.paragraphs[q - 1], free[-1].start)
                first = next(m for m in free if m.start >= start)
                return value(mentions, first, q)
    return None


def _free(mentions: Mentions, p: int, mention: Mention) -> bool:
    text = mentions.paragraphs[p - 1]
    return not mentions.possessive(p, mention) and not governed(text, 0, mention.start)


def _who(mentions: Mentions, p: int, mention: Mention) -> str | None:
    """Whom "the president" or "the official" repeats: one of that title, or the fuller phrase."""
    if not _DEFINITE.match(mention.value):
        return None
    head = mention.value.split()[-1].lower()
    for q in range(p, max(0, p - 6), -1):
        for offset, role, person in reversed(mentions.roles.get(q, [])):
            if (q < p or offset < mention.start) and head == role.lower():
                return person
    if head not in PERSON_NOUNS:
        return None
    for q in range(p, max(0, p - 4), -1):
        for one in reversed(mentions.at(q)):
            if one.kind != "role" or (q == p and one.end > mention.start):
                continue
            same = one.value.lower().endswith(" " + head) and not _DEFINITE.match(one.value)
            if same and len(one.value) > len(mention.value):
                return without_article(one.value)
    return _antecedent(mentions, p, mention)


def _antecedent(mentions: Mentions, p: int, mention: Mention) -> str | None:
    """The subject of the last sentence that names one whom the pronoun fits."""
    wanted = _WANTED.get(mention.value, _PERSON)
    for q in range(p, max(0, p - 5), -1):
        text = mentions.paragraphs[q - 1]
        limit = _repeated(mentions, p, mention) if q == p else len(text)
        names = [m for m in mentions.outside(q) if m.end <= limit and m.kind in wanted]
        if mention.value in {"he", "she"}:
            names = [m for m in names if _could_be(mentions, m, mention.value)]
        if not names:
            continue
        chosen = [m for m in names if _free(mentions, q, m)]
        if not chosen:
            chosen = [m for m in names if m.kind == "person"] or names
        start = _main_clause(text, sentences.begin(text, chosen[-1].start))
        first = next((m for m in chosen if m.start >= start), chosen[-1])
        same = [m for m in mentions.outside(q) if start <= m.start < first.start]
        again = next((m for m in same if m.value == mention.value), None)
        if again:  # "It said … It also said …": the same one as before
            return _antecedent(mentions, q, again)
        if first.kind == "role":
            return without_article(first.value)
        return mentions.labels.get(first.value, first.value)
    return None


def _repeated(mentions: Mentions, p: int, mention: Mention) -> int:
    """Where a pronoun first stands in its sentence: "he" later on is the same one."""
    start = sentences.begin(mentions.paragraphs[p - 1], mention.start)
    same = (m for m in mentions.outside(p) if m.start >= start and m.value == mention.value)
    return next(same, mention).start


def _main_clause(text: str, begin: int) -> int:
    """Where the main clause begins: after the comma of "While Blinken spoke, Motegi …"."""
    if not _SUBORDINATE.match(text, begin):
        return begin
    stop = next((m.start() for m in sentences.ends(text, begin)), len(text))
    comma = text.rfind(", ", begin, stop)
    return comma + 2 if comma > 0 else begin


def _could_be(mentions: Mentions, mention: Mention, pronoun: str) -> bool:
    if mention.kind == "person":
        return _pronoun(mentions, mention.value) in {None, pronoun}
    words = mention.value.lower().split()  # "a resident", but not "the president"
    return words[0] in {"a", "an", "one", "another"} and words[-1] in PERSON_NOUNS


def _pronoun(mentions: Mentions, person: str) -> str | None:
    """ "she" or "he" by the given name; None for a name of one word."""
    first, *_, last = person.split() if " " in person else (person, "")
    names = mentions.names
    asian = first in names.surnames_korean or first in names.surnames_chinese
    if asian and ("-" in last or person.count(" ") == 2):  # Kim You-geun is nobody called Kim
        return None
    if person in names.female or first in names.female or last in names.female_japanese:
        return "she"
    return "he" if last else None
