"""Question files: mistakes are told with line and cure, and every unit keeps what it lists."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from checkout import from_yaml

from alliance import corpus
from alliance.authoring import questions
from alliance.authoring.data import Known
from alliance.authoring.yamlfile import AuthorError
from alliance.languages import pick
from alliance.questions import compile as core
from alliance.questions.bank import Question
from alliance.questions.judge import judge
from alliance.questions.wording import phrase

FOLDER = Path(__file__).resolve().parents[2] / "solutions" / "questions"
FILES = sorted(FOLDER.glob("*.yaml"))
NAMES = [path.stem for path in FILES]
IDS = [
    id for path in FILES for id in re.findall(r'^  - id: "(.+)"$', path.read_text("utf-8"), re.M)
]
every_question = pytest.mark.parametrize("asked", IDS, indirect=True)
every_lesson_unit = pytest.mark.parametrize("name", [name for name in NAMES if name[:2] != "00"])


@cache
def unit(name: str) -> dict[str, Any]:
    """A question file; it is read by the first test that asks for it."""
    content: dict[str, Any] = from_yaml((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return content


@cache
def questions_of_all() -> dict[str, dict[str, Any]]:
    """With practice and with what is no longer asked: these are judged like any."""
    return {asked["id"]: asked for name in NAMES for _, asked in core.listed(unit(name))}


@cache
def sealed(graded: bool = False) -> dict[str, Question]:
    copies = [core.compile_unit(unit(name), graded=graded) for name in NAMES]
    every = [one for copy in copies for one in (*copy["questions"], *copy.get("uncounted", ()))]
    return {one["id"]: Question(one) for one in every}


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A question of the course, as its author wrote it."""
    return questions_of_all()[request.param]


@pytest.mark.slow
def test_every_question_is_asked_about() -> None:
    assert list(questions_of_all()) == IDS


GOOD = """\
unit: "91"
prefix: demo
title: A unit for this test
questions:
  - id: "demo.1"
    grade: 1
    kind: choice
    prompt: Which colour has the sea on our map?
    options: {a: red, b: blue, c: "yes"}
    key: b
    misconceptions:
      - {name: lava-for-water, answers: [a], message: That is the colour of the mountains of fire.}
      - {name: word-for-colour, answers: [c], message: A colour was asked for.}
    hints: [Look at the legend., It is the colour of the sky on the same map.]
    evidence:
      - {source: treaty-1951, provision: I}
    explanation: The legend says so.
    tests:
      right: [b, "B", blue]
      wrong:
        - {answer: a, misconception: lava-for-water}
      malformed: ["z"]
"""


ALL_MISTAKES = GOOD[GOOD.index("    misconceptions") : GOOD.index("    hints")]


def write(folder: Path, text: str, name: str = "91-demo.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def mistakes(folder: Path, *changes: tuple[str, str], name: str = "91-demo.yaml") -> list[str]:
    """What is said about the good file after these changes; each must change something."""
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    known = Known({"treaty-1951": ["I"] * 5 + ["II"] * 4}, frozenset({"t51-01"}))
    try:
        questions.load(write(folder, text, name), known)
    except AuthorError as error:
        return str(error).splitlines()
    return []


def test_a_good_file_has_no_mistakes(tmp_path: Path):
    assert mistakes(tmp_path) == []


@pytest.mark.parametrize(
    ("key", "accept", "told"),
    [
        ("sea is blue", "is blue on our map", False),
        ("see is blue", "is blue on our map", True),
        ("sea is blue", "the sea is blue", False),
        ("sea is blue", "see is blue on our map", True),
    ],
)
def test_words_to_mark_are_those_of_the_passage(tmp_path: Path, key: str, accept: str, told: bool):
    options = 'options: {a: red, b: blue, c: "yes"}'
    said = mistakes(
        tmp_path,
        ("kind: choice", "kind: mark"),
        (options, "passage: The sea is blue on our map, and the mountains are red."),
        ("key: b", f"key: {key}\n    accept: [{accept}]"),
    )
    assert any("stand otherwise in the passage" in one for one in said) == told


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("{source: treaty-1951, p: 3}", ""),
        ("{source: treaty-1951, p: 77}", "treaty-1951 has no paragraph 77; the last is 9"),
        ("{source: treaty-1915, p: 3}", "there is no source treaty-1915"),
        ("{fr: La mer est bleue.}", "takes “fr” for a language"),
        ("[sea, blue]", 'write one text here, not ["sea", "blue"].'),
    ],
)
def test_of_a_passage_it_is_told_what_is_wrong_with_the_place(
    tmp_path: Path, place: str, told: str
) -> None:
    options = 'options: {a: red, b: blue, c: "yes"}'
    said = mistakes(tmp_path, ("kind: choice", "kind: mark"), (options, f"passage: {place}"))
    about = [one for one in said if ".passage: " in one]
    assert len(about) == bool(told) and all(told in one for one in about), said


