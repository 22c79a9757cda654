"""What a page asks of the judge: a message of a card comes in, what the card shows goes out.

It runs in the browser, in a worker (``look/worker.js``), on the standard library alone. There is no
second judge: these are the functions that a notebook calls.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alliance import corpus
from alliance.html import inline
from alliance.languages import language
from alliance.questions import bank, check, kept_answers
from alliance.questions.card import replied, said
from alliance.questions.check import Writing
from alliance.questions.judge import Verdict
from alliance.questions.places import is_document, place_in_words

_HERE = Path("kept.ipynb")


_again: dict[str, Any] = {}  # the cards of what comes back today, by question


def reply(text: str) -> str:
    """The answer to one message, both as JSON: what changes in the card, by name.

    A message is a card's, with ``question``, the id, of a text of one's own the ``prompt``, and
    ``review`` of a question that came back; or "report", "review" or "portfolio" with the ``kept``
    answers: then ``{html}``, and of a review the ``tasks``; or, of a ``source``, "marks" or "own":
    the form for one's own marks in it, or what that form asks for.
    """
    message = json.loads(text)
    wanted, id = message.get("type"), str(message.get("question", ""))
    if wanted in _PAGES:
        _hold(message.get("kept") or {})
        return json.dumps(_PAGES[wanted](message), ensure_ascii=False)
    asked: Any = Writing(id, message["prompt"]) if "prompt" in message else check.ask(id)
    if isinstance(asked, Verdict):  # there is no such question
        return json.dumps({"verdict": said(asked, message.get("n"))})
    if message.get("review"):
        asked = _again.get(id, asked)
    readable = () if "prompt" in message else bank.question(id).read
    told = replied(message, asked, readable, _marked)
    return json.dumps(told, ensure_ascii=False)


def _marked(verdict: Verdict) -> dict[str, Any]:
    """What a page keeps of a verdict: its score; and its words, with the places of the evidence as
    links (``at:`` stands for the site) to where they are read."""
    html = verdict.clicked()
    for one in verdict.evidence:
        words = rf"((?:<span[^>]*>)?{re.escape(inline(place_in_words(one)))}(?:</span>)?)(?=</)"
        link = rf'\1<a href="at:{_address(one)}">\2</a>'
        html = re.sub(rf"(<li>|</strong> ){words}", link, html, count=1)
    return {"score": verdict.score, "html": html}


def _address(place: str) -> str:
    """The page on which a place of the evidence is read."""
    id, _, rest = place.partition(" ")
    if fact := corpus.facts_by_id().get(id):
        return f"facts/{fact['topic']}.html#{id}"
    if is_document(id):
        return f"documents.html#{id}"
    named = {f"¶{one.n}": one.n for one in corpus.source(id).paragraphs}
    named |= {f"Art. {one.provision}": one.n for one in corpus.source(id).paragraphs[::-1]}
    return f"sources/{id}.html#p{named.get(rest, 1)}"


def _hold(answers: dict[str, Any]) -> None:
    """What a page keeps, as the notebook of somebody who begins now."""
    book = {
        "cells": [],
        "metadata": {kept_answers.KEY: answers},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    corpus.put(_HERE, json.dumps(book))
    check._ranks.clear()  # whoever was here before


def _report(_: Any) -> dict[str, Any]:
    """Where somebody stands, as a notebook would say it."""
    return {"html": check.progress()._repr_html_()}


def _review(_: Any) -> dict[str, Any]:
    """What comes back today, with a card for each."""
    from alliance.questions.review import review

    found = review()
    _again.clear()
    _again.update({one.question.id: one for one in found.cards})
    tasks = [one.task() for one in found.cards]
    return {"html": found.card._repr_html_(), "tasks": tasks}


def _portfolio(_: Any) -> dict[str, Any]:
    """The record of what was made: a whole page to keep; before that, what will stand there."""
    from alliance.questions.portfolio import Portfolio, portfolio

    found = portfolio()
    if isinstance(found, Portfolio):
        return {"page": found.html}
    return {"html": found._repr_html_()}


def as_page(shown: str) -> str:
    """A source as a notebook shows it, in the page's own look: what a notebook says in styles,
    since it loses all else, a page says in classes."""
    from alliance import reading

    looks = {
        **{reading._MARK: "on", reading._BRACKET: "al-b", reading._NUMBER: "al-n on"},
        **{reading._ROW: "al-p", reading._BESIDE: "al-notes", reading._ONE: "on"},
    }
    for style, name in looks.items():
        shown = shown.replace(f'style="{style}"', f'class="{name}"')
    shown = shown.replace(f' style="{reading._BODY}"', "")
    shown = shown.replace("</b> ", "</b>\u00a0")  # no number is left at a line's end
    shown = re.sub(r'(<article [^>]*class="al-stored)', r"\1 al-read al-wide", shown)
    coded = r'(<b class="al-n on") title="([^"]+)"(.*?)(?=</p>)'
    return re.sub(coded, r'\1\3 <small class="al-id">\2</small>', shown)


def _marks(message: dict[str, Any]) -> dict[str, Any]:
    """One's own marks in a source: the form and the text with them, or what the form asked for."""
    from alliance.layers import MINE
    from alliance.questions import marks
    from alliance.reading import Reading

    shown = Reading(corpus.source(message["source"]))
    if message["type"] == "own":
        said = shown.replied(message)
        return said | ({"html": as_page(said["html"])} if "html" in said else {})
    layer = message.get("layer", MINE)
    return {"mine": marks.form(shown.source), "html": as_page(shown.show(layer)._repr_html_())}


_PAGES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]]
_PAGES = {"report": _report, "review": _review, "portfolio": _portfolio}
_PAGES |= {"marks": _marks, "own": _marks}


def begin(folder: str, spoken: str = "en") -> None:
    """Work in ``folder``, where the page's answers are put, and in the page's language."""
    os.chdir(folder)
    language(spoken)
