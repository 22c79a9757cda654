"""A file's bytes as a :class:`Submission`: a notebook or a ``.json``, known by what it holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from alliance.classroom import submission_notebook
from alliance.classroom.submission import MOST_ANSWERS, Submission, Unreadable, whole

_MOST_PARTS = 2_000_000  # lists and objects in a file, and brackets in its texts
_KANA = re.compile("[\u3041-\u30fe]{2}")


def read(data: bytes) -> Submission:
    """The submission in a file's bytes; raises :class:`Unreadable`."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Unreadable("the file is empty. Ask for it again.")
    text, note = _decoded(data)
    document = _document(text)
    cells = submission_notebook.cells(document)
    if cells is not None:
        found = submission_notebook.read(document, cells)
    elif isinstance(document, dict) and isinstance(document.get("answers"), dict):
        found = _from_answers(document, text)
    else:
        raise Unreadable("it is JSON, but neither a notebook nor a file of answers.")
    if note:
        found.note("", note)
    return found


def _decoded(data: bytes) -> tuple[str, str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), "not saved as UTF-8; read as UTF-16"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    text = data.decode("cp932", "replace")
    # Any bytes can be read as kanji; who writes Japanese also writes kana.
    if _KANA.search(text):
        return text, "not saved as UTF-8; read as Shift-JIS, look at the letters"
    return data.decode("cp1252", "replace"), "not saved as UTF-8; letters may be lost"


def _document(text: str) -> Any:
    # Each list or object takes thirty times the memory of its two characters.
    if text.count("{") + text.count("[") > _MOST_PARTS:
        raise Unreadable("it has more parts than any notebook. Ask for a copy without outputs.")
    try:
        return json.loads(text, parse_int=whole)
    except RecursionError:
        raise Unreadable("its lists are nested too deep: no notebook is.") from None
    except ValueError as fault:
        if not text.lstrip().startswith(("{", "[")):
            raise Unreadable(
                "it is no notebook and no file of answers. Ask for the .ipynb."
            ) from None
        where = f"line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else "a number"
        raise Unreadable(
            f"it is damaged or cut off (at {where}). Ask for it to be saved and sent again."
        ) from None


def _from_answers(document: dict[str, Any], text: str) -> Submission:
    student = document.get("student")
    found = Submission(student=student if type(student) is str and student.strip() else None)
    if student is not None and found.student is None:
        found.note("", "“student” is no name")
    answers = document["answers"]
    if len(answers) > MOST_ANSWERS:
        raise Unreadable(f"it holds {len(answers)} answers; the course has far fewer questions.")
    found.answers = {str(id).strip(): answer for id, answer in answers.items()}
    for name in _doubled(text):
        about = name if name in found.answers else ""
        found.note(about, "in the file more than once; the last one counts")
    return found


def _doubled(text: str) -> list[str]:
    """Names that stand twice in one object. JSON allows it, and the last one wins unseen."""
    twice: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            counted = Counter(name for name, _ in pairs)
            twice.extend(name for name, count in counted.items() if count > 1)
        return dict(pairs)

    json.loads(text, object_pairs_hook=note, parse_int=whole)
    return twice[:5]
