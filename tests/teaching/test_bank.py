"""A question bank for a school's own system: all of each question arrives, and no student gets it.

It is read back by libraries that know nothing of this course (moodle-xml-parser reads what is
chosen and what has gaps, qti2latex every item's type, prompt and choices) and, where they read
nothing, by a few lines on the standard library's ElementTree.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import classroom as room
import pytest
import qti2latex
from click.testing import CliRunner
from moodle_xml_parser import parser

from alliance import corpus
from alliance.errors import Told
from alliance.languages import pick, use, with_names
from alliance.questions import bank
from alliance.questions.judge import judge
from alliance.questions.kinds import kind
from alliance.questions.kinds.cite import sources_of
from alliance.teaching import banks, grade, release
from alliance.teaching.cli import bank_command

pytestmark = pytest.mark.slow

ASKED = [
    question
    for prefix in bank.prefixes()
    for question in bank.unit(prefix).all.values()
    if not question.retired
]
TYPES = {
    **{"choice": "multichoice", "choices": "multichoice", "truefalse": "multichoice"},
    **{"text": "shortanswer", "date": "shortanswer", "cite": "shortanswer", "number": "numerical"},
    **{"match": "matching", "order": "ordering", "table": "cloze", "mark": "essay"},
    "argue": "essay",
}
TYPED = ("text", "date", "cite", "number")


@lru_cache(maxsize=2)
def made(format: str) -> banks.Exported:
    return banks.export(grade.course_units().values(), format, room.ROOT)


@lru_cache(maxsize=1)
def moodle() -> dict[str, ElementTree.Element]:
    """Every question of the Moodle file, by its id."""
    quiz = ElementTree.fromstring(made("moodle").data)
    return {id: one for one in quiz if (id := one.findtext("idnumber"))}


@lru_cache(maxsize=1)
def canvas() -> dict[str, ElementTree.Element]:
    """Every item of the package for Canvas, by the question's id."""
    found = {}
    with zipfile.ZipFile(BytesIO(made("qti").data)) as package:
        manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
        for file in qti2latex.findall_anyns(manifest, "file"):
            quiz = ElementTree.fromstring(package.read(file.attrib["href"]))
            for item in qti2latex.findall_anyns(quiz, "item"):
                found[item.attrib["title"].split()[0]] = item
    return found


def plain(text: str | None) -> str:
    """HTML as a reader sees it; a backtick and a star of an author's are no letters."""
    shown = html.unescape(re.sub(r"</?(?:p|code|em|small|li|ul|blockquote)>", "", text or ""))
    return re.sub(r"[`*]", "", shown)


def said(text: Any) -> str:
    words = banks._without_calls(pick(text))
    return re.sub(r"[`*]", "", with_names(words))


def solution(question: bank.Question) -> dict[str, Any]:
    return bank.solution(question.id)


def answers(question: bank.Question) -> list[tuple[str, float, str]]:
    """Each answer in the Moodle file: as written, its percent, what is said of it."""
    return [
        (
            one.findtext("text") or "",
            float(one.attrib["fraction"]),
            plain(one.findtext("feedback/text")),
        )
        for one in moodle()[question.id].iter("answer")
        if "fraction" in one.attrib
    ]


def test_every_question_arrives_or_is_listed() -> None:
    assert len(ASKED) > 150
    assert set(made("moodle").ids) == set(moodle()) == {one.id for one in ASKED}
    assert made("moodle").left_out == {}
    listed = {one.id: one.kind for one in ASKED if one.kind in ("date", "order", "table")}
    assert made("qti").left_out == listed
    assert set(made("qti").ids) == set(canvas()) == {one.id for one in ASKED} - set(listed)


def test_a_kind_that_has_no_shape_yet_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kind("cite"), "shape", "")
    done = banks.export([bank.unit("start")], "moodle", room.ROOT)
    assert done.left_out == {"start.5": "cite"} and "start.5" not in done.ids


def test_a_question_keeps_its_prompt_explanation_and_hints() -> None:
    for question in ASKED:
        one = moodle()[question.id]
        shown = plain(one.findtext("questiontext/text"))
        assert shown.startswith(said(question.prompt)), question.id
        closing = plain(one.findtext("generalfeedback/text"))
        assert closing.startswith(said(solution(question)["explanation"])), question.id
        assert "Where it stands: " in closing
        hints = [plain(hint.findtext("text")) for hint in one.findall("hint")]
        assert hints == list(map(said, question.hints))
        assert one.findtext("defaultgrade") == "1"
        silent = question.kind in ("number", "date") and "not say" in str(solution(question)["key"])
        assert one.attrib["type"] == ("shortanswer" if silent else TYPES[question.kind])


