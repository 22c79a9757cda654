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
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*check, *map(str, paths)], capture_output=True, text=True, timeout=120)
    return "" if done.returncode == 0 else done.stdout + done.stderr


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
    pytest.importorskip("check_jsonschema", reason="no check-jsonschema: the extra “test”")
    assert paths and complaints(schema, *paths) == ""


def test_the_check_of_forms_checks(tmp_path: Path) -> None:
    """A control."""
    pytest.importorskip("check_jsonschema", reason="no check-jsonschema: the extra “test”")
    broken = tmp_path / "broken.yml"
    text = WORKFLOWS[0].read_text("utf-8")
    broken.write_text(text.replace("runs-on", "runs_on"), "utf-8")
    assert "runs_on" in complaints("github-workflows", broken)


def test_workflows_test_release_and_publish() -> None:
    assert [path.stem for path in WORKFLOWS] == ["pages", "release", "tests"]
    (job,) = read(GITHUB / "workflows" / "tests.yml")["jobs"].values()
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


def test_pages_are_published_only_where_the_command_is_there() -> None:
    jobs = read(GITHUB / "workflows" / "pages.yml")["jobs"]
    (made,) = (step["run"] for step in jobs["build"]["steps"] if step.get("id") == "web")
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("no bash")
    assert jobs["publish"]["if"] == "needs.build.outputs.made == 'yes'"
    # With a command that fails, as an unknown one does, nothing is made.
    done = subprocess.run(
        [bash, "-ec", f"python() {{ return 2; }}\n{made}"], capture_output=True, text=True
    )
    assert done.returncode == 0 and "nothing to publish" in done.stdout


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


def run_pytest(folder: Path, test: str, *options: str, **environment: str) -> str:
    """What pytest says of a test beside a copy of this course's conftest.py."""
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / "test_one.py").write_text(test, "utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ALLIANCE_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
    )
    return done.stdout


SKIPS = {
    "in a test": "import pytest\ndef test(): pytest.skip('no bash')",
    "a module": "import pytest\npytest.importorskip('no_such_module', reason='no bash')\n",
    "a mark": "import pytest\n@pytest.mark.skipif(True, reason='no bash')\ndef test(): pass",
}


@pytest.mark.parametrize("test", SKIPS.values(), ids=SKIPS)
def test_a_skip_gives_its_reason_and_is_a_failure_in_ci(test: str, tmp_path: Path) -> None:
    said = run_pytest(tmp_path, test, "-rs")
    assert "1 skipped" in said and "no bash" in said and "failed" not in said
    said = run_pytest(tmp_path, test, ALLIANCE_NO_SKIP="1")
    assert ("1 failed" in said or "1 error" in said) and "no bash" in said


def test_only_texts_that_no_repository_may_hold_can_be_missing_in_ci(tmp_path: Path) -> None:
    test = "import pytest\ndef test(): pytest.skip('ALLIANCE_FULL_TEXTS names no folder')"
    assert "1 skipped" in run_pytest(tmp_path, test, ALLIANCE_NO_SKIP="1")
    texts = {"ALLIANCE_FULL_TEXTS": str(tmp_path)}
    assert "1 failed" in run_pytest(tmp_path, test, ALLIANCE_NO_SKIP="1", **texts)


def test_the_quick_loop_leaves_out_what_starts_programs(tmp_path: Path) -> None:
    marks = PROJECT["tool"]["pytest"]["ini_options"]["markers"]
    assert {line.partition(":")[0] for line in marks} >= {"slow", "browser", "nbgrader", "dask"}
    config = tmp_path / "pytest.ini"
    config.write_text("[pytest]\nmarkers =\n" + "".join(f"    {line}\n" for line in marks), "utf-8")
    test = "import pytest\ndef test_a(): pass\n"
    test += "".join(
        f"@pytest.mark.{name}\ndef test_{name}(): pass\n"
        for name in ("slow", "browser", "nbgrader", "dask", "hub")
    )
    shutil.copy(ROOT / "exercises" / "00-start.ipynb", tmp_path)
    said = run_pytest(tmp_path, test, "--nbval", "-m", "not slow", "--strict-markers")
    assert "1 passed" in said and "skipped" not in said and "failed" not in said
