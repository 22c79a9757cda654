"""Importing costs nothing that is not used, and the student's side needs no author's tools."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT

pytestmark = pytest.mark.slow

HEAVY = {"pandas", "numpy", "matplotlib", "yaml", "click", "rich", "pydantic", "ipywidgets"}
HEAVY |= {"anywidget", "IPython", "nbformat", "nbclient", "trafilatura", "ftfy", "asyncio"}


def loaded(code: str, home: Path) -> set[str]:
    """The top-level modules that a fresh process has loaded after ``code``."""
    code = f"import sys\n{code}\nprint(*sorted({{n.partition('.')[0] for n in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"ALLIANCE_HOME": str(home)},
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import alliance",
        "import alliance; alliance.articles()",
        "import alliance as al; str(al.article('ann-2021')); al.article('ann-2021')._repr_html_()",
        "import alliance as al; al.treaty(1951).provisions; al.kwic('treaty')",
    ],
)
def test_reading_loads_nothing_heavy(code: str, home: Path) -> None:
    assert loaded(code, home) & HEAVY == set()


ALONE = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "alliance":
            raise ModuleNotFoundError(f"No module named {name!r}", name=top)

sys.meta_path.insert(0, Blocked())
import alliance as al
from alliance.questions import bank, kinds
asked = [one for prefix in bank.prefixes() for one in bank.unit(prefix).questions.values()]
print(*sorted({one.kind for one in asked}) == kinds.names() and ["every-kind"])
print(*{al.check(one.id, one.example).status for one in asked})
print(al.check("1951.3", "b").status, al.hint("1951.3").heading, al.points("1951.3"))
print(al.check("1951.15", [False, "b"]).status, al.reveal("1951.3").heading)
print(al.progress())
print(al.ask("1951.3"), al.language("ja"))
"""


def test_answers_are_checked_with_the_standard_library_alone(tmp_path: Path) -> None:
    """A browser has no platformdirs, pandas, Jinja2 nor anywidget; a school's Python may not."""
    gone = ("ALLIANCE_HOME", "XDG_DATA_HOME", "PYTHONSAFEPATH")
    bare = {name: value for name, value in os.environ.items() if name not in gone}
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env=bare | {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    every, statuses, *rest = done.stdout.splitlines()
    assert every == "every-kind"
    assert "author-error" not in statuses and "wrong" in statuses
    assert rest[0] == "right 1951.3 1.0" and rest[1] == "right 1951.3"
    assert (tmp_path / ".alliance" / "answers.jsonl").is_file()  # where no platformdirs names one


def test_the_measure_measures(home: Path) -> None:
    """A control: a table does load pandas."""
    assert "pandas" in loaded("import alliance as al; al.articles().frame()", home)


def test_tables_do_not_load_the_plots_nor_the_authors_tools(home: Path) -> None:
    found = loaded("import alliance as al; al.claims(); al.table(); al.annotations()", home)
    assert found & {"matplotlib", "yaml", "pydantic", "click", "rich"} == set()


def test_nothing_at_import_that_a_browser_has_not(home: Path) -> None:
    """Pyodide has no threads, processes or sockets."""
    bare = loaded("", home)
    code = "import alliance as al; al.articles(); str(al.article('ann-2021'))"
    missing_there = {"subprocess", "socket", "multiprocessing", "fcntl", "msvcrt", "_thread"}
    assert (loaded(code, home) - bare) & missing_there == set()


def test_without_platformdirs_there_is_a_home_all_the_same(tmp_path: Path) -> None:
    """A browser's Python has not got it."""
    code = (
        "import sys; sys.modules['platformdirs'] = None\n"
        "from alliance import corpus; print(corpus.home()); assert corpus.sources()"
    )
    env = {name: value for name, value in os.environ.items() if name != "ALLIANCE_HOME"}
    env |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, env=env)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == tmp_path / ".alliance"


def test_no_command_waits_for_a_grammar_that_no_notebook_needs(home: Path) -> None:
    code = """
import sys
from alliance.cli import main
try:
    main()
except SystemExit:
    import nbformat
print(sys.modules["nbformat"] and sys.modules["rfc3987_syntax"])
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        capture_output=True,
        text=True,
        env=os.environ | {"ALLIANCE_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.splitlines()[-1] == "None", done.stderr
