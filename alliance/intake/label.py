"""Says of everything in a file that is not part of the text what it is: nothing vanishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alliance.intake import dates, furniture
from alliance.intake.report import Dropped
from alliance.intake.view import Layout, Span
from alliance.words import codes, words

_CUT = 300  # characters of a dropped line that are kept in the report
_RUN = 4
_NAMED = 3000  # lines that are looked at one by one; a page has some hundreds
OTHER = "not part of the text"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the text that a page was about.

    codes: those of its paragraphs, to know a second copy; others: those of another source that the
    same file holds, with its id.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    codes: Sequence[bytes] = ()
    others: tuple[str, Sequence[bytes]] = ("", ())


NOTHING = Context()


def leftovers(layout: Layout, owned: Iterable[Span]) -> list[Span]:
    """The parts of lines, blanks aside, that no paragraph owns."""
    found = []
    begin = 0
    for start, end in [*sorted(owned), (len(layout.text), len(layout.text))]:
        if start > begin:
            found += layout.pieces(begin, start)
        begin = max(begin, end)
    return found


def dropped(layout: Layout, spans: Sequence[Span], context: Context) -> list[Dropped]:
    """A row per part of a line that was left out, with the reason."""
    found = []
    for number, (start, end) in enumerate(spans):
        text = layout.text[start:end].strip()
        index = layout.line_at(start)
        known = number < _NAMED
        reason = why(text, context, repeated=layout.repeated(index)) if known else OTHER
        if reason == "page number" and _beside_counts(layout, index):
            reason = "share count"
        shown = text if len(text) <= _CUT else text[: _CUT - 1] + "…"
        found.append(Dropped(layout.numbers[index], shown, reason))
    return found


def _beside_counts(layout: Layout, index: int) -> bool:
    """Whether the line before or after, blanks aside, counts shares or views."""
    lines = layout.lines
    before = next((line for line in reversed(lines[max(0, index - 3) : index]) if line.strip()), "")
    after = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    return "share count" in (furniture.reason(before), furniture.reason(after))


def why(text: str, context: Context, *, repeated: bool = False) -> str:
    """The reason why a line is not part of the text; there is always one."""
    core = furniture.core(text)
    if _same(core, context.title):
        return "headline"
    if furniture.is_date(text):
        return date_reason(core, context)
    if byline(core, context):
        return "byline"
    known = furniture.menu(text) or furniture.reason(text)
    if known:
        return known
    if furniture.ABOUT.fullmatch(core):
        return "about the outlet or the author"
    if _same(core, context.outlet) or (core and core.casefold() in context.outlet.casefold()):
        return "outlet"
    if furniture.DATELINE.fullmatch(core) and len(core) < 60:
        return "dateline"
    raw = codes(words(core[:5000]))
    if _part_of(raw, context.codes):
        return "repeats the text"
    if _part_of(raw, context.others[1]):
        return f"part of {context.others[0]}"
    if headline_like(core):
        return "another story's headline"
    if len(core.split()) <= 5:
        return "page header" if repeated else "menu or label"
    return OTHER


def byline(core: str, context: Context = NOTHING) -> bool:
    """Whether a line only says who wrote it."""
    if len(core.split()) > 12:
        return False
    return bool(furniture.BYLINE.fullmatch(core)) or _same(core, context.author)


def headline_like(core: str) -> bool:
    """Title Case or CAPITALS, several words, no full stop: the headline of something."""
    parts = [part for part in core.split() if part[:1].isalpha() or part[:1] in "“‘\"'"]
    if not 5 <= len(parts) <= 30 or core[-1:] in ".,;":
        return False
    large = sum(part.strip("“‘\"'")[:1].isupper() for part in parts if len(part) > 3)
    long = sum(len(part) > 3 for part in parts)
    return large >= 0.75 * max(1, long)


def date_reason(core: str, context: Context) -> str:
    """Whose date a line with nothing but a date tells."""
    found = dates.only(core) or ""
    if not context.date or found.startswith(context.date) or context.date.startswith(found):
        return "date line"
    return "date of another story or of the page"


def _same(a: str, b: str) -> bool:
    if not a or not b or not 0.5 < len(a) / len(b) < 2:
        return False
    first, second = words(a), words(b)
    return bool(first) and first == second


def _part_of(raw: bytes, texts: Sequence[bytes]) -> bool:
    if len(raw) < _RUN + 1:
        return False
    runs = [raw[i : i + _RUN] for i in range(len(raw) - _RUN + 1)]
    hits = sum(any(run in text for text in texts) for run in runs[:200])
    return hits >= 0.6 * len(runs[:200])
