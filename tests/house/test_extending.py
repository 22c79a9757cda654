"""What ``docs/how-it-is-built.md`` says of extending, tried on a copy of the package.

A source whose id holds no year, a layer, a data series, a plot, a language, a kind of question, a
kind of file and a format of gradebook are added where the page says; nothing else is told of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT

pytestmark = pytest.mark.slow

TEXT = """Harbour pilots ask for a say

The pilots of Kure want to be heard before a frigate enters the harbour.
“We know every stone,” said Mori Keiko on 3 May 2019.
"""
SOURCE = """\
id: harbour-voice
kind: article
title: Harbour pilots ask for a say
outlet: The Harbour Voice
author: null
author_note: The page names nobody.
date: 2019-05-04
note: An invented article for a test.
rights:
  holder: The Harbour Voice
  text: all rights reserved; not in this repository
  edition: digest CC BY 4.0
  origin: the harbour's notice board
speakers: [Mori Keiko]
silences: [The navy is not asked.]
paragraphs:
  - {n: 1, kind: heading, provision: III, starts: Harbour pilots, digest: Pilots want a say.}
  - {n: 2, starts: The pilots, digest: The pilots of Kure wish to speak before a frigate comes in.}
  - {n: 3, starts: "“We know", digest: "“We know every stone,” said Mori Keiko on 3 May 2019."}
annotations:
  - {p: 2, layer: ship, full: frigate, digest: frigate, value: frigate}
  - {p: 3, layer: person, full: Mori Keiko, digest: Mori Keiko, value: Mori Keiko}
  - {p: 3, layer: quotation, full: We know every stone, digest: We know every stone,
     speaker: Mori Keiko}
claims:
  - id: "9.1"
    p: 3
    claim: The pilots know every stone of the harbour.
    verdict: not checkable
    evidence: Nobody counted them.
    facts: [harbour-voice]
    topics: [anpo]
"""
LAYER = {"ship": {"meaning": "a vessel", "label": "ship"}}
PLOT = '''

def stones() -> SourcedFrame:
    """How many stones the pilots know.

    Returns
    -------
    SourcedFrame
        The columns of ``alliance.table("stones")``.
    """
    return reference.table("stones")


def draw_stones(ax: Axes, frame: SourcedFrame) -> None:
    ax.plot(frame["fiscal_year"], frame["value"], "o")


known_stones = Plot(
    stones, draw_stones, lambda frame: [f"{len(frame)} stones"], lambda frame: (4, 3)
)
'''
FRENCH = {"name": "Français", "said": {"right": "Juste"}}
COIN = '''"""Heads or tails."""

from alliance.questions.kinds import Kind, field, option, single, yaml


class Coin(Kind):
    name = "coin"
    fields = yaml(options=field("Letters", min_length=2))
    mistakes = 1

    def examples(self, form):
        return ["x"]

    def read(self, form, answer):
        return option(form["options"], single(answer))

    def normals(self, form, given):
        return (given,)


KIND = Coin()
'''
SAID = {"kind-coin": "a coin", "how-coin": "Write h or t."}
COINS = """\
unit: "09"
prefix: coin
title: Coins
questions:
  - id: "coin.1"
    grade: 1
    kind: coin
    prompt: Which side bears a head?
    options: {h: the one that people call by it, t: the other}
    key: h
    misconceptions: [{name: upside-down, answers: [t], message: Turn it over.}]
    hints: [Take one in your hand., Look for somebody.]
    evidence: [{source: treaty-1951, provision: I}]
    explanation: So it is called.
    tests: {right: [h], wrong: [{answer: t, misconception: upside-down}], malformed: [q]}
"""
TYPED = """

def _typed(data: bytes) -> File:
    return File(Doc.of(data[6:].decode()), "typed")


_UNPACKED[b"TYPED\\n"] = ("typed text", "", _typed)
"""
BARE = """

FORMATS["bare"] = lambda rows, units, school: "".join(f"{row.student}\\n" for row in rows)
"""
LETTER = "\n\n".join(
    [
        "Ferries of the winter",
        "By Jane Doe, 5 March 2024",
        "The council of the harbour spoke about the fares of the winter and agreed to raise them.",
        "Villages on the islands had asked for boats in the evening, and the council said no.",
    ]
)
GRADE = """
from alliance.cli import group
group(["grade", "in", "--format", "bare"])
"""
WALK = """
import json
from pathlib import Path
import alliance as al
from alliance import corpus, evidence, layers, plots
from alliance.authoring import data, docs, questions
from alliance.questions import bank, card, judge, kinds, places


