"""Places in the sources: citing a paragraph, and quoting its words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import chain, islice
from operator import itemgetter
from typing import Any, NamedTuple

from alliance import corpus
from alliance import text as words
from alliance.errors import UnknownName
from alliance.languages import called, current, names_of, say, term, vocabulary
from alliance.languages import words as words_of
from alliance.questions import wording
from alliance.questions.numbers import MONTHS, ONES, ORDINALS, ROMAN, any_of, filled, kanji
from alliance.questions.numbers import replaced as with_gaps

# Where a student's citation points to, and whether the words that they copied stand there.


# A place anywhere in a short citation ("the 4th paragraph", "¶4", "Art. V"); what else has the form
# of one; a bare number behind a source; the number of an item, "[1] Reuters" (not "11. Absatz"); a
# document's letter; several numbers in one, "¶8–9"; the name of a text, behind "of" and anywhere; a
# note, which in a lesson has a number; what parts several citations, two ways; a number by itself;
# an id; what stands between a place and its words; a maker's name; and what a thing is a part of.
_GAPS = {"ones": any_of(ONES), "ordinals": any_of(ORDINALS), "month": any_of(MONTHS)}
_FORMS = filled("a place in a citation", _GAPS | {"japanese": wording.JAPANESE})
_PLACE, _FORM, _BARE, _ITEM, _LETTER, _SPAN, _OF, _NAME, _NOTE, *_OTHERS = _FORMS
_SEVERAL, _SEVERAL_APART, _BY_ITSELF, _ID, _SIDES, _CAPITALS, _PART_OF = _OTHERS
_LOOSE = vocabulary("beside an id")
# Words in quotation marks of any kind; 'single ones', too, where they are no apostrophes.
(QUOTED,) = filled("words in quotation marks")
LEAST = 3  # words that a quotation needs
_ALTERED = 5  # words that one needs to be told from others of which some are altered
MOST = 400  # words that are looked up
_LONGEST = 8_000  # characters of them
_NEAR = 0.6  # similarity from which words count as altered, not as absent


_PROVISION = re.compile(r"\bArt\. (?P<n>[IVX]+)|\b(?P<part>Preamble|Closing|Note)\b")


def where(place: str) -> str:
    """A place as evidence names it, "treaty-1951 Art. I", in the reader's language."""

    def said(found: re.Match[str]) -> str:
        return say("article", n=wording.roman(found["n"])) if found["n"] else term(found[0])

    return place if current() == "en" else _PROVISION.sub(said, place)


def place_in_words(place: str) -> str:
    """The same in words, for who has only the page to read: a source's name, a document's title, or
    the work that a fact is taken from."""
    id, _, rest = where(place).partition(" ")
    if corpus.is_fact(id):
        from alliance.evidence import original  # grading names no place

        return f"{original(corpus.facts_by_id()[id])} {rest}".rstrip()
    try:
        one = called(id) or corpus.citable(id)
    except UnknownName:
        return where(place)
    if not isinstance(one, str):
        quoted = one.title if one.title.startswith("“") else f"“{one.title}”"
        one = quoted if is_document(id) else one.short
    return f"{one} {rest}".rstrip()


def entitled(one: corpus.Source) -> str:
    """What a text is called, and its title, as a list has them; the title of a document is the
    course's own, and stands where nobody has translated what it is called."""
    own = called(one.id)
    if own and is_document(one.id):
        return own
    return one.title if one.short == one.title else f"{own or one.short}: {one.title}"


def citation(one: Any) -> str:
    """A citation of a student's as it is read: “Reuters 2020 ¶5”, and the words that it quotes."""
    given = one if isinstance(one, list) else [one]
    parts = [_part(part) for part in given if part]
    quoted = "".join(f" “{words}”" for words in parts[2:])
    return place_in_words(" ".join(parts[:2])) + quoted


def _part(part: Any) -> str:
    if type(part) is int:
        return f"¶{part}"
    return f"Art. {part}" if part in ROMAN.values() else str(part)


class NoPlace(ValueError):
    """This citation leads nowhere; the message says why."""


class NoSource(NoPlace):
    """A provision of a treaty, and not of which. places: where it may be."""

    def __init__(self, message: str, places: list[Place]) -> None:
        super().__init__(message)
        self.places = places


