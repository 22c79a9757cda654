"""A unit on paper: all that a class needs, nothing that gives an answer away."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

import alliance as al
from alliance import cards, corpus, course
from alliance.cli import group
from alliance.html import inline
from alliance.languages import pick
from alliance.questions import bank
from alliance.teaching import cli, handout
from alliance.teaching.handout import question_html

ROOT = Path(__file__).resolve().parents[2]
LESSONS = course.lessons(ROOT)
UNITS = [lesson.unit for lesson in LESSONS]
NUMBERED = {bank.unit(prefix).number: prefix for prefix in bank.prefixes()}

every_unit = pytest.mark.parametrize("number", UNITS)


class Page(HTMLParser):
    """What a reader and a screen reader meet: headings, table heads, words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.scopes: list[str | None] = []
        self.tags: list[str] = []
        self._said: list[str] = []
        self._hidden = 0
        self.feed(html)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._hidden += tag == "style"
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._said.append(data)


@cache
def html(number: str, paper: str = "a4") -> str:
    return handout.page(handout.unit(number, ROOT), paper)


@pytest.mark.slow
@every_unit
def test_headings_are_in_order_and_tables_have_heads(number: str):
    page = Page(html(number))
    assert page.levels.count(1) == 1 and page.levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(page.levels))
    assert set(page.scopes) <= {"row", "col", "rowgroup"}
    assert page.tags.count("table") <= page.scopes.count("col")
    assert 'lang="en"' in html(number)


@pytest.mark.slow
@every_unit
def test_every_paragraph_of_the_units_sources_is_there_as_a_digest(number: str):
    page = Page(html(number)).text
    lesson = next(one for one in LESSONS if one.unit == number)
    for id in lesson.sources:
        for block in corpus.record(id)["paragraphs"]:
            assert " ".join(block["digest"].split()) in page
        assert corpus.record(id)["rights"]["holder"] in page


@pytest.mark.slow
@every_unit
def test_every_question_of_the_unit_is_asked_once(number: str):
    page = Page(html(number)).text
    for id, question in bank.unit(NUMBERED[number]).questions.items():
        assert page.count(f"{id} {question.stars}") == 1
        for name in ("options", "items", "left", "right"):
            for text in map(pick, question.form.get(name, {}).values()):
                assert Page(inline(text)).text in page


@every_unit
def test_no_code_no_key_no_hint(number: str):
    page = html(number).partition("</style>")[2]
    assert not re.search(r"\bal\.\w|import alliance|\bcheck\(|\bask\(", page)
    said = unescape(page)
    keys = ROOT / "solutions" / "questions" / f"{NUMBERED[number]}.json"
    solutions = json.loads(keys.read_text("utf-8"))["questions"]
    for id, question in bank.unit(NUMBERED[number]).questions.items():
        for hint in question.hints:
            assert pick(hint) not in said
        solution = solutions[id]
        assert pick(solution["explanation"]) not in said
        for mistake in solution["misconceptions"]:
            assert pick(mistake["message"]) not in said


@pytest.mark.slow
@every_unit
def test_what_its_questions_lead_to_is_on_paper(number: str):
    """Documents beside a question, parts of *Go deeper* and timelines that a hint names."""
    page = Page(html(number)).text
    text = next((ROOT / "notebooks" / "text").glob(f"{number}-*.md")).read_text("utf-8")
    deeper = re.findall(r"^### (.+)$", text.partition("\n## Go deeper")[2], re.MULTILINE)
    for question in bank.unit(NUMBERED[number]).questions.values():
        there = [cards.document(id).title for id in question.read if id.startswith("doc-")]
        hints = " ".join(map(pick, question.hints))
        there += [one for one in deeper if one in hints]
        assert [one for one in there if page.count(Page(inline(one)).text) != 1] == []
        for topic in re.findall(r'al\.timeline\("([\w-]+)"\)', hints):
            assert [said for said in al.timeline(topic)["event"] if said not in page] == []


def test_a_part_of_go_deeper_that_no_hint_names_is_not_on_paper():
    assert "What is known of a death" in html("04") and "Won or lost?" not in html("04")


