"""Figures that lay sources beside each other: topics, speakers, verdicts, wordings, treaties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from alliance import compare, corpus, layers, reference
from alliance.plots import figure
from alliance.plots.figure import Plot
from alliance.plots.time import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.frame import SourcedFrame


# Who says what where: a grid of counts, each written into its square.


_SHADES = LinearSegmentedColormap.from_list("blues", ["#dcebf5", figure.SKY])


def _frame(rows: list[tuple[str, str]], names: tuple[str, str, str]) -> SourcedFrame:
    """Pairs (row, article), counted: a table of ``row``, ``article`` and the count."""
    from alliance.frame import SourcedFrame

    pairs = SourcedFrame(rows, columns=list(names[:2]))
    counted = SourcedFrame(pairs.value_counts(sort=False).rename(names[2]).reset_index())
    order = {id: n for n, id in enumerate(one.id for one in corpus.sources("article"))}
    by_article = counted["article"].map(order)
    return (
        counted.assign(_order=by_article)
        .sort_values(["_order", names[2], names[0]], ascending=[True, False, True])
        .drop(columns="_order")
        .reset_index(drop=True)
    )


def quoted() -> SourcedFrame:
    """Whose words each article quotes, and how often.

    A row per speaker and article: speaker, article, quotations (a count of passages between
    quotation marks).
    """
    rows = [
        (mark.detail.get("speaker", "not named"), article.id)
        for article in corpus.sources("article")
        for mark in layers.marks(article, "quotation")
    ]
    frame = _frame(rows, ("speaker", "article", "quotations"))
    frame.attrs = {
        "title": "Who quotes whom: number of quotations",
        "source": "quotation annotations of the articles",
        "basis": "Passages between quotation marks; one that is interrupted counts as two.",
    }
    return frame


def discussed() -> SourcedFrame:
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


def draw_grid(ax: Axes, frame: SourcedFrame) -> None:
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


# verdict -> colour, hatching: the order is that of the legend and of the bars
_LOOKS = {
    "supported": (figure.BLUE, ""),
    "imprecise": (figure.SKY, "//"),
    "contested": (figure.ORANGE, ".."),
    "wrong": (figure.VERMILION, "xx"),
    "not checkable": (figure.FAINT, ""),
}
_DARK = {figure.BLUE}  # white numbers stand out on it


def judged(topic: str | None = None) -> SourcedFrame:
    """How the claims of each article were judged, as counts.

    A row per article (index) and a column per verdict; ``claims`` is their sum. ``topic`` narrows
    it as in ``alliance.claims``.
    """
    from alliance.frame import SourcedFrame

    claims = compare.claims(topic)
    order = [one.id for one in corpus.sources("article") if one.id in set(claims["article"])]
    frame = SourcedFrame(index=order)
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


def draw_verdicts(ax: Axes, frame: SourcedFrame) -> None:
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
            edgecolor=figure.PAGE,
            height=0.68,
            label=verdict,
        )
        for article, count in frame[verdict].items():
            if count:
                ink = figure.PAGE if colour in _DARK else figure.INK
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


def tell_verdicts(frame: SourcedFrame) -> str:
    parts = []
    for article, row in frame.iterrows():
        found = ", ".join(f"{row[verdict]} {verdict}" for verdict in _LOOKS if row[verdict])
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

    A row per statement: date, who, document, about, wording, is_quotation, then a column per word
    (true where the wording that we have holds it), facts, source.
    """
    frame = reference.table("article-5-wordings")
    attrs = frame.attrs
    for name, pattern in WORDS.items():
        said = frame["wording"] + " " + frame["document"].where(frame["about"] == "Article V", "")
        frame[name] = said.str.contains(pattern, flags=re.IGNORECASE)
    frame = frame[
        ["date", "who", "document", "about", "wording", "is_quotation", *WORDS, "facts", "source"]
    ]
    frame.attrs = attrs | {
        "title": "Article V, the Senkakus and Taiwan: which words, when",
        "basis": "Only the words that our sources quote were searched. A word that is not marked "
        "may stand elsewhere in the same statement.",
    }
    return frame


