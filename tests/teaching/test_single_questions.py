"""An assignment of single questions: handed out and graded as that, whatever else is there."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import classroom as room
import pytest
from click.testing import CliRunner

from alliance.questions import bank
from alliance.teaching import submission
from alliance.teaching.cli import release_command

RIGHT = room.right()
ONE, TWO = list(RIGHT)[2:4]
ASKED = ("--questions", f"{TWO}, {ONE}")


def test_a_row_is_about_these_questions_alone(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered(RIGHT))
    room.save(tmp_path / "ben.ipynb", room.answered({ONE: RIGHT[ONE], TWO: "zzz"}))
    room.save(tmp_path / "cho.ipynb", room.answered({"1951.1": "a"}))
    amy, ben, cho = room.graded(tmp_path, *ASKED)
    assert (amy["score"], amy["out_of"], amy["flags"]) == (2, 2, [])
    assert list(amy["answers"]) == [ONE, TWO]
    assert (ben["score"], ben["out_of"]) == (1, 2)
    assert "holds no answer" in cho["error"]
    assert room.one(tmp_path / "amy.ipynb")["out_of"] == len(RIGHT)
    possible = room.run(tmp_path, *ASKED, "--format", "canvas").stdout.splitlines()[1]
    assert possible.endswith(",2")


def test_questions_of_two_units(tmp_path: Path) -> None:
    other = next(iter(bank.unit("1951").questions))
    room.save(tmp_path / "amy.ipynb", room.answered({ONE: RIGHT[ONE]}))
    row = room.one(tmp_path, "--questions", f"{other},{ONE}")
    assert (row["score"], row["out_of"], list(row["units"])) == (1, 2, ["01", "02"])


@pytest.mark.parametrize("asked", ["sources.999", "sources", "nowhere.1", "sources.1;sources.2"])
def test_what_is_no_question_is_told(tmp_path: Path, asked: str) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered(RIGHT))
    done = room.run(tmp_path, "--questions", asked)
    assert done.exit_code == 2 and "there is no question" in done.output
    assert room.run(tmp_path, *ASKED, "--units", "01").exit_code == 2


@pytest.mark.slow
def test_the_students_copy_holds_these_exercises_alone(tmp_path: Path) -> None:
    done = CliRunner().invoke(release_command, [str(tmp_path / "out"), "--graded", *ASKED])
    assert done.exit_code == 0, done.output
    exercise = tmp_path / "out" / "exercises" / "01-sources.ipynb"
    assert set(submission.read(exercise.read_bytes()).answers) == {ONE, TWO}
    book = json.loads(exercise.read_text("utf-8"))
    assert f"Of its questions: {ONE}, {TWO}." in book["cells"][0]["source"]
    assert not {"ending", "progress"} & {cell["id"] for cell in book["cells"]}
    assert sum("task" in cell["id"] for cell in book["cells"]) == 2
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert not [name for name in archive.namelist() if "exercises/02" in name]
