"""The pages that the commands write, in a real browser: on a telephone, in both themes, on paper.

With ``ALLIANCE_SCREENSHOTS`` set, a picture of each page lies in that folder.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
from classroom import ROOT, right
from click.testing import CliRunner
from jupyterlab_driver import alone, violations

from alliance import cli
from alliance.cli import group
from alliance.questions import bank
from alliance.teaching import handout

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("lesson", "exercise", "index", "handout", "feedback", "class")


def hand_in(folder: Path) -> None:
    """Four students of a unit: all right, one wrong answer, nothing, and what can't be read."""
    answers = right("anpo")
    given = [answers, answers | {"anpo.5": "a", "anpo.4": "89"}, {}, {"anpo.1": "a table"}]
    folder.mkdir()
    for n, one in enumerate(given):
        text = json.dumps({"student": f"Student {n}", "answers": one})
        (folder / f"{n}.json").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each sort, by name."""
    folder = tmp_path_factory.mktemp("pages")
    ran = [
        cli._execute(next((ROOT / part).glob("04-*.ipynb")), folder)
        for part in ("notebooks", "exercises")
    ]
    found = dict(zip(NAMES, [folder / one.page for one in ran], strict=False))
    found |= {name: folder / f"{name}.html" for name in ("index", "handout")}
    found["index"].write_text(cli._index(ran), "utf-8")
    found["handout"].write_text(handout.page(handout.unit("04", ROOT)), "utf-8")
    hand_in(folder / "in")
    for command in (
        ["grade", folder / "in", "-o", folder / "book.csv", "--feedback", folder / "back"],
        ["items", folder / "book.csv", "--out", folder / "items"],
    ):
        done = CliRunner().invoke(group, list(map(str, command)))
        assert done.exit_code in (0, 1), done.output
    found["feedback"] = next((folder / "back").glob("Student-1-*.html"))
    found["class"] = folder / "items" / "class.html"
    return found


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with alone() as browser:
        yield browser


def opened(chrome: Browser, path: Path, width: int, theme: str) -> Page:
    page = chrome.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto(path.as_uri())
    return page


# Colours differ by the theme, places by the width: each is looked at whole once.
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chrome: Browser, pages: dict[str, Path], name: str, width: int, theme: str
) -> None:
    page = opened(chrome, pages[name], width, theme)
    if pictures := os.environ.get("ALLIANCE_SCREENSHOTS"):
        page.screenshot(path=Path(pictures, f"{name}-{width}-{theme}.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, "body") == []
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_for_nothing(chrome: Browser, pages: dict[str, Path], name: str) -> None:
    page = chrome.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[name].as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [pages[name].as_uri()]
    page.close()


def test_of_a_lesson_no_code_is_seen_and_its_questions_are(
    chrome: Browser, pages: dict[str, Path]
) -> None:
    page = opened(chrome, pages["exercise"], 1280, "light")
    seen = page.locator("main").inner_text()
    assert "al.ask" not in seen and "Run All Cells" not in seen.split("Question 1")[-1]
    asked = re.escape(str(bank.question("anpo.5").prompt))
    assert re.search(rf"anpo\.5 · .*\n+{asked}", seen)
    page.close()


def test_a_table_on_a_telephone_is_blocks_with_the_names_of_its_cells(
    chrome: Browser, pages: dict[str, Path]
) -> None:
    page = opened(chrome, pages["lesson"], 390, "light")
    cell = page.locator("td[data-h=event]").first
    assert cell.evaluate("node => getComputedStyle(node).display") == "block"
    assert cell.evaluate("node => getComputedStyle(node, '::before').content") == '"event: "'
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.get_by_role("table").count() == page.locator("table").count() == 3
    page.close()
    page = opened(chrome, pages["class"], 390, "light")
    page.add_style_tag(content="details::details-content { content-visibility: visible }")
    for caption in page.locator("caption").all():
        assert caption.evaluate("node => node.clientWidth") > 200, "as wide as its table"
    page.close()


def test_a_handout_prints_dark_on_white_and_whole(chrome: Browser, pages: dict[str, Path]) -> None:
    page = opened(chrome, pages["handout"], 1280, "dark")
    page.emulate_media(media="print")
    ink = page.locator("main").evaluate("node => getComputedStyle(node).color")
    assert ink == "rgb(0, 0, 0)"
    assert page.locator(".question").count() == len(bank.unit("anpo").questions) == 17
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
    page.close()


def test_on_paper_what_was_answered_well_stays_folded_and_no_sheet_is_left_empty(
    chrome: Browser, pages: dict[str, Path]
) -> None:
    sheets = {}
    for name in ("feedback", "class", "lesson"):
        page = opened(chrome, pages[name], 1280, "dark")
        page.emulate_media(media="print")
        sheets[name] = len(pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
        wide = "card => getComputedStyle(card).maxWidth"
        assert page.locator(".al-card").first.evaluate(wide) == "none", name
        for look, css in (
            ("printColorAdjust", ".al-bar"),
            ("breakInside", ".al-card:not(.al-doc)"),
        ):
            found = page.locator(css).first
            if found.count():
                shown = found.evaluate(f"one => getComputedStyle(one).{look}")
                assert shown in ("exact", "avoid"), (name, css)
        if name == "feedback":
            assert page.locator(".al-q").count() == len(bank.unit("anpo").questions)
            assert page.locator(".al-later .al-q").first.is_hidden()
            page.locator(".al-later > summary").evaluate("one => one.click()")
            assert page.locator(".al-later .al-q").first.is_visible()
        if name == "lesson":
            long = page.locator(".al-doc").first
            assert long.evaluate("one => getComputedStyle(one).breakInside") == "auto"
            assert page.locator("figure details > :last-child").first.is_visible()
        page.close()
    assert sheets["feedback"] <= 5 and sheets["class"] <= 14, sheets


def test_what_is_above_a_question_stands_together(chrome: Browser, pages: dict[str, Path]) -> None:
    page = opened(chrome, pages["feedback"], 1280, "light")
    above = page.locator(".al-q .al-kick").first
    assert re.fullmatch(r"anpo\.\d+ · ★+", above.inner_text())
    assert above.locator("> *").count() == 1
    page.close()
