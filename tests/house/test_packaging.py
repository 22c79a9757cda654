"""The set-up files agree with each other; rooms are small and arrows go one way."""

from __future__ import annotations

import ast
import itertools
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import endless_patterns
import pytest
import yaml
from checkout import ROOT, tracked

import alliance as al
from alliance import __version__
from alliance.cli import COMMANDS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
README = (ROOT / "README.md").read_text("utf-8")
PACKAGE = ROOT / "alliance"
MODULES = sorted(PACKAGE.rglob("*.py"))
_REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)\s*(?:>=\s*([\d.]+))?")


def requirement(line: str) -> tuple[str, str | None]:
    """Name and lower bound; a marker after the semicolon says where it is not needed."""
    match = _REQUIREMENT.fullmatch(line.partition(";")[0].strip())
    assert match, f"write a requirement as name>=version: {line}"
    return match[1].lower(), match[2]


# Set-up files


def test_environment_is_in_step_with_pyproject() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    lines = [line for line in environment["dependencies"] if isinstance(line, str)]
    (pip,) = (line["pip"] for line in environment["dependencies"] if isinstance(line, dict))
    conda = dict(requirement(line) for line in lines if not line.startswith(("python=", "pip")))
    assert conda == dict(map(requirement, PROJECT["project"]["dependencies"]))
    assert pip == ["-e ."], "pip brings this package alone; conda has what it needs"
    (python,) = (line.removeprefix("python=") for line in lines if line.startswith("python="))
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert tuple(map(int, python.split("."))) >= tuple(map(int, lowest.split(".")))
    assert environment["name"] == "alliance" and environment["channels"] == ["conda-forge"]


def test_every_requirement_has_a_lower_bound() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    assert {"test", "classroom", "author"} <= set(extras)
    for line in itertools.chain(PROJECT["project"]["dependencies"], *extras.values()):
        if not line.startswith("alliance-reader["):
            assert requirement(line)[1], line


def test_a_students_install_brings_no_tools_of_others() -> None:
    students = {requirement(line)[0] for line in PROJECT["project"]["dependencies"]}
    extras = PROJECT["project"]["optional-dependencies"]
    for name in ("author", "classroom", "test"):
        assert students.isdisjoint({line.partition(">")[0].lower() for line in extras[name]})


def test_one_version_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    first, newest, *_ = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert (first, newest) == ("Unreleased", __version__)
    assert citation["version"] == __version__
    assert "version" in PROJECT["project"]["dynamic"]
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "alliance.__version__"}


def test_the_citation_has_what_the_format_asks_for() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors", "license"} <= set(citation)
    assert sorted(citation["license"]) == sorted(PROJECT["project"]["license"].split(" AND "))


