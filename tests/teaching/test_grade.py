"""What a teacher can rely on: every file a row, every answer worth what the notebook said."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import classroom as room
import pytest

from alliance import corpus, teaching, web
from alliance.languages import pick
from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.questions.places import place_in_words
from alliance.teaching import collect, sentence
from alliance.teaching.collect import Item
from alliance.teaching.feedback import in_words, places
from alliance.teaching.release import graded_copy

RIGHT = room.right()
CHOICE, DATE, MARK = room.question("choice"), room.question("date"), room.question("mark")
CONTRACT = ["student", "file", "score", "out_of", "error", "flags"]
MACHINE = [id for id, one in bank.unit(room.UNIT).questions.items() if one.kind != "argue"]


def _wrong(id: str) -> tuple[Any, str]:
    """A wrong answer to a question, and the name of the misconception that it shows."""
    for mistake in room.solutions()[id]["misconceptions"]:
        for answer in mistake["answers"]:
            if judge(bank.question(id), answer).misconception == mistake["name"]:
                return answer, mistake["name"]
    raise AssertionError(f"{id} has no misconception with an answer of its own")


def test_a_right_notebook_gets_every_point_that_a_machine_can_give(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered(RIGHT))
    row = room.one(tmp_path)
    assert (row["student"], row["file"], row["error"]) == ("amy", "amy.ipynb", None)
    assert row["score"] == len(MACHINE)
    assert row["out_of"] == len(RIGHT)
    assert list(row["answers"]) == list(bank.unit(room.UNIT).questions)


def test_the_grade_is_what_check_says(tmp_path: Path) -> None:
    given = {id: _wrong(id)[0] for id in (CHOICE, DATE, MARK)} | {MACHINE[-1]: RIGHT[MACHINE[-1]]}
    room.save(tmp_path / "amy.ipynb", room.answered(given))
    row = room.one(tmp_path)
    for id, answer in given.items():
        said = judge(bank.question(id), answer)
        got = row["answers"][id]
        assert (got["status"], got["score"]) == (said.status, said.score)
        assert (got["misconception"], got["answer"]) == (said.misconception, said.answer)
    unanswered = [one for id, one in row["answers"].items() if id not in given]
    assert {one["status"] for one in unanswered} == {"not-attempted"}
    assert row["score"] == pytest.approx(sum(one["score"] for one in row["answers"].values()))


def test_csv_has_the_columns_of_the_contract_then_a_column_per_question(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered(RIGHT))
    done = room.run(tmp_path)
    columns = done.stdout.splitlines()[0].split(",")
    assert columns[: len(CONTRACT)] == CONTRACT
    assert columns[len(CONTRACT) :][: len(RIGHT)] == list(bank.unit(room.UNIT).questions)
    (row,) = room.table(tmp_path)
    assert row[CHOICE] == "1"
    assert row["unit 01"] == row["score"] == str(len(MACHINE))
    assert row[f"{CHOICE} verdict"] == "right"


def test_json_and_notebook_are_worth_the_same(tmp_path: Path) -> None:
    answer, name = _wrong(CHOICE)
    given = {**RIGHT, CHOICE: answer}
    room.save(tmp_path / "amy.ipynb", room.answered(given))
    room.save(tmp_path / "ben.json", {"student": "Ben Okri", "answers": given})
    amy, ben = sorted(room.graded(tmp_path), key=lambda row: row["file"])
    assert ben["student"] == "Ben Okri"
    assert amy["answers"] == ben["answers"]
    assert amy["answers"][CHOICE]["misconception"] == name


@pytest.mark.parametrize(
    "source",
    [
        f'al.check("{CHOICE}", {RIGHT[CHOICE]!r})',
        f"check('{CHOICE}', answer={RIGHT[CHOICE]!r})",
        f'%matplotlib inline\n!pip list\nal.check("{CHOICE}", {RIGHT[CHOICE]!r})',
        f'%time al.check("{CHOICE}", {RIGHT[CHOICE]!r})',
        f'import alliance\nfound = (\n  alliance.check("{CHOICE}",\n    {RIGHT[CHOICE]!r}))\nfound',
        f'al.check("{CHOICE}", {RIGHT[CHOICE]!r})\nthis is not Python (',
        [f'al.check("{CHOICE}",\n', f"  {RIGHT[CHOICE]!r})"],
    ],
)
def test_a_typed_answer_is_read_however_it_was_written(source: Any, tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", room.notebook(room.code(source)))
    assert room.one(tmp_path)["answers"][CHOICE]["status"] == "right"


def test_cells_may_be_moved_doubled_or_deleted(tmp_path: Path) -> None:
    cells = [room.checked(id, answer) for id, answer in RIGHT.items()]
    room.save(tmp_path / "plain.ipynb", room.notebook(*cells))
    room.save(tmp_path / "moved.ipynb", room.notebook(*reversed(cells)))
    room.save(tmp_path / "doubled.ipynb", room.notebook(*cells, *cells))
    gone = [cell for id, cell in zip(RIGHT, cells, strict=True) if id != CHOICE]
    room.save(tmp_path / "deleted.ipynb", room.notebook(*gone))
    scores = {row["student"]: (row["score"], row["out_of"]) for row in room.graded(tmp_path)}
    assert scores["moved"] == scores["doubled"] == scores["plain"]
    # A deleted question is one not answered, not one less to answer.
    assert scores["deleted"] == (scores["plain"][0] - 1, scores["plain"][1])


def test_of_several_answers_the_last_counts_and_the_row_says_so(tmp_path: Path) -> None:
    answer, _ = _wrong(CHOICE)
    cells = [room.code(f'al.check("{CHOICE}", {one!r})') for one in (RIGHT[CHOICE], answer, "")]
    room.save(tmp_path / "amy.ipynb", room.notebook(*cells))
    row = room.one(tmp_path)
    assert row["answers"][CHOICE]["answer"] == answer
    assert any(CHOICE in flag and "more than once" in flag for flag in row["flags"])


def test_nbformat_3_is_read(tmp_path: Path) -> None:
    old = {
        "nbformat": 3,
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "markdown", "source": "# Old"},
                    {
                        "cell_type": "code",
                        "input": [f'al.check("{CHOICE}", {RIGHT[CHOICE]!r})'],
                        "outputs": [{"output_type": "pyout", "text": ["right"]}],
                    },
                ]
            }
        ],
    }
    room.save(tmp_path / "amy.ipynb", old)
    assert room.one(tmp_path)["answers"][CHOICE]["status"] == "right"


def test_a_computed_answer_counts_by_its_record(tmp_path: Path) -> None:
    cell = room.code(f'al.check("{CHOICE}", mine[0])', room.record(CHOICE, RIGHT[CHOICE]))
    lost = room.code(f'al.check("{MARK}", mine[1])')
    room.save(tmp_path / "amy.ipynb", room.notebook(cell, lost))
    row = room.one(tmp_path)
    assert row["answers"][CHOICE]["status"] == "right"
    assert row["answers"][MARK]["status"] == "not-attempted"
    assert any(CHOICE in flag and "computed" in flag for flag in row["flags"])
    assert any(MARK in flag and "no value" in flag for flag in row["flags"])


def test_an_answer_clicked_with_ask_counts(tmp_path: Path) -> None:
    blank = room.code(f'al.check("{CHOICE}", "")', room.record(CHOICE, None))
    asked = room.code(f'al.ask("{CHOICE}")', room.record(CHOICE, RIGHT[CHOICE]))
    room.save(tmp_path / "amy.ipynb", room.notebook(asked, blank))
    row = room.one(tmp_path)
    assert row["answers"][CHOICE]["status"] == "right"
    assert row["flags"] == []


def test_typed_and_recorded_differ_the_typed_counts_and_the_row_is_flagged(tmp_path: Path) -> None:
    answer, _ = _wrong(CHOICE)
    cell = room.code(f'al.check("{CHOICE}", {answer!r})', room.record(CHOICE, RIGHT[CHOICE]))
    room.save(tmp_path / "amy.ipynb", room.notebook(cell))
    row = room.one(tmp_path)
    assert row["answers"][CHOICE]["status"] == "wrong"
    assert any("differ" in flag for flag in row["flags"])


def test_an_honest_notebook_is_not_flagged(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered({id: RIGHT[id] for id in MACHINE}))
    room.save(tmp_path / "ben.json", {"student": "Ben", "answers": {i: RIGHT[i] for i in MACHINE}})
    assert [row["flags"] for row in room.graded(tmp_path)] == [[], []]


def test_a_record_of_another_version_is_flagged(tmp_path: Path) -> None:
    cell = room.code(f'al.ask("{CHOICE}")', room.record(CHOICE, RIGHT[CHOICE], version=99))
    room.save(tmp_path / "amy.ipynb", room.notebook(cell))
    assert any("another version" in flag for flag in room.one(tmp_path)["flags"])


def test_the_same_file_from_two_students_is_flagged_in_both_and_costs_nothing(
    tmp_path: Path,
) -> None:
    for name in ("amy", "ben"):
        room.save(tmp_path / f"{name}.ipynb", room.answered(RIGHT))
    rows = room.graded(tmp_path)
    assert [row["score"] for row in rows] == [len(MACHINE)] * 2
    assert "ben" in " ".join(rows[0]["flags"])
    assert "amy" in " ".join(rows[1]["flags"])


def test_answers_clicked_at_one_moment_are_flagged_whatever_else_was_changed(
    tmp_path: Path,
) -> None:
    """Amy's notebook, handed on: Bo changed one answer, took another out and saved it anew."""
    time = "2026-11-20T10:00:0{}.123+00:00".format
    entry = {
        id: {"answer": RIGHT[id], "time": time(n)} for n, id in enumerate((CHOICE, DATE, MARK))
    }
    own = {CHOICE: {"answer": RIGHT[CHOICE], "time": time(7)}}
    coarse = {CHOICE: {"answer": RIGHT[CHOICE], "time": "2026-11-20T10:00:00+00:00"}}
    handed = {"amy": entry, "bo": {**entry, CHOICE: own[CHOICE]}, "cy": own | {MARK: entry[CHOICE]}}
    for name, kept in {**handed, "dee": coarse, "eve": coarse}.items():
        book = room.notebook(unit="01")
        book["metadata"]["alliance_answers"] = kept
        room.save(tmp_path / f"{name}.ipynb", json.dumps({**book, "by": name}).encode())
    told = {
        row["student"]: [f for f in row["flags"] if "clicked" in f] for row in room.graded(tmp_path)
    }
    said = "answers were clicked at the very same moments as those of"
    assert told == {
        "amy": [f"{said} bo"],
        "bo": [f"{said} cy", f"{said} amy"],
        "cy": [f"{said} bo"],
        "dee": [],
        "eve": [],
    }


