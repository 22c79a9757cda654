"""Write the goldens anew: what the current code says becomes what has to stay.

    python tests/golden/freeze.py                      # which goldens there are
    python tests/golden/freeze.py frames-of-facts      # this one alone
    python tests/golden/freeze.py all

A golden changes only where an issue asks for it; the commit says which sentence does. After a
change of the reference data freeze ``frames-of-facts`` (and ``sources``) alone. ``full`` needs the
full texts in the folders that ALLIANCE_FULL_TEXTS names.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

# As a script it stands outside of everything: it looks for the tests and for this checkout.
sys.path[:0] = map(str, Path(__file__).resolve().parents[1:3])

from golden import asked, classroom, surface  # noqa: E402

HERE = Path(__file__).resolve().parent
INTAKE = [
    *sorted((surface.TESTS / "fixtures" / "intake").glob("*.txt")),
    *sorted((HERE / "texts").iterdir()),
]


def read(name: str) -> Any:
    """A golden as it is on the disk."""
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))


def full_texts() -> list[Path]:
    """The files of the full texts, where there are any."""
    named = os.environ.get("ALLIANCE_FULL_TEXTS", "").split(os.pathsep)
    return [path for one in named if one for path in sorted(Path(one).glob("*.txt"))]


def answers(folder: Path) -> Any:
    """Every answer with its verdict; "differs": where a released copy says something else,
    "first": where the sealed questions of the first edition do."""
    units = asked.units(surface.ROOT / "solutions" / "questions")
    found = {
        prefix: {
            str(one["id"]): [[given, *surface.verdict(str(one["id"]), given)] for given in all_]
            for one in questions
            for all_ in [asked.answers(one)]
        }
        for prefix, questions in units.items()
    }
    rows = flat(found)
    pairs = [(id, row[0]) for id, row in rows]
    elsewhere = surface.verdicts_elsewhere(surface.released(folder), pairs, folder / "home")
    both = zip(rows, elsewhere, strict=True)
    differs = [[id, row[0], *other] for (id, row), other in both if row[1:] != other]
    rows = [(id, row) for id, row in rows if id in surface.first_ids()]
    where = surface.sealed_with(surface.FIRST_KEYS, folder / "first")
    pairs = [(id, row[0]) for id, row in rows]
    sealed = surface.verdicts_elsewhere(where, pairs, folder / "home-of-first")
    both = zip(rows, sealed, strict=True)
    first = [[id, row[0], *other] for (id, row), other in both if row[1:] != other]
    return {"differs": differs, "first": first, "units": found}


def flat(units: Any) -> list[tuple[str, list[Any]]]:
    """Every frozen answer with its question: ``(id, [answer, status, score, misconception])``."""
    return [(id, row) for unit in units.values() for id, rows in unit.items() for row in rows]


def _altered(text: str) -> str:
    """Every 150th word is another word."""
    words = re.split(r"(\s+)", text)
    words[298::300] = ["otherwise"] * len(words[298::300])
    return "".join(words)


DAMAGES: dict[str, Callable[[str], str]] = {
    "whole": lambda text: text,
    "straight quotes": lambda text: text.translate(str.maketrans("“”‘’", "\"\"''")),
    "short lines": lambda text: "\n".join(
        part for line in text.splitlines() for part in textwrap.wrap(line, 60) or [""]
    ),
    "one line": lambda text: " ".join(text.split()),
    "every 150th word altered": _altered,
    "the first half": lambda text: text[: len(text) // 2],
}


def full(folder: Path) -> Any:
    """The add of all full texts, sound and damaged: reports, and each paragraph's status."""
    home = os.environ["ALLIANCE_HOME"]
    found: dict[str, Any] = {}
    for name, damage in DAMAGES.items():
        files = [folder / name / f"{i}.txt" for i in range(len(full_texts()))]
        for path, original in zip(files, full_texts(), strict=True):
            path.parent.mkdir(exist_ok=True)
            path.write_text(damage(original.read_text("utf-8-sig")), "utf-8")
        os.environ["ALLIANCE_HOME"] = str(folder / name / "home")
        report = {one["id"]: one for one in surface.added(files).values()}
        found[name] = {"report": report, "paragraphs": surface.stored(folder / name / "home")}
    os.environ["ALLIANCE_HOME"] = home
    return found


def _class(folder: Path) -> Path:
    return classroom.made(folder, read("answers")["units"])


GOLDENS: dict[str, Callable[[Path], Any]] = {
    "answers": answers,
    "sources": lambda _: surface.sources(),
    "added": lambda _: surface.added(INTAKE),
    "full": full,
    "frames": lambda _: surface.frames(),
    "frames-of-facts": lambda _: surface.frames_of_facts(),
    "gradebooks": lambda folder: classroom.gradebooks(_class(folder)),
    "items": lambda folder: classroom.items(_class(folder)),
}


def written(golden: Any) -> str:
    """A golden as JSON that a reader can compare line by line."""
    return _lines(golden, 0) + "\n"


def _lines(value: Any, depth: int) -> str:
    """Mappings and outer lists over several lines; a row, an answer or a small mapping in one."""
    flat = json.dumps(value, ensure_ascii=False)
    deep = depth > 3 or (depth > 1 and len(flat) < 100)
    if not isinstance(value, dict | list) or not value or deep:
        return flat
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {_lines(one, depth + 1)}" for name, one in value.items()]
    else:
        parts = [_lines(one, depth + 1) for one in value]
    pad, (opened, closed) = " " * min(depth, 2), "{}" if isinstance(value, dict) else "[]"
    return f"{opened}\n" + ",\n".join(f"{pad} {part}" for part in parts) + f"\n{pad}{closed}"


def frozen_now(name: str, folder: Path) -> Any:
    """What the current code says where the golden of this name was frozen, in a home of its own."""
    os.environ.update(ALLIANCE_HOME=str(folder / "home"), ALLIANCE_LANGUAGE="en")
    return json.loads(json.dumps(GOLDENS[name](folder)))


def main(names: list[str]) -> None:
    """Freeze the goldens of these names."""
    wanted = list(GOLDENS) if names == ["all"] else names
    if not wanted or set(wanted) - set(GOLDENS):
        sys.exit(f"Name one or more of: all, {', '.join(GOLDENS)}")
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            golden = frozen_now(name, Path(folder))
        (HERE / f"{name}.json").write_text(written(golden), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
