"""Claims, contradictions and treaty provisions laid side by side.

What a judgement rests on opens in place. A link to an anchor would be dead wherever the article
does not stand on the same page, and JupyterLab takes anchors out of a notebook that has not been
run.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Any, ClassVar

import pandas as pd

from alliance import corpus, layers
from alliance.corpus import Source
from alliance.errors import choose
from alliance.evidence import coded, judged, provision_name, rests_on, with_sources
from alliance.html import Html, note, page
from alliance.reference import SourcedFrame

# What the articles claim, judged against other sources, and where they contradict each other.


_CLAIM = ["id", "article", "paragraph", "claim", "verdict", "qualifier"]
_CLAIM += ["evidence", "facts", "topics"]


def claims(
    *which: str, topic: str | None = None, article: str | None = None, verdict: str | None = None
) -> ClaimTable:
    """What the articles claim, each claim judged against other sources.

    Parameters
    ----------
    *which : ids of claims, e.g. "1.3", "1.6", or topics of the course; by default all.
    topic : a topic of the course, e.g. "taiwan"; by default all.
    article : the id of an article; by default all.
    verdict : "supported", "imprecise", "wrong", "contested" or "not checkable"; by default all.

    Returns
    -------
    ClaimTable
        A row per claim: id, article, paragraph (missing where the claim is one of a headline or of
        the whole text), claim (our paraphrase), verdict, qualifier, evidence, facts (ids), topics.
        A notebook shows the short columns; there each paragraph and each fact opens in place.

    Raises
    ------
    UnknownName
        No claim, topic, article or verdict has this name; the message lists those that there are.
    """
    rows = _named(corpus.claims(), which, "claim")
    if topic is not None:
        rows = _named(rows, [topic], "topic")
    if article is not None:
        article = choose(article, [one.id for one in corpus.sources("article")], "article")
        rows = [row for row in rows if row["article"] == article]
    if verdict is not None:
        verdict = choose(verdict, corpus.verdicts(), "verdict")
        rows = [row for row in rows if row["verdict"] == verdict]
    table = ClaimTable.of(
        [
            {"paragraph": row.get("p"), "qualifier": "", **row}
            | {name: ", ".join(row.get(name, ())) for name in ("facts", "topics")}
            for row in rows
        ],
        columns=_CLAIM,
        title="What the articles claim",
        source="the articles named in each row; the evidence names the facts it rests on",
        basis="; ".join(f"{name}: {one['meaning']}" for name, one in corpus.verdicts().items()),
    )
    table["paragraph"] = table["paragraph"].astype("Int64")
    return table


def _named(rows: list[dict[str, Any]], which: Sequence[str], what: str) -> list[dict[str, Any]]:
    """The rows with one of these ids or topics; all of them where none is asked for."""
    topics = sorted({topic for row in rows for topic in row.get("topics", ())})
    ids = [] if what == "topic" else [row["id"] for row in rows]
    asked = {choose(one, [*ids, *topics], what) for one in which}
    return [row for row in rows if not asked or asked & {row["id"], *row.get("topics", ())}]


def contradictions(*which: str) -> ContradictionTable:
    """Where the articles contradict each other.

    Parameters
    ----------
    *which : ids of contradictions, e.g. "X2", or topics of the course; by default all.

    Returns
    -------
    ContradictionTable
        A row per side of each contradiction: id, topic, says (our paraphrase), articles, claims
        (ids), settled_by (what settles it, as far as it can be settled), facts (ids).

    Raises
    ------
    UnknownName
        No contradiction has this id or topic; the message lists those that there are.
    """
    stored = corpus.loaded("built", "contradictions.json")
    rows = [
        {**one, **side, "facts": ", ".join(one["facts"])}
        | {name: ", ".join(side[name]) for name in ("articles", "claims")}
        for one in _named(stored["contradictions"], which, "contradiction")
        for side in one["sides"]
    ]
    return ContradictionTable.of(
        rows,
        columns=["id", "topic", "says", "articles", "claims", "settled_by", "facts"],
        title="Where the articles contradict each other",
        source="the articles named in each row",
        basis="What settles it, as far as it can be settled, stands in settled_by.",
    )


# The treaties of 1951 and 1960 and the Notes by topic. An empty cell is a finding.

# What a document's column is called; another document has its id.
NAMES = {"treaty-1951": "1951", "treaty-1960": "1960", "notes-1960": "Notes 1960"}
UNCHECKED = "wording still to be compared with an official print"


def _built() -> dict[str, Any]:
    return corpus.loaded("built", "provisions.json")


def provisions() -> list[dict[str, Any]]:
    """Every row as plain data: id, title, question, topics, facts, finding, and ``cells``: a list
    of ``{p, provision, says, words}`` for each document's id, empty where it is silent."""
    found: list[dict[str, Any]] = _built()["topics"]
    return found


