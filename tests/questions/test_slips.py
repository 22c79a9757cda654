"""Slips of the keyboard in a notebook: one line in words, or read as they were meant."""

from __future__ import annotations

from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

import alliance as al
from alliance import errors
from alliance.errors import NoSuchAttribute, UnknownName
from alliance.questions.check import check

SAID = [
    ('al.check("1951.3", b)', NameError("x", name="b"), '"b"'),
    ('al.check("1951.1", [april])', NameError("x", name="april"), '"april"'),
    ('chek("1951.3", "b")', NameError("x", name="chek"), "al.check"),
    ('al.check("1951.3", "b")', NameError("x", name="al"), "first code cell"),
    ('al.check("1951.3", "b"', SyntaxError("'(' was never closed"), "bracket"),
    ('al.check("1951.1", 28 April 1952)', SyntaxError("invalid syntax"), '"28 April 1952"'),
]
OTHERS = [
    ("print(totl)", NameError("x", name="totl")),
    ("for x in range(3)\n    print(x)", SyntaxError("expected ':'")),
    ("al.claims()\nprint(totl)", NameError("x", name="totl_x")),
    ("al.claims()\n[][1]", IndexError("list index out of range")),
    ("rows = [al.article(1)][9]", IndexError("list index out of range")),
    ("al.article('nope')", UnknownName("There is no source named 'nope'.")),
]


@pytest.mark.parametrize(("cell", "fault", "word"), SAID)
def test_a_slip_with_the_courses_calls_is_told(cell: str, fault: Exception, word: str) -> None:
    said = errors.slip(cell, fault)
    assert word in said and "\n" not in said


@pytest.mark.parametrize(("cell", "fault"), OTHERS)
def test_what_is_none_of_ours_is_left_to_python(cell: str, fault: Exception) -> None:
    assert errors.slip(cell, fault) == ""


@pytest.mark.parametrize(
    "cell", ["al.check(“1951.3”, “b”)", "al.check（'1951.3'，'b'）", "al.check(‘1951.3’, ‘b’)"]
)
def test_signs_of_a_word_processor_are_read_as_pythons(cell: str) -> None:
    (line,) = errors.straight([cell])
    compile(line, "cell", "exec")


@pytest.mark.parametrize(
    "cell", ['al.check("1951.9", "the word “solely”")', "print(“x”)", 'al.check("1951.3", "b"']
)
def test_no_other_cell_is_changed(cell: str) -> None:
    assert errors.straight([cell]) == [cell]


@pytest.mark.parametrize("name", ["chek", "progres", "nope"])
def test_a_name_that_is_not_there_is_told_in_a_line(name: str) -> None:
    with pytest.raises(NoSuchAttribute) as told:
        getattr(al, name)
    assert len(told.value._render_traceback_()) == 1
    assert not hasattr(al, name)
    with pytest.raises(NoSuchAttribute, match="has no"):
        getattr(al.plots, name)


def test_a_misspelt_keyword_is_the_answer_all_the_same() -> None:
    assert check("1951.3", anwser="b").status == check("1951.3", "b").status == "right"


def test_a_number_without_quotation_marks_that_may_be_two_is_asked_back() -> None:
    assert '"1951.1" or "1951.10"' in check(1951.10, "x").message
    assert check(1951.3, "b").status == "right"


@pytest.mark.slow
def test_in_a_notebook_a_slip_is_no_traceback() -> None:
    told = {
        'al.check("1951.3", b)': '"b"',
        "al.chek": "al.check",
        "al.plots.nope": "It has: against_what",
        "al.article()": "It is written: al.article(id, *paragraphs)",
        "# Look\nal.kwic('burden', 3)": "al.kwic(word, *, source=None, kind=None, width=40)",
        "al.plots.polls(1)": "al.plots.polls(*, ax=None)",
        "al.add(5)": "al.add(file, *, title=None",
        "al.search('x')": "al has no 'search'",
        "al.article(0).shwo('claim')": "Did you mean Reading.show?",
        "al.article(0).annotations('claim', 2)": "This does not work: ",
        "al.article(0).paragraphs[99]": "The first of several is number 0",
        "al.tables().hold": "Did you mean SourcedFrame.holds?",
        "al.document(0).kindd": "Did you mean document.kind?",
        "al.document('dulles')": "Did you mean 'doc-dulles-1951'?",
    }
    own = "al.tables()\n[][1]"
    cells = ["import alliance as al", "al.check(“1951.3”, “b”)", own, *told]
    book = new_notebook(cells=[*map(new_code_cell, cells)])
    NotebookClient(book, timeout=120, kernel_name="python3", allow_errors=True).execute()
    _, read, python, *slips = (cell.outputs for cell in book.cells)
    assert "Right" in read[0]["data"]["text/plain"]
    assert lines(python) > 1, "who writes Python reads its traceback"
    for (cell, words), outputs in zip(told.items(), slips, strict=True):
        assert lines(outputs) == 1 and words in outputs[0]["traceback"][0], cell


def lines(outputs: list[Any]) -> int:
    return sum(len(one.get("traceback", ())) for one in outputs)
