"""What a page asks of the judge: a message of a card comes in, what the card shows goes out.

It runs in the browser, in a worker (``look/worker.js``), on the standard library alone. There is no
second judge: these are the functions that a notebook calls.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.questions import check, kept
from alliance.questions.card import said, whole_source, words_at
from alliance.questions.phrases import language
from alliance.questions.writing import Writing

_HERE = Path("kept.ipynb")


def reply(text: str) -> str:
    """The answer to one message, both as JSON: ``{id, type, n, …}`` and what changes, by name.

    type: "check" or "restore" with an ``answer``, "hint", "read" or "cited" with a source or a
    place, "report" with the ``kept`` answers: then ``{html}``.
    """
    message = json.loads(text)
    wanted, n, id = message.get("type"), message.get("n"), str(message.get("id", ""))
    if wanted == "report":
        return json.dumps({"html": report(message.get("kept") or {})})
    if wanted == "read":
        return json.dumps({"said": {"n": n, "html": whole_source(message["source"])}})
    if wanted == "cited":
        return json.dumps({"said": {"n": n, "html": words_at(message.get("place"))}})
    if wanted == "hint":
        return json.dumps({"hint": {**getattr(check.hint(id), "numbered", {}), "n": n}})
    if "prompt" in message:
        verdict = Writing(id, message["prompt"]).keep(message.get("answer"))
    else:
        verdict = check.check(id, message.get("answer"))
    return json.dumps({"verdict": said(verdict, n)}, ensure_ascii=False)


def report(answers: dict[str, Any]) -> str:
    """Where somebody stands with these kept answers, as a notebook would say it."""
    book = {"cells": [], "metadata": {kept.KEY: answers}, "nbformat": 4, "nbformat_minor": 5}
    corpus.put(_HERE, json.dumps(book))
    for name in ("_ranks", "_scores"):
        getattr(check, name).clear()
    return check.progress()._repr_html_()


def begin(folder: str, spoken: str = "en") -> None:
    """Work in ``folder``, where the page's answers are put, and in the page's language."""
    os.chdir(folder)
    language(spoken)
