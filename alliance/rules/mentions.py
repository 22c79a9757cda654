"""Who could be speaking: people, bodies, documents, roles and pronouns in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .gazetteer import Gazetteer
from .marks import Mark
from .quotes import Quote
from .tokens import Tokens
from .unnamed import MEDIA, Phrase, phrases
from .verbs import Verb, find_verbs

_TREATIES = {"treaty-1951": "treaty of 1951", "treaty-1960": "treaty of 1960"}
_NAMED = frozenset({"person", "organisation", "place", "treaty"})
_PRESS_AGENCY = re.compile(r"^[^.]{0,60}\(\s*$")  # TOKYO (
_OWNS = re.compile(r"[’']s?\s+(?:\w+\s+)?")


class Mention(NamedTuple):
    """A possible speaker. kind: person, organisation, place, document, role or pronoun."""

    start: int
    end: int
    value: str
    kind: str


class Mentions:
    """The possible speakers of a text, paragraph by paragraph.

    ``roles``: paragraph -> (offset, title before a name, person); ``labels``: what a document is
    called, filled by :mod:`documents`.
    """

    def __init__(
        self,
        texts: Sequence[Tokens],
        marks: dict[int, list[Mark]],
        roles: dict[int, list[tuple[int, str, str]]],
        names: Gazetteer,
        quotes: Sequence[Quote],
    ) -> None:
        self.texts = texts
        self.paragraphs = [tokens.text for tokens in texts]
        self.marks = marks
        self.roles = roles
        self.names = names
        self.quotes = quotes
        self.labels: dict[str, str] = {}
        self._found: dict[int, list[Mention]] = {}
        self._verbs: dict[int, list[Verb]] = {}

    def at(self, p: int) -> list[Mention]:
        """The mentions of paragraph ``p``, in order."""
        if p not in self._found:
            tokens = self.texts[p - 1]
            named = [_named(mark) for mark in self.marks.get(p, ()) if mark.layer in _NAMED]
            named = [m for m in named if not _PRESS_AGENCY.match(tokens.text[: m.start])]
            self._found[p] = _joined(tokens.text, _merged(tokens, named))
        return self._found[p]

    def outside(self, p: int) -> list[Mention]:
        """The mentions of paragraph ``p`` that stand in no quotation."""
        inside = [q for q in self.quotes if q.p == p]
        return [m for m in self.at(p) if not any(q.start <= m.start < q.end for q in inside)]

    def verbs(self, p: int, start: int, end: int) -> list[Verb]:
        """The verbs of paragraph ``p`` between two offsets, in order."""
        if p not in self._verbs:
            self._verbs[p] = find_verbs(self.texts[p - 1])
        return [verb for verb in self._verbs[p] if start <= verb.start and verb.end <= end]

    def possessive(self, p: int, mention: Mention) -> bool:
        """True for "Japan's" and for "Japan-led": no subject."""
        text = self.paragraphs[p - 1]
        after = text[mention.end : mention.end + 2]
        if after in {"s’", "s'", "’ ", "' "} and text[mention.end - 1] == "s":
            return True
        return after in {"’s", "'s", "s’", "s'"} or after[:1] in {"-", "–"}


def _named(mark: Mark) -> Mention:
    if mark.layer == "treaty":
        value = _TREATIES.get(mark.value or "", mark.text)
        return Mention(mark.start, mark.end, value, "document")
    return Mention(mark.start, mark.end, mark.value or mark.text, mark.layer)


def _merged(tokens: Tokens, named: list[Mention]) -> list[Mention]:
    """Named and unnamed ones in order; "a White House official" takes in the White House."""
    people = {m.start: m.end for m in named if m.kind == "person"}
    kept = {(m.start, m.end): m for m in named}
    for phrase in phrases(tokens, people):
        start, end = tokens.starts[phrase.start], tokens.ends[phrase.end - 1]
        inside = [m for m in named if m.start < end and m.end > start]
        if any(m.start < start or m.end >= end for m in inside):
            continue  # the party of "Democratic Party"
        body = next((m for m in inside if m.kind == "organisation"), None)
        for m in inside:
            kept.pop((m.start, m.end), None)
        paper = phrase.kind == "document" or tokens.words[phrase.end - 1].lower() in MEDIA
        if body and paper:  # a White House statement, the Bloomberg news agency
            kept[start, end] = Mention(start, end, body.value, "organisation")
        else:
            kept[start, end] = _unnamed(tokens, phrase, start, end)
    return [kept[key] for key in sorted(kept)]


def _unnamed(tokens: Tokens, phrase: Phrase, start: int, end: int) -> Mention:
    printed = " ".join(tokens.text[start:end].split())
    if phrase.kind == "pronoun":
        return Mention(start, end, printed.lower(), "pronoun")
    if phrase.kind == "document":
        head = tokens.words[phrase.end - 1].lower()
        two = " ".join(printed.lower().split()[-2:])
        head = two if two in {"press release", "white paper", "fact sheet"} else head
        joint = "joint " if "joint " in printed.lower() else ""
        return Mention(start, end, joint + head, "document")
    return Mention(start, end, printed, "document" if phrase.kind == "title" else "role")


def _joined(text: str, named: list[Mention]) -> list[Mention]:
    """One mention for "South Korea's military"; a document in apposition takes the title before."""
    joined: list[Mention] = []
    for one in named:
        before = joined[-1] if joined else None
        gap = text[before.end : one.start] if before else ""
        if before and before.kind == "place" and one.kind == "role" and _OWNS.fullmatch(gap):
            whole = " ".join(text[before.start : one.end].split()).replace("’", "'")
            joined[-1] = Mention(before.start, one.end, whole, "role")
            continue
        titled = before and before.value[:1].isupper() and before.kind == one.kind == "document"
        if before and titled and re.fullmatch(r",\s+", gap):  # "the Strategy, a paper …"
            one = Mention(one.start, one.end, before.value, "document")
        joined.append(one)
    return joined
