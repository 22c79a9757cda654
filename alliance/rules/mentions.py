"""Who could be speaking: people, bodies, documents, roles and pronouns in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import sentences
from .gazetteer import Gazetteer
from .lexicon import MONTHS
from .marks import Mark
from .names import is_role

_DOCUMENT = (
    r"statement|communiqu[eé]|declaration|report|white\s+paper|document|memorandum|editorial|letter"
    r"|resolution|telegram|cable|draft|press\s+release|strategy|guidelines|transcript|constitution"
    r"|poll|survey|banners?|placards?|signs?|flags?|agreement|article|memo|notice|bill|law|preamble"
    r"|text|readout|commentary|study|paper|headline|post"
)
_ROLE = (
    r"president|prime\s+minister|premier|foreign\s+minister|defen[cs]e\s+minister|minister|spokesman"
    r"|spokeswoman|spokesperson|spokespeople|ambassador|secretary|general|admiral|governor|mayor"
    r"|officials?|ministry|government|analysts?|critics?|experts?|residents?|protesters|demonstrators"
    r"|historians?|professor|scholar|source|sources|lawmakers?|senator|chancellor|emperor|leader|leaders"
    r"|ministers|diplomats?|company|agency|newspaper|embassy|researchers?|commander|chairman|activists?"
    r"|students|opponents|supporters|organisers|organizers|administration|secretary\s+of\s+state|sides"
    r"|allies|countries|envoy|adviser|officer|department|council|opposition|editor|author"
    r"|mother|father|farmer|veteran|fisherman|witness|reporter|military|party|union|mobs?|crowds?|marchers|workers|fishermen|soldiers|media|outlets|newspapers|pilot"
)
_OTHER = re.compile(
    r"(?P<title>\b(?:[A-Z][\w-]+\s+){1,6}(?:Strategy|Report|Paper|Guidelines|Review|Declaration|Plan"
    r"|Communiqu[eé]|Constitution|Charter|Agreement|Act|Protocol|Program|Principles))\b|"
    rf"(?P<doc>\b(?:[Tt]he|[Tt]his|[Aa]n?|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er|[Oo]ne)\s+"
    rf"(?P<docmod>(?:(?:joint|written|separate|final|draft|official|latest|same|new|\d{{4}})\s+)*)"
    rf"(?:[\w.-]+\s+){{0,2}}?(?P<dochead>{_DOCUMENT})\b)"
    rf"|(?P<role>(?:\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Tt]heir|[Hh]is|[Hh]er|[Ss]ome|[Mm]any|[Tt]wo|[Bb]oth)\s+)?"
    rf"(?P<rolehead>(?:(?:senior|former|defen[cs]e|foreign|government|military|local|top|retired|state"
    rf"|unnamed|anonymous|embassy|ministry|party|administration|Japanese|American|Chinese|U\.S\.|US|South\s+Korean"
    rf"|Korean|Taiwanese|Russian|Okinawan|Western|high-ranking|leading|ruling|another)\s+)*"
    rf"(?i:{_ROLE}))\b)"
    r"|(?P<pronoun>\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b)",
)
_PREPOSITION = re.compile(
    r"\b(?:of|in|at|for|with|to|from|by|on|between|under|about|against|over|toward|towards|and|into"
    r"|like|than|via|near|versus|upon|through|after|before|since|during|despite|including"
    r"|alongside|among|off)\s+(?:(?:the|a|an|his|her|its|their|former|then|late|U\.S\.|US|Japanese"
    r"|American|Chinese|President|Prime|Minister|Secretary|State|Foreign|Defense|Defence|of|General"
    r"|Gen\.|Adm\.|counterpart|ally)\s+)*$",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"\s*(?:\w+ly\s+|also\s+|then\s+|has\s+|had\s+|have\s+|only\s+|later\s+|once\s+|later\s+|was\s+|were\s+"
    r"|himself\s+|herself\s+|again\s+|often\s+|even\s+)*"
)
_PAIR = re.compile(r"(?:\s+and\s+(?:the\s+)?[A-Z][\w. ]+)?(?:\s+\w+ly)?\s*$|\s+(?:has|have|had)\s+(?:\w+\s+)?$")
_OWN_WORDS = re.compile(
    r"[’']s?\s+(?:\w+\s+)?(?:statements?|remarks?|comments?|speech|words?|claims?|warnings?|calls?|memoirs?|argument"
    r"|pledge|promise|letter|address|testimony|view|assertion|description|post)\b"
)
_PAPER = r"(?P<%s>statement|report|document|press release|communique|declaration|readout|fact sheet|release)"
_ISSUED = re.compile(
    rf"\b{_PAPER % 'by'}\s+(?:issued|released|published|put\s+out|posted|made)?\s*(?:by|from|of)\s+(?:the\s+)?"
    rf"|(?:[’']s?)?\s+(?:\w+\s+)?{_PAPER % 'own'}\b"
    rf"|\b(?:said|issued|released|published|stated|says|wrote|announced|explained|noted|marked|put\s+out)\s+(?:\w+\s+){{0,3}}?(?:in\s+)?(?:a|an|the|its|their)"
    rf"\s+(?:\w+\s+)?{_PAPER % 'said'}\b"
)
_BY = re.compile(r"\s+(?:issued|released|published|put\s+out|posted)?\s*by\s+(?:the\s+)?(?:official\s+)?")
_CLAUSE = re.compile(
    r"[;:]\s+|,\s+(?:and|but|while|as|though|although|which|where|with|when)\s+|\s+(?:but|while|that|because)\s+"
)
_TREATIES = {"treaty-1951": "treaty of 1951", "treaty-1960": "treaty of 1960"}
# A country or capital that speaks is its government.
_GOVERNMENTS = {
    "United States": "U.S.", "Washington, D.C.": "U.S.", "Japan": "Japanese", "Tokyo": "Japanese",
    "China": "Chinese", "Beijing": "Chinese", "South Korea": "South Korean", "Seoul": "South Korean",
    "North Korea": "North Korean", "Pyongyang": "North Korean", "Taiwan": "Taiwanese",
    "Taipei": "Taiwanese", "Russia": "Russian", "Moscow": "Russian", "Philippines": "Philippine",
    "Manila": "Philippine", "Australia": "Australian", "Canberra": "Australian",
    "Soviet Union": "Soviet", "United Kingdom": "British", "London": "British",
}  # fmt: skip
_NO_SPEAKER = re.compile(r"Island|Sea\b|Strait|Peninsula|Base\b|Ocean")


def _governed(text: str, begin: int, at: int) -> bool:
    """True if a preposition governs the noun phrase at ``at``: "with President Xi"."""
    while text[begin : begin + 1] in {" ", ",", "”", '"'}:
        begin += 1
    opening = re.compile(r"(?:and|but|while|yet|as)\s+").match(text, begin, at)
    begin = opening.end() if opening else begin
    return _PREPOSITION.search(text, max(begin, at - 70), at) is not None


@dataclass(frozen=True, slots=True)
class Mention:
    """A possible speaker. kind: person, organisation, place, document, role or pronoun."""

    start: int
    end: int
    value: str
    kind: str


class Mentions:
    """The possible speakers of a text, paragraph by paragraph."""

    def __init__(
        self,
        paragraphs: Sequence[str],
        marks: dict[int, list[Mark]],
        roles: dict[int, list[tuple[int, str, str]]],
        names: Gazetteer,
        wanted: set[int],
    ) -> None:
        self.paragraphs = paragraphs
        self.marks = marks
        self.roles = roles  # paragraph -> (offset, role word, person)
        self.names = names
        self.labels: dict[str, str] = {}
        self._found: dict[int, list[Mention]] = {}
        if wanted:
            self._label_documents()
            self._label_issuers()

    def at(self, p: int) -> list[Mention]:
        """The mentions of paragraph ``p``, in order, without overlaps."""
        if p not in self._found:
            self._found[p] = self._collect(p)
        return self._found[p]

    def _collect(self, p: int) -> list[Mention]:
        text = self.paragraphs[p - 1]
        named = [
            Mention(m.start, m.end, m.value or m.text, m.layer)
            for m in self.marks.get(p, ())
            if m.layer in {"person", "organisation", "place"}
        ]
        named += [
            Mention(m.start, m.end, _TREATIES.get(m.value or "", m.text), "document")
            for m in self.marks.get(p, ())
            if m.layer == "treaty"
        ]
        busy = [(m.start, m.end) for m in named if m.kind != "place"]
        for m in _OTHER.finditer(text):
            start, end = m.span()
            if any(start < b and end > a for a, b in busy):
                continue
            if m["title"]:
                title = re.sub(r"^(?:The|In|Its|Their|A)\s+", "", " ".join(m["title"].split()))
                named.append(Mention(start, end, title, "document"))
            elif m["doc"]:
                key = self._key(m["docmod"], m["dochead"])
                named.append(Mention(start, end, key, "document"))
            elif m["pronoun"]:
                named.append(Mention(start, end, m["pronoun"].lower(), "pronoun"))
            elif m["role"].split()[-1][0].isupper() and m["role"][0].isupper() and not re.search(r"(?:^|[.!?”\"]\s)$", text[:start][-2:]):
                continue  # "Consul General": part of a title
            elif re.match(r"\s+(?:[A-Z][\w.]+)", text[end:]) is None:
                named.append(Mention(start, end, " ".join(m["role"].split()), "role"))
        named.sort(key=lambda one: one.start)
        joined: list[Mention] = []
        for one in named:  # "U.S. government", "South Korea's military"
            before = joined[-1] if joined else None
            if before and before.kind == "place" and one.kind == "role":
                if re.fullmatch(r"\s|[’']s?\s", text[before.end : one.start]):
                    joined[-1] = Mention(before.start, one.end, self._body(before, one), "role")
                    continue
            if before and before.value[0].isupper() and before.kind == one.kind == "document":
                if re.fullmatch(r",\s+", text[before.end : one.start]):  # "the Strategy, a paper …"
                    one = Mention(one.start, one.end, before.value, "document")
            joined.append(one)
        return joined

    @staticmethod
    def _body(place: Mention, role: Mention) -> str:
        """ "U.S. government" for "US government" and "America's government"."""
        return f"{_GOVERNMENTS.get(place.value, place.value)} {role.value}"

    @staticmethod
    def _key(mods: str, head: str) -> str:
        head = " ".join(head.lower().split())
        return f"joint {head}" if "joint" in mods else head

    def _label_documents(self) -> None:
        """ "joint statement" -> "joint statement of 17 January 2020", if its day is told beside it."""
        for p in range(1, len(self.paragraphs) + 1):
            for mention in self.at(p):
                key = mention.value
                if mention.kind != "document" or not (key.startswith("joint ") or key[0].isupper()):
                    continue
                day = self._day_beside(p, mention)
                label = f"{key} of {day}" if day else self.labels.get(key, key)
                if day or key not in self.labels:
                    self.labels[key] = label
                    self.labels[key.removeprefix("joint ").split()[-1].lower()] = label

    def _day_beside(self, p: int, mention: Mention) -> str | None:
        """17 January 2020, or January 2020, where a date follows the mention closely."""
        for mark in self.marks.get(p, ()):
            if mark.layer != "date" or not 0 <= mark.start - mention.end <= 60:
                continue
            day = mark.detail.get("resolved") or mark.value or ""
            if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", day):
                year, month, *number = day.split("-")
                name = MONTHS[int(month) - 1]
                return " ".join([*(str(int(n)) for n in number), name, year])
        return None

    def _label_issuers(self) -> None:
        """ "the statement" -> who "said in a statement", if the text names no joint statement."""
        for p, text in enumerate(self.paragraphs, start=1):
            for m in _ISSUED.finditer(text):
                key = (m["by"] or m["own"] or m["said"]).lower()
                if key in self.labels:
                    continue
                if m["by"]:
                    issuer = self.noun_phrase(p, m.end(), min(len(text), m.end() + 120))
                elif m["own"]:
                    issuer = next((x for x in self.at(p) if x.end == m.start()), None)
                else:
                    issuer = self.subject_before(p, sentences.begin(text, m.start()), m.start())
                if issuer and issuer.kind in {"person", "organisation", "place", "role"}:
                    if not (m["by"] and issuer.kind == "role" and " " not in issuer.value):
                        self.labels[key] = self.value(issuer, p)

    # Choosing -------------------------------------------------------------------------------

    def _possessive(self, p: int, mention: Mention) -> bool:
        after = self.paragraphs[p - 1][mention.end : mention.end + 2]
        return after in {"’s", "'s", "s’", "s'"} or after[:1] in {"-", "–"}

    def subject(self, p: int, start: int, end: int) -> Mention | None:
        """The first mention between two offsets that no preposition governs."""
        text = self.paragraphs[p - 1]
        places = []
        for mention in self.at(p):
            if mention.start < start or mention.end > end:
                continue
            if self._possessive(p, mention) or _governed(text, start, mention.start):
                continue
            if mention.kind == "place":
                if not _NO_SPEAKER.search(mention.value):
                    places.append(mention)
                continue
            return self._spokesman(p, mention) or mention
        return places[0] if places else None

    def _spokesman(self, p: int, body: Mention) -> Mention | None:
        """The person in "ministry spokesman Lin Jian" or "a spokesman, Lin Jian"."""
        if body.kind == "role":
            after = (m for m in self.at(p) if 0 < m.start - body.end <= 2 and m.kind == "person")
            return next(after, None)
        if body.kind != "organisation":
            return None
        person = next((m for m in self.at(p) if m.start > body.end and m.kind == "person"), None)
        gap = self.paragraphs[p - 1][body.end : person.start].split() if person else []
        return person if 0 < len(gap) < 5 and is_role(gap[-1].rstrip(".")) else None

    def subject_before(self, p: int, begin: int, verb: int) -> Mention | None:
        """The subject of a verb at offset ``verb``: looked for in its own clause first."""
        whole = self.paragraphs[p - 1]
        for mention in reversed(self.at(p)):
            if begin <= mention.start and mention.end <= verb:
                gap = whole[mention.end : verb]
                free = not _governed(whole, begin, mention.start)
                if _ADVERBS.fullmatch(gap) and free and not self._possessive(p, mention):
                    return mention
                break
        text = whole[begin:verb]
        cuts = [begin + m.end() for m in _CLAUSE.finditer(text)]
        for cut in (*reversed(cuts), begin):
            subject = self.subject(p, cut, verb)
            if subject and (subject.kind != "place" or _PAIR.match(whole[subject.end : verb])):
                return subject
        for mention in self.at(p):  # "Abe's remark that …"
            if begin <= mention.start and mention.end <= verb and mention.kind != "place":
                if _OWN_WORDS.match(whole, mention.end):
                    return mention
        return None

    def noun_phrase(self, p: int, start: int, end: int) -> Mention | None:
        """Who is named right after "said" or "according to"."""
        text = self.paragraphs[p - 1]
        comma = re.search(r"[,;.](?=\s)(?<!\b[A-Z]\.)(?<!Gen\.)(?<!Adm\.)(?<!Lt\.)(?<!Col\.)(?<!Sen\.)"
                          r"(?<!Rep\.)(?<!U\.S\.)|\s(?:who|in\s+a|at\s+a|during|on)\s", text[start:end])  # fmt: skip
        near = start + comma.start() if comma else end
        inside = [m for m in self.at(p) if m.start >= start and m.end <= near]
        people = [m for m in inside if m.kind == "person" and not self._possessive(p, m)]
        if people:
            return people[0]
        roles = [m for m in inside if m.kind == "role"]
        if roles and comma:  # "said the department's spokesman, Ned Price"
            beyond = [m for m in self.at(p) if near <= m.start <= near + 3 and m.kind == "person"]
            if beyond:
                return beyond[0]
        free = [m for m in inside if not self._possessive(p, m)]
        rank = {"document": 0, "role": 0, "pronoun": 0, "organisation": 1, "place": 2}
        near_start = [m for m in free if m.start - start <= 60]
        return min(near_start, key=lambda m: (rank[m.kind], m.start), default=None)

    def document(self, p: int, start: int, end: int, strict: bool = False) -> str | None:
        """The document named between two offsets (the last one), under its label."""
        named = [m for m in self.at(p) if m.kind == "document" and start <= m.start < end]
        if strict:
            text = self.paragraphs[p - 1]
            named = [m for m in named if re.search(r"\bin\s+$", text[start : m.start])]
            people = [m for m in self.at(p) if m.kind == "person" and start <= m.start < end]
            if people:
                return None
        return self.labels.get(named[-1].value, named[-1].value) if named else None

    def value(self, mention: Mention, p: int) -> str:
        """Who a mention is: pronouns and roles are followed back to a name where there is one."""
        if mention.kind == "document":
            by = _BY.match(self.paragraphs[p - 1], mention.end)
            issuer = self.noun_phrase(p, by.end(), by.end() + 100) if by else None
            if issuer and issuer.kind in {"organisation", "person"}:
                return issuer.value
            return self.labels.get(mention.value, mention.value)
        if mention.kind == "pronoun":
            return self._antecedent(p, mention) or mention.value
        if mention.kind == "role":
            return self._role(p, mention) or re.sub(
                r"^(?:the|an?)\s+", "", mention.value, flags=re.IGNORECASE
            )
        if mention.kind == "place" and mention.value in _GOVERNMENTS:
            return f"{_GOVERNMENTS[mention.value]} government"
        return mention.value

    def _role(self, p: int, mention: Mention) -> str | None:
        if not mention.value.lower().startswith("the "):
            return None
        word = mention.value.lower().removeprefix("the ").split()[-1]
        for q in range(p, max(0, p - 6), -1):
            for offset, role, person in reversed(self.roles.get(q, [])):
                if (q < p or offset < mention.start) and word == role.lower():
                    return person
        return None

    def _antecedent(self, p: int, mention: Mention) -> str | None:
        kinds = {"he": {"person"}, "she": {"person"}, "it": {"organisation", "document"}}
        wanted = kinds.get(mention.value, {"organisation", "role"})
        text = self.paragraphs[p - 1]
        for q in range(p, max(0, p - 5), -1):
            limit = mention.start if q == p else len(self.paragraphs[q - 1])
            names = [m for m in self.at(q) if m.end <= limit and m.kind in wanted]
            if mention.value in {"he", "she"}:
                names = [m for m in names if self._gender(m.value) in {None, mention.value}]
            if not names:
                continue
            text = self.paragraphs[q - 1]
            free = [
                m
                for m in names
                if not _governed(text, 0, m.start) and not self._possessive(q, m)
            ]
            chosen = free or names
            last = chosen[-1]
            begin = sentences.begin(text, last.start) - 1  # the subject of the last sentence with a name
            first = next(m for m in chosen if m.start > begin)
            return self.labels.get(first.value, first.value)
        return None

    def _gender(self, person: str) -> str | None:
        first, *_, last = person.split() if " " in person else (person, "")
        names = self.names
        if person in names.female or first in names.female or last in names.female_japanese:
            return "she"
        return "he" if last else None

    def latest_subject(self, p: int) -> str | None:
        """The person (or else the body) that the paragraph before speaks of."""
        for q in range(p - 1, max(0, p - 3), -1):
            for mention in self.at(q):
                if mention.kind in {"person", "organisation"} and not self._possessive(q, mention):
                    if not _governed(self.paragraphs[q - 1], 0, mention.start):
                        return mention.value
        return None
