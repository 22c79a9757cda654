"""What several figures draw alike, and the figures whose rows stand in ``data/figures.json``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from inspect import getdoc
from math import inf
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from alliance import corpus
from alliance.errors import UnknownName, choose
from alliance.html import in_scale, spelled
from alliance.languages import in_english, pick
from alliance.plots import figure
from alliance.plots.figure import Plot
from alliance.reference import SourcedFrame, decimal_year


class Looks(dict[str, Any]):
    """How the kinds of one figure are drawn; one that is not listed is told."""

    def __missing__(self, kind: str) -> Any:
        raise UnknownName(f"data/looks.json does not say how “{kind}” is drawn; add it there.")


def looks(name: str) -> Looks:
    """How the kinds of one figure are drawn, as ``data/looks.json`` lists them."""
    return Looks(corpus.loaded("looks.json")[name])


def key(name: str, kinds: Iterable[str]) -> list[tuple[str, str, str]]:
    """The kinds that are drawn, in the list's order: a sign for the text, its colour, its name."""
    there, found = set(kinds), []
    inks = {figure.BLUE, figure.VERMILION, figure.GREEN}  # the rest is the page's
    for kind, look in looks(name).items():
        if kind in there:
            colour = look["colour"] if look["colour"] in inks else ""
            found.append((look["sign"], colour, pick(look.get("name", kind))))
    return found


def paper(pad: float = 1, **looks: Any) -> dict[str, Any]:
    """A box behind a text, so that no line runs through it."""
    return {"facecolor": figure.PAGE, "edgecolor": "none", "pad": pad, **looks}


def written(value: float, unit: str = "") -> str:
    """A number as a figure prints it: 5.5 million persons, 7,500 persons, 86.4 percent."""
    return f"{in_scale(value)} {unit}".rstrip()


MONTHS = "Jan Feb March April May June July Aug Sept Oct Nov Dec"


def dated(date: str) -> str:
    """A date as a figure prints it: 19 Jan 1960, June 1960, 1957, FY1978."""
    return spelled(date, MONTHS)


# Bars, each with its own words above it: one scale, which begins at 0.


def filled(voice: str) -> dict[str, Any]:
    """How a bar looks: one look a voice in the whole course, never by colour alone."""
    look = looks("voices")[voice]
    colour = look["colour"] or figure.INK
    if look["hatch"] is None:
        return {"facecolor": colour, "edgecolor": colour}
    return {"facecolor": figure.PAGE, "edgecolor": colour, "hatch": look["hatch"]}


def bars(ax: Axes, frame: Any) -> None:
    """A group (its first column), and in it a bar a row: label, value, voice.

    ``attrs["aside"]`` may hold a word for each group, ``attrs["suffix"]`` one for each number.
    """
    most, y = frame.iloc[:, 2].max(), 0.0
    for group, rows in frame.groupby(frame.columns[0], sort=False):
        if group:
            ax.text(0, y, group, va="center", fontweight="bold")
            aside = frame.attrs.get("aside", {}).get(group, "")
            ax.text(most * _ROOM, y, aside, ha="right", va="center", fontweight="bold")
            ax.plot([0, most * _ROOM], [y + 0.42] * 2, color=figure.LEADER, lw=0.8)
            y += 1
        for _, label, value, voice, *_ in rows.itertuples(index=False, name=None):
            ax.text(0, y, label, va="center")
            ax.barh(y + 0.52, value, height=0.36, lw=1, **filled(voice))
            said = f"{value:,.10g}{frame.attrs.get('suffix', '')}"
            ax.text(value + most / 70, y + 0.53, said, va="center", fontweight="bold")
            y += 1.12
        y += 0.3
    ax.set_xlim(0, most * _ROOM)
    ax.set_ylim(y - 0.4, -0.5)
    ax.axis("off")


_ROOM = 1.24  # of the longest bar: its number stands behind it


def bars_size(frame: Any) -> tuple[float, float]:
    groups = [group for group in dict.fromkeys(frame.iloc[:, 0]) if group]
    return 4.8, 0.36 * (1.12 * len(frame) + 1.3 * len(groups)) + 0.1


# A strip of time: where an event stands on the axis is true to scale, its words stand apart.


class Moment(NamedTuple):
    """An event on a strip; ``side`` is 1 right of the axis, -1 left of it."""

    side: int
    year: float
    date: str
    label: str
    marker: str
    colour: str


