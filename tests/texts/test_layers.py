"""Annotations: one row a mention, on a layer, at a place, with a value of a known form."""

from __future__ import annotations

import itertools
import re

import pytest

from alliance import corpus, layers
from alliance.errors import UnknownName
from alliance.layers import LAYERS, Annotation

IDS = corpus.shipped_ids()
DAY = re.compile(r"(\d{4}|XXXX)(-\d\d(-\d\d)?)?|\d{3}X|\d{4}/\d{4}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
TREATIES = {"treaty-1951", "treaty-1960", "notes-1960", "peace-treaty-1951", "other"}


def every(layer: str) -> list[Annotation]:
    return [row for one in corpus.sources() for row in layers.marks(one, layer)]


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_is_used_and_can_be_asked_for(layer: str) -> None:
    rows = every(layer)
    assert rows and {row.layer for row in rows} == {layer}
    assert [row.id for row in rows] == [row.id for row in every(layer.upper())]


@pytest.mark.parametrize("id", IDS)
def test_rows_come_in_reading_order_with_ids_of_their_own(id: str) -> None:
    rows = layers.marks(corpus.source(id))
    assert [(row.p, row.start) for row in rows] == sorted((row.p, row.start) for row in rows)
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.source == id and row.by == "hand" for row in rows)


def test_an_unknown_layer_is_told_the_layers() -> None:
    with pytest.raises(UnknownName, match=r"Did you mean 'person'.*quotation"):
        layers.marks(corpus.source("ann-2021"), "persons")
    with pytest.raises(UnknownName, match="quotation marks"):
        layers.marks(corpus.source("ann-2021"), 5)  # type: ignore[arg-type]


def test_a_person_is_named_one_way() -> None:
    values = {row.value for row in every("person")}
    assert None not in values
    for value in values:
        assert not re.match(r"(Mr|Mrs|President|Prime Minister|Secretary)\b", value or "")
    # Japanese names: family name first, whatever the text has.
    assert "Abe Shinzo" in values and "Shinzo Abe" not in values


def test_places_organisations_and_treaties_have_values() -> None:
    assert all(row.value for row in every("place") + every("organisation"))
    # None: the text has "the treaty" where it may be either of two.
    assert {row.value for row in every("treaty")} <= {*TREATIES, None}
    assert all(row.detail.get("article", "I").strip() for row in every("treaty"))


def test_a_date_is_as_exact_as_the_text() -> None:
    for row in every("date"):
        if row.value is not None:
            assert DAY.fullmatch(row.value), row
        if "resolved" in row.detail:
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row.detail["resolved"]), row
            assert "X" not in row.detail["resolved"]


def test_a_figure_is_a_number_with_a_unit() -> None:
    for row in every("figure"):
        assert row.value and NUMBER.fullmatch(row.value), row
        assert row.detail.get("unit"), row
    billions = [row for row in every("figure") if "billion yen" in row.text]
    assert billions and all(len(row.value or "") >= 10 for row in billions)


def test_a_quotation_has_a_speaker() -> None:
    for row in every("quotation"):
        assert row.detail.get("speaker"), row


def test_a_speaker_of_a_quotation_is_one_of_the_sources_speakers() -> None:
    for source in corpus.sources("article"):
        said = {row.detail["speaker"] for row in layers.marks(source, "quotation")}
        assert said <= set(source.speakers), source.id


def test_a_claim_mark_belongs_to_a_judged_claim() -> None:
    for source in corpus.sources():
        judged = {claim["id"] for claim in corpus.record(source.id).get("claims", ())}
        marked = {row.value for row in layers.marks(source, "claim")}
        assert marked <= judged, source.id


@pytest.mark.parametrize("id", IDS)
def test_names_do_not_overlap(id: str) -> None:
    """Among persons, places, organisations and treaties the longest name wins."""
    found = layers.marks(corpus.source(id))
    rows = [row for row in found if row.layer in ("person", "place", "organisation", "treaty")]
    for one in rows:
        for other in rows:
            if one.p == other.p and one is not other and one.start <= other.start < one.end:
                # Two mentions of the text may share the digest's one.
                assert (one.start, one.end) == (other.start, other.end), (one, other)


@pytest.mark.parametrize("id", IDS)
def test_names_do_not_overlap_in_the_full_text(id: str, full_edition: object) -> None:
    found = layers.marks(corpus.source(id))
    rows = [row for row in found if row.layer in ("person", "place", "organisation", "treaty")]
    for one, other in itertools.pairwise(rows):
        assert one.p < other.p or one.end <= other.start, (one.text, other.text, one.p)


@pytest.mark.parametrize("id", IDS)
def test_a_quotation_of_the_full_text_stands_between_its_marks(
    id: str, full_edition: object
) -> None:
    source = corpus.source(id)
    for row in layers.marks(source, "quotation"):
        text = source.paragraph(row.p).text
        before, after = text[: row.start].rstrip(), text[row.end :]
        # A quotation that runs over two paragraphs is closed in the second.
        assert before.endswith(("“", '"', "‘", "'")) or row.start == 0, row.text[:40]
        assert after[:1] in ("”", '"', "’", "'", "") or after[1:2] in ("”", '"'), row.text[-40:]
