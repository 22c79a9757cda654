"""``al.ask``: a question as a card to click."""

from __future__ import annotations

import sys
from html import escape
from typing import Any

from alliance.questions import bank, check
from alliance.questions.bank import Question
from alliance.questions.task import in_text
from alliance.questions.verdict import Verdict


class Asked:
    """A question in a notebook. Where no widget can run it is text that says how to answer."""

    def __init__(self, question: Question) -> None:
        self._question = question

    def __repr__(self) -> str:
        return in_text(self._question)

    def _repr_html_(self) -> str:
        return f'<pre style="white-space: pre-wrap">{escape(repr(self))}</pre>'

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if _in_kernel():
            try:
                from alliance.questions.widget import show
            except ImportError:
                pass  # without anywidget the text below does
            else:
                show(self._question, self)
                return
        text = {"text/plain": repr(self), "text/html": self._repr_html_()}
        display(text, raw=True)


def ask(id: Any = "") -> Asked | Verdict:
    """Show question ``id`` with something to click. The answer is checked, logged and kept in the
    notebook as if it had been typed into ``al.check``."""
    verdict = check.check(id)  # without an answer: whether there is such a question
    if verdict.status != "not-attempted":
        return verdict
    return Asked(bank.question(verdict.question))


def _in_kernel() -> bool:
    """Whether a browser may be at the other end; a terminal has no widgets."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None) is not None
