"""Arguments: a sheet without names goes out, a person's marks come back."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import classroom as room
import pytest

from alliance.languages import pick
from alliance.questions import bank
from alliance.teaching.marking import weighted_kappa

ARGUE = room.question("argue")
RUBRIC = bank.question(ARGUE).form["rubric"]
MOST = sum(len(row["levels"]) - 1 for row in RUBRIC)


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    argument = room.right()[ARGUE]
    for name in ("Jane Doe", "Joan Roe", "Jack Poe"):
        mine = {**argument, "reasoning": f"{argument['reasoning']} I, {name}, say."}
        room.save(tmp_path / "in" / name / "a.ipynb", room.answered({**room.right(), ARGUE: mine}))
    return tmp_path / "in"


def table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def mark(sheet: Path, to: Path, level: Any) -> Path:
    """The sheet filled in: level is a mark (a number from 0), or a function of the row."""
    rows = table(sheet)
    for row in rows:
        said = level(row) if callable(level) else level
        row["mark"] = str(said + 1 if type(said) is int else said)
    with open(to, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    return to


@pytest.fixture
def sheet(handed_in: Path) -> Path:
    path = handed_in.parent / "sheet.csv"
    done = room.run(handed_in, "-o", path.with_name("g.csv"), "--review", path)
    assert done.exit_code == 0, done.output
    return path


def test_a_key_that_is_written_again_holds_no_formula(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "=1+1" / "a.ipynb", room.answered({ARGUE: room.right()[ARGUE]}))
    for _ in range(3):
        room.run(tmp_path / "in", "-o", tmp_path / "g.csv", "--review", tmp_path / "s.csv")
    rows = table(tmp_path / "s-key.csv")
    assert len(rows) == 3 and {row["student"] for row in rows} == {"'=1+1"}


def test_the_sheet_has_a_line_per_rubric_row_and_no_names(sheet: Path) -> None:
    rows = table(sheet)
    assert len(rows) == 3 * len(RUBRIC) and len({row["code"] for row in rows}) == 3
    text = sheet.read_text("utf-8")
    assert text.count("I, [name], say.") == 3
    assert not [name for name in ("Doe", "Roe", "Poe", "Jane") if name in text]
    key = table(sheet.with_name("sheet-key.csv"))
    assert {row["code"] for row in key} == {row["code"] for row in rows}
    assert len({row["student"] for row in key}) == 3


def test_codes_are_new_each_time(handed_in: Path, sheet: Path) -> None:
    before = {row["code"] for row in table(sheet)}
    room.run(handed_in, "-o", sheet.with_name("g.csv"), "--review", sheet)
    assert before.isdisjoint(row["code"] for row in table(sheet))


def test_marks_come_back_to_the_right_student(handed_in: Path, sheet: Path) -> None:
    key = {row["code"]: row["student"] for row in table(sheet.with_name("sheet-key.csv"))}
    best = sorted(key.values())[0]
    marked = mark(
        sheet,
        sheet.with_name("marked.csv"),
        lambda row: (
            len(RUBRIC[int(row["row"]) - 1]["levels"]) - 1 if key[row["code"]] == best else 0
        ),
    )
    rows = {row["student"]: row for row in room.graded(handed_in, "--marks", marked)}
    assert {name: row["answers"][ARGUE]["score"] for name, row in rows.items()} == {
        name: float(name == best) for name in key.values()
    }
    others = rows[best]["out_of"] - 1
    assert rows[best]["score"] == pytest.approx(others + 1)
    assert not [flag for row in rows.values() for flag in row["flags"] if "waits" in flag]


def test_levels_may_be_written_in_words(handed_in: Path, sheet: Path) -> None:
    words = mark(
        sheet, sheet.with_name("m.csv"), lambda row: pick(RUBRIC[int(row["row"]) - 1]["levels"][1])
    )
    row = room.graded(handed_in, "--marks", words)[0]
    assert row["answers"][ARGUE]["score"] == pytest.approx(len(RUBRIC) / MOST, abs=1e-4)


def test_levels_count_as_the_teachers_page_does_and_an_older_sheet_as_it_did(
    handed_in: Path, sheet: Path
) -> None:
    assert all(row["levels"].startswith("1 ") for row in table(sheet))
    tops = {row["row"]: len(RUBRIC[int(row["row"]) - 1]["levels"]) for row in table(sheet)}
    new = mark(sheet, sheet.with_name("m.csv"), lambda row: str(tops[row["row"]]))
    assert room.graded(handed_in, "--marks", new)[0]["answers"][ARGUE]["score"] == 1
    rows = table(sheet)
    for row in rows:  # "0 none | 1 half of it"
        levels = RUBRIC[int(row["row"]) - 1]["levels"]
        row["levels"] = " | ".join(f"{n} level" for n in range(len(levels)))
        row["mark"] = str(len(levels) - 1)
    old = sheet.with_name("old.csv")
    with open(old, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    assert room.graded(handed_in, "--marks", old)[0]["answers"][ARGUE]["score"] == 1


def test_a_half_marked_argument_still_waits(handed_in: Path, sheet: Path) -> None:
    half = mark(sheet, sheet.with_name("m.csv"), lambda row: 0 if row["row"] == "1" else "")
    for row in room.graded(handed_in, "--marks", half):
        assert row["answers"][ARGUE]["score"] is None
        assert any("waits for your marks" in flag for flag in row["flags"])


def test_an_argument_that_was_changed_after_marking_waits_again(
    handed_in: Path, sheet: Path
) -> None:
    marked = mark(sheet, sheet.with_name("m.csv"), 0)
    other = {**room.right()[ARGUE], "claim": "Another claim, which nobody has read yet."}
    room.save(handed_in / "Jane Doe" / "a.ipynb", room.answered({**room.right(), ARGUE: other}))
    scores = [row["answers"][ARGUE]["score"] for row in room.graded(handed_in, "--marks", marked)]
    assert sorted(scores, key=str) == [0.0, 0.0, None]


@pytest.mark.slow
def test_two_markers_count_by_half_and_their_agreement_is_told(
    handed_in: Path, sheet: Path
) -> None:
    codes = sorted({row["code"] for row in table(sheet)})
    one = mark(sheet, sheet.with_name("one.csv"), lambda row: min(1, codes.index(row["code"])))
    two = mark(sheet, sheet.with_name("two.csv"), lambda row: int(row["code"] == codes[2]))
    done = room.run(handed_in, "--format", "json", "--marks", one, "--marks", two)
    # Marks 0 1 1 and 0 0 1: 2 of 3 agree, 4/9 are expected; kappa (2/3 - 4/9) / (1 - 4/9) = 0.4
    assert done.stderr.count("weighted kappa 0.40 (3 marked twice)") == len(RUBRIC)
    scores = {row["answers"][ARGUE]["score"] for row in room.graded(handed_in, "--marks", one)}
    both = room.graded(handed_in, "--marks", one, "--marks", two)
    assert len(scores) == 2 and len({row["answers"][ARGUE]["score"] for row in both}) == 3


@pytest.mark.parametrize("bad", ["9", "0", "-1", "excellent", "=1+1"])
def test_a_mark_that_is_none_is_told(handed_in: Path, sheet: Path, bad: str) -> None:
    done = room.run(handed_in, "--marks", mark(sheet, sheet.with_name("m.csv"), bad))
    assert done.exit_code == 1 and "is no mark. Write 1 (" in done.output


def test_without_its_key_a_sheet_is_refused(handed_in: Path, sheet: Path, tmp_path: Path) -> None:
    alone = mark(sheet, room.save(tmp_path / "x" / "m.csv", b""), 0)
    done = room.run(handed_in, "--marks", alone)
    assert done.exit_code == 1 and "-key.csv" in done.output


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "Total"}, "knows no code “Total”"),
        ({"code": ""}, "knows no code “”"),
        ({"mark": "3"}, "marked twice, differently"),
    ],
)
def test_a_line_too_many_is_told_and_not_passed_over(
    handed_in: Path, sheet: Path, change: dict[str, str], told: str
) -> None:
    marked = mark(sheet, sheet.with_name("m.csv"), 1)
    lines = table(marked)
    with open(marked, "a", encoding="utf-8", newline="") as to:
        csv.DictWriter(to, lines[0]).writerow({**lines[0], **change})
    done = room.run(handed_in, "--marks", marked)
    assert done.exit_code == 1 and told in done.output


def test_a_page_to_read_can_be_made(handed_in: Path, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    room.run(handed_in, "-o", tmp_path / "g.csv", "--review", page)
    assert page.read_text("utf-8").count("<section") == 3 and page.with_suffix(".csv").is_file()


def test_the_kappa_of_two_markers_is_what_it_is_by_hand() -> None:
    # Squared distances 0, 1, 0, 1: 0.5 a paper. All sixteen pairs: 22, so 1.375 by chance.
    assert weighted_kappa([0, 1, 2, 2], [0, 2, 2, 1]) == pytest.approx(1 - 0.5 / 1.375)
    assert weighted_kappa([0, 1, 2], [0, 1, 2]) == 1
    assert weighted_kappa([0, 2], [2, 0]) == pytest.approx(-1)
    assert weighted_kappa([1, 1], [1, 1]) is None


def test_the_page_of_feedback_says_that_it_waits_and_then_what_it_was_marked(
    handed_in: Path, sheet: Path
) -> None:
    def page(*more: Any) -> str:
        folder = sheet.with_name(f"pages{len(more)}")
        room.run(handed_in, "-o", sheet.with_name("g.csv"), "--feedback", folder, *more)
        (path,) = folder.glob("Jane-Doe*")
        return path.read_text("utf-8")

    before = page()
    waiting = before.partition("For a person to read")[2].partition("<h3>Right</h3>")[0]
    assert ARGUE in waiting and "■" in waiting and "Kept for your teacher" in waiting
    assert "Defensible" not in before and "0 %" not in before
    marked = mark(sheet, sheet.with_name("marked.csv"), 1)
    assert f"Marked by a person ({round(100 * len(RUBRIC) / MOST)} %)" in page("--marks", marked)


def test_what_a_writer_thinks_of_an_argument_is_shown_and_is_no_mark(tmp_path: Path) -> None:
    rows = [bank.row_name(row) for row in RUBRIC]
    own = dict.fromkeys(rows, 4)
    typed = {**room.right(), ARGUE: {**room.right()[ARGUE], "self": own}}
    book = room.notebook(*(room.code(f"al.ask({id!r})") for id in room.right()), unit="01")
    book["metadata"]["alliance_answers"] = {id: {"answer": one} for id, one in room.right().items()}
    book["metadata"]["alliance_answers"][ARGUE]["self"] = own
    room.save(tmp_path / "in" / "Jane Doe" / "a.ipynb", book)
    room.save(tmp_path / "in" / "Joan Roe" / "a.ipynb", room.answered(typed))
    room.save(tmp_path / "in" / "Jack Poe" / "a.ipynb", room.answered(room.right()))
    rows_of = {one["student"]: one for one in room.graded(tmp_path / "in")}
    answers = {name: one["answers"][ARGUE] for name, one in rows_of.items()}
    assert answers["Jane Doe"]["self"] == answers["Joan Roe"]["self"] == own
    assert "self" not in answers["Jack Poe"]
    assert {json.dumps(one["answer"]) for one in answers.values()} == {
        json.dumps(room.right()[ARGUE])
    }
    assert {(one["status"], one["score"]) for one in answers.values()} == {("recorded", None)}
    assert len({one["score"] for one in rows_of.values()}) == 1
    page = tmp_path / "sheet.html"
    room.run(
        tmp_path / "in", "-o", tmp_path / "g.csv", "--review", page, "--feedback", tmp_path / "f"
    )
    told = page.read_text("utf-8")
    assert told.count("Self-assessed, which is no mark:") == 2
    theirs = {path.name[:4]: path.read_text("utf-8") for path in (tmp_path / "f").glob("*.html")}
    assert {name: "Self-assessed" in text for name, text in theirs.items()} == {
        "Jane": True, "Joan": True, "Jack": False,
    }  # fmt: skip


def test_what_speaks_against_an_argument_is_on_the_sheet(tmp_path: Path) -> None:
    against = {"text": "A second voice.", "place": ["reuters-2020", 5]}
    answer = {**room.right()[ARGUE], "against": against}
    room.save(tmp_path / "in" / "Jane Doe" / "a.ipynb", room.answered({ARGUE: answer}))
    sheet = tmp_path / "sheet.csv"
    room.run(tmp_path / "in", "-o", tmp_path / "g.csv", "--review", sheet)
    assert "A second voice." in table(sheet)[0]["against"]


@pytest.mark.parametrize("ending", [".0", ",0", ".00"])
def test_a_spreadsheet_may_write_whole_numbers_with_a_point(
    handed_in: Path, sheet: Path, ending: str
) -> None:
    filled = mark(sheet, sheet.with_name("filled.csv"), lambda row: f"2{ending}")
    rows = table(filled)
    with open(filled, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(row | {"row": row["row"] + ending} for row in rows)
    done = room.run(handed_in, "--marks", filled)
    assert done.exit_code == 0 and "3 arguments have their marks." in done.output


# What is kept between runs hangs on names and numbers, whatever lines a class list gets.

CLASS = b"name,id\nAmy Aoki,1\nJohn Smith,6\nJohn Smith,7\nSiobh\xc3\xa1n O'Neill,8\n"
LISTS = {
    "another order": b"name,id\nSiobh\xc3\xa1n O'Neill,8\nJohn Smith,7\nAmy Aoki,1\nJohn Smith,6\n",
    "a newcomer": CLASS.replace(b"id\n", b"id\nAaa New,9\n"),
    "one left": CLASS.replace(b"John Smith,6\n", b""),
    "other numbers": b"Student ID;Last Name;First Name\n401;Aoki;Amy\n402;O'Neill;Siobh\xc3\xa1n\n",
    "no list": b"",
}
FILES = {
    "aokiamy_1_881_02-x.ipynb": 0,
    "smithjohn_6_886_02-x.ipynb": 1,
    "smithjohn_7_887_02-x.ipynb": 2,
    "oneillsiobhan_8_888_02-x.ipynb": 1,
}


def listed(folder: Path, data: bytes) -> tuple[Any, ...]:
    return ("--roster", room.save(folder / "list.csv", data)) if data else ()


@pytest.fixture
def canvas(tmp_path: Path) -> Path:
    """Four papers in Canvas's names; two students wrote word for word the same."""
    for name in FILES:
        room.save(tmp_path / "in" / name, room.answered({ARGUE: room.right()[ARGUE]}))
    return tmp_path / "in"


