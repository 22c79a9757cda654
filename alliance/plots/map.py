"""The area that Article V and the debate on Taiwan and the Senkakus are about, as a sketch.

The coastlines are coarse polygons from ``data/map.csv``, drawn for this course: no border, no
maritime zone and no measurement can be read from them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from alliance import corpus, reference
from alliance.html import spelled
from alliance.plots import draw, figure
from alliance.plots.figure import Plot
from alliance.reference import SourcedFrame

WHOLE = (114.5, 146.5, 21.3, 46.0)  # west, east, south, north, in degrees
NEAR = (118.2, 129.2, 23.2, 28.2)
_LAND, _HELD = "#ddd7cb", "#ffffff"
_JAPAN = {"fc": _HELD, "ec": figure.BLUE, "hatch": "/////"}
_POINTS = draw.looks("points")
# Where a label stands from its point, in points; the others stand to the right.
_ASIDE = draw.looks("labels")
_KM_PER_DEGREE = 111.2
_PENTAGON = "tws-16"


def places() -> SourcedFrame:
    """The area of Article V and of the Senkaku and Taiwan debate: places on a sketch map.

    Returns
    -------
    SourcedFrame
        A row per place: name, kind (city, islands, sea, label), administered_by_japan, lon and lat
        (degrees, approximate), note, source. The coastlines stand in ``data/map.csv``.
    """
    frame = reference.read("map.csv")
    frame = frame[frame["kind"] != "land"].reset_index(drop=True)
    where = frame.set_index("name")[["lon", "lat"]]
    (taiwan,) = (shore for name, shore, _ in _lands() if name == "Taiwan")
    km = apart(tuple(where.loc["Senkaku Islands"]), *taiwan)
    named = ", ".join(frame[frame["kind"].isin(_POINTS)]["name"])
    miles = round(km / 1.609, -1)
    return figure.worded("area", frame, km=round(km, -1), miles=miles, named=named)


def apart(here: tuple[float, float], *there: tuple[float, float]) -> float:
    """Kilometres from a place to the nearest of others (longitude, latitude), on a flat earth:
    good enough for a sketch."""

    def between(a: tuple[float, float], b: tuple[float, float]) -> float:
        east = (a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
        return math.hypot(east, a[1] - b[1]) * _KM_PER_DEGREE

    return min(between(here, one) for one in there)


def _lands() -> Iterator[tuple[str, list[tuple[float, float]], bool]]:
    """Each coast: its name, its points, whether Japan administers it."""
    land = reference.read("map.csv")
    for name, rows in land[land["kind"] == "land"].groupby("name", sort=False):
        shore = list(zip(rows["lon"], rows["lat"], strict=True))
        yield str(name), shore, rows["administered_by_japan"].iloc[0] == "yes"


def draw_area(ax: Axes, frame: SourcedFrame) -> None:
    _sketch(ax, frame, WHOLE)
    west, east, south, north = NEAR
    size = (east - west, north - south)
    ax.add_patch(Rectangle((west, south), *size, fill=False, ec=figure.INK, lw=0.9))
    near = ax.inset_axes((0.425, 0.005, 0.57, 0.37))
    _sketch(near, frame, NEAR)


def _sketch(ax: Axes, frame: SourcedFrame, shown: tuple[float, float, float, float]) -> None:
    west, east, south, north = shown
    for _, shore, held in _lands():
        looks = _JAPAN if held else {"fc": _LAND, "ec": figure.QUIET}
        ax.add_patch(Polygon(shore, closed=True, lw=0.6, **looks))
    for row in frame.itertuples():
        if not (west < row.lon < east and south < row.lat < north):
            continue
        inside = NEAR[0] < row.lon < NEAR[1] and NEAR[2] < row.lat < NEAR[3]
        if not inside or shown == NEAR or row.kind == "label":  # the close view names the others
            _name(ax, row)
        elif row.kind == "islands":
            _name(ax, row._replace(name=""))
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    ax.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(True)


def _name(ax: Axes, row: Any) -> None:
    name, kind, spot = row.name, row.kind, (row.lon, row.lat)
    box = draw.paper(0.6, alpha=0.8)
    if kind in _POINTS:
        marker, size, colour = _POINTS[kind]
        ax.plot(*spot, marker, color=colour, ms=size, zorder=4)
        x, y, side = _ASIDE.get(name, (6, -3, "left"))
        ax.annotate(name, spot, (x, y), textcoords="offset points", ha=side, fontsize=9, bbox=box)
        return
    water = kind in ("sea", "zone")
    looks: dict[str, Any] = {"style": "italic"} if water else {"weight": "bold"}
    said = draw.wrapped(name, 24)
    ax.text(*spot, said, ha="center", va="center", fontsize=9, bbox=box, **looks)


def tell_area(frame: SourcedFrame) -> list[str]:
    date = spelled(corpus.facts_by_id()[_PENTAGON]["date"])
    return [f"{frame.attrs['basis']} The text of {date} calls the islands claimed by China"]


area = Plot(places, draw_area, tell_area, lambda _: (5.6, 4.8))