def test_paper_sends_nobody_to_a_menu():
    told = handout.page(handout.unit("00", ROOT))
    assert "Nobody marks your guesses." in told
    assert re.findall(r"Run All|Kernel|Ctrl|this notebook", told) == []


def test_a_handout_needs_nothing_from_elsewhere():
    page = html("01")
    assert not re.search(r"src=(?!\"data:)|url\(|@import|<script|<link", page)


def test_it_prints_the_digest_also_where_the_full_text_is(full_edition: Path):
    assert corpus.source("reuters-2020").edition == "full"
    with_full = html("01")
    page = Page(with_full).text
    assert " ".join(corpus.record("reuters-2020")["paragraphs"][3]["digest"].split()) in page
    assert corpus.source("reuters-2020").paragraph(4).text not in unescape(with_full)


@pytest.mark.parametrize(("paper", "size"), [("a4", "A4"), ("letter", "letter")])
def test_the_paper_is_chosen(paper: str, size: str):
    assert f"@page {{ size: {size};" in html("01", paper)


@pytest.mark.parametrize("name", ["1", "01", "sources", "01-meet-the-sources", " 01 "])
def test_a_unit_is_known_by_its_number_its_questions_and_its_name(name: str):
    assert handout.unit(name, ROOT).path.stem == "01-meet-the-sources"


@pytest.mark.parametrize("name", ["99", "", "zzz", "../01", "0" * 500, "①"])
def test_an_unknown_unit_is_answered_with_the_known_ones(name: str, tmp_path: Path):
    done = CliRunner().invoke(group, ["handout", name, "-o", str(tmp_path)])
    assert done.exit_code == 2
    assert "There are: 00, 01" in done.output
    assert "Traceback" not in done.output
    assert not list(tmp_path.iterdir())


def test_every_kind_of_question_leaves_room_to_answer():
    seen = {}
    for prefix in bank.prefixes():
        for question in bank.unit(prefix).questions.values():
            seen.setdefault(question.kind, question_html(question))
    for kind, shown in seen.items():
        assert re.search(r'class="(?:line|blank|box|boxes)"|<td[^>]*></td>|<blockquote>', shown), (
            kind
        )
        assert shown.count("<section") == shown.count("</section>") == 1


def test_what_an_author_writes_is_no_markup():
    copy = {
        "id": "x.1",
        "grade": 1,
        "kind": "choice",
        "prompt": "Is 1 < 2 & `a` > <b>?",
        "hints": [],
        "form": {"options": {"a": "<i>yes</i>", "b": "no"}},
        "example": "x",
    }
    shown = question_html(bank.Question(copy))
    assert "1 &lt; 2 &amp; <em>a</em> &gt; &lt;b&gt;?" in shown
    assert "&lt;i&gt;yes&lt;/i&gt;" in shown


def test_the_treaties_are_compared_by_topic_where_a_unit_reads_two():
    lesson = course.Lesson("03", "t", ("riot-clause", "1960-equality"), ())
    texts = [corpus.record(id) for id in ("treaty-1951", "treaty-1960", "notes-1960")]
    shown = handout._side_by_side(lesson, texts)
    page = Page(shown)
    assert "Internal riots: May US forces act against riots inside Japan?" in page.text
    assert [scope for scope in page.scopes if scope == "col"] == ["col"] * 4
    assert "may be utilized" not in shown, "the cells are for the class to fill"


def test_the_command_writes_a_page_for_each_unit(tmp_path: Path):
    done = CliRunner().invoke(group, ["handout", "00", "1", "-o", str(tmp_path / "new" / "folder")])
    assert done.exit_code == 0, done.output
    files = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert files == ["00-start-here.html", "01-meet-the-sources.html"]
    assert done.output.count("written: ") == 2


