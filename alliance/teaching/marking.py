"""Arguments marked by a person: a sheet without names, in random order, and the marks read back.

One marker or several fill in the sheet by the question's rubric, on its page (``look/marking.js``)
or in a spreadsheet; its key tells whose they are.
"""

from __future__ import annotations

import json
import math
import random
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from alliance import corpus
from alliance.errors import Told
from alliance.evidence import rests_on
from alliance.html import page
from alliance.languages import current, pick
from alliance.questions import bank, places, wording
from alliance.questions.answers import Malformed
from alliance.questions.kinds import Kind, kind, names
from alliance.teaching import sentence
from alliance.teaching.grade import Row, Rows, add_up
from alliance.teaching.gradebook import nameless, shown
from alliance.teaching.people import Kept, again
from alliance.teaching.spreadsheet import Table, content, safe, table_in, visible, whole, written

PARTS = tuple(dict.fromkeys(part for name in names() for part in kind(name).parts))
_MOST = 12  # citations of an argument whose places are shown
COLUMNS = ("code", "question", "row", "criterion", "levels", "mark", "words", "comment", *PARTS)
KEY = ("code", "question", "key", "student", "file", "answer")


Whose = tuple[str, str, str]  # an argument's question, its writer's key, a digest of the answer


class Paper(NamedTuple):
    """One argument to be marked. parts: claim, evidence, reasoning and what
    speaks against it, as text, by name."""

    code: str
    question: bank.Question
    parts: dict[str, str]
    row: Row

    @property
    def rubric(self) -> list[dict[str, Any]]:
        return list(self.question.form["rubric"])

    @property
    def answer(self) -> dict[str, Any]:
        """The answer with what was said of it, as the row holds it."""
        return self.row.answers[self.question.id]

    @property
    def whose(self) -> Whose:
        """What finds its writer and this very answer again."""
        return self.question.id, who(self.row), digest(self.answer["answer"])

    @property
    def cited(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Each citation, and what stands there: nothing where it leads nowhere."""
        asked = kind(self.question.kind)
        try:
            read = asked.read(self.question.form, self.answer["answer"])
        except Malformed:
            return
        for one in [*read.evidence[:_MOST], *filter(None, read.against[1:])]:
            yield visible(places.citation(one)), _standing(asked, one, self.question.lesson)


def digest(answer: Any) -> str:
    """What tells whether a student's answer is still the one that was marked."""
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def who(row: Row) -> str:
    """What finds a student's row again in another run."""
    return row.key or row.file


def known(row: Row) -> Kept:
    """The same, with all that may tell it where a class list came, went or was changed."""
    return Kept(who(row), row.student, row.file)


def _writer(line: dict[str, str]) -> Kept:
    """The writer of an argument, in a line of the key to a sheet."""
    return Kept(line["key"], line["student"], line["file"])


def papers(rows: Iterable[Row]) -> list[Paper]:
    """Every argument that waits for a person's mark, by question, each in random order."""
    found = []
    for row in rows:
        for id in row.waiting:
            question, one = bank.question(id), row.answers[id]
            if kind(question.kind).parts and one["status"] in ("recorded", "partly"):
                texts = _parts(one["answer"]).items()
                parts = {part: visible(nameless(text, row.student)) for part, text in texts}
                found.append(Paper(secrets.token_hex(4), question, parts, row))
    random.SystemRandom().shuffle(found)
    return sorted(found, key=lambda paper: paper.question.id)


def _parts(answer: Any) -> dict[str, str]:
    if not isinstance(answer, dict):
        return {PARTS[0]: shown(answer)}
    given = {str(key).strip().casefold(): value for key, value in answer.items()}
    return {part: _worded(given.get(part)) for part in PARTS}


def _worded(part: Any) -> str:
    """A part to be read: citations in a line each; what speaks against it with its place."""
    if isinstance(part, list):
        return "\n".join(map(places.citation, part))
    if isinstance(part, dict) and "text" in part:
        return "\n".join(filter(None, (shown(part["text"]), places.citation(part.get("place")))))
    return shown(part)


def _standing(asked: Kind, one: Any, lesson: str) -> Sequence[str]:
    """The paragraphs, provisions or facts that a citation leads to, as they can be read here."""
    try:
        found = asked.places_cited(one, lesson)
    except Malformed:
        return []
    facts = [told for place in found for told in rests_on(place.source)]
    return facts or list(dict.fromkeys(text for place in found for text in places.standing(place)))


def not_over_marks(sheet: Path) -> None:
    """Raises :class:`Told` where the sheet would be written over marks."""
    table = sheet.with_suffix(".csv")
    if table.is_file() and any(row["mark"].strip() for row in _table(table, COLUMNS[:6])):
        raise Told(sentence("holds-marks", path=table))


def write(rows: list[Row], sheet: Path) -> tuple[int, list[Path]]:
    """The sheet to fill in and the key to it; returns how many arguments, and the files.

    sheet: a CSV with a line per argument and rubric row. With the ending .html a page to mark on
    is written too, which saves such a sheet; the blank one lies beside it. A key that lies there
    keeps its former codes: what was marked under them is not lost. Raises ``OSError``.
    """
    table = sheet.with_suffix(".csv")
    key = table.with_name(f"{table.stem}-key.csv")
    found = papers(rows)
    former = _former(table.parent, found)
    known = [list(map(safe, one.values())) for one in _table(key, KEY)] if key.is_file() else []
    _save(table, COLUMNS, (row for paper in found for row in _to_mark(paper)))
    _save(key, KEY, [*map(_in_key, sorted(found, key=lambda one: one.code)), *known])
    files = [table, key]
    if sheet.suffix.lower() in (".html", ".htm"):
        made = page(
            "marking",
            title="Arguments to mark",
            language=current(),
            papers=found,
            former=former,
            texts=_texts(rows),
            sheet=table.name,
            key=key.name,
            columns=COLUMNS,
            levels=_levels,
            own=bank.marks_in_words,
        )
        corpus.put(sheet, made)
        files.insert(0, sheet)
    return len(found), files


def _save(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    corpus.put(path, "\ufeff" + written([heads, *rows]))


def _to_mark(paper: Paper) -> Iterator[list[object]]:
    for n, row in enumerate(paper.rubric, 1):
        # The argument stands once, beside its first rubric row.
        parts = [safe(paper.parts.get(part, "")) if n == 1 else "" for part in PARTS]
        asked = (paper.code, paper.question.id, n, safe(pick(row["criterion"])))
        yield [*asked, safe(_levels(row)), "", "", "", *parts]


def _in_key(paper: Paper) -> list[str]:
    id, key, marked = paper.whose
    return [paper.code, id, safe(key), safe(paper.row.student), safe(paper.row.file), marked]


def _former(folder: Path, papers: list[Paper]) -> dict[Whose, list[str]]:
    """The codes of the keys in a folder, by what they stand for."""
    lines = [line for path in folder.glob("*-key.csv") for line in _table(path, KEY)]
    now = again(map(_writer, lines), (known(paper.row) for paper in papers))
    here = {then: key for key, then in now.items()}
    found: dict[Whose, list[str]] = {}
    for line in lines:
        whose = line["question"], here.get(line["key"], ""), line["answer"]
        found.setdefault(whose, []).append(line["code"])
    return found


def _levels(row: dict[str, Any]) -> str:
    return " | ".join(f"{n} {pick(level)}" for n, level in enumerate(row["levels"], 1))


def _texts(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    """What students wrote without being asked a question: id, prompt and words, in no order of
    theirs."""
    return sorted(
        (id, prompt, visible(nameless(text, row.student)))
        for row in rows
        for id, (prompt, text) in row.written.items()
    )


Place = tuple[str, int]  # a code and the number of a rubric row


@dataclass
class Marks:
    """What the markers gave. given: place -> the level by the number of the sheet; papers: code ->
    (question, digest of the answer, its writer); said: code -> (words of the argument, or none for
    the whole of it, and the comment). used: the codes that have found their writer with all marks;
    lost: the writers who are not among the rows."""

    given: dict[Place, dict[int, int]] = field(default_factory=dict)
    papers: dict[str, tuple[str, str, Kept]] = field(default_factory=dict)
    said: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)

    def apply(self, rows: Rows) -> None:
        """Put marks and comments into the rows, the levels as messages; add up their scores anew.

        Whose they are is found as :func:`people.again` does, and the answer has to be the same.
        """
        writers = [writer for *_, writer in self.papers.values()]
        then = again(writers, map(known, rows))
        theirs: dict[str, list[str]] = defaultdict(list)
        for code, (*_, writer) in self.papers.items():
            theirs[writer.key].append(code)
        for row in rows:
            self._apply(row, theirs.get(then.get(who(row), ""), []))
        here = set(then.values())
        self.lost = sorted({one.name or one.file for one in writers if one.key not in here})

    def _apply(self, row: Row, codes: list[str]) -> None:
        mine = [code for code in codes if self.papers[code][0] in row.answers]
        for code in mine:
            id, marked, _ = self.papers[code]
            answer = row.answers[id]
            if digest(answer["answer"]) != marked:
                continue  # another attempt: what was marked is not what counts here
            self._comment(answer, code)
            rubric = bank.question(id).form["rubric"]
            given = [self.given.get((code, n), {}) for n in range(1, len(rubric) + 1)]
            if not all(given):
                continue
            levels = [fmean(one.values()) for one in given]
            most = sum(len(one["levels"]) - 1 for one in rubric)
            answer["score"] = round(math.fsum(levels) / most, 4) if most else 1.0
            answer["message"] = [
                f"{pick(one['criterion'])}: {_named(one['levels'], level)}"
                for one, level in zip(rubric, levels, strict=True)
            ]
            self.used.add(code)
        if mine:
            add_up(row)

    def _comment(self, answer: dict[str, Any], code: str) -> None:
        """The teacher's words: of the whole argument, and of words in it."""
        said = self.said.get(code, ())
        if whole := "\n".join(comment for words, comment in said if not words):
            answer["teacher"] = whole
        if on_words := [one for one in said if one[0]]:
            answer["on_words"] = on_words

    @property
    def unused(self) -> int:
        """How many marked arguments have not found their writer with all of their marks."""
        return len({code for code, _ in self.given} - self.used)

    def agreement(self) -> Iterator[tuple[str, str, int, float | None]]:
        """For each rubric row that two people marked: question, criterion, how many arguments, and
        Cohen's kappa with quadratic weights (None where all marks are one and the same).

        The first two sheets are compared.
        """
        both = [
            (self.papers[code][0], n, given[0], given[1])
            for (code, n), given in self.given.items()
            if {0, 1} <= given.keys()
        ]
        for (id, n), pairs in groupby(sorted(both), key=lambda pair: pair[:2]):
            _, _, left, right = zip(*pairs, strict=True)
            criterion = bank.question(id).form["rubric"][n - 1]["criterion"]
            yield id, pick(criterion), len(left), weighted_kappa(left, right)


def read(sheets: Sequence[Path]) -> Marks:
    """The marks of one sheet, or of the same sheet filled in by several people.

    The key is the file that ``--review`` wrote beside the sheet. Raises :class:`Told`.
    """
    marks, wrong = Marks(), list[str]()
    for number, sheet in enumerate(sheets):
        rows = _table(sheet, COLUMNS[:6])
        if not rows:
            raise Told(f"{sheet.name} is not a sheet that alliance grade --review has made.")
        codes = {row["code"] for row in rows}
        marks.papers |= _key(sheet, codes)
        for row in filter(lambda row: row["mark"].strip(), rows):
            try:
                place, level = _mark_given(sheet, row, marks)
            except Told as why:
                wrong.append(str(why))
                continue
            if marks.given.setdefault(place, {}).setdefault(number, level) != level:
                where = f"{sheet.name}, {place[0]}, row {place[1]}"
                wrong.append(f"{where}: marked twice, differently.")
        for row in rows:  # an older sheet has neither column
            words, comment = (row.get(name, "").strip() for name in ("words", "comment"))
            if comment:
                marks.said.setdefault(row["code"], []).append((words, comment))
    if wrong:  # all of them: nobody mends a sheet line by line
        raise Told("\n".join(wrong))
    return marks


def _table(path: Path, columns: Sequence[str]) -> Table:
    return table_in(content(path), lambda heads: set(columns) <= set(heads))


def _key(sheet: Path, codes: set[str]) -> dict[str, tuple[str, str, Kept]]:
    # A browser saves the sheet where it puts downloads.
    for path in [*sorted(sheet.parent.glob("*-key.csv")), *sorted(Path().glob("*-key.csv"))]:
        found = {
            row["code"]: (row["question"], row["answer"], _writer(row)) for row in _table(path, KEY)
        }
        if codes <= found.keys():
            return found
        if codes & found.keys():
            strange = ", ".join(f"“{code[:20]}”" for code in sorted(codes - found.keys())[:5])
            raise Told(sentence("strange-codes", sheet=sheet.name, key=path.name, codes=strange))
    raise Told(sentence("no-key", sheet=sheet.name))


def _mark_given(sheet: Path, row: dict[str, str], marks: Marks) -> tuple[Place, int]:
    said = row["mark"].strip()
    id, code = marks.papers[row["code"]][0], row["code"]
    try:
        n = int(whole(row["row"]))
        levels = bank.question(id).form["rubric"][n - 1]["levels"]
    except (bank.UnknownQuestion, KeyError, IndexError, ValueError):
        told = f"{sheet.name}, {code}: the course has no rubric row {row['row']} of {id}."
        raise Told(told) from None
    # As the sheet itself counts: from 1, as the teacher's page does; older ones from 0.
    first = 0 if row["levels"].startswith("0 ") else 1
    named = {wording.phrase(pick(level)): place for place, level in enumerate(levels)}
    number = whole(said)
    level = int(number) - first if number.isdecimal() else named.get(wording.phrase(said))
    if level is None or not 0 <= level < len(levels):
        there = ", ".join(f"{i} ({pick(one)})" for i, one in enumerate(levels, first))
        where = {"sheet": sheet.name, "code": code, "row": n}
        raise Told(sentence("no-level", **where, said=said[:40], there=there))
    return (code, n), level


def _named(levels: Sequence[object], level: float) -> str:
    """A level in words; between two levels, where two people differ, as a number."""
    if level == int(level):
        return pick(levels[int(level)])
    return f"{level + 1:g} of {len(levels)}"


def weighted_kappa(one: Sequence[int], two: Sequence[int]) -> float | None:
    """Cohen's kappa of two people's marks, with quadratic weights; None where all are the same.

    One less the squared distance of the marks of each paper, over that of marks dealt by chance:
    1 is full agreement, 0 what chance would give.
    """
    apart = math.fsum((a - b) ** 2 for a, b in zip(one, two, strict=True)) / len(one)
    chance = math.fsum((a - b) ** 2 for a in one for b in two) / len(one) ** 2
    return 1 - apart / chance if chance else None
