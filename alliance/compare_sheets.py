"""How comparisons look: sheets whose cells hold more than words.

A locator such as “reuters-2020 ¶4” opens in place and shows the digest of that paragraph. A link to
an anchor would be dead wherever the article does not stand on the same page, and JupyterLab takes
anchors out of a notebook that has not been run; this works there too, in both editions, and on a
page that was exported.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from alliance import sources, tables
from alliance.compare_words import NAMES, marked_html
from alliance.markup import NO_MATH
from alliance.sheet import Sheet
from alliance.show import provision_name

# A shape for each verdict, so that neither colour nor reading alone carries it.
SHAPES = {
    "supported": "●",
    "imprecise": "◐",
    "contested": "◇",
    "wrong": "✕",
    "not checkable": "○",
}
SILENT = "– says nothing –"
_WIDTH = 88
_TOP = "text-align: left; vertical-align: top; white-space: normal"
_OPENED = "margin: 0.3em 0; max-width: 30em; font-size: 90%"
_DOCUMENT = re.compile(r"(?P<source>treaty-\d{4}|notes-\d{4})(?: (?P<provision>\w+))?")


def table_html(
    sheet: Sheet,
    heads: Sequence[str],
    rows: Iterable[tuple[str, Sequence[str]]],
    basis: str | None = None,
) -> str:
    """A table with a head for every column and every row; cells are HTML already. ``basis`` is said
    below it instead of the sheet's own."""
    top = "".join(f'<th scope="col" style="{_TOP}">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row" style="{_TOP}">{head}</th>'
        + "".join(f'<td style="{_TOP}">{cell}</td>' for cell in cells)
        + "</tr>"
        for head, cells in rows
    )
    title = escape(str(sheet.attrs.get("title", "")))
    caption = f'<caption style="{_TOP}"><strong>{title}</strong></caption>'
    notes = "".join(
        f'<p class="{NO_MATH}" style="font-size: 85%; max-width: 60em">{escape(note)}</p>'
        for note in (basis or sheet.attrs.get("basis"), _source(sheet))
        if note
    )
    return (
        f'<table class="{NO_MATH}">{caption}<thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table>{notes}"
    )


def _source(sheet: Sheet) -> str:
    return f"Source: {found}" if (found := sheet.attrs.get("source")) else ""


def opened(label: str, text: str) -> str:
    """``label``, which opens in place and shows ``text``."""
    return (
        f"<details><summary>{escape(label)}</summary>"
        f'<p style="{_OPENED}">{escape(text)}</p></details>'
    )


def paragraph(id: str, p: int | None) -> str:
    """“reuters-2020 ¶4”, opening the digest of that paragraph; the whole text has no number."""
    blocks = sources.record(id).get("paragraphs", ())
    if p is None or not 1 <= p <= len(blocks):
        return escape(id)
    return opened(f"{id} ¶{p}", f"In our words: {blocks[p - 1]['digest']}")


def fact(id: str) -> str:
    """“cst-24” or “treaty-1960 V”, opening what it says and where it comes from."""
    if found := _DOCUMENT.fullmatch(id):
        blocks = sources.record(found["source"]).get("paragraphs", ())
        said = " ".join(b["digest"] for b in blocks if b.get("provision") == found["provision"])
        name = provision_name(found["provision"]) if found["provision"] else ""
        return opened(f"{found['source']} {name}".strip(), said) if said else escape(id)
    known = next((one for one in tables.facts() if one["id"] == id), None)
    if known is None:
        return escape(id)
    return opened(id, f"{known['statement']} Source: {known['source']}")


def facts(joined: str) -> str:
    return "".join(map(fact, joined.split(", "))) if joined else ""


def verdict(name: str, qualifier: str = "") -> str:
    """The verdict's shape and word: “◐ imprecise (clipped)”."""
    said = f"{SHAPES.get(name, '')} {name}"
    return escape(f"{said} ({qualifier})" if qualifier else said)


