"""Arguments, honest, thin and nonsense: what is asked back, what is never said of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from checkout import from_yaml

from alliance import corpus
from alliance.languages import in_english, say, use
from alliance.questions import bank
from alliance.questions.check import check, reveal
from alliance.questions.judge import judge

TRIED = {
    one["name"]: one
    for one in from_yaml(
        (Path(__file__).parents[1] / "fixtures" / "arguments.yaml").read_text("utf-8")
    )
}
ERRORS = json.loads(corpus.data("named-errors.json").read_text("utf-8"))["errors"]
SAID = json.loads(corpus.data("phrases", "en.json").read_text("utf-8"))["said"]
PRAISE = re.compile(r"\b(?:right|good|well done|correct|great|defensible)\b", re.IGNORECASE)
ASKING = (
    "strange", "unused", "one-side", "prompt", "no-article", "quote-nowhere", "quote-altered",
    "quote-elsewhere", "against-bad", "copied", "document", "article", "turned", "words-few",
    "words-many", "few", "cite-bad",
)  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Any:
    use("en")
    yield
    use(None)


def written(one: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The question of a tried argument, and the answer that is given to it."""
    base = TRIED[one["to"]] if "to" in one else one
    reasoning = " ".join([base["reasoning"]] * base.get("repeats", 1))
    answer = {part: base[part] for part in ("claim", "evidence", "against") if part in base}
    return base["question"], {**answer, "reasoning": f"{reasoning} {one.get('adds', '')}".strip()}


def named(line: str) -> str:
    """The name of what is asked: the phrase's, or the named error's."""
    for error in ERRORS:
        if line == error["ask"]["en"]:
            return str(error["name"])
    for name in ASKING:
        parts = map(re.escape, re.split(r"\{\w+\}", SAID[f"argue-{name}"]))
        if re.fullmatch(".*".join(parts), line, re.DOTALL):
            return name
    return line


@pytest.mark.parametrize("name", TRIED)
def test_what_is_asked_back(name: str) -> None:
    one = TRIED[name]
    id, answer = written(one)
    verdict = judge(bank.question(id), answer)
    assert (verdict.status, verdict.score) == (one.get("status", "recorded"), None)
    lines = [line for line in verdict.details if line != say("argue-complete")]
    assert [named(line) for line in lines] == one["asked"]
    assert all("?" in line for line in lines)
    assert not PRAISE.search(f"{verdict.heading} {verdict.message} {' '.join(lines)}")


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        # A claim that says the contrary of its own evidence, and twins that do not.
        ({"claim": "Article I obliged the United States to defend Japan."}, ["promise-in-1951"]),
        ({"claim": "In its words of 1951 it was a promise to defend Japan, not a permission."},
         ["promise-in-1951"]),
        ({"claim": "In Article I Japan did not grant any right to the United States."}, ["turned"]),
        ({"claim": "In Article I Japan granted a right to the United States."}, []),
        ({"claim": "Article I did not oblige the United States to defend Japan."}, []),
        ({"claim": "It was no promise, but a permission in its words."}, []),
        # "Not" in every form that the project knows; "an attack from without" denies nothing.
        ({"claim": "Article I doesn't grant the United States any right."}, ["turned"]),
        ({"claim": "The forces guard Japan against armed attack from without."}, []),
        # Who signed and who was in the room.
        ({"claim": "Eisenhower signed a new treaty nine years later."}, ["eisenhower-signed"]),
        ({"claim": "Eisenhower looked on as Kishi signed a new treaty nine years later."}, []),
        ({"claim": "Eisenhower had signed the instruments of ratification beforehand."}, []),
        # Other kinds of evidence than those that are asked for.
        ({"evidence": ["treaty-1951 Art. I", "doc-dulles-1951 ¶1", "doc-yoshida-1951 ¶1"]},
         ["article"]),
        ({"evidence": ["treaty-1951 Art. I", "treaty-1951 Art. II", "japan-forward-2025 ¶4"]},
         ["document"]),
        ({"evidence": ["treaty-1951 Art. I", "ctx-05", "japan-forward-2025 ¶4"]}, []),
        # Evidence as one text.
        ({"evidence": "1. treaty-1951 Art. I\n2. doc-dulles-1951\n3. Japan Forward ¶4"}, []),
        ({"evidence": "treaty-1951 Art. I, doc-dulles-1951 and japan-forward-2025 ¶4"}, []),
        ({"evidence": "旧安保条約第1条；doc-dulles-1951；ジャパン・フォワード第4段落"}, []),
        # Keys as people write them.
        ({"evidence": [{"source": "treaty-1951", "article": "I"},
                       {"id": "doc-dulles-1951", "para": 1},
                       {"article": "japan-forward-2025", "paragraph": 4}]}, []),
    ],
)  # fmt: skip
def test_what_a_change_to_an_honest_argument_is_asked(
    change: dict[str, Any], asked: list[str]
) -> None:
    id, answer = written(TRIED["weak-writer"])
    verdict = judge(bank.question(id), answer | change)
    lines = [line for line in verdict.details if line != say("argue-complete")]
    assert (verdict.status, [named(line) for line in lines]) == ("recorded", asked)


