"""What every kind of question has in common. A new kind is a module here; nothing else lists it.

A kind is one class in one module of this folder, called ``KIND``, and knows all of itself: how its
question is written in YAML, how an answer is read, judged and grouped with others, how the answers
that were foreseen are sealed, and how the question is shown in a notebook, as a card and on paper.
Its words are in ``data/phrases``, what is drawn to click in ``look/card.js``, and the room to write
in on paper in ``templates/room.html``. It never sees an object of a student's, only the plain data
that ``answers.plain`` made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance.languages import pick, say
from alliance.questions import wording
from alliance.questions.answers import Malformed, Unusable, named_words, plain, said
from alliance.questions.bank import Seal
from alliance.questions.numbers import filled
from alliance.questions.wording import is_denied, is_silent

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion, Listed
    from alliance.questions.places import Place

SILENT = "\0silent"  # what "the sources do not say" is read as
DENIED = "\0denied"  # … and "it never happened"
Form = dict[str, Any]


class YamlField(NamedTuple):
    """A field of an author's question; ``default`` is ``...`` where it has to be written.

    type: a type; or the name of one in ``authoring.questions``: "Words" (a text that may be
    translated), "Letters" (texts by letter) or "Answer"; or a mapping of fields, for a part of its
    own; or a list with such a mapping. limits: "min_length", "ge", "lt" …, as pydantic names them.
    """

    type: Any
    default: Any = ...
    limits: Mapping[str, Any] = MappingProxyType({})


def yaml(**fields: YamlField) -> Mapping[str, YamlField]:
    return fields


def field(type: Any, default: Any = ..., **limits: Any) -> YamlField:
    return YamlField(type, default, limits)


# Which of several verdicts counts. "Recorded" says that there is an answer; whether it is right,
# nobody has said.
RANK = {"wrong": 1, "partly": 2, "defensible": 3, "right": 3, "recorded": 4}


class Outcome(NamedTuple):
    """What a kind says of an answer; ``closing`` opens the explanation after a right one. typed:
    lines for who writes code; samples: other people's answers, to compare one's own with."""

    status: str
    share: float | None = None
    misconception: str | None = None
    message: str = ""
    details: tuple[str, ...] = ()
    closing: str | None = None
    typed: tuple[str, ...] = ()
    samples: tuple[dict[str, Any], ...] = ()


WRONG = Outcome("wrong")


def outcome(record: Form | None, *details: str, **gaps: str) -> Outcome:
    """The outcome that an opened record holds, with details of the kind's own; wrong without one.

    gaps: what fills the phrase that a record names which was worked out, not written.
    """
    record = record or {"status": "wrong"}
    worked_out = say(record["say"], **gaps) if "say" in record else ""
    message = pick(record.get("message")) or worked_out
    share, named, closing = map(record.get, ("share", "misconception", "closing"))
    return Outcome(record["status"], share, named, message, details, closing)


class Kind:
    """A kind whose listed answers are sealed one by one; others override ``judge`` and ``seal``."""

    name: str
    fields: Mapping[str, YamlField] = yaml()  # in YAML, beside what all have
    mistaken: Mapping[str, YamlField] = yaml()  # … and in a misconception
    mistakes = 2  # named misconceptions that a question needs
    silence = False  # whether "the sources do not say" can be an answer
    single = True  # whether a list of one is that one, and of two answers the last one counts
    line = False  # whether the card has a line to type in, with an example below it
    parts: tuple[str, ...] = ()  # of an answer that a person marks; no points are given at once
    answer_key: str | None = "answer"  # {"answer": x} means x
    words: tuple[str, ...] = ()  # what the card says, by the phrases' names without "ask-"
    shape = ""  # what it becomes in a question bank; see teaching.banks.SHAPES

    @property
    def best(self) -> str:
        """The best verdict there is: what a person marks is never right by itself."""
        return "recorded" if self.parts else "right"

    @property
    def lettered_fields(self) -> list[str]:
        """Its fields that are texts by letter."""
        return [name for name, one in self.fields.items() if one.type == "Letters"]

    # how a question is shown

    def form(self, asked: AuthoredQuestion) -> Form:
        """Author's side: the public part, all that is needed to show the question."""
        return {name: asked.lettered(name) for name in self.lettered_fields}

    def how(self, form: Form) -> str:
        """How an answer is written, in one sentence."""
        letters = {name: ", ".join(texts) for name, texts in lists(form).items()}
        return say(f"how-{self.name}", letters=next(iter(letters.values()), ""), **letters)

    def examples(self, form: Form) -> Iterable[Any]:
        """Answers in good form; the first that no entry knows becomes the question's example."""
        raise NotImplementedError

    def blank(self, form: Form) -> Any:
        """What stands in the place of an answer before anybody has given one."""
        return ""

    def markdown(self, form: Form) -> Iterator[str]:
        """The paragraphs below the prompt: what there is to choose from, to sort, to read."""
        for texts in lists(form).values():
            yield "\n".join(f"- **{letter}** · {pick(text)}" for letter, text in texts.items())

    def card(self, form: Form) -> dict[str, Any]:
        """What ``ask.js`` needs to draw the question, beside its form."""
        return {}

    def paper(self, form: Form, **more: Any) -> str:
        """Room for the answer on paper, as HTML: ``templates/room.html``."""
        from alliance.html import page

        return page("room", kind=self.name, form=form, **more)

    # how an answer is read and judged

    def read(self, form: Form, answer: Any) -> Any:
        """The answer in the kind's own terms; :class:`Malformed` where that can't be."""
        raise NotImplementedError

    def sources_cited(self, answer: Any, lesson: str) -> list[str]:
        """The ids of the sources, documents and facts that an answer cites, as it was given."""
        return []

    def places_cited(self, one: Any, lesson: str) -> Sequence[Place]:
        """Where one citation of an answer leads; :class:`Malformed` where it leads nowhere."""
        return ()

    def normals(self, form: Form, given: Any) -> Iterable[str]:
        """The normal forms under which what was read may be found, the most telling first; a letter
        stands for itself, and so do several in their order."""
        if type(given) is str:
            return (given,)
        return (",".join(given),) if type(given) is tuple else ()

    def understand(self, form: Form, answer: Any) -> Any:
        """:meth:`read`, and "the sources do not say", which may be said to every question."""
        if self.silence and (meant := _unsaid(form, answer)):
            return meant
        try:
            return self._read(form, answer)
        except Malformed:
            if meant := _unsaid(form, answer):
                return meant
            raise

    def _read(self, form: Form, answer: Any) -> Any:
        return self.read(form, single(answer) if self.single else answer)

    def verdict(self, form: Form, given: Any, seal: Seal) -> Outcome:
        """The outcome for what :meth:`understand` returned."""
        if not unsaid(given):
            return self.judge(form, given, seal)
        record = seal.first("answer", given)
        if record:
            return outcome(record)
        return Outcome("wrong", message=say("silent-wrong" if given is SILENT else "denied-wrong"))

    def judge(self, form: Form, given: Any, seal: Seal) -> Outcome:
        """The outcome for what :meth:`read` returned."""
        record = self.opened(seal, "answer", self.normals(form, given))
        return outcome(record) if record else self.unlisted(form, given, seal)

    def opened(self, seal: Seal, slot: str, normals: Iterable[str]) -> Form | None:
        """The record that the first of these normal forms opens which opens any."""
        return next(filter(None, (seal.first(slot, normal) for normal in normals)), None)

    def unlisted(self, form: Form, given: Any, seal: Seal) -> Outcome:
        """The outcome for what no entry knows as a whole."""
        return WRONG

    def alike(self, form: Form, given: Any) -> str:
        """What all spellings of this answer have in common; empty where nothing tells."""
        return str(given) if unsaid(given) else next(iter(self.normals(form, given)), "")

    def own_marks(self, form: Form, answer: Any) -> tuple[Any, dict[str, int]]:
        """An answer without its writer's marks of it, and these, by the rubric's row."""
        return answer, {}

    # the author's side

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        """Put an entry for each answer that was foreseen."""
        for one, given in self.heard(asked, form, asked.listed()):
            for normal in self.normals(form, given):
                asked.put("answer", normal, one)

    def heard(
        self, asked: AuthoredQuestion, form: Form, answers: Iterable[Listed]
    ) -> Iterator[tuple[Listed, Any]]:
        """Listed answers, each with how it is read. "The sources do not say" gets its entry here,
        which is the same for every kind."""
        for one in answers:
            given = self.foreseen(asked, form, one)
            if unsaid(given):
                asked.put("answer", given, one)
            else:
                yield one, given

    def foreseen(self, asked: AuthoredQuestion, form: Form, listed: Listed) -> Any:
        """A listed answer, read as a student's would be."""
        try:
            answer = plain(listed.answer)
            if wording.is_blank(answer):
                asked.fail(listed.path, "This answer is empty. Write it, or leave the line out.")
            return self.understand(form, answer) if self.silence else self._read(form, answer)
        except (Malformed, Unusable) as why:
            asked.fail(listed.path, f"{listed.written} can't be read as an answer: {why}")

    def answer(self, raw: dict[str, Any]) -> Any:
        """The right answer as a student writes it: what a solution passes to ``check``."""
        return raw.get("key")

    def spoken(self, raw: dict[str, Any]) -> list[str]:
        """The right answers in words, which a hint must not hold."""
        said = [] if self.lettered_fields else rights(raw)
        return [one for one in said if isinstance(one, str) and not is_silent(one)]

    # in another system, which compares letters

    def offered(self, form: Form) -> list[tuple[Any, str]]:
        """Each answer that there is to choose, with its words."""
        return [(letter, pick(text)) for letter, text in form.get("options", {}).items()]

    def spelled(self, form: Form, answer: Any) -> list[str]:
        """The forms in which people type a listed answer; none where it can't be typed."""
        return [str(answer)] if type(answer) in (str, int, float) else []

    def implied(self, form: Form, raw: dict[str, Any], mistake: dict[str, Any]) -> list[Any]:
        """Answers that follow from a mistake and are not listed."""
        return []


