"""YAML files that authors edit, checked against a schema, with the line of every mistake."""

from __future__ import annotations

from collections.abc import Sequence
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
        except UnicodeDecodeError:
            raise AuthorError(path, None, "save this file as UTF-8.") from None

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

    def parse(self, model: type[Model]) -> Model:
        """The file as ``model``; the first mistake as :class:`AuthorError`."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            first = error.errors()[0]
            where = [step for step in first["loc"] if not _is_tag(step)]
            name = ".".join(str(step) for step in where) or "the file"
            raise self.error(f"{name}: {_advice(first, where)}", *where) from None


class _Strings(yaml.SafeLoader):
    """Dates stay as they are written: "2023-01" is a month, not a broken date."""


_Strings.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _is_tag(step: object) -> bool:
    """Pydantic puts the name of a union's branch among the steps; the file has no such key."""
    return isinstance(step, str) and step.startswith(("function-", "constrained-", "tagged-"))


def _advice(problem: Any, where: Sequence[str | int]) -> str:
    kind, message = problem["type"], problem["msg"]
    if kind == "missing":
        return f"this field is missing; write “{where[-1]}: …” here."
    if kind == "extra_forbidden":
        return "there is no such field; remove it or correct its spelling."
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    given = str(problem.get("input"))
    return f"{message[:1].lower()}{message[1:]}; the file has “{given[:60]}”."
