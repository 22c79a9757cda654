"""What a student types: check, ask, points, hint, progress, reveal, write. Nothing here raises."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from html import escape
from typing import Any

from alliance.errors import clickable, in_kernel
from alliance.html import announced, inline, line, tagged
from alliance.languages import current, named, pick, say
from alliance.questions import bank, kept_answers, log, wording
from alliance.questions.answers import literal
from alliance.questions.bank import Question, UnknownQuestion
from alliance.questions.card import in_html, in_text, keeping, stored, task
from alliance.questions.judge import DONE, Verdict, as_text, author_error, judge, sample_lines
from alliance.questions.kinds import RANK, kind
from alliance.questions.places import place_in_words

# Hints, solutions and the standing: a heading and lines, as text and as HTML.


@dataclass(eq=False, repr=False)
class Card:
    """A short text that Jupyter shows. Each line is a label (may be empty) and what it says; a bar,
    where there is one, is the done and the whole. numbered: of a hint, as a question's card shows
    it, ``{i, n, html}``."""

    heading: str
    lines: list[tuple[str, str]]
    bars: dict[int, tuple[int, int]] = field(default_factory=dict)
    numbered: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        bars = {i: f"{'█' * n}{'░' * (whole - n)} " for i, (n, whole) in self.bars.items()}
        said = ((label, bars.get(i, "") + text) for i, (label, text) in enumerate(self.lines))
        return as_text(self.heading, said)

    def _repr_html_(self) -> str:
        said = enumerate(self.lines)
        body = "".join(line(text, label, self._bar(i, text)) for i, (label, text) in said)
        return tagged(announced("#0072B2", escape(self.heading), body))

    def _bar(self, i: int, text: str) -> str:
        if i not in self.bars:
            return ""
        done, whole = self.bars[i]
        # The line says the same in words: the bar is for the eye alone.
        return f'<progress value="{done}" max="{whole}" title="{escape(text)}"></progress> '


class Asked:
    """A question in a notebook. Where no widget can run it is text that says how to answer."""

    def __init__(self, question: Question, verdict: Verdict) -> None:
        self.id = question.id
        self.question = question
        self.verdict = verdict

    def check(self, answer: Any) -> Verdict:
        return noted(self.question, _judged(self.question, answer))

    def restore(self, answer: Any) -> Verdict:
        return _judged(self.question, answer)

    def hint(self) -> Any:
        return hint(self.id)

    def stuck(self) -> bool:
        return stuck(self.id)

    def reveal(self) -> Any:
        return reveal(self.id)

    def task(self) -> dict[str, Any]:
        """All that the card shows, as data."""
        return task(self.question)

    def __repr__(self) -> str:
        return in_text(self.question)

    def _repr_html_(self) -> str:
        return in_html(self.question)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        text = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if clickable():
            from alliance.questions.live_card import show

            show(self, text)
            return
        display(text, raw=True)  # type: ignore[no-untyped-call]


# What a student types: check, points, hint, progress, reveal. Nothing here raises.


_hints: dict[str, int] = {}  # how many hints were shown, by question, in this session
_scores: dict[str, float | None] = {}  # of the last answer that was checked, in this session
_ranks: dict[str, int] = {}  # the best that each question came to, in this session
_misses: dict[str, int] = {}  # how many answers fell short, by question, in this session
_LONGEST_ID = 60  # characters of the name of a text
_STUCK = 3  # answers that fell short: now the solution may teach more than the next guess


def check(question: Any = None, answer: Any = None, *more: Any, **named: Any) -> Verdict:
    """Check an answer: ``al.check("1951.3", "b")``. Each attempt is logged on this computer.

    Parameters
    ----------
    question : str
        The question's id.
    answer
        The answer as plain data: a letter, a word, a number, ``True``; several in one list,
        ``["a", "c"]``; pairs in a mapping; a DataFrame for a table. Nothing of it is executed.
        Without an answer, or with a blank one, the verdict says how it is written.
    *more, **named
        Answers that were not put into one list; the verdict says so.

    Returns
    -------
    Verdict
        ``status`` (right, partly, wrong, defensible, recorded, not-attempted, malformed or
        author-error), ``score`` from 0 to 1 (``None`` where a person decides), ``misconception``,
        ``message`` and, after a right answer, ``explanation`` and ``evidence``. Nothing is raised.

    Examples
    --------
    >>> al.check("1951.3", "z").status
    'malformed'
    """
    if question is None and "id" in named:
        question = named.pop("id")
    if answer is None and len(named) == 1 and not more:  # "anwser=", by whatever name
        answer = named.popitem()[1]
    found = _question(question)
    if isinstance(found, Verdict):
        return found
    try:
        if more or named:
            return Verdict(found.id, "malformed", message=say("too-many-arguments"))
        if answer is ... or wording.is_blank(answer):
            verdict = _kept(found, "" if answer is ... else answer)
            verdict.card = Asked(found, verdict) if in_kernel() else None
            return verdict
        return noted(found, _judged(found, answer))
    except Exception as fault:
        return author_error(found.id, type(fault).__name__)


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
    found = _question(id)
    if isinstance(found, Verdict):
        return found
    return Asked(found, _kept(found, ""))


def noted(question: Question, verdict: Verdict) -> Verdict:
    """A verdict on what was answered just now: a line in the log, and who is stuck is told of the
    solution."""
    if verdict.status in ("wrong", "partly") and verdict.score is not None:
        _misses[question.id] = _misses.get(question.id, 0) + 1
        if stuck(question.id):
            verdict.typed += (say("reveal-typed", id=question.id),)
    if verdict.status != "not-attempted":
        told = log.current().write(log.attempt(question.id, verdict, _hints.get(question.id, 0)))
        verdict.notes += (told,) if told else ()
    return verdict


def hints_shown(id: str) -> int:
    """How many hints of a question were shown in this session."""
    return _hints.get(id, 0)


def stuck(id: str) -> bool:
    """Whether a question was missed so often that its solution is offered, where there is one."""
    return _misses.get(id, 0) >= _STUCK and bool(bank.solution(id))


def _judged(question: Question, answer: Any) -> Verdict:
    verdict = ranked(question, answer)
    # What is wrong with the question itself costs nobody a point.
    faulty = question.withdrawn or verdict.status == "author-error"
    _scores[question.id] = 1.0 if faulty else verdict.score
    return verdict


def forget() -> None:
    """What was answered in this session counts no longer: somebody else works here now."""
    _ranks.clear()


def ranked(question: Question, answer: Any) -> Verdict:
    """The verdict, which counts for where the student stands."""
    verdict = judge(question, answer)
    if not verdict.message:  # who asks for the message alone gets the first line that there is
        verdict.message, verdict.details = "".join(verdict.details[:1]), verdict.details[1:]
    rank = RANK.get(verdict.status, 0)
    _ranks[question.id] = max(rank, _ranks.get(question.id, 0))
    return verdict


def _kept(question: Question, blank: Any) -> Verdict:
    """The verdict where nothing was written: on the answer that was clicked, where this notebook
    keeps one."""
    clicked = kept_answers.here().get(question.id)
    return _judged(question, blank if wording.is_blank(clicked) else clicked)


class Points(float):
    """Points of one question, from 0 to 1, for nbgrader to read; a notebook shows nothing of them,
    since the card above has said it."""

    def _repr_html_(self) -> str:
        return ""


def points(question: Any = None) -> Points | Verdict | None:
    """The points of the answer that was checked last in this session; nbgrader reads them.

    Parameters
    ----------
    question : str
        The question's id.

    Returns
    -------
    Points or Verdict or None
        A number from 0 to 1; 0 before any answer was checked; ``None`` in a copy without a key, and
        where a person marks; a verdict where there is no such question.
    """
    found = _question(question)
    if isinstance(found, Verdict):
        return found
    if found.seal is None or kind(found.kind).parts:
        return None
    score = _scores.get(found.id, 0.0)
    return None if score is None else Points(round(score, 4))


def hint(question: Any = None) -> Card | Verdict:
    """The next hint of a question; each call goes one step on, the last hint stays.

    Parameters
    ----------
    question : str
        The question's id.

    Returns
    -------
    Card or Verdict
        The hint and how many there are; a verdict where there is no such question.
    """
    found = _question(question)
    if isinstance(found, Verdict):
        return found
    if not found.hints:
        none = say("no-hints")
        return Card(found.id, [("", none)], numbered={"i": 0, "of": 0, "html": tagged(line(none))})
    given = min(_hints.get(found.id, 0) + 1, len(found.hints))
    _hints[found.id] = given
    told = log.current().write({"question": found.id, "hint": given})
    heading, text = say("hint", i=given, n=len(found.hints)), pick(found.hints[given - 1])
    lines = [(heading, text)]
    if given == len(found.hints):
        lines.append(("", say("hint-last" if bank.solution(found.id) else "hint-last-sealed")))
    html = "".join(line(one, label) for label, one in lines)
    numbered = {"i": given, "of": len(found.hints), "html": tagged(html)}
    return Card(found.id, [*lines, *([("", told)] if told else [])], numbered=numbered)


def progress(unit: str | None = None) -> Card:
    """Where I stand: right answers per unit, and what to try next.

    Parameters
    ----------
    unit : str, optional
        The name that this unit's questions begin with, such as "1951"; all units by default.

    Returns
    -------
    Card
        A line per unit, from this session and the notebooks of this folder, and the next open
        question.
        In a copy without a key answers are counted, right or not.
    """
    title, best, known = say("progress-title"), standing(), bank.prefixes()
    if unit is not None and unit not in known:
        return Card(title, [("", say("unknown-question-units", ids=", ".join(known)))])
    units = [bank.unit(prefix) for prefix in known if unit in (None, prefix)]
    told = [_stands([best.get(id, 0) for id in one.questions], one) for one in units]
    asked = (one for each in units for one in each.questions.values())
    following = next((one for one in asked if best.get(one.id, 0) < DONE), None)
    last = say("progress-all" if units else "no-questions")
    if following:
        prompt = named(following.prompt).replace("*", "")
        prompt = prompt if len(prompt) < 100 else prompt[:99] + "…"
        last = say("progress-next", id=following.id, stars=following.stars, prompt=prompt)
    lines = [*(said for said, _ in told), last]
    return Card(title, [("", said) for said in lines], dict(enumerate(bar for _, bar in told)))


def _stands(ranks: list[int], unit: bank.Unit) -> tuple[str, tuple[int, int]]:
    """A unit's line, and how many of its questions are done, of how many."""
    done = sum(rank >= DONE for rank in ranks)
    kept = ranks.count(RANK["recorded"])
    phrase, n = ("progress-recorded", done) if unit.graded else ("progress-unit", done - kept)
    words = [say(phrase, title=pick(unit.title), done=n, n=len(ranks))]
    told = {"kept": kept, "partly": ranks.count(2), "tried": ranks.count(1)}
    if not unit.graded:
        words += [say(f"progress-{what}", n=n) for what, n in told.items() if n]
    return ", ".join(words), (done, len(ranks))


