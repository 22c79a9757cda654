"""All that is generated, made anew or checked, in order; what has not changed is not made again."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliance import cards, corpus
from alliance.authoring import questions
from alliance.authoring.data import (
    build_documents,
    build_facts,
    build_glossary,
    build_provisions,
    build_sources,
)
from alliance.authoring.yamlfile import AuthorError

if TYPE_CHECKING:
    from alliance.authoring.questions import AuthoredUnit

ROLES = {"exercise": "exercises", "solution": "solutions"}
_KERNELS = 4  # at a time
DATA = ("sources", "annotations", "facts", "contradictions", "provisions", "documents")


class NoCourse(AuthorError):
    """The package was installed without the course; there is nothing to build."""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Result:
    """The files that were out of date, relative to the course; after a build they are mended."""

    stale: tuple[str, ...]


def root() -> Path:
    """The folder of the checkout; :class:`NoCourse` where there is only the installed package."""
    folder = corpus.data().parent.parent
    if not (folder / "solutions" / "questions").is_dir():
        raise NoCourse(
            folder,
            None,
            "this alliance is installed without the course, so there is nothing to build. Unpack "
            'the course, go into its folder and run: python -m pip install -e ".[author]"',
        )
    return folder


def build(check: bool = False, full_texts: list[Path] | None = None) -> Result:
    """Write what is out of date, or only list it. Mistakes of authors raise ``AuthorError``."""
    course = root()
    ledger = Ledger(course)
    changed = _data(ledger, check, full_texts)
    if changed and not check:
        cards.forget()
        corpus.forget()  # questions look their passages up in what has just been written
    files = sorted((course / "solutions" / "questions").glob("*.yaml"))
    changed += _units(ledger, files, check)
    for path in _orphans(course, files):
        changed.append(path)
        if not check:
            path.unlink()
    changed += _lessons(ledger, check, bool(changed))
    changed += _pages(ledger, check)
    if not check:
        ledger.write()
    return Result(tuple(path.relative_to(course).as_posix() for path in changed))


class Ledger:
    """What was built last on this machine, and from what: a file that git ignores.

    Without it everything is made and compared once. A row is a name, the digest of all that the
    files were made from, and the digests of the files: an edit of either makes the row void.
    """

    def __init__(self, course: Path) -> None:
        self.course = course
        self._file = course / "build" / "ledger.json"
        try:
            rows = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            rows = {}
        self._rows: dict[str, Any] = rows if isinstance(rows, dict) else {}

    @cached_property
    def code(self) -> str:
        """The digest of the library: whatever it says may have changed with it."""
        package = Path(__file__).parent.parent
        return digest(sorted(package.rglob("*.py")) + sorted(package.rglob("phrases/*.json")))

    def fresh(self, name: str, source: str, made: Iterable[Path]) -> bool:
        """Whether ``made`` are as they were when they were last made from ``source``."""
        return self._rows.get(name) == self._row(source, made)

    def knows(self, name: str) -> bool:
        return name in self._rows

    def keep(self, name: str, source: str, made: Iterable[Path]) -> None:
        self._rows[name] = self._row(source, made)

    def _row(self, source: str, made: Iterable[Path]) -> dict[str, Any]:
        held = {path.relative_to(self.course).as_posix(): digest([path]) for path in made}
        return {"from": digest([], self.code, source), "made": held}

    def write(self) -> None:
        _write(self._file, json.dumps(self._rows, indent=1))


def digest(files: Iterable[Path], *said: str) -> str:
    """One digest of files, by name and content, and of texts."""
    total = blake2b(digest_size=12)
    for path in files:
        content = path.read_bytes() if path.is_file() else b"none"
        total.update(f"{path.name}\0{len(content)}\0".encode() + content)
    for text in said:
        total.update(f"\0{text}".encode())
    return total.hexdigest()


def _data(ledger: Ledger, check: bool, full_texts: list[Path] | None) -> list[Path]:
    sources = [*corpus.data().rglob("*.yaml"), corpus.data("fingerprints.json")]
    source = digest(sorted(sources))
    made = sorted(corpus.data("built").glob("*.json"))
    if not full_texts and ledger.fresh("data", source, made):
        return []
    data = {**build_sources(full_texts), **build_facts(), **build_glossary()}
    data |= build_provisions(data) | build_documents(data)
    changed = _settle(data, check)
    if not check or not changed:
        ledger.keep("data", source, sorted(corpus.data("built").glob("*.json")))
    return changed


def _units(ledger: Ledger, files: list[Path], check: bool) -> list[Path]:
    """Each unit's sealed and readable copy, its exercise and its solution."""
    built = digest(sorted(corpus.data("built").glob("*.json")))
    due = [
        path for path in files if not ledger.fresh(path.stem, digest([path], built), _made(path))
    ]
    if not due:
        return []
    known = questions.Known.of({path: path.read_text("utf-8") for path in _built()})
    changed: list[Path] = []
    for unit in questions.load_all(due, known):
        stale = _settle(questions.build_questions([unit]), check)
        stale += _notebooks(unit, check)
        changed += stale
        if not check or not stale:
            ledger.keep(unit.stem, digest([unit.path], built), _made(unit.path))
    return changed


