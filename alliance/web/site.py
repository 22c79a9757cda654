"""The course as static pages: home, lessons, exercises, sources, documents, words and facts.

Reading needs no script. Where Pyodide's core is given, the questions are judged in the browser by
:mod:`alliance.web.judge`; without it, and from ``file:``, answers are kept and handed in.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from ast import literal_eval
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import markupsafe
import nbformat

from alliance import __version__, cards, corpus, course, notes, plots, reading, reference
from alliance.html import STYLE, Html, as_html, page, tagged
from alliance.languages import current, keys, pick, say, with_names
from alliance.layers import LAYERS
from alliance.notebook_page import exported, parts
from alliance.plots import vector
from alliance.plots.figure import Plot
from alliance.questions import bank, card, check
from alliance.questions.places import is_document
from alliance.reading import ADDRESSED, PAGE, Reading
from alliance.teaching import entrances, release, sentence
from alliance.text import digest_of_files
from alliance.web.home import years
from alliance.web.judge import page_of


def build(
    root: Path,
    folder: Path,
    units: Collection[str],
    *,
    graded: bool = False,
    pyodide: Path | None = None,
    address: str = "",
    scorm: bool = False,
) -> dict[str, bytes]:
    """Make the site of the course at ``root`` in ``folder``; returns its files.

    units: numbers of the lessons and exercises in it; pyodide: its unpacked npm package; address:
    of the public repository whose branch ``students`` holds what ``alliance release`` makes; scorm:
    instead of a site a package of each unit's exercises, with the key and judged by ``pyodide``.
    Raises :class:`alliance.teaching.release.CannotRelease`, also where a page would show a solution
    or somebody's article.
    """
    release.fresh(folder)
    core = python(pyodide) if pyodide else {}
    if scorm:
        files = dict(_packages(root, units, core))
    else:
        public = entrances.published(root, address)
        pages = _Pages(root, {*units, "00"}, graded=graded, judged=bool(core), address=public)
        files = pages.files(core)
        files["sw.js"] = _offline(files)
    release.put(folder, files)
    return files


def _packages(
    root: Path, units: Collection[str], core: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """A SCORM 1.2 package, a zip, of each unit's exercises, by name.

    A learning system plays it, keeps the answers as suspend data and the marks as the score.
    """
    for number in sorted(units):
        pages = _Pages(root, {number}, graded=False, judged=True, scorm=True)
        for stem in pages.sets.values():  # a lesson without exercises has none
            files, title = pages.files(core), pick(pages.units[number].title)
            manifest = page("scorm.xml", id=stem, title=title, names=sorted(files))
            yield f"{stem}.zip", release.zipped({"imsmanifest.xml": manifest.encode(), **files})


@contextmanager
def _digest_edition() -> Iterator[None]:
    """Pages show digests, also where the teacher has the full texts."""
    own = os.environ.get("ALLIANCE_HOME")
    with tempfile.TemporaryDirectory() as empty:
        os.environ["ALLIANCE_HOME"] = empty
        try:
            yield
        finally:
            del os.environ["ALLIANCE_HOME"]
            os.environ.update({"ALLIANCE_HOME": own} if own else {})


def _offline(files: dict[str, bytes]) -> bytes:
    """The service worker: it knows every file, and is a new one when any has changed."""
    script, digest = _file("offline.js"), digest_of_files(sorted(files.items()))
    script = script.replace('"FILES"', json.dumps(sorted(["./", *files])))
    return script.replace('"DIGEST"', json.dumps(digest[:12])).encode()


@dataclass
class _Pages:
    """The pages of one site, and what they share."""

    root: Path
    wanted: Collection[str]  # numbers of lessons and exercises
    graded: bool
    judged: bool
    scorm: bool = False
    address: str = ""

    def __post_init__(self) -> None:
        # In a package there are the exercises alone.
        told = () if self.scorm else course.lessons(self.root)
        self.lessons = {one.unit: one for one in told if one.unit in self.wanted}
        every = map(bank.unit, bank.prefixes())
        self.units = {unit.number: unit for unit in every if unit.number in self.wanted}
        names = sorted((self.root / "exercises").glob("[0-9][0-9]-*.ipynb"))
        self.sets = {path.name[:2]: path.stem for path in names if path.name[:2] in self.units}

    def files(self, core: dict[str, bytes]) -> dict[str, bytes]:
        """Pages, style, scripts and the ``core`` of Pyodide, by name; :class:`CannotRelease` where
        one shows a solution or somebody's article."""
        with _digest_edition():
            files = {name: text.encode() for name, text in self.pages()} | self.assets() | core
        read = (".html", ".json", "find.js")
        shown = {name: data for name, data in files.items() if name.endswith(read)}
        if found := [*release.leaks(self.root, shown), *release.copied(shown)]:
            told = "; ".join(found[:5])
            raise release.CannotRelease(f"this site would show what it must not: {told}")
        return files

    def pages(self) -> Iterator[tuple[str, str]]:
        """Each page's name and its HTML."""
        yield from map(self._exercise, self.sets)
        if self.scorm:
            return
        yield self._page("index", say("web-title"), self._home())
        yield from map(self._lesson, self.lessons.values())
        yield from self._read()
        yield "404.html", page("missing", title=say("web-missing"), language=current())
        for name in ("find", "me", "again", "record"):
            title = say(f"web-{name}")
            yield self._page(name, title, page("own", title=title, name=name))

    def _page(
        self, name: str, title: str, body: Html, tasks: dict[str, Any] | None = None, **more: Any
    ) -> tuple[str, str]:
        root = "../" * name.count("/")
        known = {"root": root, "name": name, "tasks": tasks or {}, **more}
        # In a script element nothing is escaped but what would end it.
        data = Html(json.dumps(known, ensure_ascii=False).replace("</", "<\\/"))
        told = {"title": title, "body": body, "data": data, "root": root, "name": name}
        return f"{name}.html", page("web", language=current(), alone=self.scorm, **told)

    def _site(self) -> dict[str, Any]:
        """What every page of the site knows."""
        units = self.units.values()
        return {
            "edition": __version__,
            "judge": self.judged,
            "graded": self.graded,
            "language": current(),
            "units": [
                (unit.prefix, pick(unit.title), list(unit.questions), self.sets.get(unit.number))
                for unit in units
            ],
            "course": max(one.since for unit in units for one in unit.questions.values()),
            "words": {key.removeprefix("web-"): say(key) for key in keys("web-")},
        }

    def _home(self) -> Html:
        lessons = [*self.lessons.values()]
        named = {"sources": corpus.sources(), "byline": reading.byline, "sets": self.sets}
        known = years(lessons, self.units) | named | {"documents": len(cards.documents())}
        return tagged(page("home", lessons=lessons, units=self.units, **known))

    def _lesson(self, lesson: course.Lesson) -> tuple[str, str]:
        """A lesson: its scene, the way through its parts, and these."""
        path = f"notebooks/{lesson.stem}.ipynb"
        book = nbformat.read(self.root / path, as_version=4)
        tasks: dict[str, Any] = {}
        cells = [_alive(cell, tasks) for cell in course.for_every_reader(book.cells)]
        heads = [heading for heading, _ in parts(cells[1:]) if heading]
        scene, rest = (
            exported(type(book)(book | {"cells": some})) for some in (cells[:1], cells[1:])
        )
        facts = [corpus.facts_by_id()[id] for id in (lesson.drawing or {}).get("facts", ())]
        body = page(
            "lesson",
            scene=scene,
            cited=[one.get("cited", one["source"]) for one in facts],
            heads=heads,
            parts=rest,
            doors=entrances.links(self.address, path) if self.address else {},
            **self._around(lesson.unit, self.sets.get(lesson.unit)),
        )
        return self._page(f"lessons/{lesson.stem}", lesson.title, body, tasks)

    def _around(self, number: str, asked: str | None = None) -> dict[str, Any]:
        """What a lesson, or its questions, belongs to and leads on to: its questions if they are
        ``asked`` elsewhere, and the next lesson of the site."""
        after = next((one for one in self.lessons.values() if one.unit > number), None)
        known = {"lesson": self.lessons.get(number), "unit": self.units.get(number)}
        return known | {"asked": asked, "after": after, "alone": self.scorm}

    def _exercise(self, number: str) -> tuple[str, str]:
        unit = self.units[number]
        tasks = {id: card.task(one) for id, one in unit.questions.items()}
        cards = [_stand_in(id, card.in_html(one)) for id, one in unit.questions.items()]
        name = "index" if self.scorm else f"exercises/{self.sets[number]}"
        body = page("exercise", cards=cards, **self._around(number))
        title = f"{pick(unit.title)} · {say('web-questions', n=len(unit.questions))}"
        return self._page(name, title, body, tasks)

    def _read(self) -> Iterator[tuple[str, str]]:
        """The pages to look things up in."""
        named = {}
        for source in corpus.sources():
            named[f"sources/{source.id}"] = as_html(f"{source.title} ({source.short})")
            read = Reading(source, look=PAGE)
            switch = {"source": source.id, **read.switch()}
            layers = [name for name in switch["layers"] if name in LAYERS]
            shown = {name: read.show(name)._repr_html_() for name in layers}
            # What stands there first has the places to which links lead.
            shown[layers[0]] = Reading(source, look=ADDRESSED).show(layers[0])._repr_html_()
            title, bare = as_html(source.title), read.show("none")._repr_html_()
            made = page("reading", title=title, bare=bare, shown=shown, layers=LAYERS)
            yield self._page(f"sources/{source.id}", source.title, made, reading=switch)
        yield self._of("listed", "sources", names=named)
        every = cards.documents()
        shelves = [
            (unit, [one for one in every if one.lessons[0] == number])
            for number, unit in self.units.items()
        ]
        yield self._of("documents", "documents", shelves=shelves)
        yield self._of("looked-up", "words", shown=Html(reference.glossary()._repr_html_()))
        # A page per topic: all facts on one would be too heavy for a telephone.
        topics = {}
        for topic in dict.fromkeys(one["topic"] for one in corpus.facts()):
            name, facts = corpus.fact_topics()[topic], notes.facts(topic)
            topics[f"facts/{topic}"] = f"{name} ({len(facts)})"
            yield self._of("looked-up", f"facts/{topic}", name, shown=facts._repr_html_())
        yield self._of("listed", "facts", names=topics)

    def _of(self, template: str, name: str, title: str = "", **values: Any) -> tuple[str, str]:
        """A page from its template; without ``title`` one that is named in the way about."""
        title = title or say(f"web-{name}")
        return self._page(name, title, tagged(page(template, title=title, **values)))

    def assets(self) -> dict[str, bytes]:
        """Style and scripts, and, where answers are judged, the judge and the sealed questions."""
        style = "".join(map(_file, ("alliance.css", "page.css", "web.css")))
        # One classic script: from file: a browser refuses modules.
        drawn = _file("card.js").replace("export default", "const card =")
        lms = _file("scorm.js") if self.scorm else "const lms = null;\n"
        site = json.dumps(self._site(), ensure_ascii=False)
        script = f"(() => {{\nconst site = {site};\n{drawn}\n{lms}{_file('web.js')}\n}})();\n"
        made = {"assets/page.css": style.encode(), "assets/course.js": script.encode()}
        if not self.scorm:
            found = json.dumps([*self._places()], ensure_ascii=False)
            made["assets/find.js"] = f"alFind = {found};".encode()
        if self.judged:
            made["assets/looks.json"] = self._looks()
            made["assets/worker.js"] = _file("worker.js").encode()
            ours = dict(release.library_files(set(self.units), self.graded))
            asked = (name for name in ours if name.startswith(_ASKED))
            made |= {f"assets/{Path(name).name}": ours[name] for name in asked}
            judge = {name: ours[name] for name in ours if _runs_there(name)} | _own(*_JUDGE)
            made["assets/judge.zip"] = release.zipped(judge)
            if not self.scorm:
                made["assets/record.zip"] = release.zipped(self._record())
        return made

    def _places(self) -> Iterator[tuple[str, str, str]]:
        """What can be found by its words, each place as its page, its name and its text: words of
        the course, lessons paragraph by paragraph, sources, documents and facts."""
        for word in corpus.loaded("built", "glossary.json")["terms"]:
            called = (word.get(key) for key in ("term", "kanji", "reading"))
            yield f"words.html#{quote(word['term'])}", " ".join(filter(None, called)), word["gloss"]
        for number, lesson in self.lessons.items():
            title = pick(self.units[number].title) if number in self.units else lesson.title
            for part, heading, text in _paragraphs(self.root / f"notebooks/{lesson.stem}.ipynb"):
                yield f"lessons/{lesson.stem}.html#part-{part}", f"{title} · {heading}", text
        for source in corpus.sources():
            for one in source.paragraphs:
                yield page_of(f"{source.id} ¶{one.n}"), f"{source.short} ¶{one.n}", one.text
        for document in cards.documents():
            if document.lessons[0] in self.units:
                said = " ".join((*document.head_note, document.text))
                yield page_of(document.id), document.title, said
        for fact in corpus.facts():
            topic = corpus.fact_topics()[fact["topic"]]
            yield page_of(fact["id"]), f"{topic} · {fact['id']}", fact["statement"]

    def _looks(self) -> bytes:
        """What each line of code shows that a question of these units names, by the line."""
        folders = (corpus.data("questions"), self.root / "solutions" / "questions")
        paths = [folder / f"{one.prefix}.json" for folder in folders for one in self.units.values()]
        texts = [path.read_text("utf-8") for path in paths if path.is_file()]
        lines = {one[0] for text in texts for one in card.LOOK.finditer(text.replace('\\"', '"'))}
        shown = {one: card.look(one) for one in sorted(lines)}
        return json.dumps(shown, ensure_ascii=False).encode()

    def _record(self) -> dict[str, bytes]:
        """What only the record of one's work and one's marks in a text need: their templates, the
        library for these, the goals."""
        record = _own(*_RECORD)
        for library in (jinja2, markupsafe):
            for path in sorted(Path(str(library.__file__)).parent.glob("*.py")):
                record[f"{library.__name__}/{path.name}"] = path.read_bytes()
        return record | {f"notebooks/{one.stem}.ipynb": _stub(one) for one in self.lessons.values()}