def test_practice_stands_in_a_category_of_its_own() -> None:
    place, found = "", {}
    for one in ElementTree.fromstring(made("moodle").data):
        if one.attrib["type"] == "category":
            place = one.findtext("category/text") or ""
        else:
            found[one.findtext("idnumber")] = place
    assert all(place.startswith("$course$/top/The US–Japan alliance/0") for place in found.values())
    practice = {id for id, place in found.items() if place.endswith("/Practice")}
    assert practice == {one.id for one in ASKED if one.practice}


def test_another_reader_finds_the_choices_with_what_is_said_of_each() -> None:
    read = {
        one.name.split()[0]: one for one in parser.parse_bytes(made("moodle").data)["multichoice"]
    }
    chosen = [one for one in ASKED if TYPES[one.kind] == "multichoice"]
    assert set(read) == {one.id for one in chosen}
    for question in chosen:
        found = read[question.id]
        assert plain(found.text_pre_parse) == said(question.prompt)
        assert found.single == (question.kind != "choices")
        key = solution(question)["key"]
        if question.kind == "truefalse":
            assert len(found.options) == 2 * len(question.form["reasons"])
            assert sum(one.score_fraction == 100 for one in found.options) == 1
            continue
        given = dict(zip(question.form["options"], found.options, strict=True))
        for letter, option in given.items():
            assert plain(option.answer) == said(question.form["options"][letter])
            if question.kind == "choices":
                assert (option.score_fraction > 0) == (letter in key)
                continue
            verdict = judge(question, letter)
            assert option.score_fraction == pytest.approx(100 * (verdict.score or 0), abs=2.6)
            assert plain(option.feedback) == said(verdict.message)


def test_to_tick_all_earns_no_more_than_to_tick_nothing_more() -> None:
    for question in ASKED:
        if question.kind == "choices":
            percents = [percent for _, percent, _ in answers(question)]
            right = [one for one in percents if one > 0]
            assert sum(right) == pytest.approx(100, abs=0.01)
            assert {abs(one) for one in percents} == {right[0]}


def test_what_is_typed_earns_what_the_course_gives_for_it() -> None:
    for question in ASKED:
        if question.kind not in TYPED:
            continue
        given = answers(question)
        assert given[0][1] == 100, question.id
        assert [one[1] for one in given] == sorted((one[1] for one in given), reverse=True)
        for written, percent, told in given:
            if written != banks.ANY:
                verdict = judge(question, written)
                assert percent == pytest.approx(100 * (verdict.score or 0), abs=4.2), written
                assert told == said(verdict.message), written


def test_every_variant_and_every_misconception_of_a_typed_answer_arrives() -> None:
    for question in ASKED:
        if question.kind != "text":
            continue
        found = {
            written.casefold(): (percent, told) for written, percent, told in answers(question)
        }
        known = solution(question)
        for variant in (known["key"], *known["accept"]):
            assert found[variant.casefold()][0] == 100
        for mistake in known["misconceptions"]:
            for written in mistake["answers"]:
                told = judge(question, written)
                assert found[written.casefold()] == (100 * (told.score or 0), said(told.message))


def test_kanji_and_dates_as_people_write_them() -> None:
    kishi = [written for written, percent, _ in answers(bank.question("start.2")) if percent == 100]
    assert {"岸信介", "きし", "Nobusuke Kishi"} <= set(kishi)
    assert "岸信介" in made("moodle").data.decode() and "岸信介" in str(
        [one.text for one in canvas()["start.2"].iter()]
    )
    dates = {written for written, percent, _ in answers(bank.question("1951.1")) if percent == 100}
    assert {"1952-04-28", "28 April 1952", "April 28, 1952", "1952年4月28日"} <= dates


def test_a_number_has_its_tolerance_and_its_unit() -> None:
    one = moodle()["costs.7"]
    first = one.find("answer")
    assert first is not None
    assert (first.findtext("text"), first.findtext("tolerance")) == ("9.29", "0.006")
    assert one.findtext("units/unit/unit_name") == "billion USD"


