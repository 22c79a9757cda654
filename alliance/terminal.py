"""What all commands share: how a failure is told, and where the course is."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from alliance import corpus


def fail(message: str) -> NoReturn:
    """End with exit code 1 and one message that says what to do next."""
    click.echo(f"alliance: {message}", err=True)
    raise SystemExit(1)


def course_folder() -> Path:
    """The course's folder, or exit 1 with advice."""
    root = corpus.course_root()
    if root is None:
        fail(
            "no course here. Go to the folder that holds “notebooks”, "
            "or unpack the course first, then try again."
        )
    return root
