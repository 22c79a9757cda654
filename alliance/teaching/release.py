"""The students' copy of the course: a folder and a zip that hold nothing of the teacher's.

The library goes in as a wheel, a zip with a list of its files: making it here needs no network and
no build tools, works from an installed copy as from a checkout, and lets us say of each file why it
is in. Before the copy goes out, every file is searched for solutions and for articles that the
teacher has brought in: a lesson that was run and saved holds them in its outputs, and they belong
to their publishers.
"""

from __future__ import annotations

import json
import re
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from hashlib import sha256
from html import unescape
from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import alliance
from alliance import corpus
from alliance.errors import Told
from alliance.html import page
from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.questions.kept_answers import MIME, joined, within
from alliance.teaching import entrances, handout, sentence, submission
from alliance.teaching.grade import NoUnit
from alliance.teaching.submission import UnreadableFile, blank
from alliance.text import digest_of_files, words

_SHORTEST = 20  # characters: a shorter message may stand anywhere by chance
_TOLD = ("right", "partly", "defensible", "recorded")
Files = Iterator[tuple[str, bytes]]  # by name


def leaks(root: Path, files: dict[str, bytes]) -> list[str]:
    """What the files tell that only the teacher may know, one line each; empty when all is well."""
    found = []
    # Whatever stands before and after a secret, the words inside it are words of the file.
    secrets = [(id, one, {*one.split()[1:-1]}) for id, one in _secrets(root)]
    for name, data in _all(files):
        if name.endswith(".py"):
            continue  # the library's own words; a misconception may be called like a variable
        said = _said(name, data)
        spoken = {*said.split()}
        found += [
            f"{name} holds of {id}: “{one[:40]}”"
            for id, one, inside in secrets
            if inside <= spoken and one in said
        ]
        if name.startswith("exercises/") and name.endswith(".ipynb"):
            found += [f"{name} holds an answer to {id}" for id in _answered(data)]
    return found


def _all(files: dict[str, bytes]) -> Files:
    """The files, and those inside a zip: the wheel, and whatever lies there by chance."""
    for name, data in files.items():
        if zipfile.is_zipfile(BytesIO(data)):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                for inside in archive.namelist():
                    yield f"{name}/{inside}", archive.read(inside)
        else:
            yield name, data


def _said(name: str, data: bytes) -> str:
    """All that a file says, whatever JSON or HTML has made of its letters."""
    text = data.decode("utf-8", "replace")
    if name.endswith((".ipynb", ".json")):
        with suppress(ValueError):  # what is no JSON is searched as it is
            text = "\n".join(_strings(json.loads(text)))
    return unescape(unescape(text))  # twice: in a question bank HTML stands in XML


def _strings(found: Any) -> Iterator[str]:
    """The texts in a JSON document; the lines of one cell or output are one text."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for name, value in found.items():
            yield name
            yield from _strings(value)
    elif isinstance(found, list):
        whole = all(isinstance(one, str) for one in found)
        for one in ["".join(found)] if whole else found:
            yield from _strings(one)


def _secrets(root: Path) -> Iterator[tuple[str, str]]:
    """What a question's solution says of it alone, with the question."""
    for path in sorted((root / "solutions" / "questions").glob("*.json")):
        for id, one in json.loads(path.read_text("utf-8"))["questions"].items():
            texts = [one["explanation"], *(row["explain"] for row in one["defensible"])]
            texts += [row["message"] for row in one["misconceptions"]]
            for sample in one.get("samples", ()):
                texts += [sample["claim"], sample["reasoning"], *sample["remarks"]]
            names = [row["name"] for row in one["misconceptions"] if "-" in row["name"]]
            told = (said for text in texts for said in _strings(text) if len(said) >= _SHORTEST)
            yield from ((id, unescape(secret)) for secret in (*told, *names))


def _answered(data: bytes) -> Iterator[str]:
    """The questions to which a blank exercise already holds an answer that earns something."""
    with suppress(UnreadableFile):
        for id, answer in submission.read(data).answers.items():
            asked = bank.known(id)
            if asked and not blank(answer) and judge(asked, answer).status in _TOLD:
                yield id


RUN = 15  # words in a row that are no chance and no short quotation
_TAG = re.compile(r"<[^<>]{1,400}>")


