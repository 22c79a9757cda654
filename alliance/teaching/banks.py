"""The questions as a file for a school's own system: Moodle XML, or QTI for Canvas.

It is the teacher's, for it holds the key. What an answer earns and what is said of it is asked of
the course's own judge, so that another system says the same; what it has no place for is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from alliance import corpus
from alliance.errors import Told
from alliance.html import Html, inline, page, table
from alliance.languages import listed, pick, say
from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.questions.kinds import Kind, kind
from alliance.questions.places import place_in_words
from alliance.questions.wording import is_silent
from alliance.teaching.feedback import asked_briefly, evidence, plain
from alliance.teaching.release import zipped

COURSE = "The US–Japan alliance"
ANY = "*"  # every answer that nobody foresaw, as Moodle writes it
# What a question becomes. The last three have no counterpart in QTI as Canvas reads it.
SHAPES = ("one", "several", "words", "place", "figure", "pairs", "essay")
FORMATS = {"moodle": (*SHAPES, "when", "sequence", "gaps"), "qti": SHAPES}
_TYPED = ("words", "place", "when", "figure")


class Foreseen(NamedTuple):
    """An answer as a student may write or choose it: its share of the points (less than nothing
    for a wrong one among several to choose), and what is said of it."""

    written: str
    share: float
    feedback: str

    @property
    def percent(self) -> str:
        """The share as Moodle knows it: the nearest of its own."""
        # Moodle refuses a file with a share, in percent, that is none of these.
        shares: list[float] = corpus.loaded("release.json")["moodle's shares"]
        near = min(shares, key=lambda known: abs(known - 100 * abs(self.share)))
        return f"{-near if self.share < 0 else near:.7g}"


class Exported(NamedTuple):
    """A file's content, the ids of the questions in it, and the kind of each that is not."""

    data: bytes
    ids: list[str]
    left_out: dict[str, str]


class Banked(NamedTuple):
    """A question as students get it, and as its author wrote it."""

    question: bank.Question
    raw: dict[str, Any]

    @property
    def kind(self) -> Kind:
        return kind(self.question.kind)

    @property
    def silent(self) -> bool:
        """Whether the answer is that the sources do not say."""
        return is_silent(self.raw["key"])

    @property
    def shape(self) -> str:
        return "words" if self.silent and self.kind.shape == "figure" else self.kind.shape

    @property
    def name(self) -> str:
        return f"{self.question.id} {asked_briefly(self.question)}"


def export(units: Iterable[bank.Unit], format: str, root: Path) -> Exported:
    """The questions of these units in one of :data:`FORMATS`.

    root: the course's folder, with the authors' files. Retired questions stay out. Raises
    :class:`Told` where those files and the built questions do not fit together, and
    ``ImportError`` where the authors' tools are not installed.
    """
    chapters: dict[str, list[Banked]] = {}
    left_out = {}
    for unit in units:
        for one in _questions(unit, root):
            if one.shape not in FORMATS[format]:
                left_out[one.question.id] = one.question.kind
                continue
            part = "/Practice" if one.question.practice else ""
            name = f"{unit.number} {pick(unit.title).replace('/', '//')}{part}"
            chapters.setdefault(name, []).append(one)
    ids = [one.question.id for several in chapters.values() for one in several]
    data = _package(chapters) if format == "qti" else _page("moodle.xml", chapters=chapters)
    return Exported(data, ids, left_out)


def _package(chapters: dict[str, Any]) -> bytes:
    """A zip with a quiz per chapter; the manifest lies at its root."""
    quizzes = {
        f"quiz{n}.xml": _page("qti.xml", chapter=name, questions=several)
        for n, (name, several) in enumerate(chapters.items(), 1)
    }
    return zipped({"imsmanifest.xml": _page("imsmanifest.xml", names=list(quizzes)), **quizzes})


def _page(template: str, **values: object) -> bytes:
    """A file of a bank: its template asks for what it needs of each question."""
    asked = (answers, rest, told, pairs, gaps, expected, tolerance, evidence, place_in_words)
    known = {one.__name__: one for one in asked}
    known["html"] = lambda text: inline(_without_calls(text))
    return page(template, course=COURSE, any=ANY, **known, **values).encode()


def _questions(unit: bank.Unit, root: Path) -> Iterator[Banked]:
    from alliance.authoring.yamlfile import Authored  # the authors' tools

    written: dict[str, Any] = {}
    for path in (root / "solutions" / "questions").glob(f"{unit.number}-*.yaml"):
        written |= {str(raw["id"]): raw for raw in Authored(path).data["questions"]}
    for id, question in unit.all.items():
        if question.retired:
            continue
        if id not in written:
            raise Told(f"{id} is in no question file of this course. Run: alliance build")
        yield Banked(question, written[id])


# What was foreseen, whatever the format.


def answers(one: Banked) -> list[Foreseen]:
    """What there is to choose from; or, of a question that is typed, the answers as they may be
    written, the best first."""
    if one.shape not in _TYPED:
        return offered(one)
    found: dict[str, Foreseen] = {}
    for written in (text for answer in _answers(one) for text in _spelled(one, answer)):
        if written.casefold() in found:
            continue
        verdict = judge(one.question, written)
        if verdict.status not in ("malformed", "not-attempted", "author-error"):
            found[written.casefold()] = Foreseen(written, verdict.score or 0, verdict.message)
    telling = (given for given in found.values() if given.share or given.feedback)
    return sorted(telling, key=lambda given: -given.share)


def rest(one: Banked) -> Foreseen | None:
    """Whatever else is typed, where the author has a word for it."""
    messages = (row["message"] for row in _mistakes(one) if row.get("any"))
    message = next(messages, None) if one.shape in _TYPED else None
    return Foreseen(ANY, 0, pick(message)) if message else None


