"""Words are derived from texts, not listed: what stands oftener in one sort than in the other."""

from __future__ import annotations

import json

from assistant.understand.field import VOCABULARY
from assistant.understand.vocabulary import derive, in_order, kept_aside

ASKED = [f"第{i}个用人单位拖欠工资怎么办" for i in range(10)]
OTHER = [f"第{i}部电影的导演怎么样" for i in range(10)]


def test_words_of_one_sort_weigh_for_it() -> None:
    ratio = derive(ASKED, [], OTHER, [])["ratio"]
    assert ratio["工资"] > 2 and ratio["电影"] < -2
    assert "怎么" not in ratio, "it stands in both alike"


def test_rare_words_are_left_out() -> None:
    assert "量子" not in derive(ASKED, ["量子"], OTHER, [])["ratio"]


def test_pairs_that_most_questions_hold_are_common() -> None:
    common = derive(ASKED * 4, [], OTHER * 4, [])["common"]
    assert 0 <= common["怎么"] < common["工资"] < 1


def test_the_order_and_what_is_kept_aside_depend_on_the_texts_alone() -> None:
    assert in_order(iter(ASKED)) == in_order(iter(ASKED[::-1] + ASKED))
    aside = [text for text in (f"问题{i}" for i in range(400)) if kept_aside(text)]
    assert 60 < len(aside) < 140


def test_the_file_says_what_made_it() -> None:
    record = json.loads(VOCABULARY.read_text(encoding="utf-8"))
    assert "assistant.understand.vocabulary" in record["made_by"]
    assert len(record["ratio"]) > 5000
