"""What a question needs to be shown: prompt, form and buttons, as data and as text."""

from __future__ import annotations

from typing import Any

from alliance import corpus
from alliance.questions.bank import Question
from alliance.questions.judge import call
from alliance.questions.kinds import kind as kind_of
from alliance.questions.phrases import pick, say

_WORDS = (
    "check", "hint", "answer", "silent", "choice", "choices", "order", "up", "down", "match",
    "source", "paragraph", "paste", "mark", "marked", "row", "column", "claim", "evidence",
    "reasoning", "rerun",
)  # fmt: skip
_HELPED = ("order", "mark")  # kinds whose control needs a word of explanation


def task(question: Question) -> dict[str, Any]:
    """All that a control shows: id, kind, label, prompt, form, help, words, silence and, where an
    answer names sources, ``sources``: a list of {id, title, places: [[value, label], …]}."""
    kind = kind_of(question.kind)
    shown = {
        "id": question.id,
        "kind": question.kind,
        "label": f"{question.id} · {say(f'grade-{question.grade}')}",
        "prompt": pick(question.prompt),
        "form": _picked(question.form),
        "help": say(f"ask-{question.kind}-help") if question.kind in _HELPED else "",
        "words": {word: say(f"ask-{word}") for word in _WORDS},
        "silence": kind.silence,
    }
    if question.kind in ("cite", "argue"):
        shown["sources"] = _sources(question.form.get("sources"))
    return shown


def in_text(question: Question) -> str:
    """The question where nothing can be clicked, with the line that answers it."""
    form = _picked(question.form)
    lines = [f"{question.id} · {say(f'grade-{question.grade}')}", pick(question.prompt)]
    if form.get("passage"):
        lines.append(f"  {form['passage']}")
    for name in ("options", "items", "left", "right"):
        lines += [f"  {letter} · {text}" for letter, text in form.get(name, {}).items()]
    lines.append(say("ask-text", how=kind_of(question.kind).how(question.form)))
    return "\n".join([*lines, f"  {call(question)}"])


def _picked(form: dict[str, Any]) -> dict[str, Any]:
    """``form`` with every text in the reader's language."""
    picked = dict(form)
    for name in ("options", "items", "left", "right"):
        if name in form:
            picked[name] = {letter: pick(text) for letter, text in form[name].items()}
    if "passage" in form:
        picked["passage"] = pick(form["passage"])
    return picked


def _sources(only: list[str] | None) -> list[dict[str, Any]]:
    return [
        {
            "id": source.id,
            "title": f"{source.id}: {source.title}"[:80],
            "places": [_place(paragraph) for paragraph in source.paragraphs],
        }
        for source in corpus.sources()
        if not only or source.id in only
    ]


def _place(paragraph: corpus.Paragraph) -> list[str]:
    begin = " ".join(paragraph.text.split()[:6])
    return [str(paragraph.n), f"¶{paragraph.n} {begin} …"]
