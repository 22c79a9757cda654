"""A name, or a few words; also inside a sentence, or with one slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance.languages import say, vocabulary, words
from alliance.questions import wording
from alliance.questions.answers import Malformed
from alliance.questions.bank import Seal
from alliance.questions.kinds import WRONG, Form, Kind, Outcome, field, outcome, yaml
from alliance.questions.numbers import any_of, filled

if TYPE_CHECKING:
    from alliance.questions.author import AuthoredQuestion

LONGEST = 300  # characters
_SLIPPABLE = 80  # characters; longer answers are looked up as they stand


def without_one(normal: str) -> set[str]:
    """The text and all that is left of it when one letter is lost: two texts that differ by one
    slip share one of these."""
    return {normal, *(normal[:i] + normal[i + 1 :] for i in range(len(normal)))}


def slip(written: str, meant: str) -> tuple[str, str] | None:
    """The one word that is misspelled, and what is meant, or ``None``; all, where only the blanks
    differ."""
    if written.replace(" ", "") == meant.replace(" ", ""):
        return (written, meant) if written != meant else None
    one, two = written.split(), meant.split()
    differing = [(a, b) for a, b in zip(one, two, strict=False) if a != b]
    single = len(one) == len(two) and len(differing) == 1
    return differing[0] if single and wording.misspelled(*differing[0]) else None


# A right answer inside a sentence: "It was the Japanese Cabinet that asked".
#
# First the sentence is turned into the few words that it stands for ("not X but Y" for Y, "from X
# to Y" for Y). Where these are unknown, the answers that were foreseen are looked for among its
# words. What is beside them must say nothing of its own: a short list of words, and the words of
# the question. A denied sentence, two answers at once and a change of roles stay what they are.


_LONGEST_SENTENCE = 160  # characters
_MOST = 16  # words
_SAID_ANEW = filled("said anew")
(_DENIED,) = filled("denying")
_CLAUSE, _ASIDE = filled("clauses, and one that only adds")
_TAILS = re.compile(rf"(?:{any_of(vocabulary('japanese ends'))})+$")
_PASSIVE = frozenset(("was", "were", "been", "be", "got"))  # as stems
_JOINED = frozenset(("and", "or", "nor", "either", "both", "versus", "&"))


class _Found(NamedTuple):
    start: int
    end: int
    record: Form


def reworded(answer: str, asked: str = "") -> Iterator[str]:
    """The words that a sentence stands for, where its form tells."""
    if len(answer) > _LONGEST_SENTENCE:
        return
    # "Kyodo reported, and The Japan Times printed": the clause that has the question's own verb.
    own = _neutral(wording.question(asked)) - _beside()
    clauses = _CLAUSE.split(answer)
    telling = [one for one in clauses if own & {*map(_normal, one.split())}]
    if len(telling) == 1 < len(clauses) and not is_denied(answer):
        yield telling[0]
    for pattern in _SAID_ANEW:
        found = pattern.match(answer.strip())
        if found and not is_denied(found["kept"]):
            yield found["kept"]
            yield from reworded(found["kept"], asked)
    if clauses[1:] and not telling and all(map(_ASIDE.match, clauses[1:])):
        yield clauses[0]  # "Kyodo, printed in The Japan Times"
    if re.search(rf"[{wording.JAPANESE}]", answer) and not is_denied(answer):
        bare = answer.strip().strip("。.「」『』 ")
        quoted = re.findall("[「『]([^「」『』]+)[」』]", bare)
        yield from quoted if len(quoted) == 1 else ()
        for part in (bare, *bare.split("が", 1)[:1], *bare.split("は", 1)[1:]):
            yield _TAILS.sub("", part.strip("、「」『』")).strip("「」『』")


def is_denied(text: str) -> bool:
    """Whether a word of the text denies something."""
    words = set(wording.phrase(text).split())
    return bool(words & wording.NEGATIONS or _DENIED.search(text))


def inside(answer: str, asked: str, known: Callable[[str], Form | None]) -> Form | None:
    """The record of the foreseen answer that a sentence holds, or ``None``.

    asked: the question's words; known: looks a few words up among the answers that were foreseen.
    """
    words = re.findall(r"[^\W_][\w.'’-]*|[&+/]", answer)
    if len(answer) > _LONGEST_SENTENCE or is_denied(answer) or not 1 < len(words) <= _MOST:
        return None
    found = _spans(words, known)
    good = [one for one in found if one.record["status"] != "wrong"]
    if not good:
        return found[0].record if found else None
    same = all(one.record == good[0].record for one in good)
    return good[0].record if same and _says_no_more(words, found, good[0], asked) else None


def _spans(words: list[str], known: Callable[[str], Form | None]) -> list[_Found]:
    """The foreseen answers among the words, the longest first where two overlap."""
    found: list[_Found] = []
    for start, end in wording.runs(len(words)):
        if any(start < one.end and one.start < end for one in found):
            continue
        if record := known(" ".join(words[start:end])):
            found.append(_Found(start, end, record))
    return sorted(found)


def _says_no_more(words: list[str], found: list[_Found], good: _Found, asked: str) -> bool:
    taken = {i for one in found for i in range(one.start, one.end)}
    plain, neutral = [_normal(word) for word in words], _neutral(asked)
    beside = [i for i in range(len(words)) if i not in taken]
    if any(plain[i] not in neutral or plain[i] in _JOINED for i in beside):
        return False
    if any(_turned(plain, i, good, asked) for i in beside):
        return False
    # "Japan asked Eisenhower": another answer may only be what the right one did something to;
    # "solely limited them" has none, but a word of the question.
    verb = [i for i in beside if good.end <= i and plain[i] not in _beside()]
    own = neutral - _beside()
    other = (one for one in found if one.record["status"] == "wrong")
    told = ((one, {*plain[one.start : one.end]} - _beside()) for one in other)
    wrong = (one for one, telling in told if not set() < telling <= own)
    return not any(not verb or one.start < verb[0] for one in wrong)


def _turned(plain: list[str], i: int, good: _Found, asked: str) -> bool:
    """Whether "the Cabinet was asked" turns the roles: a passive without "by" and the answer, which
    is not the question's own."""
    passive = plain[i] in _PASSIVE and i + 1 < len(plain)
    copied = " ".join(plain[i : i + 2]) in " ".join(map(_normal, asked.split()))
    if not passive or copied or plain[i + 1] in _beside() or good.start <= i + 1 < good.end:
        return False
    return not any(plain[j] == "by" and j < good.start for j in range(i, len(plain)))


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    return frozenset(map(_normal, vocabulary("beside words")))


