"""Which mention is the subject of a verb, or named after "said"."""

from __future__ import annotations

import re

from .lexicon import WEEKDAYS, is_role
from .mentions import Mention, Mentions
from .wordlists import alternatives

_PREPOSITION = re.compile(
    r"\b"
    + alternatives(
        """of in at for with to from by on between under about against over toward towards and into
        like than via near versus upon through after before since during despite including
        alongside among off"""
    )
    + r"\s+(?:"
    + alternatives(
        r"""the a an his her its their former then late U\.S\. US Japanese American Chinese
        President Prime Minister Secretary State Foreign Defense Defence of General Gen\. Adm\.
        counterpart ally Mr\. Ms\. Mrs\."""
    )
    + r"\s+)*$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\sto\s+[a-z]+\s+(?:the\s+)?$")  # "a memo to brief Congress"
# The "of" of a title governs nobody: Secretary of State Antony Blinken.
_MINISTER_OF = re.compile(
    r"\b(?:Secretary|Minister|Ministers)\s+(?:of|for)\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?\s+$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"(?:and|but|while|yet|as)\s+")
_WHEN = (
    rf"(?:on\s+)?(?:{'|'.join(WEEKDAYS)})|yesterday|(?:earlier\s+|later\s+)?(?:this|last)\s+\w+"
    r"|(?:for\s+(?:his|her|its|their)\s+part,?)|in\s+(?:a|an|the)\s+(?:\w+\s+){0,2}\w+,?"
    r"|in\s+(?:\d{4}|turn|response|reply),?"
)
# What may stand between a subject and its verb.
_ADVERBS = re.compile(
    rf"\s*,?\s*(?:(?:{_WHEN}|who|which|\w+ly,?|also|then|has|had|have|only|later|once|was|were"
    r"|himself|herself|itself|again|often|even|earlier|however,|too,|meanwhile,|now|still|did|not"
    r"|first|long|went\s+on\s+to|is|are|would|could|,)\s+)*"
)
_PAIR = re.compile(
    r"(?:\s+and\s+(?:the\s+)?[A-Z][\w. ]+)?(?:\s+\w+ly)?\s*$|\s+(?:has|have|had)\s+(?:\w+\s+)?$"
)
_OWN_WORDS = re.compile(
    r"[’']s?\s+(?:\w+\s+)?"
    + alternatives(
        """statements? remarks? comments? speech words? claims? warnings? calls? memoirs? argument
        pledge promise letter address testimony view assertion description post"""
    )
    + r"\b"
)
_CLAUSE = re.compile(
    r"[;:]\s+|,\s+(?:and|but|while|as|though|although|which|where|with|when)\s+"
    r"|\s+(?:but|while|that|because)\s+"
)
_PHRASE_END = re.compile(
    r"[,;.](?=\s)(?<!\b[A-Z]\.)(?<!\b(?:Gen|Adm|Col|Sen|Rep|Gov|Rev|Maj|Sgt|Mrs)\.)"
    r"(?<!\b(?:Lt|Mr|Ms|Dr|St)\.)(?<!U\.S\.)(?<!\bProf\.)(?<!\bCapt\.)(?<!\bCmdr\.)"
    r"|\s(?:who|in\s+a|at\s+a|during|on)\s"
)
_NO_SPEAKER = re.compile(r"Island|Sea\b|Strait|Peninsula|Base\b|Ocean")
_RANK = {"document": 0, "role": 0, "pronoun": 0, "organisation": 1, "place": 2}


def governed(text: str, begin: int, at: int) -> bool:
    """True if a preposition governs the noun phrase at ``at``: "with President Xi"."""
    while text[begin : begin + 1] in {" ", ",", "”", '"'}:
        begin += 1
    opening = _CONJUNCTION.match(text, begin, at)
    begin = opening.end() if opening else begin
    title = _MINISTER_OF.search(text, max(begin, at - 60), at)
    at = title.start() if title else at
    if _INFINITIVE.search(text, max(begin, at - 40), at):
        return True
    found = _PREPOSITION.search(text, max(begin, at - 70), at)
    return found is not None and not text[: found.start()].endswith("ccording ")


def subject(mentions: Mentions, p: int, start: int, end: int) -> Mention | None:
    """The first mention between two offsets that no preposition governs; places come last."""
    text = mentions.paragraphs[p - 1]
    place = None
    for mention in mentions.at(p):
        if mention.start < start or mention.end > end:
            continue
        if mentions.possessive(p, mention) or governed(text, start, mention.start):
            continue
        if mention.kind != "place":
            return _spokesman(mentions, p, mention) or mention
        if place is None and not _NO_SPEAKER.search(mention.value):
            place = mention
    return place


def _spokesman(mentions: Mentions, p: int, body: Mention) -> Mention | None:
    """The person in "ministry spokesman Lin Jian" or "a spokesman, Lin Jian"."""
    people = (m for m in mentions.at(p) if m.start > body.end and m.kind == "person")
    person = next(people, None)
    if person is None or body.kind not in {"role", "organisation"}:
        return None
    if body.kind == "role":
        return person if person.start - body.end <= 2 else None
    gap = mentions.paragraphs[p - 1][body.end : person.start].split()
    return person if 0 < len(gap) < 7 and is_role(gap[-1].rstrip(".")) else None


def beside(mentions: Mentions, p: int, begin: int, verb: int) -> Mention | None:
    """The mention right before a verb, adverbs and a time apart, that no preposition governs."""
    text = mentions.paragraphs[p - 1]
    inside = [m for m in mentions.at(p) if begin <= m.start and m.end <= verb]
    if (
        inside
        and text[inside[-1].end : verb].isspace()
        and text[: inside[-1].start].endswith((" with ", " with the "))
    ):  # "with the crowd yelling"
        return inside[-1]
    for last in inside[:-4:-1]:  # "Trump on Friday told": what the time names is no subject
        free = not governed(text, begin, last.start) and not mentions.possessive(p, last)
        if free and _ADVERBS.fullmatch(text, last.end, verb):
            return _apposed(mentions, p, last) or last
    return None


def _apposed(mentions: Mentions, p: int, role: Mention) -> Mention | None:
    """The person of "Yuki Tanabe, his colleague, …"."""
    if role.kind != "role":
        return None
    text = mentions.paragraphs[p - 1]
    before = [m for m in mentions.at(p) if m.end < role.start and m.kind == "person"]
    gap = text[before[-1].end : role.start] if before else ""
    close = re.fullmatch(r"\s*,\s+(?:[\w-]+\s+){0,5}", gap) and text[role.end : role.end + 1] == ","
    return before[-1] if close else None


def subject_before(mentions: Mentions, p: int, begin: int, verb: int) -> Mention | None:
    """The subject of a verb at offset ``verb``: right before it, else in its own clause."""
    text = mentions.paragraphs[p - 1]
    saying = re.match(r"\w+ing\b", text[verb : verb + 30]) and text[:verb].rstrip().endswith(",")
    near = None if saying else beside(mentions, p, begin, verb)
    if near:
        return near
    inside = [m for m in mentions.at(p) if begin <= m.start and m.end <= verb]
    cuts = [m.end() for m in _CLAUSE.finditer(text, begin, verb)]
    for cut in (*reversed(cuts), begin):
        found = subject(mentions, p, cut, verb)
        if found and (found.kind != "place" or _PAIR.match(text[found.end : verb])):
            return found
    own = (m for m in inside if m.kind != "place" and _OWN_WORDS.match(text, m.end))
    return next(own, None)  # "Abe's remark that …"


def noun_phrase(mentions: Mentions, p: int, start: int, end: int) -> Mention | None:
    """Who is named right after "said" or "according to"."""
    stop = _PHRASE_END.search(mentions.paragraphs[p - 1], start, end)
    near = stop.start() if stop else end
    found = mentions.at(p)
    inside = [m for m in found if m.start >= start and m.end <= near]
    free = [m for m in inside if not mentions.possessive(p, m)]
    people = [m for m in free if m.kind == "person"]
    if not people and stop and any(m.kind == "role" for m in inside):
        # "said the department's spokesman, Ned Price"
        people = [m for m in found if near <= m.start <= near + 3 and m.kind == "person"]
    if people:
        return people[0]
    close = [m for m in free if m.start - start <= 60]
    return min(close, key=lambda m: (_RANK[m.kind], m.start), default=None)
