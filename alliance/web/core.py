"""Pyodide, the Python that judges in a browser: pinned, cut to what a judge needs, compiled."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.html import STYLE
from alliance.teaching import release

_LIBRARY = "python_stdlib.zip"


def pinned() -> dict[str, Any]:
    """The version of Pyodide that these pages run on, and what its files have to be."""
    return corpus.loaded("pyodide.json")


def _core(package: Path) -> dict[str, bytes]:
    """The files of Pyodide that a page fetches; pinned, since every reader's machine runs them."""
    known, found = pinned(), {}
    for name, digest in known["files"].items():
        path = package / name
        found[name] = path.read_bytes() if path.is_file() else b""
        if sha256(found[name]).hexdigest() != digest:
            raise release.CannotRelease(
                f"{path} is not that of Pyodide {known['version']}. Unpack the npm package "
                f"pyodide@{known['version']} and give its folder."
            )
    return found


def python(package: Path) -> dict[str, bytes]:
    """Pyodide as a site holds it, by name.

    Of Python's own library without what no judge needs; compiled, where node can do it. Names end
    in ``.js``, since older servers don't know ``.mjs``.
    """
    core = _core(package)
    unused = tuple(pinned()["unused"])
    with zipfile.ZipFile(BytesIO(core.pop(_LIBRARY))) as archive:
        kept = [one for one in archive.namelist() if not one.startswith(unused)]
        library = {name: archive.read(name) for name in kept if not name.endswith("/")}
    lock = {**json.loads(core["pyodide-lock.json"]), "packages": {}}  # nothing is ever loaded
    core["pyodide-lock.json"] = json.dumps(lock).encode()
    core["pyodide.mjs"] = core["pyodide.mjs"].replace(b"pyodide.asm.mjs", b"pyodide.asm.js")
    core[_LIBRARY] = _compiled(package, release.zipped(library))
    return {f"assets/pyodide/{name.replace('.mjs', '.js')}": data for name, data in core.items()}


def _compiled(package: Path, library: bytes) -> bytes:
    """A zip with its code compiled by Pyodide itself; as it is where there is no node."""
    node = shutil.which("node")
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "in.zip"), Path(folder, "out.zip")
        given.write_bytes(library)
        named = (STYLE.with_name("compile.mjs"), package.resolve(), given, made)
        command = [node or "", *map(str, named)]
        if not node or subprocess.run(command, capture_output=True, check=False).returncode:
            return library
        return made.read_bytes()
