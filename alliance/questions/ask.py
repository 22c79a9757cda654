"""``al.ask``: a question as a card to click, or as text where nothing can be clicked."""

from __future__ import annotations

import sys
from html import escape
from typing import Any

from alliance.questions import bank, check
from alliance.questions.bank import Question
from alliance.questions.judge import call
from alliance.questions.kinds import kind, lists
from alliance.questions.phrases import pick, say
from alliance.questions.verdict import Verdict

_WORDS = ("check", "hint", "answer", "silent", "rerun")  # every card says these


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
                show(self._question, task(self._question), self)
                return
        text = {"text/plain": repr(self), "text/html": self._repr_html_()}
        display(text, raw=True)


def ask(id: str = "") -> Asked | Verdict:
    """Show a question with something to click.

    The answer is checked, logged and kept in the notebook as if it had been typed into
    :func:`check`.

    Parameters
    ----------
    id : str
        The question's id, such as ``"1951.3"``.

    Returns
    -------
    Asked or Verdict
        The question, which a notebook draws; or, where there is no question of this id, a verdict
        that says which there are. Nothing is raised.
    """
    verdict = check.check(id)  # without an answer: whether there is such a question
    if verdict.status != "not-attempted":
        return verdict
    return Asked(bank.question(verdict.question))


def _in_kernel() -> bool:
    """Whether a browser may be at the other end; a terminal has no widgets."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None) is not None


def task(question: Question) -> dict[str, Any]:
    """All that a card shows, as data: id, kind, label, prompt, form, help, words, silence, and what
    the kind adds."""
    asked = kind(question.kind)
    words = {word: say(f"ask-{word}") for word in (*_WORDS, *asked.words)}
    return {
        "id": question.id,
        "kind": question.kind,
        "label": label(question),
        "prompt": pick(question.prompt),
        "form": _picked(question.form),
        "help": words.get(f"{question.kind}-help", ""),
        "words": words,
        "silence": asked.silence,
        **asked.card(question.form),
    }


def label(question: Question) -> str:
    return f"{question.id} · {say(f'grade-{question.grade}')}"


def in_text(question: Question) -> str:
    """The question where nothing can be clicked, with the line that answers it."""
    form = _picked(question.form)
    lines = [label(question), pick(question.prompt)]
    if form.get("passage"):
        lines.append(f"  {form['passage']}")
    for texts in lists(form).values():
        lines += [f"  {letter} · {text}" for letter, text in texts.items()]
    lines.append(say("ask-text", how=kind(question.kind).how(question.form)))
    return "\n".join([*lines, f"  {call(question)}"])


def _picked(form: dict[str, Any]) -> dict[str, Any]:
    """``form`` with every text in the reader's language."""
    picked = {
        name: {letter: pick(text) for letter, text in texts.items()}
        for name, texts in lists(form).items()
    }
    return {**form, **picked}
