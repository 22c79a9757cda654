"""The course as static pages: home, lessons, exercises, sources, documents, words and facts.

Reading needs no script. Where Pyodide's core is given, the questions are judged in the browser by
:mod:`alliance.web.judge`; without it, and from ``file:``, answers are kept and handed in.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import nbformat

from alliance import __version__, cards, corpus, course, notes, reading, reference
from alliance.exported import exported
from alliance.html import STYLE, Html, fold, page
from alliance.layers import LAYERS
from alliance.questions import bank, card
from alliance.questions.check import Writing
from alliance.questions.phrases import current, pick, say
from alliance.teaching import release

_ROOMS = ("questions", "data", "web")
_UNUSED = ("annotations", "figures", "fingerprints", "gazetteer", "lexicon", "provisions", "schema")


class Site(NamedTuple):
    """What was made: the folder and the names of its files."""

    folder: Path
    files: list[str]


def build(
    root: Path,
    folder: Path,
    units: Collection[str],
    *,
    graded: bool = False,
    pyodide: Path | None = None,
) -> Site:
    """Make the site of the course at ``root`` in ``folder``.

    units: numbers of the lessons and exercises in it; pyodide: its unpacked npm package. Raises
    :class:`alliance.teaching.release.CannotRelease`, also where a page would show a solution or
    somebody's article.
    """
    release.fresh(folder)
    made = _Pages(root, {*units, "00"}, graded, pyodide is not None)
    with _digest_edition():
        files = {name: text.encode() for name, text in made.pages()}
    files |= made.assets()
    if pyodide:
        files |= {f"assets/pyodide/{name}": data for name, data in _core(pyodide)}
    shown = {name: data for name, data in files.items() if name.endswith((".html", ".json"))}
    if found := [*release.leaks(root, shown), *release.copied(shown)]:
        told = "; ".join(found[:5])
        raise release.CannotRelease(f"this site would show what it must not: {told}")
    files["sw.js"] = _offline(files)
    release.put(folder, files)
    return Site(folder, sorted(files))


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


def pinned() -> dict[str, Any]:
    """The version of Pyodide that these pages run on, and what its files have to be."""
    found: dict[str, Any] = json.loads(corpus.data("pyodide.json").read_text("utf-8"))
    return found


def _core(package: Path) -> Iterator[tuple[str, bytes]]:
    """The files of Pyodide that a page fetches; pinned, since every reader's machine runs them."""
    known = pinned()
    for name, digest in known["files"].items():
        try:
            data = (package / name).read_bytes()
        except OSError:
            data = b""
        if sha256(data).hexdigest() != digest:
            raise release.CannotRelease(
                f"{package / name} is not that of Pyodide {known['version']}. Unpack the npm "
                f"package pyodide@{known['version']} and give its folder."
            )
        yield name, data


def _offline(files: dict[str, bytes]) -> bytes:
    """The service worker: it knows every file, and is a new one when any has changed."""
    digest = sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    script = STYLE.with_name("offline.js").read_text("utf-8")
    known = {"DIGEST": digest.hexdigest()[:12], "FILES": sorted(["./", *files])}
    for name, value in known.items():
        script = script.replace(f'"{name}"', json.dumps(value))
    return script.encode()


