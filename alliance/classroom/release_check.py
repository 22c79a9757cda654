"""The last look before a copy goes out: does any file in it tell a solution?"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from alliance.classroom import submission_read
from alliance.classroom.submission import Unreadable, blank
from alliance.questions import bank
from alliance.questions.judge import judge

_SHORTEST = 20  # characters: a shorter message may stand anywhere by chance
_TOLD = ("right", "partly", "defensible")


def leaks(root: Path, files: dict[str, bytes]) -> list[str]:
    """What the files tell that only the teacher may know, one line each; empty when all is well."""
    found = []
    told = list(_secrets(root))
    for name, data in _all(files):
        text = data.decode("utf-8", "replace")
        if name.endswith(".py"):
            continue  # the library's own words; a misconception may be called like a variable
        for id, secret, spellings in told:
            if any(spelling in text for spelling in spellings):
                found.append(f"{name} holds of {id}: “{secret[:40]}”")
        if name.startswith("exercises/") and name.endswith(".ipynb"):
            found += [f"{name} holds an answer to {id}" for id in _answered(data)]
    return found


def _all(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files, and those inside the wheel."""
    for name, data in files.items():
        if name.endswith(".whl"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for inside in archive.namelist():
                    yield f"{name}/{inside}", archive.read(inside)
        else:
            yield name, data


def _secrets(root: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Question, secret, and how it may be spelled: as it is, within JSON, or in HTML."""
    for path in sorted((root / "solutions" / "questions").glob("*.json")):
        for id, one in json.loads(path.read_text("utf-8"))["questions"].items():
            texts = [one["explanation"], *(row["explain"] for row in one["defensible"])]
            texts += [row["message"] for row in one["misconceptions"]]
            long = [text for text in _languages(texts) if len(text) >= _SHORTEST]
            names = [row["name"] for row in one["misconceptions"] if "-" in row["name"]]
            for secret in [*long, *names]:
                within = json.dumps(secret, ensure_ascii=False)[1:-1]
                yield id, secret, (secret, within, json.dumps(secret)[1:-1], escape(secret))


def _languages(texts: list[Any]) -> Iterator[str]:
    for text in texts:
        yield from map(str, text.values()) if isinstance(text, dict) else [str(text or "")]


def _answered(data: bytes) -> list[str]:
    """The questions to which a blank exercise already holds an answer that earns something."""
    try:
        read = submission_read.read(data)
    except Unreadable:
        return []
    given = {id: answer for id, answer in read.answers.items() if not blank(answer)}
    found = []
    for id, answer in given.items():
        try:
            if judge(bank.question(id), answer).status in _TOLD:
                found.append(id)
        except bank.UnknownQuestion:
            continue
    return found
