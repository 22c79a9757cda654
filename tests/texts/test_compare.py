"""Treaties and claims side by side: what is quoted stands there, what is empty is a finding."""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
import yaml
from checkout import from_yaml

import alliance as al
from alliance import compare, corpus
from alliance.authoring import data as build
from alliance.authoring.data import build_facts, build_sources
from alliance.authoring.yamlfile import AuthorError
from alliance.errors import UnknownName
from alliance.evidence import rests_on
from alliance.text import words

DOCUMENTS = ["1951", "1960", "Notes 1960"]
ASKED = {
    "defence-obligation",
    "bases",
    "prior-consultation",
    "internal-riots",
    "third-powers",
    "mutual-aid",
    "constitutional-limits",
    "consultation",
    "economic-cooperation",
    "un-charter",
    "area-covered",
    "who-is-bound",
    "duration",
    "status-of-forces",
    "ratification",
}


@pytest.fixture(scope="module")
def built() -> dict[Path, str]:
    made = build_facts()
    return made | build_sources(made)


def cells() -> list[tuple[str, dict]]:
    return [(id, c) for row in compare.provisions() for id, cs in row["cells"].items() for c in cs]


def test_every_topic_that_the_course_asks_for_is_there():
    assert {row["id"] for row in compare.provisions()} >= ASKED
    frame = al.compare_treaties()
    assert list(frame.columns) == ["question", *DOCUMENTS, "finding"]
    assert len(frame) == len(compare.provisions())


def test_every_row_says_what_it_finds_and_some_document_speaks():
    frame = al.compare_treaties()
    assert (frame[["question", "finding"]] != "").all(axis=None)
    assert ((frame[DOCUMENTS] != "").sum(axis=1) > 0).all()


@pytest.mark.parametrize(
    ("topic", "silent"),
    [
        ("defence-obligation", ["1951", "Notes 1960"]),
        ("prior-consultation", ["1951", "1960"]),
        ("internal-riots", ["1960", "Notes 1960"]),
        ("third-powers", ["1960", "Notes 1960"]),
        ("mutual-aid", ["1951", "Notes 1960"]),
    ],
)
def test_an_empty_cell_is_the_finding(topic: str, silent: list[str]):
    row = al.compare_treaties(topic).iloc[0]
    assert [name for name in DOCUMENTS if not row[name]] == silent


def test_every_cell_names_its_provision_as_the_document_does():
    for id, cell in cells():
        block = corpus.record(id)["paragraphs"][cell["p"] - 1]
        assert cell["provision"] == block["provision"]
        assert f"¶{cell['p']}" in compare.said(cell)


def test_the_operative_words_stand_in_the_document(full_texts: list[Path]):
    whole = {path.stem: " ".join(path.read_text("utf-8").split()) for path in full_texts}
    treaties = " ".join(text for name, text in whole.items() if "19" in name)
    for id, cell in cells():
        for quotation in cell["words"]:
            assert quotation in treaties, (id, quotation)


@pytest.mark.parametrize("id", ["treaty-1951", "treaty-1960", "notes-1960"])
def test_a_provision_is_quoted_briefly_by_table_and_digest_together(id: str):
    """Without the full texts: no word is counted twice that one quotation has from another."""
    quoted: dict[str, set[str]] = defaultdict(set)
    for source, cell in cells():
        if source == id:
            quoted[cell["provision"]] |= {" ".join(words(one)) for one in cell["words"]}
    for block in corpus.record(id)["paragraphs"]:
        found = re.findall("“([^”]+)”", block["digest"])
        quoted[block.get("provision") or ""] |= {" ".join(words(one)) for one in found}
    for provision, parts in quoted.items():
        longest = [one for one in parts if not any(one in other for other in parts - {one})]
        assert sum(len(one.split()) for one in longest) <= 70, provision


def test_wording_that_was_not_compared_says_so():
    frame = al.compare_treaties(view="cells")
    doubtful = frame[~frame["checked"]]
    assert set(doubtful["document"] + " " + doubtful["provision"]) <= {
        "treaty-1951 II",
        "treaty-1951 IV",
        "treaty-1960 III",
        "treaty-1960 IV",
        "treaty-1960 VI",
    }
    assert compare.UNCHECKED in al.compare_treaties("third-powers").iloc[0]["1951"]
    assert compare.UNCHECKED not in al.compare_treaties("internal-riots").iloc[0]["1951"]


@pytest.mark.parametrize(
    "name",
    ["internal-riots", "Internal riots", "riot-clause", " INTERNAL_RIOTS ", ["internal-riots"]],
)
def test_a_topic_is_known_by_its_name_its_title_and_the_courses_topic(name):
    assert list(al.compare_treaties(name).index) == ["Internal riots"]


def test_several_topics_come_in_the_order_of_the_table():
    assert list(al.compare_treaties(["bases", "reason"]).index) == ["Reason given", "Bases"]
    assert len(al.compare_treaties([])) == len(al.compare_treaties())


