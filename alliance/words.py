"""The normal form of a text: what two copies share when only their typography differs.

A web page, a PDF and a typed copy of one article differ in quotation marks, dashes, line breaks and
encoding. Offsets do not survive that; words do. So a paragraph is known by its words, and what
changes its sense (a number, a percent or currency sign, a "not") always changes its words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# A run of non-spaces; a dash at the end of a line joins the next line's run, as a typesetter's
# hyphen does. One line break only: a blank line ends a paragraph.
_CHUNK = re.compile(rf"\S+(?:(?<=\S[{_DASHES}])[^\S\n]*\n[^\S\n]*\S+)*")
_MONEY = "$¢£¥\u20a0-\u20c0"
_MINUS = re.compile(rf"^\(?[{_DASHES}](?=[{_MONEY}]?\d)")
_APART = re.compile(rf"(?<=\d)[^\w%‰{_MONEY}.,]+(?=\d)")
_DROP = re.compile(rf"[^\w%‰{_MONEY}.,-]|_|(?<!\d)-|-(?!\d)")
_POINT = re.compile(r"(?<!\d)[.,]|[.,](?!\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Word:
    """One word in normal form, and where it stands in the text it came from."""

    norm: str
    start: int
    end: int


def _normal(chunk: str) -> str:
    folded = unicodedata.normalize("NFKC", chunk).casefold()
    sign = "-" if _MINUS.match(folded) else ""
    # What stands between two digits parts two numbers: 2–3 is not 23, nor 1/2 a dozen.
    kept = _DROP.sub("", _APART.sub("-", folded))
    return sign + _THOUSANDS.sub("", _POINT.sub("", kept)) if kept else ""


def tokens(text: str) -> list[Word]:
    """The words of ``text`` with their offsets; marks without a letter or digit are passed over."""
    found = []
    for match in _CHUNK.finditer(text):
        norm = _normal(match[0])
        if norm and norm != "-":
            found.append(Word(norm, match.start(), match.end()))
    return found


def words(text: str) -> list[str]:
    """The normal words of ``text``.

    >>> words("“The U.S.-led  force,” 1,000 km (−5%)")
    ['the', 'usled', 'force', '1000', 'km', '-5%']
    """
    return [word.norm for word in tokens(text)]


def digest_of(norms: Iterable[str]) -> str:
    """A 64-bit hash of normal words, as 16 hexadecimal digits."""
    return hashlib.blake2b("\x1f".join(norms).encode(), digest_size=8).hexdigest()


def exact_hash(text: str) -> str:
    """A hash of the characters themselves; only white space may differ."""
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=8).hexdigest()


def codes(norms: Sequence[str]) -> bytes:
    """One byte per word: enough to align two copies and to say which word differs, too little
    to read the text back."""
    return bytes(zlib.crc32(norm.encode()) & 0xFF for norm in norms)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the repository keeps of a paragraph that it may not hold.

    first: the first four words as printed; words: how many there are; hash: of the normal words;
    exact: of the characters; codes: one byte per word, in hexadecimal.
    """

    first: str
    words: int
    hash: str
    exact: str
    codes: str

    @classmethod
    def of(cls, text: str) -> Fingerprint:
        norms = words(text)
        return cls(
            first=" ".join(text.split()[:4]),
            words=len(norms),
            hash=digest_of(norms),
            exact=exact_hash(text),
            codes=codes(norms).hex(),
        )