def _answers(one: Banked) -> Iterator[Any]:
    """Every answer that the author wrote down, right ones first."""
    raw, tests = one.raw, one.raw.get("tests") or {}
    yield from (raw["key"], *(raw.get("accept") or ()), *(tests.get("right") or ()))
    if one.silent:
        yield from listed("silent")
    for row in (*(raw.get("defensible") or ()), *(raw.get("partly") or ()), *_mistakes(one)):
        yield from row.get("answers") or [row.get("answer")]
        if not one.silent:
            yield from one.kind.implied(one.question.form, raw, row)
    yield from tests.get("partly") or ()
    yield from (row["answer"] for row in tests.get("wrong") or ())


def _spelled(one: Banked, answer: Any) -> list[str]:
    if answer is None or one.silent:  # silence is said in words, whatever is asked for
        return [] if answer is None else [str(answer)]
    return one.kind.spelled(one.question.form, answer)


def _mistakes(one: Banked) -> list[dict[str, Any]]:
    return [*(one.raw.get("misconceptions") or ()), *(one.raw.get("distractors") or ())]


def _figure(value: Any) -> str:
    return f"{float(value):.10g}"


def tolerance(one: Banked, value: str) -> str:
    given = str(one.raw.get("tolerance", 0)).strip()
    share = abs(float(value)) * float(given[:-1]) / 100 if given.endswith("%") else float(given)
    return _figure(share)


def offered(one: Banked) -> list[Foreseen]:
    """What there is to choose from, with what each earns. Of several, a wrong one takes a right one
    away."""
    given = one.kind.offered(one.question.form)
    if one.shape == "several":
        each = 1 / len(one.raw["key"])
        return [
            Foreseen(text, each if letter in one.raw["key"] else -each, _of_letter(one, letter))
            for letter, text in given
        ]
    judged = [(text, judge(one.question, answer)) for answer, text in given]
    return [Foreseen(text, verdict.score or 0, verdict.message) for text, verdict in judged]


def _of_letter(one: Banked, letter: str) -> str:
    rows = (row for row in _mistakes(one) if letter in (row.get("answers") or ()))
    return pick(next(rows, {}).get("message"))


def told(one: Banked) -> list[str]:
    """The mistakes that no single answer shows: a wrong pair, a wrong order, a set."""
    form = one.question.form
    found = []
    for row in _mistakes(one):
        for left, right in (row.get("pairs") or {}).items():
            found.append((f"{plain(form['left'][left])} – {plain(form['right'][right])}", row))
        if row.get("before"):
            first, then = (plain(form["items"][item]) for item in row["before"])
            found.append((f"{first} < {then}", row))
    return [f"{what}: {pick(row['message'])}" for what, row in found]


def expected(one: Banked) -> list[str]:
    """What whoever marks an answer has to know."""
    form, raw = one.question.form, one.raw
    if "rubric" in form:
        return [": ".join(row) for row in bank.rubric_in_words(form["rubric"])]
    right = [f"{say('right')}: {words}" for words in (raw["key"], *(raw.get("accept") or ()))]
    near = [f"{row['answer']}: {pick(row['message'])}" for row in raw.get("partly") or ()]
    wrong = [
        f"{words}: {pick(row['message'])}" for row in _mistakes(one) for words in row["answers"]
    ]
    return [*right, *near, *wrong]


_CALL = re.compile(r'`al\.(\w+)[^`"]*(?:"([^`"]*)"[^`"]*)*`')


def _without_calls(text: str) -> str:
    """A text of the course that names no line of code: in another system none can be run."""
    words = corpus.loaded("release.json")["calls in words"]

    def said(call: re.Match[str]) -> str:
        told = pick(words.get(call[1], words[""])).format(call[2])
        return told if call.start() else told[:1].upper() + told[1:]

    return _CALL.sub(said, text)


def pairs(one: Banked) -> list[tuple[str, str]]:
    """Left and right in words, the right with the letters of which prompt, hints and explanation
    speak; what pairs with nothing comes last, beside an empty left."""
    form, key = one.question.form, one.kind.answer(one.raw)
    right = {letter: f"{letter}. {plain(text)}" for letter, text in form["right"].items()}
    found = [(plain(text), right[key[left]]) for left, text in form["left"].items()]
    return found + [("", text) for letter, text in right.items() if letter not in key.values()]


def gaps(one: Banked) -> Html:
    """The table of a question with a gap in each cell."""
    key = one.raw["key"]
    heads = key["columns"]
    rows = [
        (plain(row), *(Html(_gap(one, row, *cell)) for cell in zip(heads, cells, strict=True)))
        for row, cells in zip(key["index"], key["rows"], strict=True)
    ]
    return table(rows, ("", *heads))


def _gap(one: Banked, row: Any, column: Any, value: Any) -> str:
    cells = [
        (answer, plain(_without_calls(pick(mistake["message"]))))
        for mistake in _mistakes(one)
        for cell in mistake.get("cells") or ()
        if (str(cell["row"]), str(cell["column"])) == (str(row), str(column))
        for answer in cell["answers"]
    ]
    typed = isinstance(value, str)

    def said(answer: Any) -> str:
        if typed:
            return _kept(str(answer))
        return f"{_figure(answer)}:{tolerance(one, _figure(answer))}"

    wrong = "".join(f"~%0%{said(answer)}#{_kept(message)}" for answer, message in cells)
    return f"{{1:{'SHORTANSWER' if typed else 'NUMERICAL'}:={said(value)}{wrong}}}"


def _kept(text: str) -> str:
    """A text inside a gap, where some signs have a meaning."""
    return re.sub(r'([}#~/"\\])', r"\\\1", escape(text, quote=False))
