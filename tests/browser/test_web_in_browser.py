"""The course on the web, in a real browser: read, answered, kept, handed in.

The site keeps answers and does not judge them; ``test_web_judge_in_browser`` has one with a judge.
"""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import classroom as room
import pytest
from jupyterlab_driver import alone, violations
from PIL import Image

from alliance import plots
from alliance.plots import vector
from alliance.web import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

SET, LESSON = "exercises/04-anpo.html", "lessons/04-the-anpo-protests.html"
PATIENCE = 90_000  # milliseconds for a judge that loads on a busy machine


class _Below(SimpleHTTPRequestHandler):
    """A server that has the site under ``/x/y/``, as a course's place on a bigger one."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/x/y"))

    def send_error(self, code: int, *_: Any) -> None:
        """What leads nowhere is answered as GitHub Pages does it, with the site's own page."""
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(page)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("web") / "site"
    site.build(room.ROOT, made, ("04",))
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Below, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/x/y/"
    server.shutdown()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with alone() as browser:
        yield browser


@pytest.fixture
def reader(chrome: Browser) -> Iterator[BrowserContext]:
    """A reader's own browser, on a telephone that is touched."""
    context = chrome.new_context(
        viewport={"width": 390, "height": 900}, has_touch=True, accept_downloads=True
    )
    yield context
    context.close()


def opened(reader: BrowserContext, address: str, name: str) -> Page:
    page = reader.new_page()
    page.goto(address + name)
    page.wait_for_selector(".al-q")
    return page


def card(page: Page, id: str) -> Locator:
    return page.locator(f'.al-q[data-id="{id}"]')


def choose(page: Page, id: str, letter: str) -> None:
    """Touch an answer and Check; wait for what the card says."""
    one = card(page, id)
    one.locator(f"input[value={letter}]").tap()
    one.locator("button[type=submit]").tap()
    page.wait_for_function(
        "node => !['blank', 'chosen', 'checking'].includes(node.dataset.state)",
        arg=one.element_handle(),
        timeout=PATIENCE,
    )


def handed_in(page: Page, to: Path) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_text("Save my answers").tap()
    download.value.save_as(to)
    found: dict[str, Any] = json.loads(to.read_text("utf-8"))
    return found


CHOICE = room.question("choice", "anpo")
RIGHT = room.right("anpo")[CHOICE]


def introduce(page: Page, name: str) -> None:
    """Say in the open box who works here."""
    page.get_by_label("Your name").fill(name)
    page.get_by_text("This is my name").tap()


