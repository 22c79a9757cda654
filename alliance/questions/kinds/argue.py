"""Claim, evidence, reasoning: the citations are checked, the prose is for people to mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance import corpus
from alliance import text as prose
from alliance.languages import in_english, pick, say, vocabulary
from alliance.questions import bank, places, wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import Form, Kind, Outcome, field, yaml
from alliance.questions.kinds.cite import Citation, cited, kind_of, sources, sources_of
from alliance.questions.numbers import ONES, any_of, filled, meanings
from alliance.questions.places import NoPlace, Place, place_in_words
from alliance.questions.wording import JAPANESE

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

PARTS = ("claim", "evidence", "reasoning")
_NAMED = meanings("parts of an argument")  # "主張" is the claim
# A part begins with its name; citations stand in a line each, behind a sign or a number.
_HEADING, _BULLETS = filled("parts in words", {"names": any_of(_NAMED)})
_MOST = 12  # citations that are looked up


_SAMPLE = yaml(
    level=field(int, ge=1),
    side=field("Words"),
    claim=field("Words"),
    evidence=field(list[str], min_length=1),
    reasoning=field("Words"),
    remarks=field("list[Words]", min_length=2, max_length=3),
)
# What a question wants to find besides: a pattern in the words, or a witness of a time (an article
# is none: it looks back). ask: what is asked where it is not there.
_EXPECTED = yaml(
    ask=field("Words"),
    find=field(str, ""),
    before=field(str, ""),
    after=field(str, ""),
)


class Argument(NamedTuple):
    """The parts of an argument; ``evidence`` is one entry per citation, as given. against: what
    speaks against it, and where that stands; own: how its writer marks it. Both may be missing."""

    claim: str
    evidence: list[Any]
    reasoning: str
    against: tuple[str, Any] = ("", "")
    own: Any = None


class Argue(Kind):
    name = "argue"
    shape = "essay"
    single = False
    fields = yaml(
        cites=field(int, ge=1),
        words=field(tuple[int, int]),
        sources=field(list[str], []),
        rubric=field("list[Row]", min_length=1),
        expects=field([_EXPECTED], []),
        samples=field([_SAMPLE], []),
    )
    mistakes = 0  # prose has no foreseen wrong answers
    parts = (*PARTS, "against")
    words = ("source", "paragraph", "words", "more", "also", "where", "self", "self-count",
        "self-done", "self-samples", *parts)  # fmt: skip

    def form(self, asked: AuthoredQuestion) -> Form:
        from alliance.questions.author import text

        rows = asked.need("rubric", list, "Write at least one {criterion: …, levels: […]}.")
        rows = [bank.common_rows().get(one, {}) if type(one) is str else one for one in rows]
        for source in asked.get("sources", []):
            try:
                places.source_id(source)
            except places.NoPlace as why:
                asked.fail(("sources",), str(why))
        rubric = [
            {"criterion": text(one.get("criterion")), "levels": [*map(text, one.get("levels", []))]}
            for one in rows
        ]
        expects = [one | {"ask": text(one.get("ask"))} for one in asked.get("expects", [])]
        return {
            "cites": int(asked.get("cites", 1)),
            "words": [*map(int, asked.get("words", [30, 400]))],
            "sources": list(asked.get("sources", [])),
            "rubric": rubric,
            **({"expects": expects} if expects else {}),
        }

    def how(self, form: Form) -> str:
        return say("how-argue", cites=form["cites"])

    def examples(self, form: Form) -> Iterable[Any]:
        return [{"claim": "…", "evidence": ["source ¶1"], "reasoning": "…"}]

    def blank(self, form: Form) -> Any:
        return {"claim": "", "evidence": [["", ""]] * form["cites"], "reasoning": ""}

    def markdown(self, form: Form) -> Iterator[str]:
        yield "Your argument will be read with these questions:"
        rows = bank.rubric_in_words(form["rubric"])
        yield "\n".join(f"- {criterion}: {levels}" for criterion, levels in rows)

    def card(self, form: Form) -> dict[str, Any]:
        rows = [
            {
                "row": bank.row_name(one),
                "criterion": pick(one["criterion"]),
                "levels": [pick(level) for level in one["levels"]],
            }
            for one in form["rubric"]
        ]
        return {"sources": sources(form["sources"]), "rubric": rows}

    def paper(self, form: Form, **more: Any) -> str:
        from alliance.html import inline, table

        told = bank.rubric_in_words(form["rubric"])
        rows = [(inline(criterion, "em"), levels) for criterion, levels in told]
        levels = table(rows, ("What is looked at", "Levels"), styles=("",), head_style="")
        return super().paper(form, levels=levels)

    def sources_cited(self, answer: Any, lesson: str) -> list[str]:
        given = answer.get("evidence") if isinstance(answer, dict) else None
        return [id for one in _evidence(given) for id in sources_of(one, lesson)]

    def places_cited(self, one: Any, lesson: str) -> Sequence[Place]:
        return cited(one, lesson).places

    def read(self, form: Form, answer: Any) -> Argument:
        if type(answer) is list and len(answer) == 3:
            answer = dict(zip(PARTS, answer, strict=True))
        if type(answer) is str:  # "Claim: … Evidence: … Reasoning: …"
            found = [*_HEADING.finditer(answer)]
            ends = [one.start() for one in found[1:]] + [len(answer)]
            pieces = zip(found, ends, strict=False)
            answer = {one[1] or one[2]: answer[one.end() : end].strip() for one, end in pieces}
        if type(answer) is not dict:
            raise Malformed(say("argue-parts", parts=", ".join(PARTS)))
        named = ((str(key).strip().casefold(), part) for key, part in answer.items())
        given = {_NAMED.get(name, name): part for name, part in named}
        missing = [part for part in PARTS if wording.is_blank(given.get(part))]
        wrong = [part for part in ("claim", "reasoning") if type(given.get(part, "")) is not str]
        if missing or wrong:
            raise Malformed(say("argue-parts", parts=", ".join(missing or wrong)))
        lesson, against = form.get("lesson", ""), _against(given.get("against"))
        evidence = _evidence(places.lettered(given["evidence"], lesson))
        return Argument(given["claim"], evidence, given["reasoning"], against, given.get("self"))

    def judge(self, form: Form, given: Argument, seal: Seal) -> Outcome:
        held = [_holds(form, one) for one in given.evidence[:_MOST]]
        lines = [
            say("argue-cite-bad", i=i, reason=why) for i, (_, why) in enumerate(held, 1) if why
        ]
        found = {(one.source, one.n or one.provision): one for one, _ in held if one}
        if len(found) < form["cites"]:
            lines.append(say("argue-few", n=len(found), needed=form["cites"]))
        least, most = form["words"]
        count = wording.length(f"{given.claim} {given.reasoning}")
        if not least <= count <= most:
            phrase = "argue-words-few" if count < least else "argue-words-many"
            lines.append(say(phrase, n=count, least=least, most=most))
        asked = (*_asked(form, given, [*found.values()]),)
        if lines:
            return Outcome("partly", None, details=(*lines, *asked))
        return _recorded(form, given, seal, asked)

    def own_marks(self, form: Form, answer: Any) -> tuple[Any, dict[str, int]]:
        if type(answer) is not dict or "self" not in answer:
            return answer, {}
        bare = {part: one for part, one in answer.items() if part != "self"}
        return bare, bank.own_marks(form["rubric"], answer["self"])

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        """No answer is right by itself. What opens after the writer's own marks is sealed, so that
        nobody reads it before."""
        from alliance.questions.author import text

        shown = [
            {name: one[name] if name in ("level", "evidence") else text(one[name]) for name in one}
            | {"remarks": [text(remark) for remark in one["remarks"]]}
            for one in asked.get("samples", [])
        ]
        record = {"samples": shown, "closing": asked.sealer.closing_key}
        asked.put("samples", "", asked.worked_out(None, record, ("samples",)))

    def answer(self, raw: dict[str, Any]) -> Any:
        return next(iter((raw.get("tests") or {}).get("right") or ()), None)


def _against(given: Any) -> tuple[str, Any]:
    """{"text": …, "place": …}, the two in a list, or the text alone."""
    if type(given) is dict:
        given = [given.get("text"), given.get("place")]
    text, place = given if type(given) is list and len(given) == 2 else (given, None)
    return (text if type(text) is str else ""), ("" if wording.is_blank(place) else place)


def _evidence(given: Any) -> list[Any]:
    if type(given) is str:
        parts = filter(None, map(str.strip, _BULLETS.split(given)))
        return [one for part in parts for one in places.several(part) or [part]]
    pair = type(given) is list and [type(part) for part in given] == [str, int]
    return given if type(given) is list and not pair else [given]


_KINDS = dict(zip(("document", "article"), filled("evidence asked for"), strict=True))


def _kinds_missing(form: Form, found: set[str]) -> Iterator[str]:
    """What is missing where so many documents and articles are asked for; a fact may be either."""
    for kind, pattern in _KINDS.items():
        asked = pattern.search(in_english(form.get("asked")) or "")
        listed = [one for one in form["sources"] if kind_of(one) == kind]  # "of each article"
        needed = ONES.get(asked[1], len(listed)) if asked else 0
        n = sum(kind_of(one) == kind for one in found)
        if n < needed:
            yield say(f"argue-{kind}", n=n, needed=needed)


def _expected(form: Form, said: str, cited: set[str]) -> Iterator[str]:
    """What is asked where something is not there that this question wants."""
    witnesses = [one for one in cited if kind_of(one) != "article"]
    days = [_day(one) for one in witnesses]
    for one in form.get("expects", ()):
        before, after = one.get("before", ""), one.get("after", "")
        there = (
            re.search(one.get("find", ""), said, re.IGNORECASE)
            and (not before or any(day <= before[: len(day)] for day in days))
            and (not after or any(day >= after[: len(day)] for day in days))
        )
        if not there:
            yield pick(one["ask"])


def _day(source: str) -> str:
    """The day of a document or a fact, or its year: what it leaves open fits any time."""
    fact = corpus.facts_by_id().get(source)
    return str(fact.get("date") or "") if fact else str(corpus.citable(source).date)


def _asked(form: Form, given: Argument, found: list[Place]) -> Iterator[str]:
    """What is asked back, the place of what speaks against it included."""
    text, where = given.against
    place, reason = _holds({**form, "sources": []}, where) if where else (None, "")
    said = f"{given.claim} {given.reasoning} {text}"
    cited = [*found, place] if place else found
    if reason:
        yield say("argue-against-bad", reason=reason)
    sources = {one.source for one in found}
    yield from _kinds_missing(form, sources)
    yield from _expected(form, said, sources)
    yield from _turned(given.claim, cited)
    shown = [level for row in form["rubric"] for level in row["levels"]] + form.get("hints", [])
    yield from asked_back(form.get("asked"), said, cited, bool(text or place), shown)


def _recorded(form: Form, given: Argument, seal: Seal, asked: tuple[str, ...]) -> Outcome:
    """A complete argument: the rubric to mark it by; or the samples, where that is done."""
    rows = form["rubric"]
    own = bank.own_marks(rows, given.own)
    told = [*asked, say("argue-complete")]
    if not rows or len(own) < len(rows):
        marks = ", ".join(f'"{bank.row_name(row)}": 2' for row in rows)
        how = (*_in_lines(bank.rubric_in_words(rows)), say("argue-self", marks=marks))
        return Outcome("recorded", details=tuple(told), typed=how)
    told += [say("argue-marked"), *_in_lines(bank.marks_in_words(rows, own))]
    opened = seal.first("samples", "") or {}
    samples, closing = tuple(opened.get("samples", ())), opened.get("closing")
    return Outcome("recorded", details=tuple(told), closing=closing, samples=samples)


def _holds(form: Form, one: Any) -> tuple[Place | None, str]:
    """The place that a citation leads to; or why it leads to none. Facts and documents may
    always be cited."""
    try:
        found: Citation = cited(one, form.get("lesson", ""))
    except Malformed as why:
        return None, str(why)
    if found.diff:
        return None, say("cite-altered", diff=found.diff)
    if not found.places:
        return None, say("cite-not-found")
    free = [one for one in found.places if _allowed(form["sources"], one.source)]
    if not free:
        named = place_in_words(found.places[0].source)
        return None, say("argue-cite-outside", source=named)
    if found.unnamed and len(free) > 1:
        return None, found.unnamed
    return free[0], ""


def _allowed(listed: list[str], source: str) -> bool:
    free = corpus.is_fact(source) or places.is_document(source)
    return free or not listed or source in listed


def _in_lines(rows: list[tuple[str, str]]) -> list[str]:
    return [say("argue-rubric", criterion=row, levels=levels) for row, levels in rows]


# What a machine can see in an argument, said as questions; it never says how good one is.

_READ = 4_000  # characters: more than any argument that is asked for
_SHARED = 2  # words of weight that a reasoning has in common with what it uses
_WEIGHT = 5  # letters of a word that tells what a text is about
_ANYWHERE = {"japan", "unite", "ameri"}  # beginnings of words that tell nothing in this course
_LOOKED_UP = 2  # quotations
_QUOTED = 6  # words that are a quotation, not a name or a term
_COPIED = 8  # words in a row that are the question's own, or a source's
_SUBJECT = 4  # words of weight that any argument shares with its question and its sources
_LONG = 80  # words from which it does, whatever it cites
_MANY, _VARIED = 40, 0.4  # from so many words on: the share of them that are different
_PROVISION, _CONTRAST, _QUOTES = filled("in an argument")


def asked_back(
    asked: Any, said: str, cited: list[Place], against: bool = False, shown: Iterable[Any] = ()
) -> Iterator[str]:
    """What to ask whoever wrote ``said`` and cited these places.

    asked: the prompt; against: whether the writer says what speaks against it; shown: what else
    the question says, hints and rubric. Of what is written in Japanese only Articles, quotations
    and repetitions are looked at.
    """
    said = said[:_READ]
    yield from _no_such_provision(said)
    yield from _quotations(said, cited)
    if re.search(f"[{JAPANESE}]{{8}}", said):
        spoken_of = sum(one in said for one in vocabulary("the subject in japanese"))
        beside = wording.length(said) > _LONG and spoken_of < _SUBJECT
        if beside or _again([*pairwise(re.findall(f"[{JAPANESE}]", said))]):
            yield say("argue-strange")
        return
    yield from _named_errors(said, cited)
    given, plain = prose.words(re.sub(r"[’']s\b|-", " ", said)), prose.words(said)
    apart = [one for one in cited if not _used(one, said, set(given))]
    strange = _is_strange(given, pick(asked), cited, len(apart) == len(cited))
    if strange:
        yield say("argue-strange")
    if apart:
        shown = "; ".join(dict.fromkeys(map(_named, apart)))
        yield say("argue-unused", places=shown)
    heard = {one.source for one in cited}
    if not (against or strange) and (len(heard) == 1 or not vocabulary("contrast") & set(given)):
        yield say("argue-one-side")
    runs = _runs(plain)
    own = chain.from_iterable(_runs(prose.words(pick(one))) for one in (asked, *shown))
    if copied := next(filter({*runs}.__contains__, own), ()):
        yield say("argue-prompt", words=" ".join(copied))
    if _is_copy(len(plain), runs, cited):
        yield say("argue-copied")


def _named_errors(said: str, cited: list[Place]) -> Iterator[str]:
    """The mistakes that the course has a name for, where a sentence makes one and denies nothing:
    ``data/named-errors.json``."""
    known = corpus.loaded("named-errors.json")
    first, *more = _sentences(said)
    years = {place.source[-4:] for place in cited if place.source.startswith("treaty-")}
    claim = " of ".join([first, *years]) if len(years) == 1 else first  # its one treaty
    sentences = [_CONTRAST.sub("", one) for one in (claim, *more)]
    for error in known["errors"]:
        unless = f"{known['unless']}|{error.get('unless', '$^')}"
        made = (
            one
            for one in sentences
            if all(re.search(part, one, re.IGNORECASE) for part in error["find"])
        )
        if any(not re.search(unless, one, re.IGNORECASE) for one in made):
            yield pick(error["ask"])


_TURNED = 3  # words of weight that a claim and a sentence have in common


def _turned(claim: str, cited: list[Place]) -> Iterator[str]:
    """What a claim says the other way round than a place that it rests on: one has "not"."""
    claims = [*map(prose.words, _sentences(claim[:_READ]))]
    for place in cited:
        standing = [(one, prose.words(one)) for one in _sentences(_text(place))]
        for said, (one, known) in product(claims, standing):
            turned = _denies(said) != _denies(known)
            if turned and len(_weighty(said) & _weighty(known)) >= _TURNED:
                begin = " ".join(one.split()[: 2 * _COPIED])
                yield say("argue-turned", place=_named(place), words=begin)
                return


def _denies(given: list[str]) -> bool:
    return not (wording.NEGATIONS - {"without"}).isdisjoint(given)  # "an attack from without"


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?;])\s+", text)


def _is_strange(given: list[str], asked: str, cited: list[Place], unused: bool) -> bool:
    """Whether a text hardly has a word of the question and of what it cites, though it is long or
    comes to nothing of it; or has the same few words again and again."""
    subject = _weighty(prose.words(" ".join([asked, *map(_text, cited)])))
    telling = _weighty(set(given) - vocabulary("beside a matter"))
    told = unused or len(given) > _LONG
    return _again(given) or (told and len(telling & subject) < _SUBJECT)


def _again(given: list[Any]) -> bool:
    """Whether the same few things are said again and again."""
    return len(given) >= _MANY and len(set(given)) < _VARIED * len(given)


def _no_such_provision(said: str) -> Iterator[str]:
    found = [(one[2] or one[3], one[1] or one[4]) for one in _PROVISION.finditer(said)]
    for year, provision in dict.fromkeys(found):
        try:
            places.place(f"treaty-{year}", f"Art. {provision}")
        except NoPlace:
            yield say("argue-no-article", provision=provision.upper(), year=year)


def _quotations(said: str, cited: list[Place]) -> Iterator[str]:
    """Quoted words that stand nowhere, otherwise, or in a source that is not cited."""
    quoted = dict.fromkeys(one[1] or one[2] for one in _QUOTES.finditer(said))
    heard = {one.source for one in cited}
    told = [f" {' '.join(prose.words(_statement(id)))} " for id in heard if corpus.is_fact(id)]
    for one in [one for one in quoted if len(prose.words(one)) >= _QUOTED][:_LOOKED_UP]:
        if any(f" {' '.join(prose.words(one))} " in fact for fact in told):
            continue
        found = places.find(one)
        begin = " ".join(one.split()[:_COPIED])
        if not found.places:
            yield say("argue-quote-nowhere", words=begin)
        elif found.diff:
            yield say("argue-quote-altered", words=begin, diff=found.diff)
        elif not heard & {there.source for there in found.places}:
            there = place_in_words(found.places[0].source)
            yield say("argue-quote-elsewhere", words=begin, source=there)


def _used(place: Place, said: str, given: set[str]) -> bool:
    """Whether a text (its words: ``given``) comes to speak of what it cites: by a name, a number or
    the matter itself."""
    names = {*place.source.split("-"), place.source.replace("-", "")}
    names -= {"doc", "treaty", "notes", "japan"}
    if names & given or place.source in said:
        return True
    article = r"articles?\s+(?:I|1)" if place.provision == "I" else place.provision  # not "I think"
    if article and re.search(rf"\b{article}\b", said, re.IGNORECASE):
        return True
    return len(_weighty(given) & _weighty(prose.words(_text(place)))) >= _SHARED


def _weighty(given: Any) -> set[str]:
    found = {word[:_WEIGHT] for word in given if len(word) >= _WEIGHT and not word.isdigit()}
    return found - _ANYWHERE


def _text(place: Place) -> str:
    """What stands in a place, and what a document is, as its card says: "the telegram" speaks of
    one."""
    if corpus.is_fact(place.source):
        return _statement(place.source)
    card = corpus.citable(place.source) if places.is_document(place.source) else None
    said = f" {card.extra['kind']} {card.title} {card.author}" if card else ""
    return " ".join(places.standing(place)) + said


def _statement(id: str) -> str:
    found = corpus.facts_by_id()[id]
    return f"{found['statement']} {found.get('evidence', '')}"


def _named(place: Place) -> str:
    n = None if corpus.is_fact(place.source) else place.n
    return places.citation([place.source, place.provision or n])


def _is_copy(length: int, runs: list[tuple[str, ...]], cited: list[Place]) -> bool:
    """Whether more than half of an argument of so many words stands, word for word, in what it
    cites."""
    texts = [prose.words(" ".join(places.standing(one))) for one in cited]
    known = {run for text in texts for run in _runs(text)}
    taken = {i + j for i, run in enumerate(runs) if run in known for j in range(_COPIED)}
    return 2 * len(taken) > length


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    """All words in a row that would be copied ones."""
    return [tuple(words[i : i + _COPIED]) for i in range(len(words) - _COPIED + 1)]


KIND = Argue()