def spread(places: Sequence[float], gap: float, high: float = inf) -> list[float]:
    """Places in order, moved so that none is nearer to the next than ``gap`` nor above ``high``."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    for n, top in enumerate(reversed(range(len(moved)))):
        moved[top] = min(moved[top], high - n * gap)
    return moved


def strip(ax: Axes, events: Sequence[Moment]) -> None:
    """Events beside an axis of years, or on both sides of it; the first is on top."""
    years = [event.year for event in events]
    first, last = min(years), max(years)
    sides = [[one for one in events if one.side == side] for side in (1, -1)]
    most = max(map(len, sides))
    gap = max(last - first, 0.1) / max(most - 1, 1)
    end = max(last, first + gap * (most - 1))
    both = bool(sides[1])
    for side in filter(None, sides):
        places = spread([one.year for one in side], gap, end)
        for event, at in zip(side, places, strict=True):
            _event(ax, event, at, 0.5 if both else 1.0)
    ax.set_ylim(end + gap * 0.7, first - gap * 0.7)
    ax.set_xlim(-1 if both else -0.03, 1)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.spines["left"].set_position(("data", 0))
    if both:
        ax.set_yticks([])


def _event(ax: Axes, event: Moment, at: float, near: float) -> None:
    """Its place on the axis, a leader, its mark, its date and its words, from the axis outward."""
    out, align = event.side, "left" if event.side > 0 else "right"
    xs = [0, out * 0.12 * near, out * 0.15 * near]
    ax.plot(xs, [event.year, at, at], color=figure.LEADER, lw=0.8, zorder=1)
    ax.plot(0, event.year, "o", color=figure.INK, ms=3, zorder=3)
    ax.plot(out * 0.18 * near, at, event.marker, color=event.colour, ms=6, zorder=3)
    if near == 1:
        ax.text(0.41, at, event.date, ha="right", va="center", color=figure.QUIET)
        ax.text(0.43, at, event.label, va="center")
        return
    looks: dict[str, Any] = {"ha": align, "va": "center", "fontsize": 9.5}
    ax.text(out * 0.12, at, event.date, color=figure.QUIET, **looks | {"fontsize": 9})
    ax.text(out * 0.49, at, event.label, linespacing=1.1, **looks)


wrapped = textwrap.fill


def label_of(article: Any) -> str:
    """What a reader calls an article; of one's own it is the id."""
    return corpus.short_name(article) or str(article)


# Points over years, with their numbers; nothing joins them.


def points(ax: Axes, frame: Any) -> None:
    """A marker a group (first column), filled or open by ``attrs["open"]``: year, value, how."""
    groups = frame.groupby(frame.columns[0], sort=False)
    for marker, (group, rows) in zip("os", groups, strict=False):
        for _, year, value, how, *_ in rows.itertuples(index=False, name=None):
            face = figure.PAGE if how == frame.attrs["open"] else figure.INK
            ax.plot(year, value, marker, ms=9, mec=figure.INK, mfc=face, mew=1.6)
            beside(ax, f"{value:g}%", (year, value), xytext=(9, 0), fontweight="bold")
        _, year, value, *_ = rows.iloc[0]
        under = year == frame.iloc[:, 1].min()
        look = {"xytext": (-6, -16)} if under else {"xytext": (-9, 0), "ha": "right"}
        beside(ax, str(group), (year, value), **look)
    years, values = sorted(set(frame.iloc[:, 1])), frame.iloc[:, 2]
    ax.set_xticks(years, [str(year) for year in years])
    ax.set_xlim(years[0] - 1, years[-1] + 3)
    ax.set_ylim(values.min() - 10, values.max() + 5)
    ax.yaxis.set_major_formatter("{x:g}%")
    ax.grid(axis="y")


# Rows, columns, squares.


def rows(ax: Axes, names: Sequence[str], top: float = 0.6, bottom: float = 0.6) -> None:
    """A row per name, the first one on top, with ``top`` and ``bottom`` rows of room around."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 1 + bottom, -top)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def grid(ax: Axes, names: Sequence[str], columns: Sequence[str], *, lines: bool = True) -> None:
    """Rows and columns for squares, with the columns' names on top."""
    rows(ax, names, 0.5, 0.5)
    ax.set_xticks(range(len(columns)), columns)
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.xaxis.tick_top()
    if lines:
        ax.set_yticks([y + 0.5 for y in range(len(names) - 1)], minor=True)
        ax.grid(which="minor", axis="y")
    ax.tick_params(which="both", length=0)
    ax.spines[:].set_visible(False)


def square(
    ax: Axes, at: tuple[float, float], size: tuple[float, float], text: str, face: Any, **looks: Any
) -> None:
    """A square, filled with ``face``, with a text in its middle."""
    (x, y), (width, height) = at, size
    look = {"facecolor": face, "edgecolor": figure.LEADER, "linewidth": 0.8}
    ax.add_patch(Rectangle((x - width / 2, y - height / 2), width, height, **look))
    ax.text(x, y, text, ha="center", va="center", **looks)


