"""What a student types: check, hint, progress, reveal; and the log that they leave."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from questions_samples import RIGHT, SAMPLES, raw

from alliance.questions import bank, log
from alliance.questions import check as session
from alliance.questions.check import check, hint, points, progress, reveal
from alliance.questions.compile import compile_unit, solution_unit

KINDS = sorted(SAMPLES)
UNIT = {
    "unit": "99",
    "prefix": "sample",
    "title": "Samples",
    "questions": [raw(kind) for kind in KINDS],
}
CHOICE, DATE = (raw(kind)["id"] for kind in ("choice", "date"))


@pytest.fixture(autouse=True)
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one unit, without solutions."""
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "sample.json").write_text(json.dumps(compile_unit(UNIT)), "utf-8")
    monkeypatch.setattr(bank, "folder", lambda: folder)
    monkeypatch.setenv("ALLIANCE_SOLUTIONS", str(tmp_path / "solutions"))
    monkeypatch.setattr(session, "_hints", {})
    monkeypatch.setattr(session, "_scores", {})
    monkeypatch.setattr(session, "_ranks", {})
    monkeypatch.chdir(tmp_path)  # where no notebook lies
    return tmp_path


def records(home: Path) -> list[dict]:
    return [json.loads(line) for line in (home / "answers.jsonl").read_text("utf-8").splitlines()]


def whole_records(path: Path) -> Iterator[dict]:
    """Every record that can be read, in order; a broken line loses only itself."""
    for line in path.read_bytes().splitlines():
        with suppress(ValueError):
            yield json.loads(line)


def test_each_attempt_is_one_line_with_its_verdict(home: Path) -> None:
    check(CHOICE, "a")
    check(CHOICE, "b")
    check(CHOICE, "")
    check(CHOICE)
    first, second = records(home)
    assert (first["question"], first["answer"], first["status"]) == (CHOICE, "a", "wrong")
    assert first["misconception"] == "free-hand"
    assert (second["status"], second["share"]) == ("right", 1.0)


def test_the_notebook_keeps_the_answer_as_data() -> None:
    bundle = check(DATE, "昭和26年9月8日")._repr_mimebundle_()
    assert bundle["application/vnd.alliance.answer+json"] == {
        "question": DATE, "answer": "昭和26年9月8日", "version": 1,
    }  # fmt: skip
    json.dumps(bundle)
    assert 'role="status" aria-live="polite"' in bundle["text/html"]
    assert bundle["text/plain"].startswith("✓ ")


def test_a_verdict_escapes_what_a_student_wrote() -> None:
    verdict = check(CHOICE, "<script>alert(1)</script>")
    assert "<script>" not in verdict._repr_html_()


@pytest.mark.parametrize(
    "id", ["sample.99", "nothing.1", "", None, 3, 1951.3, "../x", "a" * 99, object(), []]
)
def test_an_unknown_question_is_told_and_not_logged(id: object, home: Path) -> None:
    for ask in (check, hint, reveal):
        said = str(ask(id))
        assert "There is no question" in said
        assert "sample" in said
    assert not home.exists()


def test_wrong_calls_are_told_what_to_write() -> None:
    assert "square brackets" in str(check(CHOICE, "a", "b"))
    assert "square brackets" in str(check(CHOICE, claim="x", evidence="y"))
    assert "There is no question" in str(check())


def test_hints_come_one_by_one_and_the_last_one_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = [str(hint(CHOICE)) for _ in range(3)]
    assert "Hint 1 of 2" in shown[0] and "Two things" in shown[0]
    assert "Hint 2 of 2" in shown[1] and "no more hints" in shown[1]
    assert shown[2] == shown[1]
    assert "keeps the solution sealed" in shown[1], "the sample has none"
    monkeypatch.setattr(bank, "solution", lambda id: {"answer": "b"})
    assert "After three tries the solution can be shown" in str(hint(CHOICE))
    check(CHOICE, "a")
    assert records(home)[-1]["hints"] == 2


def test_progress_counts_the_best_of_each_question_and_says_what_is_next() -> None:
    assert f"0 of {len(KINDS)} right" in str(progress())
    for kind in KINDS:
        check(raw(kind)["id"], RIGHT[kind])
    check(CHOICE, "a")
    # An argument is done, and nobody has said that it is right.
    assert f"{len(KINDS) - 1} of {len(KINDS)} right, 1 kept" in str(progress())
    assert f'value="{len(KINDS)}" max="{len(KINDS)}"' in progress()._repr_html_()
    assert "All questions are answered" in str(progress())
    assert "<progress" in progress()._repr_html_()


def test_progress_of_one_unit_is_of_that_unit_alone() -> None:
    unit = CHOICE.partition(".")[0]
    assert str(progress(unit)) == str(progress())
    assert f"The units are: {unit}" in str(progress("1066"))


