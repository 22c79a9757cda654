"""Texts from the network, tried against a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from alliance import cards, cli, corpus
from alliance.adding import fetch
from alliance.adding.add import is_address
from alliance.adding.read import LIMIT, Unreadable

ARTICLE = "".join(
    f"<p>{said}</p>"
    for said in (
        "The harbour town of Example held its yearly meeting on Monday, and the mayor spoke first.",
        "“We have waited for this bridge for twenty years,” Mayor Ann Example told the crowd.",
        "The bridge will cost 40 million dollars, the council said, half of it paid by the region.",
        "Work is to begin in March 2031 and to end two years later, if the money lasts so long.",
    )
)
PAGES = {
    "/article.html": f"<html><head><title>A bridge</title></head><body>{ARTICLE}</body></html>",
    "/other.html": "<html><body><p>Nothing of the kind stands here.</p></body></html>",
    "/big": "x" * (LIMIT + 1),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        moved = {"/moved": "/article.html", "/file": "file:///etc/hostname", "/round": "/round"}
        if self.path in moved:
            self.send_response(302)
            self.send_header("Location", moved[self.path])
            self.end_headers()
            return
        page = self.server.pages.get(self.path)  # type: ignore[attr-defined]
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(home: Path) -> Iterator[str]:
    said = "".join(f"<p>{one.text}</p>" for one in cards.document("dulles-1951").paragraphs)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    PAGES.update({"/dulles.html": f"<html><body><h1>Minutes</h1>{said}</body></html>"})
    server.pages = PAGES  # type: ignore[attr-defined]
    Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.group, list(args))
    return done.exit_code, done.output


@pytest.mark.parametrize("path", ["/article.html", "/moved"])
def test_an_article_is_added_from_its_address(site: str, path: str):
    code, said = run("add", site + path, "--json", "--id", "bridge-2031", "--outlet", "The Example")
    report = json.loads(said)[0]
    assert code == 0 and report["id"] == "bridge-2031" and report["paragraphs"] == 4
    assert report["file"] == site + path
    corpus.forget()
    assert site in corpus.source("bridge-2031").note


@pytest.mark.parametrize(
    "path, told",
    [
        ("/none.html", "The server answers 404"),
        ("/big", "more than 5 MB"),
        ("/file", "is not allowed"),
        ("/round", "The server answers 302"),
    ],
)
def test_what_can_t_be_fetched_is_told_and_nothing_is_stored(site: str, path: str, told: str):
    code, said = run("add", site + path)
    assert code == 1 and told in said and "Traceback" not in said
    assert not list(corpus.texts().glob("*.json"))


def test_no_server_at_all_is_told():
    code, said = run("add", "http://127.0.0.1:9/none.html")
    assert code == 1 and "can't be reached" in said and "save the page in your browser" in said


def test_a_name_that_is_no_address_is_a_file():
    assert not is_address("ftp://example.org/a.txt") and not is_address("http.txt")
    assert "There is no such file" in run("add", "file:///etc/hostname")[1]


def test_a_public_document_is_taken_only_if_its_words_are_there(
    site: str, monkeypatch: pytest.MonkeyPatch
):
    there = {"doc-dulles-1951": [f"{site}/other.html", f"{site}/dulles.html"]}
    monkeypatch.setattr(fetch, "addresses", lambda: there)
    code, said = run("fetch", "doc-dulles-1951", "--json")
    report = json.loads(said)[0]
    assert code == 0 and report["error"] is None, said
    assert report["file"] == f"{site}/dulles.html"
    assert report["id"] == "doc-dulles-1951-page"
    there["doc-dulles-1951"].pop()
    code, said = run("fetch", "doc-dulles-1951")
    assert code == 1 and "does not hold the words" in said


def test_a_treaty_that_is_not_on_the_page_is_not_taken(site: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetch, "addresses", lambda: {"treaty-1951": [f"{site}/article.html"]})
    code, said = run("fetch", "treaty-1951")
    assert code == 1 and "does not hold this text" in said
    assert not list(corpus.texts().glob("*.json"))


def test_a_treaty_is_fetched_whole(
    site: str, monkeypatch: pytest.MonkeyPatch, full_texts: list[Path]
):
    path = next(one for one in full_texts if "1951" in one.name)
    PAGES["/treaty.html"] = "".join(
        f"<p>{line}</p>" for line in path.read_text("utf-8").split("\n\n")
    )
    monkeypatch.setattr(fetch, "addresses", lambda: {"treaty-1951": [f"{site}/treaty.html"]})
    code, said = run("fetch", "treaty-1951", "--json")
    assert code == 0 and json.loads(said)[0]["id"] == "treaty-1951", said


def test_the_addresses_are_of_documents_of_the_course_and_an_unknown_one_is_told():
    known = fetch.addresses()
    assert set(known) <= {*corpus.shipped_ids(), *(one.id for one in cards.documents())}
    assert all(is_address(one) for there in known.values() for one in there)
    code, said = run("fetch", "doc-nope")
    assert code == 1 and "There are: treaty-1951" in said
    assert run("fetch")[1].count("https://") == sum(map(len, known.values()))


def test_an_endless_page_ends(site: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetch, "_SECONDS", 0)
    with pytest.raises(Unreadable, match=r"within 0 seconds|can.t be reached"):
        fetch.download(f"{site}/article.html")