def beside(ax: Axes, text: str, spot: tuple[float, float], **looks: Any) -> None:
    """A small text on the right of a mark."""
    at = {"xytext": (8, 0), "textcoords": "offset points", "va": "center"}
    ax.annotate(text, spot, **(at | looks))


# Figures whose rows stand in ``data/figures.json``: to add one, add its rows there.
#
# Each has a title, its finding, what is counted, a caution (basis), columns and rows; a row names
# the facts that it rests on, and its working where a number is worked out. ``draw`` says how:
#
# - ``bars``: group, label, value, who counts (as ``looks.json`` has the voices).
# - ``strip``: lane, date, what; two lanes stand on both sides of the axis.
# - ``points``: group, year, value, how it was asked (``open`` names the open marks).
# - ``table``: the table is the figure.
#
# The first column of every figure can be narrowed: ``al.plots.two_counters("2015")``.
#
# An entry without rows has the words of a figure that a module draws: see :func:`figure.worded`.


def listed() -> dict[str, dict[str, Any]]:
    """Every figure of the list that has rows, by its name."""
    return {name: one for name, one in corpus.loaded("figures.json").items() if "rows" in one}


def _plot(name: str, about: dict[str, Any]) -> Plot:
    def table(only: str | None = None) -> SourcedFrame:
        """{title}.

        Parameters
        ----------
        only : narrows it to the rows whose first column holds these words, e.g. "2015"; by default
            all.

        Returns
        -------
        SourcedFrame
            {columns}.

        Raises
        ------
        UnknownName
            No row has such words in its first column.
        """
        return _frame(name, about, only)

    # Every figure of the list has these words in the gaps of its own docstring.
    told = {"title": in_english(about["title"]), "columns": ", ".join(about["columns"])}
    table.__doc__ = (getdoc(table) or "").format(**told)
    drawing, size = _DRAWN[choose(about.get("draw"), _DRAWN, "drawing")]
    return Plot(table, drawing, _tell, size)


def _frame(name: str, about: dict[str, Any], only: str | None) -> SourcedFrame:
    frame = SourcedFrame(about["rows"], columns=about["columns"])
    first, one = frame.columns[0], ""
    if only is not None:
        holding = [one for one in dict.fromkeys(frame[first]) if str(only) in one]
        one = holding[0] if holding else choose(only, dict.fromkeys(frame[first]), first)
        frame = frame[frame[first] == one].reset_index(drop=True)
    frame.attrs["source"] = "; ".join(figure.works(frame))
    frame.attrs |= {part: about[part] for part in ("suffix", "open") if part in about}
    if about.get("ratio"):
        values = frame.groupby(first)[frame.columns[2]]
        times = (values.max() / values.min()).items()
        frame.attrs["aside"] = {group: f"{factor:.1f} to 1" for group, factor in times}
    signs = key("voices", frame.iloc[:, 3]) if about["draw"] == "bars" else ()
    return figure.worded(name, frame, finding=one, key=signs)


def _strip(ax: Axes, frame: SourcedFrame) -> None:
    lanes = list(dict.fromkeys(frame.iloc[:, 0]))
    events = []
    for lane, date, what, *_ in frame.itertuples(index=False, name=None):
        side, marker = (1, "o") if lane == lanes[0] else (-1, "s")
        when = (decimal_year(date), dated(date))
        events.append(Moment(side, *when, wrapped(what, 34), marker, figure.INK))
    strip(ax, events)
    top = ax.get_ylim()[1]
    for at, align, lane in zip((0.13, -0.13), ("left", "right"), lanes, strict=False):
        ax.text(at, top, lane, ha=align, va="bottom", fontweight="bold")


def _tell(frame: SourcedFrame) -> Iterator[str]:
    columns, suffix = list(frame.attrs["shown"]), frame.attrs.get("suffix")
    for row in frame[columns].to_dict("records"):
        cells = (
            f"{one:,.10g}{suffix}"
            if name == frame.columns[2] and suffix is not None
            else spelled(str(one))
            for name, one in row.items()
        )
        yield ", ".join(filter(None, cells))


def _strip_size(frame: SourcedFrame) -> tuple[float, float]:
    return 7.0, 0.5 + 0.42 * frame.iloc[:, 0].value_counts().max()


_DRAWN: dict[str, Any] = {
    "bars": (bars, bars_size),
    "strip": (_strip, _strip_size),
    "points": (points, lambda _: (5.0, 3.2)),
    "table": (None, lambda _: (0, 0)),
}

PLOTS = {name: _plot(name, about) for name, about in listed().items()}
