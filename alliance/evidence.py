"""What a code such as ``anp-10`` stands for, in words: the fact, and the work it is taken from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from alliance import corpus
from alliance.html import Html, opened

ID = r"\b[a-z]{1,4}\d{0,2}-\d\d\b"
_LIST = rf"\s*\({ID}(?:[,;] (?:and )?{ID})*\)"
_PROVISION = r"(?:treaty|notes)-\d{4} (?:[IVX]+|[A-Z][a-z]+)\b"


_AS = re.compile(rf"([^;]*?) \((copy )?as ({ID})\)")
_FILE = re.compile(
    r",? (?:[\w/.-]+\.(?:xml|md)|cards/\S+\.html)(?![\w/])|,? \(?commit [0-9a-f]{7,}\)?"
)


def original(one: Mapping[str, Any], field: str = "source") -> str:
    """The original work of a fact, said in full and once: for "(as hns-01)" stands that fact's
    source. ``field`` may be "read_in", the copy that was read; files inside it are left out."""
    fields = ("cited", "source") if field == "source" else (field, "cited", "source")

    def looked(code: str) -> str:
        other = corpus.facts_by_id().get(code, {})
        return next((str(other[name]) for name in fields if name in other), "")

    def whole(found: re.Match[str]) -> str:
        own, copy, code = found.groups()
        return _once(own, looked(code), copy=bool(copy)) if looked(code) else found[0]

    said = one.get("cited", one["source"]) if field == "source" else one.get(field, "")
    text = _AS.sub(whole, _FILE.sub("", said))
    return re.sub(rf"(?:\b(?:copy )?as )?({ID})", lambda code: looked(code[1]) or code[0], text)


def parted(text: str) -> list[str]:
    """The works that a source names, or the copies; a semicolon between brackets parts none."""
    return re.split(r"; (?![^()]*\))", text) if text else []


def _once(own: str, other: str, *, copy: bool) -> str:
    """``own (as other)`` without saying twice what both say."""
    for kept in (own, own.rpartition(" and ")[2]):
        wanted = [word for word in re.findall(r"\w+", kept) if word != "copy"]
        for part in parted(other):
            rest = iter(re.findall(r"\w+", part))
            if all(word in rest for word in wanted):
                lead = kept[: len(kept) - len(kept.lstrip())]
                return f"{own.removesuffix(kept)}{lead}{part}"
    found = re.search(r"\(([^()]*)\)$", other) if copy else None
    return f"{own} ({found[1] if found else other})"


def provision_name(provision: str) -> str:
    """ "V" is "Article V"; the preamble, the closing and the note keep their names."""
    return f"Article {provision}" if provision.isupper() else provision


def judged(verdict: str) -> str:
    """A verdict on a claim in sign and word, “≈ Imprecise”: colour alone never carries it."""
    sign = corpus.verdicts()[verdict]["sign"] if verdict in corpus.verdicts() else ""
    return f"{sign} {verdict.capitalize()}".strip()


def coded(text: str) -> str:
    """``text`` without the codes that stand in brackets; nothing, where it is codes alone."""
    bare = re.sub(rf"{_LIST}|{ID}(?:, {ID})*$", "", text)
    return bare if re.sub(rf"{_PROVISION}|{ID}|[\s,;]", "", bare) else ""


def rests_on(text: str, *, said: bool = True) -> list[Html]:
    """What each code in ``text`` stands for, in order: what it says, its source, the code itself.

    A code is a fact's ("cst-24") or a provision's ("treaty-1960 V"). ``said=False`` leaves out
    what it says, where that would give an answer away.
    """
    there = corpus.facts_by_id()
    codes = dict.fromkeys(re.findall(rf"{_PROVISION}|{ID}", text))
    told = [_told(code, there.get(code), said) for code in codes]
    return [one for one in told if one]


def _told(code: str, one: Mapping[str, Any] | None, said: bool) -> Html:
    small = f' <small class="al-id" style="white-space: nowrap">{escape(code)}</small>'
    if one:
        statement = f"{escape(one['statement'])} " if said else ""
        return Html(f"{statement}<em>{escape(original(one))}</em>{small}")
    source, _, provision = code.partition(" ")
    blocks = corpus.record(source).get("paragraphs", ()) if provision else ()
    named = " ".join(block["digest"] for block in blocks if block.get("provision") == provision)
    name = provision_name(provision)
    return Html(f"{escape(f'{name}: {named}' if said else name)}{small}" if named else "")


def with_sources(text: str, *more: object) -> Html:
    """``text`` without its codes, and behind a fold what they stand for, then ``more``."""
    told = [*rests_on(text), *more]
    label = f"{len(told)} sources" if len(told) > 1 else "source"
    return Html(f"{escape(coded(text))}{opened(label, *told) if told else ''}")
