"""Every file that was handed in, with the student whose it seems to be.

Folders and zips are walked; only lists of names are opened until a file's bytes are asked for.
Archives are read where they lie: nothing of them is ever written to the disk.
"""

from __future__ import annotations

import calendar
import io
import os
import re
import stat
import struct
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from alliance.teaching import people, submission
from alliance.teaching.people import NO_LIST, Roster, Who
from alliance.teaching.submission import UnreadableFile

_MOST = 100_000  # members of an archive
_DIRECTORY = 16_000_000  # bytes of its list of members: what a hundred thousand need, and room
_LONGEST_NAME = 1_000  # characters of a member's name
_ALL = 1_200_000_000  # bytes that the large members of one archive may unpack to
_DENSEST = 100  # times its size that an archive of notebooks unpacks to
_INNER = 64_000_000  # bytes of an archive within an archive


@dataclass(frozen=True, slots=True)
class Item:
    """One file. label: as the gradebook names it; parts: its path below what was given, as long as
    its student is not known.

    place: its number in an archive, or the inner archive's and its number there. when: grows with
    its date. dated: whether its date in an archive is its own. error: why it is not to be read.
    """

    path: str
    label: str
    parts: tuple[str, ...]
    place: tuple[int, ...] = ()
    when: float = 0.0
    dated: bool = False
    error: str | None = None
    who: Who = Who("", "", "")  # noqa: RUF009 - it is frozen


def _opened(stream: IO[bytes]) -> ZipFile:
    """The archive in ``stream``; raises :class:`UnreadableFile`."""
    try:
        if _directory_size(stream) > _DIRECTORY:
            raise UnreadableFile("the archive lists more files than any class has.")
        return ZipFile(stream)
    except UnreadableFile:
        raise
    except Exception as fault:  # each way of packing has its own: see _broken()
        raise UnreadableFile(
            f"the archive is damaged ({type(fault).__name__}). Ask for it again."
        ) from None


def _within(archive: ZipFile, place: int) -> IO[bytes]:
    """The bytes of an archive that lies in another."""
    with _reader(archive, place) as stream:
        data = stream.read(_INNER + 1)
    if len(data) > _INNER:
        raise UnreadableFile("the archive within the archive is too large. Unpack it first.")
    return io.BytesIO(data)


def _reader(archive: ZipFile, place: int) -> IO[bytes]:
    return archive.open(archive.infolist()[place])


def _broken(fault: Exception) -> str:
    """A sentence for what reading a file raises.

    Of an archive that is anything: every way of packing has errors of its own (``zlib.error``,
    ``LZMAError``), and a damaged list of members leads anywhere. One must not end the run.
    """
    if isinstance(fault, UnreadableFile):
        return str(fault)
    if isinstance(fault, RuntimeError) and not isinstance(fault, RecursionError):
        return "it is locked with a password, or packed in a way unknown here. Ask for it again."
    if isinstance(fault, OSError) and fault.strerror:
        return f"it can't be read ({fault.strerror})."
    return f"it can't be unpacked ({type(fault).__name__}). Ask for it again."


def _overlapping(listed: list[ZipInfo]) -> set[int]:
    """The places in the list of those files that lie on top of each other: unpacked one by one a
    few bytes would become gigabytes, and nothing that people hand in is like that."""
    order = sorted(range(len(listed)), key=lambda place: listed[place].header_offset)
    found: set[int] = set()
    for one, following in pairwise(order):
        end = listed[one].header_offset + listed[one].compress_size
        if end >= listed[following].header_offset:
            found |= {one, following}
    return found


def _name(info: ZipInfo) -> str:
    """The member's name; a Windows archive from Japan has its letters in Shift-JIS."""
    if info.flag_bits & 0x800:
        return info.filename
    for encoding in ("utf-8", "cp932"):
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode(encoding)
    return info.filename


def _refused(info: ZipInfo, name: str) -> str | None:
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


