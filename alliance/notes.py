"""Facts that can be looked up, and the numbered notes that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Any

from alliance import corpus
from alliance.errors import choose
from alliance.evidence import WEAK, original, parted
from alliance.html import KEY, LEFT, Group, Html, opened, page, spelled, table

if TYPE_CHECKING:
    from alliance.reference import SourcedFrame

_ID = r"[a-z]+\d*-\d+"
_NOTE = re.compile(rf"\[\^({_ID}(?:\s*,\s*{_ID})*)\]")
_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


class FactCard(dict[str, Any]):
    """One fact as plain data (id, topic, statement, date, source …) that shows itself."""

    def rows(self) -> list[tuple[str, str]]:
        """What a reader is shown, in order: label and text; the original work before the copy."""
        value = f"{self.get('value', '')} {self.get('unit', '')}".strip()
        named = [_all()[id] for id in _links()[self["id"]]]
        rows = [
            ("It says", self["statement"]),
            ("Date", self.get("date", "")),
            ("Value", value if "value" in self else ""),
            ("Source", original(self)),
            ("Read in", original(self, "read_in")),
            ("Its own words", self.get("evidence", "")),
            ("Weak", caution(self)),
            ("Worked out", "from verified figures" if self["status"] == "derived" else ""),
            ("Note", self.get("note", "")),
            ("Named there", "; ".join(f"{one['id']}: {one['statement']}" for one in named)),
        ]
        return [(label, said) for label, said in rows if said]

    def _repr_html_(self) -> str:
        said = dict(self.rows())
        kicker = ["Fact", *filter(None, [spelled(self.get("date", ""))]), self["id"]]
        made = "In its source's own words" if "Its own words" in said else ""
        return page("fact", kicker=" · ".join(kicker), made=made, said=said)

    def __repr__(self) -> str:
        return "\n".join(f"{label}: {said}" for label, said in [("Fact", self["id"]), *self.rows()])


class FactList(tuple[FactCard, ...]):
    """Several facts, in the order of the list; they show themselves as a table."""

    def frame(self) -> SourcedFrame:
        """A row per fact (index: its id): statement, date, value, unit, source, read_in, weak,
        evidence, note."""
        from alliance.reference import SourcedFrame

        names = ("id", "statement", "date", "value", "unit", "source", "read_in", "weak")
        rows = [
            {name: one.get(name, "") for name in (*names, "evidence", "note")}
            | {name: original(one, name) for name in ("source", "read_in")}
            | {"weak": one.get("weak", False)}
            for one in self
        ]
        return SourcedFrame.of(rows, title="Facts").by("id")

    def _repr_html_(self) -> str:
        rows: list[Any] = []
        for topic, several in groupby(self, key=lambda one: one["topic"]):
            rows.append(Group(escape(corpus.fact_topics().get(topic, topic))))
            for one in several:
                # A link to a fact leads to what it says.
                says = Html(f'<span id="{one["id"]}">{escape(one["statement"])}</span>')
                folded = opened("source", _sourced(one), caution(one))
                behind = Html(f"{folded}<small>{one['id']}</small>")
                rows.append((says, one.get("date", ""), behind))
        styles = (f"{LEFT}; font-weight: normal", KEY, LEFT)
        return table(rows, ("it says", "date", "source"), caption="Facts", styles=styles)

    def __repr__(self) -> str:
        return "\n".join(f"{one['id']}: {one['statement']} ({original(one)})" for one in self)


@lru_cache(maxsize=1)
def _all() -> dict[str, FactCard]:
    return {one["id"]: FactCard(one) for one in corpus.facts()}


def facts(topic: str | None = None) -> FactList:
    """The facts of the course. What is not verified is not among them.

    Parameters
    ----------
    topic : only those of one topic, e.g. "anpo" or "prior-consultation"; by default all.

    Returns
    -------
    FactList
        In the order of the course; as a table with ``.frame()``.

    Raises
    ------
    UnknownName
        No fact has this topic; the message lists those that there are.

    Examples
    --------
    >>> facts("revision-1960")[0]["id"]
    'r60-01'
    """
    if topic is None:
        return FactList(_all().values())
    there = dict.fromkeys(name for one in _all().values() for name in corpus.topics_of(one))
    wanted = choose(topic, there, "topic")
    return FactList(one for one in _all().values() if wanted in corpus.topics_of(one))


def fact(id: str) -> FactCard:
    """One fact: what it says, when, on whose word, and where that was read.

    Parameters
    ----------
    id : as it stands in a table or a note, e.g. "anp-22".

    Returns
    -------
    FactCard
        Plain data that shows itself: the original work first, the copy that was read behind it. A
        weak fact says so, and names what else stands beside it.

    Raises
    ------
    UnknownName
        There is no such fact; the message names the nearest, and those of its kind.

    Examples
    --------
    >>> fact("anp-22")["date"]
    '1960-06-24'
    """
    family = str(id).strip().casefold().partition("-")[0]
    kin = [one for one in _all() if one.partition("-")[0] == family]
    named = ", ".join(dict.fromkeys(f"{one.partition('-')[0]}-…" for one in _all()))
    listed = "" if kin else f"{named}; facts() lists them all"
    return _all()[choose(str(id), kin or _all(), "fact", listed)]


def beside(one: FactCard) -> list[FactCard]:
    """The facts that are not weak and stand beside this one: its note names them, or theirs it."""
    known, links = _all(), _links()
    naming = (id for id, named in links.items() if one["id"] in named)
    others = dict.fromkeys((*links[one["id"]], *naming))
    return [known[id] for id in others if not known[id].get("weak")]


@lru_cache(maxsize=1)
def _links() -> dict[str, list[str]]:
    """The other facts that each fact names, in order."""
    found = {}
    for id, one in _all().items():
        said = f"{one.get('note', '')} {one['source']} {one.get('read_in', '')}"
        named = dict.fromkeys(re.findall(rf"\b{_ID}\b", said))
        found[id] = [other for other in named if other in _all() and other != id]
    return found


def caution(one: FactCard, said: Sequence[FactCard] = ()) -> str:
    """For a weak fact: that it is weak, and what else was found; otherwise nothing. What is
    ``said`` beside it anyway is not told again."""
    if not one.get("weak"):
        return ""
    others = "; ".join(
        f"{other['statement']} ({original(other)})" for other in beside(one) if other not in said
    )
    found = "" if said else " Nothing else on it was found."
    told = f" Beside it stands: {others}" if others else found
    return f"{WEAK}{told}"


# Notes: the text of a lesson says [^anp-10]; a reader sees a number that leads to a source.


def _sourced(one: FactCard, works: Iterable[str] | None = None) -> str:
    read = re.sub("^copy", "a copy", original(one, "read_in"))
    source = "; ".join(_briefly(parted(original(one)) if works is None else works))
    said = f"{source}{f' (read in {read})' if read else ''}"
    return f"{said.removesuffix('.')}."


def _briefly(works: Iterable[str]) -> Iterable[str]:
    """Each work; those that begin alike together, and of the later ones only what differs."""
    cut = [re.split(r", (?![^()]*\))", work) for work in works]
    heads = [parts[0] for parts in cut]
    before: list[str] = []
    for now in sorted(cut, key=lambda parts: heads.index(parts[0])):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, now, strict=False))
        shared = len(list(alike))
        if rest := now[shared:]:
            yield ", ".join(rest)
        before = now


def _together(facts: Sequence[FactCard]) -> str:
    """The sources of one note: a work, and a copy that several were read in, are named once."""
    said: list[str] = []
    told: set[str] = set()
    for read, several in groupby(facts, key=lambda one: (original(one, "read_in"), caution(one))):
        group = list(several)
        works = [work for one in group for work in parted(original(one))]
        new = [work for work in dict.fromkeys(works) if work not in told]
        told.update(works)
        if new:
            said.append(_sourced(group[0], new))
        if read[1]:
            said.append(caution(group[0], [one for one in facts if one not in group]))
    return " ".join(said)


def notes_of(ids: Iterable[str]) -> str:
    """The notes of a lesson as a numbered list in Markdown, each with an anchor.

    Parameters
    ----------
    ids : what each note rests on, in order: a fact's id, or several with commas between.

    Returns
    -------
    str
        A line per note: the original work, "read in" and the copy behind it, and for a weak fact
        that it is weak and what stands beside it.

    Raises
    ------
    UnknownName
        There is no such fact.
    """
    lines = []
    for n, several in enumerate(ids, 1):
        told = [fact(id) for id in several.split(",")]
        said = escape(_together(told), quote=False)
        codes = ", ".join(f"`{one['id']}`" for one in told)
        back = f'<a href="#ref-{n}" title="back to the text">↩</a>'
        lines.append(f'{n}. <a id="note-{n}"></a>{said} {codes} {back}')
    return "\n".join(lines)


def numbered(texts: Sequence[str]) -> tuple[list[str], str]:
    """The parts of a lesson with numbers for their notes, and the list of the notes.

    Parameters
    ----------
    texts : Markdown in which ``[^anp-10]`` or ``[^anp-10,anp-11]`` stands behind a statement. In a
        fenced block it stays as it is.

    Returns
    -------
    tuple of list of str, and str
        The texts, each note a raised number that links to the list; and the list as
        :func:`notes_of` makes it. The same facts have the same number in all of them.

    Raises
    ------
    UnknownName
        A note names a fact that there is not.
    """
    numbers: dict[str, int] = {}

    def raised(found: re.Match[str]) -> str:
        ids = ",".join(re.split(r"\s*,\s*", found[1]))
        first = ids not in numbers
        n = numbers.setdefault(ids, len(numbers) + 1)
        anchor = f' id="ref-{n}"' if first else ""
        return f'<sup><a{anchor} href="#note-{n}">{n}</a></sup>'

    made = []
    for text in texts:
        parts = _FENCE.split(text)
        parts[::2] = [_NOTE.sub(raised, part) for part in parts[::2]]
        # Two notes side by side are two numbers: 1, 2 and not 12.
        made.append("".join(parts).replace("</a></sup><sup><a", "</a></sup><sup>, </sup><sup><a"))
    return made, notes_of(numbers).replace("$", r"\$")  # two of them are a formula to JupyterLab
