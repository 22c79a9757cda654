"""A file's words matched with a known text: which paragraph is where, and what differs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

from alliance import corpus
from alliance.adding import furniture
from alliance.adding.furniture import Context, Layout, Span, View, why
from alliance.text import Fingerprint, Word, codes, digest_of, exact_hash, tokens, words

# Where in a file an altered paragraph may stand: where runs of its words are close together.


Window = tuple[int, int, int, float]  # paragraph, first and last word in the view, weight
_WINDOW_PLACES = 12_000  # runs that are weighed for one paragraph
_STARTS = 1_200  # stretches that are compared for one paragraph


def windows(view: bytes, pars: dict[int, bytes]) -> list[Window]:
    """Where in a view each paragraph may stand, by runs of words that both have."""
    size = 3 if len(view) < 4000 else 4
    index: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
    for par, wanted in pars.items():
        step = size if len(wanted) > 5 else max(1, len(wanted) // 2)
        for p in range(len(wanted) - step + 1):
            index[wanted[p : p + step]].append((par, p))
    hits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for step in sorted({len(gram) for gram in index}):
        if step < 3 and len(view) > 400:
            continue
        for f in range(len(view) - step + 1):
            for par, p in index.get(view[f : f + step], ()):
                hits[par].append((f, p))
    found: list[Window] = []
    for par, places in hits.items():
        found += _clusters(par, places, len(pars[par]), len(view))
    return found


def _clusters(par: int, hits: list[tuple[int, int]], size: int, length: int) -> list[Window]:
    """The stretches of a view with the most hits, none overlapping."""
    width = size + max(30, size // 2)
    places = sorted(hits)[:_WINDOW_PLACES]
    scored = []
    right = 0
    for left, (begin, _) in enumerate(places):
        right = max(right, left)
        while right < len(places) and places[right][0] < begin + width:
            right += 1
        near = places[left:right]
        scored.append((len({p for _, p in near}), -begin, begin, near[-1][0]))
        if len(scored) >= _STARTS:
            break
    found: list[Window] = []
    for score, _, begin, last in sorted(scored, reverse=True):
        if len(found) == 4 or score * 8 < size - 3:
            break
        if all(begin > end or last < start for _, start, end, _ in found):
            found.append((par, begin, min(length, last + 1), float(score)))
    return found


# The lines of one paragraph -> the paragraph, with words that a line end had broken mended.


_BREAK = re.compile(r"(?<=\w)[-‐\u00ad]\s*\n\s*(?=\w)")
_QUOTED = re.compile(r"(?:^|(?<=\n))\s*(?:>+\s*|#{1,6}\s+)")
_BULLETED = re.compile(r"^\s*(?:[•·▪►▶◦‣⁃*+-]|\d{1,3}[.)])\s+(?=\S)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|`)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.S)
_NOTE = re.compile(r"(?<=[\w.,;:!?”\"'’)])\[\d{1,3}\]")
_MOST_JOINED = 7  # line-end hyphens in one paragraph up to which every way of mending them is tried
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
    if len(parts) - 1 > _MOST_JOINED:
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


# Words that a copy has torn apart or run together: put right where the hash proves it.
#
# "secu- rity", "58.4 %", "theU.S.", "treaty—signed", "alliance[3]" are typography; "no table" for
# "notable" is not, so a plain space is only moved where no negation comes or goes with it.


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


# How far an altered paragraph reaches when its first or last words are not as they were.


def replaced_before(view: View, start: int, lead: int) -> int:
    """Where the paragraph begins, if its first words were replaced and not lost."""
    left = start
    while left > 0 and start - left < lead + 3 and not view.starts_piece(left):
        left -= 1
    if start - left > lead + 2:
        return start
    # A file that begins in the middle of a word: that is a loss, not a change.
    torn = left == 0 and start == 1 and (lead > 3 or view.text[view.words[0].start].islower())
    return start if torn else left


def replaced_after(view: View, end: int, tail: int) -> int:
    right = end
    while right < len(view.words) and right - end < tail + 3 and not view.starts_piece(right):
        right += 1
    if right - end > tail + 2:
        return end
    last = view.text[view.words[-1].end - 1]
    torn = right == len(view.words) == end + 1 and (tail > 3 or last.isalnum())
    return end if torn else right


def beginnings(view: View, start: int, lead: int) -> list[int]:
    """Where the paragraph may begin if its first words are there, but torn or run together."""
    if not lead or lead > 2:
        return [start] if not lead else [replaced_before(view, start, lead)]
    near = [replaced_before(view, start, lead), *(start - i for i in range(1, 2 * lead + 2))]
    return [i for i in dict.fromkeys(near) if i >= 0]


def endings(view: View, end: int, tail: int) -> list[int]:
    if not tail or tail > 2:
        return [end] if not tail else [replaced_after(view, end, tail)]
    near = [replaced_after(view, end, tail), *(end + i for i in range(1, 2 * tail + 2))]
    return [i for i in dict.fromkeys(near) if i <= len(view.words)]


# A paragraph compared with an altered copy of it, word by word, from one byte per word. Nothing is
# forgiven: a copy counts as clean only if its words, once furniture is cut out and broken words are
# joined, have the paragraph's hash. Otherwise the note says what the file's words show.


Opcode = tuple[str, int, int, int, int]
_SEARCHED = 20_000  # words of a gap in which a second place is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """Words ``start`` to ``end`` of a view are this paragraph, as ``status`` and ``note`` say.

    text: where it is not simply the view's words; cut: places in the file that are not part of it.
    """

    start: int
    end: int
    status: str
    note: str
    matched: int
    text: str = ""
    cut: list[Span] = field(default_factory=list)

    def better(self, other: Found) -> bool:
        rank = {"cleaned": 3, "approximate": 2, "changed": 1, "ambiguous": 1}
        mine, theirs = rank[self.status], rank[other.status]
        return (mine == 3, self.matched, mine) > (theirs == 3, other.matched, theirs)


def compare(
    view: View,
    one: Fingerprint,
    wanted: bytes,
    near: int,
    far: int,
    within: tuple[int, int] | None = None,
) -> Found | None:
    """The paragraph in words ``near`` to ``far`` of a view and a little around them, but not
    outside of ``within``."""
    slack = max(12, len(wanted) // 3)
    floor, ceiling = within or (0, len(view.words))
    low, high = max(floor, near - slack), min(ceiling, far + slack + 4)
    opcodes = _aligned(wanted, view.codes[low:high], low)
    if not opcodes:
        return None
    matched = sum(op[2] - op[1] for op in opcodes if op[0] == "equal")
    run = max(op[2] - op[1] for op in opcodes if op[0] == "equal")
    if matched < min(len(wanted), 2) or (matched < 0.4 * len(wanted) and run < 5):
        return None
    start, end = opcodes[0][3], opcodes[-1][4]
    lead, tail = opcodes[0][1], len(wanted) - opcodes[-1][2]
    if len(wanted) < 6 and not _fills_lines(view, start, end, lead, tail):
        return None
    for first in beginnings(view, start, lead):
        for last in endings(view, end, tail):
            clean = _cleaned(view, one, wanted, opcodes, first, last)
            if clean:
                return clean
    return _described(view, opcodes, lead, tail, matched, len(wanted))


def _aligned(wanted: bytes, found: bytes, offset: int) -> list[Opcode]:
    """Opcodes from the first to the last word that really belongs to the paragraph."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    opcodes: list[Opcode] = [
        (tag, a, b, c + offset, d + offset) for tag, a, b, c, d in matcher.get_opcodes()
    ]
    while opcodes and opcodes[0][0] != "equal":
        opcodes.pop(0)
    while opcodes and opcodes[-1][0] != "equal":
        opcodes.pop()
    while len(opcodes) > 2 and _stray(opcodes[0], opcodes[1]):
        opcodes = opcodes[2:]
    while len(opcodes) > 2 and _stray(opcodes[-1], opcodes[-2]):
        opcodes = opcodes[:-2]
    return opcodes


