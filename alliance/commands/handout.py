"""``alliance handout``: a unit on paper, for a class without computers."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import click

from alliance.commands.common import course, fail

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_PATIENCE = 120  # seconds


@click.command("handout")
@click.argument("units", metavar="UNIT…", nargs=-1, required=True)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the pages.  [default: build/handouts in the course]",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--pdf", is_flag=True, help="Make a PDF too, with Chromium, Chrome or Edge.")
def command(units: tuple[str, ...], out: Path | None, paper: str, pdf: bool) -> None:
    """Write a printable page per unit: digest, organiser and questions, without code or keys.

    A UNIT is a lesson's number, such as 03.
    """
    from alliance.errors import Told
    from alliance.teaching import handout

    root = course()
    browser = _browser() if pdf else None
    if pdf and browser is None:
        fail(
            "no Chromium, Chrome or Edge was found to make a PDF. Leave --pdf out, open the page "
            "in any browser and print it."
        )
    folder = out or root / "build" / "handouts"
    try:
        chosen = [handout.unit(name, root) for name in units]
        folder.mkdir(parents=True, exist_ok=True)
        for one in chosen:
            page = folder / f"{one.stem}.html"
            page.write_text(handout.page(one, paper), encoding="utf-8")
            click.echo(f"written: {page}")
            if browser:
                click.echo(f"written: {_print(browser, page)}")
    except Told as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or folder} cannot be written: {error.strerror}. Choose --out.")


def _browser() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _print(browser: str, page: Path) -> Path:
    """The page as a PDF beside it; exit 1 with advice where the browser makes none."""
    pdf = page.with_suffix(".pdf")
    pdf.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        options.append(f"--user-data-dir={profile}")
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options.append("--no-sandbox")  # root's browser starts in no other way
        try:
            subprocess.run(
                [browser, *options, f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()],
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            pdf.unlink(missing_ok=True)
    if not pdf.is_file():
        fail(f"{Path(browser).name} made no PDF. Open {page} in a browser and print it.")
    return pdf
