"""Generated answers, a thousand and more per kind: no exception, the same verdict for the same
answer in another spelling, and never *right* once a digit or a "not" has been changed."""

from __future__ import annotations

import datetime as dt
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from questions_samples import PASSAGE, RIGHT, SAMPLES, judged, question, said

from alliance.questions.judge import STATUSES
from alliance.questions.numbers import MONTH_NAMES

pytestmark = pytest.mark.slow

KINDS = sorted(SAMPLES)
THOUSAND = settings(
    max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)

# As many answers and more, where each example is spelled in eight ways.
EIGHTFOLD = settings(THOUSAND, max_examples=250)

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60) | st.dates()
)
ANSWERS = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=5)
    ),
    max_leaves=12,
)
# Near the truth is where it goes wrong: parts of right answers, with a little noise.
NOISE = (
    "a b c 1 2 211 bn yen 億 昭和 26 年 9 月 8 日 Kishi Nobusuke 岸 treaty-1951 Art. I ¶ 4 not may "
    "be utilized request … , - / % $ 1951 Sept None e9 ( ) ' \""
)
PIECES = NOISE.split()
NEAR = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=9
).map("".join)


@pytest.mark.parametrize("kind", KINDS)
def test_any_answer_gets_a_verdict(kind: str) -> None:
    @settings(THOUSAND, max_examples=100)  # ten answers each: drawing one takes longer than judging
    @given(st.lists(ANSWERS | NEAR, min_size=10, max_size=10))
    @example(["0" * 5000, [[[[[[[[[]]]]]]]]], "1e999999999", "九" * 3000, "\ud800", "(" * 500])
    def check(answers: list[Any]) -> None:
        for answer in answers:
            verdict = judged(kind, answer)
            assert verdict.status in STATUSES
            assert verdict.status != "author-error"
            assert str(verdict) and verdict._repr_html_().startswith("<output")

    check()


def noisy(text: str, spaces: int, case: int, wide: bool) -> str:
    """The same words in another spelling: spaces around, case, full width."""
    text = [text, text.upper(), text.lower(), text.title()][case]
    if wide:
        text = "".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in text)
    return " " * spaces + text + " " * spaces


EVERY = [*product(range(4), range(4), (False, True))]
SPELLING = st.sampled_from(EVERY)


@pytest.mark.parametrize("letter", "abcde")
def test_choice_is_the_same_in_every_spelling(letter: str) -> None:
    place = "abcde".index(letter) + 1
    words = SAMPLES["choice"]["options"][letter]
    expected = said("choice", letter)
    for spelled in (place, str(place), f"({letter})"):
        assert said("choice", spelled) == expected
    for how in EVERY:
        for spelled in (noisy(letter, *how), noisy(words, *how)):
            assert said("choice", spelled) == expected


@pytest.mark.parametrize("size", range(1, 5))
def test_choices_are_the_same_in_every_order(size: int) -> None:
    for shuffled in permutations("abcd", size):
        expected = said("choices", sorted(shuffled))
        for spelled in (
            [*shuffled], ", ".join(shuffled), "".join(shuffled).upper(), set(shuffled)
        ):  # fmt: skip
            assert said("choices", spelled) == expected
        assert (expected[0] == "right") == ({*shuffled} == {"a", "c"})


@EIGHTFOLD
@given(st.integers(1, 400_000))
def test_a_number_is_the_same_in_every_scale(oku: int) -> None:
    expected = said("number", oku * 10**8)
    whole, rest = divmod(oku, 10_000)
    spelled = [
        f"{oku}億円", f"{oku:,}億 円", f"¥{oku * 10**8:,}", f"{oku / 10:.1f} billion yen",
        f"JPY {oku / 10:.1f}bn",
        f"{oku * 100:,} million yen", oku / 10, f"{oku / 10_000:.4f} trillion",
    ]  # fmt: skip
    if whole:
        spelled.append(f"{whole}兆{rest}億円" if rest else f"{whole}兆円")
    for one in spelled:
        assert said("number", one) == expected, one
    near = abs(oku - 2110) <= 2110 * 0.005
    assert (expected[0] == "right") == near


ERAS = {1925: "昭和", 1988: "平成", 2018: "令和"}
MONTHS = [name.capitalize() for name in MONTH_NAMES]


@EIGHTFOLD
@given(
    st.dates(dt.date(1926, 12, 26), dt.date(1989, 1, 7)) | st.sampled_from([dt.date(1951, 9, 8)])
)
def test_a_date_is_the_same_in_every_calendar(day: dt.date) -> None:
    expected = said("date", day)
    month, era = MONTHS[day.month - 1], day.year - 1925
    for one in (
        day.isoformat(), f"{day.day} {month} {day.year}", f"{month[:3]}. {day.day}, {day.year}",
        f"昭和{era}年{day.month}月{day.day}日", f"{day.year}年{day.month}月{day.day}日",
        f"S{era}.{day.month}.{day.day}",
        f"the {day.day}th of {month}, {day.year}", f"Showa {era} {month} {day.day}",
    ):  # fmt: skip
        assert said("date", one) == expected, one
    assert (expected[0] == "right") == (day == dt.date(1951, 9, 8))


