"""Read, mark and check: the US–Japan alliance in five news articles and the treaties behind them.

    import alliance as al

    al.articles()                 # the five articles, and what you have added
    al.article("reuters-2020")    # one of them, with its annotations
    al.check("sources.1", "…")    # is my answer right, and if not, why?

Nothing is loaded before it is used: importing this package costs next to nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

# name -> module that defines it. A notebook types these; everything else stays in its module.
_NAMES = {
    "articles": "reading",
    "article": "reading",
    "treaties": "reading",
    "treaty": "reading",
    "annotations": "reading",
    "sources": "reading",
    "witnesses": "witnesses",
    "kwic": "search",
    "claims": "compare",
    "contradictions": "compare",
    "compare_treaties": "compare_provisions",
    "compare_draft": "compare_provisions",
    "timeline": "tables",
    "table": "tables",
    "tables": "tables",
    "glossary": "glossary",
    "export": "export",
    "coverage": "coverage",
    "check": "questions",
    "ask": "questions.ask",
    "language": "questions.language",
    "hint": "questions",
    "points": "questions",
    "progress": "questions",
    "reveal": "questions",
}
_MODULES = ("plots",)

__all__ = [*_NAMES, *_MODULES]


def _function(name: str) -> Any:
    return getattr(import_module(f"alliance.{_NAMES[name]}"), name)


class _Room(ModuleType):
    """A module that is also the function of its name: ``al.glossary()``, ``alliance.glossary``."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return _function(self.__name__.rpartition(".")[2])(*args, **options)


class _Package(ModuleType):
    def __setattr__(self, name: str, value: Any) -> None:
        # Python puts a submodule, once loaded, where the function of its name is looked for: the
        # second ``al.glossary()`` would call a module.
        if name in _NAMES and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return _function(name)
    if name in _MODULES:
        return import_module(f"alliance.{name}")
    raise AttributeError(f"alliance has no {name!r}. It has: {', '.join(sorted(__all__))}.")


def __dir__() -> list[str]:
    return sorted(__all__)
