"""Full names told by what follows: "Tunku Varadarajan" is a person if "Varadarajan said" later."""

from __future__ import annotations

from collections.abc import Sequence

from .fullnames import SAYS
from .lexicon import STOP
from .names import Span
from .people import People
from .tokens import Tokens

_TITLES = frozenset({"Mr", "Ms", "Mrs", "Dr", "Gen", "Adm", "Prof"})


def echoed_names(people: People, texts: Sequence[Tokens], spans: list[list[Span]]) -> None:
    """Add to ``spans`` the pairs of unknown words whose second the text later uses as a surname."""
    acting = [[i for i in tokens.caps if _acts(tokens, i)] for tokens in texts]
    if not any(acting):
        return
    free = [_free(tokens, found) for tokens, found in zip(texts, spans, strict=True)]
    surnames = {
        tokens.words[i]
        for tokens, some, here in zip(texts, acting, free, strict=True)
        for i in some
        if i in here and not _capital(tokens, i - 1) and not _capital(tokens, i + 1)
    }
    if not surnames:
        return
    for tokens, here, found in zip(texts, free, spans, strict=True):
        for i in here:
            pair = i + 1 in here and tokens.touching(i + 1) and tokens.words[i + 1] in surnames
            if pair and not _capital(tokens, i - 1) and not _capital(tokens, i + 2):
                name = people.canonical(tokens.words[i : i + 2])
                people.learn(name)
                found.append(Span(i, i + 2, "person", name))


def _free(tokens: Tokens, found: list[Span]) -> set[int]:
    """The tokens with a capital that belong to no name and could."""
    words = tokens.words
    busy = {i for span in found for i in range(span.start, span.end)}
    return {
        i
        for i in tokens.caps
        if i not in busy and len(words[i]) > 2 and words[i] not in STOP and not words[i].isupper()
    }


def _acts(tokens: Tokens, i: int) -> bool:
    words = tokens.words
    said = i + 1 < len(words) and words[i + 1] in SAYS
    return said or (i > 1 and words[i - 1] == "." and words[i - 2] in _TITLES)


def _capital(tokens: Tokens, i: int) -> bool:
    """True if a word with a capital stands at token ``i``."""
    words = tokens.words
    return 0 <= i < len(words) and words[i][0].isupper() and words[i] not in STOP
