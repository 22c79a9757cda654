"""The same surroundings for every test and for every notebook's kernel."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from alliance.course import fixed_environment

# One folder per test process. The homes in it are not created here: reading leaves no trace.
HOMES = Path(tempfile.mkdtemp(prefix="alliance-tests-"))
os.environ.update(fixed_environment(HOMES / "nobody"))
if hasattr(time, "tzset"):
    time.tzset()


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config.option, "nbval", False) and not config.option.nbval_sanitize_with:
        config.option.nbval_sanitize_with = str(Path(__file__).parent / "tests" / "nbval.cfg")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    # A notebook's kernel takes its environment from this process when its first cell runs. Each
    # notebook has a log of answers of its own, whatever ran before it.
    if item.path.suffix == ".ipynb":
        os.environ["ALLIANCE_HOME"] = str(HOMES / item.path.parent.name / item.path.stem)


def pytest_unconfigure() -> None:
    shutil.rmtree(HOMES, ignore_errors=True)
