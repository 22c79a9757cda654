"""``alliance web``: its pages as a reader, a teacher and an attacker find them."""

from __future__ import annotations

import ast
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import nbformat
import pytest
from checkout import ROOT
from click.testing import CliRunner

from alliance import corpus, course
from alliance.cli import group
from alliance.questions import bank
from alliance.teaching import release
from alliance.web import judge, site

pytestmark = pytest.mark.slow


class Read(HTMLParser):
    """A page's headings, links, ids, and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "a" and "href" in known:
            self.links.append(known["href"])
        elif address := known.get("src") or known.get("href"):
            self.fetched.append(address)


class Spoken(HTMLParser):
    """What a voice reads as Japanese in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.japanese: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "img", "br", "input", "hr"}:
            own = "none" if tag in ("head", "script", "style") else dict(attrs).get("lang")
            self.open.append(own or (self.open[-1] if self.open else ""))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "ja":
            self.japanese.append(data)


def made(folder: Path, *more: Any, code: int = 0) -> str:
    done = CliRunner().invoke(group, ["web", str(folder), *map(str, more)])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that passes for Pyodide's package: no node can compile with it."""
    folder = tmp_path_factory.mktemp("pyodide")
    known = site.pinned()
    files = {name: name.encode() for name in known["files"]}
    files["pyodide.mjs"] = b'import "./pyodide.asm.mjs";'
    files["pyodide-lock.json"] = b'{"info": {"version": "1"}, "packages": {"numpy": {}}}'
    library = {"re/__init__.py": b"", "email/__init__.py": b"", "emails.py": b""}
    files["python_stdlib.zip"] = release.zipped(library)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        digests = {name: sha256(data).hexdigest() for name, data in files.items()}
        patch.setattr(site, "pinned", lambda: {**known, "files": digests})
        yield folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, core: Path) -> Path:
    """The site of the whole course, with a judge."""
    folder = tmp_path_factory.mktemp("web") / "site"
    said = made(folder, "--pyodide", core)
    assert "begin at index.html" in said and "sealed, not secret" in said
    return folder


@pytest.fixture(scope="module")
def pages(whole: Path) -> dict[str, str]:
    found = {
        path.relative_to(whole).as_posix(): path.read_text("utf-8")
        for path in whole.rglob("*.html")
    }
    assert len(found) > 30
    return found


def test_every_lesson_and_set_has_its_page(pages: dict[str, str]) -> None:
    for part, folder in (("notebooks", "lessons"), ("exercises", "exercises")):
        names = {path.stem for path in (ROOT / part).glob("[0-9][0-9]-*.ipynb")}
        assert {name for name in names if f"{folder}/{name}.html" in pages} == names
    for id in corpus.shipped_ids():
        assert f"sources/{id}.html" in pages


def test_home_draws_an_arc_for_each_lesson_with_years_and_lists_what_is_read(
    pages: dict[str, str],
) -> None:
    home, told = pages["index.html"], course.lessons(ROOT)
    drawn = re.findall(r'<path data-arc="([^"]+)" d="M(\d+) 180A.*? (\d+) 180"', home)
    spans = {prefix: (int(x), int(y)) for names, x, y in drawn for prefix in names.split()}
    for lesson in told:
        prefix = next(one for one in bank.prefixes() if bank.unit(one).number == lesson.unit)
        assert (prefix in spans) == bool(lesson.years)
        if lesson.years:
            first, last = lesson.years
            assert spans[prefix][1] - spans[prefix][0] == 10 * (last - first + 1)
            assert f"{first}–{last}" in home, "the list has the years, too"
    assert spans["1951"][0] == 10 < spans["1960"][0] == 70
    labels = re.findall(r"<text data-arc=[^>]*>([^<]+)<", home)
    assert sorted(re.findall(r"\b0\d\b", " ".join(labels))) == [
        lesson.unit for lesson in told if lesson.years
    ]
    assert all(f'href="sources/{id}.html"' in home for id in corpus.shipped_ids())


