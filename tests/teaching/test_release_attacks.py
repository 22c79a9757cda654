"""A course folder in use holds more than the course: none of it goes to the students."""

from __future__ import annotations

import shutil
from pathlib import Path

import classroom as room
import pytest

from alliance.teaching import release

STRAY = ["exercises/gradebook.csv", "exercises/amy.ipynb", "notebooks/solutions.txt"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course, with what a teacher may have left in it."""
    for part in ("notebooks", "exercises"):
        (tmp_path / "course" / part).mkdir(parents=True)
        for path in (room.ROOT / part).glob("0[01]-*.ipynb"):
            shutil.copy(path, tmp_path / "course" / part)
    for name in STRAY:
        room.save(tmp_path / "course" / name, room.answered({"sources.1": "zz"}))
    return tmp_path / "course"


def test_only_the_courses_own_files_are_handed_out(course: Path, tmp_path: Path) -> None:
    made = release.release(course, tmp_path / "out", ["01"], graded=True)
    assert not set(STRAY) & set(made.files)
    assert "exercises/01-sources.ipynb" in made.files


def test_the_folder_that_one_stands_in_may_be_the_copy(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    made = release.release(course, Path(), ["01"], graded=True)
    assert made.archive == tmp_path / "out.zip" and made.archive.is_file()
    with pytest.raises(release.CannotRelease, match="new folder"):
        release.release(course, Path(), ["01"], graded=True)


def test_an_archive_that_is_there_is_not_written_over(course: Path, tmp_path: Path) -> None:
    theirs = room.save(tmp_path / "out.zip", b"last year's submissions")
    with pytest.raises(release.CannotRelease, match="new folder"):
        release.release(course, tmp_path / "out", ["01"], graded=True)
    assert theirs.read_bytes() == b"last year's submissions"
    assert not (tmp_path / "out").exists()
