"""Writes what was brought in: one JSON file per source, whole or not at all, and nothing else."""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any

from alliance import paths
from alliance.intake.read import Unreadable


def stored(id: str) -> dict[str, Any] | None:
    """What is stored under an id, or ``None``."""
    try:
        found = json.loads((paths.texts() / f"{id}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def store(data: dict[str, Any]) -> None:
    """Writes ``data`` as ``<id>.json`` into the folder of added texts.

    The file appears complete or the old one stays; :class:`Unreadable` says why it could not be
    written.
    """
    folder = paths.texts()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".adding-", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False, indent=1)
            os.replace(temporary, folder / f"{data['id']}.json")
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise Unreadable(
            f"The text cannot be stored in {folder} ({error.strerror or error}). Free some room "
            "there, or name another folder in the environment variable ALLIANCE_HOME."
        ) from None
