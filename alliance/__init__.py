"""Read, mark and check: the US–Japan alliance in five news articles and the treaties behind them.

    import alliance as al

    al.articles()                 # the five articles, and what you have added
    al.article("reuters-2020")    # one of them, with its annotations
    al.check("sources.1", "…")    # is my answer right, and if not, why?

Nothing is loaded before it is used: importing this package costs next to nothing.
"""

import sys
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# module -> the names that it defines. A notebook types these; everything else stays in its module.
# None of them is also a module of this package: what Python binds here stays the function.
PUBLIC = {
    "reading": ("articles", "article", "treaties", "treaty", "annotations", "sources"),
    "adding.fetch": ("add",),
    "cards": ("documents", "document"),
    "notes": ("fact", "facts"),
    "search": ("kwic",),
    "compare": ("claims", "contradictions", "compare_treaties", "compare_draft", "witnesses"),
    "reference": ("timeline", "table", "tables", "glossary"),
    "layers": ("export",),
    "course": ("coverage",),
    "questions.check": ("check", "ask", "hint", "points", "progress", "reveal", "write"),
    "questions.marks": ("mark",),
    "questions.review": ("review",),
    "questions.portfolio": ("portfolio",),
    "languages": ("language",),
}
_NAMES = {name: module for module, names in PUBLIC.items() for name in names}

__all__ = [*_NAMES, "plots"]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(f"alliance.{_NAMES[name]}"), name)
    if name == "plots":
        return import_module("alliance.plots")
    raise import_module("alliance.errors").no_attribute("al", name, __all__)


def __dir__() -> list[str]:
    return sorted(__all__)


# In a notebook a slip is one line in words; anywhere else there is nobody to tell.
if (_shell := getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()) is not None:
    import_module("alliance.errors").listen(_shell)
