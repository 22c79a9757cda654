"""Answers of no question in particular: blanks, junk, and shapes that a parser may trip over.

Most were taken from the tests of the first edition. Each question meets a few of them, chosen by
a hash of its id, so that one more question changes nothing for the others.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

_POOL = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
BLANKS: list[Any] = _POOL["blanks"]
JUNK: list[Any] = _POOL["junk"]


def _number(id: str, what: str) -> int:
    return int.from_bytes(blake2b(f"{id} {what}".encode(), digest_size=4).digest(), "big")


def some(pool: list[Any], id: str, count: int) -> list[Any]:
    """``count`` answers of the pool for the question ``id``: always the same ones."""
    start, step = _number(id, "start"), 1 + _number(id, "step") % (len(pool) - 1)
    return [pool[(start + i * step) % len(pool)] for i in range(count)]


def spellings(answer: str) -> list[str]:
    """A written answer in other clothes: case, spaces, full width, a sentence, quotation marks."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in answer)
    return [answer.upper(), f"  {answer.lower()} ", wide, f"The answer is {answer}.", f"“{answer}”"]
