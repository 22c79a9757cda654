"""The words that attribute a quotation, and those that show that there is none."""

from __future__ import annotations

import re

from .wordlists import alternatives

_VERBS = """
    said says saying say told tells telling added adds adding stated states stating wrote writes
    writing noted notes noting explained explains explaining argued argues arguing argue warned
    warns warning warn stressed stresses stressing emphasized emphasised emphasizes emphasizing
    insisted insists insisting claimed claims claiming declared declares declaring announced
    announces announcing called calls calling described describes describing asked asks asking
    replied answered responded remarked commented observed recalled recalls recalling quoted
    quipped vowed vows vowing pledged pledges pledging promised promises urged urges urging
    demanded demands demanding reiterated reiterates reiterating reaffirmed reaffirms reaffirming
    affirmed affirms acknowledged acknowledges admitted admits conceded concedes denied denies
    criticized criticised criticizes criticizing condemned condemns condemning denounced denounces
    denouncing praised praises praising hailed hails hailing labelled labeled labels labeling
    branded brands branding concluded concludes testified tweeted posted posting proclaimed
    proclaims expressed expresses expressing complained complains complaining lamented laments
    cautioned cautions cautioning suggested suggests suggesting providing provides implying implied
    implies predicted predicts agreed agrees confirmed confirms maintained maintains contended
    contends asserted asserts asserting accused accuses accusing underscored underscores underlined
    highlighted recounted cited cites citing blasted slammed referred refers referring characterized
    characterised characterizes characterising dismissed dismisses dismissing welcomed thanked
    continued began joked shouted shouting chanted chanting read reads reading put voiced voicing
    opposed opposing cast rejected spoke speaks believe believes believed considered considers
    deemed termed terms define defines defined defining stipulates stipulated obliges requires
    opined mused boasted exclaimed objected protested celebrated trumpeted repeated repeats
    repeating echoed echoing scrawled seeks sought wanted wants pointed points outlined mentioned
    invoked invokes reported reports revealed disclosed questioned thundered cried sang ordered
    instructed mocked ridiculed decried decrying regards regarded sees saw viewed views envisions
    envisioned committed commits threatened threatens"""
_OPENING = " ".join(word.capitalize() for word in _VERBS.split() if word.endswith("ing"))

# Any verb (or "according to") that can attribute words.
VERB = re.compile(
    rf"(?<![-\w]){alternatives(_VERBS)}(?![-\w])|\b{alternatives(_OPENING)}\b"
    r"|\b(?:went|goes)\s+on\b|\b[Aa]ccording\s+to|\bin\s+the\s+words\s+of|\bquoted\s+as\s+saying"
)
_STRONG = alternatives(
    """said says say told tells added adds stated states wrote writes noted explained argued argues
    warned stressed insisted declared announced asked replied remarked recalled reads read continued
    vowed pledged concluded tweeted posted testified claimed shouted cautioned observed commented
    emphasi[sz]ed reiterated joked answered went_on urged reaffirmed acknowledged admitted"""
)
# Verbs that can stand after a quotation: "…," he said.
STRONG = re.compile(rf"\b{_STRONG}\b")
INVERTED = re.compile(
    rf"[\s,—–-]*(?:(?:then|also|later)\s+)?\b{_STRONG}\s+(?!(?:that|in|on|at|to|by|during)\b)"
)
ACCORDING = re.compile(r"[\s,—–-]*(?:according\s+to|in\s+the\s+words\s+of)\s+")
# "He said" where the verb comes first: "said Abe: “…”"
BEFORE_NAME = re.compile(r"(?:said|told|wrote|warned|added|says)\s+")
# "was described in the statement as “…”", "the “…” cited in the statement"
IN_PAPER = re.compile(
    r".*\b(?:described|called|termed|defined|cited|named|listed|mentioned|quoted|set\s+out|outlined"
    r"|characteri[sz]ed|identified|labell?ed)\s+in\s+(?:the|its|their|a|an)\s"
)
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
