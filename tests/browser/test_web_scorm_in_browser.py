"""A package of exercises in a learning system: SCORM 1.2, played by a host that others keep.

Collected where ``ALLIANCE_PYODIDE`` and ``ALLIANCE_SCORM`` name the unpacked npm packages of
Pyodide and of scorm-again, as in ``.ci/run``.
"""

from __future__ import annotations

import json
import os
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import classroom as room
import pytest
from jupyterlab_driver import violations
from test_web_in_browser import CHOICE, PATIENCE, RIGHT, _Below, chrome

from alliance.questions import bank
from alliance.web import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Locator, Page

__all__ = ["chrome"]  # a fixture

CORE, HOST = (Path(os.environ.get(name, "")) for name in ("ALLIANCE_PYODIDE", "ALLIANCE_SCORM"))
MOST = 4096  # characters of suspend data that the standard promises
LONG = "partly"  # what is said of an argument with more words than were asked for
ARGUMENT = room.question("argue", "anpo")
SYSTEM = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>A learning system</title>
<script src="scorm12.min.js"></script><script>
const kept = JSON.parse(localStorage.getItem("kept") ?? "{}");
window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
const core = { student_id: "17", student_name: "Ōta, Amy", lesson_mode: "normal" };
API.loadFromJSON({ ...kept, core: { ...(kept.core ?? {}), ...core } });
for (const name of ["LMSCommit", "LMSFinish"])
  API.on(name, () => localStorage.setItem("kept", JSON.stringify(API.renderCMIToJSONObject().cmi)));
