"""Quotations, who can speak in a text, and whose words each quotation holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from alliance.adding import gazetteer
from alliance.adding.gazetteer import (
    FUNCTION,
    MONTHS,
    NATIONALITIES,
    ROLES,
    TITLES,
    WEEKDAYS,
    Gazetteer,
    Mark,
    Tokens,
    alternatives,
    is_role,
    lexicon,
    word_set,
)

# Quotation marks paired into quotations.


_SIGN = re.compile(r"[“”„\"「」『』«»]")
_SINGLE = re.compile(r"(?<![\w’'.,])[‘'](?=[\w$¥(])(?P<in>[^‘“”\"]+?)(?<=[\w.,!?%…)])[’'](?!\w)")
_OPENS_AFTER = frozenset(" \t\n\u00a0([{—–-/:…")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks: ``text[start:end]`` of paragraph ``p``, marks excluded.

    single: between single marks, which may be mere emphasis; continues: the quotation of the
    paragraph before goes on here; before, after: the offsets outside the marks.
    """

    p: int
    start: int
    end: int
    before: int
    after: int
    single: bool = False
    continues: bool = False


def find_quotes(paragraphs: Sequence[str]) -> list[Quote]:
    """All quotations in order; an inner one belongs to the outer, one per paragraph."""
    found: list[Quote] = []
    running = False
    for p, text in enumerate(paragraphs, start=1):
        if '"' in text or not text.isascii():
            doubles, running = _doubles(p, text, running, paragraphs)
        else:
            doubles, running = [], False
        found += doubles
        if "'" in text or "’" in text:
            found += _singles(p, text, doubles)
    return sorted(found, key=lambda quote: (quote.p, quote.start))


def _opens(text: str, i: int) -> bool:
    if text[i] in "“„「『«":
        return True
    if text[i] != '"':
        return False
    before = text[i - 1] if i else " "
    return before in _OPENS_AFTER and i + 1 < len(text) and not text[i + 1].isspace()


def _doubles(
    p: int, text: str, running: bool, paragraphs: Sequence[str]
) -> tuple[list[Quote], bool]:
    found: list[Quote] = []
    opened: int | None = None
    continues = False
    for m in _SIGN.finditer(text):
        i = m.start()
        if opened is None:
            if _opens(text, i):
                opened = i
                continues = running and not text[:i].strip()
        elif text[i] in "“„「『«" and text[opened] == text[i] and text[i] != "“":
            continue
        elif text[i] in '”"」』»':
            closes = text[i] != '"' or i + 1 == len(text) or not text[i + 1].isalnum()
            if closes:
                found += _quote(p, text, opened, i, continues)
                opened = None
    if opened is None:
        return found, False
    following = paragraphs[p].lstrip() if p < len(paragraphs) else ""
    goes_on = following[:1] in {"“", '"'} and following[:1] != ""
    if goes_on or len(text) - opened > 40:
        found += _quote(p, text, opened, len(text), continues)
    return found, goes_on


def _quote(p: int, text: str, opened: int, closed: int, continues: bool) -> list[Quote]:
    start, end = opened + 1, closed
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    if end > start and text[end - 1] == "." and not re.search(r"\b[A-Z]\.$", text[start:end]):
        end -= 1
    after = min(closed + 1, len(text))
    return [Quote(p, start, end, opened, after, continues=continues)] if end > start else []


def _singles(p: int, text: str, doubles: list[Quote]) -> list[Quote]:
    found = []
    for m in _SINGLE.finditer(text):
        if any(q.before <= m.start() < q.after for q in doubles):
            continue
        start, end = m.span("in")
        while end > start and text[end - 1] in " ,.":
            end -= 1
        found.append(Quote(p, start, end, m.start(), m.end(), single=True))
    return found


# Who can speak: mentions of persons, the words around them, and what a pronoun stands for.


# The words that attribute a quotation, and those that show that there is none.


_REGULAR = lexicon("mentions regular")
_IRREGULAR = lexicon("mentions irregular")


def _forms(base: str) -> list[str]:
    """says, said and saying of a regular verb."""
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    stem = base.removesuffix("e")
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return [third, stem + "ed", stem + "ing"]


FINITE = word_set(_IRREGULAR) | {
    form for verb_word in _REGULAR.split() for form in _forms(verb_word)
}
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


_STRONG = alternatives(lexicon("mentions strong"))
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


# Speakers without a name: "a senior White House official", "the statement", "she".


PERSON_NOUNS = ROLES
_BODIES = word_set(lexicon("mentions bodies"))
MEDIA = word_set("newspaper agency magazine broadcaster")
_IRREGULAR_PLURALS = word_set(
    """spokespeople people fishermen men women policemen spokesmen allies ministries parties
    countries embassies companies agencies children"""
)
_ROLES = (
    PERSON_NOUNS
    | _BODIES
    | _IRREGULAR_PLURALS
    | {word + "s" for word in (PERSON_NOUNS | _BODIES) - {"media", "general", "chief"}}
)
_NEVER = word_set("people man men woman women city side boy girl fellow chair rival boss guide")
_DOCUMENTS = word_set(lexicon("mentions documents"))
_CARRIED = word_set("banners placards signs posters flags")
TITLE_WORDS = word_set(
    """Strategy Report Paper Guidelines Review Declaration Plan Communique Communiqué Constitution
    Charter Agreement Act Protocol Program Principles"""
)
_DETERMINERS = word_set(
    "the a an one another some many several two three both their his her its this these other"
)
_OF_DOCUMENTS = word_set("the this a an their its his her one")
_COMPOUND = word_set(lexicon("mentions compound"))
_PRONOUNS = word_set("he she they it")
_KIND = word_set(lexicon("mentions kind"))
_ARTICLE = re.compile(
    r"^(?:the|an?|one|some|many|several|two|three|its|his|her|their|these|this|other)\s+(?=\w)",
    re.IGNORECASE,
)
_STOP = frozenset(word.lower() for word in FUNCTION) - word_set(
    "old long other same next last few own far back under one such most"
)


def without_article(phrase: str) -> str:
    """ "The senior official" -> "senior official"; "Officials" -> "officials"."""
    phrase = _ARTICLE.sub("", phrase)
    first = phrase.split(" ", 1)[0]
    common = first.lower() in _KIND | _ROLES and not first.isupper() and "." not in first
    return phrase[0].lower() + phrase[1:] if common else phrase


