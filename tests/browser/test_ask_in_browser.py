"""``al.ask`` in JupyterLab, in a real browser, by keyboard alone.

``ALLIANCE_CHROMIUM`` names another browser than the one on the path, ``ALLIANCE_SCREENSHOTS`` a
folder that gets a picture of each card in both themes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyterlab_driver import (
    CURRENT,
    THEMES,
    Lab,
    browser,
    kept_in,
    pictured,
    server,
    shutdown,
    violations,
    write_notebook,
)
from keyboard import SUBMIT, Reader

from alliance import corpus

FULL = ("right", "defensible", "recorded")
SILENT = "the sources do not say"
ROOT = Path(__file__).resolve().parents[2]


def plan() -> list[dict[str, Any]]:
    """The first question of each kind, with the right answer as a list of plain parts."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((ROOT / "alliance" / "data" / "questions").glob("*.json")):
        solved = json.loads((ROOT / "solutions" / "questions" / path.name).read_text("utf-8"))
        for question in json.loads(path.read_text("utf-8"))["questions"]:
            answer = solved["questions"][question["id"]]["answer"]
            if question["kind"] == "cite" and " " in answer and answer != SILENT:
                answer = cited(*answer.split(" ", 1))
            if question["kind"] == "argue":
                given = answer["evidence"]
                answer["evidence"] = [one if is_fact(one) else cited(*one) for one in given]
                place = next(one for one in answer["evidence"] if not is_fact(one))
                against = {"place": place, "text": "They might say otherwise."}
                answer = {"against": against, **answer}  # a notebook is saved in this order
            row = {"id": question["id"], "kind": question["kind"], "answer": answer}
            if answer != SILENT:
                found.setdefault(question["kind"], row)
    return list(found.values())


def is_fact(one: Any) -> bool:
    return isinstance(one, str)


def cited(source: str, place: str | int) -> list[str | int]:
    """A citation ("¶4", "Art. I", "I") as the card's lists give it: source and paragraph."""
    name = str(place).removeprefix("¶").removeprefix("Art. ")
    provisions = {one.provision: one.n for one in corpus.citable(source).paragraphs}
    return [source, provisions[name] if name in provisions else int(name)]


