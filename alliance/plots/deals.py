"""One deal, several headlines: each compares the same sum with something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance import paths
from alliance.plots import style
from alliance.plots.figure import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from alliance.sheet import Sheet


def compared() -> Sheet:
    """What “75 billion”, “46.6 billion” and “1.4 %” compare: each headline's two sums.

    A row per headline: deal, who, says, base (billion yen for five years; empty where no source
    gives it), base_is, agreed (billion yen for five years), change (agreed less base), unit,
    working, status, facts, source.
    """
    import pandas as pd

    from alliance.sheet import Sheet

    frame = Sheet(pd.read_csv(paths.data("deals.csv"), keep_default_na=False))
    frame["base"] = pd.to_numeric(frame["base"])
    change = (frame["agreed"] - frame["base"]).round(1)
    frame.insert(list(frame.columns).index("agreed") + 1, "change", change)
    frame.attrs = {
        "title": "One deal, several headlines: what is compared with what",
        "source": "; ".join(dict.fromkeys(frame["source"])),
        "basis": "Sums for five years, in billion yen. The sum that was agreed is the same in "
        "every headline on one deal; what it is compared with is not.",
    }
    return frame


def draw(ax: Axes, frame: Sheet) -> None:
    low = min(frame["base"].min(), frame["agreed"].min())
    high = max(frame["base"].max(), frame["agreed"].max())
    room = high - low
    before, y, ticks = "", -0.6, []
    for row in frame.itertuples():
        y += 1 if row.deal == before else 1.6
        if row.deal != before:
            ax.text(low - 0.1 * room, y - 0.75, f"The deal {row.deal}", fontweight="bold")
        before = row.deal
        ticks.append((y, f"{row.who}:\n{row.says}"))
        ax.plot(row.agreed, y, "s", color=style.VERMILION, ms=9, zorder=3)
        if row.base != row.base:  # NaN: nobody's sum to compare with
            ax.text(row.agreed + 0.03 * room, y, f"? {row.base_is}", va="center", fontsize=8.5)
            continue
        ax.plot(row.base, y, "o", color=style.BLUE, ms=9, zorder=3)
        arrow = {"arrowstyle": "->", "color": style.QUIET, "lw": 1.6, "shrinkA": 6, "shrinkB": 6}
        ax.annotate("", (row.agreed, y), (row.base, y), arrowprops=arrow)
        ahead = max(row.base, row.agreed) + 0.03 * room
        change = f"{row.change:+.1f}".replace("-", "−")
        said = f"{change}: compared with {row.base_is}, {row.base:,.1f}"
        if row.change > 0:
            ax.text(row.base, y - 0.18, said, va="bottom", fontsize=8.5)
        else:
            ax.text(ahead, y, said, va="center", fontsize=8.5)
    ax.plot([], [], "o", color=style.BLUE, ms=8, ls="none", label="what it is compared with")
    ax.plot([], [], "s", color=style.VERMILION, ms=8, ls="none", label="what was agreed")
    ax.legend(loc="upper center", bbox_to_anchor=(0.45, -0.14), ncols=2)
    ax.set_yticks([at for at, _ in ticks], [name for _, name in ticks])
    ax.set_xlim(low - 0.12 * room, high + 0.62 * room)
    ax.set_xticks([tick for tick in ax.get_xticks() if tick <= high + 0.1 * room])
    ax.set_ylim(y + 0.6, -0.2)
    ax.set_xlabel("billion yen for five years (the axis does not begin at 0)", loc="left")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.set_title(frame.attrs["title"])


def tell(frame: Sheet) -> str:
    parts = []
    for row in frame.itertuples():
        part = f"{row.who} ({row.deal}) says {row.says}: {row.agreed:,.1f} agreed, compared with "
        known = row.base == row.base
        parts.append(f"{part}{row.base_is}{f', {row.base:,.1f}' if known else ''}")
    return (
        f"{frame.attrs['title']}. On an axis of billion yen for five years, an arrow leads from "
        f"what each headline compares with to what was agreed. {'; '.join(parts)}."
    )


one_deal = Plot(compared, draw, tell, lambda frame: (9.2, 1.6 + 0.62 * len(frame)))
