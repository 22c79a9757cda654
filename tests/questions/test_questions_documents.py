"""A document and a fact are evidence wherever a source is."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from questions_samples import said

import alliance as al
from alliance import corpus
from alliance.authoring.yamlfile import Authored
from alliance.questions import bank, card, check, places
from alliance.questions.answers import Malformed
from alliance.questions.author import AuthoredQuestion
from alliance.questions.judge import judge
from alliance.questions.kinds import kind
from alliance.questions.kinds.argue import Argue
from alliance.questions.kinds.cite import cited
from alliance.questions.places import Place

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "solutions" / "questions").glob("*.yaml"))
DULLES = al.document("dulles-1951").text
VAGUE = "such privileges, however, will be vulnerable to attack"


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ("doc-dulles-1951", Place("doc-dulles-1951", 1)),
        ("Document doc-dulles-1951", Place("doc-dulles-1951", 1)),
        ("doc-gao-2021 ¶2", Place("doc-gao-2021", 2)),
        ("doc-gao-2021", Place("doc-gao-2021", None)),
        (["doc-gao-2021", 3], Place("doc-gao-2021", 3)),
        ({"source": "doc-yoshida-1951", "p": 1}, Place("doc-yoshida-1951", 1)),
        (VAGUE, Place("doc-dulles-1951", 1)),
        (["doc-dulles-1951", 1, VAGUE], Place("doc-dulles-1951", 1)),
        ("anp-22", Place("anp-22", 1)),
        ("fact anp-22", Place("anp-22", 1)),
        ("ANP-22.", Place("anp-22", 1)),
        (["anp-22", 1], Place("anp-22", 1)),
        ({"source": "r60-16", "p": 1}, Place("r60-16", 1)),
        # The words of a translation are the document's; a card of a treaty is the treaty.
        ("in such a moment Japan is in danger of being drawn", Place("doc-tsutsumi-1960", 1)),
        ("to dispose United States land, air and sea forces", Place("treaty-1951", 8, "I")),
        ("doc-treaty-1951 Art. I", Place("treaty-1951", None, "I")),
    ],
)
def test_an_answer_cites_a_document_or_a_fact(answer: Any, place: Place) -> None:
    found = cited(answer).places
    there = places.place("treaty-1951", "Art. I") if place.source == "treaty-1951" else None
    assert found == [place] or found == [there]


@pytest.mark.parametrize(
    "answer",
    ["doc-nobody-1951", "doc-dulles-1951 ¶2", "anp-999", ["doc-dulles-1951", 9], ["xyz-01", 1]],
)
def test_one_that_there_is_not_leads_nowhere(answer: Any) -> None:
    with pytest.raises(Malformed):
        cited(answer)


def test_altered_words_of_a_document_are_shown() -> None:
    words = DULLES.split()[:12]
    found = cited(" ".join([*words[:5], "seventeen", *words[6:]]))
    assert found.places == [Place("doc-dulles-1951", 1)] and "⟦" in found.diff


def test_a_short_name_still_means_the_source_that_it_meant() -> None:
    assert places.source_id("2021") == "ann-2021"
    assert places.source_id("1951 treaty") == "treaty-1951"
    assert places.source_id("dulles") == "doc-dulles-1951"
    assert not [id for id in places.source_ids() if id.startswith("doc-")]


def test_evidence_of_an_argument() -> None:
    form = {"cites": 3, "words": [1, 40], "sources": [], "rubric": []}
    evidence = ["doc-dulles-1951", "anp-22", f"“{VAGUE}” (doc-dulles-1951 ¶1)", "doc-gao-2021 ¶1"]
    answer = {"claim": "It was a bargain.", "evidence": evidence, "reasoning": "It shows."}
    argue = Argue()
    closed = SimpleNamespace(first=lambda *_: None)  # no samples in it
    verdict = argue.judge(form, argue.read(form, answer), seal=closed)  # type: ignore[arg-type]
    assert verdict.status == "recorded", verdict
    listed = form | {"sources": ["reuters-2020"], "cites": 3}
    verdict = argue.judge(listed, argue.read(listed, answer), seal=closed)  # type: ignore[arg-type]
    assert verdict.status == "recorded", "documents and facts may always be cited"
    given = argue.read(listed, answer | {"evidence": [*evidence, "ann-2021 ¶2"]})
    verdict = argue.judge(listed, given, seal=closed)  # type: ignore[arg-type]
    assert verdict.status == "partly" and "Asia News Network 2021 is not one" in verdict.details[0]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("doc-dulles-1951", ("right", None)),
        ("doc-dulles-1951 ¶1", ("right", None)),
        (VAGUE, ("right", None)),
        ("ctx-05", ("right", None)),
        ("doc-yoshida-1951", ("wrong", "wrong-document")),
        ("ctx-06", ("wrong", None)),
        ("doc-gao-2021 ¶1", ("wrong", None)),
        ("reuters-2020 ¶4", ("wrong", None)),
    ],
)
def test_a_key_is_a_document_or_a_fact(answer: str, expected: tuple[str, str | None]) -> None:
    key = {"key": {"source": "doc-dulles-1951", "p": 1}, "accept": [{"fact": "ctx-05"}]}
    slip = {"source": "doc-yoshida-1951"}
    mistakes = [{"name": "wrong-document", "answers": [slip], "message": "His is the answer."}]
    assert said("cite", answer, **key, misconceptions=mistakes) == expected


def test_words_that_an_article_quotes_are_evidence_in_both() -> None:
    words = al.document("joint-2020").text
    article = next(one for one in cited(words).places if not places.is_document(one.source))
    for source in (article.source, "doc-joint-2020"):
        key = {"source": source, "p": article.n if source == article.source else 1}
        assert said("cite", words, key=key, accept=[], misconceptions=[]) == ("right", None)


@pytest.mark.parametrize(
    ("answer", "status"),
    [("derogation of Japan's sovereignty", "right"), ("the principal question", "wrong")],
)
def test_words_of_a_document_can_be_marked(answer: str, status: str) -> None:
    passage = {"source": "doc-dulles-1951", "p": 1}
    key = {"key": "derogation of Japan's sovereignty", "accept": [], "misconceptions": []}
    assert said("mark", answer, passage=passage, **key)[0] == status


def test_a_passage_is_the_shipped_one_whatever_text_its_author_has(home: Path) -> None:
    """Else the author's copy of a full text goes into the sealed questions, and no key fits it."""
    own = {"n": 9, "status": "exact", "text": "Other words that nobody may hand on."}
    corpus.put(
        home / "texts" / "ann-2021.json", json.dumps({"id": "ann-2021", "paragraphs": [own]})
    )
    shown, shipped = al.article("ann-2021").paragraph(9), corpus.record("ann-2021")["paragraphs"][8]
    assert shown.text == own["text"]
    passage = {"source": "ann-2021", "p": 9}
    asked = AuthoredQuestion({"id": "sample.1", "kind": "mark", "prompt": "?", "passage": passage})
    assert kind("mark").form(asked)["passage"] == shipped["digest"].strip()


