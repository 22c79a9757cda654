"""Two counts of one event, as a range: how far apart were those who counted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib.ticker as ticker

from alliance import tables
from alliance.names import choose
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def written(value: float, unit: str) -> str:
    """A number as the figure prints it: 5.5 million persons, 7,500 persons, 86.4 percent."""
    number = f"{value / 1e6:g} million" if value >= 1e6 else f"{value:,.10g}"
    return f"{number} {unit}"


def table(topic: str | None = None) -> pd.DataFrame:
    """Rival counts of the same event, and how many times the low one the high one is.

    The columns are those of ``alliance.table("rival-counts")`` and ``times`` (high / low).
    ``topic`` narrows it, e.g. to "anpo".
    """
    frame = tables.table("rival-counts")
    if topic is not None:
        topic = choose(topic, dict.fromkeys(frame["topic"]), "topic")
        attrs = frame.attrs
        frame = frame[frame["topic"] == topic].reset_index(drop=True)
        frame.attrs = attrs
    frame["times"] = frame["high"] / frame["low"]
    return frame


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    for y, row in enumerate(frame.itertuples()):
        ax.plot([1, row.times], [y, y], color=style.QUIET, lw=2, zorder=2)
        ax.plot(1, y, "o", color=style.BLUE, ms=8, zorder=3)
        ax.plot(row.times, y, "s", color=style.VERMILION, ms=8, zorder=3)
        ax.text(row.times + 0.15, y, _times(row.times), va="center", fontweight="bold")
        low, high = written(row.low, ""), written(row.high, row.unit)
        told = f"{low.strip()} ({row.low_by}) or {high} ({row.high_by})"
        page = {"facecolor": style.PAGE, "edgecolor": "none", "pad": 1}
        ax.text(1, y - 0.24, told, va="bottom", fontsize=9, bbox=page)
    ax.set_yticks(range(len(frame)), list(frame["event"]))
    ax.set_ylim(len(frame) - 0.5, -0.9)
    ax.xaxis.set_major_locator(ticker.MultipleLocator(1))
    ax.set_xlim(0.8, max(frame["times"].max(), 7.5) + 1)
    ax.set_xlabel("the high count as a multiple of the low one (circle: low; square: high)")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.set_title(frame.attrs["title"])


def _times(factor: float) -> str:
    return f"× {factor:.1f}" if factor >= 1.1 else f"× {factor:.2f}"


def tell(frame: pd.DataFrame) -> str:
    parts = [
        f"{row.event}: {written(row.low, row.unit)} ({row.low_by}) or "
        f"{written(row.high, row.unit)} ({row.high_by}), {_times(row.times)}"
        for row in frame.itertuples()
    ]
    return (
        f"{frame.attrs['title']}, as ranges from the low count to the high one. {'; '.join(parts)}."
    )


rival_counts = Plot(table, draw, tell, lambda frame: (8.2, 1.4 + 0.62 * len(frame)))
