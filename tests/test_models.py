"""Models of the user's: loaded from a folder, never running foreign code, refused in Chinese with what to do."""

import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from documents.errors import ModelError
from index.models import load_cross_encoder, load_sentence_transformer
from index.reranker import load_reranker
from index.training.folder import UNKNOWN, write_model

WORDS = ("工资", "拖欠", "支付", "查询：")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    weights = np.eye(len(WORDS) + 1, 8, k=-1, dtype=np.float32)
    write_model(tmp_path / "tiny", weights, [UNKNOWN, *WORDS], {"name": "tiny"})
    return tmp_path / "tiny"


def with_prompt(folder: Path, prompt: str) -> None:
    settings = {"prompts": {"query": prompt}, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings), encoding="utf-8")


def test_a_folder_is_loaded_and_gives_unit_rows(folder: Path) -> None:
    model = load_sentence_transformer(str(folder))
    vectors = model.encode_documents(["工资 拖欠", "", "支付"])
    assert (vectors.shape, vectors.dtype, model.dimension) == ((3, 8), np.float32, 8)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1])


def test_the_query_prompt_goes_before_questions_only(folder: Path) -> None:
    with_prompt(folder, "查询： ")
    model = load_sentence_transformer(str(folder))
    asked, stored = model.encode_queries(["工资"])[0], model.encode_documents(["工资"])[0]
    assert stored[0] == pytest.approx(1)
    assert asked[3] == pytest.approx(0.5**0.5)


def test_the_name_tells_weights_and_prompts_apart(folder: Path) -> None:
    before = load_sentence_transformer(str(folder)).name
    with_prompt(folder, "查询： ")
    assert load_sentence_transformer(str(folder)).name != before


@pytest.mark.parametrize("spec", ["./not-there", "/not/there/at/all"])
def test_a_path_that_is_not_there_is_missing(spec: str) -> None:
    with pytest.raises(ModelError) as caught:
        load_sentence_transformer(spec)
    assert caught.value.code == "MODEL_MISSING"
    assert spec in caught.value.message


def test_a_hub_id_that_cannot_be_fetched_is_missing() -> None:
    with pytest.raises(ModelError) as caught:
        load_sentence_transformer("example-owner/no-such-model")
    assert caught.value.code == "MODEL_MISSING"
    assert "拷到本机" in caught.value.next_step


@pytest.mark.parametrize("name", ["modeling_own.py", "pytorch_model.bin", "weights.pkl"])
def test_what_may_run_code_is_refused_before_it_is_read(folder: Path, name: str) -> None:
    if not name.endswith(".py"):
        (folder / "model.safetensors").unlink()
    (folder / name).write_bytes(b"raise SystemExit")
    with pytest.raises(ModelError) as caught:
        load_sentence_transformer(str(folder))
    assert caught.value.code == "MODEL_UNSAFE"


def test_a_broken_folder_says_so(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        load_sentence_transformer(str(folder))
    assert caught.value.code == "MODEL_BROKEN"


def save_cross_encoder(folder: Path, words: Sequence[str]) -> None:
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    (folder / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]), "utf-8"
    )
    tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"))
    settings = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, num_labels=1,
        intermediate_size=16,
    )  # fmt: skip
    BertForSequenceClassification(settings).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def test_a_cross_encoder_scores_each_passage(tmp_path: Path) -> None:
    save_cross_encoder(tmp_path / "cross", list("工资拖欠支付"))
    reranker = load_cross_encoder(str(tmp_path / "cross"))
    scores = reranker.score("拖欠工资", ["支付工资", "拖欠", "工"])
    assert scores.shape == (3,)
    assert np.isfinite(scores).all()
    assert reranker.score("拖欠工资", []).shape == (0,)
    assert reranker.score("拖欠工资", ["拖欠"])[0] == pytest.approx(scores[1], abs=1e-4)


def test_no_name_means_no_reranker() -> None:
    assert load_reranker(None) is None
    assert load_reranker("") is None


def test_a_missing_reranker_is_named() -> None:
    with warnings.catch_warnings(), pytest.raises(ModelError) as caught:
        load_reranker("./no-cross-encoder")
    assert caught.value.code == "MODEL_MISSING"