def test_pairs_and_orders_are_those_of_the_key() -> None:
    for question in ASKED:
        form, one = question.form, moodle()[question.id]
        key = solution(question)["key"]
        if question.kind == "match":
            found = [
                (plain(row.findtext("text")), row.findtext("answer/text"))
                for row in one.findall("subquestion")
            ]
            # Its texts speak of letters: "What has no place is the letter c".
            right = {b: f"{b}. {said(text)}" for b, text in form["right"].items()}
            pairs = [(said(form["left"][a]), right[b]) for a, b in key.items()]
            assert found == pairs + [("", t) for b, t in right.items() if b not in key.values()]
        if question.kind == "order":
            told = [plain(row.findtext("text")) for row in one.findall("answer")]
            assert told == [said(form["items"][item]) for item in key]
        if question.kind in ("match", "order"):
            mistakes = plain(one.findtext("incorrectfeedback/text"))
            for mistake in solution(question)["misconceptions"]:
                assert said(mistake["message"]) in mistakes


def test_another_reader_finds_a_gap_for_each_cell_of_a_table() -> None:
    read = {one.name.split()[0]: one for one in parser.parse_bytes(made("moodle").data)["cloze"]}
    assert set(read) == {one.id for one in ASKED if one.kind == "table"}
    for id, found in read.items():
        values = [value for row in solution(bank.question(id))["key"]["rows"] for value in row]
        rights = [gap.options[0] for gap in found.gaps]
        assert [one.score for one in rights] == [100] * len(values)
        told = [one.answer.partition(":")[0] for one in rights]
        assert told == [one if isinstance(one, str) else f"{one:.10g}" for one in values]


def test_who_marks_an_argument_has_its_rubric_and_its_limits() -> None:
    for question in ASKED:
        if question.kind == "argue":
            one = moodle()[question.id]
            told = plain(one.findtext("graderinfo/text"))
            for row in question.form["rubric"]:
                assert said(row["criterion"]) in told and said(row["levels"][0]) in told
            limits = [int(one.findtext(f"{end}wordlimit") or 0) for end in ("min", "max")]
            assert limits == question.form["words"]


def test_another_reader_finds_every_item_for_canvas() -> None:
    kinds = {
        **{"choice": "multiple_choice", "truefalse": "multiple_choice", "match": "matching"},
        **{"choices": "multiple_answers", "number": "numerical", "mark": "essay"},
        **{"text": "short_answer", "cite": "short_answer", "argue": "essay"},
    }
    for id, item in canvas().items():
        question = bank.question(id)
        type_ = qti2latex.guess_type(qti2latex.get_qti_metadata(item), item)
        silent = question.kind == "number" and "not say" in str(solution(question)["key"])
        assert type_ == f"{'short_answer' if silent else kinds[question.kind]}_question"
        assert plain(qti2latex.get_item_stem(item)).startswith(said(question.prompt))
        told = {one.attrib["ident"]: one for one in qti2latex.findall_anyns(item, "itemfeedback")}
        closing = plain(qti2latex.findall_anyns(told["general_fb"], "mattext")[0].text)
        assert closing.startswith(said(solution(question)["explanation"]))
        if question.kind in ("choice", "choices"):
            choices = [plain(text) for _, text in qti2latex.get_choices(item)]
            assert choices == [said(text) for text in question.form["options"].values()]


def right_in_canvas(item: ElementTree.Element) -> list[str]:
    """What the rules that give points ask for."""
    rules = [rule for rule in qti2latex.findall_anyns(item, "respcondition") if _gives(rule)]
    turned = {
        id(one)
        for rule in rules
        for no in qti2latex.findall_anyns(rule, "not")
        for one in no.iter()
    }
    found = (one for rule in rules for one in qti2latex.findall_anyns(rule, "varequal"))
    return [one.text or "" for one in found if id(one) not in turned]


def _gives(rule: ElementTree.Element) -> bool:
    return bool(qti2latex.findall_anyns(rule, "setvar"))


def test_canvas_gives_the_points_to_the_key() -> None:
    for id, item in canvas().items():
        question, key = bank.question(id), solution(bank.question(id))["key"]
        right = right_in_canvas(item)
        letters = list(question.form.get("options", ()))
        if question.kind == "choice":
            assert letters.index(key) + 1 in [int(one[1:]) for one in right]
            assert all(judge(question, letters[int(one[1:]) - 1]).score == 1 for one in right)
        elif question.kind == "choices":
            assert [letters[int(one[1:]) - 1] for one in right] == sorted(key)
        elif question.kind in ("text", "cite", "number"):
            assert right and all(judge(question, written).score == 1 for written in right)
        elif question.kind == "match":
            told = {
                one.attrib["ident"]: one for one in qti2latex.findall_anyns(item, "response_lid")
            }
            for n, (_, letter) in enumerate(key.items(), 1):
                labels = qti2latex.findall_anyns(told[f"response_{n}"], "response_label")
                texts = {
                    one.attrib["ident"]: qti2latex.findall_anyns(one, "mattext")[0].text
                    for one in labels
                }
                assert texts[right[n - 1]] == f"{letter}. {said(question.form['right'][letter])}"
        elif question.kind in ("mark", "argue"):
            assert right == []


