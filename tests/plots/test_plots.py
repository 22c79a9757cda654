"""The figures: the numbers drawn are those of the table, and the words say what is shown."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from base64 import b64decode

import matplotlib
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from alliance import compare, corpus, layers, plots, reference
from alliance.plots import amounts, figure, time

pytestmark = pytest.mark.slow

ALL = {name: getattr(plots, name) for name in plots.names()}
SERIES = ["host_nation_support", "defence_budget"]


@pytest.fixture(scope="module")
def drawn() -> dict[str, Axes]:
    return {name: plot() for name, plot in ALL.items()}


def points(ax: Axes) -> set[tuple[float, float]]:
    """Every mark, without the entries of the legend."""
    marks = [line for line in ax.lines if line.get_marker() not in ("None", None, "")]
    return {(float(x), float(y)) for line in marks for x, y in line.get_xydata()}


def joined(ax: Axes) -> list[list[tuple[float, float]]]:
    """The points that lines join."""
    lines = [line for line in ax.lines if line.get_linestyle() != "None" and len(line.get_xydata())]
    return [[(float(x), float(y)) for x, y in line.get_xydata()] for line in lines]


@pytest.mark.parametrize("name", ALL)
def test_a_plot_returns_axes_and_is_also_a_table(name, drawn):
    assert isinstance(drawn[name], Axes)
    frame = ALL[name].table()
    assert len(frame) > 0
    assert frame.attrs["title"] and frame.attrs["source"] and frame.attrs["basis"]
    assert plots.names()[name]


@pytest.mark.parametrize("name", ALL)
def test_a_notebook_gets_an_image_with_alternative_text(name, drawn):
    shown, metadata = drawn[name]._repr_mimebundle_()
    words = plots.alt(drawn[name])
    assert ALL[name].table().attrs["title"] in words
    assert len(words) > 100
    assert re.match(r'<img alt="[^"]{100,}"', shown["text/html"])
    assert shown["text/plain"] == words
    assert metadata["image/png"]["alt"] == words
    image = Image.open(io.BytesIO(b64decode(shown["image/png"])))
    assert image.info["Description"] == words
    assert image.width > metadata["image/png"]["width"] > 300


@pytest.mark.parametrize("name", ALL)
def test_a_plot_draws_on_axes_that_it_is_given(name):
    figure = Figure()
    left, right = figure.subplots(1, 2)
    assert ALL[name](ax=right) is right
    assert not left.has_data()
    shown, _ = figure._repr_mimebundle_()
    assert plots.alt(right)[:40] in shown["text/plain"]
    assert not hasattr(right, "_repr_mimebundle_"), "pyplot shows this figure; not twice"


def test_alternative_text_is_safe_html():
    figure = Figure()
    ax = plots.rival_counts(ax=figure.subplots())
    ax.alt = 'a "quoted" <b> & more'
    shown, _ = figure._repr_mimebundle_()
    assert 'alt="a &quot;quoted&quot; &lt;b&gt; &amp; more"' in shown["text/html"]


def test_plots_leave_the_readers_settings_and_pyplot_alone():
    matplotlib.use("agg")
    before = matplotlib.rcParams.copy()
    plots.timeline()
    assert matplotlib.rcParams == before
    code = (
        "import sys, alliance.plots as p; p.timeline(); "
        "assert 'matplotlib.pyplot' not in sys.modules or "
        "not sys.modules['matplotlib.pyplot'].get_fignums()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_colours_of_kinds_and_verdicts_are_the_palettes():
    palette = {value for value in vars(figure).values() if str(value).startswith("#")}
    found = [
        part
        for name in ("budgets", "sums", "goals", "events", "points")
        for row in figure.looks(name).values()
        for part in row
    ]
    found += [verdict["colour"] for verdict in corpus.verdicts().values()]
    colours = {part for part in found if str(part).startswith("#")}
    assert len(colours) > 5 and colours <= palette


def test_marks_keep_their_colours_in_the_small_png():
    ax = plots.timeline()
    shown, _ = ax._repr_mimebundle_()
    image = Image.open(io.BytesIO(b64decode(shown["image/png"]))).convert("RGB")
    there = {colour for _, colour in image.getcolors(1 << 20)}
    for kind in set(plots.timeline.table()["kind"]):
        hexed = time.KINDS[kind][1]
        wanted = tuple(int(hexed[i : i + 2], 16) for i in (1, 3, 5))
        assert any(max(abs(a - b) for a, b in zip(wanted, one, strict=True)) <= 3 for one in there)


@pytest.mark.parametrize("topic", [None, "anpo", "article-5-senkaku"])
def test_timeline_marks_every_event_at_its_date_and_names_it(topic):
    ax, frame = plots.timeline(topic), plots.timeline.table(topic)
    strip = {round(y, 6) for x, y in points(ax) if x == 0}
    assert strip == {round(reference.decimal_year(date), 6) for date in frame["date"]}
    written = [text.get_text() for text in ax.texts]
    assert set(frame["short"]) <= set(written)
    assert len(written) == 2 * len(frame)


def test_timeline_shows_key_events_or_every_one():
    whole = reference.timeline()
    assert len(plots.timeline.table()) == whole["key"].sum() < len(whole)
    assert len(plots.timeline.table(every=True)) == len(whole)


@pytest.mark.parametrize("topic", [None, "anpo", "revision-1960", "prior-consultation", "gulf-war"])
def test_labels_of_the_timeline_do_not_overlap(topic):
    ax = plots.timeline(topic)
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    boxes += [text.get_window_extent() for text in ax.get_yticklabels() if text.get_visible()]
    for i, box in enumerate(boxes):
        assert not [other for other in boxes[:i] if box.overlaps(other)]


@pytest.mark.parametrize("name", SERIES)
def test_series_draw_exactly_the_rows_of_their_tables(name, drawn):
    frame = ALL[name].table()
    single = frame[frame.get("through", frame["fiscal_year"]) == frame["fiscal_year"]]
    wanted = {(float(row.fiscal_year), float(row.value)) for row in single.itertuples()}
    assert points(drawn[name]) == wanted


@pytest.mark.parametrize("name", SERIES)
def test_no_line_joins_two_bases_or_skips_a_year(name, drawn):
    frame = ALL[name].table()
    at = {(float(r.fiscal_year), float(r.value)): r.basis for r in frame.itertuples()}
    lines = joined(drawn[name])
    assert lines
    for line in lines:
        assert len({at[point] for point in line}) == 1
        years = [x for x, _ in line]
        assert years == [years[0] + i for i in range(len(years))]


def test_host_nation_support_is_joined_only_where_the_reference_allows(drawn):
    spans = sorted((line[0][0], line[-1][0]) for line in joined(drawn["host_nation_support"]))
    assert spans == [(1996, 2002), (2015, 2016), (2019, 2021)]


def test_years_without_a_source_are_not_drawn(drawn):
    assert not {2017, 2018} & {x for x, _ in points(drawn["host_nation_support"])}


def test_weak_and_derived_values_are_hollow(drawn):
    for name in SERIES:
        frame = ALL[name].table()
        weak = frame[frame["status"] != "verified"]
        hollow = {
            (float(x), float(y))
            for line in drawn[name].lines
            if line.get_markerfacecolor() == figure.PAGE and line.get_marker() != "None"
            for x, y in line.get_xydata()
        }
        assert hollow == {(float(r.fiscal_year), float(r.value)) for r in weak.itertuples()}


def test_a_gap_in_the_years_ends_a_line():
    frame = reference.table("host-nation-support")
    runs = list(amounts.runs(frame))
    assert all((run["fiscal_year"].diff().dropna() == 1).all() for run in runs)
    cut = frame[frame["fiscal_year"] != 1999]
    assert len(list(amounts.runs(cut))) == len(runs) + 1


def test_every_basis_is_named_in_the_legend(drawn):
    for name in SERIES:
        legend = [text.get_text() for text in drawn[name].get_legend().get_texts()]
        for basis in ALL[name].table()["basis"].unique():
            assert any(entry.startswith(basis) for entry in legend)


def test_who_quotes_whom_counts_the_quotations(drawn):
    frame = plots.who_quotes_whom.table()
    counted = sum(len(layers.marks(one, "quotation")) for one in corpus.sources("article"))
    assert frame["quotations"].sum() == counted
    written = sorted(int(text.get_text()) for text in drawn["who_quotes_whom"].texts)
    assert written == sorted(frame["quotations"])


def test_topics_by_article_counts_the_claims(drawn):
    frame = plots.topics_by_article.table()
    claims = compare.claims(topic="anpo")
    anpo = frame[frame["topic"] == "anpo"].set_index("article")["claims"]
    assert anpo.to_dict() == claims["article"].value_counts().to_dict()
    labels = [label.get_text() for label in drawn["topics_by_article"].get_yticklabels()]
    assert set(labels) >= set(frame["topic"])


def test_rival_counts_reach_from_low_to_high(drawn):
    frame = plots.rival_counts.table()
    assert (frame["low"] < frame["high"]).all()
    wanted = {(1.0, float(y)) for y in range(len(frame))}
    wanted |= {(float(row.high / row.low), float(row.Index)) for row in frame.itertuples()}
    assert points(drawn["rival_counts"]) == wanted
    written = " ".join(text.get_text() for text in drawn["rival_counts"].texts)
    for row in frame.itertuples():
        assert row.low_by in written and row.high_by in written
    assert len(plots.rival_counts.table("anpo")) < len(frame)
