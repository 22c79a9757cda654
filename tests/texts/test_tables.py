"""The timeline and the tables: what a reader gets, and that each row rests on the reference."""

from __future__ import annotations

import csv
import os
import re
import shutil
from pathlib import Path

import pytest
from checkout import from_yaml

from alliance import compare, corpus
from alliance import reference as tables
from alliance.authoring import data as build
from alliance.authoring.yamlfile import AuthorError
from alliance.errors import UnknownName

_REFERENCE = os.environ.get("ALLIANCE_REFERENCE", "")
with_reference = pytest.mark.skipif(
    not _REFERENCE, reason="ALLIANCE_REFERENCE names no folder with the course's reference facts"
)
NAMES = list(tables.tables().index)


@pytest.fixture(scope="module")
def reference() -> dict[str, dict]:
    listed = from_yaml(Path(_REFERENCE, "facts.yaml").read_text("utf-8"))
    return {fact["id"]: fact for fact in listed}


def test_timeline_is_long_dated_and_in_order():
    frame = tables.timeline()
    assert len(frame) >= 60
    assert frame["fact"].isin([fact["id"] for fact in corpus.facts()]).all()
    assert (frame[["event", "short", "source"]] != "").all(axis=None)
    exact = frame[frame["precision"] == "day"]["date"]
    assert exact.is_monotonic_increasing


def test_timeline_keeps_partial_dates_partial():
    frame = tables.timeline().set_index("fact")
    assert frame.loc["t51-12", ["date", "precision"]].tolist() == ["1954-07", "month"]
    assert frame.loc["tws-03", ["date", "precision"]].tolist() == ["2005-02", "month"]
    assert frame.loc["cst-01", ["date", "precision"]].tolist() == ["FY1978", "fiscal year"]


@pytest.mark.parametrize("topic", ["anpo", "taiwan-senkaku", "kishi", "Cost sharing"])
def test_timeline_of_one_topic_is_a_part_of_the_whole(topic):
    part, whole = tables.timeline(topic), tables.timeline()
    assert 0 < len(part) < len(whole)
    assert set(part["event"]) < set(whole["event"])


def test_the_treaty_came_into_force_on_23_june_and_the_diet_approved_on_the_19th():
    by_date = tables.timeline("1960-equality").groupby("date")["event"].agg(" ".join)
    assert "enters into force" in by_date["1960-06-23"]
    approved = tables.timeline("anpo").set_index("date").loc["1960-06-19"]
    assert "automatically" in approved["event"]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_says_where_its_rows_come_from(name):
    frame = tables.table(name)
    assert len(frame) > 0
    for attr in ("title", "source", "basis"):
        assert frame.attrs[attr]
    assert {"status", "unit", "source"} <= set(frame.columns) or name == "article-5-wordings"
    assert (frame["source"] != "").all()
    assert set(frame["status"]) <= {"verified", "verified-weak", "derived"}


def test_the_listed_names_hold_those_of_the_course():
    assert set(NAMES) >= {
        "host-nation-support",
        "host-nation-support-totals",
        "usfj-all-costs",
        "defence-budget-excl",
        "defence-budget-incl",
        "us-personnel",
        "exchange-rate",
        "polls",
        "rival-counts",
        "headlines",
        "article-5-wordings",
    }
    assert tables.table().equals(tables.tables())


def test_two_bases_of_one_year_stay_two_rows():
    frame = tables.table("host-nation-support")
    of_1999 = frame[frame["fiscal_year"] == 1999].set_index("basis")["value"]
    assert of_1999.to_dict() == {"settled accounts": 271.775, "initial budget": 275.6}
    assert not frame.duplicated(["fiscal_year", "basis"]).any()


def test_what_a_line_may_join_has_one_basis():
    with corpus.data("series.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["line"]]
    bases: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        bases.setdefault((row["series"], row["line"]), set()).add(row["basis"])
    assert rows
    assert all(len(found) == 1 for found in bases.values())


def test_a_sum_over_several_years_says_through_which():
    frame = tables.table("host-nation-support-totals")
    assert frame[["fiscal_year", "through", "value"]].values.tolist() == [
        [2016, 2020, 946.5],
        [2016, 2020, 980.1],
        [2022, 2026, 1055.1],
    ]


@pytest.mark.parametrize("name", ["Host-Nation Support", "host_nation_support", " polls "])
def test_a_name_is_known_in_other_spellings(name):
    assert len(tables.table(name)) > 0


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: tables.table("host-nation-suport"), "host-nation-support"),
        (lambda: tables.table("x" * 10_000), "exchange-rate"),
        (lambda: tables.table(1951), "quotation marks"),
        (lambda: tables.timeline("ampo"), "anpo"),
        (lambda: compare.claims(topic="taiwann"), "taiwan"),
        (lambda: compare.claims(article="reuters"), "reuters-2020"),
        (lambda: compare.claims(verdict="false"), "contested"),
        (lambda: compare.contradictions("kishii"), "kishi"),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones(call, named):
    with pytest.raises(UnknownName, match=named) as caught:
        call()
    assert len(str(caught.value)) < 1000
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_claims_can_be_narrowed():
    whole = compare.claims()
    wrong = compare.claims(verdict="wrong")
    assert set(wrong["verdict"]) == {"wrong"} and len(wrong) < len(whole)
    one = compare.claims(article="japan-forward-2025", topic="peacekeeping")
    assert set(one["article"]) == {"japan-forward-2025"}
    assert one["topics"].str.contains("peacekeeping").all()
    assert whole["id"].is_unique
    assert set(whole["verdict"]) <= set(corpus.verdicts())


