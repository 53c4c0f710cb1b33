"""Write trained weights as a model folder that both sentence-transformers and `index.builtin` load.

A plain `StaticEmbedding` (WordLevel over white space) followed by `Normalize`: no code of ours is needed to load it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..builtin import TOKENIZER, WEIGHTS, seal

_MODULES = (
    ("0", "", "sentence_transformers.models.StaticEmbedding"),
    ("1", "1_Normalize", "sentence_transformers.models.Normalize"),
)
UNKNOWN = "[UNK]"


def write_model(
    folder: Path, weights: NDArray[np.float32], vocabulary: Sequence[str], about: Mapping[str, Any]
) -> None:
    """`vocabulary[i]` belongs to row i; row 0 is UNKNOWN and must be zero. `about` needs a "name"."""
    from safetensors.numpy import save_file

    if vocabulary[0] != UNKNOWN or len(vocabulary) != len(weights) or weights[0].any():
        raise ValueError(f"{len(vocabulary)} tokens, {len(weights)} rows, row 0 must be {UNKNOWN} and zero")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    save_file({"embedding.weight": np.ascontiguousarray(weights, np.float32)}, str(folder / WEIGHTS))
    (folder / WEIGHTS).chmod(0o644)  # save_file writes for the owner alone; others install and read the wheel
    tokenizer: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordLevel",
            "vocab": {w: i for i, w in enumerate(vocabulary)},
            "unk_token": UNKNOWN,
        },
    }
    _dump(folder / TOKENIZER, tokenizer)
    modules = [{"idx": int(idx), "name": idx, "path": path, "type": kind} for idx, path, kind in _MODULES]
    _dump(folder / "modules.json", modules)
    _dump(folder / "1_Normalize" / "config.json", {})
    _dump(
        folder / "config_sentence_transformers.json",
        {"prompts": {}, "default_prompt_name": None, "similarity_fn_name": "cosine"},
    )
    seal(folder, about)


def _dump(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8")
