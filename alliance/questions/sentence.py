"""A right answer inside a sentence: "It was the Japanese Cabinet that asked".

First the sentence is turned into the few words that it stands for ("not X but Y" for Y, "from X to
Y" for Y). Where these are unknown, the answers that were foreseen are looked for among its words.
What is beside them must say nothing of its own: a short list of words, and the words of the
question. A denied sentence, two answers at once and a change of roles stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from alliance.questions import wording
from alliance.questions.phrases import vocabulary

Record = dict[str, Any]
_LONGEST = 160  # characters
_MOST = 16  # words
_END = r"[\s.!。]*$"
_SAID_ANEW = tuple(
    re.compile(pattern + _END, re.IGNORECASE)
    for pattern in (
        r"^.*?\bnot (?!only\b|just\b)[^,;:]+?(?:,? but(?: rather| instead)?|[,;] (?:it|that) was)"
        r" (?P<kept>\S.*?)",
        r"^(?:it |they |that )?(?:was |were )?(?:changed |went )?from \S.*? (?:in)?to"
        r" (?P<kept>\S.*?)",
        r"^(?P<kept>\S.*?) (?:has |have )?(?:replace[sd]?|took the place of|takes the place of"
        r"|(?:stands? |stood |is |was )?(?:in the place|in place|instead) of) \S.*?",
        r"^\S.*? (?:became|becomes|(?:has |have )?turned into|(?:was|were|is|are|got) (?:changed"
        r" (?:in)?to|replaced (?:by|with)|turned into)|(?:->|→|=>)) (?P<kept>\S.*?)",
    )
)
_DENIED = re.compile(r"n['’]t\b|ない|なかった|ません|ではな|じゃな|ず$", re.IGNORECASE)
_TAILS = re.compile(
    r"(?:地域|地方|方面|という(?:言葉|語|単語|名前|ことば)?|です|でした|である|だった|だ|と呼ばれる"
    r"|と呼ぶ|といいます|と言います)+$"
)
_PASSIVE = frozenset(("was", "were", "been", "be", "got"))  # as stems
_JOINED = frozenset(("and", "or", "nor", "either", "both", "versus", "&"))


class _Found(NamedTuple):
    start: int
    end: int
    record: Record


def reworded(answer: str) -> Iterator[str]:
    """The words that a sentence stands for, where its form tells."""
    if len(answer) > _LONGEST:
        return
    for pattern in _SAID_ANEW:
        found = pattern.match(answer.strip())
        if found and not is_denied(found["kept"]):
            yield found["kept"]
    if re.search(rf"[{wording.JAPANESE}]", answer) and not is_denied(answer):
        bare = answer.strip().strip("。.「」『』 ")
        for part in (bare, *bare.split("が", 1)[:1], *bare.split("は", 1)[1:]):
            yield _TAILS.sub("", part.strip("、「」『』")).strip("「」『』")


def is_denied(text: str) -> bool:
    """Whether a word of the text denies something."""
    words = set(wording.phrase(text).split())
    return bool(words & wording.NEGATIONS or _DENIED.search(text))


def inside(answer: str, asked: str, known: Callable[[str], Record | None]) -> Record | None:
    """The record of the foreseen answer that a sentence holds, or ``None``.

    asked: the question; known: looks a few words up among the answers that were foreseen.
    """
    if len(answer) > _LONGEST or is_denied(answer):
        return None
    words = re.findall(r"[^\W_][\w.'’-]*|[&+/]", answer)
    if not 1 < len(words) <= _MOST:
        return None
    found = _spans(words, known)
    wrong = [one for one in found if one.record["status"] == "wrong"]
    good = [one for one in found if one.record["status"] != "wrong"]
    if not good:
        return wrong[0].record if wrong else None
    same = all(one.record == good[0].record for one in good)
    if same and _says_no_more(words, found, good[0], wrong, _neutral(asked)):
        return good[0].record
    return None


def _spans(words: list[str], known: Callable[[str], Record | None]) -> list[_Found]:
    """The foreseen answers among the words, the longest first where two overlap."""
    found: list[_Found] = []
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            end = start + size
            if any(start < one.end and one.start < end for one in found):
                continue
            record = known(" ".join(words[start:end]))
            if record:
                found.append(_Found(start, end, record))
    return sorted(found)


def _says_no_more(
    words: list[str],
    found: list[_Found],
    good: _Found,
    wrong: list[_Found],
    neutral: frozenset[str],
) -> bool:
    taken = {i for one in found for i in range(one.start, one.end)}
    plain = [_normal(word) for word in words]
    beside = [i for i in range(len(words)) if i not in taken]
    if any(plain[i] not in neutral or plain[i] in _JOINED for i in beside):
        return False
    if any(_turned(plain, i, good) for i in beside):
        return False
    # "Japan asked Eisenhower": another answer may only be what the right one did something to.
    verb = [i for i in beside if good.end <= i and plain[i] not in _beside()]
    before = [one for one in wrong if not verb or one.start < verb[0]]
    return not before


def _turned(plain: list[str], i: int, good: _Found) -> bool:
    """Whether "the Cabinet was asked" turns the roles: a passive without "by" and the answer."""
    passive = plain[i] in _PASSIVE and i + 1 < len(plain)
    if not passive or plain[i + 1] in _beside() or good.start <= i + 1 < good.end:
        return False
    return not any(plain[j] == "by" and j < good.start for j in range(i, len(plain)))


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    return frozenset(map(_normal, vocabulary("beside words")))


@lru_cache(maxsize=64)
def _neutral(asked: str) -> frozenset[str]:
    """The words that say nothing beside an answer: a short list, and the question's own words
    without its names."""
    own = re.findall(r"(?<![.?!] )(?<!^)\b[a-z][\w'’-]*", asked)
    return _beside() | {_normal(word) for word in own} - _JOINED


def _normal(word: str) -> str:
    return wording.stem(wording.fold(word).strip(".'’-"))
