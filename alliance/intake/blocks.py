"""The lines of an unknown article -> blocks: wrapped lines joined, furniture with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alliance.intake import furniture, label
from alliance.intake.joined import joined
from alliance.intake.view import Layout

_WRAPPED = 130  # characters: a file with a longer line has not been wrapped
_ENDED = re.compile(r"[.!?。:;…][”’\"')\]]*\s*(?:\([^()]{2,40}\)\s*)?$|[”\"]\s*$")
_LOWER = re.compile(r"\s*[a-z(]")
_CAPTION = re.compile(
    r"(?:photo|file photo|image|picture|caption|video|graphic)\b\s*[:|/©(-].*|"
    r".*\((?:[^()]*\b)?(?:photo|image|picture|photograph|file)s?\b[^()]*\)\.?\s*|"
    r".*\b(?:in this (?:file |handout |undated )?(?:photo|picture|image)|mandatory credit|"
    r"photo (?:by|courtesy|credit)|(?:ap|afp|reuters|kyodo|getty images)[ /-]*photo|"
    r"via (?:reuters|ap|getty images))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CREDIT = re.compile(
    r"\(?(?:additional )?(?:reporting|writing|edited|editing|compiled|translated|photographs?)"
    r"(?: by|:).*|.{2,40} contributed to this (?:report|article|story).*",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESSED = re.compile(r"\b(?:you|your|our|us|we|here|click)\b|!|https?:", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(slots=True)
class Block:
    """A paragraph to be, or a line to be dropped (then with a reason). line: in the file."""

    text: str
    line: int
    reason: str | None = None
    kind: str = "text"

    @property
    def size(self) -> int:
        """Its length in words; two Japanese characters count as a word."""
        cjk = len(_CJK.findall(self.text))
        return len(self.text.split()) + cjk // 2

    @property
    def ended(self) -> bool:
        return bool(_ENDED.search(self.text))


def blocks(layout: Layout) -> list[Block]:
    """Every block of a file in order, none lost."""
    found: list[Block] = []
    width = _width(layout)
    known = frozenset(word.casefold() for word in layout.text[:200_000].split())
    open_lines: list[str] = []
    first = 0

    def close() -> None:
        if open_lines:
            text = joined("\n".join(open_lines), known=known)
            if text:
                found.append(_named(Block(text, layout.numbers[first])))
            open_lines.clear()

    for index, line in enumerate(layout.lines):
        why = _furniture(layout, index)
        if not line.strip() or why:
            # Furniture in the middle of a sentence interrupts a paragraph and does not end it.
            if not (why and open_lines and not _ENDED.search(open_lines[-1])):
                close()
            if why:
                found.append(Block(" ".join(line.split()), layout.numbers[index], why))
            continue
        if open_lines and not _goes_on(open_lines[-1], line, width):
            close()
        if not open_lines:
            first = index
        open_lines.append(line)
    close()
    return _rejoined(sorted(found, key=lambda block: block.line))


def _width(layout: Layout) -> int:
    """The width to which the file was wrapped, or 0."""
    lengths = sorted(len(line.rstrip()) for line in layout.lines if len(line.split()) > 3)
    if len(lengths) < 4 or lengths[-1] > _WRAPPED:
        return 0
    full = [length for length in lengths if length > 0.75 * lengths[-1]]
    return lengths[-1] if len(full) >= len(lengths) / 3 else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on in the next line: its first word would not have fitted."""
    if furniture.is_date(line) or label.byline(furniture.core(line)):
        return False
    if re.search(r"\w[-‐]$", line.rstrip()):
        return True
    if width:
        if re.match(r"\s{2,}|\t", following) and _ENDED.search(line):
            return False
        first = following.split()[0]
        return len(line.rstrip()) + 1 + len(first) > 0.88 * width
    return not _ENDED.search(line) and bool(_LOWER.match(following)) and len(line.split()) > 3


def _furniture(layout: Layout, index: int) -> str | None:
    line = layout.lines[index]
    if not line.strip():
        return None
    if _CAPTION.fullmatch(line.strip()) or _CREDIT.fullmatch(line.strip()):
        return None
    why = furniture.reason(line) or ("date line" if furniture.is_date(line) else None)
    if why == "heading":
        return None
    if why == "page number" and len(line.strip()) > 4:
        return why
    long = len(line.split()) >= 10 and bool(_ENDED.search(line))
    if why and long and why not in ("copyright", "print header"):
        # A whole sentence is furniture only if it speaks to the reader.
        return why if _ADDRESSED.search(line) else None
    return why


def _named(block: Block) -> Block:
    if _CREDIT.fullmatch(block.text):
        block.kind = "credit"
    elif _CAPTION.fullmatch(block.text) and block.size < 90:
        block.kind = "caption"
    elif furniture.reason(block.text) == "heading":
        block.kind = "heading"
    return block


def _rejoined(found: list[Block]) -> list[Block]:
    """Paragraphs that a page break or an advertisement had cut in two, in one piece again."""
    whole: list[Block] = []
    last: Block | None = None
    for block in found:
        if block.reason is None:
            if (
                last is not None
                and last.kind == block.kind == "text"
                and last.size > 8
                and not label.headline_like(last.text)
                and not label.byline(block.text)
                and not last.ended
                and block.text[:1].islower()
            ):
                last.text += " " + block.text
                continue
            last = block
        whole.append(block)
    return whole