@lru_cache(maxsize=64)
def _neutral(asked: str) -> frozenset[str]:
    """The words that say nothing beside an answer: a short list, and the question's own words
    without its names."""
    own = re.findall(r"(?<![.?!] )(?<!^)\b[a-z][\w'’-]*", asked)
    same = (said for word, said in words()["the same words"].items() if word in asked)
    return _beside() | {_normal(word) for word in (*own, *" ".join(same).split())} - _JOINED


def _normal(word: str) -> str:
    return wording.stem(wording.fold(word).strip(".'’-"))


# "Sato's ambassador" is not Sato; "Japan's prime minister" names a person.
(_SOMEONES,) = filled("somebody's", {"title": any_of(vocabulary("titles"))})


# "X was the word of the draft", where that of the treaty is asked for.
(_OF_THE_DRAFT,) = filled("of the draft")


class Wording(NamedTuple):
    """The normal form of an answer, and the answer as it was written."""

    normal: str
    answer: str


class Text(Kind):
    name = "text"
    shape = "words"
    words = ("text-help",)
    fields = yaml(
        names=field(bool, False),
        slips=field(bool, True),
        exclude=field("Sequence[Text]", (), alias="not"),
    )
    silence = True

    def form(self, asked: AuthoredQuestion) -> Form:
        return {"names": bool(asked.get("names", False)), "slips": bool(asked.get("slips", True))}

    def examples(self, form: Form) -> Iterable[Any]:
        return ["Ito Hirobumi", "Natsume Soseki"] if form["names"] else ["the harbour", "a letter"]

    def read(self, form: Form, answer: Any) -> Wording:
        answer = str(answer) if type(answer) is int else answer
        if type(answer) is not str:
            raise Malformed(say("not-words"))
        if len(answer) > LONGEST:
            raise Malformed(say("too-long"))
        # "Who is he?" asks; "was it he?" answers with doubt.
        if re.search(words()["questions"], answer.strip(), re.IGNORECASE):
            raise Malformed(say("a-question"))
        answer = wording.unhedged(wording.plain_end(answer))
        if form["names"] and _SOMEONES.fullmatch(wording.fold(answer)):
            return Wording(wording.phrase(answer), "")
        normal = _normal_form(form, wording.core(answer))
        if not normal:
            raise Malformed(say("not-words"))
        return Wording(normal, answer)

    def normals(self, form: Form, given: Wording) -> Iterable[str]:
        return (given.normal,)

    def judge(self, form: Form, given: Wording, seal: Seal) -> Outcome:
        found = super().judge(form, given, seal)
        # "the news agency (Kyodo)", 「領域 (territories)」
        named = re.fullmatch(r"(.*\w)\s*[(（]([^()（）]+)[)）]\W*", given.answer)
        foreign = named and re.fullmatch(f"[{wording.JAPANESE}]+", named[1])
        if named and (found.status == "partly" or (foreign and not is_denied(named[1]))):
            record = seal.first("answer", _normal_form(form, named[2]))
            return outcome(record) if record and record["status"] == "right" else found
        return found

    def unlisted(self, form: Form, given: Wording, seal: Seal) -> Outcome:
        def known(words: str) -> dict[str, Any] | None:
            return seal.first("answer", _normal_form(form, words))

        if slipped := _slipped(form, given.normal, seal):
            return slipped
        asked = wording.asked(form)
        given = given._replace(answer=wording.uncopied(given.answer, asked))
        # Beside a person the question's own names say nothing: "the premier of Japan was Kishi".
        asked = asked.casefold() if form["names"] else asked
        plain = (given.answer, wording.english(given.answer), wording.core(given.answer))
        anew = (*reworded(given.answer, asked), *plain)
        each = (known(wording.core(words)) or inside(words, asked, known) for words in anew)
        found = outcome(next(filter(None, each), None))
        other = found.status == "right" and "the treaty" in wording.question(asked)
        return WRONG if other and _OF_THE_DRAFT.fullmatch(given.answer) else found

    def seal(self, asked: AuthoredQuestion, form: Form) -> None:
        never = [
            asked.worked_out(answer, {"status": "wrong", "say": "near-name"}, ("not", i))
            for i, answer in enumerate(asked.get("not", []))
        ]
        for one, given in self.heard(asked, form, (*asked.listed(), *never)):
            asked.put("answer", given.normal, one, weak=one in never)
            if form["slips"] and len(given.normal) <= _SLIPPABLE:
                # Its verdict stands once, by what is meant: there are thousands of slips.
                for shorter in sorted(without_one(given.normal)):
                    asked.sealer.add("slip", shorter, {}, meant=given.normal)


