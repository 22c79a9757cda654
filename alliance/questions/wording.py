"""The words of an answer: one normal form for their spellings, and what is said instead of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from alliance.languages import in_english, listed, vocabulary, words
from alliance.questions.numbers import ONES, ORDINALS, SCALES, TENS, filled, kanji, meanings

_ROMAN = {"i": 1, "v": 5, "x": 10}
_OLD_KANJI = str.maketrans("條國澤濱邊齋廣戰對會學體總權關榮", "条国沢浜辺斎広戦対会学体総権関栄")
_ARTICLE = re.compile(r"第([\d〇一二三四五六七八九十]+)条")
_WRITTEN: list[list[str]] = words()["phrases written otherwise"]
_USA = r"\bU\.\s?S\.(?:\s?A\.)?|\bUSA?\b"
_TITLES = vocabulary("titles")
_COUNTRIES = vocabulary("countries")
_HONORIFIC = rf"(?<=\w)(?:{'|'.join(words()['honorifics'].split())})$"
JAPANESE = r"\u3040-\u30ff\u3400-\u9fff々〆"
NEGATIONS = vocabulary("negations")
# Beside a date or a place these say that it is another one, or none.
MOVES = vocabulary("make another place")


def fold(text: str) -> str:
    """``text`` with one width, case, spacing and kind of quote, and without macrons."""
    if text.isascii() and text.isalnum() and "US" not in text:
        return text.casefold()  # a letter or a plain word, as most answers are
    text = unicodedata.normalize("NFKC", text).translate(_OLD_KANJI)
    text = re.sub(r"[‘’`´]", "'", re.sub(r"[‐-―−]", "-", text))
    text = unicodedata.normalize("NFD", re.sub(_USA, "United States", text).casefold())
    text = re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", text)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=512)
def phrase(text: str) -> str:
    """The normal form of a few words.

    >>> phrase("“The Security Treaty, Art. V”") == phrase("security treaty article 5")
    True
    """
    text = _ARTICLE.sub(lambda one: f"article {kanji(one[1])}", fold(text))
    for written, plain in _WRITTEN:
        text = re.sub(written, plain, text)
    tokens = map(_token, re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", text.replace("'", "")))
    kept = [token for token in tokens if token not in ("the", "a", "an")]
    # Number words, and the numerals after "article", as digits.
    joined = " ".join(_SAID.get(token, token) for token in kept)
    joined = re.sub(r"\barticle ([ivx]+)\b", lambda one: f"article {roman(one[1])}", joined)
    joined = re.sub(r"(?<!\S)([2-9])0 ([1-9])(?!\S)", r"\1\2", joined)
    return joined.replace("united states of america", "united states")


_SOURCES_NAMED = filled("a source beside an answer")
_BESIDE_THE_WORD = [*_SOURCES_NAMED, *filled("beside the word"), *_SOURCES_NAMED]


def _without(text: str, patterns: list[re.Pattern[str]]) -> str:
    """A text without what these patterns find, one after the other, unless that is all of it."""
    for pattern in patterns:
        text = pattern.sub("", text.strip()) or text
    return text


def core(text: str) -> str:
    """The answer in a short sentence: "the word is …", "… (a gloss)", "…, not another"."""
    return _without(text, _BESIDE_THE_WORD)


def unsourced(text: str) -> str:
    """An answer without the source that it names at its start or end: "five, according to
    Reuters", "reuters-2020 ¶11: Kishi"."""
    return _without(text, _SOURCES_NAMED)


def english(text: str) -> str:
    """A name in English, where it was given in another language."""
    bare = re.sub(r"^(?:der|die|das|le|la|el) (?=\S+ \S)", "", phrase(core(text)))
    return _elsewhere().get(bare, text)


@lru_cache(maxsize=1)
def _elsewhere() -> dict[str, str]:
    known = words()["in other languages"].items()
    return {phrase(said): name for name, listed in known for said in listed}


_HEDGES = filled("hedges", words()["hedging"])


_LONGEST_DOUBTED = 300  # characters: looking for doubt costs their square


def unhedged(text: str) -> str:
    """An answer without the doubt around it: "I think …", "…, but I'm not sure", "… maybe?"; a long
    one as it is."""
    return text if len(text) > _LONGEST_DOUBTED else _without(text, _HEDGES)


def uncopied(answer: str, asked: str, least: int = 3) -> str:
    """ "Kishi was prime minister when …" without the end that it copies from the question, of at
    least so many words."""
    words, asked = fold(answer).rstrip(" .!").split(), fold(asked)
    copied = (i for i in range(1, len(words) - least + 1) if " ".join(words[i:]) in asked)
    return " ".join(answer.split()[: next(copied, None)])


def asked(form: dict[str, Any]) -> str:
    """What is asked, in English; empty where nobody asks."""
    return in_english(form.get("asked") or "")


