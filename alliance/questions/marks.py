"""A student's own annotations: words of a source, with a layer and a note, kept with the answers.

They lie in the notebook under ``marks``: a list of ``{source, p, words, layer, note, time}``, and
``gone`` where one was taken back. Several notebooks, and the outputs of ``al.mark``, may speak of
the same words on the same layer: what was said last holds. No grading reads them.
"""

from __future__ import annotations

from html import escape
from typing import Any

from alliance.corpus import Source, citable
from alliance.errors import Misused, Told, UnknownName, choose, clickable, in_kernel
from alliance.html import tagged
from alliance.languages import current, keys, say
from alliance.layers import LAYERS, MINE, Annotation
from alliance.questions import kept_answers
from alliance.questions.kept_answers import MIME
from alliance.text import occurrences, spans, words

Entry = dict[str, Any]  # a mark as it is kept

KINDS = ("bias", "question", *LAYERS)  # what a student may call a mark
_PLACE = {"source": str, "p": int, "words": str, "layer": str}
_said: list[Entry] = []  # in this session: the notebook's file may not hold it yet


def own(source: str | None = None) -> list[Entry]:
    """The marks that hold, of one source or of all: those that were kept first stand first."""
    listed = [one for book in kept_answers.entries().get("marks", ()) for one in _entries(book)]
    last: dict[tuple[Any, ...], Entry] = {}
    for one in sorted([*listed, *_said], key=lambda one: str(one.get("time", ""))):
        last[_place(one)] = one
    return [one for one in last.values() if not one.get("gone") and source in (None, one["source"])]


def _entries(book: Any) -> list[Entry]:
    """What is a mark in what a notebook keeps; anybody may have written there."""
    return [
        one
        for one in (book if isinstance(book, list) else ())
        if isinstance(one, dict) and all(type(one.get(k)) is kind for k, kind in _PLACE.items())
    ]


def _place(one: Entry) -> tuple[Any, ...]:
    return tuple(one[name] for name in _PLACE)


def rows(source: Source) -> list[Annotation]:
    """The student's own marks in a source, placed in the edition at hand; one whose words are not
    in it has no place there."""
    texts = {one.n: one.text for one in source.paragraphs}
    found = []
    for n, one in enumerate(own(source.id), 1):
        if len(places := _found(one["words"], texts.get(one["p"], ""))) == 1:
            start, end = places[0]
            said = (MINE, texts[one["p"]][start:end], kind(one["layer"]), "exact", "you")
            place = (f"{source.id}/{MINE}/{n}", source.id, one["p"], start, end)
            found.append(Annotation(*place, *said, {"note": _note(one)}))
    return found


def kind(layer: str) -> str:
    """What a layer is called in a student's language, where it has words for it."""
    key = f"mark-layer-{layer}"
    return say(key) if key in keys(key) else layer


def _note(one: Entry) -> str:
    return str(one.get("note") or "")


def _found(marked: str, text: str) -> list[tuple[int, int]]:
    return spans(marked, text) or occurrences(marked, text, fold=True)


# Marking and taking back


class OwnMark:
    """What was marked, or taken back, and the paragraph in which it stands."""

    def __init__(self, entry: Entry, text: str) -> None:
        self.entry = entry
        self.told = say("mark-gone" if entry.get("gone") else "mark-kept", **_named(entry))
        self._text = text

    def __repr__(self) -> str:
        return self.told if in_kernel() else f"{self.told} {say('mark-unkept')}"

    def _repr_html_(self) -> str:
        start, end = (_found(self.entry["words"], self._text) or [(0, 0)])[0]
        cut = (self._text[:start], self._text[start:end], self._text[end:])
        before, marked, after = map(escape, cut)
        body = f"{before}<mark>{marked}</mark>{after}" if not self.entry.get("gone") else ""
        text = f'<blockquote lang="en">{body}</blockquote>' if body else ""
        return f'<div class="al-stored">{tagged(f"<p>{escape(self.told)}</p>")}{text}</div>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        # All of this session: of several calls in a cell only the last is shown.
        shown = {"text/plain": repr(self), "text/html": self._repr_html_()}
        return {**shown, MIME: {"marks": [*_said]}}

    def _ipython_display_(self) -> None:
        if not clickable():
            raise NotImplementedError  # IPython goes on to the forms around this one
        from alliance import widget

        task = {"marks": [*_said], "html": self._repr_html_()}
        widget.show(widget.LiveWidget(task=task), self._repr_mimebundle_(), lambda _: None)


def _named(one: Entry) -> dict[str, Any]:
    return {**one, "layer": kind(one["layer"])}


def mark(
    source: str = "",
    p: int = 0,
    words: str = "",
    layer: str = "",
    note: str = "",
    remove: bool = False,
) -> OwnMark:
    """Mark words of a text as your own note: ``al.mark("reuters-2020", 5, "free-rider", "bias")``.

    A mark is kept in this notebook with the answers, shown in the text as the layer "mine", and
    listed in :func:`portfolio`. Nobody's program judges it, and it is worth no points. The same
    words marked again on the same layer get the new note.

    Parameters
    ----------
    source : an article, a treaty or a document, by its id.
    p : the number of the paragraph.
    words : the words as they stand there; quotes, spaces and line ends do not matter.
    layer : "bias", "question", or a layer of the course's own, such as "claim".
    note : what you have to say about it; may be empty.
    remove : take the mark back; without a layer, from every layer.

    Returns
    -------
    OwnMark
        What is kept now, or taken back; a notebook shows the paragraph with it.

    Raises
    ------
    UnknownName
        There is no such source, paragraph or layer; the message lists what there is.
    Misused
        The words are not in this paragraph, or more than once; or no such mark is yours. The
        message says what to do.

    Examples
    --------
    >>> al.mark("reuters-2020", 5, "free-rider", "bias", "whose word?").entry["layer"]
    'bias'
    """
    found = citable(source if type(source) is str else "")
    numbers = {str(one.n): one.n for one in found.paragraphs}
    n = numbers.get(str(p).strip("¶ "))
    if n is None:
        raise UnknownName(say("mark-no-p", source=found.id, p=p, known=", ".join(numbers)))
    text = "\n".join(one.text for one in found.paragraphs if one.n == n)
    layer = choose(layer, KINDS, "layer") if layer or not remove else ""
    given = words.strip() if type(words) is str else ""
    if remove:
        return _taken_back(found.id, n, given, layer, text)
    marked = _once(given, text, found.id, n)
    said = note.strip() if type(note) is str else ""
    return OwnMark(_keep(dict(source=found.id, p=n, words=marked, layer=layer, note=said)), text)


def _once(given: str, text: str, source: str, p: int) -> str:
    """The words as they stand in the paragraph, where they stand once."""
    places = _found(given, text) if given else []
    if len(places) == 1:
        return text[slice(*places[0])]
    missing = "mark-missing" if given else "mark-blank"
    word = "mark-twice" if places else missing
    raise Misused(say(word, words=given, source=source, p=p, n=len(places)))


def _taken_back(source: str, p: int, given: str, layer: str, text: str) -> OwnMark:
    mine = [
        one
        for one in own(source)
        if one["p"] == p and words(one["words"]) == words(given) and layer in ("", one["layer"])
    ]
    if not mine:
        raise Misused(say("mark-none", words=given, source=source, p=p))
    return [OwnMark(_keep({**one, "note": "", "gone": True}), text) for one in mine][-1]


def _keep(entry: Entry) -> Entry:
    """Say it now, unless it holds already."""
    same = [one for one in own(entry["source"]) if entry.items() <= {"note": "", **one}.items()]
    new = {**entry, "time": kept_answers.stamp()} if not same else same[0]
    _said[:] = [one for one in _said if _place(one) != _place(new)] + [new]
    return new


# The form below a text that is shown live


def form(source: Source) -> dict[str, Any]:
    """What the browser needs to mark words of a source: words, layers, places, and what is kept."""
    phrases = ("open", "how", "where", "words", "layer", "note", "keep", "back", "across", "call")
    told = {name: say(f"mark-{name}", source=source.id) for name in phrases}
    listed = [
        {**one, "said": say("mark-line", **_named(one)), "note": _note(one)}
        for one in own(source.id)
        if one["p"] in [paragraph.n for paragraph in source.paragraphs]
    ]
    return {
        "lang": current(),
        "words": told | {"lost": say("ask-lost")},
        "layers": {layer: kind(layer) for layer in KINDS},
        "places": [one.n for one in source.paragraphs],
        "listed": listed,
    }


def heard(source: Source, message: dict[str, Any]) -> dict[str, Any]:
    """Do what the form asks; returns whether it was done, what to say, and what to keep."""
    asked = {name: message.get(name) for name in ("p", "words", "layer", "note", "remove")}
    try:
        told = mark(source.id, **asked).told  # type: ignore[arg-type]
    except Told as fault:
        return {"done": False, "told": str(fault)}
    return {"done": True, "told": told, "mine": form(source), "marks": [*_said]}
