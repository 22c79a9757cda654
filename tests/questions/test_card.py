"""A question's card without a browser: its text, its record in the notebook, its words."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from html import unescape
from pathlib import Path
from string import Formatter
from typing import Any

import classroom as room
import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

import alliance.questions
from alliance import corpus, languages
from alliance.languages import language, say, table
from alliance.questions import bank, kinds
from alliance.questions.card import _WORDS, LOOKS, look, replied, task
from alliance.questions.check import ask, check, hint
from alliance.questions.kept_answers import MIME
from alliance.questions.kinds import lists
from alliance.questions.wording import is_silent

LOOK = Path(alliance.questions.__file__).parents[1] / "look"
QUESTIONS = [id for prefix in bank.prefixes() for id in bank.unit(prefix).questions]
# In the kernel: the widgets that it has made, the newest last, by question.
WIDGETS = """
from ipywidgets.widgets.widget import _instances
by_id = {w.task["id"]: w for w in _instances.values() if hasattr(w, "draft")}
"""


@pytest.fixture(autouse=True)
def english():
    languages.use(None)
    yield
    languages.use(None)


@pytest.mark.parametrize("id", QUESTIONS)
def test_the_text_shows_the_question_and_how_to_answer(id: str):
    question, said = bank.question(id), repr(ask(id))
    assert languages.pick(question.prompt) in said
    assert f'al.check("{id}", ' in said
    for field in ("options", "items", "left", "right"):
        for text in question.form.get(field, {}).values():
            assert languages.pick(text) in said


@pytest.mark.parametrize("wrong", ["sources.999", "", None, 1.5, object(), "x" * 10_000, ["a"]])
def test_an_unknown_question_is_no_traceback(wrong: Any):
    assert "There is no question" in str(ask(wrong))


@pytest.mark.parametrize("id", QUESTIONS)
def test_a_control_gets_what_it_draws_and_no_key(id: str):
    shown = task(bank.question(id))
    assert shown.keys() <= {
        "id", "kind", "label", "lang", "prompt", "form", "help", "words", "read", "sources",
        "rubric",
    }  # fmt: skip
    if shown["kind"] in ("cite", "argue"):
        assert all(source["places"] for source in shown["sources"])


@pytest.mark.parametrize("id", QUESTIONS)
def test_a_card_names_sources_and_shows_no_id_of_one(id: str):
    shown = task(bank.question(id))
    told = f"{shown['prompt']} {shown['form']}"
    assert not [one for one in corpus.shipped_ids() if f"`{one}`" in told]
    listed = [text for texts in lists(shown["form"]).values() for text in texts.values()]
    assert not set(corpus.shipped_ids()) & set(map(str, listed))


def run(*sources: str) -> nbformat.NotebookNode:
    """A notebook of these cells after a kernel ran it."""
    book = new_notebook(cells=[new_code_cell(source) for source in sources])
    NotebookClient(book, timeout=120, kernel_name="python3", store_widget_state=False).execute()
    return book


def data(cell: nbformat.NotebookNode) -> list[dict[str, Any]]:
    return [output.data for output in cell.outputs]


MESSAGES = """
def tell(id, content):
    by_id[id]._handle_custom_msg(content, [])

tell("start.1", {"type": "check", "answer": "a"})
tell("start.1", {"type": "check", "answer": "b"})
for content in (None, 3, [], {}, {"type": "x"}, {"type": "check"}, {"type": "hint"},
                {"type": "cited"}, {"type": "cited", "place": ["nope", 1]}, {"type": "restore"}):
    tell("start.2", content)
tell("start.2", {"type": "check", "answer": {"a": [[[]]]}})
print(by_id["start.1"].verdict["html"].count("Right"), "Hint 1" in by_id["start.2"].hint["html"])
"""


ASKED = (
    "import alliance as al\nal.ask('start.1')",
    "al.check('start.2', '')",
    "al.ask('start.3')",
    WIDGETS + MESSAGES,
    "print(al.points('start.1'))",
)


@pytest.fixture(scope="module")
def answered(homes: Path) -> nbformat.NotebookNode:
    """Asked; then the browser's messages, well-formed and not, as the kernel gets them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALLIANCE_HOME", str(homes / "answered"))
        return run(*ASKED)


