"""What the teacher's commands say of one and of several, with one of everything and with more."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from click.testing import CliRunner

from alliance.teaching import cli, gradebook, people
from alliance.text import several

ARGUE, CHOICE = room.question("argue"), room.question("choice")
RIGHT = room.right()
# "1 files", "1 wait", "0 names without a file", "2 file", "3 waits".
_WRONG = re.compile(
    r"(?<![\w.,-])(?:1 (?!has\b|is\b|was\b|waits\b|less\b)[a-z]+s\b|0 [a-z]{3,} (?!of\b)[a-z]"
    r"|1 (?:[a-z]+ )?(?:are|have|were|wait|change)\b"
    r"|(?:[2-9]|\d\d) (?:file|row|page|argument|question|name|paper|mark|unit|waits|has)\b)"
)


def misspoken(text: str) -> list[str]:
    return [text[max(0, one.start() - 30) : one.end() + 20] for one in _WRONG.finditer(text)]


def said(command: Any, *arguments: Any, code: int = 0) -> str:
    done = CliRunner().invoke(command, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize(
    "wrong",
    ["1 files in x", "1 wait for your marks", "a, 0 names without a file", "2 file", "3 waits for"],
)
def test_what_is_looked_for_is_found(wrong: str) -> None:
    assert misspoken(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2])
def test_grading_one_and_several(tmp_path: Path, count: int) -> None:
    class_, sheet, book = tmp_path / "in", tmp_path / "sheet.html", tmp_path / "g.json"
    names = [f"Amy {family}" for family in ("Aoki", "Berg")[:count]]
    for name in names:
        room.save(class_ / name / "a.ipynb", room.answered({ARGUE: RIGHT[ARGUE]}))
        room.save(class_ / f"{name} Broken" / "a.ipynb", b"?")
    roster = room.save(tmp_path / "r.csv", "\n".join(["name", *names, "Kim Lee"]).encode())
    told = said(
        *(cli.grade_command, class_, "-o", book, "--roster", roster, "--review", sheet),
        *("--feedback", tmp_path / "pages", "--changes", tmp_path / "changes.csv"),
        code=1,
    )
    assert several(count, "argument") + " to mark: " in told
    assert several(count, "paper", "waits", "wait") + " for your marks." in told
    assert not misspoken(told), told
    for page in [sheet, *(tmp_path / "pages").iterdir()]:
        shown = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page.read_text("utf-8"), flags=re.S)
        assert not misspoken(shown), misspoken(shown)
    told = said(cli.items_command, book)
    assert several(count, "answer", "waits", "wait") in " ".join(told.split())
    page = (tmp_path / "g-items" / "class.html").read_text("utf-8")
    assert not misspoken(re.sub(r"<[^>]+>", " ", page)) and "together: ." not in page

    with open(tmp_path / "sheet.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["mark"] = "1"
    with open(tmp_path / "sheet.csv", "w", encoding="utf-8", newline="") as to:
        out = csv.DictWriter(to, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    old = json.loads(book.read_text("utf-8"))
    told = said(
        *(cli.grade_command, class_, "-o", tmp_path / "new.json", "--roster", roster),
        *("--compare", book, "--marks", tmp_path / "sheet.csv"),
        code=1,
    )
    done = several(count, "argument", "has its marks", "have their marks")
    assert f"{done}." in told and not misspoken(told), told
    assert len(old["submissions"]) == 2 * count + 1
    one = room.save(tmp_path / "one" / "Amy Aoki.ipynb", room.answered({}))
    other = room.save(tmp_path / "r1.csv", b"name\nAmy Aoki\n")
    told = said(
        *(cli.grade_command, one, "-o", tmp_path / "one.csv", "--roster", other, "--units", "01"),
        *("--marks", tmp_path / "sheet.csv", "--review", tmp_path / "none.csv"),
        code=1,
    )
    left = several(count, "argument", "has", "have") + " none: half marked"
    assert left in told and "Nothing to mark" in told and "Class list" not in told, told
    assert "No argument has its marks." in told and not misspoken(told), told


def test_a_list_and_files_of_which_only_one_side_lacks_something(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "Amy Aoki.ipynb", room.answered(RIGHT))
    lists = {"name\nAmy Aoki\nKim Lee\n": "Class list: 1 name without a file.\n"}
    lists |= {"name\nKim Lee\n": "Class list: 1 name without a file, 1 file without a name"}
    for names, told in lists.items():
        roster = room.save(tmp_path / "r.csv", names.encode())
        assert told in room.run(tmp_path / "in", "--roster", roster).stderr


@pytest.mark.slow
def test_copies_and_banks_of_one_and_of_several(tmp_path: Path) -> None:
    for only in (f"{CHOICE}", f"{CHOICE},{ARGUE}"):
        folder = tmp_path / only
        told = said(cli.release_command, folder, "--questions", only)
        assert not misspoken(told) and re.match(r"\d\d+ files in ", told), told
    assert "questions in" in said(
        cli.bank_command, "1", "--format", "qti", "-o", tmp_path / "bank.zip"
    )


def test_names_for_several_units_are_counted(tmp_path: Path) -> None:
    from alliance.errors import Told
    from alliance.questions import bank

    with pytest.raises(Told, match=r"^2 assignments for 1 unit \(01\): "):
        gradebook.School.known(people.NO_LIST, ["a", "b"], [bank.unit(room.UNIT)])
