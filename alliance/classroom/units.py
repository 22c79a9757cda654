"""Which units a teacher means, and whether this copy of the course can grade them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from alliance.questions import bank


class NoKey(ValueError):
    """This copy of the course can't grade; the message says what to do."""


class NoUnit(ValueError):
    """There is no such unit; the message says which there are."""


def course(wanted: Iterable[str] = ()) -> dict[str, bank.Unit]:
    """The course's units by number, in order, or only those ``wanted``; raises :class:`NoKey`.

    Only a copy with a key can grade: the graded student's copy holds none.
    """
    found = {unit.number: unit for unit in map(bank.unit, bank.prefixes())}
    if not found:
        raise NoKey("there are no questions here. In the course's folder run: alliance build")
    if any(unit.graded for unit in found.values()):
        raise NoKey("this is a graded copy, which holds no key. Use the course's own folder.")
    chosen = set(wanted)
    return {number: unit for number, unit in found.items() if not chosen or number in chosen}


def numbers(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The units that "01-04,06" means; of a range those that there are. Raises :class:`NoUnit`.

    >>> numbers("1-3, 6", ["01", "02", "06"])
    ('01', '02', '06')
    """
    chosen: set[str] = set()
    for part in text.replace(" ", "").split(","):
        found = re.fullmatch(r"(\d{1,2})(?:[-–](\d{1,2}))?", part)
        first = found[1].zfill(2) if found else ""
        last = (found[2] or first).zfill(2) if found else ""
        inside = {number for number in known if first <= number <= last}
        if not inside:
            there = ", ".join(sorted(known))
            raise NoUnit(
                f"there is no unit “{part}”. There are: {there}. Write them like 01-04,06."
            )
        chosen |= inside
    return tuple(sorted(chosen))
