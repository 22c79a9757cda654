"""Whose file is it: the names that Canvas and Moodle give, class lists, folders, archives."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any
from unicodedata import normalize

import classroom as room
import pytest

from alliance.teaching import sentence

RIGHT = room.right()
CHOICE, MARK = room.question("choice"), room.question("mark")
FULL = room.answered(RIGHT)
DONE = room.answered({id: said for id, said in RIGHT.items() if id != room.question("argue")})
POOR = room.answered({CHOICE: RIGHT[CHOICE]})


def _students(*arguments: Any) -> list[str]:
    return sorted(row["student"] for row in room.graded(*arguments))


def test_canvas_names_in_a_folder_and_in_the_zip_that_canvas_exports(tmp_path: Path) -> None:
    names = {
        "doejane_12345_67890_01-sources.ipynb": FULL,
        "suzukihana_LATE_12346_67891_01-sources-1.ipynb": POOR,
    }
    for name, content in names.items():
        room.save(tmp_path / "folder" / name, content)
    archive = room.packed(tmp_path / "submissions.zip", dict(names))
    for given in (tmp_path / "folder", archive):
        doe, suzuki = room.graded(given)
        assert (doe["student"], doe["id"], doe["late"]) == ("doejane", "12345", False)
        assert (suzuki["student"], suzuki["id"], suzuki["late"]) == ("suzukihana", "12346", True)
        assert any("late" in flag for flag in suzuki["flags"])


def test_a_year_in_a_name_of_canvas_is_no_number_of_an_attempt(tmp_path: Path) -> None:
    book = room.answered({"1951.3": room.right("1951")["1951.3"]})
    for number, name in enumerate(("02-1951.ipynb", "02-1951-1.ipynb", "02-1951-2.ipynb")):
        room.save(tmp_path / f"doejane_12_{90 - number}_{name}", book)
    assert room.one(tmp_path)["file"].endswith("-2.ipynb")


def test_moodle_folders_and_flat_names(tmp_path: Path) -> None:
    members = {
        "Jane Doe_4711_assignsubmission_file_/01-sources.ipynb": FULL,
        "山田 花子_4712_assignsubmission_file_/01-sources.ipynb": FULL,
        "Ben Okri_4713_assignsubmission_file_01-sources.ipynb": POOR,
    }
    archive = room.packed(tmp_path / "course-assignment.zip", dict(members))
    assert _students(archive) == ["Ben Okri", "Jane Doe", "山田 花子"]


def test_a_windows_archive_from_japan_keeps_its_names(tmp_path: Path) -> None:
    path = room.packed(tmp_path / "class.zip", {"yamada.ipynb": FULL})
    # Old tools write Shift-JIS and don't say so: six letters for six letters.
    path.write_bytes(path.read_bytes().replace(b"yamada", "山田花".encode("cp932")))
    assert _students(path) == ["山田花"]


def test_folders_as_nbgrader_keeps_them(tmp_path: Path) -> None:
    for student in ("amy", "ben"):
        room.save(tmp_path / "submitted" / student / "ps1" / "01-sources.ipynb", FULL)
    assert _students(tmp_path / "submitted") == ["amy", "ben"]
    files = sorted((tmp_path / "submitted").glob("*/*/*.ipynb"))
    assert _students(*files) == ["amy", "ben"]


def test_a_folder_of_a_week_is_nobody(tmp_path: Path) -> None:
    for student in ("amy", "ben"):
        room.save(tmp_path / "all" / "week 1" / f"{student}.ipynb", FULL)
    assert _students(tmp_path / "all") == ["amy", "ben"]


def test_files_that_name_nobody_are_never_taken_for_one_students_attempts(tmp_path: Path) -> None:
    for name in ("01-sources.ipynb", "01-sources (1).ipynb", "01-sources (2).ipynb"):
        room.save(tmp_path / name, FULL)
    assert len(room.graded(tmp_path)) == 3


def test_a_roster_gives_names_and_tells_who_handed_in_nothing(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "name,id,email\nDoe Jane,12345,jane@example.edu\nOkri Ben,9,ben@example.edu\n"
        "Lee Kim,10,kim@example.edu\n",
        "utf-8",
    )
    room.save(tmp_path / "in" / "x_12345_67890_hw.ipynb", FULL)
    room.save(tmp_path / "in" / "Ben Okri.ipynb", POOR)
    rows = {row["student"]: row for row in room.graded(tmp_path / "in", "--roster", roster)}
    assert set(rows) == {"Doe Jane", "Okri Ben", "Lee Kim"}
    assert rows["Lee Kim"]["flags"] == ["nothing handed in"]
    assert rows["Doe Jane"]["score"] > rows["Okri Ben"]["score"] > rows["Lee Kim"]["score"] == 0


def test_what_list_and_files_do_not_share_is_reported_and_not_exported(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("name,id\nJane Doe,12345\nKim Lee,10\n", "utf-8")
    room.save(tmp_path / "in" / "Jane Doe.ipynb", FULL)
    room.save(tmp_path / "in" / "Zed Stranger.ipynb", FULL)
    for kind in ("canvas", "moodle"):
        out = tmp_path / f"{kind}.csv"
        done = room.run(tmp_path / "in", "--roster", roster, "-o", out, "--format", kind)
        text = out.read_text("utf-8")
        assert "Jane Doe" in text and "Kim Lee" not in text and "Zed" not in text
        assert "1 name without a file, 1 file without a name" in done.output
        assert "2 files, 3 rows" in done.output
        report = (tmp_path / f"{kind}.mismatch.csv").read_text("utf-8")
        assert "Kim Lee" in report and "Zed Stranger" in report and "Jane" not in report
    rows = room.graded(tmp_path / "in", "--roster", roster)
    strange = {row["student"] for row in rows if "not on the class list" in row["flags"]}
    assert strange == {"Zed Stranger"}


def test_a_name_that_stands_twice_on_the_list_is_told_for_what_it_is(tmp_path: Path) -> None:
    roster = room.save(tmp_path / "class.csv", b"name,id\nKim Min,1\nKim Min,2\nBo Roe,3\n")
    room.save(tmp_path / "in" / "Kim Min.ipynb", POOR)
    rows = room.graded(tmp_path / "in", "--roster", roster)
    assert any("several on the class list have this name" in str(row["flags"]) for row in rows)


def test_a_roster_that_is_none_is_told_so(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", FULL)
    for none in (b"colour;size\nred;1\n", b"Who is it,Email\nAmy,a@x\n", b"Wer,Wo\nAmy,Ulm\n"):
        room.save(tmp_path / "roster.csv", none)
        done = room.run(tmp_path / "amy.ipynb", "--roster", tmp_path / "roster.csv")
        assert done.exit_code == 1
        assert "first line names the columns" in done.output


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("doejane_1_20_hw.ipynb", "doejane_1_21_hw-1.ipynb"),
        ("amy_attempt1.ipynb", "amy_attempt2.ipynb"),
        ("attempt 1/amy.ipynb", "attempt 2/amy.ipynb"),
        ("amy/01-sources.ipynb", "amy/01-sources (1).ipynb"),
        ("amy/01-sources_v2.ipynb", "amy/01-sources_final.ipynb"),
        ("amy/01-sources_final_v2.ipynb", "amy/01-sources_final_FINAL.ipynb"),
        ("amy/01-sources_final.ipynb", "amy/01-sources_final_v2.ipynb"),
    ],
)
def test_the_latest_attempt_counts_or_the_best(first: str, second: str, tmp_path: Path) -> None:
    room.save(tmp_path / "in" / first, FULL)
    room.save(tmp_path / "in" / second, POOR)
    room.save(tmp_path / "in" / "zoe.ipynb", POOR)
    latest, _ = room.graded(tmp_path / "in")
    best, _ = room.graded(tmp_path / "in", "--best")
    assert (latest["score"], latest["attempts"]) == (1, 2)
    assert (best["score"], best["attempts"]) > (1, 1)
    assert any(Path(first).name in flag for flag in latest["flags"])


def test_the_lesson_on_the_revision_is_no_students_second_revision(tmp_path: Path) -> None:
    for name in ("01-meet-the-sources.ipynb", "03-the-1960-revision.ipynb"):
        lesson = json.loads((room.ROOT / "notebooks" / name).read_text("utf-8"))
        room.save(tmp_path / "amy/course/notebooks" / name, lesson)
    room.save(tmp_path / "amy/course/exercises/01-sources.ipynb", FULL)
    room.save(tmp_path / "bob/01-sources.ipynb", FULL)
    assert {row["student"] for row in room.graded(tmp_path)} == {"amy", "bob"}


def test_without_numbers_the_later_file_is_the_later_attempt(tmp_path: Path) -> None:
    for student in ("amy", "ben"):
        old = room.save(tmp_path / student / "first draft.ipynb", POOR)
        new = room.save(tmp_path / student / "01-sources.ipynb", FULL)
        os.utime(old, (1_000_000, 1_000_000))
        os.utime(new, (2_000_000, 2_000_000))
    rows = room.graded(tmp_path)
    assert [row["student"] for row in rows] == ["amy", "ben"]
    assert all(row["score"] > 1 and row["attempts"] == 2 for row in rows)


def test_an_attempt_that_cannot_be_read_stays_a_row_beside_the_one_that_counts(
    tmp_path: Path,
) -> None:
    room.save(tmp_path / "doejane_1_20_hw.ipynb", FULL)
    room.save(tmp_path / "doejane_1_21_hw-1.ipynb", b'{"cells": [')
    rows = room.graded(tmp_path)
    assert sorted(row["error"] is None for row in rows) == [False, True]


def test_two_units_of_one_student_are_two_rows_and_one_line_of_canvas(tmp_path: Path) -> None:
    room.save(tmp_path / "amy" / "00-start.ipynb", room.answered(room.right("start")))
    room.save(tmp_path / "amy" / "01-sources.ipynb", FULL)
    room.save(tmp_path / "ben" / "01-sources.ipynb", POOR)
    assert len(room.graded(tmp_path)) == 3
    header, possible, amy, ben = csv.reader(
        io.StringIO(room.run(tmp_path, "--format", "canvas").stdout)
    )
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert len(header) == 7
    assert possible[0].strip() == "Points Possible"
    assert [float(amy[5]), float(possible[6])] == [float(possible[5]), len(RIGHT)]
    assert ben[5:] == ["", "1"]


def test_canvas_gets_its_own_columns_back(tmp_path: Path) -> None:
    export = tmp_path / "grades.csv"
    export.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Essay (4)\n    Points Possible,,,,,10\n"
        '"Doe, Jane",12345,s-77,jdoe,Hist 101,7\n',
        "utf-8",
    )
    room.save(tmp_path / "in" / "doejane_12345_67890_hw.ipynb", DONE)
    done = room.run(tmp_path / "in", "--roster", export, "--format", "canvas")
    last = list(csv.reader(io.StringIO(done.stdout)))[-1]
    assert last[:5] == ["Doe, Jane", "12345", "s-77", "jdoe", "Hist 101"]
    assert float(last[5]) > 1


def test_a_list_of_the_schools_gives_canvas_all_its_columns(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("name,ID,Section\nJane Doe,00123,3B\n", "utf-8")
    room.save(tmp_path / "in" / "Jane Doe.ipynb", DONE)
    done = room.run(tmp_path / "in", "--roster", roster, "--format", "canvas")
    header, _, jane = csv.reader(io.StringIO(done.stdout))
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert jane[:5] == ["Jane Doe", "00123", "", "", "3B"]


def test_moodle_gets_its_identifiers_and_no_mark_for_what_was_not_read(tmp_path: Path) -> None:
    room.save(tmp_path / "Jane Doe_4711_assignsubmission_file_" / "a.ipynb", DONE)
    room.save(tmp_path / "Ben Okri_4713_assignsubmission_file_" / "a.ipynb", b"?")
    done = room.run(tmp_path, "--format", "moodle")
    ben, jane = csv.DictReader(io.StringIO(done.stdout))
    assert (jane["Identifier"], jane["Full name"]) == ("Participant 4711", "Jane Doe")
    assert float(jane["Grade"]) > 1
    assert float(jane["Maximum Grade"]) == len(RIGHT)
    assert (ben["Full name"], ben["Grade"]) == ("Ben Okri", "")


def test_archives_of_students_within_the_class_archive(tmp_path: Path) -> None:
    inner = room.packed(tmp_path / "inner.zip", {"work/01-sources.ipynb": FULL}).read_bytes()
    deep = room.packed(tmp_path / "deep.zip", {"inner.zip": inner}).read_bytes()
    members = {"doejane_1_2_hw.zip": inner, "okriben_3_4_hw.zip": deep}
    archive = room.packed(tmp_path / "class.zip", dict(members))
    doe, okri = room.graded(archive)
    assert (doe["student"], doe["error"]) == ("doejane", None)
    assert okri["student"] == "okriben"
    assert "unpack it first" in okri["error"]


def test_a_name_in_a_file_of_answers_never_replaces_another_students_work(tmp_path: Path) -> None:
    room.save(tmp_path / "a.json", {"student": "Amy", "answers": RIGHT})
    room.save(tmp_path / "z.json", {"student": "Amy", "answers": {CHOICE: "no"}})
    rows = room.graded(tmp_path)
    assert [row["student"] for row in rows] == ["Amy", "Amy"]
    assert max(row["score"] for row in rows) > 1
    assert all("somebody else here is called “Amy”" in str(row["flags"]) for row in rows)
    room.save(tmp_path / "doejane_1_2_a.json", {"student": "Amy", "answers": RIGHT})
    (doe,) = (row for row in room.graded(tmp_path) if row["student"] == "doejane")
    assert any("Amy" in flag for flag in doe["flags"])


def test_noise_of_the_system_is_passed_over(tmp_path: Path) -> None:
    there = tmp_path / "in"
    room.save(there / ".ipynb_checkpoints" / "amy-checkpoint.ipynb", POOR)
    room.save(there / "__MACOSX" / "._amy.ipynb", b"\0\5\26\7")
    for name in (".DS_Store", "._amy.ipynb", "~$amy.docx", ".~lock.amy.ipynb#", ".~amy.ipynb"):
        room.save(there / name, b"\0\5\26\7")
    # An unpacked course in which somebody has worked, and a stick that went through many hands.
    for place in (".venv/lib", "course/venv/site-packages", "$RECYCLE.BIN/S-1", ".Trashes/501"):
        room.save(there / "amy" / place / "x" / "bo.ipynb", POOR)
        room.save(there / "amy" / place / "y" / "kernel.json", b"{}")
    room.save(there / "amy" / "course" / "exercises" / "01-sources.ipynb", FULL)
    room.save(there / "cy" / "01-sources.ipynb", POOR)
    archive = Path(shutil.make_archive(str(tmp_path / "amy"), "zip", there))
    assert _students(there) == _students(archive) == ["amy", "cy"]
    # A file that only begins with a full stop may be somebody's.
    room.save(tmp_path / "other" / ".dee.ipynb", POOR)
    assert len(room.graded(tmp_path / "other")) == 1


def test_a_folder_in_which_nothing_lies_is_told(tmp_path: Path) -> None:
    there = tmp_path / "in"
    room.save(there / "amy" / "01-sources.ipynb", POOR)
    room.save(there / "bo" / ".ipynb_checkpoints" / "01-sources-checkpoint.ipynb", POOR)
    (there / "cy" / "Version 1").mkdir(parents=True)
    archive = Path(shutil.make_archive(str(tmp_path / "all"), "zip", there))
    for given, told in ((there, "lies in bo, cy/Version 1."), (archive, "all.zip/bo, ")):
        done = room.run(given)
        assert done.exit_code == 0 and told in done.stderr and "amy" not in done.stderr
    done = room.run(there / "amy", there / "cy")
    assert "lies in cy/Version 1." in done.stderr
    assert "Nothing that was handed in" not in room.run(there / "amy").stderr


def test_where_folders_are_tasks_files_have_their_students_names(tmp_path: Path) -> None:
    other = room.answered({"1951.3": room.right("1951")["1951.3"]})
    for name in _TWO:
        for task, book in (("War", POOR), ("Law", other)):
            room.save(tmp_path / "tasks" / task / f"{name}.ipynb", book)
            room.save(tmp_path / "deep" / task / name / f"my {task}.ipynb", book)
            room.save(tmp_path / "people" / name / f"{task}.ipynb", book)
            number = "01-sources" if task == "War" else "02-1951"
            room.save(tmp_path / "named" / task / name / f"{number}.ipynb", book)
            room.save(tmp_path / "turned" / name / task / f"{number}.ipynb", book)
    # Somebody in one of them alone, and a file that can't be read.
    room.save(tmp_path / "tasks" / "War" / "cy.ipynb", POOR)
    room.save(tmp_path / "tasks" / "Law" / "dee.ipynb", b"{")
    both = ["amy"] * 2 + ["bo"] * 2
    for given in ("tasks", "deep", "people", "named", "turned"):
        assert _students(tmp_path / given) == both + ["cy", "dee"] * (given == "tasks")
        for row in room.graded(tmp_path / given):
            assert row["student"] in row["file"] and "attempts" not in str(row["flags"])


def test_an_archive_with_files_of_several_is_nobodys(tmp_path: Path) -> None:
    room.packed(tmp_path / "Smith.zip", {"01-sources.ipynb": POOR, "01-sources (1).ipynb": FULL})
    assert {row["key"] for row in room.graded(tmp_path / "Smith.zip")} == {""}
    for teacher, students in (("Smith", ("amy", "bo")), ("Jones", ("cy", "dee"))):
        held: dict[str, Any] = {f"01-sources-{name}.ipynb": POOR for name in students}
        room.packed(tmp_path / "in" / f"{teacher}.zip", held)
    assert _students(tmp_path / "in") == ["amy", "bo", "cy", "dee"]


def test_the_few_who_have_folders_of_their_own_are_people_too(tmp_path: Path) -> None:
    for folder in ("amy", "bo/first go", "bo/second go", "cy", "dee"):
        room.save(tmp_path / folder / "01-sources.ipynb", POOR)
    assert _students(tmp_path) == ["amy", "bo", "cy", "dee"]


def test_where_folders_may_be_peoples_they_are(tmp_path: Path) -> None:
    """Everybody has done another exercise, in a file of the same name."""
    other = room.answered({"1951.3": room.right("1951")["1951.3"]})
    for name, book in (("amy", POOR), ("bo", other)):
        room.save(tmp_path / name / "my own.ipynb", book)
    assert _students(tmp_path) == _TWO


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *(
            ("amy_LATE", True),
            ("amy final v3 (2)", True),
            ("HW2-amy_new", True),
            ("amy 修正版", True),
        ),
        *(("Amy Day", True), ("amy_1", True), ("Amyas", False), ("ben", False)),
    ],
)
def test_a_name_with_more_to_it_may_be_another_heres(tmp_path: Path, name: str, told: bool) -> None:
    for one in ("amy", name):
        room.save(tmp_path / "in" / f"{one}.ipynb", POOR)
    rows = room.graded(tmp_path / "in")
    assert len(rows) == 2, "nobody is merged for a guess"
    assert told == any("perhaps the work of" in flag for row in rows for flag in row["flags"])
    if told and name.endswith(("LATE", ")", "版")):
        roster = room.save(tmp_path / "class.csv", b"name\namy\n")
        assert _students(tmp_path / "in", "--roster", roster) == ["amy"]


def test_lines_about_the_class_are_no_students(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "Date.ipynb", POOR)
    head = "Last Name,First Name,Email Address,Unit 01\n"
    above = "Date,,,2026-11-20\nPoints,,,18\nClass Average,,,\n"
    for listed, there in ((f"{head}{above}Roe,Amy,a@x.example,\n", False), ("name\nDate\n", True)):
        roster = room.save(tmp_path / "class.csv", listed.encode())
        students = _students(tmp_path / "in", "--roster", roster)
        assert students == (["Date"] if there else ["Amy Roe", "Date"])


def test_a_worksheet_without_names_tells_whose_the_files_are(tmp_path: Path) -> None:
    head = "Identifier,Status,Grade,Maximum Grade,Last modified (grade)\n"
    lines = "".join(f"Participant {number},Submitted,,20,-\n" for number in (11, 12))
    roster = room.save(tmp_path / "worksheet.csv", (head + lines).encode())
    for number, book in ((11, POOR), (12, DONE)):
        room.save(tmp_path / "in" / f"Participant_{number}_assignsubmission_file_01-a.ipynb", book)
    assert _students(tmp_path / "in", "--roster", roster) == ["Participant 11", "Participant 12"]
    done = room.run(tmp_path / "in", "--roster", roster, "--format", "moodle").stdout
    assert [line.split(",")[0] for line in done.splitlines()[1:]] == [
        "Participant 11", "Participant 12",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["index.html", "grades.csv", "grades.xls"])
def test_what_a_platform_says_of_the_class_is_told_once_and_is_nobodys(
    tmp_path: Path, name: str
) -> None:
    for student in ("12-34 - Amy Doe - Nov 20, 2026 930 AM", "13-34 - Bo Roe - Nov 20, 2026 9 AM"):
        room.save(tmp_path / "in" / f"{student} - 01-sources.ipynb", POOR)
        room.save(tmp_path / "by" / "Unit 1" / student / "01-sources.ipynb", POOR)
    for given in ("in", "by/Unit 1"):
        room.save(tmp_path / given / name, b"<html>")
        done = room.run(tmp_path / given.partition("/")[0])
        assert done.exit_code == 0 and "2 rows" in done.stderr
        assert "the platform itself wrote it" in done.stderr and name in done.stderr
    # What a student has handed in under that name stays theirs.
    room.save(tmp_path / "by" / "Unit 1" / "Cy Lee" / name, b"<html>")
    rows = room.graded(tmp_path / "by")
    assert [bool(row["error"]) for row in rows if row["student"] == "Cy Lee"] == [True]


def test_a_text_that_canvas_took_is_its_students(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "doejane_12_text.html", b"<p>see the other file</p>")
    room.save(tmp_path / "in" / "doejane_12_67_01-sources.ipynb", POOR)
    row = room.one(tmp_path / "in")
    assert row["id"] == "12" and "not read: doejane_12_text.html" in " ".join(row["flags"])
    room.save(tmp_path / "own" / "amy_2_text.ipynb", POOR)
    assert _students(tmp_path / "own") == ["amy_2_text"]


def test_json_is_one_document_whatever_the_names(tmp_path: Path) -> None:
    room.save(tmp_path / 'quote "and" comma, .ipynb', FULL)
    document = json.loads(room.run(tmp_path, "--format", "json").stdout)
    assert set(document["submissions"][0]) >= {
        "student", "file", "score", "out_of", "answers", "flags", "error",
    }  # fmt: skip


# Nobody merged, nobody split

_TWO = ["amy", "bo"]
_LOGINS = ["adoe", "amiller", "b_roe"]
_TEAMS = ("Submitted", "Working")
_TASKS = ("The treaty", "War and peace")
_DAYS = ("2026-11-20", "2026-11-21 10.11", "11.20.2026", "Nov 20, 2026", "20 Nov 2026", "11月20日")
_CALLED = ("Hausaufgabe", "Devoir", "Tarea", "作业", "과제", "Lab", "Problem Set")
_CUT, _UNITS = [(1, "amy"), (2, "amy"), (2, "bo")], ("01-sources", "02-1951")
_FLAT = ["bo/01-sources.ipynb", "cy/01-sources.ipynb"]
_EXPORT = ["submission_345", "submission_346"]


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["HIST101/amy/01-sources.ipynb", "HIST101/bob/01-sources.ipynb"], ["amy", "bob"]),
        (["y/sec1/amy/a.ipynb", "y/sec1/bo/a.ipynb", "y/sec2/cy/a.ipynb"], ["amy", "bo", "cy"]),
        (["amy/drafts/a.ipynb", "bob/drafts/a.ipynb"], ["amy", "bob"]),
        (["1-12.ipynb", "11-2.ipynb"], ["1-12", "11-2"]),
        (["Ana Pena.ipynb", "Ana Peña.ipynb"], ["Ana Pena", "Ana Peña"]),
        (["nguyen.ipynb", "nguyen_v.ipynb"], ["nguyen", "nguyen_v"]),
        (["amy/01-sources.ipynb", "amy/02-1951.ipynb", "bo/02-1951.ipynb"], ["amy", "bo"]),
        (["01-sources-amy.ipynb", "02-1951-amy.ipynb", "bob-01-sources.ipynb"], ["amy", "bob"]),
        (["amy/Copy of 01-sources.ipynb", "bo/Kopie von 01-sources.ipynb"], ["amy", "bo"]),
        # What platforms put round a person's folder, and what a class is divided into.
        (["y/Unit 01/amy/a.ipynb", "y/Unit 01/bo/a.ipynb", "y/Unit 02/amy/b.ipynb"], ["amy", "bo"]),
        (["y/Section A/amy/a.ipynb", "y/Section B/bo/a.ipynb"], ["amy", "bo"]),
        (
            ["amy/Unit 1/Version 1/a.ipynb", "amy/Unit 1/Version 2/a.ipynb", "bo/a.ipynb"],
            ["amy", "bo"],
        ),
        (["amy/Revision 1 - On-Time/a.ipynb", "bo/Revision 2 - Late/a.ipynb"], ["amy", "bo"]),
        (["Week 1 War/amy.ipynb", "Week 1 War/bo.ipynb", "Week 2 Law/amy.ipynb"], ["amy", "bo"]),
        ([f"{folder}/{name}.ipynb" for folder in ("War", "Law") for name in "abcde"], [*"abcde"]),
        # Work is named after the work, whatever stands behind it.
        (["amy/01-meet-the-sources.ipynb", "bo/06-taiwan-and-the-senkakus.ipynb"], ["amy", "bo"]),
        (["amy/01-sources-final.ipynb", "amy/my homework 2.ipynb", "bo/done.ipynb"], ["amy", "bo"]),
        (["amy - Copy of 01-sources.ipynb", "bo_Copia de 01-sources.ipynb"], ["amy", "bo"]),
        (["2024001_01-sources.ipynb", "02-1951-2024001.ipynb"], ["2024001"]),
        (["03_佐藤花子.ipynb", "04_鈴木一郎.ipynb"], ["03_佐藤花子", "04_鈴木一郎"]),
        (["Mya/01-sources.ipynb", "Dayana/01-sources.ipynb"], ["Dayana", "Mya"]),
        (["Unit 01_amy_attempt_2026-11-20-09-30-00_a.ipynb"], ["amy"]),
        (["12-34 - Amy Doe - Nov 20, 2026 930 AM/01-sources.ipynb"], ["Amy Doe"]),
        # A date or a number in a name of one's own makes it no name of Canvas's.
        (
            ["Unit_2_2026_11_06/amy/1_in/a.ipynb", "Unit_2_2026_11_06/bo/1_in/a.ipynb"],
            ["amy", "bo"],
        ),
        (["hw_02_1951_amy.ipynb", "hw_02_1951_bo.ipynb"], ["hw_02_1951_amy", "hw_02_1951_bo"]),
        (["war_2_1951_amy.ipynb", "war_2_1951_bo.ipynb"], ["war_2_1951_amy", "war_2_1951_bo"]),
        (["unit_2_3_amy.ipynb", "unit_2_3_bo.ipynb"], ["unit_2_3_amy", "unit_2_3_bo"]),
        (["Group_1_2_in/amy/a.ipynb", "Group_1_2_in/bo/a.ipynb"], ["amy", "bo"]),
        # The number of a task is no part of a name; that of a class or a day is.
        (["HW1-amy.ipynb", "HW2-amy.ipynb", "bo homework unit 2.ipynb", "bo.ipynb"], ["amy", "bo"]),
        (["01-sources.ipynb - amy.ipynb", "Copy of 02-1951.ipynb - amy.ipynb"], ["amy"]),
        (["Kim Period 3.ipynb", "Kim Period 4.ipynb"], ["Kim Period 3", "Kim Period 4"]),
        (["01-sources_amy.ipynb", "01-sources 1_bo.ipynb"], ["amy", "bo"]),
        # When it came is nobody's name; eight figures alone are somebody's number.
        (
            [
                "amy/2026-11-20_01-sources.ipynb",
                "amy/01-sources_20261121T093000.ipynb",
                "bo/a.ipynb",
            ],
            ["amy", "bo"],
        ),
        (
            ["Roe_Bob_broe_12/20261120093000_01-sources.ipynb", "amy/a.ipynb"],
            ["Roe_Bob_broe_12", "amy"],
        ),
        (["20240115_01-sources.ipynb", "20240116_01-sources.ipynb"], ["20240115", "20240116"]),
        (["Amy Day.ipynb", "Amy.ipynb", "My Lee.ipynb"], ["Amy", "Amy Day", "My Lee"]),
        # Most folders hold the work itself: one that holds folders is somebody's too.
        (["amy/old/01-sources.ipynb", "amy/new/02-1951.ipynb", *_FLAT], ["amy", "bo", "cy"]),
        (
            ["H1/amy/01-sources.ipynb", "H1/dee/01-sources.ipynb", _FLAT[0]],
            ["amy", "bo", "dee"],
        ),
        # What two machines or two programs made of one file.
        (["amy/01-sources-DESKTOP-AB12CD.ipynb", "amy/01-sources.ipynb", *_FLAT[:1]], _TWO),
        (["amy/01-sources (Amy's conflicted copy 2026-11-20).ipynb", *_FLAT[:1]], _TWO),
        (["amy/01-sources.sync-conflict-20261120-101112-ABCDEFG.ipynb", *_FLAT[:1]], _TWO),
        (["amy/01-sources-checkpoint.ipynb", *_FLAT[:1]], _TWO),
        (["amy v2 (1).ipynb", "amy.ipynb", "bo (1) (2).ipynb"], _TWO),
        # Tasks in other languages, and letters that a Mac has taken apart.
        ([f"{task} {n} - {name}.ipynb" for task in _CALLED for n in "12" for name in _TWO], _TWO),
        ([normalize("NFD", f"Übung {n}_{name}.ipynb") for n in "12" for name in _TWO], _TWO),
        ([normalize("NFD", "グエン のコピー.ipynb"), "bo.ipynb"], ["bo", "グエン"]),
        (["Roe Labs.ipynb", "Term Poe.ipynb"], ["Roe Labs", "Term Poe"]),
        # What platforms call what they pack.
        ([f"drive-download-20261120T010203Z-00{n}/{_FLAT[n]}" for n in (0, 1)], ["bo", "cy"]),
        ([f"OneDrive_1_11-20-2026/{one}" for one in _FLAT], ["bo", "cy"]),
        (["Exercises 01_amy_attempt_2026-11-20-09-30-00_a.ipynb"], ["amy"]),
        (["12-34 - Amy-Jo Doe- Nov 20, 2026 930 AM - 01-sources.ipynb"], ["Amy-Jo Doe"]),
        (
            ["unit-2-amy/README.md", "unit-2-amy/a/02-1951.ipynb", "bo/a/a.ipynb"],
            ["amy", "bo"],
        ),
        # Teams keeps what is not handed in yet beside what is; days and revisions are nobody.
        ([f"H1/Student Work/{one} files/{n}/T/a.ipynb" for one in _TEAMS for n in _TWO], _TWO),
        ([f"{day}/{name}/a.ipynb" for day in _DAYS for name in _TWO], _TWO),
        ([f"{name}/{day}/a.ipynb" for day in _DAYS for name in _TWO], _TWO),
        ([f"{n}/Revision {one} - 01-sources.ipynb" for one in "12" for n in _TWO], _TWO),
        (["3-2-15.ipynb", "3-2-16.ipynb"], ["3-2-15", "3-2-16"]),
        # Blackboard's name of the task is what all of a folder's names begin with.
        ([f"The treaty_{n}_attempt_2026-11-20-09-30-00_a.ipynb" for n in _LOGINS], _LOGINS),
        (["Treaty_amy_attempt_2026-11-20-09-30-00_a.ipynb"], ["amy"]),
        ([f"{t}_{n}_attempt_2026-11-20-09-30-00_a.ipynb" for t in _TASKS for n in _TWO], _TWO),
        (["H1/amy/a.ipynb", "H1/bo/a.ipynb", "H1/grades.csv"], _TWO),
        ([f"{part}/{n}.ipynb" for part in ("Graded", "On time") for n in _TWO], _TWO),
        ([f"H1/Week {n}/{name}.ipynb" for n in "12" for name in _TWO], _TWO),
        ([f"H1/attempt {n}/{name}.ipynb" for n in "12" for name in _TWO], _TWO),
        ([f"Group {n}-{n} Doe_47_assignsubmission_file_/a.ipynb" for n in "A"], ["A Doe"]),
        (["Groß.ipynb", "Gross.ipynb"], ["Gross", "Groß"]),
        (["gradebook_H101_Unit1_amy_attempt_2026-11-20-09-30-00_a.ipynb"], ["amy"]),
        # A course's folder that a download has cut in two, with somebody in both.
        (
            [f"drive-download-20261120T010203Z-00{n}.zip/H 101/{one}/a.ipynb" for n, one in _CUT],
            _TWO,
        ),
        # Somebody's archive among files.
        (
            ["Cy Doe.zip/my-course/exercises/01-sources.ipynb", "bo.ipynb", "amy.ipynb"],
            ["Cy Doe", *_TWO],
        ),
        # Two of one family, whose files bear the family's name alone.
        ([f"{n} Doe/{file}_Doe.ipynb" for n in "AB" for file in _UNITS], ["A Doe", "B Doe"]),
        ([f"{n}/{file}_Doe.ipynb" for n in ("u1", "u2") for file in _UNITS], ["u1", "u2"]),
        (
            ["Amy Doe/01-sources_Doe.ipynb", "Amy Doe/02-1951_Amy.ipynb", _FLAT[0]],
            ["Amy Doe", "bo"],
        ),
        ([f"{place}/01-sources_{n}.ipynb" for place in ("Red", "Blue") for n in _TWO], _TWO),
        # One person's name in two spellings is shown in one.
        (["Amy Doe/01-sources.ipynb", "amy_doe/02-1951.ipynb", _FLAT[0]], ["Amy Doe", "bo"]),
        (["amy 01-sources FINAL.ipynb", "amy 01-sources.ipynb", "bo_02-1951_late.ipynb"], _TWO),
        (["01-sources.ipynb のコピー - 佐藤花子.ipynb", "bo.ipynb"], ["bo", "佐藤花子"]),
        (["สมชาย-ใจดี-01-sources.ipynb", "bo.ipynb"], ["bo", "สมชาย-ใจดี"]),
        # A Mac's copy, tasks by their numbers, an own name in an own folder, days.
        (["amy/01-sources 2.ipynb", "amy/01-sources.ipynb", _FLAT[0]], _TWO),
        (["amy/unit 1.ipynb", "amy/unit 2.ipynb", "bo/unit 1.ipynb"], _TWO),
        (["amy/01-sources.ipynb", "amy/amy_02-1951.ipynb", "bo/02 1951 bo.ipynb"], _TWO),
        (["2026-11-20 amy.ipynb", "2026-11-21 amy.ipynb", "bo 21.11.2026.ipynb"], _TWO),
        (["amy 20261120.ipynb", "amy 20261121.ipynb"], ["amy 20261120", "amy 20261121"]),
        # One folder around all is nobody, wherever in it the files lie.
        (["y/Late/amy.ipynb", "y/On time/bo.ipynb"], _TWO),
        (["y/01-amy.ipynb", "y/01-bo.ipynb"], _TWO),
        (["y/amy/01-sources.ipynb", "y/cy/01-sources.ipynb", "y/bo.ipynb"], [*_TWO, "cy"]),
        ([f"y/submission_{n}/01-sources.ipynb" for n in (345, 346)], _EXPORT),
        (["01-sources (1) - amy.ipynb", "01-sources - amy.ipynb", _FLAT[0]], _TWO),
        # What a name says of the work, and a log-in that a platform joins to it, are not shown.
        (["amy late/01-sources.ipynb", "FINAL - bo.ipynb"], _TWO),
        (["amy (resubmitted).ipynb", "bo_my_work.ipynb"], _TWO),
        (["Roe, Bo(broe2)/01-sources.ipynb", "amy.ipynb"], ["Roe, Bo", "amy"]),
        (["Finn Late.ipynb", "Ann Final.ipynb"], ["Ann Final", "Finn Late"]),
        (["amy draft.ipynb", "amy final.ipynb"], ["amy draft", "amy final"]),
    ],
)
def test_who_is_who_comes_from_the_whole_hand_in(
    tmp_path: Path, names: list[str], people: list[str]
) -> None:
    for name in names:
        room.save(tmp_path / "in" / name, POOR)
    assert sorted(set(_students(tmp_path / "in"))) == people
    members: dict[str, Any] = {f"top/{name}": POOR for name in names}
    assert sorted(set(_students(room.packed(tmp_path / "all.zip", members)))) == people


@pytest.mark.parametrize(
    "copy",
    [
        *("Copy of {}.ipynb", "Copy of Copy of {}.ipynb", "Copia di {}.ipynb", "{} - Copy.ipynb"),
        *("{} - Copy (2).ipynb", "{} copy 2.ipynb", "{} - コピー.ipynb", "「{}.ipynb」のコピー"),
        *("{}.ipynb のコピー", "{}.ipynb (3)", "{} (3).ipynb", "{}_final.ipynb", "{}-done.ipynb"),
    ],
)
def test_a_copy_in_any_language_is_nobodys_name(tmp_path: Path, copy: str) -> None:
    # A folder of Google's, flat and without names: nobody becomes another's attempt.
    for name in (copy.format("01-sources"), "Copy of 01-sources.ipynb", "01-sources(1).ipynb"):
        room.save(tmp_path / "in" / "Unit 1 Assignment" / name, POOR)
    rows = room.graded(tmp_path / "in")
    assert {row["key"] for row in rows} == {""}
    assert len(rows) == len(list((tmp_path / "in").rglob("*.*")))


def test_what_lies_in_folders_like_peoples_is_flagged(tmp_path: Path) -> None:
    for name in ("Inbox/amy", "Outbox/amy", "Inbox/bo"):
        room.save(tmp_path / "in" / "H1" / "Pile" / name / "a.ipynb", POOR)
    first, second = room.graded(tmp_path / "in")
    assert any("several people" in flag and "amy, bo;" in flag for flag in first["flags"])
    assert "several people" not in str(second["flags"])
    for name in ("amy/a", "amy/old/a", "bo/a"):
        room.save(tmp_path / "own" / f"{name}.ipynb", POOR)
    assert "several people" not in str(room.graded(tmp_path / "own"))


def test_a_students_course_in_a_zip_is_all_theirs(tmp_path: Path) -> None:
    for name in ("Amy Doe", "Bo Roe"):
        held = {"us/exercises/01-sources.ipynb": POOR, "us/README.md": b"read me"}
        room.packed(tmp_path / "in" / f"{name}.zip", {**held})
        held |= {"us/exercises/02-1951.ipynb": FULL, "us/exercises/01-sources-Copy1.ipynb": POOR}
        held |= {"us/LICENSE": b"free", "us/handouts/02.html": b"<html>"}
        room.packed(tmp_path / "more" / f"{name}.zip", {**held})
    assert _students(tmp_path / "in") == ["Amy Doe", "Bo Roe"]
    assert set(_students(tmp_path / "more")) == {"Amy Doe", "Bo Roe"}
    assert [row["attempts"] for row in room.graded(tmp_path / "more")] == [3, 3]
    alone = {f"Jane Doe/{file}.ipynb": POOR for file in ("01-sources", "02-1951")}
    room.packed(tmp_path / "alone" / "HIST101.zip", alone)  # a class of one
    assert set(_students(tmp_path / "alone")) == {"Jane Doe"}
    mails = ["01-sources.ipynb", "01-sources (1).ipynb"]
    for name in ("Period 2", "p3"):  # mails of a class: nobody becomes another's attempt
        room.packed(tmp_path / "mails" / f"{name}.zip", dict.fromkeys(mails, POOR))
    assert len(_students(tmp_path / "mails")) == 4


def test_one_students_zip_among_notebooks_is_theirs(tmp_path: Path) -> None:
    room.packed(tmp_path / "in" / "amy.zip", {"01-sources.ipynb": FULL, "02-1951.ipynb": POOR})
    for name in ("bo", "cy"):
        room.save(tmp_path / "in" / f"{name}.ipynb", POOR)
        stamped = f"01-sources_2026_11_20T10_00_00_{name}.zip"
        room.packed(tmp_path / "stamped" / name / stamped, {"01-sources.ipynb": POOR})
    assert set(_students(tmp_path / "in")) == {"amy", "bo", "cy"}
    assert _students(tmp_path / "stamped") == ["bo", "cy"]


def test_of_files_that_share_a_unit_each_unit_counts_once(tmp_path: Path) -> None:
    """The web edition's file grows from unit to unit, and a notebook may lie beside it."""
    first, both = {"sources.1": "a"}, {"sources.1": "b", "1951.3": "b"}
    clicked = {"alliance_answers": {"sources.1": {"answer": "b", "time": "2026-11-20T09:00:00Z"}}}
    room.save(tmp_path / "amy" / "alliance-amy.json", {"student": "amy", "answers": first})
    clicked["alliance_answers"]["01.argue"] = {"prompt": "Why?", "answer": "Because it names them."}
    newer = {"student": "amy", "answers": both, "metadata": clicked}
    room.save(tmp_path / "amy" / "alliance-amy (1).json", newer)
    room.save(tmp_path / "bo" / "alliance-bo.json", {"student": "bo", "answers": both})
    rows = room.graded(tmp_path)
    assert [(row["student"], row["score"]) for row in rows] == [("amy", 1), ("amy", 1), ("bo", 2)]
    assert [row["attempts"] for row in rows] == [2, 1, 1]  # of unit 01, of 02, of both
    assert "not counted: amy/alliance-amy.json" in str(rows[0]["flags"])
    assert ["01.argue" in row.get("written", ()) for row in rows] == [True, False, False]


