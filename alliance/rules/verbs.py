"""The words that attribute a quotation, and those that show that there is none."""

from __future__ import annotations

import re
from typing import NamedTuple

from .tokens import Tokens
from .wordlists import alternatives, word_set

_REGULAR = """
    add state note explain argue warn stress emphasize emphasise insist claim declare announce call
    describe ask answer respond remark comment observe recall vow pledge promise urge
    demand reiterate reaffirm affirm acknowledge concede criticize criticise condemn denounce praise
    hail label brand conclude testify tweet post proclaim express complain lament caution suggest
    provide imply predict agree confirm maintain contend assert accuse underscore underline
    highlight recount cite blast characterize characterise dismiss welcome thank
    joke shout chant voice oppose reject believe consider deem term define stipulate oblige require
    opine muse boast exclaim object protest celebrate trumpet repeat echo scrawl want point outline
    mention invoke report reveal disclose question thunder cry reply order instruct mock ridicule
    decry regard view envision threaten remind yell scream murmur whisper mutter hope fear counter
    retort interject elaborate clarify signal herald tout portray liken advise appeal assure
    reassure apologize apologise fume sneer lambast deplore deride propose recommend plead allege
    advocate reflect scold rebuke chide tease bemoan gripe attest dispute challenge defend justify
    salute commend applaud laud extol endorse summarize summarise narrate relate inform
    """
_IRREGULAR = """
    continues continued continuing
    said says saying say told tells telling tell wrote writes writing write spoke speaks speaking
    speak read reads reading put puts putting cast saw sees see sought seeks seeking seek thought
    thinks think began begins sang sings swore quipped quips quoted admit admits admitted admitting
    commits committed committing deny denies denied denying referred refers referring refer labelled
    labelling slammed charged slams slam bragged brags rebutted regretted regrets equated equates
    """


def _forms(base: str) -> list[str]:
    """says, said and saying of a regular verb."""
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    stem = base.removesuffix("e")
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return [third, stem + "ed", stem + "ing"]


FINITE = word_set(_IRREGULAR) | {form for word in _REGULAR.split() for form in _forms(word)}
_BASE = word_set(_REGULAR)  # often nouns: as verbs they count only after a plural or "they"
_BEFORE_BASE = word_set(
    """they we you i who also would will to did does do not could should must may might can people
    police media and generally often still now both all never"""
)
_NOUN_AFTER = word_set(
    """the a an his her its their our your my of for in on with and by other new such more many some
    these those any no s recent public own"""
)
_CLEAR = word_set("clear plain")
_MADE = word_set("made makes make making")
_SINGULAR = word_set("us this is was has its his as does says thus perhaps always yes less")


class Verb(NamedTuple):
    """A verb (or "according to") that can attribute words, and its place in the paragraph."""

    start: int
    end: int
    word: str

    @property
    def participle(self) -> bool:
        return self.word.endswith("ing") and self.word != "according"


def find_verbs(tokens: Tokens) -> list[Verb]:
    """The verbs of a paragraph, in order."""
    found = []
    lower = [word.lower() for word in tokens.words]
    last = len(lower) - 1
    for i, word in enumerate(lower):
        if word in FINITE:
            if tokens.words[i][0] != word[0] and not word.endswith("ing"):
                continue
            if word[-1] == "s" and i and lower[i - 1] in _NOUN_AFTER:
                continue
        elif word in _BASE:
            before = lower[i - 1] if i else ""
            plural = before.endswith("s") and before not in _SINGULAR and len(before) > 2
            if not (plural or before in _BEFORE_BASE) or tokens.words[i][0].isupper():
                continue
        elif not _phrase(lower, i, last):
            continue
        if (i and lower[i - 1] == "-") or (i < last and lower[i + 1] == "-" and _tight(tokens, i)):
            continue
        first = i - 1 - (lower[i - 1] == "it") if word in _CLEAR else i
        end = tokens.ends[i + 1] if word == "according" else tokens.ends[i]
        found.append(Verb(tokens.starts[first], end, word))
    return found


