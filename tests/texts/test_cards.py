"""The period documents: every word is the original's, every card says whose it is."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import alliance as al
from alliance import cards, corpus, notes
from alliance.authoring.data import (
    LONGEST,
    DocumentFile,
    build_documents,
    build_facts,
    build_sources,
)
from alliance.authoring.yamlfile import Authored, AuthorError
from alliance.errors import UnknownName
from alliance.text import words

_REFERENCE = os.environ.get("ALLIANCE_REFERENCE", "")
_FULL = os.environ.get("ALLIANCE_FULL_TEXTS", "")
FILES = sorted(corpus.data("documents").glob("*.yaml"))
IDS = [path.stem for path in FILES]


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """What the reference attests, text by text, without the marks of a quotation's lines."""
    folder = Path(_REFERENCE)
    if not _REFERENCE or not folder.is_dir():
        pytest.skip("ALLIANCE_REFERENCE names no folder with the reference")
    pages = [*folder.glob("*.md"), folder.parent / "COURSE.md"]
    texts = [path.read_text("utf-8") for path in pages if path.is_file()]
    for named in filter(None, _FULL.split(os.pathsep)):
        texts += [path.read_text("utf-8") for path in Path(named).glob("*treaty*.txt")]
        texts += [path.read_text("utf-8") for path in Path(named).glob("*notes*.txt")]
    facts = Authored(folder / "facts.yaml").data
    texts += [str(one.get(name, "")) for one in facts for name in ("evidence", "note")]
    return [" ".join(re.sub(r"^\s*>", " ", text, flags=re.M).split()) for text in texts]


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_every_word_of_an_excerpt_stands_in_the_reference(id: str, printed: list[str]) -> None:
    for piece in al.document(id).excerpt:
        for run in piece["text"].split("[…]"):
            assert any(run.strip() in text for text in printed), run


def test_the_comparison_finds_a_changed_word(printed: list[str]) -> None:
    """A control."""
    (piece,) = al.document("doc-dulles-1951").excerpt
    changed = piece["text"].replace("principal", "main")
    assert not any(changed in text for text in printed)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_file_has_every_field_and_is_short(path: Path) -> None:
    told = Authored(path).parse(DocumentFile)
    assert 0 < told.words <= LONGEST == 120
    assert al.document(told.id).words == told.words
    for said in (*told.head_note, told.cannot_tell, *(one.prompt for one in told.questions)):
        assert max(len(one.split()) for one in re.split(r"(?<=[.!?])\s", said)) <= 30, said
        assert not re.search(r"\b[a-z]{2,3}\d*-\d\d\b", said), f"a bare code: {said}"
    assert [one.label for one in told.questions] == ["S", "C", "R", "K"]


@pytest.mark.parametrize("id", IDS)
def test_its_facts_exist_and_it_leans_on_none_that_is_weak(id: str) -> None:
    found = [notes.fact(one) for one in al.document(id).facts]
    assert found and not [one["id"] for one in found if one.get("weak")]


@pytest.mark.slow
def test_no_unverified_fact_can_be_named() -> None:
    if not _REFERENCE:
        pytest.skip("ALLIANCE_REFERENCE names no folder with the reference")
    rows = Authored(Path(_REFERENCE) / "facts.yaml").data
    unverified = {one["id"] for one in rows if one["status"] == "unverified"}
    named = {fact for one in al.documents() for fact in one.facts}
    assert unverified and not named & unverified
    assert not {one["id"] for one in al.facts()} & unverified


def test_no_excerpt_shares_fifteen_words_with_an_article() -> None:
    folders = [Path(one) for one in _FULL.split(os.pathsep) if one and "articles" in one]
    texts = [path.read_text("utf-8") for folder in folders for path in folder.glob("*.txt")]
    if not texts:
        pytest.skip("ALLIANCE_FULL_TEXTS names no articles")
    known = {run for text in texts for run in _runs(text)}
    assert next(iter(known)) and not [one.id for one in al.documents() if known & _runs(one.text)]


def _runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + 15]) for i in range(len(found) - 14)}


def test_each_lesson_has_documents_and_a_voice_from_japan() -> None:
    assert len(al.documents()) == len(IDS) >= 20
    for lesson in range(1, 9):
        assert len(al.documents(lesson)) >= 3, lesson
    assert [one.id for one in al.documents("04")] == [one.id for one in al.documents(4)]
    with pytest.raises(UnknownName, match=r"lesson.*12.*There are: 01"):
        al.documents(12)


