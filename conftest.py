"""The same surroundings for every test and for every notebook's kernel."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from alliance.course import fixed_environment

# A package that costs each process three seconds is set aside, here and in what a test starts.
# nbval loads it, too: pyproject.toml keeps pytest from loading nbval before this line.
WITHOUT = str(Path(__file__).parent / "tests" / "without")
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
os.environ["PYTHONPATH"] = os.pathsep.join([WITHOUT, *filter(None, [os.environ.get("PYTHONPATH")])])
pytest_plugins = [] if "nbval.plugin" in sys.modules else ["nbval.plugin"]

# One folder per test process. The homes in it are not created here: reading leaves no trace.
HOMES = Path(tempfile.mkdtemp(prefix="alliance-tests-"))
NOBODY = HOMES / "nobody"
os.environ.update(fixed_environment(NOBODY))
if hasattr(time, "tzset"):
    time.tzset()

# What starts a program of its own is slow, whoever marked it.
SLOW = ("browser", "nbgrader", "dask", "hub")
# Folders that are in no repository, other people's copyright among them: a test that names one of
# these variables as its reason may be skipped anywhere where the variable is not set.
FOLDERS = ("ALLIANCE_FULL_TEXTS", "ALLIANCE_REFERENCE")

# The same examples in every run, however busy the machine is. To search for new ones:
# --hypothesis-profile=search
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.register_profile("search", deadline=None, derandomize=False, max_examples=2000)
settings.load_profile("same")


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config.option, "nbval", False) and not config.option.nbval_sanitize_with:
        config.option.nbval_sanitize_with = str(Path(__file__).parent / "tests" / "nbval.cfg")
    if not hasattr(config, "workerinput"):
        _make_font_cache()


def _make_font_cache() -> None:
    """Before any kernel does: on a machine that never drew a figure matplotlib lists the fonts, and
    where that takes five seconds it says so, in the middle of a notebook's output."""
    import matplotlib.font_manager  # noqa: F401


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.suffix == ".ipynb" or any(map(item.get_closest_marker, SLOW)):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    # A notebook's kernel takes its environment from this process when its first cell runs. Each
    # notebook has a log of answers of its own, whatever ran before it.
    if item.path.suffix == ".ipynb":
        os.environ["ALLIANCE_HOME"] = str(HOMES / item.path.parent.name / item.path.stem)


def pytest_collection_finish() -> None:
    # Thousands of tests are there to the end: the collector need not look at them again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    # Which tests follow a notebook depends on the other process's speed: none finds its answers.
    if item.path.suffix == ".ipynb":
        os.environ["ALLIANCE_HOME"] = str(NOBODY)


# A skip is a failure where ALLIANCE_NO_SKIP is set (.ci/run); elsewhere it gives its reason.


def _must_not_skip(reason: str) -> bool:
    wanted = ["ALLIANCE_NO_SKIP", *(name for name in FOLDERS if name in reason)]
    return all(os.environ.get(name) for name in wanted)


def _judge(report: Any) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if _must_not_skip(reason):
            report.outcome = "failed"
            report.longrepr = f"skipped, and ALLIANCE_NO_SKIP is set: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    report = yield
    _judge(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    report = yield
    _judge(report)
    return report


def pytest_unconfigure() -> None:
    shutil.rmtree(HOMES, ignore_errors=True)
