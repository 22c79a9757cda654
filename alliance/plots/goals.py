"""1 % and 2 % of GDP: what governments set, for which years. What was spent is another figure."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import matplotlib.ticker as ticker

from alliance import paths, tables
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet

# kind -> marker, colour, name in the legend
_KINDS = {
    "limit": ("s", style.BLUE, "limit"),
    "goal": ("^", style.VERMILION, "goal"),
    "asked": ("D", style.PURPLE, "reported as asked for"),
}


def goals() -> Sheet:
    """1 % and 2 % of GDP: limits and goals for defence spending, and for which years.

    A row per limit, goal or request: start, end, percent, kind, says, unit, basis, status, facts,
    source. No source of the course has a series of GDP, so no budget can be turned into a share;
    ``defence_budget`` shows the budgets in yen.
    """
    import pandas as pd

    from alliance.sheet import Sheet

    text = {"start": str, "end": str}
    frame = Sheet(pd.read_csv(paths.data("defence-goals.csv"), dtype=text, keep_default_na=False))
    frame.attrs = {
        "title": "Defence spending as a share of GDP: limits and goals",
        "source": "; ".join(dict.fromkeys(frame["source"])),
        "basis": "What was set or asked for, not what was spent. Our sources have no series of "
        "GDP, so the yearly budgets cannot be drawn as shares.",
    }
    return frame


def draw(ax: Axes, frame: Sheet) -> None:
    for row in frame.itertuples():
        marker, colour, _ = _KINDS[row.kind]
        first, last = tables.decimal_year(row.start), tables.decimal_year(row.end)
        ax.plot([first, last], [row.percent] * 2, color=colour, lw=4, solid_capstyle="butt")
        ax.plot([first, last], [row.percent] * 2, marker, color=colour, ms=8, ls="none")
        said = f"{row.percent:g} %: " + "\n".join(textwrap.wrap(row.says, 34))
        early = first < 2000
        ax.annotate(
            said,
            (first, row.percent),
            (0, 9) if early else (-9, 0),
            textcoords="offset points",
            ha="left" if early else "right",
            va="bottom" if early else "center",
            fontsize=9,
            bbox={"facecolor": style.PAGE, "edgecolor": "none", "pad": 1},
        )
    for kind, (marker, colour, name) in _KINDS.items():
        if (frame["kind"] == kind).any():
            ax.plot([], [], marker, color=colour, ms=8, ls="none", label=name)
    ax.legend(loc="upper left", ncols=1)
    ax.set_ylim(0, frame["percent"].max() * 1.15)
    ax.set_xlim(1974, 2030)
    ax.xaxis.set_major_locator(ticker.MultipleLocator(10))
    ax.set_ylabel("percent of GDP (GNP)")
    ax.set_xlabel(textwrap.fill(frame.attrs["basis"], 100))
    ax.grid(axis="y")
    ax.set_title(frame.attrs["title"])


def tell(frame: Sheet) -> str:
    parts = [
        f"{row.percent:g} percent ({_KINDS[row.kind][2]}, {row.start}"
        f"{f' to {row.end}' if row.end != row.start else ''}): {row.says}"
        for row in frame.itertuples()
    ]
    return (
        f"{frame.attrs['title']}, on an axis of years. {'; '.join(parts)}. {frame.attrs['basis']}"
    )


defence_goals = Plot(goals, draw, tell, lambda _: (8.2, 4.4))
