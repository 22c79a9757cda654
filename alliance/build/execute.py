"""Run a notebook in a fixed environment and store its outputs, the same bytes every time.

Lessons and solutions are kept with their outputs, so that they can be read without running them
and checked against a new run. What changes from run to run (times, ids of widgets, the Python at
hand) is taken out before storing.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from alliance.build.yamlfile import AuthorError
from alliance.kernel import QUIET_KERNEL, fixed_environment

_PYTHON = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_KEPT = ("alliance", "authors", "title")
# Widgets are drawn by a running kernel: a stored one is an id that nothing answers to.
_WIDGET = "application/vnd.jupyter.widget-view+json"
_RUN_KEYS = ("execution", "collapsed", "scrolled", "ExecuteTime")
_SECONDS = 120
_COLOURS = re.compile(r"\x1b\[[\d;]*m")


def execute(path: Path) -> bool:
    """Run ``path`` from top to bottom and store its outputs; say whether the file changed.

    The kernel sees no added texts and an empty answer log, so the outputs show the digest edition.
    :class:`AuthorError` names the cell that failed; the file is then left as it was.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as home:
        client = NotebookClient(
            notebook,
            timeout=_SECONDS,
            kernel_name="python3",
            record_timing=False,
            store_widget_state=False,
            extra_arguments=QUIET_KERNEL,
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            client.execute(env=os.environ | fixed_environment(Path(home)))
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as problem:
            said = _COLOURS.sub("", str(problem).strip().splitlines()[-1])
            raise AuthorError(path, None, f"a cell did not run to its end. {said}") from None
    return _write(path, _text(settled(notebook)))


def execute_lessons(root: Path) -> list[Path]:
    """Run every lesson below ``root``; the paths of those whose stored file changed."""
    return [path for path in _lessons(root) if execute(path)]


def unsettled_lessons(root: Path) -> list[Path]:
    """The lessons that are not stored as :func:`execute` stores them: edited and not run, or saved
    by JupyterLab with the traces of one sitting."""
    return [path for path in _lessons(root) if not _as_run(path)]


def _lessons(root: Path) -> list[Path]:
    return sorted((root / "notebooks").glob("*.ipynb"))


def _as_run(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    in_order = counts == list(range(1, len(counts) + 1))
    return in_order and text == _text(settled(notebook))


def settled(notebook: NotebookNode) -> NotebookNode:
    """``notebook`` without what differs from run to run; changed in place and returned."""
    kept = {key: notebook.metadata[key] for key in _KEPT if key in notebook.metadata}
    notebook.metadata = nbformat.from_dict(_PYTHON | kept)
    for cell in notebook.cells:
        for key in _RUN_KEYS:
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(_WIDGET, None)
    return notebook


def _text(notebook: NotebookNode) -> str:
    return nbformat.writes(notebook) + "\n"


def _write(path: Path, text: str) -> bool:
    if path.read_text(encoding="utf-8") == text:
        return False
    # A reader never finds a half-written lesson: the new file takes the old one's place at once.
    fresh = path.with_suffix(".ipynb.new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(path)
    return True