def _when(info: ZipInfo) -> float:
    """The member's date in seconds, as good as an archive knows it; 0 where it is none."""
    try:
        return float(calendar.timegm(info.date_time))
    except ValueError:
        return 0.0


_EXPORT = 600  # seconds in which a platform writes a whole class into an archive


def _dated(archive: ZipFile) -> bool:
    """Whether the dates in an archive are its files' own: an export's are all of one moment."""
    times = [_when(info) for info in archive.infolist() if not info.is_dir()]
    return max(times, default=0.0) - min(times, default=0.0) > _EXPORT


def _directory_size(stream: IO[bytes]) -> int:
    """The size of the archive's list, which is loaded whole: too large a one is an attack."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise BadZipFile("no end record")
    listed: int = struct.unpack_from("<L", tail, end + 12)[0]
    if listed == 0xFFFFFFFF:
        far = tail.rfind(b"PK\x06\x06", 0, end)
        listed = struct.unpack_from("<Q", tail, far + 40)[0] if far >= 0 else size
    return listed


def content(item: Item) -> tuple[bytes, bool]:
    """The file's bytes, and whether long outputs were left out; raises :class:`UnreadableFile`."""
    try:
        if not item.place:
            with open(item.path, "rb") as stream:
                return submission.read_bounded(stream)
        *outer, place = item.place
        with _reader(_archive(item.path, os.stat(item.path).st_mtime_ns, *outer), place) as member:
            return submission.read_bounded(member)
    except Exception as fault:
        raise UnreadableFile(_broken(fault)) from None


@lru_cache(maxsize=2)
def _archive(path: str, modified: int, *inner: int) -> ZipFile:
    """The archive last read stays open, and the one within it, unpacked once: their lists are long,
    and their files come one after another."""
    if inner:
        return _opened(_within(_archive(path, modified), *inner))
    return _opened(open(path, "rb"))


_LONGEST = 400  # characters of a file's path in the gradebook
_NOISE = {"__MACOSX", ".ipynb_checkpoints", ".git", "__pycache__"}
_HERE = ("", ".")
_NOISE_FILES = (".ds_store", "thumbs.db", "desktop.ini", "timestamp.txt")
_ARCHIVE = re.compile(r"\.zip$", re.I)
_EMPTY = "the archive holds no file. Ask for it again."


