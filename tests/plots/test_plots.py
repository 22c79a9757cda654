"""The figures: the numbers drawn are those of the table, and the words say what is shown."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from base64 import b64decode
from html import escape
from typing import Any
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from alliance import corpus, layers, plots, reference
from alliance.errors import UnknownName
from alliance.plots import amounts, draw, figure, time, vector

pytestmark = pytest.mark.slow

ALL = {name: getattr(plots, name) for name in plots.names()}
TABLES = [name for name, plot in ALL.items() if plot._draw is None]
DRAWN = [name for name in ALL if name not in TABLES]
SERIES = ["host_nation_support", "defence_budget"]


@pytest.fixture(scope="module")
def drawn() -> dict[str, Axes]:
    return {name: ALL[name]() for name in DRAWN}


@pytest.fixture(scope="module")
def bundles(drawn: dict[str, Axes]) -> dict[str, Any]:
    """What a notebook is given of each; to draw the picture takes a third of a second."""
    return {name: ax._repr_mimebundle_() for name, ax in drawn.items()}


@pytest.fixture(scope="module")
def outside(bundles: dict[str, Any]) -> dict[str, str]:
    """The HTML of each figure and table, without its picture."""
    made = {name: bundle[0]["text/html"] for name, bundle in bundles.items()}
    made |= {name: ALL[name]()._repr_html_() for name in TABLES}
    return {name: re.sub(r"<img [^>]*>", "<img>", html) for name, html in made.items()}


def points(ax: Axes) -> set[tuple[float, float]]:
    """Every mark, without the entries of the legend."""
    marks = [line for line in ax.lines if line.get_marker() not in ("None", None, "")]
    return {(float(x), float(y)) for line in marks for x, y in line.get_xydata()}


def joined(ax: Axes) -> list[list[tuple[float, float]]]:
    """The points that lines join."""
    lines = [line for line in ax.lines if line.get_linestyle() != "None" and len(line.get_xydata())]
    return [[(float(x), float(y)) for x, y in line.get_xydata()] for line in lines]


@pytest.mark.parametrize("name", DRAWN)
def test_a_plot_returns_axes(name, drawn):
    assert isinstance(drawn[name], Axes)


@pytest.mark.parametrize("name", ALL)
def test_a_plot_is_also_a_table_that_says_what_it_finds(name):
    frame = ALL[name].table()
    assert len(frame) > 0
    assert frame.attrs["title"] and frame.attrs["source"] and frame.attrs["basis"]
    assert len(frame.attrs["finding"].split()) >= 5 and frame.attrs["counted"]
    assert not frame.attrs["finding"].endswith(".")
    assert set(frame.attrs["shown"]) <= set(frame.columns)
    assert len(frame.attrs["shown"]) <= 6
    assert plots.names()[name]


@pytest.mark.parametrize("name", DRAWN)
def test_a_notebook_gets_an_image_with_alternative_text(name, drawn, bundles):
    shown, metadata = bundles[name]
    words = plots.alt(drawn[name])
    assert ALL[name].table().attrs["title"] in words
    assert len(words) > 100
    assert re.search(r'<img alt="[^"]{100,}"', shown["text/html"])
    assert shown["text/plain"] == f"{ALL[name].table().attrs['finding']}\n{words}"
    assert metadata["image/png"]["alt"] == words
    image = Image.open(io.BytesIO(b64decode(shown["image/png"])))
    assert image.info["Description"] == words
    assert image.width > metadata["image/png"]["width"] > 300


@pytest.mark.parametrize("name", ALL)
def test_who_hears_a_figure_hears_days_and_names_and_no_codes(name, drawn):
    words = plots.alt(drawn.get(name) or ALL[name]())
    assert not re.search(r"\b\d{4}-\d\d(-\d\d)?(?![\d-])", words), "a day is 19 January 1960"
    assert not [id for id in corpus.shipped_ids() if id in words]


@pytest.mark.parametrize("name", ALL)
def test_one_call_gives_finding_key_drawing_caution_sources_and_table(name, drawn, outside):
    html, about = outside[name], ALL[name].table().attrs
    order = [escape(about["finding"]), escape(about["counted"])]
    order += ["<img>", "<figcaption", "<details>"] if name in drawn else ["<table", "<figcaption"]
    places = [html.index(part) for part in order]
    assert places == sorted(places)
    assert escape(about["basis"][:40]) in html and ("Sources" in html)
    assert html.count("<table") == 1 and (f"#{figure.PAGE[1:]}" in html) == (name in drawn)


@pytest.mark.parametrize("name", ALL)
def test_what_a_notebook_shows_passes_jupyterlabs_sanitiser(name, outside):
    # data-h, the cell names on a phone, is of web pages: a notebook does without.
    html = outside[name]
    assert not re.search(r"<(style|svg|script|h\d)\b|\b(role|aria-\w+|data-(?!h=)\w+|id)=", html)
    assert not re.search(r"var\(|position:|light-dark|currentColor", html)


@pytest.mark.parametrize("name", ALL)
def test_a_figure_says_its_sources_in_words(name, outside):
    html = re.sub(r"<[^>]*>", " ", outside[name])
    assert not re.search(r"\b(?:anp|pro|cst|hns|gen|now|tws|tai|sec|ctx|okn|t51|r60)-\d\d", html)
    assert "read in:" not in html and "://" not in html


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_has_no_title_inside_and_is_no_higher_than_a_screen(name, drawn, bundles):
    assert drawn[name].get_title() == ""
    shown = bundles[name][0]["image/png"]
    image = Image.open(io.BytesIO(b64decode(shown)))
    width, height = (side / figure.SCALE for side in image.size)
    assert width <= 760 and height <= 520
    sizes = {text.get_fontsize() for text in drawn[name].texts if text.get_text()}
    assert all(12 <= size * 100 / 72 <= 16 for size in sizes)


@pytest.mark.parametrize("name", DRAWN)
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


def test_the_colours_of_kinds_are_the_palettes():
    palette = {value for value in vars(figure).values() if str(value).startswith("#")}
    found = [
        part
        for name in ("budgets", "points", "events", "voices")
        for row in draw.looks(name).values()
        for part in (row.values() if isinstance(row, dict) else row)
    ]
    colours = {part for part in found if str(part).startswith("#")}
    assert len(colours) >= 5 and colours <= palette


def test_a_colour_has_one_meaning_and_no_voice_is_told_by_colour_alone():
    voices = draw.looks("voices")
    looks = [(one["colour"], one["hatch"]) for one in voices.values()]
    assert len(set(looks)) == len(looks)
    assert len({one["sign"] for one in voices.values()}) >= len(voices) - 1  # two are solid
    hued = [one["colour"] for one in voices.values() if one["colour"] in _TRIO]
    assert sorted(hued) == sorted(_TRIO)
    assert voices["Japanese officials"]["colour"] == figure.BLUE
    assert voices["the movement"]["colour"] == draw.looks("events")["protest"]["colour"]
    events = draw.looks("events").values()
    assert {one["colour"] for one in events} == {figure.INK, figure.VERMILION}


_TRIO = (figure.BLUE, figure.VERMILION, figure.GREEN)


def test_marks_keep_their_colours_in_the_small_png():
    ax = plots.timeline()
    shown, _ = ax._repr_mimebundle_()
    image = Image.open(io.BytesIO(b64decode(shown["image/png"]))).convert("RGB")
    there = {colour for _, colour in image.getcolors(1 << 20)}
    for kind in set(plots.timeline.table()["kind"]):
        hexed = time.KINDS[kind]["colour"]
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


@pytest.mark.parametrize("name", ["who_quotes_whom", "claim_verdicts"])
def test_a_figure_calls_an_article_as_a_reader_does(drawn, name: str) -> None:
    ax = drawn[name]
    labels = [text.get_text() for text in (*ax.get_xticklabels(), *ax.get_yticklabels(), *ax.texts)]
    said = " ".join([*labels, figure.alt(ax)]).replace("\n", " ")
    assert "Japan Forward 2025" in said and "unnamed website 2023" in said
    assert not [id for id in corpus.shipped_ids() if id in said]


def test_who_quotes_whom_counts_the_quotations(drawn):
    frame = plots.who_quotes_whom.table()
    counted = sum(len(layers.marks(one, "quotation")) for one in corpus.sources("article"))
    assert frame["quotations"].sum() == counted
    written = sorted(int(text.get_text()) for text in drawn["who_quotes_whom"].texts)
    assert written == sorted(frame["quotations"])


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


# Figures whose rows stand in data/figures.json


LISTED = draw.listed()
BARS = [name for name, about in LISTED.items() if about["draw"] == "bars"]


@pytest.mark.parametrize("name", [*BARS, "anpo_days"])
def test_bars_are_as_long_as_their_numbers_and_begin_at_0(name, drawn):
    frame, ax = ALL[name].table(), drawn[name]
    frame = time._bars(frame) if name == "anpo_days" else frame
    assert [patch.get_width() for patch in ax.patches] == list(frame.iloc[:, 2])
    assert {patch.get_x() for patch in ax.patches} == {0} and ax.get_xlim()[0] == 0
    for patch, voice in zip(ax.patches, frame.iloc[:, 3], strict=True):
        look = draw.filled(voice)
        assert patch.get_hatch() == look.get("hatch")
        assert figure_colour(patch.get_edgecolor()) == look["edgecolor"].lower()
    written = [text.get_text() for text in ax.texts]
    for label, value in zip(frame.iloc[:, 1], frame.iloc[:, 2], strict=True):
        assert label in written
        assert f"{value:,.10g}{frame.attrs.get('suffix', '')}" in written


def figure_colour(rgba) -> str:
    return matplotlib.colors.to_hex(rgba)


@pytest.mark.parametrize("name", ["war_to_treaty", "one_fortnight"])
def test_a_strip_marks_each_event_at_its_date_on_the_side_of_its_lane(name, drawn):
    frame, ax = ALL[name].table(), drawn[name]
    lanes = dict.fromkeys(frame.iloc[:, 0])
    assert len(lanes) == 2
    years = {round(reference.decimal_year(date), 6) for date in frame["date"]}
    assert {round(y, 6) for x, y in points(ax) if x == 0} == years
    right = sum(x > 0 for x, _ in points(ax))
    assert right == (frame.iloc[:, 0] == next(iter(lanes))).sum()
    said = " ".join(text.get_text().replace("\n", " ") for text in ax.texts)
    assert all(what in said for what in frame["what"])


def test_points_are_filled_or_open_by_how_people_were_asked(drawn):
    frame = plots.treaty_helps.table()
    wanted = {(float(row.year), row.percent) for row in frame.itertuples()}
    assert points(drawn["treaty_helps"]) == wanted
    hollow = {
        (float(x), float(y))
        for line in drawn["treaty_helps"].lines
        if line.get_markerfacecolor() == figure.PAGE
        for x, y in line.get_xydata()
    }
    post = frame[frame["how it was asked"] == "by post"]
    assert hollow == {(float(row.year), row.percent) for row in post.itertuples()}
    assert not [line for line in drawn["treaty_helps"].lines if len(line.get_xydata()) > 1]


def test_a_figure_can_be_narrowed_to_one_group_with_its_own_finding():
    whole, one = plots.two_counters.table(), plots.two_counters.table("2015")
    assert len(one) == 2 < len(whole)
    assert "2015" in one.attrs["finding"] and "1960" not in one.attrs["finding"]
    with pytest.raises(UnknownName, match="30 August 2015"):
        plots.two_counters.table("1970")


def test_places_are_spread_without_losing_their_order():
    assert draw.spread([1, 1.1, 5], 1, 6) == [1, 2, 5]
    assert draw.spread([4, 4, 4], 1, 5) == pytest.approx([3, 4, 5])
    assert draw.spread([], 1, 5) == []


def test_works_are_the_originals_without_copies_and_addresses():
    frame = reference.SourcedFrame({"facts": ["r60-03", "cst-13 hns-01"]})
    said = figure.works(frame)
    assert said[0].startswith("Treaty of Mutual Cooperation and Security, 19 January 1960, Art. V")
    assert not [one for one in said if "read in" in one or "/" in one.replace("Yomiuri/Jiji", "")]
    assert "GAO, Burden Sharing, GAO-21-270, 17 March 2021" in said


# The same figures on a page of the course: drawings in the page's own colours


@pytest.fixture(scope="module")
def on_a_page() -> dict[str, str]:
    return {name: vector.shown(ALL[name](), f"fig-{name}") for name in DRAWN}


@pytest.mark.parametrize("name", DRAWN)
def test_on_a_page_a_drawing_has_words_letters_and_the_colours_of_the_page(
    name, on_a_page, bundles
):
    found = re.search(r"<svg.*?</svg>", on_a_page[name], re.DOTALL)
    image = ElementTree.fromstring(found[0])
    assert image.get("role") == "img" and not re.search(r"#[0-9a-fA-F]{6}|<style|<image", found[0])
    title, told = (image.findtext(tag) for tag in ("title", "desc"))
    assert title == ALL[name].table().attrs["title"]
    assert told == plots.alt(ALL[name]())
    # A screen reader hears it once: not the title again, nor each letter of the drawing.
    assert told.startswith(title) and image.get("aria-labelledby") == image.find("desc").get("id")
    (drawn,) = [one for one in image if one.tag == "g"]
    assert drawn.get("aria-hidden") == "true"
    written = {text.text for text in image.iter("text")}
    shown = {
        line
        for text in ALL[name]().texts
        for line in text.get_text().split("\n")
        if text.get_visible() and line
    }
    assert shown <= written
    assert len(found[0]) < len(bundles[name][0]["image/png"]), "lighter than its picture"


@pytest.mark.parametrize("name", DRAWN)
def test_no_letter_of_a_drawing_is_smaller_than_12_pixels_and_none_is_cut(name, on_a_page):
    image = ElementTree.fromstring(re.search(r"<svg.*?</svg>", on_a_page[name], re.DOTALL)[0])
    left, top, width, height = map(int, image.get("viewBox").split())
    least = int(re.fullmatch(r"min-width:(\d+)px", image.get("style"))[1])
    styles = [text.get("style") for text in image.iter("text")]
    sizes = [float(re.search(r"font-size: ([\d.]+)px", one)[1]) for one in styles]
    assert min(sizes) * least / width >= 11.9
    assert max(sizes) * int(image.get("width")) / width <= 16.1
    for text in image.iter("text"):
        moved = re.search(r"[\d.]+ [\d.]+", text.get("transform") or "")
        x, y = moved[0].split() if moved else (text.get("x"), text.get("y"))
        assert left <= float(x) <= left + width and top <= float(y) <= top + height


def test_two_drawings_share_no_id_and_each_is_made_alike_again(on_a_page):
    ids = [one for html in on_a_page.values() for one in re.findall(r'\bid="([^"]+)"', html)]
    assert len(ids) == len(set(ids)) > 2 * len(DRAWN)
    for name, html in on_a_page.items():
        assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(re.findall(r'id="([^"]+)"', html))
        assert html == vector.shown(ALL[name](), f"fig-{name}")


def test_bars_fit_on_a_telephone_and_tables_stay_tables(on_a_page):
    for name in (*BARS, "anpo_days"):
        least = int(re.search(r"min-width:(\d+)px", on_a_page[name])[1])
        assert least <= 350, name
    for name in TABLES:
        assert vector.shown(ALL[name](), "x") == ALL[name]()._repr_html_()


def test_names_of_rows_at_the_left_are_drawn_once_more_to_stay_in_view(on_a_page):
    named = set()
    for name, html in on_a_page.items():
        drawn = re.search(r'viewBox="0 0 (\d+) \d+" style="--rows[^>]*><use href="#(.*?)"', html)
        if not drawn:
            continue
        named.add(name)
        rows = html.split(f'<g id="{drawn[2]}">')[1]
        ends = re.findall(r'^(?:(?!<g id=).)*?text-anchor: end[^>]* x="([\d.]+)"', rows)
        assert 0 < int(drawn[1]) - float(ends[0]) < 5, name
    assert named == {
        *("years_named", "who_quotes_whom", "claim_verdicts", "article_5_wordings"),
        *("treaties_compared", "rival_counts", "polls"),
        *("treaty_helps", "host_nation_support", "defence_budget"),  # the numbers of an axis
    }


def test_ticks_stand_where_their_axis_is(on_a_page):
    html = on_a_page["who_quotes_whom"]
    assert re.search("text-anchor: end[^>]*>Donald Trump<", html)


def test_in_japanese_a_drawing_says_which_language_its_words_are(monkeypatch):
    monkeypatch.setenv("ALLIANCE_LANGUAGE", "ja")
    html = vector.shown(plots.who_quotes_whom(), "x")
    drawing = re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]
    assert "<span" not in drawing and re.search(r'<svg [^>]*lang="en"', drawing)
    assert re.search(r'<title [^>]*lang="ja">だれが', drawing)


def test_a_way_of_counting_that_no_look_knows_is_told() -> None:
    frame = plots.host_nation_support.table()
    frame["basis"] = frame["basis"].replace("settled accounts", "by thumb")
    with pytest.raises(UnknownName, match=r"looks.json does not say how “by thumb” is drawn"):
        amounts.draw_series(Figure().add_subplot(), frame)
