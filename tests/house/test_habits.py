"""The habits of a kept project: workflows, forms, hooks and papers that are whole and agree."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from checkout import ROOT, tracked
from click.testing import CliRunner

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ADDRESS = PROJECT["tool"]["alliance"]["address"]
GITHUB = ROOT / ".github"
FORMS = sorted(
    set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"}
)
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PAPERS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "CHANGELOG.md")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


# Forms of files that others read


def complaints(schema: str, *paths: Path) -> str:
    """What a schema that check-jsonschema brings, without network, says against these files."""
    check = pytest.importorskip("check_jsonschema", reason="no check-jsonschema: the extra “test”")
    asked = ["--builtin-schema", f"vendor.{schema}", *map(str, paths)]
    done = CliRunner().invoke(check.main, asked)
    return "" if done.exit_code == 0 else done.output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("citation-file-format", [ROOT / "CITATION.cff"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_has_the_form_that_its_reader_asks_for(schema: str, paths: list[Path]) -> None:
    assert paths and complaints(schema, *paths) == ""


@pytest.mark.slow
def test_the_check_of_forms_checks(tmp_path: Path) -> None:
    """A control."""
    broken = tmp_path / "broken.yml"
    text = WORKFLOWS[0].read_text("utf-8")
    broken.write_text(text.replace("runs-on", "runs_on"), "utf-8")
    assert "runs_on" in complaints("github-workflows", broken)


def test_workflows_test_release_and_publish() -> None:
    assert [path.stem for path in WORKFLOWS] == ["pages", "release", "students", "tests"]
    jobs = read(GITHUB / "workflows" / "tests.yml")["jobs"]
    job, oldest = jobs["tests"], "\n".join(one.get("run", "") for one in jobs["oldest"]["steps"])
    assert "--resolution lowest-direct" in oldest and "python -m pytest" in oldest
    matrix = job["strategy"]["matrix"]
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    prefix = "Programming Language :: Python :: 3."
    told = [one for one in PROJECT["project"]["classifiers"] if one.startswith(prefix)]
    assert matrix["python"] == [one.rpartition(" ")[2] for one in told]
    assert f">={matrix['python'][0]}" == PROJECT["project"]["requires-python"]
    steps = [step.get("run", "") for step in job["steps"]]
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in ('-m pip install -e ".[test]"', "-m pytest"):
        assert f"python {command}" in steps and command in readme


def test_pages_are_published_with_a_judge() -> None:
    jobs = read(GITHUB / "workflows" / "pages.yml")["jobs"]
    made = "\n".join(step.get("run", "") for step in jobs["build"]["steps"])
    assert "alliance web site --pyodide package" in made and "alliance/data/pyodide.json" in made
    assert jobs["publish"]["needs"] == "build"


def test_the_students_branch_is_what_release_makes() -> None:
    (job,) = read(GITHUB / "workflows" / "students.yml")["jobs"].values()
    made = "\n".join(step.get("run", "") for step in job["steps"])
    assert "alliance release students --address" in made and "git init -q -b students" in made


def test_a_factual_error_has_a_form_that_asks_for_the_source() -> None:
    body = read(GITHUB / "ISSUE_TEMPLATE" / "factual-error.yml")["body"]
    asked = {one["id"]: one["validations"]["required"] for one in body}
    assert asked["place"] and asked["said"] and asked["source"]


def test_hooks_run_tools_that_the_extra_test_brings() -> None:
    hooks = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"], "nothing is fetched"
    extra = " ".join(PROJECT["project"]["optional-dependencies"]["test"])
    for hook in hooks[0]["hooks"]:
        assert {"id", "name", "entry", "language"} <= set(hook) and hook["language"] == "system"
        python, option, module, *_ = hook["entry"].split()
        assert (python, option) == ("python", "-m") and module in f"alliance {extra}"
        re.compile(hook.get("files", ""))


# Files that are made, and papers


def test_what_is_made_is_marked_as_made() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    ask = ["git", "check-attr", "linguist-generated", "--stdin"]
    done = subprocess.run(
        ask, cwd=ROOT, input="\n".join(names), capture_output=True, text=True, check=True
    )
    marked = {line.split(": ")[0] for line in done.stdout.splitlines() if line.endswith(": set")}
    made = r"(exercises|solutions)/[^/]+\.ipynb|solutions/questions/.*\.json"
    made += r"|alliance/data/(built|questions)/.*|alliance/data/fingerprints\.json"
    assert {name for name in names if re.fullmatch(made, name)} <= marked
    assert not any(name.endswith((".py", ".yaml", ".md")) for name in marked if "docs" not in name)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_names_only_what_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = re.findall(r"`([\w./-]+\.(?:md|py|cff|toml|yml|yaml|ipynb)|[a-z]+/|\.ci/run)`", text)
    named += re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert name in ("CODE_OF_CONDUCT.md", "CHANGELOG.md") or named
    assert [path for path in named if not (ROOT / path).exists() and path != "build/"] == []


# No address is decided


def links(project_file: Path) -> dict[str, str]:
    """The links that setup.py gives the package, with another pyproject.toml beside it."""
    given: dict[str, Any] = {}
    shutil.copy(ROOT / "setup.py", project_file.parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "setuptools", SimpleNamespace(setup=given.update))  # type: ignore[arg-type]
        runpy.run_path(str(project_file.with_name("setup.py")))
    found: dict[str, str] = given["project_urls"]
    return found


def test_links_are_made_from_the_one_field(tmp_path: Path) -> None:
    field, own = "[tool.alliance]\naddress = ", tmp_path / "pyproject.toml"
    own.write_text(f'{field}""\n', "utf-8")
    assert links(own) == {}
    own.write_text(f'{field}"https://example.org/course/"\n', "utf-8")
    assert links(own)["Source"] == "https://example.org/course"
    assert links(own)["Issues"] == "https://example.org/course/issues"
    assert PROJECT["project"]["dynamic"] == ["version", "urls"]


def test_every_place_names_the_address_or_none_does() -> None:
    """README and CITATION can't read the field: once it is filled, write it into both."""
    readme = (ROOT / "README.md").read_text("utf-8")
    citation = read(ROOT / "CITATION.cff")
    if ADDRESS:
        assert ADDRESS in readme and citation["repository-code"] == ADDRESS
        return
    assert {"repository-code", "url", "repository"}.isdisjoint(citation)
    for name in PAPERS:
        text = (ROOT / name).read_text("utf-8")
        assert re.findall(r"https?://(?!127\.0\.0\.1)[\w.-]+|badge|shields", text) == [], name