def _chosen(topic: str | Sequence[str] | None) -> list[dict[str, Any]]:
    """The rows that a topic names: by the row's own name, its title, or a topic of the course."""
    rows = provisions()
    if topic is None or topic == []:
        return rows
    wanted = [topic] if isinstance(topic, str) or not isinstance(topic, Sequence) else list(topic)
    own = {name: row["id"] for row in rows for name in (row["title"], row["id"])}
    of_course = {name for row in rows for name in row["topics"]}
    listed = ", ".join(row["id"] for row in rows)
    found: list[str] = []
    for one in wanted:
        name = choose(one, [*sorted(of_course), *own], "topic", listed)
        found += [own[name]] if name in own else [r["id"] for r in rows if name in r["topics"]]
    return [row for row in rows if row["id"] in found]


def locator(cell: dict[str, Any]) -> str:
    """Where a cell's words stand: "Article V, ¶15"."""
    return f"{provision_name(cell['provision'])}, ¶{cell['p']}"


def said(cell: dict[str, Any]) -> str:
    """A cell in one piece: paraphrase, operative words, provision."""
    quoted = " … ".join(f"“{one}”" for one in cell["words"])
    doubt = f"; {UNCHECKED}" if cell.get("unchecked") else ""
    return f"{cell['says']} {quoted} ({locator(cell)}{doubt})"


def compare_treaties(
    topic: str | Sequence[str] | None = None, view: str = "table"
) -> ProvisionTable:
    """The documents side by side, by topic.

    Parameters
    ----------
    topic : one topic or a list of them, by the row's id or title or by a topic of the course.
    view : "table", or "cells" for a row per passage.

    Returns
    -------
    ProvisionTable
        A row per topic (index): question, a column per document (1951, 1960, Notes 1960), finding.
        An empty cell is a finding: the document is silent, and finding says what that means. As
        cells: document, provision, paragraph, says (our paraphrase), words (quoted), checked
        (whether the wording was compared with a printed copy). ``.frame()`` is a plain DataFrame,
        ``print()`` shows it without HTML.

    Raises
    ------
    UnknownName
        No topic or view has this name; the message lists those that there are.
    """
    views, rows = {"table": _table, "cells": _cells}, _chosen(topic)
    return ProvisionTable.of(
        views[choose(view, views, "view")](rows),
        title="The treaties side by side",
        source=f"{', '.join(_built()['documents'])}; findings also rest on facts: "
        + ", ".join(dict.fromkeys(fact for row in rows for fact in row["facts"])),
        basis="Our paraphrase, then the operative words in quotation marks, then the provision. "
        "An empty cell means that the document says nothing on the topic.",
    ).by("topic")


def _table(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"topic": row["title"], "question": row["question"]}
        | {NAMES.get(name, name): "\n".join(map(said, one)) for name, one in row["cells"].items()}
        | {"finding": row["finding"]}
        for row in rows
    ]


def _cells(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "topic": row["title"],
            "document": name,
            "provision": cell["provision"],
            "paragraph": cell["p"],
            "says": cell["says"],
            "words": "; ".join(f"“{one}”" for one in cell["words"]),
            "checked": not cell.get("unchecked"),
        }
        for row in rows
        for name, cells in row["cells"].items()
        for cell in cells
    ]


# How comparisons look. Where no style reaches, what stands side by side stands one below the other.

SILENT = "– says nothing –"
_WIDTH = 88


