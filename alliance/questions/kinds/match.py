"""Pair each thing on the left with one on the right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, product
from typing import TYPE_CHECKING, Any

from alliance.languages import pick, say
from alliance.questions import answers, wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import Form, Kind, Outcome, field, outcome, single, some, yaml
from alliance.questions.numbers import filled, kanji

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion, Path

Pairs = dict[str, str]
_LONGEST = 300  # characters of a pair
_SIGNS = 8  # at which a pair may be divided
_SHORT = 60  # characters of a pair whose words are short and have no sign between them
_ROMAN = re.compile(r"[ivx]+", re.IGNORECASE)
# Between pairs, and between the halves of one; "c is left over" names no pair.
_SEPARATORS, _JOINS, _LEFT_OVER, _ARTICLE = filled("pairs")
_BESIDE = answers.BESIDE_LETTER | {"article", "art", "belongs"}


def _row(left: dict[str, Any], said: Any) -> str | None:
    """The thing on the left that is meant; also by words that no other has, "Dulles", "II"."""
    found = answers.letter(left, said)
    if found is not None or type(said) is not str:
        return found
    article = answers.letter(left, f"Article {said}") if _ROMAN.fullmatch(said) else None
    return article or answers.named(left, said)


def _column(right: dict[str, Any], said: Any) -> str | None:
    """The thing on the right that is meant; also by what stands before its first comma."""
    if type(said) is not str or said.strip(" .").isdigit():
        return None  # a number names a thing on the left
    return answers.meant(right, said) or answers.named(right, said, denied=True)


class Match(Kind):
    name = "match"
    shape = "pairs"
    single = False
    fields = yaml(left=field("Letters", min_length=2), right=field("Letters", min_length=2))
    mistaken = yaml(pairs=field("dict[Text, Text] | None", None))

    def examples(self, form: Form) -> Iterable[Any]:
        left, right = list(form["left"]), list(form["right"])
        for turn in range(len(right)):
            yield {one: right[(i + turn) % len(right)] for i, one in enumerate(left)}

    def blank(self, form: Form) -> Any:
        return dict.fromkeys(form["left"], "")

    def markdown(self, form: Form) -> Iterator[str]:
        yield "\n\nwith\n\n".join(super().markdown(form))

    def paper(self, form: Form, **more: Any) -> str:
        from alliance.html import inline, table

        rows = [(name, inline(pick(text), "em"), "") for name, text in form["left"].items()]
        left = table(rows, ("No.", "What", "Letter"), styles=("",), head_style="")
        return super().paper(form, left=left)

    def read(self, form: Form, answer: Any) -> Pairs:
        found: Pairs = {}
        for pair in _pairs(form, answer):
            known = _known_pair(form, *pair) or _known_pair(form, *pair, words=True)
            slip = type(answer) is dict and _ROMAN.fullmatch(str(pair[0]))  # for 1
            if known is None or slip:
                raise Malformed(_not_a_pair(form, f"{pair[0]}: {pair[1]}"[:60]))
            left, right = known
            if left in found:
                raise Malformed(say("twice", answer=left))
            found[left] = right
        if not found:
            raise Malformed(_not_a_pair(form, str(answer)[:60]))
        return dict(sorted(found.items()))

    def normals(self, form: Form, given: Pairs) -> Iterable[str]:
        return (",".join(f"{one}{other}" for one, other in given.items()),)

    def unlisted(self, form: Form, given: Pairs, seal: Seal) -> Outcome:
        opened = {pair: seal.first("pair", "|".join(pair)) or {} for pair in given.items()}
        nonces = [record["nonce"] for record in opened.values() if "nonce" in record]
        size = len(form["left"])
        if len(nonces) == size:
            return outcome(seal.open("all", "|".join(sorted(nonces)))[0])
        lines = [say("match-count", hits=len(nonces), n=size)]
        named = None
        for (one, other), record in opened.items():
            if "nonce" not in record:
                line = say("match-wrong", left=one, right=other)
                lines.append(f"{line} {pick(record.get('message'))}".strip())
                named = named or record.get("misconception")
        missing = [one for one in form["left"] if one not in given]
        if missing:
            lines.append(say("match-open", left=", ".join(missing)))
        return some(round(len(nonces) / size, 2), *lines, told={"misconception": named})

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        key = asked.need("key", dict, 'Write a mapping such as {"1": c, "2": b}.')
        if {str(one) for one in key} != set(form["left"]):
            asked.fail(("key",), f"The key has to pair each of {', '.join(form['left'])}.")
        right: set[tuple[str, str]] = set()
        nonces = []
        for one, others in key.items():
            nonces.append(asked.nonce(str(one)))
            for other in others if isinstance(others, list) else [others]:
                right.add(_known(asked, form, str(one), str(other), ("key", str(one))))
                asked.sealer.add("pair", f"{one}|{other}", {}, nonce=nonces[-1])
        for listed_one in asked.others("pairs"):
            pairs = listed_one.answer
            if not isinstance(pairs, dict):
                asked.fail(listed_one.path, 'Write pairs such as {"3": d}.')
            if listed_one.record["status"] != "wrong":
                given = self.foreseen(asked, form, listed_one)
                asked.put("answer", next(iter(self.normals(form, given))), listed_one)
                continue
            for one, other in islice(pairs.items(), 100):
                pair = _known(asked, form, str(one), str(other), listed_one.path)
                if pair in right:
                    asked.fail(listed_one.path, f"{one}: {other} is right by the key.")
                asked.put("pair", "|".join(pair), listed_one)
        for one, other in product(form["left"], form["right"]):
            if not asked.sealer.has("pair", f"{one}|{other}"):
                asked.sealer.add("pair", f"{one}|{other}", {}, no=asked.nonce(one + other))
        asked.sealer.add("all", "|".join(sorted(nonces)), asked.right())

    def answer(self, raw: dict[str, Any]) -> Any:
        return {
            str(one): str(right[0] if isinstance(right, list) else right)
            for one, right in raw["key"].items()
        }


def _known_pair(form: Form, one: Any, other: Any, words: bool = False) -> tuple[str, str] | None:
    """The keys of a pair, whichever side it was written from; words: its halves may be short."""
    row, column = (_row, _column) if words else (answers.letter, answers.letter)
    other = single(other)
    # Of "3. reuters-2020: a" the number is a line's, and no third thing on the right.
    turned = [] if str(one).isdigit() else [(other, one)]
    for this, that in ((one, other), *turned):
        left = row(form["left"], this)
        right = column(form["right"], that) if left is not None else None
        if left is not None and right is not None:
            return left, right
    return None


def _pairs(form: Form, answer: Any) -> Iterable[tuple[Any, Any]]:
    if type(answer) is dict:
        lists = ((one, other if type(other) is list else [other]) for one, other in answer.items())
        return [(one, each) for one, others in lists for each in others if each not in (None, "")]
    if type(answer) is str:
        return _written(form, answer)
    types = {*map(type, answer)} if type(answer) is list else set()
    if types == {dict}:
        return [pair for one in answer for pair in _pairs(form, one)]
    if types == {list} and all(len(one) == 2 for one in answer):
        return [(one[0], one[1]) for one in answer]
    if types == {str}:
        return _written(form, "; ".join(answer))
    raise Malformed(_not_a_pair(form, str(answer)[:60]))


def _written(form: Form, text: str) -> list[tuple[str, str]]:
    """ "1c 2b 3a", "1-c, 2-b, 3-a", "Article I: the end; …", or "c b a" in the left order."""
    text = _LEFT_OVER.sub(" ", unicodedata.normalize("NFKC", text))
    text = answers.bare(text).strip(" {}[]()\"'.")
    uncommented = answers.uncommented({**form["left"], **form["right"]}, wording.fold(text))
    if keyed := _keyed(form, uncommented):
        return keyed
    keys = "|".join(map(re.escape, (*form["left"], *form["right"])))
    found = answers.pieces(
        text,
        rf"{_SEPARATORS.pattern}|\s+(?=\(?(?:{keys})(?:\W+\w|(?<=\d)\w|\d))",
        lambda part: _pair(form, part),
        len(form["left"]),
    )
    if isinstance(found, list):
        return found
    words = answers.pieces(text, _SEPARATORS.pattern, lambda part: _column(form["right"], part))
    if isinstance(words, list) and (in_order := _in_order(form, words)):
        return in_order
    raise Malformed(_not_a_pair(form, found[:60]))


def _keyed(form: Form, text: str) -> list[tuple[str, str]]:
    """The pairs of a text that has keys alone, or single words for them: "1c 2b", "c → 1, 3",
    "II b", "Dulles: b"; or "c b a" in the left order."""
    left, right = form["left"], form["right"]
    if len(text) > _LONGEST or re.search(r"\d\s?[-~]\s?\d", text):
        return []
    article = _ARTICLE.sub(
        lambda one: f" {answers.letter(left, f'Article {kanji(one[1] or one[2])}') or one[0]} ",
        text,
    )
    words = [*text] if {*text} <= {*right} else answers.named_words(article)
    known = {one: _key(form, one) for one in {*words}}
    said = [(one, known[one]) for one in words]
    behind = [one in right and len(word) > 1 for word, one in said[1:]] + [False]
    said = [one for one, word in zip(said, behind, strict=False) if not (one[0] == "a" and word)]
    keys = [key or "" for one, key in said if key or one not in _BESIDE]  # "1 a law" is 1 law
    if not keys or not all(keys):
        return []
    if {*keys} <= {*right} and (in_order := _in_order(form, keys)):
        return in_order
    pairs: list[tuple[str, str]] = []
    waiting: list[str] = []
    # "China (Beijing)" is one thing in two words.
    for one, _ in groupby(keys if keys[0] in left else keys[::-1]):
        if one in left:
            waiting.append(one)
        else:
            pairs += [(each, one) for each in waiting or ("",)]
            waiting = []
    if waiting or any(not one for one, _ in pairs):
        raise Malformed(_not_a_pair(form, text[:60]))
    return pairs


def _key(form: Form, word: str) -> str | None:
    """The key that a single word means: "II", "carrier", "Dulles"."""
    if word in form["left"] or word in form["right"]:
        return word
    return None if word.isdigit() else _row(form["left"], word) or _column(form["right"], word)


def _in_order(form: Form, right: Sequence[str | None]) -> list[tuple[str, str]]:
    """The right keys beside the left ones, if there is one for each."""
    if len(right) != len(form["left"]) or not all(right):
        return []
    return list(zip(form["left"], right, strict=True))  # type: ignore[arg-type]


def _pair(form: Form, text: str) -> tuple[str, str] | None:
    """ "1: c", "Article I goes with the end": divided wherever both halves are known."""
    text = text.strip(" {}[]()\"'")
    keys = "|".join(map(re.escape, (*form["left"], *form["right"])))
    if len(text) > _LONGEST or re.search(rf"[,;、]\s?\(?(?:{keys})\)?\s?[=:→]", text):
        return None  # too long, or another pair begins in it
    halves = [(text[: one.start()], text[one.end() :], one[0]) for one in _JOINS.finditer(text)]
    marked = [half[:2] for half in halves if re.search(r"[^\w\s]", half[2])]
    if len(marked) > _SIGNS:
        return None
    known = (_known_pair(form, one, other) for one, other, _ in halves if one and other)
    found = next(filter(None, known), None)
    if found or not (marked or len(text) <= _SHORT):
        return found
    shown = marked or [half[:2] for half in halves if half[2]]
    in_words = {_known_pair(form, *one, words=True) for one in shown} - {None}
    return in_words.pop() if len(in_words) == 1 else None  # wherever it is divided


def _not_a_pair(form: Form, shown: str) -> str:
    left, right = (", ".join(form[side]) for side in ("left", "right"))
    return say("not-a-pair", answer=shown, left=left, right=right)


def _known(
    asked: AuthoredQuestion, form: Form, one: str, other: str, path: Path
) -> tuple[str, str]:
    if one not in form["left"] or other not in form["right"]:
        asked.fail(path, f"{one}: {other} is not a pair of a left and a right key.")
    return one, other


KIND = Match()