def scores(*arguments: Any) -> dict[str, float | None]:
    return {
        row["file"].rpartition("/")[2]: row["answers"][ARGUE]["score"]
        for row in room.graded(*arguments)
        if row["file"]
    }


def old_key(sheet: Path) -> None:
    """The key as it was when it held the lines of the class list."""
    path = sheet.with_name("sheet-key.csv")
    rows = table(path)
    lines = {"aoki": 1, "smithjohn_6": 2, "smithjohn_7": 3, "oneill": 4}
    for row in rows:
        row["key"] = f"roster {next(n for at, n in lines.items() if at in row['file']):06}"
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


@pytest.mark.parametrize("first", ["the class", "the class, and an old key", "no list"])
@pytest.mark.parametrize("then", LISTS)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_marks_find_their_writers_when_the_class_list_changes(
    canvas: Path, first: str, then: str, packed: bool
) -> None:
    sheet = canvas.parent / "sheet.csv"
    known = listed(canvas.parent, b"" if first == "no list" else CLASS)
    room.run(canvas, "-o", canvas.parent / "g.csv", "--review", sheet, *known)
    key = {row["code"]: row["file"] for row in table(sheet.with_name("sheet-key.csv"))}
    marked = mark(sheet, sheet.with_name("m.csv"), lambda row: FILES[key[row["code"]]])
    if "old key" in first:
        old_key(sheet)
    given = canvas
    if packed:
        members: dict[Any, Any] = {path.name: path.read_bytes() for path in canvas.iterdir()}
        given = room.packed(canvas.parent / "submissions (1).zip", members)
    found = scores(given, "--marks", marked, *listed(canvas.parent, LISTS[then]))
    assert found == {
        name: pytest.approx(n * len(RUBRIC) / MOST, abs=1e-3) for name, n in FILES.items()
    }
    done = room.run(given, "-o", canvas.parent / "h.csv", "--marks", marked)
    assert "4 arguments have their marks." in done.stderr