def test_what_may_be_one_persons_is_flagged_where_names_leave_it_open(tmp_path: Path) -> None:
    for name in (
        "amy 1",
        "bo 2",
        "Kim Lee",
        "lee_kim",
        "van Dam, Jo",
        "Jo van Dam",
        "di draft",
        "di final",
        "amy/ships hw",
        "amy/treaty stuff",
        "cy/01-sources",
    ):
        room.save(tmp_path / "in" / f"{name}.ipynb", POOR)
    second = room.notebook(room.code('al.check("1951.3", "b")'), unit="02")
    room.save(tmp_path / "in" / "amy 2.ipynb", second)
    told = {row["student"]: str(row["flags"]) for row in room.graded(tmp_path / "in")}
    names = ("amy 1", "amy 2", "Kim Lee", "lee_kim", "van Dam, Jo")
    names += ("di draft", "di final")
    assert all("of somebody else here" in told[name] for name in names)
    assert "somebody" not in told["bo 2"]  # seat 2 has unit 1
    assert all("work of “amy”" in told[name] for name in ("ships", "treaty stuff"))
    assert "work of" not in told["cy"]
    for name in ("Assignment 1", "Assignment 1 (1)"):
        room.save(tmp_path / "mails" / f"{name}.ipynb", POOR)
    rows = room.graded(tmp_path / "mails")
    assert len(rows) == 2 and all("tells whose it is" in str(row["flags"]) for row in rows)


