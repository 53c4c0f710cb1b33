"""Halves are fixed by the id; figures count first places and the first five; what is learned prefers the gold stretch."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.evidence.measures import Weights
from assistant.evidence.select import judged
from assistant.evidence.selector import PLAIN
from eval.cases import Case
from eval.selecting import DEVELOPMENT, TEST, Asked, figures, half, learn, order_of
from tests.composing import asked, hit

RIGHT = hit("第六十一条 处罚决定书应当在七日内送达当事人。", "处罚法", article=61)
WRONG = hit("第二条 本法所称公园是指供公众游览的场所。", "公园法", article=2)


def _asked(number: int) -> Asked:
    found = judged(asked("处罚决定书几日内送达？"), [RIGHT, WRONG], Weights(rarity=lambda word: 1.0))
    grades = np.array([2.0 * (j.choice.hit.document.title == "处罚法") for j in found])
    return Asked(Case(id=f"q{number}", set="s", question="", type="多少"), found, grades)


def test_a_question_stays_in_its_half() -> None:
    halves = [half(Case(id=f"gov-{i:04}", set="s", question="", type="多少")) for i in range(200)]
    assert halves == [
        half(Case(id=f"gov-{i:04}", set="other", question="x", type="哪些")) for i in range(200)
    ]
    assert 70 < halves.count(DEVELOPMENT) < 130
    assert set(halves) == {DEVELOPMENT, TEST}


def test_what_is_learned_puts_the_gold_stretch_first() -> None:
    question = _asked(1)
    learned = learn([question, _asked(2)], PLAIN)
    assert figures([question], [order_of(learned, question)]) == (1.0, 1.0)
    first, among = figures([question], [-order_of(learned, question)])
    assert first == 0.0
    assert among == pytest.approx(1.0)  # two stretches are both among the first five
