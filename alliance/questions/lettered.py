"""Which options an answer means: by letter, by place in the list, or by their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from alliance.questions import forms
from alliance.questions.counting import wordlist
from alliance.questions.silence import is_silent

Read = TypeVar("Read")

_LETTERED = re.compile(
    r"(?:option |answer |letter |item |no\. ?|number |#)?\(?([a-z0-9]{1,2})\)?"
    r"(?:(?P<mark>\s?[.:,=–-]+(?=\s|$)|(?<=\)))|(?=\s|$))\s*(?P<words>.*)",
    re.DOTALL,
)
# "The answer is b", "I would choose b": what stands before an option and says nothing of it.
_LEAD = re.compile(
    r"(?:(?:the |my )?(?:right |correct |best )?(?:answers?|order|options?|letters?)"
    r"(?: (?:is|are|has to be|should be))?:? |(?:i |we )?(?:would |'d )?"
    r"(?:choose|chose|pick|take|think|guess|believe|say|go (?:for|with))(?: that)? )*"
    r"(?:it is |it's |it must be )?(?:options? |letters? )?",
    re.IGNORECASE,
)
_ORDINALS = wordlist("first second third fourth fifth sixth seventh eighth")
_PLACE = re.compile(
    r"(?:the )?(?:(?:no\.? ?|number |option |#)?(\d{1,3})(?:st|nd|rd|th)?"
    rf"|({'|'.join(_ORDINALS)}))"
    r"(?: one| option| answer)?"
)
_TAIL = re.compile(r"(?: is| are| fits?)(?: the)?(?: right| correct| best)?(?: answers?| one)?$")
_LONGEST = 1000  # characters of an option's words
_MOST = 60  # pieces of one answer
_JOINED = 9  # pieces that may be one option's words
_WRAPPED = " \t\"'“”‘’«»「」.。!;,[]*`"


def letter(options: dict[str, Any], answer: Any) -> str | None:
    """The key of the option that ``answer`` means (by key, words or place), or ``None``."""
    if type(answer) in (int, bool, float):
        said = str(answer)
        by_words = _by_words(options, said)
        if by_words or type(answer) is bool:
            return by_words
        if said in options:
            return said
        whole = type(answer) is int or answer.is_integer()
        return list(options)[int(answer) - 1] if whole and 1 <= answer <= len(options) else None
    if type(answer) is not str:
        return None
    folded = forms.fold(answer).strip(_WRAPPED)
    if folded in options:
        return folded
    match = _LETTERED.fullmatch(folded)
    by_words = _by_words(options, answer)
    if match and match[1] in options:
        # "b) Only on request": letter and words have to agree.
        agreed = not match["words"] or _by_words(options, match["words"]) == match[1]
        if agreed or (match["mark"] is not None and match[1].isalpha()):
            return match[1] if agreed else None
    if by_words:
        return by_words
    place = _PLACE.fullmatch(folded)
    if not place:
        return None
    return letter(options, int(place[1]) if place[1] else _ORDINALS.index(place[2]) + 1)


def said(options: dict[str, Any], answer: Any) -> str | None:
    """:func:`letter`, where the option may stand in a short sentence: "I think it is b"."""
    found = letter(options, answer)
    if found is not None or type(answer) is not str or len(answer) > _LONGEST:
        return found
    folded = bare(forms.fold(answer)).strip(_WRAPPED)
    found = letter(options, _TAIL.sub("", folded))
    if found is None and " because " in folded:
        # Only a letter alone: in "… because …" the words of an option may go on.
        head = folded.partition(" because ")[0]
        found = head if head in options else None
    return found


def bare(text: str) -> str:
    """``text`` without what introduces an answer ("the answers are …")."""
    text = text.strip().lstrip(_WRAPPED)
    return text[_LEAD.match(text).end() :]  # type: ignore[union-attr]


def _by_words(options: dict[str, Any], said: str) -> str | None:
    longest = max(len(words) for text in options.values() for words in _texts(text))
    if len(said) > max(2 * longest + 20, 160):
        return None
    wanted = forms.phrase(said)
    silent = is_silent(said)
    found = [
        key
        for key, text in options.items()
        for words in _texts(text)
        if (wanted and forms.phrase(words) == wanted) or (silent and is_silent(words))
    ]
    return found[0] if len(set(found)) == 1 else None


def _texts(text: Any) -> Iterable[str]:
    """An option's words in all its languages."""
    return text.values() if type(text) is dict else (text,)


def pieces(text: str, separators: str, read: Callable[[str], Read | None]) -> list[Read] | str:
    """``text`` divided at ``separators`` and each piece read; what can't be read alone is put
    together again with what follows, for an option's words may hold a comma. A text: the first
    piece that can't be read."""
    ends = [0, *(end for one in re.finditer(separators, text) for end in one.span()), len(text)]
    spans = [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if text[a:b].strip()]
    if len(spans) > _MOST:
        return text[:_MOST]
    found: list[Read] = []
    i = 0
    while i < len(spans):
        for j in range(min(len(spans), i + _JOINED), i, -1):
            one = read(text[spans[i][0] : spans[j - 1][1]])
            if one is not None:
                found.append(one)
                i = j
                break
        else:
            return text[slice(*spans[i])].strip()
    return found


def listed(keys: Iterable[str]) -> str:
    return ", ".join(keys)
