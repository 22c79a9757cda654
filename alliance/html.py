"""HTML that every page and every notebook output shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from itertools import chain, cycle, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from alliance import languages
from alliance.text import several

if TYPE_CHECKING:
    from jinja2 import Environment

# Without these classes a notebook sets what stands between two dollar signs as a formula:
# MathJax 2 (exported pages) knows the first, MathJax 3 (JupyterLab) the second.
NO_MATH = "tex2jax_ignore mathjax_ignore"

# Inline, because JupyterLab drops style sheets from a notebook that has not been run.
LEFT = "text-align: left; vertical-align: top; white-space: normal"
KEY = "text-align: left; vertical-align: top; white-space: nowrap"
RIGHT = f"{KEY.replace('left', 'right')}; font-variant-numeric: tabular-nums"

# The one style sheet: of live cards in JupyterLab, of pages and of print.
STYLE = Path(__file__).parent / "look" / "alliance.css"

_MARKED = re.compile(r"`([^`\n]+)`|\*([^\s*]|[^\s*][^*\n]*[^\s*])\*(?![\w*])")


class Html(str):
    """Text that is HTML already: neither :func:`table` nor Jinja2 escapes it again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def as_html(value: object) -> Html:
    """``value`` as HTML: escaped, unless it says that it is HTML."""
    return Html(value if hasattr(value, "__html__") else escape(str(value)))


def strong(value: object) -> Html:
    """``value`` in bold."""
    return Html(f"<strong>{as_html(value)}</strong>")


def inline(text: str, tag: str = "code") -> Html:
    """``text`` as HTML; what an author put between backticks becomes code, as in Markdown, between
    asterisks stressed, and a source's id its name."""

    def shown(found: re.Match[str]) -> str:
        return f"<{tag}>{found[1]}</{tag}>" if found[1] else f"<em>{found[2]}</em>"

    return Html(_MARKED.sub(shown, escape(languages.with_names(text))))


def _runs(code: str, run: str) -> re.Pattern[str]:
    """A run of a language; before it what is left as it is: a drawing, which has its own language,
    what says already that it is of this one, a tag, an entity."""
    left = rf'<svg.*?</svg>|<(\w+)[^>]*\blang="{code}".*?</\1>|<[^>]*>|&#?\w+;'
    return re.compile(f"{left}|(?P<run>{run})", re.DOTALL)


# Of English, in a text of another script.
_ENGLISH = _runs(
    "en", r"[A-Za-z][!-;=?-~\u00a0-\u024f\u2010-\u2027 ]*[A-Za-z\u00c0-\u024f0-9.!?”’]"
)


def tagged(html: str) -> Html:
    """HTML for a screen reader: in English each run of Japanese says that it is Japanese; where the
    reader's language is another, it says so, and each run of English (two letters or more) too."""
    code = languages.current()
    if code == "en" or not languages.table(code):
        return japanese_tagged(html)
    return Html(f'<div lang="{escape(code)}">{_said(html, _ENGLISH, "en")}</div>')


_SIGN = r"[\u3040-\u30ff\u4e00-\u9fff]"
_JAPANESE = _runs("ja", rf"{_SIGN}+(?:[\u3000-\u303f]+{_SIGN}+)*")
# Such a word in Latin letters, in HTML or Markdown.
_ROMANISED = re.compile(r'(lang="ja">[^<>]*</span> ?\()(?:<em>([^<]+)</em>|\*([^*\n]+)\*)')


def japanese_tagged(html: str, language: str = "en") -> Html:
    """``html`` in ``language`` in which a reader's browser and voice know the Japanese words, and
    those in Latin letters that follow one in brackets."""
    if language == "ja":
        return Html(html)
    said = _said(html, _JAPANESE, "ja")
    return Html(_ROMANISED.sub(lambda one: one[1] + romanised(Html(one[2] or one[3])), said))


def romanised(word: str) -> Html:
    """A Japanese word in Latin letters."""
    return Html(f'<em lang="ja-Latn">{as_html(word)}</em>')


def _said(html: str, runs: re.Pattern[str], code: str) -> str:
    return runs.sub(
        lambda one: f'<span lang="{code}">{one[0]}</span>' if one["run"] else one[0], html
    )


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


