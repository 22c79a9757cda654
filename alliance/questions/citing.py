"""A citation written as one text: "reuters-2020 ¶4", "Article I of the 1951 treaty", 第5条 …"""

from __future__ import annotations

import re
import unicodedata

from alliance.questions import forms
from alliance.questions.counting import wordlist
from alliance.questions.phrases import say
from alliance.questions.quoting import NoPlace, Place, place, source_id, source_ids

# A place anywhere in a short citation: "the 4th paragraph", "¶4", "Art. V", "Preamble".
_PLACE = re.compile(
    r"(?:¶|§|#|\b(?:paragraphs?|paras?|par|pp?|no|lines?))\.?\s*(?P<p>\d{1,3})\b"
    r"|\b(?P<nth>\d{1,3})(?:st|nd|rd|th)?\s+(?:paragraph|para)\b"
    r"|\b(?:articles?|arts?)\b\.?\s*(?P<article>\d{1,2}|[ivx]{1,4})\b"
    r"|\b(?P<part>preamble|closing)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?P<source>.*\w)[\s,;:(\[/-]+(?P<bare>\d{1,3}|[ivx]{1,4})[)\]]?$", re.IGNORECASE
)
_NUMBER_WORDS = wordlist(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
)
_ORDINAL_WORDS = wordlist("first second third fourth fifth sixth seventh eighth ninth tenth")
# What stands around a citation and says nothing.
_AROUND = frozenset(
    wordlist(
        "of in from the see cf it is stands this that at to there under by answer al article "
        "treaty my i think says on a as"
    )
)
_PARTIES = frozenset(wordlist("united states japan japanese us american mutual cooperation and 年"))


def written(text: str) -> Place | None:
    """The place that a citation in one string names, or ``None`` where it is no citation."""
    if len(text) > _CITED:
        return None
    said = _arabic(unicodedata.normalize("NFKC", text).strip(" ()[]\"'“”.`"))
    found = _PLACE.search(said)
    if found:
        # "Article I, paragraph 1": the Article is the place.
        found = next((one for one in _PLACE.finditer(said) if one["article"]), found)
        where = f"Art. {found['article']}" if found["article"] else found["part"] or found["p"]
        where = where or found["nth"]
        rest = _PLACE.sub(" ", said)
    else:
        bare = _BARE.match(said)
        if bare is None:
            return None
        where, rest = bare["bare"], bare["source"]
    named = _source_in(rest, article=bool(found and found["article"]))
    if named:
        return place(named, where)
    unknown = re.search(r"\b[a-z-]+-\d{4}\b", rest.casefold())
    if unknown and unknown[0] not in source_ids():
        raise NoPlace(
            say("no-such-source", source=unknown[0][:60], sources=", ".join(source_ids()))
        )
    if not _names(rest):
        raise NoPlace(say("which-source", sources=", ".join(source_ids())))
    return None


_CITED = 120  # characters that a citation without a quotation may have


def _arabic(said: str) -> str:
    """第4段落, 第5条, "Article Five" and "the eleventh paragraph" with signs and figures."""
    said = re.sub(r"第\s*(\d+)\s*段落", r" ¶\1 ", re.sub(r"第\s*(\d+)\s*条", r" Article \1 ", said))
    said = re.sub(
        r"(?<=\d)\s*年?\s*(?:安保)?条約", " treaty ", said.replace("日米安全保障条約", " treaty ")
    )
    numbers = {word: str(i) for i, word in enumerate(_NUMBER_WORDS, 1)}
    words = "|".join(_NUMBER_WORDS)
    said = re.sub(
        rf"\b(articles?|art\.?|paragraph|para\.?)\s+({words})\b",
        lambda one: f"{one[1]} {numbers[one[2].casefold()]}",
        said,
        flags=re.IGNORECASE,
    )
    return re.sub(
        rf"\b({'|'.join(_ORDINAL_WORDS)})(?=\s+para)",
        lambda one: f"{_ORDINAL_WORDS.index(one[1].casefold()) + 1}th",
        said,
        flags=re.IGNORECASE,
    )


def _names(rest: str) -> list[str]:
    return [word for word in re.findall(r"[\w-]+", forms.fold(rest)) if word not in _AROUND]


def _source_in(rest: str, *, article: bool) -> str | None:
    """The source that is left of a citation without its place."""
    rest = re.sub(r"\bexchanged notes?\b|\bnote\b", "notes", forms.fold(rest))
    tokens = re.findall(r"[\w-]+", rest)
    names = _names(rest)
    treaty = "treaty" in tokens or article
    plain = [word for word in names if not (treaty and set(word.split("-")) <= _PARTIES)]
    tries = [tokens, names, plain]
    if treaty and len(plain) <= 3:
        tries.append(["treaty", *plain])
    for words_tried in tries:
        try:
            return source_id(" ".join(words_tried))
        except NoPlace:
            continue
    return None
