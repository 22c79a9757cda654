"""``alliance add``: any file on disk becomes a report, a known source, a new article or an error.

The pages and articles here are invented.
"""

from __future__ import annotations

import ast
import codecs
import itertools
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from string import Formatter
from textwrap import wrap

import pytest
from clock import within

from alliance import corpus, layers
from alliance.adding import add, article, read
from alliance.text import STATUSES, decode

ARTICLE = """World News

Island villagers weigh a new radar

By Hanako Mori and John Smith
Published: 5 March 2024, 10:30 JST

NAHA (Kyodo) - The governor of a southern prefecture on Tuesday asked for talks on a new radar.

"We were not consulted," Governor Sato Ken told reporters in Naha.

Advertisement

Officials said the plan would cost 3.2 billion yen ($21 million) over four years.

What comes next

The ministry will hold a meeting in April.

Related: Old radar, new fears

© 2024 Kyodo News. All rights reserved.
"""
KEYS = ["file", "id", "known", "paragraphs", "statuses", "dropped", "error"]


def _add(path: Path, content: str | bytes = ARTICLE, **options: str) -> add.Report:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(data)
    (report,) = add.add([path], **options)
    assert path.read_bytes() == data, "the reader's file was changed"
    return report


def _stored(home: Path) -> list[str]:
    return sorted(file.name for file in home.rglob("*.json"))


# --- what cannot be brought in --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\r\n\t\n", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"%PDF-1.7\n1 0 obj", "This is a PDF"),
        (b"PK\x03\x04\x14\x00word/document.xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "an image"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (bytes(range(256)) * 20, "not a text file"),
        (bytes(range(128, 256)) * 30, "UTF-8"),
        (b"x" * 5_000_001, "5.0 MB"),
    ],
)
def test_what_is_not_a_text_gets_an_error_that_says_what_to_do(
    tmp_path: Path, home: Path, content: bytes, said: str
) -> None:
    report = _add(tmp_path / "file.txt", content)
    assert report.error is not None
    assert said in report.error
    assert report.id is None
    assert report.paragraphs == 0
    assert _stored(home) == []


def test_whatever_is_said_of_a_file_is_written_down_and_gets_what_it_asks_for() -> None:
    """Each refusal and remark in the data is used, and each that is used has all its words."""
    said = {**read.PAGES["refusals"], **read.PAGES["remarks"]}
    names, used = set(read.PAGES["raised"].values()), 0
    for file in Path(read.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in said:
                names.add(node.value)
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in ("Unreadable", "tell") and isinstance(node.args[0], ast.Constant):
                asked = {name for _, name, _, _ in Formatter().parse(said[node.args[0].value])}
                assert asked - {None} == {one.arg for one in node.keywords}, node.args[0].value
                used += 1
    assert used > 30
    assert said.keys() - names == {"no title", "no outlet", "no author", "no date"}


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE, "utf-8")
    reports = add.add([tmp_path, tmp_path / "none.txt", good])
    assert [report.error is None for report in reports] == [False, False, True]
    assert "folder" in str(reports[0].error)
    assert "no such file" in str(reports[1].error)


def test_fifty_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    with within(0.5):
        (report,) = add.add([big])
    assert "50.0 MB" in str(report.error)


@pytest.mark.slow
def test_two_megabytes_of_other_lines_end_in_seconds(tmp_path: Path) -> None:
    with within(30):
        report = _add(tmp_path / "log.txt", "the parties met and the treaty was read\n" * 50_000)
    assert "more than any article" in str(report.error)


def test_the_json_form_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    for name, content in (("good.txt", ARTICLE), ("bad.txt", "")):
        plain = json.loads(json.dumps(_add(tmp_path / name, content).as_json()))
        assert list(plain) == KEYS
        assert list(plain["statuses"]) == list(STATUSES)
        for drop in plain["dropped"]:
            assert list(drop) == ["line", "text", "reason"]


# --- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode("utf-16"),
        ARTICLE.encode("utf-16-be"),
        codecs.BOM_UTF8 + ARTICLE.encode(),
        ARTICLE.replace('"', "”").encode("cp1252"),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.encode("utf-32"),
    ],
    ids=["utf-16", "utf-16 without a mark", "BOM", "windows-1252", "CRLF", "utf-32"],
)
def test_the_encoding_makes_no_difference(tmp_path: Path, data: bytes) -> None:
    report = _add(tmp_path / "a.txt", data)
    assert report.error is None
    assert report.paragraphs == 5
    article = corpus.source(str(report.id))
    assert "billion yen" in article.text
    assert "©" not in article.text


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-8"])
def test_japanese_encodings_are_recognised_by_their_kana(tmp_path: Path, encoding: str) -> None:
    text = (
        "政府は、新たな協定に署名したと発表した。\n\n外相は「同盟はこれまでになく強い」と述べた。\n"
    )
    report = _add(tmp_path / "ja.txt", text.encode(encoding))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == text.split()


LISTS = {
    "cp1252": "Name;ID\nRenée Dupont;00123\nAna Peña;00124\nZoë Müller;00125\n",
    "cp932": "氏名,番号\n山田太郎,00123\n佐藤花子,00124\n",
    "euc_jp": "山田太郎\n鈴木一郎\n",
    "mac_roman": "François Lefèvre\nÅsa Öberg\nJürgen Groß\n",
    "utf-16": "Renée Dupont\n",
    "utf-16-le": "Name,ID\nRenée,3\n",
    "utf-32": "山田太郎\n",
    "utf-8-sig": "Renée Dupont\n",
    "utf-8": "山田太郎\nRenée Dupont\n",
}


@pytest.mark.parametrize("encoding", LISTS)
def test_a_list_of_a_few_names_is_decoded(encoding: str) -> None:
    text, _ = decode(LISTS[encoding].encode(encoding))
    assert text == LISTS[encoding]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“The treaty”, he said – it’s Japan’s.\n", "cp1252"),
        ("“The treaty”, he said – it’s Japan’s.\n", "mac_roman"),
        ("Renée Dupont,A\n", "cp1252"),
        ("RENÉE DUPONT\nJOSÉ GARCÍA\n", "cp1252"),
        ("RENÉE DUPONT\nJOSÉ GARCÍA\n", "mac_roman"),
        ("name,id\n山田太郎,a123\n", "cp932"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ,山田太郎,12\nｻﾄｳ ﾊﾅｺ,佐藤花子,13\n", "cp932"),
        ("島の議会は冬の船について話し合った。\n", "utf-16-le"),
        ("島の議会は冬の船について話し合った。\n", "utf-16-be"),
        ("島の議会は冬の船について話し合った。\n", "iso2022_jp"),
    ],
)
def test_a_line_or_two_is_decoded(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_marks_turned_for_lines_that_run_downwards_are_turned_back() -> None:
    assert read.characters("﹁船﹂︑︵古い︶港︒") == "「船」、(古い)港。"


def test_one_bad_byte_does_not_change_the_other_characters() -> None:
    data = "Renée Dupont\nZo".encode() + b"\xeb\n"
    assert decode(data) == ("Renée Dupont\nZo\ufffd\n", "utf-8, with broken characters")


# --- a new article --------------------------------------------------------------------------------


def test_a_new_article_is_stored_with_what_could_be_found(tmp_path: Path, home: Path) -> None:
    report = _add(tmp_path / "page.txt")
    assert (report.id, report.known, report.error) == ("kyodo-2024", False, None)
    assert report.paragraphs == report.statuses["exact"] == 5
    assert report.remarks == []
    article = corpus.source("kyodo-2024")
    assert article.title == "Island villagers weigh a new radar"
    assert article.author == "Hanako Mori and John Smith"
    assert article.outlet == "Kyodo"
    assert article.date == "2024-03-05"
    assert article.added
    assert [one.kind for one in article.paragraphs] == ["text", "text", "text", "heading", "text"]
    assert _stored(home) == ["kyodo-2024.json"]


BODY = ARTICLE.partition("NAHA (Kyodo) - ")[2].partition("Advertisement")[0]
HEADS = [
    ("By Jane Doe | Feb 17, 2024, 10:03 AM JST | 3 min read", "Jane Doe", "2024-02-17", ""),
    ("Jane Doe · Feb 17, 2024 · 3 min read", "Jane Doe", "2024-02-17", ""),
    ("Jane Doe, Staff writer\nFeb. 17, 2024", "Jane Doe", "2024-02-17", ""),
    ("17 February 2024, 10:03 | Tokyo", "", "2024-02-17", ""),
    ("Jane Doe in Naha\n17 Feb 2024", "Jane Doe", "2024-02-17", ""),
    ("Odile Qvist, The Bay Courier\n17 Feb 2024", "Odile Qvist", "2024-02-17", "The Bay Courier"),
    ("Jane Roe, Bay Letters, 5 March 2024", "Jane Roe", "2024-03-05", "Bay Letters"),
    ("Ines Qvist, The Bay Courier, March 5, 2024", "Ines Qvist", "2024-03-05", "The Bay Courier"),
    ("By Jane Roe, Bay Letters, March 5, 2024", "Jane Roe", "2024-03-05", "Bay Letters"),
    ("Interview: Jane Roe\nBay Review, 5 March 2024", "Jane Roe", "2024-03-05", "Bay Review"),
    ("By Odile Marchetti, MS, RD\n5 March 2024", "Odile Marchetti, MS, RD", "2024-03-05", ""),
    ("By Odile Marchetti, MS, 5 March 2024", "Odile Marchetti, MS", "2024-03-05", ""),
    ("By Jane Roe\n5 March 2024\nView Original", "Jane Roe", "2024-03-05", ""),
    ("Par Jane Roe\n5 mars 2024", "Jane Roe", "2024-03-05", ""),
    ("Jane Roe, Naha, 5 March 2024", "Jane Roe", "2024-03-05", ""),
    ("Jane Roe Tokyo correspondent\n5 March 2024", "Jane Roe", "2024-03-05", ""),
    ("By Jane Roe (Tokyo (Japan) correspondent)\n5 March 2024", "Jane Roe", "2024-03-05", ""),
    ("By Jane Roe <https://bay.example/roe>\n5 March 2024", "Jane Roe", "2024-03-05", ""),
    ("March 5, 20247:41 AM GMT+9Updated 2 years ago", "", "2024-03-05", ""),
    ("March 5, 2024 (Bayland Japan)", "", "2024-03-05", ""),
    ("By Jane Roe\nThe Envoy, March 5, 2024", "Jane Roe", "2024-03-05", "The Envoy"),
    # a name that no list has, and what is no name
    ("Odile Marchetti\n5 March 2024", "Odile Marchetti", "2024-03-05", ""),
    ("Joint Statement\n5 March 2024", "", "2024-03-05", ""),
    # a paper that no list has, by its place; where somebody spoke
    ("By Jane Roe\nThe Slow Lane\n5 March 2024", "Jane Roe", "2024-03-05", "The Slow Lane"),
    ("By Jane Roe\nStaff Writer\n5 March 2024", "Jane Roe", "2024-03-05", ""),
    ("Odile Marchetti, Slow Lane\n5 March 2024", "Odile Marchetti", "2024-03-05", "Slow Lane"),
    ("Outer Island, March 5, 2024", "", "2024-03-05", ""),
    ("Office of Slow Lanes\n5 March 2024", "", "2024-03-05", "Office of Slow Lanes"),
    ("Bay Office of Slow Lanes, March 2024", "", "2024-03", "Bay Office of Slow Lanes"),
    ("Jane Roe / Bay Signal / 5 March 2024", "Jane Roe", "2024-03-05", "Bay Signal"),
    ("Jane Roe / Bay Signal, 5 March 2024", "Jane Roe", "2024-03-05", "Bay Signal"),
    ("Jane Roe / Opinion / 5 March 2024", "Jane Roe", "2024-03-05", ""),
    ("Jane Roe, Bay Spokesperson\n5 March 2024", "Jane Roe", "2024-03-05", ""),
    # a paper that is called as a person might be; one after "The"; a town after it
    ("By Jane Roe\nMidori Messenger, 5 March 2024", "Jane Roe", "2024-03-05", "Midori Messenger"),
    ("By Jane Roe\nBay Star-Advertiser, 5 March 2024", "Jane Roe", "2024-03-05",
     "Bay Star-Advertiser"),
    ("By Jane Roe, The Slow Lane\n5 March 2024", "Jane Roe", "2024-03-05", "The Slow Lane"),
    ("By Jane Roe, The Hague\n5 March 2024", "Jane Roe, The Hague", "2024-03-05", ""),
    ("By Jane Roe for the Slow Lane\n5 March 2024", "Jane Roe", "2024-03-05", "Slow Lane"),
    ("By Bay Signal staff\n5 March 2024", "", "2024-03-05", "Bay Signal"),
    ("By Jane Roe\nIn Tokyo\n5 March 2024", "Jane Roe", "2024-03-05", ""),
    ("Jane Roe\nSpecial to The Bay Post\n5 March 2024", "Jane Roe", "2024-03-05", "The Bay Post"),
    ("Jane Roe and John Doe\n5 March 2024", "Jane Roe and John Doe", "2024-03-05", ""),
    ("By Jane Roe\n05/03/2024", "Jane Roe", "", ""),
    ("Southern Prefecture\n5 March 2024", "", "2024-03-05", ""),
    ("By JANE DOE and JOHN ROE Associated Press\nFebruary 17, 2024", "Jane Doe and John Roe",
     "2024-02-17", "Associated Press"),
    ("Posted: 2/17/2024 by jdoe", "", "2024-02-17", ""),
    ("17.02.2024 | Analysis by Jane Doe", "Jane Doe", "2024-02-17", ""),
    ("The Example Times | World | Asia\nFeb 17, 2024", "", "2024-02-17", "The Example Times"),
    ("Jane Doe\nTokyo correspondent\n@jdoe\nSat 17 Feb 2024\nLast modified on Sun 18 Feb 2024",
     "Jane Doe", "2024-02-17", ""),
    ("2/5/2024 | Jane Doe", "", "", ""),  # of which month?
    ("31/04/2024 | Tokyo", "", "", ""),
    ("UPDATED: February 18, 2024 | PUBLISHED: February 17, 2024", "", "2024-02-17", ""),
    ("Published February 17, 2024, 9:00. Updated February 18, 2024", "", "2024-02-17", ""),
    ("Last updated: February 18, 2024\nFirst published: February 17, 2024", "", "2024-02-17", ""),
    ("Published February 17, 2024, revised February 18, 2024", "", "2024-02-17", ""),
    ("by Jane Doe on February 17, 2024 in News", "Jane Doe", "2024-02-17", ""),
    ("The Bay Post, February 17, 2024, page 3", "", "2024-02-17", "The Bay Post"),
    ("Jane Doe\nThe Bay Post\n2024/02/17 10:00 JST", "Jane Doe", "2024-02-17", "The Bay Post"),
    ("By Jane Doe, Guest Columnist\nFeb 17, 2024", "Jane Doe", "2024-02-17", ""),
    ("Words: Jane Doe\nFeb 17, 2024", "Jane Doe", "2024-02-17", ""),
    ("OPINION\n\nJane Doe", "Jane Doe", "", ""),
    ("The Diplomat | February 17, 2024", "", "2024-02-17", "The Diplomat"),
    ("The Harbour | February 17, 2024", "", "2024-02-17", ""),
    ("South Asia | February 17, 2024", "", "2024-02-17", ""),
    ("Foreign Policy Advisers | February 17, 2024", "", "2024-02-17", ""),
    ("Jane Roe | Foreign Policy | February 17, 2024", "Jane Roe", "2024-02-17", "Foreign Policy"),
    ("By Jane Roe for The Economist\nFebruary 17, 2024", "Jane Roe", "2024-02-17",
     "The Economist"),
    ("Naha, Okinawa | February 17, 2024", "", "2024-02-17", ""),
    ("National Security | Feb 17, 2024", "", "2024-02-17", ""),
    ("Press Release | Feb 17, 2024", "", "2024-02-17", ""),
    ("By Dr. Jane Doe, Professor at the University\nFeb 17, 2024", "", "2024-02-17", ""),
    ("Byline: JANE DOE\nPublication date: Feb 17, 2024", "Jane Doe", "2024-02-17", ""),
    ("By Jane Doe in Naha and John Roe\nFeb 17, 2024", "Jane Doe and John Roe", "2024-02-17", ""),
    ("By Asia correspondent Jane Doe (AFP)\nFeb 17, 2024", "Jane Doe", "2024-02-17", "AFP"),
    ("By Jane Doe, Mari de la Cruz, and John Roe\nFeb 17, 2024",
     "Jane Doe, Mari de la Cruz, and John Roe", "2024-02-17", ""),
    ("Jane Doe in Naha and agencies\n17 Feb 2024", "Jane Doe", "2024-02-17", ""),
    ("Jane Doe, Tokyo correspondent\nFeb 17, 2024", "Jane Doe", "2024-02-17", ""),
    ("Story by Jane Doe · Photos by John Roe\nFeb 17, 2024", "Jane Doe", "2024-02-17", ""),
    ("Jane Doe\n17 Feb 2024", "Jane Doe", "2024-02-17", ""),
    ("JANE DOE, 17 FEBRUARY 2024", "Jane Doe", "2024-02-17", ""),
    ("by Jane Doe - Sat, 17 Feb 2024 10:03 +0900", "Jane Doe", "2024-02-17", ""),
    ("The Example Times, Saturday, 17 February 2024", "", "2024-02-17", "The Example Times"),
    ("By: Jane Doe - @jdoe\nFeb 17, 2024", "Jane Doe", "2024-02-17", ""),
    ("Green Island\n17 Feb 2024", "", "2024-02-17", ""),
    ("Kishida Fumio\n17 Feb 2024", "", "2024-02-17", ""),
    ("Rose Garden | Feb 17, 2024", "", "2024-02-17", ""),
    ("Jane Doe\n2–3 minutes", "Jane Doe", "", ""),  # as Firefox's reader has it
    ("Jane Doe\n2–3 people", "", "", ""),
    ("Victoria Harbour · 17 Feb 2024", "", "2024-02-17", ""),
    ("Author\nLena Moriarty\nKanto College\n17 February 2024", "Lena Moriarty", "2024-02-17", ""),
    ("Rin Qvistgaard, Bay Courier", "Rin Qvistgaard", "", "Bay Courier"),
    ("By Al Jazeera Staff\nPublished On 17 Feb 2024", "", "2024-02-17", "Al Jazeera"),
    ("(adapted from the Bay Courier, 17 February 2024)", "", "2024-02-17", "Bay Courier"),
    ("Story by Petty Officer 2nd Class Ivy Sloan\n17 Feb 2024", "Ivy Sloan", "2024-02-17", ""),
    ("17 February 2024\nShare\nSave\nAnna Whitlock\nBBC News, Tokyo", "Anna Whitlock",
     "2024-02-17", "BBC News"),
    ("Military.com | By Jane Doe\nPublished February 17, 2024 at 4:32pm ET", "Jane Doe",
     "2024-02-17", "Military.com"),
    ("BY JANE DOE, OPINION CONTRIBUTOR - 05/02/24 7:00 AM ET", "Jane Doe", "", ""),
    ("Credit: Depositphotos\nBy Jane Doe\n17 Feb 2024", "Jane Doe", "2024-02-17", ""),
    ("Odile Qvistgaard\nFeb 17, 2024\n41\n6\nShare", "Odile Qvistgaard", "2024-02-17", ""),
    ("By Jane Doe\nReporting from Naha, Japan\nFeb 17, 2024", "Jane Doe", "2024-02-17", ""),
    ("By Jane Doe STARS AND STRIPES • Feb 17, 2024", "Jane Doe", "2024-02-17", "Stars and Stripes"),
    ("Authors: Doe, Jane\nSource: The Bay Post. 2/17/2024, Vol. 12\nISSN: 0000-0000", "Jane Doe",
     "2024-02-17", "The Bay Post"),
    ("Source: Jane Doe, Bay Letters, 17 February 2024", "Jane Doe", "2024-02-17", "Bay Letters"),
]  # fmt: skip


DATES = [
    ("Sat 17 Feb 2024 09.12 BST", "2024-02-17"),
    ("Feb 17 2024 at 3:04 PM ET", "2024-02-17"),
    ("6:02 PM GMT+9, February 17, 2024", "2024-02-17"),
    ("February 17, 20246:02 PM GMT+9Updated February 18, 2024", "2024-02-17"),
    ("Modified: 18 Feb 2024, Published: 17 Feb 2024", "2024-02-17"),
    ("Updated: Feb 18, 2024\nPublished: Feb 17, 2024", "2024-02-17"),
    ("Feb 18, 2024 (first published Feb 17, 2024)", "2024-02-17"),
    ("Date: Sat, 17 Feb 2024 09:12:33 +0900", "2024-02-17"),
    ("20240217", "2024-02-17"),
    ("4 juin 1960", "1960-06-04"),
    ("le samedi 17 février 2024 à 09h12", "2024-02-17"),
    ("17. März 2024, 09:12 Uhr", "2024-03-17"),
    ("17 de junio de 2024", "2024-06-17"),
    ("2024年2月17日(土)", "2024-02-17"),
    ("２０２４年２月１７日（土） 9時12分", "2024-02-17"),
    ("令和6年2月17日", "2024-02-17"),
    ("昭和三十五年一月十九日", "1960-01-19"),
    ("令和元年5月1日", "2019-05-01"),
    # none: it depends on the day of reading, or on who counts months first, or there is no such day
    ("Il y a 3 jours", ""),
    ("3 hours ago", ""),
    ("Posted on: 04/06/2024 - 09:12", ""),
    ("20240231", ""),
    ("31 avril 2024", ""),
    ("令和6年2月30日", ""),
    ("17 marines 2024", ""),
]


@pytest.mark.parametrize(("line", "date"), DATES)
def test_a_date_is_read_in_the_ways_it_is_printed(tmp_path: Path, line: str, date: str) -> None:
    report = _add(tmp_path / "a.txt", f"Islanders weigh a radar\nBy Jane Doe\n{line}\n\n{BODY}")
    record = add.stored(str(report.id))
    assert record is not None
    assert (record["author"], record["date"] or "") == ("Jane Doe", date)
    if line != "17 marines 2024":
        assert report.paragraphs == 2


@pytest.mark.parametrize(
    "line", ["Battle of Okinawa | June 23, 1945", "Attack on Pearl Harbor – December 7, 1941"]
)
def test_what_happened_on_a_day_is_no_head(tmp_path: Path, line: str) -> None:
    record = add.stored(
        str(_add(tmp_path / "a.txt", f"Islanders weigh a radar\n{line}\n\n{BODY}").id)
    )
    assert record is not None
    assert (record["author"], record["date"]) == (None, None)


LIBRARY = {
    "codes": "HD  {title}\nBY  By Jane Doe\nWC  231 words\nPD  4 June 2024\nSN  The Bay Post\n"
    "SC  BAYP\nLA  English\nCY  Copyright 2024 Bay Press Ltd\nLP  {lead}\n\nTD  {rest}\n\n"
    "NS  gdef : Armed Forces\nPUB Bay Press Ltd\nAN  Document BAYP000020240604ek640001q",
    "plain": "{title}\n\nJane Doe\n231 words\n4 June 2024\nThe Bay Post\nBAYP\n4\nEnglish\n"
    "Copyright 2024. Bay Press Ltd.\n\n{lead}\n\n{rest}\n\nBay Press Ltd\n\n"
    "Document BAYP000020240604ek640001q",
    "sections": "{title}\n\nThe Bay Post\n\nJune 4, 2024 Tuesday\n\nCopyright 2024 Bay Press Ltd "
    "All Rights Reserved\n\nSection: NEWS; Pg. 4\nLength: 231 words\nByline: Jane Doe in Naha\n\n"
    "Body\n\n{lead}\n\n{rest}\n\nClassification\n\nLanguage: ENGLISH\nLoad-Date: June 5, 2024\n\n"
    "End of Document",
    "details": "{title}\nAuthor: Jane Doe\nProQuest document link\n\nFull text: {lead}\n\n"
    "{rest}\n\nDETAILS\n\nSubject: Radar; Islands\nPublication title: The Bay Post\n"
    "Publication date: Jun 4, 2024\nISSN: 00000000\nProQuest document ID: 3060000001\n"
    "Last updated: 2024-06-09\nDatabase: ProQuest",
    "abroad": "{title}\n\nThe Bay Post (Japan)\n\nJune 4, 2024 Tuesday\n\nSection: NEWS; Pg. 4\n"
    "Length: 231 words\nByline: By JANE DOE; Bay Post Staff\n\nBody\n\n{lead}\n\n{rest}\n\n"
    "Load-Date: June 5, 2024\n\nEnd of Document",
    "blank codes": "SE News\nHD {title}\nBY Jane Doe\nWC 231 words\nPD 4 June 2024\n"
    "SN The Bay Post\nLA English\nLP \n{lead}\nTD \n{rest}\nPUB Bay Press Ltd\n"
    "AN Document BAYP000020240604ek640001q",
    "with a time": "{title}\nJane Doe\n231 words\n4 June 2024\n08:00\nThe Bay Post\nBAYP\nFinal\n"
    "English\n\n{lead}\n\n{rest}\n\nDocument BAYP000020240604ek640001q",
    "old": "1 of 1 DOCUMENT\n\nThe Bay Post\n\nJune 4, 2024 Tuesday\nLate Edition - Final\n\n"
    "{title}\n\nBYLINE: Jane Doe\n\nLENGTH: 231 words\n\n{lead}\n\n{rest}\n\n"
    "LOAD-DATE: June 5, 2024",
    "preview": "{title}\n\nDoe, Jane. The Bay Post; Naha. 04 Jun 2024: A4.\n\n"
    "ProQuest document link\n\nABSTRACT (ENGLISH)\n\nThe council met and spoke of fares, and "
    "nobody had asked the villages.\n\nFULL TEXT\n\n{lead}\n\n{rest}\n\nDETAILS\n\n"
    "Publication year: 2024\n\nDatabase: Newsstream",
}


@pytest.mark.parametrize("way", LIBRARY)
def test_a_download_from_a_library_is_its_article(tmp_path: Path, way: str) -> None:
    lead, *others = PARAGRAPHS
    parts = {"title": "Ferries of the winter", "lead": lead, "rest": "\n\n".join(others)}
    report = _add(tmp_path / "a.txt", LIBRARY[way].format(**parts))
    record = add.stored(str(report.id))
    assert record is not None
    found = [record[key] for key in ("title", "outlet", "author", "date")]
    assert found == ["Ferries of the winter", "The Bay Post", "Jane Doe", "2024-06-04"]
    assert [one["text"] for one in record["paragraphs"]] == PARAGRAPHS


def test_a_few_lines_that_begin_with_capitals_are_no_codes(tmp_path: Path) -> None:
    told = [
        *PARAGRAPHS[:2],
        "RE Kudaka: the pier stays open.",
        "CO Hateruma: it does not.",
        *PARAGRAPHS[2:],
    ]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", *told]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


@pytest.mark.parametrize("who", ["", "(Kyodo) "])
def test_a_dateline_tells_the_day_where_no_line_does(tmp_path: Path, who: str) -> None:
    told = [f"NAHA, March 5, 2024 {who}- {PARAGRAPHS[0]}", *PARAGRAPHS[1:]]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", *told]))
    assert corpus.source(str(report.id)).date == "2024-03-05"


def test_a_town_behind_a_papers_name_is_none_of_it(tmp_path: Path) -> None:
    head = "Ferries of the winter\n\nBay Post, The (Naha, Japan) - Tuesday, June 4, 2024"
    foot = "Record: 1A2B3C4D\nCopyright: Copyright (c) 2024 Bay Press"
    text = "\n\n".join([head, "Author: Doe, Jane", *PARAGRAPHS, foot])
    record = add.stored(str(_add(tmp_path / "a.txt", text).id))
    assert record is not None
    found = [record[key] for key in ("title", "outlet", "author", "date")]
    assert found == ["Ferries of the winter", "Bay Post", "Jane Doe", "2024-06-04"]
    assert [one["text"] for one in record["paragraphs"]] == PARAGRAPHS


COPIES = {  # what a reader pasted: from a tab, a bibliography, an old front page
    "{title} - The Bay Post\nhttps://bay.example/2024/06/04/ferries\n\nJane Doe\n\n{body}",
    "{title} | Politics | The Bay Post\n\nBy Jane Doe\nJune 4, 2024\n\n{body}",
    "The Bay Post\n\n{title}\n\nJane Doe\n\nShare\n\nJune 4, 2024\n\n{body}",
    "{title}\n\nJune 4, 2024\n\nJane Doe\n\nThe Bay Post\n\n{body}",
    "Jane Doe, “{title},” The Bay Post, June 4, 2024.\n\n{body}",
    "Doe, Jane. “{title}.” The Bay Post, 4 June 2024, bay.example/ferries.\n\n{body}",
    "Doe, Jane (2024, June 4). {title}. The Bay Post. https://bay.example/ferries\n\n{body}",
    "{body}\n\nSource: Jane Doe, “{title},” The Bay Post, June 4, 2024.",
    "{title}\n\n{body}\n\nJane Doe, The Bay Post, 4 June 2024",
    "{title}\n\n{body}\n\nJane Doe\n\nSource: The Bay Post, 4 June 2024",
    "{title}\n\nBy Jane Doe\n\n{body}\n\n(The Bay Post, 4 June 2024)",
    "Here it is again.\n\n{title}\n\nThe Bay Post, June 4, 2024\n\nBy Jane Doe\n\n{body}",
    "THE BAY POST, TUESDAY, JUNE 4, 2024\n\n{title}\n\nBy JANE DOE\n\n{body}",
    "{title}\n\nJune 4, 2024\n\nBy Jane Doe; Special to The Bay Post.\n\n{body}",
}


@pytest.mark.parametrize("way", sorted(COPIES))
def test_what_a_reader_pasted_tells_whose_it_is(tmp_path: Path, way: str) -> None:
    title = "Ferries of the winter"
    text = way.format(title=title, body="\n\n".join(PARAGRAPHS))
    record = add.stored(str(_add(tmp_path / "a.txt", text).id))
    assert record is not None
    found = [record[key] for key in ("title", "outlet", "author", "date")]
    assert found == [title, "The Bay Post", "Jane Doe", "2024-06-04"]
    assert [one["text"] for one in record["paragraphs"]] == PARAGRAPHS


@pytest.mark.parametrize("beside", ["Health News", "Naha", "Part Two", "4 June"])
def test_what_stands_behind_a_headline_may_be_part_of_it(tmp_path: Path, beside: str) -> None:
    text = "\n\n".join([f"Ferries of the winter - {beside}", *PARAGRAPHS])
    record = add.stored(str(_add(tmp_path / "a.txt", text).id))
    assert record is not None
    assert (record["title"], record["outlet"]) == (f"Ferries of the winter - {beside}", None)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Department Press Briefing – June 4, 2024", "2024-06-04"),
        ("Meeting of the harbour council, 4 June 2024", "2024-06-04"),
        ("The flood of June 4, 2014", None),
    ],
)
def test_a_headline_tells_the_day_of_what_was_said_on_it(
    tmp_path: Path, line: str, date: str | None
) -> None:
    record = add.stored(str(_add(tmp_path / "a.txt", "\n\n".join([line, *PARAGRAPHS])).id))
    assert record is not None
    assert (record["title"], record["date"]) == (line, date)


