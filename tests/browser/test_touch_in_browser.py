"""A telephone: every kind of question answered by tapping, and what a lesson shows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from jupyterlab_driver import CURRENT, THEMES, Lab, browser, server, violations, write_notebook
from keyboard import SUBMIT, Reader
from nbformat.v4 import new_code_cell, new_output
from test_ask_in_browser import ARGUE, FULL, PLAN

import alliance as al

if TYPE_CHECKING:
    from playwright.sync_api import Locator

SHOWN = (
    'al.article("japan-forward-2025")',
    'al.claims("anpo")',
    'al.contradictions("anpo")',
    'al.timeline("anpo")',
    'al.facts("anpo")',
    'al.document("dulles-1951")',
    'al.fact("anp-10")',
    'al.compare_treaties("internal-riots")',
    'al.table("host-nation-support")',
    "al.articles()",
)
# Smaller than a finger: words of a passage are as wide as they are.
SMALL = """card => [...card.querySelectorAll(
    'button, input[type=text], select, textarea, label:not(.al-f)')]
  .filter(node => node.offsetParent && !node.closest('table'))
  .map(node => [node, node.getBoundingClientRect()])
  .filter(([node, box]) => box.height < 43.5
    || (box.width < 43.5 && !node.closest('.al-passage')))
  .map(([node, box]) => `${box.width}x${box.height} ${node.outerHTML.slice(0, 120)}`)"""


WIDE = """card => [...card.querySelectorAll('*')]
  .filter(node => !node.closest('.al-grid, .al-b') &&
    node.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)
  .map(node => node.outerHTML.slice(0, 200))"""


class Finger(Reader):
    """Answers the questions of a card by tapping."""

    def tap(self, selector: str, n: int = 0) -> Locator:
        found = self.card.locator(selector).nth(n)
        found.tap()
        return found

    def fill(self, selector: str, text: Any, n: int = 0) -> None:
        self.tap(selector, n)
        self.type(text)

    def give(self, kind: str, answer: Any) -> str:
        """Give an answer; where the card then stands."""
        getattr(self, f"_{kind}", self._line)(answer)
        self.tap(SUBMIT)
        self.page.wait_for_function(
            "node => !['blank', 'chosen', 'checking'].includes(node.dataset.state)",
            arg=self.card.element_handle(),
            timeout=15_000,
        )
        return self.card.get_attribute("data-state") or ""

    def _line(self, answer: Any) -> None:
        self.fill("input[type=text]", answer)

    def _option(self, value: Any, within: str = "") -> None:
        self.tap(f'{within} label:has(input[value="{value}"])')

    def _choice(self, answer: str) -> None:
        self._option(answer)

    def _choices(self, answer: list[str]) -> None:
        for letter in answer:
            self._option(letter)

    def _truefalse(self, answer: list[Any]) -> None:
        for field, value in zip(self.fields("fieldset"), map(str, answer), strict=True):
            self._option(value.lower(), field)

    def _order(self, answer: list[str]) -> None:
        row = "(node, letter) => [...node.querySelectorAll('li')].findIndex("
        row += "one => one.dataset.letter === letter)"
        for place, letter in enumerate(answer):
            while self.card.evaluate(row, letter) > place:
                self.tap(f'li[data-letter="{letter}"] button:first-of-type')

    def _match(self, answer: dict[str, str]) -> None:
        for left, right in answer.items():
            self._option(right, f'li[data-key="{left}"]')

    def _cite(self, answer: list[Any]) -> None:
        for group, value in zip(self.fields(".al-pick"), answer, strict=True):
            self._option(value, group)

    def _mark(self, answer: str) -> None:
        text = " ".join(self.card.locator(".al-passage button").all_text_contents())
        first = text[: text.lower().index(answer.lower())].count(" ")
        for n in (first, first + answer.count(" ")):
            self.tap(".al-passage button", n)

    def _argue(self, answer: dict[str, Any]) -> None:
        self.fill("textarea", answer["claim"])
        facts = [one for one in answer["evidence"] if isinstance(one, str)]
        places = [part for one in answer["evidence"] if one not in facts for part in one]
        while self.card.locator("fieldset select").count() < len(places):
            self.tap("fieldset button")
        for n, value in enumerate(places):
            self.card.locator("fieldset select").nth(n).select_option(str(value))
        self.fill("fieldset input", "; ".join(facts))
        self.fill("textarea", answer["reasoning"], 1)

    def _table(self, answer: dict[str, list[Any]]) -> None:
        for n, value in enumerate(value for row in answer["rows"] for value in row):
            self.fill(".al-grid input", value, n)


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a telephone, with a notebook of questions and one of what a lesson shows."""
    folder = tmp_path_factory.mktemp("phone")
    asked = [f'al.ask("{row["id"]}")' for row in PLAN]
    for name, sources in (("cards", asked), ("lesson", SHOWN)):
        write_notebook(folder / f"{name}.ipynb", ["import alliance as al", *sources])
    stored = [new_code_cell(one, outputs=[_shown(one)]) for one in SHOWN]
    write_notebook(folder / "stored.ipynb", stored)
    with server(folder) as address, browser(address, 390, 1500, touch=True) as lab:
        yield lab


