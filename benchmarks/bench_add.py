"""What adding many articles costs: CPU seconds for 200 made-up ones, the last against the first.

python benchmarks/bench_add.py [COUNT]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    "ferry",
    "harbour",
    "council",
    "winter",
    "fares",
    "boats",
    "villages",
    "letter",
    "spring",
    "pier",
    "storm",
    "market",
)


def article(n: int) -> str:
    """A made-up article of four paragraphs; no two are alike."""
    told = []
    for p in range(4):
        names = " ".join(WORDS[(n * 7 + p * 5 + i) % len(WORDS)] for i in range(14))
        told.append(f"The council spoke on day {n} of part {p} about the {names} and agreed.")
    return "\n\n".join([f"Ferries of the winter, number {n}", "By Jane Doe, 5 March 2024", *told])


def main(count: int = 200) -> None:
    """Print the CPU time of all, and of the first and the last twenty."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["ALLIANCE_HOME"] = home
        from alliance.adding.add import add

        spent = []
        for n in range(count):
            path = Path(home) / f"{n}.txt"
            path.write_text(article(n), "utf-8")
            start = time.process_time()
            (report,) = add([path])
            spent.append(time.process_time() - start)
            assert report.error is None, report.error
        few = max(1, count // 10)
        first, last = sum(spent[1 : few + 1]), sum(spent[-few:])
        print(f"{count} articles: {sum(spent):.2f} CPU-s in all, of them the first {spent[0]:.2f}")
        print(f"the last {few} against the first {few}: {last / first:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
