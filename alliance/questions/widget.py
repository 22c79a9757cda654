"""The live card: a widget that sends an answer to the judge and shows the verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from alliance.questions import check, log
from alliance.questions.answers import literal
from alliance.questions.bank import Question
from alliance.questions.judge import judge
from alliance.questions.phrases import say
from alliance.questions.verdict import MIME, Verdict

_HERE = Path(__file__).parent
_SHOWN = 80  # characters of an answer in the line that the notebook keeps


class AskWidget(anywidget.AnyWidget):
    """The browser's half is ``ask.js``: it draws ``task``, sends answers, shows what comes back.

    draft: the answer to begin with; verdict: {html, record}; hint: {html}.
    """

    _esm = _HERE / "ask.js"
    _css = _HERE / "ask.css"
    task = traitlets.Dict().tag(sync=True)
    draft = traitlets.Any().tag(sync=True)
    verdict = traitlets.Dict().tag(sync=True)
    hint = traitlets.Dict().tag(sync=True)


class Record:
    """The line below the widget: what the notebook keeps of the last answer.

    A widget's own state is lost with the kernel; this output is saved with the notebook, holds the
    answer under the same type as ``al.check`` does, and is replaced at every new answer.
    """

    def __init__(self, question: Question, attempts: int, verdict: Verdict | None) -> None:
        self._question = question
        self._attempts = attempts
        self._handle = display(self._bundle(verdict), raw=True, display_id=True)

    def keep(self, verdict: Verdict) -> str:
        """Put ``verdict`` into the notebook; returns the line that stands there now."""
        self._attempts += verdict.status != "not-attempted"
        bundle = self._bundle(verdict)
        self._handle.update(bundle, raw=True)
        return str(bundle["text/plain"])

    def _bundle(self, verdict: Verdict | None) -> dict[str, Any]:
        if verdict is None or verdict.status == "not-attempted":
            return {"text/plain": say("ask-none", id=self._question.id)}
        answer = literal(verdict.answer)
        line = say(
            "ask-kept",
            id=self._question.id,
            n=self._attempts,
            answer=answer if len(answer) <= _SHOWN else f"{answer[:_SHOWN]}…",
            verdict=verdict.heading,
        )
        return {"text/plain": line, MIME: verdict._repr_mimebundle_()[MIME]}


def _last(question: Question) -> tuple[int, Verdict | None]:
    """How often this question was answered, and the verdict on the last answer.

    A notebook that runs again from the top would otherwise lose every answer that was clicked.
    """
    mine = [one for one in log.current().records() if one["question"] == question.id]
    attempts = [one for one in mine if "answer" in one]
    return len(attempts), judge(question, attempts[-1]["answer"]) if attempts else None


def show(question: Question, task: dict[str, Any], fallback: Any) -> None:
    """Display the widget, and below it the record of the last answer that was given to it.

    task: what the browser is told of the question; fallback: what is shown where no widget can be
    drawn, on paper or in a preview.
    """
    attempts, last = _last(question)
    widget = AskWidget(task=task)
    if last is not None:
        widget.draft, widget.verdict = last.answer, {"html": last._repr_html_()}
    view = widget._repr_mimebundle_()
    bundle = (view[0] if isinstance(view, tuple) else view) or {}
    text = {"text/plain": repr(fallback), "text/html": fallback._repr_html_()}
    display({**bundle, **text}, raw=True)
    record = Record(question, attempts, last)

    def on_message(_: Any, content: Any, buffers: Any) -> None:
        asked = content.get("type") if type(content) is dict else None
        if asked == "check":
            verdict = check.check(question.id, content.get("answer"))
            widget.verdict = {"html": verdict._repr_html_(), "record": record.keep(verdict)}
        elif asked == "hint":
            widget.hint = {"html": check.hint(question.id)._repr_html_()}

    widget.on_msg(on_message)
