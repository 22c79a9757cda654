"""A table of pandas that a reader can read: whole sentences, a title, and where its rows come from."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from alliance.html import NO_MATH

MOST_ROWS = 100
_LONGEST_NOTE = 400
_GROUPED = 10_000
_LEFT = "text-align: left; vertical-align: top; white-space: normal"
_KEY = "text-align: left; vertical-align: top; white-space: nowrap"
_RIGHT = "text-align: right; vertical-align: top"


class Sheet(pd.DataFrame):
    """``attrs`` may hold title (shown above), basis and source (shown below)."""

    @property
    def _constructor(self) -> type[Sheet]:
        return Sheet

    def _repr_html_(self) -> str:
        shown = self.head(MOST_ROWS)
        # Row numbers that pandas gives by itself tell a reader nothing; an index with a name does.
        named = any(self.index.names) or not pd.api.types.is_integer_dtype(self.index)
        heads = [*(str(name or "") for name in self.index.names), *map(str, self.columns)]
        top = "".join(
            f'<th scope="col" style="{_LEFT}">{escape(_title(head))}</th>'
            for head in (heads if named else heads[self.index.nlevels :])
        )
        numeric = [pd.api.types.is_numeric_dtype(kind) for kind in self.dtypes]
        # Thousands are set apart in a whole column or not at all, and never in a column of years.
        grouped = [one and self.iloc[:, n].abs().max() >= _GROUPED for n, one in enumerate(numeric)]
        body = []
        for key, cells in zip(shown.index, shown.itertuples(index=False, name=None), strict=True):
            keys = (key if isinstance(key, tuple) else (key,)) if named else ()
            row = [f'<th scope="row" style="{_KEY}">{_cell(one)}</th>' for one in keys]
            for value, right, group in zip(cells, numeric, grouped, strict=True):
                style = _RIGHT if right else _LEFT
                row.append(f'<td style="{style}">{_cell(value, group)}</td>')
            body.append(f"<tr>{''.join(row)}</tr>")
        title = escape(str(self.attrs.get("title", "")))
        caption = f'<caption style="{_LEFT}"><strong>{title}</strong></caption>' if title else ""
        rows = f"<thead><tr>{top}</tr></thead><tbody>{''.join(body)}</tbody>"
        return (
            f'<table class="{NO_MATH}">{caption}{rows}</table>{"".join(map(_note, self._notes()))}'
        )

    def _notes(self) -> list[str]:
        notes = []
        if len(self) > MOST_ROWS:
            notes.append(f"{MOST_ROWS} of {len(self)} rows are shown.")
        if basis := self.attrs.get("basis"):
            notes.append(str(basis))
        source = str(self.attrs.get("source", ""))
        if source and "source" not in self.columns:
            long = len(source) > _LONGEST_NOTE
            notes.append(
                "Sources: row by row in the column “source” of the whole table."
                if long
                else f"Source: {source}"
            )
        return notes


def _title(name: str) -> str:
    return name.replace("_", " ")


def _note(text: str) -> str:
    return f'<p class="{NO_MATH}" style="font-size: 85%; max-width: 60em">{escape(text)}</p>'


def _cell(value: Any, grouped: bool = False) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(map(_cell, value))
    if isinstance(value, float) and pd.isna(value):
        return ""
    if pd.api.types.is_number(value) and not isinstance(value, bool):
        return f"{value:,.12g}" if grouped else f"{value:.12g}"
    return "" if value is None or value is pd.NA else escape(str(value))
