"""YAML files that know on which line each part stands, so that every complaint says where."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from yaml import MappingNode, MarkedYAMLError, ScalarNode, SequenceNode

from alliance.corpus import BrokenData, loaded
from alliance.errors import Told
from alliance.questions.author import written

# YAML reads an unquoted 2.3 or 1960 as a number; an author means the text.
Text = Annotated[str, BeforeValidator(lambda v: str(v) if type(v) in (int, float) else v)]


class Strict(BaseModel):
    """A part of an author's file, in which nothing stands that has no name."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AuthorError(Told):
    """A mistake in an author's file: which file, which line, and what to write instead; or several
    together, in the order of files and lines, which are its ``errors``."""

    def __init__(self, path: Path | None, line: int | None, message: str) -> None:
        where = f"{path.name}, line {line}: " if path and line else f"{path.name}: " if path else ""
        super().__init__(where + message)
        self.path, self.line = path, line
        self.errors: tuple[AuthorError, ...] = (self,)


def tell(errors: Iterable[AuthorError]) -> None:
    """Raise them together, where there are any."""
    if found := sorted(errors, key=lambda error: (str(error.path), error.line or 0)):
        together = AuthorError(None, None, "\n".join(map(str, found)))
        together.errors = tuple(found)
        raise together


def yaml_files(folder: Path) -> list[Path]:
    """An author's files, in their order; :class:`AuthorError` at one that nobody would read."""
    for path in folder.glob("*.yml"):
        raise AuthorError(path, None, f"call it {path.stem}.yaml: .yml is not read.")
    return sorted(folder.glob("*.yaml"))


def read(path: Path) -> str:
    """The text of an author's file; :class:`AuthorError` where it is not UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise AuthorError(path, None, told("not-utf")) from None


class Authored:
    """A YAML file, parsed, that still knows on which line each part stands."""

    def __init__(self, path: Path, text: str | None = None) -> None:
        """text: what is to stand in the file, where that is only tried out."""
        self.path = path
        try:
            text = read(path) if text is None else text
            loader = _AsWritten(text)
            self._nodes: Any = loader.get_single_node()
            self.data: Any = self._nodes and loader.construct_document(self._nodes)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, cause = _cause((text or "").split("\n"), mark.line + 1 if mark else 0)
            said = told("not-yaml", problem=error.problem, cause=cause)
            raise AuthorError(path, line, said) from None
        except _Misread as error:
            raise AuthorError(path, *error.args) from None
        except yaml.YAMLError:  # a sign that no YAML may hold
            raise AuthorError(path, None, told("not-utf")) from None

    def line(self, *where: str | int) -> int:
        """The line of the part at ``where`` (keys and positions), or of its nearest parent."""
        node, line = self._nodes, 1
        for step in where:
            parts: Any = {}
            if isinstance(node, MappingNode):
                parts = {key.value: (key, value) for key, value in node.value}
            elif isinstance(node, SequenceNode):
                parts = {i: (one, one) for i, one in enumerate(node.value)}
            if step not in parts:
                break
            key, node = parts[step]
            line = key.start_mark.line + 1
        return line

    def error(self, message: str, *where: str | int) -> AuthorError:
        return AuthorError(self.path, self.line(*where), message)

    def parse(self, form: Any, context: Any = None) -> Any:
        """The file as ``form``, a model or a type; :class:`AuthorError` has everything in which it
        does not fit, each place once."""
        try:
            return TypeAdapter(form).validate_python(self.data, context=context)
        except ValidationError as error:
            problems = error.errors()
        found: dict[tuple[str | int, ...], AuthorError] = {}
        for problem in problems:
            cause = problem.get("ctx", {}).get("error")
            if isinstance(cause, BrokenData):
                raise cause  # of the package, and no mistake in this file
            # What is seen where several parts are looked at together says to which it leads.
            where = (*self._real(problem), *getattr(cause, "args", ())[1:])
            name = ".".join(map(str, where)) or "the file"
            found.setdefault(where, self.error(f"{name}: {_advice(problem, where)}", *where))
        # Where one branch of a union fits better, its mistake lies deeper: that one is meant.
        deeper = {other[:n] for other in found for n in range(len(other))}
        tell(said for where, said in found.items() if where not in deeper)

    def _real(self, problem: Any) -> tuple[str | int, ...]:
        """Where the mistake is in the file. Pydantic puts the names of a union's branches among
        the steps; the file has no such keys."""
        node, kept = self.data, []
        for step in problem["loc"]:
            inside = isinstance(node, dict) and step in node
            if inside or (isinstance(node, list) and isinstance(step, int) and step < len(node)):
                node = node[step]
                kept.append(step)
        led = {"missing": problem["loc"][-1:], "union_tag_invalid": ("kind",)}
        return (*kept, *led.get(problem["type"], ()))


class AuthoredTable(Authored):
    """The same of a table in CSV, a line a row: a list of rows by the names of their columns."""

    def __init__(self, path: Path, needed: Iterable[str] = ()) -> None:
        """needed: the columns without which it can't be read."""
        self.path = path
        named, *rows = [*csv.reader(read(path).splitlines())] or [[]]
        if missing := [one for one in needed if one not in named]:
            raise AuthorError(path, 1, told("no-column", missing=", ".join(missing)))
        self.data = [dict(zip(named, row, strict=False)) for row in rows]
        for n, row in enumerate(rows):
            if len(row) != len(named):
                raise self.error(told("cells", found=len(row), named=len(named)), n)

    def line(self, *where: str | int) -> int:
        return 2 + int(where[0])


