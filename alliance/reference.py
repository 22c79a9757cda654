"""Reference tables: dated events, data series, facts and the glossary."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from alliance import corpus
from alliance.corpus import TOPICS
from alliance.errors import Misused, UnknownName, choose

if TYPE_CHECKING:
    from alliance.frame import Sheet


# The timeline and the data series, as sheets (DataFrames) that say where every row comes from.
#
# Two numbers for one year are two rows with two bases: what was budgeted, what was spent, what was
# agreed. ``frame.attrs`` holds ``title``, ``source`` and ``basis`` (how its rows may be compared).


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a file under ``data/``, or one series of ``series.csv``."""

    title: str
    basis: str
    file: str = "series.csv"
    series: tuple[str, ...] = ()
    period: str = "fiscal_year"


_TWO_BASES = "Budgets with and without the costs of SACO and realignment are two different sums."
_TABLES = {
    "host-nation-support": Table(
        "Host-nation support, billion yen, by fiscal year",
        "Initial budgets, settled accounts and an agreed average are three different sums, never "
        "one line. FY2017 and FY2018 are left out: no source was found.",
        series=("hns",),
    ),
    "host-nation-support-totals": Table(
        "Host-nation support, billion yen, five years together",
        "What was agreed and what was then budgeted are two different sums.",
        series=("hns_agreed_total", "hns_actual_total"),
    ),
    "usfj-all-costs": Table(
        "All of Japan's costs for US forces, billion yen, by fiscal year",
        "Settled accounts and an initial budget are two different sums; host-nation support is "
        "only one part of them.",
        series=("usfj_all_costs",),
    ),
    "defence-budget-excl": Table(
        "Defence budget without SACO and realignment costs, trillion yen",
        _TWO_BASES,
        series=("defence_budget_excl",),
    ),
    "defence-budget-incl": Table(
        "Defence budget with SACO and realignment costs, trillion yen",
        _TWO_BASES,
        series=("defence_budget_incl",),
    ),
    "us-personnel": Table(
        "US military personnel in Japan",
        "Counted by different people in different ways: do not join the points.",
        series=("us_personnel",),
        period="year",
    ),
    "exchange-rate": Table(
        "Yen per dollar, on the days that the articles need",
        "Rates of single days; the last is the rate that a news agency used.",
        series=("usd_jpy",),
        period="date",
    ),
    "polls": Table(
        "What people in Japan told pollsters",
        "Different pollsters, questions and methods; a row is the share of those who were asked.",
        file="polls.csv",
    ),
    "rival-counts": Table(
        "One event, two counts",
        "Low and high are what two sources say of the same event; who is right is not settled.",
        file="rival-counts.csv",
    ),
    "headlines": Table(
        "One cost-sharing deal (December 2021) and how it was reported",
        "The same total, compared with different years; the working shows with which.",
        file="headlines.csv",
    ),
    "article-5-wordings": Table(
        "What was said of Article V, the Senkakus and Taiwan, 1960 to 2025",
        "`is_quotation` tells the speaker's own words from our summary of them.",
        file="article-5-wordings.csv",
    ),
}
_DATE = re.compile(r"(?P<fy>FY)?(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")


@lru_cache(maxsize=1)
def facts() -> tuple[dict[str, Any], ...]:
    """Every fact of the course as plain data, in the order of ``data/facts.yaml``."""
    return tuple(json.loads(corpus.data("built", "facts.json").read_text("utf-8"))["facts"])


def precision(date: str) -> str:
    """How exact a date is: "day", "month", "year" or "fiscal year"."""
    found = _DATE.fullmatch(date)
    if not found:
        raise ValueError(f"{date!r} is no date such as 1960-01-19, 1987-01, 1957 or FY1978.")
    if found["fy"]:
        return "fiscal year"
    return "day" if found["day"] else "month" if found["month"] else "year"


def decimal_year(date: str) -> float:
    """Where a date stands on an axis of years. A partial date stands in the middle of its span; a
    Japanese fiscal year runs from April to March."""
    kind, found = precision(date), _DATE.fullmatch(date)
    assert found
    year = int(found["year"])
    if kind == "fiscal year":
        return year + 0.75
    if kind == "year":
        return year + 0.5
    month = int(found["month"])
    return year + (month - 1) / 12 + (int(found["day"]) - 0.5 if found["day"] else 15) / 366


def _order(date: str) -> tuple[int, int, int]:
    """By this the timeline is sorted: what is known to a month only comes at the month's end, a
    fiscal year in its middle."""
    kind, found = precision(date), _DATE.fullmatch(date)
    assert found
    if kind == "fiscal year":
        return int(found["year"]), 10, 1
    return int(found["year"]), int(found["month"] or 12), int(found["day"] or 99)


