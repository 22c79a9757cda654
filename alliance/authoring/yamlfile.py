"""YAML files that know on which line each part stands, so that every complaint says where."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from yaml import MappingNode, MarkedYAMLError, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from alliance.corpus import loaded
from alliance.errors import Told

# YAML reads an unquoted 2.3 or 1960 as a number; an author means the text.
Text = Annotated[str, BeforeValidator(lambda v: str(v) if type(v) in (int, float) else v)]


class Strict(BaseModel):
    """A part of an author's file, in which nothing stands that has no name."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AuthorError(Told):
    """A mistake in an author's file: which file, which line, and what to write instead."""

    def __init__(self, path: Path | None, line: int | None, message: str) -> None:
        where = f"{path.name}, line {line}: " if path and line else f"{path.name}: " if path else ""
        super().__init__(where + message)
        self.path, self.line = path, line


class AuthorErrors(AuthorError):
    """Several mistakes, in the order of files and lines."""

    def __init__(self, errors: Sequence[AuthorError]) -> None:
        super().__init__(None, None, "\n".join(map(str, errors)))
        self.errors = tuple(errors)


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
            fault = f"this is not valid YAML ({error.problem}). {cause}"
            raise AuthorError(path, line, fault) from None
        except ReaderError:
            raise AuthorError(path, None, told("not-utf")) from None
        except _Misread as error:
            raise AuthorError(path, *error.args) from None
        except yaml.YAMLError as error:
            raise AuthorError(path, None, f"this is not valid YAML ({error}).") from None

    def line(self, *where: str | int) -> int:
        """The line of the part at ``where`` (keys and positions), or of its nearest parent."""
        node, line = self._nodes, 1
        for step in where:
            if isinstance(node, MappingNode):
                part = next((pair for pair in node.value if pair[0].value == step), None)
            elif isinstance(node, SequenceNode) and isinstance(step, int):
                part = next(((one, one) for one in node.value[step : step + 1]), None)
            else:
                break
            if part is None:
                break
            line, node = part[0].start_mark.line + 1, part[1]
        return line

    def error(self, message: str, *where: str | int) -> AuthorError:
        return AuthorError(self.path, self.line(*where), message)

    def mistakes(self, form: Any, context: Any = None) -> list[AuthorError]:
        """Everything in which the file does not fit ``form``, each place once, by line."""
        return self._fitted(form, context)[1]

    def parse(self, form: Any, context: Any = None) -> Any:
        """The file as ``form``, a model or a type; the first mistake as :class:`AuthorError`."""
        fitted, mistakes = self._fitted(form, context)
        if mistakes:
            raise mistakes[0]
        return fitted

    def _fitted(self, form: Any, context: Any) -> tuple[Any, list[AuthorError]]:
        try:
            return TypeAdapter(form).validate_python(self.data, context=context), []
        except ValidationError as error:
            found: dict[tuple[str | int, ...], AuthorError] = {}
            for problem in error.errors():
                where = self._real(problem)
                name = ".".join(str(step) for step in where) or "the file"
                found.setdefault(where, self.error(f"{name}: {_advice(problem, where)}", *where))
            # Where one branch of a union fits better, its mistake lies deeper: that one is meant.
            deepest = [
                where
                for where in found
                if not any(where == other[: len(where)] != other for other in found)
            ]
            return None, sorted((found[where] for where in deepest), key=lambda one: one.line or 0)

    def _real(self, problem: Any) -> tuple[str | int, ...]:
        """Where the mistake is in the file. Pydantic puts the names of a union's branches among
        the steps; the file has no such keys."""
        node, kept = self.data, []
        for step in problem["loc"]:
            inside = isinstance(node, dict) and step in node
            if inside or (isinstance(node, list) and isinstance(step, int) and step < len(node)):
                node = node[step]
                kept.append(step)
        return (*kept, problem["loc"][-1]) if problem["type"] == "missing" else tuple(kept)


class AuthoredTable(Authored):
    """The same of a table in CSV, a line a row: a list of rows by the names of their columns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        named, *rows = [*csv.reader(read(path).splitlines())] or [[]]
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
    so is a key that stands there twice."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        known: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, ScalarNode)):
            if key.value in known:
                twice = f"“{key.value}” stands here a second time; only the last would count."
                raise _Misread(key.start_mark.line + 1, twice)
            known.add(key.value)
            key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep)


def _number(loader: Any, node: ScalarNode) -> int | float:
    """Claim 2.10 is not claim 2.1."""
    value: int | float = (int if node.tag.endswith(":int") else float)(node.value)
    if str(value) != node.value:
        advice = f'YAML reads {node.value} as {value}; write "{node.value}", in quotation marks.'
        raise _Misread(node.start_mark.line + 1, advice)
    return value


for _name, _form, _first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", "[-+]?[0-9]{1,99}", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    _tag = f"tag:yaml.org,2002:{_name}"
    _AsWritten.add_implicit_resolver(_tag, re.compile(f"(?:{_form})$"), list(_first))
    if _name in ("int", "float"):
        _AsWritten.add_constructor(_tag, _number)


def compose(text: str) -> Any:
    """The nodes of a YAML text, which know where they stand; raises :class:`yaml.YAMLError`."""
    return yaml.compose(text, _AsWritten)


# What an author is told, by the kind of mistake; and what can be seen in a line that YAML does not
# understand, or stumbles over in the one below.
_SAID = loaded("author.json")


def told(key: str, /, **gaps: object) -> str:
    """What an author is told, with its gaps filled."""
    return str(_SAID["told"][key]).format(**gaps)


def _advice(problem: Any, where: Sequence[str | int]) -> str:
    found, kind = problem.get("input"), problem["type"]
    given = str(found)[:60]
    if found is None and kind.endswith(("_type", "_of")):
        kind = "nothing"
    elif kind == "string_type" and isinstance(found, bool | int | float):
        kind, given = "bare", given.lower()
    if kind not in _SAID["told"]:
        return f"{problem['msg'][:1].lower()}{problem['msg'][1:]}; the file has “{given}”."
    return told(kind, field=where[-1] if where else "", given=given, **problem.get("ctx", {}))
