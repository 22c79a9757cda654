"""What Canvas and Moodle take in: their own names, rows and maxima, and no mark for what waits."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import classroom as room
import pytest

from alliance.teaching import class_page, items

RIGHT = room.right()
ARGUE, CHOICE = room.question("argue"), room.question("choice")
DONE = {id: said for id, said in RIGHT.items() if id != ARGUE}  # nothing of it waits
CANVAS = """Student,ID,SIS User ID,SIS Login ID,Integration ID,Section,Unit 01 (77),Essay (4),\
Final Score
,,,,,,Manual Posting,,
    Points Possible,,,,,,{most},10,(read only)
"Aoki, Amy",1,s-1,amy,,Hist,5,7,70
"Okri, Ben",2,s-2,ben,,Hist,,8,80
"Kim, Cho",3,s-3,cho,,Hist,4,9,90
"Lee, Dee",4,s-4,dee,,Hist,6,9,90
"Student, Test",5,,x,,Hist,,,
"""
WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum grade,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 1,Amy Aoki,a@x,Submitted,,{most},-,-,
Participant 2,Ben Okri,b@x,Submitted,,{most},-,"Monday, 2 November 2026, 8:00 AM",see me
Participant 3,Cho Kim,c@x,Submitted,,{most},-,-,
Participant 4,Dee Lee,d@x,No submission,,{most},-,-,
"""
EXCUSES = b"student,excused,comment\nDee Lee,yes,away\n"


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    """Amy is done, Ben's argument waits, Cho's file can't be read, Dee is excused."""
    papers: dict[str, Any] = {"Amy Aoki": room.answered(DONE), "Ben Okri": room.answered(RIGHT)}
    for name, book in {**papers, "Cho Kim": b"?"}.items():
        room.save(tmp_path / "in" / f"{name}.ipynb", book)
    room.save(tmp_path / "exceptions.csv", EXCUSES)
    return tmp_path / "in"


