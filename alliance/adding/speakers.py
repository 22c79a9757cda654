"""Who can speak in a text: the people, bodies, papers and pronouns, and whom each means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import NamedTuple, TypeVar

from alliance import html
from alliance.adding.gazetteer import NAMES, WORDS, Mention, Tokens, lists, patterns, sentence_start

_RE = patterns("speakers")
_W = lists("speakers")

# Verbs that attribute words to somebody.


def forms(base: str) -> list[str]:
    """says, said and saying of a regular verb."""
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    stem = base.removesuffix("e")
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return [third, stem + "ed", stem + "ing"]


_BASE = _W["regular"]  # often nouns: as verbs they count only after a plural or "they"
FINITE = _W["irregular"].union(*map(forms, _BASE))


class Verb(NamedTuple):
    """A verb (or "according to") that can attribute words, and its place in the paragraph."""

    start: int
    end: int
    word: str


def find_verbs(tokens: Tokens) -> Iterator[Verb]:
    """The verbs of a paragraph, in order."""
    lower = [*map(str.lower, tokens.words), ""]  # so that nothing stands beyond either edge
    for i, word in enumerate(lower[:-1]):
        before = lower[i - 1]
        if word in FINITE:
            noun = word[-1] == "s" and before in _W["noun after"]
            verb = not noun and (tokens.words[i][0] == word[0] or word.endswith("ing"))
        elif word in _BASE:
            plural = before.endswith("s") and before not in _W["singular"] and len(before) > 2
            verb = not tokens.large(i) and (plural or before in _W["before base"])
        else:
            verb = (word, lower[i + 1]) in {("according", "to"), ("went", "on"), ("goes", "on")}
        joined = before == "-" or (lower[i + 1] == "-" and tokens.glued(i + 1))  # re-reading
        if verb and not joined:
            yield Verb(tokens.starts[i], tokens.ends[i + (word == "according")], word)


# Speakers without a name: "a senior White House official", "the statement", "she".


PERSON_NOUNS = WORDS["roles"]
_ONE = PERSON_NOUNS | _W["bodies"]
_SEVERAL = {word + "s" for word in _ONE - {"media", "general", "chief"}} | _W["irregular plurals"]
_ROLES = _ONE | _SEVERAL
_STOP = frozenset(word.lower() for word in WORDS["function"]) - _W["stop"]
_NATIONS = WORDS["nationalities"] | {"U.S.", "US"}


def without_article(phrase: str) -> str:
    """ "The senior official" -> "senior official"; "Officials" -> "officials"."""
    phrase = _RE["article"].sub("", phrase)
    first = phrase.split(" ", 1)[0]
    common = first.lower() in _W["kind"] | _ROLES and not first.isupper() and "." not in first
    return phrase[0].lower() + phrase[1:] if common else phrase


Phrase = tuple[int, int, str]  # its first token, its head, and what it is


def phrases(tokens: Tokens, people: Collection[int]) -> Iterator[Phrase]:
    """Every noun phrase that could speak: a role, document, title or pronoun, with its head last.

    people: character offsets where persons begin.
    """
    words = tokens.words
    for i, word in enumerate(words):
        lower = word.lower()
        if lower in _W["pronouns"] and word != "IT" and tokens.word(i - 1) not in {"put", "puts"}:
            if not _RE["nobody"].match(tokens.text, tokens.starts[i]):
                yield i, i, "pronoun"
        elif lower in _ROLES and (phrase := _role(tokens, i, people)):
            yield phrase
        elif word in _W["title words"] and (start := _capitals(tokens, i)) < i:
            yield start, i, "title"
        if lower in _W["documents"] and not word.isupper():
            start, determined = _left(tokens, i, 4)
            if determined and words[start].lower() in _W["of documents"]:
                yield start, i, "document"
        elif lower in _W["carried"]:
            yield i, i, "document"


def _capitals(tokens: Tokens, i: int) -> int:
    """Where the run of capitalised words that ends with token ``i`` begins."""

    def capital(k: int) -> bool:
        word = tokens.words[k]
        named = tokens.large(k) and word.isalpha() and word not in WORDS["function"]
        return named and tokens.touching(k + 1)

    return tokens.run_to(i, 6, capital)


def _role(tokens: Tokens, i: int, people: Collection[int]) -> Phrase | None:
    word, before, following = tokens.words[i], tokens.word(i - 1), tokens.word(i + 1)
    never = word.lower() in _W["never"] and before.lower() not in {"one", "another"}
    party = before.lower() in {"each", "either"}  # to a treaty
    noun = following == "-" or following.lower() in _ROLES  # "government" before "officials"
    if never or party or noun or (following and tokens.starts[i + 1] in people):
        return None
    start, determined = _left(tokens, i, 6)
    if word[0].isupper() and not determined and i and (start < i or before != "."):
        return None  # Chief Cabinet Secretary, in apposition; U.S. Secretary of State
    return start, i, "role"


def _left(tokens: Tokens, i: int, most: int) -> tuple[int, bool]:
    """Where the noun phrase with head ``i`` begins, and whether with a determiner."""
    kinds, known = i, True
    for k in range(i - 1, max(-1, i - most - 3), -1):
        word = tokens.words[k]
        lower = word.lower()
        if lower in _W["determiners"]:
            return k, True
        if word == "-" and tokens.glued(k + 1):
            continue
        joins = lower == "and" and tokens.word(k - 1) in _NATIONS
        if not (joins or _inside(word, lower)):
            break
        kind = joins or lower in _W["kind"] or word in _NATIONS or lower in _W["compound"]
        known = known and (kind or (word[0].isupper() and k > 0))
        kinds = k if known else kinds
    return kinds, False


def _inside(word: str, lower: str) -> bool:
    """True for a word that may stand between "the" and the head of its phrase."""
    us = word in _NATIONS  # the US, and not us
    plain = us or (lower not in _STOP and lower not in FINITE and word[0].isalnum())
    return plain and (lower in _W["compound"] or not (lower in _ROLES or lower in _W["documents"]))


# Who could be speaking: people, bodies, documents, roles and pronouns in the text.


class Speaker(NamedTuple):
    """A possible speaker. kind: person, organisation, place, document, role or pronoun."""

    start: int
    end: int
    value: str
    kind: str

    @property
    def somebody(self) -> bool:
        """True for a person, and for "he" and "she"."""
        return self.kind == "person" or self.value in {"he", "she"}

    @property
    def agency(self) -> bool:
        """True for one that passes on what others say: Reuters, KCNA."""
        return _RE["agency's name"].fullmatch(self.value) is not None

    @property
    def body(self) -> bool:
        """True for an organisation, and for what has no name but its role."""
        return self.kind in {"organisation", "role"}


Role = tuple[int, str, str]  # where a person's name stands, the title before it, the person
Placed = TypeVar("Placed", Speaker, Verb)


def begun(found: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those that begin between two offsets, of some in order."""
    first, last = (bisect_left(found, at, key=attrgetter("start")) for at in (start, end))
    return found[first:last]