def _cause(lines: Sequence[str], line: int) -> tuple[int | None, str]:
    """Why YAML does not understand a line, as far as that can be seen; and where it is seen."""
    for n in (line, line - 1):
        for pattern, cause in _SAID["seen in a line"] if 0 < n <= len(lines) else ():
            if re.match(pattern, lines[n - 1]):
                return n, cause
    return line or None, _SAID["not seen"]


class _Misread(Exception):
    """YAML would read something else than is written, without a word: the line, and the advice."""


# libyaml reads twelve times faster than Python does; where it is missing, Python reads.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _AsWritten(_Loader):  # type: ignore[misc]
    """What YAML 1.2 takes for numbers, true, false and nothing; all else stays as it is written: a
    date, "no", "12:30", and every key. A number that would be read as another one is a mistake, and
    so are a key that stands there twice and a text that would end at “ #1”."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._text = text

    def construct_scalar(self, node: ScalarNode) -> Any:
        if not node.style and (cut := _CUT.match(self._text, node.end_mark.index)):
            raise _Misread(node.end_mark.line + 1, told("cut", sign=cut[1]))
        return super().construct_scalar(node)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        known: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, ScalarNode)):
            if key.value in known:
                raise _Misread(key.start_mark.line + 1, told("twice", key=key.value))
            known.add(key.value)
            key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep)


_CUT = re.compile(r"\s+(#\S+)")  # a remark is “# …”, with a space behind the sign


def _number(loader: Any, node: ScalarNode) -> int | float:
    """Claim 2.10 is not claim 2.1."""
    value: int | float = (int if node.tag.endswith(":int") else float)(node.value)
    if str(value) != node.value:
        said = told("other-number", value=value, written=node.value)
        raise _Misread(node.start_mark.line + 1, said)
    return value


# What an author is told, by the kind of mistake; and what can be seen in a line that YAML does not
# understand, or stumbles over in the one below. And what YAML 1.2 reads as no text.
_SAID = loaded("author.json")

for _name, _form, _first in _SAID["no text"]:
    _tag = f"tag:yaml.org,2002:{_name}"
    _AsWritten.add_implicit_resolver(_tag, re.compile(f"(?:{_form})$"), list(_first))
    if _name in ("int", "float"):
        _AsWritten.add_constructor(_tag, _number)


def compose(text: str) -> Any:
    """The nodes of a YAML text, which know where they stand; raises :class:`yaml.YAMLError`."""
    return yaml.compose(text, _AsWritten)


def told(key: str, /, **gaps: object) -> str:
    """What an author is told, with its gaps filled."""
    return str(_SAID["told"][key]).format(**gaps)


def _advice(problem: Any, where: Sequence[str | int]) -> str:
    found, kind = problem.get("input"), problem["type"]
    given = (found if isinstance(found, str) else written(found))[:60]
    if found is None and kind.endswith(("_type", "_of")):
        kind = "nothing"
    elif kind == "string_type" and isinstance(found, bool | int | float):
        kind = "bare"
    if kind not in _SAID["told"]:
        return f"{problem['msg'][:1].lower()}{problem['msg'][1:]}; the file has “{given}”."
    return told(kind, field=where[-1] if where else "", given=given, **problem.get("ctx", {}))
