"""Where does it stand? A source and a paragraph, or the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance import corpus
from alliance.languages import say, term
from alliance.languages import words as vocabulary_of
from alliance.questions import places, wording
from alliance.questions.answers import Malformed, unreasoned
from alliance.questions.bank import Seal
from alliance.questions.kinds import Form, Kind, Outcome, field, outcome, single, yaml
from alliance.questions.numbers import meanings, rewritten
from alliance.questions.places import NoPlace, Place, place_in_words, where

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

_UNNAMED = 0.5  # what the right provision earns where its treaty is not named
_BEGIN = 10  # words of a wrong paragraph that are shown
_ALTERED = 0.5  # what the right place earns with words that were altered


# "None of them", where places are asked for, as "no source says it".
_NO_PLACE: dict[str, str] = vocabulary_of()["no place at all"]


class Citation(NamedTuple):
    """The places that were cited; ``quoted``: by their words, ``diff``: which were altered so.
    unnamed: what has to be asked, where the places are those of several sources. assumed: what has
    to be asked, unless the source that the question names is the one. elsewhere: the words are
    those of the full text, and another edition is at hand. several: each place is an answer.
    apart: the words stand elsewhere than in the place that was named beside them."""

    places: list[Place]
    quoted: bool = False
    diff: str = ""
    unnamed: str = ""
    assumed: str = ""
    elsewhere: bool = False
    several: bool = False
    apart: bool = False


def cited(answer: Any, lesson: str = "") -> Citation:
    """Read one citation; :class:`Malformed` where it leads nowhere. lesson: by its number, the one
    whose documents' letters count."""
    try:
        return _cited(places.lettered(answer, lesson))
    except places.NoSource as why:
        return Citation(why.places, unnamed=str(why))
    except NoPlace as why:
        raise Malformed(str(why)) from None


def _cited(answer: Any) -> Citation:
    answer = single(answer)
    if type(answer) is dict:
        return _cited_parts(answer)
    if type(answer) is list and 2 <= len(answer) <= 3 and type(answer[0]) is str:
        source, where, *copied = answer
        if type(where) in (int, str) and all(type(one) is str for one in copied):
            return _with_words([places.place(source, where)], copied[0] if copied else None)
    if type(answer) is not str:
        raise Malformed(say("one-only"))
    answer = wording.unhedged(answer)
    if quoted := _quoted(answer):
        beside = answer.replace(quoted[0], " ").strip(" –—-:")
        return _with_words(places.claimed(beside), quoted[1] or quoted[2])
    if written := places.all_written(answer):
        return Citation(written)
    try:
        found = places.find(answer)
    except NoPlace:  # too few words for a quotation
        found = None
    if found and found.places and not found.diff:
        return Citation(found.places, True, elsewhere=found.elsewhere)
    there, words = places.told(answer)
    # A place is all that a citation needs where it has a source and where in it.
    one = there[0] if len(there) == 1 else Place("", None)
    whole = one.source and (one.n or one.provision or places.is_document(one.source))
    if there and len(words.split()) >= places.LEAST and (answer.startswith(words) or not whole):
        read = _with_words(there, words)  # the words (treaty-1951, Art. I)
        return Citation(there) if not read.places or (read.apart and read.diff) else read
    if named := there or places.named_alone(answer):
        return Citation(named)
    if not found:
        return Citation([places.place(answer, "")])
    return Citation(found.places, True, found.diff)


_FIELDS = meanings("fields of a citation")  # "para" says where


def _cited_parts(answer: dict[str, Any]) -> Citation:
    """{"source": …, "p": … or "provision": …, "words": …}"""
    if set(answer) == {"fact"}:
        return _cited(answer["fact"])
    given = {_FIELDS[name]: one for name, one in answer.items() if one and name in _FIELDS}
    if len(answer) == 1 and not given:
        return _cited(list(*answer.items()))  # {"reuters-2020": 4}
    source, where, quoted = map(given.get, ("source", "where", "words"))
    if str(answer.get("provision")).isdigit():
        where = f"Art. {where}"
    if (article := answer.get("article")) and source:
        where = where or f"Art. {article}"  # else it names a news article
    source = source or article
    if type(quoted) is str and not source:
        return _cited(quoted)
    if type(source) is not str or type(where) not in (int, str):
        missing = "which-paragraph" if type(source) is str else "which-source"
        raise Malformed(say(missing, source=str(source)[:40], sources=places.sources_in_words()))
    # "I" is a provision; 4 is a paragraph.
    return _with_words([places.place(source, where)], quoted if type(quoted) is str else None)


def _quoted(answer: str) -> re.Match[str] | None:
    """The words that an answer quotes; the name of a source in quotation marks is none."""
    for found in places.QUOTED.finditer(answer) if not places.fact_told(answer) else ():
        words = found[1] or found[2]
        if len(words.split()) >= places.LEAST:
            named = places.sources_named(words) or places.by_itself(words)
            return None if named or places.fact_told(words) else found
    return None


