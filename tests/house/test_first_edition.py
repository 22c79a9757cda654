"""What people made with the first edition opens with the code as it is now.

``tests/fixtures/first-edition/README.md`` says what each file is. They are never made anew.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from golden import classroom, freeze, surface
from golden.difference import differences

import alliance as al
from alliance.questions import check
from alliance.teaching import sentence

FIRST = surface.TESTS / "fixtures" / "first-edition"
ADDED = "harbour-weekly-2018"


@pytest.fixture
def returned(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a reader who comes back: answer log and added article."""
    shutil.copytree(FIRST / "home", home)
    monkeypatch.setenv("ALLIANCE_LANGUAGE", "en")
    return home


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the class handed in, as folders and files with one and the same moment."""
    folder = tmp_path_factory.mktemp("first") / "class"
    with zipfile.ZipFile(FIRST / "handed-in.zip") as archive:
        archive.extractall(folder)
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def done() -> list[int]:
    """Right answers per unit where there are any, as ``al.progress()`` tells them."""
    counts = [int(done) for done, _ in re.findall(r"(\d+) of (\d+)", str(al.progress()))]
    return [count for count in counts if count]


def logged(home: Path) -> list[dict[str, Any]]:
    lines = (home / "answers.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


ARGUED = "recorded"  # what a complete argument is called since; nobody had judged it
# What the first edition passed over in silence.
NOTICED = (
    "1960.9: its card holds no output: an answer that was clicked is gone",
    "1960.11: its key was false, which costs nobody a point",
    sentence("no-answer"),
)


def best(records: list[dict[str, Any]]) -> dict[str, int]:
    """From the log itself: how many questions of each unit came out right or defensible."""
    good = {one["question"] for one in records if one.get("status") in ("right", "defensible")}
    units = sorted(id.partition(".")[0] for id in good)
    return {unit: units.count(unit) for unit in units}


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session that has just begun, in a folder of its own."""
    monkeypatch.setattr(check, "_ranks", {})
    folder = tmp_path / "exercises"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_the_log_is_whole_and_goes_on(returned: Path, session: Path) -> None:
    before = logged(returned)
    assert best(before) == {"1951": 7, "1960": 7}
    assert done() == []  # a diary: on a shared account its answers may be anybody's
    (open_one,) = {"1951.4"} - {one["question"] for one in before}
    right = next(
        row[0] for row in freeze.read("answers")["units"]["1951"][open_one] if row[1] == "right"
    )
    assert al.check(open_one, right).status == "right"
    assert logged(returned)[: len(before)] == before
    assert done() == [1]


def test_the_notebooks_say_where_a_reader_stands(
    returned: Path, session: Path, handed_in: Path
) -> None:
    rows = classroom.submissions(handed_in)["rows"]
    book = next(
        path
        for path in sorted(handed_in.rglob("02-*.ipynb"))
        if "alliance.answer+json" in path.read_text("utf-8")
    )
    shutil.copy(book, session)
    assert rows and sum(done()) > 0


def test_the_added_article_is_read(returned: Path) -> None:
    original = (FIRST / "lighthouse.txt").read_text("utf-8").splitlines()
    article = al.article(ADDED)
    texts = [paragraph.text for paragraph in article.paragraphs]
    assert texts == [line for line in original if len(line) > 100]
    assert ADDED in [row["id"] for row in surface.printed("sources", "--json")]


def test_the_added_article_has_its_marks(returned: Path) -> None:
    frame = al.article(ADDED).annotations()
    now = {id: [row["layer"], row["text"], row["p"]] for id, row in frame.iterrows()}
    frozen = json.loads((FIRST / "marks.json").read_text("utf-8"))
    said = differences(frozen, json.loads(json.dumps(now)))
    assert not said, said


def test_the_hand_ins_have_their_verdicts(handed_in: Path) -> None:
    frozen = json.loads((FIRST / "gradebook.json").read_text("utf-8"))
    rows = {one["file"]: one for one in frozen["submissions"]}
    for answer in (answer for row in rows.values() for answer in row["answers"].values()):
        if answer["status"] == "defensible" and answer["score"] is None:
            answer["status"] = ARGUED
    now = surface.printed("grade", handed_in, "--format", "json")["submissions"]
    assert [one["file"] for one in now] == list(rows)
    for one in now:  # a later grader may notice more; what was noticed then still is
        one["flags"] = [flag for flag in one["flags"] if flag not in NOTICED]
    said = differences(rows, {one["file"]: one for one in now})
    assert not said, said


def test_the_hand_ins_have_their_line_in_the_table(handed_in: Path) -> None:
    frozen = _by_file((FIRST / "gradebook.csv").read_text("utf-8"))
    for row in frozen.values():
        for id in ("sources.15", "1951.14", "1960.15"):
            if row[f"{id} verdict"] == "defensible":
                row[f"{id} verdict"] = ARGUED
    table = surface.run("grade", handed_in)
    for flag in NOTICED:
        table = table.replace(f"{flag}; ", "").replace(f"; {flag}", "").replace(flag, "")
    said = differences(frozen, _by_file(table))
    assert not said, said


def test_the_hand_ins_are_of_every_sort(handed_in: Path) -> None:
    rows = classroom.submissions(handed_in)["rows"].values()
    statuses = {answer[0] for row in rows for answer in row["answers"].values()}
    assert statuses == {
        "right", "partly", "wrong", "defensible", "recorded", "not-attempted", "malformed",
    }  # fmt: skip
    books = [json.loads(path.read_text("utf-8")) for path in handed_in.rglob("0*.ipynb")]
    made_from = ["made_from" in book["metadata"]["alliance"] for book in books]
    assert sorted(made_from) == [False, False, False, True, True, True]
    clicked = [cell for book in books for cell in book["cells"] if _clicked(cell)]
    assert len(clicked) > 15


@pytest.mark.slow
def test_the_sealed_keys_open_with_every_answer(tmp_path: Path) -> None:
    assert len(surface.first_ids()) == 125 - len(surface.CORRECTED)
    golden = freeze.read("answers")
    differing = {(one[0], repr(one[1])): one[1:] for one in golden["first"]}
    rows = [(id, row) for id, row in freeze.flat(golden["units"]) if id in surface.first_ids()]
    asked = [(id, differing.get((id, repr(row[0])), row)) for id, row in rows]
    pairs = [(id, row[0]) for id, row in asked]
    where = surface.sealed_with(surface.FIRST_KEYS, tmp_path / "first")
    verdicts = surface.verdicts_elsewhere(where, pairs, tmp_path / "home")
    now = {f"{id} {row[0]!r}": said for (id, row), said in zip(asked, verdicts, strict=True)}
    said = differences({f"{id} {row[0]!r}": row[1:] for id, row in asked}, now)
    assert not said, said


def _clicked(cell: dict[str, Any]) -> bool:
    """Whether an answer is kept in what a widget left below its cell."""
    kept = any("vnd.alliance.answer" in json.dumps(one) for one in cell.get("outputs", ()))
    return kept and "".join(cell["source"]).startswith("al.ask(")


def _by_file(text: str) -> dict[str, dict[str, str]]:
    return {row["file"]: row for row in csv.DictReader(text.splitlines(keepends=True))}
