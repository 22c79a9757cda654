"""The speaker named after a quotation: “…,” Abe said; “…,” said Abe; “…”: Abe."""

from __future__ import annotations

import re

from .around import Around
from .mentions import Mention
from .quotes import Quote
from .subjects import beside, noun_phrase, subject, subject_before
from .unnamed import PERSON_NOUNS
from .verbs import ACCORDING, INVERTED, PASSED_ON, SAYING

BULLET = " —–-(•*·‣▪"
ANOTHER_CLAUSE = re.compile(r"\s*,?\s*(?:and|but|while|yet|as)\s")
_SOMEBODY = re.compile(r"[\s,]*(?P<who>one|another)\s+(?:\w+ly\s+)?(?:said|says|shouted|asked)")
_COLON_NAME = re.compile(r"\s*(?::|—|–|--)\s*(?=[A-Z])")


def after(around: Around) -> str | None:
    """“…,” Abe said. / “…,” said the ministry's spokesman, Lin Jian."""
    return _follows(around, around.quote, around.stop)


def _follows(around: Around, quote: Quote, stop: int) -> str | None:
    text, p, mentions = around.text, around.p, around.mentions
    tail = text[quote.after : stop]
    according = ACCORDING.match(tail)
    verb_first = INVERTED.match(tail) or according
    comma = text[quote.after - 2 : quote.after - 1] in {",", "?", "!", "—", "-", "–"}
    if ANOTHER_CLAUSE.match(tail):  # “…,” and another said …
        return None
    if not (comma or verb_first or re.match(r"\s*,", tail)):
        return _signed(around, quote, tail)
    somebody = _SOMEBODY.match(tail)
    if somebody:
        return _one_of_them(around, somebody["who"])
    found: Mention | None = None
    passed_on = bool(according)
    if verb_first:
        found = noun_phrase(mentions, p, quote.after + verb_first.end(), stop)
    if found is None:
        found = subject(mentions, p, quote.after, stop)
        if found is None or found.start - quote.after > 90:
            return None
        verbs = mentions.verbs(p, found.end, min(stop, found.end + 180))
        if not verbs or re.search(r"[;:]", text[found.end : verbs[0].start]):
            return None
        if verbs[0].participle:  # “…,” another avoided mentioning it
            return None
        passed_on = verbs[0].word in PASSED_ON
    if passed_on and found.kind in {"organisation", "role"}:  # the speaker stands before
        return _person_before(around) or around.name(found)
    return around.name(found)


def _signed(around: Around, quote: Quote, tail: str) -> str | None:
    """“…” — Abe; “…”: Abe."""
    m = _COLON_NAME.match(tail)
    if not m or around.lead.strip(BULLET):
        return None
    at = quote.after + m.end()
    found = next((one for one in around.mentions.at(around.p) if one.start >= at), None)
    close = found and found.kind in {"person", "organisation"} and found.start - at < 40
    return around.name(found) if close else None


def _one_of_them(around: Around, who: str) -> str:
    """ "one shouted": one of the group named last."""
    for mention in reversed(around.mentions.at(around.p)):
        word = mention.value.split()[-1].lower()
        group = mention.kind == "role" and word.endswith("s") and word[:-1] in PERSON_NOUNS
        if group and mention.end < around.quote.before:
            return word[:-1]
    return who


def _person_before(around: Around) -> str | None:
    for verb in reversed(around.lead_verbs):
        found = subject_before(around.mentions, around.p, around.begin, verb.start)
        if found and found.kind in {"person", "pronoun"}:
            return around.name(found)
    return None


def after_the_next(around: Around) -> str | None:
    """It is “…” and will remain “…,” the statement said: the first of two fragments."""
    following = around.following
    if following and following.after <= around.end and not around.lead_verbs:
        return _follows(around, following, around.end)
    return None


def trailing(around: Around) -> str | None:
    """They “reaffirmed the commitment” to it, the White House said."""
    if around.following and around.following.after <= around.end:
        return None
    for verb in around.mentions.verbs(around.p, around.quote.after, around.stop):
        found = beside(around.mentions, around.p, around.quote.after, verb.start)
        comma = found and re.search(
            r",\s+(?:the\s+|[A-Z][\w.]*\s+){0,5}$", around.text[: found.start]
        )
        if comma and verb.word in SAYING:
            return around.name(found)
    return None
