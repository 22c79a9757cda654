"""A table: shape, columns, rows, then values; the first difference is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain, product
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance.languages import in_english, say, vocabulary
from alliance.questions import answers, numbers, wording
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
    return numbers.amount(value).value if type(value) in (int, float) else None


def _mapped(answer: Any) -> Table:
    """The table of rows that are mappings, of what pandas takes ({"name": [values], …} or {"name":
    {"row": value, …}, …}), or of one column alone."""
    if type(answer) is list and answer and all(type(row) is dict for row in answer):
        heads = dict.fromkeys(name for row in answer for name in row)
        answer = {name: [row.get(name) for row in answer] for name in heads}
    columns = [*answer.values()] if type(answer) is dict else []
    types = {*map(type, columns)}
    if columns and not types & {list, dict}:
        return Table([None], [*answer], [[one] for one in columns])
    if types == {list} and len({*map(len, columns)}) == 1:
        columns, types = [dict(enumerate(one)) for one in columns], {dict}
    if types != {dict}:
        raise Malformed(say("not-a-table"))
    names = [*dict.fromkeys(name for one in columns for name in one)]
    return Table([*answer], names, [[one.get(name) for one in columns] for name in names])


def _is_whole(table: Table) -> bool:
    """Whether each row has a name, and a value for each column."""
    if not all(type(part) is list for part in table) or len(table.names) != len(table.rows):
        return False
    sizes = {len(row) if type(row) is list else None for row in table.rows}
    return sizes == {len(table.columns)}


_LOOKED_AT = 100  # rows or columns, for the names that are asked for
# Between the cells of a typed line that has no tabs, bars or semicolons (the comma in 1,055.1 is
# none); what stands below the head of a table in Markdown; a line in brackets ("yes (Article V)"
# has its own).
_NUMBERS, _TRUTHS, _BETWEEN, _RULE, _WRAPPED = numbers.filled("a table in words")


def _lines(text: str, width: int) -> list[list[str]]:
    """The cells of rows that were typed or pasted, a line each or as a list of lists; width: the
    values that each row has to have."""
    lines = re.split(r"\n|\]\s*,", re.sub(r"(?<=\d)\s%", "%", text))
    lines = lines if len(lines) > 1 else re.split(r"[;/]\s", text)
    lines = [_WRAPPED.sub(r"\1", line) for line in lines if not _RULE.fullmatch(line)]
    lines = [re.sub(r"^\|(.*)\|$", r"\1", line) for line in lines if line.strip(",;\t")]
    sign = next((one for one in "\t|;" if all(one in line for line in lines)), None)
    if sign is None and width and not any(_BETWEEN.search(line) for line in lines):
        rows = [line.rsplit(None, width) for line in lines]
    else:
        rows = [line.split(sign) if sign else _BETWEEN.split(line) for line in lines]
        rows = [[*re.split(r":\s", row[0], maxsplit=1), *row[1:]] for row in rows]
    cells = [[one.strip(" \t\"'“”") for one in row] for row in rows]
    return [row[:-1] if len(row) == width + 2 and not row[-1] else row for row in cells]


# As this course and pandas' "split" write a table; what may be put around one.
_SPLIT = ({"columns", "index", "rows"}, {"columns", "index", "data"})
_AROUND = ("rows", "data", "table", "answer")
_LONGEST = 60  # characters of a cell that holds a number
_WRITTEN = 5  # letters of a scale's short names: "billion" is none
_CELL = yaml(row=field(Any), column=field(Any), answers=field("list[Answer]", min_length=1))


class TableKind(Kind):
    name = "table"
    shape = "gaps"
    single = False
    fields = yaml(tolerance=field(str | float, 0))
    mistaken = yaml(cells=field([_CELL], ()))
    answer_key = None
    words = ("table-help",)

    def form(self, asked: AuthoredQuestion) -> Form:
        key = asked.need("key", dict, "Write {index: […], columns: […], rows: [[…]]}.")
        # The names of rows and columns are the task; what stands in the cells is the answer.
        return {name: key.get(name) or [] for name in ("columns", "index")}

    def examples(self, form: Form) -> Iterable[Any]:
        return [{"columns": ["n"], "index": ["row"], "rows": [[0]]}]

    def blank(self, form: Form) -> Any:
        return None

    def paper(self, form: Form, **more: Any) -> str:
        from alliance import html

        rows = [(name, *[""] * len(form["columns"])) for name in form["index"]]
        return html.table(rows, ("", *form["columns"]), styles=("", ".room"), head_style="")

    def read(self, form: Form, answer: Any) -> list[Table]:
        """The table; and, where its rows are only counted though names are wanted, before it the
        table whose first column is taken for the names."""
        answer = _unwrapped(answer)
        typed = _lines(answer, len(form.get("columns", ()))) if type(answer) is str else answer
        if told := _told(form, answer):
            found = told
        elif type(typed) is list and typed and all(type(row) is list for row in typed):
            found = _typed(form, typed)
        elif type(answer) is dict and {*answer} in _SPLIT:
            found = Table(answer["columns"], answer["index"], answer.get("rows") or answer["data"])
        else:
            found = _mapped(answer)
        if not _is_whole(found):
            raise Malformed(say("not-a-table"))
        if not _counted(found.names) or len(found.columns) < 2:
            return [_named(form, found)]
        names, rows = [row[0] for row in found.rows], [row[1:] for row in found.rows]
        readings = (Table(found.columns[1:], names, rows), found)
        return [_named(form, one) for one in readings[: 2 if "index" in form else 1]]

    def judge(self, form: Form, given: list[Table], seal: Seal) -> Outcome:
        faults = [_faults(form, one) for one in given]
        if ([], []) in faults:
            return _values(form, given[faults.index(([], []))], seal)
        if named := [names for sizes, names in faults if not sizes]:
            raise Malformed(named[0][0])
        return Outcome("wrong", details=(faults[-1][0][0],))

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        key = asked.raw["key"]
        table = Table(form["columns"], form["index"], key.get("rows") or [])
        if not _is_whole(table):
            asked.fail(("key",), "Each row needs a value for each column, and a name in index.")
        nonces = []
        for (i, j), place in _places(table).items():
            nonces.append(asked.nonce(place))
            _value(asked, place, table.rows[i][j], {}, nonce=nonces[-1])
        asked.sealer.add("all", "|".join(sorted(nonces)), asked.right())
        _mistakes(asked, table)


def _mistakes(asked: AuthoredQuestion, table: Table) -> None:
    rows, columns = [*map(label, table.names)], [*map(label, table.columns)]
    places = _places(table)
    for path, one in asked.mistakes(holding="cells"):
        for j, cell in enumerate(one["cells"]):
            row, column = label(cell.get("row")), label(cell.get("column"))
            if row not in rows or column not in columns:
                asked.fail((*path, "cells", j), "Name a row and a column of the key.")
            for answer in cell.get("answers") or ():
                place = places[rows.index(row), columns.index(column)]
                _value(asked, place, answer, asked.mistake(one))


_BESIDE = vocabulary("beside a value")


def _unwrapped(answer: Any) -> Any:
    """The table in a mapping that holds nothing else, {"rows": …}, or the names of its columns."""
    if type(answer) is not dict or {*answer} in _SPLIT:
        return answer
    beside = {**answer}
    held = next((beside.pop(name) for name in _AROUND if name in beside), None)
    if type(held) is list and type(heads := beside.pop("columns", None)) is list:
        held = [heads, *held]
    return answer if beside or type(held) not in (list, dict) else held


def _told(form: Form, answer: Any) -> Table | None:
    """The table of a text, or of a flat mapping, that has the values of each row, or of each
    column, behind its name: "stationing: 372.5 (51 %); everything …"."""
    if type(answer) is dict and not {*map(type, answer.values())} & {list, dict}:
        answer = "\n".join(f"{name}: {one}" for name, one in answer.items()).replace("_", " ")
    if type(answer) is not str:
        return None
    value = _TRUTHS if _is_of_truths(form) else _NUMBERS
    index, columns = form.get("index", []), form.get("columns", [])
    for names, others in ((index, columns), (columns, index)):
        if rows := _behind(names, others, value, answer):
            return Table(others, names, rows)
    return None


def _behind(
    names: list[Any], others: list[Any], value: re.Pattern[str], text: str
) -> list[list[str]]:
    """The values behind each of these names, in the order of the others; none where one lacks."""
    found: dict[str, dict[str, str]] = {label(one): {} for one in names}
    row, end, headed = "", 0, list[str]()
    for one in value.finditer(text):
        before, end, column = text[end : one.start()], one.end(), ""
        for other in others:
            if (rest := re.sub(rf"\b{re.escape(str(other))}\b", " ", before, flags=re.I)) != before:
                before, column = rest, label(other)
        if {*wording.phrase(before).split()} - _BESIDE:
            row = label(_meant(names, before.strip(" \t\n,;:.=|()-–—")))
        headed.append(column)
        column = column or label((others[len(found.get(row, ())) :] or [None])[0])
        if row not in found or column in found[row]:
            return []
        found[row][column] = one[0]
    order = [*map(label, others)]
    whole = all({*cells} == {*order} for cells in found.values()) and all(headed) == any(headed)
    more = {*wording.phrase(text[end:]).split()} - _BESIDE
    return [[cells[one] for one in order] for cells in found.values()] if whole and not more else []


def _typed(form: Form, rows: list[list[Any]]) -> Table:
    """Rows as they were typed: each behind its name, or all in the question's order. The names of
    columns may stand above them, beside others; on its side a table has those of the rows there."""
    columns, names = form.get("columns", []), form.get("index", [])
    if not (at := _headed(columns, rows[0])) and (at := _headed(names, rows[0])):
        columns, names = names, columns
    if at:
        columns, rows = [_meant(columns, rows[0][i]) for i in at], rows[1:]
    asked, first = {*map(label, names)}, [row[0] if row else None for row in rows]
    named = any(label(_meant(names, one)) in asked for one in first[:_LOOKED_AT])
    if at:
        named = named or any(len(row) > len(at) for row in rows)
        rows = [[row[i] for i in at if len(row) >= -i] for row in rows]
    elif named:
        rows = [row[1:] for row in rows]
    return Table(columns, first if named else names, rows)


def _headed(names: list[Any], row: list[Any]) -> list[int]:
    """Where a row has each of these names, counted from its end; nothing where one lacks."""
    heads, asked = [label(_meant(names, one)) for one in row[:_LOOKED_AT]], {*map(label, names)}
    return [i - len(row) for i, one in enumerate(heads) if one in asked and asked <= {*heads}]


def _meant(names: list[Any], given: Any) -> Any:
    """The one of these names that is meant, as "Reuters" means `reuters-2020`; else what is
    given."""
    exact = label(given) in map(label, names)
    if exact or type(given) is not str or not re.search(r"[^\W\d]", given):
        return given
    bare = re.sub(r"(?<=\w)\s*[(\[].*", "", given)  # "total (billion yen)"
    if label(bare) in map(label, names):
        return bare
    known = {name: str(name) for name in names}
    return answers.shortened(known, given) or answers.named(known, given) or given


def _called(names: list[Any], given: Any) -> Any:
    """:func:`_meant`; also with more words, as "treaty 1951" means 1951."""
    said = {*label(given).split()}
    plain = said and not said & wording.NEGATIONS
    within = [one for one in names if plain and {*label(one).split()} <= said]
    found = _meant(names, given)
    return max(within, key=lambda one: len(str(one))) if found is given and within else found


def _counted(names: list[Any]) -> bool:
    """Whether names only say which row it is."""
    return names in ([*range(len(names))], [*range(1, len(names) + 1)])


def _upright(given: Table, asked: Table) -> Table:
    """The table with its rows and columns as the question has them: they may be exchanged, and
    stand in the question's order without names."""
    if _headed(asked.names, given.columns) and not _headed(asked.columns, given.columns):
        turned = [list(row) for row in zip(*given.rows, strict=True)]
        given = Table(given.names, given.columns, turned)
    columns, names = given.columns, given.names
    if _counted(columns) and len(columns) == len(asked.columns):
        columns = asked.columns
    if _counted(names) and len(names) == len(asked.names):
        names = asked.names
    return Table(columns, names, given.rows)