def _shown(source: str) -> nbformat.NotebookNode:
    """What a cell leaves in a notebook that somebody else has run: nothing of it is trusted."""
    html = eval(source, {"al": al})._repr_html_()
    return new_output("display_data", data={"text/html": html, "text/plain": "…"})


def run(lab: Lab, name: str, ready: str, count: int) -> Lab:
    """Open a notebook with the side bar closed, run it, and wait for what it shows."""
    lab.open(f"{name}.ipynb")
    lab.command("application:toggle-left-area")
    lab.run_all()
    there = "([ready, n]) => document.querySelectorAll(ready).length >= n"
    lab.page.wait_for_function(there, arg=[ready, count])
    lab.idle()
    return lab


@pytest.fixture(scope="module")
def cards(phone: Lab) -> Lab:
    return run(phone, "cards", ".al-q", len(PLAN))


@pytest.mark.parametrize("row", PLAN, ids=[row["kind"] for row in PLAN])
def test_every_kind_is_answered_by_tapping(cards: Lab, row: dict[str, Any]) -> None:
    finger = Finger(cards.page, row["id"])
    assert finger.card.evaluate(SMALL) == []
    assert finger.give(row["kind"], row["answer"]) in FULL
    assert finger.card.evaluate("node => node.contains(document.activeElement)")
    assert finger.card.evaluate(WIDE) == []


def test_an_argument_is_marked_by_tapping_and_opens_its_samples(cards: Lab) -> None:
    finger = Finger(cards.page, ARGUE["id"])
    rows = finger.card.locator("[data-row]")
    assert rows.count() == 5 and finger.card.locator(".al-self details").count() == 0
    for n in range(rows.count()):
        rows.nth(n).locator('label:has(input[value="2"])').tap()
    samples = finger.card.locator(".al-self details")
    samples.nth(1).wait_for()
    samples.first.locator("summary").tap()
    assert finger.card.get_attribute("data-state") == "recorded"
    assert finger.card.evaluate(SMALL) == [] and finger.card.evaluate(WIDE) == []
    if pictures := os.environ.get("ALLIANCE_SCREENSHOTS"):
        finger.card.screenshot(path=Path(pictures, "argument-by-touch.png"))


def test_a_hint_comes_by_tapping(cards: Lab) -> None:
    finger = Finger(cards.page, PLAN[0]["id"])
    finger.card.get_by_role("button", name="Hint").tap()
    finger.card.get_by_text("Hint 1 of").wait_for()
    assert finger.card.evaluate("node => node.contains(document.activeElement)")


@pytest.fixture(scope="module")
def lesson(phone: Lab) -> Lab:
    return run(phone, "lesson", ".jp-OutputArea-output", len(SHOWN))


def accessible(lab: Lab, theme: str) -> None:
    lab.theme(theme)
    if pictures := os.environ.get("ALLIANCE_SCREENSHOTS"):
        name = lab.page.evaluate(f"{CURRENT}.context.path")
        lab.page.screenshot(path=Path(pictures, f"{name}-{theme.split()[1]}.png"))
    assert lab.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert lab.page.locator(".jp-OutputArea").count() >= len(SHOWN)
    assert violations(lab.page, ".jp-OutputArea") == []


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_lesson_shows_is_accessible_on_a_telephone(lesson: Lab, theme: str) -> None:
    accessible(lesson, theme)


def test_the_layers_of_an_article_are_named_and_change_by_tapping(lesson: Lab) -> None:
    switch = lesson.page.locator(".al-layers").first
    names = [one.strip() for one in switch.locator("label").all_text_contents()]
    assert names[0] == "nothing" and names[1] == "claims" and "people" in names
    switch.locator("label", has_text="people").tap()
    lesson.page.get_by_text("a named individual").first.wait_for()


@pytest.fixture(scope="module")
def stored(phone: Lab) -> Lab:
    phone.open("stored.ipynb")
    phone.command("application:toggle-left-area")
    phone.page.locator("details").first.wait_for()
    return phone


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_stored_and_not_trusted_is_accessible_too(stored: Lab, theme: str) -> None:
    assert stored.page.locator(".jp-OutputArea [data-h]").count() == 0  # it is cleaned
    accessible(stored, theme)
    # What shines through is beyond axe, and JupyterLab takes "inherit" away: black would be left.
    look = "node => [getComputedStyle(node).backgroundColor, getComputedStyle(node).color]"
    assert stored.page.locator("mark").first.evaluate(look) == [
        "rgb(253, 238, 194)",
        "rgb(31, 28, 24)",
    ]
