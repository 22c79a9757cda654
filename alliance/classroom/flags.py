"""What a teacher should look at. A flag is a question, not an accusation, and changes no grade."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from alliance.classroom.submission import Submission, blank

if TYPE_CHECKING:
    from alliance.classroom.grade import Row

_LONG = 60  # characters: two people do not write so many alike
_ODD = 2  # wrong answers that nobody foresaw, the same in two files

ALIKE = {
    "file": "the same file, byte for byte, as that of {others}",
    "run": "its cells were run at the same microseconds as those of {others}",
    "odd": "the same answers, unusual mistakes included, as {others}",
    "long": "a long answer is word for word that of {others}",
}


def sentences(read: Submission, known: set[str]) -> list[str]:
    """The notes of a submission as flags, those of one sort together."""
    grouped: dict[str, list[str]] = {}
    for question, text in read.notes:
        if not question or question in known:
            grouped.setdefault(text, []).append(question)
    # A table is always worked out by code: that its value was recorded is as it should be.
    computed = [id for id in read.computed if id in known and not blank(read.answers.get(id))]
    if computed:
        grouped["computed by code; the recorded value counts"] = sorted(computed)
    unknown = sorted(set(read.answers) - known)
    if unknown:
        shown = ", ".join(_short(id) for id in unknown[:3])
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        grouped[f"not questions of these units: {shown}{more}"] = [""]
    return [f"{', '.join(ids)}: {text}" if any(ids) else text for text, ids in grouped.items()]


def _short(id: str) -> str:
    text = "".join(char if char.isprintable() else "?" for char in id[:24])
    return f"“{text}{'…' if len(id) > 24 else ''}”"


def prints(row: Row, read: Submission, data: bytes) -> list[str]:
    """Hashes of what should not be the same in two students' files, each with its sort."""
    if not any(one["status"] != "not-attempted" for one in row.answers.values()):
        return []
    found = [f"file {_hash(data)}"]
    if read.run:
        found.append(f"run {read.run}")
    odd = [
        f"{id} {one['answer']!r}"
        for id, one in row.answers.items()
        if one["status"] in ("wrong", "malformed") and not one["misconception"]
    ]
    if len(odd) >= _ODD:
        given = [f"{id} {one['answer']!r}" for id, one in row.answers.items()]
        found.append(f"odd {_hash(chr(0).join(given).encode('utf-8', 'replace'))}")
    for id, one in row.answers.items():
        # An argument is a student's own words; other long answers are copied from the sources.
        if one["status"] == "defensible" and type(one["answer"]) is dict:
            words = str(one["answer"].get("claim", "")) + str(one["answer"].get("reasoning", ""))
            if len(words) >= _LONG:
                found.append(f"long {id} {_hash(words.casefold().encode('utf-8', 'replace'))}")
    return found


def alike(print_: str, others: list[str]) -> str:
    """The flag for a print that other students' files share (four of them say: and others)."""
    named = ", ".join(others[:3]) + (" and others" if len(others) > 3 else "")
    return ALIKE[print_.partition(" ")[0]].format(others=named)


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=9).hexdigest()
