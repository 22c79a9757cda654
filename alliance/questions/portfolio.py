"""What a learner has made, as one page to keep and print: a record of work, and no mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from itertools import chain, groupby
from pathlib import Path
from typing import Any, NamedTuple

from alliance import corpus
from alliance.course import lessons
from alliance.html import inline, page
from alliance.languages import current, pick, say
from alliance.questions import bank, kept_answers, marks
from alliance.questions.check import Card, standing
from alliance.questions.judge import DONE
from alliance.questions.kinds import RANK, kind
from alliance.questions.places import citation, entitled
from alliance.questions.review import JUDGED, in_words, judged, plan, reviewable

NAME = "my-portfolio.html"
_PREDICTIONS = "00.predict"
Held = dict[str, list[Any]]  # as kept_answers.entries gives it
History = dict[str, tuple[int, list[kept_answers.Try]]]  # as kept_answers.history gives it


class OwnText(NamedTuple):
    """A text of the learner's own: as it is now, and as it was first, where that differs."""

    id: str
    prompt: str
    text: str
    day: str
    before: str = ""
    day_before: str = ""


class Slip(NamedTuple):
    """A mistake that has a name: how often it was made, in which questions (the words of each by
    its id), and whether it is mended there."""

    name: str
    times: int
    where: dict[str, str]
    mended: bool


def _day(time: datetime) -> str:
    """A day in words; empty for an answer whose time nobody kept."""
    day = time.astimezone()
    month = say("months").split()[day.month - 1]
    return say("date", d=day.day, month=month, year=day.year) if day.year > 1970 else ""


def _texts(held: Held, history: History) -> list[OwnText]:
    found = []
    for id in dict.fromkeys([*held, *history]):
        entries = [one for one in held.get(id, ()) if isinstance(one, dict) and "prompt" in one]
        tries = history[id][1] if id in history else []
        versions = [(one.answer, _day(one.time)) for one in tries if type(one.answer) is str]
        versions += [(one["draft"], "") for one in entries if type(one.get("draft")) is str]
        if entries and versions:
            prompt = str(entries[-1]["prompt"])
            changed = versions[0] if versions[0][0] != versions[-1][0] else ("", "")
            found.append(OwnText(id, prompt, *versions[-1], *changed))
    return sorted(found)


def _arguments(held: Held, history: History) -> Iterator[dict[str, Any]]:
    """The last answer to each question that wants an argument: its parts, its writer's marks."""
    for id, (_, tries) in history.items():
        question = bank.known(id)
        answer = tries[-1].answer
        if question and kind(question.kind).parts and isinstance(answer, dict):
            own = [one.get("self") for one in held.get(id, ()) if isinstance(one, dict)]
            given = next(filter(None, [answer.get("self"), *reversed(own)]), None)
            rows = question.form["rubric"]
            yield {
                "id": id,
                "prompt": inline(pick(question.prompt)),
                "parts": in_parts(answer),
                "marks": bank.marks_in_words(rows, bank.own_marks(rows, given)),
                "day": _day(tries[-1].time),
            }


_PARTS = ("claim", "evidence", "reasoning", "against")


