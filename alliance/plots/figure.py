"""What every figure is: a table, its drawing, its alternative text, and one style."""

from __future__ import annotations

import base64
import functools
import html
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

if TYPE_CHECKING:
    import pandas as pd


# How every figure looks: colours that colour-blind readers tell apart, and a page of its own.
#
# A figure has an opaque white page rather than a transparent one. Grey text that can be read on white
# and on black has too little contrast on both; a page reads the same in the light theme, in the dark
# theme and in print.


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


# A figure that is also a table, and says in words what it shows.
#
# JupyterLab gives a PNG output no alternative text. So the axes that a plot returns show themselves
# as an HTML image with ``alt``; the PNG goes along, with the same words in its metadata, for viewers
# that take no HTML.


DPI = 125
SCALE = 1.25  # pixels of the file per pixel on the screen, so that text stays sharp


class Plot:
    """Call it to draw: it returns the axes. ``.table(…)``, with the same arguments, returns the
    DataFrame that is drawn; ``alt(axes)`` the figure in words.

    table: from the arguments to the numbers; draw: puts them on the axes; tell: the alternative
    text; size: width and height in inches, or a function of the frame.
    """

    def __init__(
        self,
        table: Callable[..., pd.DataFrame],
        draw: Callable[[Axes, pd.DataFrame], None],
        tell: Callable[[pd.DataFrame], str],
        size: Callable[[pd.DataFrame], tuple[float, float]],
    ) -> None:
        self.table = table
        self._draw, self._tell, self._size = draw, tell, size
        self.__doc__ = table.__doc__

    def __call__(self, *args: Any, ax: Axes | None = None, **options: Any) -> Axes:
        """Draw on ``ax``, or on a new figure that the notebook shows with its alternative text."""
        frame = self.table(*args, **options)
        with applied():
            own = ax is None
            if ax is None:
                ax = Figure(figsize=self._size(frame), layout="constrained").add_subplot()
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
    """The alternative text of axes that a plot drew on; empty for others."""
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
