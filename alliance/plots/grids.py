"""Figures that lay sources beside each other: whom they quote, verdicts, wordings, provisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from alliance import compare, corpus, reference
from alliance.plots import draw, figure
from alliance.plots.draw import dated
from alliance.plots.figure import Plot
from alliance.reference import SourcedFrame

# Who quotes whom: a grid of counts, each written into its square.


_SHADES = LinearSegmentedColormap.from_list("paper", [figure.CARD, "#c9bfa9"])


def quoted() -> SourcedFrame:
    """Whose words each article quotes, and how often.

    Returns
    -------
    SourcedFrame
        A row per speaker and article: speaker, article, quotations (a count of passages between
        quotation marks).
    """
    rows: list[tuple[str, str, int]] = []
    for article in corpus.sources("article"):
        ordered = sorted(compare.voices(article).items(), key=lambda pair: (-pair[1], pair[0]))
        rows += [(speaker, article.id, number) for speaker, number in ordered]
    frame = SourcedFrame(rows, columns=["speaker", "article", "quotations"])
    most = frame["article"].value_counts().max()
    finding = "" if most > 1 else "alone"
    return figure.worded("who_quotes_whom", frame, finding=finding, n=most)


def draw_grid(ax: Axes, frame: SourcedFrame) -> None:
    rows = list(dict.fromkeys(frame["speaker"]))
    columns = list(dict.fromkeys(frame["article"]))
    most = frame["quotations"].max()
    for name, article, count in frame.itertuples(index=False):
        at = (columns.index(article), rows.index(name))
        shade = _SHADES(count / most)  # even the darkest leaves black figures readable
        draw.square(ax, at, (0.84, 0.84), str(count), shade, fontweight="bold")
    draw.grid(ax, rows, [draw.label_of(article).replace(" ", "\n") for article in columns])


def tell_grid(frame: SourcedFrame) -> Iterator[str]:
    for article, rows in frame.groupby("article", sort=False):
        top = rows.nlargest(2, "quotations")
        names = ", ".join(f"{row[0]} {row[2]}" for row in top.itertuples(index=False))
        yield f"{draw.label_of(article)}: {rows['quotations'].sum()} in all, most of them {names}"


who_quotes_whom = Plot(
    quoted, draw_grid, tell_grid, lambda frame: (6.3, 0.8 + 0.34 * frame["speaker"].nunique())
)


# How the claims of each article were judged.


# Fill and hatch, in the order of legend and bars: no colour, for a colour says who speaks.
_LOOKS = draw.looks("verdicts")
_VERDICTS, _FILLS = list(_LOOKS), list(_LOOKS.values())


def judged(topic: str | None = None) -> SourcedFrame:
    """How the claims of each article were judged, as counts.

    Parameters
    ----------
    topic : narrows it as in ``alliance.claims``; by default all.

    Returns
    -------
    SourcedFrame
        A row per article (index), a column per verdict, claims (their sum).

    Raises
    ------
    UnknownName
        There are no claims on such a topic.
    """
    claims = compare.claims(topic=topic)
    order = [one.id for one in corpus.sources("article") if one.id in set(claims["article"])]
    counts = pd.crosstab(claims["article"], claims["verdict"])
    counts = counts.reindex(index=order, columns=_VERDICTS, fill_value=0)
    rows = counts.rename_axis(columns=None).assign(claims=counts.sum(axis=1))
    signs = (f"{corpus.verdicts()[one]['sign']} {one}" for one in _VERDICTS if rows[one].any())
    gaps = {"about": f": {topic}" if topic else "", "signs": ", ".join(signs), "sums": rows.sum()}
    return figure.worded("claim_verdicts", rows, **gaps)


def draw_verdicts(ax: Axes, frame: SourcedFrame) -> None:
    at, start = range(len(frame)), frame["claims"] * 0
    for verdict, (face, hatch) in zip(_VERDICTS, _FILLS, strict=True):
        counts, sign = frame[verdict], corpus.verdicts()[verdict]["sign"]
        if not counts.any():
            continue
        look: dict[str, Any] = {"color": face, "edgecolor": figure.INK, "linewidth": 0.8}
        bars = ax.barh(at, counts, left=start, height=0.68, hatch=hatch, **look)
        ink = figure.PAGE if face == figure.INK else figure.INK
        numbers = [f"{sign} {count}" if count > 1 else str(count or "") for count in counts]
        looks: dict[str, Any] = {"color": ink, "fontweight": "bold", "fontsize": 10}
        labels = ax.bar_label(bars, numbers, label_type="center", **looks)
        for label in labels:
            label.set_bbox(draw.paper(1, facecolor=face) if hatch else None)
        start = start + counts
    draw.rows(ax, [draw.label_of(article) for article in frame.index])
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))


def tell_verdicts(frame: SourcedFrame) -> list[str]:
    parts = []
    for article, row in frame.iterrows():
        found = ", ".join(f"{row[verdict]} {verdict}" for verdict in _VERDICTS if row[verdict])
        parts.append(f"{draw.label_of(article)}: {row['claims']} claims, {found}")
    return [f"{'; '.join(parts)}. {frame.attrs['basis'].removesuffix('.')}"]


claim_verdicts = Plot(
    judged, draw_verdicts, tell_verdicts, lambda frame: (6.0, 0.5 + 0.5 * len(frame))
)


# Which words were said of Article V, the Senkakus and Taiwan, and when.


# What a column is called, and how the word is found in a wording.
WORDS: dict[str, str] = corpus.loaded("figures.json")["article_5_wordings"]["words"]


def words() -> SourcedFrame:
    """Which words were used of Article V, the Senkakus and Taiwan, 1960 to 2025.

    Returns
    -------
    SourcedFrame
        A row per statement: date, who, document, about, wording, is_quotation, then a column per
        word (true where the wording that we have holds it), facts, source.
    """
    frame = reference.table("article-5-wordings")
    for name, pattern in WORDS.items():
        said = frame["wording"] + " " + frame["document"].where(frame["about"] == "Article V", "")
        frame[name] = said.str.contains(pattern, flags=re.IGNORECASE)
    told = ["date", "who", "speaks_for", "document", "about", "wording", "is_quotation"]
    rows = frame[[*told, *WORDS, "status", "facts", "source"]]
    both = (rows["Article V"] & rows["administration"]).sum()
    key = draw.key("voices", rows["speaks_for"])
    gaps = {"both": both, "n": len(rows), "words": ", ".join(WORDS)}
    return figure.worded("article_5_wordings", rows, key=key, **gaps)


def draw_wordings(ax: Axes, frame: SourcedFrame) -> None:
    for y, row in enumerate(frame.to_dict("records")):
        size = 0.66 if row["is_quotation"] == "yes" else 0.34
        for x, word in enumerate(WORDS):
            if row[word]:
                at = (x - size * 0.33, y - size / 2)
                look = draw.filled(row["speaks_for"])
                ax.add_patch(Rectangle(at, size * 0.66, size, linewidth=1, **look))
    names = [
        f"{row.who}, {dated(row.date)}{' ?' if row.status == 'verified-weak' else ''}"
        for row in frame.itertuples()
    ]
    draw.grid(ax, names, list(WORDS))
    ax.tick_params(labelsize=9)


def tell_wordings(frame: SourcedFrame) -> Iterator[str]:
    for row in frame.to_dict("records"):
        found = ", ".join(word for word in WORDS if row[word]) or "none of these words"
        yield f"{dated(row['date'])}, {row['who']}: {found}"


article_5_wordings = Plot(
    words, draw_wordings, tell_wordings, lambda frame: (6.8, 0.4 + 0.185 * len(frame))
)


# The treaties as a picture: which document speaks on which topic, and in which article.


_TEXTS = ["1951", "1960", "Notes 1960"]


def provisions(topic: str | None = None) -> SourcedFrame:
    """Which document speaks on which topic, and in which provision.

    Parameters
    ----------
    topic : as in ``alliance.compare_treaties``; by default all.

    Returns
    -------
    SourcedFrame
        A row per topic (index): 1951, 1960 and Notes 1960 hold the provisions ("Preamble",
        "III, V"), empty where the document is silent; finding says what that means.

    Raises
    ------
    UnknownName
        There is no such topic.
    """
    whole = compare.compare_treaties(topic)
    cells = compare.compare_treaties(topic, view="cells").reset_index()
    found = cells.groupby(["topic", "document"])["provision"].unique().map(", ".join)
    rows = found.unstack(fill_value="")
    rows = rows.reindex(index=whole.index, columns=[*compare.NAMES], fill_value="")
    rows = rows.rename(columns=compare.NAMES).rename_axis(columns=None)
    rows["finding"] = whole["finding"]
    old, new = rows["1951"] != "", (rows["1960"] != "") | (rows["Notes 1960"] != "")
    alone = {"new": (new & ~old).sum(), "old": (old & ~new).sum()}
    return figure.worded("treaties_compared", rows, n=len(rows), **alone)


def draw_sides(ax: Axes, frame: SourcedFrame) -> None:
    for y, (_, row) in enumerate(frame.iterrows()):
        for x, name in enumerate(_TEXTS):
            if row[name]:
                draw.square(ax, (x, y), (0.92, 0.84), _article(row[name]), figure.CARD)
            else:
                ax.text(x, y, "∅", ha="center", va="center", color=figure.QUIET)
    draw.grid(ax, list(frame.index), _TEXTS, lines=False)


def _article(names: str) -> str:
    """ "III, V" is "Art. III, V"; the preamble and the note keep their names."""
    return re.sub(r"\b(?=[IVX]+\b)", "Art. ", names, count=1)


def tell_sides(frame: SourcedFrame) -> list[str]:
    parts = []
    for name in _TEXTS:
        silent = [topic for topic, found in frame[name].items() if not found]
        said = f"{name} speaks on {len(frame) - len(silent)} of {len(frame)} topics"
        parts.append(f"{said}; it says nothing on {', '.join(silent)}" if silent else said)
    return [". ".join(parts)]


treaties_compared = Plot(
    provisions, draw_sides, tell_sides, lambda frame: (6.2, 0.4 + 0.235 * len(frame))
)
