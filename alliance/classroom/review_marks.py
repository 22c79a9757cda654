"""A person's marks for arguments come back in, from one marker or from several."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from alliance.classroom.grade import Row
from alliance.classroom.review import COLUMNS, KEY, digest, who
from alliance.questions import bank, forms
from alliance.questions.phrases import pick

_MADE_SAFE = re.compile(r"^'(?=\s*[=+\-@＝＋－＠\t\r])")
Place = tuple[str, int]  # a code and the number of a rubric row


class BadMarks(ValueError):
    """These marks can't be used; the message says which and what to write."""


@dataclass
class Marks:
    """What the markers gave. given: for each marker the level by place; papers: code ->
    (question, who, digest of the answer)."""

    given: list[dict[Place, int]] = field(default_factory=list)
    papers: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    used: int = 0

    def apply(self, row: Row) -> None:
        """Put the marks into a row, with the levels as its message, and add up its score anew."""
        theirs = self._by_who.get(who(row), {})
        mine = [code for code, id in theirs.items() if id in row.answers]
        for code in mine:
            id, _, marked = self.papers[code]
            answer = row.answers[id]
            if digest(answer["answer"]) != marked:
                continue  # another attempt: what was marked is not what counts here
            rubric = bank.question(id).form["rubric"]
            levels = [self._level(code, n) for n in range(1, len(rubric) + 1)]
            full = [level for level in levels if level is not None]
            if len(full) < len(levels):
                continue
            most = sum(len(one["levels"]) - 1 for one in rubric)
            answer["score"] = round(math.fsum(full) / most, 4) if most else 1.0
            answer["message"] = [
                f"{pick(one['criterion'])}: {_named(one['levels'], level)}"
                for one, level in zip(rubric, full, strict=True)
            ]
            self.used += 1
        if mine:
            self._settle(row)

    @cached_property
    def _by_who(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for code, (id, student, _) in self.papers.items():
            found.setdefault(student, {})[code] = id
        return found

    def _level(self, code: str, n: int) -> float | None:
        """The mean of the markers' levels; None where nobody has marked."""
        levels = [one[code, n] for one in self.given if (code, n) in one]
        return math.fsum(levels) / len(levels) if levels else None

    @staticmethod
    def _settle(row: Row) -> None:
        row.score = round(math.fsum(one["score"] or 0.0 for one in row.answers.values()), 4)
        row.flags = [flag for flag in row.flags if not flag.endswith(": waits for your marks")]
        open_ones = [id for id, one in row.answers.items() if one["score"] is None]
        if open_ones:
            row.flags.append(f"{', '.join(open_ones)}: waits for your marks")

    def agreement(self) -> Iterator[tuple[str, str, int, float | None]]:
        """For each rubric row that two people marked: question, criterion, how many arguments, and
        Cohen's kappa with quadratic weights (None where all marks are one and the same).

        The first two sheets are compared. Raises ``ImportError`` without scikit-learn.
        """
        from sklearn.metrics import cohen_kappa_score

        one, two = self.given[:2]
        pairs: dict[Place, list[tuple[int, int]]] = {}
        for place in sorted(one.keys() & two.keys()):
            code, n = place
            pairs.setdefault((self.papers[code][0], n), []).append((one[place], two[place]))
        for (id, n), both in sorted(pairs.items()):
            row = bank.question(id).form["rubric"][n - 1]
            labels = list(range(len(row["levels"])))
            left, right = zip(*both, strict=True)
            alike = len({*left, *right}) == 1
            kappa = (
                None
                if alike
                else float(cohen_kappa_score(left, right, labels=labels, weights="quadratic"))
            )
            yield id, pick(row["criterion"]), len(both), kappa


def read(sheets: Sequence[Path]) -> Marks:
    """The marks of one sheet, or of the same sheet filled in by several people.

    The key is the file that ``--review`` wrote beside the sheet. Raises :class:`BadMarks`.
    """
    marks = Marks()
    for sheet in sheets:
        rows = _table(sheet, COLUMNS[:6])
        codes = {row["code"] for row in rows}
        marks.papers |= _key(sheet, codes)
        marks.given.append(dict(_levels(sheet, rows, marks)))
    return marks


def _table(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadMarks(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadMarks(f"{path.name} is not UTF-8. Save it as “CSV UTF-8”.") from None
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        rows = []
    if not rows or not set(columns) <= set(rows[0]):
        raise BadMarks(f"{path.name} is not a sheet that alliance grade --review has made.")
    return [{name: row.get(name) or "" for name in columns} for row in rows]


def _key(sheet: Path, codes: set[str]) -> dict[str, tuple[str, str, str]]:
    for path in sorted(sheet.parent.glob("*-key.csv")):
        try:
            rows = _table(path, KEY)
        except BadMarks:
            continue
        found = {
            row["code"]: (row["question"], _MADE_SAFE.sub("", row["key"]), row["answer"])
            for row in rows
        }
        if codes <= found.keys():
            return found
    raise BadMarks(
        f"no key to {sheet.name} lies beside it. Put the file that ends in “-key.csv”, which "
        "--review wrote, into the same folder."
    )


def _levels(sheet: Path, rows: list[dict[str, str]], marks: Marks) -> Iterator[tuple[Place, int]]:
    for row in rows:
        said = row["mark"].strip()
        if not said:
            continue
        id, code = marks.papers[row["code"]][0], row["code"]
        try:
            levels = bank.question(id).form["rubric"][int(row["row"]) - 1]["levels"]
        except (bank.UnknownQuestion, KeyError, IndexError, ValueError):
            told = f"{sheet.name}, {code}: the course has no rubric row {row['row']} of {id}."
            raise BadMarks(told) from None
        names = [forms.phrase(pick(level)) for level in levels]
        number = re.sub(r"[.,]0+$", "", said)  # a spreadsheet may write 2 as 2.0
        if number.isdecimal() and int(number) < len(levels):
            yield (code, int(row["row"])), int(number)
        elif forms.phrase(said) in names:
            yield (code, int(row["row"])), names.index(forms.phrase(said))
        else:
            known = ", ".join(f"{n} ({pick(level)})" for n, level in enumerate(levels))
            raise BadMarks(
                f"{sheet.name}, {code}, row {row['row']}: “{said[:40]}” is no mark. Write {known}."
            )


def _named(levels: Sequence[object], level: float) -> str:
    """A level in words; between two levels, where two people differ, as a number."""
    if level == int(level):
        return pick(levels[int(level)])
    return f"{level:g} of {len(levels) - 1}"
