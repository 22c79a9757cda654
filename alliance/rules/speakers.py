"""Who says a quotation: read from the words around it, or it is no quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import sentences
from .marks import Mark
from .mentions import Mention, Mentions
from .quotes import Quote

_VERBS = """said says saying say told tells telling added adds adding stated states stating wrote writes
writing noted notes noting explained explains explaining argued argues arguing warned warns warning
stressed stresses stressing emphasized emphasised emphasizes emphasizing insisted insists insisting
claimed claims claiming declared declares declaring announced announces announcing called calls calling
described describes describing asked asks asking replied answered responded remarked commented observed
recalled recalls recalling quoted quipped vowed vows vowing pledged pledges pledging promised urged urges
urging demanded demands demanding reiterated reiterates reiterating reaffirmed reaffirms reaffirming
affirmed affirms acknowledged acknowledges admitted admits conceded concedes denied denies criticized
criticised criticizes criticizing condemned condemns condemning denounced denounces denouncing praised
praises praising hailed hails hailing labelled labeled labels labeling branded brands branding concluded
concludes testified tweeted posted posting proclaimed proclaims expressed expresses expressing
complained complains complaining lamented laments cautioned cautions cautioning suggested suggests suggesting providing provides implying implied implies
predicted predicts agreed agrees confirmed confirms maintained maintains contended contends asserted
asserts asserting accused accuses accusing underscored underscores underlined highlighted recounted
cited cites citing blasted slammed referred refers referring characterized characterised characterizes
dismissed dismisses dismissing welcomed thanked continued began joked shouted shouting chanted chanting
read reads reading put characterising voiced voicing opposed cast rejected spoke speaks warn argue believe
believes believed considered considers deemed termed terms define defines defined defining stipulates
stipulated obliges promises requires opined mused boasted exclaimed urged objected protested celebrated
trumpeted repeated repeats repeating echoed echoing scrawled demanded opposing seeks sought wanted wants
pointed points outlined mentioned invoked invokes reported reports revealed disclosed questioned thundered
cried sang ordered instructed declares mocked ridiculed decried decrying regards regarded sees saw viewed
views envisions envisioned committed commits threatened threatens""".split()
_VERB = re.compile(
    r"(?<![-\w])(?:" + "|".join(sorted(set(_VERBS), key=len, reverse=True)) + r")(?![-\w])"
    r"|\b(?:went|goes)\s+on\b|\b[Aa]ccording\s+to|\bin\s+the\s+words\s+of|\bquoted\s+as\s+saying"
    r"|\b(?:" + "|".join(sorted({v.capitalize() for v in _VERBS if v.endswith("ing")})) + r")\b"
)
# "was described in the statement as “…”", "the “…” cited in the statement"
_IN_PAPER = re.compile(
    r".*\b(?:described|called|termed|defined|cited|named|listed|mentioned|quoted|set\s+out|outlined"
    r"|characteri[sz]ed|identified|labell?ed)\s+in\s+(?:the|its|their|a|an)\s"
)
_DATELINE = re.compile(r"[A-Z][^a-z(]{0,30}[A-Za-z, .]{0,30}\s?-?\([^)]{2,40}\)\s*[-–—]*\s*")
_STRONG = re.compile(
    r"\b(?:said|says|say|told|tells|added|adds|stated|wrote|writes|noted|explained|argued|argues|warned"
    r"|stressed|insisted|declared|announced|asked|replied|remarked|recalled|reads|read|continued|vowed"
    r"|pledged|stated|states|concluded|tweeted|posted|testified|claimed|shouted|cautioned|observed"
    r"|commented|emphasi[sz]ed|reiterated|joked|answered|went\s+on|urged|reaffirmed|acknowledged|admitted)\b"
)
_AFTER_INVERTED = re.compile(
    rf"[\s,—–-]*(?:then\s+|also\s+|later\s+)?(?P<verb>{_STRONG.pattern})\s+(?!that\b|in\b|on\b|at\b|to\b|by\b|during\b)"
)
_AFTER_ACCORDING = re.compile(r"[\s,—–-]*(?:according\s+to|in\s+the\s+words\s+of)\s+")
_NO_QUOTE = re.compile(
    r"(?:so-called|known\s+as|dubbed|nicknamed|codenamed|code-named|named|(?:was|is|are|were|be|been|also|often"
    r"|sometimes|popularly|officially|commonly|what\s+is|long)\s+called|(?:term|word|phrase|name|expression"
    r"|concept|slogan|translated\s+as|means|meaning|refers\s+to|renamed))\s*,?\s*(?:the\s+|as\s+)?$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:exercises?|operation|drills?|book|essay|film|novel|song|movie|series|magazine|program(?:me)?)"
    r"\s*,?\s*(?:(?:titled|entitled|called|named)\s*)?,?\s*$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:titled|entitled|headlined|headed)\s*,?\s*$")


@dataclass(slots=True)
class _State:
    """What carries over from paragraph to paragraph."""

    speaker: str | None = None
    paragraph: int = 0


def quotations(
    paragraphs: Sequence[str], quotes: list[Quote], mentions: Mentions
) -> list[Mark]:
    """The quotations that somebody is shown to say, each with its ``speaker``."""
    state = _State()
    found: list[Mark] = []
    for i, quote in enumerate(quotes):
        text = paragraphs[quote.p - 1]
        previous = quotes[i - 1] if i and quotes[i - 1].p == quote.p else None
        following = quotes[i + 1] if i + 1 < len(quotes) and quotes[i + 1].p == quote.p else None
        speaker = _speaker(text, quote, previous, following, mentions, state, found)
        if speaker is None:
            continue
        state.speaker, state.paragraph = speaker, quote.p
        words = text[quote.start : quote.end]
        found.append(
            Mark(quote.p, quote.start, quote.end, "quotation", words, None, {"speaker": speaker})
        )
    return found


def _bounds(text: str, quote: Quote) -> tuple[int, int]:
    """Where the sentence around the quotation begins and ends (quotation marks jumped over)."""
    begin = sentences.begin(text, quote.before)
    inside_ends = text[quote.after - 2 : quote.after - 1] in {".", "!", "?"}
    at = quote.after
    if inside_ends and re.match(r"\s+[A-Z“\"]|\s*$", text[at:]):
        if not re.match(r"\s+(?:[A-Z]\w+\s+){1,4}(?:said|says|told|added|asked)\b", text[at:]):
            return begin, at
    following = next(sentences.ends(text, at), None)
    return begin, following.start() + 1 if following else len(text)


def _speaker(
    text: str,
    quote: Quote,
    previous: Quote | None,
    following: Quote | None,
    mentions: Mentions,
    state: _State,
    found: list[Mark],
) -> str | None:
    p = quote.p
    if quote.continues:
        return state.speaker
    begin, end = _bounds(text, quote)
    begin = max(begin, previous.after if previous and previous.after > begin else begin)
    stop = min(end, following.before) if following else end
    dateline = _DATELINE.match(text) if begin == 0 else None
    begin = dateline.end() if dateline and dateline.end() < quote.before else begin
    lead, tail = text[begin : quote.before], text[quote.after : stop]
    words = text[quote.start : quote.end].split()
    sentence_like = len(words) >= 4 and words[0][:1].isupper() or text[quote.after - 2] in ",?!"
    if quote.single and not (sentence_like or _VERB.search(lead)):
        return None
    if _WORK.search(lead) and (words[0][:1].isupper() or len(words) < 3):
        return None
    if _TITLED.search(lead):
        return mentions.document(p, begin, quote.before)
    if _NO_QUOTE.search(lead) or _name_only(words, lead):
        return None
    after = _after(p, quote, stop, tail, mentions) if _may_follow(text, quote, tail) else None
    if after:
        return after
    if not after and following and following.after <= end:  # "a" and "b," the statement said
        rest = text[following.after : end]
        if _may_follow(text, following, rest):
            after = _after(p, following, end, rest, mentions)
            if after and not _VERB.search(lead):
                return after
    if _IN_PAPER.search(lead) or _IN_PAPER.match(tail):
        paper = mentions.document(p, begin, quote.before) or mentions.document(p, quote.after, stop)
        if paper:
            return paper
    before = _before(p, begin, quote.before, lead, mentions)
    if before:
        return before
    whole_lead = text[_bounds(text, quote)[0] : quote.before]
    if previous and whole_lead != lead:  # two fragments in one sentence
        same = [m for m in found if m.p == p and m.start == previous.start]
        if same:
            return same[0].detail["speaker"]
    opening = re.match(r"\s*[A-Z]\w+ing\b", lead)  # "Calling it “…”, the ministers …"
    if opening or _STRONG.search(tail):
        subject = mentions.subject(p, quote.after, end)
        if subject and opening and _VERB.search(lead):
            document = mentions.document(p, quote.after, end, strict=True)
            return document or mentions.value(subject, p)
        if subject and _may_follow(text, quote, tail) and _STRONG.search(text[subject.end : end]):
            return mentions.value(subject, p)
    if not sentence_like or quote.single:
        return None
    if previous and found and found[-1].p == p and _only_attribution(text, previous, quote, found):
        return found[-1].detail["speaker"]
    if not lead.strip(" —–-(") and len(words) >= 4:
        if state.speaker and p - state.paragraph <= 1:
            return state.speaker
        return mentions.latest_subject(p)
    if lead.rstrip().endswith((":", ",")):
        subject = mentions.subject(p, begin, quote.before)
        return mentions.value(subject, p) if subject else mentions.latest_subject(p)
    return None


def _name_only(words: list[str], lead: str) -> bool:
    """True for a name or title in quotation marks: “First Island Chain”, “Keen Sword”."""
    if not 2 <= len(words) <= 6 or lead.rstrip().endswith((":", ",")):
        return False
    return all(word[:1].isupper() and word.isalnum() or word in {"of", "the", "and", "for"} for word in words)


def _only_attribution(text: str, previous: Quote, quote: Quote, found: list[Mark]) -> bool:
    """True if the quotation goes on after "…," he said. or follows its sentence directly."""
    between = text[previous.after : quote.before]
    return found[-1].start == previous.start and len(between) < 220


def _may_follow(text: str, quote: Quote, tail: str) -> bool:
    """True if the words after the closing mark can name the speaker."""
    inside = text[quote.after - 2 : quote.after - 1]
    if re.match(r"\s*,?\s*(?:and|but|while|yet|as)\s", tail):  # “…,” and another said …
        return False
    return inside in {",", "?", "!", "—", "-", "–"} or re.match(r"\s*,", tail) is not None or (
        _AFTER_INVERTED.match(tail) is not None or _AFTER_ACCORDING.match(tail) is not None
    )


def _after(p: int, quote: Quote, stop: int, tail: str, mentions: Mentions) -> str | None:
    m = _AFTER_INVERTED.match(tail) or _AFTER_ACCORDING.match(tail)
    if m:
        start = quote.after + m.end()
        subject = mentions.noun_phrase(p, start, stop)
        if subject:
            return mentions.value(subject, p)
    subject = mentions.subject(p, quote.after, stop)
    if subject and subject.start - quote.after <= 90:
        rest = tail[subject.end - quote.after :]
        verb = _VERB.search(rest)
        if verb and verb.start() <= 160 and not re.search(r"[;:]", rest[: verb.start()]):
            return mentions.value(subject, p)
    return None


def _before(p: int, begin: int, end: int, lead: str, mentions: Mentions) -> str | None:
    verbs = list(_VERB.finditer(lead))[::-1]
    finite = [verb for verb in verbs if not verb[0].endswith("ing")]
    for verb in [*finite, *verbs]:  # ", calling it …" has the subject of the verb before it
        at = begin + verb.start()
        if verb[0].lower().startswith(("according", "in the words")):
            subject: Mention | None = mentions.noun_phrase(p, begin + verb.end(), end)
        else:
            subject = mentions.subject_before(p, begin, at)
        if subject:
            return mentions.value(subject, p)
        if re.match(r"(?:said|told|wrote|warned|added|says)\s+", lead[verb.start() :]):
            inverted = mentions.noun_phrase(p, begin + verb.end(), end)
            if inverted and inverted.kind == "person":
                return mentions.value(inverted, p)
    return None
