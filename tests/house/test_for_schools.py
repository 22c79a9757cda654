"""What a school is told of data, network, access and content is what the code does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from checkout import ROOT

from alliance import cards, corpus, notes
from alliance.questions import kept_answers, log
from alliance.questions.judge import Verdict

PAGE = (ROOT / "docs" / "for-schools.md").read_text("utf-8")
TEXT = " ".join(PAGE.split())
_NETWORK = {"urllib.request", "http.client", "socket", "ssl", "requests", "httpx", "ftplib"}


def test_the_files_that_it_names_are_those_that_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_HOME", str(tmp_path))
    assert f"`{log.current().path.name}`" in PAGE and log.current().path.parent == tmp_path
    assert f"`{corpus.texts().name}/`" in PAGE and corpus.texts().parent == tmp_path
    assert f"`{kept_answers.KEY}`" in PAGE


def test_the_diary_holds_what_it_says_and_no_name() -> None:
    record = log.attempt("x.1", Verdict("x.1", status="wrong", answer="b", misconception="m"), 1)
    assert set(record) == {"question", "answer", "status", "share", "misconception", "hints"}


@pytest.mark.slow
def test_one_module_knows_the_network() -> None:
    found = set()
    for path in (ROOT / "alliance").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if _NETWORK & set(names):
                found.add(path.name)
    assert found == {"fetch.py"}


def test_the_web_edition_keeps_in_the_browser_and_sends_nothing() -> None:
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "alliance/look").glob("*.js"))
    for word in ("localStorage", "caches.open"):
        assert word in scripts
    assert not re.search(r"sendBeacon|XMLHttpRequest|WebSocket|method: *[\"']POST|cookie", scripts)
    assert not re.search(r"fetch\([\"'`]https?:", scripts)


def test_the_documents_and_facts_that_it_warns_of_are_there() -> None:
    assert cards.document(*re.findall(r"`(doc-[a-z0-9-]+)`", PAGE))
    assert "rape" in notes.fact("gen-24")["statement"]
    assert re.search(r"\bJap\b", notes.fact("t51-14")["evidence"])
    lessons = "".join(p.read_text("utf-8") for p in (ROOT / "notebooks").glob("*.ipynb"))
    assert not re.search(r"\bJaps?\b", lessons), "the lesson paraphrases it"


def test_the_pages_that_are_measured_are_those_of_the_tests() -> None:
    pages = (ROOT / "tests/browser/test_pages_in_browser.py").read_text("utf-8")
    assert 'NAMES = ("lesson", "exercise", "index", "handout", "feedback", "class")' in pages
    assert (
        '[(1280, "light"), (390, "dark")]' in pages
        and "at 1280 pixels in a light theme and at 390 in a dark one" in TEXT
    )
    web = (ROOT / "tests/browser/test_web_in_browser.py").read_text("utf-8")
    assert all(name in web for name in ("index.html", "sources/", "facts/", "me.html"))
    assert "One screen reader was listened to" in TEXT