def test_there_are_arguments_of_each_sort() -> None:
    sorts = [one["sort"] for one in TRIED.values()]
    assert len(sorts) >= 25 and {sorts.count(sort) > 4 for sort in set(sorts)} == {True}


EXPECTED = [
    ("costs.25", " Okinawa's share rose from 25 to 70 per cent.", None, "of which facilities"),
    ("costs.25", " Of all facilities it was 25 per cent, of those used alone 70.", None, ""),
    ("anpo.24", "", ["doc-asanuma-last-1960", "doc-funada-1960", "reuters-2020 ¶11"], "before 20"),
    ("anpo.24", "", ["doc-tokano-1959", "r60-01", "reuters-2020 ¶11"], "after 20 May"),
    # A document of "May 1960" may be of before or after.
    ("anpo.24", "", ["doc-u2-1960", "doc-funada-1960", "reuters-2020 ¶11"], ""),
    ("today.25", None, None, "which a statement"),
    ("1960.25", None, None, "secret in 1960"),
    ("trust.25", None, None, "What has moved you"),
]


@pytest.mark.parametrize(("id", "adds", "evidence", "said"), EXPECTED)
def test_what_a_question_of_its_own_expects_is_asked_where_it_is_missing(
    id: str, adds: str | None, evidence: list[str] | None, said: str
) -> None:
    asks = [one["ask"] for one in bank.question(id).form.get("expects", ())]
    asks += [error["ask"] for error in ERRORS]
    answer = bank.solution(id)["answer"]
    honest = judge(bank.question(id), answer).details
    assert not {*map(in_english, asks)} & {*honest}, "an honest one is asked for nothing"
    bare = "It binds both sides, and they act by their own rules. " * 12
    reasoning = bare if adds is None else answer["reasoning"] + adds
    claim = "It is for both." if adds is None else answer["claim"]
    changed = answer | {"claim": claim, "reasoning": reasoning}
    told = judge(bank.question(id), changed | ({"evidence": evidence} if evidence else {})).details
    own = [one for one in told if one in {*map(in_english, asks)}]
    assert [said in one for one in own] == [True] * bool(said)


def argued() -> list[str]:
    units = [bank.unit(prefix) for prefix in bank.prefixes()]
    return [id for unit in units for id, one in unit.questions.items() if one.kind == "argue"]


@pytest.mark.parametrize("error", ERRORS, ids=[one["name"] for one in ERRORS])
def test_a_named_error_is_well_written(error: dict[str, Any]) -> None:
    assert set(error["ask"]) == {"en", "ja"} and error["ask"]["en"].endswith("?")
    assert all(re.compile(part) for part in error["find"])


# The writer's own marks, and the samples that they open.


def own(id: str, level: int = 2) -> dict[str, int]:
    return {bank.row_name(row): level for row in bank.question(id).form["rubric"]}


def samples_of(id: str) -> list[dict[str, Any]]:
    solution = corpus.course_root() / "solutions" / "questions" / f"{id.partition('.')[0]}.json"
    found = json.loads(solution.read_text("utf-8"))["questions"][id]["samples"]
    return [
        {part: in_english(said) if type(said) is dict else said for part, said in one.items()}
        | {"remarks": [in_english(said) for said in one["remarks"]]}
        for one in found
    ]


@pytest.mark.parametrize("id", argued())
def test_two_samples_stand_one_a_side_and_only_the_weak_one_is_asked(id: str) -> None:
    strong, weak = samples_of(id)
    assert (strong["level"], weak["level"]) == (4, 2) and strong["side"] != weak["side"]
    assert len(own(id)) == 5
    for one in (strong, weak):
        verdict = judge(bank.question(id), one)
        assert verdict.status == "recorded"
        assert one is weak or verdict.details == (say("argue-complete"),)


@pytest.mark.slow
@pytest.mark.parametrize("id", argued())
def test_samples_open_when_every_row_is_marked_and_change_no_verdict(id: str) -> None:
    strong, weak = samples_of(id)
    answer = {part: strong[part] for part in ("claim", "evidence", "reasoning")}
    bare = judge(bank.question(id), answer)
    some = dict(list(own(id).items())[:4])
    for marks in (some, own(id, 9), own(id, 0), {"bananas": 4}, "4", 4, [4] * 5):
        told = judge(bank.question(id), {**answer, "self": marks})
        assert told.samples == () and told.explanation == "" and weak["claim"] not in str(told)
    marked = judge(bank.question(id), {**answer, "self": own(id, 4)})
    assert (bare.status, bare.score) == (marked.status, marked.score) == ("recorded", None)
    assert [in_english(one["claim"]) for one in marked.samples] == [strong["claim"], weak["claim"]]
    assert marked.explanation and weak["remarks"][0] in str(marked)
    assert weak["claim"] not in marked.clicked() and "<details>" in marked.compared()


