"""``alliance lab``: the course in JupyterLab."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import click

from alliance.commands.common import course, fail

FIRST = "notebooks/00-start-here.ipynb"
_NEWS = "@jupyterlab/apputils-extension:announcements"


@click.command("lab")
@click.option("--no-browser", is_flag=True, help="Start the server only and print its address.")
@click.option("--port", type=click.IntRange(1, 65535), default=8888, show_default=True)
def command(no_browser: bool, port: int) -> None:
    """Open JupyterLab at the first lesson. Stop it with Ctrl+C."""
    root = course()
    if find_spec("jupyterlab") is None:
        fail("JupyterLab is not installed. Run: python -m pip install jupyterlab")
    arguments = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{FIRST}",
        f"--port={port}",
    ]
    if no_browser:
        arguments.append("--no-browser")
    click.echo(f"The course opens at {FIRST}. Stop it with Ctrl+C.")
    with tempfile.TemporaryDirectory() as folder:
        try:
            raise SystemExit(subprocess.call(arguments, cwd=root, env=_environment(Path(folder))))
        except KeyboardInterrupt:
            raise SystemExit(0) from None


def _environment(folder: Path) -> dict[str, str]:
    """The reader's environment and a setting for JupyterLab, kept in ``folder``: without it
    a pop-up asks about Jupyter's own news, and lies on the first lesson."""
    config = folder / "labconfig" / "page_config.json"
    config.parent.mkdir()
    config.write_text(json.dumps({"disabledExtensions": {_NEWS: True}}), encoding="utf-8")
    paths = filter(None, (str(folder), os.environ.get("JUPYTER_CONFIG_PATH")))
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}
