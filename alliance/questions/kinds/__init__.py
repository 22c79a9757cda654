"""The kinds of answers. A new kind is a new module here with a ``KIND``; nothing else lists it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from alliance.questions.kinds.base import Kind

_loaded: dict[str, Kind] = {}


def kind(name: str) -> Kind:
    """The kind of this name; ``LookupError`` names those that there are."""
    if name not in _loaded:
        if not name.isidentifier() or name not in names():
            raise LookupError(f"There is no kind {name!r}. There are: {', '.join(names())}.")
        _loaded[name] = import_module(f"{__name__}.{name}").KIND
    return _loaded[name]


def names() -> list[str]:
    """The names of all kinds, in alphabetical order."""
    return sorted(module.name for module in iter_modules(__path__) if module.name != "base")