def standing() -> dict[str, int]:
    """What each question has come to: 4 recorded, 3 right (or defensible), 2 partly, 1 wrong; the
    best of this session and of what this working copy's notebooks keep, also where a question came
    back. Questions that were not answered are not there."""
    best = dict(_ranks)
    history = kept_answers.history().items()
    again = [(id, one.answer) for id, (_, tries) in history for one in tries if one.review]
    for id, answer in [*kept_answers.everywhere().items(), *again]:
        found = _question(id)
        if isinstance(found, Question) and not wording.is_blank(answer):
            rank = RANK.get(judge(found, answer).status, 0)
            best[id] = max(rank, best.get(id, 0))
    return {id: rank for id, rank in best.items() if rank}


def reveal(question: Any = None) -> Card | Verdict:
    """The solution of a question that was attempted, in a copy that holds solutions.

    Parameters
    ----------
    question : str
        The question's id.

    Returns
    -------
    Card or Verdict
        The answer, other right answers, the explanation, where it stands and the mistakes that
        people make; or why it is not shown. A verdict where there is no such question.
    """
    found = _question(question)
    if isinstance(found, Verdict):
        return found
    solution = bank.solution(found.id)
    if not solution:
        return Card(found.id, [("", say("reveal-none"))])
    if found.id not in standing():
        return Card(found.id, [("", say("reveal-first", id=found.id))])
    lines = [(say("reveal-answer"), _shown(solution["answer"]))]
    if solution["accept"]:
        lines.append((say("reveal-also"), "; ".join(map(_shown, solution["accept"]))))
    lines.append((say("why"), pick(solution["explanation"])))
    lines.append((say("evidence"), "; ".join(map(place_in_words, solution["evidence"]))))
    for one in solution["defensible"]:
        lines.append((say("defensible"), f"{_shown(one['answer'])}: {pick(one['explain'])}"))
    if solution["misconceptions"]:
        lines.append((say("reveal-mistakes"), ""))
    for one in solution["misconceptions"]:
        lines.append(("", f"– {bank.called(one)}: {pick(one['message'])}"))
    lines += [line for one in solution.get("samples", ()) for line in sample_lines(one)]
    return Card(found.id, lines)


