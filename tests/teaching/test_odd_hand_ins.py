"""What lies among hand-ins and is none, and names that look like those of work."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import classroom as room
import pytest

from alliance.errors import Told
from alliance.teaching import items
from alliance.teaching.collect import written_here
from alliance.teaching.decisions import moment

FULL = room.answered(room.right())
EXERCISE = "01-sources.ipynb"


def _keys(folder: Path, *names: str) -> list[tuple[str, bool]]:
    """Each row's student, and whether anything tells that student from others."""
    for name in names:
        room.save(folder / name, FULL)
    return sorted((row["student"], bool(row["key"])) for row in room.graded(folder))


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["Part.ipynb", "amy.ipynb"], ["Part", "amy"]),
        (["Part/01-sources.ipynb", "amy/01-sources.ipynb"], ["Part", "amy"]),
        (["Class 3A/01-sources.ipynb", "Class 3B/01-sources.ipynb"], ["Class 3A", "Class 3B"]),
    ],
)
def test_a_name_like_that_of_work_is_somebodys_where_it_is_alone(
    tmp_path: Path, names: list[str], people: list[str]
) -> None:
    assert _keys(tmp_path / "in", *names) == [(name, True) for name in people]


@pytest.mark.parametrize(
    "names",
    [
        ["Part.ipynb", "Part (1).ipynb"],
        ["late/exercises.ipynb", "late/exercises (1).ipynb", "early/exercises.ipynb"],
        ["late/exercises.ipynb", "late/answers.ipynb", "early/exercises.ipynb"],
    ],
)
def test_such_a_name_makes_nobody_anothers_attempt(tmp_path: Path, names: list[str]) -> None:
    assert len(_keys(tmp_path / "in", *names)) == len(names)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Amy.ipynb", f"Amy/{EXERCISE}", f"bo/{EXERCISE}"], [True, True, False]),
        (["Amy.ipynb", f"Ann/{EXERCISE}", f"bo/{EXERCISE}"], [False] * 3),
        ([f"Period {n}/Kim/{EXERCISE}" for n in "12"], [False] * 2),
    ],
)
def test_one_name_as_a_folders_and_as_a_files_is_flagged(
    tmp_path: Path, names: list[str], told: list[bool]
) -> None:
    for name in names:
        room.save(tmp_path / name, FULL)
    rows = room.graded(tmp_path)
    assert [any("this name or one" in flag for flag in row["flags"]) for row in rows] == told


@pytest.mark.parametrize("other", ["essay.docx", "map.PNG", "notes.pdf", "table.csv"])
@pytest.mark.parametrize("exercise", [EXERCISE, "my treaty.ipynb"])
def test_what_lies_beside_answers_is_a_note_on_their_student(
    tmp_path: Path, other: str, exercise: str
) -> None:
    for student in ("amy", "bo"):
        room.save(tmp_path / "in" / student / exercise, FULL)
    room.save(tmp_path / "in" / "amy" / other, b"%PDF no notebook")
    done = room.run(tmp_path / "in", "-o", tmp_path / "g.json")
    assert done.exit_code == 0, done.output
    amy, bo = room.graded(tmp_path / "in")
    assert (amy["student"], bo["student"]) == ("amy", "bo")
    assert f"handed in too, and not read: {other}" in amy["flags"]
    assert not any("handed in too" in flag for flag in bo["flags"])


