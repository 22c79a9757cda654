"""Figures along time: events, the years that articles name, the days of May and June 1960."""

from __future__ import annotations

import re
from typing import Any

import matplotlib.ticker as ticker
from matplotlib.axes import Axes

from alliance import corpus, layers, reference
from alliance.plots import figure
from alliance.plots.amounts import written as number
from alliance.plots.figure import Plot
from alliance.reference import SourcedFrame, decimal_year

# The timeline: when things happened, true to scale, and what they were, in reading order.


KINDS = figure.looks("events")
_MONTHS = ["Jan", "Feb", "March", "April", "May", "June"]
_MONTHS += ["July", "Aug", "Sept", "Oct", "Nov", "Dec"]


def written(date: str) -> str:
    """A date as the figure prints it: 19 Jan 1960, June 1960, 1957, FY1978."""
    if reference.precision(date) in ("year", "fiscal year"):
        return date
    year, month, *day = date.split("-")
    return " ".join([*(str(int(d)) for d in day), _MONTHS[int(month) - 1], year])


def events(topic: str | None = None, every: bool = False) -> SourcedFrame:
    """Dated events, 1945 to today.

    Parameters
    ----------
    topic : all events of one topic; without one only the key events.
    every : without a topic, every event.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.timeline()``, and year, the place on the axis (a partial date
        stands in the middle of its span).

    Raises
    ------
    UnknownName
        No event has this topic.
    """
    frame = reference.timeline(topic)
    if topic is None and not every:
        frame = frame[frame["key"]].reset_index(drop=True)
    frame["year"] = frame["date"].map(decimal_year)
    return frame


