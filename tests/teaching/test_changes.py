"""What changed: marks when a key is mended, questions between editions; and a book under codes."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import classroom as room
import pytest

from alliance.questions import bank
from alliance.teaching import grade, gradebook

RIGHT = room.right()
ARGUE, CHOICE, MARK = (room.question(kind) for kind in ("argue", "choice", "mark"))
DONE = {id: said for id, said in RIGHT.items() if id != ARGUE}


def table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    for name, said in {"Amy Aoki": DONE, "Ben Okri": {CHOICE: "no"}, "Cho Kim": DONE}.items():
        room.save(tmp_path / "in" / f"{name}.ipynb", room.answered(said))
    return tmp_path / "in"


def test_a_mended_key_tells_whose_marks_change_and_by_how_much(class_: Path) -> None:
    before = class_.parent / "before.json"
    room.run(class_, "-o", before)
    book = json.loads(before.read_text("utf-8"))
    amy = next(row for row in book["submissions"] if row["student"] == "Amy Aoki")
    amy["answers"][CHOICE] |= {"score": 0.0, "status": "wrong"}  # as the false key had it
    amy["units"]["01"] -= 1
    room.save(before, book)
    done = room.run(class_, "-o", class_.parent / "after.json", "--compare", before)
    assert "Marks and totals that change: 2, of 1 student." in done.stderr
    mark, total = table(class_.parent / "after.changes.csv")
    assert list(mark.values()) == [
        *("Amy Aoki", CHOICE, "0", "1", "up 1", "wrong", "right", "the same", "Amy Aoki.ipynb"),
    ]
    assert (total["question"], total["difference"]) == ("unit 01", "up 1")
    excused = room.save(class_.parent / "ex.csv", b"student,excused\nBen Okri,yes\n")
    for given in ((), ("--exceptions", excused)):
        room.run(class_, "-o", class_.parent / "after.json", *given)
        same = room.run(class_, "--compare", class_.parent / "after.json", *given)
        assert "No mark changes." in same.stderr


def test_another_answer_is_told_from_another_key(class_: Path) -> None:
    before = class_.parent / "before.json"
    room.run(class_, "-o", before)
    room.save(class_ / "Ben Okri.ipynb", room.answered({CHOICE: RIGHT[CHOICE]}))
    done = room.run(class_, "--compare", before)
    assert f"Ben Okri | {CHOICE} | 0 | 1 | up 1 | " in done.stderr
    assert "right | another" in done.stderr and "Amy" not in done.stderr


def test_two_of_one_name_are_not_compared_with_each_other() -> None:
    old = [{"student": "Kim", "key": k, "answers": {CHOICE: {"score": 1}}} for k in ("a", "b")]
    now = grade.Row("Kim", "c", "kim.ipynb", answers={CHOICE: {"score": 0.0}})
    assert gradebook.changed_marks(old, [now]) == []


def test_names_are_not_compared_with_codes(class_: Path) -> None:
    before = class_.parent / "before.json"
    room.run(class_, "-o", before)
    done = room.run(class_, "--compare", before, "--pseudonyms", class_.parent / "key.csv")
    assert done.exit_code == 1 and "Under codes both have to be" in done.output


@pytest.mark.parametrize(
    "row",
    [
        None,
        {"units": [1]},
        {"units": {"01": "x"}},
        {"answers": {"sources.4": {"status": "right", "score": [1]}}},
        {"answers": {"sources.4": {"score": 1}}},
    ],
)
def test_a_gradebook_that_is_none_is_told(class_: Path, row: Any) -> None:
    held = {"submissions": [{"student": "Amy Aoki", "answers": {}, **row}]} if row else []
    done = room.run(class_, "--compare", room.save(class_.parent / "x.json", held))
    assert done.exit_code == 1 and "--compare" not in done.output and "before.json" in done.output


def test_what_changed_between_editions_and_for_whom(tmp_path: Path) -> None:
    unit = next(
        u for u in map(bank.unit, bank.prefixes()) if any(one.retired for one in u.all.values())
    )
    gone = next(id for id, one in unit.uncounted.items() if one.retired and not one.withdrawn)
    new = next(id for id, one in unit.questions.items() if one.since == 2)
    kept = next(id for id, one in unit.questions.items() if one.since == 1)
    for name, edition in (("old", 1), ("now", 2)):
        book = room.answered({kept: "a", gone: "a"})
        book["metadata"]["alliance"] = {"unit": unit.number, "role": "exercise", "edition": edition}
        room.save(tmp_path / "in" / f"{name}.ipynb", book)
    out = tmp_path / "changes.csv"
    room.run(tmp_path / "in", "-o", tmp_path / "g.csv", "--changes", out)
    rows = {row["question"]: row for row in table(out)}
    assert rows[gone]["change"] == "no longer asked since edition 2" and rows[gone]["why"]
    assert (rows[gone]["counted_for"], rows[gone]["not_counted_for"]) == ("old", "now")
    assert rows[new]["change"] == "new in edition 2"
    assert (rows[new]["counted_for"], rows[new]["not_counted_for"]) == ("now", "old")
    assert kept not in rows and {id.partition(".")[0] for id in rows} == {unit.prefix}


def coded(class_: Path, *more: Any) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The key (code by name), and the rows under codes."""
    key = class_.parent / "apart" / "key.csv"
    key.parent.mkdir(exist_ok=True)
    rows = room.graded(class_, "--pseudonyms", key, *more)
    return {row["student"]: row["code"] for row in table(key)}, rows