def _named(form: Form, given: Table) -> Table:
    """The table with its names as the question has them, and each row that it asks for once;
    without the rows and columns beside those, where they are all there."""
    if max(len(given.names), len(given.columns)) > _LOOKED_AT:
        return given  # whatever they are called, they are too many
    columns, index, counted = form.get("columns", []), form.get("index", []), _counted(given.names)
    given = _upright(given, Table(columns, index, []))
    asked, found = {*map(label, index)}, dict[Any, tuple[Any, list[Any]]]()
    for i, (one, row) in enumerate(zip(given.names, given.rows, strict=True)):
        name = _called(index, one)
        if found.setdefault(label(name) if label(name) in asked else i, (name, row))[1] != row:
            raise Malformed(say("twice", answer=str(name)[:40]))
    heads, rows = [_called(columns, one) for one in given.columns], [*found.values()]
    # Where rows have no names, one of the columns may be theirs.
    at, down = _those([] if counted else columns, heads), _those(index, [one for one, _ in rows])
    cells = [[rows[i][1][j] for j in at] for i in down]
    return Table([heads[j] for j in at], [rows[i][0] for i in down], cells)


def _those(asked: list[Any], given: list[Any]) -> list[int]:
    """Where the names that are asked for stand among others; all, unless each is there once."""
    names, known = sorted(map(label, asked)), [*map(label, given)]
    at = [i for i, one in enumerate(known) if one in names]
    return at if names and sorted(known[i] for i in at) == names else [*range(len(known))]


