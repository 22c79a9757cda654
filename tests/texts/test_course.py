"""Every notebook of the course: what a reader finds when opening it, run or not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from alliance import corpus, course
from alliance.authoring.notebooks import settled

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("notebooks", "exercises", "solutions")
NOTEBOOKS = [path for name in FOLDERS for path in sorted((ROOT / name).glob("*.ipynb"))]
LESSONS = [path for path in NOTEBOOKS if path.parent.name == "notebooks"]

# Calls whose output changes when the reader has added full texts: it shows a text, counts its
# words, or lists what is there.
TEXT_CALLS = re.compile(
    r"al\.(sources|articles|treaties|kwic|annotations)\("
    r"|al\.(article|treaty)\([^)]*\)(?!\.(card|annotations)\()"
)
IGNORE = "nbval-ignore-output"
# Link texts that say nothing when read alone, as a screen reader lists them.
EMPTY_LINKS = {"here", "this", "link", "click here", "this link", "this page", "more", "read more"}


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def cells(book: NotebookNode, kind: str) -> list[NotebookNode]:
    return [cell for cell in book.cells if cell.cell_type == kind]


def prose(book: NotebookNode) -> str:
    """All that a writer wrote; the list of notes is made."""
    told = [cell.source for cell in cells(book, "markdown")]
    return "\n\n".join(one.split("\n")[0] if one.startswith("## Notes") else one for one in told)


def headings(book: NotebookNode) -> list[tuple[int, str]]:
    found = re.finditer(r"^(#{1,6}) +(.+?) *$", prose(book), re.MULTILINE)
    return [(len(match[1]), match[2]) for match in found]


def shown(book: NotebookNode, *types: str) -> list[str]:
    """What the outputs hold of these MIME types."""
    return [
        data
        for cell in cells(book, "code")
        for output in cell.outputs
        for kind, data in output.get("data", {}).items()
        if kind in types
    ]


def of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=of)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=of)


def test_the_course_opens_with_lessons_00_and_01():
    assert [path.name[:2] for path in LESSONS][:2] == ["00", "01"]


@every_notebook
def test_is_a_valid_notebook_with_cells_that_can_be_named(path: Path):
    book = read(path)
    nbformat.validate(book)
    ids = [cell.id for cell in book.cells]
    assert len(set(ids)) == len(ids)


@every_notebook
def test_one_title_and_no_heading_level_is_skipped(path: Path):
    levels = [level for level, _ in headings(read(path))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_notebook
def test_has_run_from_top_to_bottom_without_an_error(path: Path):
    code = cells(read(path), "code")
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    kinds = {(output.output_type, output.get("name")) for cell in code for output in cell.outputs}
    assert not {kind for kind in kinds if kind[0] == "error" or kind[1] == "stderr"}


@pytest.mark.slow
@every_notebook
def test_is_stored_without_what_differs_from_run_to_run(path: Path):
    book = read(path)
    assert nbformat.writes(settled(read(path))) == nbformat.writes(book)
    assert " at 0x" not in "".join(shown(book, "text/plain", "text/html"))


@every_lesson
def test_every_cell_leaves_something_to_see(path: Path):
    assert [cell.id for cell in cells(read(path), "code") if not cell.outputs] == []


@every_lesson
def test_the_first_cell_says_which_sources_are_here_in_two_lines(path: Path):
    setup = cells(read(path), "code")[0]
    assert "setup" in setup.metadata.tags
    assert len(setup.source.removeprefix("# Start\n").splitlines()) == 2
    assert "digest" in setup.outputs[0]["data"]["text/html"]


@every_lesson
def test_a_lesson_names_paragraphs_that_exist(path: Path):
    # “`reuters-2020` ¶13”: the evidence a reader is sent to.
    found = re.findall(r"`([a-z]+(?:-[a-z]+)*-\d{4})` ¶(\d+)(?:–(\d+))?", prose(read(path)))
    for name, *numbers in found:
        for number in filter(None, numbers):
            assert corpus.source(name).paragraph(int(number))


@every_notebook
def test_every_image_says_in_words_what_it_shows(path: Path):
    book = read(path)
    html = "".join(shown(book, "text/html")) + prose(book)
    for tag in re.findall(r"<img\b[^>]*>", html):
        assert re.search(r'\balt="[^"]{20,}"', tag), tag[:80]
    assert re.findall(r"!\[\s*\]\(", prose(book)) == []
    for cell in cells(book, "code"):
        for output in cell.outputs:
            data = output.get("data", {})
            # A bare PNG has no alternative text; ours comes inside an HTML image.
            assert "image/png" not in data or "<img" in data.get("text/html", "")


@every_notebook
def test_links_say_where_they_go_and_go_there(path: Path):
    for text, target in re.findall(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)", prose(read(path))):
        assert text.strip(" .“”").lower() not in EMPTY_LINKS
        assert target.startswith("#") or (path.parent / target).exists(), target


@every_notebook
def test_outputs_hold_the_digest_edition_only(path: Path):
    said = "".join(shown(read(path), "text/html", "text/plain"))
    assert "Edition: the full text" not in said
    assert "(full text)" not in said


@every_notebook
def test_only_cells_that_show_texts_are_left_unchecked(path: Path):
    for cell in cells(read(path), "code"):
        shows = bool(TEXT_CALLS.search(cell.source))
        # Where a reader stands depends on every unit of the course, not on this notebook alone.
        shows = shows or bool(re.search(r"al\.(progress|review|portfolio)\(", cell.source))
        assert (IGNORE in cell.metadata.get("tags", ())) == shows, cell.id


@every_lesson
def test_japanese_terms_come_with_their_reading(path: Path):
    # 安保 (*Anpo*): the first time that kanji stand in the prose, a reading follows in brackets.
    first: dict[str, str] = {}
    tagged = prose(read(path))
    text = re.sub("<[^>]+>", "", tagged)
    for match in re.finditer(r"[㐀-鿿ぁ-ヿ]+", text):
        first.setdefault(match[0], text[match.end() : match.end() + 3])
    assert {term for term, after in first.items() if not after.startswith(" (")} == set()
    read_aloud = re.findall(r'lang="ja">[^<]+</span> \((<em lang="ja-Latn">|<|\*)', tagged)
    assert read_aloud and set(read_aloud) == {'<em lang="ja-Latn">'}


@pytest.mark.parametrize("path", [one for one in NOTEBOOKS if "solutions" not in str(one)], ids=of)
def test_a_voice_is_told_what_is_japanese(path: Path):
    for cell in read(path).cells:
        outputs = [out.get("data", {}).get("text/html", "") for out in cell.get("outputs", ())]
        for html in outputs if cell.cell_type == "code" else [cell.source]:
            rest = re.sub(r'<(\w+)[^>]*\blang="ja".*?</\1>', "", html, flags=re.DOTALL)
            assert not re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]+", rest), cell.id


def _nbval(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """nbval on every notebook of ``folder``, away from this course's own pytest settings."""
    options = ["--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider", "-o", "addopts="]
    pixels = ["--nbval-sanitize-with", str(ROOT / "tests" / "nbval.cfg")]
    kept = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *pixels, "--rootdir", str(folder), str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=folder,
        env=kept | {"ALLIANCE_HOME": str(home)},
    )


