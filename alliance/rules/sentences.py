"""Where sentences begin and end: not after U.S., Mr. or Jan."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"‘(])")
_NO_END = re.compile(
    r"\b(?:U\.S|U\.N|U\.K|D\.C|Mr|Mrs|Ms|Dr|Rev|Hon|Brig|Pvt|Cpl|Fr|vs|Gen|Adm|Lt|Col|Maj|Capt|Cmdr|Sgt|Sen|Rep|Gov|Prof|Jan|Feb|Mar|Apr"
    r"|Aug|Sept?|Oct|Nov|Dec|St|No|Jr|[A-Z])\.\s+$"
)


def ends(text: str, start: int = 0, stop: int | None = None) -> Iterator[re.Match[str]]:
    """The ends of sentences between two offsets: full stop, closing marks and blanks."""
    for m in _END.finditer(text, start, len(text) if stop is None else stop):
        if not _NO_END.search(text[max(0, m.start() - 6) : m.end()]):
            yield m


def begin(text: str, at: int) -> int:
    """Where the sentence that holds offset ``at`` begins."""
    start = 0
    for m in ends(text, 0, at + 1):  # one more: what stands at the offset is looked at
        if m.end() <= at:
            start = m.end()
    return start
