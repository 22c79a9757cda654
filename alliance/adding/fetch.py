"""A text of one's own, by its file; or, when somebody asks for it, from the network: by an address,
or a public document by its id.

Nothing else in this package opens a connection. What comes is a file like any other, read and
recognised as such; a public document is taken only if its words are there.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib import error, request

from alliance import cards, corpus, text
from alliance.adding.add import Given, Report, bring, is_address, known_in
from alliance.adding.read import LIMIT, File, Unreadable, explained, read_bytes
from alliance.errors import choose

_SECONDS = 30  # for one address, from the first byte asked to the last one read
_CHUNK = 65_536


def addresses() -> dict[str, list[str]]:
    """Where the public documents of the course can be read: official pages by the course's ids."""
    return corpus.loaded("addresses.json")


def add(
    file: str | Path,
    *,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    date: str | None = None,
    id: str | None = None,
    replace: str | None = None,
) -> Report:
    """Bring in a text of your own: the full text of a source, or a new article.

    A file that holds one of the course's sources is recognised by its words. Any other becomes a
    new article, annotated by rule. Your file is read, never changed; an address is fetched.

    Parameters
    ----------
    file : a text, a saved web page, a mail (.eml), a Word file (.docx) or a PDF, of at most 5 MB;
        or an address that begins with http.
    title : headline of a new article, where none is found in it.
    outlet : who published it.
    author : who wrote it.
    date : when, as exactly as you know: "2024-03-05", "2024-03" or "2024".
    id : a short name for a new article.
    replace : the id of the stored text that this one takes the place of.

    Returns
    -------
    Report
        What became of it: ``id``, how many paragraphs were found in which way (``statuses``), each
        line that was left out with the reason (``dropped``), and ``error`` where nothing was
        brought in.

    Examples
    --------
    >>> add("no-such-file.txt").error
    'There is no such file. Check the name and the folder.'
    """
    given = Given(title, outlet, author, date, id, replace)
    name = str(file)
    if not name.strip():
        return Report(name, error=str(Unreadable("no name")))
    return bring(name, given, read=download) if is_address(name) else bring(Path(file), given)


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
    given = Given(card.title, None, card.made_by, card.date, f"{card.id}-page") if card else Given()
    for address in known:
        try:
            page = download(address)
            _expect(id, card, page)
        except Exception as fault:  # one of ours must not stop the addresses that follow
            tried.append(f"{address}: {explained(fault)}")
        else:
            return bring(address, given, read={address: page}.__getitem__)
    return Report(id, error=" ".join(tried))


def _expect(id: str, card: cards.Document | None, page: File) -> None:
    """Refuse a page without the document: most of its paragraphs, or all that its card quotes."""
    if card:
        there = _words(page.doc.text)
        if not all(_words(one.text) in there for one in card.paragraphs):
            raise Unreadable("without the quoted words")
        return
    known = known_in(page)
    if not known or known.id != id or 2 * known.statuses["missing"] > known.total:
        raise Unreadable("without the text")


def _words(said: str) -> str:
    return f" {' '.join(text.words(said))} "


def download(address: str) -> File:
    """What stands at ``address``; :class:`Unreadable` says why nothing does.

    http and https only, also after a redirection; at most 30 seconds and the size of a text.
    """
    asked = request.Request(address, headers={"User-Agent": "alliance (a reader's tool)"})
    until = time.monotonic() + _SECONDS
    try:
        with _web().open(asked, timeout=_SECONDS) as answer:
            data = b""
            while chunk := answer.read1(_CHUNK):
                data += chunk
                if len(data) > LIMIT:
                    raise Unreadable("page too large", most=LIMIT / 1e6)
                if time.monotonic() > until:
                    raise TimeoutError
            kind = answer.headers.get_content_type()
    except error.HTTPError as answered:
        raise Unreadable("server's answer", code=answered.code, reason=answered.reason) from None
    except TimeoutError:
        raise Unreadable("page too slow", seconds=_SECONDS) from None
    except (OSError, ValueError, http.client.HTTPException) as fault:
        why = str(getattr(fault, "reason", fault))[:120]
        raise Unreadable("page out of reach", why=why) from None
    return read_bytes(data, ".html" if kind in ("text/html", "application/xhtml+xml") else ".txt")


def _web() -> Any:
    """An opener that knows the web and nothing else: no file, no ftp."""
    opener = request.OpenerDirector()
    schemes = (request.HTTPHandler, request.HTTPSHandler, request.UnknownHandler)
    answers = (request.HTTPErrorProcessor, request.HTTPDefaultErrorHandler)
    for handler in (*schemes, *answers, request.HTTPRedirectHandler, request.ProxyHandler):
        opener.add_handler(handler())
    return opener
