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
_MOST = 0.38
_TELEPHONE = 4.2  # inches that fit on a telephone, where a drawing is moved sideways
_LETTER = 12  # rather than that a letter is smaller, in pixels
_NARROWER = 0.9  # than matplotlib's own are the letters that the style sheet asks for
_STEPS = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}
_SIDES = {"left": (0.0, "start"), "center": (0.5, "middle"), "right": (1.0, "end")}
_TURNED = {"/": 45, "|": 0, "-": 90, ".": 0}  # a hatch by its sign: by how many degrees
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


def _svg(drawn: Figure, id: str, title: str, words: str) -> Html:
    pen = _Pen(drawn, id)
    drawn.patch.set_visible(False)
    drawn.draw_without_rendering()  # the texts of ticks are known only then
    for text in filter(Text.get_visible, drawn.findobj(Text)):
        side = _SIDES[text.get_horizontalalignment()]
        pen.sides |= dict.fromkeys(text.get_text().split("\n"), side)
    drawn.draw(pen)
    room = drawn.get_tightbbox(pen).padded(0.05)
    x, y, width, height = (round(side * drawn.dpi) for side in room.bounds)
    box = (x, round(pen.height) - y - height, width, height)
    least = round(width * min(_LETTER / pen.smallest, 1))
    told = {"id": id, "title": title, "words": words, "box": box, "least": least}
    return page("drawing", **told, drawn=Html("".join(pen.made)))


class _Pen(RendererBase):
    """What matplotlib draws with: each path and each line of a text is an element in ``made``."""

    def __init__(self, drawn: Figure, id: str) -> None:
        super().__init__()
        self.id, self.dpi = id, drawn.dpi
        self.width, self.height = drawn.bbox.size
        self.down = Affine2D().scale(1, -1).translate(0, self.height)
        self.made: list[str] = []
        self.smallest = inf
        self.hatches: dict[str, str] = {}  # the line of each, and its id
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
        placed, box = transform.transform_path(path), gc.get_clip_rectangle()
        curved = placed.codes is not None and 4 in placed.codes
        if box is not None and rgbFace is not None and not curved:
            placed = placed.clip_to_bbox(box)
        segments = self.down.transform_path(placed).iter_segments(simplify=False)
        steps = (_STEPS[int(code)] + ("" if code == 79 else _numbers(at)) for at, code in segments)
        look: dict[str, Any] = {"d": "".join(steps), "fill": "none"}
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
            self.made.append(_element("path", look | {"fill": self._hatched(gc)}))

    def _hatched(self, gc: Any) -> str:
        """A hatch as a fill; it is drawn before the first path that has it."""
        sign, step = gc.get_hatch()[0], _APART / len(gc.get_hatch())
        middle, ink = f"{step / 2:g}", _paint("stroke", gc.get_hatch_color(), gc)
        stroke = f"M{middle} {middle}h0" if sign == "." else f"M{middle} 0V{step:g}"
        line = _element(
            "path", {"d": stroke, "stroke-width": 1.6, "stroke-linecap": "round", **ink}
        )
        if line not in self.hatches:
            self.hatches[line] = f"{self.id}-{len(self.hatches)}"
            look = {"id": self.hatches[line], "width": step, "height": step}
            look |= {
                "patternUnits": "userSpaceOnUse",
                "patternTransform": f"rotate({_TURNED[sign]})",
            }
            self.made.append(_element("pattern", look, line))
        return f"url(#{self.hatches[line]})"

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, *_: Any, **__: Any
    ) -> None:
        part, anchor = _SIDES["left"] if angle else self.sides.get(s, _SIDES["left"])
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
