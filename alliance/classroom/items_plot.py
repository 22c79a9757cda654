"""How a class answered each question, as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance.classroom.items import Item
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet

# part -> colour, hatching: the order is that of the bars and of the legend
_LOOKS = {
    "right": (style.BLUE, ""),
    "partly": (style.SKY, "//"),
    "known mistake": (style.VERMILION, "xx"),
    "other answer": (style.ORANGE, ".."),
    "no answer": (style.FAINT, ""),
}


def shares(items: list[Item]) -> Sheet:
    """How the class answered each question: shares that add up to 1, a row per question."""
    from alliance.sheet import Sheet

    marked = [item for item in items if item.students]
    frame = Sheet(
        [[item.parts.get(part, 0.0) for part in _LOOKS] for item in marked],
        index=[item.id for item in marked],
        columns=list(_LOOKS),
    )
    frame.index.name = "question"
    most = max((item.students for item in marked), default=0)
    frame.attrs = {"title": f"How the class answered ({most} students)", "source": "the gradebook"}
    return frame


def draw(ax: Axes, frame: Sheet) -> None:
    left = [0.0] * len(frame)
    for part, (colour, hatch) in _LOOKS.items():
        if not frame[part].any():
            continue
        values = [100 * value for value in frame[part]]
        ax.barh(
            range(len(frame)),
            values,
            left=left,
            color=colour,
            hatch=hatch,
            edgecolor=style.PAGE,
            height=0.72,
            label=part,
        )
        left = [start + value for start, value in zip(left, values, strict=True)]
    ax.set_yticks(range(len(frame)), list(frame.index))
    ax.set_ylim(len(frame) - 0.4, -0.6)
    ax.set_xlim(0, 100)
    ax.set_xlabel("percent of the students")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, columnspacing=1.2)
    ax.set_title(frame.attrs["title"], pad=30)


def tell(frame: Sheet) -> str:
    rows = []
    for question, row in frame.iterrows():
        found = ", ".join(f"{part} {row[part]:.0%}" for part in _LOOKS if row[part])
        rows.append(f"{question}: {found}")
    return f"{frame.attrs['title']}, a bar per question. {'; '.join(rows)}."


answered = Plot(shares, draw, tell, lambda frame: (8.2, 1.5 + 0.32 * len(frame)))
