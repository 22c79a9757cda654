"""The students' branch and the doors to it: what a service without the library finds there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import classroom as room
import pytest
from click.testing import CliRunner

from alliance.teaching import entrances
from alliance.teaching.cli import release_command

pytestmark = pytest.mark.slow

ADDRESS = "https://github.com/somebody/course"


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("branch") / "students"
    asked = [str(folder), "--units", "00", "--address", f"{ADDRESS}.git"]
    done = CliRunner().invoke(release_command, asked)
    assert done.exit_code == 0, done.output
    return folder


def first_cell(path: Path) -> str:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return "".join(next(cell for cell in cells if cell["cell_type"] == "code")["source"])


def test_binder_finds_what_to_install_and_the_readme_links_to_the_start(branch: Path) -> None:
    (wheel,) = branch.glob("*.whl")
    assert (branch / "requirements.txt").read_text("utf-8") == f"./{wheel.name}\n"
    assert (branch / "runtime.txt").read_text("utf-8").startswith("python-3.")
    readme = (branch / "README.md").read_text("utf-8")
    for link in entrances.links(ADDRESS, "notebooks/00-start-here.ipynb").values():
        assert f"({link})" in readme
    assert (branch / "notebooks" / "00-start-here.ipynb").is_file()
    assert "nothing is kept" in readme


PIP = """#!/bin/sh
echo "$@" > "{told}"
exec "{python}" -m pip "$@" --no-deps --no-index --target "{site}"
"""
GIT = """#!/bin/sh
echo "$@" >> "{told}"
cp -r "{branch}" course
"""


def run_on_colab(branch: Path, tmp_path: Path, pip: str = PIP, google: bool = True) -> str:
    """Run the first cell of a lesson as Colab does: alone, its file somewhere else, with git and
    pip in place that note what they are asked."""
    tools, content = tmp_path / "tools", tmp_path / "content"
    for folder in (tools, content, tmp_path / "site"):
        folder.mkdir(exist_ok=True)
    told = {"git": GIT, "pip": pip}
    for name, script in told.items():
        place = {"told": tmp_path / name, "site": tmp_path / "site", "branch": branch}
        (tools / name).write_text(script.format(python=sys.executable, **place), "utf-8")
        (tools / name).chmod(0o755)
    cell = first_cell(branch / "notebooks" / "00-start-here.ipynb")
    code = "import sys, types\n" + 'sys.modules["google.colab"] = types.ModuleType("x")\n' * google
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"PYTHONPATH": str(tmp_path / "site"), "ALLIANCE_HOME": str(tmp_path / "home")}
    code += f"{cell}\nimport os; print(al.__file__); print(os.getcwd())"
    asked = [sys.executable, "-c", code]
    done = subprocess.run(asked, cwd=content, env=environment, capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the tools in place of git and pip are shell scripts")
def test_on_colab_the_first_cell_brings_the_course(branch: Path, tmp_path: Path) -> None:
    said = run_on_colab(branch, tmp_path).split()
    assert said[-2] == str(tmp_path / "site" / "alliance" / "__init__.py"), said
    assert said[-1] == str(tmp_path / "content" / "course" / "notebooks"), "its other files, too"
    assert f"-b students {ADDRESS} course" in (tmp_path / "git").read_text("utf-8")
    run_on_colab(branch, tmp_path)
    assert len((tmp_path / "git").read_text("utf-8").splitlines()) == 1, "fetched once"


@pytest.mark.skipif(os.name == "nt", reason="the tools in place of git and pip are shell scripts")
def test_what_does_not_arrive_is_told_without_a_traceback(branch: Path, tmp_path: Path) -> None:
    said = run_on_colab(branch, tmp_path, pip="#!/bin/sh\nexit 1\n")
    assert "Choose Runtime, Restart session" in said and "Traceback" not in said


@pytest.mark.skipif(os.name == "nt", reason="the tools in place of git and pip are shell scripts")
def test_elsewhere_the_first_cell_fetches_nothing(branch: Path, tmp_path: Path) -> None:
    run_on_colab(branch, tmp_path, google=False)
    assert not (tmp_path / "git").exists() and not (tmp_path / "pip").exists()


def test_without_an_address_nothing_is_linked_or_fetched(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    done = CliRunner().invoke(release_command, [str(folder), "--units", "00"])
    assert done.exit_code == 0
    assert not (folder / "requirements.txt").exists()
    assert "colab" not in first_cell(folder / "notebooks" / "00-start-here.ipynb")
    assert "Binder" not in (folder / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "address",
    [
        "somebody/course",
        "http://a.org/b",
        "https://a.org",
        "https://a.org/b;rm",
        "https://u@a.org/b",
    ],
)
def test_what_is_no_address_is_told(address: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(release_command, [str(tmp_path / "copy"), "--address", address])
    assert done.exit_code == 1 and "no address of a repository" in done.output
    assert not (tmp_path / "copy").exists()


def test_the_course_s_own_address_is_used(tmp_path: Path) -> None:
    assert entrances.published(tmp_path) == ""
    told = f'[tool.alliance]\naddress = "{ADDRESS}"'
    (tmp_path / "pyproject.toml").write_text(told, "utf-8")
    assert entrances.published(tmp_path) == ADDRESS
    assert entrances.published(room.ROOT) == "", "none is decided: see pyproject.toml"