def first_of(some: Iterable[Speaker | None], *kinds: str) -> Speaker | None:
    """The first that is of one of these kinds."""
    return next((one for one in some if one and one.kind in kinds), None)


Subject = tuple["Scene", Speaker]
# A paragraph as it was read: its tokens, its names, dates and treaties, and its titles.
Paragraph = tuple[Tokens, list[Mention], list[Role]]


class Speakers:
    """The possible speakers of a text, paragraph by paragraph.

    ``labels``: what a document is called; ``told_before``: whom a pronoun repeats.
    """

    def __init__(self, read: Iterable[tuple[Paragraph, set[int]]]) -> None:
        """read: each paragraph and the offsets in its quotations."""
        self.labels: dict[str, str] = {}
        self.told_before = cache(_told_before)
        self.paragraphs = [Scene(self, p, *one) for p, one in enumerate(read, start=1)]
        _date_documents(self)
        _issue_documents(self)

    def label(self, one: Speaker) -> str:
        """What a document, or a role that no name in the text explains, is called in it."""
        if one.kind == "role":
            return without_article(one.value)
        return self.labels.get(one.value, one.value)


class Scene:
    """One paragraph of a text, the possible speakers in it and the verbs that attribute words."""

    def __init__(self, whole: Speakers, p: int, read: Paragraph, quoted: set[int]) -> None:
        self.whole, self.p, self.quoted = whole, p, quoted
        self.tokens, self.marks, self.roles = read
        self.text = self.tokens.text

    @cached_property
    def speakers(self) -> list[Speaker]:
        """The mentions of possible speakers, in order."""
        named = (m for m in self.marks if m.layer in _W["named"] and m.text < "\u3000")
        said = (m for m in named if not _RE["agency"].match(self.text, 0, m.start))
        return _joined(self.text, _merged(self.tokens, sorted(map(_named, said))))

    @cached_property
    def outside(self) -> list[Speaker]:
        """Those that stand in no quotation."""
        return [m for m in self.speakers if m.start not in self.quoted]

    @cached_property
    def subjects(self) -> list[Speaker]:
        """Those outside of quotations that nothing governs."""
        return [m for m in self.outside if self.free(m, 0)]

    @cached_property
    def held(self) -> list[Role]:
        """The offices of persons, in order: before the name, or after it, "Abe, a historian"."""
        named = ((m, _named_before(self, m)) for m in self.outside if m.kind == "role")
        after = [(one.start, m.value.lower(), one.value) for m, one in named if one]
        return sorted([*self.roles, *after])

    @cached_property
    def _verbs(self) -> list[Verb]:
        return list(find_verbs(self.tokens))

    def within(self, start: int, end: int) -> list[Speaker]:
        """The possible speakers between two offsets."""
        return [m for m in begun(self.speakers, start, end) if m.end <= end]

    def verbs(self, start: int, end: int) -> list[Verb]:
        """The verbs between two offsets, in order."""
        return [verb for verb in begun(self._verbs, start, end) if verb.end <= end]

    def possessive(self, mention: Speaker) -> bool:
        """True for "Japan's" and for "Japan-led": no subject."""
        return _RE["possessive"].match(self.text, mention.end) is not None

    def free(self, mention: Speaker, begin: int) -> bool:
        """True if a mention may be a subject in the clause that begins at an offset."""
        return not self.possessive(mention) and not governed(self.text, begin, mention.start)

    def upwards(self, end: int, most: int) -> Iterator[tuple[Scene, int]]:
        """This paragraph up to an offset, and those before it up to their ends, the nearest first,
        at most so many."""
        for other in self.whole.paragraphs[max(0, self.p - most) : self.p][::-1]:
            yield other, end if other is self else len(other.text)

    # Which mention is the subject of a verb, or named after "said".

    def subject(self, start: int, end: int) -> Speaker | None:
        """The first mention between two offsets that no preposition governs; places come last."""
        for mention in sorted(self.within(start, end), key=lambda m: m.kind == "place"):
            nobody = mention.kind == "place" and _RE["no speaker"].search(mention.value)
            if not nobody and self.free(mention, start):
                return _spokesman(self, mention) or mention
        return None

    def right_before(self, begin: int, verb: int) -> Speaker | None:
        """The mention right before a verb, adverbs and a time apart, that nothing governs."""
        text, inside = self.text, self.within(begin, verb)
        beside = inside and _RE["participle"].fullmatch(text, inside[-1].end, verb + 30)
        if beside and text.endswith((" with ", " with the "), 0, inside[-1].start):
            return inside[-1]  # the crowd yelling
        for last in inside[:-4:-1]:  # "Trump on Friday told": what the time names is no subject
            if self.free(last, begin) and _RE["adverbs"].fullmatch(text, last.end, verb):
                return _apposed(self, last) or last
            if last.kind == "person" and _RE["relative"].fullmatch(text, last.end, verb):
                return last  # with Abe, who liked to say “…”
        return None

    def subject_before(self, begin: int, verb: int) -> Speaker | None:
        """The subject of a verb at offset ``verb``: right before it, else in its own clause."""
        text = self.text
        aside = _RE["aside"].match(text, verb)
        if near := None if aside else self.right_before(begin, verb):
            return near
        cuts = [m.end() for m in _RE["clause"].finditer(text, begin, verb)]
        for cut in (*reversed(cuts), begin):
            found = self.subject(cut, verb)
            if found and (found.kind != "place" or _RE["pair"].match(text[found.end : verb])):
                others = self.within(found.end, verb) if found.agency else ()
                return first_of((m for m in others if self.free(m, begin)), "person") or found
        own = (m for m in self.within(begin, verb) if _RE["own words"].match(text, m.end))
        return next((m for m in own if m.kind != "place"), None)  # "Abe's remark that …"

    def noun_phrase(self, start: int, end: int) -> Speaker | None:
        """Who is named right after "said" or "according to"."""
        stop = _RE["phrase end"].search(self.text, start, end)
        inside = self.within(start, stop.start() if stop else end)
        free = [m for m in inside if not self.possessive(m)]
        if stop and stop[0] == "," and _RE["office said"].fullmatch(self.text, start, stop.start()):
            free += begun(self.speakers, stop.end(), stop.end() + 2)
        if person := first_of(free, "person"):
            return person
        near = (m for m in free if m.start - start <= 60)
        close = [m for m in near if m.kind != "place" or self.free(m, start)]  # not "from Kobe"
        found = min(close, key=lambda m: (_RANK[m.kind], m.start), default=None)
        return found and (_spokesman(self, found) or found)

    # What a mention, a document and the one spoken of last are called.

    def name(self, mention: Speaker) -> str:
        """The speaker's name: pronouns and roles are followed back to one where the text has it."""
        if mention.kind == "document":
            by = _RE["by"].match(self.text, mention.end)
            issuer = self.noun_phrase(by.end(), by.end() + 100) if by else None
            if issuer and issuer.kind in {"organisation", "person"}:
                return issuer.value
        asked = {"pronoun": _antecedent, "role": _who}.get(mention.kind)
        return (asked and asked(self, mention)) or self.whole.label(mention)

    def document(self, start: int, end: int, *, alone: bool = False) -> str | None:
        """The last document named between two offsets, under its label; ``alone``: that of "… in a
        joint statement", where no person is named."""
        between = begun(self.speakers, start, end)
        named = [m for m in between if m.kind == "document"]
        if alone:
            person = first_of(between, "person")
            named = [m for m in named if not person and self.text.endswith(" in ", 0, m.start)]
        return self.whole.label(named[-1]) if named else None

    def latest_subject(self, end: int, most: int = 3) -> str | None:
        """The person (or else the body) spoke of last: in the sentence before offset ``end``, or in
        the paragraphs before, at most so many with this one."""
        for other, limit in self.upwards(end, most):
            for fits in (attrgetter("somebody"), attrgetter("body")):
                if found := _last(other, other.subjects, limit, fits):
                    return other.name(found)
        return None