def test_a_wrong_choice_in_canvas_is_told_its_misconception() -> None:
    for id, item in canvas().items():
        question = bank.question(id)
        if question.kind != "choice":
            continue
        told = {one.attrib["ident"]: one for one in qti2latex.findall_anyns(item, "itemfeedback")}
        for n, letter in enumerate(question.form["options"], 1):
            if message := judge(question, letter).message:
                shown = qti2latex.findall_anyns(told[f"a{n}_fb"], "mattext")[0].text
                assert plain(shown) == said(message)


def test_no_bank_of_any_unit_gets_into_a_students_copy() -> None:
    units = grade.course_units().values()
    files = {
        f"exercises/{unit.number}-bank.{ending}": banks.export([unit], format, room.ROOT).data
        for unit in units
        for format, ending in (("moodle", "xml"), ("qti", "zip"))
    }
    told = release.leaks(room.ROOT, files)
    assert len(files) == 2 * len(units)
    for name in files:
        assert any(line.startswith(name) for line in told), name


@pytest.mark.slow
def test_a_bank_that_lies_in_the_course_stops_the_release(tmp_path: Path) -> None:
    course = tmp_path / "course"
    for part in ("notebooks", "exercises", "solutions"):
        shutil.copytree(room.ROOT / part, course / part)
    data = banks.export([bank.unit("start")], "qti", room.ROOT).data
    (course / "exercises" / "00-bank.zip").write_bytes(data)
    with pytest.raises(release.CannotRelease, match=r"exercises/00-bank\.zip"):
        release.release(course, tmp_path / "students", ["00"], graded=True)
    assert not (tmp_path / "students").exists()


def test_a_bank_holds_no_text_of_the_articles() -> None:
    quizzes = dict(release._all({"bank.zip": made("qti").data}))
    assert release.copied({"bank.xml": made("moodle").data, **quizzes}) == []


def test_the_same_questions_give_the_same_bytes() -> None:
    unit = [bank.unit("start")]
    for format in banks.FORMATS:
        once, again = (banks.export(unit, format, room.ROOT).data for _ in range(2))
        assert once == again


def run(*arguments: object) -> Any:
    return CliRunner().invoke(bank_command, [str(one) for one in arguments])


def test_the_command_writes_a_file_and_lists_what_is_not_in_it(tmp_path: Path) -> None:
    done = run("01", "00", "--format", "qti", "-o", tmp_path / "new" / "bank.zip")
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(tmp_path / "new" / "bank.zip") as package:
        assert "imsmanifest.xml" in package.namelist()
    assert "It holds the key" in done.stdout
    assert "start.4 (date)" in done.stderr and "sources.8 (order)" in done.stderr


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    there = tmp_path / "bank.xml"
    there.write_text("mine", encoding="utf-8")
    done = run("00", "--format", "moodle", "-o", there)
    assert (done.exit_code, there.read_text("utf-8")) == (1, "mine")
    assert "is there already" in done.stderr


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("00", "--format", "moodle", "-o", tmp_path / "file" / "bank.xml")
    assert done.exit_code == 1 and "can't be written" in done.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ("77", "--format", "moodle", "-o", "bank.xml"),
        ("anpo", "--format", "moodle", "-o", "bank.xml"),
        ("00", "--format", "gift", "-o", "bank.xml"),
        ("00", "-o", "bank.xml"),
        ("00", "--format", "moodle"),
        ("--format", "moodle", "-o", "bank.xml"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    wrong: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_COURSE", str(room.ROOT))
    monkeypatch.chdir(tmp_path)
    done = run(*wrong)
    assert done.exit_code == 2 and "Error" in done.output
    assert list(tmp_path.iterdir()) == []


def test_without_the_authors_tools_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "alliance.authoring.yamlfile", None)
    done = run("00", "--format", "moodle", "-o", tmp_path / "bank.xml")
    assert done.exit_code == 1 and 'install -e ".[author]"' in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_question_file_that_is_broken_or_gone_is_told(tmp_path: Path) -> None:
    unit = bank.unit("start")
    with pytest.raises(Told, match=r"start\.1 is in no question file"):
        banks.export([unit], "moodle", tmp_path)
    folder = tmp_path / "solutions" / "questions"
    folder.mkdir(parents=True)
    (folder / "00-start.yaml").write_text("questions: [", encoding="utf-8")
    with pytest.raises(Told, match=r"00-start\.yaml, line"):
        banks.export([unit], "moodle", tmp_path)


