"""The timeline: when things happened, true to scale, and what they were, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib.ticker as ticker

from alliance import tables
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# kind -> marker, colour, name in the legend
KINDS = {
    "treaty": ("s", style.BLUE, "treaty, agreement"),
    "politics": ("D", style.GREEN, "politics, law"),
    "protest": ("^", style.VERMILION, "protest"),
    "statement": ("o", style.PURPLE, "statement"),
    "money": ("P", style.ORANGE, "money"),
    "military": ("X", style.INK, "military, war"),
}
_MONTHS = ["Jan", "Feb", "March", "April", "May", "June"]
_MONTHS += ["July", "Aug", "Sept", "Oct", "Nov", "Dec"]


def written(date: str) -> str:
    """A date as the figure prints it: 19 Jan 1960, June 1960, 1957, FY1978."""
    if tables.precision(date) in ("year", "fiscal year"):
        return date
    year, month, *day = date.split("-")
    return " ".join([*(str(int(d)) for d in day), _MONTHS[int(month) - 1], year])


def table(topic: str | None = None, every: bool = False) -> pd.DataFrame:
    """Dated events, 1945 to today.

    Without a topic only the key events, unless ``every`` is true; of a topic all. The columns are
    those of ``alliance.timeline()`` and ``year``, the place on the axis (a partial date stands in
    the middle of its span).
    """
    frame = tables.timeline(topic)
    if topic is None and not every:
        attrs = frame.attrs
        frame = frame[frame["key"]].reset_index(drop=True)
        frame.attrs = attrs
    frame["year"] = frame["date"].map(tables.decimal_year)
    return frame


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    first, last, count = frame["year"].min(), frame["year"].max(), len(frame)
    span = max(last - first, 0.1)
    for position, row in enumerate(frame.itertuples()):
        at = first + span * position / max(count - 1, 1)
        marker, colour, _ = KINDS[row.kind]
        ax.plot([0, 0.14, 0.165], [row.year, at, at], color=style.LEADER, lw=0.8, zorder=1)
        ax.plot(0, row.year, "o", color=style.INK, ms=3, zorder=3)
        ax.plot(0.185, at, marker, color=colour, ms=6, zorder=3)
        ax.text(0.41, at, written(row.date), ha="right", va="center", color=style.QUIET)
        ax.text(0.43, at, row.short, va="center")
    _legend(ax, frame)
    ax.set_xlim(-0.03, 1)
    ax.set_ylim(last + span / count, first - span / count)
    ax.yaxis.set_major_locator(ticker.MaxNLocator(9, integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(ticker.FormatStrFormatter("%d"))
    if span < 3:
        _by_month(ax, first, last)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.spines["left"].set_position(("data", 0))
    ax.set_title(frame.attrs["title"])


def _by_month(ax: Axes, first: float, last: float) -> None:
    months = [m for m in range(int(first * 12), int(last * 12) + 2) if first <= m / 12 <= last]
    step = next(step for step in (1, 3, 6, 12) if len(months) <= 8 * step)
    months = [month for month in months if month % step == 0]
    ax.set_yticks([m / 12 for m in months], [f"{_MONTHS[m % 12]} {m // 12}" for m in months])


def _legend(ax: Axes, frame: pd.DataFrame) -> None:
    for kind, (marker, colour, name) in KINDS.items():
        if (frame["kind"] == kind).any():
            ax.plot([], [], marker, color=colour, ms=6, label=name)
    ax.legend(
        loc="upper center", bbox_to_anchor=(0.5, 0), ncols=6, handletextpad=0.1, columnspacing=1
    )


def tell(frame: pd.DataFrame) -> str:
    ends = frame.iloc[[0, -1]].itertuples()
    start, end = (f"{row.short} ({written(row.date)})" for row in ends)
    years = frame["date"].str.removeprefix("FY").str[:4].value_counts()
    return (
        f"{frame.attrs['title']}: {len(frame)} events in a list beside an axis of years, from "
        f"{start} to {end}. The fullest year is {years.index[0]}, with {years.iloc[0]}."
    )


timeline = Plot(table, draw, tell, lambda frame: (7.2, 1.3 + 0.235 * len(frame)))