def timeline(topic: str | None = None) -> Sheet:
    """A row per dated event, in order of time; of one topic, if ``topic`` names one.

    Columns: date (as exact as the source: 1960-01-19, 1987-01, 1957, FY1978), precision, event,
    short (the same in few words), kind, topic, key (on the short timeline), fact (id), status,
    source. :class:`UnknownName` lists the topics.
    """
    from alliance.frame import Sheet

    if topic is not None:
        offered = (name for fact in facts() if "events" in fact for name in _topics(fact))
        topic = choose(topic, dict.fromkeys(offered), "topic")
    rows = [
        {
            "date": event["date"],
            "precision": precision(event["date"]),
            "event": event["event"],
            "short": event["short"],
            "kind": event["kind"],
            "topic": fact["topic"],
            "key": event.get("key", False),
            "fact": fact["id"],
            "status": fact["status"],
            "source": fact["source"],
        }
        for fact in facts()
        if topic is None or topic in _topics(fact)
        for event in fact.get("events", ())
    ]
    rows.sort(key=lambda row: _order(row["date"]))
    frame = Sheet(rows)
    about = f": {TOPICS.get(topic, topic)}" if topic else ""
    frame.attrs = {
        "title": f"The US–Japan alliance in time{about}",
        "source": "; ".join(dict.fromkeys(frame["source"])),
        "basis": "Dates are as exact as their source; a month or a year alone stays one.",
    }
    return frame


def _topics(fact: dict[str, Any]) -> list[str]:
    return [fact["topic"], *fact.get("topics", ())]


def tables() -> Sheet:
    """The names that :func:`table` knows, and what each table holds."""
    from alliance.frame import Sheet

    return Sheet({"holds": {name: table.title for name, table in _TABLES.items()}})


def table(name: str | None = None) -> Sheet:
    """One table by its name, e.g. ``table("host-nation-support")``; without a name, the list.

    Every row has its own unit, basis (or who counted), status (verified, verified-weak, derived),
    facts and source. A series has a column ``fiscal_year`` (from 1 April) and, for a sum over
    several years, ``through``; ``line`` names the rows that a line may join.
    :class:`UnknownName` suggests the nearest name.
    """
    import pandas as pd

    from alliance.frame import Sheet

    if name is None:
        return tables()
    spec = _TABLES[choose(name, _TABLES, "table")]
    frame = Sheet(pd.read_csv(corpus.data(spec.file), keep_default_na=False))
    if spec.series:
        frame = _series(frame, spec)
    frame.attrs = {
        "title": spec.title,
        "source": "; ".join(dict.fromkeys(frame["source"])),
        "basis": spec.basis,
    }
    return frame


def _series(frame: Sheet, spec: Table) -> Sheet:
    frame = frame[frame["series"].isin(spec.series)].reset_index(drop=True)
    if len(spec.series) == 1:
        frame = frame.drop(columns="series")
    if (frame["value"] % 1 == 0).all():
        frame["value"] = frame["value"].astype(int)
    periods = frame.pop("period")
    at = 0 if len(spec.series) == 1 else 1
    if spec.period == "date":
        frame.insert(at, "date", periods)
    else:
        frame.insert(at, spec.period, periods.str[:4].astype(int))
        if periods.str.contains("-").any():
            frame.insert(at + 1, "through", periods.str[-4:].astype(int))
    return frame


# The course's terms, each with its kanji, its reading and a plain explanation.


@lru_cache(maxsize=1)
def _terms() -> list[dict[str, str]]:
    return json.loads(corpus.data("built", "glossary.json").read_text("utf-8"))["terms"]


def glossary(*terms: str) -> Sheet:
    """A row per term: term (index), kanji, reading, gloss. All terms, or those that are named.

    :class:`~alliance.errors.UnknownName` for a term that is not there suggests the nearest ones.
    """
    from alliance.frame import Sheet

    known = {term["term"].casefold(): term for term in _terms()}
    chosen = []
    for name in terms or [term["term"] for term in _terms()]:
        if not isinstance(name, str):
            raise Misused('Write the term in quotation marks: glossary("Anpo").')
        if name.casefold() not in known:
            near = get_close_matches(name.casefold(), known, n=3, cutoff=0.5)
            said = ", ".join(known[key]["term"] for key in near) or "none that is near"
            raise UnknownName(f"The glossary has no {name!r}. It has: {said}.")
        chosen.append(known[name.casefold()])
    rows = [
        {key: term.get(key, "") for key in ("term", "kanji", "reading", "gloss")} for term in chosen
    ]
    return Sheet(rows).set_index("term")
