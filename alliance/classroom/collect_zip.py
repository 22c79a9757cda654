"""Zip archives, read where they lie: nothing of them is ever written to the disk."""

from __future__ import annotations

import calendar
import io
import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from alliance.classroom.submission import Unreadable
from alliance.classroom.submission_slim import LARGEST

_MOST = 100_000  # members of an archive
_DIRECTORY = 16_000_000  # bytes of its list of members: what a hundred thousand need, and room
_LONGEST_NAME = 1_000  # characters of a member's name
_ALL = 1_200_000_000  # bytes that the large members of one archive may unpack to
_INNER = 64_000_000  # bytes of an archive within an archive


class Member(NamedTuple):
    """One file of an archive. place: in its list; error: why it is not read."""

    place: int
    name: str
    when: float
    size: int
    error: str | None


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The archive in ``stream``; raises :class:`Unreadable`."""
    try:
        if _directory_size(stream) > _DIRECTORY:
            raise Unreadable("the archive lists more files than any class has.")
        return zipfile.ZipFile(stream)
    except Unreadable:
        raise
    except Exception as fault:  # each way of packing has its own: see broken()
        raise Unreadable(
            f"the archive is damaged ({type(fault).__name__}). Ask for it again."
        ) from None


def members(archive: zipfile.ZipFile) -> Iterator[Member]:
    """Every file of the archive, folders left out, in the archive's order."""
    room = _ALL
    for index, info in enumerate(archive.infolist()):
        if info.is_dir():
            continue
        if index >= _MOST:
            yield Member(index, info.filename, 0.0, 0, f"the archive holds over {_MOST} files.")
            return
        name = _name(info)
        error = _refused(info, name)
        name = name[-_LONGEST_NAME:]
        if info.file_size > LARGEST:
            room -= info.file_size
            if room < 0 and not error:
                error = f"the archive unpacks to over {_ALL // 1_000_000} MB; this is not read."
        yield Member(index, name, _when(info), info.file_size, error)


def reader(archive: zipfile.ZipFile, index: int) -> BinaryIO:
    """A stream of one member's bytes; reading it may raise what :func:`broken` tells."""
    try:
        return archive.open(archive.infolist()[index])  # type: ignore[return-value]
    except Exception as fault:
        raise Unreadable(broken(fault)) from None


def inner(stream: BinaryIO) -> zipfile.ZipFile:
    """The archive within an archive whose bytes ``stream`` holds."""
    data = stream.read(_INNER + 1)
    if len(data) > _INNER:
        raise Unreadable("the archive within the archive is too large. Unpack it first.")
    return opened(io.BytesIO(data))


def broken(fault: Exception) -> str:
    """A sentence for what reading an archive raises.

    That is anything: every way of packing has errors of its own (``zlib.error``, ``LZMAError``),
    and a damaged list of members leads anywhere. One archive must not end the run.
    """
    if isinstance(fault, Unreadable):
        return str(fault)
    if isinstance(fault, RuntimeError | NotImplementedError) and not isinstance(
        fault, RecursionError
    ):
        return "it is locked with a password, or packed in a way unknown here. Ask for it again."
    return f"it can't be unpacked ({type(fault).__name__}). Ask for it again."


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; a Windows archive from Japan has its letters in Shift-JIS."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("ascii", "utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _refused(info: zipfile.ZipInfo, name: str) -> str | None:
    if len(name) > _LONGEST_NAME:
        return "its name is longer than a file's name can be; it is not read."
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or (len(parts[0]) == 2 and parts[0][1] == ":"):
        return "its name points outside of the archive; it is not read."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link, not a file. Ask for the file itself."
    if info.flag_bits & 1:
        return "it is locked with a password. Ask for it without."
    return None


def _when(info: zipfile.ZipInfo) -> float:
    """The member's date in seconds, as good as an archive knows it; 0 where it is none."""
    try:
        return float(calendar.timegm(info.date_time))
    except ValueError:
        return 0.0


def _directory_size(stream: BinaryIO) -> int:
    """The size of the archive's list, which is loaded whole: too large a one is an attack."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise zipfile.BadZipFile("no end record")
    listed: int = struct.unpack_from("<L", tail, end + 12)[0]
    if listed == 0xFFFFFFFF:
        far = tail.rfind(b"PK\x06\x06", 0, end)
        listed = struct.unpack_from("<Q", tail, far + 40)[0] if far >= 0 else size
    return listed
