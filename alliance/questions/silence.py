"""How a reader says that the sources do not say it.

There are hundreds of wordings, so they are read by a small grammar: one negation, something that
sources do (say, tell, give …), and beside these only words that add nothing. Whatever else is
there ("agree", "before 1950", a second negation) makes it another statement. "I don't know" is
about the reader and not about the sources.
"""

from __future__ import annotations

import re
from functools import lru_cache

from alliance.questions import forms
from alliance.questions.counting import wordlist
from alliance.questions.phrases_en import SILENT

_ABSENT = "unknown unstated unspecified unrecorded undated unmentioned silent silence"
_NEGATIONS = (
    f"not no none nothing nobody cannot cant impossible dont doesnt didnt isnt arent {_ABSENT}"
)
_TELLING = (
    "say says said tell tells told state states stated mention mentions mentioned give gives given "
    "specify specifies specified record records recorded report reports reported name names named "
    "indicate indicates indicated contain contains hold holds bear bears show shows shown provide "
    "provides provided include includes included determined established written printed reveal "
    "reveals explain explains disclose disclosed published cite cites cited found speak speaks "
    "information evidence date day number figure count paragraph available known exist exists"
)
_KNOWING = "know knows tell find learn determine establish"
_SUBJECTS = (
    "source sources text texts article articles treaty treaties document documents file files note "
    "notes fact facts material we they one nobody"
)
_FILLING = (
    "it is are was were be been do does did can could may has have had there here this that these "
    "those such so of in on about for from to by with any anything our us its exact exactly "
    "precise precisely clearly explicitly anywhere all either single course unit used eight five"
)
_TURNS = frozenset(wordlist("but only except until although though because however yes or"))
_ASKED = re.compile(r" (?=(?:how|when|which|what|who|where|whether|if|(?:on|in) which) )")
_LONGEST = 160  # characters


def is_silent(answer: object) -> bool:
    """Whether the answer says that the sources do not say."""
    if type(answer) is not str or len(answer) > _LONGEST:
        return False
    said = forms.phrase(answer)
    figure = any(char.isdigit() for char in answer)
    return said in _listed() or (not figure and _reads_so(said))


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return frozenset(forms.phrase(text) for text in SILENT)


@lru_cache(maxsize=8)
def _normal(table: str) -> frozenset[str]:
    return frozenset(forms.phrase(word) for word in table.split())


def _reads_so(said: str) -> bool:
    head, *tail = _ASKED.split(f"{said} ", maxsplit=1)
    words, rest = head.split(), " ".join(tail).split()
    # "… do not say how many troops came": what is not said may be named, if no figure is.
    if any(one in _TURNS or one in forms.NEGATIONS for one in rest):
        return False
    negations, telling, knowing = map(_normal, (_NEGATIONS, _TELLING, _KNOWING))
    subjects, filling = _normal(_SUBJECTS), _normal(_FILLING)
    if len([one for one in words if one in negations]) != 1:
        return False
    if not negations | telling | knowing | subjects | filling >= set(words):
        return False
    if telling & set(words) or _normal(_ABSENT) & set(words):
        return True
    # "We cannot tell" and "not in the sources", but not "don't know" or "not we".
    about = subjects & set(words)
    if "impossible" in words:
        about = about | knowing
    return bool(about & set(words) and (knowing & set(words) or "in" in words))