def _with_words(claimed: list[Place], quoted: str | None) -> Citation:
    """Places and words: the words have to stand in one of them."""
    if not quoted:
        return Citation(claimed)
    found = places.find(quoted)
    inside = [one for one in found.places if any(places.holds(place, one) for place in claimed)]
    there, apart = inside or found.places, bool(claimed) and not inside
    return Citation(there, True, found.diff, elsewhere=found.elsewhere, apart=apart)


def sources_of(answer: Any, lesson: str = "") -> list[str]:
    """The ids of the sources that one citation leads to; none where it leads nowhere."""
    try:
        return [place.source for place in cited(answer, lesson).places]
    except Malformed:
        return []


class Cite(Kind):
    name = "cite"
    shape = "place"
    single = False
    fields = yaml(
        source_share=field(float, 0.5, ge=0, lt=1),
        sources=field(list[str], []),  # those to choose from, documents among them
    )
    silence = True
    words = ("source", "paragraph", "paste")

    def form(self, asked: AuthoredQuestion) -> Form:
        listed = asked.get("sources", [])
        return {"sources": list(listed)} if listed else {}

    def examples(self, form: Form) -> Iterable[Any]:
        return ["trending-2023 ¶1", "ann-2021 ¶1", "treaty-1960 Art. X", "panorient-2020 ¶1"]

    def card(self, form: Form) -> dict[str, Any]:
        return {"sources": sources(form.get("sources"))}

    def sources_cited(self, answer: Any, lesson: str) -> list[str]:
        return sources_of(answer, lesson)

    def understand(self, form: Form, answer: Any) -> Any:
        if type(answer) is str and len(answer) <= places.CITED:
            answer = rewritten(answer, _NO_PLACE.items())
        return super().understand(form, answer)

    def read(self, form: Form, answer: Any) -> Citation:
        answer = single(answer)
        if type(answer) is str:
            answer = _asserted(wording.unhedged(answer))
            if several := places.several(answer):
                there = [places.by_itself(one)[0] for one in several]
                return Citation(there, several=True)
            if places.is_span(answer):
                raise Malformed(say("one-only"))
        asked = ""
        try:
            found = cited(answer, form.get("lesson", ""))
        except Malformed as why:
            found, asked = Citation([]), str(why)
        offered = form.get("sources", [])
        listed = [one for one in found.places if not offered or one.source in offered]
        if type(answer) is str and not listed and (fact := places.work_named(answer, offered)):
            return cited(fact)
        if found.unnamed:  # of the treaty whose year the question names, if it names one
            dated = [one for one in found.places if one.source[-4:] in wording.asked(form)]
            found = Citation(dated) if len(dated) == 1 else found
        if found.places:
            return found
        number = places.paragraph(str(answer))
        if number is None:
            if not asked and type(answer) is str and places.unread(answer):
                asked = str(places.no_such_source(answer))
            if asked:
                raise Malformed(asked)
            return found
        asked = say("which-source", sources=places.sources_in_words())
        named = set(re.findall(r"`([\w-]+)`", str(form.get("asked", ""))))
        if len(named) != 1:
            raise Malformed(asked)
        return cited([*named, number])._replace(assumed=asked)

    def normals(self, form: Form, given: Citation) -> Iterable[str]:
        for there in given.places:
            if there.n is not None:
                yield f"{there.source}|{there.n}"
            if there.provision:
                yield f"{there.source}|{there.provision}"
            yield there.source

    def judge(self, form: Form, given: Any, seal: Seal) -> Outcome:
        if given.several:
            each = [self.judge(form, Citation([there]), seal) for there in given.places]
            return min(each, key=lambda one: one.status == "right")  # each has to be right
        if not given.places:
            return Outcome("wrong", details=(say("cite-not-found"),))
        shown: tuple[str, ...] = ()
        if given.diff:
            shown = (say("cite-altered", diff=given.diff),)
        elif given.elsewhere:
            shown = (say("cite-full-text"),)
        elif given.quoted:
            texts = [one for one in given.places if not places.is_document(one.source)]
            if len({one.source for one in texts or given.places}) > 1 or len(texts) > 3:
                raise Malformed(say("quote-many", n=len(given.places)))
            shown = tuple(_told("cite-found", one) for one in given.places)
        opened = [seal.first("answer", normal) for normal in self.normals(form, given)]
        records = sorted(filter(None, opened), key=lambda record: _RANK[record["status"]])
        if given.assumed and not any("say" in one or one["status"] == "right" for one in records):
            raise Malformed(given.assumed)
        if given.unnamed:
            if not records or records[0]["status"] != "right":
                raise Malformed(given.unnamed)
            return Outcome("partly", _UNNAMED, details=(given.unnamed,))
        if not records:
            other = seal.first("kind", kind_of(given.places[0].source))
            return outcome(other, *(shown or _begins(given.places[0])))
        found = outcome(records[0], *shown)
        if "say" in records[0]:  # it was worked out: no word of the author's
            shown = shown or _begins(given.places[0])
            found = found._replace(message="", details=(found.message, *shown))
        if (given.diff or given.elsewhere or given.apart) and found.status == "right":
            return Outcome("partly", _ALTERED, details=shown)
        return found

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        listed = [(one, type(one.answer) is dict and {*one.answer}) for one in asked.listed()]
        exact = (one for one, fields in listed if fields != {"source"})
        for one, given in self.heard(asked, form, exact):
            # A listed paragraph does not make its whole provision right.
            listed_p = type(one.answer) is dict and "p" in one.answer
            for normal in self.normals(form, given):
                if "|" in normal and (normal.rpartition("|")[2].isdigit() or not listed_p):
                    asked.put("answer", normal, one, weak=normal.endswith("|None"))
        for one, fields in listed:
            if fields == {"source"}:  # a source as a whole
                asked.put("answer", str(one.answer["source"]), one)
        share = float(asked.get("source_share", 0.5))
        for one, given in self.heard(asked, form, asked.rights()):
            for there in given.places:
                # To name the source that the question names is no answer.
                told = not share or f"`{there.source}`" in str(asked.raw.get("prompt"))
                earns = None if told else share
                asked.follow("answer", there.source, one, "cite-source", earns)
                for kind in {"article", "document"} - {kind_of(there.source)}:
                    asked.follow("kind", kind, one, f"cite-not-{kind}")

    def answer(self, raw: dict[str, Any]) -> Any:
        from alliance.questions.author import locator

        key = raw.get("key")
        return locator(key) if isinstance(key, dict) else key

    def spelled(self, form: Form, answer: Any) -> list[str]:
        from alliance.questions.author import locator

        if type(answer) is list and len(answer) == 2:
            answer = dict(zip(("source", "p"), answer, strict=True))
        source, _, there = locator(answer).partition(" ")
        names = dict.fromkeys((place_in_words(source), source))
        spelled = [f"{name} {there}".rstrip() for name in names]
        if "¶" in there:
            spelled += [one.replace("¶", "") for one in (*spelled, there)] + [there]
        return spelled