def _stray(edge: Opcode, gap: Opcode) -> bool:
    """One or two words at an edge that agree by chance, far from the rest."""
    size = edge[2] - edge[1]
    lost, extra = gap[2] - gap[1], gap[4] - gap[3]
    return (size <= 2 and max(lost, extra) > 2 + 2 * size) or (size <= 4 and abs(extra - lost) > 12)


def _fills_lines(view: View, start: int, end: int, lead: int, tail: int) -> bool:
    """Whether an altered short paragraph is a line of about its length."""
    left = start
    while left > 0 and not view.starts_piece(left):
        left -= 1
    right = end
    while right < len(view.words) and not view.starts_piece(right):
        right += 1
    return start - left <= lead + 1 and right - end <= tail + 1


def _cleaned(
    view: View, one: Fingerprint, wanted: bytes, opcodes: list[Opcode], first: int, last: int
) -> Found | None:
    """The paragraph with interrupting lines cut out and broken words joined, if that proves it."""
    start, end = view.edges(first, last)
    cut = [
        span
        for tag, _, _, c, d in opcodes
        if tag == "insert"
        for span in _own_lines(view, c, d) or _in_line(view, c, d)
    ]
    smaller = View(view.layout, without(view.owned(start, end), cut))
    text: str | None = smaller.text
    if digest_of(smaller.norms) != one.hash:
        text = repaired(smaller.text, wanted, one.hash)
    if text is None:
        return None
    return Found(first, last, "cleaned", "", len(wanted), text, cut)


