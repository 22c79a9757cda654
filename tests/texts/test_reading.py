"""What a notebook holds in its hands."""

from __future__ import annotations

import copy
import pickle
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest

import alliance as al
from alliance.corpus import shipped_ids, source
from alliance.errors import UnknownName

ARTICLES = [id for id in shipped_ids() if source(id).kind == "article"]
FIVE = ["panorient-2020", "japan-forward-2025", "reuters-2020", "ann-2021", "trending-2023"]


def test_articles_by_id_by_place_and_by_slice() -> None:
    articles = al.articles()
    assert [one.id for one in articles] == ARTICLES
    assert ARTICLES[:5] == FIVE, "the first five in their order"
    at = ARTICLES.index("ann-2021")
    assert articles["ann-2021"].id == articles[at].id == articles[at - len(articles)].id
    assert [one.id for one in articles[1:3]] == ARTICLES[1:3]
    assert "ann-2021" in articles and "treaty-1951" not in articles and 3 not in articles
    assert articles[0] in articles
    assert [one.id for one in reversed(articles)] == ARTICLES[::-1]
    assert articles.index(articles[2]) == 2
    assert articles[np.int64(3)].paragraph(np.int64(2)).n == 2  # numbers out of a DataFrame


def test_an_unknown_one_is_told_the_known_ones() -> None:
    with pytest.raises(UnknownName, match=r"panorient-2020, .*trending-2023"):
        al.article("asahi-1960")
    with pytest.raises(UnknownName, match="Did you mean 'reuters-2020'"):
        al.article("reuters-2021")
    count = len(ARTICLES)
    with pytest.raises(IndexError, match=f"There are {count} here, numbered 0 to {count - 1}"):
        al.articles()[count]
    with pytest.raises(UnknownName, match=r"treaty-1951, treaty-1960,.* notes-1960"):
        al.treaty(1952)
    with pytest.raises(UnknownName, match="quotation marks"):
        al.articles()[None]  # type: ignore[call-overload]


def test_a_mistake_shows_no_traceback_in_a_notebook() -> None:
    """IPython asks the exception itself how it looks; the next test has IPython do it."""
    for code in (
        'al.article("nope")',
        "al.articles()[99]",
        'al.treaty("x")',
        'al.article("ann-2021").show("persn")',
        'al.article("ann-2021").annotations("persn")',
        'al.article("ann-2021").paragraph(99)',
        'al.annotations(source="x")',
        'al.kwic("")',
        "al.kwic(5)",
        'al.kwic("a", kind="x")',
        'al.glossary("Anpi")',
        "al.glossary(1)",
        'al.export("x.docx")',
        "al.export(5)",
    ):
        try:
            eval(code, {"al": al})
        except Exception as error:
            shown = error._render_traceback_()  # type: ignore[attr-defined]
            assert shown == [str(error)] and "Traceback" not in shown[0], code
        else:
            pytest.fail(f"{code} should have been refused")


def test_ipython_shows_the_message_alone(capsys: pytest.CaptureFixture[str]) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell(colors="nocolor").run_cell("import alliance as al\nal.article('nope')")
    said = "".join(capsys.readouterr())
    assert "There is no source named 'nope'." in said
    assert "Traceback" not in said and "errors.py" not in said


def test_no_name_but_that_of_the_plots_is_also_a_module() -> None:
    """Python puts a submodule where the function of its name is looked for."""
    assert [name for name in al.__all__ if find_spec(f"alliance.{name}")] == ["plots"]


def test_an_unknown_name_is_told_the_names() -> None:
    with pytest.raises(AttributeError, match=r"articles.*kwic"):
        al.artcles  # noqa: B018
    assert set(al.__all__) == set(dir(al))


def test_frame_of_sources() -> None:
    frame = al.sources().frame()
    assert list(frame.index) == shipped_ids()
    assert list(frame.columns) == [
        *("kind", "title", "outlet", "author", "date", "edition"),
        *("paragraphs", "words", "annotations"),
    ]
    for id, row in frame.iterrows():
        one = al.sources()[str(id)]
        assert row["paragraphs"] == len(one.paragraphs)
        assert row["words"] == one.words > 0
        assert row["annotations"] == len(one.annotations())
    assert list(al.articles()[:0].frame().columns) == list(frame.columns)


def test_annotations_as_a_frame() -> None:
    article = al.article("reuters-2020")
    frame = article.annotations()
    assert list(frame.columns[:9]) == [
        *("source", "p", "start", "end", "layer", "text", "value", "status", "by"),
    ]
    assert {"speaker", "unit"} <= set(frame.columns)
    assert frame.index.is_unique and frame.index.name == "id"
    row = frame[frame["layer"] == "quotation"].iloc[0]
    assert article.paragraph(row["p"]).text[row["start"] : row["end"]] == row["text"]
    assert set(article.annotations("place")["layer"]) == {"place"}
    assert len(al.annotations()) == sum(len(one.annotations()) for one in al.sources())
    assert set(al.annotations("date", "ann-2021")["source"]) == {"ann-2021"}
    assert isinstance(frame, pd.DataFrame)


def test_an_empty_frame_has_its_columns() -> None:
    empty = al.article("japan-forward-2025").annotations("figure")
    assert empty.empty and list(empty.columns) == list(al.annotations().columns[:9])


def test_treaties_have_provisions() -> None:
    provisions = al.treaty(1951).provisions
    assert list(provisions) == ["Preamble", "I", "II", "III", "IV", "V", "Closing"]
    assert all(provisions.values())
    assert "X" in al.treaty("1960").provisions
    assert al.treaty("notes").id == al.treaty("notes-1960").id == "notes-1960"
    documents = [one.id for one in al.treaties()]
    assert documents == [id for id in shipped_ids() if id not in ARTICLES]
    assert documents[:2] == ["treaty-1951", "treaty-1960"] and "notes-1960" in documents


def test_show_narrows_the_marks_and_not_the_text() -> None:
    article = al.article("ann-2021")
    people = article.show("person")
    assert "⟨who⟩" in str(people) and "⟨where⟩" not in str(people)
    assert "⟨" not in str(article.show("none"))
    assert article.text in "\n\n".join(p.text for p in people.paragraphs)
    assert str(article.show()) == str(article)
    assert str(article.show("Person")) == str(people)
    # A narrowed reading still knows everything.
    assert len(people.annotations()) == len(article.annotations())


def test_the_card_shows_the_outside_only() -> None:
    article = al.article("reuters-2020")
    said = repr(article.card())
    assert article.title in said and article.outlet in said and article.date in said
    assert article.paragraphs[1].text[:40] not in said
    assert "not named in the file" not in repr(al.article("panorient-2020").card())
    assert article.card()._repr_html_().count("<tr>") == 5


def test_a_reading_can_be_copied_and_pickled() -> None:
    article = al.article("ann-2021")
    assert copy.copy(article).id == pickle.loads(pickle.dumps(article)).id == "ann-2021"
    assert repr(article) == f"<ann-2021: {article.title} (digest, 13 ¶)>"


def test_the_full_edition_has_the_same_numbers(full_edition: object, home: object) -> None:
    for one in al.sources():
        assert one.edition == "full"
        assert "full text" in str(one).splitlines()[-1]
