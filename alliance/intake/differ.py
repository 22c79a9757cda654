"""Compares a paragraph with an altered copy of it, word by word, from one byte per word.

Nothing is forgiven: a copy counts as clean only if its words, once furniture is cut out and broken
words are joined, have the paragraph's hash. Otherwise the note says what the file's words show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from alliance.intake import furniture
from alliance.intake.extent import beginnings, endings, replaced_after, replaced_before
from alliance.intake.repair import repaired
from alliance.intake.view import Span, View
from alliance.intake.windows import windows
from alliance.words import Fingerprint, digest_of

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