def _file(name: str) -> str:
    """A style or a script of the library."""
    return STYLE.with_name(name).read_text("utf-8")


def _own(*names: str) -> dict[str, bytes]:
    """These files of the library, by the names that they have in a zip."""
    return {f"alliance/{name}": (STYLE.parent.parent / name).read_bytes() for name in names}


def _stub(lesson: course.Lesson) -> bytes:
    """A lesson as the record of one's work reads it: its title and its goals."""
    text = f"# {lesson.title}\n\n**By the end you can** {', '.join(lesson.goals)}."
    cells = [{"cell_type": "markdown", "source": text}]
    about = {"alliance": {"unit": lesson.unit}}
    return json.dumps({"cells": cells, "metadata": about}, ensure_ascii=False).encode()


_ASKED = "alliance/data/questions/"
_JUDGE = ("web/__init__.py", "web/judge.py")
_SHOWN = ("page", "portfolio", "source")
_RECORD = (*(f"templates/{one}.html" for one in _SHOWN), "look/alliance.css", "look/page.css")


def _runs_there(name: str) -> bool:
    """Whether the judge needs a file of the library: the nouns of the course and the questions."""
    _, *rooms, last = name.split("/")
    if last.partition(".")[0] in pinned()["unused_of_ours"] or name.startswith(_ASKED):
        return False
    return not rooms or rooms[0] in ("questions", "data")


