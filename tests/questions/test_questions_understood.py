"""People's own wordings: right ones are accepted, and the wrong ones beside them are refused."""

from __future__ import annotations

import time
from typing import Any

import pytest
import questions_samples

from alliance.questions import bank, kinds, wording
from alliance.questions.check import check
from alliance.questions.judge import judge


def status(id: str, answer: Any) -> str:
    return judge(bank.question(id), answer).status


SILENT = [
    "no figure for the American contribution is given", "Our file contains only Japan's letter",
    "none of our sources counts them", "nobody says", "there's no reply in the file",
    "the sources never give a total", "It isn't stated anywhere", "n/a", "none", "undated",
    "not answerable with these documents", "we have no figure for all of it",
    "出典に書かれていません",
    "資料からはわかりません", "記載がありません", "その数字は資料に示されていない",
    "不明です",
    "unknown, as no source tells us", "It cannot be determined from the texts",
    "nowhere in the sources", "it has not been decided", "not decided",
    "nothing is said of a single person", "no one person is named",
    "no such agreement is in the sources", "The author does not tell us",
    "I can't find it in the sources", "the page says nothing about any single person",
    "not enough information", "they give no method", "withheld", "no agreement is mentioned",
    "there's no way to know", "no way of telling", "It remains unknown", "an open question",
    "nothing in the sources tells us", "the sources stop before that",
    "No. The sources do not say.",
    "The sources don't say because the agreement ends in March 2027", "出典は語っていない",
    "unknown, since the figures of 1950 are lost", "nobody counts them", "nobody has added them up",
    "it is not possible to know from the sources", "it cannot be worked out without the figures",
    "we only have Japan's side", "the sources only count single days", "keine Angabe",
    "the text only says Friday, so we cannot know the day",
    "the file bears neither date nor author",
    "there is no GDP in the sources", "どの史料にもない", "誰も数えていない",
    "書かれていないのでわからない", "GDPがないので計算できない",
    "only the budget is known", "there are only daily counts", "the line was never published",
    "The Council gave no method", "tbd", "still unknown", "新しい協定はまだない", "秘密のまま",
]  # fmt: skip
NOT_SILENT = [
    "the sources say so", "no source says anything but 5", "there were no troops", "nobody came",
    "the sources do not agree", "not the Cabinet", "It is not in doubt",
    "資料に書かれている",
    "the total is not given by Kishi but by Herter", "the answer is in our file",
    "no promise was broken",
    "the sources do not say two million but three", "反対していない",
    "not dated 1960 but 1961", "no agreement was made", "the council did not agree", "open war",
    "the people said nothing", "no way to treat Japan", "it was blacked out, so we asked Kishi",
    "211, so it is not stated", "It's wrong that the sources do not say", "No, the sources say",
    "It is not true that nothing is said", "I disagree that the sources do not say",
    "It's a mistake to say the sources do not say", "unknown because it was 350,000",
    "unknown, since half came later", "the troops did not count", "everyone came",
    "the article only says 260,000", "we only have half a million", "they added 100,000",
    "only five counts are known", "the Council gave no reason",
]  # fmt: skip


@pytest.mark.parametrize("answer", SILENT)
def test_the_sources_do_not_say_in_many_words(answer: str) -> None:
    assert wording.is_silent(answer)
    for id in ("1951.11", "costs.13", "taiwan.12", "1960.21"):
        assert status(id, answer) == "right", id


@pytest.mark.parametrize("answer", NOT_SILENT)
def test_what_names_something_else_is_not_silence(answer: str) -> None:
    assert not wording.is_silent(answer)
    assert status("1951.11", answer) in ("wrong", "malformed")


@pytest.mark.parametrize("answer", ["not stated", "出典にない", "no source gives it"])
def test_silence_is_wrong_where_the_sources_speak(answer: str) -> None:
    for prefix in ("1951", "anpo", "taiwan"):
        for question in bank.unit(prefix).questions.values():
            verdict = judge(question, answer)
            if verdict.status == "wrong":
                assert "al.hint" not in verdict.message, question.id
            else:
                assert verdict.status in ("right", "malformed"), question.id


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("never", "right"), ("It was never promised", "right"), ("The US never pledged it", "right"),
     ("No American president has promised it", "right"), ("一度もない", "right"),
     ("nothing of the kind was promised", "right"), ("nothing kind was said", "malformed"),
     ("アメリカは約束したことがない", "right"), ("そんな約束はありません", "right"),
     ("Washington promised it", "malformed"), ("the Soviet side promised it", "malformed"),
     ("Japan never promised it", "malformed"), ("not before 1996", "malformed")],
)  # fmt: skip
def test_what_never_happened_has_no_day(answer: str, expected: str) -> None:
    assert status("taiwan.12", answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("Tokyo never agreed to that", "right"), ("Tokyo hasn't agreed to it so far", "right"),
     ("Not agreed by Tokyo", "right"), ("同意していない", "right"),
     ("日本は同意していない", "right"), ("nobody agreed", "right"),
     ("Washington never agreed", "malformed"), ("American forces never agreed", "malformed"),
     ("Not agreed by Washington", "malformed"), ("アメリカは同意していない", "malformed"),
     ("Did Tokyo not agree?", "malformed"), ("Tokyo agreed not to defend Taiwan", "malformed"),
     ("Washington agreed not to", "malformed"), ("Tokyo has not disagreed", "malformed"),
     ("Tokyo did not agree before 2022", "malformed"),
     ("American forces may not defend Taiwan", "malformed")],
)  # fmt: skip
def test_who_never_agreed_is_whom_the_question_names(answer: str, expected: str) -> None:
    assert status("taiwan.24", answer) == expected


def test_silence_is_no_named_mistake_of_a_word() -> None:
    assert judge(bank.question("1960.6"), "no information").misconception is None


def test_never_is_no_day_of_what_did_happen() -> None:
    assert status("1951.1", "never") == "wrong"
    assert status("sources.12", "never") == "wrong"


@pytest.mark.parametrize(
    ("id", "answer", "expected"),
    [("anpo.2", "Kishi's cabinet asked for it", "right"),
     ("anpo.2", "It was the Kishi government that asked", "right"),
     ("anpo.2", "It was not Eisenhower, it was the Japanese Cabinet", "right"),
     ("anpo.2", "The Japanese Cabinet asked Eisenhower to put off the visit", "right"),
     ("anpo.2", "not the Japanese Cabinet", "wrong"),
     ("anpo.2", "not the Japanese Cabinet but Eisenhower", "wrong"),
     ("anpo.2", "It wasn't the Cabinet that asked", "wrong"),
     ("anpo.2", "Eisenhower asked the Japanese Cabinet", "wrong"),
     ("anpo.2", "The Cabinet was asked", "wrong"), ("anpo.2", "the Cabinet or Washington", "wrong"),
     ("anpo.2", "the enemies of the Cabinet", "wrong"), ("anpo.2", "岸内閣が求めた",
    "right"),
     ("anpo.2", "岸内閣ではない", "wrong"),
     ("sources.5", "It is the agency Kyodo", "right"), ("sources.5", "Kyodo and Reuters", "wrong"),
     ("sources.5", "the rival of Kyodo", "wrong"), ("sources.5", "Kyoto", "wrong"),
     ("1960.6", "from areas to territories", "right"), ("1960.6",
    "areas became territories", "right"),
     ("1960.6", "'areas' replaced 'territories'", "wrong"),
     ("1960.6", "territories became areas", "wrong"), ("1960.6", "not territories", "wrong"),
     ("1951.9", "It is the word “solely”", "right"), ("1951.9", "It isn't solely", "wrong"),
     ("trust.3", "The speaker is Donald Trump", "right"), ("trust.3", "Trump's enemy", "wrong"),
     ("trust.3", "Abe, not Trump", "wrong"), ("today.4", "極東です", "right"),
     ("today.4", "It calls it the Far East", "right"), ("today.4", "not the Far East", "wrong"),
     ("start.2", "It was Kishi Nobusuke, grandfather of Abe", "right"),
     ("start.2", "Kishi, Abe", "wrong"), ("start.2", "Kishi, Tojo", "wrong"),
     ("start.2", "安倍ではなく岸", "right"), ("start.2", "岸ではなく安倍", "wrong"),
     ("trust.26", "NHK – Kyodo", "wrong"), ("trust.26", "Kyoto", "wrong"),
     ("trust.3", "the 45th president, Trump", "right"),
     ("trust.3", "Trump, then Abe", "wrong"), ("trust.26", "The news agency (Kyodo)", "right"),
     ("trust.26", "The news agency (Jiji)", "partly"), ("taiwan.16", "the Japanese PM", "right"),
     ("anpo.2", "The Kishi government decided to ask", "right"),
     ("anpo.2", "Kishi asked Eisenhower to postpone his visit", "right"),
     ("anpo.2", "the Kishi Cabinet requested it", "right"),
     ("anpo.2", "Kishi was requested to postpone it", "wrong"),
     ("anpo.2", "Eisenhower requested it from Kishi", "wrong"),
     ("anpo.2", "The request came from the Japanese government", "right"),
     ("anpo.2", "The request came to the Japanese government", "wrong"),
     ("anpo.2", "the Japanese Cabinet on 16 June", "right"),
     ("start.2", "Nobusuke Kishi was the PM then", "right"),
     ("sources.5", "Kyoto News", "wrong"),
     ("1960.6", "territories where the draft had areas", "right"),
     ("1960.6", "areas where the draft had territories", "wrong"),
     ("1960.6", "the draft had territories", "wrong"),
     ("1960.6", "territories was in the draft", "wrong"),
     ("1960.6", "the signed text reads territories", "right"),
     ("1960.6", "territories, which became areas", "wrong"),
     ("1951.9", "solely, which means only", "right"), ("1951.9", "solely was dropped", "right"),
     ("1951.9", "It's solely that is missing", "right"),
     ("taiwan.11", "it can become a survival-threatening situation for Japan", "right"),
     ("taiwan.11", "it can become an armed attack situation", "wrong"),
     ("today.4", "In 1960 it was called the Far East", "right"),
     ("trust.3", "Donald Trump, in January 2020 and June 2019", "right"),
     ("trust.3", "President Trump, who praises and complains", "right"),
     ("anpo.2", "The Japanese government under Prime Minister Kishi", "right"),
     ("anpo.2", "the American ambassador", "wrong"), ("anpo.2", "岸信介内閣", "right"),
     ("1951.9", 'The word "solely" limited them', "right"), ("1951.9", "limited", "wrong"),
     ("today.4", "条約では「極東」と呼ばれている", "right"),
     ("today.4", "「極東」は間違いである", "wrong"),
     ("today.4", "Article VI names the Far East", "right"),
     ("1960.6", "領域 (territories)", "right"), ("1960.6", "地域（areas）", "wrong"),
     ("1960.6", "領域ではない (territories)", "wrong"),
     ("start.2", "Kishi, as paragraph 11 says", "right"),
     ("start.2", "Kishida, as paragraph 11 says", "wrong"),
     ("taiwan.16", "the American side", "wrong"), ("taiwan.16", "the Japanese side", "right"),
     ("taiwan.16", "the Prime Minister of Taiwan", "wrong"),
     ("taiwan.16", "the Prime Minister of Japan", "right"),
     ("taiwan.11", "存立危機事態に該当", "right"), ("trust.3", "トランプ前大統領", "right")],
)  # fmt: skip
def test_a_right_answer_inside_a_sentence(id: str, answer: str, expected: str) -> None:
    assert status(id, answer) == expected


@pytest.mark.parametrize(
    ("id", "answer", "expected"),
    [("1951.7", "Security Treaty, Article I", "right"), ("1951.7", "旧安保条約第一条",
    "right"),
     ("1951.7", "Article I of the Treaty of Mutual Cooperation and Security", "wrong"),
     ("1951.7", "Article 2 of the Security Treaty", "wrong"), ("costs.12", "安保条約第5条",
    "right"),
     ("costs.12", "Article V of the Mutual Security Treaty", "right"), ("costs.12",
    "Article V", "partly"),
     ("costs.12", "旧安保条約第五条", "wrong"), ("costs.12", "安保条約第六条",
    "wrong"),
     ("1960.4", "Kishi's note, ¶4", "right"), ("1960.4", "交換公文 第4段落", "right"),
     ("1960.4", "the Japanese note of 19 January 1960, paragraph 4", "right"),
     ("taiwan.8", "Asia News Network, paragraph 9", "right"), ("taiwan.8",
    "ANN, paragraph 8", "wrong"),
     ("taiwan.8", "not American Military News ¶9", "malformed"),
     ("1951.7", "first article of the 1951 treaty", "right"),
     ("today.10", "the 1960 treaty's fifth article", "right"),
     ("1951.7", "treaty-1951 ¶I", "right"),
     ("costs.12", "the 2nd article of the treaty of mutual cooperation", "partly"),
     ("trust.27", "ann 2021 ¶ 10 (“apparently”)", "right"),
     ("1951.7", "Art. I of the 1951 treaty: “at the express request of the Japanese Government”",
      "right"),
     ("1951.7", "Art. I of the 1951 treaty: “at the request of the Emperor of Japan”", "wrong"),
     ("costs.19", "Document A: Japan gave 12.6 billion dollars", "partly"),
     ("sources.10", "both reuters ¶3 and panorient ¶6", "right"),
     ("trust.6", "ann-2021 ¶9 and treaty-1960 Art. V", "wrong"),
     ("start.5", "reuters-2020 ¶10; reuters-2020 ¶10", "wrong"),
     ("start.5", "reuters-2020 ¶11; reuters-2020 ¶11", "right"),
     ("anpo.8", "japan-forward-2025 ¶10, reuters-2020", "malformed"),
     ("trust.27", "ann-2021 ¶10 – 30 August", "right"),
     ("taiwan.8", "ann-2021 ¶9, ¶8", "malformed"),
     ("costs.3", "reuters-2020, ¶5 - the treaty, not the money", "right"),
     ("start.5", "not 12 but 11", "right"), ("start.5", "not 11 but 12", "wrong"),
     ("sources.10", "Reuters ¶3 or PanOrient ¶6", "right"),
     ("sources.10", "Reuters, paragraph 3; PanOrient News, paragraph 6", "right"),
     ("trust.27", "apparently in paragraph 10", "right"),
     ("trust.27", "apparently in paragraph 9", "wrong"),
     ("trust.6", "ann-2021 ¶¶8–9", "malformed"), ("anpo.8", "JF 2025 ¶10", "malformed"),
     ("trust.6", "Asia News Network ¶9 and not trending-2023 ¶7", "right")],
)  # fmt: skip
def test_official_titles_and_short_names(id: str, answer: str, expected: str) -> None:
    assert status(id, answer) == expected


