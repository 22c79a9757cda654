"""YAML files that know on which line each part stands, so that every complaint says where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.reader import ReaderError

Model = TypeVar("Model", bound=BaseModel)


class AuthorError(Exception):
    """A mistake in an author's file: which file, which line, and what to write instead."""

    def __init__(self, path: Path, line: int | None, message: str) -> None:
        where = f"{path.name}, line {line}" if line else path.name
        super().__init__(f"{where}: {message}")
        self.path, self.line, self.message = path, line, message


class Authored:
    """A YAML file, parsed, that still knows on which line each part stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._text = path.read_text("utf-8")
            self.data: Any = reader().load(self._text)
        except DuplicateKeyError as error:
            raise AuthorError(path, *_twice(error)) from None
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise AuthorError(
                path,
                mark.line + 1 if mark else None,
                f"this is not valid YAML ({error.problem}). Often a colon or a quotation mark in "
                "the text is the cause: put the whole text in double quotes.",
            ) from None
        except (UnicodeDecodeError, ReaderError):
            advice = "save this file as UTF-8, without control characters."
            raise AuthorError(path, None, advice) from None
        except _Misread as error:
            raise AuthorError(path, *error.args) from None
        except YAMLError as error:
            raise AuthorError(path, None, f"this is not valid YAML ({error}).") from None

    @cached_property
    def _lines(self) -> Any:
        """The file once more, in a form that keeps lines: read only when something is wrong."""
        yaml = writer()
        yaml.Constructor = _WithLines
        return yaml.load(self._text)

    def line(self, *where: str | int) -> int | None:
        """The line of the part at ``where`` (keys and positions), or of its nearest parent."""
        node: Any = self._lines
        line = 1
        for step in where:
            try:
                at = node.lc.key if isinstance(node, CommentedMap) else node.lc.item
                line = at(step)[0] + 1
                node = node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line

    def error(self, message: str, *where: str | int) -> AuthorError:
        return AuthorError(self.path, self.line(*where), message)

    def mistakes(self, model: type[BaseModel]) -> list[AuthorError]:
        """Everything in which the file does not fit ``model``, each place once, by line."""
        try:
            model.model_validate(self.data)
        except ValidationError as error:
            found: dict[tuple[str | int, ...], AuthorError] = {}
            for problem in error.errors():
                where = self._real(problem)
                name = ".".join(str(step) for step in where) or "the file"
                found.setdefault(where, self.error(f"{name}: {_advice(problem, where)}", *where))
            # Where one branch of a union fits better, its mistake lies deeper: that one is meant.
            deepest = [where for where in found if not any(_below(other, where) for other in found)]
            return sorted((found[where] for where in deepest), key=lambda one: one.line or 0)
        return []

    def parse(self, model: type[Model]) -> Model:
        """The file as ``model``; the first mistake as :class:`AuthorError`."""
        try:
            return model.model_validate(self.data)
        except ValidationError:
            raise self.mistakes(model)[0] from None

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


class _Misread(Exception):
    """YAML would read something else than is written, without a word: the line, and the advice."""


class _AsWritten(SafeConstructor):
    """Dates stay as they are written ("2023-01" is a month, not a broken date), and a number that
    would be read as another one is a mistake."""


class _WithLines(RoundTripConstructor):
    """The same for a file that is read with its lines."""


def _number(loader: _AsWritten, node: ScalarNode) -> int | float:
    """Claim 2.10 is not claim 2.1, nor is 12:30 seven hundred and fifty."""
    whole = str(node.tag).endswith(":int")
    value = loader.construct_yaml_int(node) if whole else loader.construct_yaml_float(node)
    if str(value) != node.value:
        advice = f'YAML reads {node.value} as {value}; write "{node.value}", in quotation marks.'
        raise _Misread(node.start_mark.line + 1, advice)
    return value


for _tag in ("int", "float"):
    _AsWritten.add_constructor(f"tag:yaml.org,2002:{_tag}", _number)
_AsWritten.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)
_WithLines.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


_NULL = "tag:yaml.org,2002:null"


def reader() -> YAML:
    """What reads a file as plain data."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _AsWritten
    return yaml


def writer() -> YAML:
    """What reads a file with its lines, comments and quotation marks, and writes it back so."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.representer.add_representer(type(None), lambda to, _: to.represent_scalar(_NULL, "null"))
    yaml.width = 10**6
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _twice(error: DuplicateKeyError) -> tuple[int, str]:
    mark = error.problem_mark
    key = str(error.problem).partition('"')[2].partition('"')[0]
    return mark.line + 1, f"“{key}” stands here a second time; only the last would count."


def _below(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    return len(one) > len(other) and one[: len(other)] == other


def _advice(problem: Any, where: Sequence[str | int]) -> str:
    kind, message = problem["type"], problem["msg"]
    if kind == "missing":
        return f"this field is missing; write “{where[-1]}: …” here."
    if kind == "extra_forbidden":
        return "there is no such field; remove it or correct its spelling."
    if kind == "too_short":
        return f"at least {problem['ctx']['min_length']} are needed here."
    if kind == "union_tag_invalid":
        return (
            f"there is no kind “{problem['ctx']['tag']}”; "
            f"write one of {problem['ctx']['expected_tags']}."
        )
    if kind == "union_tag_not_found":
        return "the field “kind” is missing; write “kind: choice” or another."
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    given = str(problem.get("input"))
    return f"{message[:1].lower()}{message[1:]}; the file has “{given[:60]}”."
