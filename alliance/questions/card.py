"""Hints, solutions and the standing: a heading and lines, as text and as HTML."""

from __future__ import annotations

from html import escape

from alliance.markup import announced, line


class Card:
    """A short text that Jupyter shows. Each line is a label (may be empty) and what it says; a bar,
    where there is one, is the done and the whole."""

    def __init__(
        self,
        heading: str,
        lines: list[tuple[str, str]],
        bars: dict[int, tuple[int, int]] | None = None,
    ) -> None:
        self.heading = heading
        self.lines = lines
        self.bars = bars or {}

    def __str__(self) -> str:
        shown = []
        for i, (label, text) in enumerate(self.lines):
            line = f"{label}: {text}" if label else text
            if i in self.bars:
                done, whole = self.bars[i]
                line = f"{'█' * done}{'░' * (whole - done)} {line}"
            shown.append("  " + line)
        return "\n".join([self.heading, *shown])

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        body = "".join(self._html(i, *said) for i, said in enumerate(self.lines))
        return announced("#0072B2", escape(self.heading), body)

    def _html(self, i: int, label: str, text: str) -> str:
        bar = ""
        if i in self.bars:
            done, whole = self.bars[i]
            # The line says the same in words: the bar is for the eye alone.
            bar = f'<progress value="{done}" max="{whole}" title="{escape(text)}"></progress> '
        return line(text, label, bar)