def test_contradictions_rest_on_claims_of_the_articles_they_name():
    claims = compare.claims().set_index("id")["article"]
    frame = compare.contradictions()
    assert frame["id"].nunique() == 9
    assert (frame.groupby("id").size() >= 2).all()
    for row in frame.itertuples():
        for claim in filter(None, row.claims.split(", ")):
            assert claims[claim] in row.articles.split(", ")


@pytest.mark.slow
def test_built_data_is_up_to_date():
    for path, text in build.build().items():
        assert path.read_text("utf-8") == text, f"{path.name}: run alliance build"


def test_facts_named_in_tables_exist():
    known = {fact["id"] for fact in corpus.facts()}
    for name in NAMES:
        for listed in tables.table(name)["facts"]:
            assert set(listed.split()) <= known


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("date: 1960-13-01", "no date"),
        ("evidence: " + "word " * 26, "26 words"),
        ("status: unverified", "status"),
        ("colour: red", "no such field"),
    ],
)
def test_an_authors_mistake_is_named_with_its_line(tmp_path, monkeypatch, broken, message):
    fact = (
        "- id: t51-01\n  topic: anpo\n  topics: [anpo]\n  kind: event\n  short: s\n"
        "  statement: s\n  source: s\n"
    )
    rest = "" if broken.startswith("status") else "  status: verified\n"
    (tmp_path / "facts.yaml").write_text(f"{fact}{rest}  {broken}\n", "utf-8")
    monkeypatch.setattr(build.corpus, "data", lambda *parts: tmp_path.joinpath(*parts))
    with pytest.raises(AuthorError, match=message) as caught:
        build.build_facts()
    assert "facts.yaml, line" in str(caught.value)


def test_a_series_has_one_unit_and_a_letter_of_a_lesson_one_document(tmp_path, monkeypatch):
    known = build.Known({}, frozenset(fact["id"] for fact in corpus.facts()))
    shutil.copytree(corpus.data(), tmp_path / "data")
    monkeypatch.setattr(corpus, "_DATA", tmp_path / "data")
    build.check_tables(known)
    series = tmp_path / "data" / "series.csv"
    text = series.read_text("utf-8")
    series.write_text(text.replace("28.0,billion yen", "28.0,million yen"), "utf-8")
    with pytest.raises(AuthorError, match=r"line 3: hns is counted in billion yen, not million"):
        build.check_tables(known)
    built = {path: path.read_text("utf-8") for path in corpus.data("built").glob("*.json")}
    build.build_documents(built)
    card = tmp_path / "data" / "documents" / "doc-yoshida-1951.yaml"
    text = card.read_text("utf-8")
    (mine,) = re.findall(r'letters: \{"02": (\w)', text)
    other = text.replace(f'"02": {mine}', f'"02": {"A" if mine != "A" else "B"}')
    card.write_text(other, "utf-8")
    with pytest.raises(AuthorError, match=r"“Document \w of lesson 02” is used twice"):
        build.build_documents(built)


def _matches(ours: str, theirs: str) -> bool:
    """Ours is theirs, or theirs made less exact, or cut with an ellipsis."""
    return all(part in theirs for part in ours.split(" … "))


@pytest.mark.slow
@with_reference
def test_every_fact_is_a_verified_fact_of_the_reference(reference):
    for fact in corpus.facts():
        theirs = reference[fact["id"]]
        assert theirs["status"] == fact["status"] != "unverified"
        assert fact["source"] == theirs["source"]
        assert _matches(fact.get("value", ""), str(theirs.get("value", "")))
        assert _matches(fact.get("date", ""), str(theirs.get("date", "")))
        assert _matches(fact.get("evidence", ""), theirs.get("evidence", ""))
    missing = set(reference) - {fact["id"] for fact in corpus.facts()}
    assert {reference[id]["status"] for id in missing} <= {"unverified"}


@with_reference
def test_nothing_from_memory_is_printed(reference):
    said = [value for fact in corpus.facts() for value in fact.values() if isinstance(value, str)]
    assert not [text for text in said if re.search("memory|unverified|remembered", text)]


@with_reference
def test_every_number_of_a_series_is_a_row_of_the_reference():
    with Path(_REFERENCE, "series.csv").open(encoding="utf-8", newline="") as file:
        theirs = {
            (row["series"], row["fiscal_year"].removesuffix(" average"), float(row["value"]))
            for row in csv.DictReader(file)
            if row["status"] != "unverified"
        }
    with corpus.data("series.csv").open(encoding="utf-8", newline="") as file:
        ours = {(row["series"], row["period"], float(row["value"])) for row in csv.DictReader(file)}
    assert ours == theirs


@with_reference
@pytest.mark.parametrize("name", ["polls", "rival-counts", "headlines"])
def test_every_number_of_a_table_stands_in_its_fact(name, reference):
    for row in tables.table(name).to_dict("records"):
        facts = [reference[id] for id in row["facts"].split()]
        said = " ".join(
            str(fact.get(key, "")) for fact in facts for key in ("statement", "value", "note")
        )
        said = said.replace(",", "").replace("almost an hour", "60").replace("roughly", "")
        for key in ("low", "high", "value"):
            if key in row:
                number = f"{row[key]:.10g}"
                millions = f"{row[key] / 1e6:.10g}"
                assert re.search(rf"(?<![\d.])({number}|{millions})(?!\d)", said), (row, key)


@with_reference
def test_every_quoted_wording_stands_in_its_fact(reference):
    frame = tables.table("article-5-wordings")
    for row in frame[frame["is_quotation"] == "yes"].itertuples():
        assert row.wording.rstrip(".") in reference[row.facts]["evidence"]
        assert len(row.wording.split()) <= 25
