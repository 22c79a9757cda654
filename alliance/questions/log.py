"""A diary: what was answered, one JSON line per attempt, on this machine and nowhere else.

No answer is ever taken from it: those are in the notebooks
(:mod:`alliance.questions.kept_answers`).
A line is one ``write`` to a file opened for appending: two notebooks don't mix their lines, and a
process that is killed leaves whole lines. A line that was broken all the same loses only itself.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import sleep
from typing import Any

from alliance import corpus
from alliance.languages import say

_GLANCES = 20  # at a line that is not whole yet, a millisecond apart
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Log:
    """The log at one path. A failure to write is told once; answering goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._told = False

    def write(self, record: dict[str, Any]) -> str:
        """Append a record; returns what the student has to be told, or nothing."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"time": now, **record}, ensure_ascii=False, separators=(",", ":"))
        try:
            _append(self.path, line.encode("utf-8", "replace") + b"\n")
        except OSError as fault:
            known, self._told = self._told, True
            reason = fault.strerror or type(fault).__name__
            return "" if known else say("log-failed", path=self.path, reason=reason)
        return ""


def _append(path: Path, line: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, _FLAGS, 0o600)
    try:
        # A line that another process left half written must not swallow this one; but one that is
        # just being written will be whole in a moment.
        for _ in range(_GLANCES):
            if _at_line_start(file):
                break
            sleep(0.001)
        else:
            line = b"\n" + line
        if os.write(file, line) != len(line):
            raise OSError(28, os.strerror(28))  # the disk is full
    finally:
        os.close(file)


def _at_line_start(file: int) -> bool:
    if not os.lseek(file, 0, os.SEEK_END):
        return True
    os.lseek(file, -1, os.SEEK_END)
    return os.read(file, 1) == b"\n"


def attempt(question: str, verdict: Any, hints: int) -> dict[str, Any]:
    """The record of one answer: what was read, and what was said of it."""
    told = {"share": verdict.score, "misconception": verdict.misconception or None}
    record = {"question": question, "answer": verdict.answer, "status": verdict.status}
    record |= {name: one for name, one in told.items() if one is not None}
    return {**record, "hints": hints}


_at = cache(Log)  # a log for each path: what it has told, it tells once


def current() -> Log:
    """The log in the reader's folder, ``answers.jsonl``."""
    return _at(corpus.home() / "answers.jsonl")
