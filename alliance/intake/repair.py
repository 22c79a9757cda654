"""Words that a copy has torn apart or run together: put right where the hash proves it.

"secu- rity", "58.4 %", "theU.S.", "treaty—signed", "alliance[3]" are typography; "no table" for
"notable" is not, so a plain space is only moved where no negation comes or goes with it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from alliance.words import Word, codes, digest_of, tokens, words

_MOST = 24  # differences in one paragraph up to which repairing is tried
_NEGATIVE = frozenset(("not", "no", "non", "never", "nor", "t"))
_NEGATION = _NEGATIVE | {"un", "in", "im", "a", "an", "dis"}  # a prefix may turn the sense as well
_STEPS = 600  # tries for one difference
_LONGEST = 40  # words in one difference
_HYPHEN = re.compile(r"[-‐](?=\w)")
_HYPHEN_END = re.compile(r"(?<=\w)[-‐]$")
_NUMBER = re.compile(r"[$€£¥]?\s?\d{1,3}(?:[ ,]\d{3})*(?:\.\d+)?\s?%?")
_NOTE_MARK = re.compile(r"(?<=[\w.,;:!?”\"’'%)])(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)$")


def repaired(text: str, wanted: bytes, proof: str) -> str | None:
    """``text`` with its words joined and cut as the codes ask, if their hash is then ``proof``."""
    found = tokens(text)
    matcher = SequenceMatcher(None, wanted, codes([word.norm for word in found]), autojunk=False)
    opcodes = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    if len(opcodes) > _MOST:
        return None
    edits = []
    for _, a, b, c, d in opcodes:
        edit = _edit(text, found, wanted, (a, b, c, d))
        if edit is None:
            return None
        edits.append(edit)
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text if digest_of(words(text)) == proof else None


def _edit(
    text: str, found: list[Word], wanted: bytes, place: tuple[int, int, int, int]
) -> tuple[int, int, str] | None:
    """What to write for one difference. The differ may have left one of the pieces outside, so
    one word to each side is looked at as well."""
    a, b, c, d = place
    for before in (0, 1):
        for after in (0, 1):
            first, last = c - before, d + after
            if min(a - before, first) < 0 or b + after > len(wanted) or last > len(found):
                continue
            if last <= first:
                continue
            start, end = found[first].start, found[last - 1].end
            new = _fitted(text[start:end], wanted[a - before : b + after])
            if new is not None:
                return start, end, new
    return None


def _fitted(span: str, wanted: bytes) -> str | None:
    """``span`` with other word limits, so that it has the codes ``wanted``."""
    parts = span.split()
    if not wanted or len(parts) > _LONGEST:
        return None
    found = _fit(parts, wanted, [_STEPS])
    return None if found is None else " ".join(found)


@lru_cache(maxsize=8192)
def _code(part: str) -> bytes:
    return codes(words(part))


def _fit(parts: list[str], wanted: bytes, steps: list[int]) -> list[str] | None:
    """``parts`` joined and cut until each has its code; ``None`` where nothing does it.

    steps: how many tries are left, shared by all branches.
    """
    steps[0] -= 1
    if steps[0] < 0:
        return None
    if not parts:
        return None if wanted else []
    first = parts[0]
    if not _code(first):
        rest = _fit(parts[1:], wanted, steps)
        return rest if rest is None else [first, *rest]
    if not wanted:
        return None
    for used, whole in ((1, first), (1, _NOTE_MARK.sub("", first)), *_unions(parts)):
        if _code(whole) == wanted[:1]:
            rest = _fit(parts[used:], wanted[1:], steps)
            if rest is not None:
                return [whole, *rest]
    for head, tail in _cuts(first):
        if _code(head) == wanted[:1]:
            rest = _fit([tail, *parts[1:]], wanted[1:], steps)
            if rest is not None:
                return [head, *rest]
    return None


def _unions(parts: list[str]) -> list[tuple[int, str]]:
    """The first two, three or four parts as one word, where that is mere typography."""
    found = []
    for used in range(2, min(4, len(parts)) + 1):
        some = parts[:used]
        if any(_HYPHEN_END.search(part) for part in some[:-1]):
            found.append((used, _HYPHEN.sub("", "".join(some))))
        elif any(not words(part) for part in some) or not _meaning(some):
            found.append((used, "".join(some)))
    return found


def _meaning(parts: list[str]) -> bool:
    """Whether it matters that these are separate: a negation, or two numbers."""
    bare = [_bare(part) for part in parts]
    if any(part in _NEGATION for part in bare):
        return True
    number = any(part[:1].isdigit() or part[-1:].isdigit() for part in bare)
    return number and not _NUMBER.fullmatch(" ".join(parts).strip('()“”".,;:'))


def _cuts(part: str) -> list[tuple[str, str]]:
    """The ways to cut one run of characters in two words without making a negation or a number."""
    found = []
    for place in range(1, len(part)):
        head, tail = part[:place], part[place:]
        if not _code(head) or not _code(tail):
            continue
        if _bare(head) in _NEGATION or _bare(tail) in _NEGATIVE:
            continue
        if head[-1].isdigit() and tail[0].isdigit():
            continue
        found.append((head, tail))
    return found


def _bare(part: str) -> str:
    return part.strip(".,;:!?”“\"'’()").casefold()
