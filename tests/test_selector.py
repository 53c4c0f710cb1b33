"""The learned chance: likelier for what carries the question, between 0 and 1, the same each time; what fits learns."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from assistant.evidence import selector
from assistant.evidence.measures import Weights
from assistant.evidence.select import choose, judged, merge
from assistant.evidence.selector import (
    ANSWERS,
    BEARS,
    PLAIN,
    RANKED,
    Learned,
    chances,
    features_of,
    table,
    weights_for,
)
from tests.composing import asked, choice, hit

QUESTION = asked("处罚决定书几日内送达当事人？")
WEIGHTS = Weights(rarity=lambda word: float(len(word)))
RIGHT = hit("第六十一条 处罚决定书应当在七日内送达当事人。", "处罚法", article=61)
WRONG = hit("第二条 本法所称公园是指供公众游览的场所。", "公园法", article=2)


def test_the_stretch_that_carries_the_question_is_likelier() -> None:
    first, *_ = choose(QUESTION, [WRONG, RIGHT], WEIGHTS)
    assert first.hit.document.title == "处罚法"
    assert all(0 < c.chance < 1 for c in choose(QUESTION, [WRONG, RIGHT], WEIGHTS))


def test_no_hits_give_no_chances() -> None:
    assert [c.shape for c in chances(()).values()] == [(0,), (0,)]
    assert choose(QUESTION, [], WEIGHTS) == ()


def test_the_order_of_the_index_counts_only_where_it_is_calibrated() -> None:
    found = judged(QUESTION, [RIGHT, WRONG], WEIGHTS)
    assert weights_for(found) == PLAIN
    known = judged(QUESTION, [replace(h, relevance=0.5) for h in (RIGHT, WRONG)], WEIGHTS)
    assert weights_for(known) == RANKED
    named = judged(QUESTION, [replace(RIGHT, relevance=1.0, ranks={"exact": 1})], WEIGHTS)
    assert weights_for(named) == PLAIN
    assert set(features_of(PLAIN)) < set(features_of(RANKED))


def test_the_weights_on_board_name_only_what_is_measured() -> None:
    columns = table(judged(QUESTION, [RIGHT, WRONG], WEIGHTS))
    for wanted, name in product((ANSWERS, BEARS), (RANKED, PLAIN)):
        assert set(selector.selector()[wanted][name].names) == set(features_of(name)) <= set(columns)
    assert "made_by" in json.loads(selector.WEIGHTS.read_text(encoding="utf-8"))


def test_a_gap_is_never_positive_and_zero_for_the_best() -> None:
    columns = table(judged(QUESTION, [RIGHT, WRONG], WEIGHTS))
    for name, column in columns.items():
        if name.endswith("_gap"):
            assert column.max() == pytest.approx(0.0)


def test_fitting_finds_the_measure_that_tells_right_from_wrong_and_round_trips() -> None:
    draw = np.random.default_rng(1)
    rows = draw.normal(size=(400, 2))
    right = (rows[:, 0] + 0.3 * draw.normal(size=400) > 0).astype(float)
    learned = Learned.fit(("useful", "noise"), rows, right)
    assert learned.weights[0] > 10 * abs(learned.weights[1])
    again = Learned.from_json(json.loads(json.dumps(learned.to_json())))
    assert again.names == learned.names
    assert again.weights == pytest.approx(learned.weights, abs=1e-4)


def test_a_text_that_says_more_than_the_first_is_quoted_by_itself_and_an_equal_one_hangs_on() -> None:
    short = hit("第一条 逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款。", "甲法", article=1)
    same = hit("第二条 逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款。", "乙法", article=2)
    more = hit(
        "第三条 逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不得超出罚款的数额，并可以申请法院强制执行。",
        "丙法",
        article=3,
    )
    kept = merge([choice(short, chance=0.9), choice(same, chance=0.8), choice(more, chance=0.7)], 5)
    assert [c.hit.document.title for c in kept] == ["甲法", "丙法"]
    assert [span.hit.document.title for span in kept[0].same] == ["乙法"]