class HandedIn:
    """Every file under ``paths`` (files, folders, zips), sorted, as often as it is asked for.

    ``len()`` counts them first. The list itself is never held: there may be very many. skip: what
    we write ourselves and must not read.
    """

    def __init__(
        self, paths: Iterable[Path], roster: Roster = NO_LIST, skip: Iterable[Path] = ()
    ) -> None:
        self.ours: set[str] = set()  # what an earlier run has written there: it is not read
        self._given = [Path(path) for path in paths]
        self._roster = roster
        self._skip = {os.path.basename(os.path.realpath(path)): path for path in skip}
        self._shared: dict[int, set[int]] = defaultdict(set)  # the folders with a person's file
        self._crowd: Counter[int] = Counter()  # how many files a folder holds
        self._named: Counter[int] = Counter()  # and how many of them have a person's name
        self._alike: Counter[tuple[int, int]] = Counter()  # files of one name in a folder
        self._holding: dict[tuple[str, ...], set[str]] = defaultdict(set)  # folders with work in it
        self._count = 0
        self._inside: dict[tuple[str, ...], set[str]] = defaultdict(set)  # folders in a folder
        self._above: dict[str, set[tuple[str, ...]]] = defaultdict(set)  # where a folder's name is
        for item in self._walked():
            if not (item.place or item.error) and written_here(item.path):
                self.ours.add(item.path)
                continue
            self._count += 1
            folders = item.parts[:-1]
            for depth, name in enumerate(folders):
                if people.is_persons(name):
                    self._inside[folders[:depth]].add(name)
                    self._above[name].add(folders[:depth])
            if people.beside(item.parts[-1]):
                continue
            folder, stem = _places(item)
            self._crowd[folder] += 1
            self._alike[folder, stem] += 1
            self._alike[0, stem] += 1
            if folders:
                self._holding[folders[:-1]].add(folders[-1])
            if not people.common(item.parts[-1]):
                self._shared[stem].add(folder)
                self._named[folder] += 1
        again = [folders for folders in self._shared.values() if len(folders) > 1]
        # Sources/Amy.ipynb, Treaty/Amy.ipynb, …: many more names come back than there are folders.
        self._by_file = len(again) > 2 * len(set().union(*again))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Item]:
        for item in self._walked():
            if item.path not in self.ours:
                yield replace(item, who=self._who(item), parts=())

    def _walked(self) -> Iterator[Item]:
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
        parts = (*(_ARCHIVE.sub("", name) for name in folders), file)
        above = min(self._several, max(0, len(folders) - 1))
        if item.place and not alone and item.path.endswith(item.parts[0]):
            above = max(above, min(1, len(folders)))  # the archive of all
        named = tuple(p for n, p in enumerate(parts) if n >= above or not p.isdigit())  # class 3
        who = self._roster.who(named, people.platform(parts), people.stem(file)[0])
        by_folder = (alone or len(self._shared.get(stem, ())) > 1) and not self._by_file
        if people.beside(file):  # as whatever answers lie in its folder
            by_folder = by_folder or not self._named[folder]
        who = who or people.plain(parts, by_folder=by_folder, above=above)
        return who if who.key else self._alone(who, item)

    def _alone(self, who: Who, item: Item) -> Who:
        """Somebody whose name looks like that of work: "Part", or "Class 3A" as the folder's. It is
        theirs where no other file could have it, so that nobody becomes another's attempt."""
        *folders, file = item.parts
        folder, stem = _places(item)
        if len(self._holding[tuple(folders[:-1])]) > 1 and folders:
            several_units = file[:2].isdigit()
            if self._alike[folder, stem] == 1 and (several_units or self._crowd[folder] == 1):
                name = people.clean(_ARCHIVE.sub("", folders[-1]))
                return replace(who, name=name, key=f"folder {'/'.join(folders)}")
        elif self._alike[0, stem] == 1 and file[:1].isalpha():
            return replace(who, key=f"file {people.stem(file)[0].casefold()}")
        return who

    @cached_property
    def _several(self) -> int:
        """How many folders, from the outside, hold the folders of several people.

        Such a one holds at least two folders with names that stand nowhere else (“drafts” that
        everybody has is nobody's name), or is the one that all lies in.
        """
        once = {name for name, above in self._above.items() if len(above) == 1}
        several = [len(path) for path, names in self._inside.items() if len(names & once) > 1]
        top: tuple[str, ...] = ()
        while len(only := self._inside.get(top, ())) == 1:
            top += (*only,)
        below = [names for folders, names in self._inside.items() if len(folders) >= len(top)]
        return max([len(top) * (len(set().union(*below)) > 1), *several])


# How what we write begins: gradebooks, reports, sheets and pages. A school's own list has the same
# columns first; but Moodle's knows no state, and Canvas's has totals, or no line of points.
_OURS = re.compile(
    r"\{submissions: ?\[|student,(file,(score|waits)|question,before)|what,student,file"
    r"|(question,change|question,students|code,question|code,student,known by),?"
    r"|Student,ID,SIS User ID,(?!.*(?:Current|Final) (?:Score|Points)).*\n(.*\n)?\s*Points Poss"
    r"|Identifier,Full name,Email address,Grade,Maximum Grade,.*,State,*\s*\n"
    r"|<!DOCTYPE html>[\s\S]*<title>(Feedback for|Arguments to mark|How the class answered)",
)


def written_here(path: str) -> bool:
    """Whether this file is one that grading writes, as it was left or as a spreadsheet saved it."""
    folder, name = os.path.split(path)
    if name == "items.png":
        return written_here(os.path.join(folder, "items.csv"))
    if not name.lower().endswith((".csv", ".html", ".htm", ".json")):
        return False
    try:
        with open(path, "rb") as file:
            head = file.read(4_000).decode("utf-8-sig", "replace")
    except OSError:
        return False
    return bool(_OURS.match(re.sub(r"[;\t]", ",", head.replace('"', "").lstrip())))


