"""Pages made from the code are up to date, and every public name says what a caller must know."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT

import alliance as al
from alliance.authoring import docs

CALLS = [name for name in al.__all__ if name != "plots"]


@pytest.mark.slow
@pytest.mark.parametrize("name", docs.PAGES)
def test_a_page_is_what_the_build_makes(name: str) -> None:
    made = docs.pages(ROOT)[ROOT / name]
    assert (ROOT / name).read_text("utf-8") == made, f"{name} is stale: run alliance build"


def test_the_api_page_has_every_public_name() -> None:
    page = docs.api()
    for name in CALLS:
        assert f"## `al.{name}`\n" in page
    for name in al.plots.__all__:
        assert f"## `al.plots.{name}`\n" in page
    assert "`.show`" in page and "~" not in page and ":class:" not in page


def test_a_part_that_is_not_marked_is_a_mistake_of_the_page() -> None:
    with pytest.raises(ValueError, match="no part between"):
        docs._between("a page without marks", "modules", "x")


@pytest.mark.parametrize("name", CALLS)
def test_a_public_function_tells_its_parameters_what_it_returns_and_what_it_raises(
    name: str,
) -> None:
    call = getattr(al, name)
    told = inspect.getdoc(call) or ""
    assert told
    if call.__module__.startswith("alliance.questions"):
        return  # they take anything and answer with a verdict, whatever they are given
    assert told.partition("\n")[0].endswith(".")
    assert "\nReturns\n-------\n" in told
    parameters = [one.strip("*") for one in inspect.signature(call).parameters]
    if parameters:
        listed = told.split("\nParameters\n----------\n")[1].split("\n\n")[0]
        assert re.findall(r"^\**(\w+) : ", listed, re.MULTILINE) == parameters
    source = inspect.getsource(call)
    if "choose(" in source or "raise " in source:
        assert "\nRaises\n------\n" in told


@pytest.mark.slow
@pytest.mark.parametrize(
    "first", ["alliance.plots", "alliance.compare", "alliance.cli", "alliance.reference"]
)
def test_a_signature_is_the_functions_own_after_any_order_of_imports(first: str) -> None:
    code = (
        f"import {first}, inspect, alliance as al\n"
        "for name in al.__all__:\n"
        "    if name != 'plots':\n"
        "        call = getattr(al, name)\n"
        "        print(name, type(call).__name__, inspect.signature(call))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    here = [f"{name} function {inspect.signature(getattr(al, name))}" for name in CALLS]
    assert done.stdout.splitlines() == here


@pytest.mark.parametrize("name", [name for name in al.plots.names()])
def test_a_plots_signature_is_that_of_its_table_and_ax(name: str) -> None:
    plot = getattr(al.plots, name)
    parameters = list(inspect.signature(plot).parameters)
    assert parameters == [*inspect.signature(plot.table).parameters, "ax"]


def test_examples_in_docstrings_hold() -> None:
    import doctest

    from alliance import layers, reading, reference, search, text

    for module in (layers, reading, reference, search, text):
        failed, _ = doctest.testmod(module)
        assert failed == 0, module.__name__


def test_what_the_page_of_rooms_names_exists() -> None:
    page = (ROOT / "docs" / "how-it-is-built.md").read_text("utf-8")
    table = page.split("## Where to change what")[1].split("## The modules")[0]
    named = re.findall(r"`(alliance/[\w/.]+)`", table)
    assert len(named) >= 12
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.slow
def test_a_room_is_told_in_one_line_a_module() -> None:
    told = docs.modules(ROOT)
    for path in sorted((ROOT / "alliance").rglob("*.py")):
        if path.name[:2] != "__":
            idea = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
            assert idea, path.name
            assert f"| `{path.stem}` | {docs._idea(path)} |" in told


@pytest.mark.slow
def test_the_course_is_not_needed_to_import(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import alliance.authoring.docs"], cwd=tmp_path, timeout=120
    )
    assert done.returncode == 0
