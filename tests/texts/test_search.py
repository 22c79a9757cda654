"""A word in its context."""

from __future__ import annotations

import pytest

import alliance as al
from alliance.errors import UnknownName
from alliance.search import Hit


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two small sources in place of the course's, and no document."""
    from alliance import corpus
    from alliance.corpus import Paragraph, Rights, Source

    def made(id: str, kind: str, *texts: str) -> Source:
        blocks = tuple(Paragraph(n, text) for n, text in enumerate(texts, 1))
        return Source(id, kind, id, None, None, None, Rights("a", "b", "c"), blocks)

    found = [
        made("one", "article", "Who bears the burden? Japan’s  Burden-sharing.", "No burdens."),
        made("two", "treaty", "The U.S.-Japan treaty, “the Treaty”, of 2.5% <b>."),
    ]
    monkeypatch.setattr(corpus, "documents", tuple)
    monkeypatch.setattr(
        corpus, "sources", lambda kind=None: [one for one in found if kind in (None, one.kind)]
    )


def test_a_word_in_any_case_and_only_the_whole_word(shelf: None) -> None:
    assert list(al.kwic("burden")) == [
        Hit("one", 1, "Who bears the", "burden", "? Japan’s Burden-sharing."),
        Hit("one", 1, "Who bears the burden? Japan’s", "Burden", "-sharing."),
    ]


def test_a_star_stands_for_the_rest_of_a_word(shelf: None) -> None:
    assert [hit.word for hit in al.kwic("burden*")] == ["burden", "Burden-sharing", "burdens"]
    assert [hit.word for hit in al.kwic("*reaty")] == ["treaty", "Treaty"]


def test_a_phrase_whatever_its_spaces_and_quotes(shelf: None) -> None:
    assert [hit.word for hit in al.kwic(" japan's burden* ")] == ["Japan’s  Burden-sharing"]
    assert [hit.word for hit in al.kwic('"the treaty"')] == ["“the Treaty”"]
    assert [hit.word for hit in al.kwic("U.S.")] == ["U.S."]


def test_width_counts_characters_and_cuts_at_words(shelf: None) -> None:
    assert next(iter(al.kwic("treaty", width=8, source="two"))) == Hit(
        "two", 1, "", "treaty", ", “the"
    )
    assert list(al.kwic("burdens", width=0)) == [Hit("one", 2, "", "burdens", "")]


def test_one_source_or_one_kind(shelf: None) -> None:
    assert {hit.source for hit in al.kwic("the")} == {"one", "two"}
    assert {hit.source for hit in al.kwic("the", source="one")} == {"one"}
    assert {hit.source for hit in al.kwic("the", kind="treaty")} == {"two"}


def test_signs_are_letters_not_patterns(shelf: None) -> None:
    for word in ("(", "[a-z]", "a|b", "\\", "?", "+", "^"):
        assert isinstance(list(al.kwic(word)), list)
    assert [hit.word for hit in al.kwic("<b>")] == ["<b>"]
    assert "<b>" not in al.kwic("<b>")._repr_html_()


def test_nothing_found_says_where_it_looked(shelf: None) -> None:
    assert repr(al.kwic("Kennedy")) == "“Kennedy” is not in 2 sources (digest edition)."
    assert len(al.kwic("Kennedy")) == 0 and list(al.kwic("Kennedy").frame()) == [
        *("source", "p", "left", "word", "right")
    ]
    assert "<table" not in al.kwic("Kennedy")._repr_html_()


def test_it_shows_itself_with_the_keyword_in_one_column(shelf: None) -> None:
    lines = repr(al.kwic("burden*")).splitlines()
    assert lines[0] == "“burden*”: 3 places in 2 sources (digest edition)."
    assert len({line.index("[") for line in lines[1:]}) == 1
    assert al.kwic("burdens").frame().iloc[0].tolist() == ["one", 2, "No", "burdens", "."]
    assert al.kwic("burden")[0].word == "burden" and len(al.kwic("burden")[:1]) == 1


@pytest.mark.parametrize("word", ["", "  ", "*", "**", None, 5, ["burden"], b"x"])
def test_no_word_is_told_how_to_write_one(word: object) -> None:
    with pytest.raises(ValueError, match=r'kwic\("burden"\)'):
        al.kwic(word)  # type: ignore[arg-type]


def test_unknown_places_are_told_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="ann-2021"):
        al.kwic("burden", source="x")
    with pytest.raises(UnknownName, match="ann-2021"):
        al.kwic("burden", source="")
    with pytest.raises(UnknownName, match="article, treaty, notes"):
        al.kwic("burden", kind="book")
    for width in (-1, "wide", None, 2.5):
        with pytest.raises(ValueError, match="number of characters"):
            al.kwic("burden", width=width)  # type: ignore[arg-type]


def test_in_the_course_itself() -> None:
    found = al.kwic("alliance", kind="article")
    assert len(found) >= 5 and "reuters-2020" in {hit.source for hit in found}
    assert f"{len(al.articles())} sources (digest edition)" in repr(found)


def test_in_the_full_texts(full_edition: object) -> None:
    assert "(full text)" in repr(al.kwic("alliance"))
