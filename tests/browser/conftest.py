"""Every test of this folder needs a browser; without one it is skipped and says what to do."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from jupyterlab_driver import chromium

# Pyodide's core and a host of packages come from npm, which not every machine has; the judge is
# tried without a browser in tests/web, too. Other browsers are driven where they are asked for.
_NEEDED = {
    "test_web_judge_in_browser.py": ("ALLIANCE_PYODIDE",),
    "test_web_elsewhere_in_browser.py": ("ALLIANCE_PYODIDE", "ALLIANCE_OTHER_BROWSERS"),
    "test_web_scorm_in_browser.py": ("ALLIANCE_PYODIDE", "ALLIANCE_SCORM"),
}
collect_ignore = [name for name, needed in _NEEDED.items() if not all(map(os.environ.get, needed))]
HERE = Path(__file__).resolve().parent
TOOLS = ("playwright", "axe_playwright_python")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [name for name in TOOLS if importlib.util.find_spec(name) is None]
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.slow)
        if missing:
            said = f"{', '.join(missing)} not installed: python -m pip install -e '.[test]'"
            item.add_marker(pytest.mark.skip(reason=said))
        elif chromium() is None:
            said = "no browser: install Chromium, or set ALLIANCE_CHROMIUM to the program"
            item.add_marker(pytest.mark.skip(reason=said))
