import numpy as np
import pytest
from numpy.typing import NDArray

from documents.errors import DamageError
from index import vectors
from index.vectors import VectorIndex


def unit_rows(count: int, dimension: int = 32, seed: int = 7) -> NDArray[np.float16]:
    rows = np.random.default_rng(seed).normal(size=(count, dimension))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


@pytest.fixture(params=["exact", "compressed"])
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "compressed":
        monkeypatch.setattr(vectors, "COMPRESS_ABOVE", 10)
    return str(request.param)


def test_the_nearest_comes_first_with_its_cosine(form: str) -> None:
    rows = unit_rows(500)
    index = VectorIndex.build(rows)
    assert index.compressed == (form == "compressed")
    found = index.search(rows[123].astype(np.float32), 5)
    assert found[0][0] == 123
    assert found[0][1] == pytest.approx(1, abs=0.02)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_what_is_found_is_what_an_exact_scan_finds(form: str) -> None:
    rows = unit_rows(2000)
    index = VectorIndex.build(rows)
    hits = 0
    for seed in range(20):
        query = unit_rows(1, seed=100 + seed)[0].astype(np.float32)
        exact = set(np.argsort(-(rows.astype(np.float32) @ query), kind="stable")[:20].tolist())
        hits += len(exact & {row for row, _ in index.search(query, 20)[:20]})
    assert hits / 400 >= (0.99 if form == "exact" else 0.93)


def test_a_filter_never_costs_recall(form: str) -> None:
    rows = unit_rows(1000)
    index = VectorIndex.build(rows)
    allowed = np.zeros(1000, dtype=np.bool_)
    allowed[::97] = True
    found = index.search(rows[3].astype(np.float32), 50, allowed)
    assert {row for row, _ in found} == set(np.flatnonzero(allowed).tolist())


def test_equal_vectors_tie_and_are_all_given(form: str) -> None:
    rows = np.repeat(unit_rows(1), 60, axis=0)
    found = VectorIndex.build(rows).search(rows[0].astype(np.float32), 5)
    assert [row for row, _ in found] == list(range(60))


def test_extending_is_the_same_as_building_anew(form: str) -> None:
    rows = unit_rows(300)
    keep = np.ones(200, dtype=np.bool_)
    keep[50:60] = False
    extended = VectorIndex.build(rows[200:], VectorIndex.build(rows[:200]), keep)
    anew = VectorIndex.build(np.concatenate([rows[:200][keep], rows[200:]]))
    assert bytes(extended.to_bytes()) == bytes(anew.to_bytes())


def test_bytes_give_the_same_index_back(form: str) -> None:
    index = VectorIndex.build(unit_rows(100))
    again = VectorIndex.from_bytes(bytes(index.to_bytes()))
    query = unit_rows(1, seed=5)[0].astype(np.float32)
    assert again.search(query, 10) == index.search(query, 10)


def test_the_form_changes_as_a_library_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "COMPRESS_ABOVE", 150)
    rows = unit_rows(200)
    small = VectorIndex.build(rows[:100])
    grown = VectorIndex.build(rows[100:], small, np.ones(100, dtype=np.bool_))
    assert (small.compressed, grown.compressed) == (False, True)
    assert grown.search(rows[7].astype(np.float32), 1)[0][0] == 7


def test_chosen_rows_come_back_in_the_order_asked_for(form: str) -> None:
    rows = unit_rows(50)
    got = VectorIndex.build(rows).at(np.array([4, 40, 4]))
    assert got == pytest.approx(rows[[4, 40, 4]].astype(np.float32), abs=0.02)
    assert VectorIndex.build(rows).at(np.zeros(0, dtype=np.int64)).shape == (0, rows.shape[1])


def test_a_zero_question_and_an_empty_index_find_nothing() -> None:
    assert VectorIndex.build(unit_rows(5)).search(np.zeros(32, dtype=np.float32), 3) == []
    assert VectorIndex.build(unit_rows(0)).search(np.ones(32, dtype=np.float32), 3) == []


def test_bytes_that_are_no_index_are_damage() -> None:
    with pytest.raises(DamageError, match="VECTORS_DAMAGED"):
        VectorIndex.from_bytes(b"not an index at all")
