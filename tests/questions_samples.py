"""One question of each kind, as an author's YAML gives it, and how to judge an answer to it.

The questions serve the tests of the machine; their facts are those of ``data/facts.yaml``.
"""

from __future__ import annotations

from typing import Any

from alliance.questions.bank import Question
from alliance.questions.compile import compile_question
from alliance.questions.judge import Verdict, judge

PASSAGE = (
    "Such forces may be utilized to contribute to the security of Japan against armed attack from "
    "without, including assistance given at the express request of the Japanese Government to put "
    "down large-scale internal riots and disturbances in Japan, but not without a request, and for "
    "10 years."
)

SAMPLES: dict[str, dict[str, Any]] = {
    "choice": {
        "options": {
            "a": "Whenever Washington wished",
            "b": "Only on request",
            "c": "Never",
            "d": "Only for forces under a joint command",
            "e": "The sources do not say",
        },
        "key": "b",
        "partly": [{"answer": "d", "share": 0.5, "message": "A condition, but another."}],
        "defensible": [{"answer": "e", "explain": "Say which source you looked at."}],
        "misconceptions": [
            {"name": "free-hand", "answers": ["a"], "message": "Read the clause on assistance."},
            {"name": "reads-1960-back", "answers": ["c"], "message": "Which treaty is this?"},
        ],
    },
    "choices": {
        "options": {
            "a": "Bases",
            "b": "Prior consultation",
            "c": "A riot clause",
            "d": "Ten years",
        },
        "key": ["a", "c"],
        "misconceptions": [
            {"name": "takes-1960-for-1951", "answers": ["b"], "message": "A later text."},
            {"name": "both-from-1960", "answers": [["b", "d"]], "message": "Both come later."},
        ],
    },
    "number": {
        "prompt": "How much is it a year, in yen?",
        "unit": "yen",
        "scale": "billion",
        "key": 211,
        "tolerance": "0.5%",
        "misconceptions": [
            {"name": "billion-for-oku", "scale": [10, 0.1], "message": "How many zeros has 億?"},
            {"name": "forgotten-conversion", "convert": 109.9, "message": "Dollars or yen?"},
            {
                "name": "whole-term",
                "answers": ["1.055 trillion yen"],
                "message": "A year, not five.",
            },
        ],
    },
    "date": {
        "precision": "day",
        "key": "1951-09-08",
        "misconceptions": [
            {
                "name": "signed-for-in-force",
                "answers": ["1952-04-28", "1952"],
                "message": "When was it signed?",
            },
            {"name": "the-1960-treaty", "answers": ["1960-01-19"], "message": "The earlier one."},
        ],
    },
    "text": {
        "names": True,
        "key": "Kishi Nobusuke",
        "accept": ["Kishi", "岸信介"],
        "not": ["Kishida Fumio", "Kishida", "Kishi Nobuo"],
        "misconceptions": [
            {"name": "brother", "answers": ["Sato Eisaku", "Sato"], "message": "His brother."},
            {"name": "successor", "answers": ["Ikeda Hayato", "Ikeda"], "message": "He came next."},
        ],
    },
    "order": {
        "items": {
            "a": "Peace Treaty in force",
            "b": "Diet vote",
            "c": "Treaty signed",
            "d": "Visit put off",
        },
        "key": ["a", "c", ["b", "d"]],
        "misconceptions": [
            {"name": "vote-before-signing", "before": ["b", "c"], "message": "What was voted on?"},
            {"name": "visit-first", "before": ["d", "a"], "message": "Whose visit was it?"},
        ],
    },
    "match": {
        "left": {"1": "Article I", "2": "Article II", "3": "Article IV"},
        "right": {"a": "expiry", "b": "third powers", "c": "disposition", "d": "consultation"},
        "key": {"1": "c", "2": "b", "3": "a"},
        "misconceptions": [
            {"name": "reads-1960-back", "pairs": {"3": "d"}, "message": "A word of 1960."},
            {
                "name": "swaps-the-first-two",
                "pairs": {"1": "b", "2": "c"},
                "message": "Whose bases?",
            },
        ],
    },
    "cite": {
        "key": {"source": "treaty-1951", "provision": "I"},
        "accept": [{"source": "japan-forward-2025", "p": 4}],
        "misconceptions": [
            {"name": "wrong-treaty", "answers": [{"source": "treaty-1960"}], "message": "Earlier."},
            {
                "name": "headline-for-evidence",
                "answers": [{"source": "japan-forward-2025", "p": 1}],
                "message": "That opens the article.",
            },
        ],
    },
    "mark": {
        "passage": PASSAGE,
        "key": "at the express request of the Japanese Government",
        "accept": ["not without a request"],
        "misconceptions": [
            {
                "name": "purpose-for-condition",
                "answers": ["internal riots and disturbances"],
                "message": "For what?",
            },
            {
                "name": "attack-for-riot",
                "answers": ["armed attack from without"],
                "message": "From where?",
            },
        ],
    },
    "table": {
        "key": {
            "index": [1951, 1960],
            "columns": ["provisions", "duration"],
            "rows": [[5, "none"], [10, "10 years"]],
        },
        "tolerance": 0.4,
        "misconceptions": [
            {
                "name": "counts-the-preamble",
                "cells": [{"row": 1951, "column": "provisions", "answers": [6]}],
                "message": "Is a preamble a provision?",
            },
            {
                "name": "ten-for-both",
                "cells": [{"row": 1951, "column": "duration", "answers": ["10 years"]}],
                "message": "Which treaty names a term?",
            },
        ],
    },
    "truefalse": {
        "reasons": {
            "a": "It speaks of an armed attack",
            "b": "It says that forces may be used, not that they shall be",
            "c": "It was never ratified",
        },
        "key": ["false", "b"],
        "misconceptions": [
            {"name": "permission-for-promise", "answers": ["true"], "message": "Look at the verb."},
            {"name": "no-treaty-at-all", "answers": [["false", "c"]], "message": "See Article V."},
        ],
    },
    "argue": {
        "cites": 2,
        "words": [5, 60],
        "sources": ["treaty-1951", "japan-forward-2025"],
        "key": None,
        "rubric": [{"criterion": "The claim answers the question", "levels": ["no", "yes"]}],
    },
}