def test_a_lesson_opens_with_its_scene_and_names_its_parts(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        if name.startswith("lessons/"):
            scene = html.partition('class="al-hero"')[2].partition('class="al-shell"')[0]
            assert "<h1>" in scene and "<h2" not in scene and "<p>" in scene
            steps = re.findall(r'<li><a href="#(part-\d+)">([^<]+)</a></li>', html)
            head = r'<div class="al-part" id="(part-\d+)">(?:(?!</?h\d).)*<h2>([^<]+)</h2>'
            assert steps == re.findall(head, html, flags=re.DOTALL)
            assert len(steps) > 5 and html.count("<h2") == len(steps)


def test_no_code_of_a_lesson_leads_nowhere(pages: dict[str, str]) -> None:
    ids = {one["id"] for one in corpus.facts()}
    for name, html in pages.items():
        if name.startswith("lessons/"):
            bare = {*re.findall(r"<code>([^<]+)</code>", html)} & ids
            assert not bare and html.count('href="../facts/') > 5, name
    anpo = pages["lessons/04-the-anpo-protests.html"]
    assert '<a href="../facts/protests-1960.html#pro-05">pro-05</a>' in anpo
    assert '<a href="../sources/reuters-2020.html#p11">Reuters 2020 ¶11</a>' in anpo


def test_no_page_sends_a_reader_to_what_only_a_notebook_has(pages: dict[str, str]) -> None:
    about = r"Run All|Kernel|Terminal|Ctrl|Shift\b|JupyterLab|\bnotebook|no Python|\bal\.[a-z]+\("
    for name, html in pages.items():
        shown = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
        assert re.findall(about, shown) == [], name
    assert "Run All" in (ROOT / "notebooks" / "00-start-here.ipynb").read_text("utf-8")
    assert 'href="../record.html">' in pages["lessons/08-whom-do-you-trust.html"].split("<main")[1]


def test_links_lead_somewhere_and_nothing_is_fetched_from_elsewhere(pages: dict[str, str]) -> None:
    read = {name: Read(html) for name, html in pages.items()}
    for name, one in read.items():
        here = Path(name).parent
        for link in one.links:
            if re.match(r"https?://|mailto:", link):
                continue
            target, _, anchor = link.partition("#")
            path = (Path("/") / here / target).resolve().relative_to("/").as_posix()
            assert not target or path in pages, f"{name}: {link}"
            there = read[path] if target else one
            assert not anchor or anchor in there.ids, f"{name}: {link}"
        for address in one.fetched:
            own = address.startswith("#") and address[1:] in one.ids  # a part of a drawing
            there = address.startswith(("data:", "../assets/", "assets/"))
            assert own or there, f"{name}: {address}"


def test_what_is_found_by_its_words_stands_where_it_leads(whole: Path, tmp_path: Path) -> None:
    made(tmp_path / "some", "--units", "04")
    for folder in (whole, tmp_path / "some"):
        script = (folder / "assets" / "find.js").read_text("utf-8")
        found = json.loads(script.removeprefix("alFind = ").removesuffix(";"))
        read: dict[
            str, list[str]
        ] = {}  # the places of a page: what has an id, and rows by their head
        for address, name, text in found:
            page, _, anchor = address.partition("#")
            if page not in read:
                html = (folder / page).read_text("utf-8")
                heads = re.findall(r'<th scope="row"[^>]*>([^<]+)<', html)
                read[page] = [*Read(html).ids, *map(unescape, heads)]
            assert not anchor or unquote(anchor) in read[page], address
            assert name.strip() and text.strip() and not re.search(r"[`<>]|\]\(|--", text), text
    kinds = {one.partition("/")[0].partition(".")[0] for one in read}
    assert kinds == {"words", "lessons", "sources", "documents", "facts"}


def test_a_table_to_look_things_up_in_is_whole(pages: dict[str, str]) -> None:
    cut = [name for name, text in pages.items() if re.search(r"\d+ of \d+ rows are shown", text)]
    assert not cut and ">rubric</th>" in pages["words.html"]


def test_a_page_ends_with_where_to_go(pages: dict[str, str]) -> None:
    """A lesson leads to its questions and to the next lesson; questions lead to the next lesson."""
    lessons = sorted(name for name in pages if name.startswith("lessons/"))
    sets = {name[10:12]: name for name in pages if name.startswith("exercises/")}
    for name, following in pairwise(lessons):
        links = Read(pages[name]).links
        assert f"../{following}" in links and f"../{sets[name[8:10]]}" in links
        assert f"../{following}" in Read(pages[sets[name[8:10]]]).links
    assert f"../{sets[lessons[-1][8:10]]}" in Read(pages[lessons[-1]]).links


def test_no_page_shows_its_own_markup(pages: dict[str, str]) -> None:
    shown = {name for name, html in pages.items() if re.search(r"&lt;/?[a-z]|&amp;[a-z#]", html)}
    for name, html in pages.items():
        read = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "", html, flags=re.DOTALL)
        shown |= {name} if re.search(r"\*\w[^*\n]*\*|`\w", read) else set()  # Markdown's
    assert shown == set()


