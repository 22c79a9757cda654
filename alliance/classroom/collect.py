"""What was handed in: every file under the paths given, with the student whose it seems to be.

Nothing is opened here but lists of names; :func:`content` reads one file when its turn comes.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from alliance.classroom import collect_names, collect_zip, submission_slim
from alliance.classroom.collect_names import Who
from alliance.classroom.collect_roster import Roster
from alliance.classroom.submission import Unreadable

_LONGEST = 400  # characters of a file's path in the gradebook
_NOISE = ("__MACOSX", ".ipynb_checkpoints", ".git", "__pycache__")
_ARCHIVE = re.compile(r"\.zip$", re.I)
_NOISE_FILES = (".ds_store", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Item:
    """One file. label: as the gradebook names it; parts: its path below what was given.

    member, inner: places in an archive and in the archive within it. when: grows with its date.
    """

    path: str
    label: str
    parts: tuple[str, ...]
    member: int | None = None
    inner: int | None = None
    when: float = 0.0
    error: str | None = None
    who: Who = Who("", "", "")  # noqa: RUF009 - it is frozen


def items(
    paths: Iterable[Path], roster: Roster | None = None, skip: Iterable[Path] = ()
) -> list[Item]:
    """Every file under ``paths`` (files, folders, zips), sorted; ``skip``: what we write here."""
    ours = {os.path.realpath(path) for path in skip}
    given = [Path(path) for path in paths]
    top = _common_folder([path for path in given if not path.is_dir()])
    found: list[Item] = []
    for path in given:
        if path.is_dir():
            found += _folder(path, path.name if len(given) > 1 else "", ours)
        else:
            parts = Path(os.path.relpath(path, top)).parts if top else (path.name,)
            found += _file(path, str(path), parts)
    return _named(found, roster)


def _common_folder(files: list[Path]) -> str | None:
    try:
        return os.path.commonpath([os.path.abspath(file.parent) for file in files])
    except ValueError:  # no files, or files on several drives
        return None


def _folder(root: Path, prefix: str, ours: set[str]) -> Iterator[Item]:
    for place, folders, files in os.walk(root, followlinks=False, onerror=None):
        below = Path(place).relative_to(root).parts
        for name in sorted(folders):
            if os.path.islink(os.path.join(place, name)):
                files.append(name)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _NOISE
            and not os.path.islink(os.path.join(place, name))
            and os.path.realpath(os.path.join(place, name)) not in ours
        )
        for name in sorted(files):
            path = Path(place, name)
            if name.lower() not in _NOISE_FILES and os.path.realpath(path) not in ours:
                parts = (*below, name)
                yield from _file(path, "/".join((prefix, *parts) if prefix else parts), parts)


def _file(path: Path, label: str, parts: tuple[str, ...]) -> Iterator[Item]:
    base = Item(str(path), collect_names.clean(label, _LONGEST), parts)
    try:
        if path.is_symlink():
            yield replace(base, error="it is a link, not a file. Give the file itself.")
            return
        if not path.is_file():
            what = "it is no ordinary file." if path.exists() else "there is no such file."
            yield replace(base, error=what)
            return
        base = replace(base, when=path.stat().st_mtime)
        if path.suffix.lower() == ".zip":
            yield from _zip(base)
            return
        yield base
    except (OSError, ValueError) as fault:
        yield replace(base, error=_system(fault))


def _zip(base: Item) -> Iterator[Item]:
    try:
        with open(base.path, "rb") as stream, closing(collect_zip.opened(stream)) as archive:
            for member in collect_zip.members(archive):
                item = _member(base, member)
                if item is None:
                    continue
                if member.name.lower().endswith(".zip") and not item.error:
                    yield from _inner(item, archive, member.index)
                else:
                    yield replace(item, member=member.index)
    except Unreadable as why:
        yield replace(base, error=str(why))


def _inner(item: Item, archive: ZipFile, index: int) -> Iterator[Item]:
    try:
        with collect_zip.inner(collect_zip.reader(archive, index)) as inside:
            for member in collect_zip.members(inside):
                deeper = _member(item, member)
                if deeper is None:
                    continue
                error = deeper.error
                if member.name.lower().endswith(".zip"):
                    error = "an archive within an archive within an archive: unpack it first."
                yield replace(deeper, member=index, inner=member.index, error=error)
    except Exception as fault:
        why = str(fault) if isinstance(fault, Unreadable) else collect_zip.broken(fault)
        if why is None:
            raise
        yield replace(item, error=why)


def _member(base: Item, member: collect_zip.Member) -> Item | None:
    """The item of an archive's member; its names stand below those of the archive."""
    inside = tuple(
        part for part in member.name.replace("\\", "/").split("/") if part not in ("", ".")
    )
    if not inside or inside[-1].lower() in _NOISE_FILES or set(inside) & set(_NOISE):
        return None
    label = collect_names.clean(f"{base.label}/{'/'.join(inside)}", _LONGEST)
    return replace(
        base, label=label, parts=(*base.parts, *inside), when=member.when, error=member.error
    )


def _named(found: list[Item], roster: Roster | None) -> list[Item]:
    """The items with the students whose they seem to be."""
    places = {(item.parts[:-1], collect_names.stem(item.parts[-1])[0].casefold()) for item in found}
    shared = Counter(stem for _, stem in places)
    crowd = Counter(item.parts[:-1] for item in found)
    return [replace(item, who=_who(item, shared, crowd, roster), parts=()) for item in found]


def _who(
    item: Item, shared: Counter[str], crowd: Counter[tuple[str, ...]], roster: Roster | None
) -> Who:
    alone = crowd[item.parts[:-1]] == 1
    *folders, file = item.parts
    if folders and item.member is not None and item.path.endswith(folders[0]) and not alone:
        del folders[0]  # the archive of a whole class
    parts = (*(_ARCHIVE.sub("", folder) for folder in folders), file)
    base = collect_names.stem(file)[0]
    who = collect_names.platform(parts)
    if roster:
        who = roster.who(parts, who, base)
    by_folder = alone or shared[base.casefold()] > 1
    return who or collect_names.plain(parts, by_folder=by_folder)


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
        why = collect_zip.broken(fault) if item.member is not None else None
        if why is None and not isinstance(fault, OSError):
            raise
        raise Unreadable(why or _system(fault)) from None


@lru_cache(maxsize=1)
def _archive(path: str, modified: int) -> ZipFile:
    """The archive last read stays open: its list is long, and its files come one after another."""
    stream: BinaryIO = open(path, "rb")  # noqa: SIM115 - the archive keeps it
    return collect_zip.opened(stream)


def _system(fault: Exception) -> str:
    told = fault.strerror if isinstance(fault, OSError) else None
    return f"it can't be read ({told or type(fault).__name__})."