def in_parts(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """The parts of an argument that were written, by name, in words."""
    return [(part, _shown(answer[part])) for part in _PARTS if answer.get(part)]


def _shown(part: Any) -> str:
    """A part of an argument in words: a text, citations, or what speaks against it and where."""
    if isinstance(part, dict):
        return " – ".join(filter(None, map(citation, part.values())))
    if not isinstance(part, list) or [type(one) for one in part] == [str, int]:
        return citation(part)
    return "; ".join(filter(None, map(citation, part)))


def _slips(history: History) -> list[Slip]:
    """The mistakes that have a name, the most frequent first."""
    met: dict[str, list[tuple[str, bool]]] = {}
    for id, (_, tries) in history.items():
        question = reviewable(id)
        answers = judged(question, tries) if question else []
        for n, (_, verdict) in enumerate(answers, 1):
            if verdict.misconception and not JUDGED[verdict.status]:
                mended = any(JUDGED[later.status] for _, later in answers[n:])
                met.setdefault(verdict.called, []).append((id, mended))
    slips = (
        Slip(name, len(times), _asked(dict(times)), all(mended for _, mended in times))
        for name, times in met.items()
    )
    return sorted(slips, key=lambda slip: -slip.times)


def _asked(ids: Iterable[str]) -> dict[str, str]:
    """What each of these questions asks, by its id."""
    known = ((id, reviewable(id)) for id in ids)
    return {id: inline(pick(one.prompt)) for id, one in known if one}


def _lessons(texts: list[OwnText]) -> list[dict[str, Any]]:
    """Each lesson in which something was done: its goals, and how many questions are answered
    right; the goals are the learner's own to tick."""
    best, units = standing(), {one.number: one for one in map(bank.unit, bank.prefixes())}
    found = []
    try:
        taught = lessons()
    except (OSError, ValueError, LookupError, TypeError):  # no course here, or a broken notebook
        taught = []
    for lesson in taught:
        asked = units[lesson.unit].questions if lesson.unit in units else {}
        ranks = [best.get(id, 0) for id in asked]
        if any(ranks) or any(one.id.startswith(f"{lesson.unit}.") for one in texts):
            counts = {"right": ranks.count(DONE), "kept": ranks.count(RANK["recorded"])}
            found.append({"lesson": lesson, "n": len(asked), **counts})
    return found


def _readings(held: Held, history: History) -> list[dict[str, Any]]:
    """What was opened beside a question, cited in an answer or marked, by source."""
    met: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for id, (_, tries) in history.items():
        if question := bank.known(id):
            for source in kind(question.kind).sources_cited(tries[-1].answer, question.lesson):
                met[str(source)][say("portfolio-cited", id=id)] = None
    for entry in chain.from_iterable(held.values()):
        opened = kept_answers.within(entry, "read")
        for source in opened if isinstance(opened, list) else ():
            met[str(source)][say("portfolio-opened")] = None
    for mark in marks.own():
        met[mark["source"]][say("portfolio-marked")] = None
    rows = [{"id": id, "title": _title(id), "how": list(how)} for id, how in met.items()]
    return [row for row in rows if row["title"]]


def _title(id: str) -> str:
    """What a source, a document or a fact is called; empty where there is none of this id."""
    if corpus.is_fact(id):
        return str(corpus.facts_by_id()[id]["statement"])
    try:
        return entitled(corpus.citable(id))
    except LookupError:
        return ""


class Portfolio(NamedTuple):
    """The page, and where it was written; shown in a notebook it is the page itself."""

    html: str
    told: str

    def __repr__(self) -> str:
        return self.told

    def _repr_html_(self) -> str:
        look = "width:100%;height:40rem;border:1px solid rgba(128,128,128,.6);border-radius:4px"
        title = escape(say("portfolio-title"))
        frame = f'<iframe title="{title}" style="{look}" srcdoc="{escape(self.html)}"></iframe>'
        return f"<p>{escape(self.told)}</p>{frame}"


def portfolio() -> Portfolio | Card:
    """What I have made and learnt, as a page to keep and print.

    The page holds guesses before and after, arguments with their evidence, expectations, mistakes
    that have a name, goals by lesson, own marks, a reading list and what comes back when. It is
    made from what this working copy's notebooks keep, and is written beside their folder as
    ``my-portfolio.html``. It is a record of work: there is no mark in it, and no key.

    Returns
    -------
    Portfolio or Card
        The page, which a notebook shows, and where it lies; before anything was answered, a card
        that says what will stand there. Nothing is raised.
    """
    held, history, best = kept_answers.entries(), kept_answers.history(), standing()
    texts = _texts(held, history)
    marked = [{**one, "layer": marks.kind(one["layer"])} for one in marks.own()]
    arguments = [*_arguments(held, history)]
    returning = groupby(plan(), key=lambda due: in_words(due.back.day))
    if not (texts or best or arguments or marked):
        return Card(say("portfolio-title"), [("", say("portfolio-blank"))])
    html = page(
        "portfolio",
        title=say("portfolio-title"),
        language=current(),
        day=_day(kept_answers.now()),
        guesses=[one for one in texts if one.id == _PREDICTIONS],
        arguments=arguments,
        argued=[one for one in texts if one.id.endswith(".argue")],
        expected=[one for one in texts if one.id.endswith(".expect")],
        others=[one for one in texts if not one.id.endswith((".argue", ".expect", ".predict"))],
        slips=_slips(history),
        lessons=_lessons(texts),
        marks=marked,
        readings=_readings(held, history),
        plan=[(day, _asked(one.question.id for one in due)) for day, due in returning],
    )
    return Portfolio(html, _written(html))


def _written(html: str) -> str:
    """Put the page beside the notebooks' folder; returns what to say of it."""
    root, here = corpus.course_root(), Path.cwd().resolve()
    path = (root if root and here.is_relative_to(root) else here) / NAME
    try:
        corpus.put(path, html)
    except OSError as fault:
        return say("portfolio-unwritten", name=NAME, reason=fault.strerror or type(fault).__name__)
    return say("portfolio-written", path=path)