@pytest.mark.parametrize(
    ("files", "people"),
    [
        (["amy 01", "bo 01"], ["amy", "bo"]),
        (["01_amy", "01_bo"], ["amy", "bo"]),
        (["01_amy", "02_bo"], ["01_amy", "02_bo"]),  # seats: both files are of unit 01
        (["01-sources", "01_essay", "01_bo"], ["01-sources", "01_bo", "01_essay"]),
        (["3a_01", "3b_01"], ["3a_01", "3b_01"]),
    ],
)
def test_the_number_of_a_unit_is_no_part_of_a_name(
    tmp_path: Path, files: list[str], people: list[str]
) -> None:
    for file in files:
        room.save(tmp_path / f"{file}.ipynb", POOR)
    assert _students(tmp_path) == people


def test_a_units_number_beside_a_name_parts_nobody_in_two(tmp_path: Path) -> None:
    second = room.notebook(room.code('al.check("1951.3", "b")'), unit="02")
    for name, book in (
        ("amy_doe 1", POOR),
        ("Amy Doe 2", second),
        ("01_bo", POOR),
        ("2 bo", second),
    ):
        room.save(tmp_path / f"{name}.ipynb", book)
    rows = room.graded(tmp_path)
    assert len({row["key"] for row in rows}) == 2 and "somebody" not in str(rows)


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (("j_doe", "jdoe"), 2),
        (("j_doe", "jdo_e", "jdoe"), 3),
        (("j_doe", "j.doe"), 1),
        (("j_doe", "J Doe"), 1),
        (("Jo Ann Lee", "Joann Lee"), 2),
        (("Pat O'Neil", "PatONeil"), 1),
        (("田中 花子", "田中花子"), 1),
    ],
)
def test_names_of_other_words_are_two_people(
    tmp_path: Path, names: tuple[str, ...], count: int
) -> None:
    for name in names:
        room.save(tmp_path / name / "01-sources.ipynb", POOR)
    rows = room.graded(tmp_path)
    assert len({row["key"] for row in rows}) == len(rows) == count
    assert all(("of somebody else here" in str(row["flags"])) == (count > 1) for row in rows)


