"""What "the statement" is: "joint statement of 17 January 2020", or whoever issued it."""

from __future__ import annotations

import re

from . import sentences
from .antecedents import value
from .lexicon import MONTHS
from .mentions import TITLE_WORDS, Mention, Mentions
from .subjects import noun_phrase, subject_before

_PAPER = (
    r"(?P<%s>statement|report|document|press\s+release|communique|declaration|readout|fact\s+sheet"
    r"|release)"
)
_ISSUED = re.compile(
    rf"\b{_PAPER % 'by'}\s+(?:(?:issued|released|published|put\s+out|posted|made)\s+)?"
    r"(?:by|from|of)\s+(?:the\s+)?"
    rf"|(?:[’']s?)?\s+(?:\w+\s+)?{_PAPER % 'own'}\b"
    r"|\b(?:said|issued|released|published|stated|says|wrote|announced|explained|noted|marked"
    r"|put\s+out)\s+(?:\w+\s+){0,3}?(?:in\s+)?(?:a|an|the|its|their)\s+(?:\w+\s+)?"
    rf"{_PAPER % 'said'}\b"
)
# Paragraphs without any of these are passed over unread.
_DATED = ("joint ", *TITLE_WORDS)
_PAPERS = (
    "statement",
    "report",
    "document",
    "release",
    "communique",
    "declaration",
    "readout",
    "fact",
)
_ISSUERS = frozenset({"person", "organisation", "place", "role"})


def label_documents(mentions: Mentions) -> None:
    """Fill ``mentions.labels``: dated titles first, then issuers of what has no title."""
    _dates(mentions)
    _issuers(mentions)


def _dates(mentions: Mentions) -> None:
    """ "joint statement" -> "joint statement of 17 January 2020", if its day is told beside it."""
    labels = mentions.labels
    for p, text in enumerate(mentions.paragraphs, start=1):
        for mention in mentions.at(p) if any(word in text for word in _DATED) else ():
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
        for m in _ISSUED.finditer(text) if any(word in text for word in _PAPERS) else ():
            key = " ".join((m["by"] or m["own"] or m["said"]).lower().split())
            if key in mentions.labels:
                continue
            issuer = _issuer(mentions, p, text, m)
            vague = issuer and m["by"] and issuer.kind == "role" and " " not in issuer.value
            if issuer and issuer.kind in _ISSUERS and not vague:
                mentions.labels[key] = value(mentions, issuer, p)


def _issuer(mentions: Mentions, p: int, text: str, m: re.Match[str]) -> Mention | None:
    if m["by"]:
        return noun_phrase(mentions, p, m.end(), min(len(text), m.end() + 120))
    if m["own"]:
        return next((one for one in mentions.at(p) if one.end == m.start()), None)
    return subject_before(mentions, p, sentences.begin(text, m.start()), m.start())