def some(share: float, *details: str, told: Form | None = None) -> Outcome:
    """The outcome for an answer that is right in parts; wrong where that earns nothing. told: the
    record of the mistake in another part."""
    status = "partly" if share > 0 else "wrong"
    return outcome({**(told or {}), "status": status, "share": share or None}, *details)


def option(
    options: dict[str, Any],
    answer: Any,
    read: Callable[[dict[str, Any], Any], str | None] = said,
) -> str:
    """The letter of the option that is meant; :class:`Malformed` says which there are."""
    found = read(options, answer)
    if found is None:
        raise Malformed(say("not-an-option", answer=str(answer)[:60], letters=", ".join(options)))
    return found


def unsaid(given: Any) -> bool:
    """Whether an answer, as it was read, says that nothing is said, or that nothing happened."""
    return given is SILENT or given is DENIED


def _unsaid(form: Form, answer: Any) -> str | None:
    """What an answer is that says that nothing is said; "b and d are not mentioned" says more."""
    asked = wording.asked(form)
    if not is_silent(answer):
        # "no date, Tokyo never agreed"
        parts = wording.clauses(answer) if type(answer) is str else []
        denied = [one for one in parts if is_denied(one, asked)]
        whole = denied and all(is_silent(one) for one in parts if one not in denied)
        return DENIED if whole or is_denied(answer, asked) else None
    keys = {key for texts in lists(form).values() for key in texts}
    keys -= {"a", "i"} if not re.match(r"\W*[ai][).:]", answer) else set()
    return None if keys & {*named_words(wording.fold(answer))} else SILENT


