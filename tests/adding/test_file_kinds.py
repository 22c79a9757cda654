"""What a teacher has: Word, PDF and mail become the paragraphs that a plain text would give.

The files are made here and the stories in them are invented.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest
from click.testing import CliRunner
from clock import within

import alliance as al
from alliance import corpus
from alliance.adding import read
from alliance.adding.add import Report, add
from alliance.cli import group

TITLE = "Island villagers weigh a new radar"
TOLD = (
    "The governor of a southern prefecture on Tuesday asked for talks on a new radar, which would "
    "stand on a hill above the harbour of the second largest island and be run by the ministry.",
    "“We were not consulted,” Governor Sato Ken told reporters in Naha, and he added that the "
    "council of the island had heard of the plan from a newspaper and not from the ministry.",
    "Officials said that the plan would cost 3.2 billion yen over four years, and that the "
    "prefecture would not be asked to pay for any part of it before the year 2028.",
    "The ministry will hold a meeting in April, to which all households are invited; whoever can't "
    "come may write a letter, it said in a notice on the board of the harbour office.",
)


def _add(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    (report,) = add([path])
    assert path.read_bytes() == data, "the reader's file was changed"
    return report


def _texts(report: Report) -> list[str]:
    assert report.error is None, report.error
    return [one.text for one in corpus.source(str(report.id)).paragraphs]


def _dropped(report: Report) -> list[tuple[str, str]]:
    return [(one.text, str(one.reason)) for one in report.dropped]


# Word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(body: str, **more: str) -> bytes:
    """The least that Word opens; more: other parts by name."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:x {_W}>{part}</w:x>" for name, part in more.items()},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()


STORY = "".join(map(paragraph, (TITLE, *TOLD)))


def table(*rows: Sequence[str]) -> str:
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_word_file_becomes_its_paragraphs(tmp_path: Path) -> None:
    report = _add(tmp_path / "radar.docx", docx(STORY))
    assert _texts(report) == list(TOLD)
    assert corpus.source(str(report.id)).title == TITLE


def test_it_is_known_by_what_it_holds_whatever_it_is_called(tmp_path: Path) -> None:
    assert _texts(_add(tmp_path / "radar.txt", docx(STORY))) == list(TOLD)


def test_hidden_words_of_a_word_file_are_left_out_and_listed(tmp_path: Path) -> None:
    hidden = "<w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>Nobody reads this.</w:t></w:r>"
    report = _add(tmp_path / "radar.docx", docx(STORY + f"<w:p>{hidden}</w:p>"))
    assert _texts(report) == list(TOLD)
    assert ("Nobody reads this.", "not shown") in _dropped(report)


@pytest.mark.parametrize("run", ["<w:r><w:vanish/>", "<w:r>", "<w:vanish/>", "<w:r><w:t>a</w:t>"])
def test_runs_without_an_end_cost_no_minutes(tmp_path: Path, run: str) -> None:
    begun = time.process_time()
    _add(tmp_path / "radar.docx", docx(STORY + run * 20_000))
    assert time.process_time() - begun < 5


def test_a_table_of_a_word_file_is_kept_row_by_row(tmp_path: Path) -> None:
    costs = table(("Year", "Cost in yen"), ("2024", "1.2 billion"), ("2025", "2.0 billion"))
    body = "".join(map(paragraph, (TITLE, *TOLD[:2]))) + costs + paragraph(TOLD[2])
    told = _texts(_add(tmp_path / "radar.docx", docx(body)))
    assert told == [*TOLD[:2], "Year | Cost in yen", "2024 | 1.2 billion", "2025 | 2.0 billion",
                    TOLD[2]]  # fmt: skip


def test_what_stands_beside_a_word_text_is_left_out_and_listed(tmp_path: Path) -> None:
    parts = {"header1": "Bay News & Views", "footer1": "For class 9b", "comments": "Ask them who."}
    body = docx(STORY, **{name: paragraph(text) for name, text in parts.items()})
    report = _add(tmp_path / "radar.docx", body)
    assert _texts(report) == list(TOLD)
    assert ("Bay News & Views", "page header") in _dropped(report)
    assert ("For class 9b", "page header") in _dropped(report)
    assert ("Ask them who.", "comments") in _dropped(report)
    assert "line –: For class 9b (page header)" in str(report)


