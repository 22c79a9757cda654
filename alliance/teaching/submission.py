"""What one handed-in file says: its answers, read and never run, and what to look at.

A notebook (nbformat 3, 4 or 5) or a ``.json`` of answers, known by what it holds and read as plain
JSON in bounded memory. An answer is the literal in a cell's code, or the value that was recorded.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice
from typing import IO, Any

from alliance import corpus
from alliance.errors import TYPED
from alliance.questions import bank, kept_answers, wording
from alliance.questions.answers import Unusable, plain
from alliance.questions.kept_answers import VERSION, joined, whole, within
from alliance.teaching import sentence
from alliance.text import decode

MOST_ANSWERS = 2_000
_SHORTEST = 200  # characters; a blank has fewer


class UnreadableFile(ValueError):
    """This file holds no answers that can be read; the message says why and what to ask for."""


@dataclass(slots=True)
class Submission:
    """answers: by question id, as written. unit: the number of the one it says it belongs to.

    student: as the file itself names it, or None. computed: questions whose answer was worked out
    by code. hints: how many hint calls stand in it, by question. notes: what to look at, each with
    the question's id, or with "" where it is about the file. moments: prints of when answers were
    clicked and cells were run, where that was kept. asked: the questions that stand in it,
    answered or not; gone: those shown as cards whose output is gone, and whether by ``ask``.
    edition: of the course, as it says itself, whatever that is, or None; titled: how many
    questions its title speaks of.
    clicked: what the notebook keeps of the cards, by question, until the card's cell is read.
    written: the student's own texts, (prompt, words) by id: no answers, and no points.
    last: the question that was asked in the cell before. time: of the last click, by the student's
    clock, or "". lesson: not of exercises.
    said: every answer in the cells, by question. aside: what is told where a question has no
    answer: its id, words, and where they stand; unread: the questions below or beside which words
    stand that are perhaps answers. ran: when cells were run.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    unit: str = ""
    student: str | None = None
    computed: set[str] = field(default_factory=set)
    hints: dict[str, int] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    gone: dict[str, bool] = field(default_factory=dict)
    edition: Any = None
    titled: int = 0
    clicked: dict[str, Any] = field(default_factory=dict)
    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    last: str = ""
    time: str = ""
    lesson: bool = False
    said: dict[str, list[Any]] = field(default_factory=dict)
    aside: list[tuple[str, str, str]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    ran: list[Any] = field(default_factory=list)

    def note(self, question: str, text: str) -> None:
        text = text.encode("utf-8", "replace").decode()
        if (question, text) not in self.notes:
            self.notes.append((question, text))


def same(one: Any, other: Any) -> bool:
    """Whether two answers are the same data; what is no data is like nothing."""
    with suppress(Unusable, RecursionError):
        return bool(one == other or plain(one) == plain(other))
    return False


def blank(answer: Any) -> bool:
    """Whether this is no answer at all: empty, or the exercise's place holder, all through."""
    kind = type(answer)
    with suppress(RecursionError):
        if kind is str:
            return len(answer) < _SHORTEST and _blank_text(answer)
        if kind in (list, tuple, dict):
            return all(map(blank, answer.values() if kind is dict else answer))
        return answer is None or answer is ...
    return False


_blank_text = lru_cache(maxsize=2_048)(wording.is_blank)  # a class leaves the same blanks


LONGEST = 50_000  # characters of one cell that are read
MOST_CALLS = 200  # calls of one cell that are read
_SHORT = 400  # characters of a cell that may be an answer alone
_FAULTY = 10_000  # characters of a cell that is read although it is no Python
_PIECES = 30  # calls that are looked for in it

_NAMED = ("check", "ask", "hint", "write")
_OURS = re.compile(r"(?:check|ask|hint|al\.write)\s*[(（]")
_CALL = re.compile(r"(?<![\w.])(?:\w+\s*\.\s*)?(?:check|ask|hint|write)\s*\(")
# What Python does not run of a line that begins so: of "%time al.check(…)" it runs the call.
_MAGIC = re.compile(rf"^[ \t]*(?:%.*?(?={_CALL.pattern})|[%!?].*$)", re.MULTILINE)
# What a search for a closing bracket has to step over: texts and comments.
_STEP = re.compile(
    r"'''(?s:.*?)'''|\"\"\"(?s:.*?)\"\"\""
    r"|'(?:[^'\\\n]|\\.)*'?|\"(?:[^\"\\\n]|\\.)*\"?|#[^\n]*|[()\[\]{}]"
)


# What Python says of code that is none, or none that it can hold.
_FAULTS = (SyntaxError, ValueError, TypeError, RecursionError, MemoryError)


MISSING: Any = object()  # there is no answer here (``None`` is one: a blank)


@dataclass(frozen=True, slots=True)
class Call:
    """One ``check``, ``ask`` or ``hint`` with the question's id; or a ``write`` with a text's id.

    answer: the literal, or MISSING where it is worked out when the cell runs (or of no use here);
    of ``write`` the prompt and the text.
    """

    name: str
    question: str
    answer: Any = MISSING


def calls(source: str) -> list[Call]:
    """The calls in a cell, in order. Code that is no Python is read around its faults."""
    if len(source) > LONGEST or not _OURS.search(source):
        return []
    found: list[Call] = []
    for tree, text in _trees(source):
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        nodes.sort(key=lambda node: (node.lineno, node.col_offset))
        found += filter(None, (_read(node, text) for node in nodes))
    return found[:MOST_CALLS]


def _trees(source: str) -> list[tuple[ast.AST, str]]:
    """What can be read of a cell as Python, each with its text."""
    code = _MAGIC.sub("", source)
    for text in (source, code, code.translate(TYPED)):
        if tree := syntax_tree(text):
            return [(tree, text)]
    for text in (source, source.translate(TYPED)) if len(source) <= _FAULTY else ():
        starts = (match.start() for match in islice(_CALL.finditer(text), _PIECES))
        pieces = filter(None, (_piece(text, start) for start in starts))
        if found := [(tree, piece) for piece in pieces if (tree := syntax_tree(piece))]:
            return found
    return []


def syntax_tree(text: str) -> ast.AST | None:
    """What Python reads in a text; ``None`` where that is no code."""
    with suppress(*_FAULTS), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a stray backslash is no business of the teacher's
        return ast.parse(text)
    return None


def _piece(source: str, start: int) -> str | None:
    """The text of the call that begins at ``start``, up to its closing bracket."""
    depth = 0
    if "#" not in source[source.rfind("\n", 0, start) + 1 : start]:
        for step in _STEP.finditer(source, start):
            depth += (step[0] in "([{") - (step[0] in ")]}")
            if not depth:
                return source[start : step.end()]
    return None


def _read(node: ast.Call, text: str) -> Call | None:
    name = getattr(node.func, "attr", getattr(node.func, "id", None))
    if name not in _NAMED:
        return None
    named = {word.arg: word.value for word in node.keywords if word.arg}
    given = [*node.args]
    question = given.pop(0) if given else named.get("id", named.get("question"))
    if not isinstance(question, ast.Constant) or type(question.value) not in (str, float):
        return None
    given += [value for word, value in named.items() if word not in ("id", "question")]
    id = str(question.value).strip()
    if type(question.value) is float:  # the quotation marks may be forgotten: check(1951.10, …)
        id = ast.get_source_segment(text, question) or id
    if name == "write":
        texts = [_literal(one) for one in given]
        whole = len(texts) == 2 and all(type(one) is str for one in texts)
        return Call(name, id, tuple(texts) if whole else MISSING)
    # Several answers, where one is wanted, are no answer: the notebook said so too.
    one = name == "check" and len(given) == 1
    return Call(name, id, _literal(given[0]) if one else MISSING)


def _literal(node: ast.expr | str) -> Any:
    with suppress(*_FAULTS):
        return ast.literal_eval(node)
    return MISSING


_MOST_CELLS = 5_000
_MOST_CODE = 1_000_000  # characters in one notebook that are read, without what is too long to be


def code_cells(document: Any) -> list[Any] | None:
    """The cells of nbformat 4 and later, or of the worksheets before; ``None``: no notebook."""
    listed, sheets = within(document, "cells"), within(document, "worksheets")
    if isinstance(listed, list):
        return listed
    if not isinstance(sheets, list):
        return None
    parts = [within(sheet, "cells") for sheet in sheets]
    return [cell for part in parts if isinstance(part, list) for cell in part]


def read_notebook(document: dict[str, Any], listed: list[Any]) -> Submission:
    """The submission in a notebook's cells; raises :class:`UnreadableFile`.

    An answer is the literal in the cell's code or, where code works it out, the value that the
    check recorded. A later answer counts more than an earlier one, and any more than a blank.
    """
    ours = within(document, "metadata", "alliance")
    unit = within(ours, "unit")
    found = Submission(unit=unit if type(unit) is str else "")
    found.lesson = within(ours, "role") == "lesson"
    # The exercises of the first edition did not name it, and no lesson does.
    unnamed = 1 if found.unit and not found.lesson else None
    found.edition = unnamed if (named := within(ours, "edition")) is None else named
    found.clicked = kept_answers.clicked(document)
    found.written = kept_answers.written(document)
    _read_cells(listed, found)
    for id, answer in found.clicked.items():  # whose card was taken out, or typed over
        row = found.said.setdefault(id, [])
        if all(map(blank, row)):
            row.append(answer)
        elif not same(answer, [one for one in row if not blank(one)][-1]):
            found.note(id, _DIFFER)
    found.asked |= found.said.keys()
    for id, row in list(found.said.items())[:MOST_ANSWERS]:
        found.answers[id] = _chosen(id, row, found)
    for id, words, where in found.aside:
        if blank(found.answers.get(id)):
            found.note(id, f"“{words[:60]}” {where} and was not read")
            found.unread.add(id)
    _read_clicks(document, found)
    if not kept_answers.holds(document):
        # An exercise is handed out without outputs: without an answer it may never have been run.
        answered = not all(map(blank, found.answers.values()))
        for id in sorted(id for id, asked in found.gone.items() if asked or answered):
            if blank(found.answers.get(id)):
                found.note(id, "its card holds no output: an answer that was clicked is gone")
    if len(listed) > _MOST_CELLS:
        found.note("", f"only its first {_MOST_CELLS} cells were read")
    # To the microsecond, where JupyterLab was set to keep it.
    moments = [one[:40] for one in found.ran if type(one) is str and "." in one]
    if len(moments) > 2:
        found.moments.append(f"run {' '.join(moments)}")
    return found


def _read_clicks(document: dict[str, Any], found: Submission) -> None:
    """When answers were clicked, to the millisecond, and which were begun and not checked."""
    found.time = kept_answers.latest(document)
    for id in kept_answers.begun(document):
        found.note(id, "an answer was begun or changed, and not checked; it is not counted")
    clicks = kept_answers.times(document).items()
    found.moments = [f"click {id} {when}" for id, when in clicks if "." in when[:40]][:MOST_ANSWERS]


_TITLED = re.compile(r"^(\d{1,3}) questions, in three grades", re.MULTILINE)


def _read_cells(listed: list[Any], found: Submission) -> None:
    """What the cells say: every answer, text beside the course's own, and when cells were run."""
    room = 0
    other = _other_names(listed[:_MOST_CELLS])
    for cell in listed[:_MOST_CELLS]:
        source = _source(cell)
        if source is None:
            found.note("", "some cells are no cells of a notebook")
            source = ""
        room += len(source) if len(source) <= LONGEST else 0  # a picture in a text, for one
        if room > _MOST_CODE:
            raise UnreadableFile("it holds more code than any course. Ask for the notebook itself.")
        found.asked.add(str(within(cell, "metadata", "alliance", "question")))
        if type(cell) is dict and cell.get("cell_type", "code") == "code":
            found.ran.append(within(cell, "metadata", "execution", "iopub.execute_input"))
            known = other(source)
            if known != source:
                found.note("", "“check” under another name was read as the course's")
            _read_cell(known, cell, found)
        elif not found.lesson:
            if title := _TITLED.search(source):
                found.titled = int(title[1])
            told = _aside(source, cell, found.last)
            found.aside += [(id, words, "stands in a text cell") for id, words in told]


_RENAMED = re.compile(r"\b(check|ask|hint)[ \t]+as[ \t]+(\w{1,40})")
_ASSIGNED = re.compile(r"(?m)^[ \t]*(\w{1,40})[ \t]?=[ \t]?\w{1,40}\.(check|ask|hint)[ \t]*$")


_CALLED = re.compile(r"(?<![\w.])\w{1,40}(?=\s?\()")


def _other_names(listed: list[Any]) -> Callable[[str], str]:
    """What puts the course's own names where a notebook has given them others (``as c``)."""
    names: dict[str, str] = {}
    for cell in listed:
        source = (_source(cell) or "")[:LONGEST]
        if within(cell, "cell_type") != "markdown" and "alliance" in source:
            names |= {new: old for old, new in _RENAMED.findall(source)}
        names |= dict(_ASSIGNED.findall(source))
    if not names:
        return lambda source: source
    return lambda source: _CALLED.sub(lambda found: names.get(found[0], found[0]), source)


def _source(cell: Any) -> str | None:
    """A cell's text, ``None`` where it has none. nbformat 3 called it "input"."""
    return joined(cell.get("source", cell.get("input", ""))) if isinstance(cell, dict) else None


def _records(cell: dict[str, Any], found: Submission) -> dict[str, Any]:
    """The answers in a cell's outputs, by question; the student's own texts go to ``written``."""
    records: dict[str, Any] = {}
    for record in kept_answers.recorded(cell):
        id, answer = record["question"], record.get("answer")
        if "prompt" in record:
            found.written.setdefault(id, (str(record["prompt"]), str(answer)))
            continue
        records[id] = answer
        if record.get("version") != VERSION:
            found.note(id, "recorded by another version of the course")
    return records


_DIFFER = "typed and recorded answers differ; the typed one counts"


def _read_cell(source: str, cell: dict[str, Any], found: Submission) -> None:
    records = _records(cell, found)
    typed = set()
    exercise = found.edition != 1 and within(cell, "metadata", "alliance", "question")
    for call in _look_at(source, found):
        id = call.question
        if call.name == "write":
            if call.answer is not MISSING:
                found.written[id] = call.answer
            continue
        found.last = id
        found.asked.add(id)
        if call.name == "check":
            found.said.setdefault(id, [])
        # A card is what `ask` shows, and since edition 2 an exercise that nothing is typed into.
        card = call.name == "ask" or (exercise and blank(call.answer))
        if card and id not in records and not cell.get("outputs"):
            found.gone[id] = call.name == "ask"
        if call.name == "hint":
            found.hints[id] = found.hints.get(id, 0) + 1
        elif call.name == "ask" or blank(call.answer):
            # A card: what was clicked counts, and of two records the notebook's own.
            if id in found.clicked:
                records[id] = found.clicked.pop(id)
        elif call.answer is not MISSING:
            typed.add(id)
            found.said[id].append(call.answer)
            # A blank record says only that the cell was not run again.
            if not blank(records.get(id)) and not same(call.answer, records[id]):
                found.note(id, _DIFFER)
        else:
            found.computed.add(id)
            if id not in records:
                found.note(id, "the answer is worked out by code, and no value was recorded")
    for id, answer in records.items():
        if id not in typed:
            found.said.setdefault(id, []).append(answer)


def _aside(source: str, cell: dict[str, Any], last: str) -> Iterator[tuple[str, str]]:
    """What a student wrote into a text cell, or made one of by accident, and to which question."""
    given = [call for call in calls(source) if call.answer is not MISSING]
    yield from ((call.question, str(call.answer)) for call in given if not blank(call.answer))
    words = " ".join(line for line in source.splitlines() if line.strip("# -") and line[0] != "#")
    if words and not given and not within(cell, "metadata", "nbgrader"):  # a cell of the course's
        yield str(within(cell, "metadata", "alliance", "question") or last), words


_NEVER = re.compile(r"\bif (?:False|0)\s?:")


def _look_at(source: str, found: Submission) -> list[Call]:
    """The calls in a cell; what else there is to be looked at in it is noted."""
    # A class has the same cells many times; what is long is rare, and not kept.
    look = _look if len(source) <= _FAULTY else _look.__wrapped__
    read, notes, aside, alone = look(source)
    for text in notes:
        found.note("", text)
    found.aside += aside
    if alone and found.last:
        found.note(found.last, f"“{alone}” stands alone below it and was not read")
        found.unread.add(found.last)
    return read


@lru_cache(maxsize=2_048)
def _look(source: str) -> tuple[list[Call], list[str], list[tuple[str, str, str]], str]:
    """The calls in a cell; and what looks like an answer and is none that can be read, in its
    writer's own words: notes on a call misspelt, and on one that Python does not run; what stands
    aside; and a value that stands alone, below a question perhaps, or ""."""
    read, notes = calls(source), []
    lines = [line for line in source[:LONGEST].splitlines() if not line.lstrip().startswith("#")]
    ours = next((line.strip() for line in lines if _OURS.search(line)), "")
    flat = " ".join(source.split())
    if read and source.translate(TYPED) != source and syntax_tree(_MAGIC.sub("", source)) is None:
        notes.append("curly or full-width signs in code were read as Python's")
    if ours and not read:
        notes.append(f"a cell with an answer can't be read: “{ours[:80]}”")
    aside = [*_unread(source, read)] if read or not ours else []
    alone = not _OURS.search(flat)
    if not alone and (flat.startswith("%%") or _NEVER.search(flat)):
        notes.append(f"an answer in a cell that is not run was read: “{flat[:60]}”")
    alone = alone and len(flat) <= _SHORT and _is_value(flat)
    return read, notes, aside, flat[:60] if alone else ""


@cache
def _named() -> re.Pattern[str]:
    """The id of a question, as code or a comment names it: sources.1, or sources_1."""
    return re.compile(rf"(?<![\w.])({'|'.join(bank.prefixes())})[._](\d{{1,3}}d?)(?!\w)")


# What is left of a line without a call of the course that shows, and asks for, nothing else.
_SHOWS = re.compile(r"(?<!\w)(?:\w+\.)?(?:points|hint|reveal|ask)\s*\(\s*[\"'][\w.]*[\"']\s*\)")


def _unread(source: str, read: list[Call]) -> Iterator[tuple[str, str, str]]:
    """What a cell says of a question without asking the course to check it: “al.check "1951.3",
    "b"”, or a value below a check that was left blank."""
    asked = {call.question: call.answer for call in read if call.name != "write"}
    text = _SHOWS.sub("", source[:LONGEST])
    for name, number in dict.fromkeys(_named().findall(text)):
        if (id := f"{name}.{number}") not in asked:
            yield id, " ".join(source.split()), "stands in a cell"
    if len(asked) == 1 and all(map(blank, asked.values())):
        [id] = asked
        for line in map(str.strip, text.splitlines()):
            one = line.rpartition("#")[2].strip() if "#" in line else line
            if ("#" in line or _is_value(one)) and one not in ("", id):
                yield id, one, "stands beside it"


def _is_value(code: str) -> bool:
    value = _literal(code.translate(TYPED))
    return bool(re.fullmatch(r"[a-z]", code)) if value is MISSING else value is not None


def _chosen(id: str, row: list[Any], found: Submission) -> Any:
    """The last answer that is one; copies of a cell that were left blank don't count."""
    given = [answer for answer in row if not blank(answer)]
    if any(not same(answer, given[-1]) for answer in given[:-1]):
        found.note(id, "answered more than once, and differently; the last answer counts")
    return given[-1] if given else None


_MOST_PARTS = 2_000_000  # lists and objects in a file, and brackets in its texts


def read(data: bytes) -> Submission:
    """The submission in a file's bytes; raises :class:`UnreadableFile`."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise UnreadableFile("the file is empty. Ask for it again.")
    text, encoding = decode(data)
    document = _document(text)
    if (cells := code_cells(document)) is not None:
        found = read_notebook(document, cells)
    elif isinstance(document, dict) and isinstance(document.get("answers"), dict):
        found = _from_answers(document, text)
    else:
        raise UnreadableFile("it is JSON, but neither a notebook nor a file of answers.")
    if encoding not in ("utf-8", "utf-8-sig"):
        found.note("", sentence(f"saved-as-{encoding}"))
    return found


_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # of a character perhaps: alone, no file can hold it


def _document(text: str) -> Any:
    # Each list or object takes thirty times the memory of its two characters.
    if text.count("{") + text.count("[") > _MOST_PARTS:
        raise UnreadableFile("it has more parts than any notebook. Ask for a copy without outputs.")
    try:
        found = json.loads(text, parse_int=whole)
        if _HALF.search(text):
            said = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
            found = json.loads(said, parse_int=whole)
        return found
    except RecursionError:
        raise UnreadableFile("its lists are nested too deep: no notebook is.") from None
    except ValueError as fault:
        where = f"line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else "a number"
        why = f"it is damaged or cut off (at {where}). Ask for it to be saved and sent again."
        signs = corpus.loaded("columns.json")["no notebook"].items()
        what = next(what for what, sign in signs if re.match(sign, text, re.I))
        if what != "other" or not text.lstrip().startswith(("{", "[")):
            why = sentence(f"no-notebook-{what}")
        raise UnreadableFile(why) from None


def _from_answers(document: dict[str, Any], text: str) -> Submission:
    student = document.get("student")
    found = Submission(student=student if type(student) is str and student.strip() else None)
    found.edition = document.get("edition")
    if student is not None and found.student is None:
        found.note("", "“student” is no name")
    answers = document["answers"]
    if len(answers) > MOST_ANSWERS:
        raise UnreadableFile(sentence("many-answers", count=len(answers)))
    found.answers = {str(id).strip(): answer for id, answer in answers.items()}
    found.asked |= found.answers.keys()
    found.written = kept_answers.written(document)  # of a page of the web
    _read_clicks(document, found)
    for id, answer in kept_answers.clicked(document).items():
        given = found.answers.get(id)
        own = answer if isinstance(answer, dict) else {}  # with its writer's marks
        if blank(given) or same(given, {name: own[name] for name in own if name != "self"}):
            found.answers[id] = answer
        elif not same(given, answer):
            found.note(id, "“answers” and what was clicked differ; what is in “answers” counts")
    for name in _doubled(text):
        about = name if name in found.answers else ""
        found.note(about, "in the file more than once; the last one counts")
    return found


def _doubled(text: str) -> list[str]:
    """Names that stand twice in one object. JSON allows it, and the last one wins unseen."""
    twice: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counted = Counter(name for name, _ in pairs)
        twice.extend(name for name, count in counted.items() if count > 1)
        return dict(pairs)

    json.loads(text, object_pairs_hook=note, parse_int=whole)
    return twice[:5]


LARGEST = 20_000_000  # bytes of a file that are kept in memory
LONGEST_CELL = 600_000_000  # bytes of a file that are looked at
_PACKED = (b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b")  # .rar, .7z, .tar.gz, whatever they are called
_CHUNK = 1 << 20
_LONG = 1 << 16  # a single text over this size is emptied
_RUN = 1 << 18  # a list of texts over this size loses the rest of them


def read_bounded(stream: IO[bytes]) -> tuple[bytes, bool]:
    """The file's bytes, and whether long outputs were left out. Raises :class:`UnreadableFile`.

    A file of up to 20 MB is read as it is. In a larger one (up to 600 MB) texts over 64 KB are
    emptied and long lists of texts are cut: a notebook keeps its answers, and stays JSON.
    """
    head = stream.read(LARGEST + 1)
    if head.startswith(_PACKED):
        raise UnreadableFile(sentence("packed"))
    if len(head) <= LARGEST:
        return head, False
    shortener = _Shortener()
    seen = 0
    while head:
        for start in range(0, len(head), _CHUNK):
            shortener.feed(head[start : start + _CHUNK])
        seen += len(head)
        if seen > LONGEST_CELL or len(shortener.kept) > LARGEST:
            raise UnreadableFile(sentence("too-large", most=LARGEST // 1_000_000))
        head = stream.read(_CHUNK)
    return shortener.end(), True


class _Shortener:
    """Takes a JSON file in pieces. ``kept`` is what will be read of it."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self._left = b""  # begins outside of a text
        self._row = 0  # texts in a row with only commas between them
        self._run = 0  # their size

    def feed(self, chunk: bytes) -> None:
        data = self._left + chunk
        # The same with no quotation marks but those around texts. It is cut at them by the fastest
        # means that there are: a class's outputs are hundreds of megabytes.
        pieces = data.replace(rb"\\", b"--").replace(rb"\"", b"--").split(b'"')
        at = 0
        for gap, text in zip(pieces[:-1:2], pieces[1:-1:2], strict=False):
            start = at + len(gap)
            at = start + len(text) + 2
            if self._wanted(gap, at - start):
                self.kept += gap
                self.kept += data[start:at] if at - start <= _LONG else b'""'
        self._left = data[at:]
        gap, _, text = self._left.partition(b'"')
        if len(gap) > 2 * _CHUNK:
            raise UnreadableFile("it is large and is no notebook. Ask for the notebook itself.")
        if len(text) > 2 * _CHUNK:  # it has not ended, and only its size still matters
            slashes = len(text) - len(text.rstrip(b"\\"))
            self._left = gap + b'"' + b"-" * _RUN + b"\\" * (slashes % 2)  # of what is to come

    def end(self) -> bytes:
        return bytes(self.kept + self._left)

    def _wanted(self, gap: bytes, size: int) -> bool:
        """Whether to keep a text of this size, behind this gap: of a long list the rest can go."""
        # In an object a comma never stands on both sides of two texts in a row; in a list it does.
        if gap.strip() != b",":
            self._row = self._run = 0
            return True
        self._row += 1
        self._run += size
        return self._row <= 2 or self._run <= _RUN
