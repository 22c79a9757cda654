"""Units 00 to 02 in Japanese: what is shown, what is answered, what a screen reader hears."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from checkout import from_yaml

import alliance as al
from alliance import corpus, languages
from alliance.html import tagged
from alliance.questions import bank, places
from alliance.questions.card import task
from alliance.questions.check import hint
from alliance.questions.judge import judge
from alliance.questions.kinds import cite, kind

ROOT = corpus.course_root()
assert ROOT is not None
FILES = ("00-start", "01-sources", "02-1951")
UNITS = [
    from_yaml((ROOT / f"solutions/questions/{name}.yaml").read_text("utf-8")) for name in FILES
]
AUTHORED = [one for unit in UNITS for one in (*unit["questions"], *unit.get("retired", ()))]
ASKED = [one for one in AUTHORED if one["kind"] != "argue"]
JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-龠]")
WORDS = re.compile(r"[A-Za-z]{2}.*\s|\s.*[A-Za-z]{2}")
# What stays English inside Japanese, and is shown as such: quotations, headings, names.
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|「[^」]*」|（[^）]*）|\([^)]*\)")
NAMES = re.compile(
    r"American Military News|Asia News Network|Tribune Content Agency|Ron Przysucha|Daniel Manning"
    r"|Japan Forward|PanOrient News|The Sankei Shimbun|read in|made by|al\.check|free-rider"
    r"|Unnamed website"
)


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    languages.use("ja")
    yield
    languages.use(None)


def ids(questions: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in questions]


# What the files hold.

_TEXTS = (
    *("prompt", "explanation", "reason", "message", "explain", "called"),
    *("criterion", "side", "claim", "reasoning"),
)
_SERIES = ("hints", "levels", "remarks")
_LETTERED = ("options", "reasons", "items", "left", "right")


def untranslated(value: Any, where: str = "") -> Iterator[str]:
    """Every text of a question that has no Japanese, and every named mistake without a name."""
    if isinstance(value, list):
        for i, one in enumerate(value):
            yield from untranslated(one, f"{where}.{i}")
        return
    for name, one in value.items() if isinstance(value, dict) else ():
        place = f"{where}.{name}"
        texts = (
            [one]
            if name in _TEXTS
            else [*one.values()]
            if name in _LETTERED
            else one
            if name in _SERIES
            else []
        )
        for text in texts:
            if not (isinstance(text, dict) and text.get("ja")) and WORDS.search(str(text)):
                yield place
        if name == "misconceptions":
            yield from (f"{place}.{each['name']}" for each in one if not each.get("called"))
        if not texts and name not in ("tests", "passage"):
            yield from untranslated(one, place)


def test_no_text_of_these_units_lacks_its_japanese():
    assert [place for one in AUTHORED for place in untranslated(one, one["id"])] == []
    assert [unit["title"]["ja"] for unit in UNITS] == ["はじめに", "資料と出会う", "1951年の条約"]


def test_what_lacks_its_japanese_is_found():
    bare = {"prompt": "Which two?", "hints": [{"en": "Look twice.", "ja": "見て"}, "Look again."]}
    bare |= {
        "misconceptions": [{"name": "a-b", "message": "Not so."}],
        "options": {"a": "ann-2021"},
    }
    assert len([*untranslated(bare)]) == 4


def test_what_nobody_translated_says_that_it_is_english():
    assert languages.pick("Nobody did.") == "［英語］Nobody did."
    assert languages.pick({"en": "Nobody did."}) == "［英語］Nobody did."
    assert languages.pick({"en": "Somebody did.", "ja": "訳しました。"}) == "訳しました。"
    assert [languages.pick(one) for one in ("b", "ann-2021", "1951")] == ["b", "ann-2021", "1951"]
    languages.use(None)
    assert languages.pick("Nobody did.") == "Nobody did."


def test_a_folded_text_has_no_spaces_between_japanese_signs():
    shown = [bank.question(id).prompt["ja"] for id in ids(AUTHORED)]
    assert [one for one in shown if re.search(r"[ぁ-ん。、] [ぁ-ん一-龠]", one)] == []


# What is shown.


def english(shown: str) -> list[str]:
    """The runs of English words that are neither quoted nor a name."""
    bare = NAMES.sub("", QUOTED.sub("", shown))
    return re.findall(r"[A-Za-z]{2,}(?:[ ,.;'’]+[A-Za-z]{2,})+", bare)


@pytest.mark.parametrize("id", ids(ASKED))
def test_a_question_is_asked_in_japanese(id: str):
    question = bank.question(id)
    shown = task(question)
    form = {
        name: text
        for texts in shown["form"].values()
        if isinstance(texts, dict)
        for name, text in texts.items()
    }
    told = [shown["prompt"], shown["label"], *shown["words"].values(), *form.values()]
    told += [hint(id).lines[0][1] for _ in question.hints]
    assert [one for text in told for one in english(str(text))] == []
    assert JAPANESE.search(shown["prompt"])
    assert shown["lang"] == "ja"


# A new document may wait for its Japanese name.
NAMED = from_yaml(corpus.data("phrases", "ja.json").read_text("utf-8"))["terms"]
CITABLE = [one for one in (*corpus.sources(), *corpus.documents()) if one.id in NAMED]


@pytest.mark.parametrize("one", CITABLE, ids=[one.id for one in CITABLE])
def test_a_card_calls_a_source_by_a_japanese_name_that_is_read_in_every_language(one: Any):
    (listed,) = cite.sources([one.id])
    assert JAPANESE.search(listed["short"]) and english(listed["short"]) == []
    assert listed["title"].startswith(listed["short"])
    assert listed["short"] in places.place_in_words(f"{one.id} ¶1")
    assert [there for *_, there in listed["places"] if english(there)] == []
    for language in ("ja", None):
        languages.use(language)
        for said in (f"{listed['short']} ¶1", f"{listed['short'].partition('（')[0]}の第1段落"):
            assert {there.source for there in cite.cited(said).places} == {one.prints or one.id}


def test_no_two_sources_have_one_japanese_name():
    assert len({languages.called(one.id) for one in CITABLE}) == len(CITABLE) >= 47


def test_the_parts_of_a_treaty_are_named_and_read():
    assert places.where("treaty-1951 Preamble ¶5") == "treaty-1951 前文 ¶5"
    assert places.where("treaty-1951 Art. I") == "treaty-1951 第1条"
    for said, part in (("前文", "Preamble"), ("末文", "Closing")):
        (there,) = cite.cited(f"旧安保条約の{said}").places
        assert (there.source, there.provision) == ("treaty-1951", part)
    languages.use(None)
    assert places.where("treaty-1951 Preamble ¶5") == "treaty-1951 Preamble ¶5"
    assert places.place_in_words("treaty-1951 Preamble") == "Treaty of 1951 Preamble"


@pytest.mark.slow
@pytest.mark.parametrize("asked", ASKED, ids=ids(ASKED))
def test_every_listed_answer_is_told_in_japanese(asked: dict[str, Any]):
    question = bank.question(asked["id"])
    for status, answers in asked["tests"].items():
        for one in answers:
            answer = one["answer"] if status == "wrong" else one
            verdict = judge(question, answer)
            told = [*verdict.details, verdict.explanation, verdict.message]
            told += [verdict.called] if verdict.misconception else []
            assert JAPANESE.search(verdict.message + verdict.explanation + "".join(verdict.details))
            foreign = [text for line in told for text in english(line)]
            marked = all("［英語］" in line for line in told if english(line))
            assert not foreign or marked, (answer, foreign)
            if status == "right":
                assert verdict.status == "right", answer
                assert JAPANESE.search(verdict.explanation)
            if status == "wrong" and one["misconception"]:
                assert verdict.misconception == one["misconception"]
                assert JAPANESE.search(verdict.called), verdict.called
                assert verdict.called in str(verdict)


@pytest.mark.parametrize("asked", ASKED, ids=ids(ASKED))
def test_an_option_is_known_by_its_japanese_words(asked: dict[str, Any]):
    if asked["kind"] != "choice":
        return
    question = bank.question(asked["id"])
    by_letter = {one: judge(question, one) for one in asked["options"]}
    for letter, text in asked["options"].items():
        words = text["ja"] if isinstance(text, dict) else text
        assert judge(question, words).status == by_letter[letter].status, words


def test_a_language_changes_no_verdict():
    for asked in ASKED:
        question = bank.question(asked["id"])
        answers = [one for some in asked["tests"].values() for one in some]
        found = []
        for code in ("ja", "en"):
            languages.use(code)
            found.append(
                [(judge(question, one).status, judge(question, one).score) for one in answers]
            )
        assert found[0] == found[1], asked["id"]


def test_progress_and_the_solution_are_told_in_japanese():
    told = str(al.progress("start"))
    assert "はじめに：6 問中" in told
    al.check("start.6", "平和")
    shown = str(al.reveal("start.6"))
    assert "解答: 資料には書かれていない" in shown
    assert "見出しを動機と取り違える" in shown
    al.check("1951.3", "a")
    assert "1951年の条約 第1条" in str(al.reveal("1951.3"))
    works = r"^ *根拠の場所: .*$"  # the titles of works stay as they are
    assert english(re.sub(rf"(?m)^.*al\.check.*$|{works}", "", shown)) == []


def test_a_mistake_is_called_by_its_name_in_english():
    languages.use(None)
    verdict = judge(bank.question("start.1"), "a")
    assert (verdict.misconception, verdict.called) == ("rival-for-ally", "rival taken for ally")


# What is answered.

ANSWERS = [
    ("start.2", "right", ["岸信介", "岸 信介", "岸首相", "岸さん", "岸信介です", "答えは岸信介"]),
    (
        "start.2",
        "wrong",
        ["岸信介ではない", "岸信介ではありません", "岸じゃない", "岸信介以外"],
    ),
    ("start.3", "right", ["5本", "五本", "五つ", "５", "5本です"]),
    ("start.3", "malformed", ["5本ではない", "五本ではありません", "5本以外"]),
    (
        "start.4",
        "right",
        ["1951年", "昭和26年", "昭和二十六年", "一九五一年", "1951年です"],
    ),
    ("start.4", "wrong", ["昭和35年", "令和2年", "1960年です"]),
    ("start.4", "malformed", ["1951年ではない", "昭和26年ではありません"]),
    ("start.5", "right", ["段落11", "第11段落", "reuters-2020 段落11", "ロイター 段落11"]),
    ("start.5", "wrong", ["段落2", "reuters-2020 段落12"]),
    (
        "start.6",
        "right",
        ["資料には書かれていない", "史料には書かれていません"],
    ),
    ("start.6", "wrong", ["資料には書かれている", "資料には書かれていないわけではない", "平和"]),
    ("sources.2", "right", ["2020年1月19日", "令和2年1月19日", "令和二年一月十九日"]),
    ("sources.2", "wrong", ["令和2年1月18日", "昭和35年1月19日"]),
    ("sources.2", "malformed", ["令和2年1月19日ではない"]),
    ("sources.12", "right", ["史料には書かれていない", "不明です"]),
    ("sources.19", "right", ["7.2％", "7.2パーセント"]),
    ("sources.19", "malformed", ["7.2％ではない"]),
    ("sources.20", "right", ["昭和56年5月", "1981年5月です"]),
    ("1951.1", "right", ["昭和27年4月28日", "昭和二十七年四月二十八日", "1952年4月28日です"]),
    ("1951.1", "wrong", ["昭和26年9月8日"]),
    ("1951.1", "malformed", ["昭和27年4月28日ではない"]),
    ("1951.5", "right", ["1億5500万ドル", "1億5,500万ドル", "一億五千五百万ドル", "1.55億ドル"]),
    ("1951.5", "wrong", ["15億5000万ドル", "1億5500万円", "1550億ドル"]),
    ("1951.5", "malformed", ["1億5500万ドルではない"]),
    ("1951.7", "right", ["treaty-1951 第1条", "旧安保条約第一条"]),
    ("1951.9", "right", ["solely", "「solely」", "solelyです"]),
    ("1951.9", "wrong", ["solelyではない"]),
    ("1951.9", "partly", ["もっぱら", "のみ"]),
    ("1951.11", "wrong", ["26万人", "ゼロ"]),
    ("1951.15", "right", ["誤り、b", "間違い、b", "正しくない、b"]),
    ("1951.15", "partly", ["誤り", "誤りです"]),
    ("1951.15", "wrong", ["正しい", "正しいです"]),
    ("1951.15", "malformed", ["誤りではない"]),
    ("1951.16", "right", ["１ｂ ２ａ ３ｃ ４ｄ"]),
    ("1951.8", "right", ["aとcとd", "ａ、ｃ、ｄ"]),
    ("1951.4", "right", ["may be utilized"]),
    ("1951.4", "malformed", ["使用することができる"]),
]


@pytest.mark.parametrize(
    ("id", "status", "answer"),
    [(id, status, answer) for id, status, answers in ANSWERS for answer in answers],
)
def test_an_answer_in_japanese_is_judged(id: str, status: str, answer: str):
    assert judge(bank.question(id), answer).status == status


def test_no_denial_of_the_right_answer_is_right():
    for asked in ASKED:
        key = kind(asked["kind"]).answer(asked)
        if asked["kind"] in ("text", "number", "date", "cite") and "sources do not" not in str(key):
            for end in ("ではない", "ではありません", "じゃない"):
                assert judge(bank.question(asked["id"]), f"{key}{end}").status != "right", key


def test_messages_and_hints_in_japanese_give_nothing_away():
    from alliance.questions.compile import problems

    told = {"en": "Look on.", "ja": "それは岸信介です。"}
    asked = {**ASKED[1], "hints": ["Look.", told]}
    unit = {"unit": "99", "prefix": "x", "title": "x", "questions": [asked]}
    assert {one.path[-2:] for one in problems(unit)} == {("hints", 1)}


# What a screen reader hears.


class Heard(HTMLParser):
    """The texts of some HTML with the language that each stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = ["en"]
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(dict(attrs).get("lang") or self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1], data))


