"""Which quotations are somebody's words: each is read in its sentence and given its speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import sentences
from .around import Around
from .attribution import speaker_of
from .marks import Mark
from .mentions import Mentions
from .quotes import Quote

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
    begin = sentences.begin(text, quote.before)
    at = quote.after
    closed = text[at - 2 : at - 1] in {".", "!", "?"} and _GOES_ON.match(text[at:])
    if closed and not _NAME_SAID.match(text[at:]):
        return begin, at
    following = next(sentences.ends(text, at), None)
    return begin, following.start() + 1 if following else len(text)
