"""An anchor finds its words again, and never calls found what somebody changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance.text import ELLIPSIS, MISSING, Anchor, Located, occurrences, spans

TEXT = (
    "The U.S. said on Jan. 19, 1960 that Japan’s “Self-Defense Forces” would get 189.3 billion "
    "yen, or $1.72 billion, a rise of 2.5%. Japan did not say whether Article V of the treaty, "
    "which Kishi Nobusuke had signed, obliges the U.S. to defend the islands if war comes."
)

_SEVERAL = "alliance Japan U.S. not no 5% 2.5% 1,000 “unfair” the Abe’s … 安保 Ōhira V a (Anpo) $1"
SHORT = 4  # words: up to here a span is written out
few = settings(max_examples=40)  # each example compiles patterns of its own
WORDS = st.sampled_from(_SEVERAL.split())


@st.composite
def texts_and_spans(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text with a span of whole words."""
    parts = draw(st.lists(WORDS, min_size=1, max_size=40))
    first = draw(st.integers(0, len(parts) - 1))
    last = draw(st.integers(first, len(parts) - 1))
    start = len("".join(part + " " for part in parts[:first]))
    end = start + len(" ".join(parts[first : last + 1]))
    return " ".join(parts), start, end


def anchored(text: str, start: int, end: int) -> Anchor:
    """The anchor of ``text[start:end]`` as an author writes it: a longer span by its ends, as soon
    as these say which it is."""
    span = text[start:end]
    parts = span.split()
    ends = (f"{' '.join(parts[:n])}{ELLIPSIS}{' '.join(parts[-n:])}" for n in range(3, len(parts)))
    for written in ends if len(parts) > SHORT else ():
        anchor = Anchor.spelled(written, text)
        if anchor and anchor.find(text) == Located(start, end, "exact"):
            return anchor
    places = occurrences(span, text)
    return Anchor(span, nth=places.index((start, end)) + 1, total=len(places))


def at(surface: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(surface)
    return start, start + len(surface)


@pytest.mark.slow
@few
@given(texts_and_spans())
def test_what_an_anchor_names_it_finds(case: tuple[str, int, int]) -> None:
    text, start, end = case
    if set(text[start:end]) <= set("… "):
        return
    assert anchored(text, start, end).find(text) == Located(start, end, "exact")


@few
@given(texts_and_spans(), st.sampled_from(["not", "n’t so", "6%", "no"]), st.data())
def test_a_word_put_into_a_span_is_never_exact(
    case: tuple[str, int, int], word: str, data: st.DataObject
) -> None:
    text, start, end = case
    if set(text[start:end]) <= set("… "):
        return
    anchor = anchored(text, start, end)
    gaps = [i for i in range(start, end) if text[i] == " "]
    if not gaps:
        return
    gap = data.draw(st.sampled_from(gaps))
    spoilt = text[:gap] + " " + word + text[gap:]
    found = anchor.find(spoilt)
    # The same words may stand elsewhere in the text; but the spoilt ones are not they.
    if found.status in ("exact", "cleaned"):
        assert not (found.start <= gap < found.end) or spoilt[found.start : found.end].split() == (
            text[start:end].split()
        )


@few
@given(texts_and_spans())
def test_typography_is_cleaned(case: tuple[str, int, int]) -> None:
    text, start, end = case
    if set(text[start:end]) <= set("… "):
        return
    anchor = anchored(text, start, end)
    table = str.maketrans({"’": "'", "“": '"', "”": '"', " ": "\u00a0"})
    found = anchor.find(text.translate(table))
    assert (found.start, found.end) == (start, end)
    assert found.status in ("exact", "cleaned")


@few
@given(texts_and_spans(), st.integers(1, 12))
def test_a_wrapped_line_is_the_same_line(case: tuple[str, int, int], every: int) -> None:
    text, start, end = case
    if set(text[start:end]) <= set("… "):
        return
    wrapped = "".join(
        "\n" if ch == " " and i % every == 0 and text[i - 1] != "-" else ch
        for i, ch in enumerate(text)
    )
    found = anchored(text, start, end).find(wrapped)
    assert (found.start, found.end, found.status in ("exact", "cleaned")) == (start, end, True)


@given(st.text(), st.text(max_size=8), st.text(max_size=8))
def test_any_text_gives_a_place_inside_it_or_none(text: str, first: str, last: str) -> None:
    for anchor in (Anchor(first, ""), Anchor(first, last, 9, "0" * 16, "0" * 16)):
        found = anchor.find(text)
        if found.status != "missing":
            assert 0 <= found.start < found.end <= len(text)
        else:
            assert found == MISSING


@pytest.mark.parametrize(
    ("surface", "spoilt"),
    [
        ("2.5%", TEXT.replace("2.5%", "12.5%")),
        ("$1.72", TEXT.replace("$1.72", "$1.725")),
        ("189.3 billion yen", TEXT.replace("189.3", "2,189.3")),
        ("Jan. 19, 1960", TEXT.replace("1960", "1961")),
        ("Article V", TEXT.replace("Article V", "Article I")),
        ("Article V", TEXT.replace("Article V", "Article VI")),
        ("did not say", TEXT.replace("did not say", "did now say")),
        ("Japan did not", TEXT.replace("did not", "did")),
        ("Kishi", TEXT.replace("Kishi", "Sato")),
    ],
)
def test_a_changed_number_name_or_not_is_missing(surface: str, spoilt: str) -> None:
    assert anchored(TEXT, *at(surface)).find(spoilt).status == "missing"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("of the treaty", "of no treaty"),
        ("1.72", "1.73"),
        ("2.5%", "25%"),
        ("did not say", "did say"),
        ("obliges", "does not oblige"),
        ("Nobusuke", "Eisaku"),
    ],
)
def test_a_long_span_with_a_changed_middle_is_changed(old: str, new: str) -> None:
    start, end = at("189.3 billion yen")[0], len(TEXT)
    spoilt = TEXT.replace(old, new)
    found = anchored(TEXT, start, end).find(spoilt)
    assert found == Located(start, len(spoilt), "changed")


