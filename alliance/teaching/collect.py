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
from functools import lru_cache, partial
from itertools import chain, pairwise, takewhile
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from alliance.teaching import people, sentence, submission
from alliance.teaching.people import LIKE, NO_LIST, Roster, Who
from alliance.teaching.submission import UnreadableFile

_MOST = 100_000  # members of an archive
_DIRECTORY = 16_000_000  # bytes of its list of members: what a hundred thousand need, and room
_LONGEST_NAME = 1_000  # characters of a member's name
_ALL = 1_200_000_000  # bytes that the large members of one archive may unpack to
_DENSEST = 100  # times its size that an archive of notebooks unpacks to
_INNER = 64_000_000  # bytes of an archive within an archive


@dataclass(frozen=True, slots=True)
class Item:
    """One file. label: as the gradebook names it; folder: the names of the folders and archives
    below what was given that it lies in.

    place: its number in an archive, or the inner archive's and its number there. when: grows with
    its date. dated: whether its date in an archive is its own. error: why it is not to be read.
    """

    path: str
    label: str
    folder: tuple[str, ...]
    file: str
    place: tuple[int, ...] = ()
    when: float = 0.0
    dated: bool = False
    error: str | None = None
    who: Who = Who("", "", "")  # noqa: RUF009 - it is frozen

    @property
    def stem(self) -> str:
        return people.stem(self.file)[0].casefold()


def _opened(stream: IO[bytes]) -> ZipFile:
    """The archive in ``stream``; raises :class:`UnreadableFile`."""
    try:
        if _directory_size(stream) <= _DIRECTORY:
            return ZipFile(stream)
    except Exception as fault:  # each way of packing has its own: see _broken()
        raise UnreadableFile(sentence("damaged", fault=type(fault).__name__)) from None
    raise UnreadableFile("the archive lists more files than any class has.")


def _within(archive: ZipFile, place: int) -> IO[bytes]:
    """The bytes of an archive that lies in another."""
    with archive.open(archive.infolist()[place]) as stream:
        data = stream.read(_INNER + 1)
    if len(data) > _INNER:
        raise UnreadableFile("the archive within the archive is too large. Unpack it first.")
    return io.BytesIO(data)


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
    ends = [info.header_offset + info.compress_size for info in listed]
    pairs = [pair for pair in pairwise(order) if ends[pair[0]] >= listed[pair[1]].header_offset]
    return set(chain.from_iterable(pairs))