def line(text: str | list[str], label: str = "", before: str = "") -> Html:
    """One line of such a box, or several pieces below each other; ``before`` is HTML, ``text`` may
    hold code between backticks, or be HTML."""
    said = f"<strong>{escape(label)}:</strong> " if label else ""
    given = [text] if isinstance(text, str) else text
    pieces = [one if isinstance(one, Html) else inline(one) for one in given]
    if len(pieces) == 1:
        return Html(f'<p style="{_LINE}">{before}{said}{pieces[0]}</p>')
    below = "".join(f"<li>{one}</li>" for one in pieces)
    listed = f'<ul style="{_LINE};padding-left:1.25rem">{below}</ul>'
    return Html(f'<p style="{_LINE}">{before}{said}</p>{listed}')


def note(text: str) -> Html:
    """A small line below a table: its basis, its source."""
    return Html(
        f'<p class="al-s {NO_MATH}" style="font-size: 0.875rem; max-width: 44rem">'
        f"{as_html(text)}</p>"
    )


def fold(label: str, inside: str, look: str = "") -> Html:
    """``inside`` behind ``label``, which opens in place; all are HTML."""
    return Html(f"<details><summary{look}>{label}</summary>{inside}</details>")


def opened(label: str, *texts: object) -> Html:
    """``label``, which opens in place and shows ``texts``, each a paragraph."""
    inside = "".join(f'<p style="{_LINE}; max-width: 36rem">{as_html(one)}</p>' for one in texts)
    return fold(escape(label), inside, f' style="{_UNBROKEN}"')


SMALL = "font-size: 0.875rem"