PLAN = plan()
CHOICE, ORDER, ARGUE = (
    next(row for row in PLAN if row["kind"] == kind) for kind in ("choice", "order", "argue")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def lab(folder: Path) -> Iterator[Lab]:
    """A notebook that asks a question of each kind, open in the browser and run."""
    cells = ["import alliance as al", *(f'al.ask("{row["id"]}")' for row in PLAN)]
    write_notebook(folder / "ask.ipynb", cells)
    with server(folder) as address, browser(address) as opened:
        with pictured(opened, folder):
            start(opened)
        yield opened


def start(lab: Lab) -> None:
    lab.open("ask.ipynb")
    lab.run_all()
    lab.page.wait_for_function("n => document.querySelectorAll('.al-q').length >= n", arg=len(PLAN))
    lab.idle()


@pytest.fixture(scope="module")
def seen(lab: Lab, folder: Path) -> dict[str, Any]:
    """What the browser saw, in this order: keys, mouse, both themes; a tab that was killed, another
    machine without a log; a kernel that is gone."""
    found: dict[str, Any] = {"cells": [cells_of(lab)]}
    with pictured(lab, folder):
        found["empty"] = empty(lab, folder)
        found["cards"] = {
            row["id"]: Reader(lab.page, row["id"]).answer(row["kind"], row["answer"])
            for row in PLAN
        }
        found["own"] = Reader(lab.page, ARGUE["id"]).mark_own(3)
        found["samples"] = samples(lab)
        # "d d" deletes a cell in JupyterLab; on a button of ours it must not.
        Reader(lab.page, PLAN[0]["id"]).card.locator(SUBMIT).focus()
        for key in ("d", "d", "b", "x", "Escape"):
            lab.page.keyboard.press(key)
        found["cells"].append(cells_of(lab))
        by_mouse(lab)
        found["dragged"] = dragged(lab)
        found["axe"] = {theme: looked_at(lab, theme) for theme in THEMES}
        lab.until(lambda: saved(folder))  # nobody saves; the cards do
        found["kept"] = kept(folder)
        found["self"] = entries(folder)[ARGUE["id"]]["self"]
        found["dead"] = "jupyter.widget-view" in (folder / "ask.ipynb").read_text("utf-8")
        found["begun"] = begun(lab, folder)
        found["reopened"] = reopened(lab, folder)
        found["restored"] = states(lab)
        found["samples again"] = samples(lab)
        found["remarked"] = remarked(lab, folder)
        found["lost"] = lost(lab)
    return found


def states(lab: Lab) -> dict[str, str | None]:
    """Where each card stands, once all have their answers."""
    cards = {row["id"]: Reader(lab.page, row["id"]).card for row in PLAN}
    lab.until(lambda: all(one.get_attribute("data-state") in FULL for one in cards.values()))
    return {id: one.get_attribute("data-state") for id, one in cards.items()}


def empty(lab: Lab, folder: Path) -> list[str]:
    """Check on every card before anything is chosen: what it says, and what is logged."""
    for row in PLAN:
        Reader(lab.page, row["id"]).card.locator(SUBMIT).click()
    lab.page.wait_for_timeout(500)
    log = folder / "alliance_home" / "answers.jsonl"
    said = [Reader(lab.page, row["id"]).said.text_content() or "" for row in PLAN]
    return [*said, *(log.read_text("utf-8").splitlines() if log.exists() else [])]


def begun(lab: Lab, folder: Path) -> list[str | None]:
    """An answer that is changed after its verdict: the card, and what the notebook keeps of it."""
    reader = Reader(lab.page, CHOICE["id"])
    reader.card.locator(f'input:not([value="{CHOICE["answer"]}"])').first.click()
    state = reader.card.get_attribute("data-state")
    lab.until(lambda: "draft" in entries(folder)[CHOICE["id"]])
    entry = entries(folder)[CHOICE["id"]]
    reader.card.locator(f'input[value="{CHOICE["answer"]}"]').click()
    reader.card.locator(SUBMIT).click()
    lab.until(lambda: "draft" not in entries(folder)[CHOICE["id"]])
    return [state, reader.said.text_content(), entry["answer"], entry["draft"]]


def reopened(lab: Lab, folder: Path) -> str:
    """The notebook on another machine: no log, no kernel; first as it is stored, then run."""
    lab.page.goto("about:blank")
    shutil.rmtree(folder / "alliance_home")
    shutdown(lab.address)
    lab.open("ask.ipynb")
    stored = lab.text("your answer: ")
    start(lab)
    return stored


def lost(lab: Lab) -> list[str | None]:
    """A card whose kernel is gone: as it stands, and after its answer was changed and checked."""
    lab.page.evaluate(f"{CURRENT}.sessionContext.session.kernel.restart()")
    reader = Reader(lab.page, CHOICE["id"])
    lab.until(lambda: reader.card.get_attribute("data-state") == "lost")
    before = reader.card.get_attribute("data-state")
    reader.card.locator(f'input:not([value="{CHOICE["answer"]}"])').first.click()
    reader.card.locator(SUBMIT).click()
    lab.page.wait_for_timeout(6500)
    return [before, reader.card.get_attribute("data-state"), reader.said.text_content()]


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
    lines = Reader(lab.page, ORDER["id"]).card.locator(".al-order li")
    last = lines.last.text_content()
    lines.last.drag_to(lines.first, target_position={"x": 100, "y": 2})
    moved = lines.first.text_content() == last
    reader = Reader(lab.page, ORDER["id"])
    assert reader.card.get_attribute("data-state") == "stale"
    reader.answer("order", ORDER["answer"])
    return moved


def looked_at(lab: Lab, theme: str) -> list[str]:
    """What axe says of the cards in this theme; a picture of each, where they are wanted."""
    lab.theme(theme)
    if pictures := os.environ.get("ALLIANCE_SCREENSHOTS"):
        for row in PLAN:
            name = f"{row['id']}-{theme.split()[1].lower()}.png"
            Reader(lab.page, row["id"]).card.screenshot(path=Path(pictures, name))
    return violations(lab.page, ".al-q")


def samples(lab: Lab) -> list[str]:
    """The samples that an argument's card shows, once its writer has marked it."""
    found = Reader(lab.page, ARGUE["id"]).card.locator(".al-self details summary")
    found.nth(1).wait_for()
    return found.all_text_contents()


def remarked(lab: Lab, folder: Path) -> dict[str, Any]:
    """Another argument in the place of one that was marked: what is offered, and what is kept."""
    reader = Reader(lab.page, ARGUE["id"])
    own = reader.card.locator(".al-self")
    reader.card.locator("textarea").first.fill(f"Above all: {ARGUE['answer']['claim']}")
    found: dict[str, Any] = {"while it is changed": own.is_visible()}
    reader.card.locator(SUBMIT).click()
    own.wait_for()
    found["marked"] = reader.card.locator(".al-self input:checked").count()
    lab.until(lambda: "Above all" in entries(folder)[ARGUE["id"]]["answer"]["claim"])
    return {**found, "kept": entries(folder)[ARGUE["id"]]}


def entries(folder: Path) -> dict[str, Any]:
    """What the saved notebook keeps of each card."""
    return kept_in(folder / "ask.ipynb")


def saved(folder: Path) -> bool:
    """Whether the notebook holds every answer, and its writer's marks."""
    held = entries(folder)
    return len(held) == len(PLAN) and "self" in held[ARGUE["id"]]


def kept(folder: Path) -> dict[str, Any]:
    """The answers that the saved notebook holds."""
    return {id: entry["answer"] for id, entry in entries(folder).items()}


def test_an_untouched_card_asks_and_records_nothing(seen: dict[str, Any]):
    assert seen["empty"] == ["○ Choose or write an answer first."] * len(PLAN)


def test_every_kind_is_answered_by_keyboard_alone(seen: dict[str, Any]):
    assert len(seen["cards"]) == len(PLAN) >= 12
    wrong = {id: state for id, state in seen["cards"].items() if state not in FULL}
    assert not wrong


def test_the_saved_notebook_holds_every_answer(seen: dict[str, Any]):
    answers = seen["kept"]
    assert answers.keys() == {row["id"] for row in PLAN}
    for row in PLAN:
        if row["kind"] in ("choice", "text", "match", "argue"):
            given, wanted = answers[row["id"]], row["answer"]
            assert str(given).split() == str(wanted).split()


def test_an_argument_is_marked_by_its_writer_by_keyboard(seen: dict[str, Any]):
    assert len(seen["own"]) == 5 and seen["self"] == seen["own"]


def test_two_samples_open_after_that_and_come_back(seen: dict[str, Any]):
    assert [one.partition(":")[0] for one in seen["samples"]] == [
        "A sample on level 4", "A sample on level 2",
    ]  # fmt: skip
    assert seen["samples again"] == seen["samples"]


def test_another_argument_has_no_marks_yet(seen: dict[str, Any]):
    found = seen["remarked"]
    assert not found["while it is changed"] and found["marked"] == 0
    assert "self" not in found["kept"]


def test_a_changed_answer_greys_the_verdict_and_is_kept_as_begun(seen: dict[str, Any]):
    state, said, answer, draft = seen["begun"]
    assert state == "stale"
    assert answer == CHOICE["answer"] != draft
    assert said is not None and "You changed" not in said


def test_a_stored_card_says_what_to_do_and_what_was_answered(seen: dict[str, Any]):
    stored = seen["reopened"]
    assert "Error displaying widget" not in stored and not seen["dead"]
    assert "Run All Cells" in stored
    assert f'your answer: "{CHOICE["answer"]}"' in stored


def test_answers_come_back_on_another_machine(seen: dict[str, Any]):
    assert {id: state for id, state in seen["restored"].items() if state not in FULL} == {}


def test_a_dead_kernel_is_told_and_no_old_verdict_stays(seen: dict[str, Any]):
    before, state, said = seen["lost"]
    assert before == "lost" and state == "lost"
    assert said is not None and "Run All Cells" in said and "Right" not in said


def test_keys_of_jupyterlab_do_not_act_in_a_question(seen: dict[str, Any]):
    before, after = seen["cells"]
    assert before == after == len(PLAN) + 1


def test_lines_can_be_dragged(seen: dict[str, Any]):
    assert seen["dragged"]


def test_nothing_is_fetched_from_elsewhere_and_nothing_fails(seen: dict[str, Any], lab: Lab):
    assert lab.outside == []
    assert lab.errors == []


def test_both_themes_are_accessible(seen: dict[str, Any]):
    assert seen["axe"] == {theme: [] for theme in THEMES}


@pytest.mark.parametrize("kind", ["date", "table"])
def test_enter_in_a_field_checks(lab: Lab, folder: Path, kind: str):
    row = next(row for row in PLAN if row["kind"] == kind)
    write_notebook(folder / f"{kind}.ipynb", ["import alliance as al", f'al.ask("{row["id"]}")'])
    tab = Lab(lab.page.context.new_page(), lab.address)
    tab.open(f"{kind}.ipynb")
    tab.run_all()
    field = Reader(tab.page, row["id"]).card.locator("input[type=text]").first
    field.fill("1853")
    field.press("Enter")
    Reader(tab.page, row["id"]).said.get_by_text(re.compile("Not right|could not read")).wait_for()
    tab.page.close()


@pytest.mark.parametrize("press", ["Overwrite", "Revert"])
def test_two_tabs_of_a_notebook_lose_no_answer(lab: Lab, folder: Path, press: str):
    """JupyterLab asks the second what shall become of the file; either way both answers stay."""
    path = folder / f"{press}.ipynb"
    rows = [row for row in PLAN if row["kind"] in ("choice", "date")]
    write_notebook(path, ["import alliance as al", *(f'al.ask("{row["id"]}")' for row in rows)])
    tabs = [Lab(lab.page.context.new_page(), lab.address) for _ in rows]
    for tab in tabs:
        tab.open(path.name)
        tab.run_all()
        Reader(tab.page, rows[-1]["id"]).card.wait_for()
    for tab, row in zip(tabs, rows, strict=True):
        tab.page.bring_to_front()
        Reader(tab.page, row["id"]).answer(row["kind"], row["answer"])
        tab.until(lambda: kept_in(path))
    first, second = tabs
    second.page.locator(".jp-Dialog-button", has_text=press).click()
    first.page.close()
    second.run_all()
    second.save()
    second.until(lambda: len(kept_in(path)) == len(rows))
    second.page.close()
    assert kept_in(path).keys() == {row["id"] for row in rows}
