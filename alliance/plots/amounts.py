"""Figures of sums and shares: money by year and by deal, goals for defence, rival counts, polls."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import matplotlib.ticker as ticker
import pandas as pd
from matplotlib.axes import Axes

from alliance import reference
from alliance.errors import choose
from alliance.plots import figure
from alliance.plots.figure import Plot
from alliance.reference import SourcedFrame

# Money by year: one mark per year and basis; a line only where one source counts in one way.


# A hollow mark is derived or from a weak source.
_LOOKS = figure.looks("budgets")
_SIDES = {
    "above": ((0, 6), "center", "bottom"),
    "left": ((-7, 0), "right", "center"),
    "right": ((7, 0), "left", "center"),
}
_CROWDED = {"not stated"}  # its marks stand below others


def support() -> SourcedFrame:
    """Host-nation support by fiscal year and basis, 1978 to 2026.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.table("host-nation-support")``, billion yen; FY2017 and FY2018
        are missing because no source was found.
    """
    return reference.table("host-nation-support")


def defence() -> SourcedFrame:
    """Japan's defence budget by fiscal year, with and without realignment costs.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.table("defence-budget-excl")``, trillion yen; both tables
        together.
    """
    parts = [reference.table(f"defence-budget-{which}") for which in ("excl", "incl")]
    return SourcedFrame.of(
        pd.concat(parts, ignore_index=True),
        title="Japan's defence budget, trillion yen",
        basis=parts[0].attrs["basis"],
    )


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
    ax.set_xlabel("fiscal year (from 1 April)\n" + textwrap.fill(frame.attrs["basis"], 110))
    ax.set_ylabel(frame["unit"].iloc[0])
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
        side = "left" if row["basis"] in _CROWDED else "right" if first != last == at else "above"
        offset, ha, va = _SIDES[side]
        number = f"{row['value']:.4g}" if row["value"] >= 100 else f"{row['value']:.3g}"
        spot = (middle, row["value"])
        ax.annotate(number, spot, offset, textcoords="offset points", ha=ha, va=va, fontsize=8.5)


def tell_series(frame: pd.DataFrame) -> str:
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


host_nation_support = Plot(support, draw_series, tell_series, lambda _: (8.2, 4.8))
defence_budget = Plot(defence, draw_series, tell_series, lambda _: (8.2, 4.8))


# One deal, several headlines: each compares the same sum with something else.


def compared() -> SourcedFrame:
    """What “75 billion”, “46.6 billion” and “1.4 %” compare: each headline's two sums.

    Returns
    -------
    SourcedFrame
        A row per headline: deal, who, says, base (billion yen for five years; missing where no
        source gives it), base_is, agreed (billion yen for five years), change (agreed less base),
        unit, working, status, facts, source.
    """
    frame = reference.read(
        "deals.csv",
        title="One deal, several headlines: what is compared with what",
        basis="Sums for five years, in billion yen. The sum that was agreed is the same in every "
        "headline on one deal; what it is compared with is not.",
    )
    frame["base"] = pd.to_numeric(frame["base"])
    change = (frame["agreed"] - frame["base"]).round(1)
    frame.insert(frame.columns.get_loc("agreed") + 1, "change", change)
    return frame


_SUMS = figure.looks("sums")


def draw_deals(ax: Axes, frame: SourcedFrame) -> None:
    low = min(frame["base"].min(), frame["agreed"].min())
    high = max(frame["base"].max(), frame["agreed"].max())
    room = high - low
    before, y, ticks = "", -0.6, []
    for row in frame.itertuples():
        y += 1 if row.deal == before else 1.6
        if row.deal != before:
            ax.text(low - 0.1 * room, y - 0.75, f"The deal {row.deal}", fontweight="bold")
        before = row.deal
        ticks.append((y, f"{row.who}:\n{row.says}"))
        ax.plot(row.agreed, y, "s", color=figure.VERMILION, ms=9, zorder=3)
        if row.base != row.base:  # NaN: nobody's sum to compare with
            ax.text(row.agreed + 0.03 * room, y, f"? {row.base_is}", va="center", fontsize=8.5)
            continue
        ax.plot(row.base, y, "o", color=figure.BLUE, ms=9, zorder=3)
        arrow = {"arrowstyle": "->", "color": figure.QUIET, "lw": 1.6, "shrinkA": 6, "shrinkB": 6}
        ax.annotate("", (row.agreed, y), (row.base, y), arrowprops=arrow)
        ahead = max(row.base, row.agreed) + 0.03 * room
        change = f"{row.change:+.1f}".replace("-", "−")
        said = f"{change}: compared with {row.base_is}, {row.base:,.1f}"
        if row.change > 0:
            ax.text(row.base, y - 0.18, said, va="bottom", fontsize=8.5)
        else:
            ax.text(ahead, y, said, va="center", fontsize=8.5)
    place = {"loc": "upper center", "bbox_to_anchor": (0.45, -0.14), "ncols": 2}
    figure.legend(ax, _SUMS, _SUMS, 8, **place)
    ax.set_yticks([at for at, _ in ticks], [name for _, name in ticks])
    ax.set_xlim(low - 0.12 * room, high + 0.62 * room)
    ax.set_xticks([tick for tick in ax.get_xticks() if tick <= high + 0.1 * room])
    ax.set_ylim(y + 0.6, -0.2)
    ax.set_xlabel("billion yen for five years (the axis does not begin at 0)", loc="left")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")


def tell_deals(frame: SourcedFrame) -> str:
    parts = []
    for row in frame.itertuples():
        part = f"{row.who} ({row.deal}) says {row.says}: {row.agreed:,.1f} agreed, compared with "
        known = row.base == row.base
        parts.append(f"{part}{row.base_is}{f', {row.base:,.1f}' if known else ''}")
    return (
        f"{frame.attrs['title']}. On an axis of billion yen for five years, an arrow leads from "
        f"what each headline compares with to what was agreed. {'; '.join(parts)}."
    )


one_deal = Plot(compared, draw_deals, tell_deals, lambda frame: (9.2, 1.6 + 0.62 * len(frame)))


# 1 % and 2 % of GDP: what governments set, for which years. What was spent is another figure.


_KINDS = figure.looks("goals")


def goals() -> SourcedFrame:
    """1 % and 2 % of GDP: limits and goals for defence spending, and for which years.

    Returns
    -------
    SourcedFrame
        A row per limit, goal or request: start, end (years, or as exact as the source), percent,
        kind, says, unit, basis, status, facts, source. No source of the course has a series of
        GDP, so no budget can be turned into a share; ``defence_budget`` shows the budgets in yen.
    """
    return reference.read(
        "defence-goals.csv",
        title="Defence spending as a share of GDP: limits and goals",
        basis="What was set or asked for, not what was spent. Our sources have no series of GDP, "
        "so the yearly budgets cannot be drawn as shares.",
        dtype={"start": str, "end": str},
    )


def draw_goals(ax: Axes, frame: SourcedFrame) -> None:
    for row in frame.itertuples():
        marker, colour, _ = _KINDS[row.kind]
        first, last = reference.decimal_year(row.start), reference.decimal_year(row.end)
        ax.plot([first, last], [row.percent] * 2, color=colour, lw=4, solid_capstyle="butt")
        ax.plot([first, last], [row.percent] * 2, marker, color=colour, ms=8, ls="none")
        said = f"{row.percent:g} %: " + "\n".join(textwrap.wrap(row.says, 34))
        looks = {"fontsize": 9, "bbox": figure.paper()}
        looks |= {"ha": "left", "va": "bottom"} if first < 2000 else {"ha": "right"}
        offset = (0, 9) if first < 2000 else (-9, 0)
        figure.beside(ax, said, (first, row.percent), xytext=offset, **looks)
    figure.legend(ax, _KINDS, frame["kind"], 8, loc="upper left", ncols=1)
    ax.set_ylim(0, frame["percent"].max() * 1.15)
    ax.set_xlim(1974, 2030)
    ax.xaxis.set_major_locator(ticker.MultipleLocator(10))
    ax.set_ylabel("percent of GDP (GNP)")
    ax.set_xlabel(textwrap.fill(frame.attrs["basis"], 100))
    ax.grid(axis="y")


def tell_goals(frame: SourcedFrame) -> str:
    parts = [
        f"{row.percent:g} percent ({_KINDS[row.kind][2]}, {row.start}"
        f"{f' to {row.end}' if row.end != row.start else ''}): {row.says}"
        for row in frame.itertuples()
    ]
    return (
        f"{frame.attrs['title']}, on an axis of years. {'; '.join(parts)}. {frame.attrs['basis']}"
    )


defence_goals = Plot(goals, draw_goals, tell_goals, lambda _: (8.2, 4.4))


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
