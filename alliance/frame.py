"""A DataFrame that a reader can read: whole sentences, and where its rows come from."""

from __future__ import annotations

from typing import Any, Self

import pandas as pd

from alliance.html import KEY, LEFT, RIGHT, note, table

MOST_ROWS = 100
_LONGEST_NOTE = 400
_GROUPED = 10_000


class SourcedFrame(pd.DataFrame):  # type: ignore[misc]  # pandas brings no types
    """A DataFrame whose ``attrs`` may hold title (shown above), basis and source (shown below)."""

    @classmethod
    def of(
        cls, rows: Any, *, title: str, source: str = "", basis: str = "", **options: Any
    ) -> Self:
        """Rows (with pandas' ``options``, as ``index`` and ``columns``) and what they rest on.

        Parameters
        ----------
        title : what the rows show, in a line.
        source : where they come from; by default what stands in their column "source".
        basis : how they were counted, and how they may be compared.
        """
        frame = cls(rows, **options)
        frame.attrs = {"title": title, "source": source or frame._sources()}
        if basis:
            frame.attrs["basis"] = basis
        return frame

    def by(self, column: str) -> Self:
        """The same with a column as its index."""
        indexed: Self = self.set_index(column)
        return indexed

    def _sources(self) -> str:
        return "; ".join(dict.fromkeys(self["source"]))

    @property
    def _constructor(self) -> type[Self]:
        return type(self)  # a part of one is one

    def _repr_html_(self) -> str:
        shown = self.head(MOST_ROWS)
        # Row numbers that pandas gives by itself tell a reader nothing; an index with a name does.
        named = any(self.index.names) or not pd.api.types.is_integer_dtype(self.index)
        heads = [*(str(name or "") for name in self.index.names), *map(str, self.columns)]
        keys = self.index.nlevels if named else 0
        numeric = [pd.api.types.is_numeric_dtype(kind) for kind in self.dtypes]
        # Thousands are set apart in a whole column or not at all, and never in a column of years.
        grouped = [one and self.iloc[:, n].abs().max() >= _GROUPED for n, one in enumerate(numeric)]
        rows = []
        for key, cells in zip(shown.index, shown.itertuples(index=False, name=None), strict=True):
            own = (key if isinstance(key, tuple) else (key,)) if named else ()
            rows.append([*map(_cell, own), *map(_cell, cells, grouped)])
        shape = table(
            rows,
            [head.replace("_", " ") for head in heads[self.index.nlevels - keys :]],
            caption=self.attrs.get("title", ""),
            styles=[KEY] * keys + [RIGHT if right else LEFT for right in numeric] or [LEFT],
            keys=keys,
        )
        return shape + "".join(map(note, self._notes()))

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


def _cell(value: Any, grouped: bool = False) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(map(_cell, value))
    if isinstance(value, float) and pd.isna(value):
        return ""
    if pd.api.types.is_number(value) and not isinstance(value, bool):
        return f"{value:,.12g}" if grouped else f"{value:.12g}"
    return "" if value is None or value is pd.NA else str(value)