def _own_lines(view: View, c: int, d: int) -> list[Span]:
    """The pieces that words ``c`` to ``d`` fill, if they fill them and may be cut out."""
    if not (view.starts_piece(c) and (d == len(view.words) or view.starts_piece(d))):
        return []
    spans = view.owned(view.words[c].start, view.words[d - 1].end)
    layout = view.layout
    indexes = [layout.line_at(start) for start, _ in spans]
    block = indexes[-1] - indexes[0] + 1 == len(indexes)
    standing = (
        block
        and not (indexes[0] and layout.lines[indexes[0] - 1].strip())
        and not (indexes[-1] + 1 < len(layout.lines) and layout.lines[indexes[-1] + 1].strip())
        and d - c >= 3
    )
    if standing or all(layout.removable(index) for index in indexes):
        pieces = [view.piece_of(view.words[c].start), view.piece_of(view.words[d - 1].start)]
        return view.pieces[pieces[0] : pieces[1] + 1]
    return []


def _in_line(view: View, c: int, d: int) -> list[Span]:
    """The place of words ``c`` to ``d`` if they are an advertisement run into the line: capitals,
    or several words, so that no word of a sentence is taken for one."""
    start, end = view.words[c].start, view.words[d - 1].end
    text = view.text[start:end]
    sells = furniture.reason(text) in ("advertisement", "newsletter")
    return view.owned(start, end) if sells and (text.isupper() or d - c > 2) else []


def without(spans: list[Span], cut: list[Span]) -> list[Span]:
    """``spans`` less the parts of them that are cut out."""
    for begin, end in cut:
        spans = [
            part
            for start, stop in spans
            for part in ((start, min(stop, begin)), (max(start, end), stop))
            if part[0] < part[1]
        ]
    return spans


