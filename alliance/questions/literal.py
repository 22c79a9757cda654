"""Whatever a student passes in, as bounded plain data; nothing of theirs is ever called.

A student's object may raise or hang in ``__eq__``, ``__repr__`` or ``__len__``, so the type decides
first (``type(x)``, never ``isinstance``, which would ask ``x.__class__``) and only the methods of
Python's own types, numpy's scalars and pandas' tables are used, unbound.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from typing import Any

from alliance.questions.phrases import say

LONGEST = 20_000  # characters of a text
MOST = 4_000  # values in a list or table, all levels together
DEEPEST = 6  # lists within lists
_WIDEST = 256  # bits of a whole number


_NAME = type.__dict__["__name__"].__get__  # not kind.__name__: a metaclass may be in the way
_MODULE = type.__dict__["__module__"].__get__


class Unusable(ValueError):
    """This is no answer; the message says why, in the reader's words."""


def plain(value: Any) -> Any:
    """``value`` as JSON-able data: None, bool, int, float, str, list, dict with text keys.

    Dates become ISO texts, sets lists, ``...`` becomes None; a DataFrame or Series becomes
    ``{"columns": […], "index": […], "rows": [[…]]}``. Raises :class:`Unusable`.
    """
    return _plain(value, [MOST], 0)


def _plain(value: Any, left: list[int], depth: int) -> Any:
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST:
        raise Unusable(say("too-long"))
    kind = type(value)
    if value is None or value is Ellipsis or kind is bool:
        return None if value is Ellipsis else value
    if issubclass(kind, str):
        return _text(value)
    if issubclass(kind, int):
        if int.bit_length(value) > _WIDEST:
            raise Unusable(say("too-long"))
        return int.__add__(value, 0)
    if issubclass(kind, float):
        return _number(float.__add__(value, 0.0))
    if issubclass(kind, dt.datetime):
        if _named(kind) == "NaTType":  # pandas' missing time is a datetime by type
            return None
        return dt.date.isoformat(dt.datetime.date(value))
    if issubclass(kind, dt.date):
        return dt.date.isoformat(value)
    for base in (list, tuple, set, frozenset):
        if issubclass(kind, base):
            _room(base.__len__(value), left)
            items = [_plain(item, left, depth + 1) for item in base.__iter__(value)]
            return sorted(items, key=str) if base in (set, frozenset) else items
    if issubclass(kind, dict):
        _room(dict.__len__(value), left)
        pairs = list(dict.items(value))
        return {_key(key, left): _plain(item, left, depth + 1) for key, item in pairs}
    return _foreign(value, kind, left, depth)


def _room(size: int, left: list[int]) -> None:
    if size > left[0]:
        raise Unusable(say("too-long"))


def _text(value: str) -> str:
    if str.__len__(value) > LONGEST:
        raise Unusable(say("too-long"))
    text = str.__getitem__(value, slice(None))
    # A lone surrogate can't be written down; it comes from a broken copy.
    return text.encode("utf-8", "replace").decode("utf-8")


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise Unusable(say("not-finite"))
    return value


def _key(value: Any, left: list[int]) -> str:
    key = _plain(value, left, DEEPEST)
    return key if type(key) is str else str(key)


def _foreign(value: Any, kind: type, left: list[int], depth: int) -> Any:
    """Values of other libraries, recognised only where the library is loaded, by exact type."""
    import decimal
    import fractions

    if kind is decimal.Decimal:
        if not value.is_finite() or abs(value.adjusted()) > 60:
            raise Unusable(say("not-finite"))
        return str(value)
    if kind is fractions.Fraction:
        return float(value) if value.denominator.bit_length() < _WIDEST else _plain(None, left, 0)
    numpy = sys.modules.get("numpy")
    if numpy is not None and _module(kind) == "numpy":
        if kind is getattr(numpy, "ndarray", None):
            _room(value.size, left)
            return _plain(value.tolist(), left, depth)
        if getattr(numpy, _named(kind), None) is kind and issubclass(kind, numpy.generic):
            return _plain(value.item(), left, depth + 1)
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        if kind is pandas.DataFrame or kind is pandas.Series:
            return _table(value, kind is pandas.Series, left)
        if issubclass(kind, pandas.Index):
            _room(value.size, left)
            return _plain(value.tolist(), left, depth)
        if value is pandas.NA:
            return None
    raise Unusable(say("not-data", what=_what(kind)))


def _named(kind: type) -> str:
    return _NAME(kind)


def _module(kind: type) -> str:
    module = _MODULE(kind)
    return module if type(module) is str else ""


def _what(kind: type) -> str:
    if issubclass(kind, type):
        return "a class"
    name = _named(kind)
    return {
        "function": "a function",
        "builtin_function_or_method": "a function",
        "method": "a function",
        "module": "a module",
    }.get(name, f"an object of the type {name[:40]}")


def _table(frame: Any, single: bool, left: list[int]) -> dict[str, Any]:
    rows, columns = frame.shape[0], 1 if single else frame.shape[1]
    if rows * columns + rows + columns > left[0]:
        raise Unusable(say("table-large", rows=rows, columns=columns))
    names = [frame.name] if single else frame.columns.tolist()
    cells = [[cell] for cell in frame.tolist()] if single else _cells(frame)
    return {
        "columns": [_label(name, left) for name in names],
        "index": [_label(name, left) for name in frame.index.tolist()],
        "rows": [[_cell(cell, left) for cell in row] for row in cells],
    }


def _cells(frame: Any) -> list[list[Any]]:
    columns = [frame.iloc[:, i].tolist() for i in range(frame.shape[1])]
    return [list(row) for row in zip(*columns, strict=True)]


def _label(value: Any, left: list[int]) -> Any:
    label = _plain(value, left, DEEPEST - 1)
    return str(label) if type(label) in (list, dict) else label


def _cell(value: Any, left: list[int]) -> Any:
    try:
        cell = _plain(value, left, DEEPEST - 1)
    except Unusable:
        return None  # an empty cell (NaN), or something that is no value: it differs, that is all
    return cell
