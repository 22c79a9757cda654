"""Figures whose rows stand in ``data/figures.json``: to add one, add its rows there.

Each has a title, its finding, what is counted, a caution (basis), columns and rows; a row names
the facts that it rests on, and its working where a number is worked out. ``draw`` says how:

- ``bars``: group, label, value, who counts (as ``looks.json`` has the voices).
- ``strip``: lane, date, what; two lanes stand on both sides of the axis.
- ``points``: group, year, value, how it was asked (``open`` names the open marks).
- ``table``: the table is the figure.

The first column of every figure can be narrowed: ``al.plots.two_counters("2015")``.
"""

from __future__ import annotations

import json
from typing import Any

from matplotlib.axes import Axes

from alliance import corpus
from alliance.errors import choose
from alliance.languages import in_english, pick
from alliance.plots import draw, figure, time
from alliance.plots.figure import Plot
from alliance.reference import SourcedFrame, decimal_year

_DOC = """{title}.

Parameters
----------
only : narrows it to the rows whose first column holds these words, e.g. "2015"; by default all.

Returns
-------
SourcedFrame
    {columns}.

Raises
------
UnknownName
    No row has such words in its first column.
"""


def listed() -> dict[str, dict[str, Any]]:
    """Every figure of the list, by its name."""
    found: dict[str, dict[str, Any]] = json.loads(corpus.data("figures.json").read_text("utf-8"))
    return found


def _plot(about: dict[str, Any]) -> Plot:
    how = about["draw"]

    def table(only: str | None = None) -> SourcedFrame:
        return _frame(about, only)

    table.__doc__ = _DOC.format(
        title=in_english(about["title"]), columns=", ".join(about["columns"])
    )
    drawing, size = _DRAWN[how]
    return Plot(table, drawing, _tell, size)


def _frame(about: dict[str, Any], only: str | None) -> SourcedFrame:
    frame = SourcedFrame(about["rows"], columns=about["columns"])
    first, finding = frame.columns[0], about["finding"]
    if only is not None:
        holding = [one for one in dict.fromkeys(frame[first]) if str(only) in one]
        one = holding[0] if holding else choose(only, dict.fromkeys(frame[first]), first)
        frame = frame[frame[first] == one].reset_index(drop=True)
        finding = about.get("findings", {}).get(one, finding)
    frame.attrs = {"title": pick(about["title"]), "basis": pick(about["basis"])}
    frame.attrs["source"] = about.get("source") or "; ".join(figure.works(frame))
    frame.attrs |= {name: about[name] for name in ("suffix", "open") if name in about}
    frame.attrs |= {"also": pick(about["also"])} if "also" in about else {}
    if about.get("ratio"):
        values = frame.groupby(first)[frame.columns[2]]
        times = (values.max() / values.min()).items()
        frame.attrs["aside"] = {group: f"{factor:.1f} to 1" for group, factor in times}
    bars = about["draw"] == "bars"
    key = draw.key("voices", frame.iloc[:, 3]) if bars else [*map(tuple, about.get("key", ()))]
    shown = [name for name in frame if name not in ("", "facts")]
    return figure.told(frame, pick(finding), pick(about["counted"]), key=key, shown=shown)


def _strip(ax: Axes, frame: SourcedFrame) -> None:
    lanes = list(dict.fromkeys(frame.iloc[:, 0]))
    events = [
        draw.Moment(
            *(1 if lane == lanes[0] else -1, decimal_year(date), time.written(date)),
            *(draw.wrapped(what, 34), "o" if lane == lanes[0] else "s", figure.INK),
        )
        for lane, date, what, *_ in frame.itertuples(index=False, name=None)
    ]
    draw.strip(ax, events)
    for side, lane in zip((1, -1), lanes, strict=False):
        align = "left" if side > 0 else "right"
        top = ax.get_ylim()[1]
        ax.text(side * 0.13, top, lane, ha=align, va="bottom", fontweight="bold")


def _tell(frame: SourcedFrame) -> str:
    columns, suffix = list(frame.attrs["shown"]), frame.attrs.get("suffix")
    parts = []
    for row in frame[columns].to_dict("records"):
        cells = (
            f"{one:,.10g}{suffix}" if name == frame.columns[2] and suffix is not None else str(one)
            for name, one in row.items()
        )
        parts.append(", ".join(cell for cell in cells if cell))
    title = frame.attrs["title"]
    return f"{title}{'' if title.endswith('?') else ':'} {'; '.join(parts)}."


def _strip_size(frame: SourcedFrame) -> tuple[float, float]:
    return 7.0, 0.5 + 0.42 * frame.iloc[:, 0].value_counts().max()


_DRAWN: dict[str, Any] = {
    "bars": (draw.bars, draw.bars_size),
    "strip": (_strip, _strip_size),
    "points": (draw.points, lambda _: (5.0, 3.2)),
    "table": (None, lambda _: (0, 0)),
}

PLOTS = {name: _plot(about) for name, about in listed().items()}