@pytest.mark.parametrize(
    ("id", "answer", "expected"),
    [("costs.6", "thirty three point six", "right"), ("costs.6", "thirty-three point nine",
    "wrong"),
     ("costs.7", "nine point two nine billion dollars", "right"), ("sources.4",
    "two of five", "right"),
     ("sources.4", "2 (Reuters and Japan Forward)", "right"), ("sources.4",
    "2 or 3 of the 5", "malformed"),
     ("sources.4", "two: not Reuters", "malformed"), ("sources.4", "3 of the 5", "wrong"),
     ("trust.1", "5 + 2 = 7", "right"), ("trust.1", "8 (5+2)", "malformed"),
     ("anpo.3", "three quarters of a million", "right"), ("anpo.3", "half a million", "wrong"),
     ("anpo.3", "750.000", "not-attempted"), ("anpo.3", "750 thousand people on 4 June", "right"),
     ("anpo.3", "750000 people in 1960", "right"), ("anpo.3", "5.5 million on 4 June", "wrong"),
     ("costs.22", "38 in a hundred", "right"), ("costs.22", "one in a hundred", "wrong"),
     ("costs.22", "12.6 of 33.5 is 37.6 percent", "right"), ("anpo.16", "2.5 to 1", "right"),
     ("costs.6", "¥33.6bn more", "right"), ("costs.6", "33.6 billion or more", "malformed"),
     ("costs.6", "33.6 billion lower", "malformed"),
     ("start.3", "5 articles and 3 documents", "right"),
     ("start.3", "3 articles and 5 documents", "wrong"),
     ("start.3", "5 of 100 articles", "right"),
     ("taiwan.22", "9 missiles and 5 landed", "malformed"),
     ("costs.11", "10%, and no source says it is 7.8%", "malformed"),
     ("costs.11", "a fall of 7.8%", "malformed"), ("costs.11", "7.8%減", "malformed"),
     ("anpo.3", ".75 million", "right"), ("anpo.3", "75万人以上", "malformed"),
     ("anpo.3", "550万人ではなく75万人", "right"), ("start.3", "high five", "malformed"),
     ("costs.1", "211 billion yen in total", "malformed"), ("start.3", "5 in total", "right"),
     ("sources.4", "2, because the other three name no writer", "right"),
     ("1951.5", "Yen equal to 155 million dollars", "right"),
     ("today.8", "四十七・二パーセント", "right"),
     ("sources.19", "58.4+34.4=92.8, 100-92.8=7.2", "right"),
     ("sources.19", "100-34.4=65.6, 100-92.8=7.3", "malformed"),
     ("costs.6", "5 × 189.3 = 946.5; 980.1 − 946.5 = 33.6", "right"),
     ("costs.11", "It rose by 10 per cent", "wrong"),
     ("sources.4", "Two (Reuters-2020 and trending-2023)", "right"),
     ("sources.4", "ann-2021, paragraph nine", "malformed"),
     ("sources.4", "2 articles out of 5", "right"), ("sources.4", "3 articles out of 5", "wrong"),
     ("anpo.3", "750,000 people took part by the count of the Public Security agency", "right"),
     ("1951.5", "$155 mln", "right")],
)  # fmt: skip
def test_numbers_in_words_and_sentences(id: str, answer: str, expected: str) -> None:
    assert status(id, answer) == expected


@pytest.mark.parametrize(
    ("id", "answer", "expected"),
    [("today.1", "15 Jun 92", "right"), ("today.1", "June 15, '92", "right"),
     ("today.1", "19 June '92", "wrong"), ("today.1", "15 June '62", "wrong"),
     ("1951.1", "1952年4月28日(月曜日)", "right"), ("1951.1", "1952年4月27日（日）",
    "wrong"),
     ("sources.12", "13 January 2023 or later", "defensible"),
     ("sources.12", "after 16 March 2021", "malformed"),
     ("sources.2", "3 January 2020", "wrong"), ("sources.2", "January 2020", "partly"),
     ("sources.2", "on the 60th anniversary, 19 January 2020", "right"),
     ("sources.2", "not on the anniversary, 19 January 2020", "malformed"),
     ("trust.4", "the Sunday before 16 March, so 14 March 2021", "right"),
     ("trust.4", "two days before the talks, 14 March", "right"),
     ("anpo.1", "thirty days after 20 May, that is 19 June 1960", "right"),
     ("anpo.1", "18/19 June 1960", "malformed"),
     ("costs.2", "January 22, 2016 - the day of the signing", "right"),
     ("1951.1", "28 April 1952, the day before", "malformed"),
     ("1951.1", "before, 28 April 1952", "malformed"),
     ("1951.1", "8 September 1951: 28 April 1952", "malformed"),
     ("1951.1", "1951年9月8日ではなく1952年4月28日", "right"),
     ("start.4", "45/45/1951", "malformed"),
     ("1951.1", "April 28, 1952, not September 8, 1951", "right"),
     ("1951.1", "September 8, 1951, not April 28, 1952", "wrong"),
     ("1951.1", "28.IV.1952", "right"), ("1951.1", "28 Aprli 1952", "right"),
     ("1951.1", "28 marchers 1952", "malformed"), ("start.4", "8.9.1951", "right"),
     ("1951.1", "8.9.1951", "malformed"),
     ("1951.1", "the occupation ended on 28 April 1952", "right"),
     ("1951.1", "the treaty ended on 28 April 1952", "malformed"),
     ("1951.1", "Japan became independent on 28 April 1952", "right"),
     ("1960.1", "the instruments were exchanged on 23 June 1960", "right"),
     ("sources.2", "19 January 2020 (60 years after the signing)", "right"),
     ("sources.2", "19 January 2020, one day after it appeared", "malformed"),
     ("sources.2", "sometime in January 2020", "partly"),
     ("anpo.1", "approved automatically on 19 June 1960, 30 days after 20 May", "right"),
     ("anpo.1", "19 June 1960, two days before it was approved", "malformed"),
     ("today.1", "passed by the Diet on 15 June 1992", "right"),
     ("today.1", "15 June 1992, two months before it took effect", "right"),
     ("today.1", "92年6月", "partly"), ("1951.1", "27年4月28日", "malformed"),
     ("trust.4", "16 March is a Tuesday, so Sunday is 14 March 2021", "right"),
     ("trust.4", "14 March 2021, counted back from the 16th", "right"),
     ("1960.9", "from June 1971", "right"), ("1951.1", "from 28 April 1952", "malformed"),
     ("start.4", "it was in 1951, and it was revised in 1960", "right"),
     ("start.4", "it was in 1960, and it was revised in 1951", "wrong"),
     ("1951.1", "1952年4月28日（平和条約と同じ日）", "right"),
     ("1951.1", "1952年4月28日（前日）", "malformed"),
     ("1951.1", "Monday 28.4.1952", "right"),
     ("anpo.1", "the approval took effect on 19 June", "right"),
     ("1960.9", "23 June 1971 or later", "right"), ("1951.1", "28Apr1952", "right"),
     ("anpo.1", "6月19日に自然承認された", "right"),
     ("anpo.1", "6月20日に自然承認された", "wrong"),
     ("anpo.1", "6月19日午前零時", "right"), ("1960.1", "6月23日に署名された", "malformed")],
)  # fmt: skip
def test_dates_as_people_write_them(id: str, answer: str, expected: str) -> None:
    assert status(id, answer) == expected


@pytest.mark.parametrize(
    ("id", "answer", "expected"),
    [("sources.7", "a c and d", "right"), ("sources.7", "all but b", "right"),
     ("sources.7", "China, Okinawa and the opposition", "right"),
     ("sources.7", "all of them", "wrong"), ("sources.7", "a and d", "partly"),
     ("sources.8", "Reuters, PanOrient, Asia News Network, Trending, Japan Forward", "right"),
     ("sources.8", "PanOrient, Reuters, ANN, Trending, Japan Forward", "partly"),
     ("1951.10", "us troops were in japan as occupiers and no treaty had been signed yet", "right"),
     ("1951.10", "no us troops were in japan in 1950", "wrong"),
     ("1951.6", "d: 1945; c: 1950; e: 1951; a: 28 February 1952; b: 28 April 1952; f: 1954",
      "right"),
     ("1951.6", "1945 d, 1950 e, 1951 c, 1952 a, 1952 b, 1954 f", "partly"),
     ("sources.8", "reuters-2020 (19 Jan), panorient-2020 (20 Jan), ann-2021, trending-2023, "
      "japan-forward-2025", "right"),
     ("trust.16", "a b c d e; f and g fit nowhere", "right"),
     ("trust.16", "1a 2b 3c 4d 5e (f and g are left over)", "right"),
     ("trust.16", "1a 2b 3c 4d 5f (e is left over)", "partly"),
     ("anpo.25", "Both of them; Funada alone; Asanuma alone; Funada alone; Neither of them",
      "right"),
     ("1951.10", "troops", "malformed"), ("1951.2", "b=1, e=2, f=3, d=4, a=5", "right"),
     ("1951.2", "b: 1, e: 2, f: 3, d: 5, a: 4", "partly"),
     ("trust.5", "It makes the date more likely", "right"),
     ("trust.5", "c: it makes the date more likely", "right"),
     ("trust.5", "a: it makes the date more likely", "malformed"),
     ("1951.3", "b, two conditions", "right"), ("1951.3", "B; nobody could decide alone", "right"),
     ("1951.3", "b (a request, and a power from outside)", "right"),
     ("1951.3", "b, or c", "malformed"), ("1951.3", "b, but maybe a", "malformed"),
     ("1951.3", "b: wrong", "malformed"), ("1951.3", "b, no", "malformed"),
     ("taiwan.1", "b, administration", "right"), ("taiwan.1", "a treaty binds", "malformed"),
     ("taiwan.1", "b, since the States decided that Japan owns them", "right"),
     ("taiwan.1", "b, they decided that Japan owns them", "malformed"),
     ("taiwan.1", "Japan administers the islands", "right"),
     ("taiwan.1", "Japan owns the islands", "wrong"),
     ("sources.7", "b is quoted", "malformed"), ("sources.7", "a, c, d: only b is quoted", "right"),
     ("sources.7", "a, c (d is possible)", "malformed"),
     ("1951.12", "right for 1960, wrong for 1951", "right"),
     ("1951.12", "right for 1951, wrong for 1960", "wrong"),
     ("start.1", "the US and Japan, not China", "right"),
     ("start.1", "not the US and Japan", "malformed"),
     ("start.1", "日本とアメリカだと思います", "right"),
     ("sources.11", "おそらくJapan Forward、手がかりがある", "right"),
     ("sources.11", "Probably in Japan Forward, because of the links", "right"),
     ("sources.11", "In Japan Forward, because of the links", "wrong"),
     ("1951.19", "いいえ", "malformed")],
)  # fmt: skip
def test_options_in_their_own_words(id: str, answer: str, expected: str) -> None:
    assert status(id, answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "わからない。日付がない",
        "I don't know, no date is there",
        "no idea: ask me later",
        "??",
        "I'm lost",
        "さっぱりわかりません",
        "わかりませんでした",
        "知らないです",
        "no lo sé",
        "je ne sais pas",
    ],
)
def test_not_knowing_with_more_words_is_no_verdict(answer: str) -> None:
    for id in ("sources.2", "sources.7", "1951.7", "1960.6", "anpo.9"):
        verdict = judge(bank.question(id), answer)
        assert verdict.status == "not-attempted" and "al.hint" in str(verdict)


