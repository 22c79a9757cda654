"""How the claims of each article were judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from alliance import compare, sources
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet

# verdict -> colour, hatching: the order is that of the legend and of the bars
_LOOKS = {
    "supported": (style.BLUE, ""),
    "imprecise": (style.SKY, "//"),
    "contested": (style.ORANGE, ".."),
    "wrong": (style.VERMILION, "xx"),
    "not checkable": (style.FAINT, ""),
}
_DARK = {style.BLUE}  # white numbers stand out on it


def judged(topic: str | None = None) -> Sheet:
    """How the claims of each article were judged, as counts.

    A row per article (index) and a column per verdict; ``claims`` is their sum. ``topic`` narrows
    it as in ``alliance.claims``.
    """
    from alliance.sheet import Sheet

    claims = compare.claims(topic)
    order = [one.id for one in sources.sources("article") if one.id in set(claims["article"])]
    frame = Sheet(index=order)
    frame.index.name = "article"
    for verdict in _LOOKS:
        of = claims[claims["verdict"] == verdict]["article"].value_counts()
        frame[verdict] = of.reindex(order).fillna(0).astype(int)
    frame["claims"] = frame.sum(axis=1)
    frame.attrs = {
        "title": "How the claims were judged" + (f": {topic}" if topic else ""),
        "source": "the claims of the articles, as alliance.claims() lists them",
        "basis": "A count of sentences, not a mark for the article: a long text makes more claims, "
        "and a text of opinions makes fewer that can be checked.",
    }
    return frame


def draw(ax: Axes, frame: Sheet) -> None:
    at = {article: y for y, article in enumerate(frame.index)}
    start = dict.fromkeys(at, 0)
    for verdict, (colour, hatch) in _LOOKS.items():
        if not frame[verdict].any():
            continue
        ax.barh(
            list(at.values()),
            frame[verdict],
            left=list(start.values()),
            color=colour,
            hatch=hatch,
            edgecolor=style.PAGE,
            height=0.68,
            label=verdict,
        )
        for article, count in frame[verdict].items():
            if count:
                ink = style.PAGE if colour in _DARK else style.INK
                box = {"facecolor": colour, "edgecolor": "none", "pad": 1.5}
                middle = start[article] + count / 2
                ax.text(
                    middle,
                    at[article],
                    str(count),
                    ha="center",
                    va="center",
                    color=ink,
                    fontweight="bold",
                    bbox=box,
                )
            start[article] += count
    ax.set_yticks(list(at.values()), list(at))
    ax.set_ylim(len(frame) - 0.4, -0.6)
    ax.set_xlabel("number of claims")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.legend(loc="upper center", bbox_to_anchor=(0.42, -0.2), ncols=5, columnspacing=1.2)
    ax.set_title(frame.attrs["title"])


def tell(frame: Sheet) -> str:
    parts = []
    for article, row in frame.iterrows():
        found = ", ".join(f"{row[verdict]} {verdict}" for verdict in _LOOKS if row[verdict])
        parts.append(f"{article}: {row['claims']} claims, {found}")
    return (
        f"{frame.attrs['title']}: a bar per article, divided by verdict. {'; '.join(parts)}. "
        f"{frame.attrs['basis']}"
    )


claim_verdicts = Plot(judged, draw, tell, lambda frame: (8.2, 1.6 + 0.5 * len(frame)))
