"""Figures of sums and shares: money by year and by deal, rival counts, polls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.ticker as ticker
import pandas as pd
from matplotlib.axes import Axes

from alliance import reference
from alliance.errors import choose
from alliance.plots import draw, figure
from alliance.plots.figure import Plot
from alliance.reference import SourcedFrame

# Money by year: one mark per year and basis; a line only where one source counts in one way.


# A hollow mark is derived or from a weak source.
_LOOKS = draw.looks("budgets")
_SIDES = draw.looks("sides")  # where a number stands beside its mark
_CROWDED = {"not stated"}  # its marks stand below others


def support() -> SourcedFrame:
    """Host-nation support by fiscal year and basis, 1978 to 2026.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.table("host-nation-support")``, billion yen; FY2017 and FY2018
        are missing because no source was found.
    """
    frame = reference.table("host-nation-support")
    top = frame.loc[frame["value"].idxmax()]
    first = frame.loc[frame["fiscal_year"].idxmin()]
    return figure.worded("host_nation_support", frame, first=first, top=top)


def defence() -> SourcedFrame:
    """Japan's defence budget by fiscal year, with and without realignment costs.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.table("defence-budget-excl")``, trillion yen; both tables
        together.
    """
    parts = [reference.table(f"defence-budget-{which}") for which in ("excl", "incl")]
    frame, basis = pd.concat(parts, ignore_index=True), parts[0].attrs["basis"]
    ends = [part.sort_values("fiscal_year").iloc[[0, -1]] for part in parts]
    excl, incl = (list(end.itertuples()) for end in ends)
    return figure.worded("defence_budget", frame, basis=basis, excl=excl, incl=incl)


def runs(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows that a line may join: the same ``line`` and basis, years that follow each other."""
    for _, rows in frame[frame["line"] != ""].groupby(["line", "basis"], sort=False):
        rows = rows.sort_values("fiscal_year")
        breaks = (rows["fiscal_year"].diff() != 1).cumsum()
        yield from (run for _, run in rows.groupby(breaks) if len(run) > 1)


def draw_series(ax: Axes, frame: pd.DataFrame) -> None:
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
    ax.legend(loc="best")


def _marks(ax: Axes, basis: str, rows: pd.DataFrame) -> None:
    marker, colour = _LOOKS[basis]
    if "through" in rows and (rows["through"] > rows["fiscal_year"]).any():
        for row in rows.itertuples():
            ax.hlines(row.value, row.fiscal_year, row.through, color=colour, lw=3, label=basis)
        return
    sure = rows["status"] == "verified"
    looks: dict[str, Any] = {"marker": marker, "ls": "none", "color": colour, "mew": 1.4}
    for part, face, more in ((sure, colour, ""), (~sure, figure.PAGE, " (weak or derived)")):
        if part.any():
            years, values = rows[part]["fiscal_year"], rows[part]["value"]
            ax.plot(years, values, mfc=face, ms=6.5, zorder=3, label=basis + more, **looks)


def _values(ax: Axes, rows: pd.DataFrame) -> None:
    """The numbers beside the first, the highest and the last mark of a basis."""
    rows = rows.sort_values("fiscal_year")
    first, last = rows.index[0], rows.index[-1]
    for at in dict.fromkeys((first, rows["value"].idxmax(), last)):
        row = rows.loc[at]
        middle = (row["fiscal_year"] + row.get("through", row["fiscal_year"])) / 2
        side = "right" if first != last == at else "above"
        if at == first != last:  # the first of all have no room on their left
            side = "corner" if row["fiscal_year"] <= ax.dataLim.x0 + 1 else "left"
        elif row["basis"] in _CROWDED:
            side = "left"
        offset, ha, va = _SIDES[side]
        number = f"{row['value']:.4g}" if row["value"] >= 100 else f"{row['value']:.3g}"
        spot = (middle, row["value"])
        draw.beside(ax, number, spot, xytext=offset, ha=ha, va=va, fontsize=9.5)


def tell_series(frame: pd.DataFrame) -> Iterator[str]:
    for basis, rows in frame.groupby("basis", sort=False):
        rows = rows.sort_values("fiscal_year")
        first, last = rows.iloc[0], rows.iloc[-1]
        part = f"{basis}: {first['value']:g} in {first['fiscal_year']}"
        if len(rows) > 1:
            part += f" to {last['value']:g} in {last['fiscal_year']} ({len(rows)} years)"
        yield part


host_nation_support = Plot(support, draw_series, tell_series, lambda _: (6.8, 4.2))
defence_budget = Plot(defence, draw_series, tell_series, lambda _: (6.8, 4.2))


# One deal, several headlines: each compares the same sum with something else.


