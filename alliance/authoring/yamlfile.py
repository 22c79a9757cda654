"""YAML files that know on which line each part stands, so that every complaint says where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from yaml import MappingNode, MarkedYAMLError, ScalarNode, SequenceNode
from yaml.reader import ReaderError

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


class Authored:
    """A YAML file, parsed, that still knows on which line each part stands."""

    def __init__(self, path: Path, text: str | None = None) -> None:
        """text: what is to stand in the file, where that is only tried out."""
        self.path = path
        try:
            text = path.read_text("utf-8") if text is None else text
            loader = _AsWritten(text)
            self._nodes: Any = loader.get_single_node()
            self.data: Any = self._nodes and loader.construct_document(self._nodes)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, cause = _cause((text or "").split("\n"), mark.line + 1 if mark else 0)
            told = f"this is not valid YAML ({error.problem}). {cause}"
            raise AuthorError(path, line, told) from None
        except (UnicodeDecodeError, ReaderError):
            advice = "save this file as UTF-8, without control characters."
            raise AuthorError(path, None, advice) from None
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
            deepest = [where for where in found if not any(_below(other, where) for other in found)]
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


# What can be seen in a line that YAML does not understand, or stumbles over in the one below.
_SEEN = (
    (r"\s*\t", "A tab stands before it: write spaces."),
    (
        r"\s*[\u00a0\u2000-\u200b\u3000]",
        "A space of another kind stands before it: type the spaces anew.",
    ),
    (r"\s*(- )?[\w-]+\s*：", "A wide colon stands there: write “: ”, a colon and a space."),
    (r"\s*(- )?[\w-]+:[^\s:/]", "No space stands behind the colon: write one."),
    (r"\s*-\w", "No space stands behind the hyphen: write one."),
)
_UNSEEN = (
    "Often a colon or a quotation mark in the text is the cause: put the whole text in double "
    "quotes. Or the line begins further left or right than its neighbours."
)


def _cause(lines: Sequence[str], line: int) -> tuple[int | None, str]:
    """Why YAML does not understand a line, as far as that can be seen; and where it is seen."""
    for n in (line, line - 1):
        for pattern, told in _SEEN if 0 < n <= len(lines) else ():
            if re.match(pattern, lines[n - 1]):
                return n, told
    return line or None, _UNSEEN


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
                told = f"“{key.value}” stands here a second time; only the last would count."
                raise _Misread(key.start_mark.line + 1, told)
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


def _below(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    return len(one) > len(other) and one[: len(other)] == other


_ADVICE = {
    "missing": "this field is missing; write “{field}: …” here.",
    "extra_forbidden": "there is no such field; remove it or correct its spelling.",
    "too_short": "at least {min_length} are needed here.",
    "union_tag_invalid": "there is no kind “{tag}”; write one of {expected_tags}.",
    "union_tag_not_found": "the field “kind” is missing; write “kind: choice” or another.",
    "value_error": "{error}",
    "list_type": "write a list, in square brackets: [{given}].",
    "dict_type": "write names or letters with what belongs to each: {{a: …, b: …}}.",
    "model_type": "write fields, a line each: a name, a colon, a space, and what belongs there.",
    "is_instance_of": "write a list, in square brackets: [{given}].",
    "sequence_str": "write a list, in square brackets: [{given}].",
    "bool_type": "write true or false, not “{given}”.",
    "bool_parsing": "write true or false, not “{given}”.",
}


def _advice(problem: Any, where: Sequence[str | int]) -> str:
    found = problem.get("input")
    given, kind = str(found)[:60], problem["type"]
    if found is None and kind.endswith(("_type", "_of")):
        return "there is nothing here; write it, or take the field out."
    if kind == "string_type" and isinstance(found, bool | int | float):
        bare = str(found).lower()
        return f'YAML reads a bare {bare} as no word; write "{bare}", in quotation marks.'
    if said := _ADVICE.get(kind):
        return said.format(field=where[-1] if where else "", given=given, **problem.get("ctx", {}))
    return f"{problem['msg'][:1].lower()}{problem['msg'][1:]}; the file has “{given}”."
