"""A document and a fact are evidence wherever a source is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from questions_samples import said

import alliance as al
from alliance.questions import places
from alliance.questions.answers import Malformed
from alliance.questions.kinds import kind
from alliance.questions.kinds.argue import Argue
from alliance.questions.kinds.cite import cited
from alliance.questions.places import Place

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
    assert verdict.status == "partly" and "ann-2021 is not one" in verdict.details[0]


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


def test_a_card_offers_the_documents_that_a_question_lists() -> None:
    offered = kind("cite").card({"sources": ["doc-gao-2021", "treaty-1951"]})["sources"]
    assert [one["id"] for one in offered] == ["treaty-1951", "doc-gao-2021"]
    assert [value for value, _, _ in offered[1]["places"]] == ["1", "2", "3"]
    everything = kind("cite").card({})["sources"]
    assert everything and not [one for one in everything if one["id"].startswith("doc-")]
