"""What every kind of answer has in common.

A kind is one class in one module of this folder, called ``KIND``: how an answer is read, how it is
judged, and, on the author's side, how a question of the kind is sealed. It never sees an object of
a student's, only the plain data that ``literal.plain`` made of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance.questions.answers import Malformed, is_silent
from alliance.questions.phrases import pick

if TYPE_CHECKING:
    from alliance.questions.author import Authored
    from alliance.questions.seal import Seal


__all__ = ["SILENT", "WRONG", "Kind", "Malformed", "Outcome", "outcome"]

SILENT = "\0silent"  # what "the sources do not say" is read as


class Outcome(NamedTuple):
    """What a kind says of an answer; ``closing`` opens the explanation after a right one."""

    status: str
    share: float | None = None
    misconception: str | None = None
    message: str = ""
    details: tuple[str, ...] = ()
    closing: str | None = None


WRONG = Outcome("wrong")


def outcome(record: dict[str, Any], *details: str) -> Outcome:
    """The outcome that an opened record holds, with details of the kind's own."""
    return Outcome(
        record["status"],
        record.get("share"),
        record.get("misconception"),
        pick(record.get("message")),
        details,
        record.get("closing"),
    )


class Kind:
    """A kind whose listed answers are sealed one by one; others override ``judge`` and ``seal``.

    silence: whether "the sources do not say" can be an answer.
    """

    name: str
    silence = False

    def form(self, asked: Authored) -> dict[str, Any]:
        """Author's side: the public part, all that is needed to show the question."""
        raise NotImplementedError

    def how(self, form: dict[str, Any]) -> str:
        """How an answer is written, in one sentence."""
        raise NotImplementedError

    def examples(self, form: dict[str, Any]) -> Iterable[Any]:
        """Answers in good form; the first that no entry knows becomes the question's example."""
        raise NotImplementedError

    def read(self, form: dict[str, Any], answer: Any) -> Any:
        """The answer in the kind's own terms; :class:`Malformed` where that can't be."""
        raise NotImplementedError

    def normals(self, form: dict[str, Any], given: Any) -> Iterable[str]:
        """The normal forms under which what was read may be found, the most telling first."""
        raise NotImplementedError

    def understand(self, form: dict[str, Any], answer: Any) -> Any:
        """:meth:`read`, and "the sources do not say" where the kind allows it."""
        if self.silence and is_silent(answer):
            return SILENT
        return self.read(form, answer)

    def judge(self, form: dict[str, Any], given: Any, seal: Seal) -> Outcome:
        """The outcome for what :meth:`understand` returned."""
        for normal in self._normals(form, given):
            record = seal.first("answer", normal)
            if record:
                return outcome(record)
        return WRONG

    def seal(self, asked: Authored, form: dict[str, Any]) -> None:
        """Author's side: put an entry for each answer that was foreseen."""
        for listed in asked.listed():
            given = asked.understood(self, form, listed)
            for normal in self._normals(form, given):
                asked.put("answer", normal, listed)

    def _normals(self, form: dict[str, Any], given: Any) -> Iterable[str]:
        return (SILENT,) if given is SILENT else self.normals(form, given)
