"""Quotations and whose words they are: read from the words around each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from alliance.adding.gazetteer import WORDS, Mention, lists, patterns, sentence_end, sentence_start
from alliance.adding.speakers import Paragraph, Scene, Speaker, Speakers, begun, first_of

_RE = patterns("quotes")
_W = lists("quotes")

# Quotation marks paired into quotations.


class Quote(NamedTuple):
    """Words between quotation marks: ``text[start:end]``, marks excluded.

    single: between single marks, which may be mere emphasis; before, after: the offsets outside
    the marks.
    """

    start: int
    end: int
    before: int
    after: int
    single: bool = False


def find_quotes(text: str, following: str) -> list[Quote]:
    """The quotations of a paragraph in order; the last may go on in the ``following`` one, and an
    inner one belongs to the outer."""
    goes_on = following.lstrip()[:1] in {"“", '"'}
    found = [_single(m) for m in _RE["single"].finditer(text)]
    for m in _RE["double"].finditer(text):
        if m["closed"] or goes_on or m.end() - m.start() > 40:
            found.append(_quote(text, m.start(), m.end() - len(m["closed"] or "")))
    outer: list[Quote] = []
    for quote in sorted(quote for quote in found if quote.start < quote.end):
        if not outer or outer[-1].after <= quote.before:
            outer.append(quote)
    return outer


def _quote(text: str, opened: int, closed: int) -> Quote:
    start = closed - len(text[opened + 1 : closed].lstrip(" "))
    end = start + len(text[start:closed].rstrip(" ,"))
    end -= re.search(r"(?<!\b[A-Z])\.$", text[start:end]) is not None
    return Quote(start, end, opened, min(closed + 1, len(text)))


def _single(m: re.Match[str]) -> Quote:
    words = m["in"] or m["around"] or m["about"]
    start = m.end() - 1 - len(words)
    return Quote(start, start + len(words.rstrip(" ,.")), *m.span(), single=True)


# A quotation in its sentence, as the rules of attribution look at it.


_NEAR = 90  # characters before a quotation: what stands farther off makes no title of it


class Surroundings:
    """A quotation in its sentence: ``lead`` before it, ``tail`` after it, up to other quotations.

    begin, stop: where lead begins and tail ends; end: where the sentence ends; last: who spoke the
    quotation before it in the paragraph; speaker: who spoke last in this or the paragraph before.
    """

    def __init__(self, par: Scene, quotes: list[Quote], i: int, near: Mention | None) -> None:
        """Those of a paragraph's quotation ``i``; near: the last one with a speaker."""
        text, quote = par.text, quotes[i]
        self.par, self.text, self.quote, self.quotes, self.i = par, text, quote, quotes, i
        self.previous = quotes[i - 1] if i else None
        self.following = quotes[i + 1] if i + 1 < len(quotes) else None
        ended = _RE["ended"].match(text, quote.after)
        self.end = quote.after if ended else sentence_end(text, quote.after)
        begin = sentence_start(text, quote.before)
        at = self.previous.before if self.previous else 0
        title = self.previous and _RE["work"].search(text, max(begin, at - _NEAR), at)
        self.begin = max(begin, self.previous.after if self.previous and not title else 0)
        dateline = _RE["dateline"].match(text, 0, quote.before) if self.begin == 0 else None
        self.begin = dateline.end() if dateline else self.begin
        self.stop = min(self.end, self.following.before) if self.following else self.end
        self.speaker = near.detail["speaker"] if near and par.p - near.p <= 1 else None
        told = near and self.previous and (near.p, near.start) == (par.p, self.previous.start)
        self.last = self.speaker if told else None
        self.lead, self.tail = text[self.begin : quote.before], text[quote.after : self.stop]
        self.lead_verbs = par.verbs(self.begin, quote.before)
        self.words = text[quote.start : quote.end].split()

    @property
    def sentence_like(self) -> bool:
        """True if the quoted words could be a sentence and not only a term."""
        last = self.text[self.quote.after - 2]
        alone = not self.lead.strip(BULLET) or self.lead.rstrip().endswith(":")
        least = 2 if last == "." and alone else _AT_LEAST
        whole = len(self.words) >= least and self.words[0].lstrip("[(")[:1].isupper()
        return whole or last in ",?!"

    @property
    def long(self) -> bool:
        """True for words between curly marks that are too many for a term."""
        return self.text[self.quote.before] == "‘" and len(self.words) > 2 * _AT_LEAST

    @property
    def told(self) -> bool:
        """True if words beside say whose these are: it was ‘rubbish’, he said."""
        goes_before = self.last and self.previous and self.begin == self.previous.after
        # the ‘bridge’, he said
        subject = self.lead.strip().lower() in WORDS["speakers determiners"]
        tail = self.quote.after, self.stop
        goes_on = _RE["goes on"].match(self.text, *tail) and self.par.verbs(*tail)
        named = goes_on or _RE["inverted"].match(self.tail) or _RE["according"].match(self.tail)
        return bool(self.lead_verbs or goes_before or (named and not subject) or _headline(self))

    @property
    def work(self) -> bool:
        """True for the title of a book or a speech."""
        return bool(_RE["work"].search(self.lead)) and self.words[0][:1].isupper()

    @property
    def term(self) -> bool:
        """True for a term, or a name or title: so-called “…”, “First Island Chain”, “AUKUS”."""
        words, lead = self.words, self.lead
        acronym = len(words) == 1 and words[0].upper() == words[0] and len(words[0]) > 2  # “2+2”
        large = [word[:1].isupper() and word.strip(".").isalnum() for word in words]
        name = (capital or word in _W["small"] for capital, word in zip(large, words, strict=True))
        title = 2 <= len(words) <= 6 and not lead.rstrip().endswith((":", ",")) and all(name)
        return acronym or title or _RE["term"].search(lead) is not None

    def name(self, mention: Speaker | None) -> str | None:
        """Whom a mention means; a pronoun that nothing else explains is who spoke last."""
        if mention is None:
            return None
        found = self.par.name(mention)
        unknown = mention.kind == "pronoun" and found == mention.value
        return self.speaker or (None if found == "they" else found) if unknown else found


