"""Figures of rival counts and of polls."""

from __future__ import annotations

import textwrap
from typing import Any

import matplotlib.ticker as ticker
from matplotlib.axes import Axes

from alliance import reference
from alliance.errors import choose
from alliance.frame import SourcedFrame
from alliance.plots import figure
from alliance.plots.figure import Plot

# Two counts of one event, as a range: how far apart were those who counted?


def written(value: float, unit: str = "") -> str:
    """A number as the figure prints it: 5.5 million persons, 7,500 persons, 86.4 percent."""
    number = f"{value / 1e6:g} million" if value >= 1e6 else f"{value:,.10g}"
    return f"{number} {unit}".rstrip()


def counts(topic: str | None = None) -> SourcedFrame:
    """Rival counts of the same event, and how many times the low one the high one is.

    Parameters
    ----------
    topic : narrows it to one topic, e.g. "anpo"; by default all.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.table("rival-counts")``, and times (high / low).

    Raises
    ------
    UnknownName
        There are no counts on such a topic.
    """
    frame = reference.table("rival-counts")
    if topic is not None:
        topic = choose(topic, dict.fromkeys(frame["topic"]), "topic")
        frame = frame[frame["topic"] == topic].reset_index(drop=True)
    frame["times"] = frame["high"] / frame["low"]
    return frame


def draw_rivals(ax: Axes, frame: SourcedFrame) -> None:
    for y, row in enumerate(frame.itertuples()):
        figure.apart(ax, 1, row.times, y, width=2, size=8)
        ax.text(row.times + 0.15, y, _times(row.times), va="center", fontweight="bold")
        ax.text(1, y - 0.24, told(row, ""), va="bottom", fontsize=9, bbox=figure.paper())
    figure.rows(ax, list(frame["event"]), 0.9, 0.5)
    ax.xaxis.set_major_locator(ticker.MultipleLocator(1))
    ax.set_xlim(0.8, max(frame["times"].max(), 7.5) + 1)
    ax.set_xlabel("the high count as a multiple of the low one (circle: low; square: high)")
    ax.grid(axis="x")


def told(row: Any, low_unit: str) -> str:
    """Both counts of a row, and who counted; the unit stands with the high one."""
    low, high = written(row.low, low_unit), written(row.high, row.unit)
    return f"{low} ({row.low_by}) or {high} ({row.high_by})"


def _times(factor: float) -> str:
    return f"× {factor:.1f}" if factor >= 1.1 else f"× {factor:.2f}"


def tell_rivals(frame: SourcedFrame) -> str:
    parts = [
        f"{row.event}: {told(row, row.unit)}, {_times(row.times)}" for row in frame.itertuples()
    ]
    return (
        f"{frame.attrs['title']}, as ranges from the low count to the high one. {'; '.join(parts)}."
    )


rival_counts = Plot(counts, draw_rivals, tell_rivals, lambda frame: (8.2, 1.4 + 0.62 * len(frame)))


# What people in Japan told pollsters: a mark per answer, a bar where a source gives a range.


def answers() -> SourcedFrame:
    """What people in Japan told pollsters, in percent of those asked.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.table("polls")``; a single figure stands in low and high.
    """
    return reference.table("polls")


def draw_polls(ax: Axes, frame: SourcedFrame) -> None:
    y, ticks = -1.0, []
    for question, rows in frame.groupby("question", sort=False):
        y += 1.5
        ax.text(0, y, textwrap.shorten(str(question), 90), fontweight="bold", va="center")
        for row in rows.itertuples():
            y += 0.85
            ticks.append((y, f"{row.answer} ({row.poll}, {_fielded(row.fielded)})"))
            ax.plot([0, row.high], [y, y], color=figure.FAINT, lw=1, zorder=1)
            if row.low == row.high:
                ax.plot(row.low, y, "o", color=figure.BLUE, ms=7.5, zorder=3)
            else:
                ax.plot([row.low, row.high], [y, y], color=figure.BLUE, lw=6, zorder=3)
            figure.beside(ax, f"{_share(row)} %", (row.high, y), fontsize=9)
    ax.axvline(50, color=figure.LEADER, lw=0.9, ls=":", zorder=0)
    ax.set_yticks([at for at, _ in ticks], [name for _, name in ticks])
    ax.set_ylim(y + 0.7, -0.2)
    ax.set_xlim(0, 108)
    ax.set_xticks(range(0, 101, 25))
    ax.set_xlabel("percent of those asked (dotted line: half)")
    ax.tick_params(axis="y", length=0)


def _share(row: Any) -> str:
    return f"{row.low:g}" if row.low == row.high else f"{row.low:g} to {row.high:g}"


def _fielded(when: str) -> str:
    """ "2022-11/2022-12" is "2022"; the table has the months."""
    return when[:4]


def tell_polls(frame: SourcedFrame) -> str:
    parts = [
        f"{row.question} {row.answer}: {_share(row)} percent ({row.poll}, {_fielded(row.fielded)})"
        for row in frame.itertuples()
    ]
    return f"{frame.attrs['title']}, one mark per answer. {'; '.join(parts)}."


polls = Plot(
    answers, draw_polls, tell_polls, lambda frame: (8.6, 1.0 + 0.27 * len(frame) + 0.3 * 9)
)
