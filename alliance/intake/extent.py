"""How far an altered paragraph reaches when its first or last words are not as they were."""

from __future__ import annotations

from alliance.intake.view import View


def replaced_before(view: View, start: int, lead: int) -> int:
    """Where the paragraph begins, if its first words were replaced and not lost."""
    left = start
    while left > 0 and start - left < lead + 3 and not view.starts_piece(left):
        left -= 1
    if start - left > lead + 2:
        return start
    # A file that begins in the middle of a word: that is a loss, not a change.
    torn = left == 0 and start == 1 and (lead > 3 or view.text[view.words[0].start].islower())
    return start if torn else left


def replaced_after(view: View, end: int, tail: int) -> int:
    right = end
    while right < len(view.words) and right - end < tail + 3 and not view.starts_piece(right):
        right += 1
    if right - end > tail + 2:
        return end
    last = view.text[view.words[-1].end - 1]
    torn = right == len(view.words) == end + 1 and (tail > 3 or last.isalnum())
    return end if torn else right


def beginnings(view: View, start: int, lead: int) -> list[int]:
    """Where the paragraph may begin if its first words are there, but torn or run together."""
    if not lead or lead > 2:
        return [start] if not lead else [replaced_before(view, start, lead)]
    near = [replaced_before(view, start, lead), *(start - i for i in range(1, 2 * lead + 2))]
    return [i for i in dict.fromkeys(near) if i >= 0]


def endings(view: View, end: int, tail: int) -> list[int]:
    if not tail or tail > 2:
        return [end] if not tail else [replaced_after(view, end, tail)]
    near = [replaced_after(view, end, tail), *(end + i for i in range(1, 2 * tail + 2))]
    return [i for i in dict.fromkeys(near) if i <= len(view.words)]