def test_a_file_of_the_web_pages_is_looked_at_like_a_notebook(tmp_path: Path) -> None:
    clicked = {id: RIGHT[id] for id in (CHOICE, DATE, MARK)}
    time = "2026-11-20T10:00:0{}.123Z".format
    entries = {
        id: {"answer": said, "time": time(n)} for n, (id, said) in enumerate(clicked.items())
    }
    for name, answers in {
        "amy": clicked,
        "bo": clicked,  # Amy's file, under another name
        "cy": {**clicked, DATE: "1900-01-01"},  # changed by hand
        "dee": {},  # lost by hand
    }.items():
        kept = (
            entries
            if name in ("amy", "bo")
            else {id: {"answer": entries[id]["answer"]} for id in entries}
        )
        document = {"student": name, "answers": answers, "metadata": {"alliance_answers": kept}}
        room.save(tmp_path / f"alliance-{name}.json", document)
    rows = {row["student"]: row for row in room.graded(tmp_path)}
    said = "answers were clicked at the very same moments as those of"
    assert {name: row["flags"] for name, row in rows.items()} == {
        "amy": [f"{said} bo"],
        "bo": [f"{said} amy"],
        "cy": [f"{DATE}: “answers” and what was clicked differ; what is in “answers” counts"],
        "dee": [],
    }
    assert [row["score"] for row in rows.values()] == [3, 3, 2, 3]


