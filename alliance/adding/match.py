"""A file's words matched with a known text: which paragraph is where, and what differs.

A paragraph whose words all stand in a row is found by its codes, one byte a word, and proved by its
hash. What is not found that way is looked for between its neighbours: first without the lines that
are furniture, then word by word with ``difflib``. Nothing is forgiven: a copy counts as clean only
if its words, once furniture is cut out and broken words are joined, have the paragraph's hash, and
its question marks, quotation marks and capitals that of its sense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice, product
from operator import itemgetter
from typing import NamedTuple

from alliance import corpus
from alliance.adding.gazetteer import lists, patterns
from alliance.adding.lines import REASONS, Head, furniture, runs, why
from alliance.adding.read import PAGES, Doc, Span, joined
from alliance.text import Fingerprint, codes, digest_of, exact_hash, sense, tokens, words

_RE, _W = patterns("match"), lists("match")
_PREFIXES = _W["negative"] | _W["prefixes"]  # a prefix may turn the sense as well


class View(Doc):
    """The words of some parts of a file's lines, in order; they know where they stand in it."""

    def __init__(self, doc: Doc, parts: Sequence[Span]) -> None:
        super().__init__([doc.text[start:end] for start, end in parts])
        self.doc, self.parts = doc, parts
        self.words = tokens(self.text)
        self.norms = [word.norm for word in self.words]
        self.codes = codes(self.norms)

    def starts_part(self, i: int) -> bool:
        """Whether word ``i`` is the first of its part of a line, or the end."""
        edge = i in (0, len(self.words))
        return edge or "\n" in self.text[self.words[i - 1].end : self.words[i].start]

    def between(self, i: int, j: int) -> str:
        """The characters from word ``i`` to before word ``j``, without the marks around them."""
        return self.text[self.words[i].start : self.words[j - 1].end]

    def offset(self, i: int) -> int:
        """Where word ``i`` begins in the file."""
        start = self.words[i].start
        return self.owned(start, start + 1)[0][0]

    def edges(self, i: int, j: int) -> Span:
        """The characters of words ``i`` to ``j``, with marks that stand apart from them."""
        start, end = self.words[i].start, self.words[j - 1].end
        floor = self.words[i - 1].end if i else 0
        line = self.text[:start].rpartition("\n")[2]
        if opening := _RE["opening"].search(line):
            start = max(start - len(opening[0]), floor)
        closing = _RE["closing"].match(self.text, end)
        return start, closing.end() if closing else end

    def owned(self, start: int, end: int) -> list[Span]:
        """The places in the file of ``text[start:end]`` of this view, part by part."""
        at = ((self.parts[i][0] - self.starts[i], *ends) for i, *ends in self.by_line(start, end))
        return [(first + shift, last + shift) for shift, first, last in at]


def removable(doc: Doc, index: int) -> bool:
    """Whether a line may be cut out of a paragraph that it interrupts."""
    line = doc.lines[index]
    strong = furniture(line) in REASONS["strong"]
    return strong or (len(line.split()) <= 14 and doc.repeated(index))


# Which of the course's sources a file holds. A source is known by runs of four words. A page that
# only quotes a sentence or two of it is not mistaken for it: either much of the source is there, or
# most of the file is its whole paragraphs.

_RUN = 4  # words
_MUCH = 0.45  # of the source's runs: then it is the source
_SOME, _SPREAD = 0.2, 0.7  # or fewer, but in most of its paragraphs: a badly damaged copy
_HIT = 0.15  # of a paragraph's runs: then something of it is there
_WHOLE = 0.5  # of a paragraph's runs, of the file's words: an excerpt in whole paragraphs
_LEAST = 20  # words that an excerpt must have
_SMALL = 5  # words: shorter paragraphs prove nothing


def identify(view: View) -> list[str]:
    """The ids of the sources that the file holds, the one of which most is there first."""
    present = set(runs(view.codes, _RUN))
    found = {id: _words_there(id, len(view.words), present) for id in corpus.shipped_ids()}
    return sorted(filter(found.get, found), key=lambda id: -found[id])


