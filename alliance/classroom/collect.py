"""One file that was handed in: where it lies, whose it seems to be, and its bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO
from zipfile import ZipFile

from alliance.classroom import collect_zip, submission_slim
from alliance.classroom.collect_names import Who
from alliance.classroom.submission import Unreadable


@dataclass(frozen=True, slots=True)
class Item:
    """One file. label: as the gradebook names it; parts: its path below what was given, as long as
    its student is not known.

    member, inner: places in an archive and in the archive within it. when: grows with its date.
    error: why it is not to be read.
    """

    path: str
    label: str
    parts: tuple[str, ...]
    member: int | None = None
    inner: int | None = None
    when: float = 0.0
    error: str | None = None
    who: Who = Who("", "", "")  # noqa: RUF009 - it is frozen


def content(item: Item) -> tuple[bytes, bool]:
    """The file's bytes, and whether long outputs were left out; raises :class:`Unreadable`."""
    try:
        if item.member is None:
            with open(item.path, "rb") as stream:
                return submission_slim.read(stream)
        archive = _archive(item.path, os.stat(item.path).st_mtime_ns)
        with collect_zip.reader(archive, item.member) as outer:
            if item.inner is None:
                return submission_slim.read(outer)
            with collect_zip.inner(outer) as inside:
                return submission_slim.read(collect_zip.reader(inside, item.inner))
    except submission_slim.TooLarge as why:
        raise Unreadable(str(why)) from None
    except Unreadable:
        raise
    except Exception as fault:
        told = collect_zip.broken(fault) if item.member is not None else None
        if told is None and not isinstance(fault, OSError):
            raise
        raise Unreadable(told or system_error(fault)) from None


@lru_cache(maxsize=1)
def _archive(path: str, modified: int) -> ZipFile:
    """The archive last read stays open: its list is long, and its files come one after another."""
    stream: BinaryIO = open(path, "rb")  # noqa: SIM115 - the archive keeps it
    return collect_zip.opened(stream)


def system_error(fault: Exception) -> str:
    """A sentence for what the system says of a file."""
    told = fault.strerror if isinstance(fault, OSError) else None
    return f"it can't be read ({told or type(fault).__name__})."
