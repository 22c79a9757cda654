"""Figures. Each takes ``ax=``, returns the axes, says in words what it shows, and is also a table.

    al.plots.timeline("anpo")          # draws; a notebook shows it with alternative text
    al.plots.timeline.table("anpo")    # what is drawn, as a table
    al.plots.alt(axes)                 # the figure in words
    al.plots.names()                   # what there is

A figure that a plot makes itself is not pyplot's: nothing stays open, and the notebook shows it
where its axes are the last value of a cell.
"""

from __future__ import annotations

from alliance.plots.counts import polls, rival_counts
from alliance.plots.figure import Plot, alt
from alliance.plots.grids import (
    article_5_wordings,
    claim_verdicts,
    topics_by_article,
    treaties_compared,
    who_quotes_whom,
)
from alliance.plots.map import area
from alliance.plots.money import defence_budget, defence_goals, host_nation_support, one_deal
from alliance.plots.time import anpo_days, timeline, years_named

_PLOTS: dict[str, Plot] = {
    "timeline": timeline,
    "years_named": years_named,
    "who_quotes_whom": who_quotes_whom,
    "topics_by_article": topics_by_article,
    "host_nation_support": host_nation_support,
    "defence_budget": defence_budget,
    "rival_counts": rival_counts,
    "anpo_days": anpo_days,
    "one_deal": one_deal,
    "defence_goals": defence_goals,
    "treaties_compared": treaties_compared,
    "article_5_wordings": article_5_wordings,
    "area": area,
    "claim_verdicts": claim_verdicts,
    "polls": polls,
}

__all__ = [*_PLOTS, "alt", "names"]


def names() -> dict[str, str]:
    """Each plot's name, and in one line what it shows."""
    return {name: plot.line for name, plot in _PLOTS.items()}
