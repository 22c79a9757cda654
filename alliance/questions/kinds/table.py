"""A table: shape, columns, rows, then values; the first difference is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance.languages import say
from alliance.questions import numbers, wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import Form, Kind, Outcome, field, outcome, some, yaml
from alliance.questions.kinds.number import around, put_range, within

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion


class Table(NamedTuple):
    """Labels as they were given, and the rows."""

    columns: list[Any]
    names: list[Any]
    rows: list[list[Any]]


def label(value: Any) -> str:
    """The normal form of a row's or a column's name, or of a cell that is no number."""
    if type(value) is float and value.is_integer():
        value = int(value)
    truth = wording.truth(value, plain=True)
    if truth is not None:
        return "yes" if truth else "no"
    return "" if value is None else wording.phrase(str(value)[:200])


def number(value: Any) -> Decimal | None:
    if type(value) is bool or type(value) not in (int, float):
        return None
    return Decimal(format(value, ".12g"))


def _columns(answer: Any) -> dict[Any, dict[Any, Any]]:
    """Each column with its values by the rows' names: of rows that are mappings, of what pandas
    takes ({"name": [values], …} or {"name": {"row": value, …}, …}), of one column alone."""
    if type(answer) is list and answer and all(type(row) is dict for row in answer):
        names = dict.fromkeys(name for row in answer for name in row)
        return {name: {i: row.get(name) for i, row in enumerate(answer)} for name in names}
    if type(answer) is dict:
        types = set(map(type, answer.values()))
        if not types & {list, dict}:
            return {None: answer}
        if types == {dict}:
            return answer
        if types == {list} and len(set(map(len, answer.values()))) == 1:
            return {name: dict(enumerate(values)) for name, values in answer.items()}
    raise Malformed(say("not-a-table"))


def _is_whole(table: Table) -> bool:
    """Whether each row has a name, and a value for each column."""
    if not all(type(part) is list for part in table) or len(table.names) != len(table.rows):
        return False
    sizes = {len(row) if type(row) is list else None for row in table.rows}
    return sizes == {len(table.columns)}


_LOOKED_AT = 100  # typed rows, for one that begins with a name
# Between the cells of a typed line; the comma in 1,055.1 is none.
_BETWEEN = re.compile(r"[\t|;]|:(?=\s)|(?<!\d),|,(?!\d{3}(?!\d))")


def _lines(text: str) -> list[list[str]]:
    """The cells of rows that were typed, a line each or as a list of lists."""
    lines = [line.strip(" []()|,\t\r") for line in re.split(r"\n|\]\s*,", text)]
    return [[one.strip(" \t\"'“”") for one in _BETWEEN.split(line)] for line in lines if line]


_CELL = yaml(row=field(Any), column=field(Any), answers=field("list[Answer]", min_length=1))


class TableKind(Kind):
    name = "table"
    shape = "gaps"
    fields = yaml(tolerance=field(str | float, 0), ordered=field(bool, False))
    mistaken = yaml(cells=field([_CELL], ()))
    answer_key = None
    words = ("table-help",)

    def form(self, asked: AuthoredQuestion) -> Form:
        key = asked.need("key", dict, "Write {index: […], columns: […], rows: [[…]]}.")
        named = key.get("index") is not None
        form = {"named": named, "ordered": bool(asked.get("ordered", not named))}
        # The names of rows and columns are the task; what stands in the cells is the answer.
        return form | ({"columns": key["columns"], "index": key["index"]} if named else {})

    def examples(self, form: Form) -> Iterable[Any]:
        return [{"columns": ["n"], "index": ["row"], "rows": [[0]]}]

    def blank(self, form: Form) -> Any:
        return None

    def paper(self, form: Form) -> str:
        from alliance import html

        columns = form.get("columns", ["\N{NO-BREAK SPACE}"] * 3)
        rows = [(name, *[""] * len(columns)) for name in form.get("index", [""] * 3)]
        return html.table(rows, ("", *columns), styles=("", ".room"), head_style="")

    def read(self, form: Form, answer: Any) -> list[Table]:
        """The table; and, where its rows are only counted though names are wanted, the table whose
        first column is taken for the names."""
        typed = _lines(answer) if type(answer) is str else answer
        if type(typed) is list and typed and all(type(row) is list for row in typed):
            found = _named(form, typed)
        elif type(answer) is dict and set(answer) == {"columns", "index", "rows"}:
            found = Table(answer["columns"], answer["index"], answer["rows"])
        else:
            columns = _columns(answer)
            names = list(dict.fromkeys(name for one in columns.values() for name in one))
            rows = [[one.get(name) for one in columns.values()] for name in names]
            found = Table(list(columns), names, rows)
        if not _is_whole(found):
            raise Malformed(say("not-a-table"))
        height = len(found.names)
        counted = found.names in (list(range(height)), list(range(1, height + 1)))
        if not form["named"] or not counted or len(found.columns) < 2:
            return [found]
        names, rows = [row[0] for row in found.rows], [row[1:] for row in found.rows]
        return [found, Table(found.columns[1:], names, rows)]

    def judge(self, form: Form, given: list[Table], seal: Seal) -> Outcome:
        faults = [_shape(form, reading, seal) for reading in given]
        if all(faults):
            return Outcome("wrong", details=(faults[0],))
        return _values(form, given[faults.index("")], seal)

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        key = asked.raw["key"]
        rows, columns = key.get("rows") or [], key.get("columns") or []
        index = key.get("index") or list(range(len(rows)))
        table = Table(columns, index, rows)
        if not _is_whole(table):
            asked.fail(("key",), "Each row needs a value for each column, and a name in index.")
        for slot, many in (("rows", rows), ("columns", columns)):
            asked.sealer.add(slot, str(len(many)), {}, ok=1)
        for slot, names in (("column", columns), ("index", index)):
            for i, name in enumerate(names):
                asked.sealer.add(slot, label(name), {}, ok=i)
        asked.sealer.add("order", "|".join(label(name) for name in index), {}, ok=1)
        nonces = []
        for (i, j), place in _places(form, table).items():
            nonces.append(asked.nonce(place))
            _value(asked, place, rows[i][j], {}, nonce=nonces[-1])
        asked.sealer.add("all", "|".join(sorted(nonces)), asked.right())
        _mistakes(asked, form, table)


def _mistakes(asked: AuthoredQuestion, form: Form, table: Table) -> None:
    rows, columns = [*map(label, table.names)], [*map(label, table.columns)]
    places = _places(form, table)
    for path, one in asked.mistakes(holding="cells"):
        for j, cell in enumerate(one["cells"]):
            row, column = label(cell.get("row")), label(cell.get("column"))
            if row not in rows or column not in columns:
                asked.fail((*path, "cells", j), "Name a row and a column of the key.")
            for answer in cell.get("answers") or ():
                place = places[rows.index(row), columns.index(column)]
                _value(asked, place, answer, asked.mistake(one))


def _named(form: Form, rows: list[list[Any]]) -> Table:
    """Rows as they were typed: each behind its name, or all in the question's order. The
    columns' names may stand above them."""
    columns, names = form.get("columns", []), form.get("index", [])
    heads, asked = list(map(label, columns)), set(map(label, names))
    if heads and list(map(label, rows[0][-len(heads) :])) == heads:
        rows = rows[1:]
    if any(label(one) in asked for row in rows[:_LOOKED_AT] for one in row[:1]):
        names, rows = [row[0] if row else None for row in rows], [row[1:] for row in rows]
    return Table(columns, names, rows)