def test_a_subject_of_the_school_is_no_student(tmp_path: Path) -> None:
    for name in ("Amy Doe/history hw 02", "Amy Doe/history hw 04", "Bo Roe/my answers 02"):
        room.save(tmp_path / f"{name}.ipynb", POOR)
    assert set(_students(tmp_path)) == {"Amy Doe", "Bo Roe"}


def test_who_is_marked_blindly_has_a_number(tmp_path: Path) -> None:
    for name in ("Participant_47", "Teilnehmer/in_48".replace("/", "_"), "Anna Participant_49"):
        room.save(tmp_path / "in" / f"{name}_assignsubmission_file_" / "a.ipynb", POOR)
    assert _students(tmp_path / "in") == ["Anna Participant", "Participant_47", "Teilnehmer_in_48"]


@pytest.mark.parametrize(
    ("listed", "files", "taken"),
    [
        (["Amy Doe", "Bo Roe"], ["amy", "Bo J. Roe"], ["Amy Doe", "Bo Roe"]),
        (['"Doe, Amy Marie"', "佐藤　花子"], ["Amy Doe", "佐藤"], ["Doe, Amy Marie", "佐藤 花子"]),
        (["Iván Peña Ruiz", "A. Doe"], ["ivan pena", "Amy Doe"], ["A. Doe", "Iván Peña Ruiz"]),
        # Two on the list, or two who claim the name, or somebody who has it: nobody is taken.
        (["Amy Doe", "Amy Roe"], ["amy"], []),
        (["Amy Doe"], ["amy", "Amy D"], []),
        (["Amy Doe"], ["amy", "Amy Doe"], []),
        (["Amy Doe"], ["Amy Roe", "B Doe", "A"], []),
    ],
)
def test_a_part_of_a_name_that_one_alone_has_is_taken_for_it_and_flagged(
    tmp_path: Path, listed: list[str], files: list[str], taken: list[str]
) -> None:
    roster = room.save(tmp_path / "class.csv", "\n".join(["Name", *listed]).encode())
    for file in files:
        room.save(tmp_path / "in" / f"{file}.ipynb", POOR)
    out = tmp_path / "book.csv"
    done = room.run(tmp_path / "in", "--roster", roster, "-o", out, "--format", "moodle")
    rows = room.graded(tmp_path / "in", "--roster", roster)
    flagged = [row["student"] for row in rows if "taken for this name" in str(row["flags"])]
    assert sorted(flagged) == taken
    # It goes into a school's file, and not silently.
    assert all(name in out.read_text("utf-8") for name in taken)
    assert ("by a part of it" in done.stderr) == bool(taken)
    report = (tmp_path / "book.mismatch.csv").read_text("utf-8")
    assert report.count("taken for a name") == len(taken)


