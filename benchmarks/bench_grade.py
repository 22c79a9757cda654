"""Grading a class: what ``alliance grade``, nbgrader and otter-grader take, in one run.

    python benchmarks/bench_grade.py [--nbgrader PYTHON] [--otter PYTHON] [--class 30] [--many]

Each PYTHON is the interpreter of an environment of its own (``pip install nbgrader==0.9.6``;
``pip install "otter-grader>=7,<8" ipykernel``). A peer that is not there is passed over and named.

Twelve questions, the same answers on every side: ours as ``al.check(id, answer)``, the peers' as
a variable and a test that compares it, as their documentation shows. Every side starts from the
submitted files in a fresh process; CPU is that of the whole tree of processes, start-up included.
``--many`` adds 1,000 and 10,000 submissions for ours, with the peak memory of its largest process.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from alliance.questions import bank
from alliance.questions.judge import judge

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = 12
Answers = dict[str, Any]
Side = Callable[[Path, list[Answers], Answers, str], "Spent"]


class Spent(NamedTuple):
    """Seconds of CPU and of the clock, and the peak memory of the largest process in MB."""

    cpu: float
    wall: float
    memory: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--nbgrader", help="interpreter of an environment with nbgrader")
    asked.add_argument("--otter", help="interpreter of an environment with otter-grader")
    asked.add_argument("--class", dest="size", type=int, default=30, help="submissions (30)")
    asked.add_argument("--many", action="store_true", help="also 1,000 and 10,000, ours only")
    given = asked.parse_args()
    right = key()
    found: dict[str, Spent] = {}
    with tempfile.TemporaryDirectory() as place:
        sides: dict[str, tuple[str | None, Side]] = {
            "alliance grade": (sys.executable, ours),
            "nbgrader autograde": (given.nbgrader, nbgrader),
            "otter run": (given.otter, otter),
        }
        for name, (python, side) in sides.items():
            if python is None:
                print(f"{name}: passed over, no interpreter given")
                continue
            folder = Path(place, name.replace(" ", "-"))
            folder.mkdir()
            found[name] = side(folder, students(right, given.size), right, python)
            tell(name, given.size, found[name])
        mine = found.pop("alliance grade")
        for name, spent in found.items():
            print(f"{name} takes {spent.cpu / mine.cpu:.0f} times our CPU for {given.size}")
        if given.many:
            for size in (1_000, 10_000):
                folder = Path(place, f"many-{size}")
                folder.mkdir()
                spent = ours(folder, students(right, size), right, sys.executable)
                tell("alliance grade", size, spent)
                for name, peer in found.items():
                    ratio = (peer.cpu / given.size) / (spent.cpu / size)
                    print(f"{name} takes {ratio:.0f} times our CPU per submission")


def tell(name: str, size: int, spent: Spent) -> None:
    each = 1_000 * spent.cpu / size
    print(
        f"{name:20} {size:6,} submissions: {spent.cpu:8.2f} s CPU {spent.wall:8.2f} s "
        f"{each:9.2f} ms CPU each, peak {spent.memory:.0f} MB"
    )


def key() -> Answers:
    """The right answers to the first twelve questions that a machine can grade."""
    found: Answers = {}
    for prefix in reversed(bank.prefixes()):
        path = ROOT / "solutions" / "questions" / f"{prefix}.json"
        for id, one in json.loads(path.read_text("utf-8"))["questions"].items():
            if judge(bank.question(id), one["answer"]).score is not None:
                found[id] = one["answer"]
        if len(found) >= QUESTIONS:
            break
        found = {}
    return dict(list(found.items())[:QUESTIONS])


def students(right: Answers, size: int) -> list[Answers]:
    """Their answers: three of four right, the others the example or something of their own."""
    chance = random.Random(1)
    return [
        {
            id: answer
            if (drawn := chance.random()) < 0.75
            else bank.question(id).example
            if drawn < 0.9
            else f"something else {chance.randint(0, 30)}"
            for id, answer in right.items()
        }
        for _ in range(size)
    ]


def spend(*commands: Sequence[str | Path], folder: Path) -> Spent:
    """What these commands take, one after another, with all that they start."""
    tools = str(Path(commands[0][0]).parent)  # a peer looks for its own programs on the path
    environment = {**os.environ, "PATH": tools + os.pathsep + os.environ["PATH"]}
    environment["ALLIANCE_HOME"] = str(folder / "home")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    memory = 0
    for command in commands:
        with (folder / "log.txt").open("ab") as log:
            run = subprocess.Popen(
                list(map(str, command)), cwd=folder, stdout=log, stderr=log, env=environment
            )
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        memory = max(memory, used.ru_maxrss)
        if run.returncode:
            sys.exit(f"{command} failed:\n{(folder / 'log.txt').read_text()[-2_000:]}")
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu, wall, memory / 1_024)


def notebook(*cells: dict[str, Any]) -> str:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}}
    return json.dumps({**whole, "cells": [{"id": f"c{i}", **c} for i, c in enumerate(cells)]})


def code(source: str, **metadata: Any) -> dict[str, Any]:
    empty = {"outputs": [], "execution_count": None}
    return {"cell_type": "code", "source": source, "metadata": metadata, **empty}


def raw(source: str) -> dict[str, Any]:
    return {"cell_type": "raw", "source": source, "metadata": {}}


def ours(folder: Path, given: list[Answers], right: Answers, python: str) -> Spent:
    """Notebooks as they come back: run, with the verdicts in their outputs."""
    for number, answers in enumerate(given):
        cells = [{"cell_type": "markdown", "source": "# Exercises", "metadata": {}}]
        for id, answer in answers.items():
            data = judge(bank.question(id), answer)._repr_mimebundle_()
            output = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
            cell = code(f"al.check({id!r}, {answer!r})")
            cells.append({**cell, "outputs": [{**output, "data": data}], "execution_count": 1})
        path = folder / "submitted" / f"student{number:05}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(notebook(code("import alliance as al"), *cells), "utf-8")
    command = [python, "-m", "alliance", "grade", "submitted", "-o", "gradebook.csv"]
    return spend(command, folder=folder)


def nbgrader(folder: Path, given: list[Answers], right: Answers, python: str) -> Spent:
    """A course folder; ``generate_assignment`` is not counted, ``autograde`` is."""

    def cells(answers: Answers) -> list[dict[str, Any]]:
        found = []
        for number, (id, answer) in enumerate(answers.items()):
            keys = {"schema_version": 3, "locked": False, "grade": False, "solution": True}
            keys |= {"grade_id": f"a{number}", "task": False}
            found.append(code(f"answer_{number} = {answer!r}", nbgrader=keys))
            keys = {"schema_version": 3, "locked": True, "grade": True, "solution": False}
            keys |= {"grade_id": f"t{number}", "task": False, "points": 1}
            found.append(code(f"assert answer_{number} == {right[id]!r}", nbgrader=keys))
        return found

    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    source = folder / "source" / "ps1" / "p1.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(notebook(*cells(right)), "utf-8")
    command = [python, "-m", "nbgrader"]
    spend([*command, "generate_assignment", "ps1"], folder=folder)
    for number, answers in enumerate(given):
        path = folder / "submitted" / f"student{number:03}" / "ps1" / "p1.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook(*cells(answers)), "utf-8")
    return spend([*command, "autograde", "ps1"], folder=folder)


def otter(folder: Path, given: list[Answers], right: Answers, python: str) -> Spent:
    """``otter assign`` makes the autograder (not counted); ``otter run`` grades each notebook."""
    master = [raw("# ASSIGNMENT CONFIG\nexport_cell: false\ncheck_all_cell: false\n")]
    for number, answer in enumerate(right.values()):
        master += [raw(f"# BEGIN QUESTION\nname: q{number}\npoints: 1"), raw("# BEGIN SOLUTION")]
        master += [code(f"answer_{number} = {answer!r} # SOLUTION"), raw("# END SOLUTION")]
        master += [raw("# BEGIN TESTS"), code(f"assert answer_{number} == {answer!r}")]
        master += [raw("# END TESTS"), raw("# END QUESTION")]
    (folder / "p1.ipynb").write_text(notebook(*master), "utf-8")
    program = str(Path(python).with_name("otter"))
    spend([program, "assign", "p1.ipynb", "dist", "--no-run-tests"], folder=folder)
    (autograder,) = (folder / "dist" / "autograder").glob("*.zip")
    commands: list[list[str | Path]] = []
    for number, answers in enumerate(given):
        start = 'import otter\ngrader = otter.Notebook("p1.ipynb")'
        cells = [code(start)]
        for place, answer in enumerate(answers.values()):
            cells += [code(f"answer_{place} = {answer!r}"), code(f'grader.check("q{place}")')]
        path = folder / f"student{number:03}" / "p1.ipynb"
        path.parent.mkdir()
        path.write_text(notebook(*cells), "utf-8")
        options = ["-a", autograder, "-o", path.parent, "--no-logo"]
        commands.append([program, "run", *options, path.relative_to(folder)])
    return spend(*commands, folder=folder)


if __name__ == "__main__":
    main()
