"""The course: where it is, what is taught in which lesson, how its notebooks are run.

A lesson names its topics and the sources that it reads in its notebook's metadata; the questions
name their evidence; the claims name their topics. Nothing is written down twice.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance import corpus
from alliance.errors import choose

if TYPE_CHECKING:
    from alliance.reference import SourcedFrame


class Lesson(NamedTuple):
    """What a lesson notebook says of itself: unit ("03"), title, topics, sources that it reads,
    what one can do at its end, in Markdown, the first and last year that it tells of, and the
    counts that its scene draws as dots: ``about``, ``each`` (what a dot stands for), ``facts``
    (their ids), ``counts`` (number, the same in words, who or what, and how the dots look); and
    what its file is called, without the ending."""

    unit: str
    title: str
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    goals: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    drawing: dict[str, Any] | None = None
    stem: str = ""


def lessons(root: Path | None = None) -> list[Lesson]:
    """The lessons of the course at ``root`` (default: the nearest), in order."""
    root = root or corpus.course_folder()
    return [_lesson(path) for path in sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))]


def _lesson(path: Path) -> Lesson:
    book = json.loads(path.read_text("utf-8"))
    about = book.get("metadata", {}).get("alliance", {})
    return Lesson(
        unit=about.get("unit") or path.name[:2],
        title=title(book) or path.stem,
        topics=tuple(about.get("topics", ())),
        sources=tuple(about.get("sources", ())),
        goals=tuple(_GOAL.split(_line(_GOALS, book).rstrip("."))),
        years=(years[0], years[-1]) if (years := about.get("years")) else None,
        drawing=about.get("drawing"),
        stem=path.stem,
    )


def for_every_reader(cells: Iterable[Any]) -> list[Any]:
    """The cells of a lesson without those that are about the notebook itself: how it is run, saved
    and handed in. On the web and on paper they would send a reader to menus that are not there."""
    return [cell for cell in cells if "notebook" not in cell.metadata.get("tags", ())]


_TITLE = re.compile(r"^# (.+)", re.MULTILINE)
_GOALS = re.compile(r"\*\*By the end you can\*\* (.+)")
_GOAL = re.compile(r",?\s+(?:and\s+)?(?=\*\w)")  # each goal begins with its verb


def title(book: dict[str, Any]) -> str:
    """The first heading of a notebook."""
    return _line(_TITLE, book)


def _line(pattern: re.Pattern[str], book: dict[str, Any]) -> str:
    cells = [cell for cell in book.get("cells", ()) if cell["cell_type"] == "markdown"]
    found = pattern.search("\n".join("".join(cell["source"]) for cell in cells))
    return found[1].strip() if found else ""


def _asked(root: Path | None = None) -> list[tuple[str, int | None]]:
    """The paragraphs on which the questions rest: (source, number), or ``None`` for a whole text.
    A student's copy has none."""
    root = root or corpus.course_root()
    known, found = corpus.shipped_ids(), []
    for path in sorted((root / "solutions" / "questions").glob("*.json")) if root else ():
        for question in json.loads(path.read_text("utf-8"))["questions"].values():
            counted = not question.keys() & {"practice", "retired"}
            for line in question.get("evidence", ()) if counted else ():
                source, _, place = str(line).partition(" ")
                if source in known:
                    number = place.removeprefix("¶")
                    found.append((source, int(number) if number.isdecimal() else None))
    return found


def taught(root: Path | None = None) -> list[tuple[str, Lesson, str]]:
    """Every (topic, lesson, article): the lesson teaches the topic and reads an article with claims
    on it. A lesson that teaches a topic without such an article has "" in the last place."""
    on = {(topic, one["article"]) for one in corpus.claims() for topic in one.get("topics", ())}
    found = []
    for lesson in lessons(root):
        for topic in lesson.topics:
            read = [id for id in lesson.sources if (topic, id) in on]
            found += [(topic, lesson, id) for id in read or [""]]
    return found