_GIVEN = r'(?:"(?:[^"\\\n]|\\.)*"|\d+)'
_CALL = re.compile(
    rf"^al\.(ask|write|article|plots\.\w+)\(((?:{_GIVEN}(?:, {_GIVEN})*)?)\)(?=\s*(?:$|[;#]))",
    re.MULTILINE,
)


def _alive(cell: Any, tasks: dict[str, Any]) -> Any:
    """A cell as a page shows it: prose with ways to other pages, a figure in the page's colours, an
    article in its look, and where it asks what stands there until the page's script draws the card.
    """
    if cell.cell_type == "markdown":
        # The page's own buttons lead on.
        cell.source = _linked(re.sub(r"^More questions: \[.*", "", cell.source, flags=re.M))
    called = _CALL.search(cell.source) if cell.cell_type == "code" else None
    name, given = (called[1], literal_eval(f"[{called[2]}]")) if called else ("", [])
    plot = getattr(plots, name.removeprefix("plots."), None)
    if isinstance(plot, Plot):
        html = vector.shown(plot(*given), f"fig-{cell.id}")
    elif name == "article" and given[0] in corpus.shipped_ids():
        html = Reading(reading.article(*given).source, look=PAGE)._repr_html_()
    elif name in ("ask", "write"):
        asked: Any = getattr(check, name)(*given)
        tasks[asked.id] = asked.task()
        html = _stand_in(asked.id, asked._repr_html_())
    else:
        return cell
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": html})]
    return cell


