"""What people in Japan told pollsters: a mark per answer, a bar where a source gives a range."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from alliance import tables
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet


def answers() -> Sheet:
    """What people in Japan told pollsters, in percent of those asked.

    The columns are those of ``alliance.table("polls")``; a single figure stands in low and high.
    """
    return tables.table("polls")


def draw(ax: Axes, frame: Sheet) -> None:
    y, ticks = -1.0, []
    for question, rows in frame.groupby("question", sort=False):
        y += 1.5
        ax.text(0, y, textwrap.shorten(str(question), 90), fontweight="bold", va="center")
        for row in rows.itertuples():
            y += 0.85
            ticks.append((y, f"{row.answer} ({row.poll}, {_fielded(row.fielded)})"))
            ax.plot([0, row.high], [y, y], color=style.FAINT, lw=1, zorder=1)
            if row.low == row.high:
                ax.plot(row.low, y, "o", color=style.BLUE, ms=7.5, zorder=3)
                said = f"{row.low:g} %"
            else:
                ax.plot([row.low, row.high], [y, y], color=style.BLUE, lw=6, zorder=3)
                said = f"{row.low:g} to {row.high:g} %"
            ax.annotate(
                said, (row.high, y), (8, 0), textcoords="offset points", va="center", fontsize=9
            )
    ax.axvline(50, color=style.LEADER, lw=0.9, ls=":", zorder=0)
    ax.set_yticks([at for at, _ in ticks], [name for _, name in ticks])
    ax.set_ylim(y + 0.7, -0.2)
    ax.set_xlim(0, 108)
    ax.set_xticks(range(0, 101, 25))
    ax.set_xlabel("percent of those asked (dotted line: half)")
    ax.tick_params(axis="y", length=0)
    ax.set_title(frame.attrs["title"])


def _fielded(when: str) -> str:
    """ "2022-11/2022-12" is "2022"; the table has the months."""
    return when[:4]


def tell(frame: Sheet) -> str:
    parts = []
    for row in frame.itertuples():
        share = f"{row.low:g}" if row.low == row.high else f"{row.low:g} to {row.high:g}"
        who = f"{row.poll}, {_fielded(row.fielded)}"
        parts.append(f"{row.question} {row.answer}: {share} percent ({who})")
    return f"{frame.attrs['title']}, one mark per answer. {'; '.join(parts)}."


polls = Plot(answers, draw, tell, lambda frame: (8.6, 1.0 + 0.27 * len(frame) + 0.3 * 9))
