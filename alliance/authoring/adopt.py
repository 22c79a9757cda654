"""A wrong answer that a class gave becomes a named misconception."""

from __future__ import annotations

import json
import re
import tempfile
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from alliance.authoring.schema import Unit
from alliance.authoring.yamlfile import Authored, AuthorError
from alliance.questions import compile
from alliance.questions.bank import Question
from alliance.questions.compile import compile_question
from alliance.questions.judge import judge

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .-]*[A-Za-z0-9]|[A-Za-z]")


class CannotAdopt(ValueError):
    """The file stays as it is; the message says why and what to do."""


class Change(NamedTuple):
    """A change to an author's file that was tried out: ``before`` and ``after`` are its texts."""

    path: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        old, new = (text.splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(unified_diff(old, new, f"a/{self.path.name}", f"b/{self.path.name}", n=2))

    def write(self) -> None:
        """Write it; :class:`CannotAdopt` where the file has changed in the meantime."""
        if _text(self.path) != self.before:
            raise CannotAdopt(f"{self.path.name} has changed in the meantime. Run it again.")
        self.path.write_bytes(self.after.encode())


def change(
    folder: Path, id: str, answer: Any, *, mistake: str | None = None, message: str | None = None
) -> Change:
    """What has to change so that ``answer`` counts as right, or shows a misconception.

    folder: the question files; mistake: the misconception's name, None for a variant of the key;
    message: what its students are told, for a new one. Raises :class:`CannotAdopt`.
    """
    path, node = _find(folder, id)
    before = _text(path)
    try:
        if mistake is None:
            edit = _listed(before, node, "accept", answer, after="key")
        else:
            edit = _mistaken(before, node, mistake, answer, message)
    except KeyError as field:
        raise CannotAdopt(f"{path.name}: {id} has no {field.args[0]}. Mend that first.") from None
    at, new = edit
    after = before[:at] + new + before[at:]
    _try(path, after, id, answer, mistake)
    return Change(path, before, after)


def _text(path: Path) -> str:
    return path.read_bytes().decode()  # as it is: line ends too


def _find(folder: Path, id: str) -> tuple[Path, yaml.MappingNode]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            root = yaml.compose(_text(path), Loader=yaml.SafeLoader)
            found = _get(root, "questions") if isinstance(root, yaml.MappingNode) else None
        except (OSError, ValueError, yaml.YAMLError, KeyError):
            continue  # alliance build tells what is wrong with it
        for node in getattr(found, "value", ()):
            if isinstance(node, yaml.MappingNode) and _value(node, "id") == id:
                return path, node
    raise CannotAdopt(f"no question file in {folder} has a question {id}.")


def _get(node: yaml.MappingNode, name: str) -> yaml.Node:
    for key, value in node.value:
        if key.value == name:
            return value
    raise KeyError(name)


def _value(node: yaml.MappingNode, name: str) -> str:
    try:
        return str(_get(node, name).value)
    except KeyError:
        return ""


def _mistaken(
    text: str, node: yaml.MappingNode, name: str, answer: Any, message: str | None
) -> tuple[int, str]:
    mistakes = _get(node, "misconceptions")
    for one in mistakes.value:
        if isinstance(one, yaml.MappingNode) and _value(one, "name") == name:
            return _listed(text, one, "answers", answer, after="name")
    if not message:
        there = ", ".join(_value(one, "name") for one in mistakes.value)
        raise CannotAdopt(
            f"there is no misconception “{name}” here; there are: {there}. For a new one add "
            "--message with what to look at again."
        )
    if mistakes.flow_style or not mistakes.value:
        raise CannotAdopt("the list of misconceptions is written in one line; give it lines first.")
    last = mistakes.value[-1]
    dash = " " * (mistakes.start_mark.column)
    lines = [f"{dash}- name: {name}", f"{dash}  answers: [{scalar(answer)}]"]
    lines.append(f"{dash}  message: {json.dumps(message, ensure_ascii=False)}")
    return _below(text, last, lines)


def _listed(
    text: str, node: yaml.MappingNode, field: str, answer: Any, *, after: str
) -> tuple[int, str]:
    """Where and what to insert so that the list ``field`` of ``node`` holds the answer."""
    new = scalar(answer)
    try:
        there = _get(node, field)
    except KeyError:
        if node.flow_style:
            return _get(node, after).end_mark.index, f", {field}: [{new}]"
        indent = " " * next(key for key, _ in node.value).start_mark.column
        return _below(text, _get(node, after), [f"{indent}{field}: [{new}]"])
    if not isinstance(there, yaml.SequenceNode):
        raise CannotAdopt(f"“{field}” is not a list here; write [{there.value}] first.")
    if there.flow_style:
        comma = ", " if there.value else ""
        end = there.value[-1].end_mark.index if there.value else there.end_mark.index - 1
        return end, comma + new
    indent = " " * there.start_mark.column
    return _below(text, there.value[-1], [f"{indent}- {new}"])


def _below(text: str, node: yaml.Node, lines: list[str]) -> tuple[int, str]:
    """New lines after the last line of ``node``. (A block node ends where the next one begins.)"""
    body = text[: node.end_mark.index].rstrip()
    if node.start_mark.index >= len(body):
        body = text[: node.end_mark.index]
    # A comment behind the value belongs to its line; those below belong to what follows.
    kept = _without_comments(body, node.start_mark.index)
    end = text.find("\n", len(kept))
    line_end = "\r\n" if "\r\n" in text else "\n"
    added = "".join(line + line_end for line in lines)
    return (len(text), line_end + added) if end < 0 else (end + 1, added)


def _without_comments(body: str, start: int) -> str:
    while body.rfind("\n") > start and body[body.rfind("\n") :].lstrip().startswith("#"):
        body = body[: body.rfind("\n")].rstrip()
    return body


def scalar(answer: Any) -> str:
    """An answer as YAML in one line: plain where no reader could take it for something else.

    >>> scalar("Kishi"), scalar("no"), scalar("1952"), scalar(["a", "b"])
    ('Kishi', '"no"', '"1952"', '[a, b]')
    """
    if isinstance(answer, list):
        return f"[{', '.join(map(scalar, answer))}]"
    if isinstance(answer, dict):
        return "{" + ", ".join(f"{scalar(k)}: {scalar(v)}" for k, v in answer.items()) + "}"
    if isinstance(answer, str) and _PLAIN.fullmatch(answer):
        read = yaml.safe_load(answer)
        return answer if read == answer else json.dumps(answer)
    return json.dumps(answer, ensure_ascii=False)


def _try(path: Path, after: str, id: str, answer: Any, mistake: str | None) -> None:
    """Compile the file as it is and as it would be, and judge the answer with both."""
    wanted = (None, "right") if mistake is None else (mistake, "wrong")
    if _judged(path, _text(path), id, answer) == wanted:
        raise CannotAdopt(f"{id} has this answer already. Run: alliance build")
    name, status = _judged(path, after, id, answer)
    if (name, status) != wanted:
        raise CannotAdopt(
            f"with this the answer would still be “{status}”{f' ({name})' if name else ''}: "
            f"another entry of {id} comes first. Change the file by hand."
        )


def _judged(path: Path, text: str, id: str, answer: Any) -> tuple[str | None, str]:
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_bytes(text.encode())
        try:
            authored = Authored(trial)
            faults = [str(one) for one in authored.mistakes(Unit)]
        except AuthorError as error:
            faults = [str(error)]
    if not faults:
        asked = next(one for one in authored.data["questions"] if one["id"] == id)
        # Only this question can have changed: the others need not be tried out.
        alone = {**authored.data, "questions": [asked]}
        faults = [one.message for one in compile.problems(alone)]
    if faults:
        told = f"{path.name} would not be right, so it was left as it is: {faults[0]}"
        raise CannotAdopt(told)
    verdict = judge(Question(compile_question(asked)), answer)
    return verdict.misconception, verdict.status
