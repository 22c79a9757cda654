"""Who says a quotation: read from the words around it, or it is no quotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import sentences
from .antecedents import document, document_alone, latest_subject, value
from .marks import Mark
from .mentions import Mention, Mentions
from .quotes import Quote
from .subjects import noun_phrase, subject, subject_before
from .verbs import ACCORDING, BEFORE_NAME, IN_PAPER, INVERTED, TERM, TITLED, VERB, WORK

_DATELINE = re.compile(r"[A-Z][^a-z(]{0,30}[A-Za-z, .]{0,30}\s?-?\([^)]{2,40}\)\s*[-–—]*\s*")
_SMALL = frozenset({"of", "the", "and", "for"})


@dataclass(frozen=True, slots=True)
class _Around:
    """A quotation in its sentence: ``lead`` before it, ``tail`` after it, up to other quotations.

    begin, stop: where lead begins and tail ends; end: where the sentence ends; last: the mark of
    the quotation before it in the paragraph; speaker: who spoke last in this or the paragraph
    before.
    """

    mentions: Mentions
    quote: Quote
    text: str
    begin: int
    stop: int
    end: int
    previous: Quote | None
    following: Quote | None
    last: Mark | None
    speaker: str | None

    @property
    def p(self) -> int:
        return self.quote.p

    @property
    def lead(self) -> str:
        return self.text[self.begin : self.quote.before]

    @property
    def tail(self) -> str:
        return self.text[self.quote.after : self.stop]

    @property
    def words(self) -> list[str]:
        return self.text[self.quote.start : self.quote.end].split()

    @property
    def sentence_like(self) -> bool:
        """True if the quoted words could be a sentence and not only a term."""
        whole = len(self.words) >= 4 and self.words[0][:1].isupper()
        return whole or self.text[self.quote.after - 2] in ",?!"

    def name(self, mention: Mention | None) -> str | None:
        return value(self.mentions, mention, self.p) if mention else None


def quotations(paragraphs: Sequence[str], quotes: list[Quote], mentions: Mentions) -> list[Mark]:
    """The quotations that somebody is shown to say, each with its ``speaker``."""
    found: list[Mark] = []
    for i, quote in enumerate(quotes):
        text = paragraphs[quote.p - 1]
        speaker = _speaker(_around(text, quotes, i, mentions, found))
        if speaker:
            words = text[quote.start : quote.end]
            detail = {"speaker": speaker}
            found.append(Mark(quote.p, quote.start, quote.end, "quotation", words, None, detail))
    return found


def _around(
    text: str, quotes: list[Quote], i: int, mentions: Mentions, found: list[Mark]
) -> _Around:
    quote = quotes[i]
    previous = quotes[i - 1] if i and quotes[i - 1].p == quote.p else None
    following = quotes[i + 1] if i + 1 < len(quotes) and quotes[i + 1].p == quote.p else None
    begin, end = _sentence(text, quote)
    begin = max(begin, previous.after if previous else 0)
    dateline = _DATELINE.match(text) if begin == 0 else None
    if dateline and dateline.end() < quote.before:
        begin = dateline.end()
    stop = min(end, following.before) if following else end
    near = found[-1] if found and quote.p - found[-1].p <= 1 else None
    last = near if near and previous and near.start == previous.start else None
    speaker = near.detail["speaker"] if near else None
    return _Around(mentions, quote, text, begin, stop, end, previous, following, last, speaker)


def _sentence(text: str, quote: Quote) -> tuple[int, int]:
    """Where the sentence around the quotation begins and ends."""
    begin = sentences.begin(text, quote.before)
    at = quote.after
    closed = text[at - 2 : at - 1] in {".", "!", "?"} and re.match(r"\s+[A-Z“\"]|\s*$", text[at:])
    if closed and not re.match(
        r"\s+(?:[A-Z]\w+\s+){1,4}(?:said|says|told|added|asked)\b", text[at:]
    ):
        return begin, at
    following = next(sentences.ends(text, at), None)
    return begin, following.start() + 1 if following else len(text)


def _speaker(around: _Around) -> str | None:
    if around.quote.continues:
        return around.speaker
    lead, words = around.lead, around.words
    if around.quote.single and not (around.sentence_like or VERB.search(lead)):
        return None
    if WORK.search(lead) and (words[0][:1].isupper() or len(words) < 3):
        return None
    if TITLED.search(lead):
        return document(around.mentions, around.p, around.begin, around.quote.before)
    if TERM.search(lead) or _is_name(words, lead):
        return None
    for rule in _RULES:
        speaker = rule(around)
        if speaker:
            return speaker
    return None


def _is_name(words: list[str], lead: str) -> bool:
    """True for a name or title in quotation marks: “First Island Chain”, “Keen Sword”."""
    if not 2 <= len(words) <= 6 or lead.rstrip().endswith((":", ",")):
        return False
    return all((word[:1].isupper() and word.isalnum()) or word in _SMALL for word in words)


def _after(around: _Around) -> str | None:
    """“…,” Abe said. / “…,” said the ministry's spokesman, Lin Jian."""
    return _follows(around, around.quote, around.stop)