def _places(item: Item) -> tuple[int, int]:
    """Folder and name of a file, as numbers: only whether two are the same matters."""
    stem = people.stem(item.parts[-1])[0].casefold()
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
        links = {name for name in folders if os.path.islink(os.path.join(place, name))}
        folders[:] = sorted(
            name
            for name in {*folders} - links - _NOISE
            if not _same(ours.get(name), os.path.join(place, name))
        )
        for name in sorted([*files, *links]):
            path = os.path.join(place, name)
            if name.lower() not in _NOISE_FILES and not _same(ours.get(name), path):
                parts = (*below, name)
                yield from _file(path, "/".join((prefix, *parts) if prefix else parts), parts)
    for fault in closed:
        name = os.path.relpath(fault.filename, root)
        yield Item(fault.filename, name, Path(name).parts, error=_broken(fault))


def _same(ours: Path | None, path: str) -> bool:
    """Whether this is the file or folder that we write ourselves."""
    return ours is not None and os.path.realpath(ours) == os.path.realpath(path)


def _file(path: str, label: str, parts: tuple[str, ...]) -> Iterator[Item]:
    base = Item(path, people.clean(label, _LONGEST), parts)
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        yield replace(base, error="there is no such file.")
    except (OSError, ValueError) as fault:
        yield replace(base, error=_broken(fault))
    else:
        base = replace(base, when=found.st_mtime)
        if stat.S_ISLNK(found.st_mode):
            yield replace(base, error="it is a link, not a file. Give the file itself.")
        elif not stat.S_ISREG(found.st_mode):
            yield replace(base, error="it is no ordinary file.")
        elif _ARCHIVE.search(path):
            yield from _zip(base, lambda: open(path, "rb"))  # noqa: SIM115 - it is closed there
        else:
            yield base


def _zip(base: Item, found: Callable[[], IO[bytes]]) -> Iterator[Item]:
    """The files in an archive, and in those that lie in it; ``found`` opens it."""
    item = None
    try:
        with found() as stream, closing(_opened(stream)) as archive:
            for item in _members(replace(base, dated=_dated(archive)), archive):
                if item.error or not _ARCHIVE.search(item.parts[-1]):
                    yield item
                elif len(item.place) == 1:
                    yield from _zip(item, partial(_within, archive, *item.place))
                else:
                    told = "an archive within an archive within an archive: unpack it first."
                    yield replace(item, error=told)
        if item is None:
            yield replace(base, error=_EMPTY)
    except Exception as fault:
        yield replace(base, error=_broken(fault))


def _members(base: Item, archive: ZipFile) -> Iterator[Item]:
    """Every file of the archive, in its order; its names stand below those of the archive."""
    listed = archive.infolist()
    overlapping = _overlapping(listed)
    room = max(_ALL, _DENSEST * sum(info.compress_size for info in listed))
    for place, info in enumerate(listed[: _MOST + 1]):
        name = _name(info)
        error = _refused(info, name)
        if place in overlapping:
            error = error or "it lies on top of another file of the archive; it is not read."
        else:
            room -= info.file_size
        if room < 0 and not error:
            error = f"the archive unpacks to over {_ALL // 1_000_000} MB; this is not read."
        if place == _MOST:
            error = f"the archive holds over {_MOST} files."
        inside = tuple(
            part for part in re.split(r"[\\/]", name[-_LONGEST_NAME:]) if part not in _HERE
        )
        noise = set(inside) & _NOISE or (inside[-1:] and inside[-1].lower() in _NOISE_FILES)
        if info.is_dir() or not inside or noise:
            continue
        yield replace(
            base,
            label=people.clean(f"{base.label}/{'/'.join(inside)}", _LONGEST),
            parts=(*base.parts, *inside),
            place=(*base.place, place),
            when=_when(info),
            error=error,
        )
