"""What to come back to: a question that was missed, or was not known without help, returns after
1, 3, 7 and 30 days.

When, is computed anew from the answers that the notebooks keep.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from alliance.languages import say
from alliance.questions import bank, check, kept_answers
from alliance.questions.bank import Question
from alliance.questions.judge import Verdict, judge
from alliance.questions.kept_answers import Try
from alliance.questions.kinds import kind

DAYS = (1, 3, 7, 30)
MOST = 8  # questions a day: a few minutes
_LATE = 3  # right only at this try: it was not known
JUDGED = {"right": True, "defensible": True, "partly": False, "wrong": False}


class Answered(NamedTuple):
    """One answer that was judged: on which day, whether it was right, whether a hint was open."""

    day: date
    right: bool
    hinted: bool


class Return(NamedTuple):
    """When a question comes back, and for the how-manieth time (0 is the first)."""

    day: date
    step: int


class Due(NamedTuple):
    """A question that comes back, with every answer to it that is kept."""

    question: Question
    back: Return
    unknown: int
    tries: list[Try]


def returns(answers: Iterable[Answered], unknown: int = 0) -> Return | None:
    """When a question comes back after these answers, in the order of their days; ``None`` where it
    does not. unknown: how many answers, of which nothing is kept, came before them.

    Right at its return, it goes on to the next interval; missed, or right with a hint of that day,
    it begins again. A right answer before its day changes nothing, but that a question which was
    right at the second try on its first day never comes back.
    """
    back: Return | None = None
    n, known, helped = unknown, False, None
    for one in answers:
        n += 1
        helped = one.day if one.hinted else helped
        first, known = not known, known or one.right
        tomorrow = Return(one.day + timedelta(DAYS[0]), 0)
        if not one.right or helped == one.day:
            back = tomorrow
        elif back is None:
            back = tomorrow if first and n >= _LATE else None
        elif one.day >= back.day:
            step = back.step + 1
            back = Return(one.day + timedelta(DAYS[step]), step) if step < len(DAYS) else None
        elif first and n < _LATE:
            back = None
    return back


def judged(question: Question, tries: Iterable[Try]) -> list[tuple[Try, Verdict]]:
    """Each answer with its verdict; what could not be judged is not there."""
    pairs = [(one, judge(question, one.answer)) for one in tries]
    return [(one, verdict) for one, verdict in pairs if verdict.status in JUDGED]


def _back(question: Question, unknown: int, tries: Iterable[Try]) -> Return | None:
    answers = [
        Answered(one.time.astimezone().date(), JUDGED[verdict.status], one.hinted)
        for one, verdict in judged(question, tries)
    ]
    return returns(answers, unknown)


def plan() -> list[Due]:
    """All questions that come back, the earliest first."""
    found = []
    for id, (unknown, tries) in kept_answers.history().items():
        question = reviewable(id)
        back = question and _back(question, unknown, tries)
        if question and back:
            found.append(Due(question, back, unknown, tries))
    return sorted(found, key=lambda due: due.back.day)


def reviewable(id: str) -> Question | None:
    """The question of this id, where the copy at hand can say whether an answer is right."""
    found = bank.known(id)
    closed = found and not found.retired and found.seal and not kind(found.kind).parts
    return found if closed else None


def today() -> date:
    """The day on the reader's calendar."""
    return kept_answers.now().astimezone().date()


def in_words(day: date) -> str:
    """A day as a reader says it: "today", "tomorrow", "on 7 May"."""
    ahead = (day - today()).days
    if ahead < 2:
        return say("day-tomorrow" if ahead == 1 else "day-today")
    return say("day", d=day.day, month=say("months").split()[day.month - 1])


class Again(check.Asked):
    """A question that came back: its card begins blank, and says when the question comes next."""

    def __init__(self, due: Due) -> None:
        self.due = due
        self._hints = check.hints_shown(due.question.id)
        super().__init__(due.question, Verdict(due.question.id, "not-attempted"))

    def task(self) -> dict[str, Any]:
        step = self.due.back.step + 1
        then = say("review-last")
        if step < len(DAYS):
            then = say("review-if-right", day=in_words(today() + timedelta(DAYS[step])))
        known = super().task()
        return {**known, "label": f"{known['label']} · {then}", "review": True}

    def restore(self, answer: Any) -> Verdict:
        return judge(self.question, answer)

    def check(self, answer: Any) -> Verdict:
        question, unknown, tries = self.question, self.due.unknown, self.due.tries
        verdict = check.noted(question, check.ranked(question, answer))
        if verdict.status in JUDGED:
            hinted = check.hints_shown(question.id) > self._hints
            verdict.review = kept_answers.stamp()
            tries.append(Try(kept_answers.now(), answer, hinted, True))
            back = _back(question, unknown, tries)
            next = say("review-again", day=in_words(back.day)) if back else say("review-done")
            verdict.notes += (next,)
        return verdict


class Review(NamedTuple):
    """What comes back today, as cards to click, and when the next ones do."""

    card: check.Card
    cards: list[Again]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, (self.card, *self.cards)))

    def _repr_html_(self) -> str:
        return self.card._repr_html_() + "".join(one._repr_html_() for one in self.cards)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.card)  # type: ignore[no-untyped-call]
        for one in self.cards:
            one._ipython_display_()


def review() -> Review:
    """What to come back to today: at most eight questions, a few minutes.

    A question that was missed, or right only with a hint or at the third try, comes back after 1,
    3, 7 and 30 days. Right on its day, it goes on to the next interval; missed, it comes back
    tomorrow. What is answered here is kept in this notebook, counts for :func:`progress`, and
    changes nothing in what is handed in.

    Returns
    -------
    Review
        The questions as cards to click, the longest due first, each with the day on which it comes
        next; or when the next one is due. Nothing is raised.

    Examples
    --------
    >>> al.review()
    To come back to
      Nothing comes back yet. …
    """
    planned, now = plan(), today()
    due = [one for one in planned if one.back.day <= now]
    later = [one.back.day for one in planned if one.back.day > now]
    lines = [say("review-today", n=len(due[:MOST]))] if due else []
    if len(due) > MOST:
        lines.append(say("review-more", n=len(due) - MOST))
    if later:
        lines.append(say("review-next", day=in_words(later[0]), n=later.count(later[0])))
    card = check.Card(say("review-title"), [("", one) for one in lines or [say("review-none")]])
    return Review(card, [Again(one) for one in due[:MOST]])