found = {}
article = al.article("harbour-voice")
found["articles"] = [one.id for one in al.articles()]
found["paragraphs"] = len(article.paragraphs)
found["html"] = article._repr_html_()
found["marks"] = [[row.layer, row.text, row.status] for row in article.marks()]
found["html"] += article.show("ship")._repr_html_()
found["narrowed"] = str(article.show("ship"))
found["kwic"] = [[hit.source, hit.p] for hit in al.kwic("stone")]
found["claims"] = al.claims(article="harbour-voice")["verdict"].tolist()
found["claim html"] = al.claims(article="harbour-voice")._repr_html_()
found["witness"] = al.witnesses().loc["harbour-voice", "quotes"]
found["cited"] = [list(*places.all_written(said)) for said in
                  ("harbour-voice ¶3", "Harbour Voice, paragraph 2")]
found["copied"] = [list(one) for one in places.find("We know every stone").places]
found["export"] = al.export("marks.csv", source="harbour-voice").read_text("utf-8")
found["jsonld"] = len(json.loads(al.export("m.jsonld", "harbour-voice").read_text())["items"])
found["rests"] = str(evidence.with_sources("So says harbour-voice alone (harbour-voice III)."))
found["rights"] = docs.rights_table()
found["table"] = al.table("stones")["value"].tolist()
asked = bank.Unit(questions.load(Path("09-coin.yaml")).sealed).questions["coin.1"]
found["kind"] = [judge.judge(asked, one).status for one in ("h", "t", "q", "")]
found["card"] = [card.task(asked)["kind"], str(judge.judge(asked, "t"))]
found["paper"] = kinds.kind("coin").paper(asked.form)
found["added"] = str(al.add("words.typed"))
found["language"] = [str(al.language("fr")), judge.judge(asked, "h")._repr_html_()]
found["language"].append(str(al.language("en")))
found["plot"] = [plots.names()["known_stones"], plots.alt(plots.known_stones())]
print(json.dumps(found))
"""
BUILD = """
import sys
from pathlib import Path
from alliance.authoring import data
for path, text in data.build([Path(sys.argv[1])]).items():
    path.write_text(text, "utf-8")
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package to which all of them were added, and built."""
    folder = tmp_path_factory.mktemp("extended")
    ignored = shutil.ignore_patterns("__pycache__")
    package = Path(shutil.copytree(ROOT / "alliance", folder / "alliance", ignore=ignored))
    (folder / "texts").mkdir()
    (folder / "texts" / "page.txt").write_text(TEXT, "utf-8")
    (package / "data" / "sources" / "harbour-voice.yaml").write_text(SOURCE, "utf-8")
    layers = json.loads((package / "data" / "layers.json").read_text("utf-8"))
    (package / "data" / "layers.json").write_text(json.dumps(layers | LAYER), "utf-8")
    with (package / "plots" / "amounts.py").open("a", encoding="utf-8") as file:
        file.write(PLOT)
    series = (package / "data" / "series.csv").read_text("utf-8").splitlines()
    heads = series[0].split(",")
    row = {"series": "stones", "period": "2019", "value": "7", "source": "the pilots"}
    row |= {"unit": "stones", "basis": "counted", "status": "verified", "facts": "cst-01"}
    series.append(",".join(row.get(head, "") for head in heads))
    (package / "data" / "series.csv").write_text("\n".join(series) + "\n", "utf-8")
    tables = json.loads((package / "data" / "tables.json").read_text("utf-8"))
    about = {"title": "Stones", "basis": "Counted by hand.", "series": ["stones"]}
    tables["stones"] = about | {"period": "fiscal_year"}
    (package / "data" / "tables.json").write_text(json.dumps(tables), "utf-8")
    _speak_and_ask(package)
    with (package / "adding" / "read.py").open("a", encoding="utf-8") as file:
        file.write(TYPED)
    with (package / "teaching" / "gradebook.py").open("a", encoding="utf-8") as file:
        file.write(BARE)
    (folder / "09-coin.yaml").write_text(COINS, "utf-8")
    (folder / "words.typed").write_text(f"TYPED\n{LETTER}", "utf-8")
    (folder / "in").mkdir()
    (folder / "in" / "amy.json").write_text('{"answers": {"sources.1": "b"}}', "utf-8")
    run(folder, BUILD, str(folder / "texts"))
    return folder


def _speak_and_ask(package: Path) -> None:
    """A language, and a kind of question with its two phrases."""
    phrases = package / "data" / "phrases"
    (phrases / "fr.json").write_text(json.dumps(FRENCH), "utf-8")
    english = json.loads((phrases / "en.json").read_text("utf-8"))
    english["said"] |= SAID
    (phrases / "en.json").write_text(json.dumps(english), "utf-8")
    (package / "questions" / "kinds" / "coin.py").write_text(COIN, "utf-8")


def run(folder: Path, code: str, *arguments: str) -> str:
    env = os.environ | {"PYTHONPATH": str(folder), "ALLIANCE_HOME": str(folder / "home")}
    env.pop("ALLIANCE_FULL_TEXTS", None)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def walked(copy: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(copy, WALK))
    return found


def test_a_source_without_a_year_in_its_id_is_read_like_the_others(walked: dict[str, Any]) -> None:
    assert walked["articles"][-1] == "harbour-voice", "after the articles that have an order"
    assert walked["paragraphs"] == 3
    assert "We know every stone" in walked["html"]
    assert walked["witness"] == "Mori Keiko × 1"
    assert walked["claims"] == ["not checkable"]
    assert "harbour-voice ¶3" in walked["claim html"]


def test_it_is_cited_quoted_and_found(walked: dict[str, Any]) -> None:
    assert walked["cited"] == [["harbour-voice", 3, None], ["harbour-voice", 2, None]]
    assert walked["copied"] == [["harbour-voice", 3, None]]
    assert walked["kwic"] == [["harbour-voice", 3]]
    assert walked["rests"].startswith("So says The Harbour Voice 2019"), "its name for its id"
    assert "Article III: Pilots want a say." in walked["rests"], "and what the evidence says"


def test_it_is_exported_and_has_its_row_of_rights(walked: dict[str, Any]) -> None:
    assert walked["export"].count("\nharbour-voice/") == 3
    assert walked["jsonld"] == 3
    rows = [row for row in walked["rights"].splitlines() if row.startswith("| `harbour-voice` |")]
    assert len(rows) == 1 and "the harbour's notice board" in rows[0]


def test_a_layer_is_one_entry(walked: dict[str, Any]) -> None:
    assert ["ship", "frigate", "exact"] in walked["marks"]
    assert "a vessel" in walked["html"]
    assert "frigate⟨ship⟩" in walked["narrowed"] and "⟨who⟩" not in walked["narrowed"]


def test_a_series_and_a_plot_are_there_once_they_are_written(walked: dict[str, Any]) -> None:
    assert walked["table"] == [7]
    assert walked["plot"] == ["How many stones the pilots know.", "Stones: 1 stones."]


def test_what_questions_rest_on_counts_for_any_id(tmp_path: Path, copy: Path) -> None:
    """The table of what is taught counts questions by their evidence."""
    (tmp_path / "notebooks").mkdir()
    about = {"unit": "01", "topics": ["anpo"], "sources": ["harbour-voice"]}
    cell = {"cell_type": "markdown", "source": "# One"}
    book = {"cells": [cell], "metadata": {"alliance": about}}
    (tmp_path / "notebooks" / "01-one.ipynb").write_text(json.dumps(book), "utf-8")
    questions = tmp_path / "solutions" / "questions"
    questions.mkdir(parents=True)
    asked = {"questions": {"x.1": {"evidence": ["harbour-voice ¶3", "treaty-1951 Art. I"]}}}
    (questions / "x.json").write_text(json.dumps(asked), "utf-8")
    code = (
        "import sys, pathlib; from alliance import course\n"
        "print(course.coverage(root=pathlib.Path(sys.argv[1])).loc['anpo', 'questions'])"
    )
    assert run(copy, code, str(tmp_path)).strip() == "1"


def test_a_kind_of_question_is_one_module_and_its_words(walked: dict[str, Any]) -> None:
    assert walked["kind"] == ["right", "wrong", "malformed", "not-attempted"]
    assert walked["card"][0] == "coin" and "Turn it over." in walked["card"][1]
    assert walked["paper"].count("<li>☐") == 2


def test_a_language_is_one_file(walked: dict[str, Any]) -> None:
    chosen, shown, back = walked["language"]
    assert "Français" in chosen and "English" in back
    assert "Juste" in shown and "Français" not in shown


def test_a_kind_of_file_is_one_reader(walked: dict[str, Any]) -> None:
    assert "new article" in walked["added"] and "Ferries of the winter" in walked["added"]


def test_a_format_of_gradebook_is_one_line(copy: Path) -> None:
    assert run(copy, GRADE).splitlines() == ["amy"]