def _values(form: Form, given: Table, seal: Seal) -> Outcome:
    cells = {
        (i, j): _cell(form, place, _alone(given.rows[i][j], given.columns[j]), seal) or {}
        for (i, j), place in _places(given).items()
    }
    nonces = sorted(record["nonce"] for record in cells.values() if "nonce" in record)
    if len(nonces) == len(cells):
        return outcome(seal.first("all", "|".join(nonces)))
    row, column = next(place for place, record in cells.items() if "nonce" not in record)
    mistake = next((one for one in cells.values() if "status" in one), {})
    empty = sum(wording.is_blank(given.rows[i][j]) for i, j in cells)
    lines = (
        say("table-cell", row=given.names[row], column=given.columns[column] or 1),
        say("table-count", hits=len(nonces), n=len(cells)),
        *([say("table-empty", n=empty)] if empty else []),
    )
    # Less than half, or the same word all down each column, is what guessing gives.
    columns = [{*map(label, one)} for one in zip(*given.rows, strict=True)]
    uniform = len(given.rows) > 2 and all(len(one) == 1 for one in columns)
    guessed = 2 * len(nonces) < len(cells) or uniform
    share = 0 if guessed else round(len(nonces) / len(cells), 2)
    return some(share, *lines, told=mistake)


def _alone(value: Any, column: Any) -> Any:
    """A value without its column's name: "share: 51.0", "51.0 share"."""
    if type(value) is not str or not column:
        return value
    return re.sub(rf"\b{re.escape(str(column))}\b[\s:=]*", " ", value, flags=re.I).strip() or value