# The speaker named after a quotation: “…,” Abe said; “…,” said Abe; “…”: Abe.


BULLET = " —–-(•*·‣▪"


def _said_after(scene: Surroundings) -> str | None:
    """“…,” Abe said. / “…,” said the ministry's spokesman, Lin Jian."""
    text, par, quote, stop, tail = scene.text, scene.par, scene.quote, scene.stop, scene.tail
    according = _RE["according"].match(tail)
    verb_first = _RE["inverted"].match(tail) or according
    another = scene.following and stop == scene.following.before
    two = another and scene.lead_verbs and par.verbs(quote.after, stop)
    if _RE["another clause"].match(tail) or (two and not tail.rstrip().endswith(",")):
        return None  # “…,” and another said … / Abe called it “…,” Bush called it “…”
    if not (verb_first or _RE["goes on"].match(text, quote.after, stop)):
        return _signed(scene)
    found = par.noun_phrase(quote.after + verb_first.end(), stop) if verb_first else None
    passed_on = according is not None
    if found is None:
        found = par.subject(quote.after, stop)
        if found is None or found.start - quote.after > 90:
            return None
        verbs = par.verbs(found.end, min(stop, found.end + 180))
        beside = found.kind in {"person", "pronoun"} and text[quote.after : found.start] == " "
        if beside and not (verbs or scene.lead_verbs):
            return scene.name(found)  # “…,” Abe chuckled
        if not verbs or re.search("[;:]", text[found.end : verbs[0].start]):
            return None
        passed_on = verbs[0].word in _W["passed on"]
    before = _told_before(scene, found.agency) if found.agency or passed_on else None
    return before or scene.name(found)


def _signed(scene: Surroundings) -> str | None:
    """“…” — Abe; “…”: Abe."""
    m = _RE["colon name"].match(scene.text, scene.quote.after)
    if not m or scene.lead.strip(BULLET):
        return None
    near = begun(scene.par.speakers, m.end(), m.end() + 40)
    return scene.name(first_of(near, "person", "organisation"))