class Place(NamedTuple):
    """A paragraph of a source, or a provision of a treaty (then ``n`` may be ``None``)."""

    source: str
    n: int | None
    provision: str | None = None


@lru_cache(maxsize=4096)
def _joined(text: str) -> str:
    """A paragraph in normal words, between single spaces."""
    return f" {' '.join(words.words(text))} "


class Passage(NamedTuple):
    """A paragraph, and where it stands."""

    place: Place
    text: str


class Finding(NamedTuple):
    """Where words stand. ``diff`` is empty where they stand there exactly; otherwise the source's
    own words, with what differs in ⟦ ⟧. ``elsewhere``: by its fingerprints they stand in the full
    text, which is not at hand."""

    places: list[Place]
    diff: str = ""
    elsewhere: bool = False


def blocks() -> tuple[Passage, ...]:
    """Every paragraph of every source in the edition at hand, and every piece of a document."""
    return _edition()[0]


def _edition() -> tuple[tuple[Passage, ...], dict[str, list[Place]]]:
    """The passages, and the places of each source by its id."""
    texts = corpus.texts()
    return _read(str(texts), texts.stat().st_mtime_ns if texts.is_dir() else 0)


@lru_cache(maxsize=2)
def _read(folder: str, stamp: int) -> tuple[tuple[Passage, ...], dict[str, list[Place]]]:
    known = tuple(
        Passage(Place(one.prints or one.id, p.n, p.provision), p.text)
        for one in (*corpus.sources(), *corpus.documents())
        for p in one.paragraphs
    )
    places: dict[str, list[Place]] = {}
    for there in dict.fromkeys(one.place for one in known):  # a card prints a treaty's paragraph
        places.setdefault(there.source, []).append(there)
    return known, places


def standing(there: Place) -> list[str]:
    """What stands at a place: a paragraph, all of a provision, or a fact's statement."""
    if corpus.is_fact(there.source):
        return [corpus.facts_by_id()[there.source]["statement"]]
    return [
        one.text
        for one in blocks()
        if all(part in (has, None) for part, has in zip(there, one.place, strict=True))
    ]


def source_ids() -> list[str]:
    """The ids of all sources in the edition at hand; the documents are too many to be listed."""
    return [id for id in _edition()[1] if not is_document(id)]


def is_document(id: str) -> bool:
    """Whether this is the id of a period document."""
    return id.startswith("doc-")


def source_id(said: str) -> str:
    """The id of the source that is meant: the id itself, its outlet's part, "1951 treaty" …; or a
    document's or a fact's."""
    found = _source(said)
    if found is None:
        raise no_such_source(said)
    return (is_document(found) and corpus.citable(found).prints) or found


def no_such_source(said: str) -> NoPlace:
    """That a name is none of a source, or which of several it may mean."""
    if ids := sources_named(said):
        return _which(ids)
    return NoPlace(say("no-such-source", source=said[:60], sources=sources_in_words()))


def _which(ids: list[str]) -> NoPlace:
    return NoPlace(say("which-of", named="; ".join(map(place_in_words, ids))))


def sources_in_words() -> str:
    """What the sources at hand are called, to be listed in a message."""
    return ", ".join(term(one.id, one.short) for one in corpus.sources())


def _source(said: str) -> str | None:
    known = _edition()[1]
    plain, document = _as_id(said), f"doc-{said.strip().casefold()}"
    for id in (plain, document, re.sub(r"(?=\d\d$)", "-", plain)):  # "tws12"
        if id in known or corpus.is_fact(id):
            return id
    fitting = _fitting(said)
    return fitting[0] if len(fitting) == 1 else named(said)


def _as_id(said: str) -> str:
    return re.sub(r"[\s_]+", "-", wording.fold(said).strip(" .,\"'()[]"))


def _fitting(said: str) -> list[str]:
    """The ids of the sources that have all that is said as parts of theirs: "1960"."""
    parts = set(_as_id(said).split("-")) - _LOOSE
    return [id for id in source_ids() if parts and parts <= set(id.split("-"))]


def _respelled(said: str) -> str:
    """A few words with those of a source's name as that has them: "Rueters", "japan-foward"."""
    known = frozenset(chain.from_iterable(_names_of()))
    return re.sub(r"[a-z]{6,}", lambda one: wording.respelled(one[0], known), said.casefold())


