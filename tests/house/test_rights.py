"""Nobody's text is in this repository: quotations are short, and no run of 15 words is shared."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from checkout import ROOT, text_of, tracked

from alliance import __version__, cards, corpus
from alliance.authoring.data import SourceFile, paragraphs_of
from alliance.authoring.yamlfile import Authored
from alliance.corpus import data
from alliance.text import words

pytestmark = pytest.mark.slow

RUN = 15  # words: from here on a shared run is a copy
UNMARKED = 12  # words: from here on a shared run has to stand between quotation marks
QUOTATION = 25  # words of an article in one quotation
OF_ONE_ARTICLE = 100  # words of one article in all quotations together …
SHARE = 0.08  # … or this part of it, whichever is more
PROVISION = 70  # words of one provision of an official document

FILES = sorted(data("sources").glob("*.yaml"))
QUOTED = re.compile(r"“([^“”]{1,2000}?)”")
# What an author leaves out of a quotation or puts into it parts it in two.
GAP = re.compile(r"…|\.\.\.|\[[^\]]*\]")


@pytest.fixture(scope="session")
def originals(full_texts: list[Path]) -> dict[str, list[list[str]]]:
    """The normal words of each paragraph of each source, by the source's id."""
    texts = [path.read_text("utf-8-sig") for path in full_texts]
    found = {}
    for path in FILES:
        source = Authored(path).parse(SourceFile)
        paragraphs = next(filter(None, (paragraphs_of(source, text) for text in texts)), None)
        if paragraphs:
            found[source.id] = [words(paragraph) for paragraph in paragraphs]
    assert len(found) == len(FILES), "every source has a full text to be compared with"
    return found


def quotations(text: str) -> Iterator[list[str]]:
    """The normal words of everything between curly quotation marks, part by part."""
    for block in re.split(r"\n\s*\n", text):
        for quoted in QUOTED.findall(block):
            for part in GAP.split(quoted):
                if found := words(part):
                    yield found


def place(part: list[str], within: list[str]) -> int | None:
    """Where ``part`` stands in ``within``, word for word."""
    size = len(part)
    starts = (i for i, word in enumerate(within) if word == part[0])
    return next((i for i in starts if within[i : i + size] == part), None)


@pytest.fixture(scope="session")
def quoted() -> list[tuple[Path, list[str]]]:
    """Every quotation in every file of the repository."""
    return [(path, part) for path in tracked() for part in quotations(text_of(path))]


def kind(id: str) -> str:
    return corpus.source(id).kind


@pytest.mark.parametrize("id", [path.stem for path in FILES])
def test_a_digest_quotes_briefly(id: str) -> None:
    """Without the full texts: what stands in curly quotes in the digest of an article."""
    source = corpus.source(id)
    parts = [part for p in source.paragraphs for part in quotations(p.text)]
    if source.kind == "article":
        assert max(map(len, parts), default=0) <= QUOTATION
        whole = sum(one.words for one in corpus.fingerprints(id))
        assert sum(map(len, parts)) <= max(OF_ONE_ARTICLE, SHARE * whole)
    else:
        for paragraph in source.paragraphs:
            assert sum(map(len, quotations(paragraph.text))) <= PROVISION, paragraph.provision


@pytest.mark.parametrize("id", [path.stem for path in FILES])
def test_all_quotations_of_one_source_together(
    id: str, originals: dict[str, list[list[str]]], quoted: list[tuple[Path, list[str]]]
) -> None:
    """In the whole repository: digests, claims, questions, lessons, documentation."""
    taken: list[set[int]] = [set() for _ in originals[id]]
    article = kind(id) == "article"
    for path, part in quoted:
        for n, paragraph in enumerate(originals[id]):
            start = place(part, paragraph)
            if start is not None:
                taken[n].update(range(start, start + len(part)))
                if article:
                    assert len(part) <= QUOTATION, f"{path.name}: {' '.join(part)}"
                break
    if article:
        whole = sum(map(len, originals[id]))
        assert sum(map(len, taken)) <= max(OF_ONE_ARTICLE, SHARE * whole)
    else:
        for n, found in enumerate(taken, 1):
            assert len(found) <= PROVISION, f"¶{n}: {len(found)} words"


# The leak check. Words are runs of letters and digits, so that no mark between them hides a copy.