class ComparisonTable(SourcedFrame):
    """A frame that a notebook shows in blocks, as ``kind`` of ``templates/compared.html``; a part
    of it that lacks one of the columns ``needs`` is shown as any other frame."""

    kind: ClassVar[str]
    needs: ClassVar[frozenset[str]]
    below: ClassVar[tuple[str, ...]] = ("basis", "source")

    def _blocks(self) -> Iterable[tuple[Any, ...]]:
        """What the template is told of each block: by default index and row."""
        return self.iterrows()  # type: ignore[no-any-return]

    def _repr_html_(self) -> str:
        if not self.needs <= {*self.index.names, *self.columns}:
            return super()._repr_html_()
        notes = [note(with_sources(str(self.attrs.get(name, "")))) for name in self.below]
        named = {"kind": self.kind, "title": self.attrs.get("title", ""), "silent": SILENT}
        helpers = {"coded": coded, "judged": judged, "place": place, "changes_html": changes_html}
        return page("compared", blocks=self._blocks(), notes=notes, **named, **helpers)


def digest(id: str, p: int | None) -> Html:
    """“reuters-2020 ¶4: …”: the digest of that paragraph; nothing where the whole text is meant."""
    blocks = corpus.record(id).get("paragraphs", ())
    if p is None or not 1 <= p <= len(blocks):
        return Html()
    said = escape(blocks[p - 1]["digest"])
    return Html(f"{said} <small>{escape(id)} ¶{p}, in our words</small>")


def place(id: str, p: int | None) -> str:
    """“Reuters, 2020 ¶4”: where something stands, in words."""
    return f"{corpus.source(id).short}{f' ¶{p}' if p else ''}"


class ProvisionTable(ComparisonTable):
    """Topics × documents. A document that is silent says so."""

    kind, needs = "provisions", frozenset(("topic", "question"))

    def frame(self) -> pd.DataFrame:
        """The same as a plain DataFrame."""
        return pd.DataFrame(self)

    def __repr__(self) -> str:
        lines = [str(self.attrs.get("title", ""))]
        for topic, row in self.iterrows():
            lines += ["", str(topic)]
            for column, value in row.items():
                for part in (str(value) or SILENT).split("\n"):
                    lines += textwrap.wrap(f"{column}: {part}", _WIDTH, subsequent_indent="    ")
        return "\n".join(lines)


class ClaimTable(ComparisonTable):
    """Judged claims, a block each: verdict, what the article says, why. The DataFrame has all."""

    kind = "claims"
    needs = frozenset(("id", "article", "paragraph", "claim", "verdict", "evidence", "facts"))
    below = ("basis",)

    def _blocks(self) -> Iterable[tuple[Any, ...]]:
        before = None
        for row in self.itertuples():
            p = None if pd.isna(row.paragraph) else int(row.paragraph)
            found = [*rests_on(f"{row.evidence} {row.facts}"), digest(row.article, p)]
            yield row, p, list(filter(None, found)), row.article != before
            before = row.article


class ContradictionTable(ComparisonTable):
    """Sides that contradict each other, side by side, and below them what settles it."""

    kind = "contradictions"
    needs = frozenset(("id", "topic", "says", "articles", "claims", "settled_by", "facts"))
    below = ()

    def _blocks(self) -> Iterable[tuple[Any, ...]]:
        places = {claim["id"]: (claim["article"], claim.get("p")) for claim in corpus.claims()}
        named = [name for name in self.index.names if name]
        for _, sides in self.reset_index(named).groupby(["id", "topic"], sort=False):
            rows = [*sides.itertuples()]
            stand = [_who(row.articles, row.claims, places) for row in rows]
            found = rests_on(f"{rows[0].settled_by} {rows[0].facts}")
            found += filter(None, [digest(*where) for there in stand for where in there])
            sources = [[place(*where) for where in there] for there in stand]
            yield [*zip(rows, sources, strict=True)], found


def _who(
    articles: str, claims: str, places: dict[str, tuple[str, int | None]]
) -> list[tuple[str, int | None]]:
    found = list(dict.fromkeys(places[id] for id in claims.split(", ") if id in places))
    named = {article for article, _ in found}
    return [*found, *((id, None) for id in articles.split(", ") if id and id not in named)]


