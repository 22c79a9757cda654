"""A text from the network, when somebody asks for it: an address, or a public document by its id.

Nothing else in this package opens a connection. What comes is a file like any other, read and
recognised as such; a public document is taken only if its words are there.
"""

from __future__ import annotations

import http.client
import json
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alliance import cards, corpus, text
from alliance.adding.add import Given, Report, bring
from alliance.adding.read import LIMIT, Unreadable, read_file
from alliance.errors import choose

_SECONDS = 30  # for one address, from the first byte asked to the last one read
_CHUNK = 65_536


def addresses() -> dict[str, list[str]]:
    """Where the public documents of the course can be read: official pages by the course's ids."""
    found: dict[str, list[str]] = json.loads(corpus.data("addresses.json").read_text("utf-8"))
    return found


def add_address(address: str, given: Given) -> Report:
    """Bring in the text at ``address`` as :func:`alliance.adding.add.add` brings in a file."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return bring(download(address, Path(folder)), given, name=address)
        except Unreadable as why:
            return Report(address, error=str(why))


def fetch(ids: Sequence[str]) -> list[Report]:
    """Bring in these public documents, each from the first of its addresses that has it.

    Raises
    ------
    UnknownName
        A document has no address here; the message lists those that have one.
    """
    known = addresses()
    return [_fetched(id, known[id]) for id in [choose(id, known, "document") for id in ids]]


def _fetched(id: str, known: list[str]) -> Report:
    tried = []
    card = None if id in corpus.shipped_ids() else cards.document(id)
    with tempfile.TemporaryDirectory() as folder:
        for address in known:
            try:
                path = download(address, Path(folder))
                _expect(id, card, path)
                return bring(path, _given(card), name=address)
            except Unreadable as why:
                tried.append(f"{address}: {why}")
    return Report(id, error=" ".join(tried))


def _expect(id: str, card: cards.Document | None, path: Path) -> None:
    """Refuse a page without the document: most of its paragraphs, or all that its card quotes."""
    if card:
        there = _words(read_file(path).doc.text)
        if all(_words(one.text) in there for one in card.paragraphs):
            return
        raise Unreadable("The page does not hold the words that the course quotes from it.")
    report = bring(path, Given(), store=False)
    if report.id != id or 2 * report.statuses["missing"] > report.paragraphs:
        raise Unreadable("The page does not hold this text, or only a part of it.")


def _words(said: str) -> str:
    return f" {' '.join(text.words(said))} "


def _given(card: cards.Document | None) -> Given:
    if not card:
        return Given()
    return Given(title=card.title, author=card.made_by, date=card.date, id=f"{card.id}-page")


def download(address: str, folder: Path) -> Path:
    """The page at ``address`` as a file in ``folder``; :class:`Unreadable` says why there is none.

    http and https only, also after a redirection; at most 30 seconds and the size of a text.
    """
    request = urllib.request.Request(address, headers={"User-Agent": "alliance (a reader's tool)"})
    until = time.monotonic() + _SECONDS
    try:
        with _web().open(request, timeout=_SECONDS) as answer:
            data = b""
            while chunk := answer.read1(_CHUNK):
                data += chunk
                if len(data) > LIMIT:
                    raise Unreadable(f"The page has more than {LIMIT / 1e6:.0f} MB: no text.")
                if time.monotonic() > until:
                    raise TimeoutError
            page = answer.headers.get_content_type() in ("text/html", "application/xhtml+xml")
    except urllib.error.HTTPError as error:
        raise Unreadable(f"The server answers {error.code} ({error.reason}). {_BY_HAND}") from None
    except TimeoutError:
        raise Unreadable(f"The page did not come within {_SECONDS} seconds. {_BY_HAND}") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        why = getattr(error, "reason", error)
        raise Unreadable(f"The page can't be reached ({str(why)[:120]}). {_BY_HAND}") from None
    path = folder / f"page{'.html' if page else '.txt'}"
    path.write_bytes(data)
    return path


_BY_HAND = "Try later, or save the page in your browser and add that file."


def _web() -> Any:
    """An opener that knows the web and nothing else: no file, no ftp."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener
