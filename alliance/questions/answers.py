"""What a student typed, read as a value: literals, letters, and “the sources do not say”."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from alliance.languages import names_of, say, vocabulary
from alliance.questions import places, wording
from alliance.questions.numbers import ORDINALS, filled, meanings

# Whatever a student passes in, as bounded plain data; nothing of theirs is ever called. An object
# may raise or hang in ``__eq__``, ``__repr__`` or ``__len__``, so the type decides
# first (``type(x)``, never ``isinstance``, which would ask ``x.__class__``) and only the methods of
# Python's own types, numpy's scalars and pandas' tables are used, unbound.


LONGEST = 20_000  # characters of a text
MOST = 4_000  # values in a list or table, all levels together
DEEPEST = 6  # lists within lists
_WIDEST = 256  # bits of a whole number


# Not kind.__name__: a metaclass may be in the way.
_named: Callable[[type], str] = type.__dict__["__name__"].__get__


class Malformed(ValueError):
    """The answer can't be read as its kind; the message says what is wrong with its form."""


class Unclear(Malformed):
    """The answer may mean two things; the message asks which. It is no attempt yet."""


class Unusable(ValueError):
    """This is no answer; the message says why, in the reader's words."""


def plain(value: Any) -> Any:
    """``value`` as JSON-able data: None, bool, int, float, str, list, dict with text keys.

    Dates become ISO texts, sets lists, ``...`` becomes None; a DataFrame or Series becomes
    ``{"columns": […], "index": […], "rows": [[…]]}``. Raises :class:`Unusable`.
    """
    return _plain(value, [MOST], 0)


