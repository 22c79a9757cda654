"""One normal form for the spellings of one answer in words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from alliance.questions.numbers import KANJI, ONES, TENS, wordlist
from alliance.questions.phrases import listed, vocabulary

_ORDINALS = wordlist(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_OLD_KANJI = str.maketrans("條國澤濱邊齋廣戰對會學體總權關", "条国沢浜辺斎広戦対会学体総権関")
# Texts, not compiled patterns: ``re`` compiles and keeps them when they are first used.
_LEAD = (
    r"^(?:i think |i believe |i guess )?(?:that )?"
    r"(?:(?:it|that|this|he|she|they|the answer|my answer|answer) (?:is|was|were|are) )?(?:by )?"
)
_USA = r"\bU\.\s?S\.(?:\s?A\.)?|\bUSA?\b"
_TITLES = vocabulary("titles")
_HONORIFIC = (
    r"(?<=\w)(?:内閣総理大臣|総理大臣|総理|首相|大統領|国務長官|外務大臣|外相|防衛相|大臣|長官|"
    r"大使|元帥|さん|さま|様|氏|先生)$"
)
JAPANESE = r"\u3040-\u30ff\u3400-\u9fff々〆"
NEGATIONS = vocabulary("negations")


@lru_cache(maxsize=1)
def _blanks() -> frozenset[str]:
    return frozenset(("", *listed("blank")))


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
    text = re.sub(
        r"第([\d〇一二三四五六七八九十]+)条", lambda m: f"article {kanji_number(m[1])}", fold(text)
    )
    text = re.sub(
        r"^[^\w+-]+", "", text
    )  # an opening quotation mark, before the lead is looked for
    text = re.sub(
        _LEAD, "", re.sub(r"(?<=\w)'s\b", "", text).replace("&", " and ").replace("+", " plus ")
    )
    text = re.sub(rf"(?<=[{JAPANESE}])[\s・]+(?=[{JAPANESE}])", "", text)
    text = re.sub(r"(?<=\d)[,](?=\d{3})", "", text)
    tokens = [
        _token(token) for token in re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", text.replace("'", ""))
    ]
    return " ".join(_numbers([token for token in tokens if token not in ("the", "a", "an")]))


_NAMED = (
    r"^(?:the |my |his |her |its )?(?:missing |only |new |one |final |right |correct |japanese )*"
    r"(?:word|term|phrase|name|surname|adverb|noun|expression)(?: (?:is|was))?[ :]+"
    r"|^(?:the )?(?:prime minister|president) was "
)


def core(text: str) -> str:
    """The answer in a short sentence: "the word is …", "… (a gloss)", "…, not another"."""
    kept = re.sub(r"\s*[(（\[][^()（）]*[)）\]][\s.]*$", "", text.strip()) or text
    kept = re.sub(r"(?:,\s*(?:and )?not|\s+instead of|\s+rather than)\s+\S.*$", "", kept) or kept
    kept = re.sub(r"\s+is missing[\s.]*$", "", kept)
    return re.sub(_NAMED, "", kept.lstrip("\"“'"), flags=re.IGNORECASE) or kept


@lru_cache(maxsize=512)
def name(text: str) -> str:
    """The normal form of a person's name: titles and honorifics dropped, in either order."""
    text = re.sub(r"-(?:san|shi|sama|sensei)\b", "", fold(text))
    tokens = [re.sub(_HONORIFIC, "", token) for token in phrase(text).split()]
    kept = [token for token in tokens if token not in _TITLES]
    full = [token for token in kept if len(token) > 1 or not token.isascii()]  # no initials
    return " ".join(sorted(full or kept or tokens))


def plain_end(text: str) -> str:
    """A Japanese answer without the polite end of its sentence: "1951年です"."""
    return re.sub(r"(?<=\w)(?:の|ん)?(?:です|でした|である|だ)[。.]?$", "", text.strip())


