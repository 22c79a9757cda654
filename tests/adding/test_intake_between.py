"""What stands between the paragraphs of an added text, and around its headline.

The pages and articles here are invented.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import pytest

from alliance import corpus
from alliance.adding import add

TITLE = "Harbour council weighs the winter fares"
TOLD = [
    "The harbour council met on Monday to talk about the fares of the coming winter season.",
    "Nobody from the northern villages had been invited, which several of the members regretted.",
    "The chair answered that the letter had been sent in time and that the post had lost it.",
    "Two ferries will be repaired before the spring, at a cost that nobody wanted to name.",
    "A second meeting is to be held in the school of the northern villages before the new year.",
]


def _add(path: Path, *parts: str) -> add.Report:
    path.write_text("\n\n".join(parts), "utf-8")
    (report,) = add.add([path])
    assert report.error is None
    return report


def _source(report: add.Report) -> corpus.Source:
    return corpus.source(str(report.id))


def _texts(report: add.Report) -> list[str]:
    return [one.text for one in _source(report).paragraphs]


BOXES = [
    "Getty Images\nThe pier has been closed since April",
    "READ MORE\n\nA ferry at night.\nThe Ferries of the North Have Had Enough\nReview | Ann Hale",
    "Unlimited access to the news of the bay\nHELP US TELL ITS STORY",
    "Readers’ Choice\nWhat a Ferry Needs\nThe Other Pier",
    "Image\nA line of people at a pier.",
    "Follow the bay\nFollow",
    "What readers are saying\nMost readers think that the fares are too high, and some would "
    "rather swim than pay what the council asks of them.",
]
HEADED = "Who is asked\nNobody from the southern villages came."
LISTED = "- fares for pupils\n- fares for fishermen"
ASKED = "The villages ask for three things:\nfares for pupils\na second ferry\nan answer in writing"
NUMBERED = "1. fares for pupils\n2. a second ferry"
ROWS = "Year Fare\n2022 400 yen\n2023 450 yen"


@pytest.mark.parametrize("box", BOXES)
def test_lines_that_stand_close_between_paragraphs_that_stand_apart_are_no_text(
    tmp_path: Path, box: str
) -> None:
    report = _add(tmp_path / "a.txt", TITLE, *TOLD[:2], box, *TOLD[2:])
    assert _texts(report) == TOLD


@pytest.mark.parametrize("lines", [HEADED, LISTED, ASKED, NUMBERED, ROWS])
def test_a_heading_a_list_and_a_table_stand_close_and_are_text(tmp_path: Path, lines: str) -> None:
    report = _add(tmp_path / "a.txt", TITLE, *TOLD[:2], lines, *TOLD[2:])
    assert len(_texts(report)) > len(TOLD)


def test_where_all_lines_stand_close_none_is_a_box(tmp_path: Path) -> None:
    report = _add(tmp_path / "a.txt", "\n".join([*TOLD[:2], "A word on fares", *TOLD[2:]]))
    assert _texts(report) == [*TOLD[:2], "A word on fares", *TOLD[2:]]


FOOT = [
    "12\nBAY REVIEW, VOL. IX, NO. 2, MAY 2011",
    "1. Minutes of the council, 4 May 2011.\n\nBay Review, Vol. 9, p. 3. © 2011 by the Bay\n\n13",
    "Continued on Page 3, Column 2\n\nHARBOUR FARES\n\nContinued From Page 1, Col. 4",
]


@pytest.mark.parametrize("foot", FOOT)
def test_a_sentence_goes_on_behind_a_pages_foot_and_the_head_of_the_next(
    tmp_path: Path, foot: str
) -> None:
    halves = TOLD[2].split(" and ")
    halves[0] += " and"
    report = _add(tmp_path / "a.txt", TITLE, *TOLD[:2], halves[0], foot, halves[1], *TOLD[3:])
    assert _texts(report) == TOLD


def test_numbered_notes_at_the_foot_of_a_page_are_left_out(tmp_path: Path) -> None:
    notes = "1 Minutes of the council, May 2011.\n2 A letter to the chair.\n\n- 7 -"
    report = _add(tmp_path / "a.txt", TITLE, *TOLD[:3], notes, *TOLD[3:])
    assert _texts(report) == TOLD
    assert [one.reason for one in report.dropped].count("footnote") == 2


def test_a_text_leads_to_its_notes(tmp_path: Path) -> None:
    marked = [text.replace("before the spring,", "before the spring,1") for text in TOLD]
    notes = ["1 Minutes of the council, May 2011.", "2 A letter to the chair."]
    assert _texts(_add(tmp_path / "a.txt", TITLE, *marked, *notes))[-1] == marked[-1]
    assert _texts(_add(tmp_path / "b.txt", TITLE, *TOLD, *notes))[-2:] == notes, "a list"


def test_what_a_text_numbers_itself_is_no_note(tmp_path: Path) -> None:
    numbered = [f"{n}. {one}" for n, one in enumerate(TOLD, 1)]
    report = _add(tmp_path / "a.txt", TITLE, *numbered[:3], "- 7 -", *numbered[3:], "- 8 -")
    assert [text.lstrip("12345. ") for text in _texts(report)] == TOLD


DECK = "For years the villages of the north paid what was asked, and now they ask who asks it."
PICTURE = "A pier at dusk, where several people in long coats wait for a ferry that does not come."
WHERE = "Hanako Mori reported from Naha, and John Smith from the pier."


def test_a_text_begins_below_who_wrote_it_and_when(tmp_path: Path) -> None:
    signed = f"By Hanako Mori and John Smith\n{WHERE}\n\nMarch 8, 2025"
    head = [TITLE, DECK, "Listen to this article", "Share full article", "94", PICTURE, signed]
    told = [*TOLD, *(text.replace("harbour", "island") for text in TOLD)]
    report = _add(tmp_path / "a.txt", *head, *told)
    assert not {DECK, PICTURE, WHERE} & {*_texts(report)} and _texts(report)[0] == TOLD[0]
    source = _source(report)
    assert (source.title, source.author) == (TITLE, "Hanako Mori and John Smith")


HEADS = [
    # a menu's last label makes no headline of the word below it
    ("The Bay Post\nNews\nSport\nWorld\nSouth Bay\nEconomy\n\n(LEAD) {title}", "{title}", None),
    # a row of labels, and a site's motto
    ("Read The Bay, Know The Bay\n\nFerry Report | Fares | Bay\n\n{title}", "{title}", None),
    ("Opinion | Letters\n\n{title}", "{title}", None),
    # a headline broken by hand, in capitals or not; a title and what stands below it
    ("HARBOUR COUNCIL\nWEIGHS FARES\n\nBy Hanako Mori", "HARBOUR COUNCIL WEIGHS FARES", "Mori"),
    ("Council Weighs\nWinter Fares\n\nBy Hanako Mori", "Council Weighs Winter Fares", "Mori"),
    ("REMARKS BY THE CHAIR\nTO THE HARBOUR COUNCIL\n\nBay Hall", "REMARKS BY THE CHAIR TO", ""),
    # who wrote it, and what he is; two who did, a line each; with a rank
    ("{title}\n\nBy Hanako Mori, a historian of the bay at its college.", "{title}", "Mori"),
    ("{title}\n\nBy Hanako Mori\nBy John Smith\n\nMarch 8, 2025", "{title}", "Mori and John Smith"),
    ("{title}\n\nBy Army Sgt. 1st Class John Smith, Bay News", "{title}", "John Smith"),
    ("{title}\n\nHanako Mori in Naha\nThe Guardian, Sun 24 Feb 2019 16.05 GMT", "{title}", "Mori"),
]


@pytest.mark.parametrize(("head", "title", "author"), HEADS)
def test_the_headline_and_who_wrote_it(
    tmp_path: Path, head: str, title: str, author: str | None
) -> None:
    report = _add(tmp_path / "a.txt", head.format(title=TITLE), *TOLD)
    source = _source(report)
    assert title.format(title=TITLE) in source.title
    assert _texts(report) == TOLD
    assert (source.author or "").endswith(author) if author else not source.author


def test_a_second_headline_tells_more_and_is_none(tmp_path: Path) -> None:
    deck = "Ferries will be repaired at a cost that nobody names, members say in the north"
    report = _add(tmp_path / "a.txt", f"{TITLE}\n{deck}", "March 8, 2025", *TOLD)
    assert _source(report).title == TITLE


def test_an_entry_is_called_what_its_first_sentence_begins_with(tmp_path: Path) -> None:
    first = "Bay Pact, agreement of the villages of the bay on fares that was signed in May 1951."
    menu = (
        "Games and Puzzles of the Bay\nBay Pact\nIntroduction\nInternational Relations of Villages"
    )
    report = _add(tmp_path / "a.txt", menu, first, *TOLD[1:])
    assert _source(report).title == "Bay Pact"


def test_of_an_entry_its_boxes_and_notes_are_left_out(tmp_path: Path) -> None:
    box = "Bay Pact\nDate\t1955–1957\nPlace\tBay Hall"
    marked = [f"{text}[{n}][edit]" for n, text in enumerate(TOLD, 1)]
    notes = 'References[edit]\n\n^ "A hill by the bay". Bay Post. 3 April 2023.'
    page = ["From Wikipedia, the free encyclopedia", box, *marked, notes]
    report = _add(tmp_path / "a.txt", "Bay Pact", *page)
    assert _texts(report) == TOLD
    assert _source(report).outlet == "Wikipedia"


def test_who_signs_a_letter_with_a_town_wrote_it(tmp_path: Path) -> None:
    signed = "HAROLD PIKE\nSanta Clara, Calif."
    report = _add(tmp_path / "a.txt", TITLE, "To the Editor:", *TOLD, signed)
    assert _source(report).author == "Harold Pike"
    assert _texts(report)[-1] == TOLD[-1]


def test_the_signs_of_a_press_agencys_printers_are_no_words(tmp_path: Path) -> None:
    head = "^PM-Bay-Fares, Bjt,0437<\n^Harbour Council Weighs Winter Fares<\n^By JOHN SMITH=\n"
    report = _add(tmp_path / "a.txt", f"{head}^Associated Press Writer=", *TOLD)
    source = _source(report)
    assert (source.title, source.author) == ("Harbour Council Weighs Winter Fares", "John Smith")
    assert _texts(report) == TOLD


def test_a_word_that_stands_behind_its_link_in_a_mail_stays_in_its_sentence(tmp_path: Path) -> None:
    told = TOLD[0].replace("met on", "met\n<https://bay.example/c/1> on")
    lines = "\n\n".join("\n".join(wrap(one, 50)) for one in TOLD[1:])
    head = "From: A <a@bay.example>\nMIME-Version: 1.0\nSubject: fares\n"
    mail = "\n\n".join([head.rstrip(), TITLE, told, lines])
    report = _add(tmp_path / "a.eml", mail)
    assert _texts(report) == TOLD


SAID = [
    "港の町の住民が25日夜、裏山に計画されている灯台について説明を求める集会を開き、約120人が参加した。",
    "教員の森さんは「三月には何も決まっていないと聞いた」と話し、経緯を明らかにするよう求めた。",
    "局は七カ所の丘を調べた結果、海峡を遮るものなく見渡せる場所はここしかないと説明している。",
    "町議会は六月に採決し、町長はその結果を自ら都に届けると述べている。",
]
JAPANESE = [
    # a database's line with the paper in brackets, and one without the paper
    (
        "[読売新聞] 2011年05月26日 東京朝刊 社会 33頁 01段 512文字 写真 有\n\n{title}",
        "読売新聞",
        "2011-05-26",
    ),
    ("◇ {title}\n2011.05.26　大阪朝刊　31頁　社会面　（全512字）", None, "2011-05-26"),
    # a year twice, once by its era; a label before a headline; a journal's issue
    ("号外\n沖縄タイムス\n2023年（令和5年）5月25日木曜日\n\n{title}", "沖縄タイムス", "2023-05-25"),
    ("＜灯台＞{title}\n北海道新聞　２０２３年５月２５日（木）　朝刊", "北海道新聞", "2023-05-25"),
    ("港湾研究　第45巻第2号（2017年9月）\n\n{title}\n\n大城　健", "港湾研究", "2017-09"),
    # who sends it says something first
    (
        "皆さん、木曜までに読んできてください。森\n\n{title}\n2023年5月25日　中国新聞",
        "中国新聞",
        "2023-05-25",
    ),
]


@pytest.mark.parametrize(("head", "outlet", "date"), JAPANESE)
def test_the_head_of_a_japanese_text(
    tmp_path: Path, head: str, outlet: str | None, date: str
) -> None:
    title = "二基目の灯台に住民不安　港の町・裏山"
    report = _add(tmp_path / "a.txt", head.format(title=title), *SAID)
    source = _source(report)
    assert source.title.endswith(title.replace("\u3000", " "))
    assert (source.outlet, source.date) == (outlet, date)
    assert _texts(report) == SAID


CUT = ("1　局『調査』（2016年）4頁。\n\n― 21 ―", "2　町『予算』（2017年）14頁。\n\n22")


@pytest.mark.parametrize("foot", CUT)
def test_a_japanese_sentence_goes_on_on_the_next_page(tmp_path: Path, foot: str) -> None:
    cut = 30
    pages = [*SAID[:2], SAID[2][:cut], foot, SAID[2][cut:], SAID[3]]
    assert _texts(_add(tmp_path / "a.txt", *pages)) == SAID


def test_in_a_tab_the_site_may_stand_first(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    said = "".join(f"<p>{one}</p>" for one in SAID)
    head = "<head><title>港湾局｜局長の定例会見</title></head>"
    page = f"{head}<body><h1>局長の定例会見</h1>{said}</body>"
    source = corpus.source(str(_add(tmp_path / "a.html", f"<html>{page}</html>").id))
    assert (source.title, source.outlet) == ("局長の定例会見", "港湾局")


def test_a_picture_is_known_by_its_day_its_place_and_who_took_it(tmp_path: Path) -> None:
    shown = "裏山の木。赤い印が付けられていた＝2023年5月20日、港の町、比嘉健撮影"
    report = _add(tmp_path / "a.txt", "住民の不安が広がる港の町", *SAID[:2], shown, *SAID[2:])
    assert _texts(report) == SAID


def test_what_a_mail_says_above_the_one_that_it_holds_is_no_text(tmp_path: Path) -> None:
    note = (
        "倉持です。来週の討論で使う記事を送りますので、賛成と反対の根拠を二つずつ書いてください。"
    )
    mail = "From: A <a@bay.example>\nMIME-Version: 1.0\nSubject: 記事"
    mail += "\nContent-Type: text/plain; charset=utf-8"
    told = [mail, note, "----- Original Message -----", "二基目の灯台に住民不安　港の町・裏山"]
    report = _add(tmp_path / "a.eml", *told, *SAID, *(one.replace("港", "浜") for one in SAID))
    assert note not in _texts(report) and _texts(report)[0] == SAID[0]


def test_a_wide_space_alone_parts_the_paragraphs_of_a_japanese_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    said = "\n".join(f"　{one}" for one in SAID)
    page = f"<html><head><title>港</title></head><body><h1>灯台に住民不安</h1><p>{said}</p></body>"
    assert _texts(_add(tmp_path / "a.html", page)) == SAID


MENU = "トップ速報ライブランキング動画特集連載オピニオン"
ENTRY = "港の計画（みなとのけいかく）は、裏山の灯台を集めるために町が立てた、1973年の計画である。"


def test_buttons_side_by_side_are_no_headline(tmp_path: Path) -> None:
    title = "二基目の灯台に住民不安　港の町・裏山"
    report = _add(tmp_path / "a.txt", f"{MENU}\n{title}\n2023年5月25日", *SAID)
    assert _source(report).title == title.replace("\u3000", " ")


def test_the_contents_of_an_entry_are_left_out_and_its_headings_are_not(tmp_path: Path) -> None:
    head = ["メインメニュー\n港の計画\n出典: フリー百科事典『ウィキペディア（Wikipedia）』", ENTRY]
    listed = "目次\n1 背景\n2 経過"
    report = _add(tmp_path / "a.txt", *head, listed, "背景", *SAID[:2], "経過", *SAID[2:])
    assert _texts(report) == [ENTRY, "背景", *SAID[:2], "経過", *SAID[2:]]
    assert _source(report).title == "港の計画"


def test_what_an_office_says_of_itself_goes_with_its_heading(tmp_path: Path) -> None:
    about = [
        "About the Bay Board",
        "The Bay Board is a nonprofit news publisher of the prefecture.",
    ]
    assert _texts(_add(tmp_path / "a.txt", TITLE, *TOLD, *about)) == TOLD
    heading = _texts(_add(tmp_path / "b.txt", TITLE, *TOLD[:3], about[0], *TOLD[3:]))
    assert about[0] in heading, "in the text it is one"


# --- Japanese: broken lines, forms of its own -----------------------------------------------------

JA = [
    "　島の議会は月曜日に、来る冬の運賃と、港に残された修理できない古い船のことについて話し合った。"
    "議長は開会の挨拶で、この冬を越せるかどうかは運賃で決まると述べた。",
    "　北の村からは誰も招かれず、議員の何人かはそれを残念だと述べた。"
    "招くはずの手紙は、郵便局で失くなっていた。"
    "手紙を書いた職員は、間に合うように出したと答えている。",
    "　二隻の船は春までに直されるが、いくらかかるのかを言おうとする者はいなかった。"
    "次の会議は年の終わりまでに、北の村の学校で開かれる。"
    "議員は船で行くことになる。",
]


SPEAKERS = ("山根委員長", "戸倉委員", "浅沼政府委員")


def _broken(text: str, columns: int) -> list[str]:
    return [text[i : i + columns] for i in range(0, len(text), columns)]


def _bare(text: str) -> str:
    return text.strip("　")


@pytest.mark.parametrize("columns", [15, 24, 38])
def test_japanese_lines_are_one_paragraph_up_to_the_next_indented_one(
    tmp_path: Path, columns: int
) -> None:
    lines = [line for text in JA for line in _broken(text, columns)]
    report = _add(tmp_path / "a.txt", "冬の運賃、島の議会が議論", "\n".join(lines))
    assert _texts(report) == [*map(_bare, JA)]
    # a column, or a page with its foot, ends in the middle of a sentence
    cut = len(_broken(JA[0], columns)) // 2
    for between in ("", "\nhttps://www.example.jp/1　　　1/3\n"):
        body = "\n".join([*lines[:cut], between, *lines[cut:]])
        report = _add(tmp_path / "b.txt", "冬の運賃、島の議会が議論", body)
        assert _texts(report) == [*map(_bare, JA)]


def test_indented_paragraphs_that_end_without_a_stop_stay_apart(tmp_path: Path) -> None:
    told = [text.replace("　", "　▼", 1).rstrip("。") for text in JA]
    report = _add(
        tmp_path / "a.txt",
        "琉球新報　金口木舌\n２０１９年４月２８日",
        "海の上の線",
        "\n".join(told),
    )
    assert len(_texts(report)) == len(told)
    assert _source(report).outlet == "琉球新報"


def test_the_minutes_of_the_diet_are_what_was_said(tmp_path: Path) -> None:
    text = "\n".join([
        "国会会議録検索システム",
        "第34回国会　衆議院　日米安全保障条約等特別委員会　第11号　昭和35年3月31日",
        "該当会議録中の発言　8件", "", "000 会議録情報", "出席委員", "　　委員長　山根　　勉君",
        "出席政府委員", "　　　　　　（条約局長）　　　浅沼　　宏君", "",
        *(f"00{n} ○{SPEAKERS[n - 1]}　{_bare(said)}\n" for n, said in enumerate(JA, 1)),
    ])  # fmt: skip
    report = _add(tmp_path / "a.txt", text)
    source = _source(report)
    assert [one.split()[0] for one in _texts(report)] == [
        "○山根委員長",
        "○戸倉委員",
        "○浅沼政府委員",
    ]
    assert source.title == "第34回国会 衆議院 日米安全保障条約等特別委員会 第11号"
    assert (source.author, source.date) == (None, "1960-03-31")


def test_what_a_library_types_for_readings_is_no_text(tmp_path: Path) -> None:
    rule = "-" * 55
    signs = (
        f"{rule}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）荷役《にやく》\n{rule}"
    )
    typed = [
        JA[0].replace("議会", "｜議会《ぎかい》"),
        "［＃５字下げ］一［＃「一」は中見出し］",
        *JA[1:],
    ]
    report = _add(tmp_path / "a.txt", "寿湯の煙突のある町", signs, *typed)
    assert [one for one in _texts(report) if len(one) > 9] == [*map(_bare, JA)]
    assert _source(report).title == "寿湯の煙突のある町"


@pytest.mark.parametrize(
    ("above", "author"),
    [
        ("主婦　上原　和子\n（沖縄県　74）", "上原 和子"),
        ("岸 本　奈 緒\n（湘南国際大学）", "岸本 奈緒"),
    ],
)
def test_who_wrote_it_stands_beside_what_they_do(tmp_path: Path, above: str, author: str) -> None:
    report = _add(tmp_path / "a.txt", "宿題が問うた「安保」の記憶", "2015年7月9日", above, *JA)
    assert _source(report).author == author


@pytest.mark.parametrize(
    ("line", "outlet", "date"),
    [
        (
            "『みなと評論』第四十三号（二〇一一年秋号、二〇一一年十月一日発行）",
            "みなと評論",
            "2011-10-01",
        ),
        ("国際労働史研究 第 29 号（2017 年 3 月）74–88 頁", "国際労働史研究", "2017-03"),
    ],
)
def test_the_issue_of_a_japanese_journal(tmp_path: Path, line: str, outlet: str, date: str) -> None:
    report = _add(tmp_path / "a.txt", "冬の運賃をめぐる島の議会の議論", line, *JA)
    source = _source(report)
    assert (source.outlet, source.date) == (outlet, date)


def test_the_line_that_a_path_of_links_leads_to_is_the_headline(tmp_path: Path) -> None:
    menu = "会見・発表・広報\n外務省について\n外交政策\n国・地域"
    path = "トップページ > 会見・発表・広報 > 報道発表 > 拡大抑止協議の開催（結果）\n報道発表"
    report = _add(
        tmp_path / "a.txt", menu, path, "拡大抑止協議の開催（結果）", "令和5年11月14日", *JA
    )
    assert _source(report).title == "拡大抑止協議の開催（結果）"