def compared() -> SourcedFrame:
    """What “75 billion”, “46.6 billion” and “1.4%” compare: each headline's two sums.

    Returns
    -------
    SourcedFrame
        A row per headline: deal, who, says, base (billion yen for five years; missing where no
        source gives it), base_is, agreed (billion yen for five years), change (agreed less base),
        unit, working, status, facts, source.
    """
    frame = reference.read("deals.csv")
    frame["base"] = pd.to_numeric(frame["base"])
    change = (frame["agreed"] - frame["base"]).round(1)
    frame.insert(frame.columns.get_loc("agreed") + 1, "change", change)
    most = frame["agreed"].max()
    rises = sorted(frame[frame["agreed"] == most]["change"].dropna())
    told = ", ".join(f"{one:g}" for one in rises)
    return figure.worded("one_deal", frame, most=most, rises=told)


def tell_deals(frame: SourcedFrame) -> Iterator[str]:
    for row in frame.itertuples():
        agreed = f"{row.agreed:,.1f} agreed, compared with {row.base_is}"
        yield f"{draw.label_of(row.who)} ({row.deal}) says {row.says}: {agreed}"


one_deal = Plot(compared, None, tell_deals, lambda _: (0, 0))


# Two counts of one event, as a range: how far apart were those who counted?


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
    most = frame.loc[frame["times"].idxmax()]
    return figure.worded("rival_counts", frame, most=most)


def draw_rivals(ax: Axes, frame: SourcedFrame) -> None:
    for y, row in enumerate(frame.itertuples()):
        ax.plot([1, row.times], [y, y], color=figure.LEADER, lw=2, zorder=2)
        ax.plot(1, y, "o", color=figure.INK, mfc=figure.PAGE, ms=8, zorder=3)
        ax.plot(row.times, y, "o", color=figure.INK, ms=8, zorder=3)
        ax.text(row.times + 0.2, y, _times(row.times), va="center", fontweight="bold")
        ax.text(1, y - 0.24, told(row, ""), va="bottom", fontsize=9, bbox=draw.paper(0.5))
    draw.rows(ax, [draw.wrapped(event, 22) for event in frame["event"]], 0.8, 0.4)
    ax.set_xlim(0.8, max(frame["times"].max(), 7.5) + 1)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)


def told(row: Any, low_unit: str) -> str:
    """Both counts of a row, and who counted; the unit stands with the high one."""
    low, high = draw.written(row.low, low_unit), draw.written(row.high, row.unit)
    return f"{low} ({row.low_by}) or {high} ({row.high_by})"


def _times(factor: float) -> str:
    return f"× {factor:.1f}" if factor >= 1.1 else f"× {factor:.2f}"


def tell_rivals(frame: SourcedFrame) -> Iterator[str]:
    for row in frame.itertuples():
        yield f"{row.event}: {told(row, row.unit)}, {_times(row.times)}"


rival_counts = Plot(counts, draw_rivals, tell_rivals, lambda frame: (6.8, 0.2 + 0.4 * len(frame)))


# What people in Japan told pollsters: a mark per answer, a bar where a source gives a range.


def answers() -> SourcedFrame:
    """What people in Japan told pollsters, in percent of those asked.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.table("polls")``; a single figure stands in low and high.
    """
    frame = reference.table("polls")
    asked = frame[frame["fielded"] == "2018"].set_index("answer")["low"]
    return figure.worded("polls", frame, asked=asked)


def draw_polls(ax: Axes, frame: SourcedFrame) -> None:
    y, ticks = -1.0, []
    aside: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "fontweight": "bold"}
    for question, rows in frame.groupby("question", sort=False):
        y += 1.15
        ax.text(-0.85, y, str(question), va="center", fontsize=9.5, **aside)
        for row in rows.itertuples():
            y += 1
            # “2022-11/2022-12” is “2022”; the table has the months.
            ticks.append((y, f"{row.answer} ({row.poll}, {row.fielded[:4]})"))
            ax.plot([0, row.high], [y, y], color=figure.FAINT, lw=1, zorder=1)
            if row.low == row.high:
                ax.plot(row.low, y, "o", color=figure.INK, ms=7, zorder=3)
            else:
                ax.plot([row.low, row.high], [y, y], color=figure.INK, lw=6, zorder=3)
            draw.beside(ax, f"{_share(row)}%", (row.high, y), fontsize=9.5)
    ax.axvline(50, color=figure.LEADER, lw=0.9, ls=":", zorder=0)
    ax.set_yticks([at for at, _ in ticks], [name for _, name in ticks], fontsize=9.5)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(y + 0.5, -0.5)
    ax.set_xlim(0, 115)
    ax.set_xticks([])
    ax.spines[:].set_visible(False)


def _share(row: Any) -> str:
    return f"{row.low:g}" if row.low == row.high else f"{row.low:g} to {row.high:g}"


def tell_polls(frame: SourcedFrame) -> Iterator[str]:
    for row in frame.itertuples():
        yield f"{row.question} {row.answer}: {_share(row)} per cent ({row.poll}, {row.fielded[:4]})"


polls = Plot(answers, draw_polls, tell_polls, lambda frame: (6.8, 0.21 * (len(frame) + 9)))
