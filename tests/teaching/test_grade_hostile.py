"""Broken and hostile files: each is a row, nothing of theirs runs, nobody else's grade moves."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from clock import within
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.teaching import submission
from alliance.teaching.spreadsheet import safe
from alliance.teaching.submission import UnreadableFile

RIGHT = room.right()
CHOICE, MARK = room.question("choice"), room.question("mark")
FULL = room.answered(RIGHT)
DEEP = 100_000
TYPED = f'al.check("{CHOICE}", {RIGHT[CHOICE]!r})'


def _cells(*sources: Any) -> dict[str, Any]:
    return room.notebook(*map(room.code, sources))


def _runs(marker: Path) -> list[str]:
    """Code that would show that it ran."""
    write = f"open({str(marker)!r}, 'w').write('ran')"
    return [
        f"{write}\nwhile True: pass",
        f"{write}\nimport os; os._exit(0)",
        f"{write}\nimport alliance; alliance.check = lambda *a: 'right'",
        f"!touch {marker}",
        f"%%bash\ntouch {marker}",
        f"al.check('{CHOICE}', {write})",
        f"al.check('{CHOICE}', [{write}][0])",
        f"al.check('{CHOICE}', f'{{{write}}}')",
    ]


HOSTILE: dict[str, Any] = {
    "empty.ipynb": b"",
    "spaces.json": b" \n\t ",
    "zeros.ipynb": b"\0" * 5_000,
    "truncated.ipynb": json.dumps(FULL).encode()[:-400],
    "invalid.json": b'{"student": "x", "answers": {"a": }',
    "list.json": [],
    "number.json": 7,
    "null.json": None,
    "text.ipynb": b"al.check('sources.1', 'b')",
    "html.ipynb": b"<html><body>login</body></html>",
    "picture.ipynb": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "pickle.ipynb": b"cos\nsystem\n(S'touch pwned'\ntR.",
    "latin.ipynb": json.dumps(_cells("# café\n" + TYPED), ensure_ascii=False).encode("latin-1"),
    "utf16.ipynb": json.dumps(FULL).encode("utf-16"),
    "bom.ipynb": b"\xef\xbb\xbf" + json.dumps(FULL).encode(),
    "nested.json": b"[" * DEEP + b"]" * DEEP,
    "nested-answer.json": b'{"answers": {"x": ' + b"[" * DEEP + b"]" * DEEP + b"}}",
    "nested-code.ipynb": _cells(f"al.check('{CHOICE}', " + "[" * 5_000 + "]" * 5_000 + ")"),
    "nested-calls.ipynb": _cells(f"al.check('{CHOICE}', f" + "()" * 9_000 + ")"),
    "minus.ipynb": _cells(f"al.check('{CHOICE}', " + "-" * 20_000 + "1)"),
    "plus.ipynb": _cells(f"al.check('{CHOICE}', " + "+".join("1" * 20_000) + ")"),
    "huge-integer.ipynb": _cells(f"al.check('{CHOICE}', " + "9" * 40_000 + ")"),
    "huge-hex.ipynb": _cells(f"al.check('{CHOICE}', 0x" + "f" * 40_000 + ")"),
    "power.ipynb": _cells(f"al.check('{CHOICE}', 10**100000)"),
    "huge-integer.json": b'{"answers": {"' + CHOICE.encode() + b'": ' + b"9" * 100_000 + b"}}",
    "huge-text.json": {"answers": {CHOICE: "x" * 3_000_000}},
    "nan.json": b'{"answers": {"%b": NaN, "%b": Infinity}}' % (CHOICE.encode(), MARK.encode()),
    "doubled.json": b'{"answers": {"%b": "zz", "%b": "yy"}}' % (CHOICE.encode(), CHOICE.encode()),
    "surrogate.json": b'{"student": "\\ud800x", "answers": {"%b": "\\udfff"}}' % MARK.encode(),
    "typed.json": {"student": ["x"], "answers": {CHOICE: {"a": [None, {}]}, MARK: [[[[[[[1]]]]]]]}},
    "answers-list.json": {"student": "x", "answers": [1, 2]},
    "many.json": {"answers": {f"sources.{i}": "b" for i in range(5_000)}},
    "ids.json": {"answers": {"../../x": 1, "": 2, "sources.999": 3, "=1+1": 4, "\u202e": 5}},
    "ids.ipynb": _cells("al.check('nowhere.1', 'b')", "al.check(b'x', 1)", "al.check()"),
    "cells.ipynb": {"cells": ["x", 7, None, [], {"cell_type": "code"}, {"source": 9}]},
    "cells-text.ipynb": {"cells": "al.check"},
    "source.ipynb": room.notebook({"cell_type": "code", "source": [1, "x"], "outputs": "no"}),
    "outputs.ipynb": room.notebook(
        room.code(TYPED, {"data": "no"}, {"data": {room.MIME: [1]}}, {"data": {room.MIME: "{"}})
    ),
    "metadata.ipynb": {**FULL, "metadata": [], "nbformat": "x"},
    "sheets.ipynb": {"worksheets": [1, {"cells": 3}], "nbformat": 3},
    "many-cells.ipynb": _cells(*["x = 1"] * 6_000),
    "long-cell.ipynb": _cells("x = 1\n" * 200_000),
    "backslash.ipynb": _cells(f"'\\d'\n{TYPED}"),
    "null-byte.ipynb": _cells(f"{TYPED}\0"),
    "unclosed.ipynb": _cells(f"al.check('{CHOICE}', '''" + "(" * 3_000),
    "calls.ipynb": _cells("check(" * 8_000),
    "program.exe": b"MZ" + b"\0" * 300,
    "not-a-zip.zip": b"PK\3\4 nothing",
}


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a hostile class and three good students among them."""
    folder = tmp_path_factory.mktemp("class") / "handed-in"
    for name, content in HOSTILE.items():
        room.save(folder / name, content)
    for number, source in enumerate(_runs(folder.parent / "ran")):
        room.save(folder / f"runs{number}.ipynb", _cells(source, TYPED))
    for name, content in _good().items():
        room.save(folder / name, content)
    return folder


