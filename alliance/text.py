"""A text's words: normal form, fingerprints, and spans found again in another copy.

A web page, a PDF and a typed copy of one article differ in quotation marks, dashes, line breaks and
encoding. Offsets do not survive that; words do. So a paragraph is known by its words, and what
changes its sense (a number, a percent or currency sign, a "not") always changes its words.

An anchor names a span by its words: ``Anchor.spelled("first words … last words", text)`` is found
again by ``anchor.find(another)``. A short span is kept as it is; of a long one only the first and
last words are kept, with a count and a hash, so that an anchor never republishes what it points to.
Exact comes before approximate, approximate is said, and what is not there is ``missing``, not an
exception.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

# How well words were found again in another copy of a text.
STATUSES = ("exact", "cleaned", "approximate", "changed", "missing", "ambiguous")

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

_LONGEST_WORD = 40  # characters


class Word(NamedTuple):
    """One word in normal form, and where it stands in the text it came from."""

    norm: str
    start: int
    end: int


def _normal(chunk: str) -> str:
    """A language has few words, and a text says them again and again; what is long is no word."""
    return _folded(chunk) if len(chunk) < _LONGEST_WORD else _folded.__wrapped__(chunk)


@lru_cache(maxsize=16_384)
def _folded(chunk: str) -> str:
    folded = unicodedata.normalize("NFKC", chunk).casefold()
    sign = "-" if _MINUS.match(folded) else ""
    # What stands between two digits parts two numbers: 2–3 is not 23, nor 1/2 a dozen.
    kept = _DROP.sub("", _APART.sub("-", folded))
    return sign + _THOUSANDS.sub("", _POINT.sub("", kept)) if kept else ""


def tokens(text: str) -> list[Word]:
    """The words of ``text`` with their offsets; marks without a letter or digit are passed over."""
    found = [Word(_normal(match[0]), *match.span()) for match in _CHUNK.finditer(text)]
    return [word for word in found if word.norm not in ("", "-")]


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


def digest_of_files(files: Iterable[tuple[str, bytes]]) -> str:
    """A hash of files, each as its name and its content, in this order."""
    total = hashlib.sha256()
    for name, content in files:
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def codes(norms: Sequence[str]) -> bytes:
    """One byte per word: enough to align two copies and to say which word differs, too little
    to read the text back."""
    return bytes(zlib.crc32(norm.encode()) & 0xFF for norm in norms)


_DOUBLE, _SINGLE = '"“”„‟«»‹›「」『』《》＂″', "'‘’‚‛"
_SENSE_MARKS = re.compile(f"[{_DOUBLE}{_SINGLE}?!？！]")
_SENSE_PLAIN = str.maketrans(
    _DOUBLE + _SINGLE + "？！", '"' * len(_DOUBLE) + "'" * len(_SINGLE) + "?!"
)
_RE_HYPHEN = re.compile(rf"re[{_DASHES}](?=\w)", re.IGNORECASE)
# Words that mean something else in capitals: the US is not us, nor May a wish.
_ACRONYMS = frozenset(("us", "it", "who", "aids"))
_NAMES = frozenset(("may", "march", "august", "polish", "turkey", "china"))


def sense(text: str) -> list[str]:
    """The normal words of ``text`` with the marks without which it says something else.

    Marks are question and exclamation marks, quotation marks (straight or curly) between the words
    where they stand, the hyphen of "re-sign", the capitals of "US".

    >>> sense("“Will the U.S. re-sign?”")
    ['"', 'will', 'the', '^us', 're-sign', '?', '"']
    """
    found = []
    shouted = text.isupper()
    for match in _CHUNK.finditer(text):
        chunk = match[0]
        norm = _normal(chunk)
        inner = re.search(r"[^\W_](?:.*[^\W_])?", chunk, re.DOTALL)
        if not norm or norm == "-" or not inner:
            found += _SENSE_MARKS.findall(chunk)
            continue
        before, said, after = chunk[: inner.start()], inner[0], chunk[inner.end() :]
        if _RE_HYPHEN.match(said) and "\n" not in said:
            norm = "re-" + norm[2:]
        raised = said.isupper() if norm in _ACRONYMS else norm in _NAMES and said[0].isupper()
        if raised and not shouted:
            norm = "^" + norm
        middle = [mark for mark in _SENSE_MARKS.findall(said) if mark not in _SINGLE + "?!"]
        found += [*_SENSE_MARKS.findall(before), norm, *middle, *_SENSE_MARKS.findall(after)]
    return [one.translate(_SENSE_PLAIN) for one in found]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the repository keeps of a paragraph that it may not hold.

    first: the first four words as printed; words: how many there are; hash: of the normal words;
    exact: of the characters; codes: one byte per word, in hexadecimal; sense: hash of the words
    with the marks that change the sense (empty where it was not taken).
    """

    first: str
    words: int
    hash: str
    exact: str
    codes: str
    sense: str = ""

    @classmethod
    def of(cls, text: str) -> Fingerprint:
        norms = words(text)
        return cls(
            first=" ".join(text.split()[:4]),
            words=len(norms),
            hash=digest_of(norms),
            exact=exact_hash(text),
            codes=codes(norms).hex(),
            sense=digest_of(sense(text)),
        )


