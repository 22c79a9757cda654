"""How a source looks: well-formed, labelled, nothing but the text and its marks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliance as al
from alliance import corpus
from alliance.corpus import Paragraph, Rights, Source
from alliance.layers import LAYERS, Annotation
from alliance.reading import (
    Numbered,
    marked_html,
    marked_text,
    numbered,
    source_html,
    source_text,
    visible,
)

IDS = corpus.shipped_ids()
TEXT = "Abe <met> Trump & said “deal” on Jan. 19, 1960 for $5 or $6."


def mark(start: int, end: int, layer: str = "person", p: int = 1, **detail: str) -> Annotation:
    text, value = TEXT[start:end], detail.pop("value", "a value")
    row = ("s/1", "s", p, start, end, layer, text, value, "exact", "hand", detail)
    return Annotation(*row)


def a_source(*rows: Annotation, **changes: object) -> tuple[Source, list[Annotation]]:
    block = Paragraph(1, TEXT, **changes)  # type: ignore[arg-type]
    rights = Rights("The <Holder>", "all rights", "digest CC BY 4.0")
    return Source("s", "article", "A “title” <x>", None, None, None, rights, (block,)), list(rows)


def words_of(html: str) -> str:
    """The text of HTML without numbers and brackets; fails where it is not well-formed."""
    ElementTree.fromstring(f"<div>{html}</div>")
    bare = re.sub(r'<span style="font-size: 0">[\[\]]</span>|<b [^>]*>[^<]*</b> ', "", html)
    return "".join(ElementTree.fromstring(f"<div>{bare}</div>").itertext())


def numbers(rows: list[Annotation]) -> list[Numbered]:
    return [Numbered(row, str(n), "word", "said") for n, row in enumerate(rows, 1)]


@st.composite
def marks(draw: st.DrawFn) -> list[Annotation]:
    places = st.integers(0, len(TEXT) - 1)
    rows = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(places)
        end = draw(st.integers(start + 1, len(TEXT)))
        rows.append(mark(start, end, draw(st.sampled_from(list(LAYERS)))))
    return visible(rows, 1)


@pytest.mark.slow
@given(marks())
def test_marks_may_overlap_and_the_html_stays_well_formed(rows: list[Annotation]) -> None:
    html = marked_html(TEXT, numbers(rows))
    assert words_of(html) == TEXT
    # Each mark has one number; one that is cut by another's end is opened again without a second.
    assert html.count("<b ") == html.count(">[<") == html.count(">]<") == len(rows)


@given(marks())
def test_plain_text_keeps_the_text_and_each_label(rows: list[Annotation]) -> None:
    said = marked_text(TEXT, rows)
    assert re.sub("⟨[^⟩]*⟩", "", said) == TEXT
    assert said.count("⟨") == len(rows)


def test_nesting_as_exact_html() -> None:
    rows = visible([mark(4, 15), mark(0, 9, "place"), mark(4, 9, "date")], 1)
    bare = re.sub(r' (style|title)="[^"]*"', "", marked_html(TEXT[:15], numbers(rows)))
    bare = re.sub(r"<span>([\[\]])</span>", r"\1", bare)
    assert bare == (
        "<mark>[<b>1</b> Abe <mark>[<b>2</b> <mark>[<b>3</b> &lt;met&gt;]</mark></mark>]</mark>"
        "<mark> Trump]</mark>"
    )


def test_the_inner_label_stands_nearer() -> None:
    rows = visible([mark(0, 15, "claim", value="2.3"), mark(10, 15)], 1)
    assert marked_text(TEXT, rows).startswith("Abe <met> Trump⟨who⟩⟨claim 2.3⟩ & said")


def test_labels_say_who_speaks_and_which_claim() -> None:
    source, rows = a_source(
        mark(23, 27, "quotation", speaker="Abe Shinzo <PM>"), mark(0, 3, "claim", value="2.3")
    )
    for said in (source_html(source, rows), source_text(source, rows)):
        assert "said by Abe Shinzo" in said.replace("Said", "said") and "2.3" in said
    assert "<PM>" not in source_html(source, rows)


def test_marks_count_from_1_and_the_note_of_a_claim_has_its_code() -> None:
    rows = [mark(0, 3, "claim", value="2.21"), mark(10, 15, "claim", value="2.2")]
    html = re.sub(' style="[^"]*"', "", source_html(*a_source(*rows)))
    assert re.findall("<b>([^<]*)</b> ", html) == ["1", "2"]
    assert html.index("[</span><b>1</b> Abe") < html.index("[</span><b>2</b> Trump")
    notes = re.findall('<p><b title="([^"]*)">(.)</b>', html)
    assert notes == [("claim 2.21", "1"), ("claim 2.2", "2")]


def test_the_same_span_twice_on_a_layer_is_drawn_once() -> None:
    assert len(visible([mark(0, 3), mark(0, 3), mark(0, 3, "place")], 1)) == 2


def test_what_has_no_place_is_not_drawn() -> None:
    assert visible([mark(-1, -1), mark(5, 5), mark(0, 3, p=2)], 1) == []


def test_everything_from_outside_is_escaped() -> None:
    source, rows = a_source(mark(0, 3, value='"><script>alert(1)</script>'), note="<b>note</b>")
    html = source_html(source, rows)
    ElementTree.fromstring(html.replace("<br>", "<br/>"))
    assert "<script" not in html and "<b>" not in html and "<Holder>" not in html
    assert "&lt;met&gt;" in html


@pytest.mark.parametrize("status", ["changed", "approximate", "missing", "ambiguous"])
def test_a_paragraph_that_is_not_as_annotated_says_so(status: str) -> None:
    source, rows = a_source(status=status, note="word 5")
    for said in (source_html(source, rows), source_text(source, rows)):
        assert f"{status}: " in said and "word 5" in said


@pytest.mark.parametrize("status", ["digest", "exact", "cleaned"])
def test_a_good_paragraph_needs_no_remark(status: str) -> None:
    assert "⚠" not in source_html(*a_source(status=status))


def test_a_cleaned_paragraph_says_so_without_a_warning() -> None:
    source, rows = a_source(status="cleaned")
    for said in (source_html(source, rows), source_text(source, rows)):
        assert "cleaned: the same words" in said


def test_kinds_of_block_are_told() -> None:
    assert "Caption:" in source_html(*a_source(kind="caption"))
    assert "¶1 Caption:" in source_text(*a_source(kind="caption"))
    assert f"<strong>{TEXT[:3]}" in source_html(*a_source(kind="heading"))
    assert "Article V." in source_html(*a_source(provision="V"))
    assert "¶1 Preamble." in source_text(*a_source(provision="Preamble"))


class Tags(HTMLParser):
    VOID = ("br", "img", "hr")

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


@pytest.fixture(params=["digest", "full"])
def edition(request: pytest.FixtureRequest) -> str:
    if request.param == "full":
        request.getfixturevalue("full_edition")
    return str(request.param)


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_every_source_shows_itself(id: str, edition: str) -> None:
    reading = al.sources()[id]
    html, said = reading._repr_html_(), str(reading)
    tags = Tags()
    tags.feed(html)
    assert tags.stack == []
    # An untrusted notebook loses style sheets, scripts and handlers: nothing may hang on them.
    assert tags.seen <= {"article", "div", "p", "span", "mark", "b", "strong", "em", "br"}
    assert tags.attributes <= {"lang", "aria-label", "class", "style", "title"}
    for paragraph in reading.paragraphs:
        assert f"¶{paragraph.n}" in html and f"¶{paragraph.n} " in said
    used = {row.layer for row in reading.marks()}
    shown = [layer for layer in LAYERS if f"<strong>{layer}</strong>: " in html]
    assert len(shown) == min(len(used), 1)  # one layer at a time
    assert not used or ("claim" in used) == (shown == ["claim"])
    for layer in used:
        alone = reading.show(layer)
        assert "<mark" in alone._repr_html_() and "⟨" in str(alone)
    for out in (html, said):
        assert out.count("Edition: ") == 1
        assert ("digest, in our own words" in out) == (edition == "digest")
        assert ("the full text, from your file" in out) == (edition == "full")
        assert reading.rights.holder.split()[0] in out
    plain = re.sub("⟨[^⟩]*⟩", "", said)
    assert all(paragraph.text in plain for paragraph in reading.paragraphs)


def test_every_layer_has_a_label_of_its_own() -> None:
    assert len({layer.label for layer in LAYERS.values()}) == len(LAYERS)


def test_two_dollar_signs_make_no_formula() -> None:
    """MathJax passes over what has these classes; all else between $ and $ it would set."""
    shown = [al.article("ann-2021"), al.article("ann-2021").card(), al.articles()]
    for one in (*shown, al.kwic("billion"), al.kwic("nowhere"), al.claims()):
        html = one._repr_html_()
        outer = re.findall(r"<(article|section|table|p)\b([^>]*)>", html)
        first = outer[0]
        assert "mathjax_ignore" in first[1] and "tex2jax_ignore" in first[1], type(one)


def test_the_legend_explains_only_what_is_there() -> None:
    html = al.article("ann-2021").show("person")._repr_html_()
    assert "a named individual" in html and LAYERS["treaty"].meaning not in html
    assert "Marked here:" not in al.article("ann-2021").show("none")._repr_html_()


def test_a_note_says_what_a_mark_means_as_one_says_it() -> None:
    """No code stands in it, no sum as a row of noughts, and what has no room in twenty words stops
    at the end of a clause."""
    given = {
        ("treaty", "treaty-1960"): "Treaty of 1960",
        ("treaty", "peace-treaty-1951"): "Treaty of Peace, 1951",
        ("treaty", "other"): "another treaty",
        ("date", "1960-01-19"): "19 January 1960",
        ("date", "197X"): "1970s",
        ("date", "1950/1953"): "1950 to 1953",
        ("date", "XXXX-08"): TEXT[:3],
        ("figure", "189300000000"): "189.3 billion",
        ("figure", "8000000000/10000000000"): "8 billion to 10 billion",
        ("figure", "58.4"): "58.4",
        ("person", "Abe Shinzo"): "Abe Shinzo",
    }
    for (layer, value), said in given.items():
        source, rows = a_source(mark(0, 3, layer, value=value))
        assert [one.word for one in numbered(source, rows)[1]] == [said], value
    for id in IDS:
        marks = al.sources()[id].marks()
        for one in [one for some in numbered(corpus.source(id), marks).values() for one in some]:
            assert not re.fullmatch(r"[a-z-]+-\d{4}|other|\d{4}-\d\d.*|\d{6,}", one.word), one
            whole = one.row.layer != "claim" or re.search(r"[.!?)”…]$", one.said)
            assert whole and len(one.said.removesuffix(" …").split()) in {0, 1, *range(3, 21)}, one
    told = {mark.row.value: mark.said for mark in _claims("japan-forward-2025")}
    assert told["1.13"] == "Japanese engineers went to Cambodia in September 1992 …"
    assert told["1.5"] == "Japan itself granted the right by treaty (Article I) …"


def _claims(id: str) -> list[Numbered]:
    marks = numbered(corpus.source(id), al.sources()[id].marks("claim"))
    return [one for some in marks.values() for one in some]