@lru_cache(maxsize=1)
def _names_of() -> dict[tuple[str, ...], list[str]]:
    """The sources that a name may mean, by the words of the name: outlets, titles, short names,
    and those of the documents."""
    listed = corpus.loaded("source-names.json")
    found = {_worded(name): ids.split() for ids, names in listed.items() for name in names}
    for source in corpus.sources():
        for said in (source.title, source.short, *names_of(source.id)):
            found.setdefault(_worded(said), [source.id])
    for id, card in _cards().items():
        for name in card.names:
            found[name] = [*dict.fromkeys((*found.get(name, ()), id))]
    return found


class _Card(NamedTuple):
    """A document's names, and what may stand beside one."""

    names: set[tuple[str, ...]]
    words: set[str]
    citation: str


@lru_cache(maxsize=1)
def _cards() -> dict[str, _Card]:
    return {one["id"]: _card(one) for one in corpus.loaded("built", "documents.json")["documents"]}


def _card(record: dict[str, Any]) -> _Card:
    id, titles = _worded(record["id"]), vocabulary("titles") | _BESIDE
    listed = corpus.loaded("source-names.json").get(record["id"], ())
    listed = (*listed, corpus.citable(record["id"]).short, *names_of(record["id"]))
    told = (record["title"], record["made_by"], *listed)
    makers = {_worded(run) for run in _CAPITALS.findall(record["made_by"])}
    alone = {word for run in makers for word in run}
    alone -= {*_worded(" ".join(vocabulary("no maker by itself")))}
    names = {id, *map(_worded, told), *(run for run in makers if len(run) > 1)}
    labels = [piece.get("label", "") for piece in record["excerpt"]]
    day = [int(part) for part in record["date"].split("-")]
    dated = [*map(str, day), *(name for name, n in MONTHS.items() if n in day[1:2])]
    return _Card(
        {name for name in (*names, *((word,) for word in alone)) if not {*name} <= titles},
        {*chain(id, dated, *map(_worded, (*told, record["kind"], *labels)))} | _AROUND | _PARTIES,
        record["citation"],
    )


def _worded(name: str) -> tuple[str, ...]:
    return tuple(wording.phrase(re.sub(r"[-/]", " ", name)).split())


def sources_named(said: str) -> list[str]:
    """The ids of the sources whose name stands in a few words, with nothing beside it that says
    more; the longest name counts."""
    if len(said) > CITED:
        return []
    said = re.sub(r"['’]s\b", "", said)  # "Yoshida's paper"
    undated = _worded(_DAY_OF.sub(" ", said))
    told, names = {False: {*undated}, True: {*_worded(said)}}, _names_of()
    for start, end in wording.runs(len(undated)):
        ids = names.get(undated[start:end], [])
        if told[True] & wording.NEGATIONS - {*undated[start:end]}:
            ids = []  # the word may stand in its title, and deny it here
        fitting = [id for id in ids if told[is_document(id)] <= _beside(id, ids)]
        if fitting:
            return fitting
    return []


def _beside(id: str, ids: list[str]) -> set[str]:
    """The words of a source's names, and what may stand beside them: what a document's card says,
    or a source's year. ids: all that may be meant."""
    if card := _cards().get(id):
        return card.words
    again = (name for name, other in _names_of().items() if other == ids)
    return {id.rpartition("-")[2], *_BESIDE, *chain.from_iterable(again)}


def named(said: str) -> str | None:
    """The id of the one source that a few words name."""
    ids = sources_named(said)
    return ids[0] if len(ids) == 1 else None


# A document by the letter that a lesson gives it; a fact by its words.


def lettered(answer: Any, lesson: str) -> Any:
    """A citation with a document's id for the letter that a lesson gives it: "Document B, ¶1"."""
    known = _by_letter(lesson)
    read = partial(_LETTER.sub, lambda one: known.get(one[1].upper(), one[0]))
    return wording.in_each(answer, read)


@lru_cache(maxsize=16)
def _by_letter(lesson: str) -> dict[str, str]:
    listed = corpus.loaded("built", "documents.json")["documents"]
    return {one["letters"][lesson]: one["id"] for one in listed if lesson in one["letters"]}


