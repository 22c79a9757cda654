"""Slips of the keyboard in a notebook: one line in words, or read as they were meant."""

from __future__ import annotations

from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

import alliance as al
from alliance import errors
from alliance.errors import NoSuchAttribute
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
    cells = ['al.check("1951.3", b)', "al.check(“1951.3”, “b”)", "al.chek", "al.plots.nope"]
    book = new_notebook(cells=[new_code_cell(one) for one in ["import alliance as al", *cells]])
    NotebookClient(book, timeout=120, kernel_name="python3", allow_errors=True).execute()
    slip, read, *unknown = (cell.outputs for cell in book.cells[1:])
    assert [lines(one) for one in (slip, *unknown)] == [1, 1, 1]
    assert "Right" in read[0]["data"]["text/plain"]


def lines(outputs: list[Any]) -> int:
    return sum(len(one["traceback"]) for one in outputs)