def _normal_form(form: Form, words: str) -> str:
    return wording.name(words) if form["names"] else wording.phrase(words)


def _slipped(form: Form, given: str, seal: Seal) -> Outcome | None:
    """The outcome for an answer with one slip of the pen."""
    if not form["slips"] or len(given) > _SLIPPABLE:
        return None
    opened = (near for shorter in without_one(given) for near in seal.open("slip", shorter))
    slips = {near["meant"]: slip(given, near["meant"]) for near in opened}
    # "Kyoto News" is no slip for Kyodo News where Kyoto is an answer of its own.
    as_written = {one[0] for one in slips.values() if one}
    own = {one for one in as_written if seal.first("answer", _normal_form(form, one))}
    meanings = (meant for meant, one in slips.items() if one and one[0] not in own)
    found = {meant: near for meant in meanings if (near := seal.first("answer", meant))}
    # A slip that could be one of two answers with different verdicts is neither.
    verdicts = {(near["status"], near.get("misconception")) for near in found.values()}
    if len(verdicts) != 1:
        return None
    meant, near = next(iter(found.items()))
    written, right = slip(given, meant) or (given, meant)
    cased = str.title if form["names"] else str
    told = say("slip", written=cased(written), meant=cased(right))
    return outcome(near, *([told] if near["status"] == "right" else ()))


KIND = Text()