def exported(class_: Path, kind: str, listed: str, *more: Any, most: float) -> list[list[str]]:
    roster = class_.parent / "list.csv"
    roster.write_text(listed.format(most=most), "utf-8")
    known = ("--roster", roster, "--exceptions", class_.parent / "exceptions.csv")
    done = room.run(class_, "-o", class_.parent / "out.csv", "--format", kind, *known, *more)
    assert done.exit_code == 1, "Cho's file can't be read"
    with open(class_.parent / "out.csv", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_canvas_gets_its_assignment_its_rows_and_its_scale(class_: Path) -> None:
    name = ("--assignment", "Unit 01 (77)")
    table = exported(class_, "canvas", CANVAS, *name, most=2 * len(RIGHT))
    head, posting, possible, *students = table
    assert head == [*CANVAS.split(",")[:6], name[1]]
    assert posting == ["", "", "", "", "", "", "Manual Posting"]
    assert possible == ["    Points Possible", "", "", "", "", "", str(2 * len(RIGHT))]
    marks = {row[0]: row[-1] for row in students}
    # Half of Canvas's points each; what waits and what can't be read keeps what Canvas has.
    assert marks == {
        "Aoki, Amy": str(2 * len(DONE)),
        "Okri, Ben": "",
        "Kim, Cho": "4",
        "Lee, Dee": "EX",
    }
    assert students[0][1:6] == ["1", "s-1", "amy", "", "Hist"]
    waiting = (class_.parent / "out.waiting.csv").read_text("utf-8")
    assert ARGUE in waiting and "Ben" in waiting and "Amy" not in waiting


def test_an_assignment_that_canvas_has_not_is_told(class_: Path) -> None:
    for name, told in (("Unit 1 (77)", True), ("Unit 01 (77)", False)):
        roster = room.save(class_.parent / "list.csv", CANVAS.format(most=5).encode())
        done = room.run(class_, "--format", "canvas", "--roster", roster, "--assignment", name)
        assert (f"has no column “{name}”" in done.stderr) is told


def test_without_a_name_canvas_gets_a_column_a_unit(class_: Path) -> None:
    head, _, possible, amy, *_ = exported(class_, "canvas", CANVAS, most=99)
    assert head[-1] == "Alliance unit 01" and possible[-1] == str(len(RIGHT))
    assert float(amy[-1]) == len(DONE)


def test_one_assignment_of_two_units_is_their_sum_and_two_are_apart(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy" / "00-start.ipynb", room.answered(room.right("start")))
    room.save(tmp_path / "in" / "amy" / "01-sources.ipynb", room.answered(DONE))
    both, one = len(room.right("start")) + len(DONE), len(room.right("start"))

    def marks(*names: str) -> list[float]:
        asked = [word for name in names for word in ("--assignment", name)]
        text = room.run(tmp_path / "in", "--format", "canvas", *asked).stdout
        *_, amy = csv.reader(io.StringIO(text))
        return [float(cell) for cell in amy[5:]]

    assert marks("All (1)") == [both] and marks("A (1)", "B (2)") == [one, both - one]
    done = room.run(tmp_path / "in", "--format", "canvas", *["--assignment", "x"] * 3)
    assert done.exit_code == 1 and "one name, or one for each" in done.output


def test_moodles_importer_finds_its_columns(class_: Path) -> None:
    head, *rows = exported(class_, "moodle", WORKSHEET, most=100)
    table = {row["Full name"]: row for row in (dict(zip(head, one, strict=True)) for one in rows)}
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(head)  # else it refuses
    amy, ben, cho, dee = (table[name] for name in ("Amy Aoki", "Ben Okri", "Cho Kim", "Dee Lee"))
    assert amy["Identifier"] == "Participant 1" and amy["Maximum Grade"] == "100"
    assert float(amy["Grade"]) == pytest.approx(100 * len(DONE) / len(RIGHT), abs=1e-3)
    assert ben["Last modified (grade)"] == "Monday, 2 November 2026, 8:00 AM"
    assert amy["Last modified (grade)"] == ""
    assert ben["Grade"] == cho["Grade"] == dee["Grade"] == ""
    assert [one["State"] for one in (amy, ben, cho, dee)] == [
        "",
        f"waits for your marks: {ARGUE}",
        "could not be read",
        "excused",
    ]
    # What stands in Moodle is not taken away by an empty cell.
    assert (dee["Feedback comments"], ben["Feedback comments"]) == ("away", "see me")


def test_moodles_file_has_no_column_of_comments_where_there_are_none(tmp_path: Path) -> None:
    room.save(tmp_path / "Jane Doe_4711_assignsubmission_file_" / "a.ipynb", room.answered(DONE))
    head, jane = csv.reader(io.StringIO(room.run(tmp_path, "--format", "moodle").stdout))
    assert "Feedback comments" not in head and jane[-2:] == ["", ""]


def test_a_teachers_total_ends_the_waiting(class_: Path) -> None:
    own = b"student,question,mark\nBen Okri,01,3\nDee Lee,01,2\n"
    room.save(class_.parent / "exceptions.csv", own)
    rows = exported(class_, "moodle", WORKSHEET, most=len(RIGHT))
    grades = {row[1]: (row[3], row[-1]) for row in rows}
    assert grades["Ben Okri"] == ("3", "") and grades["Dee Lee"] == ("2", "")


def test_every_gradebook_says_what_waits(class_: Path) -> None:
    done = room.run(class_)
    assert "1 paper waits for your marks." in done.stderr
    assert f"{ARGUE}: waits for your marks" in done.stdout
    rows = {row["student"]: row for row in room.graded(class_)}
    assert rows["Ben Okri"]["waits"] == [ARGUE] and "waits" not in rows["Amy Aoki"]


def test_what_waits_is_not_called_hard(tmp_path: Path) -> None:
    """Blanks of others say nothing of an argument that nobody has marked."""
    for name, answers in (("amy", RIGHT), ("ben", RIGHT), ("cho", DONE), ("dee", {CHOICE: "no"})):
        room.save(tmp_path / "in" / f"{name}.ipynb", room.answered(answers))
    book = tmp_path / "g.json"
    room.run(tmp_path / "in", "-o", book)
    rows = json.loads(book.read_text("utf-8"))["submissions"]
    rows[0]["answers"][ARGUE]["score"] = 0.5  # one has been marked
    for marked, students, told in ((False, 0, "2 answers wait"), (True, 1, "1 answer waits")):
        if marked:
            room.save(book, {"submissions": rows})
        sheets, _ = items.read(book)
        found = items.analyse(sheets)
        argue = next(item for item in found if item.id == ARGUE)
        assert argue.students == students and argue.waiting == 2 - students
        assert items.note(argue) == told + " for your marks"
        page = class_page.page(found, "", [])
        again = page.partition("Read again together")[2].partition("All questions")[0]
        assert again.count("<section") == 3 and f'id="q{ARGUE}"' not in again


def _beside(kind: str, book: dict[str, Any], among: int) -> dict[str, Any]:
    """The answers of a notebook, but for the first ``among``, where they are not read."""
    cells = []
    for number, cell in enumerate(book["cells"]):
        id = list(DONE)[number]
        if number < among:
            cells.append(cell)
        elif kind == "code":
            cells += [room.code(f'al.check("{id}", "")'), room.code('"b"')]
        else:
            cells.append(room.code(f'al.check("{id}", "")'))
            cells.append({"cell_type": "markdown", "metadata": {}, "source": "My answer: b"})
    return room.notebook(*cells, unit="01")


@pytest.mark.parametrize("kind", ["code", "text"])
@pytest.mark.parametrize("among", [0, 4, len(DONE) - 2])
def test_what_stands_in_the_wrong_place_is_no_zero(tmp_path: Path, kind: str, among: int) -> None:
    book = room.answered(DONE)
    room.save(tmp_path / "in" / "Amy Aoki.ipynb", book)
    room.save(tmp_path / "in" / "Ben Okri.ipynb", _beside(kind, book, among))
    left = list(DONE)[among:]
    waits = len(left) > 2  # a word or two beside what was left out are a flag
    out = tmp_path / "g.csv"
    done = room.run(tmp_path / "in", "-o", out, "--feedback", tmp_path / "pages")
    assert ("1 paper to look at" in done.stderr) == waits and done.exit_code == 0
    rows = {row["student"]: row for row in csv.DictReader(out.open(encoding="utf-8"))}
    ben = rows["Ben Okri"]
    assert {ben[id] for id in left} == ({""} if waits else {"0"})
    assert ("answers may stand where" in ben["flags"]) == waits and "not read" in ben["flags"]
    assert "no answer stands in it" not in ben["flags"] or not waits
    page = next((tmp_path / "pages").glob("Ben*")).read_text("utf-8")
    assert (f"al.check(&#34;{left[0]}&#34;" in page or f'al.check("{left[0]}"' in page) == waits
    assert "Not answered yet" not in page and "Not answered" in page
    for kind_of, column in (("moodle", "Grade"), ("canvas", "Alliance unit 01")):
        done = room.run(tmp_path / "in", "--format", kind_of, "-o", tmp_path / "out.csv")
        with open(tmp_path / "out.csv", encoding="utf-8", newline="") as file:
            line = list(csv.DictReader(file))[-1]
        assert (line[column] == "") == waits
        assert kind_of == "canvas" or ("waits for your marks" in line["State"]) == waits
        assert ("Ben" in (tmp_path / "out.waiting.csv").read_text("utf-8")) if waits else True
    rows_, _ = items.read(out)
    found = {item.id: item for item in items.analyse(rows_)}
    for id in left:
        assert (found[id].students, found[id].mean) == ((1, 1.0) if waits else (2, 0.5))
        assert found[id].aside == int(waits) and found[id].waiting == 0
    html = class_page.page(list(found.values()), "<p></p>", ["Amy Aoki", "Ben Okri"])
    assert (f"{len(left)} answers could not be read" in html) == waits


def test_a_teacher_decides_what_stood_in_the_wrong_place(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "Ben Okri.ipynb", _beside("text", room.answered(DONE), 0))
    lines = "".join(f"Ben Okri,{id},1\n" for id in list(DONE)[:-1]) + "Ben Okri,01,\n"
    own = room.save(tmp_path / "ex.csv", f"student,question,mark\n{lines}".encode())
    (row,) = room.graded(tmp_path / "in", "--exceptions", own)
    assert row["score"] == len(DONE) - 1 and row["waits"] == [list(DONE)[-1]]
    room.save(own, b"student,question,mark\nBen Okri,01,5\n")
    (row,) = room.graded(tmp_path / "in", "--exceptions", own)
    assert row["score"] == 5 and "waits" not in row
