"""Who says a quotation: read from the words around it, or it is no quotation."""

from __future__ import annotations

import re
from collections.abc import Callable

from .after import ANOTHER_CLAUSE, BULLET, after, after_the_next, trailing
from .antecedents import document, document_alone, latest_subject
from .around import Around
from .subjects import beside, noun_phrase, subject, subject_before
from .verbs import (
    AS_SAYING,
    IN_PAPER,
    OWN_WORDS_OF,
    QUOTED_AS,
    SAYING,
    TERM,
    TITLED,
    VERB_FIRST,
    WORK,
)

_SMALL = frozenset({"of", "the", "and", "for"})
_AT_LEAST = 4  # words of a fragment that can be somebody's without a verb of saying


def speaker_of(around: Around) -> str | None:
    """Whose words the quotation is; None for a term, a title or words of nobody."""
    if around.quote.continues:
        return around.speaker
    lead, words = around.lead, around.words
    if around.quote.single and not (around.sentence_like or around.lead_verbs):
        return None
    if WORK.search(lead) and words[0][:1].isupper():
        return None
    if TITLED.search(lead):
        return document(around.mentions, around.p, around.begin, around.quote.before)
    owner = _owner(around)
    if owner:
        return owner
    if TERM.search(lead) or _is_name(words, lead):
        return None
    for rule in _RULES:
        speaker = rule(around)
        if speaker:
            return speaker
    return None


def _owner(around: Around) -> str | None:
    """Trump's “America First” / Trump's promise to “drill, baby, drill”."""
    people = [m for m in around.mentions.at(around.p) if m.kind == "person"]
    last = [m for m in people if around.begin <= m.start and m.end <= around.quote.before]
    owned = last and OWN_WORDS_OF.fullmatch(around.text, last[-1].end, around.quote.before)
    return around.name(last[-1]) if owned else None


def _is_name(words: list[str], lead: str) -> bool:
    """True for a name or title in quotation marks: “First Island Chain”, “Keen Sword”."""
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 2:  # “AUKUS”
        return True
    if not 2 <= len(words) <= 6 or lead.rstrip().endswith((":", ",")):
        return False
    return all((word[:1].isupper() and word.isalnum()) or word in _SMALL for word in words)


def _in_a_paper(around: Around) -> str | None:
    """The alliance was described in the statement as “…”."""
    if not (IN_PAPER.search(around.lead) or IN_PAPER.search(around.tail)):
        return None
    mentions, p, quote = around.mentions, around.p, around.quote
    return document(mentions, p, around.begin, quote.before) or document(
        mentions, p, quote.after, around.stop
    )


def _quoted_as(around: Around) -> str | None:
    """Kyodo quoted Abe as saying: “…”"""
    for m in QUOTED_AS.finditer(around.text, around.begin, around.quote.before):
        said = AS_SAYING.search(around.text, m.end(), around.quote.before)
        if said:
            return around.name(noun_phrase(around.mentions, around.p, m.end(), said.start()))
    return None


def _before(around: Around) -> str | None:
    """Abe said: “…” / Abe criticised the plan, calling it “…” / according to Abe, “…”."""
    mentions, p, begin, end = around.mentions, around.p, around.begin, around.quote.before
    verbs = around.lead_verbs[::-1]
    finite = [verb for verb in verbs if not verb.participle]
    inner: str | None = None  # of a verb that hardly attributes words: an outer one may
    for verb in [*finite, *verbs]:  # ", calling it …" has the subject of the verb before it
        if verb.word == "according":
            found = noun_phrase(mentions, p, verb.end, end)
        elif inner:  # "Mattis made clear that the U.S. opposes “…”"
            found = beside(mentions, p, begin, verb.start)
            if found and found.kind != "person" and found.value not in {"he", "she"}:
                continue
        else:
            found = subject_before(mentions, p, begin, verb.start)
        if found:
            paper = found.kind in {"place", "role"} and document_alone(mentions, p, verb.end, end)
            speaker = paper or around.name(found)
            sure = found.kind == "person" or found.value in {"he", "she"} or verb.participle
            if sure or verb.word in SAYING or verb.word == "according" or inner:
                return speaker
            inner = speaker
            continue
        if verb.word in VERB_FIRST:
            inverted = noun_phrase(mentions, p, verb.end, end)
            if inverted and inverted.kind == "person":
                return around.name(inverted)
    return inner


def _headline(around: Around) -> str | None:
    """Trump: treaty is “unfair”."""
    first = next((m for m in around.mentions.at(around.p) if m.start >= around.begin), None)
    if first is None or first.start > around.begin or first.kind not in {"person", "organisation"}:
        return None
    return around.name(first) if around.text[first.end : first.end + 2] == ": " else None


def _same_sentence(around: Around) -> str | None:
    """Two fragments in one sentence have one speaker, unless another is named between."""
    previous = around.previous
    another = ANOTHER_CLAUSE.match(around.lead)
    if another and previous and previous.after == around.begin:
        found = beside(around.mentions, around.p, around.begin, around.quote.before)
        named = found and not around.lead_verbs and found.start - around.begin - another.end() < 5
        if found and named and around.text[found.end : around.quote.before].isspace():
            return around.name(found)
    if previous and previous.after == around.begin and around.last:
        return around.last.detail["speaker"]
    return None


def _participle(around: Around) -> str | None:
    """Calling it “…”, the ministers signed a joint statement: they, or their statement."""
    mentions, p, start, end = around.mentions, around.p, around.quote.after, around.end
    if re.match(r"\s*[A-Z]\w+ing\b", around.lead) and around.lead_verbs:
        found = subject(mentions, p, start, end)
        return found and (document_alone(mentions, p, start, end) or around.name(found))
    return None


def _same_paragraph(around: Around) -> str | None:
    """“…,” he said. “…”"""
    last, quote = around.last, around.quote
    if not around.sentence_like or quote.single or last is None or around.previous is None:
        return None
    return last.detail["speaker"] if quote.before - around.previous.after < 220 else None


def _alone(around: Around) -> str | None:
    """A sentence that is a quotation and nothing else: who spoke, or was spoken of, last."""
    if around.quote.single or not (around.sentence_like or around.lead.strip(" ") == ""):
        return None
    mentions, p, lead = around.mentions, around.p, around.lead
    if not lead.strip(BULLET) and len(around.words) >= _AT_LEAST:
        if around.begin and around.previous is None:
            return latest_subject(mentions, p, around.begin)
        return around.speaker or latest_subject(mentions, p, around.begin)
    if lead.rstrip().endswith((":", ",")):
        found = subject(mentions, p, around.begin, around.quote.before)
        return around.name(found) or latest_subject(mentions, p, around.begin)
    return None


def _fragment(around: Around) -> str | None:
    """Japan aims “to disrupt and defeat invasions”: the words of whoever does it."""
    if around.quote.single or len(around.words) < _AT_LEAST or not around.lead.strip():
        return None
    found = beside(around.mentions, around.p, around.begin, around.quote.before) or subject(
        around.mentions, around.p, around.begin, around.quote.before
    )
    return around.name(found) if found else None


_RULES: tuple[Callable[[Around], str | None], ...] = (
    after,
    after_the_next,
    _in_a_paper,
    _quoted_as,
    trailing,
    _before,
    _headline,
    _same_sentence,
    _participle,
    _same_paragraph,
    _alone,
    _fragment,
)