def test_marks_go_to_nobody_else_of_the_same_words(canvas: Path) -> None:
    sheet = canvas.parent / "sheet.csv"
    known = listed(canvas.parent, CLASS)
    room.run(canvas, "-o", canvas.parent / "g.csv", "--review", sheet, *known)
    marked = mark(sheet, sheet.with_name("m.csv"), 1)
    for name in FILES:  # of the two of one name the other one comes, from another account
        (canvas / name).unlink()
    for name in ("smithjohn_77_990_02-x.ipynb", "poejo_5_991_02-x.ipynb"):
        room.save(canvas / name, room.answered({ARGUE: room.right()[ARGUE]}))
    found = scores(canvas, "--marks", marked)
    assert set(found.values()) == {None}
    done = room.run(canvas, "-o", canvas.parent / "h.csv", "--marks", marked)
    assert "Not found here: Amy Aoki; John Smith; Siobhán O'Neill" in done.stderr


@pytest.mark.parametrize("then", ["another order", "a newcomer", "one left"])
def test_pages_codes_and_comparisons_hang_on_no_line_of_the_list(canvas: Path, then: str) -> None:
    where = canvas.parent
    pages, before, codes = where / "pages", where / "b.json", where / "who.csv"
    known = listed(where, CLASS)
    room.run(canvas, "-o", before, "--feedback", pages, *known)
    room.run(canvas, "-o", where / "c.csv", "--pseudonyms", codes, *known)
    first = {path.name: path.read_text("utf-8") for path in pages.iterdir()}
    called = {row["known by"]: row["code"] for row in table(codes)}
    done = room.run(canvas, "-o", where / "g.csv", "--feedback", pages, *listed(where, LISTS[then]))
    for path in pages.iterdir():
        text = path.read_text("utf-8")
        assert first.get(path.name, text) == text or "Smith" not in path.name
    assert ("of an earlier run" in done.stderr) == (then == "one left")
    room.run(canvas, "-o", where / "c.csv", "--pseudonyms", codes, *listed(where, LISTS[then]))
    assert called.items() <= {row["known by"]: row["code"] for row in table(codes)}.items()
    same = room.run(canvas, "--compare", before, *listed(where, LISTS[then]))
    assert "No mark changes." in same.stderr


