"""``data/sources/*.yaml`` and the fingerprints become ``built/sources.json`` and
``built/annotations.json``."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from alliance import paths
from alliance.anchors import Anchor
from alliance.build import fingerprints
from alliance.build.schema import SourceFile
from alliance.build.yamlfile import Authored

# The order in which readers meet them.
ORDER = (
    "panorient-2020",
    "japan-forward-2025",
    "reuters-2020",
    "ann-2021",
    "trending-2023",
    "treaty-1951",
    "treaty-1960",
    "notes-1960",
)
FINGERPRINTS = paths.data("fingerprints.json")


def as_json(data: object) -> str:
    """JSON as the repository keeps it: one form only, so that a rebuild changes nothing."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _compile(authored: Authored, source: SourceFile, stored: dict[str, Any]) -> tuple[dict, list]:
    record = source.model_dump(exclude={"paragraphs", "annotations"}, exclude_none=True)
    if len(stored.get("paragraphs", ())) != len(source.paragraphs):
        raise authored.error("its fingerprints are out of date; build with --full-texts.")
    record["paragraphs"] = [
        {**block.model_dump(exclude={"starts"}, exclude_none=True), "fingerprint": print_}
        for block, print_ in zip(source.paragraphs, stored["paragraphs"], strict=True)
    ]
    rows = []
    for i, (row, nth, digest_nth) in enumerate(fingerprints.numbered(source.annotations)):
        digest = source.paragraphs[row.p - 1].digest
        in_digest = Anchor.spelled(row.digest, digest, digest_nth)
        in_full = stored["anchors"].get(fingerprints.key(row, nth))
        if in_digest is None:
            raise authored.error(
                f"“{row.digest}” is not in the digest of paragraph {row.p}.", "annotations", i
            )
        if in_full is None:
            raise authored.error("no fingerprint yet; build with --full-texts.", "annotations", i)
        built = {"p": row.p, "layer": row.layer, "full": in_full}
        built["digest"] = list(dataclasses.astuple(in_digest))
        if row.value is not None:
            built["value"] = row.value
        if detail := row.detail():
            built["detail"] = detail
        rows.append(built)
    return record, rows


def build_sources(folders: list[Path] | None = None) -> dict[Path, str]:
    """The files to write, by path; with ``folders`` of full texts, new fingerprints too."""
    texts = fingerprints.full_texts(folders) if folders else []
    stored = json.loads(FINGERPRINTS.read_text("utf-8")) if FINGERPRINTS.exists() else {}
    files = {path.stem: path for path in paths.data("sources").glob("*.yaml")}
    records, annotations = [], {}
    for id in sorted(files, key=lambda id: (ORDER.index(id) if id in ORDER else len(ORDER), id)):
        authored = Authored(files[id])
        source = authored.parse(SourceFile)
        if source.id != id:
            raise authored.error(f"the id must be the file's name, “{id}”.", "id")
        if texts:
            stored[id] = fingerprints.make(authored, source, texts)
        record, annotations[id] = _compile(authored, source, stored.get(id, {}))
        records.append(record)
    built = {
        paths.data("built", "sources.json"): as_json({"sources": records}),
        paths.data("built", "annotations.json"): as_json(annotations),
    }
    if texts:
        built[FINGERPRINTS] = as_json({id: stored[id] for id in sorted(files)})
    return built
