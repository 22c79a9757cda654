"""What a teacher decides beside the machine's points: deadlines, excuses, marks of their own."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import classroom as room
import pytest

from alliance.errors import Told
from alliance.questions import kept_answers
from alliance.teaching.decisions import Penalty, moment

RIGHT = room.right()
FULL = room.answered({id: said for id, said in RIGHT.items() if id != room.question("argue")})
MOST = len(RIGHT) - 1  # without the argument, which waits
CHOICE = room.question("choice")
RULE = ("--due", "2026-11-20T23:59+09:00", "--late", "10% a day, at most 50%")


def clicked(time: str) -> dict[str, Any]:
    book = json.loads(json.dumps(FULL))
    book["metadata"]["alliance_answers"] = {CHOICE: {"answer": RIGHT[CHOICE], "time": time}}
    return book


def dated(path: Path, **members: tuple[int, int, int, int]) -> Path:
    """An archive whose members came at these days, hours and minutes of November 2026."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, (day, hour, minute, second) in members.items():
            info = zipfile.ZipInfo(f"{name}.ipynb", (2026, 11, day, hour, minute, second))
            archive.writestr(info, json.dumps(FULL))
    return path


def by_student(*arguments: Any) -> dict[str, dict[str, Any]]:
    return {row["student"]: row for row in room.graded(*arguments)}


def exceptions(folder: Path, *lines: str, head: str = "student,due,excused,comment") -> Path:
    return room.save(folder / "exceptions.csv", "\n".join([head, *lines, ""]).encode())


@pytest.mark.parametrize(
    ("rule", "late", "off"),
    [
        ("10% a day, at most 50%", timedelta(minutes=1), 0.1),
        ("10% a day, at most 50%", timedelta(days=1), 0.1),
        ("10% a day, at most 50%", timedelta(days=1, seconds=1), 0.2),
        ("10 % per day at most 50%", timedelta(days=30), 0.5),
        ("2.5% an hour", timedelta(hours=3), 0.075),
        ("20%", timedelta(days=9), 0.2),
        ("60% a week", timedelta(days=15), 1.0),
    ],
)
def test_a_penalty_is_a_rule_in_words(rule: str, late: timedelta, off: float) -> None:
    assert Penalty.read(rule).off(late) == off


@pytest.mark.parametrize("rule", ["ten percent", "10", "200% a day", "10% a year", "-5%"])
def test_a_rule_that_is_none_is_told(rule: str) -> None:
    with pytest.raises(Told, match="is no penalty"):
        Penalty.read(rule)


def test_a_moment_has_a_zone_that_was_said_or_is_this_computers() -> None:
    at = datetime(2026, 11, 20, 14, 59, tzinfo=UTC)
    assert moment("2026-11-20T23:59+09:00") == moment("2026-11-20T14:59Z") == at
    assert moment("2026/11/20 14:59", UTC) == moment("2026-11-20 14:59:00", UTC) == at
    assert moment("2026-11-20", UTC) == datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
    assert moment("Friday, 20 November 2026, 2:59 PM", UTC) == at
    assert moment("2026-11-20 14:59").utcoffset() is not None
    with pytest.raises(Told, match="is no date"):
        moment("20 Nov")


NOVEMBER = (
    *("2026-11-05", "2026/11/5", "2026年11月5日", "5.11.2026", "5. 11. 2026", "5. November 2026"),
    *("5 November 2026", "5th Nov. 2026", "5-Nov-2026", "Nov 5th, 2026", "November 5, 2026"),
    *("Thursday, 5 November 2026", "Thu. 2026-11-05"),
)
LATE = (" 23:59", ", 23:59", "T23:59", " at 23:59", " 11:59 PM", ", 11:59pm", " 23:59 Uhr", "")


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize("zone", ["-05:00", "+09:00", ""])
def test_a_clock_that_is_out_of_the_calendar_is_no_clock(
    tmp_path: Path, year: str, zone: str
) -> None:
    """One student's own metadata must not cost the class its gradebook."""
    room.save(tmp_path / "in" / "amy.ipynb", clicked(f"{year}-01-01T00:00:00Z"))
    rule = ("--due", f"2026-11-20T23:59{zone}", "--late", "10% a day")
    row = room.one(tmp_path / "in", *rule)
    assert row["score"] == MOST and not row.get("clock")


