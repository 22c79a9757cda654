"""How a reader says that the sources do not say it, or that it never happened.

There are hundreds of wordings, so they are read by small grammars. The first is closed: one
negation, something that sources do (say, tell, give …), and beside these only words that add
nothing. The others are open: a frame that speaks of sources or of what they would hold ("no source
…", "there is no such …", "… is not in our file") and beside it what is not said, in words that
claim nothing. Whatever else is there ("agree", "before 1950", a second negation) makes it another
statement. "I don't know" is about the reader and not about the sources.
"""

from __future__ import annotations

import re
from functools import lru_cache

from alliance.questions import phrases, wording
from alliance.questions.numbers import ONES, SCALES, TENS

_ASKED = re.compile(r" (?=(?:how|when|which|what|who|where|whether|if|(?:on|in) which) )")
_CLAUSES = re.compile(r"[.;:,。、；：]\s|[。、；：]|\s[–—-]+\s|\b(?:because|since|as|so)\b")
_LONGEST = 160  # characters
_MOST = 4  # clauses
_YEAR = re.compile(r"\b(?:of|in|for|from|fy|fiscal|year) ?(?:1[89]|20)\d\d\b")
_OTHERWISE = frozenset(("half", "hundred", "dozen", *ONES, *TENS, *SCALES)) - {"one", "k", "m", "b"}


def is_silent(answer: object) -> bool:
    """Whether the answer says that the sources do not say."""
    return type(answer) is str and len(answer) <= _LONGEST and _is_silent(answer)


@lru_cache(maxsize=1024)
def _is_silent(answer: str) -> bool:
    said = wording.phrase(answer)
    if said in _listed("silent"):
        return True
    clauses = [part for part in _CLAUSES.split(answer) if part.strip()]
    whole = _reads_so(answer)
    return whole or (1 < len(clauses) <= _MOST and all(_reads_so(part) for part in clauses))


def is_denied(answer: object) -> bool:
    """Whether the answer says that what was asked for never happened."""
    if type(answer) is not str or len(answer) > _LONGEST:
        return False
    said = wording.phrase(answer)
    words = re.sub(r"\barticle \d+\b", "", said).split()
    if said in _listed("denied") or any(map(str.isdigit, words)):
        return said in _listed("denied")
    who, verbs, what = (_words("denial")[part] for part in ("who", "verbs", "what"))
    negations = [one for one in words if one in wording.NEGATIONS]
    known = who | verbs | what | wording.NEGATIONS
    return len(negations) == 1 and bool(verbs & set(words)) and known >= set(words)


@lru_cache(maxsize=2)
def _listed(name: str) -> frozenset[str]:
    return frozenset(wording.phrase(text) for text in phrases.listed(name))


@lru_cache(maxsize=2)
def _words(name: str) -> dict[str, frozenset[str]]:
    """The words of a grammar, by what they do."""
    listed = phrases.words()[name].items()
    return {use: frozenset(map(wording.phrase, text.split())) for use, text in listed}


def _reads_so(answer: str) -> bool:
    if re.search(rf"[{wording.JAPANESE}]", answer):
        return _in_japanese(answer)
    said = wording.phrase(answer)
    if said in _listed("silent"):
        return True
    folded = wording.fold(answer)
    if any(char.isdigit() for char in _YEAR.sub(" ", folded)):
        return False
    return _closed(said) or _open(folded)


def _closed(said: str) -> bool:
    head, *tail = _ASKED.split(f"{said} ", maxsplit=1)
    words, rest = head.split(), " ".join(tail).split()
    # "… do not say how many troops came": what is not said may be named, if no figure is.
    use = _words("silence")
    if any(one in use["turns"] or one in wording.NEGATIONS for one in rest):
        return False
    negations, telling, knowing = use["negating"], use["telling"], use["knowing"]
    subjects, filling = use["subjects"], use["filling"]
    if len([one for one in words if one in negations]) != 1:
        return False
    if not negations | telling | knowing | subjects | filling >= set(words):
        return False
    if telling & set(words) or use["absent"] & set(words):
        return True
    # "We cannot tell" and "not in the sources", but not "don't know" or "not we".
    about = subjects & set(words)
    if "impossible" in words:
        about = about | knowing
    return bool(about & set(words) and (knowing & set(words) or "in" in words))