def test_a_card_offers_the_documents_that_a_question_lists() -> None:
    offered = kind("cite").card({"sources": ["doc-gao-2021", "treaty-1951"]})["sources"]
    assert [one["id"] for one in offered] == ["treaty-1951", "doc-gao-2021"]
    assert [value for value, _, _ in offered[1]["places"]] == ["1", "2", "3"]
    everything = kind("cite").card({})["sources"]
    assert everything and not [one for one in everything if one["id"].startswith("doc-")]


# What a student sees on the screen and types: a title, a short name, a maker, a letter, a fact.


@pytest.mark.parametrize("document", al.documents(), ids=lambda one: str(one.id))
def test_a_document_is_known_by_what_stands_on_its_card(document: Any) -> None:
    for name in (document.title, f"“{document.title.upper()}”", f"the {document.title}"):
        try:
            assert [one.source for one in cited(name).places] == [document.id]
        except Malformed as asked:  # a treaty's card: the paragraph is to be said
            assert corpus.citable(document.id).prints and document.title in str(asked)


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("Funada", "doc-funada-1960"),
        ("funada (1960)", "doc-funada-1960"),
        ("Funada, 21 May 1960", "doc-funada-1960"),
        ("Okinawa 2017", "doc-okinawa-2017"),
        ("the GAO report", "doc-gao-2021"),
        ("Korea minute", "doc-korea-minute-1960"),
        ("Kyodo poll", "doc-kyodo-2020"),
        ("Kyodo News 2020", "doc-kyodo-2020"),
        ("Taiwan Relations Act", "doc-taiwan-1969-1979"),
        ("台湾関係法", "doc-taiwan-1969-1979"),
        ("Obama — 24 April 2014", "doc-obama-2014"),
        ("Asanuma, 12 October 1960", "doc-asanuma-last-1960"),
        ("Trump, 29 June 2019", "doc-trump-osaka-2019"),
        ("Article 9 of the constitution", "doc-article-9"),
        ("Article 3 of the Peace Treaty", "doc-peace-1951"),
        ("憲法9条", "doc-article-9"),
        ("Manyin", "tws-12"),
    ],
)
def test_a_document_is_known_by_its_maker_and_its_date(said: str, id: str) -> None:
    assert [one.source for one in cited(said).places] == [id]


