"""``al.mark``: a student's own annotations are kept, shown as their own layer, and never graded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from checkout import ROOT

import alliance as al
from alliance import corpus, languages
from alliance.errors import Misused, UnknownName
from alliance.layers import SHOWN
from alliance.questions import check, kept_answers, marks
from alliance.questions.kept_answers import MIME
from alliance.questions.portfolio import Portfolio

ID, P = "reuters-2020", 5
TEXT = corpus.source(ID).paragraph(P).text
WORDS = next(one for one in TEXT.split() if one.isalpha() and len(one) > 6 and TEXT.count(one) == 1)
ENTRY = {"source": ID, "p": P, "words": WORDS, "layer": "bias", "note": "whose word?"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(marks, "_said", [])
    monkeypatch.setattr(check, "_ranks", {})
    yield tmp_path


def later(folder: Path, *kept_marks: Any, outputs: Any = ()) -> None:
    """Another session, which knows only what a notebook keeps."""
    marks._said.clear()
    book = room.notebook(
        room.code("al", *({"output_type": "display_data", "data": one} for one in outputs))
    )
    book["metadata"][kept_answers.KEY] = {"marks": [*kept_marks]}
    room.save(folder / "mine.ipynb", book)


def of(one: dict[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ENTRY}


def test_it_is_kept_with_what_was_said_of_it() -> None:
    made = al.mark(ID, P, WORDS, "bias", "whose word?")
    assert of(made.entry) == ENTRY and made.entry["time"]
    assert f"“{WORDS}”" in repr(made) and f"<mark>{WORDS}</mark>" in made._repr_html_()
    assert [of(one) for one in marks.own(ID)] == [ENTRY] and marks.own("ann-2021") == []


def test_words_are_found_as_annotations_are() -> None:
    pair = " ".join(TEXT.split()[:3])
    for given in (f"  {pair} ", pair.replace(" ", "\n  "), pair.upper()):
        assert al.mark(ID, f"¶{P}", given, "Bias").entry["words"] in TEXT  # type: ignore[arg-type]
    assert len(marks.own()) == 1


def test_the_same_mark_again_has_the_new_note_and_another_layer_is_another() -> None:
    first = al.mark(ID, P, WORDS, "bias", "whose word?").entry
    assert al.mark(ID, P, WORDS, "bias", "whose word?").entry == first, "nothing is said anew"
    al.mark(ID, P, WORDS, "bias")
    al.mark(ID, P, WORDS, "question", "Who pays?")
    assert [(one["layer"], one["note"]) for one in marks.own()] == [
        ("bias", ""),
        ("question", "Who pays?"),
    ]


def test_one_can_be_taken_back_and_made_again() -> None:
    al.mark(ID, P, WORDS, "bias", "a note")
    al.mark(ID, P, WORDS, "claim")
    assert "Taken back" in repr(al.mark(ID, P, WORDS, "bias", remove=True))
    assert [one["layer"] for one in marks.own()] == ["claim"]
    al.mark(ID, P, WORDS, remove=True)
    assert marks.own() == []
    al.mark(ID, P, WORDS, "bias")
    assert len(marks.own()) == 1


@pytest.mark.parametrize(
    ("call", "fault", "says"),
    [
        ((), UnknownName, "There are: "),
        (("reuter-2020", P, WORDS, "bias"), UnknownName, "Did you mean 'reuters-2020'"),
        ((["x"], P, WORDS, "bias"), UnknownName, "There are: "),
        ((ID, 99, WORDS, "bias"), UnknownName, "no paragraph 99 here. It has: 1, 2, 3"),
        ((ID, None, WORDS, "bias"), UnknownName, "It has: 1, 2, 3"),
        ((ID, P, WORDS, "biased"), UnknownName, "Did you mean 'bias'"),
        ((ID, P, WORDS), UnknownName, "There are: bias, question, person"),
        ((ID, P, "purple bananas", "bias"), Misused, "Copy the words"),
        ((ID, P, WORDS[:-1], "bias"), Misused, "does not stand"),
        ((ID, P, " ", "bias"), Misused, "Write the words"),
        ((ID, P, 7, "bias"), Misused, "Write the words"),
        ((ID, P, "the", "bias"), Misused, "times in reuters-2020 ¶5. Mark more words"),
        ((ID, P, WORDS, "bias", "", True), Misused, "no such mark"),
    ],
)
def test_a_slip_is_one_line_that_says_what_to_do(call: Any, fault: Any, says: str) -> None:
    with pytest.raises(fault) as told:
        al.mark(*call)
    assert says in str(told.value) and "\n" not in str(told.value)
    assert told.value._render_traceback_() == [str(told.value)] and marks.own() == []


def test_a_document_and_a_treaty_may_be_marked_too() -> None:
    for source in (corpus.citable("doc-dulles-1951"), corpus.source("treaty-1951")):
        paragraph = source.paragraphs[0]
        words = " ".join(paragraph.text.split()[:6])
        assert al.mark(source.id, paragraph.n, words, "question").entry["source"] == source.id


def test_they_are_a_layer_of_their_own_that_says_whose_it_is() -> None:
    al.mark(ID, P, WORDS, "bias", "<whose> word?")
    mine, claims = al.article(ID).show("mine"), al.article(ID)
    html = mine._repr_html_()
    assert "<strong>your marks</strong>" in html and ">yours 1</b>" in html and "dashed" in html
    assert "<strong>bias.</strong> &lt;whose&gt; word?" in html
    assert f"{WORDS}⟨yours, bias: <whose> word?⟩" in str(mine)
    assert "yours" not in claims._repr_html_() and "yours" not in str(claims)
    assert "yours 1" in al.article(ID, P).show("mine")._repr_html_()
    assert "yours 1" not in al.article(ID, 3).show("mine")._repr_html_()
    assert "yours 1" in al.article(ID).show("all")._repr_html_()
    assert "mine" in SHOWN and not any(one.layer == "mine" for one in mine.marks())


def test_a_notebook_keeps_them_in_its_metadata_or_in_the_calls_output(folder: Path) -> None:
    later(folder, ENTRY, {"words": 3}, "no mark")
    assert [of(one) for one in marks.own()] == [ENTRY]
    shown = al.mark(ID, P, WORDS, "question")._repr_mimebundle_()
    later(folder, outputs=[shown])
    assert [one["layer"] for one in marks.own()] == ["question"]
    gone = al.mark(ID, P, WORDS, remove=True)._repr_mimebundle_()
    later(folder, {**ENTRY, "layer": "question"}, outputs=[gone])
    assert marks.own() == [], "what was said last holds"


def test_several_calls_in_a_cell_are_all_in_what_it_shows(folder: Path) -> None:
    al.mark(ID, P, WORDS, "bias")
    shown = al.mark(ID, P, WORDS, "claim")._repr_mimebundle_()
    later(folder, outputs=[json.loads(json.dumps(shown))])
    assert [one["layer"] for one in marks.own()] == ["bias", "claim"]


def test_where_nothing_is_kept_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "as long as this session" in repr(al.mark(ID, P, WORDS, "bias"))
    monkeypatch.setattr(marks, "in_kernel", lambda: True)
    assert "session" not in repr(al.mark(ID, P, WORDS, "claim"))


def test_the_portfolio_lists_them() -> None:
    al.mark(ID, P, WORDS, "bias", "whose word?")
    page = al.portfolio()
    assert isinstance(page, Portfolio)
    assert f">{WORDS}</mark>" in page.html and "whose word?" in page.html
    al.mark(ID, P, WORDS, "bias", remove=True)
    assert not isinstance(al.portfolio(), Portfolio)


def test_the_form_does_what_the_call_does() -> None:
    source = corpus.source(ID)
    done = marks.heard(source, {"p": P, "words": WORDS, "layer": "bias", "note": "whose word?"})
    assert done["done"] and of(done["marks"][0]) == ENTRY
    (line,) = done["mine"]["listed"]
    assert line["said"] == f"¶{P} “{WORDS}” · bias" and set(done["mine"]["layers"]) == {
        *marks.KINDS
    }
    twice = marks.heard(source, {"p": P, "words": "the", "layer": "bias"})
    assert not twice["done"] and "Mark more words" in twice["told"] and "marks" not in twice
    for junk in ({}, {"p": [], "words": {}, "layer": 3, "note": []}):
        assert not marks.heard(source, junk)["done"]
    assert marks.heard(source, {**line, "remove": True})["mine"]["listed"] == []


def test_grading_ignores_them(folder: Path) -> None:
    """A hand-in with marks, in its metadata and in an output, is graded as the same one without."""
    shown = al.mark(ID, P, WORDS, "bias")._repr_mimebundle_()
    assert MIME in shown
    graded = []
    for own in (False, True):
        path = folder / str(own) / "ada.ipynb"
        path.parent.mkdir()
        shutil.copy(ROOT / "notebooks" / "02-the-1951-treaty.ipynb", path)
        book = json.loads(path.read_text("utf-8"))
        held: dict[str, Any] = {"1951.3": {"answer": "b", "tries": 1}}
        book["metadata"][kept_answers.KEY] = held | ({"marks": [ENTRY]} if own else {})
        if own:
            code = next(one for one in book["cells"] if one["cell_type"] == "code")
            code["outputs"] = [{"output_type": "display_data", "data": shown, "metadata": {}}]
        room.save(path, book)
        graded.append({**room.one(path), "file": ""})
    assert graded[0] == graded[1] and graded[0]["answers"]["1951.3"]["answer"] == "b"


def test_it_speaks_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_chosen", "ja")
    assert "自分の印" in repr(al.mark(ID, P, WORDS, "bias"))
    form = marks.form(corpus.source(ID))
    assert form["lang"] == "ja" and form["layers"]["bias"] == "偏り"
    ja, en = (json.loads(corpus.data("phrases", f"{one}.json").read_text("utf-8"))["said"]
              for one in ("ja", "en"))  # fmt: skip
    names = {name for name in en if name.startswith("mark-")}
    assert names <= ja.keys()
    assert languages.current() == "ja"