class Phrase(NamedTuple):
    """Tokens ``start`` to ``end``: a noun phrase with its head last. kind: role, document, title
    or pronoun; ``determined``: with "the", "a" or the like in front."""

    start: int
    end: int
    kind: str
    determined: bool


def phrases(tokens: Tokens, people: dict[int, int]) -> list[Phrase]:
    """Every phrase that could speak; ``people``: character offsets where persons begin and end."""
    found: list[Phrase] = []
    words = tokens.words
    for i, word in enumerate(words):
        lower = word.lower()
        if lower in _PRONOUNS:
            if word != "IT":
                found.append(Phrase(i, i + 1, "pronoun", False))
        elif lower in _ROLES:
            phrase = _role(tokens, i, people)
            if phrase:
                found.append(phrase)
        elif word in TITLE_WORDS and i and words[i - 1][0].isupper():
            start = _capitals(tokens, i)
            if start < i:
                found.append(Phrase(start, i + 1, "title", False))
        if lower in _DOCUMENTS and not word.isupper():
            start, determined = _left(tokens, i, 4)
            if determined and words[start].lower() in _OF_DOCUMENTS:
                found.append(Phrase(start, i + 1, "document", True))
        elif lower in _CARRIED:
            found.append(Phrase(i, i + 1, "document", False))
    return found


def _capitals(tokens: Tokens, i: int) -> int:
    """Where the run of capitalised words that ends with token ``i`` begins."""
    start = i
    while start and i - start < 6 and tokens.touching(start):
        before = tokens.words[start - 1]
        if not (before[0].isupper() and before.isalpha()) or before in FUNCTION:
            break
        start -= 1
    return start


def _role(tokens: Tokens, i: int, people: dict[int, int]) -> Phrase | None:
    words = tokens.words
    if words[i].lower() in _NEVER and not (i and words[i - 1].lower() in {"one", "another"}):
        return None
    if i + 1 < len(words):
        following = words[i + 1]
        if following == "." and words[i] in TITLES and len(words[i]) < 5:  # Gen.
            return None
        if tokens.starts[i + 1] in people or (following == "-" and tokens.touching(i + 1)):
            return None
        if following.lower() in _ROLES and following.lower() not in _NEVER:
            return None  # the government of "government officials"
    start, determined = _left(tokens, i, 6)
    if words[i][0].isupper() and not determined and i and (start < i or words[i - 1] != "."):
        return None  # Chief Cabinet Secretary, in apposition; U.S. Secretary of State
    return Phrase(start, i + 1, "role", determined)


def _left(tokens: Tokens, i: int, most: int) -> tuple[int, bool]:
    """Where the noun phrase with head ``i`` begins, and whether with a determiner."""
    words = tokens.words
    kinds, k = i, i - 1
    known = True
    while k >= 0 and i - k <= most + 2:
        word = words[k]
        lower = word.lower()
        if lower in _DETERMINERS:
            return k, True
        if word == "-" and tokens.ends[k] == tokens.starts[k + 1]:
            k -= 1
            continue
        joins = lower == "and" and k and words[k - 1] in NATIONALITIES | {"U.S.", "US"}
        if not (joins or _inside(word, lower)):
            break
        kind = joins or lower in _KIND or word in NATIONALITIES or lower in _COMPOUND
        known = known and (kind or (word[0].isupper() and k > 0))
        if known:
            kinds = k
        k -= 1
    return kinds, False


def _inside(word: str, lower: str) -> bool:
    """True for a word that may stand between "the" and the head of its phrase."""
    if lower in _STOP or lower in FINITE or not (word[0].isalnum()):
        return False
    return lower in _COMPOUND or (lower not in _ROLES and lower not in _DOCUMENTS)


# Who could be speaking: people, bodies, documents, roles and pronouns in the text.


_TREATIES = {"treaty-1951": "treaty of 1951", "treaty-1960": "treaty of 1960"}
_NAMED = frozenset({"person", "organisation", "place", "treaty"})
_PRESS_AGENCY = re.compile(r"^[^.]{0,60}\(\s*$")  # TOKYO (
_OWNS = re.compile(r"[’']s?\s+(?:\w+\s+)?")


class Mention(NamedTuple):
    """A possible speaker. kind: person, organisation, place, document, role or pronoun."""

    start: int
    end: int
    value: str
    kind: str


class Mentions:
    """The possible speakers of a text, paragraph by paragraph.

    ``roles``: paragraph -> (offset, title before a name, person); ``labels``: what a document is
    called, filled by :mod:`documents`.
    """

    def __init__(
        self,
        texts: Sequence[Tokens],
        marks: dict[int, list[Mark]],
        roles: dict[int, list[tuple[int, str, str]]],
        names: Gazetteer,
        quotes: Sequence[Quote],
    ) -> None:
        self.texts = texts
        self.paragraphs = [tokens.text for tokens in texts]
        self.marks = marks
        self.roles = roles
        self.names = names
        self.quotes = quotes
        self.labels: dict[str, str] = {}
        self._found: dict[int, list[Mention]] = {}
        self._verbs: dict[int, list[Verb]] = {}

    def at(self, p: int) -> list[Mention]:
        """The mentions of paragraph ``p``, in order."""
        if p not in self._found:
            tokens = self.texts[p - 1]
            named = [_named(mark) for mark in self.marks.get(p, ()) if mark.layer in _NAMED]
            named = [m for m in named if not _PRESS_AGENCY.match(tokens.text[: m.start])]
            self._found[p] = _joined(tokens.text, _merged(tokens, named))
        return self._found[p]

    def outside(self, p: int) -> list[Mention]:
        """The mentions of paragraph ``p`` that stand in no quotation."""
        inside = [q for q in self.quotes if q.p == p]
        return [m for m in self.at(p) if not any(q.start <= m.start < q.end for q in inside)]

    def verbs(self, p: int, start: int, end: int) -> list[Verb]:
        """The verbs of paragraph ``p`` between two offsets, in order."""
        if p not in self._verbs:
            self._verbs[p] = find_verbs(self.texts[p - 1])
        return [verb for verb in self._verbs[p] if start <= verb.start and verb.end <= end]

    def possessive(self, p: int, mention: Mention) -> bool:
        """True for "Japan's" and for "Japan-led": no subject."""
        text = self.paragraphs[p - 1]
        after = text[mention.end : mention.end + 2]
        if after in {"s’", "s'", "’ ", "' "} and text[mention.end - 1] == "s":
            return True
        return after in {"’s", "'s", "s’", "s'"} or after[:1] in {"-", "–"}


