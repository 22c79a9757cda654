"""Two wordings of one provision, word by word; the three documents' names in a table."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape

NAMES = {"treaty-1951": "1951", "treaty-1960": "1960", "notes-1960": "Notes 1960"}


def marks(draft: str, final: str) -> tuple[str, str]:
    """Both wordings with what differs in [-…-] (taken out) and {+…+} (put in), word by word.

    Capitals are no difference. Where one wording is given further than the other, the rest of the
    longer one is cut: what the shorter one's source does not show is not a change.
    """
    old, new = draft.split(), final.split()
    compared = SequenceMatcher(
        None, [w.casefold() for w in old], [w.casefold() for w in new], False
    )
    steps = compared.get_opcodes()
    cut = {"insert": " …"}.get(steps[-1][0], "")
    before, after = [], []
    for step, a, b, c, d in steps[: -1 if cut else None]:
        if step == "equal":
            before += old[a:b]
            after += new[c:d]
            continue
        before += [f"[-{' '.join(old[a:b])}-]"] if b > a else []
        after += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
    return f"“{' '.join(before)}{cut}”", f"“{' '.join(after)}{cut}”"


def marked_html(text: str) -> str:
    """The plain marks of :func:`marks` as HTML that says "taken out" and "put in" by its tags."""
    shown = escape(text)
    for sign, tag in (("[-", "<del>"), ("-]", "</del>"), ("{+", "<ins>"), ("+}", "</ins>")):
        shown = shown.replace(sign, tag)
    return shown
