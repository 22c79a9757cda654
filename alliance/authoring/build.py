"""All that is generated, made anew or checked, in order."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.authoring import notebooks, questions
from alliance.authoring.data import build_facts, build_glossary, build_provisions, build_sources
from alliance.authoring.notebooks import execute, execute_lessons, unsettled_lessons
from alliance.authoring.yamlfile import AuthorError

ROLES = {"exercise": "exercises", "solution": "solutions"}


class NoCourse(AuthorError):
    """The package was installed without the course; there is nothing to build."""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Result:
    """The files that were out of date, relative to the course; after a build they are mended."""

    stale: tuple[str, ...]


def root() -> Path:
    """The folder of the checkout; :class:`NoCourse` where there is only the installed package."""
    folder = corpus.data().parent.parent
    if not (folder / "solutions" / "questions").is_dir():
        raise NoCourse(
            folder,
            None,
            "this alliance is installed without the course, so there is nothing to build. Unpack "
            'the course, go into its folder and run: python -m pip install -e ".[author]"',
        )
    return folder


def build(check: bool = False, full_texts: list[Path] | None = None) -> Result:
    """Write what is out of date, or only list it. Mistakes of authors raise ``AuthorError``."""
    course = root()
    data = {**build_sources(full_texts), **build_facts(), **build_glossary()}
    data |= build_provisions(data)
    changed = _settle(data, check)
    if changed and not check:
        corpus.forget()  # questions look their passages up in what has just been written
    folder = course / "solutions" / "questions"
    units = questions.load_all(folder, questions.Known.of(data))
    keys = questions.build_questions(units, folder)
    changed += _settle(keys, check)
    generated = dict(_notebooks(course, units, data))
    for path, book in generated.items():
        if not _same(path, book):
            changed.append(path)
            if not check:
                _write(path, notebooks.text_of(book))
                execute(path)
    for path in _orphans(course, keys.keys() | generated.keys()):
        changed.append(path)
        if not check:
            path.unlink()
    if check:
        changed += unsettled_lessons(course)
    elif changed:  # a lesson's outputs show what was built
        changed += execute_lessons(course)
    else:
        changed += [path for path in unsettled_lessons(course) if execute(path)]
    return Result(tuple(path.relative_to(course).as_posix() for path in changed))


def _settle(wanted: dict[Path, str], check: bool) -> list[Path]:
    """The files that differ from ``wanted``; written, unless only a check was asked for."""
    stale = [path for path, text in wanted.items() if _read(path) != text]
    for path in () if check else stale:
        _write(path, wanted[path])
    return stale


def _notebooks(
    course: Path, units: list[questions.AuthoredUnit], data: dict[Path, str]
) -> Iterator[tuple[Path, Any]]:
    describe = notebooks.describer(json.loads(_named(data, "facts.json"))["facts"])
    for unit in units:
        yield course / ROLES["exercise"] / f"{unit.stem}.ipynb", notebooks.exercise(unit)
        yield course / ROLES["solution"] / f"{unit.stem}.ipynb", notebooks.solution(unit, describe)


def _named(data: dict[Path, str], name: str) -> str:
    return next(text for path, text in data.items() if path.name == name)


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _same(path: Path, book: Any) -> bool:
    """Whether the stored notebook is this one, and has run."""
    stored = _read(path)
    try:
        return stored is not None and notebooks.before_run(stored) == notebooks.text_of(book)
    except (ValueError, KeyError, AttributeError):
        return False  # somebody's hand was in it: it is made again


def _orphans(course: Path, wanted: set[Path]) -> Iterator[Path]:
    """Generated files whose question file is gone. What is not generated is never touched."""
    made = [*corpus.data("questions").glob("*.json")]
    made += (course / "solutions" / "questions").glob("*.json")
    for role, folder in ROLES.items():
        for path in (course / folder).glob("*.ipynb"):
            try:
                metadata = json.loads(_read(path) or "{}")["metadata"]
                if metadata["alliance"]["role"] == role:
                    made.append(path)
            except (ValueError, KeyError, TypeError):
                continue
    yield from sorted(path for path in made if path not in wanted)


def _write(path: Path, text: str) -> None:
    """All of it or nothing: a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, "utf-8", newline="\n")
    part.replace(path)
