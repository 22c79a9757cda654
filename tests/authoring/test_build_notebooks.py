"""The generated notebooks: blank ones that run, solved ones that are right, none out of date."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from nbformat import NotebookNode

from alliance import corpus
from alliance.authoring import build, notebooks
from alliance.authoring.yamlfile import AuthorError
from alliance.cli import group
from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.questions.kept_answers import MIME

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = sorted((ROOT / "exercises").glob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize(
    "path", [*EXERCISES, *SOLUTIONS], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
SOLVED = ("right", "recorded")


def answers(path: Path) -> dict[str, Any]:
    """The second argument of ``check`` in each answer cell, as a literal, by question."""
    found = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if "answer" in cell.metadata.get("tags", ()):
            call = ast.parse(cell.source).body[0].value  # type: ignore[attr-defined]
            id, answer = map(ast.literal_eval, call.args)
            assert cell.metadata["alliance"]["question"] == id
            found[id] = answer
    return found


def statuses(path: Path) -> set[str]:
    given = answers(path)
    return {judge(bank.question(id), answer).status for id, answer in given.items()}


def outputs(path: Path) -> list[NotebookNode]:
    cells = nbformat.read(path, as_version=4).cells
    return [output for cell in cells for output in cell.get("outputs", ())]


@pytest.mark.slow
def test_nothing_is_out_of_date_and_looking_writes_nothing():
    built = sorted(corpus.data().rglob("*.json"))
    before = [path.stat().st_mtime_ns for path in built]
    done = CliRunner().invoke(group, ["build", "--check"])
    assert (done.exit_code, done.output) == (0, "All is up to date.\n")
    assert [path.stat().st_mtime_ns for path in built] == before


@pytest.mark.parametrize(
    "path", [*EXERCISES, *SOLUTIONS], ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_each_question_of_the_unit_is_asked_once(path: Path):
    unit = nbformat.read(path, as_version=4).metadata["alliance"]["unit"]
    copies = (bank.unit(prefix) for prefix in bank.prefixes())
    asked = next(copy for copy in copies if copy.number == unit)
    practice = [id for id, one in asked.uncounted.items() if one.practice and not one.retired]
    also = practice if path in SOLUTIONS else []
    assert list(answers(path)) == [*asked.questions, *also]


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_a_blank_exercise_runs_quietly(path: Path):
    assert statuses(path) == {"not-attempted"}
    shown = [output.data.get("text/html", "") for output in outputs(path)]
    assert sum("al-stored" in html for html in shown) == len(answers(path))
    assert not any(output.output_type == "error" or MIME in output.data for output in outputs(path))


@pytest.mark.slow
@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_every_answer_of_a_solution_is_right(path: Path):
    assert statuses(path) <= set(SOLVED)
    assert all(output.output_type == "execute_result" for output in outputs(path))


def test_a_solution_with_a_wrong_answer_would_be_noticed(tmp_path: Path):
    text = SOLUTIONS[0].read_text("utf-8")
    id, answer = next(iter(answers(SOLUTIONS[0]).items()))
    assert isinstance(answer, str)
    changed = text.replace(
        f'al.check(\\"{id}\\", \\"{answer}\\")', f'al.check(\\"{id}\\", \\"a\\")'
    )
    assert changed != text
    (tmp_path / "changed.ipynb").write_text(changed, "utf-8")
    assert not statuses(tmp_path / "changed.ipynb") <= set(SOLVED)


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_an_exercise_tells_nothing_of_the_solution(path: Path):
    said = path.read_text("utf-8")
    prefix = next(iter(answers(path))).partition(".")[0]
    solved = json.loads((ROOT / "solutions" / "questions" / f"{prefix}.json").read_text("utf-8"))
    for one in solved["questions"].values():
        told = [one["explanation"], *(mistake["message"] for mistake in one["misconceptions"])]
        told += [mistake["name"] for mistake in one["misconceptions"]]
        assert not [text for text in told if json.dumps(text, ensure_ascii=False)[1:-1] in said]


@pytest.mark.parametrize(
    "path", [*EXERCISES, *SOLUTIONS], ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_cells_are_ready_for_nbgrader(path: Path):
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    keys = [cell.metadata["nbgrader"] for cell in book.cells if "nbgrader" in cell.metadata]
    ids = [key["grade_id"] for key in keys]
    assert len(ids) == len(set(ids))
    for key in keys:
        assert re.fullmatch(r"[\w-]+", key["grade_id"])
        assert key["schema_version"] == 3
        assert key["locked"] and not key["solution"]
        assert (key["grade"] or key["task"]) == ("points" in key)
    if path in EXERCISES:
        # A point per question, as in alliance grade; an argument is a task that a person marks.
        assert sum(key.get("points", 0) for key in keys) == len(answers(path))


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ('a “quoted” "word" \\ and 安保', '"a “quoted” \\"word\\" \\\\ and 安保"'),
        (["a", 2], '["a", 2]'),
        ({1: None, "b": [True]}, '{"1": None, "b": [True]}'),
    ],
)
def test_answers_are_written_as_python_reads_them(value: Any, source: str):
    assert notebooks.literal(value) == source
    ast.literal_eval(source)


def test_the_sources_to_read_stand_below_the_prompt():
    start = nbformat.read(ROOT / "solutions" / "00-start.ipynb", as_version=4)
    (task,) = (cell.source for cell in start.cells if cell.id == "start-1-task")
    assert "Read: Reuters 2020." in task.split("\n\n")


def test_money_is_no_formula():
    cell = notebooks._markdown("x", "$1.72 billion or $9 billion")
    # JupyterLab makes a formula of what stands between two dollar signs, escaped or not.
    assert cell.source == "USD 1.72 billion or USD 9 billion"


# A small course of its own, to build in. Its notebooks are not run: that takes seconds each.


RAN: list[str] = []  # the notebooks that would have been executed


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    shutil.copytree(corpus.data(), tmp_path / "alliance" / "data")
    folder = tmp_path / "solutions" / "questions"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / "questions" / "00-start.yaml", folder)
    monkeypatch.setattr(corpus, "_DATA", tmp_path / "alliance" / "data")

    def ran(path: Path) -> bool:
        RAN.append(path.name)
        book = nbformat.read(path, as_version=4)
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.execution_count = 1
        path.write_text(notebooks.text_of(book), "utf-8")
        return True

    def made(facts: object, folders: object) -> dict[Path, str]:
        names = ("sources.json", "annotations.json")
        built = (corpus.data("built", name) for name in names)
        return {path: path.read_text("utf-8") for path in built}

    monkeypatch.setattr(notebooks, "execute", ran)
    # Reading the sources' YAML takes seconds too, and these tests change nothing in it.
    monkeypatch.setattr(build.data, "build_sources", made)
    yield tmp_path
    monkeypatch.undo()
    corpus.forget()


@pytest.fixture
def built(course: Path) -> Path:
    build.build()
    return course


MADE = (
    "alliance/data/questions/start.json",
    "solutions/questions/start.json",
    "exercises/00-start.ipynb",
    "solutions/00-start.ipynb",
)


def change_hint(course: Path) -> None:
    path = course / "solutions" / "questions" / "00-start.yaml"
    text = path.read_text("utf-8")
    assert "The first treaty is the older one." in text
    path.write_text(text.replace("The first treaty is the older one.", "Older."), "utf-8")


def change_message(course: Path) -> None:
    path = course / "solutions" / "questions" / "00-start.yaml"
    text = path.read_text("utf-8")
    assert "There was one before it." in text
    path.write_text(text.replace("There was one before it.", "And before?"), "utf-8")


def edit_cell(course: Path) -> None:
    path = course / "exercises" / "00-start.ipynb"
    path.write_text(path.read_text("utf-8").replace("Run All Cells", "Run None"), "utf-8")


def break_notebook(course: Path) -> None:
    (course / "solutions" / "00-start.ipynb").write_text("{", "utf-8")


def unrun_notebook(course: Path) -> None:
    path = course / "solutions" / "00-start.ipynb"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"execution_count": 1', '"execution_count": null'), "utf-8")


@pytest.mark.slow
def test_what_a_class_may_have_is_told_when_it_is_gone_or_comes_into_its_edition(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = built / "solutions" / "questions" / "00-start.yaml"
    text = path.read_text("utf-8")
    first = text[text.index("  - id:") : text.index("  - id:", text.index("  - id:") + 5)]
    path.write_text(text.replace(first, first + first.replace("start.1", "start.88")), "utf-8")
    build.build(check=True)
    assert "start.88 came into edition 2" in capsys.readouterr().err
    new = first.replace("start.1", "start.88").replace("\n", "\n    since: 3\n", 1)
    path.write_text(text.replace(first, first + new), "utf-8")
    build.build()
    assert not capsys.readouterr().err, "a new edition says so"
    path.write_text(text, "utf-8")
    build.build()
    assert "start.88 stood here" in capsys.readouterr().err
    change_hint(built)
    build.build()
    assert not capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (change_hint, MADE[:1] + MADE[2:]),
        (change_message, MADE),
        (edit_cell, MADE[2:3]),
        (break_notebook, MADE[3:]),
        (unrun_notebook, MADE[3:]),
    ],
)
def test_what_is_out_of_date_is_noticed_and_mended(
    built: Path, change: Callable[[Path], None], stale: tuple[str, ...]
):
    assert build.build(check=True) == ()
    change(built)
    before = {path: path.read_bytes() for path in built.rglob("*.*") if path.is_file()}
    assert build.build(check=True) == stale
    assert before == {path: path.read_bytes() for path in built.rglob("*.*") if path.is_file()}
    assert build.build() == stale
    assert build.build(check=True) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("00-again.yaml", r"00-start\.yaml, line 2: its prefix is that of 00-again\.yaml"),
        ("00-start.yml", r"call it 00-start\.yaml"),
    ],
)
def test_a_file_that_would_be_lost_is_told(built: Path, name: str, told: str):
    folder = built / "solutions" / "questions"
    (folder / name).write_bytes((folder / "00-start.yaml").read_bytes())
    with pytest.raises(AuthorError, match=told):
        build.build(check=True)
    (folder / name).unlink()
    assert build.build(check=True) == (), "a control"


def lesson(course: Path, name: str, source: str) -> None:
    path = course / "notebooks" / name
    path.parent.mkdir(exist_ok=True)
    cell = nbformat.v4.new_code_cell(source, id="one", execution_count=1)
    book = notebooks.settled(nbformat.v4.new_notebook(cells=[cell]))
    path.write_text(notebooks.text_of(book), "utf-8")


@pytest.mark.slow
def test_only_what_shows_a_changed_question_is_executed_again(built: Path):
    lesson(built, "00-mine.ipynb", 'al.ask("start.1")')
    lesson(built, "01-other.ipynb", "al.articles()")
    assert build.build() == ()
    RAN.clear()
    change_hint(built)
    build.build()
    assert sorted(RAN) == ["00-mine.ipynb", "00-start.ipynb", "00-start.ipynb"]
    RAN.clear()
    assert build.build() == () and RAN == [], "nothing is made twice"


@pytest.mark.slow
def test_no_build_loads_the_rooms_whose_change_costs_nothing():
    code = (
        "import sys; from alliance.authoring import build, docs, notebooks; import alliance as al; "
        "[getattr(al, name) for name in al.__all__]; "
        "print(*(name for name in sys.modules if name.startswith('alliance.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {name.split(".")[1] for name in done.stdout.split()}
    assert {"authoring", "questions"} <= rooms and rooms.isdisjoint(build._APART)


@pytest.mark.slow
def test_without_its_ledger_a_build_compares_everything(built: Path):
    (built / "build" / "ledger.json").write_text("{")
    assert build.build(check=True) == ()
    change_message(built)
    (built / "build" / "ledger.json").unlink()
    assert build.build(check=True) == MADE


@pytest.mark.slow
def test_a_check_remembers_what_it_found_right_and_nothing_else(built: Path):
    ledger = built / "build" / "ledger.json"
    held = ledger.read_text()
    ledger.unlink()
    assert build.build(check=True) == () and ledger.read_text() == held
    ledger.unlink()
    change_message(built)
    assert build.build(check=True) == MADE and not ledger.exists()


@pytest.mark.slow
def test_a_check_takes_nothing_from_a_build_that_would_run_it(
    built: Path, monkeypatch: pytest.MonkeyPatch
):
    lesson(built, "00-mine.ipynb", 'al.ask("start.1")')
    build.build()
    monkeypatch.setattr(build.Ledger, "code", "the library says it anew")
    assert build.build(check=True) == ()
    RAN.clear()
    build.build()
    assert sorted(RAN) == ["00-mine.ipynb", "00-start.ipynb", "00-start.ipynb"]


@pytest.mark.slow
def test_a_check_finds_a_changed_list_of_answers_and_a_build_judges_them(built: Path):
    path = built / "solutions" / "questions" / "00-start.yaml"
    told = path.read_text("utf-8")
    listed = re.sub(r"right: \[", "right: [no such thing, ", told, count=1)
    assert listed != told
    path.write_text(listed, "utf-8")
    ledger = built / "build" / "ledger.json"
    for known in (True, False):
        if not known:
            ledger.unlink()
        assert MADE[0] in build.build(check=True)
        with pytest.raises(AuthorError, match=r"line \d+: .*no such thing.* is judged"):
            build.build()


@pytest.mark.slow
def test_outputs_of_a_notebook_do_not_make_it_stale(built: Path):
    path = built / "exercises" / "00-start.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells[2].outputs = [nbformat.v4.new_output("stream", text="other")]
    path.write_text(notebooks.text_of(book), "utf-8")
    assert build.build(check=True) == ()


@pytest.mark.slow
def test_generated_files_go_with_their_question_file_and_others_stay(built: Path):
    mine = built / "exercises" / "mine.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), mine)
    (built / "solutions" / "questions" / "00-start.yaml").unlink()
    assert sorted(build.build()) == sorted(MADE)
    assert mine.exists()
    assert not any((built / path).exists() for path in MADE)


@pytest.mark.slow
def test_a_mistake_stops_the_build_before_it_writes(built: Path):
    change_message(built)
    path = built / "solutions" / "questions" / "00-start.yaml"
    path.write_text(path.read_text("utf-8").replace("grade: 1", "grade: 9", 1), "utf-8")
    sealed = (built / MADE[0]).read_bytes()
    with pytest.raises(AuthorError, match=r"00-start\.yaml, line \d+"):
        build.build()
    assert (built / MADE[0]).read_bytes() == sealed


def test_an_installed_package_says_that_there_is_no_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(corpus, "_DATA", tmp_path / "alliance" / "data")
    with pytest.raises(AuthorError, match="without the course"):
        build.build(check=True)


def test_every_exercise_leads_to_its_lesson() -> None:
    for path in EXERCISES:
        title = nbformat.read(path, as_version=4).cells[0].source
        to = re.findall(r"\]\((.*?)\)", title)
        assert len(to) == 1 and (path.parent / to[0]).is_file(), path.name
        assert Path(to[0]).name[:2] == path.name[:2]
