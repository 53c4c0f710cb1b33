"""The port of a reranker that reads question and passage together. Off unless FAZHI_RERANKER names a model; the
ranking on board (`index.ranking`) needs none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Reranker(Protocol):
    """`name` identifies the weights."""

    name: str

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """(len(passages),), bigger is nearer; entry i belongs to passages[i]. [] gives (0,)."""
        ...


def load_reranker(spec: str | None) -> Reranker | None:
    """None or "": no reranker. Else a cross-encoder folder or hub id (torch is imported only then)."""
    if not spec:
        return None
    from .models import load_cross_encoder

    return load_cross_encoder(spec)
