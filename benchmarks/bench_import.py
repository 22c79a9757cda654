"""What ``import alliance; alliance.articles()`` costs in a fresh process, over bare Python.

    python benchmarks/bench_import.py [runs]

Medians of wall-clock time, the candidates taken in turn so that a slow minute hits all of them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

CASES = {
    "bare Python": "pass",
    "import alliance; articles()": "import alliance; alliance.articles()",
    "… and one article as HTML": (
        "import alliance; alliance.article('reuters-2020')._repr_html_()"
    ),
    "import pandas": "import pandas",
}


def once(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def main(runs: int = 15) -> None:
    seconds: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(runs):
        for name, code in CASES.items():
            seconds[name].append(once(code))
    median = {name: statistics.median(values) for name, values in seconds.items()}
    bare = median["bare Python"]
    pandas = median["import pandas"] - bare
    print(f"{'':32}{'ms':>8}{'over bare':>11}{'of pandas':>11}")
    for name, value in median.items():
        over = value - bare
        print(f"{name:32}{value * 1e3:8.0f}{over * 1e3:11.0f}{over / pandas:11.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
