"""Figures that lay sources beside each other: topics, speakers, verdicts, wordings, treaties."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from alliance import compare, corpus, layers, reference
from alliance.plots import figure
from alliance.plots.figure import Plot
from alliance.plots.time import written
from alliance.reference import SourcedFrame

# Who says what where: a grid of counts, each written into its square.


_SHADES = LinearSegmentedColormap.from_list("blues", ["#dcebf5", figure.SKY])


def _counted(
    pairs: list[tuple[str, str]], name: str, count: str, title: str, source: str, basis: str
) -> SourcedFrame:
    """Pairs of a name and an article, counted: article by article, the most first."""
    order = {one.id: n for n, one in enumerate(corpus.sources("article"))}
    rows = [(name, article, number) for (name, article), number in Counter(pairs).items()]
    rows.sort(key=lambda row: (order[row[1]], -row[2], row[0]))
    return SourcedFrame.of(
        rows, columns=[name, "article", count], title=title, source=source, basis=basis
    )


def quoted() -> SourcedFrame:
    """Whose words each article quotes, and how often.

    Returns
    -------
    SourcedFrame
        A row per speaker and article: speaker, article, quotations (a count of passages between
        quotation marks).
    """
    return _counted(
        [
            (mark.detail.get("speaker", "not named"), article.id)
            for article in corpus.sources("article")
            for mark in layers.marks(article, "quotation")
        ],
        *("speaker", "quotations", "Who quotes whom: number of quotations"),
        source="quotation annotations of the articles",
        basis="Passages between quotation marks; one that is interrupted counts as two.",
    )


def discussed() -> SourcedFrame:
    """Which topics each article makes claims about, and how many.

    Returns
    -------
    SourcedFrame
        A row per topic and article: topic, article, claims (a count; a claim may have several
        topics).
    """
    return _counted(
        [
            (topic, row.article)
            for row in compare.claims().itertuples()
            for topic in filter(None, row.topics.split(", "))
        ],
        *("topic", "claims", "What each article is about: number of claims"),
        source="the claims of the articles, as alliance.claims() lists them",
        basis="A claim with two topics counts in both rows.",
    )


def draw_grid(ax: Axes, frame: SourcedFrame) -> None:
    row_name, _, count_name = frame.columns
    rows = list(dict.fromkeys(frame[row_name]))
    columns = list(dict.fromkeys(frame["article"]))
    most = frame[count_name].max()
    for name, article, count in frame.itertuples(index=False):
        at = (columns.index(article), rows.index(name))
        shade = _SHADES(count / most)  # even the darkest leaves black figures readable
        box = figure.square(ax, at, (0.84, 0.84), str(count), bold=True)
        box.set(facecolor=shade, edgecolor="none")
    figure.grid(ax, rows, [_broken(name) for name in columns])


def _broken(name: str) -> str:
    head, _, tail = name.rpartition("-")
    return f"{head}\n{tail}" if head else name


def tell_grid(frame: SourcedFrame) -> str:
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


def _size(frame: SourcedFrame) -> tuple[float, float]:
    return 8.2, 1.3 + 0.3 * frame.iloc[:, 0].nunique()


who_quotes_whom = Plot(quoted, draw_grid, tell_grid, _size)
topics_by_article = Plot(discussed, draw_grid, tell_grid, _size)


# How the claims of each article were judged.


# The order of the legend and of the bars.
_VERDICTS = ["supported", "imprecise", "contested", "wrong", "not checkable"]
_DARK = {figure.BLUE}  # white numbers stand out on it


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
    return SourcedFrame.of(
        counts.rename_axis(columns=None).assign(claims=counts.sum(axis=1)),
        title="How the claims were judged" + (f": {topic}" if topic else ""),
        source="the claims of the articles, as alliance.claims() lists them",
        basis="A count of sentences, not a mark for the article: a long text makes more claims, "
        "and a text of opinions makes fewer that can be checked.",
    )


def draw_verdicts(ax: Axes, frame: SourcedFrame) -> None:
    at, start = range(len(frame)), frame["claims"] * 0
    for verdict in _VERDICTS:
        counts, look = frame[verdict], corpus.verdicts()[verdict]
        if not counts.any():
            continue
        looks: dict[str, Any] = {
            "color": look["colour"],
            "hatch": look["hatch"],
            "edgecolor": figure.PAGE,
        }
        bars = ax.barh(at, counts, left=start, height=0.68, label=verdict, **looks)
        ink = figure.PAGE if look["colour"] in _DARK else figure.INK
        box = figure.paper(1.5, facecolor=look["colour"])
        numbers = [str(count or "") for count in counts]
        ax.bar_label(bars, numbers, label_type="center", color=ink, fontweight="bold", bbox=box)
        start = start + counts
    figure.rows(ax, list(frame.index))
    ax.set_xlabel("number of claims")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(loc="upper center", bbox_to_anchor=(0.42, -0.2), ncols=5, columnspacing=1.2)


def tell_verdicts(frame: SourcedFrame) -> str:
    parts = []
    for article, row in frame.iterrows():
        found = ", ".join(f"{row[verdict]} {verdict}" for verdict in _VERDICTS if row[verdict])
        parts.append(f"{article}: {row['claims']} claims, {found}")
    return (
        f"{frame.attrs['title']}: a bar per article, divided by verdict. {'; '.join(parts)}. "
        f"{frame.attrs['basis']}"
    )


claim_verdicts = Plot(
    judged, draw_verdicts, tell_verdicts, lambda frame: (8.2, 1.6 + 0.5 * len(frame))
)


# Which words were said of Article V, the Senkakus and Taiwan, and when.


# What a column is called, and how the word is found in a wording.
WORDS = {
    "Article V": r"\bArticle (?:V|5)\b",
    "administration": r"\badminist",
    "Senkaku": r"\b(?:Senkaku|Diaoyu)",
    "sovereignty": r"\bsovereign|\bterritory\b",
    "Taiwan": r"\bTaiwan\b",
}


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
    told = ["date", "who", "document", "about", "wording", "is_quotation"]
    return SourcedFrame.of(
        frame[[*told, *WORDS, "facts", "source"]],
        title="Article V, the Senkakus and Taiwan: which words, when",
        basis="Only the words that our sources quote were searched. A word that is not marked may "
        "stand elsewhere in the same statement.",
    )


def draw_wordings(ax: Axes, frame: SourcedFrame) -> None:
    for y, row in enumerate(frame.to_dict("records")):
        face = figure.SKY if row["is_quotation"] == "yes" else figure.PAGE
        for x, word in enumerate(WORDS):
            if row[word]:
                box = figure.square(ax, (x, y), (0.72, 0.64), "yes")
                box.set(facecolor=face, edgecolor=figure.BLUE, linewidth=1.2)
    for face, label in ((figure.SKY, "quoted"), (figure.PAGE, "in our summary")):
        ax.plot([], [], "s", mfc=face, mec=figure.BLUE, ms=9, ls="none", label=label)
    ax.legend(loc="upper center", bbox_to_anchor=(0.3, 0), ncols=2)
    figure.grid(ax, [f"{row.who}, {written(row.date)}" for row in frame.itertuples()], list(WORDS))
    ax.set_xlabel("no mark: not in the words that our sources quote", labelpad=24)


def tell_wordings(frame: SourcedFrame) -> str:
    parts = []
    for row in frame.to_dict("records"):
        found = ", ".join(word for word in WORDS if row[word]) or "none of these words"
        parts.append(f"{written(row['date'])}, {row['who']}: {found}")
    return (
        f"{frame.attrs['title']}. A grid with a row per statement and a column per word "
        f"({', '.join(WORDS)}). {'; '.join(parts)}."
    )


article_5_wordings = Plot(
    words, draw_wordings, tell_wordings, lambda frame: (8.2, 1.4 + 0.34 * len(frame))
)


# The treaties as a picture: which document speaks on which topic, and in which article.


_COLOURS = {"1951": "#F5D9C4", "1960": "#CDE3F1", "Notes 1960": "#C7E8DD"}  # tints of the palette


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
    frame = SourcedFrame(index=whole.index)
    for id, name in compare.NAMES.items():
        of = cells[cells["document"] == id].groupby("topic")["provision"]
        named = of.agg(lambda found: ", ".join(dict.fromkeys(found)))
        frame[name] = named.reindex(frame.index).fillna("")
    return SourcedFrame.of(
        frame.assign(finding=whole["finding"]),
        title="Which document speaks on what",
        source=whole.attrs["source"],
        basis="The provision in which the topic stands. An empty place means that the document "
        "says nothing on it.",
    )


def draw_sides(ax: Axes, frame: SourcedFrame) -> None:
    for y, (_, row) in enumerate(frame.iterrows()):
        for x, (name, colour) in enumerate(_COLOURS.items()):
            if row[name]:
                box = figure.square(ax, (x, y), (0.92, 0.8), _article(row[name]))
                box.set(facecolor=colour, edgecolor=figure.QUIET, linewidth=0.8)
            else:
                ax.text(x, y, "–", ha="center", va="center", color=figure.QUIET)
    figure.grid(ax, list(frame.index), list(_COLOURS), lines=False)
    ax.set_xlabel("– : the document says nothing on this")


def _article(names: str) -> str:
    """ "III, V" is "Art. III, V"; the preamble and the note keep their names."""
    parts = names.split(", ")
    numbers = [part for part in parts if part.isupper()]
    rest = [part for part in parts if not part.isupper()]
    return ", ".join([*rest, *([f"Art. {', '.join(numbers)}"] if numbers else [])])


def tell_sides(frame: SourcedFrame) -> str:
    parts = []
    for name in _COLOURS:
        silent = [topic for topic, found in frame[name].items() if not found]
        said = f"{name} speaks on {len(frame) - len(silent)} of {len(frame)} topics"
        parts.append(f"{said}; it says nothing on {', '.join(silent)}" if silent else said)
    return (
        f"{frame.attrs['title']}: a grid with a row per topic and a column per document, with the "
        f"provision in each square. {'. '.join(parts)}."
    )


treaties_compared = Plot(
    provisions, draw_sides, tell_sides, lambda frame: (7.6, 1.2 + 0.33 * len(frame))
)