def lying_beside(id: str, lesson: str) -> str:
    """What a source to be opened is called beside a question of a lesson: a document that has a
    letter there, as the question names it."""
    letters = (letter for letter, one in _by_letter(lesson).items() if one == id)
    name = place_in_words(id)
    return say("document", letter=letter, name=name) if (letter := next(letters, "")) else name


_BEGUN, _TOLD = 5, 8  # words in a row that name a fact: its first ones, any
_WORDS = 800  # characters of them


@lru_cache(maxsize=1)
def _facts() -> dict[str, str]:
    listed = {id: one["statement"] for id, one in corpus.facts_by_id().items()}
    listed |= {id: card.citation for id, card in _cards().items()}
    return {id: f" {' '.join(_worded(said))} " for id, said in listed.items()}


def fact_told(said: str, *, anywhere: bool = False) -> str | None:
    """The id of the fact whose statement begins with these words, or has them ``anywhere``; or of
    the document whose citation does."""
    words = _worded(said) if len(said) <= _WORDS else ()
    if len(words) < _BEGUN:
        return None
    joined, known = f" {' '.join(words)} ", _facts()
    ids = [id for id, told in known.items() if told.startswith(joined)]
    if not ids and anywhere and len(words) >= _TOLD:
        ids = [id for id, told in known.items() if joined in told]
    ids = [id for id in ids if known[id] == joined] or ids
    if len(ids) > 1:
        raise NoPlace(say("which-fact"))
    return ids[0] if ids else None


def work_named(said: str, ids: Sequence[str]) -> str | None:
    """The one of these documents and facts whose work is named: "Kyodo, 25 September 2010"."""
    words = {*_names(said)} if len(said) <= _WORDS else set()
    works = {id: _cards()[id].citation for id in ids if is_document(id)}
    works |= {id: place_in_words(id) for id in ids if corpus.is_fact(id)}
    fitting = [id for id, work in works.items() if words <= {*_names(work)}]
    telling = words - vocabulary("titles") - _BESIDE  # a year, or "the statement", names no work
    told = any(len(word) > 3 and not word.isdigit() for word in telling)
    return fitting[0] if told and len(fitting) == 1 else None


def named_alone(said: str) -> list[Place]:
    """A document or a fact that is named without a paragraph; :class:`NoPlace` asks for one where
    a source is, or a treaty's card, and which where it may be several."""
    id = _source(said) or fact_told(said, anywhere=True)
    if not id and (ids := sources_named(said)):
        raise _which(ids)
    there = _alone(id) if id else None
    if id and not there:
        raise NoPlace(say("which-paragraph", source=place_in_words(id)))
    return [there] if there else []


def place(source: str, where: Any) -> Place:
    """The place in a source: a paragraph's number, or a provision such as "Art. I"."""
    id = source_id(source)
    if there := _place(id, where):
        return there
    places = f"¶1–{len(_edition()[1][id])}"
    named = place_in_words(id)
    raise NoPlace(say("no-such-paragraph", source=named, place=str(where)[:30], places=places))


def _place(id: str, where: Any) -> Place | None:
    if corpus.is_fact(id):
        return Place(id, 1)
    there = _edition()[1][id]
    said = wording.fold(str(where)).strip(" .,¶§#")
    said = re.sub(r"^(?:paragraph|para|par|p|no)\b\.?\s*", "", said)
    if said in ("last", "final"):
        return there[-1]
    numbered = re.fullmatch(r"(?:(article|art)\b\.?\s*)?(\d{1,3}|[ivx]{1,4})", said)
    article, number = numbered.groups() if numbered else (None, "")
    if number.isdigit() and not article:
        found = next((one for one in there if one.n == int(number)), None)
        if found:
            return found
    provision = ROMAN.get(number, number.upper()) or said.capitalize()
    ns = [one.n for one in there if one.provision == provision]
    return Place(id, ns[0] if len(ns) == 1 else None, provision) if ns else None


def find(quotation: str) -> Finding:
    """The paragraphs in which these words stand, in the edition at hand; pieces divided by "…" have
    to stand in one paragraph, in their order."""
    if len(quotation) > _LONGEST:
        raise NoPlace(say("too-long"))
    parts = re.split(r"…|\.\.\.|\[\.\.\.\]", quotation)
    pieces = [*filter(None, map(words.words, parts))]
    count = sum(map(len, pieces))
    if not LEAST <= count <= MOST:
        raise NoPlace(say("quote-short" if count < LEAST else "too-long"))
    known = blocks()
    stands = (block.place for block in known if _stands(pieces, _joined(block.text)))
    if exact := list(dict.fromkeys(stands)):
        return Finding(exact)
    if printed := _printed(pieces):
        return Finding(printed, elsewhere=True)
    wanted = [word for piece in pieces for word in piece]
    return _altered(wanted, known) if count >= _ALTERED else Finding([])