def stem(word: str) -> str:
    """A word without the ending of its number or tense, for comparing and not for showing."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3 and word.isascii():
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def _token(token: str) -> str:
    if token in ("us", "usa"):
        return "united states"
    if token.isascii() and token.isalpha() and len(token) > 3:
        # Long vowels: Toukyou, Tookyoo and Tōkyō are one place.
        return re.sub(r"uu", "u", re.sub(r"o[ou]", "o", token))
    return token


def _numbers(tokens: list[str]) -> list[str]:
    """Number words and the numerals after "article" as digits."""
    done: list[str] = []
    for token in tokens:
        before = done[-1] if done else ""
        if token in ("art", "arts", "articles"):
            token = "article"
        if before == "article" and re.fullmatch(r"[ivx]+", token):
            token = str(roman(token))
        elif token in _SAID:
            token = _SAID[token]
        if before in _TENS_SAID and token in _ONES_SAID:
            done[-1] = str(int(before) + int(token))
            continue
        done.append(token)
    joined = " ".join(done)
    return joined.replace("united states of america", "united states").split()


def roman(token: str) -> int:
    """A Roman numeral, in small letters or capitals, as a number."""
    values = [_ROMAN[char] for char in token.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def kanji_number(token: str) -> str:
    """A number below a hundred in kanji, in digits."""
    if token.isdigit():
        return token
    tens, ten, ones = token.partition("十")
    value = (10 * KANJI.get(tens, 1) if ten else 0) + KANJI.get(ones if ten else tens, 0)
    return str(value)


_SAID = {_token(word): str(value) for word, value in {**ONES, **TENS}.items()}
_SAID |= {_token(word): f"{i}th" for i, word in enumerate(_ORDINALS, 1)}
_TENS_SAID = {str(value) for value in TENS.values()}
_ONES_SAID = {str(value) for value in ONES.values() if 0 < value < 10}


@lru_cache(maxsize=1)
def _truths() -> dict[str, tuple[bool, bool]]:
    """What is said for yes and no, true and false: which of them, and if it is yes or no."""
    names = {"yes": True, "no": False, "true": True, "false": False}
    return {
        fold(said): (truth, name in ("yes", "no"))
        for name, truth in names.items()
        for said in listed(name)
    }


def truth(answer: Any, *, plain: bool = False) -> bool | None:
    """Whether an answer says yes or no; ``None`` where it says neither.

    plain: only yes, no and the signs for them, as in a table's cell; not "correct", "not true", 1.
    """
    if type(answer) is bool:
        return answer
    said = str(answer)[:60] if type(answer) in (int, str) else ""
    for normal in (fold(plain_end(said)).strip(" .。!！"), phrase(said)):
        found = _truths().get(normal)
        if found and (found[1] or not plain):
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
        return not text or (len(text) < 30 and text.casefold().strip("_ ") in _blanks())
    if type(answer) in (list, dict):
        return all(is_blank(item) for item in (answer.values() if type(answer) is dict else answer))
    return False


@lru_cache(maxsize=1)
def _unknown() -> frozenset[str]:
    return frozenset(phrase(text) for text in listed("unknown"))


_SOFTENERS = (
    r"^(?:sorry|um+|hm+|well|honestly|actually)?[ ,.]*|[ ,.]*\b(?:sorry|yet|really|honestly|at all"
    r"|for sure|either|tbh|this one|the answer|it)[ .!?…]*$"
)


# What parts "I don't know" from the words after it, and what goes on to name what is not known.
_AFTER = re.compile(
    r"\s*(?:[.。、,;:；：!！?？…()（）–—-]+|\b(?:because|since|as)\b)\s*|"
    r" (?=(?:how|when|which|what|who|where|whether|if|why|about|the answer|this|that)\b)"
)
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
    short = re.sub(_SOFTENERS, "", folded)
    return phrase(short) in _unknown() or phrase(folded) in _unknown()
