"""What ``alliance add`` says about one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

STATUSES = ("exact", "cleaned", "approximate", "changed", "missing", "ambiguous")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line, or a part of one, that is not part of the text: where, what, why.

    line: counted from 1 in the reader's file; text: as it stands there, cut where it is very long.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that is not wholly as the course knows it, and what differs, in words."""

    n: int
    status: str
    note: str


@dataclass(slots=True)
class Report:
    """The outcome for one file.

    file: as it was given; id: of the source, or ``None`` where nothing was brought in; known: one
    of the course's own sources; paragraphs: how many the source has; statuses: how many of them
    matched in each way; error: ``None`` or what went wrong and what to do. Beyond the JSON form,
    remarks: sentences for the reader (repairs, what was not found and which option gives it).
    """

    file: str
    id: str | None = None
    known: bool = False
    paragraphs: int = 0
    statuses: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    dropped: list[Dropped] = field(default_factory=list)
    error: str | None = None
    changes: list[Change] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form, with exactly the keys of the ``--json`` contract."""
        return {
            "file": self.file,
            "id": self.id,
            "known": self.known,
            "paragraphs": self.paragraphs,
            "statuses": dict(self.statuses),
            "dropped": [
                {"line": drop.line, "text": drop.text, "reason": drop.reason}
                for drop in self.dropped
            ],
            "error": self.error,
        }
