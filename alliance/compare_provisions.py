"""The treaties of 1951 and 1960 and the Notes by topic. An empty cell is a finding."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from alliance import paths
from alliance.compare_words import NAMES, marks
from alliance.names import UnknownName, choose
from alliance.show import provision_name

if TYPE_CHECKING:
    from alliance.compare_sheets import Draft, Provisions

VIEWS = ("table", "cells")
UNCHECKED = "wording still to be compared with an official print"


@lru_cache(maxsize=1)
def _built() -> dict[str, Any]:
    return json.loads(paths.data("built", "provisions.json").read_text("utf-8"))


def topics() -> list[dict[str, Any]]:
    """Every row as plain data: id, title, question, topics, facts, finding, and ``cells``: a list
    of ``{p, provision, says, words}`` for each document's id, empty where it is silent."""
    return _built()["topics"]


def _chosen(topic: str | Sequence[str] | None) -> list[dict[str, Any]]:
    """The rows that a topic names: by the row's own name, its title, or a topic of the course."""
    rows = topics()
    if topic is None or topic == []:
        return rows
    wanted = [topic] if isinstance(topic, str) or not isinstance(topic, Sequence) else list(topic)
    own = {name: row["id"] for row in rows for name in (row["id"], row["title"])}
    of_course = {name for row in rows for name in row["topics"]}
    found: list[str] = []
    for one in wanted:
        try:
            name = choose(one, [*own, *sorted(of_course)], "topic")
        except UnknownName:
            name = choose(one, [row["id"] for row in rows], "topic")  # the short list, in order
        found += [own[name]] if name in own else [r["id"] for r in rows if name in r["topics"]]
    return [row for row in rows if row["id"] in found]


def locator(cell: dict[str, Any]) -> str:
    """Where a cell's words stand: "Article V, ¶15"."""
    return f"{provision_name(cell['provision'])}, ¶{cell['p']}"


def said(cell: dict[str, Any]) -> str:
    """A cell in one piece: paraphrase, operative words, provision."""
    quoted = " … ".join(f"“{one}”" for one in cell["words"])
    doubt = f"; {UNCHECKED}" if cell.get("unchecked") else ""
    return f"{cell['says']} {quoted} ({locator(cell)}{doubt})"


def compare_treaties(topic: str | Sequence[str] | None = None, view: str = "table") -> Provisions:
    """The documents side by side, a row per topic: question, 1951, 1960, Notes 1960, finding.

    An empty cell is a finding: the document is silent, and ``finding`` says what that means.
    ``topic`` narrows it to one topic or a list of them. ``view="cells"`` has a row per passage
    instead: topic, document, provision, paragraph, says (our paraphrase), words (quoted), checked
    (whether the wording was compared with a printed copy). ``.frame()`` is a plain DataFrame,
    ``print()`` shows it without HTML. :class:`~alliance.names.UnknownName` lists the topics.
    """
    from alliance.compare_sheets import Provisions

    view = choose(view, VIEWS, "view")
    rows = _chosen(topic)
    frame = Provisions(_cells(rows) if view == "cells" else _table(rows))
    frame = frame.set_index("topic")
    frame.attrs = {
        "title": "The treaties side by side",
        "source": "treaty-1951, treaty-1960, notes-1960; findings also rest on facts: "
        + ", ".join(dict.fromkeys(fact for row in rows for fact in row["facts"])),
        "basis": "Our paraphrase, then the operative words in quotation marks, then the "
        "provision. An empty cell means that the document says nothing on the topic.",
    }
    return frame


def _table(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "topic": row["title"],
            "question": row["question"],
            **{
                NAMES.get(name, name): "\n".join(map(said, cells))
                for name, cells in row["cells"].items()
            },
            "finding": row["finding"],
        }
        for row in rows
    ]


def _cells(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "topic": row["title"],
            "document": name,
            "provision": cell["provision"],
            "paragraph": cell["p"],
            "says": cell["says"],
            "words": "; ".join(f"“{one}”" for one in cell["words"]),
            "checked": not cell.get("unchecked"),
        }
        for row in rows
        for name, cells in row["cells"].items()
        for cell in cells
    ]


def compare_draft() -> Draft:
    """The draft of April 1959 beside the treaty of 1960, with every word that differs marked.

    A row per wording (index: draft, treaty): date, words, facts. In HTML a word that was taken out
    is struck through, one that was put in is underlined; in plain text they stand in [-…-] and
    {+…+}.
    """
    from alliance.compare_sheets import Draft

    rows = []
    for one in _built()["drafts"]:
        before, after = marks(one["draft"], one["final"])
        where = f"{NAMES[one['document']]}, {provision_name(one['provision'])}"
        rows.append({"wording": f"draft of {one['draft_date']}", "of": where, "words": before})
        rows.append({"wording": "treaty as signed", "of": where, "words": after})
    frame = Draft(rows).set_index("wording")
    frame.attrs = {
        "title": "From the draft to the treaty",
        "source": "; ".join(f"{', '.join(d['facts'])}: {d['source']}" for d in _built()["drafts"]),
        "basis": " ".join(one["finding"] for one in _built()["drafts"]),
    }
    return frame