@pytest.mark.slow
def test_the_output_keeps_the_last_answer(answered: nbformat.NotebookNode):
    _, record = data(answered.cells[0])
    assert record[MIME] == {"question": "start.1", "answer": "b", "version": 1}
    assert 'your answer: "b"' in record["text/plain"] and "Right" in record["text/plain"]
    assert "<p>" in record["text/html"]
    assert answered.cells[3].outputs[0].text.split() == ["1", "True"]
    assert answered.cells[4].outputs[0].text.strip() == "1.0"


@pytest.mark.slow
def test_an_unanswered_question_leaves_no_answer(answered: nbformat.NotebookNode):
    widget, record = data(answered.cells[2])
    assert MIME not in record and MIME not in widget
    assert record["text/plain"] == ""
    assert "al.check(" in widget["text/plain"]
    assert "Run All Cells" in widget["text/html"] and "al.check" not in widget["text/html"]


@pytest.mark.slow
def test_a_blank_check_shows_the_card(answered: nbformat.NotebookNode):
    widget, _ = data(answered.cells[1])
    assert "application/vnd.jupyter.widget-view+json" in widget
    assert "al-stored" in widget["text/html"]


@pytest.mark.slow
def test_without_a_widget_library_the_text_is_shown():
    book = run(
        "import sys\nsys.modules['anywidget'] = None\nimport alliance as al\nal.ask('start.1')"
    )
    (shown,) = data(book.cells[0])
    assert set(shown) == {"text/plain", "text/html"}
    assert 'al.check("start.1", ' in shown["text/plain"]


# Words and languages.