NAMES = ["Kishi Nobusuke", "Kishi", "Sato Eisaku", "Ikeda Hayato", "Kishida Fumio", "Abe Shinzo"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_same_in_every_spelling(name: str) -> None:
    expected = said("text", name)
    turned = " ".join(reversed(name.split()))
    macron = name.replace("Sato", "Satō").replace("Shinzo", "Shinzō")
    titled = [title + turned for title in ("Mr. ", "Prime Minister ")]
    for one in (name, turned, macron, macron.replace("ō", "ou"), *titled):
        for how in EVERY:
            assert said("text", noisy(one, *how)) == expected, one


def test_an_order_is_the_same_in_every_form() -> None:
    items = SAMPLES["order"]["items"]
    for order in permutations("abcd"):
        expected = said("order", [*order])
        for one in ("".join(order), " > ".join(order), order, [items[key] for key in order]):
            assert said("order", one) == expected
        assert (expected[0] == "right") == (order[:2] == ("a", "c"))


def test_pairs_are_the_same_in_every_form() -> None:
    for right in product("abcd", repeat=3):
        pairs = dict(zip("123", right, strict=True))
        expected = said("match", pairs)
        written = [f"{one}{other}" for one, other in pairs.items()]
        for one in (
            " ".join(written), ", ".join(reversed(written)), [*right], "".join(right),
            list(pairs.items()), {int(key): value.upper() for key, value in pairs.items()},
        ):  # fmt: skip
            assert said("match", one) == expected, one
        assert (expected[0] == "right") == (right == ("c", "b", "a"))


@pytest.mark.parametrize("source", ["treaty-1951", "treaty-1960"])
@pytest.mark.parametrize("n", range(1, 6))
def test_a_place_is_the_same_in_every_form(source: str, n: int) -> None:
    roman = ["I", "II", "III", "IV", "V"][n - 1]
    expected = said("cite", (source, f"Art. {roman}"))
    for one in (
        (source, roman), f"{source} Art. {roman}", f"{source} Article {n}",
        f"Article {roman} of {source}", {"source": source, "provision": roman},
        *(noisy(f"{source} art. {roman}", *how) for how in EVERY),
    ):  # fmt: skip
        assert said("cite", one) == expected, one
    assert (expected[0] == "right") == ((source, n) == ("treaty-1951", 1))


@EIGHTFOLD
@given(st.integers(0, 45), st.integers(1, 15), SPELLING)
def test_a_mark_is_the_same_in_every_spelling(
    start: int, size: int, how: tuple[int, int, bool]
) -> None:
    words = PASSAGE.split()[start : start + size]
    assume(words)
    marked = " ".join(words)
    expected = said("mark", marked)
    for one in (noisy(marked, *how), f"“{marked}”", "  ".join(words), [marked]):
        assert said("mark", one) == expected


@EIGHTFOLD
@given(
    st.lists(st.lists(st.integers(0, 12) | st.sampled_from(["none", "10 years"]), min_size=2,
                      max_size=2), min_size=2, max_size=2),
    st.permutations([0, 1]), st.permutations([0, 1]),
)  # fmt: skip
def test_a_table_is_the_same_in_every_order(
    rows: list[list[Any]], down: list[int], across: list[int]
) -> None:
    index, columns = [1951, 1960], ["provisions", "duration"]
    expected = said("table", {"columns": columns, "index": index, "rows": rows})[0]
    turned = {
        "columns": [columns[j].upper() for j in across],
        "index": [str(index[i]) for i in down],
        "rows": [[rows[i][j] for j in across] for i in down],
    }
    assert said("table", turned)[0] == expected
    assert (expected == "right") == (rows == RIGHT["table"]["rows"])


DIGITS = {
    "number": "211 billion yen",
    "date": "8 September 1951",
    "cite": "treaty-1951 Art. 1",
    "mark": "for 10 years",
    "text": "Article 15",
}


@pytest.mark.parametrize("kind", DIGITS)
def test_another_digit_is_never_right(kind: str) -> None:
    answer = DIGITS[kind]
    changes: dict[str, Any] = {"tolerance": 0}
    if kind in ("mark", "text"):
        changes = {"key": answer, "accept": [], "not": [], "names": False}
    assert judged(kind, answer, **changes).status == "right"
    for spot, digit in product(range(len(answer)), "0123456789"):
        if answer[spot].isdigit() and answer[spot] != digit:
            changed = answer[:spot] + digit + answer[spot + 1 :]
            assert judged(kind, changed, **changes).status != "right", changed


DENIED = {
    "choice": "Only on request",
    "number": "211 billion yen",
    "date": "8 September 1951",
    "text": "Kishi Nobusuke",
    "mark": "at the express request of the Japanese Government",
}


@pytest.mark.parametrize("negation", ["not", "never", "no", "without", "not the", "neither", "non"])
@pytest.mark.parametrize("kind", DENIED)
def test_a_negation_is_never_right(kind: str, negation: str) -> None:
    words = DENIED[kind].split()
    for place in range(len(words) + 1):
        denied = " ".join([*words[:place], negation, *words[place:]])
        assert judged(kind, denied).status != "right", denied


def test_the_questions_that_were_generated_for_are_the_samples() -> None:
    assert {question(kind).kind for kind in KINDS} == set(KINDS)