@pytest.mark.parametrize("wrong", ["riotz", 7, ["bases", None]])
def test_an_unknown_topic_is_answered_with_the_known_ones(wrong):
    with pytest.raises(UnknownName, match="internal-riots") as caught:
        al.compare_treaties(wrong)
    assert len(str(caught.value)) < 700
    with pytest.raises(UnknownName, match="cells"):
        al.compare_treaties(view="picture")


def test_the_comparison_is_a_data_frame_a_table_and_a_text():
    whole = al.compare_treaties()
    assert isinstance(whole, pd.DataFrame)
    assert type(whole.frame()) is pd.DataFrame
    assert whole.frame().shape == whole.shape
    text = str(whole)
    assert max(map(len, text.splitlines())) <= 90
    for topic in whole.index:
        assert topic in text
    assert text.count(compare.SILENT) == (whole[DOCUMENTS] == "").sum().sum()


def test_the_draft_differs_in_one_word_that_is_marked():
    before, after = al.compare_draft()["words"]
    assert re.findall(r"\[-(.+?)-\]", before) == ["areas"]
    assert re.findall(r"\{\+(.+?)\+\}", after) == ["territories"]
    html = al.compare_draft()._repr_html_()
    assert "<del>areas</del>" in html and "<ins>territories</ins>" in html
    assert "[-areas-]" in str(al.compare_draft())
    assert al.compare_draft().index[0] == "draft of 1959-04-29"


@pytest.mark.parametrize(
    ("draft", "final", "before", "after"),
    [
        ("a b c", "a b c", "“a b c”", "“a b c”"),
        ("a b c", "a x c", "“a [-b-] c”", "“a {+x+} c”"),
        ("a b", "a b c d", "“a b …”", "“a b …”"),
        ("a b c", "a c", "“a [-b-] c”", "“a c”"),
        ("The Party", "the party", "“The Party”", "“the party”"),
        ("a <b>", "a c", "“a [-<b>-]”", "“a {+c+}”"),
    ],
)
def test_marks_word_by_word(draft: str, final: str, before: str, after: str):
    assert compare.changes(draft, final) == (before, after)
    assert "<b>" not in compare.changes_html(before)