def test_every_phrase_has_its_japanese_with_the_same_gaps():
    def gaps(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for code in languages.languages():
        assert table(code).keys() <= table("en").keys(), f"{code}.json: nobody asks for these"
        for key, text in table(code).items():
            assert gaps(text) == gaps(table("en")[key]), f"{code}.json: {key}"
    assert table("ja").keys() == table("en").keys()
    for key in table("en"):
        assert re.search(r"[ぁ-んァ-ヶ一-龠％]", table("ja")[key]) or key == "argue-rubric", key


@pytest.mark.parametrize("code", languages.languages())
def test_silence_is_understood_in_every_language(code: str):
    languages.use(code)
    assert is_silent(languages.say("ask-silent"))


def test_the_language_can_be_chosen_and_is_told():
    assert "日本語" in language("ja")
    assert task(bank.question("start.1"))["words"]["check"] == "答え合わせ"
    assert "まだ答えていません" in str(check("start.1"))
    assert "どの二つの国" in repr(ask("start.1"))
    assert "［英語］" in repr(ask("today.1"))  # nobody has translated this unit
    assert "English" in language("English")
    assert task(bank.question("start.1"))["words"]["check"] == "Check"


@pytest.mark.parametrize("wrong", ["xx", "", 3, object()])
def test_an_unknown_language_changes_nothing(wrong: Any):
    assert '"ja"' in language(wrong)
    assert languages.current() == "en"


def test_the_environment_chooses_the_language(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ALLIANCE_LANGUAGE", "ja_JP.UTF-8")
    assert "ヒント" in str(hint("start.1"))


# The browser's half.


def test_the_browser_uses_only_words_that_it_is_given():
    script = (LOOK / "card.js").read_text("utf-8")
    parts = re.split(r"^function (?=\w+\()", script, flags=re.MULTILINE)
    asked = r"\bwords(?:\.(\w+)|\[\"([\w-]+)\"\])"
    used = {part.partition("(")[0]: {a or b for a, b in re.findall(asked, part)} for part in parts}
    assert used["render"]
    for name in kinds.names():
        given = {*_WORDS, *kinds.kind(name).words}
        assert used.get(name, set()) | used["render"] | used["line"] <= given, name
        assert all(say(f"ask-{word}") for word in given)
    assert used["placeLists"] <= set(kinds.kind("argue").words)
    assert used["picks"] <= {*_WORDS, *kinds.kind("choices").words}


def named_in_hints() -> set[str]:
    """The lines of code in what a question says to who is stuck, in every language."""
    files = [
        *(room.ROOT / "solutions/questions").glob("*.json"),
        *corpus.data("questions").glob("*.json"),
    ]
    texts = [path.read_text("utf-8").replace('\\"', '"') for path in files]
    return {one for text in texts for one in re.findall(r"`(al\.[^`]+)`", text)}


def bare(text: str) -> list[str]:
    """The lines of code in a text that stand in no brackets."""
    return re.findall(r"(?<![(（])`al\.[^`]+`|`al\.[^`]+`(?![)）])", text)


def test_a_hint_reads_without_its_code_which_a_card_leaves_out():
    assert bare("Look at `al.tables()`.") and not bare("See the table (`al.table(1)`).")
    for path in (room.ROOT / "solutions/questions").glob("*.yaml"):
        assert bare(path.read_text("utf-8")) == [], path.name


@pytest.mark.parametrize("line", sorted(named_in_hints()))
def test_what_a_hint_names_in_code_is_shown_by_a_click(line: str):
    script = (LOOK / "card.js").read_text("utf-8")
    names = re.search(r"const LOOK = .*?\(\?:(.*?)\)", script)
    told = names[1].replace("tables?", "table|tables") if names else ""
    assert {*told.split("|")} == {*LOOKS, r"plots\.\w+(?:\.table"}
    html = look(line)
    assert html or "…" in line, "a gap for the reader to fill"
    assert html is None or ("There is no" not in html and len(html) > 300)


@pytest.mark.parametrize(
    "line", ["al.check('a', 'b')", 'al.reveal("anpo.1")', "al.kwic(open('x'))", "al.portfolio()", 5]
)
def test_no_other_line_is_run(line: object):
    assert look(line) is None


def test_a_card_is_answered_with_what_the_line_shows():
    asked = ask("1951.7")
    said = replied({"type": "look", "n": 3, "line": 'al.kwic("riots")'}, asked, ())["said"]
    assert said["n"] == 3 and "riots" in said["html"]
    assert replied({"type": "look", "n": 4, "line": "al.points('1951.7')"}, asked, ()) == {}


def test_a_line_about_nothing_is_told():
    assert "no" in (look('al.timeline("nonsense")') or "") and "Traceback" not in str(
        look("al.treaty(1952)")
    )


def offered() -> list[tuple[str, str, str]]:
    """Every place that a card lets a student choose: source, value, and how its words begin."""
    asked = [one for prefix in bank.prefixes() for one in bank.unit(prefix).all.values()]
    listed = [source for one in asked for source in task(one).get("sources", ())]
    return sorted(
        {
            (source["id"], value, label.removeprefix(short).removesuffix("…").strip())
            for source in listed
            for value, label, short in source["places"]
        }
    )


def words_at(*chosen: object) -> str:
    """What a card shows of a place that was chosen, as its reader reads it."""
    said = replied({"type": "cited", "n": 1, "place": [*chosen]}, None, ())["said"]
    return " ".join(unescape(re.sub("<[^>]+>", "", said["html"])).split())


def test_a_place_that_is_chosen_shows_its_words():
    places = offered()
    assert {"reuters-2020", "treaty-1960", "doc-dulles-1951"} <= {source for source, *_ in places}
    for source, value, begin in places:
        shown = words_at(source, value)
        # What prints a treaty is cited by the treaty's own paragraph, which is told in our words.
        printed = not corpus.is_fact(source) and corpus.citable(source).prints
        assert shown if printed else shown.startswith(begin), (source, value)
    assert words_at("anp-22", 1) == corpus.facts_by_id()["anp-22"]["statement"]
    assert words_at("doc-dulles-1951", 99) == words_at("nope", 1) == words_at("treaty-1960") == ""


def test_every_kind_has_a_control():
    script = (LOOK / "card.js").read_text("utf-8")
    drawn = set(
        re.findall(r"\b(\w+)\b", script.partition("const CONTROLS = {")[2].partition("}")[0])
    )
    typed = {"number", "date", "text"}  # a line to type in
    assert set(kinds.names()) == drawn & set(kinds.names()) | typed


@pytest.mark.slow
@pytest.mark.parametrize("id", QUESTIONS)
def test_a_click_is_never_told_about_brackets_and_code(id: str):
    """Whatever is wrong with it; the example of a card is an answer, not a call."""
    assert "al." not in task(bank.question(id))["help"]
    for answer in ("?!%", ["x", "y"], {"a": 1}, "the sources do not say", 10**30, "31 June 1960"):
        said = check(id, answer).clicked()
        assert not re.search(r"al\.(check|hint|reveal)|bracket|quotation mark", said), said


def test_a_source_is_called_in_a_verdict_as_in_its_card():
    said = check("sources.8", ["c", "b", "a", "d", "e"]).clicked()
    item = re.search(r"number \d: “(.*?)”", said)
    assert item and item[1] in task(bank.question("sources.8"))["form"]["items"].values()


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("share\n51.0\n36.5", {(0, 1): "51.0", (1, 1): "36.5"}),
        ("372.5\t51.0\n519.7\t36.5", {(1, 1): "372.5", (1, 2): "51.0"}),
        ("\tShare (%)\ttotal\neverything\t36.5\t519.7", {(1, 1): "36.5", (1, 0): "519.7"}),
        ("stationing\t372.5\t51.0", {(0, 0): "372.5", (0, 1): "51.0"}),
    ],
)
def test_a_paste_goes_below_its_headings(text: str, cells: dict[tuple[int, int], str]) -> None:
    """Into the second cell of the second row; what falls beside the table is left out."""
    script = (LOOK / "card.js").read_text("utf-8")
    pasted = script[
        script.index("function pasted") : script.index("// The cells of a table, under")
    ]
    shape = {"columns": ["total", "share", "more"], "index": ["stationing", "everything"]}
    call = f"console.log(JSON.stringify(pasted({json.dumps(text)}, {json.dumps(shape)}, 1, 1)))"
    done = subprocess.run(["node", "-e", pasted + call], capture_output=True, check=True)
    found = {(row, column): value for row, column, value in json.loads(done.stdout) if row < 2}
    assert found == cells


def test_the_browsers_half_is_part_of_the_package():
    root = LOOK.parents[1] / "pyproject.toml"
    patterns = tomllib.loads(root.read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {path for pattern in patterns["alliance"] for path in LOOK.parent.glob(pattern)}
    assert {LOOK / "card.js", LOOK / "alliance.css"} <= packed


def test_what_a_front_end_needs_to_draw_a_widget_is_passed_on(monkeypatch: pytest.MonkeyPatch):
    """Colab draws a widget that is not its own only with what anywidget puts beside it."""
    live = pytest.importorskip("alliance.widget", reason="no anywidget")
    shown = []
    monkeypatch.setattr(live, "display", lambda data, **more: shown.append((data, more)))

    class OnColab:
        def _repr_mimebundle_(self):
            return {"application/x-widget": 1, "text/plain": "w"}, {
                "application/x-widget": {"colab": 2}
            }

        def on_msg(self, heard):
            pass

    live.show(OnColab(), {"text/plain": "card"}, lambda _: None)
    bundle, more = shown[0]
    assert bundle == {"application/x-widget": 1, "text/plain": "card"}
    assert more == {"metadata": {"application/x-widget": {"colab": 2}}, "raw": True}
