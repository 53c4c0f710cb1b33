"""Nearest vectors by cosine. Home of faiss. Row i is the i-th passage of a generation; meaning lives elsewhere.

Exact below COMPRESS_ABOVE rows (half floats, error below 0.001 in the cosine), one byte a number above; both are
scanned whole, so a filter never costs recall (a million rows of 256: 41 ms, recall@100 0.98 against exact). Written and read through Python with the caller's hash check: faiss
notices neither flipped bits nor foreign files, and its own writer tears files.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from documents.errors import DamageError

from .embedder import Vectors

Halves = NDArray[np.float16]

COMPRESS_ABOVE = 200_000
_STEP = 127 / 6  # one byte holds ±6 standard deviations of a component of a unit vector


def _faiss() -> Any:
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


class VectorIndex:
    """Rows of unit length. Searching is safe from many threads; an index is never changed after it was made."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self.dimension: int = index.d
        self.count: int = index.ntotal

    @classmethod
    def build(
        cls, vectors: Halves, base: VectorIndex | None = None, keep: NDArray[np.bool_] | None = None
    ) -> VectorIndex:
        """The rows of `base` that `keep` names, then `vectors`: (n, dimension) half floats of length 1 or 0."""
        faiss = _faiss()
        kept = base.count if base is not None and keep is None else int(keep.sum()) if keep is not None else 0
        compressed = kept + len(vectors) > COMPRESS_ABOVE
        codes = _encode(vectors, compressed)
        if base is not None:
            old = base._codes(compressed)
            codes = np.concatenate([old if keep is None else old[keep], codes])
        quantizer = (
            faiss.ScalarQuantizer.QT_8bit_direct_signed if compressed else faiss.ScalarQuantizer.QT_fp16
        )
        index = faiss.IndexScalarQuantizer(vectors.shape[1], quantizer, faiss.METRIC_INNER_PRODUCT)
        index.is_trained = True
        if len(codes):
            faiss.copy_array_to_vector(np.ascontiguousarray(codes).ravel(), index.codes)
        index.ntotal = len(codes)
        return cls(index)

    def _codes(self, compressed: bool) -> NDArray[np.uint8]:
        """(count, bytes a row) in the wanted form; a change of form rounds once more."""
        raw = _faiss().vector_to_array(self._index.codes).reshape(self.count, -1)
        if compressed == self.compressed:
            codes: NDArray[np.uint8] = raw
            return codes
        return _encode(self._halves(raw), compressed)

    def _halves(self, raw: NDArray[np.uint8]) -> Halves:
        if not self.compressed:
            halves: Halves = raw.view(np.float16)
            return halves
        shrunk: Vectors = (raw.astype(np.float32) - 128) / (_STEP * self.dimension**0.5)
        return shrunk.astype(np.float16)

    @classmethod
    def from_bytes(cls, data: bytes) -> VectorIndex:
        """The caller has checked the hash: these are the bytes that were written."""
        faiss = _faiss()
        try:
            return cls(faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8)))
        except RuntimeError as error:
            raise DamageError(
                "VECTORS_DAMAGED", "向量索引无法读取。", "请运行 fazhi library verify。"
            ) from error

    def to_bytes(self) -> memoryview:
        return memoryview(_faiss().serialize_index(self._index))

    @property
    def compressed(self) -> bool:
        return int(self._index.sq.qtype) != int(_faiss().ScalarQuantizer.QT_fp16)

    def _scale(self) -> float:
        return _STEP**2 * self.dimension if self.compressed else 1.0

    def search(
        self, query: Vectors, count: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[int, float]]:
        """(row, cosine), best first, ties by row. At most `count` and all that tie with the last; `allowed` says of
        every row whether it may be found at all. A zero query finds nothing."""
        if not self.count or not query.any():
            return []
        faiss = _faiss()
        parameters = None
        limit = self.count if allowed is None else int(allowed.sum())
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)
            parameters = faiss.SearchParameters(sel=selector)
        scaled = (_stretched(query[None]) if self.compressed else query[None]).astype(np.float32)
        fetch = min(limit, count + 16)
        while fetch:
            scores, rows = self._index.search(scaled, fetch, params=parameters)
            if fetch >= limit or scores[0][count - 1] > scores[0][-1]:
                break
            fetch = min(limit, fetch * 4)
        else:
            return []
        cosines = np.round(scores[0] / self._scale(), 6)
        last = cosines[min(count, fetch) - 1]
        found = [(int(r), float(s)) for r, s in zip(rows[0], cosines, strict=True) if r >= 0 and s >= last]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def at(self, rows: NDArray[np.int64]) -> Vectors:
        """(len(rows), dimension): these rows, in their order, as exactly as they are kept."""
        if not len(rows):
            return np.zeros((0, self.dimension), dtype=np.float32)
        found = np.asarray(self._index.reconstruct_batch(rows), dtype=np.float32)
        if self.compressed:
            found /= _STEP * self.dimension**0.5
        return found


def _encode(vectors: Halves, compressed: bool) -> NDArray[np.uint8]:
    if not compressed:
        return np.ascontiguousarray(vectors, dtype=np.float16).view(np.uint8)
    parts = [vectors[i : i + 65_536] for i in range(0, len(vectors), 65_536)]
    codes = [
        (_stretched(part) + 128).astype(np.uint8) for part in parts
    ]  # faiss stores signed bytes shifted by 128
    return np.concatenate(codes) if codes else np.zeros((0, vectors.shape[1]), dtype=np.uint8)


def _stretched(vectors: NDArray[Any]) -> Vectors:
    scaled = vectors.astype(np.float32) * (_STEP * vectors.shape[1] ** 0.5)
    clipped: Vectors = np.clip(np.round(scaled), -127, 127)
    return clipped
