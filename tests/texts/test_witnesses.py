"""Tables that a student can read, the articles as witnesses, and the years that they name."""

from __future__ import annotations

import re

import pytest

import alliance as al
from alliance import corpus, layers
from alliance.plots.time import named, span
from alliance.reference import MOST_ROWS, SourcedFrame

LONG = "a sentence that is longer than the fifty characters after which pandas cuts it off"


def cells(frame: SourcedFrame) -> list[str]:
    return re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", frame._repr_html_())


def test_a_frame_shows_whole_sentences_and_no_row_numbers():
    assert cells(SourcedFrame({"says": [LONG]})) == ["says", LONG]


def test_a_frame_shows_an_index_that_has_a_name():
    frame = SourcedFrame({"n": [1]}, index=["reuters-2020"]).rename_axis("article")
    assert cells(frame) == ["article", "n", "Reuters 2020", "1"]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([1951, 2020], ["1951", "2020"]),  # years have no comma
        ([7500.0, 5_500_000.0], ["7,500", "5,500,000"]),
        ([58.4, 1.25], ["58.4", "1.25"]),
        ([float("nan"), 2.0], ["", "2"]),
        ([None, "<b>"], ["", "&lt;b&gt;"]),
        ([("1951", "1960"), ()], ["1951, 1960", ""]),
    ],
)
def test_a_frame_writes_values_as_a_reader_expects_them(values: list, shown: list[str]):
    assert cells(SourcedFrame({"x": values}))[1:] == shown


def test_a_part_of_a_frame_keeps_title_and_source():
    frame = SourcedFrame({"a": [1, 2], "b": [3, 4], "source": ["x", "y"]})
    frame.attrs = {"title": "Two counts", "source": "doc. 170", "basis": "who is right is open"}
    part = frame[["a", "b"]].head(1)._repr_html_()
    for said in ("Two counts", "doc. 170", "who is right is open"):
        assert said in part
    # Where each row names its source, the list of them is not repeated below.
    assert "doc. 170" not in frame._repr_html_()


def test_a_long_frame_says_that_it_was_cut():
    html = SourcedFrame({"x": range(MOST_ROWS + 1)})._repr_html_()
    assert html.count("<tr>") == MOST_ROWS + 1
    assert f"{MOST_ROWS} of {MOST_ROWS + 1} rows" in html


def test_an_empty_frame_shows_itself():
    assert "<table" in SourcedFrame()._repr_html_()
    assert cells(SourcedFrame(columns=["x"])) == ["x"]


def test_witnesses_has_a_row_per_article_and_counts_its_quotations():
    frame = al.witnesses()
    assert list(frame.index) == [article.id for article in al.articles()]
    for article in corpus.sources("article"):
        counts = map(int, re.findall(r"× (\d+)", frame.loc[article.id, "quotes"]))
        assert sum(counts) == len(layers.marks(article, "quotation"))


def test_what_a_file_does_not_name_is_said_to_be_unnamed_or_inferred():
    row = al.witnesses().loc["trending-2023"]
    assert row["author"] == "not named"
    assert row["date"].endswith("(inferred)")
    assert not al.witnesses().loc["reuters-2020", "date"].endswith("(inferred)")


@pytest.mark.parametrize(
    ("value", "label", "years"),
    [
        ("1960", "1960", (1960, 1960)),
        ("1960-01-19", "1960", (1960, 1960)),
        ("2019-06", "2019", (2019, 2019)),
        ("197X", "1970s", (1970, 1979)),
        ("1950/1953", "1950–1953", (1950, 1953)),
        ("1960-05-19/1960-06-19", "1960", (1960, 1960)),
    ],
)
def test_a_date_names_its_years(value: str, label: str, years: tuple[int, int]):
    assert named(value) == label
    assert span(label) == years


@pytest.mark.parametrize("value", [None, "", "XXXX-08", "XXXX-01-17", "Friday"])
def test_a_date_without_a_year_names_none(value: str | None):
    assert named(value) is None


def test_the_figure_of_years_draws_what_its_table_says():
    frame = al.plots.years_named.table()
    axes = al.plots.years_named()
    years = {
        (line.get_ydata()[0], line.get_xdata()[0] - 0.5)
        for line in axes.lines
        if line.get_marker() == "o" and len(line.get_xdata())
    }
    told = {
        (row, float(label))
        for row, labels in enumerate(frame["years named"])
        for label in labels
        if label.isdigit()
    }
    assert years == told
    for label in (label for labels in frame["years named"] for label in labels):
        assert label in al.plots.alt(axes)