def copied(files: dict[str, bytes]) -> list[str]:
    """A line per file that holds a run of words of a full text; empty when all is well."""
    known = {
        run: article.id
        for article in corpus.sources("article")
        for paragraph in article.paragraphs
        if paragraph.edition == "full"
        for run in _in_a_row(words(paragraph.text))
    }
    # The course prints documents itself, which somebody's article may quote as well.
    for document in corpus.documents() if known else ():
        for paragraph in document.paragraphs:
            for run in _in_a_row(words(paragraph.text)):
                known.pop(run, None)
    found = []
    for name, data in files.items():
        if not known or name.endswith((".whl", ".png")):
            continue
        said = words(_TAG.sub(" ", _said(name, data)))
        if id := next((known[run] for run in _in_a_row(said) if run in known), None):
            found.append(sentence("brought-in", name=name, id=id))
    return found


def _in_a_row(said: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(said[i : i + RUN]) for i in range(len(said) - RUN + 1))


_NAME = "alliance_reader"
_KEPT = ("Name", "Summary", "Requires-Python", "License-Expression", "Requires-Dist")
_SECRET = ("salt", "entries", "boxes", "closing")
_TIME = (2020, 1, 1, 0, 0, 0)  # the same content gives the same bytes


class CannotRelease(Told):
    """No copy was made; the message says what to do."""


def wheel(units: Collection[str], *, graded: bool) -> tuple[str, bytes]:
    """The file name and the bytes of the students' wheel.

    units: numbers of those whose questions are in it; graded: without any key. The version ends in
    a hash of the content, so that pip replaces an older copy.
    """
    files = dict(library_files(units, graded))
    version = f"{alliance.__version__}+{digest_of_files(sorted(files.items()))[:8]}"
    info = f"{_NAME}-{version}.dist-info"
    files |= {
        f"{info}/METADATA": _metadata(version).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: alliance release\n"
        b"Root-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": b"[console_scripts]\nalliance = alliance.cli:main\n",
    }
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()
    return f"{_NAME}-{version}-py3-none-any.whl", zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files, the same bytes for the same files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=9)
    return out.getvalue()


def graded_copy(unit: dict[str, Any]) -> dict[str, Any]:
    """A unit's sealed copy without its key."""
    bare = {
        part: [{k: v for k, v in one.items() if k not in _SECRET} for one in unit[part]]
        for part in ("questions", "uncounted")
        if part in unit
    }
    return unit | bare | {"graded": True}


def library_files(units: Collection[str], graded: bool) -> Files:
    """The files of the library that students get, by name; no key where they are ``graded``."""
    root = Path(alliance.__file__).parent
    # What is the teacher's, the author's or a site's, and what lies there by chance.
    not_theirs = corpus.loaded("release.json")["not the students'"]
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or any(fnmatchcase(name, one) for one in not_theirs):
            continue
        data = path.read_bytes()
        if name.startswith("data/questions/"):
            unit = json.loads(data)
            if unit["unit"] not in units:
                continue
            if graded:
                data = json.dumps(graded_copy(unit), ensure_ascii=False, indent=1).encode()
        yield f"alliance/{name}", data


def _metadata(version: str) -> str:
    try:
        told = distribution("alliance-reader").metadata
    except PackageNotFoundError:
        raise CannotRelease(sentence("not-installed")) from None
    lines = ["Metadata-Version: 2.4", f"Version: {version}"]
    kept = [(name, value) for name in _KEPT for value in told.get_all(name) or ()]
    # Extras are the teacher's and the author's.
    lines += [f"{name}: {value}" for name, value in kept if "extra ==" not in value]
    return "\n".join(lines) + "\n"


def _record(files: dict[str, bytes], own: str) -> str:
    lines = []
    for name, data in files.items():
        digest = urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(data)}")
    return "\n".join([*lines, f"{own},,"]) + "\n"


_START = "00"  # every copy needs it: the course is found by its first notebook


class Released(NamedTuple):
    """What was made: the folder, the zip beside it, and the names of the files in both."""

    folder: Path
    archive: Path
    files: list[str]


