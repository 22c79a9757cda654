"""Does a copy that goes out hold an article that the teacher has brought in?

A lesson that was run with the full texts at hand, and saved, holds them in its outputs. They belong
to their publishers: they may be read in class, but not handed on by the course.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from alliance import sources
from alliance.words import words

RUN = 15  # words in a row that are no chance and no short quotation
_TAG = re.compile(r"<[^<>]{1,400}>")


def copied(files: dict[str, bytes]) -> list[str]:
    """A line per file that holds a run of words of a full text; empty when all is well."""
    known = dict(_runs())
    found = []
    for name, data in files.items():
        if not known or name.endswith((".whl", ".png")):
            continue
        for text in _texts(name, data):
            said = words(unescape(_TAG.sub(" ", text)))
            runs = (tuple(said[i : i + RUN]) for i in range(len(said) - RUN + 1))
            if id := next((known[run] for run in runs if run in known), None):
                found.append(
                    f"{name} holds the text of {id} that you brought in. In JupyterLab choose "
                    "Edit, Clear Outputs of All Cells, save, and release again"
                )
                break
    return found


def _runs() -> Iterator[tuple[tuple[str, ...], str]]:
    for article in sources.sources("article"):
        for paragraph in article.paragraphs:
            if paragraph.edition == "full":
                said = words(paragraph.text)
                for i in range(len(said) - RUN + 1):
                    yield tuple(said[i : i + RUN]), article.id


def _texts(name: str, data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    if not name.endswith((".ipynb", ".json")):
        yield text
        return
    try:
        yield from _strings(json.loads(text))
    except ValueError:
        yield text


def _strings(found: Any) -> Iterator[str]:
    """The texts in a JSON document; the lines of one cell or output are one text."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from _strings(value)
    elif isinstance(found, list):
        if all(isinstance(one, str) for one in found):
            yield "".join(found)
        else:
            for one in found:
                yield from _strings(one)
