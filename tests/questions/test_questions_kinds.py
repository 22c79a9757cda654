"""What holds for every kind: right, blank, unreadable, an example that gives nothing away."""

from __future__ import annotations

import pytest
from questions_samples import RIGHT, SAMPLES, judged, question

KINDS = sorted(SAMPLES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_answer_is_right_and_explained(kind: str) -> None:
    verdict = judged(kind, RIGHT[kind])
    if kind == "argue":
        assert (verdict.status, verdict.score) == ("recorded", None)
        return
    assert (verdict.status, verdict.score) == ("right", 1.0)
    assert "drops it" in verdict.explanation
    assert verdict.evidence == ("treaty-1951 Art. I", "t51-03")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("blank", [None, "", "  ", "…", "...", ..., [], {}, "___", "your answer"])
def test_a_blank_answer_is_not_attempted(kind: str, blank: object) -> None:
    verdict = judged(kind, blank)
    assert verdict.status == "not-attempted"
    assert "How to write it" in str(verdict)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unreadable_answer_is_told_how_to_write_it_and_not_charged(kind: str) -> None:
    verdict = judged(kind, lambda: None)
    assert verdict.status == "malformed"
    assert "For example: al.check(" in str(verdict)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_is_not_the_answer(kind: str) -> None:
    example = question(kind).example
    assert judged(kind, example).status not in ("right", "partly", "defensible")
