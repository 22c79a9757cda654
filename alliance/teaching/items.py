"""What a class got wrong: per question how hard it was, whom it tells apart, which mistakes.

A gradebook of ``alliance grade`` is read again and told as a table and as a figure.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from statistics import correlation as pearson
from statistics import mode
from typing import Any

from matplotlib.axes import Axes

from alliance.errors import Told
from alliance.languages import say
from alliance.plots import figure
from alliance.plots.draw import looks, rows
from alliance.plots.figure import Plot
from alliance.questions import bank, wording
from alliance.questions.answers import Malformed, Unusable, plain
from alliance.questions.judge import judge
from alliance.questions.kinds import kind as kind_of
from alliance.reference import SourcedFrame
from alliance.teaching import sentence
from alliance.teaching.gradebook import number, shown, submissions
from alliance.teaching.spreadsheet import amount, content, safe, table_in, written
from alliance.text import several

_ID = re.compile(r"[a-z0-9]+\.\d+[a-z]?")
_SETTLED = {1.0: "right", 0.0: "wrong", None: "waiting"}


# An answer as ``gradebook.submissions`` gives it: {answer, status, score, misconception, hints}.
# Where a gradebook holds only scores, the status is right, partly, wrong or waiting.
Given = dict[str, Any]


def read(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The rows that hold answers, ``{student, answers}``, and how many files could not be graded.

    path: the gradebook as CSV or JSON. Raises :class:`Told` where it is none.
    """
    text = content(path)
    if text.lstrip()[:1] == "{":
        advice = "Make it anew: alliance grade PATH --format json -o gradebook.json"
        rows = submissions(text, path.name, advice)
    else:
        rows = _csv(text, path)
    good = [row for row in rows if not row.get("error")]
    if not any(row["answers"] for row in good):
        raise Told(f"{path.name} holds no graded answer. Grade the submissions first.")
    return good, len(rows) - len(good)


def _csv(text: str, path: Path) -> list[dict[str, Any]]:
    ids: list[str] = []

    def is_head(heads: list[str]) -> bool:
        ids[:] = filter(_ID.fullmatch, heads)
        return "student" in heads and bool(ids)

    table = table_in(text, is_head)
    if not table:
        raise Told(sentence("no-gradebook", name=path.name))
    if len(set(ids)) < len(ids):
        raise Told(sentence("saved-by-a-spreadsheet", name=path.name))
    return [{**row, "answers": {id: one for id in ids if (one := _cell(row, id))}} for row in table]


def _cell(row: dict[str, str], id: str) -> Given | None:
    said, verdict, hints = (row.get(f"{id} {what}", "") for what in ("answer", "verdict", "hints"))
    score = amount(row[id])
    if score is None and not verdict:
        return None  # the row is not about this question
    status, _, name = verdict.partition(": ")
    return {
        "answer": answer_of(said) if said else None,
        "status": status or _SETTLED.get(score, "partly"),
        "score": score,
        "misconception": name or None,
        "hints": int(hints) if hints.isdecimal() else 0,
    }


def answer_of(text: str) -> Any:
    """The answer that a text stands for: JSON where it is a list or a mapping."""
    with suppress(ValueError, RecursionError):
        return json.loads(text) if text[:1] in ("[", "{") else text
    return text


FEW = 10  # students; below this a discrimination says little
_LOOK_AT = ("wrong", "partly", "malformed")
_LONGEST = 160  # characters of an answer that are shown


@dataclass(frozen=True, slots=True)
class Said:
    """An answer without a name of a mistake, in all its spellings, and how many gave it.

    foreseen: the author has written a message for it. answer: its most common spelling, uncut.
    """

    shown: str
    count: int
    status: str
    foreseen: bool
    answer: Any


@dataclass(slots=True)
class ItemStatistics:
    """One question as a class answered it. Shares are of ``students``, from 0 to 1.

    students: who have opened its unit, and are marked; answered: how many gave an answer; right:
    the share with the full score; mean: the mean score, which is the difficulty; discrimination:
    the point-biserial correlation with the score in the unit's other questions, -1 to 1, or None;
    misconceptions: name -> share; hints: hints asked for per student; waiting: not marked yet;
    faults: rows in which the question itself did not work; aside: rows whose answer stands where it
    is not read, which are in no number.
    """

    id: str
    students: int
    answered: int
    right: float
    mean: float
    discrimination: float | None
    misconceptions: dict[str, float]
    others: list[Said]
    hints: float
    waiting: int
    faults: int
    parts: dict[str, float] = field(default_factory=dict)
    aside: int = 0


