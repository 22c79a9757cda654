"""``al.portfolio``: what a learner has made, from what the notebooks keep; no mark, no key."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import classroom as room
import pytest
from checkout import ROOT

import alliance as al
from alliance import languages
from alliance.questions import bank, check, kept_answers
from alliance.questions.check import Card
from alliance.questions.judge import judge
from alliance.questions.portfolio import NAME, Portfolio

KEYS = room.solutions("1951")
NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)
ARGUMENT = {
    "claim": "It permits & little <more>.",
    "evidence": [["treaty-1951", "I"], ["doc-dulles-1951", 1], "t51-05", ["nowhere", 3]],
    "reasoning": "Article I grants; nobody promises.",
    "against": {"text": "Japan wished for it.", "place": ["treaty-1951", 5]},
}


def at(day: int) -> str:
    return f"2026-05-{day:02}T09:00:00.000+00:00"


def said(answer: Any, day: int, **more: Any) -> dict[str, Any]:
    return {"answer": answer, "time": at(day), "edition": "2", "tries": 1, **more}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notebooks").mkdir()
    for name in ("00-start-here", "02-the-1951-treaty"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setattr(kept_answers, "now", lambda: NOW)
    for name in ("_ranks", "_hints", "_misses", "_scores"):
        monkeypatch.setattr(check, name, {})
    return tmp_path


def keep(folder: Path, entries: dict[str, Any]) -> None:
    path = folder / "notebooks" / "02-the-1951-treaty.ipynb"
    book = json.loads(path.read_text("utf-8"))
    book["metadata"][kept_answers.KEY] = entries
    room.save(path, book)


def named_mistake(id: str) -> tuple[str, str]:
    question = bank.question(id)
    pairs = [(one, judge(question, one).misconception) for one in question.form["options"]]
    return next((one, bank.in_words(name)) for one, name in pairs if name)


def made() -> str:
    portfolio = al.portfolio()
    assert isinstance(portfolio, Portfolio)
    return re.sub(r"<style>.*?</style>", "", portfolio.html, flags=re.S)


def test_a_blank_one_is_friendly_and_writes_nothing(folder: Path) -> None:
    blank = al.portfolio()
    assert isinstance(blank, Card) and "Nothing stands here yet" in str(blank)
    assert not (folder / NAME).exists()


def test_guesses_stand_before_and_after_with_their_days(folder: Path) -> None:
    first = said("1 true, 2 unsure", 4)
    keep(folder, {"00.predict": said("1 true, 2 false", 20, prompt="True?", past=[first])})
    html = made()
    assert re.search(r"At first · 4 May 2026.*?1 true, 2 unsure.*Later · 20 May 2026.*?2 false",
                     html, re.S)  # fmt: skip


def test_an_argument_has_its_evidence_its_writers_marks_and_its_day(folder: Path) -> None:
    marks = {"claim": 4, "evidence": 2, "nonsense": 9}
    keep(folder, {"1951.22": said(ARGUMENT, 7, self=marks)})
    html = made()
    assert "It permits &amp; little &lt;more&gt;." in html and "7 May 2026" in html
    assert (
        "Treaty of 1951 Art. I; “That is the principal question” ¶1; Security Treaty between"
        in html
    )
    assert "Japan wished for it. – Treaty of 1951 ¶5" in html
    keep(folder, {"1951.22": said({**ARGUMENT, "evidence": ["treaty-1951 ¶3", "t51-05"]}, 7)})
    assert "Treaty of 1951 ¶3; Security Treaty between" in made()
    assert "Claim: 4 (" in html and "Evidence: 2 (" in html and "nonsense" not in html
    reading = html.partition("What I read and cited")[2]
    assert "Security Treaty" in reading and "doc-dulles-1951" in reading and "t51-05" in reading
    assert "nowhere" not in reading


def test_what_was_confused_says_whether_it_is_mended(folder: Path) -> None:
    (slip, name), (other, open_name) = named_mistake("1951.3"), named_mistake("1951.12")
    before = [said(slip, 5), said(slip, 6)]
    keep(folder, {
        "1951.3": said(KEYS["1951.3"]["answer"], 7, tries=3, past=before),
        "1951.12": said(other, 7),
    })  # fmt: skip
    html = made()
    table = html.partition("What I confused")[2].partition("</table>")[0]
    rows = {re.search(r'"row">([^<]+)', row)[1]: row for row in table.split("<tr>")[2:]}
    assert rows.keys() == {name, open_name}
    assert ">2<" in rows[name] and "✓ mended" in rows[name] and "○ still open" in rows[open_name]
    plan = html.partition("What I come back to")[2]
    for told in (rows[name], plan):  # in words: an id tells a reader nothing
        assert re.search(r">1951\.3</span> When could \w+ forces", told)
    assert re.search(r"today:</strong>\s*<ul><li>.*>1951\.12<.*>1951\.3<", plan)


def test_goals_are_the_lessons_own_line_and_mine_to_tick(folder: Path) -> None:
    keep(folder, {"1951.3": said(KEYS["1951.3"]["answer"], 7)})
    html = made()
    goals = html.partition("What I can now do")[2].partition("<h2>")[0]
    assert "02 · Protection or permission?" in goals and "00 ·" not in goals
    assert f"1 of {len(bank.unit('1951').questions)} questions right" in goals
    assert re.findall(r"<li>☐ <em>(\w+)</em>", goals) == ["read", "name", "weigh"]


def test_expectations_own_marks_and_opened_sources_stand_there(folder: Path) -> None:
    mark = {
        "source": "reuters-2020",
        "p": 5,
        "words": "free-rider",
        "layer": "bias",
        "note": "who?",
    }
    keep(folder, {
        "02.expect": {"draft": "I expect <much>", "prompt": "I expect …"},
        "1951.3": {"read": ["japan-forward-2025"]},
        "marks": [mark, {"words": 3}, "no mark"],
    })  # fmt: skip
    html = made()
    assert "I expect &lt;much&gt;" in html and ">free-rider</mark>" in html and "who?" in html
    assert re.search(r"japan-forward-2025</span> · opened", html)
    assert re.search(r"reuters-2020</span> · marked", html)


def test_it_is_a_record_of_work_and_holds_no_key(folder: Path) -> None:
    slip, _ = named_mistake("1951.3")
    keep(folder, {"1951.3": said(slip, 5), "02.expect": said("…but why", 5, prompt="I expect")})
    html = made()
    assert "nobody has marked it" in html
    for text in (KEYS["1951.3"]["explanation"], *KEYS["1951.3"]["evidence"]):
        assert languages.pick(text)[:60] not in html


def test_it_is_written_beside_the_notebooks_folder_and_stands_alone(folder: Path) -> None:
    keep(folder, {"02.expect": said("much", 5, prompt="I expect")})
    portfolio = al.portfolio()
    assert isinstance(portfolio, Portfolio) and str(folder / NAME) in repr(portfolio)
    page = (folder / NAME).read_text("utf-8")
    assert page == portfolio.html and not re.search(r'(src|href)="|url\(|<script', page)
    assert 'srcdoc="' in portfolio._repr_html_()


def test_where_nothing_can_be_written_the_page_is_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    keep(folder, {"02.expect": said("much", 5, prompt="I expect")})
    monkeypatch.setattr("alliance.corpus.put", full)
    assert "No space left" in repr(al.portfolio())


@pytest.mark.parametrize(
    "entries",
    [
        {"1951.22": said(["x", 3, {}], 5), "02.expect": said(7, 5, prompt=3)},
        {"1951.22": said({"claim": 3, "evidence": {"a": [1, 2]}, "reasoning": None}, 5, self=[1])},
        {"1951.7": said({}, 5, read=3), "marks": {"a": 1}},
        {"1951.22": said({"evidence": [["treaty-1951", None], [], [[]], None]}, 5, self={}),
         "1951.3": {"read": [3, ["x"], {}]}},
    ],
)  # fmt: skip
def test_broken_entries_are_no_traceback(folder: Path, entries: dict[str, Any]) -> None:
    keep(folder, {**entries, "03.expect": said("much", 5, prompt="I expect")})
    assert "much" in made()


def test_it_speaks_japanese(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder, {"02.expect": said("much", 5, prompt="I expect")})
    monkeypatch.setattr(languages, "_chosen", "ja")
    html = made()
    assert 'lang="ja"' in html and "学習の記録" in html and "2026年5月5日" in html


def test_its_elements_are_closed(folder: Path) -> None:
    slip, _ = named_mistake("1951.3")
    keep(folder, {"1951.22": said(ARGUMENT, 7), "1951.3": said(slip, 5),
                  "00.predict": said("b", 5, prompt="T?", past=[said("a", 4)])})  # fmt: skip
    open_: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            if tag != "meta":
                open_.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_.pop() == tag

    Reader().feed(made())
    assert not open_
