"""Who says what where: a grid of counts, each written into its square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from alliance import compare, layers, sources
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet

_SHADES = LinearSegmentedColormap.from_list("blues", ["#dcebf5", style.SKY])


def _frame(rows: list[tuple[str, str]], names: tuple[str, str, str]) -> Sheet:
    """Pairs (row, article), counted: a table of ``row``, ``article`` and the count."""
    from alliance.sheet import Sheet

    pairs = Sheet(rows, columns=list(names[:2]))
    counted = Sheet(pairs.value_counts(sort=False).rename(names[2]).reset_index())
    order = {id: n for n, id in enumerate(one.id for one in sources.sources("article"))}
    by_article = counted["article"].map(order)
    return (
        counted.assign(_order=by_article)
        .sort_values(["_order", names[2], names[0]], ascending=[True, False, True])
        .drop(columns="_order")
        .reset_index(drop=True)
    )


def quoted() -> Sheet:
    """Whose words each article quotes, and how often.

    A row per speaker and article: speaker, article, quotations (a count of passages between
    quotation marks).
    """
    rows = [
        (mark.detail.get("speaker", "not named"), article.id)
        for article in sources.sources("article")
        for mark in layers.marks(article, "quotation")
    ]
    frame = _frame(rows, ("speaker", "article", "quotations"))
    frame.attrs = {
        "title": "Who quotes whom: number of quotations",
        "source": "quotation annotations of the articles",
        "basis": "Passages between quotation marks; one that is interrupted counts as two.",
    }
    return frame


def discussed() -> Sheet:
    """Which topics each article makes claims about, and how many.

    A row per topic and article: topic, article, claims (a count; a claim may have several topics).
    """
    rows = [
        (topic, row.article)
        for row in compare.claims().itertuples()
        for topic in row.topics.split(", ")
        if topic
    ]
    frame = _frame(rows, ("topic", "article", "claims"))
    frame.attrs = {
        "title": "What each article is about: number of claims",
        "source": "the claims of the articles, as alliance.claims() lists them",
        "basis": "A claim with two topics counts in both rows.",
    }
    return frame


def draw(ax: Axes, frame: Sheet) -> None:
    row_name, _, count_name = frame.columns
    rows = list(dict.fromkeys(frame[row_name]))
    columns = list(dict.fromkeys(frame["article"]))
    most = frame[count_name].max()
    for name, article, count in frame.itertuples(index=False):
        x, y = columns.index(article), rows.index(name)
        shade = _SHADES(count / most)  # even the darkest leaves black figures readable
        square = Rectangle((x - 0.42, y - 0.42), 0.84, 0.84, facecolor=shade, edgecolor="none")
        ax.add_patch(square)
        ax.text(x, y, str(count), ha="center", va="center", fontweight="bold")
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_xticks(range(len(columns)), [_broken(name) for name in columns])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set_yticks([y + 0.5 for y in range(len(rows) - 1)], minor=True)
    ax.grid(which="minor", axis="y")
    ax.tick_params(which="minor", length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_title(frame.attrs["title"])


def _broken(name: str) -> str:
    head, _, tail = name.rpartition("-")
    return f"{head}\n{tail}" if head else name


def tell(frame: Sheet) -> str:
    row_name, _, count_name = frame.columns
    parts = []
    for article, rows in frame.groupby("article", sort=False):
        top = rows.nlargest(2, count_name)
        names = ", ".join(f"{row[0]} {row[2]}" for row in top.itertuples(index=False))
        parts.append(f"{article}: {rows[count_name].sum()} in all, most of them {names}")
    return (
        f"{frame.attrs['title']}, in a grid with a row per {row_name} and a column per article. "
        f"{'; '.join(parts)}."
    )


def _size(frame: Sheet) -> tuple[float, float]:
    return 8.2, 1.3 + 0.3 * frame.iloc[:, 0].nunique()


who_quotes_whom = Plot(quoted, draw, tell, _size)
topics_by_article = Plot(discussed, draw, tell, _size)
