"""The judge in the browser: Python answers from page to page, and without a network.

Collected where ``ALLIANCE_PYODIDE`` names Pyodide's unpacked npm package, as in ``.ci/run``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from test_web_in_browser import (
    CHOICE,
    LESSON,
    PATIENCE,
    RIGHT,
    SET,
    address,
    card,
    choose,
    chrome,
    folder,
    opened,
    reader,
)

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

__all__ = ["address", "chrome", "folder", "reader"]  # fixtures


def test_the_judge_answers_from_page_to_page_and_without_a_network(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, LESSON)
    page.wait_for_selector("#al-judge:has-text('Answers are checked')", timeout=PATIENCE)
    page.evaluate("navigator.serviceWorker.ready")
    page.locator(".al-top a").first.tap()
    page.locator(f"a[href='{SET}']").tap()
    page.wait_for_selector(".al-q")
    wrong = next(letter for letter in "abcd" if letter != RIGHT)
    choose(page, CHOICE, wrong)
    assert card(page, CHOICE).get_attribute("data-state") == "wrong"
    page.locator("nav a", has_text="Where I stand").tap()
    page.wait_for_selector("text=The Anpo protests: 0 of", timeout=PATIENCE)
    reader.set_offline(True)
    page = opened(reader, address, SET)
    choose(page, CHOICE, RIGHT)
    assert card(page, CHOICE).get_attribute("data-state") == "right"
