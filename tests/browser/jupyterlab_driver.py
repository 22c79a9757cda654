"""A JupyterLab with a home of its own, and a real browser that drives it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from alliance.questions.kept_answers import KEY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

T = TypeVar("T")
TOKEN = "for-tests-only"
PATIENCE = 60_000  # milliseconds for any one step
THEMES = ("JupyterLab Light", "JupyterLab Dark")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_OFF = ("@jupyterlab/apputils-extension:announcements", "@jupyter/nbgrader")
_NBGRADER = ("formgrader", "validate_assignment", "assignment_list", "course_list")
CURRENT = "window.jupyterapp.shell.currentWidget"


def chromium() -> str | None:
    """The browser that is installed here; playwright's own is never fetched."""
    named = os.environ.get("ALLIANCE_CHROMIUM")
    return named or next((path for name in _NAMES if (path := shutil.which(name))), None)


def write_notebook(path: Path, cells: Iterable[str | nbformat.NotebookNode]) -> None:
    """A notebook of code cells, each given whole or by its source, for the kernel of Python."""
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nodes = [new_code_cell(one) if isinstance(one, str) else one for one in cells]
    nbformat.write(new_notebook(cells=nodes, metadata=kernel), path)


def kept_in(path: Path) -> dict[str, Any]:
    """What a saved notebook keeps of its cards; a save that is under way is waited for."""
    for _ in range(100):
        try:
            found: dict[str, Any] = json.loads(path.read_text("utf-8"))["metadata"].get(KEY, {})
            return found
        except ValueError:
            time.sleep(0.05)
    raise AssertionError(f"{path} is no notebook")


@contextmanager
def pictured(lab: Lab, folder: Path) -> Iterator[None]:
    """What goes wrong in here leaves a picture of the page in ``folder``."""
    try:
        yield
    except Exception:
        lab.page.screenshot(path=folder / "failed.png")
        raise


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab that shows ``folder`` and keeps its settings there."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "ALLIANCE_HOME")
    own = {name: str(folder / name.lower()) for name in names}
    _settle(Path(own["JUPYTER_CONFIG_DIR"]))
    with (folder / "server.log").open("w") as log:
        for _ in range(3):  # another program may take the free port first
            port = _free_port()
            lab = subprocess.Popen(
                _command(folder, port), env=os.environ | own, stdout=log, stderr=log
            )
            if _answers(lab, port):
                break
        else:
            raise RuntimeError((folder / "server.log").read_text()[-3000:])
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(lab)


def _end(lab: subprocess.Popen[bytes]) -> None:
    """Stopped while it saves, JupyterLab now and then waits for a thread that nobody ends."""
    lab.terminate()
    try:
        lab.wait(20)
    except subprocess.TimeoutExpired:
        lab.kill()
        lab.wait()


def _settle(config: Path) -> None:
    """As ``alliance lab`` shows it to a student: no pop-up of news, no teacher's tools."""
    page = config / "labconfig" / "page_config.json"
    page.parent.mkdir(parents=True)
    page.write_text(json.dumps({"disabledExtensions": dict.fromkeys(_OFF, True)}), "utf-8")
    off = {f"nbgrader.server_extensions.{name}": False for name in _NBGRADER}
    settings = json.dumps({"ServerApp": {"jpserver_extensions": off}})
    (config / "jupyter_server_config.json").write_text(settings, "utf-8")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _command(folder: Path, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"),
        "--LabApp.expose_app_in_browser=True",
    ]


def _answers(lab: subprocess.Popen[bytes], port: int) -> bool:
    for _ in range(240):
        if lab.poll() is not None:
            return False
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=2)
            return True
        except OSError:
            time.sleep(0.5)
    lab.kill()
    return False


def shutdown(address: str) -> None:
    """End every kernel of the server, as a machine that was switched off does."""
    listed = urllib.request.urlopen(f"{address}/api/kernels?token={TOKEN}", timeout=20)
    for kernel in json.load(listed):
        url = f"{address}/api/kernels/{kernel['id']}?token={TOKEN}"
        urllib.request.urlopen(urllib.request.Request(url, method="DELETE"), timeout=20)


@dataclass
class Lab:
    """A notebook in JupyterLab, as the browser shows it, and what went wrong on the page."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme.startswith("http") and parts.hostname != "127.0.0.1":
            self.outside.append(url)

    def open(self, name: str) -> None:
        """Show a notebook, in a fresh workspace, and wait for its kernel."""
        self.page.goto(f"{self.address}/lab/tree/{name}?token={TOKEN}&reset")
        self.page.wait_for_function(f"() => {CURRENT.replace('.', '?.')}?.context?.isReady")
        self.idle()

    def idle(self) -> None:
        """Wait until the kernel is at rest: a command that is given earlier is lost."""
        kernel = f"{CURRENT}.sessionContext?.session?.kernel"
        self.page.wait_for_function(f"() => {kernel}?.status === 'idle'")

    def run_all(self) -> None:
        """Run every cell and wait for the last."""
        self.command("notebook:run-all-cells")
        self.idle()

    def save(self) -> None:
        self.command("docmanager:save")
        self.idle()

    def command(self, id: str, arguments: dict[str, Any] | None = None) -> None:
        """Carry out one of JupyterLab's commands."""
        call = "([id, arguments]) => window.jupyterapp.commands.execute(id, arguments)"
        self.page.evaluate(call, [id, arguments or {}])

    def theme(self, name: str) -> None:
        """Change the colours and wait until they are there."""
        self.command("apputils:change-theme", {"theme": name})
        self.page.wait_for_selector(f'body[data-jp-theme-name="{name}"]', state="attached")
        self.page.add_style_tag(content="* { transition: none !important; }")  # colours fade
        self.page.wait_for_timeout(300)

    def until(self, seen: Callable[[], T]) -> T:
        """Wait for what is there in time, in a file or on the page; the last that was seen."""
        end = time.monotonic() + PATIENCE / 1000
        while not (found := seen()) and time.monotonic() < end:
            self.page.wait_for_timeout(100)
        return found

    def text(self, part: str) -> str:
        """What a notebook shows, once ``part`` stands in it."""
        self.page.locator(".jp-Notebook", has_text=part).wait_for()
        return self.page.locator(".jp-Notebook").inner_text()


@contextmanager
def alone() -> Iterator[Browser]:
    """The installed browser, for pages that need no server."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=_FLAGS.split())
        yield opened
        opened.close()


@contextmanager
def browser(
    address: str, width: int = 1100, height: int = 1500, *, touch: bool = False
) -> Iterator[Lab]:
    """The installed browser, with a new profile, at a JupyterLab; ``touch``: a telephone's."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            headless=True,
            args=_FLAGS.split(),
            viewport={"width": width, "height": height},
            has_touch=touch,
            is_mobile=touch,
        )
        yield Lab(context.pages[0], address)
        context.close()


def violations(page: Page, within: str) -> list[str]:
    """What axe finds wrong with the parts of a page that match a selector, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    # What passes is not written down, which takes a third of the time.
    only = {"resultTypes": ["violations"]}
    found = Axe().run(page, context=within, options=only).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
