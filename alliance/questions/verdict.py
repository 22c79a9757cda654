"""What is said about an answer: a value first, and then a few lines of text or HTML."""

from __future__ import annotations

from html import escape
from typing import Any

from alliance.questions.phrases import say

MIME = "application/vnd.alliance.answer+json"
VERSION = 1

# A shape and a word beside each colour (Okabe–Ito; they read on white and on black).
_LOOK: dict[str, tuple[str, str]] = {
    "right": ("✓", "#009E73"),
    "partly": ("◐", "#E69F00"),
    "wrong": ("✗", "#D55E00"),
    "defensible": ("◇", "#56B4E9"),
    "not-attempted": ("○", "#8a8a8a"),
    "malformed": ("✎", "#CC79A7"),
    "author-error": ("⚠", "#8a8a8a"),
    "recorded": ("■", "#0072B2"),
}
STATUSES = tuple(_LOOK)
TESTED = ("right", "partly", "defensible", "wrong", "malformed")  # what an author can foresee
ANSWERED = (*TESTED, "author-error")  # there is an answer, and it was judged
FULL = ("right", "defensible")  # nothing more is to be done
# Which of several verdicts counts. "Recorded" says that there is an answer; whether it is right,
# nobody has said.
RANK = {"recorded": 1, "wrong": 1, "partly": 2, "defensible": 3, "right": 3}
_FIXED_SCORES = {"right": 1.0, "wrong": 0.0, "not-attempted": 0.0, "malformed": 0.0}


class Verdict:
    """The verdict on one answer. Jupyter shows it; ``str()`` gives the same in plain text.

    status: right, partly, wrong, defensible, not-attempted, malformed, author-error or recorded.
    share: of the points, 0 to 1, for partly and defensible. misconception: its name, where known.
    message: one paragraph; details: further lines; explanation and evidence: after a right answer.
    answer: what was read, as JSON-able data. notes: what has nothing to do with the answer.
    """

    __slots__ = (
        "answer", "details", "evidence", "explanation", "message", "misconception", "notes",
        "question", "share", "status",
    )  # fmt: skip

    def __init__(
        self,
        question: str,
        status: str,
        *,
        share: float | None = None,
        misconception: str | None = None,
        message: str = "",
        details: tuple[str, ...] = (),
        explanation: str = "",
        evidence: tuple[str, ...] = (),
        answer: Any = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.question = question
        self.status = status
        self.share = share
        self.misconception = misconception
        self.message = message
        self.details = details
        self.explanation = explanation
        self.evidence = evidence
        self.answer = answer
        self.notes = notes

    @property
    def score(self) -> float | None:
        """The share of the points, 0 to 1; ``None`` where a person has to decide, or where the
        fault is the author's."""
        return _FIXED_SCORES.get(self.status, self.share)

    @property
    def heading(self) -> str:
        """The verdict in words, with the share where it is a partial one."""
        words = say(self.status)
        if self.status == "partly" and self.share is not None:
            words += f" ({say('share', percent=round(100 * self.share))})"
        return words

    def _lines(self) -> list[tuple[str, str]]:
        """Label and text of each line under the heading."""
        lines = [("", self.message)] if self.message else []
        lines += [("", line) for line in self.details]
        if self.misconception:
            lines.append(("", say("known-mistake", name=self.misconception.replace("-", " "))))
        if self.explanation:
            lines.append((say("why"), self.explanation))
        if self.evidence:
            lines.append((say("evidence"), "; ".join(self.evidence)))
        return lines + [("", note) for note in self.notes]

    def __str__(self) -> str:
        shape = _LOOK[self.status][0]
        lines = [f"{shape} {self.question}: {self.heading}"]
        lines += [f"  {label}: {text}" if label else f"  {text}" for label, text in self._lines()]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        from alliance.html import announced, line  # a gradebook shows no verdict

        shape, colour = _LOOK[self.status]
        said = escape(f"{self.question}: {self.heading}")
        heading = f'<span style="color:{colour}">{shape}</span> {said}'
        return announced(colour, heading, "".join(line(t, label) for label, t in self._lines()))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": str(self), "text/html": self._repr_html_()}
        if self.question:
            bundle[MIME] = {"question": self.question, "answer": self.answer, "version": VERSION}
        return bundle