def _told_before(scene: Surroundings, agency: bool) -> str | None:
    """Who says it in “Abe called it “…,” according to Kyodo”: a body too, if an agency tells it."""
    passive, verbs = _RE["passive"].search, reversed(scene.lead_verbs)
    active = (verb for verb in verbs if not passive(scene.text, scene.begin, verb.start))
    found = (scene.par.subject_before(scene.begin, verb.start) for verb in active)
    return scene.name(first_of(found, "person", "pronoun", *["organisation", "role"] * agency))


def _said_after_the_next(scene: Surroundings) -> str | None:
    """It is “…” and will remain “…,” the statement said: the first of two fragments."""
    following = scene.following
    if following and following.after <= scene.end and not scene.lead_verbs:
        return _said_after(Surroundings(scene.par, scene.quotes, scene.i + 1, None))
    return None


def _said_at_the_end(scene: Surroundings) -> str | None:
    """They “reaffirmed the commitment” to it, the White House said."""
    par, start = scene.par, scene.quote.after
    saying = (verb for verb in par.verbs(start, scene.stop) if verb.word in _W["saying"])
    found = (par.right_before(start, verb.start) for verb in saying)
    said = (one for one in found if one and _RE["apart"].search(scene.text, start, one.start))
    return scene.name(next(said, None))


# Who says a quotation: read from the words around it, or it is no quotation.


_AT_LEAST = 4  # words of a fragment that can be somebody's without a verb of saying


def speaker_of(scene: Surroundings) -> tuple[str | None, bool]:
    """Whose words the quotation is, and whether it is somebody's, whoever it was: a term, a title
    or a single word is nobody's."""
    term = scene.quote.single and not (scene.sentence_like or scene.told or scene.long)
    if scene.work or term:
        return None, False
    if _RE["titled"].search(scene.lead):
        return scene.par.document(scene.begin, scene.quote.before), False
    if _RE["mute"].search(scene.lead):  # a banner that reads “Shame!” is nobody
        return None, True
    voices = _RE["voices"].search(scene.lead) is not None  # amid shouts of “Shame!”
    if (owner := _owner(scene)) or voices or scene.term:
        return owner, voices
    said = scene.sentence_like and bool(scene.par.verbs(scene.begin, scene.stop))
    long = len(scene.words) >= _AT_LEAST
    somebodys = (said or long) if not scene.quote.single else scene.long
    told = (rule(scene) for rule in (*_BESIDE, *_FARTHER))
    return next(filter(None, told), None), somebodys


def _in_japanese(scene: Surroundings) -> tuple[str | None, bool]:
    """Whose words 「…」 are, and whether they are somebody's: 大城氏は「…」と述べた, 「…」と述べた
    大城氏は; where no subject stands, of him who spoke before; 「…」。 alone of the one before."""
    par, text, quote = scene.par, scene.text, scene.quote
    begin = text.rfind("。", 0, quote.before) + 1
    said = _RE["Japanese said"].match(text, quote.after)
    whole = quote.end - quote.start > _AT_LEAST
    alone = begin == quote.before and text.startswith("。", quote.after)
    deeds = whole and not alone
    told = said or (_RE["Japanese deed"].match(text, quote.after) if deeds else None)
    if not (told or (alone and whole)):
        return None, False
    places = [(begin, quote.before), (quote.after, told.end())] if told else []
    above = (text.rfind("。", 0, max(0, begin - 1)) + 1, begin)
    nearby = above if begin else (quote.after + 1, text.find("。", quote.after + 1))
    for start, end in places or [nearby]:
        topics = [m for m in par.marks if start <= m.start < end and m.start not in par.quoted]
        who = _W["who"] if said else {"person"}
        topics = [m for m in topics if m.layer in who and _RE["topic"].match(text, m.end)]
        topic = max(topics, key=lambda m: (m.layer == "person", m.start), default=None)
        nameless = _RE["anonymous"].search(text, start, end)
        if nameless and not (topic and topic.layer == "person"):  # 防衛省幹部は
            return nameless["who"], True
        if topic:
            return topic.value, True
        if office := _RE["office"].search(text, start, end):
            return _in_office(par, office["office"], office.start()), True
    speaker = None if _RE["subject"].search(text, begin, quote.before) else scene.last
    return speaker, bool(said or speaker)


