"""The author's side: a question as written becomes a sealed one, and is reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from alliance import corpus
from alliance.languages import in_english
from alliance.questions import wording
from alliance.questions.answers import plain
from alliance.questions.author import AuthoredQuestion, Path, QuestionError, text, written
from alliance.questions.bank import Question
from alliance.questions.judge import judge
from alliance.questions.kinds import Kind
from alliance.questions.kinds import kind as kind_of

# From the author's mapping to the sealed copy and the readable copy.
#
# The author's side, though it needs nothing but the standard library: the build reads the YAML.


FORMAT = 1


def compile_unit(unit: dict[str, Any], *, graded: bool = False) -> dict[str, Any]:
    """The student's copy of a unit. graded: without any entry, so that nothing can be tried out;
    uncounted: what is judged and counts nowhere.

    Raises :class:`QuestionError` at the first question that can't be compiled. Deterministic.
    """
    questions: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for path, raw in listed(unit):
        questions[counts(raw)].append(compile_question(raw, graded=graded, path=path))
    copy = {
        "format": FORMAT,
        "unit": str(unit["unit"]),
        "prefix": str(unit["prefix"]),
        "title": text(unit["title"]),
        "graded": graded,
        "questions": questions[True],
    }
    return {**copy, "uncounted": questions[False]} if questions[False] else copy


def listed(unit: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each question with its place in the file, those that are no longer asked last."""
    for part in ("questions", "retired"):
        for i, raw in enumerate(unit.get(part) or ()):
            yield (part, i), raw


def counts(raw: dict[str, Any]) -> bool:
    """Whether a question is in its unit's score: it is asked, and no practice."""
    return not (raw.get("practice") or raw.get("reason") or str(raw["id"]).endswith("d"))


def edition(unit: dict[str, Any]) -> int:
    """The number of a unit's edition: the one that brought its newest question, or that which was
    the first without a question that counted before."""
    every = [raw for _, raw in listed(unit)]
    return max(
        int(raw.get("since", 1) if counts(raw) else raw.get("until", 0) + 1) for raw in every
    )


def compile_question(
    raw: dict[str, Any], *, graded: bool = False, path: Path = ()
) -> dict[str, Any]:
    """The student's copy of one question."""
    asked = AuthoredQuestion(raw, path)
    kind = kind_of(asked.raw["kind"])
    form = kind.form(asked)
    kind.seal(asked, form)
    for _, one in asked.mistakes(holding="any"):
        asked.put("any", "", asked.worked_out(None, asked.mistake(one), ()))
    for name, words in asked.called().items():
        asked.sealer.add("called", name, {}, text=words)
    copy = {
        "id": asked.id,
        "grade": asked.get("grade", 1),
        "kind": kind.name,
        "prompt": text(asked.raw.get("prompt")),
        "hints": [text(hint) for hint in asked.get("hints", [])],
        "form": form,
    }
    if read := _read(asked):
        copy["read"] = read
    copy |= {name: asked.raw[name] for name in ("since", "until") if name in asked.raw}
    copy |= _standing(asked.raw)
    sealed = {**copy, "example": None, **asked.sealer.sealed()}
    example = _example(kind, sealed)
    return {**copy, "example": example} if graded else {**sealed, "example": example}


def _standing(raw: dict[str, Any]) -> dict[str, Any]:
    """What a question counts for: nothing is said of one that is asked and counted."""
    found = {name: raw[name] for name in ("core", "practice") if raw.get(name)}
    if str(raw["id"]).endswith("d"):  # of "Go deeper"
        found |= {"practice": True, "until": 0}
    if raw.get("reason"):
        found |= {"retired": text(raw["reason"]), "withdrawn": bool(raw.get("withdrawn"))}
    return found


def _read(asked: AuthoredQuestion) -> list[str]:
    """The sources and documents to have beside the question: those that the author names in
    ``read`` or else in the prompt."""
    named = asked.get("read", ()) or re.findall(r"`([\w-]+)`", str(asked.raw.get("prompt")))
    there = {*corpus.shipped_ids(), *(one.id for one in corpus.documents())}
    return [id for id in dict.fromkeys(named) if id in there]


def _example(kind: Kind, sealed: dict[str, Any]) -> Any:
    """An answer in good form that is not the right one, and earns nothing."""
    question, examples = Question(sealed), [*kind.examples(sealed["form"])]
    nothing = ("wrong", "malformed", "not-attempted")
    fit = (one for one in examples if judge(question, one).status in nothing)
    return plain(next(fit, examples[0]))


