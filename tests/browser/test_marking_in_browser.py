"""The page that arguments are marked on, in a real browser, by keyboard and by mouse."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import classroom as room
import pytest
from jupyterlab_driver import alone, chromium, violations

from alliance.questions import bank
from alliance.teaching.spreadsheet import safe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ARGUE = room.question("argue")
RUBRIC = bank.question(ARGUE).form["rubric"]
ROWS = len(RUBRIC)
POINT: Any = {"x": 60, "y": 20}  # within the first words of a text
CLAIMS = {
    "Jane Doe": "Reuters lets its readers judge better than PanOrient does.",
    "Joan Roe": "=cmd|'/c calc'!A0 </script><script>document.title = 'own'</script>; =1+1;\n\n\t=2",
    "Jack Poe": "PanOrient, of the two, is fair, and PanOrient alone is exact.",
    "Yamada Taro": "日本は条約を変えるべきだと、二つの記事は主張していない。",
}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The page to mark four arguments on; beside it the sheet, its key and what was handed in."""
    for name, claim in CLAIMS.items():
        one = {**room.right()[ARGUE], "claim": claim}
        if name == "Jane Doe":
            one["self"] = {bank.row_name(row): 3 for row in RUBRIC}
        room.save(tmp_path / "in" / name / "a.ipynb", room.answered({**room.right(), ARGUE: one}))
    page = tmp_path / "sheet.html"
    done = room.run(tmp_path / "in", "-o", tmp_path / "g.csv", "--review", page)
    assert done.exit_code == 0, done.output
    return page


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with alone() as browser:
        yield browser


def opened(context: Browser | BrowserContext, path: Path, **more: Any) -> Page:
    page = context.new_page(**more)
    page.goto(path.as_uri())
    return page


def codes(made: Path) -> dict[str, str]:
    with open(made.with_name("sheet-key.csv"), encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row["code"] for row in csv.DictReader(file)}


def go_to(page: Page, code: str) -> None:
    """By the keyboard alone, from where the focus is."""
    for _ in CLAIMS:
        if page.locator(f'[data-code="{code}"]').is_visible():
            return
        page.keyboard.press("n")
    raise AssertionError(code)


def select(page: Page, words: str) -> None:
    """Words of the text where the caret is, with Shift and arrows; the caret is at its end."""
    text = page.evaluate("document.activeElement.textContent")
    for _ in text[text.index(words) :]:
        page.keyboard.press("ArrowLeft")
    for _ in words:
        page.keyboard.press("Shift+ArrowRight")