def test_links_are_told_apart_by_their_names_alone(pages: dict[str, str]) -> None:
    """As a voice lists them: what a link's text is, or what stands for it."""
    link = re.compile(r'<a href="([^"]*)"(?: aria-label="([^"]*)")?[^>]*>(.*?)</a>')
    for name in ("index.html", "lessons/04-the-anpo-protests.html"):
        places: dict[str, set[str]] = {}
        for to, label, text in link.findall(pages[name]):
            if to.startswith(("lessons/", "exercises/", "#ref-")):
                places.setdefault(label or text, set()).add(to)
        assert len(places) > 15 and all(len(those) == 1 for those in places.values()), name


def test_the_way_about_says_which_page_this_is(pages: dict[str, str]) -> None:
    for name in ("sources", "documents", "words", "facts", "find", "me", "again", "record"):
        assert f'<a href="{name}.html" aria-current="page">' in pages[f"{name}.html"]
    assert "aria-current" not in pages["index.html"]


def test_a_tab_says_which_page_of_which_course_it_is(pages: dict[str, str]) -> None:
    titles = [re.search("<title>(.*?)</title>", html)[1] for html in pages.values()]  # type: ignore[index]
    assert len(set(titles)) == len(titles)
    alone = {"The US–Japan alliance", "There is no such page"}
    assert {one for one in titles if not one.endswith(" · The US–Japan alliance")} == alone


def test_what_leads_nowhere_has_a_page_that_needs_no_other_file(pages: dict[str, str]) -> None:
    """It is shown at any depth, where a relative address of a style would lead nowhere."""
    read = Read(pages["404.html"])
    assert read.fetched == ["data:,"] and "--al-paper" in pages["404.html"]
    assert read.links and set(read.links) == {"index.html"}


def test_a_source_is_listed_under_the_name_that_questions_use(pages: dict[str, str]) -> None:
    for id in corpus.shipped_ids():
        assert f"({corpus.short_name(id)})" in pages["sources.html"]