# Anchors.

ELLIPSIS = " … "

# A letter or a digit, or the point of an abbreviation: "U.S." does not stand in "U.S.S.R.".
_WORD_ENDS = re.compile(r"[^\W_]$|\b\w\.$")

_BARE_WORD = re.compile(r"[\w'-]+")

# One character for one, so that offsets in the plain text are offsets in the text.
_PLAIN = str.maketrans("‘’‚‛“”„‟«»\u00a0\u202f\u2007–—―‐‑−", "''''" + '"' * 6 + "   " + "------")


class Located(NamedTuple):
    """Where an anchor was found: ``text[start:end]``, and how well.

    status: exact (the same characters), cleaned (the same words), approximate (a letter differs),
    changed (the words between its ends differ), ambiguous (more places fit than there were, or
    fewer), missing.
    """

    start: int
    end: int
    status: str


MISSING = Located(-1, -1, "missing")


def plain(text: str) -> str:
    """``text`` with typewriter quotes, dashes and spaces, character for character."""
    return text.translate(_PLAIN)


def several(count: int, noun: str, one: str = "", more: str = "") -> str:
    """ "1 paragraph", "3 paragraphs"; and what follows on one and on more: "1 paper waits"."""
    return f"{count} {noun} {one}".rstrip() if count == 1 else f"{count} {noun}s {more}".rstrip()


@lru_cache(maxsize=4096)
def _pattern(surface: str, flags: int = 0) -> re.Pattern[str]:
    parts = plain(surface).split()
    body = r"\s+".join(map(re.escape, parts))
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if _WORD_ENDS.search(parts[-1]) else ""
    # "5%" does not stand in "2.5%", nor "$1" in "$1.72".
    if parts[0][0].isdigit():
        before += r"(?<!\d[.,])"
    if parts[-1][-1].isdigit():
        after += r"(?![.,]\d)"
    return re.compile(before + body + after, flags)