def _named(mark: Mark) -> Mention:
    if mark.layer == "treaty":
        value = _TREATIES.get(mark.value or "", mark.text)
        return Mention(mark.start, mark.end, value, "document")
    return Mention(mark.start, mark.end, mark.value or mark.text, mark.layer)


def _merged(tokens: Tokens, named: list[Mention]) -> list[Mention]:
    """Named and unnamed ones in order; "a White House official" takes in the White House."""
    people = {m.start: m.end for m in named if m.kind == "person"}
    kept = {(m.start, m.end): m for m in named}
    for phrase in phrases(tokens, people):
        start, end = tokens.starts[phrase.start], tokens.ends[phrase.end - 1]
        inside = [m for m in named if m.start < end and m.end > start]
        if any(m.start < start or m.end >= end for m in inside):
            continue  # the party of "Democratic Party"
        body = next((m for m in inside if m.kind == "organisation"), None)
        for m in inside:
            kept.pop((m.start, m.end), None)
        paper = phrase.kind == "document" or tokens.words[phrase.end - 1].lower() in MEDIA
        if body and paper:  # a White House statement, the Bloomberg news agency
            kept[start, end] = Mention(start, end, body.value, "organisation")
        else:
            kept[start, end] = _unnamed(tokens, phrase, start, end)
    return [kept[key] for key in sorted(kept)]


def _unnamed(tokens: Tokens, phrase: Phrase, start: int, end: int) -> Mention:
    printed = " ".join(tokens.text[start:end].split())
    if phrase.kind == "pronoun":
        return Mention(start, end, printed.lower(), "pronoun")
    if phrase.kind == "document":
        head = tokens.words[phrase.end - 1].lower()
        two = " ".join(printed.lower().split()[-2:])
        head = two if two in {"press release", "white paper", "fact sheet"} else head
        joint = "joint " if "joint " in printed.lower() else ""
        return Mention(start, end, joint + head, "document")
    return Mention(start, end, printed, "document" if phrase.kind == "title" else "role")


def _joined(text: str, named: list[Mention]) -> list[Mention]:
    """One mention for "South Korea's military"; a document in apposition takes the title before."""
    joined: list[Mention] = []
    for one in named:
        before = joined[-1] if joined else None
        gap = text[before.end : one.start] if before else ""
        if before and before.kind == "place" and one.kind == "role" and _OWNS.fullmatch(gap):
            whole = " ".join(text[before.start : one.end].split()).replace("’", "'")
            joined[-1] = Mention(before.start, one.end, whole, "role")
            continue
        titled = before and before.value[:1].isupper() and before.kind == one.kind == "document"
        if before and titled and re.fullmatch(r",\s+", gap):  # "the Strategy, a paper …"
            one = Mention(one.start, one.end, before.value, "document")
        joined.append(one)
    return joined


# Which mention is the subject of a verb, or named after "said".


_PREPOSITION = re.compile(
    r"\b"
    + alternatives(lexicon("mentions preposition"))
    + r"\s+(?:"
    + alternatives(
        r"""the a an his her its their former then late U\.S\. US Japanese American Chinese
        President Prime Minister Secretary State Foreign Defense Defence of General Gen\. Adm\.
        counterpart ally Mr\. Ms\. Mrs\."""
    )
    + r"\s+)*$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\sto\s+[a-z]+\s+(?:the\s+)?$")  # "a memo to brief Congress"
