"""What the goldens look at: the command line, the names of ``import alliance as al``, and files.

Nothing here knows a module below ``alliance`` and ``alliance.cli``, so that modules may move.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from hashlib import blake2b
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd

import alliance as al
from alliance.cli import main

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
PACKAGE = Path(al.__file__).resolve().parent

_WIDTH = 3  # characters of a cell's hash

# What a subprocess runs: question ids and answers from standard input, verdicts to its output.
_JUDGE = """
import json, sys
import alliance as al
said = []
for id, answer in json.load(sys.stdin):
    one = al.check(id, answer)
    score = one.score if one.score is None else round(one.score, 4)
    said.append([one.status, score, one.misconception])
json.dump([al.__file__, said], sys.stdout)
"""


def run(*arguments: object) -> str:
    """What ``alliance ARGUMENTS`` writes to the standard output; exit 0 and 1 are both well."""
    out = io.StringIO()
    argv = ["alliance", *map(str, arguments)]
    with mock.patch.object(sys, "argv", argv), contextlib.redirect_stdout(out):
        try:
            main()
        except SystemExit as left:
            assert left.code in (0, 1, None), f"{argv}: exit {left.code}"
    return out.getvalue()


def printed(*arguments: object) -> Any:
    """The JSON document that a command prints."""
    return json.loads(run(*arguments))


def verdict(id: str, answer: Any) -> list[Any]:
    """Status, score and misconception that ``al.check`` gives."""
    one = al.check(id, answer)
    score = one.score
    return [one.status, score if score is None else round(score, 4), one.misconception]


def verdicts_elsewhere(where: Path, asked: list[tuple[str, Any]], home: Path) -> list[list[Any]]:
    """The same for many answers, by the copy of the package that is in the folder ``where``."""
    known = {**os.environ, "PYTHONPATH": str(where), "ALLIANCE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", _JUDGE], input=json.dumps(asked), env=known, cwd=where,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    used, said = json.loads(done.stdout)
    assert Path(used).is_relative_to(where), f"{used} was imported, not the copy in {where}"
    return list(said)


def released(folder: Path) -> Path:
    """A student's copy, made now, with its library unpacked: the folder to import it from."""
    run("release", folder / "course")
    (wheel,) = (folder / "course").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "library")
    return folder / "library"


FIRST_KEYS = TESTS / "fixtures" / "first-edition" / "sealed-questions.zip"
# Questions whose key the reference has corrected since: claim 1.6 is no longer judged wrong; and
# what was said to "Southeast Asia" in today.4 (that an article writes so) was not true of it.
CORRECTED = frozenset(("trust.1", "trust.9", "trust.14", "today.4"))


@functools.cache
def first_ids() -> frozenset[str]:
    """The questions of the first edition whose key still holds."""
    with zipfile.ZipFile(FIRST_KEYS) as archive:
        units = [json.loads(archive.read(name)) for name in archive.namelist()]
    ids = {question["id"] for unit in units for question in unit["questions"]}
    return frozenset(ids - CORRECTED)


def sealed_with(keys: Path, folder: Path) -> Path:
    """A copy of the package as it is now, in which the sealed questions are those of a zip."""
    shutil.copytree(PACKAGE, folder / "alliance", ignore=shutil.ignore_patterns("__pycache__"))
    with zipfile.ZipFile(keys) as archive:
        for name in archive.namelist():
            same = (folder / "alliance").rglob(name)
            (place,) = (path for path in same if '"entries"' in path.read_text("utf-8"))
            place.write_bytes(archive.read(name))
    return folder


def squeezed(frame: pd.DataFrame) -> dict[str, Any]:
    """A table as its columns and, per row, a label and a short hash of each cell.

    Small, free of anybody's text, and still able to tell which cell has changed.
    """
    named = any(frame.index.names)
    flat = frame.reset_index() if named else pd.DataFrame(frame)
    columns = [str(name) for name in flat.columns]
    rows = [
        [str(row[0])[:24], "".join(_mark(cell) for cell in row)]
        for row in flat.itertuples(index=False, name=None)
    ]
    return {"columns": columns, "rows": rows}


def _mark(cell: Any) -> str:
    return blake2b(_plain(cell).encode("utf-8", "replace"), digest_size=2).hexdigest()[:_WIDTH]


def _plain(cell: Any) -> str:
    if isinstance(cell, list | tuple | set):
        return json.dumps([_plain(one) for one in cell], ensure_ascii=False)
    if cell is None or pd.isna(cell):
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.9g}"
    return str(cell)


def frames() -> dict[str, dict[str, Any]]:
    """The tables that a notebook can ask for, without those that are made of facts."""
    words = ("burden", "treaty", "bases", "protest")
    found: dict[str, pd.DataFrame] = {
        "annotations": al.annotations(),
        "claims": al.claims(),
        "claims anpo": al.claims("anpo"),
        "contradictions": al.contradictions(),
        "compare_treaties": al.compare_treaties(),
        "glossary": al.glossary(),
        # How many claims and questions there are changes with each that is added.
        "coverage": al.coverage().drop(columns=["claims", "questions"]),
        "articles": al.articles().frame(),
        **{f"kwic {word}": al.kwic(word).frame() for word in words},
    }
    return {name: squeezed(frame) for name, frame in found.items()}


def frames_of_facts() -> dict[str, dict[str, Any]]:
    """The timeline and every table: they change with the reference data."""
    names = [str(name) for name in al.tables().index]
    found = {f"table {name}": al.table(name) for name in names}
    found = {"timeline": al.timeline(), "tables": al.tables(), **found}
    return {name: squeezed(frame) for name, frame in found.items()}


def sources() -> dict[str, Any]:
    """What ``alliance sources --json`` lists, by id."""
    return {one["id"]: one for one in printed("sources", "--json")}


def added(files: list[Path]) -> dict[str, Any]:
    """What ``alliance add --json`` reports, by the file's name; of a dropped line no text."""
    found = {}
    for one in printed("add", "--json", *files):
        dropped: dict[str, list[int]] = {}
        for drop in one["dropped"]:
            dropped.setdefault(drop["reason"], []).append(drop["line"])
        found[Path(one["file"]).name] = {
            "id": one["id"],
            "known": one["known"],
            "paragraphs": one["paragraphs"],
            "statuses": {name: n for name, n in one["statuses"].items() if n},
            "dropped": dropped,
            "refused": one["error"] is not None,
        }
    return found


def stored(home: Path) -> dict[str, dict[str, list[int]]]:
    """The numbers of the paragraphs of each status in the texts that a home holds, by id."""
    found: dict[str, dict[str, list[int]]] = {}
    for path in sorted(home.rglob("*.json")):
        text = json.loads(path.read_text("utf-8"))
        by_status = found.setdefault(text["id"], {})
        for one in text["paragraphs"]:
            by_status.setdefault(str(one.get("status")), []).append(one["n"])
    return found
