"""A source in a reader's hands: how it is shown, in a notebook and as plain text.

A notebook that somebody opens without running it is "untrusted": JupyterLab then removes style
sheets and scripts. So every mark carries its style and its written label with it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance import corpus, layers
from alliance.corpus import Paragraph, Shelf, Source
from alliance.errors import choose, clickable
from alliance.evidence import coded, judged, provision_name
from alliance.html import KEY, LEFT, Html, in_scale, page, spelled, strong, table
from alliance.languages import called
from alliance.layers import MINE, SHOWN, Annotation
from alliance.questions import marks as own_marks

if TYPE_CHECKING:
    import pandas as pd


# How sources look: HTML for a notebook, plain text for everything else.


def edition_line(source: Source) -> str:
    """One sentence: which edition this is, and who holds the rights."""
    if source.added:
        return f"Edition: your own file, annotated by rule. Rights: {source.rights.text}."
    if source.edition == "full":
        off = sum(p.status not in ("exact", "cleaned") for p in source.paragraphs)
        tail = f"; {off} of {len(source.paragraphs)} paragraphs differ, and say so" if off else ""
        return f"Edition: the full text, from your file{tail}. Rights: {source.rights.holder}."
    return (
        "Edition: digest, in our own words (CC BY 4.0). "
        f"Rights in the text: {source.rights.holder} ({source.rights.text})."
    )


def byline(source: Source) -> str:
    """Outlet, author and date; what an article does not tell is said to be untold."""
    untold = "author not named" if source.kind == "article" else ""
    parts = (source.outlet or "outlet not named", source.author or untold)
    return " · ".join(filter(None, (*parts, spelled(source.date or "no date"))))


def _label(row: Annotation) -> str:
    label = SHOWN[row.layer].label
    if row.layer == MINE:
        return ": ".join(filter(None, (f"{label}, {row.value}", row.detail["note"])))
    if row.layer == "claim":
        return f"claim {row.value}"
    if row.layer == "quotation" and row.detail.get("speaker"):
        return f"said by {row.detail['speaker']}"
    return label


class Numbered(NamedTuple):
    """A mark on the page: its number, and the note beside the paragraph, a word and a sentence."""

    row: Annotation
    number: str
    word: str
    said: str


# The first sentence, and the next where it has less than five words: "Half right." tells no reason.
_FIRST_SENTENCE = re.compile(r"(?:\S+ ){4}.*?[.!?](?= [A-Z“]|$)|.*")


_MOST = 20  # words of a note; the table of claims has all of them
_CLAUSE = re.compile(r"(?:[^()]|\([^()]*\))*(?=[.,;:] )")


def _briefly(said: str) -> str:
    """A sentence as far as a note has room: to the end of a clause, outside of brackets."""
    kept = " ".join(said.split()[:_MOST])
    if kept == said:
        return said
    if not (clause := _CLAUSE.match(f"{kept} ")):
        return f"{kept} …"
    return f"{clause[0]}{'.' if said[clause.end()] == '.' else ' …'}"


def numbered(source: Source, rows: Sequence[Annotation]) -> dict[int, list[Numbered]]:
    """The marks of each paragraph with their numbers: they are counted through the text, and what
    means the same in a paragraph shares a number."""
    claims = {one["id"]: one for one in corpus.record(source.id).get("claims", ())}
    several = len({row.layer for row in rows}) > 1
    found: defaultdict[int, list[Numbered]] = defaultdict(list)
    counts: Counter[str] = Counter()
    numbers: dict[tuple[int, str, str, str], str] = {}
    for paragraph in source.paragraphs:
        for row in visible(rows, paragraph.n):
            word, said = _note(row, claims)
            meant = (paragraph.n, row.layer, word, said)
            if meant not in numbers:
                counts[row.layer] += 1
                label = f"{SHOWN[row.layer].label} " if several or row.layer == MINE else ""
                numbers[meant] = f"{label}{counts[row.layer]}"
            found[paragraph.n].append(Numbered(row, numbers[meant], word, said))
    return found


def _note(row: Annotation, claims: dict[str, dict[str, Any]]) -> tuple[str, str]:
    """What the note beside a mark says: a word in bold, and a sentence."""
    if row.layer == "claim" and row.value in claims:
        claim = claims[row.value]
        said = _FIRST_SENTENCE.findall(coded(claim["evidence"]))
        return f"{judged(claim['verdict'])}.", _briefly(said[0])
    if row.layer == "quotation":
        speaker = row.detail.get("speaker")
        return (f"Said by {speaker}.", "") if speaker else ("Quoted.", "Who speaks is not found.")
    if row.layer == MINE:
        return f"{row.value}.", row.detail["note"]
    return _meant(row), row.detail.get("unit", "")


_TREATIES = {"peace-treaty-1951": "Treaty of Peace, 1951", "other": "another treaty"}


def _meant(row: Annotation) -> str:
    """What a mark stands for, as one says it: a treaty by name, a day or a sum in words."""
    meant = str(row.detail.get("resolved") or row.value or row.text)
    if row.layer == "treaty":
        return called(meant) or _TREATIES.get(meant, row.text)
    if row.layer == "date" and "XX" in meant:
        return row.text
    in_words = {"date": _day, "figure": _sum}.get(row.layer)
    return " to ".join(map(in_words, meant.split("/"))) if in_words else meant


def _day(text: str) -> str:
    return spelled(text.replace("X", "0s"))


def _sum(text: str) -> str:
    return in_scale(int(text)) if text.isdigit() else text


def visible(rows: Iterable[Annotation], p: int) -> list[Annotation]:
    """The marks to draw in paragraph ``p``: outer ones first, the same span on one layer once."""

    def place(row: Annotation) -> tuple[int, int, str]:
        return row.start, -row.end, row.layer

    here = [row for row in rows if row.p == p and 0 <= row.start < row.end]
    return [next(same) for _, same in groupby(sorted(here, key=place), place)]


# What the parts of a source look like, mostly the attribute of a part's tag. In a notebook, which
# loses all but styles, literals that read on a white and on a dark ground: JupyterLab drops what
# names a variable or is inherited. Where every style is dropped, as on GitHub, the brackets are
# seen, and the text still reads. On a page the classes of its style sheet, and no number is left at
# a line's end.
Look = dict[str, Html]
NOTEBOOK, PAGE = (
    {part: Html(said) for part, said in corpus.loaded("text-looks.json")[name].items()}
    for name in ("notebook", "page")
)
# Where links lead: of several versions of a text on a page, one.
ADDRESSED = PAGE | {"row": Html('class="al-p" id="p{}"')}


def _open(mark: Numbered, first: bool, look: Look) -> str:
    start = f"<mark {look['own' if mark.row.layer == MINE else 'mark']}>"
    if first:
        number = f"<b {look['number']}>{escape(mark.number)}</b>{look['space']}"
        start += f"<span {look['bracket']}>[</span>{number}"
    return start


def marked_html(text: str, marks: Sequence[Numbered], look: Look = NOTEBOOK) -> Html:
    """``text`` with its marks, each behind its number. Marks may overlap: one that is cut by
    another's end is opened again, without a second number."""
    end = f"<span {look['bracket']}>]</span></mark>"
    out: list[str] = []
    open_ones: list[Numbered] = []
    cuts = sorted({0, len(text), *(at for mark in marks for at in (mark.row.start, mark.row.end))})
    for here, following in pairwise([*cuts, len(text)]):
        ending = [n for n, mark in enumerate(open_ones) if mark.row.end == here]
        cut = ending[0] if ending else len(open_ones)
        closed, again = open_ones[cut:], [one for one in open_ones[cut:] if one.row.end > here]
        out += ["</mark>" if mark in again else end for mark in reversed(closed)]
        starting = [mark for mark in marks if mark.row.start == here]
        out += [_open(mark, mark in starting, look) for mark in (*again, *starting)]
        open_ones[cut:] = [*again, *starting]
        out.append(escape(text[here:following]))
    return Html("".join(out))