def test_a_platforms_number_that_the_list_lacks_is_somebody_elses(tmp_path: Path) -> None:
    roster = room.save(tmp_path / "r.csv", b"Name,ID\nAmy Doe,47\nBo Roe,48\n")
    for name in ("Amy Marie Doe_99", "Bo Roe_48"):
        room.save(tmp_path / "in" / f"{name}_assignsubmission_file_" / "a.ipynb", POOR)
    rows = {
        row["student"]: row["flags"] for row in room.graded(tmp_path / "in", "--roster", roster)
    }
    assert "not on the class list" in rows["Amy Marie Doe"]


def _clicked(*days: str) -> dict[str, Any]:
    ids = list(RIGHT)[: len(days)]
    book = room.notebook(*(room.code(f'al.check("{id}", "")') for id in ids), unit="01")
    book["metadata"]["alliance_answers"] = {
        id: {"answer": RIGHT[id], "time": f"{day}T10:00:00Z"}
        for id, day in zip(ids, days, strict=True)
    }
    return book


def test_of_two_copies_that_were_clicked_in_the_one_clicked_last_counts(tmp_path: Path) -> None:
    """The files' own dates are those of the download."""
    for name, book in (
        ("-Copy1", _clicked("2026-11-18", "2026-11-20")),
        ("", _clicked("2026-11-19")),
    ):
        at = room.save(tmp_path / "amy" / f"01-sources{name}.ipynb", book)
        os.utime(at, (1_000_000, 1_000_000 + len(name) * -1))
    room.save(tmp_path / "bo" / "01-sources.ipynb", POOR)
    assert [row["score"] for row in room.graded(tmp_path)] == [2, 1]


def test_a_blank_copy_never_counts_before_one_with_answers(tmp_path: Path) -> None:
    blank = json.loads((room.ROOT / "exercises" / "01-sources.ipynb").read_text("utf-8"))
    for name, book in (("01-sources", POOR), ("01-sources (1)", blank)):
        room.save(tmp_path / "amy" / f"{name}.ipynb", book)
    row = room.one(tmp_path)
    assert row["score"] == 1 and "(1)" in str(row["flags"])


def test_platforms_that_keep_attempts_in_names(tmp_path: Path) -> None:
    for day, content in (("09", FULL), ("10", POOR)):
        name = f"Unit 01_amy_attempt_2026-11-{day}-08-00-00_01-sources.ipynb"
        room.save(tmp_path / "board" / name, content)
    for number, content in ((2, FULL), (10, POOR)):
        name = f"amy/Version {number}/01-sources.ipynb"
        room.save(tmp_path / "teams" / name, content)
    roster = room.save(tmp_path / "class.csv", b"Name,Login\nAmy Doe,amy\n")
    for folder in ("board", "teams"):
        for more in ((), ("--roster", roster)):
            (row,) = room.graded(tmp_path / folder, *more)
            assert (row["score"], row["attempts"]) == (1, 2)


@pytest.mark.parametrize(
    "day",
    ["5 November, {} 10 03", "Nov {}, 2026 1003 AM", "{} nov. 2026 10h03", "2026年11月{}日 1003"],
)
def test_brightspace_dates_a_students_files_in_any_language(tmp_path: Path, day: str) -> None:
    for number, content in ((2027, FULL), (2028, POOR)):
        name = f"12-{number} - Amy Doe - {day.format(number - 1)} - 01-sources.ipynb"
        room.save(tmp_path / "in" / name, content)
    room.save(tmp_path / "in" / f"13-34 - Bo Roe - {day.format(2026)} - 01-sources.ipynb", POOR)
    assert [row["student"] for row in room.graded(tmp_path / "in")] == ["Amy Doe", "Bo Roe"]


def test_a_lesson_is_no_later_attempt_at_its_exercises(tmp_path: Path) -> None:
    lesson = room.notebook(*POOR["cells"], unit="01")
    lesson["metadata"]["alliance"]["role"] = "lesson"
    room.save(tmp_path / "amy" / "01-sources.ipynb", FULL)
    room.save(tmp_path / "amy" / "01-meet-the-sources.ipynb", lesson)
    row = room.one(tmp_path)
    assert row["file"] == "amy/01-sources.ipynb" and row["attempts"] == 2


_FILES = {
    "Dupont_Renee_rdup_55/a.ipynb": "Renée Dupont",
    "Dupont, Renée(rdup)/a.ipynb": "Renée Dupont",
    "Roe, Bob - 1001/a.ipynb": "Bob Roe",
    "12-34 - Bob Roe - 2 November, 2026 930 AM/a.ipynb": "Bob Roe",
    "Unit 01_rdup_attempt_2026-11-20-09-30-00_a.ipynb": "Renée Dupont",
    "S012_Bob Roe_01-sources.ipynb": "Bob Roe",
    "2026-11-20 Bob Roe - homework/01-sources.ipynb": "Bob Roe",
    "Bob Roe - Copy of 01-sources.ipynb": "Bob Roe",
    "00007.ipynb": "Renée Dupont",
    "3/Bob Roe/a.ipynb": "Bob Roe",
    "Roe_Bob_13/01-sources.ipynb": "Bob Roe",
    "roeb_Bob_Roe/01-sources.ipynb": "Bob Roe",
    **dict.fromkeys(
        ("HW2-Bob Roe.ipynb", "unit 2 Bob Roe.ipynb", "Bob Roe homework unit 2.ipynb"), "Bob Roe"
    ),
    "Bob Roe-01-sources-Copy1.ipynb": "Bob Roe",
    "unit-2-broe/a/01-sources.ipynb": "Bob Roe",
    "2024001_Bob_Roe_final.ipynb": "Bob Roe",
    "2024001@Bob Roe/a.ipynb": "Bob Roe",
    "3201BobRoe.ipynb": "Bob Roe",
    "Bob Roeさん.ipynb": "Bob Roe",
    # The platform's numbers, which are longer than those of the list.
    "Renée Dupont - 10002/Revision 1 - On Time/a.ipynb": "Renée Dupont",
    "Dupont_Renée_rd_10002/a.ipynb": "Renée Dupont",
}


@pytest.mark.parametrize("file", _FILES)
def test_the_class_list_knows_names_within_names(tmp_path: Path, file: str) -> None:
    text = "Name,Student_Number,Login\nRenée Dupont,7.0,rdup\nBob Roe,S012,broe\nCy Third,3,cy\n"
    roster = room.save(tmp_path / "class.csv", text.encode())
    room.save(tmp_path / "in" / file, POOR)
    room.save(tmp_path / "in" / "Dee Stranger" / "a.ipynb", POOR)
    rows = room.graded(tmp_path / "in", "--roster", roster)
    theirs = [row["student"] for row in rows if row["file"] == file]
    assert theirs == [_FILES[file]]
    assert "not on the class list" in next(r["flags"] for r in rows if "Dee" in r["student"])


@pytest.mark.parametrize(
    ("file", "student"),
    [("佐藤花子_2.ipynb", "佐藤花子"), ("unit_2.ipynb", None), ("課題_2.ipynb", None),
     ("佐藤花子_田中一郎.ipynb", None),
     ("Jane_tanaka.ipynb", None), ("Ken Day.ipynb", None), ("alliance-Ken-Sato.json", "Ken Sato")],
)  # fmt: skip
def test_a_number_or_a_login_behind_another_name_is_nobodys(
    tmp_path: Path, file: str, student: str | None
) -> None:
    text = "name,number,login\n佐藤花子,1,hana\n田中一郎,2,tanaka\nKen Sato,3,ken\n"
    roster = room.save(tmp_path / "class.csv", text.encode())
    held = b'{"student": "Ken Sato", "answers": {"sources.4": 2}}'
    room.save(tmp_path / "in" / file, held if file.endswith("json") else POOR)
    room.save(tmp_path / "in" / "Dee Stranger" / "a.ipynb", POOR)
    rows = room.graded(tmp_path / "in", "--roster", roster)
    theirs = [row["student"] for row in rows if row["file"] == file]
    assert theirs == [student] if student else not {*theirs} & {"佐藤花子", "田中一郎", "Ken Sato"}


@pytest.mark.parametrize(
    ("folders", "people"),
    [
        *((["Period 3", "Period 4"], 2), (["Section A", "Section B"], 2), (["2組", "3組"], 2)),
        *((["Class 3A", "Class 3B"], 2), (["Klasse 10b", "Klasse 10c"], 2), (["10A", "10B"], 2)),
        *((["2年3組", "2年4組"], 2), (["Year 9", "Year 10"], 2), (["1st Period", "2nd Period"], 2)),
        # Weeks and lessons are of one class, and so may "Class 1" be.
        *((["Week 1", "Week 2"], 1), (["Class 1", "Class 2"], 1), (["Day 1", "Day 2"], 1)),
        (["Period 3/Week 1", "Period 3/Week 2"], 1),
    ],
)
def test_two_of_one_name_in_two_classes_are_two(
    tmp_path: Path, folders: list[str], people: int
) -> None:
    for folder in folders:
        for name in ("Kim", f"Bo {folder[-1]}"):
            room.save(tmp_path / "in" / folder / f"{name}.ipynb", POOR)
            room.save(tmp_path / "by" / folder / name / "01-sources.ipynb", POOR)
    for given in ("in", "by"):
        rows = [row for row in room.graded(tmp_path / given) if row["student"] == "Kim"]
        assert len({row["key"] for row in rows}) == len(rows) == people


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        (["Period 3", "Period 4"], ["Kim", "Kim"]),
        (["amy", "bo"], ["amy", "bo"]),
        (["amy", "bo/01-sources.ipynb"], ["amy", "bo"]),
        (["Period 3", "Period 3/Kim.ipynb", "Period 4"], ["Kim", "Kim"]),
        (["amy/../week 1", "week 2"], ["amy"]),
    ],
)
def test_several_folders_are_graded_as_the_one_around_them(
    tmp_path: Path, monkeypatch: Any, given: list[str], rows: list[str]
) -> None:
    names = ("Period 3/Kim", "Period 4/Kim", "amy/01-sources", "bo/01-sources")
    for name in (*names, "week 1/amy", "week 2/amy"):
        room.save(tmp_path / f"{name}.ipynb", POOR)
    monkeypatch.chdir(tmp_path)
    found = room.graded(*given)
    assert sorted(row["student"] for row in found) == rows
    assert max(row["attempts"] for row in found) == (2 if "week 2" in given else 1)
    assert not any(row["file"].startswith(("/", ".")) for row in found)


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["HIST101/amy"], ["amy"]),
        (["HIST101/amy", "HIST101/bo"], ["amy", "bo"]),
        (["JQD101/exercises"], ["JQD101"]),  # a log-in may be like a course
        (["JQD101", "ABC123"], ["ABC123", "JQD101"]),
    ],
)
def test_a_course_is_nobody(tmp_path: Path, names: list[str], people: list[str]) -> None:
    for name in names:
        room.save(tmp_path / "in" / name / "01-sources.ipynb", POOR)
    assert _students(tmp_path / "in") == people


