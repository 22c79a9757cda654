"""What every figure is: a table, its drawing, what it finds, its alternative text, and one style.

A notebook shows a figure as HTML: the finding as a sentence, what is counted, the drawing, its
caution and sources, and the same numbers folded as a table. Words stand in the page, so they take
its colours and sizes; only the drawing is a picture, on a plate of its own colour that can be read
in the light theme, in the dark one and in print. JupyterLab's sanitiser lets all of it pass:
styles are inline literals, and there is no heading, so a lesson's contents stay its own.

The PNG goes along with the same words in its metadata, for viewers that take no HTML.
"""

from __future__ import annotations

import base64
import functools
import io
import re
from collections.abc import Callable, Iterable
from html import escape
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font_names
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from alliance import corpus, evidence
from alliance.html import STYLE, Html, as_html, page, tagged
from alliance.languages import pick, say
from alliance.reference import SourcedFrame

if TYPE_CHECKING:
    import pandas as pd


# How every figure looks: ``look/figures.mplstyle``, and the page's own kind of letters, where the
# machine has them. The last comes with matplotlib, and has the signs that others lack.
_SANS = ["Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"]
RC = mpl.rc_params_from_file(STYLE.with_name("figures.mplstyle"), use_default_template=False)
RC["font.family"] = [*[name for name in _SANS if name in get_font_names()][:1], "DejaVu Sans"]

# Okabe and Ito, "Color Universal Design" (2008). The first three keep 3:1 on the plate; the others
# do not, and only fill what has a dark outline.
BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
ORANGE, SKY = "#E69F00", "#56B4E9"
INK, QUIET, FAINT = RC["text.color"], RC["axes.edgecolor"], RC["grid.color"]
PAGE, CARD, LEADER = RC["figure.facecolor"], "#ffffff", "#857d70"


# What a table says of its figure, besides its title, basis and source.

Key = Iterable[tuple[str, str, str]]  # a sign, its colour (none: the page's ink), what it means


# What the words of a figure may be; "findings" are others, of rows that tell less.
_WORDS = ("title", "counted", "basis", "source", "also")


def worded(
    name: str, rows: pd.DataFrame, *, finding: str = "", key: Key = (), **values: Any
) -> SourcedFrame:
    """A table that says what its figure finds, in words of ``data/figures.json``.

    Its ``attrs`` are, besides title, source and basis: finding, one sentence that is true of these
    rows; counted, what is counted, in which unit; shape, what the drawing looks like, with the stop
    behind it, for its alternative text; key, what the marks mean; shown, the columns of the folded
    table, by default all.

    Parameters
    ----------
    name : the figure's, by which its words are found.
    rows : what is drawn; it has the title, basis and source that the words lack.
    finding : which of its "findings" is true of these rows, where "finding" is not.
    key : what the marks mean, where it is worked out.
    **values : what fills the gaps in the words.
    """
    words = corpus.loaded("figures.json")[name]
    found = words.get("findings", {}).get(finding, words["finding"])
    texts = {part: words[part] for part in _WORDS if part in words} | {"finding": found}
    said = {part: pick(text).format(**values) for part, text in texts.items()}
    about = {"source": "", "basis": "", **rows.attrs, **said}
    frame = SourcedFrame.of(rows, **{part: about[part] for part in ("title", "source", "basis")})
    frame.attrs = about | frame.attrs
    key = key or [(sign, colour, pick(meaning)) for sign, colour, meaning in words.get("key", ())]
    shown = words.get("shown") or [name for name in frame if name not in ("", "facts")]
    shape = words.get("shape", "").format(**values)
    frame.attrs |= {"key": tuple(key), "shown": tuple(shown), "shape": shape}
    return frame


def in_words(frame: pd.DataFrame, parts: Iterable[str]) -> str:
    """The alternative text of a table: its title, the shape of its drawing, and what it holds."""
    title = frame.attrs["title"]
    shape = frame.attrs.get("shape") or ("" if title.endswith("?") else ":")
    return f"{title}{shape} {'; '.join(parts)}."