def _tight(tokens: Tokens, i: int) -> bool:
    return tokens.starts[i + 1] == tokens.ends[i]


def _phrase(lower: list[str], i: int, last: int) -> bool:
    """True for "according to", "made (it) clear", "went on"."""
    word = lower[i]
    if word == "according":
        return i < last and lower[i + 1] == "to"
    if word in _CLEAR:
        return i > 1 and (lower[i - 1] in _MADE or (lower[i - 1] == "it" and lower[i - 2] in _MADE))
    return word in {"went", "goes"} and i < last and lower[i + 1] == "on"


_STRONG = alternatives(
    """said says say told tells added adds stated states wrote writes noted explained argued argues
    warned stressed insisted declared announced asked replied remarked recalled reads read continued
    vowed pledged concluded tweeted posted testified claimed shouted cautioned observed commented
    emphasi[sz]ed reiterated joked answered went_on urged reaffirmed acknowledged admitted responded
    cried yelled chanted complained lamented quipped predicted promised countered retorted asserted
    explains notes warns insists recalls asks reported reports affirmed exclaimed maintained"""
)
# Verbs that can stand after a quotation: "…," he said.
INVERTED = re.compile(
    rf"[\s,—–-]*(?:(?:then|also|later)\s+)?\b{_STRONG}\s+(?!(?:that|in|on|at|to|by|during|he|she|they|it|his|her|its|their)\b)"
)
ACCORDING = re.compile(r"[\s,—–-]*(?:according\s+to|in\s+the\s+words\s+of)\s+")
# "He said" where the verb comes first: "said Abe: “…”"
VERB_FIRST = frozenset({"said", "told", "wrote", "warned", "added", "says"})
# Verbs by which somebody passes on what others said: "…," Kyodo reported.
PASSED_ON = frozenset({"reported", "reports", "quoted", "according"})
# Verbs that nobody's words stand under but the subject's.
SAYING = word_set(
    """said says told calls called describes described warned insisted declared stated added adds
    wrote writes"""
)
# "was described in the statement as “…”", "the “…” cited in the statement"
IN_PAPER = re.compile(
    r"\b(?:described|called|termed|defined|cited|named|listed|mentioned|quoted|set\s+out|outlined"
    r"|characteri[sz]ed|identified|labell?ed)\s+in\s+(?:the|its|their|a|an)\s"
)
# "Trump's “…”", "Trump's promise to “…”"
OWN_WORDS_OF = re.compile(
    r"[’']s?\s+(?:(?:\w+\s+)?(?:plan|promise|vow|pledge|calls?|claim|warning|slogan|demand|threat"
    r"|offer)\s+(?:to|of|for|that)\s+(?:(?:a|an|the)\s+)?)?"
)
# "quoted Abe as saying “…”"
QUOTED_AS = re.compile(r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))\s+(?=\w)")
AS_SAYING = re.compile(r"\s+as\s+(?:saying|telling|writing|warning|stating|calling)\b")
# What stands before a term, not before somebody's words.
TERM = re.compile(
    r"(?:so-called|known\s+as|dubbed|nicknamed|codenamed|code-named|named(?!\s*,)|long\s+called"
    r"|(?:was|is|are|were|be|been|also|often|sometimes|popularly|officially|commonly)\s+called"
    r"|\b(?:term|word|phrase|name|expression|concept|slogan|translated\s+as|means|meaning"
    r"|refers\s+to|renamed))\s*,?\s*(?:the\s+|as\s+)?$",
    re.IGNORECASE,
)
# What stands before the title of an exercise or a work.
WORK = re.compile(
    r"\b(?:exercises?|operation|drills?|book|essay|film|novel|song|movie|series|magazine"
    r"|program(?:me)?)\s*,?\s*(?:(?:titled|entitled|called|named)\s*)?,?\s*$",
    re.IGNORECASE,
)
TITLED = re.compile(r"\b(?:titled|entitled|headlined|headed)\s*,?\s*$")