def _stand_in(id: str, shown: str) -> Html:
    return Html(f'<div class="al-live" data-id="{escape(id)}">{card.on_a_page(shown)}</div>')


_NOTEBOOK = re.compile(r"(?<=\]\()(?:\.\./notebooks/)?((?:\.\./exercises/)?\d\d-[\w-]+)\.ipynb")
_CODE = re.compile(r"`([\w-]+)`(?: (¶\d+)[–\d]*)?")


def _linked(prose: str) -> str:
    """Markdown whose links from notebook to notebook lead from page to page; the id of a source, a
    document or a fact leads to where it is read."""

    def there(found: re.Match[str]) -> str:
        text, id, place = found[0].replace("`", ""), found[1], found[2] or ""
        name = corpus.short_name(id)
        if not (name or is_document(id) or id in corpus.facts_by_id()):
            return found[0]
        return f"[{text.replace(id, name or id)}](../{page_of(f'{id} {place}'.strip())})"

    return _CODE.sub(there, _NOTEBOOK.sub(r"\1.html", prose))


# What the page *Find* looks through.

# A note's number, an address, what begins a quotation, makes a table or stresses a word.
_SIGNS = re.compile(r"<sup>.*?</sup>|<[^>]*>|^> ?|\]\([^)]*\)|[*`#|\[\]]|:?-{2,}:?", re.MULTILINE)
_APART = ("", "Notes", "Rights")  # the facts are found by themselves


