"""Trees in numpy give what LightGBM gives."""

import numpy as np
import pytest

from index.trees import LEAVES, Trees

lightgbm = pytest.importorskip("lightgbm")


def booster(leaves: int = LEAVES) -> object:
    random = np.random.default_rng(0)
    rows = random.normal(size=(400, 6))
    truth = rows[:, 0] * rows[:, 1] + np.sin(rows[:, 2]) + (rows[:, 3] > 0.3)
    settings = {"num_leaves": leaves, "min_data_in_leaf": 5, "verbose": -1, "num_threads": 1}
    return lightgbm.train(settings, lightgbm.Dataset(rows, truth), 40)


def test_predictions_are_equal() -> None:
    model = booster()
    rows = np.random.default_rng(1).normal(size=(300, 6))
    trees = Trees.from_dump(model.dump_model())  # type: ignore[attr-defined]
    assert np.abs(trees.predict(rows) - model.predict(rows)).max() < 1e-9  # type: ignore[attr-defined]


def test_a_value_on_a_threshold_goes_left() -> None:
    model = booster()
    trees = Trees.from_dump(model.dump_model())  # type: ignore[attr-defined]
    rows = np.zeros((len(trees.threshold), 6))
    for row, (feature, threshold) in enumerate(zip(trees.feature[:, 0], trees.threshold[:, 0], strict=True)):
        rows[row, feature] = threshold
    assert np.abs(trees.predict(rows) - model.predict(rows)).max() < 1e-9  # type: ignore[attr-defined]


def test_stored_trees_are_the_same_trees() -> None:
    trees = Trees.from_dump(booster().dump_model())  # type: ignore[attr-defined]
    rows = np.random.default_rng(2).normal(size=(20, 6))
    again = Trees.from_arrays(trees.to_arrays())
    assert np.array_equal(again.predict(rows), trees.predict(rows))


def test_no_rows_give_no_numbers() -> None:
    trees = Trees.from_dump(booster().dump_model())  # type: ignore[attr-defined]
    assert trees.predict(np.zeros((0, 6))).shape == (0,)


def test_larger_trees_are_refused() -> None:
    with pytest.raises(ValueError, match="leaves"):
        Trees.from_dump(booster(LEAVES + 8).dump_model())  # type: ignore[attr-defined]