def test_a_document_is_known_by_its_citation_as_it_is_printed() -> None:
    asked = 0
    for document in al.documents():
        try:
            found = {one.source for one in cited(document.citation).places}
        except Malformed as why:  # a treaty's card, of which a paragraph has to be named
            prints = corpus.citable(document.id).prints
            assert prints and prints.startswith(("treaty", "notes")), str(why)
            asked += 1
        else:
            assert found == {document.id}
    assert asked <= 3


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Kyodo, The Japan Times, 25 September 2010", "right"),
        ("Kyodo 2010", "right"),
        ("Manyin 2017", "right"),
        ("CRS R42761", "malformed"),  # "CRS" stands nowhere
        ("R42761", "right"),
        ("Mattis", "wrong"),
        ("not Kyodo", "malformed"),
        ("2010", "malformed"),  # a year names no work
        ("Kyodo 2012", "malformed"),
        ("USA", "malformed"),
        ("d e", "malformed"),
    ],
)
def test_a_fact_is_known_by_its_work_among_those_to_choose_from(said: str, status: str) -> None:
    assert judge(bank.question("taiwan.21"), said).status == status


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Trump", ("A President calls the agreement unfair", "One complaint")),
        ("Kishi", ("A prime minister excuses himself", "Bases for Korea")),
        (
            "Asanuma 1960",
            ("A leader of the protest drafts a speech", "What he did not live to say"),
        ),
    ],
)
def test_what_names_several_documents_is_asked_back(said: str, names: tuple[str, ...]) -> None:
    for answer in (said, [said, 1], f"{said} ¶1"):
        with pytest.raises(Malformed) as asked:
            cited(answer)
        assert all(name in str(asked.value) for name in names), answer


@pytest.mark.parametrize("said", ["note 12", "Notes, 5", "Okinawa", "Johnny", "Document Z", "view"])
def test_what_names_nothing_is_no_citation_and_says_how_to_write_it(said: str) -> None:
    with pytest.raises(Malformed, match="by its title"):
        cited(said, "04")


def test_a_letter_is_the_document_of_its_own_lesson() -> None:
    assert cited("Document A ¶2", "04").places == [Place("doc-funada-1960", 2)]
    assert cited(["document b", 1], "08").places == [Place("doc-u2-1960", 1)]
    assert cited({"source": "Document B", "p": 1}, "06").places == [Place("doc-obama-2014", 1)]
    assert cited(f"“{VAGUE}” (Document A ¶1)", "02").places == [Place("doc-dulles-1951", 1)]
    with pytest.raises(Malformed):
        cited("Document A")


