"""``al.ask`` in JupyterLab, in a real browser, by keyboard alone.

``ALLIANCE_CHROMIUM`` names another browser than the one on the path, ``ALLIANCE_SCREENSHOTS`` a
folder that gets a picture of each card in both themes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyterlab_driver import THEMES, Lab, browser, server, violations
from keyboard import SUBMIT, Reader
from nbformat.v4 import new_code_cell, new_notebook

from alliance import corpus
from alliance.questions.verdict import MIME

SILENT = "the sources do not say"
ROOT = Path(__file__).resolve().parents[2]


def plan() -> list[dict[str, Any]]:
    """The first question of each kind, with the right answer as a list of plain parts."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((ROOT / "alliance" / "data" / "questions").glob("*.json")):
        solved = json.loads((ROOT / "solutions" / "questions" / path.name).read_text("utf-8"))
        for question in json.loads(path.read_text("utf-8"))["questions"]:
            answer = solved["questions"][question["id"]]["answer"]
            if question["kind"] == "cite" and answer != SILENT:
                answer = cited(*answer.split(" ", 1))
            if question["kind"] == "argue":
                answer["evidence"] = [cited(*one) for one in answer["evidence"]]
            row = {"id": question["id"], "kind": question["kind"], "answer": answer}
            if answer != SILENT:
                found.setdefault(question["kind"], row)
    return list(found.values())


def cited(source: str, place: str | int) -> list[str | int]:
    """A citation ("¶4", "Art. I", "I") as the card's lists give it: source and paragraph."""
    name = str(place).removeprefix("¶").removeprefix("Art. ")
    provisions = {one.provision: one.n for one in corpus.source(source).paragraphs}
    return [source, provisions[name] if name in provisions else int(name)]


PLAN = plan()
CHOICE, ORDER = (next(row for row in PLAN if row["kind"] == kind) for kind in ("choice", "order"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def lab(folder: Path) -> Iterator[Lab]:
    """A notebook that asks a question of each kind, open in the browser and run."""
    cells = [new_code_cell("import alliance as al")]
    cells += [new_code_cell(f'al.ask("{row["id"]}")') for row in PLAN]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), folder / "ask.ipynb")
    with server(folder) as address, browser(address) as opened:
        start(opened)
        yield opened


def start(lab: Lab) -> None:
    lab.open("ask.ipynb")
    lab.run_all()
    lab.page.wait_for_function(
        "n => document.querySelectorAll('.alliance-ask').length >= n", arg=len(PLAN)
    )
    lab.idle()


@pytest.fixture(scope="module")
def seen(lab: Lab, folder: Path) -> dict[str, Any]:
    """What the browser saw, in this order: keys, mouse, both themes, a reload, a second run."""
    found: dict[str, Any] = {"cells": [cells_of(lab)]}
    try:
        found["cards"] = {
            row["id"]: Reader(lab.page, row["id"]).answer(row["kind"], row["answer"])
            for row in PLAN
        }
        # "d d" deletes a cell in JupyterLab; on a button of ours it must not.
        Reader(lab.page, PLAN[0]["id"]).card.locator(SUBMIT).focus()
        for key in ("d", "d", "b", "x", "Escape"):
            lab.page.keyboard.press(key)
        found["cells"].append(cells_of(lab))
        by_mouse(lab)
        found["dragged"] = dragged(lab)
        found["axe"] = {theme: looked_at(lab, theme) for theme in THEMES}
        lab.save()
        found["reloaded"] = reloaded(lab)
        start(lab)
        lab.page.wait_for_timeout(1000)
        again = Reader(lab.page, CHOICE["id"]).card
        found["restored"] = again.locator(f'input[value="{CHOICE["answer"]}"]').is_checked()
        lab.save()
    except Exception:
        lab.page.screenshot(path=folder / "failed.png")
        raise
    return found


def cells_of(lab: Lab) -> int:
    return lab.page.locator(".jp-CodeCell").count()


def by_mouse(lab: Lab) -> None:
    """A hint, another choice, and the right one again."""
    reader = Reader(lab.page, CHOICE["id"])
    card, right = reader.card, CHOICE["answer"]
    card.get_by_role("button", name="Hint").click()
    card.get_by_text("Hint 1 of").wait_for()
    card.locator(f'input:not([value="{right}"])').first.click()
    card.get_by_role("button", name="Check").click()
    reader.said.get_by_text("Not right").wait_for()
    card.locator(f'input[value="{right}"]').click()
    card.get_by_role("button", name="Check").click()
    reader.said.get_by_text("Right").wait_for()


def dragged(lab: Lab) -> bool:
    """Is the last line the first, after it was dragged to the top?"""
    lines = Reader(lab.page, ORDER["id"]).card.locator("li")
    last = lines.last.text_content()
    lines.last.drag_to(lines.first, target_position={"x": 100, "y": 2})
    return lines.first.text_content() == last


def looked_at(lab: Lab, theme: str) -> list[str]:
    """What axe says of the cards in this theme; a picture of each, where they are wanted."""
    lab.theme(theme)
    if pictures := os.environ.get("ALLIANCE_SCREENSHOTS"):
        for row in PLAN:
            name = f"{row['id']}-{theme.split()[1].lower()}.png"
            Reader(lab.page, row["id"]).card.screenshot(path=Path(pictures, name))
    return violations(lab.page, ".alliance-ask")


def reloaded(lab: Lab) -> str:
    """What the reader is told after a reload: the widget answers, the notebook can't keep it."""
    lab.open("ask.ipynb")
    first = Reader(lab.page, PLAN[0]["id"]).card
    first.locator(SUBMIT).click()
    remark = first.locator(".alliance-remark")
    remark.wait_for()
    lab.page.wait_for_timeout(3000)
    return remark.text_content() or ""


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
    assert len(seen["cards"]) == len(PLAN) >= 8
    for id, said in seen["cards"].items():
        assert f"{id}: Right" in said or f"{id}: Defensible" in said, said


def test_the_saved_notebook_holds_every_answer(seen: dict[str, Any], folder: Path):
    answers = kept(folder)
    assert answers.keys() == {row["id"] for row in PLAN}
    for row in PLAN:
        if row["kind"] in ("choice", "text", "match", "argue"):
            given, wanted = answers[row["id"]], row["answer"]
            assert str(given).split() == str(wanted).split()


def test_the_log_holds_every_answer(seen: dict[str, Any], folder: Path):
    lines = (folder / "alliance_home" / "answers.jsonl").read_text("utf-8").splitlines()
    logged = {row["question"] for row in map(json.loads, lines) if "answer" in row}
    assert logged == {row["id"] for row in PLAN}


def test_keys_of_jupyterlab_do_not_act_in_a_question(seen: dict[str, Any]):
    before, after = seen["cells"]
    assert before == after == len(PLAN) + 1


def test_lines_can_be_dragged(seen: dict[str, Any]):
    assert seen["dragged"]


def test_a_notebook_that_runs_again_shows_the_last_answer(seen: dict[str, Any]):
    assert seen["restored"]


def test_nothing_is_fetched_from_elsewhere_and_nothing_fails(seen: dict[str, Any], lab: Lab):
    assert lab.outside == []
    assert lab.errors == []


def test_both_themes_are_accessible(seen: dict[str, Any]):
    assert seen["axe"] == {theme: [] for theme in THEMES}


def test_after_a_reload_the_reader_learns_how_to_keep_an_answer(seen: dict[str, Any]):
    assert "Shift" in seen["reloaded"]
