"""A diary: what was answered, one JSON line per attempt, on this machine and nowhere else.

No answer is ever taken from it: those are in the notebooks
(:mod:`alliance.questions.kept_answers`).
A line is one ``write`` to a file opened for appending: two notebooks don't mix their lines, and a
process that is killed leaves whole lines. A line that was broken all the same loses only itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
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
        self._file: int | None = None
        self._told = False

    def write(self, record: dict[str, Any]) -> str:
        """Append a record; returns what the student has to be told, or nothing."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"time": now, **record}, ensure_ascii=False, separators=(",", ":"))
        try:
            self._append(line.encode("utf-8", "replace") + b"\n")
        except OSError as fault:
            self.close()
            if self._told:
                return ""
            self._told = True
            return say("log-failed", path=self.path, reason=fault.strerror or type(fault).__name__)
        return ""

    def _append(self, line: bytes) -> None:
        if self._file is None or os.fstat(self._file).st_nlink == 0:  # deleted under our hands
            self.close()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, _FLAGS, 0o600)
        # A line that another process left half written must not swallow this one; but one that is
        # just being written will be whole in a moment.
        for _ in range(_GLANCES):
            if self._at_line_start(self._file):
                break
            sleep(0.001)
        else:
            line = b"\n" + line
        if os.write(self._file, line) != len(line):
            raise OSError(28, os.strerror(28))  # the disk is full

    @staticmethod
    def _at_line_start(file: int) -> bool:
        if not os.lseek(file, 0, os.SEEK_END):
            return True
        os.lseek(file, -1, os.SEEK_END)
        return os.read(file, 1) == b"\n"

    def close(self) -> None:
        """Let go of the file; the next record opens it again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def records(self) -> Iterator[dict[str, Any]]:
        """All records that can be read, in order. A broken line is passed over."""
        try:
            with open(self.path, "rb") as lines:
                for line in lines:
                    try:
                        record = json.loads(line)
                    except ValueError:
                        continue
                    if type(record) is dict and type(record.get("question")) is str:
                        yield record
        except OSError:
            return


def attempt(question: str, verdict: Any, hints: int) -> dict[str, Any]:
    """The record of one answer: what was read, and what was said of it."""
    record = {"question": question, "answer": verdict.answer, "status": verdict.status}
    if verdict.score is not None:
        record["share"] = verdict.score
    if verdict.misconception:
        record["misconception"] = verdict.misconception
    return {**record, "hints": hints}


_open: dict[Path, Log] = {}


def current(home: Path | None = None) -> Log:
    """The log in the reader's folder (or in ``home``), ``answers.jsonl``."""
    path = (home or corpus.home()) / "answers.jsonl"
    if path not in _open:
        _open[path] = Log(path)
    return _open[path]