def _changed(html: str) -> str:
    """``html`` with one letter of a paragraph, or of a figure's words, exchanged."""
    return re.sub(r'(<p[^>]*>|alt=")(\w)', lambda found: f"{found[1]}#", html, count=1)


@pytest.mark.slow
def test_a_changed_output_is_noticed(tmp_path: Path, home: Path):
    book = read(next(path for path in LESSONS if path.name.startswith("04")))
    code = cells(book, "code")
    kept = [cell for cell in code if IGNORE not in cell.metadata.get("tags", ())]
    book.cells = code[:1]
    for call in ("al.claims", "al.plots"):
        same = next(cell for cell in kept if call in cell.source)
        changed = deepcopy(same)
        changed.id += "-changed"
        data = changed.outputs[0].data
        data["text/html"] = _changed(data["text/html"])
        book.cells += [same, changed]
    nbformat.write(book, tmp_path / "lesson.ipynb")
    done = _nbval(tmp_path, home)
    assert re.findall(r"^FAILED lesson.ipynb::Cell (\d+)", done.stdout, re.MULTILINE) == ["2", "4"]
    assert "2 failed, 3 passed" in done.stdout


@pytest.mark.slow
def test_with_full_texts_only_the_cells_that_show_them_change(tmp_path: Path, full_home: Path):
    for path in LESSONS:
        shutil.copy(path, tmp_path)
    run = _nbval(tmp_path, full_home)
    assert run.returncode == 0, run.stdout[-4000:]


# How the facts say what a scene counts, where they name it rather than give its number.
SAID = {
    "01": {4: "Motegi, Kono, Pompeo and Esper", 1: "Trump on 29 June 2019"},
    "02": {4: "Acheson, Dulles and Senators Wiley", 1: "alone signed"},
    "03": {9: "nine papers", 2: '"Record of Discussion" was signed on 6 January 1960'},
    "06": {3: "Taiwan claims the islands too", 1: "Japan administers them"},
    "07": {12: "about a dozen"},
    "08": {1: "narrow sense on Korea", 2: "on nuclear ships and on Okinawa costs"},
}
WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 9: "nine", 12: "about a dozen"}


def test_what_a_scene_draws_stands_in_its_facts():
    drawn = [one for one in course.lessons(ROOT) if one.drawing]
    assert len(drawn) == 9
    for lesson in drawn:
        told = " ".join(corpus.facts_by_id()[id]["statement"] for id in lesson.drawing["facts"])
        named = SAID.get(lesson.unit, {})
        for number, words, who, look in lesson.drawing["counts"]:
            assert number % lesson.drawing["each"] == 0 and who and look
            assert named.get(number, f"{number:,}") in told, (lesson.unit, words)
            assert words in (f"{number:,}", f"about {number:,}", WORDS.get(number))