def _shown(answer: Any) -> str:
    if wording.is_silent(answer):
        return say("ask-silence")
    return answer if type(answer) is str else literal(answer)


def _question(id: Any) -> Question | Verdict:
    """The question, or a verdict that says which there are."""
    shown = (
        id.strip() if type(id) is str and len(id) < 60 else repr(id) if type(id) is float else ""
    )
    try:
        if type(id) is float and shown.endswith(".1") and bank.known(f"{shown}0"):
            return Verdict("", "malformed", message=say("float-id", id=shown))
        return bank.question(shown)
    except UnknownQuestion:
        return Verdict("", "malformed", message=_which(shown))
    except Exception as fault:
        return author_error(shown, type(fault).__name__)


def _which(shown: str) -> str:
    try:
        prefixes = bank.prefixes()
    except Exception:
        prefixes = []
    if not prefixes:
        return say("no-questions")
    ids = [id for prefix in prefixes for id in bank.unit(prefix).all]
    close = get_close_matches(shown, ids, n=3)
    phrase, near = ("near", close) if close else ("units", prefixes)
    told = say(f"unknown-question-{phrase}", ids=", ".join(near))
    return say("unknown-question", id=f"“{shown}”", near=told)


# A place to write: a student's own words, kept in the notebook with their prompt, never judged.


