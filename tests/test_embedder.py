import numpy as np
import pytest

from index.embedder import HashedEmbedder, embedded_text, fingerprint, load_embedder


def test_rows_have_length_one_and_an_empty_text_has_none() -> None:
    rows = HashedEmbedder(128).encode_documents(["示例市养犬管理条例", "", "公示"])
    assert rows.shape == (3, 128)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 1])


def test_no_texts_give_no_rows() -> None:
    assert HashedEmbedder(128).encode_documents([]).shape == (0, 128)


def test_what_is_worded_alike_is_near() -> None:
    embedder = HashedEmbedder()
    a, b, c = embedder.encode_documents(["行政执法结果应当公示", "执法结果的公示", "香蕉运输车辆保持通风"])
    assert a @ b > a @ c + 0.2


def test_the_same_text_gives_the_same_vector_alone_and_among_others() -> None:
    embedder = HashedEmbedder()
    alone = embedder.encode_documents(["公示"])[0]
    assert (embedder.encode_documents(["其他", "公示", "再一个"])[1] == alone).all()


def test_the_title_and_headings_are_part_of_what_is_encoded() -> None:
    assert embedded_text("题", ("第一章", "第一节"), "文") == "题\n第一章 第一节\n文"


def test_fingerprints_tell_models_and_sizes_apart() -> None:
    assert fingerprint(HashedEmbedder(64)) != fingerprint(HashedEmbedder(128))


def test_the_built_in_embedder_needs_neither_torch_nor_a_network() -> None:
    embedder = load_embedder(None)
    assert embedder.encode_queries(["公示"]).shape == (1, embedder.dimension)