def _paragraphs(path: Path) -> Iterator[tuple[int, str, str]]:
    """The paragraphs of a lesson's prose, each with the number and the heading of its part."""
    cells = nbformat.read(path, as_version=4).cells[1:]  # the first is the scene
    for n, (heading, several) in enumerate(parts(cells)):
        prose = "\n\n".join(one.source for one in several if one.cell_type == "markdown")
        said = _SIGNS.sub("", with_names(prose.removeprefix(f"## {heading}")))
        for one in said.split("\n\n") if heading not in _APART else ():
            if text := " ".join(one.split()):
                yield n, heading, text


# Pyodide, the Python that judges in a browser: pinned, cut to what a judge needs, compiled.

_LIBRARY = "python_stdlib.zip"


def pinned() -> dict[str, Any]:
    """The version of Pyodide that these pages run on, and what its files have to be."""
    return corpus.loaded("pyodide.json")


def python(package: Path) -> dict[str, bytes]:
    """Pyodide as a site holds it, by name.

    Its files are pinned, since every reader's machine runs them. Of Python's own library without
    what no judge needs; compiled, where node can do it. Names end in ``.js``, since older servers
    don't know ``.mjs``.
    """
    known, core = pinned(), {}
    for name, digest in known["files"].items():
        path = package / name
        core[name] = path.read_bytes() if path.is_file() else b""
        if sha256(core[name]).hexdigest() != digest:
            other = sentence("other-pyodide", path=path, version=known["version"])
            raise release.CannotRelease(other)
    unused = tuple(known["unused"])
    with zipfile.ZipFile(BytesIO(core.pop(_LIBRARY))) as archive:
        kept = [one for one in archive.namelist() if not one.startswith(unused)]
        library = {name: archive.read(name) for name in kept if not name.endswith("/")}
    lock = {**json.loads(core["pyodide-lock.json"]), "packages": {}}  # nothing is ever loaded
    core["pyodide-lock.json"] = json.dumps(lock).encode()
    core["pyodide.mjs"] = core["pyodide.mjs"].replace(b"pyodide.asm.mjs", b"pyodide.asm.js")
    core[_LIBRARY] = _compiled(package, release.zipped(library))
    return {f"assets/pyodide/{name.replace('.mjs', '.js')}": data for name, data in core.items()}


def _compiled(package: Path, library: bytes) -> bytes:
    """A zip with its code compiled by Pyodide itself; as it is where there is no node."""
    node = shutil.which("node")
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "in.zip"), Path(folder, "out.zip")
        given.write_bytes(library)
        named = (STYLE.with_name("compile.mjs"), package.resolve(), given, made)
        command = [node or "", *map(str, named)]
        if not node or subprocess.run(command, capture_output=True, check=False).returncode:
            return library
        return made.read_bytes()