def _in_office(par: Scene, office: str, before: int) -> str | None:
    """Whom 首相 repeats: the last person whom the text gives that office."""
    for other, limit in par.upwards(before, 6):
        for m in reversed(other.marks):
            his = office == "同氏" or other.text.startswith((office, f"米{office}"), m.end)
            if his and m.layer == "person" and m.end <= limit:
                return m.value
    return office if office != "同氏" else None


def _owner(scene: Surroundings) -> str | None:
    """Trump's “America First” / Trump's promise to “drill, baby, drill”."""
    before = reversed(scene.par.within(scene.begin, scene.quote.before))
    person = first_of(before, "person", "role")
    own = person and _RE["own words of"].fullmatch(scene.text, person.end, scene.quote.before)
    return scene.name(person) if own else None


def _in_a_paper(scene: Surroundings) -> str | None:
    """The alliance was described in the statement as “…”."""
    par, quote = scene.par, scene.quote
    paper = par.document(scene.begin, quote.before) or par.document(quote.after, scene.stop)
    told = _RE["in paper"].search(scene.lead) or _RE["in paper"].search(scene.tail)
    return paper if told else None


_PRONOUNS = dict(one.split("=") for one in _W["pronouns"])


def _told_of(scene: Surroundings) -> str | None:
    """In her own words “…” / for Abe, it is “…” / hailed by Abe as “…” / Kyodo quoted Abe as saying
    “…” / “…,” police quoted him as saying."""
    before = _RE["told of"].search(scene.lead)
    m = before or _RE["quoted after"].match(scene.tail)
    if m is None or (who := m.lastgroup) is None:
        return None
    start, end = (at + (scene.begin if before else scene.quote.after) for at in m.span(who))
    if pronoun := _PRONOUNS.get(m[who].lower()):
        return scene.name(Speaker(start, end, pronoun, "pronoun"))
    man = Speaker(start, end, m[who], "role") if who == "quoted" else None
    return scene.name(scene.par.noun_phrase(start, end) or man)


def _nameless(scene: Surroundings) -> str | None:
    """“…,” a stevedore said / said a stevedore from Kobe / A stevedore said: “…”: no known word."""
    m = _RE["nameless after"].match(scene.tail) or _RE["nameless before"].match(scene.lead)
    return m[m.lastgroup] if m and m.lastgroup else None


def _before(scene: Surroundings) -> str | None:
    """Abe said: “…” / Abe criticised the plan, calling it “…” / according to Abe, “…”."""
    par, begin, end = scene.par, scene.begin, scene.quote.before
    if len(scene.words) < _AT_LEAST:  # "They spoke of ships; Beijing heard “war”"
        begin = max(begin, scene.text.rfind("; ", begin, end) + 1)
    verbs = par.verbs(begin, end)[::-1]
    inner: str | None = None  # of a verb that hardly attributes words: an outer one may
    for verb in verbs:
        according = verb.word == "according"
        if according:
            found = par.noun_phrase(verb.end, end)
        elif inner:  # "Mattis made clear that the U.S. opposes “…”"
            found = par.right_before(begin, verb.start)
            if found and not found.somebody:
                continue
        else:
            found = par.subject_before(begin, verb.start)
            if not found and scene.text.endswith(", ", begin, verb.start):
                found = par.noun_phrase(verb.end, end)  # the new one, says Abe, “…”
        if found:
            paper = found.kind in {"place", "role"} and par.document(verb.end, end, alone=True)
            speaker = paper or scene.name(found)
            sure = found.somebody or verb.word in _W["saying"]
            if sure or according or inner:
                return speaker
            inner = speaker
    return inner