class _Pages:
    """The pages of one site, and what they share."""

    def __init__(self, root: Path, units: Collection[str], graded: bool, judged: bool) -> None:
        self.root, self.graded, self.judged = root, graded, judged
        paths = sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))
        self.lessons = {path.name[:2]: path for path in paths if path.name[:2] in units}
        every = [bank.unit(prefix) for prefix in bank.prefixes()]
        self.units = {unit.number: unit for unit in every if unit.number in units}
        names = sorted((root / "exercises").glob("[0-9][0-9]-*.ipynb"))
        self.sets = {path.name[:2]: path.stem for path in names if path.name[:2] in self.units}

    def pages(self) -> Iterator[tuple[str, str]]:
        """Each page's name and its HTML."""
        listed = course.lessons(self.root)
        yield self._page("index", say("web-title"), self._home(listed))
        for number, path in self.lessons.items():
            book = nbformat.read(path, as_version=4)
            tasks: dict[str, Any] = {}
            title = next(one.title for one in listed if one.unit == number)
            book.cells = [_alive(cell, tasks) for cell in book.cells]
            body = _linked(exported(book))
            yield self._page(f"lessons/{path.stem}", title, body, tasks)
        for number, stem in self.sets.items():
            yield self._exercise(number, stem)
        yield from self._read()
        yield self._page(
            "me", say("web-me"), Html(f'<div id="al-report"><h1>{escape(say("web-me"))}</h1></div>')
        )

    def _page(
        self, name: str, title: str, body: Html, tasks: dict[str, Any] | None = None
    ) -> tuple[str, str]:
        site = {
            "root": "../" * name.count("/"),
            "page": name,
            "edition": __version__,
            "judge": self.judged,
            "graded": self.graded,
            "language": current(),
            "units": [
                (unit.prefix, pick(unit.title), list(unit.questions))
                for unit in self.units.values()
            ],
            "course": max(q.since for unit in self.units.values() for q in unit.questions.values()),
            "words": {word: say(f"web-{word}") for word in _WORDS},
        }
        data = json.dumps({"site": site, "tasks": tasks or {}}, ensure_ascii=False)
        made = page(
            "web",
            title=title,
            body=body,
            root=site["root"],
            language=current(),
            # In a script element nothing is escaped but what would end it.
            data=Html(data.replace("</", "<\\/")),
            places={place: say(f"web-{place}") for place in _PLACES},
        )
        return f"{name}.html", made

    def _home(self, listed: Iterable[course.Lesson]) -> Html:
        rows = []
        for one in listed:
            if not (path := self.lessons.get(one.unit)):
                continue
            links = [f'<a href="lessons/{path.stem}.html">{escape(say("web-lesson"))}</a>']
            unit = self.units.get(one.unit)
            if stem := self.sets.get(one.unit):
                asked = say("web-questions", n=len(self.units[one.unit].questions))
                links.append(f'<a href="exercises/{stem}.html">{escape(asked)}</a>')
            name = pick(unit.title) if unit else ""
            stands = f'<p class="al-stands" data-unit="{unit.prefix}"></p>' if unit else ""
            rows.append(
                f'<li><p class="al-kick">{one.unit} · {escape(name)}</p>'
                f'<h2><a href="lessons/{path.stem}.html">{escape(one.title)}</a></h2>'
                f"<p>{' · '.join(links)}</p>{stands}</li>"
            )
        head = f"<h1>{escape(say('web-title'))}</h1><p>{escape(say('web-what'))}</p>"
        return Html(f'{head}<ol class="al-arc">{"".join(rows)}</ol>')

    def _exercise(self, number: str, stem: str) -> tuple[str, str]:
        unit = self.units[number]
        tasks = {id: card.task(one) for id, one in unit.questions.items()}
        parts = [f"<h1>{escape(pick(unit.title))}</h1>"]
        if path := self.lessons.get(number):
            back = escape(say("web-lesson"))
            parts.append(f'<p><a href="../lessons/{path.stem}.html">{back}</a></p>')
        parts += [_stand_in(id, card.in_html(one)) for id, one in unit.questions.items()]
        body = Html("".join(parts))
        return self._page(f"exercises/{stem}", pick(unit.title), body, tasks)

    def _read(self) -> Iterator[tuple[str, str]]:
        """The pages to look things up in."""
        listed = []
        for source in corpus.sources():
            if source.id not in corpus.shipped_ids():
                continue
            read = reading.Reading(source)
            listed.append(f'<li><a href="sources/{source.id}.html">{escape(source.title)}</a></li>')
            marked = read.show("claim")._repr_html_()
            others = [name for name in LAYERS if name != "claim" and read.marks(name)]
            folded = [fold(LAYERS[one].plural, read.show(one)._repr_html_()) for one in others]
            body = Html(f"<h1>{escape(source.title)}</h1>{marked}{''.join(folded)}")
            yield self._page(f"sources/{source.id}", source.title, body)
        sources = f"<h1>{escape(say('web-sources'))}</h1><ul>{''.join(listed)}</ul>"
        yield self._page("sources", say("web-sources"), Html(sources))
        documents = ""
        for number, unit in self.units.items():
            theirs = [one for one in cards.documents() if one.lessons[0] == number]
            shown = "".join(f'<div id="{one.id}">{one._repr_html_()}</div>' for one in theirs)
            documents += f"<h2>{escape(pick(unit.title))}</h2>{shown}" if theirs else ""
        for name, shown in (
            ("documents", documents),
            ("words", reference.glossary()._repr_html_()),
        ):
            title = say(f"web-{name}")
            yield self._page(name, title, Html(f"<h1>{escape(title)}</h1>{shown}"))
        yield from self._facts()

    def _facts(self) -> Iterator[tuple[str, str]]:
        """A page per topic: all of them on one would be too heavy for a telephone."""
        title, listed = say("web-facts"), []
        for topic in dict.fromkeys(one["topic"] for one in corpus.facts()):
            name, found = topic.replace("-", " ").capitalize(), notes.facts(topic)
            listed.append(
                f'<li><a href="facts/{topic}.html">{escape(name)}</a> ({len(found)})</li>'
            )
            body = Html(f"<h1>{escape(name)}</h1>{found._repr_html_()}")
            yield self._page(f"facts/{topic}", name, body)
        yield self._page("facts", title, Html(f"<h1>{title}</h1><ul>{''.join(listed)}</ul>"))

    def assets(self) -> dict[str, bytes]:
        """Style and scripts, and, where answers are judged, the judge and the sealed questions."""
        look = STYLE.parent
        style = "".join(
            (look / f"{one}.css").read_text("utf-8") for one in ("alliance", "page", "web")
        )
        # One classic script: from file: a browser refuses modules.
        drawn = (look / "card.js").read_text("utf-8").replace("export default", "const card =")
        script = f"(() => {{\n{drawn}\n{(look / 'web.js').read_text('utf-8')}\n}})();\n"
        made = {"assets/page.css": style.encode(), "assets/course.js": script.encode()}
        if self.judged:
            made["assets/worker.js"] = (look / "worker.js").read_bytes()
            code = dict(release._package(set(self.units), self.graded))
            asked = {name for name in code if name.startswith("alliance/data/questions/")}
            kept = {
                name: data for name, data in code.items() if _runs_there(name) and name not in asked
            }
            kept |= {name: (look.parent.parent / name).read_bytes() for name in _JUDGE}
            made["assets/judge.zip"] = release.zipped(kept)
            made |= {f"assets/{Path(name).name}": code[name] for name in asked}
        return made


