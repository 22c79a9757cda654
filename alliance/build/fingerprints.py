"""Fingerprints of texts that the repository may not hold.

They are made once, on a machine that has the full texts, and stored in ``data/fingerprints.json``;
everybody else builds the course from that file.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alliance.anchors import Anchor, plain
from alliance.build.schema import AnnotationRow, SourceFile
from alliance.build.yamlfile import Authored
from alliance.words import Fingerprint

Stored = dict[str, Any]


def key(row: AnnotationRow, nth: int) -> str:
    """The name of an annotation's anchor in the stored file."""
    return f"{row.p}|{row.full}|{nth}"


def numbered(rows: list[AnnotationRow]) -> list[tuple[AnnotationRow, int, int]]:
    """Each row with the occurrence that it means in the full text and in the digest.

    The k-th row of one layer with the same words means their k-th occurrence in the paragraph,
    unless the row says otherwise.
    """
    seen: dict[tuple[Any, ...], int] = {}
    found = []
    for row in rows:
        nth = []
        for side, said in (("full", row.full_nth), ("digest", row.digest_nth)):
            mark = (side, row.p, row.layer, getattr(row, side))
            seen[mark] = said or seen.get(mark, 0) + 1
            nth.append(seen[mark])
        found.append((row, nth[0], nth[1]))
    return found


def paragraphs_of(source: SourceFile, text: str) -> list[str] | None:
    """The paragraphs of a full text: the lines that start as the file says, in that order."""
    lines = iter(text.splitlines())
    found = []
    for block in source.paragraphs:
        starts = plain(block.starts)
        line = next((line for line in lines if plain(line).strip().startswith(starts)), None)
        if line is None:
            return None
        found.append(line.strip())
    return found


def full_texts(folders: Iterable[Path]) -> list[str]:
    files = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return [path.read_text("utf-8-sig") for path in files]


def make(authored: Authored, source: SourceFile, texts: list[str]) -> Stored:
    """The fingerprints of one source; ``AuthorError`` where its file does not fit its text."""
    candidates = (paragraphs_of(source, text) for text in texts)
    paragraphs = next((found for found in candidates if found), None)
    if paragraphs is None:
        raise authored.error(
            "no full text has all these paragraphs; check each “starts”.", "paragraphs"
        )
    anchors = {}
    for i, (row, nth, _) in enumerate(numbered(source.annotations)):
        anchor = Anchor.spelled(row.full, paragraphs[row.p - 1], nth)
        if anchor is None:
            raise authored.error(
                f"“{row.full}” is not in paragraph {row.p} of the full text.", "annotations", i
            )
        anchors[key(row, nth)] = list(dataclasses.astuple(anchor))
    prints = [dataclasses.asdict(Fingerprint.of(paragraph)) for paragraph in paragraphs]
    return {"paragraphs": prints, "anchors": anchors}
