"""The real nbgrader takes our exercises as they are, and gives the same grades as we do."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import classroom as room
import nbformat
import pytest

from alliance.authoring import notebooks, questions

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.skipif(
        find_spec("nbgrader") is None,  # looked for, not loaded: that takes a second of every run
        reason="no nbgrader: python -m pip install -e '.[classroom]'",
    ),
]

UNIT = next((room.ROOT / "solutions" / "questions").glob("01-*.yaml"))
NAME = f"{UNIT.stem}.ipynb"


def command(course: Path, *arguments: str) -> None:
    """Run nbgrader in a folder of its own, so that it touches nobody's settings."""
    program = [sys.executable, "-m", "nbgrader", *arguments]
    own = {name: str(course / "home") for name in ("HOME", "JUPYTER_DATA_DIR", "ALLIANCE_HOME")}
    # nbgrader starts a program of its own installation by name.
    own["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own |= {"JUPYTER_CONFIG_DIR": str(course / "home"), "IPYTHONDIR": str(course / "home")}
    done = subprocess.run(
        program, cwd=course, env={**os.environ, **own}, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr[-3000:]


def given() -> dict[str, dict[str, Any]]:
    """Students and their answers: all right, blank, partly right and wrong."""
    right = room.right()
    mixed: dict[str, Any] = {}
    for n, (id, answer) in enumerate(right.items()):
        mistakes = room.solutions()[id]["misconceptions"]
        known = [one for row in mistakes for one in row["answers"]]
        mixed[id] = known[0] if n % 3 == 0 and known else answer
        if isinstance(answer, list) and len(answer) > 2:
            first, second, *rest = answer
            mixed[id] = [second, first, *rest]
    clicked = {f"{name}-clicked": answers for name, answers in (("right", right), ("mixed", mixed))}
    return {"right": right, "mixed": mixed, **clicked, "zoe-clicked-nothing": {}, "blank": {}}


def typed(book: nbformat.NotebookNode, answers: dict[str, Any]) -> None:
    for cell in book.cells:
        id = cell.metadata.get("alliance", {}).get("question")
        if id in answers:
            cell.source = f"al.check({id!r}, {answers[id]!r})"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A course in which nbgrader has released, taken in, graded and told."""
    root = tmp_path_factory.mktemp("nbgrader")
    source = root / "source" / "ps1" / NAME
    source.parent.mkdir(parents=True)
    source.write_text(notebooks.text_of(notebooks.exercise(questions.load(UNIT))), "utf-8")
    command(root, "generate_assignment", "ps1", "--create")
    for student, answers in given().items():
        book = nbformat.read(root / "release" / "ps1" / NAME, as_version=4)
        if "clicked" in student:  # in the notebook's metadata alone, with every output cleared
            book.metadata["alliance_answers"] = {id: {"answer": one} for id, one in answers.items()}
        else:
            typed(book, answers)
        path = root / "submitted" / student / "ps1" / NAME
        path.parent.mkdir(parents=True)
        nbformat.write(book, path)
    command(root, "autograde", "ps1", "--create")
    command(root, "generate_feedback", "ps1")
    command(root, "export", "--to", "grades.csv")
    yield root
    shutil.rmtree(root, ignore_errors=True)


def test_the_released_exercise_is_the_exercise(course: Path) -> None:
    before, after = (
        [cell["source"] for cell in json.loads((course / part / "ps1" / NAME).read_text())["cells"]]
        for part in ("source", "release")
    )
    assert before == after


def test_nbgrader_gives_the_grades_of_alliance_grade_part_credit_included(course: Path) -> None:
    with open(course / "grades.csv", newline="") as file:
        theirs = {row["student_id"]: row for row in csv.DictReader(file)}
    ours = {row["student"]: row for row in room.graded(course / "submitted", "--units", "01")}
    assert set(theirs) == set(ours) == set(given())
    for student, row in ours.items():
        assert float(theirs[student]["raw_score"]) == pytest.approx(row["score"], abs=1e-3)
        assert float(theirs[student]["max_score"]) == row["out_of"]
    scores = [one["score"] for one in ours["mixed"]["answers"].values() if one["score"] is not None]
    assert 0 in scores and 1 in scores and any(0 < score < 1 for score in scores)
    assert ours["blank"]["score"] == ours["zoe-clicked-nothing"]["score"] == 0
    for how in ("right", "mixed"):
        assert ours[f"{how}-clicked"]["answers"] == ours[how]["answers"]


def test_feedback_has_a_page_with_the_verdicts(course: Path) -> None:
    page = course / "feedback" / "mixed" / "ps1" / NAME.replace(".ipynb", ".html")
    text = page.read_text("utf-8")
    assert "Score:" in text and "points" in text