_HARD = [
    "a" + " " * 19_998 + "b", "the sources " * 1_600, "no source " * 16, "1 and " * 3_300,
    "two of " * 28, "not x but y " * 13, "not " * 40, "five plus " * 20, "(" * 20_000,
    "from a to b " * 13, "article 5 of the " * 7, "a, " * 6_600, "。" * 20_000, "資料に" * 50,
 
 
    "there is no figure " * 8, "15 June '92 " * 8, "19 Jan " * 14, "half a " * 25,
    "and then a " * 1_800,
    "maybe " * 30, "I think " * 24, "a-b-" * 15, "a, not b, " * 19, "x. " * 60 + "maybe",
    "the the the the " * 10, "Security Treaty " * 7, "is not " * 22, "x" * 20_000,
    "x" + " maybe" * 3_000 + "y", "x" + " maybe" * 48 + "y", "x, but not sure " * 18,
    "a, so " * 3_300, "because or " * 1_800, "a as " * 4_000, "from a to " * 2_000,
    "all but " * 2_500, "don't " * 3_300, "6 % " * 5_000,
    "０" * 200, "a third of " * 18, "1+1 = " * 33, "7.8% more " * 20,
    "under five " * 18,
    "x=1 " * 70, "(5) " * 50, "1951 " * 4_000, "who, " * 40, "the draft, " * 14,
    "五" * 200, "75万人以上" * 28, "Kishi was under " * 18, "who is " * 42, "1951年の" * 20,
    "<" * 20_000, "not " * 5_000, "about " * 3_300, "at least " * 2_200,
    "last/" * 4_000,
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("answer", _HARD, ids=range(len(_HARD)))
def test_no_answer_costs_more_than_its_time(answer: str) -> None:
    for kind in {one.kind: one for one in _questions()}.values():
        judge(kind, "x")
        assert any(_time(kind, answer) < 0.05 for _ in range(3)), kind.id


def _questions() -> list[bank.Question]:
    return [one for prefix in bank.prefixes() for one in bank.unit(prefix).questions.values()]


def _time(question: bank.Question, answer: str) -> float:
    start = time.process_time()
    judge(question, answer)
    return time.process_time() - start


# What is said round an answer, by kind: the right answer passes, and its twin that says another
# thing does not.
ROUND = {
    "not this but that": {
        "right": [
            ("start.4", "not 1952 but 1951"), ("1951.1", "28 April 1952, not 8 September 1951"),
            ("costs.11", "7.8%, so not 10%"), ("sources.3", "c, not a"),
            ("taiwan.16", "It is Sato who says so, not Nixon"),
            ("1951.9", "solely - it limited them to Japan"),
        ],
        "other": [
            ("start.4", "not 1951 but 1952"), ("1951.1", "8 September 1951, not 28 April 1952"),
            ("costs.11", "10%, not 7.8%"), ("sources.3", "a, not c"), ("sources.3", "not c"),
            ("taiwan.16", "Nixon, not Sato"), ("start.2", "it's not Kishi"),
            ("1951.9", "solely - it became only"),
        ],
    },
    "a date in a sentence": {
        "right": [
            ("start.4", "1951 (San Francisco)"),
            ("sources.20", "in May 1981, by Suzuki and Reagan"),
            ("1951.18", "7月27日"), ("1960.1", "23. Juni 1960"), ("costs.2", "22.1.16"),
            ("anpo.1", "昭和35年6月19日午前0時"), ("sources.20", "May 81"),
        ],
        "other": [
            ("start.4", "a year later than 1951"), ("start.4", "1951 is wrong"),
            ("1951.1", "the day following 28 April 1952"), ("1960.9", "June 1971 is too early"),
            ("costs.2", "22.1.15"), ("start.4", "reuters-1951"), ("sources.20", "May 80"),
        ],
    },
    "a sum that was worked out": {
        "right": [
            ("costs.22", "12.6 / (20.9+12.6) = 37.6%"), ("sources.19", "100 - 58.4 - 34.4 = 7.2"),
            ("today.8", "7.9496/5.4005 = 1.472, so 47.2%"), ("costs.1", "211,02 Milliarden Yen"),
            ("taiwan.22", "five, according to the ministry"),
        ],
        "other": [
            ("costs.22", "12.6 / (20.9+12.6) = 38.9%"), ("costs.1", "211 Millionen Yen"),
            ("today.8", "7.9496/5.4005 = 47.2, so 53%"), ("costs.6", "33.6, so more than 33"),
        ],
    },
    "a letter with words beside it": {
        "right": [
            ("1951.3", "only b"), ("1951.3", "b?"), ("1951.3", "bだと思います"),
            ("1951.19", "No, b"),
            ("taiwan.1", "b - Japan administers them"), ("1951.15", "b, false"),
            ("1951.15", "it's false, reason b"), ("1951.8", "A, C and D are right"),
            ("1951.8", "a, c, d (not b, e, f)"), ("taiwan.10", "a to c"),
            ("anpo.6", "c (20 May), g (10 June), e (15 June), d (16 June), f (19), b (23), a (15)"),
            ("anpo.6", "c - g - e - d - f - b - a"), ("1951.2", "I b, II e, III f, IV d, V a"),
            ("1951.2", "1 is b, 2 is e, 3 is f, 4 is d and 5 is a"),
            ("1951.2", "1b 2e 3f 4d 5a (c is left over)"),
        ],
        "other": [
            ("1951.3", "no b"), ("1951.3", "b is wrong"), ("1951.19", "No, a"),
            ("taiwan.1", "a - Japan administers them"), ("1951.15", "it's not false, b"),
            ("1951.15", "true and false b"), ("1951.8", "a c d are wrong"), ("taiwan.10", "a to d"),
            ("1951.2", "II b, I e, III f, IV d, V a"),
        ],
    },
    "one letter in a sentence": {
        "right": [
            ("sources.3", "I'd go with c"), ("sources.3", "c, but I'm not sure"),
            ("sources.3", "I'm pretty sure it's c"), ("sources.3", "let's go with c"),
            ("sources.3", "C would be my answer"), ("sources.3", "it has to be c"),
            ("sources.3", "it's not a, it's c"), ("sources.3", "たぶんc"),
            ("sources.14", "it's a"), ("sources.14", "a is right"),
            ("1951.15", "I'd say false, b"), ("1951.15", "false, I think because of b"),
            ("1951.6", "I'd say d c e a b f"),
        ],
        "other": [
            ("sources.3", "I don't think it's c"), ("sources.3", "c as well as a"),
            ("sources.3", "I'm not sure it's c"), ("sources.3", "it's not c, it's a"),
            ("sources.3", "c because it's not b, or maybe a"), ("sources.3", "either a or c"),
            ("sources.3", "c would be wrong"), ("sources.3", "anything but c"),
            ("sources.3", "if not c then a"), ("sources.3", "c only if a is wrong"),
            ("sources.14", "a guess"), ("sources.14", "I'd take a letter"),
            ("1951.15", "I don't think it's false, b"), ("1951.15", "false, b or c"),
        ],
    },
    "a span of letters, or all but some": {
        "right": [
            ("taiwan.10", "a-c"), ("taiwan.10", "a–c"), ("taiwan.10", "aからc"),
            ("costs.24", "a to b and d"), ("1951.8", "a-c-d"), ("1951.8", "a-d but not b"),
            ("1951.8", "from a to d, except b"), ("1951.8", "all of them except b, e or f"),
            ("1951.8", "a and c and d, not b"), ("1951.8", "probably a, c and also d"),
        ],
        "other": [
            ("1951.8", "a-d"), ("1951.8", "a, c, d or e"), ("1951.8", "all of them"),
            ("1951.8", "すべて"), ("1951.8", "all but a, c, d"), ("1951.8", "a, c and not d"),
            ("1951.8", "none of them"), ("1951.8", "not a, c, d"), ("costs.24", "a-c"),
        ],
    },
    "pairs in words": {
        "right": [
            ("sources.17", "IJR carrier, Trump speaker, Reuters maker, the news agency carrier"),
            ("sources.17", "carrier: IJR; speaker: Trump; maker: Reuters; carrier: news agency"),
            ("1951.16", "Dulles: troops without a limit; Yoshida: no army for now; "
             "Magruder: power over the people of the islands; Wada: not between equals"),
            ("1951.2", "I: right to station forces; II: bases for other countries; III: conditions "
             "of the stay; IV: when the treaty ends; V: ratification"),
            ("taiwan.17", "Ming: Beijing; 1885: Japan; Nansei Shoto: Japan; Yilan: Taiwan; "
             "1971: Taipei"),
        ],
        "other": [
            ("sources.17", "IJR not carrier, Trump speaker, Reuters maker, news agency carrier"),
            ("sources.17", "IJR carrier or maker, Trump speaker, Reuters maker, agency carrier"),
            ("sources.17", "carrier, speaker, maker, maker"), ("anpo.25", "no. 3"),
            ("1951.16", "Dulles: no army for now; Yoshida: troops without a limit; "
             "Magruder: power over the people of the islands; Wada: not between equals"),
            ("1951.16", "Dulles: troops without a limit; Yoshida: no army for now; "
             "Magruder: power over the people of the islands; Wada: between equals"),
            ("taiwan.17", "the islands: Beijing; 1885: Japan; Nansei Shoto: Japan; Yilan: Taiwan; "
             "1971: Taipei"),
        ],
    },
    "letters, and what was asked of them": {
        "right": [
            ("sources.7", "a, c and d are not quoted"), ("sources.7", "not quoted: a, c, d"),
            ("sources.7", "a, c and d are missing"), ("anpo.12", "It leaves out a, c and d"),
            ("costs.24", "a, b and d speak against it"), ("taiwan.10", "a, b, c still stand"),
        ],
        "other": [
            ("sources.7", "b is not quoted"), ("sources.7", "a, c and d are quoted"),
            ("sources.7", "not a, c, d quoted"), ("sources.7", "not a, c, d"),
            ("anpo.12", "It does not leave out a, c, d"), ("sources.7", "a ✓ b ✗ c ✓ d ✓"),
            ("costs.24", "a, b and d do not speak against it"),
            ("taiwan.10", "a, b, c do not stand"), ("1951.8", "a, c, d of the treaty of 1960"),
        ],
    },
    "letters in other languages": {
        "right": [
            ("1951.3", "La bonne réponse est b"), ("1951.3", "c'est b"),
            ("1951.3", "b ist richtig"),
            ("1951.3", "Ich glaube, es ist b"), ("1951.3", "答えはbです"), ("1951.3", "bが正しい"),
            ("1951.8", "a, c et d"), ("1951.8", "a, c und d"), ("1951.8", "aとcとdが正解"),
            ("sources.8", "d'abord c, puis a, ensuite e, puis d, enfin b"),
            ("sources.8", "最初はc、次にa、次にe、次にd、最後にb"),
            ("1951.2", "1はb、2はe、3はf、4はd、5はa"),
        ],
        "other": [
            ("1951.3", "b ist falsch"), ("1951.3", "b n'est pas juste"),
            ("1951.3", "bは正しくない"),
            ("1951.3", "bではない"), ("1951.8", "a, c oder d"),
            ("1951.2", "1はb、2はf、3はe、4はd、5はa"),
        ],
    },
    "yes and no before a letter": {
        "right": [("1951.19", "No, b"), ("trust.19", "no - c"), ("trust.5", "yes, c")],
        "other": [("1951.19", "Yes, b"), ("trust.19", "Yes, c")],
    },
    "the same words in another order": {
        "right": [
            ("1951.12", "Right for 1960 and wrong for 1951"), ("1951.3", "2)"),
            ("sources.11", "Probably in Japan Forward"),
        ],
        "other": [
            ("taiwan.1", "a) Because Japan administers them"), ("sources.11", "In Japan Forward"),
            ("1951.21", "a) The sources do not say"), ("costs.19", "not doc-gao-2021 ¶2"),
            ("1951.3", "=2+2"), ("1951.3", "-2"), ("taiwan.23", "1952-02-30"), ("1951.8", "28/4"),
            ("1951.12", "Right for 1951 and wrong for 1960"),
            ("1951.12", "wrong for 1960, right for 1951"),
        ],
    },
    "an order in words": {
        "right": [
            ("1951.6", "surrender, Korean War, treaty signed, Administrative Agreement, treaty in "
             "force, "
             "Self-Defense Forces"),
            ("1951.6", "first Japan surrenders, then the Korean War breaks out, then the security "
             "treaty "
             "is signed, then the Administrative Agreement on conditions and costs is made, then "
             "the "
             "security treaty comes into force, and the Occupation ends, finally the Self-Defense "
             "Forces are created"),
            ("1951.6", "first d, then c, e, a, b and finally f"), ("1951.6", "d->c->e->a->b->f"),
            ("sources.8", "first Reuters, then PanOrient, then ANN, then the unnamed website, "
             "finally Japan Forward"),
        ],
        "other": [
            ("1951.6", "Korean War, surrender, treaty signed, Administrative Agreement, treaty in "
             "force, "
             "Self-Defense Forces"),
            ("1951.6", "surrender, Korean War, treaty, Administrative Agreement, treaty in force, "
             "Self-Defense Forces"),
            ("1951.6", "surrender, Korean War, treaty signed, treaty signed, Administrative "
             "Agreement, "
             "treaty in force, Self-Defense Forces"),
            ("1951.6", "d c e a b b"), ("sources.8", "newest first: c a e d b"),
            ("sources.8", "last c, first a, then e, d, b"),
            ("sources.8", "latest first: c a e d b"), ("sources.8", "zuletzt c, zuerst a, e, d, b"),
            ("sources.8", "c after a, e, d, b"),
        ],
    },
    "pairs in keys": {
        "right": [
            ("1951.2", "1b2e3f4d5a"), ("1951.2", "beFda"),
            ("1960.3", "第2条はf、第3条はg、第4条はc、第5条はb、"
             "第6条はd、第9条はe、第10条はa"),
            ("1960.3", "Art 2: f, Art 3: g, Art 4: c, Art 5: b, Art 6: d, Art 9: e, Art 10: a"),
            ("sources.17", "b: 1 and 4, c: 2, a: 3"),
            ("sources.17", "carrier: 1, 4; speaker: 2; maker: 3"),
            ("anpo.7", "Kishi b, ambassador d, Reuters a, Kapur f, left-wing leaders e"),
            ("today.17", "1 law 2 deed 3 statement 4 plan 5 deed"),
            ("anpo.25", "both, Funada, Asanuma, Funada, neither"),
            ("costs.18", "0.6 percent: a, 70.3 per cent: b, 39%: c, 49 percent: d"),
            ("1951.6", "①d ②c ③e ④a ⑤b ⑥f"),
        ],
        "other": [
            ("1951.2", "1b 1c 2e 3f 4d 5a"), ("1951.2", "1 or 2 b, 3f, 4d, 5a"),
            ("1951.2", "1-2 b, 3f, 4d, 5a"), ("1951.2", "1 b c 2 e 3 f 4 d 5 a"),
            ("1960.3", "2f 3g 4c 5b 6d 9e 10a"),
            ("sources.17", "b: 1, c: 2, a: 3"), ("sources.17", "1 not b, 2 c, 3 a, 4 b"),
            ("anpo.25", "both, Funada, Asanuma, Funada, both"), ("1951.2", "b, e, f, d"),
        ],
    },
    "words marked in another spelling": {
        "right": [
            ("taiwan.26", "we do not take a position on final sovereignty determinations"),
            ("today.20", "As long as there's no other means of defence"),
            ("sources.18", "for the last 6 months"), ("1960.28", "out to cheat Japan 100%"),
        ],
        "other": [
            ("taiwan.26", "we do take a position on final sovereignty determinations"),
            ("taiwan.26", "we do"), ("today.20", "As long as there isn't other means of defence"),
            ("sources.18", "for the last 60 months"), ("1960.28", "out to cheat Japan 10 per cent"),
        ],
    },
    "words marked with their sense turned": {
        "right": [
            ("1951.4", "may be utilized"), ("today.20", "there is no other means of defense"),
        ],
        "other": [
            ("1951.4", "may not be utilized"), ("1951.4", "must be utilized"),
            ("1951.4", "will be utilized"),
            ("1960.5", "in the territories not under the administration of Japan"),
            ("1960.5", "not in the territories under the administration of Japan"),
            ("1960.5", "in the territories under the administration of China"),
            ("taiwan.26", "We take a position on final sovereignty determinations"),
            ("taiwan.26", "We don't take no position on final sovereignty determinations"),
            ("today.20", "As long as there is other means of defence against attack"),
            ("trust.17", "such assurance will be accepted without doubt"),
            ("trust.17", "such assurance will not be accepted with some doubt"),
            ("anpo.22", "consequent delay in accomplishing ratification would not have been "
             "effectively exploited by Communists"),
            ("anpo.18", "some others who are members themselves of this fanatical minority"),
            ("1951.17", "having not permitted a derogation of Japan's sovereignty"),
            ("sources.18", "for the last six years"), ("sources.18", "for the last seven months"),
        ],
    },
    "how many times": {
        "right": [
            ("anpo.16", "The larger is 2.5 times the smaller"), ("anpo.16", "it goes in 2.5 times"),
            ("anpo.16", "2.5 times as many people"), ("anpo.16", "2.5-fold"), ("anpo.16", "2.5x"),
        ],
        "other": [
            ("anpo.16", "7.2 times"), ("anpo.16", "more than 2.5 times"),
            ("anpo.16", "2.5 times less"), ("anpo.16", "2.5 times too high"),
            ("anpo.16", "2.5 times 130,000"), ("anpo.16", "2 or 2.5 times"),
            ("costs.11", "7.8 times"), ("costs.11", "7.8x"), ("costs.11", "7.8倍"),
        ],
    },
    "a date with doubt": {
        "right": [
            ("1951.1", "probably 28 April 1952, not sure"),
            ("1951.1", "28 April 1952, but I'm not sure"),
        ],
        "other": [
            ("1951.1", "I'm not sure it was 28 April 1952"), ("anpo.1", "9/6"),
            ("1951.18", "27/7"), ("anpo.1", "6/20"),
            ("1951.1", "probably not 28 April 1952"), ("1951.1", "4/28"),
        ],
    },
    "a place with doubt": {
        "right": [
            ("start.5", "Paragraph 11, I think"), ("start.5", "para 11?"), ("start.5", "¶11 maybe"),
            ("start.5", "I think it's paragraph 11"), ("start.5", "probably Reuters paragraph 11"),
            ("start.5", "11, but I'm not sure"), ("taiwan.21", "tws-12, I think"),
            ("1951.7", "Article I of the 1951 treaty, but I'm not sure"),
        ],
        "other": [
            ("start.5", "not paragraph 11"), ("start.5", "paragraph 11 or 12"),
            ("start.5", "I'm not sure it's paragraph 11"), ("start.5", "¶12 maybe"),
            ("start.5", "before paragraph 11"), ("1951.7", "Article I, I think"),
            ("start.5", "paragraph 11 of ann-2021, I think"), ("sources.10", "¶3?"),
        ],
    },
    "a place in a sentence": {
        "right": [
            ("sources.9", "the last paragraph of reuters-2020"),
            ("sources.10", "panorient-2020 paragraph 6, where it says Jan. 18"),
            ("today.10", "the 1960 treaty's Article V"),
        ],
        "other": [
            ("sources.9", "the last paragraph of trending-2023"),
            ("sources.10", "any paragraph except reuters-2020 ¶3"),
            ("sources.10", "the paragraph following reuters-2020 ¶3"),
        ],
    },
    "a figure with what was counted": {
        "right": [
            ("costs.20", "37.65% said No"), ("costs.20", "37.65% of voters voted no"),
            ("sources.19", "7.2% were in neither group"), ("costs.6", "33.6 billion yen above it"),
            ("costs.6", "33.6 billion yen higher than five times the level"),
            ("today.8", "47.2% above the budget for 2022"), ("costs.11", "up 7.8%"),
            ("anpo.3", "According to the agency, 750,000"), ("start.3", "5 (five)"),
            ("anpo.3", "According to the agency 750,000 people"),
            ("anpo.3", "750,000 (the unions said 5.5 million)"),
            ("start.3", "Five articles, and 3 treaties/documents"),
            ("1951.5", "yen equivalent to $155 million"), ("1951.5", "年1億5500万ドル"),
            ("1951.5", "155 million dollars every year, in yen"),
            ("costs.1", "1年あたり2110億円"), ("anpo.3", "公安調査庁によれば75万人"),
            ("start.3", "5本です"), ("1951.5", "Article 25 says 155 million dollars"),
            ("taiwan.22", "9発のうち5発"), ("costs.11", "7.8% from FY2012 to FY2019"),
            ("costs.11", "They rose by 7.8% between 2012 and 2019"),
            ("sources.4", "Only two of the five name the people who wrote or reported them."),
        ],
        "other": [
            ("costs.20", "37.65% didn't say No"), ("costs.20", "37.65% never said No"),
            ("costs.20", "no 37.65%"), ("costs.20", "37.65% said yes, not no"),
            ("costs.20", "37.65% of 50"), ("costs.20", "37.65‰"), ("costs.6", "33.6 billion less"),
            ("costs.11", "7.8% more or less than 10%"), ("costs.11", "7.8% lower"),
            ("anpo.3", "nobody said 750,000"), ("anpo.3", "none of the 750,000"),
            ("anpo.3", "750,000 more"), ("anpo.3", "750,000 (or 5.5 million)"),
            ("anpo.3", "750,000 (5.5 million)"), ("anpo.3", "750,000 (maybe 5.5 million)"),
            ("anpo.3", "5.5 million (the agency said 750,000)"), ("anpo.3", "nicht 750,000"),
            ("start.3", "5 (3)"), ("start.3", "article 5"), ("start.3", "5th"),
            ("start.3", "3 articles and 5 treaties"), ("taiwan.22", "5 August"),
            ("1951.5", "155 million yen worth of dollars"), ("anpo.3", "75万人もいなかった"),
            ("anpo.3", "75万人の半分"), ("costs.22", "19 January 1960"),
            ("costs.20", "37.65 voters said No"), ("costs.6", "336億円下回る"),
            ("anpo.3", "between 1900 and 2000"), ("costs.11", "from 7.8% to 10%"),
            ("costs.11", "FY2012"), ("costs.11", "7.8% to FY2019"),
        ],
    },
    "a bound": {
        "right": [("start.3", "exactly 5"), ("anpo.3", "nearly 750,000"), ("costs.11", "+7.8%")],
        "other": [
            ("start.3", "5+"), ("start.3", ">5"), ("start.3", "≥5"), ("start.3", "<= 5"),
            ("start.3", "five or fewer"), ("start.3", "no more than 5"), ("start.3", "up to five"),
            ("start.3", "5本より多い"), ("start.3", "少なくとも5本"), ("start.3", "最大5本です"),
            ("anpo.3", "75万人超"), ("anpo.3", "75万人を超える"), ("anpo.3", "75万人を下らない"),
            ("anpo.3", "75万人に満たない"), ("anpo.3", "75万人強"), ("anpo.3", "75万人弱です"),
            ("anpo.3", "七十五万人以上"), ("anpo.3", "75万人あまり"), ("anpo.3", "750,000 tops"),
            ("anpo.3", "as many as 750,000"), ("anpo.3", "in excess of 750,000"),
            ("anpo.3", "＞７５万"), ("costs.20", "more than a third"), ("costs.20", "38%以下"),
            ("costs.11", "less than 7.8% more"), ("today.8", "above 47.2%"),
            ("today.8", "not above 47.2%"), ("1951.5", "at least US$155m"),
            ("start.3", "5 upwards"), ("start.3", "5〜"),
        ],
    },
    "another unit, or another thing that is counted": {
        "right": [
            ("anpo.3", "750,000 union members"), ("start.3", "5 newspapers"),
            ("taiwan.22", "five ballistic missiles"),
            ("sources.4", "2 of the articles name authors"),
            ("1951.5", "155 million by the agreement"), ("costs.1", "211 billion yen p.a."),
        ],
        "other": [
            ("start.3", "5 treaties"), ("start.3", "5 out of 10 treaties"), ("start.3", "5 people"),
            ("start.3", "5 minutes"), ("sources.4", "2 authors"), ("sources.4", "2 in 5 people"),
            ("anpo.3", "750,000 unions"), ("anpo.3", "75万票"), ("anpo.3", "750,000 households"),
            ("taiwan.22", "5 of 9 ships"), ("sources.19", "7.2 voters"), ("anpo.16", "2.5 people"),
            ("1951.5", "155 treaties"), ("1951.5", "155 million people"), ("trust.1", "6 articles"),
            ("1951.5", "$155 million a month"), ("1951.5", "月1億5500万ドル"),
            ("1951.5", "monthly 155 million dollars"), ("costs.1", "211 billion yen each month"),
            ("costs.11", "7.8% a year"), ("anpo.3", "750,000 people each"),
            ("anpo.3", "750,000 daily"),
        ],
    },
    "a number in another form": {
        "right": [
            ("anpo.3", "7.5 lakh"), ("anpo.3", "3/4 of a million"), ("anpo.3", "七五万"),
            ("anpo.3", "750'000"), ("anpo.4", "one ninth"), ("anpo.4", "1/9"), ("anpo.4", "1割1分"),
            ("anpo.4", "11 von 100"), ("costs.22", "3/8"), ("costs.22", "three eighths"),
            ("sources.4", "two in five"), ("sources.4", "2/5"), ("anpo.16", "33/13"),
            ("anpo.16", "二・五倍"), ("anpo.16", "2倍半"), ("costs.22", "12.6 out of 33.5 = 37.6%"),
            ("costs.20", "0.5248 × 0.7174 = 0.3765 = 37.65%"), ("costs.20", "3割8分"),
            ("anpo.16", "330,000 ÷ 130,000 ≈ 2.5"), ("1951.5", "a hundred and fifty-five million"),
        ],
        "other": [
            ("anpo.3", "5.8 lakh"), ("anpo.3", "700-odd thousand"), ("anpo.3", "七十数万"),
            ("anpo.3", "hundreds of thousands"), ("anpo.3", "75 dozen"), ("anpo.3", "3/4"),
            ("anpo.4", "two in five"), ("anpo.4", "3割"), ("anpo.4", "四分の三"), ("anpo.4", "½"),
            ("start.3", "half a dozen"), ("start.3", "5/8 treaties"), ("1951.5", "155/2"),
            ("costs.1", "211 crore"), ("costs.1", "thousands of billions"), ("anpo.16", "13/33"),
            ("sources.4", "5 of 2"), ("costs.20", "37.65 in a thousand"), ("start.3", "tws5"),
            ("anpo.3", "anp-750000"), ("sources.19", "7.2 of 10"), ("sources.19", "100 = 7.2"),
        ],
    },
    "a date in another language or form": {
        "right": [
            ("1951.1", "le 28 avril 1952"), ("1951.1", "28 de abril de 1952"),
            ("taiwan.3", "26. Februar"), ("taiwan.3", "26 février 2021"), ("1960.9", "juin 1971"),
            ("1951.1", "52-04-28"), ("anpo.1", "60/6/19"), ("start.4", "8.9.51"),
            ("trust.4", "2021年3月14日日曜日"), ("1960.9", "in June 1971 at the earliest"),
            ("1951.1", "at the end of the Occupation, 28 April 1952"),
            ("1951.1", "1952(昭和27)年4月28日"), ("1951.1", "April 28, Showa 27"),
            ("1951.1", "発効日は1952年4月28日です"), ("1951.1", "昭和27年4月28日に発効した"),
            ("1951.1", "28. 4. 1952"), ("1951.1", "came into force 28.4.1952"),
            ("trust.4", "Sonntag, 14. März 2021"), ("1960.9", "早くて1971年6月"),
            ("anpo.1", "19 June 1960, just after midnight"),
        ],
        "other": [
            ("1951.1", "pas le 28 avril 1952"), ("1951.1", "vor dem 28. April 1952"),
            ("1951.1", "28 avril ou 29 avril 1952"), ("1951.1", "28 mars 1952"),
            ("anpo.1", "la veille du 19 juin 1960"), ("1951.1", "52-28-04"), ("start.4", "1951 BC"),
            ("1951.1", "28 April 1952 at the earliest"), ("1960.9", "at the latest in June 1971"),
            ("1960.9", "before June 1971 at the earliest"), ("1960.9", "late June 1971"),
            ("start.4", "autumn 1951"), ("start.4", "1951 soldiers came"), ("start.4", "9/8/52"),
            ("1951.1", "1952(昭和28)年4月28日"), ("anpo.1", "between 15 and 19 June"),
            ("anpo.1", "not before 19 June"), ("anpo.1", "before June 19"),
            ("1951.1", "1952年4月28日の翌日に発効"), ("1951.1", "1952年4月28日に発効していない"),
            ("1951.1", "もし1952年4月28日なら"), ("1951.1", "1952年4月28日という説は誤り"),
            ("1951.1", "came into force 8.9.1951"), ("start.4", "1951年代"),
            ("anpo.1", "just before midnight on 19 June 1960"),
        ],
    },
    "a name in a sentence, with doubt or in another language": {
        "right": [
            ("start.2", "maybe Kishi?"), ("start.2", "たぶん岸"), ("start.2", "岸だと思う"),
            ("start.2", "under Kishi"), ("start.2", "The treaty was revised under Kishi"),
            ("start.2", "The prime minister of Japan was Kishi"), ("start.2", "was it Kishi?"),
            ("start.2", "Kishi was prime minister of Japan when the treaty was revised."),
            ("start.2", "Le Premier ministre Kishi"), ("start.2", "岸信介という人"),
            ("anpo.2", "die japanische Regierung"), ("anpo.2", "le gouvernement japonais"),
            ("anpo.2", "the Kishi cabinet decided it"), ("today.4", "der Ferne Osten"),
            ("today.4", "l'Extrême-Orient"), ("today.4", "きょくとう"),
            ("trust.26", "agence Kyodo"),
            ("trust.26", "Kyodo reported the words"), ("taiwan.16", "佐藤さんです"),
            ("taiwan.16", "佐藤榮作"), ("trust.3", "ex-president Trump"),
            ("1951.9", "“Solely” is missing in Article I"),
            ("start.2", "Abe's grandfather, Kishi"), ("anpo.2", "Kishi's own cabinet"),
        ],
        "other": [
            ("start.2", "who is Kishi?"), ("start.2", "Who was Kishi"), ("start.2", "nicht Kishi"),
            ("start.2", "Kishi oder Abe"), ("start.2", "maybe not Kishi"),
            ("start.2", "Kishi Shinzo"),
            ("start.2", "the foreign minister under Kishi"), ("start.2", "岸じゃないと思う"),
            ("start.2", "Abe was prime minister of Japan when the treaty was revised"),
            ("start.2", "I don't think it was Kishi"), ("start.2", "安倍さんです"),
            ("anpo.2", "die amerikanische Regierung"), ("anpo.2", "Japan was asked"),
            ("anpo.2", "Eisenhower asked to put off President Eisenhower's visit to Japan"),
            ("today.4", "nicht der Ferne Osten"), ("today.4", "Naher Osten"),
            ("trust.26", "Kyodo reported nothing"), ("trust.26", "Agentur Reuters"),
            ("1960.6", "territory of Japan"), ("taiwan.16", "Nixon decided, Sato wanted"),
            ("1951.9", "“Japan” is missing in Article I"),
            ("anpo.2", "Kishi was asked by Eisenhower"), ("anpo.2", "Kishi, by Eisenhower"),
            ("trust.3", "Abe by Trump"),
            ("taiwan.16", "Sato's ambassador"), ("start.2", "Kishi's prime minister"),
            ("trust.3", "Trump’s vice president"),
            ("start.2", "Kishi, Sato's brother Abe"), ("start.2", "Sato's brother, Abe"),
        ],
    },
    "what is crossed out, and boxes": {
        "right": [
            ("sources.3", "~~a~~ c"), ("sources.3", "<s>a</s> c"), ("sources.3", "a\u0336 c"),
            ("sources.7", "a, ~~b~~, c, d"), ("sources.7", "☑ a ☐ b ☑ c ☑ d"),
            ("sources.3", "[ ] a [ ] b [x] c [ ] d"), ("1951.15", "~~True~~ False, b"),
            ("sources.3", "- [x] c"),
        ],
        "other": [
            ("sources.3", "~~c~~ a"), ("sources.3", "~~c~~"), ("sources.3", "a ~~b c"),
            ("sources.7", "☐ a ☑ b ☐ c ☐ d"), ("sources.7", "a☑ b☐ c☑ d☑"),
            ("sources.3", "[ ] c"), ("sources.3", "[x] a [ ] c"), ("1951.15", "~~False~~ True, b"),
        ],
    },
    "letters with all, none and not": {
        "right": [
            ("sources.7", "all, not b"), ("sources.7", "everyone but the US government"),
            ("sources.7", "b以外"), ("sources.7", "b以外全部"), ("1951.8", "bとeとf以外"),
            ("taiwan.10", "1-3"), ("taiwan.10", "a..c"), ("sources.3", "c (not a)"),
            ("1951.3", "b not c"), ("1951.15", "False, b not a"), ("1951.15", "False: b (not a)"),
            ("1951.15", {"reason": "b", "truth": False}), ("1951.15", {"false": "b"}),
        ],
        "other": [
            ("sources.7", "all, not a"), ("sources.7", "all of the above"), ("sources.7", "none"),
            ("sources.7", "a以外"), ("sources.7", "a,c,d以外"), ("sources.3", "c以外"),
            ("taiwan.10", "1-4"), ("taiwan.10", "a..d"), ("sources.3", "a (not c)"),
            ("sources.3", "all but c"), ("sources.3", "none of the above"),
            ("1951.3", "c not b"), ("1951.15", "False, a not b"), ("1951.15", "False, a and b"),
            ("1951.15", {"reason": "b", "truth": True}), ("1951.15", {"true": "b"}),
        ],
    },
    "an option's words with a slip": {
        "right": [
            ("sources.3", "The Asia News Netwrok"), ("sources.7", "Chinese goverment, Okinawans, "
             "oposition"),
            ("1951.3", "If the Japanese Goverment expresly asked, and an outside power had caused "
             "large riots"),
            ("1951.19", "No; Okinava, the Amami and the Ogasawara Islands stayed under American "
             "rule"),
        ],
        "other": [
            ("sources.3", "A reprter of American Military News"),
            ("sources.7", "Japanese goverment"),
            ("1951.3", "If the Japanese Goverment never asked, and an outside power had caused "
             "large riots"),
            # One denial more, or less, than the option has.
            ("trust.20", "Half of it holds; nobody had to ask Tokyo, for Japan was not occupied, "
             "and the treaty was not why"),
            ("trust.24", "None was found wrong; but not only ten were judged, and one government "
             "does not speak in it alone"),
            ("1951.19", "Yes; Okinava, the Amami and the Ogasawara Islands stayed under American "
             "rule"),
            ("1951.19", "No; Okinava, the Amami and the Ogasawara Islands did not stay under "
             "American rule"),
        ],
    },
    "a list of one item a line": {
        "right": [
            ("1960.17", "1: Everybody, in January 1960; the Diet was asked to approve it\n2: "
             "Everybody, in January 1960; it was a word to the public and not a paper to approve\n"
             "3: Everybody, since 2008 to 2010, by a copy in an American library and Tokyo's own "
             "release\n4: Everybody, since 2000, when an opposition party made it public in the "
             "Diet"),
        ],
        "other": [
            ("1960.17", "1: Everybody, in January 1960; the Diet was asked to approve it\n2: "
             "Everybody, in January 1960; it was a word to the public and not a paper to approve\n"
             "4: Everybody, since 2008 to 2010, by a copy in an American library and Tokyo's own "
             "release\n3: Everybody, since 2000, when an opposition party made it public in the "
             "Diet"),
        ],
    },
    "a place denied, moved or doubled": {
        "right": [
            ("trust.6", "ann-2021 ¶9 rather than trending-2023 ¶7"),
            ("costs.12", "新安保第5条第1項"),
            ("costs.12", "treaty-1960, Art. V ¶1"), ("costs.12", "Article V(1) of the 1960 treaty"),
            ("costs.12", "Article V, first sentence, treaty of 1960"),
            ("sources.10", "1) reuters-2020 ¶3\n2) panorient-2020 ¶6"),
            ("sources.10", "ロイター第3段落とパンオリエント第6段落"),
            ("start.5", "[1] Reuters 2020, ¶11"), ("sources.9", "ロイターの最後の段落"),
            ("sources.9", "the last paragraph"),
        ],
        "other": [
            ("start.5", "第11段落ではない"), ("start.5", "第11段落以外"),
            ("start.5", "第11段落の次"),
            ("trust.6", "ann-2021の第9段落以外"), ("costs.12", "新安保条約第5条の次の条"),
            ("trust.6", "trending-2023 ¶7 rather than ann-2021 ¶9"),
            ("costs.12", "新安保条約第5条、第6条"), ("costs.12", "treaty-1960 Art. V, Art. VI"),
            ("trust.6", "ann-2021 ¶9 also ¶10"), ("trust.6", "ann-2021 ¶9 (and ¶10)"),
            ("trust.6", "ann-2021 ¶9 + ¶10"), ("trust.6", "ann-2021 paragraphs 9 through 10"),
            ("costs.12", "treaty-1960 Articles V and VI"), ("costs.12", "treaty-1960 Art. V–VI"),
            ("costs.12", "新安保条約5〜6条"), ("trust.6", "ANN第9段落か第10段落"),
            ("sources.10", ["reuters-2020 ¶3", "panorient-2020 ¶5"]),
            ("sources.10", "reuters-2020 ¶3\nreuters-2020 ¶5"),
            ("sources.9", "the second-to-last paragraph"), ("sources.9", "最後から2番目の段落"),
            ("sources.9", "the last paragraph but one"), ("trust.27", "the last paragraph"),
        ],
    },
    "a source with a slip, and another one": {
        "right": [
            ("start.5", "Rueters 2020 ¶11"), ("anpo.8", "japan-foward-2025 ¶10"),
            ("trust.6", "Asia News Netwrok 2021, ¶9"), ("start.5", "I found it in paragraph 11"),
            ("start.5", "この記事の第11段落"), ("start.5", "eleven"), ("start.5", "Number 11"),
        ],
        "other": [
            ("start.5", "reuters-2021 ¶11"), ("trust.6", "ann-2020 ¶9"),
            ("1951.7", "treaty-1961 Art. I"),
            ("start.5", "Nikkei, paragraph 11"), ("start.5", "¶11 of Le Monde"),
            ("start.5", "朝日新聞の第11段落"), ("start.5", "Panorent ¶11"),
        ],
    },
    "a mark with words round it": {
        "right": [
            ("1951.4", "may, not must"), ("1951.4", "may be utilized (Art. I)"),
            ("1951.4", "It says “may be utilized” instead of “shall be”"),
            ("1951.4", "the verb may"), ("1951.4", "「may be utilized」という言葉"),
            ("1960.5", "Article V: “in the territories under the administration of Japan”"),
            ("1960.5", "in the territories under the administration of Japan (not California)"),
        ],
        "other": [
            ("1951.4", "must, not may"), ("1951.4", "not “may be utilized”"),
            ("1951.4", "everything but “may be utilized”"), ("1951.4", "“grants”, not “may”"),
            ("1951.4", "“may be utilized” is not the one"), ("1951.4", "“may” or “grants”"),
        ],
    },
    "words beside a part of a place": {
        "right": [
            ("1951.7", "Article I: at the express request of the Japanese Government"),
            ("1951.7", "¶8: given at the express request of the Japanese Government"),
            ("1951.7", "1951: given at the express request of the Japanese Government"),
        ],
        "other": [
            ("1951.7", "¶12: given at the express request of the Japanese Government"),
            ("1951.7", "Article II: given at the express request of the Japanese Government"),
            ("1951.7", "1960: given at the express request of the Japanese Government"),
            ("1951.7", "“given at the express request of the Japanese Government” (1960)"),
        ],
    },
    "true and false in other words": {
        "right": [
            ("1951.15", "falsch, b"), ("1951.15", "faux, b"), ("1951.15", "×b"),
            ("1960.16", "vrai, b"), ("1960.16", "○b"), ("1960.16", "richtig, b"),
        ],
        "other": [
            ("1951.15", "vrai, b"), ("1951.15", "pas faux, b"), ("1951.15", "×bc"),
            ("1960.16", "nicht wahr, b"), ("1960.16", "×b"), ("1951.15", "不正解"),
        ],
    },
    "a place in Japanese": {
        "right": [
            ("costs.12", "安保条約5条"), ("costs.12", "日米安保条約の第五条"),
            ("1951.7", "旧安保条約1条"),
            ("costs.12", "1960年の安保条約の第5条"), ("start.5", "ロイターの第11段落"),
            ("start.5", "11段落"),
        ],
        "other": [
            ("costs.12", "旧安保条約5条"), ("costs.12", "安保条約6条"), ("costs.12", "5条"),
            ("costs.12", "安保条約第5条ではない"), ("costs.12", "安保条約第5条か第6条"),
        ],
    },
    "a place and its words": {
        "right": [
            ("1951.7", "Article I: 'given at the express request of the Japanese Government'"),
            ("1951.7", "「at the express request of the Japanese Government」旧安保条約第1条"),
            ("1951.7", "Treaty of 1951, Article I: “at the express request of the Japanese "
             "Government”"),
            ("1951.7", "at the express request of the Japanese Government (Article I, 1951)"),
            ("costs.3", "paragraph five of the Reuters piece"), ("start.5", "Reuters, Absatz 11"),
        ],
        "other": [
            ("1951.7", "“at the express request of the Japanese Government” (Treaty of 1951, Art. "
             "II)"),
            ("1951.7", "“at the express request of the Japanese Government” (Treaty of 1960)"),
            ("1951.7", "Treaty of 1951, Art. II: “at the express request of the Japanese "
             "Government”"),
            ("1951.7", "“at the explicit request of the Japanese Government” (treaty-1951 Art. I)"),
            ("1951.7", "Treaty of 1951, Art. I: “they may do what they like in every town”"),
            ("costs.3", "paragraph seven of the Reuters piece"), ("trust.6", "unnamed website ¶7"),
            ("costs.3", "Reuters ¶¶5-6"), ("costs.3", "para. 7–8"), ("start.5", "11 to 12"),
            ("sources.10", "reuters-2020 ¶3, panorient-2020 ¶7"),
        ],
    },
    "who somebody is": {
        "right": [
            ("start.2", "Kishi, who was prime minister then"),
            ("anpo.2", "Kishi, the then premier"),
            ("start.2", "Kishi, who was Abe's grandfather"), ("start.2", "reuters-2020 ¶11: Kishi"),
            ("start.2", "Kishi (reuters-2020 ¶11)"), ("taiwan.16", "Sato and not both"),
            ("anpo.2", "Eisenhower was asked by the Japanese Cabinet"),
            ("trust.3", "Mr. Trump of course"), ("today.4", "Estremo Oriente"),
        ],
        "other": [
            ("start.2", "Kishi who?"), ("start.2", "who Kishi was"), ("1951.9", "solely what?"),
            ("start.2", "Abe, who was Kishi's grandson"), ("start.2", "Kishi, who is wrong"),
            ("start.2", "Kishi, who was not prime minister"), ("start.2", "Kishi, later Ikeda"),
            ("start.2", "Kishi, then Prime Minister Ikeda"),
            ("start.2", "not in reuters-2020 ¶11: Kishi"),
            ("1960.6", "territories, which became areas"), ("taiwan.16", "Nixon and not Sato"),
            ("anpo.2", "the Cabinet was asked by Eisenhower"),
            ("anpo.2", "Eisenhower was not asked by the Cabinet"),
        ],
    },
    "a working in words": {
        "right": [
            ("costs.1", "1055.1 divided by five gives 211.02"), ("costs.1", "1055.1:5=211.02"),
            ("costs.1", "1055.1 billion divided by 5 years equals 211.02 billion"),
            ("costs.1", "1055.1 ÷ 5 = 211.02 ≒ 211"), ("costs.1", "211 billion yen (1,055.1 / 5)"),
            ("costs.6", "980.1 minus 946.5 is 33.6"), ("costs.20", "52.48% x 71.74% = 37.65%"),
            ("anpo.4", "650 000 ÷ 5 800 000 = 11,2 %"), ("anpo.4", "11% (11.2)"),
            ("taiwan.22", "five (9-4)"), ("anpo.16", "33:13"),
        ],
        "other": [
            ("costs.1", "5 times 211 is 1055.1"), ("costs.1", "1055.1 divided by 4 is 211"),
            ("costs.1", "1055.1 divided by 5 is not 211.02"), ("costs.1", "1055.1 (211)"),
            ("costs.1", "1055.1 divided by 5 is 211.02 dollars"), ("costs.1", "201.7 (211)"),
            ("start.3", "5 (500)"), ("start.3", "5 (8)"), ("anpo.16", "13:33"),
            ("costs.11", "0.078 (7.8)"),
        ],
    },
    "this figure and no other": {
        "right": [
            ("costs.11", "7.8% not 10%"), ("anpo.3", "750,000 instead of 5,500,000"),
            ("1951.5", "155 million dollars, not yen"), ("start.3", "5 articles, 8 sources"),
            ("anpo.3", "750,000 or so"), ("costs.1", "211 billion yen for FY2022 to FY2026"),
            ("costs.11", "7・8%"), ("costs.1", "211 billion yen a year"),
        ],
        "other": [
            ("costs.11", "10% instead of 7.8%"), ("1951.5", "155 million yen, not dollars"),
            ("1951.5", "155 million, not dollars"), ("start.3", "8 sources, 5 articles"),
            ("start.3", "5 squared"), ("start.3", "Reuters ¶5"), ("costs.11", "7.8% smaller"),
            ("start.3", "5/5"), ("start.3", "5/3"), ("start.3", "question 5"),
            ("anpo.3", "数75万人"), ("anpo.3", "75万余"), ("anpo.3", "75万人ずつ"),
            ("anpo.16", "2.5 times smaller"), ("costs.6", "33.6 billion yen a year"),
            ("costs.7", "$9.29 billion annually"),
        ],
    },
    "a date of another event": {
        "right": [
            ("1951.1", "1951年9月8日調印、1952年4月28日発効"),
            ("1951.1", "Apr 28 1952 (the Occupation ended)"), ("1951.1", "effective 28 April 1952"),
            ("start.4", "Yoshida signed it in 1951"), ("start.4", "1951, the old treaty"),
            ("start.4", "In 1951, at San Francisco, by Yoshida Shigeru"),
            ("start.4", "The first treaty between the US and Japan was signed in 1951"),
            ("1960.1", "exchange of ratifications on 23 June 1960"),
            ("today.1", "enacted on June 15, 1992"),
            ("1960.1", "23 June 1960, the day Kishi resigned"),
        ],
        "other": [
            ("start.4", "1951 was the second"), ("start.4", "the second treaty was signed in 1951"),
            ("start.4", "born 1951"), ("start.4", "I was born in 1951"), ("start.4", "1951 words"),
            ("start.4", "1951 cups of tea"), ("start.4", "1951年生まれ"), ("start.4", "1951 days"),
            ("start.4", "it came into force in 1951"), ("start.4", "anything but 1951"),
            ("start.4", "1951, I mean 1960"), ("start.4", "it ended in 1951"),
            ("1951.1", "28 April 1952 B.C."), ("1951.1", "28 April 1952 B. C."),
            ("1951.1", "signed on 28 April 1952"), ("1951.1", "調印は1952年4月28日"),
            ("1951.1", "it expired on 28 April 1952"),
            ("1951.18", "Dulles was born on 27 July 1951"),
            ("sources.2", "it was copied on 19 January 2020"),
            ("today.1", "公布は1992年6月15日"), ("sources.12", "14 Jan 2023"),
        ],
    },
    "a number of another thing": {
        "right": [
            ("sources.4", "twice"), ("sources.4", "2回"), ("start.3", "5件"),
            ("anpo.3", "750,000 workers"), ("taiwan.22", "5 of China's missiles"),
            ("anpo.4", "11% of Sohyo's number"), ("1951.5", "155 million dollars (in yen)"),
            ("1951.5", "155 million dollars not yen"),
        ],
        "other": [
            ("start.3", "5 bananas"), ("start.3", "5冊"), ("start.3", "5番目"),
            ("start.3", "at 5 pm"),
            ("taiwan.22", "第5条"), ("anpo.3", "750,000 policemen"), ("anpo.3", "750000 dead"),
            ("costs.11", "7.8% of GDP"), ("anpo.16", "twice"), ("costs.11", "twice"),
        ],
    },
    "who it is, and what it is not": {
        "right": [
            ("start.2", "安倍晋三の祖父の岸信介"), ("start.2", "安倍首相の祖父、岸信介"),
            ("start.2", "Abe's grandfather Kishi"), ("start.2", "岸首相の時"),
            ("start.2", "The prime minister of Japan when the treaty was revised was Kishi"),
            ("start.2", "It was revised under Prime Minister Kishi in 1960"),
            ("anpo.2", "the Government of Japan, because it could not guarantee his safety"),
            ("anpo.2", "Kishi asked and Eisenhower agreed"), ("today.4", "Fareast"),
            ("trust.26", "Kyodo reported and the Japan Times printed"),
            ("taiwan.16", "Eisaku Satoh"), ("taiwan.16", "the Japanese PM"),
            ("sources.12", "日付なし"),
            ("start.6", "The page doesnt say anything about one person"),
            ("costs.21", "not agreed yet"), ("today.15", "contested"), ("1951.9", "sole ly"),
        ],
        "other": [
            ("start.2", "岸信介の孫の安倍晋三"), ("start.2", "岸信介の孫"),
            ("start.2", "Kishi's grandson"),
            ("anpo.2", "Eisenhower asked and Kishi agreed"), ("anpo.2", "Kishi did not ask"),
            ("trust.26", "The Japan Times reported, Kyodo printed"), ("1951.9", "sorely"),
            ("taiwan.16", "the ambassador of Japan"), ("taiwan.16", "the president of Japan"),
            ("costs.17", "the sources do not say"), ("anpo.21", "they didn't count"),
            ("taiwan.23", "supported"),
        ],
    },
    "a date and another": {
        "right": [
            ("start.4", "1951 (8 September)"), ("start.4", "1951 / 昭和26"),
            ("start.4", "1951 (first), 1960 (second)"), ("start.4", "the 1951 treaty"),
            ("1960.1", "23 giugno 1960"), ("1951.1", "28 avr. 1952"), ("sources.2", "19 ene 2020"),
            ("1951.1", "1952年の4月28日に発効した"), ("start.4", "1951 - 09 - 08"),
            ("costs.2", "22 January 2016 (the agreement was reached on 16 December 2015)"),
            ("today.1", "adopted 15 June 1992, promulgated 19 June 1992"),
            ("taiwan.3", "three days after 23 February 2021, on 26 February 2021"),
            ("trust.4", "14 March 2021, the Sunday before the article of 16 March"),
        ],
        "other": [
            ("start.4", "article 1951"), ("start.4", "page 1951"), ("start.4", "1951 yen"),
            ("start.4", "1951 people"), ("start.4", "1951 (1960)"), ("start.4", "1960 / 昭和26"),
            ("1951.1", "28 April 1952 (8 September 1951)"),
            ("1951.1", "28 April 1952, two days after it came into force"),
            ("1951.1", "8 September 1951 (peace treaty 28 April 1952)"),
            ("today.1", "15 June 1992 (promulgated), 19 June 1992 (adopted)"),
            ("costs.2", "22 January 2016 (signed 16 December 2015)"),
            ("trust.4", "16 March 2021, two days after 14 March 2021"),
            ("taiwan.3", "three days before 26 February, 23 February"),
        ],
    },
    "one word for another": {
        "right": [
            ("1960.6", "The draft had areas, the final has territories"),
            ("1960.6", "areas in the draft, territories in the treaty"),
            ("1960.6", "territories (draft: areas)"), ("1951.9", "solely is missing"),
            ("1960.6", "areas was replaced by territories"),
            ("1960.6", 'Instead of "areas" the treaty has "territories".'),
            ("1951.9", 'The word "solely" is missing.'),
        ],
        "other": [
            ("1960.6", "territories was replaced by areas"),
            ("1960.6", "Instead of territories the treaty has areas"),
            ("1960.6", "They changed territories to areas"),
            ("1960.6", "the draft had territories, the final areas"),
            ("1960.6", "territories (draft), areas (final)"),
            ("1960.6", "draft: territories; treaty: areas"),
        ],
    },
    "letters with a comment": {
        "right": [
            ("sources.7", "a, c, d (not b, because the US statement is quoted)"),
            ("sources.7", "a, c and d because only the US statement is quoted"),
            ("sources.7", "The answer is a, c, d. Thank you!"), ("1951.8", "a c d; e is wrong"),
            ("sources.7", "a, c, dです。よろしくお願いします"),
            ("sources.7", "中国政府と沖縄の人々と日本の野党だと思います"),
            ("sources.8", "c a e d b because Reuters is from 19 January"),
            ("trust.18", "d e b a c — the website came first"),
            ("1951.6", "d,c,e,a,b,f. The war came before the treaty"), ("anpo.6", "cgedfba です"),
            ("sources.8", "c、a、e、d、b の順です"),
            ("sources.8", "c before a before e before d before b"),
            ("1960.17", "1: a\n2: b\n3: d\n4: c because the party published it"),
        ],
        "other": [
            ("1960.2", "a, c, d, g"), ("1960.2", "a, c, d; g"), ("1960.2", "a, c, d: none"),
            ("1960.2", "a, c, d: none of these"),
            ("1960.2", "a, c, d are wrong"), ("sources.7", "a, c. b is also right"),
            ("sources.7", "a, c (d too)"),
            ("sources.7", "a, c, d. No, that is wrong"), ("sources.7", "a, c, d, or b"),
            ("sources.7", "a, c, d. b is not quoted"), ("sources.7", "a, c, d (a is wrong)"),
            ("sources.8", "c a e d b (newest first)"), ("sources.8", "c a e d b, in reverse"),
            ("sources.8", "c a e d b; a is first"), ("costs.24", "1, 2, 4, 5"),
            ("1960.17", "1a 2b 3d 4c (4 may be d)"),
        ],
    },
    "an answer that was changed": {
        "right": [
            ("sources.7", "a, b, d... sorry, a, c, d"), ("sources.8", "c a d e b. No, c a e d b"),
            ("start.5", "paragraph 12, no, 11"),
            ("1960.5", "against either Party, no: under the administration of Japan"),
        ],
        "other": [
            ("sources.7", "a, c, d, no, a and b"), ("sources.7", "a and c, no wait also b"),
            ("1960.17", "1a 2b 3d 4c, no: 4d"), ("start.5", "paragraph 11, no, 12"),
        ],
    },
    "a number or a place for each letter": {
        "right": [
            ("1951.8", {"a": 1, "b": 0, "c": 1, "d": 1, "e": 0, "f": 0}),
            ("1951.8", "1. a\n2. c\n3. d"), 
            
            
            ("sources.8", "3 1 5 4 2"),
        ],
        "other": [
            ("sources.8", "2 5 1 4 3"),
            ("sources.8", "a1 b2 c3 d4 e5"),
        ],
    },
    "no place, where places are asked for": {
        "right": [
            ("1960.21", one)
            for one in (
                "none of them", "None of these.", "no place", "none of the documents",
                "not one of them tells it", "It isn't in any of them", "どれにもない",
                "none of them, it is secret", "No paragraph", "どこにもありません",
            )
        ],
        "other": [
            ("1960.4", "none of them"), ("1960.21", "none of them but the communique"),
            ("1960.21", "one of them"), ("1960.21", "all of them"),
        ],
    },
    "a part of a text, and a sentence about a place": {
        "right": [
            ("sources.9", "the last paragraph"), ("sources.9", "last paragraph of reuters-2020"),
            ("sources.9", "いちばん最後の段落です"),
            ("costs.3", "something else; reuters paragraph 5"),
            ("today.10", "Article 5 of the 1960 treaty says that each party would act"),
            ("anpo.8", "JAPAN Forward, paragraph 10, students and left-wing activists"),
            ("sources.9", {"source": "reuters-2020", "para": 15}),
            ("sources.9", {"id": "reuters-2020", "p": 15}),
            ("sources.9", {"article": "reuters-2020", "paragraph": "15"}),
            ("1951.7", {"document": "treaty-1951", "article": 1}),
        ],
        "other": [
            ("sources.9", "the last paragraph of the first page"),
            ("sources.9", "the last paragraph of the introduction"),
            ("sources.9", "the last paragraph before the poll"),
            ("today.10", "Article 5 of the 1960 treaty says nothing about it"),
            ("sources.9", {"source": "reuters-2020", "para": 14}),
            ("1951.7", {"document": "treaty-1960", "article": 1}),
        ],
    },
    "a mark in quotation marks, and what is said of it": {
        "right": [
            ("1951.4", "“may be utilized”, because may is not must"),
            ("1951.4", "It says: 'may be utilized'."),
            ("1960.5", '"in the territories under the administration of Japan" excludes others'),
            ("sources.18", "“for the last six months” — he told Abe"),
            ("sources.18", "for the last six months, thanks"),
            ("sources.18", "not “unfair agreement”, but “for the last six months”"),
        ],
        "other": [
            ("1951.4", "not “may be utilized”"), ("1951.4", "“may be utilized” is not meant"),
            ("1960.5", "'against either Party', because it is equal"),
        ],
    },
    "a table on its side, and what stands beside its names": {
        "right": [
            ("costs.23", {"stationing": [372.5, 51.0], "everything": [519.7, 36.5]}),
            ("costs.23", {"everything": {"share": 36.5, "total": 519.7},
                          "stationing": {"total": 372.5, "share": 51}}),
            ("costs.23", "\ttotal (billion yen)\tshare (%)\nstationing\t372.5\t51.0\n"
                         "everything\t519.7\t36.5"),
            ("1960.10", {"1951": [False, False, True, False], "1960": [True, False, False, True],
                         "Notes 1960": [False, True, False, False]}),
            ("1960.10", "\t1951\t1960\tNotes 1960\n"
                        "duty to defend Japan\tno\tyes (Article V)\tno\n"
                        "prior consultation\tno\tno\tyes (paragraph 4)\n"
                        "internal riots\tyes\tno\tno\nend by one country alone\tno\tyes\tno"),
        ],
        "other": [
            ("costs.23", {"everything": [372.5, 51.0], "stationing": [519.7, 36.5]}),
            ("costs.23", {"stationing": {"total": 51.0, "share": 372.5},
                          "everything": {"total": 519.7, "share": 36.5}}),
            ("costs.23", "\teverything\tstationing\ntotal\t372.5\t519.7\nshare\t51.0\t36.5"),
            ("costs.23", "share\n51.0\n36.5"),
        ],
    },
    "one did, and the other did not": {
        "right": [
            ("taiwan.16", "Sato said it, Nixon did not"),
            ("taiwan.16", "Sato said it and Nixon didn't"),
            ("taiwan.16", "Nixon did not say it, Sato did"),
            ("taiwan.16", "佐藤が言った、ニクソンではない"),
            ("taiwan.16", "It wasn't Nixon who said it but Sato"), ("taiwan.16", "Not Nixon, Sato"),
            ("taiwan.16", "Sato. Nixon did not say it."),
            ("taiwan.16", "佐藤首相です。ニクソンではありません。"),
        ],
        "other": [
            ("taiwan.16", "Nixon said it, Sato did not"),
            ("taiwan.16", "Sato did not say it, Nixon did"),
            ("taiwan.16", "Sato did not say it, nor did Nixon"),
            ("taiwan.16", "Nixon. Sato did not say it."), ("taiwan.16", "Not Sato, Nixon"),
            ("taiwan.16", "Sato's ambassador, Nixon did not"),
            ("taiwan.16", "Sato did not say it. Nixon was not there."),
            ("taiwan.16", "ニクソンが言った、佐藤ではない"),
        ],
    },
    "what is not agreed, and what is not known": {
        "right": [
            *(("costs.21", one) for one in (
                "It has not been agreed", "no deal yet", "it is still being negotiated",
                "The next agreement has not been negotiated", "to be negotiated",
                "There is no agreement after March 2027", "No agreement for this time exists",
                "The future is unknown", "決まっていません", "2027年以降はまだ決まっていない",
            )),
            ("taiwan.24", "The documents show no such agreement"),
            ("taiwan.24", "No agreement is known"), ("taiwan.24", "合意した日はない"),
            ("sources.12", "no publication date"), ("sources.12", "The website gives no date"),
            ("sources.12", "Trending does not give a date"), ("sources.12", "公開日不明"),
            ("sources.12", "nowhere given"), ("today.13", "No number for 2013"),
            ("today.13", "the real share can't be known"),
            ("today.13", "2013年度の実際の支出は書かれていない"),
            ("today.13", "実際の支出は分からない"),
            ("anpo.21", "方法は分からない"), ("anpo.21", "The method is nowhere explained"),
            ("start.6", "There's no way to know what this person wanted"),
            ("start.6", "there's nothing about one single person"),
            ("1960.21", "none of these documents"),
        ],
        "other": [
            ("costs.21", "it has been agreed"),
            ("costs.21", "it has been decided: 220 billion yen"),
            ("costs.21", "no agreement was broken"), ("costs.21", "no deal under 211 billion"),
            ("costs.21", "200 billion yen, but it is not agreed"),
            ("costs.21", "an agreement exists"),
            ("sources.12", "it has no other date than 13 January 2023"),
            ("sources.12", "The website gives 13 January 2023"),
            ("1951.11", "the number can't be known but is half a million"),
            ("start.6", "there is nothing but peace"), ("anpo.2", "no publication date"),
        ],
    },
    "an option by words that it alone has": {
        "right": [
            ("today.3", "Austin and Hamada"), ("anpo.5", "both counts with their counters"),
            ("1951.3", "Only if the Japanese gov asked and outside power caused the riots"),
            ("today.21", "the ministry's budget and more, like the coast guard"),
            ("1951.12", "wrong for 1951 but right for 1960"),
            ("sources.11", "Probably Japan Forward"),
            ("1960.29", "bde, not c because Article V is excepted"),
            ("taiwan.1", "c, no wait, Japan administers them"),
        ],
        "other": [
            ("1951.3", "If the Chinese Government asked, and an outside power caused the riots"),
            ("1951.3", "if an outside power asked"), ("today.3", "Hamada and Kishida"),
            ("trust.23", "The organisers counted 130,000 and the police 330,000"),
            ("1951.12", "not 1951"), ("1951.12", "c: doesn't fit"), ("1951.12", "c does not fit"),
            ("today.3", "Austin or Hamada"), ("today.3", "not Austin and Hamada"),
            ("today.3", "Austin and Kishida"), ("taiwan.1", "China administers them"),
            ("taiwan.1", "Japan doesn't administer them"), ("sources.11", "Japan Forward"),
            ("anpo.5", "both counts without their counters"),
            ("sources.14", "a is not quoted"), ("sources.14", "a ist falsch"),
            ("1960.29", "bde, not d because it is in the note"),
        ],
    },
    "a paraphrase of an option": {
        "right": [
            ("1951.3", "when the government of Japan asked and an outside power caused the riots"),
            ("1951.13", "the preamble"), ("1960.8", "the rule is in a note and covers only major "
             "changes"),
            ("anpo.5", "Both numbers, with who counted"),
            ("anpo.13", "we cannot settle it because they count different things"),
            ("anpo.23", "it depends on whom you ask and when"),
            ("taiwan.14", "Too much, because Tokyo only spoke for Japan"),
            ("today.11", "most people were against the dispatch"), ("costs.14", "519.7"),
            ("trust.23", "both counts, 330,000 by the organisers and 130,000 by the police"),
            ("trust.29", "no, because the course had its sentence from the essay"),
            ("sources.7", "China, Okinawa, the Japanese opposition"),
            ("1960.29", "major changes in deployment, major changes in equipment, and combat "
             "operations not under Article V"),
            ("anpo.26", "b, c, and e are left out"), ("taiwan.10", "a, b and c have been said"),
            ("1951.15", "False because Article IV lets it end when both governments agree"),
        ],
        "other": [
            ("1951.3", "when the government of Korea asked and an outside power caused the riots"),
            ("1951.13", "the"), ("1960.8", "the rule is not in a note, it covers major changes"),
            ("1951.12", "wrong, no treaty was in force"), ("1951.12", "right for 1960 and 1951"),
            ("1960.13", "doubtful of 1951 and true of 1960"), ("costs.14", "5"),
            ("today.11", "most people were for the dispatch to the Middle East"),
            ("today.11", "most people were not against the dispatch"),
            ("trust.23", "both counts, 130,000 by the organisers and 330,000 by the police"),
            ("trust.29", "yes, because the course had its sentence from the essay"),
            ("anpo.26", "b, c, and e are not left out"), ("1951.20", "over half"),
            ("costs.5", "five of them"), ("1951.21", "the sources"),
            ("trust.5", "the date is more likely or proved"),
        ],
    },
    "a table that something is put around, that has more, or lies on its side": {
        "right": [
            ("costs.23", {"rows": [[372.5, 51.0], [519.7, 36.5]]}),
            ("costs.23", {"table": {"stationing": {"total": 372.5, "share": 51.0},
                                    "everything": {"total": 519.7, "share": 36.5}}}),
            ("costs.23", {"columns": ["share", "total"], "rows": [[51.0, 372.5], [36.5, 519.7]]}),
            ("costs.23", "\tstationing\teverything\ntotal\t372.5\t519.7\nshare\t51.0\t36.5"),
            ("costs.23", [["", "given", "total", "share"], ["stationing", 189.9, 372.5, 51.0],
                          ["everything", 189.9, 519.7, 36.5]]),
            ("costs.23", [["stationing", 372.5, 51.0], ["SACO", 4.6, ""],
                          ["everything", 519.7, 36.5]]),
        ],
        "other": [
            ("costs.23", {"rows": [[519.7, 36.5], [372.5, 51.0]]}),
            ("costs.23", {"columns": ["share", "total"], "rows": [[372.5, 51.0], [519.7, 36.5]]}),
            ("costs.23", [["", "share", "total"], ["stationing", 372.5, 51.0],
                          ["everything", 519.7, 36.5]]),
            ("costs.23", [["", "total", "share"], ["A", 372.5, 51.0], ["B", 519.7, 36.5]]),
            ("costs.23", [[189.9, 372.5, 51.0], [189.9, 519.7, 36.5]]),
        ],
    },
    "the word of another text, and what is said beside a name": {
        "right": [
            ("1960.6", "the treaty says territories, the draft areas"),
            ("1960.6", "The word “territories” stands in its place"),
            ("1960.6", "territories (draft: areas)"),
            ("1951.9", "solely was the word of the draft"),
            ("anpo.2", "日本の岸内閣"), ("anpo.2", "the Japanese gov"),
            ("trust.3", "Donald Trump, in both"),
        ],
        "other": [
            ("1960.6", "territories was the word of the draft"), ("1960.6", "draft: territories"),
            ("1960.6", "territories, the draft's word"),
            ("1960.6", "in the draft it was territories"),
            ("anpo.2", "アメリカの岸内閣"), ("trust.3", "Abe, in both"),
        ],
    },
    "what is still open, and why it is not told": {
        "right": [
            ("costs.21", "no new agreement"), ("costs.21", "the sources stop in March 2027"),
            ("costs.21", "it depends on the next agreement"),
            ("costs.21", "nothing has been agreed for 2027"),
            ("costs.21", "That has still to be negotiated"),
            ("taiwan.24", "no date, Tokyo never agreed to that"),
            ("taiwan.24", "Tokyo never agreed, so there's no date"),
            ("sources.12", "not given, only that it was a Friday"),
            ("sources.12", "no publication date in the file"),
            ("start.6", "no one can know that from two counts"),
            ("start.6", "Two counts don't tell what one person wanted"),
            ("costs.21", "The agreement only runs until March 2027"),
        ],
        "other": [
            ("costs.21", "no new agreement, so 211 billion yen"),
            ("start.6", "The counts tell what the person wanted"),
            ("costs.21", "the agreement ends with 211 billion yen"),
            ("taiwan.24", "no date, but Tokyo agreed"),
            ("sources.12", "not given, only 13 January 2023"),
            ("start.6", "one can see it from the counts: no war"),
        ],
    },
    "a sum in steps, a year, a reason and a remark": {
        "right": [
            ("costs.6", "5 x 189.3 = 946.5; 980.1 - 946.5 = 33.6"),
            ("today.8", "7.9496/5.4005 = 1.472 so 47.2%"), ("1951.5", "155百万ドル／年"),
            ("1951.5", "1億5500万ドル(年)"),
            ("sources.4", "2 out of five (Reuters, Japan Forward)"),
            ("sources.2", "On January 19, 2020 (60th anniversary)"),
            ("1960.9", "in June 1971, one year after the notice"),
            ("sources.2", "reuters-2020 appeared on 19 January 2020"),
            ("start.2", "according to paragraph 11 it's Kishi"),
            ("start.5", "11 because both years are there"),
            ("start.5", "¶11 bc it has 1951 and 1960"),
            ("sources.9", "¶15 (Leussink, Sieg, Sakai)"),
            ("1951.15", "答えは誤り、理由はb"), ("1951.15", "ちがう、b"),
        ],
        "other": [
            ("costs.6", "5 x 189.3 = 946.5; 980.1 - 946.5 = 34.6"), ("1951.5", "155百万ドル／月"),
            ("sources.2", "January 19, 2020 (the eve of the 60th anniversary)"),
            ("sources.2", "reuters-2020 appeared on 19 January"),
            ("start.5", "10 because both years are there"), ("sources.9", "¶15 (ANN)"),
            ("1951.15", "答えは正しい、理由はb"), ("sources.4", "2 out of five or six (Reuters)"),
        ],
    },
    "what a word replaced, and where it stands": {
        "right": [
            ("1951.9", "solely was left out"), ("1951.9", "solely is not in Article I"),
            ("1951.9", "solely (in the draft)"), ("1951.9", "solely; it is not in Article I"),
            ("1960.6", "territories, while the draft has areas"),
            ("1960.6", "Draft: areas. Treaty: territories."),
            ("1960.6", "It changed to territories"),
            ("1960.6", "「areas」が「territories」になった"),
        ],
        "other": [
            ("1951.9", "the word solely is in Article I"), ("1951.9", "Article I says solely"),
            ("1951.9", "solely stands in Article I"), ("1951.9", "solely is not in the draft"),
            ("1960.6", "territories, which the draft had"),
            ("1960.6", "territories (in the draft)"),
            ("1960.6", "territories, as the draft had it"), ("1960.6", "territories is missing"),
            ("1960.6", "territories, from the draft"), ("1960.6", "It changed to areas"),
            ("1960.6", "Draft: territories. Treaty: areas."),
            ("1960.6", "territoriesがareasになった"),
        ],
    },
    "to whom, by whom printed, and where it says so": {
        "right": [
            ("taiwan.16", "Sato, to Nixon"), ("taiwan.16", "PM Sato told Nixon"),
            ("taiwan.16", "Sato said to Nixon"), ("trust.26", "Kyodo, printed in The Japan Times"),
            ("trust.26", "It was Kyodo; The Japan Times printed it"),
            ("trust.26", "Kyodo. The Japan Times printed it."),
            ("trust.26", "Kyodo, whose report The Japan Times printed"),
            ("trust.3", "Trump: he praised it and complained about it"),
            ("start.2", "Not Abe, but his grandfather Kishi"),
            ("start.2", "Kishi, see paragraph 11"),
            ("start.2", "The treaty was revised under Nobusuke Kishi, Abe's grandfather."),
            ("start.2", "Paragraph 11 says Nobusuke Kishi"),
            ("start.2", "段落11によると岸信介です"), ("start.2", "岸信介、安倍首相の祖父"),
            ("start.2", "岸信介首相の下で改定された"), ("start.2", "Kishi, sorry for my spelling"),
            ("start.2", "Sorry for my English. Kishi Nobusuke"),
            ("start.2", "Mr. Nobusuke Kishi, Japan's prime minister"),
            ("today.4", "Article VI: the Far East"),
            ("today.4", "In Article VI it is the Far East"),
            ("anpo.2", "the Cabinet decided to ask on 16 June 1960"), ("anpo.2", "Mr. Kishi"),
        ],
        "other": [
            ("taiwan.16", "Nixon, to Sato"), ("taiwan.16", "Nixon told Sato"),
            ("taiwan.16", "Sato was told by Nixon"), ("taiwan.16", "Nixon spoke to Sato"),
            ("trust.26", "The Japan Times; Kyodo printed it"),
            ("trust.26", "Jiji, printed in The Japan Times"),
            ("trust.26", "The Japan Times, whose report Kyodo printed"),
            ("start.2", "Abe, elected after Kishi"), ("start.2", "his grandson Abe"),
            ("start.2", "Paragraph 11 says Abe"), ("start.2", "安倍晋三、岸信介の孫"),
            ("start.2", "安倍首相の下で改定された"), ("start.2", "Abe. Kishi resigned."),
            ("anpo.2", "Eisenhower; Kishi regretted it"), ("today.4", "Article V: Japan"),
        ],
    },
    "a sum and what was said of it": {
        "right": [
            ("1951.5", "155 millon dollars"), ("costs.1", "211.02 billon yen"),
            ("1951.5", "Japan was to provide 155 million dollars each year"),
            ("1951.5", "the equivalent of $155 million in yen"),
            ("1951.5", "each year 155 million dollars"),
            ("costs.1", "211 billion yen per fiscal year"), ("taiwan.22", "five (of nine)"),
            ("sources.4", "Two articles, Reuters and Daniel Manning's"),
            ("sources.4", "two: Reuters 2020 and Japan Forward 2025"),
            ("start.3", "It has 5 articles and 3 treaty texts"), ("today.8", "47.2 % above 2022"),
        ],
        "other": [
            ("costs.1", "1055.1 billon yen"), ("1951.5", "from 155 to 160 million dollars"),
            ("sources.4", "5, Reuters and Japan Forward"), ("sources.4", "two, or three"),
            ("sources.4", "2, no 3"), ("sources.4", "two fewer, Reuters and Japan Forward"),
        ],
    },
    "other words for an option's": {
        "right": [
            ("start.1", "Japan and America"),
            ("sources.3", "ANN"), ("sources.3", "the ANN made it"),
            ("sources.22", "everyone except the American government"),
            ("1951.12", "true for 1960, false for 1951"),
            ("1951.12", "correct for 1960 but wrong for 1951"),
            ("1951.12", "The correct answer is **c**: the article does not say which treaty"),
            ("today.22", "The right answer is d: it has been attacked"),
        ],
        "other": [
            ("start.1", "South Korea and America"), ("sources.3", "AMN"), ("1951.12", "correct"),
            ("1951.12", "false for 1960, true for 1951"), ("today.22", "never, unless attacked"),
            ("1951.19", "No; Okinawa and the Amami Islands did not stay under American rule"),
            ("1951.20", "the treaty made asking needless"),
        ],
    },
    "code around a citation, and a particle before a number": {
        "right": [
            ("sources.9", '("reuters-2020", 15)'), ("sources.9", "'reuters-2020', 15"),
            ("today.10", "Article V"), ("start.3", "全部で五本"),
            ("1951.9", "It was solely that limited them"),
        ],
        "other": [
            ("sources.9", '("reuters-2020", 14)'),
            ("costs.12", "Article V"), ("today.10", "Article VI"),
            ("start.3", "五本ではない"), ("1951.9", "It was designed that limited them"),
        ],
    },
    "a day, and how it was found": {
        "right": [
            ("trust.4", "14 March 2021 (the Sunday before)"),
            ("trust.4", "The Sunday before 16 March 2021 is 14 March 2021"),
            ("trust.4", "I would write 14 March 2021"),
            ("start.4", "1951, because paragraph 11 says so"),
            ("1951.1", "28 April 1952 (signed: 8 September 1951)"),
            ("1960.9", "After ten years notice could be given, so June 1971"),
            ("sources.2", "the article is from January 19, 2020"),
            ("sources.20", "Reagan and Suzuki in May 1981"),
        ],
        "other": [
            ("trust.4", "14 March 2021, the Sunday after it"),
            ("trust.4", "21 March 2021 (the Sunday after)"),
            ("1951.1", "signed: 28 April 1952"),
            ("1951.1", "28 April 1952, the Monday before it came into force"),
            ("sources.2", "The article is from before 19 January 2020"),
        ],
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("id", "answer", "named"),
    [("start.1", "America and South Korea", "third-for-second"),
     ("1951.12", "false for both treaties", "bases-without-promise"),
     ("today.22", "none, unless Japan itself is attacked", "never-abroad"),
     ("today.3", "nobody, only a joint statement", "statement-for-agreement"),
     ("trust.5", "not Nothing, because articles can never confirm each other", None),
     ("costs.1d", "Nowhere, they needn't fit", "both-right"),
     ("anpo.18", "fanatical minority", "minority-for-all"),
     ("anpo.18", "influenced by it", None), ("today.1", "in the 1970s", "article-for-fact"),
     ("today.1", "1970年代", "article-for-fact"), ("today.1", "the 1980s", None),
     ("today.10", "Article VI", "bases-for-acting"), ("costs.12", "Article VI", None)],
)  # fmt: skip
def test_a_known_mistake_in_other_words_is_named(id: str, answer: str, named: str | None) -> None:
    assert judge(bank.question(id), answer).misconception == named


def test_whoever_asks_for_the_message_alone_is_told_something() -> None:
    for id, answer in (("costs.12", "Article V"), ("1951.8", "a, c"), ("sources.6", "1b 2c")):
        whole, told = judge(bank.question(id), answer), check(id, answer)
        assert not whole.message and told.message
        assert (told.message, *told.details) == whole.details


@pytest.mark.parametrize("kind", ROUND)
def test_what_is_said_round_an_answer(kind: str) -> None:
    for id, answer in ROUND[kind]["right"]:
        assert status(id, answer) == "right", (id, answer)
    for id, answer in ROUND[kind]["other"]:
        assert status(id, answer) not in ("right", "defensible"), (id, answer)


@pytest.mark.parametrize(
    ("id", "answer"),
    [("anpo.3", "over 750,000 people"), ("costs.20", "38%未満"), ("anpo.16", "at least 2.5 times"),
     ("start.3", "5 or more"), ("anpo.1", "before June 19"), ("1951.1", "1952年4月28日以前"),
     ("costs.22", "under one percent")],
)  # fmt: skip
def test_a_bound_is_told_from_the_figure(id: str, answer: str) -> None:
    verdict = judge(bank.question(id), answer)
    assert verdict.status == "malformed" and "itself" in verdict.message


def test_where_the_sources_do_not_say_a_bound_is_wrong() -> None:
    for answer in ("less than 1%", "1%未満", "at least 0.5 percent"):
        assert status("today.13", answer) == "wrong", answer


OTHER_UNITS = [
    (
        "days",
        30,
        ["30日間", "30-day rule", "Article 61 says 30 days", "within 30 days", "30 Tage"],
        ["30 treaties", "30 months", "up to 30 days", "June 30", "30th", "30 days per month"],
    ),
    ("treaties", 3, ["all three", "三つの条約", "条約は三つ"], ["3 articles", "3 people", "≥3"]),
    ("people", 30, ["30 soldiers", "30名"], ["30 bases", "30-odd", "30数人", "30-odd thousand"]),
    ("percent", 50, ["half the voters", "5割", "半分", "one in two"], ["over half", "半分以上"]),
    (
        "percent",
        75,
        ["３/４", "四分の三", "three in four"],
        ["at most 3/4", "under three quarters"],
    ),
    ("percent", 1, ["1 in 100", "百分の一"], ["less than 1%", "under one percent", "1%以下"]),
    ("people", 500000, ["half a million", "½ million", "5 lakh"], ["over half a million"]),
    ("people", 12, ["a dozen"], ["dozens", "a dozen or more"]),
]


@pytest.mark.parametrize(("unit", "key", "right", "asked_back"), OTHER_UNITS)
def test_a_number_of_something_else(
    unit: str, key: int, right: list[str], asked_back: list[str]
) -> None:
    changes = {"unit": unit, "scale": 1, "key": key, "tolerance": 0, "misconceptions": []}
    for answer in right:
        assert questions_samples.said("number", answer, **changes)[0] == "right", answer
    for answer in asked_back:
        assert questions_samples.said("number", answer, **changes)[0] == "malformed", answer


def test_a_key_may_be_a_bound() -> None:
    changes = {"unit": "days", "scale": 1, "key": "at least 20 days", "misconceptions": []}
    for answer in ("20 days or more", "≥ 20", "no less than 20", "20日以上", "少なくとも20日"):
        assert questions_samples.judged("number", answer, **changes).status == "right", answer
    assert questions_samples.judged("number", "more than 20 days", **changes).status == "malformed"
    assert questions_samples.judged("number", "at least 21 days", **changes).status == "malformed"
    assert questions_samples.judged("number", "20 days", **changes).status == "wrong"
    form = questions_samples.question("number", **changes).form
    assert kinds.kind("number").spelled(form, "at least 20 days") == []
    assert kinds.kind("number").spelled(form, "20 days") == ["20"]


@pytest.mark.parametrize(
    ("id", "answer"),
    [("1951.1", "late April 1952"), ("1951.1", "1952年4月下旬"), ("anpo.1", "early June 1960"),
     ("sources.20", "spring 1981"), ("start.4", "the early 1950s")],
)  # fmt: skip
def test_a_time_that_is_vague_is_asked_back(id: str, answer: str) -> None:
    assert status(id, answer) == "malformed"


@pytest.mark.parametrize("answer", ["28 April", "4/28", "28.4.", "4月28日", "on April 28th"])
def test_a_day_without_its_year_is_told_so(answer: str) -> None:
    verdict = judge(bank.question("1951.1"), answer)
    assert (verdict.status, verdict.message) == ("malformed", "The year is missing.")


@pytest.mark.parametrize("answer", ["b and d are not mentioned", "d is not mentioned there"])
def test_letters_are_not_read_as_silence(answer: str) -> None:
    assert status("sources.7", answer) == "malformed"


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    ["第5条", "1. a\n2. b\n", "a:", "The - Diet's - ", "the, a; ", "|a|b\n", "x=1 ", "a 1951 "],
)
@pytest.mark.parametrize("size", [100, 299, 600, 2000, 19_999])
def test_no_pairs_cost_more_than_their_time(part: str, size: int) -> None:
    for question in _questions():
        if question.kind in ("match", "order"):
            answer = (part * size)[:size]
            assert any(_time(question, answer) < 0.05 for _ in range(3)), question.id


def test_a_mark_whose_sense_was_turned_earns_nothing_and_a_slip_half() -> None:
    for id, answer in ROUND["words marked with their sense turned"]["other"]:
        assert judge(bank.question(id), answer).score == 0, (id, answer)
    for id, answer in (
        ("1951.4", "may be employed"),
        ("trust.17", "such assurance will be received with some doubt"),
        ("anpo.22", "delay in completing ratification would have been effectively exploited by "
         "Communists"),
    ):  # fmt: skip
        assert judge(bank.question(id), answer).score == 0.5, (id, answer)


@pytest.mark.parametrize("word", ["must", "shall"])
def test_a_mark_whose_sense_was_turned_is_not_told_the_right_word(word: str) -> None:
    verdict = judge(bank.question("1951.4"), f"{word} be utilized")
    assert verdict.status == "malformed"
    assert word in verdict.message and "may" not in verdict.message


def test_words_that_stand_elsewhere_than_their_place_earn_half() -> None:
    words = "“at the express request of the Japanese Government”"
    for beside, score in (("Art. I", 1), ("Art. II", 0.5), ("", 1), ("Art. VI of 1960", 0.5)):
        assert judge(bank.question("1951.7"), f"{words} {beside}").score == score, beside


@pytest.mark.parametrize(
    "answer",
    ["on page 11", "reuters-2020, page 11", "¶11: 1951, 1960", "MST Article V",
     "reuters-2020 ¶11 as it says", "In Article I it says so",
     "Linda Sieg, “Sixty years on,” Reuters, January 19, 2020, para. 11."],
)  # fmt: skip
def test_what_has_the_form_of_a_citation_is_asked_back_and_never_wrong(answer: str) -> None:
    assert status("start.5", answer) in ("malformed", "right")


def test_a_paragraph_of_no_source_is_asked_back() -> None:
    verdict = judge(bank.question("sources.10"), "I think it's paragraph 3")
    assert verdict.status == "malformed" and verdict.message.startswith("Of which source?")


@pytest.mark.parametrize(
    ("id", "answer", "wanted"),
    [
        ("sources.8", "PanOrient News 2020, Reuters 2020, Asia News Network 2021", "malformed"),
        ("sources.8", ["Reuters 2020", "PanOrient News 2020", "Asia News Network 2021",
                       "Unnamed website 2023", "Japan Forward 2025"], "right"),
        ("sources.8", ["Japan Forward 2025", "PanOrient News 2020", "Asia News Network 2021",
                       "Unnamed website 2023", "Reuters 2020"], "wrong"),
        ("sources.14", "Asia News Network 2021", "wrong"),
        ("sources.14", "Reuters 2020", "right"),
    ],
)  # fmt: skip
def test_a_source_in_a_list_is_known_by_the_name_that_the_card_shows(
    id: str, answer: Any, wanted: str
) -> None:
    assert judge(bank.question(id), answer).status == wanted


def test_keys_that_a_question_has_not_are_asked_back() -> None:
    right = {"I": "b", "II": "e", "III": "f", "IV": "d", "V": "a"}
    assert judge(bank.question("1951.2"), right).status == "malformed"
    assert judge(bank.question("1951.2"), "I: b, II: e, III: f, IV: d, V: a").status == "right"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("51.0 %", "right"), ("51 percent", "right"), ("51 billion yen", "wrong"),
     ("51.0 billion", "wrong"), ("$51.0", "wrong")],
)  # fmt: skip
def test_a_share_in_a_table_is_no_sum_of_money(cell: str, expected: str) -> None:
    rows = {"stationing": {"total": "372.5 billion yen", "share": cell},
            "everything": {"total": 519.7, "share": 36.5}}  # fmt: skip
    table = {"columns": ["total", "share"], "index": [*rows],
             "rows": [[*row.values()] for row in rows.values()]}  # fmt: skip
    assert (status("costs.23", table) == "right") == (expected == "right")
    table["rows"] = [["372.5 %", "51 %"], [519.7, 36.5]]
    assert status("costs.23", table) != "right"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("stationing: 372.5 billion yen (51.0%); everything: 519.7 billion yen (36.5%)", "right"),
     ("stationing: total: 372.5, share: 51.0; everything: total: 519.7, share: 36.5", "right"),
     ("stationing: share: 372.5, total: 51.0; everything: share: 519.7, total: 36.5", "other"),
     ("everything: 372.5 (51.0%); stationing: 519.7 (36.5%)", "other")],
)  # fmt: skip
def test_a_typed_table_may_name_its_columns(answer: str, expected: str) -> None:
    assert (status("costs.23", answer) == "right") == (expected == "right")