# The suite itself

SMALL = {
    "skips": "import pytest\ndef test(): pytest.skip('no bash')",
    "cannot": "import pytest\npytest.importorskip('no_such_module', reason='no module')",
    "marked": "import pytest\n@pytest.mark.skipif(True, reason='no pipes')\ndef test(): pass",
    "texts": "import pytest\ndef test(): pytest.skip('ALLIANCE_FULL_TEXTS names no folder')",
    "passes": "import pytest\ndef test(): pass\n"
    + "".join(
        f"@pytest.mark.{name}\ndef test_{name}(): pass\n"
        for name in ("slow", "browser", "nbgrader", "dask", "hub")
    ),
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite of small tests and a notebook, beside this course's own conftest.py and marks."""
    folder = tmp_path_factory.mktemp("suite")
    marks = "".join(f"    {line}\n" for line in PROJECT["tool"]["pytest"]["ini_options"]["markers"])
    (folder / "pytest.ini").write_text(f"[pytest]\nmarkers =\n{marks}", "utf-8")
    shutil.copy(ROOT / "conftest.py", folder)
    shutil.copy(ROOT / "exercises" / "00-start.ipynb", folder)
    for name, text in SMALL.items():
        (folder / f"test_{name}.py").write_text(text, "utf-8")
    return folder


def told(suite: Path, **environment: str) -> str:
    """What pytest says of the suite's quick loop."""
    quick = ["-q", "-rsfE", "-p", "no:cacheprovider", "--nbval", "--strict-markers"]
    quick.append("--continue-on-collection-errors")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ALLIANCE_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *quick, "-m", "not slow", str(suite)],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=suite,
        env={**kept, "PYTHONPATH": os.pathsep.join([kept["PYTHONPATH"], str(ROOT)]), **environment},
    )
    return done.stdout


@pytest.mark.slow
def test_a_skip_gives_its_reason_where_it_is_none_of_a_newcomers_business(suite: Path) -> None:
    said = told(suite)
    for reason in ("no bash", "no module", "no pipes", "ALLIANCE_FULL_TEXTS names no folder"):
        assert reason in said
    # Notebooks, and whatever starts a program, are not in the quick loop.
    assert re.search(r"1 passed, 4 skipped, \d\d deselected", said), said


@pytest.mark.slow
def test_a_skip_is_a_failure_in_ci_but_for_texts_that_no_repository_may_hold(suite: Path) -> None:
    said = told(suite, ALLIANCE_NO_SKIP="1")
    assert "no bash" in said and "no module" in said and "no pipes" in said
    assert re.search(r"1 failed, 1 passed, 1 skipped, \d\d deselected, 2 errors", said), said
    said = told(suite, ALLIANCE_NO_SKIP="1", ALLIANCE_FULL_TEXTS=str(suite))
    assert re.search(r"2 failed, 1 passed, \d\d deselected, 2 errors", said), said
