"""A figure as SVG for a page: its colours are the page's, so it can be read in every theme.

Letters stay letters, in a font of the reader's machine. They are measured in the one that comes
with matplotlib, so that every machine makes the same drawing.
"""

from __future__ import annotations

from html import escape
from math import inf
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase, RendererBase
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from alliance.html import Html
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
_MOST = 0.38
_TELEPHONE = 4.2  # inches that fit on a telephone, where a drawing is moved sideways
_LETTER = 12  # rather than that a letter is smaller, in pixels
_NARROWER = 0.9  # than matplotlib's own are the letters that the style sheet asks for
_STEPS = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}
_SIDES = {"left": (0.0, "start"), "center": (0.5, "middle"), "right": (1.0, "end")}
# A hatch by its sign: how many degrees its lines are turned; none for dots.
_TURNED = {"/": 45, "|": 0, "-": 90, ".": None}
_APART = 15  # pixels between two lines where the sign stands once


def shown(ax: Axes | Exhibit, id: str) -> Html:
    """A figure as a page of the course shows it; ``id`` begins every id in its drawing."""
    if isinstance(ax, Exhibit):
        return figure.exhibit(ax.frame)
    drawn: Any = ax.figure
    if not ax.axison:  # bars with their words above them need no more room than a telephone has
        drawn.set_figwidth(min(drawn.get_figwidth(), _TELEPHONE))
    frame: Any = ax.table_drawn  # type: ignore[attr-defined]
    key = frame.attrs["key"]
    frame.attrs["key"] = [
        (sign, _NAMES.get(colour.lower(), ""), said) for sign, colour, said in key
    ]
    return figure.exhibit(frame, _svg(drawn, id, frame.attrs["title"], figure.alt(ax)), plate="")


def _svg(drawn: Figure, id: str, title: str, words: str) -> str:
    pen = _Pen(drawn, id)
    drawn.patch.set_visible(False)
    drawn.draw_without_rendering()  # the texts of ticks are known only then
    for text in filter(Text.get_visible, drawn.findobj(Text)):
        side = _SIDES[text.get_horizontalalignment()]
        pen.sides |= dict.fromkeys(text.get_text().split("\n"), side)
    drawn.draw(pen)
    box = drawn.get_tightbbox(pen).padded(0.05)
    x, y, width, height = (round(side * drawn.dpi) for side in box.bounds)
    japanese = ' lang="ja"' if title[-1] > "\u3000" else ""  # its last letter says so
    least = round(width * min(_LETTER / pen.smallest, 1))
    return (
        f'<svg role="img" aria-labelledby="{id} {id}-words" lang="en" width="{width}" '
        f'viewBox="{x} {round(pen.height) - y - height} {width} {height}" '
        f'fill="{_NAMES[figure.INK]}" style="min-width:{least}px"><title id="{id}"{japanese}>'
        f'{escape(title)}</title><desc id="{id}-words">{escape(words)}</desc>'
        f"{''.join(pen.made)}</svg>"
    )


