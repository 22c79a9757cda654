"""What answers a click in a notebook: one widget, whose browser's half is ``look/card.js``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from alliance.html import STYLE


class LiveWidget(anywidget.AnyWidget):
    """It draws ``task`` and sends messages; a reply carries the number of the message that it
    answers.

    draft: the answer to begin with; verdict: {n, status, html, record}; hint: {i, of, n, html};
    said: {n, html}, words of a source that were asked for.
    """

    _esm = STYLE.with_name("card.js")
    _css = STYLE
    task = traitlets.Dict().tag(sync=True)
    draft = traitlets.Any().tag(sync=True)
    verdict = traitlets.Dict().tag(sync=True)
    hint = traitlets.Dict().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)


def show(widget: LiveWidget, text: dict[str, Any], heard: Callable[[dict[str, Any]], None]) -> None:
    """Display a widget, with what stands in its place where no kernel runs; ``heard`` gets the
    browser's messages."""
    view: Any = widget._repr_mimebundle_() or {}
    # What Colab needs to draw a widget that is not its own stands in the metadata.
    bundle, about = view if isinstance(view, tuple) else (view, {})
    display({**bundle, **text}, metadata=about, raw=True)  # type: ignore[no-untyped-call]
    widget.on_msg(lambda _, content, buffers: heard(content if type(content) is dict else {}))