_PROVED = 6  # words in a row, at a byte each, that are no accident


def _printed(pieces: list[list[str]]) -> list[Place]:
    """The paragraphs whose full text holds these words, by the codes of its fingerprint."""
    codes = [words.codes(piece) for piece in pieces]
    if min(map(len, codes)) < _PROVED:
        return []
    return [
        there
        for id, there_all in _edition()[1].items()
        if corpus.record(id)
        for there, print_ in zip(there_all, corpus.fingerprints(id), strict=False)
        if all(code in bytes.fromhex(print_.codes) for code in codes)
    ]


def _stands(pieces: list[list[str]], joined: str) -> bool:
    start = 0
    for piece in pieces:
        start = joined.find(f" {' '.join(piece)} ", start) + 1
        if not start:
            return False
    return True


def _altered(wanted: list[str], known: tuple[Passage, ...]) -> Finding:
    """The paragraph that these words were most likely copied from, with what differs."""
    counts = Counter(wanted)
    shared = [((counts & Counter(_joined(one.text).split())).total(), one) for one in known]
    likely = sorted(shared, key=itemgetter(0), reverse=True)[:3]
    copied = [block for common, block in likely if common / len(wanted) >= _NEAR]
    near = [(*compare(wanted, block.text), block.place) for block in copied]
    ratio, diff, *_, there = max(near, key=itemgetter(0), default=(0.0, "", None))
    return Finding([there], diff) if there and ratio > _NEAR else Finding([])


def compare(wanted: list[str], text: str) -> tuple[float, str, set[str], frozenset[int]]:
    """How near normal words come to a part of ``text`` (0 to 1); that part as it is printed, with
    the words that differ in ⟦ ⟧; these words, of either side; and the numbers of that part's words
    in ``text``, from the first that is equal to the last."""
    tokens = words.tokens(text)
    norms = [token.norm for token in tokens]
    matcher = SequenceMatcher(None, norms, wanted, autojunk=False)
    equal = [block for block in matcher.get_matching_blocks() if block.size]
    if not equal:
        return 0.0, "", set(), frozenset()
    # The window reaches as far as the quotation does beyond its first and last common words.
    start = max(0, equal[0].a - equal[0].b)
    end = min(len(norms), equal[-1].a + len(wanted) - equal[-1].b)
    window = SequenceMatcher(None, norms[start:end], wanted, autojunk=False)
    shown: list[str] = []
    altered: set[str] = set()
    for tag, a, b, c, d in window.get_opcodes():
        printed = text[tokens[start + a].start : tokens[start + b - 1].end] if b > a else ""
        shown.append(printed if tag == "equal" else f"⟦{printed or '…'}⟧")
        altered.update(norms[start + a : start + b] + wanted[c:d] if tag != "equal" else ())
    inside = frozenset(range(equal[0].a, equal[-1].a + equal[-1].size))
    return window.ratio(), " ".join(shown), altered, inside


# A citation written as one text: "reuters-2020 ¶4", "Article I of the 1951 treaty", 第5条 …


# "of 19 January" before a year.
(_DAY_OF,) = filled("a day before a year", _GAPS)
# What stands around a citation and says nothing.
_AROUND = vocabulary("around a citation")
_PARTIES = vocabulary("parties")
_BESIDE = _AROUND | _PARTIES | MONTHS.keys()


