"""A wrong answer that a class gave becomes a named misconception."""

from __future__ import annotations

import io
import re
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark, YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tokens import CommentToken

from alliance.authoring.questions import UnitFile
from alliance.authoring.yamlfile import Authored, AuthorError, writer
from alliance.errors import Told
from alliance.questions import compile
from alliance.questions.bank import Question
from alliance.questions.compile import compile_question
from alliance.questions.judge import judge

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .-]*[A-Za-z0-9]|[A-Za-z]")
# Other readers of YAML take these for something else than a word.
_TAKEN = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


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
    path, tree, question = _find(folder, id)
    before = _text(path)
    try:
        if mistake is None:
            _listed(question, "accept", answer, after="key")
        else:
            _mistaken(question, mistake, answer, message)
    except KeyError as field:
        raise CannotAdopt(f"{path.name}: {id} has no {field.args[0]}. Mend that first.") from None
    after = _written(tree, before)
    _try(path, after, id, answer, mistake)
    return Adoption(path, before, after)


def _text(path: Path) -> str:
    return path.read_bytes().decode()  # as it is: line ends too


def _written(tree: CommentedMap, before: str) -> str:
    out = io.StringIO()
    writer().dump(tree, out)
    return out.getvalue().replace("\n", "\r\n" if "\r\n" in before else "\n")


def _find(folder: Path, id: str) -> tuple[Path, CommentedMap, CommentedMap]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            tree = writer().load(_text(path).replace("\r\n", "\n"))
            for question in (*tree["questions"], *tree.get("retired", ())):
                if str(question["id"]) == id:
                    return path, tree, question
        except (OSError, ValueError, YAMLError, KeyError, TypeError):
            continue  # alliance build tells what is wrong with it
    raise CannotAdopt(f"no question file in {folder} has a question {id}.")


def _mistaken(question: CommentedMap, name: str, answer: Any, message: str | None) -> None:
    mistakes = question["misconceptions"]
    for one in mistakes:
        if one["name"] == name:
            return _listed(one, "answers", answer, after="name")
    if not message:
        there = ", ".join(one["name"] for one in mistakes)
        raise CannotAdopt(
            f"there is no misconception “{name}” here; there are: {there}. For a new one add "
            "--message with what to look at again."
        )
    if not mistakes or mistakes.fa.flow_style():
        raise CannotAdopt("the list of misconceptions is written in one line; give it lines first.")
    new = CommentedMap(name=name, answers=_flow([answer]))
    new["message"] = DoubleQuotedScalarString(message)
    _append(mistakes, new)
    return None


def _listed(held: CommentedMap, field: str, answer: Any, *, after: str) -> None:
    """The list ``field`` of ``held`` gets the answer; where there is none, it comes ``after``."""
    if field not in held:
        held.insert(list(held).index(after) + 1, field, _flow([answer]))
        _hand_on(_end(held, after), (held, field))
    elif isinstance(held[field], CommentedSeq):
        _append(held[field], _scalar(answer))
    else:
        raise CannotAdopt(f"“{field}” is not a list here; write [{held[field]}] first.")


def _append(there: CommentedSeq, new: Any) -> None:
    """Behind the last entry; what stood in the lines below it stands below the new one."""
    there.append(new)
    _hand_on(_end(there, len(there) - 2), _end(there, len(there) - 1))


def _hand_on(old: tuple[Any, Any], new: tuple[Any, Any]) -> None:
    """The blank lines and comments below one entry stand below the next one."""
    below, (node, key) = _below(*old), new
    if below:
        tokens = [CommentToken(below, CommentMark(0), None), None]
        node.ca.items[key] = tokens if isinstance(node, CommentedSeq) else [None, None, *tokens]


def _end(node: Any, key: Any) -> tuple[Any, Any]:
    """The container and the key of the last scalar in ``node[key]``."""
    while isinstance(node[key], (CommentedMap, CommentedSeq)) and node[key]:
        node = node[key]
        key = list(node)[-1] if isinstance(node, CommentedMap) else len(node) - 1
    return node, key


def _below(node: Any, key: Any) -> str:
    """The blank lines and comments below an entry, taken away from it; a remark beside it stays."""
    token = next((one for one in node.ca.items.get(key, ()) if one), None)
    if token is None:
        return ""
    beside, _, below = token.value.partition("\n")
    if beside.strip():
        token.value = beside + "\n"
    else:
        del node.ca.items[key]
    return f"\n{below}" if below else ""


def _flow(values: list[Any]) -> CommentedSeq:
    made = CommentedSeq(map(_scalar, values))
    made.fa.set_flow_style()
    return made


def _scalar(answer: Any) -> Any:
    """An answer for YAML: plain where no reader could take it for something else."""
    if isinstance(answer, list):
        return _flow(answer)
    if isinstance(answer, dict):
        made = CommentedMap({_scalar(key): _scalar(value) for key, value in answer.items()})
        made.fa.set_flow_style()
        return made
    if not isinstance(answer, str) or (_PLAIN.fullmatch(answer) and answer.lower() not in _TAKEN):
        return answer
    return DoubleQuotedScalarString(answer)


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
    try:
        authored = Authored(path, text)
        authored.parse(UnitFile)
        asked = next(one for _, one in compile.listed(authored.data) if one["id"] == id)
        # Only this question can have changed: the others need not be tried out.
        for one in compile.problems({"questions": [asked]}):
            raise authored.error(one.message)
    except AuthorError as error:
        told = f"{path.name} would not be right, so it was left as it is: {error}"
        raise CannotAdopt(told) from None
    verdict = judge(Question(compile_question(asked)), answer)
    return verdict.misconception, verdict.status