def _notes(marks: Sequence[Numbered]) -> list[tuple[Numbered, str]]:
    """The notes of a paragraph, each once; of a claim also what the table of claims calls it."""
    notes = {(mark.number, mark.word, mark.said): mark for mark in marks}
    return [
        (mark, escape(_label(mark.row)) if mark.row.layer == "claim" else "")
        for mark in notes.values()
    ]


def _status(paragraph: Paragraph) -> str:
    meanings = corpus.loaded("statuses.json")
    if paragraph.status not in meanings:
        return ""
    said = f"{paragraph.status}: {meanings[paragraph.status]}"
    return f"{said} ({paragraph.note})" if paragraph.note else said


def source_html(source: Source, rows: Sequence[Annotation], look: Look = NOTEBOOK) -> Html:
    """A whole source: record, legend, numbered paragraphs with their marks and notes, rights."""
    used = {name: layer for name, layer in SHOWN.items() if any(row.layer == name for row in rows)}
    legend = [
        Html(f"{strong(layer.plural if name == MINE else name)}: {escape(layer.meaning)}")
        for name, layer in used.items()
    ]
    marks = numbered(source, rows)
    here = [(one, marks.get(one.n, [])) for one in source.paragraphs]
    paragraphs = [(p, marked_html(p.text, on, look), _notes(on), _status(p)) for p, on in here]
    told = {"byline": byline(source), "note": coded(source.note), "edition": edition_line(source)}
    shown = {"legend": legend, "paragraphs": paragraphs, "provision_name": provision_name}
    return page("source", source=source, look=look, **told, **shown)


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
        remarks = (_status(paragraph), paragraph.wording_note)
        lines += [f"   ({remark})" for remark in remarks if remark]
    return "\n".join([*lines, "", edition_line(source)])


