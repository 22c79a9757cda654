"""A question as a card: as data for the browser, as HTML that a notebook keeps, and as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from html import escape
from typing import Any, Protocol

import alliance
from alliance import corpus
from alliance.errors import Told
from alliance.evidence import provision_name
from alliance.html import NO_MATH, Html, inline, table, tagged
from alliance.languages import current, file, named, pick, say, term
from alliance.questions import kept_answers, wording
from alliance.questions.bank import Question
from alliance.questions.judge import Verdict, call
from alliance.questions.kinds import kind, lists
from alliance.questions.places import NoPlace, is_document, lying_beside, place, standing

_QUOTED = 300  # characters of a paragraph that is shown back to who cites it
# Every card says these.
_WORDS = (
    *("check", "hint", "hint-next", "answer", "silent", "silence", "rerun", "empty", "checking"),
    *("lost", "stale", "begun", "read", "reveal", "look"),
)


class Clickable(Protocol):
    """What is shown as a card: its data and its verdict so far, and what its buttons do: check an
    answer, take a kept one up again, give the next hint; and, to who is stuck, the solution."""

    verdict: Verdict

    def task(self) -> dict[str, Any]: ...
    def check(self, answer: Any) -> Verdict: ...
    def restore(self, answer: Any) -> Verdict: ...
    def hint(self) -> Any: ...
    def stuck(self) -> bool: ...
    def reveal(self) -> Any: ...


def keeping() -> dict[str, str]:
    """What a card says whose answer is kept, not checked."""
    words = {word: say(f"ask-{word}") for word in _WORDS}
    own = {"check": "keep", "stale": "keep-stale", "begun": "keep-begun"}
    return words | {word: say(f"ask-{phrase}") for word, phrase in own.items()}


def task(question: Question) -> dict[str, Any]:
    """All that a card shows, as data: id, kind, label, prompt, form, help, words, and what the kind
    adds."""
    asked = kind(question.kind)
    words = {word: say(f"ask-{word}") for word in (*_WORDS, *asked.words)}
    if asked.parts:
        words |= keeping()
    return {
        "id": question.id,
        "kind": question.kind,
        "label": label(question),
        "lang": current(),
        "prompt": named(question.prompt),
        "form": _picked(question.form, named),
        "help": _help(question),
        "words": words,
        "read": [{"id": id, "short": lying_beside(id, question.lesson)} for id in question.read],
        **asked.card(question.form),
    }


def _help(question: Question) -> str:
    """How the answer is given by hand, without a line of code."""
    asked = kind(question.kind)
    if f"{question.kind}-help" in asked.words:
        return say(f"ask-{question.kind}-help")
    if asked.line:
        written: dict[Any, str] = file(current()).get("examples", {})
        example = written.get(question.example, question.example)
        return say("ask-example", how=asked.how(question.form), example=example)
    return ""


def label(question: Question) -> str:
    """Above the question: how far it goes, what is wanted, and what it counts for."""
    words = [say(f"grade-{question.grade}"), say(f"kind-{question.kind}")]
    flags = {"core": question.core, "practice": question.practice, "gone": question.retired}
    words += [say(f"label-{name}") for name, holds in flags.items() if holds]
    return " · ".join(words)


def in_text(question: Question) -> str:
    """The question where nothing can be clicked, with the line that answers it."""
    form = _picked(question.form)
    lines = [f"{question.id} · {label(question)}", pick(question.prompt)]
    if form.get("passage"):
        lines.append(f"  {form['passage']}")
    for texts in lists(form).values():
        lines += [f"  {letter} · {text}" for letter, text in texts.items()]
    lines.append(say("ask-text", how=kind(question.kind).how(question.form)))
    return "\n".join([*lines, f"  {call(question)}"])


_EDGE = "max-width:44rem;border-top:3px solid #857d70;padding:.75rem 0"
_ROW = "margin:.25rem 0 .25rem 1.5rem;text-indent:-1.5rem"


def in_html(question: Question) -> Html:
    """The question as a notebook keeps it, to be read where no kernel runs: in words alone, since
    GitHub and a notebook that is not trusted drop most styles."""
    form = _picked(question.form)
    rows = [f"<p><small>{escape(f'{question.id} · {label(question)}')}</small></p>"]
    rows.append(f"<p><strong>{inline(pick(question.prompt))}</strong></p>")
    if form.get("passage"):
        rows.append(f"<blockquote><p>{escape(form['passage'])}</p></blockquote>")
    for texts in lists(form).values():
        rows += [
            f'<p style="{_ROW}"><strong>{escape(letter)}</strong> {inline(text)}</p>'
            for letter, text in texts.items()
        ]
    if form.get("columns"):
        gaps = [""] * len(form["columns"])
        rows.append(table([(name, *gaps) for name in form["index"]], ("", *form["columns"])))
    if question.read:
        names = "; ".join(lying_beside(id, question.lesson) for id in question.read)
        rows.append(f"<p><small>{escape(say('ask-read', names=names))}</small></p>")
    return stored(*rows)


def stored(*rows: str) -> Html:
    """A card's text as a notebook keeps it, with what to do to answer."""
    inside = tagged("".join(rows) + _how())
    return Html(f'<div class="al-stored {NO_MATH}" style="{_EDGE}">{inside}</div>')