def _named(mark: Mention) -> Speaker:
    treaty, value = mark.layer == "treaty", mark.value or mark.text
    name, _, year = value.replace("-", " ").rpartition(" ")  # the treaty of 1960
    document = (f"{name} of {year}" if name.endswith("treaty") else mark.text, "document")
    return Speaker(mark.start, mark.end, *(document if treaty else (value, mark.layer)))


def _merged(tokens: Tokens, named: list[Speaker]) -> list[Speaker]:
    """Named and unnamed ones in order; "a White House official" takes in the White House."""
    kept = {(m.start, m.end): m for m in named}
    for first, head, kind in phrases(tokens, {m.start for m in named if m.kind == "person"}):
        start, end = tokens.starts[first], tokens.ends[head]
        before = bisect_right(named, start, key=attrgetter("end"))
        inside = named[before : bisect_left(named, end, key=attrgetter("start"))]
        if any(m.start < start or m.end >= end for m in inside):
            continue  # the party of "Democratic Party"
        body = first_of(inside, "organisation")
        for m in inside:
            kept.pop((m.start, m.end), None)
        paper = kind == "document" or tokens.words[head].lower() in _W["media"]
        if body and paper:  # a White House statement, the Bloomberg news agency
            kept[start, end] = body._replace(start=start, end=end)
        else:
            value = _called(tokens.printed(first, head + 1), kind)
            kept[start, end] = Speaker(start, end, value, "document" if kind == "title" else kind)
    return [kept[key] for key in sorted(kept)]