# An answer to each that is right (of "argue": complete).
RIGHT: dict[str, Any] = {
    "choice": "b",
    "choices": ["a", "c"],
    "number": "211 billion yen",
    "date": "8 September 1951",
    "text": "Kishi Nobusuke",
    "order": ["a", "c", "b", "d"],
    "match": {"1": "c", "2": "b", "3": "a"},
    "cite": "treaty-1951 Art. I",
    "mark": "at the express request of the Japanese Government",
    "table": {
        "columns": ["provisions", "duration"],
        "index": [1951, 1960],
        "rows": [[5, "none"], [10, "10 years"]],
    },
    "truefalse": [False, "b"],
    "argue": {
        "claim": "It was a permission rather than a promise.",
        "evidence": [["treaty-1951", "I"], "japan-forward-2025 ¶4"],
        "reasoning": "Its verb allows and does not bind.",
    },
}


def raw(kind: str, **changes: Any) -> dict[str, Any]:
    """The author's mapping of the sample question of this kind."""
    return {
        "id": f"sample.{sorted(SAMPLES).index(kind) + 1}",
        "grade": 2,
        "kind": kind,
        "prompt": "When could the forces help against a riot?",
        "hints": ["Two things must be true before they may help.", "Look after “including”."],
        "evidence": [{"source": "treaty-1951", "provision": "I"}, {"fact": "t51-03"}],
        "explanation": "The clause has a condition; a reader who drops it reads another treaty.",
        **SAMPLES[kind],
        **changes,
    }


_COMPILED: dict[tuple[str, str], Question] = {}


def question(kind: str, **changes: Any) -> Question:
    """Compiled once: generated answers ask for the same a thousand times."""
    asked = (kind, repr(changes))
    if asked not in _COMPILED:
        _COMPILED[asked] = Question(compile_question(raw(kind, **changes)))
    return _COMPILED[asked]


def judged(kind: str, answer: Any, **changes: Any) -> Verdict:
    return judge(question(kind, **changes), answer)


def said(kind: str, answer: Any, **changes: Any) -> tuple[str, str | None]:
    """Status and misconception: what most tests are about."""
    verdict = judged(kind, answer, **changes)
    return verdict.status, verdict.misconception
