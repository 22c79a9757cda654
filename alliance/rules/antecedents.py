"""Who "he", "the president" and "the statement" are."""

from __future__ import annotations

import re

from . import sentences
from .mentions import GOVERNMENTS, Mention, Mentions
from .subjects import governed, noun_phrase
from .wordlists import alternatives

_BY = re.compile(
    r"\s+(?:(?:issued|released|published|put\s+out|posted)\s+)?by\s+(?:the\s+)?(?:official\s+)?"
)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
# "The diplomat" who was just named, by a word that no body or group goes by.
_ONE_PERSON = re.compile(
    r"[Tt]he\s+(?:\w+\s+)*"
    + alternatives(
        """president premier minister spokesman spokeswoman spokesperson ambassador secretary
        general admiral governor mayor analyst expert historian professor scholar lawmaker senator
        chancellor emperor diplomat researcher commander chairman activist envoy adviser officer
        editor author farmer veteran fisherman pilot official"""
    )
    + "$"
)
_PERSON = frozenset({"person"})
_WANTED = {
    "he": frozenset({"person"}),
    "she": frozenset({"person"}),
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
        person = _holder(mentions, p, mention)
        if person is None and _ONE_PERSON.match(mention.value):
            person = _antecedent(mentions, p, mention)
        return person or _ARTICLE.sub("", mention.value)
    if mention.kind == "place" and mention.value in GOVERNMENTS:
        return f"{GOVERNMENTS[mention.value]} government"
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


def latest_subject(mentions: Mentions, p: int) -> str | None:
    """The person (or else the body) that the paragraph before ``p`` speaks of."""
    for q in range(p - 1, max(0, p - 3), -1):
        for mention in mentions.at(q):
            named = mention.kind in {"person", "organisation"}
            if named and _free(mentions, q, mention):
                return mention.value
    return None


def _free(mentions: Mentions, p: int, mention: Mention) -> bool:
    text = mentions.paragraphs[p - 1]
    return not mentions.possessive(p, mention) and not governed(text, 0, mention.start)


def _holder(mentions: Mentions, p: int, mention: Mention) -> str | None:
    """The person whom the text last gave the title that "the president" repeats."""
    phrase = mention.value.lower()
    if not phrase.startswith("the "):
        return None
    for q in range(p, max(0, p - 6), -1):
        for offset, role, person in reversed(mentions.roles.get(q, [])):
            if (q < p or offset < mention.start) and phrase.split()[-1] == role.lower():
                return person
    return None


def _antecedent(mentions: Mentions, p: int, mention: Mention) -> str | None:
    """The subject of the last sentence that names one whom the pronoun fits."""
    wanted = _WANTED.get(mention.value, _PERSON)
    for q in range(p, max(0, p - 5), -1):
        text = mentions.paragraphs[q - 1]
        limit = mention.start if q == p else len(text)
        names = [m for m in mentions.at(q) if m.end <= limit and m.kind in wanted]
        if mention.value in {"he", "she"}:
            fits = {None, mention.value}
            names = [m for m in names if _pronoun(mentions, m.value) in fits]
        if not names:
            continue
        chosen = [m for m in names if _free(mentions, q, m)] or names
        start = sentences.begin(text, chosen[-1].start)
        first = next(m for m in chosen if m.start >= start)
        return mentions.labels.get(first.value, first.value)
    return None


def _pronoun(mentions: Mentions, person: str) -> str | None:
    """ "she" or "he" by the given name; None for a name of one word."""
    first, *_, last = person.split() if " " in person else (person, "")
    names = mentions.names
    if person in names.female or first in names.female or last in names.female_japanese:
        return "she"
    return "he" if last else None