def _faults(form: Form, given: Table) -> tuple[list[str], list[str]]:
    """What makes it another table, the number of its rows or columns, or names of both that are not
    asked for; and what some names are, though a column alone may have any."""
    sizes: list[str] = []
    unknown: list[list[str]] = []
    for part, has, key in (("rows", given.names, "index"), ("columns", given.columns, "columns")):
        if key not in form:  # as in the first edition
            continue
        names, named = [*map(label, form[key])], has if part == "rows" or has[1:] else []
        if len(has) != len(names):
            sizes.append(say(f"table-{part}", n=len(has)))
        others = [one for one in named[:_LOOKED_AT] if label(one) not in names]
        unknown.append([say(f"table-{part}-name", name=str(one)[:40]) for one in others])
    told = [*chain.from_iterable(unknown)]
    return sizes or (told if all(unknown) else []), told


def _places(given: Table) -> dict[tuple[int, int], str]:
    """What each cell is called in the seal, by its row and its column."""
    names = map(label, given.names)
    heads = [*map(label, given.columns)] if given.columns[1:] else [""]
    cells = product(enumerate(names), enumerate(heads))
    return {(i, j): f"{name}|{head}" for (i, name), (j, head) in cells}


def _cell(form: Form, place: str, value: Any, seal: Seal) -> dict[str, Any] | None:
    figure = number(value)
    if figure is None:
        found = seal.first("cell", f"{place}|{label(value)}")
        figure = _figure(form, place, value) if found is None and type(value) is str else None
    if figure is None:
        unclear = found is None and label(value) not in ("yes", "no", "")
        if unclear and _is_of_truths(form):
            raise Malformed(say("yes-or-no", answer=str(value)[:40]))
        return found
    record = within(seal, "cell", place, figure)
    if record is None and figure in (0, 1):  # 1 and 0 where "yes" and "no" are asked for
        return seal.first("cell", f"{place}|{label(bool(figure))}")
    return record


def _is_of_truths(form: Form) -> bool:
    """Whether "yes" or "no" is to stand in each cell."""
    return bool(re.search('"yes".*"no"', in_english(form.get("asked", ""))))


def _figure(form: Form, place: str, said: str) -> Decimal | None:
    """The number that a cell says, "372.5 billion yen" where the question asks for billion yen; in
    a column of shares "51 %"."""
    asked = answers.named_words(wording.fold(in_english(form.get("asked", ""))))
    scales = {numbers.scale(one) for one in asked if len(one) > _WRITTEN and one in numbers.SCALES}
    try:
        read = numbers.amount(said) if len(said) <= _LONGEST else None
    except (numbers.NoAmount, ArithmeticError):
        return None
    head = {*place.rpartition("|")[2].split()}
    share = bool(head & vocabulary("shares"))
    units = {None, *map(numbers.canonical, () if share else asked)} - {"percent"}
    units |= {"percent"} if share or not head else set()
    if read is None or read.rest or read.sign or read.unit not in units:
        return None
    scale = scales.pop() if len(scales) == 1 and not share else 1
    return read.value / scale if read.scaled or read.value >= scale else read.value


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