def _good() -> dict[str, Any]:
    return {
        "aaron.ipynb": FULL,
        "mia.json": {"student": "Mia", "answers": {CHOICE: RIGHT[CHOICE]}},
        "zoe.ipynb": room.answered({MARK: RIGHT[MARK]}),
    }


@pytest.mark.slow
def test_every_file_is_a_row_and_nobody_elses_grade_moves(classroom: Path, tmp_path: Path) -> None:
    for name, content in _good().items():
        room.save(tmp_path / name, content)
    alone = {row["file"]: (row["score"], row["answers"]) for row in room.graded(tmp_path)}
    with within(60):
        rows = {row["file"]: row for row in room.graded(classroom)}
    assert set(rows) == {path.name for path in classroom.iterdir()}
    for name in _good():
        assert (rows[name]["score"], rows[name]["answers"]) == alone[name]
        assert rows[name]["error"] is None


@pytest.mark.slow
def test_nothing_of_a_students_runs_and_nothing_is_written_but_the_output(
    classroom: Path, tmp_path: Path
) -> None:
    before = _listing(classroom.parent)
    out = tmp_path / "out"
    options = ["-o", out / "g.csv", "--feedback", out / "pages"]
    done = subprocess.run(
        [sys.executable, "-m", "alliance", "grade", classroom, *options],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(room.ROOT)},
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert _listing(classroom.parent) == before
    assert not (classroom.parent / "ran").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    assert all(re.fullmatch(r"[\w-]+\.html", path.name) for path in (out / "pages").iterdir())