@pytest.mark.slow
def test_a_range_of_units_and_a_test_of_chosen_questions(tmp_path: Path):
    given = ["handout", "00-02", "--questions", "1951.3,1951.7", "-o", str(tmp_path)]
    assert CliRunner().invoke(group, given).exit_code == 0
    pages = {path.stem[:2]: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert sorted(pages) == ["00", "01", "02"]
    assert set(re.findall(r"\b1951\.\d+d?(?= ★)", pages["02"])) == {"1951.3", "1951.7"}
    assert not re.search(r"\bsources\.\d+ ★", pages["01"])
    done = CliRunner().invoke(group, ["handout", "02", "--questions", "1951.99"])
    assert done.exit_code == 2 and "1951.99" in done.output and "Traceback" not in done.output


def test_without_a_unit_the_usage_is_told():
    assert CliRunner().invoke(group, ["handout"]).exit_code == 2
    assert CliRunner().invoke(group, ["handout", "99"]).exit_code == 2
    assert CliRunner().invoke(group, ["handout", "01", "--paper", "a3"]).exit_code == 2


@pytest.mark.parametrize("name", ["x.html", "x.PDF"])
def test_a_file_where_a_folder_is_wanted_is_told(name: str, tmp_path: Path):
    done = CliRunner().invoke(group, ["handout", "01", "-o", str(tmp_path / name)])
    assert done.exit_code == 2 and "Give a folder" in done.output
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("x", "utf-8")
    done = CliRunner().invoke(group, ["handout", "01", "-o", str(tmp_path / "file" / "below")])
    assert done.exit_code == 1
    assert "Choose --out" in done.output


def test_a_pdf_without_a_browser_is_answered_with_advice(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(cli.shutil, "which", lambda name: None)
    done = CliRunner().invoke(group, ["handout", "01", "--pdf", "-o", str(tmp_path)])
    assert done.exit_code == 1
    assert "Leave --pdf out" in done.output


def test_a_browser_that_makes_no_pdf_is_told_in_words(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(cli.shutil, "which", lambda name: "true")
    done = CliRunner().invoke(group, ["handout", "01", "--pdf", "-o", str(tmp_path)])
    assert done.exit_code == 1
    assert "made no PDF" in done.output and "Traceback" not in done.output
    assert (tmp_path / "01-meet-the-sources.html").is_file()


@pytest.mark.slow
@pytest.mark.skipif(cli._browser() is None, reason="no Chromium, Chrome or Edge here")
@pytest.mark.parametrize(("number", "most"), [("00", 8), ("02", 20), ("06", 22)])
def test_a_pdf_is_made_and_a_class_can_have_it_copied(number: str, most: int, tmp_path: Path):
    done = CliRunner().invoke(group, ["handout", number, "--pdf", "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    made = next(tmp_path.glob(f"{number}-*.pdf")).read_bytes()
    assert made.startswith(b"%PDF-")
    assert 0 < len(re.findall(rb"/Type\s*/Page\b", made)) <= most


@every_unit
def test_the_lesson_is_there_with_room_to_write_and_nothing_to_click(number: str):
    page = html(number)
    said = Page(page).text
    text = next((ROOT / "notebooks" / "text").glob(f"{number}-*.md")).read_text("utf-8")
    class_part = text.partition("\n## Go deeper")[0]
    for prompt in re.findall(r'^al\.write\("[^"]+", "([^"]+)"', class_part, re.MULTILINE):
        assert prompt in said
    for id in re.findall(r'^al\.document\("([^"]+)"', class_part, re.MULTILINE):
        for paragraph in cards.document(id).excerpt:
            assert " ".join(paragraph["text"].split()) in said, id
    assert "To answer with a click" not in said and "Go deeper" not in said
    assert said.index("1 The story" if number != "00" else "2 The story") < said.index("Questions")
    assert said.rindex("Notes") > said.index("Questions")
    for folded in re.findall(r"<details[^>]*><summary>The same as a table", page):
        assert " open" in folded


@pytest.mark.slow
@every_unit
def test_what_a_question_names_is_on_paper(number: str):
    said = Page(html(number)).text
    for question in bank.unit(NUMBERED[number]).questions.values():
        for id in {*question.read, *re.findall(r"\bdoc-[a-z0-9-]+", str(question.prompt))}:
            if id.startswith("doc-"):
                assert " ".join(corpus_words(id).split()) in said, (question.id, id)


def corpus_words(id: str) -> str:
    return str(cards.document(id).excerpt[0]["text"])