def all_written(text: str) -> list[Place]:
    """The places that a citation in one string may name ("the Security Treaty" may be either);
    empty where it is no citation."""
    said = _ITEM.sub("", arabic(text.strip(" ()[]\"'“”.`")))
    said = re.sub(r"(?<=treaty)['’]s\b", "", said)
    if alone := _alone(re.sub(r"^(?:the )?(?:fact|document)\s+", "", said.casefold())):
        return [alone]
    # "Article I, paragraph 1": the Article is the place.
    found = min(_PLACE.finditer(said), key=lambda one: one.lastgroup != "article", default=None)
    article = found is not None and found.lastgroup == "article"
    if found:
        where = ("Art. " if article else "") + found[found.lastgroup or 0]
        rest = _PLACE.sub(" ", said)
    elif (bare := _BARE.match(said)) and not _NOTE.fullmatch(bare["source"]):
        where, rest = bare["bare"], bare["source"]
    else:
        return []
    card = _alone(named(said) or "") if article else None
    if card and _names(rest):  # "Article 9 of the constitution"
        return [card]
    if ids := _sources_in(rest, article=article) or _sources_in(_respelled(rest), article=article):
        if len(ids) > 1 and any(map(is_document, ids)):
            raise _which(ids)
        return _there(ids, where)
    if there := _alone(fact_told(text) or ""):
        return [there]
    told = {*re.findall(r"\b[a-z-]+-\d{4}\b", rest.casefold())}
    if unknown := told - _edition()[1].keys():
        raise no_such_source(min(unknown))
    if found and len(told) == 1 and len(_PLACE.findall(said)) == 1 and not denies(rest):
        return _there([*told], where)  # "reuters-2020, paragraph 3, where it says …"
    if _names(rest):
        return []
    if not article:
        raise NoPlace(say("which-source", sources=sources_in_words()))
    treaties = [id for id in source_ids() if id.startswith("treaty-")]
    found_in = [*_there(treaties, where), *([card] if card else [])]
    names = ", ".join(place_in_words(one.source) for one in found_in)
    raise NoSource(say("which-source", sources=names), found_in)


def told(answer: str) -> tuple[list[Place], str]:
    """The place that a citation begins or ends with, and the words that tell what stands there:
    "Document A: Japan gave …", "ann-2021 ¶10 (“apparently”)", "the words (Art. I, 1951)"; no place
    where it has no such form, and those that may be meant where it names one in part."""
    marks = _SIDES.finditer(answer[:CITED]) if len(answer) <= _LONGEST_TOLD else ()
    for mark in islice(marks, _MOST_PARTS):
        sides = (answer[: mark.start()].strip(), answer[mark.end() :].strip(" )]."))
        for head, rest in (sides, sides[::-1]):
            other = _PLACE.search(rest) or _ID.search(rest) or re.fullmatch("[ivxIVX, ]+", rest)
            turned = denies(rest) and not wording.contrasted(rest)
            if not re.search(r"\w", head) or not rest or other or turned:
                continue
            there = by_itself(head)
            if len(there) == 1:
                return there, rest
            if (there := _meant(head)) and _exact(rest):
                return there, rest
            if there and not there[0].source and not sources_named(rest):
                return [], ""  # "¶11: 1951, 1960": no year beside it is a source
    return [], ""


def _exact(quotation: str) -> bool:
    """Whether these words stand somewhere as they are."""
    with suppress(NoPlace):
        found = find(quotation)
        return bool(found.places) and not found.diff
    return False


def _meant(beside: str) -> list[Place]:
    """What a few words may name: a place; a paragraph of no source; a source as a whole."""
    try:
        there = all_written(beside)
    except NoSource as why:
        return why.places
    except NoPlace:
        there = []
    if not there and type(n := paragraph(beside)) is int:
        return [Place("", n)]
    return there or [Place(id, None) for id in sources_named(beside) or _fitting(beside)]


def claimed(beside: str) -> list[Place]:
    """Where quoted words stand by what is said beside them."""
    return _meant(beside) or told(beside)[0]


def holds(place: Place, one: Place) -> bool:
    """Whether a place, a paragraph of no source, or a source as a whole, holds a paragraph."""
    same = place.provision in (None, one.provision) if place.n is None else place.n == one.n
    return place.source in ("", one.source) and same


_LONGEST_TOLD = 600  # characters
_MOST_PARTS = 4
_MOST_CITED = 12


def several(answer: str) -> list[str]:
    """The citations of an answer that cites more than one place; none where it cites one."""
    for mark in (_SEVERAL, _SEVERAL_APART) if len(answer) <= 4 * CITED else ():
        parts = [part.strip() for part in mark.split(re.sub("^both ", "", answer))]
        parts = [*filter(None, parts)]
        if 2 <= len(parts) <= _MOST_CITED and all(map(by_itself, parts)):
            return parts
    return []


