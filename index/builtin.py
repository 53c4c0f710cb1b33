"""The model on board: static vectors of words and character pairs, added up with numpy. Imports neither torch nor
sentence-transformers, so a question costs no start-up; `index/training/` made the weights.

What is frequent in questions has two rows: people ask with 老板 and 开除 what statutes say with 用人单位 and 解除, so a
word means something else where it is asked with. The row for questions is marked in the vocabulary.

The folder is a plain sentence-transformers folder too. `SentenceTransformer(folder).encode(prepared(text))` gives the
same vectors (a test holds it to 1e-5): what it lacks is only `prepared` and `prepared_query`, the cutting into tokens.
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
BUILTIN_PREFIX = "fazhi-static"  # of the name: what was learned with it holds for no other model
MANIFEST = "manifest.json"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
_TENSOR = "embedding.weight"
ASKED = "?"  # before a token: its row for questions
_UNKNOWN = 0  # its row is zero: a word that was never seen says nothing


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
        self._asked = {t.removeprefix(ASKED): row for t, row in vocabulary.items() if t.startswith(ASKED)}

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

    def asked_ids(self, text: str) -> Ids:
        """The same for a question: a token's row for questions, where it has one."""
        known, asked = self._vocabulary, self._asked
        return np.array([asked.get(t) or known.get(t, _UNKNOWN) for t in tokens(text)], dtype=np.int32)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32, rows of length 1; a zero row for a text without a known token. [] gives (0, d)."""
        return self._encoded([self.ids(text) for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encoded([self.asked_ids(text) for text in texts])

    def prepared_query(self, text: str) -> str:
        """What the sentence-transformers form of the model is given for a question."""
        return " ".join(ASKED + t if t in self._asked else t for t in tokens(text))

    def _encoded(self, numbered: Sequence[Ids]) -> Vectors:
        out = np.zeros((len(numbered), self.dimension), dtype=np.float32)
        for row, ids in zip(out, numbered, strict=True):
            if len(ids):
                row[:] = self._weights[ids].mean(axis=0)
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, lengths, out=out, where=lengths > 0)
        return out


def _tensor(data: bytes) -> Vectors:
    """The one tensor of a safetensors file: eight bytes of header length, a JSON header, the numbers."""
    size = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + size])[_TENSOR]
    start, end = entry["data_offsets"]
    count = (end - start) // 4
    return np.frombuffer(data, np.float32, count, 8 + size + start).reshape(entry["shape"])
