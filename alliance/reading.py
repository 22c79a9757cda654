"""What a notebook holds in its hands: an article or a treaty that shows itself when named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import index
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

from alliance import layers, show
from alliance import sources as store
from alliance.layers import Annotation
from alliance.markup import NO_MATH
from alliance.names import UnknownName, choose
from alliance.sources import Paragraph, Source

if TYPE_CHECKING:
    import pandas as pd

_RECORD = ["id", "kind", "title", "outlet", "author", "date", "edition"]
_RECORD += ["paragraphs", "words", "annotations"]
_COLUMNS = ("id", "source", "p", "start", "end", "layer", "text", "value", "status", "by")


class Reading:
    """A source that renders with its annotations. All fields of :class:`Source` are its own."""

    def __init__(self, source: Source, shown: Sequence[str] = tuple(layers.LAYERS)) -> None:
        self.source = source
        self._shown = tuple(shown)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.source, name)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return self.source.paragraphs

    def marks(self, layer: str | None = None) -> list[Annotation]:
        """The annotations as plain objects, in reading order."""
        return layers.marks(self.source, layer)

    def annotations(self, layer: str | None = None) -> pd.DataFrame:
        """A row per mention: id, source, p, start, end, layer, text, value, status, by, and what
        the layer adds (speaker, unit, article, resolved). Offsets count characters."""
        return _frame(self.marks(layer))

    def show(self, *only: str) -> Reading:
        """The same text with these layers alone, e.g. ``.show("person", "quotation")``;
        ``.show("none")`` shows the bare text."""
        if only == ("none",):
            return type(self)(self.source, ())
        wanted = [choose(layer, layers.LAYERS, "layer") for layer in only]
        return type(self)(self.source, wanted or tuple(layers.LAYERS))

    def card(self) -> Card:
        """Only what a reader sees before reading: outlet, author, date, headline."""
        return Card(self.source)

    def _rows(self) -> list[Annotation]:
        return [row for row in self.marks() if row.layer in self._shown]

    def _repr_html_(self) -> str:
        return show.source_html(self.source, self._rows())

    def __str__(self) -> str:
        return show.source_text(self.source, self._rows())

    def __repr__(self) -> str:
        source = self.source
        return f"<{source.id}: {source.title} ({source.edition}, {len(source.paragraphs)} ¶)>"


class Article(Reading):
    """A news article."""


class Treaty(Reading):
    """A treaty or an exchange of notes."""

    @property
    def provisions(self) -> dict[str, str]:
        """Each provision's text by its name ("Preamble", "I" … "Closing"), in order."""
        found: dict[str, str] = {}
        for paragraph in self.source.paragraphs:
            if paragraph.provision:
                before = found.get(paragraph.provision)
                found[paragraph.provision] = "\n".join(filter(None, (before, paragraph.text)))
        return found


class Card:
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
        rows = "".join(
            f'<tr><th scope="row" style="text-align: left; vertical-align: top">{name}</th>'
            f'<td style="text-align: left">{show.escape(value)}</td></tr>'
            for name, value in self._lines
        )
        return f'<table class="{NO_MATH}"><tbody>{rows}</tbody></table>'

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {value}" for name, value in self._lines)


class NoSuchPlace(UnknownName, IndexError):
    """A number beyond the last source. An ``IndexError``, as every sequence raises."""


