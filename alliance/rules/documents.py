"""What "the statement" is: "joint statement of 17 January 2020", or whoever issued it."""

from __future__ import annotations

import re

from . import sentences
from .antecedents import value
from .lexicon import MONTHS
from .mentions import Mention, Mentions
from .subjects import noun_phrase, subject_before
from .unnamed import TITLE_WORDS

_PAPER = re.compile(
    r"\b(?:statement|report|document|press\s+release|communique|declaration|readout|fact\s+sheet"
    r"|release)\b"
)
_BY = re.compile(
    r"\s+(?:(?:issued|released|published|put\s+out|posted|made)\s+)?(?:by|from|of)\s+(?:the\s+)?"
)
_SAID_IN = re.compile(
    r"\b(?:said|issued|released|published|stated|says|wrote|announced|explained|noted|marked"
    r"|put\s+out)\s+(?:\w+\s+){0,3}?(?:in\s+)?(?:a|an|the|its|their)\s+(?:\w+\s+)?$"
)
_OWN = re.compile(r"(?:[’']s?)?\s+(?:\w+\s+)?$")
# Paragraphs without any of these are passed over unread.
_PAPERS = ("statement", "report", "document", "release", "communique", "declaration", "readout")
_DATED = TITLE_WORDS | {"joint"}
_ISSUERS = frozenset({"person", "organisation", "place", "role"})


def label_documents(mentions: Mentions) -> None:
    """Fill ``mentions.labels``: dated titles first, then issuers of what has no title."""
    _dates(mentions)
    _issuers(mentions)


def _dates(mentions: Mentions) -> None:
    """ "joint statement" -> "joint statement of 17 January 2020", if its day is told beside it."""
    labels = mentions.labels
    for p, tokens in enumerate(mentions.texts, start=1):
        for mention in () if _DATED.isdisjoint(tokens.words) else mentions.at(p):
            key = mention.value
            if mention.kind != "document" or not (key.startswith("joint ") or key[0].isupper()):
                continue
            day = _day_beside(mentions, p, mention)
            if day or key not in labels:
                labels[key] = f"{key} of {day}" if day else key
                labels[key.removeprefix("joint ").split()[-1].lower()] = labels[key]


def _day_beside(mentions: Mentions, p: int, mention: Mention) -> str | None:
    """17 January 2020, or January 2020, where a date follows the mention closely."""
    for mark in mentions.marks.get(p, ()):
        if mark.layer != "date" or not 0 <= mark.start - mention.end <= 60:
            continue
        day = mark.detail.get("resolved") or mark.value or ""
        if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", day):
            year, month, *number = day.split("-")
            name = MONTHS[int(month) - 1]
            return " ".join([*(str(int(n)) for n in number), name, year])
    return None


def _issuers(mentions: Mentions) -> None:
    """ "the statement" -> who "said in a statement", if the text names no joint statement."""
    for p, text in enumerate(mentions.paragraphs, start=1):
        for m in _PAPER.finditer(text) if any(word in text for word in _PAPERS) else ():
            key = " ".join(m[0].split())
            if key in mentions.labels:
                continue
            by = _BY.match(text, m.end())
            issuer = _issuer(mentions, p, text, m, by)
            vague = issuer and issuer.kind == "role" and len(issuer.value.split()) < 3
            if issuer and issuer.kind in _ISSUERS and not vague:
                mentions.labels[key] = value(mentions, issuer, p)


def _issuer(
    mentions: Mentions, p: int, text: str, m: re.Match[str], by: re.Match[str] | None
) -> Mention | None:
    if by:
        return noun_phrase(mentions, p, by.end(), min(len(text), by.end() + 120))
    before = max(0, m.start() - 80)
    said = _SAID_IN.search(text[before : m.start()])
    if said:
        at = before + said.start()
        return subject_before(mentions, p, sentences.begin(text, at), at)
    own = _OWN.search(text[before : m.start()])
    end = before + own.start() if own else -1
    return next((one for one in mentions.at(p) if one.end == end), None)
