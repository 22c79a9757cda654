"""What a code such as ``anp-10`` stands for, in words: the fact, and the work it is taken from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from alliance import corpus
from alliance.html import Html, opened


@lru_cache(maxsize=1)
def _codes() -> tuple[str, str, str]:
    """What is a fact's id, a provision and a source's id in a text: as those are that there are."""
    facts = "|".join({id.partition("-")[0]: "" for id in corpus.facts_by_id()})
    source = rf"(?<![\w-])(?:{'|'.join(map(re.escape, corpus.shipped_ids()))})(?![\w-])"
    return rf"\b(?:{facts})-\d+\b", rf"{source} (?:[IVX]+|[A-Z][a-z]+)\b", source


# What a weak fact says wherever it is shown.
WEAK = "One poor witness: never lean on it alone."
_FILE = re.compile(
    r",? (?:[\w/.-]+\.(?:xml|md)|cards/\S+\.html)(?![\w/])|,? \(?commit [0-9a-f]{7,}\)?"
)


def original(one: Mapping[str, Any], field: str = "source") -> str:
    """The original work of a fact, as its author wrote it out (``cited``) or as the reference has
    it. ``field`` may be "read_in", the copy that was read; files inside it are left out."""
    said = one.get("cited", one["source"]) if field == "source" else one.get(field, "")
    return _FILE.sub("", said)


def parted(text: str) -> list[str]:
    """The works that a source names, or the copies; a semicolon between brackets parts none."""
    return re.split(r"; (?![^()]*\))", text) if text else []


def provision_name(provision: str) -> str:
    """ "V" is "Article V"; the preamble, the closing and the note keep their names."""
    return f"Article {provision}" if provision.isupper() else provision


def judged(verdict: str) -> str:
    """A verdict on a claim in sign and word, “≈ Imprecise”: colour alone never carries it."""
    sign = corpus.verdicts()[verdict]["sign"] if verdict in corpus.verdicts() else ""
    return f"{sign} {verdict.capitalize()}".strip()


def coded(text: str) -> str:
    """``text`` without the codes that stand in brackets, with sources by their names; nothing,
    where it is codes alone."""
    fact, provision, source = _codes()
    listed = rf"\s*\({fact}(?:[,;] (?:and )?{fact})*\)"
    bare = re.sub(rf"{listed}|{fact}(?:, {fact})*$", "", text)
    said = re.sub(source, lambda one: corpus.short_name(one[0]), bare)
    return said if re.sub(rf"{provision}|{fact}|[\s,;]", "", bare) else ""


def rests_on(text: str) -> list[Html]:
    """What each code in ``text`` stands for, in order: what it says, its source, the code itself.

    A code is a fact's ("cst-24") or a provision's ("treaty-1960 V").
    """
    there = corpus.facts_by_id()
    fact, provision, _ = _codes()
    codes = dict.fromkeys(re.findall(rf"{provision}|{fact}", text))
    told = [_told(code, there.get(code)) for code in codes]
    return [one for one in told if one]


def _told(code: str, one: Mapping[str, Any] | None) -> Html:
    small = f' <small class="al-id" style="white-space: nowrap">{escape(code)}</small>'
    if one:
        weak = f" {WEAK}" if one.get("weak") else ""
        return Html(f"{escape(one['statement'])} <em>{escape(original(one))}</em>{weak}{small}")
    source, _, provision = code.partition(" ")
    blocks = corpus.record(source).get("paragraphs", ()) if provision else ()
    named = " ".join(block["digest"] for block in blocks if block.get("provision") == provision)
    said = escape(f"{provision_name(provision)}: {named}")
    return Html(f"{said}{small}" if named else "")


def with_sources(text: str, *more: object) -> Html:
    """``text`` without its codes, and behind a fold what they stand for, then ``more``."""
    told = [*rests_on(text), *more]
    label = f"{len(told)} sources" if len(told) > 1 else "source"
    return Html(f"{escape(coded(text))}{opened(label, *told) if told else ''}")
