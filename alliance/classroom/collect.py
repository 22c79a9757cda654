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
        modified = os.stat(item.path).st_mtime_ns
        archive = _archive(item.path, modified)
        place = item.member
        if item.inner is not None:
            archive, place = _inside(item.path, modified, item.member), item.inner
        with collect_zip.reader(archive, place) as member:
            return submission_slim.read(member)
    except submission_slim.TooLarge as why:
        raise Unreadable(str(why)) from None
    except Unreadable:
        raise
    except Exception as fault:
        if item.member is not None:
            raise Unreadable(collect_zip.broken(fault)) from None
        if not isinstance(fault, OSError):
            raise
        raise Unreadable(system_error(fault)) from None


@lru_cache(maxsize=1)
def _archive(path: str, modified: int) -> ZipFile:
    """The archive last read stays open: its list is long, and its files come one after another."""
    stream: BinaryIO = open(path, "rb")  # noqa: SIM115 - the archive keeps it
    return collect_zip.opened(stream)


@lru_cache(maxsize=1)
def _inside(path: str, modified: int, member: int) -> ZipFile:
    """The archive within an archive last read, unpacked once and not once per file in it."""
    with collect_zip.reader(_archive(path, modified), member) as stream:
        return collect_zip.inner(stream)


def system_error(fault: Exception) -> str:
    """A sentence for what the system says of a file."""
    told = fault.strerror if isinstance(fault, OSError) else None
    return f"it can't be read ({told or type(fault).__name__})."
