"""The text of each lesson: its shape, its length, its notes and its quotations."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from alliance import corpus
from alliance.authoring import notebooks
from alliance.authoring.data import Known
from alliance.authoring.yamlfile import Authored, AuthorError
from alliance.html import spelled
from alliance.notes import fact
from alliance.questions.answers import meant

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = sorted((ROOT / "solutions" / "questions").glob("*.yaml"))
TEACHER = sorted((ROOT / "teacher").glob("*.md"))
TOPICS = sorted({one["id"].partition("-")[0] for one in corpus.facts()})
NOT_THE_AUTHORS = {
    "ja",
    "was",
    "was-ja",
    "tests",
    "answers",
    "accept",
    "called",
    "rubric",
    "samples",
    "passage",
}
TEXTS = sorted((ROOT / "notebooks" / "text").glob("*.md"))
CLASSES = [path for path in TEXTS if not path.name.startswith("00")]

SECTIONS = [
    *("1 The story", "2 The documents", "3 Side by side", "4 Argue", "5 Check yourself"),
    *("What to remember", "Words", "Notes", "Rights", "Go deeper"),
]
MOST_WORDS, MOST_DEEPER, MOST_CELLS, MOST_NOTES, MOST_IN_A_SENTENCE = 2500, 1500, 12, 15, 30
CODE = re.compile(r"(?<![\w\[^,-])(?!x\d)[a-z]+\d{0,2}-\d{2}(?![\w-])")

every_text = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
every_class = pytest.mark.parametrize("path", CLASSES, ids=lambda path: path.stem)


def parts(text: str) -> tuple[str, str]:
    """What is for class, and what goes deeper."""
    before, _, after = text.partition("\n## Go deeper")
    return before, after


def prose(text: str) -> str:
    """The running text: no front matter, cells, headings, tables or lists."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"^```.*?^```$|^\+\+\+[^\n]*$", "", text, flags=re.S | re.M)
    kept = [
        line for line in text.splitlines() if not re.match(r"\s*([#|>*+-] |\d+\.|\||#+ )", line)
    ]
    return re.sub(r"\[\^[^\]]*\]|\*", "", re.sub(r"\]\([^)]*\)", "]", "\n".join(kept)))


def sentences(text: str) -> list[list[str]]:
    """Each sentence as its words; a paragraph ends a sentence too."""
    found = []
    for paragraph in re.split(r"\n\s*\n", prose(text)):
        whole = re.sub(r"\b(Mr|Mrs|Dr|St|U\.S|no|p)\.", r"\1", " ".join(paragraph.split()))
        for sentence in re.split(r"(?<=[.!?])[”)]? +(?=[A-Z“(])", whole):
            words = re.findall(r"[^\W_]+(?:[-'’.,:][^\W_]+)*", sentence)
            if words:
                found.append(words)
    return found


def visible(html: str) -> int:
    """Words of an output that a reader sees before opening anything."""
    shut = re.compile(r"<details\b(?![^>]*\bopen\b)((?!<details\b).)*?</details>", re.S)
    while shut.search(html):  # the innermost first
        html = shut.sub(" ", html)
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.S)
    return len(re.findall(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.sub(r"<[^>]*>", " ", html)))


def counted(path: Path) -> tuple[int, int]:
    """Visible words for class and of what goes deeper: prose and outputs of the notebook."""
    book = nbformat.read(path.parent.parent / f"{path.stem}.ipynb", as_version=4)
    totals, deeper = [0, 0], 0
    for cell in book.cells:
        deeper = 1 if cell.source.startswith("## Go deeper") else deeper
        if cell.cell_type == "markdown" and not cell.source.startswith("## Notes"):
            totals[deeper] += visible(re.sub(r"\]\([^)]*\)", "]", cell.source))
        if deeper and "al.ask(" in cell.source:
            continue  # its practice comes on top
        for output in cell.get("outputs", ()):
            totals[deeper] += visible(output.get("data", {}).get("text/html", ""))
    return totals[0], totals[1]


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


@cache
def attested() -> str:
    """All words that may stand between quotation marks."""
    said = [json.dumps(one, ensure_ascii=False) for one in corpus.facts()]
    said += [json.dumps(corpus.record(id), ensure_ascii=False) for id in corpus.shipped_ids()]
    said += [corpus.data("built", "provisions.json").read_text("utf-8")]
    said += [corpus.data("built", "contradictions.json").read_text("utf-8")]
    said += [p.text for one in corpus.documents() for p in one.paragraphs]
    return plain(" ¶ ".join(re.sub(r"\\n|\\u[0-9a-f]{4}", " ", one) for one in said))


