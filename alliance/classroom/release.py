"""The students' copy of the course: a folder and a zip that hold nothing of the teacher's."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from alliance import handout
from alliance.classroom import release_check, release_texts
from alliance.classroom.release_wheel import wheel, zipped
from alliance.names import UnknownName
from alliance.questions.verdict import MIME

_FOLDERS = ("notebooks", "exercises")
_LEGAL = ("LICENSE", "LICENSE-CONTENT", "RIGHTS.md")
_START = "00"  # every copy needs it: the course is found by its first notebook

_README = """# The US–Japan alliance: read, mark, check

You need Python 3.11 or later. Open a terminal in this folder and write:

    python -m pip install {wheel} && alliance lab

JupyterLab opens in your browser at *Start here*. Next time `alliance lab` is enough.

- `notebooks/` holds the lessons.
- `exercises/` holds the questions. {answers}
- `handouts/` holds each unit to print.
- Save a notebook (Ctrl+S) before you hand it in, and hand in the file that ends in `.ipynb`.

Nothing that you write leaves your computer.
"""
_CHECKED = "Each answer is checked at once; you can change it and check it again."
_RECORDED = "Your answers are kept in the notebook. They are marked after you have handed it in."


class CannotRelease(RuntimeError):
    """No copy was made; the message says what to do."""


class Released(NamedTuple):
    """What was made: the folder, the zip beside it, and the names of the files in both."""

    folder: Path
    archive: Path
    files: list[str]


def release(root: Path, folder: Path, units: Collection[str], *, graded: bool) -> Released:
    """Make the students' copy of the course at ``root`` in ``folder`` and beside it as a zip.

    units: numbers of the lessons and exercises that are in it. Raises :class:`CannotRelease`, also
    where a file would show a solution, and ``OSError`` where a file can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotRelease(f"{folder} is there already. Give the name of a new folder.")
    if _archive(folder).exists():
        raise CannotRelease(f"{_archive(folder)} is there already. Give the name of a new folder.")
    chosen = {*units, _START}
    name, data = wheel(chosen, graded=graded)
    files = dict(_course(root, chosen))
    readme = _README.format(wheel=name, answers=_RECORDED if graded else _CHECKED)
    files |= {"README.md": readme.encode(), name: data}
    if found := release_check.leaks(root, files):
        raise CannotRelease("this copy would show solutions: " + "; ".join(found[:5]))
    if found := release_texts.copied(files):
        raise CannotRelease("; ".join(found[:5]) + ".")
    return Released(folder, _write(folder, files), sorted(files))


def _course(root: Path, units: Collection[str]) -> Iterator[tuple[str, bytes]]:
    for part in _FOLDERS:
        for path in sorted((root / part).glob("*")):
            # Nothing that lies there by chance: a gradebook, a student's notebook.
            number = re.match(r"\d\d(?=\D)", path.name)
            if path.is_file() and number and number[0] in units:
                yield f"{part}/{path.name}", _bare(path)
    yield from _handouts(root, units)
    for name in _LEGAL:
        if (root / name).is_file():
            yield name, (root / name).read_bytes()


def _handouts(root: Path, units: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Each unit on paper, made anew: it is never older than the questions."""
    for number in sorted(units):
        try:
            one = handout.unit(number, root)
        except UnknownName:
            continue  # questions whose lesson is not written yet
        yield f"handouts/{one.stem}.html", handout.page(one).encode()


def _bare(path: Path) -> bytes:
    """A file as students get it.

    A notebook comes without the verdicts that it was stored with: they show what an answer opens,
    and come back when the cell is run. (In a graded copy they come back as "recorded".)
    """
    data = path.read_bytes()
    if path.suffix != ".ipynb":
        return data
    notebook = json.loads(data)
    notebook["metadata"].get("alliance", {}).pop("made_from", None)
    for cell in notebook["cells"]:
        if any(MIME in output.get("data", ()) for output in cell.get("outputs", ())):
            cell["outputs"], cell["execution_count"] = [], None
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _archive(folder: Path) -> Path:
    return folder.with_name(folder.name + ".zip")


def _write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    archive = _archive(folder)
    archive.write_bytes(zipped({f"{folder.name}/{name}": data for name, data in files.items()}))
    return archive
