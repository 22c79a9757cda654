"""Mistakes in what a reader typed, said in words: an unknown name, a misused call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

# What an input method or a word processor writes for Python's own signs.
TYPED = str.maketrans(
    {
        **dict.fromkeys("“”„‟＂", '"'),
        **dict.fromkeys("‘’‚＇", "'"),
        **dict(zip("（）［］｛｝，：＝\u3000", "()[]{},:= ", strict=True)),
    }
)


class Told(Exception):
    """A mistake in what a reader typed. A notebook shows the message alone: what went wrong is a
    word, not the code that looked for it."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class UnknownName(Told, LookupError):
    """Nothing has this name; the message names what there is."""


class NoSuchAttribute(UnknownName, AttributeError):
    """A name behind a dot that is not there; ``hasattr`` goes on working."""


class Misused(Told, ValueError):
    """A call that cannot mean anything; the message says how to write it."""


def _plain(name: str) -> str:
    return re.sub(r"[\s_]+", "-", name.strip()).casefold()


def choose(name: object, among: Iterable[str], what: str) -> str:
    """The one of ``among`` that ``name`` means, whatever its capitals, spaces or underscores.

    ``what`` is the word for such a thing ("table", "topic"). :class:`UnknownName` suggests the
    nearest name and lists all of them.
    """
    there = {_plain(one): one for one in among}
    if isinstance(name, str) and _plain(name) in there:
        return there[_plain(name)]
    listed = f"There are: {', '.join(there.values())}."
    if not isinstance(name, str):
        raise UnknownName(f"Write the name of the {what} in quotation marks. {listed}")
    near = get_close_matches(_plain(name[:80]), there, n=1)
    hint = f" Did you mean {there[near[0]]!r}?" if near else ""
    raise UnknownName(f"There is no {what} named {name[:80]!r}.{hint} {listed}")


def no_attribute(owner: str, name: str, among: Iterable[str]) -> NoSuchAttribute:
    """The mistake of naming what ``owner`` has not: the nearest name, and all that there are."""
    there = sorted(among)
    near = get_close_matches(name, there, n=1)
    hint = f" Did you mean {owner}.{near[0]}?" if near else ""
    return NoSuchAttribute(f"{owner} has no {name!r}.{hint} It has: {', '.join(there)}.")