@pytest.mark.parametrize(
    ("unit", "fine"), [("years", True), ("maps", True), ("yeers", False), ("percnt", False)]
)
def test_a_unit_is_one_that_there_is_or_a_word_of_the_prompt(
    tmp_path: Path, unit: str, fine: bool
) -> None:
    options = 'options: {a: red, b: blue, c: "yes"}'
    changes = [
        ("kind: choice", "kind: number"),
        (options, f"unit: {unit}"),
        ("our map", "our maps"),
    ]
    said = mistakes(tmp_path, *changes)
    assert any(f"“{unit}” is no word of the prompt" in one for one in said) != fine, said


@pytest.mark.parametrize(
    ("answer", "told"),
    [('["a", "c"]', '["a", "c"]'), ('"true"', '"true"'), ("{a: b}", '{"a": "b"}'), ("7.5", "7.5")],
)
def test_an_answer_is_told_as_an_author_writes_it(tmp_path: Path, answer: str, told: str) -> None:
    said = mistakes(tmp_path, ('"B", blue', f'"B", blue, {answer}'))
    assert any(f": {told} is judged" in one for one in said), said


@pytest.mark.parametrize(
    ("kind", "field"), [("number", "scale: gazillion"), ("date", "precision: hour")]
)
def test_a_scale_and_a_precision_are_some_that_there_are(tmp_path: Path, kind: str, field: str):
    options = 'options: {a: red, b: blue, c: "yes"}'
    said = mistakes(tmp_path, ("kind: choice", f"kind: {kind}"), (options, field))
    assert any(field.split(":")[0] in one for one in said), said
    assert mistakes(tmp_path, ("kind: choice", f"kind: {kind}"), (options, "")) != said


