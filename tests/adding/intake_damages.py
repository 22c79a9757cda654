"""What happens to a text between the page and the reader's folder, as functions of the text.

``HARMLESS`` leaves every word in place; ``ALTERATIONS`` change one paragraph's sense.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from functools import reduce

Damage = Callable[[str], str]

ADVERTISEMENTS = (
    "ADVERTISEMENT",
    "Story continues below advertisement",
    "Subscribe to our newsletter",
    "Sponsored content",
    "Read more: Five things to know",
    "SHARE THIS ARTICLE",
    "Get 50% off your first month - subscribe today!",
    "CONTINUE READING BELOW",
    "- 3 -",
    "https://www.example.com/story/1 2/3",
)


def chained(*damages: Damage) -> Damage:
    return lambda text: reduce(lambda done, damage: damage(done), damages, text)


def _lines(text: str, change: Callable[[str], str]) -> str:
    return "\n".join(change(line) for line in text.split("\n"))


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def curly(text: str) -> str:
    text = re.sub(r'(^|[\s(])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(])'", r"\1‘", text).replace("'", "’")


def wrapped(text: str, width: int = 72) -> str:
    return _lines(text, lambda line: textwrap.fill(line, width, break_on_hyphens=False))


def hyphenated(text: str, width: int = 60) -> str:
    """Lines broken in the middle of words, as a typesetter does."""

    def cut(line: str) -> str:
        parts = []
        while len(line) > width:
            place = next(
                (
                    i
                    for i in range(width, len(line) - 2)
                    if line[i - 2 : i].isalpha() and line[i : i + 2].isalpha()
                ),
                None,
            )
            if place is None:
                break
            parts.append(line[:place] + "-")
            line = line[place:]
        return "\n".join([*parts, line])

    return _lines(text, cut)


def misread(text: str, lost: str = "keep") -> str:
    """UTF-8 read as Windows-1252; five bytes have no character there: kept, replaced or lost."""
    if lost == "keep":
        return "".join(
            chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252")
            for b in text.encode()
        )
    return text.encode().decode("cp1252", "replace" if lost == "replace" else "ignore")


def advertised(text: str, *, inside: bool, blank: bool = True) -> str:
    """An advertisement line after each long line, or in the middle of it."""
    found: list[str] = []
    count = 0
    for line in text.split("\n"):
        if len(line) < 100:
            found.append(line)
            continue
        around = [""] if blank else []
        advert = [*around, ADVERTISEMENTS[count % len(ADVERTISEMENTS)], *around]
        count += 1
        half = line.find(" ", len(line) // 2)
        found += [line[:half], *advert, line[half + 1 :]] if inside else [line, *advert]
    return "\n".join(found)


def advertised_wrapped(text: str) -> str:
    """Advertisements between the lines of wrapped paragraphs."""
    found: list[str] = []
    for number, line in enumerate(wrapped(text).split("\n")):
        found.append(line)
        if number % 7 == 3 and len(line) > 40:
            found.append(ADVERTISEMENTS[number % len(ADVERTISEMENTS)])
    return "\n".join(found)


def paged(text: str) -> str:
    """Printed to PDF and copied: a header and a footer on every page."""
    lines = wrapped(text, 80).split("\n")
    found = []
    for page, start in enumerate(range(0, len(lines), 18), 1):
        found += ["12/3/24, 10:41 AM    A page - The Daily Reader", *lines[start : start + 18]]
        found += [f"https://example.com/a?x=1    {page}/9", "\f"]
    return "\n".join(found)


def merged(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n".join(" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3))


def entities(text: str) -> str:
    text = text.replace("&", "&amp;").replace('"', "&quot;").replace("’", "&#8217;")
    return text.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("–", "&ndash;")


def torn(text: str) -> str:
    """Line-end hyphens of a PDF that stayed when its lines were joined."""
    return re.sub(r"\b(secu|mili|inter|coun|fish)(?=[a-z]{3})", r"\1- ", text)


HARMLESS: dict[str, Damage] = {
    "nothing": lambda text: text,
    "curly quotes": curly,
    "straight quotes": straight,
    "wrapped at 72": wrapped,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "UTF-8 read as cp1252": misread,
    "…, its undefined bytes replaced": lambda text: misread(text, "replace"),
    "…, its undefined bytes lost": lambda text: misread(text, "drop"),
    "…, twice": chained(misread, misread),
    "UTF-8 read as latin-1": lambda text: text.encode().decode("latin-1"),
    "a BOM": lambda text: "\ufeff" + text,
    "line-end hyphens": hyphenated,
    "hyphens left in joined lines": torn,
    "advertisements between paragraphs": lambda text: advertised(text, inside=False),
    "advertisements inside paragraphs": lambda text: advertised(text, inside=True, blank=False),
    "…, with blank lines": lambda text: advertised(text, inside=True),
    "…, in wrapped lines": advertised_wrapped,
    "page headers and footers": paged,
    "all on one line": lambda text: " ".join(text.split()),
    "three paragraphs a line": merged,
    "one sentence a line": lambda text: re.sub(r"(?<=[.!?”\"]) (?=[A-Z“\"])", "\n", text),
    "no blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "blank lines doubled": lambda text: text.replace("\n", "\n\n\n"),
    "everything twice": lambda text: text + "\n\n" + text,
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "HTML entities": entities,
    "Markdown quotes": lambda text: _lines(text, lambda line: f"> {line}" if line else line),
    "bullets": lambda text: _lines(text, lambda line: f"• {line}" if line.strip() else line),
    "tabs and trailing spaces": lambda text: _lines(text, lambda line: f"\t{line}  "),
    "zero-width spaces and soft hyphens": lambda text: text.replace("e ", "e\u200b ").replace(
        "ti", "t\u00adi"
    ),
    "hyphens for dashes": lambda text: text.replace("–", "-").replace("—", "--"),
    "dashes without spaces": lambda text: text.replace(" – ", "—").replace(" — ", "—"),
    "note numbers": lambda text: re.sub(r"(?<=[a-z])\. ", ".[1] ", text),
    "straight, wrapped, CRLF, misread": chained(
        straight, wrapped, lambda text: text.replace("\n", "\r\n"), misread
    ),
    "hyphens, advertisements, pages": chained(
        lambda text: advertised(text, inside=True), lambda text: hyphenated(text, 70)
    ),
}


def altered(line: str) -> Iterator[tuple[str, str]]:
    """Ways to change a paragraph's sense, each with its name."""
    parts = line.split(" ")
    for place in sorted({0, 1, len(parts) // 2, len(parts)}):
        yield f"“not” before word {place}", " ".join([*parts[:place], "not", *parts[place:]])
    for match in list(re.finditer(r"\b(?:is|was|would|have|has|were|are|shall|may)\b", line))[:2]:
        yield "n’t", line[: match.end()] + "n’t" + line[match.end() :]
    for match in list(re.finditer(r"\d", line))[:3]:
        other = str((int(match[0]) + 1) % 10)
        yield "another digit", line[: match.start()] + other + line[match.end() :]
    if "%" in line:
        yield "no percent sign", line.replace("%", "", 1)
    if "$" in line:
        yield "another currency", line.replace("$", "€", 1)
    names = list(re.finditer(r"(?<=[a-z] )[A-Z][a-z]{3,}", line))
    if names:
        yield "another name", line[: names[0].start()] + "Ruritania" + line[names[0].end() :]
    if len(parts) > 14:
        strange = "The clerk added that nothing of the kind had ever been said."
        half = len(parts) // 2
        yield "a strange line", "\n".join([" ".join(parts[:half]), strange, " ".join(parts[half:])])