def _called(printed: str, kind: str) -> str:
    """What somebody or something without a name is called: "she", "joint statement"."""
    lower = printed.lower()
    if kind != "document":
        return lower if kind == "pronoun" else printed
    return "joint " * ("joint " in lower) + _RE["before the head"].sub("", lower)


def _joined(text: str, named: list[Speaker]) -> list[Speaker]:
    """One mention for "South Korea's military"; a document in apposition takes the title before."""
    joined = [Speaker(0, 0, "", "")]
    for one in named:
        before = joined[-1]
        gap = text[before.end : one.start]
        if (before.kind, one.kind) == ("place", "role") and _RE["owns"].fullmatch(gap):
            whole = " ".join(text[before.start : one.end].split()).replace("’", "'")
            one = Speaker(joined.pop().start, one.end, whole, "role")
        titled = before.kind == one.kind == "document" and before.value[0].isupper()
        if titled and re.fullmatch(r",\s+", gap):  # "the Strategy, a paper …"
            one = one._replace(value=before.value)
        joined.append(one)
    return joined[1:]


# What tells a subject: no preposition before it, an office or an apposition beside it.


_FAR = 3000  # characters: who was named farther off in one paragraph is not meant
_RANK = {"document": 0, "role": 0, "pronoun": 0, "organisation": 1, "place": 2}


