"""A notebook is stored with its outputs, the same bytes every time, or left as it was."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from alliance.authoring.notebooks import as_run, execute, settled
from alliance.authoring.yamlfile import AuthorError

pytestmark = pytest.mark.slow


def lesson(folder: Path, *sources: str) -> Path:
    cells = [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    path = folder / "notebooks" / "01-lesson.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata={"alliance": {"unit": "01"}}), path)
    return path


def test_runs_every_cell_and_gives_the_same_bytes_again(tmp_path: Path):
    path = lesson(tmp_path, "6 * 7", "import os; os.environ['TZ'], os.environ['ALLIANCE_LANGUAGE']")
    assert not as_run(path)
    assert execute(path)
    stored = path.read_bytes()
    said = [cell.outputs[0].data["text/plain"] for cell in nbformat.read(path, 4).cells]
    assert said == ["42", "('UTC', 'en')"]
    assert as_run(path)
    assert not execute(path)
    assert path.read_bytes() == stored


def test_a_cell_that_fails_is_told_and_the_file_is_left(tmp_path: Path):
    path = lesson(tmp_path, "6 * 7", "1 / 0", "1")
    before = path.read_bytes()
    with pytest.raises(AuthorError, match=r"ipynb: the cell “cell-1” .*division by zero"):
        execute(path)
    assert path.read_bytes() == before


def test_the_traces_of_one_sitting_are_taken_out():
    widget = "application/vnd.jupyter.widget-view+json"
    output = nbformat.v4.new_output(
        "display_data", {"text/plain": "a question", widget: {"model_id": "3f2a"}}
    )
    timing = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    cell = new_code_cell(
        "al.ask('start.1')",
        outputs=[output],
        metadata={"execution": timing, "collapsed": True, "tags": ["answer"]},
    )
    metadata = {
        "alliance": {"unit": "01"},
        "widgets": {"state": {}},
        "language_info": {"name": "python", "version": "3.11.7"},
    }
    book = settled(new_notebook(cells=[cell], metadata=metadata))
    assert book.cells[0].metadata == {"tags": ["answer"]}
    assert book.cells[0].outputs[0].data == {"text/plain": "a question"}
    assert book.metadata.alliance == {"unit": "01"}
    assert "widgets" not in book.metadata
    assert book.metadata.language_info == {"name": "python"}


def test_a_lesson_that_was_edited_and_not_run_is_noticed(tmp_path: Path):
    path = lesson(tmp_path, "1")
    execute(path)
    book = nbformat.read(path, 4)
    book.cells[0].execution_count = 7
    nbformat.write(book, path)
    assert not as_run(path)
