"""What a student's copy must not hold in plain text, and what a passed-in object must not break."""

from __future__ import annotations

import base64
import json
import sys
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from clock import within
from questions_samples import RIGHT, SAMPLES, judged, question, raw

from alliance.questions.bank import Question, Seal, Sealer, Tampered
from alliance.questions.compile import compile_question, compile_unit
from alliance.questions.judge import judge

KINDS = sorted(SAMPLES)


def unit(graded: bool = False) -> dict[str, Any]:
    questions = [raw(kind) for kind in KINDS]
    whole = {"unit": "99", "prefix": "sample", "title": "Samples", "questions": questions}
    return compile_unit(whole, graded=graded)


def secrets(kind: str) -> set[str]:
    """Messages, names and the explanation; of kinds whose key is no public letter, the answers."""
    asked = raw(kind)
    found = {asked["explanation"], "treaty-1951 Art. I", "t51-03"} if kind != "argue" else set()
    for one in asked.get("misconceptions", []):
        found |= {one["name"], one["message"]}
    for one in (*asked.get("partly", []), *asked.get("defensible", [])):
        found |= {one.get("message"), one.get("explain")} - {None}
    if kind == "text":
        found |= {asked["key"], *asked["accept"], *asked["not"], "Sato", "Ikeda", "kishi"}
    if kind == "number":
        found |= {"211", "2110", "2.11E+11"}
    if kind == "date":
        found |= {"1951-09-08", "1951-09", "1952"}
    return found


def layers(copy: dict[str, Any]) -> str:
    """All that a reader can see who also decodes what is base64 or hexadecimal."""
    text = json.dumps(copy, ensure_ascii=False)
    for part in (*copy.get("entries", {}).items(), *((box, "") for box in copy.get("boxes", ()))):
        for sealed in part:
            text += base64.b64decode(sealed).decode("latin-1")
    return text.casefold()


@pytest.mark.parametrize("kind", KINDS)
def test_a_sealed_copy_tells_nothing_to_a_reader(kind: str) -> None:
    public = {"prompt": "", "hints": [], "salt": ""}  # the date's 1952 may not hide in random bytes
    shown = layers({**compile_question(raw(kind)), **public})
    for secret in secrets(kind):
        if not secret.isdigit():
            assert secret.casefold() not in shown, secret
    visible = json.dumps(
        {**compile_question(raw(kind)), "entries": 0, "boxes": 0, "closing": 0, "salt": 0}
    )
    for secret in secrets(kind):
        assert secret not in visible, secret


@pytest.mark.parametrize("kind", KINDS)
def test_an_output_and_its_record_hold_only_what_was_earned(kind: str) -> None:
    wrong = {
        "number": 5,
        "date": "1902",
        "text": "nobody",
        "cite": "reuters-2020 ¶4",
        "mark": "Such forces may",
        "table": {"columns": ["n"], "index": ["r"], "rows": [[0]]},
    }.get(kind)
    for answer in (wrong, None, "zz"):
        bundle = judged(kind, answer)._repr_mimebundle_()
        told = json.dumps(bundle, ensure_ascii=False)
        for secret in secrets(kind):
            if not secret.isdigit():
                assert secret not in told, (secret, answer)


def test_the_objects_in_memory_show_nothing_either() -> None:
    asked = question("text")
    for thing in (asked, asked.seal, vars(asked)):
        assert "Nobusuke" not in repr(thing)


@pytest.mark.parametrize("kind", KINDS)
def test_a_graded_copy_has_no_key_and_passes_nothing(kind: str) -> None:
    copy = compile_question(raw(kind), graded=True)
    assert not {"entries", "boxes", "closing", "salt"} & set(copy)
    asked = Question(copy)
    assert judge(asked, RIGHT[kind]).status == "recorded"
    assert judge(asked, RIGHT[kind]).score is None
    assert judge(asked, "").status == "not-attempted"
    assert judge(asked, object()).status == "malformed"


def test_entries_do_not_tell_right_from_wrong_by_their_size() -> None:
    copy = compile_question(raw("choice"))
    assert len({len(entry) for entry in copy["entries"].values()}) == 1
    for kind in ("choices", "order", "match"):
        sizes = {len(entry) for entry in compile_question(raw(kind))["entries"].values()}
        assert len(sizes) <= 2, kind