@pytest.mark.parametrize(
    ("old", "new", "line", "advice"),
    [
        ("grade: 1", "grade: 7", 6, "1, 2 or 3"),
        ("prompt: Which colour has the sea on our map?", 'prompt: ""', 8, "write a text"),
        ("That is the colour of the mountains of fire.", '""', 12, "write a text"),
        (ALL_MISTAKES, "", 5, "misconceptions"),
        ("name: word-for-colour, ", "", 13, "name"),
        (", message: A colour was asked for.", "", 13, "message"),
        ('right: [b, "B", blue]', 'rigth: [b, "B", blue]', 19, "no such field"),
        ('id: "demo.1"', 'id: "1951"', 5, "“1951”"),
        ("kind: choice", "kind: choise", 7, "there is no kind “choise”"),
        ("    key: b\n", "", 5, "write “key: …” here"),
        ("hints: [Look at the legend., It", "hints: [It", 14, "at least 2"),
        ("name: lava-for-water", "name: Lava for water", 12, "small letters with hyphens"),
        ("answers: [c]", "answers: [true]", 13, "in quotation marks"),
        ("explanation:", "explanations:", 17, "no such field"),
        ("{source: treaty-1951, provision: I}", "{source: treaty-1852}", 16, "treaty-1951"),
        ("provision: I}", "provision: XI}", 16, "no provision XI"),
        ("provision: I}", "p: 99}", 16, "the last is 9"),
        ("{source: treaty-1951, provision: I}", "{fact: t51-99}", 16, "no t51-99"),
        ("key: b", "read: [treaty-1852]\n    key: b", 10, "no source treaty-1852"),
        ("key: b", "key: q", 10, "q"),
        ("answers: [a]", "answers: [b]", 12, "listed already"),
        ("right: [b,", "right: [a,", 19, "judged wrong, not right"),
        ("misconception: lava-for-water", "misconception: word-for-colour", 21, "lava-for-water"),
        ('malformed: ["z"]', "malformed: [b]", 22, "judged right, not malformed"),
        ('id: "demo.1"', 'id: "demon.1"', 5, "must be “demo.”"),
        ('unit: "91"', 'unit: "92"', 1, "name the file 92-"),
        ("title: A unit", "title: A: unit", 3, "double quotes"),
        (
            "Which colour has the sea on our map?",
            "{en: Which?, jp: 何色？}",
            8,
            "“jp” for a language (en,",
        ),
        ("{a: red,", "{a: true,", 9, 'write "true", in quotation marks'),
        ("grade: 1", "grade: 1\n    core: perhaps", 7, "write true or false, not “perhaps”"),
        ("answers: [a]", "answers: a", 12, "write a list, in square brackets: [a]"),
        ("answers: [a], ", "", 12, "nothing shows it"),
        ("Which colour has the sea on our map?", "{ja: 何色？}", 8, "in English is missing"),
        ("answers: [a]", "called: {ja: 溶岩}", 12, "nothing shows it"),  # a name needs no English
        # In a list such a line is valid YAML: a reader would be shown what stands behind the colon.
        ("hints: [Look at the legend.,", "hints: [Look at it: the legend.,", 14, "at its colon"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_cure(
    tmp_path: Path, old: str, new: str, line: int, advice: str
):
    told = "\n".join(mistakes(tmp_path, (old, new)))
    assert f"91-demo.yaml, line {line}: " in told
    assert advice in told


RETIRED = f"{GOOD}retired:\n" + GOOD[GOOD.index("  - id") :].replace("demo.1", "demo.2")
REASON = "    reason: It was settled.\n    until: 1\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RETIRED + REASON, ""),
        (RETIRED + REASON + "    withdrawn: true\n", ""),
        (RETIRED + "    until: 1\n", "line 24: say why"),
        (RETIRED, "line 24: say why"),
        (RETIRED, "line 24: say which edition was the last"),
        (RETIRED + "    reason: It was settled.\n", "line 24: say which edition was the last"),
        ((RETIRED + REASON).replace("demo.2", "demo.1"), "line 24: “demo.1” is used twice"),
        (GOOD + REASON, "line 23: only a retired question has a reason"),
        (GOOD.replace("demo.1", "demo.7d"), ""),
        (GOOD.replace("demo.1", "demo.7e"), "line 5: its id must be"),
        (GOOD + "    core: true\n    practice: true\n    until: 0\n", ""),
        (GOOD + "    practice: true\n", "line 5: say which edition was the last"),
    ],
)
def test_what_is_no_longer_asked_has_a_reason_and_an_id_of_its_own(
    tmp_path: Path, text: str, told: str
):
    try:
        questions.load(write(tmp_path, text))
        said = ""
    except AuthorError as error:
        said = str(error)
    assert told in said and bool(told) == bool(said)


def test_a_text_that_only_the_author_has_is_no_source_of_a_question(
    tmp_path: Path, home: Path
) -> None:
    change = ("source: treaty-1951, provision: I", "source: coastal-courier-2024, p: 1")
    (line,) = mistakes(tmp_path, change)
    assert "there is no source coastal-courier-2024; there are: treaty-1951" in line
    (home / "texts").mkdir(parents=True)
    (home / "texts" / "coastal-courier-2024.json").write_text("{}", "utf-8")
    (line,) = mistakes(tmp_path, change)
    assert "a text that you brought in" in line and "docs/annotating.md" in line


def test_at_most_twelve_questions_are_core(tmp_path: Path):
    one = GOOD[GOOD.index("  - id") :] + "    core: true\n"
    head = GOOD[: GOOD.index("  - id")]
    many = [one.replace("demo.1", f"demo.{n}") for n in range(1, 14)]
    questions.load(write(tmp_path, head + "".join(many[:12])))
    with pytest.raises(AuthorError, match="13 questions are core"):
        questions.load(write(tmp_path, head + "".join(many)))


def test_all_mistakes_are_told_at_once(tmp_path: Path):
    changes = ("grade: 1", "grade: 7"), ("explanation:", "explanations:"), ("[a]", "[true]")
    lines = [int(re.search(r"line (\d+)", one)[1]) for one in mistakes(tmp_path, *changes)]  # type: ignore[index]
    assert lines == sorted(lines)
    assert {6, 12, 17} <= set(lines)


def test_the_mistakes_of_all_files_are_told(tmp_path: Path):
    write(tmp_path, GOOD.replace("grade: 1", "grade: 7"))
    write(tmp_path, GOOD.replace("grade: 1", "grade: 8"), "92-more.yaml")
    with pytest.raises(AuthorError) as caught:
        questions.load_all(sorted(tmp_path.glob("*.yaml")))
    assert {error.path.name for error in caught.value.errors} == {"91-demo.yaml", "92-more.yaml"}


def test_translated_texts_are_welcome(tmp_path: Path):
    plain = "prompt: Which colour has the sea on our map?"
    assert mistakes(tmp_path, (plain, 'prompt: {en: "Which colour?", ja: "何色？"}')) == []


# Every unit of the course, as it stands.


@pytest.mark.slow
@every_question
def test_listed_answers_get_their_verdicts(asked: dict[str, Any]):
    question, tests = sealed()[asked["id"]], asked["tests"]
    right = "recorded" if asked["kind"] == "argue" else "right"
    for answer in tests["right"]:
        assert judge(question, answer).status == right, answer
    for status in ("partly", "defensible", "malformed"):
        for answer in tests.get(status, ()):
            assert judge(question, answer).status == status, answer
    for row in tests.get("wrong", ()):
        verdict = judge(question, row["answer"])
        assert verdict.misconception == row["misconception"], row
        assert verdict.status in ("wrong", "partly"), row
        if row["misconception"]:
            said = " ".join([verdict.message, *verdict.details])
            assert any(one in said for one in _messages(asked, row)), row


def _messages(asked: dict[str, Any], row: dict[str, Any]) -> list[str]:
    """What the mistake says of this answer: one mistake may have several messages."""
    told = [one for one in asked["misconceptions"] if one["name"] == row["misconception"]]
    listed = [one for one in told if row["answer"] in one.get("answers", ())]
    return [pick(one["message"]).strip() for one in listed or told]


@pytest.mark.slow
@every_question
def test_every_misconception_is_tried_out(asked: dict[str, Any]):
    tried = {row["misconception"] for row in asked["tests"].get("wrong", ())}
    partly = asked["tests"].get("partly", ())
    tried |= {judge(sealed()[asked["id"]], one).misconception for one in partly}
    listed = {
        one["name"]
        for one in asked.get("misconceptions", ())
        # What shows a choice of several is a set of letters, which may earn a part as well.
        if asked["kind"] != "choices"
    }
    assert listed <= tried


@every_question
def test_a_blank_is_not_attempted(asked: dict[str, Any]):
    for blank in (None, "", "  ", "…", ..., [], {}):
        assert judge(sealed()[asked["id"]], blank).status == "not-attempted", blank


@every_question
def test_no_message_and_no_hint_holds_the_answer(asked: dict[str, Any]):
    given = giveaways(asked)
    told = [pick(hint) for hint in asked["hints"]]
    told += [pick(one["message"]) for one in asked.get("misconceptions", ())]
    told += [pick(one["message"]) for one in asked.get("distractors", ())]
    told += [pick(one["message"]) for one in asked.get("partly", ())]
    for text in told:
        for answer in given:
            assert f" {answer} " not in f" {phrase(text)} ", (answer, text)


def giveaways(asked: dict[str, Any]) -> set[str]:
    """The normal forms of words that would tell the answer of a question."""
    kind, keys = asked["kind"], [asked["key"], *asked.get("accept", ())]
    if kind in ("choice", "choices"):
        letters = [letter for key in keys for letter in (key if isinstance(key, list) else [key])]
        words = [pick(asked["options"][letter]) for letter in letters if letter in asked["options"]]
        # One right option among few is told by its words; a name that every text uses is not.
        return {phrase(word) for word in words if len(phrase(word).split()) > 1}
    if kind in ("text", "mark"):
        return {phrase(str(key)) for key in keys}
    if kind == "date":
        return {phrase(str(key)) for key in keys} | {phrase(key) for key in _long_dates(keys)}
    if kind == "number":
        unit = "" if asked["unit"] == "percent" else f" {asked['unit']}"
        return {phrase(f"{key}{unit}") for key in keys} | {phrase(str(k)) for k in keys if _rare(k)}
    if kind == "cite":
        places = [key for key in keys if isinstance(key, dict)]
        marks = [f"paragraph {key['p']}" for key in places if "p" in key]
        return {phrase(mark) for mark in marks} | {
            phrase(f"article {key['provision']}") for key in places if "provision" in key
        }
    return set()


def _rare(key: Any) -> bool:
    """Whether a bare number gives itself away: 2 may stand in any sentence, 189.3 may not."""
    return len(re.sub(r"\D", "", str(key))) > 2


def _long_dates(keys: list[Any]) -> list[str]:
    months = "January February March April May June July August September October November December"
    found = []
    for key in map(str, keys):
        if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", key):
            month = months.split()[int(match[2]) - 1]
            day = int(match[3] or 0)
            found += [f"{day} {month} {match[1]}", f"{month} {day}, {match[1]}"] if day else []
            found.append(f"{month} {match[1]}") if not day else None
    return found


def test_the_giveaway_check_can_fail():
    asked = next(one for one in unit("04-anpo")["questions"] if one["kind"] == "text")
    told = phrase(f"It was {asked['key']}, you see.")
    assert any(f" {answer} " in f" {told} " for answer in giveaways(asked))


@pytest.mark.slow
@every_question
def test_a_graded_copy_passes_nothing(asked: dict[str, Any]):
    question = sealed(graded=True)[asked["id"]]
    for answer in asked["tests"]["right"]:
        verdict = judge(question, answer)
        assert (verdict.status, verdict.score, verdict.explanation) == ("recorded", None, "")


def test_evidence_can_be_looked_up():
    names = ("sources.json", "documents.json", "facts.json")
    built = [corpus.data("built", name) for name in names]
    known = Known.of({path: path.read_text("utf-8") for path in built})
    for asked in questions_of_all().values():
        for one in asked["evidence"]:
            assert questions.Evidence.model_validate(one, context=known)
    with pytest.raises(ValueError, match="no source treaty-1852"):
        questions.Evidence.model_validate({"source": "treaty-1852"}, context=known)


@every_lesson_unit
def test_a_lesson_unit_has_what_a_class_needs(name: str):
    asked = unit(name)["questions"]
    assert len(asked) >= 12
    assert {question["grade"] for question in asked} == {1, 2, 3}
    assert len({question["kind"] for question in asked}) >= 5
    assert any(question["kind"] in ("cite", "argue") for question in asked)
    silence = [judge(sealed()[one["id"]], "the sources do not say").status for one in asked]
    assert "right" in silence or any(question.get("defensible") for question in asked)


def test_prefixes_and_numbers_of_units_are_unique():
    for field in ("unit", "prefix"):
        values = [unit(name)[field] for name in NAMES]
        assert len(values) == len(set(values))
