"""The course on the web: what it weighs, when it is there, how soon an answer is checked.

    python benchmarks/bench_web.py --pyodide PACKAGE [--chromium PROGRAM]

PACKAGE is Pyodide's unpacked npm package. The whole site is built, served on the loopback and
opened in a Chromium of its own: with an empty cache, at the next visit, and from page to page. CPU
seconds are those of Chromium's processes until the verdict stands there: on a machine that others
use too they say more than seconds on the wall. JupyterLite's figures beside them were measured
earlier: its Pyodide kernel fetches a hundred packages that no registry but its own holds.
"""

from __future__ import annotations

import argparse
import gzip
import re
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from alliance.corpus import course_folder
from alliance.teaching import grade
from alliance.web import site

LESSON, SET, OTHER = "lessons/02-the-1951-treaty.html", "exercises/02-1951.html", "04-anpo.html"
CHOICE = "form.al-q:has(> fieldset > label > input[type=radio])"
BUDGETS = {
    "first paint, s": 0.5,
    "heaviest page without figures, kB": 150,
    "first verdict, cold, s": 5.0,
    "first verdict, next visit, s": 4.0,
    "first verdict, from page to page, s": 2.0,
    "later verdict, ms": 100,
    "all, gzipped, MB": 9.0,
}
# JupyterLite 0.8.6 with Pyodide 314, measured before on two cores: CPU seconds until a lesson with
# pandas has run, memory, and what is fetched.
EARLIER = "33 to 38 CPU-s, 0.87 GB, 43 MB (not measured now)"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def served(folder: Path) -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def weights(folder: Path) -> dict[str, float]:
    """What all files weigh gzipped, in MB; the heaviest page without its figures, in kB."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = [path.read_text("utf-8") for path in files if path.suffix == ".html"]
    bare = [len(re.sub(r'src="data:[^"]*"', "", page).encode()) for page in pages]
    return {
        "heaviest page without figures, kB": max(bare) / 1000,
        "all, gzipped, MB": sum(len(gzip.compress(path.read_bytes())) for path in files) / 1e6,
    }


def spent(profile: Path) -> float:
    """CPU seconds of the processes that run with this profile."""
    total = 0.0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(profile) in (entry / "cmdline").read_text():
                ticks = (entry / "stat").read_text().rpartition(")")[2].split()
                total += (int(ticks[11]) + int(ticks[12])) / 100
        except OSError:
            continue
    return total


def verdict(page: Page) -> None:
    """Answer the first question on the page that has letters to choose from, and wait."""
    card = page.locator(CHOICE).first
    card.locator("input[type=radio]").first.check()
    card.locator("button[type=submit]").click()
    wait = "node => ['right', 'partly', 'wrong', 'defensible'].includes(node.dataset.state)"
    page.wait_for_function(wait, arg=card.element_handle(), timeout=120_000)


SEEN = """card => new Promise((done) => {
  const began = performance.now();
  new MutationObserver((_, watch) => {
    if (!["right", "partly", "wrong", "defensible"].includes(card.dataset.state)) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  }).observe(card, { attributeFilter: ["data-state"] });
  card.querySelector("button[type=submit]").click();
})"""


def later(page: Page) -> float:
    """Milliseconds from the click on Check until the verdict is painted, by the page's own clock:
    on ours there would be the driver's questions, too."""
    card = page.locator(CHOICE).first
    card.locator("input[type=radio]").nth(1).check()
    card.locator("input[type=radio]").first.check()
    found: float = card.evaluate(SEEN)
    return found


def timed(profile: Path, act: Callable[[], None]) -> tuple[float, float]:
    """Seconds on the wall, and of the CPU."""
    began, used = time.perf_counter(), spent(profile)
    act()
    return time.perf_counter() - began, spent(profile) - used


def measured(address: str, open_browser: Callable[[Path], BrowserContext]) -> dict[str, Any]:
    """Seconds, with CPU seconds after them where they say something."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)

        def visit() -> tuple[BrowserContext, Page, tuple[float, float]]:
            browser = open_browser(profile)
            page = browser.pages[0]

            def first() -> None:
                page.goto(address + SET)
                verdict(page)

            return browser, page, timed(profile, first)

        browser, page, found["first verdict, cold, s"] = visit()
        found["later verdict, ms"] = sorted(later(page) for _ in range(9))[4]
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        page.locator(".al-top a").first.click()

        def over() -> None:
            page.locator(f"a[href$='{OTHER}']").click()
            page.wait_for_selector(".al-q")
            verdict(page)

        found["first verdict, from page to page, s"] = timed(profile, over)
        page.goto(address + LESSON)
        paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000"
        page.wait_for_function(paint)
        found["first paint, s"] = page.evaluate(paint)
        browser.close()
        browser, _, found["first verdict, next visit, s"] = visit()
        browser.close()
    return found


def shown(found: dict[str, Any]) -> None:
    print(f"{'':38} {'budget':>7} {'found':>7} {'CPU-s':>6}")
    for what, most in BUDGETS.items():
        value, used = found[what] if isinstance(found[what], tuple) else (found[what], None)
        told = "" if used is None else f"{used:6.1f}"
        print(f"{what:38} {most:7} {value:7.2f} {told:>6} {'' if value <= most else 'over'}")


def main() -> None:
    about = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    about.add_argument("--pyodide", type=Path, required=True)
    about.add_argument("--chromium", default="/usr/bin/chromium")
    given = about.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)

        def open_browser(profile: Path) -> BrowserContext:
            return playwright.chromium.launch_persistent_context(
                str(profile), executable_path=given.chromium, args=["--no-sandbox"]
            )

        site.build(
            course_folder(), folder / "site", tuple(grade.course_units()), pyodide=given.pyodide
        )
        found = weights(folder / "site")
        found |= measured(served(folder / "site"), open_browser)
        shown(found)
        print(f"JupyterLite: {EARLIER}")


if __name__ == "__main__":
    main()