def test_two_blank_exercises_are_alike_without_a_flag(tmp_path: Path) -> None:
    for name in ("amy", "ben"):
        room.save(tmp_path / f"{name}.ipynb", room.notebook(room.code(f'al.check("{CHOICE}", "")')))
    assert [row["flags"] for row in room.graded(tmp_path)] == [[sentence("no-answer")]] * 2


def test_hints_are_counted(tmp_path: Path) -> None:
    hint = room.code(f'al.hint("{CHOICE}")')
    room.save(
        tmp_path / "amy.ipynb", room.notebook(hint, hint, room.checked(CHOICE, RIGHT[CHOICE]))
    )
    assert room.one(tmp_path)["answers"][CHOICE]["hints"] == 2


def test_one_cell_of_two_students_is_told_where_each_has_it(tmp_path: Path) -> None:
    """What a cell says is looked at once; what stands before it is each notebook's own."""
    blank = room.code(f'al.check("{CHOICE}", "")')
    for name, cells in (("amy", [blank, room.code("155")]), ("ben", [room.code("155"), blank])):
        room.save(tmp_path / f"{name}.ipynb", room.notebook(*cells))
    amy, ben = room.graded(tmp_path)
    assert "stands alone below it" in str(amy["flags"])
    assert "stands alone below it" not in str(ben["flags"])


