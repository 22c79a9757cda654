"""``al.ask`` in JupyterLab, in a real browser, by keyboard alone.

Needs chromium, node, and a folder with playwright-core and axe-core in its ``node_modules``, which
``ALLIANCE_BROWSER`` names; skipped without. ``ALLIANCE_CHROMIUM`` names another browser.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from alliance.questions.verdict import MIME

ROOT = Path(__file__).resolve().parents[2]
FOLDER = os.environ.get("ALLIANCE_BROWSER", "")
CHROMIUM = os.environ.get("ALLIANCE_CHROMIUM") or shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(
    not (FOLDER and CHROMIUM and shutil.which("node")),
    reason="no browser: set ALLIANCE_BROWSER to a folder with playwright-core and axe-core",
)
TOKEN = "for-tests-only"


def plan() -> list[dict[str, Any]]:
    """The first question of each kind, with the right answer as a list of plain parts."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((ROOT / "alliance" / "data" / "questions").glob("*.json")):
        solved = json.loads((ROOT / "solutions" / "questions" / path.name).read_text("utf-8"))
        for question in json.loads(path.read_text("utf-8"))["questions"]:
            answer = solved["questions"][question["id"]]["answer"]
            if question["kind"] == "cite":
                source, place = answer.split(" ", 1)
                answer = [source, place.lstrip("¶")]
            row = {"id": question["id"], "kind": question["kind"], "answer": answer}
            if answer != "the sources do not say":
                found.setdefault(question["kind"], row)
    return list(found.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def lab(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab with a home of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        name: str(folder / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "ALLIANCE_HOME")
    }
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={TOKEN}"]
    command += [f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"]
    command += ["--LabApp.news_url=None", "--ServerApp.port_retries=0"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
        try:
            for _ in range(120):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=2)
                    break
                except OSError:
                    time.sleep(0.5)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def seen(lab: str, folder: Path) -> dict[str, Any]:
    """What the browser saw, after it answered a question of each kind."""
    cells = [new_code_cell("import alliance as al")]
    cells += [new_code_cell(f'al.ask("{row["id"]}")') for row in plan()]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), folder / "ask.ipynb")
    (folder / "plan.json").write_text(json.dumps(plan()), "utf-8")
    url = f"{lab}/lab/tree/ask.ipynb?token={TOKEN}&reset"
    out = Path(os.environ.get("ALLIANCE_SCREENSHOTS", folder / "pictures"))
    script = Path(__file__).with_name("ask.mjs")
    command = ["node", str(script), url, str(folder / "plan.json"), str(out)]
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"ALLIANCE_CHROMIUM": CHROMIUM},
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


def kept(folder: Path) -> dict[str, Any]:
    """The answers that the saved notebook holds."""
    notebook = nbformat.read(folder / "ask.ipynb", as_version=4)
    records = [
        output.data[MIME]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if MIME in output.get("data", {})
    ]
    return {record["question"]: record["answer"] for record in records}


def test_every_kind_is_answered_by_keyboard_alone(seen: dict[str, Any]):
    assert len(seen["cards"]) == len(plan()) >= 8
    for id, said in seen["cards"].items():
        assert f"{id}: Right" in said or f"{id}: Defensible" in said, said


def test_the_saved_notebook_holds_every_answer(seen: dict[str, Any], folder: Path):
    answers = kept(folder)
    assert answers.keys() == {row["id"] for row in plan()}
    for row in plan():
        if row["kind"] in ("choice", "text", "match", "argue"):
            given, wanted = answers[row["id"]], row["answer"]
            assert str(given).split() == str(wanted).split()


def test_the_log_holds_every_answer(seen: dict[str, Any], folder: Path):
    lines = (folder / "alliance_home" / "answers.jsonl").read_text("utf-8").splitlines()
    logged = {row["question"] for row in map(json.loads, lines) if "answer" in row}
    assert logged == {row["id"] for row in plan()}


def test_keys_of_jupyterlab_do_not_act_in_a_question(seen: dict[str, Any]):
    before, after = seen["steps"]["cells"]
    assert before == after == len(plan()) + 1


def test_lines_can_be_dragged(seen: dict[str, Any]):
    assert seen["steps"]["dragged"]


def test_a_notebook_that_runs_again_shows_the_last_answer(seen: dict[str, Any]):
    assert seen["steps"]["restored"]


def test_nothing_is_fetched_from_elsewhere_and_nothing_fails(seen: dict[str, Any]):
    assert seen["outside"] == []
    assert seen["errors"] == []


def test_both_themes_are_accessible(seen: dict[str, Any]):
    assert seen["axe"] == {"JupyterLab Light": [], "JupyterLab Dark": []}


def test_after_a_reload_the_reader_learns_how_to_keep_an_answer(seen: dict[str, Any]):
    assert "Shift" in seen["steps"]["reloaded"]
