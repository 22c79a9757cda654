"""A wrong answer that a class gave becomes a named misconception."""

from __future__ import annotations

import json
import re
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from yaml import CollectionNode, MappingNode, Node, SequenceNode, YAMLError

from alliance.authoring.questions import UnitFile
from alliance.authoring.yamlfile import Authored, AuthorError, compose, tell, told
from alliance.errors import Told
from alliance.questions import compile
from alliance.questions.bank import Question
from alliance.questions.compile import compile_question
from alliance.questions.judge import judge

_LINE_END = re.compile(r"\r?$", re.MULTILINE)


class CannotAdopt(Told):
    """The file stays as it is; the message says why and what to do."""


class Adoption(NamedTuple):
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
) -> Adoption:
    """What has to change so that ``answer`` counts as right, or shows a misconception.

    folder: the question files; mistake: the misconception's name, None for a variant of the key;
    message: what its students are told, for a new one. Raises :class:`CannotAdopt`.
    """
    path, before, question = _find(folder, id)
    try:
        if mistake is None:
            at, words = _listed(before, question, "accept", answer, after="key")
        else:
            at, words = _mistaken(before, question, mistake, answer, message)
    except KeyError as field:
        raise CannotAdopt(f"{path.name}: {id} has no {field.args[0]}. Mend that first.") from None
    words = words.replace("\n", "\r\n" if "\r\n" in before else "\n")
    after = f"{before[:at]}{words}{before[at:]}"
    _try(path, after, id, answer, mistake)
    return Adoption(path, before, after)


def _text(path: Path) -> str:
    return path.read_bytes().decode()  # as it is: line ends too


def _find(folder: Path, id: str) -> tuple[Path, str, MappingNode]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            text = _text(path)
            unit = _fields(compose(text)) if id in text else {}
            for part in ("questions", "retired"):
                for question in unit[part].value if part in unit else ():
                    if _fields(question)["id"].value == id:
                        return path, text, question
        except (OSError, ValueError, YAMLError, KeyError, AttributeError, TypeError):
            continue  # alliance build tells what is wrong with it
    raise CannotAdopt(f"no question file in {folder} has a question {id}.")


# A change is words that come into the text at one place; all else stays as its author wrote it.


Change = tuple[int, str]


def _fields(node: MappingNode) -> dict[str, Any]:
    return {key.value: value for key, value in node.value}


def _mistaken(
    text: str, question: MappingNode, name: str, answer: Any, message: str | None
) -> Change:
    mistakes = _fields(question)["misconceptions"]
    there = {_fields(one)["name"].value: one for one in mistakes.value}
    if name in there:
        return _listed(text, there[name], "answers", answer, after="name")
    if not message:
        raise CannotAdopt(told("no-such-mistake", name=name, there=", ".join(there)))
    if not mistakes.value or mistakes.flow_style:
        raise CannotAdopt("the list of misconceptions is written in one line; give it lines first.")
    new = {"name": name, "answers": [answer], "message": message}
    lines = (f"{field}: {_written(value)}" for field, value in new.items())
    return _entry(text, mistakes, f"\n{' ' * mistakes.start_mark.column}  ".join(lines))


def _listed(text: str, held: MappingNode, field: str, answer: Any, *, after: str) -> Change:
    """The list ``field`` of ``held`` gets the answer; where there is none, it comes ``after``."""
    fields = _fields(held)
    if field in fields:
        if isinstance(fields[field], SequenceNode):
            return _entry(text, fields[field], _written(answer))
        raise CannotAdopt(f"“{field}” is not a list here; write [{fields[field].value}] first.")
    new = f"{field}: {_written([answer])}"
    if held.flow_style:
        return fields[after].end_mark.index, f", {new}"
    return _end(text, fields[after]), f"\n{' ' * held.start_mark.column}{new}"


def _entry(text: str, there: SequenceNode, new: str) -> Change:
    """One more entry of a list: in its line, or in a line of its own."""
    if not there.flow_style:
        return _end(text, there), f"\n{' ' * there.start_mark.column}- {new}"
    if not there.value:
        return there.end_mark.index - 1, new
    return there.value[-1].end_mark.index, f", {new}"


def _end(text: str, node: Node) -> int:
    """Where the last line of a part ends; a remark beside it stays there."""
    while isinstance(node, CollectionNode) and node.value and not node.flow_style:
        node = node.value[-1] if isinstance(node, SequenceNode) else node.value[-1][1]
    end = len(text[: node.end_mark.index].rstrip())
    found = _LINE_END.search(text, end)
    return found.start() if found else end


def _written(value: Any) -> str:
    """A value for YAML, which JSON is too: what stands between quotation marks is nothing else."""
    return json.dumps(value, ensure_ascii=not str(value).isprintable())


def _try(path: Path, after: str, id: str, answer: Any, mistake: str | None) -> None:
    """Compile the file as it is and as it would be, and judge the answer with both."""
    wanted = (None, "right") if mistake is None else (mistake, "wrong")
    if _judged(path, _text(path), id, answer) == wanted:
        raise CannotAdopt(f"{id} has this answer already. Run: alliance build")
    name, status = _judged(path, after, id, answer)
    if (name, status) != wanted:
        shown = f" ({name})" if name else ""
        raise CannotAdopt(told("still", status=status, name=shown, id=id))


def _judged(path: Path, text: str, id: str, answer: Any) -> tuple[str | None, str]:
    try:
        authored = Authored(path, text)
        authored.parse(UnitFile)
        asked = next(one for _, one in compile.listed(authored.data) if one["id"] == id)
        # Only this question can have changed: the others need not be tried out.
        tell(authored.error(one.message) for one in compile.problems({"questions": [asked]}))
    except AuthorError as error:
        why = f"{path.name} would not be right, so it was left as it is: {error}"
        raise CannotAdopt(why) from None
    verdict = judge(Question(compile_question(asked)), answer)
    return verdict.misconception, verdict.status