def saved(page: Page, to: Path, press: str | None = None) -> list[dict[str, str]]:
    with page.expect_download() as download:
        if press:
            page.keyboard.press(press)
        else:
            page.get_by_role("button", name="Save the sheet").click()
    assert download.value.suggested_filename == "sheet.csv"
    download.value.save_as(to)
    with open(to, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_class_is_marked_by_keyboard_and_mouse_and_graded(made: Path, chrome: Browser) -> None:
    context = chrome.new_context(accept_downloads=True)
    page, who = opened(context, made), codes(made)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    # One by keyboard: levels 4 3 2 1 4, words with a comment, a phrase that is kept.
    page.keyboard.press("Tab")
    go_to(page, who["Jane Doe"])
    for key in ("4", "3", "2", "1", "4"):
        page.keyboard.press(key)
    card = page.locator(f'[data-code="{who["Jane Doe"]}"]')
    card.locator("h2").evaluate("node => node.focus()")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.part"):
            break
    page.keyboard.press("Control+End")
    select(page, "readers judg")
    page.keyboard.press("c")
    page.keyboard.type("Which readers?")
    assert card.locator("mark").all_inner_texts() == ["readers judge"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.part") == "claim"
    page.keyboard.type("zz")  # nothing can be written there
    assert card.locator("[data-part=claim]").inner_text().startswith(CLAIMS["Jane Doe"])
    page.keyboard.press("g")
    page.keyboard.type("- Answer the strongest point.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # kept as a phrase
    page.keyboard.press("u")
    assert page.locator("#al-progress").inner_text() == "1 of 4 marked"
    # One by mouse, with that phrase.
    page.locator("#al-all summary").click()
    button = page.locator("#al-all button", has_text="○").first
    button.click()
    (here,) = [one for one in page.locator("[data-code]").all() if one.is_visible()]
    mouse = here.get_attribute("data-code")
    for row in here.locator("[data-row]").all():
        row.locator("label", has_text="3").first.click()
    here.get_by_role("button", name="1 - Answer the strongest point.").click()
    assert here.locator("textarea").input_value() == "- Answer the strongest point."
    # The others with keys, from the row where the focus is; one level is taken away and put back.
    for _ in range(2):
        here.locator("h2").evaluate("node => node.focus()")
        page.keyboard.press("u")
        page.keyboard.press("Shift+Digit1")
        for _ in RUBRIC:
            page.keyboard.press("2")
        page.keyboard.press("0")
        assert ": 1 unmarked" in (
            page.locator("#al-all [aria-current=true]").get_attribute("aria-label") or ""
        )
        page.keyboard.press("2")
    assert page.locator("#al-progress").inner_text() == "4 of 4 marked"
    rows = saved(page, made.with_name("sheet.csv"), "s")
    assert errors == [] and page.title() == "Arguments to mark"
    context.close()
    on_words = [row for row in rows if row["words"]]
    assert [(row["code"], row["words"], row["comment"]) for row in on_words] == [
        (who["Jane Doe"], "readers judge", "Which readers?")
    ]
    # What a spreadsheet would run is kept from it, as in the sheet that Python writes.
    claims = {row["code"]: row["claim"] for row in rows if row["row"] == "1"}
    assert claims[who["Joan Roe"]] == safe(CLAIMS["Joan Roe"]) != CLAIMS["Joan Roe"]
    assert {row["comment"] for row in rows if row["row"] == "1"} == {
        "'- Answer the strongest point."
    }
    points = {"Jane Doe": (3 + 2 + 1 + 0 + 3) / (3 * ROWS)}
    points |= {name: (2 if who[name] == mouse else 1) / 3 for name in CLAIMS if name != "Jane Doe"}
    graded = room.graded(made.parent / "in", "--marks", made.with_name("sheet.csv"))
    assert {one["student"]: one["answers"][ARGUE]["score"] for one in graded} == {
        name: pytest.approx(value, abs=1e-4) for name, value in points.items()
    }
    back = made.parent / "back"
    room.run(
        *(made.parent / "in", "-o", made.parent / "g.csv", "--feedback", back),
        *("--marks", made.with_name("sheet.csv")),
    )
    (jane,) = back.glob("Jane*")
    told = jane.read_text("utf-8")
    assert '<mark class="on">readers judge</mark> Which readers?' in told
    assert "0.6 of 1 point. - Answer the strongest point." in told


def test_what_was_marked_is_there_when_the_page_is_opened_again(
    made: Path, chrome: Browser
) -> None:
    def browser() -> BrowserContext:
        return chrome.browser_type.launch_persistent_context(
            made.parent / "profile", executable_path=chromium(), args=["--no-sandbox"]
        )

    context = browser()
    page = opened(context, made)
    for key in ("4", "3"):
        page.keyboard.press(key)
    page.keyboard.press("g")
    page.keyboard.type("So far.")
    context.close()
    context = browser()
    page = opened(context, made)
    page.wait_for_function("document.querySelectorAll('input:checked[type=radio]').length === 2")
    assert page.locator("textarea").first.input_value() == "So far."
    assert page.locator("#al-unsaved").inner_text() != ""
    # A paper more comes in, and the page is made anew: what was marked is there.
    room.save(made.parent / "in" / "Zoe Zhou" / "a.ipynb", room.answered(room.right()))
    room.run(made.parent / "in", "-o", made.with_name("g.csv"), "--review", made)
    page.reload()
    assert page.locator("#al-all button").count() == 5
    page.wait_for_function("document.querySelectorAll('input:checked[type=radio]').length === 2")
    assert "So far." in [one.input_value() for one in page.locator("textarea").all()]
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("summary", has_text="forget").click()
    page.get_by_role("button", name="Forget").click()
    page.reload()
    assert page.locator("input:checked[type=radio]").count() == 0
    context.close()


def test_words_are_marked_by_a_key_that_is_quicker_than_the_browser_tells_of_them(
    made: Path, chrome: Browser
) -> None:
    # On a busy machine the key came first: the comment was then read as shortcuts, and gave marks.
    page, who = chrome.new_page(), codes(made)
    page.add_init_script(
        "addEventListener('selectionchange', (event) => event.stopImmediatePropagation(), true)"
    )
    page.goto(made.as_uri())
    go_to(page, who["Joan Roe"])
    card = page.locator(f'[data-code="{who["Joan Roe"]}"]')
    card.locator("[data-part=claim]").dblclick(position=POINT)
    page.keyboard.press("c")
    page.keyboard.type("1 and 2")
    said = card.locator(".al-said input")
    assert said.input_value() == "1 and 2"
    # Nor does a key that belongs to a Japanese word on its way lead out of the field.
    pressed = "(field, key) => field.dispatchEvent(new KeyboardEvent('keydown',"
    pressed += " { key, keyCode: 229, bubbles: true }))"
    for key in ("Enter", "Escape"):
        said.evaluate(pressed, key)
        assert said.evaluate("field => field === document.activeElement"), key
    assert card.locator("mark").count() == 1
    assert page.locator("input:checked[type=radio]").count() == 0
    page.close()


def test_a_half_done_sheet_is_loaded_back_where_the_browser_keeps_nothing(
    made: Path, chrome: Browser
) -> None:
    no_storage = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    who, half = codes(made), made.with_name("half.csv")
    context = chrome.new_context(accept_downloads=True)
    context.add_init_script(no_storage)
    page = opened(context, made)
    go_to(page, who["Joan Roe"])
    page.keyboard.press("3")
    assert "keeps nothing" in page.locator("#al-kept").inner_text()
    page.locator(f'[data-code="{who["Joan Roe"]}"] [data-part=claim]').dblclick(position=POINT)
    page.keyboard.press("c")
    page.keyboard.type('=1 "and"\u201d; @x')
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.type("One line,\n- and two")
    rows = saved(page, half)
    page.close(run_before_unload=False)
    page = opened(context, made)
    assert page.locator("input:checked[type=radio]").count() == 0
    page.locator("#al-load").set_input_files(half)
    page.wait_for_function("document.querySelector('#al-told').textContent")
    assert page.locator("#al-told").inner_text() == "Marks brought in from half.csv: 1."
    go_to(page, who["Joan Roe"])
    card = page.locator(f'[data-code="{who["Joan Roe"]}"]')
    assert card.locator("input:checked[type=radio]").input_value() == "3"
    assert card.locator("textarea").input_value() == "One line,\n- and two"
    assert card.locator(".al-said input").input_value() == '=1 "and"\u201d; @x'
    assert saved(page, half) == rows
    # As Excel saves it where a comma stands in numbers, with a level in words.
    heads = list(rows[0])
    last = next(row for row in reversed(rows) if row["row"] == str(ROWS))
    last["mark"] = bank.question(ARGUE).form["rubric"][-1]["levels"][0]["en"]
    with open(half, "w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, heads, delimiter=";")
        out.writeheader()
        out.writerows(rows)
    page.locator("#al-load").set_input_files(half)
    page.wait_for_function("document.querySelector('#al-told').textContent.endsWith(': 2.')")
    # The key shows names, and a switch hides them; another sheet is refused.
    page.locator("#al-load").set_input_files(made.with_name("sheet-key.csv"))
    page.wait_for_function(
        "document.querySelector('#al-told').textContent.startsWith('Names shown')"
    )
    assert card.locator("h2").inner_text().endswith(": Joan Roe")
    page.locator("summary", has_text="forget").click()
    page.get_by_role("button", name="Names are shown").click()
    assert "Joan" not in card.locator("h2").inner_text()
    other = room.save(made.with_name("other.csv"), b"code,question,row,mark\nffff,x,1,2\n")
    page.locator("#al-load").set_input_files(other)
    page.wait_for_function("document.querySelector('#al-told').textContent.includes('belong')")
    context.close()


def test_words_that_stand_twice_are_taken_with_their_neighbours(
    made: Path, chrome: Browser
) -> None:
    page = opened(chrome, made)
    code = codes(made)["Jack Poe"]
    go_to(page, code)
    part = page.locator(f'[data-code="{code}"] [data-part=claim]')
    part.evaluate("node => getSelection().setBaseAndExtent(node.firstChild, 1, node.firstChild, 4)")
    page.wait_for_timeout(50)
    page.get_by_role("button", name="Comment on the selected words").click()
    said = page.locator(f'[data-code="{code}"] .al-said q').inner_text()
    assert said == "PanOrient, of" and part.locator("mark").inner_text() == said
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_is_asked_for_or_scrolls_sideways(
    made: Path, chrome: Browser, width: int, theme: str
) -> None:
    page = chrome.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(made.as_uri())
    assert asked == [made.as_uri()]
    page.locator("[data-part=claim]").first.dblclick(position=POINT)
    page.keyboard.press("c")
    page.keyboard.type("A comment that is not so short, on words of the argument.")
    page.keyboard.press("Enter")
    page.keyboard.press("4")
    page.keyboard.press("g")
    page.keyboard.type("A phrase that is kept, and longer than a button is wide on a telephone.")
    page.get_by_role("button", name="Keep this comment as a phrase").click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    if pictures := os.environ.get("ALLIANCE_SCREENSHOTS"):
        page.screenshot(path=Path(pictures, f"marking-{width}-{theme}.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, "body") == []
    small = (
        "[...document.querySelectorAll('button, .al-opt, summary, input[type=file]')]"
        ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)"
        ".map(one => one.textContent)"
    )
    assert page.evaluate(small) == []
    page.close()


def test_all_arguments_are_printed_and_not_the_one_that_is_being_read(
    chrome: Browser, made: Path
) -> None:
    page = opened(chrome, made)
    papers = page.locator("[data-code]")
    assert sum(one.is_visible() for one in papers.all()) == 1
    page.emulate_media(media="print")
    assert sum(one.is_visible() for one in papers.all()) == len(CLAIMS)
    assert not page.get_by_role("button").filter(visible=True).count()
    page.close()