def _headline(scene: Surroundings) -> str | None:
    """Trump: treaty is “unfair”."""
    said = scene.begin or any(verb.word in _W["saying"] for verb in scene.lead_verbs)
    colon = (m for m in begun(scene.par.speakers, 0, 1) if scene.text.startswith(": ", m.end))
    return None if said else scene.name(first_of(colon, "person", "organisation", "place"))


def _same_sentence(scene: Surroundings) -> str | None:
    """Two fragments in one sentence have one speaker, unless another is named between."""
    if not scene.previous or scene.previous.after != scene.begin:
        return None
    if another := _RE["another clause"].match(scene.lead):
        found = scene.par.right_before(scene.begin, scene.quote.before)
        named = found and not scene.lead_verbs and found.start - scene.begin - another.end() < 5
        if found and named and _RE["gap"].fullmatch(scene.text, found.end, scene.quote.before):
            return scene.name(found)
    return scene.last


def _participle(scene: Surroundings) -> str | None:
    """Calling it “…”, the ministers signed a joint statement: they, or their statement."""
    par, start, end = scene.par, scene.quote.after, scene.end
    if re.match(r"\s*[A-Z]\w+ing\b", scene.lead) and scene.lead_verbs:
        found = par.subject(start, end)
        return found and (par.document(start, end, alone=True) or scene.name(found))
    return None


def _alone(scene: Surroundings) -> str | None:
    """A sentence that is a quotation and nothing else: who spoke, or was spoken of, last."""
    par, lead = scene.par, scene.lead
    single = scene.quote.single and (lead.strip(BULLET) or not scene.speaker)
    if single or not (scene.sentence_like or lead.strip(" ") == ""):
        return None
    if not lead.strip(BULLET) and (scene.sentence_like or len(scene.words) >= _AT_LEAST):
        if scene.begin and scene.previous is None:
            return par.latest_subject(scene.begin, 1)
        return scene.speaker or par.latest_subject(scene.begin)
    if lead.rstrip().endswith((":", ",")):
        found = par.subject(scene.begin, scene.quote.before)
        return scene.name(found) or par.latest_subject(scene.begin)
    return None


def _fragment(scene: Surroundings) -> str | None:
    """Japan aims “to disrupt and defeat invasions”: the words of whoever does it; of a treaty's
    those of "Under the treaty each would “…”"."""
    if scene.quote.single or len(scene.words) < _AT_LEAST or not scene.lead.strip():
        return None
    place = scene.begin, scene.quote.before
    documents = scene.par.within(*place) if scene.lead.startswith("Under ") else ()
    return scene.name(first_of(documents, "document") or scene.par.subject(*place))


_BESIDE = (_told_of, _said_after, _said_after_the_next, _in_a_paper, _said_at_the_end, _headline)
_FARTHER = (_before, _nameless, _same_sentence, _participle, _alone, _fragment)


# Which quotations are somebody's words: each is read in its sentence and given its speaker.


def quotations(read: Sequence[Paragraph]) -> list[Mention]:
    """The quotations that are somebody's words, with their ``speaker`` where the text shows one."""
    texts = [tokens.text for tokens, *_ in read]
    quotes = list(map(find_quotes, texts, [*texts[1:], ""]))
    quoted = [{at for one in here for at in range(one.start, one.end)} for here in quotes]
    speakers = Speakers(zip(read, quoted, strict=True))
    found: list[Mention] = []
    near: Mention | None = None
    for par, here in zip(speakers.paragraphs, quotes, strict=True):
        for i, quote in enumerate(here):
            scene = Surroundings(par, here, i, near)
            rules = _in_japanese if par.text[quote.before] in "「『" else speaker_of
            speaker, said = rules(scene)
            if speaker and _RE["mute thing"].fullmatch(speaker):
                speaker, said = None, True
            if speaker or said:
                found.append(_quotation(par, quote.start, quote.end, speaker))
                near = found[-1] if speaker else near
            if speaker and i == 0:
                _told_at_last(found, speakers.paragraphs)
    told = {(m.p, m.start, m.end): m for m in (*found, *_interview(speakers.paragraphs))}
    return list(told.values())