def release(
    root: Path,
    folder: Path,
    units: Collection[str],
    *,
    graded: bool,
    questions: Collection[str] = (),
    address: str = "",
) -> Released:
    """Make the students' copy of the course at ``root`` in ``folder`` and beside it as a zip.

    units: numbers of the lessons and exercises that are in it; questions: where some are given, the
    ids of those that the exercises hold; address: of the public repository whose branch
    ``students`` this copy becomes. Raises :class:`CannotRelease`, also
    where a file would show a solution, and ``OSError`` where a file can't be written.
    """
    fresh(folder)
    folder = folder if folder.name else folder.absolute()  # "." has a name, too
    archive = folder.with_name(folder.name + ".zip")
    fresh(archive)
    address = entrances.published(root, address)
    chosen = {*units, _START}
    name, data = wheel(chosen, graded=graded)
    # On Colab a notebook is opened alone: its first cell fetches the rest, and the library.
    branch = entrances.BRANCH
    first = page("colab.txt", address=address, branch=branch, wheel=name) if address else ""
    files = dict(_course(root, chosen, set(questions), first))
    links = entrances.links(address, entrances.START) if address else {}
    readme = page("students.md", wheel=name, graded=graded, links=links)
    files |= {"README.md": readme.encode(), name: data}
    if address:
        # By these Binder finds what to install, and a Python that it has.
        files |= {"requirements.txt": f"./{name}\n".encode(), "runtime.txt": b"python-3.12\n"}
    if found := leaks(root, files):
        raise CannotRelease(sentence("shows-solutions", found="; ".join(found[:5])))
    if found := copied(files):
        raise CannotRelease("; ".join(found[:5]) + ".")
    put(folder, files)
    corpus.put(archive, zipped({f"{folder.name}/{name}": data for name, data in files.items()}))
    return Released(folder, archive, sorted(files))


def fresh(folder: Path) -> None:
    """:class:`CannotRelease` where something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotRelease(f"{folder} is there already. Give the name of a new folder.")


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Write all these files below a folder."""
    for name, data in files.items():
        corpus.put(folder / name, data)


def _course(root: Path, units: Collection[str], questions: set[str], first: str) -> Files:
    for part in ("notebooks", "exercises"):
        # Nothing that lies there by chance: a gradebook, a student's notebook.
        for path in sorted((root / part).glob("[0-9][0-9][!0-9]*")):
            if path.is_file() and path.name[:2] in units:
                yield f"{part}/{path.name}", _handed_out(path, questions, first)
    for number in sorted(units):
        # Each unit on paper, made anew: it is never older than the questions.
        try:
            one = handout.unit(number, root)
        except NoUnit:
            continue  # questions whose lesson is not written yet
        yield f"handouts/{one.path.stem}.html", handout.page(one, only=questions).encode()
    for name in ("LICENSE", "LICENSE-CONTENT", "RIGHTS.md"):
        if (root / name).is_file():
            yield name, (root / name).read_bytes()


_TITLE = re.compile(r"^\d+ questions, in three grades:.*", re.MULTILINE)


def _keep_only(notebook: dict[str, Any], questions: set[str]) -> None:
    """Leave in an exercise these of its questions alone, in the course's own numbers. Progress in
    the whole unit goes."""
    cells = notebook["cells"]
    ids = [one for cell in cells if (one := within(cell, "metadata", "alliance", "question"))]
    if kept := questions.intersection(ids):
        gone = {
            f"{id.replace('.', '-')}{part}"
            for id in {*ids} - kept
            for part in ("", "-task", "-points")
        }
        gone |= {"ending", "progress"}
        notebook["cells"] = [cell for cell in cells if cell["id"] not in gone]
        listed = ", ".join(id for id in ids if id in kept)
        title = notebook["cells"][0]
        title["source"] = _TITLE.sub(f"Of its questions: {listed}.", joined(title["source"]) or "")


def _handed_out(path: Path, questions: set[str], first: str) -> bytes:
    """A file as students get it; of an exercise, where some are given, these questions alone.
    first: what its first cell of code begins with.

    A notebook comes without the verdicts that it was stored with: they show what an answer opens,
    and come back when the cell is run. (In a graded copy they come back as "recorded".)
    """
    data = path.read_bytes()
    if path.suffix != ".ipynb":
        return data
    notebook = json.loads(data)
    notebook["metadata"].get("alliance", {}).pop("made_from", None)
    if path.parent.name == "exercises":
        _keep_only(notebook, questions)
    for cell in notebook["cells"]:
        if first and "setup" in (within(cell, "metadata", "tags") or ()):
            head, _, rest = (joined(cell["source"]) or "").partition("\n")
            cell["source"], first = f"{head}\n{first}{rest}", ""
        if any(MIME in output.get("data", ()) for output in cell.get("outputs", ())):
            cell["outputs"], cell["execution_count"] = [], None
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()