def analyse(sheets: Iterable[dict[str, Any]]) -> list[ItemStatistics]:
    """An item per question of the gradebook's rows, in the order of the course."""
    every = [sheet["answers"] for sheet in sheets]
    ids = {id for answers in every for id in answers}
    opened = [_opened(answers) for answers in every]
    never = {id.partition(".")[0] for id in ids}.difference(*opened)  # by nobody: all left it out
    rows = [
        {id: one for id, one in answers.items() if id.partition(".")[0] in own | never}
        for answers, own in zip(every, opened, strict=True)
    ]
    return [_item(id, rows) for id in sorted(ids, key=_place)]


def _opened(answers: dict[str, Given]) -> set[str]:
    """The units in which there is an answer: who was graded in a unit, and has not opened it, says
    nothing of its questions."""
    given = (
        id for id, one in answers.items() if one["status"] != "not-attempted" or _is_aside(one)
    )
    return {id.partition(".")[0] for id in given}


def _place(id: str) -> tuple[str, str, int, str]:
    prefix, _, number = id.partition(".")
    digits = "".join(char for char in number if char.isdigit())
    return bank.unit_number(id) or "99", prefix, int(digits or 0), number


def _item(id: str, rows: list[dict[str, Given]]) -> ItemStatistics:
    every = [answers[id] for answers in rows if id in answers]
    given = [one for one in every if not _is_aside(one)]
    marked = list(filter(_is_marked, given))
    waiting = sum(one["score"] is None for one in given)
    if waiting:  # what a person has marked so far: blanks say nothing of how hard it is
        marked = [one for one in marked if one["status"] not in ("not-attempted", "malformed")]
    count = len(marked)
    share = 1 / count if count else 0.0
    named = Counter(one["misconception"] for one in marked if one["misconception"])
    parts = Counter(_part(one) for one in marked)
    return ItemStatistics(
        id,
        students=count,
        answered=sum(one["status"] != "not-attempted" for one in marked),
        right=share * sum(one["score"] == 1 for one in marked),
        mean=share * math.fsum(one["score"] or 0.0 for one in marked),
        discrimination=None if waiting else _discrimination(id, rows),
        misconceptions={name: share * n for name, n in named.most_common()},
        others=_others(id, marked),
        hints=share * sum(one["hints"] for one in marked),
        waiting=waiting,
        faults=sum(one["status"] == "author-error" for one in given),
        parts={part: share * n for part, n in parts.items()},
        aside=len(every) - len(given),
    )


def _is_aside(one: Given) -> bool:
    """Whether an answer stands where it is not read: it waits, and is no blank."""
    return one["score"] is None and one["status"] == "not-attempted"


def _part(one: Given) -> str:
    """Where an answer belongs in the figure: each belongs to one part only."""
    if one["score"] == 1 and one["status"] != "not-attempted":
        return "right"
    if one["misconception"]:
        return "known mistake"
    if one["status"] == "not-attempted":
        return "no answer"
    return "partly" if one["score"] else "other answer"


def _discrimination(id: str, rows: list[dict[str, Given]]) -> float | None:
    """The correlation of the score here with the mean score of the unit's other questions."""
    unit = id.partition(".")[0] + "."
    pairs = []
    for answers in (answers for answers in rows if id in answers and _is_marked(answers[id])):
        rest = [
            one["score"]
            for other, one in answers.items()
            if other != id and other.startswith(unit) and one["score"] is not None
        ]
        if rest:
            pairs.append((answers[id]["score"], math.fsum(rest) / len(rest)))
    return correlation(pairs)


def _is_marked(one: Given) -> bool:
    """Whether an answer has a score that its student has earned."""
    return one["score"] is not None and one["status"] != "author-error"


def correlation(pairs: list[tuple[float, float]]) -> float | None:
    """Pearson's r; with a first value that is 0 or 1 it is the point-biserial correlation. None
    for fewer than three pairs, and where one of the two is the same in all.

    >>> correlation([(0, 0.1), (0, 0.3), (1, 0.7), (1, 0.9)])
    0.9486832980505138
    """
    if len(pairs) < 3 or any(max(v) - min(v) < 1e-9 for v in zip(*pairs, strict=True)):
        return None
    return pearson(*zip(*pairs, strict=True))


def _others(id: str, marked: list[Given]) -> list[Said]:
    """The answers that are not right and bear no name, by normal form, the most common first."""
    groups: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in marked:
        unnamed = one["status"] in _LOOK_AT and not one["misconception"]
        if unnamed and not isinstance(one["answer"], bool | None):
            groups[one["status"], normal(id, shown(one["answer"]))].append(one["answer"])
    said = []
    for (status, _), answers in groups.items():
        spelling = mode(map(shown, answers))
        full = next(answer for answer in answers if shown(answer) == spelling)
        cut = spelling if len(spelling) <= _LONGEST else spelling[: _LONGEST - 1] + "…"
        told = status != "malformed" and foreseen(id, full)
        said.append(Said(cut, len(answers), status, told, full))
    return sorted(said, key=lambda one: (-one.count, one.shown))