# What a notebook holds in its hands: an article or a treaty that shows itself when named.


_FIRST = ("claim", "quotation", "treaty", "person")
_RECORD = ("id", "kind", "title", "outlet", "author", "date", "edition")
_COUNTS = ("paragraphs", "words", "annotations")


class Reading:
    """A source that renders with its annotations. All fields of :class:`Source` are its own."""

    def __init__(
        self, source: Source, shown: Sequence[str] | None = None, look: Look = NOTEBOOK
    ) -> None:
        self.source = source
        self._look = look
        self._asked = None if shown is None else tuple(shown)

    @property
    def _shown(self) -> tuple[str, ...]:
        """The layers asked for; until then one, claims where there are any."""
        if self._asked is not None:
            return self._asked
        there = {row.layer for row in self.marks()}
        return tuple(layer for layer in _FIRST if layer in there)[:1]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not hasattr(self.source, name):
            raise AttributeError(f"a text has no {name!r}", name=name, obj=self)
        return getattr(self.source, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *dir(self.source)]

    def marks(self, layer: str | None = None) -> list[Annotation]:
        """The annotations as plain objects, in reading order; of one ``layer``, or of all."""
        return layers.marks(self.source, layer)

    def annotations(self, layer: str | None = None) -> pd.DataFrame:
        """A row per mention in this source, as :func:`annotations` gives them.

        Parameters
        ----------
        layer : only those of one layer, e.g. "quotation"; by default all.

        Returns
        -------
        DataFrame
            In the order of the text.

        Raises
        ------
        UnknownName
            There is no such layer; the message lists those that there are.
        """
        return _frame(self.marks(layer))

    def show(self, *only: str) -> Reading:
        """The same text with these layers, e.g. ``.show("person")``; ``.show("mine")`` shows your
        own marks, ``.show("all")`` all together, ``.show("none")`` the bare text.

        Parameters
        ----------
        only : names of layers, one or several; without one the claims, or where a text has none its
            quotations, treaties or people.

        Returns
        -------
        Reading
            A new one; this one stays as it is.

        Raises
        ------
        UnknownName
            There is no such layer; the message lists those that there are.
        """
        if only in (("none",), ("all",)):
            return type(self)(self.source, [*SHOWN] if only == ("all",) else (), self._look)
        wanted = [choose(layer, SHOWN, "layer") for layer in only]
        return type(self)(self.source, wanted or None, self._look)

    def card(self) -> RecordCard:
        """Only what a reader sees before reading: outlet, author, date, headline."""
        return RecordCard(self.source)

    def _rows(self) -> list[Annotation]:
        shown = self._shown
        course = {*shown} - {MINE}  # without them no annotation is read
        rows = [row for row in self.marks() if row.layer in course] if course else []
        return rows + (own_marks.rows(self.source) if MINE in shown else [])

    def _repr_html_(self) -> Html:
        return source_html(self.source, self._rows(), self._look)

    def switch(self) -> dict[str, Any]:
        """What chooses among this source's layers: a legend, and each layer with its name."""
        there = {MINE, *(row.layer for row in self.marks())}
        every = dict.fromkeys([*_FIRST, *SHOWN])
        names = {layer: SHOWN[layer].plural for layer in every if layer in there}
        return {"legend": "Show", "layers": {"none": "nothing", **names}}

    def _ipython_display_(self) -> None:
        if not clickable():
            raise NotImplementedError  # IPython goes on to the forms around this one
        from alliance import widget

        shown = self._shown[0] if len(self._shown) == 1 else "none" if not self._shown else ""
        switch = self.switch() | {"layer": shown, "html": self._repr_html_()}
        control = widget.LiveWidget(task=switch | {"mine": own_marks.form(self.source)})

        def heard(message: dict[str, Any]) -> None:
            control.said = {"n": message.get("n"), **self.replied(message)}

        text = {"text/plain": repr(self), "text/html": self._repr_html_()}
        widget.show(control, text, heard)

    def replied(self, message: dict[str, Any]) -> dict[str, Any]:
        """What a message of the switch, or of the form for one's own marks, changes: the text as
        ``html``, and of a mark what :func:`~alliance.questions.marks.heard` says."""
        said: dict[str, Any] = {}
        layer = message.get("layer")
        if message.get("type") == "own":
            said = own_marks.heard(self.source, message)
            layer = MINE if said["done"] else None
        if layer in ("none", *SHOWN):
            said["html"] = self.show(str(layer))._repr_html_()
        return said

    def __str__(self) -> str:
        return source_text(self.source, self._rows())

    def __repr__(self) -> str:
        source = self.source
        return f"<{source.id}: {source.title} ({source.edition}, {len(source.paragraphs)} ¶)>"