def draw_events(ax: Axes, frame: SourcedFrame) -> None:
    first, last, count = frame["year"].min(), frame["year"].max(), len(frame)
    span = max(last - first, 0.1)
    for position, row in enumerate(frame.itertuples()):
        at = first + span * position / max(count - 1, 1)
        marker, colour, _ = KINDS[row.kind]
        ax.plot([0, 0.14, 0.165], [row.year, at, at], color=figure.LEADER, lw=0.8, zorder=1)
        ax.plot(0, row.year, "o", color=figure.INK, ms=3, zorder=3)
        ax.plot(0.185, at, marker, color=colour, ms=6, zorder=3)
        ax.text(0.41, at, written(row.date), ha="right", va="center", color=figure.QUIET)
        ax.text(0.43, at, row.short, va="center")
    place: dict[str, Any] = {
        "loc": "upper center",
        "bbox_to_anchor": (0.5, 0),
        "ncols": 6,
        "columnspacing": 1,
    }
    figure.legend(ax, KINDS, frame["kind"], handletextpad=0.1, **place)
    ax.set_xlim(-0.03, 1)
    ax.set_ylim(last + span / count, first - span / count)
    ax.yaxis.set_major_locator(ticker.MaxNLocator(9, integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(ticker.FormatStrFormatter("%d"))
    if span < 3:
        _by_month(ax, first, last)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.spines["left"].set_position(("data", 0))


def _by_month(ax: Axes, first: float, last: float) -> None:
    months = [m for m in range(int(first * 12), int(last * 12) + 2) if first <= m / 12 <= last]
    step = next(step for step in (1, 3, 6, 12) if len(months) <= 8 * step)
    months = [month for month in months if month % step == 0]
    ax.set_yticks([m / 12 for m in months], [f"{_MONTHS[m % 12]} {m // 12}" for m in months])


def tell_events(frame: SourcedFrame) -> str:
    ends = frame.iloc[[0, -1]].itertuples()
    start, end = (f"{row.short} ({written(row.date)})" for row in ends)
    years = frame["date"].str.removeprefix("FY").str[:4].value_counts()
    return (
        f"{frame.attrs['title']}: {len(frame)} events in a list beside an axis of years, from "
        f"{start} to {end}. The fullest year is {years.index[0]}, with {years.iloc[0]}."
    )


timeline = Plot(events, draw_events, tell_events, lambda frame: (7.2, 1.3 + 0.235 * len(frame)))


# How far back each article looks: the years that it names, beside the day of its writing.


_TREATIES = {1951: "treaty\nof 1951", 1960: "treaty\nof 1960"}
_LABEL = 1.6  # years of the axis that an upright label needs
_YEARS = re.compile(r"(?P<first>\d{3}[\dX])(?:-[\dX-]+)?(?:/(?P<last>\d{4}).*)?")
_DATED = re.compile(r"\d{4}(-\d\d){0,2}")


def named(value: str | None) -> str | None:
    """The year or years of a date's value: "1960", "1970s", "1950–1953"; None where it has none."""
    found = _YEARS.fullmatch(value or "")
    if not found:
        return None
    if found["first"].endswith("X"):
        return f"{found['first'][:3]}0s"
    return "–".join(dict.fromkeys(filter(None, (found["first"], found["last"]))))


def span(label: str) -> tuple[int, int]:
    """First and last year of a label that :func:`named` made."""
    first = int(label[:4])
    return first, first + 9 if label.endswith("s") else int(label[-4:])


def years() -> SourcedFrame:
    """Which years each article names, and when it was written.

    Returns
    -------
    SourcedFrame
        A row per dated article: article, written, years named (years, decades, spans, earliest
        first), looks back (from the earliest one named to the year of writing). “Last June” counts
        where the article's own date settles the year.
    """
    rows = []
    for article in corpus.sources("article"):
        if article.date is None or not _DATED.fullmatch(article.date):
            continue
        marks = layers.marks(article, "date")
        labels = {named(mark.value) or named(mark.detail.get("resolved")) for mark in marks}
        ordered = tuple(sorted(filter(None, labels), key=span))
        back = int(article.date[:4]) - span(ordered[0])[0] if ordered else 0
        rows.append((article.id, article.date, ordered, back))
    return SourcedFrame.of(
        rows,
        columns=["article", "written", "years named", "looks back (years)"],
        title="How far back each article looks",
        source="date annotations of the articles, and their records",
        basis="A day or a month counts for its year; a decade or a span is drawn as a line.",
    )


def draw_years(ax: Axes, frame: SourcedFrame) -> None:
    for y, (_, written, labels, _) in enumerate(frame.itertuples(index=False)):
        ax.axhline(y, color=figure.FAINT, lw=0.8, zorder=0)
        single = [label for label in labels if len(set(span(label))) == 1]
        for label, at in zip(single, _apart([span(one)[0] + 0.5 for one in single]), strict=True):
            ax.plot(span(label)[0] + 0.5, y, "o", color=figure.BLUE, ms=6, zorder=3)
            ax.text(at, y - 0.17, label, rotation=90, ha="center", va="bottom", fontsize=7.5)
        for label in (one for one in labels if one not in single):
            first, last = span(label)
            ax.plot([first, last + 1], [y, y], color=figure.BLUE, lw=5, alpha=0.6, zorder=2)
            if label.endswith("s"):  # beside its line, where no span of the same years is named
                ax.text(last + 1.6, y, label, va="center", fontsize=7.5, bbox=figure.paper())
            else:
                ax.text(first, y + 0.13, label, va="top", fontsize=7.5)
        ax.plot(decimal_year(written), y + 0.25, "^", color=figure.VERMILION, ms=7, zorder=4)
    for year, name in _TREATIES.items():
        ax.axvline(year + 0.5, color=figure.FAINT, lw=0.8, zorder=0)
        ax.text(year + 0.5, -0.75, name, ha="center", va="bottom", fontsize=8)
    ax.plot([], [], "o", color=figure.BLUE, ms=6, label="a year that the text names")
    ax.plot([], [], color=figure.BLUE, lw=5, alpha=0.6, label="a decade or a span")
    ax.plot([], [], "^", color=figure.VERMILION, ms=7, label="written")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=3)
    figure.rows(ax, list(frame["article"]), 1, 0.6)
    ax.xaxis.set_major_locator(ticker.MultipleLocator(10))
    ax.tick_params(length=0)


def _apart(places: list[float]) -> list[float]:
    """The same places, moved right where two labels would stand on each other."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + _LABEL) if moved else place)
    return moved


def tell_years(frame: SourcedFrame) -> str:
    parts = [
        f"{article} (written {written}) names {', '.join(labels) or 'no year'}"
        for article, written, labels, _ in frame.itertuples(index=False)
    ]
    return f"{frame.attrs['title']}: a line per article on an axis of years. {'; '.join(parts)}."


years_named = Plot(years, draw_years, tell_years, lambda frame: (8.2, 1.5 + 0.62 * len(frame)))


# May to July 1960, day by day: what happened, and who counted how many.


FIRST, LAST = "1960-05", "1960-07-31"
_UNITS = {"persons": 1, "students": 1, "million persons": 1_000_000}
_COLUMNS = ["date", "event", "low", "low_by", "high", "high_by", "kind", "fact", "source"]


def days() -> SourcedFrame:
    """May to July 1960, day by day, with the rival counts of the protests as ranges.

    Returns
    -------
    SourcedFrame
        A row per event or count: date, event, low and high (persons; missing where nobody
        counted; one count stands in both), low_by and high_by (who counted), kind, fact, source.
    """
    rival = reference.table("rival-counts")
    rival = rival[(rival["unit"] == "persons") & rival["date"].map(_inside)]
    counts = {fact: _range(row) for row in rival.itertuples() for fact in row.facts.split()}
    facts = {fact["id"]: fact for fact in corpus.facts()}
    rows = []
    events = reference.timeline()
    for event in events[events["date"].map(_inside)].itertuples():
        about = {"event": event.short, "kind": event.kind, "fact": event.fact}
        count = counts.pop(event.fact, None) or _single(facts[event.fact])
        rows.append({"date": event.date, "source": event.source, **about, **count})
    for row in rival.itertuples():
        if row.facts in counts:  # of something that is no event of its own
            event = row.event.rpartition(", ")[0]
            about = {"event": event, "kind": "protest", "fact": row.facts}
            rows.append({"date": row.date, "source": row.source, **about, **_range(row)})
    rows.sort(key=lambda row: (row["date"] + "-99")[:10])
    return SourcedFrame.of(
        rows,
        columns=_COLUMNS,
        title="May to July 1960, day by day",
        basis="Two counts of one event are a range; who is right is not settled. One count is one "
        "mark. An event without a mark was not counted in our sources.",
    )


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


def draw_days(ax: Axes, frame: SourcedFrame) -> None:
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
    place: dict[str, Any] = {"loc": "upper right", "bbox_to_anchor": (1, -0.09), "ncols": 4}
    figure.legend(ax, KINDS, frame["kind"], handletextpad=0.1, **place)
    ax.set_title(frame.attrs["title"], x=-1.1)


def _count(ax: Axes, y: int, row: Any) -> None:
    if row.low == row.high:
        ax.plot(row.low, y, "D", color=figure.INK, ms=6, zorder=3)
        said = f"{number(row.low)} ({row.low_by})"
    else:
        figure.apart(ax, row.low, row.high, y, width=2.5, size=7)
        said = f"{number(row.low)} ({row.low_by})\nor {number(row.high)} ({row.high_by})"
    looks = {"fontsize": 8.5, "bbox": figure.paper(0.5), "linespacing": 1.05}
    figure.beside(ax, said, (row.high, y), **looks)


def tell_days(frame: SourcedFrame) -> str:
    parts = []
    for row in frame.itertuples():
        part = f"{written(row.date).removesuffix(' 1960')}: {row.event}"
        if row.low == row.high:
            part += f", {number(row.low, 'persons')} ({row.low_by})"
        elif row.low == row.low:
            part += f", from {number(row.low)} ({row.low_by}) to "
            part += f"{number(row.high, 'persons')} ({row.high_by})"
        parts.append(part)
    return (
        f"{frame.attrs['title']}: a list of {len(frame)} events with the counts of people beside "
        f"them, as ranges where two were made. {'; '.join(parts)}."
    )


anpo_days = Plot(days, draw_days, tell_days, lambda frame: (9.2, 1.6 + 0.37 * len(frame)))