def test_licences() -> None:
    for name in PROJECT["project"]["license-files"]:
        assert (ROOT / name).is_file()
    assert "MIT License" in (ROOT / "LICENSE").read_text("utf-8")
    content = (ROOT / "LICENSE-CONTENT").read_text("utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in content
    folders = re.findall(r"([a-z]+(?:/[a-z]+)*)/[,);]", content)
    for folder in {"notebooks", "exercises", "solutions", "alliance/data", "docs"}:
        assert folder in folders


# README


def test_ci_runs_the_command_of_the_readme() -> None:
    block = re.search(r"<!-- test command.*?-->\n```bash\n(.*?)\n```", README, re.DOTALL)
    parts = ["python3 -m venv .venv", '-m pip install -e ".[test]"', "-m pytest"]
    assert block and block[1] == " && .venv/bin/python ".join(parts)
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    # Its first part, what is between, its last part.
    assert script.startswith("#!/usr/bin/env bash\n") and "\nset -euo pipefail\n" in script
    assert [line for line in script.splitlines() if line.startswith("eval ")] == [
        'eval "${command%% && *}"',
        'eval "${install% && *}"',
        'eval "${command##* && }"',
    ]
    assert script.rstrip().endswith('eval "${command##* && }"'), "pytest's line closes the run"
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("no bash")
    (line,) = (line for line in script.splitlines() if line.startswith("command="))
    done = subprocess.run(
        [bash, "-c", f'{line}\nprintf %s "$command"'], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == block[1]


def test_ci_can_be_executed() -> None:
    done = subprocess.run(
        ["git", "ls-files", "-s", ".ci/run"], cwd=ROOT, capture_output=True, text=True
    )
    assert not done.stdout or done.stdout.startswith("100755")


def test_what_the_readme_names_exists() -> None:
    commands = set(re.findall(r"(?:`|&& |^)alliance ([a-z]+)", README, re.MULTILINE))
    assert commands and commands <= set(COMMANDS)
    names = set(re.findall(r"\bal\.([a-z_]+)", README))
    assert names and names <= set(al.__all__)
    plots = set(re.findall(r"\bal\.plots\.([a-z_]+)", README))
    assert all(hasattr(al.plots, name) for name in plots)
    extras = set(re.findall(r'"\.\[([a-z]+)\]"', README))
    assert extras <= set(PROJECT["project"]["optional-dependencies"])
    folders = re.findall(r"^\| `([a-z]+)/` \|", README, re.MULTILINE)
    assert folders and all((ROOT / folder).is_dir() for folder in folders)
    files = re.findall(r"`([A-Z][A-Z-]+(?:\.[a-z]+)?)`", README)
    assert all((ROOT / name).is_file() for name in files if not name.startswith("ALLIANCE"))


def test_the_readme_names_every_command() -> None:
    listed = set(re.findall(r"^\| `alliance ([a-z]+)", README, re.MULTILINE))
    assert listed == set(COMMANDS)


# The rooms

# An arrow goes from a later room to an earlier one, never back. authoring is the author's side:
# only the teacher's room and the command line know it. What is on one line doesn't know each other.
ROOMS = [
    {"text", "errors"},
    {"corpus"},
    {"languages"},
    {"html"},
    {"widget"},
    {"layers", "evidence"},
    {"reference"},
    {"cards", "notes"},
    {"search"},
    {"compare", "course"},
    {"plots"},
    {"questions"},
    {"notebook_page", "reading"},  # a text is shown with its reader's own marks
    {"adding", "working_copy"},
    {"authoring"},
    {"teaching"},
    {"web"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(ROOMS) for name in names}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(path) for path in MODULES}


def room(module: str) -> str:
    """The room of a module: the folder, or the module itself beside the rooms."""
    return module.split(".")[1]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imports(path: Path) -> Iterator[ast.ImportFrom | ast.Import]:
    """The imports of a module: those inside functions too, and those for type checkers."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


@lru_cache(maxsize=1)
def arrows() -> dict[str, set[str]]:
    """module -> the modules of this package that it imports."""
    found: dict[str, set[str]] = {}
    for path in MODULES:
        here = dotted(path)
        package = here if path.name == "__init__.py" else here.rpartition(".")[0]
        found[here] = set()
        for node in _imports(path):
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            else:
                above = package.rsplit(".", node.level - 1)[0] if node.level else ""
                base = ".".join(filter(None, (above, node.module)))
                wanted = [f"{base}.{alias.name}" for alias in node.names]
            for name in wanted:
                target = name if name in NAMES else name.rpartition(".")[0]
                if target in NAMES and target not in ("alliance", here):
                    found[here].add(target)
    return found


def test_every_room_has_its_place() -> None:
    rooms = {room(module) for module in NAMES if module != "alliance"}
    assert rooms - set(RANK) == set(), "give a new room its place in ROOMS"


def test_imports_go_one_way() -> None:
    wrong = [
        f"{module} → {target}"
        for module, targets in arrows().items()
        if module != "alliance"
        for target in targets
        if room(module) != room(target)
        and RANK.get(room(target), 0) >= RANK.get(room(module), len(ROOMS))
    ]
    assert wrong == []


def test_the_readers_side_does_not_know_the_authors() -> None:
    for module, targets in arrows().items():
        if room(f"{module}.") not in ("authoring", "teaching", "cli", ""):
            assert [target for target in targets if room(target) == "authoring"] == [], module


def test_no_circle_of_imports() -> None:
    """Inside a room, too: take away what imports nothing that is left, until nothing is left."""
    left = {module: set(targets) for module, targets in arrows().items() if module != "alliance"}
    while free := {module for module, targets in left.items() if not targets & set(left)}:
        for module in free:
            del left[module]
    assert {module: sorted(targets & set(left)) for module, targets in left.items()} == {}


def test_the_arrow_check_sees_arrows() -> None:
    """A control."""
    assert "alliance.text" in arrows()["alliance.corpus"]
    assert "alliance.corpus" in arrows()["alliance.layers"]
    assert "alliance.authoring.build" in arrows()["alliance.cli"], "inside a function, too"
    assert "alliance.reference" in arrows()["alliance.course"], "for a type, too"
    assert sum(map(len, arrows().values())) > 60


def test_a_name_of_a_class_is_that_of_one_class() -> None:
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(dotted(path))
    assert len(homes) > 60
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_says_its_idea_and_its_functions_are_short(path: Path) -> None:
    assert ast.get_docstring(tree(path)), "say what this module is for"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = node.body[0] if ast.get_docstring(node) else None
            own = (told.end_lineno or 0) - told.lineno + 1 if told else 0
            assert (node.end_lineno or 0) - node.lineno + 1 - own <= 40, node.name


# Nothing of the machine that it was made on

# Written so that this file does not hold what it looks for.
_HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "ana" + "conda.org"]
_HOSTS += ["go" + "proxy", "index" + "-url", "js" + "delivr", "un" + "pkg"]
_PLACES = re.compile(r"(?<![\w.:/~-])/(?:work|root|home|Users)/")


def test_no_address_of_a_registry_and_no_path_of_a_machine() -> None:
    texts = {path: path.read_text("utf-8", errors="ignore") for path in tracked()}
    assert [(path, host) for path, text in texts.items() for host in _HOSTS if host in text] == []
    assert [
        (path, *found) for path, text in texts.items() if (found := _PLACES.findall(text))
    ] == []


@pytest.mark.slow
def test_no_pattern_takes_for_ever_over_its_own_words() -> None:
    script = ROOT / "tests" / "house" / "endless_patterns.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_a_pattern_that_can_be_read_in_two_ways_is_found() -> None:
    two_ways = [re.compile(text) for text in (r"(?:[A-Z]\w+ ?){3,}$", "(?:だ|と言う|だと言う)+$")]
    one_way = [
        re.compile(text) for text in (r"(?:[A-Z]\w+ ){3,}$", "(?:だ|と言う)+$", "(?i)[©Ⓒ]+x")
    ]
    found = [line.partition(" in ")[2] for line in endless_patterns.endless([*two_ways, *one_way])]
    assert found == [one.pattern for one in two_ways]
