"""A real JupyterHub starts with the course's configuration, and a student works on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT

pytest.importorskip("jupyterhub", reason="no JupyterHub: python -m pip install -e '.[test]'")
pytestmark = pytest.mark.hub
# The proxy is a program of this environment, or, where Node brought it, of the system.
PROXY = shutil.which("configurable-http-proxy", path=str(Path(sys.executable).parent))
PROXY = PROXY or shutil.which("configurable-http-proxy")


@pytest.mark.skipif(PROXY is None, reason="no configurable-http-proxy: see deploy/README.md")
def test_two_students_run_a_lesson_and_all_their_answers_are_judged() -> None:
    load = [sys.executable, str(ROOT / "deploy" / "load_test.py"), "--students", "2"]
    done = subprocess.run(
        [*load, "--proxy", str(PROXY)], capture_output=True, text=True, timeout=600, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "2 of 2 students had all" in done.stdout