@lru_cache(maxsize=8_192)
def normal(id: str, said: str) -> str:
    """What different spellings of one answer have in common, as the question reads them."""
    with suppress(bank.UnknownQuestion, Malformed, Unusable, RecursionError):
        question = bank.question(id)
        kind = kind_of(question.kind)
        given = kind.understand(question.form, plain(answer_of(said)))
        if alike := kind.alike(question.form, given):
            return alike
    return wording.phrase(said[:300]) or said


def foreseen(id: str, answer: Any) -> bool:
    """Whether the author has a message of its own for this answer."""
    asked = bank.known(id)
    told = judge(asked, answer).message if asked else ""
    return told not in ("", say("wrong-text", id=id))


COLUMNS = (
    "question", "students", "answered", "right", "mean", "discrimination", "hints",
    "misconceptions", "unforeseen", "note",
)  # fmt: skip
_HARD, _EASY, _WEAK = 0.3, 0.95, 0.1
_TURNED = -0.2  # a little below 0 is chance in a class


def percent(share: float) -> str:
    return f"{share:.0%}"


def note(item: ItemStatistics) -> str:
    """What a teacher should look at, in words; empty where all is as one would wish."""
    many, r = item.students >= FEW, item.discrimination
    tells = r if many and r is not None else 1.0
    settled = item.students and not item.waiting
    waits = several(item.waiting, "answer", "waits", "wait")
    cases = (
        (item.faults, f"the question failed in {several(item.faults, 'row')}: run alliance doctor"),
        (item.waiting, f"{waits} for your marks"),
        (tells < _TURNED, "those who know more got it wrong: look at the question and its key"),
        (_TURNED <= tells < _WEAK, "hardly tells those who know from those who don't"),
        (settled and item.mean < _HARD, "hard: read it again with the class"),
        (settled and item.mean > _EASY, "nearly everyone knows it"),
    )
    return "; ".join(said for there, said in cases if there)


def cells(item: ItemStatistics) -> list[str]:
    """One row, as text, in the order of ``COLUMNS``."""
    r = "" if item.discrimination is None else f"{item.discrimination:.2f}"
    named = [f"{name} {percent(share)}" for name, share in item.misconceptions.items()]
    others = [f"{one.shown} ×{one.count}" for one in item.others if not one.foreseen]
    right, mean = (percent(v) if item.students else "" for v in (item.right, item.mean))
    return [
        *(item.id, str(item.students), str(item.answered), right, mean, r, number(item.hints)),
        *("; ".join(named), "; ".join(others), note(item)),
    ]


def as_csv(items: list[ItemStatistics]) -> str:
    """A row per question; shares are written as numbers from 0 to 1."""
    rows = []
    for item in items:
        row = cells(item)
        row[3:6] = (number(item.right), number(item.mean), number(item.discrimination))
        rows.append([*row[:7], *map(safe, row[7:])])
    return written([COLUMNS, *rows])


def as_json(items: list[ItemStatistics]) -> list[dict[str, Any]]:
    """A mapping per question: the fields of :class:`ItemStatistics`, answers as they were most
    often given, and the note."""
    rows = [{**asdict(item), "note": note(item)} for item in items]
    for one in (one for row in rows for one in row["others"]):
        del one["shown"]
    return rows


# part -> colour, hatching: the order is that of the bars and of the legend
_LOOKS = looks("answers")


def shares(items: list[ItemStatistics]) -> SourcedFrame:
    """How the class answered each question, in percent, a row per question."""
    marked = [item for item in items if item.answered] or items
    frame = SourcedFrame(
        [[round(100 * item.parts.get(part, 0.0), 1) for part in _LOOKS] for item in marked],
        index=[item.id for item in marked],
        columns=list(_LOOKS),
    )
    frame.index.name = "question"
    most = max((item.students for item in marked), default=0)
    title = f"The answers of {several(most, 'student')}, in per cent"
    frame.attrs = {"title": title, "source": "the gradebook", "shape": ", a bar per question."}
    return frame


def draw(ax: Axes, frame: SourcedFrame) -> None:
    percents = frame.loc[:, frame.any()]
    starts = percents.cumsum(axis=1) - percents
    for part in percents:
        colour, hatch = _LOOKS[part]
        places, widths = range(len(frame)), percents[part]
        for bar in ax.barh(places, widths, left=starts[part], height=0.72, label=part):
            bar.set(facecolor=colour, hatch=hatch, edgecolor=figure.PAGE)
    rows(ax, list(frame.index))
    ax.set(xlim=(0, 100), xlabel="per cent of the students")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, columnspacing=1.2)


def tell(frame: SourcedFrame) -> Iterator[str]:
    for question, row in frame.iterrows():
        found = (f"{part} {row[part]:.0f}%" for part in _LOOKS if row[part])
        yield f"{question}: {', '.join(found)}"


answered = Plot(shares, draw, tell, lambda frame: (8.2, 1.5 + 0.32 * len(frame)))