def _how() -> str:
    return f"<p><small>{escape(say('ask-stored'))}</small></p>"


def on_a_page(html: str) -> Html:
    """Stored cards where no menu runs cells: they don't say to use one."""
    return Html(html.replace(_how(), ""))


def said(verdict: Verdict, n: Any) -> dict[str, Any]:
    """A verdict as a card takes it; ``n`` is the number of the message that it answers."""
    told = {"n": n, "status": verdict.status, "html": verdict.clicked()}
    return told | {"samples": verdict.compared(), "time": verdict.review or kept_answers.stamp()}


def _words_at(cited: Any) -> Html:
    """What stands at a place that was chosen; nothing where there is no such place."""
    try:
        source, where = cited
        text = next(iter(standing(place(source, where))), "")
    except (NoPlace, TypeError, ValueError):
        return Html("")
    return tagged(inline(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"))


def _whole_source(id: str) -> Html:
    """A source's paragraphs with their numbers, those of a treaty with their Articles, in the
    edition at hand; a document's card."""
    if is_document(id):
        return Html(alliance.document(id)._repr_html_())
    rows = []
    for one in corpus.source(id).paragraphs:
        article = f"<strong>{provision_name(one.provision)}.</strong> " if one.provision else ""
        rows.append(f'<p><span class="al-p-n">¶{one.n}</span> {article}{inline(one.text)}</p>')
    return tagged("".join(rows))


# What a hint may name in code: tables and texts, no answers. Of a figure the table is shown, which
# has its numbers.
LOOKS = (
    *("timeline", "table", "tables", "kwic", "treaty"),
    *("compare_treaties", "compare_draft", "witnesses"),
)
LOOK = re.compile(
    rf"al\.(?:({'|'.join(LOOKS)})\((?:\"([^\"…]*)\"|(\d*))\)(?:\.show\(\"\w+\"\))?"
    r"|plots\.(\w+)(?:\.table)?\(\))"
)


def look(line: Any) -> Html | None:
    """What a line such as ``al.kwic("riots")`` shows, for who runs no code; ``None`` for a line
    that no hint holds."""
    found = LOOK.fullmatch(line) if type(line) is str else None
    if not found:
        return None
    name, text, number, figure = found.groups()
    try:
        if name == "treaty":
            return _whole_source(f"treaty-{number or text}")
        if figure:
            drawn: Any = getattr(alliance.plots, figure, None)
            return Html(drawn.table()._repr_html_()) if hasattr(drawn, "table") else None
        return Html(getattr(alliance, name)(*filter(None, [text]))._repr_html_())
    except Told as why:
        return Html(f"<p>{escape(str(why))}</p>")


def replied(
    message: dict[str, Any],
    asked: Clickable,
    readable: Collection[str],
    keep: Callable[[Verdict], dict[str, Any]] = lambda _: {},
) -> dict[str, Any]:
    """What a message of a card changes in it, by name: ``verdict``, ``hint`` or ``said``.

    readable: the sources that it may open; keep: what is told beside a verdict.
    """
    wanted, n, html = message.get("type"), message.get("n"), None
    if wanted in ("check", "restore", "mark"):  # "mark": an argument, marked by its writer
        verdict = (asked.check if wanted == "check" else asked.restore)(message.get("answer"))
        return {"verdict": {**said(verdict, n), "stuck": asked.stuck(), **keep(verdict)}}
    if wanted == "hint":
        return {"hint": {**asked.hint().numbered, "n": n}}
    if wanted == "reveal" and asked.stuck():
        html = asked.reveal()._repr_html_()
    elif wanted == "cited":
        html = _words_at(message.get("place"))
    elif wanted == "look":
        html = look(message.get("line"))
    elif wanted == "read" and message.get("id") in readable:
        html = _whole_source(message["id"])
    return {} if html is None else {"said": {"n": n, "html": html}}


def answered(verdict: Verdict) -> bool:
    """Whether there is anything in a verdict that a notebook has to keep."""
    return verdict.status != "not-attempted" and not wording.is_blank(verdict.answer)


def _picked(form: dict[str, Any], read: Callable[[Any], str] = pick) -> dict[str, Any]:
    """``form`` with every text in the reader's language."""
    picked = {
        name: {letter: read(text) for letter, text in texts.items()}
        for name, texts in lists(form).items()
    }
    measures = {name: term(form[name]) for name in ("unit", "scale") if form.get(name)}
    return {**form, **picked, **measures}
