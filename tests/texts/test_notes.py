"""Facts that can be looked up, and the numbered notes of a lesson."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

import alliance as al
from alliance import corpus
from alliance.errors import UnknownName
from alliance.evidence import parted
from alliance.notes import beside, caution, fact, notes_of, numbered, original

_SAID = ("Source", "Read in")
WEAK = [one["id"] for one in al.facts() if one.get("weak")]


def test_a_fact_says_whose_word_it_is_before_where_it_was_read() -> None:
    one = al.fact("ANP-22 ")
    labels = [label for label, _ in one.rows()]
    assert one["id"] == "anp-22" and labels[:2] == ["It says", "Date"]
    assert labels.index("Source") < labels.index("Read in")
    assert one["statement"] in str(one) and one["source"] in unescape(one._repr_html_())


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("anp-99", "Did you mean 'anp-.*There are: anp-01"),
        ("amp-22", "Did you mean 'anp-22'.*anp-…, cst-…"),
        ("", "There are: t51-…"),
    ],
)
def test_an_unknown_fact_says_which_there_are(id: str, told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        al.fact(id)


def test_facts_of_a_topic() -> None:
    found = al.facts("anpo")
    assert found and all("anpo" in (one["topic"], *one.get("topics", ())) for one in found)
    assert len(al.facts()) > len(found)
    frame = found.frame()
    assert list(frame.index) == [one["id"] for one in found]
    assert {"statement", "date", "value", "source", "read_in", "weak", "note"} <= set(frame)
    assert found[0]["statement"] in repr(found)
    assert 'scope="row"' in found._repr_html_()
    with pytest.raises(UnknownName, match="no topic named"):
        al.facts("football")


def test_a_weak_fact_says_so_and_names_what_stands_beside_it() -> None:
    assert WEAK
    for id in WEAK:
        assert "One poor witness" in caution(fact(id)) and caution(fact(id)) in str(fact(id))
        assert all(other["statement"] in caution(fact(id)) for other in beside(fact(id)))
    assert "r60-20" in [one["id"] for one in beside(fact("sec-10"))]
    assert "Nothing else" in caution(fact("t51-07"))
    assert caution(fact("anp-22")) == ""


def test_a_source_that_points_to_another_fact_is_said_in_full() -> None:
    assert original(fact("hns-02")) == original(fact("hns-01"))
    assert original(fact("now-38")).endswith(f"; {parted(original(fact('now-37')))[1]}")
    articles = [original(fact(id)) for id in ("ctx-01", "ctx-04")]
    assert [one.rpartition(", ")[2] for one in articles] == ["Art. 3", "Art. 6(a)"]
    assert articles[0].rpartition(", ")[0] == articles[1].rpartition(", ")[0]
    known = {one["id"] for one in al.facts()}
    shown = [text for one in al.facts() for label, text in one.rows() if label in _SAID]
    assert not known & set(re.findall(r"\b[a-z]+\d*-\d+\b", " ".join(shown)))


def test_a_code_in_a_facts_note_has_its_text_beside_it() -> None:
    one = fact("sec-10")
    assert "r60-20" in one["note"] and fact("r60-20")["statement"] in str(one)


def test_notes_are_numbered_with_the_original_first() -> None:
    lines = notes_of(["anp-10", "anp-10,anp-11", "sec-10"]).splitlines()
    assert [line.partition(".")[0] for line in lines] == ["1", "2", "3"]
    for n, line in enumerate(lines, 1):
        assert f'id="note-{n}"' in line and f'href="#ref-{n}"' in line
    assert lines[0].index("Foreign Relations") < lines[0].index("read in")
    assert "`anp-10`, `anp-11`" in lines[1]
    assert "One poor witness" in lines[2] and "Beside it stands" in lines[2]
    with pytest.raises(UnknownName):
        notes_of(["anp-999"])


def test_a_note_names_a_work_once() -> None:
    (line,) = notes_of(["ctx-21,ctx-22"]).splitlines()
    assert line.count("San Francisco Conference") == 1 and "`ctx-21`, `ctx-22`" in line
    (line,) = notes_of(["anp-12,anp-13"]).splitlines()
    assert line.count("read in") == 1 and "p. 366" in line and "pp. 364" in line


def test_a_weak_fact_in_a_note_tells_only_what_the_note_does_not() -> None:
    alone, beside_another = notes_of(["sec-10", "sec-10,r60-20"]).splitlines()
    assert fact("r60-20")["statement"] in unescape(alone)
    assert "One poor witness" in beside_another
    assert fact("r60-20")["statement"] not in unescape(beside_another)
    (line,) = notes_of(["t51-07,t51-02"]).splitlines()
    assert "One poor witness" in line and "Nothing else" not in line


LESSONS = sorted((Path(__file__).parents[2] / "notebooks" / "text").glob("*.md"))
NOTES = sorted(
    {
        re.sub(r"\s", "", note)
        for path in LESSONS
        for note in re.findall(r"\[\^([^\]]+)\]", path.read_text("utf-8"))
    }
)
USED = [fact(id) for id in sorted({id for note in NOTES for id in note.split(",")})]
ADDRESS = re.compile(r"[a-z][\w~-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|int|edu|jp|be)\b[^\s;,()]*")


def bare(source: str) -> str:
    """What a source says beside its brackets and addresses."""
    for _ in range(2):
        source = re.sub(r"\([^()]*\)", "", source)
    return ADDRESS.sub("", source)


def twice(said: str) -> set[str]:
    """The titles between quotation marks, and the pages, that stand in a note more than once."""
    titles = re.findall(r'"([^"]{15,})"', said)
    pages = [page for page in ADDRESS.findall(said) if "/" in page]
    return {one for one in (*titles, *pages) if (*titles, *pages).count(one) > 1}


def test_no_work_begins_with_an_address_and_no_file_is_named() -> None:
    assert len(USED) > 200
    assert [one["id"] for one in USED if ADDRESS.match(original(one))] == []
    said = {one["id"]: original(one) + original(one, "read_in") for one in USED}
    file = re.compile(r"\.(xml|md)\b|\bcommit \w|_collections/")
    assert [id for id, words in said.items() if file.search(words)] == []


def test_no_number_or_date_of_a_machine_stands_for_a_work() -> None:
    number = re.compile(r"\d{6,}|\d{4}-\d\d-\d\d")
    assert number.search(bare("Asahi Shimbun, AJ201902250016, 25 February 2019"))
    assert number.search(bare("The Japan Times 2025-04-18 (host-nation support)"))
    assert [one["id"] for one in USED if number.search(bare(original(one)))] == []
    assert [one["id"] for one in USED if not bare(original(one)).strip(" ;,.")] == []


def test_no_private_page_or_copy_is_the_work_unless_the_fact_is_weak() -> None:
    copied = re.compile(r"\b(?:blog|wiki|mirror|copy|copies|private|agorahub|pen0)", re.I)
    assert copied.search("CSIS 2024 (agorahub/pen0)")
    sound = [one for one in USED if not one.get("weak")]
    assert [one["id"] for one in sound if copied.search(original(one))] == []


def test_no_note_names_a_title_or_a_page_twice() -> None:
    assert twice('TIME, "A Classic Cold War Campaign"; TIME, "A Classic Cold War Campaign"')
    assert twice("asahi.com/ajw/1; asahi.com/ajw/1)") and not twice("asahi.com/a; asahi.com/b")
    said = {note: unescape(notes_of([note])) for note in NOTES}
    assert {note: found for note, words in said.items() if (found := twice(words))} == {}


def test_works_of_one_series_stand_together_and_name_it_once() -> None:
    (line,) = notes_of(["ctx-39,ctx-44,ctx-41"]).splitlines()
    assert line.count("U.S. coerced court") == 1 and line.count("The Japan Times, editorial") == 1
    (line,) = notes_of(["ctx-01,ctx-04"]).splitlines()
    assert line.count("Treaty of Peace") == 1 and "Art. 3; Art. 6(a)" in line
    (line,) = notes_of(["anp-15,anp-57"]).splitlines()
    assert line.count("vol. XVIII") == 1 and "pp. 363-367; docs. 161 and 163" in line


def test_a_text_gets_numbers_and_keeps_everything_else() -> None:
    text = "One.[^anp-10] Two.[^anp-10, anp-11][^hns-02] Again.[^anp-10]\n\n```\n[^anp-10]\n```\n"
    (made, later), notes = numbered([text, "Later.[^anp-10, anp-11]"])
    assert re.sub(r"<[^>]+>", "", later) == "Later.2" and 'id="ref-2"' not in later
    assert re.sub(r"<[^>]+>", "", made) == "One.1 Two.2, 3 Again.1\n\n```\n[^anp-10]\n```\n"
    assert made.count('id="ref-1"') == 1 and made.count('href="#note-1"') == 2
    assert notes == notes_of(["anp-10", "anp-10,anp-11", "hns-02"])
    assert numbered(["No note: [a link](x), a[1]."]) == (["No note: [a link](x), a[1]."], "")


def test_a_note_on_a_fact_that_there_is_not_is_a_mistake() -> None:
    with pytest.raises(UnknownName, match="no fact named 'anp-999'"):
        numbered(["Text.[^anp-999]"])


def test_every_topic_of_facts_has_a_heading_in_words() -> None:
    topics = {one["topic"] for one in al.facts()}
    assert set(corpus.fact_topics()) == topics
    html = al.facts("cost-sharing")._repr_html_()
    assert "Who pays" in html and "cost-sharing" not in html
