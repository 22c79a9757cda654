"""Files that broke a run once: one bad archive or name must never cost the class its gradebook."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from clock import within

RIGHT = room.right()
FULL = room.answered(RIGHT)


def _zip(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _of_another_age(data: bytes) -> bytes:
    at = data.rfind(b"PK\1\2") + 6
    return data[:at] + b"\x63\0" + data[at + 2 :]


INNER = _zip({"01-sources.ipynb": json.dumps(FULL).encode()})
EMPTY = {"nothing": _zip({}), "a folder": _zip({"work/": b""}), "noise": _zip({"__MACOSX/a": b""})}


@pytest.mark.parametrize("where", ["class.zip", "amy.zip"])
def test_an_archive_that_needs_a_newer_program_is_a_row(where: str, tmp_path: Path) -> None:
    broken = _of_another_age(INNER)
    data = broken if where == "amy.zip" else _zip({"amy_1_2_hw.zip": broken})
    room.save(tmp_path / where, data)
    room.save(tmp_path / "zoe.ipynb", FULL)
    bad, zoe = room.graded(tmp_path)
    assert bad["student"] == "amy"
    assert "damaged" in bad["error"]
    assert zoe["score"] > 1


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_damaged_archive_within_an_archive_is_a_row(packing: int, tmp_path: Path) -> None:
    members = {"amy_1_2_hw.zip": INNER, "zoe_3_4_hw.ipynb": json.dumps(FULL).encode()}
    data = bytearray(_zip(members, packing))
    data[48:120] = b"\xff" * 72
    room.save(tmp_path / "class.zip", bytes(data))
    amy, zoe = room.graded(tmp_path / "class.zip")
    assert "can't be unpacked" in amy["error"]
    assert zoe["score"] > 1


@pytest.mark.parametrize("what", EMPTY)
def test_an_archive_without_a_file_is_a_row(what: str, tmp_path: Path) -> None:
    room.save(tmp_path / "ben.zip", EMPTY[what])
    room.save(tmp_path / "class.zip", _zip({"amy_1_2_hw.zip": EMPTY[what], "zoe_3_4_a.json": b""}))
    rows = {row["student"]: row["error"] for row in room.graded(tmp_path)}
    assert set(rows) == {"amy", "ben", "zoe"}
    assert "holds no file" in rows["amy"]
    assert "holds no file" in rows["ben"]


@pytest.mark.slow
def test_a_students_archive_is_unpacked_once_and_not_once_per_file(tmp_path: Path) -> None:
    members = {f"env/{i}.py": b"x" for i in range(400)} | {"big.bin": b"\0" * 40_000_000}
    room.save(tmp_path / "class.zip", _zip({"amy_1_2_hw.zip": _zip(members, zipfile.ZIP_STORED)}))
    with within(15):
        assert len(room.graded(tmp_path / "class.zip")) == 401


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
def test_names_whose_bytes_are_no_utf_8_are_rows_with_their_letters(tmp_path: Path) -> None:
    for name in ("山田".encode("cp932"), "山口".encode("cp932"), b"\xff\xfe"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name + b".ipynb"))).write_text(
            json.dumps(FULL)
        )
    students = [row["student"] for row in room.graded(tmp_path)]
    assert len(students) == 3
    assert {"山田", "山口"} < set(students)


@pytest.mark.parametrize(
    ("one", "other"), [("🎉", "😀"), ("なかしま", "なかじま"), ("วิชัย", "วชย"), ("राम", "रमा")]
)
@pytest.mark.parametrize("name", ["{}.ipynb", "{}/01-sources.ipynb"])
def test_two_names_are_two_students(name: str, one: str, other: str, tmp_path: Path) -> None:
    room.save(tmp_path / name.format(one), FULL)
    room.save(tmp_path / name.format(other), FULL)
    rows: list[dict[str, Any]] = room.graded(tmp_path)
    assert [row["attempts"] for row in rows] == [1, 1]


def test_what_would_fill_the_memory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    parts = b"[]," * 5_000_000
    room.save(tmp_path / "amy.json", b'{"answers": {"sources.1": [' + parts + b"[]]}}")
    room.save(tmp_path / "ben.ipynb", b'{"cells": [' + parts.replace(b"[]", b"{}") + b"{}]}")
    with within(5):
        assert all("more parts" in row["error"] for row in room.graded(tmp_path))


def test_lines_lost_in_a_cell_cost_neither_its_answer_nor_its_record(tmp_path: Path) -> None:
    one, other = list(RIGHT)[:2]
    typed = room.code(["# mine\n", None, f"al.check({one!r}, {RIGHT[one]!r})", 7])  # type: ignore[list-item]
    ran = room.checked(other, RIGHT[other]) | {"source": {"lost": True}}
    room.save(tmp_path / "amy.ipynb", room.notebook(typed, ran))
    row = room.one(tmp_path)
    assert [row["answers"][id]["status"] for id in (one, other)] == ["right", "right"]
    assert any("no cells" in flag for flag in row["flags"])


def test_cells_beyond_any_course_are_told_of(tmp_path: Path) -> None:
    cells = [room.code("x = 1")] * 5_000 + [room.checked(id, a) for id, a in RIGHT.items()]
    room.save(tmp_path / "amy.ipynb", room.notebook(*cells))
    assert any("first 5000 cells" in flag for flag in room.one(tmp_path)["flags"])


@pytest.mark.parametrize("more", ['"c"', "note=1", 'answer="c"', "**{}"])
def test_two_answers_at_once_are_none_as_in_the_notebook(more: str, tmp_path: Path) -> None:
    id = room.question("choice")
    room.save(tmp_path / "amy.ipynb", room.notebook(room.code(f"al.check({id!r}, 'b', {more})")))
    row = room.one(tmp_path)
    assert (row["answers"][id]["answer"] is None) == (more != "**{}")


@pytest.mark.parametrize("name", ["amy.ipynb", "amy.json", "amy.zip"])
def test_a_gradebook_is_never_written_over_what_was_handed_in(name: str, tmp_path: Path) -> None:
    content = {"answers": RIGHT} if name == "amy.json" else FULL
    work = room.save(tmp_path / name, content)
    before = work.read_bytes()
    room.save(tmp_path / "ben.ipynb", FULL)
    # What a shell makes of "-o *".
    done = room.run("-o", work, tmp_path / "ben.ipynb")
    assert done.exit_code == 2
    assert "would be lost" in done.output
    assert work.read_bytes() == before


def test_neither_a_class_list_nor_a_given_file_is_written_over(tmp_path: Path) -> None:
    roster = room.save(tmp_path / "roster.csv", b"name,id\nAmy,1\n")
    amy = room.save(tmp_path / "amy.ipynb", FULL)
    assert room.run(amy, "--roster", roster, "-o", roster).exit_code == 2
    assert roster.read_bytes() == b"name,id\nAmy,1\n"


@pytest.mark.parametrize("ending", [".csv", ".html"])
def test_a_sheet_of_arguments_is_not_written_over_a_class_list(ending: str, tmp_path: Path) -> None:
    roster = room.save(tmp_path / "class.csv", b"name,id\nAmy,1\n")
    amy = room.save(tmp_path / "amy.ipynb", FULL)
    for given in (("--roster", roster), ()):
        done = room.run(amy, *given, "--review", roster.with_suffix(ending))
        assert done.exit_code == 2 and "would be lost" in done.output
    assert roster.read_bytes() == b"name,id\nAmy,1\n"


def test_two_files_have_two_names_and_a_sheet_has_an_ending(tmp_path: Path) -> None:
    amy = room.save(tmp_path / "amy.ipynb", FULL)
    one = tmp_path / "one.csv"
    for options in (("--review", one), ("--changes", one), ("--review", tmp_path / "one.html")):
        done = room.run(amy, "-o", one, *options)
        assert done.exit_code == 2 and "name of its own" in done.output
    done = room.run(amy, "--review", tmp_path / "sheet.docx")
    assert done.exit_code == 2 and ".csv" in done.output
    assert {path.name for path in tmp_path.iterdir()} == {"amy.ipynb"}


@pytest.mark.parametrize("option", ["-o", "--changes", "--review"])
def test_nothing_is_written_over_what_was_handed_in(option: str, tmp_path: Path) -> None:
    amy = room.save(tmp_path / "in" / "amy" / "01-sources.ipynb", FULL)
    before = amy.read_bytes()
    assert room.run(tmp_path / "in", option, amy).exit_code == 2
    assert amy.read_bytes() == before


@pytest.mark.parametrize("name", ["g.xlsx", "G.XLS", "g.ods", "g.numbers"])
def test_a_table_is_not_called_a_workbook(name: str, tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    for option in ("-o", "--changes", "--review"):
        done = room.run(tmp_path / "in", option, tmp_path / name)
        assert done.exit_code == 2 and ".csv" in done.output and not (tmp_path / name).exists()


def test_a_gradebook_can_be_written_again(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    for name in ("g.json", "g.csv"):
        for _ in range(2):
            assert room.run(tmp_path / "in", "-o", tmp_path / name).exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
@pytest.mark.parametrize("kind", ["csv", "json", "canvas", "moodle"])
@pytest.mark.parametrize("excel", [False, True])
def test_what_was_written_into_a_gradebook_by_hand_is_kept(
    tmp_path: Path, kind: str, excel: bool
) -> None:
    out = tmp_path / ("g.json" if kind == "json" else "g.csv")
    given = (tmp_path / "in", "-o", out, "--format", kind)
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    for more in (None, "ben.ipynb", None):  # a row more takes nothing away
        if more:
            room.save(tmp_path / "in" / more, room.answered({}))
        assert "changed" not in room.run(*given).output
    assert not [*tmp_path.glob("g.former*")]
    for place in (1, 2):
        text = out.read_text("utf-8").replace("amy", "amy (oral: good)", 1)
        if excel and kind != "json":
            text = text.replace(",", ";").replace("\n", "\r\n")
        out.write_text(text, "utf-8", newline="")
        done = room.run(*given)
        former = tmp_path / f"g.former-{place}{out.suffix}"
        assert former.read_bytes().decode() == text and str(former) in done.stderr
        assert "--exceptions" in done.stderr and "oral" not in out.read_text("utf-8")
    assert "changed" not in room.run(*given).output
    assert len(room.graded(tmp_path)) == 2, "what was kept is no hand-in"


@pytest.mark.parametrize("by_hand", [True, False])
def test_what_was_written_into_a_report_by_hand_is_kept(tmp_path: Path, by_hand: bool) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    roster = room.save(tmp_path / "class.csv", b"name\namy\nben\n")
    given = (tmp_path / "in", "--roster", roster, "-o", tmp_path / "g.csv")
    report = tmp_path / "g.mismatch.csv"
    for _ in range(2):
        room.run(*given)
        assert not [*tmp_path.glob("g.mismatch.former*")]
    if by_hand:
        report.write_text(report.read_text("utf-8").replace("ben,", "ben,ill"), "utf-8")
        assert "kept in" in room.run(*given).stderr
        assert "ben,ill" in (tmp_path / "g.mismatch.former-1.csv").read_text("utf-8")
    # What an earlier run found does not go on standing there.
    room.save(tmp_path / "in" / "ben.ipynb", FULL)
    assert "g.mismatch.csv is empty now" in room.run(*given).stderr
    assert report.read_text("utf-8") == "what,student,file\n"


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert room.run(tmp_path / "in", "-o", tmp_path / "pipe").exit_code == 0
        assert os.read(reader, 20).startswith(b"student,file,score")
    finally:
        os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_that_nobody_may_open_is_a_row(tmp_path: Path, monkeypatch: Any) -> None:
    room.save(tmp_path / "in" / "amy.ipynb", FULL)
    (tmp_path / "shut").mkdir()
    real = os.scandir

    def shut(path: Any) -> Any:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", shut)
    for given in ([tmp_path / "shut"], [tmp_path / "shut", tmp_path / "in"], [tmp_path]):
        rows = {row["error"]: row for row in room.graded(*given)}
        assert "it can't be read (Permission denied)." in rows


def test_a_path_that_can_be_none_is_a_row(tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", FULL)
    amy, long = sorted(
        room.graded(tmp_path / "amy.ipynb", "x" * 5_000), key=lambda row: -row["score"]
    )
    assert amy["score"] > 1
    assert "can't be read" in long["error"]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "read as UTF-16"),
        ("utf-16-le", "read as UTF-16"),
        ("cp932", "read as Shift-JIS, look at the letters"),
        ("euc_jp", "read as EUC-JP, look at the letters"),
    ],
)
def test_a_hand_in_is_read_however_it_was_saved(encoding: str, told: str, tmp_path: Path) -> None:
    said = "安保改定の国会審議は五月十九日に強行採決されました。"
    text = json.dumps({"answers": {**RIGHT, "sources.1": said}}, ensure_ascii=False)
    room.save(tmp_path / "amy.json", text.replace("¶", "p").encode(encoding, "ignore"))
    row = room.one(tmp_path)
    assert row["answers"]["sources.1"]["answer"] == said
    flags = [flag for flag in row["flags"] if "saved" in flag]
    assert flags == ([f"not saved as UTF-8; {told}"] if told else [])


def test_a_sign_that_was_lost_before_makes_no_other_letter_strange(tmp_path: Path) -> None:
    text = json.dumps({"answers": {"sources.1": "Zo\ufffd, Zoë"}}, ensure_ascii=False)
    row = room.one(room.save(tmp_path / "amy.json", text.encode()))
    assert (row["answers"]["sources.1"]["answer"], row["flags"]) == ("Zo\ufffd, Zoë", [])


@pytest.mark.parametrize(
    "text",
    [
        'name,id\n"Ben\nOkri",1\n',
        "name,id\rBen Okri,1\r",
        "name,id\nBen\u2028Okri,1\nBen\u2028Okri,1\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_class_list_is_read_however_it_was_saved(
    text: str, encoding: str, tmp_path: Path
) -> None:
    room.save(tmp_path / "in" / "Ben Okri.ipynb", FULL)
    roster = room.save(tmp_path / "roster.csv", text.encode(encoding))
    row = room.one(tmp_path / "in", "--roster", roster)
    assert (row["student"], row["attempts"]) == ("Ben Okri", 1)
    assert row["key"].startswith("roster")


def test_a_class_list_may_be_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = pytest.importorskip("openpyxl").Workbook()
    for cells in (["Class 3B"], [], ["Last name", "First name", "Student ID"], ["Okri", "Ben", 47]):
        book.active.append(cells)
    book.save(tmp_path / "class.xlsx")
    room.save(tmp_path / "in" / "47.ipynb", FULL)
    row = room.one(tmp_path / "in", "--roster", tmp_path / "class.xlsx")
    assert (row["student"], row["attempts"]) == ("Ben Okri", 1)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    done = room.run(tmp_path / "in", "--roster", tmp_path / "class.xlsx")
    assert done.exit_code == 1
    assert "Save As" in done.output and "pip install openpyxl" in done.output
    old = room.save(tmp_path / "class.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    told = room.run(tmp_path / "in", "--roster", old).output
    assert "Save As" in told and "openpyxl" not in told, "it reads no .xls"


def test_a_workbook_that_is_none_is_told_so(tmp_path: Path) -> None:
    amy = room.save(tmp_path / "amy.ipynb", FULL)
    done = room.run(amy, "--roster", room.save(tmp_path / "roster.csv", b"PK\3\4 workbook"))
    assert done.exit_code == 1
    assert "Save As" in done.output
