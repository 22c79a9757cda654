"""What the course teaches where, and the figures of its lessons: every number has its source."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

import matplotlib.text
import pytest
from checkout import from_yaml
from matplotlib.font_manager import get_font_names

import alliance as al
from alliance import corpus, course, plots, reference
from alliance.errors import UnknownName
from alliance.plots import amounts, draw, figure, grids, map, time

ROOT = Path(__file__).resolve().parents[2]
UNITS = [f"{n:02}" for n in range(9)]
_REFERENCE = os.environ.get("ALLIANCE_REFERENCE", "")
with_reference = pytest.mark.skipif(
    not _REFERENCE, reason="ALLIANCE_REFERENCE names no folder with the course's reference facts"
)
FACTS = {fact["id"]: fact for fact in corpus.facts()}


def gaps(root: Path, least: int = 3) -> list[str]:
    """What the course still lacks, in words: topics that no lesson teaches, articles of the lessons
    that are read in fewer than ``least``, claims of theirs that none reaches, names that nothing
    else knows. An article that no lesson reads stands on the shelf: it is a file and no more."""
    all_of, said = course.lessons(root), []
    known = set(corpus.shipped_ids())
    for lesson in all_of:
        said += [
            f"lesson {lesson.unit}: no topic is called {t}"
            for t in lesson.topics
            if t not in corpus.topics()
        ]
        said += [
            f"lesson {lesson.unit}: there is no source {s}"
            for s in lesson.sources
            if s not in known
        ]
    taught_topics = {topic for lesson in all_of for topic in lesson.topics}
    said += [
        f"no lesson teaches {topic}" for topic in corpus.topics() if topic not in taught_topics
    ]
    read = Counter(id for lesson in all_of for id in lesson.sources)
    for article in (one.id for one in corpus.sources("article")):
        if 0 < (count := read[article]) < least:
            said.append(f"{article} is read in {count} lessons; it should be {least}")
    reached = {(topic, id) for topic, _, id in course.taught(root)}
    for claim in (one for one in corpus.claims() if read[one["article"]]):
        if not any((topic, claim["article"]) in reached for topic in claim.get("topics", ())):
            said.append(f"no lesson reaches claim {claim['id']} of {claim['article']}")
    return said


@pytest.fixture(scope="module")
def lessons() -> list[course.Lesson]:
    return course.lessons(ROOT)


@pytest.fixture
def whole_course(lessons: list[course.Lesson]) -> list[course.Lesson]:
    """The nine lessons."""
    missing = sorted(set(UNITS) - {lesson.unit for lesson in lessons})
    if missing:
        pytest.fail(f"lessons that are not there: {', '.join(missing)}")
    return lessons


# Coverage


def test_every_topic_is_taught_and_every_article_is_read_in_three_lessons(whole_course):
    assert gaps(ROOT) == []


def test_lessons_are_numbered_and_titled(lessons):
    assert [one.unit for one in lessons] == sorted({one.unit for one in lessons})
    assert all(one.title and one.topics and one.sources for one in lessons)


def test_lessons_name_topics_and_sources_that_exist(lessons):
    for lesson in lessons:
        assert set(lesson.topics) <= set(corpus.topics()), lesson.unit
        assert set(lesson.sources) <= set(corpus.shipped_ids()), lesson.unit


def test_what_a_lesson_says_it_reads_stands_in_its_cells(lessons):
    calls = {"treaty-1951": r"treaty\(1951\)", "treaty-1960": r"treaty\(1960\)"}
    calls["notes-1960"] = r"treaty\([\"']notes"
    for lesson in lessons:
        book = json.loads(next((ROOT / "notebooks").glob(f"{lesson.unit}-*.ipynb")).read_text())
        said = "\n".join("".join(cell["source"]) for cell in book["cells"])
        for id in lesson.sources:
            every = lesson.unit == "01" and "al.articles(" in said
            there = id in said or re.search(calls.get(id, r"(?!)"), said)
            assert there or every, f"lesson {lesson.unit} says that it reads {id}"


def test_the_topics_are_those_of_the_claims_and_the_facts():
    used = {t for row in al.claims()["topics"] for t in row.split(", ") if t}
    used |= {topic for fact in FACTS.values() for topic in fact.get("topics", ())}
    assert used == set(corpus.topics())


def test_coverage_is_topic_by_lesson_by_article(lessons):
    table, rows = al.coverage(), al.coverage("rows")
    assert list(table.index) == list(corpus.topics())
    assert {lesson.unit for lesson in lessons} <= set(table.columns)
    for row in rows.itertuples():
        assert row.article in table.loc[row.topic, row.lesson].split(", ")
    cells = table[[lesson.unit for lesson in lessons]].to_numpy().ravel()
    assert sum(len(cell.split(", ")) for cell in cells if cell) == len(rows)
    claims = al.claims()
    assert table.loc["anpo", "claims"] == claims["topics"].str.contains("anpo").sum()
    by_article = al.coverage("articles")
    assert by_article.loc["reuters-2020", "lessons"] == sum(
        "reuters-2020" in lesson.sources for lesson in lessons
    )


def made_course(folder: Path, *books: dict) -> Path:
    (folder / "notebooks").mkdir()
    for n, about in enumerate(books):
        cell = {"cell_type": "markdown", "source": [f"Text\n# Lesson {n}\n"]}
        book = {"cells": [cell], "metadata": {"alliance": about}}
        (folder / "notebooks" / f"{n:02}-lesson.ipynb").write_text(json.dumps(book), "utf-8")
    return folder


def test_gaps_say_what_a_course_lacks(tmp_path: Path):
    root = made_course(
        tmp_path,
        {"topics": list(corpus.topics())[1:], "sources": ["ann-2021"]},
        {"topics": ["tacos"], "sources": ["ann-2021", "times-1999"]},
        {"sources": ["ann-2021", "reuters-2020"]},
    )
    found = gaps(root)
    assert "no lesson teaches provenance" in found
    assert "lesson 01: no topic is called tacos" in found
    assert "lesson 01: there is no source times-1999" in found
    assert "reuters-2020 is read in 1 lessons; it should be 3" in found
    assert "no lesson reaches claim 2.3 of reuters-2020" in found
    assert not [gap for gap in found if gap.startswith("ann-2021")]
    assert [lesson.title for lesson in course.lessons(root)] == [f"Lesson {n}" for n in range(3)]


def test_a_students_copy_has_coverage_without_the_questions_keys(tmp_path: Path):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    assert (course.coverage(root=tmp_path)["questions"] == 0).all()


def test_no_course_and_no_such_view_are_answered_in_words(monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(UnknownName, match="articles"):
        al.coverage("lesson")
    monkeypatch.setattr(course.corpus, "course_root", lambda: None)
    with pytest.raises(corpus.NoLessons, match="notebooks"):
        al.coverage()


# The figures of the lessons


def test_1960_day_by_day_has_every_event_and_every_rival_count():
    frame = time.days()
    assert frame["date"].min() >= "1960-05" and frame["date"].max() <= "1960-07-31"
    listed = reference.timeline()
    listed = listed[listed["date"].between("1960-05", "1960-07-31")]
    assert set(listed["short"]) <= set(frame["event"])
    rival = reference.table("rival-counts")
    rival = rival[(rival["unit"] == "persons") & rival["date"].str.startswith("1960")]
    ranges = {(row.low, row.high) for row in frame.itertuples() if row.low < row.high}
    assert ranges == set(zip(rival["low"], rival["high"], strict=True))
    single = frame[frame["low"] == frame["high"]]
    assert dict(zip(single["fact"], single["low"], strict=True)) == {
        "anp-06": 30_000,
        "anp-17": 200_000,
        "pro-17": 250_000,
        "anp-34": 40_000,
    }
    assert (single["low_by"] != "").all()


def test_a_fact_without_a_number_of_people_is_no_count():
    assert time._single({"unit": "votes", "value": "248", "source": "x"})[0] is None
    assert time._single({"unit": "persons", "value": "7 to 9", "source": "x"})[0] is None
    assert time._single({"source": "x"})[0] is None


def test_one_deal_compares_the_agreed_sum_with_what_each_headline_means():
    frame = amounts.compared()
    for row in frame.itertuples():
        if row.base == row.base:
            assert row.change == pytest.approx(row.agreed - row.base)
            assert f"{abs(row.change):.1f}" in row.working
        for fact in row.facts.split():
            assert fact in FACTS
    totals = reference.table("host-nation-support-totals")
    assert set(frame["agreed"]) <= set(totals["value"])
    told = reference.table("headlines")
    rises = set(told[told["unit"] == "billion yen"]["value"])
    assert {75.0, 46.6, 108.6} <= set(frame["change"]) & rises


def test_the_sums_of_each_deal_follow_from_the_series():
    series = reference.table("host-nation-support")
    budget = series[series["basis"] == "initial budget"].set_index("fiscal_year")["value"]
    base = amounts.compared().set_index("who")["base"]
    assert base["Jiji"] == pytest.approx(5 * budget[2021])
    assert base["NHK"] == pytest.approx(5 * budget[2015])
    assert base["our arithmetic"] == pytest.approx(5 * float(FACTS["cst-07"]["value"]))
    assert base["Kyodo"] == float(FACTS["cst-10"]["value"])
    assert base["reuters-2020"] == pytest.approx(float(FACTS["cst-09"]["value"]) - 13.3)


def test_words_are_marked_where_the_wording_has_them():
    frame = grids.words().set_index(["date", "who"])
    assert frame.loc[("2021-02-23", "Kirby"), "sovereignty"].all()
    assert not frame.loc[("1969-11-21", "Sato"), "Senkaku"].any()
    assert frame.loc[("1969-11-21", "Sato"), "Taiwan"].all()
    for row in frame.itertuples():
        assert row.Taiwan == ("Taiwan" in row.wording)
    ax = plots.article_5_wordings()
    assert len(ax.patches) == frame[list(grids.WORDS)].to_numpy().sum()
    quoted = frame["is_quotation"] == "yes"
    large = [patch for patch in ax.patches if patch.get_height() > 0.5]
    assert len(large) == frame[quoted][list(grids.WORDS)].to_numpy().sum()


def test_nobody_promises_sovereignty_in_the_wordings():
    """What the figure finds: refused (Obama), corrected (Kirby) or claimed by another (Qin)."""
    frame = grids.words()
    said = frame[frame["sovereignty"]]
    assert sorted(said["who"]) == ["Kirby", "Kirby", "Obama", "Qin Gang"]
    wordings = " ".join(said["wording"])
    assert "We don't take a position on final sovereignty" in wordings
    assert "withdrawn three days later" in wordings and "China's inherent territory" in wordings
    assert set(frame[frame["who"] == "Qin Gang"]["speaks_for"]) == {"another government"}
    both = (frame["Article V"] & frame["administration"]).sum()
    assert frame.attrs["finding"].startswith(f"{both} of {len(frame)} statements")


def test_the_wordings_have_the_statements_that_lesson_6_teaches():
    frame = grids.words()
    assert {"Nixon", "Sato", "US policy", "Clinton", "Mattis", "Trump and Ishiba"} <= set(
        frame["who"]
    )
    assert list(frame["date"].str[:4]) == sorted(frame["date"].str[:4])
    weak = {row.facts for row in frame.itertuples() if row.status == "verified-weak"}
    assert weak == {id for id in frame["facts"] if FACTS[id].get("weak")} == {"tws-14"}
    labels = [label.get_text() for label in plots.article_5_wordings().get_yticklabels()]
    assert sum(label.endswith("?") for label in labels) == 1


def test_treaties_compared_shows_what_the_table_says():
    frame, table = plots.treaties_compared.table(), al.compare_treaties()
    assert ((frame[["1951", "1960", "Notes 1960"]] == "") == (table[frame.columns[:3]] == "")).all(
        axis=None
    )
    assert frame.loc["Constitutional limits", "1960"] == "III, V"
    ax = plots.treaties_compared()
    written = [text.get_text() for text in ax.texts]
    assert written.count("∅") == (frame[["1951", "1960", "Notes 1960"]] == "").to_numpy().sum()
    assert "Art. III, V" in written
    assert len(plots.treaties_compared.table("riot-clause")) == 1


def test_the_bars_of_the_verdicts_add_up_to_the_claims():
    frame = plots.claim_verdicts.table()
    assert frame["claims"].sum() == len(al.claims())
    ax = plots.claim_verdicts()
    assert sum(patch.get_width() for patch in ax.patches) == frame["claims"].sum()
    assert (
        f"{frame['wrong'].sum()} of {frame['claims'].sum()} claims are wrong"
        in (frame.attrs["finding"])
    )
    assert len({(patch.get_facecolor(), patch.get_hatch()) for patch in ax.patches}) == 5
    assert plots.claim_verdicts.table("taiwan")["claims"].sum() == len(al.claims("taiwan"))


def test_polls_stand_where_the_table_has_them():
    frame = plots.polls.table()
    ax = plots.polls()
    dots = {float(line.get_xdata()[0]) for line in ax.lines if line.get_marker() == "o"}
    single = frame[frame["low"] == frame["high"]]
    assert dots == set(single["low"])
    assert ax.get_xlim()[0] == 0 and ax.get_xlim()[1] >= 100


def test_the_map_is_a_sketch_and_says_so():
    frame = map.places()
    assert {"Tokyo", "Naha (Okinawa)", "Senkaku Islands", "Taipei", "Taiwan Strait"} <= set(
        frame["name"]
    )
    assert {"Shanghai", "Seoul", "Busan", "Pyongyang", "Ishigaki"} <= set(frame["name"])
    assert (reference.read("map.csv")["source"] == "approximate, drawn for this course").all()
    west, east, south, north = map.WHOLE
    assert frame["lon"].between(west, east).all() and frame["lat"].between(south, north).all()
    words = plots.alt(plots.area())
    assert "sketch" in words and "43 miles" in words
    assert "about 43 miles northeast of Taiwan" in FACTS["tws-16"]["evidence"]


def test_what_japan_administers_is_marked():
    held = {shore[0]: held for _, shore, held in map._lands()}
    assert sum(held.values()) == 8 and len(held) == 11
    whole = reference.read("map.csv")
    of_japan = set(whole[whole["administered_by_japan"] == "yes"]["name"])
    assert {"Okinawa Island", "Senkaku Islands", "Hokkaido"} <= of_japan
    assert not {"Taiwan", "Asian mainland", "Jeju Island", "Seoul"} & of_japan


def test_distance_on_the_sketch():
    assert map.apart((0, 0), (0, 1)) == pytest.approx(111.2)
    assert map.apart((0, 60), (1, 60)) == pytest.approx(55.6, rel=0.01)
    assert map.apart((0, 0), (5, 5), (0, 1)) == pytest.approx(111.2)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        *("anpo_days", "treaties_compared", "article_5_wordings", "polls", "treaty_helps"),
        *("war_to_treaty", "one_fortnight", "okinawa_yardsticks", "two_counters", "area"),
    ],
)
@pytest.mark.parametrize("letters", ["the machine's", "DejaVu Sans"])
def test_words_in_a_figure_do_not_stand_on_each_other(name: str, letters: str, monkeypatch):
    if letters in get_font_names():  # the widest of those that there may be; matplotlib brings it
        monkeypatch.setitem(figure.RC, "font.family", [letters])
    ax = getattr(plots, name)()
    ax.figure.canvas.draw()
    found = [
        text.get_window_extent()
        for text in (*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels())
        if isinstance(text, matplotlib.text.Text) and text.get_text() and text.get_visible()
    ]
    assert len(found) >= 8
    assert not [1 for a, b in combinations(found, 2) if a.shrunk(0.96, 0.7).overlaps(b)]


# Every figure traces to the reference


@pytest.mark.slow
@with_reference
@pytest.mark.parametrize(("table", "columns"), [(amounts.compared, ["base", "agreed"])])
def test_every_sum_is_in_the_reference_or_is_worked_out(table, columns):
    listed = from_yaml(Path(_REFERENCE, "facts.yaml").read_text("utf-8"))
    known = {fact["id"]: fact for fact in listed if fact["status"] != "unverified"}
    for row in table().to_dict("records"):
        facts = [known[id] for id in row["facts"].split()]
        said = json.dumps(facts, ensure_ascii=False).replace(",", "") + row["working"]
        for column in columns:
            if row[column] == row[column]:
                assert f"{row[column]:g}" in said, (row["who"], column)
        if row["status"] == "verified":
            assert any(row["source"].split(" (")[0] in fact["source"] for fact in facts)


# What the listed figures find is true of their rows, and the rows of the facts


LISTED = draw.listed()
_NUMBERS = {"two_counters", "okinawa_yardsticks", "who_paid", "whose_share", "treaty_helps"}


def numbers(name: str, *columns: str) -> dict[str, float]:
    """The numbers of a listed figure, by the text of one column or of several."""
    frame = getattr(plots, name).table()
    keys = frame[list(columns)].agg(": ".join, axis=1)
    return dict(zip(keys, frame.iloc[:, 2], strict=True))


@pytest.mark.parametrize("name", LISTED)
def test_a_listed_figure_names_facts_that_there_are(name: str):
    about = LISTED[name]
    widths = {len(row) for row in about["rows"]}
    assert widths == {len(about["columns"])}
    if "facts" not in about["columns"]:
        assert about["source"]
        return
    at = about["columns"].index("facts")
    for row in about["rows"]:
        assert row[at] or about["also"]
        for id in row[at].split():
            assert FACTS[id]["status"] in ("verified", "derived"), id


@pytest.mark.parametrize("name", sorted(_NUMBERS))
def test_every_number_of_a_listed_figure_stands_in_its_facts(name: str):
    for row in getattr(plots, name).table().to_dict("records"):
        facts = json.dumps([FACTS[id] for id in row["facts"].split()], ensure_ascii=False)
        (number,) = [value for value in row.values() if isinstance(value, int | float)][-1:]
        if row.get("side") == "worked out":
            continue
        said = facts.replace(",", "")
        forms = {f"{number:g}", f"{number:.10g}", f"{number:.1f}"}
        assert any(re.search(rf"(?<![\d.]){re.escape(one)}(?!\d)", said) for one in forms), row


def test_two_counters_differ_as_the_finding_says():
    of = numbers("two_counters", "day", "who counted")
    old, new = ("18 June 1960, at the Diet: ", "30 August 2015, at the Diet: ")
    assert round(of[old + "People’s Council"] / of[old + "Tokyo police"], 1) == 2.5
    assert of[new + "organisers"] / of[new + "police sources, told by NHK"] == 4
    assert plots.two_counters.table().attrs["aside"] == {old[:-2]: "2.5 to 1", new[:-2]: "4.0 to 1"}
    finding = plots.two_counters.table().attrs["finding"]
    assert "2.5 times" in finding and "4 times" in finding


def test_the_agreements_a_year_are_their_totals_divided():
    frame = plots.agreements.table().set_index("term (fiscal years) and sum")
    for term, row in frame.iterrows():
        total = re.search(r": ([\d,.]+) in five years", term)
        if total:
            value = float(total[1].replace(",", ""))
            assert row["billion yen a year"] == pytest.approx(value / 5, abs=0.05)
            digits = f"{value:g}"
            said = json.dumps([FACTS[id] for id in row["facts"].split()]).replace(",", "")
            assert digits in said or f"= {digits};" in row["working"]
    assert float(FACTS["cst-09"]["value"]) - 13.3 == pytest.approx(933.2)
    assert frame["billion yen a year"].iloc[3] == float(FACTS["cst-11"]["value"])
    agreed = frame[~frame.index.str.contains("budgeted")]["billion yen a year"]
    assert agreed.is_monotonic_increasing and "187 to 211" in frame.attrs["finding"]
    assert [round(agreed.iloc[0]), round(agreed.iloc[-1])] == [187, 211]


def test_who_paid_gives_the_shares_that_it_says():
    of = numbers("who_paid", "presence in", "who paid")
    japan, both = of["in Japan: Japan"], of["in Japan: Japan"] + of["in Japan: the United States"]
    assert round(both, 1) == 33.5 and round(100 * japan / both) == 38
    korea = of["in South Korea: South Korea"]
    assert round(100 * korea / (korea + of["in South Korea: the United States"])) == 30
    about = LISTED["who_paid"]
    assert "12.6 of 33.5 billion dollars, 38 in a hundred" in about["finding"]
    assert "= 30%" in about["basis"]
    assert min(plots.whose_share.table()["percent"]) == round(100 * japan / both)


@pytest.mark.parametrize("name", ["whose_share", "okinawa_yardsticks"])
def test_the_finding_names_each_number(name: str):
    frame = getattr(plots, name).table()
    said = {float(one) for one in re.findall(r"\d+(?:\.\d+)?", frame.attrs["finding"])}
    values = set(frame["percent"])
    assert said <= values and values - said <= {70.3}


def test_years_under_american_rule_are_those_of_the_calendar():
    start = date(1952, 4, 28)
    for row in plots.free_when.table().to_dict("records"):
        day = datetime.strptime(row["islands, and the day of return"].split(": ")[1], "%d %B %Y")
        assert row["years"] == pytest.approx((day.date() - start).days / 365.25, abs=0.06)
        said = json.dumps([FACTS[id] for id in row["facts"].split()])
        assert f"{day.day} {day:%B %Y}" in said
    assert "twenty years later" in plots.free_when.table().attrs["finding"]
    assert plots.free_when.table()["years"].max() == 20


def test_the_treaty_helps_and_war_is_feared():
    frame = plots.treaty_helps.table()
    of_2018 = set(frame[frame["year"] == 2018]["percent"])
    assert of_2018 == {77.5, 85.5} and (frame["percent"] > 50).all()
    assert "77.5 and 85.5% in 2018" in frame.attrs["finding"]
    polls = reference.table("polls")
    assert of_2018 <= set(polls[polls["fielded"] == "2018"]["low"])


@pytest.mark.parametrize("name", ["war_to_treaty", "one_fortnight", "plan_or_deed", "against_what"])
def test_an_event_of_a_list_has_the_date_of_a_fact(name: str):
    for row in getattr(plots, name).table().to_dict("records"):
        day, said = row["date"], ""
        for id in row["facts"].split():
            said += json.dumps(FACTS[id], ensure_ascii=False)
        if row["facts"] and not row["facts"].startswith("r60"):
            assert day[:4] in said
            if len(day) > 4:
                month = datetime.strptime(day[:7], "%Y-%m")
                assert day[:7] in said or f"{month:%B}" in said, row


def test_steps_texts_and_witnesses_are_counted_right():
    steps = plots.war_to_treaty.table()
    secret = (steps["who could know"] == "secret or confidential").sum()
    assert (secret, len(steps)) == (4, 9)
    assert steps.attrs["finding"].startswith("Of nine dates up to the treaty in force, four are")
    texts = plots.consultation_texts.table()
    read = (texts["who could read it"] == "everybody").sum()
    assert (read, len(texts)) == (2, 5) and texts.attrs["finding"].startswith("Two of five")
    assert len(plots.against_what.table()) == 10
    assert len(plots.plan_or_deed.table()) == 12
    purposes = plots.purpose_and_source.table()
    assert purposes.shape == (8, 6) and purposes.attrs["finding"].startswith("Eight purposes, five")


def test_the_complaint_and_the_praise_are_one_mans():
    frame = plots.one_fortnight.table()
    trump = frame[frame["who"] == "Donald Trump"]["date"].tolist()
    assert trump == ["2019-06-26", "2019-06-29", "2020-01-18"]
    assert "seven months" in frame.attrs["finding"]
    claims = {claim["id"]: claim for claim in corpus.claims()}
    assert claims["0.9"]["verdict"] == claims["2.1"]["verdict"] == "supported"


@with_reference
def test_words_in_quotation_marks_stand_in_the_facts_or_in_an_article():
    listed = from_yaml(Path(_REFERENCE, "facts.yaml").read_text("utf-8"))
    known = {fact["id"]: json.dumps(fact, ensure_ascii=False) for fact in listed}
    excerpts = json.dumps(corpus.claims(), ensure_ascii=False)
    for folder in ("documents", "sources"):
        for path in sorted((ROOT / "alliance" / "data" / folder).glob("*.yaml")):
            excerpts += " ".join(path.read_text("utf-8").split())
    articles = " ".join(p.read_text("utf-8") for p in Path(_REFERENCE).glob("claims.md"))
    everything = plain(" ".join([*known.values(), excerpts, articles]))
    for name, about in LISTED.items():
        for row in about["rows"]:
            for quoted in re.findall(r"“([^”]+)”", " ".join(str(cell) for cell in row)):
                assert plain(quoted) in everything, (name, quoted)
                assert len(quoted.split()) <= 25


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\\\"“”‘’']", "", text).split())


def test_lesson_7_has_its_line_of_years():
    years = set(reference.timeline("constitution")["date"].str[:4])
    assert {"1978", "1997", "2003", "2015", "2025"} <= years


FIRST = re.compile(r"(?i)\b(?:first|only|never before)\b(?! (?:security )?treaty)")


def test_an_event_is_the_first_only_where_its_fact_says_so():
    """A superlative is a claim of its own; “first treaty” is a name."""
    alone = [
        (row.fact, said)
        for row in al.timeline().itertuples()
        for said in (row.event, row.short)
        if FIRST.search(said) and not FIRST.search(FACTS[row.fact]["statement"])
    ]
    assert alone == []
    assert FIRST.search("Kishi's first visit to the United States")
    assert not FIRST.search("First security treaty signed")


def test_the_timeline_says_which_event_has_one_poor_witness():
    frame = al.timeline()
    weak = set(frame[frame["status"] == "verified-weak"]["fact"])
    assert weak == {id for id in frame["fact"] if FACTS[id].get("weak")} != set()
    assert not frame["source"].str.contains(r"(?:^|; )[a-z]{3}-\d\d\b").any()  # no id for a work
