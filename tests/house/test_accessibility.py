"""Can everybody read it? Headings, tables, pictures, colours, plain words, words explained."""

from __future__ import annotations

import ast
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import alliance as al
from alliance import layers, plots
from alliance.corpus import verdicts
from alliance.html import STYLE
from alliance.plots import draw, figure, grids, vector

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PAGES = [*sorted((ROOT / "teacher").glob("*.md")), ROOT / "README.md"]
HARDEST = 10.0  # Flesch–Kincaid grade of a lesson's prose
MOST_IN_A_SENTENCE = 40  # words
# Terms of the glossary that no first-year student knows; the others are everyday English.
JARGON = {
    "Anpo",
    "Zengakuren",
    "Sohyo",
    "Diet",
    "omoiyari yosan",
    "oku",
    "chō",
    "prior consultation",
    "host-nation support",
    "Special Measures Agreement",
    "settled accounts",
    "exclusive economic zone",
    "extended deterrence",
    "collective self-defence",
    "survival-threatening situation",
    "counterstrike",
    "ratification",
    "2+2",
    "Secretary of State",
    "Pentagon",
}

every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[str]:
    book = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == kind]


def written(path: Path) -> str:
    """What a writer wrote: the list of notes is made."""
    return "\n\n".join(one for one in cells(path, "markdown") if not one.startswith("## Notes"))