def _refused(info: ZipInfo, name: str, overlaps: bool, room: int) -> str | None:
    """Why a member is not read. room: how many bytes the archive may still unpack to after it."""
    parts = name.replace("\\", "/").split("/")
    signs = {
        "too-long": len(name) > _LONGEST_NAME,
        "outside": ".." in parts or parts[0] == "" or re.fullmatch(".:", parts[0]),
        "linked": stat.S_ISLNK(info.external_attr >> 16),
        "locked": info.flag_bits & 1,
        "overlapping": overlaps,
        "too-much": room < 0,
    }
    why = next((sign for sign, there in signs.items() if there), "")
    return sentence(f"member-{why}", most=_ALL // 1_000_000) if why else None


def _when(info: ZipInfo) -> float:
    """The member's date in seconds, as good as an archive knows it; 0 where it is none."""
    with suppress(ValueError):
        return float(calendar.timegm(info.date_time))
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
        archive = _archive(item.path, os.stat(item.path).st_mtime_ns, *outer)
        with archive.open(archive.infolist()[place]) as member:
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
_EMPTY = "there is nothing in this folder."
# What systems keep (a bin, an environment of Python) and leave beside files, and what a platform
# writes about its whole class.
_NOISE, _NOISE_FILE, _LIST = (LIKE[name] for name in ("noise", "noise files", "of the class"))
_ARCHIVE = re.compile(r"\.zip$", re.I)


class HandedIn(list[Item]):
    """Every file under ``paths`` (files, folders, zips), sorted, with its student.

    skip: what we write ourselves and must not read. ours, lists: what an earlier run has written
    there, and a platform about the class; neither is read. empty: folders without a file. files:
    how many there are, for a group's is that of each.
    roster: of ``rosters``, all readings of one list, that in which most of these files have a name.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        rosters: Iterable[Roster] = (NO_LIST,),
        skip: Iterable[Path] = (),
    ) -> None:
        each = _walked(list(map(Path, paths)), set(map(os.path.realpath, skip)))
        # A file that is given twice is one.
        every = {(os.path.abspath(item.path), item.place): item for item in each}
        self.empty = [item.label for item in every.values() if item.error == _EMPTY]
        walked = [item for item in every.values() if item.error != _EMPTY]
        own = [item.path for item in walked if not (item.place or item.error)]
        self.ours = set(filter(written_here, own))
        found = [item for item in walked if item.path not in self.ours]
        names = _Names(found)
        readings = [(one, [names.who(item, one) for item in found]) for one in rosters]
        self.roster, whose = max(
            readings, key=lambda each: sum(who.by == "roster" for who in each[1])
        )
        told = zip(found, whose, strict=True)
        found = [each for item, who in told for each in _each(replace(item, who=who), self.roster)]
        # In a student's own folder it is what that student has handed in.
        lists = [one for one in found if _LIST.fullmatch(one.file) and one.who.by in ("", "file")]
        self.lists = [item.label for item in lists]
        super().__init__(item for item in found if item not in lists)
        self.files = len({(item.path, item.place, item.label) for item in self})
        self[:] = _by_folders(list(_accounts(self, self.roster)))


def _each(item: Item, roster: Roster) -> list[Item]:
    """The file, once for each student of the list whom its name or a folder's joins; and for the
    one whose it is by the platform."""
    words = [people.stem(item.file)[0], *reversed(item.folder)] if roster.names else ()
    keys = next(filter(None, map(roster.group, words)), [])
    if not keys:
        return [item]
    who = item.who
    keys = list(dict.fromkeys([who.key, *keys] if who.id else keys))
    names = tuple(roster.names.get(key, who.name) for key in keys)
    other = replace(who, by="roster", id="", late=False)
    each = (
        who if key == who.key else replace(other, key=key, name=name)
        for key, name in zip(keys, names, strict=True)
    )
    return [replace(item, who=replace(one, group=names)) for one in each]


def _accounts(items: list[Item], roster: Roster) -> Iterator[Item]:
    """The same files. Two accounts of one name are two people. Moodle's number is an account's in
    one assignment alone: in the next one everybody has another, and the name tells."""
    told = {item: _assignment(item) for item in items if item.who.id}
    several = len({around for by, around, _ in told.values() if by == "moodle"}) > 1
    held: dict[tuple[str, ...], set[str]] = defaultdict(set)  # numbers by assignment and student
    made: list[tuple[Item, Who]] = []
    for item in items:
        who = item.who
        if item in told:
            by, around, found = told[item]
            if by == "moodle" and several and who.by == "roster" and not roster.calls(found, who):
                who = found  # the list knows this number, of another assignment
            if who.by == "moodle" and (part := people.division(item.folder)):
                who = replace(who, key=f"{who.key} in {part}")
            held[*around, who.key].add(who.id)
        made.append((item, who))
    twice = {student for *_, student in (each for each in held if len(held[each]) > 1)}
    for item, who in made:
        if item in told and who.by in ("roster", "moodle"):
            by, around, found = told[item]
            where = f" in {'/'.join(around)}" if several and by == "moodle" else ""
            blind = where and found.name.endswith(f"_{who.id}")
            sure = who.by == "roster" and roster.find(who.id) == who.key
            if (who.key in twice and not sure) or blind:
                by = "account" if who.by == "roster" else "moodle"
                who = replace(who, key=f"{by} {who.id}{where}", by=by)
        yield item if who is item.who else replace(item, who=who)


def _assignment(item: Item) -> tuple[str, tuple[str, ...], Who]:
    """The platform that names a file's student, the folders about those of an assignment's
    students (but for parts of the class), and the student as it names them."""
    parts = (*item.folder, item.file)
    found = people.platform(parts)
    assert found  # a number comes from a platform's names
    if found.by != "moodle":  # its numbers are the school's
        return found.by, (), found
    at = max(n for n, part in enumerate(parts) if people.platform((part,)))
    around = (folder for folder in parts[:at] if not people.division((folder,)))
    return found.by, tuple(around), found


def _by_folders(items: list[Item]) -> list[Item]:
    """The same files: what has no number of an attempt in its own name has that of the folder
    ("try 2"), where no other of this student's files in it has one of its own."""
    own = {
        (item.who.key, item.folder[:depth])
        for item in items
        if people.numbered(item.who.number)
        for depth in range(1, len(item.folder) + 1)
    }
    made = []
    for item in items:
        who, found = item.who, 0
        if not people.numbered(who.number):
            each = people.attempt_in(item.folder)
            found = max((n for n, above in each if (who.key, above) not in own), default=0)
        who = replace(who, number=who.number + found) if found else who
        made.append(replace(item, who=who) if found else item)
    return made


class _Names:
    """What the names of all files and folders together tell of each."""

    def __init__(self, items: list[Item]) -> None:
        self._several = _several(items)
        work = [item for item in items if not people.beside(item.file)]
        self._crowd = Counter(item.folder for item in work)
        self._answers = Counter(item.folder for item in work if not people.aside(item.file))
        self._alike = Counter((item.folder, item.stem) for item in work)
        self._again = {folder for (folder, _), count in self._alike.items() if count > 1}
        self._everywhere = Counter(item.stem for item in work)
        # How many folders with work in them lie beside each other, by the one around them.
        self._siblings = Counter(folder[:-1] for folder in self._crowd if folder)
        named = {(item.folder, item.stem) for item in items if people.may_name(item.file)}
        self._shared = Counter(stem for _, stem in named)  # in how many folders a name stands
        # Folders in which a file's name may be a person's; LICENSE, in each of them, is nobody's.
        self._named = {folder for folder, stem in named if self._shared[stem] == 1}
        # How many exercises lie in a folder under their own names, and how many with words beside.
        bare = [one for one in work if people.common(one.file) and not people.with_unit(one.stem)]
        self._homes = Counter(one.folder for one in bare if one.folder)
        self._worded = Counter(item.folder for item in work if people.with_unit(item.stem))
        # Whom the files of a folder name beside their exercise, and how many are all of one's.
        self._beside: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for one in work:
            self._beside[one.folder].add(people.with_unit(one.stem))
        self._sole = Counter(min(names) for names in self._beside.values() if len(names) == 1)
        self._called = {people.simple(name) for folder in self._homes for name in folder}

    def who(self, item: Item, roster: Roster) -> Who:
        alone = self._crowd[item.folder] == 1
        depth = len(item.folder)
        parts = (*(_ARCHIVE.sub("", name) for name in item.folder), item.file)
        # What lies beside people's folders is nobody's, or whose its name says.
        own = people.beside(item.file) or people.may_name(item.file) or people.with_unit(item.stem)
        above = min(self._several, depth if own else max(0, depth - 1))
        if item.place and _ARCHIVE.search(item.folder[0]) and self._of_several(item.folder):
            above = max(above, min(1, depth))  # the archive of all
        named = tuple(p for n, p in enumerate(parts) if n >= above or not p.isdigit())  # class 3
        found = people.platform((*item.folder, item.file))
        if who := roster.who(named, found, people.stem(item.file)[0]):
            return who
        by_folder = alone or self._shared[item.stem] > 1 or self._as_its_folder(item)
        if people.beside(item.file):  # as whatever answers lie in its folder
            by_folder = by_folder or item.folder not in self._named
        who = people.plain(parts, by_folder=by_folder, above=above)
        if who.key and (part := people.division(parts[:-1])):
            return replace(who, key=f"{who.key} in {part}")
        return who if who.key else self._alone(who, item)

    def _of_several(self, folder: tuple[str, ...]) -> bool:
        """Whether a folder in an archive holds more than what one student makes, which is exercises
        under their own names: other files, or one exercise twice in it alone, as mails have it. The
        only archive is a class's, too, where all lies in a folder that is called like a person."""
        mails = len(folder) == 1 and folder in self._again
        only = len(self._homes) == 1 and any(map(people.is_persons, folder[1:][-1:]))
        return mails or only or self._answers[folder] > self._homes[folder]

    def _as_its_folder(self, item: Item) -> bool:
        """Whether a file is its folder's student's although it is called otherwise: beside
        amy/01-sources and bo/01-sources, amy/01-sources_new and amy/alliance-Amy."""
        theirs = set().union(*map(people.runs, item.folder))
        if item.folder not in self._homes or len(self._homes) == 1:
            # Amy Doe/01-sources_Doe and Amy Doe/02-1951_Doe; and where another folder has a Doe.
            names = self._beside[item.folder]
            shared = len(names) == 1 and self._sole[min(names)] > 1
            own = all(not theirs.isdisjoint(people.runs(name)) for name in names)
            return "" not in names and (own or shared)
        words = people.simple(people.with_unit(item.stem))
        few = self._worded[item.folder] <= 2 * self._homes[item.folder]  # more may be a class's
        added = few and bool(words) and words not in self._called
        return added or not theirs.isdisjoint(people.runs(item.stem))

    def _alone(self, who: Who, item: Item) -> Who:
        """Somebody whose name looks like that of work: "Part", or "Class 3A" as the folder's. It is
        theirs where no other file could have it, so that nobody becomes another's attempt."""
        folder, stem, file = item.folder, item.stem, item.file
        if folder and self._siblings[folder[:-1]] > 1:
            # One file, or several of the course's, each of another unit.
            if self._alike[folder, stem] == 1 and (file[:2].isdigit() or self._crowd[folder] == 1):
                name = people.clean(_ARCHIVE.sub("", folder[-1]))
                return replace(who, name=name, key=f"folder {'/'.join(folder)}")
        elif self._everywhere[stem] == 1 and file[:1].isalpha() and "alliance" not in stem:
            return replace(who, key=f"file {stem}")
        return who


def _several(items: list[Item]) -> int:
    """How many folders, from the outside, hold the folders of several people.

    Such a one holds at least two folders with names that stand nowhere else (“drafts” that
    everybody has is nobody's name), or is the one that all lies in.
    """
    within = {(item.folder[:n], name) for item in items for n, name in enumerate(item.folder)}
    persons = [(around, name) for around, name in within if people.is_persons(name)]
    places = Counter(name for _, name in persons)
    once = Counter(around for around, name in persons if places[name] == 1)
    # The folders that all lies in, whatever they are called, and those of a system: two archives.
    top: list[set[str]] = []
    least = min((len(item.folder) for item in items if not people.beside(item.file)), default=0)
    while len(top) < least:
        names = {item.folder[len(top)] for item in items if len(item.folder) > len(top)}
        if len(names) > 1 and any(map(people.is_persons, names)):
            break
        top.append(names)
    below = {name for around, name in persons if len(around) >= len(top)}
    several = [len(around) for around, count in once.items() if count > 1]
    # Where most people's folders hold the work itself the few that hold folders are people's too.
    own = [
        (*filter(people.is_persons, item.folder[len(top) :]), "")
        for item in items
        if people.common(item.file) and any(map(people.is_persons, item.folder[len(top) :][:1]))
    ]
    deep = {names[0] for names in own if len(names) > 2}
    if len({names[0] for names in own} - deep) > len(deep):
        several = [len(top)]
    # And files that may be called after people: HIST101/Week 1/amy.ipynb, HIST101/Late/bo.ipynb.
    below |= {item.stem for item in items if people.may_name(item.file)}
    # Of HIST101 and the one folder in it the inner is somebody's.
    single = [n for n, names in enumerate(top, 1) if any(map(people.is_persons, names))]
    courses = [n for n in single[:-1] if any(map(LIKE["course"].fullmatch, top[n - 1]))]
    return max([*courses[:1], len(top) * (len(below) > 1), *several])


def written_here(path: str) -> bool:
    """Whether this file is one that grading writes, as it was left or as a spreadsheet saved it."""
    folder, name = os.path.split(path)
    if name == "items.png":
        return written_here(os.path.join(folder, "items.csv"))
    if not name.lower().endswith((".csv", ".html", ".htm", ".json")):
        return False
    with suppress(OSError), open(path, "rb") as file:
        head = file.read(4_000).decode("utf-8-sig", "replace").replace('"', "").lstrip()
        # A school's own list has the same columns first; but Moodle's knows no state, and Canvas's
        # has totals, or no line of points.
        return bool(LIKE["ours"].match(re.sub(r"[;\t]", ",", head)))
    return False


def _walked(paths: list[Path], skip: set[str]) -> Iterator[Item]:
    top = None
    with suppress(ValueError):  # files on several drives
        top = os.path.commonpath([Path(os.path.abspath(path)).parent for path in paths])
    for path in paths:
        # What lies around several files or folders tells of them, as if all of it had been given.
        inside = Path(os.path.relpath(path, top)).parts if top else (path.name,)
        if os.path.isdir(path):  # also where the name is too long to be one
            yield from _folder(path, inside if len(paths) > 1 else (), skip)
        else:
            yield from _file(Item(str(path), str(path), inside[:-1], path.name))


def _folder(root: Path, around: tuple[str, ...], skip: set[str]) -> Iterator[Item]:
    closed: list[OSError] = []
    for place, folders, files in os.walk(root, onerror=closed.append):
        below = (*around, *Path(place).relative_to(root).parts)
        links = {name for name in folders if os.path.islink(os.path.join(place, name))}
        theirs = {
            name
            for name in (*folders, *files)
            if os.path.realpath(os.path.join(place, name)) not in skip
        }
        kept = theirs.intersection(folders) - links
        folders[:] = sorted(name for name in kept if not _NOISE.fullmatch(name))
        there = theirs.intersection(files) | theirs & links
        named = [name for name in sorted(there) if not _NOISE_FILE.fullmatch(name)]
        for name in named:
            yield from _file(Item(os.path.join(place, name), "/".join((*below, name)), below, name))
        if below and not (folders or named):
            yield Item(place, "/".join(below), below, "", error=_EMPTY)
    for fault in closed:
        folder, label = Path(fault.filename), os.path.relpath(fault.filename, root)
        yield Item(str(folder), label, Path(label).parent.parts, folder.name, error=_broken(fault))


def _file(base: Item) -> Iterator[Item]:
    # A Mac takes letters apart that no list of names or words has so.
    names = [people.clean(name, _LONGEST) for name in (*base.folder, base.file, base.label)]
    base = replace(base, folder=tuple(names[:-2]), file=names[-2], label=names[-1])
    try:
        found = os.lstat(base.path)
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
        elif _ARCHIVE.search(base.file):
            yield from _zip(base, lambda: open(base.path, "rb"))  # noqa: SIM115 - it is closed there
        else:
            yield base


def _zip(base: Item, found: Callable[[], IO[bytes]]) -> Iterator[Item]:
    """The files in an archive, and in those that lie in it; ``found`` opens it."""
    item = None
    try:
        with found() as stream, closing(_opened(stream)) as archive:
            for item in _members(replace(base, dated=_dated(archive)), archive):
                if item.error or not _ARCHIVE.search(item.file):
                    yield item
                elif len(item.place) == 1:
                    yield from _zip(item, partial(_within, archive, *item.place))
                else:
                    yield replace(item, error=sentence("member-too-deep"))
        if item is None:
            yield replace(base, error="the archive holds no file. Ask for it again.")
    except Exception as fault:
        yield replace(base, error=_broken(fault))


def _members(base: Item, archive: ZipFile) -> Iterator[Item]:
    """Every file of the archive, in its order; its names stand below those of the archive."""
    listed = archive.infolist()
    overlapping = _overlapping(listed)
    room = max(_ALL, _DENSEST * sum(info.compress_size for info in listed))
    empty: set[str] = set()
    full: set[str] = set()
    for place, info in enumerate(listed[: _MOST + 1]):
        # A Windows archive from Japan has its letters in Shift-JIS.
        known = None if info.flag_bits & 0x800 else people.reread(info.filename, "cp437")
        name = known or info.filename
        if place not in overlapping:
            room -= info.file_size
        error = _refused(info, name, place in overlapping, room)
        if place == _MOST:
            error = f"the archive holds over {_MOST} files."
        whole = re.split(r"[\\/]", name[-_LONGEST_NAME:])
        inside = [people.clean(part, _LONGEST) for part in whole if part not in ("", ".", "..")]
        around = tuple(inside if info.is_dir() else inside[:-1])
        own = tuple(takewhile(lambda folder: not _NOISE.fullmatch(folder), around))
        empty.add("/".join(own))
        if info.is_dir() or not inside or own != around or _NOISE_FILE.fullmatch(inside[-1]):
            continue
        full |= {"/".join(own[:n]) for n in range(len(own) + 1)}
        yield replace(
            base,
            label=people.clean(f"{base.label}/{'/'.join(inside)}", _LONGEST),
            folder=(*base.folder, base.file, *own),
            file=inside[-1],
            place=(*base.place, place),
            when=_when(info),
            error=error,
        )
    for bare in sorted(empty - full) if full else ():
        label = people.clean(f"{base.label}/{bare}", _LONGEST)
        yield replace(base, path=f"{base.path}/{label}", label=label, error=_EMPTY)