def boxed(text: str, fallback: str = "") -> str:
    """A text box as Word writes it, with the same for older programs, or with a picture."""
    box = f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx>"
    old = f"<mc:Fallback><w:pict>{fallback}</w:pict></mc:Fallback>"
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    return f"<w:p><w:r><mc:AlternateContent>{choice}{old}</mc:AlternateContent></w:r></w:p>"


def run(text: str, around: str = "{}") -> str:
    return around.format(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>')


_HALF, _REST = TOLD[1][:90], TOLD[1][90:]
_RUBY = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"


@pytest.mark.parametrize(
    "second",
    [
        boxed(TOLD[1]),
        boxed(TOLD[1], f"<v:textbox>{paragraph(TOLD[1])}</v:textbox>"),
        f"<w:p>{run(_HALF)}{_RUBY.format(run('reading'), run(_REST))}</w:p>",
        f'<w:p>{run(_HALF)}{run(_REST, "<w:moveTo>{}</w:moveTo>")}</w:p>',
        f'<w:p>{run(TOLD[1])}<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>',
        f"<w:p>{run(_HALF)}<m:oMath><m:r><m:t>{_REST}</m:t></m:r></m:oMath></w:p>",
        f'<w:p><w:pPr><w:tabs><w:tab w:pos="9"/></w:tabs></w:pPr>{run(TOLD[1])}</w:p>',
        f"<w:p>{run(_HALF)}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>{run(_REST)}</w:p>",
        f"<w:p>{run(_HALF)}{run('gone', '<w:moveFrom>{}</w:moveFrom>')}{run(_REST)}</w:p>",
        f'<w:p><w:pPr><w:rPr><w:moveFrom w:id="2"/></w:rPr></w:pPr>{run(TOLD[1])}</w:p>',
        f"<w:sdt><w:sdtContent>{paragraph(TOLD[1])}</w:sdtContent></w:sdt>",
        f"<w:p><w:smartTag><w:hyperlink>{run(TOLD[1])}</w:hyperlink></w:smartTag></w:p>",
    ],
    ids=["box", "box for two programs", "ruby", "moved", "field", "formula", "tabs", "deleted",
         "moved away", "mark of what was moved", "form", "link"],
)  # fmt: skip
def test_every_word_that_is_seen_in_a_word_file_is_read_once(tmp_path: Path, second: str) -> None:
    story = paragraph(TITLE) + paragraph(TOLD[0]) + second + "".join(map(paragraph, TOLD[2:]))
    report = _add(tmp_path / "radar.docx", docx(story))
    assert _texts(report) == list(TOLD)
    assert _dropped(report) == [(TITLE, "headline")]


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["<w:rt>", "<mc:Fallback>", "<w:moveFrom>", "<w:t>", "<w:p "])
def test_a_tag_of_a_word_file_that_never_ends_costs_no_time(tmp_path: Path, tag: str) -> None:
    with within(5):
        report = _add(tmp_path / "a.docx", docx(STORY + tag * (4_000_000 // len(tag))))
    assert report.error or _texts(report) == list(TOLD)


def test_a_words_own_breaks_are_kept_and_its_notes_stand_below(tmp_path: Path) -> None:
    body = "<w:br/>".join(run(one) for one in TOLD) + "<w:r><w:footnoteReference/></w:r>"
    note = "The letters are kept at the harbour, and nobody has read them."
    story = paragraph(TITLE) + f"<w:p>{body}</w:p>"
    hyphen = story.replace("second largest", "second</w:t><w:noBreakHyphen/><w:t>largest")
    report = _add(tmp_path / "radar.docx", docx(hyphen, footnotes=paragraph(note)))
    assert _texts(report) == [TOLD[0].replace("second ", "second‑"), *TOLD[1:], note]


def test_a_word_file_is_known_by_its_parts(tmp_path: Path) -> None:
    made = io.BytesIO(docx(STORY))
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(tmp_path / "a.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("document.xml", "document2.xml"), old.read(name))
    assert _texts(_add(tmp_path / "a.docx", (tmp_path / "a.zip").read_bytes())) == list(TOLD)


def test_a_zip_that_is_no_word_file_is_called_so(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("content.xml", "<text/>")
    assert "OpenDocument" in str(_add(tmp_path / "a.docx", made.getvalue()).error)


@pytest.mark.slow
def test_a_bomb_of_a_word_file_is_refused_at_once(tmp_path: Path, home: Path) -> None:
    """200 kB that would unpack to 200 MB; and one that hides its size in nested entities, which
    nobody unfolds."""
    bomb = docx(paragraph("radar " * 35_000_000))
    with within(3):
        report = _add(tmp_path / "bomb.docx", bomb)
    assert "longer than any article" in str(report.error)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    laughs = f'<!DOCTYPE d [<!ENTITY e0 "radar">{entities}]><w:d {_W}>&e8;</w:d>'
    made = io.BytesIO(docx(STORY))
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(tmp_path / "laughs.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, laughs if name == "word/document.xml" else old.read(name))
    with within(3):
        (report,) = add([tmp_path / "laughs.docx"])
    assert "holds no text" in str(report.error)
    assert list(home.rglob("*.json")) == []


# PDF


def pdf(*pages: Sequence[tuple[Any, ...]]) -> bytes:
    """Pages of lines (from the left, from below, words) in one typeface, of 10 points where no
    other size stands behind the words."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", tree, font]
    for n, lines in enumerate(pages):
        drawn = b"BT /F1 10 Tf "
        for x, y, text, *size in lines:
            said = text.encode("cp1252")
            for byte in (b"\\", b"(", b")"):
                said = said.replace(byte, b"\\" + byte)
            large = size[0] / 10 if size else 1
            drawn += b"%.1f 0 0 %.1f %.1f %.1f Tm (%s) Tj\n" % (large, large, x, y, said)
        drawn += b"ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * n)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    end = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end += b"".join(b"%010d 00000 n \n" % place for place in places)
    end += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return made + end + b"startxref\n%d\n%%%%EOF\n" % len(made)


def set_in(
    lines_a_page: int,
    gap: float,
    indent: float,
    width: int = 60,
    columns: int = 1,
    across: bool = False,
) -> bytes:
    """The story in print: wrapped, with a header and a footer on each of several pages; across:
    the lines of its columns drawn from left to right, row by row."""
    rows: list[tuple[float, float, str]] = [(0, 30, TITLE)]
    for text in TOLD:
        for n, line in enumerate(wrap(text, width)):
            rows.append((0 if n else indent, 12 if n else 12 + gap, line))
    pages = []
    for first in range(0, len(rows), lines_a_page * columns):
        page: list[tuple[float, float, str]] = []
        for column in range(columns):
            y, start = 550.0, first + column * lines_a_page
            for x, down, line in rows[start : start + lines_a_page]:
                y -= down
                page.append((40 + 380 / columns * column + x, y, line))
        pages.append(sorted(page, key=lambda row: (-row[1], row[0])) if across else page)
    if len(pages) > 1:  # on one page alone, a header can't be told from a headline
        for number, page in enumerate(pages, 1):
            page += [(40, 570, "Bay News Weekly, March 2024"), (200, 20, f"– {number} –")]
    return pdf(*pages)


@pytest.mark.parametrize(
    "printed",
    [
        set_in(7, gap=8, indent=0),
        set_in(6, gap=0, indent=12),
        set_in(40, gap=0, indent=12),
        set_in(9, gap=0, indent=10, width=32, columns=2),
        set_in(9, gap=0, indent=10, width=32, columns=2, across=True),
        set_in(9, gap=8, indent=0, width=32, columns=2, across=True),
        set_in(40, gap=0, indent=10, width=32, columns=2, across=True),
        set_in(12, gap=0, indent=10, width=22, columns=3, across=True),
    ],
    ids=[
        "spaced",
        "indented",
        "one page",
        "two columns",
        "two side by side",
        "two of them spaced",
        "one column",
        "three side by side",
    ],
)
def test_a_pdf_becomes_its_paragraphs_however_they_are_set(tmp_path: Path, printed: bytes) -> None:
    pytest.importorskip("pypdf")
    report = _add(tmp_path / "radar.pdf", printed)
    assert _texts(report) == list(TOLD)
    assert corpus.source(str(report.id)).title == TITLE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["OTA:", "MORI:"], [wrap(TOLD[0], 50), wrap(TOLD[1], 50)]),  # who speaks, in the margin
        ([f"{2010 + n}" for n in range(9)], [[f"The cost of year {n} in yen"] for n in range(9)]),
        (["Naha to Kudaka by day", "Itoman to Aguni by night"] * 5, [["1.2 billion"]] * 10),
    ],
    ids=["margin", "years", "cells"],
)
def test_what_stands_beside_the_lines_of_a_page_is_no_column(
    tmp_path: Path, left: list[str], right: list[list[str]]
) -> None:
    pytest.importorskip("pypdf")
    rows = [(40.0, 570.0 - 12 * n, line) for n, line in enumerate(wrap(TOLD[2], 60))]
    y = 500.0
    for name, lines in zip(left, right, strict=True):
        rows.append((40.0, y, name))
        for line in lines:
            rows.append((190.0, y, line))
            y -= 12
    there = " ".join(_texts(_add(tmp_path / "a.pdf", pdf(rows))))
    for name, lines in zip(left, right, strict=True):
        assert f"{name} {' '.join(lines)}" in there


def test_the_headline_of_a_page_is_apart_from_its_author_and_its_number(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    rows = [(40.0, 575.0, "Bay News  June 4, 2024"), (200.0, 15.0, "1"), (40.0, 560.0, TITLE)]
    rows += [(40.0, 546.0, "By Jane Doe")]
    lines = [(12 * (not n), one) for text in TOLD for n, one in enumerate(wrap(text, 60))]
    rows += [(40.0 + x, 520.0 - 12 * n, line) for n, (x, line) in enumerate(lines)]
    report = _add(tmp_path / "radar.pdf", pdf(rows))
    source = corpus.source(str(report.id))
    assert (source.title, source.author) == (TITLE, "Jane Doe")
    assert _texts(report) == list(TOLD)


def test_large_letters_tell_the_headline_and_a_capital_is_put_before_its_word(
    tmp_path: Path,
) -> None:
    pytest.importorskip("pypdf")
    rows: list[tuple[Any, ...]] = [(300, 60, "In numbers: nine", 8)]  # a box, drawn first
    rows += [(40, 560, "Bay News Weekly, Tuesday, March 5, 2024"), (40, 458, TOLD[0][0], 30)]
    rows += [(40, 530 - 25 * n, line, 24) for n, line in enumerate(wrap(TITLE, 20))]
    y = 470.0
    for text in TOLD:
        for n, line in enumerate(wrap(text, 60)):
            begins = text is TOLD[0] and n < 2
            rows.append((62 if begins else 40, y, line[text is TOLD[0] and n == 0 :]))
            y -= 12
        y -= 8
    report = _add(tmp_path / "radar.pdf", pdf(rows))
    found = corpus.source(str(report.id))
    assert (found.title, found.date) == (TITLE, "2024-03-05")
    assert _texts(report)[: len(TOLD)] == list(TOLD)


def test_a_headline_of_two_lines_is_one(tmp_path: Path) -> None:
    """Its letters are few in a line: it is short beside the text only by their number."""
    pytest.importorskip("pypdf")
    rows: list[tuple[Any, ...]] = [(40, 550, "Paying More Is Not Burden", 22)]
    rows += [(40, 522, "Sharing", 22), (40, 490, "By Jane Doe")]
    lines = [line for text in TOLD for line in (*wrap(text, 66), "")]
    rows += [(40, 470 - 12 * at, line) for at, line in enumerate(lines) if line]
    report = _add(tmp_path / "radar.pdf", pdf(rows))
    assert corpus.source(str(report.id)).title == "Paying More Is Not Burden Sharing"
    assert _texts(report) == list(TOLD)


def test_a_headline_in_the_middle_is_one_though_the_foot_is_drawn_first(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    rows: list[tuple[Any, ...]] = [(40, 30, "Bay Letters, page 1")]
    rows += [(60, 550, "Paying More for a Bridge Is Not", 22), (120, 522, "Burden Sharing", 22)]
    lines = [line for text in TOLD for line in (*wrap(text, 66), "")]
    rows += [(40, 470 - 12 * at, line) for at, line in enumerate(lines) if line]
    report = _add(tmp_path / "radar.pdf", pdf(rows))
    assert corpus.source(str(report.id)).title == "Paying More for a Bridge Is Not Burden Sharing"
    assert _texts(report)[: len(TOLD)] == list(TOLD)


def test_short_paragraphs_are_told_by_their_indents(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    told = [part for text in TOLD for part in (text, "It went on.", "Nobody asked why.")]
    lines = [(n, line) for text in told for n, line in enumerate(wrap(text, 60))]
    rows = [(40 if n else 52, 500 - 12 * at, line) for at, (n, line) in enumerate(lines)]
    report = _add(tmp_path / "radar.pdf", pdf([(40, 540, TITLE, 18), *rows]))
    assert _texts(report) == told


def test_headers_and_footers_of_a_pdf_are_left_out_and_listed(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    report = _add(tmp_path / "radar.pdf", set_in(6, gap=0, indent=12))
    heads = [text for text, reason in _dropped(report) if reason == "page header"]
    assert heads.count("Bay News Weekly, March 2024") == 3
    assert "– 2 –" in heads
    assert not any("Bay News" in text for text in _texts(report))


def test_words_that_a_line_end_broke_are_whole_again(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    broken = TOLD[0].replace("prefecture", "prefec-\nture").replace("second", "sec-\nond")
    lines = [line for part in broken.split("\n") for line in wrap(part, 70)]
    rows = [(40.0, 550.0 - 12 * n, line) for n, line in enumerate(lines)]
    assert _texts(_add(tmp_path / "a.pdf", pdf(rows))) == [TOLD[0]]


def test_the_rows_of_a_table_in_a_pdf_are_kept_or_listed(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    cells = [("Year", "Cost"), ("2024", "1.2 billion yen"), ("2025", "2.0 billion yen")]
    rows = [(40.0, 550.0 - 12 * n, line) for n, line in enumerate(wrap(TOLD[0], 60))]
    rows += [
        (x, 480.0 - 22 * n, cell)
        for n, row in enumerate(cells)
        for x, cell in zip((40.0, 150.0), row, strict=True)
    ]
    rows += [(40.0, 400.0 - 12 * n, line) for n, line in enumerate(wrap(TOLD[2], 60))]
    report = _add(tmp_path / "a.pdf", pdf(rows))
    told = _texts(report)
    assert (told[0], told[-1]) == (TOLD[0], TOLD[2])
    there = " ".join([*told, *(text for text, _ in _dropped(report))])
    assert [cell for row in cells for cell in row if cell not in there] == []


def locked(data: bytes, password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, owner_password="another", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_locked_pdf_says_so_and_one_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    story = set_in(40, gap=8, indent=0)
    assert "password" in str(_add(tmp_path / "a.pdf", locked(story, "secret")).error)
    assert _texts(_add(tmp_path / "b.pdf", locked(story, ""))) == list(TOLD)


def test_a_scan_says_that_it_holds_no_text(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    for name, data in (("a.pdf", pdf([])), ("a.docx", docx("<w:p/>"))):
        assert "no text" in str(_add(tmp_path / name, data).error)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_damaged_file_is_an_error_in_words_and_nothing_is_lost(
    tmp_path: Path, home: Path, kind: str
) -> None:
    pytest.importorskip("pypdf")
    whole = {"pdf": set_in(40, gap=8, indent=0), "docx": docx(STORY)}[kind]
    sound = _add(tmp_path / f"whole.{kind}", whole)
    before = (home / "texts" / f"{sound.id}.json").read_bytes()
    for cut in range(5, len(whole), max(1, len(whole) // 12)):
        with within(5):
            report = _add(tmp_path / f"cut.{kind}", whole[:cut])
        assert "fault in the program" not in str(report.error)
        assert report.error or report.paragraphs
    report = _add(tmp_path / f"cut.{kind}", whole[: len(whole) // 2])
    assert "can't be read" in str(report.error) or report.paragraphs
    assert (home / "texts" / f"{sound.id}.json").read_bytes() == before


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_more_than_five_megabytes_are_refused(tmp_path: Path, kind: str) -> None:
    begin = {"pdf": b"%PDF-1.4\n", "docx": b"PK\x03\x04"}[kind]
    assert "5.0 MB" in str(_add(tmp_path / f"a.{kind}", begin + bytes(read.LIMIT)).error)


@pytest.mark.slow
def test_a_pdf_of_more_lines_than_any_article_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    rows = [(40.0, 550.0, "radar\n")] * 300
    with within(20):
        report = _add(tmp_path / "a.pdf", pdf(*[rows] * 100))
    assert "longer than any article" in str(report.error)


def test_without_its_reader_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    said = str(_add(tmp_path / "a.pdf", set_in(40, gap=8, indent=0)).error)
    assert "python -m pip install pypdf" in said
    assert "\n" not in said


# Mail


def test_what_a_mail_carries_is_listed(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "For Friday", "a@example.org"
    message.set_content("\n\n".join((TITLE, *TOLD)))
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="radar.gif")
    report = _add(tmp_path / "radar.eml", message.as_bytes())
    assert _texts(report) == list(TOLD)
    assert ("radar.gif", "attachment") in _dropped(report)


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("way", ["a picture between", "a mail in it"])
def test_all_parts_of_a_mails_text_are_read(tmp_path: Path, way: str, html: bool) -> None:
    pytest.importorskip("trafilatura")
    message = EmailMessage()
    message["Subject"], message["From"] = "For Friday", "a@example.org"
    parts = [(TITLE, *TOLD[:2]), TOLD[2:]]
    between = "</p><p>" if html else "\n\n"
    bodies = ["<p>" * html + between.join(part) for part in parts]
    bodies[0] = bodies[0].replace(f"<p>{TITLE}</p>", f"<h1>{TITLE}</h1>")
    kind = "html" if html else "plain"
    message.set_content(bodies[0], subtype=kind, cte="quoted-printable")
    if way == "a picture between":
        message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="radar.gif")
        message.add_attachment(
            bodies[1].encode(), maintype="text", subtype=kind, disposition="inline"
        )
    else:
        inner = EmailMessage()
        inner["Subject"], inner["From"] = "Radar", "b@example.org"
        inner.set_content(bodies[1], subtype=kind)
        message.add_attachment(inner)
    data = message.as_bytes()
    report = _add(tmp_path / "radar.eml", data)
    assert _texts(report) == list(TOLD)
    (headline,) = (drop for drop in report.dropped if drop.reason == "headline")
    assert html or data.decode().split("\n")[headline.line - 1] == TITLE


def test_a_text_that_a_mail_carries_by_name_is_listed_and_not_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "For Friday", "a@example.org"
    message.set_content("\n\n".join((TITLE, *TOLD)))
    message.add_attachment("This mail is for you alone and for nobody else.", filename="legal.txt")
    report = _add(tmp_path / "radar.eml", message.as_bytes())
    assert _texts(report) == list(TOLD)
    assert ("legal.txt", "attachment") in _dropped(report)


def test_the_frames_of_a_saved_page_are_no_part_of_it(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    message = EmailMessage()
    message["Subject"] = "Radar"
    page = f"<h1>{TITLE}</h1>" + "".join(f"<p>{one}</p>" for one in TOLD)
    message.set_content(page, subtype="html")
    message.add_attachment(
        b"<p>Buy a boat from us, and you will never wait for a ferry again.</p>",
        maintype="text", subtype="html", disposition="inline",
    )  # fmt: skip
    assert _texts(_add(tmp_path / "radar.mht", message.as_bytes())) == list(TOLD)


def test_a_mail_that_only_carries_a_text_says_which(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "For Friday", "a@example.org"
    message.set_content("Dear all,\n\nplease find the text for Friday attached.\n\nAnna")
    message.add_attachment(docx(STORY), maintype="application", subtype="x", filename="a.docx")
    refused = _add(tmp_path / "a.eml", message.as_bytes())
    assert (refused.id, "it carries a.docx" in str(refused.error)) == (None, True)


def test_what_stands_below_a_text_that_is_sent_is_no_part_of_it(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "For Friday", "a@example.org"
    below = (
        "-- \nAnna Terry, Room 12\nPlease think of the trees before you print this message, and "
    )
    below += "turn off the light in the room when you leave it."
    message.set_content("\n\n".join((TITLE, *TOLD, below)))
    report = _add(tmp_path / "a.eml", message.as_bytes())
    assert _texts(report) == list(TOLD)
    assert ("Anna Terry, Room 12", "mail signature") in _dropped(report)
    listed = "You received this message because you are subscribed to the group “Bay readers”, "
    listed += "which anybody may join and leave as often as they like."
    told = "\n\n".join((TITLE, *TOLD, listed))
    assert _texts(_add(tmp_path / "b.txt", told.encode())) == list(TOLD)


def test_the_subject_of_a_mail_tells_its_headline(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    message = EmailMessage()
    message["Subject"], message["From"] = f"Fwd: {TITLE}", "a@example.org"
    told = "".join(f"<p>{one}</p>" for one in TOLD)
    message.set_content(f"<h1>Bay Letters</h1><h2>{TITLE}</h2>{told}", subtype="html")
    report = _add(tmp_path / "a.eml", message.as_bytes())
    assert corpus.source(str(report.id)).title == TITLE
    assert _texts(report) == list(TOLD)


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize(
    ("subject", "headline", "title"),
    [
        ("An article for Monday", TITLE, TITLE),  # the article's own stands in the mail
        (f"Fwd: {TITLE}", "", TITLE),
        (TITLE, "By Jane Doe", TITLE),  # who wrote it is no headline
        ("Radar", "", ""),  # too little for a headline: the name of the file stands in
    ],
)
def test_a_mails_subject_is_the_headline_where_it_holds_none(
    tmp_path: Path, subject: str, headline: str, title: str, html: bool
) -> None:
    pytest.importorskip("trafilatura")
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "a@example.org"
    head = ["Please read this.", TITLE, "Jane Doe"] if headline == TITLE else [headline]
    said = [*filter(None, head), "5 March 2024", *TOLD]
    shown = "".join(f"<p>{one}</p>" for one in said)
    message.set_content(*(("\n\n".join(said),) if not html else (shown, "html")))
    report = _add(tmp_path / "a.eml", message.as_bytes())
    found = corpus.source(str(report.id))
    assert found.title == (title or "a")
    assert _texts(report)[-len(TOLD) :] == list(TOLD)


@pytest.mark.parametrize("headline", [TITLE, ""])
def test_a_mail_sent_on_has_a_headline_below_the_other_mails_subject(
    tmp_path: Path, headline: str
) -> None:
    sent = "-----Original Message-----\nFrom: Jane Doe <j@example.org>\nSubject: radar"
    message = EmailMessage()
    message["Subject"], message["From"] = "FW: radar", "a@example.org"
    said = "\n\n".join(filter(None, [headline, "By Jane Doe\n5 March 2024", *TOLD]))
    message.set_content(f"Colleagues, one for the week.\n\n{sent}\n\n{said}\n\n--\nRuth")
    report = _add(tmp_path / "a.eml", message.as_bytes())
    assert corpus.source(str(report.id)).title == (headline or "radar")
    assert ("Ruth", "mail signature") in _dropped(report)


def test_a_mail_without_text_says_so(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "For Friday"
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="radar.gif")
    assert "This mail holds no text" in str(_add(tmp_path / "a.eml", message.as_bytes()).error)


# A language that the rules can't read


def test_a_japanese_text_says_that_the_rules_read_english(tmp_path: Path) -> None:
    told = (
        "知事は火曜日、新しいレーダーについて協議を求めた。費用は四年間で三十二億円になるという。"
    )
    report = _add(tmp_path / "a.txt", f"島のレーダー\n\n{told}\n\n{told[::-1]}。\n".encode())
    assert any("read little Japanese" in one for one in report.remarks)
    english = _add(tmp_path / "b.txt", "\n\n".join((TITLE, *TOLD, "安保 means Anpo.")).encode())
    assert not any("read little Japanese" in one for one in english.remarks)


# From a notebook


def test_a_notebook_adds_and_tells_what_the_command_tells(tmp_path: Path) -> None:
    path = tmp_path / "my-copy.txt"
    path.write_text("\n\n".join((TITLE, *TOLD)), "utf-8")
    report = al.add(path, outlet="Bay News", date="2024-03")
    assert report.id == "bay-news-2024"
    assert [one.text for one in al.article("bay-news-2024").paragraphs] == list(TOLD)
    again = CliRunner().invoke(group, ["add", str(path)])
    assert repr(al.add(str(path))).splitlines() == again.output.splitlines()
    assert "There is no such file" in repr(al.add("none.txt"))


def test_a_mail_whose_text_only_points_to_its_page_gives_the_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "Radar"
    message.set_content("Please view this mail as HTML.\n")
    page = f"<h1>{TITLE}</h1>" + "".join(f"<p>{one}</p>" for one in TOLD)
    message.add_alternative(page, subtype="html")
    pytest.importorskip("trafilatura")
    assert _texts(_add(tmp_path / "radar.eml", message.as_bytes())) == list(TOLD)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["multipart/mixed; boundary=b{n}\n\n--b{n}", "message/rfc822\n"])
def test_a_mail_in_a_mail_without_end_is_told(tmp_path: Path, kind: str) -> None:
    parts = "".join(f"Content-Type: {kind.format(n=n)}\n" for n in range(3000))
    report = _add(tmp_path / "deep.eml", f"From: a@b\nSubject: x\n{parts}\n{TOLD[0]}".encode())
    assert "a mail that can't be read" in str(report.error)


def packed(data: bytes, extra: bytes = b"") -> bytes:
    import zlib

    small = zlib.compress(data)
    head = b"<< /Length %d /Filter /FlateDecode %s >>" % (len(small), extra)
    return head + b"\nstream\n" + small + b"\nendstream"


def drawing(contents: bytes, *forms: bytes) -> bytes:
    """One page whose contents draw these forms, /X6, /X7 …; each form may draw them too."""
    names = b" ".join(b"/X%d %d 0 R" % (n, n) for n in range(6, 6 + len(forms)))
    inside = b"/Resources << /Font << /F1 3 0 R >> /XObject << " + names + b" >> >>"
    kind = b"/Type /XObject /Subtype /Form /BBox [0 0 400 500] " + inside
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 5 0 R %s >>" % inside,
        packed(contents),
        *(packed(form, kind) for form in forms),
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    return made + end


def shown(text: str, y: int = 550) -> bytes:
    return b"BT /F1 10 Tf 1 0 0 1 40 %d Tm (%s) Tj ET " % (y, text.encode())


def test_what_a_form_of_a_page_says_is_read(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    told = drawing(shown(TITLE) + b"/X6 Do", shown(TOLD[2], 500) + b"/X7 Do", shown(TOLD[0], 450))
    assert " ".join(_texts(_add(tmp_path / "a.pdf", told))) == f"{TOLD[2]} {TOLD[0]}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "bomb",
    [
        lambda: drawing(b" " * 60_000_000),
        lambda: drawing(b"q Q\n" * 5_000_000),
        lambda: drawing(b"/X6 Do", b" " * 60_000_000),
        lambda: drawing(b"/X6 Do", b" " * 400_000_000),
        lambda: drawing(b"/X6 Do", b"/X7 Do", b"q Q\n" * 5_000_000),
        lambda: drawing(b"/X6 Do " * 3000, b"q Q\n" * 20_000),
        lambda: drawing(b"/X6 Do", *(b"/X%d Do " % n * 10 for n in range(7, 15)), shown(TOLD[0])),
    ],
    ids=["blanks", "operations", "in a form", "more than the library unpacks", "in a form's form",
         "a form again and again", "forms of forms"],
)  # fmt: skip
def test_a_pdf_that_draws_without_end_is_refused_in_seconds(
    tmp_path: Path, bomb: Callable[[], bytes]
) -> None:
    pytest.importorskip("pypdf")
    data = bomb()
    with within(15):
        report = _add(tmp_path / "a.pdf", data)
    assert "than any article" in str(report.error)


@pytest.mark.parametrize("raised", ["LimitReachedError", "PdfReadError", "DependencyError"])
def test_whatever_the_pdf_reader_raises_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: str
) -> None:
    pypdf = pytest.importorskip("pypdf")

    def extract(*_: object, **__: object) -> str:
        raise getattr(pypdf.errors, raised)("x")

    monkeypatch.setattr(pypdf.PageObject, "extract_text", extract)
    said = str(_add(tmp_path / "a.pdf", set_in(40, gap=8, indent=0)).error)
    assert "PDF" in said and "fault in the program" not in said
    assert ("longer" in said) == (raised == "LimitReachedError")