def coverage(view: str = "table", root: Path | None = None) -> SourcedFrame:
    """Which lesson teaches which topic, with which articles.

    Parameters
    ----------
    view : "table", "rows" or "articles".
    root : the course's folder; by default the nearest.

    Returns
    -------
    SourcedFrame
        A row per topic (index: its id): what, a column per lesson that names the articles read for
        it ("–": taught from the treaties or facts alone), claims (how many the articles make on
        it), questions (how many rest on a paragraph with such a claim). As rows: topic, lesson,
        article. As articles: a row per source (index), a column per lesson that reads it, lessons
        (how many).

    Raises
    ------
    NoLessons
        There is no course here.
    UnknownName
        There is no such view.
    """
    from alliance.reference import SourcedFrame

    views = {"table": _by_topic, "rows": _taught_rows, "articles": _by_article}
    frame = SourcedFrame.of(
        views[choose(view, views, "view")](root),
        title="What is taught where",
        source="the lessons' own metadata, the articles' claims and the questions' evidence",
    )
    return frame if view == "rows" else frame.set_index(frame.columns[0])


def _taught_rows(root: Path | None) -> list[dict[str, Any]]:
    return [
        {"topic": topic, "lesson": lesson.unit, "article": article or "–"}
        for topic, lesson, article in taught(root)
    ]


def _by_topic(root: Path | None) -> list[dict[str, Any]]:
    asked, claims, read = _asked(root), corpus.claims(), defaultdict(list)
    for topic, lesson, article in taught(root):
        read[topic, lesson.unit].append(article or "–")
    rows = []
    for topic, what in corpus.topics().items():
        on = [(one["article"], one.get("p")) for one in claims if topic in one.get("topics", ())]
        counts = {"claims": len(on), "questions": sum(place in on for place in asked)}
        by_lesson = {one.unit: ", ".join(read[topic, one.unit]) for one in lessons(root)}
        rows.append({"topic": topic, "what": what, **by_lesson, **counts})
    return rows


def _by_article(root: Path | None) -> list[dict[str, Any]]:
    all_of = lessons(root)
    return [
        {"article": id}
        | {lesson.unit: "read" if id in lesson.sources else "" for lesson in all_of}
        | {"lessons": sum(id in lesson.sources for lesson in all_of)}
        for id in corpus.shipped_ids()
    ]


# The surroundings in which a notebook gives the same outputs everywhere.


# A kernel on this machine, for this machine: its warning about networks says nothing to a teacher.
QUIET_KERNEL = ["--IPKernelApp.log_level=40"]


def fixed_environment(home: Path) -> dict[str, str]:
    """What a notebook's kernel gets when its outputs are to be the same everywhere."""
    return {
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "ALLIANCE_HOME": str(home),
        "ALLIANCE_LANGUAGE": "en",
        # Without this a frozen debugger prints warnings into a notebook's output.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def without_widgets(cell: Any) -> None:
    """Leave out of a cell's outputs what a running kernel draws: stored, it is an id that nothing
    answers to."""
    for output in cell.get("outputs", ()):
        output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)


_COLOURS = re.compile(r"\x1b\[[\d;]*m")


def run(notebook: Any, folder: Path, *, own_texts: bool = False) -> tuple[str, str]:
    """Run a notebook in ``folder`` from top to bottom, in fixed surroundings and an empty log.

    own_texts: with the texts that the reader has added. Returns what went wrong, the kind of
    mistake and its last line; both are empty where nothing did.
    """
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        if own_texts and corpus.texts().is_dir():
            shutil.copytree(corpus.texts(), home / "texts")
        # Of two kernels that start at once on a busy machine one may be given the other's port.
        own = {"transport": "ipc", "ip": str(home / "kernel")} if os.name == "posix" else {}
        client = NotebookClient(
            notebook,
            km=AsyncKernelManager(kernel_name="python3", **own),
            timeout=120,
            record_timing=False,
            store_widget_state=False,
            shutdown_kernel="immediate",
            extra_arguments=QUIET_KERNEL,
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            # Not execute(): its own handlers of Ctrl+C stop the kernel, and wait for it for ever.
            with client.setup_kernel(env=os.environ | fixed_environment(home)):
                for index, cell in enumerate(notebook.cells):
                    client.execute_cell(cell, index)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as problem:
            said = _COLOURS.sub("", str(problem).strip().splitlines()[-1])
            return type(problem).__name__, said
    return "", ""
