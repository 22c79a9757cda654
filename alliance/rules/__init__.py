"""Annotation by rule of any text: people, places, organisations, dates, figures, treaties and
quotations with their speakers.

    from alliance.rules import annotate
    annotate(["Abe met Donald Trump in Tokyo on Friday."], date="2019-05-25")

Nothing here is learned or downloaded: names come from ``alliance/data/gazetteer.json``, the rest
from patterns. It makes mistakes; what it finds is marked as found by rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from .marks import LAYERS, Mark

__all__ = ["LAYERS", "Mark", "annotate"]


def annotate(paragraphs: Sequence[str], *, date: str | None = None) -> list[Mark]:
    """Every mention in ``paragraphs``, in reading order.

    ``date`` is the article's own date (ISO, may be partial: "2023-01"); with it weekdays and days
    without a year are resolved. The layer "claim" needs a reader and is never marked by rule.
    """
    from .annotator import run  # the gazetteer and the patterns load with the first text

    return run(list(paragraphs), date)