def test_whose_page_is_which_stands_in_the_gradebook_and_in_an_index(
    canvas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, pages = canvas.parent / "g.csv", canvas.parent / "pages"
    room.run(canvas, "-o", out, "--feedback", pages, *listed(canvas.parent, CLASS))
    rows = table(out)
    assert {row["page"] for row in rows} == {path.name for path in pages.iterdir()}
    assert {row["list number"] for row in rows} == {"1", "6", "7", "8"}
    index = (canvas.parent / "pages.index.html").read_text("utf-8")
    assert all(f'href="pages/{row["page"]}"' in index for row in rows) and "O&#x27;Neill" in index
    monkeypatch.chdir(pages)
    done = room.run(canvas, "-o", out, "--feedback", ".")
    again = (canvas.parent / "pages.index.html").read_text("utf-8")
    assert done.exit_code == 0 and again != index and again.count('href="pages/smithjohn') == 2
    room.run(canvas, "-o", out)
    assert not {"page", "list number"} & table(out)[0].keys()


def test_what_is_refused_has_written_nothing(canvas: Path) -> None:
    where = canvas.parent
    sheet, out = where / "sheet.csv", where / "g.csv"
    room.run(canvas, "-o", out, "--review", sheet)
    marked = mark(sheet, sheet, 1)
    room.run(canvas, "-o", out, "--marks", marked)
    before = {path: path.read_bytes() for path in where.rglob("*") if path.is_file()}
    other = room.save(where.parent / f"{where.name}.json", b'{"submissions": []}')
    listed = room.save(where.parent / f"{where.name}.csv", b"name,id\nJo Poe,99\n")
    codes = ("--pseudonyms", where / "who.csv", "-o", out)
    for options in (
        ("-o", out, "--review", sheet),
        (*codes, "--compare", other),
        (*codes, "--compare", listed),
        (*codes, "--assignment", "a", "--assignment", "b"),
        ("-o", out, "--feedback", marked / "pages"),
        ("-o", out, "--changes", marked / "c.csv"),
    ):
        done = room.run(canvas, *options)
        assert done.exit_code in (1, 2), (options, done.output)
        now = {path: path.read_bytes() for path in where.rglob("*") if path.is_file()}
        assert now == before, options
    done = room.run(canvas, "-o", where / "m.csv", "--format", "moodle", "--roster", listed)
    assert done.exit_code == 1 and "another class or assignment" in done.stderr


def test_all_lines_that_are_wrong_are_told_at_once(canvas: Path) -> None:
    sheet = canvas.parent / "sheet.csv"
    room.run(canvas, "-o", canvas.parent / "g.csv", "--review", sheet)
    codes = sorted({row["code"] for row in table(sheet)})
    bad = {codes[0]: "17", codes[2]: "splendid"}
    marked = mark(sheet, sheet.with_name("m.csv"), lambda row: bad.get(row["code"], 1))
    done = room.run(canvas, "--marks", marked)
    assert done.exit_code == 1 and done.stderr.count("is no mark") == 2 * len(RUBRIC)
    assert codes[0] in done.stderr and codes[2] in done.stderr and codes[1] not in done.stderr
    lines = f"smithjohn,{ARGUE},7\naokiamy,99,1\noneillsiobhan,{ARGUE},x\n"
    own = room.save(canvas.parent / "ex.csv", f"student,question,mark\n{lines}".encode())
    done = room.run(canvas, "--exceptions", own)
    assert done.exit_code == 1
    assert all(told in done.stderr for told in ("2 students", "“99”", "“x” is no mark"))
