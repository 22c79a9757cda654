"""HTML that every page and every notebook output shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

# Without these classes a notebook sets what stands between two dollar signs as a formula:
# MathJax 2 (exported pages) knows the first, MathJax 3 (JupyterLab) the second.
NO_MATH = "tex2jax_ignore mathjax_ignore"

# Inline, because JupyterLab drops style sheets from a notebook that has not been run.
LEFT = "text-align: left; vertical-align: top; white-space: normal"
KEY = "text-align: left; vertical-align: top; white-space: nowrap"
RIGHT = "text-align: right; vertical-align: top"

# The one style sheet: of live cards in JupyterLab, of pages and of print.
STYLE = Path(__file__).parent / "look" / "alliance.css"

_CODE = re.compile(r"`([^`\n]+)`")


class Html(str):
    """Text that is HTML already: neither :func:`table` nor Jinja2 escapes it again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def as_html(value: object) -> Html:
    """``value`` as HTML: escaped, unless it says that it is HTML."""
    return value if isinstance(value, Html) else Html(escape(str(value)))


def strong(value: object) -> Html:
    """``value`` in bold."""
    return Html(f"<strong>{as_html(value)}</strong>")


def inline(text: str, tag: str = "code") -> Html:
    """``text`` as HTML; what an author put between backticks becomes code, as in Markdown."""
    return Html(_CODE.sub(rf"<{tag}>\1</{tag}>", escape(text)))


def announced(colour: str, heading: str, lines: str) -> Html:
    """A box that screen readers read out when it appears: ``heading`` and ``lines`` are HTML.

    It is an ``<output>``: JupyterLab's sanitiser lets the element and the inline style pass even
    where it drops ``role``. Each line is a paragraph, so that they don't run together where styles
    are dropped. The text keeps the theme's colour.
    """
    return Html(
        f'<output class="{NO_MATH}" role="status" aria-live="polite" '
        f'style="display:block;max-width:44rem;border-left:4px solid {colour};padding:.25rem 1rem">'
        f'<p style="{_LINE}"><strong>{heading}</strong></p>{lines}</output>'
    )


_LINE = "margin:.35rem 0"


def line(text: str, label: str = "", before: str = "") -> Html:
    """One line of such a box; ``before`` is HTML, ``text`` may hold code between backticks."""
    said = f"<strong>{escape(label)}:</strong> " if label else ""
    return Html(f'<p style="{_LINE}">{before}{said}{inline(text)}</p>')


def note(text: str) -> Html:
    """A small line below a table: its basis, its source."""
    return Html(f'<p class="{NO_MATH}" style="font-size: 85%; max-width: 60em">{escape(text)}</p>')


def table(
    rows: Iterable[Sequence[object]],
    heads: Sequence[object] = (),
    *,
    caption: object = "",
    styles: Sequence[str] = (LEFT,),
    head_style: str = LEFT,
    keys: int = 1,
) -> Html:
    """One table, for a notebook or a page; every cell is escaped unless it is :class:`Html`.

    Parameters
    ----------
    rows : the cells of each row, its own heads first.
    heads : the columns' heads; none for a table that has only heads of rows.
    caption : what the table shows, above it.
    styles : how a column's cells look, as inline CSS or as ``.name``, a class of the page's style
        sheet; the last one holds for all columns that follow.
    head_style : the same for the columns' heads and the caption.
    keys : how many cells of a row are heads of the row.
    """
    top = "".join(f'<th scope="col"{_look(head_style)}>{as_html(head)}</th>' for head in heads)
    body = "".join(f"<tr>{_cells(row, styles, keys)}</tr>" for row in rows)
    told = f"<caption{_look(head_style)}>{strong(caption)}</caption>"
    return Html(
        f'<table class="{NO_MATH}">{told if caption else ""}'
        f"{f'<thead><tr>{top}</tr></thead>' if heads else ''}<tbody>{body}</tbody></table>"
    )


def _cells(row: Sequence[object], styles: Sequence[str], keys: int) -> str:
    looks = [_look(styles[min(n, len(styles) - 1)], cell) for n, cell in enumerate(row)]
    tags = ['th scope="row"'] * keys + ["td"] * (len(row) - keys)
    parts = zip(tags, looks, row, strict=False)
    return "".join(f"<{tag}{look}>{as_html(cell)}</{tag[:2]}>" for tag, look, cell in parts)


# What a reader takes in at once: a date, a number, the id of a fact, of a claim or of a source.
_WHOLE = re.compile(r"\d{4}(?:-\d\d){1,2}|[\d,.]*\d%?|[a-z]+\d*-\d+|[a-z]+(?:-[a-z]+)*-\d{4}")
_UNBROKEN = "white-space: nowrap"


def _look(style: str, cell: object = "") -> str:
    whole = bool(_WHOLE.fullmatch(str(cell)))
    if style.startswith("."):
        return f' class="{style[1:]}"' + (f' style="{_UNBROKEN}"' if whole else "")
    style = style.replace("white-space: normal", _UNBROKEN) if whole else style
    if whole and _UNBROKEN not in style:
        style = f"{style}; {_UNBROKEN}" if style else _UNBROKEN
    return f' style="{style}"' if style else ""


def page(template: str, **values: object) -> str:
    """A page that stands alone (nothing in it is fetched), from ``templates/<template>.html``.

    Every value is escaped unless it is :class:`Html`. The shell, ``page.html``, takes ``title``,
    ``style``, ``body`` and ``language``; a template that extends it fills the block ``body``.
    """
    return _templates().get_template(f"{template}.html").render(values)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([Path(__file__).parent / "templates", STYLE.parent]),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