_COPY = re.compile(r"\s*\((?:[^()]*(?:/|\.\w{2,3}\b)[^()]*)\)")
_ADDRESS = re.compile(
    r"(?<=\w), [\w.-]+\.[a-z]{2,4}/[^\s;,]*|(?<=\.com|\.org|\.net)/[^\s;,]*|(?<=\.jp)/[^\s;,]*"
)
_FRUS = re.compile(r"Foreign Relations of the United States \(FRUS\),? (\d{4}-\d{2,4})")
_LONGEST = 420


def works(rows: pd.DataFrame) -> list[str]:
    """The original works that rows rest on, each once; copies and addresses stay in the notes."""
    known = corpus.facts_by_id()
    column = next((name for name in ("facts", "fact") if name in rows), None)
    if column:
        ids = dict.fromkeys(id for cell in rows[column] for id in str(cell).split())
        said = "; ".join(evidence.original(known[id]) for id in ids if id in known)
    else:
        said = str(rows.attrs.get("source", ""))
    said = "; ".join(filter(None, [said, rows.attrs.get("also")]))
    short = _ADDRESS.sub("", _COPY.sub("", said.partition(" (read in")[0]))
    short = _FRUS.sub(r"FRUS \1", short)
    return list(dict.fromkeys(part.strip() for part in short.split("; ") if part.strip()))


def exhibit(frame: pd.DataFrame, picture: str = "", plate: str = PAGE) -> Html:
    """A figure as a notebook shows it; without a picture its table stands open.

    plate: the picture's ground, where that is not the page's.
    """
    found = works(frame)
    sources = say("figure-sources", works="; ".join(found))
    long = len(sources) > _LONGEST
    made = page(
        "figure",
        about=frame.attrs,
        works=list(map(as_html, found)),
        sources=as_html(sources),
        long=long,
        picture=Html(picture),
        plate=plate,
        rows=Html(_rows(frame, each=long and bool(picture))),
    )
    return tagged(made)


def _rows(frame: pd.DataFrame, *, each: bool = False) -> str:
    """The table; ``each`` row with its own sources, where they are too many for the caption."""
    columns = list(frame.attrs.get("shown") or frame.columns)
    rows = SourcedFrame(frame[columns])
    if each and "source" not in columns:
        rows["source"] = ["; ".join(works(frame.iloc[[n]])) for n in range(len(frame))]
    rows.attrs = {}
    return f'<div style="overflow-x:auto">{rows._repr_html_()}</div>'


# A figure that is also a table, and says in words what it shows.

DPI = 150
_LEAST = 0.7  # of a drawing's width, on a phone
SCALE = 1.5  # pixels of the file per pixel on the screen, so that text stays sharp


class Exhibit:
    """A figure that is a table: there is nothing to draw, so it stands open."""

    def __init__(self, frame: pd.DataFrame, words: str) -> None:
        self.frame, self.alt = frame, words

    def _repr_html_(self) -> str:
        return exhibit(self.frame)

    def __repr__(self) -> str:
        return _plain(self.frame, self.alt)