def _described(
    view: View, opcodes: list[Opcode], lead: int, tail: int, matched: int, size: int
) -> Found:
    """What differs, in words of the file."""
    start, end = opcodes[0][3], opcodes[-1][4]
    notes, altered = [], False
    if lead:
        grown = replaced_before(view, start, lead)
        if grown < start:
            notes.append(f"words differ here: {_said(view, grown, start)}")
            start, altered = grown, True
        else:
            notes.append(f"its first {_count(lead)} not in your file")
    for op in opcodes:
        if op[0] != "equal":
            altered = True
            notes.append(_difference(view, op))
    if tail:
        grown = replaced_after(view, end, tail)
        if grown > end:
            notes.append(f"words differ here: {_said(view, end, grown)}")
            end, altered = grown, True
        else:
            notes.append(f"its last {_count(tail)} not in your file")
    if not notes:
        altered = True
        notes.append("one of its words differs; we cannot say which")
    note = "; ".join(notes[:6]) + (" …" if len(notes) > 6 else "")
    return Found(start, end, "changed" if altered else "approximate", note, matched)


def _difference(view: View, op: Opcode) -> str:
    tag, a, b, c, d = op
    if tag == "delete":
        before = _said(view, c - 1, c)
        return f"{_count(b - a)} missing after {before}"
    if tag == "insert":
        return f"{_said(view, c, d)} was added"
    return f"{'a word differs' if d - c == 1 else 'words differ'} here: {_said(view, c, d)}"


def _said(view: View, c: int, d: int) -> str:
    text = view.text[view.words[c].start : view.words[d - 1].end]
    text = " ".join(text.split())
    text = re.sub(r"^[^\w$€£¥%-]+|[^\w%]+$", "", text) or text
    return "“" + (text if len(text) <= 80 else text[:77] + "…") + "”"


def _count(words: int) -> str:
    return "word is" if words == 1 else f"{words} words are"


def contested(found: Found, view: View, one: Fingerprint, wanted: bytes) -> Found:
    """``found``, marked ambiguous where another place fits as well with other words."""
    if found.status == "cleaned" or len(view.words) > _SEARCHED:
        return found
    mine = view.norms[found.start : found.end]
    for low, high in ((0, found.start), (found.end, len(view.words))):
        for _, near, far, _ in windows(view.codes[low:high], {0: wanted}):
            other = compare(view, one, wanted, near + low, far + low, (low, high))
            if other is None or other.status == "cleaned" or other.matched != found.matched:
                continue
            if view.norms[other.start : other.end] != mine:
                note = f"two places of your file fit equally well; here {found.note}"
                return replace(found, status="ambiguous", note=note)
    return found


# The paragraphs of a known source in a file, from what their fingerprints say. One whose words all
# stand in a row is found by its codes and proved by its hash. What is not found that way is looked
# for between its neighbours: first without the lines that are furniture, then word by word.


LONG = 5  # words: shorter paragraphs are looked for only between their neighbours, in their lines
_PLACES = 8  # places of one paragraph that are weighed; a page repeats a text twice or so
_REACH = 60_000  # characters around what was found in which the rest is looked for


