"""Where things are: the package's data, the user's folder, the course's folder."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "data"


def data(*parts: str) -> Path:
    """The path of a file shipped with the package, e.g. ``data("built", "sources.json")``."""
    return _DATA.joinpath(*parts)


def home() -> Path:
    """The folder of added texts and of the answer log.

    ``ALLIANCE_HOME`` names it; otherwise it is the platform's user-data folder. It is not created
    here: reading the course must leave no trace.
    """
    named = os.environ.get("ALLIANCE_HOME")
    if named:
        return Path(named).expanduser()
    return _users_own()


@lru_cache(maxsize=1)
def _users_own() -> Path:
    """The platform's folder; asking for it is slow, and every citation that is checked asks."""
    import platformdirs

    return Path(platformdirs.user_data_dir("alliance", appauthor=False))


def texts() -> Path:
    """The folder of the full texts that ``alliance add`` has brought in."""
    return home() / "texts"


def full_text_folders() -> list[Path]:
    """The folders that ``ALLIANCE_FULL_TEXTS`` names (for tests and authors), in order."""
    named = os.environ.get("ALLIANCE_FULL_TEXTS", "")
    return [Path(part).expanduser() for part in named.split(os.pathsep) if part]


def course_root(start: Path | None = None) -> Path | None:
    """The nearest folder, from ``start`` upwards, that holds ``notebooks/``; else the checkout.

    Returns ``None`` where there is no course: the package was installed without its lessons.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, _DATA.parent.parent):
        if (folder / "notebooks" / "00-start-here.ipynb").is_file():
            return folder
    return None