def test_a_source_has_its_name_wherever_a_student_reads_of_it() -> None:
    """The prompt with its example and its gaps, what is paired, ordered and chosen."""
    ids = "|".join(source.id for source in corpus.sources())
    bare = re.compile(rf"(?<![\w-])(?:{ids})(?![\w-])")
    read = ("questiontext/text", "subquestion/text", "subquestion/answer/text", "hint/text")
    for question in ASKED:
        one = moodle()[question.id]
        chosen = (
            one.findall("answer/text") if one.attrib["type"] in ("multichoice", "ordering") else []
        )
        for text in (*chosen, *(found for path in read for found in one.findall(path))):
            assert not bare.search(text.text or ""), question.id
        assert not bare.search(one.findtext("name/text") or "")
        for text in canvas()[question.id].itertext() if question.kind == "cite" else ():
            assert "trending-2023 ¶1" not in text


def test_the_answer_that_moodle_shows_has_no_code_and_no_figures_for_a_month() -> None:
    """Moodle shows the first that is right as “the correct answer”."""
    for question in (one for one in ASKED if one.kind in ("cite", "date")):
        shown = answers(question)[0][0]
        assert not re.match(r"[a-z]+[\w-]*-\d+|\d+-\d\d", shown), (question.id, shown)


def test_a_place_is_cited_by_the_work_it_is_taken_from() -> None:
    """Who has only another system's page knows no fact by a code."""
    right = [one[0] for one in answers(bank.question("taiwan.21")) if one[1] == 100]
    assert "Kyodo, The Japan Times, 25 September 2010" in right


def test_an_example_is_one_that_could_be_right_where_only_letters_count() -> None:
    """Moodle compares letters: what is written like the example has to be among its answers."""
    for question in (one for one in ASKED if one.kind == "cite"):
        written = {text for text, *_ in answers(question)}
        for text in [one for one in written if re.match(r"[a-z]+-\d{4} (?:¶|Art)", one)]:
            source, _, there = text.partition(" ")
            assert f"{corpus.short_name(source)} {there}" in written, (question.id, text)


def test_the_name_that_the_course_gives_a_source_is_read_in_a_citation() -> None:
    for source in corpus.sources():
        for name in (source.id, corpus.short_name(source.id)):
            assert sources_of(f"{name} ¶1") == [source.id], name


def test_a_unit_without_a_name_is_not_all_of_them(tmp_path: Path) -> None:
    done = run("", "--format", "moodle", "-o", tmp_path / "x.xml")
    assert done.exit_code == 2 and "name the unit" in done.output
    assert not (tmp_path / "x.xml").exists()


def test_no_text_speaks_of_letters_that_are_not_there() -> None:
    for id, one in moodle().items():
        texts = [plain(text.text or "") for text in one.iter("text")]
        spoken = {
            letter for text in texts for letter in re.findall(r"\bthe letter ([a-z])\b", text)
        }
        shown = {text[0] for text in texts if re.match(r"[a-z]\. ", text)}
        assert spoken <= shown, id


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('Try `al.kwic("protest*")`.', "Try the course's search for “protest*”."),
        ('`al.kwic("a b")` finds it.', "The course's search for “a b” finds it."),
        (
            'see `al.timeline("anpo")`, `al.timeline()`',
            "see {0}, {0}".format("the course's list of events"),
        ),
        ('with `al.claims(verdict="…")`', "with the course's list of claims"),
        ('`al.treaty(1960).show("place")`', "The course's copy"),
        ("the rows of `al.plots.polls.table()`", "the rows of the course's figure"),
        ("in `al.something(1)`", "in the course's tables"),
        ("“al.” and `al` are no calls, nor is `trending-2023` ¶1", None),
    ],
)
def test_a_line_of_code_is_said_in_words(text: str, told: str | None) -> None:
    assert banks._without_calls(text) == (text if told is None else told)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_text_names_a_call_that_only_a_notebook_runs(language: str) -> None:
    use(language)
    try:
        units = grade.course_units().values()
        files = {one: banks.export(units, one, room.ROOT).data for one in banks.FORMATS}
    finally:
        use(None)
    for name, data in release._all(files):
        assert not re.search(rb"\bal\.\w+\(", data), name
