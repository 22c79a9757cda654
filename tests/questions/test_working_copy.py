"""``my-course/``: made from the course, brought up to a newer one, nothing lost on the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alliance import working_copy

SHEET = Path("exercises", "01-sources.ipynb")
Book = dict[str, Any]


def prose(id: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": id, "metadata": {}, "source": text}


def asked(id: str, answer: str = "") -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": id.replace(".", "-"),
        "metadata": {"alliance": {"question": id}},
        "source": f'al.check("{id}", "{answer}")',
        "outputs": [],
        "execution_count": None,
    }


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with solutions and one worksheet, and the working copy that was made of it."""
    (tmp_path / "solutions").mkdir()
    cells = [prose("title", "# Exercises"), asked("sources.1"), asked("sources.2")]
    save(tmp_path / SHEET, {"cells": cells, "metadata": {"alliance": {"unit": "01"}}})
    assert working_copy.bring(tmp_path) == []
    return tmp_path


def save(path: Path, book: Book) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book), "utf-8")


def mine(course: Path) -> Book:
    book: Book = json.loads((course / "my-course" / SHEET).read_text("utf-8"))
    return book


def change(path: Path, how: Callable[[Book], object]) -> None:
    book = json.loads(path.read_text("utf-8"))
    how(book)
    save(path, book)


def sources(book: Book) -> list[str]:
    return [cell["source"] for cell in book["cells"]]


def test_it_is_a_copy_and_a_second_start_changes_nothing(course: Path) -> None:
    assert mine(course) == json.loads((course / SHEET).read_text("utf-8"))
    change(course / "my-course" / SHEET, lambda book: book["cells"].append(prose("own", "mine")))
    before = mine(course)
    assert working_copy.bring(course) == []
    assert mine(course) == before


def test_a_newer_edition_brings_cells_and_keeps_every_answer(course: Path) -> None:
    def work(book: Book) -> None:
        book["cells"][1]["source"] = 'al.check("sources.1", "b")'
        book["cells"].insert(2, prose("own", "What I thought first."))
        book["metadata"]["alliance_answers"] = {"sources.2": {"answer": "c", "tries": 2}}

    def edition(book: Book) -> None:
        book["cells"][0]["source"] = "# Exercises, second edition"
        book["cells"][2]["source"] = '# sources.2\nal.check("sources.2", "")'
        book["cells"].append(asked("sources.3"))
        book["metadata"]["alliance"]["edition"] = 2

    change(course / "my-course" / SHEET, work)
    change(course / SHEET, edition)
    assert working_copy.bring(course) == []
    assert sources(mine(course)) == [
        "# Exercises, second edition",
        'al.check("sources.1", "b")',
        "What I thought first.",
        '# sources.2\nal.check("sources.2", "")',
        'al.check("sources.3", "")',
    ]
    metadata = mine(course)["metadata"]
    assert metadata["alliance_answers"] == {"sources.2": {"answer": "c", "tries": 2}}
    assert metadata["alliance"] == {"unit": "01", "edition": 2}


def test_a_copied_cell_is_kept_beside_its_original(course: Path) -> None:
    def work(book: Book) -> None:
        book["cells"][1]["source"] = 'al.check("sources.1", "a")'
        book["cells"][2:2] = [{**asked("sources.1", said), "id": said} for said in "bc"]

    change(course / "my-course" / SHEET, work)
    change(course / SHEET, lambda book: book["cells"].append(asked("sources.3")))
    working_copy.bring(course)
    kept = [source for source in sources(mine(course)) if "sources.1" in source]
    assert kept == [f'al.check("sources.1", "{said}")' for said in "abc"]


def test_what_no_longer_fits_is_kept_and_told(course: Path) -> None:
    def work(book: Book) -> None:
        book["cells"][0]["source"] = "# My exercises"
        book["cells"][1]["source"] = 'al.check("sources.1", "b")'
        book["metadata"]["alliance_answers"] = {"sources.2": {"answer": "c"}}

    def edition(book: Book) -> None:
        book["cells"] = [prose("title", "# Exercises, new"), asked("sources.3")]

    change(course / "my-course" / SHEET, work)
    old = mine(course)
    change(course / SHEET, edition)
    told = "\n".join(working_copy.bring(course))
    assert "“# My exercises” has changed; your version stands below" in told
    assert "sources.2 is no longer asked; your answer stays" in told
    assert 'al.check("sources.1", "b")” is no longer part' in told
    assert {"# My exercises", 'al.check("sources.1", "b")'} <= set(sources(mine(course)))
    assert mine(course)["metadata"]["alliance_answers"] == {"sources.2": {"answer": "c"}}
    replaced = course / "my-course" / ".course" / "replaced" / SHEET
    assert json.loads(replaced.read_text("utf-8")) == old
    assert working_copy.bring(course) == []


def test_a_file_that_is_no_notebook_any_more_is_left_alone(course: Path) -> None:
    (course / "my-course" / SHEET).write_text("my notes", "utf-8")
    change(course / SHEET, lambda book: book["cells"].pop())
    assert "can't be read" in working_copy.bring(course)[0]
    assert (course / "my-course" / SHEET).read_text("utf-8") == "my notes"


def test_a_students_copy_is_worked_in_as_it_is(tmp_path: Path) -> None:
    save(tmp_path / SHEET, {"cells": []})
    assert working_copy.folder(tmp_path) == tmp_path
    assert working_copy.bring(tmp_path) == []
    assert not (tmp_path / "my-course").exists()