def test_codes_are_stable_and_nothing_names_anybody(class_: Path) -> None:
    said = {**RIGHT[ARGUE], "reasoning": f"I, Cho Kim, say. {RIGHT[ARGUE]['reasoning']}"}
    room.save(class_ / "Cho Kim.ipynb", room.answered({**DONE, ARGUE: said}))
    room.save(class_ / "Cho Kim (1).ipynb", room.answered({**DONE, ARGUE: said}))
    room.save(class_ / "Eve Poe.ipynb", (class_ / "Amy Aoki.ipynb").read_bytes())
    pages = class_.parent / "pages"
    first, rows = coded(class_, "--feedback", pages)
    assert {row["student"] for row in rows} == set(first.values()) and len(first) == 4
    text = json.dumps(rows) + "".join(
        path.name + path.read_text("utf-8") for path in pages.iterdir()
    )
    assert not [name for name in ("Aoki", "Okri", "Cho Kim", "Eve Poe") if name in text]
    assert (
        first["Eve Poe"] in next(r for r in rows if r["student"] == first["Amy Aoki"])["flags"][0]
    )
    assert "[name], say." in text and {path.name[:10] for path in pages.iterdir()} == set(
        first.values()
    )
    (class_ / "Ben Okri.ipynb").unlink()
    room.save(class_ / "Dee Lee.ipynb", room.answered(DONE))
    second, rows = coded(class_)
    assert first.items() <= second.items() and len(second) == 5 and len(rows) == 4


def test_under_codes_flags_name_no_file_and_no_folder(class_: Path) -> None:
    done = room.answered(DONE)
    for name in ("amy_aoki (2)", "Lou Low/history", "Lou Low/treaty", "Eve Orr/01-sources"):
        room.save(class_ / f"{name}.ipynb", done)
    room.save(class_ / "Eve Orr" / "Eve's essay.docx", b"words")
    for name in ("Fay Cox/Gus Day", "Fay Cox/Hal May"):
        room.save(class_ / name / "01-sources.ipynb", done)
    roster = class_.parent / "roster.csv"
    room.save(roster, b'name\n"Aoki, Amy"\nBen Okri\nCho Kim\n"Orr, Eve"\n')
    key, out = class_.parent / "key.csv", class_.parent / "coded.csv"
    for listed in ((), ("--roster", roster)):
        room.run(class_, "--pseudonyms", key, "-o", out, *listed)
        said = out.read_text("utf-8").casefold()
        assert "attempts; not counted" in said and ("too, and not read" in said or not listed)
        assert not [one for one in ("amy", "lou", "eve", "gus", "hal", "fay") if one in said]
        key.unlink()


def test_codes_hold_when_the_class_list_gets_other_lines(class_: Path) -> None:
    roster = class_.parent / "roster.csv"
    room.save(roster, b"name,id\nAmy Aoki,1\nBen Okri,2\n")
    first, _ = coded(class_, "--roster", roster)
    room.save(roster, b"name,id\nNew One,9\nBen Okri,2\nAmy Aoki,1\n")
    second, _ = coded(class_, "--roster", roster)
    assert first.items() <= second.items() and len(second) == 4


def test_two_students_without_a_difference_are_told(class_: Path) -> None:
    roster = room.save(class_.parent / "r.csv", b"name,group\nAmy Aoki,a\nAmy Aoki,b\n")
    key = class_.parent / "key.csv"
    done = room.run(class_, "--roster", roster, "--pseudonyms", key)
    assert done.exit_code == 1 and "Give the class list a column id" in done.output
    done = room.run(class_, "--format", "canvas", "--pseudonyms", key)
    assert done.exit_code == 2 and "need names" in done.output
    room.save(key, b"a,b\n1,2\n")
    assert "is no key to codes" in room.run(class_, "--pseudonyms", key).output