def test_japanese_says_that_it_is(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        body = html.partition("<body")[2]
        rest = re.sub(r'<(\w+)[^>]*\blang="ja".*?</\1>', "", body, flags=re.DOTALL)
        assert not re.findall("[\u3040-\u30ff\u4e00-\u9fff]+", re.sub("<[^>]*>", "", rest)), name


def test_in_japanese_what_is_english_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_LANGUAGE", "ja")
    made(tmp_path / "ja")
    home = (tmp_path / "ja" / "index.html").read_text("utf-8")
    lessons = re.findall(r'<p class="al-ways"><a[^>]*>([^<]*)', home)
    assert len(lessons) == 9 and set(lessons) == {"授業（英語）"}
    assert '<span lang="en">Protection or permission?</span>' in home
    for name in ("lessons/02-the-1951-treaty", "sources/reuters-2020", "documents", "facts/anpo"):
        html = (tmp_path / "ja" / f"{name}.html").read_text("utf-8")
        said = " ".join(Spoken(html).japanese)
        assert re.findall(r"[A-Za-z]{3,} [A-Za-z]{3,}", said) == [], name
        assert len(said) < len(html) / 4, name
    asked = (tmp_path / "ja" / "exercises" / "02-1951.html").read_text("utf-8")
    task = json.loads(re.search(r'id="al-data">(.*?)</script>', asked)[1])["tasks"]["1951.1"]  # type: ignore[index]
    assert "例：1853年3月31日" in task["help"]


def test_pages_of_ones_own_say_without_a_script_what_they_need(pages: dict[str, str]) -> None:
    for name in ("me", "again", "record"):
        assert "<noscript><p>Your answers are in your browser" in pages[f"{name}.html"]


def test_headings_are_in_order(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        levels = Read(html).levels
        assert levels.count(1) == 1 and levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_a_lesson_is_read_without_a_script(pages: dict[str, str]) -> None:
    page = pages["lessons/04-the-anpo-protests.html"]
    for words in ("1 The story", "doc-asanuma-last-1960", "Go deeper", "Notes"):
        assert words in page
    asked = bank.unit("anpo").questions
    page = pages["exercises/04-anpo.html"]
    for id in asked:
        assert f'data-id="{id}"' in page
    assert "menu Run" not in page, "a page has no such menu"


def test_pages_are_light(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        bare = re.sub(r'src="data:[^"]*"', "", html)
        assert len(bare.encode()) < 150_000, name


def test_figures_are_drawings_in_the_colours_of_the_page(pages: dict[str, str]) -> None:
    drawn = 0
    for name, html in pages.items():
        assert "data:image/png" not in html, name
        ids = Read(html).ids
        assert len(ids) == len(set(ids)), name
        for drawing in re.findall(r"<svg aria-labelledby=.*?</svg>", html, re.DOTALL):
            drawn += "<desc" in drawing
            assert not re.search("#[0-9a-fA-F]{6}", drawing), name
    assert drawn == 12


@pytest.mark.parametrize("line", ["al.plots.names()", "al.plots.none()", "al.plots.timeline(x)"])
def test_what_is_no_figure_by_name_stays_as_it_was_stored(line: str) -> None:
    """A lesson may have what is not drawn anew: its stored picture is on the page then."""
    output = nbformat.v4.new_output("display_data", {"text/html": "stored"})
    cell = nbformat.v4.new_code_cell(line, outputs=[output])
    assert site._alive(cell, {}).outputs == [output]
    drawn = site._alive(nbformat.v4.new_code_cell('al.plots.two_counters("2015")'), {})
    assert "<svg" in drawn.outputs[0].data["text/html"]


@pytest.mark.parametrize("end", ["", ";", "  # what do you expect?"])
def test_a_place_to_write_is_alive_whatever_its_prompt(end: str) -> None:
    tasks: dict[str, Any] = {}
    line = r'al.write("02.say", "It says \"no\", since …")'
    site._alive(nbformat.v4.new_code_cell(f"# Write\n{line}{end}"), tasks)
    assert tasks["02.say"]["prompt"] == 'It says "no", since …'


def test_an_article_is_read_in_the_look_of_the_page_and_its_marks_count_from_1(
    pages: dict[str, str],
) -> None:
    for id in corpus.shipped_ids():
        text = pages[f"sources/{id}.html"].partition('id="al-text"')[2]
        assert not re.search(r"style=\"[^\"]*(background|border|flex)", text), id
        first = text.partition("</template>")[2].partition("</article>")[0]
        found = re.findall(
            r'<mark class="on"><span class="al-b">\[</span><b class="al-n on">(\d+)', text
        )
        assert found and "<details><summary>people" in text, id
        marked = re.findall(r'\[</span><b class="al-n on">(\d+)</b>\u00a0', first)
        noted = re.findall(r'<p class="on"><b class="al-n on">(\d+)</b>', first)
        numbers = [str(n + 1) for n in range(len(noted))]
        assert [*dict.fromkeys(marked)] == noted == numbers, id
    assert "claim 2.21</small>" in pages["sources/reuters-2020.html"]
    lesson = pages["lessons/01-meet-the-sources.html"]
    assert '<mark class="on">' in lesson
    assert lesson.count("al-read") == 2 < lesson.count('class="al-stored'), "texts, not questions"


def test_no_page_holds_a_solution_or_an_article(whole: Path, full_edition: Path) -> None:
    files = {path.name: path.read_bytes() for path in whole.rglob("*.html")}
    assert not release.leaks(ROOT, files)
    assert not release.copied(files)


def test_a_site_with_a_solution_in_it_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = json.loads((ROOT / "solutions" / "questions" / "1951.json").read_text("utf-8"))
    told = secret["questions"]["1951.3"]["explanation"]
    monkeypatch.setattr(site._Pages, "_home", lambda *_: site.Html(f"<h1>x</h1>{told}"))
    assert "1951.3" in made(tmp_path / "site", "--units", "02", code=1)
    assert not (tmp_path / "site").exists()


def test_full_texts_of_the_teacher_stay_at_home(tmp_path: Path, full_edition: Path) -> None:
    made(tmp_path / "site", "--units", "01")
    page = (tmp_path / "site" / "sources" / "reuters-2020.html").read_text("utf-8")
    assert corpus.source("reuters-2020").edition == "full"
    assert corpus.record("reuters-2020")["paragraphs"][4]["digest"][:40] in page


def test_units_and_a_graded_copy(tmp_path: Path, core: Path) -> None:
    made(tmp_path / "site", "--units", "02", "--graded", "--pyodide", core)
    names = {path.name for path in (tmp_path / "site").rglob("*.*")}
    assert "02-1951.html" in names and "03-1960.html" not in names
    sealed = json.loads((tmp_path / "site" / "assets" / "1951.json").read_text("utf-8"))
    assert sealed["graded"]
    assert not any({"entries", "boxes"} & set(one) for one in sealed["questions"])
    assert not (tmp_path / "site" / "assets" / "1960.json").exists()


def test_packages_for_a_learning_system(tmp_path: Path, core: Path) -> None:
    said = made(tmp_path / "scorm", "--scorm", "--units", "00-02", "--pyodide", core)
    assert "3 packages" in said and "sealed, not secret" in said
    archives = {path.stem: zipfile.ZipFile(path) for path in (tmp_path / "scorm").iterdir()}
    assert sorted(archives) == ["00-start", "01-sources", "02-1951"]
    for stem, archive in archives.items():
        inside = {name: archive.read(name) for name in archive.namelist()}
        manifest = ElementTree.fromstring(inside.pop("imsmanifest.xml"))
        spaces = {"c": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
        assert manifest.findtext("c:metadata/c:schemaversion", namespaces=spaces) == "1.2"
        (item,) = manifest.iterfind(".//c:item", spaces)
        (object,) = manifest.iterfind(".//c:resource", spaces)
        assert item.get("identifierref") == object.get("identifier")
        assert object.get("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype") == "sco"
        assert {one.get("href") for one in object} == set(inside) and object.get("href") in inside
        page = inside["index.html"].decode()
        unit = bank.unit(stem.partition("-")[2])
        assert all(f'data-id="{id}"' in page for id in unit.questions)
        assert ".html" not in " ".join(Read(page).links), "there is no other page"
        asked = [name for name in inside if re.fullmatch(r"assets/\w+\.json", name)]
        assert asked == ["assets/looks.json", f"assets/{unit.prefix}.json"], "of this unit alone"
        assert all("al." in line for line in json.loads(inside["assets/looks.json"]))
        assert not release.leaks(ROOT, inside) and not release.copied(inside)


def test_a_package_needs_the_judge_and_the_key(tmp_path: Path, core: Path) -> None:
    said = made(tmp_path / "scorm", "--scorm", code=2)
    assert "--pyodide" in said
    made(tmp_path / "scorm", "--scorm", "--graded", "--pyodide", core, code=2)
    assert not (tmp_path / "scorm").exists()


def test_a_package_with_a_solution_in_it_is_not_made(
    tmp_path: Path, core: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = json.loads((ROOT / "solutions" / "questions" / "1951.json").read_text("utf-8"))
    told = secret["questions"]["1951.3"]["explanation"]
    monkeypatch.setattr(site, "_stand_in", lambda *_: site.Html(told))
    assert "1951.3" in made(tmp_path / "x", "--scorm", "--units", "02", "--pyodide", core, code=1)
    assert not (tmp_path / "x").exists()


def test_beside_pyodide_there_is_room_for_the_course(whole: Path) -> None:
    """All of it is to weigh 9 MB, gzipped; Pyodide's core, which here is a stand-in, has 5.3."""
    ours = [path for path in whole.rglob("*") if path.is_file() and "pyodide" not in path.parts]
    assert sum(len(gzip.compress(path.read_bytes())) for path in ours) < 3_700_000


def test_of_pyodide_only_what_a_judge_needs(whole: Path) -> None:
    folder = whole / "assets" / "pyodide"
    assert not list(folder.glob("*.mjs")), "older servers don't know what an .mjs is"
    assert "pyodide.asm.js" in (folder / "pyodide.js").read_text("utf-8")
    assert json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"] == {}
    names = zipfile.ZipFile(folder / "python_stdlib.zip").namelist()
    assert names == ["re/__init__.py", "emails.py"]


def test_what_is_left_out_of_python_is_imported_nowhere(whole: Path) -> None:
    left_out = {one.rstrip("/.").replace("/", ".") for one in site.pinned()["unused"]}
    # Python holds these frozen, or they stand in calls that the judge never makes.
    spared = {"os", "io", "abc", "stat", "site", "codecs", "posixpath", "zipimport"}
    spared |= {
        "_collections_abc",
        "importlib.metadata",
        "importlib.resources",
        "py_compile",
        "gzip",
        "csv",
    }
    for archive in map(zipfile.ZipFile, whole.glob("assets/*.zip")):
        for name in archive.namelist():
            if not name.endswith(".py"):
                continue
            for node in ast.walk(ast.parse(archive.read(name))):
                found = [one.name for one in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and not node.level:
                    found = [f"{node.module}.{one.name}" for one in node.names]
                parts = {".".join(one.split(".")[:n]) for one in found for n in (1, 2)}
                assert not parts & (left_out - spared), f"{name}: {parts & left_out}"


def test_links_elsewhere_stand_there_once_the_address_is_given(tmp_path: Path) -> None:
    github = "https://github.com/somebody/course"
    made(tmp_path / "none", "--units", "02")
    made(tmp_path / "some", "--units", "02", "--address", f"{github}/")
    made(tmp_path / "git", "--units", "02", "--address", "https://git.example.org/a/course.git")
    notebook, found = "notebooks/02-the-1951-treaty.ipynb", {}
    for name in ("none", "some", "git"):
        page = (tmp_path / name / "lessons" / "02-the-1951-treaty.html").read_text("utf-8")
        found[name] = [link for link in Read(page).links if link.startswith("https://")]
    wanted = [
        f"{github}/tree/students",
        f"https://colab.research.google.com/github/somebody/course/blob/students/{notebook}",
        f"https://mybinder.org/v2/gh/somebody/course/students?urlpath=lab/tree/{notebook}",
    ]
    assert [link for link in found["some"] if link not in found["none"]] == wanted
    git = [link for link in found["git"] if link not in found["none"]]
    assert git[0] == "https://git.example.org/a/course/tree/students" and len(git) == 2
    assert "v2/git/https%3A%2F%2Fgit.example.org%2Fa%2Fcourse/students?" in git[1]
    assert not any("binder" in link or "colab" in link for link in found["none"])


def test_without_a_judge_it_says_how_to_add_one(tmp_path: Path) -> None:
    said = made(tmp_path / "site", "--units", "00")
    assert f"npm pack pyodide@{site.pinned()['version']}" in said
    assert not (tmp_path / "site" / "assets" / "judge.zip").exists()


def test_what_is_given_wrongly_is_told(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.txt").write_text("x", "utf-8")
    assert "is there already" in made(tmp_path / "there", code=1)
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["a.txt"]
    (tmp_path / "other").mkdir()
    said = made(tmp_path / "new", "--units", "00", "--pyodide", tmp_path / "other", code=1)
    assert "Unpack the npm package pyodide@" in said and not (tmp_path / "new").exists()
    made(tmp_path / "new", "--units", "77", code=2)
    made(tmp_path / "new", "--pyodide", tmp_path / "nowhere", code=2)


def test_the_worker_knows_every_file_and_changes_with_them(whole: Path) -> None:
    script = (whole / "sw.js").read_text("utf-8")
    known = json.loads(re.search(r"const FILES = (\[.*\]);", script)[1])  # type: ignore[index]
    files = {path.relative_to(whole).as_posix() for path in whole.rglob("*.*") if path.is_file()}
    assert set(known) == files - {"sw.js"} | {"./"}
    assert site._offline({"a.html": b"1"}) != site._offline({"a.html": b"2"})


ASKED = """
import json, ntpath, os, sys, zipimport  # some are cut, since a browser's Python has them frozen
class Cut:
    def find_spec(self, name, path=None, target=None):
        if name in sys.argv[3].split():
            raise ModuleNotFoundError(f"{name} is cut from the browser's library")
sys.meta_path.insert(0, Cut())
sys.path.insert(0, sys.argv[1])
from alliance.web import judge
desk = judge.begin(sys.argv[1], sys.argv[2])
for line in sys.stdin:
    print(desk.reply(line))
files = (str(getattr(one, "__file__", "")) for one in sys.modules.values())
print([file for file in files if "site-packages" in file])
"""


# What the site leaves out of Pyodide's library: the judge runs without it here, too.
CUT = " ".join(
    one.rstrip("./").replace("/", ".")
    for one in json.loads(corpus.data("pyodide.json").read_text("utf-8"))["unused"]
    if one.endswith((".", "/"))
)


def told(whole: Path, folder: Path, *messages: dict[str, Any], language: str = "en") -> list[Any]:
    """The judge of a site, run on Python's standard library alone, as a browser runs it."""
    with zipfile.ZipFile(whole / "assets" / "judge.zip") as archive:
        archive.extractall(folder)
    asked = folder / "alliance" / "data" / "questions"
    asked.mkdir(parents=True, exist_ok=True)
    for unit in ("1951", "anpo"):
        (asked / f"{unit}.json").write_bytes((whole / "assets" / f"{unit}.json").read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ASKED, str(folder), language, CUT],
        input="".join(json.dumps(one) + "\n" for one in messages),
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONUTF8": "1", "HOME": str(folder)},
    )
    *said, packages = done.stdout.splitlines()
    assert packages == "[]", "the core has the standard library only"
    return [json.loads(line) for line in said]


def test_the_judge_in_the_zip_needs_nothing_but_python(whole: Path, tmp_path: Path) -> None:
    check = {"type": "check", "question": "1951.3", "n": 1}
    opened = next(
        id for id, one in bank.unit("1951").questions.items() if "treaty-1951" in one.read
    )
    right, wrong, hint, words, whole_text, own, report = told(
        whole,
        tmp_path,
        {**check, "answer": "b"},
        {**check, "answer": "a", "n": 2},
        {"type": "hint", "question": "1951.3", "n": 3},
        {"type": "cited", "question": "1951.7", "place": ["treaty-1951", 8], "n": 4},
        {"type": "read", "question": opened, "id": "treaty-1951", "n": 5},
        {
            "type": "check",
            "question": "02.expect",
            "prompt": "I expect …",
            "answer": "A bargain.",
            "n": 6,
        },
        {"type": "report", "kept": {"1951.3": {"answer": "b"}, "anpo.1": {"answer": "?"}}},
    )
    assert right["verdict"]["status"] == "right" and right["verdict"]["n"] == 1
    assert wrong["verdict"]["status"] == "wrong"
    assert "Hint 1" in hint["hint"]["html"]
    assert words["said"]["html"] and "¶8" in whole_text["said"]["html"]
    assert own["verdict"]["status"] == "recorded"
    assert "The 1951 treaty: 1 of 18 right" in report["html"]


def test_it_is_the_judge_of_the_notebooks(whole: Path, tmp_path: Path) -> None:
    from alliance.questions.judge import judge as in_a_notebook

    solved = json.loads((ROOT / "solutions" / "questions" / "anpo.json").read_text("utf-8"))
    given = {id: solved["questions"][id]["answer"] for id in bank.unit("anpo").questions}
    messages = [
        {"type": "check", "question": id, "answer": one, "n": 0} for id, one in given.items()
    ]
    said = [one["verdict"]["status"] for one in told(whole, tmp_path, *messages)]
    assert said == [in_a_notebook(bank.question(id), one).status for id, one in given.items()]


def test_what_was_missed_comes_back(whole: Path, tmp_path: Path) -> None:
    missed = {"1951.3": {"answer": "a", "time": "2026-01-05T10:00:00+00:00", "tries": 1}}
    known = {"1951.4": {"answer": "b", "time": "2026-01-05T10:00:00+00:00", "tries": 1}}
    again = {"type": "check", "question": "1951.3", "review": True, "answer": "b", "n": 1}
    none, some, verdict, plain = told(
        whole,
        tmp_path,
        {"type": "review", "kept": {}},
        {"type": "review", "kept": {**known, **missed}},
        again,
        {**again, "review": None},
    )
    assert none["tasks"] == [] and "Nothing comes back yet" in none["html"]
    assert "1951.3" in [one["id"] for one in some["tasks"]]
    assert all(one["review"] for one in some["tasks"])
    assert verdict["verdict"]["status"] == plain["verdict"]["status"] == "right"
    assert "comes back" in verdict["verdict"]["html"] != plain["verdict"]["html"]


def test_a_record_of_the_work(whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole / "assets" / "record.zip") as archive:
        archive.extractall(tmp_path)
    kept = {
        "1951.3": {"answer": "b", "time": "2026-01-05T10:00:00+00:00", "tries": 1},
        "02.expect": {"prompt": "I expect …", "answer": "A bargain.", "tries": 1},
    }
    none, some = told(
        whole,
        tmp_path,
        {"type": "portfolio", "kept": {}},
        {"type": "portfolio", "kept": kept},
    )
    assert "page" not in none and none["html"]
    assert "A bargain." in some["page"] and "1 of 18" in some["page"]
    from alliance import course

    goals = next(one.goals for one in course.lessons(ROOT) if one.unit == "02")
    assert goals and all(one.split("*")[1] in some["page"] for one in goals), "the lesson's goals"


def test_where_it_stands_is_a_way_there(whole: Path, pages: dict[str, str], tmp_path: Path) -> None:
    """Of a right answer every place of the evidence leads to a page of the site, and to a place
    on it; and nothing else in the words of the verdict is changed."""
    from alliance.html import Html, inline
    from alliance.questions.judge import judge as in_a_notebook
    from alliance.questions.places import place_in_words

    given = {}
    for unit in ("1951", "anpo"):
        solved = json.loads((ROOT / "solutions" / "questions" / f"{unit}.json").read_text("utf-8"))
        given |= {id: solved["questions"][id]["answer"] for id in bank.unit(unit).questions}
    messages = [
        {"type": "check", "question": id, "answer": one, "n": 0} for id, one in given.items()
    ]
    ids = {name: set(Read(html).ids) for name, html in pages.items()}
    led = 0
    for id, one in zip(given, told(whole, tmp_path, *messages), strict=True):
        html, verdict = one["verdict"]["html"], in_a_notebook(bank.question(id), given[id])
        links = re.findall(r'<a href="at:([^"#]*)#([^"]*)">', html)
        assert len(links) == len(verdict.evidence), id
        assert all(place in ids[page] for page, place in links), (id, links)
        unlinked = verdict.clicked(lambda one: Html(f"<!--{one}-->{inline(place_in_words(one))}"))
        assert re.sub("<a .*?>(.*?)</a>", r"\1", html) == re.sub("<!--.*?-->", "", unlinked)
        led += len(links)
    assert led > 30


def test_a_page_in_japanese_is_answered_in_japanese(whole: Path, tmp_path: Path) -> None:
    message = {"type": "check", "question": "1951.3", "answer": "b", "n": 1}
    (said,) = told(whole, tmp_path, message, language="ja")
    assert "正解" in said["verdict"]["html"]
    ways = re.findall(r'<a href="at:([^"]*)">.*?</a></li>', said["verdict"]["html"])
    assert ways == ["sources/treaty-1951.html#p8", "facts/treaty-1951.html#t51-03"]


def test_a_report_of_nothing_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kept in ({}, {"1951.3": None}, {"x": {"answer": 1}}, {"1951.3": {"draft": "b"}}):
        assert (
            "0 of 18"
            in json.loads(judge.Desk().reply(json.dumps({"type": "report", "kept": kept})))["html"]
        )


def test_a_zip_of_the_judge_is_the_same_every_time(whole: Path) -> None:
    data = (whole / "assets" / "judge.zip").read_bytes()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not any("solutions" in name or "authoring" in name for name in names)
    assert len(data) < 600_000