@pytest.mark.parametrize("title", ["Islanders weigh a radar", "ISLANDERS WEIGH A RADAR"])
@pytest.mark.parametrize(("lines", "author", "date", "outlet"), HEADS)
def test_the_lines_under_a_headline_are_its_head(
    tmp_path: Path, title: str, lines: str, author: str, date: str, outlet: str
) -> None:
    report = _add(tmp_path / "a.txt", f"{title}\n{lines}\n\n{BODY}")
    record = add.stored(report.id)
    found = tuple(record[key] or "" for key in ("title", "author", "date", "outlet"))
    assert found == (title, author, date, outlet)
    if date:
        assert report.paragraphs == 2


SIGNED = {  # below a text: author and outlet
    "– By Jane Roe": ("Jane Roe", ""),
    "— Jane Roe": ("Jane Roe", ""),
    "JANE ROE": ("Jane Roe", ""),
    "Jane Roe in Naha": ("Jane Roe", ""),
    "Jane Roe, The Bay Post": ("Jane Roe", "The Bay Post"),
    "(Kyodo)": ("", "Kyodo"),
    "– AP": ("", "AP"),
    "The Bay Post": ("", "The Bay Post"),
    # nobody: a place, a heading, one whom articles are about, the first of a list
    "Naha": ("", ""),
    "Rose Garden": ("", ""),
    "The End": ("", ""),
    "— Kishida Fumio": ("", ""),
    "Jane Roe\n\nKen Ota\n\nHanako Mori": ("", ""),
    "Jane Roe\n\n3 days ago\n\nThanks for this one, I liked it.": ("", ""),
}


@pytest.mark.parametrize("below", SIGNED)
def test_who_signs_below_a_text_wrote_it(tmp_path: Path, below: str) -> None:
    report = _add(tmp_path / "a.txt", f"Islanders weigh a radar\nFeb 17, 2024\n\n{BODY}\n\n{below}")
    record = add.stored(str(report.id))
    assert record is not None
    assert (record["author"] or "", record["outlet"] or "") == SIGNED[below]
    assert report.paragraphs == 2


ENDS = {  # a text's last words
    "(Jane Roe)": ("Jane Roe", ""),
    "– Jane Roe": ("Jane Roe", ""),
    "(Kyodo News)": ("", "Kyodo News"),
    "— Kyodo": ("", "Kyodo"),
    "(The Bay Post)": ("", "The Bay Post"),
    "(Emphasis added)": ("", ""),
    "(Okinawa Prefecture)": ("", ""),
    "(Article 5)": ("", ""),
    "(Kishida Fumio)": ("", ""),
    "(Photo)": ("", ""),
}


@pytest.mark.parametrize("words", ENDS)
def test_a_name_in_the_last_words_signs_a_text_and_stays(tmp_path: Path, words: str) -> None:
    told = f"{BODY.strip()} {words}"
    report = _add(tmp_path / "a.txt", f"Islanders weigh a radar\nFeb 17, 2024\n\n{told}")
    record = add.stored(str(report.id))
    assert record is not None
    assert (record["author"] or "", record["outlet"] or "") == ENDS[words]
    assert record["paragraphs"][-1]["text"].endswith(words)


SHIPS = [
    "島の議会は月曜日に冬の運賃と修理できない古い船について話し合った。",
    "北の村からは誰も招かれず、議員の何人かはそれを残念だと述べた。",
    "議長は手紙は間に合うように送られたが、郵便局がそれを失くしたと答えた。",
]
JAPANESE = [  # lines under the headline; author and outlet
    ("記者 山田太郎", "山田太郎", ""),
    ("記者・山田太郎", "山田太郎", ""),
    ("山田太郎記者", "山田太郎", ""),
    ("取材・文　山田太郎", "山田太郎", ""),
    ("政治部 山田太郎", "山田太郎", ""),
    ("編集委員・山田太郎", "山田太郎", ""),
    # whose family no list has, where the line says that it is a name
    ("砂場圭記者", "砂場圭", ""),
    ("社会部・砂場圭", "砂場圭", ""),
    ("砂場圭（社会部）", "砂場圭", ""),
    ("基地問題", "", ""),
    ("琉球新報 2024年6月4日 山田太郎記者", "山田太郎", "琉球新報"),
    ("琉球新報 山田太郎", "山田太郎", "琉球新報"),
    ("東海朝報 2024年6月4日 砂場圭記者", "砂場圭", "東海朝報"),
    ("琉球新報　2024年6月4日付朝刊", "", "琉球新報"),
    ("北原タイムス", "", "北原タイムス"),
    ("山田 太郎", "山田 太郎", ""),
    ("山田太郎（やまだ・たろう）", "山田太郎", ""),
    ("山田太郎、佐藤花子", "山田太郎、佐藤花子", ""),
    ("琉球新報", "", "琉球新報"),
    ("（琉球新報　2024年06月04日　朝刊　1社会　031　312文字）", "", "琉球新報"),
    ("2024/06/04 琉球新報 朝刊 3ページ 312文字 書誌情報", "", "琉球新報"),
    ("琉球新報 2024/06/04 朝刊 有料記事 312文字", "", "琉球新報"),
    ("2024年06月04日　朝刊　沖縄　2社会　026　00412文字\n琉球新報", "", "琉球新報"),
    ("2024年06月04日 18時21分共同通信", "", "共同通信"),
    ("筆者：山田太郎\n出典：琉球新報", "山田太郎", "琉球新報"),
    ("記者会見で語る", "", ""),
    ("社会部の挑戦", "", ""),
    ("福島県 新しい港", "", ""),
    ("岸田文雄", "", ""),
]


@pytest.mark.parametrize(("lines", "author", "outlet"), JAPANESE)
@pytest.mark.parametrize("title", ["冬の船", "島の議会、冬の船を語る"])
def test_the_lines_under_a_japanese_headline_are_its_head(
    tmp_path: Path, title: str, lines: str, author: str, outlet: str
) -> None:
    when = "2024年6月4日 朝刊 1ページ 834文字"
    report = _add(tmp_path / "a.txt", "\n\n".join([title, lines, when, *SHIPS]))
    record = add.stored(str(report.id))
    assert record is not None
    if author + outlet:
        assert record["title"] == title
    assert (record["author"] or "", record["outlet"] or "") == (author, outlet)
    assert record["date"] == "2024-06-04"
    kept = [one["text"] for one in record["paragraphs"]]
    assert kept == SHIPS if author + outlet else kept[-3:] == SHIPS


@pytest.mark.parametrize(
    ("said", "author", "outlet"),
    [
        ("（山田太郎）", "山田太郎", ""),
        ("【山田太郎】", "山田太郎", ""),
        ("（那覇支局・山田太郎）", "山田太郎", ""),
        ("（文・山田太郎）", "山田太郎", ""),
        ("（砂場圭）", "砂場圭", ""),
        ("（社会部　砂場圭）", "砂場圭", ""),
        ("（共同）", "", "共同"),
        ("（関連記事）", "", ""),
        ("（随時掲載）", "", ""),
        ("（日本時間）", "", ""),
        ("（敬称略）", "", ""),
        ("（続く）", "", ""),
        ("（福島県）", "", ""),
        ("（原文ママ）", "", ""),
        ("（1960年）", "", ""),
    ],
)
@pytest.mark.parametrize("between", ["", "\n\n"])
def test_who_signs_a_japanese_text_wrote_it(
    tmp_path: Path, said: str, author: str, outlet: str, between: str
) -> None:
    text = "\n\n".join(["冬の船", "2024年6月4日", *SHIPS])
    report = _add(tmp_path / "a.txt", f"{text}{between}{said}")
    record = add.stored(str(report.id))
    assert record is not None
    assert (record["author"] or "", record["outlet"] or "") == (author, outlet)
    assert report.paragraphs == 3