# Two wordings of one provision, word by word.


def compare_draft() -> DraftTable:
    """The draft of April 1959 beside the treaty of 1960, with every word that differs marked.

    Returns
    -------
    DraftTable
        A row per wording (index: whose it is): of (the provision), words. In HTML a word that was
        taken out is struck through, one that was put in is underlined; in plain text they stand in
        [-…-] and {+…+}.
    """
    drafts, rows = _built()["drafts"], []
    for one in drafts:
        before, after = changes(one["draft"], one["final"])
        where = f"{NAMES.get(one['document'], one['document'])}, {provision_name(one['provision'])}"
        rows.append({"wording": f"draft of {one['draft_date']}", "of": where, "words": before})
        rows.append({"wording": "treaty as signed", "of": where, "words": after})
    return DraftTable.of(
        rows,
        title="From the draft to the treaty",
        source="; ".join(f"{', '.join(one['facts'])}: {one['source']}" for one in drafts),
        basis=" ".join(one["finding"] for one in drafts),
    ).by("wording")


def changes(draft: str, final: str) -> tuple[str, str]:
    """Both wordings with what differs in [-…-] (taken out) and {+…+} (put in), word by word.

    Capitals are no difference. Where one wording is given further than the other, the rest of the
    longer one is cut: what the shorter one's source does not show is not a change.
    """
    old, new = draft.split(), final.split()
    was, now = ([word.casefold() for word in words] for words in (old, new))
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    cut = {"insert": " …"}.get(steps[-1][0], "")
    before, after = [], []
    for step, a, b, c, d in steps[: -1 if cut else None]:
        if step == "equal":
            before += old[a:b]
            after += new[c:d]
            continue
        before += [f"[-{' '.join(old[a:b])}-]"] if b > a else []
        after += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
    return f"“{' '.join(before)}{cut}”", f"“{' '.join(after)}{cut}”"


def changes_html(text: str) -> Html:
    """The plain marks of :func:`changes` as HTML that says "taken out" and "put in" by its tags."""
    shown = escape(text)
    for sign, tag in (("[-", "<del>"), ("-]", "</del>"), ("{+", "<ins>"), ("+}", "</ins>")):
        shown = shown.replace(sign, tag)
    return Html(shown)


class DraftTable(ComparisonTable):
    """Wordings with their changes marked."""

    kind, needs = "drafts", frozenset(("words",))

    def __repr__(self) -> str:
        lines = [str(self.attrs.get("title", ""))]
        for wording, row in self.iterrows():
            lines += textwrap.wrap(f"{wording}: {row.get('words', '')}", _WIDTH)
        return "\n".join([*lines, *textwrap.wrap(str(self.attrs.get("basis", "")), _WIDTH)])


# The articles as witnesses: who made each, when, whose words it carries, what it leaves out.


_UNNAMED = "not named"


def witnesses() -> SourcedFrame:
    """The articles as witnesses: who made each, whose words it carries, what it leaves out.

    Returns
    -------
    SourcedFrame
        A row per article (index: its id): outlet, author, date, quotes (each speaker with the
        number of passages between quotation marks), silences (what the course's authors missed in
        the text, which is their judgement; empty for an article that you have added: finding them
        is reading).
    """
    return SourcedFrame.of(
        [_witness(one) for one in corpus.sources("article")],
        title="The articles as witnesses",
        source="each article's record and quotation marks; silences: our judgement",
    ).by("article")


def voices(source: Source) -> Counter[str]:
    """Whose words stand between quotation marks, and how many passages of each."""
    passages = layers.marks(source, "quotation")
    return Counter(passage.detail.get("speaker", _UNNAMED) for passage in passages)


def _witness(source: Source) -> dict[str, str]:
    silences = [f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in source.silences]
    return {
        "article": source.id,
        "outlet": source.outlet or _UNNAMED,
        "author": source.author or _UNNAMED,
        "date": f"{source.date or 'none'}{' (inferred)' if source.date_note else ''}",
        "quotes": "; ".join(f"{who} × {count}" for who, count in voices(source).most_common()),
        "silences": " ".join(silences),
    }