class Library(Sequence[Reading]):
    """Sources in order, by position or by id: ``articles()[0]``, ``articles()["ann-2021"]``."""

    def __init__(self, found: Sequence[Reading]) -> None:
        self._found = list(found)

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> Reading: ...
    @overload
    def __getitem__(self, key: slice) -> Library: ...
    def __getitem__(self, key: SupportsIndex | str | slice) -> Reading | Library:
        if isinstance(key, slice):
            return Library(self._found[key])
        if isinstance(key, SupportsIndex):
            if -len(self) <= index(key) < len(self):
                return self._found[key]
            raise NoSuchPlace(f"There are {len(self)} here, numbered 0 to {len(self) - 1}.")
        there = {one.id: one for one in self._found}
        return there[choose(key, there, "source")]

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self._found)

    def __contains__(self, key: object) -> bool:
        return any(key is one or (isinstance(key, str) and key == one.id) for one in self._found)

    def frame(self) -> pd.DataFrame:
        """A row per source: id, kind, title, outlet, author, date, edition, paragraphs, words,
        annotations. Paragraphs and annotations are counts; words are those of the edition."""
        import pandas as pd

        rows = [summary(one.source) for one in self._found]
        return pd.DataFrame(rows, columns=_RECORD).set_index("id")

    def _repr_html_(self) -> str:
        left = "text-align: left"
        whole = f"{left}; white-space: nowrap"  # an id or a date is not broken at its hyphens
        heads = ("id", "outlet", "date", "headline", "edition", "paragraphs")
        top = "".join(f'<th scope="col" style="{left}">{head}</th>' for head in heads)
        rows = []
        for one in self._found:
            cells = (one.outlet or "not named", one.date or "none", one.title, one.edition)
            texts = [show.escape(cell) for cell in cells] + [str(len(one.paragraphs))]
            styles = (left, whole, left, left, left)
            body = "".join(
                f'<td style="{style}">{text}</td>'
                for style, text in zip(styles, texts, strict=True)
            )
            rows.append(f'<tr><th scope="row" style="{whole}">{one.id}</th>{body}</tr>')
        body = f"<thead><tr>{top}</tr></thead><tbody>{''.join(rows)}</tbody>"
        return f'<table class="{NO_MATH}">{body}</table>'

    def __repr__(self) -> str:
        return "\n".join(map(repr, self._found))


def summary(source: Source) -> dict[str, Any]:
    """The record of a source as plain data, as ``alliance sources --json`` prints it."""
    return {
        "id": source.id,
        "kind": source.kind,
        "title": source.title,
        "outlet": source.outlet,
        "author": source.author,
        "date": source.date,
        "edition": source.edition,
        "paragraphs": len(source.paragraphs),
        "words": source.words,
        "annotations": layers.count(source),
    }


def _read(source: Source) -> Reading:
    return Article(source) if source.kind == "article" else Treaty(source)


def sources() -> Library:
    """Everything there is to read: articles, treaties, the Exchange of Notes."""
    return Library([_read(source) for source in store.sources()])


def articles() -> Library:
    """The five articles, and those that you have added with ``alliance add``."""
    return Library([_read(source) for source in store.sources("article")])


def article(id: str) -> Reading:
    """One article, by its id; it shows itself with its annotations."""
    return articles()[id]


def treaties() -> Library:
    """The treaties of 1951 and 1960 and the Exchange of Notes of 1960."""
    return Library([one for one in sources() if one.kind != "article"])


def treaty(which: int | str) -> Reading:
    """One document: ``treaty(1951)``, ``treaty(1960)`` or ``treaty("notes")``."""
    name = str(which)
    names = {"1951": "treaty-1951", "1960": "treaty-1960", "notes": "notes-1960"}
    return treaties()[names.get(name, name)]


def annotations(  # type: ignore[no-redef]  # so is the __future__ import called
    layer: str | None = None, source: str | None = None
) -> pd.DataFrame:
    """Every mention in every source (or in one), as :meth:`Reading.annotations` gives them."""
    chosen = sources() if source is None else [sources()[source]]
    return _frame([row for one in chosen for row in one.marks(layer)])


def _frame(rows: Sequence[Annotation]) -> pd.DataFrame:
    import pandas as pd

    records = [{name: getattr(row, name) for name in _COLUMNS} | row.detail for row in rows]
    frame = pd.DataFrame(records, columns=None if records else list(_COLUMNS))
    return frame.set_index("id")
