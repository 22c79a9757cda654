"""The treaties as a picture: which document speaks on which topic, and in which article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from alliance import compare_provisions as provisions
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet

_COLOURS = {"1951": "#F5D9C4", "1960": "#CDE3F1", "Notes 1960": "#C7E8DD"}  # tints of the palette


def table(topic: str | None = None) -> Sheet:
    """Which document speaks on which topic, and in which provision.

    A row per topic (index): 1951, 1960 and Notes 1960 hold the provisions ("Preamble", "III, V"),
    empty where the document is silent; finding says what that means. ``topic`` as in
    ``alliance.compare_treaties``.
    """
    from alliance.sheet import Sheet

    whole = provisions.compare_treaties(topic)
    cells = provisions.compare_treaties(topic, view="cells").reset_index()
    frame = Sheet(index=whole.index)
    for id, name in provisions.NAMES.items():
        of = cells[cells["document"] == id].groupby("topic")["provision"]
        named = of.agg(lambda found: ", ".join(dict.fromkeys(found)))
        frame[name] = named.reindex(frame.index).fillna("")
    frame["finding"] = whole["finding"]
    frame.attrs = whole.attrs | {
        "title": "Which document speaks on what",
        "basis": "The provision in which the topic stands. An empty place means that the document "
        "says nothing on it.",
    }
    return frame


def draw(ax: Axes, frame: Sheet) -> None:
    names = list(_COLOURS)
    for y, (_, row) in enumerate(frame.iterrows()):
        for x, name in enumerate(names):
            if not row[name]:
                ax.text(x, y, "–", ha="center", va="center", color=style.QUIET)
                continue
            square = Rectangle((x - 0.46, y - 0.4), 0.92, 0.8, facecolor=_COLOURS[name])
            square.set(edgecolor=style.QUIET, linewidth=0.8)
            ax.add_patch(square)
            ax.text(x, y, _article(row[name]), ha="center", va="center")
    ax.set_yticks(range(len(frame)), list(frame.index))
    ax.set_xticks(range(len(names)), names)
    ax.xaxis.tick_top()
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.set_ylim(len(frame) - 0.5, -0.5)
    ax.set_xlabel("– : the document says nothing on this")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_title(frame.attrs["title"])


def _article(names: str) -> str:
    """ "III, V" is "Art. III, V"; the preamble and the note keep their names."""
    parts = names.split(", ")
    numbers = [part for part in parts if part.isupper()]
    rest = [part for part in parts if not part.isupper()]
    return ", ".join([*rest, *([f"Art. {', '.join(numbers)}"] if numbers else [])])


def tell(frame: Sheet) -> str:
    parts = []
    for name in _COLOURS:
        silent = [topic for topic, found in frame[name].items() if not found]
        said = f"{name} speaks on {len(frame) - len(silent)} of {len(frame)} topics"
        parts.append(f"{said}; it says nothing on {', '.join(silent)}" if silent else said)
    return (
        f"{frame.attrs['title']}: a grid with a row per topic and a column per document, with the "
        f"provision in each square. {'. '.join(parts)}."
    )


treaties_compared = Plot(table, draw, tell, lambda frame: (7.6, 1.2 + 0.33 * len(frame)))