def outputs(path: Path) -> list[str]:
    book = json.loads(path.read_text("utf-8"))
    found = []
    for cell in book["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {}).get("text/html")
            found += ["".join(data)] if data else []
    return found


# How hard a text is to read


def sentences(markdown: str) -> list[str]:
    """The sentences of running prose: no headings, tables, code or addresses."""
    lines = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL).splitlines()
    kept = [line for line in lines if not re.match(r"\s*(#|\||>?\s*!\[)", line)]
    text = "\n".join(kept)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|`[^`]*`|[*_\[\]]", " ", text)
    text = re.sub(r"(?m)^\s*(?:[-+]|\d+\.)\s+", "\n\n", text)  # each point of a list stands alone
    text = re.sub(r"\b(?:U\.S|a\.m|p\.m|e\.g|i\.e|Art|Dr|Mr|Mrs|No|vs)\.", "x", text)
    parts = re.split(r"(?<=[.!?…])[”’\"')]*\s+|\n\s*\n", text)
    return [part for part in parts if len(words(part)) >= 3]


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*", text)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end: right within a few percent over a page."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)


def grade(markdown: str) -> float:
    """Flesch and Kincaid's grade level: about the school year of a reader at ease with it."""
    told = sentences(markdown)
    said = [word for one in told for word in words(one)]
    return 0.39 * len(said) / len(told) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1),
        ("treaty", 2),
        ("government", 3),
        ("force", 1),
        ("table", 2),
        ("agree", 2),
        ("don’t", 1),
    ],
)
def test_syllables(word: str, count: int):
    assert syllables(word) == count


def test_the_grade_tells_plain_words_from_officialese():
    plain = "The treaty says this. Japan gives bases. The United States sends troops."
    heavy = (
        "Notwithstanding the aforementioned considerations, the implementation of administrative "
        "arrangements necessitates intergovernmental consultation regarding jurisdictional matters."
    )
    assert grade(plain) < 5 < HARDEST < grade(heavy)
    table = "| Implementation | Administration |\n| --- | --- |\n"
    assert grade(f"# Extraterritoriality\n\n{table}\n{plain}") == grade(plain)


@every_lesson
def test_the_prose_of_a_lesson_is_plain(path: Path):
    prose = written(path)
    assert grade(prose) <= HARDEST, f"grade {grade(prose):.1f}"
    longest = max(sentences(prose), key=lambda one: len(words(one)))
    assert len(words(longest)) <= MOST_IN_A_SENTENCE, longest


@every_lesson
def test_a_term_is_explained_in_the_lesson_that_uses_it(path: Path):
    """In its list of words, or where it first stands: in brackets, with its kanji, or as what it
    is."""
    prose = written(path)
    listed = {name.casefold() for code in cells(path, "code") for name in _looked_up(code)}
    for row in re.findall(r"Words to know\*\*\s*\|(.*)", prose):
        listed |= {part.strip(" *|").casefold() for part in row.split("·")} & listed
    terms = al.glossary()
    missing = []
    for term in JARGON:
        first = re.search(rf"(?<!\w){re.escape(term)}(?!\w)", prose)
        if not first or term.casefold() in listed:
            continue
        around = prose[max(0, first.start() - 80) : first.end() + 120]
        kanji = terms.loc[term, "kanji"]
        after = prose[first.end() : first.end() + 3]
        if not ((kanji and kanji in around) or re.match(r"[*_]* ?\(|, | is| means|:", after)):
            missing.append(term)
    assert missing == []


def _looked_up(code: str) -> list[str]:
    return [
        argument.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "glossary"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    ]


def test_the_jargon_stands_in_the_glossary():
    of_the_course = {"prediction sheet", "portfolio", "rubric", "verdict", "maker", "carrier"}
    assert set(al.glossary().index) >= JARGON | of_the_course | {"joint headquarters"}


# What a screen reader meets


class Marked(HTMLParser):
    """Tables with the scope of their heads, images with their words, links with theirs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[list[str | None]] = []
        self.images: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        if tag == "th" and self.tables:
            self.tables[-1].append(dict(attrs).get("scope"))
        if tag == "img":
            self.images.append(dict(attrs).get("alt"))


@every_lesson
def test_every_table_and_image_in_a_lesson_can_be_heard(path: Path):
    for html in outputs(path):
        found = Marked(html)
        for scopes in found.tables:
            assert scopes and set(scopes) <= {"row", "col", "rowgroup"}
        assert all(words and len(words) > 20 for words in found.images)


@every_lesson
def test_a_table_in_prose_has_a_head(path: Path):
    for text in cells(path, "markdown"):
        for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
            head, rule = block.splitlines()[:2]
            assert re.fullmatch(r"\|(?:\s*:?-+:?\s*\|)+", rule.strip()), head
            assert re.search(r"[^|\s]", head), "a head without a word"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_headings_of_a_page_are_in_order(page: Path):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"(?m)^(#{1,6}) ", text)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


SHEETS = {
    "articles": lambda: al.articles(),
    "card": lambda: al.article("reuters-2020").card(),
    "witnesses": lambda: al.witnesses(),
    "timeline": lambda: al.timeline("anpo"),
    "tables": lambda: al.tables(),
    "polls": lambda: al.table("polls"),
    "treaties": lambda: al.compare_treaties(),
    "claims": lambda: al.claims("taiwan"),
    "contradictions": lambda: al.contradictions(),
    "glossary": lambda: al.glossary("Anpo", "Diet"),
    "coverage": lambda: al.coverage(),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SHEETS)
def test_what_the_package_shows_has_heads_and_no_bare_colour(name: str):
    html = SHEETS[name]()._repr_html_()
    for scopes in Marked(html).tables:
        assert scopes and set(scopes) <= {"row", "col", "rowgroup"}
    # The page's own colours, so that light and dark themes both can be read.
    assert not re.search(r"(?<![-\w])(?:color|background)\s*:", html)


def test_verdicts_and_marks_are_told_by_more_than_colour():
    assert len({one["shape"] for one in verdicts().values()}) == len(verdicts())
    labels = [layer.label for layer in layers.LAYERS.values()]
    assert len(set(labels)) == len(labels) and all(labels)


# Pictures


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_ratio():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_text_in_figures_stands_out():
    for ink in (figure.INK, figure.QUIET, figure.BLUE):
        assert contrast(ink, figure.PAGE) >= 4.5
    assert contrast(figure.INK, figure.SKY) >= 4.5
    assert contrast(figure.PAGE, figure.BLUE) >= 4.5


def test_marks_of_figures_stand_out_on_the_plate_and_their_signs_on_both_themes():
    for mark in (figure.BLUE, figure.VERMILION, figure.GREEN, figure.LEADER):
        assert contrast(mark, figure.PAGE) >= 3 - 0.05  # green: 2.99
    for name in ("voices", "events"):
        for _, colour, _ in draw.key(name, draw.looks(name)):
            assert not colour or min(contrast(colour, "#ffffff"), contrast(colour, "#212121")) >= 3
    for face, _ in grids._FILLS:
        ink = figure.PAGE if face == figure.INK else figure.INK
        assert contrast(ink, face) >= 4.5


def test_words_on_a_share_of_the_ink_stand_out_in_both_themes():
    css = STYLE.read_text("utf-8")
    pair = r"--al-{}: light-dark\((#\w+), (#\w+)\)"
    inks, papers = (re.search(pair.format(name), css).groups() for name in ("ink", "paper"))
    for ink, paper in zip(inks, papers, strict=True):
        dark, light = (bytes.fromhex(one[1:]) for one in (ink, paper))
        mixed = [round(b + vector.MOST * (a - b)) for a, b in zip(dark, light, strict=True)]
        assert contrast(ink, f"#{bytes(mixed).hex()}") >= 4.5


@pytest.mark.slow
@pytest.mark.parametrize("name", list(plots.names()))
def test_a_figure_says_in_words_what_it_shows_with_numbers_or_names(name: str):
    plot = getattr(plots, name)
    said = plots.alt(plot())
    frame = plot.table().reset_index()
    values = {value for column in frame for value in frame[column].tolist()}
    named = {value for value in values if isinstance(value, str) and 2 < len(value) < 60}
    named |= {f"{value:g}" for value in values if isinstance(value, int | float)}
    assert sum(value in said for value in named) >= 3, "the words tell nothing of the table"
    assert said.endswith(".") or said.endswith("text.")
