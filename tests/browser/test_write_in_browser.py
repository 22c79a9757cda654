"""``al.write`` and an argument in JupyterLab: kept, given back, never judged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyterlab_driver import (
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

from alliance.questions import bank

ID, PROMPT = "02.expect", "I expect … because …"
ARGUE = next(id for id, one in bank.unit("1951").questions.items() if one.kind == "argue")
TEXT = "I expect a promise,\nbecause both signed."


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the browser saw: a text begun and left, then kept, an argument kept with a part missing;
    and both on another machine."""
    folder = tmp_path_factory.mktemp("lab")
    cells = ["import alliance as al", f'al.write("{ID}", "{PROMPT}")', f'al.ask("{ARGUE}")']
    write_notebook(folder / "write.ipynb", cells)
    with server(folder) as address, browser(address) as lab, pictured(lab, folder):
        yield walked(lab, folder)


def start(lab: Lab) -> tuple[Reader, Reader]:
    lab.open("write.ipynb")
    lab.run_all()
    lab.page.wait_for_function("document.querySelectorAll('.al-q').length >= 2")
    return Reader(lab.page, ID), Reader(lab.page, ARGUE)


def walked(lab: Lab, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    mine, argument = start(lab)
    found["buttons"] = mine.card.locator("button").all_inner_texts()
    mine.card.locator(SUBMIT).click()
    found["empty"] = mine.said.inner_text()
    mine.card.locator("textarea").fill("I expect")
    found["begun"] = lab.until(lambda: entries(folder))  # begun, and nothing pressed
    mine.card.locator("textarea").fill(TEXT)
    mine.card.locator(SUBMIT).click()
    argument.card.locator("textarea").first.fill("It was a promise.")
    argument.card.locator("textarea").nth(1).fill("Bananas.")
    for row in (0, 1):
        argument.card.locator("select").nth(2 * row).select_option("treaty-1951")
        argument.card.locator("select").nth(2 * row + 1).select_option(str(6 + row))
    argument.card.get_by_label("or by name").fill("anp-22; doc-dulles-1951")
    argument.card.locator(SUBMIT).click()
    both = (ID, ARGUE)  # an answer is saved after its draft
    lab.until(lambda: all("answer" in entries(folder).get(one, {}) for one in both))
    found |= told(lab, "now")
    found["kept"] = entries(folder)
    found["axe"] = []
    for theme in THEMES:
        lab.theme(theme)
        found["axe"] += violations(lab.page, ".al-q")
    lab.page.goto("about:blank")
    shutil.rmtree(folder / "alliance_home")
    shutdown(lab.address)
    lab.open("write.ipynb")
    found["stored"] = lab.text("because both signed.")
    mine, _ = start(lab)
    found |= told(lab, "later")
    found["cited"] = Reader(lab.page, ARGUE).card.get_by_label("or by name").input_value()
    found["back"] = mine.card.locator("textarea").input_value()
    found["errors"] = lab.errors
    return found


def told(lab: Lab, when: str) -> dict[str, Any]:
    cards = {name: Reader(lab.page, id) for name, id in (("mine", ID), ("argument", ARGUE))}
    for one, words in zip(cards.values(), ("Kept", "Kept, and not complete yet"), strict=True):
        one.said.get_by_text(words).first.wait_for()  # the answer is kept before it is remarked on
    return {
        f"{name} {when}": [one.card.get_attribute("data-state"), one.said.inner_text()]
        for name, one in cards.items()
    }


def entries(folder: Path) -> dict[str, Any]:
    return kept_in(folder / "write.ipynb")


def test_a_text_is_kept_with_its_prompt_also_when_it_was_only_begun(seen: dict[str, Any]) -> None:
    assert seen["begun"] == {ID: {"prompt": PROMPT, "draft": "I expect"}}
    entry = seen["kept"][ID]
    assert (entry["answer"], entry["prompt"], entry["tries"]) == (TEXT, PROMPT, 1)
    assert entry["time"] and entry["edition"] and "draft" not in entry


def test_nothing_but_keeping_is_offered_and_nothing_is_judged(seen: dict[str, Any]) -> None:
    assert seen["buttons"] == ["Keep my answer"]
    assert "Choose or write" in seen["empty"]
    for when in ("now", "later"):
        state, said = seen[f"mine {when}"]
        assert state == "recorded" and "Kept" in said and "Nobody marks" in said
        assert "Right" not in said
    assert not seen["errors"] and not seen["axe"]


def test_an_incomplete_argument_is_asked_back(seen: dict[str, Any]) -> None:
    for when in ("now", "later"):
        state, said = seen[f"argument {when}"]
        assert state == "partly" and "Kept, and not complete yet" in said
        assert "What is still to be said?" in said and "Not right" not in said
        assert "Citation" not in said, "a fact and a document may be cited"
    assert seen["kept"][ARGUE]["answer"]["evidence"][-2:] == ["anp-22", "doc-dulles-1951"]
    assert seen["cited"] == "anp-22; doc-dulles-1951"


def test_it_stands_there_without_a_kernel_and_comes_back(seen: dict[str, Any]) -> None:
    assert PROMPT in seen["stored"] and "because both signed." in seen["stored"]
    assert "Error displaying widget" not in seen["stored"]
    assert seen["back"] == TEXT
