"""``al.write``: a student's own words are kept with their prompt, come back, and are no answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from checkout import ROOT

import alliance as al
from alliance import working_copy
from alliance.cli import _score
from alliance.questions import check, kept_answers
from alliance.questions.check import Writing
from alliance.questions.kept_answers import MIME

ID, PROMPT = "02.expect", "I expect that Washington … because …"
TEXT = "I expect a promise,\nbecause <both> signed."
ENTRY = {"answer": TEXT, "prompt": PROMPT, "time": "2026-01-01T00:00:00Z", "edition": "1"}


def book(entry: dict[str, Any], *cells: Any) -> dict[str, Any]:
    notebook = room.notebook(*cells)
    notebook["metadata"][kept_answers.KEY] = {ID: entry}
    return notebook


def test_what_is_typed_is_recorded_with_its_prompt_and_logged(home: Path) -> None:
    said = al.write(ID, PROMPT, TEXT)
    assert (said.status, said.score, said.answer) == ("recorded", None, TEXT)
    record = said._repr_mimebundle_()[MIME]
    assert record == {"question": ID, "answer": TEXT, "version": 1, "prompt": PROMPT}
    line = json.loads((home / "answers.jsonl").read_text("utf-8"))
    assert (line["question"], line["answer"], line["status"]) == (ID, TEXT, "recorded")


@pytest.mark.parametrize("text", [None, "", "  ", ..., ["no", "text"]])
def test_without_a_text_it_is_a_place_to_write(text: Any) -> None:
    here = al.write(ID, PROMPT, text)
    assert isinstance(here, Writing)
    assert here.verdict.status == "not-attempted"
    assert (
        PROMPT in repr(here) and PROMPT in here._repr_html_() and "al-stored" in here._repr_html_()
    )


@pytest.mark.parametrize("id", ["start.1", "", "x" * 70, 3, None])
def test_the_name_of_a_text_is_no_question(id: Any) -> None:
    said = al.write(id, PROMPT, TEXT)
    assert said.status == "malformed" and "a name of its own" in said.message


def test_the_notebook_gives_it_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = room.save(tmp_path / "02.ipynb", book(ENTRY))
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    here = al.write(ID, PROMPT)
    assert (here.verdict.status, here.verdict.answer) == ("recorded", TEXT)
    assert TEXT in repr(here)
    assert al.write("03.expect", PROMPT).verdict.status == "not-attempted"


def test_it_counts_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(check, "_ranks", {})
    room.save(tmp_path / "02.ipynb", book(ENTRY))
    al.write(ID, PROMPT, TEXT)
    assert check.standing() == {}
    output = room.record(ID, TEXT)
    output["data"][MIME]["prompt"] = PROMPT
    assert _score(room.notebook(room.code("al.write(…)", output))) == "–"


def test_the_card_has_no_hint_and_its_words() -> None:
    task = al.write(ID, PROMPT).task()
    assert (task["kind"], task["prompt"]) == ("write", PROMPT)
    assert task["words"]["check"] == "Keep my answer"
    script = (ROOT / "alliance" / "look" / "card.js").read_text("utf-8")
    parts = re.split(r"^function (?=\w+\()", script, flags=re.MULTILINE)
    used = {one.partition("(")[0]: re.findall(r"\bwords\.(\w+)", one) for one in parts}
    assert used["write"] == ["count"]
    assert {*used["write"], *used["render"]} <= task["words"].keys()


# What is handed in.


def written(*cells: Any, entry: dict[str, Any] | None = None) -> Any:
    from alliance.teaching import submission

    notebook = book(entry, *cells) if entry else room.notebook(*cells)
    found = submission.read(json.dumps(notebook).encode())
    assert ID not in found.answers and not found.notes
    return found.written.get(ID)


CELL = room.code(f"al.write({ID!r}, {PROMPT!r})")
TYPED = room.code(f"al.write({ID!r}, {PROMPT!r}, {TEXT!r})")


def test_it_is_read_wherever_it_is_kept() -> None:
    output = room.record(ID, TEXT)
    output["data"][MIME]["prompt"] = PROMPT
    for found in (
        written(CELL, entry=ENTRY),
        written(TYPED),
        written({**CELL, "outputs": [output]}),
        written({**CELL, "outputs": [output]}, entry={"draft": TEXT, "prompt": PROMPT}),
        written(CELL, entry={**ENTRY, "answer": "old", "draft": TEXT}),
    ):
        assert found == (PROMPT, TEXT)
    assert written(CELL) is None
    assert written(room.code('file.write("02.expect")')) is None
    assert written(CELL, entry={"prompt": PROMPT, "answer": 3}) is None


def test_a_teacher_reads_it_and_no_point_hangs_on_it(tmp_path: Path) -> None:
    notebook = room.answered(room.right())
    notebook["cells"].append(TYPED)
    room.save(tmp_path / "in" / "Jane Doe.ipynb", notebook)
    room.save(tmp_path / "in" / "Ben Okri.ipynb", book({**ENTRY, "answer": "I, Ben Okri, see."}))
    room.save(tmp_path / "in" / "Amy Tan.ipynb", room.answered(room.right()))
    sheet, pages = tmp_path / "sheet.html", tmp_path / "pages"
    amy, ben, jane = room.graded(tmp_path / "in", "--review", sheet, "--feedback", pages)
    assert (jane["score"], jane["out_of"]) == (amy["score"], amy["out_of"])
    assert jane["written"] == {ID: {"prompt": PROMPT, "text": TEXT}} and "written" not in amy
    assert ID not in jane["answers"] and not any(ID in flag for flag in jane["flags"])
    assert (ben["error"], ben["score"], ben["out_of"]) == (None, 0, 0)
    theirs = {path.name[:3]: path.read_text("utf-8") for path in pages.iterdir()}
    assert "because &lt;both&gt; signed." in theirs["Jan"].partition("In your own words")[2]
    assert "In your own words" not in theirs["Amy"]
    marking = sheet.read_text("utf-8").partition("In their own words")[2]
    assert "because &lt;both&gt; signed." in marking
    assert "I, [name], see." in marking and "Okri" not in marking


def test_a_newer_edition_keeps_it_and_does_not_call_it_a_question(tmp_path: Path) -> None:
    asked = {**room.code('al.ask("start.1")'), "id": "a"}
    asked["metadata"] = {"alliance": {"question": "start.1"}}
    (tmp_path / "solutions").mkdir()
    room.save(tmp_path / "notebooks" / "02.ipynb", room.notebook(asked))
    assert working_copy.bring(tmp_path) == []
    mine = tmp_path / working_copy.NAME / "notebooks" / "02.ipynb"
    room.save(mine, book(ENTRY, asked))
    room.save(tmp_path / "notebooks" / "02.ipynb", room.notebook(asked, {**CELL, "id": "new"}))
    assert working_copy.bring(tmp_path) == []
    now = json.loads(mine.read_text("utf-8"))
    assert now["metadata"][kept_answers.KEY] == {ID: ENTRY} and len(now["cells"]) == 2
