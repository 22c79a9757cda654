"""Checking every notebook with nbval beside running the same cells in bare kernels.

    python benchmarks/bench_notebooks.py [folder …]

Both on two workers, in one run: nbval as the tests call it, then a kernel per notebook by
nbclient, which compares nothing. Wall-clock seconds and their ratio.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from alliance.course import QUIET_KERNEL, fixed_environment

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("notebooks", "exercises", "solutions")
WORKERS = 2


def run_cells(path: Path) -> int:
    """Run a notebook's cells in a kernel of its own; the number of code cells."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as home:
        place = {"metadata": {"path": str(path.parent)}}
        client = NotebookClient(notebook, extra_arguments=QUIET_KERNEL, resources=place)
        client.execute(env=os.environ | fixed_environment(Path(home)))
    return sum(cell.cell_type == "code" for cell in notebook.cells)


def with_nbval(folders: list[str]) -> float:
    options = ["--nbval", "--nbval-current-env", "-n", str(WORKERS), "--dist", "loadfile", "-q"]
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", *options, *folders]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | fixed_environment(Path(home))
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    print("  " + done.stdout.strip().splitlines()[-1])
    return time.perf_counter() - began


def main(folders: list[str]) -> None:
    paths = [path for folder in folders for path in sorted((ROOT / folder).glob("*.ipynb"))]
    checked = with_nbval(folders)
    began = time.perf_counter()
    with ProcessPoolExecutor(WORKERS) as pool:
        cells = sum(pool.map(run_cells, paths))
    bare = time.perf_counter() - began
    print(f"{len(paths)} notebooks, {cells} code cells, {WORKERS} workers")
    print(f"nbval        {checked:7.1f} s")
    print(f"bare kernels {bare:7.1f} s")
    print(f"ratio        {checked / bare:7.2f}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(FOLDERS))
