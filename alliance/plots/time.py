"""Figures along time: events, the years that articles name, the days of May to July 1960."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import matplotlib.ticker as ticker
from matplotlib.axes import Axes

from alliance import corpus, layers, reference
from alliance.html import spelled
from alliance.plots import draw, figure
from alliance.plots.draw import dated
from alliance.plots.figure import Plot
from alliance.reference import SourcedFrame, decimal_year

# The timeline: when things happened, true to scale, and what they were, in reading order.


KINDS = draw.looks("events")
_MOST = 20  # events on one side of the axis


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
    ends = [(row.short, dated(row.date)) for row in frame.iloc[[0, -1]].itertuples()]
    first, last = (f"“{name}” ({day})" for name, day in ends)
    start, end = (f"{name} ({day})" for name, day in ends)
    gaps = {"n": len(frame), "first": first, "last": last, "start": start, "end": end}
    finding = "" if len(frame) > 1 else "alone"
    key = draw.key("events", frame["kind"])
    return figure.worded("timeline", frame, finding=finding, key=key, **gaps)


def draw_events(ax: Axes, frame: SourcedFrame) -> None:
    sides = (1, -1) if len(frame) > _MOST else (1,)
    moments = []
    for side, row in zip(cycle(sides), frame.itertuples(), strict=False):
        look, told = KINDS[row.kind], (dated(row.date), row.short)
        moments.append(draw.Moment(side, row.year, *told, look["marker"], look["colour"]))
    draw.strip(ax, moments)
    if len(sides) == 1:
        first, last = frame["year"].min(), frame["year"].max()
        most = min(7, len(frame))
        ax.yaxis.set_major_locator(ticker.MaxNLocator(most, integer=True, steps=[1, 2, 5, 10]))
        ax.yaxis.set_major_formatter(ticker.FormatStrFormatter("%d"))
        if last - first < 3:
            _by_month(ax, first, last, most)


def _by_month(ax: Axes, first: float, last: float, most: int) -> None:
    months = [m for m in range(int(first * 12), int(last * 12) + 2) if first <= m / 12 <= last]
    step = next(step for step in (1, 3, 6, 12, 36) if len(months) <= most * step)
    months = [month for month in months if month % step == 0]
    names = draw.MONTHS.split()
    ax.set_yticks([m / 12 for m in months], [f"{names[m % 12]} {m // 12}" for m in months])


def tell_events(frame: SourcedFrame) -> list[str]:
    years = frame["date"].str.removeprefix("FY").str[:4].value_counts()
    return [f"The fullest year is {years.index[0]}, with {years.iloc[0]}"]


def _size_events(frame: SourcedFrame) -> tuple[float, float]:
    both = len(frame) > _MOST
    return (7.4, 0.5 + 0.13 * len(frame)) if both else (5.8, 0.5 + 0.225 * len(frame))


timeline = Plot(events, draw_events, tell_events, _size_events)


# How far back each article looks: the years that it names, beside the day of its writing.


_TREATIES = {1951: "treaty\nof 1951", 1960: "treaty\nof 1960"}
_LABEL = 2.3  # years of the axis that an upright label needs
_BACK = "looks back (years)"
_LONG, _SHORT = 60, 10  # years back
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
    frame = SourcedFrame(rows, columns=["article", "written", "years named", _BACK])
    gaps = {"far": (frame[_BACK] >= _LONG).sum(), "near": (frame[_BACK] < _SHORT).sum()}
    gaps |= {"n": len(frame), "long": _LONG, "short": _SHORT}
    return figure.worded("years_named", frame, **gaps)


def draw_years(ax: Axes, frame: SourcedFrame) -> None:
    for y, (_, written, labels, _) in enumerate(frame.itertuples(index=False)):
        ax.axhline(y, color=figure.FAINT, lw=0.8, zorder=0)
        single = [label for label in labels if len(set(span(label))) == 1]
        places = [span(label)[0] + 0.5 for label in single]
        for label, at in zip(single, draw.spread(places, _LABEL), strict=True):
            ax.plot(span(label)[0] + 0.5, y, "o", color=figure.INK, ms=6, zorder=3)
            ax.text(at, y - 0.17, label, rotation=90, ha="center", va="bottom", fontsize=9)
        for label in (one for one in labels if one not in single):
            first, last = span(label)
            ax.plot([first, last + 1], [y, y], color=figure.LEADER, lw=5, zorder=2)
            if label.endswith("s"):  # beside its line, where no span of the same years is named
                ax.text(last + 1.6, y, label, va="center", fontsize=9, bbox=draw.paper())
            else:
                ax.text(first, y + 0.13, label, va="top", fontsize=9)
        ax.plot(decimal_year(written), y + 0.25, "^", color=figure.INK, ms=7, zorder=4)
    for year, name in _TREATIES.items():
        ax.axvline(year + 0.5, color=figure.FAINT, lw=0.8, zorder=0)
        ax.text(year + 0.5, -0.75, name, ha="center", va="bottom", fontsize=9)
    draw.rows(ax, [draw.label_of(one) for one in frame["article"]], 1, 0.6)
    ax.xaxis.set_major_locator(ticker.MultipleLocator(10))
    ax.tick_params(length=0)


def tell_years(frame: SourcedFrame) -> Iterator[str]:
    for article, written, labels, _ in frame.itertuples(index=False):
        named = f"{draw.label_of(article)} (written {spelled(written)})"
        yield f"{named} names {', '.join(labels) or 'no year'}"


years_named = Plot(years, draw_years, tell_years, lambda frame: (6.0, 0.9 + 0.7 * len(frame)))


# May to July 1960, day by day: what happened, and who counted how many.


FIRST, LAST = "1960-05", "1960-07-31"
# How many people a unit of the facts is; and counts that are no event of their own: what was
# counted, and who counted.
_UNITS, _MORE = (corpus.loaded("figures.json")["anpo_days"][part] for part in ("units", "more"))
_LEAST = 40_000  # people: a smaller crowd is no more than a line beside millions
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
    rival = rival[(rival["unit"] == "persons") & rival["date"].between(FIRST, LAST)]
    counts = {fact: _range(row) for row in rival.itertuples() for fact in row.facts.split()}
    facts = corpus.facts_by_id()
    rows = []
    events = reference.timeline()
    for event in events[events["date"].between(FIRST, LAST)].itertuples():
        count = counts.pop(event.fact, None) or _single(facts[event.fact])
        rows.append((event.date, event.short, *count, event.kind, event.fact, event.source))
    for id, (name, who) in _MORE.items():
        fact, (number, *_) = facts[id], _single(facts[id])
        count = (number, who, number, who)
        rows.append((fact["date"], name, *count, "protest", id, fact["source"]))
    for row in rival.itertuples():
        if row.facts in counts:  # of something that is no event of its own
            name = row.event.rpartition(", ")[0]
            rows.append((row.date, name, *_range(row), "protest", row.facts, row.source))
    rows.sort(key=lambda row: (row[0] + "-99")[:10])
    frame = SourcedFrame(rows, columns=_COLUMNS)
    times = [row.high / row.low for row in _rival(frame)]
    gaps = {"n": len(times), "least": min(times), "most": max(times), "counted": _LEAST}
    gaps["events"] = len(frame)
    key = draw.key("voices", (voice for *_, voice in _counts(frame)))
    return figure.worded("anpo_days", frame, key=key, **gaps)


def _rival(frame: SourcedFrame) -> list[Any]:
    """The rows in which officials and the movement counted one crowd."""
    voices = draw.looks("counters")
    two = (row for row in frame.itertuples() if _LEAST <= row.low < row.high)
    return [row for row in two if voices.get(row.high_by) == "the movement"]


def _counts(frame: SourcedFrame) -> list[tuple[str, str, float, str]]:
    """What is drawn: the day, what and who counted, how many, whose voice it is."""
    found: list[tuple[str, str, float, str]] = []
    voices = draw.looks("counters")
    for row in frame.itertuples():
        pairs = {row.low_by: row.low, row.high_by: row.high}
        for who, count in pairs.items():
            if count >= _LEAST:
                found.append((_day(row), f"{row.event}: {who}", count, voices[who]))
    days = list(dict.fromkeys(day for day, *_ in found))
    return sorted(found, key=lambda one: (days.index(one[0]), one[2]))


Count = tuple[float | None, str, float | None, str]  # low, who counted it, high, who counted it


def _range(row: Any) -> Count:
    return row.low, row.low_by, row.high, row.high_by


def _single(fact: dict[str, Any]) -> Count:
    """The count that one source gives in a fact of the event; nothing where there is none."""
    times = _UNITS.get(fact.get("unit", ""))
    try:
        count = float(fact["value"]) * times if times else None
    except (KeyError, ValueError):
        count = None
    who = fact["source"].partition(",")[0].partition(" (")[0] if count else ""
    return count, who, count, who


def _bars(frame: SourcedFrame) -> SourcedFrame:
    bars = SourcedFrame(_counts(frame), columns=["day", "who counted", "people", "side"])
    bars.attrs["aside"] = {_day(row): f"{row.high / row.low:.1f} to 1" for row in _rival(frame)}
    return bars


def _day(row: Any) -> str:
    return dated(row.date).removesuffix(" 1960")


def draw_days(ax: Axes, frame: SourcedFrame) -> None:
    draw.bars(ax, _bars(frame))


def tell_days(frame: SourcedFrame) -> Iterator[str]:
    for row in frame.itertuples():
        part = f"{_day(row)}: {row.event}"
        if row.low == row.high:
            part += f", {draw.written(row.low, 'persons')} ({row.low_by})"
        elif row.low == row.low:
            part += f", from {draw.written(row.low)} ({row.low_by}) to "
            part += f"{draw.written(row.high, 'persons')} ({row.high_by})"
        yield part


anpo_days = Plot(days, draw_days, tell_days, lambda frame: draw.bars_size(_bars(frame)))
