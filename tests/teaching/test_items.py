"""What a class got wrong, and how an answer that nobody foresaw gets into the author's file."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html import escape
from pathlib import Path
from typing import Any

import classroom as room
import pytest
import yaml
from checkout import from_yaml
from click.testing import CliRunner, Result

from alliance.authoring import adopt
from alliance.html import inline
from alliance.languages import pick
from alliance.questions import bank
from alliance.teaching import class_page, items
from alliance.teaching.cli import items_command

UNIT = "taiwan"
CHOICE = room.question("choice", UNIT)
TEXT = room.question("text", UNIT)


def said(*arguments: Any) -> Result:
    return CliRunner().invoke(items_command, [str(one) for one in arguments])


def mistake(id: str) -> tuple[str, Any]:
    """A misconception of a question, and an answer that shows it."""
    one = next(one for one in room.solutions(UNIT)[id]["misconceptions"] if one["answers"])
    return one["name"], one["answers"][0]


@pytest.fixture
def gradebook(tmp_path: Path) -> Path:
    """Ten students: four know everything, three make a known mistake, two write something that
    nobody foresaw in two spellings, one answers nothing in the text question."""
    right = room.right(UNIT)
    _, wrong = mistake(CHOICE)
    given: list[dict[str, Any]] = [dict(right) for _ in range(4)]
    given += [{**right, CHOICE: wrong} for _ in range(3)]
    given += [{**right, TEXT: "Zanzibar Gazette"}, {**right, TEXT: "the zanzibar  gazette!"}]
    given += [{**right, TEXT: ""}]
    for number, answers in enumerate(given):
        book = room.answered(answers)
        if number == 0:
            book["cells"].append(room.code(f'al.hint("{TEXT}")'))
        room.save(tmp_path / "in" / f"student{number}.ipynb", book)
    room.save(tmp_path / "in" / "broken.ipynb", b"{")
    room.run(tmp_path / "in", "-o", tmp_path / "gradebook.csv")
    room.run(tmp_path / "in", "-o", tmp_path / "gradebook.json")
    return tmp_path / "gradebook.csv"


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_shares_are_of_all_students_and_both_formats_tell_the_same(
    gradebook: Path, suffix: str
) -> None:
    done = said(gradebook.with_suffix(suffix), "--json")
    assert done.exit_code == 0, done.output
    found = {one["id"]: one for one in json.loads(done.stdout)}
    name, _ = mistake(CHOICE)
    assert found[CHOICE]["students"] == 10
    assert found[CHOICE]["misconceptions"] == {name: pytest.approx(0.3)}
    assert found[CHOICE]["right"] == pytest.approx(0.7)
    text = found[TEXT]
    assert (text["answered"], text["mean"]) == (9, pytest.approx(0.7))
    assert text["hints"] == pytest.approx(0.1)
    (other,) = text["others"]
    assert (other["count"], other["foreseen"], other["status"]) == (2, True, "wrong")
    assert not list(gradebook.parent.glob("*-items")), "JSON alone writes no files"


@pytest.mark.slow
def test_files_are_made_beside_the_gradebook_and_hold_no_name(gradebook: Path) -> None:
    done = said(gradebook)
    assert done.exit_code == 0, done.output
    folder = gradebook.with_name("gradebook-items")
    page = (folder / "class.html").read_text("utf-8")
    assert "student3" not in page and "zanzibar" in page.casefold()
    assert "alt=" in page and "bar per question" in page
    assert "1 file could not be graded." in page
    name, wrong = mistake(CHOICE)
    called = next(
        one for one in room.solutions(UNIT)[CHOICE]["misconceptions"] if one["name"] == name
    )
    assert f"<h1>The commonest slip: {bank.called(called)}</h1>" in page
    options = bank.question(CHOICE).form["options"]
    right = room.right(UNIT)[CHOICE]
    bars = re.findall(r"<li( class=\"al-key\")?><span>(.*?)</span><span class=\"n\">(\d+%)", page)
    assert (' class="al-key"', f"✓ {right} · {escape(pick(options[right]))}", "70%") in bars
    assert ("", f"{wrong} · {escape(pick(options[wrong]))}", "30%") in bars
    unchosen = [one for one in options if one not in (right, wrong)]
    assert all(("", f"{one} · {escape(pick(options[one]))}", "0%") in bars for one in unchosen)
    advice = class_page.sayings(room.ROOT)[bank.unit(UNIT).number, name]
    assert f"<strong>Say.</strong> {inline(advice)}" in page
    assert page.index("could not be graded") < page.index("%</span>"), "before any number"
    assert "For the teacher" not in page and "tells apart" not in page, "the class is shown it"
    assert not re.search(r"<span>[^<]*(\d{4}-\d\d-\d\d|[a-z]+-(19|20)\d\d)", page), "codes"
    assert (folder / "items.png").read_bytes().startswith(b"\x89PNG")
    with open(folder / "items.csv", encoding="utf-8", newline="") as table:
        rows = {row["question"]: row for row in csv.DictReader(table)}
    assert rows[CHOICE]["right"] == "0.7"


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    sheets = [
        {"answers": {"x.1": _given(a), "x.2": _given(b), "x.3": _given(c), "y.1": _given(1 - a)}}
        for n, (a, b, c) in enumerate([(0, 0, 0.2), (0, 0, 0.6), (1, 1, 0.4), (1, 1, 0.8)])
    ]
    found = {item.id: item.discrimination for item in items.analyse(sheets)}
    # Pearson's r of (0, 0, 1, 1) and the means of the others, (.1, .3, .7, .9), by hand: .6 / √.4
    assert found["x.1"] == pytest.approx(0.6 / 0.4**0.5)
    assert found["y.1"] is None, "a unit of one question has no rest"


def _given(score: float) -> dict[str, Any]:
    status = "right" if score == 1 else "wrong"
    return {"answer": "x", "status": status, "score": score, "misconception": None, "hints": 0}


def test_where_all_are_alike_nothing_is_told_apart() -> None:
    sheets = [{"answers": {"x.1": _given(1), "x.2": _given(0)}} for _ in range(12)]
    assert [item.discrimination for item in items.analyse(sheets)] == [None, None]


def test_a_gradebook_with_the_contracts_columns_only_is_enough(tmp_path: Path) -> None:
    book = tmp_path / "g.csv"
    book.write_text(
        "student,file,score,out_of,error,flags,1951.1,1951.2\n"
        "Amy,a,1.5,2,,,1,0.5\nBo,b,0,2,,,0,\nCy,c,,,unreadable,,,\n"
    )
    found = {one["id"]: one for one in json.loads(said(book, "--json").stdout)}
    assert (found["1951.1"]["right"], found["1951.2"]["students"]) == (0.5, 1)


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"submissions": 3}', b"a,b\n1,2\n", b"\xff\xfe", b"student,1951.1\n"]
)
def test_what_is_no_gradebook_is_told(tmp_path: Path, content: bytes) -> None:
    book = tmp_path / "g.csv"
    book.write_bytes(content)
    done = said(book)
    assert done.exit_code == 1 and done.output.startswith("alliance: g.csv")


@pytest.mark.parametrize(
    ("name", "answer"),
    [("Doe, Amy", "I, Amy Doe, say"), ("Renée Doé", "Renee Doe"), ("Renee Doe", "DOE RENÉE")],
)
def test_a_full_name_in_an_answer_and_an_argument_are_not_shown_to_the_class(
    name: str, answer: str
) -> None:
    others = [items.Said(said, 1, "wrong", False, said) for said in (answer, "Kyoto")]
    item = items.ItemStatistics(TEXT, 2, 2, 0, 0, None, {}, others, 0, 0, 0)
    page = class_page.page([item], "", [name])
    assert "Kyoto" in page and answer not in page


def test_markup_in_an_answer_is_text() -> None:
    other = items.Said("<script>alert(1)</script>", 1, "wrong", False, "")
    item = items.ItemStatistics(TEXT, 1, 1, 0, 0, None, {"a<b": 1.0}, [other], 0, 0, 0)
    page = class_page.page([item], "", [])
    assert "<script" not in page and "a<b" not in page


# Adopting an answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(room.ROOT / "solutions" / "questions", tmp_path / "q")
    return tmp_path / "q"


def _question(change: adopt.Adoption, id: str) -> dict[str, Any]:
    questions = from_yaml(change.after)["questions"]
    found: dict[str, Any] = next(one for one in questions if one["id"] == id)
    return found


@pytest.mark.slow
def test_a_variant_is_added_and_nothing_else_changes(folder: Path) -> None:
    change = adopt.change(folder, TEXT, "Zanzibar Gazette")
    assert "Zanzibar Gazette" in _question(change, TEXT)["accept"]
    assert len(change.diff.splitlines()) < 15
    lines = change.after.splitlines()
    gone = [line for line in change.before.splitlines() if line not in lines]
    assert len(gone) <= 1, "one line may be longer than before"
    assert change.path.read_text("utf-8") == change.before, "nothing is written yet"
    change.write()
    with pytest.raises(adopt.CannotAdopt, match="already"):
        adopt.change(folder, TEXT, "the Zanzibar gazette")


@pytest.mark.slow
def test_a_misconception_gets_one_answer_more(folder: Path) -> None:
    name, _ = mistake(TEXT)
    change = adopt.change(folder, TEXT, "Zanzibar Gazette", mistake=name)
    entry = next(m for m in _question(change, TEXT)["misconceptions"] if m["name"] == name)
    assert "Zanzibar Gazette" in entry["answers"]


@pytest.mark.slow
def test_a_new_misconception_needs_a_message(folder: Path) -> None:
    with pytest.raises(adopt.CannotAdopt, match="--message"):
        adopt.change(folder, TEXT, "Zanzibar", mistake="wrong-continent")
    told = 'Look again: "where"?'
    change = adopt.change(folder, TEXT, "Zanzibar", mistake="wrong-continent", message=told)
    entry = _question(change, TEXT)["misconceptions"][-1]
    assert entry == {"name": "wrong-continent", "answers": ["Zanzibar"], "message": told}


@pytest.mark.slow
def test_every_kind_takes_a_new_answer_or_says_why_not(folder: Path) -> None:
    taken = 0
    of_each_kind = {one.kind: (id, one) for id, one in bank.unit(room.UNIT).questions.items()}
    for id, question in of_each_kind.values():
        try:
            change = adopt.change(
                folder, id, question.example, mistake="tried-out", message="Look again."
            )
        except adopt.CannotAdopt as why:
            assert str(why).strip().endswith((".", "build", "?")), why
            continue
        old, new = change.before.splitlines(), change.after.splitlines()
        assert len(new) == len(old) + 3 and not set(old) - set(new)
        taken += 1
    assert taken, "no kind of the unit took one"


@pytest.mark.slow
def test_a_right_answer_cannot_become_a_mistake(folder: Path) -> None:
    right = room.right(UNIT)[TEXT]
    with pytest.raises(adopt.CannotAdopt):
        adopt.change(folder, TEXT, right, mistake="tried-out", message="Look again.")


@pytest.mark.slow
def test_comments_line_ends_and_lists_with_a_line_each_stay(tmp_path: Path) -> None:
    source = room.ROOT / "solutions" / "questions" / "06-taiwan.yaml"
    text = source.read_text("utf-8")
    data = from_yaml(text)
    asked = next(one for one in data["questions"] if one["id"] == TEXT)
    asked["accept"] = [*asked.get("accept", ()), "Something Else"]
    block = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    block = block.replace("- Something Else", "- Something Else  # a remark\n    # below")
    (tmp_path / "06-taiwan.yaml").write_bytes(block.replace("\n", "\r\n").encode())
    change = adopt.change(tmp_path, TEXT, "Zanzibar")
    assert "# a remark\r\n" in change.after and '- "Zanzibar"\r\n' in change.after
    assert "\n" not in change.after.replace("\r\n", "")


@pytest.mark.slow
def test_the_change_is_shown_and_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = folder.parent / "course"
    (course / "notebooks").mkdir(parents=True)
    (course / "notebooks" / "00-start-here.ipynb").write_text("{}")
    (course / "solutions").mkdir()
    shutil.move(folder, course / "solutions" / "questions")
    monkeypatch.chdir(course)
    path = course / "solutions" / "questions" / "06-taiwan.yaml"
    before = path.read_bytes()
    ask = ["--adopt", f"{TEXT}=Zanzibar", "--as", "variant"]
    no = CliRunner().invoke(items_command, ask, input="n\n")
    assert no.exit_code == 0 and "+" in no.output and path.read_bytes() == before
    yes = said(*ask, "--yes")
    assert (
        yes.exit_code == 0 and "alliance build" in yes.output and b"Zanzibar" in path.read_bytes()
    )
    assert said("--adopt", "nothing", "--as", "variant").exit_code == 2
    assert said("--adopt", "9.9=x", "--as", "variant").exit_code == 1


def test_nothing_is_said_of_what_nobody_has_marked(tmp_path: Path) -> None:
    argue, right = room.question("argue", UNIT), room.right(UNIT)
    for number in range(12):
        mine = right if number < 2 else {**right, argue: "no parts" if number % 2 else ""}
        room.save(tmp_path / "in" / f"student{number}.ipynb", room.answered(mine))
    room.run(tmp_path / "in", "-o", tmp_path / "gradebook.csv", "--review", tmp_path / "sheet.csv")
    sheets, _ = items.read(tmp_path / "gradebook.csv")
    (item,) = [one for one in items.analyse(sheets) if one.id == argue]
    assert (item.students, item.waiting) == (0, 2)
    assert items.note(item) == "2 answers wait for your marks"
    assert items.cells(item)[3:5] == ["", ""], "0 % would be a verdict"
    # Once they are marked the blanks count like any.
    with open(tmp_path / "sheet.csv", encoding="utf-8-sig", newline="") as file:
        rows = [{**row, "mark": "1"} for row in csv.DictReader(file)]
    with open(tmp_path / "marked.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    shutil.copy(tmp_path / "sheet-key.csv", tmp_path / "marked-key.csv")
    marked = tmp_path / "marked.csv"
    done = room.run(tmp_path / "in", "-o", tmp_path / "gradebook.csv", "--marks", marked)
    assert done.exit_code == 0, done.output
    (item,) = [o for o in items.analyse(items.read(tmp_path / "gradebook.csv")[0]) if o.id == argue]
    assert (item.students, item.waiting, item.mean) == (12, 0, 0)
    assert "hard" in items.note(item)


def _sheets(of: dict[str, int], status: str = "wrong", **more: Any) -> list[dict[str, Any]]:
    """A row for each student of these units, all wrong in each of its first questions."""
    made = []
    for prefix, count in of.items():
        for id in list(bank.unit(prefix).questions)[:1]:
            names = [one["name"] for one in room.solutions(prefix)[id]["misconceptions"]]
            one = {"answer": "x", "status": status, "score": 0.0, "misconception": names[0]}
            made += [{"answers": {id: {**one, "hints": 0, **more}}} for _ in range(count)]
    return made


@pytest.mark.parametrize(
    ("own", "strays", "headline"),
    [(17, 1, "sources"), (17, 2, "sources"), (40, 3, "sources"), (3, 4, "1951"), (1, 0, "sources")],
)
def test_what_a_few_have_handed_in_makes_no_headline(own: int, strays: int, headline: str) -> None:
    sheets = _sheets({"sources": own}) + _sheets({"1951": strays})
    sheets += _sheets({"sources": 1}, status="right", score=1.0, misconception=None)
    found = items.analyse(sheets)
    page = class_page.page(found, "", [])
    (id,) = re.findall(r'show it: <a href="#q([\w.]+)"', page)
    assert id.partition(".")[0] == headline
    whole = max(own + 1, strays) in (own + 1,) and headline == "sources"
    assert ("of the class show it" in page) == (whole or strays > own)
    assert "1951.1" not in page.partition("All questions")[0] or headline == "1951"


def test_who_has_not_opened_a_unit_is_in_none_of_its_figures() -> None:
    sheets = _sheets({"1951": 3})
    (id,) = sheets[0]["answers"]
    blank = {"answer": None, "status": "not-attempted", "score": 0.0, "misconception": None}
    other = next(one for one in bank.unit("1951").questions if one != id)
    sheets += [{"answers": {id: {**blank, "hints": 0}, other: {**blank, "hints": 0}}}]
    sheets[0]["answers"][other] = {**blank, "hints": 0}
    found = {item.id: item for item in items.analyse(sheets)}
    assert (found[id].students, found[id].answered) == (3, 3)
    assert (found[other].students, found[other].answered) == (1, 0), "left out, not unopened"
    page = class_page.page(list(found.values()), "", [])
    assert f'id="q{id}"' in page and f'id="q{other}"' not in page, "no row without an answer"