@pytest.mark.parametrize("day", NOVEMBER)
def test_a_deadline_is_a_date_as_people_write_it_with_a_time(day: str) -> None:
    for time in LATE:
        assert moment(day + time, UTC) == datetime(2026, 11, 5, 23, 59, tzinfo=UTC), time
    assert moment(f"{day} at 5 pm", UTC).hour == 17 and moment(f"{day} 23:59:30", UTC).second == 30
    assert moment(f"{day}T23:59+09:00").isoformat() == "2026-11-05T23:59:00+09:00"


@pytest.mark.parametrize("said", ["11/5/2026", "11/5/2026 23:59", "5-11-2026", "5-11-2026, 5 pm"])
def test_a_day_and_a_month_that_may_be_exchanged_are_asked_back(said: str) -> None:
    with pytest.raises(Told, match=r"Write (2026-05-11 or 2026-11-05|2026-11-05 or 2026-05-11)"):
        moment(said)
    assert moment("11/20/2026", UTC) == moment("20/11/2026", UTC)


@pytest.mark.parametrize(
    "said",
    [
        "2026",
        "November 2026",
        "令和8年11月5日",
        "5 Nov 26",
        "5 Nov",
        "0001-01-01",
        "9999-12-31",
        "31.2.2026",
        "2026-11-05 25:00",
        "soon",
    ],
)
@pytest.mark.parametrize("time", ["", " 23:59"])
def test_what_is_no_whole_date_is_told_what_to_write(said: str, time: str) -> None:
    with pytest.raises(Told, match="Write it like 2026-11-20T23:59"):
        moment(said + time)


def test_a_moment_as_a_card_keeps_it_tells_when(tmp_path: Path) -> None:
    """The kernel's stamp says "+00:00", older cards and pages of the web say "Z"."""
    for time in (kept_answers.stamp(), "2026-11-20T14:58:00.000Z"):
        assert kept_answers.latest(clicked(time)) == time
    two = clicked("2026-11-20T14:58:00.000Z")
    two["metadata"][kept_answers.KEY]["x"] = {"answer": 1, "time": "2026-11-20T14:58:00.001+00:00"}
    assert kept_answers.latest(two) == "2026-11-20T14:58:00.001+00:00"
    for none in ("", "yesterday", "2026-11-20T14:58:00+09:00", 7, None, "9" * 10_000):
        assert kept_answers.latest(clicked(none)) == ""


def test_what_was_clicked_last_tells_when_and_costs_points(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", clicked("2026-11-20T14:58:00.000Z"))
    room.save(tmp_path / "ben.ipynb", clicked("2026-11-21T15:00:00.000Z"))
    room.save(tmp_path / "cho.ipynb", FULL)
    rows = by_student(tmp_path, *RULE)
    scores = {name: row["score"] for name, row in rows.items()}
    assert scores == {"amy": MOST, "ben": pytest.approx(MOST * 0.8), "cho": MOST}
    assert rows["ben"]["handed_in"] == "2026-11-22 00:00+09:00"
    assert rows["ben"]["late"] and "student's clock" in rows["ben"]["clock"]
    assert not rows["amy"]["late"] and "handed_in" not in rows["cho"]
    assert "1 by no clock: not known" in room.run(tmp_path, *RULE, "-o", tmp_path / "g.csv").stderr


def test_without_a_rule_lateness_is_told_and_costs_nothing(tmp_path: Path) -> None:
    room.save(tmp_path / "ben.ipynb", clicked("2026-11-21T15:00:00.000Z"))
    ben = room.one(tmp_path, *RULE[:2])
    assert ben["late"] and ben["score"] == MOST and any("0% off" in one for one in ben["flags"])
    assert room.one(tmp_path)["late"] is False


def test_the_platforms_flag_costs_the_least_where_the_time_is_not_known(tmp_path: Path) -> None:
    room.save(tmp_path / "doejane_LATE_12345_67890_a.ipynb", FULL)
    doe = room.one(tmp_path, *RULE)
    assert doe["score"] == pytest.approx(MOST * 0.9)
    assert any("the least is taken off" in flag for flag in doe["flags"])
    longer = exceptions(tmp_path / "x", "doejane,2026-11-25,,ill")
    doe = room.one(tmp_path / "doejane_LATE_12345_67890_a.ipynb", *RULE, "--exceptions", longer)
    assert doe["score"] == MOST and any("is not known" in flag for flag in doe["flags"])


def test_dates_in_an_archive_count_unless_they_are_those_of_the_export(tmp_path: Path) -> None:
    whole = dated(tmp_path / "own.zip", amy=(20, 20, 0, 0), ben=(21, 8, 0, 0))
    rows = by_student(whole, *RULE)
    assert [rows[name].get("penalty", 0) for name in ("amy", "ben")] == [0, 0.1]
    assert rows["ben"]["clock"] == "the date in the archive"
    export = dated(tmp_path / "export.zip", amy=(25, 8, 0, 0), ben=(25, 8, 0, 40))
    assert {row["score"] for row in room.graded(export, *RULE)} == {MOST}


def test_moodles_worksheet_tells_when(tmp_path: Path) -> None:
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Email address,Grade,Last modified (submission)\n"
        'Participant 1,Amy Aoki,a@x,,"Friday, 20 November 2026, 11:41 PM"\n'
        'Participant 2,Ben Okri,b@x,,"Monday, 23 November 2026, 8:00 AM"\n'
        "Participant 3,Cho Kim,c@x,,-\n",
        "utf-8",
    )
    for id, name in enumerate(("Amy Aoki", "Ben Okri", "Cho Kim"), 1):
        book = clicked("2026-11-29T00:00:00Z") if id == 1 else FULL  # the list is surer
        room.save(tmp_path / "in" / f"{name}_{id}_assignsubmission_file_" / "a.ipynb", book)
    rows = by_student(tmp_path / "in", *RULE, "--roster", sheet)
    assert [rows[name]["score"] for name in ("Amy Aoki", "Ben Okri", "Cho Kim")] == [
        MOST,
        pytest.approx(MOST * 0.7),
        MOST,
    ]