class Treaty(Reading):
    """A treaty or an exchange of notes."""

    @property
    def provisions(self) -> dict[str, str]:
        """Each provision's text by its name ("Preamble", "I" … "Closing"), in order."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for paragraph in self.source.paragraphs:
            if paragraph.provision:
                found[paragraph.provision].append(paragraph.text)
        return {provision: "\n".join(texts) for provision, texts in found.items()}


class RecordCard:
    """The outside of a source: who made it, when, under which headline."""

    def __init__(self, source: Source) -> None:
        self._lines = (
            ("Headline", source.title),
            ("Outlet", source.outlet or "not named in the file"),
            ("Author", source.author or source.author_note or "not named in the file"),
            ("Date", ". ".join(filter(None, (source.date or "not given", source.date_note)))),
            ("How it came to us", source.note or "your own file"),
        )

    def _repr_html_(self) -> str:
        return table(self._lines, styles=(KEY, LEFT))

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {value}" for name, value in self._lines)


class Library(Shelf[Reading]):
    """Sources in order, by position or by id: ``articles()[0]``, ``articles()["ann-2021"]``."""

    def __init__(self, found: Iterable[Reading], folded: bool = False) -> None:
        super().__init__(found)
        self._folded = folded

    def frame(self) -> pd.DataFrame:
        """A row per source: id, kind, title, outlet, author, date, edition, paragraphs, words,
        annotations. Paragraphs and annotations are counts; words are those of the edition."""
        import pandas as pd

        rows = [summary(one.source) for one in self]
        return pd.DataFrame(rows, columns=[*_RECORD, *_COUNTS]).set_index("id")

    def _repr_html_(self) -> str:
        sources = [one.source for one in self]
        return page("sources", sources=sources, folded=self._folded, byline=byline)


def summary(source: Source) -> dict[str, Any]:
    """The record of a source as plain data, and how long it is: ``alliance sources --json`` prints
    all but the author."""
    counts = (len(source.paragraphs), source.words, layers.count(source))
    record = {name: getattr(source, name) for name in _RECORD}
    return record | dict(zip(_COUNTS, counts, strict=True))


def _read(source: Source) -> Reading:
    return Reading(source) if source.kind == "article" else Treaty(source)


def sources(*ids: str) -> Library:
    """Everything there is to read: articles, treaties, the Exchange of Notes.

    Parameters
    ----------
    *ids : only these, in this order, named in one line that opens; by default all.

    Returns
    -------
    Library
        The sources in order, the course's own first; by position or by id, or as a table with
        ``.frame()``.

    Raises
    ------
    UnknownName
        There is no such source; the message names the nearest and lists all.
    """
    found = Library([_read(source) for source in corpus.sources()])
    return Library([found[id] for id in ids], folded=True) if ids else found


def articles() -> Library:
    """The articles: the course's own, and those that you have added with ``alliance add``.

    Returns
    -------
    Library
        The articles in order, by position or by id: ``articles()["ann-2021"]``.

    Examples
    --------
    >>> articles()[0].id
    'panorient-2020'
    """
    return Library([_read(source) for source in corpus.sources("article")])


def article(id: str, *paragraphs: int) -> Reading:
    """One article; it shows itself with its annotations.

    Parameters
    ----------
    id : as :func:`articles` lists it; capitals, spaces and underscores do not matter.
    *paragraphs : only these, counted from 1; by default the whole article.

    Returns
    -------
    Reading
        The article in the edition at hand: the digest, or the full text that you have added.

    Raises
    ------
    UnknownName
        There is no such article, the message names the nearest and lists all; or it has no such
        paragraph.
    """
    found = articles()[id]
    if not paragraphs:
        return found
    cut = tuple(found.source.paragraph(n) for n in paragraphs)
    return Reading(replace(found.source, paragraphs=cut))


def treaties() -> Library:
    """The treaties of 1951 and 1960 and the Exchange of Notes of 1960.

    Returns
    -------
    Library
        The documents in order.
    """
    return Library([one for one in sources() if one.kind != "article"])


def treaty(which: int | str) -> Treaty:
    """One document: ``treaty(1951)``, ``treaty(1960)`` or ``treaty("notes")``.

    Parameters
    ----------
    which : the year of a treaty, "notes", or an id.

    Returns
    -------
    Treaty
        Its ``provisions`` are texts by name: "Preamble", "I" … "Closing".

    Raises
    ------
    UnknownName
        There is no such document.
    """
    names = {"1951": "treaty-1951", "1960": "treaty-1960", "notes": "notes-1960"}
    found = treaties()[names.get(str(which), str(which))]
    assert isinstance(found, Treaty)
    return found


def annotations(  # type: ignore[no-redef]  # so is the __future__ import called
    layer: str | None = None, source: str | None = None
) -> pd.DataFrame:
    """What is marked in the sources: persons, places, dates, figures, quotations, claims.

    Parameters
    ----------
    layer : one of ``alliance.layers.LAYERS``, e.g. "quotation"; by default all.
    source : the id of a source; by default all.

    Returns
    -------
    DataFrame
        A row per mention (index: its id): source, p (paragraph, from 1), start and end (characters
        in it; -1 where the words are not in your file), layer, text, value (canonical), status
        (exact, cleaned, approximate, changed, missing, ambiguous), by ("hand" or "rule"), and what
        the layer adds: speaker, unit, article, resolved.

    Raises
    ------
    UnknownName
        There is no such layer or source.
    """
    chosen = sources() if source is None else [sources()[source]]
    return _frame([row for one in chosen for row in one.marks(layer)])


def _frame(rows: Sequence[Annotation]) -> pd.DataFrame:
    import pandas as pd

    records = [{name: getattr(row, name) for name in layers.FIELDS} | row.detail for row in rows]
    return pd.DataFrame(records, columns=None if records else [*layers.FIELDS]).set_index("id")
