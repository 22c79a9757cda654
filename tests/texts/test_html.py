"""What an author marks in a line is shown as it is meant."""

from __future__ import annotations

from html import escape

import pytest

from alliance.html import Html, inline, page


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ask `al.hint()`, *look again*.", "Ask <code>al.hint()</code>, <em>look again</em>."),
        ("*we*, not *they*", "<em>we</em>, not <em>they</em>"),
        ("`2 * 3 * 4` and *a*", "<code>2 * 3 * 4</code> and <em>a</em>"),
        ("5 * 3 * 2, 5*3*2, ** and * a *", "5 * 3 * 2, 5*3*2, ** and * a *"),
        ("*<b>*", "<em>&lt;b&gt;</em>"),
    ],
)  # fmt: skip
def test_code_and_stress_are_shown_and_sums_are_left(written: str, shown: str) -> None:
    assert inline(written) == shown


def test_a_page_escapes_as_every_output_does_and_leaves_what_is_html() -> None:
    said = 'it\'s "so" <b>'
    made = page("run", title=said, body=Html("<i>it's</i>"))
    assert f"<title>{escape(said)}</title>" in made and "<i>it's</i>" in made
