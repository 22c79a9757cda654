"""Prints each pattern of the package that takes long over a short line made of its own words.

What a pattern can read in two ways it tries in both: thirty such words cost 2 to the thirtieth.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Iterable, Iterator
from typing import Any

TRIED = 150  # words of one pattern
REPEATED = range(6, 46, 4)  # times: what doubles with each is seen before it lasts
SECONDS = 0.1


def words(tree: Any) -> Iterator[str]:
    """The literals in a pattern, and a sign of each class in it."""
    run = ""
    for op, value in tree:
        if op is parser.LITERAL:
            run += chr(value)
            continue
        yield run
        run = ""
        if op in (parser.ANY, parser.NOT_LITERAL):
            yield "x"
        elif op is parser.IN:
            yield from map(_sign, value)
        else:
            yield from _inside(value)
    yield run


def _sign(of: tuple[Any, Any]) -> str:
    kind, one = of
    if kind is parser.LITERAL:
        return chr(one)
    if kind is parser.RANGE:
        return chr(one[0])
    return {parser.CATEGORY_SPACE: " ", parser.CATEGORY_DIGIT: "1"}.get(one, "x")


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, parser.SubPattern):
        yield from words(value)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _inside(part)


def endless(patterns: Iterable[re.Pattern[str]]) -> Iterator[str]:
    """What takes long, and the word that it takes long over."""
    chosen = random.Random(1)
    for one in patterns:
        known = sorted({*words(parser.parse(one.pattern, one.flags)), "a", "A"} - {""})
        some = known if len(known) <= TRIED else chosen.sample(known, TRIED)
        pairs = ["".join(chosen.choices(known, k=2)) for _ in some]
        apart = [f"{word} " for word in (*some, *pairs)]
        slow = (word for word in (*some, *pairs, *apart) if _long(one, word))
        if word := next(slow, ""):
            yield f"{word!r} in {one.pattern[:300]}"


def _long(one: re.Pattern[str], word: str) -> bool:
    for times in REPEATED:
        start = time.process_time()
        one.match(word * times + "\0")
        if time.process_time() - start > SECONDS:
            return True
    return False


def of_the_package() -> list[re.Pattern[str]]:
    """What its modules compile when they are loaded, which must not have been done before."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    compiled = re.compile

    def kept(pattern: Any, flags: int = 0) -> Any:
        one = compiled(pattern, flags)
        if isinstance(one.pattern, str):
            found[one.pattern, one.flags] = one
        return one

    re.compile = kept  # type: ignore[assignment]
    import alliance

    for module in pkgutil.walk_packages(alliance.__path__, "alliance."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return list(found.values())


if __name__ == "__main__":
    for line in endless(of_the_package()):
        print(line)