@every_text
def test_is_made_into_a_notebook(path: Path):
    book = notebooks.lesson(path)
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(cell.metadata.jupyter.source_hidden for cell in code)
    assert [cell.id for cell in code if not cell.source.startswith("# ")] == []
    assert [cell.id for cell in code if len(cell.source.strip().splitlines()) > 3] == []
    assert not any(re.search(r"\)\s*[.\[]", cell.source) for cell in code)


@every_class
def test_has_its_parts_in_order(path: Path):
    found = re.findall(r"^## (.+?) *$", path.read_text("utf-8"), re.M)
    assert found == SECTIONS


@every_class
def test_opens_with_a_scene_before_any_table_or_code(path: Path):
    text = path.read_text("utf-8")
    scene = text.partition("\n# ")[2].partition("\n+++")[0].partition("\n")[2]
    assert 80 <= sum(map(len, sentences(scene))) <= 120
    assert "|" not in scene and "```" not in scene


@every_class
def test_tells_its_story_in_a_page(path: Path):
    story = path.read_text("utf-8").partition("\n## 1 The story\n")[2].partition("\n+++")[0]
    assert 350 <= sum(map(len, sentences(story))) <= 500


@every_class
def test_the_minutes_add_up(path: Path):
    total, split = re.search(
        r"\*\*(\d+) minutes:\*\*(.*?)\*\*Documents", path.read_text("utf-8"), re.S
    ).groups()
    assert sum(map(int, re.findall(r"\d+", split))) == int(total)


@every_text
def test_its_sentences_can_be_read_aloud(path: Path):
    found = sentences(path.read_text("utf-8"))
    long = [" ".join(one) for one in found if len(one) > MOST_IN_A_SENTENCE]
    assert long == []
    whole = [one for one in found if len(one) > 3]
    assert 14 <= sum(map(len, whole)) / len(whole) <= 20


@every_text
def test_is_short_enough_for_a_class(path: Path):
    before, deeper = counted(path)
    assert before <= MOST_WORDS
    assert deeper <= MOST_DEEPER
    assert parts(path.read_text("utf-8"))[0].count("\n```{code-cell}") <= MOST_CELLS


@every_text
def test_its_notes_lead_to_facts_and_none_to_a_weak_one_alone(path: Path):
    text = path.read_text("utf-8")
    notes = re.findall(r"\[\^([^\]]+)\]", text)
    for note in notes:
        told = [fact(id.strip()) for id in note.split(",")]
        assert any(not one.get("weak") for one in told), note
    story = text.partition("\n## 1 ")[2].partition("\n## 2 ")[0]
    assert len(re.findall(r"\[\^", story)) <= MOST_NOTES


@every_text
def test_no_code_of_a_fact_stands_in_its_prose(path: Path):
    _, _, text = path.read_text("utf-8").partition("\n---\n")
    said = re.sub(r"^```.*?^```$|\[\^[^\]]*\]", "", text, flags=re.S | re.M)
    assert [code for code in CODE.findall(said) if corpus.is_fact(code)] == []


@every_text
def test_every_quotation_stands_in_a_source(path: Path):
    said = re.sub(r"\[\^[^\]]*\]", "", path.read_text("utf-8"))
    quoted = [q for q in re.findall(r"“([^”]+)”", said) if len(q.split()) > 1]
    unknown = []
    for words in quoted:
        pieces = [plain(piece) for piece in re.split(r"…|\[[^\]]*\]", words)]
        if not all(piece in attested() for piece in pieces if piece):
            unknown.append(words)
    assert unknown == []