@pytest.mark.parametrize(
    ("name", "people"),
    [
        *((f"01-sources{more}", _TWO) for more in ("_new", " (fixed)", " with my words", "-amy")),
        *(("alliance-Amy", _TWO), ("amy-work", _TWO)),
        # Whose they may be is not decided: a friend here, and a name of its own.
        *(("01-sources-bo", ["amy", "bo", "bo"]), ("cy", ["amy", "bo", "cy"])),
    ],
)
def test_beside_an_exercise_more_words_are_no_name(
    tmp_path: Path, name: str, people: list[str]
) -> None:
    for folder in _TWO:
        room.save(tmp_path / "in" / folder / "01-sources.ipynb", POOR)
    room.save(tmp_path / "in" / "amy" / f"{name}.ipynb", FULL)
    assert _students(tmp_path / "in") == people


def test_a_blank_beside_everybodys_files_takes_nobodys(tmp_path: Path) -> None:
    names = [
        f"{place}/01-sources-{name}" for place in ("Red", "Blue") for name in ["amy", "bo", "cy"]
    ]
    for name in (*names, "Red/01-sources", "Blue/01-sources"):
        room.save(tmp_path / "in" / f"{name}.ipynb", POOR)
    assert {"amy", "bo", "cy"} < set(_students(tmp_path / "in"))


@pytest.mark.parametrize(
    "name", ["01-sources (Amy Doe)", "Amy Doe (01-sources)", "[Amy Doe] 01-sources"]
)
def test_a_name_in_brackets_is_a_name(tmp_path: Path, name: str) -> None:
    for file in (name, "01-sources (Bo Roe)", "01-sources (2)"):
        room.save(tmp_path / "in" / f"{file}.ipynb", POOR)
    assert {"Amy Doe", "Bo Roe"} < set(_students(tmp_path / "in"))


def test_two_accounts_of_one_name_are_not_made_one_by_the_class_list(tmp_path: Path) -> None:
    for number, book in ((4711, FULL), (4712, POOR)):
        room.save(tmp_path / "in" / f"Amy Doe_{number}_assignsubmission_file_" / "a.ipynb", book)
    once = room.save(tmp_path / "once.csv", b"Name\nAmy Doe\nBo Roe\n")
    rows = [row for row in room.graded(tmp_path / "in", "--roster", once) if row["file"]]
    assert len({row["key"] for row in rows}) == 2 and max(row["attempts"] for row in rows) == 1
    assert all("called “Amy Doe”, too" in " ".join(row["flags"]) for row in rows)
    known = room.save(tmp_path / "known.csv", b"Name,ID\nAmy Doe,4711\nBo Roe,7\n")
    first, second = (r for r in room.graded(tmp_path / "in", "--roster", known) if r["file"])
    assert "not on the class list" in (first if first["score"] == 1 else second)["flags"]
    assert "called “Amy Doe”" not in " ".join((first if first["score"] > 1 else second)["flags"])


UNITS = {"unit01": "sources", "unit02": "1951"}


def _term(folder: Path, people: dict[str, list[tuple[str, int]]], packed: bool) -> list[Path]:
    """Two assignments of Moodle's, with the number that each student has in each."""
    made = []
    for task, theirs in people.items():
        book = room.answered(room.right(UNITS[task]))
        place = "{}_{}_assignsubmission_file_/a.ipynb"
        members: dict[Any, Any] = {place.format(*one): book for one in theirs}
        if packed:
            made.append(room.packed(folder / f"{task}.zip", members))
        else:
            made.append(folder / task)
            for name, content in members.items():
                room.save(folder / task / name, content)
    return made


@pytest.mark.parametrize("packed", [False, True], ids=["folders", "zips"])
@pytest.mark.parametrize("listed", [b"", b"Name,ID\nAmy Doe,4712\nBo Roe,9\n"], ids=["", "list"])
def test_a_number_of_moodles_is_one_assignments(
    tmp_path: Path, packed: bool, listed: bytes
) -> None:
    # Amy's number in the one is Bo's in the other.
    people = {"unit01": [("Amy Doe", 11), ("Bo Roe", 12)], "unit02": [("Amy Doe", 12)]}
    given = _term(tmp_path / "in", people, packed)
    more = ("--roster", room.save(tmp_path / "list.csv", listed)) if listed else ()
    rows = room.graded(*given, *more)
    assert [(row["student"], *row["units"]) for row in rows] == [
        ("Amy Doe", "01"),
        ("Amy Doe", "02"),
        ("Bo Roe", "01"),
    ]
    assert len({row["key"] for row in rows}) == 2
    flags = str([row["flags"] for row in rows])
    assert "somebody else" not in flags and "not on the class list" not in flags
    both = [row for row in room.graded(*given, *more, "--units", "01,02") if row["attempts"]]
    assert [(row["student"], sum(row["units"].values()) > 0) for row in both] == [
        ("Amy Doe", True),
        ("Amy Doe", True),
        ("Bo Roe", True),
    ]


@pytest.mark.parametrize("listed", [b"", b"Name,ID\nAmy Doe,9\nBo Roe,8\n"], ids=["", "list"])
def test_two_accounts_in_one_assignment_are_two_in_every_other(
    tmp_path: Path, listed: bytes
) -> None:
    # Nobody knows which of two is 12 in the other assignment, whose 12 may be either.
    people = {
        "unit01": [("Amy Doe", 11), ("Amy Doe", 12)],
        "unit02": [("Amy Doe", 12), ("Bo Roe", 13)],
    }
    given = _term(tmp_path / "in", people, False)
    more = ("--roster", room.save(tmp_path / "list.csv", listed)) if listed else ()
    rows = [row for row in room.graded(*given, *more) if row["student"] == "Amy Doe"]
    rows = [row for row in rows if row["file"]]
    assert len({row["key"] for row in rows}) == len(rows) == 3
    assert all("called “Amy Doe”, too" in str(row["flags"]) for row in rows)


def test_a_worksheets_number_is_nobodys_in_another_assignment(tmp_path: Path) -> None:
    # 12 is the second of the two in the worksheet's assignment, and either in the other.
    people = {"unit01": [("Amy Doe", 11), ("Amy Doe", 12), ("Bo Roe", 13)]}
    people["unit02"] = [("Amy Doe", 12), ("Bo Roe", 11)]
    lines = "".join(f"Participant {n},{name}\n" for name, n in people["unit01"])
    roster = room.save(tmp_path / "w.csv", f"Identifier,Full name\n{lines}".encode())
    rows = room.graded(*_term(tmp_path / "in", people, False), "--roster", roster)
    mine = [row for row in rows if row["file"] and row["student"] == "Amy Doe"]
    assert len({row["key"] for row in mine}) == len(mine) == 3
    bos = [row for row in rows if row["file"] and row["student"] == "Bo Roe"]
    assert len({row["key"] for row in bos}) == 1 and len(bos) == 2
    alone = room.graded(tmp_path / "in" / "unit01", "--roster", roster)
    assert "list" not in str([row["flags"] for row in alone])


def test_several_numbers_for_one_unit_may_be_two_people(tmp_path: Path) -> None:
    for task, number in (("first try", 11), ("revised", 12)):
        place = tmp_path / "in" / task / f"Amy Doe_{number}_assignsubmission_file_" / "a.ipynb"
        room.save(place, POOR)
    [row] = room.graded(tmp_path / "in")
    assert row["attempts"] == 2 and "two people of one name" in str(row["flags"])
    [alone] = room.graded(tmp_path / "in" / "revised")
    assert "two people" not in str(alone["flags"])


@pytest.mark.parametrize(
    "around",
    ["round2", "Round 3", "try2", "attempt 2", "version2", "resubmission2", "week2", "D/round2"],
)
def test_the_number_of_a_folder_is_below_that_of_a_files_own(tmp_path: Path, around: str) -> None:
    room.save(tmp_path / "in" / around / "doeamy_7_87015_02-x.ipynb", POOR)
    room.save(tmp_path / "in" / around / "doeamy_7_88015_02-x-1.ipynb", FULL)
    [row] = room.graded(tmp_path / "in")
    assert row["score"] > 1 and row["attempts"] == 2
    members: dict[Any, Any] = {"amy.ipynb": POOR, "amy (1).ipynb": FULL}
    archive = room.packed(tmp_path / f"{around.replace('/', ' ')}.zip", members)
    assert [one["score"] > 1 for one in room.graded(archive)] == [True]


def test_two_files_without_a_name_are_two_rows(tmp_path: Path) -> None:
    for name, answer in (("alliance-answers.json", 2), ("alliance-answers (1).json", 5)):
        held = json.dumps({"answers": {"sources.4": answer}})
        room.save(tmp_path / "in" / name, held.encode())
    rows = room.graded(tmp_path / "in", "--units", "01")
    assert sorted(row["score"] for row in rows) == [0, 1]


def test_prose_renames_nothing(tmp_path: Path) -> None:
    book = room.answered({"sources.4": 2})
    said = "My notes on the alliance: I used a hint as check (see below)."
    book["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": said})
    room.save(tmp_path / "in" / "amy.ipynb", book)
    (row,) = room.graded(tmp_path / "in", "--units", "01")
    assert row["score"] == 1 and "another name" not in row["flags"]


def test_class_three_is_not_seat_three(tmp_path: Path) -> None:
    roster = room.save(tmp_path / "class.csv", "番号,姓,名\n1,佐藤,花子\n3,田中,実\n".encode())
    for seat in ("1", "3"):
        room.save(tmp_path / "in" / "3" / seat / "01-sources.ipynb", POOR)
    assert _students(tmp_path / "in", "--roster", roster) == ["佐藤 花子", "田中 実"]
    assert all(row["file"] for row in room.graded(tmp_path / "in", "--roster", roster))


LIZ = "Elizabeth (Liz) Doe"
AB = ["Amy Doe (A)", "Amy Doe (B)"]


