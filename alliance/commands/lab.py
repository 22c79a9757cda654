"""``alliance lab``: the course in JupyterLab."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import click

from alliance.commands.common import course, fail

FIRST = "notebooks/00-start-here.ipynb"


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
        # A pop-up about Jupyter's own news is the first thing a student would have to read.
        "--LabApp.news_url=None",
    ]
    if no_browser:
        arguments.append("--no-browser")
    click.echo(f"The course opens at {FIRST}. Stop it with Ctrl+C.")
    try:
        raise SystemExit(subprocess.call(arguments, cwd=root))
    except KeyboardInterrupt:
        raise SystemExit(0) from None