def solution_unit(unit: dict[str, Any]) -> dict[str, Any]:
    """The readable copy of a unit, for ``reveal`` and for solution notebooks."""
    questions = {}
    for _, raw in listed(unit):
        asked = AuthoredQuestion(raw)
        names = asked.called()
        questions[str(raw["id"])] = {
            "key": raw.get("key"),
            "answer": kind_of(str(raw["kind"])).answer(raw),
            "accept": raw.get("accept") or [],
            **asked.closing(),
            "defensible": [
                {"answer": one.get("answer"), "explain": text(one.get("explain"))}
                for one in raw.get("defensible") or ()
            ],
            "misconceptions": [
                {
                    "name": str(one.get("name")),
                    **({"called": names[one["name"]]} if one.get("called") else {}),
                    "message": text(one.get("message")),
                    "answers": one.get("answers") or [],
                }
                for one in raw.get("misconceptions") or ()
            ],
            **({"samples": raw["samples"]} if raw.get("samples") else {}),
            **_standing(raw),
        }
    return {"format": FORMAT, "prefix": str(unit["prefix"]), "questions": questions}


# Everything that is wrong with a unit's questions, told to their author all at once.
#
# What a file may hold is the schema's to say, in the authors' room; here is what only the answers
# can show: what can't be compiled, what a hint or a message gives away, and each question's own
# ``tests``, which are run through the same :func:`judge` as a student's answers.


class Problem(NamedTuple):
    """A fault in the author's file: where (keys and places in lists), and what to write instead."""

    path: Path
    message: str


def problems(unit: dict[str, Any]) -> list[Problem]:
    """Everything that is wrong with a unit; each question's own ``tests`` are run."""
    return [
        Problem((*where, *path), message)
        for where, raw in listed(unit)
        for path, message in _checked(raw)
    ]


def _checked(raw: dict[str, Any]) -> Iterator[Problem]:
    kind = kind_of(raw["kind"])
    yield from _given_away(kind, raw)
    try:
        question = Question(compile_question(raw))
    except QuestionError as fault:
        yield Problem(fault.path, str(fault))
    else:
        yield from _answering(raw, question)
        yield from _tested(kind, raw, question)


def _told(raw: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Hints and messages, in each language."""
    several: list[tuple[Path, Any]] = [(("hints", i), hint) for i, hint in enumerate(raw["hints"])]
    for path, one in AuthoredQuestion(raw).mistakes("misconceptions", "distractors", "partly"):
        several.append(((*path, "message"), one["message"]))
    for path, one in several:
        spoken = one.values() if isinstance(one, dict) else (one,)
        yield from ((path, str(said or "")) for said in spoken)


def _given_away(kind: Kind, raw: dict[str, Any]) -> Iterator[Problem]:
    """Hints and messages that hold the answer's own words."""
    wanted = {wording.phrase(answer) for answer in kind.spoken(raw)} - {""}
    for path, said in _told(raw):
        normal = f" {wording.phrase(said)} "
        for answer in wanted:
            # Japanese has no spaces round its words.
            if (f" {answer} " if answer.isascii() else answer) in normal:
                yield Problem(path, f"This gives the answer away: “{answer}”.")


_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")


def _answering(raw: dict[str, Any], question: Question) -> Iterator[Problem]:
    """A sentence of a hint or a message that would be right as an answer, as "It is 10 years.", and
    an answer that shows a mistake and is right."""
    for path, said in _told(raw):
        for sentence in _SENTENCE.split(said):
            if sentence[-1:] not in ("?", "？") and judge(question, sentence).status == "right":
                yield Problem(path, f"This gives the answer away: “{sentence}” is judged right.")
    for path, one in AuthoredQuestion(raw).mistakes("misconceptions", "distractors"):
        for answer in one.get("answers") or [one.get("answer")]:
            if judge(question, answer).status == "right":
                yield Problem(
                    path, f"{written(answer)} is judged right, and is listed as a mistake."
                )


def _tested(kind: Kind, raw: dict[str, Any], question: Question) -> Iterator[Problem]:
    """What the question's own list of answers shows."""
    for status, answers in (raw.get("tests") or {}).items():
        for i, one in enumerate(answers or ()):
            path = ("tests", status, i)
            if status == "wrong":
                yield from _expect(question, path, one["answer"], "wrong", one["misconception"])
            else:
                yield from _expect(question, path, one, kind.best if status == "right" else status)
    for i, one in enumerate(raw.get("samples") or ()):
        said = {part: in_english(it) if type(it) is dict else it for part, it in one.items()}
        yield from _expect(question, ("samples", i), said, kind.best)
    if not kind.parts:
        yield from _expect(question, ("key",), kind.answer(raw), "right")


def _expect(
    question: Question, path: Path, answer: Any, status: str, misconception: str | None = None
) -> Iterator[Problem]:
    verdict = judge(question, answer)
    # A mistake may leave a share: the wrong pair among right ones.
    fine = verdict.status == status or (
        status == "wrong" and misconception and verdict.status == "partly"
    )
    if not fine:
        said = f"{written(answer)} is judged {verdict.status}, not {status}. {verdict.message}"
        yield Problem(path, said.strip())
    elif status == "wrong" and verdict.misconception != misconception:
        shown, wanted = verdict.misconception or "no misconception", misconception or "none"
        yield Problem(path, f"{written(answer)} shows {shown}, not {wanted}.")