class Writing(Asked):
    """A prompt with room below it, and what was written there."""

    def __init__(self, id: str, prompt: str) -> None:
        self.id = id
        self.prompt = prompt
        self.verdict = self.restore(kept_answers.here().get(id))

    def check(self, text: Any) -> Verdict:
        """Words that were written just now, and a line in the log."""
        verdict = self.restore(text)
        if verdict.status == "recorded":
            entry = {"question": self.id, "answer": text, "status": verdict.status}
            told = log.current().write(entry)
            verdict.notes = (told,) if told else ()
        return verdict

    def restore(self, text: Any) -> Verdict:
        """The words as they are kept."""
        if type(text) is not str or wording.is_blank(text):
            return Verdict(self.id, "not-attempted", message=say("write-blank"))
        verdict = Verdict(self.id, "recorded", message=say("write-kept"), answer=text)
        verdict.prompt = self.prompt
        return verdict

    def hint(self) -> Card:
        return Card(self.id, [])

    def task(self) -> dict[str, Any]:
        words = {"count": say("ask-count"), **keeping()}
        known = {"id": self.id, "kind": "write", "label": say("kind-write"), "prompt": self.prompt}
        return {**known, "lang": current(), "form": {}, "help": "", "words": words, "read": []}

    def __repr__(self) -> str:
        lines = [f"{self.id} · {self.prompt}", self.verdict.answer or ""]
        return "\n".join(line for line in (*lines, say("write-typed", id=self.id)) if line)

    def _repr_html_(self) -> str:
        head = f"<p><small>{escape(say('kind-write'))}</small></p>"
        return stored(head, f"<p><strong>{inline(self.prompt)}</strong></p>")


def write(id: str = "", prompt: str = "", text: str | None = None) -> Writing | Verdict:
    """A place to write in: ``al.write("02.expect", "I expect … because …")``.

    What is written is kept in the notebook and shown to the teacher; nobody's program judges it,
    and it is worth no points.

    Parameters
    ----------
    id : str
        A name for this text, such as ``"02.expect"``; not the id of a question.
    prompt : str
        What to write about; it is kept with the text.
    text : str, optional
        The text itself, for who types it here and not into the card.

    Returns
    -------
    Writing or Verdict
        The card, which a notebook draws; with ``text`` the verdict, *recorded*. Nothing is raised.

    Examples
    --------
    >>> al.write("02.expect", "I expect …", "I expect a promise, because both signed.").status
    'recorded'
    """
    id, prompt = (one.strip() if type(one) is str else "" for one in (id, prompt))
    if not 0 < len(id) < _LONGEST_ID or isinstance(_question(id), Question):
        return Verdict("", "malformed", message=say("write-id"))
    here = Writing(id, prompt or id)
    return here.check(text) if type(text) is str and not wording.is_blank(text) else here
