"""A copy for students holds no article that the teacher has brought in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alliance import corpus
from alliance.adding.add import add
from alliance.teaching.release import copied

pytestmark = pytest.mark.slow

ARTICLE = """Island villagers weigh a new radar

By Hanako Mori

5 March 2024

The village council of a small island will decide in June whether a new radar may stand on the
northern hill, where farmers have grown melons for more than ninety years without any machine.

The union of farmers in the north said on Monday that they had lost half of their melons to hail.
"""


def lesson(text: str) -> dict[str, bytes]:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": [text]}}
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}
    book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return {"notebooks/01-x.ipynb": json.dumps(book).encode()}


def test_a_lesson_that_was_saved_with_a_full_text_is_found(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    (report,) = add([path])
    assert report.error is None
    text = corpus.source(str(report.id)).paragraphs[0].text
    marked = text.replace("radar", '<span title="x">radar</span>')
    (line,) = copied(lesson(f"<p>{marked}</p>"))
    assert "notebooks/01-x.ipynb" in line and str(report.id) in line and "Clear Outputs" in line


def test_digests_and_short_quotations_may_go_out(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    add([path])
    digest = corpus.source("reuters-2020").paragraphs[4].text
    assert copied(lesson(digest)) == []
    assert copied(lesson("where farmers have grown melons for more than ninety years")) == []


def test_an_article_that_quotes_the_treaty_holds_no_release_up(tmp_path: Path) -> None:
    treaty = next(one for one in corpus.documents() if one.id == "doc-treaty-1960")
    quoted = treaty.paragraphs[0].text
    path = tmp_path / "mine.txt"
    path.write_text(f"{ARTICLE}\n“{quoted}” is what it says.\n", encoding="utf-8")
    add([path])
    assert copied(lesson(quoted)) == []


def test_without_added_texts_there_is_nothing_to_find() -> None:
    assert copied(lesson(" ".join(ARTICLE.split()))) == []