def governed(text: str, begin: int, at: int) -> bool:
    """True if a preposition governs the noun phrase at ``at``: "with President Xi"."""
    opening = _RE["opening"].match(text, begin, at)
    begin = opening.end() if opening else begin
    title = _RE["minister of"].search(text, max(begin, at - 60), at)
    at = title.start() if title else at
    infinitive = _RE["infinitive"].search(text, max(begin, at - 40), at)
    found = _RE["preposition"].search(text, max(begin, at - 70), at)
    outside = found and _RE["no governor"].search(text, max(0, found.start() - 12), found.start())
    return bool(infinitive or (found and not outside))


def _spokesman(par: Scene, body: Speaker) -> Speaker | None:
    """The person in "ministry spokesman Lin Jian" or "a spokesman, Lin Jian"."""
    following = begun(par.speakers, body.end + 1, body.end + _FAR) if body.body else ()
    for person in [m for m in following if m.kind == "person"][:2]:  # an aide to Abe, Lin Jian
        gap = par.text[body.end : person.start].split()
        titled = 0 < len(gap) < 7 and gap[-1].rstrip(".") in WORDS["person words"]
        own = _RE["role's name"].fullmatch(par.text, body.end, person.start)
        if own if body.kind == "role" else titled:
            return person
    return None


def _apposed(par: Scene, beside: Speaker) -> Speaker | None:
    """The person of "Yuki Tanabe, his colleague, …" and "Yuki Tanabe, who advises the Diet, …"."""
    if beside.kind == "person" or not _RE["apposition"].match(par.text, beside.end):
        return None
    before = (m for m in reversed(begun(par.speakers, 0, beside.start)) if m.end < beside.start)
    # KCNA, the North's news agency, …; The Toolmaker, a trade paper
    body = beside.value.split()[-1] in _W["bodies"] | WORDS["names press"]
    person = first_of(before, "person", *["organisation"] * body)
    if person is None:
        return None
    gap = par.text[person.end : beside.start]
    role = (body or beside.kind == "role") and re.fullmatch(r"\s*,\s+(?:[\w'’-]+\s+){0,5}", gap)
    return person if role or (_RE["apposed"].fullmatch(gap) and par.free(person, 0)) else None