def plain(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def runs(text: str, size: int) -> Iterator[tuple[str, ...]]:
    found = plain(text)
    return (tuple(found[i : i + size]) for i in range(len(found) - size + 1))


class Leaks:
    """Finds any run of ``size`` words of some texts in other texts."""

    def __init__(self, texts: Iterable[str], size: int) -> None:
        self.size = size
        self._known = {run for text in texts for run in runs(text, size)}
        assert self._known, "there is nothing to look for"

    def first(self, text: str) -> str | None:
        return next((" ".join(r) for r in runs(text, self.size) if r in self._known), None)


@pytest.fixture(scope="session")
def articles(full_texts: list[Path]) -> list[str]:
    """The files of the articles, with everything that is in them, menus and all."""
    authored = (Authored(path).parse(SourceFile) for path in FILES)
    known = [source for source in authored if source.kind == "article"]
    texts = [path.read_text("utf-8-sig") for path in full_texts]
    found = [text for text in texts if any(paragraphs_of(source, text) for source in known)]
    assert len(found) == len(known)
    return found


@pytest.fixture(scope="session")
def leaks(articles: list[str]) -> Leaks:
    return Leaks(articles, RUN)


def test_no_run_of_an_article_is_in_the_repository(leaks: Leaks) -> None:
    found = {path.relative_to(ROOT).as_posix(): leaks.first(text_of(path)) for path in tracked()}
    assert {name: run for name, run in found.items() if run} == {}


def test_what_is_copied_is_marked_as_a_quotation(articles: list[str]) -> None:
    """Twelve words in a row are no chance, except in the official name of a treaty."""
    shorter = Leaks(articles, UNMARKED)
    titles = [source.title for source in corpus.sources()]
    found = {}
    for path in tracked():
        text = " ".join(QUOTED.sub(" ", text_of(path)).split())
        for title in titles:
            text = text.replace(title, " ")
        if run := shorter.first(text):
            found[path.relative_to(ROOT).as_posix()] = run
    assert found == {}


def test_no_provision_is_copied_whole(full_texts: list[Path]) -> None:
    whole = Leaks((path.read_text("utf-8-sig") for path in full_texts), PROVISION + 1)
    found = {path.relative_to(ROOT).as_posix(): whole.first(text_of(path)) for path in tracked()}
    assert {name: run for name, run in found.items() if run} == {}


@pytest.mark.parametrize("suffix", [".md", ".py", ".json", ".ipynb", ".html", ".yaml"])
def test_the_leak_check_finds_a_planted_leak(
    suffix: str, leaks: Leaks, full_texts: list[Path], tmp_path: Path
) -> None:
    """A control: 15 words of an article, in another typography, in every kind of file."""
    line = max(full_texts[0].read_text("utf-8").splitlines(), key=len)
    copied = plain(line)[3 : 3 + RUN]
    file = tmp_path / f"planted{suffix}"
    file.write_text(_planted(copied)[suffix], encoding="utf-8")
    assert leaks.first(text_of(file)) == " ".join(copied)
    file.write_text(_planted(copied[1:])[suffix], encoding="utf-8")
    assert leaks.first(text_of(file)) is None, "fourteen words are not fifteen"


def _planted(copied: list[str]) -> dict[str, str]:
    return {
        ".md": "> " + "\n> ".join(copied),
        ".py": 'x = (\n    "' + ' "\n    "'.join(copied) + '"\n)',
        ".json": json.dumps({"x": {"y": ["one", " — ".join(copied).upper()]}}),
        ".ipynb": json.dumps({"cells": [{"source": [word + "\n" for word in copied]}]}),
        ".html": '<span style="x">' + "</span><sup>who</sup> <span>".join(copied) + "</span>",
        ".yaml": "x: >-\n  " + "\n  ".join(copied),
    }


# The built package.


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from the tracked files alone, as a fresh clone would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    for path in tracked():
        copy = folder / "source" / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    build = [sys.executable, "-m", "pip", "wheel", str(folder / "source"), "--no-deps", "-q"]
    done = subprocess.run([*build, "-w", str(folder)], capture_output=True, text=True, timeout=600)
    if done.returncode and "setuptools" in done.stderr:
        pytest.skip("pip found no setuptools to build the wheel with: no network?")
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_is_the_students_package(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    top = {name.partition("/")[0] for name in names}
    assert {name.partition("-")[0] for name in top} == {"alliance", "alliance_reader"}
    assert [name for name in names if name.endswith((".yaml", ".yml", ".ipynb", ".txt~"))] == []
    assert [name for name in names if "solutions" in name or "/tests/" in name] == []
    built = {name.rpartition("/")[2] for name in names if name.startswith("alliance/data/built/")}
    assert {"sources.json", "annotations.json"} <= built
    assert any(name.endswith("licenses/LICENSE-CONTENT") for name in names)


def test_the_wheel_has_every_data_file_that_the_package_reads(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    data_files = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix in (".json", ".csv") and path.is_relative_to(ROOT / "alliance" / "data")
    ]
    assert data_files and set(data_files) <= names


def test_the_wheel_says_its_version_and_types_and_no_address_that_is_not_decided(
    wheel: zipfile.ZipFile,
) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    told = wheel.read(name).decode()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert f"\nVersion: {__version__}\n" in told
    assert ("\nProject-URL: " in told) == bool(project["tool"]["alliance"]["address"])
    assert "alliance/py.typed" in wheel.namelist()


def test_no_run_of_an_article_is_in_the_wheel(
    wheel: zipfile.ZipFile, leaks: Leaks, tmp_path: Path
) -> None:
    wheel.extractall(tmp_path)
    files = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert len(files) > 30
    assert {path.name: run for path in files if (run := leaks.first(text_of(path)))} == {}


# RIGHTS.md


def _rights(part: str) -> list[list[str]]:
    """The rows of one generated table: its heads, a line, and a row per source."""
    made = (ROOT / "RIGHTS.md").read_text("utf-8").partition(f"<!-- {part}: made by")[2]
    lines = made.partition(f"<!-- end of {part} -->")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]


def test_rights_has_a_row_per_document() -> None:
    _, _, *body = _rights("documents")
    assert [row[0].strip("`") for row in body] == [one.id for one in cards.documents()]
    for id, holder, here, terms, origin in body:
        one = cards.document(id.strip("`"))
        assert (holder, origin) == (one.rights["holder"], one.citation)
        assert f"{one.words} words" in here and one.rights["text"] in terms and "CC BY" in terms


def test_rights_has_a_row_per_source() -> None:
    head, _, *body = _rights("sources")
    assert head == [
        *("source", "who holds the text", "what is here of it", "on what terms"),
        "where the full text comes from",
    ]
    assert [row[0].strip("`") for row in body] == corpus.shipped_ids()
    for id, holder, here, terms, origin in body:
        source = corpus.source(id.strip("`"))
        assert holder == source.rights.holder
        assert "digest" in here and "CC BY 4.0" in terms and "CC BY 4.0" in source.rights.edition
        official = source.kind != "article"
        assert ("public" if official else "all rights reserved") in terms
        assert ("public" if official else "all rights reserved") in source.rights.text
        assert origin