def _words_there(id: str, size: int, present: set[bytes]) -> int:
    """How many of a source's words are in a file, or 0 if it only quotes the source.

    A page that quotes a statement has the words between the quotation marks, but not the paragraphs
    around them, so it has little spread and few whole paragraphs.
    """
    hits = total = spread = length = whole = 0
    for one in (one for one in corpus.fingerprints(id) if one.words >= _SMALL):
        there = [run in present for run in runs(raw(one), _RUN)]
        share = sum(there) / len(there)
        hits, total, length = hits + sum(there), total + len(there), length + one.words
        spread += one.words * (share >= _HIT)
        whole += one.words * (share >= _WHOLE and there[0] and there[-1])
    share, found = hits / max(1, total), round(length * hits / max(1, total))
    much = share >= _MUCH or (share >= _SOME and spread >= _SPREAD * length)
    return found if much or (found >= _LEAST and whole >= _WHOLE * size) else 0


# Where each paragraph is.

_LONG = 5  # words: shorter paragraphs are looked for only between their neighbours, in their lines
_PLACES = 8  # places of one paragraph that are weighed; a page repeats a text twice or so
_SENTENCE, _ALIKE = 12, 0.75  # words, of them: an altered paragraph that was moved has so many
_REACH = 60_000  # characters around what was found in which the rest is looked for
_GRAM, _SHARE = 3, 8  # words in a run; one run in so many tells where a paragraph may be


@dataclass(slots=True)
class Placed:
    """A paragraph that was found: its words in the file, how well they fit, what differs."""

    n: int
    status: str
    text: str
    note: str = ""
    owned: list[Span] = field(default_factory=list)


class Candidate(NamedTuple):
    """Words ``start`` to ``end`` of a view, where a paragraph (index) may stand."""

    start: int
    end: int
    par: int


@dataclass(frozen=True, slots=True)
class Found:
    """Words ``start`` to ``end`` of a view are a paragraph, as ``status`` and ``note`` say.

    matched: how many of its words are there; text: where it is not simply the view's words; cut:
    places in the file that are not part of it.
    """

    view: View
    start: int
    end: int
    matched: int
    status: str = "cleaned"
    note: str = ""
    text: str = ""
    cut: list[Span] = field(default_factory=list)

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """By which the better of two is chosen."""
        return self.status == "cleaned", self.matched, self.status == "approximate"

    def texts(self) -> list[str]:
        """The ways to write it: with the marks that stand apart from its words, or without those
        that change no sense."""
        start, end = self.view.edges(self.start, self.end)
        first, last = self.view.words[self.start].start, self.view.words[self.end - 1].end
        text = self.view.text
        starts = (start,) if sense(text[start:first]) else (start, first)
        ends = (end,) if sense(text[last:end]) else (end, last)
        sides = dict.fromkeys(product(starts, ends))
        return [self.text] if self.text else [text[a:b] for a, b in sides]


