"""Look a word up in context (KWIC), in the editions that are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from alliance import corpus
from alliance.corpus import KINDS, Source
from alliance.errors import Misused, choose
from alliance.html import NO_MATH, strong, table
from alliance.text import plain, several

if TYPE_CHECKING:
    import pandas as pd


class Hit(NamedTuple):
    """One place: ``source`` ¶``p``, the words before, the word itself, the words after."""

    source: str
    p: int
    left: str
    word: str
    right: str

    @property
    def place(self) -> str:
        return f"{self.source} ¶{self.p}"


class Concordance(list[Hit]):
    """The places of a word, one a row. It shows itself as a table, keyword in the middle."""

    def __init__(self, word: str, rows: Iterable[Hit], where: str) -> None:
        super().__init__(rows)
        self.word, self._where = word, where

    def frame(self) -> pd.DataFrame:
        """Columns source, p, left, word, right; a row per place, in reading order."""
        import pandas as pd

        return pd.DataFrame(list(self), columns=Hit._fields)

    def _head(self) -> str:
        if not self:
            return f"“{self.word}” is not in {self._where}."
        return f"“{self.word}”: {several(len(self), 'place')} in {self._where}."

    def __repr__(self) -> str:
        room = max((len(hit.left) for hit in self), default=0)
        place = max((len(hit.place) for hit in self), default=0)
        shown = (
            f"{one.place:<{place}}  {one.left:>{room}} [{one.word}] {one.right}" for one in self
        )
        return "\n".join([self._head(), *shown])

    def _repr_html_(self) -> str:
        head = f'<p class="{NO_MATH}">{escape(self._head())}</p>'
        if not self:
            return head
        left = "text-align: left"
        rows = [(hit.place, hit.left, strong(hit.word), hit.right) for hit in self]
        heads = ("where", "before", "word", "after")
        styles = (left, "text-align: right", "", left)
        return head + table(rows, heads, styles=styles, head_style=left)


_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def _pattern(word: str) -> re.Pattern[str]:
    """Whole words, any case; a star stands for the rest of a word ("protest*"). Japanese is written
    without spaces, so a Japanese word is found inside a line."""
    parts = [re.escape(part).replace(r"\*", r"[\w'-]*") for part in plain(word).split()]
    found = r"\s+".join(parts)
    if not _JAPANESE.search(word):
        found = rf"(?<!\w){found}(?!\w)"
    return re.compile(found, re.IGNORECASE)


def kwic(
    word: str, *, source: str | None = None, kind: str | None = None, width: int = 40
) -> Concordance:
    """Every place of ``word`` (a word, a phrase, or a beginning: ``"protest*"``) in context.

    Parameters
    ----------
    word : what to look for, in any case; a star stands for the rest of a word.
    source : the id of a source or a document; by default all.
    kind : "article", "treaty", "notes" or "document"; by default all.
    width : characters of context on each side, cut at a word.

    Returns
    -------
    Concordance
        A hit per place: source, p (paragraph), left, word, right; ``.frame()`` is a table. An
        empty one says where it looked.

    Raises
    ------
    Misused
        There is no word, or the width is no number.
    UnknownName
        There is no such source or kind.

    Examples
    --------
    >>> len(kwic("riots", source="treaty-1951"))
    1
    """
    if not isinstance(word, str) or not word.strip(" *"):
        raise Misused('Give a word to look for, in quotation marks: kwic("burden").')
    if not isinstance(width, int) or width < 0:
        raise Misused('The width is a number of characters: kwic("burden", width=60).')
    chosen = _chosen(source, kind)
    pattern = _pattern(word.strip())
    rows = chain.from_iterable(_hits(one, pattern, width) for one in chosen)
    return Concordance(word.strip(), rows, _where(chosen))


def _chosen(id: str | None, kind: str | None) -> list[Source]:
    """One source, those of one kind, or all: articles and treaties first, then the documents."""
    there = {one.id: one for one in (*corpus.sources(), *corpus.documents())}
    if id is not None:
        return [there[choose(id, there, "source")]]
    kind = kind and choose(kind, (*KINDS, "document"), "kind of source")
    return [one for one in there.values() if kind in (None, one.kind)]


def _hits(source: Source, pattern: re.Pattern[str], width: int) -> Iterator[Hit]:
    for paragraph in source.paragraphs:
        text = paragraph.text
        for match in pattern.finditer(plain(text)):
            start, end = match.span()
            before = _fill(text[:start].split()[::-1], width)[::-1]
            after = _fill(text[end:].split(), width)
            yield Hit(source.id, paragraph.n, " ".join(before), text[start:end], " ".join(after))


def _fill(words: list[str], width: int) -> list[str]:
    """As many words from the front as fit in ``width`` characters."""
    lengths = accumulate(len(word) + 1 for word in words)
    return words[: sum(length <= width for length in lengths)]


def _where(chosen: Sequence[Source]) -> str:
    """What was searched: sources, and in which edition; documents."""
    cited = [one for one in chosen if one.kind == "document"]
    texts = [one for one in chosen if one.kind != "document"]
    full = sum(one.edition == "full" for one in texts)
    edition = "full text" if full == len(texts) else f"{full} in full text"
    edition = edition if full else "digest edition"
    said = [f"{_counted(texts, 'sources')} ({edition})"] if texts else []
    said += [_counted(cited, "documents")] if cited else []
    return " and ".join(said)


def _counted(some: Sequence[Source], noun: str) -> str:
    return some[0].id if len(some) == 1 else f"{len(some)} {noun}"