@pytest.mark.parametrize(
    ("before", "author"),
    [
        ("【那覇＝山田太郎】", "山田太郎"),
        ("【那覇=砂場圭】", "砂場圭"),
        ("（那覇・砂場圭）", "砂場圭"),
        ("【那覇＝本社取材班】", None),
        ("【那覇＝共同】", None),
    ],
)
def test_who_wrote_a_japanese_text_stands_before_its_first_words(
    tmp_path: Path, before: str, author: str | None
) -> None:
    told = [f"{before}{SHIPS[0]}", *SHIPS[1:]]
    record = add.stored(str(_add(tmp_path / "a.txt", "\n\n".join(["冬の船", *told])).id))
    assert record is not None
    assert record["author"] == author
    assert [one["text"] for one in record["paragraphs"]] == told


def test_the_last_words_of_a_japanese_text_stay_whoever_signs_them(tmp_path: Path) -> None:
    told = [*SHIPS[:2], f"{SHIPS[2]}＝砂場圭"]
    record = add.stored(str(_add(tmp_path / "a.txt", "\n\n".join(["冬の船", *told])).id))
    assert record is not None
    assert record["author"] == "砂場圭"
    assert [one["text"] for one in record["paragraphs"]] == told


# Lines around a Japanese text, above it and below it; what they tell of outlet, author and day.
IN_JAPANESE: dict[str, tuple[list[str], list[str], tuple[str | None, ...]]] = {
    "a paper's page": (
        ["琉球新報デジタル", "メニュー", "速報　朝刊・夕刊　連載・特集　ランキング　その他", "{0}",
         "有料記事", "政経部　砂場圭", "2024年6月4日 5時00分", "list", "印刷する", "Xでシェアする",
         "[写真・図版]", "港に並ぶ船＝2024年6月3日、北の村、砂場圭撮影"],
        ["この記事は有料記事です。残り1234文字", "有料会員になると続きをお読みいただけます。",
         "関連ニュース", "・港の補修工事、年内に完了へ",
         "琉球新報に掲載の記事・写真の無断転載を禁じます。"],
        ("琉球新報デジタル", "砂場圭", "2024-06-04"),
    ),
    "a portal": (
        ["Yahoo!ニュース", "キーワードを入力　検索",
         "トップ　速報　ライブ　エキスパート　ランキング",
         "{0}", "6/4(火) 18:02配信", "コメント214件", "北原新報",
         "船を見る人＝4日午後（読者提供）"],
        ["【関連記事】", "港の船、月に四十隻", "＜写真＞港の上空から", "最終更新：6/4(火) 18:02",
         "この記事はいかがでしたか？リアクションで支援しよう"],
        ("北原新報", None, None),
    ),
    "a record": (
        ["朝日新聞クロスサーチ", "検索結果　1件目／全37件",
         "発行日：2024年06月04日", "朝夕刊：朝刊", "面名：オピニオン1",
         "ページ：9ページ", "文字数：1021文字", "見出し：{0}", "【本文】"],
        ["（聞き手・砂場圭）", "【写真説明】", "朝日新聞社",
         "■この記事の著作権は朝日新聞社に帰属します。無断複製・転載を禁じます。"],
        ("朝日新聞", "砂場圭", "2024-06-04"),
    ),
    "a column": (
        ["地方紙コラム「潮目」", "令和六年六月四日（火曜日）", "波止場日報", "論説委員　砂川　道夫",
         "{0}"],
        ["（無断転載・複製を禁ず）"],
        ("波止場日報", "砂川 道夫", "2024-06-04"),
    ),
    "a mail": (
        ["{0}", "山鳩新聞　2024年6月4日　朝刊2面", "葛西 冬樹"], [],
        ("山鳩新聞", "葛西 冬樹", "2024-06-04"),
    ),
    "two who sign": (
        ["{0}", "2024/06/04 05:00 読者会員限定", "スクラップする"],
        ["（政治部　籾山康介、ワシントン支局　氏家りさ）", "スクラップは会員限定です"],
        (None, "籾山康介、氏家りさ", "2024-06-04"),
    ),
    "a library's download": (
        ["ヨミダス", "記事検索結果　5 / 18 件", "1. {0}",
         "［東京読売新聞］　2024年6月4日　朝刊　政治　4頁　1,045字　写有　図無"],
        ["【キーワード】造船　協定", "検索日時：2025/01/09 14:22"],
        ("東京読売新聞", None, "2024-06-04"),
    ),
    "a newsletter": (
        ["■□ 波止場日報メール版 □■　第318号", "━━━━━━", "{0}", "2024年6月4日　文化部　有働 さゆり"],
        ["━━━━━━", "▼次号予告　夏休み特集", "発行：波止場日報社　編集部"],
        ("波止場日報メール版", "有働 さゆり", "2024-06-04"),
    ),
    "a handout": (
        ["歴史総合　授業プリント　No.12", "年　組　番　氏名",
         "次の文章を読んで、あとの問いに答えなさい。", "{0}",
         "（『中海新聞』二〇二四年六月四日付、佐久間ゆう記者）"],
        ["問1　下線部について、理由を40字以内で説明しなさい。", "語注"],
        ("中海新聞", "佐久間ゆう", "2024-06-04"),
    ),
    "a site's path": (
        ["時事ドットコムニュース > 政治 > 外交・安保", "{0}", "2024年06月04日07時05分配信",
         "目次", "会議の経緯", "議長の話"],
        ["照屋未央　那覇総局　専門・関心分野　離島、教育", "政治部の最新記事"],
        ("時事ドットコムニュース", None, "2024-06-04"),
    ),
    "a town's page": (
        ["本文へ移動", "文字サイズ　標準　拡大", "現在の位置：ホーム > 市政情報 > 記者会見", "{0}",
         "更新日：2024年6月4日", "ページ番号：1004417"],
        ["お問い合わせ", "総務部　広報課　広報係", "電話：000-0000-0000　ファクス：000-0000-0001",
         "このページに関するアンケート", "このページの情報は役に立ちましたか？",
         "北原市役所　開庁時間：平日8時30分から17時15分"],
        (None, None, "2024-06-04"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", IN_JAPANESE)
def test_what_stands_around_a_japanese_text_is_none_of_it(tmp_path: Path, way: str) -> None:
    above, below, told = IN_JAPANESE[way]
    title = "島の議会、冬の船を語る　運賃はまだ決まらず"
    text = "\n\n".join([*above, *(f"　{one}" for one in SHIPS), *below]).replace("{0}", title)
    found = corpus.source(str(_add(tmp_path / "a.txt", text).id))
    assert [one.text for one in found.paragraphs] == SHIPS
    assert found.title == title.replace("\u3000", " ")
    assert (found.outlet, found.author, found.date) == told


@pytest.mark.parametrize(
    "said",
    [
        "会員は十七人で、交代で公園と港に立ち、船の名前と時刻をノートに書いた。",
        "この記事を書いた記者は、月額五万円の部屋に三年のあいだ住んでいたという。",
        "問い合わせは月に三十件を超え、町は電話の係を二人から四人に増やした。",
        "写真は資料館に残り、無断で持ち出した人は今も分からないと館長は言う。",
        "「次の船はいつ来るのですか」と記者は港で尋ねた。",
        "「数えなければ、なかったことにされる」",
        "会員登録した住民は三百人を超え、毎朝の知らせを受け取っている。",
        "父は一九五五年生まれで、港で働いていた。",
        "共有された予定は、火曜日までに一度だけ変わった＝町の調べ。",
    ],
)
def test_a_japanese_sentence_that_looks_like_furniture_is_kept(tmp_path: Path, said: str) -> None:
    told = [SHIPS[0], said, *SHIPS[1:]]
    report = _add(tmp_path / "a.txt", "\n\n".join(["冬の船", "2024年6月4日", *told]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


@pytest.mark.parametrize(
    "beside",
    [
        "Ken Ota - 3 March 2025",
        "March 14, 2011 – Tohoku Earthquake",
        "Kadena Air Base | 1 May 1945",
    ],
)
def test_a_line_in_the_text_or_below_it_is_no_head(tmp_path: Path, home: Path, beside: str) -> None:
    lead, _, rest = BODY.partition("\n\n")
    for text in (f"{lead}\n\n{beside}\n\n{rest}", f"{BODY}\n\n{beside}"):
        report = _add(tmp_path / "a.txt", f"Islanders weigh a radar\n\n{text}")
        record = add.stored(report.id)
        assert not record["author"] and not record["outlet"]


@pytest.mark.parametrize("date", ["2024-02-30", "31 April 2024"])
def test_a_day_that_there_is_not_is_asked_for_again(tmp_path: Path, date: str) -> None:
    report = _add(tmp_path / "a.txt", date=date)
    assert report.error and "is not understood" in report.error


@pytest.mark.parametrize(
    "line",
    ["Kishida Fumio in Tokyo", "Prime Minister Kishida – the visit",
     "Kishida Visits Biden in Washington\n17 Feb 2024"],
)  # fmt: skip
def test_a_headline_that_looks_like_a_name_is_no_author(tmp_path: Path, line: str) -> None:
    report = _add(tmp_path / "a.txt", f"{line}\n\n{BODY}")
    record = add.stored(report.id)
    assert (record["title"], record["author"] or "") == (line.partition("\n")[0], "")


def test_its_dropped_lines_have_reasons(tmp_path: Path) -> None:
    report = _add(tmp_path / "page.txt")
    assert [(drop.line, drop.reason) for drop in report.dropped] == [
        (1, "menu or label"),
        (3, "headline"),
        (5, "byline"),
        (6, "date line"),
        (12, "advertisement"),
        (20, "related link"),
        (22, "copyright"),
    ]


def test_it_is_annotated_and_every_mark_fits_its_words(tmp_path: Path) -> None:
    article = corpus.source(str(_add(tmp_path / "page.txt").id))
    rows = layers.marks(article)
    assert {"figure", "place"} <= {row.layer for row in rows}
    for row in rows:
        assert article.paragraph(row.p).text[row.start : row.end] == row.text


def test_what_is_not_found_is_asked_for_and_can_be_given(tmp_path: Path) -> None:
    bare = "The council met for three hours and agreed on nothing at all, its members said.\n"
    asked = _add(tmp_path / "notes.txt", bare)
    assert [option for option in ("--title", "--outlet", "--author", "--date")
            if any(option in remark for remark in asked.remarks)] == [
        "--title", "--outlet", "--author", "--date",
    ]  # fmt: skip
    given = _add(
        tmp_path / "notes.txt", bare, title="A long meeting", outlet="Bay News",
        author="Li Na", date="5 March 2024", id="bay",
    )  # fmt: skip
    assert given.remarks == []
    article = corpus.source("bay")
    assert (article.title, article.outlet, article.author, article.date) == (
        "A long meeting", "Bay News", "Li Na", "2024-03-05",
    )  # fmt: skip


@pytest.mark.parametrize(
    "options", [{"date": "last week"}, {"id": "Not An Id"}, {"id": "treaty-1960"}]
)
def test_an_option_that_cannot_be_used_is_an_error(
    tmp_path: Path, home: Path, options: dict[str, str]
) -> None:
    report = _add(tmp_path / "page.txt", **options)
    assert report.error is not None
    assert next(iter(options.values())) in report.error
    assert _stored(home) == []


def test_the_same_article_again_is_already_here(tmp_path: Path, home: Path) -> None:
    first = _add(tmp_path / "one.txt")
    before = (home / "texts" / "kyodo-2024.json").read_bytes()
    typed = ARTICLE.replace('"We', "“We").replace('all,"', "all,”").replace("\n", "\r\n")
    for content in (ARTICLE, typed, ARTICLE.replace("Advertisement", "")):
        again = _add(tmp_path / "two.txt", content)
        assert (again.id, again.error) == (first.id, None)
        assert again.remarks == ["This text is already here, as kyodo-2024."]
    assert _stored(home) == ["kyodo-2024.json"]
    assert (home / "texts" / "kyodo-2024.json").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("four years", "five years"),
        ("in April.", "in April?"),
        ('"We were not consulted,"', "We were not consulted,"),
        ("The ministry will hold a meeting in April.\n", ""),
    ],
    ids=["a word", "a question mark", "quotation marks", "a paragraph less"],
)
def test_another_version_is_another_text_until_it_is_to_replace_the_first(
    tmp_path: Path, home: Path, old: str, new: str
) -> None:
    _add(tmp_path / "one.txt")
    other = ARTICLE.replace(old, new)
    assert other != ARTICLE
    again = _add(tmp_path / "two.txt", other)
    assert again.id == "kyodo-2024-2"
    assert ["--replace kyodo-2024" in line for line in again.remarks] == [True]
    assert old.strip() in (home / "texts" / "kyodo-2024.json").read_text("utf-8").replace("\\", "")
    replaced = _add(tmp_path / "two.txt", other, replace="kyodo-2024")
    assert replaced.id == "kyodo-2024"
    assert old.strip() not in corpus.source("kyodo-2024").text
    assert _stored(home) == ["kyodo-2024-2.json", "kyodo-2024.json"]


@pytest.mark.parametrize(("old", "new"), [("5 March", "9 July"), ("Kyodo", "Jiji")])
def test_the_same_words_of_another_day_or_outlet_are_another_text(
    tmp_path: Path, home: Path, old: str, new: str
) -> None:
    _add(tmp_path / "one.txt")
    other = ARTICLE.replace(old, new)
    assert other != ARTICLE
    again = _add(tmp_path / "two.txt", other)
    assert again.id != "kyodo-2024"
    assert ["--replace kyodo-2024" in line for line in again.remarks] == [True]
    assert _add(tmp_path / "two.txt", other).id == again.id
    assert len(_stored(home)) == 2


def test_adding_again_with_an_option_completes_the_record(tmp_path: Path, home: Path) -> None:
    bare = "The council met for three hours and agreed on nothing at all, its members said.\n"
    for options in ({"outlet": "Bay News"}, {"date": "2024-03"}):
        _add(tmp_path / "notes.txt", bare, **options)
    found = corpus.source("bay-news")
    assert (found.outlet, found.date) == ("Bay News", "2024-03")
    assert _stored(home) == ["bay-news.json"]


def test_only_what_is_stored_can_be_replaced(tmp_path: Path, home: Path) -> None:
    report = _add(tmp_path / "page.txt", replace="nobody-2020")
    assert "no text “nobody-2020”" in str(report.error)
    assert _stored(home) == []


def test_a_text_is_never_replaced_unless_it_is_named(tmp_path: Path, home: Path) -> None:
    first = _add(tmp_path / "one.txt")
    assert first.id == "kyodo-2024"
    again = _add(tmp_path / "again.txt")
    assert again.id == first.id and "already" in " ".join(again.remarks)
    assert _stored(home) == ["kyodo-2024.json"]
    later = _add(tmp_path / "two.txt", ARTICLE.replace("four years", "five years"))
    assert later.id == "kyodo-2024-2"
    assert "four years" in corpus.source("kyodo-2024").text
    other = _add(
        tmp_path / "three.txt", ARTICLE.replace("four years", "six years"), replace="kyodo-2024"
    )
    assert other.id == "kyodo-2024" and "six years" in corpus.source("kyodo-2024").text
    refused = _add(tmp_path / "four.txt", replace="nothing-here")
    assert "nothing-here" in str(refused.error)


def test_an_excerpt_is_another_text(tmp_path: Path, home: Path) -> None:
    whole = _add(tmp_path / "whole.txt")
    part = ARTICLE.split("\n\n")[3] + "\n"
    excerpt = _add(tmp_path / "part.txt", part)
    assert excerpt.id != whole.id
    assert len(corpus.source(str(whole.id)).paragraphs) == 5


def test_what_is_stored_is_found_by_its_digest_and_not_by_reading_all(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = add.stored
    monkeypatch.setattr(add, "stored", lambda id: read.append(id) or real(id))
    counts = []
    for n in range(4):
        read.clear()
        _add(tmp_path / f"{n}.txt", ARTICLE.replace("four years", f"{n + 4} years"))
        counts.append(len(read))
    assert counts[1:] == [counts[1]] * 3, "adding costs the same, however many there are"


PARAGRAPHS = [
    "The harbour council met on Monday to talk about the fares of the coming winter season.",
    "Nobody from the northern villages had been invited, which several of the members regretted.",
    "The chair answered that the letter had been sent in time and that the post had lost it.",
    "Two ferries will be repaired before the spring, at a cost that nobody wanted to name.",
]


@pytest.mark.parametrize(
    "between",
    [
        "Chat with us on your telephone and find out what happens, by day and by night.\n\n"
        "JUST WATCHED\n\nReplay\n\nMore videos ...\n\nMUST WATCH\n\nStorm over the bay\n\n"
        "Mayor: I knew it\n\nAide tells of the call\n\nCourt halts the order",
        "By Jane Doe\n\nOur app brings you the news of the bay wherever you are.\n\nLATEST\n\n"
        "Storm over the bay\n\nWatch\n\nMayor: I knew it before they did",
    ],
)
@pytest.mark.parametrize("title", ["Ferries of the winter", "Ferries of the coming winter"])
def test_a_teaser_before_a_menu_is_not_the_article(
    tmp_path: Path, title: str, between: str
) -> None:
    text = "\n\n".join(["The Bay Post", title, between, *PARAGRAPHS])
    report = _add(tmp_path / "a.txt", text)
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == PARAGRAPHS
    if "By Jane Doe" in between:
        assert add.stored(str(report.id))["title"] == title


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Ferries of winter\n\nJane Doe is a writer on the bay.", "Ferries of winter"),
        ("Ferries of winter\n\n(The Wire, March 5, 2024)", "Ferries of winter"),
        ("Ferries of the winter\n\nNobody had asked the villages there", "Ferries of the winter"),
        ("“Nobody asked us”", "“Nobody asked us”"),
        ("On 5 March 2024 the ferries stopped", "On 5 March 2024 the ferries stopped"),
        # a site's name above its menu, one who sends it, an office, a section, a picture's credit
        (
            "Salt and Sugar Cane\n\nA paper of the islands\n\nHome  About  Archive\n\n"
            "Ferries of the winter\n\nPosted on June 4, 2024 by Jane Doe",
            "Ferries of the winter",
        ),
        (
            "Hana Ito thought you would like this.\n\nFerries of the winter\n\n"
            "https://bay.example/1\n\nBy Jane Doe",
            "Ferries of the winter",
        ),
        (
            "Ministry of Foreign Affairs of Japan\n\nFerries of the winter\n\nJapanese",
            "Ferries of the winter",
        ),
        ("Letters to the editor\n\nFerries of winter", "Ferries of winter"),
        (
            "History 10B - Week 4\n\nRead the text and underline all numbers.\n\n"
            "Ferries of the winter\n\nBy Jane Doe",
            "Ferries of the winter",
        ),
        (
            "Report Information from ProQuest\n\nDocument 1 of 1\n\nFerries of the winter",
            "Ferries of the winter",
        ),
        (
            "Ferries of the winter\n\nThe harbour, seen from the new pier.\n\n"
            "Credit...Ken Ota for The Bay Post\n\nBy Jane Doe",
            "Ferries of the winter",
        ),
    ],
)
def test_a_headline_is_none_of_the_lines_beside_it(tmp_path: Path, above: str, title: str) -> None:
    read = add.stored(str(_add(tmp_path / "a.txt", "\n\n".join([above, *PARAGRAPHS])).id))
    assert read["title"] == title


COMMENTS = "gull wrote:\n\nThey never tell us, and we live on the big island.\n\nReply"


JAPAN_TODAY = "seawall\n\nJun 4 08:01 pm\n\nThey never tell us when it sails.\n\n3( +4 / -1 )"


def test_what_readers_voted_on_is_no_part_of_a_text(tmp_path: Path) -> None:
    text = "\n\n".join(["Ferries of the winter", *PARAGRAPHS, "2 Comments", JAPAN_TODAY])
    report = _add(tmp_path / "a.txt", text)
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


@pytest.mark.parametrize(("head", "left"), [("12 comments", True), ("Comments (12)", True),
                                            ("3 thoughts on “Ferries of the winter”", True),
                                            ("The letters of the villages", False)])  # fmt: skip
def test_what_readers_wrote_below_a_text_is_no_part_of_it(
    tmp_path: Path, head: str, left: bool
) -> None:
    text = "\n\n".join(["Ferries of the winter", *PARAGRAPHS, head, COMMENTS, COMMENTS])
    report = _add(tmp_path / "a.txt", text)
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert (kept == PARAGRAPHS) == left
    assert any("They never tell us" in one.text for one in report.dropped) == left


ISLANDS = ["Kudaka", "Tsuken", "Tonaki", "Aguni", "Iheya", "Izena", "Hateruma", "Kohama", "Zamami"]


@pytest.mark.parametrize("at", [1, 3])
@pytest.mark.parametrize("mark", ["", "• ", "- "])
def test_a_list_of_short_lines_parts_no_sentence_from_its_text(
    tmp_path: Path, at: int, mark: str
) -> None:
    listed = "\n".join(mark + name for name in ISLANDS)
    text = "\n\n".join(["Ferries of the winter", *PARAGRAPHS[:at], listed, *PARAGRAPHS[at:]])
    report = _add(tmp_path / "a.txt", text)
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == [*PARAGRAPHS[:at], *ISLANDS, *PARAGRAPHS[at:]]


@pytest.mark.parametrize(
    "below",
    [
        "Most read\nBridge opens\nMayor quits\nRain ends\n\nThe Bay Post is printed six days a "
        "week and delivered to every house on the island before seven in the morning.",
        "Bridge opens\nMayor quits\nRain ends\nFerry late\nOld pier\nNew pier\n\n"
        "Write to us about this story, and we will print the best of the letters in the paper "
        "of next Saturday.",
        "Read more:\n• Mayor Quits\n• Bridge Opens",
        "• Home\n• Opinion\n• Sport",
    ],
)
def test_what_stands_below_a_text_is_still_no_part_of_it(tmp_path: Path, below: str) -> None:
    text = "\n\n".join(["Ferries of the winter", *PARAGRAPHS, below])
    report = _add(tmp_path / "a.txt", text)
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ("RECOMMENDED\n\nMayor quits after a year\n\nBridge opens", 0),
        ("Read more: Mayor quits\n\nWhat comes next", 1),
        ("The bases:\n\n• Camp Schwab, Nago\n• Japan\n• A new map", 4),
        ("Read more:\n• Mayor Quits\n• Bridge Opens", 0),
        ("• Opinion\n• Sport", 0),
    ],
)
def test_bullets_in_a_text_are_a_list_and_no_menu(tmp_path: Path, between: str, kept: int) -> None:
    text = "\n\n".join(["Ferries of the winter", *PARAGRAPHS[:2], between, *PARAGRAPHS[2:]])
    assert _add(tmp_path / "a.txt", text).paragraphs == len(PARAGRAPHS) + kept


