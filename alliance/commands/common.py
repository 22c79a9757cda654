"""What the commands share: how a failure is told, and where the course is."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from alliance import paths


def fail(message: str) -> NoReturn:
    """End with exit code 1 and one message that says what to do next."""
    click.echo(f"alliance: {message}", err=True)
    raise SystemExit(1)


def course() -> Path:
    """The course's folder, or exit 1 with advice."""
    root = paths.course_root()
    if root is None:
        fail(
            "no course here. Go to the folder that holds “notebooks”, "
            "or unpack the course first, then try again."
        )
    return root


def fixed_environment(home: Path) -> dict[str, str]:
    """What a notebook's kernel gets when its outputs are to be the same everywhere."""
    return {
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "ALLIANCE_HOME": str(home),
        "ALLIANCE_LANGUAGE": "en",
        # Without this a frozen debugger prints warnings into a notebook's output.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
