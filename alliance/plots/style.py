"""How every figure looks: colours that colour-blind readers tell apart, and a page of its own.

A figure has an opaque white page rather than a transparent one. Grey text that can be read on white
and on black has too little contrast on both; a page reads the same in the light theme, in the dark
theme and in print.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import matplotlib as mpl

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
