"""Annotations for other programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import alliance as al
from alliance import corpus, layers
from alliance.errors import UnknownName
from alliance.layers import DETAIL, FIELDS, LONGEST_QUOTE, as_csv, as_jsonld

IDS = corpus.shipped_ids()


@pytest.fixture(params=["digest", "full"], autouse=True)
def edition(request: pytest.FixtureRequest) -> str:
    if request.param == "full":
        request.getfixturevalue("full_edition")
    return str(request.param)


@pytest.mark.parametrize("id", IDS)
def test_csv_comes_back_as_it_went(id: str) -> None:
    rows = layers.marks(corpus.source(id))
    read = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert list(read[0]) == [*FIELDS, *DETAIL]
    assert len(read) == len(rows)
    for line, row in zip(read, rows, strict=True):
        assert (line["id"], line["p"], line["layer"]) == (row.id, str(row.p), row.layer)
        assert line["value"] == (row.value or "")
        assert line["speaker"] == row.detail.get("speaker", "")
        assert line["text"] in (row.text, "")


@pytest.mark.parametrize("id", IDS)
def test_positions_are_true(id: str) -> None:
    source = corpus.source(id)
    for item in as_jsonld(source, layers.marks(source))["items"]:
        n = int(item["target"]["source"].rpartition(":p")[2])
        text = source.paragraph(n).text
        place, *quotes = item["target"]["selector"]
        assert place["type"] == "TextPositionSelector"
        words = text[place["start"] : place["end"]]
        assert words
        for quote in quotes:
            assert quote["exact"] == words
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert around in text


@pytest.mark.parametrize("id", IDS)
def test_jsonld_has_the_fields_of_the_model(id: str) -> None:
    """https://www.w3.org/TR/annotation-model/: a page of annotations, each with a target."""
    source = corpus.source(id)
    page = as_jsonld(source, layers.marks(source))
    assert page == json.loads(json.dumps(page))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (page["type"], page["partOf"]["type"]) == ("AnnotationPage", "AnnotationCollection")
    assert len(page["items"]) == layers.count(source)
    ids = [page["id"], page["partOf"]["id"], *(item["id"] for item in page["items"])]
    assert len(set(ids)) == len(ids) and all(id.startswith("urn:alliance:") for id in ids)
    for item in page["items"]:
        assert item["type"] == "Annotation"
        classes = [body["value"] for body in item["body"] if body["purpose"] == "classifying"]
        assert len(classes) == 1 and classes[0] in layers.LAYERS
        assert all(body["type"] == "TextualBody" and body["value"] for body in item["body"])


@pytest.mark.parametrize("id", IDS)
def test_a_long_span_is_placed_and_not_republished(id: str) -> None:
    source = corpus.source(id)
    rows = layers.marks(source)
    long = [row for row in rows if len(row.text.split()) > LONGEST_QUOTE + 2]
    out = as_csv(rows) + json.dumps(as_jsonld(source, rows), ensure_ascii=False)
    for row in long:
        assert row.text not in out
        middle = " ".join(row.text.split()[: LONGEST_QUOTE + 1])
        assert middle not in out


def test_there_are_long_spans_to_keep_back(edition: str) -> None:
    rows = [row for id in IDS for row in layers.marks(corpus.source(id))]
    assert edition == "digest" or any(len(row.text.split()) > LONGEST_QUOTE for row in rows)


def test_files(tmp_path: Path) -> None:
    assert al.export(tmp_path / "all.csv") == tmp_path / "all.csv"
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == len(al.annotations()) + 1
    al.export(tmp_path / "one.csv", "ann-2021", layer="date")
    assert "person" not in (tmp_path / "one.csv").read_text("utf-8")
    for ending in (".jsonld", ".json"):
        al.export(str(tmp_path / f"one{ending}"), source="ann-2021")
        page = json.loads((tmp_path / f"one{ending}").read_text("utf-8"))
        assert page["id"] == "urn:alliance:ann-2021:annotations"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("x.docx", r"\.csv and \.jsonld"),
        ("x", "csv"),
        ("all.jsonld", "name the source"),
        ("no/such/folder/x.csv", "cannot write"),
        (5, "quotation marks"),
        (None, "quotation marks"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, file: object, said: str) -> None:
    target = tmp_path / file if isinstance(file, str) else file
    with pytest.raises(ValueError, match=said):
        al.export(target)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_unknown_names_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="ann-2021"):
        al.export(tmp_path / "x.csv", source="nope")
    with pytest.raises(UnknownName, match="person"):
        al.export(tmp_path / "x.csv", layer="nope")