def test_who_handed_in_nothing_else_still_has_a_row(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy" / EXERCISE, FULL)
    room.save(tmp_path / "in" / "bo" / "essay.docx", b"PK\3\4 a document")
    room.save(tmp_path / "in" / "cy.pdf", b"%PDF")
    assert [(row["student"], bool(row["error"])) for row in room.graded(tmp_path / "in")] == [
        ("amy", False), ("bo", True), ("cy", True),
    ]  # fmt: skip


def test_what_grading_writes_among_hand_ins_is_not_graded_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for student in ("amy", "bo"):
        room.save(folder / f"{student}.ipynb", FULL)
    listed = tmp_path / "list.csv"
    listed.write_text("student\namy\nbo\ncy\n", "utf-8")
    for name in ("g.csv", "g.json"):
        more: list[Any] = ["--feedback", folder, "--review", folder / f"{name}-sheet.html"]
        done = room.run(folder, "-o", folder / name, "--roster", listed, *more)
        assert done.exit_code == 0 and "2 pages" not in done.output, done.output
    (folder / "g.csv").write_text((folder / "g.csv").read_text("utf-8").replace(",", ";"), "utf-8")
    done = room.run(folder)
    assert (
        "2 files, 2 rows" in done.output
        and "Not graded, for grading itself wrote it" in done.output
    )


@pytest.mark.parametrize("name", ["essay.csv", "notes.txt", "amy.ipynb", "amy.json", "map.html"])
@pytest.mark.parametrize("option", ["-o", "--review", "--changes"])
def test_nothing_is_written_over_what_grading_has_not_written(
    tmp_path: Path, name: str, option: str
) -> None:
    room.save(tmp_path / "in" / "bo.ipynb", FULL)
    theirs = room.save(tmp_path / "in" / name, FULL)
    before = theirs.read_bytes()
    done = room.run(tmp_path / "in", option, theirs)
    assert done.exit_code == 2 and "would be lost" in done.output
    assert theirs.read_bytes() == before


@pytest.mark.parametrize(
    "said",
    [
        *("20.11.2026", "20. 11. 2026", "20 Nov 2026", "20 November 2026", "Nov 20, 2026"),
        *("November 20th, 2026", "Fri, 20 Nov 2026", "11/20/2026", "20/11/2026", "2026/11/20"),
        *("2026年11月20日", "20-Nov-2026", "Friday, 20 November 2026"),
    ],
)
def test_a_deadline_may_be_written_as_people_write_dates(said: str) -> None:
    assert moment(said).replace(tzinfo=None) == datetime(2026, 11, 20, 23, 59)
    for time in ("18:05", "6:05 pm", "6:05PM"):
        assert moment(f"{said}, {time}").replace(tzinfo=None) == datetime(2026, 11, 20, 18, 5)
    assert str(moment(f"{said} 18:05+09:00")) == "2026-11-20 18:05:00+09:00"


@pytest.mark.parametrize("said", ["11/5/2026", "5-11-2026", "05/11/2026 18:00"])
def test_a_day_that_may_be_a_month_is_asked_back(said: str) -> None:
    with pytest.raises(Told, match=r"2026-11-05 or 2026-05-11|2026-05-11 or 2026-11-05"):
        moment(said)


def test_a_day_that_is_its_month_is_no_question() -> None:
    assert (moment("11/11/2026").month, moment("5.11.2026").month) == (11, 11)


@pytest.mark.parametrize("said", ["32.1.2026", "20 Nov", "Marble 5 2026", "11/31/2026", "tomorrow"])
def test_what_is_no_date_is_told(said: str) -> None:
    with pytest.raises(Told, match="is no date"):
        moment(said)


@pytest.mark.parametrize(
    "file", ["amy doe_final", "Amy Doe - homework 2", "Doe Amy-done", "Amy Doe_LATE"]
)
def test_a_name_with_a_word_for_work_behind_it_is_on_the_class_list(
    tmp_path: Path, file: str
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("student\nAmy Doe\nAmy Work\n", "utf-8")
    room.save(tmp_path / "in" / "Amy Doe.ipynb", FULL)
    room.save(tmp_path / "in" / f"{file}.ipynb", FULL)
    rows = room.graded(tmp_path / "in", "--roster", listed)
    assert [(row["student"], row["attempts"]) for row in rows] == [("Amy Doe", 2), ("Amy Work", 0)]
    assert "not on the class list" not in str(rows)


def test_a_class_list_that_lost_its_letters_is_refused(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "佐藤花子.ipynb", FULL)
    listed = tmp_path / "list.csv"
    listed.write_bytes("student\n佐藤花子\nZoë Łukasz\n".encode("cp1252", "replace"))
    done = room.run(tmp_path / "in", "--roster", listed)
    assert done.exit_code == 1 and "CSV UTF-8" in done.output and "Traceback" not in done.output


def test_one_is_said_of_one(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    done = room.run(tmp_path / "in", "-o", tmp_path / "g.csv", "--feedback", tmp_path / "fb")
    for words in ("1 paper waits for", "1 file, 1 row:", "1 page of feedback"):
        assert words in done.output


@pytest.mark.parametrize("head", [b"Rar!\x1a\x07\x01\0", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"])
@pytest.mark.parametrize("size", [10, 21_000_000])
def test_an_archive_that_can_not_be_opened_says_what_to_ask_for(
    tmp_path: Path, head: bytes, size: int
) -> None:
    for name in ("amy.rar", "bo.7z", "cy.tar.gz", "dee.ipynb"):
        room.save(tmp_path / "in" / name, head + b"\0" * size)
    rows = room.graded(tmp_path / "in")
    assert [row["student"] for row in rows] == ["amy", "bo", "cy", "dee"]
    assert all("Ask for the notebook itself, or a .zip." in row["error"] for row in rows)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("amy.eml", b"Subject: homework\r\nContent-Type: multipart/mixed\r\n\r\nhi", "but a mail."),
        ("amy.ipynb", b"\n<!DOCTYPE html><html>", "but a web page."),
        ("amy.ipynb", b"PK\3\4" + b"\0" * 40, "give it the ending .zip."),
        ("amy.txt", b"To my teacher: I have lost it", "file of answers. Ask for the .ipynb."),
        ("amy.ipynb", b"%PDF-1.4", "file of answers. Ask for the .ipynb."),
    ],
)
def test_what_is_no_notebook_is_told_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    room.save(tmp_path / "in" / name, data)
    row = room.one(tmp_path / "in")
    assert row["student"] == "amy" and told in row["error"]


CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section"
MOODLE = "Identifier,Full name,Email address"
WORK = "    Points Possible,,,,,18"


@pytest.mark.parametrize(
    "theirs",
    [
        f'{CANVAS},Essay (12)\n"Aoki, Amy",1,1,a,3A,7\n',
        f"{CANVAS},Essay (12),Current Score,Final Score\n{WORK},(read only)\nA,1,,,,7,7\n",
        f"{MOODLE},Grade\nParticipant 1,Amy Aoki,a@x,\n",
        f"{MOODLE},Grade,Maximum Grade,Last modified (grade),Feedback\nP 1,Amy,a@x,,18,-,\n",
        f"{MOODLE},Status,Grade,Maximum Grade\nParticipant 1,Amy Aoki,a@x,,,18\n",
        "code,student,class\n1,Amy Aoki,3A\n",
    ],
)
def test_a_schools_own_list_is_not_taken_for_ours(tmp_path: Path, theirs: str) -> None:
    listed = room.save(tmp_path / "list.csv", theirs.encode())
    assert not written_here(str(listed)) and not written_here(
        str(room.save(tmp_path / "excel.csv", theirs.replace(",", ";").encode()))
    )
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    assert room.run(tmp_path / "in", "-o", listed).exit_code == 2
    assert listed.read_text("utf-8") == theirs


@pytest.mark.parametrize(
    "listed", ["", f"{CANVAS}\n", f"{CANVAS},W\n,,,,,Manual Posting\n{WORK}\n"]
)
@pytest.mark.parametrize("kind", ["canvas", "moodle"])
@pytest.mark.parametrize("name", [(), ("--assignment", "W")])
def test_what_we_wrote_for_a_school_is_known_again(
    tmp_path: Path, kind: str, name: tuple[str, ...], listed: str
) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    given: list[Any] = [*name]
    if listed:
        roster = room.save(tmp_path / "list.csv", f"{listed}amy,1,1,a,3A\n".encode())
        given += ["--roster", roster]
    out = tmp_path / "in" / "out.csv"
    for _ in "12":
        done = room.run(tmp_path / "in", "--format", kind, "-o", out, *given)
        assert done.exit_code == 0, done.output
    out.write_text(out.read_text("utf-8").replace(",", ";"), "utf-8")
    assert written_here(str(out))


@pytest.mark.parametrize("name", ["1951.2", "1951.20"])
def test_a_question_whose_number_a_spreadsheet_has_cut_is_told(tmp_path: Path, name: str) -> None:
    answers = {id: said for id, said in room.right("1951").items() if id in ("1951.2", "1951.20")}
    room.save(tmp_path / "in" / "amy.ipynb", room.answered(answers))
    own = tmp_path / "own.csv"
    own.write_text(f"student,question,mark\namy,{name},0.5\n", "utf-8")
    flags = room.one(tmp_path / "in", "--exceptions", own)["flags"]
    assert any("or is 1951.20 meant?" in flag for flag in flags) == (name == "1951.2")
    own.write_text(f"student,question,mark\namy,{name},0.5\namy,{name},1\n", "utf-8")
    done = room.run(tmp_path / "in", "--exceptions", own)
    assert done.exit_code == 1 and f"{name} has two marks" in done.output
    book = tmp_path / "g.csv"
    room.run(tmp_path / "in", "-o", book)
    assert items.read(book)[0]
    book.write_text(book.read_text("utf-8").replace(",1951.20,", ",1951.2,"), "utf-8")
    with pytest.raises(Told, match="saved by a spreadsheet"):
        items.read(book)
