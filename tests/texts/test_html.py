"""What an author marks in a line is shown as it is meant."""

from __future__ import annotations

import pytest

from alliance.html import inline


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
