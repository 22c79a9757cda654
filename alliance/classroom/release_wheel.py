"""The library as a wheel for students: without the author's and the teacher's side, and no YAML.

A wheel is a zip with a list of its files. Making it here needs no network and no build tools, works
from an installed copy as from a checkout, and lets us say of each file why it is in.
"""

from __future__ import annotations

import json
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path

import alliance

_NAME = "alliance_reader"
_KEPT = ("Name", "Summary", "Requires-Python", "License-Expression", "Requires-Dist")
_NOT_THEIRS = {
    *("build", "classroom", "questions/compile.py", "questions/authored.py"),
    *(f"commands/{name}.py" for name in ("build", "release", "grade", "items", "handout")),
}
_SECRET = ("salt", "entries", "boxes", "closing")
_TIME = (2020, 1, 1, 0, 0, 0)  # the same content gives the same bytes


class NoWheel(RuntimeError):
    """This installation does not know what it needs; the message says what to do."""


def wheel(units: Collection[str], *, graded: bool) -> tuple[str, bytes]:
    """The file name and the bytes of the students' wheel.

    units: numbers of those whose questions are in it; graded: without any key. The version ends in
    a hash of the content, so that pip replaces an older copy.
    """
    files = dict(_package(units, graded))
    digest = sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    version = f"{alliance.__version__}+{digest.hexdigest()[:8]}"
    info = f"{_NAME}-{version}.dist-info"
    files |= {
        f"{info}/METADATA": _metadata(version).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: alliance release\n"
        b"Root-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": b"[console_scripts]\nalliance = alliance.cli:main\n",
    }
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()
    return f"{_NAME}-{version}-py3-none-any.whl", zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files, the same bytes for the same files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def graded_copy(unit: dict[str, object]) -> dict[str, object]:
    """A unit's sealed copy without its key."""
    questions = unit["questions"]
    assert isinstance(questions, list)
    bare = [{k: v for k, v in one.items() if k not in _SECRET} for one in questions]
    return {**unit, "graded": True, "questions": bare}


def _package(units: Collection[str], graded: bool) -> Iterator[tuple[str, bytes]]:
    root = Path(alliance.__file__).parent
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or path.suffix in (".yaml", ".yml", ".pyc") or _hidden(name):
            continue
        if name in _NOT_THEIRS or name.partition("/")[0] in _NOT_THEIRS:
            continue
        data = path.read_bytes()
        if name.startswith("data/questions/"):
            unit = json.loads(data)
            if unit["unit"] not in units:
                continue
            if graded:
                data = json.dumps(graded_copy(unit), ensure_ascii=False, indent=1).encode()
        yield f"alliance/{name}", data


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in name.split("/"))


def _metadata(version: str) -> str:
    try:
        told = distribution("alliance-reader").metadata
    except PackageNotFoundError:
        raise NoWheel(
            "the library is not installed here. In the course's folder run: "
            "python -m pip install -e ."
        ) from None
    lines = ["Metadata-Version: 2.4", f"Version: {version}"]
    for name in _KEPT:
        # Extras are the teacher's and the author's.
        values = told.get_all(name) or []
        lines += [f"{name}: {value}" for value in values if "extra ==" not in value]
    return "\n".join(lines) + "\n"


def _record(files: dict[str, bytes], own: str) -> str:
    lines = []
    for name, data in files.items():
        digest = urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(data)}")
    return "\n".join([*lines, f"{own},,"]) + "\n"
