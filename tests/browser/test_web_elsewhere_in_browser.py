"""The course on the web in Firefox and in WebKit: judged, kept, marked, handed in, offline.

Collected where ``ALLIANCE_PYODIDE`` names Pyodide's unpacked npm package and
``ALLIANCE_OTHER_BROWSERS`` is set: it drives the browsers that the system has (Debian's packages
firefox-esr, webkit2gtk-driver and xvfb) with the extra "browsers".
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import classroom as room
import pytest

from alliance.web import site

PATIENCE = 90  # seconds
CHOICE = room.question("choice", "anpo")
RIGHT = room.right("anpo")[CHOICE]
CARD = f"[data-id='{CHOICE}'] .al-q"


class Driven:
    """A browser, and what a reader does with it. Firefox' own driver and Selenium's share their
    words: ``find_element``, ``click``, ``execute_script``."""

    def __init__(self, driver: Any, go: Callable[[str], None], run: Callable[..., Any]) -> None:
        self.driver, self.go, self.run = driver, go, run

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()

    def write(self, selector: str, text: str) -> None:
        self.driver.find_element("css selector", selector).send_keys(text)

    def until(self, expression: str) -> Any:
        """Wait until what JavaScript says is true; returns it."""
        end = time.monotonic() + PATIENCE
        while not (found := self.run(f"return {expression}")):
            assert time.monotonic() < end, f"never: {expression}"
            time.sleep(0.1)
        return found

    def state(self, *wanted: str) -> str:
        """What the card of the question shows, once it is one of these."""
        found = f"document.querySelector({CARD!r})?.dataset.state"
        return str(self.until(f"{json.dumps(wanted)}.includes({found}) && {found}"))

    def kept(self) -> dict[str, Any]:
        name = "Object.keys(localStorage).find((name) => name.includes(' answers '))"
        found: dict[str, Any] = json.loads(self.run(f"return localStorage.getItem({name})"))
        return found


@contextmanager
def firefox(folder: Path) -> Iterator[Driven]:
    from marionette_driver.marionette import Marionette

    settings = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(folder),
        "marionette.port": free_port(),
    }
    profile = folder / "profile"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(v)});" for name, v in settings.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "no Firefox: install firefox-esr"
    asked = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(asked, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        driver = Marionette(host="127.0.0.1", port=settings["marionette.port"], startup_timeout=60)
        driver.raise_for_port(timeout=60)
        driver.start_session()
        yield Driven(driver, driver.navigate, lambda script: driver.execute_script(script))
    finally:
        process.terminate()
        process.wait()


@contextmanager
def webkit(folder: Path) -> Iterator[Driven]:
    from selenium import webdriver

    screen = f":{90 + os.getpid() % 100}"
    display = subprocess.Popen(["Xvfb", screen, "-screen", "0", "1280x1000x24"])
    # Debian's WebKit starts no sandbox of its own as root, and there is no graphics card here.
    os.environ |= {
        "DISPLAY": screen,
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        "XDG_DATA_HOME": str(folder),
    }
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")))
    options.add_argument("--automation")
    service = webdriver.WebKitGTKService(executable_path=shutil.which("WebKitWebDriver"))
    try:
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield Driven(driver, driver.get, driver.execute_script)
        finally:
            driver.quit()
    finally:
        display.terminate()
        display.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("web") / "site"
    site.build(room.ROOT, made, ("04",), pyodide=Path(os.environ["ALLIANCE_PYODIDE"]))
    return made


@pytest.mark.parametrize("opened", [firefox, webkit])
def test_the_course_is_read_answered_marked_and_handed_in(
    opened: Callable[[Path], Any], folder: Path, tmp_path: Path
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    wrong = next(letter for letter in "abcd" if letter != RIGHT)
    with opened(tmp_path) as browser:
        browser.go(f"{address}exercises/04-anpo.html")
        for letter, verdict in ((wrong, "wrong"), (RIGHT, "right")):
            browser.until(f"!!document.querySelector({CARD!r})")
            browser.click(f"{CARD} label:has(input[value={letter}])")
            browser.click(f"{CARD} button[type=submit]")
            assert browser.state("right", "partly", "wrong") == verdict
        browser.until("document.body.textContent.includes('without a network')")
        marked_in(browser, address)
        browser.go(f"{address}exercises/04-anpo.html")
        assert browser.state("right", "partly", "wrong") == "right", "it is taken up again"
        kept = browser.kept()
        assert (kept[CHOICE]["answer"], kept["marks"][0]["words"]) == (RIGHT, "free-rider")
        server.shutdown()
        server.server_close()
        browser.go(f"{address}exercises/04-anpo.html")
        assert browser.state("right") == "right", "without a network, too"
        if opened is firefox:  # WebKit's driver saves no file
            browser.click("#al-keep button")
            saved = handed(tmp_path)
            assert room.one(saved.parent)["score"] == 1


def marked_in(browser: Driven, address: str) -> None:
    """Mark words of an article, with the form; the record shows them."""
    browser.go(f"{address}sources/reuters-2020.html")
    browser.click("#al-page > button.al-btn")
    browser.until("!!document.querySelector('.al-mine')")
    browser.run("document.querySelector('.al-mine select').value = '5'")
    browser.write(".al-mine input[type=text]", "free-rider")
    browser.click(".al-mine button[type=submit]")
    browser.until("!!document.querySelector('.al-mine li')")
    browser.go(f"{address}record.html")
    text = "document.querySelector('#al-record iframe')?.srcdoc ?? ''"
    browser.until(f"({text}).includes('free-rider')")


def handed(folder: Path) -> Path:
    """The saved answers, alone in a folder."""
    end = time.monotonic() + PATIENCE
    while not (found := list(folder.glob("alliance-*.json"))):
        assert time.monotonic() < end, "nothing was saved"
        time.sleep(0.1)
    time.sleep(1)
    (folder / "in").mkdir()
    return Path(shutil.move(found[0], folder / "in" / found[0].name))
