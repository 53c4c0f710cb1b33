from pathlib import Path

import numpy as np
import pytest

from index import generation
from index.generation import Batch, Generation, GenerationDamaged, Seal
from index.lexical import Entry, row_key


def batch(*numbers: int) -> Batch:
    keys = [row_key(n, 0) for n in numbers]
    vectors = np.eye(16, dtype=np.float16)[[n % 16 for n in numbers]]
    return Batch(
        np.array(keys, dtype=np.uint64), vectors, [Entry(k, ("", "", f"词{k >> 20}", "")) for k in keys]
    )


def test_a_generation_is_what_was_written(tmp_path: Path) -> None:
    seal = generation.write(tmp_path, 1, batch(1, 2, 3), {"embedder": "x"}, None)
    opened = Generation.open(tmp_path, seal)
    assert opened.numbers.tolist() == [1, 2, 3]
    assert opened.manifest["embedder"] == "x"
    assert opened.rows([row_key(3, 0), row_key(1, 0)]).tolist() == [2, 0]


def test_the_next_one_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    first = generation.write(tmp_path, 1, batch(1, 2, 3), {}, None)
    base = Generation.open(tmp_path, first)
    second = generation.write(tmp_path, 2, batch(4), {}, base, removed=[2])
    assert Generation.open(tmp_path, second).numbers.tolist() == [1, 3, 4]
    assert Generation.open(tmp_path, first).numbers.tolist() == [1, 2, 3]


def test_a_manifest_that_the_catalogue_does_not_know_is_damage(tmp_path: Path) -> None:
    seal = generation.write(tmp_path, 1, batch(1), {}, None)
    with pytest.raises(GenerationDamaged):
        Generation.open(tmp_path, Seal(1, "0" * 64))
    with pytest.raises(GenerationDamaged):
        Generation.open(tmp_path, Seal(2, seal.manifest))


def test_an_index_cut_by_another_segmenter_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = generation.write(tmp_path, 1, batch(1), {}, None)
    monkeypatch.setattr(generation.segment, "fingerprint", lambda: "another")
    with pytest.raises(GenerationDamaged, match="分词"):
        Generation.open(tmp_path, seal)


def test_cleaning_keeps_the_present_one_and_the_one_before(tmp_path: Path) -> None:
    seal = generation.write(tmp_path, 1, batch(1), {}, None)
    for number in (2, 3, 4):
        seal = generation.write(tmp_path, number, batch(number), {}, Generation.open(tmp_path, seal))
    (tmp_path / "generations" / ".making-9").mkdir()
    (tmp_path / "generations" / "5").mkdir()  # of a process that died before the catalogue named it
    generation.clean(tmp_path, 4)
    assert sorted(p.name for p in (tmp_path / "generations").iterdir()) == ["3", "4"]
    assert Generation.open(tmp_path, seal).numbers.tolist() == [1, 2, 3, 4]


def test_what_is_set_aside_twice_under_one_number_is_kept_twice(tmp_path: Path) -> None:
    for _ in range(2):
        generation.write(tmp_path, 1, batch(1), {}, None)
        assert generation.set_aside(tmp_path, 1) is not None
    assert sorted(p.name for p in (tmp_path / "quarantine").iterdir()) == ["1", "1-2"]
    assert generation.set_aside(tmp_path, 1) is None


@pytest.mark.parametrize("text", ["", "7"])
def test_no_seal_is_no_seal(text: str) -> None:
    assert Seal.parse(text) is None


def test_a_seal_prints_and_parses() -> None:
    assert Seal.parse(str(Seal(12, "ab"))) == Seal(12, "ab")