class Aligner:
    """One file against one source. ``placed`` holds what was found, by paragraph index."""

    def __init__(self, doc: Doc, prints: Sequence[Fingerprint], whole: View) -> None:
        self.doc = doc
        self.prints = prints
        self.placed: dict[int, Placed] = {}

        self._solve(list(range(len(prints))), 0, len(doc.text), whole)
        while self.placed and self._moved():
            pass

    def _solve(self, pars: list[int], lo: int, hi: int, view: View | None = None) -> None:
        """Places the paragraphs ``pars``, which stand between two offsets if they are there."""
        if not pars:
            return
        every = view or View(self.doc, self.doc.pieces(lo, hi))
        found = self._exact(every, pars)
        if not found:
            lines = {self.doc.line_at(start) for start, _ in every.parts}
            cut = {index for index in lines if removable(self.doc, index)}
            rest = View(self.doc, self.doc.pieces(lo, hi, cut)) if cut else every
            found = self._exact(rest, pars) or self._fuzzy(dict.fromkeys((rest, every)), pars)
        if found:
            self._settle(pars, found, lo, hi)

    def _settle(self, pars: list[int], found: dict[int, Found], lo: int, hi: int) -> None:
        """Records what was found, and solves the gaps that are left between."""
        gap: list[int] = []
        begin = lo
        for par in pars:
            one = found.get(par)
            # Words that its neighbour has already are not this paragraph's.
            if one and one.view.offset(one.start) >= begin:
                start, end = self._record(par, one)
                self._solve(gap, max(begin, start - _REACH), start)
                gap, begin = [], end
            else:
                gap.append(par)
        self._solve(gap, begin, min(hi, begin + _REACH))

    def _exact(self, view: View, pars: list[int]) -> dict[int, Found]:
        """What stands in the view word for word."""
        chosen = chain([place for par in pars for place in self._occurrences(view, par)])
        return {one.par: Found(view, one.start, one.end, one.end - one.start) for one in chosen}

    def _occurrences(self, view: View, par: int) -> list[Candidate]:
        one = self.prints[par]
        wanted = raw(one)
        if not one.words or (one.words < _LONG and not self.placed and len(view.words) > 400):
            return []
        found: list[Candidate] = []
        place = view.codes.find(wanted)
        while place >= 0 and len(found) < _PLACES:
            end = place + one.words
            proved = digest_of(view.norms[place:end]) == one.hash
            if proved and (one.words >= _LONG or self._stands_alone(view, par, place, end)):
                found.append(Candidate(place, end, par))
            place = view.codes.find(wanted, place + 1)
        return found

    def _stands_alone(self, view: View, par: int, start: int, end: int) -> bool:
        """A short paragraph must fill its line, or the room between its neighbours; the very same
        characters may share that room with a line that was run into it."""
        begins, ends = view.starts_part(start), view.starts_part(end)
        same = exact_hash(view.between(start, end)) == self.prints[par].exact
        return (begins and ends) or ((begins or ends) and same)

    def _fuzzy(self, views: Iterable[View], pars: list[int]) -> dict[int, Found]:
        """Paragraphs of which only a part, or an altered copy, is in the views."""
        best: dict[int, Found] = {}
        for view in views:
            for start, end, par in located(view.codes, {n: raw(self.prints[n]) for n in pars}):
                found = compare(view, self.prints[par], start, end)
                if found and (par not in best or found.rank > best[par].rank):
                    best[par] = contested(found, self.prints[par])
        return best

    def _moved(self) -> bool:
        """Places paragraphs that stand out of their order; False where none is left."""
        view = View(self.doc, leftovers(self.doc, self.placed.values()))
        pars = [par for par in range(len(self.prints)) if par not in self.placed]
        found = self._exact(view, pars)
        if not found and len(view.words) <= _SEARCHED:
            each = (one for par in pars for one in self._fuzzy([view], [par]).items())
            found = dict(islice((one for one in each if self._clear(*one)), 1))
        for par, one in found.items():
            begins = view.offset(one.start)
            above = {other.owned[0][0]: other.n for other in self.placed.values()}
            last = max((start for start in above if start < begins), default=None)
            where = "before all others" if last is None else f"after paragraph {above[last]}"
            note = f"moved, not lost; it stands {where} in your file"
            self._record(par, replace(one, note=_and(note, one.note)))
        return bool(found)

    def _clear(self, par: int, one: Found) -> bool:
        """Whether words out of their order are surely this paragraph's, altered or not: most of a
        sentence's, so that no short line is taken for another."""
        size = self.prints[par].words
        return one.status == "cleaned" or (size >= _SENTENCE and one.matched >= _ALIKE * size)

    def _record(self, par: int, found: Found) -> Span:
        """Records a paragraph with the status it earns; returns where it begins and ends."""
        one, texts, known = self.prints[par], found.texts(), self.doc.known
        text, status, note = joined(texts[0], known), found.status, found.note
        if status == "cleaned":
            tests = {
                "exact": lambda text: exact_hash(text) == one.exact,
                "cleaned": lambda text: one.sense in ("", digest_of(sense(text))),
            }
            each = product(tests, texts)
            ways = ((joined(text, known, tests[earned]), earned) for earned, text in each)
            right = ((whole, earned) for whole, earned in ways if tests[earned](whole))
            text, status = next(right, (text, "changed"))
            note = _and(PAGES["remarks"]["other sense"] if status == "changed" else "", note)
        owned = without(found.view.owned(*found.view.edges(found.start, found.end)), found.cut)
        self.placed[par] = Placed(par + 1, status, text, note, owned)
        return owned[0][0], owned[-1][1]


