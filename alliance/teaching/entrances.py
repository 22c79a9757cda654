"""The doors from elsewhere: a public branch that holds the students' copy, and the links to it.

The branch is what ``alliance release --address`` makes, so nobody lands beside a solution. Where a
service has nothing installed, the copy brings it: on Colab a notebook's first cell, on Binder two
files that it builds from.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

from alliance.errors import Told
from alliance.questions.kept_answers import within
from alliance.teaching import sentence

BRANCH = "students"
START = "notebooks/00-start-here.ipynb"


def published(root: Path, given: str = "") -> str:
    """Where the course is to be found in public, as ``given`` or as its pyproject.toml says,
    without what a copied address ends in; may be empty.

    Raises :class:`Told`: it stands in a command that students run, so it holds nothing else.
    """
    if not given:
        with suppress(OSError):
            settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
            given = str(within(settings, "tool", "alliance", "address") or "")
    if given and not re.fullmatch(r"https://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~-]+)+/?", given):
        raise Told(sentence("no-address", given=given))
    return given.rstrip("/").removesuffix(".git")


def links(address: str, path: str) -> dict[str, str]:
    """Where a file of the students' branch opens, by the service's name; Colab knows GitHub
    alone."""
    host, owned = urlsplit(address).netloc, urlsplit(address).path.strip("/")
    found = {"JupyterLab": f"{address}/tree/{BRANCH}"}
    source = f"git/{quote(address, safe='')}"
    if host == "github.com":
        there = f"{owned}/blob/{BRANCH}/{path}"
        found["Colab"] = f"https://colab.research.google.com/github/{there}"
        source = f"gh/{owned}"
    found["Binder"] = f"https://mybinder.org/v2/{source}/{BRANCH}?urlpath=lab/tree/{path}"
    return found