def lists(form: Form) -> dict[str, dict[str, Any]]:
    """The lettered texts of a form, by their name."""
    return {name: texts for name, texts in form.items() if isinstance(texts, dict)}


def in_languages(text: Any) -> list[str]:
    """A text in all its languages, where it is long enough to be no accident in another one."""
    said = map(str, text.values() if isinstance(text, dict) else [text])
    return [one for one in said if len(one.split()) > 2 or (len(one) > 8 and not one.isascii())]


(_TAKEN_BACK,) = filled("taken back")
_LONGEST_SAID = 200  # characters of an answer in which somebody may correct it


def single(answer: Any) -> Any:
    """The one thing in a list of one; of "1951, no wait, 1960" what is said in the end."""
    answer = answer[0] if type(answer) is list and len(answer) == 1 else answer
    said = type(answer) is str and len(answer) <= _LONGEST_SAID and _TAKEN_BACK.match(answer)
    return answer[said.end() :] or answer if said else answer


def rights(raw: dict[str, Any]) -> list[Any]:
    """The right answers, as their author wrote them."""
    return [raw.get("key"), *(raw.get("accept") or ())]


@cache
def kind(name: str) -> Kind:
    """The kind of this name; ``LookupError`` names those that there are."""
    if name not in names():
        raise LookupError(f"There is no kind {name!r}. There are: {', '.join(names())}.")
    found: Kind = import_module(f"{__name__}.{name}").KIND
    return found


def names() -> list[str]:
    """The names of all kinds, in alphabetical order."""
    return sorted(module.name for module in iter_modules(__path__))