@pytest.mark.parametrize(
    ("table", "files", "people"),
    [
        # Who shares a name is told apart by number or accent; what is shared names nobody.
        ("Name,ID\nBob Roe,12\nBob Roe,13\n", ["Bob Roe 12", "13 Bob Roe"], ["Bob Roe", "Bob Roe"]),
        ("Name,ID\nAna Pena,1\nAna Peña,2\n", ["Ana Pena", "Ana Peña"], ["Ana Pena", "Ana Peña"]),
        ("Name,ID\nAmy,1-12\nBob,3\n", ["1-12", "11-2", "Bob"], ["11-2", "Amy", "Bob"]),
        ("Name,ID\nAmy,7.0\nBob,70.0\n", ["7", "70"], ["Amy", "Bob"]),
        ("Name,ID\nAmy,042\nBob,42\n", ["042", "42"], ["Amy", "Bob"]),
        ("Name,ID\nAmy,12345\nBob,s12346\n", ["s12345", "12346"], ["Amy", "Bob"]),
        ("Name;Adno\nAmy;7,0\nBob;8,0\n", ["7", "8"], ["Amy", "Bob"]),
        ("Name,ID\nAmy,1\nBob,2\nTotal: 2,\nAverage,\n", ["Amy", "2"], ["Amy", "Bob"]),
        ("Name,Surname\nAmy,Doe\nBob,Roe\n", ["Doe Amy", "Bob Roe"], ["Amy Doe", "Bob Roe"]),
        ("E-mail\namy@x.edu\nbob@x.edu\n", ["amy", "bob@x.edu"], ["amy@x.edu", "bob@x.edu"]),
        ("Student ID\n1\n2\n", ["1", "2"], ["1", "2"]),
        ("No.,Name of the Student\n1,Amy\n2,Bob\n", ["Amy", "2"], ["Amy", "Bob"]),
        ("Name,ID,Section\nBob Roe,12,A\nBob Roe,12,B\n", ["Bob Roe"], ["Bob Roe"]),
        # Columns as school systems and other languages call them.
        ('Student_Number,LastFirst\n7,"Doe, Amy"\n', ["Amy Doe"], ["Doe, Amy"]),
        ("studentNumber,lastName,firstName\n7,Doe,Amy\n", ["7"], ["Amy Doe"]),
        ("Name;Vorname;Matrikelnummer\nDoe;Amy;7\n", ["Amy Doe"], ["Amy Doe"]),
        ("Nom;Prénom\nDoe;Amy\n", ["Doe Amy"], ["Amy Doe"]),
        ("Apellidos;Nombre\nDoe Roe;Amy\n", ["Amy Doe Roe"], ["Amy Doe Roe"]),
        ("Name,,ID\nDoe,Amy,7\n", ["Amy Doe"], ["Doe Amy"]),
        ("Last Name,First Name,Preferred Name\nDoe,Amelia,Amy\n", ["Amy Doe"], ["Amelia Doe"]),
        ("Preferred Name,Last Name\nAmy,Doe\n", ["Amy Doe"], ["Amy Doe"]),
        ("Surname,Known as\nDoe,Amy\n", ["Amy Doe"], ["Amy Doe"]),
        ("Name\nAmy Doe\n", ["amy.doe@x.edu"], ["Amy Doe"]),
        ("学生番号,氏,名\n0012,佐藤,花子\n", ["12"], ["佐藤 花子"]),
        ('Name,ID\nAmy,="0042"\nBob,="0043"\n', ["0042", "43"], ["Amy", "Bob"]),
        ("氏名,ローマ字氏名\n佐藤花子,Sato Hanako\n", ["hanako_sato"], ["佐藤花子"]),
        ("氏名,フリガナ\n佐藤花子,サトウハナコ\n", ["サトウ ハナコ"], ["佐藤花子"]),
        ("Name\nElizabeth (Liz) Doe\nBob Roe\n", ["Liz Doe", "bob roe"], ["Bob Roe", LIZ]),
        ("Name\nElizabeth (Liz) Doe\nBob Roe\n", ["Bob Roe", "Elizabeth Doe"], ["Bob Roe", LIZ]),
        (
            "Name\nAmy Doe (A)\nAmy Doe (B)\n",
            ["Amy Doe A", "B Amy Doe"],
            ["Amy Doe (A)", "Amy Doe (B)"],
        ),
        ("Name\nŁęcka Żaneta\nĐặng Bo\n", ["zaneta lecka", "Dang Bo"], ["Đặng Bo", "Łęcka Żaneta"]),
        (
            "Name\nAmy Doe\nAmy O'Shea\n",
            ["Amy Doe's work", "Amy O'Shea"],
            ["Amy Doe", "Amy O'Shea"],
        ),
        (
            "Name,ID\nKim Min,20240001\n",
            ["Kim Min_20240001", "Kim Min_20240002"],
            ["Kim Min", "Kim Min_20240002"],
        ),
        ("氏名\n髙橋翔\n渡邉　真\n", ["高橋翔", "真_渡辺"], ["渡邉 真", "髙橋翔"]),
        ("氏名\n髙橋翔\n高橋翔\n", ["髙橋翔", "高橋翔"], ["高橋翔", "髙橋翔"]),
        (
            "氏名\n佐藤花子\n田中実\n",
            ["レポート_佐藤花子", "【課題1】田中実"],
            ["佐藤花子", "田中実"],
        ),
        ("Name\nDee Old\nBob Roe\n", ["01-sources - Dee Old", "Bob Roe"], ["Bob Roe", "Dee Old"]),
        ("氏名\n佐藤花子\n田中実\n", ["1年2組3番佐藤花子", "12番田中実"], ["佐藤花子", "田中実"]),
        (
            "Name\nJörg Müller\nBjørn Øre\n",
            ["Mueller Joerg", "Oere_Bjoern"],
            ["Bjørn Øre", "Jörg Müller"],
        ),
        (
            "Name\nJörg Müller\nJoerg Mueller\n",
            ["Jörg Müller", "Joerg Mueller"],
            ["Joerg Mueller", "Jörg Müller"],
        ),
    ],
)
def test_a_class_list_tells_who_is_who(
    tmp_path: Path, table: str, files: list[str], people: list[str]
) -> None:
    roster = room.save(tmp_path / "class.csv", table.encode())
    for file in files:
        room.save(tmp_path / "in" / f"{file}.ipynb", POOR)
    rows = room.graded(tmp_path / "in", "--roster", roster)
    assert sorted(row["student"] for row in rows) == people
    assert len({row["key"] for row in rows}) == len(people)
    assert not any("nothing handed in" in flag for row in rows for flag in row["flags"])


def test_of_a_file_and_its_copy_the_newer_counts(tmp_path: Path) -> None:
    old = room.save(tmp_path / "amy" / "01-sources-Copy1.ipynb", POOR)
    os.utime(old, (1_000_000_000, 1_000_000_000))
    room.save(tmp_path / "amy" / "01-sources.ipynb", FULL)
    (row,) = room.graded(tmp_path)
    assert row["score"] > 1 and row["attempts"] == 2


@pytest.mark.parametrize(
    "data",
    [
        "Student,ID\nRenée Dupont,1\nBob Roe,2\n".encode("cp1252"),
        "Student;ID\nRenée Dupont;1\nBob Roe;2\n".encode("mac_roman"),
        "sep=;\nStudent;ID\nRenée Dupont;1\nBob Roe;2\n".encode(),
        "History 101\n\nStudent,ID\nRenée Dupont,1\nBob Roe,2\n".encode(),
        "Student ID,Name\n0001,Renée Dupont\n0002,Bob Roe\n".encode(),
        "Apellido(s),Nombre,Matrícula\nDupont,Renée,1\nRoe,Bob,2\n".encode(),
        "Soyadı,Adı,Öğrenci No\nDupont,Renée,1\nRoe,Bob,2\n".encode(),
        "ФИО;UPN\nRenée Dupont;1\nBob Roe;2\n".encode(),
        "Renée Dupont,1\nBob Roe,2\n".encode(),  # no line names the columns
        "2\tBob\tRoe\tb@x\n1\tRenée\tDupont\tr@x\n".encode(),
        normalize("NFD", "Étudiant,Numéro\nRenée Dupont,1\nBob Roe,2\n").encode(),
    ],
)
def test_a_class_list_as_schools_have_it(tmp_path: Path, data: bytes) -> None:
    roster = tmp_path / "class.csv"
    roster.write_bytes(data)
    room.save(tmp_path / "in" / "Renée Dupont.ipynb", FULL)
    room.save(tmp_path / "in" / "2.ipynb", POOR)
    rows = room.graded(tmp_path / "in", "--roster", roster)
    assert sorted(row["student"] for row in rows) == ["Bob Roe", "Renée Dupont"]
    assert not any("nothing handed in" in flag for row in rows for flag in row["flags"])


_LETTERS = {
    **{one: ["Łukasz Żak", "Jiří Dvořák"] for one in ("cp1250", "utf-16")},
    **{"cp1251": ["Иван Петров"], "cp1253": ["Γιώργος Λύκος"], "cp1254": ["Ayşe Yılmaz"]},
    **{"cp1252": ["Jørgen Sørensen", "Renée Dupont"], "cp1256": ["محمد علي"], "cp949": ["김민준"]},
    **{"cp1255": ["דוד כהן"], "koi8_r": ["Иван Петров"], "cp850": ["Renée Dupont", "Jörg Öz"]},
    **{
        "cp874": ["สมชาย ใจดี"],
        "gbk": ["李明"],
        "big5": ["王小明"],
        "cp932": ["佐藤 花子", "髙橋 実"],
    },
}


@pytest.mark.parametrize("encoding", _LETTERS)
def test_a_class_list_is_read_in_the_letters_of_its_files(tmp_path: Path, encoding: str) -> None:
    names = [*_LETTERS[encoding], "Bob Roe"]
    listed = "\n".join(["Student", *names, "Cy Absent"]).encode(encoding)
    roster = room.save(tmp_path / "class.csv", listed)
    for name in names:
        room.save(tmp_path / "in" / f"{name}.ipynb", POOR)
    done = room.run(tmp_path / "in", "--roster", roster, "-o", tmp_path / "g.json")
    rows = room.graded(tmp_path / "in", "--roster", roster)
    assert sorted(row["student"] for row in rows) == sorted([*names, "Cy Absent"])
    likely = encoding in ("utf-16", "cp1252", "cp932")
    assert ("not saved as UTF-8" in done.stderr) != likely
    # Without a file of theirs nobody's letters are changed.
    room.save(tmp_path / "bob" / "Bob Roe.ipynb", POOR)
    assert "not saved as" not in room.run(tmp_path / "bob", "--roster", roster).stderr


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("name\nAmy Doe\nAmy Doe\n", True),
        ("name,id\nAmy Doe,7\nBo Roe,8\nAmy Doe,7\n", True),
        ("name,id,section\nAmy Doe,7,A\nAmy Doe,7,B\n", False),
        ("name,id\nAmy Doe,7\nAmy Doe,8\n", False),
    ],
)
def test_who_stands_twice_in_the_class_list_is_told(
    tmp_path: Path, listed: str, told: bool
) -> None:
    roster = room.save(tmp_path / "class.csv", listed.encode())
    room.save(tmp_path / "in" / "Amy Doe.ipynb", POOR)
    done = room.run(tmp_path / "in", "--roster", roster)
    assert ("“Amy Doe” stands twice in the class list" in done.stderr) == told


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("name\nDoe, Amy\n", True),
        ("name,id\nBo Roe,8\nDoe, Amy,7\n", True),
        ('name,id\n"Doe, Amy",7\n', False),
        ("name,id\nAmy Doe,7,,\n", False),
        ("name;id\nDoe, Amy;7\n", False),
    ],
)
def test_a_name_that_its_comma_has_torn_is_told(tmp_path: Path, listed: str, told: bool) -> None:
    roster = room.save(tmp_path / "class.csv", listed.encode())
    room.save(tmp_path / "in" / "Amy Doe.ipynb", POOR)
    done = room.run(tmp_path / "in", "--roster", roster)
    assert ("in the line of “Doe”" in done.stderr) == told and done.exit_code == 0


def test_a_stray_question_of_another_unit_is_a_flag_and_nothing_else(tmp_path: Path) -> None:
    stray = room.notebook(*FULL["cells"], room.checked("1951.3", "b"), unit="01")
    room.save(tmp_path / "amy.ipynb", stray)
    (row,) = room.graded(tmp_path)
    assert list(row["units"]) == ["01"] and not any(id.startswith("1951") for id in row["answers"])
    assert any("unit 02" in flag for flag in row["flags"])


@pytest.mark.parametrize(
    "source",
    [
        "al.check(“{id}”, “{answer}”)",
        "al.check（'{id}'，'{answer}'）",
        "from alliance import check as c\nc('{id}', '{answer}')",
    ],
)
def test_signs_of_an_input_method_and_other_names_are_read_and_said(
    tmp_path: Path, source: str
) -> None:
    told = source.format(id=CHOICE, answer=RIGHT[CHOICE])
    room.save(tmp_path / "amy.ipynb", room.notebook(room.code(told), unit="01"))
    (row,) = room.graded(tmp_path)
    assert row["answers"][CHOICE]["status"] == "right" and row["flags"]


@pytest.mark.parametrize(
    "source",
    [
        *("al.check('{id}' 'x'", "al.chek('{id}', 'a')", "al.check '{id}', 'a'", "# {id}\n'a'"),
        *("al.check{{'{id}', 'a'}}", "# al.check('{id}', 'a')", "{id}: a", "al.write('{id}', 'a')"),
        *("getattr(al, 'check')('{id}', 'a')", "al.points('{id}', 'a')", "my answer to {id} is a"),
        *("al.check('{id}', '')\na", "'a'\nal.check('{id}', '')", "al.check('{id}', '') # a"),
        "# {id}\nal.check('{id}', '')\n# my answer: a",
    ],
)
def test_what_cannot_be_read_is_never_passed_over(tmp_path: Path, source: str) -> None:
    other = room.checked(MARK, RIGHT[MARK])
    broken = room.code(source.format(id=CHOICE))
    room.save(tmp_path / "amy.ipynb", room.notebook(other, broken, unit="01"))
    (row,) = room.graded(tmp_path)
    assert any("read" in flag for flag in row["flags"])


