"""A class for the tests of grading: what students hand in, and the gradebook that comes of it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.teaching.cli import grade_command

ROOT = Path(__file__).resolve().parent.parent
UNIT = "sources"
MIME = "application/vnd.alliance.answer+json"


def solutions(prefix: str = UNIT) -> dict[str, Any]:
    """A unit's readable solutions by question."""
    path = ROOT / "solutions" / "questions" / f"{prefix}.json"
    questions: dict[str, Any] = json.loads(path.read_text("utf-8"))["questions"]
    return questions


def right(prefix: str = UNIT) -> dict[str, Any]:
    """The right answer to every question that a unit counts, as a student writes it."""
    solved = solutions(prefix)
    return {id: solved[id]["answer"] for id in bank.unit(prefix).questions}


def question(kind: str, prefix: str = UNIT) -> str:
    """The id of a unit's first question of this kind."""
    return next(id for id, one in bank.unit(prefix).questions.items() if one.kind == kind)


def code(source: str | list[str], *outputs: dict[str, Any]) -> dict[str, Any]:
    """A code cell."""
    return {
        "cell_type": "code",
        "metadata": {},
        "execution_count": 1,
        "source": source,
        "outputs": list(outputs),
    }


def record(id: str, answer: Any, version: Any = 1) -> dict[str, Any]:
    """The output that ``check`` leaves."""
    data = {MIME: {"question": id, "answer": answer, "version": version}, "text/plain": "…"}
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


def checked(id: str, answer: Any) -> dict[str, Any]:
    """The cell of a student who typed an answer and ran it."""
    data = judge(bank.question(id), answer)._repr_mimebundle_()
    output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}
    return code(f"al.check({id!r}, {answer!r})", output)


def notebook(*cells: Any, unit: str | None = None) -> dict[str, Any]:
    """A notebook of these cells."""
    ours = {"alliance": {"unit": unit, "role": "exercise", "edition": 2}} if unit else {}
    return {"cells": list(cells), "metadata": ours, "nbformat": 4, "nbformat_minor": 5}


def answered(answers: dict[str, Any]) -> dict[str, Any]:
    """A notebook in which these answers were typed and run."""
    return notebook(*(checked(id, answer) for id, answer in answers.items()))


def save(path: Path, content: Any) -> Path:
    """Write a file: bytes as they are, anything else as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(data)
    return path


def packed(path: Path, members: dict[str | zipfile.ZipInfo, Any]) -> Path:
    """Write a zip of these members."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            archive.writestr(name, data)
    return path


def run(*arguments: Any) -> Result:
    """The command ``alliance grade`` with these arguments."""
    return CliRunner().invoke(grade_command, [str(one) for one in arguments])


def graded(*arguments: Any) -> list[dict[str, Any]]:
    """The submissions of the JSON gradebook."""
    done = run(*arguments, "--format", "json")
    assert done.exit_code in (0, 1), done.output
    submissions: list[dict[str, Any]] = json.loads(done.stdout)["submissions"]
    return submissions


def one(*arguments: Any) -> dict[str, Any]:
    """The one submission of the JSON gradebook."""
    (found,) = graded(*arguments)
    return found


def table(*arguments: Any) -> list[dict[str, str]]:
    """The rows of the CSV gradebook."""
    done = run(*arguments)
    assert done.exit_code in (0, 1), done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))
