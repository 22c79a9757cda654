"""How sources look: HTML for a notebook, plain text for everything else. No logic lives here.

A notebook that somebody opens without running it is "untrusted": JupyterLab then removes style
sheets and scripts. So every mark carries its style and its written label with it, in colours that
stand out on a light and on a dark page; the text itself keeps the reader's own colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from alliance.layers import LAYERS, Annotation
from alliance.markup import NO_MATH
from alliance.sources import Paragraph, Source

# layer -> written label, inline style (Okabe–Ito hues; a line style each, so colour is never alone)
STYLES: dict[str, tuple[str, str]] = {
    "person": ("who", "border-bottom: 2px solid #0072B2"),
    "place": ("where", "border-bottom: 2px dashed #009E73"),
    "organisation": ("body", "border-bottom: 3px double #CC79A7"),
    "date": ("when", "border-bottom: 2px dotted #D55E00"),
    "figure": ("number", "border-bottom: 2px solid #E69F00"),
    "treaty": ("treaty", "border-bottom: 3px double #0072B2"),
    "quotation": (
        "quotation",
        "background-color: rgba(86, 180, 233, 0.20); border-left: 3px solid #56B4E9",
    ),
    "claim": (
        "claim",
        "background-color: rgba(230, 159, 0, 0.16); border-left: 1px solid #E69F00",
    ),
}
_SMALL = "font-size: 75%"
_STATUS = {
    "changed": "the words of this paragraph differ from the text that was annotated",
    "approximate": "only a part of this paragraph is in your file",
    "missing": "this paragraph is not in your file; the digest stands here",
    "ambiguous": "this paragraph stands in your file in more than one version",
}


def edition_line(source: Source) -> str:
    """One sentence: which edition this is, and who holds the rights."""
    if source.added:
        return f"Edition: your own file, annotated by rule. Rights: {source.rights.text}."
    if source.edition == "full":
        counts = [p.status for p in source.paragraphs]
        off = sum(status not in ("exact", "cleaned") for status in counts)
        tail = f"; {off} of {len(counts)} paragraphs differ, and say so" if off else ""
        return f"Edition: the full text, from your file{tail}. Rights: {source.rights.holder}."
    return (
        "Edition: digest, in our own words (CC BY 4.0). "
        f"Rights in the text: {source.rights.holder} ({source.rights.text})."
    )


def byline(source: Source) -> str:
    """Outlet, author and date; what the text does not tell is said to be untold."""
    parts = (
        source.outlet or "outlet not named",
        source.author or "author not named",
        source.date or "no date",
    )
    return " · ".join(parts)


def _label(row: Annotation) -> str:
    label = STYLES[row.layer][0]
    if row.layer == "claim":
        return f"claim {row.value}"
    if row.layer == "quotation" and row.detail.get("speaker"):
        return f"said by {row.detail['speaker']}"
    return label


def _label_html(row: Annotation) -> str:
    # The narrow space keeps two labels apart, for the eye and for a screen reader.
    return f'<sup style="{_SMALL}">\u2009{escape(_label(row))}\u2009</sup>'


def _title(row: Annotation) -> str:
    extra = "; ".join(f"{name}: {value}" for name, value in row.detail.items())
    said = ": ".join(part for part in (row.layer, row.value) if part)
    return f"{said} ({extra})" if extra else said


def visible(rows: Iterable[Annotation], p: int) -> list[Annotation]:
    """The marks to draw in paragraph ``p``: outer ones first, the same span on one layer once."""
    found, seen = [], set()
    for row in sorted(rows, key=lambda row: (row.start, -row.end, row.layer)):
        if row.p == p and 0 <= row.start < row.end and (row.layer, row.start, row.end) not in seen:
            seen.add((row.layer, row.start, row.end))
            found.append(row)
    return found


def _open(row: Annotation) -> str:
    style = STYLES[row.layer][1]
    return f'<span style="{style}" title="{escape(_title(row), quote=True)}">'


def marked_html(text: str, rows: Sequence[Annotation]) -> str:
    """``text`` with its marks. Marks may overlap: one that is cut by another's end is reopened."""
    out: list[str] = []
    stack: list[Annotation] = []
    cuts = sorted({0, len(text), *(r.start for r in rows), *(r.end for r in rows)})
    for here, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        again: list[Annotation] = []
        while any(row.end == here for row in stack):
            row = stack.pop()
            out.append("</span>")
            if row.end == here:
                out.append(_label_html(row))
            else:
                again.append(row)
        starting = [row for row in rows if row.start == here]
        for row in (*reversed(again), *starting):
            stack.append(row)
            out.append(_open(row))
        out.append(escape(text[here:following]))
    return "".join(out)