def test_the_cards_of_an_exercise_that_was_cleared_are_told(tmp_path: Path) -> None:
    """What was clicked may be gone; where the notebook keeps clicks, it was not clicked."""
    book = json.loads((room.ROOT / "exercises" / "01-sources.ipynb").read_text("utf-8"))
    for cell in book["cells"]:
        cell |= {"outputs": []} if cell["cell_type"] == "code" else {}
    gone = "an answer that was clicked is gone"
    assert "cleared" in str(room.one(room.save(tmp_path / "amy.ipynb", book))["flags"])
    other = room.checked(MARK, RIGHT[MARK])
    typed = {**book, "cells": [*book["cells"], other]}
    assert gone in str(room.one(room.save(tmp_path / "amy.ipynb", typed))["flags"])
    book["metadata"]["alliance_answers"] = {CHOICE: {"answer": RIGHT[CHOICE], "time": "2026"}}
    row = room.one(room.save(tmp_path / "amy.ipynb", book))
    assert row["score"] == 1 and row["flags"] == []


def test_what_is_typed_over_a_click_counts(tmp_path: Path) -> None:
    book = room.notebook(room.checked(CHOICE, RIGHT[CHOICE]), unit="01")
    book["metadata"]["alliance_answers"] = {CHOICE: {"answer": "z", "time": "2026"}}
    row = room.one(room.save(tmp_path / "amy.ipynb", book))
    assert row["score"] == 1 and "the typed one counts" in str(row["flags"])


def test_an_answer_that_was_clicked_and_cleared_is_told(tmp_path: Path) -> None:
    other = room.checked(MARK, RIGHT[MARK])
    asked = {**room.code(f"al.ask('{CHOICE}')"), "outputs": []}
    room.save(tmp_path / "amy.ipynb", room.notebook(other, asked, unit="01"))
    (row,) = room.graded(tmp_path)
    assert any(CHOICE in flag and "clicked" in flag for flag in row["flags"])


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_answers_in_text_cells_are_told_and_not_counted(tmp_path: Path, kind: str) -> None:
    def text(source: str, **metadata: Any) -> dict[str, Any]:
        return {"cell_type": kind, "metadata": metadata, "source": source}

    one, two, three, four, five = list(RIGHT)[:5]
    book = room.notebook(
        text('You may type: `al.check("sources.1", "…")`', nbgrader={"locked": True}),
        text(f'al.check("{one}", "b")'),  # made a text cell by accident
        text(f'```python\nal.check("{two}", "b")\n```'),
        text("the first of them", alliance={"question": three}),
        room.code(f'al.check("{four}", "")'),
        text("## Mine\nI think that it is b"),
        room.checked(five, RIGHT[five]),
        text("a note on what is answered"),
        unit="01",
    )
    room.save(tmp_path / "in" / "amy.ipynb", book)
    row = room.one(tmp_path / "in", "--feedback", tmp_path / "pages")
    told = " ".join(row["flags"])
    assert row["score"] == 1 and told.count("stands in a text cell and was not read") == 3
    assert all(id in told for id in (one, two, three, four)) and five not in told
    (page,) = (tmp_path / "pages").iterdir()
    assert "stands in a text cell" in page.read_text("utf-8")
    for path in (*room.ROOT.glob("exercises/*.ipynb"), *room.ROOT.glob("notebooks/*.ipynb")):
        assert set(room.one(path)["flags"]) <= {sentence("no-answer")}


def test_what_lies_beside_read_answers_is_a_flag_and_no_row(tmp_path: Path) -> None:
    """Notes that Sakai and Blackboard add, and a whole course folder, handed in."""
    for student in ("Doe, Amy(adoe)", "Roe, Bob(broe)"):
        there = tmp_path / "in" / student
        room.save(there / "Submission attachment(s)" / "01-sources.ipynb", POOR)
        room.save(there / "comments.txt", b"")
        for name in ("README.md", "LICENSE", "reader-0.1-py3-none-any.whl"):
            room.save(there / "Submission attachment(s)" / name, b"a text")
        lesson = room.notebook(unit="01")
        lesson["metadata"]["alliance"]["role"] = "lesson"
        room.save(there / "Submission attachment(s)" / "01-meet-the-sources.ipynb", lesson)
    name = "Unit 2_adoe_attempt_2026-11-05-10-03-11"
    room.save(tmp_path / "in" / f"{name}_01-sources.ipynb", POOR)
    room.save(tmp_path / "in" / f"{name}.txt", b"Name: Amy Doe")
    archive = Path(shutil.make_archive(str(tmp_path / "class"), "zip", tmp_path / "in"))
    for given in (tmp_path / "in", archive):
        rows = room.graded(given)
        assert [row["error"] for row in rows] == [None] * 3, "nothing of it is an error"
        told = [" ".join(row["flags"]) for row in rows]
        assert all("01-meet-the-sources" in one and "LICENSE" in one for one in told[1:])
        assert all(".txt" in one for one in told)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.ipynb.txt", b"?"), ("02-1951.ipynb", b'{"cells": ['), ("b.json", b"no"), ("a.zip", b"?")],
)
def test_what_may_be_a_damaged_hand_in_stays_a_row(tmp_path: Path, name: str, data: bytes) -> None:
    for student in ("amy", "bo"):
        room.save(tmp_path / student / "01-sources.ipynb", POOR)
    room.save(tmp_path / "amy" / name, data)
    assert sum(row["error"] is not None for row in room.graded(tmp_path)) == 1


GROUPED = (
    "name,id\nAmy Doe,1\nAnna Li,2\nChristopher Null,3\nMartin King Jr.,4\n佐藤 花子,5\n田中 一,6\n"
)


@pytest.mark.parametrize(
    ("file", "theirs"),
    [
        ("Amy Doe, Anna Li", ["Amy Doe", "Anna Li"]),
        ("Amy Doe and Anna Li", ["Amy Doe", "Anna Li"]),
        ("amy & anna", ["Amy Doe", "Anna Li"]),
        ("Christopher and Martin 01", ["Christopher Null", "Martin King Jr."]),
        ("Amy Doe + Anna Li + Christopher Null", ["Amy Doe", "Anna Li", "Christopher Null"]),
        ("Doe; Li", ["Amy Doe", "Anna Li"]),
        ("佐藤花子と田中一", ["佐藤 花子", "田中 一"]),
        ("amy_doe_and_anna_li_02", ["Amy Doe", "Anna Li"]),
        # Nobody else, and nobody twice.
        ("Doe, Amy", ["Amy Doe"]),
        ("Li, Anna", ["Anna Li"]),
        ("Li, Amy", []),  # may be somebody whom the list lacks
        ("Amy and Bo", []),
        ("Amy and Doe", ["Amy Doe"]),  # by a part, and flagged so
        ("Sources and Treaties", []),
    ],
)
@pytest.mark.parametrize("shape", ["{}.ipynb", "{}/01-sources.ipynb"])
def test_group_work_is_each_of_theirs(
    tmp_path: Path, file: str, theirs: list[str], shape: str
) -> None:
    room.save(tmp_path / "in" / shape.format(file), FULL)
    room.save(tmp_path / "in" / shape.format("Zed Zulu"), POOR)
    roster = room.save(tmp_path / "list.csv", GROUPED.encode())
    done = room.run(tmp_path / "in", "--format", "json", "--roster", roster)
    rows = json.loads(done.stdout)["submissions"]
    mine = [row for row in rows if row["score"] > 1 and row["key"].startswith("roster")]
    assert sorted(row["student"] for row in mine) == sorted(theirs)
    for row in mine:
        assert ("group work" in str(row["flags"])) == (len(theirs) > 1)
        assert "byte for byte" not in str(row["flags"]), "they have handed in one file"
    assert "2 files, " in done.stderr
    # Without a list it is one row, and perhaps that of several.
    (alone,) = (row for row in room.graded(tmp_path / "in") if row["score"] > 1)
    several = len(theirs) > 1 or file in ("Amy and Bo", "Amy and Doe", "Sources and Treaties")
    assert ("several people together" in str(alone["flags"])) == several


def test_a_groups_file_in_ones_folder_is_the_others_too(tmp_path: Path) -> None:
    place = tmp_path / "in" / "Christopher Null_71_assignsubmission_file_"
    room.save(place / "Christopher and Martin 01.ipynb", FULL)
    room.save(tmp_path / "in" / "Amy Doe_72_assignsubmission_file_" / "01-sources.ipynb", POOR)
    roster = room.save(tmp_path / "list.csv", GROUPED.encode())
    rows = {row["student"]: row for row in room.graded(tmp_path / "in", "--roster", roster)}
    for name, id in (("Christopher Null", "71"), ("Martin King Jr.", "")):
        assert rows[name]["score"] > 1 and rows[name]["id"] == id
        assert "Christopher Null, Martin King Jr." in str(rows[name]["flags"])
    assert "group" not in str(rows["Amy Doe"]["flags"])


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("delacruzgarcíajosémaría_7_88_x", "José María de la Cruz García"),
        ("garcíajosémaríadelacruz_7_88_x", "José María de la Cruz García"),
        ("vanderbergjan_7_88_x", "Jan van der Berg"),
        ("annalena", "Anna-Lena Li"),
        ("Anna Lena", "Anna-Lena Li"),
        ("maryann", "Mary-Ann Roe"),
        ("anna-li", "Anna Li"),
        ("cruzmaria_7_88_x", ""),
        ("lena anna", "Anna-Lena Li"),
    ],
)
def test_names_of_several_words_are_one_on_the_list(tmp_path: Path, file: str, found: str) -> None:
    lines = "4002;de la Cruz García;José María\n4003;van der Berg;Jan\n4004;Li;Anna\n"
    lines += "4005;Li;Anna-Lena\n4006;Roe;Mary-Ann\n"
    roster = tmp_path / "list.csv"
    roster.write_text(f"Student ID;Last Name;First Name\n{lines}", "utf-8")
    room.save(tmp_path / "in" / f"{file}.ipynb", FULL)
    room.save(tmp_path / "in" / "Zed Zulu.ipynb", POOR)
    rows = room.graded(tmp_path / "in", "--roster", roster)
    (mine,) = (row["student"] for row in rows if row["score"] > 1)
    assert mine == found or (not found and "list" in str(rows))


def test_who_handed_in_nothing_has_made_no_attempt(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "Amy Doe.ipynb", FULL)
    roster = room.save(tmp_path / "list.csv", b"name\nAmy Doe\nBo Roe\n")
    for units, out_of in ((), 0), (("--units", "01"), len(RIGHT)):
        rows = room.graded(tmp_path / "in", "--roster", roster, *units)
        amy, bo = rows
        assert (bo["attempts"], bo["score"], bo["out_of"]) == (0, 0, out_of)
        assert (amy["attempts"], amy["out_of"]) == (1, len(RIGHT))


def test_the_web_pages_own_name_for_a_file_is_nobodys(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "alliance-answers.json", {"answers": {"sources.1": "b"}})
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    rows = {row["file"]: row for row in room.graded(tmp_path / "in")}
    assert "names nobody" in str(rows["alliance-answers.json"]["flags"]) or (
        "rename it" in str(rows["alliance-answers.json"]["flags"])
    )
    assert "rename it" not in str(rows["amy.ipynb"]["flags"])


@pytest.mark.parametrize("head", ["Student ID", "Matrikelnummer"])
def test_the_schools_number_is_canvass_sis_id(tmp_path: Path, head: str) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(f"Name,{head}\nJane Doe,00123\nBen Okri,00124\n", "utf-8")
    room.save(tmp_path / "in" / "doejane_77_881_01-x.ipynb", DONE)
    room.save(tmp_path / "in" / "Ben Okri_78_assignsubmission_file_" / "a.ipynb", DONE)
    done = room.run(tmp_path / "in", "--roster", roster, "--format", "canvas")
    header, _, ben, jane = csv.reader(io.StringIO(done.stdout))
    assert header[:3] == ["Student", "ID", "SIS User ID"]
    assert jane[:3] == ["Jane Doe", "77", "00123"]
    assert ben[:3] == ["Ben Okri", "", "00124"], "Moodle's number is none of Canvas's"
    assert "not what Canvas exports" in done.stderr
