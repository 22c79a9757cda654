"""Figures. Each returns its axes and shows its finding, the drawing, its sources and its table.

    al.plots.timeline("anpo")          # draws; a notebook shows it with alternative text
    al.plots.timeline.table("anpo")    # what is drawn, as a table
    al.plots.alt(axes)                 # the figure in words
    al.plots.names()                   # what there is

``ax`` of each is the matplotlib axes to draw on; without it a figure of its own is made, and its
axes are returned. A figure that a plot makes itself is not pyplot's: nothing stays open, and the
notebook shows it where its axes are the last value of a cell.
"""

from __future__ import annotations

from alliance.errors import no_attribute
from alliance.plots import amounts, draw, grids, map, time
from alliance.plots.figure import Plot, alt

# Every plot of these modules, by the name that it has there, and those that are listed as data.
_PLOTS = {
    name: plot
    for module in (time, grids, amounts, map)
    for name, plot in vars(module).items()
    if isinstance(plot, Plot)
} | draw.PLOTS

__all__ = ["alt", "names", *_PLOTS]


def __getattr__(name: str) -> Plot:
    if name in _PLOTS:
        return _PLOTS[name]
    raise no_attribute("al.plots", name, _PLOTS)


def names() -> dict[str, str]:
    """Each plot's name, and in one line what it shows.

    Returns
    -------
    dict
        The lines by name.
    """
    return {name: plot.line for name, plot in _PLOTS.items()}
