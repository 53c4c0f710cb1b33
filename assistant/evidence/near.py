"""How near in meaning a stretch is to the question, by the vectors of the model on board.

The index knows the nearness of whole passages; of a long article one sentence answers. None for any other model, whose
cosines the learned weights do not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder
from index.ranking import BUILTIN_PREFIX

from .holdings import Books

Numbers = NDArray[np.float64]
Near = Callable[[Sequence[str]], Numbers]


def near_to(query: str, books: Books) -> Near | None:
    """Gives the cosine of each text with the query, in [-1, 1]."""
    embedder = builtin(books)
    if embedder is None:
        return None
    asked = embedder.encode_queries([query])[0]

    def near(texts: Sequence[str]) -> Numbers:
        return np.asarray(embedder.encode_documents(texts) @ asked, dtype=np.float64)

    return near


def builtin(books: Books) -> Embedder | None:
    """The library's embedder, if it is the one on board."""
    known = getattr(books, "embedder", None)
    embedder: Embedder | None = known() if known is not None else None
    return embedder if embedder is not None and embedder.name.startswith(BUILTIN_PREFIX) else None
