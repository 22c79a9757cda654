"""``al.review``: what was not known comes back after 1, 3, 7 and 30 days; the clock is moved."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import classroom as room
import pytest

import alliance as al
from alliance.questions import check, kept_answers, review
from alliance.questions.kept_answers import MIME
from alliance.questions.review import Again, Answered, Return, returns

FIRST = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
KEYS = room.solutions("1951")
MISSED, HINTED, THIRD, KNOWN = "1951.3", "1951.12", "1951.13", "1951.19"


class Copy:
    """A working copy, in which a learner clicks as the card in the browser would keep it."""

    def __init__(self, folder: Path, clock: Callable[[timedelta], None]) -> None:
        (folder / "notebooks").mkdir()
        (folder / "exercises").mkdir()
        self.start = room.save(folder / "notebooks" / "00-start-here.ipynb", room.notebook())
        self.sheet = room.save(folder / "exercises" / "02-1951.ipynb", room.notebook())
        self.clock = clock

    def later(self, **by: int) -> None:
        self.clock(timedelta(**by))

    def change(self, path: Path, id: str, entry: Callable[[Any], Any]) -> None:
        book = json.loads(path.read_text("utf-8"))
        all = book["metadata"].setdefault(kept_answers.KEY, {})
        all[id] = entry(all.get(id, {}))
        room.save(path, book)

    def click(self, id: str, answer: Any, **more: Any) -> None:
        self.later(minutes=1)
        said = {"answer": answer, "time": kept_answers.stamp(), "edition": "1", **more}

        def entry(old: dict[str, Any]) -> dict[str, Any]:
            past = [*old.get("past", []), *([old] if "answer" in old else [])]
            return {**said, "tries": old.get("tries", 0) + 1, "past": past}

        self.change(self.sheet, id, entry)

    def again(self, card: Again, answer: Any) -> str:
        """A click in the card of a question that came back, in the notebook 00."""
        self.later(minutes=1)
        verdict = card.check(answer)
        one = {"answer": answer, "time": verdict.review}
        self.change(
            self.start, verdict.question, lambda old: {"review": [*old.get("review", []), one]}
        )
        return str(verdict)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    times = [FIRST]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kept_answers, "now", lambda: times[0])
    for name in ("_ranks", "_hints", "_misses", "_scores"):
        monkeypatch.setattr(check, name, {})
    return Copy(tmp_path, lambda by: times.__setitem__(0, times[0] + by))


def right(id: str) -> Any:
    return KEYS[id]["answer"]


def wrong(id: str) -> str:
    question = review.bank.question(id)
    letters = question.form["options"]
    return next(one for one in letters if review.judge(question, one).status == "wrong")


def due() -> list[str]:
    return [card.question.id for card in al.review().cards]


def test_nothing_is_due_before_anything_was_missed(copy: Copy) -> None:
    assert "Nothing comes back yet" in repr(al.review())
    copy.click(KNOWN, right(KNOWN))
    copy.later(days=40)
    assert "Nothing comes back yet" in repr(al.review())


def test_four_days(copy: Copy) -> None:
    copy.click(MISSED, wrong(MISSED))
    copy.click(HINTED, right(HINTED), hinted=True)
    for answer in (wrong(THIRD), wrong(THIRD), right(THIRD)):
        copy.click(THIRD, answer)
    copy.click(KNOWN, wrong(KNOWN))
    copy.click(KNOWN, right(KNOWN))  # at the second try, without a hint
    assert due() == [] and "Next: tomorrow (questions: 3)" in repr(al.review())

    copy.later(days=1)  # the second day: all three, blank, and what comes next
    cards = al.review().cards
    assert [card.question.id for card in cards] == [MISSED, HINTED, THIRD]
    assert all(card.verdict.status == "not-attempted" for card in cards)
    assert cards[0].task()["label"].endswith("if right, again on 8 May")
    assert "comes back on 8 May" in copy.again(cards[0], right(MISSED))
    assert "comes back tomorrow" in copy.again(cards[1], wrong(HINTED))
    assert "comes back tomorrow" in copy.again(cards[1], right(HINTED))  # before its day
    assert due() == [THIRD]  # what was not looked at stays

    copy.later(days=1)  # the third day
    assert due() == [THIRD, HINTED]
    for card in al.review().cards:
        copy.again(card, right(card.question.id))
    assert due() == [] and "Next: on 8 May (questions: 1)" in repr(al.review())

    copy.later(days=2)  # two days on: the first one again
    assert due() == [MISSED]
    assert "comes back on 15 May" in copy.again(al.review().cards[0], right(MISSED))
    for days, said in ((7, "on 14 June"), (30, "does not come back")):
        copy.later(days=days)
        card = next(one for one in al.review().cards if one.question.id == MISSED)
        assert said in copy.again(card, right(MISSED))
    copy.later(days=300)
    assert MISSED not in due()


def test_what_is_handed_in_stays_as_it_was(copy: Copy) -> None:
    copy.click(MISSED, wrong(MISSED))
    copy.later(days=1)
    copy.again(al.review().cards[0], right(MISSED))
    book = json.loads(copy.start.read_text("utf-8"))
    assert kept_answers.clicked(book) == {} and kept_answers.everywhere()[MISSED] == wrong(MISSED)
    check._ranks.clear()
    assert check.standing()[MISSED] == 3  # but where I stand has moved


def test_a_front_end_that_keeps_no_metadata(copy: Copy) -> None:
    """There the output holds the answer, and the time where the question came back."""
    copy.click(MISSED, wrong(MISSED))
    copy.later(days=1)
    verdict = al.review().cards[0].check(right(MISSED))
    record = verdict._repr_mimebundle_()[MIME]
    assert record["review"] == kept_answers.stamp()
    output = room.record(MISSED, right(MISSED))
    output["data"][MIME] = record
    book = room.notebook(room.code("al.review()", output))
    room.save(copy.start, book)
    assert list(kept_answers.recorded(book["cells"][0])) == [] and kept_answers.of(copy.start) == {}
    assert due() == [] and "on 8 May" in repr(al.review())


def test_a_notebook_of_before_still_counts(copy: Copy) -> None:
    """It knows only the last answer, its time and how many there were."""
    entry = {"answer": right(MISSED), "time": "2026-05-01T08:00:00Z", "edition": "1"}
    copy.change(copy.sheet, MISSED, lambda _: {**entry, "tries": 2})
    assert due() == []
    copy.change(copy.sheet, MISSED, lambda _: {**entry, "tries": 3})
    assert due() == [MISSED]
    copy.change(copy.sheet, MISSED, lambda _: {"answer": wrong(MISSED)})  # not even the time
    assert due() == [MISSED]


@pytest.mark.parametrize("entry", [3, {"past": 3}, {"past": [7], "tries": "x"}, {"review": [{}]},
                                   {"answer": {}, "time": 8}])  # fmt: skip
def test_a_broken_entry_costs_only_itself(copy: Copy, entry: Any) -> None:
    copy.change(copy.sheet, MISSED, lambda _: entry)
    copy.click(HINTED, wrong(HINTED))
    copy.later(days=1)
    assert due() == [HINTED]


def test_a_copy_of_a_notebook_is_no_second_try(copy: Copy) -> None:
    copy.click(THIRD, wrong(THIRD))
    copy.click(THIRD, right(THIRD))
    copy.sheet.with_name("02-1951-copy.ipynb").write_bytes(copy.sheet.read_bytes())
    copy.later(days=1)
    assert due() == []


def test_at_most_eight_a_day_the_oldest_first(copy: Copy) -> None:
    asked = [id for id, one in review.bank.unit("1951").questions.items() if one.kind == "choice"]
    asked += [id for id, one in review.bank.unit("trust").questions.items() if one.kind == "choice"]
    for id in asked[:10]:
        copy.click(id, wrong(id))
    copy.later(days=2)
    assert due() == asked[:8] and "waiting after these: 2" in repr(al.review())


def test_an_argument_does_not_come_back(copy: Copy) -> None:
    copy.click("1951.22", {"claim": "x", "evidence": [["treaty-1951", 1]], "reasoning": "y"})
    copy.later(days=9)
    assert due() == []


DAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("answers", "unknown", "expected"),
    [
        ([], 0, None),
        ([(0, True, False)], 0, None),
        ([(0, True, False)], 2, Return(DAY + timedelta(1), 0)),
        ([(0, True, True)], 0, Return(DAY + timedelta(1), 0)),
        ([(0, False, True), (0, True, False)], 0, Return(DAY + timedelta(1), 0)),
        ([(0, True, False), (5, False, False)], 0, Return(DAY + timedelta(6), 0)),
        ([(0, False, False), (9, True, False)], 0, Return(DAY + timedelta(12), 1)),
        ([(0, False, False), (1, True, False), (2, True, False)], 0,
         Return(DAY + timedelta(4), 1)),
        ([(0, False, False), (1, True, False), (4, False, False)], 0,
         Return(DAY + timedelta(5), 0)),
        ([(0, False, False), (1, True, False), (4, True, True)], 0,
         Return(DAY + timedelta(5), 0)),
    ],
)  # fmt: skip
def test_the_rule(answers: list[Any], unknown: int, expected: Return | None) -> None:
    given = [Answered(DAY + timedelta(n), good, hinted) for n, good, hinted in answers]
    assert returns(given, unknown) == expected


def test_the_solution_is_offered_after_the_third_miss(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_SOLUTIONS", str(room.ROOT / "solutions" / "questions"))
    for _ in range(2):
        assert "al.reveal" not in str(al.check(MISSED, wrong(MISSED)))
        assert not check.stuck(MISSED)
    third = al.check(MISSED, wrong(MISSED))
    assert f'al.reveal("{MISSED}")' in str(third) and check.stuck(MISSED)
    assert "al.reveal" not in third.clicked()  # a card has a button for it


def test_where_there_are_no_solutions_none_is_offered(copy: Copy) -> None:
    for _ in range(4):
        assert "al.reveal" not in str(al.check(MISSED, wrong(MISSED)))
