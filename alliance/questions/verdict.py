"""What is said about an answer: a value first, and then a few lines of text or HTML."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Any

from alliance.languages import current, pick, say, tagged
from alliance.questions.wording import roman

MIME = "application/vnd.alliance.answer+json"
VERSION = 1

# A sign and a word beside each colour; all keep 3:1 on white and on JupyterLab's dark ground.
_LOOK: dict[str, tuple[str, str]] = {
    "right": ("✓", "#009e73"),
    "partly": ("◐", "#b57700"),
    "wrong": ("✗", "#d55e00"),
    "defensible": ("◇", "#0072b2"),
    "not-attempted": ("○", "#857d70"),
    "malformed": ("✎", "#0072b2"),
    "author-error": ("⚠", "#857d70"),
    "recorded": ("■", "#0072b2"),
}
STATUSES = tuple(_LOOK)
FULL = ("right", "defensible", "recorded")  # nothing more is to be done
# Which of several verdicts counts; from DONE on nothing more is to be done. "Recorded" says that
# there is an answer; whether it is right, nobody has said.
RANK = {"wrong": 1, "partly": 2, "defensible": 3, "right": 3, "recorded": 4}
DONE = 3
_FIXED_SCORES = {"right": 1.0, "wrong": 0.0, "not-attempted": 0.0, "malformed": 0.0}


_ARTICLE = re.compile(r"\bArt\. ([IVX]+)")


def where(place: str) -> str:
    """A place as evidence names it, "treaty-1951 Art. I", in the reader's language."""
    if current() == "en":
        return place
    return _ARTICLE.sub(lambda found: say("article", n=roman(found[1])), place)


def called(mistake: dict[str, Any]) -> str:
    """What a reader hears a misconception of a readable solution called."""
    return pick(mistake["called"]) if "called" in mistake else mistake["name"].replace("-", " ")


@dataclass(slots=True, eq=False, repr=False)
class Verdict:
    """The verdict on one answer. Jupyter shows it; ``str()`` gives the same in plain text.

    status: right, partly, wrong, defensible, not-attempted, malformed, author-error or recorded.
    share: of the points, 0 to 1, for partly and defensible. misconception: its name, where known;
    called: what the reader hears it called.
    message: one paragraph; details: further lines; explanation and evidence: after a right answer.
    typed: lines for who writes code, not for who clicks. answer: what was read, as JSON-able data.
    samples: other arguments, to be laid beside one's own (:mod:`alliance.questions.arguments`).
    notes: what has nothing to do with the answer. card: the question to click, shown in the place
    of a verdict where nothing was answered yet. prompt: that of a text which nobody judges.
    review: when it was given, of an answer to a question that came back.
    """

    question: str
    status: str
    _: KW_ONLY
    share: float | None = None
    misconception: str | None = None
    called: str = ""
    message: str = ""
    details: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    explanation: str = ""
    evidence: tuple[str, ...] = ()
    samples: tuple[dict[str, Any], ...] = ()
    answer: Any = None
    notes: tuple[str, ...] = ()
    card: Any = None
    prompt: str = ""
    review: str = ""

    def __post_init__(self) -> None:
        self.called = self.called or pick((self.misconception or "").replace("-", " "))

    @property
    def score(self) -> float | None:
        """The share of the points, 0 to 1; ``None`` where a person has to decide, or where the
        fault is the author's."""
        return _FIXED_SCORES.get(self.status, self.share)

    @property
    def heading(self) -> str:
        """The verdict in words, with the share where it is a partial one or a person's."""
        if self.status == "partly" and self.share is None:
            return say("incomplete")
        marked = self.status == "recorded" and self.share is not None
        words = say("marked" if marked else self.status)
        if marked or self.status == "partly":
            words += f" ({say('share', percent=round(100 * (self.share or 0)))})"
        return words

    def _lines(self, typed: bool = True) -> list[tuple[str, str]]:
        """Label and text of each line under the heading."""
        lines = [("", line) for line in (self.message, *self.details) if line]
        if typed:
            lines += [("", line) for line in self.typed]
        if self.misconception:
            lines.append(("", say("known-mistake", name=self.called)))
        if self.explanation:
            lines.append((say("why"), self.explanation))
        if self.evidence:
            lines.append((say("evidence"), "; ".join(map(where, self.evidence))))
        if self.samples and typed:
            from alliance.questions.arguments import sample_lines  # a gradebook shows no verdict

            lines += [line for one in self.samples for line in sample_lines(one)]
        return lines + [("", note) for note in self.notes]

    def __str__(self) -> str:
        sign = _LOOK[self.status][0]
        lines = [f"{sign} {self.question}: {self.heading}"]
        lines += [f"  {label}: {text}" if label else f"  {text}" for label, text in self._lines()]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def clicked(self) -> str:
        """The verdict inside a card, as HTML: the question stands above it, and nothing in it is
        code."""
        from alliance.html import line  # a gradebook shows no verdict

        head = f'<p class="al-v-h">{_LOOK[self.status][0]} {escape(self.heading)}</p>'
        return tagged(head + "".join(line(text, label) for label, text in self._lines(typed=False)))

    def compared(self) -> str:
        """The samples as HTML, with what can be said of them all; empty where none were opened."""
        if not self.samples:
            return ""
        from alliance.html import line
        from alliance.questions.arguments import sample_html

        return "".join(map(sample_html, self.samples)) + line(self.explanation, say("why"))

    def _ipython_display_(self) -> None:
        if self.card is None:
            raise NotImplementedError  # IPython goes on to the forms below
        self.card._ipython_display_()

    def _repr_html_(self) -> str:
        from alliance.html import announced, line

        sign, colour = _LOOK[self.status]
        heading = escape(f"{sign} {self.question}: {self.heading}")
        lines = "".join(line(t, label) for label, t in self._lines())
        return tagged(announced(colour, heading, lines))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": str(self), "text/html": self._repr_html_()}
        if self.question:
            record = {"question": self.question, "answer": self.answer, "version": VERSION}
            apart = {"prompt": self.prompt, "review": self.review}
            bundle[MIME] = record | {name: said for name, said in apart.items() if said}
        return bundle