def test_a_document_is_found_by_its_id_with_or_without_doc() -> None:
    assert al.document("Dulles-1951").id == al.documents()["doc-dulles-1951"].id
    assert al.documents()[:2][0].id == al.documents()[0].id
    with pytest.raises(UnknownName, match="Did you mean 'doc-dulles-1951'"):
        al.document("doc-dules-1951")
    with pytest.raises(AttributeError, match="It has: cannot_tell"):
        _ = al.document("dulles-1951").author


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("id", IDS)
def test_a_card_shows_itself_as_html_and_as_text(id: str) -> None:
    one = al.document(id)
    html, text = one._repr_html_(), str(one)
    tags = _Tags(html).found
    quoted = [attrs.get("lang") for tag, attrs in tags if tag == "blockquote"]
    assert quoted == [piece["language"] for piece in one.excerpt]
    assert {"article", "h3", "footer"} <= {tag for tag, _ in tags}
    outside = re.sub(r"<(\w+) [^>]*lang=\"ja\"[^>]*>.*?</\1>", "", html)
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", outside), "Japanese that is not marked"
    # JupyterLab removes both from an untrusted output.
    assert "<style" not in html and "var(" not in html
    flat = " ".join(text.replace(" | ", " ").split())
    for said in (one.citation, one.read_in, one.cuts, one.cannot_tell, one.rights["text"]):
        assert " ".join(said.split()) in flat
    for asked in one.questions:
        assert asked["prompt"] in flat
    translated = any("translation" in piece for piece in one.excerpt)
    assert ("Our translation" in html) == ("Our translation" in text) == translated
    assert text.index("Citation:") < text.index("Read in:")


def test_a_word_is_found_in_documents_too() -> None:
    found = al.kwic("rearmament")
    assert [(hit.source, hit.p) for hit in found] == [("doc-yoshida-1951", 1)]
    assert f"and {len(IDS)} documents" in str(al.kwic("zeppelin"))
    assert {hit.source for hit in al.kwic("戦争", kind="document")} >= {"doc-tokano-1959"}
    assert len(al.kwic("veto*", source="doc-dulles-1951")) == 0
    assert all(not hit.source.startswith("doc-") for hit in al.kwic("treaty", kind="article"))


@pytest.mark.parametrize("date", ["1951-01-26", "1951-01", "1960"])
def test_a_date_is_spelled_as_exactly_as_it_is_known(date: str) -> None:
    spelled = {"1951-01-26": "26 January 1951", "1951-01": "January 1951", "1960": "1960"}
    assert cards.spelled(date) == spelled[date]


# What an author gets wrong


def _written(tmp_path: Path, old: str, new: str) -> Path:
    text = (corpus.data("documents") / "doc-tokano-1959.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / "doc-tokano-1959.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cannot_tell:", "can_tell:", "cannot_tell"),
        ("translation:", "label:", "needs “translation: …”"),
        ('date: "1959-11-10"', 'date: "10 November"', "date"),
        ("label: S", "label: Q", "label"),
        ('lessons: ["0', 'lessons: ["19", "0', "there is no lesson 19; there are: 00, 01"),
        ("the majority", "the majority " + "word " * 110, "at most 120"),
    ],
)
def test_a_mistake_in_a_file_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(AuthorError, match=told):
        Authored(_written(tmp_path, old, new)).parse(DocumentFile)


@pytest.mark.slow
def test_the_build_refuses_a_fact_and_a_place_that_there_is_not() -> None:
    built = build_facts()
    built |= build_sources(built)
    made = next(iter(build_documents(built).values()))
    assert [one["id"] for one in json.loads(made)["documents"]] == [o.id for o in al.documents()]
    name = corpus.data("built", "facts.json")
    fewer = [one for one in json.loads(built[name])["facts"] if one["id"] != "ctx-05"]
    with pytest.raises(AuthorError, match="has no ctx-05"):
        build_documents(built | {name: json.dumps({"facts": fewer})})
    name = corpus.data("built", "sources.json")
    with pytest.raises(AuthorError, match="there is no source"):
        build_documents(built | {name: json.dumps({"sources": []})})
    moved = json.loads(built[name])
    for source in moved["sources"]:
        source["paragraphs"] = source["paragraphs"][1:]
    with pytest.raises(AuthorError, match="is no part of"):
        build_documents(built | {name: json.dumps(moved)})