# Who "he", "the president" and "the statement" are.


Fits = Callable[[Speaker], bool]
_SHORT = dict(title.split("=") for title in _W["short"])


def _last(par: Scene, some: Sequence[Speaker], limit: int, fits: Fits) -> Speaker | None:
    """Of those that fit before an offset the first in the sentence of the last."""
    before = begun(some, limit - _FAR, limit)
    last = next((m for m in reversed(before) if m.end <= limit and fits(m)), None)
    if last is None:
        return None
    begin = sentence_start(par.text, last.start)
    contrast = [m.end() for m in _RE["contrast"].finditer(par.text, begin, last.start)]
    return next(filter(fits, begun(before, max([begin, *contrast]), limit)), None)


def _who(par: Scene, mention: Speaker) -> str | None:
    """Whom "the president" or "the official" repeats: one of that title, or the fuller phrase."""
    if not _RE["definite"].match(mention.value):
        return None
    if holder := _holder(par, mention):
        return holder
    head = mention.value.split()[-1].lower()
    if head not in PERSON_NOUNS or par.text.startswith(" of ", mention.end):
        return None
    somebody = _antecedent(par, mention) if head in _W["offices"] else None
    if any(somebody == person for other in par.whole.paragraphs for *_, person in other.roles):
        return None
    for other, limit in par.upwards(mention.start, 4):
        for one in reversed(other.speakers):  # a senior official, but no "the official"
            same = one.kind == "role" and one.value.lower().rpartition(" ")[2] == head
            if same and one.end <= limit and not _RE["definite"].match(one.value):
                return without_article(one.value)
    return _antecedent(par, mention)


def _holder(par: Scene, mention: Speaker) -> str | None:
    """The person whom the text gave the title last that a role repeats."""
    kind, head = ["", *mention.value.lower().split()][-2:]
    for other, limit in par.upwards(mention.start, 6):
        for offset, title, person in reversed(other.held):
            front, _, role = title.rpartition(" ")
            another = front != kind and (kind in _W["portfolios"] or front in {"vice", "deputy"})
            if offset < limit and head in {role, _SHORT.get(role)} and not another:
                return person
    return None


def _antecedent(par: Scene, mention: Speaker) -> str | None:
    """Whom a pronoun means: "It said … It also said …" leads back from one to the next."""
    whole = par.whole
    found = whole.told_before(par, mention)
    while found and found[1].value == mention.value:
        found = whole.told_before(*found)
    if found is None:
        return None
    called = found[0].name(found[1])
    other = mention.somebody and _pronoun(called) not in {None, mention.value}
    return whole.label(found[1]) if other else called


def _told_before(par: Scene, mention: Speaker) -> Subject | None:
    """The same pronoun in the last sentence that names one whom it fits, or the subject there."""
    told = _earlier(par, mention.value, mention.start) or mention
    for other, limit in par.upwards(told.start, 5):
        fits = partial(_fits, other, mention)
        people = [m for m in other.outside if m.kind == "person"]
        some = (other.subjects, people, other.outside)
        subject, person, anyone = (_last(other, one, limit, fits) for one in some)
        # "A student asked. It meant much to Abe. He said …"
        if subject and person and subject.kind == "role":
            later = sentence_start(other.text, person.start) > subject.start
            subject = None if later else subject
        if found := subject or person or anyone:
            same = _earlier(other, mention.value, found.start)
            return other, same or _spokesman(other, found) or _named_before(other, found) or found
    return None