class Headed(HTMLParser):
    """Counts the cells and the heads of a table, and what opens in place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.heads: list[str | None] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "th":
            self.heads.append(dict(attrs).get("scope"))


SHOWN = {
    "treaties": lambda: al.compare_treaties(),
    "one topic": lambda: al.compare_treaties("bases"),
    "cells": lambda: al.compare_treaties(view="cells"),
    "draft": lambda: al.compare_draft(),
    "claims": lambda: al.claims(),
    "claims of a topic": lambda: al.claims("taiwan"),
    "contradictions": lambda: al.contradictions(),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_comparison_has_a_title_and_reads_without_styles(name: str):
    frame = SHOWN[name]()
    html = frame._repr_html_()
    ElementTree.fromstring(f"<div>{html.replace('&nbsp;', ' ')}</div>")  # well-formed
    found = Headed(html)
    assert frame.attrs["title"] in html
    assert set(found.heads) <= {"row", "col", "rowgroup"}
    assert found.tags.count("table") == found.tags.count("caption") == (name == "cells")
    assert "<script" not in html and "<style" not in html
    # What is said stands in paragraphs: without a style nothing runs together.
    bare = re.sub(r"<(p|small|summary|th|td|caption)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert not re.sub(r"<[^>]+>", "", bare).strip()


def test_the_treaties_stand_side_by_side_and_their_finding_below():
    frame = al.compare_treaties()
    blocks = frame._repr_html_().split("<strong>Finding.</strong>")
    assert len(blocks) == len(frame) + 1
    for topic, block in zip(frame.index, blocks, strict=False):
        assert escape(topic) in block
        assert [block.count(f"<strong>{name}</strong>") for name in DOCUMENTS] == [1, 1, 1]
        assert block.count(compare.SILENT) == (frame.loc[topic, DOCUMENTS] == "").sum()


def test_each_claim_shows_its_paragraph_its_verdict_and_what_it_rests_on():
    claims = al.claims()
    html = claims._repr_html_()
    known = {one["id"]: one for one in corpus.facts()}
    for row in claims.itertuples():
        place = "" if pd.isna(row.paragraph) else f" · ¶{row.paragraph}"
        start = html.index(f"<small>claim {row.id}{place}</small>")
        block = html[start : html.find("<small>claim ", start + 1)]
        assert escape(row.claim) in block
        for fact in filter(None, row.facts.split(", ")):
            if fact in known:
                assert escape(known[fact]["statement"]) in block
    for name, one in corpus.verdicts().items():
        assert f"<strong>{one['sign']} {name.capitalize()}</strong>" in html
    assert len({one["sign"] for one in corpus.verdicts().values()}) == len(corpus.verdicts())


def test_no_code_of_a_fact_stands_without_its_words():
    for frame in (al.claims(), al.contradictions(), al.timeline(), al.compare_treaties()):
        html = re.sub(r"<small[^>]*>.*?</small>", "", frame._repr_html_())
        outside = re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL)
        loose = set(re.findall(r"\b[a-z]{1,4}\d{0,2}-\d\d\b", re.sub(r"<[^>]+>", " ", outside)))
        assert not loose


def test_a_locator_opens_the_digest_also_where_the_full_text_is(full_edition: Path):
    claims = al.claims(article="reuters-2020")
    html = claims._repr_html_()
    assert corpus.source("reuters-2020").edition == "full"
    assert ", in our words</small>" in html
    assert compare.digest("reuters-2020", int(claims["paragraph"].iloc[0])) in html


def test_a_few_claims_are_tested_before_their_verdict_is_seen():
    asked, listed = al.claims("1.4", "1.7")._repr_html_(), al.claims(verdict="wrong")._repr_html_()
    shown = [
        re.sub(r"<details\b.*</details>", "", html, flags=re.DOTALL) for html in (asked, listed)
    ]
    assert "✗ Wrong" in asked and "✗ Wrong" not in shown[0] and "may be utilized" not in shown[0]
    assert "✗ Wrong" in shown[1]


def test_claims_stay_a_data_frame():
    claims = al.claims()
    wrong = claims[claims["verdict"] == "wrong"]
    assert isinstance(wrong, pd.DataFrame) and 0 < len(wrong) < len(claims)
    assert "✗ Wrong" in wrong._repr_html_()
    assert "<details" not in claims[["id", "claim"]]._repr_html_()
    assert claims.groupby("verdict").size().sum() == len(claims)


def test_a_contradiction_shows_where_each_side_stands():
    html = al.contradictions("article-5-senkaku")._repr_html_()
    assert re.search("<strong>Asia News Network 2021 ¶", html)
    assert re.search("<strong>[^<]*website 2023 ¶", html)
    both = al.contradictions()
    for one, other in combinations(both[both["id"] == "X1"]["says"], 2):
        assert one != other


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("cst-24", "<em>"),
        ("treaty-1960 V", "armed attack"),
        ("treaty-1951 I", "Japan grants a right"),
        ("zzz-99", None),
        ("treaty-1960 XXII", None),
    ],
)
def test_a_code_stands_for_words_or_for_nothing(id: str, said: str | None):
    found = rests_on(id)
    assert len(found) == (said is not None)
    assert said is None or (said in found[0] and f">{id}</small>" in found[0])


def test_nothing_that_an_author_writes_becomes_markup():
    nasty = 'a <b> & "c"'
    frame = al.claims().head(1).copy()
    frame["claim"] = nasty
    frame["evidence"] = nasty
    assert "<b>" not in frame._repr_html_()


# The author's side


def _edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change) -> None:
    data = from_yaml(corpus.data("provisions.yaml").read_text("utf-8"))
    change(data)
    (tmp_path / "provisions.yaml").write_text(yaml.safe_dump(data), "utf-8")
    monkeypatch.setattr(build.corpus, "data", lambda *parts: tmp_path.joinpath(*parts))


def _first(data: dict) -> dict:
    return data["topics"][0]["cells"]["treaty-1951"][0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: _first(d).update(words=["because it has been attacked"]), "copy its words"),
        (lambda d: _first(d).update(p=99), "paragraphs 1 to"),
        (lambda d: _first(d).update(p=1), "no provision"),
        (lambda d: d["topics"][0].update(facts=["t51-99"]), "facts.yaml has no t51-99"),
        (lambda d: d["topics"][1].update(id="reason"), "used twice"),
        (lambda d: d["topics"][0]["cells"].update({"treaty-1950": []}), "treaty-1950"),
        (lambda d: d["topics"][0].update(colour="red"), "no such field"),
        (lambda d: d["drafts"][0].update(draft="zzz-01"), "no evidence"),
        (lambda d: d["drafts"][0].update(final="t51-04"), "final words"),
    ],
)
def test_an_authors_mistake_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: dict[Path, str], change, message: str
):
    _edited(tmp_path, monkeypatch, change)
    with pytest.raises(AuthorError, match=message) as caught:
        build.build_provisions(built)
    assert "provisions.yaml, line" in str(caught.value)


@pytest.mark.slow
def test_too_long_a_quotation_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: dict[Path, str]
):
    monkeypatch.setattr(build, "MOST_QUOTED", 40)
    with pytest.raises(AuthorError, match="at most 40"):
        build.build_provisions(built)


@pytest.mark.slow
def test_the_built_comparison_is_up_to_date(built: dict[Path, str]):
    for path, text in build.build_provisions(built).items():
        assert path.read_text("utf-8") == text, "run alliance build"


def test_findings_rest_on_facts_that_exist():
    known = {fact["id"] for fact in corpus.facts()}
    assert {fact for row in compare.provisions() for fact in row["facts"]} <= known
