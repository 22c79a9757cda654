"""Who could be speaking: people, bodies, documents, roles and pronouns in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .gazetteer import Gazetteer
from .marks import Mark
from .wordlists import alternatives

_DOCUMENT = alternatives(
    """statement communiqu[eé] declaration report white_paper document memorandum editorial letter
    resolution telegram cable draft press_release strategy guidelines transcript constitution poll
    survey banners? placards? signs? flags? agreement article memo notice bill law preamble text
    readout commentary study paper headline post"""
)
_ROLE = alternatives(
    """president prime_minister premier foreign_minister defen[cs]e_minister minister spokesman
    spokeswoman spokesperson spokespeople ambassador secretary general admiral governor mayor
    officials? ministry government analysts? critics? experts? residents? protesters demonstrators
    historians? professor scholar sources? lawmakers? senator chancellor emperor leaders? ministers
    diplomats? company agency newspapers? embassy researchers? commander chairman activists?
    students opponents supporters organi[sz]ers administration secretary_of_state sides allies
    countries envoy adviser officer department council opposition editor author mother father
    farmer veteran fisherman fishermen witness reporter military party union mobs? crowds?
    marchers workers soldiers media outlets pilot"""
)
_KIND = alternatives(
    r"""senior former defen[cs]e foreign government military local top retired state unnamed
    anonymous embassy ministry party administration Japanese American Chinese U\.S\. US
    South_Korean Korean Taiwanese Russian Okinawan Western high-ranking leading ruling another"""
)
TITLE_WORDS = (
    "Strategy", "Report", "Paper", "Guidelines", "Review", "Declaration", "Plan", "Communiqu",
    "Constitution", "Charter", "Agreement", "Act", "Protocol", "Program", "Principles",
)  # fmt: skip
_TITLE = rf"(?:{'|'.join(TITLE_WORDS)})[eé]?"
_THE = r"\b(?:[Tt]he|[Tt]his|[Aa]n?|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er|[Oo]ne)\s+"
_SOME = r"\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Tt]heir|[Hh]is|[Hh]er|[Ss]ome|[Mm]any|[Tt]wo|[Bb]oth)\s+"
_OTHER = re.compile(
    rf"(?P<title>\b(?:[A-Z][\w-]+\s+){{1,6}}{_TITLE})\b"
    rf"|(?P<doc>{_THE}(?P<docmod>(?:(?:joint|written|separate|final|draft|official|latest|same|new"
    rf"|\d{{4}})\s+)*)(?:[\w.-]+\s+){{0,2}}?(?P<dochead>{_DOCUMENT})\b)"
    rf"|(?P<role>(?:{_SOME})?(?:{_KIND}\s+)*(?i:{_ROLE})\b)"
    r"|(?P<pronoun>\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b)",
)
_BEGINS = re.compile(r"(?:^|[.!?”\"]\s)$")
_TREATIES = {"treaty-1951": "treaty of 1951", "treaty-1960": "treaty of 1960"}
# A country or capital that speaks is its government.
GOVERNMENTS = {
    "United States": "U.S.", "Washington, D.C.": "U.S.", "Japan": "Japanese", "Tokyo": "Japanese",
    "China": "Chinese", "Beijing": "Chinese", "South Korea": "South Korean",
    "Seoul": "South Korean",
    "North Korea": "North Korean", "Pyongyang": "North Korean", "Taiwan": "Taiwanese",
    "Taipei": "Taiwanese", "Russia": "Russian", "Moscow": "Russian", "Philippines": "Philippine",
    "Manila": "Philippine", "Australia": "Australian", "Canberra": "Australian",
    "Soviet Union": "Soviet", "United Kingdom": "British", "London": "British",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
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
        paragraphs: Sequence[str],
        marks: dict[int, list[Mark]],
        roles: dict[int, list[tuple[int, str, str]]],
        names: Gazetteer,
    ) -> None:
        self.paragraphs = paragraphs
        self.marks = marks
        self.roles = roles
        self.names = names
        self.labels: dict[str, str] = {}
        self._found: dict[int, list[Mention]] = {}

    def at(self, p: int) -> list[Mention]:
        """The mentions of paragraph ``p``, in order."""
        if p not in self._found:
            text = self.paragraphs[p - 1]
            named = [_named(mark) for mark in self.marks.get(p, ()) if mark.layer in _NAMED]
            named += _unnamed(text, [(m.start, m.end) for m in named if m.kind != "place"])
            self._found[p] = _joined(text, sorted(named, key=lambda one: one.start))
        return self._found[p]

    def possessive(self, p: int, mention: Mention) -> bool:
        """True for "Japan's" and for "Japan-led": no subject."""
        after = self.paragraphs[p - 1][mention.end : mention.end + 2]
        return after in {"’s", "'s", "s’", "s'"} or after[:1] in {"-", "–"}


_NAMED = frozenset({"person", "organisation", "place", "treaty"})


def _named(mark: Mark) -> Mention:
    if mark.layer == "treaty":
        value = _TREATIES.get(mark.value or "", mark.text)
        return Mention(mark.start, mark.end, value, "document")
    return Mention(mark.start, mark.end, mark.value or mark.text, mark.layer)


def _unnamed(text: str, busy: list[tuple[int, int]]) -> list[Mention]:
    """Documents, roles and pronouns outside the spans of ``busy``."""
    found = []
    for m in _OTHER.finditer(text):
        start, end = m.span()
        if any(start < b and end > a for a, b in busy):
            continue
        if m["title"]:
            title = re.sub(r"^(?:The|In|Its|Their|A)\s+", "", " ".join(m["title"].split()))
            found.append(Mention(start, end, title, "document"))
        elif m["doc"]:
            head = " ".join(m["dochead"].lower().split())
            joint = "joint " if "joint" in m["docmod"] else ""
            found.append(Mention(start, end, joint + head, "document"))
        elif m["pronoun"]:
            found.append(Mention(start, end, m["pronoun"].lower(), "pronoun"))
        elif not _part_of_a_title(text, m):
            found.append(Mention(start, end, " ".join(m["role"].split()), "role"))
    return found


def _part_of_a_title(text: str, m: re.Match[str]) -> bool:
    """True for the General of "Consul General" and the president of "President Trump"."""
    words = m["role"].split()
    inside = words[0][0].isupper() and words[-1][0].isupper()
    if inside and not _BEGINS.search(text, max(0, m.start() - 2), m.start()):
        return words[0] not in {"The", "A", "An"}
    return re.match(r"\s+[A-Z][\w.]+", text[m.end() : m.end() + 20]) is not None


def _joined(text: str, named: list[Mention]) -> list[Mention]:
    """One mention for "U.S. government" and "South Korea's military"; a document in apposition
    takes the title before it."""
    joined: list[Mention] = []
    for one in named:
        before = joined[-1] if joined else None
        gap = text[before.end : one.start] if before else ""
        owned = one.kind == "role" and re.fullmatch(r"\s|[’']s?\s", gap)
        if before and before.kind == "place" and owned:
            body = f"{GOVERNMENTS.get(before.value, before.value)} {one.value}"
            joined[-1] = Mention(before.start, one.end, body, "role")
            continue
        titled = before and before.value[0].isupper() and before.kind == one.kind == "document"
        if before and titled and re.fullmatch(r",\s+", gap):  # "the Strategy, a paper …"
            one = Mention(one.start, one.end, before.value, "document")
        joined.append(one)
    return joined
