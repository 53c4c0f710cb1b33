"""The model on board: static vectors of words and character pairs, added up with numpy. Imports neither torch nor
sentence-transformers, so a question costs no start-up; `index/training/` made the weights.

The folder is a plain sentence-transformers folder too. `SentenceTransformer(folder).encode(prepared(text))` gives the
same vectors (a test holds it to 1e-5): what it lacks is only `prepared`, the cutting into tokens.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from documents.errors import ModelError

from . import segment

Vectors = NDArray[np.float32]
Ids = NDArray[np.int32]
MANIFEST = "manifest.json"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
_TENSOR = "embedding.weight"
_UNKNOWN = 0  # its row is zero: a word that was never seen says nothing
_BATCH = 512  # texts gathered at once; bounds the memory, not the result


def tokens(text: str) -> list[str]:
    """Words, then pairs of neighbouring characters marked with `_`: 行政处罚 gives 行政处罚 … _行政 _政处 _处罚."""
    normal = segment.normalise(text)
    return segment.words(normal, normal=True) + ["_" + g for g in segment.grams(normal, normal=True)]


def prepared(text: str) -> str:
    """What the sentence-transformers form of the model is given."""
    return " ".join(tokens(text))


def checked(folder: Path, name: str) -> bytes:
    """The bytes of one file of a model, which are those that its manifest names."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        data = (folder / name).read_bytes()
    except (OSError, ValueError) as error:
        raise ModelError("MODEL_MISSING", f"内置模型不完整：{folder / name}", "请重新安装 fazhi。") from error
    if hashlib.sha256(data).hexdigest() != manifest["files"].get(name):
        raise ModelError("MODEL_DAMAGED", f"内置模型文件与校验值不符：{folder / name}", "请重新安装 fazhi。")
    return data


def seal(folder: Path, about: Mapping[str, Any]) -> None:
    """Write the manifest of a model folder: the hash of every file in it, and `about`. Written last."""
    files = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name not in (MANIFEST, "README.md")
    }
    text = json.dumps({**about, "files": files}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


class BuiltinEmbedder:
    """`weights`: (tokens, dimension) float32, row 0 zero; `vocabulary` maps a token to its row."""

    def __init__(self, name: str, weights: Vectors, vocabulary: Mapping[str, int]) -> None:
        self.name = name
        self.dimension = int(weights.shape[1])
        self._weights = weights
        self._vocabulary = vocabulary

    @classmethod
    def load(cls, folder: Path) -> BuiltinEmbedder:
        """Raises ModelError MODEL_MISSING or MODEL_DAMAGED."""
        weights = _tensor(checked(folder, WEIGHTS))
        vocabulary = json.loads(checked(folder, TOKENIZER))["model"]["vocab"]
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return cls(f"{manifest['name']}-{manifest['files'][WEIGHTS][:12]}", weights, vocabulary)

    def ids(self, text: str) -> Ids:
        """Rows of the tokens of a text, in the order of `tokens`; unknown ones are row 0."""
        known = self._vocabulary
        return np.array([known.get(t, _UNKNOWN) for t in tokens(text)], dtype=np.int32)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32, rows of length 1; a zero row for a text without a known token. [] gives (0, d)."""
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            self._fill(out[start : start + _BATCH], texts[start : start + _BATCH])
        return out

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_documents(texts)

    def _fill(self, out: Vectors, texts: Sequence[str]) -> None:
        for row, text in zip(out, texts, strict=True):
            ids = self.ids(text)
            if len(ids):
                row[:] = self._weights[ids].mean(axis=0)
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, lengths, out=out, where=lengths > 0)


def _tensor(data: bytes) -> Vectors:
    """The one tensor of a safetensors file: eight bytes of header length, a JSON header, the numbers."""
    size = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + size])[_TENSOR]
    start, end = entry["data_offsets"]
    count = (end - start) // 4
    return np.frombuffer(data, np.float32, count, 8 + size + start).reshape(entry["shape"])