def by_itself(text: str) -> list[Place]:
    """:func:`all_written`, and empty where a citation leads nowhere by itself."""
    with suppress(NoPlace):
        return all_written(text)
    return []


def paragraph(answer: str) -> int | str | None:
    """The one paragraph of an answer that names no source: "11", "apparently, in ¶10", the last."""
    said = arabic(answer)
    named = _PLACE.search(said) or _names(_BY_ITSELF.sub(" ", said))
    form = _PLACE if named else _BY_ITSELF
    found, rest = [*form.finditer(said)], form.sub(" ", said)
    if len(found) != 1 or denies(rest) or re.search(r"\d", rest) or sources_named(rest):
        return None
    beside = said[: found[0].start()] + " ".join(_OF.findall(said, found[0].end()))
    if {wording.fold(one) for one in _NAME.findall(beside)} - _AROUND:
        return None  # of another text
    numbers = found[0].groupdict()
    if numbers.get("end") and _names(" ".join(_PART_OF.findall(said, found[0].end()))):
        return None  # "the last paragraph of the first page"
    return int(numbers["p"] or numbers.get("nth") or 0) or numbers.get("end")


def unread(answer: str) -> bool:
    """Whether words that stand nowhere have the form of a citation: an Article, a page, an id."""
    said = arabic(answer)
    if re.search(r"[“\"「](?:[^\s”\"」]+\s){4}", said):
        return False
    return any(form.search(said) for form in (_PLACE, _FORM, _ID))


def is_span(answer: str) -> bool:
    """Whether an answer names several paragraphs, or several Articles: "¶8–9"."""
    return bool(_SPAN.search(_DAY_OF.sub(" ", arabic(wording.unhedged(answer)))))


def denies(rest: str) -> bool:
    """Whether what stands around a place takes it back, or names a bound."""
    turns = wording.NEGATIONS | wording.MOVES | {"or", "but", "all", "instead"}
    return bool({*wording.phrase(rest).split()} & turns)


def _there(ids: list[str], where: str) -> list[Place]:
    """The place in each source that has it; :class:`NoPlace` where none has."""
    found = filter(None, (_place(source_id(id), where) for id in ids))
    return [*found] or [place(ids[-1], where)]


def _alone(id: str) -> Place | None:
    """A fact, or a document, named without a paragraph: short as it is, its id says where."""
    if corpus.is_fact(id):
        return Place(id, 1)
    there = _edition()[1].get(id, []) if is_document(id) else []
    return Place(id, there[0].n if len(there) == 1 else None) if there else None


CITED = 120  # characters that a citation without a quotation may have


# 第4段落, 第5条, "Article Five" and "the eleventh paragraph" with signs and figures.
_SIGNS = {
    re.compile(with_gaps(written, _GAPS), re.IGNORECASE): read
    for written, read in words_of()["places written otherwise"]
}


def _figure(read: str, one: re.Match[str]) -> str:
    """What is read for it, with the number that it has in words or in kanji."""
    n = one.groupdict().get("n")
    figure = n and ((ONES | ORDINALS).get(n.casefold()) or kanji(n))
    return one.expand(read).replace("{n}", str(figure))


def arabic(said: str) -> str:
    """A citation with its place in figures; nothing of what is longer than one."""
    said = unicodedata.normalize("NFKC", said) if len(said) <= CITED else ""
    for written, read in _SIGNS.items():
        said = written.sub(partial(_figure, read), said)
    return said


def _names(rest: str) -> list[str]:
    return [word for word in re.findall(r"[\w-]+", wording.fold(rest)) if word not in _AROUND]


def _sources_in(rest: str, *, article: bool) -> list[str]:
    """The sources that may be meant by what is left of a citation without its place."""
    ids = sources_named(rest)
    rest = re.sub(r"\bexchanged notes?\b|\bnote\b", "notes", wording.fold(rest))
    tokens, names = re.findall(r"[\w-]+", rest), _names(rest)
    treaty = "treaty" in tokens or article
    plain = [word for word in names if not (treaty and set(word.split("-")) <= _PARTIES)]
    tries = [tokens, names, plain]
    if treaty and len(plain) <= 3:
        tries.append(["treaty", *plain])
    found = next(filter(None, (_source(" ".join(one)) for one in tries)), None)
    return [found] if found else ids