def test_extensions_and_excuses_by_student(tmp_path: Path) -> None:
    for name in ("amy", "ben", "cho"):
        room.save(tmp_path / "in" / f"{name}.ipynb", clicked("2026-11-22T00:00:00Z"))
    listed = room.save(tmp_path / "roster.csv", b"name\namy\nben\ncho\ndee\n")
    known = exceptions(
        tmp_path, "Ben,2026-11-25T12:00,,ill", "cho,,yes,", "dee,,yes,away", "eve,,x,"
    )
    asked = (tmp_path / "in", *RULE, "--roster", listed, "--exceptions", known)
    rows = by_student(*asked)
    assert rows["amy"]["score"] == pytest.approx(MOST * 0.8) and rows["ben"]["score"] == MOST
    assert rows["ben"]["comment"] == "ill" and not rows["ben"]["late"]
    assert rows["cho"]["score"] is rows["dee"]["score"] is None and rows["dee"]["excused"]
    done = room.run(*asked, "--feedback", tmp_path / "pages")
    assert "nothing here fits eve" in done.stderr and done.exit_code == 1
    table = {row["student"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert table["cho"]["score"] == table["cho"]["unit 01"] == "" != table["amy"]["score"]
    assert (table["cho"]["excused"], table["amy"]["penalty"]) == ("True", "0.2")
    pages = {path.name[:3]: path.read_text("utf-8") for path in (tmp_path / "pages").iterdir()}
    assert "You are excused" in pages["cho"] and "20 % of the points" in pages["amy"]
    assert "You are excused" not in pages["ben"] and "% of the points" not in pages["ben"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("Łukasz Żak", "cp1250"), ("Иван Петров", "cp1251"), ("Gül Şahin", "cp1254")],
)
def test_exceptions_are_read_in_the_letters_of_the_names(
    tmp_path: Path, name: str, encoding: str
) -> None:
    room.save(tmp_path / "in" / f"{name}.ipynb", clicked("2026-11-22T00:00:00Z"))
    line = f"student,due,excused,comment\n{name},,yes,away\n"
    known = room.save(tmp_path / "exceptions.csv", line.encode(encoding))
    row = room.one(tmp_path / "in", "--exceptions", known)
    assert row["excused"] and row["comment"] == "away"


OWN = "student,question,mark,comment"


def test_a_teachers_mark_is_kept_over_regrading_and_shown_as_theirs(tmp_path: Path) -> None:
    path = room.save(tmp_path / "in" / "amy.ipynb", room.answered({CHOICE: "no"}))
    room.save(tmp_path / "in" / "ben.ipynb", room.answered({CHOICE: RIGHT[CHOICE]}))
    own = exceptions(tmp_path, f"amy,{CHOICE},0.5,told me in class", "ben,Unit 01,9,oral", head=OWN)
    asked = (tmp_path / "in", "--exceptions", own)
    for answers in ({CHOICE: "no"}, {CHOICE: "not at all"}):
        room.save(path, room.answered(answers))
        amy, ben = room.graded(*asked)
        assert amy["score"] == amy["answers"][CHOICE]["score"] == 0.5
        assert amy["answers"][CHOICE]["teacher"] == "told me in class"
        assert f"{CHOICE}: the teacher's mark 0.5, was 0" in amy["flags"]
        assert ben["score"] == ben["units"]["01"] == 9 and ben["comment"] == "oral"
    room.run(*asked, "--feedback", tmp_path / "pages")
    amys, bens = sorted((tmp_path / "pages").iterdir())
    assert "Your teacher:</strong> 0.5 of 1 point. told me in class" in amys.read_text("utf-8")
    assert "own mark counts:</strong> oral" in bens.read_text("utf-8")
    assert [row["score"] for row in room.graded(tmp_path / "in")] == [0, 1]


def test_two_who_differ_by_an_accent_are_told_apart(tmp_path: Path) -> None:
    for name in ("Ana Pena", "Ana Peña"):
        room.save(tmp_path / "in" / f"{name}.ipynb", FULL)
    asked = (tmp_path / "in", "--exceptions", exceptions(tmp_path, "Ana Peña,,yes,"))
    rows = by_student(*asked).items()
    assert [name for name, row in rows if "excused" in row["flags"]] == ["Ana Peña"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("amy,1951.3,1,", "nothing here fits amy (1951.3)"),
        (f"amy,{CHOICE},2,", "one point at most"),
        (f"amy,{CHOICE},lots,", "is no mark"),
        (f"amy,{CHOICE},80%,", "is no mark. Write points as a number: 0.8"),
        ("amy,77,3,", "is no question and no unit"),
        ("amy,01,-1,", "is no mark"),
        ("amy,01,3,\namy,1,5,", "01 has two marks"),
        ("amy,01,3,\namy,,5,", "01 has two marks"),
        (f"amy,{CHOICE},1,\namy,{CHOICE},0,", f"{CHOICE} has two marks"),
        (",01,3,oral", "nothing here fits a line without a student"),
        ("amy,01,17,5,see me", "the column “behind the last one”"),
    ],
)
def test_a_line_that_can_not_be_followed_is_told(tmp_path: Path, line: str, told: str) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    done = room.run(tmp_path / "in", "--exceptions", exceptions(tmp_path, line, head=OWN))
    assert done.exit_code == 1 and told in done.output


