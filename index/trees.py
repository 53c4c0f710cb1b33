"""Boosted trees that were learned elsewhere, evaluated with numpy. Knows nothing of what the numbers mean.

Every comparison of every tree is made at once; each that fails strikes out the leaves under its left child, and the
first leaf left standing is the one reached. Lucchese et al., QuickScorer, SIGIR 2015.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEAVES = 8  # at most, so that the leaves of a tree are the bits of one byte
_FIRST = np.array([(i & -i).bit_length() - 1 if i else 0 for i in range(256)], dtype=np.intp)
_ALL = 0xFF


@dataclass(frozen=True)
class Trees:
    """`feature`, `threshold`, `kept` are (trees, LEAVES - 1): node compares feature <= threshold; where that fails
    only the leaves in the bits of `kept` remain. `value` is (trees, LEAVES). Unused nodes keep everything."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    kept: NDArray[np.uint8]
    value: NDArray[np.float64]

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,): the sum over the trees for each of the (n, features) rows. No rows give (0,)."""
        limits, places = self._limits
        standing = np.full((len(self.value), len(rows)), _ALL, dtype=np.uint8)  # (trees, n)
        if not limits:
            return np.zeros(len(rows))
        # x <= limit k (from 0) of its feature exactly where at most k limits lie below x: small numbers compare fast.
        below = np.stack([np.searchsorted(of, rows[:, f]) for f, of in enumerate(limits)]).astype(np.uint16)
        for node in range(LEAVES - 1):
            passed = below[self.feature[:, node]] <= places[:, node, None]
            standing &= np.where(passed, np.uint8(_ALL), self.kept[:, node, None])
        leaf = _FIRST[standing]
        return np.asarray(np.take_along_axis(self.value, leaf, axis=1).sum(axis=0), dtype=np.float64)

    @cached_property
    def _limits(self) -> tuple[list[NDArray[np.float64]], NDArray[np.uint16]]:
        """Of every feature the limits it is compared with, ascending; and of every node which of them is its own."""
        count = int(self.feature.max(initial=-1)) + 1
        limits = [np.unique(self.threshold[self.feature == f]) for f in range(count)]
        places = np.zeros(self.threshold.shape, dtype=np.uint16)
        for f, of in enumerate(limits):
            mine = self.feature == f
            places[mine] = np.searchsorted(of, self.threshold[mine])
        return limits, places

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        return {name: getattr(self, name) for name in ("feature", "threshold", "kept", "value")}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Trees:
        return cls(arrays["feature"], arrays["threshold"], arrays["kept"], arrays["value"])

    @classmethod
    def from_dump(cls, dump: Mapping[str, Any]) -> Trees:
        """From LightGBM's `Booster.dump_model()`; numeric splits without missing values only."""
        count = len(dump["tree_info"])
        feature = np.zeros((count, LEAVES - 1), dtype=np.int16)
        threshold = np.full((count, LEAVES - 1), np.inf)
        kept = np.full((count, LEAVES - 1), _ALL, dtype=np.uint8)
        value = np.zeros((count, LEAVES))
        for row, tree in enumerate(dump["tree_info"]):
            leaves, nodes = _flattened(tree["tree_structure"])
            if len(leaves) > LEAVES:
                raise ValueError(f"tree {row} has {len(leaves)} leaves, at most {LEAVES} fit")
            value[row, : len(leaves)] = leaves
            for column, (name, limit, gone) in enumerate(nodes):
                feature[row, column], threshold[row, column] = name, limit
                kept[row, column] = _ALL & ~gone
        return cls(feature, threshold, kept, value)


def _flattened(root: Mapping[str, Any]) -> tuple[list[float], list[tuple[int, float, int]]]:
    """Leaf values from left to right, and (feature, threshold, bits of the leaves under its left child) per node."""
    leaves: list[float] = []
    nodes: list[tuple[int, float, int]] = []

    def walk(node: Mapping[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(float(node["leaf_value"]))
            return 1 << (len(leaves) - 1)
        if node["decision_type"] != "<=":
            raise ValueError(f"cannot read a split of type {node['decision_type']!r}")
        left = walk(node["left_child"])
        nodes.append((int(node["split_feature"]), float(node["threshold"]), left))
        return left | walk(node["right_child"])

    walk(root)
    return leaves, nodes
