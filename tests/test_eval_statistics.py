"""Intervals and differences: drawn by case, the same each time, never certain because a small set is without fault."""

import pytest

from eval.statistics import interval, paired


def test_a_mean_lies_in_its_interval_and_the_same_values_give_the_same_one() -> None:
    values = [0.0, 1.0, 1.0, 0.5] * 10
    found = interval(values)
    assert found.low < found.mean == 0.625 < found.high
    assert interval(values) == found


@pytest.mark.parametrize(
    ("value", "count", "low", "high"), [(1.0, 15, 0.78, 1.0), (0.0, 15, 0.0, 0.22), (1.0, 300, 0.987, 1.0)]
)
def test_all_right_is_not_certainly_right(value: float, count: int, low: float, high: float) -> None:
    """15 of 15 may still be a product that fails one question in five."""
    found = interval([value] * count)
    assert found.mean == value
    assert (round(found.low, 3), round(found.high, 3)) == pytest.approx((low, high), abs=0.003)


def test_no_values_have_no_mean() -> None:
    with pytest.raises(ValueError, match="no values"):
        interval([])


def test_a_difference_is_over_the_cases_both_have() -> None:
    found = paired({"a": 1.0, "b": 0.5, "c": 0.0}, {"b": 0.0, "c": 0.0, "d": 1.0})
    assert (found.mean, found.cases) == (0.25, 2)
    assert not found.worse
    assert paired({"a": 1.0}, {}).cases == 0
