"""Two copies of a text have the same normal words if only their typography differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.text import Fingerprint, codes, digest_of, exact_hash, tokens, words

SAME = [
    ("“unfair”", '"unfair"'),
    ("Japan’s", "Japan's"),
    ("U.S.–Japan", "U.S.-Japan"),
    ("the  alliance\u00a0is", "the alliance is"),
    ("self-\ndefence forces", "self-defence forces"),
    ("self-\r\ndefence", "self-defence"),
    ("alli\u00adance", "alliance"),
    ("１９６０", "1960"),
    ("5０％", "50%"),
    ("1,000 km", "1000 km"),
    ("2012–2016", "2012-2016"),
    ("2012-\n2016", "2012-2016"),
    ("(−5%)", "-5%"),
    ("e\u0301lan", "élan"),
    ("REUTERS", "Reuters"),
    ("* * *", ""),
    ("- a point", "a point"),
]
DIFFERENT = [
    ("is bound", "is not bound"),
    ("does", "doesn’t"),
    ("189.3 billion", "1893 billion"),
    ("189.3", "189.4"),
    ("5%", "5"),
    ("5%", "-5%"),
    ("5%", "5‰"),
    ("$8", "€8"),
    ("₹8", "₩8"),
    ("2–3 years", "23 years"),
    ("1/2", "12"),
    ("½", "12"),
    ("3:30", "330"),
    ("1,000", "100"),
    ("1.000", "1,000"),
    ("100,00", "100,000"),
    ("well\n\nknown", "wellknown"),
    ("Kishi", "Kishida"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_typography_makes_no_difference(a: str, b: str) -> None:
    assert words(a) == words(b)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_what_changes_the_sense_changes_the_words(a: str, b: str) -> None:
    assert words(a) != words(b)


def test_a_sentence() -> None:
    assert words("“The U.S.-led  force,” 1,000 km (−5%)") == [
        *("the", "usled", "force", "1000", "km", "-5%")
    ]


@pytest.mark.slow
@given(st.text())
def test_tokens_stand_where_they_say_in_order_and_apart(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.norm
        assert end <= token.start < token.end <= len(text)
        assert words(text[token.start : token.end]) == [token.norm]
        end = token.end


@given(st.text())
def test_white_space_is_no_word(text: str) -> None:
    spread = " \n ".join(text.split())
    if not any(part[-1] in "-\u00ad‐‑‒–—―−" for part in text.split()):
        assert words(spread) == words(text)
    assert exact_hash(spread) == exact_hash(text)


@given(st.lists(st.text(min_size=1)), st.lists(st.text(min_size=1)))
def test_a_hash_knows_where_one_word_ends(a: list[str], b: list[str]) -> None:
    if a != b and not any("\x1f" in word for word in a + b):
        assert digest_of(a) != digest_of(b)


def test_a_fingerprint_tells_copies_apart_and_holds_no_text() -> None:
    text = "The treaty obliges the United States to defend Japan, and “no one” else."
    typed = text.replace("“", '"').replace("”", '"')
    changed = text.replace("obliges", "does not oblige")
    print_ = Fingerprint.of(text)
    assert print_.first == "The treaty obliges the"
    assert print_.words == 13 == len(bytes.fromhex(print_.codes))
    assert Fingerprint.of(typed).hash == print_.hash
    assert Fingerprint.of(typed).exact != print_.exact
    assert Fingerprint.of(changed).hash != print_.hash
    assert "defend" not in repr(print_)


def test_codes_show_which_word_differs() -> None:
    a, b = codes(words("one two three four")), codes(words("one two five four"))
    assert [x == y for x, y in zip(a, b, strict=True)] == [True, True, False, True]


@pytest.mark.parametrize("text", ["", " \n\t ", "— “…” * ·"])
def test_a_text_without_words(text: str) -> None:
    assert words(text) == []
    assert Fingerprint.of(text).words == 0