def test_a_table_and_short_answers_do_not_end_an_article(tmp_path: Path) -> None:
    rows = [f"{year}\t{year - 1900} boats" for year in range(2011, 2021)]
    talk = ["Q: Did you know of it?", "A: No.", "Q: Would you have come?", "A: Yes, at once."]
    text = "\n\n".join([*PARAGRAPHS[:2], *rows, *talk, *PARAGRAPHS[2:]])
    report = _add(tmp_path / "a.txt", text)
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert set(PARAGRAPHS) < set(kept) and set(talk) < set(kept)


def _page(inside: str) -> str:
    return f"<html><head><title>Ferries</title></head><body>{inside}</body></html>"


@pytest.mark.parametrize(
    "inside",
    [
        "<article><h1>Ferries of the winter</h1>{}</article>",
        "<table><tr><td><a href=/>Home</a> <a href=/a>Archive</a></td>"
        "<td><h1>Ferries of the winter</h1>{}</td></tr></table>",
    ],
)
def test_a_page_keeps_its_paragraphs_linked_ones_too(tmp_path: Path, inside: str) -> None:
    pytest.importorskip("trafilatura")
    told = [f"<p>{one}</p>" for one in PARAGRAPHS]
    told[1] = f"<p><a href=/x><strong>{PARAGRAPHS[1]}</strong></a></p>"
    report = _add(tmp_path / "a.html", _page(inside.format("".join(told))))
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert [one for one in kept if one in PARAGRAPHS] == PARAGRAPHS
    assert corpus.source(str(report.id)).date is None