def _named_before(par: Scene, role: Speaker) -> Speaker | None:
    """The person of "Abe, a veteran of two wars": right before the role."""
    before = begun(par.speakers, max(0, role.start - _FAR), role.start)[-1:]
    beside = before and before[0].kind == "person" and role.kind == "role"
    return before[0] if beside and par.text[before[0].end : role.start] == ", " else None


def _fits(par: Scene, told: Speaker, earlier: Speaker) -> bool:
    """True for one in a paragraph whom a pronoun or a role that is told later may mean."""
    kinds = _W[told.value if told.kind == "pronoun" else "person"]
    if earlier.kind not in kinds or not told.somebody:
        return earlier.kind in kinds
    named = earlier if earlier.kind == "person" else _named_before(par, earlier)
    if person := named.value if named else _holder(par, earlier):
        return _pronoun(person) in {None, told.value}
    words = earlier.value.lower().split()
    return words[-1] in PERSON_NOUNS and _W[f"not {told.value}"].isdisjoint((words[0], words[-1]))


def _earlier(par: Scene, pronoun: str, at: int) -> Speaker | None:
    """Where a pronoun first stands in the sentence of an offset: "he" later on is the same one."""
    same = begun(par.outside, sentence_start(par.text, at), at)
    return next((m for m in same if m.value == pronoun), None)


_MEN = NAMES.given["english_m"] | NAMES.given["japanese_m"]
_WOMEN = NAMES.given["japanese_f"] - _MEN


def _pronoun(person: str) -> str | None:
    """ "she" or "he" by the given name; None where that tells nothing."""
    first, *_, last = person.split() if " " in person else (person, "")
    # Kim You-geun is nobody called Kim
    if NAMES.continental(first) and ("-" in last or person.count(" ") == 2):
        return None
    if person in NAMES.female or first in NAMES.female or last in _WOMEN:
        return "she"
    return None if _MEN.isdisjoint((first, last)) else "he"


# What "the statement" is: "joint statement of 17 January 2020", or whoever issued it.


def _date_documents(speakers: Speakers) -> None:
    """ "joint statement" -> "joint statement of 17 January 2020", if its day is told beside it."""
    labels = speakers.labels
    for par in speakers.paragraphs:
        dated = not (_W["title words"] | {"joint"}).isdisjoint(par.tokens.words)
        for mention in par.speakers if dated else ():
            key = mention.value
            if mention.kind == "document" and (key.startswith("joint ") or key[0].isupper()):
                day = _day_beside(par, mention)
                if day or key not in labels:
                    labels[key] = f"{key} of {day}" if day else key
                    labels[key.removeprefix("joint ").split()[-1].lower()] = labels[key]


def _day_beside(par: Scene, mention: Speaker) -> str | None:
    """17 January 2020, or January 2020, where a date follows the mention closely."""
    near = (m for m in par.marks if m.layer == "date" and 0 <= m.start - mention.end <= 60)
    days = [mark.detail.get("resolved") or mark.value or "" for mark in near]
    return next((said for day in days if (said := html.spelled(day)) != day), None)


def _issue_documents(speakers: Speakers) -> None:
    """ "the statement" -> who "said in a statement", if the text names no joint statement."""
    for par in speakers.paragraphs:
        for m in _RE["paper"].finditer(par.text):
            key = " ".join(m[0].split())
            issuer = None if key in speakers.labels else _issuer(par, m)
            vague = issuer and issuer.kind == "role" and len(issuer.value.split()) < 3
            if issuer and issuer.kind in _W["issuers"] and not vague:
                speakers.labels[key] = par.name(issuer)


def _issuer(par: Scene, paper: re.Match[str]) -> Speaker | None:
    lead = max(0, paper.start() - 80), paper.start()
    if said := _RE["said in"].search(par.text, *lead):
        one = par.subject_before(sentence_start(par.text, said.start()), said.start())
        return None if one and _RE["one of several"].match(par.text, one.end) else one
    own = _RE["own"].search(par.text, *lead)
    return next((one for one in par.speakers if own and one.end == own.start()), None)