def draw_wordings(ax: Axes, frame: SourcedFrame) -> None:
    for y, row in enumerate(frame.to_dict("records")):
        quoted = row["is_quotation"] == "yes"
        for x, word in enumerate(WORDS):
            if row[word]:
                face = figure.SKY if quoted else figure.PAGE
                square = Rectangle((x - 0.36, y - 0.32), 0.72, 0.64, facecolor=face)
                square.set(edgecolor=figure.BLUE, linewidth=1.2)
                ax.add_patch(square)
                ax.text(x, y, "yes", ha="center", va="center", fontsize=8.5)
    for edge, label in ((figure.SKY, "quoted"), (figure.PAGE, "in our summary")):
        ax.plot([], [], "s", mfc=edge, mec=figure.BLUE, ms=9, ls="none", label=label)
    ax.legend(loc="upper center", bbox_to_anchor=(0.3, 0), ncols=2)
    ax.set_yticks(
        range(len(frame)),
        [f"{row.who}, {written(row.date)}" for row in frame.itertuples()],
    )
    ax.set_xticks(range(len(WORDS)), list(WORDS))
    ax.xaxis.tick_top()
    ax.set_xlim(-0.5, len(WORDS) - 0.5)
    ax.set_ylim(len(frame) - 0.5, -0.5)
    ax.set_yticks([y + 0.5 for y in range(len(frame) - 1)], minor=True)
    ax.grid(which="minor", axis="y")
    ax.tick_params(which="both", length=0)
    ax.set_xlabel("no mark: not in the words that our sources quote", labelpad=24)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_title(frame.attrs["title"])


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


def table(topic: str | None = None) -> SourcedFrame:
    """Which document speaks on which topic, and in which provision.

    A row per topic (index): 1951, 1960 and Notes 1960 hold the provisions ("Preamble", "III, V"),
    empty where the document is silent; finding says what that means. ``topic`` as in
    ``alliance.compare_treaties``.
    """
    from alliance.frame import SourcedFrame

    whole = compare.compare_treaties(topic)
    cells = compare.compare_treaties(topic, view="cells").reset_index()
    frame = SourcedFrame(index=whole.index)
    for id, name in compare.NAMES.items():
        of = cells[cells["document"] == id].groupby("topic")["provision"]
        named = of.agg(lambda found: ", ".join(dict.fromkeys(found)))
        frame[name] = named.reindex(frame.index).fillna("")
    frame["finding"] = whole["finding"]
    frame.attrs = whole.attrs | {
        "title": "Which document speaks on what",
        "basis": "The provision in which the topic stands. An empty place means that the document "
        "says nothing on it.",
    }
    return frame


def draw_sides(ax: Axes, frame: SourcedFrame) -> None:
    names = list(_COLOURS)
    for y, (_, row) in enumerate(frame.iterrows()):
        for x, name in enumerate(names):
            if not row[name]:
                ax.text(x, y, "–", ha="center", va="center", color=figure.QUIET)
                continue
            square = Rectangle((x - 0.46, y - 0.4), 0.92, 0.8, facecolor=_COLOURS[name])
            square.set(edgecolor=figure.QUIET, linewidth=0.8)
            ax.add_patch(square)
            ax.text(x, y, _article(row[name]), ha="center", va="center")
    ax.set_yticks(range(len(frame)), list(frame.index))
    ax.set_xticks(range(len(names)), names)
    ax.xaxis.tick_top()
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.set_ylim(len(frame) - 0.5, -0.5)
    ax.set_xlabel("– : the document says nothing on this")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_title(frame.attrs["title"])


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
    table, draw_sides, tell_sides, lambda frame: (7.6, 1.2 + 0.33 * len(frame))
)
