"""Number words and numerals, as small tables that cost nothing to import."""

from __future__ import annotations


def wordlist(text: str) -> list[str]:
    """A table of words, written as one text so that it can be read."""
    return text.split()


ONES: dict[str, int] = {
    word: i
    for i, word in enumerate(
        wordlist(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
TENS: dict[str, int] = {
    word: 10 * i
    for i, word in enumerate(
        wordlist("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
KANJI: dict[str, int] = {char: i for i, char in enumerate("〇一二三四五六七八九")}
