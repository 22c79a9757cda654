"""The lines of one paragraph -> the paragraph, with words that a line end had broken mended."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import product

from alliance.words import exact_hash

_BREAK = re.compile(r"(?<=\w)[-‐\u00ad]\s*\n\s*(?=\w)")
_QUOTED = re.compile(r"(?:^|(?<=\n))\s*(?:>+\s*|#{1,6}\s+)")
_BULLETED = re.compile(r"^\s*(?:[•·▪►▶◦‣⁃*+-]|\d{1,3}[.)])\s+(?=\S)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|`)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.S)
_NOTE = re.compile(r"(?<=[\w.,;:!?”\"'’)])\[\d{1,3}\]")
_MOST = 7  # line-end hyphens in one paragraph up to which every way of mending them is tried
# First parts of compounds: a hyphen after them was most likely there before the line was broken.
_FIRST_PARTS = (
    "self non post pre anti pro co ex well long short high low mid then former left right free "
    "two three four five six seven eight nine ten first second third one half all cross rules "
    "large small peace war rock far land sea air so multi counter semi now hard soft by "
    "old new"
)


def joined(text: str, wanted: str = "", known: Collection[str] = ()) -> str:
    """``text`` as one line.

    wanted: the hash of the exact characters, which decides between ways of mending where one fits;
    known: words of the file in lower case, by which a broken word is recognised otherwise.
    """
    plain = _marks_off(text)
    for candidate in dict.fromkeys((text, plain)):
        for whole in _ways(candidate):
            if exact_hash(whole) == wanted:
                return " ".join(whole.split())
    return " ".join(_BREAK.sub(lambda match: _mended(match, plain, known), plain).split())


def _marks_off(text: str) -> str:
    """Without Markdown's marks: quoted lines, headings, a bullet, emphasis, note numbers."""
    text = _BULLETED.sub("", _QUOTED.sub("", text))
    if any(mark in text for mark in "*_`"):
        text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return _NOTE.sub("", text) if "[" in text else text


def _ways(text: str) -> list[str]:
    parts = _BREAK.split(text)
    if len(parts) == 1:
        return [text]
    if len(parts) - 1 > _MOST:
        return []
    found = []
    for links in product(("", "-"), repeat=len(parts) - 1):
        whole = parts[0]
        for link, part in zip(links, parts[1:], strict=True):
            whole += link + part
        found.append(whole)
    return found


def _mended(match: re.Match[str], text: str, known: Collection[str]) -> str:
    before = re.search(r"[\w.]+$", text[: match.start()])
    after = re.match(r"\w+", text[match.end() :])
    if not before or not after:
        return ""
    first, second = before[0].casefold(), after[0].casefold()
    if first + second in known:
        return ""
    if f"{first}-{second}" in known or not second.isalpha() or not first.isalpha():
        return "-"
    if (
        after[0][0].isupper()
        or first in _FIRST_PARTS.split()
        or (first in known and second in known)
    ):
        return "-"
    return ""