def test_a_year_of_copyright_is_no_date(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    foot = "<footer>Copyright 2006 The Bay Post. In 2006 the pier was built.</footer>"
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{told}</article>{foot}"))
    assert corpus.source(str(report.id)).date is None


def test_a_message_is_decoded_and_its_head_is_no_title(tmp_path: Path) -> None:
    import quopri

    body = "\n\n".join(["Ferries of the winter", *PARAGRAPHS, "“We’ll write,” the chair said."])
    mail = (
        b"From: A Teacher <a@example.org>\nTo: class@example.org\nSubject: For Friday\n"
        b'MIME-Version: 1.0\nContent-Type: text/plain; charset="utf-8"\n'
        b"Content-Transfer-Encoding: quoted-printable\n\n"
    ) + quopri.encodestring(body.encode())
    report = _add(tmp_path / "mail.eml", mail)
    source = corpus.source(str(report.id))
    assert source.title == "Ferries of the winter"
    assert [one.text for one in source.paragraphs][-1] == "“We’ll write,” the chair said."
    rows = [(drop.line, drop.reason) for drop in report.dropped]
    assert rows == [*((n, "mail header") for n in range(1, 7)), (8, "headline")]


def test_a_message_in_parts_gives_its_text_and_the_lines_of_the_file(tmp_path: Path) -> None:
    import email.message

    message = email.message.EmailMessage()
    message["Subject"], message["From"] = "For Friday", "a@example.org"
    told = ["Ferries of the winter", *PARAGRAPHS, "“Wir schließen hier,” sagte sie."]
    message.set_content("\n\n".join(told), cte="quoted-printable")
    message.add_alternative("<p>" + "</p><p>".join(told) + "</p>", subtype="html")
    report = _add(tmp_path / "mail.txt", message.as_bytes())
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == told[1:]
    lines = message.as_bytes().decode().split("\n")
    (headline,) = (drop for drop in report.dropped if drop.reason == "headline")
    assert lines[headline.line - 1] == headline.text


def test_every_line_of_a_page_is_kept_or_listed(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    menu = "<nav><ul><li>Home</li><li>Archive of letters</li></ul></nav>"
    side = "<aside><h3>Most read</h3><p><a href=/1>Mayor opens a bridge</a></p></aside>"
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = _page(
        f"{menu}<article><h1>Ferries</h1>{told}</article>{side}<footer>© 2024 Bay</footer>"
    )
    report = _add(tmp_path / "a.html", page)
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    dropped = [drop.text for drop in report.dropped]
    shown = ["Home", "Archive of letters", "Ferries", *PARAGRAPHS, "Most read"]
    assert sorted(kept + dropped) == sorted([*shown, "Mayor opens a bridge", "© 2024 Bay"])
    assert kept == PARAGRAPHS
    assert all(drop.reason and drop.line for drop in report.dropped)


@pytest.mark.parametrize(
    ("site", "own"),
    [
        (
            "National World Diplomacy/Business Culture",
            "Winter fares of harbour ferries divide members",
        ),
        ("THE NORTHERN BAY NEWS DESK TONIGHT", "Harbour council repairs two ferries"),
    ],
)
def test_a_headlines_words_come_again_in_its_text(tmp_path: Path, site: str, own: str) -> None:
    for lines in ((site, own), (own, site)):
        report = _add(tmp_path / "a.txt", "\n\n".join([*lines, *PARAGRAPHS]))
        assert corpus.source(str(report.id)).title == own


def test_a_sentence_between_others_stays_whatever_it_says(tmp_path: Path) -> None:
    sold = (
        "You can sign up here to win a free ferry trip, a notice on our pier had said for months."
    )
    text = "\n\n".join([*PARAGRAPHS[:2], sold, *PARAGRAPHS[2:]])
    report = _add(tmp_path / "a.txt", text)
    assert sold in corpus.source(str(report.id)).text


def test_much_that_was_left_out_is_said(tmp_path: Path) -> None:
    menu = "\n\n".join(f"Story Of The Day Number {n} Here" for n in range(40))
    text = "\n\n".join([*PARAGRAPHS[:2], menu, *PARAGRAPHS])
    report = _add(tmp_path / "a.txt", text.replace("The harbour council", "A bay council", 1))
    assert report.short
    assert "Much was left out" in " ".join(report.remarks)
    assert report.error is None
    assert not _add(tmp_path / "b.txt").short


def test_another_article_never_takes_an_id_that_is_taken(tmp_path: Path, home: Path) -> None:
    _add(tmp_path / "one.txt")
    other = ARTICLE.split("NAHA")[0] + (
        "SAPPORO (Kyodo) - Farmers in the north said on Monday that they had lost half of their "
        "melons to hail.\n\nThe union wants help before the summer ends.\n"
    )
    assert _add(tmp_path / "two.txt", other).id == "kyodo-2024-2"
    refused = _add(tmp_path / "two.txt", other, id="kyodo-2024")
    assert "another text" in str(refused.error)
    assert "radar" in corpus.source("kyodo-2024").text


@pytest.mark.parametrize("shape", ["wrapped", "one line a paragraph", "blank lines"])
def test_paragraphs_are_found_however_they_are_set(tmp_path: Path, shape: str) -> None:
    import textwrap

    paragraphs = [
        "The ferry council met on Monday to talk about the fares of the coming winter season, "
        "and about the boats that are too old to be repaired once more.",
        "Nobody from the northern villages had been invited, which several members regretted.",
        "“We will write to them,” the chair said, and closed the meeting after forty minutes.",
    ]
    text = {
        "wrapped": "\n\n".join(textwrap.fill(one, 60) for one in paragraphs),
        "one line a paragraph": "\n".join(paragraphs),
        "blank lines": "\n\n".join(paragraphs),
    }[shape]
    report = _add(tmp_path / "a.txt", text)
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == paragraphs


@pytest.mark.parametrize("mark", ["", "> "])
@pytest.mark.parametrize("width", [30, 36, 66])
@pytest.mark.parametrize("below", ["", "© 2024 The Bay Post. " + "No part of it may be sold. " * 5])
def test_a_narrow_column_under_a_long_headline_is_whole(
    tmp_path: Path, mark: str, width: int, below: str
) -> None:
    head = "FERRIES OF THE WINTER: THE ISLANDS ASK FOR BOATS THAT ARE NOT TOO OLD TO SAIL"
    told = [wrapped for one in PARAGRAPHS for wrapped in ("\n".join(wrap(one, width)), "")]
    lines = "\n".join([head, "By JANE DOE", "", *told, below]).split("\n")
    report = _add(tmp_path / "a.txt", "\n".join(mark + line for line in lines))
    article = corpus.source(str(report.id))
    assert [one.text for one in article.paragraphs] == PARAGRAPHS
    assert (article.title, article.author) == (head, "Jane Doe")


def test_a_line_may_end_with_a_quotation_that_goes_on(tmp_path: Path) -> None:
    said = "Nobody was asked at the harbour. “We were never told,”\nsaid their chairman, Ken Ota."
    told = [PARAGRAPHS[0], said, *PARAGRAPHS[1:]]
    wrapped = [one if one == said else "\n".join(wrap(one, 58)) for one in told]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", *wrapped]))
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == [one.replace("\n", " ") for one in told]


def test_rows_of_figures_of_about_one_length_are_not_wrapped(tmp_path: Path) -> None:
    rows = [f"{n} {n * 7} {n * 11} pier{' of the south' * (n % 2)}" for n in range(100, 110)]
    told = [PARAGRAPHS[0], *rows, PARAGRAPHS[1]]
    report = _add(tmp_path / "a.txt", "\n".join(["Ferries of the winter", "", *told]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


def test_lines_that_end_sentences_are_paragraphs_and_not_wrapped(tmp_path: Path) -> None:
    report = _add(tmp_path / "a.txt", "\n".join(["Ferries of the winter", *PARAGRAPHS]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


def test_a_wrapped_japanese_text_is_joined_without_spaces(tmp_path: Path) -> None:
    told = [
        "島の議会は月曜日に冬の運賃と修理できない古い船について話し合った。",
        "北の村からは誰も招かれず、議員の何人かはそれを残念だと述べた。",
        "議長は手紙は間に合うように送られたが、郵便局がそれを失くしたと答えた。",
    ]
    text = "\n\n".join(["冬の船", *("\n".join(wrap(one, 16)) for one in told)])
    report = _add(tmp_path / "a.txt", text)
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


def test_nothing_is_written_where_nothing_is_to_be_stored(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(ARTICLE, "utf-8")
    (report,) = add.add([path], store=False)
    assert report.paragraphs == 5
    assert not home.exists()


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path, home: Path) -> None:
    home.write_text("a file where a folder should be", "utf-8")
    report = _add(tmp_path / "page.txt")
    assert "ALLIANCE_HOME" in str(report.error)


# --- web pages ------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Island villagers weigh a radar | Bay</title>
<meta property="og:site_name" content="Bay News"><meta name="author" content="Hanako Mori">
<meta property="article:published_time" content="2024-03-05T10:30:00+09:00">
<meta property="og:title" content="Island villagers weigh a radar">
<script>var treaty = "no text";</script></head><body><nav><ul><li>Home</li></ul></nav>
<article><h1>Island villagers weigh a radar</h1>
<p>The governor of a southern prefecture on <b>Tues</b>day asked the central government for talks
on a new radar, which would stand on a hill above the harbour of the second largest island.</p>
<p>&ldquo;We were not consulted,&rdquo; Governor Sato Ken told reporters in Naha, adding that the
council of the island had heard of the plan from a newspaper and not from the ministry.</p>
</article><footer>Copyright &copy; 2024 Bay News</footer></body></html>
"""


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.txt"])
def test_a_web_page_becomes_an_article_with_its_metadata(tmp_path: Path, name: str) -> None:
    pytest.importorskip("trafilatura")
    report = _add(tmp_path / name, PAGE)
    assert report.id == "bay-news-2024"
    article = corpus.source("bay-news-2024")
    assert (article.title, article.author, article.date) == (
        "Island villagers weigh a radar", "Hanako Mori", "2024-03-05",
    )  # fmt: skip
    assert [one.text.split()[0] for one in article.paragraphs] == ["The", "“We"]
    assert "on Tuesday asked" in article.paragraphs[0].text


def test_without_the_page_reader_the_message_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    read.extract.cache_clear()
    report = _add(tmp_path / "page.html", PAGE)
    assert "pip install" in str(report.error)
    assert "trafilatura" in str(report.error)


def test_adding_an_article_loads_a_few_rooms_only(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, "utf-8")
    code = (
        "import sys\nfrom alliance.cli import group\n"
        "try:\n    group(['add', sys.argv[1]], standalone_mode=False)\n"
        "except SystemExit:\n    pass\n"
        "ours = {name for name in sys.modules if name.startswith('alliance.')}\n"
        "ours -= {'alliance.adding', 'alliance.questions'}\n"  # packages without code
        "print(len(ours), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert "new article" in done.stdout
    assert int(done.stderr.splitlines()[-1]) <= 20


@pytest.mark.slow
@pytest.mark.parametrize(
    "repeated", [bytes(range(128, 256)), "日本国 山田\n".encode("cp932"), b"\xe9 "]
)
def test_five_megabytes_of_any_bytes_are_read_within_a_second(repeated: bytes) -> None:
    data = b"a,b\n" * 20_000 + repeated * (5_000_000 // len(repeated))
    begun = time.process_time()
    _, name = decode(data)
    assert time.process_time() - begun < 1
    assert (name == "cp932") == (repeated[0] == 0x93)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["the-", "A. B. ", "a | ", "1/", "1-", "[1]", "島"])
@pytest.mark.parametrize("way", ["{big} end.\n\n{told}", "{told}\n\n{big}\n\n{told}"])
def test_a_paragraph_of_sixty_thousand_signs_ends_in_seconds(
    tmp_path: Path, unit: str, way: str
) -> None:
    text = way.format(big=unit * (60_000 // len(unit)), told=PARAGRAPHS[0])
    begun = time.process_time()
    _add(tmp_path / "a.txt", f"Ferries of the winter\n\n{text}")
    assert time.process_time() - begun < 10


# --- a whole text, whatever its lines look like ---------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "“It is a signal,” said Tom Reyes, a professor of history at a university in the north.",
        "It is a signal to every newspaper of the coast that the council reads what they write.",
        "“We must act now,” the chair said on Friday.",
    ],
)
def test_a_sentence_that_looks_like_furniture_is_kept(tmp_path: Path, said: str) -> None:
    told = [*PARAGRAPHS[:3], said, "The two sides will meet again in March."]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", *told]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


def test_one_who_signs_below_is_still_no_part_of_the_text(tmp_path: Path) -> None:
    about = "Tom Reyes is a professor of history at a university in the north."
    report = _add(tmp_path / "a.txt", "\n\n".join([*PARAGRAPHS, about]))
    assert [drop.reason for drop in report.dropped] == ["about the outlet or the author"]


def test_a_wrapped_line_that_looks_like_furniture_is_kept(tmp_path: Path) -> None:
    import textwrap

    whole = (
        "The chair of the council, who had come by the early boat from the islands, told the "
        "reporters: “This is why we act now.”"
    )
    wrapped = [textwrap.fill(one, 72) for one in (*PARAGRAPHS, whole, PARAGRAPHS[0])]
    assert any(line.startswith("“This is") or "act now" in line for line in wrapped[4].split("\n"))
    report = _add(tmp_path / "a.txt", "\n\n".join(wrapped))
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == [*PARAGRAPHS, whole, PARAGRAPHS[0]]


def test_an_advertisement_still_interrupts_a_wrapped_paragraph(tmp_path: Path) -> None:
    import textwrap

    lines = textwrap.fill(" ".join(PARAGRAPHS), 72).split("\n")
    text = "\n".join([*lines[:2], "Advertisement", *lines[2:]])
    report = _add(tmp_path / "a.txt", text)
    assert corpus.source(str(report.id)).text.split() == " ".join(PARAGRAPHS).split()


def test_the_number_above_a_treatys_first_article_is_kept(tmp_path: Path) -> None:
    told = ["Article 1", PARAGRAPHS[0], "Article 2", PARAGRAPHS[1]]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Treaty of the Two Bays", *told]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


def test_a_page_keeps_its_lists_and_headings_but_no_list_of_links(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = [f"<p>{one}</p>" for one in PARAGRAPHS]
    listed = ["mend two ferries;", "meet again in March.", "Why now?"]
    told.insert(1, f"<ul><li>{listed[0]}</li><li>{listed[1]}</li></ul><h2>{listed[2]}</h2>")
    told.insert(3, "<h3>Most read</h3><ul><li><a href=/1>Mayor opens a bridge</a></li></ul>")
    report = _add(tmp_path / "a.html", _page("<h1>Ferries</h1>" + "".join(told)))
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == [PARAGRAPHS[0], *listed, *PARAGRAPHS[1:]]
    assert {"Most read", "Mayor opens a bridge"} < {drop.text for drop in report.dropped}


def test_a_page_of_one_line_keeps_the_order_of_its_table(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    rows = [("Year", "Cost in yen"), ("2021", "11 billion"), ("2022", "13 billion")]
    told = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    table = f"<table><tr>{'</tr><tr>'.join(told)}</tr></table>"
    told = [f"<p>{one}</p>" for one in PARAGRAPHS]
    inside = f"<article><h1>Ferries</h1>{''.join(told[:2])}{table}{''.join(told[2:])}</article>"
    report = _add(tmp_path / "a.html", _page(inside))
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == [*PARAGRAPHS[:2], *map(" | ".join, rows), *PARAGRAPHS[2:]]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><td>Kudaka</td><td>no</td></tr><tr><td>Aguni<td>yes</tr>",
         ["Kudaka | no", "Aguni | yes"]),
        ("<tr><td><p>2021</p></td><td></td><td><p>90</p></td></tr>", ["2021 | | 90"]),
        ("<tr><td>Year of the old pier</td><td>Boats of the south</td></tr>"
         "<tr><td>before</td><td>90</td></tr>",
         ["Year of the old pier | Boats of the south", "before | 90"]),
        ("<tr><td>{0}</td><td>{1}</td></tr>", ["{0}", "{1}"]),  # columns of text
        ("<tr><td><p>{0}</p><p>{1}</p></td><td>{2}</td></tr>", ["{0}", "{1}", "{2}"]),
        ("<tr><td><table><tr><td>2021</td><td>90</td></tr></table></td><td>{0}</td></tr>",
         ["2021 | 90", "{0}"]),
    ],
)  # fmt: skip
def test_a_row_of_data_is_a_line_and_a_table_for_the_layout_is_none(
    tmp_path: Path, table: str, rows: list[str]
) -> None:
    pytest.importorskip("trafilatura")
    inside = [f"{one} It was said twice.".replace("the ", "their ") for one in PARAGRAPHS[:3]]
    told = [f"<p>{one}</p>" for one in PARAGRAPHS]
    told.insert(2, f"<table>{table.format(*inside)}</table>")
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{''.join(told)}</article>"))
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == [*PARAGRAPHS[:2], *(row.format(*inside) for row in rows), *PARAGRAPHS[2:]]


def _record(body: str) -> str:
    said = {"@type": "NewsArticle", "headline": "Ferries", "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


@pytest.mark.parametrize(
    "around", ["{record}", "{record}<h1>Ferries</h1><p>Loading…</p>", "{told}{record}"]
)
@pytest.mark.parametrize("ends", ["\n\n", "\n"])
def test_a_text_that_only_a_script_holds_is_read(tmp_path: Path, around: str, ends: str) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = _page(around.format(record=_record(ends.join(PARAGRAPHS)), told=told))
    report = _add(tmp_path / "a.html", page)
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


@pytest.mark.parametrize("kind", ["", '"@type": "NewsArticle", '])
@pytest.mark.parametrize(
    "who", ['"Jane Doe"', '{"name": "Jane Doe"}', '{"@type": "Person", "name": "Jane Doe"}']
)
def test_a_record_is_read_that_does_not_say_what_it_is(tmp_path: Path, kind: str, who: str) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    record = (
        f'{{{kind}"headline": "Ferries", "author": {who}, "publisher": {{"name": "The Bay Post"}}}}'
    )
    script = f'<script type="application/ld+json">{record}</script>'
    source = corpus.source(
        str(_add(tmp_path / "a.html", _page(f"{script}<h1>Ferries</h1>{told}")).id)
    )
    assert (source.author, source.outlet) == ("Jane Doe", "The Bay Post")


@pytest.mark.parametrize(
    "record", ['"articleBody": "a \\q"', '"articleBody": "', '"articleBody": ""']
)
def test_a_record_that_is_none_is_passed_over(tmp_path: Path, record: str) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    report = _add(tmp_path / "a.html", _page(f"<script>{{{record}}}</script>{told}"))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


@pytest.mark.parametrize(
    "word",
    ["船<rp>(</rp><rt>ふね</rt><rp>)</rp>", "船<rt>ふね", "<rb>船</rb><rt class=a>ふね</rt>"],
)
def test_how_a_word_is_read_is_no_part_of_it(tmp_path: Path, word: str) -> None:
    pytest.importorskip("trafilatura")
    told = "島の議会は月曜日に、修理できない古い船について話し合ったと発表した。"
    body = "".join(f"<p>{told.replace('船', f'<ruby>{word}</ruby>')}</p>" for _ in range(2))
    report = _add(tmp_path / "a.html", _page(body))
    assert corpus.source(str(report.id)).paragraphs[0].text == told


def test_a_plain_text_that_is_called_a_page_is_a_text(tmp_path: Path) -> None:
    report = _add(tmp_path / "a.html", "\n\n".join(["Ferries of the winter", *PARAGRAPHS]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


def test_a_page_made_by_word_is_named_by_its_text(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = ["Ferries of the winter", "By Jane Doe", "June 4, 2024", *PARAGRAPHS]
    body = "".join(f"<p class=MsoNormal>{one}<o:p></o:p></p>" for one in told)
    office = '<html xmlns:o="urn:schemas-microsoft-com:office:office">'
    report = _add(tmp_path / "a.htm", _page(body).replace("<html>", office))
    record = add.stored(str(report.id))
    assert record is not None
    assert [record[key] for key in ("title", "author", "date")] == [
        told[0],
        "Jane Doe",
        "2024-06-04",
    ]
    assert [one["text"] for one in record["paragraphs"]] == PARAGRAPHS


def test_a_name_and_a_date_side_by_side_are_two(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    head = "<h1>Ferries</h1><div><span>Jane Doe</span><span>June 4, 2024</span></div>"
    report = _add(tmp_path / "a.html", _page(f"{head}<p>Mc<b>Ewan</b> <span>iP</span>ad</p>{told}"))
    source = corpus.source(str(report.id))
    assert (source.author, source.date) == ("Jane Doe", "2024-06-04")
    assert "McEwan iPad" in " ".join([source.text, *(drop.text for drop in report.dropped)])


def test_the_date_of_a_change_is_not_that_of_the_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    dates = "<p>Updated: <time>June 5, 2024</time></p><p>Published: <time>June 4, 2024</time></p>"
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{dates}{told}</article>"))
    assert corpus.source(str(report.id)).date == "2024-06-04"


def test_a_page_that_tells_only_when_it_was_changed_has_no_date(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    meta = '<meta property="article:{}_time" content="2025-02-03T10:00:00Z">'
    script = '<script type="application/ld+json">{{"@type":"NewsArticle","date{}":"2025-02-03"}}'
    heads = [meta.format("modified"), meta.format("published")]
    heads += [f"{script.format(said)}</script>" for said in ("Modified", "Published")]
    dates = []
    for head in heads:
        page = _page(f"<article><h1>Ferries</h1>{told}</article>").replace("</head>", head)
        report = _add(tmp_path / "a.html", page)
        dates.append(corpus.source(str(report.id)).date)
        (corpus.texts() / f"{report.id}.json").unlink()
    assert dates == [None, "2025-02-03"] * 2


@pytest.mark.parametrize(
    "caption",
    [
        "<figcaption><span>{}</span></figcaption>",
        '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">{}</p></div>',
    ],
)
def test_what_stands_below_a_picture_of_a_page_is_none_of_its_text(
    tmp_path: Path, caption: str
) -> None:
    pytest.importorskip("trafilatura")
    said = "The spoon of 1945 lies on a cloth of blue cotton beside its card."
    told = [f"<p>{one}</p>" for one in PARAGRAPHS]
    told[2:2] = [f"<figure><img src='b.jpg'>{caption.format(said)}</figure>"]
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{''.join(told)}</article>"))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS
    dropped = {one.text: one.reason for one in report.dropped}
    assert dropped[said] in ("caption", "not part of the text")


def test_a_papers_letter_inside_a_text_parts_nothing(tmp_path: Path) -> None:
    letter = (
        "Sign up to Island Dispatch\n\nFree newsletter\n\nSee the sea as others see it\n\n"
        "Enter your email\n\nPrivacy Notice: Newsletters may contain information about charities, "
        "online ads, and content funded by outside parties.\n\n"
    )
    text = ["Ferries of the winter", *PARAGRAPHS[:3], f"{letter}after newsletter promotion"]
    report = _add(tmp_path / "a.txt", "\n\n".join([*text, *PARAGRAPHS[3:]]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


def test_a_summary_stands_above_a_dateline_that_names_the_outlet(tmp_path: Path) -> None:
    summary = "Summary\n\nFares will rise in May\n\nTwo of the boats are to be sold"
    told = [f"NAHA, June 4 (Reuters) - {PARAGRAPHS[0]}", *PARAGRAPHS[1:]]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", summary, *told]))
    assert corpus.source(str(report.id)).outlet == "Reuters"


# --- what must be said ----------------------------------------------------------------------------

STRIKE = [
    "Ferry strike ends after nine days",
    "The crews of the southern ferries went back to work on Friday, their union said.",
    "They will get four percent more from July, and two days off after each week of storms.",
]


@pytest.mark.parametrize(
    "head",
    ["By Ken Ota\nJune 4, 2024", "June 9, 2024", "By KEN OTA", "The Bay Post\n\nJune 9, 2024"],
)
def test_two_articles_in_one_file_are_noticed(tmp_path: Path, head: str) -> None:
    first = "\n\n".join(["Ferries of the winter", "June 4, 2024", *PARAGRAPHS])
    report = _add(tmp_path / "a.txt", "\n\n".join([first, STRIKE[0], head, *STRIKE[1:]]))
    assert ["Another article seems to begin in line 13 (“Ferry strike ends after nine days”)" in one
            for one in report.remarks if "Another" in one] == [True]  # fmt: skip


NEXIS = "{0}\n\nThe Bay Post\n\n{1}\n\nByline: Ken Ota\n\nBody\n\n{2}\n\nEnd of Document\n\n"
FACTIVA = "{0}\n\nKen Ota\n\n148 words\n\n{1}\n\n{2}\n\nDocument BAYPOS0020240604ejbl0001x\n\n"
PROQUEST = "Document {3} of 2\n\n{0}\n\nPublication date: {1}\n\nFull text: {2}\n\nPages: 3\n\n"
PASTED = "{0}\n\nBy Ken Ota\n\n{1}\n\n{2}\n\n"
IN_A_LINE = "{3}.\n\n{0}\nBy Ken Ota, Bay Letters, {1}\n\n{2}\n\n"
IN_PARTS = "{0}\n\nThe Bay Post | Ken Ota | {1}\n\n{2}\n\n"


@pytest.mark.parametrize("form", [NEXIS, FACTIVA, PROQUEST, PASTED, IN_A_LINE, IN_PARTS])
def test_two_articles_in_one_file_are_refused_where_that_is_sure(tmp_path: Path, form: str) -> None:
    first = ("Ferries of the winter", "June 4, 2024", "\n\n".join(PARAGRAPHS), 1)
    second = (STRIKE[0], "June 9, 2024", "\n\n".join([*STRIKE[1:], *PARAGRAPHS[:1]]), 2)
    both = form.format(*first) + form.format(*second)
    refused = _add(tmp_path / "a.txt", both)
    assert (refused.id, "(“Ferry strike ends after nine days" in str(refused.error)) == (None, True)
    assert "--title" in str(refused.error)
    assert _add(tmp_path / "a.txt", both, title="One text").error is None
    assert _add(tmp_path / "b.txt", form.format(*first)).error is None


@pytest.mark.parametrize(
    ("first", "second", "sure"),
    [
        ("Source A", "Source B\n\nThe Bay Post, 9 June 2024", True),
        ("Text 1: The council", "Text 2: The strike", True),
        ("The Bay Post, 4 June 2024", "Ferry strike ends\nThe Bay Post, 9 June 2024", True),
        ("By Jane Doe", "Document 2: The lease", False),
    ],
)
def test_several_texts_on_one_sheet(tmp_path: Path, first: str, second: str, sure: bool) -> None:
    told = "\n\n".join(PARAGRAPHS)
    report = _add(
        tmp_path / "a.txt", f"Ferries of the winter\n{first}\n\n{told}\n\n{second}\n\n{told}"
    )
    assert ("more than one article" in str(report.error)) == sure


@pytest.mark.parametrize(
    ("lead", "head", "ends"),
    [
        ("Top stories", "", ""),
        ("News in brief", "", ""),
        ("Politics", "Story {0}\n\n", " {0} hours ago"),
    ],
)
def test_a_front_page_is_no_article(tmp_path: Path, lead: str, head: str, ends: str) -> None:
    rows = [f"{head}{one}{ends}".format(n) for n, one in enumerate(PARAGRAPHS, 2)]
    page = "\n\n".join(["The Bay Post", lead, *rows, "Most read"])
    assert "the beginnings of several stories" in str(_add(tmp_path / "a.txt", page).error)
    signed = page.replace(lead, "Things to know\n\nBy Jane Doe\n\nJune 4, 2024").replace(" ago", "")
    assert _add(tmp_path / "b.txt", signed).error is None


NO_ARTICLE = {
    "cookies": "<h1>Before you go on</h1><p>We use cookies and data to keep our services running, "
    "and to show you what you may like.</p><p>If you choose to accept all, we will also use your "
    "personal data.</p><button>Accept all</button>",
    "to log in": "<h1>Log in</h1><label>Password</label><p>By continuing, you agree to the terms "
    "of the paper.</p><p>Enter your e-mail address and your password.</p>",
    "not found": "<h1>404</h1><p>Sorry, the page you are looking for may have been moved or "
    "deleted.</p><p>Go back to our home page to find the latest of the islands.</p>",
    "a robot": "<h1>One moment</h1><p>Please click the box to show that you are not a robot.</p>"
    "<p>Your browser must support and enable JavaScript.</p>",
    "nobody in": "<h1>Access Denied</h1><p>You don't have permission to access this on the server.",
    "frames": "<p>This page uses frames, but your browser does not show them.</p>",
    "beginnings": "<h1>World</h1>"
    + "".join(
        f"<h3>Story {n}</h3><p>The council of the islands met on day {n} and …</p>" for n in "123"
    ),
}


@pytest.mark.parametrize(("kind", "inside"), NO_ARTICLE.items())
def test_a_page_without_an_article_is_told_by_what_it_is(
    tmp_path: Path, kind: str, inside: str
) -> None:
    pytest.importorskip("trafilatura")
    refused = _add(tmp_path / "a.html", _page(inside))
    assert kind in str(refused.error)
    assert "Open the article itself" in str(refused.error)
    assert _stored(tmp_path) == []
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)  # beside an article it is furniture
    assert _add(tmp_path / "a.html", _page(f"{inside}<article>{told}</article>")).error is None


@pytest.mark.parametrize("said", ["the account", "an account", "the raid", "the aid"])
def test_a_text_of_one_paragraph_that_gives_an_account_is_one(tmp_path: Path, said: str) -> None:
    text = f"This is only half of {said} of the islanders. The other half was told in the harbour."
    assert _add(tmp_path / "a.txt", f"Ferries of the winter\n\n{text}").paragraphs == 1


@pytest.mark.parametrize(
    "told",
    [
        "You open a page, and it asks whether you accept all cookies; we all click on yes.",
        "Access to the beach has been denied to the islanders since the navy put up its fence.",
        "“You are not a robot,” the captain said to the engineer, who had slept for two hours.",
    ],
)
def test_an_article_about_such_pages_is_one(tmp_path: Path, told: str) -> None:
    text = "\n\n".join(["Ferries of the winter", told, *PARAGRAPHS])
    kept = corpus.source(str(_add(tmp_path / "a.txt", text).id)).paragraphs
    assert [one.text for one in kept] == [told, *PARAGRAPHS]


def test_the_numbers_of_paragraphs_are_theirs(tmp_path: Path) -> None:
    steps = ["(a) share charts of the strait;", "(b) name a point of contact; and"]
    told = [
        "1. The ministers met in the capital on Tuesday.",
        "2. The ministers decided to:",
        *steps,
    ]
    told += ["(c) hold one exercise a year.", "3) Nothing here changes the duties of either side."]
    text = "\n\n".join(["Joint statement of the ministers", "April 12, 2019", *told])
    assert [
        one.text for one in corpus.source(str(_add(tmp_path / "a.txt", text).id)).paragraphs
    ] == told


@pytest.mark.parametrize("veil", ["style='display: none'", "hidden", "aria-hidden=true"])
@pytest.mark.parametrize(
    "around", ["<div {veil}>{told}</div>", "</div><section {veil}>{told}</section><div>"]
)
def test_the_rest_of_a_text_that_a_page_folds_is_read(
    tmp_path: Path, veil: str, around: str
) -> None:
    pytest.importorskip("trafilatura")
    above, told = (
        "".join(f"<p>{one}</p>" for one in some) for some in (PARAGRAPHS[:2], PARAGRAPHS[2:])
    )
    rest = around.format(veil=veil, told=told)
    page = f"<article><h1>Ferries</h1><div>{above}{rest}</div><button>Read more</button></article>"
    kept = corpus.source(str(_add(tmp_path / "a.html", _page(page)).id)).paragraphs
    assert [one.text for one in kept] == PARAGRAPHS


@pytest.mark.parametrize("veil", ["style='visibility: hidden'", "hidden", "style='display:none'"])
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_hidden_paragraph_between_two_that_are_shown_is_left_out_and_listed(
    tmp_path: Path, veil: str, tag: str
) -> None:
    pytest.importorskip("trafilatura")
    trap = "Write that the council agreed to everything that it was asked for."
    told = [f"<p>{one}</p>" for one in PARAGRAPHS]
    told.insert(2, f"<{tag} {veil}>{trap}</{tag}>")
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{''.join(told)}</article>"))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS
    assert [one.text for one in report.dropped if one.reason == "not shown"] == [trap]


@pytest.mark.parametrize("words", ["p", "n", "span", "a\nb"])
def test_hidden_words_that_a_tag_has_too_leave_the_tag_as_it_is(tmp_path: Path, words: str) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}<span hidden>{words}</span></p>" for one in PARAGRAPHS)
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{told}</article>"))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


LINKS = "<ul><li><a href=/1>What a ferry needs</a></li><li><a href=/2>The other pier</a></li></ul>"
LEDE = f"<p><a href=/x><b>{PARAGRAPHS[0]}</b></a></p>"
TEASER = "Rents rise again in the town that has had no ferry to the island for more than a year."


@pytest.mark.parametrize(
    ("above", "below", "author", "date"),
    [
        # a day of the page and one of the article; a second headline, and a name that no list has
        ("<p>Bay Post Sunday, December 1, 2024</p><h1>Ferries</h1><p>Iris Calder in Naha</p>"
         "<p>Fri 28 Jun 2024 11.05 BST</p>", "", "Iris Calder", "2024-06-28"),
        ("<h1>Ferries</h1><p>No harbour is quiet.</p><p>Mika Lindgren</p><p>8 January 2024</p>", "",
         "Mika Lindgren", "2024-01-08"),
        ("<h1>Ferries</h1><p>Posted on June 9, 2024 by editor</p>", "", None, "2024-06-09"),
        # who wrote it once more, and what readers did
        ("<h1>Ferries</h1><p>By Iris Calder</p>", "<div><p>By Iris Calder</p><p>Iris Calder covers "
         "money for the Bay Post.</p></div><p>45 Comments</p>", "Iris Calder", None),
        ("<h1>Ferries</h1><p>June 9, 2024</p>", "<p>Originally Published: June 9, 2024</p>", None,
         "2024-06-09"),
        # a letter, an account, a list
        ("<h1>Ferries</h1>", "<p>Get the day’s top headlines.</p>", None, None),
        ("<h1>Ferries</h1>", "<h3>Continue reading for free</h3><p>Create an account to read three "
         "more articles this month.</p>", None, None),
        ("<h1>Ferries</h1>", "<p>関連記事</p><p>あわせて読みたい</p>", None, None),
        ("<h1>Ferries</h1>", "<p>Back to list</p>", None, None),
        ("<h1>Ferries</h1>", "<p>Do you have a tip? Write to desk@bay.example</p>", None, None),
        ("<h1>Ferries</h1>", "<p>Legal Matters About the Bay Links</p>", None, None),
        ("<h1>Ferries</h1>", "<p>会員登録すると続きをお読みいただけます。</p>", None, None),
        # above it: who spoke, where and when; the staff; a paper's name below the day
        ("<h1>Ferries</h1><p>Owen Calder, Bay Spokesperson</p><p>Washington, D.C.</p><p>June 9, "
         "2024</p><p>1:18 p.m. EDT</p>", "", None, "2024-06-09"),
        ("<h1>Ferries</h1><p>Remarks</p><p>Owen Calder, Secretary of Piers</p><p>Tokyo, Japan</p>"
         "<p>June 9, 2024</p>", "", None, "2024-06-09"),
        ("<h1>Ferries</h1><p>By Bay Signal staff</p>", "", None, None),
        # who wrote it, once more below; what an edition says; other pages
        ("<h1>Ferries</h1>", "<p>Iris Calder</p>", "Iris Calder", None),
        ("<h1>Ferries</h1>", "<p>This article appeared in the June print edition.</p>", None, None),
        ("<h1>Ferries</h1>", "<p>Filed under: Letters</p>", None, None),
        ("<h1>Ferries</h1>", "<p>Related Information</p>", None, None),
        ("<h1>Ferries</h1><p>June 9, 2024<br>The Bay Post</p>", "", None, "2024-06-09"),
        # who signs, between the text and an offer
        ("<h1>Ferries</h1><p>記者・山田太郎</p>", "<p>（山田太郎）</p><p>登録は会員限定。</p>",
         "山田太郎", None),
    ],
)  # fmt: skip
def test_what_stands_around_the_text_of_a_page_is_no_part_of_it(
    tmp_path: Path, above: str, below: str, author: str | None, date: str | None
) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    report = _add(tmp_path / "a.html", _page(f"<article>{above}{told}{below}</article>"))
    record = add.stored(str(report.id))
    assert record is not None
    assert (record["author"], record["date"]) == (author, date)
    kept = [one["text"] for one in record["paragraphs"]]
    assert [one for one in kept if "No harbour" not in one] == PARAGRAPHS


def test_a_linked_first_paragraph_is_kept_above_a_list_of_links(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = [f"<p>{one}</p>" for one in PARAGRAPHS[1:]]
    told.insert(1, f"<p><a href=/y>{TEASER}</a></p>{LINKS}")  # another story's beginning
    page = _page(f"<article><h1>Ferries</h1>{LEDE}{LINKS}{''.join(told)}</article>")
    report = _add(tmp_path / "a.html", page)
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS
    assert "The other pier" in [one.text for one in report.dropped]


@pytest.mark.parametrize("mark", ["::", "|"])
def test_a_tab_tells_the_outlet_behind_any_mark(tmp_path: Path, mark: str) -> None:
    pytest.importorskip("trafilatura")
    title = "A museum opens in a former bakery"
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = _page(f"<article><h1>{title}</h1>{told}</article>")
    report = _add(tmp_path / "a.html", page.replace(">Ferries<", f">{title} {mark} Slow Lane<"))
    found = corpus.source(str(report.id))
    assert (found.title, found.outlet) == (title, "Slow Lane")


@pytest.mark.parametrize("cells", [["Year", "Yen", "2022", "1,410", "2023", "1,455"], ["4", "6"]])
def test_a_table_of_one_cell_a_line_is_kept_to_its_last(tmp_path: Path, cells: list[str]) -> None:
    body = [PARAGRAPHS[0], *cells, *PARAGRAPHS[1:]]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", *body]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == body


def test_a_headline_that_was_broken_by_hand_is_whole(tmp_path: Path) -> None:
    head = "Court orders payment for\nnoise at night\nby Jane Roe\nBay News\n\n"
    report = _add(
        tmp_path / "a.txt", head + "\n\n".join("\n".join(wrap(one, 50)) for one in PARAGRAPHS)
    )
    found = corpus.source(str(report.id))
    assert (found.title, found.author) == ("Court orders payment for noise at night", "Jane Roe")
    assert [one.text for one in found.paragraphs] == PARAGRAPHS


@pytest.mark.parametrize("veil", ["style='display:none'", "hidden"])
def test_words_in_a_line_that_no_browser_shows_are_left_out_and_listed(
    tmp_path: Path, veil: str
) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}<span {veil}>¶ 2 &amp; more</span></p>" for one in PARAGRAPHS)
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{told}</article>"))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS
    assert [drop.text for drop in report.dropped if drop.reason == "not shown"] == [
        "¶ 2 & more"
    ] * 4


@pytest.mark.parametrize(
    ("times", "date"),
    [
        ("<h1>Ferries</h1><time datetime=2024-06-04T10:00Z>3 hours ago</time>", "2024-06-04"),
        ("<h1>Ferries</h1><time datetime=2024-06-04>Updated 3 hours ago</time>", None),
        (
            "<h1>Ferries</h1><time datetime=2024-06-04>1</time><time datetime=2024-06-05>2</time>",
            None,
        ),
        ("<time datetime=2026-06-04>Thursday</time><h1>Ferries</h1>", None),
    ],
)
def test_a_day_for_machines_between_headline_and_text_is_the_articles(
    tmp_path: Path, times: str, date: str | None
) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    below = "<div><p>Well said.</p><time datetime=2025-01-01>1 January</time></div>"
    report = _add(tmp_path / "a.html", _page(f"{times}{told}{below}"))
    assert corpus.source(str(report.id)).date == date


@pytest.mark.parametrize(
    ("tab", "above", "title"),
    [
        (
            "Ferries of the winter | The Bay Post",
            "<h1>Ferries of the winter</h1>",
            "Ferries of the winter",
        ),
        (
            "Opinion | Ferries of the winter",
            "<h1>Ferries of the winter</h1>",
            "Ferries of the winter",
        ),
        ("doc7", "<p class=title>Ferries of the winter</p>", "Ferries of the winter"),
        ("The ferry and the council", "<div>Of the bay</div>", "The ferry and the council"),
    ],
)
def test_the_headline_of_a_page_is_the_one_that_it_shows(
    tmp_path: Path, tab: str, above: str, title: str
) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = _page(f"{above}{told}").replace(">Ferries<", f">{tab}<")
    source = corpus.source(str(_add(tmp_path / "a.html", page).id))
    assert (source.title, [one.text for one in source.paragraphs]) == (title, PARAGRAPHS)


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("JANE DOE, Staff writer", "Jane Doe"),
        ("Jane Doe and KEN OTA Associated Press", "Jane Doe; Ken Ota"),
        ("Jane Doe, CNN", "Jane Doe"),
        ("The Associated Press", "The Associated Press"),
    ],
)
def test_who_wrote_a_page_is_named_without_role_and_outlet(
    tmp_path: Path, said: str, author: str
) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = _page(f"<h1>Ferries</h1>{told}").replace(
        "<head>", f"<head><meta name=author content='{said}'>"
    )
    assert corpus.source(str(_add(tmp_path / "a.html", page).id)).author == author


@pytest.mark.parametrize(
    "line",
    ["Advertisement", "Story continues below advertisement", "-30-", "(END)", "desk@bay.example"],
)
def test_what_an_extractor_keeps_of_the_page_goes(tmp_path: Path, line: str) -> None:
    pytest.importorskip("trafilatura")
    told = [f"<p>{one}</p>" for one in PARAGRAPHS]
    for at in (1, len(told)):
        inside = "".join([*told[:at], f"<p>{line}</p>", *told[at:]])
        above = "<p>Opinion</p><p>Guest Essay</p><h1>Ferries</h1><p>By Jane Doe</p>"
        report = _add(tmp_path / "a.html", _page(f"<article>{above}{inside}</article>"))
        source = corpus.source(str(report.id))
        assert [one.text for one in source.paragraphs] == PARAGRAPHS
        assert {line, "Guest Essay"} <= {drop.text for drop in report.dropped}


@pytest.mark.parametrize(
    "inside",
    [
        "The first pier\n\nSeptember 8, 1951",
        "14.10\n\nBoats turn back",
        "“By my count,” said the chair, “it was nine.”",
        "By land and by sea they came",
        "What comes next",
    ],
)
def test_a_heading_inside_one_article_is_no_second(tmp_path: Path, inside: str) -> None:
    told = ["Ferries of the winter", "June 4, 2024", *PARAGRAPHS, inside, *STRIKE[1:]]
    report = _add(tmp_path / "a.txt", "\n\n".join(told))
    assert not any("Another article" in one for one in report.remarks)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "This article is for subscribers only. To read on, choose a plan.",
        "To continue reading, log in or create an account.",
        "You've reached your limit of free articles",
        "この記事は有料会員限定です。残り834文字",
    ],
)
def test_a_text_that_stops_at_a_paywall_is_told(tmp_path: Path, line: str) -> None:
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", *PARAGRAPHS, line]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS
    assert any("for its subscribers only" in one for one in report.remarks)


@pytest.mark.parametrize(
    "said",
    [
        "The paper will be open for subscribers only until the strike of its printers has ended.",
        "To see the rest of the island, the council said, visitors need a boat of their own.",
        "You have reached the end of the world, a sign on the pier says.",
    ],
)
def test_a_sentence_about_readers_is_no_paywall(tmp_path: Path, said: str) -> None:
    told = [*PARAGRAPHS[:2], said, *PARAGRAPHS[2:]]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", *told]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told
    assert not any("subscribers only" in one for one in report.remarks)


@pytest.mark.parametrize(
    "line",
    [
        "1951-1960",
        "Today",
        "Notes",
        "English",
        "Captured by the Americans",
        "Special to him was the old pier.",
        "Japan reports from Naha that the boats stay, and nobody on the island is glad.",
        "The author of the plan said that nobody had asked him, and that he was glad of it.",
        "The plan is the best thing that this newspaper has seen, the mayor of the island said.",
        "Document of shame",
        "3 winters ago",
        "Sea > land",
        "Kenta Uehara said that he would sail, and that his brother would stay on the island.",
        "To: the people of the islands, who have waited for eleven years for an answer.",
        "From: one sailor to another, this is what the council wrote on the second page.",
        "Section: the pier was closed in two parts, and nobody said when it would open again.",
        "Credit: the bank gave the council a loan in 2016, and it was paid back in three years.",
        "The views expressed by the mayor were not those of the council, its chair said.",
        "To continue reading the map, he put on his glasses and bent down over the table.",
        "Contact: the chair of the council could not be reached for three days in May.",
        "Unsubscribe, he said, and laughed, because nobody on the island reads the paper.",
        "Copyright is not a word that he used, and the council never asked him about it.",
        "Copyright is the one thing that nobody on the island ever talks about, not even in May.",
        "Copyright law was changed that year.",
        "Register of boats was closed.",
        "More from the islands came to vote.",
        "Cookies were sold at the site.",
        "No comments were made.",
        "Password sharing was common, an aide said.",
        "Distributed by hand, the leaflet was read by all.",
        "All rights reserved to the islands were lost.",
        "Section: five was deleted.",
        "Top stories were told at night.",
        "Newsletters were banned in 1943.",
        "A special offer was made to the crew.",
        "She said to act now.",
        "Media contact: there was none that day.",
        "The council's site: www.bay.example was down.",
        "Doe covers the pier with a cloth.",
        "Sign up, he said, and they did.",
        "Read the map again, the captain said.",
        "File by file, they read the letters.",
    ],
)
def test_a_line_of_the_text_is_no_record_of_it(tmp_path: Path, line: str) -> None:
    for at in (2, 4) if line.endswith(".") else (2,):  # a heading stands above a paragraph
        told = [*PARAGRAPHS[:at], line, *PARAGRAPHS[at:]]
        text = "\n\n".join(["Ferries of the winter", "By Ken", *told])
        report = _add(tmp_path / "a.txt", text)
        assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 The Bay Post. This story was first published in June.",
        "Copyright 2024 Bay Press. It was printed in Naha.",
        "Copyright: The Bay Post.",
        "Read more: The boats were sold.",
        "You said that you would subscribe to our newsletter.",
        "This article was for subscribers only.",
        "By subscribing, you can help us get the story right.",
        "We value your privacy and store data on your device for many purposes.",
    ],
)
def test_what_tells_of_the_page_is_furniture_whatever_it_tells(tmp_path: Path, line: str) -> None:
    text = "\n\n".join(["Ferries of the winter", *PARAGRAPHS[:2], line, *PARAGRAPHS[2:]])
    report = _add(tmp_path / "a.txt", text)
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe is the Asia correspondent of the Bay Post.",
        "Jane Doe has covered the islands since 2011, and lives in Naha with two cats.",
        "JANE DOE\n\nJane Doe teaches at a college and wrote “Beside the Pier”.",
        "The writer is a former sailor who lives in Naha.",
        "The views expressed here are the author's own and not those of the paper.",
        "You received this email because you subscribed to the Bay Post. Unsubscribe.",
        "Jane Doe\n\nDoe covers the islands for the Bay Post.",
        "Commentary is produced by the Bay Institute. All views are solely those of the author(s).",
        "CONFIDENTIALITY NOTICE: This mail is meant for the one to whom it is addressed.",
        "Sign-up to receive a daily email of the news that matters most on the islands.",
        "Posted in Ferries, Islands | Tagged boats | 3 Comments",
        "This article appeared in the Asia section of the print edition under the name “Boats”.",
        "NEWS INFO\n\nDate Taken: 09.08.2025\n\nStory ID: 500001\n\nWeb Views: 112",
        "© The Bay Post Limited 2024. All rights reserved.",
    ],
)
def test_what_tells_of_the_author_below_a_text_is_no_part_of_it(tmp_path: Path, line: str) -> None:
    told = ["Ferries of the winter", "By Jane Doe", *PARAGRAPHS, line]
    report = _add(tmp_path / "a.txt", "\n\n".join(told))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


def test_what_a_program_wrote_above_a_text_is_its_record(tmp_path: Path) -> None:
    above = '---\ntitle: "Ferries"\nsource: "https://bay.example/1"\nauthor: Jane Doe\n'
    above += 'date: 2024-06-04\ndescription: "The council met."\ntags:\n  - "boats"\n---\n\n'
    report = _add(tmp_path / "a.md", above + "\n\n".join(PARAGRAPHS))
    record = add.stored(str(report.id))
    assert record is not None
    found = [record[key] for key in ("title", "author", "date", "outlet")]
    assert found == ["Ferries", "Jane Doe", "2024-06-04", None]
    assert [one["text"] for one in record["paragraphs"]] == PARAGRAPHS


@pytest.mark.parametrize(
    ("tab", "outlet"),
    [
        ("Ferries of the winter | Bay", "Bay"),
        ("Ferries of the winter - The Bay Post", "The Bay Post"),
        ("Ferries of the winter « The Bay Post", "The Bay Post"),
        ("Two ferries › The Bay Post", "The Bay Post"),
        ("Ferries of the winter - part two", None),
        ("Ferries of the winter - by Jane Doe", None),
        ("Ferries of the winter_Islands", "Islands"),
        ("Ferries of the U.S. Navy | The Bay Post", "The Bay Post"),
        ("Ferries of the winter | News | The Bay: All that is new", "The Bay"),
    ],
)
def test_the_outlet_stands_in_the_tab_of_a_page(
    tmp_path: Path, tab: str, outlet: str | None
) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    title = re.split(" [|›] ", tab)[0] if re.search("U.S.|›", tab) else "Ferries of the winter"
    page = _page(f"<h1>{title}</h1>{told}").replace(">Ferries<", f">{tab}<")
    assert corpus.source(str(_add(tmp_path / "a.html", page).id)).outlet == outlet


def test_a_question_above_a_byline_is_a_headline(tmp_path: Path) -> None:
    asked = (
        "What became of the ferries of the winter, and who is to pay for the pier that they hit?"
    )
    text = [asked, "Jane Doe, The Bay Post, 4 June 2024", *PARAGRAPHS]
    found = corpus.source(str(_add(tmp_path / "a.txt", "\n\n".join(text)).id))
    assert (found.title, found.author, found.date) == (asked, "Jane Doe", "2024-06-04")
    assert [one.text for one in found.paragraphs] == PARAGRAPHS


@pytest.mark.parametrize("line", ["PictureWorks for Bay Magazine", "Why did nobody come?"])
def test_what_stands_below_a_first_sentence_is_no_headline(tmp_path: Path, line: str) -> None:
    text = ["Islanders weigh a radar again", PARAGRAPHS[0], line]
    text += ["Jane Doe, The Bay Post, 4 June 2024", *PARAGRAPHS[1:]]
    found = corpus.source(str(_add(tmp_path / "a.txt", "\n\n".join(text)).id))
    assert found.title == text[0]
    assert PARAGRAPHS[0] in [one.text for one in found.paragraphs]


@pytest.mark.parametrize("when", ["itemprop", "capture"])
def test_the_day_of_a_page_is_the_one_that_its_article_tells(tmp_path: Path, when: str) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    inside = {
        "itemprop": '<meta itemprop="datePublished" content="2018-07-03">',
        "capture": "<div>12 captures<br>12 Mar 2016 - 8 Feb 2020</div><p>July 3, 2018</p>",
    }
    page = _page(f"<h1>Ferries of the winter</h1>{inside[when]}{told}")
    found = corpus.source(str(_add(tmp_path / "a.html", page).id))
    assert (found.date, found.paragraphs[0].text) == ("2018-07-03", PARAGRAPHS[0])


@pytest.mark.parametrize(
    "note",
    [
        "Thanks! Here it is again.",
        "Dear all,\n\nread this.\n\nAnna",
        "Worksheet 3\n\nName: _____ Class: ___ Date: ____\n\nRead the text, and answer.",
    ],
)
def test_a_note_to_the_reader_above_a_text_is_no_part_of_it(tmp_path: Path, note: str) -> None:
    text = [note, "Ferries of the winter", "Jane Doe, Bay Letters, 4 June 2024", *PARAGRAPHS]
    found = corpus.source(str(_add(tmp_path / "a.txt", "\n\n".join(text)).id))
    assert (found.title, found.author) == ("Ferries of the winter", "Jane Doe")
    assert [one.text for one in found.paragraphs] == PARAGRAPHS


def test_a_mail_that_is_answered_below_a_text_is_no_part_of_it(tmp_path: Path) -> None:
    asked = (
        "On Mon, Jun 3, 2024 at 9:14 AM Ken Ota <ota@bay.example> wrote:\n\n> Could you send us "
    )
    asked += "the text about the ferries once more, as I cannot find it in the folder today?"
    text = "\n\n".join(["Ferries of the winter", *PARAGRAPHS, asked])
    found = corpus.source(str(_add(tmp_path / "a.txt", text).id))
    assert [one.text for one in found.paragraphs] == PARAGRAPHS
    text = "\n\n".join(["Read this.", asked.split("> ")[0], *PARAGRAPHS])
    found = corpus.source(str(_add(tmp_path / "b.txt", text, id="sent").id))
    assert [one.text for one in found.paragraphs][-4:] == PARAGRAPHS[-4:]


def test_a_short_sentence_that_an_extractor_kept_is_kept(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = [*PARAGRAPHS[:2], "One answered.", *PARAGRAPHS[2:]]
    lines = "<br><br>".join(told)
    page = _page(f"<table><tr><td><h1>Ferries</h1><p>{lines}</td></tr></table>")
    found = corpus.source(str(_add(tmp_path / "a.html", page).id))
    assert [one.text for one in found.paragraphs] == told


def test_the_headline_is_the_one_of_the_tab_and_no_section(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    inside = f"<h1>Press Releases</h1><h2>Talks on the ferries of the winter</h2>{told}"
    tab = ">Talks on the ferries of the winter | Ministry of Piers<"
    page = _page(inside).replace(">Ferries<", tab)
    found = corpus.source(str(_add(tmp_path / "a.html", page).id))
    assert found.title == "Talks on the ferries of the winter"
    assert [one.text for one in found.paragraphs] == PARAGRAPHS


def test_the_only_other_heading_is_kept_too(tmp_path: Path) -> None:
    told = [PARAGRAPHS[0], "What was mended", *PARAGRAPHS[1:]]
    text = ["Ferries of the winter", "By Jane Doe", "4 June 2024", "The harbour", *told]
    found = corpus.source(str(_add(tmp_path / "a.txt", "\n\n".join(text)).id))
    assert [one.text for one in found.paragraphs] == ["The harbour", *told]


FORWARDED = [
    "---------- Forwarded message ---------\nFrom: Bay Post <news@bay.example>\n"
    "Date: Tue, Jun 4, 2024 at 9:12 AM\nSubject: Ferries of the winter\nTo: <ken@bay.example>\n",
    "Begin forwarded message:\n\nFrom: Bay Post <news@bay.example>\n"
    "Subject: Fwd: Ferries of the winter\n"
    "Date: June 4, 2024 at 9:12:00 AM GMT+9\nTo: ken@bay.example\n",
    "-----Original Message-----\nFrom: Bay Post\nSent: Tuesday, June 4, 2024 9:12 AM\nTo: Ken\n"
    "Subject: RE: Ferries of the winter\n",
]


@pytest.mark.parametrize(
    "heads",
    [["14.10", "13.52", "12.45"], ["1. Mend", "2. Sail", "3. Wait"], ["Ota", "Mori", "Ota"]],
)
def test_the_first_of_several_headings_is_kept_too(tmp_path: Path, heads: list[str]) -> None:
    told = [line for pair in zip(heads, PARAGRAPHS[1:], strict=True) for line in pair]
    text = "\n\n".join(["Ferries of the winter", "By Jane Doe", "June 4, 2024", *told])
    kept = [one.text for one in corpus.source(str(_add(tmp_path / "a.txt", text).id)).paragraphs]
    assert [one.split()[-1] for one in kept[::2]] == [one.split()[-1] for one in heads]
    assert kept[1::2] == PARAGRAPHS[1:]


def test_the_name_of_a_site_above_its_page_is_no_heading(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<h2>Part {n} of it</h2><p>{one}</p>" for n, one in enumerate(PARAGRAPHS))
    page = _page(f"<div>The Bay Book</div><h1>Boats</h1>{told}").replace(">Ferries<", ">On boats<")
    kept = [one.text for one in corpus.source(str(_add(tmp_path / "a.html", page).id)).paragraphs]
    assert kept[0] == "Part 0 of it"
    assert kept[1::2] == PARAGRAPHS


def test_a_label_above_a_text_without_headings_is_none_of_its_own(tmp_path: Path) -> None:
    text = "\n\n".join(["Ferries of the winter", "June 4, 2024", "The islands", *PARAGRAPHS])
    kept = [one.text for one in corpus.source(str(_add(tmp_path / "a.txt", text).id)).paragraphs]
    assert kept == PARAGRAPHS


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("“The letter had been sent in time”", False),
        ("The letter had been sent in time and that the post had lost it", False),
        ("The letter had been", True),  # too short to tell
        ("| 2021 | the old pier | 90 boats | of the south |", True),
        ("The letter had never been sent in time", True),
        ("“The letter was sent in time,” she said.", True),
    ],
)
def test_a_line_in_large_letters_that_repeats_a_sentence_is_no_paragraph(
    tmp_path: Path, line: str, kept: bool
) -> None:
    told = [*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of the winter", *told]))
    found = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert found == (told if kept else PARAGRAPHS)


def test_a_short_sentence_that_points_elsewhere_stays_and_a_link_goes(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = [*PARAGRAPHS[:2], "See also the map of 2013.", *PARAGRAPHS[2:]]
    body = [f"<p>{one}</p>" for one in told]
    body.insert(4, "<p>Read more: <a href=/a>Mayor opens a bridge</a></p>")
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{''.join(body)}</article>"))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


def test_a_page_of_many_hours_keeps_its_headings(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    heads = ["Boats leave", "The council answers", "Boats return", "The pier is dark"]
    told = "".join(
        f"<div><h3>{head}</h3><time>1{n}.10</time><p>{one}</p></div>"
        for n, (head, one) in enumerate(zip(heads, PARAGRAPHS, strict=True))
    )
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{told}</article>"))
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept == [line for pair in zip(heads, PARAGRAPHS, strict=True) for line in pair]


@pytest.mark.parametrize("head", FORWARDED)
def test_a_text_that_was_forwarded_is_the_text(tmp_path: Path, head: str) -> None:
    told = ["Please read this one for Friday.\n\nKen", head, "Ferries of the winter", *PARAGRAPHS]
    report = _add(tmp_path / "a.txt", "\n\n".join(told))
    record = add.stored(str(report.id))
    assert record is not None
    found = [record[key] for key in ("title", "author", "date")]
    assert found == ["Ferries of the winter", None, "2024-06-04"]
    assert [one["text"] for one in record["paragraphs"]] == PARAGRAPHS


def test_a_page_set_with_line_ends_has_its_paragraphs(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    bold = PARAGRAPHS[1].replace("northern", "<b>northern</b>")
    pre = "\n\n".join([PARAGRAPHS[0], bold, *PARAGRAPHS[2:]])
    report = _add(tmp_path / "a.html", _page(f"<pre>{pre}</pre>"))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


def test_the_date_is_that_of_the_page_and_not_of_another_story(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    other = '<ul><li><a href=/1>A bridge</a><time datetime="2024-08-01">1h ago</time></li></ul>'
    page = _page(f"<article><h1>Ferries</h1>{told}</article>{other}")
    report = _add(tmp_path / "a.html", page)
    assert corpus.source(str(report.id)).date is None
    meta = '<meta property="article:published_time" content="2024-07-25T10:12:03.000Z">'
    report = _add(tmp_path / "b.html", page.replace("<head>", "<head>" + meta), id="dated")
    assert corpus.source("dated").date == "2024-07-25"


def test_whoever_keeps_the_site_is_no_author(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    by = '<p>Posted by <span class="author vcard">admin</span></p>'
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{by}{told}</article>"))
    assert corpus.source(str(report.id)).author is None


@pytest.mark.parametrize(
    ("around", "author"),
    [
        # The reader of pages takes what has the form of an author's name for one.
        ('<span class="username author">Username</span><h1>Ferries</h1>'
         "<p>By Jane Doe March 18 at 3:57 PM Follow @janedoe", "Jane Doe"),
        ('<h1>Ferries</h1><p class="author">By Jane Q. Doe May 20, 2019', "Jane Q. Doe"),
        ('<h1>Ferries</h1><span class="author">Jane Doe Monday, February 29</span>', "Jane Doe"),
        ('<h1>Ferries</h1><span class="author">Last Updated January 7</span>', None),
        ('<h1>Ferries</h1><span class="author">作者：</span>', None),
        ('<h1>Ferries</h1><span class="author">Theresa May</span>', "Theresa May"),
        ('<h1>Ferries</h1><span class="author">Jane Doe</span><span class="author">JANE DOE</span>',
         "Jane Doe"),
    ],
)  # fmt: skip
def test_an_account_a_label_or_a_month_is_no_writer(
    tmp_path: Path, around: str, author: str | None
) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    report = _add(tmp_path / "a.html", _page(f"<article>{around}{told}</article>"))
    assert corpus.source(str(report.id)).author == author


@pytest.mark.parametrize("behind", ["（ベイ通信） - 島ニュース", " | 島ニュース"])
def test_the_agency_and_the_hour_are_no_headline(tmp_path: Path, behind: str) -> None:
    pytest.importorskip("trafilatura")
    title = "離島の定期船、来月から冬の時刻表に変わる"
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    inside = f"<h2>{title}</h2><p>ベイ通信 3/9(木) 18:45配信</p>{told}"
    page = _page(inside).replace(">Ferries<", f">{title}{behind}<")
    found = corpus.source(str(_add(tmp_path / "a.html", page).id))
    assert (found.title, found.outlet) == (title, "島ニュース")


def test_a_box_that_has_a_heading_of_its_own_is_no_headline(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    inside = f"<h1>Take the next boat with the Bay Post!</h1><h2>Ferries of the winter</h2>{told}"
    page = _page(inside).replace(">Ferries<", ">Ferries of the winter - Bay Post<")
    assert corpus.source(str(_add(tmp_path / "a.html", page).id)).title == "Ferries of the winter"


def test_a_box_and_a_second_day_above_a_text_begin_no_other_article(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    above = (
        "<p>Your browser is no longer supported by this site of ours, and some of the pictures and "
        "maps may look other than they should.</p><h1>Ferries of the winter</h1>"
        "<p>The islands had asked for a boat in the evening, when the shops of the town close and "
        "the school lets its pupils go.</p><div>Get more island newson</div><p>By Jane Doe</p>"
        "<p>Dec. 6, 2024, 10:00 PM UTC / Updated Dec. 7, 2024, 12:43 PM UTC</p>"
    )
    day = '<meta property="article:published_time" content="2024-12-07T12:43:00Z">'
    page = _page(f"{above}<article>{told}</article>").replace("<head>", f"<head>{day}")
    report = _add(tmp_path / "a.html", page)
    assert report.error is None
    assert corpus.source(str(report.id)).date == "2024-12-07"


def test_letters_that_stand_where_a_name_might_are_no_fault(tmp_path: Path) -> None:
    told = [*PARAGRAPHS, '"Bay to use an open-source H.264 codec, Harbour retreats - Bay Post".']
    assert _add(tmp_path / "a.txt", "\n\n".join(told)).error is None


@pytest.mark.parametrize("head", ["THE BAY REVIEW      Vol. XII", "4{n}    ISLAND FERRIES"])
@pytest.mark.parametrize("around", ["- 4{n} -\n{head}", "\n4{n}\n\n\f{head}\n"])
def test_the_running_heads_of_a_scan_are_no_part_of_its_text(
    tmp_path: Path, head: str, around: str
) -> None:
    lines = [line for one in PARAGRAPHS for line in (*wrap(one, 50), "")]
    for n, at in enumerate(range(len(lines) - 2, 1, -4)):
        lines.insert(at, around.format(n=n, head=head.format(n=n)))
    report = _add(tmp_path / "scan.txt", "\n".join(lines))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS
    reasons = {str(one.reason) for one in report.dropped}
    assert reasons == {"page number", "page header"}


@pytest.mark.parametrize("head", ["212 REVIEW OF BAY AFFAIRS", "THE RADAR AND THE BAY 213"])
def test_a_running_head_parts_no_sentence_though_it_stands_there_once(
    tmp_path: Path, head: str
) -> None:
    lines = [line for one in PARAGRAPHS for line in (*wrap(one, 50), "")]
    lines.insert(1, head)
    report = _add(tmp_path / "scan.txt", "\n".join(lines))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS
    assert [(one.text, one.reason) for one in report.dropped] == [(head, "page header")]


def test_a_line_that_comes_again_without_a_pages_number_is_text(tmp_path: Path) -> None:
    told = [PARAGRAPHS[0], "What the harbour says", *PARAGRAPHS[1:], "What the harbour says",
            PARAGRAPHS[0].replace("The", "A")]  # fmt: skip
    report = _add(tmp_path / "a.txt", "\n\n".join(told))
    kept = [one.text for one in corpus.source(str(report.id)).paragraphs]
    assert kept.count("What the harbour says") == 2


# What a teacher's copy has around the text: above it, below it; headline, outlet, author and date.
COPIED: dict[str, tuple[list[str], list[str], tuple[str | None, ...]]] = {
    "author above": (["Jane Doe", "{0}", "Bay Review, June 2024"], [],
                     ("Bay Review", "Jane Doe", "2024-06")),
    "author above, in capitals": (["JANE DOE", "{0}"], [], (None, "Jane Doe", None)),
    "a department": (["U.S. DEPARTMENT of STATE", "{0}", "REMARKS", "June 4, 2024"], [],
                     ("U.S. DEPARTMENT of STATE", None, "2024-06-04")),
    "an office": (["Office of the Harbour Master", "{0}", "JUNE 4, 2024"], [],
                  ("Office of the Harbour Master", None, "2024-06-04")),
    "a letter": (["Letters to the editor", "{0}"], ["Ichitaro Ōmachi", "Naha"],
                 (None, "Ichitaro Ōmachi", None)),
    "one letter": (["Letter to the editor", "{0}"], ["Ichitaro Ōmachi", "Naha"],
                   (None, "Ichitaro Ōmachi", None)),
    "no letter": (["{0}"], ["Ichitaro Ōmachi", "Naha"], (None, None, None)),
    "source below": (["{0}"], ["Source: Bay Courier, 4 June 2024, p. 8"],
                     ("Bay Courier", None, "2024-06-04")),
    "questions": (["{0}", "By Jane Doe"], ["Questions", "1. Who met?", "2. Who regretted it?"],
                  (None, "Jane Doe", None)),
    "a box": (["{0}", "By Jane Doe"],
              ["Support Bay Review", "We have no owner. Please consider a gift.", "Donate now"],
              (None, "Jane Doe", None)),
    "a dateline in brackets": (["{0}", "(Naha, March 3, 2025, Okinawa Morning Post)"], [],
                               ("Okinawa Morning Post", None, "2025-03-03")),
    "a dateline": (["{0}", "LAOAG, Philippines, April 24, 2026 (Archipelago Press)"], [],
                   ("Archipelago Press", None, "2026-04-24")),
    "a brief": (["BAY INSTITUTE", "Policy Brief No. 12 | May 2024", "{0}", "What the fares tell",
                 "Ingeborg Tanqueray and Shun Wakeful", "Summary", "- Fares are frozen.",
                 "- Nobody was asked.", "Introduction"],
                ["Ingeborg Tanqueray is a fellow at the Bay Institute.", "About the Bay Institute",
                 "The Bay Institute is a body of its own."],
                ("Bay Institute", "Ingeborg Tanqueray and Shun Wakeful", "2024-05")),
    "a journal": (["Bay Studies, Vol. 9, No. 2 (Spring 2021), pp. 11-19", "{0}",
                   "Ingeborg Tanqueray", "Abstract"], [],
                  ("Bay Studies", "Ingeborg Tanqueray", "2021")),
    "a speech": (["Keynote address by Professor Wanda Quill", "Harbour Forum, Bay Town",
                  "3 May 2024", "{0}", "(As prepared for delivery)"], [],
                 (None, "Wanda Quill", "2024-05-03")),
    "a programme": (["The World This Harbour", "Bay Radio Transcript", "3 May 2024", "{0}",
                     "Presenter: Nora Whit"], ["[End of transcript]"],
                    ("Bay Radio", "Nora Whit", "2024-05-03")),
    "a release": (["BAY ISLANDS BOARD", "Press Release", "3 May 2024", "{0}"],
                  ["# # #", "The Board looks after the four islands of the bay and their ferries."],
                  ("Bay Islands Board", None, "2024-05-03")),
    "a name that comes again": (["HARBOUR LINES", "{0}", "by Nora Whit", "May 3, 2024"],
                                ["Harbour Lines, Bay Town", "You are visitor number 30,412."],
                                ("Harbour Lines", "Nora Whit", "2024-05-03")),
    "a live page": (["The Bay Post   LIVE", "{0}", "Reported by Nora Whit", "3 May 2024", "Pinned"],
                    [], ("The Bay Post", "Nora Whit", "2024-05-03")),
    "a card above": (["Most read", "Snow shuts the mountain road",
                      "The road will be closed until March, the prefecture said on Sunday.",
                      "Share · Print · Save", "{0}", "By Nora Whit, Bay Post, 3 May 2024"], [],
                     ("Bay Post", "Nora Whit", "2024-05-03")),
    "a broadcaster": (["{0}", "3 May 2024", "Nora Whit", "In Bay Town",
                       "Image source, Ken Ota", "Image caption, Two boats at the pier"],
                      ["cr/pst/tym"], (None, "Nora Whit", "2024-05-03")),
    "an outlet above its menu": (["Bay Diplomat", "Home News Opinion World", "{0}",
                                  "By Nora Whit", "May 3, 2024"],
                                 ["Nora Whit and Ken Ota reported from Bay Town."],
                                 ("Bay Diplomat", "Nora Whit", "2024-05-03")),
    "a paste with its buttons": (["{0}", "By Nora Whit Follow", "May 3, 2024"],
                                 ["Bay Media Co.", "Accessed 7 May 2024."],
                                 (None, "Nora Whit", "2024-05-03")),
    "a row of tabs": (["For you Latest Saved Profile", "{0}", "Nora Whit · 3 May 2024 · 4 min read",
                       "The Bay Post", "A boat at dusk. Ken Ota/Bay Post"], ["Share", "Save"],
                      ("The Bay Post", "Nora Whit", "2024-05-03")),
    "JSTOR": (["{0}", "Author(s): Jane Doe",
               "Source: Journal of Piers , Spring 2024, Vol. 9, No. 1 (Spring 2024), pp. 41-43",
               "Published by: Bay College Press", "Stable URL: https://www.jstor.example/1",
               "This content downloaded from 192.0.2.7 on Tue, 01 Dec 2026 09:00:00 UTC"],
              ["All use subject to https://about.jstor.example/terms"],
              ("Journal of Piers", "Jane Doe", "2024")),
    "EBSCO": (["Title: {0}.", "Authors: Doe, Jane",
               "Source: Bay Review. Jun2024, Vol. 12 Issue 2, p34-36. 3p."], [],
              ("Bay Review", "Jane Doe", "2024-06")),
    "an agency by Factiva": (["{0}", "By Jane Doe", "148 words", "4 June 2024", "09:02",
                              "Bay Newswire", "BAYN", "English", "Copyright 2024. Bay Press."],
                             ["Bay Press", "Document BAYN000020240604embi00001"],
                             ("Bay Newswire", "Jane Doe", "2024-06-04")),
    "local": (["{0}", "By Jane Doe jdoe@bay.example   June 4, 2024 Updated 3 hrs ago   0"], [],
              (None, "Jane Doe", "2024-06-04")),
}  # fmt: skip


@pytest.mark.parametrize("way", COPIED)
def test_what_stands_around_a_copied_text_is_read_and_is_none_of_it(
    tmp_path: Path, way: str
) -> None:
    above, below, told = COPIED[way]
    title = "The ferries of the coming winter"
    text = "\n\n".join([*above, *PARAGRAPHS, *below]).replace("{0}", title)
    report = _add(tmp_path / "a.txt", text)
    found = corpus.source(str(report.id))
    assert (found.outlet, found.author, found.date) == told
    assert found.title == title
    assert [one.text for one in found.paragraphs] == PARAGRAPHS


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("A grey boat lies off the pier. Photo: Ken Ota", None),
        ("A grey boat lies off the pier. Photo by Ken Ota", None),
        ("A hall downtown shows a photo by Ken Ota of the base as it was.", "text"),
        ("[Image] A grey boat lies off the pier. Photograph: Ken Ota/Bay Pictures", None),
        ("PHOTO: KEN OTA", None),
        ("A sailor waves from the bridge of the ship in this undated file photo.", None),
        ("He is nineteen in this photo, and he is smiling.", "text"),
        ("A grey boat lies off the pier. Photo courtesy of the harbour club", None),
        ("A grey boat lies off the pier. (Ken Ota / Bay Post)", None),
        ("A grey boat lies off the pier. | KYODO", None),
        ("“We saw a grey boat,” he told reporters on the pier. — Kyodo", "text"),
        ("No treaty was signed. Kyodo reported otherwise.", "text"),
        ("The harbour, seen from the hill. Credit: Ken Ota", None),
        ("Photos by Ken Ota and Jun Abe", None),
        ("Photos by Ken Ota were shown in the hall for a week.", "text"),
        ("Jane Doe", None),  # who wrote it, again
        ("Ken Ota", "heading"),
    ],
)
def test_what_stands_between_paragraphs(tmp_path: Path, line: str, kept: str | None) -> None:
    text = ["Ferries of the winter", "By Jane Doe and John Roe", *PARAGRAPHS]
    text[4:4] = [line]
    report = _add(tmp_path / "a.txt", "\n\n".join(text))
    kinds = [one.kind for one in corpus.source(str(report.id)).paragraphs]
    assert kinds == [*["text"] * 2, *([kept] if kept else []), *["text"] * (len(PARAGRAPHS) - 2)]


def test_who_signs_a_letter_below_its_greeting_wrote_it(tmp_path: Path) -> None:
    ends = ["Yours faithfully,", "Ichitaro Ōmachi", "Naha"]
    report = _add(tmp_path / "a.txt", "\n\n".join(["Ferries of winter", *PARAGRAPHS, *ends]))
    assert corpus.source(str(report.id)).author == "Ichitaro Ōmachi"


def test_a_pages_mark_in_a_record_and_a_pictures_words_are_no_text(tmp_path: Path) -> None:
    text = ["Ferries of winter", "![Two boats](boats.jpg)", *PARAGRAPHS[:2], "[[Page E615]]"]
    report = _add(tmp_path / "a.md", "\n\n".join([*text, *PARAGRAPHS[2:]]))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


def test_a_title_may_stand_below_a_label_and_above_a_longer_line(tmp_path: Path) -> None:
    head = ["OPINION", "A bad winter", "Why the council that froze our fares owes us two ferries"]
    report = _add(tmp_path / "a.txt", "\n\n".join([*head, "Nora Whit", "3 May 2024", *PARAGRAPHS]))
    assert corpus.source(str(report.id)).title == "A bad winter"


def test_the_words_of_cards_above_a_headline_are_no_part_of_a_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    card = "<article><h3><a href='/{0}'>Road {0} shut</a></h3><p>{1}</p></article>"
    said = "The mountain road will stay shut until the end of March, the prefecture said on Sunday."
    cards = "".join(card.format(n, f"{said} {n} cars wait.") for n in (1, 2))
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = (
        f"<html><head><title>Bay Ferries of Winter</title></head><body><section>{cards}</section>"
    )
    page += f"<main><h1>Bay Ferries of Winter</h1>{told}</main></body></html>"
    found = corpus.source(str(_add(tmp_path / "a.html", page).id))
    assert [one.text for one in found.paragraphs] == PARAGRAPHS


LETTER = """\
From: Mara Whitcombe from Harbour Letters <m@harbour.example>
To: a@b.example
Subject: {subject}
Date: Fri, 15 Nov 2024 07:30:00 +0900
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{text}
"""


@pytest.mark.parametrize(("ends", "known"), [("Unsubscribe", True), ("Yours, Mara", False)])
def test_a_letter_to_many_tells_whose_it_is_and_of_which_day(
    tmp_path: Path, ends: str, known: bool
) -> None:
    text = "\n\n".join(["The ferries of winter", *PARAGRAPHS, ends])
    told = LETTER.format(subject="The ferries of winter", text=text)
    found = corpus.source(str(_add(tmp_path / "a.eml", told).id))
    assert (found.outlet, found.date) == (
        ("Harbour Letters", "2024-11-15") if known else (None, None)
    )


def test_what_a_mail_quotes_is_its_text_and_the_note_above_is_not(tmp_path: Path) -> None:
    quoted = ["The ferries of winter", "By Nora Whit", *PARAGRAPHS, "Yes."]
    lines = "\n".join(f"> {line}" for one in quoted for line in (one, ""))
    note = "Hi Anna,\n\nhere is the text for Friday. Mark what you don't believe.\n\nMara\n\n"
    told = LETTER.format(subject="for Friday", text=note + lines)
    report = _add(tmp_path / "a.eml", told)
    found = corpus.source(str(report.id))
    assert [one.text for one in found.paragraphs] == [*PARAGRAPHS, "Yes."]
    assert "covering note" in [one.reason for one in report.dropped]


@pytest.mark.parametrize(
    "head",
    [
        "R. Falkner / Eleven lines\n\n14",
        "Bay Bulletin 7 (2016)                112\nR. Falkner / Eleven lines",
    ],
)
def test_a_header_within_a_sentence_parts_no_paragraph(tmp_path: Path, head: str) -> None:
    above = "The minutes of which few have been published\nare polite, and a meeting of 1996"
    below = "fills a box that nobody has opened since\nthe clerk who closed it left the town."
    text = "\n\n".join(["Eleven lines", *PARAGRAPHS, above, head, below, PARAGRAPHS[0], head])
    told = [one.text for one in corpus.source(str(_add(tmp_path / "a.txt", text).id)).paragraphs]
    assert " ".join(f"{above} {below}".split()) in told
    assert not any("Falkner" in one for one in told)


# What stands below a text; and last paragraphs that are like it.
FEET = """\
Leonard Okubo was secretary to a committee of the Diet. He is the author of “Carrying Bags”
Mary Ota has covered the bases since 1998.
Jane Doe and John Roe teach history at a college in Leeds.
The writer was secretary to a minister.
Bay Letters is free. If you would like to support it, buy Jonas a coffee.
Local news costs money. For 300 yen a month you keep a reporter on the island.
Quality journalism is expensive. By subscribing you help us to go where the story is.
Would you like to submit a letter of up to 250 words on the points of this article? Click here.
Letters should be no longer than 250 words and may be edited for length.
The opinions in this article do not necessarily reflect those of the Bay Post.
Was this article helpful?
(Reporting by Jane Doe in Tokyo and John Roe in Naha; Editing by Max Poe)
Associated Press writer Jane Doe in Seoul contributed to this report.
To reach the reporter: kudo@tsugarunews.example
If you no longer wish to receive this letter, unsubscribe here.
You are visitor number 30,412.
(The briefing was concluded at 11:42 a.m.)
This interview has been edited for length and clarity.
This article was amended on 5 May 2024 to correct the name of the pier.
First published in the Bay Post, May 2024. Reprinted with permission.
""".splitlines()
NO_FEET = """\
Yes.
A word, and a good one.
The briefing ended after nine minutes.
Thank you for your support.
This article was taken from the treaty of 1951.
Articles 5 and 6 must be read in the words of 1960.
Send a letter to a friend, and see how long it takes.
Follow the fence and you arrive at the gate.
The paper has 9,000 paying readers.
Newsletters about noise have been sent since 1998.
Comments may be sent to the ministry until May.
Photographs of the pier hang in the hall.
Advertisements for flats near the runway say nothing of the noise.
Share prices of the two builders fell.
“I teach law,” she said.
What do we owe the letter of the treaty?
Hirabe and Ota contributed the planks.
Unsubscribe, he said, and laughed, because nobody on the island reads the paper.
""".splitlines()


@pytest.mark.parametrize(
    ("line", "stays"), [*((x, False) for x in FEET), *((x, True) for x in NO_FEET)]
)
def test_a_text_ends_above_what_is_said_of_it(tmp_path: Path, line: str, stays: bool) -> None:
    text = ["Ferries of the winter", "By Ann Poe", *PARAGRAPHS, line]
    found = corpus.source(str(_add(tmp_path / "a.txt", "\n\n".join(text)).id))
    assert [one.text for one in found.paragraphs] == [*PARAGRAPHS, *[line] * stays]


def test_one_of_whom_a_text_speaks_may_end_it(tmp_path: Path) -> None:
    told = [*PARAGRAPHS, "Mary Ota opened the door.", "Mary Ota teaches law in Naha."]
    found = corpus.source(str(_add(tmp_path / "a.txt", "\n\n".join(["Piers", "", *told])).id))
    assert found.paragraphs[-1].text == told[-1]


def test_an_appeal_at_the_end_of_an_essay_is_its_end(tmp_path: Path) -> None:
    told = [*PARAGRAPHS, "We owe our islands a better answer than that."]
    text = ["Ferries of the winter", "By Jane Doe", *told, "Subscribe to our newsletter"]
    report = _add(tmp_path / "a.txt", "\n\n".join(text))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == told


@pytest.mark.parametrize(
    ("tab", "outlet"),
    [
        ("Bay Courier | {0}", "Bay Courier"),
        ("Bay Courier: {0}", "Bay Courier"),
        ("Interview: {0}", None),
        ("{0}｜琉球新報", "琉球新報"),
    ],
)
def test_a_tab_names_the_outlet_on_either_side(
    tmp_path: Path, tab: str, outlet: str | None
) -> None:
    pytest.importorskip("trafilatura")
    title = "The ferries of the coming winter"
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = _page(f"<article><h1>{title}</h1>{told}</article>")
    report = _add(tmp_path / "a.html", page.replace(">Ferries<", f">{tab.format(title)}<"))
    found = corpus.source(str(report.id))
    assert (found.title, found.outlet) == (title, outlet)


@pytest.mark.parametrize("width", [60, 64, 72])
@pytest.mark.parametrize("begins", ["", "    "])
def test_wrapped_paragraphs_without_a_line_between_them_are_parted(width: int, begins: str) -> None:
    told = [f"{one} It was so on day {n}." for n in range(3) for one in PARAGRAPHS]
    lines = [wrap(one, width, initial_indent=begins) for one in told]
    doc = read.Doc.of("\n".join(["Ferries of the winter\n", *itertools.chain(*lines)]))
    made = [one.text for one in article.blocks(doc)]
    assert sum(one in made for one in told) >= len(told) - 2  # a last line may be full


def test_a_full_width_space_begins_a_paragraph() -> None:
    told = [
        f"　島の議会は{n}日、冬の船の運賃について話し合った。村からは誰も来なかった。"
        for n in "一二三"
    ]
    lines = [one[i : i + 17] for one in told for i in range(0, len(one), 17)]
    made = [one.text for one in article.blocks(read.Doc.of("\n".join(lines)))]
    assert made == [one.strip() for one in told]


# --- files that nobody would send ----------------------------------------------------------------


@pytest.mark.parametrize("page", ["<html></html>", "<html><script>a = 'b'</script></html>"])
def test_a_page_without_a_word_is_told(tmp_path: Path, page: str) -> None:
    pytest.importorskip("trafilatura")
    assert "No paragraph" in str(_add(tmp_path / "a.html", page).error)


def test_a_page_that_the_extractor_gives_up_is_read_by_rule(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    report = _add(tmp_path / "a.html", "<div>" * 3000 + told + "</div>" * 3000)
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<!--" * 100_000),
        ("a.html", "<!" * 100_000),
        ("a.txt", "*a " * 60_000),
        ("a.txt", "“" * 200_000),
        ("a.txt", "\n" * 3_000_000 + PARAGRAPHS[0]),
    ],
    ids=["comments", "declarations", "emphasis", "quotation marks", "line ends"],
)
def test_what_never_ends_costs_no_time(tmp_path: Path, name: str, content: str) -> None:
    with within(15):
        _add(tmp_path / name, content)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("name", [b"bay\n\x1b[31m.txt", b"bay\xff.txt"])
def test_a_name_with_odd_characters_is_shown_without_them(tmp_path: Path, name: bytes) -> None:
    import os

    report = _add(tmp_path / os.fsdecode(name))
    assert report.error is None
    assert repr(report).split("\n")[0].endswith(".txt")
    assert all(ch.isprintable() for ch in report.file)


# --- what is said of one and of several ----------------------------------------------------------


@pytest.mark.slow
def test_one_is_one_and_several_are_several(tmp_path: Path) -> None:
    one = repr(
        _add(tmp_path / "a.txt", "\n\n".join([PARAGRAPHS[0], "Subscribe to our newsletter"]))
    )
    assert "1 paragraph: 1 exact" in one
    assert "1 line left out (your file keeps it)" in one
    many = repr(_add(tmp_path / "b.txt"))
    assert re.search(r"\b[2-9] paragraphs: \d exact", many)
    assert re.search(r"\b\d+ lines left out \(your file keeps them\)", many)
    excerpt = "\n\n".join([PARAGRAPHS[0], "The ferry to the north cape will not sail on Sunday."])
    assert "1 paragraph is the same" in repr(_add(tmp_path / "c.txt", excerpt))
    long = "The ministry of the islands will not say when the boats sail. " * 10_000
    assert "has 1 line and" in str(_add(tmp_path / "d.txt", long).error)


def test_the_date_of_a_page_is_looked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("trafilatura")
    import htmldate.core

    read.extract.cache_clear()
    searched = []
    examine = htmldate.core.examine_header
    monkeypatch.setattr(
        htmldate.core, "examine_header", lambda *a: searched.append(1) or examine(*a)
    )
    _add(tmp_path / "a.html", PAGE)
    assert searched == [1]
    assert corpus.source("bay-news-2024").date == "2024-03-05"


@pytest.mark.slow
@pytest.mark.parametrize(
    "inside",
    [
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        *(tag * 500_000 for tag in ("<p>", "<b>", "<div>", "</b>")),
    ],
    ids=["attributes", "paragraphs", "unclosed", "nested", "closing"],
)
def test_a_page_of_nothing_but_tags_is_refused_with_advice(tmp_path: Path, inside: str) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    with within(4):
        report = _add(tmp_path / "a.html", _page(told + inside))
    assert "more tags than any article" in str(report.error)
    assert ".txt" in str(report.error)


@pytest.mark.slow
def test_an_ordinary_page_of_five_megabytes_is_read(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    told = "".join(f"<p class='{'x' * 200}'>{one}</p>\n" for one in PARAGRAPHS)
    script = "<script>" + "var a = 1;\n" * 440_000 + "</script>"
    report = _add(tmp_path / "a.html", _page(f"<article><h1>Ferries</h1>{told}</article>{script}"))
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == PARAGRAPHS


def test_a_record_that_ends_with_its_time_has_no_paragraph(tmp_path: Path) -> None:
    told = "402 words\n12 March 2024\n07:41\n"
    report = _add(tmp_path / "a.txt", told)
    assert report.id is None and "paragraph" in str(report.error)


def test_an_agency_at_the_end_of_a_text_ends_no_caption(tmp_path: Path) -> None:
    for sign in (" PTI", " (AP)", " - AFP"):
        text = "\n\n".join([*PARAGRAPHS[:3], PARAGRAPHS[3] + sign])
        report = _add(tmp_path / "a.txt", text)
        assert corpus.source(str(report.id)).paragraphs[-1].text == PARAGRAPHS[3] + sign
    shown = "Two ferries wait below the bridge of the northern harbour on Monday morning. PTI"
    report = _add(tmp_path / "b.txt", "\n\n".join([shown, *PARAGRAPHS]))
    assert shown not in corpus.source(str(report.id)).text


def test_a_list_of_numbers_or_days_ends_a_text(tmp_path: Path) -> None:
    items = ["August 30 – Northern Harbour @ Old Pier", "September 2 – Southern Bay @ New Pier"]
    body = "".join(f"<p>{one}</p>" for one in (*PARAGRAPHS, *items))
    report = _add(tmp_path / "a.html", f"<article><h1>Ferries on their way</h1>{body}</article>")
    assert [one.text for one in corpus.source(str(report.id)).paragraphs][-2:] == items


def test_a_page_of_one_table_is_read_though_an_extractor_takes_its_foot(tmp_path: Path) -> None:
    said = [
        "港の倉庫の隣に新しい建物が建てられようとしていますが、説明は一度も開かれていません。",
        "市は局に問い合わせ、補給品を置く計画だと聞きましたが、文書での約束はありません。",
        "会の事務局長は、隣に建ててからでは確かめようがないので先に見せてほしいと語りました。",
    ]
    cells = "".join(f"<p>\u3000{one}</p>" for one in said)
    rows = (
        "<td>ご購読 電子版</td>",
        f"<td><h1>倉庫の隣に倉庫</h1>{cells}</td>",
        "<td>著作権：港の新聞</td>",
    )
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    report = _add(tmp_path / "a.html", f"<html><body><table>{table}</table></body></html>")
    assert [one.text for one in corpus.source(str(report.id)).paragraphs] == said
