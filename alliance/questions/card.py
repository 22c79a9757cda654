"""Hints, solutions and the standing: a heading and lines, as text and as HTML."""

from __future__ import annotations

from html import escape


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
        body = "".join(self._html(i, *line) for i, line in enumerate(self.lines))
        return (
            '<output role="status" aria-live="polite" style="display:block;max-width:60em;'
            'border-left:5px solid #0072B2;padding:0.4em 0.9em">'
            f"<strong>{escape(self.heading)}</strong>{body}</output>"
        )

    def _html(self, i: int, label: str, text: str) -> str:
        said = f"<strong>{escape(label)}:</strong> " if label else ""
        bar = ""
        if i in self.bars:
            done, whole = self.bars[i]
            # The line says the same in words: the bar is for the eye alone.
            bar = f'<progress value="{done}" max="{whole}" title="{escape(text)}"></progress> '
        return f'<span style="display:block;margin-top:0.35em">{bar}{said}{escape(text)}</span>'