# The "of" of a title governs nobody: Secretary of State Antony Blinken.
_MINISTER_OF = re.compile(
    r"\b(?:Secretary|Minister|Ministers)\s+(?:of|for)\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?\s+$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"(?:and|but|while|yet|as)\s+")
_WHEN = (
    rf"(?:on\s+)?(?:{'|'.join(WEEKDAYS)})|yesterday|(?:earlier\s+|later\s+)?(?:this|last)\s+\w+"
    r"|(?:for\s+(?:his|her|its|their)\s+part,?)|in\s+(?:a|an|the)\s+(?:\w+\s+){0,2}\w+,?"
    r"|in\s+(?:\d{4}|turn|response|reply),?"
)
# What may stand between a subject and its verb.
_ADVERBS = re.compile(
    rf"\s*,?\s*(?:(?:{_WHEN}|who|which|\w+ly,?|also|then|has|had|have|only|later|once|was|were"
    r"|himself|herself|itself|again|often|even|earlier|however,|too,|meanwhile,|now|still|did|not"
    r"|first|long|went\s+on\s+to|is|are|would|could|,)\s+)*"
)
_PAIR = re.compile(
    r"(?:\s+and\s+(?:the\s+)?[A-Z][\w. ]+)?(?:\s+\w+ly)?\s*$|\s+(?:has|have|had)\s+(?:\w+\s+)?$"
)
_OWN_WORDS = re.compile(
    r"[’']s?\s+(?:\w+\s+)?"
    + alternatives(
        """statements? remarks? comments? speech words? claims? warnings? calls? memoirs? argument
        pledge promise letter address testimony view assertion description post"""
    )
    + r"\b"
)
_CLAUSE = re.compile(
    r"[;:]\s+|,\s+(?:and|but|while|as|though|although|which|where|with|when)\s+"
    r"|\s+(?:but|while|that|because)\s+"
)
_PHRASE_END = re.compile(
    r"[,;.](?=\s)(?<!\b[A-Z]\.)(?<!\b(?:Gen|Adm|Col|Sen|Rep|Gov|Rev|Maj|Sgt|Mrs)\.)"
    r"(?<!\b(?:Lt|Mr|Ms|Dr|St)\.)(?<!U\.S\.)(?<!\bProf\.)(?<!\bCapt\.)(?<!\bCmdr\.)"
    r"|\s(?:who|in\s+a|at\s+a|during|on)\s"
)
_NO_SPEAKER = re.compile(r"Island|Sea\b|Strait|Peninsula|Base\b|Ocean")
_RANK = {"document": 0, "role": 0, "pronoun": 0, "organisation": 1, "place": 2}


def governed(text: str, begin: int, at: int) -> bool:
    """True if a preposition governs the noun phrase at ``at``: "with President Xi"."""
    while text[begin : begin + 1] in {" ", ",", "”", '"'}:
        begin += 1
    opening = _CONJUNCTION.match(text, begin, at)
    begin = opening.end() if opening else begin
    title = _MINISTER_OF.search(text, max(begin, at - 60), at)
    at = title.start() if title else at
    if _INFINITIVE.search(text, max(begin, at - 40), at):
        return True
    found = _PREPOSITION.search(text, max(begin, at - 70), at)
    return found is not None and not text[: found.start()].endswith("ccording ")


def subject(mentions: Mentions, p: int, start: int, end: int) -> Mention | None:
    """The first mention between two offsets that no preposition governs; places come last."""
    text = mentions.paragraphs[p - 1]
    place = None
    for mention in mentions.at(p):
        if mention.start < start or mention.end > end:
            continue
        if mentions.possessive(p, mention) or governed(text, start, mention.start):
            continue
        if mention.kind != "place":
            return _spokesman(mentions, p, mention) or mention
        if place is None and not _NO_SPEAKER.search(mention.value):
            place = mention
    return place


def _spokesman(mentions: Mentions, p: int, body: Mention) -> Mention | None:
    """The person in "ministry spokesman Lin Jian" or "a spokesman, Lin Jian"."""
    people = (m for m in mentions.at(p) if m.start > body.end and m.kind == "person")
    person = next(people, None)
    if person is None or body.kind not in {"role", "organisation"}:
        return None
    if body.kind == "role":
        return person if person.start - body.end <= 2 else None
    gap = mentions.paragraphs[p - 1][body.end : person.start].split()
    return person if 0 < len(gap) < 7 and is_role(gap[-1].rstrip(".")) else None


def beside(mentions: Mentions, p: int, begin: int, verb: int) -> Mention | None:
    """The mention right before a verb, adverbs and a time apart, that no preposition governs."""
    text = mentions.paragraphs[p - 1]
    inside = [m for m in mentions.at(p) if begin <= m.start and m.end <= verb]
    if (
        inside
        and text[inside[-1].end : verb].isspace()
        and text[: inside[-1].start].endswith((" with ", " with the "))
    ):  # "with the crowd yelling"
        return inside[-1]
    for last in inside[:-4:-1]:  # "Trump on Friday told": what the time names is no subject
        free = not governed(text, begin, last.start) and not mentions.possessive(p, last)
        if free and _ADVERBS.fullmatch(text, last.end, verb):
            return _apposed(mentions, p, last) or last
    return None


def _apposed(mentions: Mentions, p: int, role: Mention) -> Mention | None:
    """The person of "Yuki Tanabe, his colleague, …"."""
    if role.kind != "role":
        return None
    text = mentions.paragraphs[p - 1]
    before = [m for m in mentions.at(p) if m.end < role.start and m.kind == "person"]
    gap = text[before[-1].end : role.start] if before else ""
    close = re.fullmatch(r"\s*,\s+(?:[\w-]+\s+){0,5}", gap) and text[role.end : role.end + 1] == ","
    return before[-1] if close else None


def subject_before(mentions: Mentions, p: int, begin: int, verb: int) -> Mention | None:
    """The subject of a verb at offset ``verb``: right before it, else in its own clause."""
    text = mentions.paragraphs[p - 1]
    saying = re.match(r"\w+ing\b", text[verb : verb + 30]) and text[:verb].rstrip().endswith(",")
    near = None if saying else beside(mentions, p, begin, verb)
    if near:
        return near
    inside = [m for m in mentions.at(p) if begin <= m.start and m.end <= verb]
    cuts = [m.end() for m in _CLAUSE.finditer(text, begin, verb)]
    for cut in (*reversed(cuts), begin):
        found = subject(mentions, p, cut, verb)
        if found and (found.kind != "place" or _PAIR.match(text[found.end : verb])):
            return found
    own = (m for m in inside if m.kind != "place" and _OWN_WORDS.match(text, m.end))
    return next(own, None)  # "Abe's remark that …"


def noun_phrase(mentions: Mentions, p: int, start: int, end: int) -> Mention | None:
    """Who is named right after "said" or "according to"."""
    stop = _PHRASE_END.search(mentions.paragraphs[p - 1], start, end)
    near = stop.start() if stop else end
    found = mentions.at(p)
    inside = [m for m in found if m.start >= start and m.end <= near]
    free = [m for m in inside if not mentions.possessive(p, m)]
    people = [m for m in free if m.kind == "person"]
    if not people and stop and any(m.kind == "role" for m in inside):
        # "said the department's spokesman, Ned Price"
        people = [m for m in found if near <= m.start <= near + 3 and m.kind == "person"]
    if people:
        return people[0]
    close = [m for m in free if m.start - start <= 60]
    return min(close, key=lambda m: (_RANK[m.kind], m.start), default=None)


# Who "he", "the president" and "the statement" are.


_BY = re.compile(
    r"\s+(?:(?:(?:issued|released|published|put\s+out|posted)\s+)?by|from)\s+(?:the\s+)?"
    r"(?:official\s+)?"
)
# "An official" stays one; whom "the official" means may be told before.
_DEFINITE = re.compile(r"^(?:the|this)\s+", re.IGNORECASE)
_SUBORDINATE = re.compile(r"(?:While|When|After|As|Although|Though|If|Before|Since|Because)\s")
_PERSON = frozenset({"person"})
_WANTED = {
    "he": frozenset({"person", "role"}),
    "she": frozenset({"person", "role"}),
    "it": frozenset({"organisation", "document"}),
    "they": frozenset({"organisation", "role"}),
}


def value(mentions: Mentions, mention: Mention, p: int) -> str:
    """The speaker's name: pronouns and roles are followed back to one where the text has it."""
    if mention.kind == "document":
        by = _BY.match(mentions.paragraphs[p - 1], mention.end)
        issuer = noun_phrase(mentions, p, by.end(), by.end() + 100) if by else None
        if issuer and issuer.kind in {"organisation", "person"}:
            return issuer.value
        return mentions.labels.get(mention.value, mention.value)
    if mention.kind == "pronoun":
        return _antecedent(mentions, p, mention) or mention.value
    if mention.kind == "role":
        return _who(mentions, p, mention) or without_article(mention.value)
    return mention.value


def document(mentions: Mentions, p: int, start: int, end: int) -> str | None:
    """The last document named between two offsets, under its label."""
    named = [m for m in mentions.at(p) if m.kind == "document" and start <= m.start < end]
    return mentions.labels.get(named[-1].value, named[-1].value) if named else None


def document_alone(mentions: Mentions, p: int, start: int, end: int) -> str | None:
    """The document of "… in a joint statement", if no person is named between two offsets."""
    between = [m for m in mentions.at(p) if start <= m.start < end]
    if any(m.kind == "person" for m in between):
        return None
    text = mentions.paragraphs[p - 1]
    named = [m for m in between if m.kind == "document" and text[: m.start].endswith(" in ")]
    return mentions.labels.get(named[-1].value, named[-1].value) if named else None


def latest_subject(mentions: Mentions, p: int, end: int) -> str | None:
    """The person (or else the body) spoke of last: in the sentence before offset ``end``, or in
    the paragraphs before ``p``."""
    for q in range(p, max(0, p - 3), -1):
        limit = end if q == p else len(mentions.paragraphs[q - 1])
        outside = [m for m in mentions.outside(q) if m.end <= limit and _free(mentions, q, m)]
        one = [m for m in outside if m.kind == "person" or m.value in {"he", "she"}]
        for free in (one, [m for m in outside if m.kind in {"organisation", "role"}]):
            if free:
                start = gazetteer.begin(mentions.paragraphs[q - 1], free[-1].start)
                first = next(m for m in free if m.start >= start)
                return value(mentions, first, q)
    return None


def _free(mentions: Mentions, p: int, mention: Mention) -> bool:
    text = mentions.paragraphs[p - 1]
    return not mentions.possessive(p, mention) and not governed(text, 0, mention.start)


def _who(mentions: Mentions, p: int, mention: Mention) -> str | None:
    """Whom "the president" or "the official" repeats: one of that title, or the fuller phrase."""
    if not _DEFINITE.match(mention.value):
        return None
    head = mention.value.split()[-1].lower()
    for q in range(p, max(0, p - 6), -1):
        for offset, role, person in reversed(mentions.roles.get(q, [])):
            if (q < p or offset < mention.start) and head == role.lower():
                return person
    if head not in PERSON_NOUNS:
        return None
    for q in range(p, max(0, p - 4), -1):
        for one in reversed(mentions.at(q)):
            if one.kind != "role" or (q == p and one.end > mention.start):
                continue
            same = one.value.lower().endswith(" " + head) and not _DEFINITE.match(one.value)
            if same and len(one.value) > len(mention.value):
                return without_article(one.value)
    return _antecedent(mentions, p, mention)


def _antecedent(mentions: Mentions, p: int, mention: Mention) -> str | None:
    """The subject of the last sentence that names one whom the pronoun fits."""
    wanted = _WANTED.get(mention.value, _PERSON)
    for q in range(p, max(0, p - 5), -1):
        text = mentions.paragraphs[q - 1]
        limit = _repeated(mentions, p, mention) if q == p else len(text)
        names = [m for m in mentions.outside(q) if m.end <= limit and m.kind in wanted]
        if mention.value in {"he", "she"}:
            names = [m for m in names if _could_be(mentions, m, mention.value)]
        if not names:
            continue
        chosen = [m for m in names if _free(mentions, q, m)]
        if not chosen:
            chosen = [m for m in names if m.kind == "person"] or names
        start = _main_clause(text, gazetteer.begin(text, chosen[-1].start))
        first = next((m for m in chosen if m.start >= start), chosen[-1])
        same = [m for m in mentions.outside(q) if start <= m.start < first.start]
        again = next((m for m in same if m.value == mention.value), None)
        if again:  # "It said … It also said …": the same one as before
            return _antecedent(mentions, q, again)
        if first.kind == "role":
            return without_article(first.value)
        return mentions.labels.get(first.value, first.value)
    return None


def _repeated(mentions: Mentions, p: int, mention: Mention) -> int:
    """Where a pronoun first stands in its sentence: "he" later on is the same one."""
    start = gazetteer.begin(mentions.paragraphs[p - 1], mention.start)
    same = (m for m in mentions.outside(p) if m.start >= start and m.value == mention.value)
    return next(same, mention).start


def _main_clause(text: str, begin: int) -> int:
    """Where the main clause begins: after the comma of "While Blinken spoke, Motegi …"."""
    if not _SUBORDINATE.match(text, begin):
        return begin
    stop = next((m.start() for m in gazetteer.ends(text, begin)), len(text))
    comma = text.rfind(", ", begin, stop)
    return comma + 2 if comma > 0 else begin


def _could_be(mentions: Mentions, mention: Mention, pronoun: str) -> bool:
    if mention.kind == "person":
        return _pronoun(mentions, mention.value) in {None, pronoun}
    words = mention.value.lower().split()  # "a resident", but not "the president"
    return words[0] in {"a", "an", "one", "another"} and words[-1] in PERSON_NOUNS


def _pronoun(mentions: Mentions, person: str) -> str | None:
    """ "she" or "he" by the given name; None for a name of one word."""
    first, *_, last = person.split() if " " in person else (person, "")
    names = mentions.names
    asian = first in names.surnames_korean or first in names.surnames_chinese
    if asian and ("-" in last or person.count(" ") == 2):  # Kim You-geun is nobody called Kim
        return None
    if person in names.female or first in names.female or last in names.female_japanese:
        return "she"
    return "he" if last else None


# What "the statement" is: "joint statement of 17 January 2020", or whoever issued it.


_PAPER = re.compile(
    r"\b(?:statement|report|document|press\s+release|communique|declaration|readout|fact\s+sheet"
    r"|release)\b"
)
_DOCUMENT_BY = re.compile(
    r"\s+(?:(?:issued|released|published|put\s+out|posted|made)\s+)?(?:by|from|of)\s+(?:the\s+)?"
)
_SAID_IN = re.compile(
    r"\b(?:said|issued|released|published|stated|says|wrote|announced|explained|noted|marked"
    r"|put\s+out)\s+(?:\w+\s+){0,3}?(?:in\s+)?(?:a|an|the|its|their)\s+(?:\w+\s+)?$"
)
_OWN = re.compile(r"(?:[’']s?)?\s+(?:\w+\s+)?$")
# Paragraphs without any of these are passed over unread.
_PAPERS = ("statement", "report", "document", "release", "communique", "declaration", "readout")
_DATED = TITLE_WORDS | {"joint"}
_ISSUERS = frozenset({"person", "organisation", "place", "role"})


def label_documents(mentions: Mentions) -> None:
    """Fill ``mentions.labels``: dated titles first, then issuers of what has no title."""
    _dates(mentions)
    _issuers(mentions)


def _dates(mentions: Mentions) -> None:
    """ "joint statement" -> "joint statement of 17 January 2020", if its day is told beside it."""
    labels = mentions.labels
    for p, tokens in enumerate(mentions.texts, start=1):
        for mention in () if _DATED.isdisjoint(tokens.words) else mentions.at(p):
            key = mention.value
            if mention.kind != "document" or not (key.startswith("joint ") or key[0].isupper()):
                continue
            day = _day_beside(mentions, p, mention)
            if day or key not in labels:
                labels[key] = f"{key} of {day}" if day else key
                labels[key.removeprefix("joint ").split()[-1].lower()] = labels[key]


def _day_beside(mentions: Mentions, p: int, mention: Mention) -> str | None:
    """17 January 2020, or January 2020, where a date follows the mention closely."""
    for mark in mentions.marks.get(p, ()):
        if mark.layer != "date" or not 0 <= mark.start - mention.end <= 60:
            continue
        day = mark.detail.get("resolved") or mark.value or ""
        if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", day):
            year, month, *number = day.split("-")
            name = MONTHS[int(month) - 1]
            return " ".join([*(str(int(n)) for n in number), name, year])
    return None


def _issuers(mentions: Mentions) -> None:
    """ "the statement" -> who "said in a statement", if the text names no joint statement."""
    for p, text in enumerate(mentions.paragraphs, start=1):
        for m in _PAPER.finditer(text) if any(word in text for word in _PAPERS) else ():
            key = " ".join(m[0].split())
            if key in mentions.labels:
                continue
            by = _DOCUMENT_BY.match(text, m.end())
            issuer = _issuer(mentions, p, text, m, by)
            vague = issuer and issuer.kind == "role" and len(issuer.value.split()) < 3
            if issuer and issuer.kind in _ISSUERS and not vague:
                mentions.labels[key] = value(mentions, issuer, p)


def _issuer(
    mentions: Mentions, p: int, text: str, m: re.Match[str], by: re.Match[str] | None
) -> Mention | None:
    if by:
        return noun_phrase(mentions, p, by.end(), min(len(text), by.end() + 120))
    before = max(0, m.start() - 80)
    said = _SAID_IN.search(text[before : m.start()])
    if said:
        at = before + said.start()
        return subject_before(mentions, p, gazetteer.begin(text, at), at)
    own = _OWN.search(text[before : m.start()])
    end = before + own.start() if own else -1
    return next((one for one in mentions.at(p) if one.end == end), None)


# Whose words a quotation holds.


# A quotation in its sentence, as the rules of attribution look at it.


@dataclass(frozen=True, slots=True)
class Around:
    """A quotation in its sentence: ``lead`` before it, ``tail`` after it, up to other quotations.

    begin, stop: where lead begins and tail ends; end, sentence: where the sentence ends and
    begins; last: the mark of the quotation before it in the paragraph; speaker: who spoke last in
    this or the paragraph before.
    """

    mentions: Mentions
    quote: Quote
    text: str
    begin: int
    stop: int
    end: int
    sentence: int
    previous: Quote | None
    following: Quote | None
    last: Mark | None
    speaker: str | None

    @property
    def p(self) -> int:
        return self.quote.p

    @property
    def lead(self) -> str:
        return self.text[self.begin : self.quote.before]

    @property
    def tail(self) -> str:
        return self.text[self.quote.after : self.stop]

    @property
    def words(self) -> list[str]:
        return self.text[self.quote.start : self.quote.end].split()

    @property
    def sentence_like(self) -> bool:
        """True if the quoted words could be a sentence and not only a term."""
        whole = len(self.words) >= 4 and self.words[0].lstrip("[(")[:1].isupper()
        return whole or self.text[self.quote.after - 2] in ",?!"

    @property
    def lead_verbs(self) -> list[Verb]:
        return self.mentions.verbs(self.p, self.begin, self.quote.before)

    def name(self, mention: Mention | None) -> str | None:
        """Whom a mention means; a pronoun that nothing else explains is who spoke last."""
        if mention is None:
            return None
        found = value(self.mentions, mention, self.p)
        unknown = mention.kind == "pronoun" and found == mention.value
        return self.speaker or found if unknown else found


# The speaker named after a quotation: “…,” Abe said; “…,” said Abe; “…”: Abe.


BULLET = " —–-(•*·‣▪"
ANOTHER_CLAUSE = re.compile(r"\s*,?\s*(?:and|but|while|yet|as)\s")
_SOMEBODY = re.compile(r"[\s,]*(?P<who>one|another)\s+(?:\w+ly\s+)?(?:said|says|shouted|asked)")
_COLON_NAME = re.compile(r"\s*(?::|—|–|--)\s*(?=[A-Z])")


def after(around: Around) -> str | None:
    """“…,” Abe said. / “…,” said the ministry's spokesman, Lin Jian."""
    return _follows(around, around.quote, around.stop)


def _follows(around: Around, quote: Quote, stop: int) -> str | None:
    text, p, mentions = around.text, around.p, around.mentions
    tail = text[quote.after : stop]
    according = ACCORDING.match(tail)
    verb_first = INVERTED.match(tail) or according
    comma = text[quote.after - 2 : quote.after - 1] in {",", "?", "!", "—", "-", "–"}
    if ANOTHER_CLAUSE.match(tail):  # “…,” and another said …
        return None
    if not (comma or verb_first or re.match(r"\s*,", tail)):
        return _signed(around, quote, tail)
    somebody = _SOMEBODY.match(tail)
    if somebody:
        return _one_of_them(around, somebody["who"])
    found: Mention | None = None
    passed_on = bool(according)
    if verb_first:
        found = noun_phrase(mentions, p, quote.after + verb_first.end(), stop)
    if found is None:
        found = subject(mentions, p, quote.after, stop)
        if found is None or found.start - quote.after > 90:
            return None
        verbs = mentions.verbs(p, found.end, min(stop, found.end + 180))
        if not verbs or re.search(r"[;:]", text[found.end : verbs[0].start]):
            return None
        if verbs[0].participle:  # “…,” another avoided mentioning it
            return None
        passed_on = verbs[0].word in PASSED_ON
    if passed_on and found.kind in {"organisation", "role"}:  # the speaker stands before
        return _person_before(around) or around.name(found)
    return around.name(found)


def _signed(around: Around, quote: Quote, tail: str) -> str | None:
    """“…” — Abe; “…”: Abe."""
    m = _COLON_NAME.match(tail)
    if not m or around.lead.strip(BULLET):
        return None
    at = quote.after + m.end()
    found = next((one for one in around.mentions.at(around.p) if one.start >= at), None)
    close = found and found.kind in {"person", "organisation"} and found.start - at < 40
    return around.name(found) if close else None


def _one_of_them(around: Around, who: str) -> str:
    """ "one shouted": one of the group named last."""
    for mention in reversed(around.mentions.at(around.p)):
        word = mention.value.split()[-1].lower()
        group = mention.kind == "role" and word.endswith("s") and word[:-1] in PERSON_NOUNS
        if group and mention.end < around.quote.before:
            return word[:-1]
    return who


def _person_before(around: Around) -> str | None:
    for verb in reversed(around.lead_verbs):
        found = subject_before(around.mentions, around.p, around.begin, verb.start)
        if found and found.kind in {"person", "pronoun"}:
            return around.name(found)
    return None


def after_the_next(around: Around) -> str | None:
    """It is “…” and will remain “…,” the statement said: the first of two fragments."""
    following = around.following
    if following and following.after <= around.end and not around.lead_verbs:
        return _follows(around, following, around.end)
    return None


def trailing(around: Around) -> str | None:
    """They “reaffirmed the commitment” to it, the White House said."""
    if around.following and around.following.after <= around.end:
        return None
    for verb in around.mentions.verbs(around.p, around.quote.after, around.stop):
        found = beside(around.mentions, around.p, around.quote.after, verb.start)
        comma = found and re.search(
            r",\s+(?:the\s+|[A-Z][\w.]*\s+){0,5}$", around.text[: found.start]
        )
        if comma and verb.word in SAYING:
            return around.name(found)
    return None


# Who says a quotation: read from the words around it, or it is no quotation.


_SMALL = frozenset({"of", "the", "and", "for"})
_AT_LEAST = 4  # words of a fragment that can be somebody's without a verb of saying


def speaker_of(around: Around) -> str | None:
    """Whose words the quotation is; None for a term, a title or words of nobody."""
    if around.quote.continues:
        return around.speaker
    lead, words = around.lead, around.words
    if around.quote.single and not (around.sentence_like or around.lead_verbs):
        return None
    if WORK.search(lead) and words[0][:1].isupper():
        return None
    if TITLED.search(lead):
        return document(around.mentions, around.p, around.begin, around.quote.before)
    owner = _owner(around)
    if owner:
        return owner
    if TERM.search(lead) or _is_name(words, lead):
        return None
    for rule in _RULES:
        speaker = rule(around)
        if speaker:
            return speaker
    return None


def somebodys(around: Around) -> bool:
    """True for words that somebody said, whoever it was: no term, title or single word."""
    lead, words = around.lead, around.words
    title = TITLED.search(lead) or (WORK.search(lead) and words[0][:1].isupper())
    if around.quote.single or title or TERM.search(lead) or _is_name(words, lead):
        return False
    said = around.mentions.verbs(around.p, around.begin, around.stop)
    return len(words) >= _AT_LEAST or (around.sentence_like and bool(said))


def _owner(around: Around) -> str | None:
    """Trump's “America First” / Trump's promise to “drill, baby, drill”."""
    people = [m for m in around.mentions.at(around.p) if m.kind == "person"]
    last = [m for m in people if around.begin <= m.start and m.end <= around.quote.before]
    owned = last and OWN_WORDS_OF.fullmatch(around.text, last[-1].end, around.quote.before)
    return around.name(last[-1]) if owned else None


def _is_name(words: list[str], lead: str) -> bool:
    """True for a name or title in quotation marks: “First Island Chain”, “Keen Sword”."""
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 2:  # “AUKUS”
        return True
    if not 2 <= len(words) <= 6 or lead.rstrip().endswith((":", ",")):
        return False
    return all((word[:1].isupper() and word.isalnum()) or word in _SMALL for word in words)


def _in_a_paper(around: Around) -> str | None:
    """The alliance was described in the statement as “…”."""
    if not (IN_PAPER.search(around.lead) or IN_PAPER.search(around.tail)):
        return None
    mentions, p, quote = around.mentions, around.p, around.quote
    return document(mentions, p, around.begin, quote.before) or document(
        mentions, p, quote.after, around.stop
    )


def _quoted_as(around: Around) -> str | None:
    """Kyodo quoted Abe as saying: “…”"""
    for m in QUOTED_AS.finditer(around.text, around.begin, around.quote.before):
        said = AS_SAYING.search(around.text, m.end(), around.quote.before)
        if said:
            return around.name(noun_phrase(around.mentions, around.p, m.end(), said.start()))
    return None


def _before(around: Around) -> str | None:
    """Abe said: “…” / Abe criticised the plan, calling it “…” / according to Abe, “…”."""
    mentions, p, begin, end = around.mentions, around.p, around.begin, around.quote.before
    verbs = around.lead_verbs[::-1]
    finite = [verb for verb in verbs if not verb.participle]
    inner: str | None = None  # of a verb that hardly attributes words: an outer one may
    for verb in [*finite, *verbs]:  # ", calling it …" has the subject of the verb before it
        if verb.word == "according":
            found = noun_phrase(mentions, p, verb.end, end)
        elif inner:  # "Mattis made clear that the U.S. opposes “…”"
            found = beside(mentions, p, begin, verb.start)
            if found and found.kind != "person" and found.value not in {"he", "she"}:
                continue
        else:
            found = subject_before(mentions, p, begin, verb.start)
        if found:
            paper = found.kind in {"place", "role"} and document_alone(mentions, p, verb.end, end)
            speaker = paper or around.name(found)
            sure = found.kind == "person" or found.value in {"he", "she"} or verb.participle
            if sure or verb.word in SAYING or verb.word == "according" or inner:
                return speaker
            inner = speaker
            continue
        if verb.word in VERB_FIRST:
            inverted = noun_phrase(mentions, p, verb.end, end)
            if inverted and inverted.kind == "person":
                return around.name(inverted)
    return inner


def _headline(around: Around) -> str | None:
    """Trump: treaty is “unfair”."""
    first = next((m for m in around.mentions.at(around.p) if m.start >= around.begin), None)
    if first is None or first.start > around.begin or first.kind not in {"person", "organisation"}:
        return None
    return around.name(first) if around.text[first.end : first.end + 2] == ": " else None


def _same_sentence(around: Around) -> str | None:
    """Two fragments in one sentence have one speaker, unless another is named between."""
    previous = around.previous
    another = ANOTHER_CLAUSE.match(around.lead)
    if another and previous and previous.after == around.begin:
        found = beside(around.mentions, around.p, around.begin, around.quote.before)
        named = found and not around.lead_verbs and found.start - around.begin - another.end() < 5
        if found and named and around.text[found.end : around.quote.before].isspace():
            return around.name(found)
    if previous and previous.after == around.begin and around.last:
        return around.last.detail["speaker"]
    return None


def _participle(around: Around) -> str | None:
    """Calling it “…”, the ministers signed a joint statement: they, or their statement."""
    mentions, p, start, end = around.mentions, around.p, around.quote.after, around.end
    if re.match(r"\s*[A-Z]\w+ing\b", around.lead) and around.lead_verbs:
        found = subject(mentions, p, start, end)
        return found and (document_alone(mentions, p, start, end) or around.name(found))
    return None


def _same_paragraph(around: Around) -> str | None:
    """“…,” he said. “…”"""
    last, quote = around.last, around.quote
    if not around.sentence_like or quote.single or last is None or around.previous is None:
        return None
    return last.detail["speaker"] if quote.before - around.previous.after < 220 else None


def _alone(around: Around) -> str | None:
    """A sentence that is a quotation and nothing else: who spoke, or was spoken of, last."""
    if around.quote.single or not (around.sentence_like or around.lead.strip(" ") == ""):
        return None
    mentions, p, lead = around.mentions, around.p, around.lead
    if not lead.strip(BULLET) and len(around.words) >= _AT_LEAST:
        if around.begin and around.previous is None:
            return latest_subject(mentions, p, around.begin)
        return around.speaker or latest_subject(mentions, p, around.begin)
    if lead.rstrip().endswith((":", ",")):
        found = subject(mentions, p, around.begin, around.quote.before)
        return around.name(found) or latest_subject(mentions, p, around.begin)
    return None


def _fragment(around: Around) -> str | None:
    """Japan aims “to disrupt and defeat invasions”: the words of whoever does it."""
    if around.quote.single or len(around.words) < _AT_LEAST or not around.lead.strip():
        return None
    found = beside(around.mentions, around.p, around.begin, around.quote.before) or subject(
        around.mentions, around.p, around.begin, around.quote.before
    )
    return around.name(found) if found else None


_RULES: tuple[Callable[[Around], str | None], ...] = (
    after,
    after_the_next,
    _in_a_paper,
    _quoted_as,
    trailing,
    _before,
    _headline,
    _same_sentence,
    _participle,
    _same_paragraph,
    _alone,
    _fragment,
)


# Which quotations are somebody's words: each is read in its sentence and given its speaker.


_DATELINE = re.compile(r"[A-Z][^a-z(]{0,30}[A-Za-z, .]{0,30}\s?-?\([^)]{2,40}\)\s*[-–—]*\s*")
_GOES_ON = re.compile(r"\s+[A-Z“\"]|\s*$")
# “…?” Abe asked: the sentence goes on after the mark.
_NAME_SAID = re.compile(
    r"\s+(?:(?:the|an?)\s+)?(?:[\w.]+\s+){1,5}(?:said|says|told|added|asked|wondered|wrote)\b"
)


def quotations(paragraphs: Sequence[str], quotes: list[Quote], mentions: Mentions) -> list[Mark]:
    """The quotations that are somebody's words, with their ``speaker`` where the text shows one."""
    found: list[Mark] = []
    attributed: list[Mark] = []
    for i, quote in enumerate(quotes):
        text = paragraphs[quote.p - 1]
        around = _around(text, quotes, i, mentions, attributed)
        speaker = speaker_of(around)
        words = text[quote.start : quote.end]
        detail = {"speaker": speaker} if speaker else {}
        mark = Mark(quote.p, quote.start, quote.end, "quotation", words, None, detail)
        if speaker:
            attributed.append(mark)
        if speaker or somebodys(around):
            found.append(mark)
    return found


def _around(
    text: str, quotes: list[Quote], i: int, mentions: Mentions, found: list[Mark]
) -> Around:
    quote = quotes[i]
    previous = quotes[i - 1] if i and quotes[i - 1].p == quote.p else None
    following = quotes[i + 1] if i + 1 < len(quotes) and quotes[i + 1].p == quote.p else None
    sentence, end = _sentence(text, quote)
    begin = max(sentence, previous.after if previous else 0)
    dateline = _DATELINE.match(text) if begin == 0 else None
    if dateline and dateline.end() < quote.before:
        begin = dateline.end()
    stop = min(end, following.before) if following else end
    near = found[-1] if found and quote.p - found[-1].p <= 1 else None
    last = near if near and previous and near.start == previous.start else None
    speaker = near.detail["speaker"] if near else None
    return Around(
        mentions, quote, text, begin, stop, end, sentence, previous, following, last, speaker
    )


def _sentence(text: str, quote: Quote) -> tuple[int, int]:
    """Where the sentence around the quotation begins and ends."""
    begin = gazetteer.begin(text, quote.before)
    at = quote.after
    closed = text[at - 2 : at - 1] in {".", "!", "?"} and _GOES_ON.match(text[at:])
    if closed and not _NAME_SAID.match(text[at:]):
        return begin, at
    following = next(gazetteer.ends(text, at), None)
    return begin, following.start() + 1 if following else len(text)