class Plot:
    """Call it to draw: it returns the axes. ``.table(…)``, with the same arguments, returns the
    DataFrame that is drawn; ``alt(axes)`` the figure in words.

    Parameters
    ----------
    table : from the arguments to what is drawn; its docstring and parameters are the plot's.
    draw : puts a table on the axes; none where the table itself is the figure.
    tell : what a table holds, part by part, for its alternative text.
    size : width and height of the figure of a table, in inches.
    """

    def __init__(
        self,
        table: Callable[..., pd.DataFrame],
        draw: Callable[[Axes, Any], None] | None,
        tell: Callable[[Any], Iterable[str]],
        size: Callable[[Any], tuple[float, float]],
    ) -> None:
        self.table = table
        self._draw, self._tell, self._size = draw, tell, size
        self.__doc__ = table.__doc__
        own = signature(table)
        ax = Parameter("ax", Parameter.KEYWORD_ONLY, default=None, annotation="Axes | None")
        self.__signature__ = own.replace(
            parameters=[*own.parameters.values(), ax],
            return_annotation="Axes" if draw else "Exhibit",
        )

    def __call__(self, *args: Any, ax: Axes | None = None, **options: Any) -> Any:
        """Draw on ``ax``, or on a new figure that the notebook shows with its alternative text.

        Where the table is the figure, there is nothing to draw: what it returns shows the table.
        """
        frame = self.table(*args, **options)
        words = in_words(frame, self._tell(frame))
        if self._draw is None:
            return Exhibit(frame, words)
        with mpl.rc_context(RC):  # the reader's own settings stay
            own = ax is None
            if ax is None:
                ax = Figure(figsize=self._size(frame), layout="constrained").add_subplot()
            self._draw(ax, frame)
        _describe(ax, words, frame, own=own)
        return ax

    @property
    def line(self) -> str:
        """What it shows, in one line."""
        return (self.__doc__ or "").strip().splitlines()[0]

    def __repr__(self) -> str:
        return f"<plot: {self.line}>"


def alt(ax: Axes | Exhibit) -> str:
    """A figure in words.

    Parameters
    ----------
    ax : what a plot returned.

    Returns
    -------
    str
        Its alternative text; empty for other axes.
    """
    return getattr(ax, "alt", "")


def _plain(frame: pd.DataFrame, words: str) -> str:
    return "\n".join(filter(None, [frame.attrs.get("finding"), words]))


def _describe(ax: Axes, words: str, frame: pd.DataFrame, *, own: bool) -> None:
    """Attributes of the objects, not a subclass, so that it works on the reader's own axes too."""
    figure = ax.figure.canvas.figure  # the whole one, where the axes are in a part of it
    show = functools.partial(bundle, figure)
    ax.alt, ax.table_drawn = words, frame  # type: ignore[attr-defined]
    figure._repr_mimebundle_ = show  # type: ignore[attr-defined]
    if own:  # the reader's own figure is shown by pyplot; its axes would show it twice
        ax._repr_mimebundle_ = show  # type: ignore[attr-defined]


def bundle(figure: Figure, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
    """What a notebook shows: the figure as HTML, its picture as PNG, and plain text.

    Axes that the reader made, with others beside them, are shown as a picture alone.
    """
    drawn = [ax for ax in figure.axes if alt(ax)]
    words = " ".join(map(alt, drawn))
    data, (width, height) = _png(figure, words)
    png = base64.b64encode(data).decode("ascii")
    look = f"display:block;max-width:100%;min-width:{round(width * _LEAST)}px;height:auto"
    image = (
        f'<img alt="{escape(words)}" width="{width}" style="{look};background-color:{PAGE}" '
        f'src="data:image/png;base64,{png}">'
    )
    frames = [ax.table_drawn for ax in drawn]  # type: ignore[attr-defined]
    shown = {
        "text/html": exhibit(frames[0], image) if len(frames) == 1 else image,
        "image/png": png,
        "text/plain": _plain(frames[0], words) if len(frames) == 1 else words,
    }
    return shown, {"image/png": {"width": width, "height": height, "alt": words}}


def _png(figure: Figure, words: str) -> tuple[bytes, tuple[int, int]]:
    """A small PNG with its description inside, and its size on the screen in pixels."""
    drawn, packed = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", dpi=DPI, bbox_inches="tight", pad_inches=0.05)
    image = Image.open(drawn).convert("RGB")
    about = PngInfo()
    about.add_itxt("Description", words)
    # The usual median cut merges the colours of small marks; this method keeps every one of them.
    palette = image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette.save(packed, "png", optimize=True, pnginfo=about)
    width, height = image.size
    return packed.getvalue(), (round(width / SCALE), round(height / SCALE))