@pytest.mark.slow
def test_every_core_gives_the_same_gradebook_as_one(tmp_path: Path) -> None:
    for number in range(120):
        answers = dict(list(RIGHT.items())[: number % len(RIGHT) + 1])
        room.save(tmp_path / "in" / f"student{number:03}.ipynb", room.answered(answers))
    room.save(tmp_path / "in" / "broken.ipynb", b"{")
    one, two = (room.run(tmp_path / "in", "--jobs", jobs) for jobs in (1, 2))
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) > 121


@pytest.mark.slow
@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="patches the workers")
def test_a_worker_that_dies_costs_one_row(tmp_path: Path, monkeypatch: Any) -> None:
    real = collect.content

    def deadly(item: Item) -> tuple[bytes, bool]:
        if item.label == "student007.ipynb" and os.getpid() != parent:
            os._exit(9)
        return real(item)

    parent = os.getpid()
    monkeypatch.setattr(collect, "content", deadly)
    for number in range(130):
        room.save(tmp_path / f"student{number:03}.ipynb", room.answered({CHOICE: RIGHT[CHOICE]}))
    rows = room.graded(tmp_path, "--jobs", 2)
    assert len(rows) == 130
    assert [row["file"] for row in rows if row["error"]] == ["student007.ipynb"]


def test_a_copy_without_a_key_says_that_it_cannot_grade(tmp_path: Path, monkeypatch: Any) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered(RIGHT))
    sealed = json.loads((bank.folder() / f"{room.UNIT}.json").read_text("utf-8"))
    room.save(tmp_path / "questions" / f"{room.UNIT}.json", graded_copy(sealed))
    monkeypatch.setattr(bank, "folder", lambda: tmp_path / "questions")
    done = room.run(tmp_path / "amy.ipynb")
    assert done.exit_code == 1
    assert "holds no key" in done.output