class Group(Html):
    """A row of a table that says what all rows below it have in common, up to the next one."""

    __slots__ = ()


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
    rows : the cells of each row, its own heads first; or a :class:`Group`.
    heads : the columns' heads; none for a table that has only heads of rows.
    caption : what the table shows, above it.
    styles : how a column's cells look, as inline CSS or as ``.name``, a class of the page's style
        sheet; the last one holds for all columns that follow.
    head_style : the same for the caption and for the heads of columns that hold no numbers.
    keys : how many cells of a row are heads of the row.
    """
    looks = chain(styles, repeat(styles[-1]))
    top = "".join(
        f'<th scope="col"{_look(look if look == RIGHT else head_style)}>{as_html(head)}</th>'
        for head, look in zip(heads, looks, strict=False)
    )
    body = "".join(
        f'</tbody><tbody><tr><th scope="rowgroup" colspan="{len(heads)}"{_look(_GROUP)}>{row}</th>'
        "</tr>"
        if isinstance(row, Group)
        else f"<tr>{_cells(row, heads, styles, keys)}</tr>"
        for row in rows
    )
    told = f"<caption{_look(head_style)}>{strong(caption)}</caption>"
    whole = (
        f'<table class="al-t cards {NO_MATH}" style="font-size: 0.9375rem; margin: 0 0 1rem">'
        f"{told if caption else ''}"
        f"{f'<thead><tr>{top}</tr></thead>' if heads else ''}<tbody>{body}</tbody></table>"
    )
    whole = whole.replace("<tbody></tbody>", "") if body else whole
    return japanese_tagged(whole, languages.current())


_GROUP = f"{LEFT}; padding-top: 1rem"


def _cells(row: Sequence[object], heads: Sequence[object], styles: Sequence[str], keys: int) -> str:
    parts = []
    for n, (cell, style) in enumerate(zip(row, chain(styles, repeat(styles[-1])), strict=False)):
        said = spelled(cell) if isinstance(cell, str) else cell
        tag, more = ('th scope="row"', "") if n < keys else ("td", "")
        # On a telephone a row is a card; what opens in place has its own name.
        if keys <= n < len(heads) and heads[n] and not str(cell).startswith("<details"):
            more = f' data-h="{escape(str(heads[n]))}"'
        parts.append(f"<{tag}{more}{_look(style, said)}>{as_html(said)}</{tag[:2]}>")
    return "".join(parts)


_MONTHS = "January February March April May June July August September October November December"
_ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-([0-3]\d))?")


def spelled(text: str, months: str = _MONTHS) -> str:
    """A date in words, as exact as it is known: "26 January 1951", "May 1960", "1960". What is no
    such date, as "1960-01-19", stays as it is."""
    found = _ISO.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    return " ".join([*([str(int(day))] if day else []), months.split()[int(month) - 1], year])


def unbroken(line: str) -> str:
    """A line of parts, "telegram · 21 May 1960", that ends behind a part; but in a long one."""
    short = (one.replace(" ", "\u00a0") if len(one) < 30 else one for one in line.split(" · "))
    return "\u00a0· ".join(short)


_SCALES = {10**12: " trillion", 10**9: " billion", 10**6: " million"}


def in_scale(number: float) -> str:
    """A number as one says it: 189.3 billion, 5.5 million, 7,500, 86.4."""
    scale = next((one for one in _SCALES if number >= one), 1)
    return f"{number / scale:,.10g}{_SCALES.get(scale, '')}"


# What a reader takes in at once: a date, a number, the id of a fact, of a claim or of a source, a
# term in kanji.
_WHOLE = re.compile(
    r"(?:\d\d? )?[A-Z][a-z]+ \d{4}|[\d,.]*\d%?|[a-z]+\d*-\d+|[a-z]+(?:-[a-z]+)*-\d{4}"
    rf"|{_SIGN}{{1,12}}"
)
_UNBROKEN = "white-space: nowrap"


def _look(style: str, cell: object = "") -> str:
    named, style = (f' class="{style[1:]}"', "") if style.startswith(".") else ("", style)
    if _WHOLE.fullmatch(str(cell)):
        style = style.replace("white-space: normal", _UNBROKEN)
        if _UNBROKEN not in style:
            style = f"{style}; {_UNBROKEN}" if style else _UNBROKEN
    return f'{named} style="{style}"' if style else named


_ROLES = {"table": "table", "tbody": "rowgroup", "tr": "row", "td": "cell"}
_ROLES |= {"col": "columnheader", "row": "rowheader", "rowgroup": "rowheader"}


def with_roles(html: str) -> str:
    """``html`` of a page whose tables, Markdown's too, stay tables where a telephone shows a row as
    a block, and whose wide parts the keyboard can move sideways. A head without words is no head,
    and an arrow alone no name of a link: that from a note says whose it is and where it leads, and
    stands alone on no line.
    """
    html = re.sub(r' <a (href="#ref-(\d+)") title="', r'&nbsp;<a \1 aria-label="\2: ', html)
    html = re.sub("<table>.*?</table>", lambda one: _carded(one[0]), html, flags=re.DOTALL)
    html = re.sub(r"<th\b[^>]*></th>", "<td></td>", html)
    html = re.sub(r"<th(?=[ >])(?![^>]*scope)", '<th scope="col"', html)
    html = re.sub(r'<div(?= style="[^"]*overflow-x:auto)', '<div tabindex="0"', html)
    named = r'<(table|tbody|tr|td)(?=[ >])|<th scope="(\w+)"'
    return re.sub(named, lambda tag: f'{tag[0]} role="{_ROLES[tag[1] or tag[2]]}"', html)


def _carded(table: str) -> str:
    """Markdown's table whose rows a telephone shows as cards, if three columns or more are too many
    for it: each cell has the name of its column."""
    heads = re.findall(r"<th\b[^>]*>(.*?)</th>", table)
    if len(heads) < 3:
        return table
    names = cycle(re.sub("<[^>]*>", "", head) for head in heads)
    named = re.sub("<td", lambda cell: f'{cell[0]} data-h="{next(names)}"', table)
    return named.replace("<table>", '<table class="al-t cards">').replace(' data-h=""', "")


def page(template: str, **values: object) -> Html:
    """A page that stands alone (nothing in it is fetched), from ``templates/<template>.html``; or
    another file, from the template that bears its whole name, such as "moodle.xml".

    Every value is escaped unless it is :class:`Html`. The shell, ``page.html``, takes ``title``,
    ``style``, ``body`` and ``language``; a template that extends it fills the block ``body``. Each
    has ``say``, ``pick``, ``several``, ``NO_MATH``, ``SMALL``, :func:`inline` and :func:`opened`.
    """
    name = template if "." in template else f"{template}.html"
    return Html(_templates().get_template(name).render(values))


@lru_cache(maxsize=1)
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([Path(__file__).parent / "templates", STYLE.parent]),
        autoescape=True,
        finalize=as_html,  # as the outputs that notebooks keep are escaped
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(japanese_tagged=japanese_tagged, unbroken=unbroken)
    made.globals.update(inline=inline, pick=languages.pick, say=languages.say, several=several)
    made.globals.update(NO_MATH=NO_MATH, SMALL=SMALL, opened=opened)
    return made
