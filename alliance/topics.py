"""The topics of the course, in plain words."""

from __future__ import annotations

# id -> what it is, in the order in which the course is told
TOPICS = {
    "provenance": "where a text comes from",
    "alliance-state": "the state of the alliance",
    "korean-war": "the Korean War",
    "1951-asymmetry": "the unequal treaty of 1951",
    "riot-clause": "the riot clause",
    "1960-equality": "how equal 1960 made it",
    "prior-consultation": "prior consultation",
    "anpo": "the Anpo protests",
    "kishi": "Kishi and his fall",
    "cost-sharing": "cost sharing and the deal of 2015",
    "unfair-remark": "the “unfair” remark of 2019",
    "polls-middle-east": "the Kyodo poll and the Middle East dispatch",
    "article-5-senkaku": "Article V and the Senkakus",
    "taiwan": "the Taiwan Strait",
    "two-plus-two-2021": "the 2+2 meeting of March 2021",
    "constitution": "the constitution and the Self-Defense Forces",
    "peacekeeping": "peacekeeping",
    "gulf-war": "money for the Gulf War",
    "reinterpretation-2014": "the new reading of the constitution in 2014",
    "north-korea": "North Korea",
    "trilateral": "work with Seoul",
    "indo-pacific": "a free and open Indo-Pacific",
    "supply-chains-5g": "supply chains and 5G",
    "science-space-cyber": "science, space and cyber",
    "strategy-2022": "the strategy of 2022 and 2% of GDP",
    "counterstrike": "counterstrike missiles",
    "agreements-2023": "the agreements of January 2023",
    "command": "command structure",
}
