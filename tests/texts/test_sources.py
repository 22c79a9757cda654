"""Every source that is there has a whole record and anchors in both editions.

Nothing here counts the sources: another YAML file is tested as these are.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from alliance import corpus, layers
from alliance.authoring.data import SourceFile, build_facts, build_sources
from alliance.authoring.yamlfile import Authored
from alliance.corpus import Source
from alliance.errors import UnknownName

FILES = sorted(corpus.data("sources").glob("*.yaml"))
IDS = [path.stem for path in FILES]
EDTF = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
SURE = {"exact", "cleaned"}


@pytest.fixture(scope="session")
def authored() -> dict[str, SourceFile]:
    return {path.stem: Authored(path).parse(SourceFile) for path in FILES}


def test_every_file_is_a_source_and_the_articles_come_first() -> None:
    found = corpus.sources()
    assert sorted(source.id for source in found) == sorted(IDS)
    kinds = [source.kind for source in found]
    assert kinds == sorted(kinds, key=corpus.KINDS.index)
    assert kinds.count("article") >= 5


@pytest.mark.slow
def test_the_built_data_are_those_of_the_files() -> None:
    for path, text in build_sources(build_facts()).items():
        assert path.read_text("utf-8") == text, f"{path.name} is stale: run alliance build"


@pytest.mark.parametrize("id", IDS)
def test_the_record_is_whole(id: str) -> None:
    source = corpus.source(id)
    assert source.title and source.note
    assert source.rights.holder and source.rights.text and source.rights.edition
    assert source.outlet or source.kind != "article"
    assert source.author or source.author_note, "name the author, or say that nobody is named"
    assert source.date is None or EDTF.fullmatch(source.date)
    assert source.date or source.date_note
    assert source.edition == "digest" and not source.added


@pytest.mark.parametrize("id", IDS)
def test_paragraphs_are_numbered_and_told(id: str) -> None:
    source = corpus.source(id)
    assert [p.n for p in source.paragraphs] == list(range(1, len(source.paragraphs) + 1))
    for paragraph in source.paragraphs:
        assert paragraph.text == " ".join(paragraph.text.split()) != ""
        assert paragraph.status == paragraph.edition == "digest"
        assert source.paragraph(paragraph.n) is paragraph
    prints = corpus.fingerprints(id)
    assert len(prints) == len(source.paragraphs)
    assert all(len(bytes.fromhex(one.codes)) == one.words > 0 for one in prints)


@pytest.mark.parametrize("id", [id for id in IDS if "treaty" in id])
def test_a_treaty_has_its_provisions(id: str) -> None:
    named = [p.provision for p in corpus.source(id).paragraphs if p.provision]
    assert named[0] == "Preamble"
    articles = [name for name in dict.fromkeys(named) if name.isupper()]
    assert (
        articles == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][: len(articles)]
    )


@pytest.mark.parametrize("id", IDS)
def test_a_digest_does_not_shrink_to_a_headline(id: str) -> None:
    source = corpus.source(id)
    for paragraph, print_ in zip(source.paragraphs, corpus.fingerprints(id), strict=True):
        if paragraph.kind == "text":
            assert len(paragraph.text.split()) >= print_.words / 3, f"¶{paragraph.n}"


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_every_annotation_anchors_in_the_digest(id: str, authored: dict[str, SourceFile]) -> None:
    source = corpus.source(id)
    rows = layers.marks(source)
    assert len(rows) == len(authored[id].annotations) == layers.count(source) > 0
    for row in rows:
        assert row.status == "exact", row
        assert source.paragraph(row.p).text[row.start : row.end] == row.text != ""


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_every_annotation_anchors_in_the_full_text(
    id: str, authored: dict[str, SourceFile], full_edition: Path
) -> None:
    source = corpus.source(id)
    assert source.edition == "full"
    assert {p.status for p in source.paragraphs} <= SURE
    assert len(source.paragraphs) == len(authored[id].paragraphs)
    for row in layers.marks(source):
        assert row.status in SURE, row
    wanted = sorted((row.p, row.layer) for row in authored[id].annotations)
    assert sorted((row.p, row.layer) for row in layers.marks(source)) == wanted


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_a_mention_means_the_same_in_both_editions(id: str, full_edition: Path) -> None:
    """A written-out span is the span that the author wrote, not one like it elsewhere."""
    rows = {row.id: row for row in layers.marks(corpus.source(id))}
    file = Authored(corpus.data("sources", f"{id}.yaml")).parse(SourceFile)
    for number, row in enumerate(file.annotations, 1):
        text = rows[f"{id}/{number}"].text
        first, _, last = row.full.partition(" … ")
        plain = text.translate(str.maketrans("“”‘’", "\"\"''"))
        assert plain.startswith(first.translate(str.maketrans("“”‘’", "\"\"''")))
        assert plain.endswith(last.translate(str.maketrans("“”‘’", "\"\"''")))
        assert bool(last) or len(text) == len(row.full)


def test_an_id_in_another_spelling_and_one_that_is_not_there() -> None:
    assert corpus.source("Reuters 2020").id == "reuters-2020"
    with pytest.raises(UnknownName, match="Did you mean 'ann-2021'"):
        corpus.source("ann-2020")
    for nonsense in (None, 5, ["ann-2021"], b"x"):
        with pytest.raises(UnknownName, match=r"quotation marks.*ann-2021"):
            corpus.source(nonsense)  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="article, treaty, notes"):
        corpus.sources("book")
    for n in (0, 99, "1", None):
        with pytest.raises(UnknownName, match="paragraphs 1 to"):
            corpus.source("ann-2021").paragraph(n)  # type: ignore[arg-type]


def test_reading_leaves_no_trace(home: Path) -> None:
    assert corpus.sources()
    assert not home.exists()


# What ``alliance add`` leaves in ALLIANCE_HOME may be damaged there: by a full disk, an older
# version, an editor.

NEW: dict[str, Any] = {
    "id": "kyodo-2024",
    "kind": "article",
    "title": "A new one",
    "outlet": "Kyodo",
    "author": None,
    "date": "2024",
    "rights": {"holder": "Kyodo", "text": "your own file", "edition": "none"},
    "paragraphs": [{"n": 1, "kind": "text", "text": "Abe met <Trump> & others."}],
    "marks": [
        {"p": 1, "start": 0, "end": 3, "layer": "person", "text": "Abe", "value": "Abe Shinzo"}
    ],
}
KNOWN: dict[str, Any] = {
    "id": "ann-2021",
    "paragraphs": [{"n": 2, "status": "changed", "text": "Other words.", "note": "all differ"}],
}


def put(home: Path, held: object, name: str = "one") -> None:
    (home / "texts").mkdir(parents=True, exist_ok=True)
    (home / "texts" / f"{name}.json").write_text(json.dumps(held), encoding="utf-8")


def test_an_added_article_stands_beside_the_others(home: Path) -> None:
    put(home, NEW)
    found = corpus.sources()
    assert [source.id for source in found][-1] == "kyodo-2024"
    new = found[-1]
    assert (new.added, new.edition, new.kind) == (True, "full", "article")
    assert [(row.text, row.by, row.status) for row in layers.marks(new)] == [
        ("Abe", "rule", "exact")
    ]


def test_a_partly_recognised_text_shows_the_digest_where_it_has_nothing(home: Path) -> None:
    digest = corpus.source("ann-2021")
    put(home, KNOWN)
    source = corpus.source("ann-2021")
    assert source.edition == "full"
    assert [p.status for p in source.paragraphs[:3]] == ["missing", "changed", "missing"]
    assert source.paragraph(2).text == "Other words."
    assert source.paragraph(3).text == digest.paragraph(3).text
    rows = layers.marks(source)
    assert len(rows) == layers.count(digest)
    assert {row.status for row in rows if row.p == 2} == {"missing"}
    assert {row.status for row in rows if row.p == 3} == {"exact"}


def without(record: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


BROKEN = [
    *(None, 5, "text", [], {}, [NEW]),
    *(without(NEW, key) for key in ("id", "kind", "title", "rights", "paragraphs")),
    *(NEW | {"id": id} for id in (None, 5, "", ["a"])),
    *(NEW | {"paragraphs": blocks} for blocks in ([], "abc", {"n": 1}, [1], [{"n": 1}])),
    NEW | {"paragraphs": [{"n": 2, "text": "two"}]},
    NEW | {"paragraphs": [{"n": 1, "text": 5}]},
    NEW | {"rights": {"holder": "x"}},
    NEW | {"rights": "mine"},
    NEW | {"kind": "book"},
    NEW | {"outlet": 5},
    NEW | {"marks": [{"p": 9, "start": 0, "end": 3, "layer": "person", "text": "Abe"}]},
    NEW | {"marks": [{"p": 1, "start": 2, "end": 99, "layer": "person", "text": "Abe"}]},
    NEW | {"marks": [{"p": 1, "start": 3, "end": 3, "layer": "person", "text": ""}]},
    NEW | {"marks": [{"p": 1, "start": "0", "end": 3, "layer": "person", "text": "Abe"}]},
    NEW | {"marks": ["Abe"]},
    KNOWN | {"paragraphs": None},
    KNOWN | {"paragraphs": [{"n": 2, "text": "no status"}]},
    KNOWN | {"paragraphs": [{"n": 2, "status": "splendid", "text": "x"}]},
    KNOWN | {"paragraphs": [{"n": 2, "status": "exact"}]},
    KNOWN | {"paragraphs": [{"n": 2, "status": "exact", "text": ["x"]}]},
]


@pytest.mark.parametrize("held", BROKEN, ids=lambda held: repr(held)[:60])
def test_a_broken_file_costs_only_itself(home: Path, held: object) -> None:
    put(home, held, "a-broken")
    put(home, NEW, "b-good")
    found = corpus.sources()
    assert [source.id for source in found] == [*corpus.shipped_ids(), "kyodo-2024"]
    assert {source.edition for source in found[:-1]} == {"digest"}
    assert [held is None for _, held in corpus.stored()] == [True, False]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe\x00", b"\x00" * 99, b"[" * 100_000])
def test_a_file_that_is_no_json_costs_only_itself(home: Path, raw: bytes) -> None:
    put(home, NEW)
    (home / "texts" / "a.json").write_bytes(raw)
    (home / "texts" / "folder.json").mkdir()
    assert corpus.source("kyodo-2024").title == "A new one"


def test_a_layer_of_a_later_version_is_passed_over(home: Path) -> None:
    mark = NEW["marks"][0] | {"layer": "mood"}
    put(home, NEW | {"marks": [mark, *NEW["marks"]]})
    assert [row.layer for row in layers.marks(corpus.source("kyodo-2024"))] == ["person"]


def test_home_may_be_a_file(home: Path) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("not a folder")
    assert len(corpus.sources()) == len(IDS)


def test_sources_are_values() -> None:
    one, other = corpus.source("ann-2021"), corpus.source("ann-2021")
    assert one == other and isinstance(one, Source)
    with pytest.raises(AttributeError):
        one.title = "mine"  # type: ignore[misc]
