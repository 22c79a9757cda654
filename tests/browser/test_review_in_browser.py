"""``al.review`` and ``al.portfolio`` in JupyterLab, over two days: what the card keeps of each try,
what comes back, and the page at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from jupyterlab_driver import Lab, browser, kept_in, pictured, server, violations, write_notebook
from keyboard import SUBMIT, Reader

from alliance.questions import bank
from alliance.questions.judge import judge

ID, EXPECT = "1951.3", "02.expect"
LESSON, START = "notebooks/02-treaty.ipynb", "notebooks/00-start-here.ipynb"
LETTERS = bank.question(ID).form["options"]
STATUS = {letter: judge(bank.question(ID), letter).status for letter in LETTERS}
RIGHT = next(letter for letter, status in STATUS.items() if status == "right")
WRONG = [letter for letter, status in STATUS.items() if status == "wrong"]
CLOCK = """
from datetime import UTC, datetime
from pathlib import Path
import alliance as al
from alliance.questions import kept_answers
kept_answers.now = lambda: datetime.fromisoformat(Path("../clock").read_text())
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("lab")
    (folder / "notebooks").mkdir()
    asked = [CLOCK, f'al.ask("{ID}")', f'al.write("{EXPECT}", "I expect")']
    for name, cells in ((LESSON, asked), (START, [CLOCK, "al.review()", "al.portfolio()"])):
        write_notebook(folder / name, cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALLIANCE_SOLUTIONS", str(ROOT / "solutions" / "questions"))
        with server(folder) as address, browser(address) as lab, pictured(lab, folder):
            yield walked(lab, folder)


def walked(lab: Lab, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    (folder / "clock").write_text("2026-05-04T09:00:00+00:00")
    start(lab, LESSON)
    card = Reader(lab.page, ID)
    reveal = card.card.get_by_role("button", name="Show the solution")
    give(card, WRONG[0])
    found["offered"] = [reveal.is_visible()]
    card.card.get_by_role("button", name="Hint").click()
    card.card.get_by_text("Hint 1 of").wait_for()
    give(card, WRONG[1])
    give(card, WRONG[0])
    found["offered"].append(reveal.is_visible())
    reveal.click()
    card.card.locator(".al-hint", has_text="The answer").wait_for()
    found["solution"] = card.card.locator(".al-hint").inner_text()
    mine = Reader(lab.page, EXPECT)
    for text in ("a promise", "a permission"):
        mine.card.locator("textarea").fill(text)
        mine.card.locator(SUBMIT).click()
        judged(mine)
    lab.until(lambda: entries(folder, LESSON).get(EXPECT, {}).get("answer") == "a permission")
    found["kept"] = entries(folder, LESSON)
    (folder / "clock").write_text("2026-05-05T09:00:00+00:00")
    start(lab, START)
    again = Reader(lab.page, ID)
    found["label"] = again.card.locator(".al-kick").inner_text().replace("\xa0", " ")
    found["blank"] = [again.card.get_attribute("data-state"), again.said.inner_text()]
    give(again, RIGHT)
    found["said"] = again.said.inner_text()
    lab.until(lambda: entries(folder, START))
    found["again"] = entries(folder, START)
    found["axe"] = violations(lab.page, ".al-q")
    lab.run_all()
    found["after"] = lab.text("Next: on 8 May (questions: 1).")
    shown = lab.page.frame_locator("iframe[title='My portfolio']").locator("main")
    found["portfolio"] = shown.inner_text()
    found["page"] = (folder / "my-portfolio.html").read_text("utf-8")
    found["errors"] = lab.errors
    return found


def start(lab: Lab, name: str) -> None:
    lab.open(name)
    lab.run_all()
    lab.page.wait_for_function("document.querySelectorAll('.al-q').length >= 1")


def give(card: Reader, letter: str) -> None:
    card.card.locator(f'input[value="{letter}"]').check()
    card.card.locator(SUBMIT).click()
    judged(card)


def judged(card: Reader) -> None:
    done = "node => !['blank', 'chosen', 'stale', 'checking'].includes(node.dataset.state)"
    card.page.wait_for_function(done, arg=card.card.element_handle())


def entries(folder: Path, name: str) -> dict[str, Any]:
    return kept_in(folder / name)


def test_each_try_is_kept_with_its_time_and_whether_a_hint_was_open(seen: dict[str, Any]) -> None:
    entry, time = seen["kept"][ID], "2026-05-04T09:00:00.000+00:00"
    assert (entry["answer"], entry["time"], entry["tries"]) == (WRONG[0], time, 3)
    assert entry["hinted"] is True and "draft" not in entry
    first, second = entry["past"]
    assert first == {"answer": WRONG[0], "time": time}
    assert second == {"answer": WRONG[1], "time": time, "hinted": True}
    assert seen["kept"][EXPECT]["past"] == [{"answer": "a promise", "time": time}]


def test_the_solution_is_offered_after_the_third_miss(seen: dict[str, Any]) -> None:
    assert seen["offered"] == [False, True]
    assert f"The answer: {RIGHT}" in seen["solution"]


def test_it_comes_back_blank_and_says_when_it_comes_next(seen: dict[str, Any]) -> None:
    assert seen["blank"] == ["blank", ""] and "if right, again on 8 May" in seen["label"]
    assert "This question comes back on 8 May." in seen["said"]
    one = {"answer": RIGHT, "time": "2026-05-05T09:00:00.000+00:00"}
    assert seen["again"] == {ID: {"review": [one]}}
    assert (
        "Next: on 8 May (questions: 1)." in seen["after"] and not seen["axe"] and not seen["errors"]
    )


def test_the_portfolio_stands_in_the_notebook_and_beside_it(seen: dict[str, Any]) -> None:
    for text in (seen["portfolio"], seen["page"]):
        assert "My portfolio" in text and "a permission" in text and "a promise" in text
        assert "mended" in text and "on 8 May:" in text
