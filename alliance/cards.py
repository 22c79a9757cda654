"""Period documents: a short excerpt in its own words, on a card that says who made it for whom.

Like every output of a notebook a card carries its style with it: JupyterLab drops style sheets,
and whatever names a variable, from a notebook that has not been run.
"""

from __future__ import annotations

import re
import textwrap
from typing import Any

from alliance import corpus
from alliance.corpus import Paragraph, Shelf
from alliance.errors import choose, no_attribute
from alliance.html import KEY, LEFT, page, spelled, table

ASKS = {"S": "Source", "C": "Context", "R": "Close reading", "K": "Corroborate"}
_OURS = "Our translation: "


class Document:
    """One period document; it shows itself as a card.

    Its fields are those of its record: id, kind, title, made_by, made_for, date, citation (the
    original work), read_in (the copy that was read), excerpt, cuts, rights, head_note,
    cannot_tell, facts, lessons, letters (by lesson, as "Document B"), questions, words; where
    there is one also date_note, paraphrase and caution.
    """

    def __init__(self, record: dict[str, Any]) -> None:
        self.record = record

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self.record:
            raise no_attribute("document", name, self.record)
        return self.record[name]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The pieces of the excerpt, numbered as they are cited; a translation stands below."""
        return corpus.citable(self.id).paragraphs

    @property
    def text(self) -> str:
        """The excerpt's own words, piece by piece."""
        return "\n".join(piece["text"] for piece in self.record["excerpt"])

    def cited(self) -> str:
        """How an answer cites it: by its id, or by the treaty that it prints."""
        return corpus.citable(self.id).prints or str(self.id)

    def _kicker(self) -> str:
        note = self.record.get("date_note")
        dated = f"{spelled(self.record['date'])}{f' ({note})' if note else ''}"
        return f"Document · {self.record['kind']} · {dated}"

    def _made(self) -> str:
        return f"By {self.record['made_by']}. For {self.record['made_for']}."

    def _foot(self) -> list[tuple[str, str]]:
        """What stands below the words, in order: label and sentence."""
        told, rights = self.record, self.record["rights"]
        numbers = dict.fromkeys(one.n for one in self.paragraphs)
        rows = [
            ("In our words", told.get("paraphrase", "")),
            ("What it can't tell", told["cannot_tell"]),
            ("With care", told.get("caution", "")),
            ("Citation", told["citation"]),
            ("Read in", told["read_in"]),
            ("Cuts", told["cuts"]),
            ("Rights", f"{rights['text']}; holder: {rights['holder']}"),
            ("Cite as", f"{self.cited()} ¶{', ¶'.join(map(str, numbers))}"),
        ]
        return [(label, said) for label, said in rows if said]

    def _repr_html_(self) -> str:
        told = {"kicker": self._kicker(), "made": self._made(), "rows": self._foot()}
        return page("document", document=self, asks=ASKS, ours=_OURS, **told)

    def __str__(self) -> str:
        lines = [self._kicker(), self.record["title"], "", " ".join(self.record["head_note"])]
        lines += [self._made(), ""]
        for piece in self.record["excerpt"]:
            lines += [f"  {piece['label']}:"] if "label" in piece else []
            lines.append(f"  | {piece['text']}")
            lines += [f"  | ({_OURS}{piece['translation']})"] if "translation" in piece else []
        lines.append("")
        lines += [f"{ASKS[one['label']]}. {one['prompt']}" for one in self.record["questions"]]
        lines += ["", *(f"{label}: {said}" for label, said in self._foot())]
        return "\n".join(map(_wrapped, lines))

    def __repr__(self) -> str:
        return f"<{self.id}: {self.title} ({self.record['kind']}, {spelled(self.date)})>"


def _wrapped(line: str) -> str:
    indent = re.findall(r"^\s*\|?\s*", line)[0]
    return textwrap.fill(line, 92, subsequent_indent=indent, break_on_hyphens=False)


class Documents(Shelf[Document]):
    """Documents in order, by position or by id; together they show themselves as a list."""

    what, prefix = "document", "doc-"

    def _repr_html_(self) -> str:
        rows = [(one.id, one.date, one.title, one.made_by) for one in self]
        return table(rows, ("id", "date", "title", "made by"), styles=(KEY, KEY, LEFT))


def documents(lesson: int | str | None = None) -> Documents:
    """The period documents: minutes, telegrams, speeches, articles of treaties.

    Parameters
    ----------
    lesson : only those that this lesson uses, as a number (4) or as it is written ("04").

    Returns
    -------
    Documents
        In the order of the lessons, by position or by id: ``documents()["doc-dulles-1951"]``.

    Raises
    ------
    UnknownName
        No document belongs to this lesson; the message lists the lessons that have some.

    Examples
    --------
    >>> documents(2)[0].id
    'doc-yoshida-1951'
    """
    found = [Document(record) for record in corpus.loaded("built", "documents.json")["documents"]]
    if lesson is None:
        return Documents(found)
    have = sorted({number for one in found for number in one.lessons})
    number = f"{lesson:02}" if isinstance(lesson, int) else str(lesson)
    wanted = choose(number, have, "lesson with documents")
    return Documents(one for one in found if wanted in one.lessons)


def document(id: str) -> Document:
    """One period document; it shows itself as a card: head note, words, questions, citation.

    Parameters
    ----------
    id : as :func:`documents` lists it; “doc-” may be left out, capitals do not matter.

    Returns
    -------
    Document
        The card, with all fields of the document's record.

    Raises
    ------
    UnknownName
        There is no such document; the message names the nearest and lists all.

    Examples
    --------
    >>> document("dulles-1951").words
    86
    """
    return documents()[id]
