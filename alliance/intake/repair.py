"""Words that a copy has torn apart or run together: put right where the hash proves it.

"secu- rity", "58.4 %", "theU.S.", "treaty—signed", "alliance[3]" are typography; "no table" for
"notable" is not, so a plain space is only moved where no negation comes or goes with it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from alliance.words import codes, digest_of, tokens, words

_MOST = 24  # differences in one paragraph up to which repairing is tried
_NEGATION = frozenset(("not", "no", "non", "un", "in", "im", "a", "an", "dis", "never", "nor", "t"))
_LONGEST = 40  # words in one difference
_HYPHEN = re.compile(r"[-‐](?=\w)")
_HYPHEN_END = re.compile(r"(?<=\w)[-‐]$")
_NUMBER = re.compile(r"[$€£¥]?\s?\d{1,3}(?:[ ,]\d{3})*(?:\.\d+)?\s?%?")
_NOTE_MARK = re.compile(r"(?<=[\w.,;:!?”\"’'%)])(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)$")


def repaired(text: str, wanted: bytes, proof: str) -> str | None:
    """``text`` with its words joined and cut as the codes ask, if their hash is then ``proof``."""
    found = tokens(text)
    matcher = SequenceMatcher(None, wanted, codes([word.norm for word in found]), autojunk=False)
    edits: list[tuple[int, int, str]] = []
    opcodes = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    if len(opcodes) > _MOST:
        return None
    for _, a, b, c, d in opcodes:
        # The differ may have put one of the pieces outside: look one word to each side as well.
        for a2, c2 in ((a, c), (a - 1, c - 1)):
            for b2, d2 in ((b, d), (b + 1, d + 1)):
                if a2 < 0 or c2 < 0 or b2 > len(wanted) or d2 > len(found) or d2 <= c2:
                    continue
                span = text[found[c2].start : found[d2 - 1].end]
                new = _fitted(span, wanted[a2:b2])
                if new is not None:
                    edits.append((found[c2].start, found[d2 - 1].end, new))
                    break
            else:
                continue
            break
        else:
            return None
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text if digest_of(words(text)) == proof else None


def _fitted(span: str, wanted: bytes) -> str | None:
    """``span`` with other word limits, so that it has the codes ``wanted``."""
    parts = span.split()
    if not wanted or len(parts) > _LONGEST:
        return None
    found = _fit(parts, wanted)
    return None if found is None else " ".join(found)


def _fit(parts: list[str], wanted: bytes) -> list[str] | None:
    """``parts`` joined and cut until each has its code; ``None`` where nothing does it."""
    if not parts:
        return None if wanted else []
    first = parts[0]
    if not words(first):
        rest = _fit(parts[1:], wanted)
        return rest if rest is None else [first, *rest]
    if not wanted:
        return None
    for used, whole in ((1, first), (1, _NOTE_MARK.sub("", first)), *_unions(parts)):
        if codes(words(whole)) == wanted[:1]:
            rest = _fit(parts[used:], wanted[1:])
            if rest is not None:
                return [whole, *rest]
    for head, tail in _cuts(first):
        if codes(words(head)) == wanted[:1]:
            rest = _fit([tail, *parts[1:]], wanted[1:])
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
        if not words(head) or not words(tail):
            continue
        if _bare(head) in _NEGATION or _bare(tail) in _NEGATION:
            continue
        if head[-1].isdigit() and tail[0].isdigit():
            continue
        found.append((head, tail))
    return found


def _bare(part: str) -> str:
    return part.strip(".,;:!?”“\"'’()").casefold()
