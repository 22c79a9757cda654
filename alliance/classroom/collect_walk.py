"""What was handed in: every file under the paths given, with the student whose it seems to be.

Nothing is opened here but lists of names.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from alliance.classroom import collect_names, collect_zip
from alliance.classroom.collect import Item, system_error
from alliance.classroom.collect_names import Who
from alliance.classroom.collect_roster import Roster

_LONGEST = 400  # characters of a file's path in the gradebook
_NOISE = ("__MACOSX", ".ipynb_checkpoints", ".git", "__pycache__")
_NOISE_FILES = (".ds_store", "thumbs.db", "desktop.ini")
_ARCHIVE = re.compile(r"\.zip$", re.I)
_EMPTY = "the archive holds no file. Ask for it again."


class HandedIn:
    """Every file under ``paths`` (files, folders, zips), sorted, as often as it is asked for.

    ``len()`` counts them first. The list itself is never held: there may be very many. skip: what
    we write ourselves and must not read.
    """

    def __init__(
        self, paths: Iterable[Path], roster: Roster | None = None, skip: Iterable[Path] = ()
    ) -> None:
        self._given = [Path(path) for path in paths]
        self._roster = roster
        self._skip = {os.path.basename(os.path.realpath(path)): path for path in skip}
        places: set[int] = set()
        self._shared: Counter[int] = Counter()  # in how many folders a name of a file stands
        self._crowd: Counter[int] = Counter()  # how many files a folder holds
        for item in self._found():
            folder, stem = _places(item)
            self._crowd[folder] += 1
            if hash((folder, stem)) not in places:
                places.add(hash((folder, stem)))
                self._shared[stem] += 1

    def __len__(self) -> int:
        return self._crowd.total()

    def __iter__(self) -> Iterator[Item]:
        for item in self._found():
            yield replace(item, who=self._who(item), parts=())

    def _found(self) -> Iterator[Item]:
        top = _common_folder([path for path in self._given if not os.path.isdir(path)])
        for path in self._given:
            if os.path.isdir(path):  # also where the name is too long to be one
                yield from _folder(path, path.name if len(self._given) > 1 else "", self._skip)
            else:
                parts = Path(os.path.relpath(path, top)).parts if top else (path.name,)
                yield from _file(str(path), str(path), parts)

    def _who(self, item: Item) -> Who:
        folder, stem = _places(item)
        alone = self._crowd[folder] == 1
        *folders, file = item.parts
        if folders and item.member is not None and item.path.endswith(folders[0]) and not alone:
            del folders[0]  # the archive of a whole class
        parts = (*(_ARCHIVE.sub("", name) for name in folders), file)
        who = collect_names.platform(parts)
        if self._roster:
            who = self._roster.who(parts, who, collect_names.stem(file)[0])
        return who or collect_names.plain(parts, by_folder=alone or self._shared[stem] > 1)


def _places(item: Item) -> tuple[int, int]:
    """Folder and name of a file, as numbers: only whether two are the same matters."""
    stem = collect_names.stem(item.parts[-1])[0].casefold()
    return hash(item.parts[:-1]), hash(stem)


def _common_folder(files: list[Path]) -> str | None:
    try:
        return os.path.commonpath([os.path.abspath(file.parent) for file in files])
    except ValueError:  # no files, or files on several drives
        return None


def _folder(root: Path, prefix: str, ours: dict[str, Path]) -> Iterator[Item]:
    closed: list[OSError] = []
    for place, folders, files in os.walk(root, onerror=closed.append):
        below = Path(place).relative_to(root).parts
        for name in sorted(folders):
            if os.path.islink(os.path.join(place, name)):
                files.append(name)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _NOISE
            and not os.path.islink(os.path.join(place, name))
            and not _same(ours.get(name), os.path.join(place, name))
        )
        for name in sorted(files):
            path = os.path.join(place, name)
            if name.lower() not in _NOISE_FILES and not _same(ours.get(name), path):
                parts = (*below, name)
                yield from _file(path, "/".join((prefix, *parts) if prefix else parts), parts)
    for fault in closed:
        name = os.path.relpath(fault.filename, root)
        yield Item(fault.filename, name, Path(name).parts, error=system_error(fault))


def _same(ours: Path | None, path: str) -> bool:
    """Whether this is the file or folder that we write ourselves."""
    return ours is not None and os.path.realpath(ours) == os.path.realpath(path)


def _file(path: str, label: str, parts: tuple[str, ...]) -> Iterator[Item]:
    base = Item(path, collect_names.clean(label, _LONGEST), parts)
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        yield replace(base, error="there is no such file.")
    except (OSError, ValueError) as fault:
        yield replace(base, error=system_error(fault))
    else:
        base = replace(base, when=found.st_mtime)
        if stat.S_ISLNK(found.st_mode):
            yield replace(base, error="it is a link, not a file. Give the file itself.")
        elif not stat.S_ISREG(found.st_mode):
            yield replace(base, error="it is no ordinary file.")
        elif _ARCHIVE.search(path):
            yield from _zip(base)
        else:
            yield base


def _zip(base: Item) -> Iterator[Item]:
    empty = True
    try:
        with open(base.path, "rb") as stream, closing(collect_zip.opened(stream)) as archive:
            for member in collect_zip.members(archive):
                item = _member(base, member)
                if item is None:
                    continue
                empty = False
                if member.name.lower().endswith(".zip") and not item.error:
                    yield from _inner(item, archive, member.place)
                else:
                    yield replace(item, member=member.place)
        if empty:
            yield replace(base, error=_EMPTY)
    except Exception as fault:
        yield replace(base, error=collect_zip.broken(fault))


def _inner(item: Item, archive: ZipFile, index: int) -> Iterator[Item]:
    empty = True
    try:
        with collect_zip.inner(collect_zip.reader(archive, index)) as inside:
            for member in collect_zip.members(inside):
                deeper = _member(item, member)
                if deeper is None:
                    continue
                empty = False
                error = deeper.error
                if member.name.lower().endswith(".zip"):
                    error = "an archive within an archive within an archive: unpack it first."
                yield replace(deeper, member=index, inner=member.place, error=error)
        if empty:
            yield replace(item, error=_EMPTY)
    except Exception as fault:
        yield replace(item, error=collect_zip.broken(fault))


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
