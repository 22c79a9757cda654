"""Money by year: one mark per year and basis; a line only where one source counts in one way."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import matplotlib.ticker as ticker

from alliance import tables
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# basis -> marker, colour. A hollow mark is derived or from a weak source.
_LOOKS = {
    "initial budget": ("o", style.BLUE),
    "settled accounts": ("s", style.VERMILION),
    "not stated": ("D", style.QUIET),
    "agreed average": ("_", style.GREEN),
    "initial budget, excl. SACO and realignment costs": ("o", style.BLUE),
    "initial budget, incl. SACO and realignment costs": ("s", style.VERMILION),
    "draft budget, incl. SACO and realignment costs": ("^", style.PURPLE),
}
_SIDES = {
    "above": ((0, 6), "center", "bottom"),
    "left": ((-7, 0), "right", "center"),
    "right": ((7, 0), "left", "center"),
}
_CROWDED = {"not stated"}  # its marks stand below others


def support() -> pd.DataFrame:
    """Host-nation support by fiscal year and basis, 1978 to 2026.

    The columns are those of ``alliance.table("host-nation-support")``; FY2017 and FY2018 are
    missing because no source was found.
    """
    return tables.table("host-nation-support")


def defence() -> pd.DataFrame:
    """Japan's defence budget by fiscal year, with and without realignment costs.

    The columns are those of ``alliance.table("defence-budget-excl")``; both tables together.
    """
    import pandas as pd

    parts = [tables.table(f"defence-budget-{which}") for which in ("excl", "incl")]
    frame = pd.concat(parts, ignore_index=True)
    frame.attrs = parts[0].attrs | {
        "title": "Japan's defence budget, trillion yen",
        "source": "; ".join(dict.fromkeys(frame["source"])),
    }
    return frame


def runs(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows that a line may join: the same ``line`` and basis, years that follow each other."""
    for _, rows in frame[frame["line"] != ""].groupby(["line", "basis"], sort=False):
        rows = rows.sort_values("fiscal_year")
        breaks = (rows["fiscal_year"].diff() != 1).cumsum()
        yield from (run for _, run in rows.groupby(breaks) if len(run) > 1)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    for run in runs(frame):
        _, colour = _LOOKS[run["basis"].iloc[0]]
        ax.plot(run["fiscal_year"], run["value"], color=colour, lw=1.4, zorder=2)
    for basis, rows in frame.groupby("basis", sort=False):
        _marks(ax, str(basis), rows)
        _values(ax, rows)
    low, high = frame["value"].min(), frame["value"].max()
    ax.set_ylim(0 if low < high / 4 else low * 0.95, high * 1.07)
    ax.grid(axis="y")
    ax.xaxis.set_major_locator(ticker.MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    ax.set_xlabel("fiscal year (from 1 April)\n" + textwrap.fill(frame.attrs["basis"], 110))
    ax.set_ylabel(frame["unit"].iloc[0])
    ax.set_title(frame.attrs["title"])
    ax.legend(loc="best")


def _marks(ax: Axes, basis: str, rows: pd.DataFrame) -> None:
    marker, colour = _LOOKS[basis]
    if "through" in rows and (rows["through"] > rows["fiscal_year"]).any():
        for row in rows.itertuples():
            ax.hlines(row.value, row.fiscal_year, row.through, color=colour, lw=3, label=basis)
        return
    sure = rows["status"] == "verified"
    style_of: dict[str, Any] = {
        "marker": marker,
        "ls": "none",
        "color": colour,
        "ms": 6.5,
        "zorder": 3,
    }
    for part, face, more in (
        (rows[sure], colour, ""),
        (rows[~sure], style.PAGE, " (weak or derived)"),
    ):
        if len(part):
            ax.plot(
                part["fiscal_year"],
                part["value"],
                mfc=face,
                mew=1.4,
                label=basis + more,
                **style_of,
            )


def _values(ax: Axes, rows: pd.DataFrame) -> None:
    """The numbers beside the first, the highest and the last mark of a basis."""
    rows = rows.sort_values("fiscal_year")
    first, last = rows.index[0], rows.index[-1]
    for at in dict.fromkeys((first, rows["value"].idxmax(), last)):
        row = rows.loc[at]
        middle = (row["fiscal_year"] + row.get("through", row["fiscal_year"])) / 2
        side = "left" if row["basis"] in _CROWDED else "right" if first != last == at else "above"
        offset, ha, va = _SIDES[side]
        number = f"{row['value']:.4g}" if row["value"] >= 100 else f"{row['value']:.3g}"
        spot = (middle, row["value"])
        ax.annotate(number, spot, offset, textcoords="offset points", ha=ha, va=va, fontsize=8.5)


def tell(frame: pd.DataFrame) -> str:
    parts = []
    for basis, rows in frame.groupby("basis", sort=False):
        rows = rows.sort_values("fiscal_year")
        first, last = rows.iloc[0], rows.iloc[-1]
        part = f"{basis}: {first['value']:g} in {first['fiscal_year']}"
        if len(rows) > 1:
            part += f" to {last['value']:g} in {last['fiscal_year']} ({len(rows)} years)"
        parts.append(part)
    return (
        f"{frame.attrs['title']}. Each way of counting has its own mark, and lines join only years "
        f"that one source counts in one way. {'; '.join(parts)}."
    )


host_nation_support = Plot(support, draw, tell, lambda _: (8.2, 4.8))
defence_budget = Plot(defence, draw, tell, lambda _: (8.2, 4.8))
