"""How a class answered, as a page to be shown to it: the commonest slip first, and no names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from alliance.html import Html, with_roles
from alliance.html import page as filled
from alliance.languages import current, pick
from alliance.questions import bank, wording
from alliance.questions.kinds import kind as kind_of
from alliance.teaching.feedback import asked_briefly, evidence, in_words
from alliance.teaching.gradebook import nameless
from alliance.teaching.items import FEW, ItemStatistics, percent
from alliance.teaching.spreadsheet import visible

# What a teacher's page says to a mistake, by the number of the unit and the mistake's name.
Sayings = Mapping[tuple[str, str], str]

_FEW = 3  # students: fewer, or fewer than a tenth of the class, make no headline
_MOST = 8  # other answers per question
_ROW = re.compile(r"^\| ([^|\n]+) \| [^|\n]+ \| ([^|\n]+) \|$", re.MULTILINE)


class Bar(NamedTuple):
    """An answer, or a mistake that several answers show, and the share of the class that gave it.

    slip: what the mistake is called, where the words are the answer's own.
    """

    share: float
    words: str
    key: bool = False
    slip: str = ""
    about: str = ""


def sayings(root: Path | None) -> Sayings:
    """What the teacher's pages of the course at ``root`` say to each mistake."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted((root / "teacher").glob("[0-9][0-9]-*.md")) if root else ():
        _, _, table = path.read_text("utf-8").partition("\n## Misconceptions")
        for names, said in _ROW.findall(table):
            found |= {(path.name[:2], name.strip()): said for name in names.split(",")}
    return found


def page(
    items: list[ItemStatistics],
    figure: str,
    names: Sequence[str],
    failed: int = 0,
    said: Sayings | None = None,
) -> str:
    """The whole page as HTML.

    figure: the image as HTML; names: of the students: an answer that holds one is not shown;
    failed: files that could not be graded; said: what the teacher's pages say to mistakes.
    """
    marked = [item for item in items if item.answered or item.waiting]
    settled = [item for item in marked if item.students and not item.waiting]
    telling, most = _telling(items)
    slips = {
        item.id: next(iter(item.misconceptions.items())) for item in settled if item.misconceptions
    }
    plain = [wording.fold(name) for name in names]
    prefixes = [unit for unit in dict.fromkeys(map(_unit, marked)) if unit in telling]
    return filled(
        "class",
        title="How the class answered",
        language=current(),
        units=[pick(bank.unit(one).title) for one in prefixes if one in bank.prefixes()],
        students=most,
        slips=slips,
        slip=lambda id: bank.called(bank.mistake(id, slips[id][0]), slips[id][0]),
        failed=failed,
        few=0 if any(item.students >= FEW for item in marked) else FEW,
        figure=Html(with_roles(figure)),
        items=marked,
        all_items=items,
        questions=[_question(item, plain, said or {}) for item in marked],
        words={item.id: asked_briefly(one) for item in marked if (one := bank.known(item.id))},
        percent=percent,
        **_headline([item for item in settled if _unit(item) in telling], most),
    )


def _headline(items: list[ItemStatistics], most: int) -> dict[str, Any]:
    """What the page begins with: the commonest slip, and how many were asked where that is not the
    whole class; the points; what to read again."""
    slips = [item for item in items if item.misconceptions]
    share = {item.id: max(item.misconceptions.values()) for item in slips}
    commonest = max(slips, key=lambda item: share[item.id], default=None)
    return {
        "commonest": commonest.id if commonest else None,
        "shown_by": commonest.students if commonest and commonest.students < most else 0,
        "points": percent(sum(one.mean for one in items) / len(items)) if items else "",
        "again": [item.id for item in sorted(items, key=lambda item: item.mean)[:3]],
    }


def _unit(item: ItemStatistics) -> str:
    return item.id.partition(".")[0]


def _telling(items: list[ItemStatistics]) -> tuple[set[str], int]:
    """The units that so many have handed in that they tell of the class, and how many are in it:
    what a few have handed in, by mistake perhaps, makes no headline."""
    handed: dict[str, int] = defaultdict(int)
    for item in items:
        handed[_unit(item)] = max(handed[_unit(item)], item.students + item.waiting)
    most = max(handed.values(), default=0)
    least = min(most, max(_FEW, most / 10))
    return {unit for unit, count in handed.items() if count >= least}, most


def _question(item: ItemStatistics, names: Sequence[str], said: Sayings) -> dict[str, Any]:
    """What the page says of one question: prompt, form, its answers as bars, where it stands."""
    asked, unit = bank.known(item.id), bank.unit_number(item.id)
    letters = _letters(asked) if asked else {}
    bars = list(_slips(item, letters))
    # An argument is a student's own prose: it is for the teacher to read, not for the wall.
    if not asked or not kind_of(asked.kind).parts:
        bars = [*_key(item, asked), *bars, *_others(item, asked, names)]
    shown = " ".join(bar.words for bar in bars)
    # An option that nobody chose is an answer, too.
    bars += [Bar(0, words) for words in letters.values() if words not in shown]
    return {
        "item": item,
        "prompt": asked.prompt if asked else "",
        "form": asked.form if asked and not letters else {},
        "bars": sorted(bars, key=lambda bar: -bar.share),
        "say": next((said[unit, name] for name in item.misconceptions if (unit, name) in said), ""),
        "evidence": evidence(item.id),
    }


def _letters(asked: bank.Question) -> dict[str, str]:
    """The options of a question of which one is right: by its letter each as it is shown."""
    letters = [one for one, _ in kind_of(asked.kind).offered(asked.form) if isinstance(one, str)]
    right = bank.solution(asked.id).get("answer")
    return {one: in_words(asked, one) for one in letters} if right in letters else {}


def _key(item: ItemStatistics, asked: bank.Question | None) -> Iterator[Bar]:
    if not asked or not item.students:
        return
    key = bank.solution(item.id).get("answer")
    words = "Right" if key is None else in_words(asked, key).replace("\n", "; ")
    if kind_of(asked.kind).shape == "when":  # 28 April 1952, and not its figures
        spelled = kind_of(asked.kind).spelled(asked.form, key)
        words = next((one for one in spelled if one != key), words)
    # An order or pairs: what the letters stand for has just been listed.
    pairs = [f"{one}{other}" for one, other in key.items()] if isinstance(key, dict) else key
    if isinstance(pairs, list) and all(len(str(one)) <= 2 for one in pairs):
        words = " ".join(pairs)
    yield Bar(item.right, words, key=True)


def _slips(item: ItemStatistics, letters: dict[str, str]) -> Iterator[Bar]:
    """The mistakes that have a name, by the option that shows them where there is one."""
    for name, share in item.misconceptions.items():
        one = bank.mistake(item.id, name)
        called = bank.called(one, name)
        words = "; ".join(letters[it] for it in one.get("answers", ()) if str(it) in letters)
        about = pick(one.get("message"))
        yield Bar(share, words or called, slip=called if words else "", about=about)


_ABOUT = {"malformed": "could not be read as an answer", "partly": "partly right"}


def _others(
    item: ItemStatistics, asked: bank.Question | None, names: Sequence[str]
) -> Iterator[Bar]:
    said = ((one, wording.fold(one.shown)) for one in item.others)
    unnamed = (one for one, plain in said if nameless(plain, *names) == plain)
    for one in islice(unnamed, _MOST):
        words = in_words(asked, one.answer) if asked and len(one.shown) < 40 else visible(one.shown)
        about = _ABOUT.get(one.status, "" if one.foreseen else "not foreseen")
        yield Bar(one.count / item.students, words.replace("\n", "; "), about=about)