def _paragraph_html(paragraph: Paragraph, rows: Sequence[Annotation]) -> str:
    body = marked_html(paragraph.text, visible(rows, paragraph.n))
    if paragraph.kind == "heading":
        body = f"<strong>{body}</strong>"
    elif paragraph.kind != "text":
        body = f"<em>{paragraph.kind.capitalize()}:</em> {body}"
    if paragraph.provision:
        body = f"<strong>{escape(provision_name(paragraph.provision))}.</strong> {body}"
    status = _status(paragraph)
    if status:
        body += f'<br><strong style="{_SMALL}">⚠ {escape(status)}</strong>'
    if paragraph.wording_note:
        body += f'<br><em style="{_SMALL}">{escape(paragraph.wording_note)}</em>'
    return (
        f'<p style="margin: 0.6em 0; line-height: 1.9; max-width: 48em">'
        f'<span style="{_SMALL}">¶{paragraph.n}</span> {body}</p>'
    )


def provision_name(provision: str) -> str:
    """ "V" is "Article V"; the preamble, the closing and the note keep their names."""
    return f"Article {provision}" if provision.isupper() else provision


def _status(paragraph: Paragraph) -> str:
    if paragraph.status not in _STATUS:
        return ""
    said = f"{paragraph.status}: {_STATUS[paragraph.status]}"
    return f"{said} ({paragraph.note})" if paragraph.note else said


def legend_html(layers: Iterable[str]) -> str:
    items = []
    for layer in layers:
        label, style = STYLES[layer]
        meaning = escape(LAYERS[layer])
        items.append(
            f'<span style="white-space: nowrap"><span style="{style}">{layer}</span>'
            f'<sup style="{_SMALL}">{label}</sup></span> <span style="{_SMALL}">{meaning}</span>'
        )
    return f'<p style="max-width: 48em"><strong>Marks:</strong> {" · ".join(items)}</p>'


def source_html(source: Source, rows: Sequence[Annotation]) -> str:
    """A whole source: record, legend, numbered paragraphs with their marks, rights."""
    used = [layer for layer in LAYERS if any(row.layer == layer for row in rows)]
    paragraphs = "".join(_paragraph_html(p, rows) for p in source.paragraphs)
    head = f"<strong>{escape(source.title)}</strong><br>{escape(byline(source))}"
    note = f"<br><em>{escape(source.note)}</em>" if source.note else ""
    return (
        f'<article lang="en" class="{NO_MATH}" aria-label="{escape(source.title, quote=True)}">'
        f'<p style="max-width: 48em">{head}{note}</p>'
        f"{legend_html(used) if used else ''}{paragraphs}"
        f'<p style="{_SMALL}; max-width: 48em">{escape(edition_line(source))}</p></article>'
    )


def marked_text(text: str, rows: Sequence[Annotation]) -> str:
    """``text`` with each mark's label behind it in angle brackets."""
    ends = sorted(rows, key=lambda row: (row.end, -row.start), reverse=True)
    for row in ends:
        text = f"{text[: row.end]}⟨{_label(row)}⟩{text[row.end :]}"
    return text


def source_text(source: Source, rows: Sequence[Annotation] = ()) -> str:
    """A whole source as plain text, with the marks of ``rows`` written in."""
    lines = [source.title, byline(source), ""]
    for paragraph in source.paragraphs:
        head = f"¶{paragraph.n}"
        if paragraph.provision:
            head += f" {provision_name(paragraph.provision)}."
        elif paragraph.kind != "text":
            head += f" {paragraph.kind.capitalize()}:"
        lines.append(f"{head} {marked_text(paragraph.text, visible(rows, paragraph.n))}")
        for remark in filter(None, (_status(paragraph), paragraph.wording_note)):
            lines.append(f"   ({remark})")
    return "\n".join([*lines, "", edition_line(source)])