def test_the_letters_are_those_that_the_lessons_give() -> None:
    shown = {}
    for text in sorted(ROOT.glob("notebooks/text/0*.md")):
        found = re.findall(
            r'^# Document ([A-Z])\nal\.document\("([\w-]+)"\)', text.read_text(), re.M
        )
        shown |= {(text.name[:2], letter): id for letter, id in found}
    told = {
        (lesson, letter): one.id for one in al.documents() for lesson, letter in one.letters.items()
    }
    assert len(told) == sum(len(one.letters) for one in al.documents())
    assert shown.items() <= told.items()
    # These two stand in the lesson's own text, without a card.
    assert told.keys() - shown.keys() == {("06", "A"), ("06", "B")}


def test_a_fact_is_known_by_its_words() -> None:
    seen = []
    for id, fact in list(corpus.facts_by_id().items())[::9]:
        assert cited(fact["statement"]).places == [Place(id, 1)]
        begin = " ".join(fact["statement"].split()[:8])
        there = {one.source for one in cited(begin).places}
        seen.append(there == {id})
    assert sum(seen) > 50  # others begin with the name of a document


def test_words_that_no_fact_has_in_a_row_are_no_fact() -> None:
    words = corpus.facts_by_id()["tws-12"]["statement"].split()[::-1]
    assert cited(" ".join(words[:9])).places == []


@pytest.mark.parametrize("said", ["Article 9", "Article V", "第9条"])
def test_an_article_of_several_texts_is_no_evidence_until_it_is_named(said: str) -> None:
    form = {"cites": 1, "words": [1, 40], "sources": [], "rubric": []}
    argue = Argue()
    given = argue.read(form, {"claim": "It was.", "evidence": [said], "reasoning": "It shows."})
    closed = SimpleNamespace(first=lambda *_: None)
    verdict = argue.judge(form, given, seal=closed)  # type: ignore[arg-type]
    assert verdict.status == "partly" and "Treaty of 1960" in verdict.details[0]


def test_messages_name_a_source_and_never_its_code() -> None:
    for answer in (["reuters-2020", 99], "doc-treaty-1951", ["nobody", 1], "reuters-2020"):
        with pytest.raises(Malformed) as told:
            cited(answer)
        assert not re.search(r"[a-z]-\d{4}", str(told.value)), told.value


def test_no_short_name_says_its_year_twice() -> None:
    for one in (*corpus.documents(), *corpus.sources()):
        assert len(re.findall(r"\b(?:19|20)\d\d\b", one.short)) <= 1 or ";" in one.short
        assert not re.search(r"(\d{4}).*\1$", one.short)


def test_facts_that_a_question_lists_can_be_picked() -> None:
    offered = kind("cite").card({"sources": ["treaty-1960", "tws-12"]})["sources"]
    assert [one["id"] for one in offered] == ["treaty-1960", "tws-12"]
    assert corpus.facts_by_id()["tws-12"]["statement"].startswith(offered[1]["short"][:-2])


def test_what_an_author_names_lies_beside_the_question():
    written = [one for path in UNITS for one in Authored(path).data["questions"]]
    named = {str(one["id"]): list(one["read"]) for one in written if "read" in one}
    assert {id: bank.question(id).read for id in named} == named
    assert any(id.startswith("doc-") for several in named.values() for id in several)


def test_a_document_beside_a_question_bears_its_letter_and_opens_as_a_card():
    asked = bank.question("1951.16")
    beside = [one["short"] for one in card.task(asked)["read"]]
    assert beside[0] == "Document A, “That is the principal question”"
    assert f"Read: {'; '.join(beside)}" in unescape(card.in_html(asked))
    opened = card.replied({"type": "read", "id": asked.read[2]}, check.ask(asked.id), asked.read)
    told = al.document(asked.read[2])
    assert told.text in opened["said"]["html"] and told.cannot_tell in unescape(
        opened["said"]["html"]
    )
    other = {"type": "read", "id": "doc-gao-2021"}
    assert card.replied(other, check.ask(asked.id), asked.read) == {}
    # Without a letter in its lesson it is called by its title alone.
    girard = bank.question("1960.20")
    assert [one["short"] for one in card.task(girard)["read"]] == ["“A shot on a firing range”"]
