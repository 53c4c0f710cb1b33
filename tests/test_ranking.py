"""The order of candidates: learned where it holds, reciprocal ranks elsewhere, the same whatever the order given."""

import json
from pathlib import Path

import numpy as np
import pytest

from documents.errors import ModelError
from documents.records import Kind
from index import ranking
from index.builtin import seal
from index.features import Candidate, Knowledge, QueryFeatures, describe
from index.ranking import Logistic, Ranker, fuse, load_ranker, rank
from index.training.order import save
from index.trees import Trees

QUESTION = QueryFeatures(text="雇主欠薪怎么办", words=("雇主", "欠薪", "怎么办"))


def candidate(key: str, lexical_rank: int | None, dense_rank: int | None, **more: object) -> Candidate:
    known: dict[str, object] = {
        "document": key.partition(":")[0],
        "kind": Kind.LAW,
        "row": 0,
        "length": 40,
        "lexical": None if lexical_rank is None else 20.0 - lexical_rank,
        "dense": 0.5,
        "text": "雇主不得拖欠报酬。",
        "title_text": "示例报酬法",
    }
    return Candidate(key=key, lexical_rank=lexical_rank, dense_rank=dense_rank, **{**known, **more})  # type: ignore[arg-type]


POOL = [candidate("a:1", 1, 9), candidate("b:2", 2, 1), candidate("c:3", None, 2), candidate("d:4", 3, None)]


def test_found_by_both_stands_above_found_by_one() -> None:
    assert [key for key, _, _ in rank(QUESTION, POOL)] == ["b:2", "a:1", "c:3", "d:4"]


def test_reciprocal_ranks_are_those_of_the_paper() -> None:
    assert fuse(candidate("a:1", 1, 9)) == pytest.approx(1 / 61 + 1 / 69)
    assert fuse(candidate("a:1", None, None)) == 0


def test_no_candidates_give_no_order() -> None:
    assert rank(QUESTION, []) == []


def test_equal_candidates_are_ordered_by_key() -> None:
    same = [candidate(key, 1, 1) for key in ("z:0", "b:1", "b:0")]
    assert [key for key, _, _ in rank(QUESTION, same)] == ["b:0", "b:1", "z:0"]


@pytest.fixture
def ranker() -> Ranker:
    """One tree: more than half of the question in the text is worth 2, less is worth 1."""
    unused = np.full((1, 7), 0xFF, dtype=np.uint8)
    unused[0, 0] = 0xFE
    threshold = np.full((1, 7), np.inf)
    threshold[0, 0] = 0.3
    value = np.zeros((1, 8))
    value[0, :2] = 1.0, 2.0
    trees = Trees(np.zeros((1, 7), np.int16), threshold, unused, value)
    knowledge = Knowledge({"雇主": 2.0, "欠薪": 5.0, "_雇主": 2.0}, {"示例报酬法": 1.5})
    return Ranker(("words_covered",), trees, knowledge, Logistic(-3.0, {"score": 2.0}))


def test_trees_decide_where_they_hold(ranker: Ranker) -> None:
    pool = [
        candidate("a:1", 1, 1, text="雇主的义务。"),
        candidate("b:1", 9, 9, text="雇主欠薪的，责令支付。"),
    ]
    (best, score, chance), (_, lower, less) = ranker.rank(QUESTION, pool)
    assert (best, score, lower) == ("b:1", 2.0, 1.0)
    assert chance == pytest.approx(1 / (1 + np.exp(-1)))
    assert less is not None and chance is not None and 0 < less < chance < 1


def test_the_order_given_does_not_matter(ranker: Ranker) -> None:
    pool = [candidate(f"{d}:{i}", i, 10 - i) for i in range(1, 9) for d in "ab"]
    backwards = [
        describe(QUESTION, pool[::-1], ranker.knowledge)[name][::-1] for name in ("near_3", "document_place")
    ]
    forwards = [describe(QUESTION, pool, ranker.knowledge)[name] for name in ("near_3", "document_place")]
    assert np.allclose(backwards, forwards)
    assert ranker.rank(QUESTION, pool) == ranker.rank(QUESTION, pool[::-1])


def test_features_are_finite_for_any_kind_of_text(ranker: Ranker) -> None:
    odd = [
        candidate("s:0", None, 1, kind=kind, text="", title_text="", lexical=None, dense=0.0) for kind in Kind
    ]
    columns = describe(QueryFeatures(text="", words=()), odd, ranker.knowledge)
    assert all(np.isfinite(column).all() and column.shape == (len(odd),) for column in columns.values())


def test_a_saved_ranker_is_the_same_ranker(ranker: Ranker, tmp_path: Path) -> None:
    seal(tmp_path, {"name": "tiny"})
    save(ranker, tmp_path)
    again = load_ranker(tmp_path)
    assert again is not None
    assert again.rank(QUESTION, POOL) == ranker.rank(QUESTION, POOL)
    assert json.loads((tmp_path / "manifest.json").read_text("utf-8"))["name"] == "tiny"


def test_a_damaged_ranker_is_refused(ranker: Ranker, tmp_path: Path) -> None:
    seal(tmp_path, {"name": "tiny"})
    save(ranker, tmp_path)
    (tmp_path / ranking.RANKER).write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        load_ranker(tmp_path)
    assert caught.value.code == "MODEL_DAMAGED"


def test_another_embedder_is_ranked_by_fused_ranks() -> None:
    other = QueryFeatures(text=QUESTION.text, words=QUESTION.words, embedder="BAAI/bge-m3")
    assert [(key, chance) for key, _, chance in rank(other, POOL)][0] == ("b:2", None)
    assert rank(other, POOL)[0][1] == pytest.approx(fuse(POOL[1]))


def test_near_articles_of_one_law_support_each_other(ranker: Ranker) -> None:
    pool = [candidate("a:10", 1, 1), candidate("a:12", 2, 2), candidate("b:50", 3, 3)]
    near = describe(QUESTION, pool, ranker.knowledge)
    assert near["near_3"][0] == pytest.approx(fuse(pool[1]))
    assert near["near_1"][0] == 0
    assert near["near_8"][2] == 0
    assert near["law_asked"].tolist() == [1.5, 1.5, 1.5]


def test_support_from_beside_is_what_counting_every_pair_gives(ranker: Ranker) -> None:
    random = np.random.default_rng(5)
    pool = [
        candidate(f"{'abc'[i % 3]}:{int(random.integers(60))}", int(random.integers(1, 90)), None)
        for i in range(70)
    ]
    near = describe(QUESTION, pool, ranker.knowledge)
    for reach in (1, 3, 8):
        wanted = [
            sum(
                fuse(other)
                for other in pool
                if other is not one
                and other.document == one.document
                and abs(int(other.key[2:]) - int(one.key[2:])) <= reach
            )
            for one in pool
        ]
        assert near[f"near_{reach}"] == pytest.approx(np.array(wanted), abs=1e-8)