def _follows(around: _Around, quote: Quote, stop: int) -> str | None:
    text, p, mentions = around.text, around.p, around.mentions
    tail = text[quote.after : stop]
    verb_first = INVERTED.match(tail) or ACCORDING.match(tail)
    comma = text[quote.after - 2 : quote.after - 1] in {",", "?", "!", "—", "-", "–"}
    if re.match(r"\s*,?\s*(?:and|but|while|yet|as)\s", tail):  # “…,” and another said …
        return None
    if not (comma or verb_first or re.match(r"\s*,", tail)):
        return None
    if verb_first:
        named = noun_phrase(mentions, p, quote.after + verb_first.end(), stop)
        if named:
            return around.name(named)
    found = subject(mentions, p, quote.after, stop)
    if found and found.start - quote.after <= 90:
        verb = VERB.search(text, found.end, min(stop, found.end + 180))
        if verb and not re.search(r"[;:]", text[found.end : verb.start()]):
            return around.name(found)
    return None


def _after_the_next(around: _Around) -> str | None:
    """It is “…” and will remain “…,” the statement said: the first of two fragments."""
    following = around.following
    if following and following.after <= around.end and not VERB.search(around.lead):
        return _follows(around, following, around.end)
    return None


def _in_a_paper(around: _Around) -> str | None:
    """The alliance was described in the statement as “…”."""
    if not (IN_PAPER.search(around.lead) or IN_PAPER.match(around.tail)):
        return None
    mentions, p, quote = around.mentions, around.p, around.quote
    return document(mentions, p, around.begin, quote.before) or document(
        mentions, p, quote.after, around.stop
    )


def _before(around: _Around) -> str | None:
    """Abe said: “…” / Abe criticised the plan, calling it “…” / according to Abe, “…”."""
    mentions, p, begin, end = around.mentions, around.p, around.begin, around.quote.before
    verbs = list(VERB.finditer(around.text, begin, end))[::-1]
    finite = [verb for verb in verbs if not verb[0].endswith("ing")]
    for verb in [*finite, *verbs]:  # ", calling it …" has the subject of the verb before it
        if verb[0].lower().startswith(("according", "in the words")):
            found = noun_phrase(mentions, p, verb.end(), end)
        else:
            found = subject_before(mentions, p, begin, verb.start())
        if found:
            return around.name(found)
        if BEFORE_NAME.match(around.text, verb.start()):
            inverted = noun_phrase(mentions, p, verb.end(), end)
            if inverted and inverted.kind == "person":
                return around.name(inverted)
    return None


def _same_sentence(around: _Around) -> str | None:
    """Two fragments in one sentence have one speaker."""
    previous = around.previous
    if previous and previous.after == around.begin and around.last:
        return around.last.detail["speaker"]
    return None


def _participle(around: _Around) -> str | None:
    """Calling it “…”, the ministers signed a joint statement: they, or their statement."""
    mentions, p, start, end = around.mentions, around.p, around.quote.after, around.end
    if re.match(r"\s*[A-Z]\w+ing\b", around.lead) and VERB.search(around.lead):
        found = subject(mentions, p, start, end)
        return found and (document_alone(mentions, p, start, end) or around.name(found))
    return None


def _same_paragraph(around: _Around) -> str | None:
    """“…,” he said. “…”"""
    last, quote = around.last, around.quote
    if not around.sentence_like or quote.single or last is None or around.previous is None:
        return None
    return last.detail["speaker"] if quote.before - around.previous.after < 220 else None


def _alone(around: _Around) -> str | None:
    """A paragraph that begins with a quotation goes on with the last speaker."""
    if not around.sentence_like or around.quote.single:
        return None
    lead = around.lead
    if not lead.strip(" —–-(") and len(around.words) >= 4:
        return around.speaker or latest_subject(around.mentions, around.p)
    if lead.rstrip().endswith((":", ",")):
        found = subject(around.mentions, around.p, around.begin, around.quote.before)
        return around.name(found) or latest_subject(around.mentions, around.p)
    return None


_RULES: tuple[Callable[[_Around], str | None], ...] = (
    _after,
    _after_the_next,
    _in_a_paper,
    _before,
    _same_sentence,
    _participle,
    _same_paragraph,
    _alone,
)
