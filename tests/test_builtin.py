"""The built-in model: numpy gives what sentence-transformers gives, and damage is found before use."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from documents.errors import ModelError
from index.builtin import ASKED, BuiltinEmbedder, prepared, tokens
from index.training.folder import UNKNOWN, write_model

TEXTS = (
    "用人单位拖欠工资，劳动者可以怎么办？",
    "行政机关应当公示执法主体、權限和依據",
    "第四十八条",
    "zzz",
    "",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    known = list(dict.fromkeys(token for text in TEXTS[:3] for token in tokens(text)))
    known += [ASKED + token for token in known[::2]]
    weights = np.random.default_rng(3).normal(size=(len(known) + 1, 16)).astype(np.float32)
    weights[0] = 0
    write_model(tmp_path / "model", weights, [UNKNOWN, *known], {"name": "tiny-static"})
    return tmp_path / "model"


def test_words_come_before_marked_pairs_of_characters() -> None:
    assert tokens("行政处罚")[-3:] == ["_行政", "_政处", "_处罚"]
    assert tokens("") == []


def test_numpy_and_sentence_transformers_agree(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(folder), device="cpu").encode([prepared(text) for text in TEXTS])
    ours = BuiltinEmbedder.load(folder).encode_documents(TEXTS)
    assert ours.dtype == np.float32
    assert np.abs(ours - theirs).max() < 1e-5


def test_they_agree_on_questions_too(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = BuiltinEmbedder.load(folder)
    prepared_queries = [model.prepared_query(text) for text in TEXTS]
    theirs = SentenceTransformer(str(folder), device="cpu").encode(prepared_queries)
    assert np.abs(model.encode_queries(TEXTS) - theirs).max() < 1e-5


def test_a_word_that_is_asked_with_has_a_row_of_its_own(folder: Path) -> None:
    model = BuiltinEmbedder.load(folder)
    text, first = TEXTS[0], tokens(TEXTS[0])[0]
    assert ASKED + first in model.prepared_query(text).split()
    assert not np.allclose(model.encode_queries([text]), model.encode_documents([text]))


def test_rows_have_length_one_and_an_unknown_text_is_zero(folder: Path) -> None:
    vectors = BuiltinEmbedder.load(folder).encode_queries(TEXTS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 0, 0], abs=1e-6)
    assert BuiltinEmbedder.load(folder).encode_documents([]).shape == (0, 16)


def test_a_text_is_encoded_the_same_alone_and_in_a_batch(folder: Path) -> None:
    model = BuiltinEmbedder.load(folder)
    batch = model.encode_documents(TEXTS)
    for text, row in zip(TEXTS, batch, strict=True):
        assert np.array_equal(model.encode_documents([text])[0], row)


def test_the_name_changes_with_the_weights(folder: Path) -> None:
    before = BuiltinEmbedder.load(folder).name
    vocabulary = list(json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"])
    weights = np.ones((len(vocabulary), 16), dtype=np.float32)
    weights[0] = 0
    write_model(folder, weights, vocabulary, {"name": "tiny-static"})
    assert BuiltinEmbedder.load(folder).name != before


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_one_flipped_bit_is_damage(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[-1] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ModelError) as caught:
        BuiltinEmbedder.load(folder)
    assert caught.value.code == "MODEL_DAMAGED"


@pytest.mark.parametrize("name", ["model.safetensors", "manifest.json"])
def test_a_lacking_file_is_a_missing_model(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError) as caught:
        BuiltinEmbedder.load(folder)
    assert caught.value.code == "MODEL_MISSING"
    assert "重新安装" in caught.value.next_step


def test_the_first_row_must_be_the_unknown_token(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="row 0"):
        write_model(tmp_path, np.ones((2, 4), np.float32), [UNKNOWN, "法"], {"name": "x"})


def test_encoding_imports_neither_torch_nor_sentence_transformers(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.builtin import BuiltinEmbedder\n"
        "BuiltinEmbedder.load(Path(sys.argv[1])).encode_queries(['工资'])\n"
        "sys.exit(any(m in sys.modules for m in ('torch', 'sentence_transformers', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(folder)], check=False).returncode == 0