def test_an_answer_by_touch_is_kept_handed_in_and_graded(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = opened(reader, address, SET)
    choose(page, CHOICE, RIGHT)
    assert card(page, CHOICE).get_attribute("data-state") == "recorded"
    page.close()
    page = opened(reader, address, SET)
    assert card(page, CHOICE).locator(f"input[value={RIGHT}]").is_checked()
    assert "student" not in handed_in(page, tmp_path / "nameless.json")
    told = page.locator("#al-keep [role=status]")
    assert "no name is in it" in told.inner_text()
    told.get_by_role("button", name="Put your name to your answers").tap()
    assert page.get_by_label("Your name").evaluate("one => one === document.activeElement")
    introduce(page, "Amy Ōta")
    page.wait_for_selector("text=You work as Amy Ōta.")
    file = handed_in(page, tmp_path / "in" / "amy.json")
    assert (file["student"], file["answers"]) == ("Amy Ōta", {CHOICE: RIGHT})
    assert "Hand this file in" in told.inner_text() and not told.locator("button").count()
    row = room.one(tmp_path / "in")
    assert (row["student"], row["score"], row["out_of"]) == ("Amy Ōta", 1, len(room.right("anpo")))


@pytest.mark.parametrize("nowhere", ["lesons.html", "lessons/4.html", "a/b/c/", "lessons"])
def test_from_an_address_that_leads_nowhere_one_finds_home(
    reader: BrowserContext, address: str, nowhere: str
) -> None:
    page = reader.new_page()
    missed: list[str] = []
    page.on("response", lambda answer: missed.append(answer.url) if not answer.ok else None)
    page.goto(f"{address}{nowhere}/none.html")
    home = page.get_by_role("link", name="To the first page")
    assert home.evaluate("link => getComputedStyle(link).minHeight") == "44px", "the course's look"
    page.wait_for_function(
        "to => [...document.links].every((link) => link.href === to)", arg=f"{address}index.html"
    )
    home.tap()
    page.wait_for_selector(".al-lessons")
    assert not [one for one in missed if "favicon" in one]
    assert page.url == f"{address}index.html"


def test_what_is_being_typed_is_kept_by_whoever_loads_the_page_anew(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, LESSON)
    page.locator(".al-q textarea").first.fill("A long night.")
    page.reload()
    page.wait_for_selector(".al-q[data-state=stale]")
    assert page.locator(".al-q textarea").first.input_value() == "A long night."


def test_who_finds_that_the_sources_do_not_say_has_chosen_nothing_else(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, SET)
    for id in (CHOICE, room.question("match", "anpo"), room.question("choices", "anpo")):
        one = card(page, id)
        first = one.locator("fieldset input, .al-match input").first
        first.tap()
        for pressed, chosen in ((True, 0), (False, 1)):
            one.get_by_role("button", name="The sources do not say").tap()
            assert one.locator(f"button[aria-pressed={str(pressed).lower()}]").count() == 1
            assert one.locator("input:checked").count() == chosen, id
        assert first.is_checked()


def test_lists_of_one_card_differ_in_name(reader: BrowserContext, address: str) -> None:
    one = card(opened(reader, address, SET), room.question("argue", "anpo"))
    one.get_by_role("button", name="One more place").tap()
    labels = "all => all.map(one => one.ariaLabel)"
    names = one.locator("select").evaluate_all(labels)
    assert len(names) > 6 and len(set(names)) == len(names) and "Evidence 4: Source" in names


def test_where_nothing_is_told_no_empty_bar_stands(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(address + "words.html")
    hidden = "bar => (getComputedStyle(bar).display === 'none') === !bar.textContent.trim()"
    assert page.locator(".al-judge").evaluate(hidden)
    page.goto(address + SET)
    page.wait_for_function("() => document.querySelector('.al-judge').innerText.trim()")
    assert page.locator(".al-judge").evaluate(hidden)


def test_own_words_of_a_lesson_are_kept_and_handed_in(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = opened(reader, address, LESSON)
    box = card(page, "04.expect")
    box.locator("textarea").fill("Against the man, because he waited for nobody.")
    page.reload()  # what is begun is kept, too, even by who closes the page while they write
    assert "waited for nobody" in card(page, "04.expect").locator("textarea").input_value()
    handed_in(page, tmp_path / "in" / "amy.json")
    assert "waited for nobody" in room.one(tmp_path / "in")["written"]["04.expect"]["text"]


def test_squares_that_are_the_readers_to_tick_are_ticked_kept_and_handed_in(
    reader: BrowserContext, tmp_path: Path
) -> None:
    site.build(room.ROOT, tmp_path / "site", ("07", "08"))
    for name, box in (
        ("08-whom-do-you-trust", "what Japan pays: historian"),
        (
            "07-more-than-a-shield",
            "1 July 2014, Cabinet decision on limited collective self-defence: law",
        ),
    ):
        page = reader.new_page()
        page.goto((tmp_path / "site" / "lessons" / f"{name}.html").as_uri())
        page.get_by_label(box).check()
        page.reload()
        page.wait_for_selector(".al-square input:checked")
        assert page.get_by_label(box).is_checked() and "☐" not in page.locator("main").inner_text()
        assert violations(page, "body") == []
        handed_in(page, tmp_path / "in" / "amy.json")
        written = room.one(tmp_path / "in")["written"]
        assert [one["text"] for id, one in written.items() if id[:2] == name[:2]] == [box]
        page.get_by_label(box).uncheck()
        assert not handed_in(page, tmp_path / "none.json")["metadata"]["alliance_answers"].get(
            f"{name[:2]}.squares-0"
        )


def test_a_box_grows_with_what_is_written_in_it(reader: BrowserContext, address: str) -> None:
    seen = "box => [box.clientHeight, box.scrollHeight]"
    for name in (SET, LESSON):
        page = opened(reader, address, name)
        for box in page.locator(".al-q textarea").all():
            if not box.is_visible():
                continue
            low, whole = box.evaluate(seen)
            assert low == whole and low > 20 * int(box.get_attribute("rows") or 0)
            box.fill("A crowd that nobody counted. " * 100)
            high, whole = box.evaluate(seen)
            assert high == whole > 4 * low


def test_somebody_else_starts_empty_and_nothing_is_lost(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, SET)
    choose(page, CHOICE, RIGHT)
    page.locator("#al-who summary").tap()
    page.get_by_text("I am somebody else").tap()
    page.wait_for_load_state()
    page.wait_for_selector(".al-q")
    assert not card(page, CHOICE).locator("input:checked").count()
    page.locator("#al-who summary").tap()
    page.get_by_text("Go on as").tap()
    page.wait_for_selector(f".al-q input[value={RIGHT}]:checked")


def test_a_new_visit_to_a_shared_machine_asks_who_is_there(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, SET)
    page.locator("#al-who summary").tap()
    introduce(page, "Amy")
    page.wait_for_selector("text=You work as Amy.")
    page.close()  # and with it the session
    page = reader.new_page()
    page.goto(address + SET)
    page.wait_for_selector("text=Who is working here?")
    assert not page.locator(".al-q").count(), "nobody sees another's answers"
    page.get_by_text("Go on as Amy").tap()
    page.wait_for_selector(".al-q")


def test_answers_without_a_name_are_pointed_out_at_the_next_visit(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, SET)
    choose(page, CHOICE, RIGHT)
    page.goto(address + LESSON)
    page.wait_for_selector(".al-q")
    assert not page.locator(".al-left").count(), "the visit goes on"
    page.close()
    page = opened(reader, address, SET)
    assert card(page, CHOICE).locator(f"input[value={RIGHT}]").is_checked()
    page.locator(".al-left").get_by_role("button", name="I am somebody else").tap()
    page.wait_for_selector(f".al-q:not(:has(input[value={RIGHT}]:checked))")
    assert not page.locator(".al-left").count()


def test_a_link_arrives_where_it_says_and_the_keyboard_goes_on_there(
    reader: BrowserContext, address: str
) -> None:
    for name, there in (
        (f"{SET}#anpo.10", '[data-id="anpo.10"]'),
        (f"{LESSON}#note-7", "#note-7"),
        ("facts/anpo.html#anp-10", "#anp-10"),
    ):
        page = reader.new_page()
        page.goto(address + name)
        page.wait_for_selector(f"{there}.al-here", state="attached")
        top = "(node) => [node.getBoundingClientRect().top, node.contains(document.activeElement)]"
        place, focused = page.locator(there).first.evaluate(top)
        assert 0 <= round(place) < 450 and focused, name
    deeper = opened(reader, address, LESSON)
    deeper.locator(".al-steps a", has_text="Go deeper").tap()
    deeper.wait_for_selector(".al-part > details[open]")


def test_words_are_found_and_lead_to_their_place(
    reader: BrowserContext, address: str, folder: Path
) -> None:
    for begun in (address, f"{folder.as_uri()}/"):
        page = reader.new_page()
        page.goto(f"{begun}find.html")
        field, first = page.get_by_label("Words, a name, a date"), page.locator(".al-found a").first
        field.fill("kyotei gyosei")  # as who has no macrons writes it, in any order
        page.wait_for_selector("#al-find [role=status]:has-text('Places: 1')")
        assert "gyōsei kyōtei" in first.inner_text()
        told = page.locator("#al-find [role=status]")
        found = set()
        for typed in ("Japan's", "Japan’s", "Japan‘s"):  # as a telephone writes it
            field.fill(typed)
            page.wait_for_selector(".al-found mark:has-text('Japan')")
            found.add(told.inner_text())
        assert len(found) == 1 and "Places" in found.pop()
        field.fill("kyotei gyosei")
        page.wait_for_selector("#al-find [role=status]:has-text('Places: 1')")
        first.tap()
        page.wait_for_selector("th.al-here:text-is('administrative agreement')")
        assert page.locator("th.al-here").evaluate("one => one === document.activeElement")
        page.go_back()
        field.fill("15 June 1960")
        page.wait_for_selector(".al-found mark:has-text('June')")
        assert violations(page, "body") == []
        field.fill("zzz zzz")
        page.wait_for_selector("text=Nothing here has all these words")
        field.fill("voiceless voices")
        page.wait_for_selector(".al-found a[href*='lessons/04']")
        page.locator(".al-found a[href*='lessons/04']").first.tap()
        page.wait_for_url("**/lessons/04-*#part-*")
        page.go_back()
        page.wait_for_selector(".al-found a[href*='lessons/04']")
        assert field.input_value() == "voiceless voices"
        page.goto(f"{begun}404.html")
        page.goto(f"{begun}find.html#40%")  # cut, or written by hand
        page.wait_for_selector("text=Nothing here has all these words")
        assert field.input_value() == "40%"
        assert field.evaluate("one => one === document.activeElement && one.tabIndex") == 0
        page.close()


def test_on_a_telephone_tables_are_cards_and_dates_are_whole(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, LESSON)
    cell = page.locator(".text_cell_render td[data-h]").first
    assert cell.evaluate("node => getComputedStyle(node, '::before').content") != "none"
    assert page.locator(".text_cell_render td[data-h]").count() > 10
    for line in page.locator(".al-doc .al-kick").all_text_contents():
        assert not line.rpartition("·")[2].strip(" ").count(" "), f"{line}: its date may break"
    assert not page.get_by_text("More questions:").count(), "the buttons below say it"


def test_a_japanese_line_ends_between_phrases(reader: BrowserContext, address: str) -> None:
    page = opened(reader, address, SET)
    one = card(page, CHOICE).locator(".al-ask h2")
    one.evaluate("one => (one.innerHTML = '<span>安保条約の改定に反対した人々</span>')")
    breaks = """(one, width) => { one.style.width = width; one.style.fontSize = "16px";
      const text = one.firstElementChild.firstChild, at = [];
      for (let i = 1, top; i < text.length; i += 1) {
        const range = document.createRange();
        range.setStart(text, i); range.setEnd(text, i + 1);
        const now = range.getBoundingClientRect().top;
        if (top !== undefined && now > top + 5) at.push(text.data.slice(i, i + 2));
        top = now;
      } return at; }"""
    assert "反対" not in one.evaluate(breaks, "11em"), "without the language anywhere"
    page.evaluate("document.documentElement.lang = 'ja'")
    one.evaluate("one => (one.closest('.al').lang = 'ja')")
    assert one.evaluate(breaks, "11em") == ["反対"]
    page.goto(address + LESSON)
    document = page.locator("blockquote[lang=ja]").first
    assert document.evaluate("one => getComputedStyle(one).wordBreak") == "normal"


def test_a_voice_goes_from_question_to_question(reader: BrowserContext, address: str) -> None:
    for name, level in ((SET, 2), (LESSON, 3)):
        page = opened(reader, address, name)
        asked = page.locator(".al-q:has(.al-id)")
        assert page.locator(f".al-q h{level}").count() == asked.count() > 0
    page = opened(reader, address, "exercises/04-anpo.html")
    assert page.locator(".al-q .al-kick").first.inner_text().startswith("1\u00a0of\u00a0")


def test_a_second_pupil_of_the_same_name_is_asked_and_kept_apart(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = opened(reader, address, SET)
    choose(page, CHOICE, RIGHT)
    page.locator("#al-who summary").tap()
    introduce(page, "Amy")
    page.wait_for_selector("text=You work as Amy.")
    page.locator("#al-who summary").tap()
    page.get_by_text("I am somebody else").tap()
    page.wait_for_selector(f".al-q:not(:has(input[value={RIGHT}]:checked))")
    choose(page, CHOICE, "a" if RIGHT != "a" else "b")
    page.locator("#al-who summary").tap()
    introduce(page, " amy ")
    page.wait_for_selector("text=Somebody called Amy has answers here")
    assert not page.get_by_text("You work as").count(), "nothing was joined"
    introduce(page, "Amy S.")
    page.wait_for_selector("text=You work as Amy S.")
    assert handed_in(page, tmp_path / "s.json")["answers"] != {CHOICE: RIGHT}
    page.locator("#al-who summary").tap()
    page.get_by_role("button", name="Go on as Amy", exact=True).tap()
    page.wait_for_selector("text=You work as Amy.")
    assert handed_in(page, tmp_path / "a.json")["answers"] == {CHOICE: RIGHT}


def test_the_layers_of_a_text_change_by_a_tap_without_any_judge(
    reader: BrowserContext, address: str
) -> None:
    page = reader.new_page()
    page.goto(f"{address}sources/reuters-2020.html")
    claims = page.locator(".al-para mark")
    # Who copies words copies the text's alone: no number, no bracket.
    whole = "one => { getSelection().selectAllChildren(one); return `${getSelection()}`; }"
    assert re.fullmatch(r"[^\d\[][^\[\]]*", claims.first.evaluate(whole).strip())
    assert claims.count() and page.locator(".al-layers input:checked").input_value() == "claim"
    page.locator("label:has([value=none])").tap()
    assert not claims.count()
    page.locator("label:has([value=person])").tap()
    assert "Abe" in " ".join(claims.all_text_contents())
    assert not page.locator("[value=mine]").count(), "no marks of one's own without a judge"


def test_two_tabs_lose_nothing(reader: BrowserContext, address: str, tmp_path: Path) -> None:
    one, other = opened(reader, address, SET), opened(reader, address, SET)
    second = next(
        id for id in room.right("anpo") if id != CHOICE and len(str(room.right("anpo")[id])) == 1
    )
    choose(one, CHOICE, RIGHT)
    choose(other, second, room.right("anpo")[second])
    assert set(handed_in(one, tmp_path / "a.json")["answers"]) == {CHOICE, second}


def test_what_another_tab_answered_stands_here_at_once_and_what_is_begun_stays(
    reader: BrowserContext, address: str
) -> None:
    one, other = opened(reader, address, LESSON), opened(reader, address, LESSON)
    asked = one.locator(".al-q[data-id]").evaluate_all("all => all.map((one) => one.dataset.id)")
    shown = next(
        id for id in asked if id in room.right("anpo") and len(room.right("anpo")[id]) == 1
    )
    one.locator(".al-q textarea").first.fill("A long night.")
    wrong = "a" if room.right("anpo")[shown] != "a" else "b"
    choose(one, shown, wrong)
    choose(other, shown, room.right("anpo")[shown])
    one.wait_for_selector(
        f'.al-q[data-id="{shown}"] input[value={room.right("anpo")[shown]}]:checked'
    )
    assert not card(one, shown).locator(f"input[value={wrong}]").is_checked()
    assert one.locator(".al-q textarea").first.input_value() == "A long night."


@pytest.mark.parametrize(
    "held", ["[1]", "7", "null", '"x"', "{", '{"1951.1": null, "1951.2": "a"}']
)
def test_a_storage_that_holds_something_else_stops_no_page(
    reader: BrowserContext, address: str, held: str
) -> None:
    page = opened(reader, address, SET)
    page.locator("#al-who summary").tap()
    introduce(page, "Amy")
    page.wait_for_selector("text=You work as Amy.")
    choose(page, CHOICE, "a" if RIGHT != "a" else "b")
    page.evaluate(
        "held => Object.keys(localStorage).map((key) => (localStorage[key] = held))", held
    )
    page.reload()
    choose(page, CHOICE, RIGHT)
    page.reload()
    page.wait_for_selector(f".al-q input[value={RIGHT}]:checked")


def test_a_file_that_was_saved_comes_back_and_an_older_one_replaces_nothing(
    reader: BrowserContext, chrome: Browser, address: str, tmp_path: Path
) -> None:
    page = opened(reader, address, SET)
    wrong = "a" if RIGHT != "a" else "b"
    choose(page, CHOICE, wrong)
    handed_in(page, tmp_path / "old.json")
    choose(page, CHOICE, RIGHT)
    handed_in(page, tmp_path / "new.json")
    (tmp_path / "none.json").write_text("{", "utf-8")
    (tmp_path / "other.json").write_text('{"name": "no answers of ours"}', "utf-8")
    elsewhere = chrome.new_context(has_touch=True)
    page = opened(elsewhere, address, SET)
    for name, said, kept in (
        ("new", "Answers taken in: 1", RIGHT),
        ("old", "left out: 1", RIGHT),
        ("none", "no file of answers", RIGHT),
        ("new", "Answers taken in: 0", RIGHT),
        ("other", "no file of answers", RIGHT),
    ):
        page.locator("input[type=file]").set_input_files(tmp_path / f"{name}.json")
        page.wait_for_selector(f"#al-keep [role=status]:has-text('{said}')")
        assert card(page, CHOICE).locator(f"input[value={kept}]").is_checked()
    elsewhere.close()


def test_a_file_that_bears_another_name_is_taken_in_by_who_says_so(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    amy = {"student": "Amy", "answers": {CHOICE: RIGHT}}
    (tmp_path / "amy.json").write_text(json.dumps(amy), "utf-8")
    ben = {"student": "Ben", "answers": {"anpo.999": "b"}}
    (tmp_path / "ben.json").write_text(json.dumps(ben), "utf-8")
    page = opened(reader, address, SET)
    load = page.locator("input[type=file]")
    load.set_input_files(
        tmp_path / "amy.json"
    )  # on a machine that is new to Amy it brings her name
    page.wait_for_selector("text=You work as Amy.")
    assert handed_in(page, tmp_path / "a.json")["answers"] == {CHOICE: RIGHT}
    page.locator("#al-who summary").tap()
    page.get_by_text("I am somebody else").tap()
    page.wait_for_selector(f".al-q:not(:has(input[value={RIGHT}]:checked))")
    load.set_input_files(tmp_path / "amy.json")  # where there is an Amy, it may be another one's
    page.wait_for_selector("text=Answers taken in: 1")
    page.locator("#al-who summary").tap()
    introduce(page, "  ")
    page.wait_for_selector("#al-who input:invalid")
    introduce(page, "Cho")
    page.wait_for_selector("text=You work as Cho.")
    load.set_input_files(tmp_path / "ben.json")
    page.wait_for_selector("text=This file is Ben’s, and you work as Cho")
    assert violations(page, "body") == []
    assert "anpo.999" not in handed_in(page, tmp_path / "c.json")["answers"]
    load.set_input_files(tmp_path / "ben.json")
    page.get_by_role("button", name="These answers are mine, too").tap()
    page.wait_for_selector("text=Answers taken in: 1")
    assert "anpo.999" in handed_in(page, tmp_path / "d.json")["answers"]


def test_answers_of_another_edition_are_named_kept_and_handed_in(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = opened(reader, address, SET)
    old = {"anpo.999": {"answer": "b", "time": "2026-01-05T10:00:00+00:00", "tries": 2}}
    key = json.dumps("alliance /x/y/ answers ")
    page.evaluate(f"localStorage.setItem({key}, {json.dumps(json.dumps(old))})")
    page.reload()
    page.wait_for_selector("#al-keep >> text=do not ask: 1 (anpo.999)")
    choose(page, CHOICE, RIGHT)
    file = handed_in(page, tmp_path / "in" / "amy.json")
    assert file["answers"] == {"anpo.999": "b", CHOICE: RIGHT}
    assert room.one(tmp_path / "in")["score"] == 1


def test_a_browser_that_keeps_nothing_says_so(reader: BrowserContext, address: str) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    reader.add_init_script(refuse)
    page = opened(reader, address, SET)
    choose(page, CHOICE, RIGHT)
    page.wait_for_selector("text=This browser keeps nothing here.")


def test_an_answer_that_does_not_fit_is_shown_and_handed_in_all_the_same(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = opened(reader, address, SET)
    choose(page, CHOICE, "a" if RIGHT != "a" else "b")
    page.evaluate(
        """() => { for (let n = 2 ** 20, i = 0; n; )
          try { localStorage.setItem(`full ${i++}`, "x".repeat(n)); } catch { n >>= 1; } }"""
    )
    choose(page, CHOICE, RIGHT)
    page.wait_for_selector("text=This browser keeps nothing here.")
    assert handed_in(page, tmp_path / "amy.json")["answers"] == {CHOICE: RIGHT}
    page.evaluate("for (const key of Object.keys(localStorage)) localStorage.removeItem(key)")
    choose(page, CHOICE, RIGHT)
    page.reload()
    page.wait_for_selector(f".al-q input[value={RIGHT}]:checked")


def test_a_note_is_read_and_left_without_loading_the_page_anew(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, LESSON)
    table = page.locator("#al-page .al-fig summary").first
    table.tap()
    page.locator("#al-page").evaluate("one => (one.same = true)")
    page.locator("sup a").nth(5).tap()
    page.wait_for_selector("#note-6.al-here", state="attached")
    low = page.evaluate("scrollY")
    page.go_back()
    page.wait_for_function("low => scrollY < low / 2", arg=low)
    page.wait_for_timeout(500)  # time in which it could be loaded
    assert page.locator("#al-page").evaluate("one => one.same")
    assert page.locator("#al-page .al-fig details[open]").count()


def test_where_somebody_else_works_now_no_tab_goes_on_in_the_old_name(
    reader: BrowserContext, address: str
) -> None:
    one = opened(reader, address, SET)
    choose(one, CHOICE, RIGHT)
    one.locator("#al-who summary").tap()
    introduce(one, "Amy")
    one.wait_for_selector("text=You work as Amy.")
    other = reader.new_page()
    other.goto(address + SET)
    other.get_by_role("button", name="I am somebody else").tap()
    one.wait_for_selector(f".al-q:not(:has(input[value={RIGHT}]:checked))")
    assert not one.get_by_text("You work as Amy").count()


def test_the_enter_that_ends_a_japanese_word_checks_nothing(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, SET)
    one = card(page, room.question("date", "anpo"))
    field = one.locator("input[type=text]")
    field.fill("1960年5月20日")
    enter = "(field, more) => field.dispatchEvent(new KeyboardEvent('keydown',"
    enter += " { key: 'Enter', bubbles: true, cancelable: true, ...more }))"
    for composing in ({"isComposing": True}, {"keyCode": 229}):  # Safari has the number alone
        field.evaluate(enter, composing)
        assert one.get_attribute("data-state") == "chosen"
    field.evaluate(enter, {})
    assert one.get_attribute("data-state") != "chosen"


def test_opened_as_a_file_answers_are_kept_and_it_says_why_not_checked(
    reader: BrowserContext, folder: Path
) -> None:
    page = reader.new_page()
    page.goto((folder / SET).as_uri())
    page.wait_for_selector(".al-q")
    choose(page, CHOICE, RIGHT)
    assert card(page, CHOICE).get_attribute("data-state") == "recorded"
    foot = page.locator("#al-judge").text_content() or ""
    assert "without a judge" in foot


def test_on_paper_nothing_is_cut_and_nothing_is_missing(chrome: Browser, address: str) -> None:
    context = chrome.new_context(viewport={"width": 672, "height": 900})  # A4 within its margins
    for name in (SET, LESSON):
        page = context.new_page()
        page.goto(address + name)
        page.wait_for_selector(".al-q")
        page.emulate_media(media="print")
        cut = "all => all.filter(one => one.getBoundingClientRect().right > innerWidth).length"
        assert page.locator("main table, main .al-card").evaluate_all(cut) == 0
        wide = "all => Math.min(...all.map(one => one.getBoundingClientRect().width))"
        assert page.locator(".al-opt > :last-child").evaluate_all(wide) > 300
        assert page.locator(".al-opt input").first.is_visible()
        assert not page.get_by_role("button", name="Check").first.is_visible()
        for words in ("chosen", "Arrow keys", "with its buttons", "in which you paste"):
            assert not page.locator(f".al-q .al-s:has-text('{words}')").filter(visible=True).count()
        for cited in page.locator(".al-q .al-pick:empty").all():
            line = "one => one.getBoundingClientRect().height"
            assert cited.evaluate(line) > 20, "room for a paragraph's number"
    key = page.locator(".al-fig > p").first
    assert key.evaluate("one => getComputedStyle(one).breakInside") == "avoid", "its key in one"
    page = context.pages[0]
    assert page.locator(".al-passage button").first.is_visible()
    assert page.locator(".al-q input[type=text]").first.is_visible()
    context.close()


# Words of a table that stand on more than one line.
BROKEN = r"""table => {
  const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT), broken = [];
  while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/[\w'’.,;]{2,}/g)) {
    const range = document.createRange();
    range.setStart(walker.currentNode, word.index);
    range.setEnd(walker.currentNode, word.index + word[0].length);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    if (lines.size > 1) broken.push(word[0]);
  }
  return broken;
}"""


@pytest.mark.parametrize("width", [390, 360, 320])
def test_no_word_of_a_table_is_broken_and_a_wide_drawing_says_so(
    chrome: Browser, address: str, width: int
) -> None:
    context = chrome.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + LESSON)
    page.wait_for_selector(".al-q")
    tables = page.locator(".text_cell_render > table")
    assert tables.count() > 0
    assert [tables.nth(n).evaluate(BROKEN) for n in range(tables.count())] == [[]] * tables.count()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for told in page.locator(".al-fig:not(details *) .al-sideways").all():
        place = "one => one.parentElement.scrollWidth > one.parentElement.clientWidth"
        height = told.evaluate("one => one.getBoundingClientRect().height")
        assert (height > 10) == told.evaluate(place), "a line where there is more to see"
    context.close()


@pytest.mark.parametrize(("width", "moved"), [(390, True), (320, True), (1280, False)])
def test_a_drawing_that_is_moved_sideways_keeps_the_names_of_its_rows(
    chrome: Browser, address: str, width: int, moved: bool
) -> None:
    page = chrome.new_page(viewport={"width": width, "height": 900})
    page.goto(address + LESSON)
    figure = str(vector.shown(plots.treaties_compared(), "fig-own"))
    page.locator("main").evaluate(
        "(main, html) => main.insertAdjacentHTML('beforeend', html)", figure
    )
    names, drawing = page.locator(".al-rows").last, page.locator(".al-rows").last.locator("..")
    drawing.evaluate("one => (one.scrollLeft = 80)")
    box = names.bounding_box() or {}
    assert (box["width"] > 0) == moved
    if moved:
        place, whole = drawing.bounding_box() or {}, drawing.locator("svg").first
        assert box["x"] == place["x"] and box["width"] < place["width"] / 2
        (same := whole.bounding_box() or {})
        assert (box["y"], box["height"]) == pytest.approx((same["y"], same["height"]), abs=1)
    page.close()


def test_in_the_colours_of_the_system_the_number_of_a_mark_can_be_read(
    chrome: Browser, address: str
) -> None:
    for theme in ("dark", "light"):
        context = chrome.new_context(forced_colors="active", color_scheme=theme)
        page = context.new_page()
        page.goto(f"{address}sources/reuters-2020.html")
        number = page.locator("mark .al-n").first
        seen = Image.open(io.BytesIO(number.screenshot())).convert("L")
        darkest, lightest = seen.crop((3, 3, seen.width - 3, seen.height - 3)).getextrema()
        assert lightest - darkest > 150, theme
        page.goto(f"{address}{SET}")
        first, second = page.locator(".al-passage button").all()[:2]
        first.click()
        seen = "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).borderColor]"
        (ground, _), (other, line) = first.evaluate(seen), second.evaluate(seen)
        canvas = page.locator(".al-q").first.evaluate(seen)[0]
        assert ground not in (other, canvas) and line == canvas, "only what is marked is"
        context.close()


# Colours differ by the theme, places by the width: each is looked at whole once.
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_comes_from_elsewhere(
    chrome: Browser, address: str, width: int, theme: str
) -> None:
    page = chrome.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for name in (
        "index.html",
        LESSON,
        SET,
        "sources/reuters-2020.html",
        "facts/anpo.html",
        "me.html",
    ):
        page.goto(address + name)
        page.wait_for_timeout(300)
        assert violations(page, "body") == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert all(one.startswith((address, "data:", "blob:")) for one in asked) and not wrong
    page.close()


def test_home_leads_back_to_the_first_question_without_an_answer(
    reader: BrowserContext, address: str
) -> None:
    page = reader.new_page()
    page.goto(address)
    way = page.locator("#al-on a")
    assert (way.inner_text(), way.get_attribute("href")) == ("Begin", "lessons/00-start-here.html")
    page = opened(reader, address, SET)
    asked = page.locator(".al-q").evaluate_all("cards => cards.map((one) => one.dataset.id)")
    choose(page, CHOICE, RIGHT)
    page.goto(address)
    page.wait_for_selector("#al-on >> text=Go on where you were")
    assert "The Anpo protests" in page.locator("#al-on").inner_text()
    assert "1 tried" in page.locator("#al-on .al-stands").inner_text()
    assert page.locator("path.al-now").count() == 1
    page.locator("#al-on a").click()
    page.wait_for_selector(".al-q")
    following = next(id for id in asked if id != CHOICE)
    assert page.url == f"{address}{SET}#{following}"


def test_the_part_of_a_lesson_that_is_read_is_named(reader: BrowserContext, address: str) -> None:
    page = opened(reader, address, LESSON)
    steps = page.locator(".al-steps a")
    assert steps.count() > 5 and not page.locator(".al-steps [aria-current]").count()
    steps.nth(2).click()
    page.wait_for_selector(".al-steps [aria-current=step]")
    now = page.locator(".al-steps [aria-current]").all_inner_texts()
    heads = page.locator(".al-parts h2").all_inner_texts()
    assert now == [heads[2]]
    assert steps.all_inner_texts() == heads


def test_a_part_whose_questions_are_answered_is_ticked_off(
    reader: BrowserContext, address: str
) -> None:
    page = opened(reader, address, LESSON)
    assert not page.locator(".al-steps .al-done").count()
    box = page.locator(".al-part:has(h2:text-is('4 Argue')) .al-q")
    box.locator("textarea").fill("Above all people protested against the vote.")
    box.locator("button[type=submit]").tap()
    page.wait_for_selector(".al-steps .al-done")
    assert page.locator(".al-steps .al-done").all_inner_texts() == ["4 Argue"]
