"""What the articles claim, judged against other sources, and where they contradict each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from alliance import paths, sources
from alliance.names import choose

if TYPE_CHECKING:
    from alliance.compare_sheets import Claims, Contradictions

VERDICTS: dict[str, str] = {
    "supported": "a source that was consulted says the same",
    "imprecise": "broadly right, but its wording, number or scope would mislead",
    "wrong": "a source that was consulted, often the text itself, says otherwise",
    "contested": "respectable sources disagree, or it is an interpretation",
    "not checkable": "an opinion, or no source was consulted",
}
_COLUMNS = (
    "id",
    "article",
    "paragraph",
    "claim",
    "verdict",
    "qualifier",
    "evidence",
    "facts",
    "topics",
)


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "id": claim["id"],
            "article": source.id,
            "paragraph": claim.get("p"),
            "claim": claim["claim"],
            "verdict": claim["verdict"],
            "qualifier": claim.get("qualifier", ""),
            "evidence": claim["evidence"],
            "facts": ", ".join(claim.get("facts", ())),
            "topics": ", ".join(claim.get("topics", ())),
        }
        for source in sources.sources("article")
        for claim in sources.record(source.id).get("claims", ())
    ]


def claims(
    topic: str | None = None, article: str | None = None, verdict: str | None = None
) -> Claims:
    """A row per claim: id, article, paragraph, claim (our paraphrase), verdict, qualifier,
    evidence, facts (ids), topics. Each of ``topic``, ``article`` and ``verdict`` narrows it.

    A claim of a headline or of a whole text has no paragraph. A notebook shows the short columns;
    there each paragraph and each fact opens in place. :class:`UnknownName` lists what a topic, an
    article or a verdict may be called.
    """
    from alliance.compare_sheets import Claims

    rows = _rows()
    if topic is not None:
        topic = choose(topic, sorted({t for row in rows for t in _split(row["topics"])}), "topic")
        rows = [row for row in rows if topic in _split(row["topics"])]
    if article is not None:
        article = choose(article, [one.id for one in sources.sources("article")], "article")
        rows = [row for row in rows if row["article"] == article]
    if verdict is not None:
        verdict = choose(verdict, VERDICTS, "verdict")
        rows = [row for row in rows if row["verdict"] == verdict]
    frame = Claims(rows, columns=list(_COLUMNS)).astype({"paragraph": "Int64"})
    frame.attrs = {
        "title": "What the articles claim",
        "source": "the articles named in each row; the evidence names the facts it rests on",
        "basis": "; ".join(f"{name}: {meaning}" for name, meaning in VERDICTS.items()),
    }
    return frame


def contradictions(topic: str | None = None) -> Contradictions:
    """A row per side of each contradiction between articles: id, topic, says (our paraphrase),
    articles, claims (ids), settled_by, facts (ids). ``topic`` narrows it, as in :func:`claims`."""
    from alliance.compare_sheets import Contradictions

    stored = json.loads(paths.data("built", "contradictions.json").read_text("utf-8"))
    found = stored["contradictions"]
    if topic is not None:
        topic = choose(topic, sorted({t for one in found for t in one["topics"]}), "topic")
    rows = [
        {
            "id": one["id"],
            "topic": one["topic"],
            "says": side["says"],
            "articles": ", ".join(side["articles"]),
            "claims": ", ".join(side["claims"]),
            "settled_by": one["settled_by"],
            "facts": ", ".join(one["facts"]),
        }
        for one in found
        if topic is None or topic in one["topics"]
        for side in one["sides"]
    ]
    frame = Contradictions(rows)
    frame.attrs = {
        "title": "Where the articles contradict each other",
        "source": "the articles named in each row",
        "basis": "What settles it, as far as it can be settled, stands in settled_by.",
    }
    return frame


def _split(joined: str) -> list[str]:
    return joined.split(", ") if joined else []
