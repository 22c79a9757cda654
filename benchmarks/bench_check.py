"""One check in a warm kernel, and getting ready in a fresh one, beside otter-grader and learntools.

    python benchmarks/bench_check.py [--peers PYTHON] [--runs N]

PYTHON is the interpreter of an environment of its own in which the peers are installed
(``pip install otter-grader ipykernel``; Kaggle's learntools is not on PyPI: ``pip install
git+https://github.com/Kaggle/learntools``). A peer that is not there is passed over and said so.

Each side asks the same thing (is the answer "b"?) the way its own documentation does, and displays
its verdict through IPython, as in a kernel; IPython and ipykernel are loaded before the clock
starts. Ours opens the sealed key, writes the log and renders HTML and text. The sides are measured
in turn, each in its own fresh process; medians.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TIMES = 2_000
LOOP = f"""
import json, statistics, time
import ipykernel.kernelapp
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
shell = InteractiveShell.instance()
shell.display_pub = CapturingDisplayPublisher()
def timed(call, times={TIMES}):
    for _ in range(50):
        call()
    found = []
    for i in range(times):
        began = time.perf_counter()
        call()
        found.append(time.perf_counter() - began)
        shell.display_pub.outputs.clear()
    return statistics.median(found) * 1e3
"""
# Each prints {"import": ms, "ready": ms, "first": ms, "warm": {what: ms}}.
OURS = """
import os, time
os.environ["ALLIANCE_HOME"] = HOME
began = time.perf_counter()
import alliance as al
imported = time.perf_counter()
display(al.check("sources.1", "b"))
first = time.perf_counter()
from alliance.questions import bank
from alliance.questions.judge import judge
found = {"import": (imported - began) * 1e3, "ready": 0.0, "first": (first - imported) * 1e3}
found["warm"] = {}
for prefix in bank.prefixes():
    for one in bank.unit(prefix).questions.values():
        if one.kind not in found["warm"]:
            answer = one.example
            call = lambda: display(al.check(one.id, answer))
            found["warm"][one.kind + " (wrong)"] = timed(call)
found["warm"]["choice (right)"] = timed(lambda: display(al.check("sources.1", "b")))
print(json.dumps(found))
"""
OTTER = """
import os, time
os.chdir(HOME)
os.makedirs("tests", exist_ok=True)
open("tests/q1.py", "w").write('''OK_FORMAT = True
test = {"name": "q1", "points": 1, "suites": [{"cases": [
    {"code": ">>> assert answer == 'b'", "hidden": False, "locked": False}],
    "scored": True, "setup": "", "teardown": "", "type": "doctest"}]}
''')
open("nb.ipynb", "w").write('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
began = time.perf_counter()
import otter
imported = time.perf_counter()
grader = otter.Notebook("nb.ipynb", tests_dir="tests")
ready = time.perf_counter()
answer = "b"
display(grader.check("q1", global_env=globals()))
first = time.perf_counter()
found = {"import": (imported - began) * 1e3, "ready": (ready - imported) * 1e3}
found["first"] = (first - ready) * 1e3
found["warm"] = {
    "right": timed(lambda: display(grader.check("q1", global_env=globals())), 300)
}
print(json.dumps(found))
"""
LEARNTOOLS = """
import time
began = time.perf_counter()
from learntools.core import EqualityCheckProblem, bind_exercises, binder
imported = time.perf_counter()
class First(EqualityCheckProblem):
    _var = "answer"
    _expected = "b"
    _hint = "Look again."
answer = "b"
binder.bind(globals())
list(bind_exercises(globals(), [First], var_format="q{n}"))
ready = time.perf_counter()
call = lambda: q1.check()
call()
first = time.perf_counter()
found = {"import": (imported - began) * 1e3, "ready": (ready - imported) * 1e3}
found["first"] = (first - ready) * 1e3
found["warm"] = {"right": timed(call, 300)}
print(json.dumps(found))
"""


def measure(python: str, code: str) -> dict | None:
    """One fresh process of one side; ``None`` where the side is not installed."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [python, "-c", LOOP + f"HOME = {home!r}\n" + code], capture_output=True, text=True
        )
    if done.returncode:
        print(f"  not measured: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", default=sys.executable, help="the peers' interpreter")
    parser.add_argument("--runs", type=int, default=5, help="fresh processes per side")
    given = parser.parse_args()
    sides = {"ours": (sys.executable, OURS), "otter-grader": (given.peers, OTTER)}
    sides["learntools"] = (given.peers, LEARNTOOLS)
    found: dict[str, list[dict]] = {name: [] for name in sides}
    for _ in range(given.runs):
        for name, (python, code) in sides.items():
            one = measure(str(Path(python)), code) if found[name] is not None else None
            if one:
                found[name].append(one)
    report({name: runs for name, runs in found.items() if runs})


def report(found: dict[str, list[dict]]) -> None:
    middle = {
        name: {
            part: statistics.median(run[part] for run in runs) for part in runs[0] if part != "warm"
        }
        for name, runs in found.items()
    }
    print(f"{'ms':16}{'import':>9}{'ready':>9}{'first':>9}{'together':>10}")
    for name, part in middle.items():
        print(
            f"{name:16}" + "".join(f"{part[key]:9.1f}" for key in ("import", "ready", "first")),
            end="",
        )
        print(f"{sum(part.values()):10.1f}")
    warm = {
        name: {
            what: statistics.median(run["warm"][what] for run in runs) for what in runs[0]["warm"]
        }
        for name, runs in found.items()
    }
    print("\none check in a warm kernel, ms")
    for name, kinds in warm.items():
        for what, value in sorted(kinds.items(), key=lambda item: item[1]):
            print(f"  {name:14}{what:22}{value:8.3f}")
    ours = statistics.median(warm["ours"].values())
    print(f"\nours, median over all of these: {ours:.3f} ms")
    for name in warm:
        if name != "ours":
            ratio = warm[name]["right"] / ours
            fresh = sum(middle[name].values()) / sum(middle["ours"].values())
            print(
                f"{name}: {ratio:.1f} times ours a check, {fresh:.1f} times ours to the first one"
            )


if __name__ == "__main__":
    main()