def question(asked: str) -> str:
    """The last sentence of a prompt that ends in a question mark."""
    sentences: list[str] = re.findall(r"[^.?!]+\?", asked)
    return sentences[-1] if sentences else asked


_CONTRASTS = filled("contrasts")


def contrasted(text: str) -> tuple[str, str] | None:
    """What "not X but Y" and "Y, not X" assert, and what they deny; nothing else is denied."""
    for pattern in _CONTRASTS:
        found = pattern.fullmatch(text.strip(" ."))
        if found and not NEGATIONS & {*phrase(found["kept"]).split()}:
            return found["kept"], found["dropped"]
    return None


@lru_cache(maxsize=512)
def name(text: str) -> str:
    """The normal form of a person's name: titles and honorifics dropped, in either order."""
    text = re.sub(r"-(?:san|shi|sama|sensei)\b", "", fold(text))
    tokens = [re.sub(_HONORIFIC, "", token) for token in phrase(text).split()]
    kept = [token for token in tokens if token not in _TITLES]
    # "The Prime Minister of Japan" is no one called Japan.
    kept = [] if _COUNTRIES.issuperset(kept) else kept
    full = [token for token in kept if len(token) > 1 or not token.isascii()]  # no initials
    return " ".join(sorted(full or kept or tokens))


def plain_end(text: str) -> str:
    """A Japanese answer without the polite end of its sentence: "1951年です"."""
    return _POLITE.sub("", text.strip())


(_POLITE,) = filled("a polite end")
_OWN = vocabulary("words of their own")
_WORD = 5  # letters; in a shorter word one letter makes another word


def misspelled(a: str, b: str) -> bool:
    """Whether one word is another by a letter (wrong, lost, added, or two changed places). First
    letters, digits, short words, negations and words of their own are never a slip."""
    plain = a.isascii() and b.isascii() and a.isalpha() and b.isalpha()
    if not plain or a in _OWN or len(b) < _WORD or a[0] != b[0] or a == b or NEGATIONS & {a, b}:
        return False
    same = next(i for i, (x, y) in enumerate(zip_longest(a, b)) if x != y)
    rest_a, rest_b = a[same:], b[same:]
    swapped = rest_b[1::-1] + rest_b[2:]
    return rest_a in (rest_b[1:], swapped) or rest_a[1:] in (rest_b, rest_b[1:])


def respelled(word: str, known: frozenset[str]) -> str:
    """A word, or the one among those that are known of which it is a misspelling."""
    meant = [word] if word in known else [one for one in known if misspelled(word, one)]
    return meant[0] if len(meant) == 1 else word


def stem(word: str) -> str:
    """A word without the ending of its number or tense, for comparing and not for showing."""
    word = re.sub(r"(?<=..)i(?:es|ed)$", "y", _FORMS.get(word, word))
    kept = re.sub(r"(?<=....)(?:ing|ed|es|s)$", "", word) if word.isascii() else word
    return kept.rstrip("e") if len(word) > 4 else word


def stems(text: str) -> frozenset[str]:
    """The words of a text, without their endings."""
    return frozenset(map(stem, re.findall(r"[^\W\d_]+(?:'t)?", fold(text))))


def runs(count: int) -> Iterator[tuple[int, int]]:
    """Where runs among so many words begin and end, the longest first."""
    return ((i, i + size) for size in range(count, 0, -1) for i in range(count - size + 1))


def american(word: str) -> str:
    """One spelling for the two of English, for comparing and not for showing."""
    word = re.sub(r"(?<=...)(?:is|iz)(?=e[sdr]?$|ing$|ation)", "iz", word)
    return re.sub(r"(?<=..en)[cs]e$", "se", re.sub(r"(?<=[a-z]{2})our", "or", word))


def _token(token: str) -> str:
    if token in _SHORT:
        return _SHORT[token]
    if token.isascii() and token.isalpha() and len(token) > 3:
        # Long vowels: Toukyou, Tookyoo and Tōkyō are one place, Satoh and Satō one person.
        return re.sub(r"uu", "u", re.sub(r"o[ou]|oh$", "o", token))
    return token