class Provisions(Sheet):
    """Topics × documents. A document that is silent says so."""

    @property
    def _constructor(self) -> type[Provisions]:
        return Provisions

    def frame(self) -> pd.DataFrame:
        """The same as a plain DataFrame."""
        return pd.DataFrame(self)

    def _repr_html_(self) -> str:
        if "question" not in self.columns or list(self.index.names) != ["topic"]:
            return super()._repr_html_()
        columns = [name for name in self.columns if name != "question"]
        rows = [
            (
                f"{escape(str(topic))}<div><small>{escape(row['question'])}</small></div>",
                [_passages(name, row[name]) for name in columns],
            )
            for topic, row in self.iterrows()
        ]
        return table_html(self, ["topic", *columns], rows)

    def __str__(self) -> str:
        lines = [str(self.attrs.get("title", ""))]
        for topic, row in self.iterrows():
            lines += ["", str(topic)]
            for column, value in row.items():
                for part in (str(value) or SILENT).split("\n"):
                    lines += textwrap.wrap(f"{column}: {part}", _WIDTH, subsequent_indent="    ")
        return "\n".join(lines)

    __repr__ = __str__


def _passages(column: str, text: str) -> str:
    if not text and column in NAMES.values():
        return f"<em>{SILENT}</em>"
    return "".join(f'<p style="margin: 0 0 0.4em">{escape(part)}</p>' for part in text.split("\n"))


class Draft(Sheet):
    """Wordings with their changes marked."""

    @property
    def _constructor(self) -> type[Draft]:
        return Draft

    def _repr_html_(self) -> str:
        if "words" not in self.columns:
            return super()._repr_html_()
        rows = [
            (escape(str(wording)), [marked_html(str(row[name])) for name in self.columns])
            for wording, row in self.iterrows()
        ]
        return table_html(self, [str(self.index.name or ""), *map(str, self.columns)], rows)

    def __str__(self) -> str:
        lines = [str(self.attrs.get("title", ""))]
        for wording, row in self.iterrows():
            lines += textwrap.wrap(f"{wording}: {row.get('words', '')}", _WIDTH)
        return "\n".join([*lines, *textwrap.wrap(str(self.attrs.get("basis", "")), _WIDTH)])

    __repr__ = __str__


class Claims(Sheet):
    """Judged claims. A notebook shows five short columns; the DataFrame has all."""

    @property
    def _constructor(self) -> type[Claims]:
        return Claims

    def _repr_html_(self) -> str:
        whole = {"id", "article", "paragraph", "claim", "verdict", "evidence", "facts"}
        if not whole <= set(self.columns):
            return super()._repr_html_()
        rows = [
            (
                escape(str(row.id)),
                [
                    paragraph(row.article, None if pd.isna(row.paragraph) else int(row.paragraph)),
                    escape(row.claim),
                    verdict(row.verdict, getattr(row, "qualifier", "")),
                    escape(row.evidence) + facts(row.facts),
                ],
            )
            for row in self.itertuples()
        ]
        return table_html(self, ["claim", "where", "what it says", "verdict", "why"], rows)


class Contradictions(Sheet):
    """Sides that contradict each other, a row per side; what settles it stands beside the first."""

    @property
    def _constructor(self) -> type[Contradictions]:
        return Contradictions

    def _repr_html_(self) -> str:
        whole = {"id", "topic", "says", "articles", "claims", "settled_by", "facts"}
        if not whole <= set(self.columns):
            return super()._repr_html_()
        places = _places()
        rows, before = [], None
        for row in self.itertuples():
            first, before = row.id != before, row.id
            settled = escape(row.settled_by) + facts(row.facts) if first else "<em>see above</em>"
            rows.append(
                (
                    escape(f"{row.id}: {row.topic}"),
                    [_who(row.articles, row.claims, places), escape(row.says), settled],
                )
            )
        heads = ["contradiction", "where", "what it says", "what settles it"]
        return table_html(self, heads, rows, "A row per side. A place or a fact opens in place.")


def _places() -> dict[str, tuple[str, int | None]]:
    """The article and paragraph of each claim."""
    articles = (one.id for one in sources.sources("article"))
    return {
        claim["id"]: (id, claim.get("p"))
        for id in articles
        for claim in sources.record(id).get("claims", ())
    }


def _who(articles: str, claims: str, places: dict[str, tuple[str, int | None]]) -> str:
    found = list(dict.fromkeys(places[id] for id in claims.split(", ") if id in places))
    named = {article for article, _ in found}
    rest = [(id, None) for id in articles.split(", ") if id and id not in named]
    return "".join(f"<div>{paragraph(id, p)}</div>" for id, p in (*found, *rest))