def test_units_that_are_asked_for_make_every_row_about_them(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.json", {"student": "Amy", "answers": {CHOICE: RIGHT[CHOICE]}})
    row = room.one(tmp_path, "--units", "00-01")
    assert row["out_of"] == len(RIGHT) + len(bank.unit("start").questions)
    assert set(row["units"]) == {"00", "01"}
    assert room.run(tmp_path, "--units", "77").exit_code == 2


def test_of_units_that_are_asked_for_each_file_is_about_its_own(tmp_path: Path) -> None:
    start = room.answered(room.right("start"))
    for name in ("amy", "ben"):
        room.save(tmp_path / name / "01-sources.ipynb", room.answered(RIGHT))
    room.save(tmp_path / "amy" / "00-start.ipynb", start)
    stray = room.checked(next(iter(room.right("start"))), "z")
    mixed = room.notebook(*room.answered({CHOICE: RIGHT[CHOICE]})["cells"], stray, unit="01")
    for file, book in (("01-sources", mixed), ("00-start", start)):
        room.save(tmp_path / "cho" / f"{file}.ipynb", book)
    rows = room.graded(tmp_path, "--units", "00-02")
    told = {(row["student"], *row["units"]): (row["score"], row["out_of"]) for row in rows}
    first, second = len(bank.unit("start").questions), len(RIGHT)
    both = first + len(bank.unit("1951").questions)
    assert told == {
        ("amy", "00", "02"): (first, both),
        ("amy", "01"): (second - 1, second),
        ("ben", "00", "01", "02"): (second - 1, second + both),
        ("cho", "00", "02"): (first, both),
        ("cho", "01"): (1, second),
    }
    assert [row["student"] for row in rows if "not counted" in str(row["flags"])] == ["cho"]
    done = room.run(tmp_path, "--units", "00,01", "--format", "canvas", "--best")
    assert done.stdout.splitlines()[-1] == f"cho,,,,,{first},1"


def test_exit_codes_and_words(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", room.answered(RIGHT))
    out = tmp_path / "out" / "gradebook.csv"
    done = room.run(tmp_path / "in", "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert out.read_text("utf-8").startswith(",".join(CONTRACT))
    room.save(tmp_path / "in" / "bad.ipynb", b"")
    assert room.run(tmp_path / "in", "-o", out).exit_code == 1
    before = out.read_text("utf-8")
    for given in ((tmp_path / "nobody",), (tmp_path / "in", tmp_path / "nobody.ipynb")):
        done = room.run(*given, "-o", out)
        assert done.exit_code == 2 and f"there is no {given[-1]}" in done.stderr
    assert out.read_text("utf-8") == before and len(list(out.parent.iterdir())) == 1
    assert room.run().exit_code == 2


def test_the_gradebook_is_not_graded_when_it_lies_among_the_submissions(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered(RIGHT))
    out, pages = tmp_path / "gradebook.json", tmp_path / "feedback"
    for _ in range(2):
        assert room.run(tmp_path, "-o", out, "--feedback", pages).exit_code == 0
    assert len(json.loads(out.read_text("utf-8"))["submissions"]) == 1


def test_feedback_is_a_page_per_student_with_answer_verdict_and_what_to_read(
    tmp_path: Path,
) -> None:
    answer, _ = _wrong(DATE)
    room.save(tmp_path / "in" / "amy.ipynb", room.answered({DATE: answer, CHOICE: RIGHT[CHOICE]}))
    room.save(tmp_path / "in" / "岸信介.ipynb", room.answered(RIGHT))
    room.save(tmp_path / "in" / "zoe.ipynb", b"not a notebook")
    pages = tmp_path / "pages"
    room.run(tmp_path / "in", "-o", tmp_path / "g.csv", "--feedback", pages)
    texts = {path.name.split("-")[0]: path.read_text("utf-8") for path in pages.iterdir()}
    assert set(texts) == {"amy", "岸信介", "zoe"}
    message = judge(bank.question(DATE), answer).message
    where = place_in_words(room.solutions()[DATE]["evidence"][0])
    for part in (answer, message, "Not right", where):
        assert _escaped(part) in texts["amy"]
    assert "could not be graded" in texts["zoe"]
    left_out = next(id for id in RIGHT if id not in (DATE, CHOICE))
    assert _escaped(place_in_words(room.solutions()[left_out]["evidence"][0])) not in texts["amy"]
    # A page shows one student's work only.
    assert "zoe" not in texts["amy"]


@pytest.mark.parametrize(
    ("kind", "status", "score", "told"),
    [
        *(("date", status, 0, False) for status in ("not-attempted", "malformed", "author-error")),
        *(("date", status, 1, True) for status in ("right", "defensible", "partly", "wrong")),
        *(("cite", status, 0, False) for status in ("not-attempted", "malformed", "partly")),
        *(("cite", "wrong", 0, False), ("cite", "right", 1, True), ("cite", "defensible", 1, True)),
        *(("argue", "recorded", None, False), ("argue", "partly", None, False)),
        *(("argue", "recorded", 0.5, True), ("mark", "wrong", 0, True)),
    ],
)
def test_where_the_answer_stands_is_told_to_who_has_given_one(
    kind: str, status: str, score: float | None, told: bool
) -> None:
    """And never where the place is itself what is asked for, or an argument is still open."""
    asked = bank.question(room.question(kind, "1951"))
    assert bool(places(asked, {"status": status, "score": score})) is told


def _told(kind: str, answer: Any, prefix: str = "1951") -> str:
    return in_words(bank.question(room.question(kind, prefix)), answer)


def test_feedback_tells_an_answer_in_words() -> None:
    cited = [["reuters-2020", 11], ["treaty-1960", "V"], "ann-2021 ¶2", []]
    told = _told("argue", {"claim": "It was.", "evidence": cited, "reasoning": "So it was."})
    assert "Claim: It was." in told and "Reasoning: So it was." in told
    assert "Evidence: Reuters 2020 ¶11; Treaty of 1960 Art. V; Asia News Network 2021 ¶2" in told
    options = bank.question(room.question("choice", "1951")).form["options"]
    assert _told("choice", "a") == f"a · {pick(options['a'])}"
    assert _told("choice", "none of them") == "none of them"
    pair = _told("match", {"1": "b"})
    assert pair.startswith("1 · ") and ": b · " in pair
    assert [line[0] for line in _told("order", ["c", "a"]).splitlines()] == ["c", "a"]
    assert _told("truefalse", ["false", "c"]).startswith("false\nc · ")
    assert _told("truefalse", [False, "c"]).startswith("False\nc · ")
    treaty = {"source": "treaty-1951", "provision": "II"}
    for place in (treaty, ["treaty-1951", "II"], "treaty-1951 Art. II"):
        assert _told("cite", place) == "Treaty of 1951 Art. II"
    assert _told("cite", {"source": "reuters-2020"}) == "source: Reuters 2020"
    assert _told("cite", "Reuters, somewhere") == "Reuters, somewhere"
    assert _told("text", "reuters-2020", "anpo") == "reuters-2020", "words are a student's own"
    for odd in (None, 7, [], {}, [["a"], {"b": 1}], {"1": ["a"]}, "?"):
        for kind in ("choice", "match", "order", "cite", "argue", "number"):
            assert isinstance(_told(kind, odd), str)


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)


def test_reading_changes_nothing_on_disk(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered(RIGHT))
    os.chmod(tmp_path / "amy.ipynb", 0o444)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.iterdir())
    room.run(tmp_path)
    assert sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.iterdir()) == before


