"""What a name looks like: Japanese morae, pinyin, Korean syllables."""

from __future__ import annotations

import re

from .gazetteer import Gazetteer
from .wordlists import alternatives, word_set

_MORAE = re.compile(
    r"(?:(?:[kgsztdnhbpmr]|[kgnhbpmr]y|sh|ch|j|ts|f|y|w|ss|kk|pp|tt|tch|ssh|kky|mb|mp)?"
    r"(?:[aiueo]|oh)|n(?![aiueoy]))+"
)
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|u?eng|ing|u?ang|i?an|u?an|u?en|in"
    r"|un|i?ao|u?ai|u?ei|i?ou|iu|ui|uo|ua|ia|ie|ue|ang|eng|ong|an|en|er|ao|ai|ei|ou|[aoeiu])){1,2}"
)
_TWO_SYLLABLES = re.compile(_PINYIN.pattern.removesuffix("{1,2}") + "{2}")
_KOREAN = re.compile(
    r"(?:[bcdghjkmnprstwy]|ch|kw|hw|gy|hy|ky|my|sh|ry|by|pp|kk|ss)?"
    r"(?:yeo|yoo|eo|eu|ae|oo|ee|ou|ui|wa|wo|ya|ye|yo|yu|oe|ai|ie|eon|[aeiou])"
    r"(?:ng|n|m|l|k|p|t|r|h|b)?"
)
# Chinese and Korean surnames that are English words, or too short to tell.
_LOOKALIKES = word_set(
    """An Bo He You Long Can Man Lo Pan Tan Ding Fan Song Sun Wan May Ye Mo No So Do Go Ha Oh Min U
    Won Sin Son Bang Tae Ham Gil Ban In Ma Her Ran Ken Ten Men Hang Rang Sang Sung Hung Wing Tang
    Gong Shang Bai Bi Sea Sui Hui Ai Kong Chi Chang Jin Ho"""
)
# Places that are family names after a given name: Lloyd Austin.
SURNAME_PLACES = word_set(
    """Austin Houston Cleveland Wellington Darwin Norfolk Jordan Israel London Holland Ireland
    France England Arlington Dallas Denver Carolina Davao Lima Santiago Milan Cebu Georgia Wales
    Perth Portland Montana Hamburg Berlin Bali Adelaide Virginia Sydney"""
)
# Words that are family names after a given name: Mike Green.
SURNAME_WORDS = word_set(
    """Green White Black Young Major Bishop Bush Rice Hill Church Stone Banks Strong Lake Wells West
    North Day May Power Powers Law Price Free Love Marshall King Judge Pope Prince Knight Park Wing
    College Guard Fleet Post Court Golden Cold Case Page Dean Gray Brown Walker Baker Cook"""
)
# Endings that Japanese family and given names have and few other words.
_FAMILY = re.compile(
    ".+"
    + alternatives(
        """yama kawa gawa moto mura saki zaki oka hara wara bara shita shima jima uchi hashi bashi
        tani numa sawa zawa naka guchi kubo ishi mizu saka zaka bayashi gaki gami kami zuka tsuka
        suka waki hata mori matsu sugi kura gura fuji ueda machi nishi hama gashi sato naga"""
    )
    + "$"
)
_GIVEN = re.compile(
    "[A-Z].+"
    + alternatives(
        """
        haru michi hide tomo hisa shige teru fumi yasu taro jiro ichi hiko hiro suke nori mitsu
        masa aki yuki kazu pei hei nobu toshi yoshi taka ya zo ko shi
        """
    )
    + "$"
)


def moraic(word: str) -> bool:
    """True if ``word`` can be read as Japanese."""
    return _MORAE.fullmatch(word.lower()) is not None


def family_like(word: str) -> bool:
    """True for Hiraoka: ends as Japanese family names do."""
    return len(word) > 3 and _FAMILY.match(word) is not None


def given_like(word: str) -> bool:
    """True for Shuntaro: ends as Japanese given names do."""
    return _GIVEN.match(word) is not None and moraic(word)


# Endings that European family names have and few other words.
_WESTERN = re.compile(
    r"(?:Mc|Mac|O['’]|Fitz)[A-Z][a-z]+"
    + "|[A-Z][a-z]{2,}"
    + alternatives(
        """nson lson kson tson rson dson nsen rsen lsen tsen ssen stein sberg dberg nberg mann
        ski sky cki wicz enko ovic ovich escu vitz witz quist strom gaard holm poulos akis elli
        ucci kowski worth singh"""
    )
)


def western(names: Gazetteer, word: str) -> bool:
    """True for a family name: a common one, or one that ends as few other words do."""
    return word in names.surnames_other or _WESTERN.fullmatch(word) is not None


def korean(names: Gazetteer, first: str, second: str, third: str) -> bool:
    """True for Kim Jong Un: a Korean surname and two syllables, each with a capital."""
    if first not in names.surnames_korean or first in _LOOKALIKES:
        return False
    return all(w[:1].isupper() and _KOREAN.fullmatch(w.lower()) for w in (second, third))


def japanese(names: Gazetteer, first: str, second: str) -> bool:
    """True if two words are a Japanese name, in either order."""
    if not (moraic(first) and moraic(second)):
        return False
    known = names.given_japanese | names.surnames_japanese
    if first in known or second in known:
        return len(second) > 1
    shortest = min(len(first), len(second))
    return shortest > 4 or (shortest > 3 and (family_like(first) or family_like(second)))


def asian(names: Gazetteer, first: str, second: str, third: str, *, hyphen: bool) -> bool:
    """True if the words are a Japanese, Chinese or Korean name; ``hyphen``: Tsai Ing-wen."""
    if japanese(names, first, second):
        return True
    if first in _LOOKALIKES and not hyphen:
        two = len(second) > 4 and _TWO_SYLLABLES.fullmatch(second.lower())
        return first in names.surnames_chinese and two is not None
    if first in names.surnames_chinese or first in names.surnames_korean:
        pinyin = hyphen or _PINYIN.fullmatch(second.lower()) is not None
        return pinyin or korean(names, first, second, third)
    return False
