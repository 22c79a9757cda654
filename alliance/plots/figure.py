"""What every figure is: a table, its drawing, its alternative text, and one style.

JupyterLab gives a PNG output no alternative text. So the axes that a plot returns show themselves
as an HTML image with ``alt``; the PNG goes along, with the same words in its metadata, for viewers
that take no HTML.

A figure has an opaque white page. Grey text that can be read on white and on black has too little
contrast on both; a page reads the same in the light theme, in the dark theme and in print.
"""

from __future__ import annotations

import base64
import functools
import html
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from alliance import corpus

if TYPE_CHECKING:
    import pandas as pd


# How every figure looks.

# Okabe and Ito, "Color Universal Design" (2008), without the yellow, which fades on white.
BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
PURPLE, ORANGE, SKY = "#CC79A7", "#E69F00", "#56B4E9"
INK, QUIET, LEADER, FAINT = "#1a1a1a", "#595959", "#a6a6a6", "#d9d9d9"
PAGE = "#ffffff"

RC: Any = {
    "font.family": "DejaVu Sans",  # ships with matplotlib, so a figure is the same everywhere
    "font.size": 9.5,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.facecolor": PAGE,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlepad": 12,
    "axes.axisbelow": True,
    "figure.facecolor": PAGE,
    "grid.color": FAINT,
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "savefig.facecolor": PAGE,
    "xtick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.color": QUIET,
    "ytick.labelcolor": INK,
}


def applied() -> AbstractContextManager[None]:
    """The course's look, for the time of a ``with`` block only: the reader's own settings stay."""
    return mpl.rc_context(RC)


# What several figures draw alike.

Looks = Mapping[str, Sequence[Any]]  # kind -> marker, colour, name in the legend


def looks(name: str) -> dict[str, Any]:
    """How the kinds of one figure are drawn, as ``data/looks.json`` lists them."""
    found: dict[str, Any] = json.loads(corpus.data("looks.json").read_text("utf-8"))[name]
    return found


def paper(pad: float = 1, **looks: Any) -> dict[str, Any]:
    """A box behind a text, so that no line runs through it."""
    return {"facecolor": PAGE, "edgecolor": "none", "pad": pad, **looks}


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
    for spine in ax.spines.values():
        spine.set_visible(False)


def square(
    ax: Axes, at: tuple[float, float], size: tuple[float, float], text: str, *, bold: bool = False
) -> Rectangle:
    """A square with a text in its middle."""
    (x, y), (width, height) = at, size
    drawn = Rectangle((x - width / 2, y - height / 2), width, height)
    ax.add_patch(drawn)
    ax.text(x, y, text, ha="center", va="center", fontweight="bold" if bold else "normal")
    return drawn


def apart(ax: Axes, low: float, high: float, y: float, *, width: float, size: float) -> None:
    """A range: a circle for the low end, a square for the high one."""
    ax.plot([low, high], [y, y], color=QUIET, lw=width, zorder=2)
    ax.plot(low, y, "o", color=BLUE, ms=size, zorder=3)
    ax.plot(high, y, "s", color=VERMILION, ms=size, zorder=3)


def legend(ax: Axes, looks: Looks, kinds: Iterable[str], size: float = 6, **place: Any) -> None:
    """The kinds that are drawn, each with its mark and its name."""
    there = set(kinds)
    for kind, (marker, colour, name) in looks.items():
        if kind in there:
            ax.plot([], [], marker, color=colour, ms=size, ls="none", label=name)
    ax.legend(**place)


def beside(ax: Axes, text: str, spot: tuple[float, float], **looks: Any) -> None:
    """A small text on the right of a mark."""
    at = {"xytext": (8, 0), "textcoords": "offset points", "va": "center"}
    ax.annotate(text, spot, **(at | looks))


# A figure that is also a table, and says in words what it shows.

DPI = 125
SCALE = 1.25  # pixels of the file per pixel on the screen, so that text stays sharp


class Plot:
    """Call it to draw: it returns the axes. ``.table(…)``, with the same arguments, returns the
    DataFrame that is drawn; ``alt(axes)`` the figure in words.

    Parameters
    ----------
    table : from the arguments to what is drawn; its docstring and parameters are the plot's.
    draw : puts a table on the axes, which have its title already.
    tell : the alternative text of a table.
    size : width and height of the figure of a table, in inches.
    """

    def __init__(
        self,
        table: Callable[..., pd.DataFrame],
        draw: Callable[[Axes, Any], None],
        tell: Callable[[Any], str],
        size: Callable[[Any], tuple[float, float]],
    ) -> None:
        self.table = table
        self._draw, self._tell, self._size = draw, tell, size
        self.__doc__ = table.__doc__
        own = signature(table)
        ax = Parameter("ax", Parameter.KEYWORD_ONLY, default=None, annotation="Axes | None")
        self.__signature__ = own.replace(
            parameters=[*own.parameters.values(), ax], return_annotation="Axes"
        )

    def __call__(self, *args: Any, ax: Axes | None = None, **options: Any) -> Axes:
        """Draw on ``ax``, or on a new figure that the notebook shows with its alternative text."""
        frame = self.table(*args, **options)
        with applied():
            own = ax is None
            if ax is None:
                ax = Figure(figsize=self._size(frame), layout="constrained").add_subplot()
            ax.set_title(frame.attrs.get("title", ""))
            self._draw(ax, frame)
        _describe(ax, self._tell(frame), own=own)
        return ax

    @property
    def line(self) -> str:
        """What it shows, in one line."""
        return (self.__doc__ or "").strip().splitlines()[0]

    def __repr__(self) -> str:
        return f"<plot: {self.line}>"


def alt(ax: Axes) -> str:
    """A figure in words.

    Parameters
    ----------
    ax : axes that a plot drew on.

    Returns
    -------
    str
        Its alternative text; empty for other axes.
    """
    return getattr(ax, "alt", "")


def _describe(ax: Axes, words: str, *, own: bool) -> None:
    """Attributes of the objects, not a subclass, so that it works on the reader's own axes too."""
    figure = ax.figure.canvas.figure  # the whole one, where the axes are in a part of it
    show = functools.partial(bundle, figure)
    ax.alt = words  # type: ignore[attr-defined]
    figure._repr_mimebundle_ = show  # type: ignore[attr-defined]
    if own:  # the reader's own figure is shown by pyplot; its axes would show it twice
        ax._repr_mimebundle_ = show  # type: ignore[attr-defined]


def bundle(figure: Figure, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
    """What a notebook shows: an image with its alternative text, as HTML, PNG and plain text."""
    words = " ".join(filter(None, map(alt, figure.axes)))
    data, (width, height) = _png(figure, words)
    png = base64.b64encode(data).decode("ascii")
    image = (
        f'<img alt="{html.escape(words)}" width="{width}" style="max-width: 100%; height: auto" '
        f'src="data:image/png;base64,{png}">'
    )
    shown = {"text/html": image, "image/png": png, "text/plain": words}
    return shown, {"image/png": {"width": width, "height": height, "alt": words}}


def _png(figure: Figure, words: str) -> tuple[bytes, tuple[int, int]]:
    """A small PNG with its description inside, and its size on the screen in pixels."""
    drawn, packed = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", dpi=DPI, bbox_inches="tight")
    image = Image.open(drawn).convert("RGB")
    about = PngInfo()
    about.add_itxt("Description", words)
    # The usual median cut merges the colours of small marks; this method keeps every one of them.
    palette = image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette.save(packed, "png", optimize=True, pnginfo=about)
    width, height = image.size
    return packed.getvalue(), (round(width / SCALE), round(height / SCALE))