def test_samples_stand_in_no_copy_that_can_be_read_before() -> None:
    for id in argued():
        prefix = id.partition(".")[0]
        sealed = corpus.data("questions", f"{prefix}.json").read_text("utf-8")
        for one in samples_of(id):
            assert not [text for text in (one["claim"], *one["remarks"]) if text[:30] in sealed]


def test_a_graded_copy_keeps_an_argument_and_has_no_samples() -> None:
    id = "1951.22"
    known = bank.question(id)._copy
    graded = bank.Question({part: known[part] for part in known if part not in SEALED})
    answer = {**samples_of(id)[0], "self": own(id)}
    verdict = judge(graded, answer)
    assert (verdict.status, verdict.samples) == ("recorded", ())


SEALED = ("entries", "boxes", "closing", "salt")


def test_a_solution_shows_the_samples_too() -> None:
    id = "1951.22"
    check(id, samples_of(id)[1])
    told = str(reveal(id))
    assert all(one["claim"] in told and one["remarks"][0] in told for one in samples_of(id))


def test_the_rows_that_all_share_stand_once_and_in_two_languages() -> None:
    assert list(bank.common_rows()) == ["claim", "evidence", "sourcing", "other-side"]
    for row in bank.common_rows().values():
        texts = [row["criterion"], *row["levels"]]
        assert len(row["levels"]) == 4 and all(one["en"] and one["ja"] for one in texts)
    use("ja")
    assert "主張" in str(judge(bank.question("1951.22"), written(TRIED["weak-writer"])[1]))


@pytest.mark.parametrize(
    ("reasoning", "asked"),
    [
        ("条約は許可である。" * 40, ["strange"]),
        ("Dulles は staff に as many troops as we want と言った。" * 12, ["strange"]),
        ("two documents and one article all carry the claim", ["prompt"]),
        ("Choose two words of two documents that carry your side.", ["prompt"]),
    ],
)
def test_repetition_in_japanese_and_the_questions_own_words_are_asked(
    reasoning: str, asked: list[str]
) -> None:
    id, answer = written(TRIED["weak-writer"])
    japanese = reasoning[-1] == "。"
    said = {"claim": "許可だった。"} if japanese else {}
    told = reasoning if japanese else f"{answer['reasoning']} {reasoning}"
    verdict = judge(bank.question(id), answer | said | {"reasoning": told})
    lines = [named(line) for line in verdict.details if line != say("argue-complete")]
    assert [one for one in lines if one in ("strange", "prompt")] == asked


# What speaks against it: a part that may be missing.


@pytest.mark.parametrize(
    ("against", "asked"),
    [
        (None, ["one-side"]),
        ("", ["one-side"]),
        ({"text": "", "place": ""}, ["one-side"]),
        ("An attacker would have met them anyway.", []),
        (["An attacker would have met them.", ["doc-yoshida-1951", 1]], []),
        ({"text": "They could be sent away.", "place": "treaty-1951 Art. I"}, []),
        ({"place": ["doc-dulles-1951", 1]}, []),
        ({"text": "They could leave.", "place": "treaty-1951 Art. XX"}, ["against-bad"]),
        (12, ["one-side"]),
    ],
)
def test_what_speaks_against_it_may_be_said_and_is_no_citation(
    against: Any, asked: list[str]
) -> None:
    id, answer = written(TRIED["one-side"])
    verdict = judge(bank.question(id), answer if against is None else answer | {"against": against})
    assert verdict.status == "recorded"
    lines = [named(line) for line in verdict.details if line != say("argue-complete")]
    assert lines == asked
    few = judge(
        bank.question(id), answer | {"against": against, "evidence": answer["evidence"][:2]}
    )
    assert few.status == "partly"


@pytest.mark.parametrize(
    "layout",
    [
        "CLAIM\n{}\n\nEVIDENCE\n{}\n\nREASONING\n{}",
        "**Claim:** {}\n\n**Evidence:**\n{}\n\n**Reasoning:** {}",
        "1. Claim: {}\n2. Evidence: {}\n3. Reasoning: {}",
        "Claim – {}\nEvidence – {}\nReasoning – {}",
        "My claim: {}\nMy evidence: {}\nMy reasoning: {}",
        "主張：{}\n根拠：{}\n理由：{}",
        "【主張】{}\n【証拠】{}\n【論証】{}",
    ],
)
@pytest.mark.parametrize("between", ["\n- ", ", ", "; ", "\n", "\n2) "])
def test_the_parts_of_an_argument_are_known_by_their_headings(layout: str, between: str) -> None:
    question, answer = written(
        next(one for one in TRIED.values() if one.get("question") == "costs.25")
    )
    cited = [
        one if isinstance(one, str) else " ¶".join(map(str, one)) for one in answer["evidence"]
    ]
    text = layout.format(
        answer["claim"], between.join(["Document A ¶1", *cited]), answer["reasoning"]
    )
    asked = bank.question(question)
    apart = {**answer, "evidence": ["doc-gao-2021 ¶1", *cited]}
    assert judge(asked, text).details == judge(asked, apart).details
    assert judge(asked, text.replace(answer["claim"], "")).status == "malformed"
