"""The judge in the browser: Python answers from page to page, and without a network.

Collected where ``ALLIANCE_PYODIDE`` names Pyodide's unpacked npm package, as in ``.ci/run``.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import classroom as room
import pytest
from jupyterlab_driver import violations
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
    handed_in,
    opened,
    reader,
)

from alliance.languages import pick
from alliance.questions import bank
from alliance.web import site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

__all__ = ["address", "chrome", "reader"]  # fixtures


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the same name in the other module, with a judge."""
    made = tmp_path_factory.mktemp("web") / "site"
    site.build(room.ROOT, made, ("04",), pyodide=Path(os.environ["ALLIANCE_PYODIDE"]))
    return made


def test_opened_as_a_file_it_says_why_nothing_is_checked(
    reader: BrowserContext, folder: Path
) -> None:
    page = reader.new_page()
    page.goto((folder / SET).as_uri())
    page.wait_for_selector("#al-judge:has-text('opened as a file')")


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
    at = page.evaluate("[scrollY, document.activeElement.localName]")
    assert at == [0, "h1"], "who follows a link goes on at the head of its page"
    reader.set_offline(True)
    page.goto(f"{address}none.html")
    page.get_by_role("link", name="To the first page").wait_for()
    page.wait_for_function("to => document.links[1].href === to", arg=f"{address}index.html")
    page = opened(reader, address, SET)
    choose(page, CHOICE, RIGHT)
    assert card(page, CHOICE).get_attribute("data-state") == "right"


def test_back_leads_to_where_the_page_was_left_and_the_last_of_two_links_counts(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, LESSON)
    page.wait_for_selector("#al-judge:has-text('Answers are checked')", timeout=PATIENCE)
    page.evaluate("scrollTo(0, 3000)")
    page.evaluate(
        """() => { const at_once = window.fetch.bind(window);
          window.fetch = (to) => new Promise((done) =>
            setTimeout(() => done(at_once(to)), /words/.test(to) ? 1500 : 0)); }"""
    )
    way = "name => document.querySelector(`.al-top a[href*=${name}]`).click()"
    page.evaluate(way, "words")
    assert page.locator("body[aria-busy=true]").count(), "it says that it comes"
    page.evaluate(way, "facts")
    page.wait_for_selector("h1:text-is('Facts')")
    page.wait_for_timeout(2000)
    assert (page.title(), page.locator("body[aria-busy]").count()) == (
        "Facts · The US–Japan alliance",
        0,
    )
    page.go_back()
    page.wait_for_selector(".al-steps")
    assert page.evaluate("scrollY") == 3000


def test_what_was_kept_while_nothing_was_checked_counts_when_it_is_judged(
    reader: BrowserContext, address: str
) -> None:
    page = reader.new_page()
    page.goto(address)
    mine = json.dumps({CHOICE: {"answer": RIGHT, "time": "2026-01-05T10:00:00+00:00", "tries": 1}})
    page.evaluate(f"localStorage.setItem('alliance /x/y/ answers ', {json.dumps(mine)})")
    page = opened(reader, address, SET)
    page.wait_for_selector(f'.al-q[data-id="{CHOICE}"][data-state=right]', timeout=PATIENCE)
    page.locator(".al-top a").first.tap()
    page.wait_for_selector("#al-on >> text=1 of")


def test_what_was_checked_at_once_and_left_is_begun_no_more(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, SET)
    id = room.question("date", "anpo")
    field = card(page, id).locator("input[type=text]")
    field.fill(room.right("anpo")[id])
    field.press("Enter")
    right = f'.al-q[data-id="{id}"][data-state=right]'
    page.wait_for_selector(right, timeout=PATIENCE)
    field.blur()
    page.reload()
    page.wait_for_selector(right, timeout=PATIENCE)


def test_a_new_edition_arrives_where_the_old_one_is_kept(
    reader: BrowserContext, address: str, folder: Path
) -> None:
    page = opened(reader, address, SET)
    page.wait_for_selector("#al-judge:has-text('without a network')", timeout=PATIENCE)
    old = {name: (folder / name).read_text("utf-8") for name in (SET, "sw.js")}
    try:
        (folder / SET).write_text(old[SET].replace("The Anpo protests", "Anpo anew"), "utf-8")
        newer = re.sub(r'(?<=OURS \+ ")\w+', "0123456789ab", old["sw.js"])
        (folder / "sw.js").write_text(newer, "utf-8")
        page.reload()
        come = "async () => { while (!/^[^,]*0123456789ab$/.test(await caches.keys()))"
        come += " await new Promise((done) => setTimeout(done, 200)); }"
        page.evaluate(come)
        page.reload()
        assert page.title().startswith("Anpo anew")
    finally:
        for name, text in old.items():
            (folder / name).write_text(text, "utf-8")


