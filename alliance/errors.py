"""Mistakes in what a reader typed, said in words: unknown names, misused calls, slips."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Iterable
from contextlib import suppress
from difflib import get_close_matches
from importlib.util import find_spec
from inspect import Parameter, Signature, signature
from operator import attrgetter
from types import TracebackType
from typing import Any, NoReturn

from alliance import PUBLIC

# What an input method or a word processor writes for Python's own signs.
TYPED = str.maketrans("“”„‟＂‘’‚＇（）［］｛｝，：＝\u3000", '"' * 5 + "'" * 4 + "()[]{},:= ")


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


def choose(name: object, among: Iterable[str], what: str, listed: str = "") -> str:
    """The one of ``among`` that ``name`` means, whatever its capitals, spaces or underscores.

    ``what`` is the word for such a thing ("table", "topic"). :class:`UnknownName` suggests the
    nearest name and lists all of them, or says what is ``listed`` instead.
    """
    there = {_plain(one): one for one in among}
    if isinstance(name, str) and _plain(name) in there:
        return there[_plain(name)]
    listed = f"There are: {listed or ', '.join(there.values())}."
    if not isinstance(name, str):
        raise UnknownName(f"Write the name of the {what} in quotation marks. {listed}")
    near = nearest(_plain(name[:80]), there)
    hint = f" Did you mean {there[near]!r}?" if near else ""
    raise UnknownName(f"There is no {what} named {name[:80]!r}.{hint} {listed}")


def nearest(name: str, among: Iterable[str]) -> str:
    """The one of ``among`` that is spelled most like ``name``, or the one that holds it; empty
    where none does."""
    there = [*among]
    holding = [one for one in there if name and name in one.casefold().split("-")]
    near = get_close_matches(name, there, n=1) or (holding if len(holding) == 1 else [])
    return next(iter(near), "")


def no_attribute(owner: str, name: str, among: Iterable[str]) -> NoSuchAttribute:
    """The mistake of naming what ``owner`` has not: the nearest name, and all that there are."""
    there = sorted(among)
    near = nearest(name, there)
    hint = f" Did you mean {owner}.{near}?" if near else ""
    return NoSuchAttribute(f"{owner} has no {name!r}.{hint} It has: {', '.join(there)}.")


def fail(message: str) -> NoReturn:
    """End a command with exit code 1 and one message that says what to do next."""
    print(f"alliance: {message}", file=sys.stderr)
    raise SystemExit(1)


def in_kernel() -> bool:
    """Whether a browser may be at the other end; a terminal has no widgets."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None) is not None


def clickable() -> bool:
    """Whether a widget can be drawn here."""
    return in_kernel() and find_spec("anywidget") is not None


# Slips of the keyboard in a notebook: read where the meaning is plain, else said in one line.
#
# ``import alliance`` listens in a notebook's shell. A cell that calls nothing of the course's is
# left to Python, tracebacks and all.


_CALLS = [name for module in PUBLIC if module.startswith("questions.") for name in PUBLIC[module]]
_OURS = re.compile(rf"\bal\s*\.|\b(?:{'|'.join(_CALLS)})\s*[(（]")
_EXAMPLE = 'al.check("1951.3", "b")'
_BARE_DATE = re.compile(r",\s*(\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2},? \d{4})\s*\)")


def listen(shell: Any) -> None:
    """Hear of a shell's cells before they run, and of what went wrong in them."""
    if straight not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(straight)
        shell.set_custom_exc((Exception,), _told)


def straight(lines: list[str]) -> list[str]:
    """A cell as it was meant: with the signs that an input method or a word processor writes for
    Python's own, where only these keep it from being read."""
    source = "".join(lines)
    if not _OURS.search(source) or _reads(source):
        return lines
    typed = source.translate(TYPED)
    return typed.splitlines(keepends=True) if _reads(typed) else lines


def _reads(source: str) -> bool:
    faults = (SyntaxError, ValueError, RecursionError, MemoryError)
    with suppress(*faults), warnings.catch_warnings(action="ignore"):
        ast.parse(source)
        return True
    return False


def _told(
    shell: Any,
    kind: type[BaseException],
    fault: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    cell = str((shell.user_ns.get("In") or [""])[-1])
    if said := slip(cell, fault):
        shell._showtraceback(kind, fault, [said])
    else:
        shell.showtraceback((kind, fault, trace), tb_offset=tb_offset)


def slip(cell: str, fault: BaseException) -> str:
    """What went wrong in a cell of the course's, in one line; empty where it is none of ours, and
    for what tells itself."""
    if isinstance(fault, Told) or not (_OURS.search(cell) or isinstance(fault, NameError)):
        return ""
    if isinstance(fault, SyntaxError):
        if date := _BARE_DATE.search(cell):
            return f'Put the answer between quotation marks: "{date[1]}".'
        return (
            "This line can't be read: a bracket, a comma or a quotation mark is missing or one too "
            f"many. Write it like this: {_EXAMPLE}"
        )
    if not isinstance(fault, NameError):
        return _misused(cell, fault)
    name = str(fault.name or "")
    if name == "al" or (name in _CALLS and "import" not in cell):
        return "Run this notebook's first code cell: it says “import alliance as al”."
    near = nearest(name, _CALLS)
    if near and re.search(rf"\b{re.escape(name)}\s*\(", cell):
        return f"There is no {name}. Did you mean al.{near}?"
    if _OURS.search(cell) and re.search(rf"[(,\[:]\s*{re.escape(name)}\b", cell):
        return f'Put your answer between quotation marks: "{name}". For example: {_EXAMPLE}'
    return ""


def _misused(cell: str, fault: BaseException) -> str:
    """What became of one call of the course's that is the whole cell. Whoever writes more than that
    writes Python, and reads its tracebacks."""
    called, said = _called(cell)
    if not called:
        return ""
    owner: Any = sys.modules["alliance"]
    if called[0] not in owner.__all__:  # a module that was loaded is no call
        return str(no_attribute("al", called[0], owner.__all__))
    if isinstance(fault, AttributeError) and fault.name:
        frame = getattr(fault.obj, "columns", None)
        there = dir(fault.obj) if frame is None else map(str, frame)
        public = {one for one in there if not one.startswith("_")}
        return str(no_attribute(type(fault.obj).__name__, fault.name, public))
    if isinstance(fault, LookupError):
        return f"There is nothing at that place ({fault}). The first of several is number 0."
    if not said:  # a call of what another call gave
        return f"This does not work: {fault}."
    call = attrgetter(".".join(called))(owner)
    own = [one.replace(annotation=Parameter.empty) for one in signature(call).parameters.values()]
    return f"This does not work: {fault}. It is written: al.{'.'.join(called)}{Signature(own)}"


def _called(cell: str) -> tuple[list[str], bool]:
    """The name of the course's call with which a cell of one statement begins, such as
    ["plots", "timeline"], and whether no other call is in it."""
    names: list[str] = []
    calls, body = 0, ast.parse(cell).body if _reads(cell) else []
    node: Any = getattr(body[0], "value", None) if len(body) == 1 else None
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Call):
            names, calls, node = [], calls + 1, node.func
            continue
        names += [node.attr] if isinstance(node, ast.Attribute) else []
        node = node.value
    ours = isinstance(node, ast.Name) and node.id == "al"
    return (names[::-1] if ours else []), calls == 1
