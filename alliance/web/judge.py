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
from alliance.questions import bank, check, kept
from alliance.questions.card import replied, said
from alliance.questions.check import Writing
from alliance.questions.phrases import language
from alliance.questions.verdict import Verdict

_HERE = Path("kept.ipynb")


def reply(text: str) -> str:
    """The answer to one message, both as JSON: what changes in the card, by name.

    A message is a card's, with ``question``, the id, and of a text of one's own the ``prompt``; or
    "report" with the ``kept`` answers: then ``{html}``.
    """
    message = json.loads(text)
    if message.get("type") == "report":
        return json.dumps({"html": report(message.get("kept") or {})})
    id = str(message.get("question", ""))
    asked = Writing(id, message["prompt"]) if "prompt" in message else check.ask(id)
    if isinstance(asked, Verdict):  # there is no such question
        return json.dumps({"verdict": said(asked, message.get("n"))})
    readable = () if "prompt" in message else bank.question(id).read
    return json.dumps(replied(message, asked.acts, readable), ensure_ascii=False)


def report(answers: dict[str, Any]) -> str:
    """Where somebody stands with these kept answers, as a notebook would say it."""
    book = {"cells": [], "metadata": {kept.KEY: answers}, "nbformat": 4, "nbformat_minor": 5}
    corpus.put(_HERE, json.dumps(book))
    check._ranks.clear()  # whoever was here before
    return check.progress()._repr_html_()


def begin(folder: str, spoken: str = "en") -> None:
    """Work in ``folder``, where the page's answers are put, and in the page's language."""
    os.chdir(folder)
    language(spoken)
