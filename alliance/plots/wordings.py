"""Which words were said of Article V, the Senkakus and Taiwan, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from alliance import tables
from alliance.plots import style
from alliance.plots.events import written
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet

# What a column is called, and how the word is found in a wording.
WORDS = {
    "Article V": r"\bArticle (?:V|5)\b",
    "administration": r"\badminist",
    "Senkaku": r"\b(?:Senkaku|Diaoyu)",
    "sovereignty": r"\bsovereign|\bterritory\b",
    "Taiwan": r"\bTaiwan\b",
}


def words() -> Sheet:
    """Which words were used of Article V, the Senkakus and Taiwan, 1960 to 2025.

    A row per statement: date, who, document, about, wording, is_quotation, then a column per word
    (true where the wording that we have holds it), facts, source.
    """
    frame = tables.table("article-5-wordings")
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


def draw(ax: Axes, frame: Sheet) -> None:
    for y, row in enumerate(frame.to_dict("records")):
        quoted = row["is_quotation"] == "yes"
        for x, word in enumerate(WORDS):
            if row[word]:
                face = style.SKY if quoted else style.PAGE
                square = Rectangle((x - 0.36, y - 0.32), 0.72, 0.64, facecolor=face)
                square.set(edgecolor=style.BLUE, linewidth=1.2)
                ax.add_patch(square)
                ax.text(x, y, "yes", ha="center", va="center", fontsize=8.5)
    for edge, label in ((style.SKY, "quoted"), (style.PAGE, "in our summary")):
        ax.plot([], [], "s", mfc=edge, mec=style.BLUE, ms=9, ls="none", label=label)
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


def tell(frame: Sheet) -> str:
    parts = []
    for row in frame.to_dict("records"):
        found = ", ".join(word for word in WORDS if row[word]) or "none of these words"
        parts.append(f"{written(row['date'])}, {row['who']}: {found}")
    return (
        f"{frame.attrs['title']}. A grid with a row per statement and a column per word "
        f"({', '.join(WORDS)}). {'; '.join(parts)}."
    )


article_5_wordings = Plot(words, draw, tell, lambda frame: (8.2, 1.4 + 0.34 * len(frame)))