def test_what_a_hint_names_in_code_is_shown_by_a_tap(reader: BrowserContext, address: str) -> None:
    hinted = next(
        one
        for one in bank.unit("anpo").questions.values()
        if any("al.plots" in pick(hint) for hint in one.hints)
    )
    page = opened(reader, address, SET)
    box = card(page, hinted.id)
    for n in range(len(hinted.hints)):
        box.get_by_role("button", name="Hint").tap()
        box.locator(".al-hint > div").nth(n).wait_for(timeout=PATIENCE)
    assert "al." not in box.locator(".al-hint").inner_text(), "no line to type"
    box.locator(".al-look summary").first.tap()
    shown = box.locator(".al-look .al-source").first
    shown.locator("table").first.wait_for(timeout=PATIENCE)
    assert violations(page, "body") == []


def test_words_of_an_article_are_marked_and_kept_with_the_answers(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = reader.new_page()
    page.goto(f"{address}sources/reuters-2020.html")
    page.get_by_role("button", name="Mark words in this text").tap()
    form = page.locator(".al-mine")
    form.get_by_label("Paragraph").select_option("5", timeout=PATIENCE)
    form.get_by_label("Words").fill("free-rider")
    form.get_by_label("Layer").select_option("bias")
    form.get_by_label("Note").fill("whose word?")
    form.get_by_role("button", name="Keep this mark").tap()
    form.locator("li", has_text="whose word?").wait_for(timeout=PATIENCE)
    assert page.locator(".al-para mark").all_text_contents() == ["[yours 1\u00a0free-rider]"]
    assert violations(page, "body") == []
    page.locator("label:has([value=none])").tap()
    page.wait_for_function("!document.querySelector('.al-para mark')", timeout=PATIENCE)
    file = handed_in(page, tmp_path / "mine.json")
    (mark,) = file["metadata"]["alliance_answers"]["marks"]
    assert (mark["p"], mark["words"], mark["layer"]) == (5, "free-rider", "bias")
    page.reload()
    page.locator(".al-mine li").wait_for(timeout=PATIENCE)
    # A file from another machine adds its marks to those that are here.
    other = {**mark, "p": 6, "words": "pact", "note": "from home"}
    file["metadata"]["alliance_answers"]["marks"] = [other]
    (tmp_path / "home.json").write_text(json.dumps(file), "utf-8")
    page.get_by_label("Load a file").set_input_files(tmp_path / "home.json")
    page.locator(".al-mine li", has_text="from home").wait_for(timeout=PATIENCE)
    assert page.locator(".al-mine li").count() == 2
    page.locator(".al-mine li", has_text="whose word?").get_by_role("button").tap()
    page.locator(".al-mine li", has_text="whose word?").wait_for(state="detached", timeout=PATIENCE)
    page.reload()
    page.locator(".al-mine li").wait_for(timeout=PATIENCE)
    assert "from home" in page.locator(".al-mine li").all_text_contents()[0]
    page.locator("nav a", has_text="My portfolio").tap()
    frame = page.frame_locator("#al-record iframe")
    frame.locator("text=from home").wait_for(timeout=PATIENCE)


def test_what_was_missed_comes_back_and_the_record_is_kept(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    wrong = next(letter for letter in "abcd" if letter != RIGHT)
    entry = {"answer": wrong, "time": "2026-01-05T10:00:00+00:00", "tries": 1}
    own = {"prompt": "I expect …", "answer": "A long night.", "tries": 1}
    mine = json.dumps({CHOICE: entry, "04.expect": own})
    key = json.dumps("alliance /x/y/ answers ")
    page = reader.new_page()
    page.goto(f"{address}again.html")
    page.evaluate(f"localStorage.setItem({key}, {json.dumps(mine)})")
    page.reload()
    page.wait_for_selector(".al-q", timeout=PATIENCE)
    assert not card(page, CHOICE).locator("input:checked").count(), "it begins blank"
    choose(page, CHOICE, RIGHT)
    assert "omes back" in (card(page, CHOICE).locator(".al-v").text_content() or "")
    kept = json.loads(page.evaluate(f"localStorage.getItem({key})"))[CHOICE]
    assert (kept["answer"], kept["review"][0]["answer"]) == (wrong, RIGHT)
    assert violations(page, "body") == []
    page.locator("nav a", has_text="My portfolio").tap()
    frame = page.frame_locator("#al-record iframe")
    frame.locator("text=A long night.").wait_for(timeout=PATIENCE)
    assert violations(page, "body") == []
    with page.expect_download() as download:
        page.get_by_text("Save my portfolio").tap()
    download.value.save_as(tmp_path / "record.html")
    assert "A long night." in (tmp_path / "record.html").read_text("utf-8")
