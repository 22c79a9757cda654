"""A lesson and a worksheet in JupyterLab, as somebody sees them who opens them first.

With ``ALLIANCE_SCREENSHOTS=docs`` a picture of the README is made anew: ``docs/exercise.png``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyterlab_driver import Lab, browser, server

ROOT = Path(__file__).resolve().parents[2]
LESSON = ROOT / "notebooks" / "03-the-1960-revision.ipynb"
SHEET = ROOT / "exercises" / "02-1951.ipynb"
PICTURE = ROOT / "docs" / "exercise.png"


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The lesson in a window of a laptop's size, after "Run All"."""
    folder = tmp_path_factory.mktemp("lesson")
    shutil.copy(LESSON, folder)
    shutil.copy(SHEET, folder)
    with server(folder) as address, browser(address, width=1280, height=800) as lab:
        lab.open(LESSON.name)
        lab.command("application:toggle-left-area")
        lab.run_all()
        yield lab


def test_every_cell_runs_without_an_error(lesson: Lab) -> None:
    errors = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.flatMap("
    errors += "cell => (cell.outputs ?? []).filter(one => one.output_type === 'error'))"
    assert lesson.page.evaluate(errors) == []
    counts = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.filter("
    counts += "cell => cell.cell_type === 'code').map(cell => cell.execution_count)"
    numbers = lesson.page.evaluate(counts)
    assert len(numbers) > 5 and all(numbers)


def test_nothing_is_fetched_from_elsewhere_and_nothing_fails(lesson: Lab) -> None:
    assert lesson.outside == []
    assert lesson.errors == []


def test_the_picture_of_a_worksheet(lesson: Lab, tmp_path: Path) -> None:
    """It is as wide as the README says, and small; no code and no points are seen in it."""
    from PIL import Image

    lesson.open(SHEET.name)
    lesson.command("application:toggle-left-area")
    lesson.run_all()
    card = lesson.page.locator('.al-q[data-id="1951.3"]').first
    card.scroll_into_view_if_needed()
    card.locator("input").first.click()
    card.locator(".al-go").click()
    card.get_by_text("Not right").wait_for()
    for _ in range(3):  # JupyterLab moves what it shows while it draws what comes into view
        lesson.page.mouse.move(0, 0)  # no option is shown as if pointed at
        card.evaluate("node => node.scrollIntoView({block: 'center'})")
        lesson.page.wait_for_timeout(500)
    seen = lesson.page.locator(".jp-Notebook").inner_text()
    assert "al." not in seen and "of 1 point" not in seen
    shot = Path(os.environ.get("ALLIANCE_SCREENSHOTS", tmp_path)) / PICTURE.name
    shot.parent.mkdir(parents=True, exist_ok=True)
    lesson.page.screenshot(path=shot)
    with Image.open(shot) as taken:
        taken.convert("RGB").quantize(256).save(shot, optimize=True)
    for path in (shot, PICTURE):
        with Image.open(path) as picture:
            assert picture.size == (1280, 800)
        assert 10_000 < path.stat().st_size <= 200_000