_GRADED = """
import sys
from alliance.cli import group
try:
    group(["grade", *sys.argv[1:]], standalone_mode=False)
except SystemExit as end:
    assert not end.code
print(*sorted(name for name in sys.modules if name.startswith("alliance.")))
print(*sorted(sys.modules))
"""


def test_a_question_of_a_later_edition_is_asked_only_where_it_is_known(tmp_path: Path) -> None:
    """An older hand-in is marked out of what it held, also where that counts no longer; from a
    newer one nothing is taken out."""
    later = [one.id for one in bank.unit("1951").questions.values() if one.since > 1]
    before = {id: answer for id, answer in room.right("1951").items() if id not in later}
    dropped = [one.id for one in bank.unit("1951").uncounted.values() if one.since == 1]
    assert later and before and dropped
    old = room.answered(before)
    old["metadata"] = {"alliance": {"unit": "02", "made_from": "0"}}
    new = room.answered(before)
    brought = bank.unit("1951").questions[later[0]].since
    new["metadata"] = {"alliance": {"unit": "02", "edition": brought}}
    room.save(tmp_path / "amy.ipynb", old)
    first = room.one(tmp_path)
    assert first["out_of"] == len(before) + len(dropped)
    assert not set(later) & set(first["answers"])
    assert not set(later) & room.table(tmp_path)[0].keys()
    room.save(tmp_path / "ben.ipynb", new)
    both = {**before, later[0]: room.right("1951")[later[0]]}
    room.save(tmp_path / "cho.json", {"answers": both})
    rows = {row["file"]: row for row in room.graded(tmp_path)}
    asked = [one for one in bank.unit("1951").questions.values() if one.since <= brought]
    asked += [
        one for one in bank.unit("1951").uncounted.values() if one.since <= brought <= one.until
    ]
    assert rows["ben.ipynb"]["out_of"] == len(asked) > len(before)
    assert rows["ben.ipynb"]["answers"][later[0]]["status"] == "not-attempted"
    assert rows["cho.json"]["answers"][later[0]]["status"] == "right"
    assert [row[later[0]] for row in room.table(tmp_path)] == ["", "0", "1"]


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["start", room.UNIT])
def test_one_notebook_is_graded_by_a_few_modules(tmp_path: Path, unit: str) -> None:
    book = room.save(tmp_path / "amy.ipynb", room.answered(room.right(unit)))
    done = subprocess.run(
        [sys.executable, "-c", _GRADED, str(book), "-o", str(tmp_path / "g.csv")],
        capture_output=True,
        text=True,
        check=True,
    )
    ours, everything = (set(line.split()) for line in done.stdout.splitlines())
    kinds = {name for name in ours if name.startswith("alliance.questions.kinds.")}
    asked = {one.kind for one in bank.unit(unit).questions.values()}
    assert {name.rpartition(".")[2] for name in kinds} == asked
    shared = ours - kinds - {"alliance.questions", "alliance.teaching"}  # packages without code
    assert len(shared) <= 20
    assert not everything & {"pandas", "numpy", "matplotlib", "jinja2", "distributed"}