def _asserted(answer: str) -> str:
    """ "X, not Y" and "X, because …" as "X", where that is a place."""
    if len(answer) > places.CITED:
        return answer
    aside = re.search(r"\s*[(（]([^()（）\d]+)[)）]\W*$", answer)  # "¶15 (Leussink, Sieg)"
    told = answer[: aside.start()] if aside and not places.sources_named(aside[1]) else answer
    kept = (wording.contrasted(told) or [unreasoned(told)])[0]
    place = places.by_itself(kept) or places.told(kept)[0] or places.paragraph(kept)
    return kept if place else answer


def _begins(there: Place) -> tuple[str, ...]:
    """What stands in a place that is not the one: its first words."""
    if there.n is None or corpus.is_fact(there.source):
        return ()
    begin = " ".join(places.standing(there)[0].split()[:_BEGIN])
    return (_told("cite-begins", there, words=begin),)


def _told(phrase: str, there: Place, **gaps: str) -> str:
    """A sentence about a paragraph, with its source's name."""
    return say(phrase, source=place_in_words(there.source), n=there.n, **gaps)


def kind_of(source: str) -> str:
    """Whether a source is a news article or an official document."""
    return "article" if corpus.record(source).get("kind") == "article" else "document"


_RANK = {"right": 0, "defensible": 1, "partly": 3, "wrong": 2}


def sources(only: list[str] | None = None) -> list[dict[str, Any]]:
    """The places to choose from: {id, short, title, places: [[value, label, short], …]} of each
    source; of the documents and the facts those alone that are listed."""
    return [
        {
            "id": source.id,
            "short": term(source.id, source.short),
            "title": places.entitled(source),
            "places": [_place(paragraph) for paragraph in source.paragraphs],
        }
        for source in (*corpus.sources(), *(corpus.documents() if only else ()))
        if not only or source.id in only
    ] + [_fact(id) for id in only or () if corpus.is_fact(id)]


def _fact(id: str) -> dict[str, Any]:
    begin = f"{' '.join(corpus.facts_by_id()[id]['statement'].split()[:_BEGIN])} …"
    return {"id": id, "short": begin, "title": begin, "places": [["1", begin, "¶1"]]}


def _place(paragraph: corpus.Paragraph) -> list[str]:
    begin = " ".join(paragraph.text.split()[:6])
    short = f"¶{paragraph.n}"
    if paragraph.provision:
        name = paragraph.provision
        numeral = set(name) <= set("IVX")  # a preamble has several paragraphs
        short = where(f"Art. {name}") if numeral else where(f"{name.capitalize()} {short}")
    return [str(paragraph.n), f"{short} {begin} …", short]


KIND = Cite()
