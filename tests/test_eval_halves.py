"""Measures over the half that was learned from and the half that was not stand side by side."""

from eval.halves import halves
from eval.run import Outcome
from eval.selecting import TEST, half
from tests.eval_answers import case

OUTCOMES = [Outcome(case(id=f"c{i}")) for i in range(20)]


def test_a_half_that_was_learned_by_heart_is_seen() -> None:
    values = {"引用命中": {o.case.id: float(half(o.case) != TEST) for o in OUTCOMES}}
    assert "引用命中 1.000 / 0.000" in halves("governance", values, OUTCOMES)


def test_a_set_nothing_was_learned_from_has_no_halves_and_half_a_set_none_either() -> None:
    values = {"引用命中": {o.case.id: 1.0 for o in OUTCOMES}}
    assert halves("statutes", values, OUTCOMES) == ""
    one = [o for o in OUTCOMES if half(o.case) == TEST][:1]
    assert halves("library", {"引用命中": {one[0].case.id: 1.0}}, one) == ""
