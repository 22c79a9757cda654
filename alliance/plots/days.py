"""May to July 1960, day by day: what happened, and who counted how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance import tables
from alliance.plots import style
from alliance.plots.events import KINDS, written
from alliance.plots.figure import Plot
from alliance.plots.rivals import written as number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet

FIRST, LAST = "1960-05", "1960-07-31"
_UNITS = {"persons": 1, "students": 1, "million persons": 1_000_000}
_COLUMNS = ["date", "event", "low", "low_by", "high", "high_by", "kind", "fact", "source"]


def days() -> Sheet:
    """May to July 1960, day by day, with the rival counts of the protests as ranges.

    A row per event or count: date, event, low and high (persons, empty where nobody counted),
    low_by and high_by (who counted), kind, fact, source. One count stands in both low and high.
    """
    from alliance.sheet import Sheet

    rival = tables.table("rival-counts")
    rival = rival[(rival["unit"] == "persons") & rival["date"].map(_inside)]
    counts = {fact: _range(row) for row in rival.itertuples() for fact in row.facts.split()}
    facts = {fact["id"]: fact for fact in tables.facts()}
    rows = []
    events = tables.timeline()
    for event in events[events["date"].map(_inside)].itertuples():
        count = counts.pop(event.fact, None) or _single(facts[event.fact])
        rows.append(
            {"date": event.date, "event": event.short, "kind": event.kind, "fact": event.fact}
            | {"source": event.source, **count}
        )
    for row in rival.itertuples():  # counts of something that is no event of its own
        if row.facts in counts:
            event = row.event.rpartition(", ")[0]
            rows.append(
                {"date": row.date, "event": event, "kind": "protest", "fact": row.facts}
                | {"source": row.source, **_range(row)}
            )
    rows.sort(key=lambda row: (row["date"] + "-99")[:10])
    frame = Sheet(rows, columns=_COLUMNS)
    frame.attrs = {
        "title": "May to July 1960, day by day",
        "source": "; ".join(dict.fromkeys(frame["source"])),
        "basis": "Two counts of one event are a range; who is right is not settled. One count "
        "is one mark. An event without a mark was not counted in our sources.",
    }
    return frame


def _inside(date: str) -> bool:
    return FIRST <= date <= LAST


def _range(row: Any) -> dict[str, Any]:
    return {"low": row.low, "low_by": row.low_by, "high": row.high, "high_by": row.high_by}


def _single(fact: dict[str, Any]) -> dict[str, Any]:
    """The count that one source gives in a fact of the event; nothing where there is none."""
    times = _UNITS.get(fact.get("unit", ""))
    try:
        count = float(fact["value"]) * times if times else None
    except (KeyError, ValueError):
        count = None
    who = fact["source"].partition(",")[0].partition(" (")[0] if count else ""
    return {"low": count, "low_by": who, "high": count, "high_by": who}


def draw(ax: Axes, frame: Sheet) -> None:
    before, beside = "", ax.get_yaxis_transform()
    for y, row in enumerate(frame.itertuples()):
        marker, colour, _ = KINDS[row.kind]
        left: dict[str, Any] = {"transform": beside, "va": "center"}
        if row.date != before:
            day = written(row.date).removesuffix(" 1960")
            ax.text(-0.98, y, day, ha="right", fontweight="bold", **left)
        before = row.date
        ax.plot(-0.95, y, marker, color=colour, ms=6, clip_on=False, transform=beside)
        ax.text(-0.92, y, row.event, ha="left", **left)
        if row.low == row.low:  # NaN, which nobody counted, is not itself
            _count(ax, y, row)
    ax.set_xscale("log")
    ax.set_xlim(300, 3e9)
    ax.set_xticks([1e3, 1e5, 1e7], ["1,000", "100,000", "10 million"])
    ax.minorticks_off()
    ax.set_ylim(len(frame) - 0.4, -0.8)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(
        "persons (from line to line a hundred times more)\n"
        "circle: low count, square: high count, diamond: the only count",
        loc="right",
    )
    ax.grid(axis="x")
    for kind, (marker, colour, name) in KINDS.items():
        if (frame["kind"] == kind).any():
            ax.plot([], [], marker, color=colour, ms=6, label=name)
    ax.legend(loc="upper right", bbox_to_anchor=(1, -0.09), ncols=4, handletextpad=0.1)
    ax.set_title(frame.attrs["title"], x=-1.1)


def _count(ax: Axes, y: int, row: Any) -> None:
    if row.low == row.high:
        ax.plot(row.low, y, "D", color=style.INK, ms=6, zorder=3)
        said = f"{number(row.low, '').strip()} ({row.low_by})"
    else:
        ax.plot([row.low, row.high], [y, y], color=style.QUIET, lw=2.5, zorder=2)
        ax.plot(row.low, y, "o", color=style.BLUE, ms=7, zorder=3)
        ax.plot(row.high, y, "s", color=style.VERMILION, ms=7, zorder=3)
        said = f"{number(row.low, '').strip()} ({row.low_by})\n"
        said += f"or {number(row.high, '').strip()} ({row.high_by})"
    box = {"facecolor": style.PAGE, "edgecolor": "none", "pad": 0.5}
    ax.annotate(
        said,
        (row.high, y),
        (8, 0),
        textcoords="offset points",
        va="center",
        fontsize=8.5,
        bbox=box,
        linespacing=1.05,
    )


def tell(frame: Sheet) -> str:
    parts = []
    for row in frame.itertuples():
        part = f"{written(row.date).removesuffix(' 1960')}: {row.event}"
        if row.low == row.high:
            part += f", {number(row.low, 'persons')} ({row.low_by})"
        elif row.low == row.low:
            part += (
                f", from {number(row.low, '').strip()} ({row.low_by}) to "
                f"{number(row.high, 'persons')} ({row.high_by})"
            )
        parts.append(part)
    return (
        f"{frame.attrs['title']}: a list of {len(frame)} events with the counts of people beside "
        f"them, as ranges where two were made. {'; '.join(parts)}."
    )


anpo_days = Plot(days, draw, tell, lambda frame: (9.2, 1.6 + 0.37 * len(frame)))