@dataclass(slots=True)
class Placed:
    """A paragraph that was found: its words in the file, how well they fit, what differs."""

    n: int
    status: str
    text: str
    note: str = ""
    owned: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph (index) that may stand at words ``start`` to ``end`` of a view."""

    par: int
    start: int
    end: int
    weight: float


class Aligner:
    """One file against one source. ``placed`` holds what was found, by paragraph index."""

    def __init__(self, layout: Layout, prints: Sequence[Fingerprint], whole: View) -> None:
        self.layout = layout
        self.prints = prints
        self.codes = [bytes.fromhex(one.codes) for one in prints]
        self.placed: dict[int, Placed] = {}
        self._whole = whole
        self._known = frozenset(word.casefold() for word in set(layout.text[:200_000].split()))

    def run(self) -> dict[int, Placed]:
        self._solve(list(range(len(self.prints))), 0, len(self.layout.text), self._whole)
        return self.placed

    def _solve(self, pars: list[int], lo: int, hi: int, view: View | None = None) -> None:
        """Places the paragraphs ``pars``, which stand between two offsets if they are there."""
        pieces = view.pieces if view else self.layout.pieces(lo, hi)
        if not pars or not pieces:
            return
        every = view or View(self.layout, pieces)
        if self._exact(every, pars, lo, hi):
            return
        cut = {
            index
            for index in map(self.layout.line_at, (start for start, _ in pieces))
            if self.layout.removable(index)
        }
        rest = self.layout.pieces(lo, hi, cut) if cut else []
        views = [View(self.layout, rest), every] if rest else [every]
        if rest and self._exact(views[0], pars, lo, hi):
            return
        self._fuzzy(views, pars, lo, hi)

    def _exact(self, view: View, pars: list[int], lo: int, hi: int) -> bool:
        """Places what stands in the view word for word, and goes on between."""
        found = [place for par in pars for place in self._occurrences(view, par, lo, hi)]
        chosen = chain(found)
        if not chosen:
            return False
        spans = {place.par: self._accept(view, place) for place in chosen}
        self._between(pars, spans, lo, hi)
        return True

    def _between(self, pars: list[int], spans: dict[int, Span], lo: int, hi: int) -> None:
        """Solves the gaps that are left between placed paragraphs."""
        gap: list[int] = []
        begin = lo
        for par in pars:
            if par in spans:
                self._solve(gap, max(begin, spans[par][0] - _REACH), spans[par][0])
                gap, begin = [], spans[par][1]
            else:
                gap.append(par)
        if spans:
            hi = min(hi, begin + _REACH)
        self._solve(gap, begin, hi)

    def _occurrences(self, view: View, par: int, lo: int, hi: int) -> list[Candidate]:
        wanted, size = self.codes[par], self.prints[par].words
        whole_file = lo == 0 and hi == len(self.layout.text)
        if not size or (size < LONG and whole_file and len(view.words) > 400):
            return []
        found: list[Candidate] = []
        place = view.codes.find(wanted)
        tries = 0
        while place >= 0 and len(found) < _PLACES and tries < 400:
            tries += 1
            end = place + size
            proved = digest_of(view.norms[place:end]) == self.prints[par].hash
            if proved and (size >= LONG or self._stands_alone(view, par, place, end)):
                found.append(Candidate(par, place, end, size))
            place = view.codes.find(wanted, place + 1)
        return found

    def _stands_alone(self, view: View, par: int, start: int, end: int) -> bool:
        """A short paragraph must fill its line, or the room between its neighbours; the very same
        characters may share that room with a line that was run into it."""
        begins = view.starts_piece(start)
        ends = end == len(view.words) or view.starts_piece(end)
        if begins and ends:
            return True
        text = view.text[view.words[start].start : view.words[end - 1].end]
        return (begins or ends) and exact_hash(text) == self.prints[par].exact

    def _accept(self, view: View, place: Candidate) -> Span:
        """Records a proved paragraph; returns where it begins and ends in the file."""
        start, end = view.edges(place.start, place.end)
        one = self.prints[place.par]
        text = joined(view.text[start:end], one.exact, self._known)
        if exact_hash(text) != one.exact:
            bare = view.text[view.words[place.start].start : view.words[place.end - 1].end]
            bare = joined(bare, one.exact, self._known)
            text = bare if exact_hash(bare) == one.exact else text
        status = "exact" if exact_hash(text) == one.exact else "cleaned"
        return self._record(Placed(place.par + 1, status, text, "", view.owned(start, end)))

    def _record(self, placed: Placed) -> Span:
        self.placed[placed.n - 1] = placed
        return placed.owned[0][0], placed.owned[-1][1]

    def _fuzzy(self, views: list[View], pars: list[int], lo: int, hi: int) -> None:
        """Places paragraphs of which only a part, or an altered copy, is in the views."""
        best: dict[int, tuple[Found, View]] = {}
        for view in views:
            near = windows(view.codes, {par: self.codes[par] for par in pars})
            for place in chain([Candidate(*window) for window in near]):
                one, wanted = self.prints[place.par], self.codes[place.par]
                found = compare(view, one, wanted, place.start, place.end)
                if found and (place.par not in best or found.better(best[place.par][0])):
                    best[place.par] = (contested(found, view, one, wanted), view)
        spans: dict[int, Span] = {}
        edge = lo
        for par in sorted(best):
            found, view = best[par]
            start, end = view.edges(found.start, found.end)
            owned = view.owned(start, end)
            if owned[0][0] < edge:
                continue  # the neighbour has these words already
            text = found.text or view.text[start:end]
            one = self.prints[par]
            text = joined(text, one.exact, self._known)
            status = found.status
            if status == "cleaned" and exact_hash(text) == one.exact:
                status = "exact"
            owned = without(owned, found.cut)
            spans[par] = self._record(Placed(par + 1, status, text, found.note, owned))
            edge = spans[par][1]
        left = [par for par in pars if par not in spans]
        if spans and left and len(left) < len(pars):
            self._between(pars, spans, lo, hi)


def chain(candidates: list[Candidate]) -> list[Candidate]:
    """The heaviest selection in which later paragraphs stand later and none overlap; of equally
    heavy ones the closest together, so that a text that is there twice is taken from one copy."""
    order = sorted(candidates, key=lambda one: (one.start, one.end, one.par))
    best: list[tuple[float, int]] = []  # weight of the best chain that ends here, its previous
    for i, one in enumerate(order):
        weight, previous = one.weight, -1
        for j in range(i):
            other = order[j]
            if other.par < one.par and other.end <= one.start:
                apart = min(one.start - other.end, 5000) / 1e6
                if best[j][0] + one.weight - apart > weight:
                    weight, previous = best[j][0] + one.weight - apart, j
        best.append((weight, previous))
    if not best:
        return []
    i = max(range(len(best)), key=lambda k: best[k][0])
    found = []
    while i >= 0:
        found.append(order[i])
        i = best[i][1]
    return found[::-1]


# Which of the course's sources a file holds, whatever the file is called.
#
# A source is known by runs of four words. A page that only quotes a sentence or two of it is not
# mistaken for it: either much of the source is there, or most of the file is its whole paragraphs.


RUN = 4  # words
_MUCH = 0.45  # of the source's runs: then it is the source
_SOME, _SPREAD = 0.2, 0.7  # or fewer, but in most of its paragraphs: a badly damaged copy
_HIT = 0.15  # of a paragraph's runs: then something of it is there
_MOST_PLACES = 0.5  # of the file's words are whole paragraphs of the source: an excerpt
_LEAST = 20  # words that an excerpt must have
_SMALL = 5  # words: shorter paragraphs prove nothing


@dataclass(frozen=True, slots=True)
class Identity:
    """A source that a file may hold.

    words: how many of its words are there; share: what part of its runs of words; spread: the part
    of it in paragraphs of which something is there; of_file: the part of the file that is whole
    paragraphs of it. A page that quotes a statement has the words between the quotation marks, but
    not the paragraphs around them, so it has little spread and few whole paragraphs.
    """

    id: str
    words: int
    share: float
    spread: float
    of_file: float

    @property
    def sure(self) -> bool:
        if self.share >= _MUCH or (self.share >= _SOME and self.spread >= _SPREAD):
            return True
        return self.words >= _LEAST and self.of_file >= _MOST_PLACES


@lru_cache(maxsize=4096)
def _runs(code: str) -> tuple[bytes, ...]:
    raw = bytes.fromhex(code)
    return tuple(raw[i : i + RUN] for i in range(len(raw) - RUN + 1))


def identify(view: View) -> list[Identity]:
    """The sources that the file holds, the one of which most is there first."""
    codes = view.codes
    present = {codes[i : i + RUN] for i in range(len(codes) - RUN + 1)}
    found = [_identity(id, view, present) for id in corpus.shipped_ids()]
    return sorted((one for one in found if one.sure), key=lambda one: -one.words)


def _identity(id: str, view: View, present: set[bytes]) -> Identity:
    hits = total = spread = size = whole = 0
    for one in corpus.fingerprints(id):
        if one.words < _SMALL:
            continue
        runs = _runs(one.codes)
        there = sum(run in present for run in runs)
        hits, total, size = hits + there, total + len(runs), size + one.words
        if there >= _HIT * len(runs):
            spread += one.words
        if there >= _MOST_PLACES * len(runs) and {runs[0], runs[-1]} <= present:
            whole += one.words
    return Identity(
        id,
        words=round(size * hits / max(1, total)),
        share=hits / max(1, total),
        spread=spread / max(1, size),
        of_file=whole / max(1, len(view.codes)),
    )


# Words that stand in a paragraph's own line before or after it: furniture, or an alteration.
#
# A "not" put before the first word leaves every word of the paragraph in its row; that it is there
# must still be said.


_CROWDED = 3  # paragraphs in one line: the page's own line breaks are lost
_SHORT = 6  # words: what is as short as this in a crowded line is taken for an alteration
_NEGATIONS = frozenset(("not", "never", "nor"))
_NAMED = frozenset({"headline", "byline", "date line", "dateline", "outlet", "repeats the text",
                    "date of another story or of the page", "section label", "menu",
                    "another story's headline"})  # fmt: skip


def mark(layout: Layout, placed: dict[int, Placed], spans: list[Span], context: Context) -> None:
    """Marks as changed the paragraphs to whose lines something was added at an end."""
    ends = {one.owned[-1][1]: one for one in placed.values()}
    begins = {one.owned[0][0]: one for one in placed.values()}
    crowd: dict[int, int] = {}
    for one in placed.values():
        index = layout.line_at(one.owned[0][0])
        crowd[index] = crowd.get(index, 0) + 1
    for start, end in spans:
        text = layout.text[start:end]
        before = _neighbour(layout.text, start, ends, -1)
        after = _neighbour(layout.text, end, begins, 1)
        if not (before or after):
            continue
        norms = words(text)
        turned = [
            one
            for one, beside in ((before, norms[:1]), (after, norms[-1:]))
            if one and _NEGATIONS.issuperset(beside)
        ]
        crowded = crowd.get(layout.line_at(start), 0) >= _CROWDED and len(norms) > _SHORT
        if not turned and (crowded or _harmless(text.strip(), context)):
            continue
        shown = " ".join(text.split())
        shown = shown if len(shown) <= 80 else shown[:77] + "…"
        for one in turned or _owners(before, after, text):
            if one.status == "approximate" and _torn(layout.text, start, end):
                continue
            one.status = "changed"
            one.note = "; ".join(filter(None, (one.note, f"“{shown}” was added")))


def _neighbour(text: str, place: int, known: dict[int, Placed], step: int) -> Placed | None:
    """The paragraph that ends before, or begins after, a place in the same line."""
    while 0 <= place <= len(text):
        if place in known:
            return known[place]
        beside = text[place - 1 : place] if step < 0 else text[place : place + 1]
        if beside == "\n" or not beside.isspace():
            return None
        place += step
    return None


def _harmless(text: str, context: Context) -> bool:
    if furniture.strong(text) and not text.strip(" .,").isdigit():
        return True
    if not any(ch.isalpha() for ch in text) and text[-1:] in ".)]" and len(text) <= 4:
        return True  # the number of a list
    if why(text, context) in _NAMED and len(words(text)) > 1:
        return True
    return text.rstrip(" -–—:").casefold() == context.outlet.casefold()


def _torn(text: str, start: int, end: int) -> bool:
    """One word at the very beginning or end of the file: what is left of a word that was cut."""
    return len(words(text[start:end])) == 1 and not (text[:start].strip() and text[end:].strip())


def _owners(before: Placed | None, after: Placed | None, text: str) -> list[Placed]:
    """Whose the words are. Between two paragraphs in one line one or two words may be either's."""
    both = [one for one in (before, after) if one]
    if len(both) == 1 or len(words(text)) <= 2:
        return both
    ended = both[0].text[-1:] in ".!?:”\"’')"
    return both[1:] if ended else both[:1]
