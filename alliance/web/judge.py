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
from alliance.html import Html, inline
from alliance.languages import language
from alliance.questions import bank, check, kept_answers
from alliance.questions.card import replied, said
from alliance.questions.check import Writing
from alliance.questions.judge import Verdict
from alliance.questions.places import is_document, place_in_words

_HERE = Path("kept.ipynb")


def begin(folder: str, spoken: str = "en") -> Desk:
    """Work in ``folder``, where the page's answers are put, and in the page's language."""
    os.chdir(folder)
    language(spoken)
    return Desk()


class Desk:
    """Where one page is answered. What only some pages ask for is imported when it is asked for: a
    browser unpacks and compiles all that it imports."""

    def __init__(self) -> None:
        self._back: dict[str, Any] = {}  # the cards of what comes back today, by question

    def reply(self, text: str) -> str:
        """The answer to one message, both as JSON: what changes in the card, by name.

        A message is a card's, with ``question``, the id, of a text of one's own the ``prompt``, and
        ``review`` of a question that came back; or "report", "review" or "portfolio" with the
        ``kept`` answers: then ``{html}``, and of a review the ``tasks``; or, of a ``source``,
        "marks" or "own": the form for one's own marks in it, or what that form asks for.
        """
        return json.dumps(self._told(json.loads(text)), ensure_ascii=False)

    def _told(self, message: dict[str, Any]) -> dict[str, Any]:
        if "question" in message:
            return self._card(message)
        _hold(message.get("kept") or {})
        told = {"report": _report, "review": self._review, "portfolio": _portfolio}
        return told[message["type"]]() if message["type"] in told else _marks(message)

    def _card(self, message: dict[str, Any]) -> dict[str, Any]:
        id, own = str(message["question"]), "prompt" in message
        asked: Any = Writing(id, message["prompt"]) if own else check.ask(id)
        if isinstance(asked, Verdict):  # there is no such question
            return {"verdict": said(asked, message.get("n"))}
        if message.get("review"):
            asked = self._back.get(id, asked)
        return replied(message, asked, () if own else bank.question(id).read, _linked)

    def _review(self) -> dict[str, Any]:
        """What comes back today, with a card for each."""
        from alliance.questions.review import review

        found = review()
        self._back = {one.question.id: one for one in found.cards}
        return {"html": found.card._repr_html_(), "tasks": [one.task() for one in found.cards]}


def _linked(verdict: Verdict) -> dict[str, Any]:
    """What a page keeps of a verdict: its score; and its words, each place of the evidence as a
    link to where it is read (``at:`` stands for the site)."""

    def link(place: str) -> Html:
        return Html(f'<a href="at:{page_of(place)}">{inline(place_in_words(place))}</a>')

    return {"score": verdict.score, "html": verdict.clicked(link)}


def page_of(place: str) -> str:
    """The page on which a place of the evidence is read."""
    id, _, rest = place.partition(" ")
    if fact := corpus.facts_by_id().get(id):
        return f"facts/{fact['topic']}.html#{id}"
    if is_document(id):
        return f"documents.html#{id}"
    named = {f"¶{one.n}": one.n for one in corpus.source(id).paragraphs}
    named |= {f"Art. {one.provision}": one.n for one in corpus.source(id).paragraphs[::-1]}
    return f"sources/{id}.html#p{named.get(rest, 1)}" if rest else f"sources/{id}.html"


def _hold(answers: dict[str, Any]) -> None:
    """What a page keeps, as the notebook of somebody who begins now."""
    kept = {kept_answers.KEY: answers}
    corpus.put(_HERE, json.dumps({"cells": [], "metadata": kept, "nbformat": 4}))
    check.forget()


def _report() -> dict[str, Any]:
    """How far one has come, unit by unit."""
    return {"html": check.progress()._repr_html_()}


def _portfolio() -> dict[str, Any]:
    """The record of what was made: a whole page to keep; before that, what will stand there."""
    from alliance.questions.portfolio import Portfolio, portfolio

    found = portfolio()
    return {"page": found.html} if isinstance(found, Portfolio) else {"html": found._repr_html_()}


def _marks(message: dict[str, Any]) -> dict[str, Any]:
    """One's own marks in a source: the form and the text with them, or what the form asked for."""
    from alliance.layers import MINE
    from alliance.questions import marks
    from alliance.reading import PAGE, Reading

    shown = Reading(corpus.source(message["source"]), look=PAGE)
    if message["type"] == "own":
        return shown.replied(message)
    html = shown.show(message.get("layer", MINE))._repr_html_()
    return {"mine": marks.form(shown.source), "html": html}