_JUDGE = ("alliance/web/__init__.py", "alliance/web/judge.py")
_PLACES = ("title", "sources", "documents", "words", "facts", "me")
_WORDS = (
    *("who", "who-none", "name", "begin", "else", "goon", "is-it", "refused", "forget", "save"),
    *("load", "loaded", "not-a-file", "loading", "ready", "failed", "no-judge", "file", "kept"),
    *("graded", "lost", "offline", "stands", "report", "nothing", "handed"),
)


def _runs_there(name: str) -> bool:
    """Whether the judge needs a file of the library: the nouns of the course and the questions."""
    _, *rooms, last = name.split("/")
    if last.partition(".")[0] in _UNUSED:
        return False
    return not rooms or rooms[0] in _ROOMS


def _alive(cell: Any, tasks: dict[str, Any]) -> Any:
    """A cell that asks, with what stands there until the page's script draws the card."""
    found = re.search(r'^al\.(ask|write)\("([^"]+)"(?:, "(.*)")?\)', cell.source, re.MULTILINE)
    if cell.cell_type != "code" or not found:
        return cell
    call, id, prompt = found.groups()
    if call == "write":
        writing = Writing(id, prompt)
        tasks[id], shown = writing.task(), writing._repr_html_()
    else:
        question = bank.question(id)
        tasks[id], shown = card.task(question), card.in_html(question)
    data = {"text/html": _stand_in(id, shown)}
    cell.outputs = [nbformat.v4.new_output("display_data", data)]
    return cell


def _stand_in(id: str, shown: str) -> str:
    return f'<div class="al-live" data-id="{escape(id)}">{card.on_a_page(shown)}</div>'


def _linked(body: Html) -> Html:
    """Links from notebook to notebook lead from page to page."""
    there = r'href="(?:\.\./notebooks/)?((?:\.\./exercises/)?\d\d-[\w-]+)\.ipynb'
    return Html(re.sub(there, r'href="\1.html', body))