def test_a_cell_that_is_neither_yes_nor_no_is_asked_back() -> None:
    key = [["no", "yes", "no"], ["no", "no", "yes"], ["yes", "no", "no"], ["no", "yes", "no"]]
    index = ["duty to defend Japan", "prior consultation", "internal riots",
             "end by one country alone"]  # fmt: skip
    for yes, no, expected in (
        ("ja", "nein", "right"), ("Yes, it does", "no", "right"), ("yes (Art. V)", "no", "right"),
        ("present", "absent", "malformed"), ("no", "yes", "wrong"), ("yes", "", "wrong"),
    ):  # fmt: skip
        rows = [[{"yes": yes, "no": no}[cell] for cell in row] for row in key]
        table = {"columns": ["1951", "1960", "Notes 1960"], "index": index, "rows": rows}
        assert status("1960.10", table) == expected, yes


SILENCES = ["duty to defend Japan", "prior consultation", "internal riots",
            "end by one country alone"]  # fmt: skip
FORMS: list[tuple[str, Any, str]] = [
    # a place by its words, its parts, or beside what it is not
    ("trust.6", "undermine Japan's administration of these islands", "right"),
    ("taiwan.8", 'ANN ¶9: "undermine Japan\'s sovereignty of these islands"', "partly"),
    ("1951.7", {"source": "treaty-1951", "provision": 1}, "right"),
    ("1951.7", {"source": "treaty-1951", "provision": "Preamble"}, "wrong"),
    ("costs.3", "The treaty, not the money: reuters-2020 ¶5", "right"),
    ("costs.3", "not reuters-2020 ¶5", "malformed"),
    ("costs.3", "Trump said that the treaty was “unfair” and ought to be changed", "right"),
    ("taiwan.21", "tws12", "right"),
    ("1960.21", "the line is withheld, so no source tells", "right"),
    ("1960.21", "it is withheld, but it is about nuclear weapons", "wrong"),
    ("costs.19", "GAO 2021, second excerpt", "malformed"),
    ("1951.7", "Art. I of the Security Treaty between Japan and the United States, 1951", "right"),
    ("1951.7", "t51-03", "partly"),
    ("1951.7", "t51-02", "wrong"),
    # pairs by their names, with lists, with what is left over, and with articles
    ("1951.16", {"Dulles": "b", "Yoshida": "a", "Magruder": "c", "Wada": "d"}, "right"),
    ("1951.16", "Wada d\nMagruder c\nYoshida a\nDulles b", "right"),
    ("1951.16", "Dulles=b Yoshida=a Magruder=c Wada=d e=nobody", "right"),
    ("1951.16", "Dulles b, Yoshida a, Magruder c, Wada: between equals", "malformed"),
    ("1951.2", "1. b\n2. e\n3. f\n4. d\n5. a\nleft over: c", "right"),
    ("1951.2", "1. b\n2. e\n3. f\n4. d\n5. c\nleft over: a", "partly"),
    ("taiwan.6", "1969 d, Obama b, Kirby c, Suga and Biden a, Biden and Kishida e", "right"),
    ("today.17", {"plan": [4], "statement": [3], "law": [1], "deed": [2, 5]}, "right"),
    ("today.17", {"plan": [4, 3], "statement": [3], "law": [1], "deed": [2, 5]}, "malformed"),
    ("today.17", "1 is a law; 2 is a deed; 3 is only a statement; 4 is a plan; 5 is a deed",
     "right"),
    ("today.17", "1 a law, 2 a deed, 3 a deed, 4 a plan, 5 a deed", "partly"),
    ("anpo.25", "1c 2a 3b 4a 5-", "partly"),
    ("costs.18", "land, area, facilities, people", "right"),
    ("costs.18", "land, facilities, area, people", "partly"),
    # items beside their places or their dates
    ("sources.8", "a2 b5 c1 d4 e3", "right"),
    ("sources.8", "a=1, b=5, c=2, d=4, e=3", "partly"),
    ("sources.8", "a2 b5 c1 d4 e4", "malformed"),
    ("sources.8", "2020-01-19 Reuters, 2020-01-20 PanOrient, 2021 ANN, January 2023 Trending, "
     "2025 Japan Forward", "right"),
    ("1951.6", "The surrender (d), then the war in Korea (c), the signing (e), the agreement (a), "
     "the coming into force (b), the forces (f).", "right"),
    # a table in sentences, on its side, by short names, and as pandas splits it
    ("costs.23", "For stationing the total is 372.5 and the share is 51.0. For everything the "
     "total is 519.7 and the share 36.5.", "right"),
    ("costs.23", "share: 51.0, 36.5\ntotal: 372.5, 519.7", "right"),
    ("costs.23", "not stationing: 372.5, 51; everything: 519.7, 36.5", "malformed"),
    ("costs.23", "share: 372.5, 519.7\ntotal: 51.0, 36.5", "wrong"),
    ("costs.23", "stationing: over 372.5 / 51 %\neverything: 519.7 / 36.5 %", "partly"),
    ("costs.23", {"index": ["stationing", "everything"], "columns": ["total", "share"],
                  "data": [[372.5, 51.0], [519.7, 36.5]]}, "right"),
    ("1960.10", "\n".join(["duty: no yes no", "consultation: no no yes", "riots: yes no no",
                           "end: no yes no"]), "right"),
    ("1960.10", "1951: no no yes no\n1960: yes no no yes\nNotes 1960: no yes no no", "right"),
    ("1960.10", "1960: no no yes no\n1951: yes no no yes\nNotes 1960: no yes no no", "partly"),
    ("1960.10", {"": SILENCES, "treaty 1951": [False, False, True, False],
                 "treaty 1960": [True, False, False, True],
                 "Notes 1960": [False, True, False, False]}, "right"),
    ("1960.10", {"": SILENCES, "A": ["no"] * 4, "B": ["no"] * 4, "C": ["no"] * 4}, "malformed"),
    # a mark that is led in; one in the passage's other language
    ("1951.4", "It says may be utilized", "right"),
    ("1951.4", "It says may not be utilized", "malformed"),
    ("1960.28", "こういう悪意を持って質問しておるのじゃない", "partly"),
    ("1951.17", "The charge is 'having permitted a derogation of Japan's sovereignty'", "right"),
    ("taiwan.18", "international peace & security in the Far East", "right"),
    ("taiwan.18", "international peace & order in the Far East", "partly"),
    # an option by its clauses, in any order; words that two options share mean neither
    ("1951.12", "wrong for 1951, right for 1960", "right"),
    ("1951.12", "wrong for 1960, right for 1951", "wrong"),
    ("1951.12", "right for 1960 and 1951", "malformed"),
    ("1960.30", "doubtful of 1960, true of 1951", "right"),
    ("anpo.5", "Both, each with its counter", "right"),
    ("anpo.5", "Both, each without its counter", "malformed"),
    ("taiwan.14", "Too much; Tokyo spoke of Japan", "right"),
    ("start.1", "Japan", "malformed"),
    ("1960.29", "major changes", "malformed"),
    ("costs.26", "They do not count the same American items", "right"),
    ("costs.26", "They do count the same American items", "malformed"),
    ("start.1", "its b", "right"),
    ("1951.23", "No (d)", "right"),
    ("1951.23", "Yes (d)", "malformed"),
    ("sources.3", "ANN or the State Department", "malformed"),
    ("1951.8", "a, c, d, but not b", "right"),
    ("1951.8", "a, c, d. But b is also true.", "malformed"),
    ("costs.16", "N", "partly"),
    ("costs.16", "Y", "wrong"),
    ("1960.17", "1 matches a, 2 matches b, 3 matches d, 4 matches c", "right"),
    # steps by their ids and with words behind them; two of them at once are no order
    ("sources.8", "reuters-2020 panorient-2020 ann-2021 trending-2023 japan-forward-2025", "right"),
    ("sources.8", "reuters-2020 panorient-2020 ann-2021 japan-forward-2025", "malformed"),
    ("sources.8", "reuters first, then panorient, ann, trending and japan forward last", "right"),
    ("1951.6", "d/c/e/a/b/f", "right"),
    ("1951.6", "d c e a/b f", "malformed"),
    # a value beside its own name, or with its scale written out
    ("costs.23", [["372.5 total", "51.0 share"], ["519.7", "36.5 share"]], "right"),
    ("costs.23", [["372.5 share", "51.0 total"], ["519.7", "36.5"]], "partly"),
    ("costs.23", [["372,500,000,000 yen", "51.0%"], ["519,700,000,000 yen", "36.5%"]], "right"),
    ("costs.23", [["372,500,000 yen", "51.0%"], ["519,700,000,000 yen", "36.5%"]], "partly"),
    # as a chat bot writes it: an introduction, the letter with its words, bold, a tick
    ("start.1", "**Answer: b) Japan and the United States**", "right"),
    ("start.1", "Answer: B. Japan and China", "malformed"),
    ("start.1", "b ✔", "right"),
    ("1951.3", "The correct answer is **b**: If the Japanese Government expressly asked, and an "
     "outside power had caused large riots.", "right"),
    ("1951.3", "The correct answer is **b**: If the Diet gave its consent first", "malformed"),
    ("sources.8", "The order is **c, a, e, d, b**", "right"),
    ("sources.8", "正しい順番は c, a, e, d, b", "right"),
    ("sources.8", "c a e d b (from oldest to newest)", "right"),
    ("sources.8", "c a e d b (newest first)", "malformed"),
    ("sources.6", "The pairs are 1b, 2c, 3a, 4e and 5d.", "right"),
    ("sources.6", "1:b 2:c 3:a 4:e 5:d 余りはf", "right"),
    ("sources.22", "b：中国政府、c：沖縄の人々、d：野党", "right"),
    ("sources.22", "b：米国政府、c：沖縄の人々、d：野党", "malformed"),
    # a line's number is no place among the letters
    ("sources.6", "1. panorient-2020: b\n2. japan-forward-2025: c\n3. reuters-2020: a\n"
     "4. ann-2021: e\n5. trending-2023: d", "right"),
    ("sources.6", "1. panorient-2020: a\n2. japan-forward-2025: c\n3. reuters-2020: b\n"
     "4. ann-2021: e\n5. trending-2023: d", "partly"),
    ("costs.4", "1. 189.3 billion yen – d\n2. 587.4 billion yen – e\n3. 980.1 billion yen – a\n"
     "4. 5.31 trillion yen – c\n5. 8 billion dollars – b", "right"),
    # a truth and its reason in Japanese; a place after の
    ("1951.15", "誤り。理由はb", "right"),
    ("1951.15", "正しい。理由はb", "wrong"),
    ("sources.9", "reuters-2020の¶15", "right"),
    ("sources.9", "reuters-2020の¶14", "wrong"),
    # the letter behind the words, or with a mark that only stresses it; a plus for an "and"
    ("taiwan.1", "Because Japan administers them (b)", "right"),
    ("taiwan.1", "Because Japan administers them (c)", "malformed"),
    ("1951.23", "d! Okinawa etc. stayed American", "right"),
    ("1951.23", "a! Okinawa etc. stayed American", "malformed"),
    ("today.3", "c Austin + Hamada", "right"),
    ("today.3", "b Austin + Hamada", "malformed"),
    # a sign of money before what says that it is paid every year
    ("1951.5", "155 million US$ per year", "right"),
    ("1951.5", "155 million $ a month", "malformed"),
    # a name and the years of its office, or what its bearer has to do with it
    ("start.2", "Nobusuke Kishi, prime minister from 1957 to 1960", "right"),
    ("start.2", "Eisaku Sato, prime minister from 1964 to 1972", "wrong"),
    ("start.2", "Kishi, then Ikeda took over from him", "wrong"),
    ("trust.3", "Donald Trump; PanOrient has his praise and Reuters his complaint", "right"),
    ("trust.3", "Suga; PanOrient has his praise and Reuters his complaint", "wrong"),
    ("trust.3", "Trump; but Suga has his praise, too", "wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "answer", "expected"), FORMS)
def test_the_form_of_an_answer_is_no_mistake(id: str, answer: Any, expected: str) -> None:
    assert status(id, answer) == expected


@pytest.mark.parametrize(
    ("id", "answer"),
    [("start.4", "reuters-2020 ¶11: 1951"), ("start.3", "reuters-2020 ¶14: five"),
     ("sources.2", "ann-2021 ¶2: 19 January 2020"), ("1951.1", "treaty-1951 ¶9: 28 April 1952")],
)  # fmt: skip
def test_a_place_named_before_a_figure_or_a_day_is_no_part_of_it(id: str, answer: str) -> None:
    assert status(id, answer) == "right"


@pytest.mark.parametrize(
    "answer", ["650000/5800000", "650 000 / 5 800 000", "650,000/5,800,000", "650,000 of 5,800,000"]
)
def test_a_share_is_worked_out_however_its_numbers_are_written(answer: str) -> None:
    assert status("anpo.4", answer) == "right"
    assert status("anpo.4", answer.replace("6", "2")) == "wrong"


def test_no_message_names_a_word_that_nobody_wrote() -> None:
    for answer, word in (("100-58.4-34.4", "“to”"), ("34 to 58", "more than one")):
        verdict = judge(bank.question("sources.19"), answer)
        assert verdict.status == "malformed" and word not in verdict.message
