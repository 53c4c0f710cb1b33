"""Embedding models and cross-encoders of the user's choice. Home of sentence-transformers and torch, which are
imported only when such a model was asked for (`FAZHI_EMBEDDER`, `FAZHI_RERANKER`); the built-in one needs neither.

Only safetensors are read and no code of a model's is run: weights in pickle or a folder that wants
`trust_remote_code` are refused (MODEL_UNSAFE). A hub id is looked for among the models already on this machine
first; only what is not there is asked of the network, and not even that when HF_HUB_OFFLINE is set.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from documents.errors import ModelError

Vectors = NDArray[np.float32]
Model = TypeVar("Model")
BATCH = 32
QUERY_PROMPTS = ("query", "retrieval.query", "web_search_query")  # the names under which models keep it
# Models whose query instruction stands in their model card only. https://huggingface.co/BAAI/bge-small-zh-v1.5
CARD_PROMPTS = {
    "bge-small-zh": "为这个句子生成表示以用于检索相关文章：",
    "bge-base-zh": "为这个句子生成表示以用于检索相关文章：",
    "bge-large-zh": "为这个句子生成表示以用于检索相关文章：",
}
_PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle")


class SentenceEmbedder:
    """`prompt` goes before every question, never before a passage."""

    def __init__(self, name: str, model: Any, prompt: str) -> None:
        self.name = name
        self.dimension = int(model.get_embedding_dimension())
        self._model = model
        self._prompt = prompt

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, "")

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]
        if filled:
            chosen = [texts[i] for i in filled]
            out[filled] = self._model.encode(
                chosen,
                prompt=prompt or None,
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return out


class CrossEncoderReranker:
    """Reads question and passage together; slow and good. Bigger scores are nearer."""

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self._model = model

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """(len(passages),) float32; row i belongs to passages[i]. [] gives (0,)."""
        if not passages:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        scores = np.asarray(self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False), np.float32)
        return scores if scores.ndim == 1 else scores[:, -1]  # a classifier's last class is "relevant"


def load_sentence_transformer(spec: str) -> SentenceEmbedder:
    """A folder or a hub id. Raises ModelError MODEL_MISSING, MODEL_UNSAFE or MODEL_BROKEN."""
    from sentence_transformers import SentenceTransformer

    model = _load(
        spec,
        lambda local: SentenceTransformer(
            spec,
            device="cpu",
            trust_remote_code=False,
            local_files_only=local,
            model_kwargs={"use_safetensors": True},
        ),
    )
    return SentenceEmbedder(
        _name(spec), model, _query_prompt(spec, {k: v for k, v in (model.prompts or {}).items() if v})
    )


def load_cross_encoder(spec: str) -> CrossEncoderReranker:
    """A folder or a hub id. Raises ModelError as `load_sentence_transformer` does."""
    from sentence_transformers import CrossEncoder

    model = _load(
        spec,
        lambda local: CrossEncoder(
            spec,
            device="cpu",
            trust_remote_code=False,
            local_files_only=local,
            model_kwargs={"use_safetensors": True},
        ),
    )
    return CrossEncoderReranker(_name(spec), model)


def _load(spec: str, construct: Callable[[bool], Model]) -> Model:
    folder = Path(spec).expanduser()
    is_path = folder.is_dir() or spec.startswith((".", "/", "~", "\\")) or spec.count("/") > 1
    if is_path:
        if not folder.is_dir():
            raise ModelError(
                "MODEL_MISSING", f"找不到模型文件夹：{spec}", "请检查 FAZHI_EMBEDDER、FAZHI_RERANKER 的路径。"
            )
        _refuse_unsafe(folder)
    try:
        try:
            return construct(True)
        except (OSError, ValueError):
            if is_path:
                raise
            return construct(False)
    except Exception as error:  # tokenizers and safetensors raise bare Exception
        raise _explained(spec, error) from error


def _refuse_unsafe(folder: Path) -> None:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    if any(file.suffix == ".safetensors" for file in files):
        pickled = [f for f in files if f.suffix in _PICKLED and not _beside_safetensors(f)]
    else:
        pickled = [f for f in files if f.suffix in _PICKLED]
    code = [file for file in files if file.suffix == ".py"]
    if pickled or code:
        raise ModelError(
            "MODEL_UNSAFE",
            f"拒绝载入：{(pickled or code)[0]} 可能在载入时执行代码",
            "请换用只含 .safetensors 权重、不带 .py 代码的模型文件夹。",
        )


def _beside_safetensors(file: Path) -> bool:
    """pytorch_model.bin beside model.safetensors is the same weights once more and is never read."""
    return any(other.suffix == ".safetensors" for other in file.parent.iterdir())


def _explained(spec: str, error: Exception) -> ModelError:
    text = str(error)
    if "trust_remote_code" in text:
        return ModelError("MODEL_UNSAFE", f"拒绝载入 {spec}：它要求运行自带代码", "请换用不带代码的模型。")
    if (
        "safetensors" in text
        and "use_safetensors" not in text
        or "does not appear to have a file named" in text
    ):
        return ModelError(
            "MODEL_UNSAFE", f"{spec} 没有 .safetensors 权重", "请换用 .safetensors 格式的模型。"
        )
    if not Path(spec).expanduser().is_dir():
        return ModelError(
            "MODEL_MISSING",
            f"本机没有模型 {spec}，也无法下载",
            "请把模型文件夹拷到本机，并把环境变量设为该文件夹的路径。",
        )
    return ModelError(
        "MODEL_BROKEN", f"模型文件夹无法载入：{spec}", "请确认它是 sentence-transformers 格式且文件完整。"
    )


def _query_prompt(spec: str, prompts: dict[str, str]) -> str:
    for name in QUERY_PROMPTS:
        if prompts.get(name):
            return prompts[name]
    known = next((p for part, p in CARD_PROMPTS.items() if part in spec), "")
    return known


def _name(spec: str) -> str:
    """Identifies the weights: the hub id, or the folder's name with a hash of its weights and settings."""
    folder = Path(spec).expanduser()
    if not folder.is_dir():
        return spec
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".safetensors", ".json", ".txt", ".model") and file.is_file():
            digest.update(json.dumps(str(file.relative_to(folder))).encode())
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    return f"{folder.name}-{digest.hexdigest()[:12]}"
