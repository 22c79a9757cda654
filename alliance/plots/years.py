"""How far back each article looks: the years that it names, beside the day of its writing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import matplotlib.ticker as ticker

from alliance import layers, sources
from alliance.plots import style
from alliance.plots.figure import Plot
from alliance.tables import decimal_year

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet

_TREATIES = {1951: "treaty\nof 1951", 1960: "treaty\nof 1960"}
_LABEL = 1.6  # years of the axis that an upright label needs
_YEARS = re.compile(r"(?P<first>\d{3}[\dX])(?:-[\dX-]+)?(?:/(?P<last>\d{4}).*)?")
_DATED = re.compile(r"\d{4}(-\d\d){0,2}")


def named(value: str | None) -> str | None:
    """The year or years of a date's value: "1960", "1970s", "1950–1953"; None where it has none."""
    found = _YEARS.fullmatch(value or "")
    if not found:
        return None
    if found["first"].endswith("X"):
        return f"{found['first'][:3]}0s"
    return "–".join(dict.fromkeys(filter(None, (found["first"], found["last"]))))


def span(label: str) -> tuple[int, int]:
    """First and last year of a label that :func:`named` made."""
    first = int(label[:4])
    return first, first + 9 if label.endswith("s") else int(label[-4:])


def years() -> Sheet:
    """Which years each article names, and when it was written.

    A row per dated article: article, written, years named (years, decades, spans, earliest first),
    looks back (from the earliest one named to the year of writing). “Last June” counts
    where the article's own date settles the year.
    """
    from alliance.sheet import Sheet

    rows = []
    for article in sources.sources("article"):
        if article.date is None or not _DATED.fullmatch(article.date):
            continue
        marks = layers.marks(article, "date")
        labels = {named(mark.value) or named(mark.detail.get("resolved")) for mark in marks}
        ordered = tuple(sorted(filter(None, labels), key=span))
        back = int(article.date[:4]) - span(ordered[0])[0] if ordered else 0
        rows.append((article.id, article.date, ordered, back))
    frame = Sheet(rows, columns=["article", "written", "years named", "looks back (years)"])
    frame.attrs = {
        "title": "How far back each article looks",
        "source": "date annotations of the articles, and their records",
        "basis": "A day or a month counts for its year; a decade or a span is drawn as a line.",
    }
    return frame


def draw(ax: Axes, frame: Sheet) -> None:
    for y, (_, written, labels, _) in enumerate(frame.itertuples(index=False)):
        ax.axhline(y, color=style.FAINT, lw=0.8, zorder=0)
        single = [label for label in labels if len(set(span(label))) == 1]
        for label, at in zip(single, _apart([span(one)[0] + 0.5 for one in single]), strict=True):
            ax.plot(span(label)[0] + 0.5, y, "o", color=style.BLUE, ms=6, zorder=3)
            ax.text(at, y - 0.17, label, rotation=90, ha="center", va="bottom", fontsize=7.5)
        for label in (one for one in labels if one not in single):
            first, last = span(label)
            ax.plot([first, last + 1], [y, y], color=style.BLUE, lw=5, alpha=0.6, zorder=2)
            if label.endswith("s"):  # beside its line, where no span of the same years is named
                box = {"facecolor": style.PAGE, "edgecolor": "none", "pad": 1}
                ax.text(last + 1.6, y, label, va="center", fontsize=7.5, bbox=box)
            else:
                ax.text(first, y + 0.13, label, va="top", fontsize=7.5)
        ax.plot(decimal_year(written), y + 0.25, "^", color=style.VERMILION, ms=7, zorder=4)
    for year, name in _TREATIES.items():
        ax.axvline(year + 0.5, color=style.FAINT, lw=0.8, zorder=0)
        ax.text(year + 0.5, -0.75, name, ha="center", va="bottom", fontsize=8)
    ax.plot([], [], "o", color=style.BLUE, ms=6, label="a year that the text names")
    ax.plot([], [], color=style.BLUE, lw=5, alpha=0.6, label="a decade or a span")
    ax.plot([], [], "^", color=style.VERMILION, ms=7, label="written")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=3)
    ax.set_yticks(range(len(frame)), frame["article"])
    ax.set_ylim(len(frame) - 0.4, -1)
    ax.xaxis.set_major_locator(ticker.MultipleLocator(10))
    ax.tick_params(length=0)
    ax.spines["left"].set_visible(False)
    ax.set_title(frame.attrs["title"])


def _apart(places: list[float]) -> list[float]:
    """The same places, moved right where two labels would stand on each other."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + _LABEL) if moved else place)
    return moved


def tell(frame: Sheet) -> str:
    parts = [
        f"{article} (written {written}) names {', '.join(labels) or 'no year'}"
        for article, written, labels, _ in frame.itertuples(index=False)
    ]
    return f"{frame.attrs['title']}: a line per article on an axis of years. {'; '.join(parts)}."


years_named = Plot(years, draw, tell, lambda frame: (8.2, 1.5 + 0.62 * len(frame)))