def said_in(value: object, name: str = "") -> Iterator[str]:
    """The English sentences of a question that its author answers for."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in NOT_THE_AUTHORS:
                yield from said_in(part, str(key))
    elif isinstance(value, list):
        for part in value:
            yield from said_in(part, name)
    elif isinstance(value, str):
        yield value


def asked(path: Path) -> list[dict[str, Any]]:
    """The questions of a unit that are still asked."""
    return list(Authored(path).data["questions"])


def judged(path: Path) -> list[dict[str, Any]]:
    """All questions of a unit: those that are retired still answer whoever kept an older copy."""
    return [*asked(path), *Authored(path).data.get("retired", ())]


def english(text: Any, language: str = "en") -> str:
    """A text of the course, or what it is in another language where it is translated."""
    return str(text.get(language, text["en"]) if isinstance(text, dict) else text)


every_unit = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)


@every_unit
def test_a_question_can_be_read_aloud(path: Path):
    long = [
        (one["id"], " ".join(words))
        for one in asked(path)
        for text in said_in(one)
        for words in sentences(text)
        if len(words) > MOST_IN_A_SENTENCE
    ]
    assert long == []


@every_unit
def test_a_question_names_nothing_by_a_code_that_only_its_author_knows(path: Path):
    code = re.compile(rf"\bX[1-9]\b|\b[Cc]laims? \d\.\d|(?:{'|'.join(TOPICS)})-\d\d\b")
    coded = [
        (one["id"], text)
        for one in judged(path)
        for text in said_in(one)
        if " " in text and code.search(text)  # an id alone is a place, which is shown by its name
    ]
    assert coded == []


@pytest.mark.parametrize("path", [*TEXTS, *QUESTIONS, *TEACHER], ids=lambda path: path.stem)
def test_our_own_words_are_spelled_in_one_way(path: Path):
    """A percentage without a gap, and British endings; a quotation keeps its own."""
    if path.suffix == ".md":
        ours = re.sub(r"[“\"][^”\"]*[”\"]", "", path.read_text("utf-8"))
    else:
        ours = "\n".join(text for one in asked(path) for text in said_in(one))
        ours = re.sub(r"“[^”]*”", "", ours)
    assert re.findall(r"\d\s%|\b\w*(?:recogni|organi|critici|apologi)z\w*", ours) == []


@every_text
def test_a_lesson_has_one_spelling_of_a_hundredth(path: Path):
    ours = re.sub(r"“[^”]*”", "", path.read_text("utf-8"))
    assert re.findall(r"(?i)\bpercents?\b", ours) == []


@every_unit
def test_a_question_has_one_spelling_of_a_hundredth(path: Path):
    ours = {one["id"]: "\n".join(said_in(one | {"unit": ""})) for one in asked(path)}
    found = re.compile(r"(?i)(?<![-`\w])percents?\b(?![-`])")
    assert [id for id, text in ours.items() if found.search(re.sub(r"“[^”]*”", "", text))] == []


def earlier(value: Any) -> Iterator[str]:
    """What options said before they were worded anew."""
    if isinstance(value, dict):
        yield from (words for name, words in value.items() if name in ("was", "was-ja"))
        for part in value.values():
            yield from earlier(part)


@every_unit
def test_the_earlier_words_of_an_option_are_read_and_never_shown(path: Path):
    shown = "".join(
        (ROOT / folder / f"{path.stem}.ipynb").read_text("utf-8")
        for folder in ("exercises", "solutions")
    )
    for one in asked(path):
        for name in ("options", "reasons", "left", "items"):
            for letter, words in one.get(name, {}).items():
                assert all(meant({letter: words}, said) == letter for said in earlier(words))
                gone = [said for said in earlier(words) if said not in english(words)]
                assert [said for said in gone if said in shown] == []


def printed(one: dict[str, Any]) -> str:
    """What everybody sees of a question before it is answered: its prompt and its lists."""
    lists = [one.get(name, {}) for name in ("options", "reasons", "left", "right", "items")]
    return " ".join(
        map(english, [one["prompt"], *(text for all_ in lists for text in all_.values())])
    )


def spelled_out(one: dict[str, Any]) -> str | None:
    """A key as another question would print it: a day, a figure, the words to be marked."""
    key = one["key"]
    if one["kind"] == "date" and one.get("precision") == "day" and re.fullmatch(r"[\d-]{10}", key):
        return spelled(key)
    if one["kind"] == "number" and type(key) in (int, float) and key > 9:
        return f"{key:,}"
    return key if one["kind"] == "mark" else None


@every_unit
def test_no_question_prints_what_another_one_asks_for(path: Path):
    counted = [one for one in asked(path) if not one.get("practice")]
    told = [
        (one["id"], other["id"])
        for one in counted
        for other in counted
        if (said := spelled_out(one)) and one is not other and said in printed(other)
    ]
    assert told == []


@every_unit
def test_the_key_is_not_told_by_its_length(path: Path):
    """Who always chooses the longest option gets no further than who guesses."""
    told, choices = [], [one for one in asked(path) if one["kind"] in ("choice", "truefalse")]
    for one, language in itertools.product(choices, ("en", "ja")):
        texts, right = one.get("options") or one.get("reasons") or {}, list(one["key"])[-1]
        size = {letter: len(english(words, language)) for letter, words in texts.items()}
        others = max((size[letter] for letter in size if letter != right), default=0)
        assert size.get(right, 0) <= 1.1 * others, (one["id"], language)
        told += [one["id"]] * (language == "en" and size.get(right, 0) > others)
    assert len(told) <= max(1, len(choices) / 3)


# Words by which a reader of options might tell the key without having read the lesson.
CUES = {
    "a reason": r"\b(?:because|since)\b",
    "a joined half": r"\band\b",
    "an absolute": r"\b(?:all|never|always|nobody|nothing|none|any|every|only)\b",
    "a caution": r"\b(?:partly|likely|probably|half|contested|imprecise|doubtful|may|depends)\b",
    "two sentences": ";",
    "a comma": ",",
    "a number": r"\d",
}


def left_by(cue: str, options: dict[str, str], takes: bool) -> set[str]:
    """The options that somebody is left with who takes or avoids those with the cue."""
    left = {one for one, text in options.items() if bool(re.search(cue, text, re.I)) == takes}
    return left or set(options)


def as_long_as(place: int, options: dict[str, str]) -> set[str]:
    """The options whose length has this place among the lengths: 0 is the longest."""
    sizes = sorted((len(text) for text in options.values()), reverse=True)
    size = sizes[min(place, len(sizes) - 1)]
    return {one for one, text in options.items() if len(text) == size}


def gained(leaves: Callable[[dict[str, str]], set[str]]) -> float:
    """How many more of a hundred such questions are right, as a share, than by a guess."""
    gain = []
    for one in [one for path in QUESTIONS for one in asked(path)]:
        if one["kind"] not in ("choice", "truefalse"):
            continue
        texts = one.get("options") or one["reasons"]
        options = {str(letter): english(words) for letter, words in texts.items()}
        right = {str(row["answer"]) for row in one.get("defensible", ())}
        right.add(str(one["key"] if one["kind"] == "choice" else one["key"][-1]))
        left = leaves(options)
        gain.append(len(right & left) / len(left) - len(right) / len(options))
    return sum(gain) / len(gain)


@pytest.mark.parametrize("takes", [True, False], ids=["takes it", "avoids it"])
@pytest.mark.parametrize("cue", CUES.values(), ids=CUES)
def test_the_key_is_not_told_by_a_word_of_the_options(cue: str, takes: bool):
    """Over all units who goes by such a word gets hardly further than who guesses."""
    assert gained(lambda options: left_by(cue, options, takes)) <= 0.07


@pytest.mark.parametrize("place", range(5))
def test_the_key_is_not_told_by_its_place_among_the_lengths(place: int):
    """A key that must not be the longest must not always be the second longest either."""
    assert gained(lambda options: as_long_as(place, options)) <= 0.07


def test_what_tells_the_key_is_seen():
    options = {"a": "Wrong, because it is old", "b": "Nothing, because it is new", "c": "A vote"}
    assert left_by(CUES["a reason"], options, takes=False) == {"c"}
    assert left_by(CUES["a reason"], options, takes=True) == {"a", "b"}
    assert left_by(CUES["a number"], options, takes=True) == set("abc")
    assert [as_long_as(place, options) for place in range(4)] == [{"b"}, {"a"}, {"c"}, {"c"}]
    assert gained(lambda options: set(options)) == 0


def told_to_use(one: dict[str, Any]) -> bool:
    """Does the prompt tell its reader to use the eight sources?"""
    return "Use the eight sources" in english(one["prompt"])


def test_no_phrase_is_kept_for_what_the_sources_do_not_say():
    """Who is told to use the sources does not learn by it that they are silent."""
    told = [one for path in QUESTIONS for one in asked(path) if told_to_use(one)]
    silent = [one["id"] for one in told if one["key"] == "the sources do not say"]
    assert silent and 2 * len(silent) <= len(told)


def blind(one: dict[str, Any], clicked: str) -> float:
    """What a card with letters is worth to somebody who always clicks the same ones."""
    right = set(one["key"])
    if one["kind"] == "choice":
        right |= {row["answer"] for row in one.get("defensible", ())}
        return float(clicked in right)
    wrong = set(clicked) & set(one["options"]) - right
    return max(0.0, (len(set(clicked) & right) - len(wrong)) / len(right))


def as_it_stands(one: dict[str, Any]) -> float:
    """What a list is worth that is left in the order in which the card shows it."""
    if one["kind"] == "match":
        pairs = zip(one["left"], one["right"], strict=False)
        return sum(letter in one["key"][left] for left, letter in pairs) / len(one["left"])
    place = {letter: n for n, step in enumerate(one["key"]) for letter in step}
    pairs = [(a, b) for a, b in itertools.combinations(one["items"], 2) if place[a] != place[b]]
    return max(0.0, 1 - 2 * sum(place[a] > place[b] for a, b in pairs) / len(pairs))


def by_habit(every: list[dict[str, Any]], kind: str) -> tuple[float, str]:
    """The letters that are worth most when they are clicked on every card of a kind, unread."""
    cards = [one for one in every if one["kind"] == kind]
    sizes = [1] if kind == "choice" else range(1, 6)
    sets = ("".join(some) for size in sizes for some in itertools.combinations("abcdef", size))
    return max((sum(blind(one, some) for one in cards) / len(cards), some) for some in sets)


def test_who_reads_nothing_and_always_clicks_the_same_gets_no_further_than_a_guess():
    every = [one for path in QUESTIONS for one in asked(path)]
    single = [one for one in every if one["kind"] == "choice"]
    guessed = [
        sum(blind(one, some) for some in one["options"]) / len(one["options"]) for one in single
    ]
    assert by_habit(every, "choice")[0] <= 1.2 * sum(guessed) / len(guessed)
    assert by_habit(every, "choices")[0] <= 0.4
    left = {one["id"]: as_it_stands(one) for one in every if one["kind"] in ("match", "order")}
    assert [id for id, worth in left.items() if worth > 0.6] == []


def test_a_habit_that_pays_is_found():
    four = dict.fromkeys("abcd", "")
    same = [
        {"kind": kind, "options": four, "key": key}
        for kind, key in (("choice", "b"), ("choices", "acd"))
    ]
    assert [by_habit(same, one["kind"])[0] for one in same] == [1, 1]
    pairs = {
        "kind": "match",
        "left": {"1": "", "2": ""},
        "right": four,
        "key": {"1": "a", "2": "b"},
    }
    assert as_it_stands(pairs) == 1
    assert as_it_stands({"kind": "order", "items": four, "key": ["b", "a", "c", "d"]}) > 0.6


@pytest.mark.slow
@every_unit
def test_a_question_puts_no_invented_words_between_quotation_marks(path: Path):
    headings = plain(
        " ¶ ".join(
            line.strip("#*| ").partition("**")[0]
            for text in TEXTS
            for line in text.read_text("utf-8").splitlines()
            if line.startswith(("#", "**"))
        )
        + " ¶ can t tell ¶ start here"  # a card's label, and a file's name
        + " ¶ presently willing"  # the treaty of 1951 itself, in the preamble's last sentence
    )
    invented = []
    for one in asked(path):
        for words in re.findall(r"“([^”]+)”", "\n".join(said_in(one))):
            pieces = [plain(piece) for piece in re.split(r"…|\[[^\]]*\]", words)]
            known = all(piece in attested() or piece in headings for piece in pieces)
            if len(words.split()) > 1 and not known:
                invented.append((one["id"], words))
    assert invented == []


def test_an_invented_quotation_is_found():
    assert plain("the subjects of prior consultation") in attested()
    assert plain("subject of later consultation") not in attested()


DRAWN = "{about: a, each: 1, facts: [x-1], counts: [[1, one, a, plain]]}"
PART = '+++ {"id": "a"}\n\n'
CELL = "```{code-cell}\n:id: a\n\nal.facts()\n"
HEAD = '---\nalliance:\n  unit: "01"\n'


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "01-a.md, line 1: begin with a head"),
        ("# A title\n", "line 1: begin with a head"),
        (f'{HEAD}+++ {{"id": "a"}}\n', "line 1: begin with a head"),
        (f"{HEAD}---\n\n# A title without an id\n", "line 6: a cell needs an id"),
        (f'{HEAD}---\n+++ {{"id": "One"}}\n\n# A\n', "line 5: a part of the text begins with"),
        (f'{HEAD}---\n+++ {{"id": "a}}\n\n# A\n', "line 5: a part of the text begins with"),
        (f"{HEAD}---\n```{{code-cell}}\nal.facts()\n```\n", "line 6: a cell needs an id"),
        (f"{HEAD}---\n```{{code-cel}}\n:id: a\n```\n", "line 5: write ```{code-cell}."),
        (f"{HEAD}---\n{CELL}\n{CELL}```\n", "line 5: this cell is not closed"),
        (f"{HEAD}---\n{CELL}```\n\n{CELL}```\n", "line 6: two cells have the same id: a"),
        (f"{HEAD}---\n{PART}# A[^anp-999]\n", "line 7: facts.yaml has no anp-999."),
        (f"{HEAD}---\n{PART}# A[^anp-10\n", "line 7: this is no note"),
        (f"{HEAD}---\n{PART}# A[^anp-10;anp-11]\n", "line 7: this is no note"),
        (f"{HEAD}---\n{PART}See [B](02-b.ipynb).\n", "line 7: there is no file 02-b.ipynb"),
        (f"{HEAD}---\n{PART}**A: B\n\nC\n", "line 7: here an odd number of ** stands"),
        (HEAD.replace("01", "02") + "---\n", "line 3: the unit is the beginning of the file's"),
        (f"{HEAD}---\n{PART}# A[anp-10]\n", "line 7: this is no note"),
        (f"{HEAD}  drawing: {DRAWN}\n---\n", "line 4: alliance.drawing.facts.0: facts.yaml has"),
        (f"{HEAD}  drawing: {{}}\n---\n", "line 4: alliance.drawing.about: this field is missing"),
        (f"{HEAD}  years: [1960, 1951]\n---\n", "line 4: alliance.years: write the first year"),
        ("---\nalliance:\n  unit 02\n---\n", "01-a.md, line 2: alliance: write fields"),
        (f"{HEAD}  units: '02'\n---\n", "line 4: alliance.units: there is no such field"),
        (f"{HEAD}  topics: [ampo]\n---\n", "line 4: alliance.topics.0: there is no topic ampo"),
        (f"{HEAD}  sources: [x-1]\n---\n", "line 4: alliance.sources.0: there is no source x-1"),
        (f'{HEAD}---\n\nal.ask("1951.99")\n', "line 6: there is no question 1951.99"),
        (f"{HEAD}---\n\nal.check('1951-1')\n", "line 6: there is no question 1951-1"),
        ("caf\xe9", "save this file as UTF-8"),
    ],
)
def test_a_mistake_of_a_writer_is_told(text: str, told: str, tmp_path: Path):
    path = tmp_path / "01-a.md"
    path.write_text(text, "latin-1")
    with pytest.raises(AuthorError, match=re.escape(told)):
        notebooks.lesson(path, Known({"treaty-1951": []}))


def test_a_text_becomes_the_same_cells_with_folded_code_and_numbered_notes(tmp_path: Path):
    path = tmp_path / "01-a.md"
    path.write_text(
        '---\nalliance:\n  unit: "01"\n---\n\n+++ {"id": "title"}\n\n# A\n\n'
        "It cost $5.[^t51-02]\n\n"
        "```{code-cell}\n:id: look\n:tags: [setup]\n\n# Look\nal.sources()\n```\n\n"
        '+++ {"id": "notes"}\n\n## Notes\n\n+++ {"id": "deep"}\n\n## Go deeper\n',
        "utf-8",
    )
    book = notebooks.lesson(path)
    assert [cell.id for cell in book.cells] == ["title", "look", "notes", "deep"]
    assert book.metadata.alliance == {"unit": "01"}
    assert r"It cost \$5.<sup>" in book.cells[0].source
    assert book.cells[1].metadata.tags == ["setup"]
    assert book.cells[1].metadata.jupyter.source_hidden is True
    assert 'id="note-1"' in book.cells[2].source
    assert book.cells[3].metadata["jp-MarkdownHeadingCollapsed"] is True