@pytest.mark.parametrize("files", [3, 240])
def test_a_large_class_has_a_bar_on_a_terminal(
    tmp_path: Path, files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(files):
        (tmp_path / f"s{number}.json").write_text('{"answers": {}}', "utf-8")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
    done = room.run(tmp_path, "-o", tmp_path.parent / "g.csv")
    assert ("Grading" in done.stderr) is (files == 240)
    assert "Grading" not in done.stdout


STRAY = {
    "an answer of its own": ([""], '"b"', "stands alone below it"),
    "a number": ([""], "155", "stands alone below it"),
    "a letter": ([""], "b", "stands alone below it"),
    "a cell of the shell": ([], '%%bash\nal.check("{id}", "b")', "a cell that is not run"),
    "a condition that never holds": ([], 'if False:\n    al.check("{id}", "b")', "not run"),
}


@pytest.mark.parametrize("case", STRAY)
def test_what_stands_where_no_answer_is_read_is_flagged(case: str, tmp_path: Path) -> None:
    before, source, flag = STRAY[case]
    id = room.question("choice")
    cells = [room.code(f'al.check("{id}", "{answer}")') for answer in before]
    book = room.notebook(*cells, room.code(source.replace("{id}", id)))
    (row,) = room.graded(room.save(tmp_path / "amy.ipynb", book))
    assert any(flag in one for one in row["flags"])


def test_prose_and_other_code_below_a_question_are_no_answers(tmp_path: Path) -> None:
    id = room.question("choice")
    cells = [room.code(f'al.check("{id}", "a")'), room.code("x = 1"), room.code("print(x)")]
    (row,) = room.graded(room.save(tmp_path / "amy.ipynb", room.notebook(*cells)))
    assert row["flags"] == []


def test_clicked_answers_are_read_from_the_notebook_itself(tmp_path: Path) -> None:
    id = room.question("choice")
    right = room.right()[id]
    card = room.code(f'al.check("{id}", "")')
    book = room.notebook(card)
    book["metadata"]["alliance_answers"] = {id: {"answer": right, "time": "2026-11-28"}}
    (row,) = room.graded(room.save(tmp_path / "amy.ipynb", book))
    assert row["answers"][id]["status"] == "right" and row["flags"] == []
    later = room.notebook(card, room.checked(id, "a" if right != "a" else "b"))
    later["metadata"] = book["metadata"]
    (row,) = room.graded(room.save(tmp_path / "amy.ipynb", later))
    assert row["answers"][id]["status"] == "wrong"  # the last one counts, and it is said
    assert any("more than once" in one for one in row["flags"])


@pytest.mark.parametrize("kept", [3, [], "x", {"a": 1}, {"a": {"answer": {"x": []}}}, None])
def test_whatever_stands_for_clicked_answers_a_notebook_is_graded(
    kept: Any, tmp_path: Path
) -> None:
    id = room.question("choice")
    book = room.answered({id: room.right()[id]})
    book["metadata"]["alliance_answers"] = kept
    (row,) = room.graded(room.save(tmp_path / "amy.ipynb", book))
    assert row["answers"][id]["status"] == "right"


def test_an_answer_that_was_begun_and_not_checked_is_told(tmp_path: Path) -> None:
    id = room.question("choice")
    book = room.notebook(room.code(f'al.check("{id}", "")'))
    book["metadata"]["alliance_answers"] = {id: {"draft": "b"}}
    (row,) = room.graded(room.save(tmp_path / "amy.ipynb", book))
    assert row["answers"][id]["status"] == "not-attempted"
    assert any("not checked" in one for one in row["flags"])


def test_every_sentence_for_a_teacher_is_said_and_no_other() -> None:
    rooms = Path(teaching.__file__).parent, Path(web.__file__).parent
    code = "".join(path.read_text("utf-8") for room in rooms for path in room.glob("*.py"))
    asked = set(re.findall(r'sentence\(f?"([a-z-]+)', code))
    there = corpus.loaded("teacher.json")
    for key in there:
        assert key in asked or any(key.startswith(one) for one in asked if one.endswith("-")), key
    assert all(key in there for key in asked if not key.endswith("-"))
    assert teaching.sentence("alike-run", others="Amy") == (
        "its cells were run at the same microseconds as those of Amy"
    )


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932", "euc_jp", "iso2022_jp"),
        *("windows-1252", "mac-roman", "utf-8, with broken characters"),
    ],
)
def test_whatever_a_hand_in_was_saved_as_there_is_a_word_for_it(encoding: str) -> None:
    assert "UTF-8" in teaching.sentence(f"saved-as-{encoding}")