def _pages(ledger: Ledger, check: bool) -> list[Path]:
    """Documentation that is made from the code and the sources."""
    from alliance.authoring import docs

    made = [ledger.course / name for name in docs.PAGES]
    source = digest(sorted(corpus.data().rglob("*.yaml")))
    if ledger.fresh("pages", source, made) or not all(path.is_file() for path in made):
        return []
    changed = _settle(docs.pages(ledger.course), check)
    if not check or not changed:
        ledger.keep("pages", source, made)
    return changed


def _built() -> list[Path]:
    return [corpus.data("built", f"{name}.json") for name in DATA]


def _made(path: Path) -> list[Path]:
    """The files that a question file becomes."""
    course = path.parent.parent.parent
    found = re.search(r"""^prefix: *["']?([a-z0-9]+)""", path.read_text("utf-8"), re.MULTILINE)
    name = f"{found[1] if found else path.stem}.json"
    books = [course / folder / f"{path.stem}.ipynb" for folder in ROLES.values()]
    return [corpus.data("questions", name), path.with_name(name), *books]


def _settle(wanted: dict[Path, str], check: bool) -> list[Path]:
    """The files that differ from ``wanted``; written, unless only a check was asked for."""
    stale = [path for path, text in wanted.items() if _read(path) != text]
    for path in () if check else stale:
        _write(path, wanted[path])
    return stale


def _notebooks(unit: AuthoredUnit, check: bool) -> list[Path]:
    from alliance.authoring import notebooks  # nbformat takes a second to load

    facts = json.loads(corpus.data("built", "facts.json").read_text("utf-8"))["facts"]
    course = unit.path.parent.parent.parent
    books = {
        course / "exercises" / f"{unit.stem}.ipynb": notebooks.exercise(unit),
        course / "solutions" / f"{unit.stem}.ipynb": notebooks.solution(
            unit, notebooks.describer(facts)
        ),
    }
    stale = [path for path, book in books.items() if not _same(path, book)]
    if not check:
        for path in stale:
            _write(path, notebooks.text_of(books[path]))
        _executed(stale)
    return stale


def _executed(paths: Sequence[Path]) -> list[Path]:
    """The notebooks whose stored outputs changed: a few kernels run at a time."""
    from alliance.authoring import notebooks

    if not paths:
        return []
    with ThreadPoolExecutor(min(len(paths), os.cpu_count() or 1, _KERNELS)) as pool:
        changed = list(pool.map(notebooks.execute, paths))
    return [path for path, new in zip(paths, changed, strict=True) if new]


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _same(path: Path, book: Any) -> bool:
    """Whether the stored notebook is this one, and has run."""
    from alliance.authoring import notebooks

    stored = _read(path)
    try:
        return stored is not None and notebooks.before_run(stored) == notebooks.text_of(book)
    except (ValueError, KeyError, AttributeError):
        return False  # somebody's hand was in it: it is made again


def _lessons(ledger: Ledger, check: bool, changed: bool) -> list[Path]:
    """The lessons whose outputs may show something else now, executed again.

    A lesson shows its own cells, the course's data, and the questions of the units that it names.
    """
    data = digest(sorted(p for p in corpus.data().rglob("*") if p.is_file() and _shown(p)))
    lessons = sorted((ledger.course / "notebooks").glob("*.ipynb"))
    sources = {path: digest([], data, *_asked(path)) for path in lessons}
    due = [path for path in lessons if not ledger.fresh(path.name, sources[path], [path])]
    if not due:
        return []
    from alliance.authoring import notebooks

    if check:
        return [path for path in due if not notebooks.as_run(path)]
    # A lesson that is not known here is taken as it is stored, unless something has changed.
    due = [p for p in due if changed or ledger.knows(p.name) or not notebooks.as_run(p)]
    stale = _executed(due)
    for path in lessons:
        ledger.keep(path.name, sources[path], [path])
    return stale


def _shown(path: Path) -> bool:
    return path.parent.name != "questions" and path.suffix in (".json", ".csv")


def _asked(path: Path) -> Iterator[str]:
    """A lesson's cells, the questions of the units that it asks, and what progress counts."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    yield json.dumps([cell["source"] for cell in cells])
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for unit in sorted(corpus.data("questions").glob("*.json")):
        if re.search(rf"""["']{unit.stem}(\.\d|["'])""", code):
            yield digest([unit])
        elif "progress(" in code:
            held = json.loads(unit.read_text("utf-8"))
            yield json.dumps([held["title"], [one["id"] for one in held["questions"]]])


def _orphans(course: Path, files: list[Path]) -> Iterator[Path]:
    """Generated files whose question file is gone. What is not generated is never touched."""
    wanted = {made for path in files for made in _made(path)}
    made = [*corpus.data("questions").glob("*.json")]
    made += (course / "solutions" / "questions").glob("*.json")
    for role, folder in ROLES.items():
        for path in (course / folder).glob("*.ipynb"):
            try:
                metadata = json.loads(_read(path) or "{}")["metadata"]
                if metadata["alliance"]["role"] == role:
                    made.append(path)
            except (ValueError, KeyError, TypeError):
                continue
    yield from sorted(path for path in made if path not in wanted)


def _write(path: Path, text: str) -> None:
    """All of it or nothing: a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, "utf-8", newline="\n")
    part.replace(path)
