"""Kill a process that answers, 500 times at random moments: is every answer in the log whose
verdict was shown?

    python benchmarks/kill_log.py [kills]

A child answers with ``check`` as fast as it can and writes each answer's number to a pipe once it
has the verdict. SIGKILL gives it no time to tidy up. Prints how many verdicts were shown, how many
answers the log holds, and how many are missing (must be 0).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CHILD = """
import os
import alliance as al
i = int(os.environ["FIRST"])
al.check("start.1", "")  # everything is loaded, nothing is logged: a blank is no attempt
os.write(1, b"ready\\n")
while True:
    verdict = al.check("start.1", f"not an option, try {i}")
    os.write(1, f"{i} {verdict.status}\\n".encode())
    i += 1
"""


def one_kill(home: Path, first: int, chance: random.Random) -> list[int]:
    """Start, let it answer for a moment, kill; the numbers whose verdict was shown."""
    environment = {**os.environ, "ALLIANCE_HOME": str(home), "FIRST": str(first)}
    child = subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE, env=environment)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(chance.random() * 0.05)
    child.kill()
    shown = child.stdout.read().decode().splitlines(keepends=True)
    child.wait()
    return [int(line.split()[0]) for line in shown if line.endswith("\n")]


def whole_answers(lines: list[bytes]) -> Iterator[str]:
    """The answer in each line that can be read."""
    for line in lines:
        with suppress(ValueError):
            yield str(json.loads(line).get("answer"))


def main(kills: int = 500) -> int:
    chance = random.Random(1960)
    shown: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(kills):
            shown.update(one_kill(Path(folder), turn * 1_000_000, chance))
        path = Path(folder) / "answers.jsonl"
        lines = path.read_bytes().splitlines()
    answers = list(whole_answers(lines))
    kept = {int(answer.rpartition(" ")[2]) for answer in answers}
    missing = shown - kept
    print(f"{kills} kills: {len(shown)} verdicts shown, {len(kept)} answers kept, "
          f"{len(lines) - len(answers)} broken lines, {len(missing)} missing")  # fmt: skip
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