def literal(value: Any) -> str:
    """Python source for plain data, with double quotes as the course writes them."""
    if isinstance(value, dict):
        pairs = (f"{literal(str(key))}: {literal(one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _plain(value: Any, left: list[int], depth: int) -> Any:
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST:
        raise Unusable(say("too-long"))
    kind = type(value)
    if value is None or value is Ellipsis:
        return None
    if kind is bool:
        return value
    if issubclass(kind, str):
        return _text(value)
    if issubclass(kind, int):
        _room(int.bit_length(value), _WIDEST)
        return int.__add__(value, 0)
    if issubclass(kind, float):
        if not math.isfinite(number := float.__add__(value, 0.0)):
            raise Unusable(say("not-finite"))
        return number
    if issubclass(kind, dt.date):  # as pandas' missing time is, too
        return None if _named(kind) == "NaTType" else dt.date.isoformat(value)
    for base in (list, tuple, set, frozenset):
        if issubclass(kind, base):
            _room(base.__len__(value), left[0])
            items = [_plain(item, left, depth + 1) for item in base.__iter__(value)]
            return sorted(items, key=str) if base in (set, frozenset) else items
    if issubclass(kind, dict):
        _room(dict.__len__(value), left[0])
        pairs = list(dict.items(value))
        return {
            str(_plain(key, left, DEEPEST)): _plain(item, left, depth + 1) for key, item in pairs
        }
    return _foreign(value, kind, left, depth)


def _room(size: int, most: int) -> None:
    if size > most:
        raise Unusable(say("too-long"))


def _text(value: str) -> str:
    _room(str.__len__(value), LONGEST)
    text = str.__getitem__(value, slice(None))
    # A lone surrogate can't be written down; it comes from a broken copy.
    return text.encode("utf-8", "replace").decode("utf-8")


def _foreign(value: Any, kind: type, left: list[int], depth: int) -> Any:
    """Values of other libraries, recognised only where the library is loaded, by exact type."""
    if kind is Decimal:
        if not value.is_finite() or abs(value.adjusted()) > 60:
            raise Unusable(say("not-finite"))
        return str(value)
    if kind is Fraction:
        return float(value) if value.denominator.bit_length() < _WIDEST else _plain(None, left, 0)
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if kind is getattr(numpy, "ndarray", None) or issubclass(kind, getattr(pandas, "Index", ())):
        _room(value.size, left[0])
        return _plain(value.tolist(), left, depth)
    # Not by getattr: NumPy warns of names that it once had, and loads parts of itself.
    if numpy and vars(numpy).get(_named(kind)) is kind and issubclass(kind, numpy.generic):
        return _plain(value.item(), left, depth + 1)
    if pandas is not None:
        if kind is pandas.DataFrame or kind is pandas.Series:
            return _table(value, kind is pandas.Series, left)
        if value is pandas.NA:
            return None
    raise Unusable(say("not-data", what=_what(kind)))


def _what(kind: type) -> str:
    if issubclass(kind, type):
        return "a class"
    name = _named(kind)
    if name in ("function", "builtin_function_or_method", "method"):
        return "a function"
    return "a module" if name == "module" else f"an object of the type {name[:40]}"


def _table(frame: Any, single: bool, left: list[int]) -> dict[str, Any]:
    rows, columns = frame.shape[0], 1 if single else frame.shape[1]
    if rows * columns + rows + columns > left[0]:
        raise Unusable(say("table-large", rows=rows, columns=columns))
    names = [frame.name] if single else frame.columns.tolist()
    # Column by column: ``to_dict`` asks each cell what it is, and a cell may never answer.
    parts = [frame] if single else [frame.iloc[:, i] for i in range(columns)]
    cells = zip(*(part.tolist() for part in parts), strict=True)
    return {
        "columns": [_label(name, left) for name in names],
        "index": [_label(name, left) for name in frame.index.tolist()],
        "rows": [[_cell(cell, left) for cell in row] for row in cells],
    }


def _label(value: Any, left: list[int]) -> Any:
    label = _plain(value, left, DEEPEST - 1)
    return str(label) if type(label) in (list, dict) else label


def _cell(value: Any, left: list[int]) -> Any:
    try:
        return _plain(value, left, DEEPEST - 1)
    except Unusable:
        return None  # an empty cell (NaN), or something that is no value: it differs, that is all


_STRUCK, _UNTICKED, _TICKED, _BOLD = filled("struck out")
_LONGEST_BOLD = 300  # characters of an answer that a chat bot set in bold


def unstruck(text: str) -> str:
    """``text`` without what is crossed out, "a, ~~b~~", or has an empty box: "☑ a ☐ b"; and
    without the signs for bold."""
    text = _STRUCK.sub(" ", text)
    text = _BOLD.sub(r"\1", text) if len(text) <= _LONGEST_BOLD else text
    boxes = text.lstrip(" \n-*•")[:1] in ("☐", "□", "☑", "☒", "[")
    return _TICKED.sub(" ", _UNTICKED.sub(" ", text)) if boxes else text


# Which options an answer means: by letter, by place in the list, or by their words.


Read = TypeVar("Read")

# "b) Only on request", "the second one"; "the answer is b", "I would choose b", "b is right": what
# stands around an option and says nothing of it.
_LEAD, _TAIL, _LETTERED, _PLACE = filled("around an option", {"ordinal": "|".join(ORDINALS)})
_LONGEST = 1000  # characters of an option's words
_MOST = 60  # pieces of one answer
_JOINED = 9  # pieces that may be one option's words
_WRAPPED = " \t\"'“”‘’«»「」.。!;,[]*`✓✔✅"


def letter(options: dict[str, Any], answer: Any) -> str | None:
    """The key of the option that ``answer`` means (by key, words or place), or ``None``."""
    if type(answer) in (int, bool, float):
        said = str(answer)
        found = _by_words(options, said) or (said if said in options else None)
        if found or type(answer) is bool or answer not in range(1, len(options) + 1):
            return found
        return list(options)[int(answer) - 1]
    if type(answer) is not str:
        return None
    folded = wording.fold(answer).strip(_WRAPPED)
    if folded in options:
        return folded
    if (match := _LETTERED.fullmatch(folded)) and match[1] in options:
        # "b) Only on request": letter and words have to agree.
        words = match["words"]
        agreed = not words or match[1] in (_by_words(options, words), shortened(options, words))
        if agreed or (match["mark"] is not None and match[1].isalpha()):
            return match[1] if agreed else None
    found, place = _by_words(options, answer), _PLACE.fullmatch(folded)
    if found or not place:
        return found
    return letter(options, int(place[1]) if place[1] else ORDINALS[place[2]])


def said(options: dict[str, Any], answer: Any, asked: str = "") -> str | None:
    """:func:`letter`, where the option may stand in a short sentence: "I think it is b". asked: the
    question, whose words tell nothing beside an option's."""
    found = letter(options, answer)
    if found is not None or type(answer) is not str or len(answer) > _LONGEST:
        return found
    # "probably", where an option has the word, is no doubt of the reader's.
    whole = wording.fold(answer)
    plain = bare(whole)
    doubt = _telling(whole) - _telling(plain) - _LIGHT
    doubt -= _OPPOSED if "answer" in doubt else frozenset()  # "the right answer is …"
    folded = (whole if doubt and doubt & _apart(options)[1] else plain).strip(_WRAPPED)
    folded = re.sub(r"^(\w) \(", r"\1: (", folded)
    behind = re.fullmatch(r"(\S+ .*\S) \((\w)\)", folded)  # "Only on request (b)"
    folded = f"{behind[2]}: {behind[1]}" if behind and behind[2] in options else folded
    key, remark = _lettered(options, folded)
    plainly = meant if unreasoned(f" {remark}") else letter  # what is not only given as a reason
    if remark and plainly(options, remark) not in (None, key):
        return None  # "a) because …", where these are the words of b
    found = letter(options, folded)
    lead = None if found else _SO.match(folded)
    folded = folded[lead.end() :] if lead else folded
    found = found or _alone(options, folded)
    if not found and key and uncommented(options, f"{key}: {remark}") == key:
        return key  # "b, for two reasons"
    if not found:
        found = shortened(options, folded, asked)
        found = found if key in ("", found) else None
    # "No, b": not where the words of b begin with yes.
    truth = wording.truth(lead["truth"]) if lead and lead["truth"] else None
    heads = [_head(words) for _, words in _worded({found: options[found]})] if found else []
    return found if truth is None or (not truth) not in map(wording.truth, heads) else None


def unreasoned(text: str) -> str:
    """``text`` without why it is said: "b, because …"."""
    return _REASON.sub("", text)


def _lettered(options: dict[str, Any], folded: str) -> tuple[str, str]:
    """A letter with a mark behind it, and what is said there; twice nothing where there is none."""
    given = _LETTERED.fullmatch(folded)
    marked = given and given["mark"] is not None and given[1] in options
    return (given[1], given["words"]) if given and marked else ("", "")


# Before a letter, after it, and in it: "No, b", "b, because …", "I'd", "c'est b". "a guess" is
# no letter, "a is right" is one; a list has a line or a number for each.
_SO, _REASON, _ARTICLE, _ITEMS = filled("why an option")
SHORTENED = r"(?<=\w)'(?:d|ll|m|s)\b|\b[cdjl]'(?=[a-z])"
_APART = rf"(?<=[{wording.JAPANESE}])(?=[a-z\d])|(?<=[a-z\d])(?=[{wording.JAPANESE}])"
BESIDE_LETTER = vocabulary("beside a letter")


def named_words(text: str) -> list[str]:
    """The words of a folded text, "答えはb" and "1b" divided; with the signs for yes and no."""
    return re.findall(r"\d+|[^\W\d_]+|[✓✔✗✘○◯×]", re.sub(f"{SHORTENED}|{_APART}", " ", text))


def letters(
    options: dict[str, Any], text: str, beside: frozenset[str] = BESIDE_LETTER
) -> list[str]:
    """The keys that a folded text names, one after the other, if beside them it says nothing:
    "a, c and d", "acd", "1 3 2 4"."""
    joined = text.replace(" ", "").rstrip(".")
    said = [*joined] if {*joined} <= {*options} else named_words(text)
    found = [one for one in said if one in options]
    if not found and re.fullmatch(r"[\d\s,;、]+", text):
        found = [letter(options, one) or "" for one in said]
        return found if all(found) else []
    return found if {*said} <= beside | {*options} else []


_COMMENT, _WORD, _REJECTED, _DOUBTING = filled("a comment")
_LONGEST_COMMENTED = 300  # characters
_SHORT_REMARK = 6  # characters: "a, yes" remarks nothing


def uncommented(options: dict[str, Any], text: str) -> str:
    """A folded text that begins with letters alone, without what is said behind them: "a, c (not b,
    which is quoted)", "c a b: the war came first"; whole where that may say more of the answer."""
    for mark in _COMMENT.finditer(text) if len(text) <= _LONGEST_COMMENTED else ():
        head, said = text[: mark.start()], _WORD.sub(" ", text[mark.start() :])
        given = letters(options, head) if {*head} & {*options} else []
        rejected = {one[one.lastindex or 0] for one in _REJECTED.finditer(said)}
        rest = _REJECTED.sub(" ", said)
        more = {*named_words(rest)} & {*options} or rejected & {*given} or _DOUBTING.search(rest)
        if given and not more and (len(named_words(said)) > 1 or len(said) > _SHORT_REMARK):
            return head
    return text


_NTH = rf"(?i:\b({'|'.join(ORDINALS)}|(\d)(?:st|nd|rd|th)):?\s+(?=\w\b))"
_NUMBERED = re.compile(r"(?:^|(?<=[\s,;]))\(?(\d{1,2})(?:[.):=]+\s*|\s*-\s*|(?=[a-z]\b))")


def unnumbered(text: str) -> str:
    """A numbered list without its numbers ("first c, second d"); other numbers stay."""
    text = unicodedata.normalize("NFKC", text)
    counted = re.sub(_NTH, lambda one: f"{ORDINALS.get(one[1].lower(), one[2])}. ", text)
    numbers = [int(one[1]) for one in _NUMBERED.finditer(counted)]
    in_turn = numbers == list(range(1, len(numbers) + 1))
    return _NUMBERED.sub("; ", counted) if in_turn else text


def _alone(options: dict[str, Any], folded: str) -> str | None:
    """The letter of a sentence that beside it says nothing, or why it was chosen; or of "b, not
    a"."""
    kept, dropped = (meant(options, one) for one in wording.contrasted(folded) or ("", ""))
    if kept and dropped and kept != dropped:
        return kept
    plain = unreasoned(folded)
    joined = re.fullmatch(r"[a-z\d]{2,}|[\W\d]*", plain)
    found = {*letters(options, plain)} if not joined else set()
    if len(found) == 1 and not (found == {"a"} and _ARTICLE.search(plain)):
        return found.pop()
    return letter(options, folded) or (meant(options, plain) if plain != folded else None)


def meant(options: dict[str, Any], answer: Any, asked: str = "") -> str | None:
    """:func:`letter`, or the one option whose words ``answer`` shortens or paraphrases."""
    found = letter(options, answer)
    in_words = found is None and type(answer) is str
    return shortened(options, answer, asked) if in_words else found


_LONGEST_SHORT = 300  # characters


Apart = tuple[dict[str, frozenset[str]], frozenset[str]]


def _apart(options: dict[str, Any]) -> Apart:
    """The words by which each option can be told from the others; and all of these."""
    texts = {key: " ".join(one for _, one in _worded({key: options[key]})) for key in options}
    whole = {key: _telling(text) for key, text in texts.items()}
    return whole, frozenset[str]().union(*whole.values())


def shortened(options: dict[str, Any], said: str, asked: str = "") -> str | None:
    """The one option whose first clause has the telling words of ``said``, in any order; or that it
    paraphrases: "Okinawa" for "the people of Okinawa". Negations are telling words; those of the
    question, which no option has, are not."""
    if len(said) > _LONGEST_SHORT or _lettered(options, wording.fold(said))[0]:
        return None  # too long, or it is a letter whose words are another's
    apart, outlet = _apart(options), places.named(said)
    known = apart[1]
    short = frozenset(wording.respelled(one, known) for one in _telling(said))
    if " or " not in said:  # "ANN or …" names two, though the question has one of them
        short -= _telling(asked) - known - wording.NEGATIONS
    kept = [one for one in _worded(options) if not _turned(said, one[1])]
    begun = {
        key for key, words in kept if outlet == words or set() < short == _telling(_head(words))
    }
    return begun.pop() if len(begun) == 1 else _nearest(options, apart, said, asked)


def _nearest(options: dict[str, Any], apart: Apart, said: str, asked: str) -> str | None:
    """The one option that a paraphrase means. It has all the words of ``said`` that any option has:
    half of its own; or two at least and as many more as ``said`` has of its own, and one of them is
    no other option's, or there are three. Its clauses with these words deny and turn what ``said``
    does. Or it begins with ``said``."""
    whole, known = apart
    told = [wording.respelled(one, known) for one in _in_order(said)]
    short = {*told} - wording.NEGATIONS - _LIGHT - (_telling(asked) - known)
    shared, strange = short & known, short - known
    if strange & (_OPPOSED | _OTHERS) or any(map(str.isdigit, strange)):
        return None
    fit = [one for one in _worded(options) if shared <= whole[one[0]]]
    fit = [one for one in fit if shared <= _telling(one[1])] or fit  # one wording, if one has all
    fit = [one for one in fit if _says_so(said, one[1], shared, not strange)]
    found = {key for key, _ in fit}
    content = {one for one in shared if not (strange and one.isdigit())}
    own = content.difference(_telling(asked), *(whole[key] for key in whole if key not in found))
    idle = all(one.isdigit() or one in _OPPOSED for one in shared)
    enough = len(content) >= 2 + len(strange) and len(content) + bool(own) > 2
    half = not strange and any(2 * len(short) >= len(_telling(words)) for _, words in fit)
    named = len(" ".join(told)) > 3 and (len(told) > 1 or _OPPOSED.isdisjoint(told))
    begun = named and any(_in_order(words)[: len(told)] == told for _, words in fit)
    unsaid = wording.is_silent(said) or wording.is_denied(said, asked)
    much = not unsaid or (len(content) > 2 and not strange)
    sure = len(found) == 1 and much and (begun or (enough or half) > idle)
    return fit[0][0] if sure else None


def _says_so(said: str, words: str, shared: set[str], less: bool) -> bool:
    """Whether the clauses of an option that have these words deny as often as ``said``, and say the
    opposite by the same words; by more, where ``less`` may be said."""
    clauses = _PARTED.split(words)
    shown = [one for one in clauses if not shared or _telling(one) & shared]
    told = " ".join(shown)
    # "Never; …" denies the clause behind it, which may be said alone; "No; …" another thing.
    other = (one for one in clauses if one not in shown and wording.truth(one) is None)
    never = [one for one in other if set() < {*_phrase(one)} - _UNTELLING <= wording.NEGATIONS]
    turns, known = (_OPPOSED & _telling(one) for one in (said, told))
    same = turns == known or (less and turns <= known)
    either = " or " not in said or " or " in told
    denied = len(_denials(said)) - len(_denials(told))
    alike = told and same and either and denied in (0, len(never))
    return bool(alike) and not _turned(said, words)


def _turned(said: str, words: str) -> bool:
    """Whether words have changed places between the clauses of an option: not "wrong for 1951,
    right for 1960", "if an outside power asked"."""
    told = [_telling(one) & _telling(words) - _LIGHT for one in _PARTED.split(said)]
    figures = [word for one in told for word in one if word.isdigit()]
    parted, least = (_PARTED, 0) if len(figures) > 1 else (_CLAUSE, 1)
    known = [*map(_telling, parted.split(words))]
    loose = frozenset[str]().union(*(one for one in known if len(one) <= least))
    apart = any(one - loose and not any(one - loose <= each for each in known) for one in told)
    rest, order = iter(_in_order(words)), _in_order(said)
    follow = all(one in rest for one in order if one in frozenset[str]().union(*told))
    alone = any(len(one) == 1 and {*one} <= {*figures} for one in told)
    return apart or alone if len(figures) > 1 else apart and not follow


def _denials(text: str) -> list[str]:
    """The words of a text that deny, each as often as it is there."""
    return sorted(one for one in _phrase(text) if one in wording.NEGATIONS)


def _phrase(text: str) -> list[str]:
    """The normal words of a text; of Japanese what stands in kanji or katakana, and what denies."""
    words = wording.phrase(_SHORT_NOT.sub(r"\1 not", text))
    if not re.search(f"[{wording.JAPANESE}]", words):
        return words.split()
    return ["ない" if one in _DENYING else one for one in _IN_JAPANESE.findall(words)]


_CLAUSE, _PARTED, _SHORT_NOT = filled("clauses of an option")


def _head(text: str) -> str:
    return _CLAUSE.split(text, 1)[0]


def named(options: dict[str, Any], said: str, *, denied: bool = False) -> str | None:
    """The one option that has all the telling words of ``said``, in its head where one has them
    there: "Reuters, for …" before "The website, for … Reuters". denied: and denies the same."""
    words = _telling(said) if len(said) <= _LONGEST_SHORT else frozenset()
    if not words - wording.NEGATIONS:
        return None
    denials = _denials(said) if denied else []
    for part in (_head, str):
        known = ((key, part(text)) for key, text in _worded(options))
        known = ((key, text) for key, text in known if words <= _telling(text))
        fitting = {key for key, text in known if not denied or _denials(text) == denials}
        if fitting:
            return fitting.pop() if len(fitting) == 1 else None
    return None


_NAME = re.compile(r"^(?:The )?([A-Z]\w+(?: [A-Z]\w+){2,}) ?$")  # "ANN" for the Asia News Network
_UNTELLING = frozenset(wording.phrase(" ".join(vocabulary("untelling"))).split())
_PEOPLES = meanings("peoples")
_DENYING = vocabulary("denying in japanese")
_IN_JAPANESE = re.compile(rf"[a-z\d.]+|[\u30a0-\u30ff]+|[\u3400-\u9fff々〆]+|{'|'.join(_DENYING)}")


@lru_cache(maxsize=2048)
def _telling(text: str) -> frozenset[str]:
    """The words of a text that tell it from another, without their endings."""
    return frozenset(_in_order(text))


def _in_order(text: str) -> list[str]:
    text = text.replace("%", " percent").replace("per cent", "percent").replace(" + ", " and ")
    words = _phrase(text)
    return [wording.stem(_PEOPLES.get(one, one)) for one in words if one not in _UNTELLING]


_LIGHT, _OPPOSED, _OTHERS = (
    frozenset(_in_order(" ".join(vocabulary(one))))
    for one in ("beside an option's words", "turn an option", "who may be taken for another")
)


def bare(text: str) -> str:
    """``text`` without what introduces an answer or ends it ("the answers are …", "… are right"),
    and without doubt."""
    text = wording.plain_end(wording.unhedged(text.strip().lstrip(_WRAPPED)))
    return _TAIL.sub("", text[_LEAD.match(text).end() :])  # type: ignore[union-attr]


def _by_words(options: dict[str, Any], said: str) -> str | None:
    """The option of these words: all of its own, or as many of its clauses as they are."""
    wanted, silent = wording.phrase(said[:_LONGEST]), wording.is_silent(said)
    worded = [*_worded(options)]
    found = {
        key
        for key, words in worded
        if wording.phrase(words) == wanted != "" or (silent and wording.is_silent(words))
    }
    if not found and " " in wanted:
        begun = (
            (key, words[: end.start()]) for key, words in worded for end in _CLAUSE.finditer(words)
        )
        found = {key for key, words in begun if wording.phrase(words) == wanted}
    return found.pop() if len(found) == 1 else None


def _worded(options: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Each option with its words, in all its languages; a source by its name, and a name by its
    first letters, too."""
    for key, text in options.items():
        for words in text.values() if type(text) is dict else (text,):
            letters = ["".join(re.findall(r"\b[A-Z]", one[1])) for one in _NAME.finditer(words)]
            yield from ((key, one) for one in (words, *names_of(words), *letters))


def pieces(
    text: str, separators: str, read: Callable[[str], Read | None], most: int = _MOST
) -> list[Read] | str:
    """``text`` divided at ``separators`` and each piece read; what can't be read alone is put
    together again with what follows, for an option's words may hold a comma. A text: the first
    piece that can't be read, or that is one more than the ``most`` that there can be."""
    lines = [*filter(str.strip, _ITEMS.split(text))]
    by_line = [*map(read, lines)] if 1 < len(lines) <= most else [None]
    if None not in by_line:
        return by_line  # type: ignore[return-value]
    ends = [0, *(end for one in re.finditer(separators, text) for end in one.span()), len(text)]
    spans = [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if text[a:b].strip()]
    if len(spans) > _MOST:
        return text[:_MOST]
    found: list[Read] = []
    i = 0
    while i < len(spans):
        for j in range(min(len(spans), i + _JOINED), i, -1):
            one = read(text[spans[i][0] : spans[j - 1][1]]) if len(found) <= most else None
            if one is not None:
                found.append(one)
                i = j
                break
        else:
            return text[slice(*spans[i])].strip()
    return found