def _quotation(par: Scene, start: int, end: int, speaker: str | None) -> Mention:
    detail = {"speaker": speaker} if speaker else {}
    return Mention(par.p, start, end, "quotation", par.text[start:end], None, detail)


def _told_at_last(found: list[Mention], paragraphs: Sequence[Scene]) -> None:
    """Gives the speaker of the last quotation to those that it goes on from: each ends its
    paragraph without a closing mark."""
    for k in range(len(found) - 2, -1, -1):
        one, par = found[k], paragraphs[found[k].p - 1]
        ended = one.p == found[k + 1].p or par.text[one.end :].strip(" .,!?…")
        if ended or "speaker" in one.detail or par.text.rstrip()[-1] in '”"」』»':
            return
        found[k] = _quotation(par, one.start, one.end, found[k + 1].detail["speaker"])


def _interview(paragraphs: Sequence[Scene]) -> Iterator[Mention]:
    """What is said in an interview: after "Tanaka:", "Q:" or "A:", after a question without a label
    where no question is followed by one, and in the paragraphs that go on up to the next label
    where not only names are labels: reports may stand between those. It is one if somebody speaks,
    another, and the first again."""
    labels = {par.p: m for par in paragraphs if (m := _RE["label"].match(par.text))}
    if len(labels) < 2:
        return
    asked = {p for p, m in labels.items() if m["who"] in _W["asks"] | _W["reporters"]}
    bare = bool(asked) and labels.keys().isdisjoint(p + 1 for p in asked)
    voices = _voices([*paragraphs[: min(labels) - 1], *paragraphs[max(labels) + bare :]])
    speaker, who, known, turns = None, "", False, []
    for par in paragraphs[min(labels) - 1 : max(labels) + bare]:
        m = labels.get(par.p)
        if m:
            who = m["who"]
            one = voices.get(who) or _labelled(par, m)
            known |= one is not None
            speaker = one or (None if who in voices else who)  # The Harbor Post: …
        elif bare and par.p - 1 in asked:
            who, speaker = "A", voices["A"]
        elif not asked or par.tokens.heading or par.text[:1] in {"(", "["}:
            continue
        if said := _RE["said"].match(par.text.rstrip(), m.end() if m else 0):
            turns.append((who, _quotation(par, *said.span(said.lastgroup or 0), speaker)))
    order = [who for who, _ in groupby(turn.detail.get("speaker", who) for who, turn in turns)]
    if any(a == c != b for a, b, c in zip(order, order[1:], order[2:], strict=False)):
        yield from (turn for who, turn in turns if known or who in voices)


def _voices(beside: Sequence[Scene]) -> dict[str, str | None]:
    """Whom "Q", "A" and initials mean beside these paragraphs: who alone is named is the guest."""
    named = [(par, m) for par in beside for m in par.marks if m.layer in _W["issuers"] and m.value]
    voices: dict[str, str | None] = {}
    for _, m in named:
        words = str(m.value).split()
        voices |= {"".join(w[0] for w in order): m.value for order in (words, words[::-1])}
    by = ("interviewed by ", "interviewed by the ", "spoke with ", "spoke to ", "talked to ")
    asking = {m.value for par, m in named if par.text.endswith(by, 0, m.start)}
    guests = {m.value for _, m in named if m.layer == "person"} - asking
    voices |= dict.fromkeys(_W["asks"], asking.pop() if len(asking) == 1 else "interviewer")
    voices |= dict.fromkeys(_W["reporters"], "reporter")
    return voices | dict.fromkeys(_W["answers"], guests.pop() if len(guests) == 1 else None)


def _labelled(par: Scene, label: re.Match[str]) -> str | None:
    """Who is named in a label: "Prime Minister Kishi:", "THE PRESIDENT:", ○国務大臣（岸信介君）."""
    start, end = label.span("who")
    inside = [m for m in par.marks if start <= m.start and m.end <= end]
    ends = (m for m in inside if m.layer in _W["issuers"] and (m.end == end or par.tokens.japanese))
    if one := next(ends, None):
        return one.value
    role = first_of(par.within(start, end), "role") if label["who"][:3].lower() == "the" else None
    return par.name(role) if role else None