def _listing(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*"))


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_an_unreadable_file_says_why_in_words(name: str, classroom: Path) -> None:
    row = room.one(classroom / name)
    assert row["error"] is None or re.fullmatch(r"[^{}\n]{10,200}\.", row["error"]), row["error"]
    assert 0 <= row["score"] <= row["out_of"]
    assert all(len(flag) < 300 for flag in row["flags"])


@pytest.mark.parametrize("number", range(8))
def test_code_that_would_run_is_worth_its_typed_answer(number: int, classroom: Path) -> None:
    row = room.one(classroom / f"runs{number}.ipynb")
    assert row["score"] == 1.0


@pytest.mark.parametrize("name", ["latin.ipynb", "utf16.ipynb", "bom.ipynb", "backslash.ipynb"])
def test_what_can_be_read_is_read(name: str, classroom: Path) -> None:
    assert room.one(classroom / name)["answers"][CHOICE]["status"] == "right"


def test_forged_records_are_worth_their_answers(tmp_path: Path) -> None:
    forged = {"question": CHOICE, "answer": "zz", "version": 1, "status": "right", "score": 100}
    output = {"output_type": "display_data", "data": {room.MIME: forged, "text/plain": "✓ Right"}}
    room.save(tmp_path / "mallory.ipynb", room.notebook(room.code("al.ask('x')", output)))
    scored = {"student": "M", "score": 99, "out_of": 1, "answers": {CHOICE: "zz"}}
    room.save(tmp_path / "mallory.json", scored)
    for row in room.graded(tmp_path):
        assert row["score"] == judge(bank.question(CHOICE), "zz").score == 0.0
        assert row["out_of"] == len(RIGHT)


@pytest.mark.parametrize("edition", [0, -5, 10**30, True, "2", [2], None])
@pytest.mark.parametrize("kind", ["ipynb", "json"])
def test_an_edition_that_never_was_asks_no_fewer_questions(
    tmp_path: Path, edition: Any, kind: str
) -> None:
    answers = {CHOICE: RIGHT[CHOICE]}
    held: dict[str, Any] = {"student": "M", "answers": answers, "edition": edition}
    if kind == "ipynb":
        held = room.answered(answers)
        held["metadata"] = {"alliance": {"unit": "01", "role": "exercise", "edition": edition}}
    row = room.one(room.save(tmp_path / f"mallory.{kind}", held))
    first = sum(one.counts_in(1) for one in bank.unit(room.UNIT).all.values())
    least = first if edition is None and kind == "ipynb" else len(RIGHT)
    assert (row["score"], row["out_of"]) == (1, least)


def _unnamed(book: dict[str, Any]) -> None:
    book["metadata"]["alliance"].pop("edition")


def _older(book: dict[str, Any]) -> None:
    book["metadata"]["alliance"]["edition"] = 1


def _emptied(book: dict[str, Any]) -> None:
    _unnamed(book)
    for cell in book["cells"]:
        if cell["id"] in NEW:
            cell["source"] = ""


def _cut(book: dict[str, Any]) -> None:
    _unnamed(book)
    book["cells"] = [cell for cell in book["cells"] if cell["id"] not in NEW]


def _filled(book: dict[str, Any]) -> None:
    _cut(book)
    gone = [id for id, one in bank.unit("1951").uncounted.items() if one.until == 1]
    book["cells"] += [room.code(f'al.check("{id}", "")') for id in gone]


ASKED = bank.unit("1951").questions
NEW = [id.replace(".", "-") for id, one in ASKED.items() if one.since > 1]
FIRST = [one for one in bank.unit("1951").uncounted.values() if one.since == 1 <= one.until]
ALL, OLD = len(ASKED), len(ASKED) - len(NEW) + len(FIRST)
COUNT = f"questions of edition {max(one.since for one in ASKED.values())} stand in it, which counts"


@pytest.mark.parametrize(
    ("alter", "out_of", "told"),
    [
        (_unnamed, ALL, COUNT),
        (_older, ALL, COUNT),
        (_emptied, ALL, COUNT),
        # What an older hand-in may look like keeps its maximum, and is to be looked at.
        (_cut, OLD, "1951.9, 1951.11, 1951.10, 1951.14"),
        (_filled, OLD, f"its title speaks of {ALL} questions"),
        (lambda book: book["metadata"].clear(), ALL, ""),
        (lambda book: None, ALL, ""),
    ],
)
def test_an_edition_that_was_taken_out_is_told(
    tmp_path: Path, alter: Callable[[dict[str, Any]], None], out_of: int, told: str
) -> None:
    book = json.loads((room.ROOT / "exercises" / "02-1951.ipynb").read_text("utf-8"))
    alter(book)
    book["cells"].append(room.checked("1951.3", room.right("1951")["1951.3"]))
    row = room.one(room.save(tmp_path / "mallory.ipynb", book))
    assert (row["score"], row["out_of"]) == (1, out_of)
    flags = [flag for flag in row["flags"] if "seems made from edition 1" in flag]
    assert len(flags) == bool(told) and told in "".join(flags)


def test_a_lesson_is_marked_out_of_what_is_asked_now(tmp_path: Path) -> None:
    """No lesson names its edition; its practice is of the first one."""
    book = json.loads((room.ROOT / "notebooks" / "02-the-1951-treaty.ipynb").read_text("utf-8"))
    book["cells"].append(room.checked("1951.3", room.right("1951")["1951.3"]))
    row = room.one(room.save(tmp_path / "amy.ipynb", book))
    assert ASKED.keys() <= row["answers"].keys()
    assert row["out_of"] == len(ASKED) and "seems" not in str(row["flags"])


@pytest.mark.parametrize(
    "code",
    [
        "al.check('" + "\\'" * 4_000,
        'al.check("' + '\\"' * 4_000,
        "al.check(#" * 900,
        "\n".join(f"v{n} = al.check" for n in range(900)),
        "al.check(0x" + "f" * 9_000,
    ],
)
def test_code_that_is_made_to_be_slow_costs_seconds_at_most(tmp_path: Path, code: str) -> None:
    cells = [room.code(f"{code}\n# {n}") for n in range(60)]
    book = room.notebook(room.checked(CHOICE, RIGHT[CHOICE]), *cells, unit="01")
    with within(5):
        assert room.one(room.save(tmp_path / "mallory.ipynb", book))["score"] == 1


def test_half_a_character_stops_no_class(tmp_path: Path) -> None:
    """JSON and Python can spell one, and no file can hold it."""
    room.save(
        tmp_path / "in" / "a.ipynb", _cells(f"# {CHOICE}\n\ud800", "al.check('zz.9', '\\udc00')")
    )
    room.save(tmp_path / "in" / "b.json", {"student": "\ud83d", "answers": {"\ud800": "\ud800"}})
    room.save(tmp_path / "in" / "c.json", {"student": "", "answers": {CHOICE: "\ud800"}})
    room.save(tmp_path / "in" / "d.ipynb", FULL)
    for kind in ("json", "csv"):
        out = tmp_path / f"out.{kind}"
        done = room.run(tmp_path / "in", "--format", kind, "-o", out, "--feedback", tmp_path / kind)
        assert done.exit_code in (0, 1) and out.exists(), done.output


def test_a_long_name_of_a_file_costs_no_time(tmp_path: Path) -> None:
    for word in ("work _", "final copy ", "try 2 _"):
        room.save(tmp_path / f"{(word * 40)[:220]}.ipynb", FULL)
    with within(5):
        assert len(room.graded(tmp_path)) == 3


def test_a_picture_in_a_text_costs_no_answer(tmp_path: Path) -> None:
    """Colab puts it into the text itself."""
    picture = {
        "cell_type": "markdown",
        "source": f"![map](data:image/png;base64,{'A' * 3_000_000})",
    }
    book = room.notebook(room.checked(CHOICE, RIGHT[CHOICE]), picture, unit="01")
    row = room.one(room.save(tmp_path / "amy.ipynb", book))
    assert (row["score"], row["error"]) == (1, None)
    book = room.notebook(*[room.code("x = 1\n" * 8_000)] * 30, unit="01")
    assert "more code than any course" in room.one(room.save(tmp_path / "a.ipynb", book))["error"]


@pytest.mark.slow
def test_200_mb_of_output_are_read_past(tmp_path: Path) -> None:
    line = '"' + "tick " * 15 + '\\n",\n'
    cells = [json.dumps(room.checked(id, answer)) for id, answer in RIGHT.items()]
    path = tmp_path / "amy.ipynb"
    with path.open("w") as file:
        file.write('{"cells": [' + ",".join(cells[:5]))
        file.write(',{"cell_type": "code", "source": "x", "outputs": [{"text": [')
        for _ in range(260):
            file.write(line * 10_000)
        file.write('"end"]}]},{"cell_type": "code", "source": "y", "outputs": [{"text": "')
        for _ in range(5):
            file.write('a\\"b\\\\' * 700_000)
        file.write('"}]},' + ",".join(cells[5:]) + "]}")
    assert path.stat().st_size > 200_000_000
    with within(60):
        row = room.one(path)
    assert row["error"] is None
    assert row["score"] == sum(judge(bank.question(i), a).score or 0 for i, a in RIGHT.items())
    assert any("long outputs" in flag for flag in row["flags"])


JSON = st.recursive(
    st.integers() | st.text('a"\\,:[] \n', max_size=9) | st.text("b\\", min_size=20, max_size=400),
    lambda one: st.lists(one, max_size=9) | st.dictionaries(st.text('k"\\', max_size=3), one),
    max_leaves=40,
)


def shortened(data: bytes, size: int) -> bytes:
    shortener = submission._Shortener()
    for start in range(0, len(data), size):
        shortener.feed(data[start : start + size])
    return shortener.end()


def bare(found: Any, long: int) -> Any:
    """What has to be left of a document: all but its long texts."""
    if isinstance(found, dict):
        return {name: bare(one, long) for name, one in found.items()}
    if isinstance(found, list):
        return [bare(one, long) for one in found]
    return "" if isinstance(found, str) and len(json.dumps(found)) > long else found


@pytest.mark.slow
@given(JSON)
@example("\\" * 300)
@example(["\\" * 301, "b" * 300, "\\"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_pieces_of_a_few_bytes_a_file_loses_the_same_as_in_one(
    monkeypatch: pytest.MonkeyPatch, document: Any
) -> None:
    """Wherever a piece ends: in an escape, in a text, at its mark, at the comma behind it."""
    monkeypatch.setattr(submission, "_CHUNK", 100)
    monkeypatch.setattr(submission, "_LONG", 60)
    for run in (150, 1_000_000):  # lists of texts lose their rest, or don't
        monkeypatch.setattr(submission, "_RUN", run)
        data = json.dumps([document, {"answer": "kept"}]).encode()
        whole = shortened(data, len(data))
        assert json.loads(whole)[-1] == {"answer": "kept"}
        assert run == 150 or json.loads(whole) == bare(json.loads(data), 60)
        sizes = range(1, 8) if run == 150 else ()
        assert {shortened(data, size) for size in sizes} <= {whole}


def test_a_key_behind_a_long_list_of_numbers_keeps_its_name() -> None:
    numbers = ", ".join(["0.25"] * 400_000)
    for key in ("a" * 9, "a" * 60_000):
        data = f'[[{numbers}], {{"{key}": "x"}}]'.encode()
        assert json.loads(shortened(data, 1 << 20))[1] == {key: "x"}


def test_what_is_large_without_being_a_notebook_is_refused_in_bounded_memory() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"[" * size

    with pytest.raises(UnreadableFile):
        submission.read_bounded(Endless())  # type: ignore[arg-type]


def test_zips_links_bombs_and_paths_out_of_them(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("mallory/link.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    members: dict[str | zipfile.ZipInfo, Any] = {
        "../escape.ipynb": FULL,
        "/absolute.ipynb": FULL,
        "C:\\windows.ipynb": FULL,
        link: b"/etc/passwd",
        "long" + "_-" * 30_000 + ".ipynb": FULL,
        "bomb.ipynb": b"[" * 30_000_000,
        "okriben_3_4_hw.ipynb": FULL,
    }
    archive = room.packed(tmp_path / "in" / "class.zip", members)
    with within(30):
        rows = {row["file"].split("/")[-1]: row for row in room.graded(archive)}
    assert len(rows) == len(members)
    for name in ("escape.ipynb", "absolute.ipynb", "windows.ipynb"):
        assert "points outside" in rows[name]["error"]
    assert "link" in rows["link.ipynb"]["error"]
    assert rows["bomb.ipynb"]["error"]
    assert rows["okriben_3_4_hw.ipynb"]["score"] > 1
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "class.zip"]


def test_a_path_out_of_one_archive_takes_nobodys_name_from_the_others(tmp_path: Path) -> None:
    room.packed(tmp_path / "mal.zip", {"../../escape.ipynb": FULL, "/tmp/x/absolute.ipynb": FULL})
    room.packed(tmp_path / "okri.zip", {"01-sources.ipynb": FULL})
    rows = room.graded(tmp_path)
    assert [row["student"] for row in rows if row["score"] > 1] == ["okri"]
    assert sum("points outside" in str(row["error"]) for row in rows) == len(rows) - 1 == 2


@pytest.mark.slow
def test_a_bomb_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    archive = room.packed(tmp_path / "class.zip", {"amy.ipynb": FULL})
    data = archive.read_bytes()
    # Eighty members that all point at one: a small file that says it holds 8 GB.
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("zz.ipynb", b" " * 100_000_000)
        out.writestr("amy_1_2_a.ipynb", json.dumps(FULL))
        first = out.getinfo("zz.ipynb")
        out.filelist += [first] * 80
    assert archive.stat().st_size < 20 * len(data) + 300_000
    with within(60):
        rows = room.graded(archive)
    assert sum(row["error"] is not None for row in rows) == 81
    assert [row["score"] > 1 for row in rows if row["student"] == "amy"] == [True]


def test_locked_and_damaged_members_are_rows(tmp_path: Path) -> None:
    archive = room.packed(tmp_path / "class.zip", {"amy.ipynb": FULL, "ben.ipynb": FULL})
    data = bytearray(archive.read_bytes())
    data[60:90] = b"\0" * 30
    archive.write_bytes(bytes(data))
    amy, ben = room.graded(archive)
    assert "can't be unpacked" in amy["error"]
    assert ben["error"] is None
    locked = data.replace(b"PK\1\2\x14\x03\x14\0\0\0", b"PK\1\2\x14\x03\x14\0\1\0")
    archive.write_bytes(bytes(locked))
    assert all("password" in row["error"] for row in room.graded(archive))


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    room.save(tmp_path / "elsewhere" / "secret.ipynb", FULL)
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    (tmp_path / "in" / "mallory.ipynb").symlink_to(tmp_path / "elsewhere" / "secret.ipynb")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    os.mkfifo(tmp_path / "in" / "pipe.ipynb")
    rows = {row["file"]: row["error"] for row in room.graded(tmp_path / "in")}
    assert set(rows) == {"amy.ipynb", "mallory.ipynb", "folder", "loop", "pipe.ipynb"}
    assert [name for name, error in rows.items() if error is None] == ["amy.ipynb"]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "＝1+1", "a;=1+1"]
FORMULAS += ["a\n\n=1+1", "a\n\t=1+1", "a;;=1+1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_gradebook_is_a_formula(formula: str, tmp_path: Path) -> None:
    name = formula.replace("/", "_").strip()
    room.save(tmp_path / f"{name}.ipynb", room.answered({MARK: formula}))
    room.save(tmp_path / "m.json", {"student": formula, "answers": {MARK: formula}})
    for kind in ("csv", "canvas", "moodle"):
        text = room.run(tmp_path, "--format", kind).stdout
        for delimiter in ",;\t":
            # Where it cuts at semicolons, a line's end ends a row, whatever stands round it.
            cut = text if delimiter == "," else text.replace('"', " ")
            for row in csv.reader(io.StringIO(cut), delimiter=delimiter):
                assert not [cell for cell in row if re.match(r"\s*[=+\-@＝＋－＠]", cell)]


def test_names_that_turn_the_writing_round_are_shown_straight(tmp_path: Path) -> None:
    room.save(tmp_path / "a.json", {"student": "evil\u202egpj.exe\0\u2066", "answers": RIGHT})
    (row,) = room.table(tmp_path)
    assert row["student"] == "evil gpj.exe"
    assert safe("a\u202eb\0c") == "a b c"


def test_pages_escape_what_students_write(tmp_path: Path) -> None:
    script = "<script>alert(1)</script>\u202eturned\7"
    room.save(tmp_path / "in" / "a.json", {"student": script, "answers": {MARK: script}})
    room.run(tmp_path / "in", "--feedback", tmp_path / "pages", "-o", tmp_path / "g.csv")
    (page,) = (tmp_path / "pages").iterdir()
    assert "<script" not in page.read_text("utf-8") and "turned" in page.read_text("utf-8")
    assert not {"\u202e", "\7"} & {*page.read_text("utf-8")}, "nor what turns it round"
    assert re.fullmatch(r"[\w-]+\.html", page.name)


@pytest.mark.parametrize("name", ["../../escape", "/etc/passwd", "CON", "a\0b", "..", "." * 300])
def test_no_name_leads_out_of_the_folder_of_pages(name: str, tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "a.json", {"student": name, "answers": RIGHT})
    room.run(tmp_path / "in", "--feedback", tmp_path / "x" / "pages", "-o", tmp_path / "g.csv")
    (page,) = (tmp_path / "x" / "pages").iterdir()
    assert len(page.name) < 80
    assert {path.name for path in tmp_path.iterdir()} == {"in", "x", "g.csv"}


_NAMES = ["cells", "source", "outputs", "data", "metadata", "answers", "student", "input"]
_NAMES += ["cell_type", "worksheets", room.MIME, "question", "answer", CHOICE]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(_NAMES),
            inner | st.sampled_from(["code", TYPED, CHOICE]),
            max_size=5,
        )
    ),
    max_leaves=25,
)


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=_JSON)
def test_any_json_is_a_submission_or_says_why_not(document: Any) -> None:
    try:
        read = submission.read(json.dumps(document).encode())
    except UnreadableFile as why:
        assert str(why).endswith(".")
    else:
        assert all(type(id) is str for id in read.answers)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(data=st.binary(max_size=60), at=st.integers(0, 5_000))
def test_any_damage_to_a_notebook_is_a_submission_or_says_why_not(data: bytes, at: int) -> None:
    whole = json.dumps(FULL).encode()
    try:
        submission.read(whole[:at] + data + whole[at + len(data) :])
    except UnreadableFile as why:
        assert str(why).endswith(".")


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(source=st.text(alphabet="alcheck.(\"'sources1,)[]{}#\n\\ =bfr", max_size=80))
def test_any_code_is_read_without_a_fault(source: str) -> None:
    submission.read(json.dumps(_cells(source, TYPED)).encode())
