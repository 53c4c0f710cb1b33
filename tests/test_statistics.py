"""Means with intervals, and differences that are more than chance."""

import pytest

from eval.statistics import interval, paired


def test_an_interval_holds_its_mean_and_narrows_with_cases() -> None:
    few, many = interval([0.0, 1.0] * 5), interval([0.0, 1.0] * 200)
    assert few.low < few.mean == 0.5 < few.high
    assert many.high - many.low < few.high - few.low


def test_no_values_are_no_mean() -> None:
    with pytest.raises(ValueError, match="no values"):
        interval([])


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.1, 0.9, 0.4, 0.7]
    assert interval(values) == interval(values)


@pytest.mark.parametrize(
    ("new", "old", "worse", "better"),
    [
        (0.5, 0.9, True, False),
        (0.9, 0.5, False, True),
        (0.5, 0.5, False, False),
    ],
)
def test_a_difference_in_every_case_is_significant(new: float, old: float, worse: bool, better: bool) -> None:
    cases = [f"c{i}" for i in range(30)]
    found = paired(dict.fromkeys(cases, new), dict.fromkeys(cases, old))
    assert (found.worse, found.better) == (worse, better)


def test_one_case_among_many_is_not() -> None:
    cases = [f"c{i}" for i in range(50)]
    old = dict.fromkeys(cases, 1.0)
    assert not paired({**old, "c0": 0.0}, old).worse


def test_cases_that_only_one_run_has_are_left_out() -> None:
    assert paired({"a": 1.0}, {"b": 1.0}).cases == 0
