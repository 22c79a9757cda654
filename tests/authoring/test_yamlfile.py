"""An author's mistake is told with its file, its line, and what to write instead."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import pytest
from checkout import ROOT, tracked

from alliance import authoring, corpus
from alliance.authoring.data import (
    FINGERPRINTS,
    Contradiction,
    DocumentFile,
    Fact,
    Glossary,
    Known,
    Provisions,
    SourceFile,
    _compile,
    build_sources,
    check_tables,
    one_of,
)
from alliance.authoring.yamlfile import Authored, AuthorError
from alliance.text import Anchor

GOOD = """\
id: example-2024
kind: article
title: An example
author: null
date: 2024-03
rights: {holder: Nobody, text: public, edition: digest CC BY 4.0, origin: here}
paragraphs:
  - n: 1
    starts: "The ministers met in"
    digest: The ministers met in Tokyo in March.
annotations:
  - {p: 1, layer: place, full: "Tokyo", digest: "Tokyo", value: Tokyo}
claims:
  - {id: "9.10", p: 1, claim: They met., verdict: supported, evidence: They did.}
"""


def parse(tmp_path: Path, text: str) -> SourceFile:
    file = tmp_path / "example-2024.yaml"
    file.write_text(text, encoding="utf-8")
    return Authored(file).parse(SourceFile)


def test_a_good_file(tmp_path: Path) -> None:
    source = parse(tmp_path, GOOD)
    assert source.date == "2024-03", "a month is no broken date"
    assert source.claims[0].id == "9.10"
    assert source.paragraphs[0].kind == "text"


def test_the_file_that_the_page_shows_is_a_good_one() -> None:
    text = (ROOT / "docs" / "annotating.md").read_text("utf-8").split("```yaml\n")[1]
    source = Authored(Path("island-voice.yaml"), text.partition("```")[0]).parse(SourceFile)
    found = [
        Anchor.spelled(m.digest, source.paragraphs[m.p - 1].digest) for m in source.annotations
    ]
    assert source.id == "island-voice" and all(found) and len(found) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("kind: article", "kind: book", 2, "'article', 'treaty' or 'notes'"),
        ("kind: article\n", "", 1, "write “kind: …”"),
        ("title: An example", "titel: An example", 1, "title: this field is missing"),
        ("author: null", "autor: null", 4, "no such field"),
        ("    digest: The ministers met in Tokyo in March.\n", "", 8, "digest: …"),
        ("n: 1", "n: 2", 7, "number the paragraphs"),
        ("p: 1, layer", "p: 7, layer", 12, "no paragraph 7"),
        ("layer: place", "layer: mood", 12, "'person', 'place'"),
        ('full: "Tokyo"', 'full: ""', 12, "at least 1 character"),
        ("verdict: supported", "verdict: true", 14, "“true”"),
        ('"9.10"', "9.10", 14, 'write "9.10", in quotation marks'),
        ("title: An example", "title: An example: two", 3, "double quotes"),
        ("title: An example", "title: 1960.10", 3, 'write "1960.10"'),
        (
            "title: An example",
            "title: An example #1 of two",
            3,
            "“#1” and what follows for a remark",
        ),
        ("title: An example", "title: #1", 3, "put the whole text in double quotes"),
        ("author: null", "<<<<<<< HEAD\nauthor: null\n=======", 4, "Two versions stand here"),
        ("date: 2024-03", "date: 2024-06-31", 5, "is no date"),
        ("title: An example", "title: true", 3, 'write "true", in quotation marks'),
        ("title: An example", "title: 1960", 3, 'write "1960", in quotation marks'),
        ("title: An example", "title:", 3, "there is nothing here"),
        ("title: An example", "title:An example", 3, "No space stands behind the colon"),
        ("title: An example", "title： An example", 3, "A wide colon"),
        ("title: An example", "\ttitle: An example", 3, "A tab"),
        ("  - {p: 1", "\u3000\u3000- {p: 1", 12, "A space of another kind"),
        ("title: An example", "  title: An example", 3, "further left or right"),
        ("  - n: 1", "  -n: 1", 8, "behind the hyphen"),
        ("paragraphs:\n", "silences: one\nparagraphs:\n", 7, "write a list"),
        ("author: null", "title: Another", 4, "“title” stands here a second time"),
        ("n: 1", f"n: {'9' * 5000}", 8, "in quotation marks"),
        ("n: 1", "n: 007", 8, "in quotation marks"),
    ],
)
def test_a_mistake_has_a_line_and_advice(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(AuthorError) as told:
        parse(tmp_path, GOOD.replace(old, new, 1))
    assert str(told.value).startswith(f"example-2024.yaml, line {line}: ")
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("layer", "value", "fine"),
    [
        ("treaty", "treaty-1960", True),
        ("treaty", "other", True),
        ("treaty", "treaty-60", False),
        ("date", "XXXX-01-19", True),
        ("date", "197X", True),
        ("date", "1950/1953", True),
        ("date", "19600119", False),
        ("date", "19 January 1960", False),
        ("figure", "58.4", True),
        ("figure", "58.4 percent", False),
        ("figure", "1,720", False),
        ("place", "Tokyo", True),
    ],
)
def test_a_value_has_the_form_of_its_layer(layer: str, value: str, fine: bool) -> None:
    text = GOOD.replace("place", layer).replace("value: Tokyo", f'value: "{value}"')
    file = Authored(Path("example-2024.yaml"), text)
    if fine:
        assert file.parse(SourceFile, Known({"treaty-1960": []})).annotations[0].value == value
        return
    told = f"line 12: annotations.0.value: “{value}” is no value of a {layer}; write "
    with pytest.raises(AuthorError, match=told):
        file.parse(SourceFile, Known({"treaty-1960": []}))


def test_a_japanese_word_of_the_glossary_has_its_reading() -> None:
    terms = "terms: [{term: Ampo, kanji: 安保, gloss: The treaty.}]"
    with pytest.raises(AuthorError, match="its reading is missing; write “reading: …”"):
        Authored(Path("glossary.yaml"), terms).parse(Glossary)
    Authored(Path("glossary.yaml"), terms.replace("kanji", "reading: anpo, kanji")).parse(Glossary)


@pytest.mark.parametrize("title", ["12:30", "no", "2024-03-01", "Übung", "A#1"])
def test_words_are_read_as_they_are_written(tmp_path: Path, title: str) -> None:
    assert parse(tmp_path, GOOD.replace("An example", title)).title == title


def test_a_broken_file_of_the_package_is_told_once_and_not_at_every_row() -> None:
    def broken() -> list[str]:
        raise corpus.BrokenData("topics.json can't be read: line 3")

    form = list[Annotated[str, one_of("topic", broken)]]  # type: ignore[misc]
    with pytest.raises(corpus.BrokenData, match=r"^topics\.json can't be read: line 3$"):
        Authored(Path("a.yaml"), "[anpo, kishi]").parse(form)
    with pytest.raises(AuthorError, match=r"there is no topic anpo(.|\n)*there is no topic kishi"):
        Authored(Path("a.yaml"), "[anpo, kishi]").parse(list[Annotated[str, one_of("topic", list)]])


def test_every_sentence_for_an_author_can_be_said() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(authoring.__file__).parent.glob("*.py"))
    said = set(re.findall(r'\btold\("([a-z-]+)"', code))
    there = corpus.loaded("author.json")["told"]
    of_pydantic = {one for one in there if "_" in one}
    assert said | {"nothing", "bare", "missing"} == there.keys() - of_pydantic


def test_a_key_is_read_as_it_is_written() -> None:
    read = Authored(Path("a.yaml"), "{true: 1, 2.10: {1960: a}, 1951-09-08: b}").data
    assert read == {"true": 1, "2.10": {"1960": "a"}, "1951-09-08": "b"}


@pytest.mark.parametrize("text", ["", "5", "- 1", "a: [1", "\x07", "a: &x [*x]", "a: 1\n---\nb: 2"])
def test_what_is_no_source_file_at_all(tmp_path: Path, text: str) -> None:
    with pytest.raises(AuthorError, match=r"example-2024\.yaml"):
        parse(tmp_path, text)


def test_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes("title: Übung".encode("latin-1"))
    with pytest.raises(AuthorError, match="UTF-8"):
        Authored(file)
    file.rename(tmp_path / "full.txt")
    with pytest.raises(AuthorError, match=r"full\.txt: save this file as UTF-8"):
        build_sources({}, [tmp_path])


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [p for p in tracked() if p.suffix == ".yaml"], ids=lambda path: path.name
)
def test_every_file_of_the_course_can_be_read(path: Path) -> None:
    assert Authored(path).data


BUILT = [corpus.data("built", f"{name}.json") for name in ("facts", "sources", "documents")]


@pytest.mark.parametrize(
    ("file", "form", "old", "new", "said"),
    [
        ("sources/ann-2021", SourceFile, "facts: [tws-08", "facts: [tws-999", "has no tws-999"),
        ("sources/ann-2021", SourceFile, "[provenance,", "[provenence,", "no topic provenence"),
        ("sources/ann-2021", SourceFile, '"2021-03-16"', "16 March 2021", "is no date"),
        ("facts", list[Fact], "topic: anpo\n", "topic: anpoo\n", "'anpo'"),
        ("facts", list[Fact], "topics: [1951-a", "topics: [1951-b", "no topic 1951-b"),
        ("contradictions", list[Contradiction], "[ann-2021]", "[an-2021]", "no source an-2021"),
        ("contradictions", list[Contradiction], '"4.20"', '"4.99"', "no source has a claim 4.99"),
        ("contradictions", list[Contradiction], "-1960 V]", "-1960 XV]", "provision XV"),
        ("contradictions", list[Contradiction], "[article-5-", "[article-6-", "no topic article-6"),
        ("glossary", Glossary, "facts: [gen-23]", "facts: [gen-99]", "has no gen-99"),
        ("glossary", Glossary, "treaty-1960 IX]", "treaty-1960 XX]", "provision XX"),
        ("provisions", Provisions, "facts: [t51-05]", "facts: [t51-99]", "has no t51-99"),
        ("provisions", Provisions, "notes-1960]", "note-1960]", "no source note-1960"),
        ("documents/doc-dulles-1951", DocumentFile, "facts: [ctx-05", "facts: [ctx-99", "ctx-99"),
        ("sources/ann-2021", SourceFile, 'resolved: "2021-03-14"', "resolved: May", "is no date"),
    ],
)  # fmt: skip
def test_a_name_that_there_is_not_is_told(
    file: str, form: object, old: str, new: str, said: str
) -> None:
    known = Known.of({path: path.read_text("utf-8") for path in BUILT})
    path = corpus.data(f"{file}.yaml")
    assert Authored(path).parse(form, known), "a control"
    text = path.read_text("utf-8")
    changed = text.replace(old, new, 1)
    assert changed != text
    with pytest.raises(AuthorError, match=re.escape(said)) as told:
        Authored(path, changed).parse(form, known)
    (mistake,) = told.value.errors
    assert mistake.line == changed[: changed.index(new)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("hns,1979,28.0", "hns,1979,abc", 3, "1.value: input should be a valid number"),
        ("hns,1979,28.0", "hns,1979,", 3, "1.value: input should be a valid number"),
        ("hns,1979", "hns,19x9", 3, "1.period: “19x9” is no date"),
        ("hns,1979", "hnz,1979", 3, "1.series: there is no series hnz; there are: hns, "),
        ("verified,,cst-01", "verifed,,cst-01", 2, "or 'derived'; the file has “verifed”"),
        ("cst-01", "cst-9901", 2, "facts.yaml has no cst-9901"),
        ("welfare costs only,", "welfare, costs only,", 2, "11 cells, and the first line names 10"),
        ("labour welfare costs only,", "", 2, "9 cells, and the first line names 10"),
        (
            "bakademonews.com/blog-entry-240.html (blog)",
            "",
            3,
            "1.source: string should have at least 1",
        ),
        ("series,period", "serie,period", 1, "names no column series"),
        (",", ";", 1, "names no column series"),
        ("labour", "caf\xe9", None, "save this file as UTF-8"),
    ],
)
def test_a_row_of_a_table_that_could_not_be_shown_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    old: str,
    new: str,
    line: int | None,
    said: str,
) -> None:
    known = Known.of({path: path.read_text("utf-8") for path in BUILT})
    check_tables(known)
    text = corpus.data("series.csv").read_text("utf-8")
    assert old in text, "a control"
    changed = text.replace(old, new, 1)
    (tmp_path / "series.csv").write_text(changed, "utf-8" if line else "latin-1", "replace")
    monkeypatch.setattr(corpus, "_DATA", tmp_path)
    with pytest.raises(AuthorError, match=re.escape(said)) as told:
        check_tables(known)
    assert str(told.value).startswith(f"series.csv, line {line}: " if line else "series.csv: ")


def test_a_figures_row_that_names_no_fact_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Known.of({path: path.read_text("utf-8") for path in BUILT})
    changed = corpus.data("figures.json").read_text("utf-8").replace('"pro-16"', '"pro-99"', 1)
    (tmp_path / "figures.json").write_text(changed, "utf-8")
    monkeypatch.setattr(corpus, "_DATA", tmp_path)
    line = changed[: changed.index("pro-99")].count("\n") + 1
    with pytest.raises(AuthorError, match=f"figures.json, line {line}: facts.yaml has no pro-99"):
        check_tables(known)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("speaker: U.S. government", "speaker: the White House", "none of the “speakers”"),
        ('alliance", value: "3.1"', 'alliance", value: "9.9"', "no claim 9.9 here"),
    ],
)
def test_a_mark_names_a_speaker_and_a_claim_of_its_file(old: str, new: str, said: str) -> None:
    path = corpus.data("sources", "ann-2021.yaml")
    text = path.read_text("utf-8")
    assert old in text, "a control"
    authored = Authored(path, text.replace(old, new, 1))
    stored = json.loads(FINGERPRINTS.read_text("utf-8"))["ann-2021"]
    with pytest.raises(AuthorError, match=said) as caught:
        _compile(authored, authored.parse(SourceFile), stored)
    assert "ann-2021.yaml, line 1" in str(caught.value), "a line beyond the hundredth"


def test_a_letter_is_of_a_lesson_that_uses_the_document() -> None:
    path = corpus.data("documents", "doc-dulles-1951.yaml")
    changed = path.read_text("utf-8").replace('letters: {"02": A}', 'letters: {"05": A}')
    with pytest.raises(AuthorError, match="line 29: letters: it has a letter in 05"):
        Authored(path, changed).parse(DocumentFile)