def test_a_short_span_does_not_stand_inside_a_longer_word_or_number() -> None:
    assert occurrences("U.S.", "The U.S.S.R. and the U.S.-led force; U.S.") == [(21, 25), (37, 41)]
    assert occurrences("5%", "2.5% and 5% and 15%") == [(9, 11)]
    assert occurrences("1960", "1960. Not 1,960 nor 1960s, but 1960, yes") == [(0, 4), (31, 35)]
    assert occurrences("no no", "no no no") == [(0, 5), (3, 8)]
    assert occurrences("", "abc") == occurrences("  ", "a b") == []


def test_a_letter_wrong_is_approximate_and_says_so() -> None:
    anchor = anchored(TEXT, *at("Kishi Nobusuke"))
    slipped = TEXT.replace("Nobusuke", "Nobosuke")
    assert anchor.find(slipped) == Located(*at("Kishi Nobosuke", slipped), "approximate")
    twice = slipped + " Kishi Nobusuka"
    assert anchor.find(twice).status == "ambiguous"


def test_capitals_do_not_hide_a_name_but_us_is_not_the_us() -> None:
    assert Anchor("Japan").find("JAPAN SIGNS").status == "cleaned"
    assert Anchor("US").find("it told us so") == MISSING
    assert Anchor("May").find("it may be so") == MISSING


def test_the_second_of_three_is_the_second() -> None:
    text = "Japan, Japan and Japan"
    anchor = anchored(text, 7, 12)
    assert (anchor.nth, anchor.total) == (2, 3)
    assert anchor.find(text) == Located(7, 12, "exact")
    assert anchor.find("In Japan and Japan").status == "ambiguous"
    assert anchor.find("In Japan").status == "ambiguous"


def test_a_long_span_that_stands_twice_is_ambiguous() -> None:
    text = "one two three four five six seven eight"
    anchor = anchored(text, 0, len(text))
    assert anchor.find(f"{text}. {text}").status == "ambiguous"


def test_two_spans_with_the_same_ends_are_told_apart() -> None:
    text = "the one and only war … the one and holy war … the one and only war"
    second = Anchor.spelled("the one … war", text, 2)
    third = Anchor.spelled("the one … war", text, 3)
    assert second and third
    assert text[second.find(text).start : second.find(text).end] == "the one and holy war"
    assert third.find(text).start == text.rindex("the one")


def test_a_long_span_is_not_kept_in_full() -> None:
    anchor = anchored(TEXT, 0, len(TEXT))
    assert len(anchor.first.split()) <= SHORT and len(anchor.last.split()) <= SHORT
    assert "Nobusuke" not in repr(anchor)


def test_an_author_writes_the_ends() -> None:
    written = "189.3 billion … 2.5%"
    assert spans(written, TEXT) == [(at("189.3")[0], at("2.5%")[1])]
    anchor = Anchor.spelled(written, TEXT)
    assert anchor and anchor.find(TEXT).status == "exact"
    assert Anchor.spelled("189.3 million … 2.5%", TEXT) is None
    assert Anchor.spelled("2.5% … 189.3", TEXT) is None
    beyond = Anchor.spelled("Japan", TEXT, 9)
    assert beyond and beyond.nth == beyond.total == 2