class _Pen(RendererBase):
    """What matplotlib draws with: each path and each line of a text is an element in ``made``."""

    def __init__(self, drawn: Figure, id: str) -> None:
        super().__init__()
        self.id, self.dpi = id, drawn.dpi
        self.width, self.height = drawn.bbox.size
        self.down = Affine2D().scale(1, -1).translate(0, self.height)
        self.made: list[str] = []
        self.smallest = inf
        self.named: dict[str, str] = {}  # what is drawn once and named often: its id
        self.sides: dict[str, tuple[float, str]] = {}  # of each line, where it is held
        canvas = FigureCanvasBase(drawn)
        canvas.get_renderer = lambda: self  # type: ignore[attr-defined]  # the layout measures too

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def points_to_pixels(self, points: Any) -> Any:
        return points * self.dpi / 72

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> Any:
        prop = prop.copy()
        prop.set_family("DejaVu Sans")
        width, height, below = super().get_text_width_height_descent(s, prop, ismath)
        return width * _NARROWER, height, below

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
        placed = (transform + self.down).transform_path(path)
        segments = placed.iter_segments(simplify=False)
        steps = (_STEPS[code] + ("" if code == 79 else _numbers(at)) for at, code in segments)
        look: dict[str, Any] = {"d": "".join(steps), "fill": "none", **self._clipped(gc, placed)}
        if rgbFace is not None:
            look |= _paint("fill", rgbFace, gc)
            if to_hex(rgbFace) not in _NAMES:  # nothing is to be seen through a share of the ink
                self.made.append(_element("path", {"d": look["d"], "fill": _NAMES[figure.PAGE]}))
        if width := self.points_to_pixels(gc.get_linewidth()):
            dashes = gc.get_dashes()[1]
            look |= _paint("stroke", gc.get_rgb(), gc) | {"stroke-width": f"{width:.2g}"}
            look |= {"stroke-dasharray": _numbers(dashes)} if dashes else {}
        self.made.append(_element("path", look))
        if gc.get_hatch():
            self.made.append(_element("path", look | {"fill": self._hatch(gc)}))

    def _hatch(self, gc: Any) -> str:
        sign, step = gc.get_hatch()[0], _APART / len(gc.get_hatch())
        turned, ink = _TURNED[sign], _paint("stroke", gc.get_hatch_color(), gc)
        middle = step / 2
        drawn = f"M{middle:g} 0V{step:g}" if turned is not None else f"M{middle:g} {middle:g}h0"
        line = {
            "d": drawn,
            "stroke-width": 1.6,
            "stroke-linecap": "round" if turned is None else "",
        }
        pattern = {
            **{"width": step, "height": step, "patternUnits": "userSpaceOnUse"},
            "patternTransform": f"rotate({turned})" if turned else "",
        }
        return self._once("pattern", pattern, _element("path", ink | line))

    def _clipped(self, gc: Any, path: Any) -> dict[str, str]:
        box, within = gc.get_clip_rectangle(), path.get_extents()
        if box is None:
            return {}
        x, y, width, height = box.bounds
        y = self.height - y - height
        if within.x0 >= x and within.y0 >= y and within.x1 <= x + width and within.y1 <= y + height:
            return {}
        room = {"d": f"M{_numbers((x, y))}h{width:.0f}v{height:.0f}h{-width:.0f}Z"}
        return {"clip-path": self._once("clipPath", {}, _element("path", room))}

    def _once(self, tag: str, look: dict[str, Any], inside: str) -> str:
        """The way to an element that others name, which is drawn before the first of them."""
        what = f"{tag}{look}{inside}"
        if what not in self.named:
            self.named[what] = f"{self.id}-{len(self.named)}"
            self.made.append(_element(tag, {"id": self.named[what], **look}, inside))
        return f"url(#{self.named[what]})"

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, *_: Any, **__: Any
    ) -> None:
        part, anchor = (0, "start") if angle else self.sides[s]
        width, *_ = self.get_text_width_height_descent(s, prop, False)
        size = self.points_to_pixels(prop.get_size_in_points())
        self.smallest = min(self.smallest, size)
        look = {
            **{"x": f"{x + part * width:.1f}", "y": f"{y:.1f}"},
            "font-size": f"{size:.3g}",
            "font-weight": 700 if prop.get_weight() == "bold" else "",
            "font-style": prop.get_style().replace("normal", ""),
            "text-anchor": anchor.replace("start", ""),
            "transform": f"rotate({-angle:g} {x:.1f} {y:.1f})" if angle else "",
            **_paint("fill", gc.get_rgb(), gc),
        }
        self.made.append(_element("text", look, escape(s)))


def _element(tag: str, look: dict[str, Any], inside: str = "") -> str:
    said = "".join(f' {name}="{value}"' for name, value in look.items() if value != "")
    return f"<{tag}{said}>{inside}</{tag}>" if inside else f"<{tag}{said}/>"


def _numbers(values: Any) -> str:
    return " ".join(f"{round(float(one), 1):g}" for one in values)


def _paint(part: str, colour: Any, gc: Any) -> dict[str, Any]:
    """How ``part``, fill or stroke, looks: a colour of the page, or a share of its ink."""
    opaque = gc.get_alpha() if gc.get_forced_alpha() else (*colour, 1)[3]
    named = _NAMES.get(to_hex(colour))
    if named is None:
        white, ink = (sum(to_rgb(one)) for one in ("#ffffff", figure.INK))
        opaque *= min((white - sum(to_rgb(colour))) / (white - ink), _MOST)
    more = {f"{part}-opacity": f"{opaque:.2g}"} if opaque < 1 else {}
    return {part: named or _NAMES[figure.INK], **more}
