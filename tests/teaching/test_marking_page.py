"""The page that arguments are marked on, and the teacher's words that come back from its sheet."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from clock import within

from alliance.questions import bank
from alliance.teaching.spreadsheet import safe, unsafe

ARGUE = room.question("argue")
RUBRIC = bank.question(ARGUE).form["rubric"]
HOSTILE = "=cmd|'/c calc'!A0 </script><script>alert(1)</script><img src=x onerror=a()> {{ 7*7 }}"


def argument(**more: Any) -> dict[str, Any]:
    return {**room.right()[ARGUE], **more}


def hand_in(folder: Path, **by_name: dict[str, Any]) -> Path:
    for name, one in by_name.items():
        answers = {**room.right(), ARGUE: one}
        room.save(folder / f"{name} Roe" / "a.ipynb", room.answered(answers))
    return folder


def page_of(folder: Path, *more: Any) -> str:
    page = folder.parent / "sheet.html"
    done = room.run(folder, "-o", folder.parent / "g.csv", "--review", page, *more)
    assert done.exit_code == 0, done.output
    return page.read_text("utf-8")


def rows_in(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def filled(folder: Path, *comments: dict[str, str], mark: str = "2") -> Path:
    """The sheet beside a class's page, all rows marked alike, and comments below."""
    rows = rows_in(folder.parent / "sheet.csv")
    for row in rows:
        row["mark"] = mark
    first = {"code": rows[0]["code"], "question": rows[0]["question"]}
    path = folder.parent / "marked.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), restval="", lineterminator="\n")
        out.writeheader()
        out.writerows([*rows, *(first | one for one in comments)])
    return path


def feedback(folder: Path, *more: Any) -> str:
    to = folder.parent / "back"
    done = room.run(folder, "-o", folder.parent / "g.csv", "--feedback", to, *more)
    assert done.exit_code == 0, done.output
    (page,) = to.glob("Jane-Roe*")
    return page.read_text("utf-8")


def test_a_student_s_text_is_text_on_the_page_and_runs_nowhere(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "in", Jane=argument(claim=HOSTILE, reasoning="A \ud800\u202e lie."))
    told = page_of(folder)
    assert "<script>alert" not in told and "<img" not in told and "{{ 7*7 }}" in told
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in told
    assert told.count("</script>") == 1 and "\u202e" not in told
    (row, *_) = rows_in(tmp_path / "sheet.csv")
    assert row["claim"] == f"'{HOSTILE}"


def test_the_page_shows_what_is_cited_and_what_the_machine_asked(tmp_path: Path) -> None:
    wrong = "Article XIV of the 1951 treaty says so, and a reader can judge by it. " * 12
    one = argument(evidence=[["reuters-2020", 5], "anp-23", ["reuters-2020", 99]], reasoning=wrong)
    told = page_of(hand_in(tmp_path / "in", Jane=one))
    assert "<strong>Reuters 2020 ¶5</strong>" in told and "The treaty of 1951 has no Art" in told
    assert told.count("This leads nowhere.") == 1
    assert bank.question(ARGUE).form["cites"] > 2 and "No machine judges" not in told
    assert "anp-23</small>" in told


def test_the_levels_stand_from_the_highest_to_the_lowest_and_the_sheet_is_named(
    tmp_path: Path,
) -> None:
    told = page_of(hand_in(tmp_path / "in", Jane=argument()))
    values = re.findall(r'type="radio" name="[\w-]+" value="(\d)"', told)
    assert values == ["4", "3", "2", "1"] * len(RUBRIC)
    assert 'data-sheet="sheet.csv"' in told and "Roe" not in told.partition("<body")[2]


def test_comments_come_to_the_student_words_and_all(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "in", Jane=argument())
    page_of(folder)
    on_words = {"words": "sets two answers", "comment": "'=Good & <b>exact</b>"}
    whole = {"row": "", "comment": "Begin with the strongest.\n'- Then the rest."}
    told = feedback(folder, "--marks", filled(folder, on_words, whole))
    assert '<mark class="on">sets two answers</mark> =Good &amp; &lt;b&gt;exact' in told
    assert "Begin with the strongest.\n- Then the rest." in told
    assert f"{round(1 / 3, 2):g} of 1 point" in told


def test_comments_go_into_moodles_column_too(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "in", Jane=argument(), Joan=argument())
    page_of(folder)
    said = ({"words": "sets two answers", "comment": "Exact."}, {"row": "", "comment": "Go on."})
    sheet = filled(folder, *said)
    out = tmp_path / "moodle.csv"
    room.run(folder, "--marks", sheet, "--format", "moodle", "-o", out)
    with open(out, encoding="utf-8-sig", newline="") as file:
        told = {row["Full name"]: row["Feedback comments"] for row in csv.DictReader(file)}
    assert sorted(told.values())[-1] == f"{ARGUE}: Go on.\n{ARGUE}, “sets two answers”: Exact."


def test_comments_wait_for_no_marks_but_belong_to_the_answer_that_was_read(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "in", Jane=argument())
    page_of(folder)
    half = filled(folder, {"comment": "Go on like this."}, mark="")
    told = feedback(folder, "--marks", half)
    assert "Go on like this." in told and "wait" in told
    hand_in(folder, Jane=argument(claim="Another claim, which nobody has read yet."))
    assert "Go on like this." not in feedback(folder, "--marks", half)


def test_the_teacher_s_own_mark_keeps_the_comments_of_the_sheet(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "in", Jane=argument())
    page_of(folder)
    own = tmp_path / "own.csv"
    own.write_text(f"student,question,mark\nJane Roe,{ARGUE},1\n", "utf-8")
    marked = filled(folder, {"comment": "Go on like this."})
    told = feedback(folder, "--marks", marked, "--exceptions", own)
    assert "1 of 1 point. Go on like this." in told


def test_a_sheet_of_before_comments_goes_on_working(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "in", Jane=argument())
    page_of(folder)
    path = filled(folder, mark="4")
    rows = [
        {k: v for k, v in row.items() if k not in ("words", "comment")} for row in rows_in(path)
    ]
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    assert room.one(folder, "--marks", path)["answers"][ARGUE]["score"] == 1
    assert "Your teacher" not in feedback(folder, "--marks", path).partition("</style>")[2]


def test_with_marks_the_new_sheet_holds_what_still_waits(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "in", Jane=argument(), Joan=argument(claim="Late."))
    page_of(folder)
    marked = filled(folder)
    hand_in(folder, Joan=argument(claim="Changed."), Jack=argument(claim="Late and new."))
    page_of(folder, "--marks", marked)
    assert {row["claim"] for row in rows_in(tmp_path / "sheet.csv")} == {
        "Changed.", "Late and new.", "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["=1+1", "a\n- b\n- c", "-1; =2", "'tis", "＝1", "plain", "it's; x", "a\n\n=1", "\n\t=1"],
)
def test_what_is_made_safe_for_a_spreadsheet_is_read_back(text: str) -> None:
    assert unsafe(safe(text)) == text


@pytest.mark.parametrize("text", ["\n" * 20_000, "x" + "; \t" * 7_000, "';" * 10_000])
def test_an_answer_of_20_000_signs_is_made_safe_at_once(text: str) -> None:
    with within(0.5):
        assert unsafe(safe(text)) == text


def test_a_sheet_that_was_saved_before_is_read_back() -> None:
    """It had the apostrophe before the spaces."""
    assert unsafe("a;' =1") == "a; =1"
