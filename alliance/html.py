"""HTML that every page and every notebook output shares."""

from __future__ import annotations

import re
from html import escape

# Without these classes a notebook sets what stands between two dollar signs as a formula:
# MathJax 2 (exported pages) knows the first, MathJax 3 (JupyterLab) the second.
NO_MATH = "tex2jax_ignore mathjax_ignore"

_CODE = re.compile(r"`([^`\n]+)`")


def inline(text: str) -> str:
    """``text`` as HTML; what an author put between backticks becomes code, as in Markdown."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def announced(colour: str, heading: str, lines: str) -> str:
    """A box that screen readers read out when it appears: ``heading`` and ``lines`` are HTML.

    It is an ``<output>``: JupyterLab's sanitiser lets the element and the inline style pass even
    where it drops ``role``. The text keeps the theme's colour.
    """
    return (
        f'<output class="{NO_MATH}" role="status" aria-live="polite" '
        f'style="display:block;max-width:60em;border-left:5px solid {colour};padding:0.4em 0.9em">'
        f"<strong>{heading}</strong>{lines}</output>"
    )


def line(text: str, label: str = "", before: str = "") -> str:
    """One line of such a box; ``before`` is HTML, ``text`` may hold code between backticks."""
    said = f"<strong>{escape(label)}:</strong> " if label else ""
    return f'<span style="display:block;margin-top:0.35em">{before}{said}{inline(text)}</span>'


def web_page(title: str, style: str, body: str, language: str = "en") -> str:
    """A web page that stands alone: nothing in it is fetched. ``title`` and ``body`` are HTML."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head>\n<body>{body}</body></html>\n"
    )
