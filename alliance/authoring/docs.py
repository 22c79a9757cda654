"""Pages of documentation that are made from the code and the sources, and so cannot fall behind."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import alliance as al
from alliance.authoring.data import documents_in_order, sources_in_order
from alliance.cards import Document
from alliance.html import page
from alliance.notes import FactCard, FactList
from alliance.reading import Library, Reading

PAGES = ("docs/api.md", "docs/how-it-is-built.md", "RIGHTS.md")
_KINDS: tuple[tuple[type, str], ...] = (
    (Reading, "An article or a treaty"),
    (Library, "Several of them"),
    (Document, "A period document"),
    (FactCard, "A fact"),
    (FactList, "Several facts"),
)


def pages(course: Path) -> dict[Path, str]:
    """The text of every page that is made here, by path: whole, or what is between two marks."""
    whole, built, rights = (course / name for name in PAGES)
    tables = _between(rights.read_text("utf-8"), "sources", rights_table())
    return {
        whole: api(),
        built: _between(built.read_text("utf-8"), "modules", modules(course)),
        rights: _between(tables, "documents", documents_table()),
    }


def _between(text: str, name: str, made: str) -> str:
    start, end = f"<!-- {name}: made by alliance build -->\n", f"<!-- end of {name} -->"
    before, _, rest = text.partition(start)
    _, mark, after = rest.partition(end)
    if not mark:
        raise ValueError(f"the page has no part between “{start.strip()}” and “{end}”.")
    return f"{before}{start}{made}\n{mark}{after}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


_RIGHTS = ("who holds the text", "what is here of it", "on what terms")


def rights_table() -> str:
    """Whose each source is, and on what terms: a row per file in ``alliance/data/sources/``."""
    rows = []
    for _, source in sources_in_order():
        quoted = "quotations" if source.kind == "article" else "quotations of provisions"
        rights, ours = source.rights, source.rights.edition.removeprefix("digest ")
        terms = f"text: {rights.text.partition(';')[0]}; ours: {ours}"
        here = f"digest, {quoted}, fingerprints, annotations"
        rows.append((f"`{source.id}`", rights.holder, here, terms, rights.origin))
    return _table(("source", *_RIGHTS, "where the full text comes from"), rows)


def documents_table() -> str:
    """Whose each period document is, how much of it is here, and where the whole is printed."""
    rows = []
    for _, one in documents_in_order():
        here = f"excerpt, {one.words} words"
        if any(piece.translation for piece in one.excerpt):
            here += " of our translation, and the Japanese"
        terms = f"text: {one.rights.text}; ours: CC BY 4.0"
        rows.append((f"`{one.id}`", one.rights.holder, here, terms, one.citation))
    return _table(("document", *_RIGHTS, "source"), rows)


def modules(course: Path) -> str:
    """Every room and its modules, each with its one idea: what its docstring begins with."""
    parts = []
    for room in sorted((course / "alliance").rglob("__init__.py")):
        files = [path for path in room.parent.glob("*.py") if path.stem[:2] != "__"]
        rows = [(f"`{path.stem}`", _idea(path)) for path in sorted(files)]
        name, listed = room.parent.relative_to(course), _table(("module", "its one idea"), rows)
        parts.append(f"**`{name.as_posix()}/`**: {_idea(room)}\n\n{listed}")
    return "\n\n".join(parts)


def _idea(path: Path) -> str:
    told = path.read_text("utf-8").partition('"""')[2].partition('"""')[0]
    return " ".join(told.partition("\n\n")[0].split()).replace("``", "`").replace("|", "\\|")


def api() -> str:
    """Every public name of the package and of ``al.plots``, from signature and docstring."""
    calls = {f"al.{name}": getattr(al, name) for name in al.__all__ if name != "plots"}
    figures = {f"al.plots.{name}": getattr(al.plots, name) for name in al.plots.__all__}
    parts = [page("api.md"), *(_entry(name, call) for name, call in calls.items())]
    for kind, said in _KINDS:
        parts.append(f"# {said}: `{kind.__name__}`\n\n{_told(kind)}\n")
        parts += [
            _entry(f".{name}", call)
            for name, call in vars(kind).items()
            if name[0] != "_" and (callable(call) or isinstance(call, property))
        ]
    drawn = [_entry(name, call) for name, call in figures.items()]
    return "\n".join([*parts, f"# Figures\n\n{inspect.getdoc(al.plots)}\n", *drawn])


def _entry(name: str, call: Any) -> str:
    code = ""
    if not isinstance(call, property):
        signature = str(inspect.signature(call)).replace("(self, ", "(").replace("(self)", "()")
        signature = re.sub(r"((?:: |-> ))'([^']+)'", r"\1\2", signature)  # annotations are texts
        code = f"```python\n{name}{signature}\n```\n\n"
    return f"## `{name}`\n\n{code}{_told(call)}\n"


def _told(call: Any) -> str:
    """A NumPy-style docstring as Markdown: sections in bold, their entries as a list."""
    head, *sections = re.split(r"\n\n(\w+)\n-{3,}\n", f"{inspect.getdoc(call) or ''}\n")
    parts = [_inline(head)]
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        if title == "Examples":
            parts.append(f"**{title}**\n\n```pycon\n{body.strip()}\n```")
        else:
            entries = re.split(r"\n(?=\S)", body.strip())
            listed = [re.sub(r"^([^:\n]+?)(?: :|\n *)\s*", r"- `\1`: ", one) for one in entries]
            parts.append(f"**{title}**\n\n" + _inline("\n".join(listed)))
    return "\n\n".join(part.strip() for part in parts)


def _inline(text: str) -> str:
    """Sphinx's roles and double backticks as Markdown's; lines of one entry joined."""
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text).replace("``", "`")
    return re.sub(r"(?<=\S)\n {2,}", " ", text)