def roman(token: str) -> int:
    """A Roman numeral, in small letters or capitals, as a number."""
    values = [_ROMAN[char] for char in token.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


_SHORT = meanings("short for")
_FORMS = {_token(one): meant for one, meant in meanings("forms of a word").items()}
_SAID = {_token(word): str(value) for word, value in {**ONES, **TENS}.items()}
_SAID |= {_token(word): f"{i}th" for i, word in enumerate(list(ORDINALS)[:12], 1)}


@lru_cache(maxsize=1)
def _truths() -> dict[str, tuple[bool, bool]]:
    """What is said for yes and no, true and false: which of them, and if it is yes or no."""
    return {
        fold(said): (name in ("yes", "true"), name in ("yes", "no"))
        for name in ("yes", "no", "true", "false")
        for said in listed(name)
    }


def truth(answer: Any, *, plain: bool = False) -> bool | None:
    """Whether an answer says yes or no; ``None`` where it says neither.

    plain: only yes, no and the signs for them, as in a table's cell; not "correct", "not true", 1.
    """
    if type(answer) is bool:
        return answer
    said = str(answer)[:60] if type(answer) in (int, str) else ""
    said = re.sub(r"(?<=\w) ?\([^()]*\)$", "", said) if plain else said  # "yes (Article V)"
    for normal in (fold(plain_end(said)).strip(" .。!！"), phrase(said)):
        if (found := _truths().get(normal)) and (found[1] or not plain):
            return found[0]
    return None


def length(text: str) -> int:
    """How many words a text has; where none are parted, in Japanese, two characters are one."""
    signs = len(re.findall(f"[{JAPANESE}]", text))
    return len(re.sub(f"[{JAPANESE}、。「」]+", " ", text).split()) + signs // 2


def is_blank(answer: Any) -> bool:
    """Whether nothing has been answered: empty, or the place holder of the exercise."""
    if answer is None:
        return True
    if type(answer) is str:
        text = answer.strip() if len(answer) < 200 else answer
        return len(text) < 30 and text.casefold().strip("_ ") in ("", *listed("blank"))
    if type(answer) in (list, dict):
        return all(is_blank(item) for item in (answer.values() if type(answer) is dict else answer))
    return False


def in_each(answer: Any, change: Callable[[str], str]) -> Any:
    """An answer with each of its texts changed, however deep it stands."""
    if type(answer) is list:
        return [in_each(one, change) for one in answer]
    if type(answer) is dict:
        return {name: in_each(one, change) for name, one in answer.items()}
    return change(answer) if type(answer) is str else answer


# What parts "I don't know" from the words after it, and what goes on to name what is not known.
(_AFTER,) = filled("after not knowing")
_LONGEST_UNKNOWN = 120  # characters


def is_unknown(answer: Any) -> bool:
    """Whether somebody says that they do not know: no verdict, and a hint is offered.

    What is said after it ("no date is there", "what it means") changes nothing.
    """
    if type(answer) is not str or len(answer) > _LONGEST_UNKNOWN:
        return False
    bare = answer.strip()
    if bare and all(char in "?？¿ " for char in bare):
        return True
    folded = fold(bare)
    heads = (folded[: one.start()] for one in _AFTER.finditer(folded))
    return any(_says_unknown(head) for head in (folded, *heads))


def _says_unknown(folded: str) -> bool:
    short = re.sub(r"\b(?:really|honestly) ", "", re.sub(words()["softeners"], "", folded))
    said = {phrase(one) for one in (short, folded, plain_end(short))}
    return bool(said & _wordings("unknown"))


# How a reader says that the sources do not say it, or that it never happened.
#
# There are hundreds of wordings, so they are read by small grammars. The first is closed: one
# negation, something that sources do (say, tell, give …), and beside these only words that add
# nothing. The others are open: a frame that speaks of sources or of what they would hold ("no
# source …", "there is no such …", "… is not in our file") and beside it what is not said, in words
# that claim nothing. Whatever else is there ("agree", "before 1950", a second negation) makes it
# another statement. "I don't know" is about the reader and not about the sources.


_ASKED, _CLAUSES, _REASON = filled("parts of an answer")
_LONGEST_SILENCE = 160  # characters
_MOST_CLAUSES = 4  # clauses
(_YEAR,) = filled("a year in a sentence")
_OTHERWISE = frozenset(("half", "hundred", "dozen", *ONES, *TENS, *SCALES)) - {"one", "k", "m", "b"}


def is_silent(answer: object) -> bool:
    """Whether the answer says that the sources do not say."""
    return type(answer) is str and len(answer) <= _LONGEST_SILENCE and _is_silent(answer)


@lru_cache(maxsize=1024)
def _is_silent(answer: str) -> bool:
    if re.search(words()["not silent"], answer, re.IGNORECASE):
        return False  # The word "solely" is missing: it names what was asked for
    answer = re.sub(r"^\W*(?:no|nope)[,;:.!]\s", "", unhedged(answer), flags=re.IGNORECASE)
    reason = _REASON.search(fold(answer))
    answer = answer if reason is None or not _claims_nothing(reason) else reason[1]
    return _reads_so(answer) or (bool(found := clauses(answer)) and all(map(_reads_so, found)))


def clauses(answer: str) -> list[str]:
    """The clauses of a short answer that has two at least, and not many."""
    found = [*filter(str.strip, _CLAUSES.split(answer))]
    return found if 1 < len(found) <= _MOST_CLAUSES else []


def is_denied(answer: object, asked: str = "") -> bool:
    """Whether the answer says that what was asked for never happened: "Tokyo never agreed"; not
    that somebody else than whom the question names did not do it."""
    if type(answer) is not str or len(answer) > _LONGEST_SILENCE:
        return False
    said, use = phrase(answer), _words("denial")
    words = re.sub(r"\barticle \d+\b", "", said).split()
    told = [one for one in phrase(asked).split() if one not in _words("silence")["subjects"]]
    subject, object = _parted(told, use["verbs"])
    sides = _words("sides").values()
    own = frozenset().union(*(one for one in sides if one & subject or not object))
    said = re.sub(rf"^(?:{'|'.join(own)})[はが]", "", said)
    if said in _wordings("denied") or "?" in answer or any(map(str.isdigit, words)):
        return said in _wordings("denied")
    known = NEGATIONS.union(*use.values(), *sides, subject, object)
    before, after = _parted(words, NEGATIONS)
    agents = before | _parted(words, frozenset(("by",)))[1]
    own |= use["who"] | use["verbs"] | subject | (use["what"] - object)
    denied = sum(one in NEGATIONS for one in words) == 1
    return bool(denied and agents <= own and known >= {*words} and use["verbs"] & after)


def _parted(words: list[str], verbs: frozenset[str]) -> tuple[set[str], set[str]]:
    """The words before the first of these verbs, and from there on; all where it has none."""
    verb = next((i for i, one in enumerate(words) if one in verbs), len(words))
    return {*words[:verb]}, {*words[verb:]}


@lru_cache(maxsize=3)
def _wordings(name: str) -> frozenset[str]:
    return frozenset(phrase(text) for text in listed(name))


@lru_cache(maxsize=3)
def _words(name: str) -> dict[str, frozenset[str]]:
    """The words of a grammar, by what they do."""
    listed = words()[name].items()
    return {use: frozenset(map(phrase, text.split())) for use, text in listed}


def _reads_so(answer: str) -> bool:
    said = phrase(answer)
    if said in _wordings("silent"):
        return True
    if re.search(rf"[{JAPANESE}]", answer):
        said = plain_end(re.sub(r"\s+", "", fold(answer)).strip("。.!！「」"))
        return said in _wordings("silent") or _open(said)
    folded = fold(answer)
    return not _has_figures(folded) and (_closed(said) or _open(folded))


def _has_figures(folded: str) -> bool:
    return any(char.isdigit() for char in _YEAR.sub(" ", folded))


def _closed(said: str) -> bool:
    head, *tail = _ASKED.split(f"{said} ", maxsplit=1)
    words, rest = head.split(), " ".join(tail).split()
    # "… do not say how many troops came": what is not said may be named, if no figure is.
    use, said_of = _words("silence"), {*words}
    telling, knowing, subjects = use["telling"], use["knowing"], use["subjects"]
    denying = [one for one in words if one in use["negating"]]
    known = use["negating"].union(telling, knowing, subjects, use["filling"])
    if (use["turns"] | NEGATIONS) & {*rest} or len(denying) != 1 or not known >= said_of:
        return False
    if (telling | use["absent"]) & said_of:
        return True
    # "We cannot tell" and "not in the sources", but not "don't know" or "not we".
    about = subjects | knowing if "impossible" in words else subjects
    return bool(about & said_of and (knowing & said_of or "in" in words))


@lru_cache(maxsize=1)
def _frames() -> list[re.Pattern[str]]:
    """The open wordings; ``topic`` is what is not said."""
    known = words()
    parts = dict(reversed(known["parts of frames"].items()))  # each may hold those before it
    listed = {name: known[name] for name in ("records", "holders", "holding")}
    listed |= known["silence in japanese"]
    parts |= {name: "|".join(one.split()) for name, one in listed.items()}
    return filled("frames of silence", parts)


def _open(said: str) -> bool:
    said = re.sub(r"[\"“”().,!?*`\s]+", " ", said).strip()
    said = re.sub(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", "then", said)  # a year claims no figure
    said = re.sub(r"\b(do|does|did|is|are|was|were|has|have|ca)nt\b", r"\1n't", said)
    found = (frame.fullmatch(said) for frame in _frames())
    return any(one and _claims_nothing(one) for one in found)


def _claims_nothing(found: re.Match[str]) -> bool:
    """Whether what is beside the frame only names what is not said."""
    named = found.groupdict()
    beside = " ".join(filter(None, (named.get("topic"), named.get("more"))))
    turns = frozenset(words()["silence"]["turns"].split())
    others = NEGATIONS | turns | _OTHERWISE
    turned = (one.replace("'", "") in others or one.endswith("n't") for one in beside.split())
    return not _has_figures(beside) and not any(turned)
