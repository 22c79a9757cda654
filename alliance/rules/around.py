"""A quotation in its sentence, as the rules of attribution look at it."""

from __future__ import annotations

from dataclasses import dataclass

from .antecedents import value
from .marks import Mark
from .mentions import Mention, Mentions
from .quotes import Quote
from .verbs import Verb


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