def test_progress_names_what_is_partly_right_and_what_to_try_again() -> None:
    check(DATE, 1951)
    check(CHOICE, "a")
    assert "1 partly" in str(progress())
    assert "1 to try again" in str(progress())
    assert "Next: sample.1 ★★" in str(progress())


def test_points_are_those_of_the_answer_that_was_checked_last() -> None:
    assert points(CHOICE) == 0 and points(DATE) == 0
    check(CHOICE, "b")
    check(DATE, 1951)
    assert points(CHOICE) == 1 and 0 < points(DATE) < 1
    assert float(repr(points(DATE))) == points(DATE), "nbgrader reads the plain text"
    assert points(DATE)._repr_html_() == ""  # nbgrader reads the number, a student the card
    check(CHOICE, "a")
    assert points(CHOICE) == 0
    assert points(raw("argue")["id"]) is None, "a person marks it"
    assert "no question" in str(points("9.9"))


def test_in_a_graded_copy_an_answer_is_answered_and_not_right(course: Path) -> None:
    folder = course / "questions"
    (folder / "sample.json").write_text(json.dumps(compile_unit(UNIT, graded=True)), "utf-8")
    check(CHOICE, "a")
    assert f"1 of {len(KINDS)} answered" in str(progress()) and "right" not in str(progress())
    assert CHOICE not in str(progress()).partition("Next:")[2]
    assert points(CHOICE) is None


def test_a_solution_is_shown_where_there_is_one_and_after_an_attempt(course: Path) -> None:
    assert "holds no solutions" in str(reveal(CHOICE))
    folder = course / "solutions"
    folder.mkdir()
    (folder / "sample.json").write_text(json.dumps(solution_unit(UNIT)), "utf-8")
    assert "Answer first" in str(reveal(CHOICE))
    check(CHOICE, "a")
    told = str(reveal(CHOICE))
    for part in ("The answer: b", "drops it", "Treaty of 1951 Art. I", "free hand"):
        assert part in told


def test_a_broken_line_loses_only_itself(home: Path) -> None:
    check(CHOICE, "b")
    with open(home / "answers.jsonl", "ab") as file:
        file.write(b'{"question": "sample.4", "sta')
    check(DATE, "8 September 1951")
    with open(home / "answers.jsonl", "ab") as file:
        file.write(b"\xff\xfe\n[1, 2]\nnull\n")
    assert session.standing() == {CHOICE: 3, DATE: 3}


def test_a_disk_that_cannot_be_written_is_told_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("a file where the folder should be")
    first, second = check(CHOICE, "b"), check(CHOICE, "b")
    assert first.status == second.status == "right"
    assert "could not be saved" in str(first)
    assert "could not be saved" not in str(second)


def test_a_full_disk_is_told_and_the_next_line_is_whole(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(log.os, "write", lambda file, line: real(file, line[:20]))
    assert "could not be saved" in str(check(CHOICE, "b"))
    monkeypatch.undo()
    monkeypatch.setattr(bank, "folder", bank.folder)
    book = log.Log(home / "answers.jsonl")
    assert book.write({"question": "sample.9", "status": "right"}) == ""
    assert [record["question"] for record in whole_records(book.path)] == ["sample.9"]


def test_a_log_that_was_deleted_is_begun_again(home: Path) -> None:
    check(CHOICE, "a")
    os.unlink(home / "answers.jsonl")
    check(CHOICE, "b")
    assert [record["status"] for record in records(home)] == ["right"]


WRITER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from alliance.questions.log import Log
    book = Log(Path(sys.argv[1]))
    for i in range(int(sys.argv[3])):
        book.write({"question": "sample.1", "by": sys.argv[2], "i": i, "answer": "x" * 300})
        print(i, flush=True)
""")


def _writer(path: Path, name: str, times: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(times)], stdout=subprocess.PIPE
    )


def test_two_notebooks_do_not_mix_their_lines(home: Path) -> None:
    path = home / "answers.jsonl"
    writers = [_writer(path, name, 400) for name in "ab"]
    for writer in writers:
        assert writer.communicate(timeout=60) and writer.returncode == 0
    found = [(record["by"], record["i"]) for record in records(home)]
    assert sorted(found) == [(name, i) for name in "ab" for i in range(400)]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_what_was_shown_is_in_the_log_after_a_kill(home: Path) -> None:
    """A few kills; the long run of 500 is ``benchmarks/kill_log.py``."""
    path = home / "answers.jsonl"
    chance = random.Random(1960)
    for turn in range(5):
        writer = _writer(path, f"run {turn}", 1_000_000)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.random() / 10)
        writer.kill()
        shown = writer.stdout.read().splitlines()
        writer.wait()
        kept = {record["i"] for record in whole_records(path) if record["by"] == f"run {turn}"}
        last = int(shown[-1]) if shown else 0
        assert set(range(last + 1)) <= kept