def leftovers(doc: Doc, placed: Iterable[Placed]) -> list[Span]:
    """The parts of lines, blanks aside, that no paragraph owns."""
    rest = without([(0, len(doc.text))], [span for one in placed for span in one.owned])
    return [piece for span in rest for piece in doc.pieces(*span)]


def chain(candidates: list[Candidate]) -> list[Candidate]:
    """The longest selection in which later paragraphs stand later and none overlap; of equally
    long ones the closest together, so that a text that is there twice is taken from one copy."""
    best: list[tuple[float, list[Candidate]]] = []  # in words, of the chains that end here
    for one in sorted(candidates):
        ways: list[tuple[float, list[Candidate]]] = [(one.end - one.start, [])]
        for weight, before in best:
            if before[-1].par < one.par and before[-1].end <= one.start:
                apart = min(one.start - before[-1].end, 5000) / 1e6
                ways.append((weight + one.end - one.start - apart, before))
        weight, before = max(ways, key=itemgetter(0))
        best.append((weight, [*before, one]))
    return max(best, key=itemgetter(0), default=(0, []))[1]


def located(view: bytes, pars: dict[int, bytes]) -> list[Candidate]:
    """Where in a view altered paragraphs may stand: the runs of words that both have in order."""
    grams = [(par, run) for par, code in pars.items() for run in runs(code, _GRAM)]
    places: dict[int, list[int]] = {par: [] for par in pars}
    matcher = SequenceMatcher(None, [run for _, run in grams], runs(view, _GRAM), autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        for k in range(size):
            places[grams[a + k][0]].append(b + k)
    found = []
    for par, code in pars.items():
        near = places[par]
        if near and len(near) * _SHARE >= len(code) - _GRAM:
            found.append(Candidate(near[0], near[-1] + _GRAM, par))
        elif len(code) <= _LONG and len(view) <= 400:
            match = SequenceMatcher(None, code, view, autojunk=False).find_longest_match()
            if match.size >= max(1, len(code) // 2):
                found.append(Candidate(match.b, match.b + match.size, par))
    return found


def raw(one: Fingerprint) -> bytes:
    """A paragraph's words, one byte each."""
    return bytes.fromhex(one.codes)


# A paragraph and an altered copy of it, word by word.

Opcode = tuple[str, int, int, int, int]
# Where its first or last word is that agrees, how many are lost beyond, and in which direction.
Edge = tuple[int, int, int]
_SEARCHED = 20_000  # words of a gap in which a second place is looked for


def compare(
    view: View, one: Fingerprint, near: int, far: int, within: Span | None = None
) -> Found | None:
    """The paragraph in words ``near`` to ``far`` of a view and a little around them, but not
    outside of ``within``."""
    wanted = raw(one)
    slack = max(12, len(wanted) // 3)
    floor, ceiling = within or (0, len(view.words))
    low, high = max(floor, near - slack), min(ceiling, far + slack + 4)
    opcodes = _aligned(wanted, view.codes[low:high], low)
    same = [op[2] - op[1] for op in opcodes if op[0] == "equal"]
    matched = sum(same)
    if matched < min(len(wanted), 2) or (matched < 0.4 * len(wanted) and max(same) < 5):
        return None
    lost = opcodes[0][1], len(wanted) - opcodes[-1][2]
    edges = (opcodes[0][3], lost[0], -1), (opcodes[-1][4], lost[1], 1)
    # An altered short paragraph must be a line of about its length.
    rests = edges if len(wanted) <= _LONG else ()
    if any(_to_edge(view, place, size + 2, step) == size + 2 for place, size, step in rests):
        return None
    added = [(c, d) for tag, _, _, c, d in opcodes if tag == "insert"]
    cut = [span for c, d in added for span in _own_lines(view, c, d) or _in_line(view, c, d)]
    for first, last in product(*(_near(view, *edge) for edge in edges)):
        smaller = View(view.doc, without(view.owned(*view.edges(first, last)), cut))
        proved = digest_of(smaller.norms) == one.hash
        if text := smaller.text if proved else repaired(smaller.text, one):
            return Found(view, first, last, one.words, text=text, cut=cut)
    return _described(view, opcodes, edges, matched)


def _aligned(wanted: bytes, found: bytes, offset: int) -> list[Opcode]:
    """Opcodes from the first to the last word that really belongs to the paragraph."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    opcodes: list[Opcode] = [
        (tag, a, b, c + offset, d + offset) for tag, a, b, c, d in matcher.get_opcodes()
    ]
    for _ in ("its beginning", "its end"):
        opcodes.reverse()
        while opcodes and (opcodes[-1][0] != "equal" or _stray(opcodes)):
            opcodes.pop()
    return opcodes


def _stray(opcodes: list[Opcode]) -> bool:
    """One or two words at the last edge that agree by chance, far from the rest."""
    if len(opcodes) < 3:
        return False
    gap, edge = opcodes[-2:]
    size = edge[2] - edge[1]
    lost, extra = gap[2] - gap[1], gap[4] - gap[3]
    return (size <= 2 and max(lost, extra) > 2 + 2 * size) or (size <= 4 and abs(extra - lost) > 12)


def _to_edge(view: View, place: int, most: int, step: int) -> int:
    """How many words it is to the edge of the line in one direction, ``most`` at most."""
    return next((far for far in range(most) if view.starts_part(place + step * far)), most)


def _replaced(view: View, place: int, size: int, step: int) -> int:
    """Where the paragraph begins (or ends), if its edge words were replaced and not lost."""
    far = _to_edge(view, place, size + 3, step)
    at = place + step * far
    if not size or far > size + 2:
        return place
    # A file that begins or ends in the middle of a word: that is a loss, not a change.
    if far == 1 and at in (0, len(view.words)):
        edge = view.text[view.words[0].start if step < 0 else view.words[-1].end - 1]
        if size > 3 or (edge.islower() if step < 0 else edge.isalnum()):
            return place
    return at


def _near(view: View, place: int, size: int, step: int) -> list[int]:
    """Where an edge may be if the ``size`` words there are torn or run together."""
    further = range(1, 2 * size + 2) if 0 < size <= 2 else ()
    near = [_replaced(view, place, size, step), *(place + step * i for i in further)]
    return [i for i in dict.fromkeys(near) if 0 <= i <= len(view.words)]


def _own_lines(view: View, c: int, d: int) -> Sequence[Span]:
    """The pieces that words ``c`` to ``d`` fill, if they fill them and may be cut out."""
    if not (view.starts_part(c) and view.starts_part(d)):
        return []
    doc = view.doc
    first, last = view.line_at(view.words[c].start), view.line_at(view.words[d - 1].start)
    pieces = view.parts[first : last + 1]
    lines = [doc.line_at(start) for start, _ in pieces]
    beside = (*doc.lines[max(0, lines[0] - 1) : lines[0]], *doc.lines[lines[-1] + 1 :][:1])
    adjacent = lines[-1] - lines[0] + 1 == len(lines)
    standing = adjacent and d - c >= 3 and not any(map(str.strip, beside))
    return pieces if standing or all(removable(doc, index) for index in lines) else []


def _in_line(view: View, c: int, d: int) -> list[Span]:
    """The place of words ``c`` to ``d`` if they are an advertisement run into the line: capitals,
    or several words, so that no word of a sentence is taken for one."""
    start, end = view.words[c].start, view.words[d - 1].end
    text = view.text[start:end]
    sells = furniture(text) in ("advertisement", "newsletter")
    return view.owned(start, end) if sells and (text.isupper() or d - c > 2) else []


def without(spans: list[Span], cut: list[Span]) -> list[Span]:
    """``spans`` less the parts of them that are cut out."""
    left, cut = [], sorted(cut)
    for start, stop in spans:
        for begin, end in [*cut, (stop, stop)]:
            if start < min(stop, begin):
                left.append((start, min(stop, begin)))
            start = max(start, end)
    return left


def _described(view: View, opcodes: list[Opcode], edges: Sequence[Edge], matched: int) -> Found:
    """What differs, in words of the file."""
    first, last = (_replaced(view, *edge) for edge in edges)
    (start, lead, _), (end, tail, _) = edges
    notes = [
        *_edge_note(view, first, start, "first", lead),
        *(_difference(view, op) for op in opcodes if op[0] != "equal"),
        *_edge_note(view, end, last, "last", tail),
    ]
    partly = notes and all(note.endswith("not in your file") for note in notes)
    note = "; ".join(notes[:6]) + (" …" if len(notes) > 6 else "")
    note = note or "one of its words differs; we cannot say which"
    return Found(view, first, last, matched, "approximate" if partly else "changed", note)


def _edge_note(view: View, c: int, d: int, which: str, size: int) -> list[str]:
    """What is said of the ``size`` words that differ, or are lost, at one end of a paragraph."""
    lost = f"its {which} {_count(size)} not in your file"
    return [_differ(view, c, d) if c < d else lost] if size else []


def _difference(view: View, op: Opcode) -> str:
    tag, a, b, c, d = op
    if tag == "delete":
        return f"{_count(b - a)} missing after {_said(view.between(c - 1, c))}"
    if tag == "insert":
        return f"{_said(view.between(c, d))} was added"
    return _differ(view, c, d, "a word differs" if d - c == 1 else "words differ")


def _differ(view: View, c: int, d: int, what: str = "words differ") -> str:
    return f"{what} here: {_said(view.between(c, d))}"


def _said(text: str) -> str:
    text = " ".join(text.split())
    return shown(_RE["marks around"].sub("", text) or text)


def shown(text: str) -> str:
    """Words of the file between quotation marks, cut where they are long."""
    return "“" + (text if len(text) <= 80 else text[:77] + "…") + "”"


def _and(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _count(words: int) -> str:
    return "word is" if words == 1 else f"{words} words are"


def contested(found: Found, one: Fingerprint) -> Found:
    """``found``, marked ambiguous where another place fits as well with other words."""
    view = found.view
    if found.status == "cleaned" or len(view.words) > _SEARCHED:
        return found
    mine = view.norms[found.start : found.end]
    for low, high in ((0, found.start), (found.end, len(view.words))):
        for start, end, _ in located(view.codes[low:high], {0: raw(one)}):
            other = compare(view, one, start + low, end + low, (low, high))
            equal = other and other.status != "cleaned" and other.matched == found.matched
            if other and equal and view.norms[other.start : other.end] != mine:
                note = f"two places of your file fit equally well; here {found.note}"
                return replace(found, status="ambiguous", note=note)
    return found


# Words that a copy has torn apart or run together: put right where the hash proves it.
#
# "secu- rity", "58.4 %", "theU.S.", "treaty—signed", "alliance[3]" are typography; "no table" for
# "notable" is not, so a plain space is only moved where no negation comes or goes with it.

_MOST = 24  # differences in one paragraph up to which repairing is tried
_STEPS = 600  # tries for one difference
_LONGEST = 80  # words in one difference


def repaired(text: str, one: Fingerprint) -> str:
    """``text`` with its words joined and cut as the codes ask, if that proves it; else nothing.

    A difference may have left a piece of a word outside, so it is looked at with the words beside.
    """
    found, wanted = tokens(text), raw(one)
    matcher = SequenceMatcher(None, wanted, codes([word.norm for word in found]), autojunk=False)
    groups = [(*some[0][1::2], *some[-1][2::2]) for some in matcher.get_grouped_opcodes(1)]
    for a, c, b, d in reversed(groups[:_MOST]):
        start, end = found[c].start, found[d - 1].end
        parts = text[start:end].split()
        new = _fit(parts, wanted[a:b], [_STEPS]) if len(parts) <= _LONGEST else None
        if new is None:
            return ""
        text = text[:start] + " ".join(new) + text[end:]
    return text if digest_of(words(text)) == one.hash else ""


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
    code = wanted[:1] if _code(parts[0]) else b""
    for whole, left in _ways(parts):
        if _code(whole) == code:
            rest = _fit(left, wanted[len(code) :], steps)
            if rest is not None:
                return [whole, *rest]
    return None


def _ways(parts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The ways to write the first word, each with the parts that are left: as it is, without a
    note's number, as one with up to three more parts or as a part of the first, where that is mere
    typography."""
    first, *others = parts
    yield first, others
    yield _RE["note mark"].sub("", first), others
    for used in range(2, min(4, len(parts)) + 1):
        some = parts[:used]
        loose = any(_RE["hyphen end"].search(part) or not words(part) for part in some[:-1])
        if loose or not words(some[-1]) or not _meaning(some):
            yield _RE["broken"].sub("\n", " ".join(some)).replace(" ", ""), parts[used:]
    for head, tail in ((first[:place], first[place:]) for place in range(1, len(first))):
        turned = _bare(head) in _PREFIXES or _bare(tail) in _W["negative"]
        number = head[-1].isdigit() and tail[0].isdigit()
        if _code(head) and _code(tail) and not turned and not number:
            yield head, [tail, *others]


def _meaning(parts: list[str]) -> bool:
    """Whether it matters that these are separate: a negation, or two numbers."""
    bare = [_bare(part) for part in parts]
    if any(part in _PREFIXES for part in bare):
        return True
    number = any(part[:1].isdigit() or part[-1:].isdigit() for part in bare)
    return number and not _RE["number"].fullmatch(" ".join(parts).strip('()“”".,;:'))


def _bare(part: str) -> str:
    return part.strip(".,;:!?”“\"'’()").casefold()


# Words that stand in a paragraph's own line before or after it: furniture, or an alteration. A
# "not" put before the first word leaves every word of the paragraph in its row; it must still be
# said.

_CROWDED = 3  # paragraphs in one line: the page's own line breaks are lost
_SHORT = 6  # words: what is as short as this in a crowded line is taken for an alteration


def mark_added(doc: Doc, placed: Collection[Placed], spans: list[Span], head: Head) -> None:
    """Marks as changed the paragraphs to whose lines something was added at an end."""
    ends = {one.owned[-1][1]: one for one in placed}
    begins = {one.owned[0][0]: one for one in placed}
    crowd = Counter(map(doc.line_at, begins))
    for start, end in spans:
        text = doc.text[start:end]
        sides = (ends.get(start), begins.get(end))
        beside = [one for one in sides if one]
        if not beside:
            continue
        norms = words(text)
        edges = zip(sides, (norms[:1], norms[-1:]), strict=True)
        turned = [one for one, edge in edges if one and _W["negations"].issuperset(edge)]
        crowded = crowd[doc.line_at(start)] >= _CROWDED and len(norms) > _SHORT
        if not turned and (crowded or _harmless(text.strip(), head)):
            continue
        if len(beside) == 2 and len(norms) > 2:  # one or two words may be either's
            beside = beside[1:] if beside[0].text[-1:] in ".!?:”\"’')" else beside[:1]
        # One word at the very beginning or end of the file is left of a word that was cut.
        alone = len(norms) == 1 and not (doc.text[:start].strip() and doc.text[end:].strip())
        added = f"{shown(' '.join(text.split()))} was added"
        for one in turned or beside:
            if one.status != "approximate" or not alone:
                one.status = "changed"
                one.note = _and(one.note, added)


def _harmless(text: str, head: Head) -> bool:
    return (
        (furniture(text) in REASONS["strong"] and not text.strip(" .,").isdigit())
        or (not any(ch.isalpha() for ch in text) and text[-1:] in ".)]" and len(text) <= 4)
        or (why(text, head) in REASONS["beside a paragraph"] and len(words(text)) > 1)
        or text.rstrip(" -–—:").casefold() == head.outlet.casefold()
    )
