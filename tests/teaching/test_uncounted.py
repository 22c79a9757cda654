"""Practice, and what is no longer asked: judged wherever somebody answers it, and in no total."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from questions_samples import raw

from alliance.authoring import notebooks
from alliance.authoring.questions import AuthoredUnit
from alliance.questions import bank, card, check
from alliance.questions.compile import compile_unit, problems, solution_unit
from alliance.teaching import grade
from alliance.teaching.release import graded_copy

ASKED, DEEPER, MOVED, GONE, FALSE = "sample.1", "sample.16d", "sample.2", "sample.3", "sample.4"
LATER = "sample.6"  # gone with the second edition
UNIT: dict[str, Any] = {
    "unit": "99",
    "prefix": "sample",
    "title": "Samples",
    "questions": [
        raw("choice", id=ASKED, core=True),
        raw("date", id=DEEPER),
        raw("text", id=MOVED, practice=True),
    ],
    "retired": [
        raw("choice", id=GONE, reason="It asked for agreement."),
        raw("number", id=FALSE, reason="The figure was another year's.", withdrawn=True),
    ],
}


@pytest.fixture(autouse=True)
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    room.save(tmp_path / "questions" / "sample.json", compile_unit(UNIT))
    room.save(tmp_path / "solutions" / "sample.json", solution_unit(UNIT))
    monkeypatch.setattr(bank, "folder", lambda: tmp_path / "questions")
    monkeypatch.setenv("ALLIANCE_SOLUTIONS", str(tmp_path / "solutions"))
    for name in ("_hints", "_scores", "_ranks"):
        monkeypatch.setattr(check, name, {})
    monkeypatch.chdir(tmp_path)
    grade._remembered.cache_clear()
    return tmp_path


def test_what_is_not_counted_is_checked_and_explained_like_any() -> None:
    for id, right in ((DEEPER, "8 September 1951"), (MOVED, "Kishi"), (GONE, "b")):
        said = check.check(id, right)
        assert (said.status, said.score) == ("right", 1.0)
        assert said.explanation
        assert "Hint 1" in str(check.hint(id))
        assert "The clause has a condition" in str(check.reveal(id))
    assert check.check(GONE, "a").misconception == "free-hand"


def test_a_retired_question_says_why_it_is_gone() -> None:
    assert "no longer part of the course: It asked for agreement." in str(check.check(GONE, "a"))
    assert "no longer part" not in str(check.check(ASKED, "a"))
    labels = [card.label(bank.question(id)) for id in (ASKED, DEEPER, GONE)]
    ends = [label.rpartition(" · ")[2] for label in labels]
    assert ends == ["core", "practice", "no longer part of the course"]


def test_a_false_key_costs_nobody_a_point() -> None:
    for answer, status in ((211, "right"), (3, "wrong")):
        said = check.check(FALSE, answer)
        assert said.status == status, "it is judged as it was"
        assert "costs nobody a point" in str(said) and "another year's" in str(said)
        assert check.points(FALSE) == 1
    assert check.check(FALSE, "").status == "not-attempted"


def test_progress_counts_what_is_asked() -> None:
    check.check(DEEPER, "8 September 1951")
    check.check(GONE, "b")
    assert "Samples: 0 of 1 right" in str(check.progress())
    check.check(ASKED, "b")
    assert "Samples: 1 of 1 right" in str(check.progress())


def test_the_exercise_holds_what_is_counted_and_the_solution_the_practice_too() -> None:
    unit = AuthoredUnit(Path("99-sample.yaml"), UNIT, compile_unit(UNIT), solution_unit(UNIT))
    exercise = notebooks.text_of(notebooks.exercise(unit))
    solved = notebooks.text_of(notebooks.solution(unit))
    assert ASKED in exercise and ASKED in solved
    assert "1 questions" in exercise
    for id in (DEEPER, MOVED):
        assert id not in exercise and id in solved
    for id in (GONE, FALSE):
        assert id not in exercise + solved


def test_a_graded_copy_holds_no_key_of_what_is_not_counted_either() -> None:
    whole = compile_unit(UNIT)
    assert all("entries" in one for one in whole["uncounted"])
    bare = graded_copy(whole)
    assert [one["id"] for one in bare["uncounted"]] == [DEEPER, MOVED, GONE, FALSE]
    assert not any({"entries", "boxes"} & set(one) for one in bare["uncounted"])


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """What somebody made with this edition, beside what is asked."""
    given = {ASKED: "a", MOVED: "Kishi", GONE: "b", FALSE: 3}
    for name, answers in (("amy", given), ("ben", {ASKED: "b", GONE: ""})):
        book = room.answered(answers)
        book["metadata"] = {"alliance": {"unit": "99", "role": "exercise", "edition": 2}}
        room.save(tmp_path / "in" / f"{name}.ipynb", book)
    return tmp_path / "in"


def test_an_old_hand_in_is_marked_out_of_what_it_held(handed_in: Path) -> None:
    """Whatever the course has let go of since; a false key costs nobody a point."""
    book = room.answered({ASKED: "a", MOVED: "Kishi", GONE: "a", FALSE: 3})
    book["metadata"] = {"alliance": {"unit": "99", "role": "exercise"}}
    room.save(handed_in / "cho.ipynb", book)
    for path in (handed_in / "amy.ipynb", handed_in / "ben.ipynb"):
        path.unlink()
    cho = room.one(handed_in)
    assert (cho["score"], cho["out_of"]) == (2, 4)
    assert cho["answers"][FALSE]["status"] == "wrong" and cho["answers"][FALSE]["score"] == 1
    assert f"{FALSE}: its key was false, which costs nobody a point" in cho["flags"]
    assert not any("not counted" in flag for flag in cho["flags"])


@pytest.mark.parametrize(
    "held, edition", [([ASKED, GONE], 1), ([ASKED, LATER], 2), ([LATER, GONE], 1), ([ASKED], 2)]
)
def test_a_list_of_answers_is_of_the_last_edition_that_asked_all_of_it(
    held: list[str], edition: int, tmp_path: Path
) -> None:
    """A question that went with the first edition, one that went with the second: both say when."""
    unit = {**UNIT, "questions": UNIT["questions"] + [raw("choice", id="sample.5", since=2)]}
    unit["retired"] = [
        *UNIT["retired"],
        raw("choice", id=LATER, reason="It named a place.", until=2),
    ]
    room.save(tmp_path / "questions" / "sample.json", compile_unit(unit))
    room.save(tmp_path / "in" / "amy.json", {"student": "Amy", "answers": dict.fromkeys(held, "b")})
    amy = room.one(tmp_path / "in")
    counted = {1: {ASKED, MOVED, GONE, LATER}, 2: {ASKED, LATER, "sample.5"}}[edition]
    assert {id for id, one in amy["answers"].items() if one.get("counted", True)} == counted


def test_an_older_and_a_newer_hand_in_share_one_maximum_in_a_schools_system(
    handed_in: Path, tmp_path: Path
) -> None:
    old = room.answered({ASKED: "b", MOVED: "Kishi", GONE: "a"})
    old["metadata"] = {"alliance": {"unit": "99", "role": "exercise"}}
    room.save(handed_in / "cho.ipynb", old)
    table = room.run(handed_in, "--format", "canvas").stdout.splitlines()
    possible, amy, ben, cho = (line.rsplit(",", 1)[1] for line in table[1:])
    assert (possible, amy, ben, cho) == ("3", "0", "3", "2")
    book = room.run(handed_in, "--format", "moodle").stdout.splitlines()
    assert [line.split(",")[3:5] for line in book[1:]] == [["0", "3"], ["3", "3"], ["2", "3"]]


def test_what_is_not_counted_keeps_its_verdict_and_is_flagged(handed_in: Path) -> None:
    amy, ben = room.graded(handed_in)
    assert (amy["score"], amy["out_of"]) == (0, 1)
    said = {id: (one["status"], one.get("counted", True)) for id, one in amy["answers"].items()}
    assert said == {
        ASKED: ("wrong", True),
        MOVED: ("right", False),
        GONE: ("right", False),
        FALSE: ("wrong", False),
    }
    flags = "; ".join(amy["flags"])
    assert f"{MOVED} (right): practice; not counted" in flags
    assert f"{GONE} (right): no longer part of the course; not counted" in flags
    assert f"{FALSE}: its key was false, which costs nobody a point" in flags
    assert "not questions of these units" not in flags
    assert (ben["score"], ben["out_of"], list(ben["answers"])) == (1, 1, [ASKED])
    assert not any("not counted" in flag for flag in ben["flags"])


def test_tables_have_no_score_of_what_is_not_counted(handed_in: Path, tmp_path: Path) -> None:
    book = tmp_path / "g.csv"
    room.run(handed_in, "-o", book)
    heads = book.read_text("utf-8").splitlines()[0].split(",")
    assert ASKED in heads and GONE not in heads
    assert {f"{ASKED} verdict", f"{GONE} verdict"} <= set(heads)
    from alliance.teaching import items

    assert {one.id for one in items.analyse(items.read(book)[0])} == {ASKED}
    room.run(handed_in, "-o", tmp_path / "g.json", "--format", "json")
    assert {one.id for one in items.analyse(items.read(tmp_path / "g.json")[0])} == {ASKED}


def test_the_feedback_shows_it_apart(handed_in: Path, tmp_path: Path) -> None:
    room.run(handed_in, "--feedback", tmp_path / "pages", "-o", tmp_path / "g.csv")
    pages = {path.name[:3]: path.read_text("utf-8") for path in (tmp_path / "pages").iterdir()}
    assert "0 of 1 point<" in pages["amy"]
    assert "It asked for agreement." in pages["amy"].partition("Not counted")[2]
    assert "Not counted" not in pages["ben"]


def test_the_authors_file_says_what_is_wrong_with_it() -> None:
    assert problems(UNIT) == []
    broken = {**UNIT, "retired": [raw("choice", id=GONE, reason="x", tests={"right": ["a"]})]}
    assert [one.path[:2] for one in problems(broken)] == [("retired", 0)]
    assert json.dumps(compile_unit(UNIT)).count('"retired"') == 2