@pytest.mark.slow
@pytest.mark.parametrize("asked", ASKED, ids=ids(ASKED))
def test_every_word_is_heard_in_its_language(asked: dict[str, Any]):
    question = bank.question(asked["id"])
    answers = [*asked["tests"]["right"][:1], *(one["answer"] for one in asked["tests"]["wrong"])]
    shown = [al.ask(question.id)._repr_html_(), hint(question.id)._repr_html_()]
    for one in answers:
        shown += [judge(question, one)._repr_html_(), judge(question, one).clicked()]
    for language, text in (heard for html in shown for heard in Heard(html).texts):
        if JAPANESE.search(text):
            assert language == "ja", text
        elif re.search(r"[A-Za-z]{2}", text):
            assert language == "en", text


def test_english_bears_its_language_inside_japanese_only():
    html = '<p title="an attribute">第1条（Article&#x27;s I）は &quot;may be&quot; です</p>'
    found = tagged(html)
    languages.use("en")
    english = tagged(html)
    assert english.startswith('<p title="an attribute"><span lang="ja">第</span>1')
    assert english.count("lang=") == english.count('lang="ja"') == 4
    assert found.startswith('<div lang="ja"><p title="an attribute">第1条（<span lang="en">')
    assert '&quot;<span lang="en">may be' in found


# The figures of these lessons.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "only"),
    [
        ("two_counters", "2015"),
        *((one, None) for one in ("two_counters", "one_fortnight", "who_quotes_whom")),
        ("years_named", None),
    ],
)
def test_a_figure_says_in_japanese_what_it_finds(name: str, only: str | None):
    drawn = getattr(al.plots, name)(*([only] if only else []))
    about = drawn.table_drawn.attrs
    told = [about[part] for part in ("title", "finding", "counted", "basis")]
    told += [meaning for *_, meaning in about["key"]]
    assert [one for one in told if english(one) or not JAPANESE.search(one)] == []
    shown = drawn._repr_mimebundle_()[0]["text/html"]
    assert about["finding"] in re.sub(r"<[^>]*>", "", shown)
    assert "同じ内容の表" in shown and "The same as" not in shown
    heard = Heard(re.sub(r"<img[^>]*>", "", shown)).texts
    assert {one for one, text in heard if JAPANESE.search(text)} == {"ja"}
    languages.use(None)
    again = getattr(al.plots, name)(*([only] if only else [])).table_drawn.attrs
    assert not any(JAPANESE.search(str(part)) for part in again.values())
