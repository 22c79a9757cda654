"""A figure as SVG for a page: its colours are the page's, so it can be read in every theme.

matplotlib draws it; letters stay letters, in a font of the reader's machine.
"""

from __future__ import annotations

import io
import re
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from alliance.html import Html, page
from alliance.plots import figure
from alliance.plots.figure import Exhibit

# What a colour of the figures is on a page, in both of its themes.
_TOKENS = {
    **{figure.INK: "ink", figure.QUIET: "quiet", figure.FAINT: "rule", figure.LEADER: "edge"},
    **{figure.PAGE: "paper", figure.CARD: "card"},
    **{figure.BLUE: "blue", figure.VERMILION: "vermilion", figure.GREEN: "green"},
}
_NAMES = {colour.lower(): f"var(--al-{name})" for colour, name in _TOKENS.items()}
# Any other is a share of the ink: with more of it the ink's own words could not be read on it.
MOST = 0.38
_TELEPHONE = 4.2  # inches that fit on a telephone, where a drawing is moved sideways
_LETTER = 12  # rather than that a letter is smaller, in pixels
_PIXEL = 96 / 72  # on the screen, of matplotlib's points
# A dot of a hatch is a circle of eight curves, and there are hundreds of them.
_DOT = re.compile(r"M ([\d.]+ [\d.]+) \n(?:C [^CMLz]+){8}z")
_SQUARE = r"M\1h.8v.8h-.8z"
# Where the names of the rows end, of a drawing that has them at its left.
_ROWS = re.compile(r'axis_2"><g>(?:<(?!text)[^>]*>)*<text [^>]*: end[^>]* x="([\d.]+)"')
_UNSAID = dict.fromkeys(("Date", "Creator", "Format", "Type"))


def shown(ax: Axes | Exhibit, id: str) -> Html:
    """A figure as a page of the course shows it; ``id`` begins every id in its drawing."""
    if isinstance(ax, Exhibit):
        return figure.exhibit(ax.frame)
    drawn: Any = ax.figure
    if not ax.axison:  # bars with their words above them need no more room than a telephone has
        drawn.set_figwidth(min(drawn.get_figwidth(), _TELEPHONE))
    frame: Any = ax.table_drawn  # type: ignore[attr-defined]
    frame.attrs["key"] = [
        (sign, _NAMES.get(colour.lower(), ""), said) for sign, colour, said in frame.attrs["key"]
    ]
    return figure.exhibit(frame, _svg(drawn, id, frame.attrs["title"], figure.alt(ax)), plate="")


def _named(colour: str) -> str:
    """A colour of the page, or a share of its ink."""
    white, ink, own = (sum(to_rgb(one)) for one in ("#ffffff", figure.INK, colour))
    share = min((white - own) / (white - ink), MOST)
    mixed = f"color-mix(in srgb, var(--al-ink) {share:.0%}, var(--al-paper))"
    return _NAMES.get(colour.lower(), mixed)


def _svg(drawn: Figure, id: str, title: str, words: str) -> Html:
    out = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "alliance"}):
        look: dict[str, Any] = {"bbox_inches": "tight", "pad_inches": 0.05, "transparent": True}
        drawn.savefig(out, format="svg", metadata=_UNSAID, **look)
    made = out.getvalue()
    width, height = (float(side) for side in re.findall(r'(?:width|height)="([\d.]+)pt"', made)[:2])
    body = _for_page(made[made.index("<g") : made.rindex("</svg>")].strip(), id)
    smallest = min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", body))
    least = round(width * min(_LETTER / smallest, _PIXEL))
    size = {"least": least, "wide": round(width * _PIXEL), "box": (round(width), round(height))}
    named = _ROWS.search(body)
    size["rows"] = named and round(float(named[1])) + 3
    return page("drawing", id=id, title=title, words=words, drawn=Html(body), **size)


def _for_page(made: str, id: str) -> str:
    """What matplotlib has written, in the page's colours and font, with ids that are this
    drawing's own, and without what no browser needs."""
    made = re.sub("<pattern.*?</pattern>", lambda one: _DOT.sub(_SQUARE, one[0]), made, flags=re.S)
    made = re.sub(r"\s*\n\s*", " ", made).replace("> <", "><")
    return re.sub("<[^>]*>", lambda tag: _tag(tag[0], id), made)


def _tag(tag: str, id: str) -> str:
    kept = re.sub(r"(?<=<g) id=\"\w+\"| font-family: [^;]+;|<!--.*?-->", "", tag)
    kept = re.sub(r' transform="rotate\(-0 [^"]+"', "", kept.replace("xlink:href", "href"))
    kept = re.sub(r'(?<=id=")\w|(?<=href="#)\w|(?<=url\(#)\w', rf"{id}-\g<0>", kept)
    kept = re.sub(r"\d+\.\d+", lambda number: f"{round(float(number[0]), 1):g}", kept)
    return re.sub("#[0-9a-f]{6}", lambda colour: _named(colour[0]), kept)