@pytest.mark.parametrize(
    ("head", "lines", "told"),
    [
        ("student,questions,mark", ["amy,sources.1,1"], "nothing here fits the column “questions”"),
        ("student,points", ["amy,1"], "nothing here fits the column “points”"),
        ("student,due", ["amy,2026-11-20", "amy,2026-11-25"], "two times stand in the column due"),
        ("student,handed in", ["amy,2026-11-20", "amy,2026-11-25"], "in the column handed in"),
        ("student,due", ["amy,2026-11-20", "amy,2026-11-20"], ""),
        ("student,due,note", ["amy,2026-11-20,"], ""),
        ("student,excused", ["amy,n"], ""),
        ("student,due", ["amy,soon"], "amy: “soon” is no date"),
        ("student,handed in", ["amy,3/4/2026"], "amy: “3/4/2026” may be two days"),
    ],
)
def test_a_column_or_a_time_that_means_nothing_is_told(
    tmp_path: Path, head: str, lines: list[str], told: str
) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    done = room.run(tmp_path / "in", "--exceptions", exceptions(tmp_path, *lines, head=head))
    assert (done.exit_code == 1) == bool(told) and told in done.stderr
    assert "excused" not in done.stdout


def test_a_penalty_without_a_deadline_is_told(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", FULL)
    for due in ((), ("--due", "2026-11-20")):
        told = room.run(tmp_path, "--late", "10% a day", *due).stderr
        assert ("No deadline is known" in told) == (not due)


def test_more_points_than_there_are_is_told(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    for mark, over in ((175, True), (17.5, False)):
        own = exceptions(tmp_path, f"amy,01,{mark},", head=OWN)
        flags = room.one(tmp_path / "in", "--exceptions", own)["flags"]
        assert any("more than there are points" in flag for flag in flags) == over


def test_a_list_without_students_is_refused(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    done = room.run(tmp_path / "in", "--exceptions", exceptions(tmp_path, "1,2", head="a,b"))
    assert done.exit_code == 1 and "no column “student”" in done.output


def test_an_unread_paper_may_have_the_teachers_total(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", b"?")
    own = exceptions(tmp_path, "amy,1,7,read on paper", head=OWN)
    amy = room.one(tmp_path / "in", "--exceptions", own)
    assert (amy["score"], amy["out_of"]) == (7, len(RIGHT)) and amy["error"]