def _values(form: Form, given: Table, seal: Seal) -> Outcome:
    cells = {
        (i, j): _cell(place, given.rows[i][j], seal) or {}
        for (i, j), place in _places(form, given).items()
    }
    nonces = sorted(record["nonce"] for record in cells.values() if "nonce" in record)
    if len(nonces) == len(cells):
        return outcome(seal.open("all", "|".join(nonces))[0])
    row, column = next(place for place, record in cells.items() if "nonce" not in record)
    mistake = next((one for one in cells.values() if "status" in one), {})
    name = given.names[row] if form["named"] else row + 1
    lines = (
        say("table-cell", row=name, column=given.columns[column] or 1),
        say("table-count", hits=len(nonces), n=len(cells)),
    )
    # Less than half, or the same word all down each column, is what guessing gives.
    guessed = 2 * len(nonces) < len(cells) or _uniform(given)
    share = 0 if guessed else round(len(nonces) / len(cells), 2)
    return some(share, *lines, told=mistake)


def _uniform(given: Table) -> bool:
    """Whether each column holds one value only, from its top to its bottom."""
    columns = zip(*given.rows, strict=True)
    return len(given.rows) > 2 and all(len(set(map(label, one))) == 1 for one in columns)


def _shape(form: Form, given: Table, seal: Seal) -> str:
    """What differs before any value does, or nothing."""
    for slot, normal, phrase, one in _wanted(form, given):
        if not seal.open(slot, normal):
            return say(phrase, n=one, name=str(one)[:40])
    return ""


def _wanted(form: Form, given: Table) -> Iterator[tuple[str, str, str, Any]]:
    """What has to open the seal, as slot and normal form, and what is said where it doesn't."""
    columns, names = given.columns, given.names if form["named"] else []
    yield "rows", str(len(given.rows)), "table-rows", len(given.rows)
    yield "columns", str(len(columns)), "table-columns", len(columns)
    for slot, labels in (("column", columns if columns[1:] else []), ("index", names)):
        yield from ((slot, label(one), f"table-{slot}-name", one) for one in labels)
    if form["ordered"] and names:
        yield "order", "|".join(map(label, names)), "table-order", ""


def _places(form: Form, given: Table) -> dict[tuple[int, int], str]:
    """What each cell is called in the seal, by its row and its column."""
    names = map(label, given.names) if form["named"] else range(len(given.names))
    heads = [*map(label, given.columns)] if given.columns[1:] else [""]
    cells = product(enumerate(names), enumerate(heads))
    return {(i, j): f"{name}|{head}" for (i, name), (j, head) in cells}


def _cell(place: str, value: Any, seal: Seal) -> dict[str, Any] | None:
    figure = number(value)
    if figure is None:
        found = seal.first("cell", f"{place}|{label(value)}")
        figure = numbers.bare(value) if found is None and type(value) is str else None
    if figure is None:
        return found
    record = within(seal, "cell", place, figure)
    if record is None and figure in (0, 1):  # 1 and 0 where "yes" and "no" are asked for
        return seal.first("cell", f"{place}|{label(bool(figure))}")
    return record


def _value(
    asked: AuthoredQuestion, place: str, value: Any, record: dict[str, Any], **short: Any
) -> None:
    figure = number(value)
    if figure is None:
        asked.sealer.add("cell", f"{place}|{label(value)}", record, **short)
        return
    margin = around(asked, figure)
    put_range(asked, "cell", place, (figure - margin, figure + margin), record, **short)


KIND = TableKind()
