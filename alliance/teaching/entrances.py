"""The doors from elsewhere: a public branch that holds the students' copy, and the links to it.

The branch is what ``alliance release --address`` makes, so nobody lands beside a solution. Where a
service has nothing installed, the copy brings it: on Colab a notebook's first cell, on Binder two
files that it builds from.
"""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

from alliance.errors import Told
from alliance.html import page
from alliance.questions.kept_answers import joined, within
from alliance.teaching import sentence

BRANCH = "students"
START = "notebooks/00-start-here.ipynb"
_PYTHON = "python-3.12"  # one of those that Binder has


class NoAddress(Told):
    """What was given is no address of a repository; the message says what is."""


def published(root: Path, given: str = "") -> str:
    """Where the course is to be found in public, as ``given`` or as its pyproject.toml says,
    without what a copied address ends in; may be empty.

    Raises :class:`NoAddress`: it stands in a command that students run, so it holds nothing else.
    """
    if not given:
        with suppress(OSError):
            settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
            given = str(within(settings, "tool", "alliance", "address") or "")
    if given and not re.fullmatch(r"https://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~-]+)+/?", given):
        raise NoAddress(sentence("no-address", given=given))
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


def opened(files: dict[str, bytes], address: str, wheel: str) -> dict[str, bytes]:
    """The students' copy as it lies on the branch: its notebooks bring the library on Colab, and
    Binder finds what to install."""
    # A notebook is opened alone there: the rest of the copy, and the library, are fetched first.
    first = page("colab.txt", address=address, branch=BRANCH, wheel=wheel)
    made = {
        name: _fetching(data, first) if name.endswith(".ipynb") else data
        for name, data in files.items()
    }
    made["requirements.txt"] = f"./{wheel}\n".encode()
    made["runtime.txt"] = f"{_PYTHON}\n".encode()
    return made


def _fetching(data: bytes, first: str) -> bytes:
    """A notebook whose first cell of code fetches the course where that is missing."""
    book = json.loads(data)
    for cell in book["cells"]:
        if "setup" in (within(cell, "metadata", "tags") or ()):
            head, _, rest = (joined(cell["source"]) or "").partition("\n")
            cell["source"] = f"{head}\n{first}{rest}"
            break
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()
