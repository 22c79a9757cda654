"""A question as its author wrote it, and complaints that say where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, NamedTuple, NoReturn

from alliance.questions.bank import Sealer, in_words

Path = tuple[str | int, ...]


class QuestionError(ValueError):
    """The author's file is at fault. path: where in it; the message says what to write instead."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


def written(answer: Any) -> str:
    """An answer as an author writes it in YAML."""
    try:
        return json.dumps(answer, ensure_ascii=False, default=str)
    except ValueError:  # it holds itself
        return str(answer)


class Listed(NamedTuple):
    """One answer that the author foresaw, with the record that it opens."""

    answer: Any
    record: dict[str, Any]
    path: Path

    @property
    def written(self) -> str:
        return written(self.answer)


# YAML makes a space of a line's end; between signs of Japanese there is none.
_FOLDED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


def text(value: Any) -> Any:
    """A text of the course: a string, or a mapping of languages."""
    if isinstance(value, dict):
        return {str(code): _FOLDED.sub("", str(said).strip()) for code, said in value.items()}
    return "" if value is None else str(value).strip()


class AuthoredQuestion:
    """One question of the author's file: fields, listed answers, and the sealer they go to."""

    def __init__(self, raw: dict[str, Any], path: Path = ()) -> None:
        self.raw = raw
        self.path = path
        self.id = str(raw.get("id", ""))
        whole = json.dumps(raw, ensure_ascii=False, sort_keys=True, default=str)
        self._secret = blake2b(whole.encode()).digest()
        self.sealer = Sealer(self.id, self._secret, self.closing())
        self._put: dict[tuple[str, str], Listed] = {}

    def closing(self) -> dict[str, Any]:
        """What is told after a right answer."""
        return {
            "explanation": text(self.raw.get("explanation")),
            "evidence": [locator(one) for one in self.raw.get("evidence") or ()],
        }

    def get(self, field: str, default: Any = None) -> Any:
        value = self.raw.get(field)
        return default if value is None else value

    def need(self, field: str, kind: type, what: str) -> Any:
        """A field that the kind can't do without."""
        value = self.raw.get(field)
        if not isinstance(value, kind) or not value:
            self.fail((field,), what)
        return value

    def lettered(self, field: str) -> dict[str, Any]:
        """A mapping of keys and texts."""
        given = self.get(field, {})
        if not isinstance(given, dict) or len(given) < 2:
            self.fail((field,), f"Write at least two {field}: a mapping such as {{a: …, b: …}}.")
        return {str(key): text(one) for key, one in given.items()}

    def fail(self, path: Path, message: str) -> NoReturn:
        raise QuestionError((*self.path, *path), message)

    def right(self) -> dict[str, Any]:
        """The record of a right answer."""
        return {"status": "right", "closing": self.sealer.closing_key}

    def rights(self) -> Iterator[Listed]:
        """The right answers: ``key``, then ``accept``."""
        yield Listed(self.raw.get("key"), self.right(), ("key",))
        for i, answer in enumerate(self.get("accept", [])):
            yield Listed(answer, self.right(), ("accept", i))

    def others(self, field: str = "answers") -> Iterator[Listed]:
        """Every other answer: partly, defensible, misconceptions, distractors, in this order.

        field: of a misconception or a distractor, where the kind calls its answers something else.
        """
        for status, share, message in (("partly", 0.5, "message"), ("defensible", 1.0, "explain")):
            for i, one in enumerate(self.get(status, [])):
                record = {"status": status, "share": float(one.get("share", share))}
                record["message"] = text(one.get(message))
                yield Listed(one.get("answer"), record, (status, i, "answer"))
        for path, one in self.mistakes("misconceptions"):
            answers = one.get(field)
            listed = answers if isinstance(answers, list) else [] if answers is None else [answers]
            for j, answer in enumerate(listed):
                yield Listed(answer, self.mistake(one), (*path, field, j))
        for path, one in self.mistakes("distractors"):
            if field in one or "answer" in one:
                yield Listed(one.get(field, one.get("answer")), self.mistake(one), path)

    def called(self) -> dict[str, dict[str, str]]:
        """What readers hear a misconception called in each language, by its name, where that is not
        the name; in English the name, if nothing else."""
        found = {}
        for _, one in self.mistakes(holding="called"):
            said, words = text(one["called"]), {"en": in_words(one["name"])}
            found[one["name"]] = words | (said if isinstance(said, dict) else {"en": said})
        return found

    def listed(self) -> Iterator[Listed]:
        yield from self.rights()
        yield from self.others()

    def mistakes(self, *fields: str, holding: str = "") -> Iterator[tuple[Path, dict[str, Any]]]:
        """Misconceptions, then distractors (or one of the two), each with its place in the file.

        holding: only those with a field of this name.
        """
        for field in fields or ("misconceptions", "distractors"):
            for i, one in enumerate(self.get(field, [])):
                if not holding or holding in one:
                    yield (field, i), one

    @staticmethod
    def mistake(one: dict[str, Any]) -> dict[str, Any]:
        """The record of a wrong answer; a distractor has a message and no name."""
        record = {"status": "wrong", "message": text(one.get("message"))}
        if one.get("name"):
            record["misconception"] = str(one["name"])
        return record

    @staticmethod
    def worked_out(answer: Any, record: dict[str, Any], path: Path) -> Listed:
        """An answer that follows from what was written."""
        return Listed(answer, record, path)

    def put(
        self, slot: str, normal: str, listed: Listed, *, weak: bool = False, **short: Any
    ) -> None:
        """An entry for a listed answer.

        weak: it was worked out, not written, and gives way to what was written. The same answer
        listed with two different verdicts is the author's error.
        """
        if before := self._put.get((slot, normal)):
            if weak or before.record == listed.record:
                return
            where = ".".join(str(part) for part in before.path)
            self.fail(listed.path, f"{listed.written} is listed already, at {where}. Keep one.")
        self._put[slot, normal] = listed
        self.sealer.add(slot, normal, listed.record, **short)

    def follow(
        self, slot: str, normal: str, listed: Listed, phrase: str, share: float | None = None
    ) -> None:
        """An entry that follows from a listed answer: wrong, or partly right with this share."""
        record = {"status": "wrong"} if share is None else {"status": "partly", "share": share}
        self.put(slot, normal, listed._replace(record={**record, "say": phrase}), weak=True)

    def nonce(self, what: str) -> str:
        """A short secret for a part of an answer: all parts together open the whole."""
        return blake2b(what.encode(), key=self._secret[:32], digest_size=6).hexdigest()


def locator(one: Any) -> str:
    """Evidence as it is printed: "reuters-2020 ¶4", "treaty-1951 Art. I", or a fact's id."""
    if not isinstance(one, dict):
        return str(one)
    if "fact" in one:
        return str(one["fact"])
    source, place = one.get("source"), str(one.get("provision") or "")
    if place:
        return f"{source} {'' if place.strip('IVX') else 'Art. '}{place}"
    return f"{source} ¶{one['p']}" if "p" in one else str(source)