</script><iframe title="exercises" src="package/index.html" width="1200" height="800"></iframe>"""


class _System(_Below):
    """It sends the engine as Moodle does, under a name that no browser compiles as it comes."""

    extensions_map = _Below.extensions_map | {".wasm": "application/octet-stream"}


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a learning system that plays the package of the Anpo protests."""
    folder = tmp_path_factory.mktemp("scorm")
    (made,) = site.build(room.ROOT, folder / "made", ("04",), pyodide=CORE, scorm=True)
    with zipfile.ZipFile(folder / "made" / made) as package:
        package.extractall(folder / "package")
    script = (HOST / "dist" / "scorm12.min.js").read_bytes()
    (folder / "scorm12.min.js").write_bytes(script)
    (folder / "index.html").write_text(SYSTEM, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_System, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def page(chrome: Browser, system: str) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield context.new_page()
    context.close()


def played(page: Page, address: str) -> Frame:
    """The package's own page, ready to check answers."""
    page.goto(address)
    frame = page.frames[1]
    frame.wait_for_selector("#al-judge:has-text('Answers are checked')", timeout=PATIENCE)
    return frame


def card(frame: Frame, id: str) -> Locator:
    return frame.locator(f'.al-q[data-id="{id}"]')


def checked(frame: Frame, id: str) -> str:
    """Press Check; what the card then says of its state."""
    one = card(frame, id)
    one.locator("button[type=submit]").click()
    frame.wait_for_function(
        "node => !['blank', 'chosen', 'checking', 'stale'].includes(node.dataset.state)",
        arg=one.element_handle(),
        timeout=PATIENCE,
    )
    return one.get_attribute("data-state") or ""


def argue(frame: Frame, words: int) -> None:
    one = card(frame, ARGUMENT)
    one.locator("textarea").first.fill("The protests brought a cabinet down and left the treaty.")
    one.locator("textarea").nth(1).fill(" ".join(f"because{n % 7}" for n in range(words)))
    places = one.locator("fieldset select")
    for n in range(bank.question(ARGUMENT).form["cites"]):
        places.nth(2 * n).select_option(index=1)
        places.nth(2 * n + 1).select_option(index=n + 1)
    assert checked(frame, ARGUMENT) == LONG, "it is longer than it should be, and kept"


def held(page: Page, told: str = "true") -> dict[str, Any]:
    """What the learning system keeps, once the exercises have told it (JavaScript of ``kept``)."""
    page.wait_for_timeout(700)
    page.wait_for_function(f"(kept => {told})(JSON.parse(localStorage.getItem('kept') ?? '{{}}'))")
    found: dict[str, Any] = json.loads(page.evaluate("localStorage.getItem('kept')") or "{}")
    return found


def handed_in(page: Page, frame: Frame, to: Path) -> dict[str, Any]:
    with page.expect_download() as download:
        frame.get_by_role("button", name="Save my answers").first.click()
    download.value.save_as(to)
    found: dict[str, Any] = json.loads(to.read_text("utf-8"))
    return found


def test_marks_arrive_and_answers_come_back(page: Page, system: str, tmp_path: Path) -> None:
    frame = played(page, system)
    card(frame, CHOICE).locator(f"input[value={RIGHT}]").check()
    assert checked(frame, CHOICE) == "right"
    kept = held(page, "kept.core?.score.raw")
    unit = bank.unit("anpo")
    judged = [id for id, one in unit.questions.items() if one.kind != "argue"]
    assert float(kept["core"]["score"]["raw"]) == round(100 / len(judged), 2)
    assert (kept["core"]["score"]["min"], kept["core"]["score"]["max"]) == ("0", "100")
    assert kept["core"]["lesson_status"] == "incomplete"
    assert json.loads(kept["suspend_data"])["a"] == {CHOICE.partition(".")[2]: RIGHT}
    page.reload()  # the exercises are left, and opened again
    assert held(page, "kept.core.exit")["core"]["exit"] == "suspend"
    frame = played(page, system)
    assert card(frame, CHOICE).locator(f"input[value={RIGHT}]").is_checked()
    file = handed_in(page, frame, tmp_path / "in" / "amy.json")
    assert (file["student"], file["answers"]) == ("Amy Ōta", {CHOICE: RIGHT})
    assert room.one(tmp_path / "in")["score"] == 1
    wrong = next(letter for letter in "abcd" if letter != RIGHT)
    card(frame, CHOICE).locator(f"input[value={wrong}]").check()
    assert checked(frame, CHOICE) == "wrong"
    held(page, "Number(kept.core.score.raw) === 0")  # the last answer counts, as in a grade


def test_an_argument_of_350_words_comes_back_and_is_handed_in(
    page: Page, system: str, tmp_path: Path
) -> None:
    frame = played(page, system)
    argue(frame, 350)
    kept = held(page, f"kept.suspend_data?.length > {350 * 8}")
    assert 350 * 8 < len(kept["suspend_data"]) <= MOST and kept["suspend_data"].isascii()
    assert not frame.locator("#al-over button").count()
    file = handed_in(page, frame, tmp_path / "in" / "amy.json")
    assert len(file["answers"][ARGUMENT]["reasoning"].split()) == 350
    assert room.one(tmp_path / "in")["answers"][ARGUMENT]["status"] == LONG
    page.reload()
    frame = played(page, system)
    assert len(card(frame, ARGUMENT).locator("textarea").nth(1).input_value().split()) == 350


def test_what_does_not_fit_is_said_before_leaving(page: Page, system: str, tmp_path: Path) -> None:
    frame = played(page, system)
    card(frame, CHOICE).locator(f"input[value={RIGHT}]").check()
    assert checked(frame, CHOICE) == "right"
    argue(frame, 600)
    kept = held(page)
    assert len(kept["suspend_data"]) <= MOST
    assert CHOICE.partition(".")[2] in json.loads(kept["suspend_data"])["a"], "the short one stays"
    said = frame.locator("#al-over").text_content() or ""
    assert ARGUMENT in said and "4096 characters" in said
    assert violations(page, "body") == []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.evaluate("document.querySelector('iframe').contentWindow.location.reload()")
    assert asked == ["beforeunload"] and card(frame, ARGUMENT).is_visible()
    file = handed_in(page, frame, tmp_path / "amy.json")
    assert len(file["answers"][ARGUMENT]["reasoning"].split()) == 600
    assert not (frame.locator("#al-over").text_content() or "")
    page.reload()
    frame = played(page, system)
    assert asked == ["beforeunload"], "what lies in a file may be left"
    assert not card(frame, ARGUMENT).locator("textarea").nth(1).input_value()
    frame.locator("input[type=file]").set_input_files(tmp_path / "amy.json")
    frame.wait_for_selector("#al-keep [role=status]:has-text('Answers taken in')")
    assert len(card(frame, ARGUMENT).locator("textarea").nth(1).input_value().split()) == 600


def test_a_package_that_nobody_plays_says_that_nothing_is_kept(page: Page, system: str) -> None:
    page.goto(f"{system}package/index.html")
    page.wait_for_selector(".al-q")
    card(page.main_frame, CHOICE).locator(f"input[value={RIGHT}]").check()
    checked(page.main_frame, CHOICE)
    page.wait_for_selector("#al-over:has-text('does not keep your answers')")
    assert page.evaluate("localStorage.length") == 0


def test_an_engine_that_does_not_come_is_told(page: Page, system: str) -> None:
    page.route("**/*.wasm", lambda route: route.fulfill(status=404, body="no such file"))
    page.goto(system)
    page.frames[1].wait_for_selector("#al-judge:has-text('can’t be checked now')", timeout=PATIENCE)


def test_a_system_that_refuses_is_named(page: Page, system: str) -> None:
    frame = played(page, system)
    page.evaluate("API.LMSSetValue = () => 'false'")
    card(frame, CHOICE).locator(f"input[value={RIGHT}]").check()
    checked(frame, CHOICE)
    frame.wait_for_selector("#al-over:has-text('does not keep your answers (cmi.')")