@lru_cache(maxsize=1)
def _frames() -> tuple[re.Pattern[str], ...]:
    """The open wordings; ``topic`` is what is not said."""
    known = phrases.words()
    record, holder, holding = (
        "|".join(known[name].split()) for name in ("records", "holders", "holding")
    )
    where = rf"(?:our|the|these|this|those|my|your|any of (?:our|the|these)) (?:\w+ )?(?:{holder})"
    be = r"(?:is|are|was|were|has|have|do|does|did|can|could)"
    is_not = rf"(?:{be} not|{be[:-1]})n't)(?: been| be| yet| ever)*"
    never = rf"(?:{is_not}|cannot|can't|(?:is |are )?never)"
    no = rf"no (?:\w+ ){{0,2}}(?:{record})"
    topic, more = (rf"(?P<{name}>(?: [\w'-]+){{0,12}})" for name in ("topic", "more"))
    start = r"(?:it is|it's|that is)?(?: unknown| impossible)?"
    texts = (
        rf"(?:no|none of (?:the|our|these)|neither of (?:the|our)) (?:\w+ )?(?:{holder})"
        rf"{more}? (?:{holding}){topic}",
        rf"(?:{where}|they|we|you|one) {never} (?:\w+ )?(?:{holding}|see|find|tell|know){topic}",
        rf"i {never} (?:find|see){topic}",
        rf"(?:{where}|it) (?:tells?|says?|gives?|holds?|has|have) (?:us )?nothing{topic}",
        rf"nothing (?:is|was) (?:{holding}){topic}",
        rf"there (?:is|was) not enough (?:{record}){topic}",
        rf"no such [\w'-]+ (?:is|are|was|were) in {where}",
        r"no [\w'-]+ (?:is|are|was|were) (?:mentioned|given|named|stated|recorded|reported)",
        rf"(?:{where}|we|i|you) (?:have|has|found|finds?|holds?|gives?|see|contains?) {no}{topic}",
        rf"(?:{where}|we|i|you) lacks? (?:an?|the|any) (?:\w+ ){{0,2}}(?:{record}){topic}",
        rf"there(?: is|'s| are| was| were) {no}{topic}",
        rf"there {is_not} (?:any|a) (?:\w+ ){{0,2}}(?:{record}){topic}",
        rf"{no}{topic} (?:{be}|has been) (?:ever )?(?:{holding}|made){more}",
        rf"(?P<topic>[\w'-]+(?: [\w'-]+){{0,10}}) {is_not} (?:\w+ )?"
        rf"(?:{holding}|(?:there )?in {where})(?: (?:in|by|from) {where}| anywhere| there| here)?",
        rf"(?P<topic>[\w'-]+(?: [\w'-]+){{0,10}}) (?:is|are) (?:missing|lacking|absent)"
        rf"(?: (?:in|from) {where}| there| here)?",
        rf"{where} (?:holds?|has|have|contains?|gives?|shows?|prints?) only{topic}",
        rf"{where} (?:holds?|has|have|contains?|gives?|shows?|prints?){topic} only",
        rf"{where} only (?:holds?|has|have|contains?|gives?|shows?|prints?){topic}",
    )
    return tuple(re.compile(start + " ?" + text) for text in texts)


def _open(said: str) -> bool:
    said = re.sub(r"[\"“”().!?*`]", " ", said)
    said = re.sub(r"\s+", " ", said.replace(",", " ")).strip()
    for frame in _frames():
        found = frame.fullmatch(said)
        if found and _claims_nothing(found):
            return True
    return False


def _claims_nothing(found: re.Match[str]) -> bool:
    """Whether what is beside the frame only names what is not said."""
    named = found.groupdict()
    words = " ".join(filter(None, (named.get("topic"), named.get("more")))).split()
    turns = frozenset(phrases.words()["silence"]["turns"].split())
    others = wording.NEGATIONS | turns | _OTHERWISE
    return not any(one.replace("'", "") in others or one.endswith("n't") for one in words)


@lru_cache(maxsize=1)
def _japanese() -> re.Pattern[str]:
    said = phrases.words()["silence in japanese"]
    places, ends = ("|".join(said[name].split()) for name in ("places", "ends"))
    return re.compile(
        rf"(?:[^。、\d]{{0,24}}[はがもをの])?(?:(?:{places})[^。、\d]{{0,8}}?)?(?:{ends})"
    )


def _in_japanese(answer: str) -> bool:
    said = re.sub(r"\s+", "", wording.fold(answer)).strip("。.!！「」")
    said = wording.plain_end(said)
    return said in _listed("silent") or bool(_japanese().fullmatch(said))
