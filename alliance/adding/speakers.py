"""Whose words a quotation holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alliance.adding import marks
from alliance.adding.marks import Mark
from alliance.adding.mentions import (
    ACCORDING,
    AS_SAYING,
    IN_PAPER,
    INVERTED,
    OWN_WORDS_OF,
    PASSED_ON,
    PERSON_NOUNS,
    QUOTED_AS,
    SAYING,
    TERM,
    TITLED,
    VERB_FIRST,
    WORK,
    Mention,
    Mentions,
    Verb,
    beside,
    document,
    document_alone,
    latest_subject,
    noun_phrase,
    subject,
    subject_before,
    value,
)
from alliance.adding.quotes import Quote

# A quotation in its sentence, as the rules of attribution look at it.


@dataclass(frozen=True, slots=True)
class Around:
    """A quotation in its sentence: ``lead`` before it, ``tail`` after it, up to other quotations.

    begin, stop: where lead begins and tail ends; end, sentence: where the sentence ends and
    begins; last: the mark of the quotation before it in the paragraph; speaker: who spoke last in
    this or the paragraph before.
    """

    mentions: Mentions
    quote: Quote
    text: str
    begin: int
    stop: int
    end: int
    sentence: int
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
        whole = len(self.words) >= 4 and self.words[0].lstrip("[(")[:1].isupper()
        return whole or self.text[self.quote.after - 2] in ",?!"

    @property
    def lead_verbs(self) -> list[Verb]:
        return self.mentions.verbs(self.p, self.begin, self.quote.before)

    def name(self, mention: Mention | None) -> str | None:
        """Whom a mention means; a pronoun that nothing else explains is who spoke last."""
        if mention is None:
            return None
        found = value(self.mentions, mention, self.p)
        unknown = mention.kind == "pronoun" and found == mention.value
        return self.speaker or found if unknown else found


# The speaker named after a quotation: “…,” Abe said; “…,” said Abe; “…”: Abe.


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


# Who says a quotation: read from the words around it, or it is no quotation.


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


# Which quotations are somebody's words: each is read in its sentence and given its speaker.


_DATELINE = re.compile(r"[A-Z][^a-z(]{0,30}[A-Za-z, .]{0,30}\s?-?\([^)]{2,40}\)\s*[-–—]*\s*")
_GOES_ON = re.compile(r"\s+[A-Z“\"]|\s*$")
# “…?” Abe asked: the sentence goes on after the mark.
_NAME_SAID = re.compile(
    r"\s+(?:(?:the|an?)\s+)?(?:[\w.]+\s+){1,5}(?:said|says|told|added|asked|wondered|wrote)\b"
)


def quotations(paragraphs: Sequence[str], quotes: list[Quote], mentions: Mentions) -> list[Mark]:
    """The quotations that somebody is shown to say, each with its ``speaker``."""
    found: list[Mark] = []
    for i, quote in enumerate(quotes):
        text = paragraphs[quote.p - 1]
        speaker = speaker_of(_around(text, quotes, i, mentions, found))
        if speaker:
            words = text[quote.start : quote.end]
            detail = {"speaker": speaker}
            found.append(Mark(quote.p, quote.start, quote.end, "quotation", words, None, detail))
    return found


def _around(
    text: str, quotes: list[Quote], i: int, mentions: Mentions, found: list[Mark]
) -> Around:
    quote = quotes[i]
    previous = quotes[i - 1] if i and quotes[i - 1].p == quote.p else None
    following = quotes[i + 1] if i + 1 < len(quotes) and quotes[i + 1].p == quote.p else None
    sentence, end = _sentence(text, quote)
    begin = max(sentence, previous.after if previous else 0)
    dateline = _DATELINE.match(text) if begin == 0 else None
    if dateline and dateline.end() < quote.before:
        begin = dateline.end()
    stop = min(end, following.before) if following else end
    near = found[-1] if found and quote.p - found[-1].p <= 1 else None
    last = near if near and previous and near.start == previous.start else None
    speaker = near.detail["speaker"] if near else None
    return Around(
        mentions, quote, text, begin, stop, end, sentence, previous, following, last, speaker
    )


def _sentence(text: str, quote: Quote) -> tuple[int, int]:
    """Where the sentence around the quotation begins and ends."""
    begin = marks.begin(text, quote.before)
    at = quote.after
    closed = text[at - 2 : at - 1] in {".", "!", "?"} and _GOES_ON.match(text[at:])
    if closed and not _NAME_SAID.match(text[at:]):
        return begin, at
    following = next(marks.ends(text, at), None)
    return begin, following.start() + 1 if following else len(text)