def occurrences(surface: str, text: str, *, fold: bool = False) -> list[tuple[int, int]]:
    """Every span of ``text`` that reads ``surface``, between word boundaries, in order.

    fold: capitals do not matter, except that "us" is not "US", nor "may" May.
    """
    if not surface.strip():
        return []
    pattern, body, found = _pattern(surface, re.IGNORECASE if fold else 0), plain(text), []
    match = pattern.search(body)
    while match:
        if not fold or match[0] != match[0].lower() or surface == surface.lower():
            found.append(match.span())
        match = pattern.search(body, match.start() + 1)  # "no no" stands twice in "no no no"
    return found


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span, known by its words.

    first, last: its first and last words (last is empty where first is the whole span);
    words, hash, exact: count and hashes of the whole span; nth, total: which occurrence of how
    many.
    """

    first: str
    last: str = ""
    words: int = 0
    hash: str = ""
    exact: str = ""
    nth: int = 1
    total: int = 1

    @classmethod
    def spelled(cls, written: str, text: str, nth: int = 1) -> Anchor | None:
        """The anchor that an author wrote by hand ("first words … last words"), or ``None``.

        ``nth`` counts occurrences in ``text``; beyond the last one it means the last one.
        """
        places = spans(written, text)
        if not places:
            return None
        start, end = places[min(nth, len(places)) - 1]
        first, _, last = written.partition(ELLIPSIS)
        span = text[start:end]
        norms = words(span)
        # Two spans with the same ends are two occurrences only if they say the same.
        same = (
            [place for place in places if words(text[slice(*place)]) == norms] if last else places
        )
        nth = same.index((start, end)) + 1
        return cls(first, last, len(norms), digest_of(norms), exact_hash(span), nth, len(same))

    @lru_cache(maxsize=4096)  # noqa: B019 - a text is shown again and again, with all of its anchors
    def find(self, text: str) -> Located:
        """The place of this anchor in ``text``, with a status."""
        if self.last:
            return self._find_long(text)
        places = occurrences(self.first, text) or occurrences(self.first, text, fold=True)
        return self._meant(places, text) if places else _one_letter_off(self.first, text)

    def _find_long(self, text: str) -> Located:
        places = spans(f"{self.first}{ELLIPSIS}{self.last}", text)
        same = [place for place in places if digest_of(words(text[slice(*place)])) == self.hash]
        if same:
            return self._meant(same, text)
        if not places:
            return MISSING
        # Its ends are there but not its words: somebody changed what stands between them.
        gaps = [abs(len(words(text[slice(*place)])) - self.words) for place in places]
        start, end = places[gaps.index(min(gaps))]
        return Located(start, end, "changed") if min(gaps) <= max(3, self.words // 3) else MISSING

    def _meant(self, places: Sequence[tuple[int, int]], text: str) -> Located:
        """The occurrence that is meant; ambiguous where there are more or fewer than there were."""
        start, end = places[min(self.nth, len(places)) - 1]
        if len(places) != self.total:
            return Located(start, end, "ambiguous")
        span = text[start:end]
        same = exact_hash(span) == self.exact if self.last else span == self.first
        return Located(start, end, "exact" if same else "cleaned")


def spans(written: str, text: str) -> list[tuple[int, int]]:
    """The spans that ``written`` may mean: itself, or from its first words to its last words.

    For each place of the first words the nearest following place of the last words counts.
    """
    first, _, last = written.partition(ELLIPSIS)
    starts = occurrences(first, text)
    if not last:
        return starts
    ends = occurrences(last, text)
    following = ((start, [end for end in ends if end[0] >= begun]) for start, begun in starts)
    return [(start, behind[0][1]) for start, behind in following if behind]


def _one_letter_off(surface: str, text: str) -> Located:
    """A name with one letter wrong, added or lost in one word of it. A number or a short word
    ("now" for "not", "Article I" for "Article V") is never forgiven."""
    wanted = _BARE_WORD.findall(plain(surface))
    if not any(map(_forgivable, wanted)):
        return MISSING
    there, found = list(_BARE_WORD.finditer(plain(text))), []
    for i in range(len(there) - len(wanted) + 1):
        window = there[i : i + len(wanted)]
        off = [(m[0], w) for m, w in zip(window, wanted, strict=True) if m[0] != w]
        if len(off) == 1 and _forgivable(off[0][1]) and _slip(*off[0]):
            found.append((window[0].start(), window[-1].end()))
    if not found:
        return MISSING
    return Located(*found[0], "approximate" if len(found) == 1 else "ambiguous")


def _forgivable(word: str) -> bool:
    return len(word) >= 5 and not any(ch.isdigit() for ch in word)


def _slip(a: str, b: str) -> bool:
    """Whether two strings differ by one inserted, lost or wrong letter."""
    if len(a) > len(b):
        a, b = b, a
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[i:] == b[i + 1 :] or (len(a) == len(b) and a[i + 1 :] == b[i + 1 :])


# Bytes -> characters, for whatever a file was saved as.
#
# charset-normalizer was tried: on lists of a few names it took Windows-1252 for Big5 or cp1250.


_BOMS = {
    "utf-8-sig": (codecs.BOM_UTF8,),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),  # before UTF-16, which begins alike
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}
_JAPANESE = re.compile("[\u3005\u3041-\u30fe\u4e00-\u9fff\uff10-\uff5a]")
# What an accented letter becomes: a kanji or half-width katakana beside a Latin letter.
_UNLIKELY_JAPANESE = re.compile(
    "[a-zA-Z][\u4e00-\u9fff\uff61-\uff9f]|[\u4e00-\u9fff\uff61-\uff9f][a-z]"
)
# Inside a word: a capital, a sign, a control character; before one: a small letter with an accent.
_UNLIKELY_WESTERN = re.compile(
    "(?<=[a-z])[À-ÖØ-ÞŠŽŸŒ]|(?<=[a-zA-Z])[ƒ†‡•‰¤¦§¨¬¯´¶¸]|(?<=[A-Z])[à-öø-þ](?=[A-Z\\s,;]|$)"
    "|(?<![^\\W\\d_])[ìîïûòóñÕ](?=[A-Z])"
    "|[ÒÓÔÕ](?=[A-Z ,.]|$)|[\x80-\x9f]"
)

_ASCII = bytes(range(128))
_SAMPLE = 50_000  # characters, from the first foreign one, that tell two readings of a file apart
# Windows-1252, in which five bytes mean nothing: they stay the control characters of Latin-1.
_WESTERN = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


def decode(data: bytes) -> tuple[str, str]:
    """The characters of ``data`` and the name of the encoding that they were read in.

    UTF-8 (with a few broken characters, too), UTF-16 and UTF-32, Shift-JIS, EUC-JP, Windows-1252
    and Mac Roman are told apart, in files of a few words as well. Never an error: a byte that means
    nothing becomes U+FFFD or a control character, which the caller may count.
    """
    for name, marks in _BOMS.items():
        if data.startswith(marks):
            return data.decode(name, "replace"), name
    if wide := _without_bom(data):
        return data.decode(wide, "replace"), wide
    if b"\x1b$B" in data:
        return data.decode("iso2022_jp", "replace"), "iso2022_jp"
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8"
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if 2 * broken <= len(loose) - len(loose.encode("ascii", "ignore")):
        return loose, "utf-8, with broken characters"
    foreign = len(data) - len(data.lstrip(_ASCII))
    some = slice(max(0, foreign - 1), foreign + _SAMPLE)
    tries = [_japanese(data, name, some) for name in ("cp932", "euc_jp")]
    likely, text, name = max(tries, key=itemgetter(0))
    if likely > 0:
        return text, name
    western, mac = codecs.charmap_decode(data, "strict", _WESTERN)[0], data.decode("mac_roman")
    if len(_UNLIKELY_WESTERN.findall(mac[some])) < len(_UNLIKELY_WESTERN.findall(western[some])):
        return mac, "mac-roman"
    return western, "windows-1252"


def _japanese(data: bytes, name: str, some: slice) -> tuple[int, str, str]:
    """How likely it is that this is Japanese in an encoding, with the text and the name."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return 0, "", name
    likely, unlikely = _JAPANESE.findall(text[some]), _UNLIKELY_JAPANESE.findall(text[some])
    return len(likely) - 2 * len(unlikely), text, name


def _without_bom(data: bytes) -> str | None:
    """UTF-16 without its mark, as every second byte of Western text is zero there, and of
    Japanese that of the kana."""
    head = data[:4000]
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        kana = high.count(0x30) if 0 in head else 0
        likely = high.count(0) + 2 * kana > 0.6 * len(high)
        if len(head) >= 8 and likely and head.count(0) < 0.55 * len(head):
            return name
    return None
