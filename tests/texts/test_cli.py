"""The command line: exit codes, messages that say what to do, one JSON document, no traceback."""

from __future__ import annotations

import json
import os
import re
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from alliance import __version__, cli, corpus
from alliance.cli import COMMANDS, _environment, group, main
from alliance.notebook_page import exported
from alliance.text import STATUSES

ROOT = Path(__file__).resolve().parents[2]
FOLDED = "jp-MarkdownHeadingCollapsed"
STORY = """Ministers meet in Tokyo

By Sato Hanako
Published by The Example Times, March 5, 2024

The foreign ministers of Japan and the Philippines met in Tokyo on Monday to speak about fish. They
agreed that the fish of the sea belong to those who look after them, and that more should be done.

“We want more fish and fewer words,” said Sato Taro, a fisherman from Hokkaido who had come to see
the ministers. He had waited for three hours and was given 500 yen for his journey home.
"""


def run(*arguments: str | Path) -> Result:
    """The command in this process. An exception that it did not expect fails the test."""
    result = CliRunner().invoke(group, [str(one) for one in arguments], prog_name="alliance")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def shell(*arguments: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """The command as a user starts it."""
    return subprocess.run(
        [sys.executable, "-m", "alliance", *arguments],
        cwd=cwd,
        env=os.environ | env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.mark.parametrize("name", ["--help", *COMMANDS])
def test_help(name: str) -> None:
    arguments: Sequence[str] = [name] if name.startswith("-") else [name, "--help"]
    result = run(*arguments)
    assert result.exit_code == 0
    assert "Usage: alliance" in result.output
    if name in COMMANDS:
        first = result.output.splitlines()[2].strip()
        assert first and first[0].isupper(), "say in one line what the command does"


def test_help_lists_every_command() -> None:
    listed = run("--help").output
    assert all(re.search(rf"^  {name} ", listed, re.MULTILINE) for name in COMMANDS)
    assert {"lab", "run", "sources", "add", "build", "doctor"} <= set(COMMANDS)


def test_version() -> None:
    assert run("--version").output.strip() == f"alliance, version {__version__}"


@pytest.mark.parametrize(
    "wrong",
    [
        ["nonsense"],
        ["--nonsense"],
        ["add"],
        ["add", "--nonsense", "x.txt"],
        ["add", "--title", "One", "a.txt", "b.txt"],
        ["sources", "extra"],
        ["lab", "--port", "many"],
        ["lab", "--port", "0"],
        ["build", "--full-texts", "/no/such/folder"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_with_a_message(wrong: list[str]) -> None:
    result = run(*wrong)
    assert result.exit_code == 2
    assert "Usage:" in result.output and "Error:" in result.output


def test_a_misspelt_command_is_told_the_nearest() -> None:
    assert "Did you mean 'grade'?" in run("greade").output
    assert "Did you mean" not in run("xyzzy").output


def test_a_file_that_cannot_be_written_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("alliance.cli.FOLDERS", ())
    result = run("run", "--out", tmp_path / "file" / "out")
    assert result.exit_code == 1 and "out can't be read or written" in result.output


def test_a_broken_file_of_the_package_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "statuses.json").write_text('{\n "exact": "so",\n}')
    monkeypatch.setattr(corpus, "data", tmp_path.joinpath)
    with pytest.raises(corpus.BrokenData, match=r"^statuses.json can't be read: .*line \d"):
        corpus.loaded.__wrapped__("statuses.json")


def test_sources_as_json() -> None:
    result = run("sources", "--json")
    rows = json.loads(result.stdout)
    assert result.exit_code == 0 and result.stderr == ""
    assert [row["id"] for row in rows] == corpus.shipped_ids()
    kinds = {
        **dict.fromkeys(("id", "kind", "title", "edition"), str),
        **dict.fromkeys(("outlet", "date"), (str, type(None))),
        **dict.fromkeys(("paragraphs", "words", "annotations"), int),
    }
    for row in rows:
        assert list(row) == [
            *("id", "kind", "title", "outlet", "date", "edition"),
            *("paragraphs", "words", "annotations"),
        ]
        assert all(isinstance(row[key], kind) for key, kind in kinds.items())  # type: ignore[arg-type]
        assert row["edition"] == "digest" and row["paragraphs"] > 0


def test_sources_as_a_table_fits_a_terminal() -> None:
    result = run("sources")
    assert result.exit_code == 0
    assert all(id in result.output for id in corpus.shipped_ids())
    assert "alliance add FILE" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


ADDED = ["file", "id", "known", "paragraphs", "statuses", "dropped", "error"]


def test_add_a_new_article(tmp_path: Path) -> None:
    file = tmp_path / "Ministers meet.txt"
    file.write_text(STORY, encoding="utf-8")
    before = file.read_bytes()
    result = run("add", file, "--json", "--outlet", "The Example Times", "--date", "2024-03-05")
    assert result.exit_code == 0 and result.stderr == ""
    (report,) = json.loads(result.stdout)
    assert list(report) == ADDED
    assert (report["file"], report["known"], report["error"]) == (str(file), False, None)
    assert set(report["statuses"]) == set(STATUSES)
    assert sum(report["statuses"].values()) == report["paragraphs"] > 0
    for drop in report["dropped"]:
        assert list(drop) == ["line", "text", "reason"] and drop["line"] >= 1 and drop["reason"]
    assert file.read_bytes() == before
    row = json.loads(run("sources", "--json").stdout)[-1]
    assert (row["id"], row["outlet"], row["date"]) == (
        *(report["id"], "The Example Times", "2024-03-05"),
    )
    assert row["edition"] == "full" and row["annotations"] > 0


def test_add_the_full_texts(full_texts: list[Path]) -> None:
    result = run("add", "--json", *full_texts)
    reports = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [report["file"] for report in reports] == [str(path) for path in full_texts]
    for report in reports:
        assert report["known"] and report["error"] is None
        sure = report["statuses"]["exact"] + report["statuses"]["cleaned"]
        assert sure == report["paragraphs"]
    rows = json.loads(run("sources", "--json").stdout)
    assert {row["edition"] for row in rows} == {"full"}


def test_a_bad_file_is_1_and_the_others_come_in(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(STORY, encoding="utf-8")
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 40,
        "paper.pdf": b"%PDF-1.7 \x00\x01",
        "huge.txt": b"word " * 2_000_000,
        "zipped.docx": b"PK\x03\x04" + b"\x00" * 100,
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    names = [*bad, "folder", "not-there.txt"]
    result = run("add", "--json", *(tmp_path / name for name in names), good)
    reports = json.loads(result.stdout)
    assert result.exit_code == 1
    assert len(reports) == len(names) + 1
    for name, report in zip(names, reports, strict=False):
        assert report["error"], name
        assert report["id"] is None and list(report) == ADDED
        assert len(report["error"].split(". ")) >= 2, f"{name}: say what to do: {report['error']}"
        assert "Error" not in report["error"] and "Errno" not in report["error"]
    assert reports[-1]["error"] is None
    told = run("add", *(tmp_path / name for name in names))
    assert told.exit_code == 1
    assert told.output.count("not brought in: ") == len(names)


@pytest.mark.slow
def test_doctor_finds_a_broken_text_and_has_nothing_against_the_rest(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliance.authoring.build.build", lambda **_: ())  # has its own tests
    (home / "texts").mkdir(parents=True)
    (home / "texts" / "half.json").write_text('{"id": "half", "paragr', encoding="utf-8")
    result = run("doctor")
    assert result.exit_code == 1
    line = next(line for line in result.output.splitlines() if "half.json" in line)
    assert line.startswith("WRONG")
    assert "→" in result.output and "add it again" in result.output
    lines = result.output.splitlines()
    assert lines[-1] == "1 to mend."
    for right in ("Python 3", *corpus.shipped_ids()):
        assert any(line.startswith("ok") and right in line for line in lines), right


def test_without_a_course_the_advice_is_to_go_to_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(corpus, "_DATA", tmp_path / "site-packages" / "alliance" / "data")
    for name in ("lab", "run", "build"):
        result = run(name)
        assert result.exit_code == 1
        assert "notebooks" in result.stderr and "try again" in result.stderr


@pytest.mark.parametrize("own", ["", "mine.py"])
def test_a_cell_that_is_run_alone_knows_the_course(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own: str
) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", own)
    start = _environment(tmp_path)["PYTHONSTARTUP"]
    assert start == own if own else runpy.run_path(start)["al"].__name__ == "alliance"


def test_root_in_a_container_gets_jupyterlab_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """JupyterLab's own advice, an option, is none of alliance lab."""
    started: list[list[str]] = []
    monkeypatch.setattr(cli, "_work", lambda _: tmp_path)
    monkeypatch.setattr(subprocess, "call", lambda given, **_: started.append(given))
    assert run("lab", "--no-browser").exit_code == 0
    assert "--allow-root" in started[0] and "--no-browser" in started[0]


def _stopped(process: subprocess.Popen[str], sign: int, pid: Path) -> int:
    """What ``process`` ends with, once what it started has written its number and got a signal;
    what it started ends, too."""
    while not pid.is_file() or not pid.read_text().endswith("."):
        assert process.poll() is None, "it ended before anything was started"
        time.sleep(0.05)
    process.send_signal(sign)
    ended = process.wait(20)
    with pytest.raises(ProcessLookupError):
        for _ in range(200):  # who is ended is listed until the system has taken note of it
            os.kill(int(pid.read_text()[:-1]), 0)
            time.sleep(0.05)
    return ended


WAITING = "import os, time; open('pid', 'w').write(f'{os.getpid()}.'); time.sleep(60)"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_stopped_by_another_program_jupyterlab_stops_too(tmp_path: Path) -> None:
    """It runs on, else, and holds the port; the folder of its settings stays behind."""
    given = f"from pathlib import Path; cli._work = lambda _: Path({str(tmp_path)!r})"
    code = f"from alliance import cli; {given}; cli._START = {WAITING!r}; cli.main()"
    (tmp_path / "tmp").mkdir()
    lab = subprocess.Popen(
        [sys.executable, "-c", code, "lab", "--no-browser"],
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")},
        cwd=ROOT,
        text=True,
    )
    assert _stopped(lab, signal.SIGTERM, tmp_path / "pid") == 0
    assert not [*(tmp_path / "tmp").iterdir()]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_ends_and_its_kernel_too(tmp_path: Path, sign: int) -> None:
    """It waited for ever at Ctrl+C, else, and showed what nbclient and the kernel say."""
    (folder := tmp_path / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=[new_code_cell(WAITING)]), folder / "01.ipynb")
    given = f"cli.course_folder = lambda: Path({str(tmp_path)!r})"
    # What runs in the background of a shell passes over Ctrl+C.
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += f"from pathlib import Path; from alliance import cli; {given}; cli.main()"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "run"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert _stopped(running, sign, folder / "pid") == 1
    assert running.stdout and running.stdout.read().split() == ["Aborted!"]


@pytest.mark.slow
def test_links_between_notebooks_lead_from_page_to_page(tmp_path: Path) -> None:
    linked = (
        "[more](../exercises/03-1960.ipynb) [next](04-b.ipynb) [out](https://a.example/05.ipynb)"
    )
    (tmp_path / "notebooks").mkdir()
    nbformat.write(
        new_notebook(cells=[new_markdown_cell(linked)]), tmp_path / "notebooks" / "03-a.ipynb"
    )
    done = cli._execute(tmp_path / "notebooks" / "03-a.ipynb", tmp_path)
    made = re.findall(r'href="([^"]*)"', (tmp_path / done.page).read_text("utf-8"))
    leads = ["exercises-03-1960.html", "notebooks-04-b.html", "https://a.example/05.ipynb"]
    assert made[-3:] == leads


def test_an_unexpected_error_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(kind: str | None = None) -> None:
        raise RuntimeError("the disk is made of cheese")

    monkeypatch.setattr(corpus, "sources", broken)
    monkeypatch.setattr(sys, "argv", ["alliance", "sources"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    said = capsys.readouterr().err
    assert "the disk is made of cheese" in said and "alliance doctor" in said
    assert "Traceback" not in said


def test_as_a_user_starts_it(home: Path) -> None:
    done = shell("sources", "--json", ALLIANCE_HOME=str(home))
    assert done.returncode == 0 and done.stderr == ""
    assert len(json.loads(done.stdout)) == len(corpus.shipped_ids())
    done = shell("add", "not-there.txt", ALLIANCE_HOME=str(home))
    assert done.returncode == 1
    assert "no such file" in done.stdout and "Traceback" not in done.stdout + done.stderr


def test_a_console_that_knows_no_japanese(home: Path) -> None:
    done = shell("sources", ALLIANCE_HOME=str(home), PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert "reuters-2020" in done.stdout


def test_a_page_folds_what_the_notebook_folds_and_hides_its_code() -> None:
    cells = [new_markdown_cell("# Title"), new_code_cell("print('seen')")]
    cells += [new_markdown_cell("## Go deeper\n\nMore.", metadata={FOLDED: True})]
    cells += [new_code_cell("hidden = 1", metadata={"jupyter": {"source_hidden": True}})]
    cells += [new_markdown_cell("### Below"), new_markdown_cell("## After")]
    html = exported(new_notebook(cells=cells), code=True)
    assert "print" in html and "hidden" not in html
    inside = html[html.index("<details") : html.index("</details>")]
    assert "<summary><h2>Go deeper</h2></summary>" in inside
    assert "More." in inside and "Below" in inside and "After" not in inside
    assert html.count("Go deeper") == 1
