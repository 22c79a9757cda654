"""YAML files with line numbers, so that every complaint says where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

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
            text = path.read_text("utf-8")
            self._root = yaml.compose(text, Loader=yaml.SafeLoader)
            self.data: Any = yaml.load(text, Loader=_Strings)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise AuthorError(
                path,
                mark.line + 1 if mark else None,
                f"this is not valid YAML ({error.problem}). Often a colon or a quotation mark in "
                "the text is the cause: put the whole text in double quotes.",
            ) from None
        except (UnicodeDecodeError, yaml.reader.ReaderError):
            advice = "save this file as UTF-8, without control characters."
            raise AuthorError(path, None, advice) from None
        except _Misread as error:
            raise AuthorError(path, *error.args) from None

    def line(self, *where: str | int) -> int | None:
        """The line of the part at ``where`` (keys and positions), or of its nearest parent."""
        node, line = self._root, 1
        for step in where:
            follow = None
            if isinstance(node, yaml.MappingNode):
                pairs = ((key, value) for key, value in node.value if key.value == str(step))
                key, follow = next(pairs, (None, None))
                line = key.start_mark.line + 1 if key else line
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                follow = node.value[step] if step < len(node.value) else None
                line = follow.start_mark.line + 1 if follow else line
            if follow is None:
                break
            node = follow
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


class _Strings(yaml.SafeLoader):
    """Dates stay as they are written: "2023-01" is a month, not a broken date."""


class _Misread(Exception):
    """YAML would read something else than is written, without a word: the line, and the advice."""


def _number(loader: _Strings, node: yaml.ScalarNode) -> int | float:
    """Claim 2.10 is not claim 2.1, nor is 12:30 seven hundred and fifty."""
    whole = node.tag == "tag:yaml.org,2002:int"
    value = loader.construct_yaml_int(node) if whole else loader.construct_yaml_float(node)
    if str(value) != node.value:
        advice = f'YAML reads {node.value} as {value}; write "{node.value}", in quotation marks.'
        raise _Misread(node.start_mark.line + 1, advice)
    return value


def _mapping(loader: _Strings, node: yaml.MappingNode) -> Iterator[dict[Any, Any]]:
    seen = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                advice = f"“{key.value}” stands here a second time; only the last would count."
                raise _Misread(key.start_mark.line + 1, advice)
            seen.add(key.value)
    yield from loader.construct_yaml_map(node)


for _tag in ("int", "float"):
    _Strings.add_constructor(f"tag:yaml.org,2002:{_tag}", _number)
_Strings.add_constructor("tag:yaml.org,2002:map", _mapping)
_Strings.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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