def test_the_same_file_gives_the_same_bytes_and_another_salt_after_a_change() -> None:
    assert json.dumps(unit()) == json.dumps(unit())
    changed = compile_question(raw("choice", explanation="Another."))
    assert changed["salt"] != compile_question(raw("choice"))["salt"]


def test_an_altered_file_is_the_authors_error_and_costs_nothing() -> None:
    copy = compile_question(raw("choice"))
    for tag, sealed in copy["entries"].items():
        data = bytearray(base64.b64decode(sealed))
        data[-1] ^= 1
        copy["entries"][tag] = base64.b64encode(data).decode()
    verdict = judge(Question(copy), "b")
    assert (verdict.status, verdict.score) == ("author-error", None)
    assert "You lose nothing" in str(verdict)


def test_a_seal_opens_for_the_same_words_only() -> None:
    sealer = Sealer("x.1", b"secret", {"explanation": "why", "evidence": []})
    sealer.add("answer", "b", {"status": "right", "closing": sealer.closing_key})
    copy = {"id": "x.1", **sealer.sealed()}
    seal = Seal(copy)
    assert seal.closing(seal.open("answer", "b")[0]["closing"])["explanation"] == "why"
    for slot, normal in (("answer", "c"), ("other", "b"), ("answer", "b ")):
        assert seal.open(slot, normal) == []
    assert Seal({**copy, "id": "x.2"}).open("answer", "b") == []
    with pytest.raises(Tampered):
        seal.closing(base64.b64encode(b"0" * 32).decode())


class Hostile:
    """Everything that can be asked of it raises or hangs."""

    def _trap(self, *args: Any, **named: Any) -> Any:
        raise SystemError("asked")

    __eq__ = __hash__ = __repr__ = __str__ = __len__ = __iter__ = __bool__ = __int__ = _trap
    __float__ = __index__ = __getitem__ = __contains__ = __getattr__ = __array__ = _trap

    def __getattribute__(self, name: str) -> Any:
        while True:
            time.sleep(0.1)


class Meta(type):
    def __getattribute__(cls, name: str) -> Any:
        raise SystemError("asked")

    def __instancecheck__(cls, other: Any) -> bool:
        raise SystemError("asked")


class HostileClass(metaclass=Meta):
    pass


class Text(str):
    """A text whose own methods raise: only the characters are taken."""

    def strip(self, *args: Any) -> str:
        raise SystemError("asked")

    __hash__ = str.__hash__
    __eq__ = __len__ = __str__ = __repr__ = casefold = strip  # type: ignore[assignment]


class Listed(list):
    def __iter__(self) -> Any:
        raise SystemError("asked")

    __len__ = __getitem__ = __eq__ = __iter__  # type: ignore[assignment]


def loop() -> list[Any]:
    endless: list[Any] = []
    endless.append(endless)
    return endless


def hostile_objects() -> list[Any]:
    column = np.array([None, 1], dtype=object)
    column[0] = Hostile()  # pandas asks what is in a list, not what is in a column
    frame = pd.DataFrame({"n": column}, dtype=object)
    return [
        Hostile(), Hostile, HostileClass, HostileClass(), lambda: 1, print, sys, loop(),
        [Hostile()], {"a": Hostile()}, {Text("a"): 1}, Listed(["z"]), "x" * 10_000_000,
        ["x"] * 1_000_000, 10**100_000, float("nan"), float("-inf"), complex(1, 2), b"b",
        bytearray(9), range(10**12), iter(int, 1), object(), frame, Exception("x"), type,
        pd.DataFrame({"n": range(1_000_000)}), pd.Series(range(1_000_000)), NotImplemented,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_passed_in_gets_a_verdict_in_time(kind: str) -> None:
    for thing in hostile_objects():
        with within(1.0):
            verdict = judged(kind, thing)
            assert str(verdict) and verdict._repr_mimebundle_()
            assert verdict.status not in ("right", "author-error")


def test_a_text_with_methods_of_its_own_is_read_by_its_characters() -> None:
    assert judged("choice", Text("b")).status == "right"
    assert judged("choices", Listed(["a", "c"])).status == "right"
