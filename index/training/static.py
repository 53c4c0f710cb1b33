"""Train the static vectors: one row per token, a text is the mean of its rows, near texts get near means.

Loss: InfoNCE over the batch (van den Oord et al., 2018; sentence-transformers calls it MultipleNegativesRanking) at
three prefix lengths (Matryoshka, Kusupati et al., 2022), and CoSENT over graded pairs. Plain torch, because only the
rows of a batch change: a sparse step is ten times cheaper than a dense one. Home of torch with `index.models`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .pairs import NEGATIVES, Material, Pair
from .prepare import Ids

Weights = NDArray[np.float32]
_BATCH, _BATCH_LABELLED = 512, 256
_SMALL = (
    "labelled",
    "own",
    "explained",
    "explanation",
    "cited",
)  # few texts: a large batch would repeat them
_BACKWARDS = 0.3  # weight of finding the question from the text
_GRADED_SCALE, _GRADED_WEIGHT = 20.0, 0.3  # 20: Su Jianlin, CoSENT, 2022
_WARM = 50
_BETAS, _EPSILON = (0.9, 0.999), 1e-8  # Kingma and Ba, 2015
_FLOOR = 0.05  # of the rate, at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """`temperature` divides cosines: a high one learns coarse nearness and forgets single questions less hard.
    `strangers`: articles drawn at random that are wrong answers to every labelled question of a batch."""

    mix: Mapping[str, float]
    steps: int
    rate: float
    temperature: float
    strangers: int = 0
    dimension: int = 256
    seed: int = 0
    threads: int = 1  # two wait for each other wherever the machine has other work


class Trainer:
    def __init__(self, material: Material, recipe: Recipe, start: Weights) -> None:
        """`start`: (tokens, dimension); row 0 stays zero."""
        import torch

        torch.set_num_threads(recipe.threads)
        torch.manual_seed(recipe.seed)
        self._torch, self._material, self._recipe = torch, material, recipe
        self._weights, self._mean = start.copy(), np.zeros_like(start)
        self._square = np.zeros_like(start)
        self._rows: NDArray[np.int64] = np.zeros(0, dtype=np.int64)  # of the tokens of the present batch
        self._leaf: Any = None  # their vectors, the only ones that get a gradient

    @property
    def weights(self) -> Weights:
        found = self._weights.copy()
        found[0] = 0.0
        return found

    def run(self, checkpoint: Path, tell: Callable[[str], None]) -> Weights:
        """Train, or take what `checkpoint` holds of an equal recipe; it is written at the end."""
        if checkpoint.exists():
            with np.load(checkpoint, allow_pickle=False) as stored:
                return np.asarray(stored["weights"], dtype=np.float32)
        names = list(self._recipe.mix)
        chances = np.array([self._recipe.mix[name] for name in names])
        chances /= chances.sum()
        started, losses = time.perf_counter(), dict[str, float]()
        for step in range(self._recipe.steps):
            name = names[int(self._material.random.choice(len(names), p=chances))]
            losses[name] = self._step(step, name)
            if (step + 1) % 50 == 0:
                seen = " ".join(f"{n}={v:.2f}" for n, v in sorted(losses.items()))
                tell(f"step {step + 1} {time.perf_counter() - started:.0f} s {seen}")
        np.savez(checkpoint, weights=self.weights.astype(np.float16))
        return self.weights

    def _step(self, step: int, name: str) -> float:
        warm, cool = min(1.0, (step + 1) / _WARM), max(_FLOOR, 1 - step / self._recipe.steps)
        loss = self._graded() if name == "graded" else self._contrast(self._batch(name))
        loss.backward()
        self._update(self._recipe.rate * warm * cool, step + 1)
        return float(loss.item())

    def _update(self, rate: float, count: int) -> None:
        """Adam on the rows of the batch alone, as torch's SparseAdam does it, without its sorting of every token."""
        rows, slope = self._rows, self._leaf.grad.numpy()
        first, second = _BETAS
        mean, square = self._mean[rows], self._square[rows]
        mean += (1 - first) * (slope - mean)
        np.square(slope, out=slope)
        slope -= square
        slope *= 1 - second
        square += slope
        self._mean[rows], self._square[rows] = mean, square
        np.sqrt(square, out=square)
        square += _EPSILON
        mean /= square
        mean *= rate * np.sqrt(1 - second**count) / (1 - first**count)
        self._weights[rows] -= mean

    def _batch(self, name: str) -> list[Pair]:
        draw = self._material.sources[name]
        drawn = [draw() for _ in range(_BATCH_LABELLED if name in _SMALL else _BATCH)]
        return [pair for pair in drawn if len(pair.query) and len(pair.document)]

    def _encoded(self, *groups: Sequence[Ids]) -> list[Any]:
        """The mean vectors of each group of texts; call once a batch, it chooses the rows that learn."""
        torch = self._torch
        flat = np.concatenate([ids for texts in groups for ids in texts])
        self._rows, local = np.unique(flat.astype(np.int64), return_inverse=True)
        self._leaf = torch.from_numpy(self._weights[self._rows]).requires_grad_()
        sizes = [len(ids) for texts in groups for ids in texts]
        starts = torch.from_numpy(np.cumsum([0, *sizes[:-1]]))
        means = torch.nn.functional.embedding_bag(torch.from_numpy(local), self._leaf, starts, mode="mean")
        return list(torch.split(means, [len(texts) for texts in groups]))

    def _contrast(self, pairs: Sequence[Pair]) -> Any:
        torch, functional = self._torch, self._torch.nn.functional
        extra = [wrong for pair in pairs for wrong in pair.wrong[:NEGATIVES]]
        if extra:
            extra += self._material.strangers(self._recipe.strangers)
        queries, documents = self._encoded(
            [self._material.as_asked(pair.query) for pair in pairs],
            [p.document for p in pairs] + [self._material.some(self._material.whole(w), 150) for w in extra],
        )
        same = torch.from_numpy(_same(pairs, extra))
        truth = torch.arange(len(pairs))
        loss = torch.zeros(())
        for size in (self._recipe.dimension, self._recipe.dimension // 2, self._recipe.dimension // 4):
            left = functional.normalize(queries[:, :size], dim=1)
            right = functional.normalize(documents[:, :size], dim=1)
            scores = (left @ right.T / self._recipe.temperature).masked_fill(same, -1e4)
            loss = loss + functional.cross_entropy(scores, truth)
            loss = loss + _BACKWARDS * functional.cross_entropy(scores[:, : len(pairs)].T, truth)
        return loss

    def _graded(self) -> Any:
        torch, functional = self._torch, self._torch.nn.functional
        a, b, grades = self._material.graded_batch(_BATCH)
        left, right = (functional.normalize(means, dim=1) for means in self._encoded(a, b))
        cosines = (left * right).sum(dim=1) * _GRADED_SCALE
        grade = torch.from_numpy(grades)
        wrong_way = (cosines[None, :] - cosines[:, None])[grade[:, None] > grade[None, :]]
        return _GRADED_WEIGHT * torch.logsumexp(torch.cat([wrong_way.new_zeros(1), wrong_way]), 0)


def _same(pairs: Sequence[Pair], extra: Sequence[int]) -> NDArray[np.bool_]:
    """(pairs, pairs + extra): what would be a right answer but is not this pair's own, and must not count as wrong."""
    columns = np.array([pair.group for pair in pairs] + list(extra))
    groups = columns[: len(pairs)]
    same = groups[:, None] == columns[None, :]
    for row, pair in enumerate(pairs):
        if pair.right:
            same[row] |= np.isin(columns, list(pair.right))
    np.fill_diagonal(same, False)
    return np.asarray(same, dtype=np.bool_)


def fresh(tokens: int, dimension: int, seed: int) -> Weights:
    start = np.random.default_rng(seed).normal(0.0, 0.05, (tokens, dimension)).astype(np.float32)
    start[0] = 0.0
    return start


def described(recipe: Recipe) -> dict[str, Any]:
    return asdict(recipe)
