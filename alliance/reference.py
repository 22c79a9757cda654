"""Tables that say where their rows come from: dated events, data series, the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Self

import pandas as pd

from alliance import corpus
from alliance.errors import choose
from alliance.evidence import original, rests_on, with_sources
from alliance.html import KEY, LEFT, RIGHT, Group, Html, as_html, note, opened, romanised, spelled
from alliance.html import table as html_table
from alliance.languages import with_names

# A DataFrame that a reader can read: whole sentences, and what its rows rest on.

MOST_ROWS = 150
MOST_COLUMNS = 5
_LONGEST_NOTE = 400
_LONGEST_SAME = 80
_GROUPED = 10_000
_SOURCES = ("fact", "facts", "source")
# What goes behind a fold first, where there are more columns than a page has room for.
_ASIDE = ("precision", "short", "topic", "key", "status", "line", "note", "working", "is quotation")


class SourcedFrame(pd.DataFrame):  # type: ignore[misc]  # pandas brings no types
    """A DataFrame whose ``attrs`` may hold title (shown above), basis and source (shown below)."""

    @classmethod
    def of(
        cls, rows: Any, *, title: str, source: str = "", basis: str = "", **options: Any
    ) -> Self:
        """Rows (with pandas' ``options``, as ``index`` and ``columns``) and what they rest on.

        Parameters
        ----------
        title : what the rows show, in a line.
        source : where they come from; by default what stands in their column "source".
        basis : how they were counted, and how they may be compared.
        """
        frame = cls(rows, **options)
        sources = source or "; ".join(dict.fromkeys(frame["source"]))
        frame.attrs = {"title": title, "source": sources} | ({"basis": basis} if basis else {})
        return frame

    def by(self, column: str) -> Self:
        """The same with a column as its index."""
        return self.set_index(column)  # type: ignore[no-any-return]

    @property
    def _constructor(self) -> type[Self]:
        return type(self)  # a part of one is one

    def _repr_html_(self) -> str:
        shown = self.head(MOST_ROWS)
        # Row numbers that pandas gives by itself tell a reader nothing; an index with a name does.
        named = any(self.index.names) or not pd.api.types.is_integer_dtype(self.index)
        keys = shown.index.to_frame() if named else shown.iloc[:, :0]
        own, columns = _columns(keys), _paired(_columns(shown))
        columns, same = _same(columns, len(own))
        columns, group = _grouped(columns)
        boxes = sum(_BOX in cells[0] for cells in columns.values() if cells)  # they are narrow
        columns = _narrow(columns, MOST_COLUMNS - len(own) + boxes)
        rows: list[Any] = []
        for n in range(len(shown)):
            if group and (not n or group[n] != group[n - 1]):
                rows.append(Group(as_html(spelled(group[n]))))
            rows.append([cells[n] for cells in (*own.values(), *columns.values())])
        numeric = [all(map(_NUMBER.match, cells)) for cells in columns.values()]
        shape = html_table(
            rows,
            [*(str(name or "") for name in self.index.names[: len(own)]), *columns],
            caption=Html(f"{as_html(self.attrs.get('title', ''))}{same}"),
            styles=[KEY] * len(own) + [RIGHT if one else LEFT for one in numeric] or [LEFT],
            keys=len(own),
        )
        return shape + "".join(map(note, self._notes()))

    def _notes(self) -> Iterator[str]:
        if len(self) > MOST_ROWS:
            yield f"{MOST_ROWS} of {len(self)} rows are shown."
        if basis := self.attrs.get("basis"):
            yield str(basis)
        source = str(self.attrs.get("source", ""))
        if source and not {*_SOURCES} & {*self.columns}:
            long = len(source) > _LONGEST_NOTE and not rests_on(source)
            elsewhere = "Sources: row by row in the column “source” of the whole table."
            yield elsewhere if long else with_sources(f"Source: {source}")


_NUMBER = re.compile(r"(?:-?[\d,.]+(?:<br>.*)?)?$")
Columns = dict[str, list[str]]


def _columns(frame: pd.DataFrame) -> Columns:
    """The cells of each column as text."""
    found = {}
    for name, values in frame.items():
        # Thousands are set apart in a whole column or not at all, and never in a column of years.
        numeric = pd.api.types.is_numeric_dtype(values)
        grouped = bool(numeric and values.abs().max() >= _GROUPED)
        cells = [_cell(value, grouped) for value in values]
        if name == "topic":  # a topic's id is for who asks for it
            cells = [corpus.fact_topics().get(one, one) for one in cells]
        if name == "reading":
            cells = [romanised(one) if one else "" for one in cells]
        found["meaning" if name == "gloss" else str(name).replace("_", " ")] = cells
    return found


def _cell(value: Any, grouped: bool = False) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(map(_cell, value))
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if pd.api.types.is_number(value):
        return f"{value:,.12g}" if grouped else f"{value:.12g}"
    return with_names(str(value))


def _paired(columns: Columns) -> Columns:
    """A number and who says so in one column; columns that are empty are gone."""
    found: Columns = {}
    for name, cells in columns.items():
        number = name.removesuffix(" by")
        if number != name and number in found:
            found[number] = [
                Html(f"{as_html(one)}<br><small>{as_html(by)}</small>") if by else one
                for one, by in zip(found[number], cells, strict=True)
            ]
        elif any(cells) or not cells:
            found[name] = cells
    return found


_BOX = "☐"  # a cell to be filled stays one


def _same(columns: Columns, keys: int) -> tuple[Columns, str]:
    """The columns that differ from row to row, and a line that says what is the same in all."""
    same = {
        name: cells[0]
        for name, cells in columns.items()
        if len(cells) > 2 and len({*cells}) == 1 and len(cells[0]) <= _LONGEST_SAME
        if name not in _SOURCES and _BOX not in cells[0]
    }
    if len(same) == len(columns) and not keys:
        return columns, ""
    told = " · ".join(
        f"{as_html(name)}: {as_html(said)}" for name, said in same.items() if said != "verified"
    )
    line = f'<br><span style="font-weight: normal">{told}</span>' if told else ""
    return {name: cells for name, cells in columns.items() if name not in same}, line


def _grouped(columns: Columns) -> tuple[Columns, list[str]]:
    """The columns without the first whose values stand in runs, and that one's cells."""
    left_out = {*_SOURCES, *_ASIDE} - {"topic"}
    for name, cells in columns.items():
        if name in left_out or not all(cells) or any(map(_NUMBER.match, cells)):
            continue
        runs = 1 + sum(one != other for one, other in pairwise(cells))
        if 1 < runs == len({*cells}) <= len(cells) / 2:  # none comes back further down
            return {one: columns[one] for one in columns if one != name}, cells
    return columns, []


def _narrow(columns: Columns, room: int) -> Columns:
    """At most ``room`` columns: sources, and what finds no room, stand behind a fold."""
    behind = [columns[name] for name in _SOURCES if name in columns]
    plain = kept = [name for name in columns if name not in _SOURCES]
    if len(plain) + bool(behind) > room:
        kept = [name for name in plain if name not in _ASIDE][: room - 1]
    more = [name for name in plain if name not in kept]
    found = {name: [_sourced(cell) for cell in columns[name]] for name in kept}
    if more or behind:
        label = "more" if more else "source"
        found[label] = [
            _fold(label, [(name, columns[name][n]) for name in more], [one[n] for one in behind])
            for n in range(len(next(iter(columns.values()))))
        ]
    return found


def _sourced(cell: str) -> str:
    return with_sources(cell) if not isinstance(cell, Html) and rests_on(cell) else cell


def _fold(label: str, more: Iterable[tuple[str, str]], behind: Iterable[str]) -> Html:
    told = [Html(f"<b>{as_html(name)}:</b> {as_html(said)}") for name, said in more if said]
    for said in filter(None, behind):  # a fact names its source already
        there = "".join(told)
        told += rests_on(said) or [one for one in [as_html(said)] if one not in there]
    return opened(label, *told) if told else Html()


# Facts, and what happened when.


_DATE = re.compile(r"(?P<fy>FY)?(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")


def _parts(date: str) -> re.Match[str]:
    found = _DATE.fullmatch(date)
    if not found:
        raise ValueError(f"{date!r} is no date such as 1960-01-19, 1987-01, 1957 or FY1978.")
    return found


def precision(date: str) -> str:
    """How exact a date is: "day", "month", "year" or "fiscal year"."""
    found = _parts(date)
    return "fiscal year" if found["fy"] else str(found.lastgroup)


def decimal_year(date: str) -> float:
    """Where a date stands on an axis of years. A partial date stands in the middle of its span; a
    Japanese fiscal year runs from April to March."""
    found = _parts(date)
    year, month = int(found["year"]), int(found["month"] or 0)
    if not month:
        return year + (0.75 if found["fy"] else 0.5)
    return year + (month - 1) / 12 + (int(found["day"]) - 0.5 if found["day"] else 15) / 366


def _order(date: str) -> tuple[int, int, int]:
    """By this the timeline is sorted: what is known to a month only comes at the month's end, a
    fiscal year in its middle."""
    found = _parts(date)
    if found["fy"]:
        return int(found["year"]), 10, 1
    return int(found["year"]), int(found["month"] or 12), int(found["day"] or 99)


_EVENT = ["date", "precision", "event", "short", "kind"]
_EVENT += ["topic", "key", "fact", "status", "source"]


def timeline(topic: str | None = None) -> SourcedFrame:
    """Dated events, in order of time.

    Parameters
    ----------
    topic : the events of one topic; by default all.

    Returns
    -------
    SourcedFrame
        A row per event: date (as exact as its source: 1960-01-19, 1987-01, 1957, FY1978),
        precision ("day", "month", "year", "fiscal year"), event, short (the same in few words),
        kind, topic, key (true on the short timeline), fact (its id), status, source.

    Raises
    ------
    UnknownName
        No event has this topic; the message lists those that there are.
    """
    facts = [fact for fact in corpus.facts() if "events" in fact]
    if topic is not None:
        there = dict.fromkeys(name for fact in facts for name in corpus.topics_of(fact))
        topic = choose(topic, there, "topic")
    rows = [
        {
            **{"key": False, "precision": precision(event["date"]), "fact": fact["id"]},
            **{"topic": fact["topic"], "source": original(fact)},
            "status": f"{fact['status']}{'-weak' if fact.get('weak') else ''}",
            **event,
        }
        for fact in facts
        if topic is None or topic in corpus.topics_of(fact)
        for event in fact["events"]
    ]
    about = f": {corpus.topics().get(topic, topic)}" if topic else ""
    return SourcedFrame.of(
        sorted(rows, key=lambda row: _order(row["date"])),
        columns=_EVENT,
        title=f"The US–Japan alliance in time{about}",
        basis="Dates are as exact as their source; a month or a year alone stays one.",
    )


# Data series. Two numbers for one year are two rows with two bases: what was budgeted, what was
# spent, what was agreed.


def tables() -> SourcedFrame:
    """The names that :func:`table` knows.

    Returns
    -------
    SourcedFrame
        A row per table (index: its name): holds, which says what is in it.
    """
    titles = {name: told["title"] for name, told in corpus.loaded("tables.json").items()}
    return SourcedFrame({"holds": titles})


def table(name: str | None = None) -> SourcedFrame:
    """One table of the course's data, every row with its source.

    Parameters
    ----------
    name : as :func:`tables` lists it, e.g. "host-nation-support"; without it, that list.

    Returns
    -------
    SourcedFrame
        Every row has its own unit, basis (or who counted), status (verified, verified-weak,
        derived), facts (ids) and source. A series has value, in that unit, and fiscal_year (from
        1 April), year or date; for a sum over several years also through; line names the rows
        that a line may join. ``attrs["basis"]`` says how the rows may be compared.

    Raises
    ------
    UnknownName
        There is no such table; the message suggests the nearest name.

    Examples
    --------
    >>> table("exchange-rate")["unit"].unique().tolist()
    ['yen per dollar']
    """
    if name is None:
        return tables()
    known = corpus.loaded("tables.json")
    about = known[choose(name, known, "table")]
    if "series" not in about:
        return read(about["file"], title=about["title"], basis=about["basis"])
    rows = _series(read("series.csv"), about["series"], about["period"])
    return SourcedFrame.of(rows, title=about["title"], basis=about["basis"])


def read(file: str, *, title: str = "", basis: str = "") -> SourcedFrame:
    """A CSV file of ``data/`` whose rows name their source; an empty cell stays an empty text."""
    rows = pd.read_csv(corpus.data(file), keep_default_na=False)
    return SourcedFrame.of(rows, title=title, basis=basis)


def _series(frame: pd.DataFrame, names: Sequence[str], period: str) -> pd.DataFrame:
    frame = frame[frame["series"].isin(names)].reset_index(drop=True)
    at = int(len(names) > 1)  # the name of the series comes first, where there are several
    if at == 0:
        frame = frame.drop(columns="series")
    if (frame["value"] % 1 == 0).all():
        frame["value"] = frame["value"].astype(int)
    periods, dated = frame.pop("period"), period == "date"
    frame.insert(at, period, periods if dated else periods.str[:4].astype(int))
    if not dated and periods.str.contains("-").any():
        frame.insert(at + 1, "through", periods.str[-4:].astype(int))
    return frame


# The course's terms.


def glossary(*terms: str) -> SourcedFrame:
    """The course's words, each with a plain explanation.

    Parameters
    ----------
    *terms : the words to look up, in any case; by default all.

    Returns
    -------
    SourcedFrame
        A row per term (index: the term): kanji, reading (both empty where it is not Japanese),
        gloss (shown as "meaning").

    Raises
    ------
    UnknownName
        A term is not there; the message suggests the nearest.

    Examples
    --------
    >>> glossary("anpo").loc["Anpo", "kanji"]
    '安保'
    """
    known = {one["term"]: one for one in corpus.loaded("built", "glossary.json")["terms"]}
    listed = f"{len(known)}; glossary() lists them all"
    chosen = [known[choose(name, known, "term", listed)] for name in terms] or known.values()
    columns = ["term", "kanji", "reading", "gloss"]
    rows = [[term.get(column, "") for column in columns] for term in chosen]
    return SourcedFrame(rows, columns=columns).by("term")
