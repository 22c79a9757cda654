"""The students' copy: it opens with one command and holds nothing of the teacher's."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from checkout import text_of
from click.testing import CliRunner

from alliance.languages import pick
from alliance.questions import bank
from alliance.teaching import release
from alliance.teaching.cli import release_command

pytestmark = pytest.mark.slow

UNITS = sorted(path.stem for path in (room.ROOT / "solutions" / "questions").glob("*.json"))


@pytest.fixture(scope="module", params=["checked", "graded"])
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The students' copy, with its sealed key or (graded) without any."""
    folder = tmp_path_factory.mktemp(request.param) / request.param
    options = ["--graded"] if request.param == "graded" else []
    done = CliRunner().invoke(release_command, [str(folder), *options])
    assert done.exit_code == 0, done.output
    return folder


def _files(folder: Path, unpacked: Path) -> Iterator[Path]:
    """Every file of the zip, and those in the wheel."""
    with zipfile.ZipFile(folder.with_name(folder.name + ".zip")) as archive:
        archive.extractall(unpacked)
    (wheel,) = (unpacked / folder.name).glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked / "wheel")
    yield from (path for path in unpacked.rglob("*") if path.is_file() and path.suffix != ".whl")


def _strings(value: Any) -> Iterator[str]:
    """Every text in a value, of every language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def test_no_file_tells_a_message_an_explanation_or_a_misconception(
    copy: Path, tmp_path: Path
) -> None:
    texts = {path: text_of(path) for path in _files(copy, tmp_path)}
    assert len(texts) > 60
    spoken = {path: set(text.split()) for path, text in texts.items()}
    library = [path for path in texts if path.suffix == ".py"]
    for prefix in UNITS:
        for id, one in room.solutions(prefix).items():
            secrets = [one["explanation"], *(row["message"] for row in one["misconceptions"])]
            secrets += [row["explain"] for row in one["defensible"]]
            long = [(one, {*one.split()[1:-1]}) for one in _strings(secrets) if len(one) > 20]
            names = [row["name"] for row in one["misconceptions"] if "-" in row["name"]]
            for path, text in texts.items():
                assert not [
                    one for one, inside in long if inside <= spoken[path] and one in text
                ], (id, path)
                assert path in library or not [name for name in names if name in text], (id, path)


def test_no_exercise_holds_an_answer(copy: Path) -> None:
    for path in (copy / "exercises").glob("*.ipynb"):
        answers = room.one(path)["answers"].values()
        assert {one["status"] for one in answers} == {"not-attempted"}


def test_there_is_nothing_of_the_teachers_in_it(copy: Path, tmp_path: Path) -> None:
    names = [path.relative_to(tmp_path).as_posix() for path in _files(copy, tmp_path)]
    forbidden = r"\.ya?ml$|solutions|classroom|teacher|/build/|release|grade\.py|compile\.py"
    assert not [name for name in names if re.search(forbidden, name.removeprefix("graded/"))]


def test_a_graded_copy_holds_no_key_at_all(copy: Path, tmp_path: Path) -> None:
    units = [
        json.loads(path.read_text("utf-8"))
        for path in _files(copy, tmp_path)
        if path.parent.name == "questions" and path.suffix == ".json"
    ]
    keyed = [
        one["id"] for unit in units for one in unit["questions"] if {"entries", "boxes"} & set(one)
    ]
    assert bool(keyed) == (copy.name == "checked")
    assert {unit["graded"] for unit in units} == {copy.name == "graded"}
    assert sum(len(unit["questions"]) for unit in units) == sum(
        len(bank.unit(prefix).questions) for prefix in bank.prefixes()
    )


def test_the_wheel_installs_and_check_answers(copy: Path, tmp_path: Path) -> None:
    (wheel,) = copy.glob("*.whl")
    assert wheel.name in (copy / "README.md").read_text("utf-8")
    _install(wheel, tmp_path / "site")
    id = room.question("choice")
    said = _python(
        f"import alliance as al; print(al.__file__); print(al.check({id!r}, {room.right()[id]!r}))",
        tmp_path,
        copy,
    )
    assert str(tmp_path / "site") in said
    assert ("Kept for" if copy.name == "graded" else "Right") in said
    told = _python("from alliance.cli import main; main()", tmp_path, copy, "--help")
    assert "lab" in told
    assert "grade" not in told


def _install(wheel: Path, site: Path) -> None:
    """What pip does with a wheel, its list of files checked; without pip's seconds."""
    with zipfile.ZipFile(wheel) as archive:
        (record,) = (name for name in archive.namelist() if name.endswith("RECORD"))
        listed = {line.split(",")[0] for line in archive.read(record).decode().splitlines()}
        assert listed == set(archive.namelist())
        archive.extractall(site)


def _python(code: str, tmp_path: Path, folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    environment["ALLIANCE_HOME"] = str(tmp_path / "home")
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, cwd=folder, env=environment, check=True,
    )  # fmt: skip
    return done.stdout


def test_pip_takes_the_wheel(copy: Path, tmp_path: Path) -> None:
    (wheel,) = copy.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    if subprocess.run([*pip[:3], "--version"], capture_output=True).returncode:
        pytest.skip("pip is not installed here")
    done = subprocess.run(
        [*pip, "--target", tmp_path / "site", wheel], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "alliance" / "__init__.py").is_file()


@pytest.mark.parametrize("options", [[], ["--graded"]])
def test_two_copies_of_one_course_are_the_same_bytes(options: list[str], tmp_path: Path) -> None:
    made = []
    for number in "12":
        asked = [str(tmp_path / number / "copy"), "--units", "04", *options]
        assert CliRunner().invoke(release_command, asked).exit_code == 0
        made.append((tmp_path / number / "copy.zip").read_bytes())
    assert made[0] == made[1]


def test_chosen_units_bring_their_notebooks_and_questions_and_the_start(tmp_path: Path) -> None:
    assert (
        CliRunner().invoke(release_command, [str(tmp_path / "only"), "--units", "00"]).exit_code
        == 0
    )
    notebooks = [path.name[:2] for path in (tmp_path / "only").rglob("*.ipynb")]
    assert notebooks
    assert set(notebooks) == {"00"}
    (wheel,) = (tmp_path / "only").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        questions = [name for name in archive.namelist() if "/data/questions/" in name]
    assert questions == ["alliance/data/questions/start.json"]
    assert (
        CliRunner().invoke(release_command, [str(tmp_path / "x"), "--units", "77"]).exit_code == 2
    )


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = CliRunner().invoke(release_command, [str(tmp_path)])
    assert done.exit_code == 1
    assert "new folder" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_last_look_finds_a_solution_wherever_it_lies() -> None:
    one = next(iter(room.solutions().values()))
    message = pick(one["misconceptions"][0]["message"])
    id, answer = next(iter(room.right().items()))
    exercise = json.dumps(room.answered({id: answer})).encode()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("alliance/data/x.json", json.dumps({"a": message}))
    for name, data in {
        "notebooks/01.ipynb": json.dumps({"cells": [{"source": message}]}).encode(),
        "handouts/01.html": message.encode(),
        "exercises/01.ipynb": exercise,
        "alliance.whl": inner.getvalue(),
    }.items():
        assert release.leaks(room.ROOT, {name: data}), name
    assert not release.leaks(room.ROOT, {"notebooks/01.ipynb": b'{"cells": []}'})


def test_every_lesson_comes_with_a_handout_of_today(copy: Path) -> None:
    lessons = {path.stem for path in (copy / "notebooks").glob("*.ipynb")}
    assert {path.stem for path in (copy / "handouts").glob("*.html")} == lessons
