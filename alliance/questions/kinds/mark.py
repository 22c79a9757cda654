"""Which words of a passage? Measured by the words that the mark and the key have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance import corpus
from alliance.languages import pick, say, vocabulary
from alliance.questions import places, wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import RANK, WRONG, Form, Kind, Outcome, field, outcome, some, yaml
from alliance.questions.numbers import ONES, TENS, UNITS, filled, meanings, spelled_out
from alliance.text import tokens, words

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

Spans = list[frozenset[int]]  # readings of one mark: the numbers of its words in the passage
_ALTERED = 0.5  # the most that the right words earn where some were altered or left out
_TEMPTED = 0.6  # overlap from which a tempting wrong passage is recognised
# Words that say something else when they come, go or change.
_SENSE = vocabulary("carry the sense") | UNITS.keys() | ONES.keys() | TENS.keys()
_MUCH = 1.5  # times as many words as this are more than the passage has: nothing was chosen
_READINGS = 6  # places where the same words may stand
_LONGEST_TOLD = 300  # characters of a mark with words round it
_LED, _BESIDE = filled("around a mark")
_PUNCTUATION = re.compile(r"[\s、。「」…\[\]]")  # between the pieces of a Japanese text


@lru_cache(maxsize=64)
def _norms(passage: str) -> tuple[str, ...]:
    return tuple(wording.american(token.norm) for token in tokens(passage))


# "Don't", "they're": a verb and what was joined to it.
(_SHORT,) = filled("short forms")
_FULL = meanings("short forms of")


@lru_cache(maxsize=64)
def _units(text: str) -> tuple[tuple[str, int], ...]:
    """The words by which a mark is found, each with the number of the word that it is a part of:
    "don't" is do not, "6" is six, "100%" is one hundred per cent."""
    found: list[tuple[str, int]] = []
    for i, (norm, token) in enumerate(zip(_norms(text), tokens(text), strict=True)):
        written = re.sub(r"^\W+|\W+$", "", text[token.start : token.end].casefold())
        short = _SHORT.fullmatch(written)
        figure = re.fullmatch(r"(\d{0,3})(%|percent)?", norm)
        if short:
            parts = [_FULL.get(part, part) for part in short.groups() if part]
        elif figure:
            parts = spelled_out(int(figure[1])) if figure[1] else []
            parts += ["per", "cent"] if figure[2] else []
        else:
            parts = [norm]
        found += [(part, i) for part in parts]
    return tuple(found)


def _runs(norms: list[str], wanted: list[str], start: int = 0) -> Iterator[range]:
    size = len(wanted)
    starts = range(start, len(norms) - size + 1)
    return (range(i, i + size) for i in starts if norms[i : i + size] == wanted)


def spans(passage: str, marked: str) -> Spans:
    """Where the marked words may stand; "first words … last words" is everything between."""
    norms, numbers = [unit for unit, _ in _units(passage)], [i for _, i in _units(passage)]
    ends = [[unit for unit, _ in _units(part)] for part in re.split(r"…|\.\.\.", marked)]
    ends = [part for part in ends if part]
    if not ends:
        raise Malformed(say("mark-short"))
    found: Spans = []
    for first in _runs(norms, ends[0]):
        end: range | None = first
        for part in ends[1:]:
            end = next(_runs(norms, part, end.stop), None) if end else None
        # "we do" is no part of "we don't".
        inside = frozenset(numbers[first.start : end.stop] if end else ())
        if end and inside.isdisjoint(numbers[: first.start] + numbers[end.stop :]):
            found.append(inside)
    return found[:_READINGS]


class Marked(NamedTuple):
    """The readings of a mark. short: only the ends of a long passage were written; diff: words that
    were altered, in the passage's own words; turned: the writer's own, where they say something
    else."""

    readings: Spans
    short: bool = False
    diff: str = ""
    turned: str = ""


class MarkKind(Kind):
    name = "mark"
    # Right within limits that no list of answers can say: elsewhere a person reads it.
    shape = "essay"
    fields = yaml(
        passage=field("Passage"),
        original=field("dict[Text, Text]", {}),
        threshold=field(float, 0.85, gt=0.2, le=1),
    )
    words = ("mark", "marked", "mark-help")

    def form(self, asked: AuthoredQuestion) -> Form:
        passage = asked.get("passage")
        origin = None
        if isinstance(passage, dict) and "source" in passage:
            try:
                there = places.place(passage["source"], passage.get("p"))
            except places.NoPlace as why:
                asked.fail(("passage",), str(why))
            origin = f"{there.source} ¶{there.n}"
            # What is shipped goes into a question, never the author's own copy of the full text.
            shipped = corpus.record(there.source).get("paragraphs", ())
            texts = {block["n"]: block["digest"] for block in shipped}
            texts = texts or {one.n: one.text for one in corpus.citable(there.source).paragraphs}
            passage = texts.get(there.n or 0)
        if not isinstance(passage, str) or len(words(passage)) < 3:
            asked.fail(("passage",), "Write the passage, or {source: …, p: …}.")
        threshold = float(asked.get("threshold", 0.85))
        form = {"passage": passage.strip(), "origin": origin, "threshold": threshold}
        original = asked.get("original", {})
        for piece in (part for pair in original.items() for part in pair):
            if piece not in passage:
                asked.fail(("original",), f"{piece!r} does not stand in the passage.")
        return form | ({"original": original} if original else {})

    def examples(self, form: Form) -> Iterable[Any]:
        parts = form["passage"].split()
        return [" ".join(parts[i : i + 3]) for i in (0, len(parts) // 2, max(0, len(parts) - 3))]

    def markdown(self, form: Form) -> Iterator[str]:
        yield "\n".join(f"> {line}" for line in form["passage"].splitlines())

    def read(self, form: Form, answer: Any) -> Marked:
        if type(answer) is list and answer and all(type(one) is str for one in answer):
            found = [_found(form, one) for one in answer]
            readings, short, diffs, turned = zip(*found, strict=True)
            whole = frozenset().union(*(one[0] for one in readings))
            diff, own = (" ".join(filter(None, each)) for each in (diffs, turned))
            return Marked([whole], any(short), diff, own)
        if type(answer) is not str:
            raise Malformed(say("not-words"))
        return _found(form, answer, form.get("origin"))

    def judge(self, form: Form, given: Marked, seal: Seal) -> Outcome:
        read = [_one(form, reading, seal) for reading in given.readings]
        found = max(
            read,
            key=lambda one: (RANK[one.status], one.status == "right", one.share or 0, one.message),
        )
        if found.status == "partly" and (found.share or 1) < form["threshold"] / 2:
            # Elsewhere the same words are a known mistake, which says more than a few of the key.
            found = next((one for one in read if one.misconception), found)
        good = found.status in ("right", "partly")
        if given.diff:
            if not good or given.turned:
                phrase = "mark-turned" if good else "mark-altered"  # what stands is the answer
                raise Malformed(say(phrase, words=given.turned, diff=given.diff))
            share = min(_ALTERED, found.share or 1)
            return Outcome("partly", share, details=(say("mark-altered", diff=given.diff),))
        if given.short and found.status == "right":
            return Outcome("partly", _ALTERED, details=(say("mark-ends"),))
        return found

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        norms = _norms(form["passage"])
        words_in: dict[int, list[dict[str, Any]]] = {i: [] for i in range(len(norms))}
        for number, (one, given) in enumerate(self.heard(asked, form, asked.listed())):
            if len(given.readings) > 1:
                again = f"{pick(one.answer)!r} stands there more than once. Write more of it."
                asked.fail(one.path, again)
            if given.diff:
                told = f"{pick(one.answer)!r}: only words of the passage can be an answer here, and"
                asked.fail(
                    one.path, f"{told} these words stand otherwise in the passage: {given.diff}"
                )
            span = sorted(given.readings[0])
            nonce = asked.nonce(f"span {number}")
            key = one.record["status"] == "right"
            must = [i for i in span if key and _operative(norms[i])]
            for i in span:
                entry = {"n": nonce, "size": len(span), "must": must, "key": int(key)}
                words_in[i].append(entry)
            asked.sealer.add("span", nonce, one.record)
        rights = [i for i, entries in words_in.items() if any(one["key"] for one in entries)]
        for i, entries in words_in.items():
            beyond = "later" if i < min(rights) else "earlier"  # where the right words stand
            side = {} if min(rights) <= i <= max(rights) else {"side": beyond}
            known = {"in": entries} if entries else {"out": i}
            asked.sealer.add("word", str(i), {}, **known, **side)


def _translated(form: Form, marked: str) -> Spans:
    """The English words for what was marked in the Japanese original: those of each of its pieces,
    as the question sets them side by side, that was marked whole or nearly."""
    bare, found = _PUNCTUATION.sub("", marked), []
    for japanese, english in form.get("original", {}).items():
        piece = _PUNCTUATION.sub("", japanese)
        if piece in bare or (bare in piece and 2 * len(bare) > len(piece)):
            found += spans(form["passage"], english)[:1]
    return [frozenset().union(*found)] if found else []


def _found(form: Form, marked: str, origin: str | None = None) -> Marked:
    passage = form["passage"]
    if len(marked) > 2 * len(passage) + 200:
        raise Malformed(say("mark-not-there"))
    japanese = re.search(rf"[{wording.JAPANESE}]{{3}}", marked) and re.search("[a-z]{3} ", passage)
    if japanese and marked.strip("「」。、 ") in passage:
        if translated := _translated(form, marked):
            return Marked(translated)
        raise Malformed(say("mark-japanese"))
    if found := next(filter(None, (spans(passage, one) for one in _said(marked))), None):
        ends = "…" in marked.replace("...", "…")  # which may leave out more than they say
        return Marked(found, ends and 2 * len(words(marked)) < min(map(len, found)))
    # In the edition at hand they may stand, though not in the question's passage.
    there = places.standing(places.place(*origin.split(" ¶"))) if origin else ()
    if any(spans(text, marked) for text in there):
        raise Malformed(say("mark-edition"))
    ratio, diff, altered, nearest = places.compare(words(marked), passage)
    if ratio > 0.5:
        names = {one.norm for one in tokens(passage)[1:] if passage[one.start].isupper()}
        turned = any(one in names | _SENSE or _operative(one) for one in altered)
        own = [marked[one.start : one.end] for one in tokens(marked) if one.norm in altered]
        said = " ".join(own).strip("“”‘’\"'.,") or marked
        return Marked([nearest], diff=diff, turned=said if turned else "")
    raise Malformed(say("mark-not-there"))


def _said(marked: str) -> Iterator[str]:
    """A mark as it is, and without what is said round it: "the word “may”, not “must” (Art. I)"."""
    marked = marked.replace(" & ", " and ")
    yield marked
    kept = wording.contrasted(marked) if len(marked) <= _LONGEST_TOLD else None
    marked = kept[0] if kept else wording.unhedged(marked)
    yield (core := wording.core(wording.plain_end(marked)))
    yield _LED.sub("", core)
    for told in (core, _BESIDE.sub(" ", marked)):
        quoted = [*places.QUOTED.finditer(told)]
        if len(quoted) == 1 and not places.denies(told.replace(quoted[0][0], " ")):
            yield quoted[0][1] or quoted[0][2]


def _one(form: Form, marked: frozenset[int], seal: Seal) -> Outcome:
    """Each word of the mark opens the spans that it belongs to, with their sizes."""
    known: dict[str, dict[str, Any]] = {}
    shared: dict[str, set[int]] = {}
    for i in marked:
        for span in (seal.first("word", str(i)) or {}).get("in", ()):
            known[span["n"]] = span
            shared.setdefault(span["n"], set()).add(i)
    overlap = {one: _overlap(len(shared[one]), known[one], marked) for one in known}
    full = {one for one, span in known.items() if shared[one].issuperset(span["must"])}
    keys = [one for one, span in known.items() if span["key"]]
    covered = any(len(shared[one]) == known[one]["size"] for one in keys)
    for one in sorted(known, key=lambda one: (-overlap[one], one)):
        least = form["threshold"] if one in keys else _TEMPTED
        if overlap[one] >= least and (one in full or one not in keys):
            record = seal.open("span", one)[0]
            if not covered or record["status"] != "wrong":
                return outcome(record)  # else the right words are all there, and more
    if not keys:
        return _beside(marked, seal)
    best = max(keys, key=overlap.__getitem__)
    near = _near(form, marked, len(shared[best]), known[best], best in full)
    return near or _beside(marked, seal)


def _near(
    form: Form, marked: frozenset[int], common: int, key: dict[str, Any], full: bool
) -> Outcome | None:
    """The outcome for a part of the key, or for it and more."""
    norms = _norms(form["passage"])
    overlap = _overlap(common, key, marked)
    if overlap >= form["threshold"] / 2:
        message = "mark-partly" if full or overlap < form["threshold"] else "mark-operative"
        return some(round(min(overlap, 0.9), 2), say(message))
    telling = {norms[i] for i in marked} - vocabulary("untelling")
    if len(marked) == common and any(len(norm) > 3 for norm in telling):
        return some(round(overlap, 2), say("mark-partly"))
    if common < key["size"]:
        return None
    chosen = _MUCH * len(marked) <= len(norms)
    return some(round(overlap, 2) if chosen else 0, say("mark-much"))


def _beside(marked: frozenset[int], seal: Seal) -> Outcome:
    """The outcome for other words: whether those that are asked for stand before or after."""
    sides = {(seal.first("word", str(i)) or {}).get("side") for i in marked} - {None}
    return Outcome("wrong", message=say(f"mark-{sides.pop()}")) if len(sides) == 1 else WRONG


def _overlap(common: int, span: dict[str, Any], marked: frozenset[int]) -> float:
    """The words that a span and a mark have in common, as a share of both (Dice's coefficient)."""
    size: int = span["size"]
    return 2 * common / (size + len(marked))


def _operative(norm: str) -> bool:
    """Words without which a passage says something else."""
    return norm in wording.NEGATIONS or any(char.isdigit() for char in norm)


KIND = MarkKind()
